// Proportional hazards by maximum partial likelihood.
#pragma once

#include <string>
#include <vector>

#include "core/models/model.hpp"
#include "core/num/pattern_store.hpp"

namespace xm::core {

// Cox (1972), J. R. Stat. Soc. B 34, 187-220; ties by Efron (1977), JASA 72, 557-565, as R survival::coxph. Records are
// leading_number(duration, event) and the predictors. Throws `invalid` where nobody left, a predictor is constant or a linear
// function of those before it, or the likelihood is monotone (Bryson & Johnson 1981, Technometrics 23, 381-383).
model fit_cox(const pattern_store& rows, const std::vector<std::string>& labels, poll check);

}  // namespace xm::core
