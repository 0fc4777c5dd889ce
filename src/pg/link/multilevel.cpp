#include "pg/server/fit.hpp"
#include "pg/server/internal.hpp"
#include "pg/server/labels.hpp"
#include "pg/server/variables.hpp"

#include "core/models/moments.hpp"
#include "core/link/multilevel.hpp"

using namespace xm;  // NOLINT: entries below are C symbols

namespace {

using collected = pg::collection<pg::predictors>;

struct unit_record {
    core::unit_summary unit;
    double predictors[core::max_variables];
};

collected* make(MemoryContext memory, const pg::predictors& head) {
    const std::size_t size = sizeof(core::unit_summary) + static_cast<std::size_t>(head.count) * sizeof(double);
    return pg::new_collection<collected>(memory, "xm.multilevel", head, size);
}

}  // namespace

XM_FUNCTION(xm_multilevel_add) {
    auto* units = pg::internal_arg<collected>(fcinfo, 0);
    if (!pg::any_null(fcinfo, 1, PG_NARGS() - 1)) {
        pg::call_site& site = pg::site_of(fcinfo, 2);
        const NullableDatum* values = fcinfo->args + 2;
        if (site.from != pg::call_site::columns) values = pg::spread(site, PG_GETARG_DATUM(2));
        if (values != nullptr) {
            unit_record record;
            pg::numbers_at(site, values, record.predictors);
            const core::bytes ratings = pg::body_of(PG_GETARG_DATUM(1));
            if (units == nullptr) units = make(pg::aggregate_memory(fcinfo), pg::predictors_of(site));
            pg::guard([&] {
                pg::same_predictors(units->fixed, pg::predictors_of(site));
                record.unit = core::summarise_unit(core::ratings::from_stored(ratings));
                units->records.add(&record);
            });
        }
    }
    if (units == nullptr) PG_RETURN_NULL();
    PG_RETURN_POINTER(units);
}

XM_FUNCTION(xm_multilevel_combine) { return pg::combine_collections<collected>(fcinfo, make, pg::same_predictors); }
XM_FUNCTION(xm_multilevel_serialize) { return pg::serialize_collection<collected>(fcinfo); }
XM_FUNCTION(xm_multilevel_deserialize) { return pg::deserialize_collection<collected>(fcinfo, make); }

XM_FUNCTION(xm_multilevel_final) {
    const auto* const units = pg::internal_arg<collected>(fcinfo, 0);
    if (units == nullptr) PG_RETURN_NULL();
    return pg::fitted_state(fcinfo, [&] {
        return pg::keep_state(core::fit_multilevel(units->records, pg::labels_of(units->fixed), pg::check_interrupts));
    });
}

XM_FUNCTION(xm_variance_components) {
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    const auto components = pg::guard([&] { return core::variance_components(core::model::from_stored(body)); });
    pg::row_set rows(fcinfo);
    for (const core::variance_component& c : components) rows.add({c.component, c.variance, c.stddev});
    return Datum{0};
}
