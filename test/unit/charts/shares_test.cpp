#include "core/charts/shares.hpp"

#include <map>

#include "charts/picture.hpp"

namespace {

using namespace xm::core;
using namespace xm::core::charts;
using xm::test::drawn;
using xm::test::expect_sound;
using xm::test::picture;
using xm::test::refusal;
using rows = std::vector<share_row>;

const auto shares = [](const char* json) { return [o = options::parse(json)](const rows& r) { return draw_shares(r, o); }; };

const rows answers{{"Tools", "no", 1, 0.2},    {"Tools", "neither", 2, 0.3},    {"Tools", "yes", 3, 0.5},
                   {"Workload", "no", 1, 0.6}, {"Workload", "neither", 2, 0.1}, {"Workload", "yes", 3, 0.3}};

std::map<std::string, std::vector<box>> bars_of(const picture& p) {
    std::map<std::string, std::vector<box>> bars;
    for (const drawn& d : p.of("rect", "fill"))
        if (!d.title.empty()) bars[d.title.substr(0, d.title.find(':'))].push_back(d.bounds());
    return bars;
}

TEST(shares, are_as_long_as_their_numbers_and_stand_about_the_middle) {
    const picture p = expect_sound(answers, shares(R"({"percent": true, "title": "T"})"));
    auto bars = bars_of(p);
    ASSERT_EQ(bars.size(), 2U);
    const double unit = (bars["Tools"][2].width() + 1) / 0.5;
    for (const share_row& r : answers)
        EXPECT_NEAR(bars[r.label][static_cast<std::size_t>(r.position - 1)].width() + 1, *r.share * unit, 0.05);
    const auto middle = [](const box& b) { return (b.left + b.right) / 2; };
    EXPECT_NEAR(middle(bars["Tools"][1]), middle(bars["Workload"][1]), 0.05);
    EXPECT_LT(bars["Tools"][0].top, bars["Workload"][0].top);  // more right of the middle
    const auto zero = p.of("polyline", "base");
    ASSERT_EQ(zero.size(), 1U);
    EXPECT_NEAR(zero[0].points[0].x, middle(bars["Tools"][1]), 0.05);
    EXPECT_TRUE(expect_sound(rows{{"Berlin", "yes", 1, 0.6}}, shares("{}")).of("polyline", "base").empty());
    for (const char* text : {"no", "neither", "yes", "20%", "30%", "50%", "60%", "Tools", "Workload"})
        EXPECT_TRUE(p.says(text)) << text;
    EXPECT_EQ(p.description,
              "2 labels by 3 categories, from no to yes. Largest towards yes: Tools, no 20%, neither 30%, yes 50%. Smallest "
              "towards yes: Workload, no 60%, "
              "neither 10%, yes 30%.");
}

TEST(shares, of_an_even_number_of_categories_meet_at_zero) {
    rows even = answers;
    std::erase_if(even, [](const share_row& r) { return r.position == 2; });
    auto bars = bars_of(expect_sound(even, shares("{}")));
    EXPECT_NEAR(bars["Tools"][0].right, bars["Workload"][0].right, 0.05);
    EXPECT_NEAR(bars["Tools"][1].left, bars["Workload"][1].left, 0.05);
}

TEST(shares, of_one_category_begin_at_the_left) {
    auto bars = bars_of(expect_sound(rows{{"Berlin", "yes", 1, 0.6}, {"Rome", "yes", 1, 0.3}}, shares("{}")));
    EXPECT_NEAR(bars["Berlin"][0].left, bars["Rome"][0].left, 0.05);
    EXPECT_NEAR(bars["Berlin"][0].width(), 2 * bars["Rome"][0].width() + 1, 0.1);
}

TEST(shares, in_order_and_added) {
    auto bars = bars_of(expect_sound(answers, shares(R"({"order": ["Workload"]})")));
    EXPECT_GT(bars["Tools"][0].top, bars["Workload"][0].top);
    rows twice = answers;
    twice[2].share = 0.25;
    twice.push_back({"Tools", "yes", 3, 0.25});
    EXPECT_EQ(draw_shares(twice, {}), draw_shares(answers, {}));
}

TEST(shares, take_what_comes) {
    rows all;
    for (const std::string& label : xm::test::hostile_labels())
        for (int c = 0; c < 11; ++c)
            all.push_back({label, xm::test::hostile_labels()[static_cast<std::size_t>(c < 5 ? c : c + 2)] + std::to_string(c), c,
                           0.01 * c + 0.02});
    for (const char* o : {"{}", R"({"width": 200})", R"({"width": 1600, "direction": "rtl", "percent": true})",
                          R"({"colors": ["#ffffff", "#000000"]})"})
        expect_sound(all, shares(o));
    rows many;
    for (int i = 0; i < 200; ++i) many.push_back({"L" + std::to_string(i), "c", 1, 1e-12 * i});
    expect_sound(many, shares("{}"));
    expect_sound(rows{{"a", "c", 1, 0}}, shares("{}"));
    expect_sound(rows{{"a", "c", 1, 1e300}, {"b", "d", 2, 1e-290}}, shares("{}"));
    many.push_back({"one more", "c", 1, 1});
    EXPECT_EQ(refusal([&] { draw_shares(many, {}); }), "201 labels are more than a picture can show: 200");
    EXPECT_EQ(refusal([] { draw_shares({{"a", "c", 1, -0.1}}, {}); }), "a share of -0.1 is negative");
    EXPECT_EQ(refusal([] {
                  draw_shares({{"a", "c", 1, NAN}}, {});
              }),
              "share NaN cannot be drawn: finite numbers up to 1e300 can");
    EXPECT_EQ(refusal([] {
                  draw_shares({{"a", "c", 1, 0.1}, {"b", "c", 2, 0.1}}, {});
              }),
              "the category \"c\" stands at two positions");
    rows wide;
    for (int c = 0; c < 12; ++c) wide.push_back({"a", "c" + std::to_string(c), c, 0.1});
    EXPECT_EQ(refusal([&] { draw_shares(wide, {}); }), "12 categories are more than a picture can show: 11");
    EXPECT_TRUE(xm::test::parse_picture(draw_shares({{"a", "c", 1, {}}}, {})).says("No data"));
}

}  // namespace
