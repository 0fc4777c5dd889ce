#include "client/invite/invite.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "client/files.hpp"
#include "client/read/csv.hpp"

namespace xm::client {
namespace {

using core::survey::statement;

struct person_column {
    std::string kind;
    std::size_t column;
};

struct list {
    std::vector<std::string> header;
    std::vector<std::vector<std::string>> rows;
    std::vector<std::uint64_t> lines;
};

list read_list(const std::string& file) {
    list l;
    const auto from = open_text(file, {});
    const auto t = from->open();
    record r;
    while (t->next(r)) {
        std::vector<std::string> cells;
        for (const cell& c : r.cells) cells.emplace_back(c.text);
        if (l.header.empty()) {
            l.header = std::move(cells);
            continue;
        }
        if (std::all_of(cells.begin(), cells.end(), [](const std::string& c) { return c.empty(); })) continue;
        cells.resize(l.header.size());
        l.rows.push_back(std::move(cells));
        l.lines.push_back(r.line);
    }
    return l;
}

std::optional<std::size_t> column_of(const list& l, const std::string& name) {
    const auto at = std::find(l.header.begin(), l.header.end(), name);
    return at == l.header.end() ? std::nullopt : std::optional<std::size_t>(at - l.header.begin());
}

std::vector<person_column> person_columns(const invite_options& o, const list& l) {
    std::vector<person_column> found;
    for (const std::string& p : o.persons) {
        const auto equals = p.find('=');
        if (equals == 0 || equals == std::string::npos)
            throw failure(ending::usage, "--person " + p + " is not KIND=COLUMN", "Write --person email=Address.");
        const auto at = column_of(l, p.substr(equals + 1));
        if (!at) throw failure(ending::usage, "there is no column \"" + p.substr(equals + 1) + "\"", {}, {o.file, 1, {}, {}});
        found.push_back({p.substr(0, equals), *at});
    }
    if (found.empty())
        for (const char* kind : {"person_id", "email", "phone", "employee_number", "crm"})
            if (const auto at = column_of(l, kind)) found.push_back({kind, *at});
    if (found.empty())
        throw failure(ending::usage, "no column names the people",
                      "Say which with --person KIND=COLUMN, such as --person email=Address.", {o.file, 1, {}, {}});
    return found;
}

// Between the parts of a link what goes into it: {token}, or a column.
struct link_part {
    std::string text;
    std::optional<std::size_t> column;  // of what follows; nothing: the token
    bool last = false;
};

std::vector<link_part> parts_of(const invite_options& o, const list& l) {
    std::vector<link_part> parts;
    std::size_t at = 0;
    bool token = false;
    for (;;) {
        const auto open = o.link.find('{', at), close = o.link.find('}', open);
        if (open == std::string::npos || close == std::string::npos) break;
        const std::string name = o.link.substr(open + 1, close - open - 1);
        link_part p{o.link.substr(at, open - at), {}, false};
        if (name == "token")
            token = true;
        else if (!(p.column = column_of(l, name)))
            throw failure(ending::usage, "--link names {" + name + "}, which is no column of the list",
                          "Write {token}, or a column's header in braces.");
        parts.push_back(std::move(p));
        at = close + 1;
    }
    if (!token) throw failure(ending::usage, "--link has no {token}", "Write --link 'https://example.com/?t={token}'.");
    parts.push_back({o.link.substr(at), {}, true});
    return parts;
}

// What RFC 3986 lets stand in a query, all else in per cent.
std::string escaped(const std::string& text) {
    std::string s;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) != 0 || std::string_view("-._~").find(c) != std::string_view::npos) {
            s += c;
        } else {
            constexpr const char* digits = "0123456789ABCDEF";
            s += {'%', digits[byte >> 4U], digits[byte & 15U]};
        }
    }
    return s;
}

std::string link_of(const std::vector<link_part>& parts, const std::string& token, const std::vector<std::string>& row) {
    std::string s;
    for (const link_part& p : parts) {
        s += p.text;
        if (!p.last) s += p.column ? escaped(row[*p.column]) : token;
    }
    return s;
}

std::string csv_of(const std::vector<std::string>& cells) {
    std::string line;
    for (const std::string& c : cells) line += (&c == cells.data() ? "" : ",") + csv_field(c);
    return line + "\r\n";
}

// The number of each row's person, or 0. What names two people is an error.
std::vector<std::uint64_t> find_people(database& db, const std::string& workspace, const invite_options& o, const list& l,
                                       const std::vector<person_column>& by) {
    nlohmann::json keys = nlohmann::json::array();
    for (std::size_t i = 0; i < l.rows.size(); ++i)
        for (const person_column& p : by)
            if (const std::string& value = l.rows[i][p.column]; !value.empty())
                keys.push_back({{"row", i}, {"kind", p.kind}, {"value", value}});
    const auto rows = db.query(statement(
        "SELECT DISTINCT k.\"row\", p.person_id FROM pg_catalog.jsonb_to_recordset(%L) AS k(\"row\" pg_catalog.int8, kind "
        "pg_catalog.text, value pg_catalog.text) JOIN %I.survey s ON s.survey = %L JOIN %I.person_key p ON p.side = s.side AND "
        "p.kind "
        "= k.kind AND p.value = xm_internal.normal_key(k.kind, k.value) WHERE k.kind <> 'person_id' UNION SELECT k.\"row\", "
        "k.value::pg_catalog.int8 FROM pg_catalog.jsonb_to_recordset(%L) AS k(\"row\" pg_catalog.int8, kind pg_catalog.text, "
        "value "
        "pg_catalog.text) WHERE k.kind = 'person_id' AND k.value ~ '^[0-9]{1,18}$' ORDER BY 1, 2",
        {keys.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace), workspace, o.survey, workspace,
         keys.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)}));
    std::vector<std::uint64_t> people(l.rows.size());
    for (const row& r : rows) {
        const std::size_t at = std::stoull(r[0].value_or("0"));
        if (people[at] != 0)
            throw failure(ending::refused, "the keys name two people",
                          "Correct the row, or say with --person which column holds.", {o.file, l.lines[at], {}, {}});
        people[at] = std::stoull(r[1].value_or("0"));
    }
    return people;
}

}  // namespace

ending invite(const invite_options& o, const connector& connect, std::ostream& out, std::ostream& notes) {
    const list l = read_list(o.file);
    const auto by = person_columns(o, l);
    const auto parts = parts_of(o, l);
    const auto db = connect();
    const std::string workspace = workspace_of(*db, o.connection.workspace);
    if (!db->value(statement("SELECT 1 FROM %I.survey WHERE survey = %L", {workspace, o.survey})))
        throw failure(ending::refused, "the workspace has no survey \"" + o.survey + "\", or you may not see it",
                      "xm survey list has those that are there.");
    const auto people = find_people(*db, workspace, o, l, by);

    nlohmann::json options = nlohmann::json::object();
    const auto give = [&](const char* key, const std::string& value) {
        if (!value.empty()) options[key] = value;
    };
    give("channel", o.channel);
    give("occasion", o.occasion);
    give("expires", o.expires);
    give("seed", o.seed);
    if (!o.strata.empty()) options["strata"] = o.strata;
    if (o.dry_run) options["dry_run"] = true;
    if (o.reissue) options["reissue"] = true;
    if (!o.sample.empty()) {
        options["sample"] = nlohmann::json::parse(o.sample, nullptr, false);
        if (!options["sample"].is_number())
            throw failure(ending::usage, "--sample " + o.sample + " is no number", "Write how many, 500, or which share, 0.1.");
    }
    std::string persons = "{";
    for (const std::uint64_t id : std::set<std::uint64_t>(people.begin(), people.end()))
        if (id != 0) persons += (persons.size() > 1 ? "," : "") + std::to_string(id);
    persons += "}";
    struct decided {
        std::string decision, detail, token;
        bool written = false;
    };
    std::map<std::uint64_t, decided> decisions;
    statement call("SELECT person_id, decision, detail, token FROM xm.invite(%L, %L, ", {workspace, o.survey});
    if (o.wave.empty())
        call.add("NULL");
    else
        call.add("%L", {o.wave});
    call.add(", %L, %L)", {persons, options.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)});
    for (const row& r : db->query(call))
        decisions[std::stoull(r[0].value_or("0"))] = {r[1].value_or(""), r[2].value_or(""), r[3].value_or(""), false};

    auto header = l.header;
    for (const char* more : {"person_id", "decision", "detail", "link"}) header.emplace_back(more);
    std::string text = csv_of(header);
    std::size_t unknown = 0, links = 0;
    for (std::size_t i = 0; i < l.rows.size(); ++i) {
        auto cells = l.rows[i];
        const auto at = decisions.find(people[i]);
        if (people[i] == 0 || at == decisions.end()) {
            ++unknown;
            for (const char* cell : {"", "unknown", "", ""}) cells.emplace_back(cell);
        } else {
            decided& d = at->second;
            cells.push_back(std::to_string(people[i]));
            cells.push_back(d.written ? "repeated" : d.decision);
            cells.push_back(d.written ? "" : d.detail);
            cells.push_back(d.written || d.token.empty() ? "" : link_of(parts, d.token, l.rows[i]));
            links += d.written || d.token.empty() ? 0 : 1;
            d.written = true;
        }
        text += csv_of(cells);
    }
    // Links are written nowhere else: a file that cannot be written leaves nobody invited.
    if (!o.output.empty()) write_file(o.output, text, true, true);
    db->commit();
    if (o.output.empty() && !(out << text << std::flush))
        throw failure(ending::refused, "the output cannot be written",
                      "The people were invited; --reissue gives them new links.");
    notes << l.rows.size() << " people, " << links << " links"
          << (unknown > 0 ? ", " + std::to_string(unknown) + " not known" : "") << "\n";
    return unknown > 0 ? ending::refused : ending::done;
}

}  // namespace xm::client
