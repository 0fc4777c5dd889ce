// A statement of SQL whose names and values are still to be quoted: the server does that in the extension, libpq in the client.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace xm::core::survey {

// %I in the text stands for an identifier, %L for a literal, in the order of `values`; %% for a per cent sign.
struct statement {
    std::string text;
    std::vector<std::string> values;

    statement() = default;
    explicit statement(std::string t, std::vector<std::string> v = {}) : text(std::move(t)), values(std::move(v)) {}

    statement& add(const std::string& more, const std::vector<std::string>& with = {}) {
        text += more;
        values.insert(values.end(), with.begin(), with.end());
        return *this;
    }
    statement& add(const statement& more) { return add(more.text, more.values); }
};

}  // namespace xm::core::survey
