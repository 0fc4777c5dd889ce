#include "client/plan/look.hpp"

#include <algorithm>
#include <charconv>
#include <cctype>

namespace xm::client {
namespace {

constexpr std::size_t most_values = 1000, longest_value = 300;

bool digit(char c) { return c >= '0' && c <= '9'; }

// Forms of dates and times, by their digits and what stands between.
struct time_form {
    bool date = false, time = false, zoned = false, midnight = false;
    bool day_first = false, month_first = false, year_first = false;
};

std::string_view trimmed(std::string_view s) {
    while (!s.empty() && (s.front() == ' ' || s.front() == '\t')) s.remove_prefix(1);
    while (!s.empty() && (s.back() == ' ' || s.back() == '\t')) s.remove_suffix(1);
    return s;
}

bool take_number(std::string_view& s, std::size_t least, std::size_t most, int& value) {
    std::size_t n = 0;
    value = 0;
    while (n < s.size() && n < most && digit(s[n])) value = value * 10 + (s[n++] - '0');
    if (n < least || (n < s.size() && digit(s[n]))) return false;
    s.remove_prefix(n);
    return true;
}

// 10:00, 10:00:00.123, 6:30:00 PM; then an offset. False where it is none.
bool take_time(std::string_view& s, time_form& f) {
    int h = 0, m = 0, second = 0;
    if (!take_number(s, 1, 2, h) || s.empty() || s[0] != ':') return false;
    s.remove_prefix(1);
    if (!take_number(s, 2, 2, m) || h > 24 || m > 59) return false;
    if (!s.empty() && s[0] == ':') {
        s.remove_prefix(1);
        if (!take_number(s, 2, 2, second)) return false;
        if (!s.empty() && (s[0] == '.' || s[0] == ',')) {
            s.remove_prefix(1);
            while (!s.empty() && digit(s[0])) s.remove_prefix(1);
        }
    }
    f.midnight = h == 0 && m == 0 && second == 0;
    s = trimmed(s);
    if (s.size() >= 2 && (s[0] == 'A' || s[0] == 'a' || s[0] == 'P' || s[0] == 'p') && (s[1] == 'M' || s[1] == 'm')) {
        f.midnight = f.midnight || (h == 12 && m == 0 && second == 0 && (s[0] == 'A' || s[0] == 'a'));
        s = trimmed(s.substr(2));
    }
    if (s == "Z" || s == "UTC" || s == "GMT") {
        f.zoned = true;
        s = {};
    } else if (!s.empty() && (s[0] == '+' || s[0] == '-')) {
        f.zoned = true;
        std::size_t n = 1;
        while (n < s.size() && (digit(s[n]) || s[n] == ':')) ++n;
        s.remove_prefix(n);
    }
    f.time = true;
    return s.empty();
}

std::optional<time_form> time_form_of(std::string_view text) {
    std::string_view s = trimmed(text);
    if (s.size() < 4 || s.size() > 40) return std::nullopt;
    time_form f;
    if (digit(s[0])) {
        int a = 0, b = 0, c = 0;
        std::string_view rest = s;
        if (!take_number(rest, 1, 4, a)) return std::nullopt;
        if (rest.empty()) return std::nullopt;
        const char between = rest[0];
        if (between == ':') {
            if (!take_time(s, f)) return std::nullopt;
            return f;
        }
        if (between != '-' && between != '/' && between != '.') return std::nullopt;
        rest.remove_prefix(1);
        if (!take_number(rest, 1, 2, b) || rest.empty() || rest[0] != between) return std::nullopt;
        rest.remove_prefix(1);
        if (!take_number(rest, 1, 4, c)) return std::nullopt;
        f.date = true;
        if (a > 999) {
            if (b < 1 || b > 12 || c < 1 || c > 31) return std::nullopt;
            f.year_first = true;
        } else {
            if (c < 1000 && c > 99) return std::nullopt;
            f.day_first = a >= 1 && a <= 31 && b >= 1 && b <= 12;
            f.month_first = between != '.' && b >= 1 && b <= 31 && a >= 1 && a <= 12;
            if (!f.day_first && !f.month_first) return std::nullopt;
        }
        if (rest.empty()) return f;
        if (rest[0] != ' ' && rest[0] != 'T' && rest[0] != ',') return std::nullopt;
        rest = trimmed(rest.substr(1));
        if (!take_time(rest, f)) return std::nullopt;
        return f;
    }
    // "Feb 1, 2018 11:35:19 AM", "1 Feb 2018" begins with a digit and is left to people.
    static constexpr std::string_view months[]{"jan", "feb", "mar", "apr", "may", "jun",
                                               "jul", "aug", "sep", "oct", "nov", "dec"};
    std::string low;
    for (const char c : s.substr(0, 3)) low += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    if (std::find(std::begin(months), std::end(months), low) == std::end(months)) return std::nullopt;
    const auto blank = s.find(' ');
    if (blank == std::string_view::npos) return std::nullopt;
    s.remove_prefix(blank + 1);
    int day = 0, year = 0;
    if (!take_number(s, 1, 2, day) || !s.starts_with(", ")) return std::nullopt;
    s.remove_prefix(2);
    if (!take_number(s, 4, 4, year)) return std::nullopt;
    f.date = f.year_first = f.day_first = f.month_first = true;
    if (s.empty()) return f;
    s = trimmed(s);
    if (s.starts_with(",")) s = trimmed(s.substr(1));
    if (!take_time(s, f)) return std::nullopt;
    return f;
}

bool is_email(std::string_view s) {
    const auto sign = s.find('@');
    return sign != std::string_view::npos && sign > 0 && s.find(' ') == std::string_view::npos &&
           s.find('.', sign) != std::string_view::npos && s.find('@', sign + 1) == std::string_view::npos && s.back() != '.';
}

bool is_address(std::string_view s) {  // IPv4
    int parts = 0;
    while (!s.empty()) {
        int n = 0;
        if (!take_number(s, 1, 3, n) || n > 255) return false;
        if (++parts == 4) return s.empty();
        if (s.empty() || s[0] != '.') return false;
        s.remove_prefix(1);
    }
    return false;
}

}  // namespace

std::optional<long> whole_of(std::string_view text) {
    std::string_view s = trimmed(text);
    if (s.size() > 2 && s.ends_with(".0")) s.remove_suffix(2);
    long value = 0;
    const char* const begin = s.data() + (s.starts_with("+") ? 1 : 0);
    const auto [end, problem] = std::from_chars(begin, s.data() + s.size(), value);
    return problem == std::errc() && end == s.data() + s.size() ? std::optional(value) : std::nullopt;
}

std::optional<number_form> number_form_of(std::string_view text) {
    std::string_view s = trimmed(text);
    static constexpr std::string_view around[]{"€", "$", "£", "EUR", "USD", "CHF", "GBP", "%", "kr", "zł", "\u00a0", " "};
    for (bool more = true; more;) {
        more = false;
        for (const std::string_view unit : around) {
            if (s.size() > unit.size() && s.ends_with(unit)) s.remove_suffix(unit.size()), more = true;
            if (s.size() > unit.size() && s.starts_with(unit)) s.remove_prefix(unit.size()), more = true;
        }
    }
    number_form f;
    if (!s.empty() && (s[0] == '-' || s[0] == '+')) s.remove_prefix(1);
    if (s.starts_with("−")) s.remove_prefix(std::string_view("−").size());
    if (s.empty() || !digit(s[0]) || s.size() > 40) return std::nullopt;
    f.leading_zero = s.size() > 1 && s[0] == '0' && digit(s[1]);
    std::size_t points = 0, commas = 0, last_point = 0, last_comma = 0;
    for (std::size_t i = 0; i < s.size(); ++i) {
        if (s[i] == '.')
            ++points, last_point = i;
        else if (s[i] == ',')
            ++commas, last_comma = i;
        else if ((s[i] == 'e' || s[i] == 'E') && i > 0 && i + 1 < s.size() &&
                 (digit(s[i + 1]) || s[i + 1] == '-' || s[i + 1] == '+'))
            return points <= 1 && commas == 0 && s.size() > 4
                       ? std::optional(number_form{false, false, true, false, false, false})
                       : std::nullopt;
        else if (!digit(s[i]))
            return std::nullopt;
    }
    const auto groups_of_three = [&](char sign, std::size_t to) {
        std::size_t run = 0;
        bool first = true;
        for (std::size_t i = 0; i <= to; ++i) {
            if (i == to || s[i] == sign) {
                if (first ? run < 1 || run > 3 : run != 3) return false;
                first = false;
                run = 0;
            } else {
                ++run;
            }
        }
        return true;
    };
    if (points == 0 && commas == 0) {
        f.whole = true;
    } else if (points > 0 && commas > 0) {
        if (last_point > last_comma) {
            if (points > 1 || !groups_of_three(',', last_point)) return std::nullopt;
            f.point = f.comma_groups = true;
        } else {
            if (commas > 1 || !groups_of_three('.', last_comma)) return std::nullopt;
            f.comma = f.point_groups = true;
        }
    } else if (points > 0) {
        f.point = points == 1;
        f.point_groups = groups_of_three('.', s.size()) && s[0] != '0';
        if (!f.point && !f.point_groups) return std::nullopt;
    } else {
        f.comma = commas == 1;
        f.comma_groups = groups_of_three(',', s.size()) && s[0] != '0';
        if (!f.comma && !f.comma_groups) return std::nullopt;
    }
    return f;
}

void column_look::add(const cell& c) {
    const std::string_view text = c.text;
    if (text.empty() && c.kind != cell_kind::error) return;
    if (c.kind == cell_kind::error) return;  // no value
    ++filled;
    ++kinds[static_cast<std::size_t>(c.kind)];
    longest = std::max(longest, text.size());
    if (text.size() <= longest_value) {
        const auto at = counts.find(std::string(text));
        if (at != counts.end())
            ++at->second;
        else if (counts.size() < most_values)
            counts.emplace(text, 1);
        else
            many = true;
    } else {
        many = true;
    }
    if (text.size() > longest_value) return;
    if (const auto f = number_form_of(text)) {
        whole += f->whole && !f->leading_zero;
        leading_zero += f->leading_zero;
        point += f->point;
        comma += f->comma;
        point_groups += f->point_groups;
        comma_groups += f->comma_groups;
        if (const auto n = whole_of(text)) {
            const auto value = static_cast<double>(*n);
            low = std::min(low, value);
            high = std::max(high, value);
        }
    }
    if (const auto f = time_form_of(text)) {
        dates += f->date && !f->time;
        day_times += f->time && !f->date;
        instants += f->date && f->time;
        zoned += f->zoned;
        midnight += f->midnight;
        day_first += f->day_first;
        month_first += f->month_first;
        year_first += f->year_first;
    }
    emails += is_email(text);
    addresses += is_address(text);
    urls += text.starts_with("https://") || text.starts_with("http://");
    arrays += text.starts_with("[") && text.ends_with("]");
}

}  // namespace xm::client
