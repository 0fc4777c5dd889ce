#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <map>
#include <set>

#include "client/files.hpp"
#include "client/report/html.hpp"
#include "client/report/markdown.hpp"
#include "client/report/write.hpp"

namespace xm::client::report {
namespace {

constexpr std::string_view en_dash = "\xE2\x80\x93";
// Of a long table so many rows are seen, and all of them when it is unfolded.
constexpr std::size_t long_table = 25, rows_at_first = 10;
constexpr std::size_t headings_of_a_long_page = 8;

std::string base64(std::string_view bytes) {
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    out.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const auto byte = [&](std::size_t j) { return i + j < bytes.size() ? static_cast<unsigned char>(bytes[i + j]) : 0U; };
        const unsigned bits = byte(0) << 16U | byte(1) << 8U | byte(2);
        for (std::size_t j = 0; j < 4; ++j) out += i + j <= bytes.size() ? letters[bits >> (18 - 6 * j) & 63U] : '=';
    }
    return out;
}

// By the first bytes of the file; empty: none that pages have.
std::string_view kind_of_picture(std::string_view bytes) {
    const auto begins = [&](std::string_view with) { return bytes.substr(0, with.size()) == with; };
    if (begins("\x89PNG\r\n")) return "image/png";
    if (begins("\xFF\xD8\xFF")) return "image/jpeg";
    if (begins("GIF8")) return "image/gif";
    if (begins("RIFF") && bytes.substr(8, 4) == "WEBP") return "image/webp";
    if (begins("<svg") || begins("<?xml")) return "image/svg+xml";
    return {};
}

// Of a heading, for links: letters and digits, the rest is "-".
std::string id_of(std::string_view text) {
    std::string id;
    for (const char c : text)
        if (std::isalnum(static_cast<unsigned char>(c)) != 0 || static_cast<unsigned char>(c) >= 0x80)
            id += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        else if (!id.empty() && id.back() != '-')
            id += '-';
    while (!id.empty() && id.back() == '-') id.pop_back();
    return id.empty() ? "section" : id;
}

class writer {
public:
    writer(const page& p, const std::vector<outcome>& outcomes, bool raw_html)
        : p_(p), outcomes_(outcomes), raw_html_(raw_html), said_(words_of(p.language)) {}

    std::string make(const std::string& as_of) {
        html body;
        out_ = &body;
        for (at_ = 0; at_ < p_.events.size(); ++at_) event_at(p_.events[at_]);
        notes();
        const std::string title = !p_.title.empty()         ? p_.title
                                  : !first_heading_.empty() ? first_heading_
                                                            : std::filesystem::path(p_.from.path).stem().string();

        html h;
        h.trusted("<!DOCTYPE html>\n").open("html", {{"lang", p_.language}, {"dir", p_.direction}}).new_line();
        h.open("head").new_line();
        h.open("meta", {{"charset", "utf-8"}}).new_line();
        h.open("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}}).new_line();
        h.open("meta", {{"name", "color-scheme"}, {"content", "light dark"}}).new_line();
        h.open("meta", {{"name", "generator"}, {"content", "xm " XM_VERSION}}).new_line();
        // What a page needs, and nothing else: a second lock behind the escaping.
        if (!raw_html_)
            h.open("meta", {{"http-equiv", "Content-Security-Policy"},
                            {"content", "default-src 'none'; style-src 'unsafe-inline'; img-src data:"}})
                .new_line();
        h.element("title", title).new_line();
        h.open("style").trusted("\n").trusted(stylesheet).close("style").new_line();
        h.close("head").new_line().open("body").new_line().open("main").new_line();
        if (!has_title_) h.element("h1", title).new_line();
        // Contents stand behind the title.
        h.trusted(std::string_view(body.made()).substr(0, behind_title_));
        contents(h);
        h.trusted(std::string_view(body.made()).substr(behind_title_));
        const std::size_t time = said_.as_of.find('%');
        h.open("footer").open("p").text(said_.as_of.substr(0, time)).element("bdi", as_of).text(said_.as_of.substr(time + 1));
        h.close("p").close("footer").new_line();
        h.close("main").new_line().close("body").new_line().close("html").new_line();
        return h.take();
    }

private:
    struct heading {
        std::size_t level;
        std::string id, text;
    };

    // The text between here and the end of what is opened here.
    std::string plain_text() const {
        std::string text;
        std::size_t depth = 0;
        for (std::size_t i = at_; i < p_.events.size(); ++i) {
            const event& e = p_.events[i];
            if (e.kind == event::what::open) ++depth;
            if (e.kind == event::what::close && --depth == 0) break;
            if (e.kind == event::what::text) text += e.text == "\n" ? " " : e.text;
            if (e.kind == event::what::line_break) text += ' ';
            if (e.kind == event::what::query) text += outcomes_[e.number].value.text;
        }
        return text;
    }

    void event_at(const event& e) {
        html& h = *out_;
        switch (e.kind) {
            case event::what::open: open(e); break;
            case event::what::close: close(e); break;
            case event::what::text: h.text(e.text); break;
            case event::what::raw: h.trusted(e.text); break;
            case event::what::line_break: h.open("br").new_line(); break;
            case event::what::query: query_at(e.number); break;
        }
    }

    static constexpr std::array<const char*, 6> heading_names{"h1", "h2", "h3", "h4", "h5", "h6"};

    void open(const event& e) {
        html& h = *out_;
        switch (e.of) {
            case element::paragraph: h.open("p"); break;
            case element::heading: open_heading(e); break;
            case element::quote: h.open("blockquote").new_line(); break;
            case element::list: h.open("ul").new_line(); break;
            case element::numbered_list: {
                const std::string start = std::to_string(e.number);
                h.open("ol", {{"start", start, e.number != 1}}).new_line();
                break;
            }
            case element::list_item:
                h.open("li", {{"class", "task", e.task != '\0'}});
                if (e.task != '\0') h.element("span", e.task == 'x' ? "☑ " : "☐ ", {{"class", "box"}});
                break;
            case element::rule: h.open("hr").new_line(); break;
            case element::code_block: h.open("pre", {{"tabindex", "0"}}).open("code"); break;
            case element::raw_block: break;
            case element::table: h.open("div", {{"class", "table"}, {"tabindex", "0"}}).open("table").new_line(); break;
            case element::table_head: h.open("thead"); break;
            case element::table_body: h.open("tbody"); break;
            case element::table_row: h.open("tr"); break;
            case element::header_cell: h.open("th", {{"scope", "col"}, {"class", alignment(e), !alignment(e).empty()}}); break;
            case element::cell: h.open("td", {{"class", alignment(e), !alignment(e).empty()}}); break;
            case element::emphasis: h.open("em"); break;
            case element::strong: h.open("strong"); break;
            case element::deleted: h.open("del"); break;
            case element::code: h.open("code"); break;
            case element::link: {
                const std::string address = raw_html_ ? e.text : safe_address(e.text);
                h.open("a", {{"href", address, !address.empty()}, {"title", e.title, !e.title.empty()}});
                break;
            }
            case element::image: image(e); break;
        }
    }

    void close(const event& e) {
        html& h = *out_;
        switch (e.of) {
            case element::paragraph: h.close("p").new_line(); break;
            case element::heading: close_heading(); break;
            case element::quote: h.close("blockquote").new_line(); break;
            case element::list: h.close("ul").new_line(); break;
            case element::numbered_list: h.close("ol").new_line(); break;
            case element::list_item: h.close("li").new_line(); break;
            case element::rule: break;
            case element::code_block: h.close("code").close("pre").new_line(); break;
            case element::raw_block: break;
            case element::table: h.close("table").close("div").new_line(); break;
            case element::table_head: h.close("thead").new_line(); break;
            case element::table_body: h.close("tbody").new_line(); break;
            case element::table_row: h.close("tr").new_line(); break;
            case element::header_cell: h.close("th"); break;
            case element::cell: h.close("td"); break;
            case element::emphasis: h.close("em"); break;
            case element::strong: h.close("strong"); break;
            case element::deleted: h.close("del"); break;
            case element::code: h.close("code"); break;
            case element::link: h.close("a"); break;
            case element::image: break;
        }
    }

    static std::string_view alignment(const event& e) {  // md4c's: default, left, centre, right
        return e.number == 2 ? "centre" : e.number == 3 ? "right" : "";
    }

    void open_heading(const event& e) {
        const std::string text = plain_text();
        std::string id = id_of(text);
        for (std::size_t n = 2; !ids_.insert(id).second; ++n) id = id_of(text) + "-" + std::to_string(n);
        if (first_heading_.empty()) first_heading_ = text;
        if (e.number == 1 && !has_title_) has_title_ = title_is_open_ = true;
        headings_.push_back({e.number, id, text});
        out_->open(heading_names.at(e.number - 1), {{"id", id}});
    }
    void close_heading() {
        out_->close(heading_names.at(headings_.back().level - 1)).new_line();
        if (title_is_open_) behind_title_ = out_->made().size();
        title_is_open_ = false;
    }

    void contents(html& h) const {
        const auto listed = [](const heading& x) { return x.level == 2; };
        const auto count = static_cast<std::size_t>(std::count_if(headings_.begin(), headings_.end(), listed));
        if (p_.contents == 0 || count == 0 || (p_.contents < 0 && count < headings_of_a_long_page)) return;
        h.open("nav", {{"aria-label", said_.contents}}).new_line().open("ul").new_line();
        for (const heading& x : headings_)
            if (listed(x)) h.open("li").element("a", x.text, {{"href", "#" + x.id}}).close("li").new_line();
        h.close("ul").close("nav").new_line();
    }

    // Pictures that are files are put into the page; others are links, since the page has no references.
    void image(const event& e) {
        html& h = *out_;
        const std::string alternative = plain_text();
        for (std::size_t depth = 1; depth > 0;) {  // what is in it was taken for its text
            ++at_;
            if (p_.events[at_].kind == event::what::open) ++depth;
            if (p_.events[at_].kind == event::what::close) --depth;
        }
        if (e.text.find(':') != std::string::npos || e.text.rfind("//", 0) == 0) {
            const std::string address = safe_address(e.text);
            h.element("a", alternative.empty() ? address : alternative, {{"href", address, !address.empty()}});
            return;
        }
        // Where its address stands, which is behind where the picture begins.
        const std::size_t place = std::min(p_.from.text.find(e.text, e.place), p_.from.text.size());
        std::string bytes;
        try {
            bytes = read_file((std::filesystem::path(p_.from.path).parent_path() / e.text).string());
        } catch (const failure& f) {
            p_.from.refuse(place, "the picture " + e.text + " " + f.what(), "Its path begins at the folder of the page.");
        }
        const std::string_view kind = kind_of_picture(bytes);
        if (kind.empty()) p_.from.refuse(place, e.text + " is no picture", "A page takes PNG, JPEG, GIF, WebP and SVG.");
        h.open("img", {{"src", "data:" + std::string(kind) + ";base64," + base64(bytes)},
                       {"alt", alternative},
                       {"title", e.title, !e.title.empty()}});
    }

    // --- results ---------------------------------------------------------------------------------

    void query_at(std::size_t i) {
        const query& q = p_.queries[i];
        const outcome& o = outcomes_[i];
        html& h = *out_;
        if (q.within_line) {
            value(o.value);
            references(o);
            return;
        }
        if (q.code_shown) h.open("pre", {{"tabindex", "0"}}).element("code", q.sql.text()).close("pre").new_line();
        if (!q.run || !q.shown) return;
        if (o.table.rows.empty() || o.table.columns.empty()) {
            h.open("p", {{"class", "empty"}}).text(said_.no_rows);
            references(o);
            h.close("p").new_line();
            return;
        }
        const bool pictures = o.table.columns.size() == 1 && o.table.rows[0][0].is == shown_cell::kind::picture;
        if (pictures) {
            for (const std::vector<shown_cell>& cells : o.table.rows)
                h.open("figure").trusted(cells[0].text).close("figure").new_line();
        } else if (o.table.rows.size() <= long_table) {
            table(o.table, o.table.rows.size());
        } else {
            table(o.table, rows_at_first);
            h.open("details").open("summary");
            h.text(o.table.rows.size() < o.table.total ? cut(o.table) : filled_in(said_.all_rows, whole(o.table.total)));
            h.close("summary").new_line();
            table(o.table, o.table.rows.size());
            h.close("details").new_line();
        }
        const bool cut_and_short = o.table.rows.size() < o.table.total && o.table.rows.size() <= long_table;
        if (cut_and_short || !o.notes.empty()) {
            h.open("p", {{"class", "under"}});
            if (cut_and_short) h.text(cut(o.table));
            references(o);
            h.close("p").new_line();
        }
    }

    std::string whole(std::uint64_t n) const { return numbers_.as_it_is(std::to_string(n), true); }
    std::string cut(const shown_table& t) const { return filled_in(said_.first_rows, whole(t.rows.size()), whole(t.total)); }

    void value(const shown_cell& c) {
        html& h = *out_;
        switch (c.is) {
            case shown_cell::kind::missing: h.text(en_dash); break;
            case shown_cell::kind::number: h.element("bdi", c.text, {{"class", "number"}}); break;
            case shown_cell::kind::text: h.element("bdi", c.text); break;
            case shown_cell::kind::picture: h.trusted(c.text); break;
        }
    }

    void table(const shown_table& t, std::size_t rows) {
        html& h = *out_;
        h.open("div", {{"class", "table"}, {"tabindex", "0"}, {"role", "group"}, {"aria-label", said_.table}})
            .open("table")
            .new_line();
        h.open("thead").open("tr");
        for (const shown_column& c : t.columns) h.element("th", c.title, {{"scope", "col"}, {"class", "right", c.right}});
        h.close("tr").close("thead").new_line().open("tbody").new_line();
        for (std::size_t i = 0; i < rows; ++i) {
            h.open("tr");
            for (std::size_t j = 0; j < t.columns.size(); ++j) {
                const shown_cell& c = t.rows[i][j];
                // The first column says whose row it is.
                const bool head = j == 0 && c.is == shown_cell::kind::text;
                h.open(head ? "th" : "td",
                       {{"scope", "row", head},
                        {"class", t.columns[j].right ? "right" : "short", t.columns[j].right || t.columns[j].together}});
                switch (c.is) {
                    case shown_cell::kind::missing: h.text(en_dash); break;
                    case shown_cell::kind::picture: h.trusted(c.text); break;
                    default: h.text(c.text);
                }
                h.close(head ? "th" : "td");
            }
            h.close("tr").new_line();
        }
        h.close("tbody").close("table").close("div").new_line();
    }

    // Numbers that lead to the notes at the end of the page.
    void references(const outcome& o) {
        for (const std::string& note : o.notes) {
            const auto [found, added] = note_numbers_.emplace(note, note_numbers_.size() + 1);
            if (added) notes_.push_back(note);
            const std::string n = std::to_string(found->second);
            out_->open("sup").element("a", n, {{"href", "#note:" + n}, {"id", "to-note:" + n, added}}).close("sup");
        }
    }
    void notes() {
        if (notes_.empty()) return;
        html& h = *out_;
        h.open("section", {{"class", "notes"}, {"aria-label", said_.notes}}).new_line().open("ol").new_line();
        for (std::size_t i = 0; i < notes_.size(); ++i) {
            const std::string n = std::to_string(i + 1);
            h.open("li", {{"id", "note:" + n}}).text(notes_[i]).text(" ");
            h.element("a", "↑", {{"href", "#to-note:" + n}, {"aria-label", said_.back}}).close("li").new_line();
        }
        h.close("ol").close("section").new_line();
    }

    const page& p_;
    const std::vector<outcome>& outcomes_;
    bool raw_html_;
    const words& said_;
    const number_format& numbers_ = numbers_of(p_.language);
    html* out_ = nullptr;
    std::size_t at_ = 0;
    std::set<std::string> ids_;
    std::vector<heading> headings_;
    std::string first_heading_;
    bool has_title_ = false, title_is_open_ = false;
    std::size_t behind_title_ = 0;
    std::map<std::string, std::size_t> note_numbers_;
    std::vector<std::string> notes_;
};

}  // namespace

std::string as_html(const page& p, const std::vector<outcome>& outcomes, const std::string& as_of, bool raw_html) {
    return writer(p, outcomes, raw_html).make(as_of);
}

}  // namespace xm::client::report
