#include "core/charts/histogram.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include "core/charts/layout.hpp"
#include "core/num/polled_sort.hpp"

namespace xm::core::charts {
namespace {

constexpr double most_bins = 200, most_whole = 60;

// The least of 1, 2, 2.5, 5 times a power of ten that is not less than 0.75 of a width.
double round_width(double width) {
    const double ten = std::pow(10, std::floor(std::log10(width)));
    for (const double nice : {1.0, 2.0, 2.5, 5.0})
        if (nice * ten >= 0.75 * width) return nice * ten;
    return 10 * ten;
}

// The value below which a share lies, between its neighbours (R's type 7).
double quantile(const std::vector<double>& sorted, double share) {
    const double place = share * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const double next = sorted[std::min(below + 1, sorted.size() - 1)];
    return sorted[below] + (next - sorted[below]) * (place - static_cast<double>(below));
}

// A number below each bar of whole numbers, where they have room.
void number_each(axis& x, const histogram_bins& bins, double bar, const options& o) {
    std::vector<double> each;
    for (std::size_t i = 0; i < bins.counts.size(); ++i) each.push_back(bins.first + 0.5 + static_cast<double>(i));
    const number_format format = number_format::of_ticks(each, o);
    std::vector<std::string> labels;
    for (const double v : each) {
        labels.push_back(format(v));
        if (text_width(labels.back(), font_of(style::axis)) > bar - 6) return;
    }
    x.ticks = std::move(each), x.labels = std::move(labels);
}

}  // namespace

histogram_bins bin_values(const std::vector<double>& values) {
    const double low = values.front(), high = values.back(), n = static_cast<double>(values.size());
    histogram_bins b{low, 1, {}, false};
    b.whole = high - low <= most_whole &&
              std::all_of(values.begin(), values.end(), [](double v) { return v == std::floor(v) && std::abs(v) < 1e15; });
    double bins = 0;
    if (b.whole) {
        b.first = low - 0.5;
        bins = high - low + 1;
    } else {
        const double spread = quantile(values, 0.75) - quantile(values, 0.25), size = std::max(std::abs(low), std::abs(high));
        double width = spread > 0 ? 2 * spread / std::cbrt(n) : (high - low) / (std::log2(n) + 1);
        width = std::max(width, (high - low) / (most_bins / 2));
        // Equal values, or as good as equal, stand in one bin about them.
        b.width = high - low > size * 1e-12 && width > 1e-290 ? round_width(width) : size > 1e-280 ? round_width(size * 0.1) : 1;
        b.first = std::floor(low / b.width) * b.width;
        bins = std::max(1.0, std::ceil((high - b.first) / b.width));
    }
    b.counts.resize(static_cast<std::size_t>(std::min(bins, most_bins)));
    for (const double v : values) {
        const double bin = std::floor((v - b.first) / b.width + 1e-9);
        ++b.counts[std::min(b.counts.size() - 1, static_cast<std::size_t>(std::max(bin, 0.0)))];
    }
    return b;
}

std::string draw_histogram(std::vector<double> values, std::size_t left_out, const options& o) {
    for (const double v : values) check_finite(v, "value");
    constexpr const char* name = "Distribution";
    if (values.empty()) return draw_nothing(o, left_out, name);
    polled_sort(values.begin(), values.end(), std::less<>(), o.check);
    const histogram_bins bins = bin_values(values);
    const std::size_t most = *std::max_element(bins.counts.begin(), bins.counts.end());
    const double end = bins.first + bins.width * static_cast<double>(bins.counts.size());

    std::string note = "n = " + number_format::of_counts(o)(static_cast<double>(values.size()));
    if (left_out > 0) note += ". " + left_out_note(left_out, o);
    const page frame(o, {note});
    const double above = references_height(o) + (o.y.empty() ? 16 : line_height + 18);
    const double below = 24 + (o.x.empty() ? 0 : line_height);
    box plot{};
    scene s = frame.begin(frame.room(280, above + below + 40), plot, name);
    const double top = plot.top + above, bottom = plot.bottom - below;
    options counts = o;  // of the axis of counts: nothing that is said of the values
    counts.percent = false, counts.limits.reset(), counts.digits.reset();
    axis y = lay_upright(0, static_cast<double>(most), bottom, top, counts);
    // No halves of a person.
    if (most < 4) y.ticks = {0, static_cast<double>(most)}, y.labels = {"0", "0"}, y.at.high = static_cast<double>(most);
    const number_format count = number_format::of_counts(o);
    y.widest = 0;
    for (std::size_t i = y.ticks.size(); i-- > 0;) {
        if (y.ticks[i] != std::floor(y.ticks[i])) y.labels[i].clear();
        if (!y.labels[i].empty()) y.labels[i] = count(y.ticks[i]);
        y.widest = std::max(y.widest, text_width(y.labels[i], font_of(style::axis)));
    }
    const double left = plot.left + y.widest + 8, right = plot.right;
    // One bar alone does not fill the width.
    const double beside = bins.counts.size() == 1 ? 1.5 * bins.width : 0;
    range shown{bins.first - beside, end + beside};
    for (const double v : o.reference) shown.add(v);
    if (o.limits) shown.add(o.limits->first), shown.add(o.limits->second);
    options inner = o;
    inner.limits = {shown.low, shown.high};  // no room is left beside the bars
    axis x = lay_across(shown.low, shown.high, left + 4, right - 4, inner);

    const number_format format = number_format::of_values(values, shown.high - shown.low, o);
    const number_format edge = number_format::of_ticks(std::vector{bins.first, bins.width}, o);
    const font small = font_of(style::axis);
    draw_name(s, anchor::left, plot.left, plot.top + line_height - 3, o.y, plot.width());
    draw_name(s, anchor::right, right, plot.bottom - 4, o.x, right - plot.left);
    draw_upright(s, y, left, right, left - 8);

    const double bar = x.at(bins.first + bins.width) - x.at(bins.first),
                 gap = std::clamp(bar * 0.08, 0.0, bins.whole ? 8.0 : 1.0);
    if (bins.whole) number_each(x, bins, bar, o);
    for (std::size_t i = 0; i < bins.counts.size(); ++i) {
        if (bins.counts[i] == 0) continue;
        const double from = bins.first + bins.width * static_cast<double>(i), share = static_cast<double>(bins.counts[i]);
        const std::string number = count(share);
        s.open((bins.whole ? format(from + 0.5) : edge(from) + " to " + edge(from + bins.width)) + ": " + number);
        s.rect(style::fill, series_paint(0, o), {x.at(from) + gap / 2, y.at(share), x.at(from + bins.width) - gap / 2, bottom});
        if (bins.counts.size() <= 15 && text_width(number, small) <= bar - 2)
            s.text(style::axis, {paint::muted}, anchor::middle, x.at(from + bins.width / 2), y.at(share) - 4, number);
        s.close();
    }
    s.line(style::base, {paint::ink}, {left, bottom}, {right, bottom});
    double before = left - y.widest - 8;
    for (std::size_t i = 0; i < x.ticks.size(); ++i) {
        if (bins.whole && x.ticks[i] != std::floor(x.ticks[i])) continue;
        const double width = text_width(x.labels[i], small);
        const double at =
            std::clamp(x.at(x.ticks[i]), plot.left + width / 2, std::max(plot.left + width / 2, plot.right - width / 2));
        if (at - width / 2 < before + 4 || width == 0) continue;
        before = at + width / 2;
        s.text(style::axis, {paint::muted}, anchor::middle, at, bottom + 18, x.labels[i]);
    }
    draw_references_across(s, x, top - 14, bottom, top - 18, plot, o);
    s.description = (o.subtitle.empty() ? "" : o.subtitle + ". ") + counted(values.size(), "value", "values", o) + " from " +
                    format(values.front()) + " to " + format(values.back()) + ", median " + format(quantile(values, 0.5)) + ".";
    return finish(std::move(s), o);
}

}  // namespace xm::core::charts
