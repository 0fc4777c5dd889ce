// What leads to what: a path diagram.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/charts/options.hpp"

namespace xm::core::charts {

struct path_row {
    std::string path;  // labels joined by " > ", or a, b, c, c_prime and indirect, as xm.mediation returns them
    std::string kind;  // direct, indirect, total_indirect or total; may be empty for a mediation
    std::optional<double> estimate, lower, upper;
    auto operator<=>(const path_row&) const = default;
};

// Boxes in the order of cause and effect with an arrow for each direct path, dashed where its interval holds zero, and below them
// all effects with their intervals. In a mediation the boxes are named by the order of the options, a list of cause, mediator and
// outcome. Throws `invalid` for paths that lead in a circle, more than 8 boxes, an unknown kind, and a path that is given twice.
std::string draw_paths(std::vector<path_row> rows, const options& o);

}  // namespace xm::core::charts
