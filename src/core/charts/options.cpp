#include "core/charts/options.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "core/charts/text.hpp"
#include "core/error.hpp"
#include "core/survey/json.hpp"

namespace xm::core::charts {
namespace {

using survey::json;
using survey::shown;

constexpr std::size_t most_bytes = 1 << 20, most_text = 2000;

class reader {
public:
    reader(const json& value, std::string path) : value_(value), path_(std::move(path)) {}

    template <class... Parts>
    [[noreturn]] void refuse(const char* hint, const Parts&... parts) const {
        fail(errc::invalid, hint, path_, ": ", parts...);
    }
    const std::string& text() const {
        if (!value_.is(json::kind::string)) refuse("Write a text in double quotes.", shown(value_), " is no text");
        return value_.text();
    }
    double number(double least, double most, const char* hint) const {
        double v = 0;
        const std::string& digits = value_.text();
        if (!value_.is(json::kind::number) ||
            std::from_chars(digits.data(), digits.data() + digits.size(), v).ec != std::errc() || !(v >= least && v <= most))
            refuse(hint, shown(value_), " is no number from ", least, " to ", most);
        return std::abs(v) < least_number ? 0 : v;
    }
    int whole(int least, int most, const char* hint) const {
        double v = std::nan("");
        if (value_.is(json::kind::number)) v = number(-1e300, 1e300, hint);
        if (!(v >= least && v <= most) || v != std::floor(v))
            refuse(hint, shown(value_), " is no whole number from ", least, " to ", most);
        return static_cast<int>(v);
    }
    bool boolean() const {
        if (!value_.is(json::kind::boolean)) refuse("Write true or false.", shown(value_), " is neither true nor false");
        return value_.text() == "true";
    }
    bool is_list() const { return value_.is(json::kind::array); }
    template <class F>
    void each(std::size_t most, const char* hint, F&& f) const {
        if (!is_list()) refuse(hint, shown(value_), " is no list");
        if (value_.elements().size() > most) refuse(hint, "a list of more than ", most);
        for (std::size_t i = 0; i < value_.elements().size(); ++i)
            f(reader(value_.elements()[i], path_ + "[" + std::to_string(i) + "]"));
    }
    const json& value() const { return value_; }

private:
    const json& value_;
    std::string path_;
};

std::uint32_t read_color(const reader& r) {
    const std::string& s = r.text();
    std::uint32_t color = 0;
    if (s.size() != 7 || s[0] != '#' || std::from_chars(s.data() + 1, s.data() + 7, color, 16).ptr != s.data() + 7)
        r.refuse("Write a colour as \"#0072b2\".", shown(r.value()), " is no colour");
    return color;
}

// A language as BCP 47 begins one, perhaps with more behind a hyphen.
std::string read_language(const reader& r) {
    std::string s = r.text();
    const auto plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
    };
    const std::size_t primary = std::min(s.find('-'), s.size());
    if (primary < 2 || primary > 3 || s.size() > 35 || !std::all_of(s.begin(), s.end(), plain))
        r.refuse("Write a language code such as en, de or pt-BR.", shown(r.value()), " is no language");
    return s;
}

void read_order(options& o, const reader& r) {
    if (r.is_list()) {
        o.order = options::ordering::given;
        r.each(1000, "Write at most 1,000 labels.", [&](const reader& label) { o.given.push_back(label.text()); });
    } else if (r.text() == "value" || r.text() == "label") {
        o.order = r.text() == "value" ? options::ordering::value : options::ordering::label;
    } else {
        r.refuse("Write \"value\", \"label\", or the labels in their order as a list.", shown(r.value()), " is no order");
    }
}

constexpr double greatest = 1e300;

}  // namespace

options options::parse(std::string_view text) {
    constexpr const char* what = "options of a picture";
    if (text.size() > most_bytes) fail(errc::invalid, "Shorten the texts.", what, ": more than ", most_bytes, " bytes");
    const json all = json::parse(text, what);
    if (!all.is(json::kind::object))
        fail(errc::invalid, "Write a JSON object, {\"title\": \"NPS by region\"}.", what, ": ", shown(all), " is no object");
    options o;
    bool direction = false;
    for (std::size_t i = 0; i < all.keys().size(); ++i) {
        const std::string& key = all.keys()[i];
        const reader r(all.elements()[i], "options." + key);
        const auto is = [&](const char* name) { return key == name; };
        constexpr const char* size_hint = "Write the size in px.";
        constexpr const char* reference_hint = "Write a number, or a list of at most 20 numbers.";
        if (!is("title") && !is("subtitle") && !is("x") && !is("y") && !is("width") && !is("height") && !is("order") &&
            !is("reference") && !is("limits") && !is("digits") && !is("percent") && !is("colors") && !is("language") &&
            !is("direction"))
            r.refuse(
                "Use title, subtitle, x, y, width, height, order, reference, limits, digits, percent, colors, language or "
                "direction.",
                "unknown key");
        if (r.value().is(json::kind::null)) continue;
        if (is("title")) o.title = one_line(r.text(), most_text);
        if (is("subtitle")) o.subtitle = one_line(r.text(), most_text);
        if (is("x")) o.x = one_line(r.text(), most_text);
        if (is("y")) o.y = one_line(r.text(), most_text);
        if (is("width")) o.width = r.whole(40, 4000, size_hint);
        if (is("height")) o.height = r.whole(12, 4000, size_hint);
        if (is("order")) read_order(o, r);
        if (is("reference")) {
            const auto add = [&](const reader& one) { o.reference.push_back(one.number(-greatest, greatest, reference_hint)); };
            r.is_list() ? r.each(20, reference_hint, add) : add(r);
        }
        if (is("limits")) {
            constexpr const char* limits_hint = "Write the ends of the axis, [0, 100].";
            std::vector<double> ends;
            r.each(2, limits_hint, [&](const reader& one) { ends.push_back(one.number(-greatest, greatest, limits_hint)); });
            if (ends.size() != 2 || !(ends[0] < ends[1])) r.refuse(limits_hint, shown(r.value()), " are no two ends of an axis");
            o.limits = {ends[0], ends[1]};
        }
        if (is("digits")) o.digits = r.whole(0, 15, "Write how many digits stand behind the decimal mark.");
        if (is("percent")) o.percent = r.boolean();
        if (is("colors"))
            r.each(20, "Write at most 20 colours, [\"#0072b2\", \"#cc5500\"].",
                   [&](const reader& color) { o.colors.push_back(read_color(color)); });
        if (is("language")) o.language = read_language(r);
        if (is("direction")) {
            if (r.text() != "ltr" && r.text() != "rtl")
                r.refuse("Write \"ltr\" or \"rtl\".", shown(r.value()), " is no direction");
            direction = true;
            o.right_to_left = r.text() == "rtl";
        }
    }
    const std::string primary = o.language.substr(0, o.language.find('-'));
    if (!direction) o.right_to_left = primary == "ar" || primary == "he" || primary == "fa" || primary == "ur";
    return o;
}

}  // namespace xm::core::charts
