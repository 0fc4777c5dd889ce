// How values are distributed.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/charts/options.hpp"

namespace xm::core::charts {

struct histogram_bins {
    double first, width;              // where the first begins; whole numbers: that number less one half
    std::vector<std::size_t> counts;  // a value on an edge counts above it, the greatest below
    bool whole;                       // one for each whole number
};
// Whole numbers that span at most 60 get a bin each; else bins are as wide as Freedman & Diaconis (1981, Z.
// Wahrscheinlichkeitstheorie 57, 453-476) say, 2 IQR n^(-1/3), rounded to 1, 2, 2.5 or 5 times a power of ten; where the
// quartiles are equal, as wide as Sturges (1926) says; at most 200. `values` are sorted and not empty.
histogram_bins bin_values(const std::vector<double>& values);

// Bars of counts. `left_out` rows had no value. Throws `invalid` for values that are not finite.
std::string draw_histogram(std::vector<double> values, std::size_t left_out, const options& o);

}  // namespace xm::core::charts
