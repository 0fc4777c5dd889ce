#include "core/charts/path_diagram.hpp"

#include "charts/picture.hpp"

namespace {

using namespace xm::core;
using namespace xm::core::charts;
using xm::test::drawn;
using xm::test::expect_sound;
using xm::test::picture;
using xm::test::refusal;
using rows = std::vector<path_row>;

const auto paths = [](const char* json) { return [o = options::parse(json)](const rows& r) { return draw_paths(r, o); }; };

const rows chain{{"ex > cx", "direct", 0.42, 0.31, 0.53},
                 {"ex > loyalty", "direct", 0.05, -0.06, 0.16},
                 {"cx > loyalty", "direct", -0.61, -0.72, -0.5},
                 {"ex > cx > loyalty", "indirect", 0.26, 0.18, 0.33},
                 {"ex > loyalty", "total_indirect", 0.26, 0.18, 0.33},
                 {"ex > loyalty", "total", 0.31, 0.2, 0.41}};

TEST(path_diagram, has_a_box_for_each_label_and_an_arrow_for_each_direct_path) {
    const picture p = expect_sound(chain, paths(R"({"title": "T"})"));
    EXPECT_EQ(p.of("rect", "hollow").size(), 3U);
    EXPECT_EQ(p.of("polyline", "line").size(), 2U);
    EXPECT_EQ(p.of("polyline", "dashed").size(), 1U);  // its interval holds zero
    EXPECT_EQ(p.of("polygon", "fill").size(), 3U);
    for (const char* text :
         {"ex", "cx", "loyalty", "0.42", "0.05", "−0.61", "0.26", "ex → cx → loyalty", "0.18 to 0.33", "−0.72 to −0.50", "direct",
          "indirect", "total indirect", "total", "Dashed: the interval holds zero. The second colour: less than zero."})
        EXPECT_TRUE(p.says(text)) << text;
    // Causes stand left of effects.
    std::map<std::string, double> at;
    for (const drawn& d : p.of("text", "strong")) at[d.text] = d.number("x");
    EXPECT_LT(at["ex"], at["cx"]);
    EXPECT_LT(at["cx"], at["loyalty"]);
    // Arrows begin and end at boxes.
    const auto boxes = p.of("rect", "hollow");
    for (const drawn& head : p.of("polygon", "fill"))
        EXPECT_TRUE(std::any_of(boxes.begin(), boxes.end(), [&](const drawn& b) {
            const point tip = head.points[0];
            return b.bounds().grown(0.02).holds({tip.x, tip.y, tip.x, tip.y});
        }));
}

TEST(path_diagram, of_a_mediation) {
    const rows m{{"a", "", 0.4, 0.3, 0.5},
                 {"b", "", 0.5, 0.3, 0.7},
                 {"c", "", 0.3, 0.2, 0.4},
                 {"c_prime", "", 0.1, -0.1, 0.2},
                 {"indirect", "", 0.2, 0.1, 0.3}};
    const picture p = expect_sound(m, paths(R"({"order": ["Employees", "Service", "Loyalty"]})"));
    for (const char* text : {"Employees", "Service", "Loyalty", "Employees → Service → Loyalty", "total"})
        EXPECT_TRUE(p.says(text)) << text;
    EXPECT_EQ(p.of("polygon", "fill").size(), 3U);
    EXPECT_TRUE(expect_sound(m, paths("{}")).says("mediator"));
}

TEST(path_diagram, takes_what_comes) {
    const auto labels = xm::test::hostile_labels();
    rows all;
    for (std::size_t i = 0; i < 7; ++i)
        for (std::size_t j = i + 1; j < 8; ++j)
            all.push_back({labels[i + 6] + std::to_string(i) + " > " + labels[j + 6] + std::to_string(j), "direct", 0.1, 0, 0.2});
    for (const char* o : {"{}", R"({"width": 200})", R"({"width": 1600, "direction": "rtl"})"}) expect_sound(all, paths(o));
    expect_sound(rows{{"a > b", "direct", 1e15, {}, {}}}, paths("{}"));
    expect_sound(rows{{"a > b", "", 1e-12, {}, 1}, {"b > c", "", {}, {}, {}}}, paths("{}"));
    EXPECT_EQ(refusal([] {
                  draw_paths({{"a > b", "direct", 1, 0, 2}, {"b > a", "direct", 1, 0, 2}}, {});
              }),
              "the paths lead in a circle through \"a\"");
    EXPECT_EQ(refusal([] { draw_paths({{"a > a", "direct", 1, 0, 2}}, {}); }), "the paths lead in a circle through \"a\"");
    EXPECT_EQ(refusal([] {
                  draw_paths({{"a > b > c", "direct", 1, 0, 2}}, {});
              }),
              "the direct path \"a > b > c\" does not lead from one label to another");
    EXPECT_EQ(refusal([] { draw_paths({{"a > b", "total", 1, 0, 2}}, {}); }), "there is no direct path");
    EXPECT_EQ(refusal([] { draw_paths({{"a > b", "other", 1, 0, 2}}, {}); }), "the kind \"other\" is unknown");
    EXPECT_EQ(refusal([] {
                  draw_paths({{"a > b", "direct", 1, 0, 2}, {"a > b", "direct", 2, 0, 2}}, {});
              }),
              "the direct path \"a > b\" is given twice");
    EXPECT_EQ(refusal([] {
                  draw_paths({{"a > b", "direct", NAN, 0, 2}}, {});
              }),
              "estimate NaN cannot be drawn: finite numbers up to 1e300 can");
    all.push_back({"extra > " + labels[7] + "1", "direct", 1, {}, {}});
    EXPECT_EQ(refusal([&] { draw_paths(all, {}); }), "9 labels are more than a picture can show: 8");
    EXPECT_TRUE(xm::test::parse_picture(draw_paths({}, {})).says("No data"));
}

}  // namespace
