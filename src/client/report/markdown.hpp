// Markdown into events, by md4c: CommonMark with tables, ~~deleted~~, lists of tasks, and addresses that are links.
#pragma once

#include "client/report/page.hpp"

namespace xm::client::report {

// Fills events and queries from the body of the page. Only a block whose first word is `sql`, and `= ...` within backticks, are
// queries. Throws `failure` for a first line of a block that is wrong.
void read_markdown(page& p, bool raw_html);

// The address of a link that may stand in a page, without what browsers would ignore in it; empty: it may not. Allowed are http,
// https, mailto, tel, and addresses without a scheme.
std::string safe_address(std::string_view address);

}  // namespace xm::client::report
