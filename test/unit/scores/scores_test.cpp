// Expected values: test/golden/make.R (R 4.2.2, survey 4.1.1).
#include <cmath>

#include "core/scores/scores.hpp"
#include "support.hpp"

namespace {

using namespace xm::core;
using xm::test::ratings_of;
using xm::test::refusal;
using xm::test::running_ratings;

const std::vector<int> y{0, 3, 6, 7, 8, 8, 9, 9, 9, 10, 10, 5};
const std::vector<double> w{1, 2.5, .5, 1, 3, 1, 2, 1, .25, 4, 1, 1};

ratings weighted() {
    running_ratings r;
    for (std::size_t i = 0; i < y.size(); ++i) r.add(static_cast<std::uint32_t>(y[i]), w[i]);
    return r.value();
}

metric rule(const char* text) { return metric::parse(text); }

void expect_close(std::optional<double> got, double expected) {
    ASSERT_TRUE(got.has_value());
    EXPECT_NEAR(*got, expected, 1e-12 * std::max(1.0, std::fabs(expected)));
}

TEST(scores, unweighted_as_r) {
    const ratings r = ratings_of(y);
    const estimate mean = estimate_score(r, rule("mean"), 0.9);
    EXPECT_EQ(mean.value, 7);
    expect_close(mean.std_error, 0.87904907299153257);  // survey::svymean
    expect_close(mean.lower, 5.4213291149186444);       // stats::t.test
    expect_close(mean.upper, 8.5786708850813564);
    const estimate nps = estimate_score(r, rule("nps"), 0.95);
    expect_close(nps.value, 8.3333333333333339);
    expect_close(nps.std_error, 25.990479997588547);
    expect_close(nps.lower, -35.538767613543342);  // Rocks (2016), closed form
    expect_close(nps.upper, 48.872100946876685);
    const estimate share = estimate_score(r, rule("share[8,10]"), 0.95);
    expect_close(share.lower, 31.951131254954984);  // stats::prop.test(correct = FALSE)
    expect_close(share.upper, 80.67396863412435);
    EXPECT_EQ(share.responses, 12U);
    EXPECT_EQ(share.effective_n, 12);
}

TEST(scores, weighted_as_r) {
    const ratings r = weighted();
    const estimate mean = estimate_score(r, rule("mean"), 0.95);
    expect_close(mean.value, 7.3287671232876708);  // survey::svymean
    expect_close(mean.std_error, 1.0185605725519336);
    expect_close(mean.lower, 5.0869304184464221);
    expect_close(mean.upper, 9.5706038281289203);
    expect_close(mean.effective_n, 8.0135338345864664);
    expect_close(stddev(r), 3.0293942011595103);  // survey::svyvar
    const estimate nps = estimate_score(r, rule("nps"), 0.95);
    expect_close(nps.value, 17.80821917808219);
    expect_close(nps.std_error, 29.765684550304776);
    expect_close(nps.lower, -34.571919501178058);
    expect_close(nps.upper, 60.486720156557638);
    const estimate share = estimate_score(r, rule("share[8,10]"), 0.95);
    expect_close(share.lower, 34.26408758065481);
    expect_close(share.upper, 88.885322815927879);
}

TEST(scores, comparison_without_weights_is_welchs_t_test) {
    const ratings a = ratings_of({y.begin(), y.begin() + 5}), b = ratings_of({y.begin() + 5, y.end()});
    const comparison c = compare_scores(a, b, rule("mean"), 0.95);
    expect_close(c.difference, -3.7714285714285714);
    expect_close(c.std_error, 1.6005526256524629);
    expect_close(c.lower, -7.7590258531704199);
    expect_close(c.upper, 0.21616871031327614);
    expect_close(c.statistic, -2.3563290022351837);
    expect_close(c.p_value, 0.059680861442479555);
    const comparison back = compare_scores(b, a, rule("mean"), 0.95);
    EXPECT_EQ(back.difference, -c.difference);
    EXPECT_EQ(*back.p_value, *c.p_value);
}

TEST(scores, scale_and_weights_of_one_follow_the_laws) {
    const ratings r = ratings_of(y);
    const estimate mean = estimate_score(r, rule("mean"), 0.95), index = estimate_score(r, rule("index[0,10]"), 0.95);
    expect_close(index.value, 10 * mean.value);
    expect_close(index.std_error, 10 * *mean.std_error);
    expect_close(index.upper, 10 * *mean.upper);
    running_ratings ones, sevens;
    for (const int v : y) {
        ones.add(static_cast<std::uint32_t>(v), 1);
        sevens.add(static_cast<std::uint32_t>(v), 7);
    }
    for (const char* m : {"mean", "nps", "share[3,8]"}) {
        const estimate plain = estimate_score(r, rule(m), 0.95);
        for (const ratings& same : {ones.value(), sevens.value()}) {
            const estimate e = estimate_score(same, rule(m), 0.95);
            expect_close(e.value, plain.value);
            expect_close(e.std_error, *plain.std_error);
            expect_close(e.lower, *plain.lower);
            expect_close(e.effective_n, 12);
        }
    }
}

TEST(scores, one_response_has_no_spread) {
    const estimate e = estimate_score(ratings_of({4}), rule("mean"), 0.95);
    EXPECT_EQ(e.value, 4);
    EXPECT_FALSE(e.std_error || e.lower || e.upper);
    EXPECT_FALSE(stddev(ratings_of({4})));
    const comparison c = compare_scores(ratings_of({4}), ratings_of({1, 2}), rule("mean"), 0.95);
    EXPECT_EQ(c.difference, 2.5);
    EXPECT_FALSE(c.std_error || c.lower || c.upper || c.statistic || c.p_value);
}

TEST(scores, equal_answers_leave_only_the_intervals_that_know_better) {
    const ratings same = ratings_of({5, 5, 5});
    EXPECT_EQ(*estimate_score(same, rule("mean"), 0.95).upper, 5);
    EXPECT_LT(*estimate_score(same, rule("csat"), 0.95).lower, 50);
    EXPECT_EQ(*estimate_score(same, rule("csat"), 0.95).upper, 100);
    EXPECT_EQ(*estimate_score(ratings_of({10, 10, 10, 10, 10, 10}), rule("nps"), 0.999999).upper, 100);
    const comparison c = compare_scores(same, ratings_of({4, 4}), rule("mean"), 0.95);
    EXPECT_EQ(*c.std_error, 0);
    EXPECT_FALSE(c.lower || c.upper || c.statistic || c.p_value);
    for (int n = 2; n < 400; ++n) {  // whatever the weights, equal answers have no spread and their own value
        running_ratings r;
        for (int i = 0; i < n; ++i) r.add(7, 0.1 + 1.7 * (i * 37 % 101));
        for (const char* m : {"mean", "index[3,9]", "index[1,8]"}) {
            const estimate e = estimate_score(r.value(), rule(m), 0.95);
            ASSERT_EQ(*e.std_error, 0) << m << " of " << n;
            ASSERT_EQ(e.value, rule(m).score(7));
        }
        const estimate share = estimate_score(r.value(), rule("share[7,7]"), 0.95),
                       none = estimate_score(r.value(), rule("share[1,2]"), 0.95);
        ASSERT_EQ(share.value, 100);
        ASSERT_EQ(*share.upper, 100);
        ASSERT_EQ(*none.lower, 0);
    }
    EXPECT_TRUE(std::isfinite(*estimate_score(ratings_of({1, 5}), rule("mean"), 0.9999999999999999).upper));
}

TEST(scores, refuses_ratings_outside_the_metric_and_bad_confidence) {
    EXPECT_NE(refusal(errc::invalid, [] { score(ratings_of({3, 11}), rule("nps")); }).find("11"), std::string::npos);
    EXPECT_NE(refusal(errc::invalid, [] { score(ratings_of({0, 3}), rule("csat")); }).find("0"), std::string::npos);
    EXPECT_NE(refusal(errc::invalid, [] { score(ratings_of({8, 3}), rule("ces")); }).find("8"), std::string::npos);
    for (const double bad : {0.0, 1.0, 1.5, -1.0, std::nan("")})
        EXPECT_NE(refusal(errc::invalid, [&] { estimate_score(ratings_of({3}), rule("mean"), bad); }), "");
}

}  // namespace
