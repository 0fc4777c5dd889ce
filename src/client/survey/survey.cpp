#include "client/survey/survey.hpp"

#include <algorithm>
#include <filesystem>

#include "client/files.hpp"
#include "core/survey/change.hpp"
#include "core/survey/definition.hpp"
#include "core/survey/json.hpp"

namespace xm::client {
namespace {

using core::survey::definition;
using core::survey::json;
using core::survey::statement;

constexpr std::size_t line_width = 110;

// --- files -----------------------------------------------------------------------------------------

struct survey_file {
    std::string path, survey;
    definition wanted;
};

// The core's errors begin with the JSON path.
template <class F>
auto checked(const std::string& path, const char* otherwise, F f) {
    try {
        return f();
    } catch (const core::error& e) {
        throw failure(ending::refused, e.text.c_str(), e.hint == nullptr ? otherwise : e.hint, {path, 0, {}, {}});
    }
}

std::vector<survey_file> read_files(const survey_options& o) {
    if (!o.survey.empty() && o.files.size() > 1)
        throw failure(ending::usage, "--survey names one survey, and there are several files", "Leave it out, or name one file.");
    std::vector<survey_file> files;
    for (const std::string& path : o.files) {
        survey_file f;
        f.path = path;
        f.survey = o.survey.empty() ? std::filesystem::path(path).stem().string() : o.survey;
        const std::string text = read_file(path);
        checked(path, "Name the survey with --survey NAME.", [&] { core::survey::check_survey_name(f.survey); });
        f.wanted = checked(path, "", [&] { return definition::parse(text); });
        for (const survey_file& other : files)
            if (other.survey == f.survey)
                throw failure(ending::usage, "is of survey \"" + f.survey + "\", and " + other.path + " is, too",
                              "Name one file for each survey.", {path, 0, {}, {}});
        files.push_back(std::move(f));
    }
    return files;
}

// --- JSON for people -------------------------------------------------------------------------------

void write_pretty(const json& j, std::size_t indent, std::size_t before, std::string& out);

// On one line, with a blank after : and ,.
std::string on_a_line(const json& j) {
    if (!j.is(json::kind::array) && !j.is(json::kind::object)) return j.dump();
    const bool object = j.is(json::kind::object);
    std::string s(1, object ? '{' : '[');
    for (std::size_t i = 0; i < j.elements().size(); ++i) {
        if (i > 0) s += ", ";
        if (object) s += core::survey::in_quotes(j.keys()[i]) + ": ";
        s += on_a_line(j.elements()[i]);
    }
    return s + (object ? '}' : ']');
}

void write_pretty(const json& j, std::size_t indent, std::size_t before, std::string& out) {
    const std::string line = on_a_line(j);
    if ((!j.is(json::kind::array) && !j.is(json::kind::object)) || (indent > 0 && indent + before + line.size() <= line_width)) {
        out += line;
        return;
    }
    const bool object = j.is(json::kind::object);
    out += object ? '{' : '[';
    for (std::size_t i = 0; i < j.elements().size(); ++i) {
        out += i == 0 ? "\n" : ",\n";
        out.append(indent + 2, ' ');
        const std::string key = object ? core::survey::in_quotes(j.keys()[i]) + ": " : "";
        out += key;
        write_pretty(j.elements()[i], indent + 2, key.size() + 1, out);
    }
    out += '\n';
    out.append(indent, ' ');
    out += object ? '}' : ']';
}

// --- the workspace ---------------------------------------------------------------------------------

struct stored_survey {
    std::string name, definition;
};

std::vector<stored_survey> stored(database& db, const std::string& workspace) {
    std::vector<stored_survey> all;
    for (const row& r : db.query(statement("SELECT survey, definition FROM %I.survey ORDER BY survey", {workspace})))
        all.push_back({r[0].value_or(""), r[1].value_or("")});
    return all;
}

definition parse_stored(const stored_survey& s) {
    return checked("survey " + s.name, "Is xm older than the workspace? Install the version that the server has.",
                   [&] { return definition::parse(s.definition); });
}

std::string number(std::size_t n, const char* one) { return std::to_string(n) + " " + one + (n == 1 ? "" : "s"); }

std::string in_short(const definition& d) {
    return std::string(name_of(d.side)) + ", " + std::string(name_of(d.mode)) + ", " + number(d.items.size(), "item") +
           (d.scales.empty() ? "" : ", " + number(d.scales.size(), "scale"));
}

// As wide as the widest of its column; the last one as it is.
void print_columns(const std::vector<std::vector<std::string>>& rows, const std::string& before, std::ostream& out) {
    std::vector<std::size_t> widths;
    for (const auto& r : rows) {
        widths.resize(std::max(widths.size(), r.size()));
        for (std::size_t i = 0; i < r.size(); ++i) widths[i] = std::max(widths[i], r[i].size());
    }
    for (const auto& r : rows) {
        std::string line = before;
        for (std::size_t i = 0; i < r.size(); ++i)
            line += i + 1 < r.size() ? r[i] + std::string(widths[i] - r[i].size() + 2, ' ') : r[i];
        line.erase(line.find_last_not_of(' ') + 1);
        out << line << '\n';
    }
}

ending change_surveys(const survey_options& o, const connector& connect, bool apply, std::ostream& out) {
    const std::vector<survey_file> files = read_files(o);
    const std::unique_ptr<database> db = connect();
    const std::string workspace = workspace_of(*db, o.connection.workspace);
    const std::vector<stored_survey> there = stored(*db, workspace);
    std::size_t changed = 0;
    std::ostringstream said;  // shown when it is true
    for (const survey_file& f : files) {
        const std::string wanted = f.wanted.to_json();
        try {
            if (std::none_of(there.begin(), there.end(), [&](const stored_survey& s) { return s.name == f.survey; })) {
                if (apply) db->execute(statement("SELECT xm.create_survey(%L, %L, %L)", {workspace, f.survey, wanted}));
                said << f.survey << ": new survey: " << in_short(f.wanted) << '\n';
                ++changed;
                continue;
            }
            const std::vector<row> changes =
                db->query(statement("SELECT change, item, detail FROM xm.alter_survey(%L, %L, %L, apply => %L)",
                                    {workspace, f.survey, wanted, apply ? "true" : "false"}));
            said << f.survey << ": " << (changes.empty() ? "nothing to change" : number(changes.size(), "change")) << '\n';
            std::vector<std::vector<std::string>> rows;
            for (const row& r : changes) rows.push_back({r[0].value_or(""), r[1].value_or(""), r[2].value_or("")});
            print_columns(rows, "  ", said);
            changed += changes.empty() ? 0 : 1;
        } catch (const failure& e) {
            throw e.at({f.path, 0, {}, {}});
        }
    }
    if (apply) db->commit();
    out << said.str();
    if (changed == 0)
        out << (files.size() == 1 ? "" : "Nothing to change.\n");
    else if (apply)
        out << "Applied to workspace " << workspace << ".\n";
    else
        out << "Nothing was changed yet: xm survey apply does it.\n";
    return ending::done;
}

}  // namespace

std::string pretty_json(const std::string& text) {
    std::string out;
    write_pretty(json::parse(text, "definition"), 0, 0, out);
    return out + '\n';
}

ending list_surveys(const survey_options& o, const connector& connect, std::ostream& out) {
    const std::unique_ptr<database> db = connect();
    const std::string workspace = workspace_of(*db, o.connection.workspace);
    std::vector<std::vector<std::string>> rows{{"survey", "side", "mode", "items", "title"}};
    for (const stored_survey& s : stored(*db, workspace)) {
        const definition d = parse_stored(s);
        const auto asked = std::count_if(d.items.begin(), d.items.end(), [](const auto& i) { return !i.retired; });
        rows.push_back({s.name, std::string(name_of(d.side)), std::string(name_of(d.mode)), std::to_string(asked),
                        std::string(core::survey::in_language(d.title, d.language))});
    }
    if (rows.size() == 1)
        out << "Workspace " << workspace << " has no survey yet.\n";
    else
        print_columns(rows, "", out);
    return ending::done;
}

ending pull_surveys(const survey_options& o, const connector& connect, std::ostream& out) {
    std::error_code error;
    if (!std::filesystem::is_directory(o.folder, error))
        throw failure(ending::usage, "is no folder", "Make it, or name another with --to.", {o.folder, 0, {}, {}});
    std::vector<stored_survey> wanted;
    {
        const std::unique_ptr<database> db = connect();
        const std::string workspace = workspace_of(*db, o.connection.workspace);
        wanted = stored(*db, workspace);
        for (const std::string& name : o.names)
            if (std::none_of(wanted.begin(), wanted.end(), [&](const stored_survey& s) { return s.name == name; }))
                throw failure(ending::usage, "workspace " + workspace + " has no survey \"" + name + "\"",
                              "xm survey list shows those that there are.");
    }
    for (const stored_survey& s : wanted) {
        if (!o.names.empty() && std::find(o.names.begin(), o.names.end(), s.name) == o.names.end()) continue;
        core::survey::check_survey_name(s.name);  // a file of the folder, whatever the owner of the workspace stored
        const std::string path = (std::filesystem::path(o.folder) / (s.name + ".json")).string();
        // In the order of definitions, whatever order the server keeps.
        const std::string text = pretty_json(parse_stored(s).to_json());
        const bool written = write_file(path, text);
        out << path << (written ? ": written" : ": as it was") << '\n';
    }
    return ending::done;
}

ending plan_surveys(const survey_options& o, const connector& connect, std::ostream& out) {
    return change_surveys(o, connect, false, out);
}
ending apply_surveys(const survey_options& o, const connector& connect, std::ostream& out) {
    return change_surveys(o, connect, true, out);
}

}  // namespace xm::client
