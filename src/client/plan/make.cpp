#include "client/plan/make.hpp"

#include <unicode/normlzr.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>

#include "client/failure.hpp"
#include "client/formats/recognise.hpp"
#include "client/formats/words.hpp"
#include "client/plan/look.hpp"
#include "client/read/cells.hpp"
#include "client/read/input.hpp"
#include "client/read/json.hpp"
#include "client/read/spss.hpp"
#include "client/read/xlsx.hpp"

namespace xm::client {
namespace {

using core::survey::definition;
using core::survey::item;
using core::survey::item_type;
using core::survey::option;
using core::survey::span;

constexpr std::uint64_t most_sampled = 100'000;  // rows that the plan looks at
constexpr std::uint64_t most_bytes = std::uint64_t{64} << 20;
constexpr std::size_t most_kept_rows = 2000;                    // kept as they are, to compare columns row by row
constexpr std::string_view not_shown = "{question_not_shown}";  // of LimeSurvey, in VV files
constexpr std::size_t most_columns = 6000;
constexpr std::size_t most_kept_cells = 500'000;
constexpr std::uint64_t fewest_rows = 5;  // that must share a value before it becomes an option
constexpr std::size_t most_options = 60;

using value_count = std::pair<std::string, std::uint64_t>;

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
        {"yes", true},     {"no", false},  {"true", true},   {"false", false},   {"ja", true},
        {"nein", false},   {"oui", true},  {"non", false},   {"sí", true},       {"si", true},
        {"sì", true},      {"sim", true},  {"não", false},   {"tak", true},      {"nie", false},
        {"nee", false},    {"nej", false}, {"y", true},      {"n", false},       {"wahr", true},
        {"falsch", false}, {"vrai", true}, {"faux", false},  {"accepted", true}, {"not accepted", false},
        {"да", true},      {"нет", false}, {"はい", true},   {"いいえ", false},  {"kyllä", true},
        {"ei", false},     {"evet", true}, {"hayır", false}, {"ano", true},      {"ne", false},
        {"igen", true},    {"nem", false}};
    return words;
}

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

struct file_look {
    recognised about;
    std::vector<std::string> header;  // the row of names, or of questions where there are none
    std::vector<column_look> looks;
    std::vector<std::vector<std::string>> rows;
    std::vector<std::uint64_t> lines;  // of `rows`
    std::size_t file = 0;
    bool comma = false;  // decimal, as other columns of the file show
    std::optional<date_order> order;
};

class planner {
public:
    explicit planner(const plan_options& o) : o_(o) {}

    plan run() {
        std::vector<std::shared_ptr<source>> sources;
        for (const std::string& path : o_.files) {
            if (path != "-")
                if (auto q = read_companion(path)) {
                    companions_.push_back(std::move(*q));
                    continue;
                }
            sources.push_back(open_source(path, o_));
        }
        if (sources.empty())
            throw failure(ending::usage, "no file of answers",
                          "Name the export of the answers beside the file that describes the survey.");
        p_.survey = o_.survey;
        p_.side_known = o_.side.has_value() || o_.given.has_value();
        definition& d = p_.definition;
        if (o_.given) {
            d = *o_.given;
            // Items that no column fills stay as they are.
            for (const item& it : d.items) {
                names_.insert(it.name);
                columns_.insert(it.name);
                for (std::string& c : core::survey::column_names(it)) columns_.insert(std::move(c));
            }
            for (const auto& s : d.scales) names_.insert(s.name);
        } else {
            d.side = o_.side.value_or(core::survey::side::employee);  // until it is known columns are confidential
            d.mode = d.side == core::survey::side::employee ? core::survey::mode::confidential : core::survey::mode::identified;
            d.language = !o_.language.empty() ? o_.language : language_of(sources);
            for (const questionnaire& q : companions_)
                if (!q.title.empty() && d.title.empty()) d.title = plain(q.title);
        }
        for (auto& s : sources) look_at(std::move(s));
        drop_what_another_file_says();
        p_.zone = o_.zone;
        for (const file_look& f : looks_)
            if (p_.zone.empty()) p_.zone = f.about.zone;
        for (const bool stored : {true, false})
            for (file_look& f : looks_)
                if ((unstored_.count(f.file) == 0) == stored) plan_file_columns(f);
        std::stable_sort(p_.columns.begin(), p_.columns.end(),
                         [](const plan_column& a, const plan_column& b) { return a.file < b.file; });
        for (const plan_file& f : p_.files)
            p_.format += (p_.format.empty() || f.format == p_.format ? "" : "+") + (f.format == p_.format ? "" : f.format);
        if (p_.format == "formbricks-csv+formbricks-json" || p_.format == "formbricks-json+formbricks-csv")
            p_.format = "formbricks-csv+json";
        if (d.title.empty() && !o_.given)
            d.title = {{d.language, std::filesystem::path(p_.files[0].source->name).stem().string()}};
        if (p_.definition.items.empty()) p_.warnings.push_back("no column of answers was found; --keep COLUMN takes one");
        return std::move(p_);
    }

private:
    std::string language_of(const std::vector<std::shared_ptr<source>>& sources) const {
        for (const questionnaire& q : companions_)
            if (!q.language.empty()) return q.language;
        for (const auto& s : sources)
            if (s->listed && !s->listed->language.empty()) return s->listed->language;
        return "en";
    }

    // Header rows, the tool, and a sample of the rows.
    void look_at(std::shared_ptr<source> s) {
        file_look f;
        f.file = p_.files.size();
        plan_file pf;
        pf.source = s;
        std::vector<std::vector<std::string>> head;
        const auto kept = [](const record& r) {
            std::vector<std::string> texts;
            for (const cell& c : r.cells) texts.emplace_back(c.text);
            return texts;
        };
        const auto blank = [](const record& r) {
            return std::all_of(r.cells.begin(), r.cells.end(),
                               [](const cell& c) { return c.text.empty() && c.kind != cell_kind::error; });
        };
        record row;
        try {
            {
                const auto t = s->open();
                while (head.size() < 5 && t->next(row))
                    if (!blank(row) || (head.size() == 1 && row.cells.size() == head[0].size())) head.push_back(kept(row));
            }
            if (head.empty()) throw failure(ending::refused, "no header: only blank lines", "Export it again.");
            f.about = recognise(head, *s, companions_);
            pf.format = f.about.format;
            pf.header_rows = f.about.header_rows;
            pf.id_column = f.about.id_column;
            pf.sent_column = f.about.sent_column;
            if (!o_.tests) pf.tests = f.about.tests;
            const std::size_t names = f.about.format == "limesurvey-vv" ? 1 : 0;
            f.header = head[names];
            const std::size_t width = f.about.columns.size();
            if (width > most_columns)
                throw failure(ending::refused, "more than " + std::to_string(most_columns) + " columns",
                              "A survey has 1,500 at most: is this the right sheet or delimiter?");
            pf.columns = width;
            f.looks.resize(width);
            const auto t = s->open();
            std::size_t headers = 0;
            std::uint64_t rows = 0, blank_records = 0;
            bool whole = true;
            while (t->next(row)) {
                if (headers < pf.header_rows) {
                    headers += !blank(row) || headers == 1;
                    continue;
                }
                if (blank(row)) {
                    blank_records += row.cells.size() > 1 && s->container == "csv";
                    ++pf.blank;
                    continue;
                }
                check_width(row, width, *s);
                ++rows;
                const bool test = std::any_of(pf.tests.begin(), pf.tests.end(), [&](const auto& rule) {
                    return rule.first < row.cells.size() && std::find(rule.second.begin(), rule.second.end(),
                                                                      fold(row.cells[rule.first].text)) != rule.second.end();
                });
                if (test) ++tests_[f.file];
                // Test rows tell what a column can hold only where there are no others.
                if (!test || f.rows.size() < 50)
                    for (std::size_t i = 0; i < row.cells.size() && i < width; ++i)
                        if (row.cells[i].text != not_shown) f.looks[i].add(row.cells[i]);
                if (f.rows.size() < most_kept_rows && (f.rows.size() + 1) * width <= most_kept_cells)
                    f.rows.push_back(kept(row)), f.lines.push_back(row.line);
                if (rows >= most_sampled ||
                    (s->size > most_bytes && t->progress() * static_cast<double>(s->size) > static_cast<double>(most_bytes))) {
                    whole = !t->next(row);
                    break;
                }
            }
            pf.sampled = rows;
            if (whole) pf.rows = rows + blank_records;
            if (!whole)
                p_.warnings.push_back(s->name + ": the plan looked at the first " + std::to_string(rows) +
                                      " rows; a later value that does not fit is an error, or goes to --rejects");
            if (rows == 0) p_.warnings.push_back(s->name + ": a header of " + std::to_string(width) + " columns and no answers");
            if (pf.blank > 0)
                p_.warnings.push_back(s->name + ": " + std::to_string(pf.blank) +
                                      (pf.blank == 1 ? " blank row is" : " blank rows are") + " no answers");
            if (const std::uint64_t n = tests_[f.file]; n > 0)
                p_.warnings.push_back(s->name + ": " + std::to_string(n) +
                                      " test, preview or spam rows are left out (--tests takes them)");
        } catch (const failure& e) {
            place where = e.where();
            where.file = s->name;
            throw e.at(where);
        }
        for (const std::string& n : s->notes) p_.warnings.push_back(s->name + ": " + n);
        for (const std::string& n : f.about.warnings) p_.warnings.push_back(s->name + ": " + n);
        std::map<std::string, std::size_t> headers;
        for (std::size_t i = 0; i < f.header.size(); ++i)
            if (!f.header[i].empty() && pf.header_rows == 1)
                if (const auto [at, fresh] = headers.emplace(f.header[i], i); !fresh)
                    p_.warnings.push_back(s->name + ", line 1: columns " + std::to_string(at->second) + " and " +
                                          std::to_string(i) + " are both named " + f.header[i] + ": they stay two");
        for (const column_look& l : f.looks) {
            if (l.comma > 0 && l.point == 0 && (l.comma > l.comma_groups || l.point_groups > 0)) f.comma = true;
            if (l.day_first + l.month_first + l.year_first == 0) continue;
            const std::uint64_t all = l.dates + l.instants;
            if (l.year_first == all) continue;
            if (l.day_first == all && l.month_first < all) f.order = date_order::dmy;
            if (l.month_first == all && l.day_first < all) f.order = date_order::mdy;
        }
        p_.files.push_back(std::move(pf));
        looks_.push_back(std::move(f));
    }

    // The same responses in two forms: the one that knows more is stored.
    void drop_what_another_file_says() {
        std::size_t json = p_.files.size();
        for (std::size_t i = 0; i < p_.files.size(); ++i)
            if (p_.files[i].format == "formbricks-json") json = i;
        for (std::size_t i = 0; i < p_.files.size(); ++i) {
            if (json < p_.files.size() && p_.files[i].format == "formbricks-csv") {
                unstored_.insert(i);
                p_.warnings.push_back(p_.files[i].source->name + ": the same responses as " + p_.files[json].source->name +
                                      ", which knows more: not loaded");
            }
            if (looks_[i].header.size() > 1 &&
                std::find(looks_[i].header.begin(), looks_[i].header.end(), "PARENT_KEY") != looks_[i].header.end() &&
                p_.files.size() > 1) {
                unstored_.insert(i);
                p_.warnings.push_back(p_.files[i].source->name + ": the table of a repeated group: not loaded");
            }
        }
    }

    // --- one file ------------------------------------------------------------

    void plan_file_columns(file_look& f) {
        plan_file& pf = p_.files[f.file];
        auto& facts = f.about.columns;
        pf.stored = unstored_.count(f.file) == 0;
        apply_options(f);
        resolve_ticks(f);
        // What is not read is planned for itself: the same names then mean the same items.
        definition stored = p_.definition;
        if (!pf.stored) {
            p_.definition.items.clear();
            names_.clear();
            columns_.clear();
            planned_.clear();
        }
        std::vector<plan_column> columns(facts.size());
        for (std::size_t i = 0; i < facts.size(); ++i) {
            plan_column& c = columns[i];
            c.file = f.file;
            c.column = i;
            c.source = i < f.header.size() ? f.header[i] : std::string();
            c.key = facts[i].key;
            c.role = facts[i].role;
            c.role_label = facts[i].role_label;
            c.key_kind = facts[i].key_kind;
            c.reason = facts[i].reason;
            c.mask = facts[i].mask;
            if (!facts[i].question.empty()) c.question = {{p_.definition.language, plain_text(facts[i].question)}};
        }
        // Questions of several columns.
        std::map<std::string, std::vector<std::size_t>> groups;
        std::vector<std::string> order;
        for (std::size_t i = 0; i < facts.size(); ++i) {
            if (facts[i].role != role::answer) continue;
            std::string group = facts[i].group;
            if (const listed_question* l = facts[i].listed; l != nullptr && l->columns.size() > 1) {
                group = "listed/" + std::to_string(reinterpret_cast<std::uintptr_t>(l));
                facts[i].group = group;
            }
            if (group.empty()) continue;
            if (groups[group].empty()) order.push_back(group);
            groups[group].push_back(i);
        }
        std::set<std::size_t> done;
        for (const std::string& g : order) plan_group(f, columns, groups[g], done);
        for (std::size_t i = 0; i < facts.size(); ++i) {
            if (done.count(i) > 0) continue;
            plan_column& c = columns[i];
            const bool known = c.role == role::metadata && o_.given && facts[i].layout != layout::repeats && pf.stored &&
                               given_item(facts[i], facts[i].key, c.source, c.source) != nullptr;
            if (known) c.reason.clear(), facts[i].code = c.source;
            if (c.role == role::answer || known)
                plan_answer(f, c, facts[i], f.looks[i]);
            else
                plan_role(f, c, facts[i], f.looks[i]);
        }
        // A survey has an item: an export of nothing but meta data keeps some of them.
        if (p_.definition.items.empty() && pf.stored && pf.sampled > 0)
            for (std::size_t i = 0; i < facts.size() && p_.definition.items.empty(); ++i)
                if (columns[i].role == role::metadata && f.looks[i].filled > 0 && facts[i].layout != layout::repeats) {
                    columns[i].reason.clear();
                    facts[i].code = columns[i].source;
                    plan_answer(f, columns[i], facts[i], f.looks[i]);
                    add_reason(columns[i], "kept since the file has no column of answers");
                }
        // Items stand in the order of their columns.
        if (!o_.given) {
            std::map<std::string, std::size_t> first;
            for (const plan_column& c : p_.columns)
                if (!c.item.empty()) first.emplace(c.item, first.size());
            for (const plan_column& c : columns)
                if (!c.item.empty()) first.emplace(c.item, first.size());
            std::stable_sort(p_.definition.items.begin(), p_.definition.items.end(),
                             [&](const item& a, const item& b) { return first[a.name] < first[b.name]; });
        }
        if (pf.id_column && facts[*pf.id_column].role != role::source_id) pf.id_column.reset();
        if (pf.id_column && facts[*pf.id_column].weak_id) check_id(f, columns[*pf.id_column]);
        if (!pf.id_column)
            for (std::size_t i = 0; i < facts.size(); ++i)
                if (facts[i].role == role::source_id) pf.id_column = i;
        if (pf.format == "limesurvey-vv")
            for (plan_column& c : columns)
                if (!c.item.empty()) c.missing.emplace(not_shown, "not shown");
        if (!pf.stored) {
            p_.definition = std::move(stored);
            for (plan_column& c : columns) {
                if (p_.definition.find_item(c.item) == nullptr) c.item.clear(), c.database_columns.clear();
                add_reason(c, "not read: another file has the same");
            }
        }
        p_.columns.insert(p_.columns.end(), std::make_move_iterator(columns.begin()), std::make_move_iterator(columns.end()));
    }

    // Numbers that people give by hand, to sheets of paper, may stand twice: then they name no response.
    void check_id(file_look& f, plan_column& c) {
        std::map<std::string, std::size_t> first;
        for (std::size_t r = 0; r < f.rows.size(); ++r) {
            const auto [before, fresh] = first.emplace(f.rows[r][c.column], r);
            if (fresh || f.rows[before->second] == f.rows[r]) continue;
            p_.warnings.push_back(p_.files[f.file].source->name + ": lines " + std::to_string(f.lines[before->second]) + " and " +
                                  std::to_string(f.lines[r]) + " have one " + c.source +
                                  " and other answers: rows are known by what they hold instead");
            c.role = role::metadata;
            c.role_label = "respondent";
            add_reason(c, "not unique: rows are known by what they hold");
            f.about.columns[c.column].role = role::metadata;
            p_.files[f.file].id_column.reset();
            return;
        }
    }

    static std::size_t find_column(const file_look& f, const std::string& name) {
        for (std::size_t i = 0; i < f.header.size(); ++i)
            if (f.header[i] == name) return i;
        const std::string folded = fold(name);
        for (std::size_t i = 0; i < f.header.size(); ++i)
            if (fold(f.header[i]) == folded || fold(f.about.columns[i].question) == folded) return i;
        if (!name.empty() && name.find_first_not_of("0123456789") == std::string::npos && name.size() < 6) {
            const auto i = static_cast<std::size_t>(std::stoul(name));
            if (i < f.about.columns.size()) return i;
        }
        return f.about.columns.size();
    }

    void apply_options(file_look& f) {
        auto& facts = f.about.columns;
        const auto named = [&](const std::string& name, const char* option) -> column_facts* {
            const std::size_t i = find_column(f, name);
            if (i < facts.size()) return &facts[i];
            if (looks_.size() > 1) return nullptr;
            throw failure(ending::usage, std::string(option) + ": no column " + quoted(name),
                          "Name it by its header, or its number from 0.", {p_.files[f.file].source->name, 0, {}, {}});
        };
        const auto to = [](column_facts* c, client::role r) {
            if (c == nullptr) return;
            c->role = r;
            c->role_label.clear();
            c->reason.clear();
            c->layout = layout::alone;
            c->group.clear();
        };
        if (!o_.unit.empty()) to(named(o_.unit, "--unit"), role::unit);
        if (!o_.wave_column.empty()) to(named(o_.wave_column, "--wave-column"), role::wave);
        for (const auto& [kind, column] : o_.persons)
            if (column_facts* c = named(column, "--person")) {
                to(c, role::person);
                c->key_kind = kind;
            }
        for (const std::string& name : o_.keep)
            if (column_facts* c = named(name, "--keep")) {
                if (c->role != role::answer) to(c, role::answer);
                if (c->code.empty()) c->code = c->key;
                add_kept_.insert({f.file, static_cast<std::size_t>(c - facts.data())});
            }
        for (const std::string& name : o_.drop)
            if (column_facts* c = named(name, "--drop")) {
                to(c, role::dropped);
                c->reason = "dropped as asked";
            }
    }

    // Of tools whose options have a column named like themselves: the answers tell which columns they are, and which follow one
    // another.
    void resolve_ticks(file_look& f) {
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
                facts[k].group = "run/" + std::to_string(begin);
                facts[k].group_code = facts[begin].code;
                facts[k].group_text.clear();
                facts[k].question.clear();
            }
            i = end;
        }
        for (std::size_t i = 1; i < facts.size(); ++i)
            if (facts[i].layout == layout::other_words && facts[i].role == role::answer &&
                f.about.format.starts_with("typeform")) {
                const column_facts& left = facts[i - 1];
                facts[i].code = (left.group_code.empty() ? left.code : left.group_code) + "_other";
                facts[i].question = (left.question.empty() ? "" : left.question + " - ") + "Other";
            }
    }

    // --- names ------------------------------------------------------------

    std::string free_name(const std::string& wish) {
        std::string base = name_from(wish, 40, false);
        if (base.empty()) base = "item";
        const auto& taken = core::survey::response_columns;
        if (std::find(taken.begin(), taken.end(), base) != taken.end()) base += "_answer";
        std::string name = base;
        for (int n = 2; !names_.insert(name).second; ++n) name = base + "_" + std::to_string(n);
        return name;
    }

    static std::string free_code(const std::string& wish, const std::vector<option>& options) {
        std::string base = wish.starts_with("-") ? "m" + name_from(wish, 13, true) : name_from(wish, 14, true);
        if (base.empty()) base = "option";
        std::string code = base;
        const auto taken = [&] {
            return std::any_of(options.begin(), options.end(), [&](const option& o) { return o.code == code; });
        };
        for (int n = 2; taken(); ++n) code = base.substr(0, 11) + "_" + std::to_string(n);
        return code;
    }

    // The item that the column filled before, or that the definition has for it.
    const item* given_item(const column_facts& facts, const std::string& key, const std::string& code,
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

    // No two columns of the survey's table have one name: options and own words have columns, too.
    void settle_name(item& it) {
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

    // Puts the item into the definition, and the columns to it. False where the survey cannot take new items.
    bool take(const std::string& key, plan_column& c, item it) {
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

    item* find_mutable(const std::string& name) {
        for (item& it : p_.definition.items)
            if (it.name == name) return &it;
        return nullptr;
    }

    // --- groups ------------------------------------------------------------

    enum class spread { rows, ticks, ranks, places };

    static bool is_no_answer(const std::string& value) { return value == "-99" || says_no_answer(value); }

    spread spread_of(const file_look& f, const std::vector<std::size_t>& members, std::string& reason) const {
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

    static bool ranks_hold(const file_look& f, const std::vector<std::size_t>& members) {
        if (members.size() < 2) return false;
        std::size_t rows = 0, full = 0;
        for (const auto& row : f.rows) {
            std::set<long> ranks;
            std::size_t given = 0;
            for (const std::size_t i : members) {
                if (i >= row.size() || row[i].empty()) continue;
                ++given;
                const auto n = whole_of(row[i]);
                if (!n || *n < 1 || *n > static_cast<long>(members.size()) || !ranks.insert(*n).second) return false;
            }
            if (given == 0) continue;
            if (*ranks.rbegin() != static_cast<long>(given)) return false;
            ++rows;
            full += given > 1;
        }
        return full >= 3 && rows > 0;
    }

    void plan_group(file_look& f, std::vector<plan_column>& columns, const std::vector<std::size_t>& members,
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
                    if (!o.missing || k == spread::ticks)
                        it.choices.push_back({free_code(o.code, it.choices), label_of(o), false});
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
                for (const char* yes :
                     {"1", "Y", "Yes", "yes", "TRUE", "true", "x", "X", "Ja", "checked", "Selected", "selected"})
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

    // A column per place that holds an option.
    void plan_places(file_look& f, std::vector<plan_column>& columns, const std::vector<std::size_t>& members,
                     std::set<std::size_t>& done, item it, const listed_question* l) {
        auto& facts = f.about.columns;
        std::map<std::string, std::uint64_t> seen;
        for (const std::size_t i : members)
            for (const auto& [value, n] : f.looks[i].counts) seen[value] += n;
        std::map<std::string, std::string> words;
        if (l != nullptr) {
            std::size_t k = 0;
            for (const listed_option& o : l->options) {
                if (k >= it.choices.size()) break;
                const std::string code = it.choices[k++].code;
                words[o.code] = code;
                for (const auto& [language, text] : o.label) words[text] = code;
            }
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

    core::survey::texts text_in_language(const std::string& text) const {
        const std::string t = plain_text(text);
        if (t.empty()) return {};
        return {{p_.definition.language, t}};
    }
    core::survey::texts plain(const core::survey::texts& t) const {
        core::survey::texts result;
        for (const auto& [language, text] : t)
            if (!plain_text(text).empty())
                result.emplace_back(language.empty() ? p_.definition.language : language, plain_text(text));
        own_first(result);
        return result;
    }
    // The survey's own language stands first.
    void own_first(core::survey::texts& t) const {
        std::stable_partition(t.begin(), t.end(), [&](const auto& one) { return one.first == p_.definition.language; });
    }
    core::survey::texts label_of(const listed_option& o) const {
        core::survey::texts t = plain(o.label);
        if (t.empty()) t = {{p_.definition.language, o.code}};
        return t;
    }

    // A text that means "no answer" becomes a code of the item with its reason.
    void add_missing(item& it, plan_column& c, const std::string& code, const std::string& reason,
                     const core::survey::texts& words = {}) {
        c.missing[code] = reason;
        if (std::none_of(it.missing.begin(), it.missing.end(), [&](const auto& m) { return m.code == code; }))
            it.missing.push_back({code, words.empty() ? text_in_language(reason) : words});
    }

    // --- single columns ------------------------------------------------------------

    void plan_role(file_look& f, plan_column& c, const column_facts& facts, const column_look& l) {
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
        if (c.reading == reading::none && l.filled > 0) type_of_dropped(f, c, l);
    }

    // What a column that is not stored looks like, for the plan.
    static void type_of_dropped(const file_look&, plan_column& c, const column_look& l) {
        if (l.all(l.whole) || l.all(l.whole + l.point))
            c.reading = reading::number;
        else if (l.all(l.dates))
            c.reading = reading::date;
        else if (l.all(l.instants))
            c.reading = reading::time;
        else
            c.reading = reading::text;
    }

    date_order order_of(const file_look& f, const column_look& l, plan_column& c) const {
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
        const bool month_first = f.about.format.starts_with("google") || f.about.format.starts_with("surveymonkey");
        add_reason(c, month_first ? "month before day, as the tool writes dates in English: no date settles it (--date-order dmy)"
                                  : "day before month: no date settles it (--date-order mdy)");
        return month_first ? date_order::mdy : date_order::dmy;
    }

    static void number_signs(const file_look& f, const column_look& l, plan_column& c) {
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

    void plan_answer(file_look& f, plan_column& c, column_facts& facts, const column_look& l,
                     const column_look* together = nullptr) {
        c.role = role::answer;
        const listed_question* const listed =
            facts.listed != nullptr && facts.listed->columns.size() <= 1 ? facts.listed : nullptr;
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

    static std::string short_name(const std::string& code, const column_facts& facts) {
        if (!code.empty()) return code;
        return facts.question.substr(0, 40);
    }

    void finish(plan_column& c, item& it, const column_facts& facts) {
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

    // What the tool lists of a question decides.
    bool from_list(file_look& f, plan_column& c, const column_facts& facts, const column_look& l, item& it,
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
                        add_reason(c, std::to_string(n) + (n == 1 ? " answer is" : " answers are") + " not listed: to " +
                                          it.name + "_other");
                    }
                }
                return true;
            }
            case item_type::number:
                it.type = item_type::number;
                c.reading = reading::number;
                number_signs(f, l, c);
                missing();
                number_notes(it, c, facts);
                return true;
            case item_type::text:
                it.type = item_type::text;
                c.reading = reading::text;
                missing();
                return true;
            case item_type::boolean:
                it.type = item_type::boolean;
                c.reading = reading::boolean;
                truths(c, l);
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

    static bool inside(const span& s, const std::string& code) {
        const auto n = whole_of(code);
        return n && *n >= s.low && *n <= s.high;
    }
    static bool means_missing(const plan_column& c, const std::string& value) {
        if (c.missing.count(value) > 0 || c.missing.count(fold(value)) > 0) return true;
        const auto n = whole_of(value);
        return n && std::any_of(c.missing_ranges.begin(), c.missing_ranges.end(), [&](const auto& r) {
                   return static_cast<double>(*n) >= r.first && static_cast<double>(*n) <= r.second;
               });
    }

    // Answers that are neither listed nor a code for none; `words`: only those that are no numbers.
    static std::uint64_t not_listed(const plan_column& c, const column_look& l, bool words) {
        std::uint64_t result = 0;
        for (const auto& [value, n] : l.counts)
            if (c.words.count(value) == 0 && c.words.count(fold(value)) == 0 && !means_missing(c, value) &&
                !(words && number_form_of(value)))
                result += n;
        return result;
    }

    // The list labels some numbers only: it is no list of options.
    void as_number(file_look& f, plan_column& c, const column_look& l, item& it, std::uint64_t n) {
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

    static void truths(plan_column& c, const column_look&) {
        for (const auto& [word, truth] : truth_words()) c.words.emplace(word, truth ? "true" : "false");
        c.words.emplace("1", "true");
        c.words.emplace("0", "false");
    }

    // "(99 = does not know)" in the question.
    void number_notes(item& it, plan_column& c, const column_facts&) {
        static const std::regex note(R"((-?\d+)\s*=\s*([^,;()]+))");
        for (const auto& [language, text] : it.question)
            for (auto m = std::sregex_iterator(text.begin(), text.end(), note); m != std::sregex_iterator(); ++m)
                if (says_no_answer((*m)[2].str()) || fold((*m)[2].str()).find("not know") != std::string::npos) {
                    add_missing(it, c, (*m)[1].str(), (*m)[2].str());
                    add_reason(c, "the question says that " + (*m)[1].str() + " means no answer");
                }
    }

    // Where a value stands first: line 7, or C7 of a sheet.
    std::string place_of(const file_look& f, const plan_column& c, const std::string& value) const {
        const source& s = *p_.files[f.file].source;
        for (std::size_t r = 0; r < f.rows.size(); ++r)
            if (c.column < f.rows[r].size() && f.rows[r][c.column] == value) {
                return s.name + ", " +
                       (s.container == "xlsx" ? letters_of(c.column) + std::to_string(f.lines[r])
                                              : "line " + std::to_string(f.lines[r]));
            }
        return s.name;
    }

    static bool asks_to_recommend(const std::string& question) {
        const std::string q = fold(question);
        for (const char* w :
             {"recommend", "weiterempf", "empfehlen", "recomend", "recommand", "raccomand", "aanbevel", "polec", "nps"})
            if (q.find(w) != std::string::npos) return true;
        return false;
    }

    // 0 to 10 of a question whether people would recommend is an NPS.
    static void rule_of(item& it, const column_facts& facts) {
        std::string question = facts.question + " " + facts.code;
        for (const auto& t : it.question) question += " " + t.second;
        const bool nps = it.scale == span{0, 10} && asks_to_recommend(question);
        it.rule = core::metric::of(nps ? core::metric::rule::nps : core::metric::rule::mean);
    }

    // An item that exists: its definition says how cells are read.
    void read_as(file_look& f, plan_column& c, const column_facts& facts, const column_look& l, item& it,
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
        if (listed != nullptr) c.missing_ranges = listed->missing_ranges;
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
                truths(c, l);
                break;
            case item_type::date:
            case item_type::timestamp:
                c.reading = it.type == item_type::date ? reading::date : reading::time;
                c.order = order_of(f, l, c);
                if (it.type == item_type::timestamp) c.zone = p_.zone;
                break;
        }
    }

    // --- types from answers ------------------------------------------------------------

    // "10 - Extremely likely" and "Extremely likely - 10".
    struct labelled {
        long number;
        std::string label;
        bool last;
    };
    static std::optional<labelled> labelled_number(const std::string& text) {
        static const std::regex first(R"(^\s*(0|[1-9]\d{0,2})\s*(?:-|–|—|=|:|\.|\)|\s)\s*(\D.*\D|\D)\s*$)"),
            last(R"(^\s*(\D.*\D)\s*(?:-|–|—|=|:|\()\s*(0|[1-9]\d{0,2})\)?\s*$)");
        std::smatch m;
        // Words, not the letters of a code such as C-001.
        const auto words = [](const std::string& label) {
            return std::count_if(label.begin(), label.end(),
                                 [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0; }) >= 3;
        };
        if (text.size() > 80) return std::nullopt;
        if (std::regex_match(text, m, first) && words(m[2])) return labelled{std::stol(m[1]), m[2], false};
        if (std::regex_match(text, m, last) && words(m[1])) return labelled{std::stol(m[2]), m[1], true};
        return std::nullopt;
    }

    void with_numbers(plan_column& c, const column_look& l) {
        for (const auto& [value, n] : l.counts)
            if (const auto x = labelled_number(value); x && c.words.count(value) == 0)
                add_word(c, value, std::to_string(x->number));
    }

    static std::optional<span> scale_in_words(const std::string& whole) {
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

    static bool asks_how_many(const std::string& question) {
        const std::string q = fold(question);
        for (const char* w :
             {"how many", "number of", "wie viele", "wieviele", "anzahl", "combien", "cuánt",  "quant",      "hoeveel",
              "ile ",     "minutes",   "minuten",   "years",    "jahre",  "days",    "tage",   "hours",      "stunden",
              " age",     "alter",     "count",     "amount",   "betrag", "cost",    "kosten", "price paid", "in min"})
            if (q.find(w) != std::string::npos) return true;
        return false;
    }

    static bool is_usual_missing(long n) {
        static const std::set<long> codes{-999, -99, -98, -97, -9,  -8,  -7,  -1,  77,   88,
                                          97,   98,  99,  777, 888, 997, 998, 999, 9998, 9999};
        return codes.count(n) > 0;
    }

    void infer(file_look& f, plan_column& c, const column_facts& facts, const column_look& l, item& it,
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

    // Numbers, whole or not, with a few words among them.
    bool infer_numbers(file_look& f, plan_column& c, const column_facts& facts, const column_look& l, item& it,
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
                                      (v.second == 1 ? " cell is " : " cells are ") + what +
                                      (shown() ? ", " + quoted(v.first) : "") + ": taken as no value");
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
            number_notes(it, c, facts);
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
        for (const auto& [n, count] : whole) {
            if (!is_usual_missing(n)) continue;
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
        } else if (!labels.empty() && low >= 0 && high <= 100 && low < high) {
            scale = span{static_cast<int>(low), static_cast<int>(high)};
            why = "answers have words at " + ends(*scale);
        } else if (low >= 0 && high <= 10 && asks_to_recommend(question)) {
            scale = span{0, 10};
            why = "whether people recommend is asked from 0 to 10";
        } else if (answers.size() <= 2 && low >= 0 && high <= 1 && labels.empty() &&
                   (answers.size() == 2 || f.about.format.starts_with("typeform")) && together == nullptr) {
            it.type = item_type::boolean;
            c.reading = reading::boolean;
            truths(c, l);
            add_reason(c, "only 0 and 1");
            return true;
        } else if (low >= 0 && high <= 10 && !asks_how_many(question)) {
            const int top = high <= 5 ? 5 : high <= 7 ? 7 : 10;
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
            number_notes(it, c, facts);
            return true;
        }
        it.type = item_type::rating;
        it.scale = *scale;
        c.reading = reading::rating;
        add_reason(c, "rating " + ends(*scale) + ": " + why);
        for (const auto& v : labels) {
            const auto x = *labelled_number(v.first);
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
            missing_number(
                it, c, n, count,
                std::to_string(l.filled - count) + (l.filled - count == 1 ? " value" : " values") + " in " + ends(*scale));
        for (const auto& v : no_answer) {
            add_missing(it, c, v.first, v.first == "-99" ? "seen but not answered" : v.first);
            c.missing.emplace(fold(v.first), v.first);
        }
        rule_of(it, facts);
        return true;
    }

    static bool small_but_for_codes(const column_look& l, const std::map<long, std::uint64_t>& whole) {
        for (const auto& [n, count] : whole)
            if (n < 0 || (n > 10 && !is_usual_missing(n))) return false;
        return std::all_of(l.counts.begin(), l.counts.end(), [](const auto& v) {
            const auto f = number_form_of(v.first);
            return !f || f->whole || (v.first.find_first_of(".,") <= 2 && v.first[0] != '-');
        });
    }
    static bool only_negative(const column_look& l, long n) { return l.low == static_cast<double>(n); }
    static std::string ends(const span& s) { return std::to_string(s.low) + ".." + std::to_string(s.high); }
    static std::map<long, std::uint64_t> whole_values(const column_look& l) {
        std::map<long, std::uint64_t> result;
        for (const auto& [value, n] : l.counts)
            if (const auto w = whole_of(value)) result[*w] += n;
        return result;
    }
    bool shown() const { return p_.definition.mode == core::survey::mode::identified && p_.side_known; }

    void missing_number(item& it, plan_column& c, long n, std::uint64_t count, const std::string& why) {
        const std::string code = std::to_string(n);
        add_reason(c, why + " and " + (count == 1 ? "one " : std::to_string(count) + " times ") + code + ": " + code +
                          " taken as missing");
        add_missing(it, c, code, n == -99 ? "seen but not answered" : "no answer");
    }

    void infer_words(file_look& f, plan_column& c, const column_facts& facts, const column_look& l, item& it,
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
        std::vector<std::string> scale_words = answers;
        if (together != nullptr && !together->many)
            for (const auto& [value, n] : together->counts)
                if (!is_no_answer(value) && std::find(scale_words.begin(), scale_words.end(), value) == scale_words.end())
                    scale_words.push_back(value);
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
        if (answers.size() <= 4 &&
            std::all_of(answers.begin(), answers.end(), [&](const auto& a) { return truths_known.count(fold(a)) > 0; })) {
            it.type = item_type::boolean;
            c.reading = reading::boolean;
            truths(c, l);
            add_reason(c, "yes and no only");
            missing();
            return;
        }
        if (!facts.separator.empty() || l.arrays > 0 || f.about.format.starts_with("plain"))
            if (infer_joined(f, c, facts, l, it)) {
                missing();
                return;
            }
        infer_choice(c, l, it, values, no_answer);
        if (it.type == item_type::choice) missing();
    }

    void infer_choice(plan_column& c, const column_look& l, item& it, const std::vector<value_count>& values,
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
            add_reason(
                c, std::to_string(rest) + (rest == 1 ? " other answer goes" : " other answers go") + " to " + it.name + "_other");
        }
    }

    // Several options in one cell.
    bool infer_joined(file_look&, plan_column& c, const column_facts& facts, const column_look& l, item& it) {
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
                const auto parts = split(value, s);
                several += parts.size() > 1 ? n : 0;
                cells += n;
                longest_cell = std::max(longest_cell, parts.size());
                for (std::size_t i = 0; i < parts.size(); ++i) {
                    tokens[parts[i]] += n;
                    if (i > 0) follows[{parts[i - 1], parts[i]}] += n;
                }
            }
            if (several == 0 || (facts.separator.empty() && several * 10 < cells)) continue;
            // An option may hold the separator itself: its parts never stand alone, and the second begins small.
            for (const auto& [pair, n] : follows) {
                const auto a = tokens.find(pair.first), b = tokens.find(pair.second);
                const bool small =
                    !pair.second.empty() && (pair.second[0] & 0x80) == 0 && pair.second[0] >= 'a' && pair.second[0] <= 'z';
                if (a == tokens.end() || b == tokens.end() || !small || a->second != n || b->second != n) continue;
                tokens[pair.first + s + pair.second] = n;
                tokens.erase(pair.first);
                tokens.erase(pair.second);
            }
            // The same options in every cell, in another order: a ranking.
            std::set<std::set<std::string>> sets;
            bool distinct = true;
            for (const auto& [value, n] : l.counts) {
                const auto parts = split(value, s);
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
            add_reason(c, (ranking ? "a ranking of " : "several of ") + std::to_string(options.size()) + " options joined by " +
                              quoted(s));
            if (known < all && !ranking) {
                it.other = c.has_other = true;
                add_reason(c, "what fewer than 5 rows share goes to " + it.name + "_other");
            }
            return true;
        }
        return false;
    }

    static std::vector<std::string> split(const std::string& value, const std::string& separator) {
        std::vector<std::string> parts;
        if (separator == "[") {
            const auto j = nlohmann::json::parse(value, nullptr, false);
            if (j.is_array())
                for (const auto& e : j)
                    if (e.is_string()) parts.push_back(e.get<std::string>());
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

    const plan_options& o_;
    plan p_;
    std::vector<questionnaire> companions_;
    std::vector<file_look> looks_;
    std::map<std::size_t, std::uint64_t> tests_;
    std::set<std::size_t> unstored_;
    std::set<std::string> names_, used_, columns_;
    std::map<std::string, std::string> planned_;  // key of a column of an earlier file → item
    std::set<std::pair<std::size_t, std::size_t>> add_kept_;
};

}  // namespace

std::string fold(std::string_view text) {
    bool ascii = true;
    for (const char c : text) ascii = ascii && static_cast<unsigned char>(c) < 128;
    std::string result;
    result.reserve(text.size());
    const auto squeeze = [&](const std::string& from) {
        for (const char c : from) {
            const bool white = c == ' ' || c == '\t' || c == '\n' || c == '\r';
            if (!white)
                result += c;
            else if (!result.empty() && result.back() != ' ')
                result += ' ';
        }
        while (!result.empty() && result.back() == ' ') result.pop_back();
    };
    if (ascii) {
        std::string low(text);
        for (char& c : low)
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
        squeeze(low);
        return result;
    }
    icu::UnicodeString wide = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int>(text.size())));
    wide.foldCase();
    UErrorCode status = U_ZERO_ERROR;
    icu::UnicodeString composed;
    icu::Normalizer::normalize(wide, UNORM_NFC, 0, composed, status);
    if (U_SUCCESS(status)) wide = composed;
    for (int i = 0; i < wide.length(); ++i)
        if (u_isUWhiteSpace(wide.charAt(i))) wide.setCharAt(i, u' ');
    std::string utf8;
    wide.toUTF8String(utf8);
    squeeze(utf8);
    return result;
}

std::shared_ptr<source> open_source(const std::string& path, const plan_options& o) {
    if (path == "-") return open_text(path, o.text);
    std::string head;
    {
        const auto bytes = bytes_of(path);
        head = head_of(*bytes, 512);
    }
    const std::string_view h = head;
    using namespace std::string_view_literals;
    if (h.starts_with("PK"sv) || h.starts_with("\xD0\xCF\x11\xE0"sv)) return open_xlsx(path, o.sheet);
    const auto first = h.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    if (first != std::string_view::npos && h[first] == '<')
        throw failure(ending::refused, "XML that describes no survey known here",
                      "Answers come as CSV, XLSX, JSON or SPSS; a .lss file or an XForm describes them.", {path, 0, {}, {}});
    if (h.starts_with("$FL2"sv) || h.starts_with("$FL3"sv)) return open_spss(path);
    if (first != std::string_view::npos && (h[first] == '{' || (h[first] == '[' && h.find('{') != std::string_view::npos)))
        return open_formbricks_json(path);
    return open_text(path, o.text);
}

plan make_plan(const plan_options& o) { return planner(o).run(); }

}  // namespace xm::client
