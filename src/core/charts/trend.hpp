// Values over time: lines with bands, and a line as small as a word.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/charts/options.hpp"

namespace xm::core::charts {

struct trend_row {
    std::string series;                         // empty: without a name
    std::int64_t at;                            // microseconds since 2000-01-01 UTC
    std::optional<double> value, lower, upper;  // without a value there is a gap
    auto operator<=>(const trend_row&) const = default;
};

// A line for each series, named at its end, with a band from lower to upper. A line is not drawn across a row without a value,
// nor across missing periods: where most steps of a series are about as long as its median step (within 15 %, as months are), one
// of more than one and a half times that. Throws `invalid` for more than 20 series, dates outside the years 1 to 9999, and what
// estimates refuse. `undated` rows had no time, and are counted with those left out.
std::string draw_trend(std::vector<trend_row> rows, const options& o, std::size_t undated = 0);

struct spark_row {
    std::int64_t at;
    std::optional<double> value;
    auto operator<=>(const spark_row&) const = default;
};

// A line without words, 100 by 20 px where the options say nothing else, in the colour of the text around it. `undated` as above.
std::string draw_sparkline(std::vector<spark_row> rows, const options& o, std::size_t undated = 0);

}  // namespace xm::core::charts
