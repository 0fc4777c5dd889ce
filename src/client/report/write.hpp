// A page with its figures, as HTML or as Markdown.
#pragma once

#include <string>
#include <vector>

#include "client/report/page.hpp"
#include "client/report/run.hpp"

namespace xm::client::report {

// One file without scripts and without references to others; pictures of the page that are files beside it are embedded. Throws
// `failure` for a picture that cannot be read, with its place, and above 64 MiB.
std::string as_html(const page& p, const std::vector<outcome>& outcomes, const std::string& as_of, bool raw_html);

// The text of the page with tables in place of blocks and values in place of expressions, without front matter.
std::string as_markdown(const page& p, const std::vector<outcome>& outcomes);

// The stylesheet, src/client/report/style.css, embedded by the build.
extern const char* const stylesheet;

}  // namespace xm::client::report
