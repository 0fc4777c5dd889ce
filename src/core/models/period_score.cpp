#include "core/models/period_score.hpp"

#include <cmath>

#include "core/num/dist.hpp"

namespace xm::core {
namespace {

double effective_n(const centred_moments& m) {
    return m.weighted ? m.weight * m.weight / m.weight_squared : static_cast<double>(m.n);
}

// Squared standard error of the mean.
double mean_variance(const centred_moments& m, std::size_t i) { return m.n < 2 ? 0 : m.covariance(i, i) / effective_n(m); }

}  // namespace

estimate estimate_mean(const centred_moments& m, std::size_t i, double confidence) {
    check_confidence(confidence);
    estimate e{m.mean[i], {}, {}, {}, static_cast<std::uint64_t>(m.n), effective_n(m)};
    if (m.n < 2) return e;
    const double error = std::sqrt(mean_variance(m, i));
    const double half = error * dist::student_upper((1 - confidence) / 2, static_cast<double>(m.n - 1));
    e.std_error = error;
    e.lower = e.value - half;
    e.upper = e.value + half;
    return e;
}

comparison compare_means(const centred_moments& a, const centred_moments& b, std::size_t i, double confidence) {
    check_confidence(confidence);
    return welch({a.mean[i], mean_variance(a, i), static_cast<std::uint64_t>(a.n)},
                 {b.mean[i], mean_variance(b, i), static_cast<std::uint64_t>(b.n)}, confidence);
}

}  // namespace xm::core
