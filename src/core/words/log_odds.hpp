// Words that tell a group of comments from the rest.
#pragma once

#include <cstdint>
#include <memory_resource>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/words/word_table.hpp"

namespace xm::core {

struct word_odds {
    std::string_view word;
    std::int64_t inside, outside;  // comments with it
    double log_odds, std_error, z;
};

// Throws `invalid` unless it is above 0 and finite.
void check_prior(double prior);

// Comments of a group and of the rest, word by word.
class grouped_words {
public:
    grouped_words(std::pmr::memory_resource* memory, poll check) : words_(memory, 2, check), check_(check) {}

    // A word counts once a comment.
    void add(std::span<const std::string_view> comment, bool of_group);
    void add_all(const grouped_words& other, poll check);

    // Log odds ratios under an informative Dirichlet prior of total weight `prior` (none: the number of distinct words) in
    // proportion to all words: Monroe, Colaresi & Quinn (2008), Political Analysis 16, 372-403, equations 16-22. By z
    // descending, then word (bytes). Nothing where there is no comment of the group or of the rest, or no second word.
    // Throws `invalid` where the rows would be more than one result holds.
    std::pmr::vector<word_odds> odds(std::optional<double> prior) const;

    std::size_t packed_size() const { return sizeof comments_ + words_.packed_size(); }
    void pack(std::byte* to, poll check) const;
    void unpack(bytes from, poll check);

private:
    word_table words_;
    poll check_;
    std::int64_t comments_[2] = {0, 0};  // of the rest, of the group
};

// Bytes that the rows of one result may take together: an array of them is one value of the server.
inline constexpr std::size_t most_result_bytes = 900'000'000;

}  // namespace xm::core
