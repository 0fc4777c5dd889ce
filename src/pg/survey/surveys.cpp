// xm.create_survey and xm.alter_survey.
#include "pg/survey/workspace.hpp"

#include "core/survey/change.hpp"
#include "core/survey/columns.hpp"

#include "pg/survey/acting.hpp"
#include "pg/survey/training.hpp"

extern "C" {
#include "catalog/namespace.h"
#include "utils/varlena.h"
}

using namespace xm;              // NOLINT: entries below are C symbols
using namespace xm::pg::survey;  // NOLINT

namespace {

const char* json_argument(FunctionCallInfo fcinfo, int i) {
    Jsonb* const j = PG_GETARG_JSONB_P(i);
    return utf8(JsonbToCString(nullptr, &j->root, static_cast<int>(VARSIZE(j))));
}

// The labelled view, with the columns in the order in which they stand in the table.
void write_labelled(const workspace& w, const char* survey, const char* definition) {
    // Those that the view has already keep their places there.
    run(psprintf(
        "SELECT attname FROM pg_catalog.pg_attribute WHERE attrelid IN (%u, %u) AND attnum > 0 AND NOT attisdropped GROUP "
        "BY attname ORDER BY pg_catalog.min(attnum) FILTER (WHERE attrelid = %u), pg_catalog.min(attnum)",
        get_relname_relid(survey, w.schema), get_relname_relid(psprintf("%s_labelled", survey), w.schema),
        get_relname_relid(psprintf("%s_labelled", survey), w.schema)));
    const auto count = SPI_processed;
    const char** const names = static_cast<const char**>(palloc(sizeof(char*) * (count + 1)));
    for (std::uint64_t i = 0; i < count; ++i) names[i] = SPI_getvalue(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 1);
    const char* const workspace_name = utf8(w.name);
    const int level = begin_views(is_distributed(w));
    run(pg::guard([&] {
        return keep_script(core::survey::labelled_view(workspace_name, survey, core::survey::definition::parse(definition),
                                                       {names, names + count}));
    }));
    end_views(level);
}

// Act 2. Sentiment needs its tables, and triggers or a function that reach all answers.
void check_sentiments(const core::survey::definition& d, bool current, bool distributed) {
    if (d.sentiments.empty()) return;
    const char* const name = d.sentiments[0].name.c_str();
    if (distributed)
        core::fail(core::errc::invalid, "Leave it out.", "item \"", name, "\": a distributed workspace learns no sentiment");
    if (!current)
        core::fail(core::errc::invalid, "Call xm.upgrade_workspace first.", "item \"", name,
                   "\": the workspace is of an earlier version");
    for (const core::survey::sentiment& item : d.sentiments)
        for (const auto& [language, configuration] : item.languages)
            pg::call([&] {
                if (!OidIsValid(
                        get_ts_config_oid(textToQualifiedNameList(cstring_to_text(pg::from_utf8(configuration.c_str()))), true)))
                    ereport(ERROR,
                            (errcode(ERRCODE_UNDEFINED_OBJECT),
                             errmsg("item \"%s\": text search configuration \"%s\" does not exist",
                                    pg::from_utf8(item.name.c_str()), pg::from_utf8(configuration.c_str())),
                             errhint("In psql \\dF lists them; one that is not in pg_catalog needs its schema before the name, "
                                     "and \"simple\" takes words as they are.")));
            });
}

// The table of a new survey, or of one that nobody has answered yet. keys: of a workspace without triggers.
void make_table(const workspace& w, const char* survey, const script& table, const script& keys) {
    run(table);
    if (is_distributed(w)) distribute_survey(w, survey);
    run(keys);
}

// Changes the table. Where columns go, the views over them let go first, and with another mode the table is made anew; what
// somebody else made on them is in the way, and stays.
void change_table(const workspace& w, const char* survey, bool drops, const script& no_views, const script& table,
                  const script& keys, const script& statements) {
    const MemoryContext memory = CurrentMemoryContext;
    PG_TRY();
    {
        if (drops) {
            const int level = begin_views(is_distributed(w));
            run(no_views);
            end_views(level);
            run("DROP VIEW %I.%I", {w.name, psprintf("%s_labelled", survey)});
        }
        if (table.size > 0) {
            run("DROP TABLE %I.%I", {w.name, survey});
            make_table(w, survey, table, keys);
        }
        run(statements);
    }
    PG_CATCH();
    {
        MemoryContextSwitchTo(memory);
        const ErrorData* const e = CopyErrorData();
        if (e->sqlerrcode != ERRCODE_DEPENDENT_OBJECTS_STILL_EXIST) PG_RE_THROW();
        FlushErrorState();
        ereport(ERROR,
                (errcode(e->sqlerrcode), errmsg("columns of survey \"%s\" would go, on which something else stands", survey),
                 e->detail == nullptr ? 0 : errdetail_internal("%s", e->detail),
                 errhint("Drop that and make it again afterwards, or give what is new another name.")));
    }
    PG_END_TRY();
}

}  // namespace

XM_FUNCTION(xm_create_survey) {
    const workspace w = workspace_named(PG_GETARG_DATUM(0));
    const char* const survey = text_to_cstring(PG_GETARG_TEXT_PP(1));
    const char* const json = json_argument(fcinfo, 2);
    pg::guard([&] {
        core::survey::check_survey_name(survey);
        core::survey::definition::parse(json);
    });
    SPI_connect();
    const action a = begin_as_keeper(w, "make a survey in it");
    shut(w, "relname IN ('answer', 'comment', 'duplicate_answer', 'comment_word')");
    shard_by_shard();
    if (OidIsValid(get_relname_relid(survey, w.schema)) ||
        OidIsValid(get_relname_relid(psprintf("%s_labelled", survey), w.schema)))
        ereport(ERROR, (errcode(ERRCODE_DUPLICATE_TABLE),
                        errmsg("workspace \"%s\" has a survey or table \"%s\" already", w.name, survey),
                        errhint("xm.alter_survey changes a survey; another one needs another name.")));
    const bool triggers = strcmp(setting_of(w, "summary"), "triggers") == 0;
    const char* const workspace_name = utf8(w.name);
    struct made {
        script table, keys, catalogue;
        const char* stored;
    };
    const bool current = can_train(w), distributed = is_distributed(w);
    const made m = pg::guard([&] {
        const auto d = core::survey::definition::parse(json);
        check_sentiments(d, current, distributed);
        return made{keep_script(core::survey::create_table(workspace_name, survey, d, triggers)),
                    triggers ? script{} : keep_script(core::survey::create_keys(workspace_name, survey, d)),
                    keep_script(core::survey::write_catalogue(workspace_name, survey, d)), pg::keep(d.to_json())};
    });
    make_table(w, survey, m.table, m.keys);
    run(m.catalogue);
    CommandCounterIncrement();
    write_labelled(w, survey, m.stored);
    harden_survey(w, survey);
    hide_statistics(w, survey);
    refresh_views(w);
    refresh_rights(w, survey);
    end(a);
    SPI_finish();
    PG_RETURN_VOID();
}

XM_FUNCTION(xm_alter_survey) {
    pg::row_set rows(fcinfo);
    const workspace w = workspace_named(PG_GETARG_DATUM(0));
    const char* const survey = text_to_cstring(PG_GETARG_TEXT_PP(1));
    const char* const json = json_argument(fcinfo, 2);
    const bool apply = PG_GETARG_BOOL(3);
    table_of(w, survey);
    SPI_connect();
    const action a = begin_as_keeper(w, "change its surveys");
    use_time_zone(w);
    if (apply) {
        // The summary first, as xm.rebuild_summary does; then answers must not come between the count and the change.
        lock_summary(w);
        shut(w, filled("relname IN ('answer', 'comment', 'duplicate_answer', 'comment_word', %L, %L)",
                       {survey, psprintf("%s_labelled", survey)}));
    }
    shard_by_shard();
    const char* const before = stored_definition(w, survey);
    if (before == nullptr) no_survey(w, survey);
    struct row {
        const char *kind, *item, *detail;
    };
    struct question {
        const char *path, *what, *hint, *counted;
    };
    struct planned {
        row* changes;
        std::size_t changes_size;
        question* doubts;
        script counts, statements, catalogue, triggers, table, keys, no_views;
        const char* stored;
        bool columns, drops, scales, mode;
    };
    const char* const workspace_name = utf8(w.name);
    const bool triggers = strcmp(setting_of(w, "summary"), "triggers") == 0;
    const bool current = can_merge(w) && can_train(w), distributed = is_distributed(w);
    const planned p = pg::guard([&] {
        const auto was = core::survey::definition::parse(before);
        const auto now = core::survey::definition::parse(json);
        check_sentiments(now, current, distributed);
        const core::survey::difference d = core::survey::compare(workspace_name, survey, was, now);
        planned result{};
        result.mode = was.mode != now.mode;
        pg::call([&] {
            result.changes = static_cast<row*>(palloc(sizeof(row) * (d.changes.size() + 1)));
            result.doubts = static_cast<question*>(palloc(sizeof(question) * (d.doubts.size() + 1)));
        });
        result.changes_size = d.changes.size();
        for (std::size_t i = 0; i < d.changes.size(); ++i)
            result.changes[i] = {pg::keep(d.changes[i].kind), pg::keep(d.changes[i].item), pg::keep(d.changes[i].detail)};
        std::vector<core::survey::statement> counts;
        for (std::size_t i = 0; i < d.doubts.size(); ++i) {
            result.doubts[i] = {pg::keep(d.doubts[i].path), pg::keep(d.doubts[i].what), d.doubts[i].hint, d.doubts[i].counted};
            counts.push_back(d.doubts[i].count);
        }
        result.counts = keep_script(counts);
        result.statements = keep_script(d.statements);
        result.catalogue = keep_script(core::survey::write_catalogue(workspace_name, survey, d.result));
        result.triggers = keep_script(core::survey::create_triggers(workspace_name, survey, d.result));
        result.stored = pg::keep(d.result.to_json());
        result.columns = d.columns;
        result.drops = d.drops;
        if (d.remake) {
            result.table = keep_script(core::survey::create_table(workspace_name, survey, d.result, triggers));
            if (!triggers) result.keys = keep_script(core::survey::create_keys(workspace_name, survey, d.result));
        }
        if (d.drops) {
            std::vector<core::survey::statement> views{core::survey::answer_view(workspace_name, {}),
                                                       core::survey::comment_view(workspace_name, {})};
            if (current) {
                views.push_back(core::survey::duplicate_view(workspace_name, {}));
                views.push_back(core::survey::comment_word_view(workspace_name, {}, "UTC"));
            }
            result.no_views = keep_script(views);
        }
        for (const auto& scale : d.result.scales) result.scales = result.scales || was.find_scale(scale.name) == nullptr;
        return result;
    });
    if (p.mode && can_ask(w) && fetch("SELECT 1 FROM %I.invited WHERE survey = %L LIMIT 1", {w.name, survey}) != nullptr)
        ereport(ERROR,
                (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("people have been invited to survey \"%s\" already", survey),
                 errhint("Make another survey: what they were promised must not change.")));
    for (int i = 0; i < p.counts.size; ++i) {
        const char* const touched = fetch(p.counts.statements[i]);
        if (strcmp(touched, "0") != 0)
            ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                            errmsg("%s: %s, which would touch %s %s", pg::from_utf8(p.doubts[i].path),
                                   pg::from_utf8(p.doubts[i].what), touched, p.doubts[i].counted),
                            errhint("%s", p.doubts[i].hint)));
    }
    if (apply && p.changes_size > 0) {
        change_table(w, survey, p.drops, p.no_views, p.table, p.keys, p.statements);
        run(p.catalogue);
        if (p.columns && triggers) run(p.triggers);
        CommandCounterIncrement();
        write_labelled(w, survey, p.stored);
        if (p.mode && can_act(w)) end_answer_alerts(w, survey);
        if (p.mode && can_train(w)) forget_sentiment(w, survey, nullptr);
        if (p.drops) harden_survey(w, survey);
        if (p.columns) hide_statistics(w, survey);
        refresh_views(w);
        refresh_rights(w, survey);
        CacheInvalidateRelcacheByRelid(table_of(w, survey));
        // A new scale is counted from answers that are there: the summary does not know them yet.
        if (p.scales && triggers) run("SELECT xm.rebuild_summary(%L, %L)", {w.name, survey});
    }
    end(a);
    for (std::size_t i = 0; i < p.changes_size; ++i)
        rows.add(
            {std::string_view(p.changes[i].kind), std::string_view(p.changes[i].item), std::string_view(p.changes[i].detail)});
    SPI_finish();
    return Datum{0};
}
