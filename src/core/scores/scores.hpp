// Scores of a distribution of ratings under a metric, with their uncertainty.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "core/scores/metric.hpp"
#include "core/scores/ratings.hpp"

namespace xm::core {

// A distribution seen through a metric; everything estimates and linkage need of it.
struct scored {
    std::uint64_t n;       // responses
    double weight;         // sum of weights (n if unweighted)
    double effective_n;    // Kish (1965): (sum w)^2 / sum w^2
    double value;          // weighted mean of the scores
    double within_ss;      // n * sum w (score - value)^2 / sum w: the sum of squares if unweighted
    double mean_variance;  // squared standard error of value; 0 where n < 2
    double promoters;      // share of weight with score 100 (only meaningful for nps and shares)
    double detractors;     // share of weight with score -100
};

// Throws `invalid` if a rating lies outside the metric's range.
// Standard error: Taylor linearisation of a weighted mean, with replacement:
// n / (n - 1) * sum w^2 (score - value)^2 / (sum w)^2; Särndal, Swensson & Wretman (1992), 5.7, as in
// R survey::svymean(ids = ~1).
scored score(const ratings& r, metric m);

// Scores that arrive ready-made: finite, and small enough for their squares and sums.
// Size of a score that is not 0: its square and what rounding leaves of that stay in the range of a double.
inline constexpr double min_score = 1e-50, max_score = 1e50;
// Throws `invalid` unless the score is 0 or min_score..max_score in size.
void check_score(double score);

// Throws `invalid` unless 0 < confidence < 1.
void check_confidence(double confidence);

// n / (n - 1) * weighted mean square of the ratings, its root; nothing where n < 2. As R
// survey::svyvar.
std::optional<double> stddev(const ratings& r);

struct estimate {
    double value;
    std::optional<double> std_error, lower, upper;
    std::uint64_t responses;
    double effective_n;
};

// Intervals: Student t on n - 1 for mean and index; Wilson (1927) on the effective n for shares;
// adjusted Wald of Rocks (2016), Decision 3(1), for nps, cut at +-100.
estimate estimate_score(const ratings& r, metric m, double confidence);
estimate estimate_score(const scored& s, metric m, double confidence);

struct comparison {
    double difference;
    std::optional<double> std_error, lower, upper, statistic, p_value, df;
};

// A mean of n responses and its squared standard error.
struct mean_of {
    double value, variance;
    std::uint64_t n;
};
// A sum or difference of independent means: the squared errors added, Welch (1947) and Satterthwaite (1946) degrees of
// freedom. No error where a mean has one response, no test where none has any spread.
comparison welch(double difference, std::span<const mean_of> means, double confidence);
// a - b.
comparison welch(const mean_of& a, const mean_of& b, double confidence);
comparison compare_scores(const ratings& a, const ratings& b, metric m, double confidence);

}  // namespace xm::core
