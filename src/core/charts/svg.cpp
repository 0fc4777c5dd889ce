#include "core/charts/svg.hpp"

#include <array>
#include <charconv>
#include <cmath>

#include "core/error.hpp"
#include "core/num/step_counter.hpp"
#include "core/num/utf8.hpp"

namespace xm::core::charts {
namespace {

// All selectors are below our own class, and all pictures have the same sheet, so that several in a page do not disturb each
// other. Hues after Okabe & Ito (2008), Color Universal Design, darkened: marks have a contrast of 3 or more against white and
// #1e1e1e, texts 4.5. Which of two colours holds follows the colour scheme of the page, or of the reader where the picture is a
// file of its own (CSS Color Adjustment 1, CSS Color 5: light-dark()); who knows neither sees the light ones.
constexpr std::string_view sheet =
    R"css(<style>svg.xm{color:#1c1c1c;direction:ltr;font-family:"Helvetica Neue",Helvetica,Arial,"Liberation Sans",sans-serif;font-size:12px;font-weight:400;font-style:normal;letter-spacing:0;word-spacing:0;text-rendering:geometricPrecision;font-variant-numeric:tabular-nums}
svg.xm:root{color-scheme:light dark}
svg.xm text{fill:currentColor}
svg.xm .xm-title{font-size:17px;font-weight:700}
svg.xm .xm-subtitle{font-size:13px}
svg.xm .xm-strong{font-weight:700}
svg.xm .xm-axis,svg.xm .xm-note{font-size:11px}
svg.xm .xm-fill{fill:currentColor}
svg.xm .xm-band{fill:currentColor;fill-opacity:.16}
svg.xm .xm-hollow{fill:none;stroke:currentColor;stroke-width:1.5}
svg.xm .xm-line,svg.xm .xm-dashed,svg.xm .xm-dotted,svg.xm .xm-whisker{fill:none;stroke:currentColor;stroke-width:2;stroke-linejoin:round}
svg.xm .xm-dashed{stroke-dasharray:7 4}
svg.xm .xm-dotted{stroke-dasharray:2 3}
svg.xm .xm-grid,svg.xm .xm-base,svg.xm .xm-reference{fill:none;stroke:currentColor}
svg.xm .xm-reference{stroke-dasharray:4 3}
svg.xm .xm-leader{fill:none;stroke:currentColor;stroke-width:.75}
svg.xm .xm-muted,svg.xm .xm-t6{color:#5a5a5a}
svg.xm .xm-faint{color:#dedede}
svg.xm .xm-0{color:#0072b2}
svg.xm .xm-1{color:#cc5500}
svg.xm .xm-2{color:#00875f}
svg.xm .xm-3{color:#b8568f}
svg.xm .xm-4{color:#a87400}
svg.xm .xm-5{color:#3a8fc4}
svg.xm .xm-6{color:#6b6b6b}
svg.xm .xm-t0{color:#0068a3}
svg.xm .xm-t1{color:#b04900}
svg.xm .xm-t2{color:#00714f}
svg.xm .xm-t3{color:#a04378}
svg.xm .xm-t4{color:#855c00}
svg.xm .xm-t5{color:#1f76ab}
svg.xm .xm-r0{color:#7a3000}
svg.xm .xm-r1{color:#92420b}
svg.xm .xm-r2{color:#aa5417}
svg.xm .xm-r3{color:#c36723}
svg.xm .xm-r4{color:#dd7a2e}
svg.xm .xm-r5{color:#8f8f8f}
svg.xm .xm-r6{color:#3f96cf}
svg.xm .xm-r7{color:#2d7aae}
svg.xm .xm-r8{color:#20699c}
svg.xm .xm-r9{color:#105483}
svg.xm .xm-r10{color:#003f6b}
svg.xm .xm-rt0,svg.xm .xm-rt1,svg.xm .xm-rt2,svg.xm .xm-rt7,svg.xm .xm-rt8,svg.xm .xm-rt9,svg.xm .xm-rt10,svg.xm .xm-ht0,svg.xm .xm-ht9,svg.xm .xm-ht10{color:#ffffff}
svg.xm .xm-rt3,svg.xm .xm-rt4,svg.xm .xm-rt5,svg.xm .xm-rt6,svg.xm .xm-ht1,svg.xm .xm-ht2,svg.xm .xm-ht3,svg.xm .xm-ht4,svg.xm .xm-ht5,svg.xm .xm-ht6,svg.xm .xm-ht7,svg.xm .xm-ht8{color:#111111}
svg.xm .xm-h0{color:#a34100}
svg.xm .xm-h1{color:#bb6a43}
svg.xm .xm-h2{color:#d29272}
svg.xm .xm-h3{color:#e7baa0}
svg.xm .xm-h4{color:#fbe3d0}
svg.xm .xm-h5{color:#efefef}
svg.xm .xm-h6{color:#d8eaf6}
svg.xm .xm-h7{color:#a6c4dc}
svg.xm .xm-h8{color:#759ec1}
svg.xm .xm-h9{color:#447aa7}
svg.xm .xm-h10{color:#00568c}
@supports (color:light-dark(#000,#fff)){
svg.xm{color:var(--xm-ink,light-dark(#1c1c1c,#ececec))}
svg.xm .xm-muted{color:var(--xm-muted,light-dark(#5a5a5a,#adadad))}
svg.xm .xm-faint{color:var(--xm-grid,light-dark(#dedede,#3c3c3c))}
svg.xm .xm-0{color:var(--xm-0,light-dark(#0072b2,#4aa3df))}
svg.xm .xm-1{color:var(--xm-1,light-dark(#cc5500,#f0883e))}
svg.xm .xm-2{color:var(--xm-2,light-dark(#00875f,#2fb98c))}
svg.xm .xm-3{color:var(--xm-3,light-dark(#b8568f,#dd8fbb))}
svg.xm .xm-4{color:var(--xm-4,light-dark(#a87400,#dfa52f))}
svg.xm .xm-5{color:var(--xm-5,light-dark(#3a8fc4,#8ccaf2))}
svg.xm .xm-6{color:var(--xm-6,light-dark(#6b6b6b,#b3b3b3))}
svg.xm .xm-t0{color:light-dark(#0068a3,#4aa3df)}
svg.xm .xm-t1{color:light-dark(#b04900,#f0883e)}
svg.xm .xm-t2{color:light-dark(#00714f,#2fb98c)}
svg.xm .xm-t3{color:light-dark(#a04378,#dd8fbb)}
svg.xm .xm-t4{color:light-dark(#855c00,#dfa52f)}
svg.xm .xm-t5{color:light-dark(#1f76ab,#8ccaf2)}
svg.xm .xm-t6{color:light-dark(#5a5a5a,#b3b3b3)}
svg.xm .xm-r0{color:light-dark(#7a3000,#ffb27a)}
svg.xm .xm-r1{color:light-dark(#92420b,#e99b63)}
svg.xm .xm-r2{color:light-dark(#aa5417,#d3854d)}
svg.xm .xm-r3{color:light-dark(#c36723,#bd6f36)}
svg.xm .xm-r4{color:light-dark(#dd7a2e,#a85a1c)}
svg.xm .xm-r5{color:light-dark(#8f8f8f,#7d7d7d)}
svg.xm .xm-r6{color:light-dark(#3f96cf,#2f86c0)}
svg.xm .xm-r7{color:light-dark(#2d7aae,#4a94ca)}
svg.xm .xm-r8{color:light-dark(#20699c,#66a8db)}
svg.xm .xm-r9{color:light-dark(#105483,#80beed)}
svg.xm .xm-r10{color:light-dark(#003f6b,#9bd3ff)}
svg.xm .xm-rt0,svg.xm .xm-rt1,svg.xm .xm-rt2,svg.xm .xm-rt7,svg.xm .xm-rt8,svg.xm .xm-rt9,svg.xm .xm-rt10,svg.xm .xm-ht0,svg.xm .xm-ht9,svg.xm .xm-ht10{color:light-dark(#ffffff,#111111)}
svg.xm .xm-rt4,svg.xm .xm-ht2,svg.xm .xm-ht3,svg.xm .xm-ht4,svg.xm .xm-ht5,svg.xm .xm-ht6,svg.xm .xm-ht7,svg.xm .xm-ht8{color:light-dark(#111111,#ffffff)}
svg.xm .xm-h0{color:light-dark(#a34100,#f59a5c)}
svg.xm .xm-h1{color:light-dark(#bb6a43,#c77c4a)}
svg.xm .xm-h2{color:light-dark(#d29272,#9b6038)}
svg.xm .xm-h3{color:light-dark(#e7baa0,#714528)}
svg.xm .xm-h4{color:light-dark(#fbe3d0,#4a2c18)}
svg.xm .xm-h5{color:light-dark(#efefef,#2e2e2e)}
svg.xm .xm-h6{color:light-dark(#d8eaf6,#17374e)}
svg.xm .xm-h7{color:light-dark(#a6c4dc,#2e5673)}
svg.xm .xm-h8{color:light-dark(#759ec1,#457799)}
svg.xm .xm-h9{color:light-dark(#447aa7,#5f99c2)}
svg.xm .xm-h10{color:light-dark(#00568c,#79bdec)}
}</style>)css";

constexpr std::string_view word_sheet =
    R"css(<style>svg.xm-word:root{color-scheme:light dark}
svg.xm-word .xm-fill{fill:currentColor}
svg.xm-word text{fill:currentColor;font:11px "Helvetica Neue",Helvetica,Arial,"Liberation Sans",sans-serif}
svg.xm-word .xm-line{fill:none;stroke:currentColor;stroke-width:1.5;stroke-linejoin:round}</style>)css";

std::string_view class_of(style s) {
    switch (s) {
        case style::title: return "xm-title";
        case style::subtitle: return "xm-subtitle";
        case style::label: return "";
        case style::strong: return "xm-strong";
        case style::axis: return "xm-axis";
        case style::note: return "xm-note";
        case style::fill: return "xm-fill";
        case style::band: return "xm-band";
        case style::hollow: return "xm-hollow";
        case style::line: return "xm-line";
        case style::dashed: return "xm-dashed";
        case style::dotted: return "xm-dotted";
        case style::whisker: return "xm-whisker";
        case style::grid: return "xm-grid";
        case style::base: return "xm-base";
        case style::reference: return "xm-reference";
        case style::leader: return "xm-leader";
    }
    return "";
}

// Behind "xm-"; the number follows.
std::string_view class_of(paint::slot s) {
    switch (s) {
        case paint::muted: return "muted";
        case paint::faint: return "faint";
        case paint::series_text: return "t";
        case paint::ramp: return "r";
        case paint::ramp_text: return "rt";
        case paint::tint: return "h";
        case paint::tint_text: return "ht";
        default: return "";
    }
}

class writer {
public:
    explicit writer(poll check) : step_(check) {}
    std::string out;

    writer& raw(std::string_view s) {
        out.append(s);
        return *this;
    }
    writer& number(double v) {
        auto hundredths = static_cast<std::int64_t>(std::lround(v * 100));
        char buffer[24];
        char* at = buffer;
        if (hundredths < 0) *at++ = '-', hundredths = -hundredths;
        at = std::to_chars(at, buffer + sizeof buffer, hundredths / 100).ptr;
        if (const std::int64_t rest = hundredths % 100; rest != 0) {
            *at++ = '.';
            *at++ = static_cast<char>('0' + rest / 10);
            if (rest % 10 != 0) *at++ = static_cast<char>('0' + rest % 10);
        }
        out.append(buffer, at);
        return *this;
    }
    writer& attribute(std::string_view name, double v) { return raw(" ").raw(name).raw("=\"").number(v).raw("\""); }
    writer& text(std::string_view s) {
        while (!s.empty()) {
            step_();
            const std::size_t size = character_size(s);
            const char c = s[0];
            if (size == 0 || (size == 1 && static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n') ||
                s.substr(0, 3) == "\uFFFE" || s.substr(0, 3) == "\uFFFF")
                out += "\uFFFD";
            else if (c == '&')
                out += "&amp;";
            else if (c == '<')
                out += "&lt;";
            else if (c == '>')
                out += "&gt;";
            else if (c == '"')
                out += "&quot;";
            else if (c == '\'')
                out += "&#39;";
            else
                out.append(s.substr(0, size));
            s.remove_prefix(size > 0 ? size : 1);
        }
        return *this;
    }
    writer& looks(style s, paint c) {
        const std::string_view kind = class_of(s);
        const bool colored = c.kind != paint::ink && c.kind != paint::own;
        if (!kind.empty() || colored) {
            raw(" class=\"").raw(kind);
            if (colored) {
                raw(kind.empty() ? "xm-" : " xm-").raw(class_of(c.kind));
                if (c.kind != paint::muted && c.kind != paint::faint) out += std::to_string(c.number);
            }
            raw("\"");
        }
        if (c.kind == paint::own) {
            raw(" color=\"#");
            for (int shift = 20; shift >= 0; shift -= 4) out += "0123456789abcdef"[c.number >> shift & 15U];
            raw("\"");
        }
        return *this;
    }
    writer& points(std::span<const point> all) {
        raw(" points=\"");
        bool first = true;
        for (const point& p : all) {
            step_();
            if (!first) out += ' ';
            first = false;
            number(p.x).raw(",").number(p.y);
        }
        return raw("\"");
    }

private:
    step_counter step_;
};

void write_mark(writer& w, const scene& s, const mark& m, bool with_looks) {
    const auto begin = [&](std::string_view name) -> writer& {
        w.raw("<").raw(name);
        if (with_looks) w.looks(m.look, m.color);
        return w;
    };
    switch (m.what) {
        case mark::kind::line: begin("polyline").points(s.points(m)).raw("/>"); break;
        case mark::kind::area: begin("polygon").points(s.points(m)).raw("/>"); break;
        case mark::kind::rect:
            begin("rect").attribute("x", m.x).attribute("y", m.y).attribute("width", m.w).attribute("height", m.h).raw("/>");
            break;
        case mark::kind::symbol:
            if (m.form == shape::circle)
                begin("circle").attribute("cx", m.x).attribute("cy", m.y).attribute("r", m.w).raw("/>");
            else
                begin("polygon").points(corners(m.form, {m.x, m.y}, m.w)).raw("/>");
            break;
        case mark::kind::text: {
            const std::string_view words = s.words(m);
            begin("text").attribute("x", m.x).attribute("y", m.y);
            // The start of a text that runs left is its right side.
            const bool left = runs_left(words);
            if (m.side == anchor::middle) w.raw(" text-anchor=\"middle\"");
            if (m.side == (left ? anchor::left : anchor::right)) w.raw(" text-anchor=\"end\"");
            if (left) w.raw(" direction=\"rtl\"");
            w.raw(">").text(words).raw("</text>");
            break;
        }
        case mark::kind::open: w.raw("<g><title>").text(s.words(m)).raw("</title>"); break;
        case mark::kind::close: w.raw("</g>"); break;
    }
}

bool is_drawn(const mark& m) { return m.what != mark::kind::open && m.what != mark::kind::close; }
bool alike(const mark& a, const mark& b) { return is_drawn(a) && is_drawn(b) && a.look == b.look && a.color == b.color; }

std::string write(const scene& s, std::string_view root, std::string_view sheet_used, poll check) {
    writer w(check);
    w.out.reserve(sheet_used.size() + 1000 + 60 * s.marks().size());
    w.raw("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"").raw(root).raw("\" role=\"img\" viewBox=\"0 0 ");
    w.number(s.width()).raw(" ").number(s.height()).raw("\"").attribute("width", s.width()).attribute("height", s.height());
    w.raw(" style=\"max-width:100%;height:auto\"><title>").text(s.name).raw("</title><desc>").text(s.description).raw("</desc>");
    w.raw(sheet_used);
    const std::vector<mark>& marks = s.marks();
    for (std::size_t i = 0; i < marks.size();) {
        // Marks that look alike share a group.
        std::size_t end = i + 1;
        while (end < marks.size() && alike(marks[i], marks[end])) ++end;
        const bool grouped = end - i > 2;
        if (grouped) w.raw("<g").looks(marks[i].look, marks[i].color).raw(">");
        for (; i < end; ++i) write_mark(w, s, marks[i], !grouped);
        if (grouped) w.raw("</g>");
    }
    w.raw("</svg>");
    if (w.out.size() > most_svg_bytes)
        fail(errc::invalid, "Show fewer points: aggregate them first.", "a picture of ", w.out.size() >> 20,
             " MB is too large: 64 MB are allowed");
    return std::move(w.out);
}

}  // namespace

std::string write_svg(const scene& s, poll check) { return write(s, "xm", sheet, check); }
std::string write_word_svg(const scene& s, poll check) { return write(s, "xm-word", word_sheet, check); }
std::string_view style_sheet() { return sheet; }
std::string_view word_style_sheet() { return word_sheet; }

}  // namespace xm::core::charts
