// Expected values: scoring keys of Schwartz (2003; 2012), item numbers in questionnaire order; arithmetic by hand.
#include "core/values/value_profile.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "allocation.hpp"
#include "values/profile_support.hpp"

namespace {

using namespace xm::core;
using xm::test::refusal;
using xm::test::stored;
using xm::test::wire;
using answers = std::vector<std::int32_t>;
using key = std::vector<std::pair<std::string, std::vector<std::size_t>>>;

const key pvq21{{"conformity", {7, 16}},     {"tradition", {9, 20}},   {"benevolence", {12, 18}}, {"universalism", {3, 8, 19}},
                {"self_direction", {1, 11}}, {"stimulation", {6, 15}}, {"hedonism", {10, 21}},    {"achievement", {4, 13}},
                {"power", {2, 17}},          {"security", {5, 14}}};
const key pvq40{{"conformity", {7, 16, 28, 36}},
                {"tradition", {9, 20, 25, 38}},
                {"benevolence", {12, 18, 27, 33}},
                {"universalism", {3, 8, 19, 23, 29, 40}},
                {"self_direction", {1, 11, 22, 34}},
                {"stimulation", {6, 15, 30}},
                {"hedonism", {10, 26, 37}},
                {"achievement", {4, 13, 24, 32}},
                {"power", {2, 17, 39}},
                {"security", {5, 14, 21, 31, 35}}};
const key pvq_rr{{"self_direction_thought", {1, 23, 39}},
                 {"self_direction_action", {16, 30, 56}},
                 {"stimulation", {10, 28, 43}},
                 {"hedonism", {3, 36, 46}},
                 {"achievement", {17, 32, 48}},
                 {"power_dominance", {6, 29, 41}},
                 {"power_resources", {12, 20, 44}},
                 {"face", {9, 24, 49}},
                 {"security_personal", {13, 26, 53}},
                 {"security_societal", {2, 35, 50}},
                 {"tradition", {18, 33, 40}},
                 {"conformity_rules", {15, 31, 42}},
                 {"conformity_interpersonal", {4, 22, 51}},
                 {"humility", {7, 38, 54}},
                 {"universalism_nature", {8, 21, 45}},
                 {"universalism_concern", {5, 37, 52}},
                 {"universalism_tolerance", {14, 34, 57}},
                 {"benevolence_care", {11, 25, 47}},
                 {"benevolence_dependability", {19, 27, 55}}};
// What the ten values are made of: all items of all parts.
const key pvq_rr_broad{{"conformity", {15, 31, 42, 4, 22, 51}},
                       {"tradition", {18, 33, 40, 7, 38, 54}},
                       {"benevolence", {11, 25, 47, 19, 27, 55}},
                       {"universalism", {8, 21, 45, 5, 37, 52, 14, 34, 57}},
                       {"self_direction", {1, 23, 39, 16, 30, 56}},
                       {"stimulation", {10, 28, 43}},
                       {"hedonism", {3, 36, 46}},
                       {"achievement", {17, 32, 48}},
                       {"power", {6, 29, 41, 12, 20, 44}},
                       {"security", {13, 26, 53, 2, 35, 50}}};

struct questionnaire {
    profile_shape::instrument kind;
    const key* values;
    std::size_t items;
};
const std::vector<questionnaire> questionnaires{
    {profile_shape::pvq21, &pvq21, 21}, {profile_shape::pvq40, &pvq40, 40}, {profile_shape::pvq_rr, &pvq_rr, 57}};

float score(const value_profile& p, std::string_view label) { return p.scores[p.shape.index(label)]; }

// Answers that differ from item to item.
answers mixed(std::size_t items) {
    answers a(items);
    for (std::size_t i = 0; i < items; ++i) a[i] = static_cast<std::int32_t>((i * i + 3 * i) % 11 % 6 + 1);
    return a;
}

double mean_of(const answers& a, const std::vector<std::size_t>& items) {
    double sum = 0;
    for (const std::size_t i : items) sum += a[i - 1];
    return sum / static_cast<double>(items.size());
}

TEST(value_profile, every_item_moves_its_value_alone) {
    for (const questionnaire& q : questionnaires) {
        std::map<std::size_t, std::size_t> moved;  // item: how many scores it moves
        for (std::size_t item = 1; item <= q.items; ++item) {
            answers a(q.items, 3);
            a[item - 1] = 1;
            const value_profile p = *score_pvq(q.kind, a, false, false);
            ASSERT_EQ(p.scores.size(), q.values->size());
            for (const auto& [label, items] : *q.values) {
                const bool mine = std::find(items.begin(), items.end(), item) != items.end();
                EXPECT_EQ(score(p, label), mine ? static_cast<float>(3 - 2.0 / static_cast<double>(items.size())) : 3.0F)
                    << label << item;
                moved[item] += score(p, label) != 3;
            }
        }
        EXPECT_EQ(moved.size(), q.items);
        for (const auto& [item, scores] : moved) EXPECT_EQ(scores, 1U) << item;
    }
    std::vector<std::string> labels;
    for (const auto& v : pvq_rr) labels.push_back(v.first);
    EXPECT_EQ(score_pvq(profile_shape::pvq_rr, answers(57, 1), false, false)->shape.names(), labels);
}

TEST(value_profile, reverses_and_centres) {
    for (const questionnaire& q : questionnaires) {
        const answers a = mixed(q.items);
        double own = 0;
        for (const auto v : a) own += v;
        own /= static_cast<double>(q.items);
        const value_profile plain = *score_pvq(q.kind, a, false, false), reversed = *score_pvq(q.kind, a, false, true),
                            centred = *score_pvq(q.kind, a, true, false), both = *score_pvq(q.kind, a, true, true);
        EXPECT_FALSE(plain.shape.centred);
        EXPECT_TRUE(both.shape.centred);
        EXPECT_EQ(plain.mean_rating, 0);
        EXPECT_EQ(reversed.mean_rating, 0);
        EXPECT_FLOAT_EQ(centred.mean_rating, static_cast<float>(own)) << "of the items, not of the values";
        EXPECT_FLOAT_EQ(both.mean_rating, static_cast<float>(7 - own));
        for (const auto& [label, items] : *q.values) {
            const double mean = mean_of(a, items);
            EXPECT_EQ(score(plain, label), static_cast<float>(mean));
            EXPECT_EQ(score(reversed, label), static_cast<float>(7 - mean));
            EXPECT_NEAR(score(centred, label), mean - own, 1e-6);
            EXPECT_NEAR(score(both, label), own - mean, 1e-6);
        }
    }
}

TEST(value_profile, missing_answers) {
    answers a(40, 4);
    a[2 - 1] = 1;
    a[17 - 1] = 2;
    a[39 - 1] = 0;  // the third item of power
    const value_profile p = *score_pvq(profile_shape::pvq40, a, true, false);
    const double own = (37 * 4 + 1 + 2) / 39.0;
    EXPECT_FLOAT_EQ(p.mean_rating, static_cast<float>(own));
    EXPECT_FLOAT_EQ(score(p, "power"), static_cast<float>(1.5 - own));
    EXPECT_FLOAT_EQ(score(p, "security"), static_cast<float>(4 - own));
    a.assign(40, 4);
    for (const std::size_t item : {1U, 2U, 3U, 4U, 5U}) a[item - 1] = 0;
    EXPECT_TRUE(score_pvq(profile_shape::pvq40, a, true, false));
    a[6 - 1] = 0;
    EXPECT_FALSE(score_pvq(profile_shape::pvq40, a, true, false)) << "six are too many";
    a.assign(21, 4);
    a[7 - 1] = 0;
    EXPECT_TRUE(score_pvq(profile_shape::pvq21, a, true, false));
    a[16 - 1] = 0;
    EXPECT_FALSE(score_pvq(profile_shape::pvq21, a, true, false)) << "nothing is known of conformity";
    EXPECT_FALSE(score_pvq(profile_shape::pvq_rr, answers(57, 0), true, false));
}

TEST(value_profile, as_many_missing_answers_as_the_caller_allows) {
    for (const questionnaire& q : questionnaires)
        for (int allowed = 0; allowed <= most_missing_answers; ++allowed) {
            answers a = mixed(q.items);
            for (int i = 0; i < allowed; ++i) a[static_cast<std::size_t>(i)] = 0;
            EXPECT_TRUE(score_pvq(q.kind, a, true, false, allowed)) << q.items << " " << allowed;
            EXPECT_EQ(score_pvq(q.kind, a, true, false, allowed)->scores, score_pvq(q.kind, a, true, false)->scores);
            a[static_cast<std::size_t>(allowed)] = 0;
            EXPECT_FALSE(score_pvq(q.kind, a, true, false, allowed)) << q.items << " " << allowed;
        }
    for (const int allowed : {-1, 6, INT32_MIN, INT32_MAX})
        EXPECT_EQ(refusal(errc::invalid, [&] { score_pvq(profile_shape::pvq21, answers(21, 1), true, true, allowed); }),
                  "missing " + std::to_string(allowed) + " is outside the allowed range 0..5");
}

TEST(value_profile, higher_order_values) {
    for (const questionnaire& q : questionnaires) {
        const value_profile p = *score_pvq(q.kind, mixed(q.items), false, false);
        const auto of = [&](std::string_view label) {
            if (q.kind != profile_shape::pvq_rr) return static_cast<double>(score(p, label));
            for (const auto& [name, items] : pvq_rr_broad)
                if (name == label) return mean_of(mixed(57), items);
            return std::nan("");
        };
        const auto four = higher_order(p);
        EXPECT_NEAR(four[0], (of("self_direction") + of("stimulation") + of("hedonism")) / 3, 1e-6);
        EXPECT_NEAR(four[1], (of("conformity") + of("tradition") + of("security")) / 3, 1e-6);
        EXPECT_NEAR(four[2], (of("power") + of("achievement")) / 2, 1e-6);
        EXPECT_NEAR(four[3], (of("universalism") + of("benevolence")) / 2, 1e-6);
    }
    EXPECT_NE(refusal(errc::invalid, [] { higher_order(make_profile(std::vector<double>(10, 1), {})); }), "");
}

TEST(value_profile, ten_values_of_pvq_rr) {
    const answers a = mixed(57);
    const value_profile fine = *score_pvq(profile_shape::pvq_rr, a, true, false), ten = broad_values(fine);
    EXPECT_EQ(ten.shape.kind, profile_shape::pvq_rr_broad);
    EXPECT_EQ(ten.shape.size, 10U);
    EXPECT_TRUE(ten.shape.centred);
    EXPECT_EQ(ten.mean_rating, fine.mean_rating);
    for (const auto& [label, items] : pvq_rr_broad)
        EXPECT_NEAR(score(ten, label) + ten.mean_rating, mean_of(a, items), 2e-6) << label;
    answers face(57, 3);
    for (const std::size_t item : {9U, 24U, 49U}) face[item - 1] = 6;
    for (const float s : broad_values(*score_pvq(profile_shape::pvq_rr, face, false, false)).scores) EXPECT_EQ(s, 3);
    EXPECT_EQ(higher_order(ten), higher_order(fine));
    EXPECT_NE(refusal(errc::invalid, [&] { broad_values(ten); }).find("pvq_rr_broad"), std::string::npos);
    EXPECT_NE(refusal(errc::invalid, [] { broad_values(*score_pvq(profile_shape::pvq21, answers(21, 1), false, false)); })
                  .find("pvq21"),
              std::string::npos);
}

TEST(value_profile, centres_other_profiles) {
    const value_profile p = centre(make_profile(std::vector<double>{1, 2, 6}, {"a", "b", "c"}));
    EXPECT_EQ(p.scores, (std::vector<float>{-2, -1, 3}));
    EXPECT_EQ(p.mean_rating, 3);
    EXPECT_TRUE(p.shape.centred);
    EXPECT_EQ(p.shape.names(), (std::vector<std::string>{"a", "b", "c"}));
    EXPECT_EQ(centre(p).scores, p.scores);
    EXPECT_EQ(centre(p).mean_rating, 3) << "centred twice";
    EXPECT_EQ(make_profile(std::vector<double>(2, 1), {}).shape.names(), (std::vector<std::string>{"x1", "x2"}));
    EXPECT_EQ(p.shape.index("c"), 2U);
    const std::string unknown = refusal(errc::invalid, [&] { p.shape.index("d"); });
    EXPECT_NE(unknown.find("\"d\"; there are a, b, c"), std::string::npos) << unknown;
}

// Every accepted profile can be written and read, whatever its size.
TEST(value_profile, centring_of_the_largest_scores_stays_a_profile) {
    const value_profile p = make_profile(std::vector<double>{3.4e38, -3.4e38, -3.4e38}, {});
    try {
        const value_profile c = centre(p);
        EXPECT_EQ(stored(value_profile::from_stored(stored(c))), stored(c));
    } catch (const error& e) {
        EXPECT_TRUE(e.code == errc::invalid || e.code == errc::range) << e.text.c_str();
    }
}

TEST(value_profile, refuses_answers_by_position) {
    answers a(21, 1);
    a[7 - 1] = 7;
    EXPECT_EQ(refusal(errc::invalid, [&] { score_pvq(profile_shape::pvq21, a, true, true); }),
              "answer 7 to item 7 is outside the allowed range 1..6");
    a[7 - 1] = 6;
    a[21 - 1] = -1;
    EXPECT_EQ(refusal(errc::invalid, [&] { score_pvq(profile_shape::pvq21, a, true, true); }),
              "answer -1 to item 21 is outside the allowed range 1..6");
    for (const std::size_t items : {0U, 20U, 22U, 40U})
        EXPECT_EQ(refusal(errc::invalid, [&] { score_pvq(profile_shape::pvq21, answers(items, 1), true, true); }),
                  std::to_string(items) + " answers; pvq21 has 21");
    EXPECT_EQ(refusal(errc::invalid, [] { score_pvq(profile_shape::pvq_rr, answers(58, 1), true, true); }),
              "58 answers; pvq_rr has 57");
    EXPECT_NE(refusal(errc::invalid, [] { make_profile({}, {}); }), "");
    EXPECT_NE(refusal(errc::invalid, [] { make_profile(std::vector<double>(257, 1), {}); }).find("257"), std::string::npos);
    for (const double wild : {std::nan(""), HUGE_VAL, -HUGE_VAL, 1e39, -3.41e38})
        EXPECT_NE(refusal(errc::invalid,
                          [&] {
                              make_profile(std::vector<double>{1, 2, wild}, {});
                          })
                      .find("position 3"),
                  std::string::npos);
    EXPECT_EQ(make_profile(std::vector<double>(256, -3.4e38), {}).scores.size(), 256U);
    for (const std::vector<std::string>& labels :
         {std::vector<std::string>{"a"}, {"a", "a"}, {"a", ""}, {"a", "b", "c"}, {"a", std::string(64, 'b')}, {"a", "\xff"}})
        EXPECT_NE(refusal(errc::invalid, [&] { make_profile(std::vector<double>{1, 2}, labels); }), "");
}

std::vector<value_profile> samples() {
    std::vector<std::string> names;
    for (int i = 0; i < 256; ++i) names.push_back(std::string(59, 'n') + std::to_string(i + 1000));
    return {*score_pvq(profile_shape::pvq21, mixed(21), true, true),
            *score_pvq(profile_shape::pvq40, mixed(40), false, false),
            *score_pvq(profile_shape::pvq_rr, mixed(57), true, false),
            broad_values(*score_pvq(profile_shape::pvq_rr, mixed(57), true, false)),
            make_profile(std::vector<double>{-0.0}, {}),
            make_profile(std::vector<double>{0.1, 3.4e38, 1e-45}, {"x y", "\"", "gr\u00fcn"}),
            centre(make_profile(std::vector<double>{1, 2, 5, 0.1}, {})),
            make_profile(std::vector<double>(256, 0.1), names)};
}

TEST(value_profile, every_form_reads_back_to_the_same_bits) {
    for (const value_profile& p : samples()) {
        EXPECT_EQ(stored(value_profile::from_stored(stored(p))), stored(p));
        EXPECT_EQ(stored(value_profile::from_wire(wire(p))), stored(p));
        EXPECT_EQ(stored(value_profile::from_text(p.to_text())), stored(p));
        const xm::test::stored_profile view(p);
        EXPECT_EQ(view.view().decode(), p.shape);
        for (std::size_t i = 0; i < p.scores.size(); ++i) EXPECT_EQ(view.view().score(i), p.scores[i]);
    }
    EXPECT_EQ(make_profile(std::vector<double>{1, 2.5}, {}).to_text(),
              R"({"type":"value_profile","version":1,"instrument":"other","scores":[1,2.5]})");
    EXPECT_EQ(centre(make_profile(std::vector<double>{1, 4}, {"a", "b"})).to_text(),
              R"({"type":"value_profile","version":1,"instrument":"other","mean_rating":2.5,"scores":{"a":-1.5,"b":1.5}})");
    // Values of an instrument may come in any order.
    std::string text = R"({"type":"value_profile","version":1,"instrument":"pvq21","scores":{)";
    for (std::size_t i = pvq21.size(); i-- > 0;)
        text += '"' + pvq21[i].first + "\":" + std::to_string(1 + i / 2) + (i > 0 ? "," : "}}");
    EXPECT_EQ(value_profile::from_text(text).scores, (std::vector<float>{1, 1, 2, 2, 3, 3, 4, 4, 5, 5}));
    // Scores of answers 1 to 6, and how far they may lie from their mean.
    const auto with = [&](const std::string& first, const std::string& mean) {
        std::string other = text;
        const std::size_t at = other.find("\"conformity\":1") + 13;
        other.replace(at, 1, first);
        if (!mean.empty()) other.replace(other.find("\"scores\""), 0, "\"mean_rating\":" + mean + ",");
        return other;
    };
    EXPECT_EQ(value_profile::from_text(with("6", "")).scores[0], 6);
    EXPECT_EQ(value_profile::from_text(with("-5", "6")).scores[0], -5);
    for (const auto& [first, mean] : {std::pair("0.9", ""),
                                      {"6.1", ""},
                                      {"1e30", ""},
                                      {"-5.1", "3"},
                                      {"5.1", "3"},
                                      {"1", "0.9"},
                                      {"1", "6.1"},
                                      {"1", "1e30"}})
        EXPECT_NE(refusal(errc::corrupt_text, [&] { value_profile::from_text(with(first, mean)); }), "") << first << " " << mean;
    const auto body = stored(make_profile(std::vector<double>{1, 2}, {"a", "b"}));  // the layout of states.md
    const std::vector<std::uint8_t> expected{7, 1, 2, 0, 2, 0, 4, 0, 1, 'a', 1, 'b', 0, 0, 0, 0, 0, 0, 0x80, 0x3F, 0, 0, 0, 0x40};
    ASSERT_EQ(body.size(), expected.size());
    EXPECT_EQ(std::memcmp(body.data(), expected.data(), expected.size()), 0);
}

std::string text_of(const std::string& instrument, const std::string& rest) {
    return R"({"type":"value_profile","version":1,"instrument":")" + instrument + "\"" + rest + "}";
}

TEST(value_profile, refuses_damaged_values) {
    std::string many = ",\"scores\":[1";
    for (int i = 0; i < 256; ++i) many += ",1";
    for (const std::string& text : {std::string(), std::string("{}"), text_of("other", ""), text_of("other", ",\"scores\":[]"),
                                    text_of("other", ",\"scores\":{}"), text_of("other", ",\"scores\":[1e39]"),
                                    text_of("other", ",\"scores\":{\"a\":1,\"a\":2}"), text_of("other", ",\"scores\":{\"\":1}"),
                                    text_of("pvq99", ",\"scores\":[1]"), text_of("pvq21", ",\"scores\":[1,2,3,4,5,6,7,8,9,10]"),
                                    text_of("pvq21", ",\"scores\":{\"power\":1}"), text_of("other", ",\"scores\":[1],\"mood\":1"),
                                    text_of("other", ",\"scores\":[1],\"scores\":[1]"),
                                    text_of("other", ",\"scores\":[1],\"mean_rating\":1e99"), text_of("other", many + "]")})
        EXPECT_NE(refusal(errc::corrupt_text, [&] { value_profile::from_text(text); }), "") << text;
    EXPECT_EQ(value_profile::from_text(text_of("other", many.substr(0, many.size() - 2) + "]")).scores.size(), 256U);
    EXPECT_NE(refusal(errc::newer_version, [] { value_profile::from_text(R"({"type":"value_profile","version":2})"); }), "");
    for (const value_profile& p : samples()) {
        const auto body = stored(p), sent = wire(p);
        for (std::size_t n = 0; n < body.size(); n += n < 40 ? 1 : 37)
            EXPECT_NE(refusal(errc::corrupt_stored, [&] { value_profile::from_stored(bytes(body).first(n)); }), "") << n;
        for (std::size_t n = 0; n < sent.size(); n += n < 40 ? 1 : 37)
            EXPECT_NE(refusal(errc::corrupt_wire, [&] { value_profile::from_wire(bytes(sent).first(n)); }), "") << n;
        auto more = sent;
        more.push_back(std::byte{0});
        EXPECT_NE(refusal(errc::corrupt_wire, [&] { value_profile::from_wire(more); }), "");
    }
    const auto changed = [](const value_profile& p, std::size_t at, int to) {
        auto body = stored(p);
        body[at] = static_cast<std::byte>(to);
        return refusal(errc::corrupt_stored, [&] { value_profile::from_stored(body); });
    };
    const value_profile known = samples()[0], labelled = make_profile(std::vector<double>{1, 2}, {"a", "b"}),
                        plain = make_profile(std::vector<double>{1, 2}, {});
    EXPECT_NE(changed(known, 0, 8), "");
    EXPECT_NE(changed(known, 2, 4), "") << "unknown flag";
    EXPECT_NE(changed(known, 2, 0), "") << "a mean rating of what is not centred";
    EXPECT_NE(changed(known, 3, 3), "") << "PVQ-RR has 19";
    EXPECT_NE(changed(known, 3, 9), "") << "no instrument";
    EXPECT_NE(changed(labelled, 8, 2), "");
    EXPECT_NE(changed(labelled, 11, 'a'), "") << "the same label twice";
    EXPECT_NE(changed(labelled, 2, 0), "") << "labels without their flag";
    EXPECT_NE(changed(plain, 15, 0xFF), "") << "the first score: not a number";
    auto newer = stored(plain);
    newer[1] = std::byte{2};
    EXPECT_NE(refusal(errc::newer_version, [&] { value_profile::from_stored(newer); }), "");
}

TEST(value_profile, survives_failed_allocations) {
    const answers a = mixed(57);
    const std::string text = samples()[5].to_text();
    EXPECT_GT(xm::test::survive_failed_allocations([&] {
                  const value_profile p = value_profile::from_text(text);
                  EXPECT_EQ(value_profile::from_wire(wire(p)).shape, p.shape);
                  EXPECT_EQ(broad_values(*score_pvq(profile_shape::pvq_rr, a, true, true)).scores.size(), 10U);
              }),
              5U);
}

}  // namespace
