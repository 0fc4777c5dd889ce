// Proportional hazards by maximum partial likelihood.
#pragma once

#include <string>
#include <vector>

#include "core/models/design.hpp"
#include "core/models/model.hpp"
#include "core/num/pattern_store.hpp"

namespace xm::core {

// Cox (1972), J. R. Stat. Soc. B 34, 187-220; ties by Efron (1977), JASA 72, 557-565, as R survival::coxph. Records are
// leading_number(duration, event) and the predictors. Throws `invalid` where nobody left, a predictor is constant or a linear
// function of those before it, or the likelihood is monotone (Bryson & Johnson 1981, Technometrics 23, 381-383).
//
// With a weight beside them: the likelihood weighted as there, with Lin & Wei's errors, as coxph(robust = TRUE); it has no
// likelihood that fits could be compared by. With a cluster: the same by cluster, as coxph(cluster =). With a stratum: those of
// one are compared with each other only, as strata(). With a sign: who enters late has a second row, of sign -1 without event,
// that ends at the entry, as Surv(entry, exit, event).
model fit_cox(const pattern_store& rows, const std::vector<std::string>& labels, poll check, beside what = beside::nothing);

}  // namespace xm::core
