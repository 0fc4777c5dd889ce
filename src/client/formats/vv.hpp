// The writing of LimeSurvey's VV files, in which characters that part cells and lines stand as words in braces.
#pragma once

#include <memory>
#include <string_view>

#include "client/read/table.hpp"

namespace xm::client {

// A cell of a question that was not asked, or of a moment that never came.
constexpr std::string_view vv_not_shown = "{question_not_shown}";

// The same rows with {newline}, {cr}, {tab}, {quote} and {lbrace} read. Source: LimeSurvey/LimeSurvey, the export of VV files.
std::shared_ptr<source> read_vv(std::shared_ptr<source> from);

}  // namespace xm::client
