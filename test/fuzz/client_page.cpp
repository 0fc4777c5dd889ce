#include <cstdint>
#include <cstdlib>

#include "client/report/html.hpp"
#include "client/report/statement.hpp"
#include "client/report/text.hpp"
#include "client/report/write.hpp"

// A page, its statements made ready, and written as HTML and as Markdown with the page itself as the value of everything.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace xm::client::report;
    const std::string text(reinterpret_cast<const char*>(data), size);
    if (first_not_utf8(text) != std::string::npos) {
        html h;
        h.element("p", text, {{"title", text}});
        if (first_not_utf8(h.made()) != std::string::npos) std::abort();
        return 0;
    }
    try {
        const page p = page_of({"p.md", text}, false);
        const statements all(p, {{"x", {text, false, 0}}, {"y", {text, true, 0}}},
                             [](char, const std::string& value) { return "'" + value + "'"; });
        outcome o;
        o.value = {shown_cell::kind::text, text};
        o.table = {{{text, false, false}}, {{o.value}}, 1};
        o.notes = {text};
        const std::vector<outcome> outcomes(p.queries.size(), o);
        for (std::size_t i = 0; i < p.queries.size(); ++i) {
            try {
                const mapped sql = all.of(i);
                if (sql.place_of_character(size + 1) > text.size()) std::abort();
            } catch (const xm::client::failure&) {
            }
        }
        const std::string made = as_html(p, outcomes, "", false);
        if (made.find("<script") != std::string::npos || made.find("<a href=\"javascript:") != std::string::npos) std::abort();
        as_markdown(p, outcomes);
    } catch (const xm::client::failure&) {
    }
    return 0;
}
