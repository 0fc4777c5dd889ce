// Who answered: rates of response by the dispositions of a sample, and how far those who answered stand for those who were asked.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/decide/coded_rows.hpp"

namespace xm::core {

struct dispositions {
    std::int64_t complete, partial, refusal, non_contact, other, unknown_household, unknown_other, ineligible;
};

// Fractions; none where the denominator is 0.
struct response_rates {
    std::optional<double> response[6];
    std::optional<double> cooperation, refusal, contact;
};

// AAPOR (2023), Standard Definitions, 10th ed.: RR1 to RR6, COOP1, REF1, CON1. `eligible_share` is e, of the cases of unknown
// eligibility; where it is not given it is taken from those that are known. Throws `invalid` for a negative count and a share
// outside 0..1.
response_rates rates_of(const dispositions& d, std::optional<double> eligible_share);

// What is kept of the people of the same categories: their number, and how many of them responded.
struct response_sums {
    static constexpr std::size_t size = 2;
    static void add(double* sums, bool responded) {
        sums[0] += 1;
        sums[1] += responded ? 1 : 0;
    }
    static void merge(double* to, const double* from) {
        for (std::size_t i = 0; i < size; ++i) to[i] += from[i];
    }
};

// Categories of the variables beside the one that has most of them, which may have any number: a fit of `k` takes some
// k^3 steps.
inline constexpr std::size_t max_response_categories = 400;

struct representativity {
    std::int64_t asked = 0, responded = 0;
    double mean_propensity = 0;
    // None for a single person.
    std::optional<double> r_indicator, adjusted, std_dev, max_bias;
    std::string partial;  // JSON: variable to number; empty: none
};

// R-indicator of Schouten, Cobben & Bethlehem (2009), Surv. Methodol. 35, 101-113, from the fitted values of a logit of main
// effects; those at the limits of the fit (0 or 1) where categories separate the outcomes. Adjusted by the mean variance of the
// fitted values (Shlomo, Skinner & Schouten 2012, J. Off. Stat. 28, 201-218); NULL (code 0) is a category of its own. Rows with
// sums as response_sums. Nothing of the result shows the order of the rows. Throws `invalid` for more than
// max_response_categories.
representativity r_indicator(const coded_rows& rows, poll check);

}  // namespace xm::core
