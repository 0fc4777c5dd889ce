#include "allocation.hpp"
#include "support.hpp"

namespace {

using namespace xm::core;
using xm::test::refusal;

TEST(metric, reads_and_writes_every_rule) {
    for (const char* text : {"nps", "mean", "share[0,100]", "share[4,4]", "index[1,5]", "csat", "ces"})
        EXPECT_EQ(metric::parse(text).text(), text);
    EXPECT_EQ(metric::parse("  Share [ 4 , 5 ] ").text(), "share[4,5]");
    EXPECT_EQ(metric::parse("NPS"), metric::of(metric::rule::nps));
}

TEST(metric, refuses_what_is_no_rule) {
    for (const char* text : {"",
                             "happiness",
                             "nps[1,2]",
                             "share",
                             "share[]",
                             "share[1]",
                             "share[5,4]",
                             "share[1,101]",
                             "share[-1,2]",
                             "share[1,2",
                             "share[1,2]x",
                             "index[3,3]",
                             "index[5,1]",
                             "share[a,b]",
                             "share[1,2,3]",
                             "share]1,2[",
                             "share[99999999999,2]",
                             "mean[",
                             "[1,2]",
                             "share[1.5,2]"}) {
        const std::string why = refusal(errc::corrupt_text, [&] { metric::parse(text); });
        EXPECT_NE(why.find('"' + std::string(text) + '"'), std::string::npos) << text << ": " << why;
    }
}

TEST(metric, scores_each_rating) {
    const metric nps = metric::parse("nps");
    EXPECT_EQ(nps.score(10), 100);
    EXPECT_EQ(nps.score(9), 100);
    EXPECT_EQ(nps.score(8), 0);
    EXPECT_EQ(nps.score(7), 0);
    EXPECT_EQ(nps.score(6), -100);
    EXPECT_EQ(nps.score(0), -100);
    EXPECT_EQ(metric::parse("index[1,5]").score(2), 25);
    EXPECT_EQ(metric::parse("index[1,5]").score(6), 125);
    EXPECT_EQ(metric::parse("share[2,3]").score(3), 100);
    EXPECT_EQ(metric::parse("share[2,3]").score(4), 0);
    EXPECT_EQ(metric::parse("csat").score(4), 100);
    EXPECT_EQ(metric::parse("csat").score(3), 0);
    EXPECT_EQ(metric::parse("ces").score(5), 100);
    EXPECT_EQ(metric::parse("mean").score(77), 77);
}

TEST(metric, packs_into_four_bytes_and_refuses_others) {
    for (const char* text : {"nps", "mean", "share[0,100]", "index[1,5]", "csat", "ces"}) {
        const metric m = metric::parse(text);
        EXPECT_EQ(metric::unpack(m.pack()), m);
        wire_writer out;
        m.write(out);
        wire_reader in(out.result());
        EXPECT_EQ(metric::read(in), m);
    }
    EXPECT_EQ(metric::parse("share[4,5]").pack(), 0x01050403);  // the layout of states.md
    for (const std::int32_t packed : {0, 0x01000000, 0x01000007, 0x01040503, 0x01000101, 0x00000001, 0x01640a09})
        EXPECT_NE(refusal(errc::corrupt_stored, [&] { metric::unpack(packed); }), "") << packed;
    EXPECT_NE(refusal(errc::newer_version, [] { metric::unpack(0x02000001); }), "");
}

TEST(metric, survives_failed_allocations) {
    EXPECT_GT(xm::test::survive_failed_allocations([] {
                  EXPECT_EQ(metric::parse("                     share[ 4, 5 ]").text() + std::string(40, " "[0]),
                            "share[4,5]" + std::string(40, " "[0]));
              }),
              0U);
}

}  // namespace
