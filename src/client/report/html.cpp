#include "client/report/html.hpp"

#include "client/failure.hpp"
#include "client/report/text.hpp"

namespace xm::client::report {

html& html::add(std::string_view part) {
    constexpr std::size_t most = 64U << 20U;
    if (out_.size() + part.size() > most)
        throw failure(ending::refused, "the page would have more than 64 MiB",
                      "Show fewer rows: rows=NUMBER behind sql, or LIMIT.");
    out_ += part;
    return *this;
}

// https://html.spec.whatwg.org/multipage/syntax.html: text may hold neither < nor &, nor control characters but tab and line
// feed.
void html::escape(std::string_view s, bool in_attribute) {
    constexpr std::string_view replacement = "\xEF\xBF\xBD";
    std::size_t done = 0;
    const auto put = [&](std::size_t at, std::size_t length, std::string_view with) {
        add(s.substr(done, at - done)).add(with);
        done = at + length;
    };
    for (std::size_t i = 0; i < s.size(); ++i) {
        const auto c = static_cast<unsigned char>(s[i]);
        if (c == '&')
            put(i, 1, "&amp;");
        else if (c == '<')
            put(i, 1, "&lt;");
        else if (c == '>')
            put(i, 1, "&gt;");
        else if (c == '"' && in_attribute)
            put(i, 1, "&quot;");
        else if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7F)
            put(i, 1, replacement);
        else if (c == 0xC2 && i + 1 < s.size() && static_cast<unsigned char>(s[i + 1]) < 0xA0)  // U+0080 to U+009F
            put(i, 2, replacement), ++i;
    }
    add(s.substr(done));
}

html& html::text(std::string_view s) {
    for (std::size_t wrong = first_not_utf8(s); wrong != std::string_view::npos; wrong = first_not_utf8(s)) {
        escape(s.substr(0, wrong), false);
        add("\xEF\xBF\xBD");
        s.remove_prefix(wrong + 1);
    }
    escape(s, false);
    return *this;
}

html& html::open(const char* name, attributes with) {
    add("<").add(name);
    for (const attribute& a : with) {
        if (!a.there) continue;
        add(" ").add(a.name).add("=\"");
        std::string_view s = a.value;
        for (std::size_t wrong = first_not_utf8(s); wrong != std::string_view::npos; wrong = first_not_utf8(s)) {
            escape(s.substr(0, wrong), true);
            s.remove_prefix(wrong + 1);
        }
        escape(s, true);
        add("\"");
    }
    return add(">");
}

html& html::close(const char* name) { return add("</").add(name).add(">"); }

}  // namespace xm::client::report
