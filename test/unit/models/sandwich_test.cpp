// Expected values: sandwich_test.R (R survey::svyglm, sandwich::vcovCL, survival::coxph).
#include "core/models/sandwich.hpp"

#include <algorithm>
#include <cmath>
#include <random>

#include "allocation.hpp"
#include "core/models/cox.hpp"
#include "core/models/linear.hpp"
#include "core/models/logit.hpp"
#include "models/sample_support.hpp"
#include "support.hpp"

namespace {

using namespace xm::core;
using xm::test::refusal;
using xm::test::stored;
using xm::test::sample::e;
using xm::test::sample::v;
using xm::test::sample::w;
using xm::test::sample::y;

const std::vector<double> u{1, 2, 0, 2, 2, 0, 0, 0, 1, 2, 2, 2, 2, 1, 1, 2, 0, 3, 3, 1, 0, 3, 2, 0};

// Records: the leading number, the predictors, what is beside them.
struct table {
    std::vector<std::vector<double>> rows;
    beside what = beside::nothing;

    table& with(double leading, std::size_t i, std::initializer_list<double> extra) {
        rows.push_back({leading, u[i], v[i]});
        rows.back().insert(rows.back().end(), extra);
        return *this;
    }
};

double weight_of(std::size_t i) { return 0.5 + static_cast<double>(i * 7 % 5) / 2; }
double cluster_of(std::size_t i) { return static_cast<double>(i * 5 % 7); }
double time_of(std::size_t i, bool whole) { return whole ? std::ceil(w[i]) : w[i]; }

enum class family { logit, cox, linear };

table rows_of(family f, beside what, bool whole = false) {
    table t;
    t.what = what;
    for (std::size_t i = 0; i < u.size(); ++i) {
        const double leading = f == family::logit ? leading_number(1, y[i] != 0)
                               : f == family::cox ? leading_number(time_of(i, whole), e[i] != 0)
                                                  : w[i];
        switch (what) {
            case beside::weight: t.with(leading, i, {weight_of(i)}); break;
            case beside::cluster: t.with(leading, i, {7.5, cluster_of(i)}); break;
            case beside::stratum: t.with(leading, i, {static_cast<double>(i % 2), 3}); break;
            case beside::sign:
                t.with(leading, i, {1});
                if (i % 3 != 0) t.with(leading_number(whole ? std::floor(std::ceil(w[i]) / 2) : w[i] / 4, false), i, {-1});
                break;
            default: t.with(leading, i, {});
        }
    }
    return t;
}

model fit_rows(family f, const table& t, int times = 1, pattern_store::policy policy = pattern_store::while_repeating) {
    std::pmr::monotonic_buffer_resource memory;
    pattern_store store(&memory, t.rows[0].size() * sizeof(double), policy);
    for (int n = 0; n < times; ++n)
        for (const std::vector<double>& r : t.rows) store.add(r.data());
    const std::vector<std::string> labels{"x1", "x2"};
    return f == family::logit ? fit_logit(store, labels, no_poll, t.what)
           : f == family::cox ? fit_cox(store, labels, no_poll, t.what)
                              : fit_clustered_linear(store, labels, no_poll);
}

// As R's coefficients and lower triangle of their covariance, of which a Cox model has no constant.
void expect_model(const model& m, const std::vector<double>& estimate, const std::vector<double>& covariance,
                  double tolerance = 2e-9) {
    const std::size_t first = m.kind == model::cox ? 1 : 0;
    std::size_t at = 0;
    for (std::size_t i = first; i < m.size(); ++i) {
        EXPECT_NEAR(m.estimate[i], estimate[i - first], tolerance) << i;
        for (std::size_t j = first; j <= i; ++j) EXPECT_NEAR(m.covariance[pair_at(i, j)], covariance[at++], tolerance) << i << j;
    }
    EXPECT_EQ(stored(model::from_text(m.to_text())), stored(m));
    EXPECT_EQ(stored(model::from_stored(stored(m))), stored(m));
}

void expect_same(const model& a, const model& b, double tolerance, double times = 1) {
    for (std::size_t i = 0; i < a.size(); ++i) {
        EXPECT_NEAR(a.estimate[i], b.estimate[i], tolerance * (1e-3 + std::fabs(b.estimate[i]))) << i;
        EXPECT_NEAR(std::sqrt(a.covariance[pair_at(i, i)] * times), std::sqrt(b.covariance[pair_at(i, i)]), tolerance) << i;
    }
}

TEST(sandwich, weighted_logit_as_svyglm) {
    const model m = fit_rows(family::logit, rows_of(family::logit, beside::weight));
    expect_model(m, {-3.3355213231750542, 1.6182543491577157, 1.0507052605482847},
                 {1.4789044961551969, -0.71525838125040075, 0.43960339602877341, -0.1817305609422637, 0.057831933582933079,
                  0.32718565358289187});
    const model_fit f = fit(m);
    EXPECT_FALSE(f.log_likelihood);
    EXPECT_FALSE(f.aic);
    EXPECT_NEAR(*f.r_squared, 0.33841156327700794, 1e-12);
    EXPECT_EQ(f.n, 24);
    EXPECT_EQ(*f.events, 9);
}

TEST(sandwich, clustered_logit_as_vcovcl) {
    const model m = fit_rows(family::logit, rows_of(family::logit, beside::cluster));
    expect_model(m, {-2.7457785942891797, 1.0869853151853972, 1.134019693020357},
                 {0.64923675981819051, -0.28910926584944141, 0.22257548350559012, -0.040183406726331652, -0.087185509998477254,
                  0.37030164442299907});
    EXPECT_NEAR(*fit(m).log_likelihood, -11.564325280056995, 1e-12);
}

TEST(sandwich, clustered_linear_as_vcovcl) {
    const model m = fit_rows(family::linear, rows_of(family::linear, beside::cluster));
    expect_model(m, {7.9593414869649166, -1.3471916961699379, -1.4044235597038943},
                 {5.9081035883109054, -2.5775326164487673, 1.6737832903370724, -1.7919570041465092, 0.20788570402321585,
                  1.4985388528525525});
    const model_fit f = fit(m);
    EXPECT_NEAR(*f.log_likelihood, -79.457399797243227, 1e-12);
    EXPECT_NEAR(*f.r_squared, 0.10186603515413535, 1e-14);
    EXPECT_NEAR(*f.adjusted_r_squared, 0.016329467073576742, 1e-14);
    const double p[] = {0.016937336383380519, 0.3378611304321304, 0.29495173293626353};  // on 7 clusters less 1
    const auto rows = coefficients(m, 0.95);
    for (std::size_t i = 0; i < 3; ++i) EXPECT_NEAR(*rows[i].p_value, p[i], 1e-12);
    EXPECT_EQ(m.outcome, "outcome");
    // As many degrees of freedom as the rows leave, where every row is a cluster.
    table alone = rows_of(family::linear, beside::cluster);
    for (std::size_t i = 0; i < alone.rows.size(); ++i) alone.rows[i][4] = static_cast<double>(i);
    EXPECT_EQ(fit_rows(family::linear, alone).df, 21);
}

TEST(sandwich, cox_as_coxph) {
    const double weights[2][5] = {
        {0.066139696442105142, 0.43636554669939909, 0.078667184871108131, 0.038671261971578746, 0.060035110855493373},
        {0.06711417489901636, 0.49206421543517853, 0.077043814707505362, 0.040404499452037508, 0.064004069809466602}};
    const double cluster[2][6] = {{0.15370409938748203, 0.37725307632755167, 0.081168380842423574, 0.046576891451631693,
                                   0.073405772267403871, -40.556936122068329},
                                  {0.1539426524785496, 0.40066593212290491, 0.077190959144779692, 0.047763747915791091,
                                   0.079472883984457302, -40.813787732071425}};
    const double strata[2][6] = {{0.19127274785641649, 0.37162387804885788, 0.080073295288493218, 0.0031335376029748016,
                                  0.083093551700572324, -30.31797265521044},
                                 {0.18034441472135535, 0.38967174268940419, 0.079732903698337729, 0.0024776095596210804,
                                  0.087376391381762689, -30.569588404727025}};
    const double entry[2][6] = {{0.010193258866893427, 0.33417139673044288, 0.064708660880974767, -0.0093450145584242795,
                                 0.081919531932448025, -36.387323686188473},
                                {-0.12526623139939769, 0.41359608591595187, 0.064076859190328683, -0.017629026707991276,
                                 0.092787333149223189, -31.960611912491689}};
    for (const bool whole : {false, true}) {
        const auto fitted = [&](beside what) { return fit_rows(family::cox, rows_of(family::cox, what, whole)); };
        const auto expect = [&](const model& m, const double* r) { expect_model(m, {r[0], r[1]}, {r[2], r[3], r[4]}); };
        const model weighted = fitted(beside::weight), clustered = fitted(beside::cluster), stratified = fitted(beside::stratum),
                    late = fitted(beside::sign);
        expect(weighted, weights[whole]);
        EXPECT_FALSE(weighted.log_likelihood);
        EXPECT_EQ(weighted.n, 24);
        expect(clustered, cluster[whole]);
        EXPECT_NEAR(*clustered.log_likelihood, cluster[whole][5], 1e-11);
        expect(stratified, strata[whole]);
        EXPECT_NEAR(*stratified.log_likelihood, strata[whole][5], 1e-11);
        expect(late, entry[whole]);
        EXPECT_NEAR(*late.log_likelihood, entry[whole][5], 1e-11);
        EXPECT_EQ(late.n, 24);
        EXPECT_EQ(late.events, 17);
    }
}

const std::pair<family, beside> all[] = {{family::logit, beside::weight},   {family::logit, beside::cluster},
                                         {family::linear, beside::cluster}, {family::cox, beside::weight},
                                         {family::cox, beside::cluster},    {family::cox, beside::stratum},
                                         {family::cox, beside::sign}};

// Equal rows may be kept once; the size of weights, the names of groups and the order of rows do not matter.
TEST(sandwich, what_does_not_matter) {
    std::mt19937 random(5);
    for (const auto& [f, what] : all)
        for (const bool whole : {false, true}) {
            table t = rows_of(f, what, whole);
            const model m = fit_rows(f, t);
            expect_same(fit_rows(f, t, 1, pattern_store::always), m, 1e-10);
            std::shuffle(t.rows.begin(), t.rows.end(), random);
            for (auto& r : t.rows)
                if (what == beside::weight)
                    r[3] *= 1e-8;
                else if (what != beside::sign)
                    r[3] += 40, r[4] = -2 * r[4];
            expect_same(fit_rows(f, t), m, 1e-9);
        }
}

TEST(sandwich, repeated_rows_count) {
    for (const auto& [f, what] : all) {
        table t = rows_of(f, what, true), many{{}, what};
        for (int i = 0; i < 300; ++i) many.rows.insert(many.rows.end(), t.rows.begin(), t.rows.end());
        const model counted = fit_rows(f, many, 1, pattern_store::always);
        for (std::size_t i = 0; i < many.rows.size(); ++i) many.rows[i][2] += 1e-13 * static_cast<double>(i);
        if (what != beside::sign) expect_same(fit_rows(f, many), counted, 1e-8);  // whose rows must go in pairs
    }
}

// Weights that are all alike change no estimate, and a stratum or an entry for everybody nothing at all.
TEST(sandwich, what_is_alike_for_all_says_nothing) {
    const model plain = fit_rows(family::cox, rows_of(family::cox, beside::nothing)),
                logit = fit_rows(family::logit, rows_of(family::logit, beside::nothing));
    const auto same = [](family f, beside what, std::initializer_list<double> extra) {
        table t{{}, what};
        for (const auto& r : rows_of(f, beside::nothing).rows) {
            t.rows.push_back(r);
            t.rows.back().insert(t.rows.back().end(), extra);
        }
        return fit_rows(f, t);
    };
    EXPECT_EQ(stored(same(family::cox, beside::stratum, {1, 2})), stored(plain));
    EXPECT_EQ(stored(same(family::cox, beside::sign, {1})), stored(plain));
    const model weighted = same(family::cox, beside::weight, {3}), binary = same(family::logit, beside::weight, {3});
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_NEAR(weighted.estimate[i], plain.estimate[i], 1e-12);
        EXPECT_NEAR(binary.estimate[i], logit.estimate[i], 1e-12);
    }
}

// Far apart hazards: sums are kept in units of the largest at risk (see refer()), in strata and scores, too.
TEST(sandwich, predictors_that_reach_far) {
    std::mt19937 random(6);
    std::normal_distribution<double> noise;
    for (const auto what : {beside::stratum, beside::cluster, beside::weight})
        for (const bool whole : {false, true}) {
            table t{{}, what};
            for (int i = 0; i < 400; ++i) {
                const double x = noise(random), z = noise(random), time = std::exp(2 - x + noise(random));
                std::vector<double> r{leading_number(whole ? std::ceil(time) : time, i % 5 > 0), x, z, 1.0 + i % 4};
                if (what != beside::weight) r.push_back(i % 20);
                t.rows.push_back(r);
            }
            const model near = fit_rows(family::cox, t);
            // One who leaves last, far off.
            table with = t;
            with.rows.push_back({leading_number(500000, true), -1e6, 0, 1});
            if (what != beside::weight) with.rows.back().push_back(0);
            const std::string text = refusal(errc::invalid, [&] {
                const model far = fit_rows(family::cox, with);
                for (std::size_t j = 1; j <= 2; ++j) {
                    EXPECT_NEAR(far.estimate[j] / near.estimate[j], 1, 0.02);
                    EXPECT_NEAR(*far.std_error(j) / *near.std_error(j), 1, 0.05);
                }
            });
            EXPECT_EQ(text, "");
        }
}

TEST(sandwich, refuses_and_says_why) {
    for (const auto& [f, what] : all) {
        table t = rows_of(f, what);
        for (auto& r : t.rows) r[2] = 3;
        EXPECT_NE(refusal(errc::invalid, [&, f = f] { fit_rows(f, t); }).find("\"x2\" is constant"), std::string::npos);
        t = rows_of(f, what);
        for (auto& r : t.rows) r[2] = 2 * r[1] + 1;
        EXPECT_NE(refusal(errc::invalid, [&, f = f] { fit_rows(f, t); }).find("\"x2\" is a linear function"), std::string::npos);
        if (what != beside::cluster) continue;
        t = rows_of(f, what);
        for (auto& r : t.rows) r[4] = 1;
        EXPECT_EQ(refusal(errc::invalid, [&, f = f] { fit_rows(f, t); }),
                  "all rows are of one cluster, from which no errors follow");
    }
    // Each a stratum: nobody is compared with anybody.
    table t = rows_of(family::cox, beside::stratum);
    for (std::size_t i = 0; i < t.rows.size(); ++i) t.rows[i][3] = static_cast<double>(i);
    EXPECT_NE(refusal(errc::invalid, [&] { fit_rows(family::cox, t); }).find("does not vary among those still at risk"),
              std::string::npos);
}

TEST(sandwich, survives_failed_allocations) {
    for (const auto& [f, what] : all) {
        const table t = rows_of(f, what);
        EXPECT_GT(xm::test::survive_failed_allocations([&, f = f] { EXPECT_EQ(fit_rows(f, t).n, 24); }), 10U);
    }
}

}  // namespace
