// The command line of xm report.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "client/report/report.hpp"

namespace xm::client {

void add_report(CLI::App& app, command& chosen) {
    CLI::App* const c = app.add_subcommand("report", "Markdown with SQL into HTML: xm report PAGE.md");
    const auto o = std::make_shared<report_options>();
    add_database(*c, o->connection);
    c->add_option("PAGE", o->file)->required()->group("");
    c->add_option("-o,--output", o->output, "Where to; else PAGE.html beside the page")->type_name("FILE");
    c->add_option("--format", o->format, "html, or md: Markdown with the results in it")
        ->check(CLI::IsMember({"html", "md"}).description(""))
        ->type_name("FORMAT");
    c->add_option("-v,--variable", o->variables, "A variable, as in psql: :x, :'x', :\"x\"")
        ->type_name("NAME=VALUE")
        ->allow_extra_args(false);
    c->add_option("--each", o->each, "A page per row; its columns are variables")->type_name("SELECT");
    c->add_flag("--watch", o->watch, "Write it again when the page changes");
    c->add_flag("--unsafe", o->unsafe, "Allow raw HTML, and a superuser");
    c->footer(
        "In the page:  ```sql             the result as a table; behind sql may stand:\n"
        "                hidden show code  not shown; with its code; code alone\n"
        "                name=x            later blocks may select from x\n"
        "                percent=a,b  digits=1  rows=1000\n"
        "              `= SELECT ...`    a value within a line\n"
        "All figures are of one moment. A page only reads. man xm says more.");
    c->callback([&chosen, o] {
        chosen = [o] { return (o->watch ? watch_report : write_report)(*o, connector_of(o->connection), std::cout, std::cerr); };
    });
}

}  // namespace xm::client
