#include "core/charts/survival_curves.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "core/charts/layout.hpp"
#include "core/num/step_counter.hpp"

namespace xm::core::charts {
namespace {

constexpr double confidence = 0.95;

struct curve {
    std::string label;
    survival state;
    std::vector<survival_row> rows;
};

// States of one label: each as it comes is merged with those that are no larger, so that no time is merged often.
class pile {
public:
    void add(survival state, poll check) {
        for (; !states_.empty() && states_.back().times.size() <= state.times.size(); states_.pop_back())
            state.merge(states_.back(), check);
        states_.push_back(std::move(state));
    }
    survival merged(poll check) {
        survival all;
        for (; !states_.empty(); states_.pop_back()) all.merge(states_.back(), check);
        return all;
    }

private:
    std::vector<survival> states_;
};

// The corners of a curve that is 1 at time 0 and steps to a value at each time; corners nearer than half a px to the last are
// left out.
class stairs {
public:
    stairs(const scale& x, const scale& y) : x_(x), y_(y), points_{{x(0), y(1)}} {}

    void step(double time, double value) {
        const double x = x_(time), y = y_(value);
        if (y == points_.back().y || (x - points_.back().x < 0.5 && std::abs(y - points_.back().y) < 0.5)) return;
        level(x);
        points_.push_back({x, y});
    }
    void level(double x) {
        if (x > points_.back().x) points_.push_back({x, points_.back().y});
    }
    void end(double time) { level(x_(time)); }
    std::vector<point> take() { return std::move(points_); }

private:
    const scale &x_, &y_;
    std::vector<point> points_;
};

}  // namespace

std::string draw_survival(std::vector<survival_group> groups, const options& o) {
    constexpr const char* name = "Survival curves";
    std::map<std::string, pile> states;
    std::size_t left_out = 0;
    for (survival_group& g : groups) {
        if (!g.state || g.state->empty()) {
            ++left_out;
            continue;
        }
        states[g.label].add(std::move(*g.state), o.check);
        check_count(states.size(), most_series, "curves", "Show fewer, or each in a picture of its own.");
    }
    if (states.empty()) return draw_nothing(o, left_out, name);
    std::vector<curve> curves;
    double last = 0;
    for (auto& [label, all] : states) {
        survival state = all.merged(o.check);
        std::vector<survival_row> rows = survival_table(state, confidence, o.check);
        last = std::max(last, rows.back().time);
        check_finite(rows.back().time, "time");
        curves.push_back({label, std::move(state), std::move(rows)});
    }
    if (o.order == options::ordering::given)
        std::stable_sort(curves.begin(), curves.end(),
                         [&](const curve& a, const curve& b) { return place_in(o.given, a.label) < place_in(o.given, b.label); });

    options percent = o;  // of shares, whatever the options say of the values
    percent.percent = true, percent.digits.reset(), percent.limits.reset();
    options plain = o;  // of times
    plain.percent = false, plain.limits.reset();
    const number_format count = number_format::of_counts(o), share = number_format::of_values(std::vector{0.5}, 1, percent);
    const page frame(o, {joined_note({"Bands show 95% intervals.", left_out_note(left_out, o)})});
    const double n = static_cast<double>(curves.size()), table = 12 + (n + 1) * line_height;
    const double above = o.y.empty() ? 8 : line_height + 8, below = 24 + (o.x.empty() ? 0 : line_height) + table;
    box plot{};
    scene s = frame.begin(frame.room(std::max(280.0, 15 * n) + above + below, std::max(60.0, line_height * n) + above + below),
                          plot, name);
    const double top = plot.top + above, bottom = plot.bottom - below;
    const axis y = lay_upright(0, 1, bottom, top, percent);

    const bool named = curves.size() > 1 || !one_line(curves[0].label).empty();
    std::vector<end_label> ends;
    double heads = text_width("At risk", font_of(style::axis));
    std::vector<std::string> head_names;
    for (std::size_t i = 0; i < curves.size(); ++i) {
        const std::string label = named ? category_text(curves[i].label) : "";
        head_names.push_back(cut_text(label, font_of(style::axis), plot.width() * 0.2));
        heads = std::max(heads, text_width(head_names.back(), font_of(style::axis)));
        ends.push_back(
            {cut_text(label, font_of(style::strong), plot.width() * 0.25), style::strong, series_text_paint(i, o), {}});
    }
    double most = 0;  // room for the numbers at time 0
    for (const curve& c : curves)
        most = std::max(most, text_width(count(static_cast<double>(c.state.people())), font_of(style::axis)));
    const double beside = widest_of(ends), left = plot.left + std::max(y.widest + 8, heads + 6 + most / 2),
                 right = plot.right - beside - (beside > 0 ? end_gap : 8);
    plain.limits = {0, last > 0 ? last : 1};  // no room behind the last
    const axis x = lay_across(0, plain.limits->second, left, right, plain, 65);
    const font small = font_of(style::axis);
    draw_name(s, anchor::left, plot.left, plot.top + line_height - 3, o.y, plot.width());
    draw_upright(s, y, left, right, left - 8);
    s.line(style::base, {paint::ink}, {left, bottom}, {right, bottom});
    const double table_top = plot.bottom - table + 12;
    draw_name(s, anchor::right, right, table_top - 8, o.x, right - plot.left);

    for (const double t : o.reference)
        if (t >= 0 && t <= x.at.high) s.line(style::reference, {paint::muted}, {x.at(t), top}, {x.at(t), bottom});
    occupied drawn({left, plot.top, right, bottom});
    for (std::size_t i = 0; i < curves.size(); ++i) {
        step_counter step(o.check);
        stairs upper(x.at, y.at), lower(x.at, y.at);
        double end = curves[i].rows.back().time;
        for (const survival_row& r : curves[i].rows) {
            step();
            if (!r.lower || !r.upper) {
                end = std::min(end, r.time);  // the curve has come to 0, which has no interval
                break;
            }
            upper.step(r.time, *r.upper), lower.step(r.time, *r.lower);
        }
        upper.end(end), lower.end(end);
        std::vector<point> around = upper.take(), back = lower.take();
        around.insert(around.end(), back.rbegin(), back.rend());
        s.area(style::band, series_paint(i, o), around);
        drawn.take_area(std::move(around));
    }
    s.description = o.subtitle.empty() ? "" : o.subtitle + ". ";
    s.description += counted(curves.size(), "curve", "curves", o) + " of how many stay.";
    for (std::size_t i = 0; i < curves.size(); ++i) {
        const curve& c = curves[i];
        step_counter step(o.check);
        stairs line(x.at, y.at);
        for (const survival_row& r : c.rows) step(), line.step(r.time, r.survival);
        line.end(c.rows.back().time);
        const std::vector<point> through = line.take();
        drawn.take_line(through);
        const std::optional<double> median = median_survival(c.state, o.check);
        std::string words = (named ? isolated(category_text(c.label)) + ": " : "") +
                            counted(c.state.people(), "person", "people", o) + ", " + share(c.rows.back().survival) +
                            " stay beyond " +
                            number_format::of_values(std::vector{c.rows.back().time}, last, plain)(c.rows.back().time);
        words +=
            median ? ", median " + number_format::of_values(std::vector{*median}, last, plain)(*median) : ", median not reached";
        s.description += " " + words + ".";
        s.open(words);
        s.line(series_line(i), series_paint(i, o), through);
        s.close();
        ends[i].end = through.back();
    }
    draw_ends(s, ends, right, plot.top, bottom, &drawn);

    // Numbers of the axis, and under each how many were at risk just before.
    s.text(style::axis, {paint::muted}, anchor::left, plot.left, table_top + line_height - 4, "At risk");
    double before = left - y.widest - 8;
    std::vector<double> taken(curves.size(), plot.left + heads);
    for (std::size_t t = 0; t < x.ticks.size(); ++t) {
        const double at = x.at(x.ticks[t]), width = text_width(x.labels[t], small);
        s.line(style::base, {paint::muted}, {at, bottom}, {at, bottom + 5});
        const double middle = std::min(at, plot.right - width / 2);
        if (width > 0 && middle - width / 2 > before + 4) {
            s.text(style::axis, {paint::muted}, anchor::middle, middle, bottom + 18, x.labels[t]);
            before = middle + width / 2;
        }
        for (std::size_t i = 0; i < curves.size(); ++i) {
            const auto row = std::lower_bound(curves[i].rows.begin(), curves[i].rows.end(), x.ticks[t],
                                              [](const survival_row& r, double time) { return r.time < time; });
            const std::string number = count(row == curves[i].rows.end() ? 0 : static_cast<double>(row->at_risk));
            const double half = text_width(number, small) / 2, where = std::min(at, plot.right - half);
            if (where - half < taken[i] + 4) continue;
            s.text(style::axis, {}, anchor::middle, where, table_top + line_height * (static_cast<double>(i) + 2) - 4, number);
            taken[i] = where + half;
        }
    }
    for (std::size_t i = 0; i < curves.size(); ++i)
        s.text(style::axis, series_text_paint(i, o), anchor::left, plot.left,
               table_top + line_height * (static_cast<double>(i) + 2) - 4, head_names[i]);
    return finish(std::move(s), o);
}

}  // namespace xm::core::charts
