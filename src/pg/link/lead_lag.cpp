#include "pg/server/keys.hpp"
#include "pg/server/labels.hpp"

#include <limits>

#include "core/link/lead_lag.hpp"
#include "core/scores/scores.hpp"

using namespace xm;  // NOLINT: entries below are C symbols
using core::panel_row;

namespace {

struct panel_head {
    std::int32_t max_lag;
    core::period_kind periods;
};

std::int64_t period_at(Datum value, core::period_kind periods) {
    if (periods == core::period_kind::numbers) return DatumGetInt64(value);
    const DateADT date = DatumGetDateADT(value);
    if (DATE_NOT_FINITE(date))
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("period is infinite; the allowed range is finite dates"),
                        errhint("Turn such periods into NULL: the row is then skipped.")));
    return date;
}
using collected = pg::collection<panel_head>;

collected* make(MemoryContext memory, panel_head head) {
    return pg::new_collection<collected>(memory, "xm.lead_lag", head, sizeof(panel_row));
}

void same_panel(panel_head a, panel_head b) {
    if (a.max_lag != b.max_lag)
        core::fail(core::errc::invalid, "Give the same max_lag in every row.", "max_lag is ", a.max_lag, " in one row and ",
                   b.max_lag, " in another");
}

}  // namespace

XM_FUNCTION(xm_lead_lag_add) {
    auto* panel = pg::internal_arg<collected>(fcinfo, 0);
    // A side that is missing leaves the other; a row without unit, period, lag or both sides is skipped.
    const bool no_ex = PG_ARGISNULL(3), no_cx = PG_ARGISNULL(4);
    if (!pg::any_null(fcinfo, 1, 2) && !PG_ARGISNULL(5) && !(no_ex && no_cx)) {
        pg::key_site& site = pg::key_site_of(fcinfo, 1, 1);
        const panel_head head{PG_GETARG_INT32(5),
                              pg::argument_type(fcinfo, 2) == DATEOID ? core::period_kind::days : core::period_kind::numbers};
        constexpr double missing = std::numeric_limits<double>::quiet_NaN();
        const panel_row row{pg::key_of(site.types[0], PG_GETARG_DATUM(1)), period_at(PG_GETARG_DATUM(2), head.periods),
                            no_ex ? missing : PG_GETARG_FLOAT8(3), no_cx ? missing : PG_GETARG_FLOAT8(4)};
        if (panel == nullptr) {
            pg::guard([&] { core::check_max_lag(head.max_lag); });
            panel = make(pg::aggregate_memory(fcinfo), head);
        }
        pg::guard([&] {
            same_panel(panel->fixed, head);
            if (!no_ex) core::check_score(row.ex);
            if (!no_cx) core::check_score(row.cx);
            panel->records.add(&row);
        });
    }
    if (panel == nullptr) PG_RETURN_NULL();
    PG_RETURN_POINTER(panel);
}

XM_FUNCTION(xm_lead_lag_combine) { return pg::combine_collections<collected>(fcinfo, make, same_panel); }
XM_FUNCTION(xm_lead_lag_serialize) { return pg::serialize_collection<collected>(fcinfo); }
XM_FUNCTION(xm_lead_lag_deserialize) { return pg::deserialize_collection<collected>(fcinfo, make); }

XM_FUNCTION(xm_lead_lag_final) {
    const auto* const panel = pg::internal_arg<collected>(fcinfo, 0);
    if (panel == nullptr) PG_RETURN_NULL();
    const auto lags = pg::guard([&] {
        return pg::keep_rows(core::lead_lag(panel->records, panel->fixed.max_lag, panel->fixed.periods, pg::check_interrupts));
    });
    pg::row_array rows(fcinfo, lags.size);
    for (const core::lead_lag_row& l : lags) rows.add({l.lag, l.r, l.n, l.p_value});
    return rows.result();
}
