// Many comparisons: every pair of groups, p-values adjusted for their number, and the letters of a cross-table.
#pragma once

#include <cstdint>
#include <memory_resource>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/decide/keyed_ratings.hpp"
#include "core/scores/scores.hpp"

namespace xm::core {

enum class adjustment : std::int32_t { none, bonferroni, holm, bh };
// Throws `invalid`, naming those there are.
adjustment adjustment_of(std::string_view name);

// Adjusts the p-values of one family in place, as R p.adjust: Bonferroni; Holm (1979), Scand. J. Statist. 6, 65-70;
// Benjamini & Hochberg (1995), J. R. Statist. Soc. B 57, 289-300. What has no p-value does not count.
void adjust_p_values(std::pmr::vector<std::optional<double>>& p, adjustment how, poll check);

struct compared_pair {
    std::uint32_t a, b;  // places of the groups, a < b
    double difference;
    std::optional<double> std_error, lower, upper, p_value, p_adjusted;
};

struct group_letters {
    std::string letter;
    std::string higher_than;  // letters of those it beats, in order
    estimate score;
};

// Groups in the order of their labels' bytes, each seen through the metric.
class compared_groups {
public:
    // Throws `invalid` for a rating outside the metric's range, or for so many groups (or such long labels) that the rows
    // would not fit a result.
    compared_groups(const keyed_ratings& groups, metric m, poll check);

    const std::pmr::vector<std::string_view>& labels() const { return labels_; }
    // Each pair once, a before b: a - b by Welch's test.
    std::pmr::vector<compared_pair> pairs(adjustment how, double confidence) const;
    // Letters A, B ... Z, AA ... in the order of the groups; one beats another if its score is higher and the adjusted p of
    // the pair below 1 - confidence.
    std::vector<group_letters> letters(adjustment how, double confidence) const;

private:
    std::pmr::vector<std::string_view> labels_;
    std::pmr::vector<scored> scores_;
    metric metric_;
    poll check_;
};

}  // namespace xm::core
