// Expected values: NIST StRD (Longley, certified) and test/golden/make.R (R 4.2.2).
#include "core/models/linear.hpp"
#include "core/models/model.hpp"

#include <cmath>

#include "models/moments_support.hpp"
#include "support.hpp"

namespace {

using namespace xm::core;
using xm::test::moments_of;
using xm::test::refusal;
using xm::test::stored;
using xm::test::twelve;
using xm::test::twins;
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

// --- close to singular ------------------------------------------------------------------------------

std::vector<std::vector<double>> powers(const std::vector<double>& x, const std::vector<double>& y, int degree) {
    std::vector<std::vector<double>> rows;
    for (std::size_t i = 0; i < x.size(); ++i) {
        rows.push_back({y[i]});
        double power = 1;
        for (int k = 1; k <= degree; ++k) rows.back().push_back(power *= x[i]);
    }
    return rows;
}

std::vector<std::string> power_names(int degree) {
    std::vector<std::string> names{"y"};
    for (int k = 1; k <= degree; ++k) names.push_back("x" + std::to_string(k));
    return names;
}

void expect_model(const model& f, const std::vector<double>& b, const std::vector<double>& s, double r_squared, double digits) {
    for (std::size_t i = 0; i < b.size(); ++i) {
        expect_digits(f.estimate[i], b[i], digits);
        expect_digits(*f.std_error(i), s[i], digits);
    }
    expect_digits(*f.r_squared, r_squared, digits);
}

// NIST StRD, Filip: certified values for powers that are not rounded.
TEST(linear, filip_to_six_digits) {
    const std::vector<double> x{-6.860120914, -4.324130045, -4.358625055, -4.358426747, -6.955852379, -6.661145254, -6.355462942,
                                -6.118102026, -7.115148017, -6.815308569, -6.519993057, -6.204119983, -5.853871964, -6.109523091,
                                -5.79832982,  -5.482672118, -5.171791386, -4.851705903, -4.517126416, -4.143573228, -3.709075441,
                                -3.499489089, -6.300769497, -5.953504836, -5.642065153, -5.031376979, -4.680685696, -4.329846955,
                                -3.928486195, -8.56735134,  -8.363211311, -8.107682739, -7.823908741, -7.522878745, -7.218819279,
                                -6.920818754, -6.628932138, -6.323946875, -5.991399828, -8.781464495, -8.663140179, -8.473531488,
                                -8.247337057, -7.971428747, -7.676129393, -7.352812702, -7.072065318, -6.774174009, -6.478861916,
                                -6.159517513, -6.835647144, -6.53165267,  -6.224098421, -5.910094889, -5.598599459, -5.290645224,
                                -4.974284616, -4.64454848,  -4.290560426, -3.885055584, -3.408378962, -3.13200249,  -8.726767166,
                                -8.66695597,  -8.511026475, -8.165388579, -7.886056648, -7.588043762, -7.283412422, -6.995678626,
                                -6.691862621, -6.392544977, -6.067374056, -6.684029655, -6.378719832, -6.065855188, -5.752272167,
                                -5.132414673, -4.811352704, -4.098269308, -3.66174277,  -3.2644011},
        y{0.8116, 0.9072, 0.9052, 0.9039, 0.8053, 0.8377, 0.8667, 0.8809, 0.7975, 0.8162, 0.8515, 0.8766, 0.8885, 0.8859,
          0.8959, 0.8913, 0.8959, 0.8971, 0.9021, 0.909,  0.9139, 0.9199, 0.8692, 0.8872, 0.89,   0.891,  0.8977, 0.9035,
          0.9078, 0.7675, 0.7705, 0.7713, 0.7736, 0.7775, 0.7841, 0.7971, 0.8329, 0.8641, 0.8804, 0.7668, 0.7633, 0.7678,
          0.7697, 0.77,   0.7749, 0.7796, 0.7897, 0.8131, 0.8498, 0.8741, 0.8061, 0.846,  0.8751, 0.8856, 0.8919, 0.8934,
          0.894,  0.8957, 0.9047, 0.9129, 0.9209, 0.9219, 0.7739, 0.7681, 0.7665, 0.7703, 0.7702, 0.7761, 0.7809, 0.7961,
          0.8253, 0.8602, 0.8809, 0.8301, 0.8664, 0.8834, 0.8898, 0.8964, 0.8963, 0.9074, 0.9119, 0.9228};
    const model f = fit_linear(moments_of(powers(x, y, 10), power_names(10)), "y", {});
    expect_model(
        f,
        {-1467.48961422980, -2772.17959193342, -2316.37108160893, -1127.97394098372, -354.478233703349, -75.1242017393757,
         -10.8753180355343, -1.06221498588947, -0.0670191154593408, -0.00246781078275479, -0.0000402962525080404},
        {298.084530995537, 559.779865474950, 466.477572127796, 227.204274477751, 71.6478660875927, 15.2897178747400,
         2.23691159816033, 0.221624321934227, 0.0142363763154724, 0.000535617408889821, 0.00000896632837373868},
        0.996727416185620, 6);
}

// NIST StRD, Wampler 1 to 5: certified values.
TEST(linear, wampler_to_nine_digits) {
    const double from[] = {759,   -2048, 2048,  -2048, 2523,  -2048, 2048,  -2048, 1838,  -2048, 2048,
                           -2048, 1838,  -2048, 2048,  -2048, 2523,  -2048, 2048,  -2048, 759};
    std::vector<double> x, first, second;
    for (int i = 0; i < 21; ++i) {
        x.push_back(i);
        double a = 0, b = 0;
        for (int k = 5; k >= 0; --k) {
            a = a * i + 1;
            b = b * i + std::pow(10, 5 - k);
        }
        first.push_back(a);
        second.push_back(b / 100000);
    }
    const model one = fit_linear(moments_of(powers(x, first, 5), power_names(5)), "y", {});
    const model two = fit_linear(moments_of(powers(x, second, 5), power_names(5)), "y", {});
    for (std::size_t k = 0; k < 6; ++k) {
        expect_digits(one.estimate[k], 1, 9);
        expect_digits(two.estimate[k], std::pow(0.1, k), 9);
        EXPECT_LT(*one.std_error(k), 1e-9);
        EXPECT_LT(*two.std_error(k), 1e-9);
    }
    const std::vector<double> errors{2152.32624678170, 2363.55173469681, 779.343524331583,
                                     101.475507550350, 5.64566512170752, 0.112324854679312};
    const double r_squared[] = {0.999995559025820, 0.957478440825662, 0.224668921574940e-2};
    for (int d = 0; d < 3; ++d) {
        const double size = std::pow(100, d);
        std::vector<double> y, s;
        for (std::size_t i = 0; i < 21; ++i) y.push_back(first[i] + size * from[i]);
        for (const double e : errors) s.push_back(size * e);
        expect_model(fit_linear(moments_of(powers(x, y, 5), power_names(5)), "y", {}), {1, 1, 1, 1, 1, 1}, s, r_squared[d], 9);
    }
}

// Expected values of the next two: exact rational least squares of the same doubles (Python 3, fractions.Fraction: normal
// equations by Gauss-Jordan), rounded once.
TEST(linear, a_polynomial_of_degree_ten_to_nine_digits) {
    std::vector<double> x, y;
    for (int i = 1; i <= 30; ++i) {
        x.push_back(i);
        y.push_back(i * i % 17 + i);
    }
    expect_model(
        fit_linear(moments_of(powers(x, y, 10), power_names(10)), "y", {}),
        {14.132133457080983, -32.699549358316823, 28.905365606140317, -10.399143850566666, 2.0088154342088869,
         -0.2303405179218184, 0.01640650516689774, -0.00073328777473587869, 2.0014547777685938e-5, -3.0504926039329696e-7,
         1.9903989164318677e-9},
        {39.961679012865586, 67.622648213675965, 40.917993777251177, 12.348313356254367, 2.1393371598421127, 0.22837138953033012,
         0.01550960836359333, 0.00067134950407489073, 1.7924137837259383e-5, 2.688726382389693e-7, 1.7328554254222014e-9},
        0.85024224339978628, 9);
}

TEST(linear, near_twins_to_nine_digits) {
    expect_model(fit_linear(moments_of(twins(), {"y", "x1", "x2"}), "y", {}),
                 {0.42306790909828371, 2604.7813491947958, -2603.70652803232},
                 {0.046810766206878245, 8137.5600875471219, 8137.5583178250583}, 0.47575415828959997, 9);
}

TEST(linear, what_cannot_have_six_digits_is_refused_with_all_that_take_part) {
    auto rows = twins();
    for (auto& row : rows) row[2] = 3 * row[1] + 1e-14 * row[0];
    for (auto& row : rows) row.push_back(row[0] * row[0]);
    const std::string why = refusal(errc::invalid, [&] {
        fit_linear(moments_of(rows, {"y", "x1", "x2", "z"}), "y", {"z", "x1", "x2"});
    });
    EXPECT_NE(why.find("\"x2\""), std::string::npos) << why;
    EXPECT_NE(why.find(": x1"), std::string::npos) << why;
}

}  // namespace
