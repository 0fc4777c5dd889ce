#include <gtest/gtest.h>

#include "client/failure.hpp"

namespace {
using namespace xm::client;

TEST(failure, says_where_what_and_what_to_do) {
    const failure f(ending::refused, "no rating", "Give --definition.", {"a.csv", 7, "nps", ""});
    EXPECT_EQ(message_of(f), "a.csv, line 7, column nps: no rating\nHINT: Give --definition.");
    EXPECT_EQ(message_of(failure(ending::usage, "no file")), "no file");
    EXPECT_EQ(message_of(failure(ending::refused, "\"\x1b[2J\r\" is no number")), "\"?[2J?\" is no number");
}
}  // namespace
