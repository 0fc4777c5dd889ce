#include "core/survey/training.hpp"

#include <gtest/gtest.h>

namespace xm::core::survey {
namespace {

definition with(const char* mode) {
    return definition::parse(
        std::string(R"({"side": "customer", "mode": ")") + mode +
        R"(", "items": [{"name": "a", "type": "rating", "scale": [0, 10], "metric": "nps"}, {"name": "why", "type": "text"},
        {"name": "mood", "type": "sentiment", "of": "why", "label": "a", "language": {"de": "german", "en": "english"}}]})");
}

TEST(training, says_what_is_learnt_from_whom) {
    const auto all = train("ws", "visit", with("identified"), true);
    ASSERT_EQ(all.size(), 6U);
    EXPECT_NE(all[1].text.find("BETWEEN 9 AND 10"), std::string::npos);
    EXPECT_NE(all[1].text.find("BETWEEN 0 AND 6"), std::string::npos);
    EXPECT_NE(all[1].text.find("p.root"), std::string::npos);
    EXPECT_NE(all[1].text.find(">= 200"), std::string::npos);
    const auto hidden = train("ws", "visit", with("anonymous"), true);
    EXPECT_EQ(hidden[1].text.find("person"), std::string::npos);
}

TEST(training, keeps_confidential_comments_apart) {
    for (const char* mode : {"identified", "confidential", "anonymous"}) {
        const statement s = judge("ws", "visit", with(mode), statement("%I", {"added"}));
        const bool identified = std::string_view(mode) == "identified";
        EXPECT_EQ(s.values.at(1), identified ? "comment_sentiment" : "confidential_sentiment");
        EXPECT_EQ(sentiment_table(with(mode).mode), s.values.at(1));
    }
}

TEST(training, nothing_without_a_sentiment_item) {
    definition d = with("identified");
    d.sentiments[0].retired = true;
    EXPECT_TRUE(train("ws", "visit", d, false).empty());
}

TEST(training, a_definition_with_sentiment_reads_as_it_was_written) {
    const definition d = with("confidential");
    EXPECT_EQ(definition::parse(d.to_json()), d);
}

}  // namespace
}  // namespace xm::core::survey
