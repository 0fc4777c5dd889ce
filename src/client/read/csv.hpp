// Text files of separated values: bytes to records.
//
// A reader of our own: those in Debian keep whole lines or files, copy each cell, or take any quoting; this one keeps one record,
// copies nothing, and refuses what is damaged with its line.
#pragma once

#include <memory>
#include <string>

#include "client/read/table.hpp"

namespace xm::client {

struct text_options {
    std::string encoding;  // as people say it; empty: found out
    char delimiter = 0;    // 0: found out
};

// Opens a text file, or standard input for "-"; finds out its encoding and delimiter from the beginning. Throws `failure`: empty,
// binary, no header, an unknown encoding.
std::shared_ptr<source> open_text(const std::string& path, const text_options& options);

// For tests and fuzzing: the same from memory.
std::shared_ptr<source> text_of_memory(const std::string& name, std::string bytes, const text_options& options);

// The name of a delimiter as the plan prints it: comma, semicolon, tab, pipe.
std::string delimiter_name(char delimiter);
char delimiter_of(const std::string& name);  // 0: unknown

}  // namespace xm::client
