#include "core/models/logit.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/models/sandwich.hpp"
#include "core/num/cholesky.hpp"
#include "core/num/dd.hpp"

namespace xm::core {
namespace {

// Log-likelihood and derivatives over every `each`-th record.
evaluation evaluate(const design& d, std::size_t each, const std::vector<double>& at) {
    const std::size_t width = d.width();
    std::vector<double> b = at, gradient(width), products(width * width);
    b.resize(width);
    dd value;
    const bool weighted = d.extra() == beside::weight;
    double eta[block_rows], minus[block_rows], power[block_rows], residual[block_rows], weight[block_rows], logs[block_rows];
    d.each_block(each, [&](const design::block& block) {
        const row_kernel& kernel = rows_kernel();
        kernel.dot(block.z, width, b.data(), eta);
        for (std::size_t r = 0; r < block_rows; ++r) minus[r] = -std::fabs(eta[r]);
        exponentials(minus, power);
        if (weighted) kernel.log_one_plus(power, logs);
        double sum = 0, odds = 1;
        for (std::size_t r = 0; r < block.rows; ++r) {
            const double e = power[r], y = is_event(*block.leading[r]), count = block.count[r];
            const double p = (eta[r] < 0 ? e : 1) / (1 + e);
            sum += count * ((y - 1) * std::fmax(eta[r], 0) + y * std::fmin(eta[r], 0));
            if (weighted)
                sum -= count * logs[r];
            else if (block.counted)
                sum -= count * std::log1p(e);
            else
                odds *= 1 + e;  // one logarithm for the block; at most 2^64
            residual[r] = count * (y - p);
            weight[r] = count * (e / ((1 + e) * (1 + e)));
        }
        sum -= std::log(odds);
        std::fill(residual + block.rows, residual + block_rows, 0.0);
        std::fill(weight + block.rows, weight + block_rows, 0.0);
        value += sum;
        kernel.sum(block.z, width, residual, gradient.data());
        kernel.outer(block.z, width, weight, products.data());
    });
    gradient.resize(d.terms());
    return {value.value(), std::move(gradient), d.triangle(products)};
}

// Whether along `direction` the rows of one outcome lie beyond those of the other, or touch them: with a constant between,
// the likelihood only rises.
bool separates(const design& d, std::size_t each, const std::vector<double>& direction) {
    std::vector<double> b = direction;
    b.resize(d.width());
    b[0] = 0;
    constexpr double none = std::numeric_limits<double>::infinity();
    double highest[2] = {-none, -none}, lowest[2] = {none, none}, eta[block_rows];
    d.each_block(each, [&](const design::block& block) {
        rows_kernel().dot(block.z, d.width(), b.data(), eta);
        for (std::size_t r = 0; r < block.rows; ++r) {
            const bool event = is_event(*block.leading[r]);
            highest[event] = std::fmax(highest[event], eta[r]);
            lowest[event] = std::fmin(lowest[event], eta[r]);
        }
    });
    const double range = std::fmax(highest[0], highest[1]) - std::fmin(lowest[0], lowest[1]);
    return range > 0 && highest[0] - lowest[1] <= 1e-12 * range;
}

struct likelihood {
    const design& d;
    std::size_t each;
    evaluation at(const std::vector<double>& point) const { return evaluate(d, each, point); }
    bool endless(const std::vector<double>& direction) const { return separates(d, each, direction); }
};

// Covariance of the estimates, by rows or clusters.
std::vector<double> robust(const design& d, const optimum& best) {
    sandwich s(d);
    std::vector<double> b = best.at;
    b.resize(d.width());
    double eta[block_rows], minus[block_rows], power[block_rows], residual[block_rows];
    d.each_block(1, [&](const design::block& block) {
        rows_kernel().dot(block.z, d.width(), b.data(), eta);
        for (std::size_t r = 0; r < block_rows; ++r) minus[r] = -std::fabs(eta[r]);
        exponentials(minus, power);
        for (std::size_t r = 0; r < block.rows; ++r) {
            const double p = (eta[r] < 0 ? power[r] : 1) / (1 + power[r]);
            residual[r] = block.count[r] * (is_event(*block.leading[r]) - p);
        }
        s.add(d, block, residual);
    });
    const double n = d.rows(), k = static_cast<double>(d.terms()), groups = s.groups();
    const double small = d.extra() == beside::cluster ? (n - 1) / (n - k) : 1;
    return s.covariance(best.last.curvature, groups / (groups - 1) * small);
}

constexpr endless_texts texts{" separates the outcomes: the likelihood has no maximum",
                              " together separate the outcomes: the likelihood has no maximum",
                              "Leave out a predictor that tells the outcomes apart, or join its rare values.",
                              "Look for predictors that nearly tell the outcomes apart."};

}  // namespace

model fit_logit(const pattern_store& rows, const std::vector<std::string>& labels, poll check, beside what) {
    const design d(rows, labels, true, check, what);
    const double n = d.rows(), events = d.events();
    if (events == 0 || events == n)
        fail(errc::invalid, "Both outcomes must occur.", "the outcome is ", events == 0 ? 0 : 1, " in every row");
    if (n < static_cast<double>(d.terms()))
        fail(errc::invalid, "Give more rows or fewer predictors.", n, " rows cannot carry ", d.terms(), " coefficients");

    const double yes = d.weight_of_events();
    std::vector<double> start(d.terms());
    start[0] = std::log(yes / (n - yes));
    const optimum best = find_maximum(d, std::move(start), texts, [&](std::size_t each) { return likelihood{d, each}; });

    model m;
    m.kind = model::logit;
    m.outcome = "outcome";
    m.events = static_cast<std::int64_t>(events);
    d.finish(m, best.at, what == beside::nothing ? cholesky(best.last.curvature, d.terms(), 0).inverse() : robust(d, best));
    const double null = yes * std::log(yes / n) + (n - yes) * std::log1p(-yes / n);
    m.r_squared = std::fmin(std::fmax(1 - best.last.value / null, 0), 1);
    if (what != beside::weight) m.log_likelihood = best.last.value;
    m.check_range();
    return m;
}

}  // namespace xm::core
