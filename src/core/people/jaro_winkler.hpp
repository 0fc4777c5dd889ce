// How alike two names are, and levels of agreement.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "core/error.hpp"

namespace xm::core {

// Jaro-Winkler similarity of two texts of UTF-8, 0 (nothing alike) to 1 (the same), on code points; case counts. Jaro (1989, JASA
// 84, 414-420): characters match if they are equal and at most max(length) / 2 - 1 (rounded down, at least 0) places apart, each
// used once, the first free one from the left; m of them, t half the number of places at which the matched characters of both
// texts differ (fractions stay): J = (m / |a| + m / |b| + (m - t) / m) / 3. Winkler (1990, Proceedings of the Section on Survey
// Research Methods, 354-359): J + 0.1 p (1 - J) for p equal characters at the beginning, at most four. Two empty texts give 1,
// one gives 0. The same to the bit with the texts exchanged. A byte that no character begins with counts as one of its own. Up to
// 64 code points nothing is allocated; longer texts take memory and time in proportion to their length (but for a logarithm), and
// `check` is called.
double jaro_winkler(std::string_view a, std::string_view b, poll check = no_poll);

// The number of thresholds that are at most `a`. Throws `invalid` unless they ascend, and for NaN.
std::int32_t match_level(double a, std::span<const double> thresholds);

}  // namespace xm::core
