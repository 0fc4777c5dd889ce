// A value of any type as a key of one size, so that rows stay small.
#pragma once

#include <compare>
#include <cstdint>
#include <cstring>
#include <string>

namespace xm::core {

struct group_key {
    // The first byte: length of a text that follows, at most 15 bytes; 254 for a whole number in the second word; 255 for
    // a longer text, of which the rest are hashes.
    std::uint64_t words[2];

    static constexpr unsigned char whole = 254, hashed = 255;

    auto operator<=>(const group_key&) const = default;
    // For messages.
    std::string name() const {
        unsigned char text[16];
        std::memcpy(text, words, sizeof text);
        if (text[0] == whole) return std::to_string(static_cast<std::int64_t>(words[1]));
        if (text[0] == hashed) return "(a long name)";
        return {reinterpret_cast<const char*>(text) + 1, text[0] % sizeof text};
    }
};

}  // namespace xm::core
