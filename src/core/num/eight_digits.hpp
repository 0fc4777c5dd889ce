// Reading a number as its nearest decimal of 8 significant digits, so that values that differ by the rounding of
// a calculation only (0.1 + 0.2 and 0.3) are one.
#pragma once

#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace xm::core {

namespace eight_digits_detail {

inline constexpr std::array<double, 23> powers{1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                               1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};  // all exact

// Through text, for what is too small for those powers.
inline double by_text(double x) {
    char digits[32];
    const auto end = std::to_chars(digits, digits + sizeof digits, x, std::chars_format::scientific, 7).ptr;
    std::from_chars(digits, end, x);
    return x;
}

}  // namespace eight_digits_detail

// The double nearest to the decimal of 8 significant digits that is nearest to x (halves to even, as printf), 0 < x < 2^52.
// Exact: where x times a power of ten looks like a half its rounding error decides, and one division of exact numbers
// rounds the result.
inline double eight_digits(double x) {
    using namespace eight_digits_detail;
    if (!(x >= 1e-14)) return by_text(x);
    // Of 2^k <= x < 2^(k+1): the power that leaves 8 digits before the point, or 9, where one less does.
    const int k = static_cast<int>(std::bit_cast<std::uint64_t>(x) >> 52) - 1023;
    int shift = 7 - ((k * 1233) >> 12);  // 1233 / 4096 = log10 2, close enough for |k| < 100
    const auto power = [&] { return powers[static_cast<std::size_t>(shift < 0 ? -shift : shift)]; };
    double scaled = 0;
    for (;; --shift) {
        scaled = shift < 0 ? x / power() : x * power();
        if (scaled < 1e8) break;
    }
    double digits = (scaled + 0x1p52) - 0x1p52;                         // rounds as the processor does: halves to even
    if (const double rest = scaled - digits; std::fabs(rest) == 0.5) {  // the rounding of `scaled` may have made the half
        const double lost = shift < 0 ? std::fma(-scaled, power(), x) : std::fma(x, power(), -scaled);  // its sign counts
        if (rest > 0 && lost > 0) digits += 1;
        if (rest < 0 && lost < 0) digits -= 1;
    }
    return shift < 0 ? digits * power() : digits / power();
}

}  // namespace xm::core
