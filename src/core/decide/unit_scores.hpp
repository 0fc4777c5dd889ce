// Exact sums of scores: a metric is linear in whole units of the rating, of which number, sum and sum of squares are kept.
#pragma once

#include <cstdint>

#include "core/num/int128.hpp"
#include "core/scores/metric.hpp"
#include "core/scores/scores.hpp"

namespace xm::core {

// A score is offset + scale * unit, the unit a whole number.
struct unit_rule {
    double offset, scale;
    bool rating;  // the unit is the rating, else the score in hundreds

    explicit unit_rule(metric m)
        : offset(0), scale(100), rating(m.kind() == metric::rule::mean || m.kind() == metric::rule::index) {
        if (!rating) return;
        offset = m.score(0);
        scale = m.score(1) - m.score(0);
    }
    // Of a rating within the metric's range.
    std::int64_t unit(metric m, int r) const { return rating ? r : static_cast<std::int64_t>(m.score(r) / 100); }
};

// Throws `invalid`, naming the rating and the range, for a rating outside the metric's range.
inline void check_rating_of(metric m, int rating) {
    if (rating >= m.lowest() && rating <= m.highest()) return;
    ratings one;
    one.n[static_cast<std::size_t>(rating)] = 1;
    score(one, m);
}

struct unit_counts {
    std::int64_t n = 0, sum = 0, squares = 0;

    unit_counts operator-(const unit_counts& other) const { return {n - other.n, sum - other.sum, squares - other.squares}; }
    // n times the sum of squares around the mean, exactly.
    int128 spread() const { return int128{n} * squares - int128{sum} * sum; }
    mean_of mean(const unit_rule& rule) const {
        const auto count = static_cast<double>(n);
        return {rule.offset + rule.scale * (static_cast<double>(sum) / count),
                n < 2 ? 0 : rule.scale * rule.scale * (static_cast<double>(spread()) / count / count / (count - 1)),
                static_cast<std::uint64_t>(n)};
    }
};

}  // namespace xm::core
