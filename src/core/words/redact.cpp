#include "core/words/redact.hpp"

#include <algorithm>
#include <array>

#include "core/num/random.hpp"
#include "core/num/step_counter.hpp"
#include "core/num/utf8.hpp"
#include "core/words/folding.hpp"

namespace xm::core {
namespace {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_latin(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// The character at a place of UTF-8 text; a byte that begins none stands for itself.
struct character {
    char32_t code;
    std::size_t size;
};
character at(std::string_view s, std::size_t i) {
    const auto lead = static_cast<unsigned char>(s[i]);
    if (lead < 0x80) return {lead, 1};
    const std::size_t size = character_size(s.substr(i, 4));
    if (size == 0) return {lead, 1};
    char32_t code = lead & (0x7FU >> size);
    for (std::size_t k = 1; k < size; ++k) code = code << 6 | (static_cast<unsigned char>(s[i + k]) & 0x3FU);
    return {code, size};
}
character before(std::string_view s, std::size_t i) {
    std::size_t begin = i - 1;
    while (begin > 0 && i - begin < 4 && (static_cast<unsigned char>(s[begin]) & 0xC0U) == 0x80) --begin;
    const character c = at(s, begin);
    return begin + c.size == i ? c : character{static_cast<unsigned char>(s[i - 1]), 1};
}

// Letters, digits and marks of any script: all beyond ASCII but signs and pictures.
bool is_letter(char32_t c) {
    if (c < 0x80) return is_latin(static_cast<char>(c)) || is_digit(static_cast<char>(c));
    struct range {
        char32_t first, last;
    };
    static constexpr range others[] = {
        {0x80, 0xA9},      {0xAB, 0xB4},     {0xB6, 0xB9},     {0xBB, 0xBF},     {0xD7, 0xD7},     {0xF7, 0xF7},
        {0x37E, 0x37E},    {0x387, 0x387},   {0x55A, 0x55F},   {0x589, 0x58A},   {0x5BE, 0x5BE},   {0x5C0, 0x5C0},
        {0x5C3, 0x5C3},    {0x5F3, 0x5F4},   {0x600, 0x60F},   {0x61B, 0x61F},   {0x66A, 0x66D},   {0x6D4, 0x6D4},
        {0x964, 0x965},    {0xE3F, 0xE3F},   {0xE4F, 0xE4F},   {0xE5A, 0xE5B},   {0x2000, 0x206F}, {0x20A0, 0x20FF},
        {0x2190, 0x2BFF},  {0x2E00, 0x2E7F}, {0x3000, 0x3004}, {0x3008, 0x3020}, {0x3030, 0x3030}, {0x303D, 0x303F},
        {0x30FB, 0x30FB},  {0xD800, 0xF8FF}, {0xFD3E, 0xFD3F}, {0xFE00, 0xFE1F}, {0xFE30, 0xFE6F}, {0xFEFF, 0xFEFF},
        {0xFF00, 0xFF0F},  {0xFF1A, 0xFF20}, {0xFF3B, 0xFF40}, {0xFF5B, 0xFF65}, {0xFFE0, 0xFFFF}, {0x1F000, 0x1FAFF},
        {0xE0000, 0xE01EF}};
    for (const range& r : others)
        if (c <= r.last) return c < r.first;
    return true;
}
// Whether it goes on as a word that numbers and links are part of: Latin, Greek and Cyrillic. Other scripts write them without a
// blank between.
bool joins(char32_t c) { return c < 0x530 && is_letter(c); }
bool letter_before(std::string_view s, std::size_t i) { return i > 0 && joins(before(s, i).code); }
bool letter_at(std::string_view s, std::size_t i) { return i < s.size() && joins(at(s, i).code); }

bool is_space(char32_t c) {
    return c == ' ' || (c >= 9 && c <= 13) || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200B) || c == 0x2028 ||
           c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

constexpr std::array<std::string_view, 6> marks = {"[account]", "[e-mail]", "[link]", "[phone]", "[number]", "[name]"};

// What a character is in ASCII: a digit of another script, one of full width, a minus or hyphen; 0 otherwise.
char plain_character(char32_t c) {
    if (c < 0x660) return 0;
    for (const char32_t zero : {0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xE50, 0xED0,
                                0xF20, 0x1040, 0x17E0, 0x1810})
        if (c >= zero && c < zero + 10) return static_cast<char>('0' + (c - zero));
    if (c >= 0xFF01 && c <= 0xFF5E) return static_cast<char>(c - 0xFF01 + '!');
    return c == 0x2010 || c == 0x2011 || c == 0x2212 ? '-' : 0;
}

// A text with characters of ASCII for what means them, and where each of its bytes stands in what was given.
class plain_text {
public:
    plain_text(const std::string& given, step_counter& step) : given_(given) {
        if (std::all_of(given.begin(), given.end(), [](char c) { return static_cast<unsigned char>(c) < 0xD9; })) return;
        std::string plain;
        for (std::size_t i = 0; i < given.size();) {
            step();
            const character c = at(given, i);
            const char ascii = plain_character(c.code);
            differs_ = differs_ || ascii != 0;
            for (std::size_t k = 0; k < (ascii != 0 ? 1 : c.size); ++k) {
                plain += ascii != 0 ? ascii : given[i + k];
                from_.push_back(static_cast<std::uint32_t>(i + k));
            }
            i += c.size;
        }
        from_.push_back(static_cast<std::uint32_t>(given.size()));
        if (differs_) plain_ = std::move(plain);
    }
    plain_text(const plain_text&) = delete;
    plain_text& operator=(const plain_text&) = delete;

    std::string_view view() const { return differs_ ? plain_ : given_; }
    std::size_t from(std::size_t i) const { return differs_ ? from_[i] : i; }

private:
    const std::string& given_;
    std::string plain_;
    std::vector<std::uint32_t> from_;
    bool differs_ = false;
};

// Writes a text with marks for parts of its plain form.
class marked_text {
public:
    explicit marked_text(const plain_text& text) : text_(text) {}

    std::size_t done() const { return done_; }
    void mark(const std::string& given, std::size_t begin, std::size_t end, std::string_view mark) {
        out_.append(given, text_.from(done_), text_.from(begin) - text_.from(done_)).append(mark);
        done_ = end;
    }
    // Into the text that was given.
    void finish(std::string& given) {
        if (done_ == 0) return;
        out_.append(given, text_.from(done_));
        given = std::move(out_);
    }

private:
    const plain_text& text_;
    std::string out_;
    std::size_t done_ = 0;
};

// Replaces what `find(plain text, begin, end of the last match)` finds: it returns where a match that begins there ends, or 0.
template <class Find>
void replace(std::string& text, std::string_view mark, step_counter& step, Find&& find) {
    const plain_text plain(text, step);
    marked_text out(plain);
    const std::string_view s = plain.view();
    for (std::size_t i = 0; i < s.size();) {
        step();
        if (const std::size_t end = find(s, i, out.done()); end > 0) {
            out.mark(text, i, end, mark);
            i = end;
        } else {
            ++i;
        }
    }
    out.finish(text);
}

// --- accounts -------------------------------------------------------------------------------------------

struct iban_length {
    char country[3];
    std::uint8_t length;
};
// ISO 13616 registry (SWIFT, release 97), in order.
constexpr iban_length iban_lengths[] = {
    {"AD", 24}, {"AE", 23}, {"AL", 28}, {"AT", 20}, {"AZ", 28}, {"BA", 20}, {"BE", 16}, {"BG", 22}, {"BH", 22}, {"BI", 27},
    {"BR", 29}, {"BY", 28}, {"CH", 21}, {"CR", 22}, {"CY", 28}, {"CZ", 24}, {"DE", 22}, {"DJ", 27}, {"DK", 18}, {"DO", 28},
    {"EE", 20}, {"EG", 29}, {"ES", 24}, {"FI", 18}, {"FK", 18}, {"FO", 18}, {"FR", 27}, {"GB", 22}, {"GE", 22}, {"GI", 23},
    {"GL", 18}, {"GR", 27}, {"GT", 28}, {"HR", 21}, {"HU", 28}, {"IE", 22}, {"IL", 23}, {"IQ", 23}, {"IS", 26}, {"IT", 27},
    {"JO", 30}, {"KW", 30}, {"KZ", 20}, {"LB", 28}, {"LC", 32}, {"LI", 21}, {"LT", 20}, {"LU", 20}, {"LV", 21}, {"LY", 25},
    {"MC", 27}, {"MD", 24}, {"ME", 22}, {"MK", 19}, {"MN", 20}, {"MR", 27}, {"MT", 31}, {"MU", 30}, {"NI", 28}, {"NL", 18},
    {"NO", 15}, {"OM", 23}, {"PK", 24}, {"PL", 28}, {"PS", 29}, {"PT", 25}, {"QA", 29}, {"RO", 24}, {"RS", 22}, {"RU", 33},
    {"SA", 24}, {"SC", 31}, {"SD", 18}, {"SE", 24}, {"SI", 19}, {"SK", 24}, {"SM", 27}, {"SO", 23}, {"ST", 25}, {"SV", 28},
    {"TL", 23}, {"TN", 24}, {"TR", 26}, {"UA", 29}, {"VA", 22}, {"VG", 24}, {"XK", 20}, {"YE", 30}};

constexpr char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

// What may stand between two groups of an account number: one or two blanks, of whatever width, a hyphen or a dot.
std::size_t group_gap(std::string_view s, std::size_t i) {
    if (i >= s.size()) return 0;
    if (s[i] == '-' || s[i] == '.') return 1;
    std::size_t gap = 0;
    for (int blanks = 0; blanks < 2 && i + gap < s.size(); ++blanks) {
        const character c = at(s, i + gap);
        if (c.code != ' ' && c.code != 0xA0 && c.code != 0x202F && c.code != 0x3000) break;
        gap += c.size;
    }
    return gap;
}

std::size_t iban_at(std::string_view s, std::size_t i) {
    if (i + 15 > s.size() || !is_latin(s[i]) || !is_latin(s[i + 1]) || letter_before(s, i)) return 0;
    const char country[2] = {upper(s[i]), upper(s[i + 1])};
    std::size_t length = 0;
    for (const iban_length& known : iban_lengths)
        if (known.country[0] == country[0] && known.country[1] == country[1]) length = known.length;
    if (length == 0) return 0;
    char digits[40];
    std::size_t found = 0, k = i;
    while (found < length) {
        if (found > 0)
            if (const std::size_t gap = group_gap(s, k); gap > 0) k += gap;
        if (k >= s.size() || !(is_digit(s[k]) || is_latin(s[k]))) return 0;
        digits[found++] = upper(s[k++]);
    }
    if (!is_digit(digits[2]) || !is_digit(digits[3]) || letter_at(s, k)) return 0;
    unsigned rest = 0;
    for (std::size_t d = 0; d < length; ++d) {
        const char c = digits[(d + 4) % length];
        rest = is_digit(c) ? (rest * 10 + static_cast<unsigned>(c - '0')) % 97
                           : (rest * 100 + static_cast<unsigned>(c - 'A' + 10)) % 97;
    }
    return rest == 1 ? k : 0;
}

// One run of digits, or groups as cards have them: of four to six, the last one shorter or longer. Years in a row are none.
std::size_t card_at(std::string_view s, std::size_t i) {
    if (!(s[i] >= '1' && s[i] <= '9') || letter_before(s, i) || (i > 0 && s[i - 1] == '+')) return 0;
    char digits[19];
    std::size_t found = 0, last = 0;
    bool years = true;
    for (std::size_t k = i;;) {
        const std::size_t first = found;
        while (k < s.size() && is_digit(s[k]) && found < sizeof digits) digits[found++] = s[k++];
        if (letter_at(s, k)) break;  // a longer run, or of letters too
        const std::size_t size = found - first;
        years = years && size == 4 &&
                (digits[first] == '1' ? digits[first + 1] == '9' : digits[first] == '2' && digits[first + 1] == '0');
        if (found >= 13 && !years) {
            unsigned sum = 0;
            for (std::size_t d = 0; d < found; ++d) {
                auto digit = static_cast<unsigned>(digits[found - 1 - d] - '0');
                if (d % 2 == 1) digit = digit > 4 ? 2 * digit - 9 : 2 * digit;
                sum += digit;
            }
            if (sum % 10 == 0) last = k;
        }
        const std::size_t gap = group_gap(s, k);
        if (size < 4 || size > 6 || gap == 0 || found == sizeof digits || k + gap >= s.size() || !is_digit(s[k + gap])) break;
        k += gap;
    }
    return last;
}

// --- e-mail and links -----------------------------------------------------------------------------------

// Letters of addresses: of ASCII, Latin, Greek and Cyrillic.
bool address_letter(std::string_view s, std::size_t i, std::string_view signs, std::size_t& size) {
    const character c = at(s, i);
    size = c.size;
    if (c.code < 0x80) return is_latin(s[i]) || is_digit(s[i]) || signs.find(s[i]) != std::string_view::npos;
    return c.code >= 0xC0 && c.code < 0x530 && is_letter(c.code);
}

// Where a domain with letters of other scripts ends: labels and dots, the last label of one kind of letters. 0: there is none.
std::size_t other_domain_end(std::string_view s, std::size_t begin, step_counter& step) {
    std::size_t end = begin, label = begin, dots = 0;
    bool other = false;
    for (character c{}; end < s.size(); end += c.size) {
        step();
        c = at(s, end);
        if (end > label && c.code == '.') {
            label = end + 1;
            ++dots;
            continue;
        }
        const bool latin = c.code < 0x530;
        if (!is_letter(c.code) && !(end > label && c.code == '-')) break;
        if (dots > 0 && end > label && is_latin(s[label]) && !latin) break;
        other = other || !latin;
    }
    if (end == label && dots > 0) {  // the dot of a sentence
        --end;
        --dots;
    }
    return other && dots > 0 ? end : 0;
}

// Addresses are found by their sign, so from there to the left.
void replace_addresses(std::string& text, step_counter& step) {
    const plain_text plain(text, step);
    marked_text out(plain);
    const std::string_view s = plain.view();
    for (std::size_t sign = s.find('@'); sign != std::string_view::npos; sign = s.find('@', sign + 1)) {
        step();
        std::size_t begin = sign, size = 0;
        while (begin > out.done()) {
            const std::size_t last = begin - before(s, begin).size;
            if (!address_letter(s, last, "._%+-'&=/!#$*~", size)) break;
            begin = last;
            step();
        }
        while (begin < sign && std::string_view("'./-=!*&#").find(s[begin]) != std::string_view::npos) ++begin;
        if (begin == sign)  // of another script
            while (begin > out.done() && is_letter(before(s, begin).code)) {
                begin -= before(s, begin).size;
                step();
            }
        std::size_t end = sign + 1;
        while (end < s.size() && address_letter(s, end, ".-", size)) {
            end += size;
            step();
        }
        // Back to a domain: labels, a dot, and two letters or more.
        for (;; --end) {
            while (end > sign + 1 && (s[end - 1] == '.' || s[end - 1] == '-')) --end;
            const std::string_view domain = s.substr(sign + 1, end - sign - 1);
            const std::size_t last_dot = domain.rfind('.');
            if (last_dot == std::string_view::npos || last_dot == 0) {
                end = other_domain_end(s, sign + 1, step);
                break;
            }
            const std::size_t dot = sign + 1 + last_dot;
            const std::string_view last = s.substr(dot + 1, end - dot - 1);
            if (last.size() >= 2 && std::none_of(last.begin(), last.end(), is_digit)) break;
            if (last.substr(0, 4) == "xn--") break;
            end = dot + 1;
        }
        if (begin == sign || end == 0) continue;
        out.mark(text, begin, end, marks[1]);
        sign = end - 1;
    }
    out.finish(text);
}

bool same_letters(std::string_view s, std::size_t i, std::string_view lower) {
    if (s.size() - i < lower.size()) return false;
    for (std::size_t k = 0; k < lower.size(); ++k)
        if ((is_latin(s[i + k]) ? s[i + k] | 0x20 : s[i + k]) != lower[k]) return false;
    return true;
}

std::size_t link_at(std::string_view s, std::size_t i, step_counter& step) {
    std::size_t begin = 0;
    for (const std::string_view head : {"https://", "http://", "ftp://", "www."})
        if (same_letters(s, i, head)) begin = i + head.size();
    if (begin == 0 || letter_before(s, i) || begin >= s.size() || !is_letter(at(s, begin).code)) return 0;
    std::size_t end = begin;
    while (end < s.size()) {
        step();
        const character c = at(s, end);
        if (is_space(c.code) || c.code == '<' || c.code == '>' || c.code == '"' || c.code == 0x201C || c.code == 0x201D ||
            c.code == 0x201E || c.code == 0xAB || c.code == 0xBB || (c.code >= 0x3001 && c.code <= 0x3011) ||
            (c.code >= 0xFF01 && c.code <= 0xFF1F && !is_letter(c.code)))
            break;
        end += c.size;
    }
    // Closing punctuation stays outside; a bracket only if the link did not open it.
    constexpr std::string_view pairs = "()[]{}";
    std::array<std::size_t, 6> brackets{};
    for (std::size_t k = begin; k < end; ++k) {
        step();
        if (const std::size_t which = pairs.find(s[k]); which != std::string_view::npos) ++brackets[which];
    }
    while (end > begin) {
        step();
        const character c = before(s, end);
        bool closing =
            (c.code < 0x80 && std::string_view(".,;:!?'*_`").find(static_cast<char>(c.code)) != std::string_view::npos) ||
            c.code == 0x2026 || c.code == 0x2019 || c.code == 0x2018;
        if (const std::size_t which = c.code < 0x80 ? pairs.find(static_cast<char>(c.code)) : std::string_view::npos;
            which != std::string_view::npos && which % 2 == 1) {
            closing = brackets[which - 1] < brackets[which];
            --brackets[which];
        }
        if (!closing) break;
        end -= c.size;
    }
    return end > begin ? end : 0;
}

// --- numbers --------------------------------------------------------------------------------------------

// Groups of digits as in 31.12.2024, 31/12/24, 31-12-2024 or 2024-12-31, 31 12 2024, and 12/2024 or 12.2024.
bool is_date(std::span<const std::uint32_t> group, std::span<const std::uint8_t> length, char sign) {
    const auto day = [&](std::size_t i) { return length[i] <= 2 && group[i] >= 1 && group[i] <= 31; };
    const auto month = [&](std::size_t i) { return length[i] <= 2 && group[i] >= 1 && group[i] <= 12; };
    const auto whole_year = [&](std::size_t i) { return length[i] == 4 && group[i] >= 1900 && group[i] <= 2099; };
    if (group.size() == 2) return (sign == '.' || sign == '/') && month(0) && whole_year(1);
    if (group.size() != 3) return false;
    const auto year = [&](std::size_t i) { return (length[i] == 2 && sign != ' ') || whole_year(i); };
    return (day(0) && month(1) && year(2)) || (month(0) && day(1) && year(2)) || (whole_year(0) && month(1) && day(2));
}

// Groups as in 08.30-17.00: from an hour to another.
bool is_from_to(std::span<const std::uint32_t> group, std::span<const std::uint8_t> length, std::string_view signs) {
    if (signs != ".-.") return false;
    for (std::size_t i = 0; i < 4; ++i)
        if (length[i] > 2 || group[i] >= (i % 2 == 0 ? 25U : 60U)) return false;
    return true;
}

// `done`: where the last number ended, which is not looked back over. `alone`: what follows is not looked at.
std::size_t phone_at(std::string_view s, std::size_t i, std::size_t done, bool alone = false) {
    std::size_t k = i;
    bool open = false;
    if (s[k] == '(') {
        open = true;
        ++k;
    }
    if (k >= s.size() || (i > done && letter_before(s, i))) return 0;
    const bool plus = s[k] == '+';
    if (plus) {
        ++k;
        if (k < s.size() && (s[k] == '(' || s[k] == ' ')) ++k;
    } else if (s[k] != '0') {
        return 0;
    }
    if (k >= s.size() || !is_digit(s[k])) return 0;
    // Not the middle of a number, date or time; nor of what a hyphen joins to a word.
    if (i > done + 1 && !plus && std::string_view("-./:,").find(s[i - 1]) != std::string_view::npos &&
        (s[i - 1] == '-' ? letter_before(s, i - 1) : is_digit(s[i - 2])))
        return 0;
    std::uint32_t group[16];
    std::uint8_t length[16];
    char signs[16];     // what parts each group from the next: a dot, hyphen or stroke, or blanks alone
    bool alike = true;  // the same everywhere
    bool closed = false;
    std::size_t groups = 0, digits = 0, end = 0;
    std::size_t whole = 0;  // the end of a number that a 0 comes after
    for (;;) {
        const std::size_t begin = k;
        std::uint32_t value = 0;
        while (k < s.size() && is_digit(s[k]) && k - begin < 16)
            value = (k - begin < 9 ? value * 10 : value) + static_cast<std::uint32_t>(s[k] - '0'), ++k;
        if (digits + (k - begin) > 15 || groups == 16) {
            if (whole > 0) end = whole;
            break;
        }
        digits += k - begin;
        group[groups] = value;
        length[groups++] = static_cast<std::uint8_t>(k - begin);
        const bool extension = k + 1 < s.size() && (s[k] == 'x' || s[k] == 'X') && is_digit(s[k + 1]);
        if (letter_at(s, k) && !extension) break;
        if (!plus && !open && groups > 1) {
            const char sign = signs[0];
            const bool goes_on = k + 1 < s.size() && s[k] == sign && is_digit(s[k + 1]);
            if (sign == '.' && length[0] == 1) return 0;  // a decimal fraction: 0.1234567
            if (alike && !goes_on && is_date({group, groups}, {length, groups}, sign)) return 0;
            if (is_from_to({group, groups}, {length, groups}, {signs, groups - 1})) return 0;
        }
        if (digits >= 7) end = k;
        // What may part two groups.
        std::size_t gap = k, blanks = 0, between = 0, brackets = 0;
        char sign = ' ';
        bool opens = false, closes = false;
        while (gap < s.size() && gap - k < 8) {
            const character c = at(s, gap);
            if (c.code == ' ' || c.code == 0xA0 || c.code == 0x202F || c.code == 0x2009) {
                ++blanks;
            } else if (c.code == '-' || c.code == '.' || c.code == '/' || (c.code >= 0x2010 && c.code <= 0x2013)) {
                ++between;
                sign = c.code < 0x80 ? s[gap] : '-';
            } else if (c.code == '(' || c.code == ')') {
                ++brackets;
                opens = opens || c.code == '(';
                closes = closes || c.code == ')';
            } else {
                break;
            }
            gap += c.size;
        }
        if (gap == k || gap >= s.size() || !is_digit(s[gap]) || between > 1 || blanks > 2 || brackets > 2 ||
            (sign == '.' && blanks > 0))
            break;
        if (digits >= 7 && s[gap] == '0' && !alone) {
            whole = k;
            // Behind a stroke, hyphen or bracket another number may follow.
            if ((sign == '/' || sign == '-' || opens) && phone_at(s, gap, gap, true) > 0) break;
        }
        closed = closed || closes;
        signs[groups - 1] = sign;
        alike = alike && sign == signs[0] && brackets == 0;
        k = gap;
    }
    // A bracket that closes behind the number is not its own.
    return open && !closed ? 0 : end;
}

std::size_t number_at(std::string_view s, std::size_t i) {
    if (!is_digit(s[i]) || (i > 0 && is_digit(s[i - 1]))) return 0;
    std::size_t end = i;
    while (end < s.size() && is_digit(s[end])) ++end;
    return end - i >= 8 ? end : 0;
}

}  // namespace

// --- names ----------------------------------------------------------------------------------------------

namespace {

// Calls take(letter) for the character at a place without case and accents: one letter, two, or for an accent by itself none.
// Returns its size.
template <class Take>
std::size_t fold(std::string_view s, std::size_t i, Take&& take) {
    const auto lead = static_cast<unsigned char>(s[i]);
    if (lead < 0x80) {
        take(lead >= 'A' && lead <= 'Z' ? char32_t{lead} + 0x20 : is_space(lead) ? U' ' : lead == '`' ? U'\'' : char32_t{lead});
        return 1;
    }
    const character c = at(s, i);
    // Accents by themselves, and vowel marks of Hebrew and Arabic.
    if ((c.code >= 0x300 && c.code <= 0x36F) || (c.code >= 0x591 && c.code <= 0x5BD) || c.code == 0x5BF || c.code == 0x5C1 ||
        c.code == 0x5C2 || c.code == 0x5C4 || c.code == 0x5C5 || c.code == 0x5C7 || c.code == 0x640 ||
        (c.code >= 0x64B && c.code <= 0x65F) || c.code == 0x670)
        return c.size;
    if (c.code == 0xB4 || c.code == 0x2BC || c.code == 0x2018 || c.code == 0x2019 || c.code == 0xFF07) {
        take(U'\'');
        return c.size;
    }
    if ((c.code >= 0x2010 && c.code <= 0x2013) || c.code == 0x2212 || c.code == 0xFF0D) {
        take(U'-');
        return c.size;
    }
    if (c.code >= 0xFF21 && c.code <= 0xFF5A) {
        take(c.code <= 0xFF3A ? c.code - 0xFF21 + U'a' : c.code - 0xFF41 + U'a');
        return c.size;
    }
    if (c.code < 0xC0 || c.code >= 0x2000) {
        take(is_space(c.code) ? U' ' : c.code);
        return c.size;
    }
    const auto found = std::lower_bound(folded_letters.begin(), folded_letters.end(), c.code,
                                        [](const folded_letter& f, char32_t letter) { return f.letter < letter; });
    if (found == folded_letters.end() || found->letter != c.code) {
        take(c.code);
    } else {
        take(found->first);
        if (found->second != 0) take(found->second);
    }
    return c.size;
}

// Scripts that write words without a blank between, or whose words take endings: a name may stand anywhere in them.
bool runs_on(char32_t c) {
    return (c >= 0xE00 && c <= 0xEFF) || (c >= 0x1000 && c <= 0x109F) || (c >= 0x1780 && c <= 0x17FF) ||
           (c >= 0x3005 && c <= 0x3007) || (c >= 0x3041 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) ||
           (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}
// Whether a letter goes on with the word of another.
bool goes_on(char32_t c, char32_t word) { return is_letter(c) && runs_on(c) == runs_on(word); }

constexpr std::uint64_t hash_start = 0x243F6A8885A308D3;
constexpr std::uint64_t hashed(std::uint64_t h, char32_t letter) {
    h = (h ^ letter) * 0x9E3779B97F4A7C15;
    return h ^ h >> 29;
}

}  // namespace

struct name_list::letters {
    std::pmr::vector<char32_t> code;       // without case and accents; blanks are one
    std::pmr::vector<std::uint32_t> from;  // byte where the letter begins, and one past the end
    explicit letters(std::pmr::memory_resource* memory) : code(memory), from(memory) {}

    void read(std::string_view s, step_counter& step) {
        code.clear();
        from.clear();
        for (std::size_t i = 0; i < s.size();) {
            step();
            i += fold(s, i, [&](char32_t c) { add(c, i); });
        }
        from.push_back(static_cast<std::uint32_t>(s.size()));
    }
    std::size_t size() const { return code.size(); }

private:
    void add(char32_t c, std::size_t i) {
        if (c == ' ' && !code.empty() && code.back() == ' ') return;
        code.push_back(c);
        from.push_back(static_cast<std::uint32_t>(i));
    }
};

namespace {

std::uint64_t hash_letters(const char32_t* first, std::size_t size) {
    std::uint64_t h = hash_start;
    for (std::size_t i = 0; i < size; ++i) h = hashed(h, first[i]);
    return mixed_bits(h);
}

// Whether a letter of the text as it stands is upper or lower case; neither in scripts without case.
enum class letter_case : std::uint8_t { none, lower, upper };
letter_case case_of(char32_t c) {
    if (c < 0x80)
        return c >= 'A' && c <= 'Z' ? letter_case::upper : c >= 'a' && c <= 'z' ? letter_case::lower : letter_case::none;
    if (c == 0xDF || c == 0x131 || c == 0x138 || c == 0x149) return letter_case::lower;
    // A letter whose other form is one place up or down, or 32, or 48, or 80: that of Latin, Greek, Cyrillic and Armenian.
    if (c >= 0xC0 && c <= 0xDE && c != 0xD7) return letter_case::upper;
    if (c >= 0xE0 && c <= 0xFF && c != 0xF7) return letter_case::lower;
    if ((c >= 0x100 && c <= 0x137) || (c >= 0x14A && c <= 0x177) || (c >= 0x1DE && c <= 0x1EF) || (c >= 0x1F8 && c <= 0x24F) ||
        (c >= 0x1E00 && c <= 0x1EFF) || (c >= 0x460 && c <= 0x481) || (c >= 0x48A && c <= 0x4BF) || (c >= 0x4D0 && c <= 0x52F))
        return c % 2 == 0 ? letter_case::upper : letter_case::lower;
    if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E) || (c >= 0x1CD && c <= 0x1DC) || (c >= 0x4C1 && c <= 0x4CE))
        return c % 2 == 1 ? letter_case::upper : letter_case::lower;
    if (c == 0x178 || (c >= 0x386 && c <= 0x3AB && c != 0x390) || (c >= 0x400 && c <= 0x42F) || (c >= 0x531 && c <= 0x556))
        return letter_case::upper;
    if (c == 0x390 || (c >= 0x3AC && c <= 0x3CE) || (c >= 0x430 && c <= 0x45F) || (c >= 0x561 && c <= 0x587))
        return letter_case::lower;
    return letter_case::none;
}

// Whether a sentence begins there: at the start of the text, or after . ! ? and what opens a quotation.
bool begins_sentence(std::string_view s, std::size_t i) {
    while (i > 0) {
        const character c = before(s, i);
        if (!is_space(c.code) && (c.code >= 0x80 ? !(c.code >= 0x2018 && c.code <= 0x201F) && c.code != 0xAB && c.code != 0xBB &&
                                                       c.code != 0xBF && c.code != 0xA1
                                                 : c.code != '"' && c.code != '\'' && c.code != '('))
            return c.code == '.' || c.code == '!' || c.code == '?';
        i -= c.size;
    }
    return true;
}

}  // namespace

name_list::name_list(std::pmr::memory_resource* memory, std::span<const std::string_view> names, poll check)
    : letters_(memory), names_(memory), filter_(memory), table_(memory) {
    step_counter step(check);
    std::size_t room = 16;
    while (room < 2 * names.size()) room *= 2;
    table_.resize(room);
    filter_.resize(room / 4);  // 16 bits a place
    letters one(memory);
    for (const std::string_view given : names) {
        one.read(given, step);
        std::size_t begin = 0, end = one.size();
        while (begin < end && one.code[begin] == ' ') ++begin;
        while (end > begin && one.code[end - 1] == ' ') --end;
        std::size_t word = begin;
        while (word < end && !is_letter(one.code[word])) ++word;
        if (word == end) continue;
        std::size_t word_end = word;
        while (word_end < end && goes_on(one.code[word_end], one.code[word])) ++word_end;
        if (runs_on(one.code[word])) word_end = std::min(word_end, word + 2);
        bool some_lower = false, some_upper = false;
        for (std::size_t i = 0; i < given.size();) {
            step();
            const character c = at(given, i);
            const letter_case k = case_of(c.code);
            some_lower = some_lower || k == letter_case::lower;
            some_upper = some_upper || k == letter_case::upper;
            i += c.size;
        }
        const std::uint64_t hash = hash_letters(one.code.data() + word, word_end - word);
        filter_[hash >> 6 & (filter_.size() - 1)] |= std::uint64_t{1} << (hash & 63);
        std::uint32_t& place = table_[hash & (room - 1)];
        names_.push_back({static_cast<std::uint32_t>(letters_.size()), static_cast<std::uint32_t>(end - begin),
                          static_cast<std::uint32_t>(word - begin), place, some_lower && !some_upper});
        letters_.insert(letters_.end(), one.code.begin() + static_cast<std::ptrdiff_t>(begin),
                        one.code.begin() + static_cast<std::ptrdiff_t>(end));
        place = static_cast<std::uint32_t>(names_.size());
    }
}

bool name_list::may_match(std::string_view text, step_counter& step) const {
    const auto known = [&](std::uint64_t h) {
        h = mixed_bits(h);
        return (filter_[h >> 6 & (filter_.size() - 1)] >> (h & 63) & 1) != 0;
    };
    std::uint64_t h = hash_start, before_last = hash_start;
    char32_t last = 0;  // of the word so far
    bool found = false;
    const auto take = [&](char32_t letter) {
        if (last != 0 && !goes_on(letter, last)) {
            found = found || known(h) || (last == 's' && known(before_last));
            h = hash_start;
            last = 0;
        }
        if (!is_letter(letter)) return;
        if (last != 0 && runs_on(letter)) found = found || known(hashed(hashed(hash_start, last), letter));
        before_last = h;
        h = hashed(h, letter);
        last = letter;
    };
    for (std::size_t i = 0; i < text.size() && !found;) {
        step();
        i += fold(text, i, take);
    }
    take(U' ');
    return found;
}

// Letters are few enough that the names of one place of the table are gone through.
std::size_t name_list::match(const letters& text, std::size_t at_word, std::size_t word_end, bool capitalised_inside) const {
    std::size_t best = 0;
    // The first word as it stands, and without a genitive s.
    for (std::size_t cut = 0; cut < 2 && word_end - at_word > cut; ++cut) {
        if (cut == 1 && text.code[word_end - 1] != 's') break;
        std::uint32_t number = table_[hash_letters(text.code.data() + at_word, word_end - at_word - cut) & (table_.size() - 1)];
        for (; number != 0; number = names_[number - 1].next) {
            const name& n = names_[number - 1];
            if (n.lower && !capitalised_inside) continue;
            if (n.before > at_word) continue;
            const std::size_t begin = at_word - n.before;
            std::size_t end = begin + n.size;
            if (end > text.size() ||
                !std::equal(text.code.begin() + static_cast<std::ptrdiff_t>(begin),
                            text.code.begin() + static_cast<std::ptrdiff_t>(end), letters_.begin() + n.first))
                continue;
            const char32_t last = letters_[n.first + n.size - 1];
            const auto letter = [&](std::size_t i) { return i < text.size() && goes_on(text.code[i], U's'); };
            if (is_letter(last) && !runs_on(last) && letter(end)) {
                if (text.code[end] != 's' || letter(end + 1)) continue;
                ++end;
            } else if (end + 1 < text.size() && text.code[end] == '\'' && text.code[end + 1] == 's' && !letter(end + 2)) {
                end += 2;
            }
            best = std::max(best, end);
        }
    }
    return best;
}

std::string redact(std::string_view comment, const name_list* names, poll check) {
    step_counter step(check);
    std::string text(comment);
    bool dots = false, wide = false, sign = false;
    std::size_t number = 0;
    for (const char c : comment) {
        if (is_digit(c)) ++number;
        dots = dots || c == '.' || c == ':';
        sign = sign || c == '@';
        wide = wide || static_cast<unsigned char>(c) >= 0xD9;
    }
    if (wide) {  // digits and signs of other scripts
        const plain_text plain(text, step);
        for (const char c : plain.view()) {
            if (is_digit(c)) ++number;
            dots = dots || c == '.' || c == ':';
            sign = sign || c == '@';
        }
    }
    const bool digits = number >= 7;
    if (digits)
        replace(text, marks[0], step, [](std::string_view s, std::size_t i, std::size_t) {
            if (const std::size_t iban = iban_at(s, i)) return iban;
            return card_at(s, i);
        });
    if (sign) replace_addresses(text, step);
    if (dots)
        replace(text, marks[2], step, [&](std::string_view s, std::size_t i, std::size_t) {
            const char c = s[i];
            return c == 'h' || c == 'H' || c == 'f' || c == 'F' || c == 'w' || c == 'W' ? link_at(s, i, step) : 0;
        });
    if (digits) {
        replace(text, marks[3], step, [](std::string_view s, std::size_t i, std::size_t done) {
            const char c = s[i];
            return c == '+' || c == '0' || c == '(' ? phone_at(s, i, done) : 0;
        });
        replace(text, marks[4], step, [](std::string_view s, std::size_t i, std::size_t) { return number_at(s, i); });
    }
    if (names == nullptr || names->empty() || !names->may_match(text, step)) return text;

    name_list::letters letters(std::pmr::get_default_resource());
    letters.read(text, step);
    std::string out;
    std::size_t done = 0;
    for (std::size_t i = 0; i < letters.size();) {
        step();
        if (letters.code[i] == '[') {  // what was taken out stays
            const std::string_view rest = std::string_view(text).substr(letters.from[i]);
            const auto mark =
                std::find_if(marks.begin(), marks.end(), [&](std::string_view m) { return rest.substr(0, m.size()) == m; });
            if (mark != marks.end()) {
                i += mark->size();
                continue;
            }
        }
        if (!is_letter(letters.code[i])) {
            ++i;
            continue;
        }
        std::size_t end = i;
        while (end < letters.size() && goes_on(letters.code[end], letters.code[i])) ++end;
        const std::size_t byte = letters.from[i];
        const bool capitalised = case_of(at(text, byte).code) == letter_case::upper;
        // Names of one letter stand alone; of two and more also within words of scripts that run on.
        const bool anywhere = runs_on(letters.code[i]), inside = i > 0 && goes_on(letters.code[i - 1], letters.code[i]);
        std::size_t matched = 0;
        if (!inside || !anywhere) matched = names->match(letters, i, end, capitalised && !begins_sentence(text, byte));
        if (anywhere && i + 1 < end) matched = std::max(matched, names->match(letters, i, i + 2, true));
        if (matched != 0) {
            out.append(text, done, byte - done).append(marks[5]);
            done = letters.from[matched];
        }
        i = matched != 0 ? matched : anywhere ? i + 1 : end;
    }
    if (done == 0) return text;
    out.append(text, done);
    return out;
}

}  // namespace xm::core
