#include "core/privacy/publication.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <numeric>
#include <unordered_map>

#include "core/num/dist.hpp"
#include "core/num/random.hpp"
#include "core/num/step_counter.hpp"
#include "core/scores/scores.hpp"

namespace xm::core {
namespace {

constexpr std::uint32_t none = publication::none;
constexpr double shown_confidence = 0.95;

using numbers = std::vector<std::uint32_t>;

// --- the cells -----------------------------------------------------------------------------------

std::vector<publication_cell> cells_of(const publication& p, poll check) {
    std::vector<publication_cell> cells;
    step_counter step(check);
    for (std::uint32_t b = 0; b < p.breakdowns.size(); ++b) {
        const publication::breakdown& by = p.breakdowns[b];
        const std::size_t first = cells.size();
        std::map<numbers, std::size_t> places;  // unit and values to the cell
        numbers key;
        const auto cell_at = [&](const numbers& k) -> publication_cell& {
            const auto [at, made] = places.try_emplace(k, cells.size());
            if (made) cells.push_back({b, k[0], {k.begin() + 1, k.end()}, {}});
            return cells[at->second];
        };
        if (by.attributes.empty()) {  // of units alone all are listed, those without anybody, too
            if (by.by_unit)
                for (std::uint32_t u = 0; u < p.units.size(); ++u) cell_at({u});
            else
                cell_at({none});
        }
        for (std::uint32_t person = 0; person < p.people; ++person) {
            step();
            key.assign(1, none);
            for (const std::uint32_t a : by.attributes) key.push_back(p.attributes[a].value_of[person]);
            if (std::find(key.begin() + 1, key.end(), none) != key.end()) continue;
            if (!by.by_unit)
                cell_at(key).people.push_back(person);
            else
                for (std::uint32_t u = p.unit_of[person]; u != none; u = p.units[u].above) {
                    key[0] = u;
                    cell_at(key).people.push_back(person);
                }
        }
        std::sort(cells.begin() + static_cast<std::ptrdiff_t>(first), cells.end(),
                  [&](const publication_cell& x, const publication_cell& y) {
                      if (x.unit != y.unit) return p.units[x.unit].name < p.units[y.unit].name;
                      for (std::size_t i = 0; i < x.values.size(); ++i) {
                          const auto& texts = p.attributes[by.attributes[i]].values;
                          if (x.values[i] != y.values[i]) return texts[x.values[i]] < texts[y.values[i]];
                      }
                      return false;
                  });
    }
    return cells;
}

// --- universes -------------------------------------------------------------------------------------

// Quantities with the same respondents, the same past and the same questions ahead: one audit serves them all.
struct universe {
    numbers past;       // of what was published
    numbers column_of;  // by person who counts now, or none
    numbers owners;     // by column
    std::vector<numbers> past_columns;
};

// What makes two quantities alike: their past, who has answered in which version, and what is asked of them.
struct signature {
    numbers past;
    std::vector<std::int64_t> now;  // by person: the version, or -1
    numbers ahead;                  // questions that tell it from others with the same answers
    auto operator<=>(const signature&) const = default;
};

bool answered(const publication::quantity& q, std::uint32_t person) { return q.ratings[person] >= 0; }

std::vector<signature> signatures_of(const publication& p) {
    std::vector<signature> all(p.quantities.size());
    for (std::uint32_t c = 0; c < p.past.size(); ++c)
        for (const std::uint32_t q : p.past[c].quantities) all[q].past.push_back(c);
    for (std::size_t q = 0; q < all.size(); ++q) {
        all[q].now.resize(p.people);
        for (std::uint32_t person = 0; person < p.people; ++person)
            all[q].now[person] = answered(p.quantities[q], person) ? std::int64_t{p.quantities[q].versions[person]} : -1;
    }
    std::vector<signature> result = all;
    for (std::uint32_t i = 0; i < p.questions.size(); ++i) {
        const numbers& over = p.questions[i].quantities;
        // The cells of an index over quantities of one kind are cells of each of them, if each is a question itself: nothing
        // more.
        const bool plain = p.questions[i].is_index &&
                           std::all_of(over.begin(), over.end(), [&](std::uint32_t q) { return all[q] == all[over[0]]; });
        if (plain && std::all_of(over.begin(), over.end(), [&](std::uint32_t q) {
                return std::any_of(p.questions.begin(), p.questions.end(), [q](const publication::question& other) {
                    return !other.is_index && other.quantities[0] == q && !other.second_view;
                });
            }))
            continue;
        for (const std::uint32_t q : over)
            result[q].ahead.push_back(p.questions[i].is_index || p.questions[i].second_view ? i : none);
    }
    return result;
}

std::vector<universe> universes_of(const publication& p, numbers& universe_of, poll check) {
    const std::vector<signature> signatures = signatures_of(p);
    std::map<std::reference_wrapper<const signature>, std::uint32_t, std::less<signature>> known;
    std::vector<universe> result;
    for (std::uint32_t q = 0; q < p.quantities.size(); ++q) {
        check();
        const auto [at, made] = known.try_emplace(std::cref(signatures[q]), static_cast<std::uint32_t>(result.size()));
        universe_of.push_back(at->second);
        if (made) {
            universe& u = result.emplace_back();
            u.past = signatures[q].past;
            std::unordered_map<std::uint64_t, std::uint32_t> columns;
            const auto column = [&](const answer_version& v) {
                const auto [place, is_new] =
                    columns.try_emplace(std::uint64_t{v.person} << 32 | v.version, static_cast<std::uint32_t>(columns.size()));
                if (is_new) u.owners.push_back(v.person);
                return place->second;
            };
            for (const std::uint32_t c : u.past) {
                numbers& members = u.past_columns.emplace_back();
                for (const answer_version& v : p.past[c].members) members.push_back(column(v));
                check();
            }
            u.column_of.assign(p.people, none);
            for (std::uint32_t person = 0; person < p.people; ++person)
                if (answered(p.quantities[q], person)) u.column_of[person] = column({person, p.quantities[q].versions[person]});
        }
    }
    return result;
}

// --- audits ------------------------------------------------------------------------------------------

struct audits {
    cell_audit values, distributions;
};

// A cell in several audits at once: it may be released if it may in each.
cell_verdict ask_all(const std::vector<std::pair<cell_audit*, numbers>>& in) {
    cell_verdict verdict = cell_verdict::derivable;
    for (const auto& [audit, columns] : in) {
        const cell_verdict v = audit->ask(columns);
        if (!is_released(v)) return v;
        if (v == cell_verdict::released) verdict = v;
    }
    return verdict;
}
void publish_all(const std::vector<std::pair<cell_audit*, numbers>>& in) {
    for (const auto& [audit, columns] : in) audit->publish(columns);
}
cell_verdict release_all(const std::vector<std::pair<cell_audit*, numbers>>& in) {
    if (in.size() == 1) return in[0].first->release(in[0].second);
    const cell_verdict v = ask_all(in);
    if (is_released(v)) publish_all(in);
    return v;
}

// --- what a cell shows ---------------------------------------------------------------------------------

struct score_range {
    double low, high;
};

// A score is a whole number times a factor: of whole numbers sums are exact, so that what a cell shows depends on its sums alone,
// and not, by its last digits, on who gave which answer.
double factor_of(const publication::question& q) {
    if (q.is_index) return q.mean ? 1 / static_cast<double>(q.quantities.size()) : 1;
    return q.rule.kind() == metric::rule::index ? q.rule.score(1) - q.rule.score(0) : 1;
}
std::int64_t whole_score(const publication& p, const publication::question& q, std::uint32_t person) {
    if (!q.is_index) {
        const int rating = p.quantities[q.quantities[0]].ratings[person];
        return q.rule.kind() == metric::rule::index ? rating : static_cast<std::int64_t>(q.rule.score(rating));
    }
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < q.quantities.size(); ++i) {
        const publication::quantity& of = p.quantities[q.quantities[i]];
        sum += q.reversed[i] ? of.low + of.high - of.ratings[person] : of.ratings[person];
    }
    return sum;
}
score_range range_of(const publication& p, const publication::question& q) {
    score_range range{0, 0};
    if (q.is_index) {
        for (const std::uint32_t of : q.quantities) {
            range.low += p.quantities[of].low;
            range.high += p.quantities[of].high;
        }
        if (q.mean) {
            range.low /= static_cast<double>(q.quantities.size());
            range.high /= static_cast<double>(q.quantities.size());
        }
        return range;
    }
    const publication::quantity& of = p.quantities[q.quantities[0]];
    range = {q.rule.score(of.low), q.rule.score(of.low)};
    for (int rating = of.low; rating <= of.high; ++rating) {
        range.low = std::min(range.low, q.rule.score(rating));
        range.high = std::max(range.high, q.rule.score(rating));
    }
    return range;
}

bool answered_all(const publication& p, const publication::question& q, std::uint32_t person) {
    return std::all_of(q.quantities.begin(), q.quantities.end(),
                       [&](std::uint32_t of) { return answered(p.quantities[of], person); });
}

// Sums of whole scores.
struct sums {
    std::int64_t n = 0, sum = 0, squares = 0;
    void add(std::int64_t x) {
        ++n;
        sum += x;
        squares += x * x;
    }
    double mean() const { return static_cast<double>(sum) / static_cast<double>(n); }
    // What their mean does not explain.
    double explained() const { return static_cast<double>(sum) * (static_cast<double>(sum) / static_cast<double>(n)); }
    double variance() const { return std::max(0.0, static_cast<double>(squares) - explained()) / static_cast<double>(n - 1); }
};
sums sums_of(const publication& p, const publication::question& q, const numbers& people) {
    sums s;
    for (const std::uint32_t person : people) s.add(whole_score(p, q, person));
    return s;
}

// As extreme as if all but one of n people had answered at one end, or more. What lies just there already looks the same: else
// the flag would tell the two apart.
bool is_extreme(const score_range& range, double value, double n) {
    const double width = range.high - range.low, one = width / n, slack = width * 1e-12;
    return value >= range.high - one - slack || value <= range.low + one + slack;
}

// How often each rating came, from the lowest on.
numbers counts_of(const publication& p, const publication::question& q, const numbers& people) {
    const publication::quantity& of = p.quantities[q.quantities[0]];
    numbers counts(static_cast<std::size_t>(of.high - of.low + 1), 0);
    for (const std::uint32_t person : people) ++counts[static_cast<std::size_t>(of.ratings[person] - of.low)];
    return counts;
}

// Whether a distribution would tell everybody's answer, or nearly: all but one, or all, gave the same, or an answer that counts
// the same.
bool is_uniform(const publication& p, const publication::question& q, const numbers& people) {
    std::map<std::int64_t, std::size_t> by_answer;
    if (q.is_index) {
        for (const std::uint32_t person : people) ++by_answer[whole_score(p, q, person)];
    } else {
        const publication::quantity& of = p.quantities[q.quantities[0]];
        for (const std::uint32_t person : people) {
            const int rating = of.ratings[person];
            const bool kinds = q.favourable && q.unfavourable;
            ++by_answer[!kinds ? rating : q.favourable->holds(rating) ? 1 : q.unfavourable->holds(rating) ? -1 : 0];
        }
    }
    return std::any_of(by_answer.begin(), by_answer.end(), [&](const auto& a) { return a.second + 1 >= people.size(); });
}

void show(const publication& p, const publication::question& q, const spread& pooled, const numbers& people, cell_result& r) {
    const auto n = static_cast<double>(people.size());
    const score_range range = range_of(p, q);
    const double one = (range.high - range.low) / n, tail = (1 - shown_confidence) / 2;
    const sums s = sums_of(p, q, people);
    const double factor = factor_of(q);
    r.value = q.is_index ? factor * s.mean() : 0;
    std::optional<double> freedom = pooled.freedom;
    const bool own = r.distribution && !is_uniform(p, q, people);
    if (!q.is_index) {
        r.counts = counts_of(p, q, people);
        const estimate e = estimate_score(distribution_of(p.quantities[q.quantities[0]].low, r.counts), q.rule, shown_confidence);
        r.value = e.value;
        if (own) {
            r.std_error = e.std_error.value_or(0);
            r.lower = e.lower.value_or(e.value);
            r.upper = e.upper.value_or(e.value);
        }
    } else if (own) {
        r.std_error = factor * std::sqrt(s.variance() / n);
        freedom = n - 1;
    }
    r.cut = is_extreme(range, r.value, n);
    // As if one of them had answered at the other end.
    if (r.cut) r.value = r.value > (range.low + range.high) / 2 ? range.high - one : range.low + one;
    if (!own) r.std_error = pooled.std_dev / std::sqrt(n);
    if (r.cut) r.std_error = r.distribution ? one : std::max(r.std_error, one);
    if (!own || r.cut || q.is_index) {
        const double times = freedom ? dist::student_upper(tail, *freedom) : dist::normal_upper(tail);
        r.lower = std::max(range.low, r.value - times * r.std_error);
        r.upper = std::min(range.high, r.value + times * r.std_error);
    }
    if (!own || r.cut) {
        r.counts.clear();
        return;
    }
    if (q.is_index || !q.favourable || !q.unfavourable) return;
    double favourable = 0, unfavourable = 0;
    const int low = p.quantities[q.quantities[0]].low;
    for (std::size_t i = 0; i < r.counts.size(); ++i) {
        if (q.favourable->holds(low + static_cast<int>(i))) favourable += r.counts[i];
        if (q.unfavourable->holds(low + static_cast<int>(i))) unfavourable += r.counts[i];
    }
    r.favourable = 100 * favourable / n;
    r.unfavourable = 100 * unfavourable / n;
    r.neutral = 100 * (n - favourable - unfavourable) / n;
}

// --- one publication -------------------------------------------------------------------------------------

class publishing {
public:
    publishing(const publication& p, std::uint64_t seed, poll check, publication_progress* progress)
        : p_(p), random_{seed}, check_(check), progress_(progress) {}

    published_now run() {
        out_.cells = cells_of(p_, check_);
        universes_ = universes_of(p_, universe_of_, check_);
        decisions_.resize(p_.questions.size(), std::vector<decision>(out_.cells.size()));
        out_.spreads.resize(p_.questions.size());
        plan();
        for (const numbers& questions : components()) {
            audit(questions);
            check_();
        }
        return collect();
    }

private:
    // Questions that are asked of the same people in the same audits.
    struct group {
        numbers universes, questions;
    };

    // Universes of a question, each once.
    numbers universes_in(const publication::question& q) const {
        numbers result;
        for (const std::uint32_t of : q.quantities)
            if (std::find(result.begin(), result.end(), universe_of_[of]) == result.end()) result.push_back(universe_of_[of]);
        return result;
    }

    void plan() {
        std::map<numbers, std::size_t> alike;
        for (std::uint32_t i = 0; i < p_.questions.size(); ++i) {
            const publication::question& q = p_.questions[i];
            const numbers in = universes_in(q);
            numbers key = in;
            key.push_back(q.second_view ? 1 : 0);
            if (in.size() > 1 || q.second_view) key.push_back(i);
            const auto [at, made] = alike.try_emplace(key, groups_.size());
            if (made) groups_.push_back({in, {}});
            groups_[at->second].questions.push_back(i);
        }
    }

    // Groups that are tied to each other by an index are audited together.
    std::vector<numbers> components() const {
        numbers root(universes_.size());
        std::iota(root.begin(), root.end(), 0U);
        const auto find = [&](std::uint32_t u) {
            while (root[u] != u) u = root[u] = root[root[u]];
            return u;
        };
        for (const group& g : groups_)
            for (const std::uint32_t u : g.universes) root[find(u)] = find(g.universes[0]);
        std::map<std::uint32_t, numbers> by_root;
        for (std::uint32_t g = 0; g < groups_.size(); ++g) by_root[find(groups_[g].universes[0])].push_back(g);
        std::vector<numbers> result;
        for (auto& [r, list] : by_root) result.push_back(std::move(list));
        return result;
    }

    audits make(const universe& u) {
        const auto fresh = [&](std::int32_t threshold) {
            return cell_audit(u.owners, threshold, mixed_bits(random_.state += 0x9E3779B97F4A7C15), cell_audit::default_steps,
                              check_);
        };
        audits a{fresh(p_.threshold), fresh(p_.distribution_threshold)};
        for (std::size_t i = 0; i < u.past.size(); ++i) {
            a.values.publish(u.past_columns[i]);
            if (p_.past[u.past[i]].distribution) a.distributions.publish(u.past_columns[i]);
        }
        return a;
    }

    bool counts(const group& g, std::uint32_t person) const {
        return std::all_of(g.universes.begin(), g.universes.end(),
                           [&](std::uint32_t u) { return universes_[u].column_of[person] != none; });
    }

    void audit(const numbers& component) {
        std::map<std::uint32_t, audits> of;
        for (const std::uint32_t g : component)
            for (const std::uint32_t u : groups_[g].universes)
                if (!of.contains(u)) of.emplace(u, make(universes_[u]));
        struct entry {
            std::uint32_t breakdown, persons, cell, group;
        };
        std::vector<entry> entries;
        step_counter step(check_);
        for (const std::uint32_t g : component)
            for (std::uint32_t c = 0; c < out_.cells.size(); ++c) {
                std::uint32_t persons = 0;
                for (const std::uint32_t person : out_.cells[c].people) {
                    step();
                    if (counts(groups_[g], person)) ++persons;
                }
                entries.push_back({out_.cells[c].breakdown, persons, c, g});
            }
        // Larger cells first: they tell least of anybody.
        std::sort(entries.begin(), entries.end(), [](const entry& x, const entry& y) {
            if (x.breakdown != y.breakdown) return x.breakdown < y.breakdown;
            if (x.persons != y.persons) return x.persons > y.persons;
            return x.cell != y.cell ? x.cell < y.cell : x.group < y.group;
        });
        if (progress_ != nullptr) progress_->all = groups_.size() * out_.cells.size();
        for (const entry& e : entries) {
            check_();
            decide(e.cell, e.persons, groups_[e.group], of);
            if (progress_ != nullptr) ++progress_->done;
        }
        for (const std::uint32_t g : component)
            for (const std::uint32_t q : groups_[g].questions) out_.spreads[q] = spread_of(q, groups_[g], of);
    }

    // Whether these people are a cell that can be computed from published ones, in all universes of a group.
    bool knows(const numbers& people, const group& g, std::map<std::uint32_t, audits>& of, cell_audit audits::*which) const {
        return std::all_of(g.universes.begin(), g.universes.end(), [&](std::uint32_t u) {
            numbers columns;
            for (const std::uint32_t person : people) columns.push_back(universes_[u].column_of[person]);
            return (of.at(u).*which).knows(columns);
        });
    }

    spread spread_of(std::uint32_t question, const group& g, std::map<std::uint32_t, audits>& of) const {
        const publication::question& q = p_.questions[question];
        if (q.known_spread) return *q.known_spread;
        std::vector<numbers> by_unit(p_.units.size());
        numbers all;
        for (std::uint32_t person = 0; person < p_.people; ++person)
            if (counts(g, person)) {
                all.push_back(person);
                if (p_.unit_of[person] != none) by_unit[p_.unit_of[person]].push_back(person);
            }
        const score_range range = range_of(p_, q);
        const double factor = factor_of(q);
        const auto is_cut = [&](const numbers& people) {
            return is_extreme(range, factor * sums_of(p_, q, people).mean(), static_cast<double>(people.size()));
        };
        const auto hides = [&](const numbers& people) {
            return is_uniform(p_, q, people) && knows(people, g, of, &audits::distributions);
        };
        // Squares of all units together, less what their sums tell of them: known where all sums are. Else of those units only
        // whose distributions are known. A unit whose value is cut, or whose distribution is known and not shown, is left out: no
        // spread at all would tell all its answers. (What is left out is seen from the error: it must not depend on answers of
        // which less is told.)
        std::erase_if(by_unit, [&](const numbers& people) {
            check_();
            return people.size() < 2 || !knows(people, g, of, &audits::values) || is_cut(people) || hides(people);
        });
        numbers together;
        for (const numbers& people : by_unit) together.insert(together.end(), people.begin(), people.end());
        if (!knows(together, g, of, &audits::distributions))
            std::erase_if(by_unit, [&](const numbers& people) { return !knows(people, g, of, &audits::distributions); });
        std::int64_t squares = 0, freedom = 0;
        double explained = 0;
        for (const numbers& people : by_unit) {
            const sums s = sums_of(p_, q, people);
            squares += s.squares;
            explained += s.explained();
            freedom += s.n - 1;
        }
        if (freedom > 0)
            return {factor * std::sqrt(std::max(0.0, static_cast<double>(squares) - explained) / static_cast<double>(freedom)),
                    static_cast<double>(freedom), true};
        if (all.size() > 1 && knows(all, g, of, &audits::distributions) && !is_cut(all) && !hides(all)) {
            const sums s = sums_of(p_, q, all);
            return {factor * std::sqrt(s.variance()), static_cast<double>(s.n - 1), false};
        }
        // Popoviciu (1935): no more than half of it.
        return {(range.high - range.low) / 2, std::nullopt, false};
    }

    void decide(std::uint32_t cell, std::uint32_t persons, const group& g, std::map<std::uint32_t, audits>& of) {
        numbers people;
        people.reserve(persons);
        for (const std::uint32_t person : out_.cells[cell].people)
            if (counts(g, person)) people.push_back(person);
        std::vector<std::pair<cell_audit*, numbers>> values, distributions;
        for (const std::uint32_t u : g.universes) {
            numbers columns;
            columns.reserve(people.size());
            for (const std::uint32_t person : people) columns.push_back(universes_[u].column_of[person]);
            values.emplace_back(&of.at(u).values, columns);
            distributions.emplace_back(&of.at(u).distributions, std::move(columns));
        }
        const bool second_view = p_.questions[g.questions[0]].second_view;
        cell_verdict verdict = second_view ? ask_all(values) : release_all(values);
        bool distribution = false;
        if (is_released(verdict)) {
            const cell_verdict second = release_all(distributions);
            distribution = is_released(second);
            if (second == cell_verdict::unverified)
                out_.unverified_distributions += static_cast<std::int64_t>(g.questions.size());
            if (second_view && distribution)
                publish_all(values);
            else if (second_view)
                verdict = second;
        }
        if (is_released(verdict)) remember(cell, people, g, distribution);
        for (const std::uint32_t q : g.questions) decisions_[q][cell] = {persons, verdict, distribution};
    }

    // Quantities of one universe have the same answer versions.
    void remember(std::uint32_t cell, const numbers& people, const group& g, bool distribution) {
        numbers quantities;
        for (const std::uint32_t q : g.questions)
            for (const std::uint32_t of : p_.questions[q].quantities)
                if (std::find(quantities.begin(), quantities.end(), of) == quantities.end()) quantities.push_back(of);
        std::sort(quantities.begin(), quantities.end());
        for (const std::uint32_t u : g.universes) {
            published_now::entry e{cell, {}, distribution, {}};
            for (const std::uint32_t of : quantities)
                if (universe_of_[of] == u) e.quantities.push_back(of);
            const numbers& versions = p_.quantities[e.quantities[0]].versions;
            for (const std::uint32_t person : people) e.members.push_back({person, versions[person]});
            out_.entries.push_back(std::move(e));
        }
    }

    published_now collect() {
        out_.results.reserve(out_.cells.size() * p_.questions.size());
        numbers people;
        for (std::uint32_t c = 0; c < out_.cells.size(); ++c)
            for (std::uint32_t q = 0; q < p_.questions.size(); ++q) {
                check_();
                const decision& d = decisions_[q][c];
                cell_result& r = out_.results.emplace_back();
                r.cell = c;
                r.question = q;
                r.persons = d.persons;
                r.verdict = d.verdict;
                r.distribution = d.distribution;
                if (!is_released(r.verdict)) continue;
                people.clear();
                for (const std::uint32_t person : out_.cells[c].people)
                    if (answered_all(p_, p_.questions[q], person)) people.push_back(person);
                show(p_, p_.questions[q], out_.spreads[q], people, r);
            }
        return std::move(out_);
    }

    const publication& p_;
    random_numbers random_;
    poll check_;
    publication_progress* progress_;
    numbers universe_of_;  // by quantity
    std::vector<universe> universes_;
    std::vector<group> groups_;
    struct decision {
        std::uint32_t persons;
        cell_verdict verdict;
        bool distribution;
    };
    std::vector<std::vector<decision>> decisions_;  // by question, by cell
    published_now out_;
};

}  // namespace

ratings distribution_of(int lowest, const std::vector<std::uint32_t>& counts) {
    ratings r;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const std::size_t slot = static_cast<std::size_t>(lowest) + i;
        r.n[slot] = counts[i];
        r.w[slot] = r.w2[slot] = counts[i];
    }
    return r;
}

published_now publish(const publication& p, std::uint64_t seed, poll check, publication_progress* progress) {
    return publishing(p, seed, check, progress).run();
}

std::vector<std::uint32_t> place_comments(const std::vector<publication::unit>& units, const std::vector<std::uint32_t>& unit_of,
                                          std::uint32_t authors) {
    numbers depth(units.size(), 0), order(units.size());
    for (std::uint32_t u = 0; u < units.size(); ++u)
        for (std::uint32_t a = units[u].above; a != none; a = units[a].above) ++depth[u];
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return depth[a] > depth[b]; });
    std::vector<numbers> waiting(units.size());
    numbers rest, result(unit_of.size(), held_comment);
    for (std::uint32_t c = 0; c < unit_of.size(); ++c) (unit_of[c] == none ? rest : waiting[unit_of[c]]).push_back(c);
    const auto settle = [&](const numbers& comments, std::uint32_t at) {
        if (comments.size() < authors) return false;
        for (const std::uint32_t c : comments) result[c] = at;
        return true;
    };
    for (const std::uint32_t u : order) {  // from the bottom
        if (settle(waiting[u], u)) continue;
        numbers& up = units[u].above == none ? rest : waiting[units[u].above];
        up.insert(up.end(), waiting[u].begin(), waiting[u].end());
    }
    settle(rest, none);
    return result;
}

}  // namespace xm::core
