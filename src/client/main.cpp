// The program xm: the command line, and how it ends.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <exception>
#include <iostream>

#include "client/command.hpp"
#include "client/failure.hpp"
#include "core/error.hpp"

namespace {

int end(const xm::client::failure& f) {
    std::fprintf(stderr, "xm: %s\n", message_of(f).c_str());
    return static_cast<int>(f.how());
}

int run(std::vector<std::string> arguments) {
    using namespace xm::client;
    CLI::App app("Survey exports into a workspace, surveys in files, invitations, alerts, reports.", "xm");
    app.set_version_flag("--version", "xm " XM_VERSION);
    app.set_help_flag("-h,--help", "What can be said here");
    app.require_subcommand(1);
    app.footer("xm COMMAND --help says more; man xm says everything.\nIt ends with 0: done, 1: refused, 2: wrong usage.");
    command chosen;
    add_import(app, chosen);
    add_survey(app, chosen);
    add_report(app, chosen);
    add_invite(app, chosen);
    add_watch(app, chosen);
    add_doctor(app, chosen);
    std::reverse(arguments.begin(), arguments.end());  // as CLI11 takes them
    try {
        app.parse(arguments);
    } catch (const CLI::Success& e) {
        return app.exit(e);
    } catch (const CLI::ExtrasError&) {  // its text shows the argument, which may hold a password
        return end(failure(ending::usage, "there is an argument that this command does not take",
                           "Look at --help of the command; a connection string stands after -d."));
    } catch (const CLI::RequiredError& e) {
        if (app.get_subcommands().empty())
            return end(failure(ending::usage, "there is no command, or none of that name", "xm --help lists them."));
        // What has no name in --help has none in its text: the files that most commands are about.
        const std::string what = e.what();
        return end(failure(ending::usage, what.rfind(" is required", 0) == 0 ? "a FILE to read is missing" : what,
                           "Look at --help of the command."));
    } catch (const CLI::ParseError& e) {
        return end(failure(ending::usage, e.what(), "Look at --help of the command."));
    }
    const ending how = chosen();
    if (!std::cout.flush())
        return end(failure(ending::refused, "the output cannot be written", "What the command does it has done."));
    return static_cast<int>(how);
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return run(xm::client::take_arguments(argc, argv));
    } catch (const xm::client::failure& f) {
        return end(f);
    } catch (const xm::core::error& e) {
        return end(xm::client::failure(xm::client::ending::refused, e.text.c_str(), e.hint == nullptr ? "" : e.hint));
    } catch (const std::exception& e) {  // memory that ran out, a library that fails
        return end(xm::client::failure(xm::client::ending::refused, e.what()));
    }
}
