// xm.scores: the scores of a survey by unit and month, quarter, year or wave, from the summary.
#include "pg/survey/workspace.hpp"

using namespace xm;              // NOLINT: entries below are C symbols
using namespace xm::pg::survey;  // NOLINT

extern "C" Datum xm_may_read_answers(PG_FUNCTION_ARGS);

namespace {

// How the rows of the summary fall into periods: a number that counts them in the calendar, and what it is called.
struct period {
    const char *name, *number, *label;
};
constexpr period periods[] = {
    {"month", "xm_internal.month_number(t.month)",
     "pg_catalog.to_char(pg_catalog.make_date(p.period / 12, p.period % 12 + 1, 1), 'YYYY-MM')"},
    {"quarter", "xm_internal.month_number(t.month) / 3", "pg_catalog.format('%s-Q%s', p.period / 4, p.period % 4 + 1)"},
    {"year", "xm_internal.month_number(t.month) / 12", "p.period::pg_catalog.text"},
    {"wave", "w.number", "(SELECT x.wave FROM waves x WHERE x.number = p.period)"},
    {"all", "0", "'all'"},
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
    // Whoever may read score and the answers sees what the owner sees: as whom it is read, since views are code, and his.
    LookupExplicitNamespace(w.name, false);
    if (pg_class_aclcheck(table_of(w, "score"), GetUserId(), ACL_SELECT) != ACLCHECK_OK)
        aclcheck_error(ACLCHECK_NO_PRIV, OBJECT_VIEW, "score");
    const Datum may_read = DirectFunctionCall2(xm_may_read_answers, ObjectIdGetDatum(table_of(w, "survey")), PG_GETARG_DATUM(1));
    const action a = begin_as_owner(w);
    const char* const ws = quote_identifier(w.name);
    if (fetch("SELECT 1 FROM %I.survey WHERE survey = %L", {w.name, survey}) == nullptr) no_survey(w, survey);
    if (!DatumGetBool(may_read)) {
        end(a);
        SPI_finish();
        return Datum{0};
    }
    const bool kept = OidIsValid(get_trigger_oid(table, "xm_insert", true));
    const char* const as_of = kept ? nullptr : summary_made_at(w, survey);
    run(
        psprintf("WITH waves AS (SELECT wave, pg_catalog.row_number() OVER (ORDER BY COALESCE(closes, opens), "
                 "wave)::pg_catalog.int4 AS number"
                 "  FROM %1$s.wave WHERE survey = %4$s)"
                 " SELECT i.item, i.concept, i.question, g.unit, u.name, %3$s, i.metric, p.responses, p.value, p.std_error, "
                 "p.lower, p.upper,"
                 "  p.change, p.change_lower, p.change_upper, p.change_p_value"
                 " FROM (SELECT t.item, t.unit, xm_internal.period_scores(%2$s, t.added, t.r, t.m, j.metric, %6$s) AS periods"
                 "  FROM %1$s.summary_path t JOIN %1$s.item j ON j.survey = t.survey AND j.item = t.item AND NOT j.retired"
                 "  LEFT JOIN waves w ON w.wave = t.wave WHERE t.survey = %4$s%5$s GROUP BY t.item, t.unit) g"
                 " JOIN %1$s.item i ON i.survey = %4$s AND i.item = g.item LEFT JOIN %1$s.unit u ON u.unit = g.unit"
                 " CROSS JOIN LATERAL pg_catalog.unnest(g.periods) p ORDER BY i.position, g.unit NULLS FIRST, p.period",
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
