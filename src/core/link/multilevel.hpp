// Random-intercept model of ratings on predictors of their units, from per-unit summaries alone.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "core/models/model.hpp"
#include "core/num/row_store.hpp"
#include "core/scores/ratings.hpp"

namespace xm::core {

// What the fit needs of a unit: these three numbers, then the predictors.
struct unit_summary {
    double n;
    double mean;
    double within_ss;
};
// Throws `invalid` for weighted ratings.
unit_summary summarise_unit(const ratings& r);

// Restricted maximum likelihood as R lme4::lmer(rating ~ predictors + (1 | unit)): n, mean and within
// sum of squares per unit are sufficient. Records are a unit_summary and the predictors as doubles.
// Laird & Ware (1982), Biometrics 38, 963-974; Bates et al. (2015), J. Stat. Softw. 67(1). Throws
// `invalid` where no unit has two answers, ratings do not vary within units, there are no more units than
// terms, or a predictor is constant or a linear function of those before it.
model fit_multilevel(const record_store& units, const std::vector<std::string>& labels, poll check);

struct variance_component {
    std::string_view component;  // unit, residual
    double variance, stddev;
};
// Throws `invalid` for a model of another family.
std::array<variance_component, 2> variance_components(const model& m);

}  // namespace xm::core
