#include <algorithm>
#include <cmath>
#include <regex>

#include "client/formats/words.hpp"
#include "client/plan/planner.hpp"

namespace xm::client {
namespace {

// What a column that is not stored looks like, for the plan.
void type_of_dropped(plan_column& c, const column_look& l) {
    if (l.all(l.whole) || l.all(l.whole + l.point))
        c.reading = reading::number;
    else if (l.all(l.dates))
        c.reading = reading::date;
    else if (l.all(l.instants))
        c.reading = reading::time;
    else
        c.reading = reading::text;
}

std::string short_name(const std::string& code, const column_facts& facts) {
    if (!code.empty()) return code;
    return facts.question.substr(0, 40);
}

bool inside(const span& s, const std::string& code) {
    const auto n = whole_of(code);
    return n && *n >= s.low && *n <= s.high;
}

// Answers that are neither listed nor a code for none; `words`: only those that are no numbers.
std::uint64_t not_listed(const plan_column& c, const column_look& l, bool words) {
    std::uint64_t result = 0;
    for (const auto& [value, n] : l.counts)
        if (c.words.count(value) == 0 && c.words.count(fold(value)) == 0 && !means_missing(c, value) &&
            !(words && number_form_of(value)))
            result += n;
    return result;
}

}  // namespace

std::vector<value_count> values_of(const column_look& l) {
    std::vector<value_count> v(l.counts.begin(), l.counts.end());
    std::sort(v.begin(), v.end(),
              [](const auto& a, const auto& b) { return a.second != b.second ? a.second > b.second : a.first < b.first; });
    return v;
}

void add_word(plan_column& c, const std::string& text, const std::string& meaning) {
    if (text.empty()) return;
    c.words.emplace(text, meaning);
    c.words.emplace(fold(text), meaning);
}

void add_reason(plan_column& c, const std::string& more) { c.reason += (c.reason.empty() ? "" : "; ") + more; }

std::string quoted(const std::string& s) { return "\"" + s + "\""; }

const std::map<std::string, bool>& truth_words() {
    static const std::map<std::string, bool> words{
        {"yes", true},       {"no", false},     {"true", true},       {"false", false},     {"ja", true},
        {"nein", false},     {"oui", true},     {"non", false},       {"sí", true},         {"si", true},
        {"sì", true},        {"sim", true},     {"não", false},       {"tak", true},        {"nie", false},
        {"nee", false},      {"nej", false},    {"y", true},          {"n", false},         {"wahr", true},
        {"falsch", false},   {"vrai", true},    {"faux", false},      {"accepted", true},   {"not accepted", false},
        {"да", true},        {"нет", false},    {"はい", true},       {"いいえ", false},    {"kyllä", true},
        {"ei", false},       {"evet", true},    {"hayır", false},     {"ano", true},        {"ne", false},
        {"igen", true},      {"nem", false},    {"verdadero", true},  {"falso", false},     {"vero", true},
        {"waar", true},      {"onwaar", false}, {"niet waar", false}, {"verdadeiro", true}, {"prawda", true},
        {"fałsz", false},    {"sant", true},    {"falskt", false},    {"sand", true},       {"falsk", false},
        {"totta", true},     {"tosi", true},    {"epätosi", false},   {"истина", true},     {"ложь", false},
        {"真", true},        {"偽", false},     {"doğru", true},      {"yanlış", false},    {"pravda", true},
        {"nepravda", false}, {"igaz", true},    {"hamis", false}};
    return words;
}

std::string planner::free_name(const std::string& wish) {
    std::string base = name_from(wish, 40, false);
    if (base.empty()) base = "item";
    const auto& taken = core::survey::response_columns;
    if (std::find(taken.begin(), taken.end(), base) != taken.end()) base += "_answer";
    std::string name = base;
    for (int n = 2; !names_.insert(name).second; ++n) name = base + "_" + std::to_string(n);
    return name;
}

std::string free_code(const std::string& wish, const std::vector<option>& options) {
    std::string base = wish.starts_with("-") ? "m" + name_from(wish, 13, true) : name_from(wish, 14, true);
    if (base.empty()) base = "option";
    std::string code = base;
    const auto taken = [&] {
        return std::any_of(options.begin(), options.end(), [&](const option& o) { return o.code == code; });
    };
    for (int n = 2; taken(); ++n) code = base.substr(0, 11) + "_" + std::to_string(n);
    return code;
}

const item* planner::given_item(const column_facts& facts, const std::string& key, const std::string& code,
                                const std::string& question) {
    const definition& d = p_.definition;
    if (const auto m = o_.mapping.find(key); m != o_.mapping.end())
        if (const item* it = d.find_item(m->second)) return it;
    if (const auto m = planned_.find(key); m != planned_.end()) return d.find_item(m->second);
    if (!o_.given) return nullptr;
    const auto unused = [&](const item& it) { return used_.count(it.name) == 0 && !it.retired; };
    const std::string folded = fold(plain_text(question));
    if (!folded.empty())
        for (const item& it : d.items)
            for (const auto& [language, text] : it.question)
                if (unused(it) && fold(text) == folded) return &it;
    const std::string name = name_from(code.empty() ? facts.key : code, 40, false);
    for (const item& it : d.items)
        if (unused(it) && it.name == name) return &it;
    return nullptr;
}

void planner::settle_name(item& it) {
    const std::string base = it.name;
    const auto taken = [&] {
        const auto& fixed = core::survey::response_columns;
        const auto columns = core::survey::column_names(it);
        return columns_.count(it.name) > 0 || std::any_of(columns.begin(), columns.end(), [&](const std::string& c) {
                   return std::find(fixed.begin(), fixed.end(), c) != fixed.end() || columns_.count(c) > 0;
               });
    };
    for (int n = 2; taken() || (it.name != base && names_.count(it.name) > 0); ++n) it.name = base + "_" + std::to_string(n);
    names_.insert(it.name);
    columns_.insert(it.name);
    for (std::string& c : core::survey::column_names(it)) columns_.insert(std::move(c));
}

bool planner::take(const std::string& key, plan_column& c, item it) {
    used_.insert(it.name);
    planned_.emplace(key, it.name);
    c.item = it.name;
    if (c.question.empty()) c.question = it.question;
    if (p_.definition.find_item(it.name) != nullptr) return true;
    if (o_.given && !o_.extend) {
        c.item.clear();
        c.reading = reading::none;
        c.role = role::dropped;
        add_reason(c, "no item of the definition");
        names_.erase(it.name);
        return false;
    }
    p_.definition.items.push_back(std::move(it));
    return true;
}

item* planner::find_mutable(const std::string& name) {
    for (item& it : p_.definition.items)
        if (it.name == name) return &it;
    return nullptr;
}

bool is_no_answer(const std::string& value) { return value == "-99" || says_no_answer(value); }

core::survey::texts planner::text_in_language(const std::string& text) const {
    const std::string t = plain_text(text);
    if (t.empty()) return {};
    return {{p_.definition.language, t}};
}

core::survey::texts planner::plain(const core::survey::texts& t) const {
    core::survey::texts result;
    for (const auto& [language, text] : t)
        if (!plain_text(text).empty())
            result.emplace_back(language.empty() ? p_.definition.language : language, plain_text(text));
    own_first(result);
    return result;
}

void planner::own_first(core::survey::texts& t) const {
    std::stable_partition(t.begin(), t.end(), [&](const auto& one) { return one.first == p_.definition.language; });
}

core::survey::texts planner::label_of(const listed_option& o) const {
    core::survey::texts t = plain(o.label);
    if (t.empty()) t = {{p_.definition.language, o.code}};
    return t;
}

void planner::add_missing(item& it, plan_column& c, const std::string& code, const std::string& reason,
                          const core::survey::texts& words) {
    c.missing[code] = reason;
    if (std::none_of(it.missing.begin(), it.missing.end(), [&](const auto& m) { return m.code == code; }))
        it.missing.push_back({code, words.empty() ? text_in_language(reason) : words});
}

void planner::plan_role(file_look& f, plan_column& c, const column_facts& facts, const column_look& l) {
    const auto time = [&] {
        c.reading = reading::time;
        c.order = order_of(f, l, c);
        c.zone = facts.zone_is_utc ? "UTC" : p_.zone;
        if (l.zoned < l.instants + l.dates && c.zone.empty() && l.filled > 0)
            add_reason(c, "no time zone in the file: that of the workspace (--zone says another)");
    };
    switch (c.role) {
        case role::submitted_at:
        case role::started_at:
        case role::ended_at:
            time();
            if (l.filled > 0 && !l.all(l.dates + l.instants)) {
                // No time at all: not what its header says.
                if ((l.dates + l.instants) * 2 < l.filled) {
                    c.role = role::answer;
                    column_facts again = facts;
                    again.role = role::answer;
                    again.code = c.source;
                    plan_answer(f, c, again, l);
                    return;
                }
            }
            if (f.about.format.starts_with("limesurvey") && l.counts.count("1980-01-01 00:00:00") > 0) {
                c.missing.emplace("1980-01-01 00:00:00", "not recorded");
                add_reason(c, "1980-01-01 stands for a date that was not recorded");
            }
            if (c.role == role::submitted_at && l.dates > 0 && l.instants == 0)
                for (std::size_t i = 0; i < f.about.columns.size(); ++i)
                    if (f.about.columns[i].role_label == "time" && f.looks[i].all(f.looks[i].day_times)) {
                        c.second = i;
                        add_reason(c, "with the time of day of column " + std::to_string(i));
                    }
            break;
        case role::weight: {
            c.reading = reading::number;
            number_signs(f, l, c);
            if (p_.definition.mode != core::survey::mode::identified) {
                c.role = role::dropped;
                c.role_label = "weight";
                c.reason = "confidential surveys are unweighted: dropped";
            } else if (!o_.given) {
                p_.definition.weighted = true;
            } else if (!p_.definition.weighted) {
                c.role = role::dropped;
                c.role_label = "weight";
                c.reason = "the survey is unweighted: dropped";
            }
            break;
        }
        case role::complete:
            c.reading = reading::boolean;
            for (const auto& [word, truth] : truth_words()) c.words.emplace(word, truth ? "true" : "false");
            for (const char* yes : {"1", "completed", "complete"}) c.words.emplace(yes, "true");
            for (const char* no : {"0", "partial", "started"}) c.words.emplace(no, "false");
            if (f.about.format == "spss-sav" && l.counts.count("2") > 0) {  // of Qualtrics: 1 false, 2 true
                c.words["1"] = "false";
                c.words["2"] = "true";
            }
            break;
        default: break;
    }
    if (p_.definition.mode == core::survey::mode::anonymous && (c.role == role::started_at || c.role == role::person)) {
        c.role = role::dropped;
        c.reason = "an anonymous survey does not keep it";
    }
    if (c.role == role::status && p_.files[f.file].tests.empty() && c.reason.empty()) c.reason = "not stored";
    if (c.reading == reading::none && l.filled > 0) type_of_dropped(c, l);
}

date_order planner::order_of(const file_look& f, const column_look& l, plan_column& c) const {
    const std::uint64_t all = l.dates + l.instants;
    if (o_.order) return *o_.order;
    if (all == 0 || l.year_first == all) return date_order::ymd;
    if (l.day_first == all && l.month_first < all) return date_order::dmy;
    if (l.month_first == all && l.day_first < all) return date_order::mdy;
    if (f.order) {
        add_reason(c, *f.order == date_order::dmy ? "day before month, as other dates of the file"
                                                  : "month before day, as other dates of the file");
        return *f.order;
    }
    const bool month_first =
        f.about.english && (f.about.format.starts_with("google") || f.about.format.starts_with("surveymonkey"));
    add_reason(c, month_first ? "month before day, as the tool writes dates in English: no date settles it (--date-order dmy)"
                              : "day before month: no date settles it (--date-order mdy)");
    return month_first ? date_order::mdy : date_order::dmy;
}

void number_signs(const file_look& f, const column_look& l, plan_column& c) {
    if (l.comma > 0 && l.point == 0) {
        c.decimal_comma = l.comma > l.comma_groups || f.comma;
        if (!c.decimal_comma) add_reason(c, "commas between groups of three: thousands");
    }
    if (l.comma > 0 && l.point > 0) {
        // Both signs: the last one is the decimal sign, and the other one stands between groups.
        c.decimal_comma =
            l.point_groups > 0 && l.comma >= l.comma_groups && l.point_groups >= l.point - std::min(l.point, l.point_groups);
    }
    if (f.comma && l.comma == 0 && l.point > 0 && l.point_groups == l.point) c.decimal_comma = true;
    c.thousands = c.decimal_comma ? l.point_groups > 0 : l.comma_groups > 0;
    if (c.decimal_comma) add_reason(c, "decimal comma");
}

void planner::plan_answer(file_look& f, plan_column& c, column_facts& facts, const column_look& l, const column_look* together) {
    c.role = role::answer;
    const listed_question* const listed =
        facts.listed != nullptr && (facts.listed->columns.size() <= 1 || facts.layout == layout::whole) ? facts.listed : nullptr;
    const std::string question = listed != nullptr && !listed->text.empty() ? listed->text[0].second : facts.question;
    if (const item* const there =
            given_item(facts, facts.key, listed != nullptr && !listed->name.empty() ? listed->name : facts.code, question)) {
        item it = *there;
        read_as(f, c, facts, l, it, listed);
        *find_mutable(it.name) = it;
        take(facts.key, c, it);
        return;
    }
    if (l.filled > 0 && add_kept_.count({c.file, c.column}) == 0 && listed == nullptr) {
        if (l.emails * 2 > l.filled || l.addresses * 2 > l.filled) {
            c.role = role::personal;
            c.reason = l.emails * 2 > l.filled ? "e-mail addresses: dropped (--keep, --person email=COLUMN)"
                                               : "network addresses: dropped (--keep)";
            c.reading = reading::text;
            return;
        }
        if (l.all(l.positions)) {
            c.role = role::personal;
            c.reason = "an exact position: dropped (--keep)";
            c.reading = reading::text;
            return;
        }
    }
    item it;
    const std::string wish = listed != nullptr && !listed->name.empty() ? listed->name
                             : !facts.code.empty()                      ? facts.code
                                                                        : facts.question;
    it.name = free_name(short_name(wish, facts));
    it.question = listed != nullptr && !listed->text.empty() ? plain(listed->text) : text_in_language(facts.question);
    c.question = it.question;
    if (listed != nullptr && from_list(f, c, facts, l, it, *listed)) {
        finish(c, it, facts);
        return;
    }
    if (listed == nullptr || (listed->options.empty() && listed->missing_ranges.empty())) {
        infer(f, c, facts, l, it, together);
    } else {
        // Codes for no answer are listed: the rest decides.
        for (const listed_option& o : listed->options)
            if (o.missing) c.missing.emplace(o.code, o.code);
        column_look rest;
        for (const auto& [value, n] : l.counts)
            if (!means_missing(c, value))
                for (std::uint64_t k = 0; k < n; ++k) rest.add({value, cell_kind::text});
        rest.many = l.many;
        infer(f, c, facts, l.many ? l : rest, it, together);
        for (const listed_option& o : listed->options)
            if (o.missing && it.type != item_type::boolean && !(it.type == item_type::rating && inside(it.scale, o.code))) {
                const core::survey::texts words = label_of(o);
                add_missing(it, c, o.code, words.front().second, words);
            }
    }
    finish(c, it, facts);
}

void planner::finish(plan_column& c, item& it, const column_facts& facts) {
    for (const auto& [code, reason] : o_.missing) {
        const bool counts = it.type == item_type::rating || it.type == item_type::number;
        const auto n = whole_of(code);
        if (it.type == item_type::text) continue;
        if (it.type == item_type::rating && n && *n >= it.scale.low && *n <= it.scale.high) continue;
        if (!counts && it.choices.empty()) continue;
        add_missing(it, c, code, reason);
    }
    settle_name(it);
    c.database_columns = core::survey::column_names(it);
    take(facts.key, c, it);
    if (c.item.empty()) c.database_columns.clear();
}

bool planner::from_list(file_look& f, plan_column& c, const column_facts& facts, const column_look& l, item& it,
                        const listed_question& q) {
    if (!q.reason.empty()) add_reason(c, q.reason);
    for (const auto& r : q.missing_ranges) c.missing_ranges.push_back(r);
    std::vector<const listed_option*> answers;
    for (const listed_option& o : q.options)
        if (!o.missing) answers.push_back(&o);
    std::optional<item_type> type = q.type;
    if (!type && !answers.empty()) {
        std::vector<std::string> labels;
        for (const listed_option* o : answers) labels.push_back(o->label.empty() ? o->code : plain_text(o->label[0].second));
        type = ordered_scale(labels) ? item_type::rating : item_type::choice;
    }
    if (!type) return false;
    const auto missing = [&] {
        for (const listed_option& o : q.options) {
            if (!o.missing) continue;
            const core::survey::texts words = label_of(o);
            const std::string reason = words.front().second;
            if (it.type == item_type::rating) {
                const auto n = whole_of(o.code);
                if (n && *n >= it.scale.low && *n <= it.scale.high) continue;
            }
            add_missing(it, c, o.code, reason, words);
            for (const auto& [language, text] : o.label) {
                c.missing.emplace(text, reason);
                c.missing.emplace(fold(text), reason);
            }
        }
    };
    switch (*type) {
        case item_type::rating: {
            it.type = item_type::rating;
            std::vector<int> values;
            bool valued = true;
            for (const listed_option* o : answers) {
                const auto n = o->value            ? o->value
                               : whole_of(o->code) ? std::optional<double>(static_cast<double>(*whole_of(o->code)))
                                                   : std::nullopt;
                valued = valued && n && *n == std::floor(*n) && *n >= 0 && *n <= 100;
                values.push_back(valued && n ? static_cast<int>(*n) : 0);
            }
            if (!valued || std::set<int>(values.begin(), values.end()).size() != values.size()) {
                for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<int>(i) + 1;
                if (!answers.empty()) add_reason(c, "no values are listed: counted 1, 2, ... in the order of the answers");
            }
            if (q.scale) {
                it.scale = *q.scale;
            } else if (values.size() > 1) {
                it.scale = {*std::min_element(values.begin(), values.end()), *std::max_element(values.begin(), values.end())};
            } else {
                return false;
            }
            if (it.scale.low < 0 || it.scale.high > 100 || it.scale.low >= it.scale.high) return false;
            for (std::size_t i = 0; i < answers.size(); ++i) {
                const std::string n = std::to_string(values[i]);
                const listed_option& o = *answers[i];
                const core::survey::texts label = label_of(o);
                if (!(label.size() == 1 && label[0].second == n)) it.labels.emplace_back(values[i], label);
                c.words[o.code] = n;
                for (const auto& [language, text] : o.label) add_word(c, plain_text(text), n), add_word(c, text, n);
            }
            std::sort(it.labels.begin(), it.labels.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
            rule_of(it, facts);
            c.reading = reading::rating;
            missing();
            for (const auto& [value, n] : l.counts)
                if (const auto w = whole_of(value);
                    w && (*w < it.scale.low || *w > it.scale.high) && c.words.count(value) == 0 && !means_missing(c, value)) {
                    as_number(f, c, l, it, n);
                    break;
                }
            return true;
        }
        case item_type::choice:
        case item_type::multiple:
        case item_type::rank: {
            it.type = *type;
            it.other = std::any_of(q.options.begin(), q.options.end(), [](const listed_option& o) { return o.own_words; }) &&
                       *type != item_type::rank && q.other_column.empty();
            for (const listed_option& o : q.options) {
                if ((o.missing && *type != item_type::multiple) || (o.own_words && it.other)) continue;
                const std::string code = free_code(o.code, it.choices);
                it.choices.push_back({code, label_of(o), false});
                add_word(c, o.code, code);
                for (const auto& [language, text] : o.label) add_word(c, plain_text(text), code), add_word(c, text, code);
            }
            if (it.choices.empty()) return false;
            c.separator = !facts.separator.empty() ? facts.separator : q.separator;
            if (l.arrays > 0) c.separator = "[";
            c.has_other = it.other;
            c.reading = *type == item_type::choice     ? reading::choice
                        : *type == item_type::multiple ? reading::joined
                                                       : reading::rank_joined;
            if (*type == item_type::choice) {
                missing();
                if (const std::uint64_t n = not_listed(c, l, false); n > 0 && not_listed(c, l, true) == 0) {
                    as_number(f, c, l, it, n);
                } else if (n > 0 && !it.other) {
                    it.other = c.has_other = true;
                    add_reason(c, std::to_string(n) + (n == 1 ? " answer is" : " answers are") + " not listed: to " + it.name +
                                      "_other");
                }
            }
            return true;
        }
        case item_type::number:
            it.type = item_type::number;
            c.reading = reading::number;
            number_signs(f, l, c);
            missing();
            number_notes(it, c);
            return true;
        case item_type::text:
            it.type = item_type::text;
            c.reading = reading::text;
            missing();
            return true;
        case item_type::boolean:
            it.type = item_type::boolean;
            c.reading = reading::boolean;
            truths(c);
            for (const listed_option& o : q.options)
                if (o.value && !o.missing) {
                    add_word(c, o.code, *o.value != 0 ? "true" : "false");
                    for (const auto& [language, text] : o.label) add_word(c, text, *o.value != 0 ? "true" : "false");
                }
            return true;
        case item_type::date:
        case item_type::timestamp:
            it.type = *type;
            c.reading = *type == item_type::date ? reading::date : reading::time;
            c.order = order_of(f, l, c);
            if (*type == item_type::timestamp) c.zone = p_.zone;
            missing();
            return true;
    }
    return false;
}

bool means_missing(const plan_column& c, const std::string& value) {
    if (c.missing.count(value) > 0 || c.missing.count(fold(value)) > 0) return true;
    const auto n = whole_of(value);
    return n && std::any_of(c.missing_ranges.begin(), c.missing_ranges.end(), [&](const auto& r) {
               return static_cast<double>(*n) >= r.first && static_cast<double>(*n) <= r.second;
           });
}

void planner::as_number(file_look& f, plan_column& c, const column_look& l, item& it, std::uint64_t n) {
    add_reason(c, std::to_string(n) + (n == 1 ? " number has" : " numbers have") + " no label: taken as numbers");
    item number;
    number.name = it.name;
    number.question = it.question;
    number.type = item_type::number;
    number.missing = it.missing;
    it = number;
    c.words.clear();
    c.has_other = false;
    c.reading = reading::number;
    number_signs(f, l, c);
}

void truths(plan_column& c) {
    for (const auto& [word, truth] : truth_words()) c.words.emplace(word, truth ? "true" : "false");
    c.words.emplace("1", "true");
    c.words.emplace("0", "false");
    for (const char* yes : {"OK", "ok"}) c.words.emplace(yes, "true");  // as KoboToolbox acknowledges
}

void planner::number_notes(item& it, plan_column& c) {
    static const std::regex note(R"((-?\d+)\s*=\s*([^,;()]+))");
    for (const auto& [language, text] : it.question)
        for (auto m = std::sregex_iterator(text.begin(), text.end(), note); m != std::sregex_iterator(); ++m)
            if (says_no_answer((*m)[2].str()) || fold((*m)[2].str()).find("not know") != std::string::npos) {
                add_missing(it, c, (*m)[1].str(), (*m)[2].str());
                add_reason(c, "the question says that " + (*m)[1].str() + " means no answer");
            }
}

namespace {
// Whether cells hold several known options with this between them, and none something else.
bool joins_options(const plan_column& c, const column_look& l, const std::string& separator) {
    bool several = false;
    for (const auto& [value, n] : l.counts) {
        if (value.find(separator) == std::string::npos || c.words.count(value) > 0) continue;
        for (const std::string& part : options_in(value, separator))
            if (c.words.count(part) == 0 && c.words.count(fold(part)) == 0) return false;
        several = true;
    }
    return several;
}
}  // namespace

void planner::read_as(file_look& f, plan_column& c, const column_facts& facts, const column_look& l, item& it,
                      const listed_question* listed) {
    const auto labels = [&](const core::survey::texts& t, const std::string& meaning) {
        for (const auto& [language, text] : t) add_word(c, text, meaning);
    };
    for (const auto& m : it.missing) {
        const std::string reason(core::survey::in_language(m.reason, p_.definition.language));
        c.missing.emplace(m.code, reason);
        for (const auto& [language, text] : m.reason) c.missing.emplace(text, reason), c.missing.emplace(fold(text), reason);
    }
    c.question = it.question;
    c.database_columns = core::survey::column_names(it);
    if (listed != nullptr) {
        c.missing_ranges = listed->missing_ranges;
        for (const listed_option& o : listed->options)
            if (o.missing) c.missing.emplace(o.code, o.code);  // as it was first told where it has no label
    }
    // Another export may write answers otherwise: what the tool lists is known, too.
    const auto listed_words = [&](auto meaning) {
        if (listed == nullptr) return;
        for (const listed_option& o : listed->options) {
            const std::string m = meaning(o);
            if (m.empty()) continue;
            add_word(c, o.code, m);
            for (const auto& [language, text] : o.label) add_word(c, text, m);
        }
    };
    switch (it.type) {
        case item_type::rating:
            c.reading = reading::rating;
            for (const auto& [n, label] : it.labels) labels(label, std::to_string(n));
            listed_words([&](const listed_option& o) {
                for (const auto& [n, label] : it.labels)
                    for (const auto& [a, text] : label)
                        for (const auto& [b, other] : o.label)
                            if (fold(text) == fold(other)) return std::to_string(n);
                return std::string();
            });
            with_numbers(c, l);
            break;
        case item_type::choice:
        case item_type::multiple:
        case item_type::rank:
            c.reading = it.type == item_type::choice     ? reading::choice
                        : it.type == item_type::multiple ? reading::joined
                                                         : reading::rank_joined;
            for (const option& o : it.choices) {
                add_word(c, o.code, o.code);
                labels(o.label, o.code);
            }
            listed_words([&](const listed_option& o) {
                for (const option& mine : it.choices)
                    for (const auto& [a, text] : mine.label)
                        for (const auto& [b, other] : o.label)
                            if (fold(text) == fold(other)) return mine.code;
                return std::string();
            });
            c.separator = facts.separator.empty() ? "," : facts.separator;
            // As when the options were found: by what joins nothing but them.
            if (facts.separator.empty())
                for (const char* s : {"; ", ";", ", ", "|"})
                    if (joins_options(c, l, s)) {
                        c.separator = s;
                        break;
                    }
            if (l.arrays > 0) c.separator = "[";
            c.has_other = it.other;
            break;
        case item_type::number:
            c.reading = reading::number;
            number_signs(f, l, c);
            break;
        case item_type::text: c.reading = reading::text; break;
        case item_type::boolean:
            c.reading = reading::boolean;
            truths(c);
            break;
        case item_type::date:
        case item_type::timestamp:
            c.reading = it.type == item_type::date ? reading::date : reading::time;
            c.order = order_of(f, l, c);
            if (it.type == item_type::timestamp) c.zone = p_.zone;
            break;
    }
}

}  // namespace xm::client
