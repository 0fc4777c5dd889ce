#include "core/charts/scene.hpp"

#include <cmath>

namespace xm::core::charts {

font font_of(style s) {
    switch (s) {
        case style::title: return {17, true};
        case style::subtitle: return {13, false};
        case style::strong: return {12, true};
        case style::note: return {11, false};
        case style::axis: return {11, false};
        default: return {12, false};
    }
}

double stroke_of(style s) {
    switch (s) {
        case style::line:
        case style::dashed:
        case style::dotted:
        case style::whisker: return 2;
        case style::hollow: return 1.5;
        case style::grid:
        case style::base:
        case style::reference: return 1;
        case style::leader: return 0.75;
        default: return 0;
    }
}

mark& scene::add(mark::kind what, style s, paint c) {
    mark m;
    m.what = what;
    m.look = s;
    m.color = c;
    return marks_.emplace_back(m);
}

void scene::add_points(mark& m, std::span<const point> points) {
    m.first = static_cast<std::uint32_t>(points_.size());
    m.count = static_cast<std::uint32_t>(points.size());
    points_.insert(points_.end(), points.begin(), points.end());
}

void scene::add_words(mark& m, std::string_view words) {
    m.first = static_cast<std::uint32_t>(words_.size());
    m.count = static_cast<std::uint32_t>(words.size());
    words_.append(words);
}

void scene::line(style s, paint c, std::span<const point> through) { add_points(add(mark::kind::line, s, c), through); }
void scene::area(style s, paint c, std::span<const point> around) { add_points(add(mark::kind::area, s, c), around); }

void scene::rect(style s, paint c, const box& b) {
    mark& m = add(mark::kind::rect, s, c);
    m.x = b.left, m.y = b.top, m.w = b.width(), m.h = b.height();
}

void scene::symbol(style s, paint c, shape form, point middle, double radius) {
    mark& m = add(mark::kind::symbol, s, c);
    m.form = form;
    m.x = middle.x, m.y = middle.y, m.w = m.h = radius;
}

void scene::text(style s, paint c, anchor side, double x, double baseline, std::string_view what) {
    if (what.empty()) return;
    mark& m = add(mark::kind::text, s, c);
    m.side = side;
    m.x = x, m.y = baseline, m.w = text_width(what, font_of(s));
    add_words(m, what);
}

void scene::open(std::string_view title) { add_words(add(mark::kind::open, style::label, {}), title); }
void scene::close() { add(mark::kind::close, style::label, {}); }

box scene::bounds(const mark& m) const {
    const double half = stroke_of(m.look) / 2;
    switch (m.what) {
        case mark::kind::rect: return box{m.x, m.y, m.x + m.w, m.y + m.h}.grown(half);
        case mark::kind::symbol: return box{m.x - m.w, m.y - m.h, m.x + m.w, m.y + m.h}.grown(half);
        case mark::kind::text: {
            const double size = font_of(m.look).size;
            const double left = m.side == anchor::left ? m.x : m.side == anchor::middle ? m.x - m.w / 2 : m.x - m.w;
            return {left, m.y - ascent * size, left + m.w, m.y + descent * size};
        }
        default: break;
    }
    if (m.count == 0 || m.what == mark::kind::open || m.what == mark::kind::close) return {};
    const point& p = points_[m.first];
    box b{p.x, p.y, p.x, p.y};
    for (const point& q : points(m))
        b = {std::min(b.left, q.x), std::min(b.top, q.y), std::max(b.right, q.x), std::max(b.bottom, q.y)};
    return b.grown(half);
}

void scene::mirror() {
    for (point& p : points_) p.x = width_ - p.x;
    for (mark& m : marks_) {
        m.x = width_ - m.x - (m.what == mark::kind::rect ? m.w : 0);
        m.side = m.side == anchor::left ? anchor::right : m.side == anchor::right ? anchor::left : anchor::middle;
    }
}

std::vector<point> corners(shape form, point c, double r) {
    // Areas about that of a circle of the radius, within its box.
    const double s = 0.9 * r, third = 0.36 * r;
    switch (form) {
        case shape::square: return {{c.x - s, c.y - s}, {c.x + s, c.y - s}, {c.x + s, c.y + s}, {c.x - s, c.y + s}};
        case shape::triangle: return {{c.x, c.y - r}, {c.x + r, c.y + s}, {c.x - r, c.y + s}};
        case shape::diamond: return {{c.x, c.y - r}, {c.x + r, c.y}, {c.x, c.y + r}, {c.x - r, c.y}};
        case shape::wedge: return {{c.x, c.y + r}, {c.x - r, c.y - s}, {c.x + r, c.y - s}};
        case shape::cross:
            return {{c.x - third, c.y - r}, {c.x + third, c.y - r}, {c.x + third, c.y - third},
                    {c.x + r, c.y - third}, {c.x + r, c.y + third}, {c.x + third, c.y + third},
                    {c.x + third, c.y + r}, {c.x - third, c.y + r}, {c.x - third, c.y + third},
                    {c.x - r, c.y + third}, {c.x - r, c.y - third}, {c.x - third, c.y - third}};
        case shape::hexagon: {
            const double half = r * std::sqrt(0.75);
            return {{c.x, c.y - r}, {c.x + half, c.y - r / 2}, {c.x + half, c.y + r / 2},
                    {c.x, c.y + r}, {c.x - half, c.y + r / 2}, {c.x - half, c.y - r / 2}};
        }
        case shape::circle: break;
    }
    return {};
}

}  // namespace xm::core::charts
