// The score of an item in a period, of ratings or of numbers, as its change since the period before needs it.
#pragma once

#include "core/models/moments.hpp"
#include "core/scores/scores.hpp"

namespace xm::core {

struct period_score {
    estimate score;
    mean_of mean;  // what welch() compares

    comparison since(const period_score& before, double confidence) const { return welch(mean, before.mean, confidence); }
};

period_score score_of(const ratings& r, metric m, double confidence);
// Mean of variable 0 with its error and t interval on n - 1; weighted: on the effective n of Kish (1965), since moments do not
// keep what Taylor linearisation needs.
period_score score_of(const centred_moments& m, double confidence);

}  // namespace xm::core
