// xm.invite and what belongs to it: whom to ask, tokens, what came of it.
#include "core/survey/asking.hpp"

#include "pg/survey/people.hpp"
#include "pg/survey/workspace.hpp"

using namespace xm;              // NOLINT: entries below are C symbols
using namespace xm::pg::survey;  // NOLINT

namespace {

// The survey that is asked about; plain data.
struct asked_survey {
    const char *name, *side;
    core::survey::mode mode;
    bool anonymous() const { return mode == core::survey::mode::anonymous; }
    bool identified() const { return mode == core::survey::mode::identified; }
};

asked_survey survey_to_ask(const workspace& w, const char* name) {
    require_asking(w);
    const char* const mode = fetch("SELECT mode FROM %I.survey WHERE survey = %L", {w.name, name});
    if (mode == nullptr) no_survey(w, name);
    return {name, fetch("SELECT side FROM %I.survey WHERE survey = %L", {w.name, name}),
            mode[0] == 'i'   ? core::survey::mode::identified
            : mode[0] == 'c' ? core::survey::mode::confidential
                             : core::survey::mode::anonymous};
}

void require_grant(const workspace& w, const char* survey, Oid user, const char* kind, const char* what) {
    if (!was_granted(w, survey, user, kind))
        ereport(ERROR, (errcode(ERRCODE_INSUFFICIENT_PRIVILEGE), errmsg("permission denied to %s \"%s\"", what, survey),
                        errhint("Ask the owner of the workspace for the kind %s: xm.grant_workspace.", kind)));
}

void check_wave(const workspace& w, const asked_survey& s, const char* wave) {
    if (wave == nullptr) return;
    if (fetch("SELECT 1 FROM %I.wave WHERE survey = %L AND wave = %L", {w.name, s.name, wave}) == nullptr)
        ereport(ERROR,
                (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("wave \"%s\" of survey \"%s\" is not known", wave, s.name),
                 errhint("INSERT INTO %s.wave (survey, wave) makes it.", quote_identifier(w.name))));
    const char* const closed =
        fetch("SELECT closes FROM %I.wave WHERE survey = %L AND wave = %L AND closes < CURRENT_DATE", {w.name, s.name, wave});
    if (closed != nullptr)
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("wave \"%s\" closed on %s", wave, closed),
                        errhint("Set closes to a later day, or ask in another wave.")));
}

// Options as plain data, in the database's encoding.
struct plain_options {
    const char *channel, *occasion, *seed, *expires, *sample;
    bool share, dry_run, reissue;
    const char** strata;
    int strata_size;
};

plain_options options_of(Datum options, const asked_survey& s, bool reminding) {
    Jsonb* const j = DatumGetJsonbP(options);
    const char* const json = utf8(JsonbToCString(nullptr, &j->root, static_cast<int>(VARSIZE(j))));
    return pg::guard([&] {
        const auto read = core::survey::asking_options::parse(json, s.mode, reminding);
        const auto plain = [](const std::optional<std::string>& text) {
            const char* result = nullptr;
            if (text) pg::call([&] { result = pstrdup(pg::from_utf8(text->c_str())); });
            return result;
        };
        plain_options o{plain(read.channel),
                        plain(read.occasion),
                        plain(read.seed),
                        plain(read.expires),
                        plain(read.sample),
                        read.sample_is_share,
                        read.dry_run,
                        read.reissue,
                        nullptr,
                        static_cast<int>(read.strata.size())};
        pg::call([&] { o.strata = static_cast<const char**>(palloc0(sizeof(char*) * (read.strata.size() + 1))); });
        for (std::size_t i = 0; i < read.strata.size(); ++i) o.strata[i] = plain(read.strata[i]);
        if (o.expires != nullptr) {
            try {
                pg::call([&] {
                    DirectFunctionCall3(interval_in, CStringGetDatum(o.expires), ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1));
                });
            } catch (const pg::error&) {
                core::fail(core::errc::invalid, "Write an interval, 14 days.", "options.expires: \"", *read.expires,
                           "\" is no interval");
            }
        }
        return o;
    });
}

void check_expires(const plain_options& o) {
    if (o.expires != nullptr && fetch("SELECT 1 WHERE %L::pg_catalog.interval > '0'", {o.expires}) == nullptr)
        ereport(ERROR,
                (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("options.expires: \"%s\" is not more than nothing", o.expires),
                 errhint("Write how long tokens hold, 14 days.")));
}

// What is done with which people when: pieces of one statement, whose $1 are the persons.
struct campaign {
    workspace w;
    asked_survey survey;
    const char* wave;
    plain_options o;
    const char *now, *today;
    bool merged;  // whether any persons count as others: whoever is asked, and what he did, is by roots then

    const char* root(const char* person) const { return root_of(w, merged, person); }
    // Rows of a table that are of a person of `asked a`.
    const char* rows_of(const char* table) const { return rows_of_root(w, merged, table, "a.person_id"); }

    // The rules that stand against a contact: of each person (`asked`, with the channel) the first by name. A contact without a
    // channel counts for every channel. Who answered a confidential survey nobody may learn from his rest: there all rest who
    // were asked, but for the wave that is being asked about.
    void add_violated(StringInfo sql) const {
        const char* const answers = fetch(
            "SELECT pg_catalog.string_agg(pg_catalog.format('SELECT %%s AS person_id, %%L::pg_catalog.text AS survey, "
            "pg_catalog.max(submitted_at) AS at FROM %%I.%%I t WHERE complete AND person_id = ANY ($1) GROUP BY 1', "
            "%L::pg_catalog.text, s.survey, %L::pg_catalog.text, s.survey), ' UNION ALL ') FROM %I.survey s WHERE mode = "
            "'identified' AND side = %L AND EXISTS (SELECT FROM %I.contact_rule r WHERE rest IS NOT NULL AND COALESCE(r.survey, "
            "s.survey) = s.survey)",
            {root("t.person_id"), w.name, w.name, survey.side, w.name});
        appendStringInfoString(
            sql,
            filled(", rule AS MATERIALIZED (SELECT *, %L::pg_catalog.timestamptz - period AS since, %L::pg_catalog.timestamptz - "
                   "rest AS awake FROM %I.contact_rule WHERE COALESCE(side, %L) = %L AND COALESCE(survey, %L) = %L)",
                   {now, now, w.name, survey.side, survey.side, survey.name, survey.name}));
        appendStringInfo(
            sql,
            ", counted AS (SELECT a.person_id, r.rule FROM asked a CROSS JOIN LATERAL %s c JOIN rule r ON c.counts AND "
            "(r.channel IS NULL OR a.channel IS NULL OR r.channel = a.channel) AND (r.survey IS NULL "
            "OR c.survey = r.survey) AND (r.channel IS NULL OR c.channel IS NULL OR c.channel = r.channel) AND (r.since IS "
            "NULL OR c.at > r.since) GROUP BY 1, 2, r.max_contacts HAVING pg_catalog.count(*) >= r.max_contacts"
            " UNION ALL SELECT a.person_id, r.rule FROM asked a JOIN rule r ON r.max_contacts = 0 AND (r.channel IS NULL "
            "OR a.channel IS NULL OR r.channel = a.channel))",
            rows_of("contact"));
        appendStringInfo(
            sql,
            ", rested AS (SELECT a.person_id, r.rule FROM (%s%s%s) x JOIN asked a ON a.person_id = x.person_id JOIN rule r ON "
            "(r.channel IS NULL OR a.channel IS NULL OR r.channel = a.channel) AND (r.survey IS NULL OR x.survey = r.survey) AND "
            "x.at > r.awake)",
            answers == nullptr ? "" : answers, answers == nullptr ? "" : " UNION ALL ",
            psprintf(
                "SELECT %s AS person_id%s", root("c.person_id"),
                filled(", c.survey, pg_catalog.max(c.at) AS at FROM %I.contact c JOIN %I.survey s ON s.survey = c.survey AND "
                       "s.mode = 'confidential' WHERE c.person_id = ANY ($1) AND (c.survey, c.wave) IS DISTINCT FROM "
                       "(%L::pg_catalog.text, %L::pg_catalog.text) GROUP BY 1, 2",
                       {w.name, w.name, survey.name, wave})));
        appendStringInfoString(
            sql,
            ", violated AS MATERIALIZED (SELECT person_id, pg_catalog.min(rule COLLATE \"C\") AS rule FROM (TABLE counted UNION "
            "ALL TABLE rested) b GROUP BY 1)");
    }
    // Why somebody is not contacted at all, as the beginning of a CASE over asked a, with what it is joined with.
    const char* barred() const {
        const char* const departed =
            merged ? filled(
                         "(SELECT pg_catalog.bool_and(COALESCE(x.departed < %L::pg_catalog.date, false)) FROM %I.person x WHERE "
                         "x.root = a.person_id)",
                         {today, w.name})
                   : filled("p.departed < %L::pg_catalog.date", {today});
        return psprintf(
            "CASE WHEN %s%s", departed,
            filled(
                " THEN 'departed' WHEN o.person_id IS NOT NULL OR EXISTS (SELECT FROM "
                "%I.forgotten f WHERE f.hash = pg_catalog.sha256(pg_catalog.convert_to((SELECT value FROM %I.setting WHERE name "
                "= "
                "'secret') || pg_catalog.chr(10) || 'opt_out' || pg_catalog.chr(10) || a.person_id, 'UTF8'))) THEN 'opted_out'",
                {w.name, w.name}));
    }
    const char* joined() const {
        return psprintf(
            " JOIN %s.person p ON p.person_id = a.person_id LEFT JOIN LATERAL (SELECT person_id FROM %s t WHERE t.channel IS "
            "NULL "
            "OR a.channel IS NULL OR t.channel = a.channel LIMIT 1) o ON true LEFT JOIN violated v ON v.person_id = a.person_id",
            quote_identifier(w.name), rows_of("opt_out"));
    }
    // Tokens for rows of `made` (invitation_id, person_id), stored as hashes. What nobody may tell from a spent one is spent when
    // it is made.
    void add_tokens(StringInfo sql) const {
        appendStringInfoString(
            sql, ", token AS MATERIALIZED (SELECT invitation_id, person_id, xm_internal.new_token() AS token FROM made)");
        const char* const hash = token_hash("t.token");
        if (survey.anonymous())
            appendStringInfoString(
                sql,
                filled(
                    psprintf(", kept AS (INSERT INTO %%I.anonymous_token (hash, survey, wave) SELECT %s, %%L, %%L FROM token t "
                             "ORDER BY 1), asked_in_all AS (INSERT INTO %%I.anonymous_asked AS a (survey, wave, asked) SELECT "
                             "%%L, %%L, pg_catalog.count(*) FROM token HAVING pg_catalog.count(*) > 0 ON CONFLICT (survey, "
                             "wave) DO UPDATE SET asked = a.asked + EXCLUDED.asked)",
                             hash),
                    {w.name, survey.name, wave, w.name, survey.name, wave}));
        else
            appendStringInfoString(
                sql,
                filled(
                    psprintf(", kept AS (INSERT INTO %%I.invitation_token (hash, invitation_id, expires, status, status_at, "
                             "response_id) SELECT %s, t.invitation_id, %%L::pg_catalog.timestamptz + %%L::pg_catalog.interval, "
                             "s.status, s.status_at, s.response_id FROM token t LEFT JOIN LATERAL (SELECT status, status_at, "
                             "response_id FROM %%I.invitation_token b WHERE b.invitation_id = t.invitation_id AND b.status = "
                             "'answered' LIMIT 1) s ON true)",
                             hash),
                    {w.name, now, o.expires, w.name}));
    }
    void add_contacts(StringInfo sql, const char* from, const char* kind) const {
        appendStringInfoString(sql,
                               filled(psprintf(", contacted AS (INSERT INTO %%I.contact (person_id, survey, wave, channel, kind, "
                                               "at, invitation_id) SELECT person_id, %%L, %%L, channel, %%L, %%L, invitation_id "
                                               "FROM %s)",
                                               from),
                                      {w.name, survey.name, wave, kind, now}));
    }
    // The day is enough where nobody may know who answered.
    const char* status_at() const {
        return survey.identified() ? quote_literal_cstr(now) : psprintf("%s::pg_catalog.timestamptz", quote_literal_cstr(today));
    }
};

// What xm.invite and xm.remind have to look at first. A campaign sees the contacts of all that went before it: each waits for the
// one before, and looks afterwards.
campaign begin_campaign(const workspace& w, const char* survey, const char* wave, Datum options, bool reminding, Oid user) {
    require_grant(w, survey, user, "sender", reminding ? "remind people of survey" : "invite people to survey");
    const asked_survey s = survey_to_ask(w, survey);
    check_wave(w, s, wave);
    const plain_options o = options_of(options, s, reminding);
    if (wave != nullptr && o.occasion != nullptr)
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                        errmsg("options.occasion: \"%s\" beside wave \"%s\"", o.occasion, wave),
                        errhint("A survey in waves asks once a wave: leave one of them out.")));
    check_expires(o);
    if (IsolationUsesXactSnapshot())
        ereport(ERROR, (errcode(ERRCODE_ACTIVE_SQL_TRANSACTION),
                        errmsg("people are invited in transactions of isolation level READ COMMITTED only"),
                        errhint("Others would not see whom a campaign at the same time contacts.")));
    lock_campaigns(w, true);
    const char* const now = fetch("SELECT pg_catalog.clock_timestamp()");
    return {w, s, wave, o, now, fetch("SELECT %L::pg_catalog.timestamptz::pg_catalog.date", {now}), has_merged(w)};
}

// Runs the statement of a campaign, returns its rows, and says how many of them tell of an invitation.
std::uint64_t run_campaign(pg::row_set& rows, const char* sql, Datum persons) {
    // The planner takes any list for a short one, and would look at every rule for each person anew.
    const ArrayType* const list = DatumGetArrayTypeP(persons);
    if (ArrayGetNItems(ARR_NDIM(list), ARR_DIMS(list)) > 1000) {
        set_until_end("enable_nestloop", "off");
        set_until_end("enable_mergejoin", "off");
        prefer_hashing();
    }
    run_with(sql, {INT8ARRAYOID}, {persons});
    SPITupleTable* const found = SPI_tuptable;
    const auto count = SPI_processed;
    const MemoryContext row = AllocSetContextCreate(CurrentMemoryContext, "a row of a campaign", ALLOCSET_SMALL_SIZES);
    const MemoryContext before = MemoryContextSwitchTo(row);
    std::uint64_t invited = 0;
    for (std::uint64_t i = 0; i < count; ++i) {
        CHECK_FOR_INTERRUPTS();
        invited += strcmp(SPI_getvalue(found->vals[i], found->tupdesc, 2), "invited") == 0;
        rows.add({stored_cell(found, i, 1), stored_cell(found, i, 2), stored_cell(found, i, 3), stored_cell(found, i, 4)});
        MemoryContextReset(row);
    }
    MemoryContextSwitchTo(before);
    MemoryContextDelete(row);
    return invited;
}

void refuse_unknown_persons(const workspace& w, const asked_survey& s, Datum persons) {
    const char* const sql = filled(
        "SELECT a.p, x.side FROM pg_catalog.unnest($1) a(p) LEFT JOIN %I.person x ON x.person_id = a.p WHERE x.side IS "
        "DISTINCT FROM %L ORDER BY 1 NULLS FIRST LIMIT 1",
        {w.name, s.side});
    run_with(sql, {INT8ARRAYOID}, {persons});
    if (SPI_processed == 0) return;
    const char* const person = SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1);
    const char* const side = SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 2);
    if (person == nullptr)
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("a person is NULL"), errhint("Leave it out.")));
    if (side == nullptr)
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("no person %s in workspace \"%s\"", person, w.name),
                        errhint("Name people by person_id, as %s.person has them.", quote_identifier(w.name))));
    ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("person %s is no %s", person, s.side),
                    errhint("Survey \"%s\" asks %ss: leave the person out.", s.name, s.side)));
}

// These persons under all of their numbers.
Datum all_numbers(const workspace& w, Datum persons) {
    run_with(
        filled("SELECT pg_catalog.array_agg(DISTINCT q.person_id) FROM %I.person p JOIN %I.person q ON q.root = p.root WHERE "
               "p.person_id = ANY ($1)",
               {w.name, w.name}),
        {INT8ARRAYOID}, {persons});
    bool null = false;
    const Datum all = SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1, &null);
    return null ? persons : all;
}

// The name of the group that a person is drawn in, over p and u; NULL without groups.
const char* stratum_of(const plain_options& o) {
    if (o.strata_size == 0) return "NULL::pg_catalog.text";
    StringInfoData sql;
    initStringInfo(&sql);
    appendStringInfoString(&sql, "pg_catalog.concat_ws(' / '");
    for (int i = 0; i < o.strata_size; ++i)
        if (strcmp(o.strata[i], "unit") == 0)
            appendStringInfoString(&sql, ", COALESCE(u.unit, '(none)')");
        else
            appendStringInfoString(
                &sql, filled(", COALESCE(u.attributes ->> %L, p.attributes ->> %L, '(none)')", {o.strata[i], o.strata[i]}));
    appendStringInfoChar(&sql, ')');
    return sql.data;
}

}  // namespace

XM_FUNCTION(xm_new_token) {
    unsigned char bits[16];
    if (!pg_strong_random(bits, sizeof bits))
        ereport(ERROR, (errcode(ERRCODE_INTERNAL_ERROR), errmsg("could not generate random values")));
    PG_RETURN_TEXT_P(cstring_to_text(pg::guard([&] { return pg::keep(core::survey::token_text(bits)); })));
}

// Asked for every row that a policy looks at: what is found out of a side holds for the statement.
XM_FUNCTION(xm_may_ask) {
    struct answers {
        Oid table, user;
        bool known[2], may[2];
    };
    const Oid table = PG_GETARG_OID(0), user = GetUserId();
    const char* const person = psprintf("%lld", static_cast<long long>(PG_GETARG_INT64(1)));
    auto* kept = static_cast<answers*>(fcinfo->flinfo->fn_extra);
    if (kept == nullptr || kept->table != table || kept->user != user) {
        if (kept == nullptr) kept = static_cast<answers*>(MemoryContextAlloc(fcinfo->flinfo->fn_mcxt, sizeof(answers)));
        *kept = {table, user, {false, false}, {false, false}};
        fcinfo->flinfo->fn_extra = kept;
    }
    const workspace w = workspace_of(table);
    SPI_connect();
    const action a = begin_as_owner(w);
    const char* const side = fetch("SELECT side FROM %I.person WHERE person_id = %L", {w.name, person});
    const int which = side != nullptr && strcmp(side, "customer") == 0 ? 1 : 0;
    if (side != nullptr && !kept->known[which]) {
        bool may = false;
        run("SELECT survey FROM %I.survey WHERE side = %L", {w.name, side});
        SPITupleTable* const found = SPI_tuptable;
        const auto count = SPI_processed;
        for (std::uint64_t i = 0; i < count && !may; ++i)
            may = was_granted(w, SPI_getvalue(found->vals[i], found->tupdesc, 1), user, "sender");
        kept->may[which] = may;
        kept->known[which] = true;
    }
    const bool may = side != nullptr && kept->may[which];
    end(a);
    SPI_finish();
    PG_RETURN_BOOL(may);
}

XM_FUNCTION(xm_invite) {
    refuse_null(fcinfo, 0, "workspace");
    refuse_null(fcinfo, 1, "survey");
    refuse_null(fcinfo, 3, "persons");
    refuse_null(fcinfo, 4, "options");
    pg::row_set rows(fcinfo);
    const workspace w = workspace_named(PG_GETARG_DATUM(0));
    const char* const name = text_or_null(fcinfo, 1);
    const char* const wave = text_or_null(fcinfo, 2);
    Datum persons = PG_GETARG_DATUM(3);
    const Oid user = GetUserId();
    SPI_connect();
    const action a = begin_as_owner(w);
    use_time_zone(w);
    const campaign c = begin_campaign(w, name, wave, PG_GETARG_DATUM(4), false, user);
    const asked_survey& s = c.survey;
    const plain_options& o = c.o;
    refuse_unknown_persons(w, s, persons);
    if (c.merged) persons = all_numbers(w, persons);

    StringInfoData sql;
    initStringInfo(&sql);
    appendStringInfoString(&sql, psprintf("WITH asked AS MATERIALIZED (SELECT DISTINCT %s AS person_id%s", c.root("p"),
                                          filled(", %L::pg_catalog.text AS channel FROM pg_catalog.unnest($1) p)", {o.channel})));
    c.add_violated(&sql);
    appendStringInfo(&sql, ", checked AS MATERIALIZED (SELECT a.person_id, u.unit, %s AS stratum, %s", stratum_of(o), c.barred());
    appendStringInfoString(&sql,
                           " WHEN i.invitation_id IS NOT NULL THEN 'already' WHEN v.rule IS NOT NULL THEN 'rule' END AS "
                           "decision, v.rule, i.invitation_id, i.status FROM asked a");
    appendStringInfoString(&sql, c.joined());
    // Of several invitations of one person the one that was answered, where that may be known: else the newest.
    const char* const first_of_several =
        psprintf(" ORDER BY %sj.invitation_id DESC LIMIT 1",
                 s.identified() ? filled("EXISTS (SELECT FROM %I.invitation_token t WHERE t.invitation_id = j.invitation_id AND "
                                         "t.status = 'answered') DESC, ",
                                         {w.name})
                                : "");
    appendStringInfoString(
        &sql,
        psprintf(
            " LEFT JOIN LATERAL (SELECT * FROM %s j WHERE %s%s) i ON true LEFT JOIN LATERAL (SELECT m.unit, m.attributes FROM "
            "%s m WHERE m.since <= %s ORDER BY m.since DESC, m.person_id LIMIT 1) u ON true)",
            c.rows_of("invited"),
            filled("j.survey = %L AND j.wave IS NOT DISTINCT FROM %L AND j.occasion IS NOT DISTINCT FROM %L",
                   {name, wave, o.occasion}),
            c.merged ? first_of_several : "", c.rows_of("membership"), quote_literal_cstr(c.today)));
    // Proportional to those left, by largest remainders (Hamilton); ties by name. The hash says who, whatever their order.
    const char* const target = o.sample == nullptr ? "n"
                               : o.share ? filled("pg_catalog.round(%L::pg_catalog.numeric * n)::pg_catalog.int8", {o.sample})
                                         : filled("LEAST(%L::pg_catalog.numeric, n)::pg_catalog.int8", {o.sample});
    appendStringInfo(
        &sql,
        ", left_over AS (SELECT stratum, pg_catalog.count(*) AS n FROM checked WHERE decision IS NULL GROUP BY stratum)"
        ", whole AS (SELECT n, %s AS target FROM (SELECT pg_catalog.sum(n)::pg_catalog.int8 AS n FROM left_over) t)"
        ", quota AS MATERIALIZED (SELECT l.stratum, l.n, w.target * l.n / w.n + (pg_catalog.row_number() OVER (ORDER BY w.target "
        "* l.n "
        "%% w.n DESC, l.stratum COLLATE \"C\") <= w.target - pg_catalog.sum(w.target * l.n / w.n) OVER "
        "())::pg_catalog.int4 AS k FROM left_over l, whole w)",
        target);
    appendStringInfoString(
        &sql,
        filled(", drawn AS MATERIALIZED (SELECT c.person_id, q.k, q.n, pg_catalog.row_number() OVER (PARTITION BY c.stratum "
               "ORDER BY "
               "pg_catalog.sha256(pg_catalog.convert_to(COALESCE(%L, '') || pg_catalog.chr(10) || %L || pg_catalog.chr(10) || "
               "COALESCE(%L, '') || pg_catalog.chr(10) || c.person_id, 'UTF8')), c.person_id) AS place FROM checked c JOIN quota "
               "q ON COALESCE(c.stratum, '') = COALESCE(q.stratum, '') WHERE c.decision IS NULL)",
               {o.seed, name, wave}));
    appendStringInfoString(
        &sql,
        ", decided AS MATERIALIZED (SELECT c.person_id, COALESCE(c.decision, CASE WHEN d.place <= d.k THEN "
        "'invited' ELSE 'not_sampled' END) AS decision, CASE c.decision WHEN 'rule' THEN c.rule END AS detail, c.unit, "
        "c.stratum, d.k::pg_catalog.float8 / d.n AS probability, c.invitation_id, c.status FROM checked c LEFT JOIN "
        "drawn d ON d.person_id = c.person_id)");
    if (o.dry_run) {
        appendStringInfoString(&sql, " SELECT person_id, decision, detail, NULL::pg_catalog.text FROM decided ORDER BY 1");
    } else {
        appendStringInfoString(
            &sql,
            filled(
                psprintf(", invitation AS (INSERT INTO %%I.invited (survey, wave, occasion, person_id, unit, channel, stratum, "
                         "probability, invited_at, last_contact_at, status, status_at) SELECT %%L, %%L, %%L, person_id, unit, "
                         "%%L, stratum, probability, %%L, %%L, %%L, %s FROM decided WHERE decision = 'invited' ORDER BY "
                         "person_id RETURNING invitation_id, person_id, channel)",
                         c.status_at()),
                {w.name, name, wave, o.occasion, o.channel, c.now, c.now, s.anonymous() ? "sent" : "planned"}));
        c.add_contacts(&sql, "invitation", "invitation");
        appendStringInfoString(&sql, ", made AS (SELECT invitation_id, person_id FROM invitation");
        if (o.reissue) {
            appendStringInfoString(&sql,
                                   " UNION ALL SELECT d.invitation_id, d.person_id FROM decided d WHERE d.decision = 'already' "
                                   "AND d.status IN ('planned', 'sent')");
            if (s.identified())
                appendStringInfoString(&sql, filled(" AND NOT EXISTS (SELECT FROM %I.invitation_token t WHERE t.invitation_id = "
                                                    "d.invitation_id AND t.status = 'answered')",
                                                    {w.name}));
        }
        appendStringInfoChar(&sql, ')');
        c.add_tokens(&sql);
        appendStringInfoString(&sql,
                               " SELECT d.person_id, d.decision, d.detail, t.token FROM decided d LEFT JOIN token t ON "
                               "t.person_id = d.person_id ORDER BY 1");
    }
    const std::uint64_t invited = run_campaign(rows, sql.data, persons);
    constexpr std::uint64_t fewest = 10;
    if (s.anonymous() && !o.dry_run && invited > 0 && invited < fewest)
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                        errmsg("%llu people are too few to invite to an anonymous survey at once",
                               static_cast<unsigned long long>(invited)),
                        errhint("Invite at least 10 together: whose token it is could be told from the moment it was stored.")));
    end(a);
    SPI_finish();
    return Datum{0};
}

XM_FUNCTION(xm_remind) {
    refuse_null(fcinfo, 0, "workspace");
    refuse_null(fcinfo, 1, "survey");
    refuse_null(fcinfo, 3, "after");
    refuse_null(fcinfo, 4, "options");
    pg::row_set rows(fcinfo);
    const workspace w = workspace_named(PG_GETARG_DATUM(0));
    const char* const name = text_or_null(fcinfo, 1);
    const char* const wave = text_or_null(fcinfo, 2);
    const Oid user = GetUserId();
    SPI_connect();
    const action a = begin_as_owner(w);
    use_time_zone(w);
    const campaign c = begin_campaign(w, name, wave, PG_GETARG_DATUM(4), true, user);
    const asked_survey& s = c.survey;
    const plain_options& o = c.o;
    const char* const now = c.now;
    const char* const after = DatumGetCString(DirectFunctionCall1(interval_out, PG_GETARG_DATUM(3)));

    // One reminder a person, of the last invitation.
    const char* const whose = c.root("i.person_id");
    const char* const of_them = filled(
        "COALESCE(%L, i.channel) AS channel FROM %I.invited i WHERE i.survey = %L AND i.wave IS NOT DISTINCT FROM %L AND "
        "COALESCE(i.occasion = %L, %L::pg_catalog.text IS NULL) AND "
        "i.status IN "
        "('planned', 'sent') AND i.last_contact_at <= %L::pg_catalog.timestamptz - %L::pg_catalog.interval",
        {o.channel, w.name, name, wave, o.occasion, o.occasion, now, after});
    const char* const open = psprintf("SELECT DISTINCT ON (%1$s) i.invitation_id, %1$s AS person_id, %2$s", whose, of_them);
    StringInfoData sql;
    initStringInfo(&sql);
    appendStringInfo(&sql, "WITH asked AS MATERIALIZED (%s", open);
    if (s.identified())
        appendStringInfo(
            &sql,
            " AND NOT EXISTS (SELECT FROM %s j JOIN %s.invitation_token t ON t.invitation_id = j.invitation_id WHERE "
            "t.status = 'answered' AND j.survey = i.survey AND j.wave IS NOT DISTINCT FROM i.wave AND j.occasion IS "
            "NOT DISTINCT FROM i.occasion)",
            rows_of_root(w, c.merged, "invited", whose), quote_identifier(w.name));
    appendStringInfo(&sql, " ORDER BY %s, i.invitation_id DESC)", whose);
    c.add_violated(&sql);
    appendStringInfo(
        &sql,
        ", decided AS MATERIALIZED (SELECT a.invitation_id, a.person_id, a.channel, %s WHEN v.rule IS NOT NULL THEN 'rule' "
        "ELSE 'reminded' END AS decision, v.rule FROM asked a%s)",
        c.barred(), c.joined());
    const bool gives_tokens = !s.anonymous() && !o.dry_run;
    if (!o.dry_run) {
        appendStringInfoString(
            &sql, filled(", reminded AS (UPDATE %I.invited i SET reminders = reminders + 1, last_contact_at = %L FROM decided d "
                         "WHERE d.invitation_id = "
                         "i.invitation_id AND d.decision = 'reminded' RETURNING i.invitation_id, d.person_id, d.channel)",
                         {w.name, now}));
        c.add_contacts(&sql, "reminded", "reminder");
    }
    if (gives_tokens) {
        appendStringInfoString(&sql, ", made AS (SELECT invitation_id, person_id FROM reminded)");
        c.add_tokens(&sql);
    }
    appendStringInfo(
        &sql, " SELECT d.person_id, d.decision, CASE d.decision WHEN 'rule' THEN d.rule END, %s FROM decided d%s ORDER BY 1",
        gives_tokens ? "t.token" : "NULL::pg_catalog.text",
        gives_tokens ? " LEFT JOIN token t ON t.person_id = d.person_id" : "");
    // $1, for the answers of those who were invited.
    run(psprintf("SELECT COALESCE(pg_catalog.array_agg(person_id), '{}') FROM (%s) t", open));
    bool null = false;
    const Datum persons = SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1, &null);
    run_campaign(rows, sql.data, c.merged ? all_numbers(w, persons) : persons);
    end(a);
    SPI_finish();
    return Datum{0};
}

XM_FUNCTION(xm_mark) {
    const workspace w = workspace_named(PG_GETARG_DATUM(0));
    const char* const token = text_to_cstring(PG_GETARG_TEXT_PP(1));
    const char* const status = text_to_cstring(PG_GETARG_TEXT_PP(2));
    bool known = false;
    for (const char* one : {"sent", "bounced", "refused", "ineligible"}) known |= strcmp(status, one) == 0;
    if (!known)
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                        errmsg("status \"%s\" is none of sent, bounced, refused, ineligible", status),
                        errhint("Answers mark themselves.")));
    const Oid user = GetUserId();
    SPI_connect();
    const action a = begin_as_owner(w);
    use_time_zone(w);
    require_asking(w);
    lock_campaigns(w, false);  // rows of invitations are changed by a campaign or by marks, not by both at once
    const char* const id = fetch(psprintf("%s%s", filled("SELECT invitation_id FROM %I.invitation_token WHERE hash = ", {w.name}),
                                          token_hash(quote_literal_cstr(token))));
    const char* const survey =
        id == nullptr ? nullptr : fetch("SELECT survey FROM %I.invited WHERE invitation_id = %L", {w.name, id});
    if (survey == nullptr || !was_granted(w, survey, user, "sender"))
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("token: not known, or of a survey of others"),
                        errhint("xm.invite returned it; an anonymous survey keeps nothing about whom it asked.")));
    const char* const changed = fetch(
        "UPDATE %I.invited i SET status = %L, status_at = CASE s.mode WHEN 'identified' THEN pg_catalog.now() ELSE "
        "CURRENT_DATE::pg_catalog.timestamptz END FROM %I.survey s WHERE s.survey = i.survey AND invitation_id = %L AND status "
        "<> %L "
        "RETURNING invitation_id",
        {w.name, status, w.name, id, status});
    // What did not arrive does not count, until it is said to have.
    if (changed != nullptr)
        run("UPDATE %I.contact SET counts = %L WHERE contact_id = (SELECT contact_id FROM %I.contact WHERE invitation_id = %L "
            "ORDER BY at "
            "DESC, contact_id DESC LIMIT 1)",
            {w.name, strcmp(status, "bounced") == 0 ? "false" : "true", w.name, id});
    end(a);
    SPI_finish();
    PG_RETURN_VOID();
}

XM_FUNCTION(xm_opt_out) {
    refuse_null(fcinfo, 0, "workspace");
    refuse_null(fcinfo, 1, "who");
    const workspace w = workspace_named(PG_GETARG_DATUM(0));
    const char* const channel = text_or_null(fcinfo, 2);
    Jsonb* const j = PG_GETARG_JSONB_P(1);
    const char* const json = utf8(JsonbToCString(nullptr, &j->root, static_cast<int>(VARSIZE(j))));
    struct plain {
        const char *token, *kind, *value;
    };
    const plain who = pg::guard([&] {
        const auto p = core::survey::opting_person::parse(json);
        return plain{pg::keep(p.token), p.key ? pg::keep(p.key->kind) : nullptr, p.key ? pg::keep(p.key->value) : nullptr};
    });
    const Oid user = GetUserId();
    SPI_connect();
    const action a = begin_as_owner(w);
    require_asking(w);
    if (!was_granted_any(w, user, "collector") && !was_granted_any(w, user, "sender"))
        ereport(ERROR,
                (errcode(ERRCODE_INSUFFICIENT_PRIVILEGE), errmsg("permission denied to opt out in workspace \"%s\"", w.name),
                 errhint("Ask the owner for the kind collector or sender: xm.grant_workspace.")));
    const char* const hash = token_hash(quote_literal_cstr(pg::from_utf8(who.token)));
    if (who.kind == nullptr &&
        fetch(psprintf("%s%s", filled("SELECT 1 FROM %I.anonymous_token WHERE hash = ", {w.name}), hash)) != nullptr)
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("token: an anonymous survey does not know whose it is"),
                        errhint("Opt out by a key, {\"email\": \"ann@example.com\"}.")));
    const char* const persons = who.kind == nullptr
                                    ? psprintf("%s%s",
                                               filled("SELECT i.person_id FROM %I.invitation_token t JOIN %I.invited i ON "
                                                      "i.invitation_id = t.invitation_id WHERE t.hash = ",
                                                      {w.name, w.name}),
                                               hash)
                                    : filled("SELECT person_id FROM %I.person_key WHERE kind = %L AND value = %L",
                                             {w.name, pg::from_utf8(who.kind), pg::from_utf8(who.value)});
    run(psprintf("%s SELECT p.person_id, %s FROM (%s) p ON CONFLICT DO NOTHING",
                 filled("INSERT INTO %I.opt_out (person_id, channel)", {w.name}),
                 channel == nullptr ? "NULL" : quote_literal_cstr(channel), persons));
    end(a);
    SPI_finish();
    PG_RETURN_VOID();
}

XM_FUNCTION(xm_workspace_response_rates) {
    refuse_null(fcinfo, 0, "workspace");
    refuse_null(fcinfo, 1, "survey");
    pg::row_set rows(fcinfo);
    const workspace w = workspace_named(PG_GETARG_DATUM(0));
    const char* const name = text_or_null(fcinfo, 1);
    const char* const wave = text_or_null(fcinfo, 2);
    const Oid user = GetUserId();
    SPI_connect();
    const action a = begin_as_owner(w);
    use_time_zone(w);
    const bool sends = was_granted(w, name, user, "sender");
    if (!sends) require_grant(w, name, user, "analyst", "see the response to survey");
    const asked_survey s = survey_to_ask(w, name);
    const bool employees = strcmp(s.side, "employee") == 0;
    if (employees && s.identified() && !sends)
        ereport(ERROR,
                (errcode(ERRCODE_INSUFFICIENT_PRIVILEGE), errmsg("who of the employees answered is for custodians and senders"),
                 errhint("Ask the owner of the workspace for the kind sender: xm.grant_workspace.")));
    const char* const nothing = "NULL::pg_catalog.int8, ";
    const char* const no_rates =
        "NULL::pg_catalog.float8, NULL::pg_catalog.float8, NULL::pg_catalog.float8, NULL::pg_catalog.float8, "
        "NULL::pg_catalog.float8, NULL::pg_catalog.float8, NULL::pg_catalog.float8";
    StringInfoData sql;
    initStringInfo(&sql);
    if (s.anonymous()) {
        // Spent tokens are gone.
        appendStringInfoString(
            &sql,
            filled(
                "WITH asked AS (SELECT a.wave, a.asked FROM %I.anonymous_asked a JOIN %I.wave w ON w.survey = a.survey AND "
                "w.wave = a.wave AND w.closes < CURRENT_DATE WHERE a.survey = %L AND COALESCE(a.wave = %L, %L::pg_catalog.text "
                "IS NULL) AND a.asked >= 10) SELECT a.wave, NULL::pg_catalog.text, a.asked, a.asked - (SELECT "
                "pg_catalog.count(*) FROM %I.anonymous_token t WHERE t.survey = %L AND t.wave = a.wave), ",
                {w.name, w.name, name, wave, wave, w.name, name}));
        for (int i = 0; i < 7; ++i) appendStringInfoString(&sql, nothing);
        appendStringInfo(&sql,
                         "NULL::pg_catalog.float8, NULL::pg_catalog.float8, NULL::pg_catalog.float8, %s FROM asked a ORDER BY 1",
                         no_rates);
    } else {
        const char* const unknown = employees ? "non_contact" : "unknown_other";
        // Of a confidential survey by answers alone: marks would tell a sender of whom he marks.
        const bool merged = has_merged(w);
        const char* const marked = psprintf(
            "WHEN i.status = 'refused' OR EXISTS (SELECT FROM %s o WHERE o.channel IS NULL OR o.channel = i.channel) "
            "THEN 'refusal' WHEN i.status = 'ineligible' THEN 'ineligible' WHEN i.status = 'bounced' "
            "THEN %s WHEN t.status = 'started' THEN 'partial' WHEN i.status = 'sent' THEN %s END",
            rows_of_root(w, merged, "opt_out", root_of(w, merged, "i.person_id")), quote_literal_cstr(unknown),
            quote_literal_cstr(unknown));
        appendStringInfo(
            &sql, "WITH state AS (SELECT i.wave, i.unit, CASE WHEN t.status = 'answered' THEN 'complete' %s AS state FROM ",
            s.identified() ? marked
                           : psprintf("WHEN t.status = 'started' THEN 'partial' ELSE %s END", quote_literal_cstr(unknown)));
        appendStringInfoString(
            &sql,
            filled(
                "%I.invited i LEFT JOIN LATERAL (SELECT pg_catalog.min(status) AS status FROM %I.invitation_token WHERE "
                "invitation_id = i.invitation_id) t ON true WHERE i.survey = %L AND COALESCE(i.wave = %L, %L::pg_catalog.text IS "
                "NULL)), counted AS (SELECT wave, unit, pg_catalog.count(*) AS asked, pg_catalog.count(*) FILTER (WHERE state = "
                "'complete') AS complete, pg_catalog.count(*) FILTER (WHERE state = 'partial') AS partial, pg_catalog.count(*) "
                "FILTER (WHERE state = 'refusal') AS refusal, pg_catalog.count(*) FILTER (WHERE state = 'non_contact') AS "
                "non_contact, pg_catalog.count(*) FILTER (WHERE state = 'unknown_other') AS unknown_other, pg_catalog.count(*) "
                "FILTER (WHERE state = 'ineligible') AS ineligible FROM state WHERE state IS NOT NULL GROUP BY 1, 2)",
                {w.name, w.name, name, wave, wave}));
        if (s.identified()) {
            appendStringInfoString(
                &sql,
                filled(
                    ", every AS (TABLE counted UNION ALL SELECT u.wave, u.unit, u.asked, 0, 0, 0, 0, 0, 0 FROM %I.wave_unit u "
                    "WHERE u.survey = %L AND COALESCE(u.wave = %L, %L::pg_catalog.text IS NULL) AND NOT EXISTS (SELECT FROM "
                    "%I.invited i WHERE i.survey = u.survey AND i.wave = u.wave)) SELECT e.wave, e.unit, e.asked, e.complete, "
                    "e.partial, e.refusal, e.non_contact, 0::pg_catalog.int8, 0::pg_catalog.int8, e.unknown_other, e.ineligible, "
                    "(e.complete + e.partial + e.refusal + e.non_contact)::pg_catalog.float8 / NULLIF(e.complete + e.partial + "
                    "e.refusal + e.non_contact + e.ineligible, 0), r.rr1, r.rr2, r.rr3, r.rr4, r.rr5, r.rr6, r.cooperation1, "
                    "r.refusal1, r.contact1 FROM every e, LATERAL xm.response_rates(e.complete, e.partial, e.refusal, "
                    "e.non_contact, 0, 0, e.unknown_other, e.ineligible) r ORDER BY e.wave, e.unit",
                    {w.name, name, wave, wave, w.name}));
        } else {
            // Of units that are large enough, and so is what is left of their parent with all below it, or of everybody.
            appendStringInfoString(
                &sql,
                filled(
                    ", closed AS (SELECT c.* FROM counted c LEFT JOIN %I.wave w ON w.survey = %L AND w.wave = c.wave WHERE "
                    "w.closes < CURRENT_DATE), rest AS (SELECT c.*, COALESCE((SELECT pg_catalog.sum(d.asked) FROM closed d JOIN "
                    "%I.unit_path p ON p.unit = d.unit WHERE d.wave IS NOT DISTINCT FROM c.wave AND p.ancestor = u.parent), "
                    "(SELECT "
                    "pg_catalog.sum(d.asked) FROM closed d WHERE d.wave IS NOT DISTINCT FROM c.wave)) - c.asked AS others FROM "
                    "closed c LEFT JOIN %I.unit u ON u.unit = c.unit) SELECT e.wave, e.unit, e.asked, e.complete, ",
                    {w.name, name, w.name, w.name}));
            for (int i = 0; i < 7; ++i) appendStringInfoString(&sql, nothing);
            appendStringInfo(
                &sql,
                "NULL::pg_catalog.float8, r.rr1, r.rr2, %s FROM rest e, LATERAL xm.response_rates(e.complete, e.partial, "
                "e.refusal, e.non_contact, 0, 0, e.unknown_other, e.ineligible) r WHERE e.asked >= 10 AND e.others >= 10 ORDER "
                "BY e.wave, e.unit",
                no_rates);
        }
    }
    run(sql.data);
    SPITupleTable* const found = SPI_tuptable;
    const auto count = SPI_processed;
    for (std::uint64_t i = 0; i < count; ++i) {
        const auto at = [&](int column) { return stored_cell(found, i, column); };
        rows.add({at(1),  at(2),  at(3),  at(4),  at(5),  at(6),  at(7),  at(8),  at(9),  at(10), at(11),
                  at(12), at(13), at(14), at(15), at(16), at(17), at(18), at(19), at(20), at(21)});
    }
    end(a);
    SPI_finish();
    return Datum{0};
}
