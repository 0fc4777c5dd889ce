#include "pg/words/word_list.hpp"

#include "core/words/word_effects.hpp"
#include "pg/decide/keyed_rows.hpp"

using namespace xm;  // NOLINT: entries below are C symbols

namespace {

struct effects_head {
    std::int32_t metric, min_responses;
};
using effects_rows = pg::collection<effects_head, core::rated_words>;

effects_rows* new_rows(MemoryContext memory, const effects_head& head) {
    const core::metric m = pg::guard([&] { return core::metric::unpack(head.metric); });
    return pg::new_collection<effects_rows>(memory, "xm.word_effects", head, m, pg::check_interrupts);
}

void check_same(const effects_head& a, const effects_head& b) {
    pg::same_metric(a.metric, b.metric);
    pg::same_argument("min_responses", a.min_responses, b.min_responses);
}

}  // namespace

XM_FUNCTION(xm_word_effects_add) {
    if (pg::any_null(fcinfo, 1, PG_NARGS() - 1)) return pg::unchanged_state(fcinfo);
    const double rating = PG_GETARG_FLOAT8(2);
    if (!(rating >= 0 && rating <= core::max_rating && rating == std::floor(rating)))
        pg::guard([=] { core::refuse_rating(core::message(rating)); });
    const effects_head head{pg::metric_or_mean(fcinfo, 3).pack(), PG_NARGS() > 4 ? PG_GETARG_INT32(4) : 10};
    const pg::word_list words = pg::words_arg(fcinfo, 1);
    auto* rows = pg::internal_arg<effects_rows>(fcinfo, 0);
    if (rows == nullptr) {
        pg::guard([&] { core::check_least_comments(head.min_responses); });
        rows = new_rows(pg::aggregate_memory(fcinfo), head);
    }
    pg::guard([&] {
        check_same(rows->fixed, head);
        rows->records.add(words.span(), static_cast<int>(rating));
    });
    PG_RETURN_POINTER(rows);
}
XM_FUNCTION(xm_word_effects_combine) { return pg::combine_collections<effects_rows>(fcinfo, new_rows, check_same); }
XM_FUNCTION(xm_word_effects_serialize) { return pg::serialize_collection<effects_rows>(fcinfo); }
XM_FUNCTION(xm_word_effects_deserialize) { return pg::deserialize_collection<effects_rows>(fcinfo, new_rows); }

XM_FUNCTION(xm_word_effects_final) {
    const auto* const rows = pg::internal_arg<effects_rows>(fcinfo, 0);
    if (rows == nullptr) PG_RETURN_NULL();
    const auto list = pg::guard([&] { return pg::keep_rows(rows->records.effects(rows->fixed.min_responses)); });
    pg::row_array result(fcinfo, list.size);
    for (const core::word_effect& w : list)
        result.add({w.word, w.responses, w.value, w.rest, w.difference, w.std_error, w.p_value, w.q_value, w.shrunken});
    return result.result();
}
