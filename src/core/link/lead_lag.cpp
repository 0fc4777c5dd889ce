#include "core/link/lead_lag.hpp"

#include <algorithm>
#include <cmath>
#include <memory_resource>

#include "core/num/calendar.hpp"
#include "core/num/dist.hpp"
#include "core/num/polled_sort.hpp"
#include "core/num/step_counter.hpp"
#include "core/state.hpp"

namespace xm::core {

void check_max_lag(std::int32_t max_lag) {
    if (max_lag < 0 || max_lag > max_lag_allowed)
        fail(errc::invalid, "Give the largest lag in periods.", "max_lag ", max_lag, " is outside the allowed range 0..",
             max_lag_allowed);
}

namespace {

// Turns days into months where all are the first of one; returns whether it did.
bool take_months(std::pmr::vector<panel_row>& rows) {
    if (!std::all_of(rows.begin(), rows.end(), [](const panel_row& r) { return date_of(r.period).day == 1; })) return false;
    for (panel_row& r : rows) {
        const date d = date_of(r.period);
        r.period = d.year * 12 + d.month - 1;
    }
    return true;
}

message name_of(std::int64_t period, period_kind periods, bool months) {
    if (periods == period_kind::numbers) return message(period);
    const date d = months ? date{(period >= 0 ? period : period - 11) / 12, static_cast<int>((period % 12 + 12) % 12) + 1, 1}
                          : date_of(period);
    return date_text(d);
}

// Sums over units of what is left after each unit's own mean.
struct pooled {
    double xx = 0, yy = 0, xy = 0;
    std::int64_t pairs = 0, units = 0;

    void add(const std::pmr::vector<std::pair<double, double>>& unit, step_counter& step) {
        if (unit.size() < 2) return;
        double mean_x = 0, mean_y = 0;
        for (const auto& [x, y] : unit) {  // around the first pair: equal values leave exactly 0
            step();
            mean_x += x - unit[0].first;
            mean_y += y - unit[0].second;
        }
        mean_x = unit[0].first + mean_x / static_cast<double>(unit.size());
        mean_y = unit[0].second + mean_y / static_cast<double>(unit.size());
        for (const auto& [x, y] : unit) {
            step();
            xx += (x - mean_x) * (x - mean_x);
            yy += (y - mean_y) * (y - mean_y);
            xy += (x - mean_x) * (y - mean_y);
        }
        pairs += static_cast<std::int64_t>(unit.size());
        ++units;
    }
};

}  // namespace

std::vector<lead_lag_row> lead_lag(const record_store& panel, std::int32_t max_lag, period_kind periods, poll check) {
    std::pmr::vector<panel_row> rows(panel.memory());  // counts as what was collected
    rows.reserve(panel.size());
    panel.each(check, [&](const std::byte* at) { rows.push_back(load<panel_row>(at)); });
    const bool months = periods == period_kind::days && take_months(rows);
    polled_sort(
        rows.begin(), rows.end(),
        [](const panel_row& a, const panel_row& b) { return a.unit != b.unit ? a.unit < b.unit : a.period < b.period; }, check);
    step_counter step(check);
    for (std::size_t i = 1; i < rows.size(); ++i) {
        step();
        if (rows[i - 1].unit == rows[i].unit && rows[i - 1].period == rows[i].period)
            fail(errc::invalid, "Aggregate the answers of a unit and period to one row first.", "unit ", rows[i].unit.name(),
                 " and period ", name_of(rows[i].period, periods, months).c_str(), " are given twice");
    }

    std::vector<pooled> sums(2 * static_cast<std::size_t>(max_lag) + 1);
    std::pmr::vector<std::pair<double, double>> unit_pairs(panel.memory());
    for (std::size_t begin = 0, end = 0; begin < rows.size(); begin = end) {
        while (end < rows.size() && rows[begin].unit == rows[end].unit) step(), ++end;
        for (std::int32_t lag = -max_lag; lag <= max_lag; ++lag) {
            unit_pairs.clear();
            std::size_t later = begin;
            for (std::size_t i = begin; i < end; ++i) {
                step();
                std::int64_t period = 0;
                if (std::isnan(rows[i].ex) || __builtin_add_overflow(rows[i].period, lag, &period)) continue;
                while (later < end && rows[later].period < period) ++later;
                if (later < end && rows[later].period == period && !std::isnan(rows[later].cx))
                    unit_pairs.emplace_back(rows[i].ex, rows[later].cx);
            }
            sums[static_cast<std::size_t>(lag + max_lag)].add(unit_pairs, step);
        }
    }

    std::vector<lead_lag_row> result;
    for (std::int32_t lag = -max_lag; lag <= max_lag; ++lag) {
        const pooled& s = sums[static_cast<std::size_t>(lag + max_lag)];
        lead_lag_row row{lag, {}, s.pairs, {}};
        if (s.xx > 0 && s.yy > 0) {
            const double r = std::clamp(s.xy / std::sqrt(s.xx) / std::sqrt(s.yy), -1.0, 1.0);
            row.r = r;
            const auto df = static_cast<double>(s.pairs - s.units - 1);
            if (df > 0) row.p_value = dist::student_two_sided(r * std::sqrt(df / ((1 - r) * (1 + r))), df);
        }
        result.push_back(row);
    }
    return result;
}

}  // namespace xm::core
