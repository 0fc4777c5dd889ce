// The little JSON that states need for their text form: objects, arrays, strings and numbers.
// Doubles are written with the fewest digits that read back to the same bits, whatever the
// locale; the reader is strict and refuses what it does not know.
#pragma once

#include <algorithm>
#include <charconv>
#include <cmath>
#include <concepts>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "core/error.hpp"
#include "core/num/dd.hpp"
#include "core/num/int128.hpp"

namespace xm::core {

class json_writer {
public:
    json_writer& open(char bracket) {
        separate();
        out_ += bracket;
        fresh_ = true;
        return *this;
    }
    json_writer& close(char bracket) {
        out_ += bracket;
        fresh_ = false;
        return *this;
    }
    // Keys and strings here are plain names: nothing in them needs escaping.
    json_writer& key(std::string_view name) {
        quoted(name);
        out_ += ':';
        fresh_ = true;
        return *this;
    }
    json_writer& value(std::string_view text) { return quoted(text); }
    json_writer& value(const char* text) { return quoted(text); }
    template <class Number>
    requires std::integral<Number> || std::floating_point<Number> json_writer& value(Number number) {
        separate();
        char digits[32];
        out_.append(digits, std::to_chars(digits, digits + sizeof digits, number).ptr);
        return *this;
    }
    // Any text, escaped as JSON wants it.
    json_writer& escaped(std::string_view text) {
        separate();
        out_ += '"';
        for (const char c : text) {
            if (c == '"' || c == '\\') out_ += '\\';
            if (static_cast<unsigned char>(c) < 0x20) {
                constexpr const char* hex = "0123456789abcdef";
                out_.append("\\u00").append(1, hex[c >> 4]).append(1, hex[c & 15]);
            } else {
                out_ += c;
            }
        }
        out_ += '"';
        return *this;
    }
    json_writer& escaped_key(std::string_view name) {
        escaped(name);
        out_ += ':';
        fresh_ = true;
        return *this;
    }
    // A number that is already text.
    json_writer& raw(std::string_view number) {
        separate();
        out_ += number;
        return *this;
    }
    json_writer& pair(const dd& v) { return open('[').value(v.hi).value(v.lo).close(']'); }
    template <class Value>
    json_writer& field(std::string_view name, Value v) {
        return key(name).value(v);
    }
    const std::string& text() const { return out_; }
    void reserve(std::size_t size) { out_.reserve(size); }
    std::string take() { return std::move(out_); }

private:
    void separate() {
        if (!fresh_) out_ += ',';
        fresh_ = false;
    }
    json_writer& quoted(std::string_view text) {
        separate();
        out_.append(1, '"').append(text).append(1, '"');
        return *this;
    }

    std::string out_;
    bool fresh_ = true;
};

// `check` is called now and then, whatever the text is made of.
class json_reader {
public:
    json_reader(std::string_view text, std::string_view type, poll check = no_poll) : text_(text), type_(type), check_(check) {}

    // For a text that is read in several places: where the reader is, and the step to the next element of an array.
    std::size_t position() const { return at_; }
    void next(bool first) { expect(first ? '[' : ','); }

    // Calls f(key) for each member; f must read the member's value.
    template <class F>
    void object(F&& f) {
        expect('{');
        if (take('}')) return;
        do {
            const std::string_view name = string();
            expect(':');
            f(name);
        } while (take(','));
        expect('}');
    }
    // The same where names are any text.
    template <class F>
    void escaped_object(F&& f, std::size_t longest_name = longest_string) {
        expect('{');
        if (take('}')) return;
        do {
            std::string name = escaped_string(longest_name);
            expect(':');
            f(std::move(name));
        } while (take(','));
        expect('}');
    }
    // Whether a bracket comes next; it stays.
    bool at(char bracket) {
        space();
        return at_ < text_.size() && text_[at_] == bracket;
    }
    // Calls f() for each element; f must read it.
    template <class F>
    void array(F&& f) {
        expect('[');
        if (take(']')) return;
        do f();
        while (take(','));
        expect(']');
    }
    // A string without escapes, as all names in states are.
    std::string_view string() {
        expect('"');
        const std::size_t begin = at_;
        while (at_ < text_.size() && text_[at_] != '"') {
            if (text_[at_] == '\\' || static_cast<unsigned char>(text_[at_]) < 0x20) bad("unexpected character in a string");
            step(), ++at_;
        }
        const std::string_view result = text_.substr(begin, at_ - begin);
        expect('"');
        return result;
    }
    // A string with JSON's escapes, as UTF-8; no label is as long as 1000 bytes.
    static constexpr std::size_t longest_string = 1000;
    std::string escaped_string(std::size_t longest = longest_string) {
        expect('"');
        std::string out;
        while (at_ < text_.size() && text_[at_] != '"') {
            const char c = text_[at_++];
            step();
            if (out.size() > longest) bad("a string is too long");
            if (static_cast<unsigned char>(c) < 0x20) bad("control character in a string");
            if (c != '\\') {
                out += c;
                continue;
            }
            if (at_ == text_.size()) break;
            const char escape = text_[at_++];
            constexpr std::string_view letters = "\"\\/bfnrt", meanings = "\"\\/\b\f\n\r\t";
            if (const auto which = letters.find(escape); which != std::string_view::npos)
                out += meanings[which];
            else if (escape == 'u')
                append_utf8(out, code_point());
            else
                bad("unknown escape in a string");
        }
        expect('"');
        return out;
    }
    bool at_array() {
        space();
        return at_ < text_.size() && text_[at_] == '[';
    }
    // A pair of doubles, [high, low].
    dd pair() {
        dd v;
        int i = 0;
        array([&] {
            if (i == 2) bad("a pair has two numbers");
            (i++ == 0 ? v.hi : v.lo) = number<double>();
        });
        if (i != 2) bad("a pair has two numbers");
        return v;
    }
    // A whole number of up to 127 bits.
    int128 integer128() {
        space();
        check_number();
        const bool negative = take('-');
        uint128 magnitude = 0;
        while (at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9') {
            magnitude = magnitude * 10 + static_cast<unsigned>(text_[at_++] - '0');
            if (magnitude >> 126 != 0) bad("number out of range");
        }
        return negative ? -static_cast<int128>(magnitude) : static_cast<int128>(magnitude);
    }
    template <class Number>
    Number number() {
        space();
        check_number();
        const char* begin = text_.data() + at_;
        const char* end = begin + std::min(text_.size() - at_, longest_number);
        Number result{};
        const auto [stop, problem] = std::from_chars(begin, end, result);
        if (stop == begin + longest_number) bad("number of more than 1000 characters");
        if (problem != std::errc()) bad(problem == std::errc::result_out_of_range ? "number out of range" : "number expected");
        if constexpr (std::floating_point<Number>)
            if (!std::isfinite(result)) bad("number is not finite");
        at_ += static_cast<std::size_t>(stop - begin);
        return result;
    }
    void end() {
        space();
        if (at_ != text_.size()) bad("unexpected text after the end");
    }
    [[noreturn]] void bad(std::string_view what) const {
        fail(errc::corrupt_text,
             type_ == "value_profile" ? "Write scores as '{1,2,3}'::float8[]; the text of a profile is what pg_xm has written."
                                      : "Use a value that the aggregate of the same name has made; a column of text ratings "
                                        "needs a cast to integer first.",
             "invalid text for type xm.", type_, " at character ", at_ + 1, ": ", what);
    }

private:
    std::uint32_t hex4() {
        std::uint32_t code = 0;
        const auto [end, problem] = std::from_chars(text_.data() + at_, text_.data() + std::min(at_ + 4, text_.size()), code, 16);
        if (problem != std::errc() || end != text_.data() + at_ + 4) bad("four hexadecimal digits expected");
        at_ += 4;
        return code;
    }
    std::uint32_t code_point() {
        const std::uint32_t high = hex4();
        if (high < 0xD800 || high > 0xDFFF) return high;
        if (high > 0xDBFF || text_.substr(at_, 2) != "\\u") bad("half a surrogate pair");
        at_ += 2;
        const std::uint32_t low = hex4();
        if (low < 0xDC00 || low > 0xDFFF) bad("half a surrogate pair");
        return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
    }
    static void append_utf8(std::string& out, std::uint32_t code) {
        const auto tail = [&](int shift) { out += static_cast<char>(0x80 | (code >> shift & 0x3F)); };
        if (code < 0x80) {
            out += static_cast<char>(code);
        } else if (code < 0x800) {
            out += static_cast<char>(0xC0 | code >> 6);
            tail(0);
        } else if (code < 0x10000) {
            out += static_cast<char>(0xE0 | code >> 12);
            tail(6), tail(0);
        } else {
            out += static_cast<char>(0xF0 | code >> 18);
            tail(12), tail(6), tail(0);
        }
    }

    void step() {
        if ((++steps_ & 0x3FFFU) == 0) check_();
    }
    // std::from_chars accepts more than JSON's grammar: a digit must come first and on both sides of
    // the point, and no needless zero.
    void check_number() {
        step();
        const auto digit = [&](std::size_t i) { return i < text_.size() && text_[i] >= '0' && text_[i] <= '9'; };
        std::size_t i = at_ + (at_ < text_.size() && text_[at_] == '-' ? 1 : 0);
        if (!digit(i) || (text_[i] == '0' && digit(i + 1))) bad("number expected");
        while (digit(i) && i < at_ + longest_number) ++i;
        if (i < text_.size() && text_[i] == '.' && !digit(i + 1)) bad("number expected");
    }
    void space() {
        while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\t' || text_[at_] == '\r'))
            step(), ++at_;
    }
    bool take(char c) {
        space();
        if (at_ == text_.size() || text_[at_] != c) return false;
        ++at_;
        return true;
    }
    void expect(char c) {
        if (!take(c))
            bad(std::string_view(c == '"'   ? "'\"' expected"
                                 : c == '{' ? "'{' expected"
                                 : c == '}' ? "'}' expected"
                                 : c == '[' ? "'[' expected"
                                 : c == ']' ? "']' expected"
                                            : "':' expected"));
    }

    static constexpr std::size_t longest_number = 1000;  // nobody writes hundreds of digits

    std::string_view text_;
    std::string_view type_;
    poll check_;
    std::size_t at_ = 0;
    unsigned steps_ = 0;
};

}  // namespace xm::core
