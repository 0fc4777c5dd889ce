#include "client/report/entities.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <utility>

#include "client/report/text.hpp"

namespace xm::client::report {
namespace {

// Of the two thousand names of HTML those of Latin 1 and of typography that texts hold; in the order of bytes.
constexpr std::pair<std::string_view, char32_t> names[] = {
    {"AElig", 0xC6},  {"Aacute", 0xC1},   {"Acirc", 0xC2},   {"Agrave", 0xC0},   {"Alpha", 0x391},   {"Aring", 0xC5},
    {"Atilde", 0xC3}, {"Auml", 0xC4},     {"Ccedil", 0xC7},  {"Delta", 0x394},   {"ETH", 0xD0},      {"Eacute", 0xC9},
    {"Ecirc", 0xCA},  {"Egrave", 0xC8},   {"Euml", 0xCB},    {"Iacute", 0xCD},   {"Icirc", 0xCE},    {"Igrave", 0xCC},
    {"Iuml", 0xCF},   {"Ntilde", 0xD1},   {"OElig", 0x152},  {"Oacute", 0xD3},   {"Ocirc", 0xD4},    {"Ograve", 0xD2},
    {"Omega", 0x3A9}, {"Oslash", 0xD8},   {"Otilde", 0xD5},  {"Ouml", 0xD6},     {"Scaron", 0x160},  {"Sigma", 0x3A3},
    {"THORN", 0xDE},  {"Uacute", 0xDA},   {"Ucirc", 0xDB},   {"Ugrave", 0xD9},   {"Uuml", 0xDC},     {"Yacute", 0xDD},
    {"aacute", 0xE1}, {"acirc", 0xE2},    {"acute", 0xB4},   {"aelig", 0xE6},    {"agrave", 0xE0},   {"alpha", 0x3B1},
    {"amp", '&'},     {"apos", '\''},     {"aring", 0xE5},   {"asymp", 0x2248},  {"atilde", 0xE3},   {"auml", 0xE4},
    {"beta", 0x3B2},  {"brvbar", 0xA6},   {"bull", 0x2022},  {"ccedil", 0xE7},   {"cedil", 0xB8},    {"cent", 0xA2},
    {"chi", 0x3C7},   {"copy", 0xA9},     {"curren", 0xA4},  {"darr", 0x2193},   {"deg", 0xB0},      {"delta", 0x3B4},
    {"divide", 0xF7}, {"eacute", 0xE9},   {"ecirc", 0xEA},   {"egrave", 0xE8},   {"emsp", 0x2003},   {"ensp", 0x2002},
    {"eth", 0xF0},    {"euml", 0xEB},     {"euro", 0x20AC},  {"frac12", 0xBD},   {"frac14", 0xBC},   {"frac34", 0xBE},
    {"ge", 0x2265},   {"gt", '>'},        {"harr", 0x2194},  {"hearts", 0x2665}, {"hellip", 0x2026}, {"iacute", 0xED},
    {"icirc", 0xEE},  {"iexcl", 0xA1},    {"igrave", 0xEC},  {"infin", 0x221E},  {"iquest", 0xBF},   {"iuml", 0xEF},
    {"laquo", 0xAB},  {"larr", 0x2190},   {"ldquo", 0x201C}, {"le", 0x2264},     {"lsaquo", 0x2039}, {"lsquo", 0x2018},
    {"lt", '<'},      {"macr", 0xAF},     {"mdash", 0x2014}, {"micro", 0xB5},    {"middot", 0xB7},   {"minus", 0x2212},
    {"mu", 0x3BC},    {"nbsp", 0xA0},     {"ndash", 0x2013}, {"ne", 0x2260},     {"not", 0xAC},      {"ntilde", 0xF1},
    {"oacute", 0xF3}, {"ocirc", 0xF4},    {"oelig", 0x153},  {"ograve", 0xF2},   {"omega", 0x3C9},   {"ordf", 0xAA},
    {"ordm", 0xBA},   {"oslash", 0xF8},   {"otilde", 0xF5},  {"ouml", 0xF6},     {"para", 0xB6},     {"permil", 0x2030},
    {"plusmn", 0xB1}, {"pound", 0xA3},    {"quot", '"'},     {"raquo", 0xBB},    {"rarr", 0x2192},   {"rdquo", 0x201D},
    {"reg", 0xAE},    {"rsaquo", 0x203A}, {"rsquo", 0x2019}, {"sect", 0xA7},     {"shy", 0xAD},      {"sup1", 0xB9},
    {"sup2", 0xB2},   {"sup3", 0xB3},     {"szlig", 0xDF},   {"thorn", 0xFE},    {"times", 0xD7},    {"trade", 0x2122},
    {"uacute", 0xFA}, {"ucirc", 0xFB},    {"ugrave", 0xF9},  {"uml", 0xA8},      {"uuml", 0xFC},     {"yacute", 0xFD},
    {"yen", 0xA5},    {"yuml", 0xFF}};

}  // namespace

std::string decoded_entity(std::string_view entity) {
    const std::string as_it_is(entity);
    if (entity.size() < 3 || entity.front() != '&' || entity.back() != ';') return as_it_is;
    std::string_view name = entity.substr(1, entity.size() - 2);
    std::string out;
    if (name.front() == '#') {
        const bool hexadecimal = name.size() > 1 && (name[1] == 'x' || name[1] == 'X');
        name.remove_prefix(hexadecimal ? 2 : 1);
        unsigned long c = 0;
        const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), c, hexadecimal ? 16 : 10);
        if (error != std::errc() || end != name.data() + name.size() || c == 0 || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
            c = 0xFFFD;  // as CommonMark says
        append_utf8(out, static_cast<char32_t>(c));
        return out;
    }
    const auto at =
        std::lower_bound(std::begin(names), std::end(names), name, [](const auto& e, std::string_view n) { return e.first < n; });
    if (at == std::end(names) || at->first != name) return as_it_is;
    append_utf8(out, at->second);
    return out;
}

}  // namespace xm::client::report
