// What a page needs to know about characters and languages.
#pragma once

#include <string>
#include <string_view>

namespace xm::client::report {

// Where the first byte stands that is not UTF-8 (no surrogates, nothing overlong, nothing above U+10FFFF); npos: nowhere.
std::size_t first_not_utf8(std::string_view text);
// Number of code points of a text that is UTF-8.
std::size_t characters(std::string_view text);
// At most so many of them, from the start.
std::string_view first_characters(std::string_view text, std::size_t count);
void append_utf8(std::string& to, char32_t c);

// Whether a language is written from right to left.
bool right_to_left(const std::string& language);
// For the name of a file: the text in Latin letters, lower case, what is no letter or digit as "-"; at most 60 characters. May be
// empty.
std::string slug_of(std::string_view text);

// Words of the page in its language; English where it is none of those that are known.
struct words {
    std::string_view to;        // 20 to 30
    std::string_view interval;  // what stands above it
    std::string_view no_rows;
    std::string_view all_rows;    // "All % rows"
    std::string_view first_rows;  // "The first % of % rows"
    std::string_view contents;
    std::string_view notes;
    std::string_view back;   // from a note to where it belongs
    std::string_view as_of;  // "All figures as of %"
    std::string_view yes, no;
    std::string_view table, picture;  // what it is, for those who cannot see it
};
const words& words_of(const std::string& language);
// The text with each % replaced by the next of these.
std::string filled_in(std::string_view text, const std::string& first, const std::string& second = {});

}  // namespace xm::client::report
