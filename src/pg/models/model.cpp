#include "pg/server/labels.hpp"

#include "core/models/model.hpp"

using namespace xm;  // NOLINT: entries below are C symbols
using core::model;

namespace {

struct coefficient_cells {
    pg::label_cell term;
    double estimate;
    std::optional<double> std_error, statistic, p_value, lower, upper, ratio, ratio_lower, ratio_upper;
};

}  // namespace

XM_TYPE_FUNCTIONS(model)

XM_FUNCTION(xm_coefficients) {
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    const double confidence = PG_GETARG_FLOAT8(1);
    const auto list = pg::guard([&] {
        std::vector<coefficient_cells> rows;
        for (const core::coefficient& c : core::coefficients(model::from_stored(body), confidence)) {
            coefficient_cells cells{{},      c.estimate, c.std_error, c.statistic,   c.p_value,
                                    c.lower, c.upper,    c.ratio,     c.ratio_lower, c.ratio_upper};
            cells.term.set(c.term);
            rows.push_back(cells);
        }
        return pg::keep_rows(rows);
    });
    pg::row_set rows(fcinfo);
    for (const coefficient_cells& c : list)
        rows.add({std::string_view(c.term.text), c.estimate, c.std_error, c.statistic, c.p_value, c.lower, c.upper, c.ratio,
                  c.ratio_lower, c.ratio_upper});
    return Datum{0};
}

XM_FUNCTION(xm_model_label) {
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    const pg::text_list labels = pg::texts_of(PG_GETARG_DATUM(1));
    return PointerGetDatum(pg::guard([&] {
        model m = model::from_stored(body);
        m.relabel(labels.strings());
        return pg::keep_state(m);
    }));
}

XM_FUNCTION(xm_fit) {
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    const core::model_fit f = pg::guard([&] { return core::fit(model::from_stored(body)); });
    return pg::make_row(
        fcinfo, {f.family, f.n, f.events, f.parameters, f.log_likelihood, f.aic, f.bic, f.r_squared, f.adjusted_r_squared});
}

XM_FUNCTION(xm_predict) {
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    const pg::number_list values = pg::numbers_of(PG_GETARG_DATUM(1));
    if (values.has_null) PG_RETURN_NULL();
    return pg::finite(pg::guard([&] { return core::predict(model::from_stored(body), values.vector()); }));
}

// Not STRICT: no baseline is NULL.
XM_FUNCTION(xm_impact) {
    if (pg::any_null(fcinfo, 0, 2) || PG_ARGISNULL(4)) PG_RETURN_NULL();
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    const std::string_view driver = pg::text_at(PG_GETARG_DATUM(1));
    const double by = PG_GETARG_FLOAT8(2);
    const pg::number_list baseline = PG_ARGISNULL(3) ? pg::number_list{} : pg::numbers_of(PG_GETARG_DATUM(3));
    if (baseline.has_null) PG_RETURN_NULL();
    const double confidence = PG_GETARG_FLOAT8(4);
    const core::change c =
        pg::guard([&] { return core::impact(model::from_stored(body), driver, by, baseline.vector(), confidence); });
    return pg::make_row(fcinfo, {c.value, c.std_error, c.lower, c.upper});
}
