// Expected values: what std::to_chars writes with %.7e and std::from_chars reads back.
#include "core/num/eight_digits.hpp"

#include <bit>
#include <random>

#include "support.hpp"

namespace {

using namespace xm::core;

double by_text(double x) {
    char digits[32];
    const auto end = std::to_chars(digits, digits + sizeof digits, x, std::chars_format::scientific, 7).ptr;
    std::from_chars(digits, end, x);
    return x;
}

TEST(eight_digits, is_the_nearest_decimal) {
    EXPECT_EQ(eight_digits(0.1 + 0.2), 0.3);
    EXPECT_EQ(eight_digits(1.3 - 1), 0.3);
    EXPECT_EQ(eight_digits(2.9999999999999996), 3);
    EXPECT_EQ(eight_digits(123456789.5), 123456790);
    EXPECT_EQ(eight_digits(12345678.5), 12345678) << "halves to even";
    EXPECT_EQ(eight_digits(99999999.7), 1e8);
    std::mt19937_64 random(8);
    const auto same = [](double x) {
        if (!(x > 0 && x < 0x1p52)) return;
        const double y = eight_digits(x);
        ASSERT_EQ(y, by_text(x)) << x;
        ASSERT_EQ(eight_digits(y), y) << "again: " << x;
    };
    for (int i = 0; i < 1000000; ++i) {
        same(std::ldexp(static_cast<double>(random() >> 11), -static_cast<int>(random() % 120)));
        same(std::ldexp(static_cast<double>(random() % 400000000), -static_cast<int>(random() % 40)));  // halves
        double half = static_cast<double>(random() % 100000000) + 0.5;                                  // nearly halves
        for (std::uint64_t j = random() % 15; j > 0; --j) half /= 10;
        same(half);
        same(std::nextafter(half, 0));
        same(std::nextafter(half, 1e300));
        if (i % 10 == 0) same(std::bit_cast<double>(random() >> 1));  // any double
    }
    for (int e = -308; e <= 15; ++e)
        for (double x = std::pow(10, e), last = x; x >= last * (1 - 1e-15); x = std::nextafter(x, 0)) same(x);
}

}  // namespace
