// Expected values: test/golden/make.R (R survival coxph, ties by Efron).
#include "core/models/cox.hpp"

#include <algorithm>
#include <cmath>
#include <random>

#include "allocation.hpp"
#include "core/models/design.hpp"
#include "support.hpp"

namespace {

using namespace xm::core;
using xm::test::refusal;
using xm::test::stored;
using table = std::vector<std::vector<double>>;  // duration, event, predictors

const std::vector<double> u{1, 2, 0, 2, 2, 0, 0, 0, 1, 2, 2, 2, 2, 1, 1, 2, 0, 3, 3, 1, 0, 3, 2, 0},
    v{-1.1, -.2, -1.1, -.1, -.6, -2.2, .2, -.3, .9, .9, 1.5, .7, .8, -.3, 1.4, 1.5, -.7, -.9, .3, 1.1, 2.2, 1.2, 1.5, 1},
    w{18, 6.5, 1.9, 1.4, 5.4, .9, 5.5, .3, 2.1, 2.8, 2.3, 9.5, .6, 13.2, 4.2, .5, 32.7, 2.4, 1.8, 5.6, 4.4, 8, 1.6, 5.5},
    e{1, 1, 0, 1, 1, 1, 0, 1, 0, 1, 1, 1, 1, 0, 1, 1, 0, 0, 1, 1, 1, 0, 1, 1};

table rows_of_r(bool whole) {
    table rows;
    for (std::size_t i = 0; i < u.size(); ++i) rows.push_back({whole ? std::ceil(w[i]) : w[i], e[i], u[i], v[i]});
    return rows;
}

model fit_rows(const table& rows, int times = 1, pattern_store::policy policy = pattern_store::while_repeating) {
    std::pmr::monotonic_buffer_resource memory;
    const std::size_t p = rows[0].size() - 2;
    pattern_store store(&memory, (p + 1) * sizeof(double), policy);
    std::vector<std::string> labels;
    for (std::size_t i = 0; i < p; ++i) labels.push_back("x" + std::to_string(i + 1));
    for (int t = 0; t < times; ++t)
        for (std::vector<double> r : rows) {
            r[1] = leading_number(r[0], r[1] != 0);
            store.add(r.data() + 1);
        }
    return fit_cox(store, labels, no_poll);
}

// Efron's log-likelihood, straight from its definition.
double by_definition(const table& rows, const std::vector<double>& b) {
    const auto eta = [&](const std::vector<double>& r) {
        double sum = 0;
        for (std::size_t i = 0; i < b.size(); ++i) sum += b[i] * r[i + 2];
        return sum;
    };
    std::vector<double> times;
    for (const auto& r : rows) times.push_back(r[0]);
    std::sort(times.begin(), times.end());
    times.erase(std::unique(times.begin(), times.end()), times.end());
    double value = 0;
    for (const double t : times) {
        double at_risk = 0, tied = 0, d = 0;
        for (const auto& r : rows) {
            if (r[0] >= t) at_risk += std::exp(eta(r));
            if (r[0] == t && r[1] != 0) tied += std::exp(eta(r)), value += eta(r), ++d;
        }
        for (double l = 0; l < d; ++l) value -= std::log(at_risk - l / d * tied);
    }
    return value;
}

void expect_same(const model& a, const model& b, double tolerance) {
    ASSERT_EQ(a.size(), b.size());
    for (std::size_t i = 1; i < a.size(); ++i) {
        EXPECT_NEAR(a.estimate[i] / b.estimate[i], 1, tolerance) << i;
        EXPECT_NEAR(*a.std_error(i) / *b.std_error(i), 1, tolerance) << i;
    }
    EXPECT_NEAR(*a.log_likelihood / *b.log_likelihood, 1, tolerance);
    EXPECT_EQ(a.n, b.n);
    EXPECT_EQ(a.events, b.events);
}

TEST(cox, as_coxph) {
    const double expected[2][8] = {{0.15370409938748203, 0.37725307632755167, 0.062205630398555339, -0.0051509352960951394,
                                    0.08228034925775482, -40.556936122068329, 85.113872244136658, 86.780298932249096},
                                   {0.1539426524785496, 0.40066593212290491, 0.062036497328146381, -0.0052356804554537584,
                                    0.084644620892644587, -40.813787732071425, 85.627575464142851, 87.294002152255288}};
    for (const bool whole : {false, true}) {
        const model m = fit_rows(rows_of_r(whole));
        const double* const r = expected[whole];
        const auto rows = coefficients(m, 0.95);
        EXPECT_EQ(rows.size(), 2U);
        EXPECT_EQ(rows[0].term, "x1");
        EXPECT_NEAR(rows[0].estimate, r[0], 1e-9);
        EXPECT_NEAR(rows[1].estimate, r[1], 1e-9);
        EXPECT_NEAR(*rows[1].ratio, std::exp(r[1]), 1e-9);
        EXPECT_NEAR(*rows[1].p_value, std::erfc(r[1] / std::sqrt(r[4]) / std::sqrt(2)), 1e-9);
        EXPECT_NEAR(m.covariance[2], r[2], 1e-9);
        EXPECT_NEAR(m.covariance[4], r[3], 1e-9);
        EXPECT_NEAR(m.covariance[5], r[4], 1e-9);
        EXPECT_NEAR(*m.log_likelihood, by_definition(rows_of_r(whole), {m.estimate[1], m.estimate[2]}), 1e-11);
        const model_fit f = fit(m);
        EXPECT_NEAR(*f.log_likelihood, r[5], 1e-11);
        EXPECT_NEAR(*f.aic, r[6], 1e-10);
        EXPECT_NEAR(*f.bic, r[7], 1e-10);
        EXPECT_EQ(f.family, "cox");
        EXPECT_EQ(*f.events, 17);
        EXPECT_EQ(f.n, 24);
        EXPECT_EQ(f.parameters, 2);
        EXPECT_FALSE(f.r_squared);
        EXPECT_EQ(stored(model::from_text(m.to_text())), stored(m));
        EXPECT_EQ(stored(model::from_wire(xm::test::wire(m))), stored(m));
        EXPECT_EQ(stored(model::from_stored(stored(m))), stored(m));
        const change c = impact(m, "x2", -2, {}, 0.95);
        const double half = 2 * 1.959963984540054 * std::sqrt(r[4]);
        EXPECT_NEAR(c.value, std::exp(-2 * r[1]) - 1, 1e-9);
        EXPECT_NEAR(*c.std_error, 2 * std::exp(-2 * r[1]) * std::sqrt(r[4]), 1e-9);
        EXPECT_NEAR(*c.lower, std::exp(-2 * r[1] - half) - 1, 1e-9);
        EXPECT_NEAR(*c.upper, std::exp(-2 * r[1] + half) - 1, 1e-8);
        if (whole) {
            EXPECT_NEAR(predict(m, {2, .5}), 1.1905488442958121, 1e-9);
        }
    }
}

TEST(cox, repeated_rows_count) {
    for (const bool whole : {false, true}) {
        table many;
        for (int i = 0; i < 300; ++i)
            for (const auto& r : rows_of_r(whole)) many.push_back(r);
        const model counted = fit_rows(many, 1, pattern_store::always);
        EXPECT_NEAR(*counted.log_likelihood, by_definition(many, {counted.estimate[1], counted.estimate[2]}), 1e-7);
        for (std::size_t i = 0; i < many.size(); ++i) many[i][3] += 1e-13 * static_cast<double>(i);  // distinct: counting ends
        expect_same(fit_rows(many), counted, 1e-8);
    }
}

// Whole times in bins, sorted times and every monotone change of time without new ties give one fit.
TEST(cox, bins_or_sorted_times) {
    for (const int times : {1, 50}) {
        const model m = fit_rows(rows_of_r(true), times);
        for (const double scale : {0.5, 1e9, 0.37}) {
            table rows = rows_of_r(true);
            for (auto& r : rows) r[0] *= scale;
            expect_same(fit_rows(rows, times), m, 1e-11);
        }
    }
}

TEST(cox, a_start_from_a_sample_changes_nothing) {
    table many;
    for (std::size_t i = 0; i < 120000; ++i) {
        std::vector<double> r = rows_of_r(true)[i % 24];
        r[3] += 1e-14 * static_cast<double>(i / 24);
        many.push_back(r);
    }
    expect_same(fit_rows(many), fit_rows(rows_of_r(true), 5000), 1e-8);
    for (auto& r : many) r[0] /= 8;
    expect_same(fit_rows(many), fit_rows(rows_of_r(true), 5000), 1e-8);
}

TEST(cox, order_and_offset_do_not_matter) {
    std::mt19937 random(4);
    std::normal_distribution<double> noise;
    for (const bool whole : {false, true}) {
        table rows;
        for (int i = 0; i < 900; ++i) {
            const double year = 2000 + static_cast<double>(random() % 25), x = noise(random);
            const double time = std::exp(3 + 0.03 * (year - 2012) - .5 * x + noise(random));
            rows.push_back({whole ? std::ceil(time) : time, random() % 4 > 0 ? 1.0 : 0.0, year, x});
        }
        const model m = fit_rows(rows);
        EXPECT_NEAR(*m.log_likelihood, by_definition(rows, {m.estimate[1], m.estimate[2]}), 1e-9 * std::fabs(*m.log_likelihood));
        std::shuffle(rows.begin(), rows.end(), random);
        expect_same(fit_rows(rows), m, 1e-9);
        for (auto& r : rows) r[2] = (r[2] - 2000) * 1e-7, r[3] = 1e9 + r[3] * 1024;
        const model other = fit_rows(rows);
        EXPECT_NEAR(other.estimate[1] * 1e-7 / m.estimate[1], 1, 1e-7);
        EXPECT_NEAR(other.estimate[2] * 1024 / m.estimate[2], 1, 1e-7);
        EXPECT_NEAR(*other.std_error(2) * 1024 / *m.std_error(2), 1, 1e-7);
    }
}

TEST(cox, a_first_leaver_of_its_own_kind_has_no_finite_hazard) {
    for (const std::size_t n : {20U, 57U, 200U, 1000U}) {
        table rows;
        for (std::size_t i = 1; i <= n; ++i)
            rows.push_back({static_cast<double>(i), 1, i == 1 ? 1.0 : 0, static_cast<double>(i * 7 % 5)});
        const std::string text = refusal(errc::invalid, [&] { fit_rows(rows); });
        EXPECT_NE(text.find("no maximum"), std::string::npos) << n << ": " << text;
    }
}

TEST(cox, refuses_and_says_why) {
    const auto has = [](const table& rows, const char* part) {
        const std::string text = refusal(errc::invalid, [&] { fit_rows(rows); });
        return text.find(part) != std::string::npos ? "" : text + " lacks " + part;
    };
    EXPECT_EQ(has({{1, 0, 1}, {2, 0, 2}, {5, 0, 4}}, "nobody left"), "");
    EXPECT_EQ(has({{1, 1, 1, 7}, {2, 0, 2, 7}, {4, 1, 4, 7}}, "\"x2\" is constant: 7"), "");
    EXPECT_EQ(has({{1, 1, 1, 3}, {2, 1, 2, 5}, {3, 1, 4, 9}, {4, 1, 9, 19}, {9, 1, 0, 1}}, "\"x2\" is a linear function"), "");
    EXPECT_EQ(has({{1, 1, 1}, {2, 1, 2}, {3, 1, 3}, {4, 1, 4}, {5, 1, 5}, {6, 1, 6}}, "monotone"), "");
    EXPECT_EQ(
        has({{1, 1, 1, 2}, {2, 1, 1, 5}, {3, 0, 0, 3}, {4, 0, 0, 4}, {5, 1, 1, 5}, {6, 0, 0, 1}, {.5, 1, 1, 4}}, "monotone"), "")
        << "all events at one end";
    EXPECT_EQ(has({{1.5, 1, 1, 2}, {1.5, 1, 1, 5}, {3, 0, 0, 3}, {4, 0, 0, 4}, {5, 1, 1, 5}, {6, 0, 0, 1}}, "monotone"), "");
    // One event after the rest, out of order: a maximum.
    EXPECT_LT(fit_rows({{1, 1, 1}, {2, 1, 2}, {3, 1, 3}, {4, 1, 4}, {5, 1, 2.5}, {6, 1, 6}}).estimate[1], 0);
    EXPECT_EQ(fit_rows({{0, 1, 1}, {0, 1, 2}, {0, 0, 3}, {4, 1, 1}, {4, 0, 2.5}}).events, 3) << "a time of 0 is a time";
}

// Bryson & Johnson (1981): the likelihood is monotone along what always tells who of those at risk leaves next.
TEST(cox, names_what_makes_it_monotone) {
    const auto text = [](const table& rows) { return refusal(errc::invalid, [&] { fit_rows(rows); }); };
    std::mt19937 random(3);
    std::normal_distribution<double> noise;
    table one, events, two;
    for (int i = 0; i < 200; ++i) {
        const double a = noise(random), b = noise(random), c = noise(random), coin = static_cast<double>(random() % 2);
        one.push_back({10 - b, 1, a, b, c});
        events.push_back({std::exp(noise(random)), coin * static_cast<double>(random() % 2), a, c, coin});
        if (i < 25) two.push_back({10 - a - b, 1, a, c, b});
    }
    EXPECT_EQ(text(one), "predictor \"x2\" tells who leaves next: the likelihood is monotone and has no maximum");
    EXPECT_EQ(text(events), "predictor \"x3\" tells who leaves next: the likelihood is monotone and has no maximum");
    EXPECT_EQ(text(two),
              "predictors \"x1\", \"x3\" together tell who leaves next: the likelihood is monotone and has no maximum");
}

// Whoever is left to the last, far from all others, is sure to leave last: the rest alone tell the hazards, as long as its own,
// exp(-1000) or less, is no number any more.
TEST(cox, a_last_leaver_far_off) {
    for (const bool whole : {true, false})
        for (const double far : {1e3, 1e4, 1e6}) {
            std::mt19937 random(4);
            std::normal_distribution<double> noise;
            table rows;
            for (int i = 0; i < 300; ++i) {
                const double x = static_cast<double>(random() % 1000) / 1000, z = noise(random);
                const double time = std::exp(3 + 2 * x + 0.5 * z + noise(random));
                rows.push_back({whole ? std::ceil(time) : time, random() % 5 > 0 ? 1.0 : 0.0, x, z});
            }
            const model near = fit_rows(rows);
            EXPECT_LT(near.estimate[1], -1.5);
            rows.push_back({5000, 1, far, 0});
            rows.push_back({5001, 0, far, 1});
            const std::string text = refusal(errc::invalid, [&] {
                const model m = fit_rows(rows);
                for (std::size_t j = 1; j <= 2; ++j) {
                    EXPECT_NEAR(m.estimate[j] / near.estimate[j], 1, 0.02) << far;
                    EXPECT_TRUE(std::isfinite(*m.std_error(j)));
                }
            });
            EXPECT_EQ(text, "") << far << " " << whole;
        }
}

TEST(cox, survives_failed_allocations) {
    const table rows = rows_of_r(false);
    EXPECT_GT(xm::test::survive_failed_allocations([&] { EXPECT_EQ(fit_rows(rows).n, 24); }), 10U);
}

}  // namespace
