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
    enum family : std::uint8_t { linear = 1, multilevel = 4 };

    family kind = linear;
    std::int64_t n = 0;
    std::int64_t units = 0;        // multilevel
    double df = 0;                 // residual degrees of freedom of the t tests
    double residual_variance = 0;  // of one row
    double unit_variance = 0;      // multilevel
    std::optional<double> log_likelihood;
    std::optional<double> r_squared;
    std::string outcome;             // label
    std::vector<std::string> terms;  // labels of the predictors; the constant is term 0 and not among them
    std::vector<double> estimate;    // 1 + terms
    std::vector<double> mean;        // of each term's variable, 1 for the constant
    std::vector<double> covariance;  // of the estimates, lower triangle by rows

    std::size_t size() const { return estimate.size(); }
    // Nothing where there are no degrees of freedom.
    std::optional<double> std_error(std::size_t term) const;
    // Place of a predictor among the estimates; throws `invalid`, naming it and those there are.
    std::size_t index(std::string_view label) const;

    // Throws `range` if a coefficient or its variance has left the range of doubles; the last step of a fit.
    void check_range() const;

    static model from_stored(bytes body, errc otherwise = errc::corrupt_stored);
    static model from_wire(bytes in);
    static model from_text(std::string_view text);
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
    std::optional<double> std_error, statistic, p_value, lower, upper, ratio;
};
// Student t on the model's degrees of freedom.
std::vector<coefficient> coefficients(const model& m, double confidence);

struct model_fit {
    std::string_view family;
    std::int64_t n;
    std::optional<std::int64_t> events;
    std::int64_t parameters;
    std::optional<double> log_likelihood, aic, bic, r_squared, adjusted_r_squared;
};
// AIC and BIC of a linear model count the residual variance, of a multilevel model both variances.
model_fit fit(const model& m);

// The mean of the outcome at these values of the predictors, in the order of the terms. Throws
// `invalid` on another number of values or one that is not finite.
double predict(const model& m, const std::vector<double>& values);

struct change {
    double value;
    std::optional<double> std_error, lower, upper;
};
// What the predicted outcome does when a driver moves by `by`, the others at the baseline (empty: means).
change impact(const model& m, std::string_view driver, double by, const std::vector<double>& baseline, double confidence);

}  // namespace xm::core
