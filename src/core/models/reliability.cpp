#include "core/models/reliability.hpp"

#include <algorithm>
#include <cmath>

#include "core/num/cholesky.hpp"

namespace xm::core {

std::vector<std::size_t> items_of(const centred_moments& m, const std::vector<std::string>& labels) {
    std::vector<std::size_t> items;
    if (labels.empty())
        for (std::size_t i = 0; i < m.variables(); ++i) items.push_back(i);
    for (const std::string& label : labels) {
        const std::size_t i = m.index(label);
        if (std::find(items.begin(), items.end(), i) != items.end())
            fail(errc::invalid, "Name each item once.", "item \"", label, "\" is named twice");
        items.push_back(i);
    }
    if (items.size() < 2)
        fail(errc::invalid, "Name at least two items.", "a scale of ", items.size(), " items has no reliability of this kind");
    return items;
}

std::optional<double> alpha(const centred_moments& m, const std::vector<std::size_t>& items) {
    dd variances, total;  // items keyed the other way leave little of the total
    for (const std::size_t i : items) {
        variances += m.precise_sum(i, i);
        for (const std::size_t j : items) total += m.precise_sum(i, j);
    }
    if (m.n < 2 || !(total.value() > m.digit * variances.value())) return std::nullopt;
    const auto k = static_cast<double>(items.size());
    return k / (k - 1) * ((total - variances) / total).value();
}

namespace {

// One factor in units of the items' standard deviations: loadings, and unique variances.
struct one_factor {
    std::vector<double> loading, unique;
};

// A step of EM: expectation of the factor given the items, then regression of the items on it.
one_factor em_step(const std::vector<double>& r, const one_factor& f) {
    const std::size_t k = f.loading.size();
    double information = 1;
    std::vector<double> weight(k);
    for (std::size_t i = 0; i < k; ++i) information += f.loading[i] * f.loading[i] / f.unique[i];
    for (std::size_t i = 0; i < k; ++i) weight[i] = f.loading[i] / f.unique[i] / information;
    std::vector<double> with_factor(k);
    double factor = 1 / information;
    for (std::size_t i = 0; i < k; ++i) {
        for (std::size_t j = 0; j < k; ++j) with_factor[i] += r[pair_at(i, j)] * weight[j];
        factor += weight[i] * with_factor[i];
    }
    one_factor next{std::vector<double>(k), std::vector<double>(k)};
    for (std::size_t i = 0; i < k; ++i) {
        next.loading[i] = with_factor[i] / factor;
        next.unique[i] = 1 - next.loading[i] * with_factor[i];
    }
    return next;
}

// log det of the model's correlations plus the trace term: -2 log L / n up to a constant.
double discrepancy(const std::vector<double>& r, const one_factor& f) {
    const std::size_t k = f.loading.size();
    double information = 1, log_det = 0, trace = 0;
    std::vector<double> weight(k);
    for (std::size_t i = 0; i < k; ++i) {
        information += f.loading[i] * f.loading[i] / f.unique[i];
        log_det += std::log(f.unique[i]);
        trace += 1 / f.unique[i];
        weight[i] = f.loading[i] / f.unique[i];
    }
    double correction = 0;
    for (std::size_t i = 0; i < k; ++i)
        for (std::size_t j = 0; j < k; ++j) correction += weight[i] * weight[j] * r[pair_at(i, j)];
    return log_det + std::log(information) + trace - correction / information;
}

bool inside(const one_factor& f) {
    return std::all_of(f.unique.begin(), f.unique.end(), [](double u) { return u > 1e-5 && u < 1.5; });
}

}  // namespace

void check_one_factor(std::size_t items) {
    if (items < 3)
        fail(errc::invalid, "Name at least three items, or ask for xm.alpha.", "one factor of ", items,
             " items is not identified");
}

std::optional<double> omega(const centred_moments& m, const std::vector<std::size_t>& items, poll check) {
    const std::size_t k = items.size();
    check_one_factor(k);
    if (m.n < 2) return std::nullopt;
    std::vector<double> r(pairs(k)), scale(k);
    for (std::size_t i = 0; i < k; ++i) {
        scale[i] = std::sqrt(m.sum(items[i], items[i]));
        if (!(scale[i] > 0)) fail(errc::invalid, "Leave it out.", "item \"", m.labels[items[i]], "\" is constant");
        for (std::size_t j = 0; j <= i; ++j) r[pair_at(i, j)] = m.sum(items[i], items[j]) / scale[i] / scale[j];
    }
    const cholesky factor(r, k, 1e-12);
    if (const auto bad = factor.dependent())
        fail(errc::invalid, "Leave one of them out.", "item \"", m.labels[items[*bad]],
             "\" is a linear function of the items before it");

    // Starts from the squared multiple correlations; signs follow the first principal direction.
    const std::vector<double> inverse = factor.inverse();
    one_factor f{std::vector<double>(k), std::vector<double>(k)};
    std::vector<double> direction(k, 1);
    for (int round = 0; round < 100; ++round) {
        std::vector<double> next(k);
        double size = 0;
        for (std::size_t i = 0; i < k; ++i) {
            for (std::size_t j = 0; j < k; ++j) next[i] += r[pair_at(i, j)] * direction[j];
            size += next[i] * next[i];
        }
        for (std::size_t i = 0; i < k; ++i) direction[i] = next[i] / std::sqrt(size);
    }
    for (std::size_t i = 0; i < k; ++i) {
        f.unique[i] = std::clamp(1 / inverse[pair_at(i, i)], 0.05, 0.95);
        f.loading[i] = std::copysign(std::sqrt(1 - f.unique[i]), direction[i]);
    }

    constexpr int most_rounds = 100000;
    double last = discrepancy(r, f);
    for (int round = 0; round <= most_rounds; ++round) {
        if (round % 64 == 0) check();
        const one_factor one = em_step(r, f), two = em_step(r, one);
        double step = 0, curvature = 0, moved = 0;
        for (std::size_t i = 0; i < k; ++i)
            for (auto list : {&one_factor::loading, &one_factor::unique}) {
                const double d = (one.*list)[i] - (f.*list)[i], v = ((two.*list)[i] - (one.*list)[i]) - d;
                step += d * d;
                curvature += v * v;
                moved = std::max(moved, std::fabs(d));
            }
        one_factor next = two;
        if (curvature > 0) {
            const double a = -std::max(1.0, std::sqrt(step / curvature));
            one_factor far = f;
            for (std::size_t i = 0; i < k; ++i)
                for (auto list : {&one_factor::loading, &one_factor::unique}) {
                    const double d = (one.*list)[i] - (f.*list)[i], v = ((two.*list)[i] - (one.*list)[i]) - d;
                    (far.*list)[i] = (f.*list)[i] - 2 * a * d + a * a * v;
                }
            if (inside(far)) {
                far = em_step(r, far);
                if (inside(far) && discrepancy(r, far) <= last) next = far;
            }
        }
        f = next;
        if (!inside(f) || round == most_rounds)
            fail(errc::invalid, "Use xm.alpha, or drop the item that the others explain fully.",
                 "the factor model of these items has no inner maximum: a unique variance goes to 0");
        last = discrepancy(r, f);
        if (moved < 1e-13) break;
    }
    double loadings = 0, unique = 0;
    for (std::size_t i = 0; i < k; ++i) {
        loadings += f.loading[i] * scale[i];
        unique += f.unique[i] * scale[i] * scale[i];
    }
    return loadings * loadings / (loadings * loadings + unique);
}

std::vector<item_row> item_analysis(const centred_moments& m) {
    const std::vector<std::size_t> items = items_of(m, {});
    const std::size_t k = items.size();
    dd total;
    std::vector<dd> with_total(k);
    for (std::size_t i = 0; i < k; ++i) {
        for (std::size_t j = 0; j < k; ++j) with_total[i] += m.precise_sum(i, j);
        total += with_total[i];
    }
    std::vector<item_row> rows;
    for (std::size_t i = 0; i < k; ++i) {
        item_row row{m.labels[i], m.mean[i], {}, {}, {}};
        if (m.n >= 2) row.stddev = std::sqrt(m.covariance(i, i));
        const dd variance = m.precise_sum(i, i);
        const dd rest = total - with_total[i] - with_total[i] + variance;
        if (m.n >= 2 && variance.value() > 0 && rest.value() > m.digit * variance.value())
            row.r_drop = std::clamp(((with_total[i] - variance) / (sqrt(variance) * sqrt(rest))).value(), -1.0, 1.0);
        if (k > 2) {
            std::vector<std::size_t> others;
            for (std::size_t j = 0; j < k; ++j)
                if (j != i) others.push_back(j);
            row.alpha_if_dropped = alpha(m, others);
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace xm::core
