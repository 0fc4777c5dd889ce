// Expected values: Winkler (1990), Proceedings of the Section on Survey Research Methods, 354-359 (four digits); stringdist
// 0.9.10 of R, method "jw", p = 0.1; the definition written out below, one character after the other.
#include "core/people/jaro_winkler.hpp"

#include <cmath>
#include <random>
#include <string>

#include "support.hpp"

namespace {

using namespace xm::core;
using xm::test::refusal;

// The definition on code points: the first free equal character from the left within the window.
double by_definition(const std::u32string& a, const std::u32string& b) {
    if (a.empty() || b.empty()) return a.empty() && b.empty() ? 1 : 0;
    const int n = static_cast<int>(a.size()), m = static_cast<int>(b.size()), window = std::max(std::max(n, m) / 2 - 1, 0);
    std::vector<bool> used(b.size());
    std::u32string of_a, of_b;
    for (int i = 0; i < n; ++i)
        for (int j = std::max(0, i - window); j <= std::min(m - 1, i + window); ++j)
            if (!used[static_cast<std::size_t>(j)] && a[static_cast<std::size_t>(i)] == b[static_cast<std::size_t>(j)]) {
                used[static_cast<std::size_t>(j)] = true;
                of_a += a[static_cast<std::size_t>(i)];
                break;
            }
    for (std::size_t j = 0; j < b.size(); ++j)
        if (used[j]) of_b += b[j];
    if (of_a.empty()) return 0;
    double differ = 0, same = 0;
    for (std::size_t k = 0; k < of_a.size(); ++k) differ += of_a[k] != of_b[k];
    while (same < 4 && same < n && same < m && a[static_cast<std::size_t>(same)] == b[static_cast<std::size_t>(same)]) ++same;
    const auto found = static_cast<double>(of_a.size());
    const double jaro = (found / n + found / m + (found - differ / 2) / found) / 3;
    return jaro + 0.1 * same * (1 - jaro);
}

std::string utf8(const std::u32string& s) {
    std::string out;
    for (const char32_t c : s) {
        const auto tail = [&](int shift) { out += static_cast<char>(0x80 | (c >> shift & 0x3F)); };
        if (c < 0x80)
            out += static_cast<char>(c);
        else if (c < 0x800)
            out += static_cast<char>(0xC0 | c >> 6), tail(0);
        else if (c < 0x10000)
            out += static_cast<char>(0xE0 | c >> 12), tail(6), tail(0);
        else
            out += static_cast<char>(0xF0 | c >> 18), tail(12), tail(6), tail(0);
    }
    return out;
}

TEST(jaro_winkler, published_values) {
    EXPECT_NEAR(jaro_winkler("MARTHA", "MARHTA"), 0.9611, 5e-5);
    EXPECT_NEAR(jaro_winkler("DIXON", "DICKSONX"), 0.8133, 5e-5);
    EXPECT_NEAR(jaro_winkler("DWAYNE", "DUANE"), 0.84, 5e-5);
    // stringdist
    EXPECT_NEAR(jaro_winkler("Steinbach", "Steinberger"), 0.842424242424242, 1e-12);
    EXPECT_NEAR(jaro_winkler("ab", "abc"), 0.911111111111111, 1e-12);
    EXPECT_NEAR(jaro_winkler("Zo\xC3\xAB", "Zoe"), 0.822222222222222, 1e-12);
}

TEST(jaro_winkler, ends) {
    EXPECT_EQ(jaro_winkler("", ""), 1);
    EXPECT_EQ(jaro_winkler("", "x"), 0);
    EXPECT_EQ(jaro_winkler("x", ""), 0);
    EXPECT_EQ(jaro_winkler("a", "a"), 1);
    EXPECT_EQ(jaro_winkler("a", "b"), 0);
    EXPECT_EQ(jaro_winkler("ab", "ba"), 0) << "a window of no places";
    EXPECT_LT(jaro_winkler("moser", "Moser"), 1) << "case counts";
    for (std::size_t n : {1U, 2U, 63U, 64U, 65U, 200U}) EXPECT_EQ(jaro_winkler(std::string(n, 'a'), std::string(n, 'a')), 1) << n;
}

// Any texts, across the limits between the ways of computing: ASCII or not, up to 64 code points and more.
TEST(jaro_winkler, the_definition_for_any_text) {
    std::mt19937 random(20);
    const std::u32string alphabets[] = {U"ab", U"abcdefghijklmnop", U"ae\u0301\u0131\u0130\u00E4",
                                        U"\u7530\u4E2D\u5C71\u672C\U00020BB7x"};
    for (int round = 0; round < 4000; ++round) {
        const std::size_t most = round % 10 == 0 ? 150 : round % 3 == 0 ? 70 : 12;
        const auto& first = alphabets[random() % 4];
        const auto& second = round % 2 == 0 ? first : alphabets[random() % 4];
        std::u32string a(random() % most, U'?'), b(random() % most, U'?');
        for (char32_t& c : a) c = first[random() % first.size()];
        for (char32_t& c : b) c = second[random() % second.size()];
        if (round % 5 == 0 && !a.empty()) (b = a)[random() % b.size()] = U'z';
        const std::string x = utf8(a), y = utf8(b);
        ASSERT_NEAR(jaro_winkler(x, y), by_definition(a, b), 1e-15) << x << " | " << y;
        ASSERT_EQ(jaro_winkler(x, y), jaro_winkler(y, x)) << x << " | " << y;
    }
}

TEST(jaro_winkler, code_points_not_bytes_nor_glyphs) {
    EXPECT_LT(jaro_winkler("Zo\xC3\xAB", "Zoe\xCC\x88"), 1) << "normalisation is left to the caller";
    EXPECT_NE(jaro_winkler("\xC4\xB0zmir", "izmir"), 1) << "Turkish capital I with a dot";
    // Two characters of three bytes: one of two is the same.
    EXPECT_EQ(jaro_winkler("\xE7\x94\xB0\xE4\xB8\xAD", "\xE7\x94\xB0\xE5\xB1\xB1"), jaro_winkler("ab", "ac"));
    // Bytes that are no characters (databases without an encoding) count as one each, and nothing is read behind them.
    EXPECT_EQ(jaro_winkler("\xFF\xFE", "\xFF\xFE"), 1);
    EXPECT_EQ(jaro_winkler("a\xE7", "a\xE7\x94"), jaro_winkler("ab", "abc"));
    EXPECT_EQ(jaro_winkler("\xED\xA0\x80", "xyz"), 0);
}

TEST(jaro_winkler, long_texts_end_and_can_be_cancelled) {
    const std::string a(200000, 'a'), b(200000, 'b');
    EXPECT_EQ(jaro_winkler(a, b), 0);
    EXPECT_EQ(jaro_winkler(a, a), 1);
    EXPECT_THROW(jaro_winkler(a, b, [] { throw 1; }), int);
}

TEST(match_level, counts_thresholds) {
    const double t[] = {0.7, 0.9, 1};
    const double values[] = {0.5, 0.7, 0.8999, 0.9, 0.92, 1, -1, 2};
    const int levels[] = {0, 1, 1, 2, 2, 3, 0, 3};
    for (int i = 0; i < 8; ++i) EXPECT_EQ(match_level(values[i], t), levels[i]) << values[i];
    EXPECT_EQ(match_level(0.3, {}), 0);
    EXPECT_EQ(match_level(-INFINITY, t), 0);
    const double equal[] = {0.7, 0.7}, falling[] = {0.9, 0.7}, none[] = {NAN};
    EXPECT_NE(refusal(errc::invalid, [&] { match_level(1, equal); }), "");
    EXPECT_NE(refusal(errc::invalid, [&] { match_level(1, falling); }).find("0.7"), std::string::npos);
    EXPECT_NE(refusal(errc::invalid, [&] { match_level(1, none); }), "");
    EXPECT_NE(refusal(errc::invalid, [&] { match_level(NAN, t); }), "");
}

}  // namespace
