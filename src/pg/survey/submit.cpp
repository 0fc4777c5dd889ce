// xm.submit: one response as JSON into the table of its survey.
#include "pg/survey/workspace.hpp"

#include "core/survey/asking.hpp"
#include "core/survey/response.hpp"
#include "pg/survey/people.hpp"

using namespace xm;              // NOLINT: entries below are C symbols
using namespace xm::pg::survey;  // NOLINT

namespace {

// How responses to invitations are called where nobody says otherwise.
constexpr const char* names_of_invitations = "invitation/";

// What submit keeps of a survey between calls: the definition, and its plans. Thrown away when the table changes.
struct kept_survey {
    Oid table = InvalidOid;
    bool valid = false;     // nothing has changed since it was begun
    bool complete = false;  // nor did an error stop it half-way
    core::survey::definition* definition = nullptr;
    SPIPlanPtr insert = nullptr, find = nullptr, replace = nullptr;
    SPIPlanPtr unknown = nullptr;    // of a workspace without triggers
    SPIPlanPtr repeated = nullptr;   // of a distributed one
    SPIPlanPtr merged = nullptr;     // of a confidential survey: whether the person answered the wave under another number
    SPIPlanPtr lock_root = nullptr;  // before that
    // Of responses with a token, made with the first of them.
    SPIPlanPtr opened = nullptr, lock_person = nullptr, lock_tokens = nullptr, invited = nullptr, name = nullptr, spend = nullptr;
    int parameters = 0;
    kept_survey* next = nullptr;
};
kept_survey* kept = nullptr;
bool watching = false;

void forget_survey(Datum, Oid table) {
    for (kept_survey* k = kept; k != nullptr; k = k->next)
        if (table == InvalidOid || k->table == table) k->valid = false;
}

// Parameters 1 to 12 are of every response, the rest are cells.
enum parameter {
    source_id,
    submitted_at,
    started_at,
    wave,
    unit,
    person_id,
    touchpoint,
    channel,
    language,
    complete,
    weight,
    missing,
    first_cell
};

struct sql_texts {
    const char *insert, *find, *replace;
    int parameters;
};

// The statements for a survey of this definition; the table is given quoted.
sql_texts texts_of(const core::survey::definition& d, const char* table, bool distributed) {
    const bool anonymous = d.mode == core::survey::mode::anonymous;
    const std::string when = anonymous ? "pg_catalog.date_trunc('day', COALESCE($2::pg_catalog.timestamptz, "
                                         "pg_catalog.now())::pg_catalog.timestamp) AT TIME ZONE 'UTC'"
                                       : "COALESCE($2::pg_catalog.timestamptz, pg_catalog.now())";
    std::string columns = "source_id, submitted_at, ", values = "$1, " + when + ", ";
    std::string same = anonymous ? "true"
                                 : "($3 IS NULL OR started_at IS NOT DISTINCT FROM $3::pg_catalog.timestamptz) AND ($6 IS NULL "
                                   "OR person_id IS NOT DISTINCT FROM $6::pg_catalog.int8)";
    same += anonymous ? "" : " AND ($2 IS NULL OR submitted_at = $2::pg_catalog.timestamptz)";
    same +=
        " AND wave IS NOT DISTINCT FROM $4 AND unit IS NOT DISTINCT FROM $5 AND touchpoint IS NOT DISTINCT FROM $7 AND channel "
        "IS NOT DISTINCT FROM $8 AND language IS NOT DISTINCT FROM $9"
        " AND complete = COALESCE($10::pg_catalog.bool, true) AND weight = COALESCE($11::pg_catalog.float8, 1) AND missing IS "
        "NOT DISTINCT FROM $12::pg_catalog.jsonb";
    std::string set =
        "wave = $4, unit = $5, touchpoint = $7, channel = $8, language = $9, complete = COALESCE($10::pg_catalog.bool, true), "
        "weight = COALESCE($11::pg_catalog.float8, 1), missing = $12::pg_catalog.jsonb";
    if (!anonymous) {
        columns += "started_at, person_id, ";
        values += "$3::pg_catalog.timestamptz, $6::pg_catalog.int8, ";
        set +=
            ", submitted_at = COALESCE($2::pg_catalog.timestamptz, submitted_at), started_at = "
            "COALESCE($3::pg_catalog.timestamptz, started_at), person_id = COALESCE($6::pg_catalog.int8, person_id)";
    }
    columns += "wave, unit, touchpoint, channel, language, complete, weight, missing";
    values +=
        "$4, $5, $7, $8, $9, COALESCE($10::pg_catalog.bool, true), COALESCE($11::pg_catalog.float8, 1), $12::pg_catalog.jsonb";
    int n = first_cell;
    for (const auto& c : core::survey::item_columns(d)) {
        const std::string cell = "$" + std::to_string(++n) + "::" + c.type;
        const std::string name = "\"" + c.name + "\"";  // names are [a-z0-9_], quoted for those that are key words
        columns += ", " + name;
        values += ", " + cell;
        same += " AND " + name + " IS NOT DISTINCT FROM " + cell;
        set += ", " + name + " = " + cell;
    }
    // Of a survey that tells nobody who answered, a second response of a person is dropped like a second one of a source.
    const char* const conflict = distributed                                ? ""
                                 : d.mode == core::survey::mode::identified ? " ON CONFLICT (source_id) DO NOTHING"
                                                                            : " ON CONFLICT DO NOTHING";
    const std::string t = table;
    return {pg::keep("INSERT INTO " + t + " (" + columns + ") VALUES (" + values + ")" + conflict + " RETURNING response_id"),
            pg::keep("SELECT response_id, " + same + " FROM " + t + " WHERE source_id = $1"),
            pg::keep("UPDATE " + t + " SET " + set + " WHERE source_id = $1 RETURNING response_id"), n};
}

SPIPlanPtr kept_plan(const char* sql, int parameters, Oid* types) {
    SPIPlanPtr const plan = SPI_prepare(sql, parameters, types);
    if (plan == nullptr) elog(ERROR, "pg_xm: %s", SPI_result_code_string(SPI_result));
    SPI_keepplan(plan);
    return plan;
}

// Of a statement over the parameters of a response.
SPIPlanPtr prepared(const char* sql, int parameters) {
    Oid* const types = static_cast<Oid*>(palloc(sizeof(Oid) * static_cast<std::size_t>(parameters)));
    for (int i = 0; i < parameters; ++i) types[i] = i == submitted_at || i == started_at ? TIMESTAMPTZOID : TEXTOID;
    return kept_plan(sql, parameters, types);
}

// Within SPI, as the owner.
kept_survey* survey_of(const workspace& w, const char* survey, Oid table) {
    if (!watching) {
        CacheRegisterRelcacheCallback(forget_survey, Datum{0});
        watching = true;
    }
    kept_survey* k = kept;
    while (k != nullptr && k->table != table) k = k->next;
    if (k != nullptr && k->valid && k->complete) return k;
    if (k == nullptr) {
        k = static_cast<kept_survey*>(MemoryContextAlloc(TopMemoryContext, sizeof(kept_survey)));
        new (k) kept_survey;
        k->table = table;
        k->next = kept;
        kept = k;
    }
    for (SPIPlanPtr* plan : {&k->insert, &k->find, &k->replace, &k->unknown, &k->repeated, &k->merged, &k->lock_root, &k->opened,
                             &k->lock_person, &k->lock_tokens, &k->invited, &k->name, &k->spend}) {
        if (*plan != nullptr) SPI_freeplan(*plan);
        *plan = nullptr;
    }
    delete k->definition;
    k->definition = nullptr;
    k->complete = false;
    k->valid = true;  // a change that arrives from here on makes it invalid once more
    const char* const json = stored_definition(w, survey);
    if (json == nullptr)
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("no survey \"%s\" in workspace \"%s\"", survey, w.name),
                        errhint("xm.create_survey makes one.")));
    const char* const name = filled("%I.%I", {w.name, survey});
    const bool distributed = is_distributed(w);
    const sql_texts texts = pg::guard([&] {
        k->definition = new core::survey::definition(core::survey::definition::parse(json));
        return texts_of(*k->definition, name, distributed);
    });
    k->parameters = texts.parameters;
    k->insert = prepared(texts.insert, texts.parameters);
    k->find = prepared(texts.find, texts.parameters);
    k->replace = prepared(texts.replace, texts.parameters);
    const bool persons = k->definition->mode != core::survey::mode::anonymous;
    if (strcmp(setting_of(w, "summary"), "triggers") != 0)
        k->unknown = prepared(
            unknown(w, survey, "(SELECT $4 AS wave, $5 AS unit, $6::pg_catalog.int8 AS person_id, $7 AS touchpoint)", persons),
            texts.parameters);
    // No unique key goes over several nodes: responses of one source wait for one another, and the second one finds the first.
    if (distributed)
        k->repeated = prepared(psprintf("SELECT 1 FROM %s WHERE source_id = $1%s LIMIT 1", name,
                                        k->definition->mode == core::survey::mode::confidential
                                            ? " OR (person_id = $6::pg_catalog.int8 AND wave = $4)"
                                            : ""),
                               texts.parameters);
    if (k->definition->mode == core::survey::mode::confidential && can_merge(w)) {
        k->lock_root = prepared(filled("SELECT 1 FROM %I.person r WHERE r.root = (SELECT root FROM %I.person WHERE person_id "
                                       "= $6::pg_catalog.int8) AND EXISTS (SELECT FROM %I.person q WHERE q.root = r.root AND "
                                       "q.person_id <> r.person_id) ORDER BY r.person_id FOR NO KEY UPDATE",
                                       {w.name, w.name, w.name}),
                                texts.parameters);
        k->merged = prepared(psprintf("%s AND o.wave = $4 AND ($1 IS NULL OR o.source_id IS DISTINCT FROM $1) LIMIT 1",
                                      filled("SELECT 1 FROM %I.person p JOIN %I.person q ON q.root = p.root AND q.person_id <> "
                                             "p.person_id JOIN %I.%I o ON o.person_id = q.person_id WHERE p.person_id = "
                                             "$6::pg_catalog.int8",
                                             {w.name, w.name, w.name, survey})),
                             texts.parameters);
    }
    k->complete = true;
    return k;
}

// The response as parameters of the statements; plain data.
struct parameters {
    Datum* values;
    char* nulls;
    bool replace;
    const char* token;
    plain_key* keys;  // of the person
    int keys_size;
    bool is_token, is_complete;
};

// Act 2. A text that the type's own input refuses is an error of ours, with the path.
Datum read_input(Oid type, const char* path, const char* text, const char* hint) {
    Datum value{};
    try {
        pg::call([&] {
            Oid input = InvalidOid, element = InvalidOid;
            getTypeInputInfo(type, &input, &element);
            value = OidInputFunctionCall(input, const_cast<char*>(text), element, -1);
        });
    } catch (const pg::error& e) {
        core::fail(core::errc::invalid, hint, path, ": \"", text, "\" is not allowed");
    }
    return value;
}

parameters read_response(const kept_survey* k, const char* json, bool from_outside) {
    return pg::guard([&] {
        const auto r = core::survey::response::parse(json, *k->definition, from_outside);
        parameters p{};
        const auto count = static_cast<std::size_t>(k->parameters);
        pg::call([&] {
            p.values = static_cast<Datum*>(palloc0(sizeof(Datum) * count));
            p.nulls = static_cast<char*>(palloc(count + 1));
        });
        std::memset(p.nulls, 'n', count);
        const auto set = [&](std::size_t i, const std::optional<std::string>& value) {
            if (!value) return;
            pg::call([&] { p.values[i] = PointerGetDatum(cstring_to_text(pg::from_utf8(value->c_str()))); });
            p.nulls[i] = ' ';
        };
        const auto set_time = [&](std::size_t i, const char* path, const std::optional<std::string>& value) {
            if (!value) return;
            p.values[i] = read_input(TIMESTAMPTZOID, path, value->c_str(), "Send a time as 2026-03-01T10:00:00Z.");
            p.nulls[i] = ' ';
        };
        set_time(submitted_at, "submitted_at", r.submitted_at);
        set_time(started_at, "started_at", r.started_at);
        set(source_id, r.source_id);
        set(wave, r.wave);
        set(unit, r.unit);
        set(touchpoint, r.touchpoint);
        set(channel, r.channel);
        set(language, r.language);
        if (r.complete) set(complete, *r.complete ? "true" : "false");
        if (r.weight) {
            char digits[32];
            *std::to_chars(digits, digits + sizeof digits - 1, *r.weight).ptr = '\0';
            set(weight, std::string(digits));
        }
        if (!r.missing.empty()) set(missing, r.missing);
        std::size_t cell = 0;
        for (const auto& c : core::survey::item_columns(*k->definition)) {
            const auto& value = r.cells[cell];
            const std::string path = "answers." + c.name;
            if (value && c.type == "date") read_input(DATEOID, path.c_str(), value->c_str(), "Send a date as 2026-03-01.");
            if (value && c.type == "timestamp with time zone")
                read_input(TIMESTAMPTZOID, path.c_str(), value->c_str(), "Send a time as 2026-03-01T10:00:00Z.");
            set(first_cell + cell++, value);
        }
        p.replace = r.replace;
        p.is_complete = r.complete.value_or(true);
        if (r.token) p.token = pg::keep(*r.token), p.is_token = core::survey::is_token(*r.token);
        pg::call([&] { p.keys = static_cast<plain_key*>(palloc(sizeof(plain_key) * (r.person.size() + 1))); });
        for (const auto& key : r.person) p.keys[p.keys_size++] = {pg::keep(key.kind), pg::keep(key.value)};
        return p;
    });
}

bool finds(SPIPlanPtr plan, parameters& p) {
    const int done = SPI_execute_plan(plan, p.values, p.nulls, false, 0);
    if (done < 0) elog(ERROR, "pg_xm: %s", SPI_result_code_string(done));
    return SPI_processed > 0;
}

// The number in the first column, 0 if there is no row.
std::int64_t execute(SPIPlanPtr plan, parameters& p) {
    if (!finds(plan, p)) return 0;
    bool null = false;
    return DatumGetInt64(SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1, &null));
}

void set_parameter(parameters& p, parameter i, const char* value) {
    p.values[i] = PointerGetDatum(cstring_to_text(value));
    p.nulls[i] = ' ';
}

// Until the end of the transaction nobody else stores a response of this source, or person, in the table.
void wait_for(const char* what, Oid table, Datum value) {
    fetch("SELECT pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended(%L, 0))",
          {psprintf("%s of %u: %s", what, table, text_to_cstring(DatumGetTextPP(value)))});
}

// What a token says of a response: whose it is, and what came with the tokens of its invitation before; plain data.
struct invitation {
    const char* id = nullptr;  // null for an anonymous survey
    bool started = false, answered = false;
};

[[noreturn]] void refuse_token() {
    ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("token: not known, expired, or of another survey"),
                    errhint("Ask for a new link.")));
}

// The plan of a statement, made where there is none yet.
SPIPlanPtr plan_for(SPIPlanPtr& plan, const char* sql, std::initializer_list<Oid> types) {
    if (plan == nullptr) plan = kept_plan(sql, static_cast<int>(types.size()), const_cast<Oid*>(types.begin()));
    return plan;
}
void execute_with(SPIPlanPtr plan, std::initializer_list<Datum> values) {
    const int done = SPI_execute_plan(plan, const_cast<Datum*>(values.begin()), nullptr, false, 0);
    if (done < 0) elog(ERROR, "pg_xm: %s", SPI_result_code_string(done));
}
// A cell of the first row as text, null for NULL.
const char* found(int column) {
    return SPI_processed == 0 ? nullptr : SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, column);
}

// Puts what the token says into the parameters. Responses of one invitation wait for one another; for campaigns they do not wait.
invitation take_token(const workspace& w, kept_survey* k, const char* survey, parameters& p) {
    if (!can_ask(w) || !p.is_token) refuse_token();
    const Datum token = PointerGetDatum(cstring_to_text(pg::from_utf8(p.token)));
    const char* const open = filled(
        "NOT EXISTS (SELECT FROM %I.wave w WHERE w.survey = t.survey AND w.wave = t.wave AND w.closes < CURRENT_DATE)", {w.name});
    invitation i;
    if (k->definition->mode == core::survey::mode::anonymous) {
        execute_with(plan_for(k->opened,
                              psprintf("%s%s AND %s RETURNING wave",
                                       filled("DELETE FROM %I.anonymous_token t WHERE survey = %L AND hash = ", {w.name, survey}),
                                       token_hash("$1"), open),
                              {TEXTOID}),
                     {token});
        if (SPI_processed == 0) refuse_token();
        if (const char* const its_wave = found(1)) set_parameter(p, wave, its_wave);
        return i;
    }
    execute_with(
        plan_for(
            k->opened,
            psprintf("%s%s AND %s",
                     filled("SELECT b.invitation_id FROM %I.invitation_token b JOIN %I.invited t ON t.invitation_id = "
                            "b.invitation_id WHERE t.survey = %L AND COALESCE(b.expires > pg_catalog.now(), true) AND b.hash = ",
                            {w.name, w.name, survey}),
                     token_hash("$1"), open),
            {TEXTOID}),
        {token});
    i.id = found(1);
    if (i.id == nullptr) refuse_token();
    const Datum id = Int64GetDatum(strtoll(i.id, nullptr, 10));
    // The person first, under all of his numbers where another answer would be one too many, in order as xm.forget does; then the
    // tokens: by rows, which show nobody who is answering.
    execute_with(
        plan_for(k->lock_person,
                 k->lock_root != nullptr
                     ? filled("SELECT 1 FROM %I.person r WHERE r.root = (SELECT p.root FROM %I.invited i JOIN %I.person p ON "
                              "p.person_id = i.person_id WHERE i.invitation_id = $1) ORDER BY r.person_id FOR NO KEY UPDATE",
                              {w.name, w.name, w.name})
                     : filled("SELECT 1 FROM %I.person WHERE person_id = (SELECT person_id FROM %I.invited WHERE invitation_id = "
                              "$1) FOR KEY SHARE",
                              {w.name, w.name}),
                 {INT8OID}),
        {id});
    execute_with(
        plan_for(k->lock_tokens,
                 filled("SELECT 1 FROM %I.invitation_token WHERE invitation_id = $1 ORDER BY hash FOR NO KEY UPDATE", {w.name}),
                 {INT8OID}),
        {id});
    execute_with(
        plan_for(k->invited,
                 filled("SELECT i.person_id, i.unit, i.wave, s.status, s.response_id FROM %I.invited i LEFT JOIN LATERAL "
                        "(SELECT status, response_id FROM %I.invitation_token b WHERE b.invitation_id = i.invitation_id AND "
                        "status IS NOT NULL ORDER BY status LIMIT 1) s ON true WHERE i.invitation_id = $1",
                        {w.name, w.name}),
                 {INT8OID}),
        {id});
    if (SPI_processed == 0) refuse_token();
    const parameter from[] = {person_id, unit, wave};
    for (int c = 0; c < 3; ++c)
        if (const char* const value = found(c + 1)) set_parameter(p, from[c], value);
    const char* source = nullptr;
    if (const char* const status = found(4)) {
        const char* const response = found(5);
        i.answered = strcmp(status, "answered") == 0;
        if (response != nullptr) {
            execute_with(
                plan_for(k->name, filled("SELECT source_id FROM %I.%I WHERE response_id = $1", {w.name, survey}), {INT8OID}),
                {Int64GetDatum(strtoll(response, nullptr, 10))});
            source = found(1);
        }
        i.started = !i.answered && source != nullptr;  // what a custodian deleted is begun anew
    }
    // The response goes on under the name that it has.
    if (source != nullptr || p.nulls[source_id] != ' ' || i.answered)
        set_parameter(p, source_id, source != nullptr ? source : psprintf("%s%s", names_of_invitations, i.id));
    if (i.started) {
        p.replace = true;
        if (p.nulls[submitted_at] != ' ' && p.is_complete) {
            p.values[submitted_at] = TimestampTzGetDatum(GetCurrentTransactionStartTimestamp());
            p.nulls[submitted_at] = ' ';
        }
    }
    return i;
}

// What a stored response makes of its invitation; of a confidential survey the day is enough.
void spend_token(const workspace& w, kept_survey* k, const parameters& p, std::int64_t response) {
    const bool identified = k->definition->mode == core::survey::mode::identified;
    execute_with(plan_for(k->spend,
                          psprintf("%s%s, response_id = $3 WHERE hash = %s",
                                   filled("UPDATE %I.invitation_token SET status = $2, status_at = ", {w.name}),
                                   identified ? "pg_catalog.now()" : "CURRENT_DATE", token_hash("$1")),
                          {TEXTOID, TEXTOID, INT8OID}),
                 {PointerGetDatum(cstring_to_text(pg::from_utf8(p.token))),
                  PointerGetDatum(cstring_to_text(p.is_complete ? "answered" : "started")), Int64GetDatum(response)});
}

// As the owner. What was dropped and refused is counted, never listed.
Datum store(FunctionCallInfo fcinfo, const workspace& w, const char* survey, Oid table, const char* json, bool from_outside) {
    kept_survey* const k = survey_of(w, survey, table);
    if (k->repeated != nullptr) shard_by_shard();  // a look-up needs no more, and a later response may bring a new person
    const auto mode = k->definition->mode;
    const bool quiet = from_outside && mode != core::survey::mode::identified;
    parameters p = read_response(k, json, from_outside);
    if (from_outside && p.nulls[source_id] == ' ' &&
        strncmp(text_to_cstring(DatumGetTextPP(p.values[source_id])), names_of_invitations, strlen(names_of_invitations)) == 0)
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                        errmsg("source_id: those that begin with \"%s\" are of invitations", names_of_invitations),
                        errhint("Send another source_id.")));
    const invitation asked = p.token == nullptr ? invitation{} : take_token(w, k, survey, p);
    if (p.nulls[source_id] == ' ') {
        const char* const id = text_to_cstring(DatumGetTextPP(p.values[source_id]));
        if (mode == core::survey::mode::anonymous) set_parameter(p, source_id, keyed_hash(w, "source", id));
        if (is_forgotten(w, "source", psprintf("%s/%s", survey, id))) {
            fetch("SELECT pg_catalog.nextval(%L)", {filled("%I.refused", {w.name})});
            PG_RETURN_NULL();
        }
    }
    if (p.keys_size > 0) {
        const bool customer = k->definition->side == core::survey::side::customer;
        const char* const side = customer ? "customer" : "employee";
        for (int i = 0; i < p.keys_size; ++i) p.keys[i] = {pg::from_utf8(p.keys[i].kind), pg::from_utf8(p.keys[i].value)};
        const plain_key& first = p.keys[0];
        const char* person = person_by_keys(w, side, p.keys, p.keys_size, customer && !from_outside);
        for (int i = 0; i < p.keys_size && person == nullptr; ++i)
            if (is_forgotten(w, psprintf("%s/%s", side, p.keys[i].kind), p.keys[i].value)) {
                fetch("SELECT pg_catalog.nextval(%L)", {filled("%I.refused", {w.name})});
                PG_RETURN_NULL();
            }
        if (person == nullptr && !customer)
            ereport(ERROR,
                    (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                     quiet ? errmsg("person: not known") : errmsg("person: no employee with %s \"%s\"", first.kind, first.value),
                     errhint("Add employees to person and person_key first.")));
        if (person == nullptr) {
            person = new_person(w, side, first.kind, first.value);
            if (p.keys_size > 1) person_by_keys(w, side, p.keys, p.keys_size, true, person);
        }
        set_parameter(p, person_id, person);
    }
    if (k->unknown != nullptr && finds(k->unknown, p)) refuse_unknown(w, survey);
    bool there_already = false;
    if (k->repeated != nullptr) {
        // In this order, lest two wait for each other.
        if (p.nulls[source_id] == ' ') wait_for("source", table, p.values[source_id]);
        if (p.nulls[person_id] == ' ') wait_for("person", table, p.values[person_id]);
        there_already = finds(k->repeated, p);
    }
    if (k->merged != nullptr && p.nulls[person_id] == ' ' && p.nulls[wave] == ' ') {
        // Nobody is merged from here on, nor answers under another number of his.
        LockRelationOid(table, RowExclusiveLock);
        finds(k->lock_root, p);
        there_already |= finds(k->merged, p);
    }
    std::int64_t id = there_already || asked.answered ? 0 : execute(k->insert, p);
    if (id == 0) {
        // It is there already: the same, another, or to be replaced.
        const std::int64_t there = p.nulls[source_id] == ' ' ? execute(k->find, p) : 0;
        bool null = false;
        const bool same = there != 0 && DatumGetBool(SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 2, &null));
        if (asked.answered && !same && !quiet) {
            ereport(ERROR, (errcode(ERRCODE_UNIQUE_VIOLATION), errmsg("this token was used already"),
                            errhint("Each invitation is answered once.")));
        } else if (quiet && !same && !asked.started) {
            fetch("SELECT pg_catalog.nextval(%L)", {filled("%I.dropped", {w.name})});
        } else if (there == 0) {
            ereport(ERROR, (errcode(ERRCODE_UNIQUE_VIOLATION), errmsg("this person has answered this wave already"),
                            errhint("Send the same source_id and \"replace\": true to change the answers.")));
        } else if (same) {
            id = there;
        } else if (p.replace) {
            id = execute(k->replace, p);
        } else {
            ereport(ERROR, (errcode(ERRCODE_UNIQUE_VIOLATION),
                            mode == core::survey::mode::anonymous  // what is stored is a hash
                                ? errmsg("this source_id has other answers already")
                                : errmsg("source_id \"%s\" has other answers already",
                                         text_to_cstring(DatumGetTextPP(p.values[source_id]))),
                            answering_outside ? errhint("Send another source_id.")
                                              : errhint("Send \"replace\": true to change them, or another source_id.")));
        }
    }
    if (asked.id != nullptr && id != 0) spend_token(w, k, p, id);
    if (quiet) PG_RETURN_NULL();
    PG_RETURN_INT64(id);
}

// A collector learns what is wrong in words of ours alone: the server's DETAIL, CONTEXT and messages name rows and statements.
Datum store_from_outside(FunctionCallInfo fcinfo, const workspace& w, const char* survey, Oid table, const char* json) {
    const MemoryContext memory = CurrentMemoryContext;
    Datum result{};
    volatile bool done = false;
    answering_outside = true;
    PG_TRY();
    {
        result = store(fcinfo, w, survey, table, json, true);
        done = true;
    }
    PG_CATCH();
    {
        answering_outside = false;
        MemoryContextSwitchTo(memory);
        const ErrorData* const e = CopyErrorData();
        // Cancel, resources and our own bugs pass as they are.
        const bool passes = ERRCODE_TO_CATEGORY(e->sqlerrcode) != ERRCODE_TO_CATEGORY(ERRCODE_DATA_EXCEPTION) &&
                            ERRCODE_TO_CATEGORY(e->sqlerrcode) != ERRCODE_TO_CATEGORY(ERRCODE_INTEGRITY_CONSTRAINT_VIOLATION);
        if (passes) PG_RE_THROW();
        FlushErrorState();
        const bool ours = e->sqlerrcode == ERRCODE_INVALID_PARAMETER_VALUE ||
                          (e->sqlerrcode == ERRCODE_UNIQUE_VIOLATION && e->constraint_name == nullptr);
        ereport(ERROR, (errcode(ours ? e->sqlerrcode : ERRCODE_INVALID_PARAMETER_VALUE),
                        errmsg("%s", ours ? e->message : "the response does not fit the survey"),
                        errhint("%s", ours && e->hint != nullptr ? e->hint : "Look at the definition of the survey.")));
    }
    PG_END_TRY();
    answering_outside = false;
    if (!done) elog(ERROR, "pg_xm: a response was neither stored nor refused");
    return result;
}

// What is wrong with a response is said without the statement that found it.
Datum store_from_inside(FunctionCallInfo fcinfo, const workspace& w, const char* survey, Oid table, const char* json) {
    const MemoryContext memory = CurrentMemoryContext;
    volatile Datum result{};
    PG_TRY();
    { result = store(fcinfo, w, survey, table, json, false); }
    PG_CATCH();
    {
        MemoryContextSwitchTo(memory);
        ErrorData* const e = CopyErrorData();
        if (e->sqlerrcode != ERRCODE_INVALID_PARAMETER_VALUE) PG_RE_THROW();
        FlushErrorState();
        e->context = nullptr;
        ReThrowError(e);
    }
    PG_END_TRY();
    return result;
}

Datum submit(FunctionCallInfo fcinfo, const workspace& w, Datum survey_name, Datum response, bool from_outside) {
    const char* const survey = text_to_cstring(DatumGetTextPP(survey_name));
    const Oid table = from_outside ? get_relname_relid(survey, w.schema) : table_of(w, survey);
    Jsonb* const j = DatumGetJsonbP(response);
    const char* const text = JsonbToCString(nullptr, &j->root, static_cast<int>(VARSIZE(j)));
    const char* const json = utf8(text);
    const Oid user = from_outside ? GetOuterUserId() : GetUserId();
    SPI_connect();
    const action a = begin_as_owner(w);
    use_time_zone(w);
    if (!OidIsValid(table) || !was_granted(w, survey, user, from_outside ? "collector" : "custodian"))
        ereport(ERROR, (errcode(ERRCODE_INSUFFICIENT_PRIVILEGE), errmsg("permission denied for survey \"%s\"", survey),
                        errhint("Ask for the kind %s: xm.grant_workspace.", from_outside ? "collector" : "custodian")));
    Datum result{};
    if (from_outside)
        result = store_from_outside(fcinfo, w, survey, table, json);
    else
        result = store_from_inside(fcinfo, w, survey, table, json);
    end(a);
    SPI_finish();
    return result;
}

}  // namespace

XM_FUNCTION(xm_submit) {
    return submit(fcinfo, workspace_named(PG_GETARG_DATUM(0)), PG_GETARG_DATUM(1), PG_GETARG_DATUM(2), false);
}

// Behind the workspace's own submit, which runs as its owner.
XM_FUNCTION(xm_submit_from_outside) {
    const workspace w = workspace_of(PG_GETARG_OID(0));
    if (!has_privs_of_role(GetUserId(), w.owner))
        ereport(ERROR, (errcode(ERRCODE_INSUFFICIENT_PRIVILEGE), errmsg("call submit of the workspace"),
                        errhint("SELECT %s.submit(survey, response)", quote_identifier(w.name))));
    return submit(fcinfo, w, PG_GETARG_DATUM(1), PG_GETARG_DATUM(2), true);
}

// 62 random bits: two of a million responses are alike with a probability of 1e-7, and then the key refuses one.
XM_FUNCTION(xm_random_id) {
    std::int64_t id = 0;
    if (!pg_strong_random(&id, sizeof id))
        ereport(ERROR, (errcode(ERRCODE_INTERNAL_ERROR), errmsg("could not generate random values")));
    PG_RETURN_INT64(id & 0x3FFFFFFFFFFFFFFF);
}
