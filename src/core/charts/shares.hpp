// How answers are spread over categories: bars in parts, about a middle.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/charts/options.hpp"

namespace xm::core::charts {

struct share_row {
    std::string label, category;
    std::int32_t position;  // of the category: least favourable first
    std::optional<double> share;
    auto operator<=>(const share_row&) const = default;
};

// A bar for each label, its parts in the order of their positions, laid so that the middle category stands about zero (Heiberger
// & Robbins 2014, J. Stat. Softw. 57(5)). Shares of one label and category are added. The label with most right of the middle
// stands first, unless the order of the options says "label" or lists them. Throws `invalid` for negative shares, more than 200
// labels or 11 categories, and one that stands at two positions.
std::string draw_shares(std::vector<share_row> rows, const options& o);

}  // namespace xm::core::charts
