// Maximum of a smooth function of few variables by Newton steps, with exact derivatives.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "core/num/cholesky.hpp"

namespace xm::core {

struct evaluation {
    double value = 0;
    std::vector<double> gradient;
    std::vector<double> curvature;  // minus the Hessian, lower triangle by rows
};

struct optimum {
    std::vector<double> at;
    evaluation last;  // at a point that differs from `at` by less than the decrement says
    bool found;       // false: `max_steps` were not enough
};

struct whole_step {
    double operator()(const std::vector<double>&) const { return 1; }
};

// `evaluate(point)` returns an evaluation; a value that is not finite marks a point out of bounds. `on_step(step
// number, point, step, decrement)` may throw to end a search that leads nowhere. Where the curvature is not
// positive definite, or a step does not lead upwards, a growing multiple of its diagonal is added (Marquardt 1963).
// Ends when the decrement, the squared length of the next step in units of the curvature (Boyd & Vandenberghe
// 2004, 9.5), is at most `tolerance`; that last step is taken unseen. `part(step)` says how much of a step may be taken
// at most, 1 for all of it.
template <class Evaluate, class OnStep, class Part = whole_step>
optimum maximise(std::vector<double> at, double tolerance, int max_steps, Evaluate&& evaluate, OnStep&& on_step,
                 const Part& part = {}, poll check = no_poll) {
    const std::size_t k = at.size();
    evaluation now = evaluate(at);
    if (!std::isfinite(now.value)) return {at, now, false};
    double ridge = 0;
    const auto next_ridge = [&] { ridge = ridge == 0 ? 1e-4 : 10 * ridge; };
    for (int number = 1; number <= max_steps && ridge < 1e15; ++number) {
        std::vector<double> curvature = now.curvature;
        for (std::size_t i = 0; i < k; ++i) {
            double& diagonal = curvature[i * (i + 1) / 2 + i];
            diagonal += ridge * std::fmax(std::fabs(diagonal), 1e-12);
        }
        const cholesky factor(std::move(curvature), k, 1e-14, check);
        if (factor.dependent()) {
            next_ridge();
            continue;
        }
        std::vector<double> step = factor.solve(now.gradient);
        const double taken = part(step);
        for (double& s : step) s *= taken;
        double decrement = 0;
        std::vector<double> to = at;
        for (std::size_t i = 0; i < k; ++i) {
            decrement += now.gradient[i] * step[i];
            to[i] += step[i];
        }
        on_step(number, at, step, decrement);
        if (ridge == 0 && decrement <= tolerance) return {to, now, true};
        evaluation next = evaluate(to);
        if (!(std::isfinite(next.value) && next.value >= now.value - 1e-13 * std::fabs(now.value))) {  // rounding is no descent
            next_ridge();
            continue;
        }
        at = std::move(to);
        now = std::move(next);
        ridge = ridge <= 1e-4 ? 0 : ridge / 10;
    }
    return {at, now, false};
}

}  // namespace xm::core
