// Responses of Formbricks as rows, as its management API gives them: {"data": [...]}, or the array alone.
#pragma once

#include <memory>
#include <string>

#include "client/read/table.hpp"

namespace xm::client {

// The first record is the header: id, createdAt, updatedAt, finished, contact.userId (where any response has one), language, then
// what any response has of data.KEY, variables.KEY, contactAttributes.KEY, meta.KEY (nested: meta.userAgent.os), and tags. The
// answers of a matrix, an object, are data.KEY.ROW. An array is JSON text, ["a","b"]; of tags it is the array of their names.
// null is empty. `line` is where a response begins. Read twice: once for the header when it is opened. Throws `failure` (refused)
// for what is no such export, and beyond 4 MiB of one response or 20,000 keys.
std::shared_ptr<source> open_formbricks_json(const std::string& path);

}  // namespace xm::client
