#include "pg/server/fit.hpp"
#include "pg/models/model_rows.hpp"

#include "core/models/cox.hpp"
#include "core/models/design.hpp"
#include "core/num/times.hpp"

using namespace xm;  // NOLINT: entries below are C symbols

namespace {

pg::model_rows* make(MemoryContext memory, const pg::predictors& head) { return pg::new_model_rows(memory, "xm.cox", head); }

}  // namespace

XM_FUNCTION(xm_cox_add) {
    if (pg::any_null(fcinfo, 1, PG_NARGS() - 1)) return pg::unchanged_state(fcinfo);
    pg::call_site& site = pg::site_of(fcinfo, 3);
    if (site.leading[0] == InvalidOid) {
        site.leading[0] = pg::number_type(fcinfo, 1, "duration");
        site.leading[1] = pg::number_type(fcinfo, 2, "event");
    }
    const double duration = pg::number_at(site.leading[0], PG_GETARG_DATUM(1)) + 0.0;
    if (!(duration >= 0 && std::isfinite(duration))) pg::guard([=] { core::check_time(duration, "duration"); });
    const bool event = pg::yes_at(site.leading[1], PG_GETARG_DATUM(2), "event");
    return pg::add_model_row(fcinfo, site, core::leading_number(core::read_time(duration), event), make);
}

XM_FUNCTION(xm_cox_combine) { return pg::combine_collections<pg::model_rows>(fcinfo, make, pg::same_predictors); }
XM_FUNCTION(xm_cox_serialize) { return pg::serialize_collection<pg::model_rows>(fcinfo); }
XM_FUNCTION(xm_cox_deserialize) { return pg::deserialize_collection<pg::model_rows>(fcinfo, make); }

XM_FUNCTION(xm_cox_final) {
    const auto* const rows = pg::internal_arg<pg::model_rows>(fcinfo, 0);
    if (rows == nullptr) PG_RETURN_NULL();
    return pg::fitted_state(
        fcinfo, [&] { return pg::keep_state(core::fit_cox(rows->records, pg::labels_of(rows->fixed), pg::check_interrupts)); });
}
