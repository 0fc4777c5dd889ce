// Rows of a model that must be seen together: one leading number (outcome or duration), then the predictors, and what some forms
// have beside them.
#pragma once

#include "pg/server/internal.hpp"
#include "pg/server/variables.hpp"

#include "core/num/times.hpp"

namespace xm::pg {

using model_rows = collection<predictors, core::predictor_rows>;

inline model_rows* new_model_rows(MemoryContext memory, const char* aggregate, const predictors& head) {
    return new_collection<model_rows>(memory, aggregate, head, static_cast<std::size_t>(head.count), std::size_t{0});
}

inline bool codes_wanted(const call_site& site) { return site.coded != nullptr || site.options > 0; }
// Act 2. The codes of a row's categories, and with what they are compared.
inline void code_categories(const call_site& site, core::predictor_rows& rows, double* to) {
    if (site.references_size > 0 || rows.refers()) rows.refer(site.references, site.references_size);
    for (int i = 0; site.coded != nullptr && i < site.variables; ++i)
        if (site.coded[i]) to[i] = rows.code(site.categories[i]);
}

// Rest of a transition: the row of the site's variables, from record[1] on. Null if one of them is NULL.
inline const NullableDatum* model_values(FunctionCallInfo fcinfo, call_site& site) {
    return site.from == call_site::columns ? fcinfo->args + site.first : spread(site, PG_GETARG_DATUM(site.first));
}

// Rest of a transition: adds the row of the site's variables behind `leading`. `make` as in internal.hpp.
template <class Make>
Datum add_model_row(FunctionCallInfo fcinfo, call_site& site, double leading, Make&& make) {
    auto* rows = internal_arg<model_rows>(fcinfo, 0);
    const NullableDatum* const values = model_values(fcinfo, site);
    if (values == nullptr) return unchanged_state(fcinfo);
    double record[core::max_variables + 1];
    record[0] = leading;
    numbers_at(site, values, record + 1);
    if (codes_wanted(site)) categories_at(fcinfo, site, values);
    if (rows == nullptr) rows = make(aggregate_memory(fcinfo), predictors_of(site));
    guard([&] {
        same_predictors(rows->fixed, predictors_of(site));  // the site may be another one than that of the rows before
        code_categories(site, rows->records, record + 1);
        rows->records.add(record);
    });
    PG_RETURN_POINTER(rows);
}

// The forms that have something beside the predictors, which is their first argument.
enum class model_form : std::int64_t {
    weighted_logit,
    clustered_logit,
    clustered_linear,
    weighted_cox,
    clustered_cox,
    stratified_cox,
    cox_from
};

// Act 1. Once per call site: the types of the arguments before the predictors, which `names` names; the first is a number, or a
// group if `names[0]` is null.
call_site& form_site_of(FunctionCallInfo fcinfo, const char* const* names, int arguments);

// Rest of a transition of such a form: adds the row of the site's variables between `leading` and `extra`, which are as
// core::design reads them.
Datum add_form_row(FunctionCallInfo fcinfo, call_site& site, model_form form, double leading, const double* extra);
// The same with a second row, of the same predictors.
Datum add_form_rows(FunctionCallInfo fcinfo, call_site& site, model_form form, double leading, const double* extra,
                    double leading_too, const double* extra_too);

// Act 1. The weight of a row, its first argument; raises for one that is not allowed.
double weight_at(FunctionCallInfo fcinfo, const call_site& site);
// Act 1. The group of a row, its first argument, as records keep it.
void key_at(FunctionCallInfo fcinfo, const call_site& site, double* to);
// Act 1. A duration as records keep it; raises for one that is not allowed.
inline double duration_at(Oid type, Datum value, const char* what) {
    const double duration = number_at(type, value) + 0.0;
    if (!(duration >= 0 && std::isfinite(duration))) guard([=] { core::check_time(duration, what); });
    return core::read_time(duration);
}

}  // namespace xm::pg
