// Text made of parts of a page, which knows for each byte where in the page it stands: so that an error of the server, which
// counts characters of a statement, is shown where the author wrote it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace xm::client::report {

class mapped {
public:
    const std::string& text() const { return text_; }
    bool empty() const { return text_.empty(); }

    // A part that stands in the page at this byte, and on.
    void add(std::string_view part, std::size_t page_offset) { put(part, page_offset, true); }
    // A part that does not stand there as it is: all of it is shown at this place.
    void add_made(std::string_view part, std::size_t page_offset) { put(part, page_offset, false); }
    // Bytes [begin, end) of another.
    void add(const mapped& other, std::size_t begin, std::size_t end);

    // Where this byte of the text stands in the page; beyond the end: where the text ends.
    std::size_t place_of(std::size_t offset) const;
    // The same for a character as the server counts them, from 1; 0 is the beginning.
    std::size_t place_of_character(std::size_t character) const;

private:
    struct piece {
        std::size_t at;     // in the text
        std::size_t place;  // in the page
        bool as_it_is;
    };
    void put(std::string_view part, std::size_t place, bool as_it_is);

    std::string text_;
    std::vector<piece> pieces_;
};

}  // namespace xm::client::report
