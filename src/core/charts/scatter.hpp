// Two numbers of each row against each other.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/charts/options.hpp"

namespace xm::core::charts {

struct scatter_row {
    std::optional<double> x, y;  // without one of them it is left out
    std::string label;           // empty: none
    auto operator<=>(const scatter_row&) const = default;
};

// Points with their least-squares line and Pearson's r; dashed lines at the references [x, y] divide the plane into quadrants.
// Labelled are the outermost, by their distance from the means (Mahalanobis 1936), as far as there is room. Above 2,000 points
// hexagons, 9 px in radius, count them (Carr et al. 1987, J. Am. Stat. Assoc. 82, 424-436), the stronger the colour the more, by
// equal ratios. Throws `invalid` for numbers that are not finite.
std::string draw_scatter(std::vector<scatter_row> rows, const options& o);

struct priority_row {
    std::string label;
    std::optional<double> importance, performance;
};

// What is important against what is done well (Martilla & James 1977, J. Marketing 41, 77-79): performance to the right,
// importance upwards, divided at their means, or at the references [performance, importance]. Throws `invalid` for more than 200
// rows.
std::string draw_priority(std::vector<priority_row> rows, const options& o);

}  // namespace xm::core::charts
