#include "core/charts/layout.hpp"

#include <gtest/gtest.h>

#include "core/error.hpp"

namespace {

using namespace xm::core;
using namespace xm::core::charts;

TEST(layout, spreads_labels_as_little_as_possible) {
    std::vector<double> far{10, 30, 80};
    spread(far, 15, 0, 100);
    EXPECT_EQ(far, (std::vector<double>{10, 30, 80}));
    std::vector<double> close{50, 50, 50};
    spread(close, 10, 0, 100);
    EXPECT_EQ(close, (std::vector<double>{40, 50, 60}));
    std::vector<double> pair{20, 24, 70};
    spread(pair, 10, 0, 100);
    EXPECT_EQ(pair, (std::vector<double>{17, 27, 70}));
    std::vector<double> edge{1, 2, 99, 99};
    spread(edge, 10, 0, 100);
    EXPECT_EQ(edge, (std::vector<double>{0, 10, 90, 100}));
    std::vector<double> none;
    spread(none, 10, 0, 100);
}

TEST(layout, axes_cover_what_they_show) {
    for (const auto& [low, high] :
         {std::pair{0.0, 87.0}, {-3e14, 1e15}, {1e-12, 2e-12}, {5.0, 5.0}, {0.0, 0.0}, {-1e300, 1e300}, {1e-300, 2e-300}}) {
        const axis a = lay_across(low, high, 100, 600, {}), u = lay_upright(low, high, 400, 50, {});
        for (const axis& one : {a, u}) {
            EXPECT_LE(one.at.low, low);
            EXPECT_GE(one.at.high, high);
            EXPECT_GE(one.ticks.size(), 2U);
            for (const double t : one.ticks) EXPECT_TRUE(one.at.holds(t));
        }
        EXPECT_NEAR(a.at(a.at.low), 100, 1e-9);
        EXPECT_NEAR(a.at(a.at.high), 600, 1e-9);
        EXPECT_NEAR(u.at(u.at.high), 50, 1e-9);
    }
    const options o = options::parse(R"({"limits": [0, 97]})");
    const axis a = lay_across(0, 97, 0, 500, o);
    EXPECT_EQ(a.at.low, 0);
    EXPECT_EQ(a.at.high, 97);
}

TEST(layout, too_narrow_an_axis_keeps_one_label) {
    const axis a = lay_across(0.123456, 0.123457, 0, 60, {});
    std::size_t said = 0;
    for (const std::string& label : a.labels) said += !label.empty();
    EXPECT_EQ(said, 1U);
}

TEST(layout, limits_cut_intervals_but_not_values) {
    range values{10, 50}, ends{-100, 200};
    EXPECT_EQ(shown_range(values, ends, {}).low, -100);
    const range cut = shown_range(values, ends, options::parse(R"({"limits": [0, 40]})"));
    EXPECT_EQ(cut.low, 0);
    EXPECT_EQ(cut.high, 50);
    EXPECT_EQ(shown_range(values, {}, options::parse(R"({"reference": [90]})")).high, 90);
}

TEST(layout, takes_places_that_are_free) {
    occupied o({0, 0, 100, 100});
    EXPECT_TRUE(o.try_take({10, 10, 20, 20}));
    EXPECT_FALSE(o.try_take({15, 15, 30, 30}));
    EXPECT_TRUE(o.try_take({20, 10, 30, 20}));
    EXPECT_FALSE(o.try_take({90, 90, 101, 95}));
}

TEST(layout, a_height_that_is_too_small_says_what_is_needed) {
    const options o = options::parse(R"({"title": "T", "height": 100})");
    const page p(o, {"note"});
    EXPECT_GT(p.room(80, 20), 20);
    try {
        p.room(80, 90);
        FAIL();
    } catch (const error& e) {
        EXPECT_EQ(e.code, errc::invalid);
        EXPECT_TRUE(std::string(e.text.c_str()).starts_with("options.height: 100 is too small for this picture, which needs "))
            << e.text.c_str();
    }
}

TEST(layout, a_width_that_is_too_small_says_what_is_needed) {
    const options o = options::parse(R"({"width": 199})");
    try {
        const page p(o, {});
        FAIL();
    } catch (const error& e) {
        EXPECT_EQ(std::string(e.text.c_str()), "options.width: 199 is too small for this picture, which needs 200");
    }
}

TEST(layout, words) {
    EXPECT_EQ(left_out_note(0, {}), "");
    EXPECT_EQ(left_out_note(1, {}), "1 row without a value is left out.");
    EXPECT_EQ(left_out_note(12345, {}), "12,345 rows without a value are left out.");
    EXPECT_EQ(category_text(" \n"), "(empty)");
}

}  // namespace
