// Exact sums of integers in 128 bits.
#pragma once

#include <cstdint>

namespace xm::core {

// GCC and Clang have it on every 64-bit platform; ISO C++ has no name for it.
__extension__ using int128 = __int128;
__extension__ using uint128 = unsigned __int128;

// A 128-bit integer that may lie at any address aligned for 8 bytes.
struct packed_int128 {
    std::uint64_t low = 0;
    std::int64_t high = 0;

    packed_int128() = default;
    packed_int128(int128 v) : low(static_cast<std::uint64_t>(v)), high(static_cast<std::int64_t>(v >> 64)) {}  // NOLINT
    int128 value() const { return static_cast<int128>(static_cast<uint128>(high) << 64 | low); }
};
static_assert(sizeof(packed_int128) == 16 && alignof(packed_int128) == 8);

}  // namespace xm::core
