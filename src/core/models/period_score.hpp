// The score of an item in a period and its change since the one before, of ratings or of numbers.
#pragma once

#include "core/models/moments.hpp"
#include "core/scores/scores.hpp"

namespace xm::core {

// Mean of variable i with its error and t interval on n - 1; weighted: on the effective n of Kish (1965), since moments do not
// keep what Taylor linearisation needs.
estimate estimate_mean(const centred_moments& m, std::size_t i, double confidence);

// a - b of variable i: the squared errors added, Welch (1947) and Satterthwaite (1946) degrees of freedom.
comparison compare_means(const centred_moments& a, const centred_moments& b, std::size_t i, double confidence);

}  // namespace xm::core
