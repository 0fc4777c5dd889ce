// Expected values: test/golden/make.R (R datasets::mtcars; anova of lm with factors).
#include "core/values/values_against_demographics.hpp"

#include <algorithm>
#include <cmath>
#include <memory_resource>
#include <random>

#include "allocation.hpp"
#include "support.hpp"

namespace {

using namespace xm::core;
using xm::test::refusal;

struct person {
    double outcome;
    std::vector<std::int64_t> groups;  // demographics, and the segment
};

// Miles per gallon; cylinders, gears, carburettors, and whether the engine is straight.
// clang-format off
const std::vector<std::vector<double>> mtcars{
    {21, 6, 4, 4, 0}, {21, 6, 4, 4, 0}, {22.8, 4, 4, 1, 1}, {21.4, 6, 3, 1, 1}, {18.7, 8, 3, 2, 0}, {18.1, 6, 3, 1, 1}, {14.3, 8, 3, 4, 0},
    {24.4, 4, 4, 2, 1}, {22.8, 4, 4, 2, 1}, {19.2, 6, 4, 4, 1}, {17.8, 6, 4, 4, 1}, {16.4, 8, 3, 3, 0}, {17.3, 8, 3, 3, 0},
    {15.2, 8, 3, 3, 0}, {10.4, 8, 3, 4, 0}, {10.4, 8, 3, 4, 0}, {14.7, 8, 3, 4, 0}, {32.4, 4, 4, 1, 1}, {30.4, 4, 4, 2, 1},
    {33.9, 4, 4, 1, 1}, {21.5, 4, 3, 1, 1}, {15.5, 8, 3, 2, 0}, {15.2, 8, 3, 2, 0}, {13.3, 8, 3, 4, 0}, {19.2, 8, 3, 2, 0},
    {27.3, 4, 4, 1, 1}, {26, 4, 5, 2, 0}, {30.4, 4, 5, 2, 1}, {15.8, 8, 5, 4, 0}, {19.7, 6, 5, 6, 0}, {15, 8, 5, 8, 0}, {21.4, 4, 4, 2, 1}};
// clang-format on

std::vector<person> cars(std::vector<std::int64_t> (*groups)(const std::vector<double>&)) {
    std::vector<person> all;
    for (const auto& car : mtcars) all.push_back({car[0], groups(car)});
    return all;
}
std::int64_t whole(double v) { return static_cast<std::int64_t>(v); }
std::vector<person> by_carburettors() {
    return cars([](const std::vector<double>& c) { return std::vector<std::int64_t>{whole(c[1]), whole(c[2]), whole(c[3])}; });
}

// Cells with sums of the outcome around `pivot`, as the aggregate collects them.
struct cells {
    explicit cells(std::size_t demographics) : store(&arena, (demographics + 1) * sizeof(group_key), pattern_store::always, 3) {}
    cells(const std::vector<person>& people, double pivot) : cells(people[0].groups.size() - 1) {
        for (const person& p : people) add(p, pivot);
    }
    void add(const person& p, double pivot) {
        std::vector<group_key> key;
        for (const std::int64_t g : p.groups) key.push_back({{group_key::whole, static_cast<std::uint64_t>(g)}});
        double* const sums = store.sums_of(key.data());
        const double y = p.outcome - pivot;
        ++sums[0];
        sums[1] += y;
        sums[2] += y * y;
    }
    std::pmr::monotonic_buffer_resource arena;
    pattern_store store;
};

segmentation_test_result test(const std::vector<person>& people, double pivot = 20) {
    return test_segmentation(cells(people, pivot).store, people[0].groups.size() - 1, no_poll);
}

TEST(segmentation_test, as_anova_of_nested_models) {
    for (const double pivot : {0.0, 20.0, 21.3}) {
        const auto t = test(by_carburettors(), pivot);
        EXPECT_EQ(t.n, 32);
        EXPECT_NEAR(*t.r2_demographics, 0.73978822023955082, 1e-13);
        EXPECT_NEAR(*t.r2_segments, 0.44452936804023369, 1e-13);
        EXPECT_NEAR(*t.r2_both, 0.81839940625237984, 1e-13);
        EXPECT_NEAR(*t.f_segments, 1.9046700856999854, 1e-11);
        EXPECT_EQ(t.df1_segments, 5);
        EXPECT_NEAR(*t.p_segments, 0.13440863287576796, 1e-12);
        EXPECT_NEAR(*t.f_demographics, 11.323119422310548, 1e-11);
        EXPECT_EQ(t.df1_demographics, 4);
        EXPECT_NEAR(*t.p_demographics / 3.8325809991162972e-05, 1, 1e-10);
        EXPECT_EQ(t.df2, 22);
    }
}

TEST(segmentation_test, dummies_that_others_explain) {
    // Each segment is a combination of cylinders and gears: demographics add nothing.
    const auto nested = test(cars([](const std::vector<double>& c) {
        return std::vector<std::int64_t>{whole(c[1]), whole(c[2]), whole(10 * c[1] + c[2])};
    }));
    EXPECT_NEAR(*nested.r2_demographics, 0.73978822023955082, 1e-13);
    EXPECT_NEAR(*nested.r2_segments, 0.76100468702604873, 1e-13);
    EXPECT_NEAR(*nested.r2_both, 0.76100468702604895, 1e-13);
    EXPECT_NEAR(*nested.f_segments, 0.71018854796739694, 1e-11);
    EXPECT_EQ(nested.df1_segments, 3);
    EXPECT_NEAR(*nested.p_segments, 0.55541099224486434, 1e-12);
    EXPECT_FALSE(nested.f_demographics);
    EXPECT_FALSE(nested.p_demographics);
    EXPECT_EQ(nested.df1_demographics, 0);
    EXPECT_EQ(nested.df2, 24);
    // A demographic column that follows from another.
    const auto linked = test(cars([](const std::vector<double>& c) {
        return std::vector<std::int64_t>{whole(c[1]), whole(c[4]), c[1] > 4, whole(c[3])};
    }));
    EXPECT_NEAR(*linked.r2_demographics, 0.73356637713446782, 1e-13);
    EXPECT_NEAR(*linked.r2_both, 0.76649959752873176, 1e-13);
    EXPECT_NEAR(*linked.f_segments, 0.64879037556372154, 1e-11);
    EXPECT_EQ(linked.df1_segments, 5);
    EXPECT_NEAR(*linked.p_segments, 0.66523924263067713, 1e-12);
    EXPECT_NEAR(*linked.f_demographics, 10.571452554058103, 1e-10);
    EXPECT_EQ(linked.df1_demographics, 3);
    EXPECT_NEAR(*linked.p_demographics / 0.000145198803390457, 1, 1e-10);
    EXPECT_EQ(linked.df2, 23);
    // Segments that are the demographics.
    const auto same = test(cars([](const std::vector<double>& c) {
        return std::vector<std::int64_t>{whole(c[1]), whole(-c[1])};
    }));
    EXPECT_EQ(same.df1_segments, 0);
    EXPECT_EQ(same.df1_demographics, 0);
    EXPECT_FALSE(same.f_segments);
    EXPECT_NEAR(*same.r2_segments, *same.r2_demographics, 1e-14);
    EXPECT_EQ(same.df2, 29);
}

TEST(segmentation_test, one_group_and_no_demographics) {
    const auto alone = test(cars([](const std::vector<double>& c) { return std::vector<std::int64_t>{whole(c[3])}; }));
    EXPECT_NEAR(*alone.r2_segments, 0.44452936804023369, 1e-13);
    EXPECT_NEAR(*alone.r2_demographics, 0, 1e-15);
    EXPECT_NEAR(*alone.f_segments, 0.44452936804023369 / 5 / ((1 - 0.44452936804023369) / 26), 1e-12);
    EXPECT_EQ(alone.df2, 26);
    const auto one = test(cars([](const std::vector<double>& c) { return std::vector<std::int64_t>{whole(c[3]), 1}; }));
    EXPECT_EQ(one.df1_segments, 0);
    EXPECT_FALSE(one.f_segments);
    EXPECT_NEAR(*one.r2_segments, 0, 1e-15);
    EXPECT_NEAR(*one.f_demographics, *alone.f_segments, 1e-12);
}

TEST(segmentation_test, constant_or_explained_outcomes) {
    auto people = by_carburettors();
    for (person& p : people) p.outcome = 0.1;
    for (const double pivot : {0.1, 0.0, 0.3, 1000.0}) {
        const auto t = test(people, pivot);
        EXPECT_EQ(t.n, 32);
        EXPECT_FALSE(t.r2_both) << pivot;
        EXPECT_FALSE(t.r2_segments);
        EXPECT_FALSE(t.f_segments);
        EXPECT_FALSE(t.p_demographics);
        EXPECT_EQ(t.df1_segments, 5);
        EXPECT_EQ(t.df2, 22);
    }
    for (person& p : people) p.outcome = static_cast<double>(p.groups[2]) / 10;
    const auto told = test(people, 0.4);
    EXPECT_NEAR(*told.r2_segments, 1, 1e-12);
    EXPECT_NEAR(*told.r2_both, 1, 1e-12);
    EXPECT_FALSE(told.f_segments) << "nothing is left to test against";
    std::vector<person> few{{1, {1, 1}}, {2, {1, 2}}, {4, {2, 1}}};
    const auto full = test(few);
    EXPECT_EQ(full.df2, 0);
    EXPECT_FALSE(full.f_segments);
    EXPECT_NEAR(*full.r2_both, 1, 1e-12);
    EXPECT_FALSE(test({{5, {1, 1}}}).r2_both);
}

TEST(segmentation_test, order_split_and_shift_do_not_matter) {
    auto people = by_carburettors();
    const auto whole_of = test(people);
    std::mt19937_64 random(4);
    for (int turn = 0; turn < 5; ++turn) {
        std::shuffle(people.begin(), people.end(), random);
        cells first({people.begin(), people.begin() + 11}, 20);
        const cells second({people.begin() + 11, people.end()}, 20);
        first.store.add_all(second.store, no_poll);
        EXPECT_NEAR(*test_segmentation(first.store, 2, no_poll).f_segments, *whole_of.f_segments, 1e-11);
    }
    for (person& p : people) p.outcome = (p.outcome + 1e6) * 8;
    EXPECT_NEAR(*test(people, 8e6).f_segments, *whole_of.f_segments, 1e-6);
    EXPECT_NEAR(*test(people, 8e6).p_demographics / *whole_of.p_demographics, 1, 1e-6);
}

TEST(segmentation_test, too_many_groups) {
    const auto banded = [](std::int64_t groups) {
        std::vector<person> people;
        for (std::int64_t i = 0; i < 2100; ++i) people.push_back({static_cast<double>(i * i % 17), {i % groups, i / 7 % 3}});
        return people;
    };
    const auto most = test(banded(999));
    EXPECT_EQ(most.df1_segments, 2);
    EXPECT_EQ(most.df1_demographics, 998);
    EXPECT_EQ(most.df2, 2100 - 1 - 1000);
    EXPECT_TRUE(most.f_segments);
    EXPECT_NE(refusal(errc::invalid, [&] { test(banded(1000)); }).find("1001"), std::string::npos);
    struct stop {};
    const cells c(banded(50), 0);
    EXPECT_THROW(test_segmentation(c.store, 1, [] { throw stop(); }), stop);
}

TEST(segmentation_test, survives_failed_allocations) {
    const auto people = by_carburettors();
    EXPECT_GT(xm::test::survive_failed_allocations([&] { EXPECT_TRUE(test(people).f_segments); }), 10U);
}

}  // namespace
