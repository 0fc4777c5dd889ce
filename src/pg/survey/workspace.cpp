#include "pg/survey/workspace.hpp"

#include "core/survey/columns.hpp"

using namespace xm;  // NOLINT: entries below are C symbols

namespace xm::pg::survey {

bool answering_outside = false;

const char* utf8(const char* server_text) {
    return pg_server_to_any(server_text, static_cast<int>(strlen(server_text)), PG_UTF8);
}

namespace {

Oid owner_of_schema(Oid schema) {
    HeapTuple const tuple = SearchSysCache1(NAMESPACEOID, ObjectIdGetDatum(schema));
    if (!HeapTupleIsValid(tuple)) ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("the workspace was dropped")));
    const Oid owner = reinterpret_cast<Form_pg_namespace>(GETSTRUCT(tuple))->nspowner;
    ReleaseSysCache(tuple);
    return owner;
}

// What is done in a workspace is done as its owner: so it must be his, not a schema where somebody else made what looks like one.
bool is_table_of(const char* name, Oid schema, Oid owner) {
    const Oid table = get_relname_relid(name, schema);
    HeapTuple const tuple = OidIsValid(table) ? SearchSysCache1(RELOID, ObjectIdGetDatum(table)) : nullptr;
    if (!HeapTupleIsValid(tuple)) return false;
    const auto* const facts = reinterpret_cast<Form_pg_class>(GETSTRUCT(tuple));
    const bool is = facts->relkind == RELKIND_RELATION && facts->relowner == owner;
    ReleaseSysCache(tuple);
    return is;
}

// The owner, or InvalidOid where it is no workspace.
Oid owner_of_workspace(Oid schema) {
    if (!OidIsValid(schema) || isAnyTempNamespace(schema)) return InvalidOid;
    const Oid owner = owner_of_schema(schema);
    if (!is_table_of("summary_log", schema, owner) || !is_table_of("workspace_grant", schema, owner)) return InvalidOid;
    if (superuser_arg(owner))
        ereport(ERROR, (errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
                        errmsg("workspace \"%s\" belongs to a superuser", get_namespace_name(schema)),
                        errhint("ALTER SCHEMA %s OWNER TO another role, and its tables, views and functions, too.",
                                quote_identifier(get_namespace_name(schema)))));
    return owner;
}

}  // namespace

void set_until_end(const char* name, const char* value) {
    set_config_option(name, value, PGC_USERSET, PGC_S_SESSION, GUC_ACTION_SAVE, true, 0, false);
}

void prefer_hashing() {
    set_until_end("enable_sort", "off");
    set_until_end("jit", "off");  // what is off counts as dear, and what is dear would be compiled
}

workspace workspace_named(Datum name) {
    const char* const wanted = text_to_cstring(DatumGetTextPP(name));
    const Oid schema = strlen(wanted) < NAMEDATALEN ? get_namespace_oid(wanted, true) : InvalidOid;
    const Oid owner = owner_of_workspace(schema);
    if (!OidIsValid(owner))
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("no workspace \"%s\"", wanted),
                        errhint("SELECT * FROM xm.workspaces() lists them; xm.create_workspace makes one.")));
    return {schema, wanted, owner};
}

workspace workspace_of(Oid table) {
    const Oid schema = get_rel_namespace(table);
    const Oid owner = owner_of_workspace(schema);
    if (!OidIsValid(owner))
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("table %u is in no workspace", table),
                        errhint("Call the functions and views of a workspace.")));
    return {schema, get_namespace_name(schema), owner};
}

TriggerData* trigger_of_rows(FunctionCallInfo fcinfo, bool truncate) {
    auto* const data = CALLED_AS_TRIGGER(fcinfo) ? reinterpret_cast<TriggerData*>(fcinfo->context) : nullptr;
    if (data == nullptr || !(TRIGGER_FIRED_FOR_ROW(data->tg_event) || (truncate && TRIGGER_FIRED_BY_TRUNCATE(data->tg_event))))
        ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED), errmsg("this is the function of a trigger for each row")));
    return data;
}

const char* column_of(const TriggerData* data, HeapTuple row, const char* name) {
    const TupleDesc shape = RelationGetDescr(data->tg_relation);
    const int number = SPI_fnumber(shape, name);
    if (number <= 0)
        ereport(ERROR, (errcode(ERRCODE_UNDEFINED_COLUMN), errmsg("the table of the trigger has no column \"%s\"", name)));
    return SPI_getvalue(row, shape, number);
}

void refuse_null(FunctionCallInfo fcinfo, int i, const char* what) {
    if (PG_ARGISNULL(i))
        ereport(ERROR,
                (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("%s is NULL", what), errhint("Say which one is meant.")));
}

Oid role_named(const char* name) {
    const Oid role = strlen(name) < NAMEDATALEN ? get_role_oid(name, true) : InvalidOid;
    if (!OidIsValid(role))
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("role \"%s\" does not exist", name),
                        errhint("CREATE ROLE makes it.")));
    return role;
}

void no_survey(const workspace& w, const char* name) {
    ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("no survey \"%s\" in workspace \"%s\"", name, w.name),
                    errhint("SELECT survey FROM %s.survey lists them; xm.create_survey makes one.", quote_identifier(w.name))));
}

Oid table_of(const workspace& w, const char* name) {
    const Oid table = strlen(name) < NAMEDATALEN ? get_relname_relid(name, w.schema) : InvalidOid;
    if (!OidIsValid(table)) no_survey(w, name);
    return table;
}

action begin_as_owner(const workspace& w) {
    action a{};
    GetUserIdAndSecContext(&a.user, &a.security);
    SetUserIdAndSecContext(w.owner, a.security | SECURITY_LOCAL_USERID_CHANGE | SECURITY_RESTRICTED_OPERATION);
    a.settings = NewGUCNestLevel();
    set_until_end("search_path", "pg_catalog, pg_temp");
    set_until_end("datestyle", "ISO, YMD");
    set_until_end("client_min_messages", "warning");
    return a;
}

action begin_as_keeper(const workspace& w, const char* what) {
    if (!has_privs_of_role(GetUserId(), w.owner))
        ereport(ERROR,
                (errcode(ERRCODE_INSUFFICIENT_PRIVILEGE), errmsg("only the owner of workspace \"%s\" may %s", w.name, what),
                 errhint("Ask %s.", GetUserNameFromId(w.owner, false))));
    return begin_as_owner(w);
}

void use_time_zone(const workspace& w) { set_until_end("timezone", setting_of(w, "time_zone")); }

void end(const action& a) {
    AtEOXact_GUC(false, a.settings);
    SetUserIdAndSecContext(a.user, a.security);
}

namespace {
// Null is NULL where a literal is wanted.
const char* filled(const char* text, const char* const* values, std::size_t size) {
    StringInfoData out;
    initStringInfo(&out);
    std::size_t next = 0;
    for (const char* c = text; *c != '\0'; ++c) {
        if (*c != '%') {
            appendStringInfoChar(&out, *c);
            continue;
        }
        ++c;
        if (*c == '%') {
            appendStringInfoChar(&out, '%');
            continue;
        }
        if (next == size || (*c != 'I' && *c != 'L')) elog(ERROR, "pg_xm: malformed statement");
        const char* const value = values[next++];
        if (*c == 'I')
            appendStringInfoString(&out, quote_identifier(value));
        else
            appendStringInfoString(&out, value == nullptr ? "NULL" : quote_literal_cstr(value));
    }
    return out.data;
}
}  // namespace

const char* filled(const char* text, std::initializer_list<const char*> values) {
    return filled(text, values.begin(), values.size());
}

void run(const char* sql) {
    const int done = SPI_execute(sql, false, 0);
    if (done < 0) elog(ERROR, "pg_xm: %s", SPI_result_code_string(done));
}
void run(const char* text, std::initializer_list<const char*> values) { run(filled(text, values)); }

void run_with(const char* sql, std::initializer_list<Oid> types, std::initializer_list<Datum> values) {
    const int done = SPI_execute_with_args(sql, static_cast<int>(types.size()), const_cast<Oid*>(types.begin()),
                                           const_cast<Datum*>(values.begin()), nullptr, false, 0);
    if (done < 0) elog(ERROR, "pg_xm: %s", SPI_result_code_string(done));
}

void run_each(const char* sql, bool comments_only) {
    ListCell* cell = nullptr;
    foreach (cell, pg_parse_query(sql)) {
        const RawStmt* const one = static_cast<RawStmt*>(lfirst(cell));
        if (comments_only && !IsA(one->stmt, CommentStmt)) continue;
        const char* const text = sql + one->stmt_location;
        run(pnstrdup(text, one->stmt_len == 0 ? strlen(text) : static_cast<std::size_t>(one->stmt_len)));
    }
}

const char* fetch(const char* sql) {
    run(sql);
    if (SPI_processed == 0) return nullptr;
    char* const value = SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1);
    SPI_freetuptable(SPI_tuptable);
    return value;
}
const char* fetch(const char* text, std::initializer_list<const char*> values) { return fetch(filled(text, values)); }

script keep_script(const std::vector<core::survey::statement>& statements) {
    script result{nullptr, static_cast<int>(statements.size())};
    call([&] { result.statements = static_cast<const char**>(palloc(sizeof(char*) * (statements.size() + 1))); });
    for (std::size_t i = 0; i < statements.size(); ++i) {
        const core::survey::statement& s = statements[i];
        call([&] {
            const std::size_t size = s.values.size();
            const char** const values = static_cast<const char**>(palloc(sizeof(char*) * (size + 1)));
            for (std::size_t k = 0; k < size; ++k) values[k] = from_utf8(s.values[k].c_str());
            result.statements[i] = filled(from_utf8(s.text.c_str()), values, size);
        });
    }
    return result;
}

void run(const script& s) {
    for (int i = 0; i < s.size; ++i) {
        CHECK_FOR_INTERRUPTS();
        run(s.statements[i]);
    }
}

const char* setting_of(const workspace& w, const char* name) {
    const char* const value = fetch("SELECT value FROM %I.setting WHERE name = %L", {w.name, name});
    if (value == nullptr)
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("workspace \"%s\" has no setting \"%s\"", w.name, name),
                        errhint("SELECT xm.upgrade_workspace('%s') puts back what is missing.", w.name)));
    return value;
}

const char* stored_definition(const workspace& w, const char* survey) {
    const char* const text = fetch("SELECT definition FROM %I.survey WHERE survey = %L", {w.name, survey});
    return text == nullptr ? nullptr : utf8(text);
}

bool can_publish(const workspace& w) { return OidIsValid(get_relname_relid("ledger", w.schema)); }

bool can_ask(const workspace& w) { return OidIsValid(get_relname_relid("invited", w.schema)); }

bool can_act(const workspace& w) { return OidIsValid(get_relname_relid("alert_rule", w.schema)); }

bool can_merge(const workspace& w) { return OidIsValid(get_relname_relid("person_merge", w.schema)); }

bool can_train(const workspace& w) { return OidIsValid(get_relname_relid("comment_sentiment", w.schema)); }

namespace {
void require_version(const workspace& w, bool has_it) {
    if (!has_it)
        ereport(ERROR, (errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
                        errmsg("workspace \"%s\" is of an earlier version than the extension", w.name),
                        errhint("SELECT xm.upgrade_workspace('%s')", w.name)));
}
}  // namespace

void require_publishing(const workspace& w) { require_version(w, can_publish(w)); }
void require_asking(const workspace& w) { require_version(w, can_ask(w)); }
void require_acting(const workspace& w) { require_version(w, can_act(w)); }
void require_merging(const workspace& w) { require_version(w, can_merge(w)); }
void require_training(const workspace& w) { require_version(w, can_train(w)); }

bool is_distributed(const workspace& w) {
    return fetch("SELECT 1 FROM %I.setting WHERE name = 'summary' AND value = 'distributed'", {w.name}) != nullptr;
}

bool citus_is_here() { return OidIsValid(get_extension_oid("citus", true)); }

void shard_by_shard() {
    if (citus_is_here()) set_until_end("citus.multi_shard_modify_mode", "sequential");
}

int begin_views(bool distributed) {
    const int level = NewGUCNestLevel();
    if (distributed)
        set_until_end("client_min_messages", "error");  // it warns of every view over a table that stays on the coordinator
    else if (citus_is_here())
        set_until_end("citus.enable_ddl_propagation", "off");
    return level;
}
void end_views(int level) { AtEOXact_GUC(false, level); }

const char* relations_of(const workspace& w) {
    return fetch(
        psprintf("SELECT COALESCE(pg_catalog.array_agg(oid), '{}') FROM pg_catalog.pg_class WHERE relnamespace = %u", w.schema));
}

namespace {
// Of relations under this condition on pg_class c; all: of functions and the schema, too.
void harden_those(const workspace& w, const char* only, bool all) {
    const char* const list = psprintf(
        "SELECT pg_catalog.string_agg(pg_catalog.format('REVOKE ALL ON %%s %%s FROM %%s', kind, name, CASE grantee WHEN 0 THEN "
        "'PUBLIC' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(grantee)) END), ';') FROM ("
        "SELECT CASE relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END AS kind, c.oid::pg_catalog.regclass::pg_catalog.text AS "
        "name, a.grantee, relowner AS owner FROM pg_catalog.pg_class c, LATERAL pg_catalog.aclexplode(relacl) a WHERE "
        "relnamespace = %u AND relkind IN ('r', 'p', 'v', 'S')%s"
        " UNION SELECT 'FUNCTION', p.oid::pg_catalog.regprocedure::pg_catalog.text, a.grantee, proowner FROM pg_catalog.pg_proc "
        "p, LATERAL pg_catalog.aclexplode(COALESCE(proacl, pg_catalog.acldefault('f', proowner))) a WHERE pronamespace = %u AND "
        "%s"
        " UNION SELECT 'SCHEMA', pg_catalog.quote_ident(nspname), a.grantee, nspowner FROM pg_catalog.pg_namespace n, LATERAL "
        "pg_catalog.aclexplode(nspacl) a WHERE n.oid = %u AND %s) o WHERE grantee <> owner",
        w.schema, only, w.schema, all ? "true" : "false", w.schema, all ? "true" : "false");
    const char* const revokes = fetch(list);
    if (revokes != nullptr) run_each(revokes);
}
}  // namespace

void harden(const workspace& w) { harden_those(w, "", true); }
void harden_survey(const workspace& w, const char* survey) {
    harden_those(
        w,
        filled(" AND (c.relname IN (%L, %L) OR c.oid = pg_catalog.pg_get_serial_sequence(%L, "
               "'response_id')::pg_catalog.regclass)",
               {survey, psprintf("%s_labelled", survey), psprintf("%s.%s", quote_identifier(w.name), quote_identifier(survey))}),
        false);
}
void harden_new(const workspace& w, const char* known) {
    harden_those(w, filled(" AND c.oid <> ALL (%L::pg_catalog.oid[])", {known}), false);
}

namespace {

// The rows of a query as plain text cells.
struct rows {
    const char** cells;
    int count;
    int columns;
    const char* at(int row, int column) const { return cells[row * columns + column]; }
};
rows all_rows(const char* sql) {
    run(sql);
    SPITupleTable* const table = SPI_tuptable;
    rows r{nullptr, static_cast<int>(SPI_processed), table->tupdesc->natts};
    r.cells = static_cast<const char**>(palloc(sizeof(char*) * static_cast<std::size_t>(r.count * r.columns + 1)));
    for (int i = 0; i < r.count; ++i)
        for (int j = 0; j < r.columns; ++j) {
            const char* const value = SPI_getvalue(table->vals[i], table->tupdesc, j + 1);
            r.cells[i * r.columns + j] = value == nullptr ? "" : utf8(value);
        }
    SPI_freetuptable(table);
    return r;
}

}  // namespace

void refresh_views(const workspace& w) {
    const rows surveys = all_rows(filled("SELECT survey, definition FROM %I.survey ORDER BY created_at, survey", {w.name}));
    const char* const name = utf8(w.name);
    const bool now = can_merge(w) && can_train(w);  // of this version
    const char* const said = fetch("SELECT value FROM %I.setting WHERE name = 'time_zone'", {w.name});
    const char* const zone = said == nullptr ? "UTC" : utf8(said);  // a new workspace has neither settings nor surveys
    const int level = begin_views(is_distributed(w));
    run(guard([&] {
        core::survey::surveys all;
        for (int i = 0; i < surveys.count; ++i)
            all.emplace_back(surveys.at(i, 0), core::survey::definition::parse(surveys.at(i, 1)));
        std::vector<core::survey::statement> views{core::survey::answer_view(name, all), core::survey::comment_view(name, all)};
        if (now) {
            views.push_back(core::survey::duplicate_view(name, all));
            views.push_back(core::survey::comment_word_view(name, all, zone));
        }
        return keep_script(views);
    }));
    const auto is_older = [](const char* view) { return strcmp(view, "answer") == 0 || strcmp(view, "comment") == 0; };
    static constexpr const char* views[][2] = {
        {"answer", "Answers of all surveys, one row per item answered and per option chosen"},
        {"comment", "What people wrote, with the rating beside it"},
        {"comment_word",
         "What words do to the rating beside them, in identified surveys, by month and unit with all below it: ratings of "
         "comments "
         "with the word against those without (xm.word_effects)"},
        {"duplicate_answer",
         "Complete answers to one wave by one person, merged ones together, where there are several: all count until one is "
         "deleted"}};
    for (const auto& v : views)
        if (now || is_older(v[0])) run("COMMENT ON VIEW %I.%I IS %L", {w.name, v[0], v[1]});
    static constexpr const char* columns[][3] = {
        {"answer", "survey", "The survey"},
        {"answer", "response_id", "Number of the response"},
        {"answer", "submitted_at", "When it arrived"},
        {"answer", "wave", "The wave"},
        {"answer", "unit", "The unit"},
        {"answer", "person_id", "Who answered, where that is known"},
        {"answer", "touchpoint", "The touchpoint"},
        {"answer", "channel", "The channel"},
        {"answer", "item", "The item"},
        {"answer", "question", "The question"},
        {"answer", "rating", "The rating"},
        {"answer", "choice", "Code of the option chosen"},
        {"answer", "value", "The answer as a number: a rating, a number, a scale, a rank, 1 for yes and 0 for no"},
        {"answer", "text", "The answer in words, or a date"},
        {"comment", "survey", "The survey"},
        {"comment", "response_id", "Number of the response"},
        {"comment", "submitted_at", "When it arrived"},
        {"comment", "unit", "The unit"},
        {"comment", "item", "The item"},
        {"comment", "text", "What was written"},
        {"comment", "rating_item", "The rating before it in the questionnaire"},
        {"comment", "rating", "That rating"},
        {"comment", "language", "The language of the response"},
        {"comment", "sentiment", "Probability that the words are favourable, where the survey has a sentiment item for them"},
        {"comment_word", "survey", "The survey"},
        {"comment_word", "item", "The question"},
        {"comment_word", "rating_item", "The rating before it in the questionnaire"},
        {"comment_word", "month", "First day of the month, in the time zone of the workspace"},
        {"comment_word", "unit", "The unit, with all below it; NULL: answers of no unit"},
        {"comment_word", "word", "The word"},
        {"comment_word", "responses", "Comments with the word"},
        {"comment_word", "value", "Their score, in the metric of the rating"},
        {"comment_word", "rest", "The score of the others"},
        {"comment_word", "difference", "How far apart, comments of one length alike"},
        {"comment_word", "std_error", "Its standard error"},
        {"comment_word", "p_value", "Two-sided p-value"},
        {"comment_word", "q_value",
         "The same for many words at once (Benjamini and Hochberg), over one survey, item, month and unit"},
        {"duplicate_answer", "survey", "The survey"},
        {"duplicate_answer", "wave", "The wave"},
        {"duplicate_answer", "root", "The person, of merged ones the one that stays"},
        {"duplicate_answer", "person_id", "Under which number the answer came"},
        {"duplicate_answer", "response_id", "Number of the response"},
        {"duplicate_answer", "submitted_at", "When it arrived"}};
    for (const auto& c : columns)
        if (now || is_older(c[0])) run("COMMENT ON COLUMN %I.%I.%I IS %L", {w.name, c[0], c[1], c[2]});
    end_views(level);
}

void hide_statistics(const workspace& w, const char* survey) {
    if (is_distributed(w)) return;  // Citus does not pass this on; a table takes it along when it is spread
    const char* const changes = fetch(
        "SELECT pg_catalog.string_agg(pg_catalog.format('ALTER TABLE %%s ALTER COLUMN %%I SET STATISTICS 0', "
        "c.oid::pg_catalog.regclass, "
        "a.attname), ';') FROM %I.survey s JOIN pg_catalog.pg_class c ON c.relname = s.survey AND c.relnamespace = "
        "%L::pg_catalog.regnamespace JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT "
        "a.attisdropped "
        "WHERE s.mode <> 'identified' AND COALESCE(s.survey = %L, true) AND COALESCE(a.attstattarget, -1) <> 0",
        {w.name, quote_identifier(w.name), survey});
    if (changes != nullptr) run(changes);
}

void lock_until_end(int what, Oid of) {
    // The server's function takes two signed numbers: the upper half of all Oids is negative there.
    run(psprintf("SELECT pg_catalog.pg_advisory_xact_lock(%d, %d)", what, static_cast<int>(of)));
}

void lock_campaigns(const workspace& w, bool alone) {
    constexpr int campaigns = 0x786d61;
    if (alone)
        lock_until_end(campaigns, w.schema);
    else
        run(psprintf("SELECT pg_catalog.pg_advisory_xact_lock_shared(%d, %d)", campaigns, static_cast<int>(w.schema)));
}

void lock_summary(const workspace& w) { lock_until_end(0x786d73, w.schema); }

void shut(const workspace& w, const char* which) {
    // Nobody else locks workspace_grant as such: that keeps changes apart, and lets who reads it pass.
    run(
        psprintf("SELECT c.oid, %s FROM pg_catalog.pg_class c WHERE relnamespace = %u AND (relname = 'workspace_grant' OR %s) "
                 "ORDER BY 1",
                 which, w.schema, which));
    const auto count = static_cast<int>(SPI_processed);
    struct wanted {
        Oid relation;
        LOCKMODE mode;
    };
    wanted* const all = static_cast<wanted*>(palloc(sizeof(wanted) * static_cast<std::size_t>(count + 1)));
    bool null = false;
    for (int i = 0; i < count; ++i)
        all[i] = {DatumGetObjectId(SPI_getbinval(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 1, &null)),
                  DatumGetBool(SPI_getbinval(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 2, &null)) ? AccessExclusiveLock
                                                                                                      : ShareRowExclusiveLock};
    int waited = -1;  // for this one, while none was held
    for (;;) {
        CHECK_FOR_INTERRUPTS();
        if (waited >= 0) LockRelationOid(all[waited].relation, all[waited].mode);
        int taken = 0;
        while (taken < count && (taken == waited || ConditionalLockRelationOid(all[taken].relation, all[taken].mode))) ++taken;
        if (taken == count) return;
        for (int i = 0; i < taken; ++i)
            if (i != waited) UnlockRelationOid(all[i].relation, all[i].mode);
        if (waited >= 0) UnlockRelationOid(all[waited].relation, all[waited].mode);
        waited = taken;
    }
}

void refresh_rights(const workspace& w, const char* survey) {
    require_publishing(w);
    const rows grants =
        all_rows(filled("SELECT g.role, g.kind, g.survey FROM %I.workspace_grant g WHERE EXISTS (SELECT FROM pg_catalog.pg_roles "
                        "r WHERE r.rolname = g.role) ORDER BY 1, 2, 3",
                        {w.name}));
    const rows surveys = all_rows(
        filled("SELECT survey, side, mode FROM %I.survey WHERE COALESCE(survey = %L, true) ORDER BY survey", {w.name, survey}));
    const char* const name = utf8(w.name);
    const bool distributed = is_distributed(w), asking = can_ask(w), acting = can_act(w), merging = can_merge(w),
               training = can_train(w);
    run(guard([&] {
        std::vector<core::survey::grant> given;
        for (int i = 0; i < grants.count; ++i) given.push_back({grants.at(i, 0), grants.at(i, 1), grants.at(i, 2)});
        std::vector<core::survey::survey_facts> facts;
        for (int i = 0; i < surveys.count; ++i)
            facts.push_back({surveys.at(i, 0),
                             surveys.at(i, 1)[0] == 'e' ? core::survey::side::employee : core::survey::side::customer,
                             surveys.at(i, 2)[0] == 'i'   ? core::survey::mode::identified
                             : surveys.at(i, 2)[0] == 'c' ? core::survey::mode::confidential
                                                          : core::survey::mode::anonymous});
        return keep_script(
            core::survey::rights(name, given, facts, distributed, survey != nullptr, asking, acting, merging, training));
    }));
}

namespace {

// Runs a template in the workspace: :ws becomes its name.
void run_template(const workspace& w, const char* text, bool comments_only = false) {
    const char* const ident = quote_identifier(w.name);
    const char* const literal = quote_literal_cstr(psprintf("%s.survey", ident));
    StringInfoData sql;
    initStringInfo(&sql);
    for (const char* c = text; *c != '\0';) {
        if (strncmp(c, "':ws.survey'", 12) == 0) {
            appendStringInfoString(&sql, literal);
            c += 12;
        } else if (strncmp(c, ":ws.", 4) == 0) {
            appendStringInfo(&sql, "%s.", ident);
            c += 4;
        } else {
            appendStringInfoChar(&sql, *c++);
        }
    }
    run_each(sql.data, comments_only);
}

}  // namespace

void comment_tables(const workspace& w) {
    for (int i = 0; i < workspace_templates_size; ++i)
        if (strncmp(workspace_templates[i].name, "1", 1) == 0) run_template(w, workspace_templates[i].text, true);
}

// The views over the surveys stand between those that they need and that need them.
void run_templates(const workspace& w, bool tables) {
    const bool distributed = !tables && is_distributed(w);
    const int level = begin_views(distributed);
    for (int i = 0; i < workspace_templates_size; ++i) {
        const workspace_template& t = workspace_templates[i];
        const auto is = [&](const char* number) { return strncmp(t.name, number, 2) == 0; };
        if ((is("10") && !tables) || (is("25") && distributed) || (is("26") && !distributed)) continue;
        if (is("40")) refresh_views(w);
        run_template(w, t.text);
    }
    end_views(level);
    const char* const version = XM_VERSION;
    run("INSERT INTO %I.setting VALUES ('version', %L) ON CONFLICT (name) DO UPDATE SET value = EXCLUDED.value",
        {w.name, version});
}

namespace {

void refuse_taken(const char* name) {
    if (OidIsValid(get_namespace_oid(name, true)))
        ereport(ERROR, (errcode(ERRCODE_DUPLICATE_SCHEMA), errmsg("schema \"%s\" already exists", name),
                        errhint("A workspace is a schema of its own: choose another name.")));
}

void check_workspace_name(const char* name) {
    if (name[0] == '\0' || strlen(name) >= NAMEDATALEN)
        ereport(ERROR,
                (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                 errmsg("workspace name \"%s\" has %zu bytes; the allowed range is 1..%d", name, strlen(name), NAMEDATALEN - 1),
                 errhint("Choose a name of that length.")));
}

}  // namespace
}  // namespace xm::pg::survey

using namespace xm::pg::survey;  // NOLINT

namespace {
// Templates use functions of this version: raises 55000 where the library is newer than the extension's objects.
void require_update() {
    const char* const version = fetch("SELECT extversion FROM pg_catalog.pg_extension WHERE extname = 'pg_xm'");
    if (version != nullptr && strcmp(version, XM_VERSION) != 0)
        ereport(ERROR, (errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
                        errmsg("the extension of this database is pg_xm %s, the library %s", version, XM_VERSION),
                        errhint("ALTER EXTENSION pg_xm UPDATE")));
}
}  // namespace

XM_FUNCTION(xm_create_workspace) {
    refuse_null(fcinfo, 0, "workspace");
    refuse_null(fcinfo, 1, "time_zone");
    refuse_null(fcinfo, 3, "summary");
    const char* const name = text_or_null(fcinfo, 0);
    const char* const zone = text_or_null(fcinfo, 1);
    const char* const owner = text_or_null(fcinfo, 2);
    const char* const summary = text_or_null(fcinfo, 3);
    check_workspace_name(name);
    pg_tz* const known = pg_tzset(zone);
    if (known == nullptr || !pg_tz_acceptable(known))
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("time_zone \"%s\" is not known", zone),
                        errhint("SELECT name FROM pg_timezone_names lists them, such as Europe/Berlin.")));
    if (strcmp(summary, "triggers") != 0 && strcmp(summary, "manual") != 0)
        ereport(ERROR,
                (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("summary \"%s\" is neither triggers nor manual", summary),
                 errhint("Use triggers, or manual where statement triggers do not run (Citus).")));
    const Oid owner_id = owner == nullptr ? GetUserId() : role_named(owner);
    if (superuser_arg(owner_id))
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("a superuser cannot own a workspace"),
                        errhint("Name another owner: xm.create_workspace('%s', owner => 'ROLE').", name)));
    refuse_taken(name);
    SPI_connect();
    require_update();
    const char* const owner_name = GetUserNameFromId(owner_id, false);
    run("CREATE SCHEMA %I AUTHORIZATION %I", {name, owner_name});
    CommandCounterIncrement();
    const workspace w{get_namespace_oid(name, false), name, owner_id};
    const action a = begin_as_owner(w);
    run("COMMENT ON SCHEMA %I IS %L", {name, "Surveys, answers and scores: a workspace of pg_xm"});
    run_templates(w, true);
    unsigned char secret[32];
    if (!pg_strong_random(secret, sizeof secret))
        ereport(ERROR, (errcode(ERRCODE_INTERNAL_ERROR), errmsg("could not generate random values")));
    char hex[2 * sizeof secret + 1];
    for (std::size_t i = 0; i < sizeof secret; ++i) {
        hex[2 * i] = "0123456789abcdef"[secret[i] >> 4];
        hex[2 * i + 1] = "0123456789abcdef"[secret[i] & 15U];
    }
    hex[2 * sizeof secret] = '\0';
    run("INSERT INTO %I.setting VALUES ('time_zone', %L), ('summary', %L), ('secret', %L)", {name, zone, summary, hex});
    harden(w);
    end(a);
    SPI_finish();
    PG_RETURN_VOID();
}

XM_FUNCTION(xm_upgrade_workspace) {
    const workspace w = workspace_named(PG_GETARG_DATUM(0));
    SPI_connect();
    const action a = begin_as_keeper(w, "upgrade it");
    require_update();
    shut(w, "relkind IN ('r', 'v')");
    shard_by_shard();
    const char* const taken = fetch(
        "SELECT survey FROM %I.survey WHERE survey IN ('contact_rule', 'invited', 'invitation_token', 'anonymous_token', "
        "'anonymous_asked', "
        "'contact', 'opt_out', 'invitation', 'alert_rule', 'alert', 'case_file', 'action', 'benchmark_value', 'case_report', "
        "'score_benchmark', 'representativeness', 'person_merge', 'person_clash', 'person_root', 'key_conflict', "
        "'duplicate_answer', 'model', "
        "'comment_sentiment', 'confidential_sentiment', 'comment_word')",
        {w.name});
    if (taken != nullptr)
        ereport(ERROR,
                (errcode(ERRCODE_DUPLICATE_TABLE), errmsg("survey \"%s\" has the name of a table that this version makes", taken),
                 errhint("Rename the survey's table, and the survey in all tables that name it, first.")));
    const char* const known = relations_of(w);
    run_templates(w, false);
    harden_new(w, known);
    hide_statistics(w, nullptr);
    refresh_rights(w, nullptr);
    end(a);
    SPI_finish();
    PG_RETURN_VOID();
}

XM_FUNCTION(xm_rename_workspace) {
    const workspace w = workspace_named(PG_GETARG_DATUM(0));
    const char* const name = text_to_cstring(PG_GETARG_TEXT_PP(1));
    check_workspace_name(name);
    refuse_taken(name);
    SPI_connect();
    run("ALTER SCHEMA %I RENAME TO %I", {w.name, name});
    SPI_finish();
    PG_RETURN_VOID();
}

namespace {

// Calls f with each row of an ordinary table that the schema's owner owns, read as it lies there: no view, rule, policy or
// function of anybody runs. False if there is no such table.
template <class F>
bool each_row(Oid schema, Oid owner, const char* name, F f) {
    const Oid id = get_relname_relid(name, schema);
    if (!OidIsValid(id) || get_rel_relkind(id) != RELKIND_RELATION || get_rel_persistence(id) == RELPERSISTENCE_TEMP)
        return false;
    Relation const table = try_table_open(id, AccessShareLock);
    if (table == nullptr) return false;
    const bool good = table->rd_rel->relowner == owner;
    if (good) {
        TableScanDesc const scan = table_beginscan(table, GetActiveSnapshot(), 0, nullptr);
        TupleTableSlot* const slot = table_slot_create(table, nullptr);
        while (table_scan_getnextslot(scan, ForwardScanDirection, slot)) {
            CHECK_FOR_INTERRUPTS();
            f(slot);
        }
        ExecDropSingleTupleTableSlot(slot);
        table_endscan(scan);
    }
    table_close(table, AccessShareLock);
    return good;
}

// A text of a row, or null.
const char* text_in(TupleTableSlot* slot, const char* column) {
    for (int i = 0; i < slot->tts_tupleDescriptor->natts; ++i) {
        Form_pg_attribute const a = TupleDescAttr(slot->tts_tupleDescriptor, i);
        if (a->attisdropped || a->atttypid != TEXTOID || strcmp(NameStr(a->attname), column) != 0) continue;
        bool null = false;
        const Datum value = slot_getattr(slot, i + 1, &null);
        return null ? nullptr : text_to_cstring(DatumGetTextPP(value));
    }
    return nullptr;
}

}  // namespace

// What it is called, whose it is and how many surveys it has anybody may know.
XM_FUNCTION(xm_workspaces) {
    pg::row_set rows(fcinfo);
    SPI_connect();
    const int settings = NewGUCNestLevel();
    set_until_end("search_path", "pg_catalog, pg_temp");  // operators, too, are found by it
    run("SELECT n.oid, n.nspowner, n.nspname, pg_catalog.pg_get_userbyid(n.nspowner) FROM pg_catalog.pg_namespace n WHERE "
        "EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.relnamespace = n.oid AND c.relname = 'summary_log')"
        " AND EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.relnamespace = n.oid AND c.relname = 'workspace_grant') ORDER BY "
        "3");
    SPITupleTable* const found = SPI_tuptable;
    const auto count = SPI_processed;
    for (std::uint64_t i = 0; i < count; ++i) {
        bool null = false;
        const Oid schema = DatumGetObjectId(SPI_getbinval(found->vals[i], found->tupdesc, 1, &null));
        const Oid owner = DatumGetObjectId(SPI_getbinval(found->vals[i], found->tupdesc, 2, &null));
        const char* version = nullptr;
        each_row(schema, owner, "setting", [&](TupleTableSlot* slot) {
            const char* const name = text_in(slot, "name");
            if (name != nullptr && strcmp(name, "version") == 0) version = text_in(slot, "value");
        });
        std::int64_t surveys = 0;
        if (version != nullptr && each_row(schema, owner, "survey", [&](TupleTableSlot*) { ++surveys; }))
            rows.add({cell(i, 3), server_text(version), cell(i, 4), surveys});
    }
    AtEOXact_GUC(false, settings);
    SPI_finish();
    return Datum{0};
}
