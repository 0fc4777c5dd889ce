// What a picture is made of: few kinds of marks in px, drawn in their order.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/charts/text.hpp"

namespace xm::core::charts {

struct point {
    double x, y;
};

struct box {
    double left, top, right, bottom;

    double width() const { return right - left; }
    double height() const { return bottom - top; }
    bool overlaps(const box& b) const { return left < b.right && b.left < right && top < b.bottom && b.top < bottom; }
    bool holds(const box& b) const { return b.left >= left && b.right <= right && b.top >= top && b.bottom <= bottom; }
    box grown(double by) const { return {left - by, top - by, right + by, bottom + by}; }
};

// How a mark looks; the sheet in svg.cpp says it in CSS.
enum class style : std::uint8_t {
    title,
    subtitle,
    label,
    strong,
    axis,
    note,  // texts
    fill,
    band,
    hollow,  // filled: solid, pale; an outline
    line,
    dashed,
    dotted,
    whisker,
    grid,
    base,
    reference,
    leader  // lines
};
font font_of(style s);
double stroke_of(style s);  // px

// What colours it: a slot of the palette, of a ramp of 11 steps, the colour of text on that step, ink, or a colour of the user's.
struct paint {
    enum slot : std::uint8_t { ink, muted, faint, series, series_text, ramp, ramp_text, tint, tint_text, own } kind = ink;
    std::uint32_t number = 0;  // 0 … 6 of a series, 0 … 10 of a ramp, 0xrrggbb
    bool operator==(const paint&) const = default;
};
inline constexpr std::uint32_t palette_size = 7, ramp_size = 11;

enum class shape : std::uint8_t { circle, square, triangle, diamond, wedge, cross, hexagon };
inline constexpr int shapes = 6;  // of those for series

enum class anchor : std::uint8_t { left, middle, right };

struct mark {
    enum class kind : std::uint8_t { line, area, rect, symbol, text, open, close } what;
    style look = style::label;
    paint color;
    shape form = shape::circle;
    anchor side = anchor::left;
    std::uint32_t first = 0, count = 0;  // points of a line or area, bytes of a text or title
    double x = 0, y = 0, w = 0,
           h = 0;  // of a rect: left, top, width, height; of a symbol: middle and radius; of a text: its baseline
};

class scene {
public:
    scene(double width, double height) : width_(width), height_(height) {}

    // A line through the points; an area within them.
    void line(style s, paint c, std::span<const point> through);
    void line(style s, paint c, point a, point b) { line(s, c, std::initializer_list<point>{a, b}); }
    void area(style s, paint c, std::span<const point> around);
    void rect(style s, paint c, const box& b);
    void symbol(style s, paint c, shape form, point middle, double radius);
    // A text with its side at x; nothing where it is empty.
    void text(style s, paint c, anchor side, double x, double baseline, std::string_view what);
    // What is drawn until close() belongs together and says `title` to who asks (a tip, a screen reader).
    void open(std::string_view title);
    void close();

    double width() const { return width_; }
    double height() const { return height_; }
    const std::vector<mark>& marks() const { return marks_; }
    std::span<const point> points(const mark& m) const { return {points_.data() + m.first, m.count}; }
    std::string_view words(const mark& m) const { return {words_.data() + m.first, m.count}; }
    // What a mark covers, its stroke included.
    box bounds(const mark& m) const;
    // For readers from right to left: all is turned round, and texts keep their way.
    void mirror();

    // What is said of the whole.
    std::string name, description;

private:
    void line(style s, paint c, std::initializer_list<point> through) { line(s, c, std::span(through.begin(), through.size())); }
    mark& add(mark::kind what, style s, paint c);
    void add_points(mark& m, std::span<const point> points);
    void add_words(mark& m, std::string_view words);

    double width_, height_;
    std::vector<mark> marks_;
    std::vector<point> points_;
    std::string words_;
};

// The corners of a symbol other than a circle.
std::vector<point> corners(shape form, point middle, double radius);

}  // namespace xm::core::charts
