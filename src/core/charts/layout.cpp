#include "core/charts/layout.hpp"

#include <algorithm>
#include <cmath>

#include "core/charts/svg.hpp"
#include "core/error.hpp"

namespace xm::core::charts {
namespace {

constexpr double title_line = 22, subtitle_line = 17, note_line = 14;
constexpr double least_width = 200;
constexpr double gap_between_labels = 10;  // along an axis

}  // namespace

// --- rows ----------------------------------------------------------------------------------------

void check_finite(std::optional<double> v, const char* what) {
    if (v && !(std::abs(*v) <= 1e300))
        fail(errc::invalid, "Leave out such rows, or make the value NULL.", what, " ", *v,
             " cannot be drawn: finite numbers up to 1e300 can");
    if (v && *v != 0 && std::abs(*v) < least_number)
        fail(errc::invalid, "Round it to 0, or use a larger unit.", what, " ", *v, " cannot be drawn: 0 and numbers from ",
             least_number, " on can");
}

void check_interval(std::optional<double> lower, std::optional<double> upper) {
    check_finite(lower, "lower");
    check_finite(upper, "upper");
    if (lower && upper && *lower > *upper)
        fail(errc::invalid, "Give the lower end first.", "an interval from ", *lower, " to ", *upper,
             " has its ends the wrong way round");
}

void check_date(std::int64_t at) {
    if (at < least_date || at > greatest_date)
        fail(errc::invalid, "Leave out infinite and far dates.", "a date outside the years 1 to 9999 cannot be drawn");
}

void check_count(std::size_t n, std::size_t most, const char* what, const char* hint) {
    if (n > most) fail(errc::invalid, hint, n, " ", what, " are more than a picture can show: ", most);
}

std::size_t place_in(const std::vector<std::string>& given, std::string_view label) {
    return static_cast<std::size_t>(std::find(given.begin(), given.end(), label) - given.begin());
}

std::string counted(std::size_t n, std::string_view one, std::string_view many, const options& o) {
    return number_format::of_counts(o)(static_cast<double>(n)).append(" ").append(n == 1 ? one : many);
}

std::string left_out_note(std::size_t rows, const options& o) {
    return rows == 0 ? "" : counted(rows, "row without a value is left out.", "rows without a value are left out.", o);
}

std::string category_text(std::string_view label) {
    std::string s = one_line(label);
    return s.empty() ? "(empty)" : s;
}

// --- the frame -----------------------------------------------------------------------------------

page::page(const options& o, std::vector<std::string> notes, double usual) : options_(o), width_(o.width ? *o.width : usual) {
    if (width_ < least_width)
        fail(errc::invalid, "Leave the width out, or make it larger.", "options.width: ", *o.width,
             " is too small for this picture, which needs ", least_width);
    const double inner = right() - left();
    title_ = break_text(o.title, font_of(style::title), inner, 3);
    subtitle_ = break_text(o.subtitle, font_of(style::subtitle), inner, 3);
    for (const std::string& note : notes)
        for (std::string& line : break_text(note, font_of(style::note), inner, 6)) notes_.push_back(std::move(line));
    head_ = margin + static_cast<double>(title_.size()) * title_line + static_cast<double>(subtitle_.size()) * subtitle_line +
            (title_.empty() && subtitle_.empty() ? 0 : 8);
    foot_ = margin + static_cast<double>(notes_.size()) * note_line + (notes_.empty() ? 0 : 6);
}

double page::room(double wanted, double least) const {
    if (!options_.height) return std::max(wanted, least);
    const double rest = std::max(0.0, *options_.height - head_ - foot_);
    if (rest < least)
        fail(errc::invalid, "Leave the height out, or make it larger.", "options.height: ", *options_.height,
             " is too small for this picture, which needs ", static_cast<int>(std::ceil(least + head_ + foot_)));
    return rest;
}

scene page::begin(double plot_height, box& plot, std::string_view name) const {
    scene s(width_, std::ceil(head_ + plot_height + foot_));
    s.name = options_.title.empty() ? std::string(name) : options_.title;
    double y = margin;
    for (const std::string& line : title_) s.text(style::title, {}, anchor::left, left(), (y += title_line) - 5, line);
    for (const std::string& line : subtitle_)
        s.text(style::subtitle, {paint::muted}, anchor::left, left(), (y += subtitle_line) - 4, line);
    y = s.height() - margin - static_cast<double>(notes_.size()) * note_line;
    for (const std::string& line : notes_) s.text(style::note, {paint::muted}, anchor::left, left(), (y += note_line) - 3, line);
    plot = {left(), head_, right(), head_ + plot_height};
    return s;
}

std::string finish(scene s, const options& o) {
    if (o.right_to_left) s.mirror();
    return write_svg(s, o.check);
}

std::string nothing_in_words(std::size_t left_out, const options& o) {
    return joined_note({"There are no data to show.", left_out_note(left_out, o)});
}

std::string draw_nothing(const options& o, std::size_t left_out, std::string_view name) {
    const page p(o, {left_out_note(left_out, o)});
    box plot{};
    scene s = p.begin(p.room(80, 20), plot, name);
    s.text(style::label, {paint::muted}, anchor::middle, (plot.left + plot.right) / 2, (plot.top + plot.bottom) / 2 + 4,
           "No data");
    s.description = nothing_in_words(left_out, o);
    return finish(std::move(s), o);
}

// --- axes ----------------------------------------------------------------------------------------

range shown_range(const range& values, const range& intervals, const options& o) {
    range r = values;
    for (const double v : o.reference) r.add(v);
    if (o.limits) {
        r.add(o.limits->first), r.add(o.limits->second);
    } else if (intervals.low <= intervals.high) {
        r.add(intervals.low), r.add(intervals.high);
    }
    return r;
}

namespace {

// A range that an axis can show: not a point.
range widened(double low, double high) {
    const double size = std::max(std::abs(low), std::abs(high));
    if (high - low > size * 1e-12 && high - low > 1e-290) return {low, high};
    const double pad = size > 1e-280 ? size * 0.1 : 1;
    return {low - pad, high + pad};
}

axis lay_axis(double low, double high, double from, double to, int wanted, const options& o) {
    const range r = widened(low, high);
    axis a{{r.low, r.high, from, to}, {}, {}, 0};
    // An axis that was asked for ends where it was asked to, and needs two numbers all the same.
    const bool fixed = o.limits && o.limits->first <= low && o.limits->second >= high;
    const double slack = (r.high / 2 - r.low / 2) * 1e-9;
    do {
        a.ticks = number_ticks(r.low, r.high, wanted);
        if (fixed) std::erase_if(a.ticks, [&](double t) { return t < r.low - slack || t > r.high + slack; });
    } while (a.ticks.size() < 2 && ++wanted <= 12);
    for (const double t : a.ticks) a.at.low = std::min(a.at.low, t), a.at.high = std::max(a.at.high, t);
    const number_format format = number_format::of_ticks(a.ticks, o);
    for (const double t : a.ticks) {
        a.labels.push_back(format(t));
        a.widest = std::max(a.widest, text_width(a.labels.back(), font_of(style::axis)));
    }
    return a;
}

// Where the label of a tick stands, moved into the box if it would leave it.
double inside(double x, double width, const box& within) {
    return std::clamp(x, within.left + width / 2, std::max(within.left + width / 2, within.right - width / 2));
}

}  // namespace

axis lay_across(double low, double high, double from, double to, const options& o, double px_a_number) {
    axis a{};
    for (int wanted = std::clamp(static_cast<int>((to - from) / px_a_number), 2, 12); wanted >= 2; --wanted) {
        a = lay_axis(low, high, from, to, wanted, o);
        bool room = true;
        for (std::size_t i = 1; i < a.ticks.size(); ++i)
            room &= a.at(a.ticks[i]) - a.at(a.ticks[i - 1]) >=
                    (text_width(a.labels[i], font_of(style::axis)) + text_width(a.labels[i - 1], font_of(style::axis))) / 2 +
                        gap_between_labels;
        if (room) return a;
    }
    // Not even two have room: the first speaks alone.
    for (std::size_t i = 1; i < a.labels.size(); ++i) a.labels[i].clear();
    return a;
}

axis lay_upright(double low, double high, double bottom, double top, const options& o) {
    for (int wanted = std::clamp(static_cast<int>((bottom - top) / 55), 2, 12);; --wanted) {
        axis a = lay_axis(low, high, bottom, top, wanted, o);
        bool room = true;
        for (std::size_t i = 1; i < a.ticks.size(); ++i) room &= a.at(a.ticks[i - 1]) - a.at(a.ticks[i]) >= line_height + 2;
        if (!room && wanted <= 2)
            for (std::size_t i = 1; i < a.labels.size(); ++i) a.labels[i].clear();
        if (room || wanted <= 2) return a;
    }
}

void draw_name(scene& s, anchor side, double x, double baseline, const std::string& name, double width) {
    const std::string text = cut_text(name, font_of(style::axis), width);
    if (text != name) s.open(name);
    s.text(style::axis, {paint::muted}, side, x, baseline, text);
    if (text != name) s.close();
}

void draw_across(scene& s, const axis& a, double top, double bottom, double label_baseline, const box& within) {
    for (const double t : a.ticks) s.line(style::grid, {paint::faint}, {a.at(t), top}, {a.at(t), bottom});
    draw_numbers_across(s, a, label_baseline, within);
}

void draw_numbers_across(scene& s, const axis& a, double label_baseline, const box& within) {
    double before = within.left - gap_between_labels;
    for (std::size_t i = 0; i < a.ticks.size(); ++i) {
        const double width = text_width(a.labels[i], font_of(style::axis));
        const double x = inside(a.at(a.ticks[i]), width, within);
        if (width == 0 || x - width / 2 < before + gap_between_labels / 2) continue;
        s.text(style::axis, {paint::muted}, anchor::middle, x, label_baseline, a.labels[i]);
        before = x + width / 2;
    }
}

void draw_upright(scene& s, const axis& a, double left, double right, double label_right) {
    for (const double t : a.ticks) s.line(style::grid, {paint::faint}, {left, a.at(t)}, {right, a.at(t)});
    for (std::size_t i = 0; i < a.ticks.size(); ++i)
        s.text(style::axis, {paint::muted}, anchor::right, label_right, a.at(a.ticks[i]) + 4, a.labels[i]);
}

void draw_dates(scene& s, std::int64_t low, std::int64_t high, const scale& at, double bottom, const box& within,
                std::int64_t finest, const options& o) {
    const font f = font_of(style::axis);
    // As many as have room, each with what stands below it.
    for (int wanted = std::clamp(static_cast<int>((at.to - at.from) / 45), 1, 16); wanted >= 1; --wanted) {
        const std::vector<date_tick> ticks = date_ticks(low, high, wanted, finest, o);
        std::vector<double> xs, contexts;
        double label_end = within.left - gap_between_labels, context_end = label_end;
        bool room = true;
        for (const date_tick& t : ticks) {
            const double width = text_width(t.label, f), below = text_width(t.context, f);
            const double x = at(static_cast<double>(t.at - low)), label = inside(x, width, within);
            room &= label - width / 2 >= label_end + gap_between_labels * 0.6;
            label_end = label + width / 2;
            double context = label - width / 2;  // begins where the label begins
            if (below > 0) {
                context = std::min(context, within.right - below);
                room &= context >= context_end + gap_between_labels * 0.6 && context >= within.left;
                context_end = context + below;
            }
            xs.push_back(label), contexts.push_back(context);
        }
        if (!room && wanted > 1) continue;
        if (!room) break;
        for (std::size_t i = 0; i < ticks.size(); ++i) {
            const double x = at(static_cast<double>(ticks[i].at - low));
            s.line(style::base, {paint::muted}, {x, bottom}, {x, bottom + 5});
            s.text(style::axis, {paint::muted}, anchor::middle, xs[i], bottom + 17, ticks[i].label);
            s.text(style::axis, {paint::muted}, anchor::left, contexts[i], bottom + 31, ticks[i].context);
        }
        break;
    }
}

// --- colours -------------------------------------------------------------------------------------

paint series_paint(std::size_t series, const options& o) {
    if (!o.colors.empty()) return {paint::own, o.colors[series % o.colors.size()]};
    return {paint::series, static_cast<std::uint32_t>(series % palette_size)};
}

paint series_text_paint(std::size_t series, const options& o) {
    // A colour of the user's may be too pale to be read.
    if (!o.colors.empty()) return {};
    return {paint::series_text, static_cast<std::uint32_t>(series % palette_size)};
}

style series_line(std::size_t series) {
    const std::size_t round = series / palette_size;
    return round == 0 ? style::line : round == 1 ? style::dashed : style::dotted;
}

shape series_shape(std::size_t series) { return static_cast<shape>(series % shapes); }

// --- labels --------------------------------------------------------------------------------------

namespace {

// Whether a line passes through a box: the part of it between two sides is not empty (Liang & Barsky 1984, ACM Trans. Graph. 3,
// 1-22).
bool crosses(const box& b, point p, point q) {
    double from = 0, to = 1;
    const auto keep = [&](double change, double room) {
        if (change == 0) return room >= 0;
        const double at = room / change;
        if (change < 0)
            from = std::max(from, at);
        else
            to = std::min(to, at);
        return from <= to;
    };
    return keep(p.x - q.x, p.x - b.left) && keep(q.x - p.x, b.right - p.x) && keep(p.y - q.y, p.y - b.top) &&
           keep(q.y - p.y, b.bottom - p.y);
}

// Whether a point lies within a polygon: a ray from it crosses the border an odd number of times (Shimrat 1962, Commun. ACM 5,
// 434).
bool is_inside(point p, std::span<const point> around) {
    bool inside = false;
    for (std::size_t i = 0, before = around.size() - 1; i < around.size(); before = i++) {
        const point &a = around[i], &b = around[before];
        if ((a.y > p.y) != (b.y > p.y) && p.x < a.x + (b.x - a.x) * (p.y - a.y) / (b.y - a.y)) inside = !inside;
    }
    return inside;
}

}  // namespace

void occupied::take_line(std::span<const point> through) {
    for (std::size_t i = 1; i < through.size(); ++i) take(through[i - 1], through[i]);
}

void occupied::take_area(std::vector<point> around) {
    take_line(around);
    areas_.push_back(std::move(around));
}

bool occupied::try_take(const box& b) {
    if (!frame_.holds(b)) return false;
    for (const box& t : boxes_)
        if (t.overlaps(b)) return false;
    for (const auto& [from, to] : lines_)
        if (crosses(b, from, to)) return false;
    for (const std::vector<point>& around : areas_)
        if (is_inside({b.left, b.top}, around)) return false;
    boxes_.push_back(b);
    return true;
}

std::string joined_note(std::initializer_list<std::string> parts) {
    std::string note;
    for (const std::string& part : parts) note += (note.empty() || part.empty() ? "" : " ") + part;
    return note;
}

std::string no_room_note(std::size_t labels, const options& o) {
    return labels == 0 ? "" : counted(labels, "label has no room.", "labels have no room.", o);
}

box text_box(style s, anchor side, double x, double baseline, std::string_view what) {
    const font f = font_of(s);
    const double width = text_width(what, f), left = side == anchor::left     ? x
                                                     : side == anchor::middle ? x - width / 2
                                                                              : x - width;
    return {left, baseline - ascent * f.size, left + width, baseline + descent * f.size};
}

void spread(std::vector<double>& positions, double gap, double low, double high) {
    struct block {
        double sum;
        std::size_t count;
        double mean() const { return sum / static_cast<double>(count); }
    };
    // Without the gaps they need only be in order.
    std::vector<block> blocks;
    for (std::size_t i = 0; i < positions.size(); ++i) {
        blocks.push_back({positions[i] - gap * static_cast<double>(i), 1});
        while (blocks.size() > 1 && blocks[blocks.size() - 2].mean() > blocks.back().mean()) {
            const block last = blocks.back();
            blocks.pop_back();
            blocks.back().sum += last.sum;
            blocks.back().count += last.count;
        }
    }
    const double top = std::max(low, high - gap * (static_cast<double>(positions.size()) - 1));
    std::size_t i = 0;
    for (const block& b : blocks)
        for (std::size_t k = 0; k < b.count; ++k, ++i)
            positions[i] = std::clamp(b.mean(), low, top) + gap * static_cast<double>(i);
}

double widest_of(const std::vector<end_label>& ends) {
    double widest = 0;
    for (const end_label& e : ends) widest = std::max(widest, text_width(e.text, font_of(e.look)));
    return widest;
}

namespace {

// Draws the label of a line that ends early beside its end, if there is room.
bool draw_early(scene& s, const end_label& e, occupied& taken) {
    for (const double dy : {4.2, -5.0, 14.0, -14.0}) {
        const double x = e.end.x + 8, baseline = e.end.y + dy;
        if (!taken.try_take(text_box(e.look, anchor::left, x, baseline, e.text))) continue;
        s.text(e.look, e.color, anchor::left, x, baseline, e.text);
        return true;
    }
    return false;
}

}  // namespace

void draw_ends(scene& s, std::vector<end_label> ends, double right, double top, double bottom, occupied* taken) {
    constexpr double early = 40;  // px before the right
    std::erase_if(ends, [&](const end_label& e) {
        return e.text.empty() || (taken && e.end.x < right - early && draw_early(s, e, *taken));
    });
    std::stable_sort(ends.begin(), ends.end(), [](const end_label& a, const end_label& b) { return a.end.y < b.end.y; });
    std::vector<double> ys;
    for (const end_label& e : ends) ys.push_back(e.end.y);
    // Tall scripts take more room where there is some.
    const bool tall = std::any_of(ends.begin(), ends.end(), [](const end_label& e) { return stands_tall(e.text); });
    const double share = (bottom - top) / std::max(1.0, static_cast<double>(ys.size()));
    const double gap = tall ? std::clamp(share, line_height, 17.0) : line_height, half = gap / 2;
    spread(ys, gap, top + half, std::max(bottom, top + half + gap * static_cast<double>(ys.size())));
    for (std::size_t k = 0; k < ends.size(); ++k) {
        const end_label& e = ends[k];
        const double x = right + end_gap;
        if (std::abs(ys[k] - e.end.y) > 4 || e.end.x < right - 12)
            s.line(style::leader, {paint::muted}, {e.end.x + 5, e.end.y}, {x - 3, ys[k]});
        s.text(e.look, e.color, anchor::left, x, ys[k] + 4.2, e.text);
    }
}

double plane_below(const options& o) { return o.x.empty() ? 26 : 26 + line_height; }

plane draw_plane(scene& s, const box& plot, const range& x, const range& y, double inset, const options& o) {
    plane p{};
    p.top = plot.top + (o.y.empty() ? 8 : line_height + 8);
    p.bottom = plot.bottom - plane_below(o);
    p.y = lay_upright(y.low, y.high, p.bottom - inset, p.top + inset, o);
    p.left = plot.left + p.y.widest + 8;
    p.right = plot.right;
    options free = o;
    free.limits.reset();
    p.x = lay_across(x.low, x.high, p.left + inset, p.right - inset, free);
    draw_upright(s, p.y, p.left, p.right, p.left - 8);
    // The margin has room for half a number.
    draw_across(s, p.x, p.top, p.bottom, p.bottom + 18, {p.left - 4, plot.top, plot.right + margin - 1, plot.bottom});
    draw_name(s, anchor::left, plot.left, plot.top + line_height - 3, o.y, plot.width());
    draw_name(s, anchor::right, plot.right, plot.bottom - 4, o.x, plot.width());
    return p;
}

double line_step(const std::vector<std::string>& lines) {
    const bool tall =
        lines.size() > 1 && std::any_of(lines.begin(), lines.end(), [](const std::string& line) { return stands_tall(line); });
    return tall ? 18.5 : line_height;
}

label_column lay_labels(const std::vector<std::string>& labels, double most_width, std::size_t most_lines) {
    label_column c;
    const font f = font_of(style::label);
    for (const std::string& label : labels) {
        c.cells.push_back(break_text(label, f, most_width, most_lines));
        for (const std::string& line : c.cells.back()) c.width = std::max(c.width, text_width(line, f));
        c.most_lines = std::max(c.most_lines, c.cells.back().size());
    }
    return c;
}

row_layout lay_rows(const page& frame, const std::vector<std::string>& names, double above, double below, const options& o) {
    const double most_width = (frame.right() - frame.left()) * 0.4;
    const double air = names.size() > 60 ? 2 : names.size() > 25 ? 5 : 9;
    row_layout r;
    double least = 0;
    for (std::size_t lines = names.size() > 40 ? 1 : 3;; lines = 1) {
        r.labels = lay_labels(names, most_width, lines);
        r.height = least = 0;
        for (const auto& cell : r.labels.cells) {
            const double needed = std::max<double>(1, static_cast<double>(cell.size())) * line_step(cell);
            r.height += needed + air;
            least += needed + 0.5;
        }
        if (lines == 1 || !o.height || frame.room(0, 0) >= above + least + below) break;
    }
    const double stretch = (frame.room(above + r.height + below, above + least + below) - above - below) / r.height;
    double top = 0;
    r.thinnest = 1e9;
    for (const auto& cell : r.labels.cells) {
        const double row = (std::max<double>(1, static_cast<double>(cell.size())) * line_step(cell) + air) * stretch;
        r.middles.push_back(top + row / 2);
        r.thinnest = std::min(r.thinnest, row);
        top += row;
    }
    r.height = top;
    return r;
}

void draw_label(scene& s, const std::vector<std::string>& lines, double left, double middle) {
    const double step = line_step(lines);
    double y = middle - step * (static_cast<double>(lines.size()) - 1) / 2 + 4.2;
    for (const std::string& line : lines) s.text(style::label, {}, anchor::left, left, y, line), y += step;
}

double references_height(const options& o) { return o.reference.empty() ? 0 : line_height + 4; }

void draw_references_across(scene& s, const axis& a, double top, double bottom, double baseline, const box& within,
                            const options& o) {
    options free = o;  // a round number is not written as exactly as the data
    free.digits.reset();
    const number_format format = number_format::of_values(o.reference, a.at.high - a.at.low, free);
    occupied taken(within);
    for (const double v : o.reference) {
        const std::string label = format(v);
        s.line(style::reference, {paint::muted}, {a.at(v), top}, {a.at(v), bottom});
        const auto at =
            std::find_if(a.ticks.begin(), a.ticks.end(), [&](double t) { return std::abs(a.at(t) - a.at(v)) < 0.01; });
        if (at != a.ticks.end() && !a.labels[static_cast<std::size_t>(at - a.ticks.begin())].empty()) continue;
        const double x = inside(a.at(v), text_width(label, font_of(style::axis)), within);
        if (taken.try_take(text_box(style::axis, anchor::middle, x, baseline, label).grown(1)))
            s.text(style::axis, {paint::muted}, anchor::middle, x, baseline, label);
    }
}

}  // namespace xm::core::charts
