// What the binary forms of models of words share: numbers of few bytes, and a mark by which two values are told apart at once.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/num/md5.hpp"
#include "core/num/wire.hpp"

namespace xm::core {

// LEB128: seven bits a byte, the lowest first, the top bit set in all but the last.
inline void put_small(wire_writer& out, std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) out.put(static_cast<std::uint8_t>(value | 0x80));
    out.put(static_cast<std::uint8_t>(value));
}
inline std::uint64_t get_small(wire_reader& in) {
    std::uint64_t value = 0;
    for (int shift = 0;; shift += 7) {
        const auto byte = in.get<std::uint8_t>();
        if (shift > 56) fail(errc::corrupt_wire, nullptr, "binary value has a number of too many bytes");
        value |= std::uint64_t{byte & 0x7FU} << shift;
        if ((byte & 0x80U) == 0) return value;
    }
}

// MD5 of what follows the head and the mark, the 16 bytes behind the head.
inline constexpr std::size_t mark_at = 4, mark_size = 16;
inline md5_digest polled_md5(bytes value, poll check) {
    md5 mark;
    while (!value.empty()) {
        const bytes part = value.first(std::min<std::size_t>(value.size(), 1 << 20));
        mark.add({reinterpret_cast<const char*>(part.data()), part.size()});
        value = value.subspan(part.size());
        check();
    }
    return mark.digest();
}
inline md5_digest mark_of(bytes value, poll check) {
    return polled_md5(value.subspan(std::min(value.size(), mark_at + mark_size)), check);
}

}  // namespace xm::core
