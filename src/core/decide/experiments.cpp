#include "core/decide/experiments.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <memory_resource>
#include <vector>

#include "core/num/dd.hpp"
#include "core/num/dist.hpp"

namespace xm::core {
namespace {

mean_of mean_in(const scored& s) { return {s.value, s.mean_variance, s.n}; }

struct unit_time {
    group_key unit;
    bool treated;
    std::int64_t time;
};

unit_time read_key(std::string_view key) {
    unit_time k{};
    std::memcpy(k.unit.words, key.data(), sizeof k.unit.words);
    k.treated = key[sizeof k.unit.words] != 0;
    k.time = number_of(key.substr(sizeof k.unit.words + 1));
    return k;
}

// Calls f(treated, times and scores of one unit) unit by unit.
template <class F>
void each_unit(const keyed_ratings& units, metric m, poll check, F&& f) {
    std::vector<std::pair<std::int64_t, double>> times;
    unit_time now{};
    const auto finish = [&] {
        if (!times.empty()) f(now.treated, times);
        times.clear();
    };
    units.each(check, [&](std::string_view key, const ratings& r, std::int64_t) {
        const unit_time next = read_key(key);
        if (!times.empty() && next.unit == now.unit && next.treated != now.treated)
            fail(errc::invalid,
                 "A unit belongs to one side at all times: name the treated ones by what was done, not by the time.", "unit ",
                 next.unit.name(), " is both treated and control");
        if (next.unit != now.unit) finish();
        now = next;
        times.emplace_back(next.time, score(r, m).value);
    });
    finish();
}

// Values of the units on one side, with their mean and its error.
struct side {
    std::pmr::vector<double> values;

    explicit side(std::pmr::memory_resource* memory) : values(memory) {}
    std::int64_t units() const { return static_cast<std::int64_t>(values.size()); }
    mean_of mean() const {
        dd sum, squares;
        for (const double v : values) sum += v;
        const auto n = static_cast<double>(values.size());
        const double middle = sum.value() / n;
        for (const double v : values) squares += (v - middle) * (v - middle);
        return {middle, values.size() < 2 ? 0 : squares.value() / (n - 1) / n, values.size()};
    }
};

std::optional<comparison> compare_sides(const side& treated, const side& control, double confidence) {
    if (treated.values.empty() || control.values.empty()) return std::nullopt;
    return welch(treated.mean(), control.mean(), confidence);
}

double spread_of(const ratings& r, metric m) {
    const scored s = score(r, m);
    if (s.n < 2 || !(s.within_ss > 0))
        fail(errc::invalid, "Take the answers of a wave, or of another survey, that differ.", "no spread to plan with: ", s.n,
             s.n < 2 ? " answers; at least 2 are needed" : " answers that all score the same");
    return std::sqrt(s.within_ss / static_cast<double>(s.n - 1));
}

void check_difference(double difference) {
    if (!(std::fabs(difference) <= max_score))
        fail(errc::invalid, "Give the difference of the metric that matters.", "difference ", difference,
             " is outside the allowed range -1e50..1e50");
}

// `effect`: the difference in standard deviations.
double power_of(double effect, double n, double confidence) {
    const double df = 2 * (n - 1);
    return dist::student_noncentral_upper(dist::student_upper((1 - confidence) / 2, df), df, std::sqrt(n / 2) * effect);
}

}  // namespace

comparison difference_in_differences(const ratings& treated_before, const ratings& treated_after, const ratings& control_before,
                                     const ratings& control_after, metric m, double confidence) {
    check_confidence(confidence);
    const std::array<mean_of, 4> means{mean_in(score(treated_before, m)), mean_in(score(treated_after, m)),
                                       mean_in(score(control_before, m)), mean_in(score(control_after, m))};
    return welch((means[1].value - means[0].value) - (means[3].value - means[2].value), means, confidence);
}

std::string unit_key(const group_key& unit, bool treated, std::int64_t time) {
    std::string key(reinterpret_cast<const char*>(unit.words), sizeof unit.words);
    key += treated ? '\1' : '\0';
    return key + sortable(time);
}

action_result action_effect(const keyed_ratings& units, metric m, double confidence, poll check) {
    check_confidence(confidence);
    using sides = std::array<side, 2>;  // control, treated
    const auto empty = [&] { return sides{side(units.memory()), side(units.memory())}; };
    sides change = empty(), before = empty(), after = empty();
    each_unit(units, m, check, [&](bool treated, const std::vector<std::pair<std::int64_t, double>>& times) {
        if (times.size() != 2) return;
        before[treated].values.push_back(times[0].second);
        after[treated].values.push_back(times[1].second);
        change[treated].values.push_back(times[1].second - times[0].second);
    });
    action_result result{};
    result.treated_units = change[1].units();
    result.control_units = change[0].units();
    const auto mean = [](const side& s) { return s.values.empty() ? std::nullopt : std::optional(s.mean().value); };
    result.treated_before = mean(before[1]);
    result.treated_after = mean(after[1]);
    result.control_before = mean(before[0]);
    result.control_after = mean(after[0]);
    if (const auto c = compare_sides(change[1], change[0], confidence)) {
        result.effect = c->difference;
        result.std_error = c->std_error;
        result.lower = c->lower;
        result.upper = c->upper;
        result.statistic = c->statistic;
        result.df = c->df;
        result.p_value = c->p_value;
    }
    return result;
}

trends_result parallel_trends(const keyed_ratings& units, metric m, poll check) {
    std::array<side, 2> slope{side(units.memory()), side(units.memory())};
    each_unit(units, m, check, [&](bool treated, const std::vector<std::pair<std::int64_t, double>>& times) {
        if (times.size() < 2) return;
        // Steps from the first period and score, which a double holds better than the numbers themselves.
        const auto step = [&](std::int64_t time) {
            return static_cast<double>(static_cast<std::uint64_t>(time) - static_cast<std::uint64_t>(times[0].first));
        };
        const auto n = static_cast<double>(times.size());
        dd x_sum, y_sum;
        for (const auto& [time, value] : times) {
            x_sum += step(time);
            y_sum += value - times[0].second;
        }
        const double x_mean = x_sum.value() / n, y_mean = y_sum.value() / n;
        dd xx, xy;
        for (const auto& [time, value] : times) {
            const double x = step(time) - x_mean;
            xx += x * x;
            xy += x * (value - times[0].second - y_mean);
        }
        slope[treated].values.push_back(xy.value() / xx.value());
    });
    trends_result result{};
    result.treated_units = slope[1].units();
    result.control_units = slope[0].units();
    constexpr double any_confidence = 0.95;  // no interval is asked for
    if (const auto c = compare_sides(slope[1], slope[0], any_confidence)) {
        result.slope_difference = c->difference;
        result.std_error = c->std_error;
        result.statistic = c->statistic;
        result.df = c->df;
        result.p_value = c->p_value;
    }
    return result;
}

sequential_result sequential(const ratings& a, const ratings& b, double difference, metric m, double confidence) {
    check_confidence(confidence);
    if (!(difference >= min_score && difference <= max_score))
        fail(errc::invalid, "Give the size of the difference that matters, above 0.", "difference ", difference,
             " is outside the allowed range 1e-50..1e50");
    const mean_of x = mean_in(score(a, m)), y = mean_in(score(b, m));
    sequential_result result{x.value - y.value, {}, {}, {}, {}, {}};
    if (x.n < 2 || y.n < 2) return result;
    const double v = x.variance + y.variance;
    result.std_error = std::sqrt(v);
    if (v == 0) return result;
    const double d = result.difference, t = difference * difference;
    const double log_spread = std::log1p(t / v);  // of (V + T) / V
    const double log_ratio = t / (v + t) * d * d / (2 * v) - log_spread / 2;
    const double half = std::sqrt(2 * v * (1 + v / t) * (log_spread / 2 - std::log1p(-confidence)));
    result.lower = d - half;
    result.upper = d + half;
    result.p_value = std::min(1.0, std::exp(-log_ratio));
    result.decided = *result.p_value <= 1 - confidence;
    return result;
}

double power(const ratings& r, double difference, std::int64_t n, metric m, double confidence) {
    check_confidence(confidence);
    check_difference(difference);
    if (n < 2) fail(errc::invalid, "Give the number of answers in each group.", "n ", n, " is outside the allowed range: from 2");
    return power_of(std::fabs(difference) / spread_of(r, m), static_cast<double>(n), confidence);
}

std::int64_t sample_size(const ratings& r, double difference, metric m, double power, double confidence) {
    check_confidence(confidence);
    check_difference(difference);
    if (difference == 0)
        fail(errc::invalid, "Give the difference of the metric that matters.",
             "difference 0 is outside the allowed range: no number of answers finds a difference of 0");
    if (!(power > 0 && power < 1))
        fail(errc::invalid, "Use a power such as 0.8.", "power ", power, " is outside the allowed range (0,1)");
    const double effect = std::fabs(difference) / spread_of(r, m);
    const auto enough = [&](std::int64_t n) { return power_of(effect, static_cast<double>(n), confidence) >= power; };
    std::int64_t most = 2;
    while (!enough(most)) {
        constexpr std::int64_t largest = std::int64_t{1} << 62;
        if (most >= largest)
            fail(errc::range, "Ask for a larger difference.", "more than 2^62 answers are needed to find a difference of ",
                 difference);
        most *= 2;
    }
    std::int64_t least = most / 2;  // not enough, or below 2
    while (most - least > 1 && most > 2) {
        const std::int64_t middle = least + (most - least) / 2;
        (enough(middle) ? most : least) = middle;
    }
    return most;
}

}  // namespace xm::core
