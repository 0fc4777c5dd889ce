#include "client/read/cells.hpp"

#include <fast_float/fast_float.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>

#include "client/failure.hpp"

namespace xm::client {

bool plain_whole(std::string_view digits) {
    if (digits.starts_with("-") && digits != "-0") digits.remove_prefix(1);
    if (digits.empty() || digits.size() > 15 || (digits.front() == '0' && digits.size() > 1)) return false;
    return std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<double> number_of(std::string_view digits) {
    double value = 0;
    if (digits.starts_with('+')) digits.remove_prefix(1);
    const auto [end, error] = fast_float::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc() || end != digits.data() + digits.size() || !std::isfinite(value)) return std::nullopt;
    return value;
}

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
    if (fraction > 0) size += std::snprintf(text.data() + size, text.size() - static_cast<std::size_t>(size), ".%03d", fraction);
    to.append(text.data(), static_cast<std::size_t>(size));
}

std::string letters_of(std::size_t column) {
    std::string letters;
    for (std::size_t n = column + 1; n > 0; n = (n - 1) / 26)
        letters.insert(letters.begin(), static_cast<char>('A' + (n - 1) % 26));
    return letters;
}

bool is_blank(const record& row) {
    return std::all_of(row.cells.begin(), row.cells.end(),
                       [](const cell& c) { return c.text.empty() && c.kind != cell_kind::error; });
}

void check_width(const record& row, std::size_t width, const source& from) {
    const std::size_t n = row.cells.size();
    if (n == width) return;
    if (from.container == "csv")
        throw failure(ending::refused,
                      "the record that begins here has " + std::to_string(n) + (n == 1 ? " field" : " fields") +
                          ", the header has " + std::to_string(width),
                      n < width ? "The file was cut, or a delimiter is missing." : "A delimiter within a text is not quoted.",
                      {from.name, row.line, {}, {}});
    for (std::size_t i = width; i < n; ++i)
        if (!row.cells[i].text.empty())
            throw failure(ending::refused, "a value in a column without a header",
                          "The header has " + std::to_string(width) + " columns.", {from.name, row.line, letters_of(i), {}});
}

}  // namespace xm::client
