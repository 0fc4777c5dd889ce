#include "core/survey/definition.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <set>

#include "core/survey/columns.hpp"
#include "core/survey/json.hpp"

namespace xm::core::survey {
namespace {

constexpr std::array<std::string_view, 2> side_names{"employee", "customer"};
constexpr std::array<std::string_view, 3> mode_names{"identified", "confidential", "anonymous"};
// Of items, and at last what is no item_type: sentiments are read by themselves.
constexpr std::array<std::string_view, 10> type_names{"rating", "choice",    "multiple", "number", "text",
                                                      "date",   "timestamp", "boolean",  "rank",   "sentiment"};
constexpr std::array<std::string_view, 5> scoring_names{"mean", "sum", "pvq21", "pvq40", "pvq_rr"};

constexpr std::size_t most_bytes = 16 << 20, most_columns = 1500, most_name = 48, most_code = 14;

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_name(std::string_view s) {
    return !s.empty() && s.size() <= most_name && is_lower(s[0]) &&
           std::all_of(s.begin(), s.end(), [](char c) { return is_lower(c) || is_digit(c) || c == '_'; });
}
bool is_code(std::string_view s) {
    return !s.empty() && s.size() <= most_code && s[0] != '_' &&
           std::all_of(s.begin(), s.end(), [](char c) { return is_lower(c) || is_digit(c) || c == '_'; });
}
// BCP 47 in the form surveys use: a language of two or three letters, perhaps with script or region.
bool is_language(std::string_view s) {
    std::size_t letters = 0;
    while (letters < s.size() && is_lower(s[letters])) ++letters;
    if (letters < 2 || letters > 3) return false;
    s.remove_prefix(letters);
    while (!s.empty()) {
        if (s[0] != '-') return false;
        s.remove_prefix(1);
        std::size_t part = 0;
        while (part < s.size() && s[part] != '-') {
            const char c = s[part];
            if (!is_lower(c) && !is_digit(c) && !(c >= 'A' && c <= 'Z')) return false;
            ++part;
        }
        if (part < 2 || part > 8) return false;
        s.remove_prefix(part);
    }
    return true;
}

constexpr const char* name_hint = "Use a lower-case letter, then up to 47 lower-case letters, digits or underscores.";

// A value with the path that leads to it.
class node {
public:
    node(const json& value, std::string path) : value_(value), path_(std::move(path)) {}

    const json& value() const { return value_; }
    const std::string& path() const { return path_; }
    node at(const std::string& key) const { return {*value_.find(key), path_.empty() ? key : path_ + "." + key}; }
    node at(std::size_t i) const { return {value_.elements()[i], path_ + "[" + std::to_string(i) + "]"}; }
    std::size_t size() const { return value_.elements().size(); }
    bool has(const char* key) const { return value_.find(key) != nullptr; }

    template <class... Parts>
    [[noreturn]] void refuse(const char* hint, const Parts&... parts) const {
        fail(errc::invalid, hint, path_.empty() ? std::string("the definition") : path_, ": ", parts...);
    }

    void expect_object(const char* hint) const {
        if (!value_.is(json::kind::object)) refuse(hint, shown(value_), " is no object");
    }
    void expect_array() const {
        if (!value_.is(json::kind::array)) refuse("Write a JSON array, [ ... ].", shown(value_), " is no array");
    }
    // Refuses a key that is not known here: a typing error must not be lost.
    void expect_keys(std::initializer_list<std::string_view> known, const char* hint) const {
        expect_object(hint);
        for (const std::string& key : value_.keys())
            if (std::find(known.begin(), known.end(), key) == known.end()) at(key).refuse(hint, "unknown key");
    }
    // Whether this is no longer asked, as a stored definition says of what was taken out.
    bool retired() const { return has("retired") && at("retired").boolean(); }
    std::string string() const {
        if (!value_.is(json::kind::string)) refuse("Write a text in double quotes.", shown(value_), " is no text");
        const std::string& s = value_.text();
        if (s.find('\0') != std::string::npos) refuse("Leave out the character U+0000.", "a text cannot hold a zero byte");
        return s;
    }
    std::string filled_string() const {
        std::string s = string();
        if (s.find_first_not_of(" \t\r\n") == std::string::npos) refuse("Write a text, or leave the key out.", "an empty text");
        return s;
    }
    bool boolean() const {
        if (!value_.is(json::kind::boolean)) refuse("Write true or false.", shown(value_), " is neither true nor false");
        return value_.text() == "true";
    }
    int whole(int low, int high, const char* hint) const {
        // 5.0 is whole: jsonb keeps the digits that were written.
        if (const auto v = value_.is(json::kind::number) ? number_of(value_.text()) : std::nullopt)
            if (*v >= low && *v <= high && *v == std::floor(*v)) return static_cast<int>(*v);
        refuse(hint, shown(value_), " is outside the allowed range: whole numbers ", low, "..", high);
    }
    std::string name() const {
        std::string s = string();
        if (!is_name(s)) refuse(name_hint, shown(value_), " is no name");
        return s;
    }

private:
    const json& value_;
    std::string path_;
};

template <std::size_t N>
std::size_t one_of(const node& n, const std::array<std::string_view, N>& names) {
    const std::string s = n.string();
    const auto at = std::find(names.begin(), names.end(), s);
    if (at == names.end()) {
        std::string list;
        for (const std::string_view name : names) list += (list.empty() ? "" : ", ") + std::string(name);
        n.refuse("Use one of the allowed words.", shown(n.value()), " is none of ", list);
    }
    return static_cast<std::size_t>(at - names.begin());
}

// The survey's own language first; jsonb has its own order of keys.
void own_first(texts& t, const std::string& language) {
    std::stable_partition(t.begin(), t.end(), [&](const auto& one) { return one.first == language; });
}

texts read_texts(const node& n, const std::string& language) {
    texts result;
    if (n.value().is(json::kind::object)) {
        for (const std::string& key : n.value().keys()) {
            const node text = n.at(key);
            if (!is_language(key)) text.refuse("Use language codes such as en, de or pt-BR.", "\"", key, "\" is no language");
            result.emplace_back(key, text.filled_string());
        }
        if (result.empty()) n.refuse("Write a text, or leave the key out.", "no text in any language");
        own_first(result, language);
    } else {
        result.emplace_back(language, n.filled_string());
    }
    return result;
}

span read_span(const node& n, int low, int high, const char* hint) {
    if (!n.value().is(json::kind::array) || n.size() != 2) n.refuse(hint, shown(n.value()), " is not a pair of whole numbers");
    const span s{n.at(std::size_t{0}).whole(low, high, hint), n.at(1).whole(low, high, hint)};
    if (s.low > s.high) n.refuse(hint, shown(n.value()), " has its ends the wrong way round");
    return s;
}

// An object code → text, or, where the order matters, an array of {"code": ..., "label": ...}: a jsonb object has no order.
std::vector<option> read_choices(const node& n, const std::string& language) {
    std::vector<option> result;
    constexpr const char* code_hint = "Use up to 14 lower-case letters, digits or underscores, a letter or digit first.";
    const auto add = [&](const node& where, std::string code, texts label) {
        if (result.size() == most_columns) where.refuse("Ask less in one survey.", "more than ", most_columns, " options");
        if (!is_code(code)) where.refuse(code_hint, "\"", code, "\" is no option code");
        if (std::any_of(result.begin(), result.end(), [&](const option& o) { return o.code == code; }))
            where.refuse("Give each option a code of its own.", "option \"", code, "\" stands twice");
        result.push_back({std::move(code), std::move(label), false});
    };
    if (n.value().is(json::kind::array)) {
        for (std::size_t i = 0; i < n.size(); ++i) {
            const node o = n.at(i);
            o.expect_keys({"code", "label", "retired"}, "Write an option as {\"code\": \"web\", \"label\": \"Web site\"}.");
            if (!o.has("code")) o.refuse(code_hint, "an option without a code");
            std::string code = o.at("code").string();
            texts label = o.has("label") ? read_texts(o.at("label"), language) : texts{{language, code}};
            add(o.at("code"), std::move(code), std::move(label));
            result.back().retired = o.retired();
        }
    } else {
        n.expect_object("Write choices, {\"web\": \"Web site\"}.");
        for (const std::string& key : n.value().keys()) add(n.at(key), key, read_texts(n.at(key), language));
    }
    if (std::all_of(result.begin(), result.end(), [](const option& o) { return o.retired; }))
        n.refuse("Write at least one option.", "no options");
    return result;
}

// Labels of ratings by rating, {"1": "never"} or {"1": {"en": "never"}}, or by language, {"en": {"1": "never"}}.
std::vector<std::pair<int, texts>> read_labels(const node& n, const span& scale, const std::string& language) {
    constexpr const char* label_hint = "Write labels, {\"1\": \"never\", \"5\": \"always\"}.";
    n.expect_object(label_hint);
    std::vector<std::pair<int, texts>> result;
    const auto rating_of = [&](const node& where, const std::string& key) {
        int rating = 0;
        const auto [end, problem] = std::from_chars(key.data(), key.data() + key.size(), rating);
        if (problem != std::errc() || end != key.data() + key.size() || rating < scale.low || rating > scale.high)
            where.refuse("Label ratings of the scale.", "\"", key, "\" is outside the scale ", scale.low, "..", scale.high);
        return rating;
    };
    const auto add = [&](const node& where, int rating, texts more) {
        auto at = std::find_if(result.begin(), result.end(), [&](const auto& l) { return l.first == rating; });
        if (at == result.end()) at = result.insert(result.end(), {rating, {}});
        for (auto& [code, words] : more) {
            if (std::any_of(at->second.begin(), at->second.end(), [&, c = &code](const auto& t) { return t.first == *c; }))
                where.refuse("Label each rating once.", "rating ", rating, " has a label in ", code, " already");
            at->second.emplace_back(code, std::move(words));
        }
    };
    for (const std::string& key : n.value().keys()) {
        const node entry = n.at(key);
        if (is_language(key)) {
            entry.expect_object(label_hint);
            for (const std::string& rating : entry.value().keys())
                add(entry.at(rating), rating_of(entry.at(rating), rating), {{key, entry.at(rating).filled_string()}});
        } else {
            const int rating = rating_of(entry, key);
            add(entry, rating, read_texts(entry, language));
        }
    }
    std::sort(result.begin(), result.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (auto& [rating, words] : result) own_first(words, language);
    return result;
}

std::vector<missing_code> read_missing(const node& n, const item& of, const std::string& language) {
    n.expect_object("Write the codes, {\"99\": \"does not apply\"}.");
    std::vector<missing_code> result;
    for (const std::string& code : n.value().keys()) {
        const node entry = n.at(code);
        if (code.empty() || code.find('\0') != std::string::npos)
            entry.refuse("Write the code as it is in the answers.", "an empty code, or one with a zero byte");
        const auto number = number_of(code);
        if (of.type == item_type::rating && number && *number >= of.scale.low && *number <= of.scale.high)
            entry.refuse("Use a code outside the scale.", "\"", code, "\" is a rating of the scale ", of.scale.low, "..",
                         of.scale.high);
        if (of.type == item_type::boolean && (code == "true" || code == "false"))
            entry.refuse("Use a code that is no answer.", "\"", code, "\" is an answer");
        if (std::any_of(of.choices.begin(), of.choices.end(), [&](const option& o) { return o.code == code; }))
            entry.refuse("Use a code that is no option.", "\"", code, "\" is an option of the item");
        result.push_back({code, read_texts(entry, language)});
    }
    return result;
}

constexpr const char* scale_hint =
    "Write a scale of whole ratings within 0..100, such as [0, 10]; finer answers are of type number.";

item read_item(const node& n, const std::string& language) {
    n.expect_keys({"name", "type", "question", "concept", "scale", "metric", "reversed", "favourable", "unfavourable", "labels",
                   "choices", "other", "missing", "retired"},
                  "An item has name, type, question, concept, missing, retired; a rating scale, metric, reversed, favourable, "
                  "unfavourable, labels; a choice choices, other.");
    item it;
    for (const char* needed : {"name", "type"})
        if (!n.has(needed)) n.refuse("Every item has a name and a type.", "an item without a ", needed);
    it.name = n.at("name").name();
    it.type = static_cast<item_type>(one_of(n.at("type"), type_names));
    const bool rating = it.type == item_type::rating;
    const bool chooses = it.type == item_type::choice || it.type == item_type::multiple || it.type == item_type::rank;
    for (const char* key : {"scale", "metric", "reversed", "favourable", "unfavourable", "labels"})
        if (!rating && n.has(key)) n.at(key).refuse("Leave it out, or make the item a rating.", "only a rating has this key");
    if (!chooses && n.has("choices"))
        n.at("choices").refuse("Leave it out, or make the item a choice, multiple or rank.",
                               "only an item of options has this key");
    if (it.type != item_type::choice && it.type != item_type::multiple && n.has("other"))
        n.at("other").refuse("Leave it out, or make the item a choice or multiple.", "only a choice has this key");
    if (n.has("question")) it.question = read_texts(n.at("question"), language);
    if (n.has("concept")) it.concept_name = n.at("concept").filled_string();
    if (rating) {
        if (!n.has("scale")) n.refuse(scale_hint, "a rating without a scale");
        it.scale = read_span(n.at("scale"), 0, 100, scale_hint);
        if (it.scale.low == it.scale.high) n.at("scale").refuse(scale_hint, "a scale with one rating only");
        it.rule = metric::of(metric::rule::mean);
        if (n.has("metric")) {
            const node rule = n.at("metric");
            const std::string text = rule.string();
            try {
                it.rule = metric::parse(text);
            } catch (const error& e) {
                fail(errc::invalid, e.hint, rule.path(), ": ", e.text.c_str());
            }
            if (it.rule->kind() == metric::rule::nps && it.scale != span{0, 10})
                rule.refuse("Give the item the scale [0, 10].", "an NPS is of the scale 0..10");
            if (it.scale.low < it.rule->lowest() || it.scale.high > it.rule->highest())
                rule.refuse("Give the item a scale that the metric is defined on.", "the metric takes ratings ",
                            it.rule->lowest(), "..", it.rule->highest());
        }
        if (n.has("reversed")) it.reversed = n.at("reversed").boolean();
        for (const auto& [key, into] : {std::pair{"favourable", &it.favourable}, std::pair{"unfavourable", &it.unfavourable}})
            if (n.has(key))
                *into =
                    read_span(n.at(key), it.scale.low, it.scale.high, "Write the lowest and the highest such rating, as [4, 5].");
        const auto good = favourable_of(it), bad = unfavourable_of(it);  // the usual one where only one is written
        if (good && bad && good->low <= bad->high && bad->low <= good->high)
            n.at(it.favourable ? "favourable" : "unfavourable")
                .refuse("Write both, apart from each other.", "favourable ", good->low, "..", good->high, " and unfavourable ",
                        bad->low, "..", bad->high, " overlap");
        if (n.has("labels")) it.labels = read_labels(n.at("labels"), it.scale, language);
    }
    if (chooses) {
        if (!n.has("choices")) n.refuse("Write choices, {\"code\": \"label\"}.", "no choices");
        it.choices = read_choices(n.at("choices"), language);
    }
    if (n.has("other")) it.other = n.at("other").boolean();
    if (n.has("missing")) it.missing = read_missing(n.at("missing"), it, language);
    it.retired = n.retired();
    return it;
}

constexpr const char* sentiment_hint =
    "Write {\"name\": \"mood\", \"type\": \"sentiment\", \"of\": \"why\", \"label\": \"recommend\", \"language\": {\"en\": "
    "\"english\"}}.";

sentiment read_sentiment(const node& n, const definition& d) {
    n.expect_keys({"name", "type", "question", "concept", "of", "label", "language", "retired"}, sentiment_hint);
    sentiment s;
    for (const char* needed : {"name", "of", "label"})
        if (!n.has(needed)) n.refuse(sentiment_hint, "a sentiment without ", needed);
    s.name = n.at("name").name();
    if (n.has("question")) s.question = read_texts(n.at("question"), d.language);
    if (n.has("concept")) s.concept_name = n.at("concept").filled_string();
    s.retired = n.retired();
    const auto item_at = [&](const char* key, item_type type) {
        const node entry = n.at(key);
        const std::string name = entry.string();
        const item* const it = d.find_item(name);
        if (it == nullptr) entry.refuse("Name an item of this survey.", shown(entry.value()), " is no item");
        if (it->type != type)
            entry.refuse(sentiment_hint, shown(entry.value()), " is of type ", name_of(it->type), ", not ", name_of(type));
        if (it->retired && !s.retired) entry.refuse("Name an item that is asked.", shown(entry.value()), " is retired");
        return it;
    };
    s.of = item_at("of", item_type::text)->name;
    const item* const rating = item_at("label", item_type::rating);
    s.label = rating->name;
    if (!favourable_of(*rating) || !unfavourable_of(*rating))
        n.at("label").refuse("Write favourable and unfavourable ratings of the item.", shown(n.at("label").value()),
                             " does not say which ratings are favourable and which are not");
    if (n.has("language")) {
        const node languages = n.at("language");
        languages.expect_object("Write text search configurations by language, {\"en\": \"english\"}.");
        for (const std::string& key : languages.value().keys()) {
            const node entry = languages.at(key);
            if (!is_language(key) || key.find('-') != std::string::npos)
                entry.refuse("Use language codes without region, such as en or de.", "\"", key, "\" is no language");
            std::string name = entry.filled_string();
            if (name.size() > 200)
                entry.refuse("Name a text search configuration, such as english.", "a name of ", name.size(), " bytes");
            s.languages.emplace_back(key, std::move(name));
        }
        std::sort(s.languages.begin(), s.languages.end());
    }
    return s;
}

scale read_scale(const node& n, const definition& d) {
    n.expect_keys({"name", "title", "concept", "items", "score", "min_answered", "retired"},
                  "A scale has name, title, concept, items, score, min_answered, retired.");
    scale s;
    for (const char* needed : {"name", "items"})
        if (!n.has(needed)) n.refuse("Every scale has a name and items.", "a scale without ", needed);
    s.name = n.at("name").name();
    if (n.has("title")) s.title = read_texts(n.at("title"), d.language);
    if (n.has("concept")) s.concept_name = n.at("concept").filled_string();
    if (n.has("score")) s.score = static_cast<scoring>(one_of(n.at("score"), scoring_names));
    s.retired = n.retired();
    const node items = n.at("items");
    items.expect_array();
    for (std::size_t i = 0; i < items.size(); ++i) {
        const node entry = items.at(i);
        s.items.push_back(entry.string());
        const item* const it = d.find_item(s.items.back());
        if (it == nullptr) entry.refuse("Name ratings or numbers of this survey.", shown(entry.value()), " is no item");
        if (it->type != item_type::rating && it->type != item_type::number)
            entry.refuse("Name ratings or numbers of this survey.", shown(entry.value()), " is of type ", name_of(it->type));
        if (it->retired && !s.retired) entry.refuse("Leave it out of the scale.", shown(entry.value()), " is retired");
        if (std::count(s.items.begin(), s.items.end(), s.items.back()) > 1)
            entry.refuse("Name each item once.", shown(entry.value()), " stands twice");
    }
    const bool values = s.score == scoring::pvq21 || s.score == scoring::pvq40 || s.score == scoring::pvq_rr;
    if (values) {
        const std::size_t asked = s.score == scoring::pvq21 ? 21 : s.score == scoring::pvq40 ? 40 : 57;
        if (s.items.size() != asked)
            items.refuse("Name the items of the instrument in its order.", s.items.size(), " items; ", name_of(s.score), " has ",
                         asked);
        for (std::size_t i = 0; i < s.items.size(); ++i) {
            const item* const it = d.find_item(s.items[i]);
            if (it->type != item_type::rating || it->scale != span{1, 6})
                items.at(i).refuse("Give it the scale [1, 6].", "an item of ", name_of(s.score), " is a rating 1..6");
            if (it->reversed)
                items.at(i).refuse("Leave reversed out: of pvq21 1 means very much like me, of pvq40 and pvq_rr 6.",
                                   "the instrument says which end is which");
        }
        if (n.has("min_answered"))
            n.at("min_answered")
                .refuse("Leave it out: the instrument says how many may be missing.", "a value profile has no such key");
    } else {
        const int size = static_cast<int>(s.items.size());
        if (size < 1) items.refuse("Name at least one item.", "no items");
        s.min_answered =
            n.has("min_answered") ? n.at("min_answered").whole(1, size, "Write how many of the items must be answered.") : size;
    }
    return s;
}

// Tables, views and functions of a workspace, those of later versions too: no survey takes their names.
constexpr std::string_view reserved[]{// clang-format off
    "action", "action_check", "alert", "alert_rule", "anonymous_token", "answer", "audit", "benchmark_value", "case_file",
    "case_report", "choice", "comment", "comment_sentiment", "comment_word", "confidential_sentiment", "contact", "contact_rule", "customer_history",
    "dropped", "duplicate_answer", "forgotten", "grants", "invitation", "item", "key_conflict", "ledger", "link_input",
    "membership", "model", "opt_out", "person", "person_clash", "person_key", "person_merge", "person_root", "person_unit", "publication",
    "publication_cell", "publish", "published", "published_comment", "purchase", "refused", "representativeness",
    "response_rate", "score", "score_benchmark", "scores", "setting", "submit", "summary", "summary_above",
    "summary_log", "summary_logged", "summary_part", "summary_path", "summary_store", "survey", "token", "token_hash", "touchpoint", "unit", "unit_path", "universe", "wave", "wave_unit", "withheld",
    "workspace_grant"};
// clang-format on

}  // namespace

const std::vector<std::string_view> response_columns{"response_id", "source_id", "started_at", "submitted_at", "wave",
                                                     "unit",        "person_id", "touchpoint", "channel",      "language",
                                                     "complete",    "weight",    "missing"};

std::string_view name_of(survey::side s) { return side_names[static_cast<std::size_t>(s)]; }
std::string_view name_of(survey::mode m) { return mode_names[static_cast<std::size_t>(m)]; }
std::string_view name_of(item_type t) { return type_names[static_cast<std::size_t>(t)]; }
std::string_view name_of(scoring s) { return scoring_names[static_cast<std::size_t>(s)]; }

std::string_view in_language(const texts& t, std::string_view language) {
    for (const auto& [code, text] : t)
        if (code == language) return text;
    return t.empty() ? std::string_view() : std::string_view(t.front().second);
}

void check_survey_name(std::string_view name) {
    if (!is_name(name)) fail(errc::invalid, name_hint, "survey \"", name, "\" is no name");
    const auto holds = [&](const auto& names) { return std::find(std::begin(names), std::end(names), name) != std::end(names); };
    if (holds(reserved) || holds(response_columns) || name.ends_with("_labelled"))
        fail(errc::invalid, "Give the survey another name: tables, views and columns of the workspace have theirs.", "survey \"",
             name, "\": the name is reserved");
}

std::vector<std::string> column_names(const item& it) {
    std::vector<std::string> result;
    if (it.type == item_type::multiple || it.type == item_type::rank) {
        for (const option& o : it.choices) result.push_back(it.name + "_" + o.code);
    } else {
        result.push_back(it.name);
    }
    if (it.other) result.push_back(it.name + "_other");
    return result;
}

std::optional<double> number_of(std::string_view digits) {
    double number = 0;
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (problem != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
    const double size = std::fabs(number);
    if (size != 0 && !(size >= 1e-100 && size <= 1e100)) return std::nullopt;
    return number;
}

std::optional<instant> instant_of(std::string_view s) {
    const auto take = [&](char c) {
        if (s.empty() || s[0] != c) return false;
        s.remove_prefix(1);
        return true;
    };
    const auto digits = [&](std::size_t count, int highest) -> std::optional<int> {
        if (s.size() < count || !std::all_of(s.begin(), s.begin() + static_cast<std::ptrdiff_t>(count), is_digit)) return {};
        int value = 0;
        std::from_chars(s.data(), s.data() + count, value);
        s.remove_prefix(count);
        return value <= highest ? std::optional(value) : std::nullopt;
    };
    const auto year = digits(4, 9999);
    const auto month = year && take('-') ? digits(2, 12) : std::nullopt;
    const auto day = month && take('-') ? digits(2, 31) : std::nullopt;
    if (!day) return std::nullopt;
    const std::chrono::year_month_day date(std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day)));
    if (!date.ok() || *year == 0) return std::nullopt;
    instant result;
    std::int64_t seconds = std::int64_t{86400} * std::chrono::sys_days(date).time_since_epoch().count(), fraction = 0;
    if (take('T') || take(' ')) {
        const auto hour = digits(2, 23);
        const auto minute = hour && take(':') ? digits(2, 59) : std::nullopt;
        if (!minute) return std::nullopt;
        seconds += 3600 * *hour + 60 * *minute;
        if (take(':')) {
            const auto second = digits(2, 59);
            if (!second) return std::nullopt;
            seconds += *second;
            if (take('.'))
                for (std::int64_t unit = 100000; unit > 0 && !s.empty() && is_digit(s[0]); unit /= 10)
                    fraction += unit * *digits(1, 9);
        }
        result.zoned = take('Z');
        if (const char sign = s.empty() ? ' ' : s[0]; !result.zoned && (take('+') || take('-'))) {
            const auto off = digits(2, 15);
            const bool more = take(':') || !s.empty();
            const auto rest = off && more ? digits(2, 59) : off ? std::optional(0) : std::nullopt;
            if (!rest) return std::nullopt;
            seconds -= (sign == '-' ? -1 : 1) * (3600 * *off + 60 * *rest);
            result.zoned = true;
        }
    }
    if (!s.empty()) return std::nullopt;
    result.microseconds = 1000000 * seconds + fraction;
    return result;
}

std::string json_of(const texts& t) {
    json_parts out;
    for (const auto& [language, words] : t) out.add(language, in_quotes(words));
    return out.end();
}

const item* definition::find_item(std::string_view name) const {
    const auto at = std::find_if(items.begin(), items.end(), [&](const item& i) { return i.name == name; });
    return at == items.end() ? nullptr : &*at;
}
const scale* definition::find_scale(std::string_view name) const {
    const auto at = std::find_if(scales.begin(), scales.end(), [&](const scale& s) { return s.name == name; });
    return at == scales.end() ? nullptr : &*at;
}

const sentiment* definition::find_sentiment(std::string_view name) const {
    const auto at = std::find_if(sentiments.begin(), sentiments.end(), [&](const sentiment& s) { return s.name == name; });
    return at == sentiments.end() ? nullptr : &*at;
}

definition definition::parse(std::string_view text) {
    if (text.size() > most_bytes)
        fail(errc::invalid, "Split the survey.", "a definition of ", text.size(), " bytes; the allowed range is up to ",
             most_bytes);
    const json document = json::parse(text, "the definition");
    const node root(document, "");
    root.expect_keys({"title", "side", "mode", "language", "weighted", "linked", "items", "scales"},
                     "A definition has title, side, mode, language, weighted, linked, items, scales.");
    definition d;
    if (root.has("language")) {
        d.language = root.at("language").string();
        if (!is_language(d.language))
            root.at("language")
                .refuse("Use a language code such as en, de or pt-BR.", shown(root.at("language").value()), " is no language");
    }
    if (root.has("title")) d.title = read_texts(root.at("title"), d.language);
    if (!root.has("side")) root.refuse("Write \"side\": \"employee\" or \"customer\".", "no side");
    d.side = static_cast<survey::side>(one_of(root.at("side"), side_names));
    d.mode = d.side == side::employee ? mode::confidential : mode::identified;
    if (root.has("mode")) d.mode = static_cast<survey::mode>(one_of(root.at("mode"), mode_names));
    if (root.has("weighted")) d.weighted = root.at("weighted").boolean();
    if (root.has("linked")) d.linked = root.at("linked").boolean();
    if (d.weighted && d.mode != mode::identified)
        root.at("weighted")
            .refuse("Leave it out, or make the survey identified.", "a survey of mode ", name_of(d.mode), " is unweighted");

    if (!root.has("items")) root.refuse("Write \"items\": [ ... ].", "no items");
    const node items = root.at("items");
    items.expect_array();
    std::set<std::string, std::less<>> taken(response_columns.begin(), response_columns.end());
    for (const char* column : {"tableoid", "ctid", "xmin", "xmax", "cmin", "cmax"}) taken.insert(column);
    const auto claim = [&](const node& where, const std::string& column) {
        if (!taken.insert(column).second)
            where.refuse("Give it another name: each column of the survey's table has a name of its own.", "the column \"",
                         column, "\" is taken");
    };
    std::size_t columns = response_columns.size();
    const auto claim_column = [&](const node& where, const std::string& column) {
        claim(where, column);
        if (++columns > most_columns) where.refuse("Ask less in one survey.", "more than ", most_columns, " columns");
    };
    const auto is_sentiment = [&](std::size_t i) {
        const json& v = items.at(i).value();
        const json* const type = v.is(json::kind::object) ? v.find("type") : nullptr;
        return type != nullptr && type->is(json::kind::string) && type->text() == type_names.back();
    };
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (is_sentiment(i)) continue;
        item it = read_item(items.at(i), d.language);
        for (const std::string& column : column_names(it)) claim_column(items.at(i).at("name"), column);
        if (it.type == item_type::multiple || it.type == item_type::rank)
            claim(items.at(i).at("name"), it.name);  // its name in long views
        d.items.push_back(std::move(it));
    }
    if (std::all_of(d.items.begin(), d.items.end(), [](const item& it) { return it.retired; }))
        items.refuse("Ask something.", d.items.empty() ? "no items" : "all items are retired");
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (!is_sentiment(i)) continue;
        d.sentiments.push_back(read_sentiment(items.at(i), d));
        claim_column(items.at(i).at("name"), d.sentiments.back().name);  // in the labelled view
    }
    if (root.has("scales")) {
        const node scales = root.at("scales");
        scales.expect_array();
        for (std::size_t i = 0; i < scales.size(); ++i) {
            d.scales.push_back(read_scale(scales.at(i), d));
            claim_column(scales.at(i).at("name"), d.scales.back().name);
        }
    }
    return d;
}

std::string definition::to_json() const {
    const auto word = [](std::string_view w) { return in_quotes(w); };
    const auto pair = [](const span& r) { return "[" + std::to_string(r.low) + "," + std::to_string(r.high) + "]"; };
    json_parts all;
    if (!title.empty()) all.add("title", json_of(title));
    all.add("side", word(name_of(side)));
    all.add("mode", word(name_of(mode)));
    all.add("language", word(language));
    if (weighted) all.add("weighted", "true");
    if (linked) all.add("linked", "true");
    json_parts item_list('[');
    for (const item& it : items) {
        json_parts o;
        o.add("name", word(it.name));
        o.add("type", word(name_of(it.type)));
        if (!it.question.empty()) o.add("question", json_of(it.question));
        if (!it.concept_name.empty()) o.add("concept", word(it.concept_name));
        if (it.type == item_type::rating) {
            o.add("scale", pair(it.scale));
            o.add("metric", word(it.rule->text()));
            if (it.reversed) o.add("reversed", "true");
            if (it.favourable) o.add("favourable", pair(*it.favourable));
            if (it.unfavourable) o.add("unfavourable", pair(*it.unfavourable));
            json_parts labels;
            for (const auto& [rating, label] : it.labels) labels.add(std::to_string(rating), json_of(label));
            if (!labels.empty()) o.add("labels", labels.end());
        }
        json_parts choices('[');
        for (const option& c : it.choices) {
            json_parts one;
            one.add("code", word(c.code));
            one.add("label", json_of(c.label));
            if (c.retired) one.add("retired", "true");
            choices.add(one.end());
        }
        if (!choices.empty()) o.add("choices", choices.end());
        if (it.other) o.add("other", "true");
        json_parts missing;
        for (const missing_code& m : it.missing) missing.add(m.code, json_of(m.reason));
        if (!missing.empty()) o.add("missing", missing.end());
        if (it.retired) o.add("retired", "true");
        item_list.add(o.end());
    }
    for (const sentiment& s : sentiments) {
        json_parts o, languages;
        o.add("name", word(s.name));
        o.add("type", word(type_names.back()));
        if (!s.question.empty()) o.add("question", json_of(s.question));
        if (!s.concept_name.empty()) o.add("concept", word(s.concept_name));
        o.add("of", word(s.of));
        o.add("label", word(s.label));
        for (const auto& [code, name] : s.languages) languages.add(code, word(name));
        if (!languages.empty()) o.add("language", languages.end());
        if (s.retired) o.add("retired", "true");
        item_list.add(o.end());
    }
    all.add("items", item_list.end());
    json_parts scale_list('[');
    for (const scale& s : scales) {
        json_parts o, names('[');
        for (const std::string& name : s.items) names.add(word(name));
        o.add("name", word(s.name));
        if (!s.title.empty()) o.add("title", json_of(s.title));
        if (!s.concept_name.empty()) o.add("concept", word(s.concept_name));
        o.add("items", names.end());
        o.add("score", word(name_of(s.score)));
        if (s.min_answered > 0) o.add("min_answered", std::to_string(s.min_answered));
        if (s.retired) o.add("retired", "true");
        scale_list.add(o.end());
    }
    if (!scale_list.empty()) all.add("scales", scale_list.end());
    return all.end();
}

}  // namespace xm::core::survey
