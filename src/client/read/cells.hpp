// How numbers, dates and times are written into cells, whatever the file they come from.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "client/read/table.hpp"

namespace xm::client {

// Digits that are already as cell_kind::number wants them.
bool plain_whole(std::string_view digits);
// Nothing where it is none, or beyond what a double holds.
std::optional<double> number_of(std::string_view digits);
// As cell_kind::number says: the shortest digits that read back as the same double; without an exponent from 1e-7 to below 1e15.
void append_number(std::string& to, double value);
// "2024-02-29"
void append_date(std::string& to, std::chrono::year_month_day date);
// "10:00:00[.123]"; hours may be more than a day has.
void append_clock(std::string& to, std::int64_t milliseconds);

// The letters of a column of a sheet, from 0: A, B, ... AA.
std::string letters_of(std::size_t column);

// Whether nothing stands in a row, not even an error.
bool is_blank(const record& row);

// Throws `failure` with its line for a row that does not fit a header of this many columns: of another width in a text file, with
// a value beyond the header in a sheet, whose rows may be shorter.
void check_width(const record& row, std::size_t width, const source& from);

}  // namespace xm::client
