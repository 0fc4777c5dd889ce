// Comments without what says who somebody is.
#pragma once

#include <cstdint>
#include <memory_resource>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/num/step_counter.hpp"

namespace xm::core {

// Names to look for, by their first word. Lives in an arena, as record_store does.
class name_list {
public:
    // Names are literal text in UTF-8; those without a letter or digit are ignored.
    name_list(std::pmr::memory_resource* memory, std::span<const std::string_view> names, poll check);
    name_list(const name_list&) = delete;
    name_list& operator=(const name_list&) = delete;

    bool empty() const { return names_.empty(); }

    // Whether a word of the text may begin a name: false is certain, and quickly found.
    bool may_match(std::string_view text, step_counter& step) const;
    // A comment, from `at` on, without case and accents: each letter with the bytes it came from.
    struct letters;
    // Where the longest name that begins with the word at place `at` ends, its genitive included; 0 if none does.
    std::size_t match(const letters& text, std::size_t at, std::size_t word_end, bool capitalised_inside) const;

private:
    struct name {
        std::uint32_t first, size;  // its letters without case and accents
        std::uint32_t before;       // of them before its first word
        std::uint32_t next;         // name with the same hash of the first word, + 1
        bool lower;                 // given in lower case
    };
    std::pmr::vector<char32_t> letters_;
    std::pmr::vector<name> names_;
    std::pmr::vector<std::uint64_t> filter_;  // a bit for the hash of each first word
    std::pmr::vector<std::uint32_t> table_;   // by the hash of the first word: number + 1
};

// In this order: IBANs (ISO 13616) and numbers of 13 to 19 digits that pass Luhn's test, [account]; addresses of e-mail,
// [e-mail]; links, [link]; telephone numbers, 7 to 15 digits that begin with + or 0 and are no date, [phone]; other runs of 8 or
// more digits, [number]; names, [name]. What stands in brackets already stays. `names` may be null.
std::string redact(std::string_view comment, const name_list* names, poll check);

}  // namespace xm::core
