#include "pg/decide/categories.hpp"
#include "pg/decide/keyed_rows.hpp"
#include "pg/server/labels.hpp"

#include "core/decide/hot_spots.hpp"

using namespace xm;  // NOLINT: entries below are C symbols
using core::coded_rows;

namespace {

struct spot_head {
    std::int32_t metric, depth, min_responses;
};

struct spot_state {
    pg::bounded_resource memory;
    spot_head fixed;
    coded_rows rows;

    spot_state(MemoryContext context, const spot_head& head, const pg::category_site& site)
        : memory(context, pg::account_of(context, "xm.hot_spots"), "xm.hot_spots"),
          fixed(head),
          rows(&memory, pg::labels_of(site), core::spot_sums::size, pg::check_interrupts) {}
    spot_state(MemoryContext context, const spot_head& head, core::bytes packed)
        : memory(context, pg::account_of(context, "xm.hot_spots"), "xm.hot_spots"),
          fixed(head),
          rows(coded_rows::unpack(&memory, packed, core::spot_sums::size, pg::check_interrupts)) {}

    void check_same(const spot_head& other) const {
        pg::same_metric(fixed.metric, other.metric);
        pg::same_argument("depth", fixed.depth, other.depth);
        pg::same_argument("min_responses", fixed.min_responses, other.min_responses);
    }
};

pg::category_site& site_of(FunctionCallInfo fcinfo) {
    if (fcinfo->flinfo->fn_extra == nullptr) {
        const MemoryContext memory = fcinfo->flinfo->fn_mcxt;
        auto* const site = static_cast<pg::category_site*>(MemoryContextAllocZero(memory, sizeof(pg::category_site)));
        pg::describe_categories(*site, fcinfo, 2, memory);
        fcinfo->flinfo->fn_extra = site;
    }
    return *static_cast<pg::category_site*>(fcinfo->flinfo->fn_extra);
}

}  // namespace

XM_FUNCTION(xm_hot_spots_add) {
    if (PG_ARGISNULL(1) || pg::any_null(fcinfo, 3, PG_NARGS() - 1)) return pg::unchanged_state(fcinfo);
    // A value that is missing is one of its person; a row that is missing leaves nobody.
    if (PG_ARGISNULL(2) && type_is_rowtype(pg::argument_type(fcinfo, 2))) return pg::unchanged_state(fcinfo);
    const double rating = PG_GETARG_FLOAT8(1);
    if (!(rating >= 0 && rating <= core::max_rating && rating == std::floor(rating)))
        pg::guard([=] { core::refuse_rating(core::message(rating)); });
    const core::metric m = pg::metric_or_mean(fcinfo, 3);
    const spot_head head{m.pack(), PG_NARGS() > 4 ? PG_GETARG_INT32(4) : 2, PG_NARGS() > 5 ? PG_GETARG_INT32(5) : 20};
    pg::category_site& site = site_of(fcinfo);
    std::string_view texts[core::max_category_columns];
    pg::read_categories(fcinfo, site, texts);
    auto* state = pg::internal_arg<spot_state>(fcinfo, 0);
    if (state == nullptr) {
        pg::guard([&] { core::check_spot_settings(head.depth, head.min_responses); });
        state = pg::make_internal<spot_state>(pg::aggregate_memory(fcinfo), pg::aggregate_memory(fcinfo), head, site);
    }
    pg::guard([&] {
        state->check_same(head);
        pg::same_columns(site, state->rows);
        std::uint32_t codes[core::max_category_columns];
        for (std::size_t c = 0; c < state->rows.columns(); ++c)
            codes[c] = texts[c].data() == nullptr ? 0 : state->rows.code(c, texts[c]);
        core::spot_sums::add(state->rows.sums_of(codes), m, static_cast<int>(rating));
    });
    PG_RETURN_POINTER(state);
}

XM_FUNCTION(xm_hot_spots_combine) {
    const MemoryContext memory = pg::aggregate_memory(fcinfo);
    auto* state = pg::internal_arg<spot_state>(fcinfo, 0);
    if (const auto* const other = pg::internal_arg<spot_state>(fcinfo, 1)) {
        if (state == nullptr) {
            const core::bytes packed = pg::guard([&] {
                varlena* const bytes = pg::new_varlena(other->rows.packed_size());
                other->rows.pack(pg::body_at(bytes), pg::check_interrupts);
                return core::bytes(pg::body_at(bytes), other->rows.packed_size());
            });
            state = pg::make_internal<spot_state>(memory, memory, other->fixed, packed);
        } else {
            pg::guard([&] {
                state->check_same(other->fixed);
                state->rows.merge(other->rows, pg::check_interrupts, core::spot_sums::merge);
            });
        }
    }
    if (state == nullptr) PG_RETURN_NULL();
    PG_RETURN_POINTER(state);
}

XM_FUNCTION(xm_hot_spots_serialize) {
    pg::aggregate_memory(fcinfo);
    const auto* const state = pg::internal_arg<spot_state>(fcinfo, 0);
    return PointerGetDatum(pg::guard([&] {
        varlena* const value = pg::new_varlena(sizeof state->fixed + state->rows.packed_size());
        core::store(pg::body_at(value), state->fixed);
        state->rows.pack(pg::body_at(value) + sizeof state->fixed, pg::check_interrupts);
        return value;
    }));
}

XM_FUNCTION(xm_hot_spots_deserialize) {
    pg::aggregate_memory(fcinfo);
    const core::bytes from = pg::body_of(PG_GETARG_DATUM(0));
    const spot_head head = pg::guard([&] {
        if (from.size() < sizeof(spot_head))
            core::fail(core::errc::invalid, nullptr, "not a serialised aggregate state: ", from.size(), " bytes");
        return core::load<spot_head>(from.data());
    });
    PG_RETURN_POINTER(pg::make_internal<spot_state>(CurrentMemoryContext, CurrentMemoryContext, head, from.subspan(sizeof head)));
}

XM_FUNCTION(xm_hot_spots_final) {
    struct cells {
        const char* attributes;
        std::int64_t responses;
        double value, rest, difference;
        std::optional<double> std_error, p_value, q_value, shrunken;
        const char* explained_by;
    };
    const auto* const state = pg::internal_arg<spot_state>(fcinfo, 0);
    if (state == nullptr) PG_RETURN_NULL();
    const auto list = pg::guard([&] {
        std::vector<cells> kept;
        for (const core::hot_spot& s : core::hot_spots(state->rows, core::metric::unpack(state->fixed.metric), state->fixed.depth,
                                                       state->fixed.min_responses, pg::check_interrupts))
            kept.push_back({pg::keep(s.attributes), s.responses, s.value, s.rest, s.difference, s.std_error, s.p_value, s.q_value,
                            s.shrunken, s.explained_by.empty() ? nullptr : pg::keep(s.explained_by)});
        return pg::keep_rows(kept);
    });
    const auto json = [](const char* object) {
        return object == nullptr ? pg::column::of(Datum{0}, true)
                                 : pg::column::of(DirectFunctionCall1(jsonb_in, CStringGetDatum(pg::from_utf8(object))), false);
    };
    pg::row_array result(fcinfo, list.size);
    for (const cells& c : list)
        result.add({json(c.attributes), c.responses, c.value, c.rest, c.difference, c.std_error, c.p_value, c.q_value, c.shrunken,
                    json(c.explained_by)});
    return result.result();
}
