// Do segments explain an outcome better than demographics do?
#pragma once

#include <cstdint>
#include <optional>

#include "core/num/group_key.hpp"
#include "core/num/pattern_store.hpp"

namespace xm::core {

inline constexpr std::size_t max_dummies = 1000;

struct segmentation_test_result {
    std::int64_t n;
    std::optional<double> r2_demographics, r2_segments, r2_both;
    std::optional<double> f_segments;
    std::int64_t df1_segments;
    std::optional<double> p_segments;
    std::optional<double> f_demographics;
    std::int64_t df1_demographics;
    std::optional<double> p_demographics;
    std::int64_t df2;
};

// Least squares of the outcome on a dummy for each group but one of each demographic column, of the segments, and of both;
// the F test of what each adds to the other (Searle 1971, Linear Models, ch. 7). Keys are `demographics` group_keys and
// the segment's; sums are people, outcome (around any number) and its square. Dummies that others explain do not count. Throws
// `invalid` beyond 1,000 dummies.
segmentation_test_result test_segmentation(const pattern_store& cells, std::size_t demographics, poll check);

}  // namespace xm::core
