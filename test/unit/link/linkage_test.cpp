// Expected values: test/golden/make.R (R 4.2.2).
#include <algorithm>
#include <cmath>
#include <random>

#include "allocation.hpp"
#include "support.hpp"

namespace {

using namespace xm::core;
using xm::test::ratings_of;
using xm::test::refusal;
using xm::test::stored;
using xm::test::wire;

const std::vector<double> x{3.1, 4.2, 2.8, 3.9, 4.5, 3.3, 2.5, 4.0}, z{6.0, 7.9, 6.4, 7.1, 8.3, 6.1, 6.2, 7.7};
const std::vector<double> sx{.1, .2, .15, .3, .1, .2, .25, .1}, sz{.2, .3, .1, .2, .15, .4, .2, .1};

linkage link(const std::vector<linkage>& units) {
    linkage l = units.at(0);
    for (std::size_t i = 1; i < units.size(); ++i) l.merge(units[i]);
    return l;
}

std::vector<linkage> eight() {
    std::vector<linkage> units;
    for (std::size_t i = 0; i < x.size(); ++i) units.push_back(linkage::of_unit(x[i], z[i], sx[i], sz[i]));
    return units;
}

linkage unit_of(const std::vector<int>& ex, const std::vector<int>& cx, const char* ex_rule = "mean",
                const char* cx_rule = "mean") {
    return linkage::of_unit(ratings_of(ex), ratings_of(cx), metric::parse(ex_rule), metric::parse(cx_rule));
}

void expect_close(std::optional<double> got, double expected) {
    ASSERT_TRUE(got.has_value());
    EXPECT_NEAR(*got, expected, 1e-12 * std::max(1.0, std::fabs(expected)));
}

TEST(linkage, summary_as_r) {
    const linkage_summary s = summarise(link(eight()), 0.9);
    EXPECT_EQ(s.units, 8);
    EXPECT_FALSE(s.employees || s.customers);
    expect_close(s.r, 0.90687745101849382);  // stats::cor.test
    expect_close(s.r_lower, 0.64927949423673026);
    expect_close(s.r_upper, 0.97781886528452611);
    expect_close(s.p_value, 0.0018804779783875825);
    expect_close(s.slope, 1.1543835137967171);  // stats::lm
    expect_close(s.slope_std_error, 0.21898517073238064);
    expect_close(s.intercept, 2.8788683199441136);
    expect_close(s.r_squared, 0.82242671116580057);
    expect_close(s.ex_reliability, 0.93031784841075793);
    expect_close(s.cx_reliability, 0.9377559818926493);
    expect_close(s.r_corrected, 0.97093019047425089);
    expect_close(s.slope_corrected, 1.1543835137967171 / 0.93031784841075793);
    EXPECT_EQ(*s.r_corrected_upper, 1);  // cut
}

TEST(linkage, without_errors_nothing_is_corrected) {
    std::vector<linkage> units;
    for (std::size_t i = 0; i < x.size(); ++i) units.push_back(linkage::of_unit(x[i], z[i]));
    const linkage_summary s = summarise(link(units), 0.95);
    expect_close(s.r, 0.90687745101849382);
    EXPECT_FALSE(s.ex_reliability || s.cx_reliability || s.r_corrected || s.slope_corrected || s.r_corrected_lower ||
                 s.r_corrected_upper);
}

TEST(linkage, single_answers_take_the_pooled_variance) {
    const linkage l = link({unit_of({1, 3}, {5, 5, 5}), unit_of({4}, {2, 4}), unit_of({2, 4, 6}, {3, 3})});
    const linkage_summary s = summarise(l, 0.95);
    EXPECT_EQ(*s.employees, 6);
    EXPECT_EQ(*s.customers, 7);
    // ex: scores 2, 4, 4, variance 4/3; s^2/n = 1, pooled (2 + 8) / (1 + 2), 4/3; mean of the three.
    expect_close(s.ex_reliability, std::max(0.0, 1 - (1 + 10.0 / 3 + 4.0 / 3) / 3 / (4.0 / 3)));
    // cx: scores 5, 3, 3, variance 4/3; s^2/n = 0, 1, 0.
    expect_close(s.cx_reliability, 1 - (1.0 / 3) / (4.0 / 3));
    EXPECT_EQ(*s.ex_reliability, 0);
    EXPECT_FALSE(s.r_corrected || s.slope_corrected) << "no correction by a reliability of 0";
    EXPECT_FALSE(summarise(link({unit_of({1}, {2}), unit_of({4}, {3})}), 0.95).ex_reliability)
        << "no unit shows how answers vary";
}

TEST(linkage, few_units_and_flat_sides_give_nothing_rather_than_nan) {
    const auto of = [](const std::vector<std::pair<double, double>>& pairs) {
        std::vector<linkage> units;
        for (const auto& [a, b] : pairs) units.push_back(linkage::of_unit(a, b));
        return summarise(link(units), 0.95);
    };
    const auto one = of({{1, 2}});
    EXPECT_EQ(one.ex_mean, 1);
    EXPECT_FALSE(one.r || one.slope || one.p_value || one.intercept);
    const auto two = of({{1, 2}, {2, 1}});
    EXPECT_EQ(*two.r, -1);
    EXPECT_FALSE(two.p_value || two.r_lower || two.slope_std_error);
    const auto three = of({{1, 1}, {2, 2}, {3, 3}});
    EXPECT_EQ(*three.r, 1);
    EXPECT_EQ(*three.p_value, 0);
    EXPECT_EQ(*three.slope_std_error, 0);
    EXPECT_FALSE(three.r_lower);
    const auto perfect = of({{1, .1}, {2, .2}, {3, .3}, {4, .4}, {5, .5}});
    expect_close(perfect.r, 1);
    EXPECT_LT(*perfect.p_value, 1e-20);
    EXPECT_GT(*perfect.r_lower, 0.999);
    const auto flat_ex = of({{1, 1}, {1, 2}, {1, 3}});
    EXPECT_FALSE(flat_ex.r || flat_ex.slope);
    const auto flat_cx = of({{1, 7}, {2, 7}, {3, 7}});
    EXPECT_EQ(*flat_cx.slope, 0);
    EXPECT_FALSE(flat_cx.r || flat_cx.r_squared);
}

TEST(linkage, a_side_that_answers_alike_has_no_correlation) {
    std::vector<linkage> units;
    for (int u = 0; u < 60; ++u) {
        xm::test::running_ratings ex, cx;
        for (int i = 0; i < 20; ++i) {
            ex.add(7, 0.1 + 1.3 * ((u * 31 + i * 17) % 29));
            cx.add(static_cast<std::uint32_t>((u + i) % 8), 1);
        }
        units.push_back(linkage::of_unit(ex.value(), cx.value(), metric::parse("mean"), metric::parse("mean")));
    }
    const linkage_summary s = summarise(link(units), 0.95);
    EXPECT_EQ(s.ex_mean, 7);
    EXPECT_FALSE(s.r || s.slope || s.ex_reliability);
}

TEST(linkage, order_and_split_do_not_show) {
    std::mt19937_64 random(5);
    std::normal_distribution<double> normal;
    std::vector<linkage> units;
    for (int i = 0; i < 2000; ++i) {
        const double e = normal(random);
        units.push_back(linkage::of_unit(1e9 + 1e-3 * e, 1e9 + 1e-3 * (e + normal(random)), 1e-4, 1e-4));
    }
    const linkage whole = link(units);
    const double r = *summarise(whole, 0.95).r;
    EXPECT_NEAR(r, std::sqrt(0.5), 0.05);
    for (int split = 0; split < 50; ++split) {
        std::shuffle(units.begin(), units.end(), random);
        std::vector<linkage> parts;
        for (std::size_t i = 0; i < units.size();) {
            const std::size_t n = std::min<std::size_t>(1 + random() % 500, units.size() - i);
            parts.push_back(
                link({units.begin() + static_cast<std::ptrdiff_t>(i), units.begin() + static_cast<std::ptrdiff_t>(i + n)}));
            i += n;
        }
        const linkage_summary s = summarise(link(parts), 0.95);
        EXPECT_NEAR(*s.r, r, 1e-12) << "offsets of 1e9 with deviations of 1e-3";
        expect_close(s.ex_reliability, *summarise(whole, 0.95).ex_reliability);
    }
}

TEST(linkage, taking_away_what_was_added_gives_the_rest) {
    std::mt19937 random(4);
    const auto draw = [&](double scale) { return scale * (static_cast<double>(random() % 2001) / 1000 - 1); };
    for (const double scale : {1.0, 1e-20, 1e40}) {
        linkage part = linkage::of_unit(draw(scale), draw(scale), scale, 0),
                rest = linkage::of_unit(draw(scale), draw(scale), 0, scale);
        for (int i = 0; i < 40; ++i)
            (i % 2 == 0 ? part : rest).merge(linkage::of_unit(draw(scale), draw(scale), scale / (i + 1), scale));
        linkage whole = part;
        whole.merge(rest);
        whole.take_away(part);
        EXPECT_EQ(whole.units, rest.units);
        EXPECT_NEAR(whole.ex.mean.value() / scale, rest.ex.mean.value() / scale, 1e-12);
        EXPECT_NEAR(whole.ex.m2.value() / rest.ex.m2.value(), 1, 1e-12);
        EXPECT_NEAR(whole.excx.value() / rest.excx.value(), 1, 1e-11);
        EXPECT_NEAR(whole.cx.error.value() / rest.cx.error.value(), 1, 1e-12);
        linkage one = part;
        one.merge(linkage::of_unit(0, 0, 0, 0));
        one.take_away(part);
        EXPECT_EQ(one.units, 1);
        EXPECT_EQ(one.ex.m2.value(), 0);
        one.take_away(one);
        EXPECT_TRUE(one.empty());
        EXPECT_NE(refusal(errc::range, [&] { rest.take_away(whole), rest.take_away(whole); }), "");
    }
}

TEST(linkage, shift_and_scale_laws) {
    std::vector<linkage> units;
    for (std::size_t i = 0; i < x.size(); ++i) units.push_back(linkage::of_unit(100 + 4 * x[i], -3 * z[i], 4 * sx[i], 3 * sz[i]));
    const linkage_summary s = summarise(link(units), 0.95), t = summarise(link(eight()), 0.95);
    expect_close(s.r, -*t.r);
    expect_close(s.p_value, *t.p_value);
    expect_close(s.slope, -0.75 * *t.slope);
    expect_close(s.ex_reliability, *t.ex_reliability);
    expect_close(s.r_corrected, -*t.r_corrected);
}

TEST(linkage, forms_and_metrics_do_not_mix) {
    linkage l = unit_of({1, 2}, {3, 4});
    EXPECT_NE(refusal(errc::invalid, [&] { l.merge(unit_of({1, 2}, {3, 4}, "mean", "csat")); }).find("csat"), std::string::npos);
    EXPECT_NE(refusal(errc::invalid, [&] { l.merge(linkage::of_unit(1, 2)); }), "");
    EXPECT_NE(refusal(errc::invalid, [&] { l.merge(linkage::of_unit(1, 2, 0, 0)); }), "");
    EXPECT_EQ(summarise(l, 0.95).units, 1) << "a refused merge changes nothing";
}

TEST(linkage, more_than_2_62_are_out_of_range_before_they_are_added) {
    linkage l = linkage::of_unit(1, 2), most = linkage::of_unit(1, 2);
    most.units = std::int64_t{1} << 62;
    const auto before = stored(l);
    EXPECT_NE(refusal(errc::range, [&] { l.merge(most); }), "");
    EXPECT_NE(refusal(errc::range, [&] { linkage(most).merge(most); }), "");
    EXPECT_EQ(stored(l), before);
}

TEST(linkage, tiny_standard_errors_read_back) {
    for (double e = 1e-130; e > 1e-320; e *= 0.7) {
        const linkage l = linkage::of_unit(1, 2, e, e);
        ASSERT_EQ(stored(linkage::from_stored(stored(l))), stored(l)) << e;
    }
}

TEST(linkage, refuses_scores_and_errors_out_of_range) {
    for (const double bad : {std::nan(""), double{INFINITY}, -double{INFINITY}, 1.1e50})
        EXPECT_NE(refusal(errc::invalid, [&] { linkage::of_unit(1, bad); }), "");
    for (const double bad : {-0.1, std::nan(""), double{INFINITY}})
        EXPECT_NE(refusal(errc::invalid, [&] { linkage::of_unit(1, 1, 0.1, bad); }), "");
    const linkage_summary s =
        summarise(link({linkage::of_unit(1e50, -1e50), linkage::of_unit(-1e50, 1e50), linkage::of_unit(0, 1)}), 0.95);
    expect_close(s.r, -1);
}

std::vector<linkage> samples() {
    return {link(eight()), linkage::of_unit(1, 2), link({linkage::of_unit(1, 2), linkage::of_unit(2, 1e50)}),
            link({unit_of({1, 2}, {3, 4}, "share[1,2]", "csat"), unit_of({1}, {5}, "share[1,2]", "csat")})};
}

TEST(linkage, every_form_reads_back_to_the_same_bits) {
    for (const linkage& l : samples()) {
        EXPECT_EQ(stored(linkage::from_stored(stored(l))), stored(l));
        EXPECT_EQ(stored(linkage::from_wire(wire(l))), stored(l));
        EXPECT_EQ(stored(linkage::from_text(l.to_text())), stored(l));
    }
    EXPECT_EQ(stored(samples()[0]).size() + 4, 200U);  // states.md
}

TEST(linkage, refuses_damaged_values) {
    for (const linkage& l : samples()) {
        const auto body = stored(l);
        const auto sent = wire(l);
        for (std::size_t n = 0; n < body.size(); ++n)
            EXPECT_NE(refusal(errc::corrupt_stored, [&] { linkage::from_stored(bytes(body).first(n)); }), "");
        for (std::size_t n = 0; n < sent.size(); ++n)
            EXPECT_NE(refusal(errc::corrupt_wire, [&] { linkage::from_wire(bytes(sent).first(n)); }), "");
    }
    const std::string good = samples()[0].to_text();
    const auto with = [&](const char* from, const char* to) {
        std::string text = good;
        const auto at = text.find(from);
        EXPECT_NE(at, std::string::npos);
        return text.replace(at, std::strlen(from), to);
    };
    EXPECT_EQ(linkage::from_text(good).to_text(), good);
    for (const std::string& bad :
         {with("\"units\":8", "\"units\":0"), with("\"units\":8", "\"units\":-8"), with("\"units\":8", "\"mood\":8"),
          with("\"type\":\"linkage\"", "\"type\":\"ratings\""), with("\"form\":\"scores_with_errors\"", "\"form\":\"scores\""),
          with("\"form\":\"scores_with_errors\"", "\"form\":\"other\""), with("\"ex_m2\":[", "\"ex_m2\":[-"),
          with("\"excx\":[", "\"excx\":[9"), with("\"ex_mean\":[", "\"ex_mean\":[1,"), with("}", ",\"units\":8}")})
        EXPECT_NE(refusal(errc::corrupt_text, [&] { linkage::from_text(bad); }), "") << bad;
    // Scores that no metric gives.
    linkage of_ratings = samples()[3];
    of_ratings.ex.mean = dd(1e6);
    EXPECT_NE(refusal(errc::corrupt_text, [&] { linkage::from_text(of_ratings.to_text()); }), "");
    of_ratings = samples()[3];
    of_ratings.cx.within = dd(1e12);
    EXPECT_NE(refusal(errc::corrupt_text, [&] { linkage::from_text(of_ratings.to_text()); }), "");
    EXPECT_NE(refusal(errc::newer_version, [&] { linkage::from_text(with("\"version\":1", "\"version\":2")); }), "");
}

TEST(linkage, survives_failed_allocations) {
    const linkage l = samples()[3];
    const std::string text = l.to_text();
    EXPECT_GT(xm::test::survive_failed_allocations([&] {
                  EXPECT_EQ(linkage::from_text(text).to_text(), text);
                  EXPECT_EQ(linkage::from_wire(wire(l)).to_text(), text);
              }),
              2U);
}

}  // namespace
