#include "pg/models/model_rows.hpp"

#include "core/models/design.hpp"

using namespace xm;  // NOLINT: entries below are C symbols

XM_FUNCTION(xm_logit_add) {
    if (pg::any_null(fcinfo, 1, PG_NARGS() - 1)) return pg::unchanged_state(fcinfo);
    static constexpr const char* names[] = {"outcome"};
    pg::call_site& site = pg::form_site_of(fcinfo, names, 1);
    const bool outcome = pg::yes_at(site.leading[0], PG_GETARG_DATUM(1), "outcome");
    return pg::add_model_row(fcinfo, site, pg::model_form::logit, core::leading_number(1, outcome));
}

XM_FUNCTION(xm_weighted_logit_add) {
    if (pg::any_null(fcinfo, 1, PG_NARGS() - 1)) return pg::unchanged_state(fcinfo);
    static constexpr const char* names[] = {"weight", "outcome"};
    pg::call_site& site = pg::form_site_of(fcinfo, names, 2);
    const double weight = pg::weight_at(fcinfo, site);
    if (weight == 0) return pg::unchanged_state(fcinfo);
    const bool outcome = pg::yes_at(site.leading[1], PG_GETARG_DATUM(2), "outcome");
    return pg::add_model_row(fcinfo, site, pg::model_form::weighted_logit, core::leading_number(1, outcome), &weight);
}

XM_FUNCTION(xm_clustered_logit_add) {
    if (pg::any_null(fcinfo, 1, PG_NARGS() - 1)) return pg::unchanged_state(fcinfo);
    static constexpr const char* names[] = {nullptr, "outcome"};
    pg::call_site& site = pg::form_site_of(fcinfo, names, 2);
    double cluster[2];
    pg::key_at(fcinfo, site, cluster);
    const bool outcome = pg::yes_at(site.leading[1], PG_GETARG_DATUM(2), "outcome");
    return pg::add_model_row(fcinfo, site, pg::model_form::clustered_logit, core::leading_number(1, outcome), cluster);
}

XM_FUNCTION(xm_logit_combine) { return pg::combine_model_rows(fcinfo); }
XM_FUNCTION(xm_logit_serialize) { return pg::serialize_model_rows(fcinfo); }
XM_FUNCTION(xm_logit_deserialize) { return pg::deserialize_model_rows(fcinfo); }
XM_FUNCTION(xm_logit_final) { return pg::fitted_model(fcinfo); }
