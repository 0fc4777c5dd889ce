#include "core/models/period_score.hpp"

#include <cmath>

#include "core/num/dist.hpp"

namespace xm::core {

period_score score_of(const ratings& r, metric m, double confidence) {
    const scored s = score(r, m);
    return {estimate_score(s, m, confidence), {s.value, s.mean_variance, s.n}};
}

period_score score_of(const centred_moments& m, double confidence) {
    check_confidence(confidence);
    const auto n = static_cast<std::uint64_t>(m.n);
    const double effective_n = m.weighted ? m.weight * m.weight / m.weight_squared : static_cast<double>(m.n);
    estimate e{m.mean[0], {}, {}, {}, n, effective_n};
    if (n < 2) return {e, {e.value, 0, n}};
    const double variance = m.covariance(0, 0) / effective_n;
    const double half = std::sqrt(variance) * dist::student_upper((1 - confidence) / 2, static_cast<double>(n - 1));
    e.std_error = std::sqrt(variance);
    e.lower = e.value - half;
    e.upper = e.value + half;
    return {e, {e.value, variance, n}};
}

}  // namespace xm::core
