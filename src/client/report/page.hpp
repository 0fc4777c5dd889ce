// A page as it was read: its text, its front matter, what there is in it in the order in which it stands, and its statements.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "client/failure.hpp"
#include "client/report/mapped.hpp"

namespace xm::client::report {

// What is wrong in a page, or with its statements: its text is made of lines "page.md:12:8: what", each with its HINT below.
class page_failure : public failure {
public:
    using failure::failure;
};

// The text of a file, UTF-8 with \n at the end of lines.
struct source {
    std::string path;
    std::string text;

    // "page.md:12:8": lines and characters from 1.
    std::string place(std::size_t offset) const;
    // Throws `page_failure` with place and HINT.
    [[noreturn]] void refuse(std::size_t offset, const std::string& what, const std::string& hint) const;
};

// Reads a file: a byte order mark is dropped, \r\n becomes \n. Throws `failure`: usage where it cannot be opened, refused for
// what is not UTF-8 and above 16 MiB.
source read_source(const std::string& path);

struct variable {
    std::string value;
    bool from_rows = false;  // of --each: somebody else's text, which is put unquoted into a statement only if it is harmless
    std::size_t place = 0;   // in the front matter
};
using variables = std::map<std::string, variable>;

// A block of SQL, or an expression within a line.
struct query {
    mapped sql;
    std::size_t place = 0;  // of the first line of a block, the ``` and all; of an expression
    bool within_line = false;
    bool run = true, shown = true, code_shown = false;
    std::string name;                  // name=
    std::vector<std::string> percent;  // percent=: columns of fractions
    int digits = -1;                   // digits=; -1: found out
    std::size_t rows = 1000;           // rows=: at most so many are shown
    // What it takes of the text of the page, for --format md: lines as a whole, and what every line of them begins with.
    std::size_t begin = 0, end = 0;
    std::string before;
};

enum class element {
    paragraph,
    heading,
    quote,
    list,
    numbered_list,
    list_item,
    rule,
    code_block,
    raw_block,
    table,
    table_head,
    table_body,
    table_row,
    header_cell,
    cell,
    emphasis,  // from here on within a line
    strong,
    deleted,
    code,
    link,
    image,
};

struct event {
    enum class what { open, close, text, raw, line_break, query };
    what kind;
    element of = element::paragraph;
    std::string text = {};   // what is written; of links and images their address, of code its language
    std::string title = {};  // of links and images
    std::size_t number = 0;  // level of a heading, first of a list, alignment of a cell, which query
    char task = '\0';        // of a list item: ' ' or 'x'
    std::size_t place = 0;   // in the page, where it is known
};

struct page {
    source from;
    std::size_t body = 0;  // where the Markdown begins
    std::string title, language = "en", direction;
    int contents = -1;  // a list of contents: 1, 0; -1: where the page is long
    variables set;
    std::vector<event> events;
    std::vector<query> queries;
};

// Front matter: lines "key: value" between two lines of ---. Sets title, language, direction, contents and variables.
void read_front_matter(page& p);

// What the file says. Raw HTML is kept as such only where it is allowed, else it is text. Throws `failure` as read_source does,
// and refused for what is wrong in the front matter or the first line of a block.
page read_page(const std::string& path, bool raw_html);
page page_of(source text, bool raw_html);

}  // namespace xm::client::report
