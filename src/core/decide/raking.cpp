#include "core/decide/raking.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/num/cholesky.hpp"
#include "core/num/dd.hpp"
#include "core/num/polled_sort.hpp"
#include "core/num/step_counter.hpp"

namespace xm::core {

void base_weights::add(double* sums, double weight) {
    sums[5] = sums[0] == 0 ? weight : std::min(sums[5], weight);
    sums[6] = std::max(sums[6], weight);
    sums[0] += 1;
    const dd sum = dd(sums[1], sums[2]) + dd(weight), squares = dd(sums[3], sums[4]) + two_prod(weight, weight);
    sums[1] = sum.hi;
    sums[2] = sum.lo;
    sums[3] = squares.hi;
    sums[4] = squares.lo;
}

void base_weights::merge(double* to, const double* from) {
    to[5] = to[0] == 0 ? from[5] : std::min(to[5], from[5]);
    to[6] = std::max(to[6], from[6]);
    to[0] += from[0];
    const dd sum = dd(to[1], to[2]) + dd(from[1], from[2]), squares = dd(to[3], to[4]) + dd(from[3], from[4]);
    to[1] = sum.hi;
    to[2] = sum.lo;
    to[3] = squares.hi;
    to[4] = squares.lo;
}

namespace {

struct cell_sums {
    double n, base, squares, least, most;
};
cell_sums read_sums(const double* s) {
    if (s[1] == 0) return {s[0], s[0], s[0], 1, 1};  // no base weights
    return {s[0], s[1] + s[2], s[3] + s[4], s[5], s[6]};
}

// The people with the same categories together, in the order of their categories' names; `at` has the place of each of
// their categories among all of them, `per_cell` of each cell.
struct cells {
    std::pmr::vector<std::uint32_t> at;
    std::pmr::vector<cell_sums> sums;
    std::pmr::vector<std::uint32_t> number;  // behind the codes of the row
    std::size_t per_cell;

    explicit cells(std::pmr::memory_resource* memory) : at(memory), sums(memory), number(memory), per_cell(0) {}
    std::size_t size() const { return sums.size(); }
    const std::uint32_t* of(std::size_t cell) const { return at.data() + cell * per_cell; }
};

// `place(column, code)` is that of a category.
template <class Place>
cells sorted_cells(const coded_rows& rows, Place&& place, poll check) {
    const std::size_t columns = rows.columns();
    std::pmr::vector<std::uint32_t> keys(rows.memory());  // places, then the number
    std::pmr::vector<cell_sums> sums(rows.memory());
    rows.each(check, [&](const std::uint32_t* codes, std::uint32_t number, const double* s) {
        for (std::size_t c = 0; c < columns; ++c) keys.push_back(place(c, codes[c]));
        keys.push_back(number);
        sums.push_back(read_sums(s));
    });
    std::pmr::vector<std::uint32_t> order(sums.size(), rows.memory());
    std::iota(order.begin(), order.end(), 0U);
    const std::size_t width = columns + 1;
    polled_sort(
        order.begin(), order.end(),
        [&](std::uint32_t a, std::uint32_t b) {
            const auto* const x = keys.data() + a * width;
            const auto* const y = keys.data() + b * width;
            return std::lexicographical_compare(x, x + width, y, y + width);
        },
        check);
    cells result(rows.memory());
    result.per_cell = columns;
    for (const std::uint32_t i : order) {
        const auto* const key = keys.data() + i * width;
        result.at.insert(result.at.end(), key, key + columns);
        result.number.push_back(key[columns]);
        result.sums.push_back(sums[i]);
    }
    return result;
}

void check_settings(const raking_targets& t) {
    if (t.bounds) {
        const auto [low, high] = *t.bounds;
        if (!(low >= 0 && low <= 1 && high >= 1 && high <= 1e10 && low < high))
            fail(errc::invalid, "Give the least and the largest factor, such as [0.2, 5]: people count 1 on average.", "bounds ",
                 low, " and ", high,
                 " are outside the allowed range: 0 to 1 for the lower, 1 to 1e10 for the upper, and not both 1");
    }
    if (!(t.tolerance > 0 && t.tolerance < 1))
        fail(errc::invalid, "Give the largest deviation of a share, such as 1e-9.", "tolerance ", t.tolerance,
             " is outside the allowed range (0,1)");
    constexpr std::int64_t most = 1000000;
    if (t.max_iterations < 1 || t.max_iterations > most)
        fail(errc::invalid, "Give a number of iterations such as 200.", "max_iterations ", t.max_iterations,
             " is outside the allowed range 1..", most);
}

// The result, still without factors: variables in the order of the columns; and where each code stands.
struct layout {
    weighting result;
    std::vector<std::vector<std::uint32_t>> place;                  // by column and code, among all categories
    std::vector<std::pair<std::uint32_t, std::uint32_t>> category;  // variable and place in it, of each
};

layout lay_out(const coded_rows& rows, const raking_targets& targets) {
    layout l;
    for (const auto& t : targets.variables) {
        bool known = false;
        for (std::size_t c = 0; c < rows.columns(); ++c) known |= rows.label(c) == t.name;
        if (!known)
            fail(errc::invalid, "Name the columns of the row as the targets are named; a scalar is x1.", "targets of variable \"",
                 t.name, "\", which the rows do not have");
    }
    for (std::size_t column = 0; column < rows.columns(); ++column) {
        const std::string_view label = rows.label(column);
        const auto t =
            std::find_if(targets.variables.begin(), targets.variables.end(), [&](const auto& v) { return v.name == label; });
        if (t == targets.variables.end())
            fail(errc::invalid, "Give its targets, or leave the column out of the row.", "no targets for variable \"", label,
                 "\"");
        weighting::variable variable;
        variable.name = label;
        double total = 0;
        for (const auto& [name, target] : t->categories) {
            if (!(target > 0 && std::isfinite(target) && target >= 1e-100 && target <= 1e100))
                fail(errc::invalid, "Leave out people of such a category, or join it with another.", "target ", target,
                     " of category \"", name, "\" of ", label, " is outside the allowed range: above 0");
            if (name.size() > max_category_size)
                fail(errc::invalid, "Shorten it.", "category \"", name, "\" of ", label, " is longer than 255 bytes");
            total += target;
        }
        for (const auto& [name, target] : t->categories) {
            weighting::category category;
            category.name = name;
            category.target = target / total;
            variable.categories.push_back(std::move(category));
        }
        std::sort(variable.categories.begin(), variable.categories.end(),
                  [](const weighting::category& a, const weighting::category& b) { return a.name < b.name; });
        std::vector<std::uint32_t> place{0};
        std::vector<bool> found_in_sample(variable.categories.size());
        for (std::uint32_t code = 1; code <= rows.categories(column); ++code) {
            const std::string_view name = rows.category(column, code);
            const auto found = std::lower_bound(variable.categories.begin(), variable.categories.end(), name,
                                                [](const weighting::category& c, std::string_view n) { return c.name < n; });
            if (found == variable.categories.end() || found->name != name)
                fail(errc::invalid, "Give its target, or join it with another category.", "no target for category \"", name,
                     "\" of ", label, ", which the sample has");
            const auto at = static_cast<std::size_t>(found - variable.categories.begin());
            found_in_sample[at] = true;
            place.push_back(static_cast<std::uint32_t>(l.category.size() + at));
        }
        for (std::size_t c = 0; c < variable.categories.size(); ++c) {
            if (!found_in_sample[c])
                fail(errc::invalid, "Join it with another category.", "nobody in the sample is of category \"",
                     variable.categories[c].name, "\" of ", label, ", which has a target");
            l.category.emplace_back(static_cast<std::uint32_t>(l.result.variables.size()), static_cast<std::uint32_t>(c));
        }
        l.place.push_back(std::move(place));
        l.result.variables.push_back(std::move(variable));
    }
    return l;
}

class raker {
public:
    raker(const cells& people, const std::vector<double>& target, std::size_t variables, double lower, double upper, poll check)
        : people_(people),
          target_(target),
          variables_(variables),
          lower_(lower),
          upper_(upper),
          bounded_(std::isfinite(upper)),
          check_(check),
          step_(check),
          multiplier_(target.size(), 1),
          members_(target.size(), people.sums.get_allocator()) {
        for (std::size_t i = 0; i < people_.size(); ++i)
            for (std::size_t v = 0; v < variables_; ++v) members_[people_.of(i)[v]].push_back(static_cast<std::uint32_t>(i));
    }

    double factor(std::size_t cell) const { return std::clamp(product(cell), lower_, upper_); }
    const std::vector<double>& multipliers() const { return multiplier_; }
    // Whether they have left what numbers hold: there is nothing to find.
    bool diverged() const {
        return !std::all_of(multiplier_.begin(), multiplier_.end(), [](double m) { return m >= 1e-100 && m <= 1e100; });
    }

    // Sums of base times factor by category.
    std::vector<double> reached() const {
        std::vector<dd> sums(target_.size());
        for (std::size_t i = 0; i < people_.size(); ++i) {
            const double weight = people_.sums[i].base * factor(i);
            for (std::size_t v = 0; v < variables_; ++v) sums[people_.of(i)[v]] += weight;
        }
        std::vector<double> result;
        for (const dd& s : sums) result.push_back(s.value());
        return result;
    }

    // Each category in turn gets the multiplier that meets its target, the others as they are.
    void sweep() {
        for (std::size_t c = 0; c < target_.size(); ++c) {
            check_();
            if (bounded_)
                meet_within_bounds(c);
            else
                meet(c);
        }
    }

    // Minimises the dual, sum base Phi(u) - targets' multipliers with Phi' = exp cut at the bounds, by one damped Newton step
    // in the logarithms of the multipliers. The Hessian counts who is within the bounds.
    void newton_step(const std::vector<double>& sums) {
        const std::size_t k = target_.size();
        std::vector<double> hessian(k * (k + 1) / 2), gap(k);
        for (std::size_t i = 0; i < people_.size(); ++i) {
            const double f = product(i);
            if (f < lower_ || f > upper_) continue;
            const double weight = people_.sums[i].base * f;
            const auto* const at = people_.of(i);  // ascending
            for (std::size_t a = 0; a < variables_; ++a)
                for (std::size_t b = 0; b <= a; ++b) hessian[at[a] * (std::size_t{at[a]} + 1) / 2 + at[b]] += weight;
        }
        double scale = 0;
        for (std::size_t c = 0; c < k; ++c) {
            gap[c] = target_[c] - sums[c];
            scale = std::max(scale, target_[c]);
        }
        // Margins determine each other's totals, and a category may have nobody within the bounds: a ridge.
        for (std::size_t c = 0; c < k; ++c) hessian[c * (c + 1) / 2 + c] += 1e-9 * scale;
        const cholesky factored(std::move(hessian), k, 1e-15);
        if (factored.dependent()) return;
        std::vector<double> step = factored.solve(gap);
        double slope = 0;
        for (std::size_t c = 0; c < k; ++c) slope += gap[c] * step[c];
        const std::vector<double> before = multiplier_;
        const double now = dual();
        for (double part = 1; part > 1e-4; part /= 2) {
            for (std::size_t c = 0; c < k; ++c) multiplier_[c] = before[c] * std::exp(std::clamp(part * step[c], -50.0, 50.0));
            const double next = dual();
            if (next <= now - 1e-4 * part * slope || std::fabs(next - now) <= 1e-14 * std::fabs(now)) return;
        }
        multiplier_ = before;
    }

private:
    double product(std::size_t cell) const {
        step_();
        double f = 1;
        for (std::size_t v = 0; v < variables_; ++v) f *= multiplier_[people_.of(cell)[v]];
        return f;
    }

    double dual() const {
        dd sum;
        for (std::size_t i = 0; i < people_.size(); ++i) {
            const double f = product(i), u = std::log(f), cut = std::clamp(f, lower_, upper_);
            // The integral of the cut exponential: itself within the bounds, linear beyond.
            const double beyond = cut == f ? 0 : cut * (u - std::log(cut > 0 ? cut : 1));
            sum += people_.sums[i].base * (cut + beyond);
        }
        for (std::size_t c = 0; c < target_.size(); ++c) sum -= target_[c] * std::log(multiplier_[c]);
        return sum.value();
    }

    void meet(std::size_t c) {
        dd sum;
        for (const std::uint32_t i : members_[c]) sum += people_.sums[i].base * product(i);
        multiplier_[c] *= target_[c] / sum.value();
    }

    // The root of a function that grows in straight pieces: steps along the pieces, halving where they leave the bracket.
    void meet_within_bounds(std::size_t c) {
        const double old = multiplier_[c];
        double x = old, low = 0, high = std::numeric_limits<double>::infinity();
        for (int step = 0; step < 200; ++step) {
            dd cut, along;
            double next_up = high, next_down = low;  // where the next person leaves a bound
            for (const std::uint32_t i : members_[c]) {
                const double rate = product(i) / old, base = people_.sums[i].base;
                const double f = rate * x;
                if (f <= lower_) {
                    cut += base * lower_;
                    next_up = std::min(next_up, lower_ / rate);
                } else if (f >= upper_) {
                    cut += base * upper_;
                    next_down = std::max(next_down, upper_ / rate);
                } else {
                    along += base * rate;
                }
            }
            const double missing = target_[c] - cut.value() - along.value() * x;
            if (std::fabs(missing) <= 1e-15 * target_[c]) break;
            (missing > 0 ? low : high) = x;
            double to = along.value() > 0 ? (target_[c] - cut.value()) / along.value()
                        : missing > 0     ? next_up * (1 + 1e-9)
                                          : next_down * (1 - 1e-9);
            if (!(to > low && to < high))
                to = std::isinf(high) ? 2 * low : low == 0 ? high / 2 : std::sqrt(low) * std::sqrt(high);
            if (to == x || !(to >= 1e-100 && to <= 1e100)) break;
            x = to;
        }
        multiplier_[c] = x;
    }

    const cells& people_;
    const std::vector<double>& target_;
    std::size_t variables_;
    double lower_, upper_;
    bool bounded_;
    poll check_;
    mutable step_counter step_;
    std::vector<double> multiplier_;
    std::pmr::vector<std::pmr::vector<std::uint32_t>> members_;  // people of each category
};

}  // namespace

weighting rake(const coded_rows& rows, const raking_targets& targets, poll check) {
    check_settings(targets);
    layout l = lay_out(rows, targets);
    weighting& w = l.result;
    const cells people = sorted_cells(
        rows, [&](std::size_t c, std::uint32_t code) { return l.place[c][code]; }, check);
    const std::size_t k = l.category.size();
    const auto category = [&](std::size_t c) -> weighting::category& {
        return w.variables[l.category[c].first].categories[l.category[c].second];
    };

    dd base;
    std::vector<dd> base_of(k);
    for (std::size_t i = 0; i < people.size(); ++i) {
        const cell_sums& s = people.sums[i];
        base += s.base;
        w.responses += static_cast<std::int64_t>(s.n);
        for (std::size_t v = 0; v < rows.columns(); ++v) {
            base_of[people.of(i)[v]] += s.base;
            category(people.of(i)[v]).responses += static_cast<std::int64_t>(s.n);
        }
    }
    const double total = base.value();
    std::vector<double> target(k);
    if (targets.bounds) {
        w.bounded = true;
        w.lower = targets.bounds->first;
        w.upper = targets.bounds->second;
    }
    for (std::size_t c = 0; c < k; ++c) {
        category(c).before = base_of[c].value() / total;
        target[c] = category(c).target * total;
        const double needed = category(c).target / category(c).before;
        if (w.bounded && !(needed >= w.lower * (1 - 1e-12) && needed <= w.upper * (1 + 1e-12)))
            fail(errc::invalid, "Widen the bounds, or join the category with another.", "bounds ", w.lower, " and ", w.upper,
                 " cannot be met: category \"", category(c).name, "\" of ", w.variables[l.category[c].first].name,
                 " needs a factor of ", needed, " on average");
    }

    raker r(people, target, rows.columns(), w.lower, w.upper, check);
    constexpr std::size_t most_for_newton = 500;  // its matrix is of that size squared
    std::size_t worst = 0;
    w.max_deviation = 1;
    std::vector<double> sums;
    const auto reach = [&] {
        if (r.diverged()) return;
        sums = r.reached();
        const auto deviation = [&](std::size_t c) { return std::fabs(sums[c] - target[c]) / total; };
        worst = 0;
        for (std::size_t c = 1; c < k; ++c)
            if (deviation(c) > deviation(worst)) worst = c;
        w.max_deviation = deviation(worst);
    };
    do {
        if (w.iterations == targets.max_iterations || r.diverged())
            fail(errc::invalid, "Join small categories, widen the bounds, or allow more max_iterations.",
                 "the targets are not met after ", w.iterations, " iterations: the share of category \"", category(worst).name,
                 "\" of ", w.variables[l.category[worst].first].name, " deviates by ", w.max_deviation);
        ++w.iterations;
        r.sweep();
        reach();
        if (w.bounded && w.max_deviation > targets.tolerance && k <= most_for_newton && !r.diverged()) {
            r.newton_step(sums);
            reach();
        }
    } while (w.max_deviation > targets.tolerance);

    for (std::size_t c = 0; c < k; ++c) {
        category(c).after = sums[c] / total;
        category(c).factor = r.multipliers()[c];
    }
    // Every variable but the first has a mean factor of 1 over the base weights.
    for (std::size_t v = 1; v < w.variables.size(); ++v) {
        dd mean;
        for (const weighting::category& c : w.variables[v].categories) mean += c.before * c.factor;
        for (weighting::category& c : w.variables[v].categories) c.factor /= mean.value();
        for (weighting::category& c : w.variables[0].categories) c.factor *= mean.value();
    }
    dd sum, squares;
    w.min_weight = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < people.size(); ++i) {
        const double f = r.factor(i);
        const cell_sums& s = people.sums[i];
        sum += f * s.base;
        squares += f * f * s.squares;
        w.min_weight = std::min(w.min_weight, f * s.least);
        w.max_weight = std::max(w.max_weight, f * s.most);
    }
    w.sum = sum.value();
    w.sum_of_squares = squares.value();
    return w;
}

estimate calibrated_score(const coded_rows& rows, const weighting& w, metric m, double confidence, poll check) {
    check_confidence(confidence);
    const weighting_lookup lookup(rows.memory(), w);
    std::vector<std::string_view> labels;
    for (std::size_t c = 0; c < rows.columns(); ++c) labels.push_back(rows.label(c));
    const auto places = lookup.places(labels);

    // Categories in the order of their names, whatever the order of the rows.
    std::vector<std::vector<std::uint32_t>> place(rows.columns());
    std::vector<std::uint32_t> first(rows.columns());
    std::vector<std::vector<std::uint32_t>> by_name(rows.columns());
    std::uint32_t all = 0;
    for (std::size_t c = 0; c < rows.columns(); ++c) {
        auto& order = by_name[c];
        order.resize(rows.categories(c));
        std::iota(order.begin(), order.end(), 1U);
        std::sort(order.begin(), order.end(),
                  [&](std::uint32_t a, std::uint32_t b) { return rows.category(c, a) < rows.category(c, b); });
        place[c].resize(order.size() + 1);
        first[c] = all;
        for (const std::uint32_t code : order) place[c][code] = all++;
    }
    const cells people = sorted_cells(
        rows, [&](std::size_t c, std::uint32_t code) { return place[c][code]; }, check);

    // Score and factor of each cell; ratings of the metric's range only, as score() says.
    step_counter step(check);
    std::pmr::vector<double> y(rows.memory()), factor(rows.memory()), residual(rows.memory());
    ratings answers;  // weighted by the final weights: for the value, the shares and the error that names a rating
    std::array<dd, ratings::max_slots> weight, squares;
    std::vector<std::string_view> names(rows.columns());
    for (std::size_t i = 0; i < people.size(); ++i) {
        step();
        for (std::size_t v = 0; v < rows.columns(); ++v) {
            const std::size_t c = places[v];
            names[v] = rows.category(c, by_name[c][people.of(i)[c] - first[c]]);
        }
        factor.push_back(lookup.factor(names));
        y.push_back(m.score(static_cast<int>(people.number[i])));
        const std::size_t rating = people.number[i];
        answers.n[rating] += static_cast<std::uint64_t>(people.sums[i].n);
        weight[rating] += factor[i] * people.sums[i].base;
        squares[rating] += factor[i] * factor[i] * people.sums[i].squares;
    }
    answers.weighted = true;
    for (std::size_t i = 0; i < ratings::max_slots; ++i) {
        answers.w[i] = weight[i].value();
        answers.w2[i] = squares[i].value();
    }
    scored s = score(answers, m);
    const double kish = s.effective_n;

    // Residuals from all margins: their means by category taken away in turn until nothing is left (Halperin 1962). Margins that
    // determine each other do not matter to it.
    residual.assign(y.begin(), y.end());
    const auto [least, most] = std::minmax_element(y.begin(), y.end());
    const double nothing = 1e-13 * (*most - *least);
    std::vector<double> base_of(all);
    for (std::size_t i = 0; i < people.size(); ++i)
        for (std::size_t c = 0; c < rows.columns(); ++c) base_of[people.of(i)[c]] += people.sums[i].base;
    constexpr int most_sweeps = 20000;
    for (int sweep = 0; sweep < most_sweeps; ++sweep) {
        double largest = 0;
        for (std::size_t c = 0; c < rows.columns(); ++c) {
            std::vector<double> mean(all);
            for (std::size_t i = 0; i < people.size(); ++i) {
                step();
                mean[people.of(i)[c]] += people.sums[i].base * residual[i];
            }
            for (std::size_t k = 0; k < all; ++k) {
                if (mean[k] == 0) continue;
                mean[k] /= base_of[k];
                largest = std::max(largest, std::fabs(mean[k]));
            }
            for (std::size_t i = 0; i < people.size(); ++i) residual[i] -= mean[people.of(i)[c]];
        }
        if (largest <= nothing) break;
    }
    dd u_sum, u_squares;
    for (std::size_t i = 0; i < people.size(); ++i) {
        const double u = factor[i] * residual[i] / s.weight;
        u_sum += u * people.sums[i].base;
        u_squares += u * u * people.sums[i].squares;
    }
    const auto n = static_cast<double>(s.n);
    if (s.n >= 2) {
        const double variance = std::max(0.0, u_squares.value() - u_sum.value() * u_sum.value() / n);
        s.mean_variance = n / (n - 1) * variance;
    }
    // The effective n of shares and of nps: that of a simple sample with this error.
    const double spread = s.within_ss / n;
    if (spread > 0) s.effective_n = std::clamp(spread / s.mean_variance, 1.0, 1e15);
    estimate e = estimate_score(s, m, confidence);
    e.effective_n = kish;
    return e;
}

}  // namespace xm::core
