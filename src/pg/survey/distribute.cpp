// xm.distribute_workspace: the tables of a workspace over the nodes of a Citus cluster. What is different there:
// sql/workspace/26-distributed.sql.
#include "pg/survey/workspace.hpp"

#include "core/survey/columns.hpp"

using namespace xm;              // NOLINT: entries below are C symbols
using namespace xm::pg::survey;  // NOLINT

namespace xm::pg::survey {

// Citus keeps unique only what holds the column that it distributes by, and no key into a table that is not spread yet.
void distribute_survey(const workspace& w, const char* survey) {
    if (!citus_is_here()) return;  // restored elsewhere from a dump
    const char* const table = filled("%I.%I", {w.name, survey});
    const char* const drops = fetch(
        "SELECT pg_catalog.string_agg(statement, ';') FROM (SELECT pg_catalog.format('ALTER TABLE %%s DROP CONSTRAINT %%I', "
        "conrelid::pg_catalog.regclass, conname) AS statement FROM pg_catalog.pg_constraint c JOIN pg_catalog.pg_class t ON "
        "t.oid = "
        "conrelid WHERE conrelid = %L::pg_catalog.regclass AND (contype = 'f' AND (SELECT relnamespace FROM pg_catalog.pg_class "
        "WHERE "
        "oid = confrelid) = t.relnamespace OR pg_catalog.pg_get_constraintdef(c.oid) = 'UNIQUE (source_id)')"
        " UNION ALL SELECT pg_catalog.format('DROP INDEX %%s', indexrelid::pg_catalog.regclass) FROM pg_catalog.pg_index WHERE "
        "indrelid = %L::pg_catalog.regclass AND indisunique AND pg_catalog.pg_get_indexdef(indexrelid) LIKE '%% (person_id, "
        "wave) %%') s",
        {table, table});
    if (drops != nullptr) run(drops);
    run("SELECT pg_catalog.create_distributed_table(%L, 'response_id')", {table});
    run(psprintf("CREATE INDEX ON %s (source_id)", table));
    if (fetch("SELECT 1 FROM pg_catalog.pg_attribute WHERE attrelid = %L::pg_catalog.regclass AND attname = 'person_id'",
              {table}) != nullptr)
        run(psprintf("CREATE INDEX ON %s (person_id, wave) WHERE person_id IS NOT NULL", table));
}

}  // namespace xm::pg::survey

namespace {

// What can be refused is refused in our own words.
void refuse_elsewhere(const workspace& w) {
    if (!citus_is_here())
        ereport(ERROR,
                (errcode(ERRCODE_FEATURE_NOT_SUPPORTED), errmsg("this database has no Citus"),
                 errhint("CREATE EXTENSION citus makes it a coordinator; SELECT citus_add_node('HOST', PORT) adds workers.")));
    if (fetch("SELECT 1 FROM pg_catalog.pg_dist_node WHERE groupid = 0") == nullptr)
        ereport(ERROR, (errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE), errmsg("Citus does not know where its coordinator is"),
                        errhint("SELECT citus_set_coordinator_host('HOST', PORT)")));
    const char* const owner = GetUserNameFromId(w.owner, false);
    if (fetch("SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = %L AND rolcanlogin", {owner}) == nullptr)
        ereport(ERROR,
                (errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE), errmsg("role \"%s\" may not log in", owner),
                 errhint("Citus connects its nodes as the owner of the tables: ALTER ROLE %s LOGIN", quote_identifier(owner))));
}

bool is_spread(const workspace& w, const char* table) {
    return fetch(
               "SELECT 1 FROM pg_catalog.pg_dist_partition WHERE logicalrelid = %L::pg_catalog.regclass AND (partmethod = 'h' OR "
               "repmodel = 't')",
               {filled("%I.%I", {w.name, table})}) != nullptr;
}

// No trigger runs on copies: the rules of 25-one-machine.sql end.
void end_rules(const workspace& w, const char* table) {
    run("SELECT tgname FROM pg_catalog.pg_trigger WHERE tgrelid = %L::pg_catalog.regclass AND tgname LIKE 'xm\\_%%'",
        {filled("%I.%I", {w.name, table})});
    SPITupleTable* const rules = SPI_tuptable;
    const auto count = SPI_processed;
    for (std::uint64_t i = 0; i < count; ++i)  // Citus takes one command at a time
        run("DROP TRIGGER %I ON %I.%I", {SPI_getvalue(rules->vals[i], rules->tupdesc, 1), w.name, table});
}

// Citus makes some tables anew, under the default privileges of the owner, and all copies and shards: what those give is taken
// away.
void harden_copies(const workspace& w) {
    const char* const revokes = fetch(
        "SELECT pg_catalog.string_agg(DISTINCT pg_catalog.format('REVOKE ALL ON ALL TABLES IN SCHEMA %%I FROM %%s', "
        "%L::pg_catalog.text, CASE "
        "grantee WHEN 0 THEN 'PUBLIC' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(grantee)) END), ';') FROM "
        "pg_catalog.pg_default_acl, LATERAL pg_catalog.aclexplode(defaclacl) WHERE defaclrole = %L::pg_catalog.regrole AND "
        "defaclobjtype = 'r' "
        "AND grantee <> defaclrole",
        {w.name, quote_identifier(GetUserNameFromId(w.owner, false))});
    if (revokes != nullptr) run_each(revokes);
}

// The rows that were there before are copied, and would stay on the coordinator's disk.
void drop_old_rows(const workspace& w, const char* table) {
    run("SELECT pg_catalog.truncate_local_data_after_distributing_table(%L)", {filled("%I.%I", {w.name, table})});
}

}  // namespace

XM_FUNCTION(xm_distribute_workspace) {
    // Those that others refer to come first.
    static constexpr const char* everywhere[] = {"unit", "person", "touchpoint", "survey", "item", "choice", "wave", "wave_unit"};
    const workspace w = workspace_named(PG_GETARG_DATUM(0));
    SPI_connect();
    const action a = begin_as_keeper(w, "distribute it");
    if (strcmp(setting_of(w, "summary"), "triggers") == 0)
        ereport(ERROR,
                (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("the summary of workspace \"%s\" is kept by triggers", w.name),
                 errhint("Citus does not run them; create it with summary => 'manual'.")));
    if (const char* const learns =
            fetch("SELECT s.survey FROM %I.survey s, pg_catalog.jsonb_array_elements(s.definition::pg_catalog.jsonb -> 'items') "
                  "i WHERE i "
                  "->> 'type' = 'sentiment' AND NOT COALESCE((i ->> 'retired')::pg_catalog.bool, false) ORDER BY 1 LIMIT 1",
                  {w.name}))
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                        errmsg("survey \"%s\" has a sentiment item: a distributed workspace learns no sentiment", learns),
                        errhint("Retire it with xm.alter_survey.")));
    refuse_elsewhere(w);
    shard_by_shard();
    run("LOCK TABLE %I.survey IN SHARE ROW EXCLUSIVE MODE", {w.name});
    run("UPDATE %I.setting SET value = 'distributed' WHERE name = 'summary'", {w.name});
    run_templates(w, false);
    refresh_rights(w, nullptr);
    run(filled("SELECT survey, definition FROM %I.survey ORDER BY survey", {w.name}));
    SPITupleTable* const found = SPI_tuptable;
    const auto count = SPI_processed;
    const char** const spread = static_cast<const char**>(palloc0(sizeof(char*) * (count + 1)));
    for (std::uint64_t i = 0; i < count; ++i) {
        const char* const survey = SPI_getvalue(found->vals[i], found->tupdesc, 1);
        if (is_spread(w, survey)) continue;
        distribute_survey(w, survey);
        spread[i] = survey;
    }
    for (const char* const table : everywhere) end_rules(w, table);
    for (const char* const table : everywhere) {
        if (is_spread(w, table)) continue;
        run("SELECT pg_catalog.create_reference_table(%L)", {filled("%I.%I", {w.name, table})});  // a copy on every node
        drop_old_rows(w, table);
    }
    const char* const workspace_name = utf8(w.name);
    for (std::uint64_t i = 0; i < count; ++i) {
        if (spread[i] == nullptr) continue;
        const char* const json = utf8(SPI_getvalue(found->vals[i], found->tupdesc, 2));
        run(pg::guard([&] {
            return keep_script(core::survey::create_keys(workspace_name, spread[i], core::survey::definition::parse(json)));
        }));
        drop_old_rows(w, spread[i]);
    }
    comment_tables(w);
    harden_copies(w);
    refresh_rights(w, nullptr);
    end(a);
    SPI_finish();
    PG_RETURN_VOID();
}
