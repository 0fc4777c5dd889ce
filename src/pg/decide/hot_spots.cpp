#include "pg/decide/categories.hpp"
#include "pg/decide/keyed_rows.hpp"
#include "pg/server/labels.hpp"

#include "core/decide/hot_spots.hpp"

using namespace xm;  // NOLINT: entries below are C symbols

namespace {

struct spot_head {
    std::int32_t metric, depth, min_responses;

    void check_same(const spot_head& other) const {
        pg::same_metric(metric, other.metric);
        pg::same_argument("depth", depth, other.depth);
        pg::same_argument("min_responses", min_responses, other.min_responses);
    }
};
using spot_state = pg::coded_collection<spot_head, core::spot_sums>;

constexpr const char* name = "xm.hot_spots";

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
    pg::category_site& site = pg::category_site_of(fcinfo, 2);
    std::string_view texts[core::max_category_columns];
    pg::read_categories(fcinfo, site, texts);
    auto* state = pg::internal_arg<spot_state>(fcinfo, 0);
    if (state == nullptr) {
        pg::guard([&] { core::check_spot_settings(head.depth, head.min_responses); });
        state = pg::make_internal<spot_state>(pg::aggregate_memory(fcinfo), pg::aggregate_memory(fcinfo), name, head, site);
    }
    pg::guard([&] {
        state->fixed.check_same(head);
        pg::same_columns(site, state->rows);
        std::uint32_t codes[core::max_category_columns];
        pg::codes_of(state->rows, texts, codes);
        core::spot_sums::add(state->rows.sums_of(codes), m, static_cast<int>(rating));
    });
    PG_RETURN_POINTER(state);
}

XM_FUNCTION(xm_hot_spots_combine) { return pg::combine_coded<spot_state>(fcinfo, name); }
XM_FUNCTION(xm_hot_spots_serialize) { return pg::serialize_coded<spot_state>(fcinfo); }
XM_FUNCTION(xm_hot_spots_deserialize) { return pg::deserialize_coded<spot_state>(fcinfo, name); }

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
