#include "core/decide/comparisons.hpp"

#include "allocation.hpp"
#include "decide_support.hpp"

namespace {

using namespace xm::core;
using namespace xm::test;

std::vector<double> adjusted(std::vector<std::optional<double>> p, adjustment how) {
    std::pmr::vector<std::optional<double>> list(p.begin(), p.end());
    adjust_p_values(list, how, no_poll);
    std::vector<double> result;
    for (const auto& v : list) result.push_back(v.value_or(-1));
    return result;
}

void expect_near(const std::vector<double>& got, const std::vector<double>& expected) {
    ASSERT_EQ(got.size(), expected.size());
    for (std::size_t i = 0; i < got.size(); ++i) EXPECT_NEAR(got[i], expected[i], 1e-15) << i;
}

// stats::p.adjust(c(0.01, 0.04, 0.03, NA, 0.005, 0.9), method), by hand: NA does not count.
TEST(comparisons, p_values_are_adjusted_as_r_does) {
    const std::vector<std::optional<double>> p{0.01, 0.04, 0.03, std::nullopt, 0.005, 0.9};
    expect_near(adjusted(p, adjustment::holm), {0.04, 0.09, 0.09, -1, 0.025, 0.9});
    expect_near(adjusted(p, adjustment::bh), {0.025, 0.05, 0.05, -1, 0.025, 0.9});
    expect_near(adjusted(p, adjustment::bonferroni), {0.05, 0.2, 0.15, -1, 0.025, 1});
    expect_near(adjusted(p, adjustment::none), {0.01, 0.04, 0.03, -1, 0.005, 0.9});
    EXPECT_TRUE(adjusted({}, adjustment::holm).empty());
}

TEST(comparisons, every_pair_once_in_label_order_as_compare) {
    keyed k;
    k.add("c", {1, 2, 3}).add("a", {4, 5, 9}).add("b", {7, 8, 8, 9});
    const compared_groups groups(k.groups, the_mean, no_poll);
    const auto pairs = groups.pairs(adjustment::holm, 0.9);
    ASSERT_EQ(pairs.size(), 3U);
    const comparison ab = compare_scores(ratings_of({4, 5, 9}), ratings_of({7, 8, 8, 9}), the_mean, 0.9);
    EXPECT_EQ(groups.labels()[pairs[0].a], "a");
    EXPECT_EQ(groups.labels()[pairs[0].b], "b");
    EXPECT_EQ(pairs[0].difference, ab.difference);
    EXPECT_EQ(*pairs[0].lower, *ab.lower);
    EXPECT_EQ(*pairs[0].p_value, *ab.p_value);
    EXPECT_GE(*pairs[0].p_adjusted, *pairs[0].p_value);
}

TEST(comparisons, one_group_has_no_pairs_and_one_answer_no_p_value) {
    keyed one, lone;
    one.add("a", {1, 2});
    EXPECT_TRUE(compared_groups(one.groups, the_mean, no_poll).pairs(adjustment::holm, 0.95).empty());
    lone.add("a", {1}).add("b", {1, 2, 3});
    const auto pairs = compared_groups(lone.groups, the_mean, no_poll).pairs(adjustment::holm, 0.95);
    EXPECT_EQ(pairs[0].difference, -1);
    EXPECT_FALSE(pairs[0].p_value || pairs[0].p_adjusted || pairs[0].std_error);
}

TEST(comparisons, letters_name_those_that_are_beaten) {
    keyed k;
    for (int g = 0; g < 28; ++g) {
        const int r = g == 27 ? 100 : g;
        k.add(std::string(1, static_cast<char>('0' + g / 10)) + static_cast<char>('0' + g % 10),
              {r, r + (r < 100), r, r + (r < 100)});
    }
    const auto rows = compared_groups(k.groups, the_mean, no_poll).letters(adjustment::none, 0.99);
    EXPECT_EQ(rows[0].letter, "A");
    EXPECT_EQ(rows[25].letter, "Z");
    EXPECT_EQ(rows[26].letter, "AA");
    EXPECT_EQ(rows[27].letter, "AB");
    EXPECT_EQ(rows[0].higher_than, "");
    EXPECT_EQ(rows[4].higher_than, "A B C");
}

TEST(comparisons, what_is_refused) {
    EXPECT_NE(refusal(errc::invalid, [] { adjustment_of("tukey"); }).find("tukey"), std::string::npos);
    keyed k;
    k.add("a", {1, 2}).add("b", {3, 4});
    const compared_groups groups(k.groups, the_mean, no_poll);
    EXPECT_NE(refusal(errc::invalid, [&] { groups.pairs(adjustment::holm, 95); }).find("95"), std::string::npos);
    keyed many;
    for (int g = 0; g < 2000; ++g) many.add(std::to_string(g), {1});
    EXPECT_NE(refusal(errc::invalid, [&] { compared_groups(many.groups, the_mean, no_poll); }).find("2000 groups"),
              std::string::npos);
}

TEST(comparisons, a_failed_allocation_is_reported) {
    survive_failed_allocations([] {
        keyed k;
        k.add("a", {1, 2, 2}).add("b", {3, 4, 4}).add("c", {8, 9});
        compared_groups(k.groups, the_mean, no_poll).letters(adjustment::bh, 0.95);
    });
}

}  // namespace
