#include "core/people/merging.hpp"

#include <algorithm>
#include <cmath>

#include "core/num/json.hpp"
#include "core/survey/definition.hpp"
#include "core/survey/json.hpp"

namespace xm::core {
namespace {

using survey::json;

constexpr std::size_t most_names = 16, most_thresholds = 20, most_text = 200;
constexpr const char* comparison_hint =
    "Write \"exact\", \"jaro_winkler\", \"number\" or \"date\", or with thresholds {\"jaro_winkler\": [0.85, 0.93, 1]}, "
    "{\"date\": [31, 0]}; add \"of\": \"household\" for what relatives share.";

template <class... Parts>
[[noreturn]] void refuse(const std::string& path, const char* hint, const Parts&... parts) {
    fail(errc::invalid, hint, "options.", path, ": ", parts...);
}

std::string name_in(const std::string& path, const json& v) {
    if (!v.is(json::kind::string) || v.text().empty() || v.text().size() > most_text || v.text().find('\0') != std::string::npos)
        refuse(path, "Write the name of an attribute, or of a kind of key.", shown(v), " is no name of 1 to ", most_text,
               " bytes");
    return v.text();
}

std::vector<std::string> names_in(const std::string& path, const json& v) {
    if (!v.is(json::kind::array) || v.elements().empty() || v.elements().size() > most_names)
        refuse(path, "Write a list of attributes or kinds of keys, [\"family_name\", \"postcode\"].", shown(v),
               " is no list of 1 to ", most_names, " names");
    std::vector<std::string> names;
    for (std::size_t i = 0; i < v.elements().size(); ++i) {
        const std::string at = path + "[" + std::to_string(i) + "]", name = name_in(at, v.elements()[i]);
        if (std::find(names.begin(), names.end(), name) != names.end())
            refuse(at, "Name each once.", "\"", name, "\" stands twice");
        names.push_back(name);
    }
    return names;
}

bool boolean(const std::string& path, const json& v) {
    if (!v.is(json::kind::boolean)) refuse(path, "Write true or false.", shown(v), " is neither true nor false");
    return v.text() == "true";
}

std::vector<double> thresholds_in(const std::string& path, const json& v, value_comparison::method by) {
    const bool similarity = by == value_comparison::jaro_winkler;
    const char* const hint = similarity ? "Write similarities above 0 up to 1, [0.85, 0.93, 1]."
                                        : "Write distances from 0 on, of dates in days: [31, 0].";
    if (!v.is(json::kind::array) || v.elements().empty() || v.elements().size() > most_thresholds)
        refuse(path, hint, shown(v), " is no list of 1 to ", most_thresholds, " thresholds");
    std::vector<double> thresholds;
    for (const json& one : v.elements()) {
        const auto n = one.is(json::kind::number) ? survey::number_of(one.text()) : std::nullopt;
        if (!n || (similarity ? !(*n > 0 && *n <= 1) : !(*n >= 0 && std::isfinite(*n))))
            refuse(path, hint, shown(one), " is outside the allowed range");
        if (std::find(thresholds.begin(), thresholds.end(), *n) != thresholds.end())
            refuse(path, "Write each once.", shown(one), " stands twice");
        thresholds.push_back(*n);
    }
    std::sort(thresholds.begin(), thresholds.end());
    if (!similarity) std::reverse(thresholds.begin(), thresholds.end());
    return thresholds;
}

value_comparison::method method_in(const std::string& path, std::string_view name) {
    const auto* const all = value_comparison::names;
    const auto at = std::find(all, all + 4, name) - all;
    if (at == 4) refuse(path, comparison_hint, "\"", name, "\" is none of exact, jaro_winkler, number, date");
    return static_cast<value_comparison::method>(at);
}

value_comparison comparison_in(const std::string& path, const json& v) {
    value_comparison c;
    bool given = false;
    if (v.is(json::kind::string)) {
        c.by = method_in(path, v.text());
    } else if (v.is(json::kind::object)) {
        for (std::size_t i = 0; i < v.keys().size(); ++i) {
            const std::string &key = v.keys()[i], at = path + "." + key;
            const json& value = v.elements()[i];
            if (key == "of") {
                const std::string of = name_in(at, value);
                if (of != "person" && of != "household")
                    refuse(at, "Write \"person\", or \"household\" for what relatives share.", "\"", of,
                           "\" is neither person nor household");
                c.household = of == "household";
                continue;
            }
            if (given) refuse(path, comparison_hint, "two ways to compare: ", value_comparison::names[c.by], " and ", key);
            given = true;
            c.by = method_in(path, key);
            if (value.is(json::kind::boolean) && value.text() == "true") continue;
            if (c.by == value_comparison::exact) refuse(at, comparison_hint, shown(value), " is not true");
            c.thresholds = thresholds_in(at, value, c.by);
        }
        if (!given) refuse(path, comparison_hint, shown(v), " names no way to compare");
    } else {
        refuse(path, comparison_hint, shown(v), " is neither a text nor an object");
    }
    if (c.thresholds.empty() && c.by != value_comparison::exact)
        c.thresholds = c.by == value_comparison::jaro_winkler ? std::vector<double>{0.85, 0.93, 1} : std::vector<double>{0};
    return c;
}

}  // namespace

duplicate_options duplicate_options::parse(std::string_view text) {
    const json all = json::parse(text, "options");
    if (!all.is(json::kind::object)) fail(errc::invalid, "Write a JSON object.", "options: ", shown(all), " is no object");
    duplicate_options o;
    std::vector<source> kinds;
    std::vector<std::string> distinct;
    const json *block = nullptr, *compare = nullptr;
    for (std::size_t i = 0; i < all.keys().size(); ++i) {
        const std::string& key = all.keys()[i];
        const json& v = all.elements()[i];
        if (v.is(json::kind::null)) continue;
        if (key == "block") {
            block = &v;
        } else if (key == "compare") {
            compare = &v;
        } else if (key == "kinds") {
            if (!v.is(json::kind::object))
                refuse(key, "Write {\"telephone\": [\"phone\", \"mobile\"]}.", shown(v), " is no object");
            for (std::size_t k = 0; k < v.keys().size(); ++k)
                kinds.push_back({v.keys()[k], names_in("kinds." + v.keys()[k], v.elements()[k])});
        } else if (key == "distinct") {
            if (!(v.is(json::kind::array) && v.elements().empty())) distinct = names_in(key, v);
        } else if (key == "again") {
            o.again = boolean(key, v);
        } else if (key == "least") {
            const auto n = v.is(json::kind::number) ? survey::number_of(v.text()) : std::nullopt;
            if (!n || !(*n >= 0 && *n <= 1))
                refuse(key, "Pairs of at least this probability are listed.", shown(v), " is outside the allowed range 0..1");
            o.least = *n;
        } else {
            refuse(key, "Use block, compare, kinds, distinct, again or least.", "unknown key");
        }
    }
    const auto column = [&](const std::string& name) {
        const auto at = std::find_if(o.columns.begin(), o.columns.end(), [&](const source& s) { return s.name == name; });
        if (at != o.columns.end()) return static_cast<std::size_t>(at - o.columns.begin());
        const auto many = std::find_if(kinds.begin(), kinds.end(), [&](const source& s) { return s.name == name; });
        o.columns.push_back(many == kinds.end() ? source{name, {name}} : *many);
        return o.columns.size() - 1;
    };
    constexpr const char* block_hint =
        "Name what two records share to be compared: [[\"email\"], [\"family_name\", \"postcode\"]].";
    if (block == nullptr) refuse("block", block_hint, "missing");
    if (!block->is(json::kind::array) || block->elements().empty() || block->elements().size() > duplicate_search::most_passes)
        refuse("block", block_hint, shown(*block), " is no list of 1 to ", duplicate_search::most_passes, " blocks");
    for (std::size_t i = 0; i < block->elements().size(); ++i) {
        std::vector<std::size_t>& pass = o.plan.passes.emplace_back();
        for (const std::string& name : names_in("block[" + std::to_string(i) + "]", block->elements()[i]))
            pass.push_back(column(name));
    }
    constexpr const char* compare_hint =
        "Say how attributes are compared: {\"given_name\": \"jaro_winkler\", \"birthday\": \"date\"}.";
    if (compare == nullptr) refuse("compare", compare_hint, "missing");
    if (!compare->is(json::kind::object) || compare->keys().empty() || compare->keys().size() > most_names)
        refuse("compare", compare_hint, shown(*compare), " is no object of 1 to ", most_names, " attributes");
    for (std::size_t i = 0; i < compare->keys().size(); ++i) {
        const std::string& name = compare->keys()[i];
        if (name.empty() || name.size() > most_text) refuse("compare", compare_hint, "a name of ", name.size(), " bytes");
        value_comparison c = comparison_in("compare." + name, compare->elements()[i]);
        c.name = name;
        c.column = column(name);
        o.plan.compare.push_back(std::move(c));
    }
    for (const std::string& name : distinct) o.distinct.push_back(column(name));
    for (const source& s : kinds)
        if (std::none_of(o.columns.begin(), o.columns.end(), [&](const source& c) { return c.name == s.name; }))
            refuse("kinds." + s.name, "Use the name in block, compare or distinct.", "nothing is compared by it");
    return o;
}

namespace {
void write_block(json_writer& out, const duplicate_options& o, std::size_t pass) {
    out.open('[');
    for (const std::size_t c : o.plan.passes[pass]) out.escaped(o.columns[c].name);
    out.close(']');
}
}  // namespace

std::string duplicate_options::evidence(const match_model& m, std::span<const std::int16_t> levels, std::uint32_t passes,
                                        const merge_evidence& of_merge) const {
    json_writer out;
    out.open('{');
    if (of_merge.with != 0)
        out.field("with", of_merge.with).field("probability", of_merge.probability).field("weight", of_merge.weight);
    for (const bool weights : {false, true}) {
        out.key(weights ? "weights" : "levels").open('{');
        for (std::size_t v = 0; v < levels.size(); ++v) {
            if (levels[v] == no_level) continue;
            const match_model::variable& of = m.variables[v];
            const auto l = static_cast<std::size_t>(levels[v]);
            out.escaped_key(of.name);
            if (weights)
                out.value(std::log2(of.probability[match_model::match][l] / of.probability[match_model::differs][l]));
            else
                out.value(levels[v]);
        }
        out.close('}');
    }
    out.key("blocks").open('[');
    for (std::size_t p = 0; p < plan.passes.size(); ++p)
        if ((passes >> p & 1U) != 0) write_block(out, *this, p);
    return out.close(']').close('}').take();
}

std::string duplicate_options::large_block(std::size_t pass, std::size_t people) const {
    json_writer out;
    out.open('{').key("block");
    write_block(out, *this, pass);
    return out.field("people", people).close('}').take();
}

}  // namespace xm::core
