// Sources of the rules: NPS: Reichheld (2003), Harvard Business Review 81(12), 46-54; CES 2.0 on
// 1..7: Dixon, Toman & DeLisi (2013), The Effortless Experience; CSAT as the top-two share of a
// five-point scale.
#include "core/scores/metric.hpp"

#include <array>
#include <charconv>
#include <optional>

namespace xm::core {
namespace {

struct rule_facts {
    std::string_view name;
    bool has_range;
    int lowest;
    int highest;
};

// In the order of metric::rule, which starts at 1.
constexpr std::array<rule_facts, 6> facts{{{"nps", false, 0, 10},
                                           {"mean", false, 0, 100},
                                           {"share", true, 0, 100},
                                           {"index", true, 0, 100},
                                           {"csat", false, 1, 5},
                                           {"ces", false, 1, 7}}};

constexpr const rule_facts& of_rule(metric::rule r) { return facts[static_cast<std::size_t>(r) - 1]; }

constexpr std::uint8_t packed_version = 1;

// share may be one rating wide, index needs two different ends.
bool range_allowed(metric::rule r, int a, int b) {
    if (!of_rule(r).has_range) return a == 0 && b == 0;
    return a >= 0 && b <= 100 && (r == metric::rule::index ? a < b : a <= b);
}

constexpr const char* hint =
    "Use nps, mean, share[a,b], index[a,b], csat or ces, with whole ratings 0 <= a <= b <= 100 (a < b for index).";

std::string_view trim(std::string_view s) {
    const auto first = s.find_first_not_of(" \t\n\r");
    if (first == std::string_view::npos) return {};
    return s.substr(first, s.find_last_not_of(" \t\n\r") - first + 1);
}

std::optional<int> whole(std::string_view s) {
    s = trim(s);
    int value = 0;
    const auto [end, problem] = std::from_chars(s.data(), s.data() + s.size(), value);
    if (problem != std::errc() || end != s.data() + s.size()) return std::nullopt;
    return value;
}

}  // namespace

metric metric::parse(std::string_view text) {
    const auto refuse = [&](std::string_view why) { fail(errc::corrupt_text, hint, "invalid metric \"", text, "\": ", why); };
    const std::string_view s = trim(text);
    const auto bracket = s.find('[');
    std::string name(trim(s.substr(0, bracket)));
    for (char& c : name)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');

    for (std::size_t i = 0; i < facts.size(); ++i) {
        if (facts[i].name != name) continue;
        const auto r = static_cast<rule>(i + 1);
        if (!facts[i].has_range) {
            if (bracket != std::string_view::npos) refuse("this rule takes no range");
            return {r, 0, 0};
        }
        const auto comma = s.find(',');
        if (bracket == std::string_view::npos || s.back() != ']' || comma == std::string_view::npos || comma < bracket)
            refuse("this rule takes a range [a,b]");
        const auto a = whole(s.substr(bracket + 1, comma - bracket - 1));
        const auto b = whole(s.substr(comma + 1, s.size() - comma - 2));
        if (!a || !b) refuse("the ends of the range must be whole numbers");
        if (!range_allowed(r, *a, *b))
            refuse(r == rule::index ? "the range must satisfy 0 <= a < b <= 100" : "the range must satisfy 0 <= a <= b <= 100");
        return {r, *a, *b};
    }
    refuse("no such rule");
    return {rule::mean, 0, 0};  // not reached
}

metric metric::unpack(std::int32_t packed, errc otherwise) {
    const auto bits = static_cast<std::uint32_t>(packed);
    const unsigned kind = bits & 0xFFU;
    const int a = static_cast<int>(bits >> 8 & 0xFFU);
    const int b = static_cast<int>(bits >> 16 & 0xFFU);
    const unsigned version = bits >> 24;
    if (version > packed_version)
        fail(errc::newer_version, "Upgrade pg_xm to the version that wrote the value.", "xm.metric of version ", version,
             " is newer than this pg_xm reads (up to ", packed_version, ")");
    if (version == 0 || kind < 1 || kind > facts.size() || !range_allowed(static_cast<rule>(kind), a, b))
        fail(otherwise, nullptr, "not a value of type xm.metric: ", packed);
    return {static_cast<rule>(kind), a, b};
}

std::int32_t metric::pack() const {
    return static_cast<std::int32_t>(static_cast<std::uint32_t>(rule_) | static_cast<std::uint32_t>(a_) << 8 |
                                     static_cast<std::uint32_t>(b_) << 16 | std::uint32_t{packed_version} << 24);
}

metric metric::read(wire_reader& in) {
    const auto version = in.get<std::uint8_t>();
    const auto kind = in.get<std::uint8_t>();
    const auto a = in.get<std::uint8_t>();
    const auto b = in.get<std::uint8_t>();
    return unpack(static_cast<std::int32_t>(std::uint32_t{kind} | std::uint32_t{a} << 8 | std::uint32_t{b} << 16 |
                                            std::uint32_t{version} << 24),
                  errc::corrupt_wire);
}

void metric::write(wire_writer& out) const {
    out.put(packed_version);
    out.put(static_cast<std::uint8_t>(rule_));
    out.put(static_cast<std::uint8_t>(a_));
    out.put(static_cast<std::uint8_t>(b_));
}

std::string metric::text() const {
    const rule_facts& f = of_rule(rule_);
    std::string result(f.name);
    if (f.has_range) result += '[' + std::to_string(a_) + ',' + std::to_string(b_) + ']';
    return result;
}

double metric::score(int rating) const {
    switch (rule_) {
        case rule::nps: return rating >= 9 ? 100 : rating <= 6 ? -100 : 0;
        case rule::mean: return rating;
        case rule::share: return rating >= a_ && rating <= b_ ? 100 : 0;
        case rule::index: return 100.0 * (rating - a_) / (b_ - a_);
        case rule::csat: return rating >= 4 ? 100 : 0;
        case rule::ces: return rating >= 5 ? 100 : 0;
    }
    return 0;
}

int metric::lowest() const { return of_rule(rule_).lowest; }

int metric::highest() const { return of_rule(rule_).highest; }

}  // namespace xm::core
