// Key drivers of an outcome from moments alone: how much of its explained variance belongs to each
// driver, or to each group of drivers.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/models/jackknife.hpp"
#include "core/models/moments.hpp"

namespace xm::core {

// More drivers (or groups) would take more than 2^30 regressions.
inline constexpr std::size_t max_shapley = 30;

struct driver {
    std::string label;
    double importance;
    std::optional<double> share;
    std::int64_t rank;
    double coefficient, std_beta, correlation, performance;
    std::optional<double> lower, upper;
    std::int64_t responses;  // rows that all of this comes from
};

enum class driver_method : std::uint8_t { shapley, relative_weights, standardised, correlation };
// Throws `invalid`, naming the methods there are.
driver_method driver_method_of(std::string_view name);

// Every variable but the outcome is a driver; largest importance first. shapley: the increase of R^2 by
// a driver, averaged over all orders of entry (Lindeman, Merenda & Gold 1980, p. 119 ff.; Kruskal 1987).
// relative_weights: Johnson (2000), Multivar. Behav. Res. 35, 1-19. Both sum to R^2; the others are the
// absolute standardised coefficient and the absolute correlation. Bounds are empty. Throws `invalid` for
// a constant outcome or driver, a driver that is a linear function of those before it, too few rows, more
// than 30 drivers of shapley.
std::vector<driver> drivers(const centred_moments& m, std::string_view outcome, driver_method method, poll check);

// The same from one state per group of respondents, `group(i)` for i < count: delete-a-group jackknife
// intervals around the full estimate, variance (G - 1) / G sum (without g - full)^2, Student t on G - 1
// (Kott 2001, J. Off. Stat. 17, 521-526). One group gives no intervals.
std::vector<driver> drivers(const group_moments& group, std::size_t count, std::string_view outcome, driver_method method,
                            double confidence, poll check);

struct named_group {
    std::string name;
    std::vector<std::string> drivers;
};
struct group_importance {
    std::string name;
    double importance;
    std::optional<double> share;
    std::int64_t rank;
    std::int64_t responses;
};
// Shapley over groups of drivers, each entering the regression as one block (Owen 1977 calls the groups
// unions). Throws `invalid` for an empty group, a driver named twice, and as drivers() does.
std::vector<group_importance> driver_groups(const centred_moments& m, std::string_view outcome,
                                            const std::vector<named_group>& groups, poll check);

}  // namespace xm::core
