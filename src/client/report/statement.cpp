#include "client/report/statement.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace xm::client::report {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool begins_word(char c) {
    return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}
bool in_word(char c) { return begins_word(c) || is_digit(c); }

// The lexical rules of PostgreSQL (documentation, "Lexical Structure") and of psql's variables ("SQL Interpolation").
class lexer {
public:
    explicit lexer(std::string_view sql) : sql_(sql) {}

    std::vector<token> tokens() {
        while (at_ < sql_.size()) next();
        return std::move(found_);
    }

private:
    char here(std::size_t ahead = 0) const { return at_ + ahead < sql_.size() ? sql_[at_ + ahead] : '\0'; }
    void take(token::kind kind, std::size_t end, char quotes = '\0') {
        found_.push_back({kind, at_, std::min(end, sql_.size()), quotes});
        at_ = found_.back().end;
    }

    // Behind the quote that ends what begins at `from`; a doubled one is a character, one behind a backslash too if these escape.
    std::size_t behind_quote(std::size_t from, char quote, bool escapes) const {
        for (std::size_t i = from; i < sql_.size(); ++i) {
            if (escapes && sql_[i] == '\\')
                ++i;
            else if (sql_[i] == quote) {
                if (i + 1 >= sql_.size() || sql_[i + 1] != quote) return i + 1;
                ++i;
            }
        }
        return sql_.size();
    }
    std::size_t behind_word(std::size_t from) const {
        while (from < sql_.size() && in_word(sql_[from])) ++from;
        return from;
    }
    void skip_comment() {
        std::size_t depth = 0;
        do {
            if (here() == '/' && here(1) == '*')
                ++depth, at_ += 2;
            else if (here() == '*' && here(1) == '/')
                --depth, at_ += 2;
            else
                ++at_;
        } while (depth > 0 && at_ < sql_.size());
    }

    void next() {
        const char c = here();
        if (std::isspace(static_cast<unsigned char>(c)) != 0) {
            ++at_;
        } else if (c == '-' && here(1) == '-') {
            at_ = std::min(sql_.find('\n', at_), sql_.size());
        } else if (c == '/' && here(1) == '*') {
            skip_comment();
        } else if (c == '\'') {
            take(token::kind::literal, behind_quote(at_ + 1, c, false));
        } else if ((c == 'e' || c == 'E') && here(1) == '\'') {
            take(token::kind::literal, behind_quote(at_ + 2, '\'', true));
        } else if (c == '"') {
            take(token::kind::quoted_name, behind_quote(at_ + 1, c, false));
        } else if (c == '$' && dollar_quoted()) {
        } else if (c == ':') {
            colon();
        } else if (begins_word(c)) {
            std::size_t end = at_ + 1;
            while (end < sql_.size() && (in_word(sql_[end]) || sql_[end] == '$')) ++end;
            take(token::kind::word, end);
        } else if (is_digit(c)) {
            take(token::kind::number, behind_word(at_));
        } else {
            take(c == '\\' ? token::kind::backslash : token::kind::symbol, at_ + 1);
        }
    }

    bool dollar_quoted() {
        const std::size_t end = is_digit(here(1)) ? at_ + 1 : behind_word(at_ + 1);
        if (end >= sql_.size() || sql_[end] != '$') return false;
        const std::string_view tag = sql_.substr(at_, end + 1 - at_);
        const std::size_t close = sql_.find(tag, end + 1);
        take(token::kind::literal, close == std::string_view::npos ? sql_.size() : close + tag.size());
        return true;
    }

    void colon() {
        if (here(1) == ':' || here(1) == '=') return take(token::kind::symbol, at_ + 2);
        const char quote = here(1) == '\'' || here(1) == '"' ? here(1) : '\0';
        const std::size_t from = at_ + (quote != '\0' ? 2 : 1), end = behind_word(from);
        // [1:2] is a slice: names of variables begin with a letter here.
        const bool named = end > from && begins_word(sql_[from]) && (quote == '\0' || (end < sql_.size() && sql_[end] == quote));
        if (!named) return take(token::kind::symbol, at_ + 1);
        take(token::kind::variable, end + (quote != '\0' ? 1 : 0), quote);
    }

    std::string_view sql_;
    std::size_t at_ = 0;
    std::vector<token> found_;
};

std::string_view text_of(const std::string& sql, const token& t) {
    return std::string_view(sql).substr(t.begin, t.end - t.begin);
}

std::string name_of(const std::string& sql, const token& variable) {
    const std::size_t around = variable.quotes != '\0' ? 1 : 0;
    return sql.substr(variable.begin + 1 + around, variable.end - variable.begin - 1 - 2 * around);
}

std::string lower(std::string_view s) {
    std::string out(s);
    std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}

bool is_symbol(const std::string& sql, const token& t, char c) { return t.is == token::kind::symbol && sql[t.begin] == c; }

// What is wrong with a statement, and where in it.
struct fault {
    std::size_t at;
    std::string what, hint;
};

mapped with_variables(const mapped& sql, const variables& values, const quoting& quote) {
    mapped out;
    std::size_t done = 0;
    const std::string& text = sql.text();
    for (const token& t : tokens_of(text)) {
        if (t.is != token::kind::variable) continue;
        const std::string name = name_of(text, t);
        const auto found = values.find(name);
        if (found == values.end())
            throw fault{t.begin, "the variable " + name + " is not set",
                        "Set it with -v " + name +
                            "=VALUE or between the lines of --- above the page. If it is none, put a blank "
                            "behind the colon."};
        const std::string& value = found->second.value;
        const bool harmless =
            !value.empty() && std::all_of(value.begin(), value.end(), [](char c) { return in_word(c) || c == '.'; });
        if (t.quotes == '\0' && found->second.from_rows && !harmless)
            throw fault{t.begin, "the value of " + name + " comes from a table and is not put into a statement without quotes",
                        "Write :'" + name + "' for a value, :\"" + name + "\" for a name."};
        out.add(sql, done, t.begin);
        out.add_made(t.quotes == '\0' ? value : quote(t.quotes == '"' ? 'I' : 'L', value), sql.place_of(t.begin));
        done = t.end;
    }
    out.add(sql, done, text.size());
    return out;
}

// The bytes of the one statement, of these tokens, that a text holds.
std::size_t end_of_statement(const std::string& sql, std::vector<token>& tokens) {
    if (tokens.empty()) throw fault{0, "there is no statement", "Write one that begins with SELECT, WITH, VALUES or TABLE."};
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const token& t = tokens[i];
        if (t.is == token::kind::backslash) {
            const bool word_follows =
                i + 1 < tokens.size() && tokens[i + 1].is == token::kind::word && tokens[i + 1].begin == t.end;
            throw fault{t.begin,
                        "\\" + (word_follows ? std::string(text_of(sql, tokens[i + 1])) : std::string()) + " is of psql, not SQL",
                        "A page knows SQL and psql's variables: :x, :'x', :\"x\"."};
        }
        if (!is_symbol(sql, t, ';')) continue;
        if (i + 1 < tokens.size() && !is_symbol(sql, tokens[i + 1], ';'))
            throw fault{tokens[i + 1].begin, "a second statement begins here", "Give each statement a block of its own."};
    }
    std::size_t end = tokens.back().end;
    while (!tokens.empty() && is_symbol(sql, tokens.back(), ';')) {
        end = tokens.back().begin;
        tokens.pop_back();
    }
    const auto first = std::find_if(tokens.begin(), tokens.end(), [&](const token& t) { return !is_symbol(sql, t, '('); });
    if (first == tokens.end())
        throw fault{0, "there is no statement", "Write one that begins with SELECT, WITH, VALUES or TABLE."};
    const std::string word = lower(text_of(sql, *first));
    constexpr std::array<std::string_view, 4> reading{"select", "with", "values", "table"};
    if (first->is != token::kind::word || std::find(reading.begin(), reading.end(), word) == reading.end())
        throw fault{first->begin, std::string(text_of(sql, *first)) + " is not run: a page only reads",
                    "Write a statement that begins with SELECT, WITH, VALUES or TABLE."};
    return end;
}

}  // namespace

std::vector<token> tokens_of(std::string_view sql) { return lexer(sql).tokens(); }

const statements::body& statements::body_of(std::size_t i) const {
    const auto found = bodies_.find(i);
    return found != bodies_.end() ? found->second : bodies_.emplace(i, read(page_.queries[i])).first->second;
}

statements::body statements::read(const query& q) const {
    mapped sql;
    try {
        sql = with_variables(q.sql, values_, quote_);
        std::vector<token> tokens = tokens_of(sql.text());
        const std::size_t end = end_of_statement(sql.text(), tokens);
        body b;
        b.text.add(sql, 0, end);
        const std::string& text = sql.text();
        if (lower(text_of(text, tokens[0])) == "with") {
            const bool recursive = tokens.size() > 1 && lower(text_of(text, tokens[1])) == "recursive";
            b.with = tokens[recursive ? 1 : 0].end;
        }
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            if (i > 0 && is_symbol(text, tokens[i - 1], '.')) continue;  // a column, a table of a schema
            const std::string_view word = text_of(text, tokens[i]);
            if (tokens[i].is == token::kind::word) b.names.push_back(lower(word));
            if (tokens[i].is == token::kind::quoted_name) b.names.emplace_back(word.substr(1, word.size() - 2));
        }
        return b;
    } catch (const fault& f) {
        const mapped& in = sql.empty() ? q.sql : sql;
        const bool blank = in.text().find_first_not_of(" \t\n") == std::string::npos;
        page_.from.refuse(blank ? q.place : in.place_of(f.at), f.what, f.hint);
    }
}

void statements::collect(std::size_t i, std::set<std::size_t>& all) const {
    const body& b = body_of(i);
    for (std::size_t j = 0; j < i; ++j)
        if (!page_.queries[j].name.empty() && all.count(j) == 0 &&
            std::find(b.names.begin(), b.names.end(), page_.queries[j].name) != b.names.end()) {
            all.insert(j);
            collect(j, all);
        }
}

std::set<std::size_t> statements::uses(std::size_t i) const {
    std::set<std::size_t> all;
    collect(i, all);
    return all;
}

mapped statements::of(std::size_t i) const {
    const body& own = body_of(i);
    std::set<std::size_t> named;
    collect(i, named);
    if (named.empty()) return own.text;
    const std::size_t place = page_.queries[i].place;
    mapped out;
    out.add(own.text, 0, own.with);
    out.add_made(own.with > 0 ? " " : "WITH ", place);
    bool first = true;
    for (const std::size_t j : named) {  // in the order of the page, so that each stands behind those it uses
        const query& q = page_.queries[j];
        out.add_made((first ? "" : ", ") + q.name + " AS (\n", q.place);
        const body& b = body_of(j);
        out.add(b.text, 0, b.text.text().size());
        out.add_made("\n)", q.place);
        first = false;
    }
    out.add_made(own.with > 0 ? "," : " ", place);
    out.add(own.text, own.with, own.text.text().size());
    return out;
}

std::string statements::checked(const std::string& sql, const variables& values, const quoting& quote) {
    mapped given;
    given.add(sql, 0);
    try {
        const mapped text = with_variables(given, values, quote);
        std::vector<token> tokens = tokens_of(text.text());
        return text.text().substr(0, end_of_statement(text.text(), tokens));
    } catch (const fault& f) {
        throw failure(ending::usage, "--each: " + f.what, f.hint);
    }
}

std::set<std::string> variables_in(const page& p) {
    std::set<std::string> names;
    for (const query& q : p.queries)
        for (const token& t : tokens_of(q.sql.text()))
            if (t.is == token::kind::variable) names.insert(name_of(q.sql.text(), t));
    return names;
}

}  // namespace xm::client::report
