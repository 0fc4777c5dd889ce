// Which pairs of records are of the same person, learned from how they agree.
#pragma once

#include "core/num/pattern_store.hpp"
#include "core/people/match_model.hpp"

namespace xm::core {

struct match_settings {
    std::vector<std::string> labels;     // none: x1, x2, ...
    std::vector<std::vector<double>> u;  // by variable and level; none: estimated
    int classes = 2;
    double prior = 0.01;
    bool fix_prior = false;
    double tolerance = 1e-8;
    std::int64_t max_iterations = 1000;

    // Throws `invalid` for a value outside its range.
    void check() const;
};

// Patterns of levels: one byte per variable, 0 where nothing is known, else 1 + level; padded to a whole number of 8 bytes.
constexpr std::size_t match_record_size(std::size_t variables) { return (variables + 7) / 8 * 8; }

// Throws `invalid` for a number of variables outside 1..64.
void check_match_variables(std::size_t variables);

// The model of Fellegi & Sunter (1969) by EM (Winkler 1988, Proceedings of the Section on Survey Research Methods, 667-671): a
// pair is of one of two classes, or of three; within a class its levels are independent, and a level that is missing says
// nothing. Shares of levels are at least 1e-9. Starts: in `match` the top level of each variable has 0.9 and the others share the
// rest, in `related` (of three classes) 0.5, in `differs` the shares of all pairs; priors as given, `related` 0.05 of 0.99 of
// what is no match. Stops when no parameter has changed by more than the tolerance, or after max_iterations. Classes are named by
// their mean level / top level at the end, summed over the variables: `match` has the highest, `differs` the lowest. What is
// given stays with its name: u with `differs`; a fixed prior with `match` (where EM ends with the classes the wrong way round, it
// begins again from there with their levels exchanged, once). Throws `invalid` where the pairs cannot tell the classes (fewer
// than three variables, unless u and the prior are fixed), and where u and the pairs do not go together. The same pairs in any
// order give the same bits.
match_model fit_matches(const pattern_store& patterns, std::size_t variables, const match_settings& settings, poll check);

// Levels among random pairs, of which next to none match: observed shares; a level below the highest one seen that never occurs
// gets 1/2 of a pair, the others stay as they are.
match_model match_u(const pattern_store& patterns, std::size_t variables, const std::vector<std::string>& labels, poll check);

}  // namespace xm::core
