// Expected values: test/golden/make.R (R datasets::swiss; definitions written out), LMG as printed by Groemping (2006), J. Stat.
// Softw. 17(1).
#include "core/models/drivers.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <random>

#include "core/models/linear.hpp"
#include "core/num/cholesky.hpp"
#include "models/moments_support.hpp"
#include "support.hpp"

namespace {

using namespace xm::core;
using xm::test::moments_of;
using xm::test::refusal;
using table = std::vector<std::vector<double>>;

const std::vector<std::string> labels{"fertility", "agriculture", "examination", "education", "catholic", "infant_mortality"};
const std::vector<driver_method> methods{driver_method::shapley, driver_method::relative_weights, driver_method::standardised,
                                         driver_method::correlation};

// clang-format off
const table swiss{
    {80.2, 17, 15, 12, 9.96, 22.2}, {83.1, 45.1, 6, 9, 84.84, 22.2}, {92.5, 39.7, 5, 5, 93.4, 20.2}, {85.8, 36.5, 12, 7, 33.77, 20.3},
    {76.9, 43.5, 17, 15, 5.16, 20.6}, {76.1, 35.3, 9, 7, 90.57, 26.6}, {83.8, 70.2, 16, 7, 92.85, 23.6}, {92.4, 67.8, 14, 8, 97.16, 24.9},
    {82.4, 53.3, 12, 7, 97.67, 21}, {82.9, 45.2, 16, 13, 91.38, 24.4}, {87.1, 64.5, 14, 6, 98.61, 24.5}, {64.1, 62, 21, 12, 8.52, 16.5},
    {66.9, 67.5, 14, 7, 2.27, 19.1}, {68.9, 60.7, 19, 12, 4.43, 22.7}, {61.7, 69.3, 22, 5, 2.82, 18.7}, {68.3, 72.6, 18, 2, 24.2, 21.2},
    {71.7, 34, 17, 8, 3.3, 20}, {55.7, 19.4, 26, 28, 12.11, 20.2}, {54.3, 15.2, 31, 20, 2.15, 10.8}, {65.1, 73, 19, 9, 2.84, 20},
    {65.5, 59.8, 22, 10, 5.23, 18}, {65, 55.1, 14, 3, 4.52, 22.4}, {56.6, 50.9, 22, 12, 15.14, 16.7}, {57.4, 54.1, 20, 6, 4.2, 15.3},
    {72.5, 71.2, 12, 1, 2.4, 21}, {74.2, 58.1, 14, 8, 5.23, 23.8}, {72, 63.5, 6, 3, 2.56, 18}, {60.5, 60.8, 16, 10, 7.72, 16.3},
    {58.3, 26.8, 25, 19, 18.46, 20.9}, {65.4, 49.5, 15, 8, 6.1, 22.5}, {75.5, 85.9, 3, 2, 99.71, 15.1}, {69.3, 84.9, 7, 6, 99.68, 19.8},
    {77.3, 89.7, 5, 2, 100, 18.3}, {70.5, 78.2, 12, 6, 98.96, 19.4}, {79.4, 64.9, 7, 3, 98.22, 20.2}, {65, 75.9, 9, 9, 99.06, 17.8},
    {92.2, 84.6, 3, 3, 99.46, 16.3}, {79.3, 63.1, 13, 13, 96.83, 18.1}, {70.4, 38.4, 26, 12, 5.62, 20.3}, {65.7, 7.7, 29, 11, 13.79, 20.5},
    {72.7, 16.7, 22, 13, 11.22, 18.9}, {64.4, 17.6, 35, 32, 16.92, 23}, {77.6, 37.6, 15, 7, 4.97, 20}, {67.6, 18.7, 25, 7, 8.65, 19.5},
    {35, 1.2, 37, 53, 42.34, 18}, {44.7, 46.6, 16, 29, 50.43, 18.2}, {42.8, 27.7, 22, 29, 58.33, 19.3}};
// clang-format on

// Rows whose columns are correlated; the first is the outcome.
table random_rows(std::size_t p, std::size_t n, unsigned seed) {
    std::mt19937 random(seed);
    std::normal_distribution<double> noise;
    table rows(n, std::vector<double>(p + 1));
    for (auto& r : rows) {
        const double common = noise(random);
        for (std::size_t i = 1; i <= p; ++i) r[0] += (r[i] = common + noise(random)) * (static_cast<double>(i % 4) - 1);
        r[0] += noise(random);
    }
    return rows;
}

std::vector<std::string> names(std::size_t p) {
    std::vector<std::string> all{"y"};
    for (std::size_t i = 1; i <= p; ++i) all.push_back("x" + std::to_string(i));
    return all;
}

moments state_of(const table& rows, const std::vector<std::string>& of = labels) {
    moments whole;
    for (const auto& r : rows) {
        moments one;
        one.labels = of;
        one.n = 1;
        one.mean.assign(r.begin(), r.end());
        one.comoment.resize(pairs(r.size()));
        if (whole.n == 0)
            whole = one;
        else
            whole.merge(one);
    }
    return whole;
}

const driver& row_of(const std::vector<driver>& rows, const std::string& label) {
    return *std::find_if(rows.begin(), rows.end(), [&](const driver& d) { return d.label == label; });
}

double total(const std::vector<driver>& rows) {
    double sum = 0;
    for (const driver& d : rows) sum += d.importance;
    return sum;
}

// R squared of a subset of the variables after the first, from the correlations.
double r_squared(const centred_moments& m, unsigned subset) {
    std::vector<std::size_t> x;
    for (std::size_t i = 1; i < m.variables(); ++i)
        if (subset >> (i - 1) & 1U) x.push_back(i);
    std::vector<double> a, b;
    for (const std::size_t i : x) {
        for (const std::size_t j : x)
            if (j <= i) a.push_back(*m.correlation(i, j));
        b.push_back(*m.correlation(i, 0));
    }
    const std::vector<double> beta = cholesky(a, x.size(), 0).solve(b);
    double sum = 0;
    for (std::size_t i = 0; i < x.size(); ++i) sum += beta[i] * b[i];
    return sum;
}

TEST(drivers, as_groemping_and_johnson) {
    const centred_moments m = moments_of(swiss, labels);
    const std::vector<double> lmg{0.057091220768091255, 0.17117302890023417, 0.26013467862438444, 0.10557015037349364,
                                  0.11276592292652188},
        johnson{0.048416895811900659, 0.15470824980615999, 0.27196410464599913, 0.11468002994756153, 0.11696572138110456};
    const auto a = drivers(m, "fertility", driver_method::shapley, no_poll);
    const auto b = drivers(m, "fertility", driver_method::relative_weights, no_poll);
    for (std::size_t i = 0; i < 5; ++i) {
        EXPECT_NEAR(row_of(a, labels[i + 1]).importance, lmg[i], 1e-13);
        EXPECT_NEAR(*row_of(a, labels[i + 1]).share, lmg[i] / 0.7067350015927254, 1e-13);
        EXPECT_NEAR(row_of(b, labels[i + 1]).importance, johnson[i], 1e-13);
    }
    for (std::size_t i = 0; i < 5; ++i) EXPECT_EQ(a[i].rank, static_cast<std::int64_t>(i + 1));
    EXPECT_EQ(a[0].label, "education");
    const driver& d = row_of(a, "agriculture");  // R 4.2.2: lm, sd, cor, mean
    EXPECT_NEAR(d.coefficient, -0.172113970941455, 1e-12);
    EXPECT_NEAR(d.std_beta, -0.31292128249992, 1e-12);
    EXPECT_NEAR(d.correlation, 0.353079183619975, 1e-13);
    EXPECT_NEAR(d.performance, 50.6595744680851, 1e-12);
    EXPECT_FALSE(d.lower || d.upper);
    EXPECT_EQ(row_of(drivers(m, "fertility", driver_method::standardised, no_poll), "agriculture").importance, -d.std_beta);
    EXPECT_EQ(row_of(drivers(m, "fertility", driver_method::correlation, no_poll), "examination").importance,
              -row_of(a, "examination").correlation);
    const auto g = driver_groups(
        m, "fertility", {{"a", {"agriculture", "catholic"}}, {"b", {"examination", "education"}}, {"c", {"infant_mortality"}}},
        no_poll);
    EXPECT_EQ(g[0].name, "b");
    EXPECT_NEAR(g[0].importance, 0.41662396887760661, 1e-13);
    EXPECT_NEAR(g[1].importance, 0.171418783645858, 1e-13);
    EXPECT_NEAR(g[2].importance, 0.11869224906926085, 1e-13);
    EXPECT_NEAR(*g[2].share, 0.11869224906926085 / 0.7067350015927254, 1e-13);
}

// 8 drivers are one leaf of the walk; 9 to 11 cross it.
TEST(drivers, shapley_is_the_mean_over_all_subsets) {
    for (const unsigned p : {1U, 2U, 7U, 8U, 9U, 10U, 11U}) {
        const centred_moments m = moments_of(random_rows(p, 60, p), names(p));
        std::vector<double> r2;
        for (unsigned s = 0; s < 1U << p; ++s) r2.push_back(r_squared(m, s));
        const auto rows = drivers(m, "y", driver_method::shapley, no_poll);
        std::vector<named_group> singles, some;
        for (unsigned j = 0; j < p; ++j) {
            double gain = 0;
            for (unsigned s = 0; s < 1U << p; ++s) {
                const double n = std::popcount(s);
                if (!(s >> j & 1U))
                    gain += (r2[s | 1U << j] - r2[s]) * std::tgamma(n + 1) * std::tgamma(p - n) / std::tgamma(p + 1.0);
            }
            EXPECT_NEAR(row_of(rows, "x" + std::to_string(j + 1)).importance, gain, 1e-12);
            singles.push_back({"x" + std::to_string(j + 1), {"x" + std::to_string(j + 1)}});
        }
        const auto grouped = driver_groups(m, "y", singles, no_poll);
        for (std::size_t i = 0; i < p; ++i) {
            EXPECT_EQ(grouped[i].name, rows[i].label);
            EXPECT_EQ(grouped[i].importance, rows[i].importance);
            EXPECT_EQ(*grouped[i].share, *rows[i].share);
        }
        EXPECT_NEAR(total(rows), r2.back(), 1e-12);
        EXPECT_NEAR(total(drivers(m, "y", driver_method::relative_weights, no_poll)), r2.back(), 1e-12);
    }
}

TEST(drivers, groups_enter_as_blocks) {
    const centred_moments m = moments_of(random_rows(10, 60, 5), names(10));
    const unsigned a = 0b0000010011, b = 0b0000001100, c = 0b1111100000;
    const auto r2 = [&](unsigned s) { return r_squared(m, s); };
    const auto rows =
        driver_groups(m, "y", {{"c", {"x6", "x10", "x8", "x7", "x9"}}, {"a", {"x1", "x5", "x2"}}, {"b", {"x3", "x4"}}}, no_poll);
    for (const auto& [name, g, o1, o2] : {std::tuple("a", a, b, c), std::tuple("b", b, a, c), std::tuple("c", c, a, b)}) {
        const double gain = r2(g) / 3 + (r2(g | o1) - r2(o1) + r2(g | o2) - r2(o2)) / 6 + (r2(a | b | c) - r2(o1 | o2)) / 3;
        const auto row = std::find_if(rows.begin(), rows.end(), [&, n = name](const auto& r) { return r.name == n; });
        EXPECT_NEAR(row->importance, gain, 1e-12) << name;
    }
}

TEST(drivers, order_and_scale_do_not_matter) {
    const table rows = random_rows(10, 50, 3);
    const std::vector<std::string> all = names(10);
    table turned;
    std::vector<std::string> turned_names(all.rbegin(), all.rend());
    for (const auto& r : rows) {
        turned.emplace_back(r.rbegin(), r.rend());
        for (std::size_t i = 0; i < turned.back().size(); ++i) turned.back()[i] *= std::pow(-10, static_cast<int>(i) - 5);
    }
    for (const driver_method method : methods) {
        const auto a = drivers(moments_of(rows, all), "y", method, no_poll),
                   b = drivers(moments_of(turned, turned_names), "y", method, no_poll);
        for (std::size_t i = 0; i < a.size(); ++i) {
            EXPECT_EQ(a[i].label, b[i].label);
            EXPECT_NEAR(a[i].importance, b[i].importance, 1e-12);
        }
    }
}

// Each row in all orders of its drivers, with one outcome.
TEST(drivers, exchangeable_drivers_share_equally) {
    table rows;
    for (std::vector<double> r : table{{1, 2, 5}, {0, 2, 3}, {4, 4, 6}, {1, 1, 9}}) {
        const double y = r[0] * r[2] + r[1];
        do rows.push_back({y, r[0], r[1], r[2]});
        while (std::next_permutation(r.begin(), r.end()));
    }
    for (const driver_method method : methods)
        for (const driver& d : drivers(moments_of(rows, {"y", "a", "b", "c"}), "y", method, no_poll))
            EXPECT_NEAR(*d.share, 1.0 / 3, 1e-14);
}

TEST(drivers, jackknife_of_states) {
    std::vector<moments> states;
    for (std::size_t b = 0; b < 8; ++b) {
        table part;
        for (std::size_t i = b; i < swiss.size(); i += 8) part.push_back(swiss[i]);
        states.push_back(state_of(part));
    }
    const auto at = [&](std::size_t i) { return states[i]; };
    const auto check = [&](driver_method method, double confidence, double t7, const std::vector<double>& lower,
                           const std::vector<double>& upper) {
        const auto rows = drivers(at, 8, "fertility", method, confidence, no_poll);
        const auto full = drivers(moments_of(swiss, labels), "fertility", method, no_poll);
        for (std::size_t v = 0; v < 5; ++v) {
            const driver& d = row_of(rows, labels[v + 1]);
            EXPECT_NEAR(d.importance, row_of(full, d.label).importance, 1e-12);
            double squares = 0;
            for (std::size_t g = 0; g < 8; ++g) {
                moments others;
                for (std::size_t i = 0; i < 8; ++i) {
                    if (i == g) continue;
                    if (others.n == 0)
                        others = states[i];
                    else
                        others.merge(states[i]);
                }
                squares += std::pow(
                    row_of(drivers(others.centred(), "fertility", method, no_poll), d.label).importance - d.importance, 2);
            }
            EXPECT_NEAR(*d.lower, d.importance - t7 * std::sqrt(7.0 / 8 * squares), 1e-11);
            EXPECT_NEAR(*d.lower, lower[v], 1e-11);
            EXPECT_NEAR(*d.upper, upper[v], 1e-11);
        }
    };
    check(driver_method::shapley, 0.95, 2.3646242515927849,  // qt(.975, 7)
          {0.0094093680500185808, 0.0047019864016187018, 0.1000183669834584, 0.010990008790283501, -0.087838927479822804},
          {0.10477307348616394, 0.33764407139884967, 0.42025099026531049, 0.20015029195670378, 0.31337077333286656});
    check(driver_method::relative_weights, 0.9, 1.8945786050900073,  // qt(.95, 7)
          {0.0097113071220380556, 0.029077769849974483, 0.14136342337097441, 0.039324541700888518, -0.045431093823588481},
          {0.08712248450176327, 0.28033872976234553, 0.40256478592102385, 0.19003551819423453, 0.27936253658579757});
    const auto one = drivers([](std::size_t) { return state_of(swiss); }, 1, "fertility", driver_method::shapley, 0.95, no_poll);
    EXPECT_FALSE(one[0].lower || one[0].upper);
    EXPECT_NEAR(total(one), 0.7067350015927254, 1e-13);
    EXPECT_TRUE(drivers(at, 0, "fertility", driver_method::shapley, 0.95, no_poll).empty());
    EXPECT_NE(refusal(errc::invalid, [&] { drivers(at, 8, "fertility", driver_method::shapley, 1, no_poll); }), "");
    // Without one of them, a driver is constant.
    const std::vector<moments> two{state_of({{1, 1}, {2, 3}, {4, 1}}, {"y", "x"}),
                                   state_of({{1, 2}, {2, 2}, {4, 2}}, {"y", "x"})};
    EXPECT_NE(refusal(errc::invalid,
                      [&] { drivers([&](std::size_t i) { return two[i]; }, 2, "y", driver_method::shapley, .95, no_poll); })
                  .find("without group 1 of 2"),
              std::string::npos);
}

TEST(drivers, refuses_and_says_why) {
    const auto run = [](const table& rows, const std::vector<std::string>& of, const char* outcome = "y") {
        return refusal(errc::invalid, [&] { drivers(moments_of(rows, of), outcome, driver_method::shapley, no_poll); });
    };
    const auto has = [](const std::string& text, const char* part) { return text.find(part) != std::string::npos; };
    EXPECT_TRUE(has(run({{1, 2, 5}, {2, 2, 6}, {4, 2, 9}, {3, 2, 1}}, {"y", "flat", "x"}), "\"flat\""));
    EXPECT_TRUE(has(run({{1, 2, 5}, {1, 3, 6}, {1, 4, 9}, {1, 2, 1}}, {"y", "a", "x"}), "\"y\" is constant"));
    EXPECT_TRUE(has(run({{1, 2, 5}, {2, 3, 7}, {4, 4, 9}, {3, 9, 19}, {1, 2, 5}}, {"y", "a", "line"}), "\"line\""));
    EXPECT_TRUE(has(run(swiss, labels, "mood"), "\"mood\""));
    EXPECT_TRUE(has(run({{1}, {2}}, {"y"}), "no variable besides"));
    EXPECT_NE(run({{1, 2, 3}, {2, 3, 5}}, {"y", "a", "b"}), "");
    EXPECT_TRUE(has(refusal(errc::invalid, [] { driver_method_of("lmg"); }), "\"lmg\""));
    for (const driver_method method : methods)
        EXPECT_EQ(driver_method_of(std::vector{"shapley", "relative_weights", "standardised",
                                               "correlation"}[static_cast<std::size_t>(method)]),
                  method);
    const centred_moments wide = moments_of(random_rows(31, 80, 1), names(31));
    EXPECT_TRUE(has(refusal(errc::invalid, [&] { drivers(wide, "y", driver_method::shapley, no_poll); }), "31 drivers"));
    EXPECT_EQ(drivers(wide, "y", driver_method::relative_weights, no_poll).size(), 31U);
    const auto groups = [](const std::vector<named_group>& g) {
        return refusal(errc::invalid, [&] { driver_groups(moments_of(swiss, labels), "fertility", g, no_poll); });
    };
    EXPECT_NE(groups({}), "");
    EXPECT_TRUE(has(groups({{"a", {"education"}}, {"none", {}}}), "\"none\""));
    EXPECT_TRUE(has(groups({{"a", {"education"}}, {"b", {"catholic", "education"}}}), "\"education\""));
    EXPECT_TRUE(has(groups({{"a", {"mood"}}}), "\"mood\""));
    EXPECT_TRUE(has(groups({{"a", {"fertility"}}}), "\"fertility\""));
}

TEST(drivers, a_poll_that_throws_stops_a_long_run) {
    constexpr poll stop = [] { throw 7; };
    const centred_moments m = moments_of(random_rows(30, 80, 2), names(30));
    EXPECT_THROW(drivers(moments_of(random_rows(25, 80, 2), names(25)), "y", driver_method::shapley, stop), int);
    std::vector<named_group> pairs_of;  // 15 groups of two: no leaf of eight single drivers
    for (std::size_t i = 1; i < 30; i += 2)
        pairs_of.push_back({"g" + std::to_string(i), {"x" + std::to_string(i), "x" + std::to_string(i + 1)}});
    EXPECT_THROW(driver_groups(m, "y", pairs_of, stop), int);
}

// Expected values: the definitions on the same doubles, in fractions.Fraction and mpmath with 50 digits (Python 3).
TEST(drivers, near_twins_to_nine_digits) {
    const auto m = moments_of(xm::test::twins(), {"y", "x1", "x2"});
    for (const driver_method method : methods) {
        const auto rows = drivers(m, "y", method, no_poll);
        ASSERT_EQ(rows.size(), 2U);
        for (const driver& d : rows) {
            const bool first = d.label == "x1";
            EXPECT_NEAR(d.std_beta / (first ? 1671.9788700983077 : -1671.2893183527384), 1, 1e-9);
            if (method == driver_method::shapley || method == driver_method::relative_weights) {
                EXPECT_NEAR(d.importance / (first ? 0.23787719157148665 : 0.23787696671811332), 1, 1e-9);
            }
            EXPECT_EQ(d.responses, 200);
        }
    }
    const auto groups = driver_groups(m, "y", {{"one", {"x1"}}, {"two", {"x2"}}}, no_poll);
    EXPECT_NEAR(groups[0].importance / 0.23787719157148665, 1, 1e-9);
    EXPECT_EQ(groups[0].responses, 200);
}

// The pairs of doubles that near twins need, on data that doubles are enough for.
TEST(drivers, the_precise_way_is_the_same_way) {
    auto rows = swiss;
    for (std::size_t r = 0; r < rows.size(); ++r) rows[r].push_back(rows[r][1] + 1e-4 * static_cast<double>(r * r % 7));
    auto names = labels;
    names.push_back("twin");
    const auto m = moments_of(rows, names);
    double total = 0, weights = 0;
    for (const driver& d : drivers(m, "fertility", driver_method::shapley, no_poll)) total += d.importance;
    for (const driver& d : drivers(m, "fertility", driver_method::relative_weights, no_poll)) weights += d.importance;
    const double r_squared = *fit_linear(m, "fertility", {}).r_squared;
    EXPECT_NEAR(total, r_squared, 1e-13);
    EXPECT_NEAR(weights, r_squared, 1e-13);
}

}  // namespace
