#include "core/survey/json.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "core/num/json.hpp"

namespace xm::core::survey {

// What the parser calls, value by value.
class json_builder {
public:
    explicit json_builder(const char* what) : what_(what) {}

    bool null() { return put(json::kind::null, "null"); }
    bool boolean(bool v) { return put(json::kind::boolean, v ? "true" : "false"); }
    bool number_integer(std::int64_t v) { return put(json::kind::number, std::to_string(v)); }
    bool number_unsigned(std::uint64_t v) { return put(json::kind::number, std::to_string(v)); }
    bool number_float(double, const std::string& digits) { return put(json::kind::number, digits); }
    bool string(std::string& s) { return put(json::kind::string, std::move(s)); }
    template <class Binary>
    bool binary(Binary&) {
        return false;  // of other formats
    }
    bool start_object(std::size_t) { return open(json::kind::object); }
    bool start_array(std::size_t) { return open(json::kind::array); }
    bool key(std::string& s) {
        auto& keys = open_.back()->keys_;
        if (keys.size() == most_keys)
            fail(errc::invalid, "Ask less in one survey.", what_, ": an object of more than ", most_keys, " keys");
        keys.push_back(std::move(s));
        return true;
    }
    bool end_object() {
        std::vector<std::string_view> keys(open_.back()->keys_.begin(), open_.back()->keys_.end());
        std::sort(keys.begin(), keys.end());
        const auto twice = std::adjacent_find(keys.begin(), keys.end());
        if (twice != keys.end())
            fail(errc::invalid, "Write each key of an object once.", what_, ": the key \"", *twice, "\" stands twice");
        open_.pop_back();
        return true;
    }
    bool end_array() {
        open_.pop_back();
        return true;
    }
    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception& e) const {
        std::string_view why = e.what();  // after the name of the exception in brackets
        if (const auto name = why.find("] "); name != std::string_view::npos) why.remove_prefix(name + 2);
        fail(errc::invalid, "Check it with a JSON validator.", what_, " is no JSON: ", why);
    }

    json result;

private:
    bool put(json::kind kind, std::string text) {
        if (++count_ > most_values)
            fail(errc::invalid, "Leave out what the page of the format does not name.", what_, ": more than ", most_values,
                 " values");
        json& j = open_.empty() ? result : open_.back()->elements_.emplace_back();
        j.kind_ = kind;
        j.text_ = std::move(text);
        last_ = &j;
        return true;
    }
    bool open(json::kind kind) {
        if (open_.size() >= deepest)
            fail(errc::invalid, "Leave out what the page of the format does not name.", what_, ": nested deeper than ", deepest);
        put(kind, {});
        open_.push_back(last_);  // stays where it is: its parent gains no element before it is closed
        return true;
    }

    static constexpr std::size_t deepest = 32, most_keys = 1500, most_values = 200000;
    const char* what_;
    std::size_t count_ = 0;
    json* last_ = nullptr;
    std::vector<json*> open_;
};

json json::parse(std::string_view text, const char* what) {
    json_builder builder(what);
    nlohmann::json::sax_parse(text, &builder);
    return std::move(builder.result);
}

const json* json::find(std::string_view key) const {
    const auto at = std::find(keys_.begin(), keys_.end(), key);
    return at == keys_.end() ? nullptr : &elements_[static_cast<std::size_t>(at - keys_.begin())];
}

std::string json::dump() const {
    if (kind_ == kind::string) return in_quotes(text_);
    if (kind_ != kind::array && kind_ != kind::object) return text_;
    json_parts out(kind_ == kind::object ? '{' : '[');
    for (std::size_t i = 0; i < elements_.size(); ++i)
        kind_ == kind::object ? out.add(keys_[i], elements_[i].dump()) : out.add(elements_[i].dump());
    return out.end();
}

std::string shown(const json& j) {
    std::string s = j.dump();
    constexpr std::size_t most = 60;
    if (s.size() <= most) return s;
    std::size_t cut = most - 3;
    while ((static_cast<unsigned char>(s[cut]) & 0xC0U) == 0x80U) --cut;
    return s.substr(0, cut) + "...";
}

std::string in_quotes(std::string_view s) { return json_writer().escaped(s).take(); }

}  // namespace xm::core::survey
