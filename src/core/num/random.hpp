// Random numbers that are the same everywhere.
#pragma once

#include <cstdint>

namespace xm::core {

// Steele, Lea & Flood (2014), OOPSLA: the finaliser of SplitMix64; also a hash of one word.
constexpr std::uint64_t mixed_bits(std::uint64_t h) {
    h += 0x9E3779B97F4A7C15;
    h = (h ^ (h >> 30)) * 0xBF58476D1CE4E5B9;
    h = (h ^ (h >> 27)) * 0x94D049BB133111EB;
    return h ^ (h >> 31);
}

struct random_numbers {
    std::uint64_t state;
    // 0 <= u < 1.
    double uniform() { return static_cast<double>(mixed_bits(state += 0x9E3779B97F4A7C15) >> 11) * 0x1p-53; }
};

}  // namespace xm::core
