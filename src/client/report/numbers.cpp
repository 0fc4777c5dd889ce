#include "client/report/numbers.hpp"

#include <unicode/unum.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <memory>

#include "client/report/text.hpp"

namespace xm::client::report {
namespace {

std::string utf8(const UChar* text, std::int32_t length) {
    std::string out;
    for (std::int32_t i = 0; i < length; ++i)
        if (text[i] != 0x200E && text[i] != 0x200F && text[i] != 0x061C)  // marks of direction: figures are set apart anyway
            append_utf8(out, text[i]);
    return out;
}

struct close_format {
    void operator()(UNumberFormat* f) const { unum_close(f); }
};
using format = std::unique_ptr<UNumberFormat, close_format>;

format open(UNumberFormatStyle style, const std::string& language) {
    UErrorCode status = U_ZERO_ERROR;
    std::array<char, 64> locale{};
    const std::string wanted = language + "-u-nu-latn";
    uloc_forLanguageTag(wanted.c_str(), locale.data(), static_cast<std::int32_t>(locale.size() - 1), nullptr, &status);
    return format(unum_open(style, nullptr, 0, locale.data(), nullptr, &status));
}

}  // namespace

const number_format& numbers_of(const std::string& language) {
    static std::map<std::string, number_format> made;
    return made.try_emplace(language, language).first->second;
}

// U+2212 is as wide as a figure. Among words that are written from right to left it stands on the right of its number unless a
// mark of direction (U+200E) is before it.
number_format::number_format(const std::string& language)
    : minus_(right_to_left(language) ? "\xE2\x80\x8E\xE2\x88\x92" : "\xE2\x88\x92"), decimal_("."), thousands_(",") {
    std::array<UChar, 16> text{};
    UErrorCode status = U_ZERO_ERROR;
    const auto length = static_cast<std::int32_t>(text.size());
    if (const format f = open(UNUM_DECIMAL, language); f != nullptr) {
        const auto symbol = [&](UNumberFormatSymbol which) {
            const std::int32_t n = unum_getSymbol(f.get(), which, text.data(), length, &status);
            return utf8(text.data(), std::min(n, length));
        };
        decimal_ = symbol(UNUM_DECIMAL_SEPARATOR_SYMBOL);
        thousands_ = symbol(UNUM_GROUPING_SEPARATOR_SYMBOL);
        first_group_ = static_cast<std::size_t>(std::max(1, unum_getAttribute(f.get(), UNUM_GROUPING_SIZE)));
        const int next = unum_getAttribute(f.get(), UNUM_SECONDARY_GROUPING_SIZE);
        next_groups_ = next > 0 ? static_cast<std::size_t>(next) : first_group_;
    }
    behind_percent_ = "%";
    if (const format f = open(UNUM_PERCENT, language); f != nullptr) {
        const auto part = [&](UNumberFormatTextAttribute which) {
            const std::int32_t n = unum_getTextAttribute(f.get(), which, text.data(), length, &status);
            return utf8(text.data(), std::min(n, length));
        };
        before_percent_ = part(UNUM_POSITIVE_PREFIX);
        behind_percent_ = part(UNUM_POSITIVE_SUFFIX);
    }
}

std::string number_format::as_it_is(std::string_view number, bool group) const {
    std::string out;
    if (!number.empty() && number.front() == '-') {
        out += minus_;
        number.remove_prefix(1);
    }
    if (number == "Infinity") return out + "\xE2\x88\x9E";  // ∞
    const std::size_t point = number.find('.');
    const std::string_view whole = number.substr(0, point);
    const bool digits = std::all_of(number.begin(), number.end(), [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
    if (!digits) return out + std::string(number);  // NaN, 1e+20
    for (std::size_t i = 0; i < whole.size(); ++i) {
        const std::size_t left = whole.size() - i;
        if (group && i > 0 && left >= first_group_ && (left - first_group_) % next_groups_ == 0) out += thousands_;
        out += whole[i];
    }
    if (point != std::string_view::npos) out += decimal_ + std::string(number.substr(point + 1));
    return out;
}

std::string number_format::rounded(double number, int digits, bool group) const {
    std::array<char, 64> text{};
    constexpr double most = 1e15;
    const auto written = std::isfinite(number) && std::fabs(number) < most
                             ? std::to_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed, digits)
                             : std::to_chars(text.data(), text.data() + text.size(), number);
    std::string_view shown(text.data(), static_cast<std::size_t>(written.ptr - text.data()));
    if (shown == "inf") shown = "Infinity";
    if (shown == "-inf") shown = "-Infinity";
    if (shown == "nan" || shown == "-nan") shown = "NaN";
    // What is rounded to zero has no sign.
    if (!shown.empty() && shown.front() == '-' && shown.find_first_not_of("-0.") == std::string_view::npos)
        shown.remove_prefix(1);
    return as_it_is(shown, group);
}

}  // namespace xm::client::report
