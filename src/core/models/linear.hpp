// Least squares and mediation from moments alone.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/models/model.hpp"
#include "core/models/moments.hpp"
#include "core/num/pattern_store.hpp"

namespace xm::core {

// Regression of `outcome` on `predictors` (none named: all other variables), with a constant.
// Weighted as R lm(weights =); then the likelihood is unknown. Throws `invalid` on an unknown label,
// one named twice, fewer rows than coefficients, and on a predictor that is constant or a linear
// function of those before it, which it names.
model fit_linear(const centred_moments& m, std::string_view outcome, const std::vector<std::string>& predictors);
// The same by their places; the labels may repeat.
model fit_linear(const centred_moments& m, std::size_t outcome, const std::vector<std::size_t>& predictors);

// From rows: records are the outcome, the predictors and a cluster beside them. The same estimates with errors by cluster, as R
// sandwich::vcovCL of type HC1 and Stata (Liang & Zeger 1986; MacKinnon & White 1985, J. Econometrics 29, 305-325). Tests have a
// degree of freedom less than there are clusters, as in Stata, and never more than the rows leave. Throws also `invalid` for a
// single cluster.
model fit_clustered_linear(const pattern_store& rows, const std::vector<std::string>& labels, poll check);

struct path {
    std::string_view name;  // a, b, c, c_prime, indirect
    double estimate;
    std::optional<double> std_error, lower, upper, p_value;
};

// Paths of x on y through a mediator by least squares (Student t); the indirect effect a b with
// Sobel's (1982) first-order error and a normal interval. Sociological Methodology 13, 290-312.
std::vector<path> mediate(const centred_moments& m, std::string_view x, std::string_view mediator, std::string_view y,
                          double confidence);

}  // namespace xm::core
