// Definitions of surveys kept in files, one NAME.json each: written from a workspace, compared with it, applied to it.
//
// Each function throws `failure`: refused for what is wrong in a file (with the file and the JSON path) or what the server
// refuses, usage for files and names that are not there.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "client/command.hpp"

namespace xm::client {

struct survey_options {
    connection_options connection;
    std::vector<std::string> names;  // of surveys to pull; none: all
    std::string folder;              // where they are written
    std::vector<std::string> files;  // to plan or apply
    std::string survey;              // its name, where it is not that of the file
};

// A line per survey: name, side, mode, items, title.
ending list_surveys(const survey_options& o, const connector& connect, std::ostream& out);
// Writes folder/NAME.json: all files or, where one cannot be written, those before it; each as a whole.
ending pull_surveys(const survey_options& o, const connector& connect, std::ostream& out);
// Prints what would change; changes nothing.
ending plan_surveys(const survey_options& o, const connector& connect, std::ostream& out);
// Makes and changes the surveys of all files in one transaction, and prints what changed.
ending apply_surveys(const survey_options& o, const connector& connect, std::ostream& out);

// JSON for people: what fits stands on a line, keys in their order, a line end at the end. `text` must be JSON.
std::string pretty_json(const std::string& text);

}  // namespace xm::client
