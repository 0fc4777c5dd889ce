#include "core/charts/options.hpp"

#include <gtest/gtest.h>

#include "core/error.hpp"

namespace {

using namespace xm::core;
using charts::options;

std::string mistake(const char* json) {
    try {
        options::parse(json);
    } catch (const error& e) {
        EXPECT_EQ(e.code, errc::invalid);
        EXPECT_NE(e.hint, nullptr) << json;
        return e.text.c_str();
    }
    return "none";
}

TEST(options, reads_every_key) {
    const options o =
        options::parse(R"({"title": " NPS\nby region ", "subtitle": "s", "x": "X", "y": "Y", "width": 800, "height": 500,
        "order": ["b", "a"], "reference": [0, 30.5], "limits": [-100, 100], "digits": 2, "percent": true,
        "colors": ["#0072b2", "#CC5500"], "language": "de-AT", "direction": "rtl"})");
    EXPECT_EQ(o.title, "NPS by region");
    EXPECT_EQ(o.subtitle, "s");
    EXPECT_EQ(o.x, "X");
    EXPECT_EQ(o.y, "Y");
    EXPECT_EQ(o.width, 800);
    EXPECT_EQ(o.height, 500);
    EXPECT_EQ(o.order, options::ordering::given);
    EXPECT_EQ(o.given, (std::vector<std::string>{"b", "a"}));
    EXPECT_EQ(o.reference, (std::vector<double>{0, 30.5}));
    EXPECT_EQ(o.limits, (std::pair{-100.0, 100.0}));
    EXPECT_EQ(o.digits, 2);
    EXPECT_TRUE(o.percent);
    EXPECT_EQ(o.colors, (std::vector<std::uint32_t>{0x0072b2, 0xcc5500}));
    EXPECT_EQ(o.language, "de-AT");
    EXPECT_TRUE(o.right_to_left);
}

TEST(options, has_defaults) {
    const options o = options::parse(R"({"title": null, "width": null})");
    EXPECT_EQ(o.title, "");
    EXPECT_FALSE(o.width);
    EXPECT_EQ(o.order, options::ordering::standard);
    EXPECT_FALSE(o.right_to_left);
    EXPECT_EQ(options::parse(R"({"order": "label"})").order, options::ordering::label);
    EXPECT_EQ(options::parse(R"({"order": "value"})").order, options::ordering::value);
    EXPECT_EQ(options::parse(R"({"reference": 7})").reference, std::vector<double>{7});
    EXPECT_TRUE(options::parse(R"({"language": "he"})").right_to_left);
    EXPECT_FALSE(options::parse(R"({"language": "he", "direction": "ltr"})").right_to_left);
}

TEST(options, says_what_is_wrong_and_where) {
    EXPECT_EQ(mistake("[1]"), "options of a picture: [1] is no object");
    EXPECT_EQ(mistake(R"({"titel": "x"})"), "options.titel: unknown key");
    EXPECT_EQ(mistake(R"({"titel": null})"), "options.titel: unknown key");
    EXPECT_EQ(mistake(R"({"title": 1})"), "options.title: 1 is no text");
    EXPECT_EQ(mistake(R"({"width": "wide"})"), "options.width: \"wide\" is no whole number from 40 to 4000");
    EXPECT_EQ(mistake(R"({"width": 39})"), "options.width: 39 is no whole number from 40 to 4000");
    EXPECT_EQ(mistake(R"({"height": 100.5})"), "options.height: 100.5 is no whole number from 12 to 4000");
    EXPECT_EQ(mistake(R"({"height": 1e400})"), "options of a picture is no JSON: number overflow parsing '1e400'");
    EXPECT_EQ(mistake(R"({"order": "up"})"), "options.order: \"up\" is no order");
    EXPECT_EQ(mistake(R"({"order": ["a", 2]})"), "options.order[1]: 2 is no text");
    EXPECT_EQ(mistake(R"({"reference": [1, "a"]})"), "options.reference[1]: \"a\" is no number from -1e+300 to 1e+300");
    EXPECT_EQ(mistake(R"({"reference": {}})"), "options.reference: {} is no number from -1e+300 to 1e+300");
    EXPECT_EQ(mistake(R"({"limits": [1, 1]})"), "options.limits: [1,1] are no two ends of an axis");
    EXPECT_EQ(mistake(R"({"limits": [1, 2, 3]})"), "options.limits: a list of more than 2");
    EXPECT_EQ(mistake(R"({"limits": 5})"), "options.limits: 5 is no list");
    EXPECT_EQ(mistake(R"({"digits": -1})"), "options.digits: -1 is no whole number from 0 to 15");
    EXPECT_EQ(mistake(R"({"percent": "yes"})"), "options.percent: \"yes\" is neither true nor false");
    EXPECT_EQ(mistake(R"({"colors": ["red"]})"), "options.colors[0]: \"red\" is no colour");
    EXPECT_EQ(mistake(R"({"colors": ["#-12345"]})"), "options.colors[0]: \"#-12345\" is no colour");
    EXPECT_EQ(mistake(R"({"language": "english"})"), "options.language: \"english\" is no language");
    EXPECT_EQ(mistake(R"({"direction": "up"})"), "options.direction: \"up\" is no direction");
}

}  // namespace
