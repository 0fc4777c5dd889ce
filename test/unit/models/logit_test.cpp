// Expected values: test/golden/make.R (R glm, binomial).
#include "core/models/logit.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

#include "allocation.hpp"
#include "core/models/design.hpp"
#include "support.hpp"

namespace {

using namespace xm::core;
using xm::test::refusal;
using xm::test::stored;
using table = std::vector<std::vector<double>>;  // outcome, predictors

const std::vector<double> u{1, 2, 0, 2, 2, 0, 0, 0, 1, 2, 2, 2, 2, 1, 1, 2, 0, 3, 3, 1, 0, 3, 2, 0},
    v{-1.1, -.2, -1.1, -.1, -.6, -2.2, .2, -.3, .9, .9, 1.5, .7, .8, -.3, 1.4, 1.5, -.7, -.9, .3, 1.1, 2.2, 1.2, 1.5, 1},
    y{0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 1, 0, 1, 1, 1, 1, 0};

table rows_of_r() {
    table rows;
    for (std::size_t i = 0; i < u.size(); ++i) rows.push_back({y[i], u[i], v[i]});
    return rows;
}

model fit_rows(const table& rows, int times = 1, pattern_store::policy policy = pattern_store::while_repeating) {
    std::pmr::monotonic_buffer_resource memory;
    const std::size_t p = rows[0].size() - 1;
    pattern_store store(&memory, (p + 1) * sizeof(double), policy);
    std::vector<std::string> labels;
    for (std::size_t i = 0; i < p; ++i) labels.push_back("x" + std::to_string(i + 1));
    for (int t = 0; t < times; ++t)
        for (std::vector<double> r : rows) {
            r[0] = leading_number(1, r[0] != 0);
            store.add(r.data());
        }
    return fit_logit(store, labels, no_poll);
}

void expect_same(const model& a, const model& b, double tolerance, double times = 1) {
    ASSERT_EQ(a.size(), b.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
        EXPECT_NEAR(a.estimate[i] / b.estimate[i], 1, tolerance) << i;
        EXPECT_NEAR(*a.std_error(i) * std::sqrt(times) / *b.std_error(i), 1, tolerance) << i;
        EXPECT_NEAR(a.mean[i], b.mean[i], tolerance * (1 + std::fabs(b.mean[i])));
    }
    EXPECT_NEAR(*a.log_likelihood / times / *b.log_likelihood, 1, tolerance);
    EXPECT_EQ(static_cast<double>(a.n), times * static_cast<double>(b.n));
    EXPECT_EQ(static_cast<double>(a.events), times * static_cast<double>(b.events));
}

TEST(logit, as_glm) {
    const model m = fit_rows(rows_of_r());
    const double b[] = {-2.7457785942891797, 1.0869853151853972, 1.134019693020357},
                 covariance[] = {1.7322487710018413,   -0.69693933823693266, 0.36924373540971994,
                                 -0.49539420641781856, 0.13763967842300873,  0.40228120463951339},
                 p[] = {0.036958577816721024, 0.073643498903642787, 0.07378383861882247};
    const auto rows = coefficients(m, 0.95);
    EXPECT_EQ(rows[0].term, "(intercept)");
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_NEAR(rows[i].estimate, b[i], 1e-9);
        EXPECT_NEAR(*rows[i].p_value, p[i], 1e-9);
        EXPECT_NEAR(*rows[i].ratio, std::exp(b[i]), 1e-8);
        EXPECT_NEAR(*rows[i].upper, b[i] + 1.959963984540054 * *rows[i].std_error, 1e-8);
    }
    for (std::size_t i = 0; i < 6; ++i) EXPECT_NEAR(m.covariance[i], covariance[i], 1e-8) << i;
    const model_fit f = fit(m);
    EXPECT_EQ(f.family, "logit");
    EXPECT_EQ(*f.events, 9);
    EXPECT_EQ(f.n, 24);
    EXPECT_EQ(f.parameters, 3);
    EXPECT_NEAR(*f.log_likelihood, -11.564325280056995, 1e-12);
    EXPECT_NEAR(*f.aic, 29.128650560113989, 1e-11);
    EXPECT_NEAR(*f.bic, 32.662812051157829, 1e-11);
    EXPECT_NEAR(*f.r_squared, 0.27165407798252561, 1e-12);
    EXPECT_FALSE(f.adjusted_r_squared);
    EXPECT_NEAR(predict(m, {2, .5}), 0.49880047294923313, 1e-9);
    const change c = impact(m, "x1", 1, {}, 0.95), d = impact(m, "x1", 2, {0, 1}, 0.9);
    EXPECT_NEAR(c.value, 0.25612078332838673, 1e-9);
    EXPECT_NEAR(*c.std_error, 0.14116684944997335, 1e-9);
    EXPECT_NEAR(*c.lower, c.value - 1.959963984540054 * *c.std_error, 1e-12);
    EXPECT_NEAR(d.value, 0.47061958065671383, 1e-9);
    EXPECT_NEAR(*d.std_error, 0.20221232301432202, 1e-9);
    EXPECT_NE(refusal(errc::invalid, [&] { impact(m, "mood", 1, {}, 0.95); }).find("\"mood\""), std::string::npos);
    EXPECT_NE(refusal(errc::invalid, [&] { impact(m, "x1", HUGE_VAL, {}, 0.95); }), "");
    EXPECT_NE(refusal(errc::invalid, [&] { predict(m, {1}); }), "");
    EXPECT_EQ(stored(model::from_text(m.to_text())), stored(m));
    // Figures that no fit has.
    const auto refused = [&](auto&& change) {
        model other = m;
        change(other);
        EXPECT_NE(refusal(errc::corrupt_text, [&] { model::from_text(other.to_text()); }), "") << other.to_text();
    };
    refused([](model& x) { x.log_likelihood = 5; });
    refused([](model& x) { x.log_likelihood = -1e12; });
    refused([](model& x) { x.mean[1] = 1e200; });
    refused([](model& x) { x.covariance[1] = 1e200; });
    refused([](model& x) { x.r_squared = 1.5; });
    EXPECT_EQ(stored(model::from_wire(xm::test::wire(m))), stored(m));
    EXPECT_EQ(stored(model::from_stored(stored(m))), stored(m));
    std::string text = m.to_text();
    EXPECT_NE(refusal(errc::corrupt_text, [&] { model::from_text(text.replace(text.find("\"events\":9"), 10, "\"events\":0")); }),
              "");
}

TEST(logit, no_predictor_gives_the_log_odds) {
    const model m = fit_rows({{1}, {0}, {1}, {1}});
    EXPECT_NEAR(m.estimate[0], std::log(3), 1e-14);
    EXPECT_NEAR(*m.std_error(0), std::sqrt(1 + 1 / 3.0), 1e-13);
    EXPECT_NEAR(*m.r_squared, 0, 1e-15);
}

TEST(logit, repeated_rows_count) {
    const model m = fit_rows(rows_of_r());
    for (const auto policy : {pattern_store::always, pattern_store::while_repeating})
        expect_same(fit_rows(rows_of_r(), 500, policy), m, 1e-9, 500);
    // The same rows, counted and not: a column that is nearly constant keeps them apart.
    table rows;
    for (std::size_t i = 0; i < 6000; ++i) rows.push_back({y[i % 24], u[i % 24], v[i % 24] + 1e-13 * static_cast<double>(i)});
    expect_same(fit_rows(rows), m, 1e-8, 250);
}

TEST(logit, a_start_from_a_sample_changes_nothing) {
    table rows;
    for (std::size_t i = 0; i < 120000; ++i)
        rows.push_back({y[i % 24], u[i % 24], v[i % 24] + 1e-14 * static_cast<double>(i / 24)});
    expect_same(fit_rows(rows), fit_rows(rows_of_r()), 1e-8, 5000);
    // Every tenth row, which is the sample, has one outcome.
    table odd;
    for (std::size_t i = 0; i < 110000; ++i) {
        const double x = static_cast<double>(i % 1009);
        odd.push_back({i % 4 == 0 ? 0.0 : std::fmod(x, 3) == 0 || i % 7 == 0, x + 1e-6 * static_cast<double>(i)});
    }
    std::mt19937 random(1);
    const model a = fit_rows(odd);
    std::shuffle(odd.begin(), odd.end(), random);
    expect_same(fit_rows(odd), a, 1e-8);
}

TEST(logit, order_offset_and_scale_do_not_matter) {
    table rows;
    std::mt19937 random(4);
    std::normal_distribution<double> noise;
    for (int i = 0; i < 700; ++i) {
        const double year = 2000 + static_cast<double>(random() % 25), x = noise(random);
        rows.push_back({noise(random) < 0.1 * (year - 2012) + x - .3 ? 1.0 : 0.0, year, x});
    }
    const model m = fit_rows(rows);
    std::shuffle(rows.begin(), rows.end(), random);
    expect_same(fit_rows(rows), m, 1e-9);
    table moved = rows;
    for (auto& r : moved) r[1] = (r[1] - 2000) * 1e-7, r[2] = 1e9 + r[2] * 1024;
    const model other = fit_rows(moved);
    EXPECT_NEAR(other.estimate[1] * 1e-7 / m.estimate[1], 1, 1e-7);
    EXPECT_NEAR(other.estimate[2] * 1024 / m.estimate[2], 1, 1e-7);
    EXPECT_NEAR(*other.std_error(2) * 1024 / *m.std_error(2), 1, 1e-7);
    EXPECT_NEAR(*other.log_likelihood / *m.log_likelihood, 1, 1e-9);
}

TEST(logit, refuses_and_says_why) {
    const auto has = [](const table& rows, const char* part) {
        const std::string text = refusal(errc::invalid, [&] { fit_rows(rows); });
        return text.find(part) != std::string::npos ? "" : text + " lacks " + part;
    };
    EXPECT_EQ(has({{0, 1}, {0, 2}, {0, 4}}, "is 0 in every row"), "");
    EXPECT_EQ(has({{1, 1}, {1, 2}, {1, 4}}, "is 1 in every row"), "");
    EXPECT_EQ(has({{1, 1, 7}, {0, 2, 7}, {1, 4, 7}}, "\"x2\" is constant: 7"), "");
    EXPECT_EQ(has({{1, 1, 3}, {0, 2, 5}, {1, 4, 9}, {0, 9, 19}}, "\"x2\" is a linear function"), "");
    EXPECT_EQ(has({{1, 1, 3}, {0, 2, 5}}, "cannot carry 3"), "");
    EXPECT_EQ(has({{0, 1}, {0, 2}, {0, 3}, {1, 4}, {1, 5}, {1, 6}}, "separate"), "") << "complete separation";
    EXPECT_EQ(has({{0, 1}, {0, 2}, {0, 3}, {1, 3}, {1, 5}, {1, 6}}, "separate"), "") << "quasi-separation";
    EXPECT_EQ(has({{0, 0, 5}, {1, 0, 4}, {0, 0, 1}, {1, 0, 2}, {1, 0, 7}, {1, 1, 3}, {1, 1, 6}}, "separate"), "")
        << "a rare value with one outcome";
    table rows;
    for (int i = 0; i < 200; ++i) rows.push_back({i < 100 ? 0.0 : 1.0, 2000 + i * 0.1, std::sin(i)});
    EXPECT_EQ(has(rows, "separate"), "");
    rows[99][0] = 1;  // the outcome still changes but once
    EXPECT_EQ(has(rows, "separate"), "");
    rows[50][0] = 1;  // an overlap: there is a maximum
    EXPECT_GT(fit_rows(rows).estimate[1], 0);
}

// Albert & Anderson (1984): complete and quasi-complete separation; what is named is what has to go.
TEST(logit, names_what_separates) {
    const auto text = [](const table& rows) { return refusal(errc::invalid, [&] { fit_rows(rows); }); };
    std::mt19937 random(3);
    std::normal_distribution<double> noise;
    table one, rare, two, many;
    for (int i = 0; i < 300; ++i) {
        const double a = noise(random), b = noise(random), c = noise(random), coin = static_cast<double>(random() % 2);
        one.push_back({b > 0.3 ? 1.0 : 0.0, a, b, c});
        const double few = i % 30 == 0;
        rare.push_back({few != 0 ? 0.0 : coin, a, c, few});
        // Neither alone, but their sum; the third has no part in it.
        two.push_back({a + b > 0.2 ? 1.0 : 0.0, a, c, b});
        std::vector<double> row(1 + 12);
        double sum = 0;
        for (std::size_t j = 1; j < row.size(); ++j) sum += row[j] = noise(random);
        row[0] = sum > 0;
        many.push_back(row);
    }
    EXPECT_EQ(text(one), "predictor \"x2\" separates the outcomes: the likelihood has no maximum");
    EXPECT_EQ(text(rare), "predictor \"x3\" separates the outcomes: the likelihood has no maximum");
    EXPECT_EQ(text(two), "predictors \"x1\", \"x3\" together separate the outcomes: the likelihood has no maximum");
    EXPECT_EQ(text(many).find("predictors \"x1\", \"x2\", "), 0U) << text(many);
    // A rare pair of answers with one outcome: quasi-complete along the sum of both.
    table pair;
    for (int i = 0; i < 400; ++i) {
        const double left = random() % 4 == 0, right = random() % 4 == 0;
        pair.push_back({left + right == 2 ? 1.0 : static_cast<double>(random() % 2), left, right, left * right, noise(random)});
    }
    EXPECT_EQ(text(pair).find("predictor"), 0U) << text(pair);
    EXPECT_NE(text(pair).find("\"x3\""), std::string::npos) << text(pair);
    EXPECT_EQ(text(pair).find("\"x4\""), std::string::npos) << text(pair);
}

// One row far off, which every slope from some size on fits: glm finds the maximum.
TEST(logit, an_outlier_is_no_separation) {
    for (const double far : {1e4, 1e7}) {
        table rows;
        for (int i = 0; i < 40; ++i)
            rows.push_back({i * i % 3 == 1 ? 1.0 : 0.0, i == 0 ? far : static_cast<double>(i * 13 % 17)});
        const std::string text = refusal(errc::invalid, [&] {
            const model m = fit_rows(rows);
            EXPECT_NEAR(m.estimate[0], 1.10757729, 1e-6);
            EXPECT_NEAR(m.estimate[1], -0.05022087, 1e-7);
        });
        EXPECT_EQ(text, "") << far;
    }
}

TEST(logit, survives_failed_allocations) {
    const table rows = rows_of_r();
    EXPECT_GT(xm::test::survive_failed_allocations([&] { EXPECT_EQ(fit_rows(rows).n, 24); }), 10U);
}

}  // namespace
