// The audit beside its definition, by brute force over rational numbers, on random small organisations; and laws.
#include "core/privacy/audit.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <numeric>
#include <random>
#include <set>
#include <sstream>

#include "support.hpp"

namespace {

using namespace xm::core;
using cell = std::vector<std::uint32_t>;
using matrix = std::vector<std::vector<__int128>>;

// Fraction-free elimination (Bareiss 1968): exact.
std::size_t rank(matrix m) {
    std::size_t r = 0;
    __int128 previous = 1;
    for (std::size_t c = 0; !m.empty() && c < m[0].size() && r < m.size(); ++c) {
        const auto pivot =
            std::find_if(m.begin() + static_cast<std::ptrdiff_t>(r), m.end(), [c](const auto& row) { return row[c] != 0; });
        if (pivot == m.end()) continue;
        std::swap(m[r], *pivot);
        for (std::size_t i = r + 1; i < m.size(); ++i) {
            for (std::size_t j = c + 1; j < m[0].size(); ++j) m[i][j] = (m[i][j] * m[r][c] - m[i][c] * m[r][j]) / previous;
            m[i][c] = 0;
        }
        previous = m[r][c];
        ++r;
    }
    return r;
}

// How many people these columns (as bits) belong to.
std::uint32_t count_people(std::uint32_t columns, const std::vector<std::uint32_t>& owners) {
    std::uint32_t people = 0;
    for (std::uint32_t c = 0; c < owners.size(); ++c)
        if (columns >> c & 1) people |= 1U << owners[c];
    return static_cast<std::uint32_t>(std::popcount(people));
}

// All sets of columns of fewer than k people (as bits) of which a combination of the cells tells something.
std::set<std::uint32_t> exposed(const std::vector<std::uint32_t>& cells, const std::vector<std::uint32_t>& owners,
                                std::uint32_t k) {
    const auto n = static_cast<std::uint32_t>(owners.size());
    std::map<std::vector<bool>, std::uint32_t> atoms;  // membership to columns
    for (std::uint32_t p = 0; p < n; ++p) {
        std::vector<bool> member;
        for (const std::uint32_t c : cells) member.push_back((c >> p & 1) != 0);
        if (std::find(member.begin(), member.end(), true) != member.end()) atoms[member] |= 1U << p;
    }
    const std::vector<std::pair<std::vector<bool>, std::uint32_t>> list(atoms.begin(), atoms.end());
    const auto rank_without = [&](std::uint32_t people) {
        matrix m(cells.size());
        for (const auto& [member, who] : list)
            if ((who & people) == 0)
                for (std::size_t i = 0; i < cells.size(); ++i) m[i].push_back(member[i]);
        return rank(m);
    };
    const std::size_t full = rank_without(0);
    std::set<std::uint32_t> result;
    for (std::uint32_t chosen = 1; chosen < 1U << list.size(); ++chosen) {
        std::uint32_t people = 0;
        for (std::size_t a = 0; a < list.size(); ++a)
            if (chosen >> a & 1) people |= list[a].second;
        if (count_people(people, owners) < k && rank_without(people) < full) result.insert(people);
    }
    return result;
}

// What may be released, in order, by the definition.
struct by_definition {
    std::vector<std::uint32_t> owners;
    std::uint32_t k;
    std::vector<std::uint32_t> rows;
    std::set<std::uint32_t> known;

    void publish(std::uint32_t c) {
        rows.push_back(c);
        known = exposed(rows, owners, k);
    }
    bool release(std::uint32_t c) {
        if (count_people(c, owners) < k) return false;
        std::vector<std::uint32_t> more = rows;
        more.push_back(c);
        std::set<std::uint32_t> now = exposed(more, owners, k);
        for (const std::uint32_t s : now)
            if (std::none_of(known.begin(), known.end(), [s](std::uint32_t old) { return (old & ~s) == 0; })) return false;
        rows = more;
        known = now;
        return true;
    }
};

cell people_of(std::uint32_t bits) {
    cell result;
    for (std::uint32_t p = 0; p < 32; ++p)
        if (bits >> p & 1) result.push_back(p);
    return result;
}

// Cells as reports make them: a tree of units, crossed with attributes, and sets that follow no order.
std::vector<std::uint32_t> random_cells(std::mt19937& random, std::uint32_t n) {
    const auto below = [&](std::uint32_t m) { return static_cast<std::uint32_t>(random() % m); };
    std::vector<std::uint32_t> cells, groups{(1U << n) - 1};
    const std::uint32_t teams = 2 + below(3), attributes = 1 + below(2);
    std::vector<std::uint32_t> team(teams, 0), attribute(2 * attributes, 0);
    for (std::uint32_t p = 0; p < n; ++p) {
        team[below(teams)] |= 1U << p;
        for (std::uint32_t a = 0; a < attributes; ++a) attribute[2 * a + below(2)] |= 1U << p;
    }
    groups.insert(groups.end(), team.begin(), team.end());
    groups.insert(groups.end(), attribute.begin(), attribute.end());
    for (const std::uint32_t t : team)
        for (const std::uint32_t a : attribute) groups.push_back(t & a);
    const std::uint32_t count = 3 + below(7);
    for (std::uint32_t i = 0; i < count; ++i) {
        const std::uint32_t g = groups[below(static_cast<std::uint32_t>(groups.size()))];
        switch (below(4)) {
            case 0: cells.push_back(static_cast<std::uint32_t>(random()) & ((1U << n) - 1)); break;
            case 1: cells.push_back(g ^ (1U << below(n))); break;
            default: cells.push_back(g);
        }
    }
    return cells;
}

TEST(audit, agrees_with_its_definition) {
    std::mt19937 random(14);
    int released = 0, withheld = 0;
    for (int round = 0; round < 3000; ++round) {
        const std::uint32_t n = 6 + static_cast<std::uint32_t>(random() % 7), k = 2 + static_cast<std::uint32_t>(random() % 4);
        const std::vector<std::uint32_t> cells = random_cells(random, n);
        const std::size_t fixed = random() % 3 == 0 ? random() % 3 : 0;
        std::vector<std::uint32_t> owners(n);
        std::iota(owners.begin(), owners.end(), 0U);
        by_definition truth{owners, k, {}, {}};
        cell_audit audit(n, static_cast<std::int32_t>(k), random());
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (i < fixed) {
                truth.publish(cells[i]);
                audit.publish(people_of(cells[i]));
                continue;
            }
            const bool may = truth.release(cells[i]);
            const cell_verdict verdict = audit.release(people_of(cells[i]));
            ASSERT_EQ(is_released(verdict), may) << "round " << round << " cell " << i;
            ASSERT_NE(verdict, cell_verdict::unverified);
            ++(may ? released : withheld);
        }
    }
    EXPECT_GT(released, 3000);
    EXPECT_GT(withheld, 3000);
}

// People whose answers were corrected have several columns, of which a cell holds one.
TEST(audit, counts_people_and_not_their_answers) {
    std::mt19937 random(24);
    int released = 0, withheld = 0, corrected = 0;
    for (int round = 0; round < 3000; ++round) {
        const std::uint32_t people = 5 + static_cast<std::uint32_t>(random() % 5),
                            k = 2 + static_cast<std::uint32_t>(random() % 4);
        std::vector<std::uint32_t> owners(people);
        std::iota(owners.begin(), owners.end(), 0U);
        while (owners.size() < 12 && random() % 4 != 0) owners.push_back(static_cast<std::uint32_t>(random() % people));
        by_definition truth{owners, k, {}, {}};
        cell_audit audit(owners, static_cast<std::int32_t>(k), random());
        for (const std::uint32_t of_people : random_cells(random, people)) {
            cell columns;
            std::uint32_t bits = 0;
            for (const std::uint32_t p : people_of(of_people)) {
                cell of_person;
                for (std::uint32_t c = 0; c < owners.size(); ++c)
                    if (owners[c] == p) of_person.push_back(c);
                columns.push_back(of_person[random() % of_person.size()]);
                bits |= 1U << columns.back();
            }
            const bool may = truth.release(bits);
            const cell_verdict asked = audit.ask(columns);
            const cell_verdict verdict = audit.release(columns);
            ASSERT_EQ(is_released(verdict), may) << "round " << round;
            ASSERT_EQ(asked, verdict);
            ++(may ? released : withheld);
        }
        corrected += static_cast<int>(owners.size() - people);
    }
    EXPECT_GT(released, 3000);
    EXPECT_GT(withheld, 3000);
    EXPECT_GT(corrected, 3000);
}

// The literature's cases, and rules of products that fail: test/data/privacy_cases.json.
cell persons(const std::string& text, std::map<std::uint32_t, std::uint32_t>& numbers) {
    std::set<std::uint32_t> result;
    std::istringstream parts(text);
    for (std::string part; std::getline(parts, part, ',');) {
        const std::size_t dash = part.find('-');
        const auto from = static_cast<std::uint32_t>(std::stoul(part));
        const auto to = dash == std::string::npos ? from : static_cast<std::uint32_t>(std::stoul(part.substr(dash + 1)));
        for (std::uint32_t p = from; p <= to; ++p) result.insert(numbers.emplace(p, numbers.size()).first->second);
    }
    return {result.begin(), result.end()};
}

TEST(audit, decides_the_cases_of_the_literature) {
    std::ifstream file(XM_TEST_DATA "/privacy_cases.json");
    const auto cases = nlohmann::json::parse(file).at("cases");
    ASSERT_GT(cases.size(), 30U);
    for (const auto& c : cases) {
        SCOPED_TRACE(c.at("title").get<std::string>());
        const std::int32_t threshold = threshold_of(c.at("k"), c.at("colluders"));
        std::map<std::string, cell_audit> universes;
        std::map<std::uint32_t, std::uint32_t> numbers;
        const auto universes_of = [](const nlohmann::json& one) {
            return one.contains("universes") ? one.at("universes").get<std::vector<std::string>>()
                                             : std::vector<std::string>{"all"};
        };
        const auto audit_of = [&](const std::string& name) -> cell_audit& {
            return universes.try_emplace(name, 100U, threshold, 14U).first->second;
        };
        for (const auto& p : c.at("published"))
            for (const std::string& u : universes_of(p)) audit_of(u).publish(persons(p.at("persons"), numbers));
        for (const auto& one : c.at("cells")) {
            SCOPED_TRACE(one.at("id").get<std::string>());
            for (const std::string& u : universes_of(one)) {
                const cell_verdict verdict = audit_of(u).release(persons(one.at("persons"), numbers));
                EXPECT_EQ(is_released(verdict) ? "released" : "withheld", one.at("status"));
                EXPECT_EQ(reason_text(verdict), one.at("reason"));
            }
        }
    }
}

// Atoms of one another's doubles, so that the product of the last cell with the only move left is 2^61 - 1: 0 for who calculates
// modulo that prime, and yet the cell tells everybody's answer.
TEST(audit, calculates_modulo_a_prime_that_nobody_knows) {
    constexpr std::uint32_t doublings = 61;
    cell_audit audit(3 * doublings, 2, 14);
    for (std::uint32_t i = 0; i < doublings; ++i) {
        const std::uint32_t p = 3 * i, q = p + 1, n = p + 2;
        if (i > 0) {
            ASSERT_EQ(audit.release(cell{p - 3, q - 3, n}), cell_verdict::released);
        }
        ASSERT_EQ(audit.release(cell{p, n}), cell_verdict::released);
        ASSERT_EQ(audit.release(cell{q, n}), cell_verdict::released);
    }
    cell last;
    for (std::uint32_t i = 0; i < doublings; ++i) last.push_back(3 * i);
    EXPECT_EQ(audit.release(last), cell_verdict::combination);
}

TEST(audit, a_withheld_cell_leaves_no_trace) {
    std::mt19937 random(15);
    for (int round = 0; round < 300; ++round) {
        const std::vector<std::uint32_t> cells = random_cells(random, 14);
        cell_audit all(14, 4, 1), only_released(14, 4, 2);
        std::vector<cell_verdict> verdicts;
        for (const std::uint32_t c : cells) verdicts.push_back(all.release(people_of(c)));
        for (std::size_t i = 0; i < cells.size(); ++i)
            if (is_released(verdicts[i])) {
                ASSERT_EQ(only_released.release(people_of(cells[i])), verdicts[i]);
            }
    }
}

TEST(audit, a_released_cell_stays_derivable_and_people_come_in_any_order) {
    std::mt19937 random(16);
    for (int round = 0; round < 300; ++round) {
        const std::vector<std::uint32_t> cells = random_cells(random, 14);
        cell_audit audit(14, 4, 3), shuffled(14, 4, 4);
        for (const std::uint32_t c : cells) {
            cell people = people_of(c);
            const cell_verdict verdict = audit.release(people);
            std::shuffle(people.begin(), people.end(), random);
            ASSERT_EQ(shuffled.release(people), verdict);
        }
        cell_audit again(14, 4, 5);
        std::vector<std::uint32_t> released;
        for (const std::uint32_t c : cells)
            if (is_released(again.release(people_of(c)))) released.push_back(c);
        for (const std::uint32_t c : released) ASSERT_EQ(again.release(people_of(c)), cell_verdict::derivable);
    }
}

TEST(audit, more_published_cells_make_no_release_easier) {
    std::mt19937 random(17);
    for (int round = 0; round < 500; ++round) {
        const std::vector<std::uint32_t> first = random_cells(random, 14), second = random_cells(random, 14);
        cell_audit fewer(14, 4, 6), more(14, 4, 7);
        std::vector<std::uint32_t> released;
        for (const std::uint32_t c : first)
            if (is_released(more.release(people_of(c)))) released.push_back(c);
        for (std::size_t i = 0; i < released.size(); i += 2) fewer.release(people_of(released[i]));
        const std::uint32_t asked = second.back();
        const bool easy = is_released(fewer.release(people_of(asked)));
        ASSERT_LE(is_released(more.release(people_of(asked))), easy);
    }
}

// A unit tree crossed with attributes, of a size at which nobody can enumerate; and the bound of the search.
TEST(audit, out_of_steps_it_withholds) {
    std::mt19937 random(18);
    constexpr std::uint32_t people = 600;
    std::vector<cell> cells;
    cell everyone(people);
    std::iota(everyone.begin(), everyone.end(), 0U);
    cells.push_back(everyone);
    for (const std::uint32_t groups : {60U, 40U, 30U}) {
        std::vector<cell> some(groups);
        for (std::uint32_t p = 0; p < people; ++p) some[random() % groups].push_back(p);
        cells.insert(cells.end(), some.begin(), some.end());
    }
    cell_audit patient(people, 9, 1, 1'000'000'000), hasty(people, 9, 2, 5);
    int unverified = 0, released = 0;
    for (const cell& c : cells) {
        const cell_verdict without_bound = patient.release(c), bounded = hasty.release(c);
        EXPECT_NE(without_bound, cell_verdict::unverified);
        released += is_released(without_bound);
        unverified += bounded == cell_verdict::unverified;
    }
    EXPECT_GT(released, 60);
    EXPECT_GT(unverified, 0);
}

TEST(audit, refuses_thresholds_out_of_range) {
    EXPECT_EQ(threshold_of(5, 1), 6);
    EXPECT_NE(xm::test::refusal(errc::invalid, [] { threshold_of(1, 0); }), "");
    EXPECT_NE(xm::test::refusal(errc::invalid, [] { threshold_of(5, -1); }), "");
    EXPECT_NE(xm::test::refusal(errc::invalid, [] { threshold_of(90, 20); }), "");
}

}  // namespace
