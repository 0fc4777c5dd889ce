#include "core/charts/trend.hpp"

#include "charts/picture.hpp"
#include "core/charts/ticks.hpp"

namespace {

using namespace xm::core;
using namespace xm::core::charts;
using xm::test::drawn;
using xm::test::expect_sound;
using xm::test::picture;
using xm::test::refusal;
using rows = std::vector<trend_row>;

constexpr std::int64_t second = 1000000, minute = 60 * second, hour = 60 * minute, day = 24 * hour;

const auto trend = [](const char* json) { return [o = options::parse(json)](const rows& r) { return draw_trend(r, o); }; };

rows monthly(const std::string& series, int months, double level) {
    rows all;
    for (int m = 0; m < months; ++m) {
        const double v = level + 5 * std::sin(m * 0.7);
        all.push_back({series, (m * 3044 / 100) * day, v, v - 2, v + 3});
    }
    return all;
}
rows joined(std::initializer_list<rows> parts) {
    rows all;
    for (const rows& r : parts) all.insert(all.end(), r.begin(), r.end());
    return all;
}

TEST(trend, stands_where_the_numbers_are) {
    const rows all = joined({monthly("A", 12, 30), monthly("B", 12, 50)});
    const picture p = expect_sound(all, trend(R"({"title": "T", "y": "NPS", "x": "Month"})"));
    const auto ruler = xm::test::ruler_of(p, false);
    std::size_t found = 0;
    for (const char* name : {"A", "B"})
        for (const drawn& d : p.of("polyline", "line")) {
            if (d.title != name) continue;
            ASSERT_EQ(d.points.size(), 12U);
            std::size_t i = 0;
            for (const trend_row& r : all) {
                if (r.series != name) continue;
                EXPECT_NEAR(ruler(d.points[i].y), *r.value, ruler.tolerance());
                // Evenly along time.
                const double share = static_cast<double>(r.at) / static_cast<double>(all[11].at);
                EXPECT_NEAR(d.points[i].x, d.points[0].x + share * (d.points[11].x - d.points[0].x), 0.02);
                ++i, ++found;
            }
        }
    EXPECT_EQ(found, 24U);
    EXPECT_EQ(p.of("polygon", "band").size(), 2U);
    for (const drawn& band : p.of("polygon", "band")) EXPECT_EQ(band.points.size(), 24U);
    EXPECT_TRUE(p.says("A") && p.says("B") && p.says("NPS") && p.says("Month") && p.says("Bands show intervals."));
    EXPECT_TRUE(p.description.starts_with("2 lines of 24 values from 2000-01-01 to 2000-11-30. A: first 30.0, last "))
        << p.description;
}

TEST(trend, gaps_stay_gaps) {
    rows all = monthly("", 12, 30);
    all[5].value.reset();
    const picture p = expect_sound(all, trend("{}"));
    EXPECT_EQ(p.of("polyline", "line").size(), 2U);
    EXPECT_TRUE(p.says("Bands show intervals. 1 row without a value is left out."));

    rows missing = monthly("", 12, 30);
    missing.erase(missing.begin() + 5);
    EXPECT_EQ(expect_sound(missing, trend("{}")).of("polyline", "line").size(), 2U);

    // A single row between gaps is a dot.
    rows lonely = monthly("", 60, 30);
    lonely[29].value.reset(), lonely[31].value.reset();
    const picture q = expect_sound(lonely, trend("{}"));
    EXPECT_EQ(q.of("polyline", "line").size(), 2U);
    EXPECT_EQ(q.of("circle", "fill").size(), 1U);

    // Irregular times have no gaps of their own.
    rows irregular;
    for (const int d : {0, 1, 5, 6, 20, 24, 60}) irregular.push_back({"", d * day, 1.0 * d, {}, {}});
    EXPECT_EQ(expect_sound(irregular, trend("{}")).of("polyline", "line").size(), 1U);
}

TEST(trend, bands_are_cut_at_limits) {
    const picture p = expect_sound(monthly("", 12, 30), trend(R"({"limits": [24, 36]})"));
    EXPECT_TRUE(p.says("Bands show intervals, which go on beyond the axis."));
    const auto ruler = xm::test::ruler_of(p, false);
    double low = 1e9, high = -1e9;
    for (const drawn& d : p.of("polygon", "band"))
        for (const point& q : d.points) low = std::min(low, ruler(q.y)), high = std::max(high, ruler(q.y));
    EXPECT_NEAR(low, 24, ruler.tolerance());
    EXPECT_NEAR(high, 36, ruler.tolerance());
}

TEST(trend, of_days_has_no_hours) {
    for (const rows& few : {rows{{"", 0, 1, {}, {}}}, rows{{"", 0, 1, {}, {}}, {"", day, 2, {}, {}}}})
        for (const std::string& text : expect_sound(few, trend("{}")).texts())
            EXPECT_EQ(text.find(':'), std::string::npos) << text;
    EXPECT_TRUE(expect_sound(rows{{"", 0, 1, {}, {}}, {"", day + hour, 2, {}, {}}}, trend("{}")).says("12:00"));
}

TEST(trend, references_have_their_number_at_the_end) {
    const picture p = expect_sound(monthly("A", 12, 30), trend(R"({"reference": [31, 30.5]})"));
    EXPECT_EQ(p.of("polyline", "reference").size(), 2U);
    EXPECT_TRUE(p.says("31.0") && p.says("30.5"));
}

TEST(trend, takes_20_series) {
    rows all;
    for (int k = 0; k < 20; ++k)
        for (const trend_row& r : monthly("Series with a long name " + std::to_string(k), 10, 30 + 0.01 * k)) all.push_back(r);
    for (const char* o : {"{}", R"({"width": 300})", R"({"height": 420, "direction": "rtl"})"}) {
        const picture p = expect_sound(all, trend(o));
        EXPECT_EQ(p.of("text", "strong").size(), 20U);
    }
    for (const trend_row& r : monthly("one more", 2, 0)) all.push_back(r);
    EXPECT_EQ(refusal([&] { draw_trend(all, {}); }), "21 series are more than a picture can show: 20");
    EXPECT_TRUE(
        refusal([&] { draw_trend(monthly("a", 5, 1), options::parse(R"({"height": 60})")); }).starts_with("options.height: 60"));
}

TEST(trend, holds_hostile_names_and_any_time) {
    const auto labels = xm::test::hostile_labels();
    rows all;
    for (std::size_t i = 0; i < 19; ++i)
        for (int k = 0; k < 3; ++k) all.push_back({labels[i], k * day, static_cast<double>(i) + k, {}, {}});
    for (const char* o : {"{}", R"({"width": 200})", R"({"width": 1600, "direction": "rtl"})"}) expect_sound(all, trend(o));
    for (const std::int64_t step : {std::int64_t{1}, second, 10 * second, minute, day, 30 * day, 365 * day})
        for (const std::int64_t begin : {least_date, std::int64_t{-777777}, std::int64_t{0}, 26 * 365 * day})
            for (const char* o : {"{}", R"({"width": 200})", R"({"language": "fr"})", R"({"language": "ja", "width": 400})"}) {
                rows one;
                for (int k = 0; k < 31; ++k) one.push_back({"", begin + k * step, 1.0 * k, {}, {}});
                expect_sound(one, trend(o));
            }
    expect_sound(rows{{"", 5, 1, {}, {}}}, trend("{}"));
    expect_sound(rows{{"", least_date, 1, 0, 2}, {"", greatest_date, 1, 0, 2}}, trend("{}"));
    expect_sound(rows{{"", 5, 1, {}, {}}, {"", 5, 2, {}, {}}}, trend("{}"));
    for (const double v : {1e-12, 1e15, -1e300, 0.0})
        expect_sound(rows{{"a", 5, v, {}, {}}, {"a", 5 * day, v * 0.5, {}, {}}}, trend("{}"));
    EXPECT_EQ(refusal([] {
                  draw_trend({{"", INT64_MAX, 1, {}, {}}}, {});
              }),
              "a date outside the years 1 to 9999 cannot be drawn");
    EXPECT_EQ(refusal([] {
                  draw_trend({{"", 0, INFINITY, {}, {}}}, {});
              }),
              "value Infinity cannot be drawn: finite numbers up to 1e300 can");
    EXPECT_TRUE(xm::test::parse_picture(draw_trend({{"", 0, {}, {}, {}}}, {})).says("No data"));
}

TEST(sparkline, is_a_line_of_its_own) {
    using sparks = std::vector<spark_row>;
    const auto spark = [](const char* json) {
        return [o = options::parse(json)](const sparks& r) { return draw_sparkline(r, o); };
    };
    const picture p = expect_sound(sparks{{0, 10}, {day, 20}, {2 * day, 15}}, spark("{}"));
    EXPECT_EQ(p.width, 100);
    EXPECT_EQ(p.height, 20);
    ASSERT_EQ(p.of("polyline", "line").size(), 1U);
    const auto line = p.of("polyline", "line")[0].points;
    ASSERT_EQ(line.size(), 3U);
    EXPECT_NEAR((line[2].y - line[0].y) / (line[1].y - line[0].y), 0.5, 0.01);
    EXPECT_NEAR(line[1].x - line[0].x, line[2].x - line[1].x, 0.01);
    EXPECT_EQ(p.description, "First 10, last 15, lowest 10, highest 20, of 3 values.");
    EXPECT_TRUE(p.texts().empty());
    EXPECT_LT(draw_sparkline({{0, 10}, {day, 20}}, {}).size(), 1000U);
    EXPECT_EQ(expect_sound(sparks{{0, 10}, {1, 12}, {2, {}}, {3, 5}}, spark("{}")).of("circle", "fill").size(), 2U);
    const picture nothing = xm::test::parse_picture(draw_sparkline({}, {}, 1));
    EXPECT_EQ(nothing.description, "There are no data to show. 1 row without a value is left out.");
    EXPECT_TRUE(nothing.says("No data"));
    for (const double v : {1e-12, 1e300, -7.0, 0.0})
        expect_sound(sparks{{0, v}, {9, v}}, spark(R"({"width": 40, "height": 12})"));
    expect_sound(sparks{{0, 3}}, spark("{}"));
    EXPECT_EQ(refusal([] { draw_sparkline({{0, NAN}}, {}); }), "value NaN cannot be drawn: finite numbers up to 1e300 can");
}

}  // namespace
