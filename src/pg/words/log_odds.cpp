#include "pg/words/word_list.hpp"

#include "core/words/log_odds.hpp"
#include "pg/decide/keyed_rows.hpp"

using namespace xm;  // NOLINT: entries below are C symbols

namespace {

struct odds_head {
    double prior;  // 0: as many as there are words
};
using odds_rows = pg::collection<odds_head, core::grouped_words>;

odds_rows* new_rows(MemoryContext memory, const odds_head& head) {
    return pg::new_collection<odds_rows>(memory, "xm.log_odds", head, pg::check_interrupts);
}

}  // namespace

XM_FUNCTION(xm_log_odds_add) {
    if (pg::any_null(fcinfo, 1, PG_NARGS() - 1)) return pg::unchanged_state(fcinfo);
    const odds_head head{PG_NARGS() > 3 ? PG_GETARG_FLOAT8(3) : 0};
    if (PG_NARGS() > 3) pg::guard([&] { core::check_prior(head.prior); });
    const pg::word_list words = pg::words_arg(fcinfo, 1);
    const bool of_group = PG_GETARG_BOOL(2);
    auto* rows = pg::internal_arg<odds_rows>(fcinfo, 0);
    if (rows == nullptr) rows = new_rows(pg::aggregate_memory(fcinfo), head);
    pg::guard([&] {
        pg::same_argument("prior", rows->fixed.prior, head.prior);
        rows->records.add(words.span(), of_group);
    });
    PG_RETURN_POINTER(rows);
}
XM_FUNCTION(xm_log_odds_combine) {
    return pg::combine_collections<odds_rows>(
        fcinfo, new_rows, [](const odds_head& a, const odds_head& b) { pg::same_argument("prior", a.prior, b.prior); });
}
XM_FUNCTION(xm_log_odds_serialize) { return pg::serialize_collection<odds_rows>(fcinfo); }
XM_FUNCTION(xm_log_odds_deserialize) { return pg::deserialize_collection<odds_rows>(fcinfo, new_rows); }

XM_FUNCTION(xm_log_odds_final) {
    const auto* const rows = pg::internal_arg<odds_rows>(fcinfo, 0);
    if (rows == nullptr) PG_RETURN_NULL();
    const auto list = pg::guard([&] {
        const double prior = rows->fixed.prior;
        return pg::keep_rows(rows->records.odds(prior == 0 ? std::nullopt : std::optional(prior)));
    });
    if (list.size == 0) PG_RETURN_NULL();
    pg::row_array result(fcinfo, list.size);
    for (const core::word_odds& w : list) result.add({w.word, w.inside, w.outside, w.log_odds, w.std_error, w.z});
    return result.result();
}
