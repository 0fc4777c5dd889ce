// Many estimates of one kind, drawn to their mean; and p-values of many tests as an order to sort by.
#pragma once

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <limits>
#include <optional>

#include "core/num/dd.hpp"

namespace xm::core {

// For `size` estimates with known variances above 0, in an order that does not depend on that of the rows: their best linear
// predictions under a random-effects model, the variance between them that of DerSimonian & Laird (1986), Control. Clin.
// Trials 7, 177-188. Calls set(i, prediction); with fewer than 3 estimates, never.
template <class Estimate, class Variance, class Set>
void shrink(std::size_t size, Estimate&& estimate, Variance&& variance, Set&& set) {
    if (size < 3) return;
    dd weight, weighted, squares;
    for (std::size_t i = 0; i < size; ++i) {
        const double w = 1 / variance(i);
        weight += w;
        weighted += w * estimate(i);
        squares += w * w;
    }
    const double fixed = weighted.value() / weight.value();
    dd heterogeneity;
    for (std::size_t i = 0; i < size; ++i) heterogeneity += (estimate(i) - fixed) * (estimate(i) - fixed) / variance(i);
    const double tau2 = std::max(
        0.0, (heterogeneity.value() - static_cast<double>(size - 1)) / (weight.value() - squares.value() / weight.value()));
    dd sum, of_weights;
    for (std::size_t i = 0; i < size; ++i) {
        sum += estimate(i) / (variance(i) + tau2);
        of_weights += 1 / (variance(i) + tau2);
    }
    const double middle = sum.value() / of_weights.value();
    for (std::size_t i = 0; i < size; ++i) {
        const double own = tau2 / (tau2 + variance(i));
        set(i, own * estimate(i) + (1 - own) * middle);
    }
}

// A p-value to 12 digits, so that rounding decides no order; what has none comes last.
inline double p_rank(const std::optional<double>& p) {
    if (!p) return std::numeric_limits<double>::infinity();
    char digits[32];
    const auto end = std::to_chars(digits, digits + sizeof digits, *p, std::chars_format::scientific, 11).ptr;
    double value = 0;
    std::from_chars(digits, end, value);
    return value;
}

}  // namespace xm::core
