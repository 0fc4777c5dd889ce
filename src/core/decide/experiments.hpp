// Did the action work? Changes of treated against untreated, tests that may be looked at any time, and how many answers
// an experiment needs.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/decide/keyed_ratings.hpp"
#include "core/num/group_key.hpp"
#include "core/scores/scores.hpp"

namespace xm::core {

// (treated after - treated before) - (control after - control before), with the four linearised errors added.
comparison difference_in_differences(const ratings& treated_before, const ratings& treated_after, const ratings& control_before,
                                     const ratings& control_after, metric m, double confidence);

// Key of a unit's answers on one side, at one time (before, after; or a period).
std::string unit_key(const group_key& unit, bool treated, std::int64_t time);

struct action_result {
    std::optional<double> effect;  // nothing: no units on a side
    std::optional<double> std_error, lower, upper, statistic, df, p_value;
    std::int64_t treated_units, control_units;
    std::optional<double> treated_before, treated_after, control_before, control_after;  // means of unit scores
};
// Each unit's change of score (times 0 and 1), treated against control by Welch's t test over units: a unit counts once,
// however many answered (Bertrand, Duflo & Mullainathan 2004, Q. J. Econ. 119, 249-275). Units with both times count. Keys are
// unit_keys; throws `invalid` for a unit on both sides.
action_result action_effect(const keyed_ratings& units, metric m, double confidence, poll check);

struct trends_result {
    std::optional<double> slope_difference;
    std::optional<double> std_error, statistic, df, p_value;
    std::int64_t treated_units, control_units;
};
// Each unit's least-squares slope of its scores over the periods, treated against control by Welch's t test. Units with at
// least two periods count. Keys and errors as above.
trends_result parallel_trends(const keyed_ratings& units, metric m, poll check);

struct sequential_result {
    double difference;
    std::optional<double> std_error, lower, upper, p_value;
    std::optional<bool> decided;
};
// a - b by the mixture sequential probability ratio test of a normal mixture with standard deviation `difference`: Johari,
// Pekelis & Walsh (2015), arXiv:1512.04922. Throws `invalid` unless difference > 0.
sequential_result sequential(const ratings& a, const ratings& b, double difference, metric m, double confidence);

// Power of a two-sided t test of two groups of n answers each, the far tail not counted, as R power.t.test (Cohen 1988);
// standard deviation with n - 1 from r. Throws `invalid` for n below 2, and where r has no spread.
double power(const ratings& r, double difference, std::int64_t n, metric m, double confidence);
// The least number of answers in each group with that power, at least 2. Throws `invalid` for a difference of 0 or a power
// outside (0,1), `range` if it is more than a bigint holds.
std::int64_t sample_size(const ratings& r, double difference, metric m, double power, double confidence);

}  // namespace xm::core
