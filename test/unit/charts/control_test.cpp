#include "core/charts/control.hpp"

#include "charts/picture.hpp"

namespace {

using namespace xm::core;
using namespace xm::core::charts;
using xm::test::drawn;
using xm::test::expect_sound;
using xm::test::picture;
using xm::test::refusal;
using rows = std::vector<control_row>;

constexpr std::int64_t day = 86400000000;

const auto control = [](const char* json) { return [o = options::parse(json)](const rows& r) { return draw_control(r, o); }; };

rows months(int n) {
    rows all;
    for (int m = 0; m < n; ++m) all.push_back({m * 30 * day, 40 + 3 * std::sin(m * 1.3), 40, 34.0 - m % 2, 46.0 + m % 2, ""});
    return all;
}

TEST(control, stands_where_the_numbers_are) {
    rows all = months(12);
    all[7].value = 52, all[7].signal = "outside";
    all[10].signal = all[11].signal = "two_of_three";
    const picture p = expect_sound(all, control(R"({"title": "T", "y": "NPS"})"));
    const auto y = xm::test::ruler_of(p, false);
    const auto line = p.of("polyline", "line").at(0).points;
    ASSERT_EQ(line.size(), 12U);
    for (std::size_t i = 0; i < 12; ++i) {
        EXPECT_NEAR(y(line[i].y), *all[i].value, y.tolerance());
        EXPECT_NEAR((line[i].x - line[0].x) / (line[11].x - line[0].x), static_cast<double>(i) / 11, 1e-3);
    }
    EXPECT_EQ(p.of("circle", "fill").size(), 9U);
    EXPECT_EQ(p.of("polygon", "fill").size(), 3U);
    const auto band = p.of("polygon", "band").at(0).points;
    ASSERT_EQ(band.size(), 48U);
    for (std::size_t i = 0; i < 12; ++i) {
        EXPECT_NEAR(y(band[2 * i].y), *all[i].upper, y.tolerance());
        EXPECT_NEAR(y(band[47 - 2 * i].y), *all[i].lower, y.tolerance());
    }
    for (const char* text :
         {"outside", "two of three", "upper 47.0", "centre 40.0", "lower 33.0", "NPS",
          "The band lies between the control limits, whose numbers are those of the last period. Diamonds: signals."})
        EXPECT_TRUE(p.says(text)) << text;
    for (control_row& r : all) r.lower = 34, r.upper = 46;
    EXPECT_TRUE(expect_sound(all, control("{}")).says("The band lies between the control limits. Diamonds: signals."));
    EXPECT_TRUE(p.description.ends_with("3 signals: 2000-07-29 outside, 2000-10-27 two of three, 2000-11-26 two of three."))
        << p.description;
}

TEST(control, names_have_room_and_a_centre_needs_no_limits) {
    rows all = months(24);
    for (control_row& r : all) r.lower.reset(), r.upper.reset();
    all[9].value = 60, all[9].signal = "above";
    all[20].value = 20, all[20].signal = "below";
    const picture p = expect_sound(all, control("{}"));
    EXPECT_TRUE(p.says("above") && p.says("below") && p.says("Diamonds: signals."));
    EXPECT_TRUE(p.of("polygon", "band").empty());
    const auto y = xm::test::ruler_of(p, false);
    bool centre = false;
    for (const drawn& d : p.of("polyline", "base"))
        centre |= d.points.size() > 2 && std::abs(y(d.points[0].y) - 40) < y.tolerance();
    EXPECT_TRUE(centre);
}

TEST(control, takes_what_comes) {
    const auto labels = xm::test::hostile_labels();
    rows all = months(static_cast<int>(labels.size()));
    for (std::size_t i = 0; i < labels.size(); ++i) all[i].signal = labels[i];
    for (const char* o : {"{}", R"({"width": 200})", R"({"width": 1600, "direction": "rtl", "reference": [30, 50]})"})
        expect_sound(all, control(o));
    all[3].value.reset(), all[5].lower.reset(), all[6].centre.reset();
    EXPECT_EQ(expect_sound(all, control("{}")).of("polygon", "band").size(), 2U);
    expect_sound(months(1), control("{}"));
    expect_sound(rows{{0, 5, {}, {}, {}, ""}}, control("{}"));
    expect_sound(months(1000), control("{}"));
    for (const double v : {1e-12, 1e15, -1e300})
        expect_sound(rows{{0, v, v / 2, v < 0 ? v : v / 4, v < 0 ? v / 4 : v, "outside"}, {day, v / 3, {}, {}, {}, ""}},
                     control("{}"));
    EXPECT_EQ(refusal([] { draw_control(months(1001), {}); }), "1001 periods are more than a picture can show: 1000");
    EXPECT_EQ(refusal([] {
                  draw_control({{0, 1, {}, {}, {}, ""}, {0, 2, {}, {}, {}, ""}}, {});
              }),
              "the period 2000-01-01 is given twice");
    EXPECT_EQ(refusal([] {
                  draw_control({{INT64_MIN, 1, {}, {}, {}, ""}}, {});
              }),
              "a date outside the years 1 to 9999 cannot be drawn");
    EXPECT_EQ(refusal([] {
                  draw_control({{0, 1, NAN, {}, {}, ""}}, {});
              }),
              "centre NaN cannot be drawn: finite numbers up to 1e300 can");
    EXPECT_TRUE(xm::test::parse_picture(draw_control({}, {})).says("No data"));
}

}  // namespace
