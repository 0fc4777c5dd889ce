// Texts as pictures need them: how wide they are, cut or broken to a width, and which way they run.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace xm::core::charts {

struct font {
    double size;  // px
    bool bold = false;
};

// Above and below the baseline, in em, of all fonts of widths.hpp.
inline constexpr double ascent = 0.93, descent = 0.24;

// Bytes of the first grapheme of a text that is not empty: a character with its marks, an emoji with what is joined to it, a
// flag, a syllable of Hangul. After Unicode Standard Annex 29 (2021), without its rules for prepended marks.
std::size_t grapheme_size(std::string_view text);

// Width in px, never less than what a reader's machine shows (see widths.hpp). A text that is longer than what fits is measured
// only until it is wider than `enough`.
double text_width(std::string_view text, const font& f, double enough = 1e9);

// A text on one line: white space as single spaces, none at the ends, control characters as U+FFFD, no more than two marks on a
// character, so that none reaches the next line; at most `most` bytes, then an
// ellipsis. What pictures show went through this.
std::string one_line(std::string_view text, std::size_t most = 2000);

// The text, or its beginning with an ellipsis, no wider than `width`; nothing where even the ellipsis has no room.
std::string cut_text(std::string_view text, const font& f, double width);

// Broken at spaces, between ideographs, and within a word that is wider than `width` alone; the last of at most `most` lines is
// cut.
std::vector<std::string> break_text(std::string_view text, const font& f, double width, std::size_t most);

// Whether it has characters whose fonts are taller than those of letters, so that lines need more room.
bool stands_tall(std::string_view text);

// Whether the first letter that has a direction runs from right to left (rules P2 and P3 of Unicode Standard Annex 9, 2021).
bool runs_left(std::string_view text);

// A text to stand within another: isolated where it may run the other way.
std::string isolated(std::string_view text);

}  // namespace xm::core::charts
