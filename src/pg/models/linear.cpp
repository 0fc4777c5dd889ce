#include "pg/server/labels.hpp"

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
