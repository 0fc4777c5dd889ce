#include "core/decide/paths.hpp"

#include <algorithm>
#include <cmath>

#include "core/models/linear.hpp"
#include "core/num/dist.hpp"

namespace xm::core {
namespace {

constexpr double confidence = 0.95;  // the chain takes all arguments that follow

void check_chain(const std::vector<std::string>& chain) {
    if (chain.size() < 2 || chain.size() > max_chain)
        fail(errc::invalid, "Name the cause, the mediators in their order, and the outcome.", chain.size(),
             " labels in the chain; the allowed range is 2..", max_chain);
    for (std::size_t i = 0; i < chain.size(); ++i)
        if (std::find(chain.begin(), chain.begin() + static_cast<std::ptrdiff_t>(i), chain[i]) !=
            chain.begin() + static_cast<std::ptrdiff_t>(i))
            fail(errc::invalid, "Name each variable once.", "variable \"", chain[i], "\" is named twice in the chain");
}

struct equations {
    std::vector<model> of;  // of[j]: chain[j] on all before it; of[0] is none
    model total;            // the last on the first

    equations(const centred_moments& m, const std::vector<std::string>& chain) : of(1) {
        for (std::size_t j = 1; j < chain.size(); ++j)
            of.push_back(fit_linear(m, chain[j], {chain.begin(), chain.begin() + static_cast<std::ptrdiff_t>(j)}));
        total = fit_linear(m, chain.back(), {chain.front()});
    }

    double effect(std::size_t from, std::size_t to) const { return of[to].estimate[from + 1]; }
    double covariance(std::size_t to, std::size_t a, std::size_t b) const { return of[to].covariance[pair_at(a + 1, b + 1)]; }
    bool has_errors() const { return of.back().df > 0; }  // it has the fewest degrees of freedom
};

// A route as the labels it stops at: those whose bit is set, between the first and the last.
std::vector<std::size_t> stops_of(std::size_t bits, std::size_t size) {
    std::vector<std::size_t> stops{0};
    for (std::size_t i = 1; i + 1 < size; ++i)
        if (bits >> (i - 1) & 1U) stops.push_back(i);
    stops.push_back(size - 1);
    return stops;
}

path_row normal_row(std::string path, std::string_view kind, double estimate, double variance, bool known) {
    path_row row{std::move(path), kind, estimate, {}, {}, {}, {}};
    if (!known) return row;
    const double error = std::sqrt(std::max(variance, 0.0));
    const double half = error * dist::normal_upper((1 - confidence) / 2);
    row.std_error = error;
    row.lower = estimate - half;
    row.upper = estimate + half;
    if (error > 0) row.p_value = dist::normal_two_sided(estimate / error);
    return row;
}

path_row row_of(std::string path, std::string_view kind, const model& from, std::size_t term) {
    const coefficient c = coefficients(from, confidence)[term];
    return {std::move(path), kind, c.estimate, c.std_error, c.lower, c.upper, c.p_value};
}

path_row route_row(const equations& e, const std::vector<std::string>& chain, const std::vector<std::size_t>& stops) {
    std::string path = chain[0];
    double estimate = 1, variance = 0;
    for (std::size_t s = 1; s < stops.size(); ++s) {
        path += " > " + chain[stops[s]];
        estimate *= e.effect(stops[s - 1], stops[s]);
        double others = 1;
        for (std::size_t o = 1; o < stops.size(); ++o)
            if (o != s) others *= e.effect(stops[o - 1], stops[o]);
        variance += others * others * e.covariance(stops[s], stops[s - 1], stops[s - 1]);
    }
    return normal_row(std::move(path), "indirect", estimate, variance, e.has_errors());
}

// All routes with a stop together. Those over the step i > j are the ways from the cause to i times those from j to the
// outcome.
path_row indirect_row(const equations& e, const std::vector<std::string>& chain) {
    const std::size_t last = chain.size() - 1;
    std::vector<double> to(chain.size()), from(chain.size());
    to[0] = from[last] = 1;
    for (std::size_t j = 1; j <= last; ++j)
        for (std::size_t i = 0; i < j; ++i) to[j] += to[i] * e.effect(i, j);
    for (std::size_t i = last; i-- > 0;)
        for (std::size_t j = i + 1; j <= last; ++j) from[i] += e.effect(i, j) * from[j];
    double variance = 0;
    for (std::size_t j = 1; j <= last; ++j) {
        const auto derivative = [&](std::size_t i) { return i == 0 && j == last ? 0 : to[i] * from[j]; };
        for (std::size_t a = 0; a < j; ++a)
            for (std::size_t b = 0; b < j; ++b) variance += derivative(a) * derivative(b) * e.covariance(j, a, b);
    }
    double estimate = 0;
    for (std::size_t i = 1; i < last; ++i) estimate += to[i] * e.effect(i, last);
    return normal_row(chain.front() + " > " + chain.back(), "total_indirect", estimate, variance, e.has_errors());
}

}  // namespace

std::vector<path_row> chain_paths(const centred_moments& m, const std::vector<std::string>& chain) {
    check_chain(chain);
    const equations e(m, chain);
    std::vector<path_row> rows;
    for (std::size_t j = 1; j < chain.size(); ++j)
        for (std::size_t i = 0; i < j; ++i) rows.push_back(row_of(chain[i] + " > " + chain[j], "direct", e.of[j], i + 1));
    const std::size_t routes = std::size_t{1} << (chain.size() - 2);
    for (std::size_t bits = 1; bits < routes; ++bits) rows.push_back(route_row(e, chain, stops_of(bits, chain.size())));
    if (chain.size() > 2) rows.push_back(indirect_row(e, chain));
    rows.push_back(row_of(chain.front() + " > " + chain.back(), "total", e.total, 1));
    return rows;
}

std::vector<path_row> chain_paths(const group_moments& group, std::size_t count, const std::vector<std::string>& chain,
                                  poll check) {
    check_chain(chain);
    if (count == 0) return {};
    std::vector<path_row> rows = chain_paths(merged_groups(group, count, check).centred(), chain);
    for (path_row& r : rows) r.std_error = r.lower = r.upper = r.p_value = std::nullopt;
    if (count == 1) return rows;
    std::vector<dd> squares(rows.size());
    jackknife(group, count, check, [&](const centred_moments& others) {
        const std::vector<path_row> without = chain_paths(others, chain);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const double step = without[i].estimate - rows[i].estimate;
            squares[i] += step * step;
        }
    });
    const auto groups = static_cast<double>(count);
    const double t = dist::student_upper((1 - confidence) / 2, groups - 1);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        path_row& r = rows[i];
        const double error = std::sqrt((groups - 1) / groups * squares[i].value());
        r.std_error = error;
        r.lower = r.estimate - t * error;
        r.upper = r.estimate + t * error;
        if (error > 0) r.p_value = dist::student_two_sided(r.estimate / error, groups - 1);
    }
    return rows;
}

}  // namespace xm::core
