#include "core/decide/experiments.hpp"

#include <cmath>

#include "allocation.hpp"
#include "core/num/dist.hpp"
#include "decide_support.hpp"

namespace {

using namespace xm::core;
using namespace xm::test;

group_key unit(std::uint64_t n) { return {{group_key::whole, n}}; }

// A distribution with standard deviation exactly 1 (n - 1): -1, 0, 1 around 5.
const ratings spread_one = ratings_of({4, 5, 6});

// The examples of ?power.t.test of R 4: power.t.test(n = 20, delta = 1, sd = 1) and power.t.test(power = .90, delta = 1).
TEST(experiments, power_and_sample_size_of_r) {
    EXPECT_NEAR(power(spread_one, 1, 20, the_mean, 0.95), 0.8689528, 5e-8);
    EXPECT_EQ(sample_size(spread_one, 1, the_mean, 0.9, 0.95), 23);  // 22.02110
    EXPECT_EQ(sample_size(spread_one, -1, the_mean, 0.9, 0.95), 23);
    EXPECT_NEAR(power(spread_one, 0, 20, the_mean, 0.95), 0.025, 1e-12);
}

TEST(experiments, a_sample_size_is_the_least_that_has_the_power) {
    for (const double difference : {0.001, 0.1, 0.5, 2.0, 50.0})
        for (const double wanted : {0.1, 0.5, 0.8, 0.99}) {
            const std::int64_t n = sample_size(spread_one, difference, the_mean, wanted, 0.9);
            EXPECT_GE(power(spread_one, difference, n, the_mean, 0.9), wanted);
            EXPECT_TRUE(n == 2 || power(spread_one, difference, n - 1, the_mean, 0.9) < wanted);
        }
    EXPECT_EQ(sample_size(spread_one, 1e6, the_mean, 0.99, 0.95), 2);
    EXPECT_NE(refusal(errc::range, [] { sample_size(spread_one, 1e-12, the_mean, 0.8, 0.95); }), "");
}

TEST(experiments, what_planning_refuses) {
    EXPECT_NE(refusal(errc::invalid, [] { sample_size(spread_one, 0, the_mean, 0.8, 0.95); }).find("difference 0"),
              std::string::npos);
    EXPECT_NE(refusal(errc::invalid, [] { sample_size(spread_one, NAN, the_mean, 0.8, 0.95); }).find("NaN"), std::string::npos);
    EXPECT_NE(refusal(errc::invalid, [] { sample_size(spread_one, 1, the_mean, 1.5, 0.95); }).find("1.5"), std::string::npos);
    EXPECT_NE(refusal(errc::invalid, [] { sample_size(ratings_of({3}), 1, the_mean, 0.8, 0.95); }), "");
    EXPECT_NE(refusal(errc::invalid, [] { power(ratings_of({3, 3, 3}), 1, 10, the_mean, 0.95); }), "");
    EXPECT_NE(refusal(errc::invalid, [] { power(spread_one, 1, 1, the_mean, 0.95); }).find("n 1"), std::string::npos);
}

// By hand: variances of the four means 1/3, 1/3, 1, 1 (n - 1, n = 3), degrees of freedom (8/3)^2 / (2 (1/9)/2 + 2 1/2).
TEST(experiments, four_errors_are_added) {
    const comparison c = difference_in_differences(ratings_of({4, 5, 6}), ratings_of({7, 8, 9}), ratings_of({2, 2, 5}),
                                                   ratings_of({3, 3, 6}), the_mean, 0.95);
    EXPECT_NEAR(c.difference, 2, 1e-14);
    EXPECT_NEAR(*c.std_error, std::sqrt(8.0 / 3), 1e-14);
    EXPECT_NEAR(*c.df, 64.0 / 9 / (1.0 / 9 + 1), 1e-12);
    EXPECT_NEAR(*c.statistic, 2 / std::sqrt(8.0 / 3), 1e-14);
    EXPECT_NEAR(*c.p_value, dist::student_two_sided(*c.statistic, *c.df), 1e-15);
    const comparison one = difference_in_differences(ratings_of({4}), ratings_of({7, 8, 9}), ratings_of({2, 2, 5}),
                                                     ratings_of({3, 3, 6}), the_mean, 0.95);
    EXPECT_FALSE(one.std_error || one.df || one.p_value);
}

// Changes 1, 2, 3 of the treated and 0, 0, 3 of the control: Welch's t test by hand.
keyed& add_units(keyed& k) {
    const int treated[3][2] = {{1, 2}, {4, 6}, {5, 8}}, control[3][2] = {{5, 5}, {6, 6}, {2, 5}};
    for (std::uint64_t u = 0; u < 3; ++u)
        for (int time = 0; time < 2; ++time) {
            k.add(unit_key(unit(u), true, time), {treated[u][time]});
            k.add(unit_key(unit(u + 10), false, time), {control[u][time], control[u][time]});
        }
    return k.add(unit_key(unit(99), true, 0), {100});  // never seen after
}

TEST(experiments, units_count_once_and_need_both_times) {
    keyed k;
    const action_result e = action_effect(add_units(k).groups, the_mean, 0.95, no_poll);
    EXPECT_EQ(e.treated_units, 3);
    EXPECT_EQ(e.control_units, 3);
    EXPECT_NEAR(*e.effect, 1, 1e-14);
    EXPECT_NEAR(*e.std_error, std::sqrt(1.0 / 3 + 1), 1e-14);
    EXPECT_NEAR(*e.df, 16.0 / 9 / (1.0 / 18 + 0.5), 1e-12);
    EXPECT_NEAR(*e.treated_before, 10.0 / 3, 1e-14);
    EXPECT_NEAR(*e.control_after, 16.0 / 3, 1e-14);
}

TEST(experiments, one_unit_on_a_side_has_no_spread_and_none_no_effect) {
    keyed k;
    k.add(unit_key(unit(1), true, 0), {1}).add(unit_key(unit(1), true, 1), {3});
    action_result e = action_effect(k.groups, the_mean, 0.95, no_poll);
    EXPECT_FALSE(e.effect || e.control_before);
    EXPECT_EQ(*e.treated_after, 3);
    k.add(unit_key(unit(2), false, 0), {1}).add(unit_key(unit(2), false, 1), {2});
    e = action_effect(k.groups, the_mean, 0.95, no_poll);
    EXPECT_EQ(*e.effect, 1);
    EXPECT_FALSE(e.std_error || e.p_value);
}

TEST(experiments, a_unit_on_both_sides_is_refused) {
    keyed k;
    k.add(unit_key(unit(7), true, 0), {1}).add(unit_key(unit(7), false, 1), {3});
    EXPECT_NE(refusal(errc::invalid, [&] { action_effect(k.groups, the_mean, 0.95, no_poll); }).find("unit 7"),
              std::string::npos);
    EXPECT_NE(refusal(errc::invalid, [&] { parallel_trends(k.groups, the_mean, no_poll); }).find("unit 7"), std::string::npos);
}

TEST(experiments, slopes_of_units_over_their_periods) {
    keyed k;
    const std::int64_t late = std::int64_t{1} << 60;  // steps are what counts
    for (std::int64_t t = 0; t < 4; ++t) {
        k.add(unit_key(unit(1), true, late + t), {static_cast<int>(10 + 2 * t)});
        k.add(unit_key(unit(2), true, late + 2 * t), {static_cast<int>(10 + 8 * t)});
        k.add(unit_key(unit(3), false, late + t), {static_cast<int>(50 - t)});
        k.add(unit_key(unit(4), false, late + t), {50});
    }
    k.add(unit_key(unit(5), false, late), {3});  // one period has no slope
    const trends_result t = parallel_trends(k.groups, the_mean, no_poll);
    EXPECT_EQ(t.treated_units, 2);
    EXPECT_EQ(t.control_units, 2);
    EXPECT_NEAR(*t.slope_difference, 3.5, 1e-12);
    EXPECT_NEAR(*t.std_error, std::sqrt(1 + 0.25), 1e-12);
}

TEST(experiments, sequential_by_the_closed_form) {
    const ratings a = ratings_of({4, 5, 6}), b = ratings_of({2, 3, 4});  // d = 2, V = 2/3
    const sequential_result s = sequential(a, b, 1, the_mean, 0.95);
    const double v = 2.0 / 3;
    const double ratio = std::sqrt(v / (v + 1)) * std::exp(4 / (2 * v * (v + 1)));
    EXPECT_NEAR(*s.p_value, 1 / ratio, 1e-14);
    EXPECT_EQ(*s.decided, 1 / ratio <= 0.05);
    const auto ratio_at = [&](double d) { return std::sqrt(v / (v + 1)) * std::exp(d * d / (2 * v * (v + 1))); };
    EXPECT_NEAR(ratio_at(s.difference - *s.lower), 1 / 0.05, 1e-10) << "the bound is where the ratio would decide";
    EXPECT_NEAR(*s.upper - s.difference, s.difference - *s.lower, 1e-14);
    EXPECT_EQ(*sequential(a, a, 1e-3, the_mean, 0.95).p_value, 1);
    EXPECT_FALSE(sequential(ratings_of({4}), b, 1, the_mean, 0.95).std_error);
    EXPECT_FALSE(sequential(ratings_of({4, 4}), ratings_of({5, 5}), 1, the_mean, 0.95).decided);
    for (const double bad : {0.0, -0.5, HUGE_VAL})
        EXPECT_NE(refusal(errc::invalid, [&] { sequential(a, b, bad, the_mean, 0.95); }), "");
}

TEST(experiments, a_failed_allocation_is_reported) {
    survive_failed_allocations([] {
        keyed k;
        action_effect(add_units(k).groups, the_mean, 0.95, no_poll);
    });
}

}  // namespace
