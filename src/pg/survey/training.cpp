// xm.train_sentiment, and what keeps the sentiment of comments up to date.
#include "pg/survey/training.hpp"

#include <cmath>

#include "core/survey/training.hpp"
#include "pg/survey/people.hpp"
#include "pg/survey/reading.hpp"

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

void forget_sentiment(const workspace& w, const char* survey, const char* responses) {
    for (const char* table : {"comment_sentiment", "confidential_sentiment"})
        run(psprintf("%s%s%s%s", filled("DELETE FROM %I.%I WHERE survey = %L", {w.name, table, survey}),
                     responses == nullptr ? "" : " AND response_id IN (", responses == nullptr ? "" : responses,
                     responses == nullptr ? "" : ")"));
}

}  // namespace xm::pg::survey

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
