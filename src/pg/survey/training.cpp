// xm.train_sentiment, and what keeps the sentiment of comments up to date.
#include "pg/survey/training.hpp"

#include <cmath>

#include "core/survey/training.hpp"
#include "pg/survey/people.hpp"
#include "pg/survey/reading.hpp"

extern "C" {
#include "access/genam.h"
#include "access/stratnum.h"
#include "utils/fmgroids.h"
#include "utils/relcache.h"
}

using namespace xm;              // NOLINT: entries below are C symbols
using namespace xm::pg::survey;  // NOLINT

namespace xm::pg::survey {

const char* judging(const workspace& w, const char* survey, const char* added) {
    const char* const json = stored_definition(w, survey);
    const char* const workspace_name = utf8(w.name);
    return pg::guard([&] {
               return keep_script({core::survey::judge(workspace_name, survey, core::survey::definition::parse(json),
                                                       core::survey::statement("%I", {added}))});
           })
        .statements[0];
}

void judge_again(const workspace& w, const char* survey) {
    const char* const json = stored_definition(w, survey);
    const char* const workspace_name = utf8(w.name);
    run(pg::guard([&] {
        const auto d = core::survey::definition::parse(json);
        return keep_script(d.sentiments.empty() ? std::vector<core::survey::statement>()
                                                : core::survey::judge_all(workspace_name, survey, d));
    }));
}

void forget_sentiment(const workspace& w, const char* survey, const char* responses) {
    for (const char* table : {"comment_sentiment", "confidential_sentiment"})
        run(psprintf("%s%s%s%s", filled("DELETE FROM %I.%I WHERE survey = %L", {w.name, table, survey}),
                     responses == nullptr ? "" : " AND response_id IN (", responses == nullptr ? "" : responses,
                     responses == nullptr ? "" : ")"));
}

}  // namespace xm::pg::survey

// For the views of a confidential or anonymous survey: what is said of a comment, to its custodians; NULL to others. The table is
// read as it lies there, and only where the caller may.
XM_FUNCTION(xm_sentiment_of) {
    struct site {
        Oid answers, user, table, key;
        const char* survey;
        bool granted;
    };
    const Oid answers = PG_GETARG_OID(0), user = GetUserId();
    auto* s = static_cast<site*>(fcinfo->flinfo->fn_extra);
    if (s == nullptr || s->answers != answers || s->user != user) {
        const workspace w = workspace_of(answers);
        const char* const survey = get_rel_name(answers);
        SPI_connect();
        const action a = begin_as_owner(w);
        const bool granted = can_train(w) && was_granted(w, survey, user, "custodian");
        end(a);
        SPI_finish();
        if (s == nullptr) s = static_cast<site*>(MemoryContextAlloc(fcinfo->flinfo->fn_mcxt, sizeof(site)));
        *s = {answers,
              user,
              get_relname_relid("confidential_sentiment", w.schema),
              InvalidOid,
              MemoryContextStrdup(fcinfo->flinfo->fn_mcxt, survey),
              granted};
        if (granted) {
            Relation const table = table_open(s->table, AccessShareLock);
            RelationGetIndexList(table);  // finds that of the primary key
            s->key = table->rd_pkindex;
            const bool own = table->rd_rel->relowner == w.owner && table->rd_rel->relam == HEAP_TABLE_AM_OID;
            table_close(table, AccessShareLock);
            if (!own || !OidIsValid(s->key)) elog(ERROR, "pg_xm: confidential_sentiment is not the table that was made");
        }
        fcinfo->flinfo->fn_extra = s;
    }
    if (!s->granted) PG_RETURN_NULL();
    Relation const table = table_open(s->table, AccessShareLock);
    const TupleDesc shape = RelationGetDescr(table);
    ScanKeyData keys[3];
    const auto key = [&](int i, const char* column, RegProcedure equal, Datum value) {
        const AttrNumber number = get_attnum(s->table, column);
        ScanKeyEntryInitialize(&keys[i], 0, number, BTEqualStrategyNumber, InvalidOid,
                               TupleDescAttr(shape, number - 1)->attcollation, equal, value);
    };
    key(0, "survey", F_TEXTEQ, CStringGetTextDatum(s->survey));
    key(1, "item", F_TEXTEQ, PG_GETARG_DATUM(1));
    key(2, "response_id", F_INT8EQ, PG_GETARG_DATUM(2));
    SysScanDesc const scan = systable_beginscan(table, s->key, true, GetActiveSnapshot(), 3, keys);
    HeapTuple const found = systable_getnext(scan);
    bool none = true;
    const Datum probability =
        HeapTupleIsValid(found) ? heap_getattr(found, get_attnum(s->table, "probability"), shape, &none) : Datum{0};
    systable_endscan(scan);
    table_close(table, AccessShareLock);
    if (none) PG_RETURN_NULL();
    return probability;
}

XM_FUNCTION(xm_train_sentiment) {
    pg::row_set rows(fcinfo);
    const workspace w = workspace_named(PG_GETARG_DATUM(0));
    const char* const survey = text_to_cstring(PG_GETARG_TEXT_PP(1));
    const Oid table = table_of(w, survey);
    const Oid user = GetUserId();
    SPI_connect();
    const action a = begin_as_owner(w);
    require_training(w);
    if (!was_granted(w, survey, user, "custodian"))
        ereport(ERROR, (errcode(ERRCODE_INSUFFICIENT_PRIVILEGE), errmsg("permission denied for survey \"%s\"", survey),
                        errhint("Ask for the kind custodian: xm.grant_workspace.")));
    const char* const json = stored_definition(w, survey);
    if (json == nullptr) no_survey(w, survey);
    lock_until_end(0x786d77, table);  // one at a time learns from a survey
    const char* const workspace_name = utf8(w.name);
    const bool merged = has_merged(w);
    const script all = pg::guard([&] {
        const auto d = core::survey::definition::parse(json);
        const auto statements = core::survey::train(workspace_name, survey, d, merged);
        if (statements.empty())
            core::fail(core::errc::invalid,
                       "Add {\"name\": \"mood\", \"type\": \"sentiment\", \"of\": a text, \"label\": a rating} to its items: "
                       "xm.alter_survey.",
                       "survey \"", survey, "\" has no sentiment item");
        return keep_script(statements);
    });
    run(all);
    run(
        filled("SELECT m.language, f.comments, f.positive, f.words, f.auc, f.slope, f.intercept, m.item FROM %I.model m, "
               "xm.text_model_fit(m.model) f WHERE m.survey = %L ORDER BY m.item, m.language",
               {w.name, survey}));
    SPITupleTable* const found = SPI_tuptable;
    const auto count = SPI_processed;
    for (std::uint64_t i = 0; i < count; ++i) {
        const auto at = [&](int column) { return stored_cell(found, i, column); };
        bool none = false;
        const double auc = DatumGetFloat8(SPI_getbinval(found->vals[i], found->tupdesc, 5, &none));
        const auto number = [&](int column) { return static_cast<double>(number_in(found->vals[i], found->tupdesc, column)); };
        const double comments = number(2), good = number(3), bad = comments - good;
        // The error of an AUC that is chance (Hanley & McNeil 1982); better than that once in twenty times by luck.
        if (!none && auc - 1.64 * std::sqrt((comments + 1) / (12 * good * bad)) <= 0.5)
            ereport(WARNING, (errmsg("%s: comments in language \"%s\" do not tell the rating (AUC %.2f on those not seen)",
                                     SPI_getvalue(found->vals[i], found->tupdesc, 8),
                                     SPI_getvalue(found->vals[i], found->tupdesc, 1), auc),
                              errhint("Sentiment says nothing here: ask more people to write, or take the item out.")));
        rows.add({at(1), at(2), at(3), at(4), at(5), at(6), at(7), at(8)});
    }
    end(a);
    SPI_finish();
    return Datum{0};
}
