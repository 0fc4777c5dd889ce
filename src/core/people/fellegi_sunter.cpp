#include "core/people/fellegi_sunter.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "core/models/moments.hpp"
#include "core/num/polled_sort.hpp"

namespace xm::core {
namespace {

constexpr double least = 1e-9;  // of m and u
constexpr std::size_t roles = 3;
constexpr auto match = match_model::match, related = match_model::related, differs = match_model::differs;

using numbers = std::pmr::vector<double>;

// Distinct patterns in the order of their bytes, so that sums do not show the order of rows.
struct patterns_in_order {
    std::size_t variables, chunk;  // patterns between two polls
    std::pmr::vector<std::uint8_t> codes;
    numbers counts;
    double pairs = 0;
    std::vector<std::size_t> levels;  // of each variable: one more than the highest

    patterns_in_order(const pattern_store& store, std::size_t columns, poll check)
        : variables(columns), chunk(std::max<std::size_t>(8192 / columns, 1)), codes(store.memory()), counts(store.memory()) {
        const std::size_t key = match_record_size(columns);
        std::pmr::vector<const std::byte*> order(store.memory());
        order.reserve(store.size());
        store.each_run(check, [&](const double* row, std::size_t rows, std::size_t stride, bool) {
            for (std::size_t i = 0; i < rows; ++i) order.push_back(reinterpret_cast<const std::byte*>(row + i * stride));
        });
        polled_sort(
            order.begin(), order.end(), [key](const std::byte* a, const std::byte* b) { return std::memcmp(a, b, key) < 0; },
            check);
        codes.resize(order.size() * columns);
        counts.resize(order.size());
        std::vector<std::uint8_t> highest(columns, 0);
        for (std::size_t i = 0; i < order.size(); ++i) {
            if (i % chunk == 0) check();
            std::memcpy(codes.data() + i * columns, order[i], columns);
            std::memcpy(&counts[i], order[i] + key, sizeof(double));
            pairs += counts[i];
            for (std::size_t v = 0; v < columns; ++v) highest[v] = std::max(highest[v], codes[i * columns + v]);
        }
        levels.assign(highest.begin(), highest.end());
    }
    std::size_t size() const { return counts.size(); }
    const std::uint8_t* row(std::size_t i) const { return codes.data() + i * variables; }
    // Of each variable, of each code (0 for missing): sums of what pairs count.
    std::vector<std::vector<double>> tally(poll check) const {
        std::vector<std::vector<double>> of(variables);
        for (std::size_t v = 0; v < variables; ++v) of[v].resize(levels[v] + 1);
        for (std::size_t i = 0; i < size(); ++i) {
            if (i % chunk == 0) check();
            for (std::size_t v = 0; v < variables; ++v) of[v][row(i)[v]] += counts[i];
        }
        return of;
    }
};

std::vector<std::string> labels_for(const std::vector<std::string>& given, std::size_t variables) {
    if (!given.empty() && given.size() != variables)
        fail(errc::invalid, "Give a label for each variable, in the order of the levels.", given.size(), " labels for ",
             variables, " variables");
    std::vector<std::string> labels = given;
    for (std::size_t v = labels.size(); v < variables; ++v) labels.push_back("x" + std::to_string(v + 1));
    return labels;
}

// The largest |Pearson correlation| of the levels of two variables within a class, among the pairs that have both. `posterior`
// has the probabilities of `classes` for each pattern. A class of less than one expected pair, and a variable without spread, say
// nothing.
double dependence_within(const patterns_in_order& p, const numbers& posterior, std::size_t classes, poll check) {
    struct sums {
        double w, x, y, xx, yy, xy;
    };
    const std::size_t variables = p.variables;
    // Around the commonest level of the class, so that hardly anything cancels.
    std::vector<double> size(classes), common(classes * variables), mass(classes * 256);
    for (std::size_t v = 0; v < variables; ++v) {
        std::fill(mass.begin(), mass.end(), 0);
        for (std::size_t i = 0; i < p.size(); ++i) {
            if (i % 8192 == 0) check();
            for (std::size_t k = 0; k < classes; ++k) {
                const double w = p.counts[i] * posterior[i * classes + k];
                mass[k * 256 + p.row(i)[v]] += w;
                if (v == 0) size[k] += w;
            }
        }
        for (std::size_t k = 0; k < classes; ++k) {
            const auto first = mass.begin() + static_cast<std::ptrdiff_t>(k * 256) + 1;
            common[k * variables + v] = static_cast<double>(std::max_element(first, first + 255) - first) + 1;
        }
    }
    std::pmr::vector<sums> of(variables * variables * classes, p.counts.get_allocator());
    const std::size_t chunk = std::max<std::size_t>(8192 / (variables * variables), 1);
    for (std::size_t i = 0; i < p.size(); ++i) {
        if (i % chunk == 0) check();
        const std::uint8_t* const codes = p.row(i);
        for (std::size_t a = 0; a < variables; ++a) {
            if (codes[a] == 0) continue;
            for (std::size_t b = a + 1; b < variables; ++b) {
                if (codes[b] == 0) continue;
                for (std::size_t k = 0; k < classes; ++k) {
                    sums& s = of[(a * variables + b) * classes + k];
                    const double w = p.counts[i] * posterior[i * classes + k];
                    const double x = codes[a] - common[k * variables + a], y = codes[b] - common[k * variables + b];
                    s.w += w;
                    s.x += w * x;
                    s.y += w * y;
                    s.xx += w * x * x;
                    s.yy += w * y * y;
                    s.xy += w * x * y;
                }
            }
        }
    }
    double largest = 0;
    for (std::size_t at = 0; at < of.size(); ++at) {
        const sums& s = of[at];
        if (size[at % classes] < 1 || !(s.w > 0)) continue;
        const double xx = s.xx - s.x / s.w * s.x, yy = s.yy - s.y / s.w * s.y, xy = s.xy - s.x / s.w * s.y;
        if (xx <= 1e-12 * s.xx || yy <= 1e-12 * s.yy) continue;
        const double r = std::fabs(xy) / (std::sqrt(xx) * std::sqrt(yy));
        if (r > largest) largest = std::min(r, 1.0);
    }
    return largest;
}

class em {
public:
    em(const patterns_in_order& p, const match_settings& s, poll check)
        : p_(p), s_(s), check_(check), first_(p.variables), levels_(p.variables), posterior_(p.counts.get_allocator()) {
        classes_ = s.classes == 3 ? std::vector<std::size_t>{match, related, differs} : std::vector<std::size_t>{match, differs};
        std::size_t size = 0;
        for (std::size_t v = 0; v < p.variables; ++v) {
            levels_[v] = s.u.empty() ? p.levels[v] : s.u[v].size();
            first_[v] = size;
            size += levels_[v] + 1;
        }
        table_.assign(size * roles, 1);  // a missing level has probability 1 in every class
        sums_.resize(size * roles);
        posterior_.resize(p.size() * classes_.size());
        start();
    }

    match_model run() {
        match_model m;
        m.three = s_.classes == 3;
        for (bool first = true;; first = false) {
            double change = 0;
            do {
                step(false);
                change = renew();
                ++m.iterations;
            } while (change > s_.tolerance && m.iterations < s_.max_iterations);
            if (name(first && m.iterations < s_.max_iterations)) break;
        }
        m.log_likelihood = step(true);
        m.pairs = static_cast<std::int64_t>(p_.pairs);
        m.prior = std::min(prior_[match], 1.0);
        const double rest = prior_[related] + prior_[differs];
        m.related_share = rest > 0 ? prior_[related] / rest : 0;
        m.dependence = dependence_within(p_, posterior_, classes_.size(), check_);
        for (std::size_t v = 0; v < p_.variables; ++v) {
            m.variables.emplace_back();
            for (const std::size_t k : classes_) {
                auto& to = m.variables.back().probability[k];
                for (std::size_t l = 0; l < levels_[v]; ++l) to.push_back(std::min(at(v, l, k), 1.0));
            }
        }
        return m;
    }

private:
    double& at(std::size_t v, std::size_t level, std::size_t k) { return table_[(first_[v] + level + 1) * roles + k]; }

    void start() {
        prior_ = {s_.prior, s_.classes == 3 ? (1 - s_.prior) * (0.05 / 0.99) : 0, 0};
        prior_[differs] = 1 - s_.prior - prior_[related];
        const auto tally = p_.tally(check_);
        for (std::size_t v = 0; v < p_.variables; ++v) {
            const std::size_t n = levels_[v];
            const double known = std::accumulate(tally[v].begin() + 1, tally[v].end(), 0.0);
            for (std::size_t l = 0; l < n; ++l) {
                const auto share = [&](double top) {
                    return n == 1 ? 1 : l + 1 == n ? top : (1 - top) / static_cast<double>(n - 1);
                };
                at(v, l, match) = share(0.9);
                at(v, l, related) = share(0.5);
                at(v, l, differs) = std::max(s_.u.empty() ? tally[v][l + 1] / known : s_.u[v][l], least);
            }
        }
    }

    // Posteriors by the present parameters, and the sums over pairs that the next ones are made from. Returns the log-likelihood
    // where it is to be measured.
    double step(bool measured) {
        std::fill(sums_.begin(), sums_.end(), 0);
        members_ = {};
        double log_likelihood = 0;
        for (std::size_t i = 0; i < p_.size(); ++i) {
            if (i % p_.chunk == 0) check_();
            const std::uint8_t* const codes = p_.row(i);
            std::array<double, roles> f{1, 1, 1};
            double taken = 0;  // logarithm of what was taken out so that long products stay in range
            for (std::size_t v = 0; v < p_.variables; ++v) {
                const double* const t = &table_[(first_[v] + codes[v]) * roles];
                for (std::size_t k = 0; k < roles; ++k) f[k] *= t[k];
                if (v % 16 != 15) continue;
                double high = 0;
                for (const std::size_t k : classes_) high = std::max(high, f[k]);
                for (double& of : f) of /= high;
                if (measured) taken += std::log(high);
            }
            double total = 0;
            for (const std::size_t k : classes_) total += f[k] *= prior_[k];
            // Every class that could have made the pair has died out.
            if (!(total >= 1e-300)) {
                f = prior_;
                total = std::accumulate(prior_.begin(), prior_.end(), 0.0);
                taken += std::log(1e-300);
            }
            if (measured) log_likelihood += p_.counts[i] * (std::log(total) + taken);
            std::size_t to = i * classes_.size();
            for (const std::size_t k : classes_) {
                const double share = f[k] / total, w = share * p_.counts[i];
                posterior_[to++] = share;
                members_[k] += w;
                for (std::size_t v = 0; v < p_.variables; ++v) sums_[(first_[v] + codes[v]) * roles + k] += w;
            }
        }
        return log_likelihood;
    }

    // The parameters from those sums; returns the largest change of one of them.
    double renew() {
        double change = 0;
        const auto put = [&](double& old, double next) {
            change = std::max(change, std::fabs(next - old));
            old = next;
        };
        for (const std::size_t k : classes_) {
            if (k == differs && !s_.u.empty()) continue;
            for (std::size_t v = 0; v < p_.variables; ++v) {
                const double* const of = &sums_[(first_[v] + 1) * roles + k];
                double known = 0;
                for (std::size_t l = 0; l < levels_[v]; ++l) known += of[l * roles];
                if (!(known > 0)) continue;  // nothing is known of it in this class: it stays
                for (std::size_t l = 0; l < levels_[v]; ++l) put(at(v, l, k), std::max(of[l * roles] / known, least));
            }
        }
        const double rest = members_[related] + members_[differs];
        for (const std::size_t k : classes_) {
            if (!s_.fix_prior)
                put(prior_[k], members_[k] / p_.pairs);
            else if (k != match && rest > 0)
                put(prior_[k], (1 - s_.prior) * (members_[k] / rest));
        }
        return change;
    }

    // Gives the classes their names. Where the fixed prior belongs to another class than the one that agrees most, either
    // exchanges their levels and returns false: EM must go on; or leaves all as it is.
    bool name(bool may_go_on) {
        std::array<double, roles> level{};
        for (std::size_t v = 0; v < p_.variables; ++v)
            for (std::size_t l = 1; l < levels_[v]; ++l)
                for (const std::size_t k : classes_)
                    level[k] += at(v, l, k) * static_cast<double>(l) / static_cast<double>(levels_[v] - 1);
        std::vector<std::size_t> order = classes_;
        const auto end = s_.u.empty() ? order.end() : order.end() - 1;  // the class of a given u keeps its name
        std::stable_sort(order.begin(), end, [&](std::size_t a, std::size_t b) { return level[a] > level[b]; });
        if (order == classes_) return true;
        const auto exchange = [&](double* of) {
            const std::array<double, roles> old{of[match], of[related], of[differs]};
            for (std::size_t i = 0; i < classes_.size(); ++i) of[classes_[i]] = old[order[i]];
        };
        const bool prior_stays = s_.fix_prior && order[0] != match;
        if (prior_stays && !may_go_on) return true;
        for (std::size_t i = 0; i < table_.size(); i += roles) exchange(&table_[i]);
        if (!prior_stays) exchange(prior_.data());
        return !prior_stays;
    }

    const patterns_in_order& p_;
    const match_settings& s_;
    poll check_;
    std::vector<std::size_t> classes_, first_, levels_;
    std::array<double, roles> prior_{}, members_{};
    std::vector<double> table_, sums_;  // by variable, code and role
    numbers posterior_;                 // by pattern and class
};

}  // namespace

void match_settings::check() const {
    check_labels(labels);
    if (classes != 2 && classes != 3)
        fail(errc::invalid, "Three classes tell relatives from the same person.", "classes ", classes,
             " is outside the allowed range: 2 or 3");
    check_match_prior(prior);
    if (!(tolerance > 0 && tolerance < 1))
        fail(errc::invalid, "Give a tolerance such as 1e-8.", "tolerance ", tolerance,
             " is outside the allowed range: above 0, below 1");
    if (max_iterations < 1 || max_iterations > 1000000)
        fail(errc::invalid, "Give a number of iterations such as 1000.", "max_iterations ", max_iterations,
             " is outside the allowed range: whole numbers 1..1000000");
    for (std::size_t v = 0; v < u.size(); ++v) {
        if (u[v].size() > max_match_level + 1)
            fail(errc::invalid, "Give a probability for each level from 0 up.", "u has ", u[v].size(), " levels of variable ",
                 v + 1, ", more than the allowed ", max_match_level + 1);
        for (const double p : u[v])
            if (!(p >= 0 && p <= 1))
                fail(errc::invalid, "Give the share of each level among pairs that do not match.", "probability ", p,
                     " of u, variable ", v + 1, ", is outside the allowed range 0..1");
    }
}

void check_match_variables(std::size_t variables) {
    if (variables == 0 || variables > max_match_variables)
        fail(errc::invalid, "Give the levels of a pair as one array of integers, one element for each variable.", variables,
             " variables are outside the allowed range 1..", max_match_variables);
}

match_model fit_matches(const pattern_store& patterns, std::size_t variables, const match_settings& settings, poll check) {
    settings.check();
    const std::vector<std::string> labels = labels_for(settings.labels, variables);
    if (!settings.u.empty() && settings.u.size() != variables)
        fail(errc::invalid, "Give a list of probabilities for each variable, in the order of the levels.", "u has ",
             settings.u.size(), " variables, the levels have ", variables);
    if (variables < 3 && (settings.u.empty() || !settings.fix_prior))
        fail(errc::invalid,
             "Give three variables or more, or both \"u\" (from xm.match_u) and \"prior\" with \"fix_prior\": true.", variables,
             " variables cannot tell the classes: the allowed range is 3..", max_match_variables);
    const patterns_in_order p(patterns, variables, check);
    for (std::size_t v = 0; v < settings.u.size(); ++v)
        if (p.levels[v] > settings.u[v].size())
            fail(errc::invalid, "Give a probability for each level from 0 up to the highest.", "level ", p.levels[v] - 1,
                 " of variable ", v + 1, " has no probability in u, which has ", settings.u[v].size(), " levels of it");
    match_model m = em(p, settings, check).run();
    for (std::size_t v = 0; v < variables; ++v) m.variables[v].name = labels[v];
    return m;
}

match_model match_u(const pattern_store& patterns, std::size_t variables, const std::vector<std::string>& labels, poll check) {
    check_labels(labels);
    const std::vector<std::string> names = labels_for(labels, variables);
    const patterns_in_order p(patterns, variables, check);
    const auto tally = p.tally(check);
    match_model m;
    m.random = true;
    m.pairs = static_cast<std::int64_t>(p.pairs);
    m.dependence = dependence_within(p, numbers(p.size(), 1, patterns.memory()), 1, check);
    for (std::size_t v = 0; v < variables; ++v) {
        const double known = std::accumulate(tally[v].begin() + 1, tally[v].end(), 0.0);
        m.variables.push_back({names[v], {}});
        for (std::size_t l = 0; l < p.levels[v]; ++l)
            m.variables.back().probability[differs].push_back(std::max(tally[v][l + 1], 0.5) / known);
    }
    return m;
}

}  // namespace xm::core
