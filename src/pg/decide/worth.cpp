#include "pg/server/internal.hpp"
#include "pg/server/variables.hpp"

#include "core/decide/worth.hpp"

using namespace xm;  // NOLINT: entries below are C symbols

namespace {

constexpr int first_value = 5;  // behind state, model, driver, change and amount

struct worth_state {
    pg::bounded_resource memory;
    core::worth_sums sums;

    worth_state(MemoryContext context, core::bytes body, std::string_view driver, double change)
        : memory(context, pg::account_of(context, "xm.worth"), "xm.worth"), sums(&memory, body, driver, change) {}
    worth_state(MemoryContext context, core::bytes packed)
        : memory(context, pg::account_of(context, "xm.worth"), "xm.worth"), sums(core::worth_sums::unpack(&memory, packed)) {}
};

// A call with a row argument, whose columns are found by the names of the model's terms: other groups may have other models.
struct named_site : pg::call_site {
    MemoryContext memory;
    std::byte* body;  // of the model that attribute_of and types are for
    std::size_t body_size;
    int room;  // terms that these lists can hold
};

pg::call_site& site_of(FunctionCallInfo fcinfo) {
    if (fcinfo->flinfo->fn_extra == nullptr && PG_NARGS() == first_value + 1 &&
        type_is_rowtype(pg::argument_type(fcinfo, first_value))) {
        auto* const site = static_cast<named_site*>(MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt, sizeof(named_site)));
        site->from = pg::call_site::row;
        site->memory = fcinfo->flinfo->fn_mcxt;
        site->rows = pg::row_reader::of(PG_GETARG_HEAPTUPLEHEADER(first_value), site->memory);
        fcinfo->flinfo->fn_extra = static_cast<pg::call_site*>(site);
    }
    return pg::site_of(fcinfo, first_value);
}

[[noreturn]] void refuse_row(std::string_view term) {
    pg::guard([&] {
        core::fail(core::errc::invalid,
                   "Give a row with a column for each term of the model, named as xm.coefficients lists them.", "no column \"",
                   term, "\" in the row");
    });
    pg_unreachable();
}

void find_columns(named_site& site, const core::worth_sums& sums) {
    const core::bytes body = sums.body();
    if (site.body_size == body.size() && std::memcmp(site.body, body.data(), body.size()) == 0) return;
    site.body_size = 0;
    const MemoryContext outer = MemoryContextSwitchTo(site.memory);
    const auto terms = static_cast<int>(sums.terms());
    if (site.body != nullptr) pfree(site.body);
    site.body = nullptr;
    site.body = static_cast<std::byte*>(palloc(body.size()));
    if (site.room < terms) {
        site.attribute_of = static_cast<int*>(palloc(sizeof(int) * static_cast<std::size_t>(terms)));
        site.types = static_cast<Oid*>(palloc(sizeof(Oid) * static_cast<std::size_t>(terms)));
        site.room = terms;
    }
    for (int t = 0; t < terms; ++t) {
        const std::string_view term = sums.term(static_cast<std::size_t>(t));
        int a = 0;
        for (; a < site.rows.shape->natts; ++a) {
            const FormData_pg_attribute* const column = TupleDescAttr(site.rows.shape, a);
            if (!column->attisdropped && pg::to_utf8(NameStr(column->attname)) == term) break;
        }
        if (a == site.rows.shape->natts) refuse_row(term);
        const FormData_pg_attribute* const column = TupleDescAttr(site.rows.shape, a);
        site.attribute_of[t] = a;
        site.types[t] = getBaseType(column->atttypid);
        pg::check_number_type(site.types[t], psprintf("column \"%s\"", NameStr(column->attname)));
    }
    MemoryContextSwitchTo(outer);
    std::memcpy(site.body, body.data(), body.size());
    site.body_size = body.size();
}

// The values of a row, in the order of the terms; false if one of them is NULL.
bool read_values(FunctionCallInfo fcinfo, pg::call_site& site, const core::worth_sums& sums, double* to) {
    const auto terms = static_cast<int>(sums.terms());
    if (site.from == pg::call_site::row) {
        auto& named = static_cast<named_site&>(site);
        find_columns(named, sums);
        named.rows.read(PG_GETARG_HEAPTUPLEHEADER(first_value));
        for (int t = 0; t < terms; ++t) {
            const int a = named.attribute_of[t];
            if (named.rows.nulls[a]) return false;
            to[t] = pg::number_at(named.types[t], named.rows.values[a]);
            if (!core::value_allowed(to[t]))
                pg::guard(
                    [&] { core::check_value(to[t], "value", " of " + std::string(sums.term(static_cast<std::size_t>(t)))); });
        }
        return true;
    }
    if (site.variables != terms)
        pg::guard([&] {
            core::fail(core::errc::invalid,
                       "Give one value for each term, in the order of xm.coefficients, or a row with those names.",
                       site.variables, " values for ", terms, " terms of the model");
        });
    const NullableDatum* values = fcinfo->args + first_value;
    if (site.from == pg::call_site::array) values = pg::spread(site, PG_GETARG_DATUM(first_value));
    if (values == nullptr) return false;
    pg::numbers_at(site, values, to);
    return true;
}

}  // namespace

XM_FUNCTION(xm_worth_add) {
    if (pg::any_null(fcinfo, 1, PG_NARGS() - 1)) return pg::unchanged_state(fcinfo);
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(1));
    const std::string_view driver = pg::text_at(PG_GETARG_DATUM(2));
    const double change = PG_GETARG_FLOAT8(3);
    const double amount = PG_GETARG_FLOAT8(4);
    auto* state = pg::internal_arg<worth_state>(fcinfo, 0);
    if (state == nullptr)
        state = pg::make_internal<worth_state>(pg::aggregate_memory(fcinfo), pg::aggregate_memory(fcinfo), body, driver, change);
    pg::guard([&] { state->sums.check_same(body, driver, change); });
    double values[core::max_variables];
    if (read_values(fcinfo, site_of(fcinfo), state->sums, values)) {
        const std::span<const double> given(values, state->sums.terms());
        pg::guard([&] { state->sums.add(amount, given); });
    }
    PG_RETURN_POINTER(state);
}

XM_FUNCTION(xm_worth_combine) {
    const MemoryContext memory = pg::aggregate_memory(fcinfo);
    auto* state = pg::internal_arg<worth_state>(fcinfo, 0);
    if (const auto* const other = pg::internal_arg<worth_state>(fcinfo, 1)) {
        const core::worth_sums& sums = other->sums;
        if (state == nullptr) state = pg::make_internal<worth_state>(memory, memory, sums.body(), sums.driver(), sums.change());
        pg::guard([&] { state->sums.merge(sums); });
    }
    if (state == nullptr) PG_RETURN_NULL();
    PG_RETURN_POINTER(state);
}

XM_FUNCTION(xm_worth_serialize) {
    pg::aggregate_memory(fcinfo);
    const auto* const state = pg::internal_arg<worth_state>(fcinfo, 0);
    return PointerGetDatum(pg::guard([&] {
        varlena* const value = pg::new_varlena(state->sums.packed_size());
        state->sums.pack(pg::body_at(value));
        return value;
    }));
}

XM_FUNCTION(xm_worth_deserialize) {
    pg::aggregate_memory(fcinfo);
    const core::bytes from = pg::body_of(PG_GETARG_DATUM(0));
    PG_RETURN_POINTER(pg::make_internal<worth_state>(CurrentMemoryContext, CurrentMemoryContext, from));
}

XM_FUNCTION(xm_worth_final) {
    const auto* const state = pg::internal_arg<worth_state>(fcinfo, 0);
    if (state == nullptr || state->sums.customers() == 0) PG_RETURN_NULL();
    const core::worth_result r = pg::guard([&] { return state->sums.result(); });
    return pg::make_row(fcinfo, {r.value, r.per_customer, r.std_error, r.lower, r.upper, r.customers});
}
