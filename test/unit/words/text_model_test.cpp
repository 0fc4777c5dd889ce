#include "core/words/text_model.hpp"

#include <algorithm>
#include <cmath>

#include "words_support.hpp"

namespace {

using namespace xm::core;
using namespace xm::test;

struct labelled {
    std::vector<std::string> words;
    bool label;
};

comment views(const std::vector<std::string>& words) { return {words.begin(), words.end()}; }

std::vector<labelled> comments(std::size_t n, unsigned seed) {
    std::mt19937_64 random(seed);
    std::vector<labelled> list;
    for (std::size_t i = 0; i < n; ++i) {
        labelled c{{}, random() % 3 != 0};
        for (auto k = random() % 7; k > 0; --k)
            c.words.push_back((random() % 3 == 0 ? (c.label ? "good" : "bad") : "thing") + std::to_string(random() % 12));
        list.push_back(c);
    }
    return list;
}

text_model model_of(const std::vector<labelled>& list, double smoothing = 1) {
    std::pmr::monotonic_buffer_resource memory;
    running_text_model all(&memory, smoothing, no_poll);
    for (const labelled& c : list) all.add(views(c.words), c.label);
    return all.value(no_poll);
}

std::vector<std::byte> stored(const text_model& m) {
    std::vector<std::byte> body(m.stored_size());
    m.to_stored(body.data());
    return body;
}

TEST(text_model, folds_by_md5) {
    // echo -n $'clean\nkind' | md5sum
    const auto m = model_of({{{"kind", "clean", "kind"}, true}});
    ASSERT_EQ(m.sample.size(), 1U);
    EXPECT_EQ(m.sample[0].digest, md5().add("clean\nkind").digest());
    EXPECT_EQ(m.total(true), 1);
    EXPECT_EQ(m.words(), 2U);
    md5_digest d{};
    d[0] = 0xFF;  // 4278190080 modulo 5
    EXPECT_EQ(text_model::fold_of(d), 4278190080U % 5);
}

TEST(text_model, any_order_and_split_gives_the_same_bits) {
    auto list = comments(900, 7);
    const auto whole = stored(model_of(list));
    std::mt19937_64 random(1);
    for (int turn = 0; turn < 4; ++turn) {
        std::shuffle(list.begin(), list.end(), random);
        std::pmr::monotonic_buffer_resource memory;
        running_text_model a(&memory, 1, no_poll), b(&memory, 1, no_poll), all(&memory, 1, no_poll);
        for (const labelled& c : list) (random() % 3 == 0 ? a : b).add(views(c.words), c.label);
        if (turn % 2 == 0) {
            std::vector<std::byte> packed(a.packed_size());
            a.pack(packed.data(), no_poll);
            all.add(b.value(no_poll), no_poll);
            all.unpack(packed, no_poll);
        } else {
            all.add_all(a, no_poll);
            all.add(text_model::from_stored(stored(b.value(no_poll))), no_poll);
        }
        EXPECT_EQ(stored(all.value(no_poll)), whole);
    }
}

TEST(text_model, reads_back_from_every_form) {
    auto list = comments(200, 2);
    list.push_back({{std::string(3000, 'x'), "\"quoted\"", "\xF0\x9F\x98\x80", "\xD7\xA9", "", "a\nb", "a", "b"}, true});
    list.push_back({{"a", "b"}, true});
    const text_model m = model_of(list);
    EXPECT_EQ(stored(text_model::from_text(m.to_text())), stored(m));
    EXPECT_EQ(stored(text_model::from_stored(stored(m))), stored(m));
    const auto body = stored(m);
    for (std::size_t cut = 0; cut < body.size(); cut += 7) EXPECT_THROW(text_model::from_wire(bytes(body).first(cut)), error);
    for (std::size_t i = 4; i < body.size(); i += 5) {
        auto damaged = body;
        damaged[i] ^= std::byte{1};
        EXPECT_THROW(text_model::from_wire(damaged), error);
    }
}

// The 20,000 of lowest MD5, of equal ones those without the label first.
TEST(text_model, the_sample) {
    std::pmr::monotonic_buffer_resource memory;
    running_text_model a(&memory, 1, no_poll), b(&memory, 1, no_poll), all(&memory, 1, no_poll);
    std::vector<md5_digest> digests;
    for (int i = 0; i < 70000; ++i) {
        const std::string word = "w" + std::to_string(i % 60000);
        digests.push_back(md5().add(word).digest());
        for (running_text_model* to : {i % 3 == 0 ? &a : &b, &all}) to->add(comment{word}, i % 2 == 0);
    }
    std::sort(digests.begin(), digests.end());
    const text_model m = all.value(no_poll);
    std::int64_t size = 0;
    for (const auto& c : m.sample) size += c.count;
    EXPECT_EQ(size, 20000);
    EXPECT_EQ(m.sample.back().digest, digests[19999]);
    a.add(b.value(no_poll), no_poll);
    EXPECT_EQ(stored(a.value(no_poll)), stored(m));
    running_text_model same(&memory, 1, no_poll);
    for (int i = 0; i < 50000; ++i) same.add(comment{"same"}, i % 5 != 0);
    const text_model s = same.value(no_poll);
    ASSERT_EQ(s.sample.size(), 2U);
    EXPECT_EQ(s.sample[0].count, 10000);
    EXPECT_FALSE(s.sample[0].label);
    EXPECT_EQ(s.sample[1].count, 10000);
    EXPECT_EQ(stored(text_model::from_text(s.to_text())), stored(s));
}

TEST(text_model, asked) {
    const auto list = comments(2000, 4);
    std::pmr::monotonic_buffer_resource memory;
    const text_model m = model_of(list);
    text_classifier c(&memory, m, no_poll);
    ASSERT_TRUE(c.auc && c.slope && c.intercept);
    EXPECT_GT(*c.auc, 0.7);
    EXPECT_GT(*c.probability(comment{"good1", "good2"}), *c.probability(comment{"thing1"}));
    EXPECT_GT(*c.probability(comment{"thing1"}), *c.probability(comment{"bad1", "bad2"}));
    EXPECT_EQ(c.probability(comment{"good1", "good1", "zzz"}), c.probability(comment{"good1"}));
    EXPECT_EQ(c.probability(comment{"zzz"}), c.probability({}));
    // The gradient of Platt's loss is 0 there: the mean calibrated probability is that of the targets, near the share.
    EXPECT_EQ(c.probability(comment{"good1", "thing2"}), c.probability(comment{"thing2", "good1"}));

    text_classifier one(&memory, model_of({{{"a"}, true}, {{"b"}, true}}), no_poll);
    EXPECT_FALSE(one.probability(comment{"a"}) || one.auc);
    // All comments in one fold: the others have nothing.
    text_classifier fold(&memory, model_of({{{"a"}, true}, {{"a"}, false}}), no_poll);
    EXPECT_FALSE(fold.probability(comment{"a"}) || fold.slope);
    // Comments of no words at all, in both classes.
    text_classifier empty(
        &memory, model_of({{{}, true}, {{}, false}, {{"a"}, true}, {{"b"}, false}, {{"c"}, true}, {{"d"}, false}}), no_poll);
    EXPECT_TRUE(empty.probability({}).value_or(0.5) >= 0);
}

TEST(text_model, what_is_refused) {
    for (const double s : {0.0, -1.0, 1e7, std::nan("")}) EXPECT_EQ(refused([&] { check_smoothing(s); }), errc::invalid);
    std::pmr::monotonic_buffer_resource memory;
    running_text_model a(&memory, 1, no_poll);
    EXPECT_EQ(refused([&] { a.add(model_of(comments(5, 1), 2), no_poll); }), errc::invalid);
}

}  // namespace
