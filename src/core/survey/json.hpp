// JSON as surveys need it: keys in the order in which they were written, numbers with the digits they were written with.
//
// The parser is that of nlohmann-json; its values are not used, since to destroy one allocates, and ends the server where memory
// has run out.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace xm::core::survey {

class json {
public:
    enum class kind : std::uint8_t { null, boolean, number, string, array, object };

    // Throws `invalid` where the text is no JSON or a key stands twice, and for what only an attack has: values nested deeper
    // than 32, more than 200,000 of them, an object of more than 1,500 keys. `what` is said of the whole.
    static json parse(std::string_view text, const char* what);

    bool is(kind k) const { return kind_ == k; }
    // Of a text itself, of a number its digits, of a boolean true or false.
    const std::string& text() const { return text_; }
    // Of an array, or the values of an object.
    const std::vector<json>& elements() const { return elements_; }
    // Of an object, in the order of its elements.
    const std::vector<std::string>& keys() const { return keys_; }
    const json* find(std::string_view key) const;
    std::string dump() const;

private:
    friend class json_builder;

    kind kind_ = kind::null;
    std::string text_;
    std::vector<std::string> keys_;
    std::vector<json> elements_;
};

// A value as an error shows it, cut between characters.
std::string shown(const json& j);

// A text as JSON writes it.
std::string in_quotes(std::string_view s);

// Writes an object or, with [ ], an array, part by part.
class json_parts {
public:
    explicit json_parts(char open = '{') : text_(1, open) {}
    void add(std::string_view key, const std::string& value) { add(in_quotes(key) + ":" + value); }
    void add(const std::string& part) {
        if (text_.size() > 1) text_ += ',';
        text_ += part;
    }
    bool empty() const { return text_.size() == 1; }
    std::string end() const { return text_ + (text_[0] == '{' ? '}' : ']'); }

private:
    std::string text_;
};

}  // namespace xm::core::survey
