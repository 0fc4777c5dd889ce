#include "core/charts/text.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "core/charts/widths.hpp"
#include "core/num/utf8.hpp"

namespace xm::core::charts {
namespace {

constexpr std::string_view ellipsis = "\u2026", unknown = "\uFFFD";
constexpr std::uint32_t joiner = 0x200D;

// The character that `s`, which is not empty, begins with; a byte that begins none stands for U+FFFD.
std::uint32_t first_code(std::string_view s, std::size_t& size) {
    size = character_size(s);
    if (size <= 1) {
        const bool good = size == 1;
        size = 1;
        return good ? static_cast<unsigned char>(s[0]) : 0xFFFD;
    }
    std::uint32_t code = static_cast<unsigned char>(s[0]) & (0x7FU >> size);
    for (std::size_t k = 1; k < size; ++k) code = code << 6 | (static_cast<unsigned char>(s[k]) & 0x3FU);
    return code;
}

template <class Range, std::size_t N>
const Range* find_range(const Range (&ranges)[N], std::uint32_t code) {
    const auto after =
        std::upper_bound(std::begin(ranges), std::end(ranges), code, [](std::uint32_t c, const Range& r) { return c < r.first; });
    if (after == std::begin(ranges) || std::prev(after)->last < code) return nullptr;
    return std::prev(after);
}

bool is_flag_half(std::uint32_t c) { return c >= 0x1F1E6 && c <= 0x1F1FF; }
bool is_picture(std::uint32_t c) { return find_range(pictures, c) != nullptr; }
// Hangul's conjoining vowels and finals, which make one syllable with the initial before them.
bool is_hangul_tail(std::uint32_t c) { return c >= 0x1160 && c <= 0x11FF; }
bool is_hangul(std::uint32_t c) { return (c >= 0x1100 && c <= 0x11FF) || (c >= 0xAC00 && c <= 0xD7A3); }

// Hundredths of an em.
unsigned code_width(std::uint32_t c, bool bold) {
    if (c < 0x20) return other_width;
    if (c < 0x180) return (bold ? latin_bold : latin)[c - 0x20];
    if (c >= 0x370 && c < 0x460) return greek_cyrillic[c - 0x370];
    if (find_range(zero_width, c) || is_hangul_tail(c)) return 0;
    if (is_picture(c)) return picture_width;
    if (find_range(em_wide, c)) return 100;
    const block_width* const block = find_range(block_widths, c);
    return block ? block->width : other_width;
}

struct grapheme {
    std::size_t size;
    unsigned width;
    std::uint32_t first;
};

grapheme next_grapheme(std::string_view s, bool bold) {
    std::size_t size = 0;
    std::uint32_t before = first_code(s, size);
    grapheme g{size, code_width(before, bold), before};
    bool whole_flag = false;
    while (g.size < s.size()) {
        const auto lead = static_cast<unsigned char>(s[g.size]);
        if (lead < 0x80) break;  // nothing joins what is ASCII
        const std::uint32_t c = first_code(s.substr(g.size), size);
        if (find_range(zero_width, c)) {
            if (c == 0xFE0F || c == 0x20E3) g.width = picture_width;  // shown as a picture
        } else if (find_range(spacing_marks, c)) {
            g.width += code_width(c, bold);
        } else if (is_flag_half(c) && is_flag_half(before) && !whole_flag) {
            whole_flag = true;
        } else if (!(before == joiner && is_picture(c) && is_picture(g.first)) && !(is_hangul_tail(c) && is_hangul(before))) {
            break;
        }
        g.size += size;
        before = c;
    }
    return g;
}

bool is_space(std::uint32_t c) { return c == ' ' || (c >= 9 && c <= 13) || c == 0x85 || c == 0x2028 || c == 0x2029; }

// What XML 1.0 does not allow, or shows as nothing.
bool is_control(std::uint32_t c) { return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xFFFD || c == 0xFFFE || c == 0xFFFF; }

// A grapheme as it is shown.
void append_shown(std::string& to, std::string_view grapheme) {
    std::size_t size = 0;
    const std::uint32_t base = first_code(grapheme, size);
    if (is_control(base)) {
        to += unknown;
        return;
    }
    for (int marks = 0; !grapheme.empty(); grapheme.remove_prefix(size)) {
        marks = find_range(zero_width, first_code(grapheme, size)) ? marks + 1 : 0;
        if (marks <= 2 || is_picture(base)) to.append(grapheme.substr(0, size));
    }
}

double in_px(unsigned width, const font& f) { return width * f.size / 100; }

// Bytes of the graphemes that have room in `width`.
std::size_t fitting(std::string_view text, const font& f, double width) {
    unsigned sum = 0;
    std::size_t at = 0;
    while (at < text.size()) {
        const grapheme g = next_grapheme(text.substr(at), f.bold);
        sum += g.width;
        if (in_px(sum, f) > width) break;
        at += g.size;
    }
    return at;
}

std::string_view without_end_spaces(std::string_view s) {
    while (!s.empty() && s.back() == ' ') s.remove_suffix(1);
    return s;
}

}  // namespace

std::size_t grapheme_size(std::string_view text) { return next_grapheme(text, false).size; }

double text_width(std::string_view text, const font& f, double enough) {
    unsigned sum = 0;
    while (!text.empty() && in_px(sum, f) <= enough) {
        const grapheme g = next_grapheme(text, f.bold);
        sum += g.width;
        text.remove_prefix(g.size);
    }
    return in_px(sum, f);
}

std::string one_line(std::string_view text, std::size_t most) {
    std::string result;
    bool space = false;
    while (!text.empty()) {
        std::size_t size = 0;
        if (is_space(first_code(text, size))) {
            space = !result.empty();
        } else {
            size = next_grapheme(text, false).size;
            std::string shown(space ? " " : "");
            append_shown(shown, text.substr(0, size));
            if (result.size() + shown.size() + ellipsis.size() > most) return result.append(ellipsis);
            space = false;
            result += shown;
        }
        text.remove_prefix(size);
    }
    return result;
}

std::string cut_text(std::string_view text, const font& f, double width) {
    if (text_width(text, f, width) <= width) return std::string(text);
    const double room = width - text_width(ellipsis, f);
    if (room < 0) return {};
    return std::string(without_end_spaces(text.substr(0, fitting(text, f, room)))).append(ellipsis);
}

std::vector<std::string> break_text(std::string_view text, const font& f, double width, std::size_t most) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        if (lines.size() + 1 == most || text_width(text, f, width) <= width) {
            std::string last = cut_text(text, f, width);
            // Cut behind a word, unless that takes much away.
            const std::size_t word = last.rfind(' ');
            if (last != text && word != std::string::npos && word > last.size() * 6 / 10)
                last = last.substr(0, word).append(ellipsis);
            lines.push_back(std::move(last));
            break;
        }
        // The last place to break at that has room: behind a space, or an ideograph.
        unsigned sum = 0;
        std::size_t at = 0, end = 0;
        while (at < text.size()) {
            const grapheme g = next_grapheme(text.substr(at), f.bold);
            if (g.first == ' ') end = at + g.size;  // a space may hang over the edge
            sum += g.width;
            if (in_px(sum, f) > width) break;
            at += g.size;
            if (g.first >= 0x2E80 && find_range(em_wide, g.first)) end = at;
        }
        if (end == 0) end = std::max(at, grapheme_size(text));
        lines.emplace_back(without_end_spaces(text.substr(0, end)));
        text.remove_prefix(end);
    }
    // Nothing but what is not wide enough for its first character.
    std::erase_if(lines, [&](const std::string& line) { return line.empty() || text_width(line, f) > width; });
    return lines;
}

bool stands_tall(std::string_view text) {
    while (!text.empty()) {
        std::size_t size = 0;
        if (find_range(tall, first_code(text, size))) return true;
        text.remove_prefix(size);
    }
    return false;
}

bool runs_left(std::string_view text) {
    while (!text.empty()) {
        std::size_t size = 0;
        const std::uint32_t c = first_code(text, size);
        text.remove_prefix(size);
        if ((c | 0x20U) >= 'a' && (c | 0x20U) <= 'z') return false;
        if (c < 0xAA || find_range(zero_width, c)) continue;
        if (find_range(right_to_left, c)) return true;
        // Punctuation, digits of Arabic and symbols have none.
        const bool neutral = c < 0xC0 || c == 0xD7 || c == 0xF7 || (c >= 0x660 && c <= 0x6F9) || (c >= 0x2000 && c <= 0x2BFF) ||
                             (c >= 0x3000 && c <= 0x3020) || is_picture(c);
        if (!neutral) return false;
    }
    return false;
}

std::string isolated(std::string_view text) {
    for (std::string_view rest = text; !rest.empty();) {
        std::size_t size = 0;
        if (find_range(right_to_left, first_code(rest, size))) return std::string("\u2068").append(text).append("\u2069");
        rest.remove_prefix(size);
    }
    return std::string(text);
}

}  // namespace xm::core::charts
