#include "core/charts/ticks.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <functional>
#include <iterator>
#include <string_view>

#include "core/num/polled_sort.hpp"

namespace xm::core::charts {
namespace {

// --- numbers -------------------------------------------------------------------------------------

double power_of_ten(int p) { return p >= 0 ? std::pow(10.0, p) : 1 / std::pow(10.0, -p); }

// The words of the paper: simplicity, coverage, density, of a labelling and the most that a longer one could have.
struct labelling {
    double score = -2, low = 0, step = 0;
    int count = 0;
};
constexpr std::array<double, 6> niceness{1, 5, 2, 2.5, 4, 3};
constexpr double w_simplicity = 0.25, w_coverage = 0.2, w_density = 0.5, w_legibility = 0.05;

double simplicity_most(std::size_t q, int skip) { return 1 - static_cast<double>(q) / (niceness.size() - 1) - skip + 1; }
double simplicity(std::size_t q, int skip, double low, double high, double step) {
    const double remainder = low - std::floor(low / step) * step;
    const bool zero = (remainder < 1e-10 * step || step - remainder < 1e-10 * step) && low <= 0 && high >= 0;
    return simplicity_most(q, skip) - (zero ? 0 : 1);
}
double coverage_most(double range, double span) {
    if (span <= range) return 1;
    const double half = (span - range) / 2;
    return 1 - half * half / (0.01 * range * range);
}
double coverage(double data_low, double data_high, double low, double high) {
    const double range = data_high - data_low, a = data_high - high, b = data_low - low;
    return 1 - 0.5 * (a * a + b * b) / (0.01 * range * range);
}
double density_most(int count, int wanted) { return count >= wanted ? 2 - static_cast<double>(count - 1) / (wanted - 1) : 1; }
double density(int count, int wanted, double data_low, double data_high, double low, double high) {
    const double mine = (count - 1) / (high - low);
    const double ideal = (wanted - 1) / (std::max(high, data_high) - std::min(low, data_low));
    return 2 - std::max(mine / ideal, ideal / mine);
}

labelling best_labelling(double low, double high, int wanted) {
    labelling best;
    for (int skip = 1;; ++skip) {
        for (std::size_t q = 0; q < niceness.size(); ++q) {
            const double simple = simplicity_most(q, skip);
            if (w_simplicity * simple + w_coverage + w_density + w_legibility < best.score) return best;
            for (int count = 2;; ++count) {
                const double dense = density_most(count, wanted);
                if (w_simplicity * simple + w_coverage + w_density * dense + w_legibility < best.score) break;
                const double delta = (high - low) / (count + 1) / skip / niceness[q];
                for (int z = static_cast<int>(std::ceil(std::log10(delta)));; ++z) {
                    const double step = skip * niceness[q] * power_of_ten(z);
                    const double cover = coverage_most(high - low, step * (count - 1));
                    if (w_simplicity * simple + w_coverage * cover + w_density * dense + w_legibility < best.score) break;
                    const double first = std::floor(high / step) * skip - (count - 1.0) * skip,
                                 last = std::ceil(low / step) * skip;
                    for (double start = first; start <= last; ++start) {
                        const double from = start * (step / skip), to = from + step * (count - 1);
                        const double score = w_simplicity * simplicity(q, skip, from, to, step) +
                                             w_coverage * coverage(low, high, from, to) +
                                             w_density * density(count, wanted, low, high, from, to) + w_legibility;
                        if (score > best.score) best = {score, from, step, count};
                    }
                }
            }
        }
    }
}

// Digits behind the point that all numbers need, at most `most`.
int needed_decimals(std::span<const double> numbers, int most) {
    double greatest = 0;
    for (const double v : numbers) greatest = std::max(greatest, std::abs(v));
    int needed = 0;
    for (const double v : numbers)
        while (needed < most) {
            const double scaled = v * power_of_ten(needed);
            // Beyond 2^53 no number has decimals.
            if (std::abs(scaled - std::round(scaled)) <= std::max(1e-6, greatest * power_of_ten(needed) * 1e-14)) break;
            ++needed;
        }
    return needed;
}

struct language_marks {
    std::string_view language, decimal, thousands, percent;
    std::array<std::string_view, 3> units;  // 10^6, 10^9, 10^12; none: powers of ten
};
constexpr std::string_view thin = "\u202F", hard = "\u00A0";
// After the Unicode Common Locale Data Repository (2023).
constexpr language_marks marks[] = {
    {"en", ".", ",", "%", {"\u00A0M", "\u00A0bn", "\u00A0tn"}},
    {"de-CH", ".", "\u2019", "%", {"\u00A0Mio.", "\u00A0Mrd.", "\u00A0Bio."}},
    {"de-AT", ",", thin, "\u00A0%", {"\u00A0Mio.", "\u00A0Mrd.", "\u00A0Bio."}},
    {"de", ",", ".", "\u00A0%", {"\u00A0Mio.", "\u00A0Mrd.", "\u00A0Bio."}},
    {"fr", ",", thin, "\u00A0%", {}},
    {"it", ",", ".", "%", {}},
    {"es-MX", ".", ",", "\u00A0%", {}},
    {"es", ",", ".", "\u00A0%", {}},
    {"pt", ",", ".", "%", {}},
    {"nl", ",", ".", "%", {}},
    {"da", ",", ".", "\u00A0%", {}},
    {"sv", ",", hard, "\u00A0%", {}},
    {"nb", ",", hard, "\u00A0%", {}},
    {"no", ",", hard, "\u00A0%", {}},
    {"fi", ",", hard, "\u00A0%", {}},
    {"pl", ",", hard, "%", {}},
    {"cs", ",", hard, "\u00A0%", {}},
    {"sk", ",", hard, "\u00A0%", {}},
    {"hu", ",", hard, "%", {}},
    {"ro", ",", ".", "\u00A0%", {}},
    {"bg", ",", hard, "%", {}},
    {"el", ",", ".", "%", {}},
    {"ru", ",", hard, "\u00A0%", {}},
    {"uk", ",", hard, "%", {}},
    {"tr", ",", ".", "%", {}},
    {"id", ",", ".", "%", {}},
    {"vi", ",", ".", "%", {}},
};

// The entry of a language or of what it begins with; none: null.
template <class Entry, std::size_t N>
const Entry* find_language(const Entry (&entries)[N], std::string_view language) {
    for (const Entry& e : entries)
        if (language.substr(0, e.language.size()) == e.language &&
            (language.size() == e.language.size() || language[e.language.size()] == '-'))
            return &e;
    return nullptr;
}

std::string superscript(int n) {
    constexpr std::array<std::string_view, 10> digits{"\u2070", "\u00B9", "\u00B2", "\u00B3", "\u2074",
                                                      "\u2075", "\u2076", "\u2077", "\u2078", "\u2079"};
    std::string result = n < 0 ? "\u207B" : "";
    for (const char c : std::to_string(std::abs(n))) result += digits[static_cast<std::size_t>(c - '0')];
    return result;
}

constexpr int most_decimals = 15;

}  // namespace

std::vector<double> number_ticks(double low, double high, int wanted) {
    // Worked out for a span between 1 and 10, so that neither squares nor powers leave the range of a double.
    const int power = static_cast<int>(std::floor(std::log10(high - low)));
    const auto to_small = [&](double v) { return power >= 0 ? v / power_of_ten(power) : v * power_of_ten(-power); };
    const labelling best = best_labelling(to_small(low), to_small(high), wanted);
    std::vector<double> ticks;
    for (int i = 0; i < best.count; ++i) {
        double v = best.low + i * best.step;
        v = std::round(v * 1e6) / 1e6;  // steps have at most a few digits
        ticks.push_back(v == 0 ? 0 : power >= 0 ? v * power_of_ten(power) : v / power_of_ten(-power));
    }
    return ticks;
}

number_format::number_format(const options& o, double greatest, bool scaled) : percent_(o.percent) {
    const language_marks* const known = find_language(marks, o.language);
    const language_marks* const found = known ? known : marks;
    decimal_ = found->decimal;
    thousands_ = found->thousands;
    if (percent_) unit_ = found->percent;
    greatest = std::abs(greatest) * (percent_ ? 100 : 1);
    grouped_ = greatest >= 9999.5;
    const bool words = !percent_ && known && !known->units[0].empty();
    if (greatest == 0 || (greatest < (words ? 1e6 : 1e9) && greatest >= 1e-4) || (!scaled && greatest >= 1e-4 && greatest < 1e15))
        return;
    power_ = 3 * static_cast<int>(std::floor((std::log10(greatest) + 1e-9) / 3));
    grouped_ = false;
    unit_ = words && power_ >= 6 && power_ <= 12 ? std::string(found->units[static_cast<std::size_t>(power_ / 3 - 2)])
                                                 : "\u00D710" + superscript(power_) + unit_;
}

number_format number_format::of_ticks(std::span<const double> ticks, const options& o) {
    double greatest = 0;
    for (const double v : ticks) greatest = std::max(greatest, std::abs(v));
    number_format f(o, greatest, true);
    std::vector<double> shown(ticks.begin(), ticks.end());
    const double factor = power_of_ten((f.percent_ ? 2 : 0) - f.power_);
    for (double& v : shown) v *= factor;
    f.decimals_ = needed_decimals(shown, most_decimals);
    return f;
}

number_format number_format::of_values(std::span<const double> values, double span, const options& o) {
    double greatest = 0;
    for (const double v : values) greatest = std::max(greatest, std::abs(v));
    number_format f(o, greatest, !o.digits);
    if (o.digits) {
        f.decimals_ = *o.digits;
        return f;
    }
    const double factor = power_of_ten((f.percent_ ? 2 : 0) - f.power_);
    std::vector<double> shown(values.begin(), values.end());
    for (double& v : shown) v *= factor;
    const double size = span > 0 ? std::log10(span) + (f.percent_ ? 2 : 0) - f.power_ : 0;
    f.decimals_ = needed_decimals(shown, std::clamp(2 - static_cast<int>(std::floor(size + 1e-9)), 0, most_decimals));
    return f;
}

number_format number_format::of_counts(const options& o) {
    options plain = o;
    plain.percent = false;
    number_format f(plain, 0, false);
    f.grouped_ = true;  // none is a year
    return f;
}

std::string number_format::digits(double v) const {
    const int shift = (percent_ ? 2 : 0) - power_;
    v = shift >= 0 ? v * power_of_ten(shift) : v / power_of_ten(-shift);
    char buffer[400];
    return {buffer, std::to_chars(buffer, buffer + sizeof buffer, v, std::chars_format::fixed, decimals_).ptr};
}

double number_format::shown(double v) const {
    const std::string text = digits(v);
    std::from_chars(text.data(), text.data() + text.size(), v);
    return v;
}

std::string number_format::operator()(double v) const {
    const std::string text = this->digits(v);
    std::string_view digits = text;
    const bool zero = digits.find_first_not_of("-0.") == std::string_view::npos;
    std::string result;
    if (digits[0] == '-') {
        digits.remove_prefix(1);
        if (!zero) result = "\u2212";
    }
    const std::size_t whole = std::min(digits.find('.'), digits.size());
    for (std::size_t i = 0; i < whole; ++i) {
        if (i > 0 && whole >= (grouped_ ? 4 : 5) && (whole - i) % 3 == 0)
            result += thousands_;  // 4-digit numbers, perhaps years, stand without
        result += digits[i];
    }
    if (whole < digits.size()) result.append(decimal_).append(digits.substr(whole + 1));
    // A plain 0 needs no power of ten; 0 % keeps its sign, so that all of an axis read alike.
    return zero && power_ != 0 ? "0" : result + unit_;
}

// --- dates ---------------------------------------------------------------------------------------

namespace {

constexpr std::int64_t second = 1000000, minute = 60 * second, hour = 60 * minute, day = 24 * hour;

struct civil {
    std::int64_t year;
    int month, day;  // from 1
};

std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b != 0 && (a < 0) != (b < 0)); }

// H. Hinnant (2013), chrono-compatible low-level date algorithms; days since 2000-01-01.
civil civil_of(std::int64_t days) {
    const std::int64_t z = days + 10957 + 719468, era = floor_div(z, 146097), doe = z - era * 146097;
    const std::int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365, doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    const std::int64_t mp = (5 * doy + 2) / 153;
    const int month = static_cast<int>(mp < 10 ? mp + 3 : mp - 9);
    return {yoe + era * 400 + (month <= 2), month, static_cast<int>(doy - (153 * mp + 2) / 5 + 1)};
}
std::int64_t days_of(const civil& c) {
    const std::int64_t y = c.year - (c.month <= 2), era = floor_div(y, 400), yoe = y - era * 400;
    const std::int64_t doy = (153 * (c.month + (c.month > 2 ? -3 : 9)) + 2) / 5 + c.day - 1,
                       doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146097 + doe - 719468 - 10957;
}

std::string padded(std::int64_t n, std::size_t digits) {
    std::string s = std::to_string(std::abs(n));
    if (s.size() < digits) s.insert(0, digits - s.size(), '0');
    return n < 0 ? "\u2212" + s : s;
}

struct language_months {
    std::string_view language;
    std::array<std::string_view, 12> names;
};
// After the Unicode Common Locale Data Repository (2023), abbreviated forms that stand alone.
constexpr language_months months[] = {
    {"en", {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}},
    {"de", {"Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez"}},
    {"fr", {"janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."}},
    {"es", {"ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sept", "oct", "nov", "dic"}},
    {"it", {"gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "set", "ott", "nov", "dic"}},
    {"nl", {"jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"}},
    {"pt", {"jan.", "fev.", "mar.", "abr.", "mai.", "jun.", "jul.", "ago.", "set.", "out.", "nov.", "dez."}},
};

struct step {
    enum unit_kind : std::uint8_t { fixed, week, month, year } unit;
    std::int64_t size;  // microseconds, months or years
};

// Finer first.
std::vector<step> all_steps() {
    std::vector<step> steps;
    for (std::int64_t ten = 1; ten < second; ten *= 10)
        for (const std::int64_t n : {1, 2, 5}) steps.push_back({step::fixed, n * ten});
    for (const std::int64_t unit : {second, minute})
        for (const std::int64_t n : {1, 2, 5, 10, 15, 30}) steps.push_back({step::fixed, n * unit});
    for (const std::int64_t n : {1, 2, 3, 6, 12}) steps.push_back({step::fixed, n * hour});
    steps.push_back({step::fixed, day});
    for (const std::int64_t n : {1, 2}) steps.push_back({step::week, n * 7 * day});
    for (const std::int64_t n : {1, 2, 3, 6}) steps.push_back({step::month, n});
    for (std::int64_t ten = 1; ten <= 1000; ten *= 10)
        for (const std::int64_t n : {1, 2, 5}) steps.push_back({step::year, n * ten});
    return steps;
}

// The first round date not before `at`, and the one after one.
std::int64_t first_from(const step& s, std::int64_t at) {
    if (s.unit == step::fixed) return -floor_div(-at, s.size) * s.size;
    // 2000-01-03 was a Monday, which begins a week as ISO 8601 has it.
    if (s.unit == step::week) return -floor_div(-(at - 2 * day), s.size) * s.size + 2 * day;
    const civil c = civil_of(floor_div(at, day));
    const std::int64_t size = s.unit == step::year ? 12 * s.size : s.size;
    std::int64_t month = floor_div(c.year * 12 + c.month - 1, size) * size;
    const auto date = [&] {
        return days_of({floor_div(month, 12), static_cast<int>(month - floor_div(month, 12) * 12) + 1, 1}) * day;
    };
    while (date() < at) month += size;
    return date();
}

}  // namespace

std::vector<date_tick> date_ticks(std::int64_t low, std::int64_t high, int wanted, std::int64_t finest, const options& o) {
    static const std::vector<step> steps = all_steps();
    std::vector<std::int64_t> at;
    const step* chosen = &steps.back();
    for (const step& s : steps) {
        const std::int64_t length = s.unit == step::month  ? 28 * day * s.size
                                    : s.unit == step::year ? 365 * day * s.size
                                                           : s.size;
        if (length + length / 8 < finest) continue;
        if (high / length - low / length > 2 * wanted) continue;  // far too many
        at.clear();
        for (std::int64_t t = first_from(s, low); t <= high; t = first_from(s, t + 1)) at.push_back(t);
        chosen = &s;
        if (at.size() <= static_cast<std::size_t>(wanted)) break;
    }
    if (at.size() < 2 && finest > day) return date_ticks(low, high, wanted, day, o);
    const language_months* const names = find_language(months, o.language);
    const auto month_name = [&](const civil& c) { return std::string(names->names[static_cast<std::size_t>(c.month - 1)]); };
    std::vector<date_tick> ticks;
    std::string before;
    for (const std::int64_t t : at) {
        const std::int64_t days = floor_div(t, day), rest = t - days * day;
        const civil c = civil_of(days);
        const std::string year = padded(c.year, 4);
        date_tick tick{t, {}, {}};
        if (chosen->unit == step::year) {
            tick.label = year;
        } else if (chosen->unit == step::month) {
            tick.label = names ? month_name(c) : padded(c.month, 2);
            tick.context = year;
        } else if (chosen->unit == step::week || chosen->size == day) {
            tick.label = names ? std::to_string(c.day) : padded(c.month, 2) + "-" + padded(c.day, 2);
            tick.context = names ? month_name(c) + " " + year : year;
        } else {
            tick.label = padded(rest / hour, 2) + ":" + padded(rest % hour / minute, 2);
            if (chosen->size < minute) tick.label += ":" + padded(rest % minute / second, 2);
            if (chosen->size < second) tick.label += "." + padded(rest % second, 6).substr(0, chosen->size < 1000 ? 6 : 3);
            tick.context = names ? std::to_string(c.day) + " " + month_name(c) + " " + year
                                 : year + "-" + padded(c.month, 2) + "-" + padded(c.day, 2);
        }
        if (tick.context == before)
            tick.context.clear();
        else
            before = tick.context;
        ticks.push_back(std::move(tick));
    }
    return ticks;
}

std::int64_t finest_step(std::vector<std::int64_t> dates, poll check) {
    polled_sort(dates.begin(), dates.end(), std::less<>(), check);
    dates.erase(std::unique(dates.begin(), dates.end()), dates.end());
    std::int64_t finest = dates.size() == 2 ? (dates[1] - dates[0]) / 3 : dates.size() > 2 ? dates[1] - dates[0] : 1;
    for (std::size_t i = 2; i < dates.size(); ++i) finest = std::min(finest, dates[i] - dates[i - 1]);
    const bool days = std::all_of(dates.begin(), dates.end(), [](std::int64_t t) { return t % day == 0; });
    return days ? std::max(finest, day) : finest;
}

date_format::date_format(std::span<const std::int64_t> all) {
    for (const std::int64_t at : all) {
        const std::int64_t rest = at - floor_div(at, day) * day;
        detail_ = std::max(detail_, rest % second   ? detail::microsecond
                                    : rest % minute ? detail::second
                                    : rest          ? detail::minute
                                                    : detail::day);
    }
}

std::string date_format::operator()(std::int64_t at) const {
    const std::int64_t days = floor_div(at, day), rest = at - days * day;
    const civil c = civil_of(days);
    std::string s = padded(c.year, 4) + "-" + padded(c.month, 2) + "-" + padded(c.day, 2);
    if (detail_ >= detail::minute) s += " " + padded(rest / hour, 2) + ":" + padded(rest % hour / minute, 2);
    if (detail_ >= detail::second) s += ":" + padded(rest % minute / second, 2);
    if (detail_ == detail::microsecond) s += "." + padded(rest % second, 6);
    return s;
}

}  // namespace xm::core::charts
