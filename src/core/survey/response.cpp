#include "core/survey/response.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <unordered_map>

#include <nlohmann/json.hpp>

#include "core/survey/columns.hpp"

namespace xm::core::survey {
namespace {

using json = nlohmann::json;

std::string shown(const json& j) {
    std::string s = j.dump(-1, ' ', false, json::error_handler_t::replace);
    if (s.size() > 60) s = s.substr(0, 57) + "...";
    return s;
}

std::string first_ten(const std::vector<option>& choices) {
    std::string list;
    int count = 0;
    for (const option& o : choices) {
        if (o.retired) continue;
        if (++count > 10) return list + ", ...";
        list += (list.empty() ? "" : ", ") + o.code;
    }
    return list;
}

// A whole number, written as a number or as digits.
std::optional<int> whole(const json& v) {
    double number = 0;
    if (v.is_number()) {
        number = v.get<double>();
    } else if (v.is_string()) {
        const auto& s = v.get_ref<const std::string&>();
        const auto [end, problem] = std::from_chars(s.data(), s.data() + s.size(), number);
        if (problem != std::errc() || end != s.data() + s.size()) return std::nullopt;
    } else {
        return std::nullopt;
    }
    if (!(std::fabs(number) < 1e9) || number != std::floor(number)) return std::nullopt;
    return static_cast<int>(number);
}

// What a missing code is compared with: the text of the value.
std::string code_of(const json& v) {
    if (v.is_string()) return v.get<std::string>();
    if (const auto n = whole(v)) return std::to_string(*n);
    return v.is_number() ? v.dump() : std::string();
}

class reader {
public:
    reader(const definition& d, bool from_outside) : d_(d), quiet_(from_outside && d.mode != mode::identified) {}

    template <class... Parts>
    [[noreturn]] void refuse(const std::string& path, const char* hint, const Parts&... parts) const {
        if (quiet_) fail(errc::invalid, "Look at the definition of the survey.", path, ": not an answer to this item");
        fail(errc::invalid, hint, path, ": ", parts...);
    }

    std::string words(const std::string& path, const json& v) const {
        if (!v.is_string()) refuse(path, "Write a text in double quotes.", shown(v), " is no text");
        auto s = v.get<std::string>();
        if (s.find('\0') != std::string::npos) refuse(path, "Leave out the character U+0000.", "a text cannot hold a zero byte");
        return s;
    }

    std::string option_code(const item& it, const std::string& path, const json& v) const {
        const std::string code = v.is_string() ? v.get<std::string>() : code_of(v);
        const auto at =
            std::find_if(it.choices.begin(), it.choices.end(), [&](const option& o) { return o.code == code && !o.retired; });
        if (at == it.choices.end())
            refuse(path, "Send the code of an option, not its label.", shown(v), " is no option; there are ",
                   first_ten(it.choices));
        return code;
    }

    // The cells of one item, in the order of its columns.
    void read(const item& it, const json& v, std::vector<std::optional<std::string>>& cells, std::size_t at) const {
        const std::string path = "answers." + it.name;
        switch (it.type) {
            case item_type::rating: {
                const auto rating = whole(v);
                if (!rating || *rating < it.scale.low || *rating > it.scale.high)
                    refuse(path, "Send a whole rating of the scale.", shown(v), " is outside the allowed range: whole ratings ",
                           it.scale.low, "..", it.scale.high);
                cells[at] = std::to_string(*rating);
                break;
            }
            case item_type::choice: cells[at] = option_code(it, path, v); break;
            case item_type::multiple: {
                if (!v.is_array()) refuse(path, "Send an array of option codes, [] for none.", shown(v), " is no array");
                for (std::size_t i = 0; i < it.choices.size(); ++i) cells[at + i] = "false";
                for (const json& one : v) cells[at + index_of(it, option_code(it, path, one))] = "true";
                break;
            }
            case item_type::rank: {
                if (!v.is_array())
                    refuse(path, "Send an array of option codes, the first choice first.", shown(v), " is no array");
                int rank = 0;
                for (const json& one : v) {
                    auto& cell = cells[at + index_of(it, option_code(it, path, one))];
                    if (cell) refuse(path, "Rank each option once.", shown(one), " stands twice");
                    cell = std::to_string(++rank);
                }
                break;
            }
            case item_type::number: {
                const std::string digits = v.is_number() ? v.dump() : v.is_string() ? v.get<std::string>() : std::string();
                double number = 0;
                const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
                if (digits.empty() || problem != std::errc() || end != digits.data() + digits.size() || !std::isfinite(number))
                    refuse(path, "Send a number.", shown(v), " is no finite number");
                cells[at] = digits;
                break;
            }
            case item_type::boolean:
                if (!v.is_boolean()) refuse(path, "Send true or false.", shown(v), " is neither true nor false");
                cells[at] = v.get<bool>() ? "true" : "false";
                break;
            case item_type::text:
            case item_type::date:
            case item_type::timestamp: cells[at] = words(path, v); break;
        }
    }

    static std::size_t index_of(const item& it, const std::string& code) {
        return static_cast<std::size_t>(
            std::find_if(it.choices.begin(), it.choices.end(), [&](const option& o) { return o.code == code; }) -
            it.choices.begin());
    }

private:
    const definition& d_;
    bool quiet_;
};

std::string trimmed(std::string_view s) {
    const auto first = s.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    return std::string(s.substr(first, s.find_last_not_of(" \t\r\n") - first + 1));
}

}  // namespace

std::string normalised_key(std::string_view kind, std::string_view value) {
    std::string s = trimmed(value);
    if (kind == "email") {
        // ASCII letters only: beyond them case is a matter of language.
        std::transform(s.begin(), s.end(), s.begin(),
                       [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    } else if (kind == "phone") {
        std::string digits;
        std::copy_if(s.begin(), s.end(), std::back_inserter(digits), [](char c) { return c >= '0' && c <= '9'; });
        s = digits.empty() ? digits : "+" + digits;
    }
    if (s.empty())
        fail(errc::invalid, "Send a key that names the person.", "person key ", kind, ": ", "\"", value, "\" is empty");
    return s;
}

std::vector<item_column> item_columns(const definition& d) {
    std::vector<item_column> result;
    for (const item& it : d.items)
        if (!it.retired)
            for (column& c : columns_of(d, it)) result.push_back({std::move(c.name), std::move(c.type)});
    return result;
}

response response::parse(std::string_view text, const definition& d, bool from_outside) {
    json document;
    try {
        document = json::parse(text);
    } catch (const json::exception&) {
        fail(errc::invalid, "Check it with a JSON validator.", "the response is no JSON");
    }
    if (!document.is_object())
        fail(errc::invalid, "Send an object with source_id, unit, answers ...", "the response is no JSON object");
    const reader in(d, from_outside);
    response r;
    const json* answers = nullptr;
    for (const auto& [key, v] : document.items()) {
        const auto only_inside = [&, &key = key] {
            if (from_outside)
                fail(errc::invalid, "Leave it out: a collector does not say it.", key, ": not accepted from a collector");
        };
        if (key == "answers") {
            if (!v.is_object()) fail(errc::invalid, "Send an object item: value.", "answers: no JSON object");
            answers = &v;
        } else if (v.is_null()) {
            continue;
        } else if (key == "source_id") {
            r.source_id = v.is_number_integer() ? v.dump() : in.words(key, v);
        } else if (key == "submitted_at") {
            only_inside();
            r.submitted_at = in.words(key, v);
        } else if (key == "started_at") {
            if (d.mode == mode::anonymous)
                fail(errc::invalid, "Leave it out.", "started_at: an anonymous survey does not keep it");
            r.started_at = in.words(key, v);
        } else if (key == "wave") {
            r.wave = in.words(key, v);
        } else if (key == "unit") {
            r.unit = in.words(key, v);
        } else if (key == "touchpoint") {
            r.touchpoint = in.words(key, v);
        } else if (key == "channel") {
            r.channel = in.words(key, v);
        } else if (key == "language") {
            r.language = in.words(key, v);
        } else if (key == "person") {
            if (d.mode == mode::anonymous) fail(errc::invalid, "Leave it out.", "person: an anonymous survey does not keep it");
            if (!v.is_object() || v.size() != 1)
                fail(errc::invalid, "Send one key, such as {\"email\": \"ann@example.com\"}.",
                     "person: not an object with one key");
            const std::string kind = v.begin().key();
            const json& value = v.begin().value();
            r.person = {kind, normalised_key(kind, value.is_number_integer() ? value.dump() : in.words("person." + kind, value))};
        } else if (key == "complete") {
            only_inside();
            if (!v.is_boolean()) fail(errc::invalid, "Send true or false.", "complete: ", shown(v), " is neither true nor false");
            r.complete = v.get<bool>();
        } else if (key == "replace") {
            only_inside();
            if (!v.is_boolean()) fail(errc::invalid, "Send true or false.", "replace: ", shown(v), " is neither true nor false");
            r.replace = v.get<bool>();
        } else if (key == "weight") {
            only_inside();
            const double w = v.is_number() ? v.get<double>() : NAN;
            if (!d.weighted && w != 1)
                fail(errc::invalid, "Define the survey with \"weighted\": true, or leave the weight out.", "weight: ", shown(v),
                     " in an unweighted survey; allowed is 1");
            if (!(w == 0 || (w >= 1e-100 && w <= 1e100)))
                fail(errc::invalid, "Send a weight of 0 (not counted) or 1e-100..1e100.", "weight: ", shown(v),
                     " is outside the allowed range: 0 or 1e-100..1e100");
            r.weight = w;
        } else {
            fail(errc::invalid,
                 "A response has source_id, submitted_at, started_at, wave, unit, person, touchpoint, channel, language, "
                 "complete, weight, replace, answers.",
                 key, ": unknown key");
        }
    }

    std::vector<std::pair<const item*, std::size_t>> places;
    std::size_t columns = 0;
    for (const item& it : d.items) {
        if (it.retired) continue;
        places.emplace_back(&it, columns);
        columns += columns_of(d, it).size();
    }
    r.cells.resize(columns);
    if (answers == nullptr) return r;
    json missing = json::object();
    for (const auto& [key, v] : answers->items()) {
        const std::string path = "answers." + key;
        const auto named = [&, &key = key](const auto& place) { return place.first->name == key; };
        auto at = std::find_if(places.begin(), places.end(), named);
        if (at == places.end()) {
            // "other" of a choice, in words of their own
            const auto other = std::find_if(places.begin(), places.end(), [&, &key = key](const auto& place) {
                return place.first->other && place.first->name + "_other" == key;
            });
            if (other == places.end()) {
                if (from_outside && d.mode != mode::identified)
                    fail(errc::invalid, "Look at the definition of the survey.", path, ": no item of this survey");
                std::string list;
                for (std::size_t i = 0; i < places.size() && i < 10; ++i) list += (i == 0 ? "" : ", ") + places[i].first->name;
                fail(errc::invalid, "Send answers by the names of the items.", path, ": no item of this survey; there are ", list,
                     places.size() > 10 ? ", ..." : "");
            }
            if (!v.is_null()) {
                const item& it = *other->first;
                const std::size_t last = other->second + columns_of(d, it).size() - 1;
                r.cells[last] = in.words(path, v);
            }
            continue;
        }
        if (v.is_null()) continue;
        const item& it = *at->first;
        const std::string code = code_of(v);
        const auto reason = std::find_if(it.missing.begin(), it.missing.end(),
                                         [&](const missing_code& m) { return !code.empty() && m.code == code; });
        if (reason != it.missing.end()) {
            missing[it.name] = in_language(reason->reason, d.language);
            continue;
        }
        in.read(it, v, r.cells, at->second);
    }
    if (!missing.empty()) r.missing = missing.dump(-1, ' ', false, json::error_handler_t::replace);
    return r;
}

}  // namespace xm::core::survey
