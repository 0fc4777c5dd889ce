// Expected values: predictor_rows_test.R (R glm, survival::coxph, sandwich::vcovCL with factors).
#include "core/models/predictor_rows.hpp"

#include <algorithm>
#include <cmath>
#include <random>

#include "allocation.hpp"
#include "core/models/cox.hpp"
#include "core/models/linear.hpp"
#include "core/models/logit.hpp"
#include "models/sample_support.hpp"
#include "support.hpp"

namespace {

using namespace xm::core;
using xm::test::refusal;
using xm::test::stored;
using xm::test::sample::e;
using xm::test::sample::v;
using xm::test::sample::w;
using xm::test::sample::y;

const char* region_of(std::size_t i) {
    constexpr const char* names[] = {"west", "north", "south"};
    return names[i * 5 % 3];
}
// An enum: sad, so so, glad.
category mood_of(std::size_t i) {
    constexpr const char* names[] = {"sad", "glad", "so so"};
    constexpr double orders[] = {1, 3, 2};
    return {2, orders[i / 3 % 3], names[i / 3 % 3]};
}

std::vector<std::size_t> places() {
    std::vector<std::size_t> all(y.size());
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
    return all;
}

// y on v, region and mood.
void fill(predictor_rows& rows, const std::vector<std::size_t>& which, const std::vector<category>& references = {}) {
    rows.refer(references.data(), references.size());
    for (const std::size_t i : which) {
        const double record[] = {leading_number(1, y[i] != 0), v[i], rows.code({1, 0, region_of(i)}), rows.code(mood_of(i))};
        rows.add(record);
    }
}

model logit_of(const predictor_rows& rows) {
    return rows.fitted(
        {"v", "region", "mood"}, no_poll,
        [](const pattern_store& records, const std::vector<std::string>& labels) { return fit_logit(records, labels, no_poll); });
}

model logit_of(const std::vector<category>& references) {
    std::pmr::monotonic_buffer_resource memory;
    predictor_rows rows(&memory, 3, 0);
    fill(rows, places(), references);
    return logit_of(rows);
}

void expect_model(const model& m, const std::vector<std::string>& terms, const std::vector<double>& estimates,
                  const std::vector<double>& errors) {
    EXPECT_EQ(m.terms, terms);
    const std::size_t first = m.kind == model::cox ? 1 : 0;
    ASSERT_EQ(m.size(), estimates.size() + first);
    for (std::size_t i = 0; i < estimates.size(); ++i) {
        EXPECT_NEAR(m.estimate[i + first], estimates[i], 1e-8) << i;
        EXPECT_NEAR(*m.std_error(i + first), errors[i], 1e-8) << i;
    }
}

TEST(predictor_rows, as_factors_of_glm) {
    expect_model(
        logit_of(std::vector<category>()), {"v", "region=south", "region=west", "mood=so so", "mood=glad"},
        {-0.30111293995770527, 1.0876949577982917, 0.89056859691979717, -0.64411505366652833, -1.6817092710117163,
         -1.0573143415521775},
        {1.161560484929453, 0.61947891465285732, 1.304633655119775, 1.2446319929535015, 1.3898940654964298, 1.1499879286096335});
    expect_model(
        logit_of({{1, 0, "south"}, {2, 0, "glad"}}), {"v", "region=north", "region=west", "mood=sad", "mood=so so"},
        {-0.46785868459008645, 1.0876949577982922, -0.89056859691979728, -1.5346836505863257, 1.0573143415521791,
         -0.62439492945953856},
        {1.0612714611466687, 0.61947891465285732, 1.3046336551197744, 1.276602978840051, 1.1499879286096337, 1.3850937722271781});
}

TEST(predictor_rows, with_something_behind_them) {
    std::pmr::monotonic_buffer_resource memory;
    predictor_rows leaving(&memory, 2, 0), spending(&memory, 2, 2);
    for (const std::size_t i : places()) {
        const double left[] = {leading_number(w[i], e[i] != 0), leaving.code({0, 0, region_of(i)}), v[i]};
        leaving.add(left);
        const double spent[] = {w[i], spending.code({0, 0, region_of(i)}), v[i], 7, static_cast<double>(i * 5 % 7)};
        spending.add(spent);
    }
    const std::vector<std::string> labels{"region", "v"}, terms{"region=south", "region=west", "v"};
    expect_model(leaving.fitted(labels, no_poll, [](const pattern_store& r, const auto& l) { return fit_cox(r, l, no_poll); }),
                 terms, {0.081565517514406646, 0.331135737375644, 0.41833478094997006},
                 {0.65799234519133798, 0.64641804968104932, 0.3035092455050224});
    expect_model(spending.fitted(labels, no_poll,
                                 [](const pattern_store& r, const auto& l) { return fit_clustered_linear(r, l, no_poll); }),
                 terms, {4.272846452981379, 4.5875000000000021, 1.3112944850341748, -1.6413858119255245},
                 {1.6487406374769102, 4.3377921174942129, 2.5060116515254749, 1.0662037575273793});
}

// Codes are in the order in which categories come: another order, another split, parts that pass between processes.
TEST(predictor_rows, parts_are_the_whole) {
    const std::vector<category> references{{1, 0, "west"}};
    const model whole = logit_of(references);
    std::mt19937 random(2);
    for (int times = 0; times < 20; ++times) {
        std::pmr::monotonic_buffer_resource memory;
        std::vector<std::size_t> order = places();
        std::shuffle(order.begin(), order.end(), random);
        predictor_rows all(&memory, 3, 0);
        for (std::size_t from = 0, size = 0; from < order.size(); from += size) {
            size = std::min<std::size_t>(1 + random() % 9, order.size() - from);
            predictor_rows part(&memory, 3, 0), passed(&memory, 3, 0);
            fill(part,
                 {order.begin() + static_cast<std::ptrdiff_t>(from), order.begin() + static_cast<std::ptrdiff_t>(from + size)},
                 references);
            std::vector<std::byte> wire(part.packed_size());
            part.pack(wire.data(), no_poll);
            passed.unpack(wire, no_poll);
            all.add_all(passed, no_poll);
            for (std::size_t cut = 0; times == 0 && cut < wire.size(); ++cut) {
                predictor_rows damaged(&memory, 3, 0);
                try {
                    damaged.unpack({wire.data(), cut}, no_poll);
                } catch (const error& refused) {
                    EXPECT_EQ(refused.code, errc::invalid);
                }
            }
        }
        const model m = logit_of(all);
        EXPECT_EQ(m.terms, whole.terms);
        for (std::size_t i = 0; i < m.size(); ++i) EXPECT_NEAR(m.estimate[i], whole.estimate[i], 1e-10);
    }
}

TEST(predictor_rows, numbers_alone_stay_as_they_are) {
    std::pmr::monotonic_buffer_resource memory;
    predictor_rows rows(&memory, 1, 0);
    pattern_store plain(&memory, 2 * sizeof(double), pattern_store::while_repeating);
    for (const std::size_t i : places()) {
        const double record[] = {leading_number(1, y[i] != 0), v[i]};
        rows.add(record);
        plain.add(record);
    }
    const model m = rows.fitted({"v"}, no_poll, [](const pattern_store& r, const auto& l) { return fit_logit(r, l, no_poll); });
    EXPECT_EQ(stored(m), stored(fit_logit(plain, {"v"}, no_poll)));
}

TEST(predictor_rows, refuses_and_says_why) {
    EXPECT_EQ(refusal(errc::invalid,
                      [] {
                          logit_of({{1, 0, "centre"}});
                      }),
              "no row has region = \"centre\"; there are north, south, west");
    std::pmr::monotonic_buffer_resource memory;
    const auto text = [](auto&& f) { return refusal(errc::invalid, f); };
    {
        predictor_rows rows(&memory, 3, 0);
        for (int i = 0; i < 3; ++i) {
            const double record[] = {leading_number(1, i > 1), v[static_cast<std::size_t>(i)], rows.code({1, 0, "north"}), 1};
            rows.add(record);
        }
        EXPECT_EQ(text([&] { logit_of(rows); }), "predictor \"region\" is constant: north in every row");
        predictor_rows other(&memory, 3, 0);
        fill(other, {1, 2}, {{1, 0, "west"}});
        EXPECT_EQ(text([&] { other.add_all(rows, no_poll); }), "rows with different references");
    }
    predictor_rows many(&memory, 3, 0);
    for (int i = 0; i < 257; ++i) {
        const double record[] = {leading_number(1, i % 2 > 0), 1, many.code({1, 0, std::to_string(i)}), 1};
        many.add(record);
    }
    EXPECT_EQ(text([&] { logit_of(many); }), "258 columns of predictors and their categories; the allowed range is 1..256");
    EXPECT_EQ(text([&] {
                  many.code({1, 0, "one more"});
              }),
              "predictor 2 has more than 257 categories; the allowed range of columns is 1..256");
    predictor_rows wide(&memory, 3, 0);
    fill(wide, places());
    const double record[] = {leading_number(1, true), 1, wide.code({1, 0, std::string(60, 'x')}), 0};
    wide.add(record);
    EXPECT_NE(text([&] { logit_of(wide); }).find("has 67 bytes"), std::string::npos);
}

TEST(predictor_rows, survives_failed_allocations) {
    EXPECT_GT(xm::test::survive_failed_allocations([&] { EXPECT_EQ(logit_of({{1, 0, "west"}}).n, 24); }), 10U);
}

}  // namespace
