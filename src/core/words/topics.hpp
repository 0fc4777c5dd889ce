// xm.topic_model: topics that comments are about, by the words that come together. Layout: docs/internals/states.md.
#pragma once

#include <cstdint>
#include <memory_resource>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/state.hpp"
#include "core/words/word_table.hpp"

namespace xm::core {

inline constexpr std::int64_t most_topics = 1000;
// Throws `invalid` unless it is within 1..most_topics.
void check_topics(std::int64_t k);

// Probabilistic latent semantic analysis: a word of a comment belongs to topic z with a probability in proportion to
// P(z | comment) P(word | z).
struct topic_model {
    static constexpr std::uint8_t version = 1;
    static constexpr double pseudo_count = 0.1;  // of each word of a topic and each topic of a comment
    static constexpr int starts = 10, most_iterations = 2000, folding_steps = 50;

    std::int64_t comments = 0, iterations = 0;
    double log_likelihood = 0;
    std::vector<double> shares;         // of the topics among all words, the largest first
    std::string text;                   // all words, in the order of their bytes
    std::vector<std::uint64_t> ends;    // of each word in it
    std::vector<double> probabilities;  // of the word within each topic, topics of a word together

    std::size_t topics() const { return shares.size(); }
    std::size_t words() const { return ends.size(); }
    std::string_view word(std::size_t i) const {
        const std::uint64_t begin = i == 0 ? 0 : ends[i - 1];
        return std::string_view(text).substr(begin, ends[i] - begin);
    }
    double probability(std::size_t word, std::size_t topic) const { return probabilities[word * topics() + topic]; }
    // Places of the words of a topic, the likeliest first, then by bytes; at most so many.
    std::vector<std::uint32_t> top(std::size_t topic, std::size_t most, poll check) const;

    // Each reader validates.
    static topic_model from_stored(bytes body, errc otherwise = errc::corrupt_stored, poll check = no_poll);
    static topic_model from_wire(bytes in) { return from_stored(in, errc::corrupt_wire); }
    static topic_model from_text(std::string_view text, poll check = no_poll);
    std::size_t stored_size() const;
    void to_stored(std::byte* body, poll check = no_poll) const;
    void to_wire(wire_writer& out) const;
    std::string to_text() const;

private:
    friend class topic_comments;
    poll check_ = no_poll;  // of who made it, for writing it
    void write(wire_writer& out) const;
    void validate(errc otherwise, poll check) const;
};

// Comments to find topics in. Lives in an arena, as record_store does.
class topic_comments {
public:
    topic_comments(std::pmr::memory_resource* memory, poll check) : words_(memory, 0, check), rows_(memory) {}

    void add(std::span<const std::string_view> comment);
    void add_all(const topic_comments& other, poll check);
    bool has_words() const { return words_.size() > 0; }

    // By expectation maximisation (Hofmann 1999, UAI, 289-296) with pseudo-counts, extrapolated on its way, from ten starts that
    // are hashes of the words and the seed: the one of the largest log likelihood, each until that changes by less than 1e-8 of
    // itself. Topics by share,
    // then by their first word. The same to the bit in any order of the rows. There must be words.
    topic_model fit(std::int64_t k, std::int64_t seed, poll check) const;

    std::size_t packed_size() const { return sizeof comments_ + words_.packed_size() + rows_.size() * sizeof(std::uint32_t); }
    void pack(std::byte* to, poll check) const;
    void unpack(bytes from, poll check);

private:
    word_table words_;
    std::pmr::vector<std::uint32_t> rows_;  // of each comment with words: how many, and their numbers
    std::int64_t comments_ = 0;
};

// A model taken apart to be asked.
class topic_finder {
public:
    topic_finder(std::pmr::memory_resource* memory, const topic_model& m, poll check);

    // Shares of the topics in a comment, by folding in from the topics' own shares; those where no word is known. Valid until
    // the next call.
    std::span<const double> probabilities(std::span<const std::string_view> words);
    // The likeliest topic, from 1; of equal ones the first.
    std::int32_t topic(std::span<const std::string_view> words);

private:
    word_table words_;
    std::pmr::vector<double> of_words_, shares_, now_, next_;
    std::pmr::vector<std::uint32_t> found_;
    poll check_;
};

}  // namespace xm::core
