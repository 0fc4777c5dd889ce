#include "core/decide/control_chart.hpp"

#include <cmath>

#include "allocation.hpp"
#include "decide_support.hpp"

namespace {

using namespace xm::core;
using namespace xm::test;

// Ten answers around each of these, from 2025-01-01 on (day 9132 of the server); signals, limits and z by base R after
// Laney (2002), in the reference case watching_cdnow.
const std::vector<int> days{50, 51, 49, 50, 52, 48, 50, 51, 49, 50, 58, 50, 49, 54, 50, 54, 50, 52, 53, 49, 52, 52, 50,
                            48, 51, 51, 51, 51, 51, 51, 51, 51, 49, 46, 47, 48, 49, 50, 51, 52, 50, 49, 45, 46, 50, 42};

void add_days(keyed& k, int step = 1) {
    for (std::size_t i = 0; i < days.size(); ++i) {
        std::vector<int> answers;
        for (const int e : {-8, -5, -3, -1, 0, 0, 1, 3, 5, 8}) answers.push_back(days[i] + e);
        k.add(sortable(9132 + step * static_cast<std::int64_t>(i)), answers);
    }
}

TEST(control_chart, the_first_rule_that_applies_in_the_period_that_completes_it) {
    keyed k;
    add_days(k);
    const auto rows = control_chart(k.groups, the_mean, 10, no_poll);
    ASSERT_EQ(rows.size(), days.size());
    std::string signals;
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (!rows[i].signal.empty()) signals += std::to_string(i + 1) + " " + std::string(rows[i].signal) + " ";
    EXPECT_EQ(
        signals,
        "11 outside 16 two_of_three 22 four_of_five 32 run_of_eight 40 trend_of_six 43 outside 44 two_of_three 46 outside ");
    EXPECT_EQ(rows[0].centre, 50);
    EXPECT_NEAR(*rows[0].lower, 45.271867612293143, 1e-12);
    EXPECT_NEAR(*rows[0].upper, 54.728132387706857, 1e-12);
    EXPECT_EQ(*rows[0].z, 0);
    EXPECT_NEAR(*rows[1].ewma, 0.2 * *rows[1].z, 1e-15);
}

TEST(control_chart, more_periods_of_baseline_than_there_are_mean_all) {
    keyed k;
    add_days(k, -1);
    const auto all = control_chart(k.groups, the_mean, 0, no_poll), many = control_chart(k.groups, the_mean, 1000, no_poll);
    ASSERT_EQ(all.size(), many.size());
    EXPECT_LT(all[0].period, all[1].period);
    for (std::size_t i = 0; i < all.size(); ++i) EXPECT_EQ(*all[i].z, *many[i].z);
}

TEST(control_chart, no_limits_where_nothing_varies) {
    for (const auto& answers :
         {std::vector<std::vector<int>>{{7}}, {{7, 7}, {7}}, {{1, 2, 6}, {2, 3, 4}}, {{1, 6}, {3, 4, 3, 4}}}) {
        keyed k;
        for (std::size_t i = 0; i < answers.size(); ++i) k.add(sortable(static_cast<std::int64_t>(i)), answers[i]);
        for (const control_row& r : control_chart(k.groups, the_mean, 0, no_poll)) {
            EXPECT_FALSE(r.lower || r.upper || r.z || r.ewma || !r.signal.empty());
            EXPECT_EQ(r.value, r.centre);
        }
    }
    keyed k;
    k.add(sortable(1), {1, 2}).add(sortable(2), {5, 6});
    EXPECT_FALSE(control_chart(k.groups, the_mean, 1, no_poll)[1].z) << "one period has no moving range";
}

TEST(control_chart, scaling_the_weights_of_a_period_changes_its_width_only) {
    keyed k;
    k.add_state(sortable(1), weighted_ratings_of({{1, 2.0}, {5, 1.0}}))
        .add_state(sortable(2), weighted_ratings_of({{3, 3.0}, {5, 0.5}}));
    k.add_state(sortable(3), weighted_ratings_of({{2, 1.0}, {4, 1.0}, {5, 1.0}}));
    const auto rows = control_chart(k.groups, the_mean, 0, no_poll);
    const double n1 = 9.0 / 5.0, n3 = 3;  // effective
    EXPECT_NEAR((*rows[0].upper - rows[0].centre) / (*rows[2].upper - rows[2].centre), std::sqrt(n3 / n1), 1e-12);
}

TEST(control_chart, what_is_refused) {
    keyed k;
    k.add(sortable(-972), {1, 2}).add(sortable(-972), {3});
    EXPECT_NE(refusal(errc::invalid, [&] { control_chart(k.groups, the_mean, 0, no_poll); }).find("1997-05-04"),
              std::string::npos);
    EXPECT_NE(refusal(errc::invalid, [] { check_baseline(0); }), "");
    check_baseline(1);
}

TEST(control_chart, a_failed_allocation_is_reported) {
    survive_failed_allocations([] {
        keyed k;
        k.add(sortable(1), {1, 2}).add(sortable(2), {5, 6});
        control_chart(k.groups, the_mean, 0, no_poll);
    });
}

}  // namespace
