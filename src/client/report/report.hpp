// xm report: a page of Markdown with SQL in it becomes one file.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "client/command.hpp"

namespace xm::client {

struct report_options {
    connection_options connection;
    std::string file;                    // the page
    std::string output;                  // a file, "-", or with `each` a folder; empty: beside the page
    std::string format = "html";         // or md
    std::vector<std::string> variables;  // NAME=VALUE
    std::string each;                    // SQL, a page per row
    bool watch = false, unsafe = false;
};

// Writes the page, or the pages; a file is written as a whole or stays as it was. What is wrong in the page goes to `said`, a
// line "page.md:12:8: what" each. Throws `failure`: refused for that and for what the server refuses, usage for options and
// files.
ending write_report(const report_options& o, const connector& connect, std::ostream& out, std::ostream& said);

// The same again whenever the page changes, until Ctrl-C.
ending watch_report(const report_options& o, const connector& connect, std::ostream& out, std::ostream& said);

}  // namespace xm::client
