#include "client/plan/make.hpp"

#include <unicode/basictz.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <filesystem>

#include "client/failure.hpp"
#include "client/formats/vv.hpp"
#include "client/formats/words.hpp"
#include "client/plan/planner.hpp"
#include "client/read/cells.hpp"
#include "client/read/input.hpp"
#include "client/read/json.hpp"
#include "client/read/spss.hpp"
#include "client/read/xlsx.hpp"

namespace xm::client {
namespace {

constexpr std::size_t most_head_rows = 12;       // that tell what a file is
constexpr std::uint64_t most_sampled = 100'000;  // rows that the plan looks at
constexpr std::uint64_t most_bytes = std::uint64_t{64} << 20;
constexpr std::size_t most_kept_rows = 2000;  // kept as they are, to compare columns row by row
constexpr std::size_t most_columns = 6000;
constexpr std::size_t most_kept_cells = 500'000;

std::size_t find_column(const file_look& f, const std::string& name) {
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

}  // namespace

plan planner::run() {
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
    refuse_two_tools();
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
    if (d.title.empty() && !o_.given) d.title = {{d.language, std::filesystem::path(p_.files[0].source->name).stem().string()}};
    if (p_.definition.items.empty()) p_.warnings.push_back("no column of answers was found; --keep COLUMN takes one");
    return std::move(p_);
}

std::string planner::language_of(const std::vector<std::shared_ptr<source>>& sources) const {
    for (const questionnaire& q : companions_)
        if (!q.language.empty()) return q.language;
    for (const auto& s : sources)
        if (s->listed && !s->listed->language.empty()) return s->listed->language;
    return "en";
}

void planner::look_at(std::shared_ptr<source> s) {
    file_look f;
    f.file = p_.files.size();
    plan_file pf;
    pf.source = s;
    std::vector<std::vector<std::string>> head;
    const auto kept = [](const record& r) {
        std::vector<std::string> cells;
        for (const cell& c : r.cells) cells.emplace_back(c.text);
        return cells;
    };
    record row;
    try {
        std::vector<std::size_t> records;  // how many were read for each row of the head
        {
            const auto t = s->open();
            for (std::size_t n = 1; head.size() < most_head_rows && t->next(row); ++n)
                if (!is_blank(row) || (head.size() == 1 && row.cells.size() == head[0].size())) {
                    head.push_back(kept(row));
                    records.push_back(n);
                }
        }
        if (head.empty()) throw failure(ending::refused, "no header: only blank lines", "Export it again.");
        f.about = recognise(head, *s, companions_);
        pf.format = f.about.format;
        if (pf.format == "limesurvey-vv") pf.source = s = read_vv(s);
        pf.header_rows = f.about.header_rows;
        pf.id_column = f.about.id_column;
        pf.sent_column = f.about.sent_column;
        if (!o_.tests) pf.tests = f.about.tests;
        pf.head_records = records[std::min(pf.header_rows, records.size()) - 1];
        f.header = head[f.about.names_row];
        const std::size_t width = f.about.columns.size();
        if (width > most_columns)
            throw failure(ending::refused, "more than " + std::to_string(most_columns) + " columns",
                          "A survey has 1,500 at most: is this the right sheet or delimiter?");
        pf.columns = width;
        test_rows is_test(pf.tests);
        f.looks.resize(width);
        const auto t = s->open();
        std::size_t headers = 0;
        std::uint64_t rows = 0, blank_records = 0;
        bool whole = true;
        while (t->next(row)) {
            if (headers < pf.head_records) {
                ++headers;
                continue;
            }
            if (is_blank(row)) {
                blank_records += row.cells.size() > 1 && s->container == "csv";
                ++pf.blank;
                continue;
            }
            check_width(row, width, *s);
            ++rows;
            const bool test = is_test(row);
            if (test) ++tests_[f.file];
            // Test rows tell what a column can hold only where there are no others.
            if (!test || f.rows.size() < 50)
                for (std::size_t i = 0; i < row.cells.size() && i < width; ++i)
                    if (row.cells[i].text != vv_not_shown) f.looks[i].add(row.cells[i]);
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
    for (const std::string& sheet : s->sheets)
        if (sheet != s->sheet)
            p_.warnings.push_back(
                s->name + ": the sheet " + quoted(sheet) +
                (pf.format.starts_with("kobo") ? ", a repeated group with rows of its own, is not loaded" : " is not read") +
                " (--sheet)");
    for (const std::string& n : s->notes) p_.warnings.push_back(s->name + ": " + n);
    for (const std::string& n : f.about.warnings) p_.warnings.push_back(s->name + ": " + n);
    std::map<std::string, std::size_t> headers;
    for (std::size_t i = 0; i < f.header.size(); ++i)
        if (!f.header[i].empty() && pf.header_rows == 1)
            if (const auto [at, fresh] = headers.emplace(f.header[i], i); !fresh)
                p_.warnings.push_back(s->name + ", line 1: columns " + std::to_string(at->second) + " and " + std::to_string(i) +
                                      " are both named " + f.header[i] + ": they stay two");
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

void planner::drop_what_another_file_says() {
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

void planner::refuse_two_tools() {
    std::string_view first, first_file;
    for (std::size_t i = 0; i < p_.files.size(); ++i) {
        const std::string_view format = p_.files[i].format, tool = format.substr(0, format.rfind('-'));
        // Kobo writes ODK's forms; and what is a table and no more may be of any tool.
        if (unstored_.count(i) > 0 || tool == "plain" || tool == "kobo" || tool == "odk") continue;
        if (first.empty()) {
            first = tool;
            first_file = p_.files[i].source->name;
        } else if (tool != first) {
            throw failure(ending::usage,
                          "exports of two tools: " + std::string(first_file) + " is of " + std::string(first) + ", " +
                              p_.files[i].source->name + " of " + std::string(tool),
                          "Import them one after the other, each into a survey of its own (--survey).");
        }
    }
}

void planner::plan_file_columns(file_look& f) {
    plan_file& pf = p_.files[f.file];
    auto& facts = f.about.columns;
    pf.stored = unstored_.count(f.file) == 0;
    resolve_personal(f);
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
        if (const listed_question* l = facts[i].listed;
            l != nullptr && l->columns.size() > 1 && facts[i].layout != layout::whole) {
            group = "listed/" + std::to_string(reinterpret_cast<std::uintptr_t>(l));
            facts[i].group = group;
        }
        if (group.empty()) continue;
        if (groups[group].empty()) order.push_back(group);
        groups[group].push_back(i);
    }
    std::set<std::size_t> done;
    for (const std::string& g : order) plan_group(f, columns, groups[g], done);
    const auto alike = neighbours_alike(f, done);
    for (std::size_t i = 0; i < facts.size(); ++i) {
        if (done.count(i) > 0) continue;
        plan_column& c = columns[i];
        const bool known = c.role == role::metadata && o_.given && facts[i].layout != layout::repeats && pf.stored &&
                           given_item(facts[i], facts[i].key, c.source, c.source) != nullptr;
        if (known) c.reason.clear(), facts[i].code = c.source;
        if (c.role == role::answer || known)
            plan_answer(f, c, facts[i], f.looks[i], alike[i].get());
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
        for (plan_column& c : columns) c.missing.emplace(vv_not_shown, "not shown");
    for (const plan_column& c : columns) tell_changes_of_the_clock(f, c);
    if (!pf.stored) {
        p_.definition = std::move(stored);
        for (plan_column& c : columns) {
            if (p_.definition.find_item(c.item) == nullptr) c.item.clear(), c.database_columns.clear();
            add_reason(c, "not read: another file has the same");
        }
    }
    p_.columns.insert(p_.columns.end(), std::make_move_iterator(columns.begin()), std::make_move_iterator(columns.end()));
}

std::vector<std::shared_ptr<column_look>> planner::neighbours_alike(const file_look& f, const std::set<std::size_t>& done) {
    const auto& facts = f.about.columns;
    const auto words = [&](std::size_t i) {
        std::set<std::string> result;
        const bool one = done.count(i) == 0 && facts[i].role == role::answer && facts[i].listed == nullptr &&
                         facts[i].group.empty() && !f.looks[i].many && f.looks[i].counts.size() <= 12;
        if (one)
            for (const auto& [value, n] : f.looks[i].counts)
                if (!is_no_answer(value) && !number_form_of(value)) result.insert(fold(value));
        return result;
    };
    std::vector<std::shared_ptr<column_look>> result(facts.size());
    for (std::size_t i = 0; i < facts.size();) {
        std::set<std::string> all = words(i);
        std::size_t end = i + 1;
        for (; !all.empty() && end < facts.size(); ++end) {
            const std::set<std::string> next = words(end);
            if (std::count_if(next.begin(), next.end(), [&](const std::string& w) { return all.count(w) > 0; }) < 2) break;
            all.insert(next.begin(), next.end());
        }
        if (end - i > 1 && ordered_scale({all.begin(), all.end()})) {
            const auto together = std::make_shared<column_look>();
            for (std::size_t k = i; k < end; ++k) {
                for (const auto& [value, n] : f.looks[k].counts) together->counts[value] += n;
                together->filled += f.looks[k].filled;
                result[k] = together;
            }
        }
        i = end;
    }
    return result;
}

void planner::tell_changes_of_the_clock(const file_look& f, const plan_column& c) {
    const std::string& zone = c.zone;
    if (c.reading != reading::time || zone.empty() || zone == "UTC") return;
    const std::unique_ptr<icu::TimeZone> any(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(zone)));
    const auto* const clock = dynamic_cast<const icu::BasicTimeZone*>(any.get());
    if (clock == nullptr) return;
    std::size_t twice = 0, never = 0;
    for (const auto& row : f.rows) {
        if (c.column >= row.size()) continue;
        const auto m = read_moment(row[c.column], c.order);
        if (!m || !m->date || !m->time || m->zoned) continue;
        const auto local = static_cast<double>(m->microseconds / 1000);
        const auto offset = [&](UTimeZoneLocalOption which) {
            std::int32_t raw = 0, summer = 0;
            UErrorCode status = U_ZERO_ERROR;
            clock->getOffsetFromLocal(local, which, which, raw, summer, status);
            return raw + summer;
        };
        const std::int32_t before = offset(UCAL_TZ_LOCAL_FORMER), after = offset(UCAL_TZ_LOCAL_LATTER);
        twice += before > after;
        never += before < after;
    }
    const auto tell = [&](std::size_t n, const char* hour, const char* taken) {
        if (n > 0)
            p_.warnings.push_back(p_.files[f.file].source->name + ": " + std::to_string(n) +
                                  (n == 1 ? " time of " : " times of ") + c.source + " in the hour that the clock of " + zone +
                                  hour + ": " + taken);
    };
    tell(twice, " goes through twice", "taken as the later one");
    tell(never, " leaves out", "taken an hour later");
}

void planner::check_id(file_look& f, plan_column& c) {
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

void planner::apply_options(file_look& f) {
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
    // What the last import took for unit, wave and persons is that again.
    for (column_facts& c : facts) {
        const auto m = o_.mapping.find(c.key);
        if (m == o_.mapping.end() || !m->second.starts_with('@')) continue;
        const std::string was = m->second.substr(1);
        if (was == "unit" && o_.unit.empty()) to(&c, role::unit);
        if (was == "wave" && o_.wave_column.empty()) to(&c, role::wave);
        if (was.starts_with("person ") && o_.persons.empty()) {
            to(&c, role::person);
            c.key_kind = was.substr(7);
        }
    }
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
