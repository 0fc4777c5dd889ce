#include "client/report/run.hpp"

#include <algorithm>
#include <set>

namespace xm::client::report {
namespace {

using core::survey::statement;

constexpr std::size_t longest_cell = 10'000;    // characters
constexpr std::size_t most_bytes = 64U << 20U;  // of a result
constexpr std::size_t most_notes = 10;
constexpr std::size_t most_errors = 50;
constexpr std::size_t most_pages = 10'000;

// While it lives what the server remarks is gathered here, not printed.
class gathered_notes {
public:
    explicit gathered_notes(database& db) : db_(db), before_(db.notice) {
        db_.notice = [this](const std::string& text) {
            if (notes_.size() < most_notes && std::find(notes_.begin(), notes_.end(), text) == notes_.end())
                notes_.push_back(text);
        };
    }
    ~gathered_notes() { db_.notice = before_; }
    gathered_notes(const gathered_notes&) = delete;
    gathered_notes& operator=(const gathered_notes&) = delete;
    std::vector<std::string> take() { return std::move(notes_); }

private:
    database& db_;
    std::function<void(const std::string&)> before_;
    std::vector<std::string> notes_;
};

std::string with_hint(const std::string& place, const failure& f) {
    return place + ": " + f.what() + (f.hint().empty() ? "" : "\nHINT: " + f.hint());
}

}  // namespace

session::session(database& db, bool superuser_allowed) : db_(db) {
    db_.begin_reading();
    const std::vector<row> found = db_.query(statement(
        "SELECT pg_catalog.to_char(pg_catalog.transaction_timestamp(), 'YYYY-MM-DD HH24:MI TZ'), "
        "COALESCE(pg_catalog.to_regtype('xm.svg')::pg_catalog.oid, 0), "
        "(SELECT pg_catalog.bool_or(rolsuper) FROM pg_catalog.pg_roles WHERE rolname IN (session_user, current_user))"));
    as_of_ = found.at(0).at(0).value_or("");
    svg_ = static_cast<unsigned>(std::stoul(found[0].at(1).value_or("0")));
    if (found[0].at(2) == "t" && !superuser_allowed)
        throw failure(ending::refused,
                      "a page is not run as a superuser, whose statements may write and read files of the server",
                      "Connect as a role that may only read what the page shows, with -d \"user=...\"; or say --unsafe.");
    identity_ = identity();
}

// What no other transaction has.
std::string session::identity() {
    return db_.value(statement("SELECT pg_catalog.transaction_timestamp() || ' ' || pg_catalog.pg_current_snapshot()"))
        .value_or("");
}

quoting session::quote() const {
    return [this](char kind, const std::string& value) {
        return db_.filled(kind == 'I' ? statement("%I", {value}) : statement("%L", {value}));
    };
}

outcome session::ask(const page& p, std::size_t i, const mapped& sql, const style& how) {
    const query& q = p.queries[i];
    result r;
    std::size_t bytes = 0;
    gathered_notes notes(db_);
    db_.read(
        sql.text(), [&](const std::vector<column>& columns) { r.columns = columns; },
        [&](const row_view& cells) {
            if (++r.total > q.rows) return;
            row kept;
            for (std::size_t j = 0; j < cells.size(); ++j) {
                kept.emplace_back();
                if (!cells[j]) continue;
                const bool picture = how.svg != 0 && r.columns[j].type == how.svg;
                const std::string_view part = picture ? *cells[j] : first_characters(*cells[j], longest_cell);
                kept.back() = std::string(part) + (part.size() < cells[j]->size() ? " …" : "");
                bytes += part.size();
            }
            if (bytes > most_bytes)
                throw failure(ending::refused, "the result has more than 64 MiB",
                              "Show fewer rows: rows=NUMBER behind sql, or LIMIT.");
            r.rows.push_back(std::move(kept));
        });
    outcome o;
    o.table = table_of(r, q, how);
    if (q.within_line) o.value = value_of(o.table, how);
    o.notes = notes.take();
    return o;
}

std::vector<outcome> session::run(const page& p, const variables& values) {
    const style how(p.language, svg_);
    const statements all(p, values, quote());
    std::vector<outcome> outcomes(p.queries.size());
    std::vector<std::string> errors;
    const auto remember = [&](const std::string& error) {
        if (errors.size() < most_errors && std::find(errors.begin(), errors.end(), error) == errors.end())
            errors.push_back(error);
    };
    // A hidden block with a name is run where it is used.
    std::set<std::size_t> used;
    for (std::size_t i = 0; i < p.queries.size(); ++i) {
        if (!p.queries[i].run) continue;
        try {
            used.merge(all.uses(i));
        } catch (const failure&) {  // said below
        }
    }
    for (std::size_t i = 0; i < p.queries.size(); ++i) {
        const query& q = p.queries[i];
        if (!q.run || (!q.shown && used.count(i) > 0)) continue;
        mapped sql;
        try {
            sql = all.of(i);
        } catch (const failure& f) {
            remember(message_of(f));
            continue;
        }
        try {
            outcomes[i] = ask(p, i, sql, how);
        } catch (const interruption&) {
            throw;
        } catch (const db_failure& f) {
            if (f.sqlstate() == "08006") throw;
            const std::size_t place = f.position() > 0 ? sql.place_of_character(f.position()) : q.sql.place_of(0);
            const bool writes = f.sqlstate() == "25006";
            remember(with_hint(p.from.place(place), writes ? failure(f.how(), f.what(), "A page only reads.") : failure(f)));
            db_.resume_reading();
        } catch (const failure& f) {
            remember(with_hint(p.from.place(q.sql.place_of(0)), f));
            db_.resume_reading();
        }
    }
    if (errors.empty() && identity() != identity_)
        throw failure(ending::refused, p.from.path + ": the page's transaction was ended by one of its statements",
                      "A page only reads.");
    if (!errors.empty()) {
        std::string text;
        for (const std::string& e : errors) text += (text.empty() ? "" : "\n") + e;
        throw page_failure(ending::refused, text);
    }
    return outcomes;
}

std::pair<std::string, std::vector<variables>> session::each(const std::string& sql, const variables& values) {
    std::vector<variables> rows;
    std::vector<column> columns;
    try {
        db_.read(
            statements::checked(sql, values, quote()), [&](const std::vector<column>& found) { columns = found; },
            [&](const row_view& cells) {
                if (rows.size() == most_pages)
                    throw failure(ending::refused, "more than 10,000 rows, and each would be a page",
                                  "Add a condition or LIMIT.");
                variables& v = rows.emplace_back(values);
                for (std::size_t j = 0; j < cells.size(); ++j) {
                    if (!cells[j])
                        throw failure(ending::refused, "row " + std::to_string(rows.size()) + " has no " + columns[j].name,
                                      "A variable has a value: leave such rows out, or use COALESCE.");
                    v[columns[j].name] = {std::string(*cells[j]), true, 0};
                }
            });
    } catch (const interruption&) {
        throw;
    } catch (const failure& f) {
        if (std::string_view(f.what()).rfind("--each", 0) == 0) throw;
        throw failure(f.how(), "--each: " + std::string(f.what()), f.hint());
    }
    if (columns.empty()) throw failure(ending::usage, "--each: the statement has no columns", "Each column is a variable.");
    return {columns[0].name, std::move(rows)};
}

}  // namespace xm::client::report
