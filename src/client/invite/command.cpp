// The command line of xm invite.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "client/invite/invite.hpp"

namespace xm::client {

void add_invite(CLI::App& app, command& chosen) {
    CLI::App* const c = app.add_subcommand("invite", "Links for the people of a list: xm invite FILE");
    c->set_help_flag("-h,--help", "What can be said here");
    const auto o = std::make_shared<invite_options>();
    add_connection(*c, o->connection);
    c->add_option("FILE", o->file)->required()->group("");
    c->add_option("--survey", o->survey, "The survey")->type_name("NAME")->required();
    c->add_option("--wave", o->wave, "The wave")->type_name("NAME");
    c->add_option("--occasion", o->occasion, "Without waves: a ticket, a purchase")->type_name("TEXT");
    c->add_option("--link", o->link, "https://.../?t={token}; also {COLUMN}")->type_name("LINK")->required();
    c->add_option("--person", o->persons, "Column that names the person")->type_name("KIND=COLUMN")->allow_extra_args(false);
    c->add_option("--channel", o->channel, "email, sms ...: for rules and opt-outs")->type_name("NAME");
    c->add_option("--sample", o->sample, "How many, or which share")->type_name("NUMBER");
    c->add_option("--strata", o->strata, "Attribute, or unit, to draw within")->type_name("NAME")->allow_extra_args(false);
    c->add_option("--seed", o->seed, "Another sample")->type_name("TEXT");
    c->add_option("--expires", o->expires, "How long links hold: '14 days'")->type_name("INTERVAL");
    c->add_flag("--reissue", o->reissue, "New links for those invited already");
    c->add_flag("-n,--dry-run", o->dry_run, "Print the decisions, store nothing");
    c->add_option("-o,--output", o->output, "Where to; else standard output")->type_name("FILE");
    c->footer("Writes the list with person_id, decision, detail and link. Sends nothing.");
    c->callback([&chosen, o] { chosen = [o] { return invite(*o, connector_of(o->connection), std::cout, std::cerr); }; });
}

}  // namespace xm::client
