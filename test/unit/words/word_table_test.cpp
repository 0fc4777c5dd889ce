#include "core/words/word_table.hpp"

#include "words_support.hpp"

namespace {

using namespace xm::core;
using namespace xm::test;

TEST(word_table, keeps_each_word_once) {
    std::pmr::monotonic_buffer_resource memory;
    word_table table(&memory, 2, no_poll);
    std::vector<std::string> words;
    for (int i = 0; i < 5000; ++i) words.push_back("word " + std::to_string(i * 7919 % 5000));
    for (int turn = 0; turn < 2; ++turn)
        for (const std::string& w : words) table.sums(table.number_of(w))[1] += 3;
    EXPECT_EQ(table.size(), 5000U);
    for (const std::string& w : words) {
        const std::size_t number = table.find(w);
        ASSERT_LT(number, table.size());
        EXPECT_EQ(table.word(number), w);
        EXPECT_EQ(table.sums(number)[1], 6U);
    }
    EXPECT_EQ(table.find("no such word"), table.size());
    EXPECT_EQ(table.find(""), table.size());
    EXPECT_EQ(table.word(table.number_of("")), "");
}

TEST(word_table, words_of_a_comment_count_once) {
    std::pmr::monotonic_buffer_resource memory;
    word_table table(&memory, 0, no_poll);
    EXPECT_TRUE(table.distinct({}).empty());
    EXPECT_EQ(table.distinct(comment{"b", "a", "b", "", "a"}).size(), 3U);
    EXPECT_EQ(table.known(comment{"a", "x", "a", "b"}).size(), 2U);
    EXPECT_EQ(table.size(), 3U);
}

TEST(word_table, order_and_merge) {
    std::pmr::monotonic_buffer_resource memory;
    word_table a(&memory, 1, no_poll), b(&memory, 1, no_poll), c(&memory, 1, no_poll);
    for (const char* w : {"pear", "\xF0\x9F\x98\x80", "apple", "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D", "\xE6\x97\xA5\xE6\x9C\xAC"})
        ++a.sums(a.number_of(w))[0];
    for (const char* w : {"apple", "plum"}) ++b.sums(b.number_of(w))[0];
    a.add_all(b, no_poll);
    std::vector<std::string_view> order;
    for (const std::uint32_t n : a.in_order()) order.push_back(a.word(n));
    EXPECT_EQ(order, (comment{"apple", "pear", "plum", "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D", "\xE6\x97\xA5\xE6\x9C\xAC",
                              "\xF0\x9F\x98\x80"}));
    EXPECT_EQ(a.sums(a.find("apple"))[0], 2U);
    std::vector<std::byte> packed(a.packed_size());
    a.pack(packed.data(), no_poll);
    EXPECT_TRUE(c.unpack(packed, no_poll).empty());
    EXPECT_EQ(c.size(), a.size());
    EXPECT_EQ(c.sums(c.find("apple"))[0], 2U);
    for (std::size_t cut = 0; cut < packed.size(); ++cut) {
        word_table d(&memory, 1, no_poll);
        EXPECT_THROW(d.unpack(bytes(packed).first(cut), no_poll), error);
    }
    EXPECT_EQ(word_length("\xE6\x97\xA5\xE6\x9C\xAC"), 2U);
}

}  // namespace
