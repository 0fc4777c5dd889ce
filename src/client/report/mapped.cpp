#include "client/report/mapped.hpp"

#include <algorithm>

namespace xm::client::report {

void mapped::put(std::string_view part, std::size_t place, bool as_it_is) {
    if (part.empty()) return;
    pieces_.push_back({text_.size(), place, as_it_is});
    text_ += part;
}

void mapped::add(const mapped& other, std::size_t begin, std::size_t end) {
    for (std::size_t i = 0; i < other.pieces_.size(); ++i) {
        const piece& p = other.pieces_[i];
        const std::size_t next = i + 1 < other.pieces_.size() ? other.pieces_[i + 1].at : other.text_.size();
        const std::size_t from = std::max(begin, p.at), to = std::min(end, next);
        if (from < to)
            put(std::string_view(other.text_).substr(from, to - from), p.as_it_is ? p.place + (from - p.at) : p.place,
                p.as_it_is);
    }
}

std::size_t mapped::place_of(std::size_t offset) const {
    if (pieces_.empty()) return 0;
    offset = std::min(offset, text_.size());
    const auto after =
        std::upper_bound(pieces_.begin(), pieces_.end(), offset, [](std::size_t at, const piece& p) { return at < p.at; });
    const piece& p = after == pieces_.begin() ? pieces_.front() : *(after - 1);
    return p.as_it_is ? p.place + (offset - p.at) : p.place;
}

std::size_t mapped::place_of_character(std::size_t character) const {
    std::size_t offset = 0;
    for (std::size_t seen = 1; offset < text_.size(); ++offset) {
        if ((static_cast<unsigned char>(text_[offset]) & 0xC0U) == 0x80U) continue;  // within a character
        if (seen >= character) break;
        ++seen;
    }
    return place_of(offset);
}

}  // namespace xm::client::report
