// Sheets of Office Open XML workbooks (.xlsx, ECMA-376 / ISO 29500, transitional and strict) as rows.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "client/read/table.hpp"

namespace xm::client {

// `sheet` empty: the first visible one that has cells. Streams the sheet; the texts that cells share are kept, up to 48 MiB.
// A record is a row that stands in the file, `line` its number; empty cells at its end are left out, so rows differ in width.
// Cells with a date format become times; a formula counts as its stored result. Throws `failure` (refused: what is no workbook,
// damaged or too large; usage: no such sheet) with row and cell where they are known.
std::shared_ptr<source> open_xlsx(const std::string& path, const std::string& sheet = {});

// What a number format makes of a number.
enum class date_style : std::uint8_t { none, date, time, both, duration };
// By the code of the format (18.8.31): y, m, d, h, s outside quotes, brackets and escapes; [h], [m], [s] are durations.
date_style date_style_of(std::string_view format_code);

}  // namespace xm::client
