// Reads a picture back, for tests: not with the reader under test, and without trust in the writer.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "core/charts/reader.hpp"
#include "core/charts/scene.hpp"
#include "core/charts/text.hpp"
#include "core/error.hpp"

namespace xm::test {

struct drawn {
    std::string element, classes, title, text;  // classes and title of itself or what it stands in
    std::map<std::string, std::string> attributes;
    std::vector<core::charts::point> points;

    double number(const char* name) const {
        const auto at = attributes.find(name);
        return at == attributes.end() ? NAN : std::stod(at->second);
    }
    bool is(const std::string& name) const { return (" " + classes + " ").find(" xm-" + name + " ") != std::string::npos; }
    core::charts::font font() const {
        if (is("title")) return {17, true};
        if (is("subtitle")) return {13, false};
        if (is("axis") || is("note")) return {11, false};
        return {12, is("strong")};
    }
    core::charts::box bounds() const {
        using core::charts::box;
        if (element == "rect") return {number("x"), number("y"), number("x") + number("width"), number("y") + number("height")};
        if (element == "circle") return box{number("cx"), number("cy"), number("cx"), number("cy")}.grown(number("r"));
        if (element == "text") {
            const core::charts::font f = font();
            const double width = core::charts::text_width(text, f), x = number("x"), y = number("y");
            const auto anchor = attributes.find("text-anchor");
            const std::string side = anchor == attributes.end() ? "start" : anchor->second;
            const bool left = attributes.count("direction") > 0;
            const double from = side == "middle" ? x - width / 2 : (side == "end") != left ? x - width : x;
            return {from, y - core::charts::ascent * f.size, from + width, y + core::charts::descent * f.size};
        }
        box b{1e9, 1e9, -1e9, -1e9};
        for (const auto& p : points)
            b = {std::min(b.left, p.x), std::min(b.top, p.y), std::max(b.right, p.x), std::max(b.bottom, p.y)};
        return b;
    }
};

struct picture {
    double width = 0, height = 0;
    std::string title, description;
    std::vector<drawn> all;

    std::vector<drawn> of(const std::string& element, const std::string& name) const {
        std::vector<drawn> result;
        for (const drawn& d : all)
            if (d.element == element && d.is(name)) result.push_back(d);
        return result;
    }
    std::vector<std::string> texts() const {
        std::vector<std::string> result;
        for (const drawn& d : all)
            if (d.element == "text") result.push_back(d.text);
        return result;
    }
    bool says(const std::string& text) const {
        const auto t = texts();
        return std::find(t.begin(), t.end(), text) != t.end();
    }
};

inline std::string unescaped(std::string s) {
    for (const auto& [from, to] : {std::pair{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}})
        for (std::size_t at = 0; (at = s.find(from, at)) != std::string::npos; ++at) s.replace(at, std::string(from).size(), to);
    return s;
}

// Fails the test where the text is not well-formed.
inline picture parse_picture(const std::string& svg) {
    picture p;
    struct open_element {
        std::string name, classes, title;
    };
    std::vector<open_element> stack;
    std::size_t at = 0;
    while (at < svg.size()) {
        if (svg[at] != '<') {
            const std::size_t end = std::min(svg.find('<', at), svg.size());
            const std::string text = unescaped(svg.substr(at, end - at));
            if (stack.empty()) {
                ADD_FAILURE() << "text outside: " << text;
                return p;
            }
            open_element& e = stack.back();
            if (e.name == "title" && stack.size() == 2) p.title = text;
            if (e.name == "title" && stack.size() > 2) stack[stack.size() - 2].title = text;
            if (e.name == "desc") p.description = text;
            if (e.name == "text") p.all.back().text = text;
            at = end;
            continue;
        }
        const std::size_t end = svg.find('>', at);
        if (end == std::string::npos) {
            ADD_FAILURE() << "an element without an end";
            return p;
        }
        std::string tag = svg.substr(at + 1, end - at - 1);
        at = end + 1;
        if (tag[0] == '/') {
            EXPECT_FALSE(stack.empty());
            EXPECT_EQ(stack.back().name, tag.substr(1));
            stack.pop_back();
            continue;
        }
        const bool alone = tag.back() == '/';
        if (alone) tag.pop_back();
        drawn d;
        std::size_t i = tag.find(' ');
        d.element = tag.substr(0, i);
        while (i != std::string::npos && i < tag.size()) {
            const std::size_t equals = tag.find("=\"", i), quote = tag.find('"', equals + 2);
            if (equals == std::string::npos || quote == std::string::npos) {
                ADD_FAILURE() << "not an attribute: " << tag;
                return p;
            }
            d.attributes[tag.substr(i + 1, equals - i - 1)] = tag.substr(equals + 2, quote - equals - 2);
            i = quote + 1;
        }
        d.classes = d.attributes["class"];
        for (auto e = stack.rbegin(); e != stack.rend(); ++e) {
            if (e != stack.rend() - 1) d.classes += " " + e->classes;
            if (d.title.empty()) d.title = e->title;
        }
        std::string points = d.attributes["points"];
        std::replace(points.begin(), points.end(), ',', ' ');
        std::vector<double> numbers;
        for (std::size_t k = 0; k < points.size();) {
            std::size_t used = 0;
            numbers.push_back(std::stod(points.substr(k), &used));
            k += used + 1;
        }
        for (std::size_t k = 0; k + 1 < numbers.size(); k += 2) d.points.push_back({numbers[k], numbers[k + 1]});
        if (d.element == "svg") p.width = d.number("width"), p.height = d.number("height");
        if (!alone) stack.push_back({d.element, d.attributes["class"], ""});
        if (d.element != "svg" && d.element != "g" && d.element != "title" && d.element != "desc" && d.element != "style")
            p.all.push_back(std::move(d));
    }
    EXPECT_TRUE(stack.empty()) << "elements left open";
    return p;
}

// What holds for every picture: all within the frame, no two texts on each other.
inline void expect_tidy(const picture& p) {
    const core::charts::box frame{-0.01, -0.01, p.width + 0.01, p.height + 0.01};
    std::vector<std::pair<core::charts::box, const drawn*>> texts;
    for (const drawn& d : p.all) {
        const core::charts::box b = d.bounds();
        EXPECT_TRUE(frame.holds(b)) << d.element << " " << d.classes << " '" << d.text << "' leaves the frame: " << b.left << " "
                                    << b.top << " " << b.right << " " << b.bottom << " of " << p.width << " x " << p.height;
        if (d.element == "text") texts.emplace_back(b.grown(-0.02), &d);
    }
    for (std::size_t i = 0; i < texts.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            EXPECT_FALSE(texts[i].first.overlaps(texts[j].first))
                << "'" << texts[i].second->text << "' stands on '" << texts[j].second->text << "'";
    EXPECT_FALSE(p.title.empty());
    EXPECT_FALSE(p.description.empty());
}

// From px to the numbers of an axis, by two of its labels: those of class xm-axis in a line.
struct ruler {
    double px0, px1, value0, value1;
    double operator()(double px) const { return value0 + (px - px0) / (px1 - px0) * (value1 - value0); }
    // What a rounding of two decimals in px is worth.
    double tolerance() const { return std::abs((value1 - value0) / (px1 - px0)) * 0.03; }
};
inline double plain_number(std::string s) {
    double unit = 1;
    const auto take = [&](const std::string& what, double factor) {
        const auto at = s.find(what);
        if (at == std::string::npos) return;
        s.erase(at, what.size());
        unit *= factor;
    };
    static const std::vector<std::string> digits{"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    if (const auto times = s.find("×10"); times != std::string::npos) {
        std::string power = s.substr(times + std::string("×10").size()), plain;
        s.erase(times);
        bool negative = false;
        if (power.starts_with("⁻")) negative = true, power.erase(0, std::string("⁻").size());
        while (!power.empty()) {
            bool found = false;
            for (std::size_t k = 0; k < 10 && !found; ++k)
                if (power.starts_with(digits[k]))
                    plain += static_cast<char>('0' + k), power.erase(0, digits[k].size()), found = true;
            if (!found) return NAN;
        }
        unit = std::pow(10, (negative ? -1 : 1) * std::stod(plain));
    }
    take("\u00A0M", 1e6), take("\u00A0bn", 1e9), take("\u00A0tn", 1e12), take("%", 0.01), take("\u2212", -1);
    std::erase(s, ',');
    if (s.empty() || s.find_first_not_of("0123456789.") != std::string::npos) return NAN;
    return std::stod(s) * unit;
}
// Of the labels in muted axis style whose other coordinate is `line` where it is given.
inline ruler ruler_of(const picture& p, bool across, const std::vector<double>& not_these = {}) {
    std::vector<std::pair<double, double>> marks;
    std::map<double, std::vector<std::pair<double, double>>> lines;
    for (const drawn& d : p.of("text", "axis")) {
        const double v = plain_number(d.text);
        if (std::isnan(v) || std::find(not_these.begin(), not_these.end(), v) != not_these.end()) continue;
        lines[across ? d.number("y") : d.number("x")].emplace_back(across ? d.number("x") : d.number("y") - 4, v);
    }
    for (auto& [line, found] : lines)
        if (found.size() > marks.size()) marks = found;
    // A label at an end may have been moved into the frame: its grid line has not.
    if (across)
        for (auto& [px, value] : marks) {
            double nearest = 1e9;
            for (const drawn& d : p.of("polyline", "grid"))
                if (d.points[0].x == d.points[1].x && std::abs(d.points[0].x - px) < std::abs(nearest - px))
                    nearest = d.points[0].x;
            if (std::abs(nearest - px) < 30) px = nearest;
        }
    EXPECT_GE(marks.size(), 2U) << "no axis found";
    if (marks.size() < 2) return {0, 1, NAN, NAN};
    return {marks.front().first, marks.back().first, marks.front().second, marks.back().second};
}

// Labels that try to break out, to overflow, to run the other way, or to be nothing.
inline std::vector<std::string> hostile_labels() {
    std::string families, marks = "z";
    for (int i = 0; i < 60; ++i) families += "👩\u200D👩\u200D👧", marks += "\u0301";
    return {"<script>alert(1)</script>",
            "\"><g onload='x'>",
            "]]>",
            "&amp;&lt;",
            "",
            "",
            " ",
            std::string(500, 'W'),
            std::string(500, ' ') + "x",
            families,
            marks,
            "مرحبا بالعالم",
            "שלום abc (12)",
            "東京都港区のとても長い支店名がここに続きます本当に長いので折り返します",
            "\u202Eabc",
            std::string("a\0b\x01\x1B", 5),
            "\xFF\xFE",
            "👍🏽",
            "🇩🇪🇫🇷",
            "line\nbreak\ttab",
            "{{7*7}} ${x} %s",
            "--><!--"};
}

// The same bytes whatever the order of rows, and what holds for every picture.
template <class Rows, class Draw>
picture expect_sound(Rows rows, Draw&& draw) {
    const std::string svg = draw(rows);
    core::charts::check_svg(svg);
    for (const unsigned seed : {1U, 2U, 3U}) {
        std::mt19937 random(seed);
        std::shuffle(rows.begin(), rows.end(), random);
        EXPECT_EQ(draw(rows), svg);
    }
    const picture p = parse_picture(svg);
    expect_tidy(p);
    return p;
}

// The text of the error; "none" where there is none.
template <class Draw>
std::string refusal(Draw&& draw) {
    try {
        draw();
    } catch (const core::error& e) {
        EXPECT_EQ(e.code, core::errc::invalid);
        EXPECT_NE(e.hint, nullptr);
        return e.text.c_str();
    }
    return "none";
}

}  // namespace xm::test
