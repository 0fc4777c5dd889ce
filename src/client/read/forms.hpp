// Numbers, dates and times as people write them: what form a text has, and what it says. The plan asks the one and a load the
// other, and both are one reading.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace xm::client {

// Without white space at its ends, that which does not break too.
std::string_view trimmed(std::string_view s);

// A number as people write it, as sign, digits and exponent: digits × 10^exponent. Nothing is rounded.
struct decimal {
    bool negative = false;
    std::string_view digits;  // without leading zeros, at most 64; empty: zero
    int exponent = 0;
    std::array<char, 64> room;
    // Rounded to the next double.
    double value() const;
};
// False where it is no number: with a sign, a unit of money or % around it, groups of three where `thousands` says so. `into`
// holds what its digits point to.
bool read_decimal(std::string_view text, bool decimal_comma, bool thousands, decimal& into);

// Which of day, month and year come first in dates of digits.
enum class date_order : std::uint8_t { ymd, dmy, mdy };

constexpr std::int64_t day_in_microseconds = 86'400'000'000;

// A date, a time of day, or both.
struct moment {
    std::int64_t microseconds = 0;  // since 1970-01-01 00:00 where there is a date, else since midnight
    bool date = false;
    bool time = false;
    bool zoned = false;  // its offset was stated: the microseconds are those of UTC
    int offset = 0;      // stated, in minutes east
};
// 2024-02-29, 29.02.2024, 2/29/24, Feb 29, 2024, 29 Feb 2024; 10:00, 10:00:00.123, 6:30 PM, 오후 6:30; with Z, +02:00, UTC,
// GMT+1, CET behind. `order` is that of dates of digits that do not begin with a year. Days are those of the Gregorian calendar,
// years 1 to 9999; nothing where there is no such day or time.
std::optional<moment> read_moment(std::string_view text, date_order order);

// What the ways to read a text as a number have in common: which of its signs may be which.
struct number_form {
    bool whole = false, leading_zero = false;
    bool point = false, comma = false;                // the decimal sign
    bool point_groups = false, comma_groups = false;  // between groups of three
};
// Nothing where read_decimal() reads it in no way, or where an exponent stands without a point or sign: 1e5 is rather a code.
std::optional<number_form> number_form_of(std::string_view text);
// 5 and 5.0, with a sign.
std::optional<long> whole_of(std::string_view text);

// What read_moment() reads, and in which orders.
struct time_form {
    bool date = false, time = false, zoned = false, midnight = false;
    bool day_first = false, month_first = false;
    bool settled = false;  // a year in front or a month in letters: no order is needed
};
std::optional<time_form> time_form_of(std::string_view text);

}  // namespace xm::client
