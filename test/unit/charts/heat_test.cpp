#include "core/charts/heat.hpp"

#include <map>

#include "charts/picture.hpp"

namespace {

using namespace xm::core;
using namespace xm::core::charts;
using xm::test::drawn;
using xm::test::expect_sound;
using xm::test::picture;
using xm::test::refusal;
using rows = std::vector<heat_row>;

const auto heat = [](const char* json) { return [o = options::parse(json)](const rows& r) { return draw_heat(r, o); }; };

const rows cells{{"Berlin", "Q1", 10}, {"Berlin", "Q2", 40}, {"Bonn", "Q1", 25}, {"Bonn", "Q2", {}}, {"Köln", "Q2", 70}};

std::map<std::string, drawn> cells_of(const picture& p) {
    std::map<std::string, drawn> all;
    for (const drawn& d : p.of("rect", "fill"))
        if (!d.title.empty()) all[d.title.substr(0, d.title.find(':'))] = d;
    return all;
}

// The swatches of the key, from left to right.
std::vector<std::string> key_of(const picture& p) {
    std::vector<drawn> key;
    for (const drawn& d : p.of("rect", "fill"))
        if (d.title.empty()) key.push_back(d);
    std::sort(key.begin(), key.end(), [](const drawn& a, const drawn& b) { return a.number("x") < b.number("x"); });
    std::vector<std::string> steps;
    for (const drawn& d : key)
        for (int step = 0; step <= 10; ++step)
            if (d.is("h" + std::to_string(step))) steps.push_back("h" + std::to_string(step));
    return steps;
}

TEST(heat, cells_stand_in_rows_and_columns) {
    const picture p = expect_sound(cells, heat(R"({"title": "T"})"));
    auto at = cells_of(p);
    ASSERT_EQ(at.size(), 4U);
    EXPECT_EQ(at["Berlin, Q1"].number("y"), at["Berlin, Q2"].number("y"));
    EXPECT_EQ(at["Berlin, Q1"].number("x"), at["Bonn, Q1"].number("x"));
    EXPECT_LT(at["Berlin, Q1"].number("x"), at["Berlin, Q2"].number("x"));
    EXPECT_LT(at["Berlin, Q1"].number("y"), at["Bonn, Q1"].number("y"));
    EXPECT_TRUE(at["Berlin, Q1"].is("h5") && at["Bonn, Q1"].is("h6") && at["Berlin, Q2"].is("h8") && at["Köln, Q2"].is("h10"));
    for (const char* text : {"10", "40", "25", "70", "Berlin", "Bonn", "Köln", "Q1", "Q2"}) EXPECT_TRUE(p.says(text)) << text;
    EXPECT_TRUE(p.says("Blank: no value. 1 row without a value is left out."));
    EXPECT_EQ(key_of(p), (std::vector<std::string>{"h5", "h6", "h7", "h8", "h9", "h10"}));
    EXPECT_EQ(p.description, "3 rows by 2 columns, 4 values. Largest: Köln, Q2: 70. Smallest: Berlin, Q1: 10.");
}

TEST(heat, runs_both_ways_about_zero_or_a_reference) {
    const rows both{{"a", "x", -10}, {"a", "y", 0}, {"b", "x", 20}, {"b", "y", 10}};
    const picture p = expect_sound(both, heat("{}"));
    auto at = cells_of(p);
    // The key shows the colours that there are, and says what the middle of them is.
    EXPECT_EQ(key_of(p), (std::vector<std::string>{"h3", "h4", "h5", "h6", "h7", "h8", "h9", "h10"}));
    EXPECT_TRUE(p.says("The faintest colour stands for 0."));
    EXPECT_TRUE(expect_sound(rows{{"a", "x", 1}}, heat("{}")).of("rect", "fill").size() == 1);  // one value needs no key
    EXPECT_TRUE(at["a, y"].is("h5") && at["b, x"].is("h10") && at["b, y"].is("h8") && at["a, x"].is("h3"));
    auto about = cells_of(expect_sound(cells, heat(R"({"reference": 40})")));
    EXPECT_TRUE(about["Berlin, Q2"].is("h5") && about["Berlin, Q1"].is("h0") && about["Köln, Q2"].is("h10"));
}

TEST(heat, in_order) {
    auto by_mean = cells_of(expect_sound(cells, heat(R"({"order": "value"})")));
    EXPECT_LT(by_mean["Köln, Q2"].number("y"), by_mean["Berlin, Q2"].number("y"));
    EXPECT_LT(by_mean["Berlin, Q2"].number("x"), by_mean["Berlin, Q1"].number("x"));
    auto given = cells_of(expect_sound(cells, heat(R"({"order": ["Bonn", "Q2"]})")));
    EXPECT_LT(given["Bonn, Q1"].number("y"), given["Berlin, Q1"].number("y"));
    EXPECT_LT(given["Berlin, Q2"].number("x"), given["Berlin, Q1"].number("x"));
}

TEST(heat, long_names_of_columns_stand_by_turns_and_whole) {
    rows all;
    const std::vector<std::string> names{"achievement",    "benevolence", "conformity",  "hedonism",
                                         "self direction", "stimulation", "universalism"};
    for (const std::string& name : names) all.push_back({"a", name, 1}), all.push_back({"b", name, 2});
    const picture p = expect_sound(all, heat(R"({"width": 450})"));
    for (const std::string& name : names) EXPECT_TRUE(p.says(name)) << name;
    EXPECT_EQ(p.of("polyline", "leader").size(), 3U);
    EXPECT_TRUE(expect_sound(all, heat(R"({"width": 900})")).of("polyline", "leader").empty());
}

TEST(heat, takes_what_comes) {
    const auto labels = xm::test::hostile_labels();
    rows all;
    for (std::size_t i = 0; i < labels.size(); ++i)
        for (std::size_t j = 0; j < labels.size(); ++j)
            all.push_back(
                {labels[i] + std::to_string(i), labels[j] + std::to_string(j), std::sin(1.0 * static_cast<double>(i * j))});
    for (const char* o : {"{}", R"({"width": 200})", R"({"width": 1600, "direction": "rtl"})"}) expect_sound(all, heat(o));
    rows big;
    for (int i = 0; i < 200; ++i)
        for (int j = 0; j < 60; ++j) big.push_back({"r" + std::to_string(i), "c" + std::to_string(j), 1e-12 * i * j});
    const picture p = expect_sound(big, heat("{}"));
    EXPECT_EQ(p.of("rect", "fill").size(), 12000U + 6);
    EXPECT_TRUE(std::any_of(p.all.begin(), p.all.end(),
                            [](const drawn& d) { return d.text.find("columns have no room.") != std::string::npos; }));
    for (const double v : {0.0, 1e15, -1e300, 4e-290}) expect_sound(rows{{"a", "b", v}, {"a", "c", v / 2}}, heat("{}"));
    EXPECT_EQ(refusal([] { draw_heat({{"a", "b", 1}, {"a", "b", 2}}, {}); }), "the cell of \"a\" and \"b\" is given twice");
    EXPECT_EQ(refusal([] { draw_heat({{"a", "b", NAN}}, {}); }), "value NaN cannot be drawn: finite numbers up to 1e300 can");
    for (int j = 60; j < 62; ++j) big.push_back({"r0", "c" + std::to_string(j), 1});
    EXPECT_EQ(refusal([&] { draw_heat(big, {}); }), "62 columns are more than a picture can show: 60");
    EXPECT_TRUE(xm::test::parse_picture(draw_heat({}, {})).says("No data"));
}

}  // namespace
