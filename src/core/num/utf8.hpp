// Characters of UTF-8.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace xm::core {

// Bytes of the character that `s` begins with; 0 if it begins with none (an overlong form, a surrogate, a zero byte count as
// none).
constexpr std::size_t character_size(std::string_view s) {
    if (s.empty()) return 0;
    const auto lead = static_cast<unsigned char>(s[0]);
    const std::size_t more = lead < 0x80 ? 0 : (lead >> 5) == 6 ? 1 : (lead >> 4) == 14 ? 2 : (lead >> 3) == 30 ? 3 : 9;
    if (more == 9 || more >= s.size() || lead == 0) return 0;
    std::uint32_t code = more == 0 ? lead : lead & (0x3FU >> more);
    for (std::size_t k = 1; k <= more; ++k) {
        const auto next = static_cast<unsigned char>(s[k]);
        if ((next & 0xC0U) != 0x80U) return 0;
        code = code << 6 | (next & 0x3FU);
    }
    constexpr std::uint32_t least[] = {0, 0x80, 0x800, 0x10000};
    return code < least[more] || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF) ? 0 : more + 1;
}

constexpr bool is_utf8(std::string_view s) {
    while (!s.empty()) {
        const std::size_t size = character_size(s);
        if (size == 0) return false;
        s.remove_prefix(size);
    }
    return true;
}

}  // namespace xm::core
