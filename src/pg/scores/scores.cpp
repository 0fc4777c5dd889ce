#include "pg/scores/metric.hpp"

#include "core/scores/scores.hpp"

using namespace xm;  // NOLINT: entries below are C symbols
using core::metric;

namespace {

Datum score(FunctionCallInfo fcinfo, metric m) {
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    return pg::finite(pg::guard([&] { return core::score(core::ratings::from_stored(body), m).value; }));
}

}  // namespace

XM_FUNCTION(xm_score) { return score(fcinfo, pg::arg_metric(fcinfo, 1)); }
XM_FUNCTION(xm_nps) { return score(fcinfo, metric::of(metric::rule::nps)); }
XM_FUNCTION(xm_csat) { return score(fcinfo, metric::of(metric::rule::csat)); }
XM_FUNCTION(xm_ces) { return score(fcinfo, metric::of(metric::rule::ces)); }
XM_FUNCTION(xm_mean) { return score(fcinfo, metric::of(metric::rule::mean)); }

XM_FUNCTION(xm_estimate) {
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    const metric m = pg::arg_metric(fcinfo, 1);
    const double confidence = PG_GETARG_FLOAT8(2);
    const core::estimate e = pg::guard([&] { return core::estimate_score(core::ratings::from_stored(body), m, confidence); });
    return pg::make_row(fcinfo, {e.value, e.std_error, e.lower, e.upper, static_cast<std::int64_t>(e.responses), e.effective_n});
}

XM_FUNCTION(xm_compare) {
    const core::bytes a = pg::body_of(PG_GETARG_DATUM(0));
    const core::bytes b = pg::body_of(PG_GETARG_DATUM(1));
    const metric m = pg::arg_metric(fcinfo, 2);
    const double confidence = PG_GETARG_FLOAT8(3);
    const core::comparison c = pg::guard(
        [&] { return core::compare_scores(core::ratings::from_stored(a), core::ratings::from_stored(b), m, confidence); });
    return pg::make_row(fcinfo, {c.difference, c.std_error, c.lower, c.upper, c.statistic, c.p_value});
}
