// SPSS data files as rows: .sav and .zsav, and the older portable files (.por).
#pragma once

#include <memory>
#include <string>

#include "client/read/table.hpp"

namespace xm::client {

// The first record is the names of the variables (line 0), then the cases (line 1 ...). Read in a thread of its own, block by
// block. Codes stand as they are, those that the file declares missing too; what is system-missing is empty. Dates and times are
// ISO texts (SPSS counts seconds since 14 October 1582), strings without the blanks at their end, all of it UTF-8.
//
// `listed` has a question per variable: its label, value labels as options, declared missing values as missing options or ranges.
// A multiple dichotomy set is one question of type multiple: its members are `columns` and `options` (code: the variable; value:
// the number that counts as ticked). A text has the language "": the file does not say any. Nominal variables with labels are
// choices, other numbers have no type: whether they are ratings only their values show.
//
// Throws `failure` (refused) for files that are damaged, cut, encrypted or beyond a limit.
std::shared_ptr<source> open_spss(const std::string& path);

}  // namespace xm::client
