#include "core/decide/weighting.hpp"

#include "allocation.hpp"
#include "support.hpp"

namespace {

using namespace xm::core;
using namespace xm::test;

weighting example(bool bounded = false) {
    weighting w;
    w.bounded = bounded;
    if (bounded) {
        w.lower = 0.5;
        w.upper = 1.5;
    }
    w.responses = 10;
    w.iterations = 3;
    w.max_deviation = 1e-10;
    w.min_weight = 0.5;
    w.max_weight = 2;
    w.sum = 10;
    w.sum_of_squares = 12.5;
    w.variables = {{"region",
                    {{"", 4, 0.5, 0.4, 0.5, 1.25},
                     {"s\xC3\xBC"
                      "d",
                      6, 0.5, 0.6, 0.5, 0.8}}},
                   {"age", {{"old", 2, 0.4, 0.2, 0.4, 2}, {"young", 8, 0.6, 0.8, 0.6, 0.75}}}};
    return w;
}

TEST(weighting, every_form_reads_back) {
    for (const bool bounded : {false, true}) {
        const weighting w = example(bounded);
        EXPECT_EQ(weighting::from_text(w.to_text()).to_text(), w.to_text());
        EXPECT_EQ(wire(weighting::from_wire(wire(w))), wire(w));
        EXPECT_EQ(stored(weighting::from_stored(stored(w))), stored(w));
        const auto bytes_of = wire(w);
        for (std::size_t cut = 0; cut < bytes_of.size(); ++cut)
            EXPECT_NE(refusal(errc::corrupt_wire, [&] { weighting::from_wire(bytes(bytes_of.data(), cut)); }), "") << cut;
    }
}

TEST(weighting, what_no_raking_makes_is_refused) {
    const auto refused = [](auto change) {
        weighting w = example(true);
        change(w);
        return refusal(errc::corrupt_text, [&] { weighting::from_text(w.to_text()); });
    };
    EXPECT_NE(refused([](weighting& w) { w.responses = 9; }), "");
    EXPECT_NE(refused([](weighting& w) { w.variables.clear(); }), "");
    EXPECT_NE(refused([](weighting& w) { w.variables[1].name = "region"; }), "");
    EXPECT_NE(refused([](weighting& w) { w.variables[0].categories[0].name = w.variables[0].categories[1].name; }), "");
    weighting swapped = example();
    std::swap(swapped.variables[0].categories[0], swapped.variables[0].categories[1]);
    EXPECT_EQ(weighting::from_text(swapped.to_text()).to_text(), example().to_text()) << "jsonb has an order of its own";
    EXPECT_NE(refusal(errc::corrupt_wire, [&] { weighting::from_wire(wire(swapped)); }), "");
    EXPECT_NE(refused([](weighting& w) { w.variables[0].categories[0].factor = 0; }), "");
    EXPECT_NE(refused([](weighting& w) { w.variables[0].categories[0].name = std::string(256, 'x'); }), "");
    EXPECT_NE(refused([](weighting& w) { w.upper = 0.9; }), "");
    EXPECT_NE(refused([](weighting& w) { w.sum_of_squares = 1; }), "");
    EXPECT_NE(refused([](weighting& w) { w.max_weight = 0.1; }), "");
    EXPECT_EQ(refused([](weighting&) {}), "");
}

TEST(weighting, factors_multiply_within_the_bounds) {
    std::pmr::monotonic_buffer_resource memory;
    const weighting_lookup free(&memory, example()), bound(&memory, example(true));
    const std::vector<std::string_view> old_north{"", "old"}, young{
                                                                  "s\xC3\xBC"
                                                                  "d",
                                                                  "young"};
    EXPECT_EQ(free.factor(old_north), 2.5);
    EXPECT_EQ(bound.factor(old_north), 1.5);
    EXPECT_EQ(free.factor(young), 0.8 * 0.75);
    EXPECT_NE(refusal(errc::invalid,
                      [&] {
                          free.factor(std::vector<std::string_view>{"east", "old"});
                      })
                  .find("\"east\""),
              std::string::npos);
}

TEST(weighting, columns_are_found_by_name) {
    std::pmr::monotonic_buffer_resource memory;
    const weighting_lookup lookup(&memory, example());
    const auto places = lookup.places(std::vector<std::string_view>{"age", "region"});
    EXPECT_EQ(places[0], 1U);
    EXPECT_EQ(places[1], 0U);
    EXPECT_NE(refusal(errc::invalid, [&] { lookup.places(std::vector<std::string_view>{"age"}); }).find("\"region\""),
              std::string::npos);
    EXPECT_NE(refusal(errc::invalid,
                      [&] {
                          lookup.places(std::vector<std::string_view>{"age", "region", "x"});
                      })
                  .find("\"x\""),
              std::string::npos);
}

TEST(weighting, a_failed_allocation_is_reported) {
    survive_failed_allocations([] { weighting::from_text(example().to_text()); });
}

}  // namespace
