// The inner loops of moments, in a baseline and an AVX2 version with the same results bit for bit
// (target_clones would leave them 1.3 to 3.3 times slower).
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/num/dd.hpp"

namespace xm::core {

// A column of doubles taken apart: value = centre + high + middle + tail, high a multiple of `granule` of at most 25
// bits, middle one of granule / 2^25; rest is middle + tail, rounded.
struct sliced_column {
    double centre;
    double granule;
    double sum_high, sum_middle, sum_tail;  // of value - centre, weighted if there are weights; the first two exact
    bool whole;                             // rest is 0 throughout
};
struct slices {
    double *high, *middle, *tail, *rest;
};

struct moments_kernel {
    // Blocks lie by column, column i at i * room; room is a multiple of 8, at most 64; unused rows are 0.

    // Adds sums (p) and products (lower triangle) of whole numbers of at most 5792 in size.
    void (*dot_narrow)(const std::int16_t* block, std::size_t p, std::size_t room, std::int64_t* sums, std::int64_t* products);
    // Takes a column of `used` doubles apart (Ozaki, Ogita, Oishi & Rump 2012, Numer. Algorithms 59, 95-118), around a number
    // next to its mean; x becomes x - centre, rounded. `weights` is null, or numbers below 2 of which the largest is at
    // least 1 and the sum is `weight`; then `weighted` gets weight (x - centre).
    void (*slice)(double* x, std::size_t used, std::size_t room, const double* weights, double weight, slices to,
                  sliced_column& column, slices weighted, sliced_column* weighted_column);
    // Writes the dot products (lower triangle) of the columns of a with those of b, each as the sum of two numbers, to
    // about 2^-98 of the largest product. Column i begins at i * room of each slice.
    void (*dot_sliced)(slices a, const sliced_column* a_columns, slices b, const sliced_column* b_columns, std::size_t p,
                       std::size_t room, double* high, double* low);
    // Sums of two numbers, whose high number comes in two halves, too.
    struct halved {
        double *high, *upper, *lower, *low;  // high = upper + lower
    };
    struct weights {
        dd inverse;         // 1 / weight of the block
        dd share, between;  // of the block in all rows; rows before it times that
    };
    struct steps {
        double *sum, *sum_low, *own;  // of (x - centre) in the block, and its mean
        halved left, right;           // from the mean before to the block's, times `between`, and as it is
    };
    // Moves p means (high and low numbers) on to those with the block, and sets the steps for accumulate.
    void (*step_means)(double* mean_high, double* mean_low, const sliced_column* columns, const sliced_column* weighted_columns,
                       const weights& by, const steps& to, std::size_t p);
    // Adds to each of p (p + 1) / 2 sums of two numbers: scale (products - sum_i own_j) + left_i right_j.
    void (*accumulate)(double* high, double* low, const double* products_high, const double* products_low, double scale,
                       const steps& step, std::size_t p);
};

// The version for this processor.
const moments_kernel& kernel();

}  // namespace xm::core
