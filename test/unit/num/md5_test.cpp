#include "core/num/md5.hpp"

#include <gtest/gtest.h>

#include <string>

namespace {

using xm::core::md5;

std::string hex(const xm::core::md5_digest& d) {
    std::string text;
    for (const unsigned char c : d) {
        text += "0123456789abcdef"[c >> 4];
        text += "0123456789abcdef"[c & 15];
    }
    return text;
}

TEST(md5, the_suite_of_rfc_1321) {  // appendix A.5
    EXPECT_EQ(hex(md5().digest()), "d41d8cd98f00b204e9800998ecf8427e");
    EXPECT_EQ(hex(md5().add("a").digest()), "0cc175b9c0f1b6a831c399e269772661");
    EXPECT_EQ(hex(md5().add("abc").digest()), "900150983cd24fb0d6963f7d28e17f72");
    EXPECT_EQ(hex(md5().add("message digest").digest()), "f96b697d7cb7938d525a2f31aaf161d0");
    EXPECT_EQ(hex(md5().add("abcdefghijklmnopqrstuvwxyz").digest()), "c3fcd3d76192e4007dfb496cca67e13b");
    EXPECT_EQ(hex(md5().add("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789").digest()),
              "d174ab98d277d9f5a5611c2c9f419d9f");
    EXPECT_EQ(hex(md5().add("1234567890").add("1234567890123456789012345678901234567890123456789012345678901234567890").digest()),
              "57edf4a22be3c955ac49da2e2107b67a");
}

TEST(md5, any_split_gives_the_same) {
    std::string text;
    for (int i = 0; i < 300; ++i) text += static_cast<char>(i * 7);
    const std::string whole = hex(md5().add(text).digest());
    for (std::size_t cut = 0; cut <= text.size(); cut += 11)
        EXPECT_EQ(hex(md5().add(std::string_view(text).substr(0, cut)).add(std::string_view(text).substr(cut)).digest()), whole);
}

}  // namespace
