#include "client/report/markdown.hpp"

#include <md4c.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cstdint>
#include <exception>

#include "client/report/entities.hpp"

namespace xm::client::report {
namespace {

std::string text_of(const MD_ATTRIBUTE& a) {
    std::string out;
    for (std::size_t i = 0; a.text != nullptr && a.substr_offsets[i] < a.size; ++i) {
        const std::string_view part(a.text + a.substr_offsets[i], a.substr_offsets[i + 1] - a.substr_offsets[i]);
        out += a.substr_types[i] == MD_TEXT_ENTITY ? decoded_entity(part) : std::string(part);
    }
    return out;
}

std::vector<std::string> split(std::string_view text, char by) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(by), text.size());
        if (end > 0) parts.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

// What md4c tells, put down in the page. Exceptions are kept and thrown when md4c has returned.
class reader {
public:
    explicit reader(page& p) : page_(p), last_(p.body) {}

    int open_block(MD_BLOCKTYPE type, void* detail) {
        switch (type) {
            case MD_BLOCK_DOC: return 0;
            case MD_BLOCK_QUOTE: return open(element::quote);
            case MD_BLOCK_UL: return open(element::list);
            case MD_BLOCK_OL:
                open(element::numbered_list);
                last().number = static_cast<const MD_BLOCK_OL_DETAIL*>(detail)->start;
                return 0;
            case MD_BLOCK_LI: {
                open(element::list_item);
                const auto* const item = static_cast<const MD_BLOCK_LI_DETAIL*>(detail);
                if (item->is_task != 0) last().task = item->task_mark == ' ' ? ' ' : 'x';
                return 0;
            }
            case MD_BLOCK_HR: return open(element::rule);
            case MD_BLOCK_H:
                open(element::heading);
                last().number = static_cast<const MD_BLOCK_H_DETAIL*>(detail)->level;
                return 0;
            case MD_BLOCK_CODE: {
                const std::string info = text_of(static_cast<const MD_BLOCK_CODE_DETAIL*>(detail)->info);
                words_ = split(info, ' ');
                code_ = {};
                blank_lines_ = 0;
                in_sql_ =
                    !words_.empty() && words_[0] == "sql" && static_cast<const MD_BLOCK_CODE_DETAIL*>(detail)->fence_char != 0;
                if (in_sql_) return 0;
                open(element::code_block);
                last().text = words_.empty() ? "" : words_[0];
                return 0;
            }
            case MD_BLOCK_HTML: return open(element::raw_block);
            case MD_BLOCK_P: return open(element::paragraph);
            case MD_BLOCK_TABLE: return open(element::table);
            case MD_BLOCK_THEAD: return open(element::table_head);
            case MD_BLOCK_TBODY: return open(element::table_body);
            case MD_BLOCK_TR: return open(element::table_row);
            case MD_BLOCK_TH:
            case MD_BLOCK_TD:
                open(type == MD_BLOCK_TH ? element::header_cell : element::cell);
                last().number = static_cast<std::size_t>(static_cast<const MD_BLOCK_TD_DETAIL*>(detail)->align);
                return 0;
        }
        return 0;
    }

    int close_block(MD_BLOCKTYPE type) {
        if (type == MD_BLOCK_DOC) return 0;
        if (type == MD_BLOCK_CODE && in_sql_) {
            in_sql_ = false;
            end_of_sql_block();
            return 0;
        }
        if (in_code_span_) close_span(MD_SPAN_CODE);
        while (is_span(open_.back())) close();
        return close();
    }

    int open_span(MD_SPANTYPE type, void* detail) {
        switch (type) {
            case MD_SPAN_EM:
            case MD_SPAN_STRONG:
            case MD_SPAN_DEL: return open(span_of(type));
            case MD_SPAN_A: {
                const auto* const a = static_cast<const MD_SPAN_A_DETAIL*>(detail);
                open(element::link);
                last().text = text_of(a->href);
                last().title = text_of(a->title);
                return 0;
            }
            case MD_SPAN_IMG: {
                const auto* const i = static_cast<const MD_SPAN_IMG_DETAIL*>(detail);
                open(element::image);
                last().text = text_of(i->src);
                last().title = text_of(i->title);
                return 0;
            }
            case MD_SPAN_CODE:
                code_ = {};
                in_code_span_ = true;
                return 0;
            default: return 0;  // extensions that are not asked for
        }
    }

    // Where marks cross the address of a link md4c 0.4.8 ends spans that it did not begin, or does not end others.
    int close_span(MD_SPANTYPE type) {
        if (type == MD_SPAN_CODE) {
            if (in_code_span_) end_of_code_span();
            in_code_span_ = false;
            return 0;
        }
        const auto begun = std::find(open_.rbegin(), open_.rend(), span_of(type));
        if (begun == open_.rend() || !std::all_of(open_.rbegin(), begun, is_span)) return 0;
        while (open_.back() != span_of(type)) close();
        return close();
    }

    int text(MD_TEXTTYPE type, const char* text, std::size_t size) {
        const std::string_view part(text, size);
        const std::size_t place = place_of(text, size);
        if (in_sql_ || in_code_span_) {
            if (place == unknown)
                code_.add_made(part, last_);
            else
                code_.add(part, place);
            if (in_sql_ && first_line_ == unknown) {
                if (place != unknown)
                    first_line_ = place;
                else
                    blank_lines_ += static_cast<std::size_t>(std::count(part.begin(), part.end(), '\n'));
            }
            return 0;
        }
        if (type == MD_TEXT_BR) return put({event::what::line_break});
        if (type == MD_TEXT_SOFTBR) return put({event::what::text, {}, "\n"});
        put({type == MD_TEXT_HTML ? event::what::raw : event::what::text,
             {},
             type == MD_TEXT_ENTITY ? decoded_entity(part) : std::string(part)});
        return 0;
    }

    // Runs a callback; md4c stops when it returns other than 0.
    template <class F>
    static int guarded(void* self, F f) {
        reader& r = *static_cast<reader*>(self);
        try {
            return f(r);
        } catch (...) {
            r.thrown_ = std::current_exception();
            return 1;
        }
    }
    void throw_again() const {
        if (thrown_) std::rethrow_exception(thrown_);
    }

private:
    static constexpr std::size_t unknown = std::string::npos;

    static element span_of(MD_SPANTYPE type) {
        switch (type) {
            case MD_SPAN_STRONG: return element::strong;
            case MD_SPAN_DEL: return element::deleted;
            case MD_SPAN_A: return element::link;
            case MD_SPAN_IMG: return element::image;
            default: return element::emphasis;
        }
    }
    static bool is_span(element e) { return e >= element::emphasis; }

    // Where a text stands in the page: md4c hands out parts of it, but for blanks and line ends of its own.
    std::size_t place_of(const char* text, std::size_t size) {
        const auto at = reinterpret_cast<std::uintptr_t>(text), start = reinterpret_cast<std::uintptr_t>(page_.from.text.data());
        if (at < start || at + size > start + page_.from.text.size()) return unknown;
        last_ = at - start + size;
        return at - start;
    }

    event& last() { return page_.events.back(); }
    int put(event e) {
        e.place = last_;
        page_.events.push_back(std::move(e));
        return 0;
    }
    int open(element e) {
        open_.push_back(e);
        return put({event::what::open, e});
    }
    int close() {
        const element e = open_.back();
        open_.pop_back();
        return put({event::what::close, e});
    }

    void add(query q) {
        event e{event::what::query};
        e.number = page_.queries.size();
        page_.queries.push_back(std::move(q));
        put(std::move(e));
    }

    void end_of_code_span() {
        const std::string& t = code_.text();
        // An expression within the text of a picture would not be seen.
        const bool in_image = std::find(open_.begin(), open_.end(), element::image) != open_.end();
        if (t.size() < 3 || t[0] != '=' || t[1] != ' ' || in_image) {
            open(element::code);
            put({event::what::text, {}, t});
            close();
            return;
        }
        query q;
        q.sql.add(code_, 2, t.size());
        q.within_line = true;
        q.place = code_.place_of(0);
        // The backticks around it, and the blank that may stand between.
        const std::string& page = page_.from.text;
        const auto tick = [&](std::size_t i) { return i < page.size() && page[i] == '`'; };
        q.begin = q.place;
        if (q.begin > 0 && (page[q.begin - 1] == ' ' || page[q.begin - 1] == '\n')) --q.begin;
        while (q.begin > 0 && tick(q.begin - 1)) --q.begin;
        q.end = std::max(code_.place_of(t.size()), last_);
        if (q.end < page.size() && !tick(q.end)) ++q.end;
        while (tick(q.end)) ++q.end;
        last_ = q.end;
        add(std::move(q));
    }

    // [begin, end) of the line that holds this byte, with its end of line.
    std::pair<std::size_t, std::size_t> line_at(std::size_t offset) const {
        const std::string& t = page_.from.text;
        const std::size_t before = offset == 0 ? unknown : t.rfind('\n', offset - 1);
        return {before == unknown ? 0 : before + 1, std::min(t.find('\n', offset), t.size() - 1) + 1};
    }
    std::string_view line(std::size_t offset) const {
        const auto [begin, end] = line_at(offset);
        return std::string_view(page_.from.text).substr(begin, end - begin);
    }
    static std::size_t fence_in(std::string_view line) { return std::min(line.find("```"), line.find("~~~")); }

    void end_of_sql_block() {
        query q;
        q.sql = code_;
        const std::string& t = page_.from.text;
        // The line of the ``` is the one above the first of the code; of a block with nothing in it, the next one that has some.
        if (first_line_ != unknown) {
            q.place = line_at(first_line_).first;
            for (std::size_t up = 0; up <= blank_lines_ && q.place > 0; ++up) q.place = line_at(q.place - 1).first;
        } else {
            q.place = line_at(last_).first;
            while (fence_in(line(q.place)) == unknown && line_at(q.place).second < t.size()) q.place = line_at(q.place).second;
        }
        const std::string_view first = line(q.place);
        const std::size_t fence = std::min(fence_in(first), first.size());
        q.begin = q.place;
        q.before = std::string(first.substr(0, fence));
        q.place += fence;
        // Lines of the code, and the one that closes it, if there is one.
        q.end = line_at(q.begin).second;
        for (auto lines = std::count(code_.text().begin(), code_.text().end(), '\n'); lines > 0 && q.end < t.size(); --lines)
            q.end = line_at(q.end).second;
        if (q.end < t.size() && fence_in(line(q.end)) != unknown) q.end = line_at(q.end).second;
        last_ = q.end;
        first_line_ = unknown;
        read_words(q);
        add(std::move(q));
    }

    void read_words(query& q) const {
        const auto refuse = [&](const std::string& word) {
            page_.from.refuse(q.place, "\"" + word + "\" is not known behind sql",
                              "There are hidden, show, code, name=NAME, percent=COLUMN,COLUMN, digits=NUMBER, rows=NUMBER.");
        };
        const auto number = [&](const std::string& word, std::string_view digits, std::size_t least, std::size_t most) {
            std::size_t n = 0;
            const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), n);
            if (error != std::errc() || end != digits.data() + digits.size() || n < least || n > most)
                page_.from.refuse(
                    q.place,
                    "\"" + word + "\": the number is to be whole, " + std::to_string(least) + " to " + std::to_string(most), "");
            return n;
        };
        constexpr std::size_t most_rows = 100'000, most_digits = 12;
        for (std::size_t i = 1; i < words_.size(); ++i) {
            const std::string& w = words_[i];
            const auto begins = [&](std::string_view with) { return w.size() > with.size() && w.rfind(with, 0) == 0; };
            if (w == "hidden")
                q.shown = false;
            else if (w == "show")
                q.code_shown = true;
            else if (w == "code")
                q.run = q.shown = false, q.code_shown = true;
            else if (begins("name="))
                q.name = w.substr(5);
            else if (begins("percent="))
                q.percent = split(std::string_view(w).substr(8), ',');
            else if (begins("digits="))
                q.digits = static_cast<int>(number(w, std::string_view(w).substr(7), 0, most_digits));
            else if (begins("rows="))
                q.rows = number(w, std::string_view(w).substr(5), 1, most_rows);
            else
                refuse(w);
        }
        const auto simple = [](unsigned char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
        if (!q.name.empty() && (!std::all_of(q.name.begin(), q.name.end(), simple) || (q.name[0] >= '0' && q.name[0] <= '9')))
            page_.from.refuse(q.place, "\"" + q.name + "\" is no name for a block", "Take small letters, digits and _.");
        for (const query& other : page_.queries)
            if (!q.name.empty() && other.name == q.name)
                page_.from.refuse(q.place, "there is a block " + q.name + " already", "Give it another name.");
    }

    page& page_;
    std::vector<element> open_;
    mapped code_;  // of the block or the span that is open
    std::vector<std::string> words_;
    bool in_sql_ = false, in_code_span_ = false;
    std::size_t first_line_ = unknown, blank_lines_ = 0;
    std::size_t last_;  // up to where the page was read
    std::exception_ptr thrown_;
};

}  // namespace

void read_markdown(page& p, bool raw_html) {
    reader r(p);
    MD_PARSER parser = {};
    parser.flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS | MD_FLAG_PERMISSIVEAUTOLINKS |
                   (raw_html ? 0U : MD_FLAG_NOHTML);
    parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* self) {
        return reader::guarded(self, [&](reader& to) { return to.open_block(type, detail); });
    };
    parser.leave_block = [](MD_BLOCKTYPE type, void*, void* self) {
        return reader::guarded(self, [&](reader& to) { return to.close_block(type); });
    };
    parser.enter_span = [](MD_SPANTYPE type, void* detail, void* self) {
        return reader::guarded(self, [&](reader& to) { return to.open_span(type, detail); });
    };
    parser.leave_span = [](MD_SPANTYPE type, void*, void* self) {
        return reader::guarded(self, [&](reader& to) { return to.close_span(type); });
    };
    parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* self) {
        return reader::guarded(self, [&](reader& to) { return to.text(type, text, size); });
    };
    const std::string& t = p.from.text;
    const int ended = md_parse(t.data() + p.body, static_cast<MD_SIZE>(t.size() - p.body), &parser, &r);
    r.throw_again();
    if (ended != 0) throw std::bad_alloc();  // all that md4c itself fails for
}

std::string safe_address(std::string_view address) {
    std::string a;
    for (const char c : address)
        if (c == ' ' && !a.empty())
            a += "%20";
        else if (static_cast<unsigned char>(c) > 0x20 && c != 0x7F)
            a += c;
    const std::size_t colon = a.find(':');
    if (colon == std::string::npos || a.find_first_of("/?#") < colon) return a;
    std::string scheme = a.substr(0, colon);
    std::transform(scheme.begin(), scheme.end(), scheme.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    constexpr std::array<std::string_view, 4> allowed{"http", "https", "mailto", "tel"};
    return std::find(allowed.begin(), allowed.end(), scheme) != allowed.end() ? a : std::string();
}

}  // namespace xm::client::report
