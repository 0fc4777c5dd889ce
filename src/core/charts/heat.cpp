#include "core/charts/heat.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>

#include "core/charts/layout.hpp"
#include "core/error.hpp"
#include "core/num/polled_sort.hpp"

namespace xm::core::charts {
namespace {

constexpr std::size_t most_columns = 60;

// Names of columns are of a smaller type than labels of rows.
double head_step(const std::vector<std::string>& lines) { return line_step(lines) * 11 / 12 + 0.5; }

double widest_word(std::string_view text, const font& f) {
    double widest = 0;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        widest = std::max(widest, text_width(text.substr(0, end), f));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return widest;
}

// Names of columns above their cells, in up to four lines each; in two levels, by turns, where a word is wider than its cell but
// not than two.
struct column_heads {
    std::vector<std::vector<std::string>> lines;
    bool by_turns = false;
    std::array<double, 2> heights{13, 0};  // of the lower level, of the upper one

    column_heads(const std::vector<std::string>& labels, double cell, const font& f) {
        double word = 0;
        for (const std::string& label : labels) word = std::max(word, widest_word(category_text(label), f));
        by_turns = labels.size() > 2 && word > cell - 4 && word <= 1.5 * cell - 8;
        for (std::size_t c = 0; c < labels.size(); ++c) {
            // The last one leans on the edge.
            const double width = !by_turns ? cell - 4 : c + 1 < labels.size() ? 2 * cell - 8 : 1.5 * cell - 8;
            lines.push_back(break_text(category_text(labels[c]), f, width, 4));
            // What leaves no more than two characters of a name says nothing.
            if (cell < 22 && !by_turns && lines.back().size() > 1) lines.back().clear();
            double& height = heights[level(c)];
            height = std::max(height, static_cast<double>(lines.back().size()) * head_step(lines.back()));
        }
    }
    std::size_t level(std::size_t column) const { return by_turns ? column % 2 : 0; }
    double height() const { return heights[0] + (by_turns ? heights[1] + 3 : 0); }
};

// The labels of a side of the table, in their order, and the place of each.
struct side {
    std::vector<std::string> labels;
    std::map<std::string, std::size_t> places;

    side(const std::vector<heat_row>& cells, std::string heat_row::*which, const options& o) {
        std::map<std::string, std::pair<double, double>> sums;  // of values, and how many
        for (const heat_row& c : cells) {
            auto& [sum, n] = sums[c.*which];
            sum += *c.value / static_cast<double>(cells.size()), ++n;
        }
        for (const auto& [label, sum] : sums) labels.push_back(label);
        std::stable_sort(labels.begin(), labels.end(), [&](const std::string& a, const std::string& b) {
            if (o.order == options::ordering::given) return place_in(o.given, a) < place_in(o.given, b);
            if (o.order != options::ordering::value) return false;
            return sums[a].first / sums[a].second > sums[b].first / sums[b].second;
        });
        for (std::size_t i = 0; i < labels.size(); ++i) places[labels[i]] = i;
    }
};

// The steps of colour over the values: by the numbers that are read, so that what is written alike looks alike.
class steps {
public:
    const double low, high, centre;
    const bool both;  // of two colours, from the centre

    steps(double from, double to, double about, bool both_ways, const number_format& format)
        : low(from),
          high(to),
          centre(about),
          both(both_ways),
          format_(format),
          first_(format.shown(from)),
          last_(format.shown(to)),
          middle_(format.shown(about)) {}

    std::uint32_t operator()(double value) const {
        const double v = format_.shown(value);
        if (both) {
            const double reach = std::max(std::abs(first_ / 2 - middle_ / 2), std::abs(last_ / 2 - middle_ / 2));
            return reach > 0 ? static_cast<std::uint32_t>(std::lround(5 + 5 * (v / 2 - middle_ / 2) / reach)) : 5;
        }
        // One value alone is neither small nor large.
        if (!(last_ > first_)) return 7;
        return 5 + static_cast<std::uint32_t>(std::min(5.0, std::floor(6 * (v / 2 - first_ / 2) / (last_ / 2 - first_ / 2))));
    }

private:
    const number_format& format_;
    double first_, last_, middle_;
};

// The steps of colour that there are in a row between the lowest value and the highest; nothing where they have no room.
class color_key {
public:
    static constexpr double height = 26;

    color_key(const steps& color, const number_format& format, double width)
        : first_(color(color.low)), last_(color(color.high)), low_(format(color.low)), high_(format(color.high)) {
        const double numbers = text_width(low_, font_of(style::axis)) + text_width(high_, font_of(style::axis)) + 2 * gap;
        if (color.low < color.high) swatch_ = std::min(14.0, (width - numbers) / (last_ - first_ + 1));
    }
    bool has_room() const { return swatch_ >= 3; }
    void draw(scene& s, double left, double bottom) const {
        constexpr double thick = 10;
        const double top = bottom - thick - 4, baseline = top + thick - 1;
        double x = left + text_width(low_, font_of(style::axis)) + gap;
        s.text(style::axis, {paint::muted}, anchor::left, left, baseline, low_);
        for (std::uint32_t step = first_; step <= last_; ++step, x += swatch_)
            s.rect(style::fill, {paint::tint, step}, {x + 0.5, top, x + swatch_ - 0.5, top + thick});
        s.text(style::axis, {paint::muted}, anchor::left, x + gap, baseline, high_);
    }

private:
    static constexpr double gap = 6;
    std::uint32_t first_, last_;
    std::string low_, high_;
    double swatch_ = 0;
};

}  // namespace

std::string draw_heat(std::vector<heat_row> rows, const options& o) {
    constexpr const char* name = "Heat map";
    for (const heat_row& r : rows) check_finite(r.value, "value");
    const std::size_t left_out = std::erase_if(rows, [](const heat_row& r) { return !r.value; });
    if (rows.empty()) return draw_nothing(o, left_out, name);
    polled_sort(rows.begin(), rows.end(), std::less<>(), o.check);
    for (std::size_t i = 1; i < rows.size(); ++i)
        if (rows[i].row == rows[i - 1].row && rows[i].column == rows[i - 1].column)
            fail(errc::invalid, "Aggregate to one row for each cell.", "the cell of \"", rows[i].row, "\" and \"", rows[i].column,
                 "\" is given twice");
    const side down(rows, &heat_row::row, o), across(rows, &heat_row::column, o);
    check_count(down.labels.size(), most_labels, "rows", "Show fewer, or several pictures.");
    check_count(across.labels.size(), most_columns, "columns", "Show fewer, or several pictures.");

    std::vector<double> values;
    range all;
    for (const heat_row& r : rows) values.push_back(*r.value), all.add(r.value);
    const number_format format =
        number_format::of_values(values, all.high > all.low ? all.high - all.low : std::abs(all.high), o);
    const steps color(o.limits ? std::min(all.low, o.limits->first) : all.low,
                      o.limits ? std::max(all.high, o.limits->second) : all.high, o.reference.size() == 1 ? o.reference[0] : 0,
                      o.reference.size() == 1 || (all.low < 0 && all.high > 0), format);

    std::vector<std::string> names;
    for (const std::string& label : down.labels) names.push_back(category_text(label));
    const font small = font_of(style::axis);
    double widest = 0;
    for (const double v : values) widest = std::max(widest, text_width(format(v), small));

    const color_key key(color, format, o.width.value_or(usual_width) - 2 * margin);
    return draw_noting([&](std::size_t noted, std::size_t& dropped) {
        const page frame(
            o,
            {joined_note({key.has_room() && color.both ? "The faintest colour stands for " + format(color.centre) + "." : "",
                          rows.size() < down.labels.size() * across.labels.size() ? "Blank: no value." : "",
                          noted > 0 ? counted(noted, "name of a column has no room.", "names of columns have no room.", o) : "",
                          left_out_note(left_out, o)})});
        const double n = static_cast<double>(across.labels.size());
        const label_column guess = lay_labels(names, (frame.right() - frame.left()) * 0.4, names.size() > 40 ? 1 : 3);
        const double cell = (frame.right() - frame.left() - guess.width - 10) / n;
        const column_heads heads(across.labels, cell, small);
        const double names_above = o.x.empty() && o.y.empty() ? 0 : line_height + 2;
        const double above = names_above + heads.height() + 8;
        const double below = key.has_room() ? color_key::height : 2;
        const row_layout layout = lay_rows(frame, names, above, below, o);
        box plot{};
        scene s = frame.begin(above + layout.height + below, plot, name);
        const double left = plot.left + layout.labels.width + 10, width = (plot.right - left) / n, top = plot.top + above;
        draw_name(s, anchor::left, plot.left, plot.top + 11, o.y, layout.labels.width);
        draw_name(s, anchor::left, left, plot.top + 11, o.x, plot.right - left);
        for (std::size_t c = 0; c < heads.lines.size(); ++c) {
            const std::vector<std::string>& lines = heads.lines[c];
            const bool upper = heads.level(c) == 1;
            const double foot = top - 8 - (upper ? heads.heights[0] + 3 : 0), step = head_step(lines);
            const double middle = left + (static_cast<double>(c) + 0.5) * width;
            double y = foot - step * (static_cast<double>(lines.size()) - 1);
            for (const std::string& line : lines) {
                const double half = text_width(line, small) / 2;
                s.text(style::axis, {paint::muted}, anchor::middle, std::clamp(middle, plot.left + half, plot.right - half), y,
                       line);
                y += step;
            }
            if (upper && !lines.empty()) s.line(style::leader, {paint::muted}, {middle, foot + 4}, {middle, top - 2});
            dropped += lines.empty();
        }
        const bool numbers = widest <= width - 4 && layout.thinnest >= 14;
        std::vector<const heat_row*> in_order(down.labels.size() * across.labels.size());
        for (const heat_row& r : rows) in_order[down.places.at(r.row) * across.labels.size() + across.places.at(r.column)] = &r;
        double row_top = top;
        for (std::size_t i = 0; i < down.labels.size(); ++i) {
            const double middle = top + layout.middles[i], row_bottom = 2 * middle - row_top;
            draw_label(s, layout.labels.cells[i], plot.left, middle);
            for (std::size_t c = 0; c < across.labels.size(); ++c) {
                const heat_row* const r = in_order[i * across.labels.size() + c];
                if (!r) continue;
                const std::string number = format(*r->value);
                const std::uint32_t step = color(*r->value);
                const double x = left + static_cast<double>(c) * width;
                s.open(isolated(names[i]) + ", " + isolated(category_text(r->column)) + ": " + number);
                s.rect(style::fill, {paint::tint, step}, {x + 0.5, row_top + 0.5, x + width - 0.5, row_bottom - 0.5});
                if (numbers) s.text(style::axis, {paint::tint_text, step}, anchor::middle, x + width / 2, middle + 4, number);
                s.close();
            }
            row_top = row_bottom;
        }
        if (key.has_room()) key.draw(s, plot.left, plot.bottom);
        const auto by_value = [](const heat_row& a, const heat_row& b) { return *a.value < *b.value; };
        const auto in_words = [&](const heat_row& r) {
            return isolated(category_text(r.row)) + ", " + isolated(category_text(r.column)) + ": " + format(*r.value);
        };
        s.description = (o.subtitle.empty() ? "" : o.subtitle + ". ") + counted(down.labels.size(), "row", "rows", o) + " by " +
                        counted(across.labels.size(), "column", "columns", o) + ", " +
                        counted(rows.size(), "value", "values", o) +
                        ". Largest: " + in_words(*std::max_element(rows.begin(), rows.end(), by_value)) +
                        ". Smallest: " + in_words(*std::min_element(rows.begin(), rows.end(), by_value)) + ".";
        return finish(std::move(s), o);
    });
}

}  // namespace xm::core::charts
