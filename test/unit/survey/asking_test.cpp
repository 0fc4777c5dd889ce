#include "core/survey/asking.hpp"

#include <gtest/gtest.h>

#include <cstring>
#include <random>
#include <set>

#include "core/error.hpp"

namespace {

using namespace xm::core;
using namespace xm::core::survey;

std::string refusal(const std::string& json, mode m = mode::identified, bool reminding = false) {
    try {
        asking_options::parse(json, m, reminding);
    } catch (const error& e) {
        return e.text.c_str();
    }
    return "none";
}

// RFC 4648: the test vectors of section 10, as far as 16 bytes go, and those of its alphabet for URLs.
TEST(asking, tokens_are_base64url) {
    unsigned char bits[16];
    std::memcpy(bits, "foobarfoobarfoob", 16);
    EXPECT_EQ(token_text(bits), "Zm9vYmFyZm9vYmFyZm9vYg");
    std::memset(bits, 0xFF, 16);
    EXPECT_EQ(token_text(bits), "_____________________w");
    std::memset(bits, 0, 16);
    EXPECT_EQ(token_text(bits), "AAAAAAAAAAAAAAAAAAAAAA");
    std::mt19937 chance(1);
    std::set<std::string> all;
    for (int i = 0; i < 1000; ++i) {
        for (unsigned char& b : bits) b = static_cast<unsigned char>(chance());
        const std::string token = token_text(bits);
        EXPECT_TRUE(is_token(token)) << token;
        all.insert(token);
    }
    EXPECT_EQ(all.size(), 1000U);
    for (const char* other :
         {"", "AAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAA+", "AAAAAAAAAAAAAAAAAAAAA "})
        EXPECT_FALSE(is_token(other)) << other;
}

TEST(asking, options) {
    const auto o = asking_options::parse(
        R"({"channel": "email", "occasion": "ticket 7", "sample": 0.25, "strata": ["unit", "grade"], "seed": 7, "expires": "14 days",
            "dry_run": true, "reissue": true})",
        mode::identified, false);
    EXPECT_EQ(o.channel, "email");
    EXPECT_EQ(o.occasion, "ticket 7");
    EXPECT_EQ(o.sample, "0.25");
    EXPECT_TRUE(o.sample_is_share);
    EXPECT_EQ(o.strata, (std::vector<std::string>{"unit", "grade"}));
    EXPECT_EQ(o.seed, "7");
    EXPECT_EQ(o.expires, "14 days");
    EXPECT_TRUE(o.dry_run && o.reissue);
    const auto none = asking_options::parse(R"({"channel": null})", mode::anonymous, true);
    EXPECT_FALSE(none.channel || none.sample || none.dry_run || none.reissue);
    EXPECT_FALSE(asking_options::parse(R"({"sample": 500})", mode::identified, false).sample_is_share);
}

TEST(asking, refuses_what_cannot_be_meant) {
    EXPECT_EQ(refusal("[]"), "options: [] is no object");
    for (const char* sample : {"0", "-1", "1.5", "\"5\"", "1e16", "null1"})
        EXPECT_NE(refusal(std::string("{\"sample\": ") + sample + "}"), "none") << sample;
    EXPECT_EQ(refusal(R"({"strata": ["a"]})"), "options.strata: nothing is drawn without a sample");
    EXPECT_EQ(refusal(R"({"sample": 1, "strata": ["a", "a"]})"), "options.strata[1]: \"a\" stands twice");
    EXPECT_EQ(refusal(R"({"sample": 1, "strata": []})"), "options.strata: [] is no list of 1 to 5 names");
    EXPECT_EQ(refusal(R"({"channel": ""})"), "options.channel: \"\" is no text of 1 to 1000 bytes");
    EXPECT_EQ(refusal(R"({"channel": "\u0000"})"), "options.channel: \"\\u0000\" is no text of 1 to 1000 bytes");
    EXPECT_EQ(refusal(R"({"dry_run": "yes"})"), "options.dry_run: \"yes\" is neither true nor false");
    EXPECT_EQ(refusal(R"({"x": 1})"), "options.x: unknown key");
    EXPECT_EQ(refusal(R"({"sample": 1})", mode::identified, true), "options.sample: unknown key");
    EXPECT_EQ(refusal(R"({"expires": "1 day"})", mode::anonymous),
              "options.expires: an anonymous survey keeps nothing with its tokens");
    EXPECT_EQ(refusal(R"({"reissue": true})", mode::anonymous),
              "options.reissue: an anonymous survey keeps nothing with its tokens");
}

TEST(asking, who_opts_out) {
    EXPECT_EQ(opting_person::parse(R"({"token": "abc"})").token, "abc");
    const auto key = opting_person::parse(R"({"email": " Ann@Example.ORG "})").key;
    ASSERT_TRUE(key);
    EXPECT_EQ(key->kind + " " + key->value, "email ann@example.org");
    for (const char* json :
         {"[]", "{}", R"({"a": "1", "b": "2"})", R"({"a": {}})", R"({"": "x"})", R"({"email": "\u0000"})", R"({"email": " "})"})
        EXPECT_THROW(opting_person::parse(json), error) << json;
}

}  // namespace
