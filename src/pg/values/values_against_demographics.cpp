#include "pg/server/keys.hpp"
#include "pg/server/variables.hpp"

#include "core/values/values_against_demographics.hpp"

using namespace xm;  // NOLINT: entries below are C symbols
using core::pattern_store;

// --- xm.segmentation_test: does a segmentation explain an outcome better than demographics do? ---------

namespace {

constexpr int most_columns = 64;

struct test_head {
    std::int32_t columns;  // of demographics
    double offset;         // the first outcome, around which sums are taken
};
using cells_of_groups = pg::collection<test_head, pattern_store>;

cells_of_groups* make_test(MemoryContext memory, test_head head) {
    return pg::new_collection<cells_of_groups>(memory, "xm.segmentation_test", head,
                                               static_cast<std::size_t>(head.columns + 1) * sizeof(core::group_key),
                                               pattern_store::always, std::size_t{3}, pg::check_interrupts);
}

// What the transition keeps with its call site.
struct test_site {
    Oid outcome;
    int columns;
    pg::row_reader rows;  // without a shape for a scalar
    pg::key_type types[most_columns];
};

test_site& test_site_of(FunctionCallInfo fcinfo) {
    if (fcinfo->flinfo->fn_extra != nullptr) return *static_cast<test_site*>(fcinfo->flinfo->fn_extra);
    const MemoryContext memory = fcinfo->flinfo->fn_mcxt;
    auto* const site = static_cast<test_site*>(MemoryContextAllocZero(memory, sizeof(test_site)));
    site->outcome = pg::number_type(fcinfo, 1, "outcome");
    const Oid type = pg::argument_type(fcinfo, 2);
    if (!type_is_rowtype(type)) {
        site->columns = 1;
        pg::describe_key(site->types[0], type, pg::collation_of(fcinfo, 2), memory);
    } else {
        site->rows = pg::row_reader::of(PG_GETARG_HEAPTUPLEHEADER(2), memory);
        for (int a = 0; a < site->rows.shape->natts; ++a) {
            if (TupleDescAttr(site->rows.shape, a)->attisdropped) continue;
            if (site->columns == most_columns) {
                site->columns = most_columns + 1;
                break;
            }
            const FormData_pg_attribute* const column = TupleDescAttr(site->rows.shape, a);
            pg::describe_key(site->types[site->columns++], column->atttypid, column->attcollation, memory);
        }
        if (site->columns < 1 || site->columns > most_columns)
            ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                            errmsg("%d demographic columns; the allowed range is 1..%d", site->columns, most_columns),
                            errhint("Name fewer columns.")));
    }
    fcinfo->flinfo->fn_extra = site;
    return *site;
}

// The keys of a row of demographics; false if a column is NULL.
bool read_keys(FunctionCallInfo fcinfo, test_site& site, core::group_key* keys) {
    if (site.rows.shape == nullptr) {
        keys[0] = pg::key_of(site.types[0], PG_GETARG_DATUM(2));
        return true;
    }
    site.rows.read(PG_GETARG_HEAPTUPLEHEADER(2));
    for (int a = 0, i = 0; a < site.rows.shape->natts; ++a) {
        if (TupleDescAttr(site.rows.shape, a)->attisdropped) continue;
        if (site.rows.nulls[a]) return false;
        keys[i] = pg::key_of(site.types[i], site.rows.values[a]);
        ++i;
    }
    return true;
}

void same_test(test_head a, test_head b) {
    if (a.columns != b.columns)
        core::fail(core::errc::invalid, "Give the same demographic columns in every row.", "rows of ", a.columns, " and of ",
                   b.columns, " demographic columns");
}

}  // namespace

XM_FUNCTION(xm_segmentation_test_add) {
    if (pg::any_null(fcinfo, 1, 3)) return pg::unchanged_state(fcinfo);
    test_site& site = test_site_of(fcinfo);
    const double outcome = pg::number_at(site.outcome, PG_GETARG_DATUM(1));
    if (!core::value_allowed(outcome)) pg::guard([=] { core::check_value(outcome, "outcome"); });
    core::group_key keys[most_columns + 1];
    if (!read_keys(fcinfo, site, keys)) return pg::unchanged_state(fcinfo);
    keys[site.columns] = {{core::group_key::whole, static_cast<std::uint64_t>(PG_GETARG_INT32(3))}};
    auto* cells = pg::internal_arg<cells_of_groups>(fcinfo, 0);
    if (cells == nullptr) cells = make_test(pg::aggregate_memory(fcinfo), {site.columns, outcome});
    pg::guard([&] {
        same_test(cells->fixed, {site.columns, 0});  // the site may be another one than that of the rows before
        double* const sums = cells->records.sums_of(keys);
        const double step = outcome - cells->fixed.offset;
        sums[0] += 1;
        sums[1] += step;
        sums[2] += step * step;
    });
    PG_RETURN_POINTER(cells);
}
XM_FUNCTION(xm_segmentation_test_combine) {
    const MemoryContext memory = pg::aggregate_memory(fcinfo);
    const auto* const other = pg::internal_arg<cells_of_groups>(fcinfo, 1);
    if (other == nullptr) return pg::unchanged_state(fcinfo);
    auto* cells = pg::internal_arg<cells_of_groups>(fcinfo, 0);
    if (cells == nullptr) cells = make_test(memory, other->fixed);
    pg::guard([&] {
        same_test(cells->fixed, other->fixed);
        const double step = other->fixed.offset - cells->fixed.offset;
        other->records.each_run(pg::check_interrupts, [&](const double* row, std::size_t rows, std::size_t stride, bool) {
            for (std::size_t r = 0; r < rows; ++r, row += stride) {
                const double* const from = row + stride - 3;
                double* const to = cells->records.sums_of(row);
                to[0] += from[0];
                to[1] += from[1] + from[0] * step;
                to[2] += from[2] + step * (2 * from[1] + from[0] * step);
            }
        });
    });
    PG_RETURN_POINTER(cells);
}
XM_FUNCTION(xm_segmentation_test_serialize) { return pg::serialize_collection<cells_of_groups>(fcinfo); }
XM_FUNCTION(xm_segmentation_test_deserialize) { return pg::deserialize_collection<cells_of_groups>(fcinfo, make_test); }
XM_FUNCTION(xm_segmentation_test_final) {
    const auto* const cells = pg::internal_arg<cells_of_groups>(fcinfo, 0);
    if (cells == nullptr) PG_RETURN_NULL();
    const core::segmentation_test_result t = pg::guard([&] {
        return core::test_segmentation(cells->records, static_cast<std::size_t>(cells->fixed.columns), pg::check_interrupts);
    });
    return pg::make_row(fcinfo, {t.n, t.r2_demographics, t.r2_segments, t.r2_both, t.f_segments, t.df1_segments, t.p_segments,
                                 t.f_demographics, t.df1_demographics, t.p_demographics, t.df2});
}
