// Rows of the files of a plan into the table of its survey.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "client/db.hpp"
#include "client/plan/plan.hpp"

namespace xm::client {

struct load_options {
    std::string workspace;
    // A file that bad rows are kept aside in, with line, column, value (where it may be shown) and reason; empty: the first one
    // ends the import.
    std::string rejects;
    bool last_wins = false;   // of two rows of one response with other content the later one counts
    bool make_units = false;  // units that nobody knows are made
    bool alerts = false;      // answers may raise alerts
    std::string country;      // of telephone numbers without one, see person_keys
    // How much of the file has been read (0..1, negative: not known), rows and rows a second; five times a second at most.
    std::function<void(double, std::uint64_t, double)> progress;
};

// What became of the records that were read; blank rows are none. They add up: read = added + changed + unchanged + repeated +
// rejected + tests + forgotten.
struct load_result {
    std::uint64_t read = 0;
    std::uint64_t added = 0, changed = 0, unchanged = 0;
    std::uint64_t repeated = 0;   // the same response once more in the file
    std::uint64_t rejected = 0;   // kept aside
    std::uint64_t tests = 0;      // test and preview rows
    std::uint64_t forgotten = 0;  // of people who were forgotten
    std::uint64_t persons = 0;    // made
    std::uint64_t units = 0;      // made
    std::string left_out;         // of keys that could not be read, see person_keys
    load_result& operator+=(const load_result& more);
};
// 1,204.
std::string with_commas(std::uint64_t n);
// "1,204 records read = 3 new + 1 changed + ...", and what was made.
std::string balance_of(const load_result& r);

// Loads the rows into the survey p.survey, which has the items of p.definition, in the transaction of `db`; commits nothing.
//
// A row is known again by its id. A row without one is known by "row-" and a hash of its start, its submission and its answers by
// the names of their columns, and of how many equal rows stand before it: the order of columns and the language of labels do not
// matter, a corrected answer makes it another row.
//
// Throws `failure`: a cell that does not fit (file, line, column; its value only in identified surveys), two rows of one
// response, and what the server refuses.
load_result load(const plan& p, database& db, const load_options& o);

}  // namespace xm::client
