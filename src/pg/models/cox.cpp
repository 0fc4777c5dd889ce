#include "pg/models/model_rows.hpp"

#include "core/models/design.hpp"

using namespace xm;  // NOLINT: entries below are C symbols

namespace {

// The leading number of a form with so many arguments before duration and event.
double leaving(FunctionCallInfo fcinfo, const pg::call_site& site, int before) {
    const double duration = pg::duration_at(site.leading[before], PG_GETARG_DATUM(before + 1), "duration");
    return core::leading_number(duration, pg::yes_at(site.leading[before + 1], PG_GETARG_DATUM(before + 2), "event"));
}

Datum add_grouped(FunctionCallInfo fcinfo, pg::model_form form) {
    if (pg::any_null(fcinfo, 1, PG_NARGS() - 1)) return pg::unchanged_state(fcinfo);
    static constexpr const char* names[] = {nullptr, "duration", "event"};
    pg::call_site& site = pg::form_site_of(fcinfo, names, 3);
    double group[2];
    pg::key_at(fcinfo, site, group);
    return pg::add_model_row(fcinfo, site, form, leaving(fcinfo, site, 1), group);
}

}  // namespace

XM_FUNCTION(xm_cox_add) {
    if (pg::any_null(fcinfo, 1, PG_NARGS() - 1)) return pg::unchanged_state(fcinfo);
    static constexpr const char* names[] = {"duration", "event"};
    pg::call_site& site = pg::form_site_of(fcinfo, names, 2);
    return pg::add_model_row(fcinfo, site, pg::model_form::cox, leaving(fcinfo, site, 0));
}

XM_FUNCTION(xm_weighted_cox_add) {
    if (pg::any_null(fcinfo, 1, PG_NARGS() - 1)) return pg::unchanged_state(fcinfo);
    static constexpr const char* names[] = {"weight", "duration", "event"};
    pg::call_site& site = pg::form_site_of(fcinfo, names, 3);
    const double weight = pg::weight_at(fcinfo, site);
    if (weight == 0) return pg::unchanged_state(fcinfo);
    return pg::add_model_row(fcinfo, site, pg::model_form::weighted_cox, leaving(fcinfo, site, 1), &weight);
}

XM_FUNCTION(xm_clustered_cox_add) { return add_grouped(fcinfo, pg::model_form::clustered_cox); }
XM_FUNCTION(xm_stratified_cox_add) { return add_grouped(fcinfo, pg::model_form::stratified_cox); }

XM_FUNCTION(xm_cox_from_add) {
    if (pg::any_null(fcinfo, 1, PG_NARGS() - 1)) return pg::unchanged_state(fcinfo);
    static constexpr const char* names[] = {"entry", "exit", "event"};
    pg::call_site& site = pg::form_site_of(fcinfo, names, 3);
    const double entry = pg::duration_at(site.leading[0], PG_GETARG_DATUM(1), "entry");
    const double exit = pg::duration_at(site.leading[1], PG_GETARG_DATUM(2), "exit");
    if (!(entry < exit))
        pg::guard([=] {
            core::fail(core::errc::invalid, "Who enters and leaves at one time was never at risk: leave the row out.", "entry ",
                       entry, " is not before exit ", exit);
        });
    const bool event = pg::yes_at(site.leading[2], PG_GETARG_DATUM(3), "event");
    constexpr double here = 1, away = -1;
    return pg::add_model_rows(fcinfo, site, pg::model_form::cox_from, core::leading_number(exit, event), &here,
                              core::leading_number(entry, false), entry > 0 ? &away : nullptr);
}

XM_FUNCTION(xm_cox_combine) { return pg::combine_model_rows(fcinfo); }
XM_FUNCTION(xm_cox_serialize) { return pg::serialize_model_rows(fcinfo); }
XM_FUNCTION(xm_cox_deserialize) { return pg::deserialize_model_rows(fcinfo); }
XM_FUNCTION(xm_cox_final) { return pg::fitted_model(fcinfo); }
