// Expected values: Goodman (1974), Biometrika 61, 215-231, and McCutcheon (1987), Latent Class Analysis (role conflict);
// test/golden/make.R (EM written out); EM written out below.
#include "core/values/latent_classes.hpp"

#include <algorithm>
#include <cmath>
#include <memory_resource>
#include <random>

#include "allocation.hpp"
#include "support.hpp"

namespace {

using namespace xm::core;
using xm::test::refusal;
using xm::test::stored;
using xm::test::wire;
using answers = std::vector<std::int32_t>;

// Collected answers, as an aggregate collects them.
struct collected {
    explicit collected(std::size_t n) : items(n), rows(&arena, answer_record_size(n), pattern_store::always) {}
    void add(const answers& a, double count = 1) {
        std::vector<double> record(answer_record_size(items) / sizeof(double));
        for (std::size_t i = 0; i < items; ++i)
            reinterpret_cast<std::uint8_t*>(record.data())[i] = static_cast<std::uint8_t>(a[i]);
        rows.add(record.data(), count);
    }
    std::pmr::monotonic_buffer_resource arena;
    std::size_t items;
    pattern_store rows;
};

struct counted {
    answers given;
    double count;
};
using table = std::vector<counted>;

segmentation fit(const table& t, std::int32_t low, std::int32_t high, std::int32_t seed = 1) {
    collected c(t[0].given.size());
    for (const counted& r : t) c.add(r.given, r.count);
    return fit_latent_classes(c.rows, c.items, low, high, seed, no_poll);
}

// Answers of 216 students in four situations.
table role_conflict() {
    const double people[] = {42, 23, 6, 25, 6, 24, 7, 38, 1, 4, 1, 6, 2, 9, 2, 20};
    table t;
    for (int i = 0; i < 16; ++i) t.push_back({{1 + i / 8, 1 + i / 4 % 2, 1 + i / 2 % 2, 1 + i % 2}, people[i]});
    return t;
}

// The same with answers missing at random, and five people without any.
table role_conflict_with_holes() {
    table t = role_conflict();
    for (std::size_t i = 0; i < 16; ++i) {
        t.push_back({t[i].given, std::floor(t[i].count / 3)});
        t.back().given[2] = 0;
    }
    t.push_back({{0, 0, 0, 0}, 5});
    return t;
}

// The place of an answer among the categories of its item.
std::size_t place(const segmentation& m, std::size_t item, std::int32_t answer) {
    const auto& codes = m.codes[item];
    return static_cast<std::size_t>(std::find(codes.begin(), codes.end(), answer) - codes.begin());
}

// Probability of class j and the answers, in a fitted model.
long double joint(const segmentation& m, std::size_t j, const answers& a) {
    long double p = m.segments[j].share;
    std::size_t column = 0;
    for (std::size_t i = 0; i < a.size(); column += m.codes[i++].size())
        if (a[i] > 0) p *= m.segments[j].centre[column + place(m, i, a[i])];
    return p;
}

double log_likelihood(const segmentation& m, const table& t) {
    long double sum = 0;
    for (const counted& r : t) {
        long double p = 0;
        for (std::size_t j = 0; j < m.segments.size(); ++j) p += joint(m, j, r.given);
        sum += r.count * std::log(p);
    }
    return static_cast<double>(sum);
}

// One step of EM by the book.
segmentation stepped(const segmentation& m, const table& t) {
    segmentation next = m;
    const std::size_t k = m.segments.size();
    double people = 0;
    std::vector<double> share(k);
    std::vector<std::vector<double>> sums(k, std::vector<double>(m.columns())), answered(k, std::vector<double>(m.codes.size()));
    for (const counted& r : t) {
        people += r.count;
        long double total = 0;
        for (std::size_t j = 0; j < k; ++j) total += joint(m, j, r.given);
        for (std::size_t j = 0; j < k; ++j) {
            const auto w = static_cast<double>(r.count * joint(m, j, r.given) / total);
            share[j] += w;
            std::size_t column = 0;
            for (std::size_t i = 0; i < r.given.size(); column += m.codes[i++].size()) {
                if (r.given[i] == 0) continue;
                sums[j][column + place(m, i, r.given[i])] += w;
                answered[j][i] += w;
            }
        }
    }
    for (std::size_t j = 0; j < k; ++j) {
        next.segments[j].share = share[j] / people;
        std::size_t column = 0;
        for (std::size_t i = 0; i < m.codes.size(); ++i)
            for (std::size_t c = 0; c < m.codes[i].size(); ++c, ++column)
                if (answered[j][i] > 0) next.segments[j].centre[column] = sums[j][column] / answered[j][i];
    }
    return next;
}

void expect_complete(const segmentation& m, const table& t) {
    double people = 0, shares = 0;
    std::int64_t members = 0;
    std::vector<double> likeliest(m.segments.size());
    const class_typing typing(m);
    for (const counted& r : t) {
        people += r.count;
        likeliest.at(static_cast<std::size_t>(typing.likeliest(r.given) - 1)) += r.count;
    }
    for (std::size_t j = 0; j < m.segments.size(); ++j) {
        shares += m.segments[j].share;
        members += m.segments[j].members;
        EXPECT_EQ(static_cast<double>(m.segments[j].members), likeliest[j]) << "members are those typed so";
        EXPECT_GE(m.segments[j > 0 ? j - 1 : 0].share, m.segments[j].share);
        std::size_t column = 0;
        for (const auto& item : m.codes) {
            double sum = 0;
            for (std::size_t c = 0; c < item.size(); ++c) sum += m.segments[j].centre[column++];
            EXPECT_NEAR(sum, item.empty() ? 0 : 1, 1e-9);
        }
    }
    EXPECT_NEAR(shares, 1, 1e-12);
    EXPECT_EQ(static_cast<double>(m.n), people);
    EXPECT_EQ(members, m.n);
}

TEST(latent_classes, role_conflict_as_published) {
    for (const std::int32_t seed : {1, 2, -3}) {
        const table t = role_conflict();
        const segmentation m = fit(t, 2, 4, seed);
        ASSERT_EQ(m.segments.size(), 2U) << "two classes have the lowest BIC";
        const auto& f = m.fits[0];
        EXPECT_TRUE(f.chosen);
        EXPECT_NEAR(*f.log_likelihood, -504.468, 5e-4);
        EXPECT_NEAR(*f.bic, 1057.313, 5e-4);
        double saturated = 0;
        for (const counted& r : t) saturated += r.count * std::log(r.count / 216);
        EXPECT_NEAR(2 * (saturated - *f.log_likelihood), 2.720, 5e-4) << "G2";
        EXPECT_NEAR(*f.log_likelihood, -504.46767011836181, 1e-8);
        const double shares[] = {0.72075383, 0.27924617}, first[2][4] = {{0.71358794, 0.32961932, 0.35401644, 0.13237256},
                                                                         {0.99319331, 0.93976441, 0.92653083, 0.76913197}};
        for (std::size_t j = 0; j < 2; ++j) {
            EXPECT_NEAR(m.segments[j].share, shares[j], 1e-5);
            for (std::size_t i = 0; i < 4; ++i) EXPECT_NEAR(m.segments[j].centre[2 * i], first[j][i], 1e-5);
        }
        EXPECT_EQ(m.segments[0].members, 145);
        EXPECT_EQ(m.segments[1].members, 71);
        EXPECT_NEAR(m.overall[0], 171.0 / 216, 1e-14);
        EXPECT_FALSE(f.within_ss);
        expect_complete(m, t);
    }
}

TEST(latent_classes, entropy_and_probabilities_as_defined) {
    const table t = role_conflict();
    const segmentation m = fit(t, 2, 2);
    const class_typing typing(m);
    double uncertainty = 0;
    for (const counted& r : t) {
        double p[2];
        typing.probabilities(r.given, p);
        const auto total = static_cast<double>(joint(m, 0, r.given) + joint(m, 1, r.given));
        EXPECT_NEAR(p[0], static_cast<double>(joint(m, 0, r.given)) / total, 1e-13);
        EXPECT_NEAR(p[0] + p[1], 1, 1e-15);
        uncertainty -= r.count * (p[0] * std::log(p[0]) + p[1] * std::log(p[1]));
    }
    EXPECT_NEAR(*m.fits[0].entropy, 1 - uncertainty / (216 * std::log(2)), 1e-12);
    double p[2];
    typing.probabilities(answers{1, 1, 1, 1}, p);
    EXPECT_NEAR(p[0], 0.0410183529529977, 1e-5);
    typing.probabilities(answers{0, 0, 0, 0}, p);
    EXPECT_NEAR(p[0], m.segments[0].share, 1e-15) << "nothing is known but the shares";
    EXPECT_EQ(typing.likeliest(answers{0, 0, 0, 0}), 1);
    EXPECT_EQ(typing.classes(), 2U);
}

TEST(latent_classes, missing_answers) {
    const table t = role_conflict_with_holes();
    const segmentation m = fit(t, 2, 2);
    EXPECT_NEAR(*m.fits[0].log_likelihood, -614.67943847668846, 1e-8);
    const double shares[] = {0.702315573, 0.297684427}, first[2][4] = {{0.714839669, 0.321555257, 0.348844897, 0.117073429},
                                                                       {0.996167465, 0.926933004, 0.912388127, 0.756499105}};
    for (std::size_t j = 0; j < 2; ++j) {
        EXPECT_NEAR(m.segments[j].share, shares[j], 2e-5);
        for (std::size_t i = 0; i < 4; ++i) EXPECT_NEAR(m.segments[j].centre[2 * i], first[j][i], 2e-5);
    }
    EXPECT_NEAR(m.overall[4], (42 + 23 + 6 + 24 + 1 + 4 + 2 + 9) / 216.0, 1e-14) << "of those who answered";
    expect_complete(m, t);
    table nobody = role_conflict();  // an item nobody answered
    for (counted& r : nobody) r.given.push_back(0);
    const segmentation five = fit(nobody, 2, 2);
    EXPECT_NEAR(*five.fits[0].log_likelihood, -504.46767011836181, 1e-8);
    EXPECT_TRUE(five.codes[4].empty());
    EXPECT_EQ(five.parameters(2), 9);
    EXPECT_EQ(stored(segmentation::from_text(five.to_text())), stored(five));
}

TEST(latent_classes, the_order_of_rows_does_not_matter) {
    std::mt19937_64 random(3);
    table t = role_conflict_with_holes();
    const auto whole = stored(fit(t, 2, 3));
    for (int turn = 0; turn < 4; ++turn) {
        std::shuffle(t.begin(), t.end(), random);
        EXPECT_EQ(stored(fit(t, 2, 3)), whole);
        collected parts[3] = {collected(4), collected(4), collected(4)};
        for (const counted& r : t)
            for (double i = 0; i < r.count; ++i) parts[random() % 3].add(r.given);
        parts[0].rows.add_all(parts[1].rows, no_poll);
        parts[0].rows.add_all(parts[2].rows, no_poll);
        EXPECT_EQ(stored(fit_latent_classes(parts[0].rows, 4, 2, 3, 1, no_poll)), whole);
    }
}

// People of planted classes: class j answers item i with category 1 + (i + j) % c at probability `sure`.
table planted(std::size_t n, std::size_t items, int categories, const std::vector<double>& shares, double sure, unsigned seed) {
    std::mt19937_64 random(seed);
    const auto uniform = [&] { return static_cast<double>(random() >> 11) * 0x1p-53; };
    table t;
    for (std::size_t r = 0; r < n; ++r) {
        const double u = uniform();
        int j = 0;
        for (double sum = shares[0]; u > sum && j + 1 < static_cast<int>(shares.size());
             sum += shares[static_cast<std::size_t>(j)])
            ++j;
        answers a(items);
        for (std::size_t i = 0; i < items; ++i) {
            const int favourite = (static_cast<int>(i) + j) % categories;
            a[i] = 1 + (uniform() < sure
                            ? favourite
                            : (favourite + 1 + static_cast<int>(random() % static_cast<unsigned>(categories - 1))) % categories);
        }
        t.push_back({a, 1});
    }
    return t;
}

// More than ten thousand patterns: starts are tried on a sample of them.
TEST(latent_classes, planted_classes_are_found_in_many_patterns) {
    const table t = planted(30000, 10, 4, {0.5, 0.3, 0.2}, 0.6, 4);
    collected c(10);
    for (const counted& r : t) c.add(r.given);
    EXPECT_GT(c.rows.size(), 10000U);
    const segmentation m = fit_latent_classes(c.rows, 10, 2, 4, 1, no_poll);
    ASSERT_EQ(m.segments.size(), 3U);
    const double shares[] = {0.5, 0.3, 0.2};
    for (std::size_t j = 0; j < 3; ++j) {
        EXPECT_NEAR(m.segments[j].share, shares[j], 0.02);
        for (std::size_t i = 0; i < 10; ++i)
            for (std::size_t a = 0; a < 4; ++a)
                EXPECT_NEAR(m.segments[j].centre[4 * i + a], a == (i + j) % 4 ? 0.6 : 0.4 / 3, 0.04);
    }
    EXPECT_NEAR(*m.fits[1].log_likelihood / log_likelihood(m, t), 1, 1e-9);
    EXPECT_LT(log_likelihood(stepped(m, t), t) - log_likelihood(m, t), 1e-3);
    expect_complete(m, t);
    table back(t.rbegin(), t.rend());
    EXPECT_EQ(stored(fit(back, 2, 4)), stored(m));
}

TEST(latent_classes, items_of_several_packs) {
    for (const std::size_t items : {13U, 40U}) {
        const table t = planted(300, items, 3, {0.6, 0.4}, 0.7, 5);
        const segmentation m = fit(t, 2, 3);
        ASSERT_EQ(m.segments.size(), 2U);
        EXPECT_NEAR(m.segments[0].share, 0.6, 0.06);
        EXPECT_NEAR(*m.fits[0].log_likelihood / log_likelihood(m, t), 1, 1e-12);
        for (std::size_t i = 0; i < items; ++i) EXPECT_NEAR(m.segments[0].centre[3 * i + i % 3], 0.7, 0.15) << i;
        expect_complete(m, t);
    }
}

// The probability of 256 answers is below what a double holds.
TEST(latent_classes, as_many_items_as_there_may_be) {
    table t = planted(300, 256, 100, {0.7, 0.3}, 0.3, 6);
    for (counted& r : t) r.count = 200;  // 50,689 parameters want as many people
    const segmentation m = fit(t, 2, 2);
    EXPECT_GT(m.columns(), 20000U);
    EXPECT_LT(*m.fits[0].log_likelihood / 60000, -750) << "a double would be 0";
    EXPECT_NEAR(*m.fits[0].log_likelihood / log_likelihood(m, t), 1, 1e-12);
    expect_complete(m, t);
    table two = planted(40, 256, 2, {0.5, 0.5}, 0.5, 6);  // nothing to find
    for (counted& r : two) r.count = 13;
    const segmentation none = fit(two, 2, 2);
    EXPECT_NEAR(*none.fits[0].log_likelihood / log_likelihood(none, two), 1, 1e-12);
    expect_complete(none, two);
}

// A step of EM cannot lower the likelihood; at the end it cannot raise it either. And no other start of EM finds more.
TEST(latent_classes, ends_at_the_top) {
    const table tables[] = {role_conflict(), role_conflict_with_holes(), planted(400, 5, 3, {0.5, 0.3, 0.2}, 0.8, 7)};
    for (const table& t : tables) {
        double fewer = -HUGE_VAL;
        for (std::int32_t k = 1; k <= 4 && fit(t, 1, 1).residual_df(k) >= 0; ++k) {
            segmentation m = fit(t, k, k);
            const double top = *m.fits[0].log_likelihood;
            EXPECT_NEAR(top, log_likelihood(m, t), 1e-9);
            EXPECT_GE(top, fewer - 1e-6) << "another class costs nothing";
            fewer = top;
            segmentation at = m;
            double before = top;
            for (int step = 0; step < 50; ++step) {
                at = stepped(at, t);
                const double now = log_likelihood(at, t);
                EXPECT_GE(now, before - 1e-9);
                before = now;
            }
            EXPECT_LT(before - top, 1e-4) << k;
            std::mt19937 random(static_cast<unsigned>(k));
            for (int start = 0; start < 5; ++start) {
                at = m;
                for (auto& s : at.segments) {
                    std::size_t column = 0;
                    for (const auto& item : at.codes) {
                        double total = 0;
                        for (std::size_t c = 0; c < item.size(); ++c)
                            total += s.centre[column + c] = 1 + static_cast<double>(random() % 1000);
                        for (std::size_t c = 0; c < item.size(); ++c) s.centre[column++] /= total;
                    }
                    s.share = 1.0 / k;
                }
                for (int step = 0; step < 400; ++step) at = stepped(at, t);
                EXPECT_LE(log_likelihood(at, t), top + 1e-4) << k;
            }
        }
    }
}

TEST(latent_classes, a_hundred_categories_and_one) {
    table t;
    for (int i = 0; i < 100; ++i) t.push_back({{i + 1, 1, i < 50 ? 1 : 100, i < 50 ? 7 : 3}, 20});
    const segmentation m = fit(t, 2, 2);
    EXPECT_EQ(m.codes[0].size(), 100U);
    EXPECT_EQ(m.codes[1], (std::vector<std::uint8_t>{1}));
    EXPECT_EQ(m.codes[2], (std::vector<std::uint8_t>{1, 100})) << "those that occur";
    EXPECT_EQ(m.columns(), 105U);
    EXPECT_NEAR(m.segments[0].share, 0.5, 1e-6);
    EXPECT_NEAR(*m.fits[0].log_likelihood, -2000 * std::log(100), 1e-6) << "two classes tell all";
    EXPECT_EQ(m.parameters(2), 1 + 2 * 101);
    EXPECT_EQ(m.residual_df(2), 399 - 203);
    EXPECT_NEAR(*m.fits[0].bic, 4000 * std::log(100) + 203 * std::log(2000), 1e-5);
    EXPECT_EQ(m.labels()[100], "2:1");
    EXPECT_EQ(m.labels()[102], "3:100");
    expect_complete(m, t);
}

// 32 people, three items; the last one coded 1 and 2, or 1 and 99.
table coded(int high) {
    table t;
    for (int i = 0; i < 32; ++i) t.push_back({{1 + i % 2, 1 + i / 2 % 2, i / 4 % 2 == 0 ? 1 : high}, 1});
    return t;
}

TEST(latent_classes, codes_are_names) {
    for (const std::int32_t high : {2, 3}) {
        const segmentation two = fit(coded(2), 1, high), other = fit(coded(99), 1, high);
        EXPECT_EQ(other.codes[2], (std::vector<std::uint8_t>{1, 99}));
        EXPECT_EQ(other.labels()[5], "3:99");
        EXPECT_EQ(other.fits.size(), 2U) << "three classes have 11 parameters, eight answers tell 7";
        EXPECT_EQ(other.segments.size(), 1U) << "the answers are independent";
        for (std::size_t f = 0; f < 2; ++f) EXPECT_EQ(*other.fits[f].bic, *two.fits[f].bic);
        EXPECT_NEAR(*other.fits[0].log_likelihood, -96 * std::log(2), 1e-12);
        EXPECT_NEAR(*other.fits[0].bic, 192 * std::log(2) + 3 * std::log(32), 1e-12);
        EXPECT_NEAR(*other.fits[1].bic, 192 * std::log(2) + 7 * std::log(32), 1e-7) << "157.3";
        EXPECT_FALSE(other.fits[0].entropy);
        for (std::size_t j = 0; j < other.segments.size(); ++j) EXPECT_EQ(other.segments[j].centre, two.segments[j].centre);
        expect_complete(two, coded(2));
        const class_typing typing(other);
        EXPECT_EQ(typing.likeliest(answers{1, 2, 99}), 1);
        EXPECT_EQ(refusal(errc::invalid,
                          [&] {
                              typing.check(answers{1, 1, 2});
                          }),
                  "answer 2 to item 3 is none of the model's categories 1, 99");
        EXPECT_EQ(refusal(errc::invalid,
                          [&] {
                              typing.check(answers{1, 1, 101});
                          }),
                  "answer 101 to item 3 is none of the model's categories 1, 99");
    }
    table many;
    for (int i = 0; i < 200; ++i) many.push_back({{1 + i % 2, 2 + i / 2 % 50 * 2}, 1});
    const class_typing typing(fit(many, 1, 1));
    const std::string why = refusal(errc::invalid, [&] { typing.check(answers{1, 3}); });
    EXPECT_EQ(why.substr(0, 67), "answer 3 to item 2 is none of the model's categories 2, 4, 6, 8, 10");
    EXPECT_LT(why.size(), 180U);
    EXPECT_EQ(why.substr(why.size() - 5), ", ...");
}

// Linzer & Lewis (2011): min(n, product of the categories - 1) - parameters.
TEST(latent_classes, what_the_answers_cannot_tell) {
    EXPECT_EQ(refusal(errc::invalid,
                      [] {
                          fit({{{1}, 5}, {{2}, 5}}, 2, 2);
                      }),
              "k 2 has 3 parameters, and the answers of 10 people to 1 item can tell at most 1");
    EXPECT_EQ(refusal(errc::invalid, [] { fit(role_conflict(), 4, 6); }),
              "k 4 has 19 parameters, and the answers of 216 people to 4 items can tell at most 15");
    EXPECT_EQ(refusal(errc::invalid,
                      [] {
                          fit({{{1, 1, 1, 1}, 4}, {{2, 2, 2, 2}, 4}}, 2, 9);
                      }),
              "k 2 has 9 parameters, and the answers of 8 people to 4 items can tell at most 8");
    const segmentation m = fit(role_conflict(), 1, 9);
    EXPECT_EQ(m.fits.size(), 3U);
    EXPECT_EQ(m.segments.size(), 2U);
    EXPECT_EQ(m.residual_df(1), 11);
    EXPECT_EQ(m.residual_df(2), 6);
    EXPECT_EQ(m.residual_df(3), 1);
    const segmentation same = fit({{{2, 2}, 9}}, 1, 5);  // one answer: one class
    EXPECT_EQ(same.fits.size(), 1U);
    EXPECT_EQ(*same.fits[0].log_likelihood, 0);
    EXPECT_EQ(stored(segmentation::from_stored(stored(same))), stored(same));
    // More possible answers than any integer counts.
    table wide = planted(300, 256, 100, {1}, 0.3, 8);
    for (counted& r : wide) r.count = 100;
    EXPECT_EQ(fit(wide, 1, 1).residual_df(1), 30000 - fit(wide, 1, 1).parameters(1));
}

TEST(latent_classes, one_class_is_what_everybody_answers) {
    const segmentation m = fit(role_conflict_with_holes(), 1, 1);
    ASSERT_EQ(m.segments.size(), 1U);
    EXPECT_EQ(m.segments[0].members, m.n);
    EXPECT_EQ(m.segments[0].share, 1);
    for (std::size_t c = 0; c < 8; ++c) EXPECT_NEAR(m.segments[0].centre[c], m.overall[c], 1e-12);
    double expected = 0;
    for (const counted& r : role_conflict_with_holes())
        for (std::size_t i = 0; i < 4; ++i)
            if (r.given[i] > 0) expected += r.count * std::log(m.overall[2 * i + static_cast<std::size_t>(r.given[i]) - 1]);
    EXPECT_NEAR(*m.fits[0].log_likelihood, expected, 1e-9);
    expect_complete(m, role_conflict_with_holes());
}

TEST(latent_classes, refusals) {
    for (const std::int32_t k : {-1, 0, 256})
        EXPECT_EQ(refusal(errc::invalid, [&] { fit(role_conflict(), std::min(k, 2), std::max(k, 2)); }),
                  "k " + std::to_string(k) + " is outside the allowed range 1..255");
    EXPECT_EQ(refusal(errc::invalid, [&] { check_segments(1); }), "k 1 is outside the allowed range 2..255");
    EXPECT_EQ(refusal(errc::invalid, [&] { check_segments(3, 2); }), "a range of k from 3 to 2");
    EXPECT_EQ(refusal(errc::invalid,
                      [] {
                          check_answers(answers{1, 2, 101});
                      }),
              "answer 101 to item 3 is outside the allowed range 1..100");
    EXPECT_EQ(refusal(errc::invalid, [] { check_answers(answers{-1}); }),
              "answer -1 to item 1 is outside the allowed range 1..100");
    EXPECT_NE(refusal(errc::invalid, [] { check_answers(answers{}); }), "");
    EXPECT_EQ(refusal(errc::invalid, [] { check_answers(answers(257, 1)); }), "257 answers; the allowed range is 1..256");
    check_answers(answers(256, 100));
    check_answers(answers{0, 0});
    const class_typing typing(fit(role_conflict(), 2, 2));
    EXPECT_EQ(refusal(errc::invalid,
                      [&] {
                          typing.check(answers{1, 1, 3, 1});
                      }),
              "answer 3 to item 3 is outside the allowed range 1..2");
    EXPECT_EQ(refusal(errc::invalid,
                      [&] {
                          typing.check(answers{1, -1, 2, 1});
                      }),
              "answer -1 to item 2 is outside the allowed range 1..2");
    EXPECT_EQ(refusal(errc::invalid, [&] { typing.check(answers{1, 1, 1}); }), "3 answers for a model of 4 items");
    typing.check(answers{0, 1, 2, 0});
}

TEST(latent_classes, every_form_reads_back_to_the_same_bits) {
    for (const segmentation& m : {fit(role_conflict(), 2, 4), fit(role_conflict_with_holes(), 3, 3)}) {
        EXPECT_EQ(stored(segmentation::from_stored(stored(m))), stored(m));
        EXPECT_EQ(stored(segmentation::from_wire(wire(m))), stored(m));
        EXPECT_EQ(stored(segmentation::from_text(m.to_text())), stored(m));
    }
    const std::string good = fit(role_conflict(), 2, 2).to_text();
    const auto changed = [&](const std::string& from, const std::string& to) {
        std::string text = good;
        const std::size_t at = text.find(from);
        EXPECT_NE(at, std::string::npos) << from << " in " << good;
        if (at != std::string::npos) text.replace(at, from.size(), to);
        EXPECT_NE(refusal(errc::corrupt_text, [&] { segmentation::from_text(text); }), "") << text;
    };
    changed("latent_classes", "kmeans");
    const std::string codes = "[[1,2],[1,2],[1,2],[1,2]]";
    changed(codes, "[[1,2],[1,2],[1,2],[1,2,3]]");
    changed(codes, "[[1,2],[1,2],[1,2],[2,1]]");
    changed(codes, "[[1,2],[1,2],[1,2],[1,1]]");
    changed(codes, "[[1,2],[1,2],[1,2],[0,1]]");
    changed(codes, "[[1,2],[1,2],[1,2],[1,101]]");
    changed(codes, "[[1,2],[1,2],[1,2,3,4],[]]");
    changed(codes, "[]");
    changed("\"codes\":" + codes, "\"categories\":[2,2,2,2]");
    changed("\"version\":2", "\"version\":1");
    changed("\"log_likelihood\":-", "\"log_likelihood\":");
    changed("\"log_likelihood\":-", "\"log_likelihood\":-1");
    changed("\"log_likelihood\":", "\"log_likelihoods\":");
    changed("\"bic\":1", "\"bic\":2");
    changed("\"bic\":1", "\"bic\":1e300,\"bics\":1");
    changed("\"entropy\":0", "\"entropy\":1");
    changed("\"entropy\":0", "\"entropy\":-0");
    changed("\"chosen\":1", "\"chosen\":1,\"within_ss\":5");
    changed("\"chosen\":1", "\"chosen\":1,\"silhouette\":0.5");
    changed("\"n\":216", "\"n\":217");
    changed("\"n\":216", "\"values\":8,\"n\":216");
    changed("\"members\":145", "\"members\":144");
    changed("\"centre\":[", "\"centre\":[1.5,");
    changed("\"centre\":[0.", "\"centre\":[-0.");
}

// What 0.4.0 wrote: of each item the largest code only.
TEST(latent_classes, reads_version_1) {
    const std::string text =
        R"({"type":"segmentation","version":1,"family":"latent_classes","categories":[2,99],"n":4,"fits":[{"k":2,"chosen":1,)"
        R"("log_likelihood":-3,"bic":281.87257786285824}],"overall":[0.5,0.5,0.5)" +
        [] {
            std::string zeros;
            for (int i = 0; i < 97; ++i) zeros += ",0";
            return zeros + ",0.5],\"segments\":[{\"members\":3,\"share\":0.6,\"centre\":[1,0,1" + zeros +
                   ",0]},{\"members\":1,\"share\":0.4,\"centre\":[0,1,0" + zeros + ",1]}]}";
        }();
    const segmentation m = segmentation::from_text(text);
    EXPECT_EQ(m.codes[1].size(), 99U);
    EXPECT_EQ(m.labels()[2], "2:1");
    EXPECT_EQ(m.parameters(2), 1 + 2 * 99);
    EXPECT_NEAR(*m.fits[0].bic, 6 + 199 * std::log(4), 1e-9);
    EXPECT_EQ(stored(segmentation::from_text(m.to_text())), stored(m)) << "and writes version 2";
    EXPECT_NE(m.to_text().find("\"version\":2"), std::string::npos);
    EXPECT_EQ(class_typing(m).likeliest(answers{2, 99}), 2);
    class_typing(m).check(answers{1, 50});
    // The bytes of version 1: a byte for each item instead of its codes.
    auto old = wire(m);
    const auto begin = old.begin() + 6;  // behind head and items
    EXPECT_EQ(static_cast<int>(old[6]), 2);
    old.erase(begin + 1, begin + 3);
    EXPECT_EQ(static_cast<int>(old[7]), 99);
    old.erase(old.begin() + 8, old.begin() + 8 + 99);
    old[1] = std::byte{1};
    EXPECT_EQ(stored(segmentation::from_wire(old)), stored(m));
    EXPECT_EQ(stored(segmentation::from_stored(old)), stored(m));
}

std::int64_t polls_left;
struct stopped {};

TEST(latent_classes, can_be_stopped_anywhere) {
    collected c(4);
    for (const counted& r : role_conflict()) c.add(r.given, r.count);
    int stops = 0;
    for (std::int64_t after = 1;; after = after * 3 / 2 + 1) {
        polls_left = after;
        try {
            EXPECT_EQ(fit_latent_classes(c.rows, 4, 2, 2, 1,
                                         [] {
                                             if (--polls_left <= 0) throw stopped();
                                         })
                          .n,
                      216);
            break;
        } catch (const stopped&) {
            ++stops;
        }
    }
    EXPECT_GT(stops, 10);
}

TEST(latent_classes, survives_failed_allocations) {
    collected c(4);
    for (const counted& r : role_conflict()) c.add(r.given, r.count);
    const auto whole = stored(fit_latent_classes(c.rows, 4, 2, 2, 1, no_poll));
    std::size_t failures = 0;
    for (std::size_t n = 1;; n += 1 + n / 8) {
        xm::test::fail_allocation(n);
        try {
            const segmentation m = fit_latent_classes(c.rows, 4, 2, 2, 1, no_poll);
            xm::test::fail_allocation(0);
            EXPECT_EQ(stored(m), whole);
            break;
        } catch (const std::bad_alloc&) {
            xm::test::fail_allocation(0);
            ++failures;
        }
    }
    EXPECT_GT(failures, 20U);
}

}  // namespace
