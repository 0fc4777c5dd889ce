// SQL of a page as far as a page has to read it: where words, quotes and comments stand, psql's variables, what kind of statement
// it is, and which named blocks it uses.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "client/report/page.hpp"

namespace xm::client::report {

struct token {
    enum class kind { word, quoted_name, literal, number, variable, symbol, backslash };
    kind is;
    std::size_t begin, end;  // bytes of the statement
    char quotes = '\0';      // of a variable: ' or " around its name
};

// Without comments and blanks. What is not closed goes on to the end; the server says what it thinks of it.
std::vector<token> tokens_of(std::string_view sql);

// A value in quotes of SQL: kind I for a name, L for a literal.
using quoting = std::function<std::string(char kind, const std::string& value)>;

// The statements of a page with its variables put in, ready to be sent.
class statements {
public:
    // `p` has to outlive it. Throws nothing.
    statements(const page& p, variables values, quoting quote) : page_(p), values_(std::move(values)), quote_(std::move(quote)) {}

    // That of query number i: variables as psql puts them in (:x as it is, :'x' as a literal, :"x" as a name; not within quotes
    // and comments), named blocks that it uses before it as common table expressions. Throws `failure` with its place in the page
    // for what is no single statement that begins with SELECT, WITH, VALUES or TABLE, and for a variable that is not set.
    mapped of(std::size_t i) const;
    // Named blocks that query i uses, directly or through others.
    std::set<std::size_t> uses(std::size_t i) const;
    // The same for a statement from the command line, which stands nowhere in the page.
    static std::string checked(const std::string& sql, const variables& values, const quoting& quote);

private:
    struct body {
        mapped text;           // with variables put in, without ; at its end
        std::size_t with = 0;  // behind WITH [RECURSIVE], 0: it does not begin so
        std::vector<std::string> names;
    };
    const body& body_of(std::size_t i) const;
    body read(const query& q) const;
    void collect(std::size_t i, std::set<std::size_t>& all) const;

    const page& page_;
    variables values_;
    quoting quote_;
    mutable std::map<std::size_t, body> bodies_;  // those that were asked for
};

// Variables that stand in the statements of a page.
std::set<std::string> variables_in(const page& p);

}  // namespace xm::client::report
