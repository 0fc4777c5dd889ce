// On libpq alone. libpqxx 6.4, which stable distributions have, knows no binary COPY, does not show the HINT of an error, cannot
// be cancelled from a signal handler and gives no access to the connection below it; and all of an import has to be one
// transaction of one connection.
#include "client/db.hpp"

#include <libpq-fe.h>
#include <poll.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace xm::client {
namespace {

using core::survey::statement;

struct free_result {
    void operator()(PGresult* r) const { PQclear(r); }
};
using result = std::unique_ptr<PGresult, free_result>;

// --- Ctrl-C ----------------------------------------------------------------------------------------

std::atomic<PGcancel*> to_cancel{nullptr};
volatile std::sig_atomic_t interrupted = 0;

// PQcancel is made for signal handlers. A second Ctrl-C ends the program where it is: the server rolls back.
extern "C" void cancel_statement(int signal) {
    const int before = errno;
    if (interrupted != 0) {
        std::signal(signal, SIG_DFL);
        std::raise(signal);
    }
    interrupted = 1;
    char error[256];
    if (PGcancel* const c = to_cancel.load()) PQcancel(c, error, sizeof error);
    errno = before;
}

void stop_if_interrupted() {
    if (interrupted != 0) throw interruption();
}

// --- connecting --------------------------------------------------------------------------------------

std::string without_end(const char* message) {
    std::string s = message == nullptr ? "" : message;
    while (!s.empty() && (s.back() == '\n' || s.back() == ' ')) s.pop_back();
    return s;
}

// What libpq says of a connection string that it cannot read quotes it, and what it takes for a host or a database may be the
// rest of a password: such a string is refused in words of ours.
void check_conninfo(const std::string& conninfo) {
    const auto begins = [&](const char* with) { return conninfo.rfind(with, 0) == 0; };
    const bool uri = begins("postgresql://") || begins("postgres://");
    const auto refuse = [](const char* hint) {
        throw failure(ending::usage, "the connection string cannot be read (it is not shown: it may hold a password)", hint);
    };
    if (!uri && conninfo.find("://") != std::string::npos && conninfo.find('=') == std::string::npos)
        refuse("Write postgresql://user@host:port/database.");
    if (!uri && conninfo.find('=') == std::string::npos) {  // the name of a database
        if (const auto colon = conninfo.find(':'); colon < conninfo.find('@') && conninfo.find('@') != std::string::npos)
            refuse("Write postgresql://user@host:port/database.");
        return;
    }
    const auto free_options = [](PQconninfoOption* o) { PQconninfoFree(o); };
    const std::unique_ptr<PQconninfoOption, decltype(free_options)> options(PQconninfoParse(conninfo.c_str(), nullptr),
                                                                            free_options);
    if (options == nullptr) {
        if (uri) refuse("Write postgresql://user@host:port/database; in a password @ is %40, / is %2F, : is %3A and % is %25.");
        refuse("Write \"host=... dbname=... user=...\", a value with blanks in single quotes.");
    }
    for (const PQconninfoOption* o = options.get(); uri && o->keyword != nullptr; ++o) {
        const auto is = [&](const char* keyword) { return std::strcmp(o->keyword, keyword) == 0; };
        if (o->val == nullptr) continue;
        if ((is("host") || is("dbname")) && std::strchr(o->val, '@') != nullptr)
            refuse("In a password @ is written %40 and / is %2F.");
        if (is("port") && std::strspn(o->val, "0123456789,") != std::strlen(o->val))
            refuse("A port is a number; in a password / is written %2F.");
    }
}

}  // namespace

// --- the connection ------------------------------------------------------------------------------------

struct database::state {
    PGconn* connection = nullptr;
    PGcancel* cancel = nullptr;
    struct sigaction before = {};
    bool begun = false;

    // Throws what the server said, or that it is gone.
    [[noreturn]] void refuse(const PGresult* r) const {
        const auto field = [&](int which) { return without_end(r == nullptr ? nullptr : PQresultErrorField(r, which)); };
        const std::string sqlstate = field(PG_DIAG_SQLSTATE);
        // Several SQLSTATEs end a statement; 57014 after Ctrl-C is ours.
        if (interrupted != 0 && (sqlstate == "57014" || sqlstate.empty())) stop_if_interrupted();
        if (sqlstate.empty() || PQstatus(connection) == CONNECTION_BAD)
            throw db_failure("08006", "the connection to the server was lost: " + without_end(PQerrorMessage(connection)),
                             "Nothing was stored unless it was just being committed. Run it again: what is there already "
                             "stays as it is.");
        throw db_failure(sqlstate, field(PG_DIAG_MESSAGE_PRIMARY), field(PG_DIAG_MESSAGE_HINT),
                         std::strtoull(field(PG_DIAG_STATEMENT_POSITION).c_str(), nullptr, 10));
    }

    result run(const char* sql) {
        stop_if_interrupted();
        result r(PQexec(connection, sql));
        switch (PQresultStatus(r.get())) {
            case PGRES_COMMAND_OK:
            case PGRES_TUPLES_OK:
            case PGRES_EMPTY_QUERY:
            case PGRES_COPY_IN: return r;
            default: refuse(r.get());
        }
    }

    result run_in_transaction(const std::string& sql) {
        if (!begun) run("BEGIN");
        begun = true;
        return run(sql.c_str());
    }
};

namespace {

// DETAIL and CONTEXT may show rows.
void receive_notice(void* of, const PGresult* r) {
    try {
        const auto field = [&](int which) { return without_end(PQresultErrorField(r, which)); };
        const std::string hint = field(PG_DIAG_MESSAGE_HINT);
        const auto& notice = static_cast<const database*>(of)->notice;
        if (notice)
            notice(field(PG_DIAG_SEVERITY) + ": " + field(PG_DIAG_MESSAGE_PRIMARY) + (hint.empty() ? "" : "\nHINT: " + hint));
    } catch (...) {  // an exception must not cross libpq; a notice may be lost
    }
}

}  // namespace

database::database(const std::string& conninfo)
    : notice([](const std::string& text) { std::fprintf(stderr, "%s\n", text.c_str()); }), state_(std::make_unique<state>()) {
    check_conninfo(conninfo);
    const char* const keys[] = {"dbname", "client_encoding", "fallback_application_name", nullptr};
    const char* const values[] = {conninfo.c_str(), "UTF8", "xm", nullptr};
    state& s = *state_;
    s.connection = PQconnectdbParams(keys, values, 1);
    if (PQstatus(s.connection) != CONNECTION_OK) {
        const std::string said = without_end(PQerrorMessage(s.connection));
        PQfinish(s.connection);
        throw db_failure("08001", said.empty() ? "no connection to the server" : said,
                         "Say where the server is as for psql: -d, PGHOST, PGPORT, PGUSER, PGDATABASE, PGSERVICE; a password in "
                         "~/.pgpass.");
    }
    PQsetNoticeReceiver(s.connection, receive_notice, this);
    s.cancel = PQgetCancel(s.connection);
    to_cancel = s.cancel;
    struct sigaction action = {};
    action.sa_handler = cancel_statement;
    sigaction(SIGINT, &action, &s.before);
}

database::~database() {
    sigaction(SIGINT, &state_->before, nullptr);
    to_cancel = nullptr;
    PQfreeCancel(state_->cancel);
    PQfinish(state_->connection);  // the server rolls back what was not committed
}

std::string database::filled(const statement& s) const {
    const auto quoted = [&](char kind, const std::string& value) {
        const auto free_memory = [](char* text) { PQfreemem(text); };
        const std::unique_ptr<char, decltype(free_memory)> text(
            kind == 'I' ? PQescapeIdentifier(state_->connection, value.data(), value.size())
                        : PQescapeLiteral(state_->connection, value.data(), value.size()),
            free_memory);
        if (text == nullptr || value.find('\0') != std::string::npos)
            throw failure(ending::refused, "a name or a value is not UTF-8, or holds a NUL", "Correct the text.");
        return std::string(text.get());
    };
    std::string out;
    out.reserve(s.text.size() + 64);
    std::size_t next = 0;
    for (std::size_t i = 0; i < s.text.size(); ++i) {
        if (s.text[i] != '%') {
            out += s.text[i];
            continue;
        }
        const char kind = ++i < s.text.size() ? s.text[i] : '\0';
        if (kind == '%')
            out += '%';
        else if ((kind == 'I' || kind == 'L') && next < s.values.size())
            out += quoted(kind, s.values[next++]);
        else
            throw std::logic_error("malformed statement: " + s.text);
    }
    if (next != s.values.size()) throw std::logic_error("malformed statement: " + s.text);
    return out;
}

std::vector<row> database::query(const statement& s) {
    const result r = state_->run_in_transaction(filled(s));
    std::vector<row> rows(static_cast<std::size_t>(PQntuples(r.get())), row(static_cast<std::size_t>(PQnfields(r.get()))));
    for (std::size_t i = 0; i < rows.size(); ++i)
        for (std::size_t j = 0; j < rows[i].size(); ++j) {
            const int at = static_cast<int>(i), column = static_cast<int>(j);
            if (PQgetisnull(r.get(), at, column) == 0)
                rows[i][j].emplace(PQgetvalue(r.get(), at, column), static_cast<std::size_t>(PQgetlength(r.get(), at, column)));
        }
    return rows;
}

void database::execute(const statement& s) { state_->run_in_transaction(filled(s)); }

std::optional<std::string> database::value(const statement& s) {
    const result r = state_->run_in_transaction(filled(s));
    if (PQntuples(r.get()) == 0 || PQnfields(r.get()) == 0 || PQgetisnull(r.get(), 0, 0) != 0) return std::nullopt;
    return std::string(PQgetvalue(r.get(), 0, 0), static_cast<std::size_t>(PQgetlength(r.get(), 0, 0)));
}

void database::commit() {
    if (!state_->begun) return;
    const result r = state_->run("COMMIT");
    state_->begun = false;
    // After an error that somebody caught the server rolls back and says so in the tag alone.
    if (std::strcmp(PQcmdStatus(r.get()), "COMMIT") != 0)
        throw failure(ending::refused, "the transaction had failed before: nothing was stored", "Run it again.");
}

void database::roll_back() {
    if (state_->begun) state_->run("ROLLBACK");
    state_->begun = false;
}

bool database::wait_for_notification(std::chrono::milliseconds longest) {
    const auto until = std::chrono::steady_clock::now() + longest;
    for (;;) {
        stop_if_interrupted();
        bool told = false;
        if (PQconsumeInput(state_->connection) != 1) state_->refuse(nullptr);
        while (PGnotify* const n = PQnotifies(state_->connection)) {
            PQfreemem(n);
            told = true;
        }
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now()).count();
        if (told || left <= 0) return told;
        // In short steps: Ctrl-C may arrive between the look above and the sleep.
        pollfd socket{PQsocket(state_->connection), POLLIN, 0};
        ::poll(&socket, 1, static_cast<int>(std::min<long long>(left, 500)));
    }
}

void database::begin_reading() {
    state_->run(
        "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL datestyle = ISO; SET LOCAL intervalstyle = postgres; "
        "SET LOCAL extra_float_digits = 1; SET LOCAL standard_conforming_strings = on; SAVEPOINT start_of_reading");
    state_->begun = true;
}

void database::resume_reading() { state_->run("ROLLBACK TO SAVEPOINT start_of_reading"); }

void database::read(const std::string& sql, const std::function<void(const std::vector<column>&)>& columns,
                    const std::function<void(const row_view&)>& take) {
    PGconn* const c = state_->connection;
    const auto check = [&](bool good) {
        if (!good || PQtransactionStatus(c) != PQTRANS_INTRANS)
            throw failure(ending::refused, "the statement ended the transaction of the page", "A page only reads.");
    };
    stop_if_interrupted();
    check(true);
    if (PQsendQueryParams(c, sql.c_str(), 0, nullptr, nullptr, nullptr, nullptr, 0) != 1 || PQsetSingleRowMode(c) != 1)
        state_->refuse(nullptr);
    // Whatever happens, the connection is left ready for the next statement.
    struct ending_of_results {
        PGconn* connection;
        PGcancel* cancel;
        bool whole = false;
        ~ending_of_results() {
            char error[256];
            if (!whole) PQcancel(cancel, error, sizeof error);
            while (const result more{PQgetResult(connection)}) {
                if (PQresultStatus(more.get()) == PGRES_COPY_IN) PQputCopyEnd(connection, "not in a page");
                if (PQresultStatus(more.get()) != PGRES_COPY_OUT) continue;
                char* data = nullptr;
                while (PQgetCopyData(connection, &data, 0) > 0) PQfreemem(data);
            }
        }
    };
    bool first = true, rows_returned = false;
    row_view cells;
    {
        ending_of_results results{c, state_->cancel};
        while (const result r{PQgetResult(c)}) {
            const ExecStatusType status = PQresultStatus(r.get());
            if (status == PGRES_COPY_OUT || status == PGRES_COPY_IN || status == PGRES_COPY_BOTH)
                throw failure(ending::refused, "COPY is not run here", "Write SELECT.");
            if (status != PGRES_SINGLE_TUPLE && status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) {
                results.whole = true;
                state_->refuse(r.get());
            }
            if (first) {
                std::vector<column> all;
                for (int i = 0; i < PQnfields(r.get()); ++i) all.push_back({PQfname(r.get(), i), PQftype(r.get(), i)});
                cells.resize(all.size());
                columns(all);
                first = false;
            }
            // COMMIT AND CHAIN leaves a transaction behind, but not this one.
            rows_returned = status == PGRES_TUPLES_OK && std::strncmp(PQcmdStatus(r.get()), "SELECT", 6) == 0;
            for (int i = 0; i < PQntuples(r.get()); ++i) {
                for (std::size_t j = 0; j < cells.size(); ++j) {
                    const int at = static_cast<int>(j);
                    if (PQgetisnull(r.get(), i, at) != 0)
                        cells[j].reset();
                    else
                        cells[j].emplace(PQgetvalue(r.get(), i, at), static_cast<std::size_t>(PQgetlength(r.get(), i, at)));
                }
                take(cells);
            }
        }
        results.whole = true;
    }
    check(rows_returned);
}

void database::begin_copy(const statement& copy) {
    const result r = state_->run_in_transaction(filled(copy));
    if (PQresultStatus(r.get()) != PGRES_COPY_IN) throw std::logic_error("no COPY FROM STDIN: " + copy.text);
}

void database::put_copy(std::string_view bytes) {
    stop_if_interrupted();  // libpq shows what the server said at the end of the data only
    constexpr std::size_t at_once = 1 << 20;
    for (std::size_t at = 0; at < bytes.size(); at += at_once) {
        const std::string_view part = bytes.substr(at, at_once);
        if (PQputCopyData(state_->connection, part.data(), static_cast<int>(part.size())) != 1) state_->refuse(nullptr);
    }
}

std::uint64_t database::end_copy() {
    stop_if_interrupted();
    if (PQputCopyEnd(state_->connection, nullptr) != 1) state_->refuse(nullptr);
    result first(PQgetResult(state_->connection));
    while (const result more{PQgetResult(state_->connection)}) {
    }
    if (PQresultStatus(first.get()) != PGRES_COMMAND_OK) state_->refuse(first.get());
    return std::strtoull(PQcmdTuples(first.get()), nullptr, 10);
}

}  // namespace xm::client
