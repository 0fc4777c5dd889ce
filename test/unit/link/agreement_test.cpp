// Expected values: test/golden/make.R (R 4.2.2) and Bliese, Multilevel Modeling in R.
#include "core/link/agreement.hpp"

#include <cmath>

#include "support.hpp"

namespace {

using namespace xm::core;
using xm::test::ratings_of;
using xm::test::refusal;

icc_sums sums_of(const std::vector<std::vector<int>>& units) {
    icc_sums s;
    for (const auto& unit : units) s.add(ratings_of(unit));
    return s;
}

const std::vector<std::vector<int>> four{{4, 5, 4, 3, 4}, {2, 2, 3}, {5, 5, 4, 5}, {1, 2, 3, 2, 2, 1}};

TEST(agreement, icc_as_r) {
    const icc_result r = icc(sums_of(four));
    EXPECT_NEAR(*r.icc1, 0.80519480519480535, 1e-13);
    EXPECT_NEAR(*r.icc2, 0.94897959183673475, 1e-13);
    EXPECT_NEAR(*r.f, 19.600000000000019, 1e-12);
    EXPECT_NEAR(*r.p_value, 2.7870957215049302e-05, 1e-16);
    EXPECT_NEAR(*r.eta_squared, 0.80769230769230782, 1e-14);
    EXPECT_EQ(*r.df1, 3);
    EXPECT_EQ(*r.df2, 14);
    EXPECT_EQ(r.units, 4);
    EXPECT_EQ(r.responses, 18);
}

TEST(agreement, icc_merges) {
    icc_sums a = sums_of({four[0], four[3]});
    a.merge(sums_of({four[2], four[1]}));
    EXPECT_EQ(*icc(a).icc1, *icc(sums_of(four)).icc1);
}

TEST(agreement, icc_keeps_negative_values) {
    const icc_result r = icc(sums_of({{1, 5}, {5, 1}, {2, 4}}));
    EXPECT_EQ(*r.icc1, -1);  // units with equal means: MSB = 0
    EXPECT_FALSE(r.icc2);    // and no variance that a unit mean could be reliable about
    EXPECT_EQ(*r.f, 0);
    EXPECT_EQ(*r.p_value, 1);
    EXPECT_EQ(*r.eta_squared, 0);
}

TEST(agreement, icc_without_spread_gives_nothing_rather_than_nan) {
    EXPECT_FALSE(icc(sums_of({{1, 5}})).icc1);
    const icc_result same = icc(sums_of({{3, 3}, {3, 3}}));
    EXPECT_FALSE(same.icc1 || same.icc2 || same.f || same.p_value || same.eta_squared);
    icc_sums huge;  // counts that one double does not hold
    for (const char* n : {"2030399267151122", "8382483343336284", "77"})
        huge.add(ratings::from_text(R"({"type":"ratings","version":1,"responses":{"5":)" + std::string(n) + "}}"));
    EXPECT_FALSE(icc(huge).icc1 || icc(huge).p_value || icc(huge).eta_squared);
    const icc_result perfect = icc(sums_of({{2, 2}, {4, 4}}));
    EXPECT_EQ(*perfect.icc1, 1);
    EXPECT_EQ(*perfect.icc2, 1);
    EXPECT_FALSE(perfect.f);
    EXPECT_EQ(*perfect.p_value, 0);
    const icc_result singles = icc(sums_of({{2}, {4}}));
    EXPECT_FALSE(singles.icc1 || singles.f || singles.p_value);
    EXPECT_EQ(*singles.df2, 0);
}

TEST(agreement, more_than_2_62_responses_are_out_of_range) {
    icc_sums sums;
    const ratings most = ratings::from_text(R"({"type":"ratings","version":1,"responses":{"5":4611686018427387903}})");
    sums.add(most);
    sums.add(ratings_of({4}));
    EXPECT_NE(xm::test::refusal(errc::range, [&] { sums.add(ratings_of({4})); }), "");
    const icc_sums before = sums;
    EXPECT_NE(xm::test::refusal(errc::range, [&] { sums.merge(before); }), "");
    EXPECT_EQ(sums.responses, std::uint64_t{1} << 62);
    EXPECT_EQ(sums.units, 2);
}

TEST(agreement, rwg) {
    EXPECT_EQ(*rwg(ratings_of(four[0]), 1, 5), 0.75);  // variance 1/2 against (5^2 - 1) / 12
    EXPECT_EQ(*rwg(ratings_of({1, 5, 1, 5}), 1, 5), 0);
    EXPECT_EQ(*rwg(ratings_of({4, 4}), 1, 5), 1);
    EXPECT_FALSE(rwg(ratings_of({4}), 1, 5));
}

TEST(agreement, refuses_weights_and_ratings_off_the_scale) {
    xm::test::running_ratings weighted;
    weighted.add(3, 1.0);
    icc_sums s;
    EXPECT_NE(refusal(errc::invalid, [&] { s.add(weighted.value()); }), "");
    EXPECT_NE(refusal(errc::invalid, [&] { rwg(weighted.value(), 1, 5); }), "");
    EXPECT_NE(refusal(errc::invalid, [] { rwg(ratings_of({2, 9}), 1, 5); }).find("9"), std::string::npos);
    EXPECT_NE(refusal(errc::invalid, [] { rwg(ratings_of({2}), 3, 3); }), "");
    EXPECT_NE(refusal(errc::invalid, [] { rwg(ratings_of({2}), -1, 3); }), "");
    EXPECT_NE(refusal(errc::invalid, [] { rwg(ratings_of({2}), 1, 101); }), "");
}

}  // namespace
