#include "core/decide/control_chart.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/num/calendar.hpp"
#include "core/num/dd.hpp"
#include "core/scores/scores.hpp"

namespace xm::core {
namespace {

constexpr double moving_range_of_two = 1.128;  // expected range of two normal values
constexpr double lambda = 0.2;
constexpr double digits = 1e-12;  // what rounding may leave of a difference, relative to its sides

// A pattern fires in the period that completes it, which must be one of its points.
std::string_view signal_at(const std::pmr::vector<control_row>& rows, std::size_t i) {
    const auto z = [&](std::size_t k) { return *rows[k].z; };
    const auto beyond = [&](double limit, std::size_t window, int needed) {
        for (const double side : {-1.0, 1.0}) {
            if (!(side * z(i) > limit)) continue;
            int points = 0;
            for (std::size_t k = i + 1 > window ? i + 1 - window : 0; k <= i; ++k) points += side * z(k) > limit;
            if (points >= needed) return true;
        }
        return false;
    };
    const auto steps_one_way = [&](std::size_t steps) {
        if (i < steps) return false;
        bool up = true, down = true;
        for (std::size_t k = i - steps + 1; k <= i; ++k) {
            up &= z(k) > z(k - 1);
            down &= z(k) < z(k - 1);
        }
        return up || down;
    };
    if (beyond(3, 1, 1)) return "outside";
    if (beyond(2, 3, 2)) return "two_of_three";
    if (beyond(1, 5, 4)) return "four_of_five";
    if (beyond(0, 8, 8)) return "run_of_eight";
    if (steps_one_way(6)) return "trend_of_six";
    return {};
}

}  // namespace

void check_baseline(std::int64_t baseline) {
    if (baseline < 1)
        fail(errc::invalid, "Give the number of periods that the limits come from, or NULL for all.", "baseline ", baseline,
             " is outside the allowed range: from 1");
}

std::pmr::vector<control_row> control_chart(const keyed_ratings& periods, metric m, std::int64_t baseline, poll check,
                                            std::pmr::memory_resource* memory) {
    std::pmr::vector<control_row> rows(memory != nullptr ? memory : periods.memory());
    std::pmr::vector<double> root_n(periods.memory());
    rows.reserve(periods.size());
    root_n.reserve(periods.size());
    const std::size_t base = baseline < 1 ? periods.size() : std::min(periods.size(), static_cast<std::size_t>(baseline));

    ratings pooled;
    std::array<dd, ratings::max_slots> weight;
    periods.each(check, [&](std::string_view key, const ratings& r, std::int64_t states) {
        const std::int64_t period = number_of(key);
        if (states > 1)
            fail(errc::invalid, "Roll up the states of a period to one first.", "period ", date_text(date_of(period)).c_str(),
                 " is given ", states, " times");
        const scored s = score(r, m);
        if (rows.size() < base)
            for (std::size_t i = 0; i < ratings::max_slots; ++i) {
                if (r.n[i] == 0) continue;
                pooled.n[i] += r.n[i];
                weight[i] += r.w[i];
            }
        rows.push_back({period, s.value, static_cast<std::int64_t>(s.n), 0, {}, {}, {}, {}, {}});
        root_n.push_back(std::sqrt(s.effective_n));
    });
    for (std::size_t i = 0; i < ratings::max_slots; ++i) pooled.w[i] = pooled.w2[i] = weight[i].value();
    const double centre = score(pooled, m).value;

    // (value - centre) / sigma_i, times s.
    std::pmr::vector<double> deviation(periods.memory());
    deviation.reserve(rows.size());
    double largest = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i].centre = centre;
        const double d = rows[i].value - centre;
        const double size = std::fabs(rows[i].value) + std::fabs(centre);
        deviation.push_back(std::fabs(d) <= digits * size ? 0 : d * root_n[i]);
        largest = std::max(largest, size * root_n[i]);
    }
    dd range;
    for (std::size_t i = 1; i < base; ++i) range += std::fabs(deviation[i] - deviation[i - 1]);
    const double spread = base < 2 ? 0 : range.value() / static_cast<double>(base - 1) / moving_range_of_two;
    if (!(spread > digits * largest)) return rows;

    double ewma = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        control_row& r = rows[i];
        const double half = 3 * spread / root_n[i];
        const double z = deviation[i] / spread;
        ewma = lambda * z + (1 - lambda) * ewma;
        r.lower = centre - half;
        r.upper = centre + half;
        r.z = z;
        r.ewma = ewma;
        r.signal = signal_at(rows, i);
    }
    return rows;
}

}  // namespace xm::core
