#include "client/import/import.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <ostream>
#include <sstream>

#include "client/files.hpp"
#include "client/formats/recognise.hpp"
#include "client/load/load.hpp"
#include "client/load/tables.hpp"
#include "client/survey/survey.hpp"
#include "core/error.hpp"

namespace xm::client {
namespace {

using core::survey::definition;
using core::survey::statement;

definition parsed(const std::string& json, const std::string& file) {
    try {
        return definition::parse(json);
    } catch (const core::error& e) {
        throw failure(file.empty() ? ending::refused : ending::usage, e.text.c_str(), e.hint == nullptr ? "" : e.hint,
                      {file, 0, {}, {}});
    }
}

// What stands between = signs of --person email=COLUMN and --missing 99=REASON.
std::pair<std::string, std::string> halves(const std::string& text) {
    const auto sign = text.find('=');
    return {text.substr(0, sign), sign == std::string::npos ? std::string() : text.substr(sign + 1)};
}

plan_options plan_options_of(const import_options& o) {
    plan_options p = o.plan;
    if (!o.side.empty()) p.side = o.side == "employee" ? core::survey::side::employee : core::survey::side::customer;
    if (!o.dates.empty()) p.order = o.dates == "dmy" ? date_order::dmy : o.dates == "mdy" ? date_order::mdy : date_order::ymd;
    if (!o.delimiter.empty()) {
        p.text.delimiter = delimiter_of(o.delimiter);
        if (p.text.delimiter == 0)
            throw failure(ending::usage, "--delimiter: \"" + o.delimiter + "\" is none", "Say comma, semicolon, tab or pipe.");
    }
    for (const std::string& one : o.persons) {
        const auto [kind, column] = halves(one);
        if (kind.empty() || column.empty())
            throw failure(ending::usage, "--person: \"" + one + "\" is not KIND=COLUMN", "Such as --person email=Email.");
        p.persons.emplace_back(kind, column);
    }
    for (const std::string& one : o.missing) {
        auto [code, reason] = halves(one);
        if (code.empty())
            throw failure(ending::usage, "--missing: \"" + one + "\" is not CODE=REASON",
                          "Such as --missing \"99=does not apply\".");
        p.missing.emplace_back(code, reason.empty() ? "no answer" : reason);
    }
    p.keep.insert(p.keep.end(), o.attributes.begin(), o.attributes.end());
    return p;
}

// A file that is read must not be written over.
void refuse_input(const std::string& path, const char* option, const std::vector<std::string>& files) {
    std::error_code none;
    for (const std::string& file : files)
        if (!path.empty() && std::filesystem::equivalent(path, file, none))
            throw failure(ending::usage, std::string(option) + ": " + path + " is a file that is imported", "Name another one.");
}

// The survey is named after the file where nobody says otherwise.
std::string survey_name(const import_options& o) {
    if (!o.plan.survey.empty()) return o.plan.survey;
    for (const std::string& file : o.plan.files) {
        const std::string stem = file == "-" ? "answers" : std::filesystem::path(file).stem().string();
        const std::string extension = std::filesystem::path(file).extension().string();
        if (extension == ".qsf" || extension == ".lss" || extension == ".xml") continue;
        const std::string name = name_from(stem, 40, false);
        if (name.empty()) continue;
        try {
            core::survey::check_survey_name(name);
        } catch (const core::error&) {
            return name + "_answers";  // a table of the workspace has that name
        }
        return name;
    }
    return "answers";
}

int terminal_width(int fd) {
    winsize size{};
    return isatty(fd) == 1 && ioctl(fd, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

// "  42 %  1,204,000 rows  310,000 rows/s  5 s left", over itself; nothing where no terminal is.
class progress_line {
public:
    progress_line() : on_(isatty(STDERR_FILENO) == 1) {}
    ~progress_line() { clear(); }
    progress_line(const progress_line&) = delete;
    progress_line& operator=(const progress_line&) = delete;
    void show(double fraction, std::uint64_t rows, double rate) {
        if (!on_) return;
        std::string left;
        if (fraction > 0.01 && rate > 0) {
            const double seconds = static_cast<double>(rows) / fraction * (1 - fraction) / rate;
            left = "  " + std::to_string(std::lround(std::min(seconds, 1e6))) + " s left";
        }
        std::fprintf(stderr, "\r\033[K%3.0f %%  %llu rows  %.0f rows/s%s", fraction < 0 ? 0 : 100 * fraction,
                     static_cast<unsigned long long>(rows), rate, left.c_str());
        shown_ = true;
    }
    void clear() {
        if (shown_) std::fprintf(stderr, "\r\033[K");
        shown_ = false;
    }

private:
    bool on_, shown_ = false;
};

// A superuser imports as the owner of the workspace, whose triggers and views would else run with all rights.
void become_owner(database& db, const std::string& workspace) {
    if (db.value(statement("SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user")) != "t") return;
    if (const auto owner = owner_of(db, workspace)) db.execute(statement("SET LOCAL ROLE %I", {*owner}));
}

// Plans for a survey that is there, as its definition says, and for where columns of the last import went.
void look_up(database& db, const std::string& workspace, const definition& there, plan_options& p) {
    if (p.given) {
        p.given->side = there.side;
    } else {
        p.given = there;
    }
    const auto mapping = db.value(statement("SELECT xm_internal.import_mapping(%L, %L)", {workspace, p.survey}));
    if (!mapping) return;
    const auto j = nlohmann::json::parse(*mapping, nullptr, false);
    if (j.is_object())
        for (const auto& [key, item] : j.items())
            if (item.is_string()) p.mapping[key] = item.get<std::string>();
}

// A file that answers none of the survey's items is hardly one of its own.
void refuse_strange(const plan& p, const definition& before) {
    const bool answers = std::any_of(p.columns.begin(), p.columns.end(), [](const plan_column& c) { return !c.item.empty(); });
    const bool known = std::any_of(p.columns.begin(), p.columns.end(),
                                   [&](const plan_column& c) { return before.find_item(c.item) != nullptr; });
    if (answers && !known)
        throw failure(
            ending::refused, "none of the columns is a question of the survey " + p.survey,
            "Say another --survey; if it does belong there, --write-definition FILE and --definition FILE add its questions.");
}

// --table: headers are the names of the table's columns.
ending import_table(const import_options& o, const plan_options& p, const connector& connect, std::ostream& out) {
    if (p.files.size() != 1) throw failure(ending::usage, "--table takes one file");
    progress_line line;
    const auto from = open_source(p.files[0], p);
    const auto db = connect();
    table_options t;
    t.workspace = workspace_of(*db, o.connection.workspace);
    become_owner(*db, t.workspace);
    t.table = o.table;
    t.side = p.side;
    t.persons = p.persons;
    t.attributes = o.attributes;
    t.country = o.country;
    if (p.order) t.order = *p.order;
    t.progress = [&](double fraction, std::uint64_t rows, double rate) { line.show(fraction, rows, rate); };
    const load_result r = load_table(*from, *db, t);
    db->commit();
    line.clear();
    out << balance_of(r) << "\n";
    return ending::done;
}

}  // namespace

ending import_answers(const import_options& o, const connector& connect, std::ostream& out) {
    progress_line line;
    plan_options p = plan_options_of(o);
    if (!o.table.empty()) return import_table(o, p, connect, out);
    for (const std::string& file : p.files)
        if (std::error_code none; file != "-" && !std::filesystem::exists(file, none))
            throw failure(ending::refused, "no such file", "Look at its name and folder.", {file, 0, {}, {}});
    refuse_input(o.rejects, "--rejects", p.files);
    refuse_input(o.write_definition, "--write-definition", p.files);
    p.survey = survey_name(o);
    core::survey::check_survey_name(p.survey);
    if (!o.definition.empty()) {
        p.given = parsed(read_file(o.definition), o.definition);
        p.extend = false;
    }
    std::unique_ptr<database> db;
    std::string workspace;
    bool there = false;
    std::optional<definition> before;
    if (!o.dry_run || !o.connection.conninfo.empty()) db = connect();
    if (db != nullptr) {
        workspace = workspace_of(*db, o.connection.workspace);
        become_owner(*db, workspace);
        const auto stored = db->value(statement("SELECT definition FROM %I.survey WHERE survey = %L", {workspace, p.survey}));
        there = stored.has_value();
        if (there) {
            before = parsed(*stored, {});
            look_up(*db, workspace, *before, p);
        }
        if (!there && !o.dry_run && !p.side && !p.given)
            throw failure(ending::usage, "the workspace has no survey " + p.survey + ", and a new one needs a side",
                          "Say --side employee (confidential) or --side customer, or --survey for one that is there.");
        if (there && p.side && *p.side != before->side)
            throw failure(ending::usage,
                          "the survey " + p.survey + " is one of the " + std::string(name_of(before->side)) + " side",
                          "Leave out --side, or say another --survey.");
    }
    plan made = make_plan(p);
    if (!made.definition.items.empty()) made.definition = parsed(made.definition.to_json(), {});
    if (!o.write_definition.empty() && !there && !p.side && !p.given)
        std::fprintf(stderr, "note: no --side was said: the definition is one of employees, confidential\n");
    if (!o.write_definition.empty()) write_file(o.write_definition, pretty_json(made.definition.to_json()));
    if (o.json)
        out << json_of(made);
    else
        out << table_of(made, isatty(STDOUT_FILENO) == 1, terminal_width(STDOUT_FILENO)) << "\n";
    if (there && o.definition.empty()) refuse_strange(made, *before);
    if (o.dry_run) return ending::done;
    if (made.definition.items.empty())
        throw failure(ending::refused, "no column of answers: a survey has one at least", "Name one with --keep COLUMN.");
    made.wave = o.wave;
    // One transaction from here: the survey, and its answers.
    const std::string json = made.definition.to_json();
    std::ostringstream done;  // said once it is
    if (!there) {
        db->execute(statement("SELECT xm.create_survey(%L, %L, %L::pg_catalog.jsonb)", {workspace, p.survey, json}));
        done << "survey " << p.survey << ": made, " << name_of(made.definition.side) << ", " << name_of(made.definition.mode)
             << "\n";
    } else if (!(made.definition == *before)) {
        for (const row& change : db->query(statement(
                 "SELECT change, item, detail FROM xm.alter_survey(%L, %L, %L::pg_catalog.jsonb)", {workspace, p.survey, json})))
            done << "survey " << p.survey << ": " << change[0].value_or("") << " " << change[1].value_or("") << " "
                 << change[2].value_or("") << "\n";
    }
    if (!o.wave.empty())
        db->execute(statement("INSERT INTO %I.wave (survey, wave) VALUES (%L, %L) ON CONFLICT DO NOTHING",
                              {workspace, p.survey, o.wave}));
    load_options l;
    l.workspace = workspace;
    l.rejects = o.rejects;
    l.last_wins = o.last_wins;
    l.alerts = o.alerts;
    l.make_units = o.make_units;
    l.country = o.country;
    l.progress = [&](double fraction, std::uint64_t rows, double rate) { line.show(fraction, rows, rate); };
    const load_result r = load(made, *db, l);
    db->commit();
    line.clear();
    out << done.str() << balance_of(r) << "\n";
    return ending::done;
}

}  // namespace xm::client
