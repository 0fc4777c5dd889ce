#include "core/models/drivers.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <numeric>
#include <span>
#include <type_traits>
#include <utility>

#include "core/models/linear.hpp"
#include "core/num/cholesky.hpp"
#include "core/num/dist.hpp"
#include "core/scores/scores.hpp"

namespace xm::core {
namespace {

// --- R squared of every subset -----------------------------------------------------------------
//
// The drivers are decided one after the other, left out or taken in, depth first. A node holds the
// covariances of the drivers still to come and of the outcome, given those taken in: taking one in is one
// step of elimination (a Schur complement), leaving it out only drops its row. On the way back up a node
// hands over the sums of R^2 by number of drivers taken in, so that the average gain of its own driver
// needs no table of subsets.
//
// Layout of m drivers still to come: rows i = 0 .. m - 1, each the covariances with drivers i .. m - 1 and
// then with the outcome. Without the first driver it is what follows the first row.

constexpr std::size_t cells(std::size_t m) { return m * (m + 1) / 2 + m; }

// Takes in the first of m drivers; returns what R^2 gains.
template <class Number>
inline Number take_in(const Number* from, std::size_t m, Number* to) {
    const Number pivot = from[0];
    const Number* row = from + m + 1;
    for (std::size_t i = 1; i < m; ++i) {
        const Number factor = from[i] / pivot;
        for (std::size_t j = i; j <= m; ++j) *to++ = *row++ - factor * from[j];
    }
    return from[m] * from[m] / pivot;
}

// The whole tree below a node of M drivers, with loops the compiler can unroll. sums: M + 1 numbers, R^2
// by number of drivers taken in; gain: M numbers, to which the weighted gains are added; weight: by number
// of drivers taken in above.
template <std::size_t M>
inline void subtree(const double* a, double r2, const double* weight, double* sums, double* gain) {
    if constexpr (M == 1) {
        const double g = a[1] * a[1] / a[0];
        gain[0] += weight[0] * g;
        sums[0] = r2;
        sums[1] = r2 + g;
    } else {
        double out[M], in[M], given[cells(M - 1)];
        subtree<M - 1>(a + M + 1, r2, weight, out, gain + 1);
        const double g = take_in(a, M, given);
        subtree<M - 1>(given, r2 + g, weight + 1, in, gain + 1);
        double total = 0;
        for (std::size_t s = 0; s < M; ++s) total += weight[s] * (in[s] - out[s]);
        gain[0] += total;
        sums[0] = out[0];
        for (std::size_t s = 1; s < M; ++s) sums[s] = out[s] + in[s - 1];
        sums[M] = in[M - 1];
    }
}

constexpr std::size_t leaf = 8;  // drivers whose tree is walked by subtree()

// Number is double, or dd where drivers are nearly functions of each other: elimination then leaves few digits of a double.
template <class Number>
class subset_walk {
public:
    // `blocks`: how many drivers enter together, in the order of the matrix.
    subset_walk(std::vector<std::size_t> blocks, poll check) : blocks_(std::move(blocks)), check_(check) {
        const std::size_t g = blocks_.size();
        for (std::size_t s = 0; s < g; ++s)  // s! (g - s - 1)! / g!
            weight_.push_back(std::exp(std::lgamma(static_cast<double>(s) + 1) + std::lgamma(static_cast<double>(g - s)) -
                                       std::lgamma(static_cast<double>(g) + 1)));
        const std::size_t p = std::accumulate(blocks_.begin(), blocks_.end(), std::size_t{0});
        for (std::size_t depth = 0, left = p; depth < g; ++depth) {
            levels_.push_back(
                {std::vector<Number>(2 * cells(left)), std::vector<Number>(g - depth), std::vector<Number>(g - depth), left});
            left -= blocks_[depth];
        }
        gain_.resize(g);
    }

    std::vector<double> gains(const std::vector<Number>& matrix) {
        std::vector<Number> sums(blocks_.size() + 1);
        walk(0, matrix.data(), 0, 0, sums.data());
        std::vector<double> result;
        for (const dd& g : gain_) result.push_back(g.value());
        return result;
    }

private:
    struct level {
        std::vector<Number> given;  // two matrices, for blocks of several drivers
        std::vector<Number> out, in;
        std::size_t left;  // drivers still to come
    };

    bool is_leaf(std::size_t depth) const { return blocks_.size() - depth == leaf && levels_[depth].left == leaf; }

    void walk(std::size_t depth, const Number* a, Number r2, std::size_t taken, Number* sums) {
        const std::size_t g = blocks_.size() - depth;
        if ((++nodes_ & 0xFFU) == 0) check_();
        if (g == 0) {
            sums[0] = r2;
            return;
        }
        if constexpr (std::is_same_v<Number, double>)
            if (is_leaf(depth)) {
                double gain[leaf] = {};
                subtree<leaf>(a, r2, weight_.data() + taken, sums, gain);
                for (std::size_t i = 0; i < leaf; ++i) gain_[depth + i] += gain[i];
                return;
            }
        level& here = levels_[depth];
        std::size_t m = here.left;
        const Number* without = a;
        const Number* with = a;
        Number gained = 0;
        for (std::size_t i = 0; i < blocks_[depth]; ++i, --m) {
            without += m + 1;
            Number* const to = here.given.data() + (i % 2) * cells(here.left);
            gained += take_in(with, m, to);
            with = to;
        }
        walk(depth + 1, without, r2, taken, here.out.data());
        walk(depth + 1, with, r2 + gained, taken + 1, here.in.data());
        Number total = 0;
        for (std::size_t s = 0; s < g; ++s) total += Number(weight_[taken + s]) * (here.in[s] - here.out[s]);
        gain_[depth] += total;
        sums[0] = here.out[0];
        for (std::size_t s = 1; s < g; ++s) sums[s] = here.out[s] + here.in[s - 1];
        sums[g] = here.in[g - 1];
    }

    std::vector<std::size_t> blocks_;
    poll check_;
    std::vector<double> weight_;
    std::vector<level> levels_;
    std::vector<dd> gain_;
    unsigned nodes_ = 0;
};

// --- correlations --------------------------------------------------------------------------------

struct standardised_moments {
    std::vector<std::size_t> x;  // places of the drivers
    std::size_t y;
    std::vector<double> scale;  // root of the sum of squares
    double scale_y;
    const centred_moments& m;

    double with(std::size_t i, std::size_t j) const {
        return i == j ? 1 : std::clamp(m.sum(x[i], x[j]) / scale[i] / scale[j], -1.0, 1.0);
    }
    double with_outcome(std::size_t i) const { return std::clamp(m.sum(x[i], y) / scale[i] / scale_y, -1.0, 1.0); }
};

standardised_moments standardise(const centred_moments& m, std::size_t y, const std::vector<std::size_t>& x) {
    standardised_moments s{x, y, {}, std::sqrt(m.sum(y, y)), m};
    if (!(s.scale_y > 0))
        fail(errc::invalid, "Choose an outcome that varies.", "outcome \"", m.labels[y], "\" is constant: nothing drives it");
    for (const std::size_t i : x) s.scale.push_back(std::sqrt(m.sum(i, i)));
    return s;
}

// What elimination may leave of a driver so that a double still has nine digits of it.
constexpr double well_apart = 1e-6;

// The correlations with all digits, drivers by rows of a square, and with the outcome.
struct precise_correlations {
    std::vector<dd> r, outcome;

    explicit precise_correlations(const standardised_moments& s) : r(s.x.size() * s.x.size()), outcome(s.x.size()) {
        const std::size_t p = s.x.size();
        std::vector<dd> scale(p);
        const dd scale_y = sqrt(s.m.precise_sum(s.y, s.y));
        for (std::size_t i = 0; i < p; ++i) {
            scale[i] = sqrt(s.m.precise_sum(s.x[i], s.x[i]));
            outcome[i] = s.m.precise_sum(s.x[i], s.y) / (scale[i] * scale_y);
            for (std::size_t j = 0; j <= i; ++j)
                r[i * p + j] = r[j * p + i] = i == j ? dd(1) : s.m.precise_sum(s.x[i], s.x[j]) / (scale[i] * scale[j]);
        }
    }
    bool close() const {
        const std::size_t p = outcome.size();
        std::vector<double> lower;
        for (std::size_t i = 0; i < p; ++i)
            for (std::size_t j = 0; j <= i; ++j) lower.push_back(r[i * p + j].value());
        return cholesky(std::move(lower), p, well_apart).dependent().has_value();
    }
};

std::vector<double> shapley(const standardised_moments& s, std::vector<std::size_t> blocks, std::string_view what, poll check) {
    if (blocks.size() > max_shapley)
        fail(errc::invalid, "Put drivers into groups (xm.driver_groups), or use the method relative_weights.", blocks.size(), " ",
             what, "; the allowed range of the method shapley is 1..", max_shapley);
    const std::size_t p = s.x.size();
    if (const precise_correlations precise(s); precise.close()) {
        std::vector<dd> matrix;
        for (std::size_t i = 0; i < p; ++i) {
            for (std::size_t j = i; j < p; ++j) matrix.push_back(precise.r[i * p + j]);
            matrix.push_back(precise.outcome[i]);
        }
        return subset_walk<dd>(std::move(blocks), check).gains(matrix);
    }
    std::vector<double> matrix;
    for (std::size_t i = 0; i < p; ++i) {
        for (std::size_t j = i; j < p; ++j) matrix.push_back(s.with(i, j));
        matrix.push_back(s.with_outcome(i));
    }
    return subset_walk<double>(std::move(blocks), check).gains(matrix);
}

double head(double v) { return v; }
double head(const dd& v) { return v.hi; }

// Weights through the closest orthogonal variables: R = V D V', loadings V D^(1/2) V'; V and D by Jacobi's rotations
// (Golub & Van Loan 2013, 8.5). `r`: the correlations of the drivers by rows of a square. Number is double or dd.
template <class Number>
std::vector<double> relative_weights(std::vector<Number> r, const std::vector<Number>& outcome, poll check) {
    using std::sqrt;
    const std::size_t p = outcome.size();
    const Number one = 1;
    // What rounding leaves of a matrix of trace p.
    const double nothing = (std::is_same_v<Number, dd> ? 1e-31 : 1e-16) * static_cast<double>(p);
    std::vector<Number> v(p * p);  // V', so that rotations go along rows
    for (std::size_t i = 0; i < p; ++i) v[i * p + i] = one;
    constexpr int most_sweeps = 60;
    for (int sweep = 0; sweep < most_sweeps; ++sweep) {
        bool turned = false;
        for (std::size_t i = 0; i < p; ++i) {
            check();
            for (std::size_t j = i + 1; j < p; ++j) {
                const Number off = r[i * p + j];
                if (std::fabs(head(off)) < nothing) continue;
                turned = true;
                const Number theta = (r[j * p + j] - r[i * p + i]) / (Number(2) * off);
                const Number size = head(theta) < 0 ? -theta : theta;
                const Number tangent =
                    Number(head(theta) < 0 ? -1 : 1) / (size + (head(size) < 1e15 ? sqrt(size * size + one) : size));
                const Number cosine = one / sqrt(tangent * tangent + one), sine = tangent * cosine;
                const auto turn = [&](Number& a, Number& b) {
                    const Number turned_a = cosine * a - sine * b;
                    b = sine * a + cosine * b;
                    a = turned_a;
                };
                const Number first = r[i * p + i] - tangent * off, second = r[j * p + j] + tangent * off;
                for (std::size_t k = 0; k < p; ++k) turn(r[i * p + k], r[j * p + k]);
                for (std::size_t k = 0; k < p; ++k) turn(v[i * p + k], v[j * p + k]);
                r[i * p + i] = first;
                r[j * p + j] = second;
                r[i * p + j] = r[j * p + i] = 0;
                for (std::size_t k = 0; k < p; ++k) {
                    r[k * p + i] = r[i * p + k];
                    r[k * p + j] = r[j * p + k];
                }
            }
        }
        if (!turned) break;
    }
    std::vector<Number> root(p), along(p);
    for (std::size_t k = 0; k < p; ++k) {
        if (!(head(r[k * p + k]) > 0))
            fail(errc::invalid, "Leave one of them out.",
                 "a driver is a linear function of the others, to all the digits there are");
        root[k] = sqrt(r[k * p + k]);
        for (std::size_t i = 0; i < p; ++i) along[k] += v[k * p + i] * outcome[i];
        along[k] /= root[k];
    }
    std::vector<double> weight(p);
    for (std::size_t i = 0; i < p; ++i) {
        Number sum = 0;
        for (std::size_t j = 0; j < p; ++j) {
            Number loading = 0, beta = 0;
            for (std::size_t k = 0; k < p; ++k) {
                loading += v[k * p + i] * root[k] * v[k * p + j];
                beta += v[k * p + j] * along[k];
            }
            sum += loading * loading * beta * beta;
        }
        weight[i] = head(sum);
    }
    return weight;
}

std::vector<double> relative_weights(const standardised_moments& s, poll check) {
    if (precise_correlations precise(s); precise.close()) return relative_weights(std::move(precise.r), precise.outcome, check);
    const std::size_t p = s.x.size();
    std::vector<double> r, outcome;
    for (std::size_t i = 0; i < p; ++i) {
        for (std::size_t j = 0; j < p; ++j) r.push_back(s.with(i, j));
        outcome.push_back(s.with_outcome(i));
    }
    return relative_weights(std::move(r), outcome, check);
}

// Shares and ranks; largest first, ties in the order given.
template <class Row>
void rank_rows(std::vector<Row>& rows) {
    double total = 0;
    for (const Row& r : rows) total += r.importance;
    for (Row& r : rows) {
        if (total > 0) r.share = r.importance / total;
        r.rank = 1 + std::count_if(rows.begin(), rows.end(), [&](const Row& o) { return o.importance > r.importance; });
    }
    std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.importance > b.importance; });
}

// In the order of the variables, without shares and ranks.
std::vector<driver> unranked(const centred_moments& m, std::string_view outcome, driver_method method, poll check) {
    const std::size_t y = m.index(outcome);
    std::vector<std::size_t> x;
    for (std::size_t i = 0; i < m.variables(); ++i)
        if (i != y) x.push_back(i);
    if (x.empty())
        fail(errc::invalid, "Give moments of the outcome and its drivers.", "no variable besides the outcome \"", outcome, "\"");
    const standardised_moments s = standardise(m, y, x);
    const model regression = fit_linear(m, outcome, {});  // names a constant driver, and one that others explain
    std::vector<double> importance;
    if (method == driver_method::shapley) importance = shapley(s, std::vector<std::size_t>(x.size(), 1), "drivers", check);
    if (method == driver_method::relative_weights) importance = relative_weights(s, check);
    std::vector<driver> rows;
    for (std::size_t i = 0; i < x.size(); ++i) {
        const double coefficient = regression.estimate[i + 1];
        driver d{m.labels[x[i]], 0,  {}, 0,  coefficient, coefficient * s.scale[i] / s.scale_y, s.with_outcome(i),
                 m.mean[x[i]],   {}, {}, m.n};
        d.importance = method == driver_method::standardised  ? std::fabs(d.std_beta)
                       : method == driver_method::correlation ? std::fabs(d.correlation)
                                                              : importance[i];
        rows.push_back(std::move(d));
    }
    return rows;
}

constexpr std::array<std::string_view, 4> method_names{"shapley", "relative_weights", "standardised", "correlation"};

}  // namespace

driver_method driver_method_of(std::string_view name) {
    const auto found = std::find(method_names.begin(), method_names.end(), name);
    if (found == method_names.end())
        fail(errc::invalid, "Use shapley, relative_weights, standardised or correlation.", "unknown method \"", name, "\"");
    return static_cast<driver_method>(found - method_names.begin());
}

std::vector<driver> drivers(const centred_moments& m, std::string_view outcome, driver_method method, poll check) {
    std::vector<driver> rows = unranked(m, outcome, method, check);
    rank_rows(rows);
    return rows;
}

std::vector<driver> drivers(const group_moments& group, std::size_t count, std::string_view outcome, driver_method method,
                            double confidence, poll check) {
    check_confidence(confidence);
    if (count == 0) return {};
    std::vector<driver> rows = unranked(merged_groups(group, count, check).centred(), outcome, method, check);
    if (count > 1) {
        std::vector<dd> squares(rows.size());
        jackknife(group, count, check, [&](const centred_moments& others) {
            const std::vector<driver> without = unranked(others, outcome, method, check);
            for (std::size_t i = 0; i < rows.size(); ++i) {
                const double step = without[i].importance - rows[i].importance;
                squares[i] += step * step;
            }
        });
        const auto groups = static_cast<double>(count);
        const double t = dist::student_upper((1 - confidence) / 2, groups - 1);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const double half = t * std::sqrt((groups - 1) / groups * squares[i].value());
            rows[i].lower = rows[i].importance - half;
            rows[i].upper = rows[i].importance + half;
        }
    }
    rank_rows(rows);
    return rows;
}

std::vector<group_importance> driver_groups(const centred_moments& m, std::string_view outcome,
                                            const std::vector<named_group>& groups, poll check) {
    if (groups.empty())
        fail(errc::invalid, "Give an object of groups, as {\"experience\": [\"wait\", \"staff\"], \"price\": [\"fee\"]}.",
             "no groups of drivers");
    std::vector<std::string> labels;
    std::vector<std::size_t> blocks, x;
    for (const named_group& g : groups) {
        if (g.drivers.empty())
            fail(errc::invalid, "Give each group at least one driver.", "group \"", g.name, "\" has no drivers");
        blocks.push_back(g.drivers.size());
        for (const std::string& label : g.drivers) {
            labels.push_back(label);
            x.push_back(m.index(label));
        }
    }
    fit_linear(m, outcome, labels);  // refuses what is constant, named twice or explained by the others
    const standardised_moments s = standardise(m, m.index(outcome), x);
    const std::vector<double> importance = shapley(s, blocks, "groups of drivers", check);
    std::vector<group_importance> rows;
    for (std::size_t i = 0; i < groups.size(); ++i) rows.push_back({groups[i].name, importance[i], {}, 0, m.n});
    rank_rows(rows);
    return rows;
}

}  // namespace xm::core
