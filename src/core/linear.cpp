#include "core/linear.hpp"

#include <algorithm>
#include <cmath>

#include "core/num/cholesky.hpp"
#include "core/num/dist.hpp"
#include "core/scores.hpp"

namespace xm::core {
namespace {

// Share of a predictor's variance that those before it leave; below it the digits are rounding.
constexpr double tolerance = 1e-12;

}  // namespace

model fit_linear(const centred_moments& m, std::string_view outcome, const std::vector<std::string>& predictors) {
    const std::size_t y = m.index(outcome);
    std::vector<std::size_t> x;
    if (predictors.empty()) {
        for (std::size_t i = 0; i < m.variables(); ++i)
            if (i != y) x.push_back(i);
    }
    for (const std::string& label : predictors) {
        const std::size_t i = m.index(label);
        if (i == y || std::find(x.begin(), x.end(), i) != x.end())
            fail(errc::invalid, "Name each variable once.", "variable \"", label, "\" is named twice");
        x.push_back(i);
    }
    const std::size_t p = x.size();
    const std::size_t k = p + 1;
    if (m.n < static_cast<std::int64_t>(k))
        fail(errc::invalid, "Give more rows or fewer predictors.", m.n, " rows cannot carry ", k, " coefficients");

    // In units of standard deviations, so that the scale of a variable does not matter.
    std::vector<double> scale(p);
    for (std::size_t i = 0; i < p; ++i) {
        scale[i] = std::sqrt(m.sum(x[i], x[i]));
        if (!(scale[i] > 0)) fail(errc::invalid, "Leave it out.", "predictor \"", m.labels[x[i]], "\" is constant");
    }
    std::vector<double> correlations(pairs(p)), with_outcome(p);
    for (std::size_t i = 0; i < p; ++i) {
        for (std::size_t j = 0; j < i; ++j) correlations[pair_at(i, j)] = m.sum(x[i], x[j]) / scale[i] / scale[j];
        correlations[pair_at(i, i)] = 1;
        with_outcome[i] = m.sum(x[i], y) / scale[i];
    }
    const cholesky factor(correlations, p, tolerance);
    if (const auto bad = factor.dependent())
        fail(errc::invalid, "Leave one of them out.", "predictor \"", m.labels[x[*bad]],
             "\" is a linear function of the predictors before it");
    const std::vector<double> standardised = factor.solve(with_outcome);
    const std::vector<double> inverse = factor.inverse();

    // What is left is the quadratic form of the coefficients, in all digits of the sums: subtracting
    // what is explained would leave little but rounding where the fit is close. Below the rounding of
    // the sums themselves it counts as nothing.
    std::vector<double> slope(p);
    for (std::size_t i = 0; i < p; ++i) slope[i] = standardised[i] / scale[i];
    const double total = m.sum(y, y);
    dd left = m.precise[pair_at(y, y)];
    for (std::size_t i = 0; i < p; ++i) {
        dd with_others = dd(-2.0) * m.precise[pair_at(x[i], y)];
        for (std::size_t j = 0; j < p; ++j) with_others += dd(slope[j]) * m.precise[pair_at(x[i], x[j])];
        left += dd(slope[i]) * with_others;
    }
    const double residual = left.value() > (m.exact ? 1e-24 : 1e-14) * total ? left.value() : 0;

    model result;
    result.n = m.n;
    result.outcome = m.labels[y];
    result.df = static_cast<double>(m.n) - static_cast<double>(k);
    result.residual_variance = result.df > 0 ? residual / result.df : 0;
    if (total > 0) result.r_squared = std::clamp(1 - residual / total, 0.0, 1.0);
    const auto n = static_cast<double>(m.n);
    if (!m.weighted && residual > 1e-15 * total)
        result.log_likelihood = -n / 2 * (std::log(2 * 3.141592653589793 * residual / n) + 1);

    result.estimate.assign(k, 0);
    result.mean.assign(k, 1);
    result.covariance.assign(pairs(k), 0);
    double constant = m.mean[y];
    for (std::size_t i = 0; i < p; ++i) {
        result.terms.push_back(m.labels[x[i]]);
        result.estimate[i + 1] = slope[i];
        result.mean[i + 1] = m.mean[x[i]];
        constant -= result.estimate[i + 1] * m.mean[x[i]];
    }
    result.estimate[0] = constant;
    // Covariances: sigma^2 S^-1, and for the constant sigma^2 (1 / sum w + mean' S^-1 mean).
    double constant_variance = 1 / m.weight;
    for (std::size_t i = 0; i < p; ++i) {
        double with_constant = 0;
        for (std::size_t j = 0; j < p; ++j) {
            const double v = inverse[pair_at(i, j)] / scale[i] / scale[j];
            if (j <= i) result.covariance[pair_at(i + 1, j + 1)] = result.residual_variance * v;
            with_constant -= v * m.mean[x[j]];
        }
        result.covariance[pair_at(i + 1, 0)] = result.residual_variance * with_constant;
        constant_variance -= with_constant * m.mean[x[i]];
    }
    result.covariance[0] = result.residual_variance * constant_variance;
    result.check_range();
    return result;
}

std::vector<path> mediate(const centred_moments& m, std::string_view x, std::string_view mediator, std::string_view y,
                          double confidence) {
    check_confidence(confidence);
    const model first = fit_linear(m, mediator, {std::string(x)});
    const model both = fit_linear(m, y, {std::string(x), std::string(mediator)});
    const model total = fit_linear(m, y, {std::string(x)});
    const auto row = [&](std::string_view name, const model& from, std::size_t term) {
        const coefficient c = coefficients(from, confidence)[term];
        return path{name, c.estimate, c.std_error, c.lower, c.upper, c.p_value};
    };
    std::vector<path> paths{row("a", first, 1), row("b", both, 2), row("c", total, 1), row("c_prime", both, 1)};
    path indirect{"indirect", paths[0].estimate * paths[1].estimate, {}, {}, {}, {}};
    if (paths[0].std_error && paths[1].std_error) {
        const double error = std::hypot(paths[1].estimate * *paths[0].std_error, paths[0].estimate * *paths[1].std_error);
        const double half = error * dist::normal_upper((1 - confidence) / 2);
        indirect.std_error = error;
        indirect.lower = indirect.estimate - half;
        indirect.upper = indirect.estimate + half;
        if (error > 0) indirect.p_value = dist::normal_two_sided(indirect.estimate / error);
    }
    paths.push_back(indirect);
    return paths;
}

}  // namespace xm::core
