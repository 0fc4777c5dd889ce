// Where does it hurt? Every combination of attribute values against all other respondents.
#pragma once

#include <cstdint>
#include <memory_resource>
#include <optional>
#include <string>
#include <vector>

#include "core/decide/coded_rows.hpp"
#include "core/scores/metric.hpp"

namespace xm::core {

// What is kept of the people with the same attribute values: their number, and the sum and sum of squares of whole units that
// the metric is linear in. Exact, so that the rest is the whole less a part.
struct spot_sums {
    static constexpr std::size_t size = 3;
    // Throws `invalid` for a rating outside the metric's range.
    static void add(double* sums, metric m, int rating);
    static void merge(double* to, const double* from) {
        for (std::size_t i = 0; i < size; ++i) to[i] += from[i];
    }
};

struct hot_spot {
    std::string attributes;  // as jsonb prints it
    std::int64_t responses;
    double value, rest, difference;
    std::optional<double> std_error, p_value, q_value, shrunken;
    std::string explained_by;  // empty: by none
};

// Throws `invalid` unless both are at least 1.
void check_spot_settings(std::int64_t depth, std::int64_t min_responses);

// Combinations of 1 .. depth attributes with at least `min_responses` inside and outside; those of the same people as one
// contained in them are left out. Welch's test against all others, q-values over all rows (Benjamini & Hochberg 1995);
// shrunken: the best linear prediction under the random-effects model of the combinations of the same attributes, with the
// variance of DerSimonian & Laird (1986), Control. Clin. Trials 7, 177-188, where there are at least 3 with an error;
// explained_by: the part of the combination from whose other people it does not differ (p > 0.05), by the largest p. Ordered by
// p_value to 12 digits, then attributes. Rows with sums as spot_sums. Throws `invalid` for more than a result holds.
std::vector<hot_spot> hot_spots(const coded_rows& rows, metric m, std::int64_t depth, std::int64_t min_responses, poll check);

}  // namespace xm::core
