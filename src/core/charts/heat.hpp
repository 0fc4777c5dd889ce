// A table as colours.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/charts/options.hpp"

namespace xm::core::charts {

struct heat_row {
    std::string row, column;
    std::optional<double> value;
    auto operator<=>(const heat_row&) const = default;
};

// Cells with their numbers where those have room, in equal steps of colour: from the smallest to the largest value, or where
// there are both signs or one reference, to both sides of zero or of that. Rows and columns stand in the order of their labels;
// "value" sorts them by their means, a list by itself. Throws `invalid` for more than 200 rows or 60 columns, and for a cell that
// is given twice.
std::string draw_heat(std::vector<heat_row> rows, const options& o);

}  // namespace xm::core::charts
