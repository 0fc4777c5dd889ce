// Double-double arithmetic: a number as the unevaluated sum of two doubles, about 31 digits.
// Sums kept this way do not show the order in which they were added.
// Sources: Dekker (1971), Numer. Math. 18, 224-242; Knuth, TAOCP vol. 2, 4.2.2 (two-sum).
// Needs strict IEEE arithmetic: never compile with fast-math.
#pragma once

#include <cmath>
#include <cstdint>

namespace xm::core {

struct dd {
    double hi = 0;
    double lo = 0;

    constexpr dd() = default;
    constexpr dd(double value) : hi(value) {}  // NOLINT: a double is a dd, exactly
    constexpr dd(double high, double low) : hi(high), lo(low) {}

    constexpr double value() const { return hi + lo; }
};

// a + b with its rounding error, exact for any finite a, b.
constexpr dd two_sum(double a, double b) {
    const double s = a + b;
    const double bb = s - a;
    return {s, (a - (s - bb)) + (b - bb)};
}

// The same where |a| >= |b| is known.
constexpr dd quick_two_sum(double a, double b) {
    const double s = a + b;
    return {s, b - (s - a)};
}

// A count as it is; one double is exact only up to 2^53.
constexpr dd exact(std::uint64_t n) {
    return two_sum(static_cast<double>(n >> 32) * 0x1p32, static_cast<double>(n & 0xFFFFFFFF));
}

// a * b with its rounding error; exact for |a|, |b| below 1e290 (Veltkamp splitting).
constexpr dd two_prod(double a, double b) {
    constexpr double splitter = 134217729.0;  // 2^27 + 1
    const double p = a * b;
    const double ta = splitter * a;
    const double ah = ta - (ta - a);
    const double al = a - ah;
    const double tb = splitter * b;
    const double bh = tb - (tb - b);
    const double bl = b - bh;
    return {p, ((ah * bh - p) + ah * bl + al * bh) + al * bl};
}

constexpr dd operator-(dd a) { return {-a.hi, -a.lo}; }

constexpr dd operator+(dd a, dd b) {
    dd s = two_sum(a.hi, b.hi);
    const dd t = two_sum(a.lo, b.lo);
    s = quick_two_sum(s.hi, s.lo + t.hi);
    return quick_two_sum(s.hi, s.lo + t.lo);
}

constexpr dd operator-(dd a, dd b) { return a + -b; }

constexpr dd operator*(dd a, dd b) {
    const dd p = two_prod(a.hi, b.hi);
    return quick_two_sum(p.hi, p.lo + (a.hi * b.lo + a.lo * b.hi));
}

// b must not be 0.
constexpr dd operator/(dd a, dd b) {
    const double q1 = a.hi / b.hi;
    dd r = a - b * dd(q1);
    const double q2 = r.hi / b.hi;
    r = r - b * dd(q2);
    const double q3 = r.hi / b.hi;
    return quick_two_sum(q1, q2) + dd(q3);
}

constexpr dd& operator+=(dd& a, dd b) { return a = a + b; }

constexpr dd& operator-=(dd& a, dd b) { return a = a - b; }
constexpr dd& operator*=(dd& a, dd b) { return a = a * b; }
constexpr dd& operator/=(dd& a, dd b) { return a = a / b; }

// The commonest step of a sum, with half the work.
constexpr dd& operator+=(dd& a, double b) {
    const dd s = two_sum(a.hi, b);
    return a = quick_two_sum(s.hi, s.lo + a.lo);
}

// Of a number that is not negative: one Newton step from the root of the high part.
inline dd sqrt(dd a) {
    if (!(a.hi > 0)) return {};
    const double root = std::sqrt(a.hi);
    return quick_two_sum(root, (a - two_prod(root, root)).hi / (2 * root));
}

}  // namespace xm::core
