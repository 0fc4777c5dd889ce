#include "pg/decide/keyed_rows.hpp"
#include "pg/server/labels.hpp"

#include "core/decide/control_chart.hpp"

using namespace xm;  // NOLINT: entries below are C symbols

namespace {

struct chart_head {
    std::int32_t metric;
    std::int32_t baseline;  // 0: all periods
};
using collected = pg::keyed_rows<chart_head>;

collected* make(MemoryContext memory, chart_head head) { return pg::new_collection<collected>(memory, "xm.control_chart", head); }

void same(chart_head a, chart_head b) {
    pg::same_metric(a.metric, b.metric);
    pg::same_argument("baseline", a.baseline, b.baseline);
}

}  // namespace

XM_FUNCTION(xm_control_chart_add) {
    // No baseline is NULL, which is all periods; any other NULL skips the row.
    if (pg::any_null(fcinfo, 1, std::min(PG_NARGS() - 1, 3))) return pg::unchanged_state(fcinfo);
    const DateADT period = PG_GETARG_DATEADT(1);
    if (DATE_NOT_FINITE(period))
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("period is infinite; the allowed range is finite dates"),
                        errhint("Turn such periods into NULL: the row is then skipped.")));
    const core::bytes state = pg::body_of(PG_GETARG_DATUM(2));
    chart_head head{pg::metric_or_mean(fcinfo, 3).pack(), 0};
    if (PG_NARGS() > 4 && !PG_ARGISNULL(4)) {
        head.baseline = PG_GETARG_INT32(4);
        pg::guard([&] { core::check_baseline(head.baseline); });
    }
    auto* rows = pg::internal_arg<collected>(fcinfo, 0);
    if (rows == nullptr) rows = make(pg::aggregate_memory(fcinfo), head);
    pg::guard([&] {
        same(rows->fixed, head);
        rows->records.add(core::sortable(period), state);
    });
    PG_RETURN_POINTER(rows);
}
XM_FUNCTION(xm_control_chart_combine) { return pg::combine_collections<collected>(fcinfo, make, same); }
XM_FUNCTION(xm_control_chart_serialize) { return pg::serialize_collection<collected>(fcinfo); }
XM_FUNCTION(xm_control_chart_deserialize) { return pg::deserialize_collection<collected>(fcinfo, make); }

XM_FUNCTION(xm_control_chart_final) {
    const auto* const rows = pg::internal_arg<collected>(fcinfo, 0);
    if (rows == nullptr) PG_RETURN_NULL();
    // The rows stay where the core writes them; there may be many.
    using chart = std::pmr::vector<core::control_row>;
    auto* const resource = pg::make_internal<pg::context_resource>(CurrentMemoryContext, CurrentMemoryContext);
    void* const room = palloc(sizeof(chart));
    const auto periods = pg::guard([&] {
        auto* const kept = new (room) chart(core::control_chart(rows->records, core::metric::unpack(rows->fixed.metric),
                                                                rows->fixed.baseline, pg::check_interrupts, resource));
        return pg::row_list<core::control_row>{kept->data(), kept->size()};
    });
    pg::row_array result(fcinfo, periods.size);
    for (const core::control_row& p : periods) {
        const auto date = pg::column::of(DateADTGetDatum(static_cast<DateADT>(p.period)), false);
        const auto signal = p.signal.empty() ? pg::column::of(Datum{0}, true) : pg::column(p.signal);
        result.add({date, p.value, p.responses, p.centre, p.lower, p.upper, p.z, p.ewma, signal});
    }
    return result.result();
}
