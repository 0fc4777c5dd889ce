// What the functions of a workspace share: finding it, acting as its owner, and SQL whose names and values the server quotes.
#pragma once

#include "pg/server/value.hpp"

#include <vector>

#include "core/survey/definition.hpp"
#include "core/survey/rights.hpp"
#include "core/survey/statement.hpp"

namespace xm::pg::survey {

// A text of the server as the core reads it.
const char* utf8(const char* server_text);

// Plain data in the current memory context.
struct workspace {
    Oid schema;
    const char* name;
    Oid owner;
};
// Raises 3F000 where there is none of this name.
workspace workspace_named(Datum name);
// The workspace that a table lies in.
workspace workspace_of(Oid table);

// An argument as a text of the server; null for NULL.
inline const char* text_or_null(FunctionCallInfo fcinfo, int i) {
    return PG_ARGISNULL(i) ? nullptr : text_to_cstring(PG_GETARG_TEXT_PP(i));
}
// Raises 22023 for an argument that is NULL.
void refuse_null(FunctionCallInfo fcinfo, int i, const char* what);

// Raises 22023 where there is none.
Oid role_named(const char* name);

// Raises 22023: there is no survey of this name.
[[noreturn]] void no_survey(const workspace& w, const char* name);

// A table of the workspace; raises 22023 if there is none of this name.
Oid table_of(const workspace& w, const char* name);

// What acts for the caller, from begin to end(): search_path is pg_catalog. An error in between puts everything back, as it does
// with the transaction.
struct action {
    Oid user;
    int security;
    int settings;
};
// As the owner, whatever he may have put into his tables: a security-restricted operation.
action begin_as_owner(const workspace& w);
// Within it: texts of time are read in the workspace's zone.
void use_time_zone(const workspace& w);
void end(const action& a);
// A setting of the server, between begin and end.
void set_until_end(const char* name, const char* value);
// The same of the planner: it thinks of far more groups than there are, and would sort wide rows by texts.
void prefer_hashing();
// As the caller who may do what the owner may; a superuser acts as the owner, so that nobody's trigger runs as superuser.
// Raises 42501 for anybody else.
action begin_as_keeper(const workspace& w, const char* what);

// While a collector's response is stored: errors list neither units nor waves then.
extern bool answering_outside;

// What fired a trigger function of ours on rows, or on TRUNCATE where that may be; raises where it was called otherwise.
TriggerData* trigger_of_rows(FunctionCallInfo fcinfo, bool truncate = false);
// A column of such a row as text, null for NULL; raises where the table has none of this name.
const char* column_of(const TriggerData* data, HeapTuple row, const char* name);

// --- SQL, within SPI_connect ... SPI_finish -------------------------------------------------------

// Fills %I and %L with names and literals that the server quotes.
const char* filled(const char* text, std::initializer_list<const char*> values);
// Runs it; raises if the server does.
void run(const char* sql);
void run(const char* text, std::initializer_list<const char*> values);
// The same with $1 and so on, none of which is null.
void run_with(const char* sql, std::initializer_list<Oid> types, std::initializer_list<Datum> values);
// Statements one after the other: Citus sends a text on as a whole, and a worker takes one statement at a time.
void run_each(const char* sql, bool comments_only = false);
// The first column of the first row as text, in the current memory context of the caller of SPI_connect; null if there is none.
const char* fetch(const char* sql);
const char* fetch(const char* text, std::initializer_list<const char*> values);

// A cell of the result of a query, from 1 on, for a result row; text of the server, NULL for null.
inline column cell(std::uint64_t row, int column_number) {
    const char* const value = SPI_getvalue(SPI_tuptable->vals[row], SPI_tuptable->tupdesc, column_number);
    return column::of(value == nullptr ? Datum{0} : PointerGetDatum(cstring_to_text(value)), value == nullptr);
}
// The same of a kept result, as it is.
inline column stored_cell(const SPITupleTable* table, std::uint64_t row, int column_number) {
    bool null = false;
    const Datum value = SPI_getbinval(table->vals[row], table->tupdesc, column_number, &null);
    return column::of(value, null);
}
inline column server_text(const char* text) { return column::of(PointerGetDatum(cstring_to_text(text)), false); }

// Statements of the core as plain data.
struct script {
    const char** statements;
    int size;
};
// Act 2: quoted and in the database's encoding.
script keep_script(const std::vector<core::survey::statement>& statements);
void run(const script& s);

// The templates of sql/workspace.
struct workspace_template {
    const char* name;
    const char* text;
};
extern const workspace_template workspace_templates[];
extern const int workspace_templates_size;

// Whether it has what xm.publish writes: xm.upgrade_workspace makes that in a workspace of before 0.8.0.
bool can_publish(const workspace& w);
// Raises 55000 where it has not.
void require_publishing(const workspace& w);
// The same of what xm.invite writes, which workspaces of before 0.11.0 have not.
bool can_ask(const workspace& w);
void require_asking(const workspace& w);
// The same of alerts, cases and actions, which workspaces of before 0.12.0 have not.
bool can_act(const workspace& w);
void require_acting(const workspace& w);
// The same of merged persons, which workspaces of before 0.13.0 have not.
bool can_merge(const workspace& w);
void require_merging(const workspace& w);
// The same of what xm.train_sentiment writes.
bool can_train(const workspace& w);
void require_training(const workspace& w);

// A setting of the workspace; raises if it is gone.
const char* setting_of(const workspace& w, const char* name);

// The stored definition of a survey in UTF-8, or null.
const char* stored_definition(const workspace& w, const char* survey);

// Whether the survey tables lie on several nodes, after xm.distribute_workspace.
bool is_distributed(const workspace& w);
bool citus_is_here();
// Until end(): Citus changes one shard after the other, so that keys between tables of several kinds may be made in one
// transaction.
void shard_by_shard();
// Spreads the table of a survey over the nodes, without its foreign keys.
void distribute_survey(const workspace& w, const char* survey);
// Around statements that make views. Where Citus is, it makes views on its workers too as soon as it knows all of their tables,
// and refuses to change such a view into one over a table that it does not know, so it is only told of views of a distributed
// workspace.
int begin_views(bool distributed);
void end_views(int level);

// Asks for the first unit, wave, touchpoint or person (kind, value) of a relation of answers that nobody knows.
const char* unknown(const workspace& w, const char* survey, const char* from, bool persons);
// Raises 22023 with what that found.
[[noreturn]] void refuse_unknown(const workspace& w, const char* survey);

// Takes all privileges that default privileges, or PUBLIC, got on what has just been made: the workspace, the tables of a survey,
// or relations that were not there (relations_of) before.
void harden(const workspace& w);
void harden_survey(const workspace& w, const char* survey);
const char* relations_of(const workspace& w);
void harden_new(const workspace& w, const char* known);
// Until the transaction ends one at a time does `what` (a number of ours) with this relation or schema.
void lock_until_end(int what, Oid of);
// What nets the summary or makes it anew, one at a time; writers do not take this lock.
void lock_summary(const workspace& w);
// Until the transaction ends: campaigns one after the other (`alone`), or together with what only must not meet one.
void lock_campaigns(const workspace& w, bool alone);
// For a change of surveys or rights, one at a time: shuts everybody out of these relations (a condition on pg_class c within the
// workspace), of all of them at once. Somebody who held one and waited for the next would close a circle with a writer or reader
// who goes the other way.
void shut(const workspace& w, const char* which);
// The comments of the fixed tables once more.
void comment_tables(const workspace& w);
// Runs the templates of the fixed part; tables: those too that are only made once.
void run_templates(const workspace& w, bool tables);
// The server keeps no statistics of confidential and anonymous answers: EXPLAIN would show them by its estimates. Of one survey,
// or of all where it is null.
void hide_statistics(const workspace& w, const char* survey);
// Views over all surveys, and rights, after the surveys or the grants have changed; of one survey alone, or of all where it is
// null.
void refresh_views(const workspace& w);
void refresh_rights(const workspace& w, const char* survey);

}  // namespace xm::pg::survey
