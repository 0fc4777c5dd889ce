// Whole files of text.
#pragma once

#include <string>

namespace xm::client {

// Of a definition: without a byte order mark. Throws `failure`: usage where it cannot be opened, refused above 16 MiB.
std::string read_file(const std::string& path);

// Under another name first, so that nobody ever sees half a file. False: it is there already, and the same. Throws `failure`.
bool write_file(const std::string& path, const std::string& text);

}  // namespace xm::client
