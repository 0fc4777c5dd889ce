#include "core/survey/publishing.hpp"

#include <gtest/gtest.h>

#include "support.hpp"

namespace {

using namespace xm::core;
using namespace xm::core::survey;

const definition pulse = definition::parse(R"({"side": "employee", "linked": true, "items": [
  {"name": "enps", "type": "rating", "scale": [0, 10], "metric": "nps"}, {"name": "a", "type": "rating", "scale": [1, 5]},
  {"name": "b", "type": "rating", "scale": [1, 5], "reversed": true}, {"name": "years", "type": "number"},
  {"name": "job", "type": "choice", "choices": {"x": "X"}, "other": true}, {"name": "why", "type": "text"}],
  "scales": [{"name": "eng", "items": ["a", "b"]}, {"name": "mixed", "items": ["a", "enps"], "score": "sum"}, {"name": "long", "items": ["years"]}]})");

std::string refusal(const std::function<void()>& f) {
    try {
        f();
    } catch (const error& e) {
        EXPECT_NE(e.hint, nullptr);
        return e.text.c_str();
    }
    return "no error";
}

TEST(publishing, plans_ratings_scales_and_texts) {
    EXPECT_TRUE(pulse.linked);
    EXPECT_EQ(definition::parse(pulse.to_json()), pulse);
    const publishing_plan all = plan_publishing(pulse, nullptr);
    std::vector<std::string> names, metrics;
    for (const auto& q : all.questions) {
        names.push_back(q.name);
        metrics.push_back(q.metric);
    }
    EXPECT_EQ(names, (std::vector<std::string>{"enps", "a", "b", "eng", "mixed"}));
    EXPECT_EQ(metrics, (std::vector<std::string>{"nps of 0..10", "mean of 1..5", "mean of 1..5", "mean of a 1..5 b 1..5 reversed",
                                                 "sum of a 1..5 enps 0..10"}));
    EXPECT_EQ(all.quantities.size(), 3U);
    EXPECT_FALSE(all.questions[3].how.second_view);
    EXPECT_TRUE(all.questions[4].how.second_view);  // sums of what is shown as a net promoter score
    ASSERT_EQ(all.comments.size(), 2U);
    EXPECT_EQ(all.comments[0].column, "job_other");
    EXPECT_EQ(all.comments[1].column, "why");
    const std::vector<std::string> some{"eng"};
    const publishing_plan one = plan_publishing(pulse, &some);
    EXPECT_EQ(one.questions.size(), 1U);
    EXPECT_EQ(one.quantities.size(), 2U);
}

TEST(publishing, refuses_what_cannot_be_published) {
    const auto of = [](std::vector<std::string> items) { return refusal([&] { plan_publishing(pulse, &items); }); };
    EXPECT_EQ(of({"none"}), "items: \"none\" is no item; there are enps, a, b, why, eng, mixed, long");
    EXPECT_EQ(of({"years"}), "items: \"years\" is of type number");
    EXPECT_EQ(of({"long"}), "items: \"long\" is a scale that is not a mean or sum of ratings");
    EXPECT_EQ(of({"a", "a"}), "items: \"a\" stands twice");
}

TEST(publishing, breakdowns) {
    using lists = std::vector<std::vector<std::string>>;
    EXPECT_EQ(parse_breakdowns(R"([[], ["unit"], ["unit", "grade"]])", pulse), (lists{{}, {"unit"}, {"unit", "grade"}}));
    const auto of = [](const char* text, const definition& d = pulse) { return refusal([&] { parse_breakdowns(text, d); }); };
    EXPECT_EQ(of("{}"), "breakdowns: {} is no list");
    EXPECT_EQ(of("[]"), "breakdowns: 0 of them; the allowed range is 1..100");
    EXPECT_EQ(of(R"(["unit"])"), "breakdowns[0]: \"unit\" is no list");
    EXPECT_EQ(of("[[], [1]]"), "breakdowns[1][0]: 1 is no name");
    EXPECT_EQ(of(R"([["unit", "unit"]])"), "breakdowns[0][1]: \"unit\" stands twice");
    EXPECT_EQ(of(R"([["unit", "grade"], ["grade", "unit"]])"), "breakdowns[1]: [\"grade\",\"unit\"] stands twice");
    EXPECT_EQ(of(R"([["job"]])"), "breakdowns[0][0]: \"job\" is answered in the survey");
    EXPECT_EQ(of(R"([["eng"]])"), "breakdowns[0][0]: \"eng\" is answered in the survey");
    definition anonymous = pulse;
    anonymous.mode = mode::anonymous;
    EXPECT_EQ(of(R"([["grade"]])", anonymous), "breakdowns[0][0]: \"grade\" is an attribute, and the survey is anonymous");
    EXPECT_EQ(of(R"([["unit"]])", anonymous), "no error");
}

}  // namespace
