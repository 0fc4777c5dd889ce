#include "core/models/period_score.hpp"

#include "support.hpp"

namespace {

using namespace xm::core;
using xm::test::refusal;

centred_moments moments_of(const std::vector<double>& values) {
    centred_moments m{};
    m.n = static_cast<std::int64_t>(values.size());
    m.weight = m.weight_squared = static_cast<double>(m.n);
    m.mean = {0};
    m.comoment = {0};
    for (const double v : values) m.mean[0] += v / m.weight;
    for (const double v : values) m.comoment[0] += (v - m.mean[0]) * (v - m.mean[0]);
    return m;
}

// Student (1908), the data set "sleep" of R: hours of extra sleep under two drugs.
const centred_moments first = moments_of({0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0});
const centred_moments second = moments_of({1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4});

TEST(period_score, of_numbers_is_their_mean_with_a_t_interval) {
    const estimate e = estimate_mean(first, 0, 0.95);  // R: t.test(extra[group == 1])
    EXPECT_NEAR(e.value, 0.75, 1e-12);
    EXPECT_NEAR(*e.lower, -0.5297804, 1e-7);
    EXPECT_NEAR(*e.upper, 2.0297804, 1e-7);
    EXPECT_EQ(e.responses, 10U);
    EXPECT_EQ(e.effective_n, 10);
    EXPECT_LT(*estimate_mean(first, 0, 0.99).lower, *e.lower);
}

TEST(period_score, of_one_number_has_no_interval) {
    const estimate e = estimate_mean(moments_of({7}), 0, 0.95);
    EXPECT_EQ(e.value, 7);
    EXPECT_FALSE(e.std_error || e.lower || e.upper);
}

TEST(period_score, with_weights_has_the_error_of_fewer_answers) {
    centred_moments m = first;
    m.weighted = true;
    EXPECT_EQ(estimate_mean(m, 0, 0.95).std_error, estimate_mean(first, 0, 0.95).std_error);  // all of weight 1
    m.weight_squared = 20;
    const estimate e = estimate_mean(m, 0, 0.95);
    EXPECT_EQ(e.effective_n, 5);
    EXPECT_NEAR(*e.std_error, *estimate_mean(first, 0, 0.95).std_error * std::sqrt(2), 1e-12);
}

TEST(period_score, changes_as_welch_says) {
    const comparison c = compare_means(first, second, 0, 0.95);  // R: t.test(extra ~ group)
    EXPECT_NEAR(c.difference, -1.58, 1e-12);
    EXPECT_NEAR(*c.lower, -3.3654832, 1e-7);
    EXPECT_NEAR(*c.upper, 0.2054832, 1e-7);
    EXPECT_NEAR(*c.p_value, 0.07939, 5e-6);
    const comparison back = compare_means(second, first, 0, 0.95);
    EXPECT_EQ(back.difference, -c.difference);
    EXPECT_EQ(back.p_value, c.p_value);
}

TEST(period_score, refuses_a_confidence_that_is_none) {
    for (const double confidence : {0.0, 1.0, -1.0, 2.0}) {
        EXPECT_NE(refusal(errc::invalid, [&] { estimate_mean(first, 0, confidence); }), "");
        EXPECT_NE(refusal(errc::invalid, [&] { compare_means(first, second, 0, confidence); }), "");
    }
}

}  // namespace
