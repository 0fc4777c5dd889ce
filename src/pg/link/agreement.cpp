#include "pg/server/internal.hpp"

#include "core/link/agreement.hpp"

using namespace xm;  // NOLINT: entries below are C symbols
using core::icc_sums;

XM_FUNCTION(xm_icc_add) {
    auto* sums = pg::internal_arg<icc_sums>(fcinfo, 0);
    if (!PG_ARGISNULL(1)) {
        if (sums == nullptr) sums = pg::make_internal<icc_sums>(pg::aggregate_memory(fcinfo));
        const core::bytes unit = pg::body_of(PG_GETARG_DATUM(1));
        pg::guard([&] { sums->add(core::ratings::from_stored(unit)); });
    }
    if (sums == nullptr) PG_RETURN_NULL();
    PG_RETURN_POINTER(sums);
}

XM_FUNCTION(xm_icc_combine) {
    auto* sums = pg::internal_arg<icc_sums>(fcinfo, 0);
    if (const auto* const other = pg::internal_arg<icc_sums>(fcinfo, 1)) {
        if (sums == nullptr)
            sums = pg::make_internal<icc_sums>(pg::aggregate_memory(fcinfo), *other);
        else
            pg::guard([&] { sums->merge(*other); });
    }
    if (sums == nullptr) PG_RETURN_NULL();
    PG_RETURN_POINTER(sums);
}

XM_FUNCTION(xm_icc_serialize) {
    pg::aggregate_memory(fcinfo);
    const auto* const sums = pg::internal_arg<icc_sums>(fcinfo, 0);
    return PointerGetDatum(pg::guard([&] { return pg::keep_bytes(std::as_bytes(std::span(sums, 1))); }));
}

XM_FUNCTION(xm_icc_deserialize) {
    pg::aggregate_memory(fcinfo);
    const core::bytes from = pg::body_of(PG_GETARG_DATUM(0));
    PG_RETURN_POINTER(
        pg::make_internal<icc_sums>(CurrentMemoryContext, pg::guard([&] { return pg::internal_from<icc_sums>(from); })));
}

XM_FUNCTION(xm_icc_final) {
    const auto* const sums = pg::internal_arg<icc_sums>(fcinfo, 0);
    if (sums == nullptr) PG_RETURN_NULL();
    const core::icc_result r = pg::guard([&] { return core::icc(*sums); });
    return pg::make_row(fcinfo, {r.icc1, r.icc2, r.f, r.df1, r.df2, r.p_value, r.units, r.responses, r.eta_squared});
}

XM_FUNCTION(xm_rwg) {
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    RangeType* const scale = PG_GETARG_RANGE_P(1);
    RangeBound lower, upper;
    bool empty = false;
    range_deserialize(range_get_typcache(fcinfo, RangeTypeGetOid(scale)), scale, &lower, &upper, &empty);
    if (empty || lower.infinite || upper.infinite)
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                        errmsg("the scale is %s; the allowed range is 0..100", empty ? "empty" : "unbounded"),
                        errhint("Name the scale as a range of at least two ratings, such as '[1,5]'.")));
    const std::int64_t lowest = DatumGetInt32(lower.val);  // integer ranges are kept as [lowest, highest + 1)
    const std::int64_t highest = std::int64_t{DatumGetInt32(upper.val)} - 1;
    return pg::float_or_null(fcinfo, pg::guard([&] { return core::rwg(core::ratings::from_stored(body), lowest, highest); }));
}
