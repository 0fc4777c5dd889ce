#include "pg/server/labels.hpp"
#include "pg/models/model_rows.hpp"

#include "core/models/linear.hpp"

using namespace xm;  // NOLINT: entries below are C symbols
using core::moments;

XM_FUNCTION(xm_linear) {
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    const std::string_view outcome = pg::text_at(PG_GETARG_DATUM(1));
    const pg::text_list predictors = pg::texts_of(PG_GETARG_DATUM(2));
    return PointerGetDatum(pg::guard(
        [&] { return pg::keep_state(core::fit_linear(moments::from_stored(body).centred(), outcome, predictors.strings())); }));
}

XM_FUNCTION(xm_clustered_linear_add) {
    if (pg::any_null(fcinfo, 1, PG_NARGS() - 1)) return pg::unchanged_state(fcinfo);
    static constexpr const char* names[] = {nullptr, "outcome"};
    pg::call_site& site = pg::form_site_of(fcinfo, names, 2);
    double cluster[2];
    pg::key_at(fcinfo, site, cluster);
    const double outcome = pg::number_at(site.leading[1], PG_GETARG_DATUM(2)) + 0.0;
    if (!core::value_allowed(outcome)) pg::guard([=] { core::check_value(outcome, "outcome"); });
    return pg::add_model_row(fcinfo, site, pg::model_form::clustered_linear, outcome, cluster);
}

XM_FUNCTION(xm_mediation) {
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    const std::string_view x = pg::text_at(PG_GETARG_DATUM(1));
    const std::string_view mediator = pg::text_at(PG_GETARG_DATUM(2));
    const std::string_view y = pg::text_at(PG_GETARG_DATUM(3));
    const double confidence = PG_GETARG_FLOAT8(4);
    const auto list =
        pg::guard([&] { return pg::keep_rows(core::mediate(moments::from_stored(body).centred(), x, mediator, y, confidence)); });
    pg::row_set rows(fcinfo);
    for (const core::path& p : list) rows.add({p.name, p.estimate, p.std_error, p.lower, p.upper, p.p_value});
    return Datum{0};
}
