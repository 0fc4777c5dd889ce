// Expected values: test/golden/make.R (R 4.2.2: cor of within-unit deviations, lm with a dummy per unit).
#include "core/link/lead_lag.hpp"

#include <algorithm>
#include <cmath>
#include <random>

#include "support.hpp"

namespace {

using namespace xm::core;
using xm::test::refusal;

panel_row row(unsigned char unit, std::int64_t period, double ex, double cx) {
    return {{{1U | static_cast<std::uint64_t>(unit) << 8, 0}}, period, ex, cx};  // a text of one letter
}

std::vector<panel_row> three_units() {
    const double ex[] = {1, 3, 2, 5, 4, 2, 2, 4, 3, 6, 7, 5, 6, 4, 8}, cx[] = {2, 1, 4, 2, 6, 3, 2, 2, 5, NAN, 6, 8, 5, 7, 4};
    std::vector<panel_row> rows;
    for (int i = 0; i < 15; ++i) rows.push_back(row(static_cast<unsigned char>('a' + i / 5), i % 5, ex[i], cx[i]));
    return rows;
}

std::vector<lead_lag_row> ask(const std::vector<panel_row>& rows, std::int32_t max_lag,
                              period_kind periods = period_kind::numbers) {
    std::pmr::monotonic_buffer_resource memory;
    record_store store(&memory, sizeof(panel_row));
    for (const panel_row& r : rows) store.add(&r);
    return lead_lag(store, max_lag, periods, no_poll);
}

TEST(lead_lag, as_r) {
    const auto lags = ask(three_units(), 1);
    ASSERT_EQ(lags.size(), 3U);
    EXPECT_NEAR(*lags[0].r, 0.74369780136362273, 1e-13);
    EXPECT_EQ(lags[0].n, 12);
    EXPECT_NEAR(*lags[0].p_value, 0.013670173456854826, 1e-13);
    EXPECT_NEAR(*lags[1].r, -0.22237479499833032, 1e-13);
    EXPECT_EQ(lags[1].n, 14);
    EXPECT_NEAR(*lags[2].r, 0.99029586398688996, 1e-13);
    EXPECT_NEAR(*lags[2].p_value / 2.9361725899806783e-07, 1, 1e-9);
}

// Days since 2000-01-01 of the first of five months around a leap day, from Python's datetime: 2023-12-01 to 2024-04-01.
TEST(lead_lag, first_days_are_months) {
    const std::int64_t first[] = {8735, 8766, 8797, 8826, 8857};
    std::vector<panel_row> rows = three_units();
    for (panel_row& r : rows) r.period = first[r.period];
    const auto months = ask(rows, 1, period_kind::days), numbers = ask(three_units(), 1);
    for (std::size_t i = 0; i < months.size(); ++i) {
        EXPECT_EQ(months[i].r, numbers[i].r);
        EXPECT_EQ(months[i].n, numbers[i].n);
    }
    rows.push_back(rows[1]);
    EXPECT_EQ(refusal(errc::invalid, [&] { ask(rows, 1, period_kind::days); }), "unit a and period 2024-01-01 are given twice");
}

TEST(lead_lag, other_days_are_days) {
    std::vector<panel_row> rows = three_units();
    for (panel_row& r : rows) r.period += 8825;  // 2024-02-29 onwards
    const auto days = ask(rows, 1, period_kind::days), numbers = ask(three_units(), 1);
    for (std::size_t i = 0; i < days.size(); ++i) EXPECT_EQ(days[i].r, numbers[i].r);
    rows.push_back(rows[0]);
    EXPECT_EQ(refusal(errc::invalid, [&] { ask(rows, 1, period_kind::days); }), "unit a and period 2024-02-29 are given twice");
    rows.back().period = -146097 - 1;
    rows.push_back(rows.back());
    EXPECT_EQ(refusal(errc::invalid, [&] { ask(rows, 1, period_kind::days); }), "unit a and period 1599-12-31 are given twice");
}

TEST(lead_lag, order_does_not_show) {
    auto rows = three_units();
    const auto first = ask(rows, 3);
    std::mt19937 random(1);
    for (int i = 0; i < 20; ++i) {
        std::shuffle(rows.begin(), rows.end(), random);
        const auto again = ask(rows, 3);
        for (std::size_t k = 0; k < first.size(); ++k) EXPECT_EQ(again[k].r, first[k].r);
    }
}

TEST(lead_lag, pairs_go_by_the_period) {
    // A gap in the periods is no lag of one.
    const auto lags = ask({row('a', 1, 1, 5), row('a', 3, 2, 6), row('a', 4, 3, 8), row('a', 5, 5, 9)}, 1);
    EXPECT_EQ(lags[2].n, 2);
    EXPECT_EQ(lags[1].n, 4);
}

TEST(lead_lag, too_little_gives_nothing_and_twice_is_refused) {
    const auto lags = ask({row('a', 1, 1, 5), row('a', 2, 1, 6)}, 1);
    EXPECT_FALSE(lags[1].r) << "ex has no spread";
    EXPECT_EQ(lags[2].n, 0) << "a unit with one pair does not count";
    EXPECT_NE(refusal(errc::invalid,
                      [] {
                          ask({row('a', 7, 1, 5), row('b', 7, 1, 5), row('a', 7, 2, 6)}, 1);
                      })
                  .find("unit a and period 7"),
              std::string::npos);
    EXPECT_NE(refusal(errc::invalid, [] { check_max_lag(-1); }), "");
    EXPECT_NE(refusal(errc::invalid, [] { check_max_lag(101); }), "");
    EXPECT_EQ(ask({row('a', INT64_MAX, 1, 5), row('a', INT64_MIN, 1, 6)}, 2).size(), 5U) << "periods at the ends do not overflow";
}

}  // namespace
