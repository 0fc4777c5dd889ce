// What follows from answers: alerts, cases, and whether an action worked.
#include "pg/survey/acting.hpp"

#include "pg/survey/people.hpp"

#include "core/scores/scores.hpp"

using namespace xm;              // NOLINT: entries below are C symbols
using namespace xm::pg::survey;  // NOLINT

namespace xm::pg::survey {

bool answers_raise_alerts = true;

namespace {

// A rule with what is known of its item, in the memory of the caller.
struct rule {
    const char *name, *kind, *survey, *item, *type, *metric, *unit, *comparison, *threshold, *choice, *min_responses;
    bool descendants, point, identified;
};
struct rule_list {
    rule* rules;
    int size;
};

rule_list active_rules(const workspace& w, const char* survey, bool answers) {
    run(filled(psprintf("SELECT r.rule, r.kind, r.survey, r.item, i.type, i.metric, r.unit, r.comparison, r.threshold, r.choice, "
                        "r.min_responses, r.descendants, r.point, s.mode = 'identified' FROM %%I.alert_rule r JOIN %%I.item i ON "
                        "i.survey = r.survey AND i.item = r.item JOIN %%I.survey s ON s.survey = r.survey WHERE r.active AND "
                        "r.kind %s AND COALESCE(r.survey = %%L, true) ORDER BY r.rule",
                        answers ? "= 'answer' AND s.mode = 'identified'" : "<> 'answer'"),
               {w.name, w.name, w.name, survey}));
    SPITupleTable* const found = SPI_tuptable;
    rule_list list{static_cast<rule*>(palloc(sizeof(rule) * (SPI_processed + 1))), static_cast<int>(SPI_processed)};
    for (int i = 0; i < list.size; ++i) {
        const auto at = [&](int column) { return SPI_getvalue(found->vals[i], found->tupdesc, column); };
        list.rules[i] = {at(1),
                         at(2),
                         at(3),
                         at(4),
                         at(5),
                         at(6),
                         at(7),
                         at(8),
                         at(9),
                         at(10),
                         at(11),
                         at(12)[0] == 't',
                         at(13)[0] == 't',
                         at(14)[0] == 't'};
    }
    SPI_freetuptable(found);
    return list;
}

// Alerts of one or more statements.
struct raised {
    std::int64_t first = 0, last = 0, count = 0;
    void add(const raised& other) {
        if (other.count == 0) return;
        first = count == 0 ? other.first : std::min(first, other.first);
        last = std::max(last, other.last);
        count += other.count;
    }
};

// `matches`: rule, item, unit, response_id, period, signal, value.
raised raise(const workspace& w, const char* with, const char* kind, const char* survey, const char* matches) {
    run(psprintf(
        "WITH %smatched(rule, item, unit, response_id, period, signal, value) AS (%s), raised AS (%s FROM matched ORDER BY rule, "
        "response_id, unit, period ON CONFLICT DO NOTHING RETURNING alert_id) SELECT pg_catalog.min(alert_id), "
        "pg_catalog.max(alert_id), pg_catalog.count(*) FROM raised",
        with, matches,
        filled("INSERT INTO %I.alert (rule, kind, survey, item, unit, response_id, period, signal, value) SELECT rule, %L, %L, "
               "item, unit, response_id, period, signal, value",
               {w.name, kind, survey})));
    bool none = false, null = false;
    const auto number = [&](int column, bool& is_null) {
        return DatumGetInt64(SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, column, &is_null));
    };
    const std::int64_t first = number(1, none);
    return none ? raised{} : raised{first, number(2, null), number(3, null)};
}

// One message, and only where there is something to tell: all who commit with one wait for each other.
void tell(const workspace& w, const raised& all) {
    if (all.count == 0) return;
    run(
        filled("SELECT pg_catalog.pg_notify(c.value, %L) FROM %I.setting c JOIN %I.setting s ON s.name = 'summary' LEFT JOIN "
               "%I.setting n "
               "ON n.name = 'notify' WHERE c.name = 'alert_channel' AND COALESCE(n.value, CASE WHEN s.value = 'triggers' AND "
               "pg_catalog.current_setting('max_prepared_transactions') = '0' THEN 'on' END) = 'on'",
               {psprintf("{\"first\": %lld, \"last\": %lld, \"count\": %lld}", static_cast<long long>(all.first),
                         static_cast<long long>(all.last), static_cast<long long>(all.count)),
                w.name, w.name, w.name}));
}

// Nobody waits for somebody else who does the same, and no answer is refused by it; a web form is told nothing.
void switch_off(const workspace& w, const rule& r, const char* reason) {
    reason_of_failure(
        [&] {
            run("UPDATE %I.alert_rule SET active = false, reason = %L WHERE ctid = (SELECT ctid FROM %I.alert_rule WHERE rule = "
                "%L "
                "AND active FOR NO KEY UPDATE SKIP LOCKED)",
                {w.name, reason, w.name, r.name});
        },
        true);
    ereport(answering_outside ? LOG : WARNING, (errmsg("alert rule \"%s\" is switched off: %s", r.name, reason)));
}

// --- answers -----------------------------------------------------------------------------------

// Whether a response meets a rule: small numbers are compared as such, which is several times faster than as numeric.
const char* met(const rule& r, const char* row) {
    const bool multiple = strcmp(r.type, "multiple") == 0;
    const char* const column = psprintf("%s.%s", row, quote_identifier(multiple ? psprintf("%s_%s", r.item, r.choice) : r.item));
    if (multiple) return psprintf(r.comparison[0] == '=' ? "%s" : "NOT %s", column);
    if (strcmp(r.type, "boolean") == 0)
        return psprintf("%s %s %s", column, r.comparison, strcmp(r.choice, "true") == 0 ? "true" : "false");
    if (r.choice != nullptr) return psprintf("%s %s %s", column, r.comparison, quote_literal_cstr(r.choice));
    const bool small = strlen(r.threshold) < 6 && strspn(r.threshold, "-0123456789") == strlen(r.threshold);
    return small && strcmp(r.type, "rating") == 0
               ? psprintf("%s %s %s", column, r.comparison, r.threshold[0] == '-' ? psprintf("(%s)", r.threshold) : r.threshold)
               : psprintf("%s::pg_catalog.float8 %s %s::pg_catalog.float8", column, r.comparison,
                          quote_literal_cstr(r.threshold));
}

// A condition on the unit, that of `column`; empty for all.
const char* of_unit(const workspace& w, const rule& r, const char* column) {
    if (r.unit == nullptr) return "";
    if (!r.descendants) return psprintf(" AND %s = %s", column, quote_literal_cstr(r.unit));
    return psprintf(" AND %s IN (%s)", column, filled("SELECT unit FROM %I.unit_path WHERE ancestor = %L", {w.name, r.unit}));
}

const char* age_of_answers(const workspace& w) {
    return filled(
        "pg_catalog.now() - COALESCE((SELECT value FROM %I.setting WHERE name = 'alert_age'), '7 days')::pg_catalog.interval",
        {w.name});
}

// Rows that meet any rule, whatever their unit.
const char* met_any(const workspace& w, const rule_list& list, const char* what, const char* from) {
    StringInfoData any;
    initStringInfo(&any);
    for (int i = 0; i < list.size; ++i) appendStringInfo(&any, "%s%s", i == 0 ? "" : " OR ", met(list.rules[i], "a"));
    return psprintf("SELECT %s FROM %s a WHERE a.complete AND (%s) AND a.submitted_at > %s", what, from, any.data,
                    age_of_answers(w));
}

raised raise_answers(const workspace& w, const char* survey, const rule_list& list, const char* from, bool removed) {
    StringInfoData matches;
    initStringInfo(&matches);
    for (int i = 0; i < list.size; ++i) {
        const rule& r = list.rules[i];
        const bool numeric = r.choice == nullptr;
        appendStringInfo(
            &matches,
            "%sSELECT %s, %s, a.unit, a.response_id, NULL::pg_catalog.date, NULL::pg_catalog.text, %s FROM hit a WHERE %s%s",
            i == 0 ? "" : " UNION ALL ", quote_literal_cstr(r.name), quote_literal_cstr(r.item),
            numeric ? psprintf("a.%s::pg_catalog.float8", quote_identifier(r.item)) : "NULL::pg_catalog.float8", met(r, "a"),
            of_unit(w, r, "a.unit"));
        if (removed)
            appendStringInfo(
                &matches, " AND NOT EXISTS (SELECT FROM removed b WHERE b.response_id = a.response_id AND b.complete AND %s%s)",
                met(r, "b"), of_unit(w, r, "b.unit"));
    }
    const char* const hit = psprintf("hit AS MATERIALIZED (%s), ", met_any(w, list, "a.*", from));
    return raise(w, hit, "answer", survey, matches.data);
}

raised raise_answers_safely(const workspace& w, const char* survey, const char* from, bool removed) {
    const rule_list list = active_rules(w, survey, true);
    raised all;
    if (list.size == 0 || reason_of_failure([&] { all = raise_answers(w, survey, list, from, removed); }) == nullptr) return all;
    all = {};
    // What is wrong with a setting is no rule's fault.
    if (const char* const reason = reason_of_failure([&] { run(psprintf("SELECT %s", age_of_answers(w))); }); reason != nullptr) {
        ereport(answering_outside ? LOG : WARNING, (errmsg("no alert is raised: setting alert_age: %s", reason)));
        return all;
    }
    for (int i = 0; i < list.size; ++i) {
        raised one;
        const char* const reason = reason_of_failure([&] { one = raise_answers(w, survey, {list.rules + i, 1}, from, removed); });
        if (reason != nullptr)
            switch_off(w, list.rules[i], reason);
        else
            all.add(one);
    }
    return all;
}

// --- scores and signals --------------------------------------------------------------------------

// The interval of a score beyond the threshold, or the score itself.
const char* score_met(const rule& r) {
    const char* const side = r.point ? "s.value" : r.comparison[0] == '<' ? "s.upper" : "s.lower";
    return psprintf("%s %s %s::pg_catalog.float8", side, r.comparison, quote_literal_cstr(r.threshold));
}

// The day that what was published of a wave stands for: the same whenever it is published again. Waves that share one share their
// alerts.
const char* wave_day(const workspace& w, const rule& r) {
    return filled(
        "COALESCE(w.closes, w.opens, (SELECT (pg_catalog.min(f.published_at) AT TIME ZONE 'UTC')::pg_catalog.date FROM "
        "%I.publication f WHERE f.survey = %L AND f.wave = w.wave))",
        {w.name, r.survey});
}
constexpr const char* this_month = "pg_catalog.date_trunc('month', pg_catalog.now())::pg_catalog.date";

raised raise_score(const workspace& w, const rule& r) {
    const char* const from =
        r.identified
            ? psprintf("%s AND s.month < %s",
                       filled("(SELECT *, month AS period FROM %I.score WHERE survey = %L AND item = %L) s WHERE true",
                              {w.name, r.survey, r.item}),
                       this_month)
            : psprintf(
                  "(SELECT p.*, %s AS period FROM %s) s WHERE true", wave_day(w, r),
                  filled("%I.published_score p JOIN %I.wave w ON w.survey = p.survey AND w.wave = p.wave WHERE p.survey = %L AND "
                         "p.item = %L AND NOT COALESCE(p.cut, false)",
                         {w.name, w.name, r.survey, r.item}));
    return raise(w, "", r.kind, r.survey,
                 psprintf("SELECT %s, %s, s.unit, NULL::pg_catalog.int8, s.period, NULL::pg_catalog.text, s.value FROM %s AND "
                          "s.responses >= %s AND %s%s",
                          quote_literal_cstr(r.name), quote_literal_cstr(r.item), from, r.min_responses, score_met(r),
                          of_unit(w, r, "s.unit")));
}

// Limits from the first twelve periods; the last complete one may signal.
raised raise_signal(const workspace& w, const rule& r) {
    const char* const states =
        r.identified
            ? psprintf("%s AND month < %s GROUP BY unit, month",
                       filled("SELECT unit, month AS period, (xm_internal.summary_net(added, ARRAY[item], ARRAY[r], "
                              "ARRAY[m])).r[1] AS r FROM %I.summary_path WHERE survey = %L AND item = %L",
                              {w.name, r.survey, r.item}),
                       this_month)
            : psprintf("SELECT DISTINCT ON (p.unit, p.wave) p.unit, %s AS period, p.r FROM %s", wave_day(w, r),
                       filled("%I.published p JOIN %I.wave w ON w.survey = p.survey AND w.wave = p.wave WHERE p.survey = %L AND "
                              "p.item = %L AND p.status = 'released' AND p.breakdown = '{}' AND p.r IS NOT NULL ORDER BY p.unit, "
                              "p.wave, p.publication_id DESC",
                              {w.name, w.name, r.survey, r.item}));
    const char* const last = r.identified ? psprintf("(%s - interval '1 month')::pg_catalog.date", this_month)
                                          : "(SELECT pg_catalog.max(period) FROM state)";
    return raise(
        w,
        psprintf("state AS MATERIALIZED (SELECT unit, period, xm.rollup(r) AS r FROM (%s) t WHERE r IS NOT NULL GROUP BY unit, "
                 "period), ",
                 states),
        r.kind, r.survey,
        psprintf(
            "SELECT %s, %s, c.unit, NULL::pg_catalog.int8, p.period, p.signal, p.value FROM (SELECT s.unit, "
            "xm.control_chart(s.period, s.r, %s::xm.metric, 12) AS periods FROM state s WHERE xm.responses(s.r) >= %s%s GROUP "
            "BY s.unit HAVING pg_catalog.count(*) > 12) c, LATERAL pg_catalog.unnest(c.periods) p WHERE p.period = %s AND "
            "p.signal = ANY (pg_catalog.string_to_array(pg_catalog.replace(%s, ' ', ''), ','))",
            quote_literal_cstr(r.name), quote_literal_cstr(r.item), quote_literal_cstr(r.metric == nullptr ? "mean" : r.metric),
            r.min_responses, of_unit(w, r, "s.unit"), last, quote_literal_cstr(r.choice == nullptr ? "outside" : r.choice)));
}

}  // namespace

const char* any_answer_alert(const workspace& w, const char* survey, Oid trigger, const char* versions) {
    struct kept {
        Oid trigger;
        char *versions, *sql;
        kept* next;
    };
    static kept* first = nullptr;
    kept* k = first;
    while (k != nullptr && k->trigger != trigger) k = k->next;
    if (k != nullptr && strcmp(k->versions, versions) == 0) return k->sql;
    const rule_list list = active_rules(w, survey, true);
    if (list.size == 0) return nullptr;
    char* const sql = MemoryContextStrdup(TopMemoryContext, psprintf("%s LIMIT 1", met_any(w, list, "1", "added")));
    char* const seen = MemoryContextStrdup(TopMemoryContext, versions);
    if (k == nullptr) {
        k = static_cast<kept*>(MemoryContextAlloc(TopMemoryContext, sizeof(kept)));
        *k = {trigger, nullptr, nullptr, first};
        first = k;
    } else {
        pfree(k->versions);
        pfree(k->sql);
    }
    k->versions = seen;
    k->sql = sql;
    return sql;
}

void raise_answer_alerts(const workspace& w, const char* survey, bool removed) {
    tell(w, raise_answers_safely(w, survey, "added", removed));
}

std::int64_t raise_score_alerts(const workspace& w, const char* survey) {
    const rule_list list = active_rules(w, survey, false);
    raised all;
    for (int i = 0; i < list.size; ++i) {
        CHECK_FOR_INTERRUPTS();
        const rule& r = list.rules[i];
        raised one;
        const char* const reason = reason_of_failure([&] { one = r.kind[1] == 'c' ? raise_score(w, r) : raise_signal(w, r); });
        if (reason != nullptr)
            switch_off(w, r, reason);
        else
            all.add(one);
    }
    tell(w, all);
    return all.count;
}

void end_answer_alerts(const workspace& w, const char* survey) {
    run("DELETE FROM %I.alert WHERE survey = %L", {w.name, survey});
    run("UPDATE %I.alert_rule SET active = false, reason = %L WHERE survey = %L AND kind = 'answer'",
        {w.name, "the survey is no longer identified", survey});
}

namespace {

bool is_employee(const workspace& w, const char* person) {
    return person != nullptr &&
           fetch("SELECT 1 FROM %I.person WHERE person_id = %L AND side = 'employee'", {w.name, person}) != nullptr;
}

// Cases about an alert are for whoever has the kind of grant for its survey; others for who has it for any, about employees for
// custodians.
bool may_deal(const workspace& w, Oid user, const char* survey, const char* person, const char* kind) {
    if (survey != nullptr) return was_granted(w, survey, user, kind);
    return was_granted_any(w, user, is_employee(w, person) ? "custodian" : kind);
}

const char* number_or_null(FunctionCallInfo fcinfo, int i) {
    return PG_ARGISNULL(i) ? nullptr : psprintf("%lld", static_cast<long long>(PG_GETARG_INT64(i)));
}

[[noreturn]] void refuse(const char* message, const char* hint) {
    ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg_internal("%s", message), errhint("%s", hint)));
    pg_unreachable();
}

[[noreturn]] void refuse_role(const char* what, const workspace& w) {
    ereport(ERROR, (errcode(ERRCODE_INSUFFICIENT_PRIVILEGE), errmsg("permission denied to %s in workspace \"%s\"", what, w.name),
                    errhint("Ask its owner for the kind analyst or custodian: xm.grant_workspace.")));
    pg_unreachable();
}

}  // namespace
}  // namespace xm::pg::survey

// BEFORE INSERT OR UPDATE on alert_rule: what it could never look at, or must not, is refused.
XM_FUNCTION(xm_alert_rule_changed) {
    TriggerData* const data = trigger_of_rows(fcinfo);
    const workspace w = workspace_of(RelationGetRelid(data->tg_relation));
    HeapTuple const row = TRIGGER_FIRED_BY_UPDATE(data->tg_event) ? data->tg_newtuple : data->tg_trigtuple;
    SPI_connect();
    const action a = begin_as_owner(w);
    const auto cell = [&](const char* name) { return column_of(data, row, name); };
    const char *const survey = cell("survey"), *const item = cell("item"), *const kind = cell("kind"),
                      *const active = cell("active");
    const char *const comparison = cell("comparison"), *const threshold = cell("threshold"), *const choice = cell("choice");
    const bool given = survey != nullptr && item != nullptr && kind != nullptr && active != nullptr && active[0] == 't';
    const char* const mode = given ? fetch("SELECT mode FROM %I.survey WHERE survey = %L", {w.name, survey}) : nullptr;
    const char* const type =
        mode == nullptr ? nullptr : fetch("SELECT type FROM %I.item WHERE survey = %L AND item = %L", {w.name, survey, item});
    if (type != nullptr) {  // else the server refuses the row
        const auto is = [&](const char* t) { return strcmp(type, t) == 0; };
        const bool scored = is("rating") || is("number") || is("scale");
        const bool chosen = is("choice") || is("multiple") || is("boolean");
        if (kind[0] == 'a' && mode[0] != 'i')
            refuse(psprintf("survey \"%s\" is %s: no alert looks at its single answers", survey, mode),
                   "Use a rule of kind score or signal: those look at what xm.publish released.");
        if (kind[0] == 'a' && !scored && !chosen)
            refuse(psprintf("item \"%s\" is a %s: no rule compares those", item, type),
                   "Name a rating, number, scale, choice, multiple or boolean.");
        if (strcmp(kind, "score") == 0 && !scored)
            refuse(psprintf("item \"%s\" is a %s: it has no score", item, type), "Name a rating, number or scale.");
        if (strcmp(kind, "signal") == 0) {
            if (!is("rating"))
                refuse(psprintf("item \"%s\" is a %s: control charts are of ratings", item, type), "Name a rating.");
            if (comparison != nullptr || threshold != nullptr)
                refuse("a signal compares nothing", "Leave comparison and threshold NULL; choice may list signals.");
            const char* const unknown =
                choice == nullptr
                    ? nullptr
                    : fetch(
                          "SELECT s FROM pg_catalog.unnest(pg_catalog.string_to_array(pg_catalog.replace(%L, ' ', ''), "
                          "',')) s WHERE s <> ALL ('{outside,two_of_three,four_of_five,run_of_eight,trend_of_six}') LIMIT 1",
                          {choice});
            if (unknown != nullptr)
                refuse(psprintf("\"%s\" is no signal", unknown),
                       "There are outside, two_of_three, four_of_five, run_of_eight and trend_of_six.");
        } else if (comparison == nullptr) {
            refuse("comparison is NULL", "Write <, <=, =, <>, >= or >.");
        } else if (scored) {
            if (threshold == nullptr || choice != nullptr || strcmp(threshold, "NaN") == 0)
                refuse(psprintf("item \"%s\" is a %s: it is compared with a threshold", item, type),
                       "Give threshold, and no choice.");
            if (strcmp(kind, "score") == 0 && (strcmp(comparison, "=") == 0 || strcmp(comparison, "<>") == 0))
                refuse("a score is never exactly a number", "Compare it with <, <=, >= or >.");
        } else {
            if (choice == nullptr || threshold != nullptr || (strcmp(comparison, "=") != 0 && strcmp(comparison, "<>") != 0))
                refuse(psprintf("item \"%s\" is a %s: it is = or <> a choice", item, type), "Give choice, and no threshold.");
            const bool known =
                is("boolean") ? strcmp(choice, "true") == 0 || strcmp(choice, "false") == 0
                              : fetch("SELECT 1 FROM %I.choice WHERE survey = %L AND item = %L AND code = %L AND kind = 'option'",
                                      {w.name, survey, item, choice}) != nullptr;
            if (!known)
                refuse(psprintf("choice \"%s\" is no option of item \"%s\"", choice, item),
                       is("boolean") ? "Write true or false." : "The table choice has the codes of the options.");
        }
    }
    end(a);
    SPI_finish();
    return PointerGetDatum(row);
}

XM_FUNCTION(xm_check_alerts) {
    const workspace w = workspace_named(PG_GETARG_DATUM(0));
    const Oid user = GetUserId();
    SPI_connect();
    const action a = begin_as_owner(w);
    use_time_zone(w);
    require_acting(w);
    if (!was_granted_any(w, user, "custodian")) refuse_role("check alerts", w);
    std::int64_t count = raise_score_alerts(w, nullptr);
    if (strcmp(setting_of(w, "summary"), "triggers") != 0) {
        run(filled("SELECT DISTINCT survey FROM %I.alert_rule WHERE active AND kind = 'answer' ORDER BY 1", {w.name}));
        SPITupleTable* const found = SPI_tuptable;
        const auto surveys = SPI_processed;
        for (std::uint64_t i = 0; i < surveys; ++i) {
            const char* const survey = SPI_getvalue(found->vals[i], found->tupdesc, 1);
            const raised one = raise_answers_safely(w, survey, filled("%I.%I", {w.name, survey}), false);
            tell(w, one);
            count += one.count;
        }
    }
    end(a);
    SPI_finish();
    PG_RETURN_INT64(count);
}

XM_FUNCTION(xm_alert_channel) {
    const workspace w = workspace_named(PG_GETARG_DATUM(0));
    const Oid user = GetUserId();
    SPI_connect();
    const action a = begin_as_owner(w);
    require_acting(w);
    if (!was_granted_any(w, user, "analyst")) refuse_role("listen for alerts", w);
    const char* const channel = setting_of(w, "alert_channel");
    end(a);
    text* const result = static_cast<text*>(SPI_palloc(VARHDRSZ + strlen(channel)));
    SET_VARSIZE(result, VARHDRSZ + strlen(channel));
    memcpy(VARDATA(result), channel, strlen(channel));
    SPI_finish();
    PG_RETURN_TEXT_P(result);
}

XM_FUNCTION(xm_open_case) {
    refuse_null(fcinfo, 0, "workspace");
    refuse_null(fcinfo, 5, "due");
    const workspace w = workspace_named(PG_GETARG_DATUM(0));
    const char* const alert = number_or_null(fcinfo, 1);
    const char* person = number_or_null(fcinfo, 2);
    const char* unit = text_or_null(fcinfo, 3);
    const Oid user = GetUserId();
    const char* const owner = PG_ARGISNULL(4) ? GetUserNameFromId(user, false) : text_or_null(fcinfo, 4);
    const char* const due = DatumGetCString(DirectFunctionCall1(interval_out, PG_GETARG_DATUM(5)));
    if (alert == nullptr && person == nullptr && unit == nullptr)
        refuse("a case is about nothing", "Name an alert, a person or a unit.");
    SPI_connect();
    const action a = begin_as_owner(w);
    use_time_zone(w);
    require_acting(w);
    run(filled("SELECT survey, unit, response_id FROM %I.alert WHERE alert_id = %L", {w.name, alert}));
    const bool known = SPI_processed > 0;
    const auto at = [&](int column) {
        return known ? SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, column) : nullptr;
    };
    const char *const survey = at(1), *const where = at(2), *const response = at(3);
    // Who names an employee may know which there are.
    if (!may_deal(w, user, survey, person, "analyst") || (is_employee(w, person) && !was_granted_any(w, user, "custodian")))
        refuse_role("open this case", w);
    if (fetch("SELECT 1 WHERE %L::pg_catalog.interval >= '0'", {due}) == nullptr)
        refuse(psprintf("due %s is before the case begins", due), "Write how long it may take, 2 days.");
    if (alert != nullptr && !known)
        refuse(psprintf("no alert %s in workspace \"%s\"", alert, w.name), "SELECT alert_id FROM alert lists them.");
    if (unit == nullptr) unit = where;
    if (person == nullptr && response != nullptr)
        person = fetch("SELECT person_id FROM %I.%I WHERE response_id = %L", {w.name, survey, response});
    if (person != nullptr && fetch("SELECT 1 FROM %I.person WHERE person_id = %L", {w.name, person}) == nullptr)
        refuse(psprintf("no person %s in workspace \"%s\"", person, w.name), "Name people by person_id.");
    if (unit != nullptr && fetch("SELECT 1 FROM %I.unit WHERE unit = %L", {w.name, unit}) == nullptr)
        refuse(psprintf("unit: \"%s\" is not known", unit), "Add it to the table unit of the workspace first.");
    const char* id = nullptr;
    while (id == nullptr) {  // the case that was there may be closed just now
        CHECK_FOR_INTERRUPTS();
        id = fetch(
            "INSERT INTO %I.case_file (alert_id, person_id, unit, owner, due_at, survey) VALUES (%L, %L, %L, %L, "
            "pg_catalog.now() + "
            "%L::pg_catalog.interval, %L) ON CONFLICT (alert_id) WHERE closed_at IS NULL DO NOTHING RETURNING case_id",
            {w.name, alert, person, unit, owner, due, survey});
        if (id == nullptr)
            id = fetch("SELECT case_id FROM %I.case_file WHERE alert_id = %L AND closed_at IS NULL", {w.name, alert});
    }
    if (alert != nullptr)
        run("UPDATE %I.alert SET acknowledged_by = %L, acknowledged_at = pg_catalog.now() WHERE alert_id = %L AND "
            "acknowledged_at "
            "IS NULL",
            {w.name, owner, alert});
    const std::int64_t result = strtoll(id, nullptr, 10);
    end(a);
    SPI_finish();
    PG_RETURN_INT64(result);
}

XM_FUNCTION(xm_close_case) {
    refuse_null(fcinfo, 0, "workspace");
    refuse_null(fcinfo, 1, "case_id");
    refuse_null(fcinfo, 2, "outcome");
    const workspace w = workspace_named(PG_GETARG_DATUM(0));
    const char* const id = number_or_null(fcinfo, 1);
    const char* const outcome = text_or_null(fcinfo, 2);
    const char* const note = text_or_null(fcinfo, 3);
    if (outcome[0] == '\0') refuse("outcome is empty", "Write what came of it: solved, called back.");
    const Oid user = GetUserId();
    SPI_connect();
    const action a = begin_as_owner(w);
    use_time_zone(w);
    require_acting(w);
    run(filled("SELECT survey, person_id, closed_at FROM %I.case_file WHERE case_id = %L FOR NO KEY UPDATE", {w.name, id}));
    const bool known = SPI_processed > 0;
    const auto at = [&](int column) { return SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, column); };
    const char *const survey = known ? at(1) : nullptr, *const person = known ? at(2) : nullptr;
    const char* const closed = known ? at(3) : nullptr;
    if (!may_deal(w, user, survey, person, "analyst")) refuse_role("close this case", w);
    if (!known) refuse(psprintf("no case %s in workspace \"%s\"", id, w.name), "SELECT case_id FROM case_file lists them.");
    if (closed != nullptr) refuse(psprintf("case %s was closed at %s", id, closed), "Open another one: xm.open_case.");
    run("UPDATE %I.case_file SET closed_at = pg_catalog.now(), outcome = %L, note = COALESCE(%L, note) WHERE case_id = %L",
        {w.name, outcome, note, id});
    end(a);
    SPI_finish();
    PG_RETURN_VOID();
}

// For policies, of cases about no alert: those of a survey ask was_granted.
XM_FUNCTION(xm_may_see_case) {
    if (PG_ARGISNULL(0) || PG_ARGISNULL(2)) PG_RETURN_NULL();
    const workspace w = workspace_of(PG_GETARG_OID(0));
    const char* const person = number_or_null(fcinfo, 1);
    const char* const kind = kind_of_grant(PG_GETARG_DATUM(2));
    const Oid user = GetUserId();
    SPI_connect();
    const action a = begin_as_owner(w);
    const bool may = may_deal(w, user, nullptr, person, kind);
    end(a);
    SPI_finish();
    PG_RETURN_BOOL(may);
}

XM_FUNCTION(xm_action_check) {
    pg::row_set rows(fcinfo);
    const workspace w = workspace_named(PG_GETARG_DATUM(0));
    const char* const id = number_or_null(fcinfo, 1);
    const char* const span = DatumGetCString(DirectFunctionCall1(interval_out, PG_GETARG_DATUM(2)));
    const char* const confidence = DatumGetCString(DirectFunctionCall1(float8out, PG_GETARG_DATUM(3)));
    pg::guard([level = PG_GETARG_FLOAT8(3)] { core::check_confidence(level); });
    const Oid user = GetUserId();
    SPI_connect();
    const action a = begin_as_owner(w);
    use_time_zone(w);
    require_acting(w);
    run(filled(
        "SELECT a.survey, a.item, a.unit, a.started, i.type, i.metric, s.mode, s.weighted FROM %I.action a JOIN %I.item i ON "
        "i.survey = a.survey AND i.item = a.item JOIN %I.survey s ON s.survey = a.survey WHERE a.action_id = %L",
        {w.name, w.name, w.name, id}));
    const bool known = SPI_processed > 0;
    const auto at = [&](int column) {
        return known ? SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, column) : nullptr;
    };
    const char *const survey = at(1), *const item = at(2), *const unit = at(3), *const started = at(4), *const type = at(5),
                      *const metric = at(6), *const mode = at(7), *const weighted = at(8);
    if (known ? !was_granted(w, survey, user, "analyst") : !was_granted_any(w, user, "analyst"))
        refuse_role("check this action", w);
    if (!known) refuse(psprintf("no action %s in workspace \"%s\"", id, w.name), "SELECT action_id FROM action lists them.");
    if (strcmp(type, "rating") != 0)
        refuse(psprintf("item \"%s\" is a %s: effects are of ratings", item, type), "Name a rating in the table action.");
    if (fetch("SELECT 1 WHERE %L::pg_catalog.interval > '0'", {span}) == nullptr)
        refuse(psprintf("span %s is not more than nothing", span), "Write how long before and after, 3 months.");
    const char* const begin = fetch("SELECT (%L::pg_catalog.date - %L::pg_catalog.interval)::pg_catalog.date", {started, span});
    const char* const over = fetch("SELECT (%L::pg_catalog.date + %L::pg_catalog.interval)::pg_catalog.date", {started, span});
    if (fetch("SELECT 1 WHERE %L::pg_catalog.date > CURRENT_DATE", {over}) != nullptr)
        refuse(psprintf("the span after the action ends on %s", over), "Wait until then, or give a shorter span.");

    StringInfoData sql;
    initStringInfo(&sql);
    // States by unit and side, of all units that have any.
    if (mode[0] == 'i') {
        appendStringInfo(
            &sql,
            "WITH own AS MATERIALIZED (SELECT t.unit, t.submitted_at >= %s::pg_catalog.date AS after, %s AS r FROM %s t "
            "WHERE t.complete AND t.unit IS NOT NULL AND t.submitted_at >= %s::pg_catalog.date AND t.submitted_at < "
            "%s::pg_catalog.date GROUP BY 1, 2), listed AS (SELECT DISTINCT unit FROM own), open AS MATERIALIZED (SELECT unit, "
            "true AS whole FROM listed)",
            quote_literal_cstr(started),
            psprintf(weighted[0] == 't' ? "xm.ratings(t.%s, t.weight)" : "xm.ratings(t.%s)", quote_identifier(item)),
            filled("%I.%I", {w.name, survey}), quote_literal_cstr(begin), quote_literal_cstr(over));
    } else {
        // What was published counts the units below, so only units without any; of each wave what was released last.
        appendStringInfoString(
            &sql,
            filled("WITH published AS MATERIALIZED (SELECT p.unit, p.wave, COALESCE(w.closes, w.opens) >= %L AS after, p.status, "
                   "p.r, "
                   "p.publication_id FROM %I.published p JOIN %I.wave w ON w.survey = p.survey AND w.wave = p.wave WHERE "
                   "p.survey = %L "
                   "AND p.item = %L AND p.breakdown = '{}' AND p.unit IS NOT NULL AND COALESCE(w.closes, w.opens) >= %L AND "
                   "COALESCE(w.closes, w.opens) < %L AND NOT EXISTS (SELECT FROM %I.unit b WHERE b.parent = p.unit))",
                   {started, w.name, w.name, survey, item, begin, over, w.name}));
        appendStringInfoString(
            &sql,
            ", latest AS (SELECT DISTINCT ON (unit, wave) unit, after, r FROM published WHERE status = 'released' ORDER BY unit, "
            "wave, publication_id DESC), own AS MATERIALIZED (SELECT unit, after, xm.rollup(r) AS r FROM latest WHERE r IS NOT "
            "NULL "
            "GROUP BY 1, 2), listed AS (SELECT DISTINCT unit FROM published), open AS MATERIALIZED (SELECT l.unit, (SELECT "
            "pg_catalog.count(*) FROM own o WHERE o.unit = l.unit) = 2 AS whole FROM listed l)");
    }
    appendStringInfoString(
        &sql, unit == nullptr
                  ? filled(", under AS MATERIALIZED (SELECT unit FROM %I.unit)", {w.name})
                  : filled(", under AS MATERIALIZED (SELECT unit FROM %I.unit_path WHERE ancestor = %L)", {w.name, unit}));
    appendStringInfoString(
        &sql,
        filled(
            ", busy AS MATERIALIZED (SELECT u.unit FROM %I.action b JOIN %I.unit_path u ON u.ancestor = COALESCE(b.unit, u.unit) "
            "WHERE b.action_id <> %L AND b.survey = %L AND b.item = %L AND b.started < %L AND COALESCE(b.ended >= %L, true))",
            {w.name, w.name, id, survey, item, over, begin}));
    appendStringInfoString(
        &sql,
        filled(
            ", side AS MATERIALIZED (SELECT o.unit, o.whole, true AS treated FROM open o WHERE o.unit IN (SELECT unit FROM "
            "under) "
            "UNION ALL SELECT o.unit, o.whole, false FROM open o JOIN %I.unit u ON u.unit = o.unit WHERE o.unit NOT IN (SELECT "
            "unit "
            "FROM under) AND o.unit NOT IN (SELECT unit FROM busy) AND COALESCE(u.kind, '') IN (SELECT COALESCE(k.kind, '') FROM "
            "open t JOIN %I.unit k ON k.unit = t.unit WHERE t.unit IN (SELECT unit FROM under)))",
            {w.name, w.name}));
    appendStringInfoString(
        &sql,
        filled(
            " SELECT (e.effect).*, (SELECT pg_catalog.count(*) FROM side WHERE NOT whole) FROM (SELECT xm.action_effect(o.unit, "
            "s.treated, o.after, o.r, %L::xm.metric, %L) AS effect FROM own o JOIN side s ON s.unit = o.unit WHERE s.whole) e",
            {metric == nullptr ? "mean" : metric, confidence}));
    run(sql.data);
    SPITupleTable* const found = SPI_tuptable;
    const auto cell = [&](int column) { return stored_cell(found, 0, column); };
    rows.add({cell(1), cell(2), cell(3), cell(4), cell(5), cell(6), cell(7), cell(8), cell(9), cell(10), cell(11), cell(12),
              cell(13), cell(14)});
    end(a);
    SPI_finish();
    return Datum{0};
}

// Of identified surveys, and of confidential ones whose wave is over, with groups of at least ten.
XM_FUNCTION(xm_representativeness) {
    pg::row_set rows(fcinfo);
    const workspace w = workspace_of(PG_GETARG_OID(0));
    const Oid user = GetUserId();
    SPI_connect();
    const action a = begin_as_owner(w);
    use_time_zone(w);
    const char* const list = fetch("SELECT value FROM %I.setting WHERE name = 'representativeness'", {w.name});
    run(filled(
        "SELECT a, pg_catalog.quote_literal(a), pg_catalog.quote_ident(a) FROM pg_catalog.jsonb_array_elements_text(COALESCE(%L, "
        "'[\"unit\"]')::pg_catalog.jsonb) WITH ORDINALITY t(a, place) ORDER BY place",
        {list}));
    StringInfoData raw, sizes, pooled, smallest;
    for (StringInfo s : {&raw, &sizes, &pooled, &smallest}) initStringInfo(s);
    for (std::uint64_t i = 0; i < SPI_processed; ++i) {
        const auto at = [&](int column) { return SPI_getvalue(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, column); };
        const char* const comma = i == 0 ? "" : ", ";
        const auto n = static_cast<int>(i);
        if (strcmp(at(1), "unit") == 0)
            appendStringInfo(&raw, "%si.unit AS a%d", comma, n);
        else
            appendStringInfo(&raw, "%sCOALESCE(m.attributes ->> %s, p.attributes ->> %s) AS a%d", comma, at(2), at(2), n);
        appendStringInfo(&sizes, ", pg_catalog.count(*) OVER (PARTITION BY wave, a%d) AS n%d", n, n);
        appendStringInfo(&pooled, "%sCASE WHEN t.identified OR t.n%d >= 10 THEN t.a%d ELSE '(few)' END AS %s", comma, n, n,
                         at(3));
        appendStringInfo(&smallest,
                         " AND (identified OR NOT EXISTS (SELECT FROM shown s WHERE s.wave IS NOT DISTINCT FROM g.wave GROUP "
                         "BY (s.c).%s HAVING pg_catalog.count(*) < 10))",
                         at(3));
    }
    if (raw.len > 0)
        run(
            filled("SELECT survey, side, mode FROM %I.survey s WHERE mode <> 'anonymous' AND EXISTS (SELECT FROM %I.invited i "
                   "WHERE i.survey "
                   "= s.survey) ORDER BY survey",
                   {w.name, w.name}));
    SPITupleTable* const surveys = SPI_tuptable;
    const auto count = raw.len > 0 ? SPI_processed : 0;
    for (std::uint64_t i = 0; i < count; ++i) {
        const auto at = [&](int column) { return SPI_getvalue(surveys->vals[i], surveys->tupdesc, column); };
        const char* const survey = at(1);
        const bool employees = at(2)[0] == 'e', identified = at(3)[0] == 'i';
        if (!was_granted(w, survey, user, "sender") && ((employees && identified) || !was_granted(w, survey, user, "analyst")))
            continue;
        run(psprintf(
            "%s, sized AS (SELECT *%s FROM asked WHERE counted OR identified AND responded), shown AS MATERIALIZED (SELECT "
            "t.wave, t.identified, t.responded, c FROM sized t, LATERAL "
            "(SELECT %s) c), g AS (SELECT wave, identified, xm.r_indicator(responded, c) AS x FROM shown GROUP BY 1, 2) SELECT "
            "%s, wave, "
            "(x).r_indicator, (x).r_indicator_adjusted, (x).max_bias, (x).partial FROM g WHERE true%s ORDER BY wave",
            psprintf("WITH asked AS (SELECT i.wave, %s AS identified, %s AS counted, %s, %s)", identified ? "true" : "false",
                     identified ? "i.status NOT IN ('planned', 'ineligible')" : "w.closes < CURRENT_DATE", raw.data,
                     filled("EXISTS (SELECT FROM %I.invitation_token t WHERE t.invitation_id = i.invitation_id AND t.status = "
                            "'answered') AS responded FROM %I.invited i JOIN %I.person p ON p.person_id = i.person_id LEFT JOIN "
                            "LATERAL (SELECT attributes FROM %I.membership m WHERE m.person_id = i.person_id AND m.since <= "
                            "i.invited_at ORDER BY since DESC LIMIT 1) m ON true LEFT JOIN %I.wave w ON w.survey = i.survey AND "
                            "w.wave = i.wave WHERE i.survey = %L",
                            {w.name, w.name, w.name, w.name, w.name, survey})),
            sizes.data, pooled.data, quote_literal_cstr(survey), smallest.data));
        SPITupleTable* const found = SPI_tuptable;
        const auto waves = SPI_processed;
        for (std::uint64_t k = 0; k < waves; ++k)
            rows.add({stored_cell(found, k, 1), stored_cell(found, k, 2), stored_cell(found, k, 3), stored_cell(found, k, 4),
                      stored_cell(found, k, 5), stored_cell(found, k, 6)});
    }
    end(a);
    SPI_finish();
    return Datum{0};
}
