#include "core/charts/scatter.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <numeric>

#include "core/charts/layout.hpp"
#include "core/num/polled_sort.hpp"

namespace xm::core::charts {
namespace {

constexpr std::size_t most_points = 2000, most_outer = 12;
constexpr double hexagon_radius = 9;

struct sample {
    double x, y;
    auto operator<=>(const sample&) const = default;
};

// Means and second moments, of numbers divided by the greatest deviation so that no square leaves the range of a double.
struct fit {
    double mean_x = 0, mean_y = 0, scale_x = 0, scale_y = 0, xx = 0, yy = 0, xy = 0;
    std::size_t n = 0;

    fit(const std::vector<sample>& all, poll check) : n(all.size()) {
        const double count = static_cast<double>(n);
        range x, y;
        step_counter step(check);
        for (const sample& s : all) step(), mean_x += s.x / count, mean_y += s.y / count, x.add(s.x), y.add(s.y);
        // Equal values have no spread, whatever rounding left of their mean.
        for (const sample& s : all) {
            step();
            if (x.high > x.low) scale_x = std::max(scale_x, std::abs(s.x - mean_x));
            if (y.high > y.low) scale_y = std::max(scale_y, std::abs(s.y - mean_y));
        }
        if (!has_line() && scale_y == 0) return;
        for (const sample& s : all) {
            step();
            const double dx = scale_x > 0 ? (s.x - mean_x) / scale_x : 0, dy = scale_y > 0 ? (s.y - mean_y) / scale_y : 0;
            xx += dx * dx, yy += dy * dy, xy += dx * dy;
        }
    }
    bool has_line() const { return n > 2 && scale_x > 0; }
    bool has_r() const { return n > 2 && scale_x > 0 && scale_y > 0; }
    double r() const { return std::clamp(xy / std::sqrt(xx * yy), -1.0, 1.0); }
    double at(double x) const { return mean_y + (x - mean_x) / scale_x * (xy / xx) * scale_y; }
    // Squared, in units of the spread.
    double distance(const sample& s) const {
        const double dx = scale_x > 0 ? (s.x - mean_x) / scale_x : 0, dy = scale_y > 0 ? (s.y - mean_y) / scale_y : 0;
        const double determinant = xx * yy - xy * xy;
        if (!(determinant > 1e-12 * xx * yy)) return (xx > 0 ? dx * dx / xx : 0) + (yy > 0 ? dy * dy / yy : 0);
        return (yy * dx * dx - 2 * xy * dx * dy + xx * dy * dy) / determinant;
    }
};

// The part of a line between two heights; false where there is none.
bool between(point& a, point& b, double top, double bottom) {
    if (std::max(a.y, b.y) < top || std::min(a.y, b.y) > bottom) return false;
    const auto cut = [&](point& p, const point& q) {
        const double edge = std::clamp(p.y, top, bottom);
        if (edge != p.y) p = {p.x + (q.x - p.x) * (edge - p.y) / (q.y - p.y), edge};
    };
    cut(a, b);
    cut(b, a);
    return true;
}

// Dashed lines at [x, y], with their numbers at the top and the right.
void draw_cross(scene& s, const plane& p, std::span<const double> cuts, occupied& taken, const options& o) {
    for (std::size_t i = 0; i < std::min<std::size_t>(2, cuts.size()); ++i) {
        const scale& at = i == 0 ? p.x.at : p.y.at;
        const double v = at(cuts[i]);
        const point from = i == 0 ? point{v, p.top} : point{p.left, v}, to = i == 0 ? point{v, p.bottom} : point{p.right, v};
        const std::string label = number_format::of_values(std::vector{cuts[i]}, at.high - at.low, o)(cuts[i]);
        const double x = i == 0 ? v + 4 : p.right - 1, y = i == 0 ? p.top + 11 : v - 4;
        const anchor side = i == 0 ? anchor::left : anchor::right;
        if (taken.try_take(text_box(style::axis, side, x, y, label))) s.text(style::axis, {paint::muted}, side, x, y, label);
        s.line(style::reference, {paint::muted}, from, to);
        taken.take(from, to);
    }
}

// A label at the first place that is free: beside the point, else a little away with a thin line to it.
bool draw_beside(scene& s, occupied& taken, point at, double radius, std::string_view label) {
    struct place {
        anchor side;
        double x, y;  // the direction
    };
    constexpr place places[] = {{anchor::left, 1, 0},     {anchor::right, -1, 0},    {anchor::middle, 0, -1},
                                {anchor::middle, 0, 1},   {anchor::left, 0.7, -0.7}, {anchor::right, -0.7, -0.7},
                                {anchor::left, 0.7, 0.7}, {anchor::right, -0.7, 0.7}};
    for (const double away : {0.0, 12.0, 24.0})
        for (const place& l : places) {
            const double reach = radius + 3 + away;
            const point end{at.x + l.x * reach, at.y + l.y * reach};
            // The middle of a letter stands 4 px above its baseline; above and below, the letters begin at the end.
            const double baseline = end.y + 4.2 + l.y * 5;
            // No other point is so near that the label could be its own.
            constexpr double apart = 7;
            box room = text_box(style::label, l.side, end.x, baseline, label);
            if (l.side != anchor::left) room.left -= apart;
            if (l.side != anchor::right) room.right += apart;
            if (!taken.try_take(room)) continue;
            if (away > 0) {
                const point from{at.x + l.x * radius, at.y + l.y * radius}, to{end.x - l.x, end.y - l.y};
                s.line(style::leader, {paint::muted}, from, to);
                taken.take(from, to);
            }
            s.text(style::label, {}, l.side, end.x, baseline, label);
            return true;
        }
    return false;
}

number_format format_of(const std::vector<sample>& all, double sample::*which, const range& r, const options& o) {
    std::vector<double> values;
    values.reserve(all.size());
    step_counter step(o.check);
    for (const sample& v : all) step(), values.push_back(v.*which);
    return number_format::of_values(values, r.high - r.low, o);
}

std::string correlation_text(double r, const options& o) {
    options two = o;
    two.percent = false;
    two.digits = 2;
    return "r = " + number_format::of_values(std::vector{r}, 1, two)(r);
}

// Hexagons stand in rows, every other row moved by half a width: the nearest middle is that of one of two grids. Gives the most
// that are in one.
std::size_t draw_hexagons(scene& s, const std::vector<sample>& all, const plane& p, poll check) {
    const double w = hexagon_radius * std::sqrt(3.0), h = hexagon_radius * 3;
    const auto columns = static_cast<std::size_t>((p.right - p.left) / w) + 2,
               rows = static_cast<std::size_t>((p.bottom - p.top) / h) + 2;
    std::array<std::vector<std::uint32_t>, 2> counts{std::vector<std::uint32_t>(columns * rows),
                                                     std::vector<std::uint32_t>(columns * rows)};
    step_counter step(check);
    for (const sample& v : all) {
        step();
        const double x = (p.x.at(v.x) - p.left) / w, y = (p.y.at(v.y) - p.top) / h;
        const double i = std::round(x), j = std::round(y), k = std::floor(x), l = std::floor(y);
        const double even = (x - i) * (x - i) + 3 * (y - j) * (y - j),
                     odd = (x - k - 0.5) * (x - k - 0.5) + 3 * (y - l - 0.5) * (y - l - 0.5);
        const bool second = odd < even;
        const auto column = static_cast<std::size_t>(second ? k : i), row = static_cast<std::size_t>(second ? l : j);
        ++counts[second][row * columns + column];
    }
    std::size_t most = 0;
    for (const auto& grid : counts) most = std::max<std::size_t>(most, *std::max_element(grid.begin(), grid.end()));
    // Steps of the ramp by equal ratios, the palest first, so that those that look alike stand together.
    const double ratio = std::log(static_cast<double>(most) + 1);
    for (std::uint32_t shade = 0; shade < 5; ++shade)
        for (std::size_t second = 0; second < 2; ++second)
            for (std::size_t c = 0; c < counts[second].size(); ++c) {
                const std::uint32_t n = counts[second][c];
                if (n == 0 || std::min(4.0, std::floor(5 * std::log(n) / ratio)) != shade) continue;
                const double half = second != 0 ? 0.5 : 0;
                const point middle{p.left + (static_cast<double>(c % columns) + half) * w,
                                   p.top + (static_cast<double>(c / columns) + half) * h};
                s.symbol(style::fill, {paint::ramp, 6 + shade}, shape::hexagon, middle, hexagon_radius - 0.5);
            }
    return most;
}

}  // namespace

std::string draw_scatter(std::vector<scatter_row> rows, const options& o) {
    constexpr const char* name = "Two values against each other";
    std::vector<sample> all;
    all.reserve(rows.size());
    range x, y;
    step_counter step(o.check);
    for (const scatter_row& r : rows) {
        step();
        check_finite(r.x, "x");
        check_finite(r.y, "y");
        if (!r.x || !r.y) continue;
        all.push_back({*r.x, *r.y});
        x.add(r.x), y.add(r.y);
    }
    const std::size_t left_out = rows.size() - all.size();
    if (all.empty()) return draw_nothing(o, left_out, name);
    const bool hexagons = all.size() > most_points;
    if (hexagons) {
        polled_sort(all.begin(), all.end(), std::less<>(), o.check);
    } else {
        std::erase_if(rows, [](const scatter_row& r) { return !r.x || !r.y; });
        polled_sort(rows.begin(), rows.end(), std::less<>(), o.check);
        for (std::size_t i = 0; i < rows.size(); ++i) all[i] = {*rows[i].x, *rows[i].y};
    }
    const fit line(all, o.check);
    const number_format format_x = format_of(all, &sample::x, x, o), format_y = format_of(all, &sample::y, y, o);
    if (!o.reference.empty()) x.add(o.reference[0]);
    if (o.reference.size() > 1) y.add(o.reference[1]);
    if (o.limits) y.add(o.limits->first), y.add(o.limits->second);

    // The outermost that have a label, the outermost first.
    std::vector<std::size_t> labelled;
    if (!hexagons)
        for (std::size_t i = 0; i < rows.size(); ++i)
            if (!one_line(rows[i].label).empty()) labelled.push_back(i);
    std::stable_sort(labelled.begin(), labelled.end(),
                     [&](std::size_t a, std::size_t b) { return line.distance(all[a]) > line.distance(all[b]); });
    const std::size_t labels = labelled.size();
    labelled.resize(std::min(labels, std::max<std::size_t>(most_outer, labels <= 30 ? labels : 0)));

    const std::string n = "n = " + number_format::of_counts(o)(static_cast<double>(all.size()));
    const std::string about =
        !line.has_line() ? n + "."
                         : "Line: least squares, " + n + (line.has_r() ? ", " + correlation_text(line.r(), o) : "") + ".";
    const std::string x_name = o.x.empty() ? "x" : o.x, y_name = o.y.empty() ? "y" : o.y;
    const auto by_y = [](const sample& a, const sample& b) { return a.y < b.y; };
    std::string description = (o.subtitle.empty() ? "" : o.subtitle + ". ") + counted(all.size(), "point", "points", o) + "; " +
                              x_name + " from " + format_x(std::min_element(all.begin(), all.end())->x) + " to " +
                              format_x(std::max_element(all.begin(), all.end())->x) + ", " + y_name + " from " +
                              format_y(std::min_element(all.begin(), all.end(), by_y)->y) + " to " +
                              format_y(std::max_element(all.begin(), all.end(), by_y)->y) +
                              (line.has_r() ? ", " + correlation_text(line.r(), o) : "") + ".";

    return draw_noting([&](std::size_t noted, std::size_t& dropped) {
        const page frame(
            o, {joined_note({about, labels > labelled.size() ? "Labelled are the outermost." : "",
                             hexagons ? "Hexagons hold from 1 to " + number_format::of_counts(o)(static_cast<double>(noted)) +
                                            " points: the more, the stronger their colour."
                                      : no_room_note(noted, o),
                             left_out_note(left_out, o)})});
        box plot{};
        scene s = frame.begin(frame.room(380, plane_below(o) + 60), plot, name);
        s.description = description;
        const plane p = draw_plane(s, plot, x, y, hexagons ? hexagon_radius + 1 : 7, o);
        occupied taken({p.left, p.top, p.right, p.bottom});
        if (hexagons) {
            // Hexagons have no labels: what is noted of them is the largest number.
            dropped = draw_hexagons(s, all, p, o.check);
            s.description += " Most in one hexagon: " + number_format::of_counts(o)(static_cast<double>(dropped)) + ".";
        }
        const double radius = all.size() > 500 ? 2 : all.size() > 100 ? 3 : 4;
        if (!hexagons)
            for (const sample& v : all) {
                const point at{p.x.at(v.x), p.y.at(v.y)};
                taken.take({at.x - radius, at.y - radius, at.x + radius, at.y + radius});
                s.symbol(style::fill, series_paint(0, o), shape::circle, at, radius);
            }
        draw_cross(s, p, o.reference, taken, o);
        if (line.has_line()) {
            const auto [least, greatest] = std::minmax_element(all.begin(), all.end());
            point a{p.x.at(least->x), p.y.at(line.at(least->x))}, b{p.x.at(greatest->x), p.y.at(line.at(greatest->x))};
            if (between(a, b, p.top, p.bottom)) {
                s.line(style::line, {hexagons ? paint::ink : paint::muted}, a, b);
                taken.take(a, b);
            }
        }
        for (const std::size_t i : labelled) {
            const std::string label = one_line(rows[i].label);
            s.open(isolated(label) + ": " + x_name + " " + format_x(all[i].x) + ", " + y_name + " " + format_y(all[i].y));
            dropped += !draw_beside(s, taken, {p.x.at(all[i].x), p.y.at(all[i].y)}, radius,
                                    cut_text(label, font_of(style::label), plot.width() * 0.3));
            s.close();
        }
        return finish(std::move(s), o);
    });
}

std::string draw_priority(std::vector<priority_row> rows, const options& o) {
    constexpr const char* name = "Importance and performance";
    std::vector<scatter_row> points;
    range x, y;
    for (priority_row& r : rows) {
        check_finite(r.importance, "importance");
        check_finite(r.performance, "performance");
        if (!r.importance || !r.performance) continue;
        points.push_back({r.performance, r.importance, std::move(r.label)});
        x.add(r.performance), y.add(r.importance);
    }
    const std::size_t left_out = rows.size() - points.size();
    if (points.empty()) return draw_nothing(o, left_out, name);
    check_count(points.size(), most_labels, "labels", "Show fewer, such as the most important.");
    std::sort(points.begin(), points.end());
    std::vector<sample> all;
    for (const scatter_row& r : points) all.push_back({*r.x, *r.y});
    const fit means(all, o.check);
    const number_format format_x = format_of(all, &sample::x, x, o), format_y = format_of(all, &sample::y, y, o);
    const std::vector<double> cuts =
        o.reference.size() > 1 ? std::vector{o.reference[0], o.reference[1]} : std::vector{means.mean_x, means.mean_y};
    x.add(cuts[0]), y.add(cuts[1]);
    if (o.limits) y.add(o.limits->first), y.add(o.limits->second);

    options named = o;
    if (named.x.empty()) named.x = "Performance";
    if (named.y.empty()) named.y = "Importance";
    // The most important find room first.
    std::vector<std::size_t> order(all.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return all[a].y > all[b].y; });
    const auto urgent = [&](std::size_t i) { return all[i].x < cuts[0] && all[i].y >= cuts[1]; };
    const auto in_words = [&](std::size_t i) {
        return isolated(category_text(points[i].label)) + ": " + named.x + " " + format_x(all[i].x) + ", " + named.y + " " +
               format_y(all[i].y);
    };
    std::string list;
    for (const std::size_t i : order)
        if (urgent(i)) list += (list.empty() ? "" : ", ") + isolated(category_text(points[i].label));
    const std::string description = (o.subtitle.empty() ? "" : o.subtitle + ". ") + counted(all.size(), "label", "labels", o) +
                                    ". The most important: " + in_words(order[0]) +
                                    ". The least important: " + in_words(order.back()) +
                                    ". To improve first: " + (list.empty() ? "none" : one_line(list)) + ".";

    return draw_noting([&](std::size_t noted, std::size_t& dropped) {
        const page frame(o, {joined_note({o.reference.size() > 1 ? "" : "Divided at the means.",
                                          list.empty() ? "" : "Diamonds: to improve first.", no_room_note(noted, o),
                                          left_out_note(left_out, o)})});
        box plot{};
        scene s = frame.begin(frame.room(420, plane_below(named) + 100), plot, name);
        s.description = description;
        const plane p = draw_plane(s, plot, x, y, 20, named);
        occupied taken({p.left, p.top, p.right, p.bottom});
        struct corner {
            anchor side;
            double x, baseline;
            const char* quadrant;
        };
        for (const corner& c : {corner{anchor::left, p.left + 4, p.top + 12, "Improve first"},
                                corner{anchor::right, p.right - 4, p.top + 12, "Keep it up"},
                                corner{anchor::left, p.left + 4, p.bottom - 5, "Low priority"},
                                corner{anchor::right, p.right - 4, p.bottom - 5, "Perhaps too much"}})
            if (taken.try_take(text_box(style::strong, c.side, c.x, c.baseline, c.quadrant)))
                s.text(style::strong, {paint::muted}, c.side, c.x, c.baseline, c.quadrant);
        draw_cross(s, p, cuts, taken, o);
        constexpr double radius = 4.5;
        for (const sample& v : all) taken.take(box{p.x.at(v.x), p.y.at(v.y), p.x.at(v.x), p.y.at(v.y)}.grown(radius));
        for (const std::size_t i : order) {
            const point at{p.x.at(all[i].x), p.y.at(all[i].y)};
            s.open(in_words(i));
            s.symbol(style::fill, series_paint(urgent(i) ? 1 : 0, o), urgent(i) ? shape::diamond : shape::circle, at, radius);
            dropped += !draw_beside(s, taken, at, radius,
                                    cut_text(category_text(points[i].label), font_of(style::label), plot.width() * 0.35));
            s.close();
        }
        return finish(std::move(s), o);
    });
}

}  // namespace xm::core::charts
