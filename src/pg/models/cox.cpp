#include "pg/server/fit.hpp"
#include "pg/models/model_rows.hpp"

#include "core/models/cox.hpp"
#include "core/models/design.hpp"

using namespace xm;  // NOLINT: entries below are C symbols

namespace {

pg::model_rows* make(MemoryContext memory, const pg::predictors& head) { return pg::new_model_rows(memory, "xm.cox", head); }

// The leading number of a form with one argument before duration and event.
double leaving(FunctionCallInfo fcinfo, const pg::call_site& site) {
    const double duration = pg::duration_at(site.leading[1], PG_GETARG_DATUM(2), "duration");
    return core::leading_number(duration, pg::yes_at(site.leading[2], PG_GETARG_DATUM(3), "event"));
}

Datum add_grouped(FunctionCallInfo fcinfo, pg::model_form form) {
    if (pg::any_null(fcinfo, 1, PG_NARGS() - 1)) return pg::unchanged_state(fcinfo);
    static constexpr const char* names[] = {nullptr, "duration", "event"};
    pg::call_site& site = pg::form_site_of(fcinfo, names, 3);
    double group[2];
    pg::key_at(fcinfo, site, group);
    return pg::add_form_row(fcinfo, site, form, leaving(fcinfo, site), group);
}

}  // namespace

XM_FUNCTION(xm_cox_add) {
    if (pg::any_null(fcinfo, 1, PG_NARGS() - 1)) return pg::unchanged_state(fcinfo);
    pg::call_site& site = pg::coded_site_of(fcinfo, 3);
    if (site.leading[0] == InvalidOid) {
        site.leading[0] = pg::number_type(fcinfo, 1, "duration");
        site.leading[1] = pg::number_type(fcinfo, 2, "event");
    }
    const double duration = pg::duration_at(site.leading[0], PG_GETARG_DATUM(1), "duration");
    const bool event = pg::yes_at(site.leading[1], PG_GETARG_DATUM(2), "event");
    return pg::add_model_row(fcinfo, site, core::leading_number(duration, event), make);
}

XM_FUNCTION(xm_weighted_cox_add) {
    if (pg::any_null(fcinfo, 1, PG_NARGS() - 1)) return pg::unchanged_state(fcinfo);
    static constexpr const char* names[] = {"weight", "duration", "event"};
    pg::call_site& site = pg::form_site_of(fcinfo, names, 3);
    const double weight = pg::weight_at(fcinfo, site);
    if (weight == 0) return pg::unchanged_state(fcinfo);
    return pg::add_form_row(fcinfo, site, pg::model_form::weighted_cox, leaving(fcinfo, site), &weight);
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
    return pg::add_form_rows(fcinfo, site, pg::model_form::cox_from, core::leading_number(exit, event), &here,
                             core::leading_number(entry, false), entry > 0 ? &away : nullptr);
}

XM_FUNCTION(xm_cox_combine) { return pg::combine_collections<pg::model_rows>(fcinfo, make, pg::same_predictors); }
XM_FUNCTION(xm_cox_serialize) { return pg::serialize_collection<pg::model_rows>(fcinfo); }
XM_FUNCTION(xm_cox_deserialize) { return pg::deserialize_collection<pg::model_rows>(fcinfo, make); }

XM_FUNCTION(xm_cox_final) {
    const auto* const rows = pg::internal_arg<pg::model_rows>(fcinfo, 0);
    if (rows == nullptr) PG_RETURN_NULL();
    return pg::fitted_state(fcinfo, [&] {
        return pg::keep_state(rows->records.fitted(pg::labels_of(rows->fixed), pg::check_interrupts,
                                                   [](const core::pattern_store& records, const auto& labels) {
                                                       return core::fit_cox(records, labels, pg::check_interrupts);
                                                   }));
    });
}
