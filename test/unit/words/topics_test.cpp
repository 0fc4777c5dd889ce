#include "core/words/topics.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "core/num/random.hpp"
#include "core/num/topic_kernel.hpp"
#include "words_support.hpp"

namespace xm::core {
extern const topic_kernel topic_kernel_baseline;  // topic_kernel.cpp
}

namespace {

using namespace xm::core;
using namespace xm::test;

std::vector<comment> planted(std::size_t n, unsigned seed) {
    static const std::vector<std::vector<std::string_view>> topics{
        {"bread", "milk", "fruit", "rice"}, {"train", "ticket", "delay"}, {"loan", "fee"}};
    std::mt19937_64 random(seed);
    std::vector<comment> list;
    for (std::size_t i = 0; i < n; ++i) {
        const auto& words = topics[i % 6 < 3 ? 0 : i % 6 < 5 ? 1 : 2];
        comment c;
        for (int k = 0; k < 6; ++k) c.push_back(words[std::min(random() % words.size(), random() % words.size())]);
        list.push_back(c);
    }
    list.emplace_back();
    return list;
}

topic_model fit(const std::vector<comment>& list, std::int64_t k, std::int64_t seed = 0) {
    std::pmr::monotonic_buffer_resource memory;
    topic_comments all(&memory, no_poll);
    for (const comment& c : list) all.add(c);
    return all.fit(k, seed, no_poll);
}

std::vector<std::byte> stored(const topic_model& m) {
    std::vector<std::byte> body(m.stored_size());
    m.to_stored(body.data());
    return body;
}

TEST(topics, planted_ones_are_found) {
    const topic_model m = fit(planted(300, 1), 3);
    EXPECT_EQ(m.comments, 301);
    EXPECT_EQ(m.words(), 9U);
    EXPECT_NEAR(m.shares[0], 0.5, 0.01);
    EXPECT_NEAR(m.shares[2], 1 / 6.0, 0.01);
    const char* const first[3] = {"bread", "train", "loan"};
    std::pmr::monotonic_buffer_resource memory;
    topic_finder finder(&memory, m, no_poll);
    for (std::size_t z = 0; z < 3; ++z) {
        EXPECT_EQ(m.word(m.top(z, 1, no_poll)[0]), first[z]);
        EXPECT_EQ(finder.topic(comment{first[z], "zzz"}), static_cast<std::int32_t>(z) + 1);
    }
    double sum = 0;
    for (const double p : finder.probabilities(comment{"bread", "milk", "train", "loan"})) sum += p;
    EXPECT_NEAR(sum, 1, 1e-12);
    const auto unknown = finder.probabilities(comment{"zzz"});
    EXPECT_TRUE(std::equal(unknown.begin(), unknown.end(), m.shares.begin()));
}

TEST(topics, one_topic_is_the_shares_of_the_words) {
    const topic_model m = fit({{"a", "a", "b"}, {"a"}}, 1);
    EXPECT_NEAR(m.probability(0, 0), 3.1 / 4.2, 1e-12);
    EXPECT_NEAR(m.shares[0], 1, 1e-12);
    EXPECT_NEAR(m.log_likelihood, 3 * std::log(3.1 / 4.2) + std::log(1.1 / 4.2), 1e-9);
}

// Hofmann's steps as they are written, from ten starts of their own.
double likeliest_by_plain_steps(const std::vector<comment>& list, std::size_t k) {
    std::map<std::string_view, std::size_t> number;
    std::vector<std::vector<std::size_t>> numbers;
    for (const comment& c : list) {
        numbers.emplace_back();
        for (const std::string_view w : c) numbers.back().push_back(number.emplace(w, number.size()).first->second);
    }
    random_numbers random{99};
    double best = -HUGE_VAL;
    for (int start = 0; start < 10; ++start) {
        std::vector<std::vector<double>> word(k, std::vector<double>(number.size())),
            topic(list.size(), std::vector<double>(k, 1.0 / static_cast<double>(k)));
        for (auto& z : word) {
            for (double& p : z) p = random.uniform();
            const double sum = std::accumulate(z.begin(), z.end(), 0.0);
            for (double& p : z) p /= sum;
        }
        for (double before = -HUGE_VAL;;) {
            std::vector<std::vector<double>> counts(k, std::vector<double>(number.size(), 0.1));
            double now = 0;
            for (std::size_t d = 0; d < list.size(); ++d) {
                std::vector<double> mine(k, 0.1);
                for (const std::size_t w : numbers[d]) {
                    double sum = 0;
                    for (std::size_t z = 0; z < k; ++z) sum += topic[d][z] * word[z][w];
                    now += std::log(sum);
                    for (std::size_t z = 0; z < k; ++z) {
                        const double part = topic[d][z] * word[z][w] / sum;
                        mine[z] += part;
                        counts[z][w] += part;
                    }
                }
                const double sum = std::accumulate(mine.begin(), mine.end(), 0.0);
                for (std::size_t z = 0; z < k; ++z) topic[d][z] = mine[z] / sum;
            }
            for (std::size_t z = 0; z < k; ++z) {
                const double sum = std::accumulate(counts[z].begin(), counts[z].end(), 0.0);
                for (std::size_t w = 0; w < number.size(); ++w) word[z][w] = counts[z][w] / sum;
            }
            if (std::fabs(now - before) <= 1e-8 * std::fabs(now)) {
                best = std::max(best, now);
                break;
            }
            before = now;
        }
    }
    return best;
}

TEST(topics, extrapolation_ends_no_lower_than_plain_steps) {
    for (const unsigned seed : {1U, 2U})
        for (const std::size_t k : {2, 5}) {
            const auto list = planted(60, seed);
            const double plain = likeliest_by_plain_steps(list, k);
            const topic_model m = fit(list, static_cast<std::int64_t>(k));
            EXPECT_GT(m.log_likelihood, plain - 1e-3 * std::fabs(plain)) << seed << " " << k;
        }
}

TEST(topics, any_order_and_split_gives_the_same_bits) {
    auto list = planted(200, 3);
    const auto whole = stored(fit(list, 3, 7));
    std::mt19937_64 random(2);
    for (int turn = 0; turn < 3; ++turn) {
        std::shuffle(list.begin(), list.end(), random);
        for (comment& c : list) std::shuffle(c.begin(), c.end(), random);
        std::pmr::monotonic_buffer_resource memory;
        topic_comments a(&memory, no_poll), b(&memory, no_poll), all(&memory, no_poll);
        for (const comment& c : list) (random() % 2 == 0 ? a : b).add(c);
        std::vector<std::byte> packed(a.packed_size());
        a.pack(packed.data(), no_poll);
        all.add_all(b, no_poll);
        all.unpack(packed, no_poll);
        EXPECT_EQ(stored(all.fit(3, 7, no_poll)), whole);
    }
}

TEST(topics, reads_back_from_every_form) {
    const topic_model m = fit(planted(100, 5), 4);
    EXPECT_EQ(stored(topic_model::from_text(m.to_text())), stored(m));
    EXPECT_EQ(stored(topic_model::from_stored(stored(m))), stored(m));
    const auto body = stored(m);
    for (std::size_t cut = 0; cut < body.size(); cut += 7) EXPECT_THROW(topic_model::from_wire(bytes(body).first(cut)), error);
    for (std::size_t i = 4; i < body.size(); i += 5) {
        auto damaged = body;
        damaged[i] ^= std::byte{1};
        EXPECT_THROW(topic_model::from_wire(damaged), error);
    }
    for (const std::int64_t k : {-1, 0, 1001}) EXPECT_EQ(refused([&] { check_topics(k); }), errc::invalid);
}

TEST(topics, both_kernels_give_the_same_bits) {
    random_numbers random{7};
    for (const std::size_t fours : {1, 2, 3, 4, 7}) {
        constexpr std::size_t words = 50;
        std::vector<topic_entry> some;
        for (std::uint32_t w = 0; w < words; w += 1 + static_cast<std::uint32_t>(3 * random.uniform()))
            some.push_back({w, random.uniform() < 0.8 ? 1.0F : 2.0F});
        std::vector<double> of_words(4 * fours * words), of_sums(4 * fours * words), of_comment(4 * fours), here(4 * fours);
        for (double& x : of_words) x = random.uniform();
        for (double& x : of_comment) x = random.uniform();
        auto of_sums_too = of_sums, here_too = here;
        const auto run = [&](const topic_kernel& k, std::vector<double>& sums, std::vector<double>& h) {
            return k.comment(some.data(), some.size(), of_words.data(), sums.data(), of_comment.data(), fours, 3, h.data());
        };
        EXPECT_EQ(run(topic_kernel_baseline, of_sums, here), run(topics_kernel(), of_sums_too, here_too)) << fours;
        EXPECT_EQ(of_sums, of_sums_too) << fours;
        EXPECT_EQ(here, here_too) << fours;
        // Each word adds as often as it stands there.
        double times = 0;
        for (const topic_entry& e : some) times += e.times;
        EXPECT_NEAR(std::accumulate(here.begin(), here.end(), 0.0), times, 1e-12 * times);
    }
}

}  // namespace
