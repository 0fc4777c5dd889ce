// xm.text_model: which words go with a label, learnt from comments that have one. Layout: docs/internals/states.md.
#pragma once

#include <array>
#include <cstdint>
#include <memory_resource>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/num/md5.hpp"
#include "core/state.hpp"
#include "core/words/word_table.hpp"

namespace xm::core {

// Throws `invalid` unless it is above 0 and finite.
void check_smoothing(double smoothing);
// Throws `invalid` unless they are the same.
void check_same_smoothing(double a, double b);

struct text_model {
    static constexpr std::uint8_t version = 1;
    static constexpr std::size_t folds = 5, sides = 2 * folds;  // of a fold: those without the label, those with it
    static constexpr std::int64_t most_sample = 20000;

    struct comment {
        md5_digest digest;  // of its words
        bool label;
        std::int64_t count;
        std::uint32_t first, size;  // of its words among `sample_words`
    };

    double smoothing = 1;
    std::array<std::int64_t, sides> comments{};
    std::string text;                  // all words, in the order of their bytes
    std::vector<std::uint64_t> ends;   // of each word in it
    std::vector<std::int64_t> counts;  // comments with it, `sides` a word
    std::vector<comment> sample;       // by digest, label, words
    std::vector<std::uint32_t> sample_words;

    std::size_t words() const { return ends.size(); }
    std::string_view word(std::size_t i) const {
        const std::uint64_t begin = i == 0 ? 0 : ends[i - 1];
        return std::string_view(text).substr(begin, ends[i] - begin);
    }
    std::span<const std::uint32_t> words_of(const comment& c) const { return std::span(sample_words).subspan(c.first, c.size); }
    std::int64_t total(bool label) const;
    static std::size_t fold_of(const md5_digest& digest);

    // Of a stored value that nobody has read yet.
    static double smoothing_of(bytes body);
    // Each reader validates.
    static text_model from_stored(bytes body, errc otherwise = errc::corrupt_stored, poll check = no_poll);
    static text_model from_wire(bytes in, poll check = no_poll) { return from_stored(in, errc::corrupt_wire, check); }
    static text_model from_text(std::string_view text, poll check = no_poll);
    std::size_t stored_size() const;
    void to_stored(std::byte* body, poll check = no_poll) const;
    void to_wire(wire_writer& out) const { write(out); }
    std::string to_text() const;

private:
    friend class running_text_model;
    void write(wire_writer& out) const;
    void validate(errc otherwise, poll check);
    poll check_ = no_poll;                    // of who made it, for writing it
    mutable std::vector<std::byte> written_;  // from stored_size to to_stored: written once
};

// A model that grows. Lives in an arena, as record_store does.
class running_text_model {
public:
    running_text_model(std::pmr::memory_resource* memory, double smoothing, poll check);

    void add(std::span<const std::string_view> words, bool label);
    // Throws `invalid` for another smoothing.
    void add(const text_model& other, poll check);
    void add_all(const running_text_model& other, poll check);

    text_model value(poll check) const;

    std::size_t packed_size() const;
    void pack(std::byte* to, poll check) const;
    void unpack(bytes from, poll check);

private:
    struct kept {
        md5_digest digest;
        bool label;
        std::int64_t count;
        std::uint32_t first, size;
    };

    void sort_by_bytes(std::uint32_t* first, std::size_t size) const;
    // A comment of the sample, its words by bytes.
    void offer(const md5_digest& digest, bool label, std::int64_t count, std::span<const std::uint32_t> words);
    bool before(const kept& a, const kept& b) const;
    void prune();

    word_table words_;
    double smoothing_;
    poll check_;
    std::array<std::int64_t, text_model::sides> comments_{};
    std::pmr::vector<kept> sample_;
    std::pmr::vector<std::uint32_t> sample_words_;
    std::pmr::vector<std::uint32_t> sorted_;
    bool full_ = false;
    md5_digest last_{};  // if full, the largest of the sample
};

// A model taken apart to be asked. Multinomial naive Bayes with a word once a comment (Wang & Manning 2012, ACL, 90-94):
// the score is ln(comments with the label / without) plus, of each distinct known word, the logarithm of the ratio of its shares
// of all words on both sides, `smoothing` added to each count. Scores of the sample by the model without their fold give the
// AUC (midranks, scores to 9 decimals) and Platt's (1999) calibration with his targets, by Newton's method with line search
// (Lin, Lin & Weng 2007, Machine Learning 68, 267-276). Comments whose other folds have one class only are left out of that.
class text_classifier {
public:
    text_classifier(std::pmr::memory_resource* memory, const text_model& m, poll check);

    // Of the label; nothing where there was nothing to calibrate with.
    std::optional<double> probability(std::span<const std::string_view> words);

    std::optional<double> auc, slope, intercept;

private:
    void calibrate(const text_model& m, poll check);

    word_table words_;
    std::pmr::vector<double> weights_;
    double prior_ = 0;
};

}  // namespace xm::core
