// xm import --table: rows of a file into one of the other tables of a workspace.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "client/db.hpp"
#include "client/load/load.hpp"
#include "client/read/table.hpp"
#include "core/survey/definition.hpp"

namespace xm::client {

struct table_options {
    std::string workspace;
    std::string table;  // unit, person, membership, purchase, wave_unit
    // Of person, membership, purchase; without it person is an error, memberships are of employees and purchases of customers.
    std::optional<core::survey::side> side;
    std::vector<std::pair<std::string, std::string>> persons;     // kind of key, column that holds it
    std::vector<std::string> attributes;                          // columns that go into `attributes` under their headers
    std::string country;                                          // of telephone numbers without one, see person_keys
    date_order order = date_order::ymd;                           // of dates that do not begin with a year
    std::function<void(double, std::uint64_t, double)> progress;  // as load_options has it
};

// Headers are the names of the table's columns; what is left over is an error that lists it. Rows are known again by the table's
// key (a purchase by its source_id, else by all that it is): new ones are added, changed ones changed, and the same file twice
// changes nothing. Persons are found by their keys; persons and customers who buy are made where nobody knows them, a membership
// of an employee nobody knows is an error. In the transaction of `db`; commits nothing. Throws `failure` with line and column.
load_result load_table(source& from, database& db, const table_options& o);

}  // namespace xm::client
