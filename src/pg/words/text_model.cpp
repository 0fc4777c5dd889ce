#include "pg/words/model_site.hpp"

#include "core/words/text_model.hpp"

using namespace xm;  // NOLINT: entries below are C symbols
using core::text_model;

XM_TYPE_FUNCTIONS(text_model)

namespace {

struct model_head {
    double smoothing;
};
using model_rows = pg::collection<model_head, core::running_text_model>;

model_rows* new_rows(MemoryContext memory, const model_head& head) {
    return pg::new_collection<model_rows>(memory, "xm.text_model", head, head.smoothing, pg::check_interrupts);
}

// Act 2.
text_model read(core::bytes body) { return text_model::from_stored(body, core::errc::corrupt_stored, pg::check_interrupts); }

Datum add_model(FunctionCallInfo fcinfo, model_rows* rows, MemoryContext memory, int argument) {
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(argument));
    if (rows == nullptr) {
        const model_head head = pg::guard([&] { return model_head{text_model::smoothing_of(body)}; });
        rows = new_rows(memory, head);
    }
    pg::guard([&] { rows->records.add(read(body), pg::check_interrupts); });
    PG_RETURN_POINTER(rows);
}

}  // namespace

XM_FUNCTION(xm_text_model_add) {
    if (pg::any_null(fcinfo, 1, PG_NARGS() - 1)) return pg::unchanged_state(fcinfo);
    const model_head head{PG_NARGS() > 3 ? PG_GETARG_FLOAT8(3) : 1};
    pg::guard([&] { core::check_smoothing(head.smoothing); });
    const pg::word_list words = pg::words_arg(fcinfo, 1);
    const bool label = PG_GETARG_BOOL(2);
    auto* rows = pg::internal_arg<model_rows>(fcinfo, 0);
    if (rows == nullptr) rows = new_rows(pg::aggregate_memory(fcinfo), head);
    pg::guard([&] {
        core::check_same_smoothing(rows->fixed.smoothing, head.smoothing);
        rows->records.add(words.span(), label);
    });
    PG_RETURN_POINTER(rows);
}
XM_FUNCTION(xm_text_model_rollup_add) {
    if (PG_ARGISNULL(1)) return pg::unchanged_state(fcinfo);
    return add_model(fcinfo, pg::internal_arg<model_rows>(fcinfo, 0), pg::aggregate_memory(fcinfo), 1);
}
XM_FUNCTION(xm_text_model_combine) {
    return pg::combine_collections<model_rows>(
        fcinfo, new_rows, [](const model_head& a, const model_head& b) { core::check_same_smoothing(a.smoothing, b.smoothing); });
}
XM_FUNCTION(xm_text_model_serialize) { return pg::serialize_collection<model_rows>(fcinfo); }
XM_FUNCTION(xm_text_model_deserialize) { return pg::deserialize_collection<model_rows>(fcinfo, new_rows); }
XM_FUNCTION(xm_text_model_final) {
    const auto* const rows = pg::internal_arg<model_rows>(fcinfo, 0);
    if (rows == nullptr) PG_RETURN_NULL();
    return PointerGetDatum(pg::guard([&] { return pg::keep_state(rows->records.value(pg::check_interrupts)); }));
}

XM_FUNCTION(xm_text_model_plus) {
    if (PG_ARGISNULL(0) && PG_ARGISNULL(1)) PG_RETURN_NULL();
    if (PG_ARGISNULL(0) || PG_ARGISNULL(1)) return PG_GETARG_DATUM(PG_ARGISNULL(0) ? 1 : 0);
    const core::bytes a = pg::body_of(PG_GETARG_DATUM(0)), b = pg::body_of(PG_GETARG_DATUM(1));
    return PointerGetDatum(pg::guard([&] {
        pg::context_resource memory(CurrentMemoryContext);
        core::running_text_model both(&memory, text_model::smoothing_of(a), pg::check_interrupts);
        both.add(read(a), pg::check_interrupts);
        both.add(read(b), pg::check_interrupts);
        return pg::keep_state(both.value(pg::check_interrupts));
    }));
}

XM_FUNCTION(xm_sentiment) {
    auto& site =
        pg::model_site_of<core::text_classifier>(fcinfo, [](void* room, std::pmr::memory_resource* memory, core::bytes body) {
            return new (room) core::text_classifier(memory, read(body), pg::check_interrupts);
        });
    const pg::word_list words = pg::words_at(PG_GETARG_DATUM(1), site.room, fcinfo->flinfo->fn_mcxt);
    return pg::float_or_null(fcinfo, pg::guard([&] { return site.asked->probability(words.span()); }));
}

XM_FUNCTION(xm_text_model_fit) {
    struct figures {
        std::int64_t comments, positive, words;
        std::optional<double> auc, slope, intercept;
    };
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    const figures f = pg::guard([&] {
        pg::context_resource memory(CurrentMemoryContext);
        const text_model m = read(body);
        const core::text_classifier c(&memory, m, pg::check_interrupts);
        return figures{
            m.total(false) + m.total(true), m.total(true), static_cast<std::int64_t>(m.words()), c.auc, c.slope, c.intercept};
    });
    return pg::make_row(fcinfo, {f.comments, f.positive, f.words, f.auc, f.slope, f.intercept});
}
