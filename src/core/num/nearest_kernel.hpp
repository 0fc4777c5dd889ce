// The inner loop of k-means, in a baseline and an AVX2 version with the same results bit for bit.
#pragma once

#include <cstddef>
#include <cstdint>

namespace xm::core {

inline constexpr std::size_t nearest_rows = 64;

struct nearest_kernel {
    // For 64 rows that lie by column (column c at c * 64) the centre with the largest x c - |c|^2 / 2, the nearest
    // one; the first of equal ones. centres: k x columns; half: |c|^2 / 2.
    void (*nearest)(const float* rows, std::size_t columns, const float* centres, const float* half, std::size_t k,
                    std::uint8_t* out);
};

// The version for this processor.
const nearest_kernel& nearest();

}  // namespace xm::core
