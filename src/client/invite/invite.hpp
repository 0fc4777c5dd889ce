// xm invite: people of a list invited to a survey, and the links for them.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "client/command.hpp"

namespace xm::client {

struct invite_options {
    connection_options connection;
    std::string file;
    std::string survey, wave, occasion, channel, expires, sample, seed;
    std::vector<std::string> persons;  // KIND=COLUMN; empty: columns that are named as kinds of keys are
    std::vector<std::string> strata;
    std::string link;    // with {token}, and {COLUMN} of the list
    std::string output;  // empty: standard output
    bool dry_run = false, reissue = false;
};

// Reads a list of people with a header, finds them by person_id or by their keys, calls xm.invite, and writes the list with
// person_id, decision, detail and link behind it. It sends nothing. Ends with 1 where somebody is not known.
ending invite(const invite_options& o, const connector& connect, std::ostream& out, std::ostream& notes);

}  // namespace xm::client
