#include <algorithm>

#include "client/formats/words.hpp"
#include "client/plan/planner.hpp"

namespace xm::client {
namespace {

// What a cell of an option says when it is ticked, besides the option itself, and when it is not.
bool says_ticked(const std::string& folded) {
    static const std::set<std::string> words{"1",  "y",  "yes",     "x",        "true",   "ja", "oui",
                                             "si", "sí", "checked", "selected", "ticked", "✓",  "✔"};
    return words.count(folded) > 0;
}
bool says_not_ticked(const std::string& folded) {
    static const std::set<std::string> words{"0",         "n",           "no",           "false", "nein", "non", "not selected",
                                             "unchecked", "not checked", "nicht gewählt"};
    return words.count(folded) > 0;
}

bool ranks_hold(const file_look& f, const std::vector<std::size_t>& members) {
    if (members.size() < 2) return false;
    std::size_t rows = 0, full = 0;
    std::set<std::vector<long>> orders;
    for (const auto& row : f.rows) {
        std::set<long> ranks;
        std::vector<long> order;
        std::size_t given = 0;
        for (const std::size_t i : members) {
            if (i >= row.size() || row[i].empty()) continue;
            ++given;
            const auto n = whole_of(row[i]);
            if (!n || *n < 1 || *n > static_cast<long>(members.size()) || !ranks.insert(*n).second) return false;
            order.push_back(*n);
        }
        if (given == 0) continue;
        if (*ranks.rbegin() != static_cast<long>(given)) return false;
        ++rows;
        full += given > 1;
        if (given > 1) orders.insert(std::move(order));
    }
    // People do not all agree: numbers that stand in one order only are no ranks.
    return full >= 3 && rows > 0 && orders.size() > 1;
}

}  // namespace

void planner::resolve_personal(file_look& f) {
    auto& facts = f.about.columns;
    const auto answers = [&](std::size_t i) {
        const column_look& l = f.looks[i];
        const column_facts& c = facts[i];
        if (c.listed != nullptr && c.listed->type && *c.listed->type != item_type::text) return true;
        if (l.filled == 0 || l.many) return false;
        std::vector<std::string> words;
        bool ticks = true;
        for (const auto& [value, n] : l.counts) {
            static const std::set<std::string> checks{"yes",          "no", "true", "false", "checked", "unchecked", "selected",
                                                      "not selected", "ja", "nein", "oui",   "non",     "x"};
            const std::string v = fold(value);
            const bool number = value.size() <= 3 && value.find_first_not_of("0123456789") == std::string::npos;
            ticks = ticks && (number || checks.count(v) > 0 || v == fold(c.option_text) || says_no_answer(value));
            if (!says_no_answer(value)) words.push_back(value);
            if (value.find('@') != std::string::npos ||
                std::count_if(value.begin(), value.end(), [](char d) { return d >= '0' && d <= '9'; }) >= 6)
                return false;
        }
        return ticks || ordered_scale(words) || (words.size() >= 2 && words.size() <= 11 && l.filled >= 5 * words.size());
    };
    std::map<std::string, bool> answered;  // whether a column of the group holds answers
    for (std::size_t i = 0; i < facts.size(); ++i)
        if (facts[i].may_name && !facts[i].group.empty()) answered[facts[i].group] = answered[facts[i].group] || answers(i);
    for (std::size_t i = 0; i < facts.size(); ++i) {
        column_facts& c = facts[i];
        if (!c.may_name || c.role != role::answer || answers(i) || (f.looks[i].filled == 0 && answered[c.group])) continue;
        column_facts p;
        p.key = c.key;
        p.question = c.question;
        const bool wanted = o_.given && given_item(c, c.key, c.code, c.question) != nullptr;  // by a definition
        if (!wanted) {
            p.role = role::personal;
            p.reason = "names a person or a place: dropped (--keep, --person)";
        }
        c = std::move(p);
    }
}

void planner::resolve_ticks(file_look& f) {
    auto& facts = f.about.columns;
    const auto own_header = [&](std::size_t i) {
        const column_look& l = f.looks[i];
        return l.counts.size() == 1 && !l.many && fold(l.counts.begin()->first) == fold(facts[i].option_text);
    };
    for (std::size_t i = 0; i < facts.size();) {
        if (facts[i].layout != layout::tick || !facts[i].group.empty()) {
            ++i;
            continue;
        }
        // A run of columns that hold their own header or nothing, with at least one that holds it.
        std::size_t end = i;
        bool any = false;
        std::set<std::string> options;
        while (end < facts.size() && facts[end].layout == layout::tick && facts[end].group.empty() &&
               (own_header(end) || f.looks[end].filled == 0) && options.insert(fold(facts[end].option_text)).second) {
            any = any || own_header(end);
            ++end;
        }
        while (end > i && !own_header(end - 1)) --end;  // empty columns at its ends are questions of their own
        std::size_t begin = i;
        while (begin < end && !own_header(begin)) ++begin;
        for (std::size_t k = i; k < begin; ++k) facts[k].layout = layout::alone;
        if (!any || begin == end) {
            facts[i].layout = layout::alone;
            i = std::max(end, i + 1);
            continue;
        }
        for (std::size_t k = begin; k < end; ++k) {
            if (f.about.format.starts_with("typeform"))
                facts[k].reason =
                    "the file does not name the question: two such questions in a row look like one (--drop, --definition part "
                    "them)";
            facts[k].group = "run/" + std::to_string(begin);
            facts[k].group_code = facts[begin].code;
            facts[k].group_text.clear();
            facts[k].question.clear();
        }
        i = end;
    }
    // Of KoboToolbox and ODK without the form: neighbours under one path that hold nothing but 0 and 1 are options.
    if (f.about.format.starts_with("kobo") || f.about.format.starts_with("odk")) {
        const auto parent = [&](std::size_t i) {
            const column_facts& c = facts[i];
            const auto slash = c.key.rfind('/');
            const bool option =
                c.role == role::answer && c.layout == layout::alone && c.listed == nullptr && c.group.empty() &&
                slash != std::string::npos && f.looks[i].filled > 0 &&
                std::all_of(f.looks[i].counts.begin(), f.looks[i].counts.end(), [](const auto& v) {
                    return v.first == "0" || v.first == "1" || fold(v.first) == "true" || fold(v.first) == "false";
                });
            return option ? c.key.substr(0, slash) : std::string();
        };
        for (std::size_t i = 0; i < facts.size();) {
            const std::string path = parent(i);
            std::size_t end = i + 1;
            while (!path.empty() && end < facts.size() && parent(end) == path) ++end;
            if (!path.empty() && end - i > 1)
                for (std::size_t k = i; k < end; ++k) {
                    facts[k].layout = layout::tick;
                    facts[k].option_code = facts[k].option_text = facts[k].key.substr(path.size() + 1);
                    facts[k].group = facts[k].group_code = facts[k].group_text = facts[k].question = path;
                }
            i = end;
        }
    }
    for (std::size_t i = 1; i < facts.size(); ++i)
        if (facts[i].layout == layout::other_words && facts[i].role == role::answer && f.about.format.starts_with("typeform")) {
            const column_facts& left = facts[i - 1];
            facts[i].code = (left.group_code.empty() ? left.code : left.group_code) + "_other";
            facts[i].question = (left.question.empty() ? "" : left.question + " - ") + "Other";
        }
}

planner::spread planner::spread_of(const file_look& f, const std::vector<std::size_t>& members, std::string& reason) const {
    const auto& facts = f.about.columns;
    if (facts[members[0]].listed != nullptr && facts[members[0]].listed->columns.size() > 1) {
        const listed_question& l = *facts[members[0]].listed;
        if (l.type == item_type::multiple) return spread::ticks;
        if (l.type == item_type::rank) return l.ranks_by_place ? spread::places : spread::ranks;
        return spread::rows;
    }
    if (facts[members[0]].layout == layout::rank_place) return spread::places;
    if (facts[members[0]].layout == layout::tick) return spread::ticks;
    bool ticks = true, zero_one = true, any = false;
    for (const std::size_t i : members) {
        const column_look& l = f.looks[i];
        if (l.many || l.counts.size() > 4) ticks = zero_one = false;
        std::set<std::string> yes;
        for (const auto& [value, n] : l.counts) {
            const std::string v = fold(value);
            any = true;
            zero_one = zero_one && (v == "0" || v == "1");
            if (says_not_ticked(v) || is_no_answer(value)) continue;
            if (v == fold(facts[i].option_text) || v == fold(facts[i].option_code) || (members.size() > 1 && says_ticked(v)))
                yes.insert(v);
            else
                ticks = false;
        }
        ticks = ticks && yes.size() <= 1;
    }
    if (any && (ticks || (zero_one && members.size() > 1))) {
        reason = zero_one ? "each column holds 0 or 1: options of one question"
                          : "each column holds one value or nothing: options of one question";
        return spread::ticks;
    }
    if (ranks_hold(f, members)) {
        reason = "each row ranks 1, 2, ... once";
        return spread::ranks;
    }
    return spread::rows;
}

void planner::plan_group(file_look& f, std::vector<plan_column>& columns, const std::vector<std::size_t>& members,
                         std::set<std::size_t>& done) {
    auto& facts = f.about.columns;
    std::string reason;
    const spread k = spread_of(f, members, reason);
    if (k == spread::rows) {
        // Rows of a matrix share their scale.
        column_look together;
        for (const std::size_t i : members) {
            const column_look& l = f.looks[i];
            for (const auto& [value, n] : l.counts) together.counts[value] += n;
            together.many = together.many || l.many || together.counts.size() > 1000;
            together.filled += l.filled;
            together.whole += l.whole;
            together.low = std::min(together.low, l.low);
            together.high = std::max(together.high, l.high);
        }
        for (std::size_t row = 0; row < members.size(); ++row) {
            const std::size_t i = members[row];
            column_facts& c = facts[i];
            if (c.listed == nullptr && members.size() > 1 && c.code == c.group_code && !c.code.empty())
                c.code += "_" + std::to_string(row + 1);
            if (members.size() == 1 && !c.group_text.empty() && c.listed == nullptr &&
                f.about.format.starts_with("surveymonkey")) {
                c.question = c.group_text;
                columns[i].question = {{p_.definition.language, plain_text(c.question)}};
            } else if (!c.group_text.empty() && !c.option_text.empty() && c.listed == nullptr) {
                c.question = c.group_text + " - " + c.option_text;
                columns[i].question = {{p_.definition.language, plain_text(c.question)}};
            }
            plan_answer(f, columns[i], c, f.looks[i], &together);
            done.insert(i);
        }
        return;
    }
    const column_facts& first = facts[members[0]];
    const listed_question* const l = first.listed != nullptr && first.listed->columns.size() > 1 ? first.listed : nullptr;
    const std::string question = l != nullptr && !l->text.empty() ? l->text[0].second : first.group_text;
    const item* const there = given_item(first, first.key, l != nullptr ? l->name : first.group_code, question);
    item it;
    const bool fits = there != nullptr && there->type == (k == spread::ticks ? item_type::multiple : item_type::rank);
    if (fits) {
        it = *there;
    } else {
        it.name = free_name(l != nullptr && !l->name.empty() ? l->name
                            : !first.group_code.empty()      ? first.group_code
                                                             : first.code);
        it.type = k == spread::ticks ? item_type::multiple : item_type::rank;
        it.question = l != nullptr && !l->text.empty() ? plain(l->text) : text_in_language(first.group_text);
        if (l != nullptr)
            for (const listed_option& o : l->options)
                if (!o.missing || k == spread::ticks) it.choices.push_back({free_code(o.code, it.choices), label_of(o), false});
    }
    if (k == spread::places) return plan_places(f, columns, members, done, it, l);
    std::set<std::string> filled;
    for (const std::size_t i : members) {
        plan_column& c = columns[i];
        const column_facts& cf = facts[i];
        std::string code, label = plain_text(cf.option_text);
        std::string listed_code;
        if (l != nullptr && cf.listed_column < l->options.size()) {
            const listed_option& o = l->options[cf.listed_column];
            listed_code = o.code;
            if (!o.label.empty()) label = plain_text(o.label[0].second);
        }
        if (label.empty()) label = cf.option_code;
        // The option that has this label, or this code, and no column yet.
        for (const option& o : it.choices)
            for (const auto& [language, text] : o.label)
                if (code.empty() && filled.count(o.code) == 0 && fold(text) == fold(label)) code = o.code;
        const std::string known_code = !listed_code.empty() ? listed_code : cf.option_code;
        for (const option& o : it.choices)
            if (code.empty() && filled.count(o.code) == 0 && !known_code.empty() && o.code == name_from(known_code, 14, true))
                code = o.code;
        const std::string wish = !known_code.empty() ? known_code : label;
        if (code.empty()) {
            code = free_code(wish, it.choices);
            it.choices.push_back({code, text_in_language(label), false});
        }
        filled.insert(code);
        c.option = code;
        c.question = it.question;
        c.reading = k == spread::ticks ? reading::tick : reading::rank;
        c.database_columns = {it.name + "_" + code};
        if (k == spread::ticks) {
            for (const char* yes : {"1", "Y", "Yes", "yes", "TRUE", "true", "x", "X", "Ja", "checked", "Selected", "selected"})
                add_word(c, yes, "true");
            for (const char* no : {"0", "N", "No", "no", "FALSE", "false", "Nein", "unchecked", "Not selected"})
                add_word(c, no, "false");
            add_word(c, label, "true");
            add_word(c, cf.option_text, "true");
            add_word(c, cf.option_code, "true");
            for (const auto& [value, n] : f.looks[i].counts)
                if (is_no_answer(value) && c.words.count(value) == 0)
                    add_missing(it, c, value, value == "-99" ? "seen but not answered" : value);
        }
        if (!reason.empty()) add_reason(c, reason);
        done.insert(i);
    }
    if (fits) {
        *find_mutable(it.name) = it;
    } else {
        settle_name(it);
        for (const std::size_t i : members) columns[i].database_columns = {it.name + "_" + columns[i].option};
    }
    for (const std::size_t i : members) {
        take(facts[i].key, columns[i], it);
        if (columns[i].item.empty()) columns[i].database_columns.clear();
    }
}

void planner::plan_places(file_look& f, std::vector<plan_column>& columns, const std::vector<std::size_t>& members,
                          std::set<std::size_t>& done, item it, const listed_question* l) {
    auto& facts = f.about.columns;
    std::map<std::string, std::uint64_t> seen;
    for (const std::size_t i : members)
        for (const auto& [value, n] : f.looks[i].counts) seen[value] += n;
    std::map<std::string, std::string> words;
    // The options that the list names are found among those of the item by what they say, else by their codes: another list may
    // have them in another order.
    std::set<std::string> found;
    for (const listed_option& listed : l != nullptr ? l->options : std::vector<listed_option>()) {
        std::string code;
        const core::survey::texts label = label_of(listed);
        for (const option& o : it.choices)
            for (const auto& [language, text] : o.label)
                for (const auto& [any, wanted] : label)
                    if (code.empty() && found.count(o.code) == 0 && fold(text) == fold(wanted)) code = o.code;
        for (const option& o : it.choices)
            if (code.empty() && found.count(o.code) == 0 && o.code == name_from(listed.code, 14, true)) code = o.code;
        if (code.empty()) {
            code = free_code(listed.code, it.choices);
            it.choices.push_back({code, label, false});
        }
        found.insert(code);
        words[listed.code] = code;
        for (const auto& [language, text] : label) words[text] = code;
    }
    for (const option& o : it.choices) {
        words.emplace(o.code, o.code);
        for (const auto& [language, text] : o.label) words.emplace(text, o.code);
    }
    for (const auto& [value, n] : seen)
        if (words.count(value) == 0 && n >= fewest_rows && !is_no_answer(value)) {
            const std::string code = free_code(value, it.choices);
            it.choices.push_back({code, text_in_language(value), false});
            words[value] = code;
        }
    if (it.choices.size() < 2) {
        names_.erase(it.name);
        for (const std::size_t i : members) {
            facts[i].group.clear();
            facts[i].layout = layout::alone;
            plan_answer(f, columns[i], facts[i], f.looks[i]);
            done.insert(i);
        }
        return;
    }
    if (p_.definition.find_item(it.name) == nullptr) settle_name(it);
    for (std::size_t k = 0; k < members.size(); ++k) {
        plan_column& c = columns[members[k]];
        c.reading = reading::rank_place;
        c.place = facts[members[k]].place > 0 ? facts[members[k]].place : static_cast<int>(k) + 1;
        c.question = it.question;
        for (const auto& [text, code] : words) add_word(c, text, code);
        c.database_columns = core::survey::column_names(it);
        add_reason(c, "a column per place, which holds the option");
        take(facts[members[k]].key, c, it);
        done.insert(members[k]);
    }
    if (item* const mine = find_mutable(it.name)) *mine = it;
}

}  // namespace xm::client
