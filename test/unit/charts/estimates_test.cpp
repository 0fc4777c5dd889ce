#include "core/charts/estimates.hpp"

#include "charts/picture.hpp"

namespace {

using namespace xm::core;
using namespace xm::core::charts;
using xm::test::drawn;
using xm::test::expect_sound;
using xm::test::hostile_labels;
using xm::test::picture;
using xm::test::refusal;
using rows = std::vector<estimate_row>;

const rows branches{{"Berlin", 42.3, 37.0, 47.1},
                    {"Hamburg", 38.2, 30, 46},
                    {"Köln", 31.45, 20, 42},
                    {"Bonn", -12.5, -25, 5},
                    {"Ulm", 28, {}, {}}};

const auto estimates = [](const char* json) {
    return [o = options::parse(json)](const rows& r) { return draw_estimates(r, o); };
};
const auto bars = [](const char* json) { return [o = options::parse(json)](const rows& r) { return draw_bars(r, o); }; };

// The text of a label comes before its dot, and the title of the group names both.
std::vector<std::string> order_of(const picture& p, const char* element) {
    std::vector<std::string> labels;
    for (const drawn& d : p.of(element, "fill")) labels.push_back(d.title.substr(0, d.title.find(':')));
    return labels;
}

void expect_positions(const picture& p, const rows& all, const char* element) {
    const auto ruler = xm::test::ruler_of(p, true);
    std::size_t found = 0;
    for (const estimate_row& r : all) {
        if (!r.value) continue;
        for (const drawn& d : p.of(element, "fill")) {
            if (!d.title.starts_with(r.label + ":")) continue;
            ++found;
            const double x = d.element == "circle" ? d.number("cx") : *r.value < 0 ? d.bounds().left : d.bounds().right;
            EXPECT_NEAR(ruler(x), *r.value, ruler.tolerance()) << r.label;
            for (const drawn& line : p.of("polyline", "whisker"))
                if (line.title == d.title) {
                    EXPECT_NEAR(ruler(line.points[0].x), *r.lower, ruler.tolerance());
                    EXPECT_NEAR(ruler(line.points[1].x), *r.upper, ruler.tolerance());
                }
        }
    }
    EXPECT_EQ(found, all.size());
}

TEST(estimates, stand_where_the_numbers_are) {
    const picture p =
        expect_sound(branches, estimates(R"({"title": "NPS", "subtitle": "by branch", "x": "NPS", "y": "Branch"})"));
    EXPECT_EQ(p.title, "NPS");
    EXPECT_EQ(p.description,
              "by branch. 5 labels as dots with intervals. Largest: Berlin: 42.3 (37.0 to 47.1). Smallest: Bonn: −12.5 (−25.0 to "
              "5.0).");
    expect_positions(p, branches, "circle");
    EXPECT_EQ(p.of("polyline", "whisker").size(), 4U);
    for (const char* text :
         {"NPS", "by branch", "Berlin", "Köln", "42.3", "38.2", "31.4", "−12.5", "28.0", "Branch", "Lines show intervals."})
        EXPECT_TRUE(p.says(text)) << text;
    EXPECT_EQ(p.width, 640);
}

TEST(estimates, in_order) {
    EXPECT_EQ(order_of(expect_sound(branches, estimates("{}")), "circle"),
              (std::vector<std::string>{"Berlin", "Hamburg", "Köln", "Ulm", "Bonn"}));
    EXPECT_EQ(order_of(expect_sound(branches, estimates(R"({"order": "label"})")), "circle"),
              (std::vector<std::string>{"Berlin", "Bonn", "Hamburg", "Köln", "Ulm"}));
    EXPECT_EQ(order_of(expect_sound(branches, estimates(R"({"order": ["Ulm", "none", "Berlin"]})")), "circle"),
              (std::vector<std::string>{"Ulm", "Berlin", "Hamburg", "Köln", "Bonn"}));
}

TEST(estimates, every_number_is_of_the_data) {
    const picture p = expect_sound(branches, estimates(R"({"reference": [30, 10]})"));
    for (const drawn& d : p.all) {
        if (d.element != "text" || d.is("axis")) continue;
        const double v = xm::test::plain_number(d.text);
        if (std::isnan(v)) continue;
        EXPECT_TRUE(std::any_of(branches.begin(), branches.end(), [&](const estimate_row& r) {
            return std::abs(*r.value - v) <= 0.051;
        })) << d.text;
    }
    EXPECT_EQ(p.of("polyline", "reference").size(), 2U);
    EXPECT_TRUE(p.says("30") && p.says("10"));
}

TEST(estimates, references_have_their_number_where_the_axis_has_none) {
    const auto all = expect_sound(branches, estimates(R"({"reference": [20, 33.3], "digits": 3})")).texts();
    EXPECT_EQ(std::count(all.begin(), all.end(), "33.3"), 1);
    EXPECT_EQ(std::count(all.begin(), all.end(), "20"), 1);
    EXPECT_EQ(std::count(all.begin(), all.end(), "20.0"), 0);
    // A reference at 0 is the line there.
    EXPECT_EQ(expect_sound(branches, estimates("{}")).of("polyline", "base").size(), 1U);
    EXPECT_TRUE(expect_sound(branches, estimates(R"({"reference": 0})")).of("polyline", "base").empty());
}

TEST(estimates, names_that_are_cut_keep_their_title) {
    const std::string name =
        "The name of an axis that is far too long to stand above it in a picture of this width and is cut therefore";
    const picture p = expect_sound(
        branches, [&](const rows& r) { return draw_estimates(r, options::parse("{\"width\": 300, \"x\": \"" + name + "\"}")); });
    EXPECT_FALSE(p.says(name));
    EXPECT_TRUE(std::any_of(p.all.begin(), p.all.end(), [&](const drawn& d) { return d.element == "text" && d.title == name; }));
}

TEST(estimates, limits_cut_intervals_and_say_so) {
    const picture p = expect_sound(branches, estimates(R"({"limits": [-20, 50]})"));
    EXPECT_TRUE(p.says("Lines show intervals. 1 interval goes on beyond the axis."));
    const auto ruler = xm::test::ruler_of(p, true);
    for (const drawn& line : p.of("polyline", "whisker"))
        for (const point& q : line.points) {
            EXPECT_GE(ruler(q.x), -20 - ruler.tolerance());
            EXPECT_LE(ruler(q.x), 50 + ruler.tolerance());
        }
}

TEST(estimates, without_data) {
    for (const rows& none : {rows{}, rows{{"a", {}, 1, 2}, {"b", {}, {}, {}}}})
        for (const auto& draw : {draw_estimates, draw_bars}) {
            const picture p = xm::test::parse_picture(draw(none, {}));
            expect_tidy(p);
            EXPECT_TRUE(p.says("No data"));
            EXPECT_EQ(p.says("2 rows without a value are left out."), !none.empty());
        }
    rows some = branches;
    some.push_back({"none", {}, {}, {}});
    EXPECT_TRUE(expect_sound(some, bars("{}")).says("Lines show intervals. 1 row without a value is left out."));
}

TEST(estimates, refuse_what_cannot_be_drawn) {
    EXPECT_EQ(refusal([] {
                  draw_estimates({{"a", NAN, {}, {}}}, {});
              }),
              "value NaN cannot be drawn: finite numbers up to 1e300 can");
    EXPECT_EQ(refusal([] {
                  draw_bars({{"a", 1, -INFINITY, {}}}, {});
              }),
              "lower -Infinity cannot be drawn: finite numbers up to 1e300 can");
    EXPECT_EQ(refusal([] {
                  draw_estimates({{"a", 1, 0, 1e301}}, {});
              }),
              "upper 1e+301 cannot be drawn: finite numbers up to 1e300 can");
    EXPECT_EQ(refusal([] { draw_estimates({{"a", 1, 2, 1}}, {}); }), "an interval from 2 to 1 has its ends the wrong way round");
    EXPECT_EQ(refusal([] { draw_estimates(rows(201, {"a", 1, 0, 2}), {}); }), "201 labels are more than a picture can show: 200");
    EXPECT_TRUE(refusal([] {
                    draw_estimates(rows(20, {"a", 1, 0, 2}), options::parse(R"({"height": 200})"));
                }).starts_with("options.height: 200"));
}

TEST(estimates, hold_hostile_labels) {
    rows all;
    for (const std::string& label : hostile_labels()) all.push_back({label, static_cast<double>(all.size()), 0, 50});
    for (const char* o : {R"({})", R"({"width": 200})", R"({"width": 1600, "direction": "rtl"})",
                          R"({"order": "label", "title": "<b>&\"", "subtitle": "שלום"})"}) {
        for (const picture& p : {expect_sound(all, estimates(o)), expect_sound(all, bars(o))}) {
            const auto circles = p.of("circle", "fill").size() + p.of("rect", "fill").size();
            EXPECT_EQ(circles, all.size());
            for (const drawn& d : p.all)
                EXPECT_TRUE(d.element == "text" || d.element == "circle" || d.element == "rect" || d.element == "polyline")
                    << d.element;
        }
    }
    // What is cut stands in full in the tip.
    const picture p = expect_sound(all, estimates("{}"));
    EXPECT_TRUE(std::any_of(p.all.begin(), p.all.end(), [](const drawn& d) { return d.title.find(std::string(500, 'W')) == 0; }));
}

TEST(estimates, take_any_range) {
    const std::vector<std::vector<double>> ranges{{1e-12, 2e-12, 5e-12},
                                                  {1e15, 2.5e15},
                                                  {1e-12, 1e15},
                                                  {-1e15, -1e-12, 0},
                                                  {7, 7, 7},
                                                  {0, 0},
                                                  {0},
                                                  {-3},
                                                  {-9e299, 9e299},
                                                  {2e-290, 6e-290},
                                                  {123456789.123, 123456789.124},
                                                  {0.1, 0.2, 0.3},
                                                  {-0.0, 0.0}};
    for (const auto& values : ranges) {
        rows plain, with;
        for (const double v : values) {
            plain.push_back({"a" + std::to_string(plain.size()), v, {}, {}});
            with.push_back({"a" + std::to_string(with.size()), v, v - std::abs(v) * 0.1, v + std::abs(v) * 0.1});
        }
        for (const char* o : {"{}", R"({"percent": true, "width": 300})", R"({"digits": 3, "language": "de"})"}) {
            expect_sound(plain, estimates(o));
            expect_sound(with, estimates(o));
            expect_sound(plain, bars(o));
            expect_sound(with, bars(o));
        }
    }
    expect_positions(expect_sound(rows{{"a", 1e-12, 5e-13, 2e-12}, {"b", 3e-12, 2e-12, 4e-12}}, estimates("{}")),
                     {{"a", 1e-12, 5e-13, 2e-12}, {"b", 3e-12, 2e-12, 4e-12}}, "circle");
    expect_positions(expect_sound(rows{{"a", 1e15, 5e14, 2e15}, {"b", 3e15, 2e15, 4e15}}, bars("{}")),
                     {{"a", 1e15, 5e14, 2e15}, {"b", 3e15, 2e15, 4e15}}, "rect");
}

TEST(estimates, take_200_labels) {
    rows all;
    for (int i = 0; i < 200; ++i)
        all.push_back({"Label number " + std::to_string(i), i * 0.37 - 20, i * 0.37 - 25, i * 0.37 - 10});
    const picture p = expect_sound(all, estimates(R"({"title": "Many", "reference": 3.21})"));
    EXPECT_EQ(p.of("circle", "fill").size(), 200U);
    // The axis stands above and below.
    const auto texts = p.texts();
    EXPECT_EQ(std::count(texts.begin(), texts.end(), "60"), 2);
    EXPECT_EQ(expect_sound(all, bars(R"({"height": 3200, "width": 400})")).of("rect", "fill").size(), 200U);
}

TEST(bars, begin_at_zero_and_are_as_long_as_their_numbers) {
    rows plain = branches;
    for (estimate_row& r : plain) r.lower = r.upper = {};
    const picture p = expect_sound(plain, bars("{}"));
    const auto rects = p.of("rect", "fill");
    ASSERT_EQ(rects.size(), 5U);
    const double zero = p.of("polyline", "base")[0].points[0].x;
    const double unit = rects[0].number("width") / 42.3;
    for (const drawn& d : rects)
        for (const estimate_row& r : plain)
            if (d.title.starts_with(r.label)) {
                EXPECT_NEAR(d.number("width"), std::abs(*r.value) * unit, 0.02);
                EXPECT_NEAR(*r.value < 0 ? d.bounds().right : d.bounds().left, zero, 0.02);
            }
    EXPECT_TRUE(p.of("text", "axis").empty());
    EXPECT_TRUE(p.says("−12.5"));
    expect_positions(expect_sound(branches, bars("{}")), branches, "rect");
}

TEST(estimates, mirrored) {
    const picture p = expect_sound(branches, estimates(R"({"direction": "rtl"})"));
    expect_positions(p, branches, "circle");
    for (const drawn& d : p.all)
        if (d.text == "Berlin") {
            EXPECT_NEAR(d.bounds().right, 632, 0.01);
        }
}

}  // namespace
