#include "core/people/duplicates.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>

#include "core/num/polled_sort.hpp"
#include "core/num/random.hpp"
#include "core/people/components.hpp"
#include "core/people/fellegi_sunter.hpp"
#include "core/people/jaro_winkler.hpp"

namespace xm::core {
namespace {

constexpr auto match = match_model::match, related = match_model::related, differs = match_model::differs;
constexpr double none = std::numeric_limits<double>::quiet_NaN();

double number_of(std::string_view text) {
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() && std::isfinite(number) ? number : none;
}

// Days since 1970 of a date as ISO 8601 writes it; of a time its day.
double day_of(std::string_view text) {
    if (text.size() < 10 || text[4] != '-' || text[7] != '-' || (text.size() > 10 && text[10] != ' ' && text[10] != 't'))
        return none;
    unsigned parts[3] = {};
    constexpr std::size_t from[] = {0, 5, 8}, to[] = {4, 7, 10};
    for (int i = 0; i < 3; ++i)
        for (std::size_t k = from[i]; k < to[i]; ++k) {
            if (text[k] < '0' || text[k] > '9') return none;
            parts[i] = 10 * parts[i] + static_cast<unsigned>(text[k] - '0');
        }
    const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(parts[0])), std::chrono::month(parts[1]),
                                           std::chrono::day(parts[2])};
    return date.ok() ? static_cast<double>(std::chrono::sys_days(date).time_since_epoch().count()) : none;
}

// A pattern of levels as fit_matches reads it.
void to_record(std::span<const std::int32_t> levels, std::byte* record) {
    for (std::size_t v = 0; v < levels.size(); ++v) record[v] = static_cast<std::byte>(levels[v] + 1);
}

// Calls f(codes, pairs) for each pattern.
template <class F>
void each_pattern(const pattern_store& store, poll check, F&& f) {
    store.each_run(check, [&](const double* row, std::size_t rows, std::size_t stride, bool) {
        for (std::size_t i = 0; i < rows; ++i, row += stride) f(reinterpret_cast<const std::uint8_t*>(row), row[stride - 1]);
    });
}

// Shares of levels by variable.
using shares = std::vector<std::vector<double>>;

}  // namespace

duplicate_search::duplicate_search(std::pmr::memory_resource* memory, const person_register& people, const duplicate_plan& plan,
                                   poll check)
    : memory_(memory), people_(people), plan_(plan), check_(check) {
    check_match_variables(plan.compare.size());
    for (const register_column& from : people.columns) {
        columns_.emplace_back(memory);
        read_column(columns_.back(), from);
    }
    for (const value_comparison& by : plan.compare) {
        column& of = columns_[by.column];
        if (by.by != value_comparison::number && by.by != value_comparison::date) continue;
        of.numbers.clear();
        for (const std::string_view text : of.texts)
            of.numbers.push_back(by.by == value_comparison::date ? day_of(text) : number_of(text));
    }
    for (std::size_t p = 0; p < plan.passes.size(); ++p) read_pass(p);
}

void duplicate_search::read_column(column& to, const register_column& from) const {
    step_counter step(check_);
    const std::size_t n = people_.size;
    // Where the values of each person go: places by counting, then the values in their order.
    to.first.resize(n + 1);
    for (const std::uint32_t person : from.persons) ++to.first[person + 1];
    for (std::size_t i = 0; i < n; ++i) to.first[i + 1] += to.first[i];
    list<std::uint32_t> at(to.first.begin(), to.first.end(), memory_), numbers(from.ends.size(), memory_);
    constexpr std::uint32_t free = 0xFFFFFFFF;
    list<std::uint32_t> table(64, free, memory_);
    for (std::size_t i = 0; i < from.ends.size(); ++i) {
        step();
        const std::size_t begin = i == 0 ? 0 : from.ends[i - 1];
        const std::string_view text(from.text + begin, from.ends[i] - begin);
        const auto place = [&](std::string_view of) {
            std::size_t slot = text_nodes::hash(of) & (table.size() - 1);
            while (table[slot] != free && to.texts[table[slot]] != of) slot = (slot + 1) & (table.size() - 1);
            return slot;
        };
        if (2 * (to.texts.size() + 1) > table.size()) {
            table.assign(2 * table.size(), free);
            for (std::uint32_t k = 0; k < to.texts.size(); ++k) table[place(to.texts[k])] = k;
        }
        std::uint32_t& known = table[place(text)];
        if (known == free) {
            known = static_cast<std::uint32_t>(to.texts.size());
            to.texts.push_back(text);
        }
        numbers[at[from.persons[i]]++] = known;
    }
    // Each value once, and no empty ones.
    to.values.reserve(numbers.size());
    for (std::size_t i = 0; i < n; ++i) {
        step();
        const std::size_t begin = to.first[i], end = to.first[i + 1], kept = to.values.size();
        to.first[i] = static_cast<std::uint32_t>(kept);
        polled_sort(numbers.begin() + static_cast<std::ptrdiff_t>(begin), numbers.begin() + static_cast<std::ptrdiff_t>(end),
                    std::less<>(), check_);
        for (std::size_t k = begin; k < end; ++k)
            if (!to.texts[numbers[k]].empty() && (to.values.size() == kept || to.values.back() != numbers[k]))
                to.values.push_back(numbers[k]);
    }
    to.first[n] = static_cast<std::uint32_t>(to.values.size());
}

void duplicate_search::read_pass(std::size_t p) {
    pass& to = passes_.emplace_back(memory_);
    step_counter step(check_);
    list<std::uint64_t> blocks(memory_), next(memory_);
    for (std::uint32_t person = 0; person < people_.size; ++person) {
        // One block for each way to take a value of each column. By a hash of the texts: two that are one by chance (of a million
        // blocks once in a thousand registers) only mean a few comparisons more.
        blocks.assign(1, p);
        for (const std::size_t c : plan_.passes[p]) {
            const column& of = columns_[c];
            next.clear();
            for (const std::uint64_t block : blocks)
                for (std::uint32_t i = of.first[person]; i < of.first[person + 1]; ++i) {
                    step();
                    next.push_back(mixed_bits(block ^ text_nodes::hash(of.texts[of.values[i]])));
                }
            blocks.swap(next);
        }
        for (const std::uint64_t block : blocks) {
            step();
            to.entries.push_back({block, person});
        }
    }
    const auto before = [](const entry& a, const entry& b) {
        return a.block != b.block ? a.block < b.block : a.person < b.person;
    };
    polled_sort(to.entries.begin(), to.entries.end(), before, check_);
    to.entries.erase(std::unique(to.entries.begin(), to.entries.end(),
                                 [](const entry& a, const entry& b) { return a.block == b.block && a.person == b.person; }),
                     to.entries.end());
    // Of each person the blocks, in order because the entries are.
    list<bool> usable(to.entries.size(), false, memory_);
    to.first.resize(people_.size + 1);
    const std::size_t large_before = large_.size();
    for (std::size_t i = 0, end = 0; i < to.entries.size(); i = end) {
        step();
        while (end < to.entries.size() && to.entries[end].block == to.entries[i].block) ++end;
        if (end - i > largest_block) {
            large_.push_back({p, end - i});
            continue;
        }
        for (std::size_t k = i; k < end; ++k) {
            usable[k] = true;
            ++to.first[to.entries[k].person + 1];
        }
    }
    std::sort(large_.begin() + static_cast<std::ptrdiff_t>(large_before), large_.end(),
              [](const large_block& a, const large_block& b) { return a.people > b.people; });
    for (std::size_t i = 0; i < people_.size; ++i) to.first[i + 1] += to.first[i];
    to.blocks.resize(to.first[people_.size]);
    list<std::uint32_t> at(to.first.begin(), to.first.end(), memory_);
    for (std::size_t i = 0; i < to.entries.size(); ++i)
        if (usable[i]) to.blocks[at[to.entries[i].person]++] = to.entries[i].block;
}

bool duplicate_search::share(std::size_t p, std::uint32_t a, std::uint32_t b, std::uint64_t before) const {
    const pass& in = passes_[p];
    for (std::uint32_t x = in.first[a], y = in.first[b]; x < in.first[a + 1] && y < in.first[b + 1];) {
        if (std::max(in.blocks[x], in.blocks[y]) >= before) return false;
        if (in.blocks[x] == in.blocks[y]) return true;
        in.blocks[x] < in.blocks[y] ? ++x : ++y;
    }
    return false;
}

std::int32_t duplicate_search::level(const value_comparison& by, std::uint32_t x, std::uint32_t y) const {
    const column& of = columns_[by.column];
    if (by.by == value_comparison::exact) return x == y ? 1 : 0;
    if (by.by == value_comparison::jaro_winkler) {
        const double similarity = x == y ? 1 : jaro_winkler(of.texts[x], of.texts[y], check_);
        std::int32_t level = 0;
        for (const double threshold : by.thresholds) level += threshold <= similarity;
        return level;
    }
    const double distance = std::fabs(of.numbers[x] - of.numbers[y]);
    if (distance != distance) return no_level;
    std::int32_t level = 0;
    for (const double threshold : by.thresholds) level += distance <= threshold;
    return level;
}

void duplicate_search::compare(std::uint32_t a, std::uint32_t b, std::int32_t* levels) const {
    step_counter step(check_);
    for (const value_comparison& by : plan_.compare) {
        const column& of = columns_[by.column];
        std::int32_t best = no_level;
        for (std::uint32_t x = of.first[a]; x < of.first[a + 1]; ++x)
            for (std::uint32_t y = of.first[b]; y < of.first[b + 1]; ++y) {
                step();
                best = std::max(best, level(by, of.values[x], of.values[y]));
            }
        *levels++ = best;
    }
}

bool duplicate_search::never(std::span<const std::int32_t> levels) const {
    bool known = false;
    for (std::size_t v = 0; v < levels.size(); ++v) {
        if (plan_.compare[v].household || levels[v] == no_level) continue;
        if (levels[v] > 0) return false;
        known = true;
    }
    return known;
}

void duplicate_search::add_random_pairs(pattern_store& to) const {
    const std::uint64_t n = people_.size;
    std::vector<std::int32_t> levels(plan_.compare.size());
    std::vector<std::byte> record(match_record_size(levels.size()));
    step_counter step(check_);
    const auto add = [&](std::uint64_t a, std::uint64_t b) {
        step();
        compare(static_cast<std::uint32_t>(a), static_cast<std::uint32_t>(b), levels.data());
        to_record(levels, record.data());
        to.add(record.data());
    };
    if (n * (n - 1) / 2 <= random_pairs) {
        for (std::uint64_t a = 0; a < n; ++a)
            for (std::uint64_t b = a + 1; b < n; ++b) add(a, b);
        return;
    }
    random_numbers random{1969};
    for (std::size_t i = 0; i < random_pairs; ++i) {
        const auto a = static_cast<std::uint64_t>(random.uniform() * static_cast<double>(n));
        const auto b = static_cast<std::uint64_t>(random.uniform() * static_cast<double>(n - 1));
        add(a, b < a ? b : b + 1);
    }
}

// A pass shows nothing of the columns that it goes by: there all of its pairs agree.
std::vector<std::size_t> duplicate_search::learned_in(std::size_t p) const {
    std::vector<std::size_t> result;
    for (std::size_t v = 0; v < plan_.compare.size(); ++v)
        if (const auto& by = plan_.passes[p]; std::find(by.begin(), by.end(), plan_.compare[v].column) == by.end())
            result.push_back(v);
    return result;
}

match_model duplicate_search::fit() const {
    const std::size_t variables = plan_.compare.size(), passes = passes_.size(), size = match_record_size(variables);
    match_model m;
    m.three = std::any_of(plan_.compare.begin(), plan_.compare.end(), [](const value_comparison& c) { return c.household; });
    bool can_learn = false;
    for (std::size_t p = 0; p < passes; ++p) can_learn |= learned_in(p).size() >= 3;
    if (!can_learn)
        fail(errc::invalid, "Compare more attributes, or add a block of others.",
             "options: no block leaves three attributes to compare: the evidence cannot be learned");

    pattern_store random(memory_, size, pattern_store::always, 1, check_), all(memory_, size, pattern_store::always, 1, check_);
    add_random_pairs(random);
    std::vector<pattern_store> of_pass(passes, pattern_store(memory_, size, pattern_store::always, 1, check_));
    std::vector<std::byte> record(size);
    each_pair([&](std::uint32_t, std::uint32_t, std::span<const std::int32_t> levels, std::uint32_t in) {
        to_record(levels, record.data());
        all.add(record.data());
        for (std::size_t p = 0; p < passes; ++p)
            if ((in >> p & 1U) != 0) of_pass[p].add(record.data());
        ++m.pairs;
    });

    const double pairs_in_all = std::max(static_cast<double>(people_.size) * (static_cast<double>(people_.size) - 1) / 2, 1.0);
    double priors[3] = {};
    m.variables.resize(variables);
    for (std::size_t v = 0; v < variables; ++v) m.variables[v].name = plan_.compare[v].name;
    // What the classes make of a pattern, without the priors.
    struct judged_pattern {
        double pairs, log_likelihood[3];
    };
    const auto judge = [&](const std::uint8_t* codes, double pairs) {
        judged_pattern p{pairs, {}};
        for (const auto r : {match, related, differs})
            for (std::size_t v = 0; v < variables && m.has(r); ++v)
                if (codes[v] != 0) p.log_likelihood[r] += std::log(m.variables[v].probability[r][codes[v] - 1U]);
        return p;
    };
    const auto posterior = [&](const judged_pattern& p, double(&of)[3]) {
        double high = -std::numeric_limits<double>::infinity();
        for (const auto r : {match, related, differs}) {
            of[r] = m.has(r) ? p.log_likelihood[r] + std::log(priors[r]) : -std::numeric_limits<double>::infinity();
            high = std::max(high, of[r]);
        }
        double total = 0;
        for (double& x : of) total += x = std::exp(x - high);
        for (double& x : of) x /= total;
    };

    // Twice: the first model finds the matches among the random pairs, the second one learns without them.
    for (int round = 0; round < 2; ++round) {
        shares u(variables);
        std::vector<double> known(variables, 0);
        for (std::size_t v = 0; v < variables; ++v) u[v].assign(plan_.compare[v].levels(), 0);
        each_pattern(random, check_, [&](const std::uint8_t* codes, double count) {
            double of[3] = {0, 0, 1};
            if (round > 0) posterior(judge(codes, count), of);
            for (std::size_t v = 0; v < variables; ++v)
                if (codes[v] != 0) {
                    u[v][codes[v] - 1U] += (1 - of[match]) * count;
                    known[v] += (1 - of[match]) * count;
                }
        });
        for (std::size_t v = 0; v < variables; ++v)
            for (double& share : u[v])
                share = known[v] >= 1 ? std::min(std::max(share, 0.5) / known[v], 1.0) : 1 / static_cast<double>(u[v].size());

        // What is known of a level without any pair: of matches that they agree, of relatives that they do as the others, but in
        // what a household shares as matches.
        std::vector<shares> learned(2, shares(variables));
        std::vector<std::vector<double>> weight(2, std::vector<double>(variables, 0));
        double expected[2] = {};
        for (std::size_t p = 0; p < passes; ++p) {
            const std::vector<std::size_t> in = learned_in(p);
            if (in.size() < 3 || of_pass[p].size() == 0) continue;
            pattern_store patterns(memory_, match_record_size(in.size()), pattern_store::always, 1, check_);
            std::vector<std::byte> part(match_record_size(in.size()));
            double pairs = 0;
            each_pattern(of_pass[p], check_, [&](const std::uint8_t* codes, double count) {
                for (std::size_t i = 0; i < in.size(); ++i) part[i] = static_cast<std::byte>(codes[in[i]]);
                patterns.add(part.data(), count);
                pairs += count;
            });
            match_settings settings;
            settings.classes = m.three ? 3 : 2;
            for (const std::size_t v : in) settings.u.push_back(u[v]);
            const match_model one = fit_matches(patterns, in.size(), settings, check_);
            m.iterations = std::max(m.iterations, one.iterations);
            m.dependence = std::max(m.dependence, one.dependence);
            const double found[2] = {one.prior * pairs, m.three ? (1 - one.prior) * one.related_share * pairs : 0};
            for (const auto r : {match, related}) {
                if (!m.has(r)) continue;
                expected[r] = std::max(expected[r], found[r]);
                for (std::size_t i = 0; i < in.size(); ++i) {
                    const auto& shares_there = one.variables[i].probability[r];
                    auto& to = learned[r][in[i]];
                    to.resize(shares_there.size(), 0);
                    for (std::size_t l = 0; l < to.size(); ++l) to[l] += found[r] * shares_there[l];
                    weight[r][in[i]] += found[r];
                }
            }
        }
        for (const auto r : {match, related}) {
            if (!m.has(r)) continue;
            for (std::size_t v = 0; v < variables; ++v) {
                std::vector<double>& to = m.variables[v].probability[r];
                const std::size_t levels = u[v].size();
                to.assign(levels, 0.1 / static_cast<double>(levels - 1));
                to.back() = 0.9;
                if (r == related) to = plan_.compare[v].household ? m.variables[v].probability[match] : u[v];
                const double all_of_it = weight[r][v] + 1;  // it counts as one pair
                for (std::size_t l = 0; l < levels; ++l)
                    to[l] = std::clamp((to[l] + (learned[r][v].empty() ? 0 : learned[r][v][l])) / all_of_it, 1e-9, 1.0);
            }
        }
        for (std::size_t v = 0; v < variables; ++v) m.variables[v].probability[differs] = u[v];

        // Pairs that are not compared are of other people.
        constexpr double least = 1e-15;
        for (const auto r : {match, related}) priors[r] = m.has(r) ? std::clamp(expected[r] / pairs_in_all, least, 0.4) : 0;
        priors[differs] = 1 - priors[match] - priors[related];
        list<judged_pattern> patterns(memory_);
        each_pattern(all, check_, [&](const std::uint8_t* codes, double count) { patterns.push_back(judge(codes, count)); });
        step_counter step(check_);
        for (int i = 0; i < 1000; ++i) {
            double found[3] = {};
            for (const judged_pattern& p : patterns) {
                step();
                double of[3];
                posterior(p, of);
                for (const auto r : {match, related}) found[r] += of[r] * p.pairs;
            }
            double change = 0;
            for (const auto r : {match, related}) {
                if (!m.has(r)) continue;
                const double next = std::clamp(found[r] / pairs_in_all, least, 0.4);
                change = std::max(change, std::fabs(next - priors[r]) / next);
                priors[r] = next;
            }
            priors[differs] = 1 - priors[match] - priors[related];
            if (change < 1e-9) break;
        }
    }
    m.prior = priors[match];
    m.related_share = m.three ? priors[related] / (1 - priors[match]) : 0;
    return m;
}

}  // namespace xm::core
