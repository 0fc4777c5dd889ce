// The program xm: the command line, and how it ends.
#include <CLI/CLI.hpp>
#include <cstdio>

#include "client/failure.hpp"

int main(int argc, char** argv) {
    CLI::App app("Survey exports into a pg_xm workspace, and surveys kept in files.", "xm");
    app.set_version_flag("--version", "xm " XM_VERSION);
    app.require_subcommand(1);
    CLI11_PARSE(app, argc, argv);
    return static_cast<int>(xm::client::ending::done);
}
