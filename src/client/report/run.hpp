// Runs the statements of a page in one transaction that reads one snapshot.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "client/db.hpp"
#include "client/report/page.hpp"
#include "client/report/statement.hpp"
#include "client/report/table.hpp"

namespace xm::client::report {

// What a query gave: its table, and what the server remarked.
struct outcome {
    shown_table table;
    shown_cell value;                // of an expression within a line
    std::vector<std::string> notes;  // at most 10
};

class session {
public:
    // Begins the transaction. Throws `failure` for a superuser unless that is allowed.
    session(database& db, bool superuser_allowed);

    // All queries of the page, in its order. Throws `failure` that lists everything that is wrong, each with its place, and
    // `failure` of the connection when it is lost or Ctrl-C was pressed.
    std::vector<outcome> run(const page& p, const variables& values);
    // The rows of --each, with a variable per column besides those given, and the name of the first column. Throws `failure`.
    std::pair<std::string, std::vector<variables>> each(const std::string& sql, const variables& values);

    // When the transaction began: "2026-03-01 07:00 UTC".
    const std::string& as_of() const { return as_of_; }

private:
    outcome ask(const page& p, std::size_t i, const mapped& sql, const style& how);
    quoting quote() const;
    std::string identity();

    database& db_;
    std::string as_of_, identity_;
    unsigned svg_ = 0;
};

}  // namespace xm::client::report
