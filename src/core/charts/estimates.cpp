#include "core/charts/estimates.hpp"

#include <algorithm>

#include "core/charts/layout.hpp"

namespace xm::core::charts {
namespace {

// The rows that are drawn, in their order, and what they have in common.
struct prepared {
    std::vector<estimate_row> rows;
    std::size_t left_out = 0;
    bool intervals = false;
    range values, ends;
};

prepared prepare(std::vector<estimate_row> rows, const options& o) {
    prepared p;
    for (const estimate_row& r : rows) {
        check_finite(r.value, "value");
        check_interval(r.lower, r.upper);
    }
    p.left_out = static_cast<std::size_t>(std::erase_if(rows, [](const estimate_row& r) { return !r.value; }));
    check_count(rows.size(), most_labels, "labels", "Show fewer, such as those with the most answers, or several pictures.");
    std::sort(rows.begin(), rows.end());
    std::stable_sort(rows.begin(), rows.end(), [&](const estimate_row& a, const estimate_row& b) {
        if (o.order == options::ordering::label) return false;
        if (o.order == options::ordering::given) {
            const std::size_t i = place_in(o.given, a.label), j = place_in(o.given, b.label);
            if (i != j) return i < j;
        }
        return *a.value > *b.value;
    });
    for (const estimate_row& r : rows) {
        p.values.add(r.value);
        p.ends.add(r.lower), p.ends.add(r.upper);
        p.intervals |= r.lower || r.upper;
    }
    p.rows = std::move(rows);
    return p;
}

number_format format_of(const prepared& p, const options& o) {
    std::vector<double> all;
    for (const estimate_row& r : p.rows) all.push_back(*r.value);
    return number_format::of_values(all, std::max(p.values.high, p.ends.high) - std::min(p.values.low, p.ends.low), o);
}

// "Berlin: 42.3 (37 to 47.1)".
std::string in_words(const estimate_row& r, const number_format& f) {
    std::string s = isolated(category_text(r.label)) + ": " + f(*r.value);
    if (r.lower && r.upper)
        s += " (" + f(*r.lower) + " to " + f(*r.upper) + ")";
    else if (r.lower || r.upper)
        s += r.lower ? " (at least " + f(*r.lower) + ")" : " (at most " + f(*r.upper) + ")";
    return s;
}

std::string describe(const prepared& p, const number_format& f, const char* what, const options& o) {
    const auto by_value = [](const estimate_row& a, const estimate_row& b) { return *a.value < *b.value; };
    std::string s = o.subtitle.empty() ? "" : o.subtitle + ". ";
    s += counted(p.rows.size(), "label", "labels", o) + " as " + what +
         ". Largest: " + in_words(*std::max_element(p.rows.begin(), p.rows.end(), by_value), f);
    if (p.rows.size() > 1) s += ". Smallest: " + in_words(*std::min_element(p.rows.begin(), p.rows.end(), by_value), f);
    return s + ".";
}

constexpr double column_gap = 12, value_gap = 14, axis_room = 22;
constexpr std::size_t many_rows = 30;  // so many that the numbers of the axis stand below them, too

// What dots and bars have in common; `with_axis` is of the plot, else the numbers stand at the ends of bars.
class row_chart {
public:
    row_chart(prepared data, const options& o, const char* name, const char* what)
        : p(std::move(data)), o_(o), format(format_of(p, o)), name_(name), what_(what) {}

    std::string draw(bool bars) {
        const bool numbers_in_column = !bars || p.intervals;
        std::vector<std::string> names, values;
        double numbers = 0;
        for (const estimate_row& r : p.rows) {
            names.push_back(category_text(r.label));
            values.push_back(format(*r.value));
            numbers = std::max(numbers, text_width(values.back(), font_of(style::label)));
        }
        range shown = shown_range(p.values, p.ends, o_);
        if (bars) shown.add(0);
        const page frame(o_, {notes(shown)});
        const double names_above = o_.x.empty() && o_.y.empty() ? 0 : line_height + 2;
        const double above = (numbers_in_column ? axis_room : 4) + names_above;
        const double again = numbers_in_column && p.rows.size() > many_rows ? axis_room : 0;
        const double below = again + references_height(o_) + 4;
        const row_layout rows = lay_rows(frame, names, above, below, o_);

        box plot{};
        scene s = frame.begin(above + rows.height + below, plot, name_);
        s.description = describe(p, format, what_, o_);
        const double left = plot.left + rows.labels.width + column_gap, top = plot.top + above, bottom = top + rows.height;
        const double names_at = plot.top + line_height - 2;
        draw_name(s, anchor::left, plot.left, names_at, o_.y, rows.labels.width);
        draw_name(s, anchor::left, left, names_at, o_.x, plot.right - left);
        axis a;
        if (numbers_in_column) {
            a = lay_across(shown.low, shown.high, left + 6, plot.right - numbers - value_gap, o_);
            const box numbers_within{left - column_gap / 2, plot.top, plot.right, plot.bottom};
            draw_across(s, a, top, bottom, top - 7, numbers_within);
            if (again > 0) draw_numbers_across(s, a, bottom + 15, numbers_within);
        } else {
            // Only the numbers at the ends of the bars: what is below zero has its own at the left.
            const double beside = numbers + 6;
            a.at = {shown.low, shown.high > shown.low ? shown.high : shown.low + 1, left + (p.values.low < 0 ? beside : 0),
                    plot.right - (p.values.high >= 0 ? beside : 0)};
        }
        draw_references_across(s, a, top, bottom, bottom + again + line_height - 1, plot, o_);
        for (std::size_t i = 0; i < p.rows.size(); ++i) {
            const double y = top + rows.middles[i];
            s.open(in_words(p.rows[i], format));
            draw_label(s, rows.labels.cells[i], plot.left, y);
            bars ? draw_bar(s, a.at, p.rows[i], y, rows.thinnest) : draw_dot(s, a.at, p.rows[i], y, rows.thinnest);
            if (numbers_in_column)
                s.text(style::label, {}, anchor::right, plot.right, y + 4.2, values[i]);
            else if (*p.rows[i].value < 0)
                s.text(style::label, {}, anchor::right, a.at(*p.rows[i].value) - 5, y + 4.2, values[i]);
            else
                s.text(style::label, {}, anchor::left, a.at(*p.rows[i].value) + 5, y + 4.2, values[i]);
            s.close();
        }
        // Zero stands on top of bars, below dots it would cross none.
        const bool dashed = std::find(o_.reference.begin(), o_.reference.end(), 0.0) != o_.reference.end();
        if (bars || (a.at.low < 0 && !dashed))
            if (a.at.holds(0)) s.line(style::base, {bars ? paint::ink : paint::muted}, {a.at(0), top}, {a.at(0), bottom});
        return finish(std::move(s), o_);
    }

private:
    std::string notes(const range& shown) const {
        std::size_t beyond = 0;
        for (const estimate_row& r : p.rows) beyond += (r.lower && *r.lower < shown.low) || (r.upper && *r.upper > shown.high);
        std::string note = p.intervals ? "Lines show intervals." : "";
        if (beyond > 0) note += " " + counted(beyond, "interval goes", "intervals go", o_) + " on beyond the axis.";
        if (p.left_out > 0) note += (note.empty() ? "" : " ") + left_out_note(p.left_out, o_);
        return note;
    }
    void draw_interval(scene& s, const scale& at, const estimate_row& r, double y, paint c) const {
        if (r.lower || r.upper)
            s.line(style::whisker, c, {at(at.clamp(r.lower.value_or(*r.value))), y},
                   {at(at.clamp(r.upper.value_or(*r.value))), y});
    }
    void draw_dot(scene& s, const scale& at, const estimate_row& r, double y, double pitch) const {
        draw_interval(s, at, r, y, series_paint(0, o_));
        s.symbol(style::fill, series_paint(0, o_), shape::circle, {at(*r.value), y}, std::min(5.0, pitch * 0.3));
    }
    void draw_bar(scene& s, const scale& at, const estimate_row& r, double y, double pitch) const {
        const double half = std::min(10.0, pitch * 0.36), from = at(std::min(0.0, *r.value)), to = at(std::max(0.0, *r.value));
        s.rect(style::fill, series_paint(0, o_), {from, y - half, to, y + half});
        draw_interval(s, at, r, y, {});
    }

    prepared p;
    const options& o_;
    number_format format;
    const char *name_, *what_;
};

std::string draw(std::vector<estimate_row> rows, const options& o, bool bars) {
    prepared p = prepare(std::move(rows), o);
    const char* const name = !bars ? "Estimates with intervals" : p.intervals ? "Bars with intervals" : "Bars";
    if (p.rows.empty()) return draw_nothing(o, p.left_out, name);
    const char* const what = !bars ? "dots with intervals" : p.intervals ? "bars with intervals" : "bars";
    return row_chart(std::move(p), o, name, what).draw(bars);
}

}  // namespace

std::string draw_estimates(std::vector<estimate_row> rows, const options& o) { return draw(std::move(rows), o, false); }

std::string draw_bars(std::vector<estimate_row> rows, const options& o) { return draw(std::move(rows), o, true); }

}  // namespace xm::core::charts
