#include "core/people/duplicates.hpp"

#include <gtest/gtest.h>

#include <map>
#include <memory_resource>

#include "core/num/random.hpp"

namespace xm::core {
namespace {

// A register as a test writes it: of each person the values of each column, several with | between.
struct table {
    std::vector<std::vector<std::string>> rows;
    std::vector<std::string> texts;
    std::vector<std::vector<std::uint64_t>> ends;
    std::vector<std::vector<std::uint32_t>> persons;
    person_register people;

    table(std::vector<std::vector<std::string>> r, std::size_t columns)
        : rows(std::move(r)), texts(columns), ends(columns), persons(columns) {
        people.size = rows.size();
        for (std::size_t c = 0; c < columns; ++c) {
            for (std::uint32_t p = 0; p < rows.size(); ++p) {
                std::string_view rest = rows[p][c];
                while (!rest.empty()) {
                    const std::string_view one = rest.substr(0, rest.find('|'));
                    rest.remove_prefix(std::min(rest.size(), one.size() + 1));
                    texts[c] += one;
                    ends[c].push_back(texts[c].size());
                    persons[c].push_back(p);
                }
            }
            people.columns.push_back({texts[c].data(), ends[c], persons[c]});
        }
    }
    table(const table&) = delete;
    table& operator=(const table&) = delete;
};

value_comparison by(std::size_t column, value_comparison::method m, std::vector<double> thresholds = {}, bool household = false) {
    value_comparison c;
    c.name = "v" + std::to_string(column);
    c.column = column;
    c.by = m;
    c.thresholds = std::move(thresholds);
    c.household = household;
    return c;
}

struct seen {
    std::vector<std::int32_t> levels;
    std::uint32_t passes;
};
std::map<std::pair<std::uint32_t, std::uint32_t>, seen> pairs_of(const duplicate_search& s) {
    std::map<std::pair<std::uint32_t, std::uint32_t>, seen> all;
    s.each_pair([&](std::uint32_t a, std::uint32_t b, std::span<const std::int32_t> levels, std::uint32_t passes) {
        EXPECT_LT(a, b);
        EXPECT_TRUE(all.insert({{a, b}, {{levels.begin(), levels.end()}, passes}}).second) << a << " " << b << " twice";
    });
    return all;
}

TEST(duplicates, levels_of_every_kind) {
    const table t(
        {{"anna", "5.5", "2000-02-29", "k"}, {"ana", "7", "2000-03-31", "k"}, {"zoe", "x", "2000-02-30", "k"}, {"", "", "", "k"}},
        4);
    duplicate_plan plan;
    plan.passes = {{3}};
    plan.compare = {by(0, value_comparison::exact), by(0, value_comparison::jaro_winkler, {0.9, 1}),
                    by(1, value_comparison::number, {2, 0}), by(2, value_comparison::date, {31, 0})};
    std::pmr::monotonic_buffer_resource memory;
    const duplicate_search s(&memory, t.people, plan, no_poll);
    const auto all = pairs_of(s);
    ASSERT_EQ(all.size(), 6U);
    EXPECT_EQ(all.at({0, 1}).levels, (std::vector<std::int32_t>{0, 1, 1, 1}));
    EXPECT_EQ(all.at({0, 2}).levels, (std::vector<std::int32_t>{0, 0, no_level, no_level}));  // no number, no such day
    EXPECT_EQ(all.at({0, 3}).levels, (std::vector<std::int32_t>{no_level, no_level, no_level, no_level}));
    EXPECT_FALSE(s.never(all.at({0, 1}).levels));
    EXPECT_TRUE(s.never(all.at({0, 2}).levels));
    EXPECT_FALSE(s.never(all.at({0, 3}).levels));
}

TEST(duplicates, each_pair_once_whatever_it_shares) {
    const table t({{"a|b", "x"}, {"b|a", "x"}, {"c", "x"}, {"", "x"}, {"a", "y"}}, 2);
    duplicate_plan plan;
    plan.passes = {{0}, {1}, {0, 1}};
    plan.compare = {by(0, value_comparison::exact)};
    std::pmr::monotonic_buffer_resource memory;
    const duplicate_search s(&memory, t.people, plan, no_poll);
    const auto all = pairs_of(s);
    EXPECT_EQ(all.size(), 8U);
    EXPECT_EQ(all.at({0, 1}).passes, 7U);
    EXPECT_EQ(all.at({0, 4}).passes, 1U);
    EXPECT_EQ(all.at({2, 3}).passes, 2U);
    EXPECT_EQ(all.count({2, 4}), 0U);
    EXPECT_EQ(all.at({0, 1}).levels[0], 1);
}

TEST(duplicates, a_large_block_is_told_and_left_out) {
    std::vector<std::vector<std::string>> rows;
    for (int i = 0; i < 1001; ++i) rows.push_back({"all", i < 1000 ? "most" : "one"});
    const table t(rows, 2);
    duplicate_plan plan;
    plan.passes = {{0}, {1}};
    plan.compare = {by(1, value_comparison::exact)};
    std::pmr::monotonic_buffer_resource memory;
    const duplicate_search s(&memory, t.people, plan, no_poll);
    ASSERT_EQ(s.large_blocks().size(), 1U);
    EXPECT_EQ(s.large_blocks()[0].pass, 0U);
    EXPECT_EQ(s.large_blocks()[0].people, 1001U);
    EXPECT_EQ(pairs_of(s).size(), 1000U * 999U / 2U);
}

// What EM meets: no pairs, no matches, nothing but matches, what is always missing, two variables that are one.
TEST(duplicates, learning_ends_whatever_the_data) {
    random_numbers random{7};
    const auto word = [&](int kinds) { return "w" + std::to_string(static_cast<int>(random.uniform() * kinds)); };
    duplicate_plan plan;
    plan.passes = {{0}};
    for (std::size_t v = 1; v < 6; ++v) plan.compare.push_back(by(v, value_comparison::exact, {}, v == 4));
    for (const int kind : {0, 1, 2, 3, 4}) {
        for (const std::size_t n : {std::size_t{0}, std::size_t{1}, std::size_t{2}, std::size_t{3}, std::size_t{400}}) {
            std::vector<std::vector<std::string>> rows;
            for (std::size_t i = 0; i < n; ++i) {
                std::vector<std::string> r{"b" + std::to_string(i / 4)};
                for (int v = 1; v < 6; ++v)
                    r.push_back(kind == 0 ? word(50) : kind == 1 ? "same" : kind == 2 && v == 2 ? "" : word(5));
                if (kind == 3) r[3] = r[2] = r[1];
                if (kind == 4 && i % 2 == 1) r = rows.back();
                rows.push_back(r);
            }
            const table t(rows, 6);
            std::pmr::monotonic_buffer_resource memory;
            const duplicate_search s(&memory, t.people, plan, no_poll);
            const match_model m = s.fit();
            EXPECT_GT(m.prior, 0) << kind << " " << n;
            EXPECT_LT(m.prior, 0.5) << kind << " " << n;
            for (const auto& v : m.variables)
                for (const auto r : {match_model::match, match_model::related, match_model::differs})
                    for (const double p : v.probability[r]) EXPECT_TRUE(p > 0 && p <= 1) << kind << " " << n << " " << p;
            if (kind == 4 && n == 400) {  // 200 of 79,800 pairs are one person
                EXPECT_NEAR(m.prior, 200.0 / 79800, 0.2 * 200 / 79800);
            }
        }
    }
}

TEST(duplicates, three_columns_must_be_left_to_learn_from) {
    const table t({{"a", "b", "c"}, {"a", "b", "c"}}, 3);
    duplicate_plan plan;
    plan.passes = {{0}};
    for (std::size_t v = 0; v < 3; ++v) plan.compare.push_back(by(v, value_comparison::exact));
    std::pmr::monotonic_buffer_resource memory;
    const duplicate_search s(&memory, t.people, plan, no_poll);
    EXPECT_THROW((void)s.fit(), error);
}

}  // namespace
}  // namespace xm::core
