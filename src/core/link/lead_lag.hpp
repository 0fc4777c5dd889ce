// Does employee experience lead customer experience? Correlations within units at each lag.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/error.hpp"
#include "core/num/group_key.hpp"
#include "core/num/row_store.hpp"

namespace xm::core {

inline constexpr std::int32_t max_lag_allowed = 100;

struct panel_row {
    group_key unit;
    std::int64_t period;
    double ex, cx;  // NaN: missing
};

struct lead_lag_row {
    std::int32_t lag;
    std::optional<double> r;
    std::int64_t n;
    std::optional<double> p_value;
};

// What the periods of a panel count: steps, or days since 2000-01-01. Days that are all the first of a month stand for months,
// whose lengths differ: a panel of months has no other common step.
enum class period_kind : std::int32_t { numbers, days };

// Throws `invalid` unless 0 <= max_lag <= 100.
void check_max_lag(std::int32_t max_lag);

// Lags -max_lag .. max_lag; lag > 0: employees lead. Pairs (ex at t, cx at t + lag) by the period; each
// unit loses its mean over its own pairs, units with at least two pairs count, r is pooled over them;
// p by t on n - units - 1, as least squares with a dummy per unit. Throws `invalid` if a unit and period
// is given twice. Records are panel_rows.
std::vector<lead_lag_row> lead_lag(const record_store& panel, std::int32_t max_lag, period_kind periods, poll check);

}  // namespace xm::core
