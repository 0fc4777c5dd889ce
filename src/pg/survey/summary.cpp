// What keeps the summary of a workspace: the statement triggers of its survey tables, and the functions that net and rebuild it.
#include "pg/survey/workspace.hpp"

#include "core/survey/columns.hpp"

#include "pg/survey/acting.hpp"
#include "pg/survey/training.hpp"

using namespace xm;              // NOLINT: entries below are C symbols
using namespace xm::pg::survey;  // NOLINT

namespace xm::pg::survey {

const char* unknown(const workspace& w, const char* survey, const char* from, bool persons) {
    const char* const ws = quote_identifier(w.name);
    const char* const one = psprintf(
        "SELECT 'unit' AS kind, a.unit AS value FROM %1$s a WHERE a.unit IS NOT NULL AND NOT EXISTS (SELECT FROM %2$s.unit u "
        "WHERE u.unit = a.unit)"
        " UNION ALL SELECT 'wave', a.wave FROM %1$s a WHERE a.wave IS NOT NULL AND NOT EXISTS (SELECT FROM %2$s.wave v WHERE "
        "v.survey = %3$s AND v.wave = a.wave)"
        " UNION ALL SELECT 'touchpoint', a.touchpoint FROM %1$s a WHERE a.touchpoint IS NOT NULL AND NOT EXISTS (SELECT FROM "
        "%2$s.touchpoint t WHERE t.touchpoint = a.touchpoint)",
        from, ws, quote_literal_cstr(survey));
    return persons ? psprintf(
                         "%1$s UNION ALL SELECT 'person_id', a.person_id::pg_catalog.text FROM %2$s a WHERE a.person_id IS NOT "
                         "NULL AND NOT EXISTS"
                         " (SELECT FROM %3$s.person p JOIN %3$s.survey s ON s.survey = %4$s AND s.side = p.side WHERE "
                         "p.person_id = a.person_id) LIMIT 1",
                         one, from, ws, quote_literal_cstr(survey))
                   : psprintf("%s LIMIT 1", one);
}

void refuse_unknown(const workspace& w, const char* survey) {
    const char* const kind = SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1);
    const char* const value = SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 2);
    const char* known = nullptr;
    if (answering_outside)
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("%s: not known", kind),
                        errhint("Ask whoever keeps the workspace.")));
    if (strcmp(kind, "person_id") != 0)
        known = fetch(strcmp(kind, "wave") == 0 ? "SELECT pg_catalog.string_agg(wave, ', ') FROM (SELECT wave FROM %I.wave WHERE "
                                                  "survey = %L ORDER BY 1 LIMIT 10) x"
                      : strcmp(kind, "unit") == 0
                          ? "SELECT pg_catalog.string_agg(unit, ', ') FROM (SELECT unit FROM %I.unit ORDER BY 1 LIMIT 10) x"
                          : "SELECT pg_catalog.string_agg(touchpoint, ', ') FROM (SELECT touchpoint FROM %I.touchpoint ORDER BY "
                            "1 LIMIT 10) x",
                      {w.name, survey});
    ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                    known == nullptr ? errmsg("%s: \"%s\" is not known", kind, value)
                                     : errmsg("%s: \"%s\" is not known; there are %s", kind, value, known),
                    errhint("Add it to the table %s of the workspace first.", strcmp(kind, "person_id") == 0 ? "person" : kind)));
}

}  // namespace xm::pg::survey

namespace {

// The states of a survey as SQL over a relation of its rows: columns as in summary_log.
const char* grouped(const char* survey, const char* const* slots, int slots_size, bool weighted, const char* zone, bool added,
                    const char* from) {
    StringInfoData items, ratings, moments;
    initStringInfo(&items);
    initStringInfo(&ratings);
    initStringInfo(&moments);
    for (int i = 0; i < slots_size; ++i) {
        const char* const comma = i == 0 ? "" : ", ";
        const char* const column = quote_identifier(slots[i] + 2);
        appendStringInfo(&items, "%s%s", comma, quote_literal_cstr(slots[i] + 2));
        if (slots[i][0] == 'r') {
            appendStringInfo(&ratings, weighted ? "%sxm.ratings(%s, weight)" : "%sxm.ratings(%s)", comma, column);
            appendStringInfo(&moments, "%sNULL", comma);
        } else {
            appendStringInfo(&ratings, "%sNULL", comma);
            appendStringInfo(&moments,
                             weighted ? "%sxm.weighted_moments(weight, ARRAY[%s]::pg_catalog.float8[])"
                                      : "%sxm.moments(ARRAY[%s]::pg_catalog.float8[])",
                             comma, column);
        }
    }
    return psprintf(
        "SELECT %s, %s, wave, unit, pg_catalog.date_trunc('month', submitted_at AT TIME ZONE %s)::pg_catalog.date, touchpoint, "
        "channel,"
        " ARRAY[%s]::pg_catalog.text[], ARRAY[%s]::xm.ratings[], ARRAY[%s]::xm.moments[] FROM %s WHERE complete GROUP BY 3, 4, "
        "5, 6, 7",
        quote_literal_cstr(survey), added ? "true" : "false", quote_literal_cstr(zone), items.data, ratings.data, moments.data,
        from);
}

const char* logged(const workspace& w, const char* groups) {
    return psprintf("INSERT INTO %s.summary_log (survey, added, wave, unit, month, touchpoint, channel, items, r, m) %s",
                    quote_identifier(w.name), groups);
}

void empty_summary(const workspace& w, const char* survey) {
    for (const char* table : {"summary_log", "summary_store", "summary_above"})
        run("DELETE FROM %I.%I WHERE survey = %L", {w.name, table, survey});
}

// Plans of the trigger for statements of few rows, kept by trigger; the text tells whether they still fit.
struct kept_plan {
    Oid trigger;
    int which;  // of the statements of a trigger
    char* sql;
    SPIPlanPtr plan;
    kept_plan* next;
};
kept_plan* kept = nullptr;

SPIPlanPtr plan_of(Oid trigger, int which, const char* sql) {
    kept_plan* old = nullptr;
    for (kept_plan* k = kept; k != nullptr; k = k->next)
        if (k->trigger == trigger && k->which == which) {
            old = k;
            if (strcmp(k->sql, sql) == 0) return k->plan;
            break;
        }
    SPIPlanPtr const plan = SPI_prepare(sql, 0, nullptr);
    if (plan == nullptr) elog(ERROR, "pg_xm: %s", SPI_result_code_string(SPI_result));
    char* const text = MemoryContextStrdup(TopMemoryContext, sql);
    kept_plan* place = old;
    if (place == nullptr) {
        place = static_cast<kept_plan*>(MemoryContextAlloc(TopMemoryContext, sizeof(kept_plan)));
        *place = {trigger, which, nullptr, nullptr, kept};
        kept = place;
    } else {
        SPI_freeplan(place->plan);
        pfree(place->sql);
    }
    SPI_keepplan(plan);
    place->sql = text;
    place->plan = plan;
    return plan;
}

// Whether a key is there is a question of now, whatever the snapshot of the transaction, as for the server's foreign keys.
bool begin_now() {
    if (!IsolationUsesXactSnapshot()) return false;
    PushActiveSnapshot(GetLatestSnapshot());
    return true;
}
void end_now(bool pushed) {
    if (pushed) PopActiveSnapshot();
}

// A plan for one row would be a bad one for a million: those are planned each time. `now`: by the snapshot of begin_now().
void run_over(const TriggerData* data, int which, const char* sql, const Tuplestorestate* over, bool now = false) {
    constexpr std::int64_t few = 100;
    const int done = tuplestore_tuple_count(const_cast<Tuplestorestate*>(over)) < few
                         ? SPI_execute_plan(plan_of(data->tg_trigger->tgoid, which, sql), nullptr, nullptr, now, 0)
                         : SPI_execute(sql, now, 0);
    if (done < 0) elog(ERROR, "pg_xm: %s", SPI_result_code_string(done));
}

}  // namespace

// AFTER ... FOR EACH STATEMENT on a survey table. Its arguments are what is summarised: r:ITEM of ratings, m:ITEM of numbers.
XM_FUNCTION(xm_survey_changed) {
    if (!CALLED_AS_TRIGGER(fcinfo))
        ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED), errmsg("survey_changed is a trigger function")));
    auto* const data = reinterpret_cast<TriggerData*>(fcinfo->context);
    Relation const table = data->tg_relation;
    const workspace w = workspace_of(RelationGetRelid(table));
    const char* const survey = RelationGetRelationName(table);
    if (table->rd_rel->relowner != w.owner)
        ereport(ERROR,
                (errcode(ERRCODE_INSUFFICIENT_PRIVILEGE), errmsg("table \"%s\" and its workspace have different owners", survey),
                 errhint("ALTER TABLE ... OWNER TO the owner of the schema.")));
    SPI_connect();
    const action a = begin_as_owner(w);
    if (TRIGGER_FIRED_BY_TRUNCATE(data->tg_event)) {
        empty_summary(w, survey);
        if (can_train(w)) forget_sentiment(w, survey, nullptr);
    } else {
        SPI_register_trigger_data(data);
        const TupleDesc shape = RelationGetDescr(table);
        bool persons = false;
        for (int i = 0; i < shape->natts; ++i)
            persons = persons || strcmp(NameStr(TupleDescAttr(shape, i)->attname), "person_id") == 0;
        const char* const facts = psprintf(
            "SELECT CASE s.mode WHEN 'anonymous' THEN 'UTC' ELSE t.value END, s.weighted, %s, s.mode = 'confidential' AND %s, "
            "%s FROM %s",
            can_act(w)
                ? filled("(SELECT pg_catalog.string_agg(r.ctid || ' ' || r.xmin, ',' ORDER BY r.rule) FROM %I.alert_rule r "
                         "WHERE s.mode = 'identified' AND r.survey = s.survey AND r.kind = 'answer' AND r.active)",
                         {w.name})
                : "NULL",
            can_merge(w) ? filled("EXISTS (SELECT FROM %I.person_merge WHERE undone_at IS NULL)", {w.name}) : "false",
            can_train(w) ? filled("EXISTS (SELECT FROM %I.model m WHERE m.survey = s.survey)", {w.name}) : "false",
            filled("%I.setting t, %I.survey s WHERE t.name = 'time_zone' AND s.survey = %L", {w.name, w.name, survey}));
        const bool fresh = begin_now();  // who was merged since this transaction began counts, too
        const int asked = SPI_execute_plan(plan_of(data->tg_trigger->tgoid, 3, facts), nullptr, nullptr, fresh, 1);
        end_now(fresh);
        if (asked < 0 || SPI_processed == 0)
            ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                            errmsg("table \"%s\" is no survey of workspace \"%s\"", survey, w.name),
                            errhint("Answers belong into tables that xm.create_survey made.")));
        const char* const zone = SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1);
        const bool weighted = SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 2)[0] == 't';
        const char* const rules = SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 3);  // their versions; null: none
        const bool once = SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 4)[0] == 't';
        const bool judged = SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 5)[0] == 't';
        const char* const* const slots = const_cast<const char* const*>(data->tg_trigger->tgargs);
        if (data->tg_oldtable != nullptr)
            run_over(data, 0, logged(w, grouped(survey, slots, data->tg_trigger->tgnargs, weighted, zone, false, "removed")),
                     data->tg_oldtable);
        if (data->tg_oldtable != nullptr && judged) forget_sentiment(w, survey, "SELECT response_id FROM removed");
        if (data->tg_newtable != nullptr) {
            const bool now = begin_now();
            run_over(data, 1, unknown(w, survey, "added", persons), data->tg_newtable, now);
            end_now(now);
            if (SPI_processed > 0) refuse_unknown(w, survey);
            if (once) {
                // Who answers under several numbers at once waits for himself; all numbers in order, as xm.forget takes them.
                // Corrections pass.
                const char* const others = filled(
                    "FROM added a JOIN %I.person p ON p.person_id = a.person_id JOIN %I.person q ON q.root = p.root AND "
                    "q.person_id <> p.person_id",
                    {w.name, w.name});
                const char* const moved =
                    data->tg_oldtable == nullptr
                        ? ""
                        : " WHERE NOT EXISTS (SELECT FROM removed b WHERE b.response_id = a.response_id AND "
                          "b.person_id = a.person_id AND b.wave = a.wave)";
                run_over(
                    data, 7,
                    psprintf("SELECT 1 FROM %s.person r WHERE r.root IN (SELECT p.root %s%s) ORDER BY r.person_id FOR NO KEY "
                             "UPDATE",
                             quote_identifier(w.name), others, moved),
                    data->tg_newtable);
                const bool at_last = begin_now();
                run_over(
                    data, 5,
                    psprintf("SELECT a.person_id, a.wave %s JOIN %s ON o.person_id = q.person_id AND o.wave = a.wave%s LIMIT 1",
                             others, filled("%I.%I o", {w.name, survey}), moved),
                    data->tg_newtable, at_last);
                end_now(at_last);
                if (SPI_processed > 0)
                    ereport(ERROR, (errcode(ERRCODE_UNIQUE_VIOLATION), errmsg("this person has answered this wave already"),
                                    errhint("Persons who were merged answer a wave of a confidential survey once.")));
            }
            run_over(data, 2, logged(w, grouped(survey, slots, data->tg_trigger->tgnargs, weighted, zone, true, "added")),
                     data->tg_newtable);
            if (judged) run_over(data, 6, judging(w, survey, "added"), data->tg_newtable);
            if (rules != nullptr && answers_raise_alerts) {
                // Most answers meet no rule: that is asked by a kept plan. Where it fails the rules are tried one by one.
                const char* const any = any_answer_alert(w, survey, data->tg_trigger->tgoid, rules);
                std::uint64_t met = 0;
                const char* const failed = any == nullptr ? nullptr : reason_of_failure([&] {
                    run_over(data, 4, any, data->tg_newtable);
                    met = SPI_processed;
                });
                if (failed != nullptr || met > 0) raise_answer_alerts(w, survey, data->tg_oldtable != nullptr);
            }
        }
    }
    end(a);
    SPI_finish();
    return Datum{0};
}

XM_FUNCTION(xm_compact_summary) {
    const workspace w = workspace_named(PG_GETARG_DATUM(0));
    SPI_connect();
    const action a = begin_as_keeper(w, "compact its summary");
    lock_summary(w);
    // What was logged joins the rows of the store that it touches, and those of the units above; writers that come meanwhile are
    // not seen and stay in the log.
    prefer_hashing();
    const char* const moved = fetch(psprintf(
        "WITH logged AS (DELETE FROM %1$s.summary_log RETURNING survey, wave, unit, month, touchpoint, channel, added, items, r, "
        "m),"
        " part AS (SELECT survey, wave, unit, month, touchpoint, channel, added, (s).items, (s).r, (s).m FROM"
        "  (SELECT survey, wave, unit, month, touchpoint, channel, added, xm_internal.summary_net(true, items, r, m) AS s"
        "   FROM logged GROUP BY 1, 2, 3, 4, 5, 6, 7) x),"
        " touched AS (SELECT DISTINCT survey, wave, unit, month, touchpoint, channel FROM part),"
        " old AS (DELETE FROM %1$s.summary_store s USING touched t WHERE s.survey = t.survey AND s.month = t.month"
        "  AND COALESCE(s.unit, '') = COALESCE(t.unit, '') AND COALESCE(s.wave, '') = COALESCE(t.wave, '')"
        "  AND COALESCE(s.touchpoint, '') = COALESCE(t.touchpoint, '') AND s.channel IS NOT DISTINCT FROM t.channel"
        "  RETURNING s.survey, s.wave, s.unit, s.month, s.touchpoint, s.channel, true, ARRAY[s.item], ARRAY[s.r], ARRAY[s.m]),"
        " net AS (SELECT survey, wave, unit, month, touchpoint, channel, xm_internal.summary_net(added, items, r, m) AS s"
        "  FROM (TABLE part UNION ALL TABLE old) x GROUP BY 1, 2, 3, 4, 5, 6),"
        " stored AS (INSERT INTO %1$s.summary_store (survey, item, wave, unit, month, touchpoint, channel, r, m)"
        "  SELECT n.survey, i.item, n.wave, n.unit, n.month, n.touchpoint, n.channel, i.r, i.m FROM net n CROSS JOIN LATERAL"
        "   ROWS FROM (pg_catalog.unnest((n.s).items), pg_catalog.unnest((n.s).r), pg_catalog.unnest((n.s).m)) i(item, r, m)"
        "  ORDER BY 1, i.item COLLATE \"C\", n.unit COLLATE \"C\", n.month),"
        " above AS (SELECT p.survey, p.wave, a.ancestor AS unit, p.month, p.added, p.items, p.r, p.m"
        "  FROM part p JOIN %1$s.unit_path a ON a.unit = p.unit AND a.depth > 0),"
        " touched_above AS (SELECT DISTINCT survey, wave, unit, month FROM above),"
        " old_above AS (DELETE FROM %1$s.summary_above s USING touched_above t WHERE s.survey = t.survey AND s.unit = t.unit"
        "  AND s.month = t.month AND COALESCE(s.wave, '') = COALESCE(t.wave, '')"
        "  RETURNING s.survey, s.wave, s.unit, s.month, true, ARRAY[s.item], ARRAY[s.r], ARRAY[s.m]),"
        " net_above AS (SELECT survey, wave, unit, month, xm_internal.summary_net(added, items, r, m) AS s"
        "  FROM (TABLE above UNION ALL TABLE old_above) x GROUP BY 1, 2, 3, 4),"
        " stored_above AS (INSERT INTO %1$s.summary_above (survey, item, wave, unit, month, r, m)"
        "  SELECT n.survey, i.item, n.wave, n.unit, n.month, i.r, i.m FROM net_above n CROSS JOIN LATERAL"
        "   ROWS FROM (pg_catalog.unnest((n.s).items), pg_catalog.unnest((n.s).r), pg_catalog.unnest((n.s).m)) i(item, r, m))"
        " SELECT pg_catalog.count(*) FROM logged",
        quote_identifier(w.name)));
    const std::int64_t count = strtoll(moved, nullptr, 10);
    end(a);
    SPI_finish();
    PG_RETURN_INT64(count);
}

namespace {

// What stands more than once where Citus cannot keep it unique; at most ten of them.
void refuse_repeated(const workspace& w, const char* survey, bool confidential) {
    const char* const twice = fetch(
        "SELECT pg_catalog.string_agg(pg_catalog.quote_ident(source_id), ', ') FROM (SELECT source_id FROM %I.%I WHERE source_id "
        "IS "
        "NOT NULL GROUP BY source_id HAVING pg_catalog.count(*) > 1 ORDER BY source_id LIMIT 10) x",
        {w.name, survey});
    if (twice != nullptr)
        ereport(
            ERROR,
            (errcode(ERRCODE_UNIQUE_VIOLATION), errmsg("more than one response of survey \"%s\" has source_id %s", survey, twice),
             errhint("Delete those that came twice. Over several nodes source_id is checked when the summary is made.")));
    if (!confidential) return;
    const char* const again = fetch(
        "SELECT pg_catalog.string_agg(pg_catalog.format('%%s in %%I', person_id, wave), ', ') FROM (SELECT person_id, wave FROM "
        "%I.%I WHERE "
        "person_id IS NOT NULL AND wave IS NOT NULL GROUP BY person_id, wave HAVING pg_catalog.count(*) > 1 ORDER BY 1, 2 LIMIT "
        "10) x",
        {w.name, survey});
    if (again != nullptr)
        ereport(ERROR, (errcode(ERRCODE_UNIQUE_VIOLATION),
                        errmsg("more than one response of survey \"%s\" has person_id %s", survey, again),
                        errhint("Delete those that came twice. Over several nodes it is checked when the summary is made.")));
}

// What a trigger refuses at once where there are triggers.
void refuse_tree(const workspace& w) {
    const char* const above = fetch(
        "WITH RECURSIVE up(unit, above) AS (SELECT unit, parent FROM %I.unit WHERE parent IS NOT NULL UNION SELECT up.unit, "
        "u.parent FROM "
        "up JOIN %I.unit u ON u.unit = up.above WHERE u.parent IS NOT NULL) SELECT unit FROM up WHERE unit = above ORDER BY unit "
        "LIMIT 1",
        {w.name, w.name});
    if (above != nullptr)
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("unit \"%s\" is above itself", above),
                        errhint("Give it a parent that is not below it.")));
}

}  // namespace

XM_FUNCTION(xm_rebuild_summary) {
    refuse_null(fcinfo, 0, "workspace");
    const workspace w = workspace_named(PG_GETARG_DATUM(0));
    const char* const only = PG_ARGISNULL(1) ? nullptr : text_to_cstring(PG_GETARG_TEXT_PP(1));
    if (only != nullptr) table_of(w, only);
    SPI_connect();
    const action a = begin_as_keeper(w, "rebuild its summary");
    lock_summary(w);
    const char* const zone = setting_of(w, "time_zone");
    const bool triggers = strcmp(setting_of(w, "summary"), "triggers") == 0;
    const bool distributed = is_distributed(w);
    if (distributed) refuse_tree(w);
    run(filled(only == nullptr ? "SELECT survey, weighted, mode FROM %I.survey ORDER BY survey"
                               : "SELECT survey, weighted, mode FROM %I.survey WHERE survey = %L",
               {w.name, only}));
    const auto count = SPI_processed;
    SPITupleTable* const found = SPI_tuptable;
    if (only != nullptr && count == 0) no_survey(w, only);
    for (std::uint64_t i = 0; i < count; ++i) {
        const char* const survey = SPI_getvalue(found->vals[i], found->tupdesc, 1);
        const bool weighted = SPI_getvalue(found->vals[i], found->tupdesc, 2)[0] == 't';
        const char* const mode = SPI_getvalue(found->vals[i], found->tupdesc, 3);
        const bool anonymous = strcmp(mode, "anonymous") == 0;
        // The day of an anonymous response is a midnight of UTC.
        const char* const days_of = anonymous ? "UTC" : zone;
        // Answers that come meanwhile wait: what the triggers write then stands on a summary that is complete.
        run("LOCK TABLE %I.%I IN SHARE ROW EXCLUSIVE MODE", {w.name, survey});
        const char* const as_of = triggers ? nullptr : fetch("SELECT pg_catalog.clock_timestamp()");
        if (!triggers) {
            run(unknown(w, survey, filled("%I.%I", {w.name, survey}), !anonymous));
            if (SPI_processed > 0) refuse_unknown(w, survey);
        }
        if (distributed) refuse_repeated(w, survey, strcmp(mode, "confidential") == 0);
        empty_summary(w, survey);
        const char* const json = stored_definition(w, survey);
        struct list {
            const char** slots;
            int size;
        };
        const list l = pg::guard([&] {
            const auto slots = core::survey::slots_of(core::survey::definition::parse(json));
            list result{nullptr, static_cast<int>(slots.size())};
            pg::call([&] { result.slots = static_cast<const char**>(palloc(sizeof(char*) * (slots.size() + 1))); });
            for (std::size_t k = 0; k < slots.size(); ++k)
                result.slots[k] = pg::keep((slots[k].ratings ? "r:" : "m:") + slots[k].item);
            return result;
        });
        prefer_hashing();
        if (l.size > 0)
            run(
                psprintf("INSERT INTO %1$s.summary_store (survey, item, wave, unit, month, touchpoint, channel, r, m)"
                         " SELECT g.survey, i.item, g.wave, g.unit, g.month, g.touchpoint, g.channel, i.r, i.m"
                         " FROM (%2$s) g(survey, added, wave, unit, month, touchpoint, channel, items, r, m) CROSS JOIN LATERAL"
                         "  ROWS FROM (pg_catalog.unnest(g.items), pg_catalog.unnest(g.r), pg_catalog.unnest(g.m)) i(item, r, m)"
                         " WHERE i.r IS NOT NULL OR i.m IS NOT NULL ORDER BY i.item COLLATE \"C\", g.unit COLLATE \"C\", g.month",
                         quote_identifier(w.name),
                         grouped(survey, l.slots, l.size, weighted, days_of, true, filled("%I.%I", {w.name, survey}))));
        if (!distributed)
            run(psprintf(
                "INSERT INTO %1$s.summary_above (survey, item, wave, unit, month, r, m)"
                " SELECT %2$s, i.item, n.wave, n.unit, n.month, i.r, i.m"
                " FROM (SELECT g.wave, a.ancestor AS unit, g.month, xm_internal.summary_net(true, g.items, g.r, g.m) AS s"
                "  FROM (SELECT wave, unit, month, pg_catalog.array_agg(item) AS items, pg_catalog.array_agg(r) AS r, "
                "pg_catalog.array_agg(m) AS m"
                "   FROM %1$s.summary_store WHERE survey = %2$s GROUP BY 1, 2, 3) g"
                "  JOIN %1$s.unit_path a ON a.unit = g.unit AND a.depth > 0 GROUP BY 1, 2, 3) n"
                " CROSS JOIN LATERAL"
                "  ROWS FROM (pg_catalog.unnest((n.s).items), pg_catalog.unnest((n.s).r), pg_catalog.unnest((n.s).m)) i(item, r, "
                "m)",
                quote_identifier(w.name), quote_literal_cstr(survey)));
        if (!triggers)
            run("INSERT INTO %I.setting VALUES (%L, %L) ON CONFLICT (name) DO UPDATE SET value = EXCLUDED.value",
                {w.name, psprintf("summary_at.%s", survey), as_of});
        if (!triggers && !distributed && can_train(w)) judge_again(w, survey);
    }
    end(a);
    SPI_finish();
    PG_RETURN_VOID();
}

namespace {
// Whether a role sees the answers of a survey: the owner, and whom a policy on the table of answers lets read.
bool may_read(const workspace& w, const char* survey, Oid user) {
    const Oid table = get_relname_relid(survey, w.schema);
    if (!OidIsValid(table)) return false;
    if (has_privs_of_role(user, w.owner) || has_bypassrls_privilege(user)) return true;
    if (pg_class_aclcheck(table, user, ACL_SELECT) != ACLCHECK_OK) return false;
    Relation const relation = table_open(table, AccessShareLock);
    bool may = false;
    if (relation->rd_rsdesc != nullptr) {
        ListCell* cell = nullptr;
        foreach (cell, relation->rd_rsdesc->policies) {
            const auto* const policy = static_cast<RowSecurityPolicy*>(lfirst(cell));
            if ((policy->polcmd != '*' && policy->polcmd != ACL_SELECT_CHR) || strcmp(policy->policy_name, "nobody") == 0)
                continue;
            const auto* const roles = reinterpret_cast<const Oid*>(ARR_DATA_PTR(policy->roles));
            for (int i = 0; i < ARR_DIMS(policy->roles)[0]; ++i)
                may = may || roles[i] == ACL_ID_PUBLIC || has_privs_of_role(user, roles[i]);
        }
    }
    table_close(relation, AccessShareLock);
    return may;
}
}  // namespace

XM_FUNCTION(xm_may_read_answers) {
    PG_RETURN_BOOL(may_read(workspace_of(PG_GETARG_OID(0)), text_to_cstring(PG_GETARG_TEXT_PP(1)), GetUserId()));
}

// The summary of a distributed workspace as far as the caller may read it: Citus runs a view as whoever asks, not as its owner.
XM_FUNCTION(xm_summary_rows) {
    pg::row_set rows(fcinfo);
    const workspace w = workspace_of(PG_GETARG_OID(0));
    const Oid user = GetUserId();
    SPI_connect();
    const action a = begin_as_owner(w);
    run(filled("SELECT survey FROM %I.survey", {w.name}));
    SPITupleTable* const surveys = SPI_tuptable;
    const auto count = SPI_processed;
    for (std::uint64_t i = 0; i < count; ++i) {
        const char* const survey = SPI_getvalue(surveys->vals[i], surveys->tupdesc, 1);
        if (!may_read(w, survey, user)) continue;
        run(filled(
            "SELECT survey, item, wave, unit, month, touchpoint, channel, true, r, m FROM %I.summary_store WHERE survey = %L",
            {w.name, survey}));
        SPITupleTable* const found = SPI_tuptable;
        for (std::uint64_t k = 0; k < SPI_processed; ++k) {
            const auto value = [&](int column) {
                bool null = false;
                const Datum d = SPI_getbinval(found->vals[k], found->tupdesc, column, &null);
                return pg::column::of(d, null);
            };
            rows.add({value(1), value(2), value(3), value(4), value(5), value(6), value(7), value(8), value(9), value(10)});
        }
        SPI_freetuptable(found);
    }
    end(a);
    SPI_finish();
    return Datum{0};
}

// For a policy on a table of the workspace: whether a person is a customer.
XM_FUNCTION(xm_is_customer) {
    const workspace w = workspace_of(PG_GETARG_OID(0));
    const char* const person = psprintf("%lld", static_cast<long long>(PG_GETARG_INT64(1)));
    SPI_connect();
    const action a = begin_as_owner(w);
    const bool is = fetch("SELECT 1 FROM %I.person WHERE person_id = %L AND side = 'customer'", {w.name, person}) != nullptr;
    end(a);
    SPI_finish();
    PG_RETURN_BOOL(is);
}

// Responses of every survey by wave and unit, counted as the owner: the view that asks decides what it shows.
XM_FUNCTION(xm_response_counts) {
    pg::row_set rows(fcinfo);
    const workspace w = workspace_of(PG_GETARG_OID(0));
    SPI_connect();
    if (pg_class_aclcheck(table_of(w, "wave_unit"), GetUserId(), ACL_SELECT) != ACLCHECK_OK)
        aclcheck_error(ACLCHECK_NO_PRIV, OBJECT_VIEW, "response_rate");
    const action a = begin_as_owner(w);
    const char* const sql = fetch(
        "SELECT pg_catalog.string_agg(pg_catalog.format('SELECT %%L AS survey, t.wave, t.unit, pg_catalog.count(*) AS started, "
        "pg_catalog.count(*) FILTER (WHERE complete) AS completed"
        " FROM %%I.%%I t JOIN %%I.wave_unit a ON a.survey = %%L AND a.wave = t.wave AND a.unit = t.unit WHERE %%L OR a.asked >= "
        "10 GROUP BY t.wave, t.unit', survey, %L::pg_catalog.text, survey, %L::pg_catalog.text, survey, mode = 'identified'), ' "
        "UNION ALL ') FROM %I.survey",
        {w.name, w.name, w.name});
    if (sql != nullptr) {
        run(sql);
        for (std::uint64_t i = 0; i < SPI_processed; ++i) {
            bool null = false;
            const auto count = [&](int column) {
                return SPI_getbinval(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, column, &null);
            };
            rows.add({cell(i, 1), cell(i, 2), cell(i, 3), pg::column::of(count(4), false), pg::column::of(count(5), false)});
        }
    }
    end(a);
    SPI_finish();
    return Datum{0};
}

// --- rules of the fixed tables -------------------------------------------------------------------

namespace {
// Raises if answers name this unit, wave, touchpoint or person, or any where key is null; survey null: of any survey. `own`: what
// this transaction made, of which no other knows.
void refuse_used(const workspace& w, const char* column, const char* key, const char* survey, bool own) {
    SPI_connect();
    const action a = begin_as_owner(w);
    // Writers that have looked the key up already come first, later ones find it gone. A TRUNCATE shuts them out by itself.
    const char* const locks = own || key == nullptr
                                  ? nullptr
                                  : fetch(
                                        "SELECT pg_catalog.string_agg(pg_catalog.format('LOCK TABLE %%I.%%I IN SHARE MODE', "
                                        "%L::pg_catalog.text, survey), "
                                        "'; ' ORDER BY survey) FROM %I.survey WHERE COALESCE(survey = %L, true)",
                                        {w.name, w.name, survey});
    if (locks != nullptr) run(locks);
    const char* const sql = fetch(
        "SELECT pg_catalog.string_agg(pg_catalog.format(CASE WHEN %L THEN 'SELECT 1 FROM %%I.%%I WHERE %%I IS NOT NULL' ELSE "
        "'SELECT 1 FROM %%I.%%I WHERE %%I = %%L' END, %L::pg_catalog.text, survey, %L::pg_catalog.text, %L::pg_catalog.text), ' "
        "UNION ALL ') FROM %I.survey"
        " WHERE COALESCE(survey = %L, true) AND (mode <> 'anonymous' OR %L <> 'person_id')",
        {key == nullptr ? "true" : "false", w.name, column, key, w.name, survey, column});
    const bool now = begin_now();
    const bool used = sql != nullptr && SPI_execute(sql, now, 1) == SPI_OK_SELECT && SPI_processed > 0;
    end_now(now);
    // What was published is audited by the names of waves and the numbers of people: those must not come to mean something else.
    const char* const published =
        key == nullptr || !can_publish(w)  ? nullptr
        : strcmp(column, "wave") == 0      ? "SELECT 1 FROM %I.publication WHERE wave = %L AND survey = %L LIMIT 1"
        : strcmp(column, "person_id") == 0 ? "SELECT 1 FROM %I.ledger l JOIN %I.survey s ON s.survey = l.survey AND s.mode <> "
                                             "'anonymous' WHERE l.person_id = %L LIMIT 1"
                                           : nullptr;
    if (published != nullptr && !used &&
        fetch(strcmp(column, "wave") == 0 ? filled(published, {w.name, key, survey})
                                          : filled(published, {w.name, w.name, key})) != nullptr)
        ereport(ERROR,
                (errcode(ERRCODE_FOREIGN_KEY_VIOLATION), errmsg("results of %s \"%s\" were published", column, key),
                 errhint("%s", strcmp(column, "wave") == 0 ? "Leave it: make another wave."
                                                           : "xm.forget erases what is known of a person, but for the number.")));
    if (used) {
        if (key == nullptr)
            ereport(ERROR, (errcode(ERRCODE_FOREIGN_KEY_VIOLATION), errmsg("answers name a %s", column),
                            errhint("TRUNCATE the tables of answers first.")));
        ereport(ERROR, (errcode(ERRCODE_FOREIGN_KEY_VIOLATION), errmsg("%s \"%s\" has answers", column, key),
                        errhint("%s", strcmp(column, "unit") == 0        ? "Set closed to its last day instead."
                                      : strcmp(column, "person_id") == 0 ? "xm.forget erases what is known of a person."
                                                                         : "Leave it: make another wave.")));
    }
    end(a);
    SPI_finish();
}
}  // namespace

// A unit must not be above itself; and what is kept of the units above follows the tree.
XM_FUNCTION(xm_unit_changed) {
    TriggerData* const data = trigger_of_rows(fcinfo);
    const workspace w = workspace_of(RelationGetRelid(data->tg_relation));
    HeapTuple const row = data->tg_newtuple != nullptr ? data->tg_newtuple : data->tg_trigtuple;
    SPI_connect();
    const action a = begin_as_owner(w);
    const char* const unit = column_of(data, row, "unit");
    // One change of the tree at a time: two that are harmless alone may close a circle together.
    lock_until_end(0x786d75, w.schema);
    const char* const above = fetch(
        "WITH RECURSIVE up(unit) AS (SELECT parent FROM %I.unit WHERE unit = %L UNION SELECT u.parent FROM up JOIN %I.unit u ON "
        "u.unit = up.unit) SELECT unit FROM up WHERE unit = %L",
        {w.name, unit, w.name, unit});
    if (above != nullptr)
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                        errmsg("unit \"%s\" would be above itself: parent \"%s\" is the unit or below it", unit,
                               column_of(data, row, "parent")),
                        errhint("Name a parent that is not below the unit.")));
    if (TRIGGER_FIRED_BY_UPDATE(data->tg_event)) {
        // Units that were above and are not, or the other way round, are summed anew. A statement that moves several units runs
        // this for each, all in the tree as it is at last: what one does not find above its old parent, another finds above its.
        lock_summary(w);
        if (const char* const old_unit = column_of(data, data->tg_trigtuple, "unit");
            can_publish(w) && strcmp(unit, old_unit) != 0)
            for (const char* table : {"published", "published_comment", "publication_cell"})
                run("UPDATE %I.%I SET unit = %L WHERE unit = %L", {w.name, table, unit, old_unit});
        if (const char* const old_unit = column_of(data, data->tg_trigtuple, "unit"); can_act(w) && strcmp(unit, old_unit) != 0)
            run("UPDATE %I.alert SET unit = %L WHERE unit = %L", {w.name, unit, old_unit});
        const char* const old_parent = column_of(data, data->tg_trigtuple, "parent");
        const char* const parent = column_of(data, row, "parent");
        run(
            psprintf("WITH RECURSIVE before(unit) AS (SELECT %2$s::pg_catalog.text UNION SELECT u.parent FROM before b JOIN "
                     "%1$s.unit u ON u.unit = b.unit),"
                     " after(unit) AS (SELECT %3$s::pg_catalog.text UNION SELECT u.parent FROM after b JOIN %1$s.unit u ON "
                     "u.unit = b.unit),"
                     " changed(unit) AS ((SELECT unit FROM before EXCEPT SELECT unit FROM after) UNION ALL (SELECT unit FROM "
                     "after EXCEPT SELECT unit FROM before)),"
                     " below(above, unit) AS (SELECT c.unit, u.unit FROM changed c JOIN %1$s.unit u ON u.parent = c.unit"
                     "  UNION SELECT b.above, u.unit FROM below b JOIN %1$s.unit u ON u.parent = b.unit),"
                     " gone AS (DELETE FROM %1$s.summary_above WHERE unit IN (SELECT unit FROM changed))"
                     " INSERT INTO %1$s.summary_above (survey, item, wave, unit, month, r, m)"
                     " SELECT s.survey, s.item, s.wave, b.above, s.month, xm.rollup(s.r), xm.rollup(s.m) FROM below b"
                     "  JOIN %1$s.summary_store s ON s.unit = b.unit GROUP BY 1, 2, 3, 4, 5",
                     quote_identifier(w.name), old_parent == nullptr ? "NULL" : quote_literal_cstr(old_parent),
                     parent == nullptr ? "NULL" : quote_literal_cstr(parent)));
    }
    end(a);
    SPI_finish();
    return PointerGetDatum(nullptr);
}

// BEFORE DELETE OR UPDATE of a key that answers name, or TRUNCATE (its argument: the column there): while they do, it stays.
XM_FUNCTION(xm_key_removed) {
    TriggerData* const data = trigger_of_rows(fcinfo, true);
    const workspace w = workspace_of(RelationGetRelid(data->tg_relation));
    if (data->tg_trigger->tgnargs != 1) elog(ERROR, "pg_xm: key_removed takes the column");
    const char* const column = data->tg_trigger->tgargs[0];
    if (TRIGGER_FIRED_BY_TRUNCATE(data->tg_event)) {
        refuse_used(w, column, nullptr, nullptr, false);
        return PointerGetDatum(nullptr);
    }
    HeapTuple const row = TRIGGER_FIRED_BY_UPDATE(data->tg_event) ? data->tg_newtuple : data->tg_trigtuple;
    const char* const key = column_of(data, data->tg_trigtuple, column);
    const char* const kept = row == data->tg_trigtuple ? nullptr : column_of(data, row, column);
    if (key != nullptr && (kept == nullptr || strcmp(key, kept) != 0))
        refuse_used(w, column, key, strcmp(column, "wave") == 0 ? column_of(data, data->tg_trigtuple, "survey") : nullptr,
                    TransactionIdIsCurrentTransactionId(HeapTupleHeaderGetXmin(data->tg_trigtuple->t_data)));
    return PointerGetDatum(row);
}
