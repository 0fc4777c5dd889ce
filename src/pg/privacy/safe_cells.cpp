#include "pg/server/keys.hpp"
#include "pg/server/labels.hpp"

#include "core/privacy/cell_list.hpp"

using namespace xm;  // NOLINT: entries below are C symbols

namespace {

struct collected_cells {
    pg::bounded_resource memory;
    core::cell_list list;

    collected_cells(MemoryContext context, std::int32_t k, std::int32_t colluders)
        : memory(context, pg::account_of(context, "xm.safe_cells"), "xm.safe_cells"), list(&memory, k, colluders) {}
    collected_cells(MemoryContext context, core::bytes packed)
        : memory(context, pg::account_of(context, "xm.safe_cells"), "xm.safe_cells"),
          list(core::cell_list::unpacked(&memory, packed, pg::check_interrupts)) {}
};

std::int32_t whole_argument(FunctionCallInfo fcinfo, int i, const char* name) {
    if (PG_ARGISNULL(i))
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("%s is NULL", name), errhint("Give a whole number.")));
    return PG_GETARG_INT32(i);
}

}  // namespace

// Arguments: state, cell, person, priority, published, k and perhaps colluders.
XM_FUNCTION(xm_safe_cells_add) {
    auto* cells = pg::internal_arg<collected_cells>(fcinfo, 0);
    if (!PG_ARGISNULL(1)) {
        pg::key_site& site = pg::key_site_of(fcinfo, 2, 1);
        if (PG_ARGISNULL(4))
            ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("published is NULL"),
                            errhint("Say true of a cell that was published before, else false.")));
        const bool nobody = PG_ARGISNULL(2);
        const core::group_key person = nobody ? core::group_key{} : pg::key_of(site.types[0], PG_GETARG_DATUM(2));
        const core::cell_list::row row{
            pg::text_at(PG_GETARG_DATUM(1)),          nobody ? nullptr : &person,
            PG_ARGISNULL(3) ? 0 : PG_GETARG_INT32(3), PG_GETARG_BOOL(4),
            whole_argument(fcinfo, 5, "k"),           PG_NARGS() > 6 ? whole_argument(fcinfo, 6, "colluders") : 0};
        if (cells == nullptr) {
            const MemoryContext memory = pg::aggregate_memory(fcinfo);
            cells = pg::make_internal<collected_cells>(memory, memory, row.k, row.colluders);
        }
        pg::guard([&] { cells->list.add(row); });
    }
    if (cells == nullptr) PG_RETURN_NULL();
    PG_RETURN_POINTER(cells);
}

XM_FUNCTION(xm_safe_cells_combine) {
    const MemoryContext memory = pg::aggregate_memory(fcinfo);
    auto* cells = pg::internal_arg<collected_cells>(fcinfo, 0);
    if (const auto* const other = pg::internal_arg<collected_cells>(fcinfo, 1)) {
        if (cells == nullptr)
            cells = pg::make_internal<collected_cells>(memory, memory, other->list.k(), other->list.colluders());
        pg::guard([&] { cells->list.add_all(other->list, pg::check_interrupts); });
    }
    if (cells == nullptr) PG_RETURN_NULL();
    PG_RETURN_POINTER(cells);
}

XM_FUNCTION(xm_safe_cells_serialize) {
    pg::aggregate_memory(fcinfo);
    const auto* const cells = pg::internal_arg<collected_cells>(fcinfo, 0);
    return PointerGetDatum(pg::guard([&] {
        varlena* const value = pg::new_varlena(cells->list.packed_size());
        cells->list.pack(pg::body_at(value), pg::check_interrupts);
        return value;
    }));
}

XM_FUNCTION(xm_safe_cells_deserialize) {
    pg::aggregate_memory(fcinfo);
    const core::bytes from = pg::body_of(PG_GETARG_DATUM(0));
    PG_RETURN_POINTER(pg::make_internal<collected_cells>(CurrentMemoryContext, CurrentMemoryContext, from));
}

XM_FUNCTION(xm_safe_cells_final) {
    const auto* const cells = pg::internal_arg<collected_cells>(fcinfo, 0);
    if (cells == nullptr) PG_RETURN_NULL();
    std::uint64_t seed = 0;
    if (!pg_strong_random(&seed, sizeof seed)) elog(ERROR, "pg_xm: no random numbers");
    const auto audited = pg::guard([&] { return pg::keep_rows(cells->list.audited(seed, pg::check_interrupts)); });
    pg::row_array rows(fcinfo, audited.size);
    for (const core::audited_cell& a : audited)
        rows.add({a.cell, a.persons, core::is_released(a.verdict) ? std::string_view("released") : std::string_view("withheld"),
                  core::reason_text(a.verdict)});
    return rows.result();
}
