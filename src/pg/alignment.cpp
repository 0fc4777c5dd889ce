#include "pg/internal.hpp"

#include "core/alignment.hpp"
#include "core/scores.hpp"

using namespace xm;  // NOLINT: entries below are C symbols
using core::unit_pair;

namespace {

// The collected units, with the memory they are counted against.
struct collected {
    pg::bounded_resource memory;
    core::row_store<unit_pair> rows;

    collected(MemoryContext context, std::size_t* account) : memory(context, account, "xm.alignment"), rows(&memory) {}
};

// Act 1. A group's empty collection in `memory`.
collected* new_collection(FunctionCallInfo fcinfo, MemoryContext memory) {
    return pg::make_internal<collected>(memory, memory, pg::account_of(fcinfo, memory));
}

}  // namespace

XM_FUNCTION(xm_alignment_add) {
    auto* units = pg::internal_arg<collected>(fcinfo, 0);
    if (!pg::any_null(fcinfo, 1, 2)) {
        const unit_pair pair{PG_GETARG_FLOAT8(1), PG_GETARG_FLOAT8(2)};
        if (units == nullptr) units = new_collection(fcinfo, pg::aggregate_memory(fcinfo));
        pg::guard([&] {
            core::check_score(pair.ex);
            core::check_score(pair.cx);
            units->rows.add(pair);
        });
    }
    if (units == nullptr) PG_RETURN_NULL();
    PG_RETURN_POINTER(units);
}

XM_FUNCTION(xm_alignment_combine) {
    auto* units = pg::internal_arg<collected>(fcinfo, 0);
    if (const auto* const other = pg::internal_arg<collected>(fcinfo, 1)) {
        if (units == nullptr) units = new_collection(fcinfo, pg::aggregate_memory(fcinfo));
        pg::guard([&] { other->rows.each(pg::check_interrupts, [&](const unit_pair& pair) { units->rows.add(pair); }); });
    }
    if (units == nullptr) PG_RETURN_NULL();
    PG_RETURN_POINTER(units);
}

XM_FUNCTION(xm_alignment_serialize) {
    pg::aggregate_memory(fcinfo);
    const auto* const units = pg::internal_arg<collected>(fcinfo, 0);
    return PointerGetDatum(pg::guard([&] {
        varlena* const value = pg::new_varlena(units->rows.size() * sizeof(unit_pair));
        std::byte* at = pg::body_at(value);
        units->rows.each(pg::check_interrupts, [&](const unit_pair& pair) {
            core::store(at, pair);
            at += sizeof pair;
        });
        return value;
    }));
}

XM_FUNCTION(xm_alignment_deserialize) {
    pg::aggregate_memory(fcinfo);
    const core::bytes from = pg::body_of(PG_GETARG_DATUM(0));
    auto* const units = new_collection(fcinfo, CurrentMemoryContext);
    pg::guard([&] {
        if (from.size() % sizeof(unit_pair) != 0)
            core::fail(core::errc::invalid, nullptr, "not a serialised aggregate state: ", from.size(), " bytes");
        for (std::size_t at = 0; at < from.size(); at += sizeof(unit_pair)) {
            if (at % (16384 * sizeof(unit_pair)) == 0) pg::check_interrupts();
            units->rows.add(core::load<unit_pair>(from.data() + at));
        }
    });
    PG_RETURN_POINTER(units);
}

XM_FUNCTION(xm_alignment_final) {
    const auto* const units = pg::internal_arg<collected>(fcinfo, 0);
    if (units == nullptr) PG_RETURN_NULL();
    const auto quadrants = pg::guard([&] {
        pg::context_resource memory(CurrentMemoryContext);
        return core::align(units->rows, &memory, pg::check_interrupts);
    });
    pg::row_array rows(fcinfo);
    for (const core::alignment_row& q : quadrants) rows.add({q.quadrant, q.units, q.share, q.ex_mean, q.cx_mean});
    return rows.result();
}
