// The command line of xm watch.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "client/watch/watch.hpp"

namespace xm::client {

void add_watch(CLI::App& app, command& chosen) {
    CLI::App* const c = app.add_subcommand("watch", "Alerts, as they are raised: xm watch | ...");
    const auto o = std::make_shared<watch_options>();
    add_connection(*c, o->connection);
    c->add_option("--state", o->state, "Keeps the place here, to go on from it")->type_name("FILE");
    c->add_flag("--all", o->all, "Without a place, those that are there, too");
    c->add_flag("--once", o->once, "What is there, then end");
    c->add_option("--poll", o->poll, "Seconds after which to look untold (10)")
        ->check(CLI::Range(0.1, 3600.0).description(""))
        ->type_name("SECONDS");
    c->footer(
        "One line of JSON for each alert:\n"
        "  {\"alert_id\": 7, \"rule\": \"detractor\", \"unit\": \"kiel\", \"value\": 2, ...}\n"
        "It connects again when the server was gone. With --state nothing is missed\n"
        "between two runs. Behind a pooler and on a standby it looks every --poll.");
    c->callback([&chosen, o] { chosen = [o] { return watch(*o, connector_of(o->connection), std::cout, std::cerr); }; });
}

}  // namespace xm::client
