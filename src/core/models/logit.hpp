// Logistic regression by maximum likelihood.
#pragma once

#include <string>
#include <vector>

#include "core/models/model.hpp"
#include "core/num/pattern_store.hpp"

namespace xm::core {

// Newton steps, which for the logit are those of iteratively reweighted least squares; McCullagh & Nelder (1989),
// Generalized Linear Models, 2.5, as R glm(binomial). Records are
// leading_number(1, outcome) and the predictors. Throws
// `invalid` where the outcome does not vary, a predictor is constant or a linear function of those before it, or the
// predictors separate the outcomes (Albert & Anderson 1984, Biometrika 71, 1-10).
model fit_logit(const pattern_store& rows, const std::vector<std::string>& labels, poll check);

}  // namespace xm::core
