// The command line of xm import.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "client/import/import.hpp"

namespace xm::client {

void add_import(CLI::App& app, command& chosen) {
    CLI::App* const c = app.add_subcommand("import", "An export into a survey: xm import FILE ...");
    c->set_help_flag("-h,--help", "What can be said here");
    const auto o = std::make_shared<import_options>();
    add_connection(*c, o->connection);
    c->add_option("FILE", o->plan.files)->required()->group("");
    c->add_option("--survey", o->plan.survey, "The survey; else the name of the file")->type_name("NAME");
    c->add_option("--side", o->side, "Of a new one: employee or customer")
        ->check(CLI::IsMember({"employee", "customer"}).description(""))
        ->type_name("SIDE");
    c->add_flag("-n,--dry-run", o->dry_run, "Print the plan, store nothing");
    c->add_flag("--json", o->json, "The plan as JSON")->group("");
    c->add_option("--write-definition", o->write_definition, "Write the definition, to edit it")->type_name("FILE");
    c->add_option("--definition", o->definition, "Take this one")->type_name("FILE");
    c->add_option("--unit", o->plan.unit, "Column of the store, team or branch")->type_name("COLUMN");
    c->add_flag("--make-units", o->make_units, "Make units that are not there");
    c->add_option("--person", o->persons, "Column that names the person")->type_name("KIND=COLUMN")->allow_extra_args(false);
    c->add_option("--country", o->country, "Of telephone numbers without one, such as DE")->type_name("CODE")->group("");
    c->add_option("--wave", o->wave, "The wave of all rows")->type_name("NAME")->group("");
    c->add_option("--wave-column", o->plan.wave_column)->type_name("COLUMN")->group("");
    c->add_option("--keep", o->plan.keep, "Column to take that would be dropped")->type_name("COLUMN")->allow_extra_args(false);
    c->add_option("--attribute", o->attributes, "The same; with --table an attribute")
        ->type_name("COLUMN")
        ->allow_extra_args(false)
        ->group("");
    c->add_option("--drop", o->plan.drop, "Column to leave out")->type_name("COLUMN")->allow_extra_args(false)->group("");
    c->add_option("--missing", o->missing, "Code that means no answer")->type_name("CODE[=REASON]")->allow_extra_args(false);
    c->add_option("--zone", o->plan.zone, "Time zone of times, such as Europe/Berlin")->type_name("ZONE");
    c->add_option("--date-order", o->dates, "Order of dates: dmy, mdy, ymd")
        ->check(CLI::IsMember({"dmy", "mdy", "ymd"}).description(""))
        ->type_name("ORDER")
        ->group("");
    c->add_option("--language", o->plan.language, "Of questions and labels: en, de ...")->type_name("CODE")->group("");
    c->add_option("--encoding", o->plan.text.encoding, "Such as windows-1252")->type_name("NAME")->group("");
    c->add_option("--delimiter", o->delimiter, "comma, semicolon, tab")->type_name("NAME")->group("");
    c->add_option("--sheet", o->plan.sheet, "Of a workbook")->type_name("NAME")->group("");
    c->add_option("--rejects", o->rejects, "Keep bad rows aside here")->type_name("FILE");
    c->add_flag("--last-wins", o->last_wins, "Of two rows of one response the later counts")->group("");
    c->add_flag("--tests", o->plan.tests, "Take test and preview rows, too")->group("");
    c->add_flag("--alerts", o->alerts, "Answers may raise alerts")->group("");
    c->add_option("--table", o->table, "unit, person, membership, purchase, wave_unit")->type_name("TABLE");
    c->footer(
        "In man xm: --wave --json --drop --encoding --delimiter --sheet --country\n"
        "--date-order --language --last-wins --tests --wave-column --attribute --alerts");
    c->callback([&chosen, o] { chosen = [o] { return import_answers(*o, connector_of(o->connection), std::cout); }; });
}

}  // namespace xm::client
