#include "core/decide/comparisons.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "core/num/polled_sort.hpp"

namespace xm::core {
namespace {

constexpr std::array<std::string_view, 4> names{"none", "bonferroni", "holm", "bh"};

// Bytes that the rows of all pairs may take together: an array of them is one value of the server.
constexpr double most_bytes = 2e8;

// 1: A ... 26: Z, 27: AA ...
std::string letters_of(std::size_t number) {
    std::string text;
    for (; number > 0; number = (number - 1) / 26) text.insert(text.begin(), static_cast<char>('A' + (number - 1) % 26));
    return text;
}

}  // namespace

adjustment adjustment_of(std::string_view name) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end())
        fail(errc::invalid, "Use holm, bh, bonferroni or none.", "unknown adjustment of p-values \"", name, "\"");
    return static_cast<adjustment>(found - names.begin());
}

void adjust_p_values(std::pmr::vector<std::optional<double>>& p, adjustment how, poll check) {
    if (how == adjustment::none) return;
    std::pmr::vector<std::uint32_t> order(p.get_allocator());
    order.reserve(p.size());
    for (std::size_t i = 0; i < p.size(); ++i)
        if (p[i]) order.push_back(static_cast<std::uint32_t>(i));
    const auto n = static_cast<double>(order.size());
    if (how == adjustment::bonferroni) {
        for (const std::uint32_t i : order) p[i] = std::min(1.0, n * *p[i]);
        return;
    }
    polled_sort(
        order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return *p[a] < *p[b]; }, check);
    if (how == adjustment::holm) {  // step down: none may fall below the one before
        double before = 0;
        for (std::size_t k = 0; k < order.size(); ++k) {
            before = std::max(before, std::min(1.0, (n - static_cast<double>(k)) * *p[order[k]]));
            p[order[k]] = before;
        }
    } else {  // step up
        double after = 1;
        for (std::size_t k = order.size(); k-- > 0;) {
            after = std::min(after, n / static_cast<double>(k + 1) * *p[order[k]]);
            p[order[k]] = after;
        }
    }
}

compared_groups::compared_groups(const keyed_ratings& groups, metric m, poll check)
    : labels_(groups.memory()), scores_(groups.memory()), metric_(m), check_(check) {
    double bytes_of_labels = 0;
    groups.each(check, [&](std::string_view label, const ratings& r, std::int64_t) {
        labels_.push_back(label);
        scores_.push_back(score(r, m));
        bytes_of_labels += static_cast<double>(label.size());
    });
    const auto n = static_cast<double>(labels_.size());
    constexpr double row = 128;  // without its labels
    if ((n - 1) * (n / 2 * row + bytes_of_labels) > most_bytes)
        fail(errc::invalid, "Compare fewer groups, or give them shorter labels.", labels_.size(),
             " groups have more pairs than one result holds");
}

std::pmr::vector<compared_pair> compared_groups::pairs(adjustment how, double confidence) const {
    check_confidence(confidence);
    const std::size_t n = scores_.size();
    std::pmr::vector<compared_pair> rows(labels_.get_allocator());
    std::pmr::vector<std::optional<double>> p(labels_.get_allocator());
    rows.reserve(n * (n - 1) / 2);
    p.reserve(n * (n - 1) / 2);
    for (std::size_t a = 0; a < n; ++a) {
        check_();
        for (std::size_t b = a + 1; b < n; ++b) {
            const scored& x = scores_[a];
            const scored& y = scores_[b];
            const comparison c = welch({x.value, x.mean_variance, x.n}, {y.value, y.mean_variance, y.n}, confidence);
            rows.push_back({static_cast<std::uint32_t>(a),
                            static_cast<std::uint32_t>(b),
                            c.difference,
                            c.std_error,
                            c.lower,
                            c.upper,
                            c.p_value,
                            {}});
            p.push_back(c.p_value);
        }
    }
    adjust_p_values(p, how, check_);
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i].p_adjusted = p[i];
    return rows;
}

std::vector<group_letters> compared_groups::letters(adjustment how, double confidence) const {
    std::vector<group_letters> groups;
    for (std::size_t i = 0; i < scores_.size(); ++i)
        groups.push_back({letters_of(i + 1), {}, estimate_score(scores_[i], metric_, confidence)});
    std::vector<std::vector<std::uint32_t>> beaten(groups.size());
    for (const compared_pair& pair : pairs(how, confidence)) {
        if (!pair.p_adjusted || !(*pair.p_adjusted < 1 - confidence) || pair.difference == 0) continue;
        if (pair.difference > 0)
            beaten[pair.a].push_back(pair.b);
        else
            beaten[pair.b].push_back(pair.a);
    }
    for (std::size_t i = 0; i < groups.size(); ++i) {
        check_();
        std::sort(beaten[i].begin(), beaten[i].end());
        for (const std::uint32_t other : beaten[i]) {
            std::string& text = groups[i].higher_than;
            if (!text.empty()) text += ' ';
            text += groups[other].letter;
        }
    }
    return groups;
}

}  // namespace xm::core
