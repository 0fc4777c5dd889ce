#include "core/charts/shares.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>

#include "core/charts/layout.hpp"
#include "core/error.hpp"
#include "core/num/polled_sort.hpp"

namespace xm::core::charts {
namespace {

struct bar {
    std::string label;
    std::vector<double> parts;     // by category
    double before = 0, after = 0;  // of the middle
};

struct prepared {
    std::vector<std::string> categories;
    std::vector<bar> bars;
    std::size_t left_out = 0;
    double middle = 0;  // the number of the category about which bars stand
};

prepared prepare(std::vector<share_row> rows, const options& o) {
    prepared p;
    step_counter step(o.check);
    for (const share_row& r : rows) {
        step();
        check_finite(r.share, "share");
        if (r.share && *r.share < 0)
            fail(errc::invalid, "Give shares of a whole, or counts.", "a share of ", *r.share, " is negative");
    }
    p.left_out = static_cast<std::size_t>(std::erase_if(rows, [](const share_row& r) { return !r.share; }));
    polled_sort(rows.begin(), rows.end(), std::less<>(), o.check);
    std::map<std::pair<std::int32_t, std::string>, std::size_t> categories;
    for (const share_row& r : rows) {
        step();
        categories.emplace(std::pair{r.position, r.category}, 0);
    }
    check_count(categories.size(), ramp_size, "categories", "Put some of them together.");
    for (auto& [key, index] : categories) {
        if (std::find(p.categories.begin(), p.categories.end(), key.second) != p.categories.end())
            fail(errc::invalid, "Give each category one position.", "the category \"", key.second, "\" stands at two positions");
        index = p.categories.size();
        p.categories.push_back(key.second);
    }
    // Bars of one category begin at the left.
    p.middle = p.categories.size() == 1 ? -1 : (static_cast<double>(p.categories.size()) - 1) / 2;
    for (const share_row& r : rows) {
        step();
        if (p.bars.empty() || p.bars.back().label != r.label)
            p.bars.push_back({r.label, std::vector<double>(p.categories.size()), 0, 0});
        p.bars.back().parts[categories.at({r.position, r.category})] += *r.share;
    }
    check_count(p.bars.size(), most_labels, "labels", "Show fewer, or several pictures.");
    for (bar& b : p.bars)
        for (std::size_t c = 0; c < b.parts.size(); ++c) {
            const double place = static_cast<double>(c) - p.middle;
            (place < 0 ? b.before : b.after) += b.parts[c] * (place == 0 ? 0.5 : 1);
            if (place == 0) b.before += b.parts[c] * 0.5;
        }
    if (o.order != options::ordering::label)
        std::stable_sort(p.bars.begin(), p.bars.end(), [&](const bar& a, const bar& b) {
            if (o.order == options::ordering::given && place_in(o.given, a.label) != place_in(o.given, b.label))
                return place_in(o.given, a.label) < place_in(o.given, b.label);
            return a.after > b.after;
        });
    return p;
}

struct part_look {
    paint fill, text;
};
// The ends of the ramp for the outermost, its middle for the middle one.
part_look look_of(std::size_t category, double middle, const options& o) {
    if (!o.colors.empty()) {
        const std::uint32_t color = o.colors[category % o.colors.size()];
        // Black or white, what is further from it (ITU-R BT.709 weights of light).
        const double light = 0.2126 * (color >> 16) + 0.7152 * (color >> 8 & 255U) + 0.0722 * (color & 255U);
        return {{paint::own, color}, {paint::own, light > 118 ? 0x000000U : 0xffffffU}};
    }
    const double share = middle > 0 ? (static_cast<double>(category) - middle) / middle : 0.5;
    const auto step = static_cast<std::uint32_t>(5 + std::round(5 * share));
    return {{paint::ramp, step}, {paint::ramp_text, step}};
}

// The categories with their colours, on as many lines as they need; draws them if there is a scene, and gives their height.
double lay_legend(scene* s, const prepared& p, const box& within, const options& o) {
    constexpr double square = 10, gap = 5, between = 16;
    double x = within.left, y = within.top;
    for (std::size_t c = 0; c < p.categories.size(); ++c) {
        const std::string text = cut_text(category_text(p.categories[c]), font_of(style::label), within.width() - square - gap);
        const double width = square + gap + text_width(text, font_of(style::label));
        if (x > within.left && x + width > within.right) x = within.left, y += line_height + 3;
        if (s) {
            s->rect(style::fill, look_of(c, p.middle, o).fill, {x, y + 2, x + square, y + 2 + square});
            s->text(style::label, {}, anchor::left, x + square + gap, y + 11.5, text);
        }
        x += width + between;
    }
    return y - within.top + line_height + 8;
}

}  // namespace

std::string draw_shares(std::vector<share_row> rows, const options& o) {
    constexpr const char* name = "Shares of categories";
    const prepared p = prepare(std::move(rows), o);
    if (p.bars.empty()) return draw_nothing(o, p.left_out, name);
    std::vector<std::string> names;
    std::vector<double> all;
    double before = 0, after = 0;
    for (const bar& b : p.bars) {
        names.push_back(category_text(b.label));
        before = std::max(before, b.before), after = std::max(after, b.after);
        all.insert(all.end(), b.parts.begin(), b.parts.end());
    }
    // Shares are read in whole per cent, or three digits of the largest.
    options numbers = o;
    if (o.percent && !o.digits) numbers.digits = 0;
    const number_format format = number_format::of_values(all, *std::max_element(all.begin(), all.end()), numbers);
    const page frame(o, {left_out_note(p.left_out, o)});
    const box width{frame.left(), 0, frame.right(), 0};
    const double names_above = o.x.empty() && o.y.empty() ? 0 : line_height + 4,
                 above = lay_legend(nullptr, p, width, o) + names_above;
    const row_layout layout = lay_rows(frame, names, above, 2, o);

    box plot{};
    scene s = frame.begin(above + layout.height + 2, plot, name);
    lay_legend(&s, p, {plot.left, plot.top, plot.right, plot.top}, o);
    const double left = plot.left + layout.labels.width + 12, top = plot.top + above;
    const font small = font_of(style::axis);
    draw_name(s, anchor::left, plot.left, top - 5, o.y, layout.labels.width);
    draw_name(s, anchor::left, left, top - 5, o.x, plot.right - left);
    // A part alone stands against the whole.
    if (o.percent && p.categories.size() == 1) after = std::max(after, 1.0);
    const bool nothing = !(before + after > 0);
    const scale at{-before, nothing ? 1 : after, left, plot.right};
    const double half = std::min(11.0, layout.thinnest * 0.4);
    // The middle about which the bars stand, seen between them.
    if (before > 0 && after > 0) s.line(style::base, {paint::muted}, {at(0), top}, {at(0), top + layout.height});
    for (std::size_t i = 0; i < p.bars.size(); ++i) {
        const bar& b = p.bars[i];
        const double y = top + layout.middles[i];
        std::string title = isolated(names[i]) + ":";
        for (std::size_t c = 0; c < b.parts.size(); ++c)
            title += (c == 0 ? " " : ", ") + isolated(category_text(p.categories[c])) + " " + format(b.parts[c]);
        s.open(title);
        draw_label(s, layout.labels.cells[i], plot.left, y);
        double from = -b.before;
        for (std::size_t c = 0; c < b.parts.size(); ++c) {
            const double to = from + b.parts[c], x0 = at(from), x1 = at(to);
            from = to;
            if (x1 - x0 < 0.01) continue;
            const part_look look = look_of(c, p.middle, o);
            const double gap = std::min(0.5, (x1 - x0) / 4);  // a hair of the page between parts
            s.rect(style::fill, look.fill, {x0 + gap, y - half, x1 - gap, y + half});
            const std::string number = format(b.parts[c]);
            if (half >= 6.5 && text_width(number, small) <= x1 - x0 - 4)
                s.text(style::axis, look.text, anchor::middle, (x0 + x1) / 2, y + 4, number);
        }
        s.close();
    }
    s.description = (o.subtitle.empty() ? "" : o.subtitle + ". ") + counted(p.bars.size(), "label", "labels", o) + " by " +
                    counted(p.categories.size(), "category", "categories", o) + ", from " +
                    isolated(category_text(p.categories.front())) + " to " + isolated(category_text(p.categories.back())) + ".";
    // Which has the most beyond the middle, whatever the order of the bars.
    const auto [least, most] =
        std::minmax_element(p.bars.begin(), p.bars.end(), [](const bar& a, const bar& b) { return a.after < b.after; });
    const std::string towards =
        p.categories.size() > 1 ? " towards " + isolated(category_text(p.categories.back())) + ": " : ": ";
    for (const auto& b : {most, least}) {
        if (b == least && p.bars.size() == 1) break;
        s.description += (b == most ? " Largest" : " Smallest") + towards + isolated(category_text(b->label));
        for (std::size_t c = 0; c < b->parts.size(); ++c)
            s.description += ", " + isolated(category_text(p.categories[c])) + " " + format(b->parts[c]);
        s.description += ".";
    }
    return finish(std::move(s), o);
}

}  // namespace xm::core::charts
