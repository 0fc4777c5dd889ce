#include "core/models/linear.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/models/sandwich.hpp"
#include "core/num/cholesky.hpp"
#include "core/num/dist.hpp"
#include "core/scores/scores.hpp"

namespace xm::core {
namespace {

// What rounding of the co-moments may be in a coefficient.
constexpr double six_digits = 1e-6;

// Names a predictor that those before it explain, and those that have a part in that.
[[noreturn]] void refuse_dependent(const centred_moments& m, const std::vector<std::size_t>& x,
                                   const std::vector<dd>& correlations, std::size_t bad) {
    const basic_cholesky<dd> before({correlations.begin(), correlations.begin() + static_cast<std::ptrdiff_t>(pairs(bad))}, bad,
                                    0);
    std::vector<dd> part(bad);
    for (std::size_t i = 0; i < bad; ++i) part[i] = correlations[pair_at(bad, i)];
    part = before.solve(std::move(part));
    message others;
    for (std::size_t i = 0; i < bad; ++i)
        if (std::fabs(part[i].value()) > 1e-6) others.add(others.c_str()[0] ? ", " : "").add(m.labels[x[i]]);
    fail(errc::invalid, "Leave one of them out.", "predictor \"", m.labels[x[bad]],
         "\" is a linear function of the predictors before it, to all the digits that the moments have: ", others.c_str());
}

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
    return fit_linear(m, y, x);
}

model fit_linear(const centred_moments& m, std::size_t y, const std::vector<std::size_t>& x) {
    const std::size_t p = x.size();
    const std::size_t k = p + 1;
    if (m.n < static_cast<std::int64_t>(k))
        fail(errc::invalid, "Give more rows or fewer predictors.", m.n, " rows cannot carry ", k, " coefficients");

    // In units of standard deviations, so that the scale of a variable does not matter; in pairs of doubles, since the
    // products of variables that are nearly functions of each other leave little else.
    std::vector<dd> scale(p);
    for (std::size_t i = 0; i < p; ++i) {
        scale[i] = sqrt(m.precise_sum(x[i], x[i]));
        if (!(scale[i].hi > 0)) fail(errc::invalid, "Leave it out.", "predictor \"", m.labels[x[i]], "\" is constant");
    }
    std::vector<dd> correlations(pairs(p)), with_outcome(p);
    for (std::size_t i = 0; i < p; ++i) {
        for (std::size_t j = 0; j < i; ++j) correlations[pair_at(i, j)] = m.precise_sum(x[i], x[j]) / (scale[i] * scale[j]);
        correlations[pair_at(i, i)] = 1;
        with_outcome[i] = m.precise_sum(x[i], y) / scale[i];
    }
    const basic_cholesky<dd> factor(correlations, p, m.digit / six_digits);
    if (const auto bad = factor.dependent()) refuse_dependent(m, x, correlations, *bad);
    std::vector<dd> slope = factor.solve(with_outcome);
    std::vector<dd> missing = with_outcome;  // one step of refinement
    for (std::size_t i = 0; i < p; ++i)
        for (std::size_t j = 0; j < p; ++j) missing[i] -= correlations[pair_at(i, j)] * slope[j];
    missing = factor.solve(std::move(missing));
    for (std::size_t i = 0; i < p; ++i) slope[i] = (slope[i] + missing[i]) / scale[i];
    const std::vector<dd> inverse = factor.inverse();

    // What is left is the quadratic form of the coefficients: subtracting what is explained would leave little but
    // rounding where the fit is close. Below the rounding of the sums themselves it counts as nothing.
    const double total = m.sum(y, y);
    dd left = m.precise_sum(y, y);
    for (std::size_t i = 0; i < p; ++i) {
        dd with_others = dd(-2.0) * m.precise_sum(x[i], y);
        for (std::size_t j = 0; j < p; ++j) with_others += slope[j] * m.precise_sum(x[i], x[j]);
        left += slope[i] * with_others;
    }
    const double nothing = std::max(1e3 * m.digit, 1e-24);
    const double residual = left.value() > nothing * total ? left.value() : 0;

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
    dd constant = m.precise_mean[y];
    for (std::size_t i = 0; i < p; ++i) {
        result.terms.push_back(m.labels[x[i]]);
        result.estimate[i + 1] = slope[i].value();
        result.mean[i + 1] = m.mean[x[i]];
        constant -= slope[i] * m.precise_mean[x[i]];
    }
    result.estimate[0] = constant.value();
    // Covariances: sigma^2 S^-1, and for the constant sigma^2 (1 / sum w + mean' S^-1 mean).
    dd constant_variance = dd(1) / dd(m.weight);
    for (std::size_t i = 0; i < p; ++i) {
        dd with_constant;
        for (std::size_t j = 0; j < p; ++j) {
            const dd v = inverse[pair_at(i, j)] / scale[i] / scale[j];
            if (j <= i) result.covariance[pair_at(i + 1, j + 1)] = result.residual_variance * v.value();
            with_constant -= v * m.precise_mean[x[j]];
        }
        result.covariance[pair_at(i + 1, 0)] = result.residual_variance * with_constant.value();
        constant_variance -= with_constant * m.precise_mean[x[i]];
    }
    result.covariance[0] = result.residual_variance * constant_variance.value();
    result.check_range();
    return result;
}

namespace {

// Moments of the leading numbers and predictors.
centred_moments moments_of(const pattern_store& rows, std::size_t variables, poll check) {
    namespace rm = running_moments;
    if (variables > max_variables)
        fail(errc::invalid, "Name fewer columns.", variables, " variables, the outcome among them; the allowed range is 1..",
             max_variables);
    const rm::shape shape{variables, rm::kind::floating, false, rm::large_room, 0};
    std::vector<double> memory(shape.size() / sizeof(double) + 2);
    std::byte* const body = reinterpret_cast<std::byte*>(memory.data()) + sizeof(head);  // numbers lie behind a head
    auto* const state = reinterpret_cast<head*>(body);
    rm::make(state, shape, {});
    rm::prefix& fixed = *rm::prefix_of(state);
    double* const block = rm::block_of<double>(state, rm::kind::floating);
    rows.each_run(check, [&](const double* first, std::size_t count, std::size_t stride, bool counted) {
        for (std::size_t r = 0; r < count; ++r, first += stride)
            for (double left = counted ? first[stride - 1] : 1; left > 0; --left) {
                for (std::size_t j = 0; j < variables; ++j) block[j * rm::large_room + fixed.used] = first[j];
                if (++fixed.used < rm::large_room) continue;
                rm::flush(state);
                check();
            }
    });
    rm::flush(state);
    return moments::from_stored({body, shape.size()}).centred();
}

}  // namespace

model fit_clustered_linear(const pattern_store& rows, const std::vector<std::string>& labels, poll check) {
    const std::size_t p = labels.size(), k = p + 1;
    centred_moments m = moments_of(rows, k, check);
    m.labels.assign(1, "outcome");
    m.labels.insert(m.labels.end(), labels.begin(), labels.end());
    std::vector<std::size_t> x(p);
    std::iota(x.begin(), x.end(), 1U);
    model result = fit_linear(m, 0, x);

    // In units of standard deviations around the means.
    const auto n = static_cast<double>(m.n);
    std::vector<double> centre(m.mean.begin() + 1, m.mean.end()), scale, curvature{n}, b{m.mean[0]};
    for (std::size_t i = 0; i < p; ++i) {
        scale.push_back(std::sqrt(n / m.sum(i + 1, i + 1)));
        b.push_back(result.estimate[i + 1] / scale[i]);
        curvature.push_back(0);
        for (std::size_t j = 0; j <= i; ++j) curvature.push_back(m.sum(i + 1, j + 1) * scale[i] * scale[j]);
    }
    sandwich by_cluster(rows.memory(), k, true, check);
    std::vector<double> score(k);
    rows.each_run(check, [&](const double* record, std::size_t count, std::size_t stride, bool counted) {
        for (std::size_t r = 0; r < count; ++r, record += stride) {
            double residual = record[0] - b[0];
            for (std::size_t j = 0; j < p; ++j) {
                score[j + 1] = (record[j + 1] - centre[j]) * scale[j];
                residual -= b[j + 1] * score[j + 1];
            }
            const double number = counted ? record[stride - 1] : 1;
            score[0] = number * residual;
            for (std::size_t j = 1; j < k; ++j) score[j] *= score[0];
            by_cluster.add(record + k, number, score.data());
        }
    });
    const double clusters = by_cluster.groups(), small = result.df > 0 ? (n - 1) / result.df : 0;
    const std::vector<double> covariance = by_cluster.covariance(curvature, clusters / (clusters - 1) * small);
    result.df = std::fmin(result.df, clusters - 1);
    const std::vector<double> estimate = result.estimate;  // with more digits than those of the blocks
    result.set_estimates(b, covariance, centre, scale, true);
    result.estimate = estimate;
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
