// Segments of people by k-means over value profiles.
#pragma once

#include <cstdint>
#include <optional>

#include "core/num/pattern_store.hpp"
#include "core/values/segmentation.hpp"

namespace xm::core {

// Records of collected profiles: their scores as float4, padded to a whole number of 8 bytes.
constexpr std::size_t profile_record_size(std::size_t scores) { return (scores * sizeof(float) + 7) / 8 * 8; }

// k-means on the scores as they are (Lloyd 1982, IEEE Trans. Inf. Theory 28), started 25 times by k-means++ (Arthur &
// Vassilvitskii 2007, SODA) on a sample of at most 8,000 rows chosen by hash, the best starts polished on all rows. Tries
// every k of `low` .. `high` and chooses the one with the highest mean silhouette (Rousseeuw 1987, J. Comput. Appl. Math. 20;
// over at most 4,000 rows), ties to the lowest k. The same rows in any order give the same segments: all sums are
// exact. One segment, which has no silhouette, is what others are compared with: chosen only if no other is tried. Throws
// `invalid` for k outside 1..255 or more segments than distinct profiles.
segmentation fit_segments(const pattern_store& profiles, const profile_shape& shape, std::int32_t low, std::int32_t high,
                          std::int32_t seed, poll check);

// Mean adjusted Rand index of ten pairs of fits, each on one random half of the profiles, over all of them; nothing where
// the halves have too few people for k segments.
std::optional<double> segment_stability(const pattern_store& profiles, const profile_shape& shape, std::int32_t k,
                                        std::int32_t seed, poll check);

}  // namespace xm::core
