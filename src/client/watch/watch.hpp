// xm watch: the alerts of a workspace, as they are committed.
#pragma once

#include <ostream>
#include <string>

#include "client/command.hpp"

namespace xm::client {

struct watch_options {
    connection_options connection;
    std::string state;  // file that keeps the place; empty: none
    bool all = false;   // without a place: from the first alert on, else from now on
    bool once = false;  // what is there, then the end
    double poll = 10;   // seconds after which to look without being told
};

// Prints each alert that is committed as a line of JSON, once: an alert that commits late is printed late, but is not missed.
// Goes on when the server is gone for a while. Ends with Ctrl-C, or with `once`.
ending watch(const watch_options& o, const connector& connect, std::ostream& out, std::ostream& notes);

}  // namespace xm::client
