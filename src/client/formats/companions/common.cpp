#include "client/formats/companions/common.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <fstream>
#include <map>

#include "client/characters.hpp"
#include "client/failure.hpp"
#include "client/formats/words.hpp"
#include "client/read/xml.hpp"

namespace xm::client::companions {

namespace {

constexpr std::size_t most_bytes = std::size_t{64} << 20;
constexpr std::size_t most_parts = 1'000'000;
constexpr int deepest = 64;

[[noreturn]] void refuse(const std::string& what) { throw failure(ending::refused, what, "Export the survey again."); }

class tree_builder : public xml_handler {
public:
    void start(std::string_view name, const char** attributes) override {
        if (++elements_ > most_parts) refuse("more than 1,000,000 elements");
        element& now = open_.empty() ? root : open_.back()->children.emplace_back();
        now.name = name;
        for (; *attributes != nullptr; attributes += 2) {
            std::string_view key(attributes[0]);
            if (const auto colon = key.find(':'); colon != std::string_view::npos) key.remove_prefix(colon + 1);
            now.attributes.emplace_back(key, attributes[1]);
        }
        open_.push_back(&now);
    }
    void end(std::string_view) override { open_.pop_back(); }
    void text(std::string_view part) override {
        if (!open_.empty()) open_.back()->text += part;
    }
    element root;

private:
    // An element that is open is the last of its parent's children: adding to it moves none of these.
    std::vector<element*> open_;
    std::size_t elements_ = 0;
};

bool is_letter(char c) { return lowered(c) >= 'a' && lowered(c) <= 'z'; }

// "de", "PT-BR", "zh_Hans": as ISO and BCP 47 write it; empty if it is not of that form.
std::string as_code(std::string_view name) {
    std::string out;
    std::size_t parts = 0;
    for (std::size_t from = 0; from <= name.size(); ++parts) {
        const std::size_t end = std::min(name.find_first_of("-_", from), name.size());
        std::string part = lowered(name.substr(from, end - from));
        if (parts == 0 ? part.size() < 2 || part.size() > 3 : part.empty() || part.size() > 8) return {};
        if (!std::ranges::all_of(part, [](char c) { return is_letter(c) || (c >= '0' && c <= '9'); })) return {};
        if (parts > 0 && part.size() == 1) {  // Qualtrics: ZH-S, ZH-T
            if (part != "s" && part != "t") return {};
            part = part == "s" ? "Hans" : "Hant";
        } else if (parts > 0 && part.size() == 2) {
            std::ranges::transform(part, part.begin(), [](char c) { return is_letter(c) ? static_cast<char>(c & ~0x20) : c; });
        } else if (parts > 0 && part.size() == 4) {
            part[0] = static_cast<char>(part[0] & ~0x20);
        }
        out += (parts > 0 ? "-" : "") + part;
        from = end + 1;
    }
    return out;
}

// Names that people give languages in forms, in English and in the language itself.
constexpr auto language_names = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"english", "en"},   {"german", "de"},     {"deutsch", "de"},    {"french", "fr"},     {"français", "fr"},
    {"francais", "fr"},  {"spanish", "es"},    {"español", "es"},    {"espanol", "es"},    {"italian", "it"},
    {"italiano", "it"},  {"dutch", "nl"},      {"nederlands", "nl"}, {"portuguese", "pt"}, {"português", "pt"},
    {"portugues", "pt"}, {"polish", "pl"},     {"polski", "pl"},     {"arabic", "ar"},     {"العربية", "ar"},
    {"swahili", "sw"},   {"kiswahili", "sw"},  {"hindi", "hi"},      {"nepali", "ne"},     {"russian", "ru"},
    {"русский", "ru"},   {"ukrainian", "uk"},  {"українська", "uk"}, {"turkish", "tr"},    {"türkçe", "tr"},
    {"chinese", "zh"},   {"中文", "zh"},       {"japanese", "ja"},   {"日本語", "ja"},     {"amharic", "am"},
    {"somali", "so"},    {"hausa", "ha"},      {"bengali", "bn"},    {"bangla", "bn"},     {"urdu", "ur"},
    {"pashto", "ps"},    {"dari", "prs"},      {"persian", "fa"},    {"farsi", "fa"},      {"indonesian", "id"},
    {"bahasa", "id"},    {"vietnamese", "vi"}, {"thai", "th"},       {"burmese", "my"},    {"kurdish", "ku"},
    {"haitian", "ht"},   {"creole", "ht"},     {"swedish", "sv"},    {"svenska", "sv"},    {"danish", "da"},
    {"dansk", "da"},     {"norwegian", "no"},  {"norsk", "no"},      {"finnish", "fi"},    {"suomi", "fi"},
    {"czech", "cs"},     {"čeština", "cs"},    {"hungarian", "hu"},  {"magyar", "hu"},     {"greek", "el"},
    {"romanian", "ro"},
});

// The number a label begins or ends with: 7 of "7", "7 - Likely", "Likely - 7", "7: likely"; no other.
std::optional<double> number_at_an_end(std::string_view label) {
    const auto is_sign = [](char c) { return c >= '0' && c <= '9'; };
    std::size_t head = 0;
    while (head < label.size() && is_sign(label[head])) ++head;
    if (head > 0 && head < 4 &&
        (head == label.size() || label[head] == ' ' || label[head] == ':' || label[head] == '.' || label[head] == ')' ||
         label[head] == '-' || label[head] == '='))
        return number_in(label.substr(0, head));
    std::size_t tail = label.size();
    while (tail > 0 && is_sign(label[tail - 1])) --tail;
    if (tail < label.size() && tail > 0 && label.size() - tail < 4 && (label[tail - 1] == ' ' || label[tail - 1] == '-'))
        return number_in(label.substr(tail));
    return std::nullopt;
}

// Codes that survey people keep for "no answer".
bool is_reserved_code(double code) {
    constexpr auto reserved = std::to_array<double>({66, 77, 88, 97, 98, 99, 777, 888, 997, 998, 999, 8888, 9998, 9999});
    return code < 0 || std::ranges::find(reserved, code) != reserved.end();
}

std::string_view first_of(const texts& t) { return t.empty() ? std::string_view{} : std::string_view(t.front().second); }

}  // namespace

std::string contents_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw failure(ending::usage, "cannot be read", "Check the name and the rights of the file.", {path, 0, {}, {}});
    std::string bytes;
    std::vector<char> part(1 << 16);
    while (file.read(part.data(), static_cast<std::streamsize>(part.size())), file.gcount() > 0) {
        bytes.append(part.data(), static_cast<std::size_t>(file.gcount()));
        if (bytes.size() > most_bytes)
            throw failure(ending::refused, "larger than 64 MiB, which no description of a survey is",
                          "Give the file that the survey tool exports.", {path, 0, {}, {}});
    }
    if (file.bad()) throw failure(ending::refused, "cannot be read to its end", "Copy the file again.", {path, 0, {}, {}});
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.erase(0, 3);
    return bytes;
}

const element* element::child(std::string_view wanted) const {
    const auto found = std::ranges::find(children, wanted, &element::name);
    return found == children.end() ? nullptr : &*found;
}
std::string_view element::attribute(std::string_view wanted) const {
    const auto found = std::ranges::find(attributes, wanted, [](const auto& a) { return std::string_view(a.first); });
    return found == attributes.end() ? std::string_view{} : std::string_view(found->second);
}

element tree_of(std::string_view xml) {
    tree_builder builder;
    xml_parser parser(builder);
    parser.feed(xml);
    parser.finish();
    return std::move(builder.root);
}

nlohmann::json values_of(std::string_view json) {
    std::size_t values = 0;
    const auto bounded = [&](int depth, nlohmann::json::parse_event_t, nlohmann::json&) {
        if (depth > deepest) refuse("JSON values nested deeper than 64");
        if (++values > most_parts) refuse("more than 1,000,000 JSON values");
        return true;
    };
    try {
        return nlohmann::json::parse(json, bounded);
    } catch (const nlohmann::json::exception& e) {
        refuse(std::string("damaged JSON: ") + e.what());
    }
}

const nlohmann::json& at(const nlohmann::json& object, const char* key) {
    static const nlohmann::json none;
    if (!object.is_object()) return none;
    const auto found = object.find(key);
    return found == object.end() ? none : *found;
}

std::string text_of(const nlohmann::json& value) {
    if (value.is_string()) return value.get<std::string>();
    return value.is_number() ? value.dump() : std::string();
}

std::string language_code(std::string_view name) {
    while (!name.empty() && name.back() == ' ') name.remove_suffix(1);
    while (!name.empty() && name.front() == ' ') name.remove_prefix(1);
    if (const auto open = name.rfind('('); open != std::string_view::npos && name.ends_with(')')) {
        if (std::string code = as_code(name.substr(open + 1, name.size() - open - 2)); !code.empty()) return code;
        name = name.substr(0, open);
        while (!name.empty() && name.back() == ' ') name.remove_suffix(1);
    }
    if (std::string code = as_code(name); !code.empty()) return code;
    const std::string wanted = lowered(name);
    const auto* found = std::ranges::find(language_names, std::string_view(wanted), [](const auto& n) { return n.first; });
    return found == language_names.end() ? std::string() : std::string(found->second);
}

void add(texts& to, const std::string& language, std::string_view html) {
    std::string text = plain_text(html);
    if (text.empty() || std::ranges::find(to, language, [](const auto& t) { return t.first; }) != to.end()) return;
    to.emplace_back(language, std::move(text));
}

texts joined(const texts& a, std::string_view between, const texts& b, std::string_view after) {
    if (a.empty()) return b;
    if (b.empty()) return a;
    texts out;
    for (const auto& [language, text] : a)
        out.emplace_back(language,
                         text + std::string(between) + std::string(core::survey::in_language(b, language)) + std::string(after));
    return out;
}

std::optional<double> number_in(std::string_view text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
    return value;
}

void explain(listed_question& q, const std::string& reason) { q.reason += (q.reason.empty() ? "" : "; ") + reason; }

void keep(questionnaire& to, listed_question q, std::size_t& parts) {
    parts += 1 + q.columns.size() + q.keys.size();
    for (const listed_option& o : q.options) parts += 1 + o.label.size();
    if (parts > most_parts) refuse("questions with more than 1,000,000 options and columns");
    to.questions.push_back(std::move(q));
}

void settle(listed_question& q, bool on_scale) {
    std::vector<listed_option*> rest, suspects;
    bool own_words = false;
    for (listed_option& o : q.options) {
        if (o.own_words) {
            own_words = true;
        } else if (!o.missing) {
            (says_no_answer(first_of(o.label)) ? suspects : rest).push_back(&o);
        }
    }
    std::vector<std::string> labels;
    for (const listed_option* o : rest) labels.emplace_back(first_of(o->label));
    const auto steps = ordered_scale(labels);
    const bool numbers = std::ranges::all_of(rest, [](const listed_option* o) {
        const auto number = number_at_an_end(first_of(o->label));
        return number && o->value && *number == *o->value;
    });
    const bool scale = rest.size() > 1 && !own_words && (steps || numbers || on_scale);
    for (listed_option* o : suspects) {
        if (rest.size() > 1 && (scale || (o->value && is_reserved_code(*o->value)))) {
            o->missing = true;
            explain(q, "\"" + std::string(first_of(o->label)) + "\" taken as no answer by its label");
        } else {
            rest.push_back(o);
        }
    }
    q.type = item_type::choice;
    // An option that says no answer beside names is one of them, and no step.
    if (!scale) return;
    const auto by_value = [](const listed_option* a, const listed_option* b) { return *a->value < *b->value; };
    const auto same = [](const listed_option* a, const listed_option* b) { return *a->value == *b->value; };
    bool valued = std::ranges::all_of(rest, [](const listed_option* o) { return o->value.has_value(); });
    std::vector<listed_option*> sorted = rest;
    if (valued) {
        std::ranges::stable_sort(sorted, by_value);
        valued = std::ranges::adjacent_find(sorted, same) == sorted.end();
    }
    if (!valued) {
        if (!steps) return;
        for (std::size_t i = 0; i < rest.size(); ++i) {
            // Where steps were left out, those that are there count up without a gap.
            double step = 1;
            for (const std::string& other : *steps) {
                if (other == labels[i]) break;
                if (std::ranges::find(labels, other) != labels.end()) ++step;
            }
            rest[i]->value = step;
        }
        explain(q, "the order of the labels gives the values");
    } else if (*sorted.front()->value < 0 || *sorted.front()->value > 1 || *sorted.back()->value > 100 ||
               std::ranges::any_of(sorted, [](const listed_option* o) { return *o->value != std::floor(*o->value); })) {
        explain(q, "the codes from " + sorted.front()->code + " to " + sorted.back()->code + " count from 1 to " +
                       std::to_string(sorted.size()));
        for (std::size_t i = 0; i < sorted.size(); ++i) sorted[i]->value = static_cast<double>(i + 1);
    }
    q.type = item_type::rating;
}

}  // namespace xm::client::companions
