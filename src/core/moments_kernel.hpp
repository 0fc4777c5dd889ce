// The inner loops of moments, in a baseline and an AVX2 version with the same results bit for bit
// (target_clones would leave them 1.3 to 3.3 times slower).
#pragma once

#include <cstddef>
#include <cstdint>

namespace xm::core {

struct moments_kernel {
    // Blocks lie by column, column i at i * room; room is a multiple of 8, at most 64; unused rows are 0.

    // Adds sums (p) and products (lower triangle) of whole numbers of at most 5792 in size.
    void (*dot_narrow)(const std::int16_t* block, std::size_t p, std::size_t room, std::int64_t* sums, std::int64_t* products);
    // Writes the dot products of the columns of a with those of b (lower triangle), in eight partial sums each.
    void (*dot_doubles)(const double* a, const double* b, std::size_t p, std::size_t room, double* products);
};

// The version for this processor.
const moments_kernel& kernel();

}  // namespace xm::core
