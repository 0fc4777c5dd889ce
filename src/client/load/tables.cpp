#include "client/load/tables.hpp"

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>

#include "client/command.hpp"
#include "client/formats/words.hpp"
#include "client/load/keys.hpp"
#include "client/load/seen.hpp"
#include "client/load/values.hpp"
#include "core/survey/response.hpp"

namespace xm::client {
namespace {

using core::survey::statement;

enum class kind : std::uint8_t { text, date, time, number, count };

struct known_column {
    const char* name;
    client::kind kind;
    bool needed;  // in the file and in each row
    bool key;     // rows are told apart by it
};
struct known_table {
    const char* name;
    std::vector<known_column> columns;
    bool persons;     // rows are of persons
    bool attributes;  // it has some
    bool shown;       // values may stand in messages
};

const std::vector<known_table>& known_tables() {
    using enum client::kind;
    static const std::vector<known_table> tables{
        {"unit",
         {{"unit", text, true, true},
          {"parent", text, false, false},
          {"name", text, false, false},
          {"kind", text, false, false},
          {"opened", date, false, false},
          {"closed", date, false, false}},
         false,
         true,
         true},
        {"person", {{"joined", date, false, false}, {"departed", date, false, false}}, true, true, false},
        {"membership", {{"since", date, true, true}, {"unit", text, false, false}}, true, true, false},
        {"purchase",
         {{"at", time, true, false},
          {"amount", number, true, false},
          {"currency", text, false, false},
          {"unit", text, false, false},
          {"source_id", text, false, true}},
         true,
         false,
         false},
        {"wave_unit",
         {{"survey", text, true, true}, {"wave", text, true, true}, {"unit", text, true, true}, {"asked", count, true, false}},
         false,
         false,
         true}};
    return tables;
}

const char* type_of(kind k) {
    switch (k) {
        case kind::date: return "date";
        case kind::time: return "timestamp with time zone";
        case kind::number: return "numeric";
        case kind::count: return "bigint";
        case kind::text: break;
    }
    return "text";
}

class table_loader {
public:
    table_loader(source& from, database& db, const table_options& o) : from_(from), db_(db), o_(o), readers_(o.country) {
        for (const known_table& t : known_tables())
            if (o.table == t.name) table_ = &t;
        if (table_ == nullptr)
            throw failure(ending::usage, "no table \"" + o.table + "\"",
                          "There are unit, person, membership, purchase, wave_unit.");
        if (table_->persons && o.persons.empty() && o.table != "purchase")
            throw failure(ending::usage, "--table " + o.table + " needs a key of the persons",
                          "Say which column holds it: --person email=COLUMN.");
        if (!table_->persons && !o.persons.empty())
            throw failure(ending::usage, "--person: rows of " + o.table + " are of no person", "Leave it out.");
        if (o.table == "person" && !o.side)
            throw failure(ending::usage, "--table person needs --side", "Say --side employee or --side customer.");
        side_ = core::survey::name_of(
            o.side.value_or(o.table == "purchase" ? core::survey::side::customer : core::survey::side::employee));
    }

    load_result run() {
        const auto rows = from_.open();
        record row;
        if (!next(*rows, row)) throw failure(ending::refused, "the file is empty", "Export it again.", {from_.name, 0, {}, {}});
        read_header(row);
        copy(*rows, row);
        persons();
        check_units();
        store();
        db_.execute(statement("DROP TABLE pg_temp.xm_import_table"));
        result_.left_out = readers_.left_out();
        return result_;
    }

private:
    struct file_column {
        const known_column* known = nullptr;
        std::size_t column = SIZE_MAX;
    };

    place at(std::uint64_t line, std::size_t column) const {
        return {from_.name, line, column < header_.size() ? header_[column] : std::string(), {}};
    }

    bool next(table& rows, record& row) const {
        try {
            return rows.next(row);
        } catch (const failure& e) {
            place where = e.where();
            where.file = from_.name;
            throw e.at(where);
        }
    }

    void read_header(const record& row) {
        for (const cell& c : row.cells) header_.emplace_back(trimmed(c.text));
        std::vector<bool> used(header_.size());
        const auto find = [&](const std::string& name) -> std::size_t {
            const std::string folded = fold(name);
            for (std::size_t i = 0; i < header_.size(); ++i)
                if (header_[i] == name) return i;
            for (std::size_t i = 0; i < header_.size(); ++i)
                if (fold(header_[i]) == folded) return i;
            return SIZE_MAX;
        };
        const auto named = [&](const std::string& name, const char* option) {
            const std::size_t i = find(name);
            if (i == SIZE_MAX)
                throw failure(ending::usage, std::string(option) + ": no column \"" + name + "\"", "Name it by its header.",
                              {from_.name, 0, {}, {}});
            if (used[i])
                throw failure(ending::usage, "column " + name + " is named twice", "Use each column once.",
                              {from_.name, 0, {}, {}});
            used[i] = true;
            return i;
        };
        for (const auto& [k, column] : o_.persons) keys_.push_back(named(column, "--person"));
        if (!o_.attributes.empty() && !table_->attributes)
            throw failure(ending::usage, "--attribute: " + o_.table + " has no attributes", "Leave it out.");
        for (const std::string& a : o_.attributes) attributes_.push_back(named(a, "--attribute"));
        for (const known_column& k : table_->columns) {
            const std::size_t i = find(k.name);
            if (i != SIZE_MAX && !used[i]) {
                used[i] = true;
                columns_.push_back({&k, i});
            } else if (k.needed) {
                throw failure(ending::refused, std::string("no column ") + k.name,
                              "The header names the columns of the table " + o_.table + ".", {from_.name, 1, {}, {}});
            }
        }
        std::string left;
        for (std::size_t i = 0; i < header_.size(); ++i)
            if (!used[i]) left += (left.empty() ? "" : ", ") + (header_[i].empty() ? "column " + std::to_string(i) : header_[i]);
        if (left.empty()) return;
        std::string there;
        for (const known_column& k : table_->columns) there += (there.empty() ? "" : ", ") + std::string(k.name);
        throw failure(ending::refused, "not columns of " + o_.table + ": " + left,
                      "Its columns are " + there + (table_->attributes ? "; --attribute COLUMN keeps another one" : "") +
                          (table_->persons ? ", --person KIND=COLUMN is a key of the person." : "."),
                      {from_.name, 1, {}, {}});
    }

    // --- rows ---------------------------------------------------------------------------------------------------------

    [[noreturn]] void refuse(std::uint64_t line, std::size_t column, std::string_view value, const std::string& what,
                             const std::string& hint) const {
        throw failure(ending::refused,
                      table_->shown && value.size() < 100 ? "\"" + std::string(value) + "\" " + what : "the value " + what, hint,
                      at(line, column));
    }

    // A value as COPY takes it; false: none.
    bool convert(const file_column& f, std::string_view text, std::uint64_t line, std::string& to, bool& local) const {
        if (text.find('\0') != std::string_view::npos) refuse(line, f.column, text, "holds a zero byte", "Leave it out.");
        switch (f.known->kind) {
            case kind::text: to += text; return true;
            case kind::date: {
                const auto m = read_moment(text, o_.order);
                if (!m || !m->date || m->microseconds % day_in_microseconds != 0)
                    refuse(line, f.column, text, "is no date", "Write dates as 2024-02-29, or say their order: --date-order.");
                put32(to, static_cast<std::int32_t>(m->microseconds / day_in_microseconds - epoch_in_days));
                return true;
            }
            case kind::time: {
                const auto m = read_moment(text, o_.order);
                if (!m || !m->date) refuse(line, f.column, text, "is no time", "Write times as 2024-02-29 10:00.");
                local = !m->zoned;
                put64(to, m->microseconds - epoch_in_days * day_in_microseconds);
                return true;
            }
            case kind::number: {
                decimal d;
                if (!read_decimal(text, false, false, d) || d.exponent > 100 || d.exponent < -100)
                    refuse(line, f.column, text, "is no number", "Write numbers as 1204.50.");
                put_numeric(to, d);
                return true;
            }
            case kind::count: {
                decimal d;
                const bool number = read_decimal(text, false, false, d);
                const double n = number ? d.value() : -1;
                if (!number || n != static_cast<double>(static_cast<std::int64_t>(std::clamp(n, -1.0, 1e15))) || n < 0)
                    refuse(line, f.column, text, "is outside the allowed range: whole numbers from 0", "Correct the cell.");
                put64(to, static_cast<std::int64_t>(n));
                return true;
            }
        }
        return false;
    }

    void copy(table& rows, record& row) {
        statement create("CREATE TEMP TABLE xm_import_table (\"@line\" bigint NOT NULL, \"@known\" boolean");
        for (std::size_t i = 0; i < keys_.size(); ++i) create.add(", %I text", {"@person" + std::to_string(i + 1)});
        bool has_id = false;
        for (const file_column& f : columns_) {
            create.add(std::string(", %I ") + type_of(f.known->kind), {f.known->name});
            if (f.known->kind == kind::time)
                create.add(", %I timestamp without time zone", {std::string(f.known->name) + "@local"});
            has_id = has_id || std::string_view(f.known->name) == "source_id";
        }
        const bool by_content = o_.table == "purchase" && !has_id;
        if (by_content) create.add(", source_id text");
        if (table_->attributes) create.add(", attributes jsonb");
        db_.execute(create.add(") ON COMMIT DROP"));
        std::size_t width = 2 + keys_.size() + columns_.size() + by_content + table_->attributes;
        for (const file_column& f : columns_) width += f.known->kind == kind::time;

        db_.begin_copy(statement("COPY pg_temp.xm_import_table FROM STDIN (FORMAT binary)"));
        std::string out(copy_header), fields, value, key;
        seen_rows seen;
        const auto put = [&](std::string& to, std::string_view bytes) {
            put32(to, static_cast<std::int32_t>(bytes.size()));
            to += bytes;
        };
        const auto began = std::chrono::steady_clock::now();
        auto shown_at = began;
        while (next(rows, row)) {
            if (std::all_of(row.cells.begin(), row.cells.end(), [](const cell& c) { return c.text.empty(); })) continue;
            if (row.cells.size() != header_.size() && from_.container == "csv")
                throw failure(ending::refused,
                              "the record that begins here has " + std::to_string(row.cells.size()) + " fields, the header has " +
                                  std::to_string(header_.size()),
                              "A delimiter is missing, or one within a text is not quoted.", {from_.name, row.line, {}, {}});
            ++result_.read;
            const auto text = [&](std::size_t column) {
                return column < row.cells.size() && row.cells[column].kind != cell_kind::error ? trimmed(row.cells[column].text)
                                                                                               : std::string_view();
            };
            fields.clear();
            key.clear();
            bool somebody = false;
            for (std::size_t i = 0; i < keys_.size(); ++i) {
                const std::string_view t = text(keys_[i]);
                if (t.empty()) {
                    put32(fields, -1);
                    continue;
                }
                const auto read = readers_.read(o_.persons[i].first, t, row.line);
                if (!read) {
                    put32(fields, -1);
                    continue;
                }
                value = *read;
                if (value.find('\0') != std::string::npos) refuse(row.line, keys_[i], t, "holds a zero byte", "Leave it out.");
                if (!somebody) key += value + '\0';
                somebody = true;
                put(fields, value);
            }
            if (table_->persons && !somebody && o_.table != "purchase")
                throw failure(ending::refused, "the row names no person", "Each row needs one of the keys.",
                              at(row.line, keys_.at(0)));
            bool identified = false;
            for (const file_column& f : columns_) {
                const std::string_view t = text(f.column);
                bool local = false;
                value.clear();
                if (t.empty()) {
                    if (f.known->needed) refuse(row.line, f.column, t, "is needed", "Fill the cell.");
                    put32(fields, -1);
                } else {
                    convert(f, t, row.line, value, local);
                    if (local) put32(fields, -1);
                    put(fields, value);
                    if (f.known->key) {
                        key += value + '\0';
                        identified = true;
                    }
                }
                if (f.known->kind == kind::time && !local) put32(fields, -1);
            }
            if (by_content || (o_.table == "purchase" && !identified)) {
                // Equal purchases are told apart by how many stand before.
                const std::string base = hex_of(hash_of(fields));
                const auto [before, fresh] = seen.insert(hash_of(base), 1, row.line);
                key = "row-" + (fresh ? base : hex_of(hash_of(base + "/" + std::to_string(before->content++))));
                if (!by_content) refuse(row.line, id_place(), {}, "is needed", "Fill the cell, or leave the column out.");
                put(fields, key);
            } else {
                if (table_->attributes) add_attributes(row, fields);
                const std::uint64_t content = hash_of(fields).first;
                if (o_.table == "purchase") key = text(id_place());
                const auto [before, fresh] = seen.insert(hash_of(key), content, row.line);
                if (!fresh && before->content == content) {
                    ++result_.repeated;
                    continue;
                }
                if (!fresh)
                    throw failure(ending::refused,
                                  "the row has the key of line " + std::to_string(before->line) + " and says something else",
                                  "Keep one of them.", {from_.name, row.line, {}, {}});
            }
            put16(out, static_cast<std::int16_t>(width));
            put32(out, 8);
            put64(out, static_cast<std::int64_t>(row.line));
            put32(out, -1);
            out += fields;
            if (out.size() >= std::size_t{256} << 10) {
                db_.put_copy(out);
                out.clear();
                const auto now = std::chrono::steady_clock::now();
                if (o_.progress && now - shown_at >= std::chrono::milliseconds(200)) {
                    shown_at = now;
                    o_.progress(rows.progress(), result_.read,
                                static_cast<double>(result_.read) / std::chrono::duration<double>(now - began).count());
                }
            }
        }
        out += copy_trailer;
        db_.put_copy(out);
        db_.end_copy();
    }

    std::size_t id_place() const {
        for (const file_column& f : columns_)
            if (std::string_view(f.known->name) == "source_id") return f.column;
        return SIZE_MAX;
    }

    void add_attributes(const record& row, std::string& fields) const {
        nlohmann::json a = nlohmann::json::object();
        for (const std::size_t i : attributes_)
            if (i < row.cells.size())
                if (const std::string_view t = trimmed(row.cells[i].text); !t.empty()) a[header_[i]] = std::string(t);
        const std::string json = "\1" + a.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
        put32(fields, static_cast<std::int32_t>(json.size()));
        fields += json;
    }

    // --- persons, units -------------------------------------------------------------------------------------------------

    // FROM the staged rows beside the persons whom their keys name: s, and s.person_id.
    statement staged() const {
        statement s("(SELECT s.*");
        if (keys_.empty()) {
            if (table_->persons) s.add(", NULL::pg_catalog.int8 AS person_id");
            return s.add(" FROM pg_temp.xm_import_table s) s");
        }
        statement joins, person(", COALESCE(");
        for (std::size_t i = 0; i < keys_.size(); ++i) {
            const std::string n = std::to_string(i + 1), k = "k" + n;
            person.add((i == 0 ? "" : ", ") + k + ".person_id");
            joins.add(" LEFT JOIN %I.person_key " + k + " ON " + k + ".side = %L AND " + k + ".kind = %L AND " + k +
                          ".value = s.\"@person" + n + "\"",
                      {o_.workspace, std::string(side_), o_.persons[i].first});
        }
        return s.add(person).add(") AS person_id FROM pg_temp.xm_import_table s").add(joins).add(") s");
    }
    std::string names_somebody() const {
        std::string s = "pg_catalog.num_nonnulls(";
        for (std::size_t i = 0; i < keys_.size(); ++i)
            s += (i == 0 ? "s.\"@person" : ", s.\"@person") + std::to_string(i + 1) + "\"";
        return s + ") > 0";
    }
    std::uint64_t number(const statement& s) { return std::strtoull(db_.value(s).value_or("0").c_str(), nullptr, 10); }
    std::uint64_t lines(const statement& s) {
        return number(statement("WITH x AS (").add(s).add(" RETURNING 1) SELECT pg_catalog.count(*) FROM x"));
    }

    void persons() {
        if (keys_.empty()) return;
        if (o_.table == "person")
            db_.execute(statement("UPDATE pg_temp.xm_import_table t SET \"@known\" = s.person_id IS NOT NULL FROM ")
                            .add(staged())
                            .add(" WHERE s.\"@line\" = t.\"@line\""));
        if (o_.table == "membership" && side_ == "employee") {
            const auto r = db_.query(statement("SELECT pg_catalog.count(*), pg_catalog.min(s.\"@line\") FROM ")
                                         .add(staged())
                                         .add(" WHERE s.person_id IS NULL HAVING pg_catalog.count(*) > 0"));
            if (!r.empty())
                throw failure(ending::refused,
                              "nobody has the keys of this row, and of " + std::to_string(std::stoull(*r[0][0]) - 1) + " more",
                              "Import employees first: --table person.", {from_.name, std::stoull(*r[0][1]), {}, {}});
        }
        if (const auto owner = owner_of(db_, o_.workspace))
            db_.execute(statement("GRANT SELECT ON pg_temp.xm_import_table TO %I", {*owner}));
        nlohmann::json about;
        about["persons"] = nlohmann::json::array();
        for (const auto& p : o_.persons) about["persons"].push_back(p.first);
        result_.persons = number(statement("SELECT xm_internal.import_persons(%L, %L, 'pg_temp.xm_import_table', %L)",
                                           {o_.workspace, std::string(side_), about.dump()}));
        // Who is still nobody was forgotten.
        result_.forgotten = number(statement("SELECT pg_catalog.count(*) FROM ")
                                       .add(staged())
                                       .add(" WHERE s.person_id IS NULL AND " + names_somebody()));
        if (o_.table != "person" && o_.table != "membership") return;
        const auto twice =
            db_.query(statement("SELECT pg_catalog.min(s.\"@line\"), pg_catalog.max(s.\"@line\") FROM ")
                          .add(staged())
                          .add(std::string(" WHERE s.person_id IS NOT NULL GROUP BY s.person_id") +
                               (o_.table == "membership" ? ", s.since" : "") + " HAVING pg_catalog.count(*) > 1 LIMIT 1"));
        if (!twice.empty())
            throw failure(
                ending::refused,
                "the row is of the same person as line " + *twice[0][0] + (o_.table == "membership" ? ", on the same day" : ""),
                "Keep one of them.", {from_.name, std::stoull(*twice[0][1]), {}, {}});
    }

    void check_units() {
        for (const file_column& f : columns_) {
            const std::string_view name = f.known->name;
            const bool parent = name == "parent";
            if (!parent && (name != "unit" || o_.table == "unit")) continue;
            statement s(
                "SELECT s.\"@line\", s.%I FROM pg_temp.xm_import_table s WHERE s.%I IS NOT NULL AND NOT EXISTS (SELECT FROM "
                "%I.unit u WHERE u.unit = s.%I)",
                {std::string(name), std::string(name), o_.workspace, std::string(name)});
            if (parent) s.add(" AND NOT EXISTS (SELECT FROM pg_temp.xm_import_table u WHERE u.unit = s.parent)");
            const auto r = db_.query(s.add(" ORDER BY 1 LIMIT 1"));
            if (!r.empty())
                refuse(std::stoull(*r[0][0]), f.column, *r[0][1], "is no unit of the workspace",
                       "Import units first: --table unit.");
        }
    }

    // --- into the table ----------------------------------------------------------------------------------------------------

    void store() {
        // Each column: its value in the staged rows.
        std::vector<std::pair<std::string, statement>> values;
        std::vector<std::string> keys;
        const bool with_person = table_->persons && o_.table != "person";
        if (with_person) values.emplace_back("person_id", statement("s.person_id"));
        if (o_.table == "membership") keys.emplace_back("person_id");
        bool has_id = false;
        for (const file_column& f : columns_) {
            const std::string name = f.known->name;
            has_id = has_id || name == "source_id";
            if (f.known->key) keys.push_back(name);
            if (f.known->kind == kind::time)
                values.emplace_back(name, statement("COALESCE(s.%I, s.%I AT TIME ZONE %L)", {name, name + "@local", zone()}));
            else
                values.emplace_back(name, statement("s.%I", {name}));
        }
        if (o_.table == "purchase" && !has_id) {
            values.emplace_back("source_id", statement("s.source_id"));
            keys.emplace_back("source_id");
        }
        if (o_.table == "person") keys.emplace_back("person_id");
        const std::string here = table_->persons && !keys_.empty()
                                     ? "(s.person_id IS NOT NULL" +
                                           (o_.table == "purchase" ? " OR NOT (" + names_somebody() + ")" : std::string()) + ")"
                                     : "true";
        statement same;
        for (const std::string& k : keys) same.add(same.text.empty() ? "t.%I = s.%I" : " AND t.%I = s.%I", {k, k});

        // New rows first: a unit may move below one that is new.
        if (o_.table != "person") {
            statement insert("INSERT INTO %I.%I (", {o_.workspace, o_.table}), list;
            bool first = true;
            for (const auto& [name, value] : values) {
                insert.add(first ? "%I" : ", %I", {name});
                list.add(first ? "" : ", ").add(value);
                first = false;
            }
            if (table_->attributes) {
                insert.add(", attributes");
                list.add(", s.attributes");
            }
            insert.add(") SELECT ")
                .add(list)
                .add(" FROM ")
                .add(staged())
                .add(" WHERE " + here + " AND NOT EXISTS (SELECT FROM %I.%I t WHERE ", {o_.workspace, o_.table});
            result_.added = lines(insert.add(same).add(")"));
        }
        statement set, differs;
        const auto change = [&](const std::string& name, const statement& value) {
            set.add(set.text.empty() ? "%I = " : ", %I = ", {name}).add(value);
            differs.add(differs.text.empty() ? "t.%I IS DISTINCT FROM " : " OR t.%I IS DISTINCT FROM ", {name}).add(value);
        };
        for (const auto& [name, value] : values)
            if (std::find(keys.begin(), keys.end(), name) == keys.end()) change(name, value);
        if (!attributes_.empty()) {
            statement kept("(t.attributes - ARRAY[");
            for (std::size_t i = 0; i < attributes_.size(); ++i) kept.add(i == 0 ? "%L" : ", %L", {header_[attributes_[i]]});
            change("attributes", kept.add("]::pg_catalog.text[]) || s.attributes"));
        }
        if (!set.text.empty()) {
            statement update("UPDATE %I.%I t SET ", {o_.workspace, o_.table});
            update.add(set)
                .add(" FROM ")
                .add(staged())
                .add(" WHERE " + here + " AND ")
                .add(same)
                .add(" AND (")
                .add(differs)
                .add(")");
            if (o_.table == "person") {
                // Those who have just been made are new.
                result_.changed =
                    number(statement("WITH x AS (")
                               .add(update)
                               .add(" RETURNING s.\"@known\" AS known) SELECT pg_catalog.count(*) FILTER (WHERE known) FROM x"));
            } else {
                result_.changed = lines(update);
            }
        }
        if (o_.table == "person")
            result_.added = number(statement("SELECT pg_catalog.count(*) FROM ")
                                       .add(staged())
                                       .add(" WHERE s.person_id IS NOT NULL AND NOT s.\"@known\""));
        result_.unchanged = result_.read - result_.repeated - result_.added - result_.changed - result_.forgotten;
        if (o_.table == "person") result_.persons = 0;  // they are the new rows
    }

    // Of times that state no offset.
    std::string zone() { return db_.value(statement("SELECT xm_internal.time_zone(%L)", {o_.workspace})).value_or("UTC"); }

    source& from_;
    database& db_;
    const table_options& o_;
    person_keys readers_;
    const known_table* table_ = nullptr;
    std::string_view side_;
    std::vector<std::string> header_;
    std::vector<std::size_t> keys_, attributes_;
    std::vector<file_column> columns_;
    load_result result_;
};

}  // namespace

load_result load_table(source& from, database& db, const table_options& o) { return table_loader(from, db, o).run(); }

}  // namespace xm::client
