#include "core/link/multilevel.hpp"

#include <boost/math/tools/roots.hpp>
#include <cmath>
#include <memory_resource>

#include "core/models/moments.hpp"
#include "core/num/cholesky.hpp"
#include "core/num/dd.hpp"
#include "core/scores/scores.hpp"

namespace xm::core {

unit_summary summarise_unit(const ratings& r) {
    if (r.weighted)
        fail(errc::invalid, "Make the state without weights: xm.ratings(rating).",
             "xm.multilevel does not take weighted ratings");
    const scored s = score(r, metric::of(metric::rule::mean));
    return {static_cast<double>(s.n), s.value, s.within_ss};
}

namespace {

// The profiled REML criterion at a ratio theta of unit to residual variance, and its derivative.
class criterion {
public:
    criterion(const std::pmr::vector<double>& units, std::size_t terms, double within_ss, double rows, poll check)
        : units_(units), k_(terms), within_(within_ss), rows_(rows), check_(check) {}

    struct solution {
        double derivative, residual_ss, log_likelihood, residual_variance;
        std::vector<double> estimate, inverse;
    };

    // Units are n, mean, then the k terms (the constant first).
    solution at(double theta) const {
        check_();
        const std::size_t stride = k_ + 2;
        std::vector<double> xwx(pairs(k_)), xwy(k_);
        double log_det = 0, trace = 0;
        for (std::size_t u = 0; u < units_.size(); u += stride) {
            const double n = units_[u], y = units_[u + 1];
            const double* x = &units_[u + 2];
            const double w = n / (1 + n * theta);
            log_det += std::log1p(n * theta);
            trace += w;
            for (std::size_t i = 0; i < k_; ++i) {
                xwy[i] += w * x[i] * y;
                for (std::size_t j = 0; j <= i; ++j) xwx[pair_at(i, j)] += w * x[i] * x[j];
            }
        }
        const cholesky factor(xwx, k_, 1e-14);
        solution s{};
        s.estimate = factor.solve(xwy);
        s.inverse = factor.inverse();
        double between = 0, curved = 0, leverage = 0;
        for (std::size_t u = 0; u < units_.size(); u += stride) {
            const double n = units_[u];
            const double* x = &units_[u + 2];
            const double w = n / (1 + n * theta);
            double residual = units_[u + 1], h = 0;
            for (std::size_t i = 0; i < k_; ++i) {
                residual -= s.estimate[i] * x[i];
                for (std::size_t j = 0; j < k_; ++j) h += x[i] * x[j] * s.inverse[pair_at(i, j)];
            }
            between += w * residual * residual;
            curved += w * w * residual * residual;
            leverage += w * w * h;
        }
        const double df = rows_ - static_cast<double>(k_);
        s.residual_ss = between + within_;
        s.residual_variance = s.residual_ss / df;
        s.log_likelihood =
            -0.5 * (df * (1 + std::log(2 * 3.141592653589793 * s.residual_variance)) + log_det + factor.log_determinant());
        s.derivative = trace - leverage - df * curved / s.residual_ss;
        return s;
    }

private:
    const std::pmr::vector<double>& units_;
    std::size_t k_;
    double within_, rows_;
    poll check_;
};

}  // namespace

model fit_multilevel(const record_store& store, const std::vector<std::string>& labels, poll check) {
    const std::size_t p = labels.size();
    const std::size_t k = p + 1;
    const auto units = static_cast<double>(store.size());
    if (store.size() <= k)
        fail(errc::invalid, "Give more units or fewer predictors.", store.size(), " units cannot carry ", k,
             " coefficients and a variance between units");

    // Predictors around their mean and in units of their standard deviation, so that scale does not matter.
    std::vector<dd> total(p), squares(p);
    const auto predictor = [](const std::byte* at, std::size_t i) {
        return load<double>(at + sizeof(unit_summary) + i * sizeof(double));
    };
    store.each(check, [&](const std::byte* at) {
        for (std::size_t i = 0; i < p; ++i) total[i] += predictor(at, i);
    });
    std::vector<double> mean(p), scale(p);
    for (std::size_t i = 0; i < p; ++i) mean[i] = (total[i] / dd(units)).value();
    store.each(check, [&](const std::byte* at) {
        for (std::size_t i = 0; i < p; ++i) squares[i] += two_prod(predictor(at, i) - mean[i], predictor(at, i) - mean[i]);
    });
    for (std::size_t i = 0; i < p; ++i) {
        scale[i] = std::sqrt(squares[i].value() / units);
        if (!(scale[i] > 1e-14 * std::fabs(mean[i])))
            fail(errc::invalid, "Leave it out.", "predictor \"", labels[i], "\" is constant");
    }
    std::pmr::vector<double> table(store.memory());  // counts as what was collected
    table.reserve(store.size() * (k + 2));
    dd rows, within;
    std::vector<double> gram(pairs(k));
    store.each(check, [&](const std::byte* at) {
        const auto unit = load<unit_summary>(at);
        if (rows.value() > 0x1p62 - unit.n) fail(errc::range, "Use fewer units.", "more than 2^62 answers in one xm.multilevel");
        rows += unit.n;
        within += unit.within_ss;
        table.insert(table.end(), {unit.n, unit.mean, 1.0});
        for (std::size_t i = 0; i < p; ++i) table.push_back((predictor(at, i) - mean[i]) / scale[i]);
        const double* x = &table[table.size() - k];
        for (std::size_t i = 0; i < k; ++i)
            for (std::size_t j = 0; j <= i; ++j) gram[pair_at(i, j)] += x[i] * x[j];
    });
    if (const auto bad = cholesky(gram, k, 1e-12).dependent())
        fail(errc::invalid, "Leave one of them out.", "predictor \"", labels[*bad - 1],
             "\" is a linear function of the predictors before it");
    if (rows.value() <= units)
        fail(errc::invalid, "Use xm.linear on the unit means.", "no unit has two answers: the variance within units is unknown");
    if (!(within.value() > 0))
        fail(errc::invalid, "Use xm.linear on the unit means.",
             "answers do not vary within any unit: the likelihood has no maximum");

    const criterion reml(table, k, within.value(), rows.value(), check);
    double theta = 0;
    if (reml.at(0).derivative < 0) {
        double high = 1e-3, low = 0;
        while (reml.at(high).derivative < 0) {
            low = high;
            high *= 4;
            if (high > 1e12)
                fail(errc::invalid, "Look for units whose answers hardly vary.",
                     "the variance between units has no finite estimate");
        }
        std::uintmax_t steps = 200;
        const auto root = boost::math::tools::toms748_solve([&](double t) { return reml.at(t).derivative; }, low, high,
                                                            boost::math::tools::eps_tolerance<double>(50), steps);
        theta = root.first / 2 + root.second / 2;
    }
    const criterion::solution s = reml.at(theta);

    model m;
    m.kind = model::multilevel;
    m.n = static_cast<std::int64_t>(rows.value());
    m.units = static_cast<std::int64_t>(store.size());
    m.df = units - static_cast<double>(k);
    m.residual_variance = s.residual_variance;
    m.unit_variance = theta * s.residual_variance;
    m.outcome = "cx";
    m.terms = labels;
    // Back to the predictors' own scale. The log-likelihood follows: lmer's determinant is that of the predictors as they came.
    double log_scale = 0;
    for (const double v : scale) log_scale += std::log(v);
    m.log_likelihood = s.log_likelihood - log_scale;
    std::vector<double> v = s.inverse;
    for (double& x : v) x *= s.residual_variance;
    for (double& x : scale) x = 1 / x;
    m.set_estimates(s.estimate, v, mean, scale, true);
    m.check_range();
    return m;
}

std::array<variance_component, 2> variance_components(const model& m) {
    if (m.kind != model::multilevel)
        fail(errc::invalid, "Give a model of xm.multilevel.", "a model of another family has no variance components");
    return {{{"unit", m.unit_variance, std::sqrt(m.unit_variance)},
             {"residual", m.residual_variance, std::sqrt(m.residual_variance)}}};
}

}  // namespace xm::core
