#include "core/charts/svg.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <regex>

#include "core/charts/reader.hpp"
#include "core/error.hpp"
#include "charts/picture.hpp"

namespace {

using namespace xm::core;
using namespace xm::core::charts;

// Behind the head.
std::string body(const scene& s) {
    const std::string svg = write_svg(s), sheet(style_sheet());
    const auto at = svg.find(sheet);
    EXPECT_NE(at, std::string::npos);
    check_svg(svg);
    const std::size_t from = at + sheet.size();
    return svg.substr(from, svg.size() - from - std::string("</svg>").size());
}

TEST(svg, head_names_and_describes) {
    scene s(640, 400.5);
    s.name = "A & B";
    s.description = "\"quoted\" <text>";
    const std::string svg = write_svg(s);
    EXPECT_TRUE(
        svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"xm\" role=\"img\" viewBox=\"0 0 640 400.5\" "
                        "width=\"640\" height=\"400.5\" style=\"max-width:100%;height:auto\"><title>A &amp; B</title>"
                        "<desc>&quot;quoted&quot; &lt;text&gt;</desc><style>"));
    EXPECT_TRUE(svg.ends_with("</style></svg>"));
    EXPECT_EQ(svg.find(" id="), std::string::npos);
    EXPECT_EQ(svg.find("url("), std::string::npos);
    EXPECT_TRUE(write_word_svg(s).find("class=\"xm-word\"") != std::string::npos);
}

TEST(svg, numbers_have_two_decimals_at_most) {
    scene s(100, 100);
    s.rect(style::fill, {paint::series, 2}, {-0.001, 1.005, 12.344, 100.999});
    EXPECT_EQ(body(s), "<rect class=\"xm-fill xm-2\" x=\"0\" y=\"1\" width=\"12.35\" height=\"99.99\"/>");
    scene t(100, 100);
    t.rect(style::fill, {}, {-1.25, -0.5, 1e4, 7.1});
    EXPECT_EQ(body(t), "<rect class=\"xm-fill\" x=\"-1.25\" y=\"-0.5\" width=\"10001.25\" height=\"7.6\"/>");
}

TEST(svg, marks) {
    scene s(100, 100);
    const std::vector<point> p{{1, 2}, {3.5, 4}, {5, 6}};
    s.line(style::line, {paint::own, 0xab01f9}, p);
    s.area(style::band, {paint::series, 6}, p);
    s.symbol(style::hollow, {paint::muted}, shape::circle, {7, 8}, 2);
    s.symbol(style::fill, {paint::ramp, 10}, shape::square, {10, 10}, 10);
    EXPECT_EQ(body(s),
              "<polyline class=\"xm-line\" color=\"#ab01f9\" points=\"1,2 3.5,4 5,6\"/>"
              "<polygon class=\"xm-band xm-6\" points=\"1,2 3.5,4 5,6\"/>"
              "<circle class=\"xm-hollow xm-muted\" cx=\"7\" cy=\"8\" r=\"2\"/>"
              "<polygon class=\"xm-fill xm-r10\" points=\"1,1 19,1 19,19 1,19\"/>");
}

TEST(svg, texts_are_escaped_and_keep_their_side) {
    scene s(100, 100);
    s.text(style::label, {}, anchor::left, 1, 2, "<script>alert(\"1\" & '2')</script>");
    s.text(style::axis, {paint::muted}, anchor::right, 3, 4, "שלום");
    s.text(style::strong, {paint::series_text, 1}, anchor::left, 3, 4, "שלום");
    s.text(style::note, {paint::tint_text, 3}, anchor::middle, 3, 4, std::string("a\x01\xFF") + "\uFFFF");
    s.text(style::label, {}, anchor::middle, 3, 4, "");
    EXPECT_EQ(body(s),
              "<text x=\"1\" y=\"2\">&lt;script&gt;alert(&quot;1&quot; &amp; &#39;2&#39;)&lt;/script&gt;</text>"
              "<text class=\"xm-axis xm-muted\" x=\"3\" y=\"4\" direction=\"rtl\">שלום</text>"
              "<text class=\"xm-strong xm-t1\" x=\"3\" y=\"4\" text-anchor=\"end\" direction=\"rtl\">שלום</text>"
              "<text class=\"xm-note xm-ht3\" x=\"3\" y=\"4\" text-anchor=\"middle\">a\uFFFD\uFFFD\uFFFD</text>");
}

TEST(svg, alike_marks_share_a_group) {
    scene s(100, 100);
    s.open("a < b");
    for (int i = 0; i < 3; ++i) s.symbol(style::fill, {paint::series, 0}, shape::circle, {1.0 * i, 0}, 1);
    s.close();
    EXPECT_EQ(body(s),
              "<g><title>a &lt; b</title><g class=\"xm-fill xm-0\"><circle cx=\"0\" cy=\"0\" r=\"1\"/><circle cx=\"1\" cy=\"0\" "
              "r=\"1\"/>"
              "<circle cx=\"2\" cy=\"0\" r=\"1\"/></g></g>");
}

TEST(svg, mirrored_for_readers_from_the_right) {
    scene s(100, 100);
    s.rect(style::fill, {}, {10, 0, 30, 5});
    s.text(style::label, {}, anchor::left, 10, 20, "a");
    s.line(style::grid, {paint::faint}, {0, 1}, {40, 1});
    s.mirror();
    EXPECT_EQ(
        body(s),
        "<rect class=\"xm-fill\" x=\"70\" y=\"0\" width=\"20\" height=\"5\"/><text x=\"90\" y=\"20\" text-anchor=\"end\">a</text>"
        "<polyline class=\"xm-grid xm-faint\" points=\"100,1 60,1\"/>");
}

TEST(scene, bounds_hold_stroke_and_text) {
    scene s(100, 100);
    s.line(style::line, {}, {10, 10}, {20, 30});
    s.symbol(style::fill, {}, shape::diamond, {5, 5}, 3);
    s.text(style::label, {}, anchor::middle, 50, 50, "ab");
    const box line = s.bounds(s.marks()[0]), symbol = s.bounds(s.marks()[1]), text = s.bounds(s.marks()[2]);
    EXPECT_DOUBLE_EQ(line.left, 9);
    EXPECT_DOUBLE_EQ(line.bottom, 31);
    EXPECT_DOUBLE_EQ(symbol.right, 8);
    EXPECT_DOUBLE_EQ(text.width(), text_width("ab", font_of(style::label)));
    EXPECT_NEAR((text.left + text.right) / 2, 50, 1e-9);
    for (const shape f : {shape::square, shape::triangle, shape::diamond, shape::wedge, shape::cross, shape::hexagon})
        for (const point& p : corners(f, {5, 5}, 3)) EXPECT_TRUE(box({2, 2, 8, 8}).holds({p.x, p.y, p.x, p.y}));
}

// --- contrast: Web Content Accessibility Guidelines 2.2 (2023), relative luminance ------------------

double luminance(std::uint32_t rgb) {
    const auto part = [](std::uint32_t c) {
        const double v = c / 255.0;
        return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * part(rgb >> 16) + 0.7152 * part(rgb >> 8 & 255U) + 0.0722 * part(rgb & 255U);
}
double contrast(std::uint32_t a, std::uint32_t b) {
    const double x = luminance(a), y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

// The two colours of a class in the sheet: those of light-dark(), or the plain one for both.
std::pair<std::uint32_t, std::uint32_t> colors_of(const std::string& name) {
    const std::string sheet(style_sheet());
    const auto at_supports = sheet.find("@supports");
    const std::string selector = name.empty() ? "svg\\.xm" : "svg\\.xm \\.xm-" + name;
    const auto rule = [&](const std::string& part) {
        std::smatch found;
        std::regex_search(part, found, std::regex("(?:^|[\\n,>{])" + selector + "(?:,[^{]*)?\\{color:([^}\\n;]*)"));
        return found.empty() ? std::string() : found[1].str();
    };
    const auto number = [](const std::string& s) {
        return static_cast<std::uint32_t>(std::stoul(s.substr(s.find('#') + 1, 6), nullptr, 16));
    };
    const std::string plain = rule(sheet.substr(0, at_supports)), both = rule(sheet.substr(at_supports));
    EXPECT_FALSE(plain.empty()) << name;
    if (both.empty()) return {number(plain), number(plain)};
    const auto from = both.find("light-dark(");
    EXPECT_NE(from, std::string::npos) << name;
    const std::string pair = both.substr(from);
    EXPECT_EQ(number(plain), number(pair)) << name << ": who does not know light-dark sees the light colour";
    return {number(pair), number(pair.substr(pair.find(',')))};
}

constexpr std::array<std::uint32_t, 2> papers{0xffffff, 0xf7f7f7}, dark_papers{0x121212, 0x1e1e1e};

void expect_contrast(const std::string& name, double least) {
    const auto [light, dark] = colors_of(name);
    for (const std::uint32_t paper : papers) EXPECT_GE(contrast(light, paper), least) << name << " on light";
    for (const std::uint32_t paper : dark_papers) EXPECT_GE(contrast(dark, paper), least) << name << " on dark";
}

TEST(svg, colours_can_be_seen_and_texts_be_read) {
    expect_contrast("", 4.5);
    expect_contrast("muted", 4.5);
    for (int i = 0; i < 7; ++i) {
        expect_contrast(std::to_string(i), 3);
        expect_contrast("t" + std::to_string(i), 4.5);
    }
    for (int i = 0; i < 11; ++i) {
        const std::string n = std::to_string(i);
        for (const std::string ramp : {"r", "h"}) {
            const auto [light, dark] = colors_of(ramp + n);
            const auto [on_light, on_dark] = colors_of(ramp + "t" + n);
            EXPECT_GE(contrast(light, on_light), 4.5) << ramp << n;
            EXPECT_GE(contrast(dark, on_dark), 4.5) << ramp << n;
        }
        const auto [light, dark] = colors_of("r" + n);
        EXPECT_GE(contrast(light, 0xffffff), 3) << n;
        EXPECT_GE(contrast(dark, 0x1e1e1e), 3) << n;
    }
}

TEST(svg, palette_differs_for_who_sees_fewer_colours) {
    // Neighbours in the palette differ in lightness or hue also without red or green cones: Viénot, Brettel & Mollon (1999),
    // Color Res. Appl. 24, 243-252, in linear RGB.
    const auto linear = [](std::uint32_t rgb) {
        std::array<double, 3> v{};
        for (int i = 0; i < 3; ++i) {
            const double c = (rgb >> (16 - 8 * i) & 255U) / 255.0;
            v[static_cast<std::size_t>(i)] = c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
        }
        return v;
    };
    for (int i = 0; i < 3; ++i)
        for (int j = 0; j < i; ++j) {
            const auto a = linear(colors_of(std::to_string(i)).first), b = linear(colors_of(std::to_string(j)).first);
            const double red_green = 0.112 * (a[0] - b[0]) + 0.888 * (a[1] - b[1]), blue = a[2] - b[2];
            EXPECT_GT(std::hypot(red_green, blue), 0.05) << i << " and " << j;
        }
}

TEST(svg, no_picture_is_too_large_to_be_read_back) {
    scene s(100, 100);
    s.line(style::line, {}, std::vector<point>(most_svg_bytes / 10, {12.25, 12.25}));
    EXPECT_EQ(xm::test::refusal([&] { write_svg(s); }), "a picture of 76 MB is too large: 64 MB are allowed");
}

}  // namespace
