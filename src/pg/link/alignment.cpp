#include "pg/server/internal.hpp"

#include "core/link/alignment.hpp"
#include "core/scores/scores.hpp"

using namespace xm;  // NOLINT: entries below are C symbols
using core::unit_pair;

namespace {

struct nothing {};
using collected = pg::collection<nothing>;

collected* make(MemoryContext memory, nothing head) {
    return pg::new_collection<collected>(memory, "xm.alignment", head, sizeof(unit_pair));
}

}  // namespace

XM_FUNCTION(xm_alignment_add) {
    auto* units = pg::internal_arg<collected>(fcinfo, 0);
    if (!pg::any_null(fcinfo, 1, 2)) {
        const unit_pair pair{PG_GETARG_FLOAT8(1), PG_GETARG_FLOAT8(2)};
        if (units == nullptr) units = make(pg::aggregate_memory(fcinfo), {});
        pg::guard([&] {
            core::check_score(pair.ex);
            core::check_score(pair.cx);
            units->records.add(&pair);
        });
    }
    if (units == nullptr) PG_RETURN_NULL();
    PG_RETURN_POINTER(units);
}

XM_FUNCTION(xm_alignment_combine) {
    return pg::combine_collections<collected>(fcinfo, make, [](nothing, nothing) {});
}
XM_FUNCTION(xm_alignment_serialize) { return pg::serialize_collection<collected>(fcinfo); }
XM_FUNCTION(xm_alignment_deserialize) { return pg::deserialize_collection<collected>(fcinfo, make); }

XM_FUNCTION(xm_alignment_final) {
    const auto* const units = pg::internal_arg<collected>(fcinfo, 0);
    if (units == nullptr) PG_RETURN_NULL();
    const auto quadrants = pg::guard([&] { return core::align(units->records, pg::check_interrupts); });
    pg::row_array rows(fcinfo, 4);
    for (const core::alignment_row& q : quadrants) rows.add({q.quadrant, q.units, q.share, q.ex_mean, q.cx_mean});
    return rows.result();
}
