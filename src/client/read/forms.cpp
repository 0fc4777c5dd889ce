#include "client/read/forms.hpp"

#include <fast_float/fast_float.h>

#include <algorithm>
#include <charconv>
#include <chrono>

#include "client/characters.hpp"

namespace xm::client {
namespace {

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
    // Koreans and Czechs write a blank behind the dots, Koreans and Hungarians a dot at the end.
    const auto blank = [&] { return between == '.' && take(s, ' '); };
    blank();
    const auto b = take_number(s, 1, 2);
    if (!b || !take(s, between)) return std::nullopt;
    blank();
    const std::size_t size = s.size();
    const auto c = take_number(s, 1, 4);
    const std::size_t last_digits = size - s.size();
    if (!c) return std::nullopt;
    if (first_digits == 4) {
        if (between == '.') take(s, '.');
        return last_digits <= 2 ? days_of(*a, *b, *c) : std::nullopt;
    }
    if (first_digits > 2 || last_digits == 1 || last_digits == 3) return std::nullopt;
    const int year = full_year(*c, last_digits);
    if (order == date_order::mdy && between != '.') return days_of(year, *a, *b);
    return days_of(year, *b, *a);
}

// The half of a day, as other languages write it before or behind the hour: 0 morning, 12 afternoon.
std::optional<int> take_half_of_day(std::string_view& s) {
    static constexpr std::pair<std::string_view, int> words[] = {{"오전", 0}, {"오후", 12}, {"上午", 0}, {"下午", 12},
                                                                 {"午前", 0}, {"午後", 12}, {"ص", 0},    {"م", 12}};
    for (const auto& [word, hours] : words)
        if (s.starts_with(word)) {
            s.remove_prefix(word.size());
            skip_blanks(s);
            return hours;
        }
    return std::nullopt;
}

// 10:00, 10:00:00.123, 6:30 PM, 6:30 p. m., 오후 6:30; behind a date 10.00.00 too, as Italians and Finns write it.
std::optional<std::int64_t> take_time_of_day(std::string_view& s, bool after_date) {
    auto half = take_half_of_day(s);
    const auto hour = take_number(s, 1, 2);
    const char between = after_date && !s.empty() && s[0] == '.' ? '.' : ':';
    if (!hour || !take(s, between)) return std::nullopt;
    const auto minute = take_number(s, 2, 2);
    if (!minute || *hour > 24 || *minute > 59) return std::nullopt;
    std::int64_t second = 0, fraction = 0;
    if (take(s, between)) {
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
        if (take(rest, '.')) skip_blanks(rest);
        if (rest.empty() || lower(rest[0]) != 'm' || *hour < 1 || *hour > 12) return std::nullopt;
        rest.remove_prefix(1);
        take(rest, '.');
        s = rest;
        of_day = *hour % 12 + (pm ? 12 : 0);
    } else if (!half) {
        half = take_half_of_day(s);
    }
    if (half) {
        if (*hour > 12) return std::nullopt;
        of_day = *hour % 12 + *half;
    }
    if (of_day == 24 && (*minute > 0 || second > 0 || fraction > 0)) return std::nullopt;
    return ((of_day * 60 + *minute) * 60 + second) * 1'000'000 + fraction;
}

// Names of zones that mean one offset wherever they are written: those of RFC 822, and of Europe's clocks. Hours.
std::optional<int> named_offset(std::string_view name) {
    static constexpr std::pair<std::string_view, int> names[] = {
        {"EST", -5}, {"EDT", -4},  {"CST", -6}, {"CDT", -5}, {"MST", -7}, {"MDT", -6}, {"PST", -8}, {"PDT", -7}, {"AST", -4},
        {"ADT", -3}, {"HST", -10}, {"CET", 1},  {"CEST", 2}, {"EET", 2},  {"EEST", 3}, {"WET", 0},  {"WEST", 1}, {"MSK", 3}};
    for (const auto& [word, hours] : names)
        if (word == name) return hours;
    return std::nullopt;
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
            if (begins_with(s, "kl")) {  // Danish "kl. 10.00", Finnish "klo 10.00"
                s.remove_prefix(begins_with(s, "klo") ? 3 : 2);
                take(s, '.');
                skip_blanks(s);
            }
        }
    }
    const auto of_day = take_time_of_day(s, m.date);
    if (!of_day) return std::nullopt;
    m.time = true;
    m.microseconds += *of_day;
    skip_blanks(s);
    if (s.empty()) return m;
    // A name that several zones have, such as IST, says nothing.
    if (s.size() >= 3 && s.size() <= 5 && std::all_of(s.begin(), s.end(), [](char c) { return c >= 'A' && c <= 'Z'; }) &&
        s != "UTC" && s != "GMT") {
        const auto hours = named_offset(s);
        m.zoned = hours.has_value();
        m.offset = 60 * hours.value_or(0);
        m.microseconds -= std::int64_t{60'000'000} * m.offset;
        return m;
    }
    const auto offset = take_offset(s);
    if (!offset || !s.empty()) return std::nullopt;
    m.zoned = true;
    m.offset = *offset;
    m.microseconds -= std::int64_t{60'000'000} * *offset;
    return m;
}

// --- forms ---------------------------------------------------------------------------------------------------

std::optional<long> whole_of(std::string_view text) {
    std::string_view s = trimmed(text);
    if (s.size() > 2 && s.ends_with(".0")) s.remove_suffix(2);
    long value = 0;
    const char* const begin = s.data() + (s.starts_with("+") ? 1 : 0);
    const auto [end, problem] = std::from_chars(begin, s.data() + s.size(), value);
    return problem == std::errc() && end == s.data() + s.size() ? std::optional(value) : std::nullopt;
}

std::optional<number_form> number_form_of(std::string_view text) {
    const std::size_t first = text.find_first_of("0123456789");
    if (first == std::string_view::npos || text.size() > 60) return std::nullopt;
    const bool point = text.find('.') != std::string_view::npos, comma = text.find(',') != std::string_view::npos;
    decimal d;
    number_form f;
    const bool zero = text[first] == '0' && first + 1 < text.size();
    f.leading_zero = zero && is_digit(text[first + 1]);
    if (!point && !comma) {
        if (!read_decimal(text, false, false, d)) return std::nullopt;
        const bool exponent = text.find_first_of("eE", first) != std::string_view::npos;
        if (exponent && d.exponent != 0 && text.substr(first).size() <= 4) return std::nullopt;
        f.point = exponent && d.exponent != 0;
        f.whole = !f.point;
        return f;
    }
    // Groups do not begin with a zero.
    f.point = point && read_decimal(text, false, comma, d);
    f.comma = comma && read_decimal(text, true, point, d);
    f.comma_groups = comma && !zero && read_decimal(text, false, true, d);
    f.point_groups = point && !zero && read_decimal(text, true, true, d);
    if (point && comma) {
        f.comma_groups = f.point;
        f.point_groups = f.comma;
    }
    return f.point || f.comma || f.comma_groups || f.point_groups ? std::optional(f) : std::nullopt;
}

std::optional<time_form> time_form_of(std::string_view text) {
    text = trimmed(text);
    if (text.size() < 4 || text.size() > 40) return std::nullopt;
    const auto day_first = read_moment(text, date_order::dmy), month_first = read_moment(text, date_order::mdy);
    if (!day_first && !month_first) return std::nullopt;
    const moment& m = day_first ? *day_first : *month_first;
    time_form f;
    f.date = m.date;
    f.time = m.time;
    f.zoned = m.zoned;
    f.midnight = m.time && (m.microseconds + std::int64_t{60'000'000} * m.offset) % day_in_microseconds == 0;
    if (!m.date) return f;
    const std::size_t digits = text.find_first_not_of("0123456789");
    f.settled = digits != 1 && digits != 2;
    std::string_view after = text.substr(std::min(digits, text.size()));  // 29 Feb 2024, 29-Feb-2024
    if (!after.empty()) after.remove_prefix(1);
    f.settled = f.settled || month_of(after) > 0;
    f.day_first = day_first.has_value();
    f.month_first = month_first.has_value() && (f.settled || text[digits] != '.');
    return f;
}

}  // namespace xm::client
