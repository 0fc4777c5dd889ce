#include "core/charts/reader.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <initializer_list>

#include "core/charts/svg.hpp"
#include "core/error.hpp"
#include "core/num/step_counter.hpp"
#include "core/num/utf8.hpp"

namespace xm::core::charts {
namespace {

constexpr std::size_t deepest = 8;

class svg_reader {
public:
    svg_reader(std::string_view text, poll check) : text_(text), step_(check) {}

    void read() {
        if (text_.size() > most_svg_bytes) bad("more than 64 MB");
        expect("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"xm");
        const bool word = take("-word");
        expect("\" role=\"img\" viewBox=\"0 0 ");
        number();
        expect(" ");
        number();
        expect("\" width=\"");
        number();
        expect("\" height=\"");
        number();
        expect("\" style=\"max-width:100%;height:auto\"><title>");
        words();
        expect("</title><desc>");
        words();
        expect("</desc>");
        expect(word ? word_style_sheet() : style_sheet());
        elements();
        expect("</svg>");
        if (at_ != text_.size()) bad("something after the end");
    }

private:
    [[noreturn]] void bad(std::string_view what) const {
        fail(errc::corrupt_text, "Take a picture as an aggregate of xm made it.", "invalid text for type xm.svg at byte ",
             at_ + 1, ": ", what);
    }
    bool take(std::string_view s) {
        if (text_.substr(at_, s.size()) != s) return false;
        at_ += s.size();
        return true;
    }
    void expect(std::string_view s) {
        if (take(s)) return;
        // A style sheet is not told in full.
        const std::string_view begun = s.substr(0, 60);
        fail(errc::corrupt_text, "Take a picture as an aggregate of xm made it.", "invalid text for type xm.svg at byte ",
             at_ + 1, ": ", begun, " expected");
    }
    char next() const { return at_ < text_.size() ? text_[at_] : '\0'; }
    bool digit() const { return next() >= '0' && next() <= '9'; }

    void number() {
        step_();
        take("-");
        const std::size_t begin = at_;
        while (digit()) ++at_;
        if (at_ == begin) bad("number expected");
        if (take(".")) {
            if (!digit()) bad("digit expected");
            while (digit()) ++at_;
        }
        if (at_ - begin > 12) bad("number of more than 12 digits");
    }
    // Text with the five escapes of the writer.
    void words() {
        while (at_ < text_.size() && next() != '<') {
            step_();
            const char c = next();
            if (c == '&') {
                if (!take("&amp;") && !take("&lt;") && !take("&gt;") && !take("&quot;") && !take("&#39;")) bad("unknown entity");
                continue;
            }
            const std::size_t size = character_size(text_.substr(at_));
            if (size == 0) bad("no character of UTF-8");
            const std::string_view character = text_.substr(at_, size);
            if (c == '>' || c == '"' || c == '\'' || (static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n') ||
                character == "\uFFFE" || character == "\uFFFF")
                bad("a character that is to be escaped or left out");
            at_ += size;
        }
    }
    // The value of an attribute, up to the quote that ends it.
    void class_names() {
        const auto plain = [&] { return (next() >= 'a' && next() <= 'z') || digit(); };
        do {
            step_();
            expect("xm-");
            if (!plain()) bad("name of a class expected");
            while (plain()) ++at_;
        } while (take(" "));
    }
    void color() {
        expect("#");
        for (int i = 0; i < 6; ++i, ++at_)
            if (!digit() && (next() < 'a' || next() > 'f')) bad("hexadecimal digit expected");
    }
    void points() {
        if (next() == '"') return;
        do {
            number();
            expect(",");
            number();
        } while (take(" "));
    }
    // Attributes of the names allowed, each at most once, in their order.
    void attributes(std::initializer_list<std::string_view> numbers) {
        if (take(" class=\"")) class_names(), expect("\"");
        if (take(" color=\"")) color(), expect("\"");
        for (const std::string_view name : numbers) {
            if (name == "points") {
                expect(" points=\"");
                points();
            } else {
                expect(" ");
                expect(name);
                expect("=\"");
                number();
            }
            expect("\"");
        }
    }
    void elements() {
        std::size_t depth = 1;
        for (;;) {
            step_();
            if (take("<g")) {
                if (++depth > deepest) bad("nested too deep");
                attributes({});
                expect(">");
                if (take("<title>")) words(), expect("</title>");
            } else if (depth > 1 && take("</g>")) {
                --depth;
            } else if (take("<text")) {
                attributes({"x", "y"});
                take(" text-anchor=\"middle\"") || take(" text-anchor=\"end\"");
                take(" direction=\"rtl\"");
                expect(">");
                words();
                expect("</text>");
            } else if (take("<polyline") || take("<polygon")) {
                attributes({"points"});
                expect("/>");
            } else if (take("<rect")) {
                attributes({"x", "y", "width", "height"});
                expect("/>");
            } else if (take("<circle")) {
                attributes({"cx", "cy", "r"});
                expect("/>");
            } else if (depth == 1) {
                return;
            } else {
                bad("an element of a picture, or </g>, expected");
            }
        }
    }

    std::string_view text_;
    std::size_t at_ = 0;
    step_counter step_;
};

}  // namespace

void check_svg(std::string_view text, poll check) { svg_reader(text, check).read(); }

}  // namespace xm::core::charts
