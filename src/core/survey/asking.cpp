#include "core/survey/asking.hpp"

#include <algorithm>
#include <cmath>

#include "core/survey/json.hpp"

namespace xm::core::survey {
namespace {

constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::size_t token_size = 22, most_strata = 5, most_text = 1000;

template <class... Parts>
[[noreturn]] void refuse(const std::string& path, const char* hint, const Parts&... parts) {
    fail(errc::invalid, hint, "options.", path, ": ", parts...);
}

std::string words(const std::string& path, const json& v) {
    if (!v.is(json::kind::string) || v.text().empty() || v.text().size() > most_text || v.text().find('\0') != std::string::npos)
        refuse(path, "Write a text in double quotes.", shown(v), " is no text of 1 to ", most_text, " bytes");
    return v.text();
}

bool boolean(const std::string& path, const json& v) {
    if (!v.is(json::kind::boolean)) refuse(path, "Write true or false.", shown(v), " is neither true nor false");
    return v.text() == "true";
}

void read_sample(asking_options& o, const json& v) {
    constexpr const char* hint = "Write how many people are drawn, 500, or their share, 0.1.";
    const auto n = v.is(json::kind::number) ? number_of(v.text()) : std::nullopt;
    if (!n || !(*n > 0) || *n > 1e15 || (*n >= 1 && *n != std::floor(*n)))
        refuse("sample", hint, shown(v), " is neither a whole number from 1 on nor a share between 0 and 1");
    o.sample = v.text();
    o.sample_is_share = *n < 1;
}

void read_strata(asking_options& o, const json& v) {
    constexpr const char* hint = "Write a list of attributes of people, or of unit: [\"unit\", \"grade\"].";
    if (!v.is(json::kind::array) || v.elements().empty() || v.elements().size() > most_strata)
        refuse("strata", hint, shown(v), " is no list of 1 to ", most_strata, " names");
    for (std::size_t i = 0; i < v.elements().size(); ++i) {
        const std::string path = "strata[" + std::to_string(i) + "]", name = words(path, v.elements()[i]);
        if (std::find(o.strata.begin(), o.strata.end(), name) != o.strata.end())
            refuse(path, "Name each once.", "\"", name, "\" stands twice");
        o.strata.push_back(name);
    }
}

}  // namespace

std::string token_text(const unsigned char* bits) {
    std::string token;
    // 22 characters hold 132 bits: the last four are zero.
    for (std::size_t bit = 0; bit < 128; bit += 6) {
        const std::size_t byte = bit / 8;
        const unsigned two = static_cast<unsigned>(bits[byte]) << 8U | (byte + 1 < 16 ? bits[byte + 1] : 0U);
        token += digits[two >> (10 - bit % 8) & 63U];
    }
    return token;
}

bool is_token(std::string_view s) { return s.size() == token_size && s.find_first_not_of(digits) == std::string_view::npos; }

asking_options asking_options::parse(std::string_view text, mode m, bool reminding) {
    const json all = json::parse(text, "options");
    if (!all.is(json::kind::object))
        fail(errc::invalid, "Write a JSON object, {\"channel\": \"email\"}.", "options: ", shown(all), " is no object");
    asking_options o;
    for (std::size_t i = 0; i < all.keys().size(); ++i) {
        const std::string& key = all.keys()[i];
        const json& v = all.elements()[i];
        const bool draws = key == "sample" || key == "strata" || key == "seed" || key == "reissue";
        if (reminding && draws) refuse(key, "A reminder takes channel, occasion, expires and dry_run.", "unknown key");
        if (v.is(json::kind::null)) continue;
        if (key == "channel")
            o.channel = words(key, v);
        else if (key == "occasion")
            o.occasion = words(key, v);
        else if (key == "expires")
            o.expires = words(key, v);
        else if (key == "seed")
            o.seed = v.is(json::kind::number) ? v.text() : words(key, v);
        else if (key == "sample")
            read_sample(o, v);
        else if (key == "strata")
            read_strata(o, v);
        else if (key == "dry_run")
            o.dry_run = boolean(key, v);
        else if (key == "reissue")
            o.reissue = boolean(key, v);
        else
            refuse(key, "Use channel, occasion, sample, strata, seed, expires, dry_run or reissue.", "unknown key");
    }
    if (m == mode::anonymous && (o.expires || o.reissue))
        refuse(o.expires ? "expires" : "reissue", "Leave it out: the tokens hold until the wave closes.",
               "an anonymous survey keeps nothing with its tokens");
    if (!o.strata.empty() && !o.sample) refuse("strata", "Add \"sample\", or leave it out.", "nothing is drawn without a sample");
    return o;
}

opting_person opting_person::parse(std::string_view text) {
    const json who = json::parse(text, "who");
    if (!who.is(json::kind::object) || who.keys().size() != 1 || who.keys()[0].empty() ||
        !(who.elements()[0].is(json::kind::string) || who.elements()[0].is(json::kind::number)))
        fail(errc::invalid, "Write {\"token\": \"...\"}, or one key such as {\"email\": \"ann@example.com\"}.",
             "who: not an object with one key");
    const std::string &kind = who.keys()[0], &value = who.elements()[0].text();
    if (value.find('\0') != std::string::npos)
        fail(errc::invalid, "Leave out the character U+0000.", "who.", kind, ": a text cannot hold a zero byte");
    opting_person p;
    if (kind == "token")
        p.token = value;
    else
        p.key = {kind, normalised_key(kind, value)};
    return p;
}

}  // namespace xm::core::survey
