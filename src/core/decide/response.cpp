#include "core/decide/response.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/num/dd.hpp"
#include "core/num/int128.hpp"
#include "core/num/json.hpp"
#include "core/num/newton.hpp"
#include "core/num/polled_sort.hpp"
#include "core/num/step_counter.hpp"

namespace xm::core {

response_rates rates_of(const dispositions& d, std::optional<double> eligible_share) {
    const auto checked = [](const char* name, std::int64_t count) {
        if (count < 0)
            fail(errc::invalid, "Give the number of cases of each disposition.", name, " ", count,
                 " is outside the allowed range: from 0");
        return int128{count};
    };
    const int128 complete = checked("complete", d.complete), partial = checked("partial", d.partial);
    const int128 refusal = checked("refusal", d.refusal), non_contact = checked("non_contact", d.non_contact);
    const int128 other = checked("other", d.other);
    const int128 unknown = checked("unknown_household", d.unknown_household) + checked("unknown_other", d.unknown_other);
    const int128 ineligible = checked("ineligible", d.ineligible);
    if (eligible_share && !(*eligible_share >= 0 && *eligible_share <= 1))
        fail(errc::invalid, "Give the share of the cases of unknown eligibility that are eligible, or NULL to estimate it.",
             "eligible_share ", *eligible_share, " is outside the allowed range: 0..1");

    const auto ratio = [](int128 part, double whole) {
        return whole > 0 ? std::optional(static_cast<double>(part) / whole) : std::nullopt;
    };
    const auto number = [](int128 n) { return static_cast<double>(n); };
    const int128 reached = complete + partial + refusal + other, eligible = reached + non_contact;
    if (!eligible_share) eligible_share = ratio(eligible, number(eligible + ineligible));

    response_rates r;
    const auto fill = [&](std::size_t i, double whole) {
        r.response[i] = ratio(complete, whole);
        r.response[i + 1] = ratio(complete + partial, whole);
    };
    fill(0, number(eligible + unknown));
    if (eligible_share) fill(2, number(eligible) + *eligible_share * number(unknown));
    fill(4, number(eligible));
    r.cooperation = ratio(complete, number(reached));
    r.refusal = ratio(refusal, number(eligible + unknown));
    r.contact = ratio(reached, number(eligible + unknown));
    return r;
}

namespace {

constexpr double never = std::numeric_limits<double>::infinity();

// Lower triangle by rows.
std::size_t at(std::size_t i, std::size_t j) { return i >= j ? i * (i + 1) / 2 + j : j * (j + 1) / 2 + i; }

// The part of a lower triangle that belongs to some of its columns.
std::vector<double> of_columns(const std::vector<double>& a, const std::vector<std::size_t>& columns) {
    std::vector<double> part;
    part.reserve(columns.size() * (columns.size() + 1) / 2);
    for (std::size_t i = 0; i < columns.size(); ++i)
        for (std::size_t j = 0; j <= i; ++j) part.push_back(a[at(columns[i], columns[j])]);
    return part;
}

// Columns that none of the others in the list is a linear function of: a basis of the whole.
std::vector<std::size_t> independent_columns(const std::vector<double>& a, std::size_t k, double tolerance, poll check) {
    std::vector<std::size_t> columns(k);
    std::iota(columns.begin(), columns.end(), std::size_t{0});
    for (;;) {
        check();
        const cholesky factor(of_columns(a, columns), columns.size(), tolerance, check);
        if (!factor.dependent()) return columns;
        columns.erase(columns.begin() + static_cast<std::ptrdiff_t>(*factor.dependent()));
    }
}

// People by their categories, equal ones together, and the logit of main effects of who responded. The variable with most
// categories is the base: its effects are found one by one for given others, so that only those make systems of equations.
class response_fit {
public:
    response_fit(const coded_rows& rows, poll check)
        : columns_(rows.columns()),
          check_(check),
          step_(check),
          codes_(rows.memory()),
          asked_(rows.memory()),
          responded_(rows.memory()),
          columns_of_(rows.memory()),
          group_(rows.memory()) {
        read(rows);
        peel();
        if (asked_.empty()) return;
        arrange();
        while (separate()) peel();
        group_rows();
    }

    // Fits, and calls f(people, propensity) for those of each kind, in an order that the categories alone decide. Returns the sum
    // of z'(sum z x')^-1 z over all people, z = propensity (1 - propensity) x.
    template <class F>
    double each(F&& f) {
        f(ones_, 1.0);
        f(zeros_, 0.0);
        return asked_.empty() ? 0 : fit(f);
    }

    double asked() const { return total_asked_; }
    double responded() const { return total_responded_; }
    // Of a variable: asked and responded by category, in the order of their bytes, NULL first.
    const std::vector<std::pair<double, double>>& totals(std::size_t column) const { return totals_[column]; }

private:
    // Codes become places in the order of the categories' bytes.
    void read(const coded_rows& rows) {
        std::vector<std::vector<std::uint32_t>> place(columns_);
        for (std::size_t c = 0; c < columns_; ++c) {
            std::vector<std::uint32_t> order(rows.categories(c));
            std::iota(order.begin(), order.end(), 1U);
            polled_sort(
                order.begin(), order.end(),
                [&](std::uint32_t a, std::uint32_t b) { return rows.category(c, a) < rows.category(c, b); }, check_);
            place[c].resize(order.size() + 1);
            for (std::size_t i = 0; i < order.size(); ++i) place[c][order[i]] = static_cast<std::uint32_t>(i + 1);
            totals_.emplace_back(order.size() + 1);
        }
        codes_.reserve(rows.size() * columns_);
        asked_.reserve(rows.size());
        responded_.reserve(rows.size());
        rows.each(check_, [&](const std::uint32_t* codes, std::uint32_t, const double* sums) {
            for (std::size_t c = 0; c < columns_; ++c) {
                const std::uint32_t code = place[c][codes[c]];
                codes_.push_back(code);
                totals_[c][code].first += sums[0];
                totals_[c][code].second += sums[1];
            }
            asked_.push_back(sums[0]);
            responded_.push_back(sums[1]);
            total_asked_ += sums[0];
            total_responded_ += sums[1];
        });
    }

    std::uint32_t code(std::size_t row, std::size_t column) const { return codes_[row * columns_ + column]; }
    bool some(std::size_t row) const { return responded_[row] > 0; }
    bool some_not(std::size_t row) const { return responded_[row] < asked_[row]; }

    // Takes away rows whose propensity is the limit that they show.
    template <class Gone>
    bool remove(Gone&& gone) {
        std::size_t kept = 0;
        for (std::size_t r = 0; r < asked_.size(); ++r) {
            step_();
            if (gone(r)) {
                (some(r) ? ones_ : zeros_) += asked_[r];
                continue;
            }
            if (kept < r) {
                std::copy_n(codes_.begin() + static_cast<std::ptrdiff_t>(r * columns_), columns_,
                            codes_.begin() + static_cast<std::ptrdiff_t>(kept * columns_));
                asked_[kept] = asked_[r];
                responded_[kept] = responded_[r];
            }
            ++kept;
        }
        const bool any = kept < asked_.size();
        codes_.resize(kept * columns_);
        asked_.resize(kept);
        responded_.resize(kept);
        return any;
    }

    // Removes categories in which all or none responded, until there are none.
    void peel() {
        bool any = true;
        while (any) {
            present_.clear();
            for (std::size_t c = 0; c < columns_; ++c) present_.emplace_back(totals_[c].size());
            for (std::size_t r = 0; r < asked_.size(); ++r) {
                step_();
                for (std::size_t c = 0; c < columns_; ++c) {
                    auto& [asked, responded] = present_[c][code(r, c)];
                    asked += asked_[r];
                    responded += responded_[r];
                }
            }
            any = remove([&](std::size_t r) {
                for (std::size_t c = 0; c < columns_; ++c) {
                    const auto& [asked, responded] = present_[c][code(r, c)];
                    if (responded == 0 || responded == asked) return true;
                }
                return false;
            });
        }
    }

    // Finds the base, sorts the rows and gives each category of the other variables a column: the largest last, which is the
    // reference then.
    void arrange() {
        std::vector<std::size_t> number;
        for (const auto& categories : present_)
            number.push_back(static_cast<std::size_t>(
                std::count_if(categories.begin(), categories.end(), [](const auto& t) { return t.first > 0; })));
        base_ = static_cast<std::size_t>(std::max_element(number.begin(), number.end()) - number.begin());
        const std::size_t others = std::accumulate(number.begin(), number.end(), std::size_t{0}) - number[base_];
        if (others > max_response_categories)
            fail(errc::invalid, "Join rare categories, or leave a variable out.", others,
                 " categories beside those of the variable that has most; the allowed range is up to ", max_response_categories);
        for (std::size_t c = 0; c < columns_; ++c) {
            column_.emplace_back(present_[c].size());
            if (c == base_) continue;
            std::vector<std::uint32_t> order;
            for (std::size_t k = 0; k < present_[c].size(); ++k)
                if (present_[c][k].first > 0) order.push_back(static_cast<std::uint32_t>(k));
            std::stable_sort(order.begin(), order.end(),
                             [&](std::uint32_t a, std::uint32_t b) { return present_[c][a].first < present_[c][b].first; });
            first_.push_back(size_);
            for (const std::uint32_t k : order) column_[c][k] = static_cast<std::uint32_t>(size_++);
        }
        first_.push_back(size_);

        std::pmr::vector<std::uint32_t> order(asked_.size(), codes_.get_allocator());
        std::iota(order.begin(), order.end(), 0U);
        const auto before = [&](std::uint32_t a, std::uint32_t b) {
            if (code(a, base_) != code(b, base_)) return code(a, base_) < code(b, base_);
            const auto* const x = &codes_[a * columns_];
            const auto* const y = &codes_[b * columns_];
            return std::lexicographical_compare(x, x + columns_, y, y + columns_);
        };
        polled_sort(order.begin(), order.end(), before, check_);
        std::pmr::vector<std::uint32_t> codes(codes_, codes_.get_allocator());
        std::pmr::vector<double> asked(asked_, asked_.get_allocator()), responded(responded_, asked_.get_allocator());
        for (std::size_t r = 0; r < order.size(); ++r) {
            step_();
            std::copy_n(codes_.begin() + static_cast<std::ptrdiff_t>(order[r] * columns_), columns_,
                        codes.begin() + static_cast<std::ptrdiff_t>(r * columns_));
            asked[r] = asked_[order[r]];
            responded[r] = responded_[order[r]];
        }
        codes_.swap(codes);
        asked_.swap(asked);
        responded_.swap(responded);
    }

    // Where each base category begins, and the columns of each row.
    void group_rows() {
        group_.clear();
        columns_of_.clear();
        for (std::size_t r = 0; r < asked_.size(); ++r) {
            step_();
            if (r == 0 || code(r, base_) != code(r - 1, base_)) group_.push_back(r);
            for (std::size_t c = 0; c < columns_; ++c)
                if (c != base_) columns_of_.push_back(column_[c][code(r, c)]);
        }
        group_.push_back(asked_.size());
    }
    std::size_t groups() const { return group_.size() - 1; }
    std::size_t others() const { return columns_ - 1; }
    const std::uint32_t* columns_of(std::size_t row) const { return columns_of_.data() + row * others(); }
    double effect(std::size_t row, const std::vector<double>& of) const {
        double sum = 0;
        for (std::size_t j = 0; j < others(); ++j) sum += of[columns_of(row)[j]];
        return sum;
    }

    // --- separation -------------------------------------------------------------------------------------
    //
    // Albert & Anderson (1984), Biometrika 71, 1-10: the likelihood rises without end along a direction in which no row where all
    // responded falls, none where nobody did rises, and one where some did stays. Rows that move are at a limit; the others have
    // a fit of their own (Geyer 2009, Electron. J. Stat. 3, 259-289). With the base's effects taken out, directions are those in
    // which of no two rows of a group that with a response falls below that without one. Those of rows with both are a subspace.

    // A row less another of its group: numbers of columns with +1, then with -1.
    struct contrast {
        std::vector<std::uint32_t> plus, minus;
        template <class F>
        double sum(F&& of) const {
            double s = 0;
            for (const std::uint32_t j : plus) s += of(j);
            for (const std::uint32_t j : minus) s -= of(j);
            return s;
        }
    };
    contrast between(std::size_t a, std::size_t b) const {
        contrast t;
        for (std::size_t j = 0; j < others(); ++j)
            if (columns_of(a)[j] != columns_of(b)[j]) {
                t.plus.push_back(columns_of(a)[j]);
                t.minus.push_back(columns_of(b)[j]);
            }
        return t;
    }

    // What a symmetric matrix, rows one behind the other, makes of a vector.
    std::vector<double> times(const std::vector<double>& matrix, const contrast& t) {
        std::vector<double> result(size_);
        for (std::size_t i = 0; i < size_; ++i) result[i] = t.sum([&](std::uint32_t j) { return matrix[i * size_ + j]; });
        return result;
    }

    // Projector on the directions that leave all rows with both outcomes where they are; empty if they move nothing at all.
    std::vector<double> free_directions() {
        std::vector<double> p(size_ * size_);
        for (std::size_t i = 0; i < size_; ++i) p[i * size_ + i] = 1;
        const auto all_known = [&] {
            for (std::size_t v = 0; v + 1 < first_.size(); ++v)
                for (std::size_t i = first_[v], j = i + 1; j < first_[v + 1]; ++j)
                    if (p[i * size_ + i] + p[j * size_ + j] - 2 * p[i * size_ + j] > 1e-9) return false;
            return true;
        };
        if (all_known()) return {};
        for (std::size_t g = 0; g < groups(); ++g) {
            std::size_t middle = group_[g + 1];
            for (std::size_t r = group_[g]; r < group_[g + 1]; ++r) {
                step_();
                if (!some(r) || !some_not(r)) continue;
                if (middle == group_[g + 1]) {
                    middle = r;
                    continue;
                }
                const contrast t = between(r, middle);
                const double left =
                    t.sum([&](std::uint32_t i) { return t.sum([&](std::uint32_t j) { return p[i * size_ + j]; }); });
                if (!(left > 1e-9)) continue;
                const std::vector<double> w = times(p, t);
                for (std::size_t i = 0; i < size_; ++i) {
                    if (w[i] == 0) continue;
                    for (std::size_t j = 0; j < size_; ++j) p[i * size_ + j] -= w[i] * w[j] / left;
                }
                check_();
                if (all_known()) return {};
            }
        }
        return p;
    }

    struct ends {
        double low, high;    // the highest row with somebody who did not respond, the lowest with somebody who did
        double bottom, top;  // and the other way round
        std::size_t at_low, at_high;
    };
    ends ends_of(std::size_t group, const std::vector<double>& direction) {
        ends e{-never, never, never, -never, 0, 0};
        for (std::size_t r = group_[group]; r < group_[group + 1]; ++r) {
            step_();
            const double x = effect(r, direction);
            if (some(r)) {
                if (x < e.high) e.high = x, e.at_high = r;
                e.top = std::max(e.top, x);
            }
            if (some_not(r)) {
                if (x > e.low) e.low = x, e.at_low = r;
                e.bottom = std::min(e.bottom, x);
            }
        }
        return e;
    }

    // The shortest sum of contrasts, each at least once: where none is a direction it is 0, else it is one. Non-negative least
    // squares of Lawson & Hanson (1974), Solving Least Squares Problems, 23.
    std::vector<double> shortest_sum(const std::vector<double>& p) {
        std::vector<double> whole(size_);
        for (std::size_t g = 0; g < groups(); ++g) {
            double with = 0, without = 0;
            for (std::size_t r = group_[g]; r < group_[g + 1]; ++r) {
                step_();
                with += some(r) ? 1 : 0;
                without += some_not(r) ? 1 : 0;
            }
            for (std::size_t r = group_[g]; r < group_[g + 1]; ++r)
                for (std::size_t j = 0; j < others(); ++j) {
                    double& w = whole[columns_of(r)[j]];
                    if (some(r)) w += 1 / with;
                    if (some_not(r)) w -= 1 / without;
                }
        }
        std::vector<double> start(size_);
        double length = 0;
        for (std::size_t i = 0; i < size_; ++i) {
            for (std::size_t j = 0; j < size_; ++j) start[i] += p[i * size_ + j] * whole[j];
            length = std::max(length, std::fabs(start[i]));
        }
        scale_ = 1 + length;

        struct member {
            contrast t;
            std::vector<double> projected;
            double weight;
        };
        std::vector<member> members;
        std::vector<double> now = start;
        for (std::size_t round = 0; round < 20 * size_ + 200; ++round) {
            check_();
            double worst = -1e-11 * scale_;
            std::size_t a = 0, b = 0;
            for (std::size_t g = 0; g < groups(); ++g)
                if (const ends e = ends_of(g, now); e.high - e.low < worst) {
                    worst = e.high - e.low;
                    a = e.at_high;
                    b = e.at_low;
                }
            if (a == b) break;
            contrast t = between(a, b);
            std::vector<double> projected = times(p, t);
            members.push_back({std::move(t), std::move(projected), 0});
            for (bool first = true;; first = false) {
                check_();
                const std::size_t k = members.size();
                std::vector<double> products, right;
                for (std::size_t i = 0; i < k; ++i) {
                    for (std::size_t j = 0; j <= i; ++j)
                        products.push_back(members[j].t.sum([&](std::uint32_t c) { return members[i].projected[c]; }));
                    right.push_back(-members[i].t.sum([&](std::uint32_t c) { return start[c]; }));
                }
                const cholesky factor(std::move(products), k, 1e-12);
                if (factor.dependent()) return now;  // the last one is no news, but for rounding
                const std::vector<double> to = factor.solve(std::move(right));
                double part = 1;
                for (std::size_t i = 0; i < k; ++i)
                    if (to[i] <= 0) part = std::min(part, members[i].weight / (members[i].weight - to[i]));
                if (first && to.back() <= 0) return now;  // likewise
                for (std::size_t i = 0; i < k; ++i)
                    members[i].weight = to[i] <= 0 && members[i].weight / (members[i].weight - to[i]) <= part
                                            ? 0
                                            : members[i].weight + part * (to[i] - members[i].weight);
                if (part == 1) break;
                std::erase_if(members, [](const member& m) { return m.weight <= 0; });
            }
            now = start;
            for (const member& m : members)
                for (std::size_t i = 0; i < size_; ++i) now[i] += m.weight * m.projected[i];
        }
        return now;
    }

    // Removes rows that several categories separate together; false if there are none.
    bool separate() {
        group_rows();
        bool one_sided = false;
        for (std::size_t r = 0; r < asked_.size(); ++r) one_sided |= !some(r) || !some_not(r);
        if (!one_sided) return false;
        if (!projected_) projector_ = free_directions();
        projected_ = true;
        if (projector_.empty() || asked_.empty()) return false;
        const std::vector<double> direction = shortest_sum(projector_);
        std::vector<double> middle;
        double widest = 0, violated = 0;
        for (std::size_t g = 0; g < groups(); ++g) {
            const ends e = ends_of(g, direction);
            middle.push_back(e.low + (e.high - e.low) / 2);
            widest = std::max(widest, e.top - e.bottom);
            violated = std::max(violated, e.low - e.high);
        }
        if (!(widest > 1e-9 * scale_) || violated > 1e-4 * widest) return false;
        std::size_t g = 0;
        std::pmr::vector<char> gone(asked_.size(), asked_.get_allocator());
        for (std::size_t r = 0; r < asked_.size(); ++r) {
            step_();
            while (r >= group_[g + 1]) ++g;
            const double x = effect(r, direction) - middle[g];
            gone[r] = some(r) && some_not(r) ? 0 : (some(r) ? x : -x) > 1e-3 * widest;
        }
        return remove([&](std::size_t r) { return gone[r] != 0; });
    }

    // --- the fit of the others --------------------------------------------------------------------------

    // The base effect for which the propensities of a group add up to those who responded: the only root of a rising function.
    double base_effect(std::size_t g, const std::pmr::vector<double>& offset, double from) {
        double people = 0, who = 0;
        for (std::size_t r = group_[g]; r < group_[g + 1]; ++r) {
            people += asked_[r];
            who += responded_[r];
        }
        if (group_[g + 1] - group_[g] == 1) return std::log(who / (people - who)) - offset[group_[g]];
        double low = -never, high = never, x = from;
        for (int turn = 0; turn < 200; ++turn) {
            double excess = -who, slope = 0;
            for (std::size_t r = group_[g]; r < group_[g + 1]; ++r) {
                step_();
                const double eta = x + offset[r], e = std::exp(-std::fabs(eta)), one = 1 + e;
                excess += asked_[r] * ((eta < 0 ? e : 1) / one);
                slope += asked_[r] * (e / (one * one));
            }
            if (excess == 0) return x;
            (excess > 0 ? high : low) = x;
            double to = x - excess / slope;
            if (!(std::fabs(to - x) <= 8)) to = x + (excess > 0 ? -8 : 8);
            if (std::fabs(to - x) <= 1e-15 * (1 + std::fabs(x)) + 2e-16 * people / slope) return to;
            if (to <= low || to >= high) to = low + (high - low) / 2;
            x = to;
        }
        return x;
    }

    struct row_state {
        double propensity, spread, log_likelihood;  // of one person; spread = propensity (1 - propensity)
    };
    row_state state_of(std::size_t r, double eta) const {
        const double e = std::exp(-std::fabs(eta)), one = 1 + e;
        const double yes = responded_[r], no = asked_[r] - yes;
        return {(eta < 0 ? e : 1) / one, e / (one * one),
                yes * std::fmin(eta, 0) - no * std::fmax(eta, 0) - asked_[r] * std::log1p(e)};
    }

    // Adds products of rows about their group's mean under `weight`, times `other`: sum other (u - m)(u - m)', m = sum weight u /
    // sum weight. One group at a time.
    class moments_within {
    public:
        moments_within(const response_fit& fit, std::vector<double>& products)
            : fit_(fit), products_(products), sum_(fit.size_), other_sum_(fit.size_), is_used_(fit.size_) {}
        void add(std::size_t row, double weight, double other) {
            const std::uint32_t* const u = fit_.columns_of(row);
            const std::size_t k = fit_.others();
            weight_ += weight;
            other_ += other;
            for (std::size_t i = 0; i < k; ++i) {
                if (!is_used_[u[i]]) used_.push_back(u[i]);
                is_used_[u[i]] = true;
                sum_[u[i]] += weight;
                other_sum_[u[i]] += other;
                for (std::size_t j = 0; j <= i; ++j) products_[at(u[i], u[j])] += other;
            }
        }
        void finish(step_counter& step) {
            for (const std::uint32_t i : used_) {
                step();
                for (const std::uint32_t j : used_) {
                    if (j > i) continue;
                    const double mi = sum_[i] / weight_, mj = sum_[j] / weight_;
                    products_[at(i, j)] += other_ * mi * mj - other_sum_[i] * mj - mi * other_sum_[j];
                }
            }
            for (const std::uint32_t i : used_) {
                sum_[i] = other_sum_[i] = 0;
                is_used_[i] = false;
            }
            used_.clear();
            weight_ = other_ = 0;
        }

    private:
        const response_fit& fit_;
        std::vector<double>& products_;
        std::vector<double> sum_, other_sum_;
        double weight_ = 0, other_ = 0;
        std::vector<bool> is_used_;
        std::vector<std::uint32_t> used_;
    };
    std::size_t products() const { return size_ * (size_ + 1) / 2; }

    // Which columns carry coefficients: by the kinds of rows, however many people are of each.
    std::vector<std::size_t> coefficients() {
        std::vector<double> all(products());
        moments_within m(*this, all);
        for (std::size_t g = 0; g < groups(); ++g) {
            for (std::size_t r = group_[g]; r < group_[g + 1]; ++r) {
                step_();
                m.add(r, 1, 1);
            }
            m.finish(step_);
        }
        return independent_columns(all, size_, 1e-9, check_);
    }

    template <class F>
    double fit(F&& f) {
        const std::vector<std::size_t> used = coefficients();
        std::pmr::vector<double> base(groups(), asked_.get_allocator());
        std::pmr::vector<double> offset(asked_.size(), asked_.get_allocator());
        const auto move_to = [&](const std::vector<double>& point) {
            std::vector<double> all(size_);
            for (std::size_t i = 0; i < used.size(); ++i) all[used[i]] = point[i];
            for (std::size_t g = 0; g < groups(); ++g) {
                for (std::size_t r = group_[g]; r < group_[g + 1]; ++r) offset[r] = effect(r, all);
                step_();
                base[g] = base_effect(g, offset, base[g]);
            }
        };
        // Of the likelihood in which the base effects are at their best for the others.
        const auto evaluate = [&](const std::vector<double>& point) {
            check_();
            move_to(point);
            dd value;
            std::vector<double> pull(size_), curvature(products());
            moments_within m(*this, curvature);
            for (std::size_t g = 0; g < groups(); ++g) {
                for (std::size_t r = group_[g]; r < group_[g + 1]; ++r) {
                    step_();
                    const row_state s = state_of(r, base[g] + offset[r]);
                    value += s.log_likelihood;
                    const double residual = responded_[r] - asked_[r] * s.propensity, weight = asked_[r] * s.spread;
                    for (std::size_t j = 0; j < others(); ++j) pull[columns_of(r)[j]] += residual;
                    m.add(r, weight, weight);
                }
                m.finish(step_);
            }
            std::vector<double> gradient;
            for (const std::size_t i : used) gradient.push_back(pull[i]);
            return evaluation{value.value(), std::move(gradient), of_columns(curvature, used)};
        };
        std::vector<double> estimate(used.size());
        if (!used.empty()) {
            estimate = maximise(
                           std::move(estimate), 1e-19 * std::fmax(total_asked_, 1e4), 200, evaluate,
                           [](int, const std::vector<double>&, const std::vector<double>&, double) {},
                           [](const std::vector<double>& step) {
                               double most = 0;
                               for (const double s : step) most = std::fmax(most, std::fabs(s));
                               return most > 4 ? 4 / most : 1;
                           },
                           check_)
                           .at;
        }
        move_to(estimate);

        dd variance;
        std::vector<double> curvature(products()), squares(products());
        moments_within of_curvature(*this, curvature), of_squares(*this, squares);
        for (std::size_t g = 0; g < groups(); ++g) {
            double weight = 0, square = 0;
            for (std::size_t r = group_[g]; r < group_[g + 1]; ++r) {
                step_();
                const row_state s = state_of(r, base[g] + offset[r]);
                f(asked_[r], s.propensity);
                const double w = asked_[r] * s.spread;
                weight += w;
                square += w * s.spread;
                of_curvature.add(r, w, w);
                of_squares.add(r, w, w * s.spread);
            }
            of_curvature.finish(step_);
            of_squares.finish(step_);
            if (weight > 0) variance += square / weight;
        }
        // The trace of the one matrix through the inverse of the other.
        std::vector<std::size_t> solved;
        for (const std::size_t i : independent_columns(of_columns(curvature, used), used.size(), 1e-14, check_))
            solved.push_back(used[i]);
        const cholesky factor(of_columns(curvature, solved), solved.size(), 0, check_);
        for (std::size_t i = 0; i < solved.size(); ++i) {
            check_();
            std::vector<double> column;
            for (const std::size_t j : solved) column.push_back(squares[at(solved[i], j)]);
            variance += factor.solve(std::move(column))[i];
        }
        return variance.value();
    }

    std::size_t columns_, base_ = 0, size_ = 0;
    poll check_;
    step_counter step_;
    double total_asked_ = 0, total_responded_ = 0, ones_ = 0, zeros_ = 0, scale_ = 1;
    std::vector<std::vector<std::pair<double, double>>> totals_, present_;
    std::pmr::vector<std::uint32_t> codes_;           // a row's categories
    std::pmr::vector<double> asked_, responded_;      // people of a row
    std::vector<std::vector<std::uint32_t>> column_;  // of a variable's categories
    std::vector<std::size_t> first_;                  // columns of the variables beside the base
    std::pmr::vector<std::uint32_t> columns_of_;      // a row's columns
    std::pmr::vector<std::size_t> group_;             // first rows of the base categories, and the end
    bool projected_ = false;
    std::vector<double> projector_;
};

}  // namespace

representativity r_indicator(const coded_rows& rows, poll check) {
    response_fit fit(rows, check);
    representativity result;
    result.asked = static_cast<std::int64_t>(fit.asked());
    result.responded = static_cast<std::int64_t>(fit.responded());
    // The fitted values of a category add up to those who responded in it, and so do all of them.
    const double n = fit.asked(), mean = fit.responded() / n;
    result.mean_propensity = mean;
    dd squares;
    const double variance =
        fit.each([&](double people, double propensity) { squares += people * ((propensity - mean) * (propensity - mean)); });
    if (n < 2) return result;
    const double spread = squares.value() / (n - 1);
    result.std_dev = std::sqrt(spread);
    result.r_indicator = 1 - 2 * *result.std_dev;
    result.adjusted = 1 - 2 * std::sqrt(std::fmax(0, spread - variance / n));
    if (mean > 0) result.max_bias = *result.std_dev / mean;
    json_writer json;
    json.open('{');
    for (std::size_t c = 0; c < rows.columns(); ++c) {
        dd between;
        for (const auto& [asked, responded] : fit.totals(c))
            if (asked > 0) between += asked * ((responded / asked - mean) * (responded / asked - mean));
        json.escaped_key(rows.label(c)).value(std::sqrt(between.value() / (n - 1)));
    }
    json.close('}');
    result.partial = json.text();
    return result;
}

}  // namespace xm::core
