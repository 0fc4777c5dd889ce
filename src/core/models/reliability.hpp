// Is a scale reliable? Alpha, omega and item analysis from moments alone.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/models/moments.hpp"

namespace xm::core {

// Places of the items in the state (none named: all). Throws `invalid` on an unknown label, one named
// twice, or fewer than two items.
std::vector<std::size_t> items_of(const centred_moments& m, const std::vector<std::string>& labels);

// Raw alpha from the covariances: k / (k - 1) (1 - sum of variances / variance of the sum). Cronbach
// (1951), Psychometrika 16, 297-334. Nothing where the sum has no spread.
std::optional<double> alpha(const centred_moments& m, const std::vector<std::size_t>& items);

// Throws `invalid` for fewer items than one factor needs.
void check_one_factor(std::size_t items);
// McDonald's (1999) omega, (sum lambda)^2 / ((sum lambda)^2 + sum theta), of one factor fitted to the
// covariances by maximum likelihood (EM of Rubin & Thayer 1982, Psychometrika 47, 69-76, with squared
// extrapolation of Varadhan & Roland 2008). Needs at least three items. Throws `invalid` where an item
// has no spread or is a linear function of the others, or where the likelihood has no inner maximum (a
// unique variance of 0).
std::optional<double> omega(const centred_moments& m, const std::vector<std::size_t>& items, poll check);

struct item_row {
    std::string item;
    double mean;
    std::optional<double> stddev;
    std::optional<double> r_drop;            // correlation with the sum of the other items
    std::optional<double> alpha_if_dropped;  // nothing for two items
};
std::vector<item_row> item_analysis(const centred_moments& m);

}  // namespace xm::core
