// The inner loop of topics, in a baseline and an AVX2 version with the same results bit for bit.
#pragma once

#include <cstddef>
#include <cstdint>

namespace xm::core {

// A word of a comment, and how often it stands there.
struct topic_entry {
    std::uint32_t word;
    float times;
};

struct topic_kernel {
    // Of one comment of some words: the posterior of each topic, word's x comment's probability, times `times` is added to `here`
    // and, times `number` (of such comments), to the sums of the word. Of each word there are `fours` fours of probabilities and
    // of sums; beyond the last topic there are zeros. Returns the log-likelihood of one such comment.
    double (*comment)(const topic_entry* entries, std::size_t entries_size, const double* of_words, double* of_sums,
                      const double* of_comment, std::size_t fours, double number, double* here);
};

// The version for this processor.
const topic_kernel& topics_kernel();

}  // namespace xm::core
