// Expected values: test/golden/make.R (optima of the likelihoods written out); 1.226 of Fader, Hardie & Lee (2005), Marketing
// Science 24(2), p. 282.
#include "core/loyalty/clv.hpp"

#include <algorithm>
#include <cmath>
#include <memory_resource>

#include "allocation.hpp"
#include "support.hpp"

namespace {

using namespace xm::core;
using xm::test::refusal;
using xm::test::stored;
using xm::test::wire;

const std::vector<double> repeats{2, 4, 1,  1, 1, 1, 15, 0, 13, 2, 4, 2, 1, 3, 6, 1, 3, 2, 0, 2,
                                  1, 1, 12, 2, 4, 5, 1,  3, 1,  7, 1, 1, 0, 6, 1, 3, 2, 2, 9, 1},
    last{24.4, 18.3, .7,   2.2,  7.2,  12.6, 26.3, 0,    35.2, 1,    3.4, 27.5, 0, 9.9, 20.7, 5.6,  14.6, 8.5,  0,    2.2,
         1.2,  2.2,  24.3, 19.3, 11.4, 17.1, 17.1, 17.5, 1.2,  10.7, 2.2, .1,   0, 5.3, 1.1,  25.3, 5.2,  20.4, 20.9, 1.6},
    age{25, 38, 22, 27, 32, 27, 27, 21, 36, 22, 33, 30, 22, 24, 22, 28, 26, 32, 36, 34,
        33, 22, 27, 25, 32, 28, 29, 31, 30, 37, 20, 28, 31, 31, 38, 38, 33, 25, 21, 27};
const std::vector<double> bought{1, 3, 3, 1, 5, 5, 1, 4, 2, 2, 2, 2, 3, 1, 2, 4, 5, 2, 2, 1, 3, 2, 4, 1},
    amount{59.7,  28.52, 137.92, 7.73,  20.7,  31.61, 9.22,  34.68, 17.48, 39.26, 7.27, 5.15,
           24.82, 17.75, 30.72,  24.71, 96.25, 16.76, 18.79, 19.16, 21.57, 27.14, 9.97, 11.27};

// Fits columns of equal length, each row `times` times.
template <class Fit>
clv_model fit_of(Fit&& fit, const std::vector<std::vector<double>>& columns, double times = 1) {
    std::pmr::monotonic_buffer_resource memory;
    pattern_store store(&memory, columns.size() * sizeof(double), pattern_store::always);
    for (std::size_t i = 0; i < columns[0].size(); ++i) {
        std::vector<double> row;
        for (const auto& c : columns) row.push_back(c[i]);
        store.add(row.data(), times);
    }
    return fit(store, no_poll);
}

clv_model bg_of(double r, double alpha, double a, double b) {
    clv_model m;
    m.n = 1;
    m.parameter = {r, alpha, a, b};
    return m;
}
clv_model gg_of(double p, double q, double gamma) {
    clv_model m;
    m.kind = clv_model::gamma_gamma;
    m.n = 1;
    m.parameter = {p, q, gamma, 0};
    return m;
}

// Eq. 10 as printed, with Gauss's series.
double as_printed(const clv_model& m, const purchases& c, double t) {
    const auto [r, alpha, a, b] = m.parameter;
    const double x = c.frequency, z = t / (alpha + c.age + t);
    long double term = 1, series = 0;
    for (int n = 0; n < 100000 && std::fabs(term) > 1e-25L * std::fabs(series); ++n) {
        series += term;
        term *= static_cast<long double>((r + x + n) * (b + x + n) / ((a + b + x - 1 + n) * (n + 1)) * z);
    }
    const double power = std::pow((alpha + c.age) / (alpha + c.age + t), r + x);
    const double left = x > 0 ? a / (b + x - 1) * std::pow((alpha + c.age) / (alpha + c.recency), r + x) : 0;
    return (a + b + x - 1) / (a - 1) * (1 - power * static_cast<double>(series)) / (1 + left);
}

TEST(clv, bg_nbd_at_the_optimum_of_nlminb) {
    const clv_model m = fit_of(fit_bg_nbd, {repeats, last, age});
    const double expected[] = {1.2963466172534799, 3.9720463419228427, 0.82313234308936967, 1.5791288174144882};
    for (std::size_t i = 0; i < 4; ++i) EXPECT_NEAR(m.parameter[i] / expected[i], 1, 1e-7) << m.name(i);
    EXPECT_NEAR(m.log_likelihood, -344.67079304101588, 1e-10);
    EXPECT_EQ(m.n, 40);
    const clv_model many = fit_of(fit_bg_nbd, {repeats, last, age}, 1000);
    EXPECT_EQ(many.n, 40000);
    EXPECT_NEAR(many.log_likelihood / 1000, m.log_likelihood, 1e-10);
    std::vector<std::vector<double>> days{repeats, last, age};  // alpha alone has a unit
    for (double& v : days[1]) v *= 7;
    for (double& v : days[2]) v *= 7;
    const clv_model d = fit_of(fit_bg_nbd, days);
    for (std::size_t i = 0; i < 4; ++i) {
        EXPECT_NEAR(d.parameter[i] / m.parameter[i], i == 1 ? 7 : 1, 1e-7);
        EXPECT_NEAR(many.parameter[i] / m.parameter[i], 1, 1e-8);
    }
    std::vector<std::vector<double>> back{repeats, last, age};
    for (auto& column : back) std::reverse(column.begin(), column.end());
    EXPECT_NEAR(fit_of(fit_bg_nbd, back).parameter[1] / m.parameter[1], 1, 1e-9);
}

TEST(clv, a_start_from_a_sample_changes_nothing) {
    std::vector<std::vector<double>> many(3);
    for (std::size_t i = 0; i < 20000; ++i) {  // distinct patterns
        const double more = 1e-9 * static_cast<double>(i / 40);
        many[0].push_back(repeats[i % 40]);
        many[1].push_back(last[i % 40] + (repeats[i % 40] > 0 ? more : 0));
        many[2].push_back(age[i % 40] + more);
    }
    const clv_model m = fit_of(fit_bg_nbd, many), small = fit_of(fit_bg_nbd, {repeats, last, age});
    for (std::size_t i = 0; i < 4; ++i) EXPECT_NEAR(m.parameter[i] / small.parameter[i], 1, 1e-6) << m.name(i);
    EXPECT_EQ(m.n, 20000);
}

TEST(clv, gamma_gamma_at_the_optimum_of_nlminb) {
    const clv_model m = fit_of(fit_gamma_gamma, {bought, amount});
    const double expected[] = {3.7158369658917625, 2.8270555027101523, 15.194900087509954};
    for (std::size_t i = 0; i < 3; ++i) EXPECT_NEAR(m.parameter[i] / expected[i], 1, 1e-6) << m.name(i);
    EXPECT_NEAR(m.log_likelihood, -100.98863131888136, 1e-9);
    EXPECT_EQ(m.n, 24);
    std::vector<double> cents = amount;
    for (double& v : cents) v *= 100;
    const clv_model c = fit_of(fit_gamma_gamma, {bought, cents}, 3);
    EXPECT_NEAR(c.parameter[0] / m.parameter[0], 1, 1e-8);
    EXPECT_NEAR(c.parameter[2] / m.parameter[2], 100, 1e-5);
    EXPECT_NEAR(c.log_likelihood / 3, m.log_likelihood - 24 * std::log(100), 1e-9);
    // Eq. 5, and its limit: the population's mean p gamma / (q - 1).
    EXPECT_NEAR(expected_spend(gg_of(6.25, 3.74, 15.44), 2, 30), 6.25 * (15.44 + 60) / (6.25 * 2 + 3.74 - 1), 1e-13);
    EXPECT_NEAR(expected_spend(gg_of(6.25, 3.74, 15.44), 0, {}), 6.25 * 15.44 / 2.74, 1e-13);
    EXPECT_NEAR(expected_spend(gg_of(6.25, 3.74, 15.44), 1e9, 30), 30, 1e-6) << "nothing but the own mean";
    EXPECT_NE(refusal(errc::range, [] { expected_spend(gg_of(6, 1, 15), 0, {}); }), "");
    EXPECT_GT(expected_spend(gg_of(6, 1, 15), 1, 20), 0);
}

TEST(clv, rows_that_do_not_repeat_count_once_each) {
    // Counting of equal rows ends after 4,096 different ones.
    std::pmr::monotonic_buffer_resource memory;
    pattern_store counted(&memory, sizeof(spending), pattern_store::always),
        plain(&memory, sizeof(spending), pattern_store::while_repeating);
    const auto customer = [](int i) {
        const double frequency = 1.0 + i % 6, between = 8 / (0.05 + std::fmod(i * 0.6180339887, 1.0));
        return spending{frequency, between * (1 + 0.6 * std::cos(1.7 * i) / std::sqrt(frequency)) + i * 1e-9};
    };
    for (int i = 0; i < 6000; ++i) {
        const spending s = customer(i), t = customer(5999 - i);
        counted.add(&s);
        plain.add(&t);
    }
    const clv_model a = fit_gamma_gamma(counted, no_poll), b = fit_gamma_gamma(plain, no_poll);
    EXPECT_EQ(b.n, 6000);
    EXPECT_NEAR(b.log_likelihood / a.log_likelihood, 1, 1e-12);
    for (std::size_t i = 0; i < 3; ++i) EXPECT_NEAR(b.parameter[i] / a.parameter[i], 1, 1e-6);
}

TEST(clv, the_unit_of_time_does_not_matter) {
    const clv_model weeks = fit_of(fit_bg_nbd, {repeats, last, age});
    for (const double unit : {6.048e8, 1e-9}) {
        auto later = last, older = age;
        for (double& v : later) v *= unit;
        for (double& v : older) v *= unit;
        const clv_model m = fit_of(fit_bg_nbd, {repeats, later, older});
        for (std::size_t i = 0; i < 4; ++i)
            EXPECT_NEAR(m.parameter[i] / weeks.parameter[i] / (i == 1 ? unit : 1), 1, 1e-6) << unit;
    }
}

TEST(clv, expected_purchases_are_those_of_equation_10) {
    const clv_model cdnow = bg_of(.243, 4.414, .793, 2.426);
    EXPECT_NEAR(expected_purchases(cdnow, {2, 30.43, 38.86}, 39, no_poll), 1.2260281747671384, 1e-12);  // 1.226 in print
    EXPECT_NEAR(expected_purchases(bg_of(1.2, 4, 2.5, 3.1), {7, 20, 25}, 10, no_poll), 0.93376752163766485, 1e-12);
    EXPECT_NEAR(expected_purchases(bg_of(1.2, 4, .6, 3.1), {0, 0, 25}, 100, no_poll), 2.8853254304128466, 1e-12);
    for (const clv_model& m : {cdnow, bg_of(1.2, 4, 2.5, 3.1), bg_of(3, 20, .1, .2), bg_of(.05, .5, 6, 1)})
        for (const purchases& c : {purchases{0, 0, 38.86}, {1, 3, 20}, {1, 20, 20}, {12, 30, 31}, {3, 0, 5}})
            for (const double t : {1e-3, 1.0, 10.0, 50.0, 300.0}) {
                const double expected = as_printed(m, c, t);
                EXPECT_NEAR(expected_purchases(m, c, t, no_poll) / expected, 1, t < 1 ? 1e-9 : 1e-11) << c.frequency << " " << t;
            }
    EXPECT_EQ(expected_purchases(cdnow, {2, 30.43, 38.86}, 0, no_poll), 0);
}

TEST(clv, no_parameter_is_special) {
    const purchases c{5, 15, 20};
    const double at_1 = expected_purchases(bg_of(1.2, 4, 1, 2), c, 30, no_poll);
    for (const double e : {1e-4, 1e-8, 1e-12})  // continuous in a
        for (const double a : {1 - e, 1 + e})
            EXPECT_NEAR(expected_purchases(bg_of(1.2, 4, a, 2), c, 30, no_poll), at_1, 3 * e + 1e-13);
    EXPECT_NEAR(at_1, (as_printed(bg_of(1.2, 4, .999, 2), c, 30) + as_printed(bg_of(1.2, 4, 1.001, 2), c, 30)) / 2, 1e-5);
    // Who never stops (a to 0) buys (r + x) t / (alpha + T).
    EXPECT_NEAR(expected_purchases(bg_of(2, 4, 1e-12, 50), {5000, 49.9, 50}, 10, no_poll) / (5002 * 10 / 54.0), 1, 1e-8);
    const double heavy = expected_purchases(bg_of(.243, 4.414, .793, 2.426), {5000, 49.99, 50}, 52, no_poll);
    EXPECT_GT(heavy, 1000);
    EXPECT_LT(heavy, 5000.243 * 52 / 54.414);
    EXPECT_GT(expected_purchases(bg_of(.243, 4.414, .793, 2.426), {1, 2, 3}, 10000 * 7.4, no_poll), 0);
    EXPECT_THROW(expected_purchases(bg_of(2, 4, 1, 2), {50000, 49, 50}, 1000, [] { throw 7; }), int);
}

TEST(clv, p_alive) {
    const clv_model m = bg_of(.243, 4.414, .793, 2.426);
    EXPECT_EQ(p_alive(m, {0, 0, 38.86}), 1);
    EXPECT_NEAR(p_alive(m, {2, 30.43, 38.86}), 1 / (1 + .793 / 3.426 * std::pow((4.414 + 38.86) / (4.414 + 30.43), 2.243)),
                1e-14);
    EXPECT_NEAR(p_alive(m, {3, 20, 20}), 1 / (1 + .793 / 4.426), 1e-15);
    EXPECT_EQ(p_alive(m, {5000, 1, 50}), 0);
    EXPECT_NEAR(p_alive(m, {5000, 50, 50}), 1, 1e-3);
}

TEST(clv, customer_value_adds_up_discounted_purchases) {
    const clv_model bg = bg_of(1.2, 4, 2.5, 3.1), gg = gg_of(5, 3, 15);
    const auto value = [&](double horizon, double rate) {
        return customer_value(bg, gg, {3, 20, 25}, 30, horizon, rate, no_poll);
    };
    EXPECT_NEAR(value(12, 0.01), 18.479499746136138, 1e-11);
    EXPECT_NEAR(value(12, 0), expected_spend(gg, 3, 30) * expected_purchases(bg, {3, 20, 25}, 12, no_poll), 1e-11);
    EXPECT_NEAR(value(1, -.5), 2 * value(1, 0), 1e-13);
    EXPECT_EQ(value(0, 0.1), 0);
    EXPECT_NE(refusal(errc::invalid, [&] { value(1.5, 0); }).find("1.5"), std::string::npos);
    for (const double horizon : {-1.0, 10001.0, std::nan("")}) EXPECT_NE(refusal(errc::invalid, [&] { value(horizon, 0); }), "");
    for (const double rate : {-1.0, -2.0, 1e7, std::nan("")}) EXPECT_NE(refusal(errc::invalid, [&] { value(3, rate); }), "");
    EXPECT_NE(refusal(errc::invalid, [&] { customer_value(gg, bg, {3, 20, 25}, 30, 3, 0, no_poll); }), "");
}

TEST(clv, refuses_and_says_why) {
    const auto has = [](const std::string& text, const char* part) { return text.find(part) != std::string::npos; };
    EXPECT_TRUE(has(refusal(errc::invalid,
                            [] {
                                fit_of(fit_bg_nbd, {{0, 0, 0}, {0, 0, 0}, {3, 4, 5}});
                            }),
                    "every frequency is 0"));
    EXPECT_TRUE(has(refusal(errc::invalid, [] { fit_of(fit_bg_nbd, {{1, 2}, {0, 0}, {0, 0}}); }), "every age is 0"));
    EXPECT_TRUE(has(refusal(errc::invalid,
                            [] {
                                fit_of(fit_bg_nbd, {{5, 5, 5, 5}, {9, 9, 9, 9}, {9, 9, 9, 9}});
                            }),
                    "no maximum"));
    EXPECT_TRUE(has(refusal(errc::invalid,
                            [] {
                                fit_of(fit_gamma_gamma, {{1, 2, 3}, {20, 20, 20}});
                            }),
                    "every customer spends 20"));
    EXPECT_NE(refusal(errc::invalid, [] { fit_of(fit_gamma_gamma, {{1, 1}, {20, 20.1}}); }), "");
    const clv_model bg = bg_of(.2, 4, .8, 2.4), gg = gg_of(6, 3, 15);
    EXPECT_TRUE(has(refusal(errc::invalid, [&] { p_alive(gg, {1, 2, 3}); }), "gamma_gamma"));
    EXPECT_TRUE(has(refusal(errc::invalid, [&] { expected_spend(bg, 1, 2); }), "bg_nbd"));
    for (const purchases& c : std::vector<purchases>{
             {1.5, 1, 2}, {-1, 1, 2}, {1e16, 1, 2}, {1, 3, 2}, {1, -1, 2}, {1, 1, -2}, {0, 0, HUGE_VAL}, {1, std::nan(""), 2}})
        EXPECT_NE(refusal(errc::invalid, [&] { p_alive(bg, c); }), "") << c.frequency << " " << c.recency;
    EXPECT_NE(refusal(errc::invalid, [&] { expected_spend(gg, 1.5, 2); }), "");
    EXPECT_NE(refusal(errc::invalid, [&] { expected_spend(gg, 1, -2); }), "");
    EXPECT_NE(refusal(errc::invalid, [&] { expected_purchases(bg, {1, 2, 3}, -1, no_poll); }), "");
    EXPECT_NE(refusal(errc::invalid, [&] { expected_purchases(bg, {1, 2, 3}, 1e6, no_poll); }), "");
    EXPECT_NE(refusal(errc::range, [&] { expected_purchases(bg, {1e6, 2, 3}, 1000, no_poll); }), "");
}

TEST(clv, values_read_back_or_are_refused) {
    for (const clv_model& m : {bg_of(.243, 4.414, .793, 2.426), gg_of(6.25, 3.74, 15.44), bg_of(1e-12, 1e12, 1 / 3., 2)}) {
        EXPECT_EQ(stored(clv_model::from_stored(stored(m))), stored(m));
        EXPECT_EQ(stored(clv_model::from_wire(wire(m))), stored(m));
        EXPECT_EQ(stored(clv_model::from_text(m.to_text())), stored(m));
        const auto body = stored(m), sent = wire(m);
        for (std::size_t n = 0; n < body.size(); ++n)
            EXPECT_NE(refusal(errc::corrupt_stored, [&] { clv_model::from_stored(bytes(body).first(n)); }), "");
        for (std::size_t n = 0; n < sent.size(); ++n)
            EXPECT_NE(refusal(errc::corrupt_wire, [&] { clv_model::from_wire(bytes(sent).first(n)); }), "");
        for (const auto& [at, to] :
             {std::pair(0, 4), {2, 3}, {2, 0}, {3, 1}, {11, 0x80}, {19, 0xFF}, {27, 0x80}, {27, 0x7F}, {44, 1}}) {
            auto damaged = body;
            damaged[static_cast<std::size_t>(at)] = static_cast<std::byte>(to);
            if (at == 19) damaged[18] = std::byte{0xF0};            // log-likelihood -inf
            if (at == 44 && m.kind == clv_model::bg_nbd) continue;  // a digit of b
            EXPECT_NE(refusal(errc::corrupt_stored, [&] { clv_model::from_stored(damaged); }), "") << at;
        }
        clv_model impossible = m;
        impossible.log_likelihood = -1e300;
        EXPECT_NE(refusal(errc::corrupt_text, [&] { clv_model::from_text(impossible.to_text()); }), "");
        auto newer = body;
        newer[1] = std::byte{3};
        EXPECT_NE(refusal(errc::newer_version, [&] { clv_model::from_stored(newer); }), "");
    }
    const std::string good = bg_of(1, 2, 3, 4).to_text();
    EXPECT_EQ(
        good,
        R"({"type":"clv_model","version":1,"family":"bg_nbd","n":1,"log_likelihood":0,"parameters":{"r":1,"alpha":2,"a":3,"b":4}})");
    for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{{"bg_nbd", "gamma_gamma"},
                                                                                   {"bg_nbd", "pareto"},
                                                                                   {"\"n\":1", "\"n\":0"},
                                                                                   {"\"n\":1,", ""},
                                                                                   {"\"r\":1", "\"r\":0"},
                                                                                   {"\"r\":1", "\"r\":-1"},
                                                                                   {"\"r\":1", "\"r\":1e13"},
                                                                                   {"\"r\":1,", ""},
                                                                                   {"\"r\":1", "\"p\":1"},
                                                                                   {"\"r\":1", "\"r\":1,\"r\":1"},
                                                                                   {"\"b\":4", "\"b\":4,\"c\":1"},
                                                                                   {"\"n\":1", "\"n\":1,\"n\":1"},
                                                                                   {"clv_model", "model"},
                                                                                   {"}}", "}"},
                                                                                   {"\"n\":1", "\"n\":1,\"mood\":1"}}) {
        std::string text = good;
        text.replace(text.find(from), from.size(), to);
        EXPECT_NE(refusal(errc::corrupt_text, [&] { clv_model::from_text(text); }), "") << text;
    }
}

// clv_test.R: numerical Hessians of the likelihoods, and the delta method over them.
TEST(clv, errors_as_by_numerical_hessians) {
    const clv_model bg = fit_of(fit_bg_nbd, {repeats, last, age}), gg = fit_of(fit_gamma_gamma, {bought, amount});
    const double errors[] = {0.43330289277551182, 1.7694857369616468, 0.48993184787224031, 1.2395969195490568},
                 spend_errors[] = {4.5354875845125466, 1.4154347775971186, 27.395766576282877};
    for (std::size_t i = 0; i < 4; ++i) EXPECT_NEAR(*bg.std_error(i) / errors[i], 1, 1e-6) << bg.name(i);
    for (std::size_t i = 0; i < 3; ++i) EXPECT_NEAR(*gg.std_error(i) / spend_errors[i], 1, 1e-5) << gg.name(i);
    struct asked {
        purchases p;
        std::optional<double> monetary;
        double horizon, rate, value, error;
    };
    for (const asked& c : {asked{{3, 20, 25}, 30, 12, 0.01, 28.717889635897208, 4.5565284841199096},
                           asked{{0, 0, 25}, std::nullopt, 26, 0, 27.462628457883682, 9.0640439186792818},
                           asked{{15, 26.3, 27}, 12.5, 52, 0.002, 204.07033107367218, 53.986134020014461}}) {
        const value_estimate e = estimate_customer_value(bg, gg, c.p, c.monetary, c.horizon, c.rate, 0.9, no_poll);
        EXPECT_EQ(e.value, customer_value(bg, gg, c.p, c.monetary, c.horizon, c.rate, no_poll));
        EXPECT_NEAR(e.value / c.value, 1, 1e-6);
        EXPECT_NEAR(*e.std_error / c.error, 1, 1e-5);
        EXPECT_NEAR(*e.lower, e.value - 1.6448536269514722 * *e.std_error, 1e-9);
        EXPECT_NEAR(*e.upper, e.value + 1.6448536269514722 * *e.std_error, 1e-9);
    }
    // A thousand times as many customers; another unit of time, and of money.
    const clv_model many = fit_of(fit_bg_nbd, {repeats, last, age}, 1000);
    std::vector<std::vector<double>> days{repeats, last, age}, cents{bought, amount};
    for (double& v : days[1]) v *= 7;
    for (double& v : days[2]) v *= 7;
    for (double& v : cents[1]) v *= 100;
    const clv_model d = fit_of(fit_bg_nbd, days), c = fit_of(fit_gamma_gamma, cents);
    for (std::size_t i = 0; i < 4; ++i) {
        EXPECT_NEAR(*many.std_error(i) * std::sqrt(1000) / *bg.std_error(i), 1, 1e-6);
        EXPECT_NEAR(*d.std_error(i) / *bg.std_error(i), i == 1 ? 7 : 1, 1e-6);
    }
    EXPECT_NEAR(*c.std_error(2) / *gg.std_error(2), 100, 1e-3);
    const value_estimate in_weeks = estimate_customer_value(bg, gg, {3, 20, 25}, 30, 12, 0, 0.95, no_poll),
                         in_days = estimate_customer_value(d, c, {3, 140, 175}, 3000, 84, 0, 0.95, no_poll);
    EXPECT_NEAR(*in_days.std_error / *in_weeks.std_error, 100, 1e-3);
    EXPECT_NE(refusal(errc::invalid, [&] { estimate_customer_value(bg, gg, {3, 20, 25}, 30, 12, 0, 1, no_poll); }), "");
}

// Values of version 1 had no covariance, and stay as they are.
TEST(clv, values_without_errors) {
    const clv_model old = clv_model::from_text(
        R"({"type":"clv_model","version":1,"family":"bg_nbd","n":9,"log_likelihood":-4,"parameters":{"r":0.243,"alpha":4.414,"a":0.793,"b":2.426}})");
    EXPECT_FALSE(old.std_error(0));
    EXPECT_EQ(stored(old).size(), 52U);
    EXPECT_NE(old.to_text().find("\"version\":1"), std::string::npos);
    const clv_model gg = fit_of(fit_gamma_gamma, {bought, amount}), bg = fit_of(fit_bg_nbd, {repeats, last, age});
    const value_estimate e = estimate_customer_value(old, gg, {2, 30.43, 38.86}, 30, 12, 0, 0.95, no_poll);
    EXPECT_GT(e.value, 0);
    EXPECT_FALSE(e.std_error || e.lower || e.upper);
    for (const clv_model& m : {bg, gg, old}) {
        EXPECT_EQ(stored(clv_model::from_text(m.to_text())), stored(m));
        EXPECT_EQ(stored(clv_model::from_wire(wire(m))), stored(m));
        EXPECT_EQ(stored(clv_model::from_stored(stored(m))), stored(m));
    }
    const auto refused = [&](auto&& change) {
        clv_model m = gg;
        change(*m.covariance);
        EXPECT_NE(refusal(errc::corrupt_text, [&] { clv_model::from_text(m.to_text()); }), "") << m.to_text();
    };
    refused([](auto& v) { v[0] = -1; });
    refused([](auto& v) { v[1] = 1e3; });
    refused([](auto& v) { v[5] = 1e301; });
    for (
        const char* text :
        {R"("version":2,"family":"gamma_gamma","n":9,"log_likelihood":-4,"parameters":{"p":6,"q":3,"gamma":15}})",
         R"("version":1,"family":"gamma_gamma","n":9,"log_likelihood":-4,"parameters":{"p":6,"q":3,"gamma":15},"covariances":[1,0,1,0,0,1]})",
         R"("version":2,"family":"gamma_gamma","n":9,"log_likelihood":-4,"parameters":{"p":6,"q":3,"gamma":15},"covariances":[1,0,1]})",
         R"("version":3,"family":"gamma_gamma","n":9,"log_likelihood":-4,"parameters":{"p":6,"q":3,"gamma":15},"covariances":[1,0,1,0,0,1]})"})
        EXPECT_THROW(clv_model::from_text(R"({"type":"clv_model",)" + std::string(text)), error) << text;
}

TEST(clv, survives_failed_allocations) {
    EXPECT_GT(xm::test::survive_failed_allocations([] {
                  const clv_model m = fit_of(fit_gamma_gamma, {bought, amount});
                  EXPECT_EQ(stored(clv_model::from_text(m.to_text())), stored(m));
              }),
              10U);
}

}  // namespace
