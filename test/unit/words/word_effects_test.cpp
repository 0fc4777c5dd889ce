#include "core/words/word_effects.hpp"

#include <algorithm>
#include <cmath>

#include "words_support.hpp"

namespace {

using namespace xm::core;
using namespace xm::test;

struct rated {
    comment words;
    int rating;
};

std::pmr::vector<word_effect> effects(std::pmr::memory_resource* memory, const std::vector<rated>& rows, const char* name,
                                      std::int64_t least) {
    rated_words all(memory, metric::parse(name), no_poll);
    for (const rated& r : rows) all.add(r.words, r.rating);
    return all.effects(least);
}

TEST(word_effects, normal_equations) {
    const std::vector<rated> rows{
        {{"a", "b"}, 9},       {{"c", "d", "e"}, 3},           {{"a"}, 8},     {{"c", "d", "e", "f"}, 2}, {{"c", "d"}, 7},
        {{"a", "b", "c"}, 10}, {{"c", "d", "e", "f", "g"}, 4}, {{"a", "a"}, 6}};
    std::pmr::monotonic_buffer_resource memory;
    const auto rows_of = effects(&memory, rows, "mean", 2);
    const auto found = std::find_if(rows_of.begin(), rows_of.end(), [](const word_effect& e) { return e.word == "a"; });
    ASSERT_NE(found, rows_of.end());
    EXPECT_EQ(found->responses, 4);
    EXPECT_NEAR(found->value, 8.25, 1e-14);
    EXPECT_NEAR(found->rest, 4.0, 1e-14);
    // The normal equations by hand: residual products of h and y on the length.
    double L[8], n = 8, ml = 0, my = 0, mh = 0.5;
    const double y[8] = {9, 3, 8, 2, 7, 10, 4, 6}, h[8] = {1, 0, 1, 0, 0, 1, 0, 1}, k[8] = {2, 3, 1, 4, 2, 3, 5, 1};
    for (int i = 0; i < 8; ++i) L[i] = std::log1p(k[i]), ml += L[i] / n, my += y[i] / n;
    double hh = 0, ll = 0, yy = 0, hl = 0, hy = 0, ly = 0;
    for (int i = 0; i < 8; ++i) {
        hh += (h[i] - mh) * (h[i] - mh), ll += (L[i] - ml) * (L[i] - ml), yy += (y[i] - my) * (y[i] - my);
        hl += (h[i] - mh) * (L[i] - ml), hy += (h[i] - mh) * (y[i] - my), ly += (L[i] - ml) * (y[i] - my);
    }
    const double d = hh * ll - hl * hl, b = (hy * ll - ly * hl) / d, c = (ly * hh - hy * hl) / d;
    EXPECT_NEAR(found->difference, b, 1e-12);
    EXPECT_NEAR(*found->std_error, std::sqrt((yy - b * hy - c * ly) / 5 * ll / d), 1e-12);
    EXPECT_TRUE(found->p_value && found->q_value);
}

TEST(word_effects, a_constant_length_drops_out) {
    std::vector<rated> rows;
    for (int i = 0; i < 12; ++i) rows.push_back({{i % 2 == 0 ? "yes" : "no"}, i % 2 == 0 ? 5 + i % 3 : 3 + i % 4});
    std::pmr::monotonic_buffer_resource memory;
    const auto found = effects(&memory, rows, "mean", 3);
    ASSERT_EQ(found.size(), 2U);
    // Student's t test of two groups with one variance.
    double sums[2] = {0, 0}, squares[2] = {0, 0};
    for (int i = 0; i < 12; ++i)
        sums[i % 2] += rows[static_cast<std::size_t>(i)].rating,
            squares[i % 2] += rows[static_cast<std::size_t>(i)].rating * rows[static_cast<std::size_t>(i)].rating;
    const double within = squares[0] - sums[0] * sums[0] / 6 + squares[1] - sums[1] * sums[1] / 6;
    for (const word_effect& e : found) {
        EXPECT_NEAR(e.difference, (e.word == "yes" ? 1 : -1) * (sums[0] - sums[1]) / 6, 1e-12);
        EXPECT_NEAR(*e.std_error, std::sqrt(within / 10 * (2 / 6.0)), 1e-12);
    }
}

TEST(word_effects, of_words_in_the_same_comments_the_shortest) {
    std::vector<rated> rows;
    for (int i = 0; i < 40; ++i)
        rows.push_back({i % 4 == 0 ? comment{"lot", "parking", "bay", "\xC3\xA4\xC3\xB6"} : comment{"all", "rest"}, i % 7});
    for (rated& r : rows) r.words.push_back("every");  // in all comments: in no comparison
    std::pmr::monotonic_buffer_resource memory;
    std::vector<std::string> words;
    for (const word_effect& e : effects(&memory, rows, "mean", 5)) words.emplace_back(e.word);
    std::sort(words.begin(), words.end());
    EXPECT_EQ(words, (std::vector<std::string>{"all", "\xC3\xA4\xC3\xB6"}));  // two characters of four bytes
}

TEST(word_effects, who_is_unhappy_only_writes_more) {
    // The longer the comment the lower its rating, by the logarithm of its length and chance; what words it has is chance.
    std::mt19937_64 random(11);
    std::uniform_real_distribution<double> uniform;
    std::vector<std::string> words;
    for (int i = 0; i < 200; ++i) words.push_back("w" + std::to_string(i));
    std::vector<rated> rows;
    for (int i = 0; i < 20000; ++i) {
        const std::size_t length = 1 + random() % 30;
        rated r{{},
                static_cast<int>(std::floor(9.4 - 2.2 * std::log1p(static_cast<double>(length)) + 3 * (uniform(random) - 0.5) +
                                            uniform(random)))};
        while (r.words.size() < length)
            if (const std::string_view w = words[random() % 200]; std::find(r.words.begin(), r.words.end(), w) == r.words.end())
                r.words.push_back(w);
        rows.push_back(std::move(r));
    }
    std::pmr::monotonic_buffer_resource memory;
    const auto found = effects(&memory, rows, "mean", 10);
    EXPECT_EQ(found.size(), 200U);
    int below = 0;
    for (const word_effect& e : found) {
        EXPECT_LT(e.value, e.rest);  // plain means would call every word bad
        below += *e.p_value < 0.05 ? 1 : 0;
        EXPECT_GT(*e.q_value, 0.05) << e.word;
    }
    EXPECT_LT(below, 25);
}

TEST(word_effects, any_order_and_split_gives_the_same_bits) {
    std::mt19937_64 random(5);
    std::vector<std::string> words;
    for (int i = 0; i < 50; ++i) words.push_back("w" + std::to_string(i));
    std::vector<rated> rows;
    for (int i = 0; i < 600; ++i) {
        rated r{{}, static_cast<int>(random() % 11)};
        for (auto n = random() % 9; n > 0; --n) r.words.push_back(words[std::min(random() % 50, random() % 50)]);
        rows.push_back(r);
    }
    std::pmr::monotonic_buffer_resource memory;
    const metric m = metric::parse("nps");
    std::vector<word_effect> first;
    for (int turn = 0; turn < 4; ++turn) {
        rated_words a(&memory, m, no_poll), b(&memory, m, no_poll), all(&memory, m, no_poll);
        for (const rated& r : rows) (random() % 2 == 0 ? a : b).add(r.words, r.rating);
        std::vector<std::byte> packed(a.packed_size());
        a.pack(packed.data(), no_poll);
        all.add_all(b, no_poll);
        all.unpack(packed, no_poll);
        const auto found = all.effects(10);
        if (turn == 0) first.assign(found.begin(), found.end());
        ASSERT_EQ(found.size(), first.size());
        for (std::size_t i = 0; i < found.size(); ++i) {
            EXPECT_EQ(found[i].word, first[i].word);
            EXPECT_EQ(found[i].difference, first[i].difference);
            EXPECT_EQ(found[i].p_value, first[i].p_value);
            EXPECT_EQ(found[i].shrunken, first[i].shrunken);
        }
        std::shuffle(rows.begin(), rows.end(), random);
    }
}

TEST(word_effects, what_is_refused) {
    std::pmr::monotonic_buffer_resource memory;
    rated_words rows(&memory, metric::parse("csat"), no_poll);
    EXPECT_EQ(refused([&] { rows.add(comment{"a"}, 9); }), errc::invalid);
    EXPECT_EQ(refused([&] { rows.effects(0); }), errc::invalid);
    EXPECT_TRUE(rows.effects(1).empty());
    rows.add({}, 3);
    EXPECT_TRUE(rows.effects(1).empty());
}

}  // namespace
