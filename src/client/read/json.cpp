#include "client/read/json.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <fstream>
#include <unordered_map>
#include <utility>

#include "client/failure.hpp"
#include "client/read/cells.hpp"
#include "core/error.hpp"
#include "core/survey/json.hpp"

namespace xm::client {

namespace {

using core::survey::json;

constexpr std::size_t longest_value = 4 << 20;
constexpr std::size_t most_keys = 20'000;

[[noreturn]] void refuse(const std::string& what, std::uint64_t line = 0) {
    throw failure(ending::refused, what, "Export the responses again, or as CSV.", {{}, line, {}, {}});
}

// The values of the outermost array, one by one as text; whether they are JSON is seen by who parses them.
class responses {
public:
    explicit responses(const std::string& path) : in_(path, std::ios::binary) {
        if (!in_) throw failure(ending::usage, "the file cannot be read", "Check its name and your rights.");
        if (peek() == 0xEF) {  // a byte order mark
            for (const int byte : {0xEF, 0xBB, 0xBF})
                if (get() != byte) refuse("this is no JSON file");
        }
        blank();
        if (peek() == '{') {
            find_data();
        } else if (get() != '[') {
            refuse("this is no JSON file of responses");
        }
    }

    // False at the end. `line` is where it begins.
    bool next(std::string& text, std::uint64_t& line) {
        blank();
        if (peek() == ']') {
            // What follows the responses, such as their number, is of no interest; that it follows says that the file is whole.
            get();
            finish();
            return false;
        }
        if (peek() == end) refuse("the file is cut: it ends among the responses", line_);
        if (any_ && get() != ',') refuse("damaged JSON: a comma is missing between two responses", line_);
        any_ = true;
        blank();
        line = line_;
        value(text);
        return true;
    }
    std::uint64_t read() const { return read_; }

private:
    static constexpr int end = -1;

    int peek() {
        if (at_ == size_) {
            in_.read(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
            size_ = static_cast<std::size_t>(in_.gcount());
            at_ = 0;
            read_ += size_;
            if (size_ == 0) return end;
        }
        return static_cast<unsigned char>(buffer_[at_]);
    }
    int get() {
        const int c = peek();
        if (c != end) ++at_;
        if (c == '\n') ++line_;
        return c;
    }
    void blank() {
        for (int c = peek(); c == ' ' || c == '\t' || c == '\n' || c == '\r'; c = peek()) get();
    }

    // One value as it stands, up to where its brackets or quotes close, and the blanks after it.
    void value(std::string& text) {
        const std::uint64_t begin = line_;
        text.clear();
        std::size_t depth = 0;
        bool quoted = false;
        for (;;) {
            const int c = peek();
            if (c == end) refuse("the file is cut: it ends within a response", begin);
            if (!quoted && depth == 0 && (c == ',' || c == ']' || c == '}' || c == ':')) return;
            get();
            if (text.size() >= longest_value) refuse("a response of more than 4 MiB", begin);
            text += static_cast<char>(c);
            if (quoted) {
                if (c == '\\') {
                    const int escaped = get();
                    if (escaped != end) text += static_cast<char>(escaped);
                } else if (c == '"') {
                    quoted = false;
                    if (depth == 0) return blank();
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == '{' || c == '[') {
                ++depth;
            } else if (c == '}' || c == ']') {
                if (--depth == 0) return blank();
            }
        }
    }

    // Goes to the first element of "data", the responses among the members of the outermost object.
    void find_data() {
        get();
        std::string text;
        for (;;) {
            blank();
            if (peek() == '}') break;
            value(text);
            if (get() != ':') break;
            blank();
            if (text == "\"data\"" && peek() == '[') {
                get();
                object_ = true;
                return;
            }
            value(text);
            if (get() != ',') break;
        }
        refuse("this JSON file has no array of responses under \"data\"");
    }

    void finish() {
        std::string text;
        for (blank(); object_ && peek() != '}'; blank()) {
            if (get() != ',') refuse("damaged JSON after the responses", line_);
            value(text);
            if (get() != ':') refuse("damaged JSON after the responses", line_);
            value(text);
        }
        if (object_) get();
        blank();
        if (peek() != end) refuse("damaged JSON after the responses", line_);
    }

    std::ifstream in_;
    std::array<char, 1 << 16> buffer_{};
    std::size_t at_ = 0, size_ = 0;
    std::uint64_t read_ = 0, line_ = 1;
    bool any_ = false, object_ = false;
};

json parsed(const std::string& text, std::uint64_t line) {
    json response;
    try {
        response = json::parse(text, "response");
    } catch (const core::error&) {
        // Its words may show what people answered.
        refuse("a response that is no JSON, or beyond its limits (32 levels, 1,500 keys of an object, each once, 200,000 values)",
               line);
    }
    if (!response.is(json::kind::object)) refuse("a response that is no JSON object", line);
    return response;
}

// Calls `use(group, key, value)` for all that has a column; groups in their order in the header.
enum group : std::uint8_t { fixed, data, variables, attributes, meta, tags, groups };

template <class F>
void flatten(const std::string& path, const json& value, int nested, group g, F&& use) {
    if (!value.is(json::kind::object) || nested == 0) return use(g, path, value);
    for (std::size_t i = 0; i < value.keys().size(); ++i)
        flatten(path + '.' + value.keys()[i], value.elements()[i], nested - 1, g, use);
}

template <class F>
void for_each_cell(const json& response, F&& use) {
    for (std::size_t i = 0; i < response.keys().size(); ++i) {
        const std::string& key = response.keys()[i];
        const json& value = response.elements()[i];
        if (key == "id" || key == "createdAt" || key == "updatedAt" || key == "finished" || key == "language") {
            use(fixed, key, value);
        } else if (key == "contact" || key == "person") {  // person: before contacts had that name
            if (const json* user = value.is(json::kind::object) ? value.find("userId") : nullptr)
                use(fixed, std::string("contact.userId"), *user);
        } else if (key == "tags") {
            use(tags, key, value);
        } else if (value.is(json::kind::object)) {
            if (key == "data") flatten(key, value, 2, data, use);
            if (key == "variables") flatten(key, value, 1, variables, use);
            if (key == "contactAttributes" || key == "personAttributes") flatten("contactAttributes", value, 1, attributes, use);
            if (key == "meta") flatten(key, value, 2, meta, use);
        }
    }
}

class json_source : public source, public std::enable_shared_from_this<json_source> {
public:
    explicit json_source(const std::string& path) {
        name = path;
        container = "json";
        try {
            read_header();
        } catch (const failure& f) {
            throw f.at({path, f.where().line, {}, {}});
        }
    }
    std::unique_ptr<table> open() override;

    std::vector<std::string> header;
    std::unordered_map<std::string, std::size_t> places;

private:
    void read_header() {
        responses all(name);
        std::array<std::vector<std::string>, groups> columns;
        columns[fixed] = {"id", "createdAt", "updatedAt", "finished", "language"};
        for (const std::string& key : columns[fixed]) places.emplace(key, 0);
        std::string text;
        std::uint64_t line = 0;
        while (all.next(text, line)) {
            const json response = parsed(text, line);
            if (response.find("id") == nullptr || response.find("data") == nullptr)
                refuse("an element without \"id\" and \"data\": this is no export of Formbricks responses", line);
            for_each_cell(response, [&](group g, const std::string& key, const json& value) {
                if (value.is(json::kind::null) && key == "contact.userId") return;
                if (!places.emplace(key, 0).second) return;
                if (key.find('\0') != std::string::npos) refuse("a key with a NUL character", line);
                if (places.size() > most_keys) refuse("the responses have more than 20,000 different keys", line);
                // Before the language, where people look for it.
                columns[g].insert(columns[g].end() - (g == fixed ? 1 : 0), key);
            });
        }
        size = all.read();
        for (const auto& group_columns : columns)
            for (const std::string& key : group_columns) {
                places[key] = header.size();
                header.push_back(key);
            }
    }
};

class json_table : public table {
public:
    explicit json_table(std::shared_ptr<json_source> from) : from_(std::move(from)), all_(from_->name) {}

    bool next(record& out) override {
        if (!started_) {
            started_ = true;
            out.line = 0;
            out.cells.clear();
            for (const std::string& key : from_->header) out.cells.push_back({key, cell_kind::text});
            return true;
        }
        try {
            if (done_ || !all_.next(text_, line_)) {
                done_ = true;
                return false;
            }
            response_ = parsed(text_, line_);
            out.line = line_;
            out.cells.assign(from_->header.size(), cell{});
            texts_.clear();
            for_each_cell(response_, [&](group g, const std::string& key, const json& value) {
                const auto place = from_->places.find(key);
                if (place != from_->places.end()) out.cells[place->second] = cell_of(g, value, key);
            });
            return true;
        } catch (const failure& f) {
            throw f.at({from_->name, f.where().line, f.where().column, {}});
        }
    }
    double progress() const override {
        if (done_ || from_->size == 0) return 1;
        return std::min(1.0, static_cast<double>(all_.read()) / static_cast<double>(from_->size));
    }

private:
    cell cell_of(group g, const json& value, const std::string& key) {
        const auto own = [&](std::string text) -> std::string_view { return texts_.emplace_back(std::move(text)); };
        if (value.is(json::kind::null)) return {};
        if (value.is(json::kind::boolean)) return {value.text(), cell_kind::boolean};
        if (value.is(json::kind::number)) {
            if (plain_whole(value.text())) return {value.text(), cell_kind::number};
            std::string digits;
            append_number(digits, number_of(value.text()).value());
            return {own(std::move(digits)), cell_kind::number};
        }
        if (value.is(json::kind::string)) {
            if (value.text().find('\0') != std::string::npos)
                throw failure(ending::refused, "a text with a NUL character, which PostgreSQL cannot hold",
                              "Correct it in the file.", {{}, line_, key, {}});
            return {value.text(), cell_kind::text};
        }
        if (g != tags || !value.is(json::kind::array)) return {own(value.dump()), cell_kind::text};
        core::survey::json_parts names('[');
        for (const json& tag : value.elements()) {
            const json* name = tag.is(json::kind::object) ? tag.find("name") : &tag;
            if (name != nullptr) names.add(name->dump());
        }
        return {own(names.end()), cell_kind::text};
    }
    std::shared_ptr<json_source> from_;
    responses all_;
    std::string text_;
    std::uint64_t line_ = 0;
    json response_;
    std::deque<std::string> texts_;
    bool started_ = false, done_ = false;
};

std::unique_ptr<table> json_source::open() {
    try {
        return std::make_unique<json_table>(shared_from_this());
    } catch (const failure& f) {
        throw f.at({name, f.where().line, {}, {}});
    }
}

}  // namespace

std::shared_ptr<source> open_formbricks_json(const std::string& path) { return std::make_shared<json_source>(path); }

}  // namespace xm::client
