// What the readers of JSON share; for their .cpp only.
#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "core/error.hpp"

namespace xm::core::survey {

// A value as an error shows it, cut between characters.
template <class Json>
std::string shown(const Json& j) {
    std::string s = j.dump(-1, ' ', false, Json::error_handler_t::replace);
    constexpr std::size_t most = 60;
    if (s.size() <= most) return s;
    std::size_t cut = most - 3;
    while ((static_cast<unsigned char>(s[cut]) & 0xC0U) == 0x80U) --cut;
    return s.substr(0, cut) + "...";
}

// Throws `invalid` where the text is no JSON, or nested deeper than anything that is read here: a value is written recursively.
template <class Json>
Json read_json(std::string_view text, const char* what, const typename Json::parser_callback_t& each = nullptr) {
    constexpr int deepest = 32;
    int depth = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted && c == '\\')
            ++i;
        else if (c == '"')
            quoted = !quoted;
        else if (!quoted && (c == '[' || c == '{') && ++depth > deepest)
            fail(errc::invalid, "Leave out what the page of the format does not name.", what, ": nested deeper than ", deepest);
        else if (!quoted && (c == ']' || c == '}'))
            --depth;
    }
    try {
        return Json::parse(text, each);
    } catch (const nlohmann::json::exception& e) {
        std::string_view why = e.what();  // after the name of the exception in brackets
        if (const auto name = why.find("] "); name != std::string_view::npos) why.remove_prefix(name + 2);
        fail(errc::invalid, "Check it with a JSON validator.", what, " is no JSON: ", why);
    }
}

}  // namespace xm::core::survey
