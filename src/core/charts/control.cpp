#include "core/charts/control.hpp"

#include <algorithm>
#include <cmath>

#include "core/charts/layout.hpp"
#include "core/error.hpp"

namespace xm::core::charts {
namespace {

constexpr std::size_t most_periods = 1000;

// The word of a signal as people write it.
std::string signal_text(std::string_view signal) {
    std::string s = one_line(signal);
    std::replace(s.begin(), s.end(), '_', ' ');
    return s;
}

}  // namespace

std::string draw_control(std::vector<control_row> rows, const options& o, std::size_t undated) {
    constexpr const char* name = "Control chart";
    for (const control_row& r : rows) {
        check_date(r.period);
        check_finite(r.value, "value");
        check_finite(r.centre, "centre");
        check_interval(r.lower, r.upper);
    }
    const std::size_t left_out = undated + std::erase_if(rows, [](const control_row& r) { return !r.value; });
    if (rows.empty()) return draw_nothing(o, left_out, name);
    check_count(rows.size(), most_periods, "periods", "Show the last of them, or longer periods.");
    std::sort(rows.begin(), rows.end());
    std::vector<double> values;
    std::vector<std::int64_t> periods;
    range shown;
    std::size_t signals = 0;
    for (const control_row& r : rows) {
        if (!periods.empty() && periods.back() == r.period)
            fail(errc::invalid, "Give one row for each period.", "the period ", date_format(std::vector{r.period})(r.period),
                 " is given twice");
        values.push_back(*r.value);
        periods.push_back(r.period);
        for (const std::optional<double>& v : {r.value, r.centre, r.lower, r.upper}) shown.add(v);
        signals += !r.signal.empty();
    }
    for (const double v : o.reference) shown.add(v);
    if (o.limits) shown.add(o.limits->first), shown.add(o.limits->second);
    // Names of signals have room above and below.
    if (const double beside = (shown.high / 2 - shown.low / 2) * 0.2; signals > 0 && std::abs(shown.low) + beside < 1e300)
        shown.low -= beside, shown.high = std::min(shown.high + beside, 1e300);
    const number_format format = number_format::of_values(values, shown.high - shown.low, o);
    const date_format date{periods};
    const bool moving = std::any_of(rows.begin(), rows.end(), [&](const control_row& r) {
        return r.lower != rows.back().lower || r.upper != rows.back().upper;
    });
    const bool limits = std::any_of(rows.begin(), rows.end(), [](const control_row& r) { return r.lower && r.upper; });

    return draw_noting([&](std::size_t noted, std::size_t& dropped) {
        const page frame(
            o,
            {joined_note({!limits  ? ""
                          : moving ? "The band lies between the control limits, whose numbers are those of the last period."
                                   : "The band lies between the control limits.",
                          signals > 0 ? "Diamonds: signals." : "",
                          noted > 0 ? counted(noted, "name of a signal has no room.", "names of signals have no room.", o) : "",
                          left_out_note(left_out, o)})});
        const double above = o.y.empty() ? 10 : line_height + 10, below = date_labels_height + (o.x.empty() ? 0 : line_height);
        const double least_lines = line_height * static_cast<double>(3 + o.reference.size());
        box plot{};
        scene s = frame.begin(frame.room(300, above + below + std::max(60.0, least_lines)), plot, name);
        const double top = plot.top + above, bottom = plot.bottom - below;
        const axis y = lay_upright(shown.low, shown.high, bottom, top, o);

        // The centre and limits of the last period have their numbers at the end.
        std::vector<end_label> ends;
        const control_row& last = rows.back();
        const auto add_end = [&](const char* what, std::optional<double> v) {
            if (v) ends.push_back({std::string(what) + format(*v), style::axis, {paint::muted}, {0, y.at(*v)}});
        };
        add_end("upper ", last.upper), add_end("centre ", last.centre), add_end("lower ", last.lower);
        for (const double v : o.reference) add_end("", v);
        const double left = plot.left + y.widest + 8, right = plot.right - widest_of(ends) - (ends.empty() ? 4 : end_gap);
        const font small = font_of(style::axis);
        draw_name(s, anchor::left, plot.left, plot.top + line_height - 3, o.y, plot.width());
        draw_name(s, anchor::right, right, plot.bottom - 4, o.x, right - plot.left);
        std::int64_t low = periods.front(), high = periods.back();
        if (low == high) low -= 43200000000, high += 43200000000;
        const double inset = std::min(20.0, (right - left) / (2 * static_cast<double>(rows.size())));
        const scale x{0, static_cast<double>(high - low), left + inset, right - inset};
        const auto across = [&](std::int64_t at) { return x(static_cast<double>(at - low)); };
        draw_upright(s, y, left, right, left - 8);

        // Limits hold from halfway to the period before until halfway to the next.
        std::vector<point> upper, lower, centre;
        const auto end_band = [&] {
            if (!upper.empty()) {
                std::vector<point> around = upper;
                around.insert(around.end(), lower.rbegin(), lower.rend());
                s.area(style::band, {paint::muted}, around);
            }
            upper.clear(), lower.clear();
        };
        const auto end_centre = [&] {
            if (!centre.empty()) s.line(style::base, {paint::muted}, centre);
            centre.clear();
        };
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const control_row& r = rows[i];
            const double from = i == 0 ? left : (across(rows[i - 1].period) + across(r.period)) / 2;
            const double to = i + 1 == rows.size() ? right : (across(rows[i + 1].period) + across(r.period)) / 2;
            if (!r.lower || !r.upper) end_band();
            if (!r.centre) end_centre();
            for (const double at : {from, to}) {
                if (r.lower && r.upper) upper.push_back({at, y.at(*r.upper)}), lower.push_back({at, y.at(*r.lower)});
                if (r.centre) centre.push_back({at, y.at(*r.centre)});
            }
        }
        end_band();
        end_centre();
        for (const double v : o.reference) s.line(style::reference, {paint::muted}, {left, y.at(v)}, {right, y.at(v)});
        draw_dates(s, low, high, x, bottom, {plot.left, plot.top, right, plot.bottom}, finest_step(periods, o.check), o);

        std::vector<point> line;
        for (const control_row& r : rows) line.push_back({across(r.period), y.at(*r.value)});
        if (line.size() > 1) s.line(style::line, series_paint(0, o), line);
        occupied taken({left, plot.top, right, bottom});
        const double radius = std::clamp((right - left) / static_cast<double>(rows.size()) * 0.3, 1.5, 3.5);
        for (std::size_t i = 0; i < line.size(); ++i) {
            taken.take({line[i].x - radius, line[i].y - radius, line[i].x + radius, line[i].y + radius});
            if (i > 0) taken.take(line[i - 1], line[i]);
        }
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const control_row& r = rows[i];
            const bool signal = !r.signal.empty();
            std::string words = date(r.period) + ": " + format(*r.value);
            if (r.lower && r.upper) words += " (limits " + format(*r.lower) + " to " + format(*r.upper) + ")";
            if (signal) words += ", " + signal_text(r.signal);
            s.open(words);
            if (signal)
                s.symbol(style::fill, series_paint(1, o), shape::diamond, line[i], std::max(4.5, radius * 1.6));
            else
                s.symbol(style::fill, series_paint(0, o), shape::circle, line[i], radius);
            // What goes on is named once.
            if (signal && (i == 0 || rows[i - 1].signal != r.signal)) {
                const std::string text = cut_text(signal_text(r.signal), small, plot.width() * 0.3);
                const double half = text_width(text, small) / 2,
                             at = std::clamp(line[i].x, left + half, std::max(left + half, right - half));
                bool placed = false;
                for (const double baseline : {line[i].y - 9, line[i].y + 17, line[i].y - 21, line[i].y + 29}) {
                    if (!taken.try_take(text_box(style::axis, anchor::middle, at, baseline, text))) continue;
                    s.text(style::axis, series_text_paint(1, o), anchor::middle, at, baseline, text);
                    placed = true;
                    break;
                }
                dropped += !placed;
            }
            s.close();
        }
        for (end_label& e : ends) e.end.x = right;
        draw_ends(s, ends, right, plot.top, bottom);
        const auto [lowest, highest] = std::minmax_element(
            rows.begin(), rows.end(), [](const control_row& a, const control_row& b) { return *a.value < *b.value; });
        const auto value_at = [&](const control_row& r) { return format(*r.value) + " on " + date(r.period); };
        s.description = (o.subtitle.empty() ? "" : o.subtitle + ". ") + counted(rows.size(), "period", "periods", o) + " from " +
                        date(rows.front().period) + " to " + date(rows.back().period) + ". Lowest " + value_at(*lowest) +
                        ", highest " + value_at(*highest) + ", last " + format(*last.value) +
                        (last.centre ? ", centre " + format(*last.centre) : "") +
                        (last.lower && last.upper ? ", limits " + format(*last.lower) + " to " + format(*last.upper) : "") +
                        ". " + (signals == 0 ? "No signals." : counted(signals, "signal", "signals", o) + ":");
        std::size_t listed = 0;
        for (const control_row& r : rows)
            if (!r.signal.empty() && ++listed <= 20)
                s.description += (listed == 1 ? " " : ", ") + date(r.period) + " " + signal_text(r.signal);
        if (signals > 0) s.description += listed > 20 ? " and more." : ".";
        return finish(std::move(s), o);
    });
}

}  // namespace xm::core::charts
