// The inner loops of models that see all rows, in a baseline and an AVX2 version with the same results bit
// for bit. Blocks have 64 rows of `width` numbers, a multiple of 4; columns and rows that are not used are 0.
#pragma once

#include <cstddef>

namespace xm::core {

inline constexpr std::size_t block_rows = 64;

struct row_kernel {
    // z = (x - centre) scale for `rows` rows of `width` numbers each, `stride` apart in x.
    void (*standardise)(const double* x, std::size_t rows, std::size_t stride, std::size_t columns, const double* centre,
                        const double* scale, double* z, std::size_t width);
    // out = z b, one number a row.
    void (*dot)(const double* z, std::size_t width, const double* b, double* out);
    // out = exp(x), to one unit in the last place or two; x within -700..700.
    void (*exponential)(const double* x, double* out);
    // out = log(1 + x), to a unit in the last place or two; x within 0..1.
    void (*log_one_plus)(const double* x, double* out);
    // sums += z' w.
    void (*sum)(const double* z, std::size_t width, const double* w, double* sums);
    // to[r] += w z of each row r that has a place.
    void (*scatter)(const double* z, std::size_t width, const double* w, double* const* to);
    // products (width x width, lower blocks of 4 x 4) += z' diag(w) z.
    void (*outer)(const double* z, std::size_t width, const double* w, double* products);
};

// The version for this processor.
const row_kernel& rows_kernel();

}  // namespace xm::core
