// xm import: an export of a survey tool into a survey of a workspace.
#pragma once

#include <iosfwd>

#include "client/command.hpp"
#include "client/plan/make.hpp"

namespace xm::client {

struct import_options {
    connection_options connection;
    plan_options plan;
    std::string country, side, dates, delimiter, definition, write_definition, rejects, table, wave;
    std::vector<std::string> persons, missing, attributes;  // KIND=COLUMN, CODE=REASON, COLUMN
    bool dry_run = false, json = false, last_wins = false, alerts = false, make_units = false, quiet = false;
};

ending import_answers(const import_options& o, const connector& connect, std::ostream& out);

}  // namespace xm::client
