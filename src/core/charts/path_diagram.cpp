#include "core/charts/path_diagram.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "core/charts/layout.hpp"
#include "core/error.hpp"

namespace xm::core::charts {
namespace {

constexpr std::size_t most_nodes = 8, most_rows = 200;

struct edge {
    std::size_t from, to;
    const path_row* row;
};

struct diagram {
    std::vector<std::string> nodes;  // causes first
    std::vector<edge> edges;
};

std::vector<std::string> parts_of(const std::string& path) {
    std::vector<std::string> parts;
    std::size_t from = 0;
    for (std::size_t at; (at = path.find(" > ", from)) != std::string::npos; from = at + 3)
        parts.push_back(path.substr(from, at - from));
    parts.push_back(path.substr(from));
    return parts;
}

// Rows of a mediation as paths between three boxes.
void name_mediation(std::vector<path_row>& rows, const options& o) {
    constexpr std::array<std::string_view, 5> words{"a", "b", "c", "c_prime", "indirect"};
    const bool all = std::all_of(rows.begin(), rows.end(), [&](const path_row& r) {
        return r.kind.empty() && std::find(words.begin(), words.end(), r.path) != words.end();
    });
    if (!all) return;
    std::array<std::string, 3> names{"cause", "mediator", "outcome"};
    if (o.given.size() == 3) std::copy(o.given.begin(), o.given.end(), names.begin());
    for (path_row& r : rows) {
        const std::string word = r.path;
        r.kind = word == "c" ? "total" : word == "indirect" ? "indirect" : "direct";
        r.path = word == "a"          ? names[0] + " > " + names[1]
                 : word == "b"        ? names[1] + " > " + names[2]
                 : word == "indirect" ? names[0] + " > " + names[1] + " > " + names[2]
                                      : names[0] + " > " + names[2];
    }
}

diagram arrange(const std::vector<path_row>& rows) {
    std::map<std::string, std::size_t> waiting;  // how many arrows lead to a box
    std::vector<std::pair<std::string, std::string>> arrows;
    for (const path_row& r : rows) {
        if (r.kind != "direct") continue;
        const std::vector<std::string> ends = parts_of(r.path);
        if (ends.size() != 2)
            fail(errc::invalid, "Write a direct path as 'cause > effect'.", "the direct path \"", r.path,
                 "\" does not lead from one label to another");
        arrows.emplace_back(ends[0], ends[1]);
        waiting[ends[0]] += 0, waiting[ends[1]] += 1;
    }
    if (arrows.empty()) fail(errc::invalid, "Give the rows of xm.paths or xm.mediation.", "there is no direct path");
    check_count(waiting.size(), most_nodes, "labels", "Show a shorter chain.");
    diagram d;
    while (!waiting.empty()) {
        const auto next = std::find_if(waiting.begin(), waiting.end(), [](const auto& w) { return w.second == 0; });
        if (next == waiting.end())
            fail(errc::invalid, "Order causes before their effects.", "the paths lead in a circle through \"",
                 waiting.begin()->first, "\"");
        for (const auto& [from, to] : arrows)
            if (from == next->first) --waiting[to];
        d.nodes.push_back(next->first);
        waiting.erase(next);
    }
    const auto place = [&](const std::string& label) { return place_in(d.nodes, label); };
    std::size_t arrow = 0;
    for (const path_row& r : rows)
        if (r.kind == "direct") d.edges.push_back({place(arrows[arrow].first), place(arrows[arrow].second), &r}), ++arrow;
    return d;
}

std::string kind_text(const path_row& r) {
    std::string kind = r.kind;
    std::replace(kind.begin(), kind.end(), '_', ' ');
    return kind;
}

std::string interval_text(const path_row& r, const number_format& f) {
    return r.lower && r.upper ? f(*r.lower) + " to " + f(*r.upper) : "";
}

// Where the straight line to the middle of a box enters it.
point border(const box& b, point from) {
    const point m{(b.left + b.right) / 2, (b.top + b.bottom) / 2};
    const double dx = m.x - from.x, dy = m.y - from.y;
    const double share = std::max(std::abs(dx) / (b.width() / 2), std::abs(dy) / (b.height() / 2));
    return {m.x - dx / share, m.y - dy / share};
}

}  // namespace

std::string draw_paths(std::vector<path_row> rows, const options& o) {
    constexpr const char* name = "Path diagram";
    for (const path_row& r : rows) {
        check_finite(r.estimate, "estimate");
        check_interval(r.lower, r.upper);
        if (r.kind != "" && r.kind != "direct" && r.kind != "indirect" && r.kind != "total_indirect" && r.kind != "total")
            fail(errc::invalid, "Use direct, indirect, total_indirect or total.", "the kind \"", r.kind, "\" is unknown");
    }
    const std::size_t left_out = std::erase_if(rows, [](const path_row& r) { return !r.estimate; });
    if (rows.empty()) return draw_nothing(o, left_out, name);
    check_count(rows.size(), most_rows, "paths", "Show a shorter chain.");
    name_mediation(rows, o);
    for (path_row& r : rows)
        if (r.kind.empty()) r.kind = "direct";
    std::sort(rows.begin(), rows.end());
    for (std::size_t i = 1; i < rows.size(); ++i)
        if (rows[i].path == rows[i - 1].path && rows[i].kind == rows[i - 1].kind)
            fail(errc::invalid, "Give each path once.", "the ", rows[i].kind, " path \"", rows[i].path, "\" is given twice");
    const diagram d = arrange(rows);

    std::vector<double> estimates;
    range all;
    for (const path_row& r : rows) {
        estimates.push_back(*r.estimate);
        all.add(r.estimate), all.add(r.lower), all.add(r.upper);
    }
    // Coefficients are read to two decimals: a span from 0.1 on counts as 1.
    const double span = std::max(all.high - all.low, std::abs(all.high));
    const number_format format = number_format::of_values(estimates, span >= 0.1 ? std::max(span, 1.0) : span, o);
    // The table: direct paths as the boxes stand, then indirect ones, then sums.
    constexpr std::array<std::string_view, 4> kinds{"direct", "indirect", "total_indirect", "total"};
    const auto rank = [&](const path_row& r) {
        std::vector<std::size_t> key{static_cast<std::size_t>(std::find(kinds.begin(), kinds.end(), r.kind) - kinds.begin())};
        for (const std::string& part : parts_of(r.path)) key.push_back(place_in(d.nodes, part));
        return key;
    };
    std::vector<const path_row*> table;
    for (const path_row& r : rows) table.push_back(&r);
    std::stable_sort(table.begin(), table.end(), [&](const path_row* a, const path_row* b) { return rank(*a) < rank(*b); });

    const auto unsure = [](const path_row& r) { return r.lower && r.upper && *r.lower <= 0 && *r.upper >= 0; };
    const bool dashed = std::any_of(d.edges.begin(), d.edges.end(), [&](const edge& e) { return unsure(*e.row); });
    const bool negative =
        std::any_of(d.edges.begin(), d.edges.end(), [&](const edge& e) { return !unsure(*e.row) && *e.row->estimate < 0; });
    const page frame(o, {joined_note({dashed ? "Dashed: the interval holds zero." : "",
                                      negative ? "The second colour: less than zero." : "", left_out_note(left_out, o)})});
    // Columns: kind, path, estimate, interval.
    const font plain = font_of(style::label);
    double intervals = 0, numbers = 0, first = 0;
    for (const path_row* r : table) {
        intervals = std::max(intervals, text_width(interval_text(*r, format), plain));
        numbers = std::max(numbers, text_width(format(*r->estimate), plain));
        first = std::max(first, text_width(kind_text(*r), plain));
    }
    const double number_right = frame.right() - (intervals > 0 ? intervals + 14 : 0), path_left = frame.left() + first + 12;
    std::vector<std::vector<std::string>> texts;
    double table_height = 12;
    for (const path_row* r : table) {
        std::string path = one_line(r->path);
        for (std::size_t at; (at = path.find(" > ")) != std::string::npos;) path.replace(at, 3, " \u2192 ");
        texts.push_back(break_text(path, plain, number_right - numbers - 10 - path_left, 3));
        table_height += std::max<double>(1, static_cast<double>(texts.back().size())) * line_step(texts.back()) + 2;
    }
    const double n = static_cast<double>(d.nodes.size());
    const double picture = n == 2 ? 70 : 150 + 18 * (n - 3);
    box plot{};
    scene s = frame.begin(frame.room(picture + table_height, 120 + table_height), plot, name);
    const box room{plot.left, plot.top + 6, plot.right, plot.bottom - table_height};

    // Boxes on an arc, so that no straight arrow crosses a third box.
    std::vector<box> boxes;
    double wide = 0, high = 0;
    std::vector<std::vector<std::string>> names;
    const double most = n == 2 ? room.width() * 0.3 : std::min(room.width() * 0.3, room.width() / n * 0.9);
    for (const std::string& label : d.nodes) {
        names.push_back(break_text(category_text(label), font_of(style::strong), most - 14, 2));
        for (const std::string& line : names.back()) wide = std::max(wide, text_width(line, font_of(style::strong)) + 14);
        high = std::max(high, static_cast<double>(names.back().size()) * line_height + 12);
    }
    for (std::size_t i = 0; i < d.nodes.size(); ++i) {
        const double share = static_cast<double>(i) / (n - 1), rise = n == 2 ? 0.5 : std::sin(share * 3.14159265358979323846);
        const double x = room.left + 1 + wide / 2 + share * (room.width() - wide - 2),
                     y = room.bottom - high / 2 - 1 - rise * (room.height() - high - 2);
        boxes.push_back({x - wide / 2, y - high / 2, x + wide / 2, y + high / 2});
    }
    occupied taken(room);
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        taken.take(boxes[i].grown(2));
        s.rect(style::hollow, {paint::muted}, boxes[i]);
        const double middle = (boxes[i].top + boxes[i].bottom) / 2;
        double y = middle - line_height * (static_cast<double>(names[i].size()) - 1) / 2 + 4.2;
        for (const std::string& line : names[i])
            s.text(style::strong, {}, anchor::middle, (boxes[i].left + boxes[i].right) / 2, y, line), y += line_height;
    }
    struct arrow {
        point from, to;
    };
    std::vector<arrow> arrows;
    for (const edge& e : d.edges) {
        const auto middle = [](const box& b) { return point{(b.left + b.right) / 2, (b.top + b.bottom) / 2}; };
        arrows.push_back({border(boxes[e.from], middle(boxes[e.to])), border(boxes[e.to], middle(boxes[e.from]))});
        taken.take(arrows.back().from, arrows.back().to);  // labels keep off the lines
    }
    for (std::size_t i = 0; i < d.edges.size(); ++i) {
        const path_row& r = *d.edges[i].row;
        const arrow& a = arrows[i];
        const double length = std::max(1.0, std::hypot(a.to.x - a.from.x, a.to.y - a.from.y));
        const point along{(a.to.x - a.from.x) / length, (a.to.y - a.from.y) / length};
        const bool holds_zero = unsure(r);
        const paint color = holds_zero ? paint{paint::muted} : series_paint(*r.estimate < 0 ? 1 : 0, o);
        const double head = std::min(9.0, length / 2);
        const point neck{a.to.x - along.x * head, a.to.y - along.y * head};
        s.open(isolated(one_line(r.path)) + ": " + format(*r.estimate) +
               (r.lower && r.upper ? " (" + interval_text(r, format) + ")" : ""));
        s.line(holds_zero ? style::dashed : style::line, color, a.from, neck);
        const std::vector<point> triangle{{a.to.x, a.to.y},
                                          {neck.x - along.y * head * 0.45, neck.y + along.x * head * 0.45},
                                          {neck.x + along.y * head * 0.45, neck.y - along.x * head * 0.45}};
        s.area(style::fill, color, triangle);
        const std::string label = format(*r.estimate);
        const double width = text_width(label, font_of(style::label));
        bool placed = false;
        for (const double t : {0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8})
            for (const double off : {1.0, -1.0, 1.6, -1.6}) {
                if (placed) break;
                // Beside the line, as far as its own width or height asks for.
                const double distance = off * (std::abs(along.y) * width / 2 + std::abs(along.x) * 8 + 3);
                const point m{a.from.x + along.x * length * t + along.y * distance,
                              a.from.y + along.y * length * t - along.x * distance};
                if (!taken.try_take(text_box(style::label, anchor::middle, m.x, m.y + 4.2, label))) continue;
                s.text(style::label, {}, anchor::middle, m.x, m.y + 4.2, label);
                placed = true;
            }
        s.close();
    }

    double y = plot.bottom - table_height + 12;
    for (std::size_t i = 0; i < table.size(); ++i) {
        const path_row& r = *table[i];
        const double baseline = y + line_height - 3;
        if (i == 0 || table[i - 1]->kind != r.kind)
            s.text(style::label, {paint::muted}, anchor::left, plot.left, baseline, kind_text(r));
        s.text(style::label, {}, anchor::right, number_right, baseline, format(*r.estimate));
        s.text(style::label, {paint::muted}, anchor::right, plot.right, baseline, interval_text(r, format));
        const double step = line_step(texts[i]);
        for (std::size_t line = 0; line < texts[i].size(); ++line)
            s.text(style::label, {}, anchor::left, path_left, baseline + static_cast<double>(line) * step, texts[i][line]);
        y += std::max<double>(1, static_cast<double>(texts[i].size())) * step + 2;
    }
    s.description = o.subtitle.empty() ? "" : o.subtitle + ". ";
    for (const path_row* r : table)
        s.description += (r == table.front() ? "" : "; ") + r->kind + " " + isolated(one_line(r->path, 300)) + ": " +
                         format(*r->estimate) + (r->lower && r->upper ? " (" + interval_text(*r, format) + ")" : "");
    s.description += ".";
    return finish(std::move(s), o);
}

}  // namespace xm::core::charts
