// xm survey list | pull | plan | apply
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "client/survey/survey.hpp"

namespace xm::client {

void add_survey(CLI::App& app, command& chosen) {
    CLI::App* const survey = app.add_subcommand("survey", "Definitions of surveys, kept in files");
    survey->require_subcommand(1);
    const auto options = std::make_shared<survey_options>();
    const auto add = [&](const char* name, const char* what, auto run) {
        CLI::App* const c = survey->add_subcommand(name, what);
        add_connection(*c, options->connection);
        c->callback([&chosen, options, run] {
            chosen = [options, run] { return run(*options, connector_of(options->connection), std::cout); };
        });
        return c;
    };
    add("list", "The surveys of the workspace", list_surveys);
    CLI::App* const pull = add("pull", "Write their definitions into files NAME.json", pull_surveys);
    pull->add_option("SURVEY", options->names, "Which ones; all of them if none is named")->type_name("");
    pull->add_option("--to", options->folder, "The folder to write them into")->type_name("FOLDER")->required();
    const auto takes_files = [&](CLI::App* c) {
        c->add_option("FILE", options->files, "Definitions, named SURVEY.json")->type_name("")->required();
        c->add_option("--survey", options->survey, "Its name, if it is not that of the file")->type_name("NAME");
        return c;
    };
    takes_files(add("plan", "What apply would change, and nothing else", plan_surveys));
    takes_files(add("apply", "Make or change surveys, all files or none", apply_surveys))
        ->footer(
            "Asks nothing: look with plan first. Items that are gone from a file are retired,\n"
            "their answers stay. What would lose answers, or read them otherwise, is refused.");
    // After the others were added, which would take it over.
    survey->footer(
        "Keep one file NAME.json for each survey, in version control if you like:\n"
        "  xm survey pull --to surveys      what the workspace has, as files\n"
        "  xm survey plan surveys/*.json    what apply would change\n"
        "  xm survey apply surveys/*.json   change it, all files or none");
}

}  // namespace xm::client
