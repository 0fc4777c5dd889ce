// Expected values: the t quantiles and the p-value by numerical integration of Student's density (Python 3, 400,000 steps);
// the rest by hand.
#include "core/models/period_score.hpp"

#include <cmath>

#include "models/moments_support.hpp"
#include "support.hpp"

namespace {

using namespace xm::core;
using xm::test::moments_of;

const auto five = moments_of({{1}, {2}, {3}, {4}, {5}}, {"x"});
const auto four = moments_of({{2}, {4}, {6}, {8}}, {"x"});

TEST(period_score, a_mean_has_a_t_interval) {
    const estimate e = score_of(five, 0.95).score;
    EXPECT_EQ(e.value, 3);
    EXPECT_EQ(e.responses, 5U);
    EXPECT_EQ(e.effective_n, 5);
    EXPECT_NEAR(*e.std_error, std::sqrt(0.5), 1e-15);
    EXPECT_NEAR(*e.upper, 3 + 2.7764451046803815 * std::sqrt(0.5), 1e-9);
    EXPECT_NEAR(*e.lower, 3 - 2.7764451046803815 * std::sqrt(0.5), 1e-9);
    EXPECT_FALSE(score_of(moments_of({{7}}, {"x"}), 0.95).score.std_error);
    EXPECT_NE(xm::test::refusal(errc::invalid, [] { score_of(five, 1); }), "");
}

TEST(period_score, means_are_compared_by_welch) {
    const comparison c = score_of(five, 0.95).since(score_of(four, 0.95), 0.95);
    EXPECT_EQ(c.difference, -2);
    EXPECT_NEAR(*c.std_error, 1.4719601443879746, 1e-14);
    EXPECT_NEAR(*c.statistic, -1.3587324409735149, 1e-13);
    EXPECT_NEAR(*c.p_value, 0.23519411138935406, 1e-9);
    EXPECT_NEAR(*c.upper, -2 + 2.611916088766489 * 1.4719601443879746, 1e-8);
    const comparison back = score_of(four, 0.95).since(score_of(five, 0.95), 0.95);
    EXPECT_EQ(back.difference, 2);
    EXPECT_EQ(*back.p_value, *c.p_value);
    EXPECT_FALSE(score_of(five, 0.95).since(score_of(moments_of({{7}}, {"x"}), 0.95), 0.95).p_value);
}

}  // namespace
