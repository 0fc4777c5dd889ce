// The inner loop of latent classes, in a baseline and an AVX2 version with the same results bit for bit.
#pragma once

#include <cstddef>
#include <cstdint>

namespace xm::core {

// Of some items together: the classes' probabilities of each cell, and the posterior sums of each cell; cells x width.
struct latent_pack {
    const double* table;
    double* sums;
};

struct latent_kernel {
    // Over `rows` patterns: posterior of each class, share x product of the packs' tables at the pattern's cells, added
    // (times the pattern's count) to the packs' sums and to `members`. Classes are padded with 0 to `width`, a multiple of
    // 4; `posterior` is room for one row. Returns the log-likelihood of these rows if it is to be measured.
    double (*step)(const std::uint16_t* index, const double* count, std::size_t rows, const latent_pack* packs,
                   std::size_t packs_size, const double* share, std::size_t width, double* members, double* posterior,
                   bool measured);
};

// The version for this processor.
const latent_kernel& latent();

}  // namespace xm::core
