#include "core/charts/text.hpp"

#include <gtest/gtest.h>

#include "core/num/utf8.hpp"

namespace {

using namespace xm::core::charts;

constexpr font regular{10}, bold{10, true};

TEST(text, measures_no_less_than_common_fonts) {
    // Advance widths of Arial, from its metrics: H 1479, e 1139, l 455, o 1139 of 2048 units.
    EXPECT_GE(text_width("Hello", regular), 10 * (1479 + 1139 + 455 + 455 + 1139) / 2048.0);
    EXPECT_LE(text_width("Hello", regular), 1.25 * 10 * (1479 + 1139 + 455 + 455 + 1139) / 2048.0);
    EXPECT_GE(text_width("Hello", bold), text_width("Hello", regular));
    EXPECT_DOUBLE_EQ(text_width("0123456789", regular), 10 * text_width("7", regular));
    EXPECT_EQ(text_width("", regular), 0);
}

TEST(text, knows_wide_and_joined_characters) {
    EXPECT_DOUBLE_EQ(text_width("東京", regular), 20);
    EXPECT_DOUBLE_EQ(text_width("각", regular), 10);
    EXPECT_DOUBLE_EQ(text_width("\u1100\u1161\u11A8", regular), 10);  // the same syllable in parts
    EXPECT_GE(text_width("😀", regular), 12);
    EXPECT_DOUBLE_EQ(text_width("e\u0301", regular), text_width("e", regular));
    const double one = text_width("👩", regular);
    EXPECT_DOUBLE_EQ(text_width("👩\u200D👩\u200D👧", regular), one);  // a family
    EXPECT_DOUBLE_EQ(text_width("👍🏽", regular), one);         // a tone of skin
    EXPECT_DOUBLE_EQ(text_width("🇩🇪🇫🇷", regular), 2 * one);         // two flags
    EXPECT_DOUBLE_EQ(text_width("\u200B\u2066a\u2069", regular), text_width("a", regular));
}

TEST(text, graphemes_stay_whole) {
    EXPECT_EQ(grapheme_size("ab"), 1U);
    EXPECT_EQ(grapheme_size("e\u0301x"), 3U);
    EXPECT_EQ(grapheme_size("👩\u200D👧x"), 11U);
    EXPECT_EQ(grapheme_size("🇩🇪🇫🇷"), 8U);
    EXPECT_EQ(grapheme_size("कि"), 6U);  // a letter with its vowel sign
    EXPECT_EQ(grapheme_size("\xFFx"), 1U);
}

TEST(text, cut_to_a_width) {
    EXPECT_EQ(cut_text("short", regular, 100), "short");
    EXPECT_EQ(cut_text("anything", regular, 3), "");
    const std::string family = "👩\u200D👩\u200D👧";
    std::string families;
    for (int i = 0; i < 50; ++i) families += family;
    for (const std::string& text : {std::string(500, 'x'), families, std::string("Ein langer Satz mit einigen Wörtern darin"),
                                    std::string("السلام عليكم ورحمة الله وبركاته")})
        for (double width = 12; width < 130; width += 7) {
            const std::string cut = cut_text(text, regular, width);
            EXPECT_LE(text_width(cut, regular), width);
            EXPECT_TRUE(xm::core::is_utf8(cut));
            EXPECT_TRUE(cut.ends_with("…")) << cut;
            const std::string rest = cut.substr(0, cut.size() - std::string("…").size());
            EXPECT_TRUE(text.starts_with(rest));
            EXPECT_FALSE(rest.ends_with(" "));
            // The next grapheme would not have fitted.
            std::size_t next = rest.size();
            while (next < text.size() && text[next] == ' ') ++next;
            EXPECT_GT(text_width(text.substr(0, next + grapheme_size(text.substr(next))) + "…", regular), width);
            if (text == families) {
                EXPECT_EQ(rest.size() % family.size(), 0U);
            }
        }
}

TEST(text, broken_into_lines) {
    EXPECT_EQ(break_text("", regular, 50, 3), std::vector<std::string>{});
    EXPECT_EQ(break_text("one", regular, 50, 3), std::vector<std::string>{"one"});
    EXPECT_EQ(break_text("one two three", regular, text_width("one two", regular), 3),
              (std::vector<std::string>{"one two", "three"}));
    EXPECT_EQ(break_text("東京大阪", regular, 20, 3), (std::vector<std::string>{"東京", "大阪"}));
    const std::string word(40, 'm');
    const auto lines = break_text(word, regular, 100, 9);
    ASSERT_GT(lines.size(), 1U);
    std::string joined;
    for (const auto& line : lines) {
        EXPECT_LE(text_width(line, regular), 100);
        joined += line;
    }
    EXPECT_EQ(joined, word);
    const auto two = break_text("one two three four five", regular, text_width("one two", regular), 2);
    ASSERT_EQ(two.size(), 2U);
    EXPECT_TRUE(two[1].ends_with("…"));
    EXPECT_TRUE(break_text("mmm mmm", regular, 3, 4).empty());
}

TEST(text, on_one_line) {
    EXPECT_EQ(one_line("  a \n\t b\u2028c  "), "a b c");
    EXPECT_EQ(one_line(std::string("a\0b\x01\x7F", 5)), "a\uFFFDb\uFFFD\uFFFD");
    EXPECT_EQ(one_line("\xFF"), "\uFFFD");
    EXPECT_EQ(one_line("\uFFFE"), "\uFFFD");
    const std::string longest = one_line(std::string(5000, 'x'));
    EXPECT_EQ(longest.size(), 2000U);
    EXPECT_TRUE(longest.ends_with("…"));
    EXPECT_EQ(one_line(longest), longest);
    std::string marks = "a";
    for (int i = 0; i < 5000; ++i) marks += "\u0301";
    EXPECT_EQ(one_line(marks), "a\u0301\u0301");
    EXPECT_EQ(one_line(marks + "b"), "a\u0301\u0301b");
    const std::string england =
        "\U0001F3F4\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F";  // a flag of seven characters
    EXPECT_EQ(one_line(england), england);
}

TEST(text, knows_tall_scripts) {
    EXPECT_FALSE(stands_tall("abc Ärger Ελλάδα 東京 العربية"));
    EXPECT_TRUE(stands_tall("தமிழ்"));
    EXPECT_TRUE(stands_tall("ok 👍"));
}

TEST(text, knows_its_direction) {
    EXPECT_FALSE(runs_left("abc"));
    EXPECT_FALSE(runs_left("123 –"));
    EXPECT_TRUE(runs_left("שלום"));
    EXPECT_TRUE(runs_left("12 القاهرة"));
    EXPECT_TRUE(runs_left("\"عربي\" abc"));
    EXPECT_FALSE(runs_left("abc עברית"));
    EXPECT_FALSE(runs_left("東京 עברית"));
    EXPECT_EQ(isolated("abc"), "abc");
    EXPECT_EQ(isolated("abc שלום"), "\u2068abc שלום\u2069");
}

}  // namespace
