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
    evaluation last;   // at a point that differs from `at` by less than the decrement says
    bool found;        // false: `max_steps` were not enough
};

// `evaluate(point)` returns an evaluation; `on_step(step number, point, step, decrement)` may throw to end
// a search that leads nowhere. Where the curvature is not positive definite a multiple of its diagonal is
// added (Marquardt 1963); a step that lowers the value is shortened. Ends when the decrement, the squared length of
// the next step in units of the curvature (Boyd & Vandenberghe 2004, 9.5), is at most `tolerance`; that
// last step is taken unseen.
template <class Evaluate, class OnStep>
optimum maximise(std::vector<double> at, double tolerance, int max_steps, Evaluate&& evaluate, OnStep&& on_step) {
    const std::size_t k = at.size();
    evaluation now = evaluate(at);
    double ridge = 0;
    for (int number = 1; number <= max_steps; ++number) {
        std::vector<double> step;
        for (;;) {
            std::vector<double> curvature = now.curvature;
            for (std::size_t i = 0; i < k; ++i) curvature[i * (i + 1) / 2 + i] += ridge * std::fabs(curvature[i * (i + 1) / 2 + i]) + ridge * 1e-8;
            const cholesky factor(std::move(curvature), k, 1e-14);
            if (!factor.dependent()) {
                step = factor.solve(now.gradient);
                break;
            }
            ridge = ridge == 0 ? 1e-4 : ridge * 10;
            if (ridge > 1e12) return {at, now, false};
        }
        double decrement = 0;
        for (std::size_t i = 0; i < k; ++i) decrement += now.gradient[i] * step[i];
        on_step(number, at, step, decrement);
        const auto moved = [&](double by) {
            std::vector<double> to = at;
            for (std::size_t i = 0; i < k; ++i) to[i] += by * step[i];
            return to;
        };
        if (ridge == 0 && decrement <= tolerance) return {moved(1), now, true};
        const double enough = now.value - 1e-13 * std::fabs(now.value);  // rounding is no descent
        double by = 1;
        evaluation next = evaluate(moved(by));
        for (int halved = 0; !(next.value >= enough); ++halved) {
            if (halved == 60) return {at, now, false};
            by /= 2;
            next = evaluate(moved(by));
        }
        at = moved(by);
        now = std::move(next);
        ridge = ridge <= 1e-4 ? 0 : ridge / 10;
    }
    return {at, now, false};
}

}  // namespace xm::core
