#include "core/people/jaro_winkler.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <vector>

#include "core/num/polled_sort.hpp"
#include "core/num/utf8.hpp"

namespace xm::core {
namespace {

constexpr std::size_t word = 64;  // characters that a window of bits holds

// Up to 64 ASCII characters; false for any other text.
bool is_short_ascii(std::string_view s) {
    if (s.size() > word) return false;
    std::uint64_t all = 0, some = 0;
    std::size_t i = 0;
    for (; i + 8 <= s.size(); i += 8) {
        std::memcpy(&some, s.data() + i, 8);
        all |= some;
    }
    some = 0;
    if (i < s.size()) std::memcpy(&some, s.data() + i, s.size() - i);
    return ((all | some) & 0x8080808080808080U) == 0;
}

// The first code point; takes it off.
std::uint32_t next_code(std::string_view& s) {
    const auto lead = static_cast<unsigned char>(s[0]);
    const std::size_t size = lead < 0x80 ? 1 : character_size(s);
    std::uint32_t code = size <= 1 ? lead : lead & (0x7FU >> size);
    for (std::size_t k = 1; k < size; ++k) code = code << 6 | (static_cast<unsigned char>(s[k]) & 0x3FU);
    s.remove_prefix(std::max<std::size_t>(size, 1));
    return size == 0 ? 0x110000 + lead : code;
}

// Masks of the places at which each character of a text stands.
class ascii_places {
public:
    using character = char;

    // Only what is asked for is cleared.
    ascii_places(const char* a, std::size_t a_size, const char* b, std::size_t b_size) {
        for (std::size_t i = 0; i < a_size; ++i) of_[index(a[i])] = 0;
        for (std::size_t j = 0; j < b_size; ++j) of_[index(b[j])] = 0;
        for (std::size_t j = 0; j < b_size; ++j) of_[index(b[j])] |= std::uint64_t{1} << j;
    }
    std::uint64_t of(char c) const { return of_[index(c)]; }

private:
    static std::size_t index(char c) { return static_cast<unsigned char>(c); }
    std::uint64_t of_[128];
};

class code_places {
public:
    using character = std::uint32_t;

    code_places(const std::uint32_t*, std::size_t, const std::uint32_t* b, std::size_t b_size) {
        for (std::size_t j = 0; j < b_size; ++j) {
            const std::size_t at = place(b[j]);
            keys_[at] = b[j] + 1;
            of_[at] |= std::uint64_t{1} << j;
        }
    }
    std::uint64_t of(std::uint32_t c) const { return of_[place(c)]; }

private:
    // Its own place or the free one where it belongs: of 128 at most 64 are taken.
    std::size_t place(std::uint32_t c) const {
        std::size_t at = (c * 0x9E3779B1U) >> 25;
        while (keys_[at] != 0 && keys_[at] != c + 1) at = (at + 1) & 127U;
        return at;
    }
    std::uint32_t keys_[128] = {};
    std::uint64_t of_[128] = {};
};

double from_counts(std::size_t a, std::size_t b, std::size_t matched, std::size_t misplaced, std::size_t prefix) {
    if (matched == 0) return 0;
    const auto m = static_cast<double>(matched);
    const double jaro =
        (m / static_cast<double>(a) + m / static_cast<double>(b) + (m - static_cast<double>(misplaced) / 2) / m) / 3;
    return jaro + 0.1 * static_cast<double>(prefix) * (1 - jaro);
}

std::size_t window_of(std::size_t a, std::size_t b) {
    const std::size_t half = std::max(a, b) / 2;
    return half == 0 ? 0 : half - 1;
}

template <class Character>
std::size_t prefix_of(const Character* a, std::size_t a_size, const Character* b, std::size_t b_size) {
    const std::size_t most = std::min({a_size, b_size, std::size_t{4}});
    std::size_t p = 0;
    while (p < most && a[p] == b[p]) ++p;
    return p;
}

// Both texts have 1 to 64 characters. The window is a run of bits that moves along b.
template <class Places>
double similarity(const typename Places::character* a, std::size_t a_size, const typename Places::character* b,
                  std::size_t b_size) {
    const Places places(a, a_size, b, b_size);
    const std::size_t window = window_of(a_size, b_size);
    std::uint64_t in_a = 0, in_b = 0;
    for (std::size_t i = 0; i < a_size; ++i) {
        const std::uint64_t up_to = i + window >= 63 ? ~std::uint64_t{0} : (std::uint64_t{2} << (i + window)) - 1;
        const std::uint64_t before = i <= window ? 0 : (std::uint64_t{1} << (i - window)) - 1;
        const std::uint64_t free = places.of(a[i]) & up_to & ~before & ~in_b;
        in_b |= free & (~free + 1);
        in_a |= std::uint64_t{free != 0} << i;
    }
    std::size_t misplaced = 0;
    const auto matched = static_cast<std::size_t>(std::popcount(in_a));
    for (std::uint64_t x = in_a, y = in_b; x != 0; x &= x - 1, y &= y - 1)
        misplaced += a[std::countr_zero(x)] != b[std::countr_zero(y)];
    return from_counts(a_size, b_size, matched, misplaced, prefix_of(a, a_size, b, b_size));
}

// Texts of any length. Within one character, the first free place from the left is what two hands find that go along its places
// in both texts together and leave behind what the other has passed.
double long_similarity(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b, poll check) {
    const std::size_t window = window_of(a.size(), b.size());
    const auto by_character = [check](const std::vector<std::uint32_t>& s) {
        std::vector<std::uint32_t> order(s.size());
        for (std::size_t i = 0; i < s.size(); ++i) order[i] = static_cast<std::uint32_t>(i);
        polled_sort(
            order.begin(), order.end(), [&](std::uint32_t x, std::uint32_t y) { return s[x] != s[y] ? s[x] < s[y] : x < y; },
            check);
        return order;
    };
    const std::vector<std::uint32_t> at_a = by_character(a), at_b = by_character(b);
    std::vector<bool> in_a(a.size()), in_b(b.size());
    step_counter step(check);
    std::size_t matched = 0;
    for (std::size_t i = 0, j = 0; i < a.size() && j < b.size(); step()) {
        const std::uint32_t x = at_a[i], y = at_b[j];
        if (a[x] < b[y] || (a[x] == b[y] && x + window < y)) {
            ++i;
        } else if (a[x] > b[y] || y + window < x) {
            ++j;
        } else {
            in_a[x] = in_b[y] = true;
            ++matched, ++i, ++j;
        }
    }
    std::size_t misplaced = 0;
    for (std::size_t i = 0, j = 0; i < a.size(); ++i) {
        step();
        if (!in_a[i]) continue;
        while (!in_b[j]) ++j;
        misplaced += a[i] != b[j++];
    }
    return from_counts(a.size(), b.size(), matched, misplaced, prefix_of(a.data(), a.size(), b.data(), b.size()));
}

// Code points of a text into `to`; their number, or 65 where there are more than 64.
std::size_t decode(std::string_view s, std::uint32_t* to) {
    std::size_t size = 0;
    for (; !s.empty(); to[size++] = next_code(s))
        if (size == word) return word + 1;
    return size;
}

std::vector<std::uint32_t> decode_all(std::string_view s, poll check) {
    std::vector<std::uint32_t> codes;
    codes.reserve(s.size());
    for (step_counter step(check); !s.empty(); step()) codes.push_back(next_code(s));
    return codes;
}

}  // namespace

double jaro_winkler(std::string_view a, std::string_view b, poll check) {
    if (a.empty() || b.empty()) return a.empty() && b.empty() ? 1 : 0;
    if (is_short_ascii(a) && is_short_ascii(b)) return similarity<ascii_places>(a.data(), a.size(), b.data(), b.size());
    std::uint32_t x[word], y[word];
    if (a.size() <= 4 * word && b.size() <= 4 * word) {
        const std::size_t i = decode(a, x), j = decode(b, y);
        if (i <= word && j <= word) return similarity<code_places>(x, i, y, j);
    }
    return long_similarity(decode_all(a, check), decode_all(b, check), check);
}

std::int32_t match_level(double a, std::span<const double> thresholds) {
    constexpr const char* hint = "Give thresholds such as 0.8, 0.9, 1, the lowest first.";
    if (a != a) fail(errc::invalid, hint, "a similarity of NaN has no level; any number is allowed");
    std::int32_t level = 0;
    for (std::size_t i = 0; i < thresholds.size(); ++i) {
        if (thresholds[i] != thresholds[i]) fail(errc::invalid, hint, "threshold ", i + 1, " is NaN; any number is allowed");
        if (i > 0 && !(thresholds[i - 1] < thresholds[i]))
            fail(errc::invalid, hint, "threshold ", thresholds[i], " follows ", thresholds[i - 1], ": they must ascend");
        level += thresholds[i] <= a;
    }
    return level;
}

}  // namespace xm::core
