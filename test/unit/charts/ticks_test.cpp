#include "core/charts/ticks.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace {

using namespace xm::core::charts;

std::vector<double> ticks(double low, double high, int wanted) { return number_ticks(low, high, wanted); }

TEST(ticks, are_those_of_the_algorithm) {
    // R: labeling::extended(low, high, m), version 0.4.2.
    EXPECT_EQ(ticks(0, 100, 5), (std::vector<double>{0, 25, 50, 75, 100}));
    EXPECT_EQ(ticks(8.1, 14.1, 4), (std::vector<double>{8, 10, 12, 14}));
    EXPECT_EQ(ticks(-5, 47, 6), (std::vector<double>{0, 10, 20, 30, 40, 50}));
    EXPECT_EQ(ticks(0.003, 0.0171, 5), (std::vector<double>{0.004, 0.008, 0.012, 0.016}));
    EXPECT_EQ(ticks(-1e6, 3.3e6, 6), (std::vector<double>{-1e6, 0, 1e6, 2e6, 3e6}));
    EXPECT_EQ(ticks(42.3, 42.9, 4), (std::vector<double>{42.3, 42.5, 42.7, 42.9}));
}

TEST(ticks, are_round_and_about_as_many_as_wanted) {
    for (const double low : {-1e15, -7.3, 0.0, 1e-12, 3.14159, 999.9, 1e15})
        for (const double span : {1e-12, 0.37, 1.0, 17.0, 123456.0, 3e15, 1e290})
            for (const int wanted : {2, 5, 8}) {
                if (std::abs(low) > 0 && span < std::abs(low) * 1e-12) continue;
                const std::vector<double> t = ticks(low, low + span, wanted);
                ASSERT_GE(t.size(), 2U) << low << " " << span;
                EXPECT_LE(t.size(), 2U * static_cast<std::size_t>(wanted) + 1);
                const double step = t[1] - t[0];
                EXPECT_GT(step, 0);
                EXPECT_GT(t.back(), low - span);
                EXPECT_LT(t.front(), low + 2 * span);
                // One to three digits, but for what subtraction of large numbers leaves.
                const double digits = step / std::pow(10, std::floor(std::log10(step)));
                if (span > std::abs(low) * 1e-9) {
                    EXPECT_NEAR(digits * 4, std::round(digits * 4), 1e-3) << step;
                }
            }
}

options with(const char* json) { return options::parse(json); }

std::vector<std::string> labels(double low, double high, int wanted, const char* json = "{}") {
    const std::vector<double> t = ticks(low, high, wanted);
    const number_format f = number_format::of_ticks(t, with(json));
    std::vector<std::string> result;
    for (const double v : t) result.push_back(f(v));
    return result;
}

TEST(ticks, labels_are_short_and_right) {
    using strings = std::vector<std::string>;
    EXPECT_EQ(labels(0, 1, 3), (strings{"0.0", "0.5", "1.0"}));
    EXPECT_EQ(labels(-10, 10, 5), (strings{"−10", "−5", "0", "5", "10"}));
    EXPECT_EQ(labels(0, 1, 3, R"({"percent": true})"), (strings{"0%", "50%", "100%"}));
    EXPECT_EQ(labels(0, 1, 3, R"({"percent": true, "language": "de"})"), (strings{"0\u00A0%", "50\u00A0%", "100\u00A0%"}));
    EXPECT_EQ(labels(0, 20000, 3), (strings{"0", "10,000", "20,000"}));
    EXPECT_EQ(labels(0, 20000, 3, R"({"language": "de-CH"})"), (strings{"0", "10’000", "20’000"}));
    EXPECT_EQ(labels(2010, 2020, 3), (strings{"2010", "2015", "2020"}));
    EXPECT_EQ(labels(0, 2e6, 3), (strings{"0", "1\u00A0M", "2\u00A0M"}));
    EXPECT_EQ(labels(0, 3e9, 4, R"({"language": "de"})"), (strings{"0", "1\u00A0Mrd.", "2\u00A0Mrd.", "3\u00A0Mrd."}));
    EXPECT_EQ(labels(0, 2e15, 3), (strings{"0", "1×10¹⁵", "2×10¹⁵"}));
    EXPECT_EQ(labels(0, 2e-12, 3), (strings{"0", "1×10⁻¹²", "2×10⁻¹²"}));
    EXPECT_EQ(labels(0, 2e6, 3, R"({"language": "fr"})"), (strings{"0", "1\u202F000\u202F000", "2\u202F000\u202F000"}));
    EXPECT_EQ(labels(0, 2e9, 3, R"({"language": "fr"})"), (strings{"0", "1×10⁹", "2×10⁹"}));
    EXPECT_EQ(labels(0, 2e6, 3, R"({"language": "zh"})"), (strings{"0", "1,000,000", "2,000,000"}));
}

std::string shown(double v, std::vector<double> among, double span, const char* json = "{}") {
    among.push_back(v);
    return number_format::of_values(among, span, with(json))(v);
}

TEST(ticks, values_have_three_digits_of_the_span_and_no_more_than_they_need) {
    EXPECT_EQ(shown(42.345, {}, 60), "42.3");
    EXPECT_EQ(shown(42, {17}, 60), "42");
    EXPECT_EQ(shown(42, {17.5}, 60), "42.0");
    EXPECT_EQ(shown(0.42345, {}, 0.6, R"({"percent": true})"), "42.3%");
    EXPECT_EQ(shown(0.42345, {}, 0.6, R"({"percent": true, "digits": 0})"), "42%");
    EXPECT_EQ(shown(-0.04, {10.5}, 60), "0.0");
    EXPECT_EQ(shown(-1234567.4, {}, 2e6), "−1.23\u00A0M");
    EXPECT_EQ(shown(1234567.4, {}, 2e6, R"({"digits": 0})"), "1,234,567");
    EXPECT_EQ(shown(1234567.4, {}, 2e6, R"({"digits": 1, "language": "fr"})"), "1\u202F234\u202F567,4");
    EXPECT_EQ(shown(4125, {9310}, 9000), "4125");
    EXPECT_EQ(shown(4125, {12840}, 12000), "4,125");
    EXPECT_EQ(shown(1e-12, {}, 1e-12), "1×10⁻¹²");
    EXPECT_EQ(shown(0, {1e-12}, 1e-12), "0");
    EXPECT_EQ(shown(0.29, {}, 0.5, R"({"percent": true})"), "29%");
    EXPECT_EQ(shown(5, {}, 0), "5");
    EXPECT_EQ(number_format::of_counts({})(100000), "100,000");
    EXPECT_EQ(number_format::of_counts({})(1596), "1,596");
    EXPECT_EQ(number_format::of_counts(with(R"({"percent": true})"))(7), "7");
}

constexpr std::int64_t second = 1000000, minute = 60 * second, hour = 60 * minute, day = 24 * hour;

std::string dates(std::int64_t low, std::int64_t high, int wanted, const char* json = "{}") {
    std::string s;
    for (const date_tick& t : date_ticks(low, high, wanted, 1, with(json)))
        s += t.label + (t.context.empty() ? "" : "/" + t.context) + " ";
    return s;
}

TEST(ticks, of_dates_are_steps_of_the_calendar) {
    EXPECT_EQ(dates(0, 366 * day, 4), "Jan/2000 Jul Jan/2001 ");
    EXPECT_EQ(dates(0, 366 * day, 5), "Jan/2000 Apr Jul Oct Jan/2001 ");
    EXPECT_EQ(dates(31 * day, 366 * day, 5, R"({"language": "de"})"), "Apr/2000 Jul Okt Jan/2001 ");
    EXPECT_EQ(dates(31 * day, 366 * day, 5, R"({"language": "ja"})"), "04/2000 07 10 01/2001 ");
    EXPECT_EQ(dates(-30 * 365 * day, 0, 7), "1975 1980 1985 1990 1995 2000 ");
    EXPECT_EQ(dates(8 * hour, 8 * hour + 3 * minute, 4), "08:00/1 Jan 2000 08:01 08:02 08:03 ");
    EXPECT_EQ(dates(0, 2 * second, 5), "00:00:00.000/1 Jan 2000 00:00:00.500 00:00:01.000 00:00:01.500 00:00:02.000 ");
    EXPECT_EQ(dates(0, 21 * day, 4), "3/Jan 2000 10 17 ");  // Mondays
    EXPECT_EQ(dates(26 * day, 33 * day, 9), "27/Jan 2000 28 29 30 31 1/Feb 2000 2 3 ");
    EXPECT_EQ(dates(20 * hour, 30 * hour, 5), "21:00/1 Jan 2000 00:00/2 Jan 2000 03:00 06:00 ");
}

TEST(ticks, of_dates_are_no_finer_than_the_data) {
    const auto labels_of = [](const std::vector<std::int64_t>& data) {
        std::string s;
        for (const date_tick& t : date_ticks(data.front(), data.back(), 9, finest_step(data), {})) s += t.label + " ";
        return s;
    };
    EXPECT_EQ(labels_of({0, 91 * day, 182 * day, 274 * day, 366 * day}), "Jan Apr Jul Oct Jan ");  // quarters of 2000
    EXPECT_EQ(labels_of({0, 31 * day, 60 * day, 91 * day}), "Jan Feb Mar Apr ");
    EXPECT_EQ(labels_of({182 * day, 213 * day, 244 * day}), "Jul Aug Sep ");
    EXPECT_EQ(labels_of({0, day, 2 * day}), "1 2 3 ");
    EXPECT_EQ(labels_of({0, 12 * hour, 24 * hour}), "00:00 12:00 00:00 ");
    EXPECT_EQ(labels_of({0, 366 * day, 731 * day}), "2000 2001 2002 ");
    EXPECT_EQ(labels_of({0, 31 * day}), "3 17 31 ");
    EXPECT_EQ(finest_step({day}), day);
    EXPECT_EQ(finest_step({day + 1}), 1);
}

TEST(ticks, of_dates_are_few_whatever_the_span) {
    for (std::int64_t span = 1; span < greatest_date; span *= 3)
        for (const std::int64_t from : {least_date, std::int64_t{-12345678901}, std::int64_t{0}, greatest_date - span}) {
            const auto t = date_ticks(from, std::min(greatest_date, from + span), 8, 1, {});
            EXPECT_LE(t.size(), 8U);
            for (const date_tick& one : t) {
                EXPECT_GE(one.at, from);
                EXPECT_LE(one.at, from + span);
            }
        }
}

TEST(ticks, dates_as_iso_8601) {
    const std::vector<std::int64_t> days{0, 59 * day, -1 * day}, times{0, 8 * hour + 5 * minute}, odd{1};
    EXPECT_EQ(date_format(days)(59 * day), "2000-02-29");
    EXPECT_EQ(date_format(days)(-1 * day), "1999-12-31");
    EXPECT_EQ(date_format(times)(8 * hour + 5 * minute), "2000-01-01 08:05");
    EXPECT_EQ(date_format(odd)(1), "2000-01-01 00:00:00.000001");
    EXPECT_EQ(date_format(days)(least_date), "0001-01-01");
    EXPECT_EQ(date_format(days)(greatest_date), "9999-12-31");
}

}  // namespace
