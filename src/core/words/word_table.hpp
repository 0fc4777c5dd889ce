// The words of many comments: each distinct one is kept once, with whole numbers that are summed beside it.
#pragma once

#include <cstdint>
#include <memory_resource>
#include <span>
#include <string_view>
#include <vector>

#include "core/error.hpp"
#include "core/num/wire.hpp"

namespace xm::core {

// The same for equal texts, on every machine.
std::uint64_t word_hash(std::string_view word);

// Characters of UTF-8 text.
std::size_t word_length(std::string_view word);

// Lives in an arena, as record_store does. Words are numbered as they come; nothing that leaves a result may depend on that.
class word_table {
public:
    // `sums` whole numbers beside each word. `check` is called while the table of many words is made anew.
    word_table(std::pmr::memory_resource* memory, std::size_t sums, poll check);
    word_table(const word_table&) = delete;
    word_table& operator=(const word_table&) = delete;

    std::size_t size() const { return entries_.size(); }
    std::pmr::memory_resource* memory() const { return entries_.get_allocator().resource(); }
    std::string_view word(std::size_t number) const { return {entries_[number].text, entries_[number].size}; }
    std::uint64_t hash(std::size_t number) const { return entries_[number].hash; }
    std::uint64_t* sums(std::size_t number) { return sums_.data() + number * width_; }
    const std::uint64_t* sums(std::size_t number) const { return sums_.data() + number * width_; }

    std::uint32_t number_of(std::string_view word) { return number_of(word, word_hash(word)); }
    // Nothing known of the word: size().
    std::size_t find(std::string_view word) const { return find(word, word_hash(word)); }

    // Numbers of the distinct words of a comment, in the order of their first place; valid until the next call.
    std::span<const std::uint32_t> distinct(std::span<const std::string_view> words);

    // The same of the words that are known already, ascending.
    std::span<const std::uint32_t> known(std::span<const std::string_view> words);

    // Adds the words and sums of another table with as many sums.
    void add_all(const word_table& other, poll check);
    // All numbers, in the order of the words' bytes.
    std::pmr::vector<std::uint32_t> in_order() const;

    // Between the processes of one server.
    std::size_t packed_size() const;
    void pack(std::byte* to, poll check) const;
    // Adds what was packed; returns the bytes behind it, and the numbers of its words to who wants them.
    bytes unpack(bytes from, poll check, std::pmr::vector<std::uint32_t>* numbers = nullptr);

private:
    struct entry {
        const char* text;
        std::uint64_t hash;
        std::uint32_t size, mark;  // the comment that had it last
    };

    void next_comment();
    std::uint32_t number_of(std::string_view word, std::uint64_t hash);
    std::size_t find(std::string_view word, std::uint64_t hash) const;
    // The numbers of a comment's words, each once, into found_: number_of_word(word, hash), size() where there is none. What
    // many words need is fetched from memory before it is looked at.
    template <class Number>
    void find_once(std::span<const std::string_view> words, Number&& number_of_word);
    std::size_t place(std::string_view word, std::uint64_t hash) const;
    void grow();
    const char* keep(std::string_view word);

    std::size_t width_;
    poll check_;
    std::pmr::vector<entry> entries_;
    std::pmr::vector<std::uint64_t> sums_;
    std::pmr::vector<std::uint32_t> table_;  // number + 1, 0 where nothing is; a power of two
    std::pmr::vector<std::uint32_t> found_;
    std::uint32_t comment_ = 0;
    char* free_ = nullptr;  // room for texts
    std::size_t room_ = 0, text_size_ = 0;
};

}  // namespace xm::core
