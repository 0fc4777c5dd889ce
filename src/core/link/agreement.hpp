// Do the people of one unit agree, and do units differ? ICC(1), ICC(2) and r_wg.
#pragma once

#include <cstdint>
#include <optional>

#include "core/num/dd.hpp"
#include "core/scores/ratings.hpp"

namespace xm::core {

// Running sums over units for the one-way analysis of variance. Plain data: copied between
// parallel workers as it is.
struct icc_sums {
    std::int64_t units = 0;
    std::uint64_t responses = 0;
    dd total;    // sum of all ratings
    dd squares;  // sum of all squared ratings
    dd between;  // sum over units of (sum of the unit)^2 / n

    // Throws `invalid` for weighted ratings.
    void add(const ratings& unit);
    void merge(const icc_sums& other);
};

struct icc_result {
    std::optional<double> icc1, icc2, f;
    std::optional<std::int64_t> df1, df2;
    std::optional<double> p_value;
    std::int64_t units;
    std::int64_t responses;
    std::optional<double> eta_squared;
};

// ICC(1) = (MSB - MSW) / (MSB + (k - 1) MSW) with k the mean unit size, ICC(2) = (MSB - MSW) / MSB;
// Bliese (2000) in Klein & Kozlowski (eds), 349-381, as R multilevel::ICC1 and ICC2; not floored.
icc_result icc(const icc_sums& sums);

// r_wg = 1 - s^2 / ((A^2 - 1) / 12) for a scale of A = highest - lowest + 1 ratings, floored at 0;
// nothing below two responses. James, Demaree & Wolf (1984), J. Appl. Psychol. 69, 85-98.
// Throws `invalid` for weighted ratings, a scale outside 0..100 or of one rating, a rating outside it.
std::optional<double> rwg(const ratings& r, std::int64_t lowest, std::int64_t highest);

}  // namespace xm::core
