#include "client/plan/look.hpp"

#include <algorithm>
#include <cmath>

#include "client/formats/words.hpp"
#include "client/read/cells.hpp"

namespace xm::client {
namespace {

constexpr std::size_t most_values = 1000, longest_value = 300;

bool is_email(std::string_view s) {
    const auto sign = s.find('@');
    return sign != std::string_view::npos && sign > 0 && s.find(' ') == std::string_view::npos &&
           s.find('.', sign) != std::string_view::npos && s.find('@', sign + 1) == std::string_view::npos && s.back() != '.';
}

bool is_address(std::string_view s) {  // IPv4
    int parts = 0;
    while (!s.empty()) {
        const std::size_t digits = std::min(s.find_first_not_of("0123456789"), s.size());
        if (digits == 0 || digits > 3 || (digits == 3 && s.substr(0, 3) > "255")) return false;
        s.remove_prefix(digits);
        if (++parts == 4) return s.empty();
        if (s.empty() || s[0] != '.') return false;
        s.remove_prefix(1);
    }
    return false;
}

// A place as ODK and KoboToolbox write it: latitude, longitude, altitude, accuracy; of lines and areas several, each ended by ;
bool is_position(std::string_view s) {
    std::size_t numbers = 0;
    bool point = false;
    s = s.substr(0, s.find(';'));
    while (!s.empty()) {
        const std::size_t end = std::min(s.find(' '), s.size());
        const auto value = number_of(s.substr(0, end));
        if (!value || ++numbers > 4 || (numbers == 1 && std::abs(*value) > 90) || (numbers == 2 && std::abs(*value) > 180))
            return false;
        point = point || s.substr(0, end).find('.') != std::string_view::npos;
        s = trimmed(s.substr(end));
    }
    return numbers >= 3 && point;
}

}  // namespace

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
        year_first += f->settled;
    }
    emails += is_email(text);
    addresses += is_address(text);
    positions += is_position(text);
    urls += text.starts_with("https://") || text.starts_with("http://");
    arrays += text.starts_with("[") && text.ends_with("]");
}

test_rows::test_rows(const std::map<std::size_t, std::vector<std::string>>& rules) {
    for (const auto& [column, words] : rules) rules_.push_back({column, &words, {}, false});
}

bool test_rows::operator()(const record& row) {
    for (rule& r : rules_) {
        const std::string_view text = r.column < row.cells.size() ? row.cells[r.column].text : std::string_view();
        if (text != r.last) {
            r.last = text;
            r.test = std::find(r.texts->begin(), r.texts->end(), fold(text)) != r.texts->end();
        }
        if (r.test) return true;
    }
    return false;
}

}  // namespace xm::client
