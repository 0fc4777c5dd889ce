// Expected values: test/golden/make.R (R datasets::HairEyeColor and mtcars; definitions written out); Cramer's V 0.279 as in
// the manual of R vcd, adjusted Rand index 0.571 as in the manual of scikit-learn.
#include "core/values/association.hpp"

#include <algorithm>
#include <cmath>
#include <memory_resource>
#include <random>

#include "allocation.hpp"
#include "support.hpp"

namespace {

using namespace xm::core;

group_key whole(std::int64_t v) { return {{group_key::whole, static_cast<std::uint64_t>(v)}}; }

struct cross_table {
    using counts = std::vector<std::vector<double>>;
    cross_table() : rows(&arena, sizeof(group_pair), pattern_store::always) {}
    explicit cross_table(const counts& cells) : cross_table() {
        for (std::size_t i = 0; i < cells.size(); ++i)
            for (std::size_t j = 0; j < cells[i].size(); ++j)
                if (cells[i][j] > 0) add(static_cast<std::int64_t>(i), -static_cast<std::int64_t>(j), cells[i][j]);
    }
    void add(std::int64_t a, std::int64_t b, double count = 1) {
        const group_pair pair{whole(a), whole(b)};
        rows.add(&pair, count);
    }
    std::pmr::monotonic_buffer_resource arena;
    pattern_store rows;
};

std::optional<double> v(const cross_table& t) { return cramers_v(t.rows, no_poll); }
std::optional<double> ari(const cross_table& t) { return adjusted_rand(t.rows, no_poll); }

const cross_table::counts hair_and_eyes{{68, 20, 15, 5}, {119, 84, 54, 29}, {26, 17, 14, 14}, {7, 94, 10, 16}},
    cylinders_and_gears{{1, 8, 2}, {2, 4, 1}, {12, 0, 2}};

std::int64_t polls_left;
struct stopped {};

// Sorting, summing and counting can be ended at any time: never more than 65,536 cells, or 16,384 comparisons, without a poll.
TEST(association, polls_all_the_way) {
    std::pmr::monotonic_buffer_resource arena;
    pattern_store store(&arena, sizeof(group_pair), pattern_store::always);
    constexpr std::int64_t labels = 300000;
    for (std::int64_t i = 0; i < labels; ++i) {
        const group_pair pair{whole(i * 7919 % labels), whole(i % 1000)};
        store.add(&pair);
    }
    for (const auto question : {&cramers_v, static_cast<std::optional<double> (*)(const pattern_store&, poll)>(&adjusted_rand)}) {
        constexpr std::int64_t many = 1000000;
        polls_left = many;
        const auto counting = [] {
            if (--polls_left <= 0) throw stopped();
        };
        EXPECT_TRUE(question(store, counting));
        const std::int64_t polls = many - polls_left;
        EXPECT_GT(polls, 3 * labels * 15 / 16384) << "three sorts of 300,000 keys take 15 comparisons a key or more";
        for (const std::int64_t after : {std::int64_t{1}, polls / 3, polls / 2, polls - 10, polls}) {
            polls_left = after;
            EXPECT_THROW(question(store, counting), stopped) << after << " of " << polls;
        }
    }
}

// Making the table of a store anew is polled, too.
TEST(association, a_growing_store_polls) {
    std::pmr::monotonic_buffer_resource arena;
    polls_left = 1000000;
    pattern_store store(&arena, sizeof(group_key), pattern_store::always, 1, [] { --polls_left; });
    for (std::int64_t i = 0; i < 600000; ++i) {
        const group_key key = whole(i);
        store.add(&key);
    }
    EXPECT_LT(polls_left, 1000000 - 60) << "a chunk is at most 16,384 rows";
}

TEST(association, as_in_r) {
    EXPECT_NEAR(*v(cross_table(hair_and_eyes)), 0.27904462334265839, 1e-14);
    EXPECT_NEAR(*v(cross_table(hair_and_eyes)), 0.279, 5e-4);
    EXPECT_NEAR(*v(cross_table(cylinders_and_gears)), 0.53086550256932485, 1e-14);
    EXPECT_NEAR(*ari(cross_table(hair_and_eyes)), 0.072092991847180474, 1e-14);
    EXPECT_NEAR(*ari(cross_table(cylinders_and_gears)), 0.37200634841378816, 1e-14);
    EXPECT_NEAR(*ari(cross_table({{2, 0}, {0, 1}, {0, 1}})), 0.571428571428571, 1e-14);
    EXPECT_NEAR(*ari(cross_table({{1, 1}, {1, 1}})), -0.5, 1e-15) << "less than by chance";
}

TEST(association, agreement_and_none) {
    EXPECT_EQ(*v(cross_table({{7, 0, 0}, {0, 3, 0}, {0, 0, 1}})), 1);
    EXPECT_EQ(*ari(cross_table({{7, 0, 0}, {0, 3, 0}, {0, 0, 1}})), 1);
    EXPECT_EQ(*v(cross_table({{7, 0, 2}, {0, 3, 0}})), 1) << "rows follow from columns";
    EXPECT_NEAR(*v(cross_table({{2, 4, 6}, {3, 6, 9}})), 0, 1e-15);
    EXPECT_NEAR(*ari(cross_table(cross_table::counts(20, std::vector<double>(20, 50)))), 0, 0.01);
    EXPECT_FALSE(v(cross_table(cross_table::counts{{2, 4, 6}}))) << "one group";
    EXPECT_FALSE(v(cross_table(cross_table::counts{{2}, {4}})));
    EXPECT_FALSE(v(cross_table()));
    EXPECT_FALSE(ari(cross_table()));
    EXPECT_FALSE(ari(cross_table(cross_table::counts{{1}})));
    EXPECT_EQ(*ari(cross_table(cross_table::counts{{9}})), 1) << "one group in both";
    EXPECT_EQ(*ari(cross_table({{1, 0, 0}, {0, 1, 0}, {0, 0, 1}})), 1) << "all alone in both";
    EXPECT_EQ(*ari(cross_table(cross_table::counts{{1, 1, 1}})), 0) << "one group, and all alone";
    EXPECT_EQ(*ari(cross_table(cross_table::counts{{3, 4}})), 0);
}

TEST(association, numbers_of_people_in_millions) {
    auto cells = hair_and_eyes;
    for (auto& row : cells)
        for (double& n : row) n *= 1e6;
    EXPECT_NEAR(*v(cross_table(cells)), 0.27904462334265839, 1e-14);
    // Each person a million times: pairs of the same person count now.
    double sum = 0, rows = 0, columns = 0;
    const auto couples = [](double n) { return n * (n - 1) / 2; };
    std::vector<double> column(4);
    for (const auto& row : cells) {
        double total = 0;
        for (std::size_t j = 0; j < 4; ++j) sum += couples(row[j]), total += row[j], column[j] += row[j];
        rows += couples(total);
    }
    for (const double c : column) columns += couples(c);
    const double expected = rows * columns / couples(592e6);
    EXPECT_NEAR(*ari(cross_table(cells)), (sum - expected) / ((rows + columns) / 2 - expected), 1e-13);
    EXPECT_NEAR(*adjusted_rand(592e6, sum, rows, columns), *ari(cross_table(cells)), 1e-13);
    EXPECT_FALSE(adjusted_rand(1, 0, 0, 0));
}

TEST(association, order_split_and_sides_do_not_matter) {
    std::mt19937_64 random(2);
    std::vector<std::pair<int, int>> people(5000);
    for (auto& [a, b] : people)
        a = static_cast<int>(random() % 9), b = static_cast<int>((static_cast<unsigned>(a) + random() % 4) % 7);
    const auto collect = [&] {
        cross_table parts[2];
        for (const auto& [a, b] : people) parts[random() % 2].add(a, b);
        parts[0].rows.add_all(parts[1].rows, no_poll);
        return std::pair(*v(parts[0]), *ari(parts[0]));
    };
    const auto whole = collect();
    EXPECT_GT(whole.first, 0.1);
    for (int turn = 0; turn < 5; ++turn) {
        std::shuffle(people.begin(), people.end(), random);
        EXPECT_EQ(collect(), whole);
    }
    for (auto& [a, b] : people) std::swap(a, b);
    EXPECT_NEAR(collect().first, whole.first, 1e-14);
    EXPECT_NEAR(collect().second, whole.second, 1e-14);
}

TEST(association, names_of_groups) {
    EXPECT_EQ(whole(-17).name(), "-17");
    group_key text{};
    std::memcpy(text.words, "\3abc", 4);
    EXPECT_EQ(text.name(), "abc");
    std::memcpy(text.words, "\17fifteen letters", 16);
    EXPECT_EQ(text.name(), "fifteen letters");
    EXPECT_EQ((group_key{{group_key::hashed, 5}}).name(), "(a long name)");
    EXPECT_EQ(group_key{}.name(), "");
}

TEST(association, survives_failed_allocations_and_can_be_stopped) {
    EXPECT_GT(xm::test::survive_failed_allocations([] {
                  const cross_table t(cylinders_and_gears);
                  EXPECT_TRUE(v(t));
                  EXPECT_TRUE(ari(t));
              }),
              3U);
    struct stop {};
    cross_table many;
    for (std::int64_t i = 0; i < 100000; ++i) many.add(i, i % 7);
    EXPECT_THROW(cramers_v(many.rows, [] { throw stop(); }), stop);
    EXPECT_THROW(adjusted_rand(many.rows, [] { throw stop(); }), stop);
}

}  // namespace
