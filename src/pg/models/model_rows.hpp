// Rows of a model that must be seen together: one leading number (outcome or duration), then the predictors, and what some forms
// have beside them.
#pragma once

#include "pg/server/internal.hpp"
#include "pg/server/variables.hpp"

#include "core/num/times.hpp"

namespace xm::pg {

// Who collects such rows; all but the plain ones have something beside the predictors, which is their first argument.
enum class model_form : std::int64_t {
    logit,
    weighted_logit,
    clustered_logit,
    clustered_linear,
    cox,
    weighted_cox,
    clustered_cox,
    stratified_cox,
    cox_from
};

// Act 1. Once per call site: the types of the arguments before the predictors, which `names` names; the first is a number, or a
// group if `names[0]` is null.
call_site& form_site_of(FunctionCallInfo fcinfo, const char* const* names, int arguments);

// Rest of a transition: adds the row of the site's variables between `leading` and `extra` (null for plain forms), which are as
// core::design reads them.
Datum add_model_row(FunctionCallInfo fcinfo, call_site& site, model_form form, double leading, const double* extra = nullptr);
// The same with a second row, of the same predictors, if `extra_too` is not null.
Datum add_model_rows(FunctionCallInfo fcinfo, call_site& site, model_form form, double leading, const double* extra,
                     double leading_too, const double* extra_too);

// The support functions of every form.
Datum combine_model_rows(FunctionCallInfo fcinfo);
Datum serialize_model_rows(FunctionCallInfo fcinfo);
Datum deserialize_model_rows(FunctionCallInfo fcinfo);
Datum fitted_model(FunctionCallInfo fcinfo);

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
