#include "pg/scores/metric.hpp"

#include "core/link/linkage.hpp"

using namespace xm;  // NOLINT: entries below are C symbols
using core::linkage;
using core::metric;

namespace {

// Merges what `other()` makes into the running state.
template <class Make>
Datum merge(FunctionCallInfo fcinfo, Make&& other) {
    if (PG_ARGISNULL(0)) return PointerGetDatum(pg::guard([&] { return pg::keep_state(other()); }));
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    varlena* const own = pg::own_state(fcinfo);
    return PointerGetDatum(pg::guard([&] {
        linkage l = linkage::from_stored(body);
        l.merge(other());
        if (own == nullptr) return pg::keep_state(l);
        l.to_stored(pg::body_at(own));
        return own;
    }));
}

Datum add_ratings(FunctionCallInfo fcinfo, metric ex_rule, metric cx_rule) {
    const core::bytes ex = pg::body_of(PG_GETARG_DATUM(1));
    const core::bytes cx = pg::body_of(PG_GETARG_DATUM(2));
    return merge(fcinfo, [&] {
        return linkage::of_unit(core::ratings::from_stored(ex), core::ratings::from_stored(cx), ex_rule, cx_rule);
    });
}

}  // namespace

XM_TYPE_FUNCTIONS(linkage)

XM_FUNCTION(xm_link_add_ratings) {
    if (pg::any_null(fcinfo, 1, 2)) return pg::unchanged_state(fcinfo);
    return add_ratings(fcinfo, metric::of(metric::rule::mean), metric::of(metric::rule::mean));
}

XM_FUNCTION(xm_link_add_ratings_by_metric) {
    if (pg::any_null(fcinfo, 1, 4)) return pg::unchanged_state(fcinfo);
    return add_ratings(fcinfo, pg::arg_metric(fcinfo, 3), pg::arg_metric(fcinfo, 4));
}

XM_FUNCTION(xm_link_add_scores) {
    if (pg::any_null(fcinfo, 1, 2)) return pg::unchanged_state(fcinfo);
    const double ex = PG_GETARG_FLOAT8(1);
    const double cx = PG_GETARG_FLOAT8(2);
    return merge(fcinfo, [=] { return linkage::of_unit(ex, cx); });
}

XM_FUNCTION(xm_link_add_scores_with_errors) {
    if (pg::any_null(fcinfo, 1, 4)) return pg::unchanged_state(fcinfo);
    const double ex = PG_GETARG_FLOAT8(1);
    const double cx = PG_GETARG_FLOAT8(2);
    const double ex_error = PG_GETARG_FLOAT8(3);
    const double cx_error = PG_GETARG_FLOAT8(4);
    return merge(fcinfo, [=] { return linkage::of_unit(ex, cx, ex_error, cx_error); });
}

XM_FUNCTION(xm_linkage_merge) {
    if (PG_ARGISNULL(1)) return pg::unchanged_state(fcinfo);
    const core::bytes other = pg::body_of(PG_GETARG_DATUM(1));
    return merge(fcinfo, [&] { return linkage::from_stored(other); });
}

XM_FUNCTION(xm_linkage_summary) {
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    const double confidence = PG_GETARG_FLOAT8(1);
    const core::linkage_summary s = pg::guard([&] { return core::summarise(linkage::from_stored(body), confidence); });
    return pg::make_row(fcinfo, {s.units, s.employees, s.customers, s.ex_mean, s.cx_mean, s.r, s.r_lower, s.r_upper, s.p_value,
                                 s.ex_reliability, s.cx_reliability, s.r_corrected, s.slope, s.slope_std_error, s.slope_corrected,
                                 s.intercept, s.r_squared, s.r_corrected_lower, s.r_corrected_upper});
}
