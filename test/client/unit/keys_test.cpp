#include "client/load/keys.hpp"

#include <gtest/gtest.h>

#include "client/failure.hpp"

namespace xm::client {
namespace {

TEST(keys, telephone_numbers_become_e164) {
    person_keys german("DE");
    for (const char* same :
         {"0431 / 123-45 67", "+49 431 1234567", "0049 (0)431 1234567", "+49 (0) 431-123.4567", "(0431) 1234567"})
        EXPECT_EQ(german.read("phone", same, 2), "+494311234567") << same;
    EXPECT_EQ(german.read("mobile", "0170 1234567", 2), "+491701234567");
    EXPECT_EQ(german.read("phone", "+33 1 23 45 67 89", 2), "+33123456789");
    EXPECT_EQ(german.left_out(), "");
    person_keys anywhere("");
    EXPECT_EQ(anywhere.read("phone", "+49 (0)431 1234567", 2), "+494311234567");
    EXPECT_EQ(anywhere.read("phone", "0043 1 514 84", 2), "+43151484");
    EXPECT_EQ(anywhere.read("phone", "0431 1234567", 2), "+04311234567");  // as the server stores it
    EXPECT_EQ(anywhere.read("crm", " 0049 ", 2), "0049");
}

TEST(keys, what_cannot_be_read_is_left_out_and_told) {
    person_keys k("DE");
    EXPECT_EQ(k.read("email", " Ann@Example.org ", 2), "ann@example.org");
    EXPECT_EQ(k.read("phone", "12", 3), std::nullopt);
    EXPECT_EQ(k.left_out(), "1 key of a person could not be read and was left out: phone in line 3");
    EXPECT_EQ(k.read("email", "n/a", 4), std::nullopt);
    EXPECT_EQ(k.read("email", "@", 5), std::nullopt);
    EXPECT_EQ(k.read("phone", "call me", 6), std::nullopt);
    EXPECT_EQ(k.read("phone", "", 7), std::nullopt);
    EXPECT_EQ(k.read("phone", "+49 431 12345678901234567", 8), std::nullopt);
    EXPECT_EQ(
        k.left_out(),
        "6 keys of persons could not be read and were left out: phone in line 3, email in line 4, email in line 5, phone in "
        "line 6, phone in line 7 ...");
    EXPECT_THROW(person_keys("GER"), failure);
    EXPECT_THROW(person_keys("de"), failure);
}

}  // namespace
}  // namespace xm::client
