#include "pg/decide/categories.hpp"

#include "core/decide/response.hpp"

using namespace xm;  // NOLINT: entries below are C symbols

XM_FUNCTION(xm_response_rates) {
    if (pg::any_null(fcinfo, 0, 7)) PG_RETURN_NULL();
    const core::dispositions d{PG_GETARG_INT64(0), PG_GETARG_INT64(1), PG_GETARG_INT64(2), PG_GETARG_INT64(3),
                               PG_GETARG_INT64(4), PG_GETARG_INT64(5), PG_GETARG_INT64(6), PG_GETARG_INT64(7)};
    const auto share = PG_ARGISNULL(8) ? std::nullopt : std::optional(PG_GETARG_FLOAT8(8));
    const core::response_rates r = pg::guard([&] { return core::rates_of(d, share); });
    return pg::make_row(fcinfo, {r.response[0], r.response[1], r.response[2], r.response[3], r.response[4], r.response[5],
                                 r.cooperation, r.refusal, r.contact});
}

namespace {

struct no_settings {
    void check_same(const no_settings&) const {}
};
using asked_state = pg::coded_collection<no_settings, core::response_sums>;

constexpr const char* name = "xm.r_indicator";

}  // namespace

XM_FUNCTION(xm_r_indicator_add) {
    if (PG_ARGISNULL(1)) return pg::unchanged_state(fcinfo);
    // A value that is missing is a category; a row that is missing leaves nobody.
    if (PG_ARGISNULL(2) && type_is_rowtype(pg::argument_type(fcinfo, 2))) return pg::unchanged_state(fcinfo);
    pg::category_site& site = pg::category_site_of(fcinfo, 2);
    std::string_view texts[core::max_category_columns];
    pg::read_categories(fcinfo, site, texts);
    auto* state = pg::internal_arg<asked_state>(fcinfo, 0);
    if (state == nullptr)
        state =
            pg::make_internal<asked_state>(pg::aggregate_memory(fcinfo), pg::aggregate_memory(fcinfo), name, no_settings{}, site);
    pg::guard([&] {
        pg::same_columns(site, state->rows);
        std::uint32_t codes[core::max_category_columns];
        pg::codes_of(state->rows, texts, codes);
        core::response_sums::add(state->rows.sums_of(codes), PG_GETARG_BOOL(1));
    });
    PG_RETURN_POINTER(state);
}
XM_FUNCTION(xm_r_indicator_combine) { return pg::combine_coded<asked_state>(fcinfo, name); }
XM_FUNCTION(xm_r_indicator_serialize) { return pg::serialize_coded<asked_state>(fcinfo); }
XM_FUNCTION(xm_r_indicator_deserialize) { return pg::deserialize_coded<asked_state>(fcinfo, name); }

XM_FUNCTION(xm_r_indicator_final) {
    struct figures {
        std::int64_t asked, responded;
        double mean_propensity;
        std::optional<double> r_indicator, adjusted, std_dev, max_bias;
        const char* partial;
    };
    const auto* const state = pg::internal_arg<asked_state>(fcinfo, 0);
    if (state == nullptr) PG_RETURN_NULL();
    const figures f = pg::guard([&] {
        const core::representativity r = core::r_indicator(state->rows, pg::check_interrupts);
        return figures{r.asked,    r.responded, r.mean_propensity, r.r_indicator,
                       r.adjusted, r.std_dev,   r.max_bias,        r.partial.empty() ? nullptr : pg::keep(r.partial)};
    });
    const auto partial = f.partial == nullptr
                             ? pg::column::of(Datum{0}, true)
                             : pg::column::of(DirectFunctionCall1(jsonb_in, CStringGetDatum(pg::from_utf8(f.partial))), false);
    return pg::make_row(fcinfo,
                        {f.r_indicator, f.adjusted, f.std_dev, f.mean_propensity, f.max_bias, f.asked, f.responded, partial});
}
