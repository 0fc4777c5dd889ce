// Logistic regression by maximum likelihood.
#pragma once

#include <string>
#include <vector>

#include "core/models/design.hpp"
#include "core/models/model.hpp"
#include "core/num/pattern_store.hpp"

namespace xm::core {

// Newton steps, which for the logit are those of iteratively reweighted least squares; McCullagh & Nelder (1989),
// Generalized Linear Models, 2.5, as R glm(binomial). Records are
// leading_number(1, outcome) and the predictors. Throws
// `invalid` where the outcome does not vary, a predictor is constant or a linear function of those before it, or the
// predictors separate the outcomes (Albert & Anderson 1984, Biometrika 71, 1-10).
//
// With a weight beside them: pseudo-likelihood, whose errors are those of a sample drawn with replacement, as R survey::svyglm
// (Binder 1983, Int. Stat. Rev. 51, 279-292); it has no likelihood that fits could be compared by. With a cluster: the same
// estimates with errors as R sandwich::vcovCL of type HC1. Throws `invalid` for a single cluster.
model fit_logit(const pattern_store& rows, const std::vector<std::string>& labels, poll check, beside what = beside::nothing);

}  // namespace xm::core
