#include <algorithm>
#include <nlohmann/json.hpp>
#include <regex>

#include "client/formats/words.hpp"
#include "client/plan/planner.hpp"
#include "client/read/cells.hpp"

namespace xm::client {
namespace {

constexpr std::size_t most_options = 60;

bool asks_to_recommend(const std::string& question) {
    const std::string q = fold(question);
    for (const char* w : {"recommended by", "which ", "welche", "quel ", "quelle "})
        if (q.starts_with(w) || q.find(std::string(" ") + w) != std::string::npos) return false;
    for (const char* w :
         {"recommend", "weiterempf", "empfehlen", "recomend", "recomiend",  "recommand", "conseill",    "raccomand", "consiglie",
          "consigli",  "aanbevel",   "aanbeveel", "aanraden", "polec",      "anbefal",   "rekommender", "suosittel", "indicaria",
          "doporuč",   "odporúč",    "odporuč",   "ajánl",    "порекоменд", "рекоменд",  "tavsiye",     "preporuč",  "priporoč",
          "συστήσ",    "συνιστ",     "おすすめ",  "お勧め",   "勧め",       "薦め",      "推奨",        "推荐",      "推薦",
          "추천",      "توصي",       "אמליץ",     "תמליץ",    "nps"})
        if (q.find(w) != std::string::npos) return true;
    return false;
}

// "10 - Extremely likely" and "Extremely likely - 10".
struct labelled {
    long number;
    std::string label;
    bool last;
};

std::optional<labelled> labelled_number(const std::string& text) {
    static const std::regex first(R"(^\s*(0|[1-9]\d{0,2})\s*(?:-|–|—|=|:|\.|\)|\s)\s*(\D.*\D|\D)\s*$)"),
        last(R"(^\s*(\D.*\D)\s*(?:-|–|—|=|:|\()\s*(0|[1-9]\d{0,2})\)?\s*$)"),
        bracketed(R"(^\s*\((0|[1-9]\d{0,2})\)\s*(\D.*\D|\D)\s*$)"),
        unit(
            R"(^\s*\d+\s+(?:days?|weeks?|months?|years?|hours?|minutes?|min|times?|people|persons?|km|kg|tage?|wochen?|monate?|jahre?|stunden?|minuten|mal|personen|jours?|semaines?|mois|ans?|années?|heures?|fois|días?|semanas?|mes(?:es)?|años?|horas?|veces|giorn[oi]|settiman[ae]|mes[ei]|ann[oi]|or[ae]|volte|dagen?|weken|maanden|jaar|uur|keer)\b.*$)",
            std::regex::icase);
    std::smatch m;
    // Words, not the letters of a code such as C-001.
    const auto words = [](const std::string& label) {
        return std::count_if(label.begin(), label.end(),
                             [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0; }) >= 3;
    };
    if (text.size() > 80 || std::regex_match(text, unit)) return std::nullopt;
    if (std::regex_match(text, m, bracketed) && words(m[2])) return labelled{std::stol(m[1]), m[2], false};
    if (std::regex_match(text, m, first) && words(m[2])) return labelled{std::stol(m[1]), m[2], false};
    if (std::regex_match(text, m, last) && words(m[1])) return labelled{std::stol(m[2]), m[1], true};
    return std::nullopt;
}

std::optional<span> scale_in_words(const std::string& whole) {
    const std::string question = whole.substr(0, 4'000);  // longer ones are no questions, and each match costs what is left
    static const std::regex range(R"((?:^|[^\d.,])(\d{1,3})\s*(?:-|–|—|to|bis|à|\.\.|…)\s*(\d{1,3})(?!\d|[.,]\d))"),
        ends(R"((\d{1,3})\s*=)");
    std::smatch m;
    std::string rest = question;
    while (std::regex_search(rest, m, range)) {
        const int low = std::stoi(m[1]), high = std::stoi(m[2]);
        if ((low == 0 || low == 1) && high >= 2 && (high <= 11 || high == 100)) return span{low, high};
        rest = m.suffix();
    }
    int low = 1000, high = -1;
    for (auto i = std::sregex_iterator(question.begin(), question.end(), ends); i != std::sregex_iterator(); ++i) {
        const int n = std::stoi((*i)[1]);
        if (n == 77 || n == 88 || n >= 97) continue;
        low = std::min(low, n);
        high = std::max(high, n);
    }
    if ((low == 0 || low == 1) && high >= 2 && (high <= 11 || high == 100)) return span{low, high};
    return std::nullopt;
}

// Whole words; units count where they stand alone: "Waiting time (minutes)", "in years".
bool asks_how_many(const std::string& question) {
    const std::string q = " " + fold(question) + " ";
    const auto letter = [&](std::size_t i) {
        const char c = q[i];
        return (c >= 'a' && c <= 'z') || (c & 0x80) != 0;
    };
    const auto has = [&](std::string_view word) {
        for (std::size_t i = q.find(word); i != std::string::npos; i = q.find(word, i + 1))
            if (!letter(i - 1) && !letter(i + word.size())) return true;
        return false;
    };
    for (const char* w :
         {"how many", "how old", "number of", "wie viele", "wieviele", "wie alt", "anzahl",    "combien", "cuántos",
          "cuántas",  "cuanto",  "cuánto",    "quanti",    "quante",   "quantos", "quantas",   "hoeveel", "ile",
          "age",      "alter",   "count",     "betrag",    "cost",     "kosten",  "price paid"})
        if (has(w)) return true;
    if (has("amount") && !has("amount of")) return true;
    for (const std::string unit :
         {"min", "minutes", "minuten", "hours", "stunden", "days", "tage", "tagen", "years", "jahre", "jahren"})
        if (has("in " + unit) || has("(" + unit + ")") || has("(in " + unit + ")") || q.starts_with(" " + unit + " ") ||
            (unit.starts_with("min") && q.ends_with(" " + unit + " ")))
            return true;
    return false;
}

// German school marks are 1 to 6.
bool asks_for_a_mark(const std::string& question) {
    const std::string q = fold(question);
    return q == "note" || q.find("schulnote") != std::string::npos || q.starts_with("note ") ||
           q.find(" note ") != std::string::npos || q.ends_with(" note");
}

bool is_usual_missing(long n) {
    static const std::set<long> codes{-999, -99, -98, -97, -77, -66, -9,  -8,  -7,  -1,   77,
                                      88,   97,  98,  99,  777, 888, 997, 998, 999, 9998, 9999};
    return codes.count(n) > 0;
}

bool small_but_for_codes(const column_look& l, const std::map<long, std::uint64_t>& whole) {
    for (const auto& [n, count] : whole)
        if (n < 0 || (n > 10 && !is_usual_missing(n))) return false;
    return std::all_of(l.counts.begin(), l.counts.end(), [](const auto& v) {
        const auto f = number_form_of(v.first);
        return !f || f->whole || (v.first.find_first_of(".,") <= 2 && v.first[0] != '-');
    });
}

bool only_negative(const column_look& l, long n) { return l.low == static_cast<double>(n); }

std::string ends(const span& s) { return std::to_string(s.low) + ".." + std::to_string(s.high); }

std::map<long, std::uint64_t> whole_values(const column_look& l) {
    std::map<long, std::uint64_t> result;
    for (const auto& [value, n] : l.counts)
        if (const auto w = whole_of(value)) result[*w] += n;
    return result;
}

}  // namespace

std::vector<std::string> options_in(const std::string& value, const std::string& separator) {
    std::vector<std::string> parts;
    if (separator == "[") {
        const auto j = nlohmann::json::parse(value, nullptr, false);
        if (j.is_array())
            for (const auto& e : j)
                if (e.is_string() && !plain_text(e.get<std::string>()).empty()) parts.push_back(e.get<std::string>());
        return parts;
    }
    std::size_t from = 0;
    while (from <= value.size()) {
        const auto to = std::min(value.find(separator, from), value.size());
        std::string part = value.substr(from, to - from);
        while (!part.empty() && part.front() == ' ') part.erase(0, 1);
        while (!part.empty() && part.back() == ' ') part.pop_back();
        if (!part.empty()) parts.push_back(std::move(part));
        from = to + separator.size();
    }
    return parts;
}

std::string planner::place_of(const file_look& f, const plan_column& c, const std::string& value) const {
    const source& s = *p_.files[f.file].source;
    for (std::size_t r = 0; r < f.rows.size(); ++r)
        if (c.column < f.rows[r].size() && f.rows[r][c.column] == value) {
            return s.name + ", " +
                   (s.container == "xlsx" ? letters_of(c.column) + std::to_string(f.lines[r])
                                          : "line " + std::to_string(f.lines[r]));
        }
    return s.name;
}

void rule_of(item& it, const column_facts& facts) {
    std::string question = facts.question + " " + facts.code;
    for (const auto& t : it.question) question += " " + t.second;
    const bool nps = it.scale == span{0, 10} && asks_to_recommend(question);
    it.rule = core::metric::of(nps ? core::metric::rule::nps : core::metric::rule::mean);
}

void with_numbers(plan_column& c, const column_look& l) {
    for (const auto& [value, n] : l.counts) {
        const auto x = labelled_number(value);
        if (!x || c.words.count(value) > 0) continue;
        const std::string number = std::to_string(x->number);
        if (const auto none = c.missing.find(number); none != c.missing.end()) {
            const std::string reason = none->second;
            c.missing.emplace(value, reason);
            c.missing.emplace(fold(value), reason);
        } else {
            add_word(c, value, number);
        }
    }
}

void planner::infer(file_look& f, plan_column& c, const column_facts& facts, const column_look& l, item& it,
                    const column_look* together) {
    it.type = item_type::text;
    c.reading = reading::text;
    if (facts.layout == layout::other_words) return;
    if (l.filled == 0) {
        add_reason(c, "no answers: taken as text");
        return;
    }
    if (l.all(l.dates + l.instants)) {
        c.order = order_of(f, l, c);
        if (l.instants == 0 || l.instants == l.midnight) {
            it.type = item_type::date;
            c.reading = reading::date;
        } else {
            it.type = item_type::timestamp;
            c.reading = reading::time;
            c.zone = p_.zone;
        }
        return;
    }
    if (l.all(l.day_times)) return add_reason(c, "times of day or durations: kept as texts");
    if (l.all(l.urls)) {
        c.role_label = "file";
        return add_reason(c, "links: kept as texts");
    }
    if (infer_numbers(f, c, facts, l, it, together)) return;
    if (l.many) {
        if (l.emails * 10 > l.filled) add_reason(c, "some cells are e-mail addresses");
        return;
    }
    infer_words(f, c, facts, l, it, together);
}

bool planner::infer_numbers(file_look& f, plan_column& c, const column_facts& facts, const column_look& l, item& it,
                            const column_look* together) {
    const std::string question = facts.question + (facts.option_text.empty() ? "" : " " + facts.group_text);
    std::uint64_t numbers = 0;
    bool decimals = false, zeros = false;
    std::map<long, std::uint64_t> whole;
    std::vector<value_count> no_answer, labels, rest;
    if (l.many) {
        // Too many to look at one by one: all of them must be numbers.
        numbers = l.whole + std::max(l.point, l.comma);
        if (l.leading_zero > 0 ||
            l.whole + l.point + l.comma + (l.point_groups > l.point ? l.point_groups - l.point : 0) < l.filled)
            return false;
        decimals = l.point + l.comma > 0;
    } else {
        for (const auto& v : values_of(l)) {
            if (const auto n = number_form_of(v.first)) {
                zeros = zeros || (n->leading_zero && !n->point && !n->comma);
                if (const auto w = whole_of(v.first); w && (n->whole || v.first.ends_with(".0"))) {
                    whole[*w] += v.second;
                } else {
                    decimals = true;
                }
                numbers += v.second;
            } else if (is_no_answer(v.first)) {
                no_answer.push_back(v);
            } else if (labelled_number(v.first)) {
                labels.push_back(v);
            } else {
                rest.push_back(v);
            }
        }
    }
    // Two texts at one number, as of house numbers and streets: no words of a scale.
    std::map<long, std::string> word_of;
    for (const auto& v : labels) {
        const auto x = *labelled_number(v.first);
        if (word_of.emplace(x.number, fold(x.label)).first->second == fold(x.label)) continue;
        rest.insert(rest.end(), labels.begin(), labels.end());
        labels.clear();
        break;
    }
    if (zeros) {
        if (rest.empty()) add_reason(c, "leading zeros: text, not a number");
        return rest.empty();
    }
    if (numbers == 0 && labels.size() < 2) return false;
    // One text among numbers is told, not guessed at: no value, if it may be shown.
    if (!rest.empty()) {
        std::uint64_t odd = 0;
        for (const auto& v : rest) odd += v.second;
        const bool truth_cells = l.kinds[static_cast<std::size_t>(cell_kind::boolean)] == odd;
        if (rest.size() > 2 || (odd * 5 > numbers && !truth_cells) || odd > numbers) return false;
        if (!truth_cells && p_.definition.mode != core::survey::mode::identified && o_.side) return false;
        for (const auto& v : rest) {
            no_answer.push_back(v);
            const std::string what = v.first == "true" || v.first == "false" ? "a truth value among numbers" : "no number";
            add_reason(c, std::to_string(v.second) + (v.second == 1 ? " cell is " : " cells are ") + what + ": no value");
            p_.warnings.push_back(place_of(f, c, v.first) + ", column " + c.source + ": " + std::to_string(v.second) +
                                  (v.second == 1 ? " cell is " : " cells are ") + what + (shown() ? ", " + quoted(v.first) : "") +
                                  ": taken as no value");
        }
    }
    if (decimals || l.many) {
        it.type = item_type::number;
        c.reading = reading::number;
        number_signs(f, l, c);
        const auto hint = scale_in_words(question);
        if (!hint && !l.many && decimals && small_but_for_codes(l, whole))
            for (const auto& [n, count] : whole)
                if (n >= 77 && is_usual_missing(n)) missing_number(it, c, n, count, "the others are 10 or less");
        if (hint && !l.many)
            for (const auto& [n, count] : whole)
                if (is_usual_missing(n) && (n < hint->low || n > hint->high))
                    missing_number(it, c, n, count, "outside " + ends(*hint));
        for (const auto& [n, count] : whole)
            if (n < 0 && is_usual_missing(n) && l.point + l.comma > 0 && only_negative(l, n))
                missing_number(it, c, n, count, "the only negative number");
        for (const auto& v : no_answer) add_missing(it, c, v.first, v.first == "-99" ? "seen but not answered" : v.first);
        number_notes(it, c);
        return true;
    }
    for (const auto& v : labels) whole[labelled_number(v.first)->number] += v.second;
    // Missing codes lie apart from the answers.
    std::map<long, std::uint64_t> answers = whole;
    std::vector<std::pair<long, std::uint64_t>> codes;
    std::optional<span> hint = scale_in_words(question);
    const std::map<long, std::uint64_t> all = together != nullptr && together->whole > 0 ? whole_values(*together) : whole;
    long usual_high = 0;
    for (const auto& [n, count] : all)
        if (!is_usual_missing(n)) usual_high = std::max(usual_high, n);
    // Of a scale that goes below 0 its own numbers are no codes.
    const bool below_zero =
        std::any_of(all.begin(), all.end(), [](const auto& v) { return v.first < 0 && !is_usual_missing(v.first); });
    for (const auto& [n, count] : whole) {
        if (!is_usual_missing(n) || (below_zero && n < 0 && n > -10)) continue;
        const bool outside = hint ? n < hint->low || n > hint->high
                                  : n < 0 || (usual_high <= 10 && n > 10 && all.size() > 2 && !asks_how_many(question));
        if (outside) codes.emplace_back(n, count), answers.erase(n);
    }
    if (answers.empty()) {
        codes.clear();
        answers = whole;
    }
    // Rows of a matrix share their scale; a code that is missing in one is so in all.
    long low = answers.begin()->first, high = answers.rbegin()->first;
    for (const auto& [n, count] : all)
        if (whole.count(n) == 0 && !is_usual_missing(n)) low = std::min(low, n), high = std::max(high, n);
    if (hint && (low < hint->low || high > hint->high)) hint.reset();
    std::optional<span> scale;
    std::string why;
    if (hint) {
        scale = hint;
        why = "the question says " + ends(*hint);
    } else if (low >= 0 && high <= 10 && labels.empty() && asks_to_recommend(question) &&
               (low == 0 || high > 7 || (l.filled < 20 && together == nullptr))) {
        scale = span{0, 10};
        why = "whether people recommend is asked from 0 to 10";
    } else if (!labels.empty() && low >= 0 && high <= 100 && low < high) {
        scale = span{static_cast<int>(low), static_cast<int>(high)};
        why = "answers have words at " + ends(*scale);
    } else if (answers.size() <= 2 && low >= 0 && high <= 1 && labels.empty() &&
               (answers.size() == 2 || f.about.format.starts_with("typeform")) && together == nullptr) {
        it.type = item_type::boolean;
        c.reading = reading::boolean;
        truths(c);
        add_reason(c, "only 0 and 1");
        for (const auto& v : no_answer) {
            add_missing(it, c, v.first, v.first);
            c.missing.emplace(fold(v.first), v.first);
        }
        return true;
    } else if (low >= 0 && high <= 10 && !asks_how_many(question)) {
        const int top = high <= 5 ? 5 : high <= 6 && asks_for_a_mark(question) ? 6 : high <= 7 ? 7 : 10;
        scale = span{low == 0 ? 0 : 1, low == 0 && high > 5 ? 10 : top};
        std::string seen = std::to_string(low) + ".." + std::to_string(high);
        why = "no scale in the file: answers are " + seen;
        if (f.about.format.starts_with("qualtrics") && labels.empty())
            why += "; codes, if it is a choice (a .qsf file beside it tells)";
    }
    if (!scale) {
        it.type = item_type::number;
        c.reading = reading::number;
        c.thousands = l.comma_groups + l.point_groups > 0;
        add_reason(c, low >= 0 && high <= 10
                          ? "the question asks for a number"
                          : "no scale in the file: numbers " + std::to_string(low) + ".." + std::to_string(high));
        for (const auto& [n, count] : codes)
            missing_number(it, c, n, count, n < 0 ? "the only negative number" : "apart from the others");
        for (const auto& v : no_answer) add_missing(it, c, v.first, v.first);
        number_notes(it, c);
        return true;
    }
    it.type = item_type::rating;
    it.scale = *scale;
    c.reading = reading::rating;
    add_reason(c, "rating " + ends(*scale) + ": " + why);
    for (const auto& v : labels) {
        const auto x = *labelled_number(v.first);
        if (std::any_of(codes.begin(), codes.end(), [&](const auto& code) { return code.first == x.number; })) {
            const std::string reason = x.number == -99 ? "seen but not answered" : "no answer";
            c.missing.emplace(v.first, reason);
            c.missing.emplace(fold(v.first), reason);
            continue;
        }
        add_word(c, v.first, std::to_string(x.number));
        c.number_last = c.number_last || x.last;
        // Labels are for all to read: what somebody wrote behind a number of their own is not.
        const bool label = shown() || v.second >= fewest_rows || x.number == low || x.number == high;
        if (label && x.number >= it.scale.low && x.number <= it.scale.high &&
            std::none_of(it.labels.begin(), it.labels.end(), [&](const auto& k) { return k.first == x.number; }))
            it.labels.emplace_back(static_cast<int>(x.number), text_in_language(v.first));
    }
    std::sort(it.labels.begin(), it.labels.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [n, count] : codes)
        missing_number(it, c, n, count,
                       std::to_string(l.filled - count) + (l.filled - count == 1 ? " value" : " values") + " in " + ends(*scale));
    for (const auto& v : no_answer) {
        add_missing(it, c, v.first, v.first == "-99" ? "seen but not answered" : v.first);
        c.missing.emplace(fold(v.first), v.first);
    }
    rule_of(it, facts);
    return true;
}

bool planner::shown() const { return p_.definition.mode == core::survey::mode::identified && p_.side_known; }

void planner::missing_number(item& it, plan_column& c, long n, std::uint64_t count, const std::string& why) {
    const std::string code = std::to_string(n);
    add_reason(
        c, why + " and " + (count == 1 ? "one " : std::to_string(count) + " times ") + code + ": " + code + " taken as missing");
    add_missing(it, c, code, n == -99 ? "seen but not answered" : "no answer");
}

void planner::infer_words(file_look& f, plan_column& c, const column_facts& facts, const column_look& l, item& it,
                          const column_look* together) {
    const std::vector<value_count> values = values_of(l);
    std::vector<std::string> answers;
    std::vector<value_count> no_answer;
    for (const auto& v : values) (is_no_answer(v.first) ? (void)no_answer.push_back(v) : answers.push_back(v.first));
    const auto missing = [&] {
        for (const auto& v : no_answer) {
            add_missing(it, c, v.first, v.first == "-99" ? "seen but not answered" : v.first);
            c.missing.emplace(fold(v.first), v.first);
            add_reason(c, shown() ? quoted(v.first) + " taken as no answer" : "a text that says so is taken as no answer");
        }
    };
    if (answers.empty()) {
        add_reason(c, "nobody says more than that there is no answer: taken as text");
        return;
    }
    // Words of one known scale, over all rows of a matrix.
    std::vector<std::string> scale_words;  // in the writing of most
    const auto add_scale_word = [&](const std::string& word) {
        for (const std::string& known : scale_words)
            if (fold(known) == fold(word)) return;
        scale_words.push_back(word);
    };
    for (const std::string& a : answers) add_scale_word(a);
    if (together != nullptr && !together->many)
        for (const auto& [value, n] : together->counts)
            if (!is_no_answer(value)) add_scale_word(value);
    if (const auto scale = ordered_scale(scale_words)) {
        it.type = item_type::rating;
        it.scale = {1, static_cast<int>(scale->size())};
        c.reading = reading::rating;
        for (std::size_t i = 0; i < scale->size(); ++i) {
            const std::string n = std::to_string(i + 1);
            std::string label = (*scale)[i];
            for (const std::string& a : scale_words)
                if (fold(a) == fold(label)) label = a;
            it.labels.emplace_back(static_cast<int>(i) + 1, text_in_language(label));
            add_word(c, label, n);
        }
        add_reason(c, "words of a known scale, counted 1.." + std::to_string(scale->size()));
        rule_of(it, facts);
        missing();
        return;
    }
    const auto& truths_known = truth_words();
    std::set<std::string> folded;
    for (const std::string& a : answers) folded.insert(fold(a));
    if (folded.size() <= 4 &&
        std::all_of(answers.begin(), answers.end(), [&](const auto& a) { return truths_known.count(fold(a)) > 0; })) {
        it.type = item_type::boolean;
        c.reading = reading::boolean;
        truths(c);
        add_reason(c, "yes and no only");
        missing();
        return;
    }
    if (!facts.separator.empty() || l.arrays > 0 || f.about.format.starts_with("plain") ||
        f.about.format.starts_with("surveymonkey") || f.about.format.starts_with("formbricks"))
        if (infer_joined(c, facts, l, it)) {
            missing();
            return;
        }
    infer_choice(c, l, it, values, no_answer);
    if (it.type == item_type::choice) missing();
}

void planner::infer_choice(plan_column& c, const column_look& l, item& it, const std::vector<value_count>& values,
                           const std::vector<value_count>& no_answer) {
    std::vector<value_count> options, others;
    std::uint64_t covered = 0, rest = 0;
    for (const auto& v : values) {
        if (std::find(no_answer.begin(), no_answer.end(), v) != no_answer.end()) continue;
        if (v.second >= fewest_rows && v.first.size() <= 150)
            options.push_back(v), covered += v.second;
        else
            others.push_back(v), rest += v.second;
    }
    const auto text = [&](const std::string& why) { add_reason(c, "text: " + why); };
    if (options.empty()) return text("no value is shared by 5 rows (list the options in --definition to make it a choice)");
    if (options.size() > most_options) return text("more than " + std::to_string(most_options) + " different answers");
    if (options.size() < 2) return text("one answer only, or most of them differ");
    if (rest * 5 > covered)
        return text(std::to_string(rest) + " of " + std::to_string(l.filled) + " answers are shared by fewer than 5 rows");
    it.type = item_type::choice;
    c.reading = reading::choice;
    std::sort(options.begin(), options.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& v : options) {
        const std::string code = free_code(v.first, it.choices);
        it.choices.push_back({code, text_in_language(v.first), false});
        add_word(c, v.first, code);
    }
    add_reason(c, std::to_string(options.size()) + " answers, each of 5 rows or more");
    if (!others.empty()) {
        it.other = c.has_other = true;
        add_reason(c,
                   std::to_string(rest) + (rest == 1 ? " other answer goes" : " other answers go") + " to " + it.name + "_other");
    }
}

namespace {
// Tokens are codes of options, as KoboToolbox and ODK join them by blanks: no capitals, and most stand alone somewhere.
bool are_codes(const column_look& l, const std::map<std::string, std::uint64_t>& tokens) {
    std::size_t alone = 0;
    for (const auto& [token, n] : tokens) {
        if (token.size() > 40 || token.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_-.") != std::string::npos)
            return false;
        alone += l.counts.count(token);
    }
    return alone * 3 >= tokens.size() * 2;
}
}  // namespace

bool planner::infer_joined(plan_column& c, const column_facts& facts, const column_look& l, item& it) {
    std::string separator = facts.separator;
    if (l.arrays > 0 && l.all(l.arrays)) separator = "[";
    std::vector<std::string> tries =
        separator.empty() ? std::vector<std::string>{"; ", ";", ", ", "|"} : std::vector<std::string>{separator};
    for (const std::string& s : tries) {
        std::map<std::string, std::uint64_t> tokens;
        std::uint64_t several = 0, cells = 0, orderings = 0;
        std::size_t longest_cell = 0;
        std::map<std::pair<std::string, std::string>, std::uint64_t> follows;
        for (const auto& [value, n] : l.counts) {
            if (is_no_answer(value)) continue;
            const auto parts = options_in(value, s);
            several += parts.size() > 1 ? n : 0;
            cells += n;
            longest_cell = std::max(longest_cell, parts.size());
            for (std::size_t i = 0; i < parts.size(); ++i) {
                tokens[parts[i]] += n;
                if (i > 0) follows[{parts[i - 1], parts[i]}] += n;
            }
        }
        if (several == 0 || (facts.separator.empty() && several * 10 < cells)) continue;
        // Codes are joined by a blank; words that are written so are a text.
        if (s == " " && !are_codes(l, tokens)) continue;
        // An option may hold the separator itself: its second part never stands without the first, nor the first without one of
        // such parts. A code holds no blank.
        const auto as_written = [&](const std::pair<std::string, std::string>& pair) {
            const std::string wide = pair.first + s + " " + pair.second;
            return std::any_of(l.counts.begin(), l.counts.end(),
                               [&](const auto& v) { return v.first.find(wide) != std::string::npos; })
                       ? wide
                       : pair.first + s + pair.second;
        };
        std::map<std::string, std::uint64_t> followed;
        for (const auto& [pair, n] : follows)
            if (tokens[pair.second] == n) followed[pair.first] += n;
        std::uint64_t merged = 0;
        std::set<std::string> parts_of_options;
        for (const auto& [pair, n] : follows) {
            if (s == " " || tokens[pair.second] != n || followed[pair.first] != tokens[pair.first] ||
                parts_of_options.count(pair.first) > 0)
                continue;
            tokens[as_written(pair)] = n;
            parts_of_options.insert(pair.second);
            merged += n;
        }
        for (const auto& [pair, n] : follows)
            if (parts_of_options.count(pair.second) > 0 && tokens.count(as_written(pair)) > 0) {
                tokens.erase(pair.first);
                tokens.erase(pair.second);
            }
        if (merged > 0 && merged >= several) continue;  // no cell holds two
        // The same options in every cell, in another order: a ranking.
        std::set<std::set<std::string>> sets;
        bool distinct = true;
        for (const auto& [value, n] : l.counts) {
            const auto parts = options_in(value, s);
            const std::set<std::string> set(parts.begin(), parts.end());
            distinct = distinct && set.size() == parts.size();
            sets.insert(set);
            orderings += 1;
        }
        std::vector<std::pair<std::string, std::uint64_t>> options;
        std::uint64_t known = 0, all = 0;
        for (const auto& t : tokens) {
            all += t.second;
            if (t.second >= fewest_rows && t.first.size() <= 150) options.push_back(t), known += t.second;
        }
        const bool ranking = distinct && sets.size() == 1 && orderings > 1 && longest_cell > 1;
        if (options.size() < 2 || known * 10 < all * 7) {
            if (s != " " && (tokens.size() * 2 <= all || ranking))
                add_reason(c, "text: looks like " + std::string(ranking ? "a ranking" : "several options") + " joined by " +
                                  quoted(s) + ", but fewer than 5 rows share them (list the options in --definition)");
            continue;
        }
        it.type = ranking ? item_type::rank : item_type::multiple;
        c.reading = ranking ? reading::rank_joined : reading::joined;
        c.separator = s;
        for (const auto& [text, n] : options) {
            const std::string code = free_code(text, it.choices);
            it.choices.push_back({code, text_in_language(text), false});
            add_word(c, text, code);
        }
        add_reason(
            c, (ranking ? "a ranking of " : "several of ") + std::to_string(options.size()) + " options joined by " + quoted(s));
        if (known < all && !ranking) {
            it.other = c.has_other = true;
            add_reason(c, "what fewer than 5 rows share goes to " + it.name + "_other");
        }
        return true;
    }
    return false;
}

}  // namespace xm::client
