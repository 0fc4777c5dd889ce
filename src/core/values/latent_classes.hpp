// Latent classes of people from categorical answers.
#pragma once

#include "core/num/pattern_store.hpp"
#include "core/values/segmentation.hpp"

namespace xm::core {

// Records of answers: one byte per item, 0 for none, padded to a whole number of 8 bytes.
constexpr std::size_t answer_record_size(std::size_t items) { return (items + 7) / 8 * 8; }

// Throws `invalid`, naming the position, for an answer outside 1..100 (0: none), or more than 256 items.
void check_answers(std::span<const std::int32_t> answers);

// Latent class analysis (Lazarsfeld & Henry 1968; Goodman 1974, Biometrika 61, 215-231) by EM (Dempster, Laird & Rubin
// 1977) from random starts, the best ones carried to the end. A missing answer is missing at random. The categories of an
// item are the answers that occur. Tries every number of classes `low` .. `high` that the answers can tell (residual_df of
// at least 0) and chooses the lowest BIC; one class is what others are compared with. Records are answers, counted. The
// same rows in any order give the same classes. Throws `invalid` for a number of classes outside 1..255, and where the
// answers cannot tell even the lowest.
segmentation fit_latent_classes(const pattern_store& answers, std::size_t items, std::int32_t low, std::int32_t high,
                                std::int32_t seed, poll check);

}  // namespace xm::core
