// Whether a score moves more than chance: a control chart.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/charts/options.hpp"

namespace xm::core::charts {

struct control_row {
    std::int64_t period;  // microseconds since 2000-01-01 UTC
    std::optional<double> value, centre, lower, upper;
    std::string signal;  // empty: none
    auto operator<=>(const control_row&) const = default;
};

// Values of periods as a line, the centre, and a band between the limits, each period with its own; periods with a signal are
// marked and named. Rows as xm.control_chart returns them. Throws `invalid` for more than 1,000 periods, one that is given twice,
// and what trends refuse.
std::string draw_control(std::vector<control_row> rows, const options& o, std::size_t undated = 0);

}  // namespace xm::core::charts
