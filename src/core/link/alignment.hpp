// Quadrants of units: both sides high, only one, or neither, with the medians as cuts.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "core/error.hpp"
#include "core/num/row_store.hpp"

namespace xm::core {

struct unit_pair {
    double ex;
    double cx;
};

struct alignment_row {
    std::string_view quadrant;
    std::int64_t units;
    double share;
    std::optional<double> ex_mean, cx_mean;
};

// both, employees_only, customers_only, neither; a unit on the median counts as high. Scratch
// memory: one double a unit from that of the records, which are unit_pairs; at least one.
std::array<alignment_row, 4> align(const record_store& units, poll check);

}  // namespace xm::core
