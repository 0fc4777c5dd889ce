#include <algorithm>
#include <map>

#include "client/report/write.hpp"

namespace xm::client::report {
namespace {

// What Markdown would take for more than text, with a backslash before it; on one line.
std::string escaped(std::string_view text) {
    constexpr std::string_view marks = "\\`*_[]<>|~&#$";
    std::string out;
    for (const char c : text)
        if (c == '\n' || c == '\r') {
            out += "<br>";
        } else {
            if (marks.find(c) != std::string_view::npos) out += '\\';
            out += c;
        }
    return out;
}

std::string cell(const shown_cell& c) {
    if (c.is == shown_cell::kind::missing) return "\xE2\x80\x93";
    return c.is == shown_cell::kind::picture ? c.text : escaped(c.text);
}

class writer {
public:
    writer(const page& p, const std::vector<outcome>& outcomes) : p_(p), outcomes_(outcomes), said_(words_of(p.language)) {}

    std::string make() {
        std::string out;
        const std::string& t = p_.from.text;
        std::size_t done = p_.body;
        for (std::size_t i = 0; i < p_.queries.size(); ++i) {
            const query& q = p_.queries[i];
            out.append(t, done, q.begin - done);
            out += q.within_line ? cell(outcomes_[i].value) + references(outcomes_[i]) : block(q, outcomes_[i]);
            done = std::max(done, q.end);
        }
        out.append(t, done, std::string::npos);
        for (std::size_t n = 0; n < notes_.size(); ++n)
            out += (n == 0 ? "\n" : "") + ("[^" + std::to_string(n + 1)) + "]: " + escaped(notes_[n]) + "\n";
        return out;
    }

private:
    std::string block(const query& q, const outcome& o) {
        std::string lines;
        if (q.code_shown) {
            const std::string& sql = q.sql.text();
            // A fence that is longer than any within.
            std::string fence = "```";
            while (sql.find(fence) != std::string::npos) fence += '`';
            lines += fence + "sql\n" + sql + (sql.empty() || sql.back() == '\n' ? "" : "\n") + fence + "\n";
        }
        if (q.run && q.shown) {
            if (!lines.empty()) lines += '\n';
            const bool pictures =
                o.table.columns.size() == 1 && !o.table.rows.empty() && o.table.rows[0][0].is == shown_cell::kind::picture;
            if (o.table.rows.empty() || o.table.columns.empty())
                lines += std::string(said_.no_rows) + references(o) + "\n";
            else if (pictures)
                for (const std::vector<shown_cell>& cells : o.table.rows) lines += cells[0].text + "\n";
            else
                lines += table(o.table);
            std::string under =
                o.table.rows.size() < o.table.total && !o.table.rows.empty()
                    ? filled_in(said_.first_rows, std::to_string(o.table.rows.size()), std::to_string(o.table.total))
                    : "";
            if (!o.table.rows.empty()) under += references(o);
            if (!under.empty()) lines += "\n" + under + "\n";
        }
        return within(q.before, lines);
    }

    // Within a list or a quotation each line begins as its lines do.
    static std::string within(const std::string& before, const std::string& lines) {
        std::string next = before;
        std::replace_if(
            next.begin(), next.end(), [](char c) { return c != '>' && c != ' ' && c != '\t'; }, ' ');
        std::string out;
        for (std::size_t at = 0; at < lines.size();) {
            const std::size_t end = lines.find('\n', at) + 1;
            out += (at == 0 ? before : next) + lines.substr(at, end - at);
            at = end;
        }
        return out;
    }

    static std::string table(const shown_table& t) {
        std::string out = "|", rule = "|";
        for (const shown_column& c : t.columns) {
            out += " " + escaped(c.title) + " |";
            rule += c.right ? " ---: |" : " --- |";
        }
        out += "\n" + rule + "\n";
        for (const std::vector<shown_cell>& row : t.rows) {
            out += '|';
            for (const shown_cell& c : row) out += " " + cell(c) + " |";
            out += '\n';
        }
        return out;
    }

    std::string references(const outcome& o) {
        std::string out;
        for (const std::string& note : o.notes) {
            const auto [found, added] = numbers_.emplace(note, numbers_.size() + 1);
            if (added) notes_.push_back(note);
            out += "[^" + std::to_string(found->second) + "]";
        }
        return out;
    }

    const page& p_;
    const std::vector<outcome>& outcomes_;
    const words& said_;
    std::map<std::string, std::size_t> numbers_;
    std::vector<std::string> notes_;
};

}  // namespace

std::string as_markdown(const page& p, const std::vector<outcome>& outcomes) { return writer(p, outcomes).make(); }

}  // namespace xm::client::report
