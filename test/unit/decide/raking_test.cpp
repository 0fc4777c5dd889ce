#include "core/decide/raking.hpp"

#include <cmath>
#include <map>
#include <random>

#include "allocation.hpp"
#include "decide_support.hpp"

namespace {

using namespace xm::core;
using namespace xm::test;

struct person {
    std::string region, age;
    double base = 1;
    int rating = 0;
};

struct sample {
    std::pmr::monotonic_buffer_resource memory;
    coded_rows rows;

    explicit sample(const std::vector<person>& people) : rows(&memory, {"region", "age"}, base_weights::size, no_poll) {
        for (const person& p : people) {
            const std::uint32_t codes[] = {rows.code(0, p.region), rows.code(1, p.age)};
            base_weights::add(rows.sums_of(codes, static_cast<std::uint32_t>(p.rating)), p.base);
        }
    }
};

std::vector<person> people(std::size_t n, unsigned seed, bool weighted = false) {
    std::mt19937_64 random(seed);
    std::vector<person> list;
    for (std::size_t i = 0; i < n; ++i) {
        const auto draw = [&] { return static_cast<double>(random() % 10000) / 10000; };
        const double a = draw(), b = draw();
        person p{a < 0.5 ? "north" : a < 0.8 ? "south" : "west", b < 0.3 + 0.2 * a ? "old" : "young"};
        if (weighted) p.base = 0.5 + draw();
        p.rating = static_cast<int>(random() % 11);
        list.push_back(p);
    }
    return list;
}

raking_targets targets(std::optional<std::pair<double, double>> bounds = {}) {
    raking_targets t;
    t.variables = {{"age", {{"young", 0.45}, {"old", 0.55}}}, {"region", {{"south", 40}, {"north", 35}, {"west", 25}}}};
    t.bounds = bounds;
    t.tolerance = 1e-13;
    t.max_iterations = 1000;
    return t;
}

double factor_of(const weighting& w, const person& p) {
    std::pmr::monotonic_buffer_resource memory;
    const weighting_lookup lookup(&memory, w);
    return lookup.factor(std::vector<std::string_view>{p.region, p.age});
}

// What defines the weights: margins are met, and factors are exp of a sum over the categories, cut at the bounds.
void expect_calibrated(const std::vector<person>& list, const weighting& w) {
    double total = 0, weight = 0, squares = 0, old = 0, south = 0;
    for (const person& p : list) {
        const double f = factor_of(w, p) * p.base;
        total += p.base;
        weight += f;
        squares += f * f;
        old += p.age == "old" ? f : 0;
        south += p.region == "south" ? f : 0;
        EXPECT_GE(f, w.min_weight * (1 - 1e-12));
        EXPECT_LE(f, w.max_weight * (1 + 1e-12));
    }
    EXPECT_NEAR(weight / total, 1, 1e-11);
    EXPECT_NEAR(old / total, 0.55, 1e-11);
    EXPECT_NEAR(south / total, 0.40, 1e-11);
    EXPECT_NEAR(w.design_effect(), static_cast<double>(list.size()) * squares / weight / weight, 1e-10);
    EXPECT_EQ(w.responses, static_cast<std::int64_t>(list.size()));
}

TEST(raking, margins_are_met_by_products_of_factors) {
    for (const bool weighted : {false, true}) {
        const auto list = people(500, 3, weighted);
        const weighting w = rake(sample(list).rows, targets(), no_poll);
        expect_calibrated(list, w);
        double mean = 0;
        for (const weighting::category& c : w.variables[1].categories) {
            mean += c.before * c.factor;
            EXPECT_NEAR(c.after, c.target, 1e-12);
        }
        EXPECT_NEAR(mean, 1, 1e-12);
        EXPECT_EQ(w.variables[0].name, "region") << "variables in the order of the columns";
        EXPECT_EQ(w.variables[0].categories[0].name, "north") << "categories in the order of their bytes";
    }
}

TEST(raking, bounds_are_kept) {
    for (const auto& bounds : {std::pair(0.5, 1.8), std::pair(0.4, 1.7), std::pair(0.0, 1.9), std::pair(0.6, 2.0)}) {
        const auto list = people(500, 4, true);
        weighting w;
        ASSERT_EQ(refusal(errc::invalid, [&] { w = rake(sample(list).rows, targets(bounds), no_poll); }), "") << bounds.first;
        expect_calibrated(list, w);
        double least = 9, most = 0;
        for (const person& p : list) {
            least = std::min(least, factor_of(w, p));
            most = std::max(most, factor_of(w, p));
        }
        EXPECT_GE(least, bounds.first - 1e-12);
        EXPECT_LE(most, bounds.second + 1e-12);
        EXPECT_LT(w.iterations, 60);
    }
}

// Targets that are those of weights within the bounds: many of them at a bound, so that little room is left.
TEST(raking, what_is_feasible_is_found) {
    std::mt19937_64 random(11);
    const auto draw = [&] { return static_cast<double>(random() % 10000) / 10000; };
    for (unsigned round = 0; round < 40; ++round) {
        const auto list = people(60 + 20 * (round % 5), 100 + round, true);
        std::map<std::string, double> factor;
        double mean = 0, total = 0;
        for (const person& p : list) {
            double& f = factor[p.region + p.age];
            if (f == 0) f = round % 4 == 0 ? 0.5 + 1.5 * draw() : random() % 2 == 0 ? 0.5 : 2;
            mean += f * p.base;
            total += p.base;
        }
        std::map<std::string, double> margin;
        for (const person& p : list) {
            margin[p.region] += factor[p.region + p.age] * p.base;
            margin[p.age] += factor[p.region + p.age] * p.base;
        }
        raking_targets t;
        t.variables = {{"age", {{"young", margin["young"]}, {"old", margin["old"]}}},
                       {"region", {{"south", margin["south"]}, {"north", margin["north"]}, {"west", margin["west"]}}}};
        t.bounds = std::pair(std::min(1.0, 0.5 * total / mean), std::max(1.0, 2 * total / mean));
        EXPECT_EQ(refusal(errc::invalid, [&] { rake(sample(list).rows, t, no_poll); }), "") << round;
    }
}

TEST(raking, wide_bounds_change_nothing) {
    const auto list = people(300, 5, true);
    const weighting free = rake(sample(list).rows, targets(), no_poll),
                    bound = rake(sample(list).rows, targets(std::pair(0.01, 100)), no_poll);
    for (const person& p : list) EXPECT_NEAR(factor_of(bound, p), factor_of(free, p), 1e-10);
}

TEST(raking, the_order_of_the_rows_does_not_show) {
    auto list = people(400, 6, true);
    const std::string first = rake(sample(list).rows, targets(), no_poll).to_text();
    std::reverse(list.begin(), list.end());
    EXPECT_EQ(rake(sample(list).rows, targets(), no_poll).to_text(), first);
}

TEST(raking, no_base_weights_are_weights_of_1) {
    auto list = people(300, 12);
    for (person& p : list) p.rating = 0;
    std::pmr::monotonic_buffer_resource memory;
    coded_rows plain(&memory, {"region", "age"}, base_weights::size, no_poll);
    for (const person& p : list) {
        const std::uint32_t codes[] = {plain.code(0, p.region), plain.code(1, p.age)};
        base_weights::add(plain.sums_of(codes));
    }
    EXPECT_EQ(rake(plain, targets(), no_poll).to_text(), rake(sample(list).rows, targets(), no_poll).to_text());
}

TEST(raking, base_weights_add_up_in_any_split) {
    double whole[base_weights::size]{}, left[base_weights::size]{}, right[base_weights::size]{}, none[base_weights::size]{};
    for (int i = 0; i < 1000; ++i) {
        base_weights::add(whole, 0.1 + i % 7);
        base_weights::add(i % 3 == 0 ? left : right, 0.1 + i % 7);
    }
    base_weights::merge(left, right);
    base_weights::merge(none, left);
    for (std::size_t i : {0U, 1U, 3U, 5U, 6U}) EXPECT_EQ(none[i], whole[i]) << i;
}

TEST(raking, what_is_refused) {
    const auto list = people(200, 7);
    const auto refused = [&](raking_targets t) { return refusal(errc::invalid, [&] { rake(sample(list).rows, t, no_poll); }); };
    raking_targets t = targets();
    t.variables[0].categories[1].second = 0;
    EXPECT_NE(refused(t).find("target 0 of category \"old\""), std::string::npos);
    t = targets();
    t.variables[0].categories.pop_back();
    EXPECT_NE(refused(t).find("no target for category \"old\""), std::string::npos);
    t = targets();
    t.variables[1].categories.emplace_back("east", 1);
    EXPECT_NE(refused(t).find("\"east\""), std::string::npos);
    t = targets();
    t.variables.pop_back();
    EXPECT_NE(refused(t).find("no targets for variable \"region\""), std::string::npos);
    t = targets();
    t.variables.push_back({"income", {{"x", 1}}});
    EXPECT_NE(refused(t).find("\"income\""), std::string::npos);
    EXPECT_NE(refused(targets(std::pair(0.95, 1.05))).find("cannot be met"), std::string::npos);
    EXPECT_NE(refused(targets(std::pair(1.2, 2.0))).find("bounds 1.2"), std::string::npos);
    t = targets();
    t.max_iterations = 1;
    EXPECT_NE(refused(t).find("not met after 1 iterations"), std::string::npos);
    t.max_iterations = 0;
    EXPECT_NE(refused(t), "");
    t = targets();
    t.tolerance = 0;
    EXPECT_NE(refused(t), "");
}

// Bounds that all margins could meet alone, but not together: nobody is young and from the west but one region is.
TEST(raking, bounds_that_cannot_be_met_together_end) {
    std::vector<person> list;
    for (int i = 0; i < 50; ++i) list.push_back({"north", "old"});
    for (int i = 0; i < 50; ++i) list.push_back({"south", "young"});
    raking_targets t;
    t.variables = {{"age", {{"young", 0.4}, {"old", 0.6}}}, {"region", {{"south", 0.6}, {"north", 0.4}}}};
    t.bounds = std::pair(0.5, 2.0);
    EXPECT_NE(refusal(errc::invalid, [&] { rake(sample(list).rows, t, no_poll); }).find("not met after"), std::string::npos);
    t.bounds.reset();
    EXPECT_NE(refusal(errc::invalid, [&] { rake(sample(list).rows, t, no_poll); }).find("not met after"), std::string::npos);
}

// Without margins that matter (equal to the sample's) and with one category: the error of estimate_score.
TEST(raking, an_error_that_knows_the_margins) {
    auto list = people(200, 8);
    for (person& p : list) p.region = p.age = "all";
    raking_targets one;
    one.variables = {{"region", {{"all", 1}}}, {"age", {{"all", 1}}}};
    std::vector<int> answers;
    for (const person& p : list) answers.push_back(p.rating);
    const estimate plain = estimate_score(ratings_of(answers), the_mean, 0.9);
    const sample s(list);
    estimate e = calibrated_score(s.rows, rake(s.rows, one, no_poll), the_mean, 0.9, no_poll);
    EXPECT_NEAR(e.value, plain.value, 1e-12);
    EXPECT_NEAR(*e.std_error, *plain.std_error, 1e-12);
    EXPECT_NEAR(*e.upper, *plain.upper, 1e-12);
    EXPECT_NEAR(e.effective_n, 200, 1e-9);

    // A rating that the margins tell has no error.
    list = people(200, 9);
    for (person& p : list) p.rating = (p.age == "old" ? 2 : 5) + (p.region == "west" ? 3 : 0);
    const sample told(list);
    e = calibrated_score(told.rows, rake(told.rows, targets(), no_poll), the_mean, 0.95, no_poll);
    EXPECT_NEAR(e.value, 2 * 0.55 + 5 * 0.45 + 3 * 0.25, 1e-10);
    EXPECT_NEAR(*e.std_error, 0, 1e-10);
    EXPECT_NE(
        refusal(errc::invalid,
                [&] { calibrated_score(told.rows, rake(told.rows, targets(), no_poll), metric::parse("csat"), 0.95, no_poll); }),
        "");
}

TEST(raking, a_failed_allocation_is_reported) {
    survive_failed_allocations([] {
        const sample s(people(20, 3));
        const weighting w = rake(s.rows, targets(std::pair(0.1, 9)), no_poll);
        calibrated_score(s.rows, w, the_mean, 0.95, no_poll);
    });
}

}  // namespace
