// Expected values: NIST StRD (Longley, certified) and test/golden/make.R (R 4.2.2).
#include "core/linear.hpp"

#include <cmath>

#include "moments_support.hpp"
#include "support.hpp"

namespace {

using namespace xm::core;
using xm::test::moments_of;
using xm::test::refusal;
using xm::test::stored;
using xm::test::twelve;
using xm::test::wire;

void expect_digits(double got, double certified, double digits) {
    EXPECT_LT(std::fabs(got / certified - 1), std::pow(10, -digits)) << got << " for " << certified;
}

TEST(linear, longley_to_nine_digits) {
    const auto m = moments_of({{60323, 83, 234289, 2356, 1590, 107608, 1947},
                               {61122, 88.5, 259426, 2325, 1456, 108632, 1948},
                               {60171, 88.2, 258054, 3682, 1616, 109773, 1949},
                               {61187, 89.5, 284599, 3351, 1650, 110929, 1950},
                               {63221, 96.2, 328975, 2099, 3099, 112075, 1951},
                               {63639, 98.1, 346999, 1932, 3594, 113270, 1952},
                               {64989, 99, 365385, 1870, 3547, 115094, 1953},
                               {63761, 100, 363112, 3578, 3350, 116219, 1954},
                               {66019, 101.2, 397469, 2904, 3048, 117388, 1955},
                               {67857, 104.6, 419180, 2822, 2857, 118734, 1956},
                               {68169, 108.4, 442769, 2936, 2798, 120445, 1957},
                               {66513, 110.8, 444546, 4681, 2637, 121950, 1958},
                               {68655, 112.6, 482704, 3813, 2552, 123366, 1959},
                               {69564, 114.2, 502601, 3931, 2514, 125368, 1960},
                               {69331, 115.7, 518173, 4806, 2572, 127852, 1961},
                               {70551, 116.9, 554894, 4007, 2827, 130081, 1962}},
                              {"employed", "deflator", "gnp", "unemployed", "forces", "population", "year"});
    const model f = fit_linear(m, "employed", {});
    const double b[] = {-3482258.63459582, 15.0618722713733,    -0.0358191792925910, -2.02022980381683,
                        -1.03322686717359, -0.0511041056535807, 1829.15146461355};
    const double s[] = {890420.383607373,  84.9149257747669,  0.0334910077722432, 0.488399681651699,
                        0.214274163161675, 0.226073200069370, 455.478499142212};
    for (std::size_t i = 0; i < 7; ++i) {
        expect_digits(f.estimate[i], b[i], 9);
        expect_digits(*f.std_error(i), s[i], 9);
    }
    expect_digits(*f.r_squared, 0.995479004577296, 12);
    expect_digits(std::sqrt(f.residual_variance), 304.854073561965, 10);
}

TEST(linear, as_r) {
    const auto m = moments_of(twelve(), {"a", "b", "e", "f"});
    const model f = fit_linear(m, "a", {"b", "e"});
    const auto c = coefficients(f, 0.95);
    EXPECT_EQ(c[0].term, "(intercept)");
    EXPECT_NEAR(c[0].estimate, 0.29641693811074882, 1e-12);
    EXPECT_NEAR(*c[0].std_error, 0.58483243348488578, 1e-12);
    EXPECT_NEAR(c[1].estimate, 0.4690553745928337, 1e-12);
    EXPECT_NEAR(*c[1].statistic, 2.0304079084542046, 1e-11);
    EXPECT_NEAR(*c[2].p_value, 0.11825650361297861, 1e-12);
    const model_fit g = fit(f);
    EXPECT_NEAR(*g.log_likelihood, -10.95032345833393, 1e-11);
    EXPECT_NEAR(*g.aic, 29.90064691666786, 1e-10);
    EXPECT_NEAR(*g.bic, 31.84027351581986, 1e-10);
    EXPECT_NEAR(*g.r_squared, 0.75330342326839173, 1e-13);
    EXPECT_NEAR(*g.adjusted_r_squared, 0.69848196177247868, 1e-13);
    EXPECT_EQ(g.parameters, 3);
    EXPECT_NEAR(predict(f, {4, 3}), 0.29641693811074882 + 4 * 0.4690553745928337 + 3 * 0.436482084690554, 1e-12);
    const change i = impact(f, "b", -2, {}, 0.95);
    EXPECT_NEAR(i.value, -2 * 0.4690553745928337, 1e-12);
    EXPECT_NEAR(*i.std_error, 2 * 0.23101534063169413, 1e-12);
}

TEST(linear, weighted_as_r) {
    std::vector<double> w;
    for (int i = 1; i <= 12; ++i) w.push_back(1 + i % 3);
    const model f = fit_linear(moments_of(twelve(), {"a", "b", "e", "f"}, w), "a", {"b"});
    const auto c = coefficients(f, 0.95);
    EXPECT_NEAR(c[1].estimate, 0.71096023278370502, 1e-12);
    EXPECT_NEAR(*c[1].std_error, 0.15442586303642133, 1e-12);
    EXPECT_NEAR(*c[1].p_value, 0.00097429492279720476, 1e-13);
    EXPECT_NEAR(*f.r_squared, 0.67944439456382777, 1e-12);
    EXPECT_FALSE(fit(f).aic) << "the likelihood of a weighted fit is unknown";
}

TEST(linear, mediation_as_r) {
    const auto paths = mediate(moments_of(twelve(), {"a", "b", "e", "f"}), "b", "e", "a", 0.95);
    ASSERT_EQ(paths.size(), 5U);
    EXPECT_EQ(paths[4].name, "indirect");
    EXPECT_NEAR(paths[4].estimate, 0.29637672417259836, 1e-12);
    EXPECT_NEAR(*paths[4].std_error, 0.19127432636627831, 1e-12);
    EXPECT_NEAR(*paths[4].p_value, 0.12126514374584516, 1e-12);
    EXPECT_NEAR(paths[2].estimate, paths[3].estimate + paths[4].estimate, 1e-12) << "total = direct + indirect";
}

TEST(linear, refuses_what_cannot_be_fitted_and_names_it) {
    auto rows = twelve();
    for (auto& row : rows) {
        row.push_back(2 * row[1] - row[2] + 7);
        row.push_back(0.1);
    }
    const auto m = moments_of(rows, {"a", "b", "e", "f", "copy", "same"});
    EXPECT_NE(refusal(errc::invalid, [&] { fit_linear(m, "a", {"b", "e", "copy"}); }).find("\"copy\""), std::string::npos);
    EXPECT_NE(refusal(errc::invalid, [&] { fit_linear(m, "a", {"b", "same"}); }).find("\"same\""), std::string::npos);
    EXPECT_NE(refusal(errc::invalid, [&] { fit_linear(m, "a", {"pay"}); }).find("\"pay\""), std::string::npos);
    EXPECT_NE(refusal(errc::invalid, [&] { fit_linear(m, "a", {"b", "b"}); }), "");
    EXPECT_NE(refusal(errc::invalid, [&] { fit_linear(m, "a", {"a"}); }), "");
    EXPECT_NE(refusal(errc::invalid,
                      [&] {
                          fit_linear(moments_of({rows[0], rows[1]}, {"a", "b", "e", "f", "copy", "same"}), "a", {"b", "e"});
                      }),
              "");
    const model f = fit_linear(m, "a", {"b"});
    EXPECT_NE(refusal(errc::invalid, [&] { predict(f, {1, 2}); }), "");
    EXPECT_NE(refusal(errc::invalid, [&] { impact(f, "pay", 1, {}, 0.95); }), "");
    EXPECT_NE(refusal(errc::invalid, [&] { coefficients(f, 1); }), "");
}

TEST(linear, without_degrees_of_freedom_there_are_no_errors) {
    const auto all = twelve();
    const auto m = moments_of({all[0], all[1], all[2]}, {"a", "b", "e", "f"});
    const auto c = coefficients(fit_linear(m, "a", {"b", "e"}), 0.95);
    EXPECT_FALSE(c[1].std_error || c[1].p_value || c[1].lower);
}

TEST(linear, models_read_back_from_every_form) {
    const auto m = moments_of(twelve(), {"a", "b", "e \"x\"", "f"});
    for (const model& f : {fit_linear(m, "a", {}), fit_linear(m, "f", {"b"})}) {
        EXPECT_EQ(stored(model::from_stored(stored(f))), stored(f));
        EXPECT_EQ(stored(model::from_wire(wire(f))), stored(f));
        EXPECT_EQ(stored(model::from_text(f.to_text())), stored(f)) << f.to_text();
        model other = f;
        other.df = static_cast<double>(f.n);
        EXPECT_NE(refusal(errc::corrupt_text, [&] { model::from_text(other.to_text()); }), "");
        other = f;
        other.log_likelihood = 1e200;
        EXPECT_NE(refusal(errc::corrupt_text, [&] { model::from_text(other.to_text()); }), "");
        const auto body = stored(f);
        const auto sent = wire(f);
        for (std::size_t n = 0; n < body.size(); ++n)
            EXPECT_NE(refusal(errc::corrupt_stored, [&] { model::from_stored(bytes(body).first(n)); }), "");
        for (std::size_t n = 0; n < sent.size(); ++n)
            EXPECT_NE(refusal(errc::corrupt_wire, [&] { model::from_wire(bytes(sent).first(n)); }), "");
    }
}

}  // namespace
