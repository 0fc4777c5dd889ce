// The one place that makes HTML. Markup is written by the program, never taken from data: names of elements are literals, and all
// else goes through an escape.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace xm::client::report {

class html {
public:
    struct attribute {
        const char* name;
        std::string_view value;
        bool there = true;  // else it is left out
    };
    using attributes = std::initializer_list<attribute>;

    // <name a="b">; the caller closes it.
    html& open(const char* name, attributes with = {});
    html& close(const char* name);
    // Escaped; what may not stand in HTML (control characters, broken UTF-8) becomes U+FFFD.
    html& text(std::string_view s);
    // <name a="b">text</name>
    html& element(const char* name, std::string_view content, attributes with = {}) {
        return open(name, with).text(content).close(name);
    }
    html& new_line() { return add("\n"); }
    // What is HTML already: our stylesheet, pictures of type xm.svg, parts made by this class, and raw HTML of a page with
    // --unsafe.
    html& trusted(std::string_view markup) { return add(markup); }

    const std::string& made() const { return out_; }
    std::string take() { return std::move(out_); }

private:
    // Throws `failure` above 64 MiB.
    html& add(std::string_view part);
    void escape(std::string_view s, bool in_attribute);

    std::string out_;
};

}  // namespace xm::client::report
