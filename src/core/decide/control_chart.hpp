// Is this period unusual? A control chart whose limits know that periods differ more than their answers alone would.
#pragma once

#include <cstdint>
#include <memory_resource>
#include <optional>
#include <string_view>
#include <vector>

#include "core/decide/keyed_ratings.hpp"
#include "core/scores/metric.hpp"

namespace xm::core {

struct control_row {
    std::int64_t period;  // days
    double value;
    std::int64_t responses;
    double centre;
    std::optional<double> lower, upper, z, ewma;
    std::string_view signal;  // empty: none
};

// Throws `invalid` unless the baseline is at least 1.
void check_baseline(std::int64_t baseline);

// The chart of Laney (2002), Quality Engineering 14, 531-537: centre of the pooled answers of the first `baseline` periods
// (0, or more than there are: all); z_i = (value_i - centre) / (sigma_i sigma_z) with sigma_i = s / root of n_i and sigma_z
// the mean moving range of (value_i - centre) / sigma_i over those periods divided by 1.128; limits centre +- 3 sigma_i
// sigma_z. The deviation s cancels out of all of it. ewma of z with lambda = 0.2 from 0 (Roberts 1959). Signals: the rules of
// the Western Electric handbook (1956), and six steps one way (Nelson 1984); the first that applies. Keys are days
// (sortable); throws `invalid` if a period was given more than once. No limits where nothing varies. The rows lie in `memory`,
// null: that of the periods.
std::pmr::vector<control_row> control_chart(const keyed_ratings& periods, metric m, std::int64_t baseline, poll check,
                                            std::pmr::memory_resource* memory = nullptr);

}  // namespace xm::core
