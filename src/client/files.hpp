// Whole files of text.
#pragma once

#include <string>
#include <string_view>

namespace xm::client {

// Of what people write: without a byte order mark. Throws `failure`: usage where it cannot be opened, refused above 16 MiB.
std::string read_file(const std::string& path);

// Under another name first, so that nobody ever sees half a file. False: it is there already, and the same. Not
// `durable`: what can be made anew need not outlive a power cut, and a thousand files are not to wait for the disk. `secret`:
// nobody else may read it. Throws `failure`.
bool write_file(const std::string& path, const std::string& text, bool durable = true, bool secret = false);

// A field of a CSV, in quotes where it needs them.
std::string csv_field(std::string_view text);

}  // namespace xm::client
