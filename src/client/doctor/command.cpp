// xm doctor
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "client/doctor/doctor.hpp"

namespace xm::client {

void add_doctor(CLI::App& app, command& chosen) {
    CLI::App* const c = app.add_subcommand("doctor", "What is wrong or weak here, and what to do");
    const auto options = std::make_shared<doctor_options>();
    add_connection(*c, options->connection);
    c->add_flag("--json", options->json, "The findings as JSON");
    c->footer(
        "Looks at versions, roles and grants that weaken confidentiality, row security,\n"
        "triggers, the summary against the answers, and what the server logs. It changes\n"
        "nothing. Run it as the owner of the workspace. It ends with 1 if there is a\n"
        "problem, else with 0.");
    c->callback(
        [&chosen, options] { chosen = [options] { return doctor(*options, connector_of(options->connection), std::cout); }; });
}

}  // namespace xm::client
