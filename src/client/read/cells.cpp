#include "client/read/cells.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>

namespace xm::client {

void append_number(std::string& to, double value) {
    std::array<char, 40> digits;
    char* const begin = digits.data();
    char* const limit = begin + digits.size();
    if (value == 0) value = 0;  // -0
    const double size = std::abs(value);
    const bool plain = size == 0 || (size >= 1e-7 && size < 1e15);
    const auto result = plain ? std::to_chars(begin, limit, value, std::chars_format::fixed) : std::to_chars(begin, limit, value);
    to.append(begin, result.ptr);
}

void append_date(std::string& to, std::chrono::year_month_day date) {
    std::array<char, 32> text;
    const int size = std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                                   static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    to.append(text.data(), static_cast<std::size_t>(size));
}

void append_clock(std::string& to, std::int64_t milliseconds) {
    std::array<char, 48> text;
    const std::int64_t seconds = milliseconds / 1000;
    const auto fraction = static_cast<int>(milliseconds % 1000);
    int size = std::snprintf(text.data(), text.size(), "%02lld:%02d:%02d", static_cast<long long>(seconds / 3600),
                             static_cast<int>(seconds / 60 % 60), static_cast<int>(seconds % 60));
    if (fraction > 0)
        size += std::snprintf(text.data() + size, text.size() - static_cast<std::size_t>(size), ".%03d", fraction);
    to.append(text.data(), static_cast<std::size_t>(size));
}

std::size_t valid_utf8(std::string_view text) {
    const auto at = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
    const auto more = [&](std::size_t i) { return at(i) >= 0x80 && at(i) < 0xC0; };
    std::size_t i = 0;
    while (i < text.size()) {
        const unsigned c = at(i), next = at(i + 1);
        if (c == 0) return i;
        if (c < 0x80) {
            ++i;
        } else if (c >= 0xC2 && c < 0xE0 && more(i + 1)) {
            i += 2;
        } else if (c >= 0xE0 && c < 0xF0 && more(i + 1) && more(i + 2) && !(c == 0xE0 && next < 0xA0) && !(c == 0xED && next >= 0xA0)) {
            i += 3;
        } else if (c >= 0xF0 && c < 0xF5 && more(i + 1) && more(i + 2) && more(i + 3) && !(c == 0xF0 && next < 0x90) &&
                   !(c == 0xF4 && next >= 0x90)) {
            i += 4;
        } else {
            return i;
        }
    }
    return i;
}

}  // namespace xm::client
