#include "client/command.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstring>

namespace xm::client {

using core::survey::statement;

connector connector_of(const connection_options& c) {
    return [conninfo = c.conninfo] { return std::make_unique<database>(conninfo); };
}

void add_database(CLI::App& to, connection_options& c) {
    to.add_option("-d,--dbname", c.conninfo, "Database or connection string, as for psql")->type_name("CONNINFO");
}

void add_connection(CLI::App& to, connection_options& c) {
    add_database(to, c);
    to.add_option("--workspace", c.workspace, "Which one, if there are several")->type_name("NAME");
}

std::string workspace_of(database& db, const std::string& named) {
    if (!db.value(statement("SELECT 1 FROM pg_catalog.pg_extension WHERE extname = 'pg_xm'")))
        throw failure(ending::refused,
                      "the database " + db.value(statement("SELECT pg_catalog.current_database()")).value_or("") +
                          " does not have the extension pg_xm",
                      "Connect to the right one with -d, or run there: CREATE EXTENSION pg_xm;");
    std::vector<std::string> there;
    std::string all;
    for (const row& r : db.query(statement("SELECT workspace FROM xm.workspaces() ORDER BY 1"))) {
        there.push_back(r[0].value_or(""));
        all += (all.empty() ? "" : ", ") + there.back();
    }
    if (there.empty())
        throw failure(ending::refused, "the database has no workspace", "Make one in SQL: SELECT xm.create_workspace('NAME');");
    if (!named.empty()) {
        if (std::find(there.begin(), there.end(), named) != there.end()) return named;
        throw failure(ending::refused, "the database has no workspace \"" + named + "\"", "There are: " + all + ".");
    }
    if (there.size() == 1) return there[0];
    throw failure(ending::usage, "the database has several workspaces: " + all, "Say which with --workspace NAME.");
}

std::vector<std::string> take_arguments(int argc, char** argv) {
    std::vector<std::string> arguments;
    for (int i = 1; i < argc; ++i) {
        arguments.emplace_back(argv[i]);
        const std::string& a = arguments.back();
        // password, sslpassword and whatever else has a value like that; the middle of an URI.
        if (a.find("password") != std::string::npos || (a.find("://") != std::string::npos && a.find('@') != std::string::npos))
            std::memset(argv[i], '*', a.size());
    }
    return arguments;
}

}  // namespace xm::client
