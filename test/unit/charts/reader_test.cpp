#include "core/charts/reader.hpp"

#include <gtest/gtest.h>

#include "core/charts/estimates.hpp"
#include "core/charts/svg.hpp"
#include "core/charts/trend.hpp"
#include "core/error.hpp"

namespace {

using namespace xm::core;
using namespace xm::core::charts;

std::string mistake(const std::string& svg) {
    try {
        check_svg(svg);
    } catch (const error& e) {
        EXPECT_EQ(e.code, errc::corrupt_text);
        EXPECT_NE(e.hint, nullptr);
        return e.text.c_str();
    }
    return "none";
}

std::string with(const std::string& inside) {
    scene s(10, 10);
    s.name = "n";
    s.description = "d";
    std::string svg = write_svg(s);
    return svg.insert(svg.size() - 6, inside);
}

TEST(reader, accepts_what_the_writer_writes) {
    check_svg(with(""));
    check_svg(with("<g><title>a</title><g class=\"xm-fill xm-0\"><circle cx=\"1\" cy=\"-2.5\" r=\"3\"/></g></g>"));
    check_svg(with("<text class=\"xm-axis\" x=\"1\" y=\"2\" text-anchor=\"end\" direction=\"rtl\">שלום &amp; &lt;</text>"));
    check_svg(
        with("<polyline color=\"#00ff7f\" points=\"\"/><polygon points=\"1,2 3,4\"/><rect x=\"1\" y=\"2\" width=\"3\" "
             "height=\"4\"/>"));
    check_svg(draw_sparkline({{0, 1}, {1, 2}}, {}));
    check_svg(draw_estimates({{"<a b=\"c\">", 1, 0, 2}},
                             options::parse(R"({"title": "\u0000\u0001 ]]> &amp;", "colors": ["#000000"]})")));
}

TEST(reader, refuses_what_could_do_harm) {
    for (const char* inside : {"<script>alert(1)</script>",
                               "<g onclick=\"alert(1)\"></g>",
                               "<rect x=\"1\" y=\"2\" width=\"3\" height=\"4\" onload=\"a\"/>",
                               "<image href=\"http://a.b/c.png\"/>",
                               "<a href=\"javascript:alert(1)\"><text x=\"1\" y=\"2\">a</text></a>",
                               "<foreignObject></foreignObject>",
                               "<use href=\"#a\"/>",
                               "<g id=\"a\"></g>",
                               "<g style=\"fill:url(#a)\"></g>",
                               "<style>*{}</style>",
                               "<rect fill=\"url(http://a.b)\" x=\"1\" y=\"2\" width=\"3\" height=\"4\"/>",
                               "<!-- a -->",
                               "<![CDATA[a]]>",
                               "<?xml-stylesheet href=\"a\"?>",
                               "<animate attributeName=\"x\"/>",
                               "<set attributeName=\"onload\" to=\"a\"/>",
                               "text",
                               "<g>text</g>",
                               "<text x=\"1\" y=\"2\"><tspan>a</tspan></text>",
                               "<text x=\"1\" y=\"2\">&#0;</text>",
                               "<text x=\"1\" y=\"2\">&xxe;</text>",
                               "<text x=\"1\" y=\"2\">a > b</text>",
                               "<text x=\"1\" y=\"2\">\x01</text>",
                               "<text x=\"1\" y=\"2\">\xFF</text>",
                               "<text x=\"1\" y=\"2\">\xEF\xBF\xBF</text>",
                               "<g></g></g>",
                               "<g>",
                               "</svg><svg>",
                               "<g class=\"a\"></g>",
                               "<g class=\"xm-a\" class=\"xm-a\"></g>",
                               "<circle cx=\"NaN\" cy=\"1\" r=\"1\"/>",
                               "<circle cx=\"1e9\" cy=\"1\" r=\"1\"/>",
                               "<circle cx=\"1\" cx=\"1\" cy=\"1\" r=\"1\"/>",
                               "<circle cx=\"12345678901234\" cy=\"1\" r=\"1\"/>",
                               "<polyline points=\"1 2\"/>",
                               "<polyline points=\"1,2 \"/>",
                               "<g color=\"red\"></g>",
                               "<g color=\"#00FF00\"></g>",
                               "<SCRIPT>a</SCRIPT>",
                               "<svg></svg>"})
        EXPECT_NE(mistake(with(inside)), "none") << inside;
    EXPECT_NE(mistake(""), "none");
    EXPECT_NE(mistake("<svg"), "none");
    EXPECT_NE(mistake(with("") + " "), "none");
    EXPECT_NE(mistake("\xEF\xBB\xBF" + with("")), "none");
    std::string sheet = with("");
    sheet.replace(sheet.find("fill-opacity"), 4, "FILL");
    EXPECT_NE(mistake(sheet), "none");
    std::string nested;
    for (int i = 0; i < 9; ++i) nested += "<g>";
    for (int i = 0; i < 9; ++i) nested += "</g>";
    EXPECT_NE(mistake(with(nested)), "none");
}

TEST(reader, says_where) {
    EXPECT_EQ(mistake("<svg>"),
              "invalid text for type xm.svg at byte 1: <svg xmlns=\"http://www.w3.org/2000/svg\" class=\"xm expected");
    const std::string svg = with("<g><b/></g>");
    EXPECT_EQ(mistake(svg), "invalid text for type xm.svg at byte " + std::to_string(svg.find("<b/>") + 1) +
                                ": an element of a picture, or </g>, expected");
}

// Any one byte changed, any end cut off: refused, or still a picture.
TEST(reader, takes_any_bytes) {
    const std::string svg = draw_estimates({{"a & b", 1, 0, 2}, {"c", 3, 2, 4}}, options::parse(R"({"title": "T"})"));
    for (std::size_t i = 0; i < svg.size(); ++i) {
        EXPECT_NE(mistake(svg.substr(0, i)), "none");
        for (const char c : {'<', '>', '"', ' ', '\0', 'x', '\xC3'}) {
            std::string changed = svg;
            changed[i] = c;
            mistake(changed);
        }
    }
}

}  // namespace
