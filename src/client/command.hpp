// What the commands of the program share: how one is put on the command line, the connection, the workspace.
//
// Each command has a file command.cpp of its own with a function add_NAME(app, chosen): it says what can be written on the
// command line, and, when it was this one that was called, sets `chosen` to what is to be done. main.cpp then runs that.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "client/db.hpp"

namespace CLI {
class App;
}

namespace xm::client {

// What is to be done, with everything from the command line; errors are thrown as `failure`.
using command = std::function<ending()>;

// Of commands that talk to a server.
struct connection_options {
    std::string conninfo;   // as libpq takes it; empty: the PG* variables
    std::string workspace;  // empty: the only one there is
};

// Connects when it is needed: what is wrong with a file is said first.
using connector = std::function<std::unique_ptr<database>()>;
connector connector_of(const connection_options& c);

// The role that owns a workspace; nothing where there is no such workspace.
std::optional<std::string> owner_of(database& db, const std::string& workspace);

// -d.
void add_database(CLI::App& to, connection_options& c);
// -d and --workspace.
void add_connection(CLI::App& to, connection_options& c);

// The workspace that is meant: the one that was named if it is there, else the only one. Throws `failure` otherwise, also where
// the database has no pg_xm.
std::string workspace_of(database& db, const std::string& named);

// The arguments of main without the first, and blanked out there where they may hold a password: others read the list of
// processes.
std::vector<std::string> take_arguments(int argc, char** argv);

// The commands.
void add_import(CLI::App& app, command& chosen);
void add_survey(CLI::App& app, command& chosen);
void add_doctor(CLI::App& app, command& chosen);
void add_report(CLI::App& app, command& chosen);
void add_invite(CLI::App& app, command& chosen);
void add_watch(CLI::App& app, command& chosen);

}  // namespace xm::client
