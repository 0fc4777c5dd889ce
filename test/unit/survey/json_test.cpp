#include "core/survey/json.hpp"

#include "allocation.hpp"
#include "core/survey/change.hpp"
#include "core/survey/response.hpp"
#include "survey/definitions.hpp"

namespace {

using namespace xm::core::survey;
using xm::test::mistake;

TEST(json, keeps_the_order_of_keys_and_the_digits_of_numbers) {
    const char* const text =
        R"({"b":[1,-2,0.10,1e2,123456789012345678901234567890.5],"a":{"":null,"x":true,"y":false},"t":"it's \"ü\" \\"})";
    const json j = json::parse(text, "it");
    EXPECT_EQ(j.dump(), text);
    EXPECT_EQ(j.keys(), (std::vector<std::string>{"b", "a", "t"}));
    EXPECT_EQ(j.find("b")->elements()[2].text(), "0.10");
    EXPECT_EQ(j.find("t")->text(), "it's \"ü\" \\");
    EXPECT_TRUE(j.find("a")->is(json::kind::object));
    EXPECT_TRUE(j.find("a")->find("")->is(json::kind::null));
    EXPECT_EQ(j.find("c"), nullptr);
    EXPECT_EQ(j.find("t")->find("c"), nullptr);
    for (const char* any : {"null", "true", "5", "\"\"", "[]", "{}", "[[],{}]"}) EXPECT_EQ(json::parse(any, "it").dump(), any);
}

TEST(json, writes_texts_that_read_back_the_same) {
    for (const char* words : xm::test::nasty) EXPECT_EQ(json::parse(in_quotes(words), "it").text(), words);
    std::string all;
    for (char c = 0; c < 127; ++c) all += c;
    EXPECT_EQ(json::parse(in_quotes(all), "it").text(), all);
    EXPECT_EQ(in_quotes("a\n"), "\"a\\u000a\"");
    json_parts out;
    EXPECT_TRUE(out.empty());
    EXPECT_EQ(out.end(), "{}");
    out.add("a\"", "1");
    out.add("b", json_parts('[').end());
    EXPECT_EQ(out.end(), R"({"a\"":1,"b":[]})");
}

TEST(json, says_where_it_is_none) {
    EXPECT_EQ(mistake([] { json::parse("{\n \"a\": x}", "it"); }).rfind("it is no JSON: parse error at line 2, column 7: ", 0),
              0U);
    EXPECT_EQ(mistake([] { json::parse("[1e999]", "it"); }), "it is no JSON: number overflow parsing '1e999'");
    EXPECT_EQ(mistake([] { json::parse(R"({"a": {"b": 1, "c": 2, "b": 3}})", "it"); }), "it: the key \"b\" stands twice");
    EXPECT_EQ(mistake([] { json::parse(R"([{"a": 1}, {"a": 1}])", "it"); }), "");
    const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
    EXPECT_EQ(mistake([&] { json::parse(nested(32), "it"); }), "");
    EXPECT_EQ(mistake([&] { json::parse(nested(33), "it"); }), "it: nested deeper than 32");
}

TEST(json, survives_failed_allocations) {
    const std::string before = xm::test::survey_of(
        R"({"name": "r", "type": "rating", "scale": [1, 5], "labels": {"1": "never"}}, {"name": "c", "type": "choice", "choices": {"a": "a label of more than fifteen letters"}})");
    const std::string after =
        xm::test::survey_of(R"({"name": "r", "type": "rating", "scale": [1, 7]}, {"name": "t", "type": "text"})");
    EXPECT_GT(xm::test::survive_failed_allocations(
                  [&] { compare("ws", "visit", definition::parse(before), definition::parse(after)); }),
              0U);
    const definition d = definition::parse(before);
    EXPECT_GT(
        xm::test::survive_failed_allocations([&] {
            response::parse(
                R"({"source_id": "more than fifteen letters", "person": {"email": "ann@example.com"}, "answers": {"r": 5, "c": "a"}})",
                d, false);
        }),
        0U);
}

}  // namespace
