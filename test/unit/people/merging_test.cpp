#include "core/people/merging.hpp"

#include <gtest/gtest.h>

namespace xm::core {
namespace {

TEST(merging, options_with_all_there_is) {
    const auto o = duplicate_options::parse(
        R"({"block": [["tel"], ["family", "town"]], "kinds": {"tel": ["phone", "mobile"]}, "distinct": ["tax"], "again": true, "least": 0.5,
            "compare": {"family": "jaro_winkler", "born": {"date": [0, 31]}, "town": {"exact": true, "of": "household"}, "age": {"number": [2]}}})");
    ASSERT_EQ(o.columns.size(), 6U);
    EXPECT_EQ(o.columns[0].of, (std::vector<std::string>{"phone", "mobile"}));
    EXPECT_EQ(o.plan.passes, (std::vector<std::vector<std::size_t>>{{0}, {1, 2}}));
    ASSERT_EQ(o.plan.compare.size(), 4U);
    EXPECT_EQ(o.plan.compare[0].thresholds, (std::vector<double>{0.85, 0.93, 1}));
    EXPECT_EQ(o.plan.compare[1].thresholds, (std::vector<double>{31, 0}));
    EXPECT_TRUE(o.plan.compare[2].household);
    EXPECT_EQ(o.plan.compare[2].levels(), 2U);
    EXPECT_EQ(o.plan.compare[3].by, value_comparison::number);
    EXPECT_TRUE(o.again);
    EXPECT_EQ(o.least, 0.5);
    ASSERT_EQ(o.distinct.size(), 1U);
    EXPECT_EQ(o.columns[o.distinct[0]].name, "tax");
}

TEST(merging, evidence_has_levels_weights_and_blocks) {
    const auto o =
        duplicate_options::parse(R"({"block": [["a"], ["b", "\"c"]], "compare": {"x": "exact", "y\n": "exact", "z": "exact"}})");
    match_model m;
    for (const char* name : {"x", "y\n", "z"}) {
        match_model::variable v;
        v.name = name;
        v.probability[match_model::match] = {0.2, 0.8};
        v.probability[match_model::differs] = {0.8, 0.2};
        m.variables.push_back(v);
    }
    const std::int16_t levels[] = {1, 0, no_level};
    EXPECT_EQ(o.evidence(m, levels, 2, {}),
              R"({"levels":{"x":1,"y\u000a":0},"weights":{"x":2,"y\u000a":-2},"blocks":[["b","\"c"]]})");
    EXPECT_EQ(o.evidence(m, levels, 0, {7, 0.5, 1.5}).substr(0, 41), R"({"with":7,"probability":0.5,"weight":1.5,)");
    EXPECT_EQ(o.large_block(0, 1200), R"({"block":["a"],"people":1200})");
}

}  // namespace
}  // namespace xm::core
