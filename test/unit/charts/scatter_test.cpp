#include "core/charts/scatter.hpp"

#include "charts/picture.hpp"

namespace {

using namespace xm::core;
using namespace xm::core::charts;
using xm::test::drawn;
using xm::test::expect_sound;
using xm::test::picture;
using xm::test::refusal;
using rows = std::vector<scatter_row>;
using priorities = std::vector<priority_row>;

const auto scatter = [](const char* json) { return [o = options::parse(json)](const rows& r) { return draw_scatter(r, o); }; };
const auto priority = [](const char* json) {
    return [o = options::parse(json)](const priorities& r) { return draw_priority(r, o); };
};

// Deterministic, and far from a line.
rows cloud(int n) {
    rows all;
    for (int i = 0; i < n; ++i) {
        const double x = std::sin(i * 12.9898) + std::cos(i * 78.233);
        all.push_back({x, 0.6 * x + std::sin(i * 39.425), "point " + std::to_string(i)});
    }
    return all;
}

TEST(scatter, stands_where_the_numbers_are) {
    const rows all{{1, 10, "A"}, {2, 14, "B"}, {3, 13, "C"}, {4, 17, "D"}, {5, 16, ""}, {{}, 3, "none"}, {3, {}, "none"}};
    const picture p = expect_sound(all, scatter(R"({"title": "T", "x": "Ease", "y": "Loyalty", "reference": [3, 14]})"));
    const auto x = xm::test::ruler_of(p, true, {14}), y = xm::test::ruler_of(p, false, {3, 14});
    std::vector<std::pair<double, double>> found;
    for (const drawn& d : p.of("circle", "fill")) found.emplace_back(x(d.number("cx")), y(d.number("cy")));
    ASSERT_EQ(found.size(), 5U);
    std::size_t i = 0;
    for (const auto& [ax, ay] : {std::pair{1.0, 10.0}, {2.0, 14.0}, {3.0, 13.0}, {4.0, 17.0}, {5.0, 16.0}}) {
        EXPECT_NEAR(found[i].first, ax, x.tolerance());
        EXPECT_NEAR(found[i].second, ay, y.tolerance());
        ++i;
    }
    // R: cor(1:5, c(10, 14, 13, 17, 16)) is 0.866; lm: 9.5 + 1.5 x.
    EXPECT_TRUE(p.says("Line: least squares, n = 5, r = 0.87. 2 rows without a value are left out."));
    const drawn line = p.of("polyline", "line").at(0);
    EXPECT_NEAR(x(line.points[0].x), 1, x.tolerance());
    EXPECT_NEAR(y(line.points[0].y), 11, 2 * y.tolerance());
    EXPECT_NEAR(y(line.points[1].y), 17, 2 * y.tolerance());
    for (const char* text : {"A", "B", "C", "D", "Ease", "Loyalty"}) EXPECT_TRUE(p.says(text)) << text;
    EXPECT_EQ(p.of("polyline", "reference").size(), 2U);
    EXPECT_EQ(p.description, "5 points; Ease from 1 to 5, Loyalty from 10 to 17, r = 0.87.");
}

TEST(scatter, labels_the_outermost) {
    rows all = cloud(300);
    all.push_back({3, -4, "far away"});
    const picture p = expect_sound(all, scatter("{}"));
    EXPECT_TRUE(p.says("far away"));
    std::size_t labels = 0;
    for (const drawn& d : p.all) labels += d.element == "text" && d.text.starts_with("point");
    EXPECT_GE(labels, 4U);
    EXPECT_LE(labels, 11U);
    EXPECT_TRUE(std::any_of(p.all.begin(), p.all.end(),
                            [](const drawn& d) { return d.text.find("Labelled are the outermost.") != std::string::npos; }));
    // No label stands on a point.
    for (const drawn& text : p.all)
        if (text.element == "text" && text.text.starts_with("point")) {
            for (const drawn& point : p.of("circle", "fill")) EXPECT_FALSE(text.bounds().grown(-0.05).overlaps(point.bounds()));
        }
}

TEST(scatter, says_how_many_labels_have_no_room) {
    const picture p = expect_sound(rows(25, {1, 2, "the same"}), scatter("{}"));
    std::size_t labels = 0;
    for (const std::string& t : p.texts()) labels += t == "the same";
    EXPECT_GT(labels, 3U);
    EXPECT_TRUE(p.says("n = 25. " + std::to_string(25 - labels) + " labels have no room."));
}

TEST(scatter, counts_many_points_in_hexagons) {
    rows all = cloud(20000);
    const picture p = expect_sound(all, scatter(R"({"x": "X"})"));
    EXPECT_TRUE(p.of("circle", "fill").empty());
    const auto hexagons = p.of("polygon", "fill");
    EXPECT_GT(hexagons.size(), 50U);
    const std::size_t size = draw_scatter(cloud(100000), {}).size();
    EXPECT_LT(size, 200000U);
    // Two places only: two hexagons, which hold them.
    rows two;
    for (int i = 0; i < 1500; ++i)
        two.push_back({0, 0, ""}), two.push_back({i % 3 == 0 ? 10.0 : 0.0, i % 3 == 0 ? 10.0 : 0.0, ""});
    const picture q = expect_sound(two, scatter("{}"));
    ASSERT_EQ(q.of("polygon", "fill").size(), 2U);
    EXPECT_TRUE(q.description.ends_with("Most in one hexagon: 2,500.")) << q.description;
    EXPECT_TRUE(std::any_of(q.all.begin(), q.all.end(),
                            [](const drawn& d) { return d.text.find("Hexagons hold from 1 to 2,500") != std::string::npos; }));
    const auto x = xm::test::ruler_of(q, true), y = xm::test::ruler_of(q, false);
    for (const drawn& d : q.of("polygon", "fill")) {
        const box b = d.bounds();
        const bool zero = x(b.left) <= 0.3;
        EXPECT_TRUE(x(b.left) - 0.05 <= (zero ? 0 : 10) && x(b.right) + 0.05 >= (zero ? 0 : 10));
        EXPECT_TRUE(y(b.bottom) - 0.05 <= (zero ? 0 : 10) && y(b.top) + 0.05 >= (zero ? 0 : 10));
    }
}

TEST(scatter, takes_hostile_labels_and_any_range) {
    rows all;
    for (const std::string& label : xm::test::hostile_labels())
        all.push_back({std::sin(1.0 * static_cast<double>(all.size())), 1.0 * static_cast<double>(all.size()), label});
    for (const char* o : {"{}", R"({"width": 200})", R"({"width": 1600, "direction": "rtl", "reference": 0})"})
        expect_sound(all, scatter(o));
    for (const auto& v : {std::vector<double>{1},
                          {1, 1},
                          {0, 0, 0},
                          {1e-12, 2e-12, 4e-12},
                          {-1e15, 1e15, 3},
                          {-1e300, 1e300, 5},
                          {1e-290, 3e-290, 2e-290}}) {
        rows same, across, up;
        for (const double n : v) same.push_back({n, n, "a"}), across.push_back({n, 5, "b"}), up.push_back({5, n, ""});
        for (const char* o : {"{}", R"({"percent": true, "width": 300})"}) {
            expect_sound(same, scatter(o));
            expect_sound(across, scatter(o));
            expect_sound(up, scatter(o));
        }
    }
    EXPECT_EQ(refusal([] { draw_scatter({{NAN, 1, ""}}, {}); }), "x NaN cannot be drawn: finite numbers up to 1e300 can");
    EXPECT_EQ(refusal([] { draw_scatter({{1e-300, 1, ""}}, {}); }), "x 1e-300 cannot be drawn: 0 and numbers from 1e-290 on can");
    EXPECT_EQ(refusal([] {
                  draw_scatter({{1, INFINITY, ""}}, {});
              }),
              "y Infinity cannot be drawn: finite numbers up to 1e300 can");
    EXPECT_TRUE(xm::test::parse_picture(draw_scatter({}, {})).says("No data"));
}

TEST(priority, divides_at_the_means) {
    const priorities all{{"Price", 0.4, 5}, {"Speed", 0.3, 8}, {"Parking", 0.1, 6}, {"Advice", 0.2, 9}, {"none", {}, 1}};
    const picture p = expect_sound(all, priority("{}"));
    for (const char* text :
         {"Improve first", "Keep it up", "Low priority", "Perhaps too much", "Price", "Speed", "Parking", "Advice", "Importance",
          "Performance", "0.25", "7", "Divided at the means. Diamonds: to improve first. 1 row without a value is left out."})
        EXPECT_TRUE(p.says(text)) << text;
    ASSERT_EQ(p.of("polygon", "fill").size(), 1U);
    EXPECT_TRUE(p.of("polygon", "fill")[0].title.starts_with("Price: Performance 5, Importance 0.4"));
    EXPECT_EQ(p.of("circle", "fill").size(), 3U);
    const auto x = xm::test::ruler_of(p, true, {0.25, 7});
    for (const drawn& d : p.of("polyline", "reference"))
        if (d.points[0].x == d.points[1].x) {
            EXPECT_NEAR(x(d.points[0].x), 7, x.tolerance());
        }
    EXPECT_EQ(expect_sound(all, priority(R"({"reference": [4, 0.35]})")).of("polygon", "fill").size(), 0U);
    EXPECT_TRUE(expect_sound(all, priority(R"({"reference": [5.5, 0.35]})")).description.find("To improve first: Price.") !=
                std::string::npos);
}

TEST(priority, takes_hostile_labels_and_many) {
    priorities all;
    for (const std::string& label : xm::test::hostile_labels())
        all.push_back({label, std::sin(1.0 * static_cast<double>(all.size())), 1.0 * static_cast<double>(all.size())});
    for (const char* o : {"{}", R"({"width": 200})", R"({"width": 1600, "direction": "rtl"})"}) expect_sound(all, priority(o));
    priorities many;
    for (int i = 0; i < 200; ++i) many.push_back({"Driver " + std::to_string(i), std::sin(i * 12.9), std::cos(i * 78.2)});
    expect_sound(many, priority("{}"));
    many.push_back({"one more", 1, 1});
    EXPECT_EQ(refusal([&] { draw_priority(many, {}); }), "201 labels are more than a picture can show: 200");
    EXPECT_TRUE(xm::test::parse_picture(draw_priority({}, {})).says("No data"));
}

}  // namespace
