// Expected values: AAPOR Standard Definitions, worked by hand; R 4.2.2 on datasets::UCBAdmissions (glm of binomial, definitions
// of the R-indicator written out, as in test/golden/make.R); limits of separated fits by hand.
#include "core/decide/response.hpp"

#include <algorithm>
#include <cmath>
#include <random>

#include "allocation.hpp"
#include "core/num/cholesky.hpp"
#include "support.hpp"

namespace {

using namespace xm::core;
using namespace xm::test;

TEST(response_rates, by_hand) {
    const response_rates r = rates_of({400, 100, 200, 150, 50, 60, 40, 100}, {});
    const double expected[] = {400 / 1000.0, 500 / 1000.0, 400 / 990.0, 500 / 990.0, 400 / 900.0, 500 / 900.0};
    for (std::size_t i = 0; i < 6; ++i) EXPECT_NEAR(*r.response[i], expected[i], 1e-15) << i;
    EXPECT_NEAR(*r.cooperation, 400 / 750.0, 1e-15);
    EXPECT_NEAR(*r.refusal, 0.2, 1e-15);
    EXPECT_NEAR(*r.contact, 0.75, 1e-15);
    EXPECT_NEAR(*rates_of({400, 100, 200, 150, 50, 60, 40, 100}, 0.0).response[2], 400 / 900.0, 1e-15);
    EXPECT_NEAR(*rates_of({400, 100, 200, 150, 50, 60, 40, 100}, 1.0).response[3], 0.5, 1e-15);
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    EXPECT_NEAR(*rates_of({most, most, most, most, most, most, most, most}, {}).response[0], 1 / 7.0, 1e-15);
}

TEST(response_rates, no_denominator_no_rate) {
    const response_rates none = rates_of({0, 0, 0, 0, 0, 0, 0, 35}, {});
    for (const auto& rate : none.response) EXPECT_FALSE(rate);
    EXPECT_FALSE(none.cooperation || none.refusal || none.contact);
    const response_rates unknown = rates_of({0, 0, 0, 0, 0, 20, 5, 0}, {});
    EXPECT_EQ(unknown.response[0], 0.0);
    EXPECT_FALSE(unknown.response[2]) << "no case tells the share of the eligible";
    EXPECT_FALSE(unknown.response[4]);
}

TEST(response_rates, what_is_no_count_or_share_is_refused) {
    EXPECT_EQ(refusal(errc::invalid,
                      [] {
                          rates_of({4, 1, -3, 2, 0, 0, 0, 0}, {});
                      }),
              "refusal -3 is outside the allowed range: from 0");
    EXPECT_EQ(refusal(errc::invalid,
                      [] {
                          rates_of({4, 1, 3, 2, 0, 0, 0, 0}, 1.5);
                      }),
              "eligible_share 1.5 is outside the allowed range: 0..1");
    EXPECT_EQ(refusal(errc::invalid,
                      [] {
                          rates_of({4, 1, 3, 2, 0, 0, 0, 0}, std::nan(""));
                      }),
              "eligible_share NaN is outside the allowed range: 0..1");
}

struct kind {
    std::vector<std::string> values;  // empty: none
    int asked, responded;
};

struct asked_people {
    std::pmr::monotonic_buffer_resource memory;
    coded_rows rows;
    asked_people(const std::vector<kind>& kinds, const std::vector<std::string_view>& labels)
        : rows(&memory, labels, response_sums::size, no_poll) {
        for (const kind& k : kinds) {
            std::uint32_t codes[8];
            for (std::size_t c = 0; c < labels.size(); ++c) codes[c] = k.values[c].empty() ? 0 : rows.code(c, k.values[c]);
            double* const sums = rows.sums_of(codes);
            sums[0] += k.asked;
            sums[1] += k.responded;
        }
    }
    representativity result() const { return r_indicator(rows, no_poll); }
};
representativity of(const std::vector<kind>& kinds, const std::vector<std::string_view>& labels = {"a", "b"}) {
    return asked_people(kinds, labels).result();
}

const std::vector<kind> berkeley = {{{"Male", "A"}, 825, 512},   {{"Male", "B"}, 560, 353},  {{"Male", "C"}, 325, 120},
                                    {{"Male", "D"}, 417, 138},   {{"Male", "E"}, 191, 53},   {{"Male", "F"}, 373, 22},
                                    {{"Female", "A"}, 108, 89},  {{"Female", "B"}, 25, 17},  {{"Female", "C"}, 593, 202},
                                    {{"Female", "D"}, 375, 131}, {{"Female", "E"}, 393, 94}, {{"Female", "F"}, 341, 24}};

TEST(r_indicator, representativity_as_R_has_it) {
    const representativity r = of(berkeley, {"gender", "dept"});
    EXPECT_EQ(r.asked, 4526);
    EXPECT_EQ(r.responded, 1755);
    EXPECT_NEAR(*r.std_dev, 0.20232538960522, 1e-11);
    EXPECT_NEAR(*r.r_indicator, 1 - 2 * 0.20232538960522, 1e-11);
    EXPECT_NEAR(*r.adjusted, 0.596847385592733, 1e-11);
    EXPECT_NEAR(*r.max_bias, 0.521780463449127, 1e-11);
    EXPECT_NE(r.partial.find(R"({"gender":0.069552201072)"), std::string::npos) << r.partial;
    EXPECT_NE(r.partial.find(R"("dept":0.202150888600)"), std::string::npos) << r.partial;
}

TEST(r_indicator, one_variable_has_the_observed_shares) {
    const representativity r = of({{{"x"}, 10, 3}, {{"y"}, 20, 11}, {{""}, 10, 6}}, {"a"});
    double squares = 0, variance = 0;
    for (const auto& [n, p] : {std::pair(10, 0.3), std::pair(20, 0.55), std::pair(10, 0.6)}) {
        squares += n * (p - 0.5) * (p - 0.5);
        variance += p * (1 - p);
    }
    EXPECT_NEAR(*r.std_dev, std::sqrt(squares / 39), 1e-14);
    EXPECT_NEAR(*r.adjusted, 1 - 2 * std::sqrt(std::max(0.0, squares / 39 - variance / 40)), 1e-14);
    EXPECT_EQ(r.mean_propensity, 0.5);
    EXPECT_NEAR(*r.max_bias, *r.std_dev / 0.5, 1e-15);
}

// No category is separated, but x with 1 and y with 2 are.
TEST(r_indicator, combinations_that_separate_are_at_their_limits) {
    const representativity r = of({{{"x", "1"}, 5, 5}, {{"x", "2"}, 8, 3}, {{"y", "1"}, 6, 2}, {{"y", "2"}, 4, 0}});
    const double mean = 10 / 23.0;
    double squares = 0;
    for (const auto& [n, p] : {std::pair(5, 1.0), std::pair(8, 0.375), std::pair(6, 1 / 3.0), std::pair(4, 0.0)})
        squares += n * (p - mean) * (p - mean);
    EXPECT_NEAR(*r.std_dev, std::sqrt(squares / 22), 1e-13);
    const double variance = (0.375 * 0.625 + 2 / 9.0) / 23;
    EXPECT_NEAR(*r.adjusted, 1 - 2 * std::sqrt(squares / 22 - variance), 1e-13);
}

TEST(r_indicator, all_or_nobody) {
    const representativity all = of({{{"x", "1"}, 5, 5}, {{"y", "2"}, 3, 3}}),
                           nobody = of({{{"x", "1"}, 5, 0}, {{"y", "2"}, 3, 0}});
    EXPECT_EQ(all.r_indicator, 1.0);
    EXPECT_EQ(all.adjusted, 1.0);
    EXPECT_EQ(all.max_bias, 0.0);
    EXPECT_EQ(nobody.std_dev, 0.0);
    EXPECT_EQ(nobody.mean_propensity, 0.0);
    EXPECT_FALSE(nobody.max_bias);
    const representativity one = of({{{"x", "1"}, 1, 1}});
    EXPECT_EQ(one.mean_propensity, 1.0);
    EXPECT_FALSE(one.r_indicator || one.adjusted || one.std_dev || one.max_bias);
    EXPECT_EQ(one.partial, "");
}

// Variables that say the same leave the fit as it is.
TEST(r_indicator, a_repeated_variable_changes_nothing) {
    auto twice = berkeley;
    for (kind& k : twice) k.values.push_back(k.values[1]);
    const representativity a = of(berkeley, {"gender", "dept"}), b = of(twice, {"gender", "dept", "again"});
    EXPECT_NEAR(*a.std_dev, *b.std_dev, 1e-12);
    EXPECT_NEAR(*a.adjusted, *b.adjusted, 1e-11);
}

std::vector<kind> drawn(unsigned seed) {
    std::mt19937_64 random(seed);
    const std::size_t variables = 2 + random() % 3, n = std::size_t{8} << random() % 3;
    std::vector<kind> list;
    for (std::size_t i = 0; i < n; ++i) {
        kind k{{}, 1, static_cast<int>(random() % 2)};
        for (std::size_t v = 0; v < variables; ++v) k.values.emplace_back(1, static_cast<char>('a' + random() % (2 + seed % 3)));
        list.push_back(k);
    }
    return list;
}

// Spread of the propensities after many damped Newton steps on the rows as they are: the limit, near enough.
double by_steps(const std::vector<kind>& list) {
    const std::size_t variables = list[0].values.size(), p = 5 * variables;
    std::vector<double> beta(p), rho(list.size());
    const auto column = [&](const kind& k, std::size_t v) { return 5 * v + static_cast<std::size_t>(k.values[v][0] - 'a'); };
    for (int turn = 0; turn < 2000; ++turn) {
        std::vector<double> gradient(p), curvature(p * (p + 1) / 2), step;
        for (std::size_t i = 0; i < p; ++i) curvature[i * (i + 1) / 2 + i] = 1e-10;
        for (std::size_t i = 0; i < list.size(); ++i) {
            double eta = 0;
            for (std::size_t v = 0; v < variables; ++v) eta += beta[column(list[i], v)];
            rho[i] = 1 / (1 + std::exp(-eta));
            for (std::size_t v = 0; v < variables; ++v) {
                gradient[column(list[i], v)] += list[i].responded - rho[i];
                for (std::size_t w = 0; w <= v; ++w)
                    curvature[column(list[i], v) * (column(list[i], v) + 1) / 2 + column(list[i], w)] += rho[i] * (1 - rho[i]);
            }
        }
        step = cholesky(curvature, p, 0).solve(gradient);
        double most = 0;
        for (const double s : step) most = std::max(most, std::fabs(s));
        for (std::size_t i = 0; i < p; ++i) beta[i] += step[i] * std::min(1.0, 2 / std::max(most, 1e-300));
    }
    double mean = 0, squares = 0;
    for (const double r : rho) mean += r / static_cast<double>(rho.size());
    for (const double r : rho) squares += (r - mean) * (r - mean);
    return std::sqrt(squares / static_cast<double>(rho.size() - 1));
}

TEST(r_indicator, limits_of_any_separation) {
    for (unsigned seed = 1; seed <= 20; ++seed) {
        const auto list = drawn(seed);
        std::vector<std::string_view> labels = {"a", "b", "c", "d"};
        labels.resize(list[0].values.size());
        EXPECT_NEAR(*of(list, labels).std_dev, by_steps(list), 1e-6) << seed;
    }
}

TEST(r_indicator, any_order_and_split_gives_the_same_bits) {
    for (unsigned seed = 1; seed <= 80; ++seed) {
        auto list = drawn(seed);
        std::vector<std::string_view> labels = {"a", "b", "c", "d"};
        labels.resize(list[0].values.size());
        const representativity whole = of(list, labels);
        std::mt19937_64 random(seed);
        std::shuffle(list.begin(), list.end(), random);
        const auto cut = list.begin() + static_cast<std::ptrdiff_t>(random() % list.size());
        asked_people left({list.begin(), cut}, labels), right({cut, list.end()}, labels);
        left.rows.merge(right.rows, no_poll, response_sums::merge);
        const representativity merged = left.result();
        EXPECT_EQ(whole.std_dev, merged.std_dev) << seed;
        EXPECT_EQ(whole.adjusted, merged.adjusted) << seed;
        EXPECT_EQ(whole.partial, merged.partial) << seed;
    }
}

TEST(r_indicator, too_many_categories_beside_the_first_variable) {
    std::vector<kind> list;
    for (int i = 0; i < 2000; ++i) list.push_back({{std::to_string(i % 500), std::to_string(i % 401)}, 1, i / 1000});
    EXPECT_EQ(refusal(errc::invalid, [&] { of(list); }),
              "401 categories beside those of the variable that has most; the allowed range is up to 400");
    for (kind& k : list) k.values[1] = std::to_string(std::stoi(k.values[1]) % 7);
    EXPECT_TRUE(of(list).std_dev);
}

TEST(r_indicator, a_failed_allocation_is_reported) {
    survive_failed_allocations([] { of(drawn(3), {"a", "b"}); });
}

}  // namespace
