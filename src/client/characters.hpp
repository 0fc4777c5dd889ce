// Characters of ASCII, and what becomes bytes of UTF-8.
#pragma once

#include <string>
#include <string_view>

namespace xm::client {

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Capitals of ASCII to small letters, whatever the locale; the rest stays.
inline char lowered(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }
inline std::string lowered(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = lowered(c);
    return out;
}

// `c` is a code point, no surrogate.
inline void append_utf8(std::string& to, char32_t c) {
    const auto byte = [&](unsigned long b) { to += static_cast<char>(b); };
    if (c < 0x80) {
        byte(c);
    } else if (c < 0x800) {
        byte(0xC0U | (c >> 6U));
        byte(0x80U | (c & 0x3FU));
    } else if (c < 0x10000) {
        byte(0xE0U | (c >> 12U));
        byte(0x80U | ((c >> 6U) & 0x3FU));
        byte(0x80U | (c & 0x3FU));
    } else {
        byte(0xF0U | (c >> 18U));
        byte(0x80U | ((c >> 12U) & 0x3FU));
        byte(0x80U | ((c >> 6U) & 0x3FU));
        byte(0x80U | (c & 0x3FU));
    }
}

}  // namespace xm::client
