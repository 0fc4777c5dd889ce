#include "core/survey/response.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "core/survey/columns.hpp"
#include "core/survey/json.hpp"

namespace xm::core::survey {
namespace {

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

// A number, or a text that says one.
std::optional<double> number(const json& v) {
    return v.is(json::kind::number) || v.is(json::kind::string) ? number_of(v.text()) : std::nullopt;
}

// A key may be a number in the system it comes from.
bool is_key_number(const json& v) {
    return v.is(json::kind::number) && v.text().find_first_not_of("0123456789") == std::string::npos;
}

std::optional<int> whole(const json& v) {
    const auto n = number(v);
    if (!n || !(std::fabs(*n) < 1e9) || *n != std::floor(*n)) return std::nullopt;
    return static_cast<int>(*n);
}

// What options and missing codes are compared with: the text of the value; of a list its only one.
std::string code_of(const json& v) {
    if (v.is(json::kind::array) && v.elements().size() == 1) return code_of(v.elements()[0]);
    if (v.is(json::kind::string)) return v.text();
    const auto n = whole(v);
    return n ? std::to_string(*n) : std::string();
}

// The code for "no answer" that this is.
const missing_code* missing_of(const item& it, const json& v) {
    const std::string code = code_of(v);
    const bool counts = it.type == item_type::rating || it.type == item_type::number;
    const auto n = counts ? number(v) : std::nullopt;                                   // 99.0 is 99
    const auto at = it.type == item_type::timestamp ? instant_of(code) : std::nullopt;  // a time may be written in many ways
    for (const missing_code& m : it.missing)
        if (m.code == code || (n && number_of(m.code) == n) || (at && instant_of(m.code) == at)) return &m;
    return nullptr;
}

// 2026-03-01, and more of a time after it: what no setting of a server reads as another day.
bool is_iso(std::string_view s, bool day_only) {
    constexpr std::string_view form = "0000-00-00";
    if (s.size() < form.size() || (day_only && s.size() > form.size())) return false;
    for (std::size_t i = 0; i < form.size(); ++i)
        if (form[i] == '0' ? s[i] < '0' || s[i] > '9' : s[i] != form[i]) return false;
    return s.size() == form.size() || s[form.size()] == 'T' || s[form.size()] == ' ';
}

std::size_t width_of(const item& it) {
    return it.type == item_type::multiple || it.type == item_type::rank ? it.choices.size() : 1;
}

std::string trimmed(std::string_view s) {
    const auto first = s.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    return std::string(s.substr(first, s.find_last_not_of(" \t\r\n") - first + 1));
}

class reader {
public:
    reader(const definition& d, bool from_outside) : d_(d), quiet_(from_outside && d.mode != mode::identified) {}

    template <class... Parts>
    [[noreturn]] void refuse(const std::string& path, const char* hint, const Parts&... parts) const {
        if (quiet_) fail(errc::invalid, "Look at the definition of the survey.", path, ": not an answer to this item");
        fail(errc::invalid, hint, path, ": ", parts...);
    }

    // Names what is no item: one of them is not.
    [[noreturn]] void refuse_unknown(const json& answers) const {
        std::string list;
        int count = 0;
        std::string unknown;
        for (const std::string& key : answers.keys())
            if (std::none_of(d_.items.begin(), d_.items.end(), [&](const item& it) {
                    return !it.retired && (it.name == key || (it.other && it.name + "_other" == key));
                }))
                unknown = key;
        for (const item& it : d_.items)
            if (!it.retired && ++count <= 11) list += count > 10 ? ", ..." : (count > 1 ? ", " : "") + it.name;
        if (quiet_) fail(errc::invalid, "Look at the definition of the survey.", "answers.", unknown, ": no item of this survey");
        fail(errc::invalid, "Send answers by the names of the items.", "answers.", unknown,
             ": no item of this survey; there are ", list);
    }

    std::string words(const std::string& path, const json& v) const {
        if (!v.is(json::kind::string)) refuse(path, "Write a text in double quotes.", shown(v), " is no text");
        const std::string& s = v.text();
        if (s.find('\0') != std::string::npos) refuse(path, "Leave out the character U+0000.", "a text cannot hold a zero byte");
        return s;
    }

    std::string time(const std::string& path, const json& v, bool day_only = false) const {
        std::string s = words(path, v);
        if (!is_iso(s, day_only))
            refuse(path, day_only ? "Send a date as 2026-03-01." : "Send a time as 2026-03-01T10:00:00Z.", shown(v),
                   day_only ? " is no date" : " is no time");
        return s;
    }

    // The place of the option that is meant.
    std::size_t option_of(const item& it, const std::string& path, const json& v) const {
        const std::string code = v.is(json::kind::array) ? std::string() : code_of(v);
        const auto at =
            std::find_if(it.choices.begin(), it.choices.end(), [&](const option& o) { return o.code == code && !o.retired; });
        if (at == it.choices.end())
            refuse(path,
                   it.other
                       ? "Send the code of an option, not its label; words of their own go under the item's name with _other."
                       : "Send the code of an option, not its label.",
                   shown(v), " is no option; there are ", first_ten(it.choices));
        return static_cast<std::size_t>(at - it.choices.begin());
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
            case item_type::choice: cells[at] = it.choices[option_of(it, path, v)].code; break;
            case item_type::multiple: {
                if (!v.is(json::kind::array))
                    refuse(path, "Send an array of option codes, [] for none.", shown(v), " is no array");
                for (std::size_t i = 0; i < it.choices.size(); ++i)
                    if (!it.choices[i].retired) cells[at + i] = "false";
                for (const json& one : v.elements()) cells[at + option_of(it, path, one)] = "true";
                break;
            }
            case item_type::rank: {
                if (!v.is(json::kind::array))
                    refuse(path, "Send an array of option codes, the first choice first.", shown(v), " is no array");
                int rank = 0;
                for (const json& one : v.elements()) {
                    auto& cell = cells[at + option_of(it, path, one)];
                    if (cell) refuse(path, "Rank each option once.", shown(one), " stands twice");
                    cell = std::to_string(++rank);
                }
                break;
            }
            case item_type::number:
                if (!number(v))
                    refuse(path, "Send a number such as 12.5.", shown(v),
                           " is outside the allowed range: 0, or numbers of size 1e-100..1e100");
                cells[at] = v.text();
                break;
            case item_type::boolean:
                if (v.text() != "true" && v.text() != "false")
                    refuse(path, "Send true or false.", shown(v), " is neither true nor false");
                cells[at] = v.text();
                break;
            case item_type::text: cells[at] = words(path, v); break;
            case item_type::date: cells[at] = time(path, v, true); break;
            case item_type::timestamp: cells[at] = time(path, v); break;
        }
    }

private:
    const definition& d_;
    bool quiet_;
};

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
            for (std::string& name : column_names(it)) {
                const bool own_words = it.other && name == it.name + "_other";
                result.push_back({std::move(name), own_words ? "text" : column_type(it.type)});
            }
    return result;
}

response response::parse(std::string_view text, const definition& d, bool from_outside) {
    const json document = json::parse(text, "the response");
    if (!document.is(json::kind::object))
        fail(errc::invalid, "Send an object with source_id, unit, answers ...", "the response is no JSON object");
    const reader in(d, from_outside);
    response r;
    const json* const token = document.find("token");
    const bool has_token = token && !token->is(json::kind::null);
    const json none;
    const json* answers = &none;
    for (std::size_t i = 0; i < document.keys().size(); ++i) {
        const std::string& key = document.keys()[i];
        const json& v = document.elements()[i];
        const auto only_inside = [&] {
            if (from_outside)
                fail(errc::invalid, "Leave it out: a collector does not say it.", key, ": not accepted from a collector");
        };
        if (key == "answers") {
            if (!v.is(json::kind::object)) fail(errc::invalid, "Send an object item: value.", "answers: no JSON object");
            answers = &v;
        } else if (v.is(json::kind::null)) {
            continue;
        } else if (key == "source_id") {
            r.source_id = is_key_number(v) ? v.text() : in.words(key, v);
            if (trimmed(*r.source_id).empty())
                in.refuse(key, "Send what names the response, or leave it out.", "an empty source_id");
        } else if (key == "submitted_at") {
            only_inside();
            r.submitted_at = in.time(key, v);
        } else if (key == "started_at") {
            if (d.mode == mode::anonymous)
                fail(errc::invalid, "Leave it out.", "started_at: an anonymous survey does not keep it");
            r.started_at = in.time(key, v);
        } else if (key == "token") {
            r.token = in.words(key, v);
        } else if (has_token && (key == "wave" || key == "person" || (key == "unit" && d.mode != mode::anonymous))) {
            fail(errc::invalid, "Leave it out: the token says it.", key, ": not together with a token");
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
            constexpr std::size_t most = 16;
            if (!v.is(json::kind::object) || v.keys().empty() || v.keys().size() > most)
                fail(errc::invalid, "Send one key or more, such as {\"email\": \"ann@example.com\"}.",
                     "person: not an object of 1 to ", most, " keys");
            for (std::size_t k = 0; k < v.keys().size(); ++k) {
                const std::string& kind = v.keys()[k];
                const json& value = v.elements()[k];
                if (kind.empty()) fail(errc::invalid, "Name the kind, such as email.", "person: a key of no kind");
                r.person.push_back(
                    {kind, normalised_key(kind, is_key_number(value) ? value.text() : in.words("person." + kind, value))});
            }
        } else if (key == "complete") {
            if (!has_token) only_inside();
            if (!v.is(json::kind::boolean))
                fail(errc::invalid, "Send true or false.", "complete: ", shown(v), " is neither true nor false");
            r.complete = v.text() == "true";
            if (!*r.complete && has_token && d.mode == mode::anonymous)
                fail(errc::invalid, "Send complete answers.",
                     "complete: what an anonymous token brought cannot be replaced later");
        } else if (key == "replace") {
            only_inside();
            if (!v.is(json::kind::boolean))
                fail(errc::invalid, "Send true or false.", "replace: ", shown(v), " is neither true nor false");
            r.replace = v.text() == "true";
        } else if (key == "weight") {
            only_inside();
            const double w = v.is(json::kind::number) ? number_of(v.text()).value_or(NAN) : NAN;
            if (!d.weighted && w != 1)
                fail(errc::invalid, "Define the survey with \"weighted\": true, or leave the weight out.", "weight: ", shown(v),
                     " in an unweighted survey; allowed is 1");
            if (!(w == 0 || (w >= 1e-100 && w <= 1e100)))
                fail(errc::invalid, "Send a weight of 0 (not counted) or 1e-100..1e100.", "weight: ", shown(v),
                     " is outside the allowed range: 0 or 1e-100..1e100");
            r.weight = w;
        } else {
            fail(errc::invalid,
                 "A response has source_id, token, submitted_at, started_at, wave, unit, person, touchpoint, channel, language, "
                 "complete, weight, replace, answers.",
                 key, ": unknown key");
        }
    }

    std::map<std::string_view, const json*> given;
    for (std::size_t i = 0; i < answers->keys().size(); ++i) given.emplace(answers->keys()[i], &answers->elements()[i]);
    json_parts missing;
    std::size_t at = 0, found = 0;
    for (const item& it : d.items) {
        if (it.retired) continue;
        const std::size_t next = at + width_of(it) + (it.other ? 1 : 0);
        r.cells.resize(next);
        if (const auto v = given.find(it.name); v != given.end()) {
            ++found;
            if (const missing_code* const m = missing_of(it, *v->second))
                missing.add(it.name, in_quotes(in_language(m->reason, d.language)));
            else if (!v->second->is(json::kind::null))
                in.read(it, *v->second, r.cells, at);
        }
        if (it.other)
            if (const auto v = given.find(it.name + "_other"); v != given.end()) {
                ++found;
                if (!v->second->is(json::kind::null)) r.cells[next - 1] = in.words("answers." + it.name + "_other", *v->second);
            }
        at = next;
    }
    if (found < given.size()) in.refuse_unknown(*answers);
    if (!missing.empty()) r.missing = missing.end();
    return r;
}

}  // namespace xm::core::survey
