// Weights from margins: what is asked for, how it is found, and the error of a score that knows of it.
#pragma once

#include <cstdint>
#include <memory_resource>
#include <optional>
#include <string>
#include <vector>

#include "core/decide/coded_rows.hpp"
#include "core/decide/weighting.hpp"
#include "core/scores/scores.hpp"

namespace xm::core {

struct raking_targets {
    struct variable {
        std::string name;
        std::vector<std::pair<std::string, double>> categories;  // shares or counts
    };
    std::vector<variable> variables;
    std::optional<std::pair<double, double>> bounds;  // of weight / base weight
    double tolerance = 1e-9;                          // of each share
    std::int64_t max_iterations = 200;
};

// What is kept of the people with the same categories: their number, and of their base weights the sum and the sum of squares
// (in two doubles each), the smallest and the largest. Where nobody has a base weight (all are 1), the number alone.
struct base_weights {
    static constexpr std::size_t size = 7;
    // Adds one person, or the sums of others.
    static void add(double* sums) { sums[0] += 1; }
    static void add(double* sums, double weight);
    static void merge(double* to, const double* from);
};

// Throws `invalid` where rows and targets do not fit each other, a target is not above 0, a setting is out of range, bounds
// cannot be met, or the targets are not met in so many iterations. Without bounds iterative proportional fitting: Deming &
// Stephan (1940), Ann. Math. Stat. 11, 427-444. With bounds the truncated raking distance of Deville & Särndal (1992), J. Am.
// Stat. Assoc. 87, 376-382: factors are exp of a sum over the categories, cut at the bounds; the sums by such fitting and
// damped Newton steps on the dual problem. Sums of rows as base_weights; at least one row. No NULLs among the rows.
weighting rake(const coded_rows& rows, const raking_targets& targets, poll check);

// The weighted score of rows of categories and ratings (their number) with sums as base_weights, whose error knows that the
// margins were fixed: residuals of the scored rating from least squares, weighted by base weight, on the margins' categories;
// u = weight times residual / sum of weights; squared error n / (n - 1) sum (u - mean u)^2 (Deville & Särndal 1992; R survey on
// a calibrated design). Intervals as those of estimate_score(); for shares and nps on the effective n that gives this error.
// Throws as weighting_lookup does.
estimate calibrated_score(const coded_rows& rows, const weighting& w, metric m, double confidence, poll check);

}  // namespace xm::core
