// Estimates with their intervals: a dot and a line each, one row a label.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/charts/options.hpp"

namespace xm::core::charts {

struct estimate_row {
    std::string label;
    std::optional<double> value, lower, upper;  // without a value it is left out, without an end there is no line on that side
    auto operator<=>(const estimate_row&) const = default;
};

// Dots with intervals, the largest value first unless the order of the options says "label" or lists the labels; dashed lines at
// the references. Throws `invalid` for more than 200 rows, numbers that are not finite, and an interval whose ends are the wrong
// way round.
std::string draw_estimates(std::vector<estimate_row> rows, const options& o);

// The same rows as bars from zero, with intervals where there are any; the value stands at the end of a bar that has none.
std::string draw_bars(std::vector<estimate_row> rows, const options& o);

}  // namespace xm::core::charts
