#include "client/load/values.hpp"

#include <fast_float/fast_float.h>

#include <algorithm>
#include <bit>
#include <chrono>
#include <cstring>

namespace xm::client {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool begins_with(std::string_view s, std::string_view word) {  // a word of lower-case letters
    return s.size() >= word.size() &&
           std::equal(word.begin(), word.end(), s.begin(), [](char w, char c) { return w == lower(c); });
}

bool take(std::string_view& s, char c) {
    if (s.empty() || s[0] != c) return false;
    s.remove_prefix(1);
    return true;
}
void skip_blanks(std::string_view& s) { s = trimmed(s); }

// All digits that stand there, if there are so many.
std::optional<int> take_number(std::string_view& s, std::size_t least, std::size_t most) {
    std::size_t n = 0;
    int value = 0;
    while (n < s.size() && is_digit(s[n])) {
        if (n == most) return std::nullopt;
        value = value * 10 + (s[n++] - '0');
    }
    if (n < least) return std::nullopt;
    s.remove_prefix(n);
    return value;
}

}  // namespace

std::string_view trimmed(std::string_view s) {
    const auto blank_first = [&]() -> std::size_t {
        if (s.empty()) return 0;
        if (s[0] == ' ' || (s[0] >= '\t' && s[0] <= '\r')) return 1;
        return s.substr(0, 2) == "\u00a0" ? 2 : s.substr(0, 3) == "\u202f" || s.substr(0, 3) == "\ufeff" ? 3 : 0;
    };
    const auto blank_last = [&]() -> std::size_t {
        if (s.empty()) return 0;
        if (s.back() == ' ' || (s.back() >= '\t' && s.back() <= '\r')) return 1;
        const auto end = [&](std::string_view what) {
            return s.size() >= what.size() && s.substr(s.size() - what.size()) == what;
        };
        return end("\u00a0") ? 2 : end("\u202f") ? 3 : 0;
    };
    while (const std::size_t n = blank_first()) s.remove_prefix(n);
    while (const std::size_t n = blank_last()) s.remove_suffix(n);
    return s;
}

double decimal::value() const {
    char text[96];
    char* to = text;
    if (negative) *to++ = '-';
    if (digits.empty()) *to++ = '0';
    to = std::copy(digits.begin(), digits.end(), to);
    *to++ = 'e';
    to = std::to_chars(to, text + sizeof text, exponent).ptr;
    double result = 0;
    fast_float::from_chars(text, to, result);
    return result;
}

bool read_decimal(std::string_view text, bool decimal_comma, bool thousands, decimal& into) {
    std::string_view s = trimmed(text);
    static constexpr std::string_view around[] = {"€", "$", "£", "EUR", "USD", "CHF", "GBP", "%", "kr", "zł"};
    const auto strip_units = [&] {
        for (bool more = true; more;) {
            more = false;
            for (const std::string_view unit : around) {
                if (s.size() > unit.size() && s.substr(s.size() - unit.size()) == unit) s.remove_suffix(unit.size()), more = true;
                if (s.size() > unit.size() && s.substr(0, unit.size()) == unit) s.remove_prefix(unit.size()), more = true;
            }
            s = trimmed(s);
        }
    };
    if (s.empty()) return false;
    if (!is_digit(s[0]) || !is_digit(s.back())) strip_units();
    into.negative = false;
    if (take(s, '-') || s.substr(0, 3) == "\u2212") {
        into.negative = true;
        if (s.substr(0, 3) == "\u2212") s.remove_prefix(3);
    } else {
        take(s, '+');
    }
    if (!s.empty() && !is_digit(s[0])) strip_units();  // -€5
    if (s.empty() || !(is_digit(s[0]) || (s.size() > 1 && is_digit(s[1])))) return false;
    const char point = decimal_comma ? ',' : '.', group = decimal_comma ? '.' : ',';
    std::size_t size = 0, since_group = 0, whole = 0;
    bool after_point = false, grouped = false;
    long exponent = 0;
    for (std::size_t i = 0; i < s.size(); ++i) {
        const char c = s[i];
        if (is_digit(c)) {
            if (size > 0 || c != '0') {
                if (size == into.room.size()) return false;
                into.room[size++] = c;
            }
            exponent -= after_point;
            whole += !after_point;
            ++since_group;
        } else if (c == point && !after_point) {
            if (grouped && since_group != 3) return false;
            after_point = true;
        } else if (c == group && thousands && !after_point) {
            if (grouped ? since_group != 3 : whole == 0 || whole > 3) return false;
            grouped = true;
            since_group = 0;
        } else if ((c == 'e' || c == 'E') && i > 0) {
            std::string_view rest = s.substr(i + 1);
            const bool minus = take(rest, '-');
            if (!minus) take(rest, '+');
            const auto n = take_number(rest, 1, 4);
            if (!n || !rest.empty()) return false;
            exponent += minus ? -*n : *n;
            break;
        } else {
            return false;
        }
    }
    if (grouped && !after_point && since_group != 3) return false;
    into.digits = std::string_view(into.room.data(), size);
    into.exponent = static_cast<int>(exponent);
    if (size == 0) into.negative = false;
    return true;
}

// --- times -------------------------------------------------------------------------------------------------

namespace {

std::optional<std::int64_t> days_of(int year, int month, int day) {
    const std::chrono::year_month_day date(std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day)));
    if (!date.ok() || year < 1 || year > 9999) return std::nullopt;
    return std::chrono::sys_days(date).time_since_epoch().count();
}

int month_of(std::string_view& s) {
    static constexpr std::string_view names[] = {"january", "february", "march",     "april",   "may",      "june",
                                                 "july",    "august",   "september", "october", "november", "december"};
    for (int i = 0; i < 12; ++i) {
        const std::string_view name = names[i];
        if (!begins_with(s, name.substr(0, 3))) continue;
        s.remove_prefix(begins_with(s, name) ? name.size() : 3);
        take(s, '.');
        return i + 1;
    }
    return 0;
}

// Of a year in two digits: 1970 to 2069, as most tools have it.
int full_year(int year, std::size_t digits) { return digits > 2 ? year : year < 70 ? 2000 + year : 1900 + year; }

std::optional<std::int64_t> take_date(std::string_view& s, date_order order) {
    if (s.empty()) return std::nullopt;
    if (!is_digit(s[0])) {  // Feb 29, 2024
        const int month = month_of(s);
        skip_blanks(s);
        const auto day = take_number(s, 1, 2);
        if (month == 0 || !day) return std::nullopt;
        take(s, ',');
        skip_blanks(s);
        const auto year = take_number(s, 4, 4);
        return year ? days_of(*year, month, *day) : std::nullopt;
    }
    const std::size_t before = s.size();
    const auto a = take_number(s, 1, 4);
    const std::size_t first_digits = before - s.size();
    if (!a || s.empty()) return std::nullopt;
    const char between = s[0];
    if (first_digits <= 2 && (between == ' ' || between == '-')) {  // 29 Feb 2024, 29-Feb-2024
        std::string_view rest = s.substr(1);
        if (const int month = month_of(rest)) {
            while (!rest.empty() && (rest[0] == ' ' || rest[0] == '-' || rest[0] == ',')) rest.remove_prefix(1);
            const std::size_t size = rest.size();
            const auto year = take_number(rest, 2, 4);
            if (!year) return std::nullopt;
            s = rest;
            return days_of(full_year(*year, size - rest.size()), month, *a);
        }
    }
    if (between != '-' && between != '/' && between != '.') return std::nullopt;
    s.remove_prefix(1);
    const auto b = take_number(s, 1, 2);
    if (!b || !take(s, between)) return std::nullopt;
    const std::size_t size = s.size();
    const auto c = take_number(s, 1, 4);
    const std::size_t last_digits = size - s.size();
    if (!c) return std::nullopt;
    if (first_digits == 4) return last_digits <= 2 ? days_of(*a, *b, *c) : std::nullopt;
    if (first_digits > 2 || last_digits == 1 || last_digits == 3) return std::nullopt;
    const int year = full_year(*c, last_digits);
    if (order == date_order::mdy && between != '.') return days_of(year, *a, *b);
    return days_of(year, *b, *a);
}

std::optional<std::int64_t> take_time_of_day(std::string_view& s) {
    const auto hour = take_number(s, 1, 2);
    if (!hour || !take(s, ':')) return std::nullopt;
    const auto minute = take_number(s, 2, 2);
    if (!minute || *hour > 24 || *minute > 59) return std::nullopt;
    std::int64_t second = 0, fraction = 0;
    if (take(s, ':')) {
        const auto n = take_number(s, 2, 2);
        if (!n || *n > 59) return std::nullopt;
        second = *n;
        if (s.size() > 1 && (s[0] == '.' || s[0] == ',') && is_digit(s[1])) {
            s.remove_prefix(1);
            std::int64_t unit = 100'000;
            bool up = false;
            for (int place = 0; !s.empty() && is_digit(s[0]); s.remove_prefix(1), ++place, unit /= 10) {
                if (place < 6) fraction += unit * (s[0] - '0');
                if (place == 6) up = s[0] >= '5';
            }
            fraction += up;
        }
    }
    std::int64_t of_day = *hour;
    skip_blanks(s);
    const bool pm = begins_with(s, "p"), am = begins_with(s, "a");
    if (am || pm) {
        std::string_view rest = s.substr(1);
        take(rest, '.');
        if (rest.empty() || lower(rest[0]) != 'm' || *hour < 1 || *hour > 12) return std::nullopt;
        rest.remove_prefix(1);
        take(rest, '.');
        s = rest;
        of_day = *hour % 12 + (pm ? 12 : 0);
    }
    if (of_day == 24 && (*minute > 0 || second > 0 || fraction > 0)) return std::nullopt;
    return ((of_day * 60 + *minute) * 60 + second) * 1'000'000 + fraction;
}

// Z, +02, +0200, +02:00, UTC, GMT+1. Minutes; nothing where something else stands there.
std::optional<int> take_offset(std::string_view& s) {
    skip_blanks(s);
    if (begins_with(s, "utc") || begins_with(s, "gmt")) {
        s.remove_prefix(3);
        if (s.empty()) return 0;
    } else if (begins_with(s, "z")) {
        s.remove_prefix(1);
        return 0;
    }
    if (s.empty() || (s[0] != '+' && s[0] != '-')) return std::nullopt;
    const int sign = s[0] == '-' ? -1 : 1;
    s.remove_prefix(1);
    std::size_t size = s.size();
    const auto n = take_number(s, 1, 4);
    size -= s.size();
    if (!n) return std::nullopt;
    int hours = *n, minutes = 0;
    if (size > 2) {
        hours = *n / 100;
        minutes = *n % 100;
    } else if (take(s, ':')) {
        const auto m = take_number(s, 2, 2);
        if (!m) return std::nullopt;
        minutes = *m;
    }
    return hours > 15 || minutes > 59 ? std::nullopt : std::optional(sign * (hours * 60 + minutes));
}

}  // namespace

std::optional<moment> read_moment(std::string_view text, date_order order) {
    std::string_view s = trimmed(text);
    moment m;
    std::size_t digits = 0;
    while (digits < s.size() && is_digit(s[digits])) ++digits;
    if (digits == 0 || digits == s.size() || s[digits] != ':') {
        const auto days = take_date(s, order);
        if (!days) return std::nullopt;
        m.date = true;
        m.microseconds = *days * day_in_microseconds;
        if (s.empty()) return m;
        if (!take(s, 'T')) {
            const std::size_t before = s.size();
            take(s, ',');
            skip_blanks(s);
            if (s.size() == before) return std::nullopt;
        }
    }
    const auto of_day = take_time_of_day(s);
    if (!of_day) return std::nullopt;
    m.time = true;
    m.microseconds += *of_day;
    skip_blanks(s);
    if (s.empty()) return m;
    const auto offset = take_offset(s);
    if (!offset || !s.empty()) return std::nullopt;
    m.zoned = true;
    m.microseconds -= std::int64_t{60'000'000} * *offset;
    return m;
}

// --- hashes ------------------------------------------------------------------------------------------------

hash128 hash_of(std::string_view bytes, std::uint64_t key0, std::uint64_t key1) {
    std::uint64_t a = 0x736f6d6570736575 ^ key0, b = 0x646f72616e646f6d ^ key1 ^ 0xee, c = 0x6c7967656e657261 ^ key0,
                  d = 0x7465646279746573 ^ key1;
    const auto round = [&] {
        a += b;
        b = std::rotl(b, 13) ^ a;
        a = std::rotl(a, 32);
        c += d;
        d = std::rotl(d, 16) ^ c;
        a += d;
        d = std::rotl(d, 21) ^ a;
        c += b;
        b = std::rotl(b, 17) ^ c;
        c = std::rotl(c, 32);
    };
    const auto word = [](const char* from, std::size_t size) {
        std::uint64_t w = 0;
        for (std::size_t i = 0; i < size; ++i) w |= std::uint64_t{static_cast<unsigned char>(from[i])} << (8 * i);
        return w;
    };
    const auto add = [&](std::uint64_t w) {
        d ^= w;
        round();
        round();
        a ^= w;
    };
    std::size_t at = 0;
    for (; at + 8 <= bytes.size(); at += 8) add(word(bytes.data() + at, 8));
    add(std::uint64_t{bytes.size()} << 56 | word(bytes.data() + at, bytes.size() - at));
    hash128 h;
    c ^= 0xee;
    for (int i = 0; i < 4; ++i) round();
    h.first = a ^ b ^ c ^ d;
    b ^= 0xdd;
    for (int i = 0; i < 4; ++i) round();
    h.second = a ^ b ^ c ^ d;
    return h;
}

std::string hex_of(const hash128& h) {
    std::string text;
    for (const std::uint64_t part : {h.first, h.second})
        for (int i = 0; i < 16; ++i) text += "0123456789abcdef"[part >> (60 - 4 * i) & 15];
    return text;
}

// --- bytes ---------------------------------------------------------------------------------------------------

const std::string_view copy_header{"PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0", 19};
const std::string_view copy_trailer{"\377\377", 2};

namespace {
template <class Unsigned>
void put_big_endian(std::string& to, Unsigned value) {
    char bytes[sizeof value];
    for (std::size_t i = 0; i < sizeof value; ++i) bytes[i] = static_cast<char>(value >> (8 * (sizeof value - 1 - i)));
    to.append(bytes, sizeof bytes);
}
}  // namespace

void put16(std::string& to, std::int16_t value) { put_big_endian(to, static_cast<std::uint16_t>(value)); }
void put32(std::string& to, std::int32_t value) { put_big_endian(to, static_cast<std::uint32_t>(value)); }
void put64(std::string& to, std::int64_t value) { put_big_endian(to, static_cast<std::uint64_t>(value)); }
void put_double(std::string& to, double value) { put_big_endian(to, std::bit_cast<std::uint64_t>(value)); }

void put_numeric(std::string& to, const decimal& value) {
    const int scale = std::max(0, -value.exponent);
    if (value.digits.empty()) {
        for (const int part : {0, 0, 0}) put16(to, static_cast<std::int16_t>(part));
        put16(to, static_cast<std::int16_t>(scale));
        return;
    }
    // Groups of four digits, of which the first may be short, and zeros at the end so that the point is between groups.
    const int size = static_cast<int>(value.digits.size());
    const int highest = size + value.exponent;  // digits before the point
    const int weight = (highest > 0 ? (highest + 3) / 4 : -(-highest / 4)) - 1;
    const int lead = 4 * (weight + 1) - highest;  // zeros before the first digit
    const int groups = (lead + size + 3) / 4;
    int last = groups;
    const auto group = [&](int g) {
        int n = 0;
        for (int k = 4 * g - lead; k < 4 * g - lead + 4; ++k)
            n = n * 10 + (k >= 0 && k < size ? value.digits[static_cast<std::size_t>(k)] - '0' : 0);
        return n;
    };
    while (last > 0 && group(last - 1) == 0) --last;
    put16(to, static_cast<std::int16_t>(last));
    put16(to, static_cast<std::int16_t>(weight));
    put16(to, value.negative ? 0x4000 : 0);
    put16(to, static_cast<std::int16_t>(scale));
    for (int g = 0; g < last; ++g) put16(to, static_cast<std::int16_t>(group(g)));
}

}  // namespace xm::client
