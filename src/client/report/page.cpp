#include "client/report/page.hpp"

#include <algorithm>
#include <cctype>

#include "client/files.hpp"
#include "client/report/markdown.hpp"
#include "client/report/text.hpp"

namespace xm::client::report {
namespace {

std::string_view trimmed(std::string_view s) {
    const auto blank = [](char c) { return c == ' ' || c == '\t'; };
    while (!s.empty() && blank(s.front())) s.remove_prefix(1);
    while (!s.empty() && blank(s.back())) s.remove_suffix(1);
    return s;
}

bool is_name(std::string_view s) {
    return !s.empty() && std::isdigit(static_cast<unsigned char>(s.front())) == 0 &&
           std::all_of(s.begin(), s.end(), [](unsigned char c) { return std::isalnum(c) != 0 || c == '_' || c >= 0x80; });
}

bool is_language(const std::string& s) {  // BCP 47 in outline: de, de-CH, zh-Hant
    std::size_t part = 0;
    for (std::size_t i = 0; i <= s.size(); ++i) {
        if (i < s.size() && s[i] != '-') {
            if (std::isalnum(static_cast<unsigned char>(s[i])) == 0) return false;
            ++part;
        } else {
            if (part == 0 || part > 8 || (i == part && (part < 2 || part > 3))) return false;
            part = 0;
        }
    }
    return true;
}

void take(page& p, const std::string& key, const std::string& value, std::size_t place) {
    const auto refuse = [&](const std::string& hint) { p.from.refuse(place, "\"" + value + "\" is no " + key, hint); };
    if (key == "title") {
        p.title = value;
    } else if (key == "language") {
        if (!is_language(value)) refuse("Write its code: en, de, fr, pt-BR ...");
        p.language = value;
    } else if (key == "direction") {
        if (value != "ltr" && value != "rtl") refuse("It is ltr or rtl; without it, that of the language.");
        p.direction = value;
    } else if (key == "contents") {
        if (value != "yes" && value != "no") refuse("It is yes or no; without it a long page has a list of contents.");
        p.contents = value == "yes" ? 1 : 0;
    } else {
        p.set[key] = {value, false, place};
    }
}

}  // namespace

std::string source::place(std::size_t offset) const {
    offset = std::min(offset, text.size());
    const auto end = text.begin() + static_cast<std::ptrdiff_t>(offset);
    const auto line = 1 + std::count(text.begin(), end, '\n');
    const std::size_t before = offset == 0 ? std::string::npos : text.rfind('\n', offset - 1);
    const std::size_t start = before == std::string::npos ? 0 : before + 1;
    const std::size_t character = 1 + characters(std::string_view(text).substr(start, offset - start));
    return path + ':' + std::to_string(line) + ':' + std::to_string(character);
}

void source::refuse(std::size_t offset, const std::string& what, const std::string& hint) const {
    throw page_failure(ending::refused, place(offset) + ": " + what, hint);
}

source read_source(const std::string& path) {
    source s{path, read_file(path)};
    if (const std::size_t wrong = first_not_utf8(s.text); wrong != std::string::npos)
        s.refuse(wrong, "there are bytes that are not UTF-8", "Save the page as UTF-8.");
    if (const std::size_t nul = s.text.find('\0'); nul != std::string::npos)
        s.refuse(nul, "there is a NUL", "Save the page as text, in UTF-8.");
    std::string& t = s.text;
    std::size_t to = 0;
    for (std::size_t i = 0; i < t.size(); ++i)
        if (t[i] != '\r')
            t[to++] = t[i];
        else if (i + 1 == t.size() || t[i + 1] != '\n')
            t[to++] = '\n';
    t.resize(to);
    return s;
}

void read_front_matter(page& p) {
    const std::string& t = p.from.text;
    if (t.rfind("---\n", 0) != 0) return;
    for (std::size_t at = 4; at < t.size();) {
        const std::size_t end = std::min(t.find('\n', at), t.size());
        const std::string_view line = trimmed(std::string_view(t).substr(at, end - at));
        if (line == "---") {
            p.body = std::min(end + 1, t.size());
            return;
        }
        if (!line.empty() && line.front() != '#') {
            const std::size_t colon = line.find(':');
            const std::string key(trimmed(line.substr(0, colon)));
            if (colon == std::string_view::npos || !is_name(key))
                p.from.refuse(at, "the lines between --- are of the form key: value",
                              "Settings are title, language, direction and contents; other keys are variables.");
            std::string_view value = trimmed(line.substr(colon + 1));
            if (value.size() >= 2 && value.front() == value.back() && (value.front() == '"' || value.front() == '\''))
                value = value.substr(1, value.size() - 2);
            take(p, key, std::string(value), at);
        }
        at = end + 1;
    }
    p.from.refuse(0, "the front matter has no end", "Close it with a line of ---.");
}

page page_of(source text, bool raw_html) {
    page p;
    p.from = std::move(text);
    read_front_matter(p);
    if (p.direction.empty()) p.direction = right_to_left(p.language) ? "rtl" : "ltr";
    read_markdown(p, raw_html);
    return p;
}

page read_page(const std::string& path, bool raw_html) { return page_of(read_source(path), raw_html); }

}  // namespace xm::client::report
