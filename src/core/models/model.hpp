// xm.model: a fitted model, whatever its family, and what can be asked of it. Layout:
// docs/internals/states.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/state.hpp"

namespace xm::core {

struct model {
    static constexpr std::uint8_t version = 1;
    enum family : std::uint8_t { linear = 1, logit = 2, cox = 3, multilevel = 4 };

    family kind = linear;
    std::int64_t n = 0;
    std::int64_t events = 0;       // logit and cox: rows whose outcome is true
    std::int64_t units = 0;        // multilevel
    double df = 0;                 // residual degrees of freedom of the t tests; 0 for logit and cox, whose tests are normal
    double residual_variance = 0;  // of one row; linear and multilevel
    double unit_variance = 0;      // multilevel
    std::optional<double> log_likelihood;
    std::optional<double> r_squared;
    std::string outcome;             // label
    std::vector<std::string> terms;  // labels of the predictors; the constant is term 0 and not among them
    std::vector<double> estimate;    // 1 + terms; a Cox model has no constant: its term 0 is 0, with variance 0
    std::vector<double> mean;        // of each term's variable, 1 for the constant
    std::vector<double> covariance;  // of the estimates, lower triangle by rows

    std::size_t size() const { return estimate.size(); }
    bool counts_events() const { return kind == logit || kind == cox; }
    // The point that the statistic of an estimate exceeds with probability `tail`, and its two-sided p-value.
    double upper(double tail) const;
    double two_sided(double statistic) const;
    // Nothing where there are no degrees of freedom.
    std::optional<double> std_error(std::size_t term) const;
    // Place of a predictor among the estimates; throws `invalid`, naming it and those there are.
    std::size_t index(std::string_view label) const;
    // Names the predictors anew; throws `invalid` unless there is one label for each.
    void relabel(const std::vector<std::string>& labels);

    // Sets estimates, means and covariance from those of standardised predictors (x - centre) scale. `b` and `v` (lower
    // triangle) begin with the constant; without one its term stays 0.
    void set_estimates(const std::vector<double>& b, const std::vector<double>& v, const std::vector<double>& centre,
                       const std::vector<double>& scale, bool constant);

    // Throws `range` if a coefficient or its variance has left the range of doubles; the last step of a fit.
    void check_range() const;

    static model from_stored(bytes body, errc otherwise = errc::corrupt_stored);
    static model from_wire(bytes in);
    static model from_text(std::string_view text, poll check = no_poll);
    std::size_t stored_size() const;
    void to_stored(std::byte* body) const;
    void to_wire(wire_writer& out) const;
    std::string to_text() const;

private:
    bool finite() const;
    void validate(errc otherwise) const;
};

struct coefficient {
    std::string term;
    double estimate;
    std::optional<double> std_error, statistic, p_value, lower, upper, ratio, ratio_lower, ratio_upper;
};
// Student t on the model's degrees of freedom; Wald's normal tests for logit and cox, with ratio = exp(estimate) and
// the exp of its bounds. A Cox model has no row of the constant.
std::vector<coefficient> coefficients(const model& m, double confidence);

struct model_fit {
    std::string_view family;
    std::int64_t n;
    std::optional<std::int64_t> events;
    std::int64_t parameters;
    std::optional<double> log_likelihood, aic, bic, r_squared, adjusted_r_squared;
};
// AIC and BIC of a linear model count the residual variance, of a multilevel model both variances. BIC of a Cox model
// takes the number of events (Volinsky & Raftery 2000, Biometrics 56); r_squared of logit is McFadden's (1974).
model_fit fit(const model& m);

// At these values of the predictors, in the order of the terms: the mean of the outcome, the probability (logit), the
// hazard relative to that at the means (cox). Throws `invalid` on another number of values or one that is not finite.
double predict(const model& m, const std::vector<double>& values);

struct change {
    double value;
    std::optional<double> std_error, lower, upper;
};
// What the predicted outcome does when a driver moves by `by`, the others at the baseline (empty: means). logit: change
// of the probability, error by the delta method, normal interval. cox: exp(b by) - 1, its bounds those of b by,
// transformed.
change impact(const model& m, std::string_view driver, double by, const std::vector<double>& baseline, double confidence);

}  // namespace xm::core
