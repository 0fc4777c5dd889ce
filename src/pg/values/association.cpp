#include "pg/server/keys.hpp"
#include "pg/server/variables.hpp"

#include "core/values/association.hpp"

using namespace xm;  // NOLINT: entries below are C symbols
using core::pattern_store;

// --- xm.cramers_v, xm.adjusted_rand -------------------------------------------------------------------

namespace {

struct nothing {};
using cross_table = pg::collection<nothing, pattern_store>;

cross_table* make(MemoryContext memory, nothing head) {
    return pg::new_collection<cross_table>(memory, "a cross-table (xm.cramers_v, xm.adjusted_rand)", head,
                                           sizeof(core::group_pair), pattern_store::always, std::size_t{1}, pg::check_interrupts);
}

Datum answer(FunctionCallInfo fcinfo, std::optional<double> (*question)(const pattern_store&, core::poll)) {
    const auto* const cells = pg::internal_arg<cross_table>(fcinfo, 0);
    if (cells == nullptr) PG_RETURN_NULL();
    return pg::float_or_null(fcinfo, pg::guard([&] { return question(cells->records, pg::check_interrupts); }));
}

}  // namespace

XM_FUNCTION(xm_cross_table_add) {
    if (pg::any_null(fcinfo, 1, 2)) return pg::unchanged_state(fcinfo);
    pg::key_site& site = pg::key_site_of(fcinfo, 1, 2);
    const core::group_pair pair{pg::key_of(site.types[0], PG_GETARG_DATUM(1)), pg::key_of(site.types[1], PG_GETARG_DATUM(2))};
    auto* cells = pg::internal_arg<cross_table>(fcinfo, 0);
    if (cells == nullptr) cells = make(pg::aggregate_memory(fcinfo), {});
    pg::guard([&] { cells->records.add(&pair); });
    PG_RETURN_POINTER(cells);
}
XM_FUNCTION(xm_cross_table_combine) {
    return pg::combine_collections<cross_table>(fcinfo, make, [](nothing, nothing) {});
}
XM_FUNCTION(xm_cross_table_serialize) { return pg::serialize_collection<cross_table>(fcinfo); }
XM_FUNCTION(xm_cross_table_deserialize) { return pg::deserialize_collection<cross_table>(fcinfo, make); }
XM_FUNCTION(xm_cramers_v_final) { return answer(fcinfo, core::cramers_v); }
XM_FUNCTION(xm_adjusted_rand_final) { return answer(fcinfo, core::adjusted_rand); }
