// The one door to libpq: a connection as psql makes it, from a connection string and the PG* variables, a service file and
// ~/.pgpass.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/failure.hpp"
#include "core/survey/statement.hpp"

namespace xm::client {

using row = std::vector<std::optional<std::string>>;

// What the server said: SQLSTATE, message, HINT, and the character of the statement that it is about, from 1; 0: none.
class db_failure : public failure {
public:
    db_failure(std::string sqlstate, const std::string& message, std::string hint, std::size_t position = 0)
        : failure(ending::refused, message, std::move(hint)), sqlstate_(std::move(sqlstate)), position_(position) {}
    const std::string& sqlstate() const { return sqlstate_; }
    std::size_t position() const { return position_; }

private:
    std::string sqlstate_;
    std::size_t position_;
};

// Ctrl-C was pressed.
class interruption : public failure {
public:
    interruption() : failure(ending::refused, "interrupted: nothing was stored", "Run it again when you like.") {}
};

// Of a result: its name, and the OID of its type; of a domain that of the type below it.
struct column {
    std::string name;
    unsigned type = 0;
};
// Cells of a row, which live until the function that gets them returns.
using row_view = std::vector<std::optional<std::string_view>>;

// A connection with one transaction, begun with the first statement and rolled back unless committed. While it is open Ctrl-C
// (SIGINT) sends the server a cancel, and what runs ends with a `failure`. One at a time.
class database {
public:
    // `conninfo` as libpq takes it; empty: the PG* variables alone. Throws `failure` without any password in its text.
    explicit database(const std::string& conninfo);
    ~database();
    database(const database&) = delete;
    database& operator=(const database&) = delete;

    // %I and %L filled in by libpq's quoting.
    std::string filled(const core::survey::statement& s) const;
    std::vector<row> query(const core::survey::statement& s);
    void execute(const core::survey::statement& s);
    // The first cell; nothing if it is NULL or there is no row.
    std::optional<std::string> value(const core::survey::statement& s);
    void commit();
    // Gives up the transaction, if one was begun.
    void roll_back();

    // Waits for a notification of a channel that was listened to, at most so long; whether one came. None may be left unread:
    // what came before counts. Outside a transaction.
    bool wait_for_notification(std::chrono::milliseconds longest);

    // Begins a transaction that only reads, and reads one snapshot; with what texts of values depend on set for it.
    void begin_reading();
    // Goes on in that transaction, with the same snapshot, after a statement that failed.
    void resume_reading();
    // One statement that returns rows, within begin_reading(), by the extended protocol, row by row, so that the memory does not
    // depend on their number. Throws `db_failure` of what the server says; `failure` if the statement returns no rows or the
    // transaction is not the one that was begun any more.
    void read(const std::string& sql, const std::function<void(const std::vector<column>&)>& columns,
              const std::function<void(const row_view&)>& take);

    // COPY ... FROM STDIN (FORMAT binary): bytes as put_copy takes them, ended by end_copy, which returns the number of rows.
    void begin_copy(const core::survey::statement& copy);
    void put_copy(std::string_view bytes);
    std::uint64_t end_copy();

    // NOTICEs and WARNINGs go here; the default prints them on standard error.
    std::function<void(const std::string&)> notice;

private:
    struct state;
    std::unique_ptr<state> state_;
};

}  // namespace xm::client
