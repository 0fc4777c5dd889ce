// xm doctor: what is wrong, or weaker than it looks, with the server, the extension and the workspaces of a database.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "client/command.hpp"

namespace xm::client {

struct doctor_options {
    connection_options connection;  // without a workspace: all of them
    bool json = false;
};

enum class grade { ok, note, problem };

struct finding {
    grade how;
    std::string workspace;  // empty: of the server or the database
    std::string check;      // which of the checks, in a word or two
    std::string found;      // what is there
    std::string meaning;    // what follows from it; empty where all is well
    std::string remedy;     // SQL or a command; empty where there is nothing to do
};

// All findings, in one read-only transaction. As a superuser it reads ordinary tables alone: views and functions of a workspace
// are code of its owner. What the role may not see is a note.
std::vector<finding> examine(database& db, const std::string& workspace);
// Prints them; refused (1) if there is a problem.
ending doctor(const doctor_options& o, const connector& connect, std::ostream& out);

// Whether the server's version (server_version_num, and as it is written) is one that pg_xm is made for.
finding server_finding(int number, const std::string& written);
// The extension in the database against the one installed beside the server (empty: none), the library and this client.
std::vector<finding> extension_findings(const std::string& there, const std::string& installed, const std::string& library,
                                        const std::string& client);

std::string text_of(const std::vector<finding>& all);
// {"problems": 1, "findings": [{"level", "workspace", "check", "found", "meaning", "remedy"}]}
std::string json_of(const std::vector<finding>& all);

}  // namespace xm::client
