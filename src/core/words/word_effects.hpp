// Words and the score: comments with a word against those without.
#pragma once

#include <cstdint>
#include <map>
#include <memory_resource>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/decide/unit_scores.hpp"
#include "core/words/word_table.hpp"

namespace xm::core {

struct word_effect {
    std::string_view word;
    std::int64_t responses;  // comments with it
    double value, rest, difference;
    std::optional<double> std_error, p_value, q_value, shrunken;
};

// Throws `invalid` unless it is at least 1.
void check_least_comments(std::int64_t min_responses);

// What is kept of rated comments: per word the number of its comments, the sums of their scores and lengths, and a mark of
// which they are; numbers, scores and their squares by length. Exact, so that neither order nor split of the rows shows.
class rated_words {
public:
    rated_words(std::pmr::memory_resource* memory, metric m, poll check);

    // Throws `invalid` for a rating outside the metric's range.
    void add(std::span<const std::string_view> comment, int rating);
    void add_all(const rated_words& other, poll check);

    // Words of at least so many comments, with at least so many without; of words in the same comments only the shortest
    // (characters), then the smallest (bytes). The difference is the coefficient of the word in the least-squares regression of
    // the score on it and on ln(1 + distinct words) of the comment: people who are unhappy write more, so that of words that
    // mean nothing those of long comments would look bad. A constant or collinear length drops out. Student t on n - 3 (n - 2)
    // degrees of freedom; q-values over all rows (Benjamini & Hochberg 1995), the shrunken difference likewise (see shrink). By
    // p_value to 12 digits, then word. No test where nothing is left to explain or no degree of freedom is left. Throws
    // `invalid` where the rows would be more than one result holds.
    std::pmr::vector<word_effect> effects(std::int64_t min_responses) const;

    std::size_t packed_size() const;
    void pack(std::byte* to, poll check) const;
    void unpack(bytes from, poll check);

private:
    // Of a word, each added up without a carry: numbers stay below 2^31 comments.
    enum beside : std::size_t { comments, units, length_high, length_low, which_first, which_second, sums };

    word_table words_;
    metric metric_;
    unit_rule rule_;
    poll check_;
    std::pmr::map<std::uint32_t, unit_counts> by_length_;  // distinct words of a comment
};

}  // namespace xm::core
