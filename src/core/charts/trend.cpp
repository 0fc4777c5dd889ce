#include "core/charts/trend.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include "core/charts/layout.hpp"
#include "core/charts/svg.hpp"
#include "core/num/polled_sort.hpp"

namespace xm::core::charts {
namespace {

// Rows of one series that belong together: a line without a gap.
using stretch = std::span<const trend_row>;

struct one_series {
    std::string name;
    std::vector<stretch> stretches;
    std::span<const trend_row> all;  // with a value, in order of time
};

// The step beyond which there is a gap; none where the steps are irregular.
double longest_step(std::span<const trend_row> rows) {
    std::vector<double> steps;
    for (std::size_t i = 1; i < rows.size(); ++i)
        if (rows[i].at > rows[i - 1].at) steps.push_back(static_cast<double>(rows[i].at - rows[i - 1].at));
    if (steps.size() < 2) return 1e300;
    const auto middle = steps.begin() + static_cast<std::ptrdiff_t>((steps.size() - 1) / 2);
    std::nth_element(steps.begin(), middle, steps.end());
    const double median = *middle;
    const auto regular =
        std::count_if(steps.begin(), steps.end(), [&](double s) { return std::abs(s - median) <= 0.15 * median; });
    return 2 * static_cast<std::size_t>(regular) >= steps.size() ? 1.5 * median : 1e300;
}

// Of sorted rows, of which those without a value are taken out.
struct prepared {
    std::vector<trend_row> rows;
    std::vector<one_series> series;
    std::size_t left_out = 0;
    range values, ends;
    std::int64_t first = 0, last = 0;
};

prepared prepare(std::vector<trend_row> rows, const options& o) {
    step_counter step(o.check);
    for (const trend_row& r : rows) {
        step();
        check_date(r.at);
        check_finite(r.value, "value");
        check_interval(r.lower, r.upper);
    }
    polled_sort(rows.begin(), rows.end(), std::less<>(), o.check);
    prepared p;
    std::vector<std::size_t> breaks;  // before the row of that number of those that stay
    for (trend_row& r : rows) {
        step();
        if (!r.value) {
            ++p.left_out;
            breaks.push_back(p.rows.size());
        } else {
            p.rows.push_back(std::move(r));
        }
    }
    std::size_t next_break = 0;
    for (std::size_t begin = 0; begin < p.rows.size();) {
        std::size_t end = begin;
        while (end < p.rows.size() && p.rows[end].series == p.rows[begin].series) ++end;
        one_series one{p.rows[begin].series, {}, {p.rows.data() + begin, end - begin}};
        const double longest = longest_step(one.all);
        std::size_t from = begin;
        for (std::size_t i = begin + 1; i <= end; ++i) {
            step();
            while (next_break < breaks.size() && breaks[next_break] < i) ++next_break;
            const bool gap = i == end || (next_break < breaks.size() && breaks[next_break] == i) ||
                             static_cast<double>(p.rows[i].at - p.rows[i - 1].at) > longest;
            if (!gap) continue;
            one.stretches.emplace_back(p.rows.data() + from, i - from);
            from = i;
        }
        p.series.push_back(std::move(one));
        begin = end;
    }
    check_count(p.series.size(), most_series, "series", "Show fewer, or each in a picture of its own.");
    if (!p.rows.empty()) p.first = p.last = p.rows[0].at;
    for (const trend_row& r : p.rows) {
        step();
        p.values.add(r.value);
        p.ends.add(r.lower), p.ends.add(r.upper);
        p.first = std::min(p.first, r.at), p.last = std::max(p.last, r.at);
    }
    if (o.order == options::ordering::given)
        std::stable_sort(p.series.begin(), p.series.end(), [&](const one_series& a, const one_series& b) {
            return place_in(o.given, a.name) < place_in(o.given, b.name);
        });
    return p;
}

std::string describe(const prepared& p, const number_format& f, const date_format& date, const options& o) {
    std::string s = o.subtitle.empty() ? "" : o.subtitle + ". ";
    s += (p.series.size() == 1 ? "A line" : counted(p.series.size(), "line", "lines", o)) + " of " +
         counted(p.rows.size(), "value", "values", o) + " from " + date(p.first) + " to " + date(p.last) + ".";
    const auto by_value = [](const trend_row& a, const trend_row& b) { return *a.value < *b.value; };
    for (const one_series& one : p.series) {
        const auto value_at = [&](const trend_row& r) { return f(*r.value) + " on " + date(r.at); };
        const std::string name = one_line(one.name);
        s += name.empty() ? " " : " " + isolated(name) + ": ";
        s += (name.empty() ? "First " : "first ") + f(*one.all.front().value) + ", last " + f(*one.all.back().value);
        if (one.all.size() > 2)
            s += ", lowest " + value_at(*std::min_element(one.all.begin(), one.all.end(), by_value)) + ", highest " +
                 value_at(*std::max_element(one.all.begin(), one.all.end(), by_value));
        s += ".";
    }
    return s;
}

// A polygon cut off above and below (Sutherland & Hodgman 1974, Commun. ACM 17, 32-42).
std::vector<point> cut_off(std::vector<point> around, double top, double bottom, step_counter& step) {
    for (const auto& [edge, sign] : {std::pair{top, 1.0}, std::pair{bottom, -1.0}}) {
        std::vector<point> kept;
        for (std::size_t i = 0; i < around.size(); ++i) {
            step();
            const point &a = around[i], &b = around[(i + 1) % around.size()];
            const double from = (a.y - edge) * sign, to = (b.y - edge) * sign;
            if (from >= 0) kept.push_back(a);
            if ((from >= 0) != (to >= 0)) kept.push_back({a.x + (b.x - a.x) * from / (from - to), edge});
        }
        around = std::move(kept);
    }
    return around;
}

class trend_chart {
public:
    trend_chart(prepared data, const options& o) : p(std::move(data)), o_(o), step_(o.check) {}

    std::string draw() {
        std::vector<double> all;
        std::vector<std::int64_t> dates;
        for (const trend_row& r : p.rows) step_(), all.push_back(*r.value), dates.push_back(r.at);
        const range shown = shown_range(p.values, p.ends, o_);
        const number_format format = number_format::of_values(all, shown.high - shown.low, o_);
        const date_format date{dates};
        const page frame(o_, {notes(shown)});
        const double above = o_.y.empty() ? 10 : line_height + 10, below = date_labels_height + (o_.x.empty() ? 0 : line_height);
        const double lines = static_cast<double>(p.series.size() + o_.reference.size());
        const double height =
            frame.room(std::max(300.0, above + below + 17 * lines), above + below + std::max(40.0, line_height * lines));
        box plot{};
        scene s = frame.begin(height, plot, "Values over time");
        s.description = describe(p, format, date, o_);
        const double top = plot.top + above, bottom = plot.bottom - below;

        const axis y = lay_upright(shown.low, shown.high, bottom, top, o_);
        std::vector<end_label> ends = lay_ends(plot.width() * 0.3, shown.high - shown.low);
        const double beside = widest_of(ends);
        const double left = plot.left + y.widest + 8, right = plot.right - beside - (beside > 0 ? end_gap : 4);
        // A single moment stands in the middle of a day, or of a second.
        std::int64_t low = p.first, high = p.last;
        if (low == high) low -= 43200000000, high += 43200000000;
        const scale x{0, static_cast<double>(high - low), left + 6, right - 4};
        const auto at = [&](const trend_row& r) { return point{x(static_cast<double>(r.at - low)), y.at(*r.value)}; };

        draw_name(s, anchor::left, plot.left, plot.top + line_height - 3, o_.y, plot.width());
        draw_name(s, anchor::right, right, plot.bottom - 4, o_.x, right - plot.left);
        draw_upright(s, y, left, right, left - 8);
        if (y.at.holds(0)) s.line(style::base, {paint::ink}, {left, y.at(0)}, {right, y.at(0)});
        draw_dates(s, low, high, x, bottom, {plot.left, plot.top, right, plot.bottom}, finest_step(dates, o_.check), o_);
        for (const double v : o_.reference) s.line(style::reference, {paint::muted}, {left, y.at(v)}, {right, y.at(v)});

        occupied taken({left, plot.top, right, bottom});
        std::vector<point> line;
        for (std::size_t i = 0; i < p.series.size(); ++i)
            for (const stretch& rows : p.series[i].stretches) draw_band(s, taken, rows, i, at, x, y.at, low);
        for (std::size_t i = 0; i < p.series.size(); ++i) {
            const one_series& one = p.series[i];
            s.open(one_line(one.name));
            // Marks where they have room, else only those that no line shows.
            const double room = (right - left) / static_cast<double>(one.all.size());
            for (const stretch& rows : one.stretches) {
                line.clear();
                for (const trend_row& r : rows) step_(), line.push_back(at(r));
                if (line.size() > 1) s.line(series_line(i), series_paint(i, o_), line);
                taken.take_line(line);
                if (room < 14 && line.size() > 1) continue;
                const shape form = p.series.size() > 1 ? series_shape(i) : shape::circle;
                for (const point& q : line) s.symbol(style::fill, series_paint(i, o_), form, q, p.series.size() > 1 ? 3.5 : 3);
            }
            s.close();
        }
        for (std::size_t i = 0; i < ends.size(); ++i)
            ends[i].end =
                i < p.series.size() ? at(p.series[i].all.back()) : point{right, y.at(o_.reference[i - p.series.size()])};
        draw_ends(s, std::move(ends), right, plot.top, bottom, &taken);
        return finish(std::move(s), o_);
    }

private:
    std::string notes(const range& shown) {
        std::string note;
        bool bands = false, beyond = false;
        for (const trend_row& r : p.rows) {
            step_();
            bands |= r.lower && r.upper;
            beyond |= r.lower && r.upper && (*r.lower < shown.low || *r.upper > shown.high);
        }
        if (bands) note = beyond ? "Bands show intervals, which go on beyond the axis." : "Bands show intervals.";
        if (p.left_out > 0) note += (note.empty() ? "" : " ") + left_out_note(p.left_out, o_);
        return note;
    }
    template <class At>
    void draw_band(scene& s, occupied& taken, const stretch& rows, std::size_t series, const At&, const scale& x, const scale& y,
                   std::int64_t low) {
        std::vector<point> around;
        const auto flush = [&] {
            if (around.size() == 2) {  // an interval alone
                s.line(style::whisker, series_paint(series, o_), {around[0].x, y(y.clamp(upper_))},
                       {around[0].x, y(y.clamp(lower_))});
            } else if (!around.empty()) {
                const std::vector<point> cut = cut_off(around, y.to, y.from, step_);
                if (cut.size() > 2) s.area(style::band, series_paint(series, o_), cut), taken.take_area(cut);
            }
            around.clear();
        };
        // Upper ends are put at the front half, lower ends behind them in reverse.
        for (std::size_t i = 0; i < rows.size();) {
            std::size_t end = i;
            while (end < rows.size() && rows[end].lower && rows[end].upper) ++end;
            for (std::size_t k = i; k < end; ++k)
                step_(), around.push_back({x(static_cast<double>(rows[k].at - low)), y(*rows[k].upper)});
            for (std::size_t k = end; k > i; --k)
                step_(), around.push_back({x(static_cast<double>(rows[k - 1].at - low)), y(*rows[k - 1].lower)});
            if (end == i + 1) upper_ = *rows[i].upper, lower_ = *rows[i].lower;
            flush();
            i = std::max(end, i + 1);
        }
    }
    // The names of series, cut to a width, and the numbers of references; their ends are set when the axes are.
    std::vector<end_label> lay_ends(double most, double span) const {
        const number_format format = number_format::of_values(o_.reference, span, o_);
        std::vector<end_label> ends;
        for (std::size_t i = 0; i < p.series.size(); ++i)
            ends.push_back({cut_text(one_line(p.series[i].name), font_of(style::strong), most),
                            style::strong,
                            series_text_paint(i, o_),
                            {}});
        for (const double v : o_.reference) ends.push_back({format(v), style::axis, {paint::muted}, {}});
        return ends;
    }

    prepared p;
    const options& o_;
    step_counter step_;
    double upper_ = 0, lower_ = 0;
};

}  // namespace

std::string draw_trend(std::vector<trend_row> rows, const options& o, std::size_t undated) {
    prepared p = prepare(std::move(rows), o);
    p.left_out += undated;
    if (p.rows.empty()) return draw_nothing(o, p.left_out, "Values over time");
    return trend_chart(std::move(p), o).draw();
}

std::string draw_sparkline(std::vector<spark_row> rows, const options& o, std::size_t undated) {
    for (const spark_row& r : rows) check_date(r.at), check_finite(r.value, "value");
    polled_sort(rows.begin(), rows.end(), std::less<>(), o.check);
    const double width = o.width.value_or(100), height = o.height.value_or(20);
    scene s(width, height);
    range values;
    std::vector<double> all;
    std::int64_t first = 0, last = 0;
    for (const spark_row& r : rows) {
        if (!r.value) continue;
        if (all.empty()) first = r.at;
        last = r.at;
        all.push_back(*r.value);
        values.add(r.value);
    }
    s.name = o.title.empty() ? "Values over time" : o.title;
    const std::size_t left_out = rows.size() - all.size() + undated;
    if (all.empty()) {
        s.description = nothing_in_words(left_out, o);
        s.text(style::note, {}, anchor::middle, width / 2, height / 2 + 4, cut_text("No data", font_of(style::note), width));
        return write_word_svg(s, o.check);
    }
    if (o.limits) values.add(o.limits->first), values.add(o.limits->second);
    const number_format f = number_format::of_values(all, values.high - values.low, o);
    s.description = "First " + f(all.front()) + ", last " + f(all.back()) + ", lowest " +
                    f(*std::min_element(all.begin(), all.end())) + ", highest " + f(*std::max_element(all.begin(), all.end())) +
                    ", of " + counted(all.size(), "value", "values", o) + ".";
    if (left_out > 0) s.description += " " + left_out_note(left_out, o);
    const scale x{0, first == last ? 1.0 : static_cast<double>(last - first), first == last ? width / 2 : 3, width - 3};
    const scale y{values.low, values.high > values.low ? values.high : values.low + 1, height - 3, 3};
    std::vector<point> line;
    point end{};
    const auto flush = [&] {
        if (line.size() > 1) s.line(style::line, {}, line);
        if (line.size() == 1) s.symbol(style::fill, {}, shape::circle, line[0], 1.2);
        line.clear();
    };
    for (const spark_row& r : rows) {
        if (!r.value) {
            flush();
            continue;
        }
        // A level line runs through the middle.
        line.push_back(end = {x(static_cast<double>(r.at - first)), values.high > values.low ? y(*r.value) : height / 2});
    }
    flush();
    s.symbol(style::fill, {}, shape::circle, end, 2);
    if (o.right_to_left) s.mirror();
    return write_word_svg(s, o.check);
}

}  // namespace xm::core::charts
