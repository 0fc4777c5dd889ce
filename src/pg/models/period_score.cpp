#include "core/models/period_score.hpp"

#include "pg/server/value.hpp"

using namespace xm;  // NOLINT: entries below are C symbols

// Behind the scores of a workspace: of ratings under a metric, or of the one variable of moments.
XM_FUNCTION(xm_score_of) {
    if (pg::any_null(fcinfo, 0, 0) && pg::any_null(fcinfo, 1, 1)) PG_RETURN_NULL();
    if (PG_ARGISNULL(5)) PG_RETURN_NULL();
    const int at = PG_ARGISNULL(0) ? 1 : 0;
    if (at == 0 && PG_ARGISNULL(2)) PG_RETURN_NULL();
    const core::bytes now = pg::body_of(PG_GETARG_DATUM(at));
    const bool first = PG_ARGISNULL(3 + at);
    const core::bytes before = first ? core::bytes() : pg::body_of(PG_GETARG_DATUM(3 + at));
    const std::string_view rule = at == 0 ? pg::text_at(PG_GETARG_DATUM(2)) : std::string_view();
    const double confidence = PG_GETARG_FLOAT8(5);
    struct parts {
        core::estimate e;
        core::comparison c;
    };
    const parts p = pg::guard([&] {
        if (at == 0) {
            const core::metric m = core::metric::parse(rule);
            const core::ratings r = core::ratings::from_stored(now);
            return parts{core::estimate_score(r, m, confidence),
                         first ? core::comparison{} : core::compare_scores(r, core::ratings::from_stored(before), m, confidence)};
        }
        const core::centred_moments m = core::moments::from_stored(now).centred();
        return parts{
            core::estimate_mean(m, 0, confidence),
            first ? core::comparison{} : core::compare_means(m, core::moments::from_stored(before).centred(), 0, confidence)};
    });
    return pg::make_row(fcinfo, {static_cast<std::int64_t>(p.e.responses), p.e.value, p.e.std_error, p.e.lower, p.e.upper,
                                 first ? std::optional<double>() : p.c.difference, p.c.lower, p.c.upper, p.c.p_value});
}
