// The little JSON that states need for their text form: objects, arrays, strings and numbers.
// Doubles are written with the fewest digits that read back to the same bits, whatever the
// locale; the reader is strict and refuses what it does not know.
#pragma once

#include <charconv>
#include <cmath>
#include <concepts>
#include <string>
#include <string_view>
#include <system_error>

#include "core/error.hpp"

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
    template <class Value>
    json_writer& field(std::string_view name, Value v) {
        return key(name).value(v);
    }
    const std::string& text() const { return out_; }

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

class json_reader {
public:
    json_reader(std::string_view text, std::string_view type) : text_(text), type_(type) {}

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
            ++at_;
        }
        const std::string_view result = text_.substr(begin, at_ - begin);
        expect('"');
        return result;
    }
    template <class Number>
    Number number() {
        space();
        check_number();
        const char* begin = text_.data() + at_;
        const char* end = text_.data() + text_.size();
        Number result{};
        const auto [stop, problem] = std::from_chars(begin, end, result);
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
             "Use a value that the aggregate of the same name has made; a column of text ratings needs a cast to integer first.",
             "invalid text for type xm.", type_, " at character ", at_ + 1, ": ", what);
    }

private:
    // std::from_chars accepts more than JSON's grammar: a digit must come first and on both sides of
    // the point, and no needless zero.
    void check_number() const {
        const auto digit = [&](std::size_t i) { return i < text_.size() && text_[i] >= '0' && text_[i] <= '9'; };
        std::size_t i = at_ + (at_ < text_.size() && text_[at_] == '-' ? 1 : 0);
        if (!digit(i) || (text_[i] == '0' && digit(i + 1))) bad("number expected");
        while (digit(i)) ++i;
        if (i < text_.size() && text_[i] == '.' && !digit(i + 1)) bad("number expected");
    }
    void space() {
        while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\t' || text_[at_] == '\r')) ++at_;
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

    std::string_view text_;
    std::string_view type_;
    std::size_t at_ = 0;
};

}  // namespace xm::core
