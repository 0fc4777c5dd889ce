// SQL that learns how favourable comments are, and says so of each.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/survey/definition.hpp"
#include "core/survey/statement.hpp"

namespace xm::core::survey {

// A language needs so many labelled comments, a word so many authors.
inline constexpr int least_labelled_comments = 200, least_authors = 5;

// The table of what is said of single comments.
std::string sentiment_table(mode m);

// Models of all sentiment items anew, one for each language of responses, from complete responses whose rating is favourable or
// unfavourable; then every response judged by them, while others wait to write responses. None where the survey has no such item.
// `merged`: persons count as their roots; whom nobody knows, each response is somebody of its own.
std::vector<statement> train(std::string_view workspace, std::string_view survey, const definition& d, bool merged);

// All that is said of the responses of a survey anew, by the models that are there.
std::vector<statement> judge_all(std::string_view workspace, std::string_view survey, const definition& d);

// Judges the responses of a relation `from` (as FROM has it, called t) by the models that are there.
statement judge(std::string_view workspace, std::string_view survey, const definition& d, const statement& from);

}  // namespace xm::core::survey
