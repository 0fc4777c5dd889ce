#include "pg/decide/keyed_rows.hpp"
#include "pg/server/keys.hpp"

#include "core/decide/experiments.hpp"

using namespace xm;  // NOLINT: entries below are C symbols
using core::ratings;

// --- of states ------------------------------------------------------------------------------------------

XM_FUNCTION(xm_difference_in_differences) {
    core::bytes sides[4];
    for (int i = 0; i < 4; ++i) sides[i] = pg::body_of(PG_GETARG_DATUM(i));
    const core::metric m = pg::arg_metric(fcinfo, 4);
    const double confidence = PG_GETARG_FLOAT8(5);
    const core::comparison c = pg::guard([&] {
        return core::difference_in_differences(ratings::from_stored(sides[0]), ratings::from_stored(sides[1]),
                                               ratings::from_stored(sides[2]), ratings::from_stored(sides[3]), m, confidence);
    });
    return pg::make_row(fcinfo, {c.difference, c.std_error, c.lower, c.upper, c.statistic, c.df, c.p_value});
}

XM_FUNCTION(xm_sequential) {
    const core::bytes a = pg::body_of(PG_GETARG_DATUM(0));
    const core::bytes b = pg::body_of(PG_GETARG_DATUM(1));
    const double difference = PG_GETARG_FLOAT8(2);
    const core::metric m = pg::arg_metric(fcinfo, 3);
    const double confidence = PG_GETARG_FLOAT8(4);
    const core::sequential_result s =
        pg::guard([&] { return core::sequential(ratings::from_stored(a), ratings::from_stored(b), difference, m, confidence); });
    return pg::make_row(fcinfo, {s.difference, s.std_error, s.lower, s.upper, s.p_value,
                                 pg::column::of(BoolGetDatum(s.decided.value_or(false)), !s.decided)});
}

XM_FUNCTION(xm_sample_size) {
    const core::bytes r = pg::body_of(PG_GETARG_DATUM(0));
    const double difference = PG_GETARG_FLOAT8(1);
    const core::metric m = pg::arg_metric(fcinfo, 2);
    const double power = PG_GETARG_FLOAT8(3);
    const double confidence = PG_GETARG_FLOAT8(4);
    return Int64GetDatum(pg::guard([&] { return core::sample_size(ratings::from_stored(r), difference, m, power, confidence); }));
}

XM_FUNCTION(xm_power) {
    const core::bytes r = pg::body_of(PG_GETARG_DATUM(0));
    const double difference = PG_GETARG_FLOAT8(1);
    const std::int64_t n = PG_GETARG_INT64(2);
    const core::metric m = pg::arg_metric(fcinfo, 3);
    const double confidence = PG_GETARG_FLOAT8(4);
    return pg::finite(pg::guard([&] { return core::power(ratings::from_stored(r), difference, n, m, confidence); }));
}

// --- over units -----------------------------------------------------------------------------------------

namespace {

struct units_head {
    std::int32_t metric;
    double confidence;  // 0 where none is asked for
};
using collected = pg::keyed_rows<units_head>;

collected* make(MemoryContext memory, units_head head) {
    return pg::new_collection<collected>(memory, "an experiment over units (xm.action_effect, xm.parallel_trends)", head);
}

void same(units_head a, units_head b) {
    pg::same_metric(a.metric, b.metric);
    pg::same_argument("confidence", a.confidence, b.confidence);
}

// A unit's answers: arguments unit, treated, time, ratings.
Datum add(FunctionCallInfo fcinfo, std::int64_t time, units_head head) {
    pg::key_site& site = pg::key_site_of(fcinfo, 1, 1);
    const core::group_key unit = pg::key_of(site.types[0], PG_GETARG_DATUM(1));
    const bool treated = PG_GETARG_BOOL(2);
    const core::bytes state = pg::body_of(PG_GETARG_DATUM(4));
    auto* rows = pg::internal_arg<collected>(fcinfo, 0);
    if (rows == nullptr) rows = make(pg::aggregate_memory(fcinfo), head);
    pg::guard([&] {
        same(rows->fixed, head);
        rows->records.add(core::unit_key(unit, treated, time), state);
    });
    PG_RETURN_POINTER(rows);
}

}  // namespace

XM_FUNCTION(xm_action_effect_add) {
    if (pg::any_null(fcinfo, 1, PG_NARGS() - 1)) return pg::unchanged_state(fcinfo);
    return add(fcinfo, PG_GETARG_BOOL(3), {pg::metric_or_mean(fcinfo, 5).pack(), pg::confidence_or_default(fcinfo, 6)});
}
XM_FUNCTION(xm_parallel_trends_add) {
    if (pg::any_null(fcinfo, 1, PG_NARGS() - 1)) return pg::unchanged_state(fcinfo);
    return add(fcinfo, PG_GETARG_INT64(3), {pg::metric_or_mean(fcinfo, 5).pack(), 0});
}
XM_FUNCTION(xm_experiments_combine) { return pg::combine_collections<collected>(fcinfo, make, same); }
XM_FUNCTION(xm_experiments_serialize) { return pg::serialize_collection<collected>(fcinfo); }
XM_FUNCTION(xm_experiments_deserialize) { return pg::deserialize_collection<collected>(fcinfo, make); }

XM_FUNCTION(xm_action_effect_final) {
    const auto* const rows = pg::internal_arg<collected>(fcinfo, 0);
    if (rows == nullptr) PG_RETURN_NULL();
    const core::action_result e = pg::guard([&] {
        return core::action_effect(rows->records, core::metric::unpack(rows->fixed.metric), rows->fixed.confidence,
                                   pg::check_interrupts);
    });
    return pg::make_row(fcinfo, {e.effect, e.std_error, e.lower, e.upper, e.statistic, e.df, e.p_value, e.treated_units,
                                 e.control_units, e.treated_before, e.treated_after, e.control_before, e.control_after});
}

XM_FUNCTION(xm_parallel_trends_final) {
    const auto* const rows = pg::internal_arg<collected>(fcinfo, 0);
    if (rows == nullptr) PG_RETURN_NULL();
    const core::trends_result t = pg::guard(
        [&] { return core::parallel_trends(rows->records, core::metric::unpack(rows->fixed.metric), pg::check_interrupts); });
    return pg::make_row(fcinfo,
                        {t.slope_difference, t.std_error, t.statistic, t.df, t.p_value, t.treated_units, t.control_units});
}
