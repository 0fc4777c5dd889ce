// Round numbers and dates for axes, and how numbers and dates are written.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/charts/options.hpp"

namespace xm::core::charts {

// About `wanted` (at least 2) round numbers for an axis from `low` to `high` (low < high, finite, the span not below 1e-300): the
// extended Wilkinson algorithm of Talbot, Lin & Hanrahan (2010), IEEE Trans. Vis. Comput. Graph. 16, 1036-1043, with their
// weights and without their search for a font. The outermost may lie a little inside or outside.
std::vector<double> number_ticks(double low, double high, int wanted);

// Writes numbers that stand together in a picture: with the same unit and the same digits behind the mark.
class number_format {
public:
    // For numbers on an axis: as many digits as their step needs.
    static number_format of_ticks(std::span<const double> ticks, const options& o);
    // For numbers of data on an axis of that span: three significant digits of the span, no more than the numbers have;
    // `options.digits` overrides.
    static number_format of_values(std::span<const double> values, double span, const options& o);
    // For counts.
    static number_format of_counts(const options& o);

    // A true minus sign, the decimal and thousands marks of the language, the latter for numbers of four digits only where others
    // have more; a word for millions, or a power of ten, where the numbers are large or tiny. The sign of a number that is shown
    // as 0 is left out.
    std::string operator()(double v) const;
    // The number that is read there, in the unit that is shown: equal where two are written alike.
    double shown(double v) const;

private:
    number_format(const options& o, double greatest, bool scaled);
    std::string digits(double v) const;

    int decimals_ = 0, power_ = 0;            // of ten, of the unit
    bool percent_ = false, grouped_ = false;  // thousands of numbers of four digits
    std::string decimal_, thousands_, unit_;
};

// Dates and times are microseconds since 2000-01-01 UTC, of years within these bounds (1 and 9999).
inline constexpr std::int64_t least_date = -63082281600000000, greatest_date = 252455615999999999;

struct date_tick {
    std::int64_t at;
    std::string label;
    std::string context;  // of the next larger unit where that is new: the year below months, the day below hours
};

// At most `wanted` (at least 1) round dates or times from `low` to `high`, by the proleptic Gregorian calendar, in words of the
// language, or in digits (ISO 8601) where it is none of those known. Their steps are not finer than `finest`, but for an eighth
// (months differ), nor than a day where that leaves fewer than two.
std::vector<date_tick> date_ticks(std::int64_t low, std::int64_t high, int wanted, std::int64_t finest, const options& o);

// How fine the steps of an axis of these dates may be: as the smallest between three or more of them, so that months have no
// weeks, and days no hours.
std::int64_t finest_step(std::vector<std::int64_t> dates, poll check = no_poll);

// A date as ISO 8601 writes it, with the time if one of the dates has one: `format` is made from all of them.
class date_format {
public:
    explicit date_format(std::span<const std::int64_t> all);
    std::string operator()(std::int64_t at) const;

private:
    enum class detail : std::uint8_t { day, minute, second, microsecond } detail_ = detail::day;
};

}  // namespace xm::core::charts
