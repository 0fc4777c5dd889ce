#include "pg/survey/people.hpp"

#include "core/survey/columns.hpp"
#include "core/survey/response.hpp"
#include "pg/survey/training.hpp"

using namespace xm;              // NOLINT: entries below are C symbols
using namespace xm::pg::survey;  // NOLINT

namespace xm::pg::survey {

const char* keyed_hash(const workspace& w, const char* what, const char* value) {
    return fetch(
        "SELECT pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(value || pg_catalog.chr(10) || %L || "
        "pg_catalog.chr(10) || %L, 'UTF8')), 'hex') FROM %I.setting WHERE name = 'secret'",
        {what, value, w.name});
}

bool is_forgotten(const workspace& w, const char* what, const char* value) {
    // Seldom is anybody forgotten: the hash is only made where there is something to compare it with.
    if (fetch("SELECT 1 FROM %I.forgotten LIMIT 1", {w.name}) == nullptr) return false;
    return fetch("SELECT 1 FROM %I.forgotten WHERE hash = pg_catalog.decode(%L, 'hex')", {w.name, keyed_hash(w, what, value)}) !=
           nullptr;
}

const char* token_hash(const char* token) { return psprintf("pg_catalog.sha256(pg_catalog.convert_to(%s, 'UTF8'))", token); }

const char* person_by_key(const workspace& w, const char* side, const char* kind, const char* value) {
    return fetch("SELECT person_id FROM %I.person_key WHERE side = %L AND kind = %L AND value = %L", {w.name, side, kind, value});
}

const char* new_person(const workspace& w, const char* side, const char* kind, const char* value) {
    // Numbers that somebody inserted himself are passed over.
    const char* made = nullptr;
    while (made == nullptr) {
        CHECK_FOR_INTERRUPTS();
        made = fetch("INSERT INTO %I.person (side) VALUES (%L) ON CONFLICT DO NOTHING RETURNING person_id", {w.name, side});
    }
    const char* const kept = fetch(
        "INSERT INTO %I.person_key (side, kind, value, person_id) VALUES (%L, %L, %L, %L) ON CONFLICT DO NOTHING RETURNING "
        "person_id",
        {w.name, side, kind, value, made});
    if (kept != nullptr) return kept;
    run("DELETE FROM %I.person WHERE person_id = %L", {w.name, made});
    return person_by_key(w, side, kind, value);
}

const char* place_in_key_order(const workspace& w, const char* kind, const char* usual) {
    return psprintf(
        "%s%s)",
        filled("pg_catalog.array_position(ARRAY(SELECT pg_catalog.jsonb_array_elements_text(COALESCE((SELECT value FROM "
               "%I.setting WHERE name = 'key_order'), %L)::pg_catalog.jsonb)), ",
               {w.name, usual}),
        kind);
}

const char* person_by_keys(const workspace& w, const char* side, const plain_key* keys, int size, bool may_add,
                           const char* made) {
    if (size == 1) return person_by_key(w, side, keys[0].kind, keys[0].value);
    StringInfoData values;
    initStringInfo(&values);
    for (int i = 0; i < size; ++i)
        appendStringInfo(&values, "%s(%s, %s)", i == 0 ? "" : ", ", quote_literal_cstr(keys[i].kind),
                         quote_literal_cstr(keys[i].value));
    const bool merging = can_merge(w);
    run(psprintf(
        "SELECT k.kind, k.value, x.person_id, %s FROM (VALUES %s) k(kind, value) LEFT JOIN %s.person_key x ON x.side = %s "
        "AND x.kind = k.kind AND x.value = k.value LEFT JOIN %s.person p ON p.person_id = x.person_id ORDER BY %s, k.kind "
        "COLLATE \"C\"",
        merging ? "p.root" : "p.person_id", values.data, quote_identifier(w.name), quote_literal_cstr(side),
        quote_identifier(w.name), place_in_key_order(w, "k.kind", "[\"employee_number\", \"email\", \"phone\"]")));
    SPITupleTable* const found = SPI_tuptable;
    const auto at = [&](int row, int column) { return SPI_getvalue(found->vals[row], found->tupdesc, column); };
    const char *person = made, *root = made, *kind = nullptr;
    for (int i = 0; i < size && person == nullptr; ++i) {
        person = at(i, 3);
        root = at(i, 4);
        kind = at(i, 1);
    }
    for (int i = 0; i < size && person != nullptr; ++i) {
        const char* const other = at(i, 3);
        if (other == nullptr && may_add && !is_forgotten(w, psprintf("%s/%s", side, at(i, 1)), at(i, 2)))
            run("INSERT INTO %I.person_key (side, kind, value, person_id) VALUES (%L, %L, %L, %L) ON CONFLICT DO NOTHING",
                {w.name, side, at(i, 1), at(i, 2), person});
        if (other != nullptr && merging && kind != nullptr && strcmp(at(i, 4), root) != 0)
            run("INSERT INTO %I.person_clash (a, b, kinds) VALUES (LEAST(%L::pg_catalog.int8, %L), GREATEST(%L::pg_catalog.int8, "
                "%L), ARRAY[%L, %L]) ON CONFLICT DO NOTHING",
                {w.name, person, other, person, other, kind, at(i, 1)});
    }
    return person;
}

bool has_merged(const workspace& w) {
    return can_merge(w) && fetch("SELECT 1 FROM %I.person_merge WHERE undone_at IS NULL LIMIT 1", {w.name}) != nullptr;
}

const char* root_of(const workspace& w, bool merged, const char* person) {
    if (!merged) return person;
    return psprintf("COALESCE((SELECT root_.root FROM %s.person root_ WHERE root_.person_id = %s), %s)", quote_identifier(w.name),
                    person, person);
}

const char* rows_of_root(const workspace& w, bool merged, const char* table, const char* root) {
    const char* const ws = quote_identifier(w.name);
    if (!merged) return psprintf("(SELECT t_.* FROM %s.%s t_ WHERE t_.person_id = %s)", ws, quote_identifier(table), root);
    return psprintf("(SELECT t_.* FROM %s.person root_ JOIN %s.%s t_ ON t_.person_id = root_.person_id WHERE root_.root = %s)",
                    ws, ws, quote_identifier(table), root);
}

const char* side_of(Datum side) {
    const char* const s = text_to_cstring(DatumGetTextPP(side));
    if (strcmp(s, "employee") != 0 && strcmp(s, "customer") != 0)
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("side \"%s\" is neither employee nor customer", s),
                        errhint("Say which side the persons are of.")));
    return s;
}

const char* kind_of_grant(Datum kind) {
    const char* const k = text_to_cstring(DatumGetTextPP(kind));
    for (const char* known : {"collector", "analyst", "custodian", "sender"})
        if (strcmp(k, known) == 0) return known;
    ereport(ERROR,
            (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("kind \"%s\" is none of collector, analyst, custodian, sender", k),
             errhint("A collector sends answers, an analyst reads scores, a custodian reads and corrects everything, a "
                     "sender invites.")));
}

namespace {

// Whether a role may do what the owner may, or what one of the roles may that a query finds.
bool holds_one(const workspace& w, Oid role, const char* roles) {
    if (has_privs_of_role(role, w.owner)) return true;
    run(roles);
    for (std::uint64_t i = 0; i < SPI_processed; ++i) {
        const Oid granted = get_role_oid(SPI_getvalue(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 1), true);
        if (OidIsValid(granted) && has_privs_of_role(role, granted)) return true;
    }
    return false;
}

}  // namespace

bool was_granted(const workspace& w, const char* survey, Oid role, const char* kind) {
    return holds_one(w, role,
                     filled("SELECT role FROM %I.workspace_grant WHERE kind IN ('custodian', %L) AND survey IN ('', %L)",
                            {w.name, kind, survey}));
}

bool was_granted_any(const workspace& w, Oid role, const char* kind) {
    return holds_one(w, role,
                     filled("SELECT DISTINCT role FROM %I.workspace_grant WHERE kind IN ('custodian', %L)", {w.name, kind}));
}

void require_any_custodian(const workspace& w, Oid user) {
    if (!was_granted_any(w, user, "custodian"))
        ereport(ERROR, (errcode(ERRCODE_INSUFFICIENT_PRIVILEGE), errmsg("permission denied for workspace \"%s\"", w.name),
                        errhint("Ask for the kind custodian: xm.grant_workspace.")));
}

namespace {

// The owner has every right, and must not lose one.
const char* other_role(const workspace& w, Datum name) {
    const char* const role = text_to_cstring(DatumGetTextPP(name));
    if (role_named(role) == w.owner)
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("role \"%s\" owns workspace \"%s\"", role, w.name),
                        errhint("The owner may do everything; name another role.")));
    return role;
}

// The surveys of a grant, each in a row; one empty name for all.
void for_each_survey(FunctionCallInfo fcinfo, const workspace& w,
                     void (*act)(const workspace&, const char* role, const char* kind, const char* survey), const char* role,
                     const char* kind) {
    if (PG_ARGISNULL(3)) return act(w, role, kind, "");
    Datum* names = nullptr;
    bool* nulls = nullptr;
    int count = 0;
    deconstruct_array(PG_GETARG_ARRAYTYPE_P(3), TEXTOID, -1, false, TYPALIGN_INT, &names, &nulls, &count);
    if (count == 0)
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("no survey in the list"),
                        errhint("Leave the surveys out for all of them.")));
    for (int i = 0; i < count; ++i) {
        if (nulls[i])
            ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("a survey is NULL"),
                            errhint("Leave the surveys out for all of them.")));
        const char* const survey = text_to_cstring(DatumGetTextPP(names[i]));
        table_of(w, survey);
        if (fetch("SELECT 1 FROM %I.survey WHERE survey = %L", {w.name, survey}) == nullptr) no_survey(w, survey);
        act(w, role, kind, survey);
    }
}

void lock_rights(const workspace& w) {
    // The tables that have policies.
    shut(w,
         "relkind = 'r' AND relname NOT IN ('setting', 'workspace_grant', 'forgotten', 'summary_log', 'summary_store', "
         "'summary_above', 'ledger', 'universe', 'invited', 'invitation_token', 'anonymous_token', 'anonymous_asked')");
}

void refuse_nulls(FunctionCallInfo fcinfo) {
    refuse_null(fcinfo, 0, "workspace");
    refuse_null(fcinfo, 1, "role");
    refuse_null(fcinfo, 2, "kind");
}

}  // namespace
}  // namespace xm::pg::survey

// For policies: what was granted is for the owner to read. Rows of one survey come one after the other: a statement asks once for
// them. (A query in the policy would ask once for all, but Citus knows no policy with a query in it.)
XM_FUNCTION(xm_was_granted) {
    struct answer {
        Oid table, user;
        char* survey;
        const char* kind;
        bool granted;
    };
    const char* const survey = text_to_cstring(PG_GETARG_TEXT_PP(1));
    const char* const kind = kind_of_grant(PG_GETARG_DATUM(2));
    const Oid table = PG_GETARG_OID(0), user = GetUserId();
    auto* last = static_cast<answer*>(fcinfo->flinfo->fn_extra);
    if (last == nullptr || last->table != table || last->user != user || last->kind != kind ||
        strcmp(last->survey, survey) != 0) {
        const workspace w = workspace_of(table);
        SPI_connect();
        const action a = begin_as_owner(w);
        const bool granted = was_granted(w, survey, user, kind);
        end(a);
        SPI_finish();
        const MemoryContext memory = fcinfo->flinfo->fn_mcxt;
        if (last == nullptr)
            last = static_cast<answer*>(MemoryContextAlloc(memory, sizeof(answer)));
        else
            pfree(last->survey);
        *last = {table, user, MemoryContextStrdup(memory, survey), kind, granted};
        fcinfo->flinfo->fn_extra = last;
    }
    PG_RETURN_BOOL(last->granted);
}

XM_FUNCTION(xm_grant_workspace) {
    refuse_nulls(fcinfo);
    const workspace w = workspace_named(PG_GETARG_DATUM(0));
    const char* const role = other_role(w, PG_GETARG_DATUM(1));
    const char* const kind = kind_of_grant(PG_GETARG_DATUM(2));
    SPI_connect();
    const action a = begin_as_keeper(w, "grant what is in it");
    if (strcmp(kind, "sender") == 0) require_asking(w);
    shard_by_shard();
    lock_rights(w);
    for_each_survey(
        fcinfo, w,
        [](const workspace& of, const char* r, const char* k, const char* s) {
            run("INSERT INTO %I.workspace_grant VALUES (%L, %L, %L) ON CONFLICT DO NOTHING", {of.name, r, k, s});
        },
        role, kind);
    refresh_rights(w, nullptr);
    end(a);
    SPI_finish();
    PG_RETURN_VOID();
}

XM_FUNCTION(xm_revoke_workspace) {
    refuse_nulls(fcinfo);
    const workspace w = workspace_named(PG_GETARG_DATUM(0));
    const char* const role = other_role(w, PG_GETARG_DATUM(1));
    const char* const kind = kind_of_grant(PG_GETARG_DATUM(2));
    SPI_connect();
    const action a = begin_as_keeper(w, "revoke what is in it");
    shard_by_shard();
    lock_rights(w);
    if (PG_ARGISNULL(3))
        run("DELETE FROM %I.workspace_grant WHERE role = %L AND kind = %L", {w.name, role, kind});
    else if (fetch("SELECT 1 FROM %I.workspace_grant WHERE role = %L AND kind = %L AND survey = ''", {w.name, role, kind}) !=
             nullptr)
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                        errmsg("role \"%s\" is %s of all surveys: one alone cannot be taken back", role, kind),
                        errhint("Revoke it for all surveys, then grant it for those that stay.")));
    else
        for_each_survey(
            fcinfo, w,
            [](const workspace& of, const char* r, const char* k, const char* s) {
                run("DELETE FROM %I.workspace_grant WHERE role = %L AND kind = %L AND survey = %L", {of.name, r, k, s});
            },
            role, kind);
    run("REVOKE ALL ON ALL TABLES IN SCHEMA %I FROM %I", {w.name, role});
    run("REVOKE ALL ON ALL FUNCTIONS IN SCHEMA %I FROM %I", {w.name, role});
    run("REVOKE ALL ON SCHEMA %I FROM %I", {w.name, role});
    refresh_rights(w, nullptr);
    end(a);
    SPI_finish();
    PG_RETURN_VOID();
}

XM_FUNCTION(xm_workspace_grants) {
    pg::row_set rows(fcinfo);
    const workspace w = workspace_named(PG_GETARG_DATUM(0));
    SPI_connect();
    const action a = begin_as_keeper(w, "see its grants");
    run(filled(
        "SELECT role, kind, CASE WHEN pg_catalog.bool_or(survey = '') THEN NULL ELSE pg_catalog.array_agg(survey ORDER BY "
        "survey) END FROM %I.workspace_grant GROUP BY 1, 2"
        " UNION ALL SELECT r.rolname, 'outside', NULL FROM pg_catalog.pg_roles r WHERE r.rolname <> %L AND r.rolname !~ '^pg_'"
        " AND (r.rolsuper OR r.rolbypassrls OR pg_catalog.pg_has_role(r.oid, 'pg_read_all_data', 'MEMBER') OR "
        "pg_catalog.pg_has_role(r.oid, %L::pg_catalog.name, 'MEMBER')) ORDER BY 2, 1",
        {w.name, GetUserNameFromId(w.owner, false), GetUserNameFromId(w.owner, false)}));
    SPITupleTable* const found = SPI_tuptable;
    const auto count = SPI_processed;
    for (std::uint64_t i = 0; i < count; ++i) {
        bool null = false;
        const Datum surveys = SPI_getbinval(found->vals[i], found->tupdesc, 3, &null);
        const char* const role = SPI_getvalue(found->vals[i], found->tupdesc, 1);
        const char* const kind = SPI_getvalue(found->vals[i], found->tupdesc, 2);
        rows.add({server_text(role), server_text(kind), pg::column::of(surveys, null)});
    }
    end(a);
    SPI_finish();
    return Datum{0};
}

// BEFORE INSERT OR UPDATE on person_key: the key as it is stored. A key that was forgotten does not come back.
XM_FUNCTION(xm_person_key_changed) {
    TriggerData* const data = trigger_of_rows(fcinfo);
    const workspace w = workspace_of(RelationGetRelid(data->tg_relation));
    HeapTuple row = TRIGGER_FIRED_BY_UPDATE(data->tg_event) ? data->tg_newtuple : data->tg_trigtuple;
    SPI_connect();
    const action a = begin_as_owner(w);
    const auto cell = [&](const char* name) { return column_of(data, row, name); };
    const char* const kind = cell("kind");
    const char* const value = cell("value");
    if (kind != nullptr && value != nullptr) {
        const char* const kind_utf8 = utf8(kind);
        const char* const value_utf8 = utf8(value);
        const char* const normal =
            pg::from_utf8(pg::guard([&] { return pg::keep(core::survey::normalised_key(kind_utf8, value_utf8)); }));
        if (is_forgotten(w, psprintf("%s/%s", cell("side"), kind), normal))
            ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("this key was forgotten"),
                            errhint("What a person had erased does not come back.")));
        int at = SPI_fnumber(RelationGetDescr(data->tg_relation), "value");
        Datum stored = PointerGetDatum(cstring_to_text(normal));
        row = SPI_modifytuple(data->tg_relation, row, 1, &at, &stored, nullptr);  // in the caller's memory
    }
    end(a);
    SPI_finish();
    return PointerGetDatum(row);
}

namespace {

// A person under all of its numbers: the root, and an array as a literal has it.
struct numbers_of_person {
    const char *root, *list;
};
numbers_of_person numbers_of(const workspace& w, std::int64_t person) {
    const char* const given = psprintf("%lld", static_cast<long long>(person));
    const char* const root = fetch(
        can_merge(w) ? "SELECT root FROM %I.person WHERE person_id = %L" : "SELECT person_id FROM %I.person WHERE person_id = %L",
        {w.name, given});
    if (root == nullptr)
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("no person %s in workspace \"%s\"", given, w.name),
                        errhint("SELECT person_id FROM %s.person_key finds people by their keys.", quote_identifier(w.name))));
    return {root, can_merge(w) ? fetch("SELECT pg_catalog.array_agg(person_id ORDER BY person_id) FROM %I.person WHERE root = %L",
                                       {w.name, root})
                               : psprintf("{%s}", root)};
}

}  // namespace

XM_FUNCTION(xm_person_data) {
    const workspace w = workspace_named(PG_GETARG_DATUM(0));
    SPI_connect();
    const action a = begin_as_keeper(w, "see all of a person");
    const numbers_of_person of = numbers_of(w, PG_GETARG_INT64(1));
    const char* const person = of.list;
    const char* const answers = fetch(
        "SELECT 'pg_catalog.jsonb_build_object(' || pg_catalog.string_agg(pg_catalog.format('%%L, (SELECT "
        "pg_catalog.jsonb_agg(pg_catalog.to_jsonb(t) ORDER BY response_id) FROM %%I.%%I t WHERE person_id = ANY (%%L))', survey, "
        "%L::pg_catalog.text, survey, %L::pg_catalog.text), ', ') || ')' FROM %I.survey WHERE mode <> 'anonymous'",
        {w.name, person, w.name});
    const char* const published =
        can_publish(w) ? psprintf(
                             "(SELECT pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('survey', l.survey, 'wave', l.wave, "
                             "'item', l.item, 'comment', c.comment) ORDER BY l.survey, l.wave, l.item, l.version) FROM "
                             "%1$s.ledger l LEFT JOIN %1$s.published_comment c ON c.comment_id = l.comment_id JOIN "
                             "%1$s.survey s ON s.survey = l.survey AND s.mode <> 'anonymous' WHERE l.person_id = ANY "
                             "(%2$s::pg_catalog.int8[]))",
                             quote_identifier(w.name), quote_literal_cstr(person))
                       : "NULL";
    const char* const asked =
        can_ask(w)
            ? psprintf(
                  "'invitations', (SELECT pg_catalog.jsonb_agg(pg_catalog.to_jsonb(i) - 'person_id' ORDER BY invitation_id) "
                  "FROM %1$s.invitation i WHERE person_id = ANY (%2$s::pg_catalog.int8[])), 'contacts', (SELECT "
                  "pg_catalog.jsonb_agg(pg_catalog.to_jsonb(c) - 'person_id' ORDER BY contact_id) FROM %1$s.contact c WHERE "
                  "person_id = ANY (%2$s::pg_catalog.int8[])), 'opt_outs', (SELECT pg_catalog.jsonb_agg(pg_catalog.to_jsonb(o) - "
                  "'person_id' ORDER BY "
                  "opt_out_id) FROM %1$s.opt_out o WHERE person_id = ANY (%2$s::pg_catalog.int8[])), ",
                  quote_identifier(w.name), quote_literal_cstr(person))
            : "";
    const char* const raised =
        can_act(w) ? fetch(
                         "SELECT pg_catalog.string_agg(pg_catalog.format('SELECT a.* FROM %%I.alert a JOIN %%I.%%I r ON "
                         "r.response_id = a.response_id WHERE a.survey = %%L AND r.person_id = ANY (%%L)', %L::pg_catalog.text, "
                         "%L::pg_catalog.text, survey, survey, %L::pg_catalog.text), ' UNION ALL ') FROM %I.survey WHERE mode = "
                         "'identified'",
                         {w.name, w.name, person, w.name})
                   : nullptr;
    const char* const cases =
        can_act(w)
            ? psprintf(
                  "'alerts', (SELECT pg_catalog.jsonb_agg(pg_catalog.to_jsonb(t) - 'xid' ORDER BY alert_id) FROM (%3$s) t), "
                  "'cases', (SELECT pg_catalog.jsonb_agg(pg_catalog.to_jsonb(c) - 'person_id' ORDER BY case_id) FROM "
                  "%1$s.case_file c WHERE person_id = ANY (%2$s::pg_catalog.int8[])), ",
                  quote_identifier(w.name), quote_literal_cstr(person),
                  raised != nullptr ? raised : filled("SELECT * FROM %I.alert WHERE false", {w.name}))
            : "";
    const char* const judged =
        can_train(w)
            ? fetch(
                  "SELECT pg_catalog.string_agg(pg_catalog.format('SELECT j.* FROM %%I.%%I j JOIN %%I.%%I r ON "
                  "r.response_id = j.response_id WHERE j.survey = %%L AND r.person_id = ANY (%%L)', "
                  "%L::pg_catalog.text, CASE mode WHEN 'identified' THEN 'comment_sentiment' ELSE 'confidential_sentiment' END, "
                  "%L::pg_catalog.text, survey, survey, %L::pg_catalog.text), ' UNION ALL ') FROM %I.survey WHERE mode <> "
                  "'anonymous'",
                  {w.name, w.name, person, w.name})
            : nullptr;
    const char* const sentiments =
        judged == nullptr
            ? "NULL"
            : psprintf("(SELECT pg_catalog.jsonb_agg(pg_catalog.to_jsonb(t) ORDER BY survey, item, response_id) FROM (%s) t)",
                       judged);
    const char* const merged =
        can_merge(w)
            ? psprintf(
                  "(SELECT pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('person', pg_catalog.to_jsonb(p) - "
                  "'{root,merged_into}'::pg_catalog.text[], 'merges', "
                  "(SELECT pg_catalog.jsonb_agg(pg_catalog.to_jsonb(m) ORDER BY merge_id) FROM %1$s.person_merge m WHERE "
                  "m.merged = p.person_id)) ORDER BY p.person_id) FROM %1$s.person p WHERE p.person_id = ANY "
                  "(%2$s::pg_catalog.int8[]) AND p.person_id <> %3$s)",
                  quote_identifier(w.name), quote_literal_cstr(person), of.root)
            : "NULL";
    // Merges that were undone are of both; those that hold stand with the merged.
    const char* const were_merged =
        can_merge(w)
            ? psprintf(
                  "'merges_undone', (SELECT pg_catalog.jsonb_agg(pg_catalog.to_jsonb(m) ORDER BY merge_id) FROM "
                  "%1$s.person_merge "
                  "m WHERE undone_at IS NOT NULL AND (kept = ANY (%2$s::pg_catalog.int8[]) OR merged = %3$s)), 'key_conflicts', "
                  "(SELECT pg_catalog.jsonb_agg(pg_catalog.to_jsonb(c) ORDER BY a, b) FROM %1$s.person_clash c WHERE a = ANY "
                  "(%2$s::pg_catalog.int8[]) OR b = ANY (%2$s::pg_catalog.int8[])), ",
                  quote_identifier(w.name), quote_literal_cstr(person), of.root)
            : "";
    const char* const all =
        fetch(psprintf("SELECT pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object('person', (SELECT "
                       "pg_catalog.to_jsonb(p) - '{root,merged_into}'::pg_catalog.text[] FROM %1$s.person p WHERE person_id = "
                       "%7$s), 'merged', %8$s, 'sentiment', %9$s,"
                       " 'keys', (SELECT pg_catalog.jsonb_agg(pg_catalog.to_jsonb(k) - 'person_id' ORDER BY kind, value) FROM "
                       "%1$s.person_key k WHERE person_id = ANY (%2$s::pg_catalog.int8[])),"
                       " 'memberships', (SELECT pg_catalog.jsonb_agg(pg_catalog.to_jsonb(m) - 'person_id' ORDER BY since) FROM "
                       "%1$s.membership m WHERE person_id = ANY (%2$s::pg_catalog.int8[])),"
                       " %5$s %6$s %10$s 'published', %4$s,"
                       " 'purchases', (SELECT pg_catalog.jsonb_agg(pg_catalog.to_jsonb(b) - 'person_id' ORDER BY at) FROM "
                       "%1$s.purchase b WHERE person_id = ANY (%2$s::pg_catalog.int8[])), 'answers', %3$s))",
                       quote_identifier(w.name), quote_literal_cstr(person), answers == nullptr ? "NULL" : answers, published,
                       asked, cases, of.root, merged, sentiments, were_merged));
    end(a);
    char* const copy = static_cast<char*>(SPI_palloc(strlen(all) + 1));
    strcpy(copy, all);
    SPI_finish();
    return DirectFunctionCall1(jsonb_in, CStringGetDatum(copy));
}

XM_FUNCTION(xm_forget) {
    const workspace w = workspace_named(PG_GETARG_DATUM(0));
    const char* const answers = text_to_cstring(PG_GETARG_TEXT_PP(2));
    const bool erase = strcmp(answers, "delete") == 0;
    if (!erase && strcmp(answers, "unlink") != 0)
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("answers \"%s\" is neither unlink nor delete", answers),
                        errhint("unlink keeps the ratings without the person, delete erases them.")));
    SPI_connect();
    const action a = begin_as_keeper(w, "forget a person");
    if (can_merge(w) && IsolationUsesXactSnapshot())
        ereport(ERROR, (errcode(ERRCODE_ACTIVE_SQL_TRANSACTION),
                        errmsg("people are forgotten in transactions of isolation level READ COMMITTED only"),
                        errhint("Who was merged with them meanwhile would not be seen.")));
    if (can_ask(w)) lock_campaigns(w, true);  // none that has seen this person already brings him back
    shard_by_shard();
    const numbers_of_person of = numbers_of(w, PG_GETARG_INT64(1));
    const char* const person = of.list;
    run("SELECT 1 FROM %I.person WHERE person_id = ANY (%L) ORDER BY person_id FOR UPDATE", {w.name, person});
    const char* const hash =
        "pg_catalog.sha256(pg_catalog.convert_to((SELECT value FROM %I.setting WHERE name = 'secret') || pg_catalog.chr(10) || ";
    run(psprintf(
        "%s%s%s", filled("INSERT INTO %I.forgotten (hash) SELECT ", {w.name}), filled(hash, {w.name}),
        filled("side || '/' || kind || pg_catalog.chr(10) || value, 'UTF8')) FROM %I.person_key WHERE person_id = ANY (%L) ON "
               "CONFLICT DO NOTHING",
               {w.name, person})));
    run(filled("SELECT survey, definition FROM %I.survey WHERE mode <> 'anonymous' ORDER BY survey", {w.name}));
    const auto count = SPI_processed;
    SPITupleTable* const found = SPI_tuptable;
    for (std::uint64_t i = 0; i < count; ++i) {
        const char* const survey = SPI_getvalue(found->vals[i], found->tupdesc, 1);
        const char* const definition = SPI_getvalue(found->vals[i], found->tupdesc, 2);
        const char* const json = utf8(definition);
        run(psprintf(
            "%s%s%s", filled("INSERT INTO %I.forgotten (hash) SELECT ", {w.name}), filled(hash, {w.name}),
            filled("'source' || pg_catalog.chr(10) || %L || '/' || source_id, 'UTF8')) FROM %I.%I WHERE person_id = ANY (%L) "
                   "AND source_id IS NOT NULL ON CONFLICT DO NOTHING",
                   {survey, w.name, survey, person})));
        // Before what lies beside the answers: xm.train_sentiment goes the same way.
        run("LOCK TABLE %I.%I IN ROW EXCLUSIVE MODE", {w.name, survey});
        if (can_train(w))
            forget_sentiment(w, survey,
                             filled("SELECT response_id FROM %I.%I WHERE person_id = ANY (%L)", {w.name, survey, person}));
        if (can_act(w))  // what was noted of a case may say who it was
            run("UPDATE %I.case_file SET note = NULL WHERE alert_id IN (SELECT a.alert_id FROM %I.alert a JOIN %I.%I r ON "
                "r.response_id = a.response_id WHERE a.survey = %L AND r.person_id = ANY (%L))",
                {w.name, w.name, w.name, survey, survey, person});
        if (erase) {
            if (can_act(w))
                run("DELETE FROM %I.alert WHERE survey = %L AND response_id IN (SELECT response_id FROM %I.%I WHERE person_id = "
                    "ANY "
                    "(%L))",
                    {w.name, survey, w.name, survey, person});
            run("DELETE FROM %I.%I WHERE person_id = ANY (%L)", {w.name, survey, person});
            continue;
        }
        // Words may say who wrote them.
        const char* const texts = pg::guard([&] {
            std::string set;
            const auto d = core::survey::definition::parse(json);
            for (const auto& it : d.items) {
                if (it.type == core::survey::item_type::text) set += ", \"" + it.name + "\" = NULL";
                if (it.other) set += ", \"" + it.name + "_other\" = NULL";
            }
            return pg::keep(set);
        });
        run(psprintf("%s%s%s", filled("UPDATE %I.%I SET person_id = NULL, source_id = NULL", {w.name, survey}), texts,
                     filled(" WHERE person_id = ANY (%L)", {person})));
    }
    if (can_ask(w)) {  // who did not want to be asked is not asked any more, under his number either
        run(psprintf("%s%s%s", filled("INSERT INTO %I.forgotten (hash) SELECT ", {w.name}), filled(hash, {w.name}),
                     filled("'opt_out' || pg_catalog.chr(10) || n, 'UTF8')) FROM pg_catalog.unnest(%L::pg_catalog.int8[]) n "
                            "WHERE EXISTS (SELECT FROM %I.opt_out WHERE person_id = ANY (%L)) "
                            "ON CONFLICT DO NOTHING",
                            {person, w.name, person})));
        for (const char* table : {"opt_out", "contact", "invited"})
            run("DELETE FROM %I.%I WHERE person_id = ANY (%L)", {w.name, table, person});
    }
    if (can_act(w))  // what came of a case stays counted
        run("UPDATE %I.case_file SET person_id = NULL, note = NULL WHERE person_id = ANY (%L)", {w.name, person});
    run("DELETE FROM %I.person_key WHERE person_id = ANY (%L)", {w.name, person});
    run("DELETE FROM %I.membership WHERE person_id = ANY (%L)", {w.name, person});
    if (can_publish(w)) {  // what was published stays counted: the audit needs the number; words go
        run("DELETE FROM %I.published_comment WHERE comment_id IN (SELECT comment_id FROM %I.ledger WHERE person_id = ANY (%L) "
            "AND "
            "survey IN (SELECT survey FROM %I.survey WHERE mode <> 'anonymous'))",
            {w.name, w.name, person, w.name});
        run("UPDATE %I.ledger SET fingerprint = NULL WHERE person_id = ANY (%L) AND survey IN (SELECT survey FROM %I.survey "
            "WHERE mode "
            "<> 'anonymous')",
            {w.name, person, w.name});
    }
    if (can_merge(w)) {  // who counts as whom stays, why does not
        run("UPDATE %I.person_merge SET evidence = '{}' WHERE kept = ANY (%L) OR merged = ANY (%L)", {w.name, person, person});
        run("DELETE FROM %I.person_clash WHERE a = ANY (%L) OR b = ANY (%L)", {w.name, person, person});
    }
    run("UPDATE %I.purchase SET person_id = NULL, source_id = NULL WHERE person_id = ANY (%L)", {w.name, person});
    run("UPDATE %I.person SET attributes = '{}', joined = NULL, departed = NULL WHERE person_id = ANY (%L)", {w.name, person});
    end(a);
    SPI_finish();
    PG_RETURN_VOID();
}
