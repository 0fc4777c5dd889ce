#include <algorithm>
#include <cmath>
#include <random>

#include "allocation.hpp"
#include "support.hpp"

namespace {

using namespace xm::core;
using xm::test::ratings_of;
using xm::test::refusal;
using xm::test::running_ratings;
using xm::test::stored;
using xm::test::wire;

// Ratings of every size, with and without weights, drawn from a fixed seed.
std::vector<ratings> samples() {
    std::mt19937_64 random(7);
    std::vector<ratings> all;
    for (const int top : {0, 1, 5, 10, 13, 14, 31, 32, 100})
        for (const int n : {1, 2, 1000}) {
            running_ratings plain, weighted;
            for (int i = 0; i < n; ++i) {
                const auto rating = static_cast<std::uint32_t>(random() % static_cast<unsigned>(top + 1));
                plain.add(rating);
                weighted.add(rating, std::ldexp(static_cast<double>(random() % 1000 + 1), static_cast<int>(random() % 20) - 10));
            }
            all.push_back(plain.value());
            all.push_back(weighted.value());
        }
    return all;
}

TEST(ratings, counts) {
    const ratings r = ratings_of({3, 5, 5, 100, 0});
    EXPECT_EQ(r.responses(), 5U);
    EXPECT_EQ(r.n[5], 2U);
    EXPECT_EQ(r.highest(), 100);
    EXPECT_EQ(r.to_text(), R"({"type":"ratings","version":1,"responses":{"0":1,"3":1,"5":2,"100":1}})");
}

TEST(ratings, layout_is_that_of_states_md) {
    const auto body = stored(ratings_of({0, 2, 2}));
    const std::vector<std::uint8_t> expected{1, 1, 0, 3, 1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0};
    ASSERT_EQ(body.size(), expected.size());
    EXPECT_EQ(std::memcmp(body.data(), expected.data(), expected.size()), 0);
    EXPECT_EQ(stored(ratings_of({10})).size() + 4, 52U);
    EXPECT_EQ(running::fresh(false, 10).size() + 4, 64U);
    const auto sent = wire(ratings_of({1}));
    const std::vector<std::uint8_t> expected_wire{1, 1, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    ASSERT_EQ(sent.size(), expected_wire.size());
    EXPECT_EQ(std::memcmp(sent.data(), expected_wire.data(), sent.size()), 0);
}

TEST(ratings, every_form_reads_back_to_the_same_bits) {
    for (const ratings& r : samples()) {
        EXPECT_EQ(stored(ratings::from_stored(stored(r))), stored(r));
        EXPECT_EQ(stored(ratings::from_wire(wire(r))), stored(r));
        EXPECT_EQ(stored(ratings::from_text(r.to_text())), stored(r));
    }
}

TEST(ratings, merging_any_split_gives_the_whole) {
    std::mt19937_64 random(3);
    std::vector<std::pair<std::uint32_t, double>> rows(5000);
    for (auto& [rating, weight] : rows) {
        rating = static_cast<std::uint32_t>(random() % 11);
        weight = std::ldexp(1 + static_cast<double>(random() % 1000003) / 1000003, static_cast<int>(random() % 8));
    }
    for (const bool weighted : {false, true}) {
        const auto add = [&](running_ratings& to, const auto& row) {
            weighted ? to.add(row.first, row.second) : to.add(row.first);
        };
        running_ratings whole;
        for (const auto& row : rows) add(whole, row);
        for (int split = 0; split < 200; ++split) {
            std::shuffle(rows.begin(), rows.end(), random);
            std::vector<running_ratings> parts(1 + random() % 40);
            for (const auto& row : rows) add(parts[random() % parts.size()], row);
            running_ratings running_merge, stored_merge;
            for (const auto& part : parts) {
                if (part.empty()) continue;
                running_merge.merge(part.body());          // as parallel workers do
                stored_merge.merge(stored(part.value()));  // as rollup of a table does
            }
            EXPECT_EQ(stored(running_merge.value()), stored(whole.value()));
            if (!weighted) {
                EXPECT_EQ(stored(stored_merge.value()), stored(whole.value()));
                continue;
            }
            const ratings a = stored_merge.value(), b = whole.value();
            for (std::size_t i = 0; i <= 10; ++i) {
                EXPECT_EQ(a.n[i], b.n[i]);
                EXPECT_NEAR(a.w[i], b.w[i], 1e-14 * b.w[i]);
                EXPECT_NEAR(a.w2[i], b.w2[i], 1e-14 * b.w2[i]);
            }
        }
    }
}

TEST(ratings, taking_away_what_was_added_gives_the_rest) {
    std::mt19937 random(3);
    for (int trial = 0; trial < 200; ++trial) {
        running_ratings part, rest, whole, weighted_part, weighted_rest, weighted_whole;
        for (int i = 0; i < 50; ++i) {
            const auto rating = static_cast<std::uint32_t>(random() % 101);
            const double weight =
                std::ldexp(1.0 + static_cast<double>(random() % 1000) / 1000, static_cast<int>(random() % 10) - 5);
            (i % 3 == 0 ? part : rest).add(rating);
            (i % 3 == 0 ? weighted_part : weighted_rest).add(rating, weight);
            whole.add(rating);
            weighted_whole.add(rating, weight);
        }
        ratings left = whole.value();
        left.take_away(part.value());
        EXPECT_EQ(stored(left), stored(rest.value()));
        left.take_away(rest.value());
        EXPECT_TRUE(left.empty());
        ratings weighted_left = weighted_whole.value();
        weighted_left.take_away(weighted_part.value());
        const ratings expected = weighted_rest.value(), before = weighted_whole.value();
        for (std::size_t i = 0; i < ratings::max_slots; ++i) {
            EXPECT_EQ(weighted_left.n[i], expected.n[i]);
            EXPECT_NEAR(weighted_left.w[i], expected.w[i], 1e-12 * before.w[i]);
            EXPECT_NEAR(weighted_left.w2[i], expected.w2[i], 1e-12 * before.w2[i]);
        }
        EXPECT_EQ(stored(ratings::from_stored(stored(weighted_left))), stored(weighted_left));  // rounding left a valid state
    }
}

TEST(ratings, what_was_not_added_cannot_be_taken_away) {
    running_ratings some, others, weighted;
    some.add(3);
    others.add(3);
    others.add(4);
    weighted.add(3, 2);
    ratings left = some.value();
    EXPECT_EQ(refusal(errc::range, [&] { left.take_away(others.value()); }),
              "what is taken away was not added: responses of rating 4");
    EXPECT_EQ(stored(left), stored(some.value()));
    EXPECT_NE(refusal(errc::invalid, [&] { left.take_away(weighted.value()); }), "");
    running_ratings heavy, light;
    heavy.add(3, 8);
    light.add(3, 1);
    light.add(3, 1);
    ratings heavier = light.value();
    EXPECT_EQ(refusal(errc::range, [&] { heavier.take_away(heavy.value()); }),
              "what is taken away was not added: responses of rating 3");
}

TEST(ratings, grows_from_narrow_to_wide_counters) {
    const auto many = [](std::uint64_t n) {
        return ratings::from_text(R"({"type":"ratings","version":1,"responses":{"4":)" + std::to_string(n) + "}}");
    };
    running_ratings r;
    r.merge(stored(many(4294967295)));
    EXPECT_EQ(stored(r.value()).size(), 4U + 5 * 4);
    r.add(4);
    EXPECT_EQ(r.value().n[4], 4294967296U);
    EXPECT_EQ(stored(r.value()).size(), 4U + 5 * 8);
    r.add(4);
    r.add(90);
    EXPECT_EQ(r.value().n[4], 4294967297U);
    r.merge(stored(many(4294967295)));
    EXPECT_EQ(r.value().n[4], 8589934592U);
    running_ratings full;
    full.merge(stored(many(std::uint64_t{1} << 62)));
    EXPECT_NE(refusal(errc::range, [&] { full.merge(stored(many(1))); }), "");
    EXPECT_EQ(full.value().n[4], std::uint64_t{1} << 62) << "a refused merge changes nothing";
}

TEST(ratings, weighted_and_unweighted_do_not_mix) {
    running_ratings plain, weighted;
    plain.add(3);
    weighted.add(3, 2);
    EXPECT_NE(refusal(errc::invalid, [&] { plain.merge(weighted.body()); }), "");
    EXPECT_NE(refusal(errc::invalid, [&] { weighted.merge(plain.body()); }), "");
    EXPECT_NE(refusal(errc::invalid, [&] { plain.add(3, 1.0); }), "");
    EXPECT_NE(refusal(errc::invalid, [&] { weighted.add(3); }), "");
}

TEST(ratings, refuses_text_that_describes_no_state) {
    for (const char* text :
         {"",
          "{}",
          "[]",
          R"({"type":"ratings","version":1})",
          R"({"type":"ratings","version":1,"responses":{}})",
          R"({"type":"ratings","version":1,"responses":{"3":0}})",
          R"({"type":"ratings","version":1,"responses":{"3":-1}})",
          R"({"type":"ratings","version":1,"responses":{"101":1}})",
          R"({"type":"ratings","version":1,"responses":{"3":1.5}})",
          R"({"type":"ratings","version":1,"responses":{"3":1,"3":1}})",
          R"({"type":"ratings","version":1,"responses":{"3":1},"responses":{}})",
          R"({"type":"linkage","version":1,"responses":{"3":1}})",
          R"({"type":"ratings","version":0,"responses":{"3":1}})",
          R"({"type":"ratings","version":1,"responses":{"3":1},"mood":1})",
          R"({"type":"ratings","version":1,"responses":{"3":9223372036854775807}})",
          R"({"type":"ratings","version":1,"responses":{"3":1},"weight":{"3":1}})",
          R"({"type":"ratings","version":1,"responses":{"3":1},"weight":{"3":1},"weight_squared":{"4":1}})",
          R"({"type":"ratings","version":1,"responses":{"3":1},"weight":{"3":-1},"weight_squared":{"3":1}})",
          R"({"type":"ratings","version":1,"responses":{"3":2},"weight":{"3":2},"weight_squared":{"3":9}})",
          R"({"type":"ratings","version":1,"responses":{"3":1},"weight":{"3":1e200},"weight_squared":{"3":1}})"})
        EXPECT_NE(refusal(errc::corrupt_text, [&] { ratings::from_text(text); }), "") << text;
    EXPECT_NE(refusal(errc::newer_version, [] { ratings::from_text(R"({"type":"ratings","version":2,"responses":{"3":1}})"); }),
              "");
}

TEST(ratings, refuses_every_truncation_and_excess) {
    for (const ratings& r : samples()) {
        const auto body = stored(r);
        const auto sent = wire(r);
        for (std::size_t n = 0; n < body.size(); ++n)
            EXPECT_NE(refusal(errc::corrupt_stored, [&] { ratings::from_stored(bytes(body).first(n)); }), "");
        for (std::size_t n = 0; n < sent.size(); ++n)
            EXPECT_NE(refusal(errc::corrupt_wire, [&] { ratings::from_wire(bytes(sent).first(n)); }), "");
        auto longer = sent;
        longer.push_back(std::byte{0});
        EXPECT_NE(refusal(errc::corrupt_wire, [&] { ratings::from_wire(longer); }), "");
    }
}

TEST(ratings, says_when_a_newer_version_wrote_the_value) {
    auto body = stored(ratings_of({3}));
    body[1] = std::byte{2};
    EXPECT_NE(refusal(errc::newer_version, [&] { ratings::from_stored(body); }), "");
}

TEST(ratings, survives_failed_allocations) {
    const ratings r = samples().back();
    const std::string text = r.to_text();
    EXPECT_GT(xm::test::survive_failed_allocations([&] {
                  EXPECT_EQ(ratings::from_text(text).to_text(), text);
                  EXPECT_EQ(ratings::from_wire(wire(r)).to_text(), text);
              }),
              2U);
}

}  // namespace
