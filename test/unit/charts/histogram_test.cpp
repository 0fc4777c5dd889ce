#include "core/charts/histogram.hpp"

#include <numeric>

#include "charts/picture.hpp"

namespace {

using namespace xm::core;
using namespace xm::core::charts;
using xm::test::drawn;
using xm::test::expect_sound;
using xm::test::picture;
using xm::test::refusal;

const auto histogram = [](const char* json) {
    return [o = options::parse(json)](const std::vector<double>& v) { return draw_histogram(v, 0, o); };
};

std::vector<double> ramp(int n, double from, double step) {
    std::vector<double> v;
    for (int i = 0; i < n; ++i) v.push_back(from + step * i);
    return v;
}

TEST(histogram, whole_numbers_have_a_bar_each) {
    const std::vector<double> ratings{0, 7, 7, 8, 8, 8, 10};
    const histogram_bins b = bin_values(ratings);
    EXPECT_TRUE(b.whole);
    EXPECT_EQ(b.first, -0.5);
    EXPECT_EQ(b.counts, (std::vector<std::size_t>{1, 0, 0, 0, 0, 0, 0, 2, 3, 0, 1}));
    const picture p = expect_sound(ratings, histogram(R"({"x": "Rating", "y": "Answers"})"));
    EXPECT_EQ(p.of("rect", "fill").size(), 4U);
    EXPECT_EQ(p.description, "7 values from 0 to 10, median 8.");
    EXPECT_TRUE(p.says("n = 7"));
    for (int rating = 0; rating <= 10; ++rating) EXPECT_TRUE(p.says(std::to_string(rating)));
    const auto x = xm::test::ruler_of(p, true);
    for (const drawn& d : p.of("rect", "fill")) {
        const double middle = x((d.bounds().left + d.bounds().right) / 2);
        EXPECT_EQ(d.title.substr(0, d.title.find(':')), std::to_string(static_cast<int>(std::round(middle))));
        EXPECT_NEAR(middle, std::round(middle), 0.02);
    }
}

TEST(histogram, a_bar_alone_does_not_fill_the_width) {
    const auto bars = expect_sound(std::vector<double>{0.25, 0.25}, histogram("{}")).of("rect", "fill");
    ASSERT_EQ(bars.size(), 1U);
    EXPECT_LT(bars[0].bounds().width(), 300);
}

TEST(histogram, bins_follow_freedman_and_diaconis) {
    // 1000 values, quartiles 249.75 and 749.25: 2 × 499.5 / 10 = 99.9, so 100.
    std::vector<double> v = ramp(1000, 0, 1);
    histogram_bins b = bin_values(v);
    EXPECT_FALSE(b.whole);
    EXPECT_EQ(b.width, 100);
    EXPECT_EQ(b.first, 0);
    EXPECT_EQ(b.counts, std::vector<std::size_t>(10, 100));
    // Quartiles that are equal: Sturges.
    v.assign(998, 5.5);
    v.insert(v.begin(), 0), v.push_back(11);
    b = bin_values(v);
    EXPECT_EQ(b.width, 1);
    EXPECT_EQ(std::accumulate(b.counts.begin(), b.counts.end(), std::size_t{0}), 1000U);
}

TEST(histogram, counts_all_and_draws_what_it_counts) {
    std::vector<double> v;
    for (int i = 0; i < 3000; ++i) v.push_back(100 * std::exp(std::sin(i * 12.9898)));
    const picture p = expect_sound(v, histogram(R"({"reference": 100, "x": "Euro"})"));
    const auto ruler = xm::test::ruler_of(p, false);
    double all = 0;
    for (const drawn& d : p.of("rect", "fill")) {
        const double count = xm::test::plain_number(d.title.substr(d.title.rfind(' ') + 1));
        all += count;
        EXPECT_NEAR(ruler(d.number("y")), count, ruler.tolerance() + 0.01);
    }
    EXPECT_EQ(all, 3000);
}

TEST(histogram, takes_any_range) {
    for (const auto& v : {std::vector<double>{7},
                          {7, 7, 7},
                          {0.5},
                          {0, 0},
                          {1e-12, 2e-12, 5e-12},
                          {1e15, 2e15},
                          {-1e300, 1e300, 0.5},
                          {1e-290, 2e-290},
                          {-3, -2, -1.5},
                          {1e15, 1e15 + 1},
                          {0.1, 1e15},
                          {-0.0, 0.0},
                          ramp(500, -1e9, 1e7),
                          ramp(61, 0, 1),
                          ramp(62, 0, 1)})
        for (const char* o : {"{}", R"({"width": 200})", R"({"percent": true, "direction": "rtl"})",
                              R"({"limits": [-5, 5], "reference": [0, 1]})"}) {
            SCOPED_TRACE(std::string(o) + " " + std::to_string(v[0]));
            const picture p = expect_sound(v, histogram(o));
            EXPECT_FALSE(p.of("rect", "fill").empty());
        }
    EXPECT_EQ(refusal([] { draw_histogram({1, NAN}, 0, {}); }), "value NaN cannot be drawn: finite numbers up to 1e300 can");
    EXPECT_TRUE(xm::test::parse_picture(draw_histogram({}, 3, {})).says("3 rows without a value are left out."));
}

}  // namespace
