#include "core/scores/scores.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/num/dist.hpp"

namespace xm::core {

scored score(const ratings& r, metric m) {
    scored s{};
    double w2 = 0, sum = 0, up = 0, down = 0, least = 0, most = 0;
    int highest = -1;
    for (int rating = 0; rating <= max_rating; ++rating) {
        const auto i = static_cast<std::size_t>(rating);
        if (r.n[i] == 0) continue;
        if (rating < m.lowest() || rating > m.highest())
            fail(errc::invalid, "Turn codes for \"no answer\" into NULL; for another scale use mean, share[a,b] or index[a,b].",
                 "rating ", rating, " is outside the range ", m.lowest(), "..", m.highest(), " of metric ", m.text());
        highest = rating;
        const double score = m.score(rating);
        least = s.n == 0 ? score : std::min(least, score);
        most = s.n == 0 ? score : std::max(most, score);
        s.n += r.n[i];
        s.weight += r.w[i];
        w2 += r.w2[i];
        sum += r.w[i] * score;
        if (score >= 100) up += r.w[i];
        if (score <= -100) down += r.w[i];
    }
    s.value = std::clamp(sum / s.weight, least, most);  // equal scores give exactly that score, and no spread
    s.effective_n = s.weight / w2 * s.weight;
    s.promoters = up / s.weight;
    s.detractors = down / s.weight;

    double within = 0, linearised = 0;
    for (int rating = 0; rating <= highest; ++rating) {
        const auto i = static_cast<std::size_t>(rating);
        if (r.n[i] == 0) continue;
        const double d = m.score(rating) - s.value;
        within += r.w[i] * d * d;
        linearised += r.w2[i] * d * d;
    }
    const auto n = static_cast<double>(s.n);
    s.within_ss = n * (within / s.weight);
    if (s.n >= 2) s.mean_variance = n / (n - 1) * (linearised / s.weight / s.weight);
    return s;
}

void check_score(double score) {
    if (!(std::fabs(score) <= max_score))
        fail(errc::invalid, "Leave out units without a score (NULL rows are skipped).", "score ", score,
             " is outside the allowed range -1e50..1e50");
    if (score != 0 && std::fabs(score) < min_score)
        fail(errc::invalid, "Rescale the scores, or take such values for 0.", "score ", score,
             " is outside the allowed range: 0, or from 1e-50 in size");
}

void check_confidence(double confidence) {
    if (!(confidence > 0 && confidence < 1))
        fail(errc::invalid, "Use a level such as 0.95.", "confidence ", confidence, " is outside the allowed range (0,1)");
}

std::optional<double> stddev(const ratings& r) {
    const scored s = score(r, metric::of(metric::rule::mean));
    if (s.n < 2) return std::nullopt;
    return std::sqrt(s.within_ss / static_cast<double>(s.n - 1));
}

estimate estimate_score(const ratings& r, metric m, double confidence) { return estimate_score(score(r, m), m, confidence); }

estimate estimate_score(const scored& s, metric m, double confidence) {
    check_confidence(confidence);
    estimate e{s.value, {}, {}, {}, s.n, s.effective_n};
    if (s.n < 2) return e;
    const double error = std::sqrt(s.mean_variance);
    e.std_error = error;
    const double tail = (1 - confidence) / 2;

    if (m.is_share()) {
        const double z = dist::normal_upper(tail);
        const double k = s.effective_n;
        const double p = s.promoters;
        const double centre = (p + z * z / (2 * k)) / (1 + z * z / k);
        const double half = z / (1 + z * z / k) * std::sqrt(p * (1 - p) / k + z * z / (4 * k * k));
        e.lower = p == 0 ? 0 : 100 * std::max(0.0, centre - half);
        e.upper = p == 1 ? 100 : 100 * std::min(1.0, centre + half);
    } else if (m.kind() == metric::rule::nps) {
        const double z = dist::normal_upper(tail);
        const double k = s.effective_n;
        const double p = (k * s.promoters + 0.75) / (k + 3);
        const double d = (k * s.detractors + 0.75) / (k + 3);
        const double half = z * std::sqrt((p + d - (p - d) * (p - d)) / (k + 3));
        // Adding to both ends draws the centre to 0: where few answers agree, the bound on the value's side is the value.
        e.lower = std::min(s.value, std::max(-100.0, 100 * (p - d - half)));
        e.upper = std::max(s.value, std::min(100.0, 100 * (p - d + half)));
    } else {
        const double half = error * dist::student_upper(tail, static_cast<double>(s.n - 1));
        e.lower = s.value - half;
        e.upper = s.value + half;
    }
    return e;
}

comparison welch(double difference, std::span<const mean_of> means, double confidence) {
    comparison c{difference, {}, {}, {}, {}, {}, {}};
    double variance = 0;
    for (const mean_of& m : means) {
        if (m.n < 2) return c;
        variance += m.variance;
    }
    const double error = std::sqrt(variance);
    c.std_error = error;
    if (error == 0) return c;  // no spread on any side: nothing to judge the difference by
    double inverse_df = 0;
    for (const mean_of& m : means) {
        const double part = m.variance / variance;
        inverse_df += part * part / static_cast<double>(m.n - 1);
    }
    const double df = 1 / inverse_df;
    const double half = error * dist::student_upper((1 - confidence) / 2, df);
    c.lower = c.difference - half;
    c.upper = c.difference + half;
    c.statistic = c.difference / error;
    c.p_value = dist::student_two_sided(*c.statistic, df);
    c.df = df;
    return c;
}

comparison welch(const mean_of& a, const mean_of& b, double confidence) {
    return welch(a.value - b.value, std::array{a, b}, confidence);
}

comparison compare_scores(const ratings& a, const ratings& b, metric m, double confidence) {
    check_confidence(confidence);
    const scored x = score(a, m);
    const scored y = score(b, m);
    return welch({x.value, x.mean_variance, x.n}, {y.value, y.mean_variance, y.n}, confidence);
}

}  // namespace xm::core
