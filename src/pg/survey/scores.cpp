// xm.scores: the scores of a survey by unit and month, quarter, year or wave, from the summary.
#include "pg/survey/workspace.hpp"

using namespace xm;              // NOLINT: entries below are C symbols
using namespace xm::pg::survey;  // NOLINT

namespace {

// How the rows of the summary fall into periods: a number that counts them in the calendar, what they are called.
struct period {
    const char *name, *number, *label;
};
constexpr period periods[] = {
    {"month", "12 * EXTRACT(year FROM t.month)::int + EXTRACT(month FROM t.month)::int",
     "pg_catalog.to_char(t.month, 'YYYY-MM')"},
    {"quarter", "4 * EXTRACT(year FROM t.month)::int + EXTRACT(quarter FROM t.month)::int",
     "pg_catalog.to_char(t.month, 'YYYY-\"Q\"Q')"},
    {"year", "EXTRACT(year FROM t.month)::int", "pg_catalog.to_char(t.month, 'YYYY')"},
    {"wave", "w.number", "t.wave"},
    {"all", "0", "'all'::text"},
};

// When xm.rebuild_summary last counted the answers, or null; settings are the owner's alone.
const char* summary_made_at(const workspace& w, const char* survey) {
    const action a = begin_as_owner(w);
    const char* const at = fetch("SELECT value::pg_catalog.timestamptz FROM %I.setting WHERE name = %L",
                                 {w.name, psprintf("summary_at.%s", survey)});
    end(a);
    return at;
}

}  // namespace

XM_FUNCTION(xm_scores) {
    pg::row_set rows(fcinfo);
    const workspace w = workspace_named(PG_GETARG_DATUM(0));
    const char* const survey = text_to_cstring(PG_GETARG_TEXT_PP(1));
    const char* const wanted = text_to_cstring(PG_GETARG_TEXT_PP(2));
    const double confidence = PG_GETARG_FLOAT8(3);
    const Oid table = table_of(w, survey);
    const period* by = nullptr;
    for (const period& p : periods)
        if (strcmp(p.name, wanted) == 0) by = &p;
    if (by == nullptr)
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                        errmsg("period \"%s\" is none of month, quarter, year, wave, all", wanted), errhint("Use one of them.")));
    if (!(confidence > 0 && confidence < 1))
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                        errmsg("confidence %g is outside the allowed range 0..1 (exclusive)", confidence),
                        errhint("Use 0.95, for example.")));
    SPI_connect();
    const action a = begin_as_caller();
    const char* const ws = quote_identifier(w.name);
    if (fetch("SELECT 1 FROM %I.survey WHERE survey = %L", {w.name, survey}) == nullptr) no_survey(w, survey);
    const bool kept = OidIsValid(get_trigger_oid(table, "xm_insert", true));
    const char* const as_of = kept ? nullptr : summary_made_at(w, survey);
    run(
        psprintf("SELECT p.item, p.concept, p.question, p.unit, u.name, p.period, p.metric, (p.s).responses, (p.s).value, "
                 "(p.s).std_error, (p.s).lower,"
                 "  (p.s).upper, (p.s).change, (p.s).change_lower, (p.s).change_upper, (p.s).change_p_value"
                 " FROM (SELECT q.item, q.unit, q.number, q.period, i.concept, i.question, i.metric, i.position, "
                 "xm_internal.score_of(r, m, i.metric,"
                 "    CASE WHEN lag(number) OVER v = number - 1 THEN lag(r) OVER v END, CASE WHEN lag(number) OVER v = number - "
                 "1 THEN lag(m) OVER v END, %6$s) AS s"
                 "  FROM (SELECT t.item, t.unit, %2$s AS number, %3$s AS period, xm.rollup(t.r) FILTER (WHERE added) - "
                 "xm.rollup(t.r) FILTER (WHERE NOT added) AS r,"
                 "    xm.rollup(t.m) FILTER (WHERE added) - xm.rollup(t.m) FILTER (WHERE NOT added) AS m FROM %1$s.summary_path t"
                 "   LEFT JOIN (SELECT wave, pg_catalog.row_number() OVER (ORDER BY COALESCE(closes, opens), wave)::int AS "
                 "number FROM %1$s.wave WHERE survey = %4$s) w ON w.wave = t.wave"
                 "   WHERE t.survey = %4$s%5$s GROUP BY 1, 2, 3, 4) q JOIN %1$s.item i ON i.survey = %4$s AND i.item = q.item "
                 "AND NOT i.retired"
                 "  WHERE r IS NOT NULL OR m IS NOT NULL WINDOW v AS (PARTITION BY q.item, q.unit ORDER BY q.number)) p"
                 " LEFT JOIN %1$s.unit u ON u.unit = p.unit ORDER BY p.position, p.unit NULLS FIRST, p.number",
                 ws, by->number, by->label, quote_literal_cstr(survey),
                 strcmp(wanted, "wave") == 0 ? " AND t.wave IS NOT NULL" : "", psprintf("%.17g::pg_catalog.float8", confidence)));
    for (std::uint64_t i = 0; i < SPI_processed; ++i) {
        const auto value = [&](int column) {
            bool null = false;
            const Datum d = SPI_getbinval(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, column, &null);
            return pg::column::of(d, null);
        };
        rows.add({value(1), value(2), value(3), value(4), value(5), value(6), value(7), value(8), value(9), value(10), value(11),
                  value(12), value(13), value(14), value(15), value(16)});
    }
    end(a);
    if (!kept)
        ereport(NOTICE, (as_of == nullptr ? errmsg("survey \"%s\" has no summary yet", survey)
                                          : errmsg("scores of survey \"%s\" are as of %s", survey, as_of),
                         errhint("xm.rebuild_summary counts the answers that have come since.")));
    SPI_finish();
    return Datum{0};
}
