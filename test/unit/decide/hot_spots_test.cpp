#include "core/decide/hot_spots.hpp"

#include <cmath>
#include <map>
#include <random>

#include "allocation.hpp"
#include "core/decide/comparisons.hpp"
#include "decide_support.hpp"

namespace {

using namespace xm::core;
using namespace xm::test;

struct answer {
    std::vector<std::string> values;  // empty: none
    int rating;
};

std::vector<answer> answers(std::size_t n, unsigned seed) {
    std::mt19937_64 random(seed);
    std::vector<answer> list;
    for (std::size_t i = 0; i < n; ++i) {
        const auto area = random() % 3, flown = random() % 3;
        answer a{{std::string(1, static_cast<char>('A' + area)), flown == 2 ? "" : std::to_string(flown),
                  random() % 2 == 0 ? "f" : "m"},
                 0};
        a.rating = static_cast<int>(random() % 9) + (area == 1 && a.values[2] == "f" ? 0 : 2);
        list.push_back(a);
    }
    return list;
}

std::vector<hot_spot> find(const std::vector<answer>& list, metric m, std::int64_t depth, std::int64_t least) {
    std::pmr::monotonic_buffer_resource memory;
    coded_rows rows(&memory, {"area", "flown", "sex"}, spot_sums::size, no_poll);
    for (const answer& a : list) {
        std::uint32_t codes[3];
        for (std::size_t c = 0; c < 3; ++c) codes[c] = a.values[c].empty() ? 0 : rows.code(c, a.values[c]);
        spot_sums::add(rows.sums_of(codes), m, a.rating);
    }
    return hot_spots(rows, m, depth, least, no_poll);
}

const hot_spot& spot(const std::vector<hot_spot>& spots, std::string_view attributes) {
    for (const hot_spot& s : spots)
        if (s.attributes == attributes) return s;
    ADD_FAILURE() << attributes;
    return spots.front();
}

TEST(hot_spots, each_against_all_others_as_compare) {
    const auto list = answers(300, 1);
    for (const char* name : {"mean", "nps", "share[7,10]", "index[0,10]"}) {
        const metric m = metric::parse(name);
        const auto spots = find(list, m, 2, 20);
        std::vector<int> inside, outside;
        for (const answer& a : list) (a.values[0] == "B" && a.values[2] == "f" ? inside : outside).push_back(a.rating);
        const comparison c = compare_scores(ratings_of(inside), ratings_of(outside), m, 0.95);
        const hot_spot& s = spot(spots, R"({"sex": "f", "area": "B"})");
        EXPECT_EQ(s.responses, static_cast<std::int64_t>(inside.size()));
        EXPECT_NEAR(s.difference, c.difference, 1e-11) << name;
        EXPECT_NEAR(*s.std_error, *c.std_error, 1e-11) << name;
        EXPECT_NEAR(*s.p_value / *c.p_value, 1, 1e-9) << name;
        EXPECT_NEAR(s.value - s.rest, s.difference, 1e-11);
    }
    EXPECT_EQ(find(list, the_mean, 2, 20)[0].attributes, R"({"sex": "f", "area": "B"})") << "what was planted comes first";
}

TEST(hot_spots, q_values_are_over_all_rows) {
    const auto spots = find(answers(300, 2), the_mean, 2, 20);
    std::pmr::vector<std::optional<double>> p;
    for (const hot_spot& s : spots) p.push_back(s.p_value);
    adjust_p_values(p, adjustment::bh, no_poll);
    for (std::size_t i = 0; i < spots.size(); ++i) EXPECT_EQ(*spots[i].q_value, *p[i]);
    for (std::size_t i = 1; i < spots.size(); ++i) EXPECT_GE(*spots[i].p_value * (1 + 1e-11), *spots[i - 1].p_value);
}

// By hand: three areas, differences d with variances v.
TEST(hot_spots, drawn_to_the_random_effects_mean) {
    const auto spots = find(answers(300, 3), the_mean, 1, 20);
    std::vector<const hot_spot*> areas;
    for (const hot_spot& s : spots)
        if (s.attributes.find("area") != std::string::npos) areas.push_back(&s);
    ASSERT_EQ(areas.size(), 3U);
    double w = 0, wd = 0, w2 = 0, q = 0;
    for (const hot_spot* s : areas) {
        const double weight = 1 / (*s->std_error * *s->std_error);
        w += weight;
        wd += weight * s->difference;
        w2 += weight * weight;
    }
    for (const hot_spot* s : areas) q += std::pow(s->difference - wd / w, 2) / (*s->std_error * *s->std_error);
    const double tau2 = std::max(0.0, (q - 2) / (w - w2 / w));
    double a = 0, b = 0;
    for (const hot_spot* s : areas) {
        a += s->difference / (*s->std_error * *s->std_error + tau2);
        b += 1 / (*s->std_error * *s->std_error + tau2);
    }
    for (const hot_spot* s : areas) {
        const double v = *s->std_error * *s->std_error;
        EXPECT_NEAR(*s->shrunken, (tau2 * s->difference + v * (a / b)) / (tau2 + v), 1e-12);
    }
    EXPECT_FALSE(spot(spots, R"({"sex": "f"})").shrunken) << "two of an attribute are too few";
}

TEST(hot_spots, explained_by_the_part_whose_other_people_are_alike) {
    std::vector<answer> list;
    for (int i = 0; i < 400; ++i) {
        const bool bad = i % 2 == 0;
        list.push_back({{bad ? "B" : "A", i % 4 < 2 ? "x" : "y", i % 8 < 4 ? "f" : "m"}, (i / 8) % 5 + (bad ? 0 : 5)});
    }
    const auto spots = find(list, the_mean, 2, 20);
    EXPECT_EQ(spot(spots, R"({"area": "B", "flown": "x"})").explained_by, R"({"area": "B"})");
    EXPECT_EQ(spot(spots, R"({"area": "B"})").explained_by, "") << "one attribute has no part";
}

TEST(hot_spots, the_same_people_are_named_once) {
    std::vector<answer> list;
    for (int i = 0; i < 100; ++i) list.push_back({{i < 50 ? "A" : "B", i < 50 ? "x" : "y", i % 2 == 0 ? "f" : "m"}, i % 7});
    for (const hot_spot& s : find(list, the_mean, 3, 10))
        EXPECT_TRUE(s.attributes.find("area") == std::string::npos || s.attributes.find("flown") == std::string::npos)
            << s.attributes;
}

TEST(hot_spots, who_has_no_value_is_among_the_others) {
    std::vector<answer> list;
    for (int i = 0; i < 60; ++i) list.push_back({{"A", i < 30 ? "x" : "", "f"}, i % 5});
    const auto spots = find(list, the_mean, 2, 30);
    ASSERT_EQ(spots.size(), 1U) << "all are of area A, and so nobody is outside";
    EXPECT_EQ(spots[0].attributes, R"({"flown": "x"})");
    EXPECT_EQ(spots[0].responses, 30);
}

TEST(hot_spots, text_is_escaped_as_jsonb_does) {
    std::vector<answer> list;
    for (int i = 0; i < 10; ++i) list.push_back({{i < 5 ? "a\"\\\n\x01" : "b", "", ""}, i});
    EXPECT_EQ(find(list, the_mean, 1, 1)[0].attributes, "{\"area\": \"a\\\"\\\\\\n\\u0001\"}");
}

TEST(hot_spots, the_order_of_the_rows_does_not_show) {
    auto list = answers(200, 5);
    const auto first = find(list, the_mean, 3, 10);
    std::reverse(list.begin(), list.end());
    const auto again = find(list, the_mean, 3, 10);
    ASSERT_EQ(first.size(), again.size());
    for (std::size_t i = 0; i < first.size(); ++i) {
        EXPECT_EQ(first[i].attributes, again[i].attributes);
        EXPECT_EQ(first[i].shrunken, again[i].shrunken);
        EXPECT_EQ(first[i].explained_by, again[i].explained_by);
    }
}

TEST(hot_spots, what_is_refused) {
    EXPECT_NE(refusal(errc::invalid, [] { check_spot_settings(0, 20); }).find("depth 0"), std::string::npos);
    EXPECT_NE(refusal(errc::invalid, [] { check_spot_settings(2, -3); }).find("min_responses -3"), std::string::npos);
    double sums[3]{};
    EXPECT_NE(refusal(errc::invalid, [&] { spot_sums::add(sums, metric::parse("csat"), 7); }).find("rating 7"),
              std::string::npos);
}

TEST(hot_spots, a_failed_allocation_is_reported) {
    survive_failed_allocations([] { find(answers(30, 1), the_mean, 1, 3); });
}

}  // namespace
