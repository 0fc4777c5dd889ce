#include "core/link/alignment.hpp"

#include <cmath>
#include <random>

#include "support.hpp"

namespace {

using namespace xm::core;
using xm::test::refusal;

std::array<alignment_row, 4> align_pairs(const std::vector<unit_pair>& pairs, poll check = no_poll) {
    std::pmr::monotonic_buffer_resource memory;
    record_store store(&memory, sizeof(unit_pair));
    for (const unit_pair& p : pairs) store.add(&p);
    return align(store, check);
}

TEST(alignment, quadrants_by_the_medians) {
    const auto rows = align_pairs({{1, 10}, {2, 40}, {3, 20}, {4, 30}});  // medians 2.5 and 25
    EXPECT_EQ(rows[0].quadrant, "both");
    EXPECT_EQ(rows[0].units, 1);
    EXPECT_EQ(*rows[0].ex_mean, 4);
    EXPECT_EQ(rows[1].quadrant, "employees_only");
    EXPECT_EQ(*rows[1].cx_mean, 20);
    EXPECT_EQ(rows[2].quadrant, "customers_only");
    EXPECT_EQ(*rows[2].ex_mean, 2);
    EXPECT_EQ(rows[3].quadrant, "neither");
    EXPECT_EQ(rows[3].share, 0.25);
}

TEST(alignment, a_unit_on_the_median_counts_as_high) {
    const auto rows = align_pairs({{1, 1}, {2, 2}, {3, 3}});
    EXPECT_EQ(rows[0].units, 2);
    EXPECT_EQ(rows[3].units, 1);
    EXPECT_FALSE(rows[1].ex_mean) << "an empty quadrant has no mean";
    EXPECT_EQ(align_pairs({{5, 5}})[0].units, 1);
}

TEST(alignment, order_does_not_show) {
    std::mt19937_64 random(2);
    std::normal_distribution<double> normal;
    std::vector<unit_pair> pairs(1001);
    for (auto& p : pairs) p = {normal(random), normal(random)};
    const auto first = align_pairs(pairs);
    std::shuffle(pairs.begin(), pairs.end(), random);
    const auto again = align_pairs(pairs);
    for (std::size_t i = 0; i < 4; ++i) {
        EXPECT_EQ(again[i].units, first[i].units);
        EXPECT_EQ(*again[i].ex_mean, *first[i].ex_mean);
    }
}

TEST(alignment, tiny_scores_keep_their_median) {
    EXPECT_EQ(align_pairs({{0, 0}, {5e-324, 5e-324}, {5e-324, 5e-324}, {1, 1}})[0].units, 3);
}

TEST(alignment, polls_all_the_way) {
    static int polls;
    polls = 0;
    std::vector<unit_pair> pairs(1000000);
    for (std::size_t i = 0; i < pairs.size(); ++i) pairs[i] = {static_cast<double>(i * 7919 % 1000003), static_cast<double>(i)};
    align_pairs(pairs, [] { ++polls; });
    EXPECT_GT(polls, 100) << "a million units are worked on in steps of a few thousand";
}

TEST(alignment, can_be_stopped) {
    struct stop {};
    EXPECT_THROW(align_pairs(std::vector<unit_pair>(100000, {1, 2}), [] { throw stop(); }), stop);
}

TEST(alignment, a_full_memory_is_reported) {
    std::pmr::monotonic_buffer_resource little(std::pmr::null_memory_resource());
    record_store store(&little, sizeof(unit_pair));
    const unit_pair one{1, 2};
    EXPECT_THROW(store.add(&one), std::bad_alloc);
    EXPECT_EQ(store.size(), 0U);
}

}  // namespace
