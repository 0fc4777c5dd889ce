#include "core/words/log_odds.hpp"

#include <algorithm>
#include <cmath>

#include "words_support.hpp"

namespace {

using namespace xm::core;
using namespace xm::test;

TEST(log_odds, equations_of_the_paper) {
    // Two words, by hand: inside 3 and 1, outside 1 and 5; prior 10 in proportion, 4 and 6.
    std::pmr::monotonic_buffer_resource memory;
    grouped_words rows(&memory, no_poll);
    for (int i = 0; i < 3; ++i) rows.add(comment{"a", "a"}, true);
    rows.add(comment{"b"}, true);
    rows.add(comment{"a"}, false);
    for (int i = 0; i < 5; ++i) rows.add(comment{"b"}, false);
    const auto odds = rows.odds(10);
    ASSERT_EQ(odds.size(), 2U);
    EXPECT_EQ(odds[0].word, "a");
    EXPECT_EQ(odds[0].inside, 3);
    EXPECT_EQ(odds[0].outside, 1);
    EXPECT_NEAR(odds[0].log_odds, std::log(7.0 / 7.0) - std::log(5.0 / 11.0), 1e-14);
    EXPECT_NEAR(odds[0].std_error, std::sqrt(1 / 7.0 + 1 / 5.0), 1e-14);
    EXPECT_NEAR(odds[1].z, -odds[0].log_odds / std::sqrt(1 / 7.0 + 1 / 11.0), 1e-14);
}

TEST(log_odds, nothing_to_tell) {
    std::pmr::monotonic_buffer_resource memory;
    grouped_words none(&memory, no_poll), one(&memory, no_poll), side(&memory, no_poll);
    EXPECT_TRUE(none.odds({}).empty());
    one.add(comment{"a"}, true);
    one.add(comment{"a"}, false);
    EXPECT_TRUE(one.odds({}).empty());
    side.add(comment{"a", "b"}, true);
    EXPECT_TRUE(side.odds({}).empty());
    side.add({}, false);  // a comment without words counts
    EXPECT_EQ(side.odds({}).size(), 2U);
    for (const double prior : {0.0, -2.0, std::nan(""), HUGE_VAL}) EXPECT_EQ(refused([&] { check_prior(prior); }), errc::invalid);
}

TEST(log_odds, any_order_and_split_gives_the_same_bits) {
    std::mt19937_64 random(3);
    std::vector<std::pair<comment, bool>> rows;
    static const std::vector<std::string_view> words{
        "late", "rude", "kind", "clean", "\xF0\x9F\x98\xA1", "\xE9\xBA\xBA\xE5\x8C\x85", "queue", "x"};
    for (int i = 0; i < 400; ++i) {
        comment c;
        for (auto n = random() % 6; n > 0; --n) c.push_back(words[random() % words.size()]);
        rows.emplace_back(c, random() % 3 == 0);
    }
    std::pmr::monotonic_buffer_resource memory;
    std::vector<word_odds> first;
    std::vector<std::byte> kept;
    for (int turn = 0; turn < 5; ++turn) {
        grouped_words parts[3] = {{&memory, no_poll}, {&memory, no_poll}, {&memory, no_poll}};
        for (const auto& [c, inside] : rows) parts[turn == 0 ? 0 : random() % 3].add(c, inside);
        grouped_words all(&memory, no_poll);
        for (const grouped_words& p : parts) {
            std::vector<std::byte> packed(p.packed_size());
            p.pack(packed.data(), no_poll);
            if (turn % 2 == 0)
                all.unpack(packed, no_poll);
            else
                all.add_all(p, no_poll);
        }
        const auto odds = all.odds({});
        ASSERT_EQ(odds.size(), words.size());
        if (turn == 0) first.assign(odds.begin(), odds.end());
        for (std::size_t i = 0; i < odds.size(); ++i) {
            EXPECT_EQ(odds[i].word, first[i].word);
            EXPECT_EQ(odds[i].z, first[i].z);
        }
        std::shuffle(rows.begin(), rows.end(), random);
    }
}

}  // namespace
