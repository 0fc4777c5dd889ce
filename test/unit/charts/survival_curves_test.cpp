#include "core/charts/survival_curves.hpp"

#include "charts/picture.hpp"

namespace {

using namespace xm::core;
using namespace xm::core::charts;
using xm::test::drawn;
using xm::test::expect_sound;
using xm::test::picture;
using xm::test::refusal;
using groups = std::vector<survival_group>;

const auto curves = [](const char* json) { return [o = options::parse(json)](const groups& g) { return draw_survival(g, o); }; };

survival state(std::vector<survival::entry> times) {
    survival s;
    s.times = std::move(times);
    return s;
}

// 10 people: one leaves at 1, two at 3 (one last seen), three at 6; the rest last seen at 8.
const survival ten = state({{1, 1, 0}, {3, 2, 1}, {6, 3, 0}, {8, 0, 3}});

TEST(survival_curves, step_where_the_table_does) {
    const picture p = expect_sound(groups{{"A", ten}}, curves(R"({"title": "T", "x": "Months"})"));
    const auto x = xm::test::ruler_of(p, true, {}), y = xm::test::ruler_of(p, false);
    const auto line = p.of("polyline", "line").at(0).points;
    // S: 0.9 at 1, 0.7 at 3, 0.35 at 6, to 8.
    const std::vector<std::pair<double, double>> expected{{0, 1},   {1, 1},   {1, 0.9},  {3, 0.9},
                                                          {3, 0.7}, {6, 0.7}, {6, 0.35}, {8, 0.35}};
    ASSERT_EQ(line.size(), expected.size());
    const double left = line.front().x, right = line.back().x;
    for (std::size_t i = 0; i < line.size(); ++i) {
        EXPECT_NEAR((line[i].x - left) / (right - left) * 8, expected[i].first, 0.01);
        EXPECT_NEAR(y(line[i].y), expected[i].second, y.tolerance());
    }
    EXPECT_EQ(p.of("polygon", "band").size(), 1U);
    for (const char* text : {"At risk", "A", "0%", "100%", "Months", "10", "Bands show 95% intervals."})
        EXPECT_TRUE(p.says(text)) << text;
    EXPECT_EQ(p.description, "1 curve of how many stay. A: 10 people, 35% stay beyond 8, median 6.");
    static_cast<void>(x);
}

TEST(survival_curves, numbers_at_risk_are_those_of_the_table) {
    const picture p = expect_sound(groups{{"A", ten}}, curves("{}"));
    // Just before each of the times 0, 1, … 8.
    std::vector<std::string> at_risk;
    for (const drawn& d : p.of("text", "axis"))
        if (!d.is("muted") && d.text != "A") at_risk.push_back(d.text);
    EXPECT_EQ(at_risk, (std::vector<std::string>{"10", "10", "9", "9", "6", "6", "6", "3", "3"}));
}

TEST(survival_curves, of_one_label_are_added) {
    survival half = ten;
    survival twice = ten;
    twice.merge(ten);
    EXPECT_EQ(draw_survival({{"A", half}, {"A", half}}, {}), draw_survival({{"A", twice}}, {}));
    const picture p =
        expect_sound(groups{{"B", ten}, {"A", state({{2, 5, 0}})}, {"none", {}}, {"empty", survival{}}}, curves("{}"));
    EXPECT_EQ(p.of("polyline", "line").size(), 2U);
    EXPECT_TRUE(p.says("Bands show 95% intervals. 2 rows without a value are left out."));
    EXPECT_TRUE(p.description.find("A: 5 people, 0% stay beyond 2, median 2.") != std::string::npos) << p.description;
}

TEST(survival_curves, that_end_early_are_named_at_their_ends) {
    const picture p = expect_sound(groups{{"short", state({{1, 3, 0}, {2, 7, 0}})}, {"long", ten}}, curves("{}"));
    EXPECT_TRUE(p.of("polyline", "leader").empty());
    for (const drawn& name : p.of("text", "strong")) {
        const auto lines = p.of("polyline", "line");
        const auto& line = lines.at(name.text == "long" ? 0 : 1).points;
        EXPECT_LT(std::abs(name.number("x") - line.back().x), 12) << name.text;
    }
}

TEST(survival_curves, take_what_comes) {
    const auto labels = xm::test::hostile_labels();
    groups all;
    for (std::size_t i = 0; i < 20; ++i) all.push_back({labels[i], ten});
    for (const char* o : {"{}", R"({"width": 200})", R"({"width": 1600, "direction": "rtl", "reference": 4})"})
        expect_sound(all, curves(o));
    for (const auto& s : {state({{0, 1, 0}}), state({{0, 0, 5}}), state({{5, 0, 5}}), state({{1e-12, 1, 1}, {2e-12, 1, 4}}),
                          state({{1e15, 1, 1}}), state({{1, 1000000, 0}, {2, 1, 0}})})
        expect_sound(groups{{"", s}}, curves("{}"));
    std::vector<survival::entry> many;
    for (int t = 1; t <= 50000; ++t) many.push_back({t * 0.5, 3, 2});
    const groups long_one{{"", state(many)}};
    EXPECT_LT(draw_survival(long_one, {}).size(), 100000U);
    expect_sound(long_one, curves("{}"));
    for (int i = 0; i < 21; ++i) all.push_back({"label " + std::to_string(i), ten});
    EXPECT_EQ(refusal([&] { draw_survival(all, {}); }), "21 curves are more than a picture can show: 20");
    EXPECT_TRUE(xm::test::parse_picture(draw_survival({{"a", {}}}, {})).says("No data"));
}

}  // namespace
