// Expected values: test/golden/make.R (R datasets::iris, the best of 100 starts of kmeans; silhouettes written out).
#include "core/values/segments.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <random>

#include "allocation.hpp"
#include "values/profile_support.hpp"

namespace {

using namespace xm::core;
using xm::test::collected_profiles;
using xm::test::plain_shape;
using xm::test::refusal;
using xm::test::rows_of;
using xm::test::stored;
using xm::test::stored_profile;
using xm::test::wire;

// Length and width of sepals and petals in millimetres: whole numbers are exact in float4.
// clang-format off
const rows_of iris{
    {51, 35, 14, 2}, {49, 30, 14, 2}, {47, 32, 13, 2}, {46, 31, 15, 2}, {50, 36, 14, 2}, {54, 39, 17, 4}, {46, 34, 14, 3},
    {50, 34, 15, 2}, {44, 29, 14, 2}, {49, 31, 15, 1}, {54, 37, 15, 2}, {48, 34, 16, 2}, {48, 30, 14, 1}, {43, 30, 11, 1},
    {58, 40, 12, 2}, {57, 44, 15, 4}, {54, 39, 13, 4}, {51, 35, 14, 3}, {57, 38, 17, 3}, {51, 38, 15, 3}, {54, 34, 17, 2},
    {51, 37, 15, 4}, {46, 36, 10, 2}, {51, 33, 17, 5}, {48, 34, 19, 2}, {50, 30, 16, 2}, {50, 34, 16, 4}, {52, 35, 15, 2},
    {52, 34, 14, 2}, {47, 32, 16, 2}, {48, 31, 16, 2}, {54, 34, 15, 4}, {52, 41, 15, 1}, {55, 42, 14, 2}, {49, 31, 15, 2},
    {50, 32, 12, 2}, {55, 35, 13, 2}, {49, 36, 14, 1}, {44, 30, 13, 2}, {51, 34, 15, 2}, {50, 35, 13, 3}, {45, 23, 13, 3},
    {44, 32, 13, 2}, {50, 35, 16, 6}, {51, 38, 19, 4}, {48, 30, 14, 3}, {51, 38, 16, 2}, {46, 32, 14, 2}, {53, 37, 15, 2},
    {50, 33, 14, 2}, {70, 32, 47, 14}, {64, 32, 45, 15}, {69, 31, 49, 15}, {55, 23, 40, 13}, {65, 28, 46, 15},
    {57, 28, 45, 13}, {63, 33, 47, 16}, {49, 24, 33, 10}, {66, 29, 46, 13}, {52, 27, 39, 14}, {50, 20, 35, 10},
    {59, 30, 42, 15}, {60, 22, 40, 10}, {61, 29, 47, 14}, {56, 29, 36, 13}, {67, 31, 44, 14}, {56, 30, 45, 15},
    {58, 27, 41, 10}, {62, 22, 45, 15}, {56, 25, 39, 11}, {59, 32, 48, 18}, {61, 28, 40, 13}, {63, 25, 49, 15},
    {61, 28, 47, 12}, {64, 29, 43, 13}, {66, 30, 44, 14}, {68, 28, 48, 14}, {67, 30, 50, 17}, {60, 29, 45, 15},
    {57, 26, 35, 10}, {55, 24, 38, 11}, {55, 24, 37, 10}, {58, 27, 39, 12}, {60, 27, 51, 16}, {54, 30, 45, 15},
    {60, 34, 45, 16}, {67, 31, 47, 15}, {63, 23, 44, 13}, {56, 30, 41, 13}, {55, 25, 40, 13}, {55, 26, 44, 12},
    {61, 30, 46, 14}, {58, 26, 40, 12}, {50, 23, 33, 10}, {56, 27, 42, 13}, {57, 30, 42, 12}, {57, 29, 42, 13},
    {62, 29, 43, 13}, {51, 25, 30, 11}, {57, 28, 41, 13}, {63, 33, 60, 25}, {58, 27, 51, 19}, {71, 30, 59, 21},
    {63, 29, 56, 18}, {65, 30, 58, 22}, {76, 30, 66, 21}, {49, 25, 45, 17}, {73, 29, 63, 18}, {67, 25, 58, 18},
    {72, 36, 61, 25}, {65, 32, 51, 20}, {64, 27, 53, 19}, {68, 30, 55, 21}, {57, 25, 50, 20}, {58, 28, 51, 24},
    {64, 32, 53, 23}, {65, 30, 55, 18}, {77, 38, 67, 22}, {77, 26, 69, 23}, {60, 22, 50, 15}, {69, 32, 57, 23},
    {56, 28, 49, 20}, {77, 28, 67, 20}, {63, 27, 49, 18}, {67, 33, 57, 21}, {72, 32, 60, 18}, {62, 28, 48, 18},
    {61, 30, 49, 18}, {64, 28, 56, 21}, {72, 30, 58, 16}, {74, 28, 61, 19}, {79, 38, 64, 20}, {64, 28, 56, 22},
    {63, 28, 51, 15}, {61, 26, 56, 14}, {77, 30, 61, 23}, {63, 34, 56, 24}, {64, 31, 55, 18}, {60, 30, 48, 18},
    {69, 31, 54, 21}, {67, 31, 56, 24}, {69, 31, 51, 23}, {58, 27, 51, 19}, {68, 32, 59, 23}, {67, 33, 57, 25},
    {67, 30, 52, 23}, {63, 25, 50, 19}, {65, 30, 52, 20}, {62, 34, 54, 23}, {59, 30, 51, 18}};
// clang-format on

segmentation fit(const collected_profiles& c, std::int32_t low, std::int32_t high, std::int32_t seed = 1) {
    return fit_segments(c.rows, plain_shape(c.columns), low, high, seed, no_poll);
}
segmentation fit(const rows_of& rows, std::int32_t low, std::int32_t high, std::int32_t seed = 1, double each = 1) {
    return fit(collected_profiles(rows, each), low, high, seed);
}
std::vector<std::int64_t> members(const segmentation& m) {
    std::vector<std::int64_t> all;
    for (const auto& s : m.segments) all.push_back(s.members);
    return all;
}
std::vector<std::int32_t> typed(const segmentation& m, const rows_of& rows) {
    const segment_typing typing(m);
    std::vector<std::int32_t> all;
    for (const auto& r : rows) all.push_back(typing.segment(stored_profile(r).view()));
    return all;
}
// Typing everybody gives the members.
void expect_typing_is_membership(const segmentation& m, const rows_of& rows) {
    std::vector<std::int64_t> count(m.segments.size());
    for (const std::int32_t s : typed(m, rows)) ++count.at(static_cast<std::size_t>(s - 1));
    EXPECT_EQ(count, members(m));
}

// Groups of people around corners of a cube, `spread` wide.
rows_of cornered(std::size_t n, std::size_t groups, double spread, unsigned seed) {
    std::mt19937 random(seed);
    rows_of rows;
    for (std::size_t i = 0; i < n; ++i) {
        std::vector<double> r;
        for (std::size_t c = 0; c < 4; ++c)
            r.push_back(10 * static_cast<double>(i % groups >> c & 1U) +
                        spread * (static_cast<double>(random() % 1024) / 1024 - 0.5));
        rows.push_back(r);
    }
    return rows;
}

double mean_silhouette(const rows_of& rows, const std::vector<std::int32_t>& label) {
    double total = 0;
    for (std::size_t a = 0; a < rows.size(); ++a) {
        std::map<std::int32_t, std::pair<double, double>> to;  // sum, number
        for (std::size_t b = 0; b < rows.size(); ++b) {
            double d = 0;
            for (std::size_t c = 0; c < rows[a].size(); ++c) d += (rows[a][c] - rows[b][c]) * (rows[a][c] - rows[b][c]);
            to[label[b]].first += std::sqrt(d);
            ++to[label[b]].second;
        }
        if (to[label[a]].second == 1) continue;
        const double mine = to[label[a]].first / (to[label[a]].second - 1);
        double other = HUGE_VAL;
        for (const auto& [l, sum] : to)
            if (l != label[a]) other = std::min(other, sum.first / sum.second);
        if (std::max(mine, other) > 0) total += (other - mine) / std::max(mine, other);
    }
    return total / static_cast<double>(rows.size());
}

TEST(segments, iris_as_the_best_of_kmeans) {
    const std::vector<double> within{15234.795176035805, 7885.1441426145993, 5722.8473214285696, 4644.618205128204,
                                     3903.9987246087239},
        between{0.7764095607289806, 0.88427525134464857, 0.91600977028611785, 0.93183418531518381, 0.94270373971802235},
        silhouette{0.68104616921174654, 0.55281901235640996, 0.49805050499728792, 0.48874888709310615, 0.36483400396700361};
    const std::vector<std::vector<std::int64_t>> sizes{
        {97, 53}, {62, 50, 38}, {50, 40, 32, 28}, {50, 39, 25, 24, 12}, {39, 28, 25, 24, 22, 12}};
    for (const std::int32_t seed : {1, 2, -7}) {
        const segmentation m = fit(iris, 2, 6, seed);
        ASSERT_EQ(m.fits.size(), 5U);
        EXPECT_EQ(m.n, 150);
        for (std::size_t i = 0; i < 5; ++i) {
            EXPECT_EQ(m.fits[i].k, static_cast<std::int32_t>(i + 2));
            EXPECT_NEAR(*m.fits[i].within_ss / within[i], 1, 1e-10) << i;
            EXPECT_NEAR(*m.fits[i].between_share, between[i], 1e-10);
            EXPECT_NEAR(*m.fits[i].silhouette, silhouette[i], 1e-10);
            EXPECT_EQ(m.fits[i].chosen, i == 0) << "two have the highest silhouette";
            EXPECT_FALSE(m.fits[i].bic);
            const auto k = static_cast<std::int32_t>(i + 2);
            EXPECT_EQ(members(fit(iris, k, k, seed)), sizes[i]);
        }
    }
    const segmentation three = fit(iris, 3, 3);
    const rows_of centres{{59.016129032258064, 27.483870967741936, 43.935483870967744, 14.338709677419354},
                          {50.06, 34.28, 14.62, 2.46},
                          {68.5, 30.736842105263158, 57.421052631578945, 20.710526315789473}};
    for (std::size_t s = 0; s < 3; ++s) {
        EXPECT_DOUBLE_EQ(three.segments[s].share, static_cast<double>(three.segments[s].members) / 150);
        for (std::size_t c = 0; c < 4; ++c) EXPECT_NEAR(three.segments[s].centre[c], centres[s][c], 1e-11);
    }
    EXPECT_NEAR(three.overall[0], 58.43333333333333, 1e-12);
    for (std::int32_t k = 2; k <= 9; ++k) expect_typing_is_membership(fit(iris, k, k), iris);
}

TEST(segments, the_same_rows_in_any_order_give_the_same_segments) {
    std::mt19937_64 random(5);
    const segmentation whole = fit(iris, 2, 6), three = fit(iris, 3, 3);
    for (int turn = 0; turn < 5; ++turn) {
        rows_of rows = iris;
        std::shuffle(rows.begin(), rows.end(), random);
        std::vector<std::unique_ptr<collected_profiles>> parts;
        for (int i = 0; i < 4; ++i) parts.push_back(std::make_unique<collected_profiles>(4));
        for (const auto& r : rows) parts[random() % 4]->add(r);
        for (std::size_t i = 1; i < 4; ++i) parts[0]->rows.add_all(parts[i]->rows, no_poll);
        EXPECT_EQ(stored(fit(*parts[0], 2, 6)), stored(whole));
        EXPECT_EQ(stored(fit(rows, 3, 3)), stored(three));
    }
}

// More rows than the sample holds, some of them equal: whether equal ones were kept once depends on the order of the rows.
TEST(segments, any_order_gives_the_same_segments_when_some_rows_repeat) {
    rows_of rows = cornered(8000, 5, 9, 3);
    const rows_of few = cornered(100, 5, 9, 4);
    for (std::size_t i = 0; i < 8000; ++i) rows.push_back(few[i % few.size()]);
    const rows_of back(rows.rbegin(), rows.rend());
    const segmentation there = fit(rows, 2, 6), here = fit(back, 2, 6);
    EXPECT_EQ(members(there), members(here));
    for (std::size_t i = 0; i < there.fits.size(); ++i) {
        EXPECT_NEAR(*there.fits[i].within_ss / *here.fits[i].within_ss, 1, 1e-12);
        EXPECT_NEAR(*there.fits[i].silhouette, *here.fits[i].silhouette, 1e-12);
    }
}

TEST(segments, more_rows_than_the_sample_in_any_order) {
    rows_of rows = cornered(30000, 6, 14, 8);
    const segmentation whole = fit(rows, 2, 7);
    std::reverse(rows.begin(), rows.end());
    collected_profiles first(rows_of(rows.begin(), rows.begin() + 7000));
    const collected_profiles second(rows_of(rows.begin() + 7000, rows.end()));
    first.rows.add_all(second.rows, no_poll);
    EXPECT_EQ(stored(fit(first, 2, 7)), stored(whole));
    expect_typing_is_membership(whole, rows);
    std::int64_t total = 0;
    for (const std::int64_t m : members(whole)) total += m;
    EXPECT_EQ(total, 30000);
}

TEST(segments, counted_rows_weigh_as_many_people) {
    for (std::int32_t k = 2; k <= 6; ++k) {
        const segmentation once = fit(iris, k, k), ten = fit(iris, k, k, 1, 10);
        EXPECT_EQ(ten.n, 1500);
        EXPECT_NEAR(*ten.fits[0].within_ss / *once.fits[0].within_ss, 10, 1e-9);
        for (std::size_t s = 0; s < once.segments.size(); ++s) {
            EXPECT_EQ(ten.segments[s].members, 10 * once.segments[s].members);
            for (std::size_t c = 0; c < 4; ++c) EXPECT_NEAR(ten.segments[s].centre[c], once.segments[s].centre[c], 1e-11);
        }
        rows_of repeated;
        for (const auto& r : iris) repeated.insert(repeated.end(), 10, r);
        EXPECT_NEAR(*ten.fits[0].silhouette, mean_silhouette(repeated, typed(ten, repeated)), 1e-10)
            << "of people, not of patterns";
    }
}

TEST(segments, far_from_nought) {
    // 1/16 is what float4 resolves at a million.
    rows_of rows, moved;
    for (const auto& r : iris) {
        rows.push_back(r);
        for (double& v : rows.back()) v /= 16;
        moved.push_back(rows.back());
        for (double& v : moved.back()) v += 1e6;
    }
    for (std::int32_t k = 2; k <= 6; ++k) {
        const segmentation near = fit(rows, k, k), far = fit(moved, k, k);
        EXPECT_EQ(members(far), members(near));
        EXPECT_NEAR(*far.fits[0].within_ss / *near.fits[0].within_ss, 1, 1e-9);
        EXPECT_NEAR(*far.fits[0].silhouette, *near.fits[0].silhouette, 1e-9);
        for (std::size_t s = 0; s < near.segments.size(); ++s)
            for (std::size_t c = 0; c < 4; ++c) EXPECT_NEAR(far.segments[s].centre[c] - 1e6, near.segments[s].centre[c], 1e-9);
        expect_typing_is_membership(far, moved);
        EXPECT_EQ(typed(far, moved), typed(near, rows));
    }
}

TEST(segments, silhouettes_as_defined) {
    for (const unsigned seed : {1U, 2U, 3U}) {
        const rows_of rows = cornered(300, 4, 16, seed);
        for (std::int32_t k = 2; k <= 5; ++k) {
            const segmentation m = fit(rows, k, k);
            EXPECT_NEAR(*m.fits[0].silhouette, mean_silhouette(rows, typed(m, rows)), 1e-10);
            expect_typing_is_membership(m, rows);
        }
    }
    // By hand: {0, 1} and {9}: (8.5 + ...) a = 1, b = 9 and 8; the one alone counts 0.
    EXPECT_NEAR(*fit(rows_of{{0}, {1}, {9}}, 2, 2).fits[0].silhouette, (8.0 / 9 + 7.0 / 8) / 3, 1e-15);
}

TEST(segments, planted_segments_are_found) {
    const segmentation m = fit(cornered(4000, 7, 3, 9), 2, 10);
    EXPECT_EQ(m.segments.size(), 7U);
    EXPECT_EQ(members(m), (std::vector<std::int64_t>{572, 572, 572, 571, 571, 571, 571}));
    for (std::size_t s = 1; s < 3; ++s) EXPECT_LT(m.segments[s - 1].centre, m.segments[s].centre) << "ties by the smaller centre";
    for (std::size_t s = 4; s < 7; ++s) EXPECT_LT(m.segments[s - 1].centre, m.segments[s].centre);
}

// Whole numbers, as answers are: many rows lie where two centres are equally near.
TEST(segments, typing_is_membership_on_whole_numbers) {
    for (unsigned seed = 1; seed <= 40; ++seed) {
        std::mt19937 random(seed);
        const std::size_t d = 1 + seed % 3;
        rows_of rows(24 + seed, std::vector<double>(d));
        for (auto& r : rows)
            for (double& v : r) v = static_cast<double>(random() % 5);
        for (std::int32_t k = 2; k <= 5; ++k) {
            const segmentation m = fit(rows, k, k);
            expect_typing_is_membership(m, rows);
            const std::vector<std::int32_t> label = typed(m, rows);
            for (std::size_t s = 0; s < m.segments.size(); ++s)  // centres are the means of their members
                for (std::size_t c = 0; c < d; ++c) {
                    double sum = 0;
                    for (std::size_t i = 0; i < rows.size(); ++i)
                        sum += label[i] == static_cast<std::int32_t>(s + 1) ? rows[i][c] : 0;
                    EXPECT_NEAR(m.segments[s].centre[c] * static_cast<double>(m.segments[s].members), sum, 1e-9)
                        << seed << " " << k;
                }
        }
    }
}

TEST(segments, typing_ties_go_to_the_larger_segment) {
    segmentation m = fit(rows_of{{0}, {0}, {0}, {4}}, 2, 2);
    EXPECT_EQ(typed(m, {{0}, {1.9}, {2}, {2.1}, {4}, {1e6}}), (std::vector<std::int32_t>{1, 1, 1, 2, 2, 2}));
    EXPECT_EQ(members(m), (std::vector<std::int64_t>{3, 1}));
    m.kind = segmentation::latent_classes;
    EXPECT_NE(refusal(errc::invalid, [&] { segment_typing typing(m); }).find("latent_classes"), std::string::npos);
    m.kind = segmentation::kmeans;
    EXPECT_NE(refusal(errc::invalid, [&] { class_typing typing(m); }).find("kmeans"), std::string::npos);
}

TEST(segments, refusals) {
    for (const std::int32_t k : {-1, 0, 256})
        EXPECT_EQ(refusal(errc::invalid, [&] { fit(iris, std::min(k, 2), std::max(k, 2)); }),
                  "k " + std::to_string(k) + " is outside the allowed range 1..255");
    const rows_of three{{1, 2}, {1, 2}, {3, 4}, {0.0, 1}, {-0.0, 1}};
    EXPECT_EQ(members(fit(three, 2, 3)).size(), 3U);
    EXPECT_EQ(refusal(errc::invalid, [&] { fit(three, 2, 4); }), "k 4 is more than there are distinct profiles: 3");
    EXPECT_EQ(refusal(errc::invalid, [&] { fit(rows_of(9, {1, 2}), 2, 2); }), "k 2 is more than there are distinct profiles: 1");
    EXPECT_NE(refusal(errc::invalid, [&] { segment_stability(collected_profiles(iris).rows, plain_shape(4), 1, 1, no_poll); }),
              "");
    EXPECT_NE(refusal(errc::invalid,
                      [&] {
                          segment_stability(collected_profiles(rows_of(9, {1, 2})).rows, plain_shape(2), 2, 1, no_poll);
                      }),
              "");
    rows_of all;
    for (int i = 0; i < 260; ++i) all.push_back({static_cast<double>(i * i)});
    const segmentation most = fit(all, 255, 255);
    EXPECT_EQ(most.segments.size(), 255U);
    expect_typing_is_membership(most, all);
}

// One segment has no silhouette and is chosen only where nothing else is tried.
TEST(segments, one_segment_to_compare_with) {
    const segmentation m = fit(iris, 1, 4), from_two = fit(iris, 2, 4), one = fit(iris, 1, 1);
    ASSERT_EQ(m.fits.size(), 4U);
    EXPECT_FALSE(m.fits[0].silhouette);
    EXPECT_NEAR(*m.fits[0].between_share, 0, 1e-12);
    EXPECT_NEAR(*m.fits[0].within_ss, 68137.06, 1e-6) << "R: sum(scale(10 * iris[1:4], scale = FALSE)^2)";
    EXPECT_EQ(m.segments.size(), from_two.segments.size());
    for (std::size_t s = 0; s < m.segments.size(); ++s) EXPECT_EQ(m.segments[s].centre, from_two.segments[s].centre);
    ASSERT_EQ(one.segments.size(), 1U);
    EXPECT_TRUE(one.fits[0].chosen);
    EXPECT_EQ(one.segments[0].members, 150);
    for (std::size_t c = 0; c < 4; ++c) EXPECT_NEAR(one.segments[0].centre[c], one.overall[c], 1e-9);
    EXPECT_EQ(typed(one, {iris[0], iris[149]}), (std::vector<std::int32_t>{1, 1}));
    EXPECT_EQ(stored(segmentation::from_text(one.to_text())), stored(one));
    // A silhouette below nothing is no reason for one segment.
    EXPECT_EQ(fit(rows_of{{0}, {1}}, 1, 2).segments.size(), 2U);
    EXPECT_EQ(fit(rows_of(5, {1, 2}), 1, 1).segments.size(), 1U) << "everybody alike";
}

TEST(segments, widths_of_any_size) {
    for (const std::size_t d : {1U, 3U, 19U, 256U}) {
        std::mt19937 random(7);
        rows_of rows(90, std::vector<double>(d));
        for (std::size_t i = 0; i < rows.size(); ++i)
            for (double& v : rows[i]) v = static_cast<double>(i % 3) * 8 + static_cast<double>(random() % 64) / 64;
        const segmentation m = fit(rows, 2, 5);
        EXPECT_EQ(members(m), (std::vector<std::int64_t>{30, 30, 30})) << d;
        expect_typing_is_membership(m, rows);
    }
    const rows_of tiny{{1e-30}, {2e-30}, {9e-30}}, huge{{1e18, 0}, {2e18, 0}, {9e18, 1}};
    EXPECT_EQ(members(fit(tiny, 2, 2)), (std::vector<std::int64_t>{2, 1}));
    EXPECT_EQ(members(fit(huge, 2, 2)), (std::vector<std::int64_t>{2, 1}));
}

double stability(const rows_of& rows, std::int32_t k, std::int32_t seed = 1, double each = 1) {
    return segment_stability(collected_profiles(rows, each).rows, plain_shape(rows[0].size()), k, seed, no_poll).value();
}

TEST(segments, stability) {
    const rows_of separated = cornered(600, 4, 2, 3);
    EXPECT_EQ(stability(separated, 4), 1);
    EXPECT_EQ(stability(separated, 4, 99), 1);
    EXPECT_EQ(stability(separated, 4, 1, 6), 1);
    const rows_of noise = cornered(600, 1, 10, 3);
    EXPECT_LT(stability(noise, 6), 0.7);
    EXPECT_LT(stability(separated, 7), 0.95) << "more than there are";
    EXPECT_EQ(stability(noise, 6), stability(rows_of(noise.rbegin(), noise.rend()), 6));
}

std::int64_t polls_left;
struct stopped {};
void throwing_poll() {
    if (--polls_left <= 0) throw stopped();
}

TEST(segments, can_be_stopped_anywhere) {
    const rows_of rows = cornered(300, 4, 9, 3);
    const collected_profiles collected(rows);
    const auto whole = stored(fit(collected, 2, 4));
    int stops = 0;
    for (std::int64_t after = 1;; after = after * 3 / 2 + 1) {
        polls_left = after;
        try {
            EXPECT_EQ(stored(fit_segments(collected.rows, plain_shape(4), 2, 4, 1, throwing_poll)), whole);
            break;
        } catch (const stopped&) {
            ++stops;
        }
    }
    EXPECT_GT(stops, 5);
    polls_left = 3;
    EXPECT_THROW(segment_stability(collected.rows, plain_shape(4), 2, 1, throwing_poll), stopped);
}

// Knows what is taken and not given back; a collection lives in it until the end.
class counting : public std::pmr::memory_resource {
public:
    std::size_t taken = 0, most = 0;

    ~counting() override {
        for (const auto& [at, size] : held_) std::pmr::new_delete_resource()->deallocate(at, size);
    }

private:
    void* do_allocate(std::size_t size, std::size_t) override {
        void* const at = std::pmr::new_delete_resource()->allocate(size);
        try {
            held_.emplace(at, size);
        } catch (const std::bad_alloc&) {
            std::pmr::new_delete_resource()->deallocate(at, size);
            throw;
        }
        most = std::max(most, taken += size);
        return at;
    }
    void do_deallocate(void* at, std::size_t size, std::size_t) override {
        EXPECT_EQ(held_.extract(at).mapped(), size);
        taken -= size;
        std::pmr::new_delete_resource()->deallocate(at, size);
    }
    bool do_is_equal(const memory_resource& other) const noexcept override { return this == &other; }
    std::map<void*, std::size_t> held_;
};

TEST(segments, a_failed_allocation_leaves_nothing) {
    counting memory;
    pattern_store rows(&memory, 2 * sizeof(double), pattern_store::while_repeating);
    for (std::size_t i = 0; i < 12; ++i) rows.add(xm::test::record_of(iris[i * 12]).data());
    const std::size_t before = memory.taken;
    const auto whole = stored(fit_segments(rows, plain_shape(4), 2, 2, 1, no_poll));
    EXPECT_GT(memory.most, before) << "rows are copied where they count";
    EXPECT_EQ(memory.taken, before);
    std::size_t failures = 0;
    for (std::size_t n = 1;; n += 1 + n / 8) {
        xm::test::fail_allocation(n);
        try {
            const segmentation m = fit_segments(rows, plain_shape(4), 2, 2, 1, no_poll);
            xm::test::fail_allocation(0);
            EXPECT_EQ(stored(m), whole);
            break;
        } catch (const std::bad_alloc&) {
            xm::test::fail_allocation(0);
            ++failures;
            ASSERT_EQ(memory.taken, before);
        }
    }
    EXPECT_GT(failures, 20U);
    for (std::size_t n = 1; n < 2000; n += 1 + n / 8) {
        xm::test::fail_allocation(n);
        try {
            segment_stability(rows, plain_shape(4), 2, 1, no_poll);
            n = 2000;
        } catch (const std::bad_alloc&) {
        }
        xm::test::fail_allocation(0);
        ASSERT_EQ(memory.taken, before);
    }
}

TEST(segments, every_form_reads_back_to_the_same_bits) {
    segmentation labelled = fit(rows_of{{1, 2}, {2, 1}, {8, 9.5}, {0.1, 0.3}}, 2, 3);
    labelled.shape.labels = {"a \"", "b"};
    labelled.shape.centred = true;
    for (const segmentation& m : {fit(iris, 2, 6), labelled}) {
        EXPECT_EQ(stored(segmentation::from_stored(stored(m))), stored(m));
        EXPECT_EQ(stored(segmentation::from_wire(wire(m))), stored(m));
        EXPECT_EQ(stored(segmentation::from_text(m.to_text())), stored(m));
        const auto sent = wire(m);
        for (std::size_t n = 0; n < sent.size(); ++n) {
            EXPECT_NE(refusal(errc::corrupt_wire, [&] { segmentation::from_wire(bytes(sent).first(n)); }), "") << n;
            EXPECT_NE(refusal(errc::corrupt_stored, [&] { segmentation::from_stored(bytes(sent).first(n)); }), "") << n;
        }
    }
    EXPECT_EQ(labelled.labels(), labelled.shape.labels);
}

TEST(segments, refuses_damaged_values) {
    const std::string good = fit(rows_of{{1}, {1}, {5}}, 2, 2).to_text();
    EXPECT_EQ(segmentation::from_text(good).to_text(), good);
    const auto changed = [&](const std::string& from, const std::string& to) {
        std::string text = good;
        const std::size_t at = text.find(from);
        EXPECT_NE(at, std::string::npos) << from << " in " << good;
        if (at != std::string::npos) text.replace(at, from.size(), to);
        EXPECT_NE(refusal(errc::corrupt_text, [&] { segmentation::from_text(text); }), "") << text;
    };
    changed("kmeans", "latent_classes");
    changed("kmeans", "ward");
    changed("\"n\":3", "\"n\":4");
    changed("\"n\":3", "\"n\":3,\"n\":3");
    changed("\"n\":3", "\"categories\":[2],\"n\":3");
    changed("\"values\":1", "\"values\":2");
    changed("\"values\":1", "\"values\":0");
    changed("\"centred\":0", "\"centred\":2");
    changed("\"k\":2", "\"k\":3");
    changed("\"k\":2", "\"k\":1");
    changed("\"chosen\":1", "\"chosen\":0");
    changed("\"chosen\":1", "\"chosen\":1,\"mood\":1");
    changed("\"members\":2", "\"members\":-2");
    changed("\"members\":2", "\"members\":3");
    changed("\"share\":", "\"share\":1");
    changed("\"centre\":[1]", "\"centre\":[1,1]");
    changed("\"centre\":[1]", "\"centre\":[1e999]");
    changed("\"other\"", "\"pvq21\"");
    // Figures that no fit has.
    for (const char* figure : {"between_share", "silhouette"})
        for (const char* other : {"1e300", "-1e300", "1.01", "-1.01"}) {
            const std::size_t at = good.find(std::string("\"") + figure + "\":");
            ASSERT_NE(at, std::string::npos);
            const std::size_t value = good.find(':', at) + 1;
            std::string text = good;
            text.replace(value, good.find_first_of(",}", value) - value, other);
            EXPECT_NE(refusal(errc::corrupt_text, [&] { segmentation::from_text(text); }), "") << text;
        }
    changed("\"within_ss\":", "\"within_ss\":-1");
    changed("\"within_ss\":", "\"within_ss\":1e200,\"x\":");
    changed("\"within_ss\":0", "\"within_ss\":1e81");
    changed("\"chosen\":1", "\"chosen\":1,\"log_likelihood\":-5");
    changed("\"chosen\":1", "\"chosen\":1,\"bic\":10");
    changed("\"chosen\":1", "\"chosen\":1,\"entropy\":0.5");
    changed("\"n\":3", "\"n\":3e30");
    changed("\"share\":0.3", "\"share\":0.30001,\"x\":0.3");
    // By rounding: 0.4.0 did not cut.
    const std::size_t at = good.find("\"between_share\":1");
    ASSERT_NE(at, std::string::npos) << good;
    std::string text = good;
    text.replace(at, 17, "\"between_share\":-1e-15");
    EXPECT_EQ(segmentation::from_text(text).to_text(), text);
    // Version 1 of a k-means differs in nothing else.
    text = good;
    text.replace(text.find("\"version\":2"), 11, "\"version\":1");
    EXPECT_EQ(segmentation::from_text(text).to_text(), good);
    auto old = stored(segmentation::from_text(good));
    old[1] = std::byte{1};
    EXPECT_EQ(segmentation::from_stored(old).to_text(), good);
    EXPECT_EQ(segmentation::from_wire(old).to_text(), good);
    EXPECT_NE(refusal(errc::newer_version, [] { segmentation::from_text(R"({"type":"segmentation","version":3})"); }), "");
}

}  // namespace
