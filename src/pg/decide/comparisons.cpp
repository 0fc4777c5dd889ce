#include "pg/decide/keyed_rows.hpp"
#include "pg/server/labels.hpp"

#include "core/decide/comparisons.hpp"

using namespace xm;  // NOLINT: entries below are C symbols

namespace {

struct comparison_head {
    std::int32_t metric;
    core::adjustment adjust;
    double confidence;
};
using collected = pg::keyed_rows<comparison_head>;

collected* make(MemoryContext memory, comparison_head head) {
    return pg::new_collection<collected>(memory, "a comparison of groups (xm.compare_all, xm.significance)", head);
}

void same(comparison_head a, comparison_head b) {
    pg::same_metric(a.metric, b.metric);
    if (a.adjust != b.adjust)
        core::fail(core::errc::invalid, "Give the same settings in every row of a group.",
                   "two adjustments of p-values in one group");
    pg::same_argument("confidence", a.confidence, b.confidence);
}

Datum add(FunctionCallInfo fcinfo, core::adjustment usual) {
    if (pg::any_null(fcinfo, 1, PG_NARGS() - 1)) return pg::unchanged_state(fcinfo);
    const std::string_view label = pg::text_at(PG_GETARG_DATUM(1));
    const core::bytes state = pg::body_of(PG_GETARG_DATUM(2));
    comparison_head head{pg::metric_or_mean(fcinfo, 3).pack(), usual, 0};
    if (PG_NARGS() > 4) {
        const std::string_view adjust = pg::text_at(PG_GETARG_DATUM(4));
        head.adjust = pg::guard([&] { return core::adjustment_of(adjust); });
    }
    head.confidence = pg::confidence_or_default(fcinfo, 5);
    auto* rows = pg::internal_arg<collected>(fcinfo, 0);
    if (rows == nullptr) rows = make(pg::aggregate_memory(fcinfo), head);
    pg::guard([&] {
        same(rows->fixed, head);
        rows->records.add(label, state);
    });
    PG_RETURN_POINTER(rows);
}

core::compared_groups groups_of(const collected& rows) {
    return {rows.records, core::metric::unpack(rows.fixed.metric), pg::check_interrupts};
}

}  // namespace

XM_FUNCTION(xm_compare_all_add) { return add(fcinfo, core::adjustment::holm); }
XM_FUNCTION(xm_significance_add) { return add(fcinfo, core::adjustment::none); }
XM_FUNCTION(xm_comparisons_combine) { return pg::combine_collections<collected>(fcinfo, make, same); }
XM_FUNCTION(xm_comparisons_serialize) { return pg::serialize_collection<collected>(fcinfo); }
XM_FUNCTION(xm_comparisons_deserialize) { return pg::deserialize_collection<collected>(fcinfo, make); }

XM_FUNCTION(xm_compare_all_final) {
    const auto* const rows = pg::internal_arg<collected>(fcinfo, 0);
    if (rows == nullptr) PG_RETURN_NULL();
    pg::row_list<std::string_view> labels{};
    const auto pairs = pg::guard([&] {
        const core::compared_groups groups = groups_of(*rows);
        labels = pg::keep_rows(groups.labels());
        return pg::keep_rows(groups.pairs(rows->fixed.adjust, rows->fixed.confidence));
    });
    pg::row_array result(fcinfo, pairs.size);
    for (const core::compared_pair& p : pairs)
        result.add({labels.rows[p.a], labels.rows[p.b], p.difference, p.std_error, p.lower, p.upper, p.p_value, p.p_adjusted});
    return result.result();
}

XM_FUNCTION(xm_significance_final) {
    struct cells {
        std::string_view label;
        const char* letter;
        const char* higher_than;
        core::estimate score;
    };
    const auto* const rows = pg::internal_arg<collected>(fcinfo, 0);
    if (rows == nullptr) PG_RETURN_NULL();
    const auto list = pg::guard([&] {
        const core::compared_groups groups = groups_of(*rows);
        std::vector<cells> kept;
        for (const core::group_letters& g : groups.letters(rows->fixed.adjust, rows->fixed.confidence))
            kept.push_back({groups.labels()[kept.size()], pg::keep(g.letter), pg::keep(g.higher_than), g.score});
        return pg::keep_rows(kept);
    });
    pg::row_array result(fcinfo, list.size);
    for (const cells& c : list)
        result.add({c.label, std::string_view(c.letter), c.score.value, c.score.lower, c.score.upper,
                    static_cast<std::int64_t>(c.score.responses), std::string_view(c.higher_than)});
    return result.result();
}
