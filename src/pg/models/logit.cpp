#include "pg/server/fit.hpp"
#include "pg/models/model_rows.hpp"

#include "core/models/design.hpp"
#include "core/models/logit.hpp"

using namespace xm;  // NOLINT: entries below are C symbols

namespace {

pg::model_rows* make(MemoryContext memory, const pg::predictors& head) { return pg::new_model_rows(memory, "xm.logit", head); }

}  // namespace

XM_FUNCTION(xm_logit_add) {
    if (pg::any_null(fcinfo, 1, PG_NARGS() - 1)) return pg::unchanged_state(fcinfo);
    pg::call_site& site = pg::coded_site_of(fcinfo, 2);
    if (site.leading[0] == InvalidOid) site.leading[0] = pg::number_type(fcinfo, 1, "outcome");
    const bool outcome = pg::yes_at(site.leading[0], PG_GETARG_DATUM(1), "outcome");
    return pg::add_model_row(fcinfo, site, core::leading_number(1, outcome), make);
}

XM_FUNCTION(xm_weighted_logit_add) {
    if (pg::any_null(fcinfo, 1, PG_NARGS() - 1)) return pg::unchanged_state(fcinfo);
    static constexpr const char* names[] = {"weight", "outcome"};
    pg::call_site& site = pg::form_site_of(fcinfo, names, 2);
    const double weight = pg::weight_at(fcinfo, site);
    if (weight == 0) return pg::unchanged_state(fcinfo);
    const bool outcome = pg::yes_at(site.leading[1], PG_GETARG_DATUM(2), "outcome");
    return pg::add_form_row(fcinfo, site, pg::model_form::weighted_logit, core::leading_number(1, outcome), &weight);
}

XM_FUNCTION(xm_clustered_logit_add) {
    if (pg::any_null(fcinfo, 1, PG_NARGS() - 1)) return pg::unchanged_state(fcinfo);
    static constexpr const char* names[] = {nullptr, "outcome"};
    pg::call_site& site = pg::form_site_of(fcinfo, names, 2);
    double cluster[2];
    pg::key_at(fcinfo, site, cluster);
    const bool outcome = pg::yes_at(site.leading[1], PG_GETARG_DATUM(2), "outcome");
    return pg::add_form_row(fcinfo, site, pg::model_form::clustered_logit, core::leading_number(1, outcome), cluster);
}

XM_FUNCTION(xm_logit_combine) { return pg::combine_collections<pg::model_rows>(fcinfo, make, pg::same_predictors); }
XM_FUNCTION(xm_logit_serialize) { return pg::serialize_collection<pg::model_rows>(fcinfo); }
XM_FUNCTION(xm_logit_deserialize) { return pg::deserialize_collection<pg::model_rows>(fcinfo, make); }

XM_FUNCTION(xm_logit_final) {
    const auto* const rows = pg::internal_arg<pg::model_rows>(fcinfo, 0);
    if (rows == nullptr) PG_RETURN_NULL();
    return pg::fitted_state(fcinfo, [&] {
        return pg::keep_state(rows->records.fitted(pg::labels_of(rows->fixed), pg::check_interrupts,
                                                   [](const core::pattern_store& records, const auto& labels) {
                                                       return core::fit_logit(records, labels, pg::check_interrupts);
                                                   }));
    });
}
