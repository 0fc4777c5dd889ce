// Expected values: test/golden/make.R (lme4 1.1-31 lmer, REML).
#include "core/link/multilevel.hpp"

#include <cmath>

#include "support.hpp"

namespace {

using namespace xm::core;
using xm::test::ratings_of;
using xm::test::refusal;
using xm::test::stored;

const std::vector<std::vector<int>> answers{{3, 4, 4, 5}, {2, 3, 2}, {5, 5, 4, 5, 5}, {1, 2}, {4, 3, 4, 4}, {2, 2, 1, 3}};
const std::vector<double> z{2.1, 1.0, 3.2, .5, 2.0, 1.4};

model fit_units(const std::vector<std::vector<int>>& units, const std::vector<std::vector<double>>& predictors) {
    std::pmr::monotonic_buffer_resource memory;
    const std::size_t p = predictors.size();
    record_store store(&memory, sizeof(unit_summary) + p * sizeof(double));
    std::vector<std::string> labels;
    for (std::size_t i = 0; i < p; ++i) labels.push_back("x" + std::to_string(i + 1));
    for (std::size_t u = 0; u < units.size(); ++u) {
        const unit_summary s = summarise_unit(ratings_of(units[u]));
        std::vector<double> record{s.n, s.mean, s.within_ss};
        for (const auto& values : predictors) record.push_back(values[u]);
        store.add(record.data());
    }
    return fit_multilevel(store, labels, no_poll);
}

TEST(multilevel, more_than_2_62_answers_are_out_of_range) {
    std::pmr::monotonic_buffer_resource memory;
    record_store store(&memory, sizeof(unit_summary));
    for (const double mean : {1.0, 2.0, 4.0, 5.0}) {
        const unit_summary unit{0x1p61, mean, 0x1p60};
        store.add(&unit);
    }
    EXPECT_EQ(refusal(errc::range, [&] { fit_multilevel(store, {}, no_poll); }), "more than 2^62 answers in one xm.multilevel");
}

TEST(multilevel, as_lmer) {
    const model m = fit_units(answers, {z});
    EXPECT_NEAR(m.estimate[0], 0.84449847063196026, 1e-7);
    EXPECT_NEAR(m.estimate[1], 1.3006066396241587, 1e-7);
    EXPECT_NEAR(*m.std_error(0), 0.45439854905354676, 1e-6);
    EXPECT_NEAR(*m.std_error(1), 0.22631846037373912, 1e-6);
    EXPECT_NEAR(m.unit_variance, 0.10922797362228624, 1e-6);
    EXPECT_NEAR(m.residual_variance, 0.41288782371737692, 1e-6);
    EXPECT_NEAR(*m.log_likelihood, -23.782357948043952, 1e-10);
    EXPECT_EQ(m.n, 22);
    EXPECT_EQ(m.units, 6);
    EXPECT_EQ(m.df, 4);
    EXPECT_EQ(*fit(m).aic, -2 * *m.log_likelihood + 2 * 4);
    EXPECT_NEAR(predict(m, {2}), m.estimate[0] + 2 * m.estimate[1], 1e-14);
    EXPECT_EQ(stored(model::from_text(m.to_text())), stored(m));
    EXPECT_EQ(stored(model::from_wire(xm::test::wire(m))), stored(m));
}

TEST(multilevel, null_model_as_lmer) {
    const model m = fit_units(answers, {});
    EXPECT_NEAR(m.estimate[0], 3.0857849171907228, 1e-7);
    const auto parts = variance_components(m);
    EXPECT_NEAR(parts[0].variance, 1.5614873857102305, 1e-6);
    EXPECT_NEAR(parts[1].variance, 0.42009962515439875, 1e-6);
    EXPECT_NEAR(*m.log_likelihood, -28.841341674562649, 1e-10);
}

TEST(multilevel, units_that_do_not_differ_have_no_variance) {
    const model m = fit_units({{1, 5}, {5, 1}, {2, 4}, {3, 3, 2, 4}}, {});
    EXPECT_EQ(m.unit_variance, 0);
    EXPECT_NEAR(m.estimate[0], 3, 1e-14);
}

TEST(multilevel, scale_of_a_predictor_does_not_matter) {
    std::vector<double> large(z);
    for (double& v : large) v = 1e9 + 1e6 * v;
    const model a = fit_units(answers, {z}), b = fit_units(answers, {large});
    EXPECT_NEAR(b.estimate[1] * 1e6 / a.estimate[1], 1, 1e-8);
    EXPECT_NEAR(b.unit_variance / a.unit_variance, 1, 1e-8);
}

TEST(multilevel, refuses_what_has_no_maximum_and_says_why) {
    EXPECT_NE(refusal(errc::invalid, [] { fit_units({{1}, {2}, {3}, {4}}, {}); }), "");
    EXPECT_NE(refusal(errc::invalid, [] { fit_units({{1, 1}, {2, 2}, {3, 3}, {4, 4}}, {}); }), "");
    EXPECT_NE(refusal(errc::invalid, [] { fit_units({{1, 2}, {2, 3}}, {{1, 2}}); }), "");
    EXPECT_NE(refusal(errc::invalid,
                      [] {
                          fit_units(answers, {z, {4.2, 2, 6.4, 1, 4, 2.8}});
                      })
                  .find("\"x2\""),
              std::string::npos);
    EXPECT_NE(refusal(errc::invalid, [] { fit_units(answers, {{5, 5, 5, 5, 5, 5}}); }).find("\"x1\""), std::string::npos);
    xm::test::running_ratings weighted;
    weighted.add(3, 2.0);
    EXPECT_NE(refusal(errc::invalid, [&] { summarise_unit(weighted.value()); }), "");
}

}  // namespace
