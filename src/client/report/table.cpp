#include "client/report/table.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <tuple>

namespace xm::client::report {
namespace {

// OIDs of types are part of the protocol (src/include/catalog/pg_type.dat of PostgreSQL).
enum : unsigned {
    type_bool = 16,
    type_int8 = 20,
    type_int2 = 21,
    type_int4 = 23,
    type_float4 = 700,
    type_float8 = 701,
    type_numeric = 1700
};

constexpr std::string_view no_break = "\xC2\xA0";
constexpr std::size_t none = std::string::npos;

bool is_whole(unsigned type) { return type == type_int2 || type == type_int4 || type == type_int8; }
bool is_number(unsigned type) { return is_whole(type) || type == type_float4 || type == type_float8 || type == type_numeric; }
bool ends_with(const std::string& s, std::string_view end) {
    return s.size() >= end.size() && s.compare(s.size() - end.size(), end.size(), end) == 0;
}

std::optional<double> number_in(const std::string& text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
    return value;
}

// Columns that are written alike: a number and the bounds of its interval.
struct figures {
    std::size_t value = none, lower = none, upper = none;
    bool percent = false, fractions = false, p_value = false, group = false;
    int digits = -1;  // -1: as they are
};

class maker {
public:
    maker(const result& r, const query& q, const style& how) : r_(r), q_(q), how_(how) {}

    shown_table make() {
        find_intervals();
        mark_percent();
        shown_table t;
        t.total = r_.total;
        for (std::size_t j = 0; j < r_.columns.size(); ++j) {
            if (is_bound(j)) continue;
            t.columns.push_back({title_of(j), is_number(r_.columns[j].type), is_short(j)});
            if (const figures* f = of(j); f != nullptr && f->lower != none)
                t.columns.push_back({std::string(how_.said.interval), true});
        }
        for (figures& f : all_) choose_digits(f);
        t.rows.reserve(r_.rows.size());
        for (const row& cells : r_.rows) {
            t.rows.emplace_back();
            for (std::size_t j = 0; j < cells.size(); ++j) {
                if (is_bound(j)) continue;
                const figures* f = of(j);
                t.rows.back().push_back(cell_of(cells, j, f));
                if (f != nullptr && f->lower != none) t.rows.back().push_back(interval_of(cells, *f));
            }
        }
        return t;
    }

private:
    std::size_t column_named(const std::string& name) const {
        for (std::size_t j = 0; j < r_.columns.size(); ++j)
            if (r_.columns[j].name == name && is_number(r_.columns[j].type)) return j;
        return none;
    }
    const figures* of(std::size_t j) const {
        for (const figures& f : all_)
            if (f.value == j) return &f;
        return nullptr;
    }
    bool is_bound(std::size_t j) const {
        return std::any_of(all_.begin(), all_.end(), [&](const figures& f) { return f.lower == j || f.upper == j; });
    }

    void find_intervals() {
        std::vector<bool> bound(r_.columns.size());
        std::vector<std::pair<std::size_t, std::size_t>> bounds(r_.columns.size(), {none, none});  // of each column
        const auto join = [&](std::size_t value, std::size_t lower, std::size_t upper) {
            if (value == none || lower == none || upper == none || bounds[value].first != none) return;
            bounds[value] = {lower, upper};
            bound[lower] = bound[upper] = true;
        };
        for (std::size_t j = 0; j < r_.columns.size(); ++j) {
            const std::string& name = r_.columns[j].name;
            if (is_number(r_.columns[j].type)) join(j, column_named(name + "_lower"), column_named(name + "_upper"));
        }
        const std::size_t lower = column_named("lower"), upper = column_named("upper");
        if (lower != none && upper != none) {
            std::size_t value = column_named("value");
            if (value == none) value = column_named("estimate");
            for (std::size_t j = lower; value == none && j-- > 0;)
                if (is_number(r_.columns[j].type) && !bound[j] && !ends_with(r_.columns[j].name, "std_error")) value = j;
            join(value, lower, upper);
        }
        for (std::size_t j = 0; j < r_.columns.size(); ++j)
            if (is_number(r_.columns[j].type) && !bound[j]) {
                figures f;
                f.value = j;
                std::tie(f.lower, f.upper) = bounds[j];
                all_.push_back(f);
            }
    }

    void mark_percent() {
        for (figures& f : all_) {
            const std::string& name = r_.columns[f.value].name;
            f.percent = ends_with(name, "percent") || ends_with(name, "per_cent") || ends_with(name, "%");
            f.p_value = ends_with(name, "p_value") || ends_with(name, "q_value");
        }
        for (const std::string& name : q_.percent) {
            const std::size_t at = column_named(name);
            const auto f = std::find_if(all_.begin(), all_.end(), [&](const figures& g) { return at != none && g.value == at; });
            if (f == all_.end())
                throw failure(ending::refused, "percent=" + name + ": the result has no column of numbers of that name",
                              "Columns are named as in the result, with _ and all.");
            f->percent = f->fractions = true;
        }
    }

    // Words that are not to be parted at a hyphen to save room: 2026-Q1.
    bool is_short(std::size_t j) const {
        constexpr std::size_t longest = 12;
        return std::all_of(r_.rows.begin(), r_.rows.end(), [&](const row& cells) {
            return !cells[j] || (cells[j]->size() <= longest && cells[j]->find(' ') == std::string::npos);
        });
    }

    std::string title_of(std::size_t j) const {
        std::string title = r_.columns[j].name;
        const auto is_of_percent = of(j) != nullptr && of(j)->percent;
        for (const std::string_view end : {"percent", "per_cent", "%"})
            if (is_of_percent && ends_with(title, end) && title.size() > end.size()) title.erase(title.size() - end.size());
        std::replace(title.begin(), title.end(), '_', ' ');
        while (!title.empty() && title.back() == ' ') title.pop_back();
        return title;
    }

    // What is shown of a number: 100 times a fraction.
    std::optional<double> shown(const row& cells, std::size_t j, const figures& f) const {
        if (j == none || !cells[j]) return std::nullopt;
        const std::optional<double> value = number_in(*cells[j]);
        constexpr double hundred = 100;
        return value && f.fractions ? *value * hundred : value;
    }

    void choose_digits(figures& f) const {
        double largest = 0;
        std::vector<double> widths;
        std::size_t scale = 0;  // of what the server wrote
        for (const row& cells : r_.rows) {
            for (const std::size_t j : {f.value, f.lower, f.upper}) {
                if (const auto v = shown(cells, j, f)) largest = std::max(largest, std::fabs(*v));
                if (j == none || !cells[j]) continue;
                const std::size_t point = cells[j]->find('.');
                if (point != std::string::npos) scale = std::max(scale, cells[j]->size() - point - 1);
            }
            const auto lower = shown(cells, f.lower, f), upper = shown(cells, f.upper, f);
            if (lower && upper && *upper > *lower) widths.push_back((*upper - *lower) / 2);
        }
        constexpr double grouped_from = 10'000;
        f.group = largest >= grouped_from;
        const unsigned type = r_.columns[f.value].type;
        const bool exact = is_whole(type) || type == type_numeric;
        constexpr std::size_t written_by_hand = 4;
        constexpr int of_p = 3;
        const int most = f.percent ? 1 : 6;
        if (q_.digits >= 0 && !is_whole(type)) {
            f.digits = q_.digits;
        } else if (f.p_value && !is_whole(type)) {
            f.digits = of_p;
        } else if (exact && !f.fractions && scale <= written_by_hand) {
            f.digits = scale == 0 ? -1 : static_cast<int>(scale);
        } else if (!widths.empty()) {
            // Of the narrower ones: a column may hold a mean of 1 to 5 beside a score of -100 to 100.
            std::sort(widths.begin(), widths.end());
            const double width = widths[widths.size() / 10];
            const int power = static_cast<int>(std::floor(std::log10(width)));
            constexpr double two_digits_below = 3.55;
            const int digits = width / std::pow(10.0, power) < two_digits_below ? 1 - power : -power;
            f.digits = std::clamp(digits, 0, most);
        } else {
            const int power = largest > 0 ? static_cast<int>(std::floor(std::log10(largest))) : 0;
            f.digits = std::clamp(2 - power, 0, most);
        }
    }

    std::string written(const row& cells, std::size_t j, const figures& f) const {
        if (!cells[j]) return std::string(en_dash);
        const std::optional<double> value = shown(cells, j, f);
        std::string text;
        constexpr std::size_t exact_digits = 15;
        if (f.digits < 0 || !value ||
            (!f.fractions && cells[j]->size() > exact_digits && r_.columns[j].type == type_numeric && std::fabs(*value) >= 1e9))
            text = how_.numbers.as_it_is(*cells[j], f.group);
        else if (f.p_value && *value >= 0 && *value < std::pow(10.0, -f.digits))
            text = "<" + std::string(no_break) + how_.numbers.rounded(std::pow(10.0, -f.digits), f.digits, false);
        else
            text = how_.numbers.rounded(*value, f.digits, f.group);
        return text;
    }

    shown_cell cell_of(const row& cells, std::size_t j, const figures* f) const {
        if (!cells[j]) return {};
        const unsigned type = r_.columns[j].type;
        if (f != nullptr) {
            const std::string text = written(cells, j, *f);
            return {shown_cell::kind::number, f->percent ? how_.numbers.per_cent(text) : text};
        }
        if (how_.svg != 0 && type == how_.svg) return {shown_cell::kind::picture, *cells[j]};
        if (type == type_bool) return {shown_cell::kind::text, std::string(*cells[j] == "t" ? how_.said.yes : how_.said.no)};
        return {shown_cell::kind::text, *cells[j]};
    }

    shown_cell interval_of(const row& cells, const figures& f) const {
        if (!cells[f.lower] && !cells[f.upper]) return {};
        const std::string upper = written(cells, f.upper, f);
        return {shown_cell::kind::number, written(cells, f.lower, f) + std::string(no_break) + std::string(how_.said.to) +
                                              std::string(no_break) + (f.percent ? how_.numbers.per_cent(upper) : upper)};
    }

    static constexpr std::string_view en_dash = "\xE2\x80\x93";
    const result& r_;
    const query& q_;
    const style& how_;
    std::vector<figures> all_;
};

}  // namespace

shown_table table_of(const result& r, const query& q, const style& how) { return maker(r, q, how).make(); }

shown_cell value_of(const shown_table& t, const style& how) {
    if (t.total > 1)
        throw failure(ending::refused,
                      "an expression within a line is one value, and this has " + std::to_string(t.total) + " rows",
                      "Add LIMIT 1, or give it a block of its own.");
    const bool with_interval = t.columns.size() == 2 && t.columns[1].title == how.said.interval;
    if (t.columns.size() != 1 && !with_interval)
        throw failure(ending::refused,
                      "an expression within a line is one value, and this has " + std::to_string(t.columns.size()) + " columns",
                      "Select one column; or value, lower and upper, which are shown as one.");
    if (t.rows.empty()) return {};
    const std::vector<shown_cell>& cells = t.rows[0];
    if (!with_interval || cells[1].is == shown_cell::kind::missing) return cells[0];
    return {shown_cell::kind::number, cells[0].text + std::string(no_break) + "(" + cells[1].text + ")"};
}

}  // namespace xm::client::report
