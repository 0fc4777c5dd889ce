// Expected values: test/golden/make.R (R survival); 6-MP data of Freireich et al. (1963), tables of Klein & Moeschberger
// (2003), 4.1 and 7.2.
#include "core/survival.hpp"

#include <algorithm>
#include <cmath>
#include <random>

#include "allocation.hpp"
#include "support.hpp"

namespace {

using namespace xm::core;
using xm::test::refusal;
using xm::test::stored;
using xm::test::wire;
namespace rs = running_survival;

// A running state, driven as the server binding drives it.
class running {
public:
    void add(double time, bool event) {
        if (!memory_.empty() && event == (static_cast<int>(time) % 2 == 0) && time == std::floor(time) &&
            rs::count(at(), static_cast<std::int64_t>(time), event))  // both ways of adding
            return;
        if (!memory_.empty() && rs::add(at(), size_, {time, event, !event})) return;
        survival one, s = memory_.empty() ? survival{} : value();
        one.times.push_back({time, event, !event});
        s.merge(one);
        remake(s);
    }
    void merge(bytes other) {
        survival s = memory_.empty() ? survival{} : value();
        s.merge(survival::from_stored(other));
        remake(s);
    }
    bytes body() const { return {reinterpret_cast<const std::byte*>(memory_.data()) + 4, size_}; }
    survival value() const { return survival::from_stored(body()); }
    bool empty() const { return memory_.empty(); }
    std::uint8_t flags() const { return load<head>(body().data()).flags; }

private:
    std::byte* at() { return reinterpret_cast<std::byte*>(memory_.data()) + 4; }
    void remake(const survival& s) {
        size_ = rs::size_for(s);
        memory_.assign(size_ / 8 + 2, 0);
        rs::write(s, at(), size_);
        EXPECT_TRUE(rs::is_running(at(), size_));
    }
    std::vector<double> memory_;
    std::size_t size_ = 0;
};

survival of(const std::vector<double>& left, const std::vector<double>& seen = {}) {
    running r;
    for (const double t : left) r.add(t, true);
    for (const double t : seen) r.add(t, false);
    return r.value();
}

const survival six_mp = of({6, 6, 6, 7, 10, 13, 16, 22, 23}, {6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35});
const survival placebo = of({1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23});

std::string text_of(const char* times, const char* events, const char* censored, const char* more = "") {
    return std::string(R"({"type":"survival","version":1,"times":[)") + times + R"(],"events":[)" + events + R"(],"censored":[)" +
           censored + "]" + more + "}";
}

TEST(survival, kaplan_meier_as_published) {
    const std::vector<double> times{6, 7, 10, 13, 16, 22, 23},
        curve{0.8571428571428571,  0.80672268907563016, 0.75294117647058811, 0.69019607843137243,
              0.62745098039215674, 0.53781512605042003, 0.44817927170868338},
        error{0.076360354832121252, 0.086935285180057192, 0.096349652994320495, 0.10681470777500982,
              0.11405386525675253,  0.12823375169303397,  0.13459145675576042},
        lower{0.71981708391627042, 0.65312421846217106, 0.58591898202969417, 0.50961309910178021,
              0.43939392496876695, 0.33703661615768471, 0.24878822681765961},
        upper{1,
              0.99644367590865912,
              0.96757475455229747,
              0.93476919553613003,
              0.89599493853508172,
              0.85820084804466479,
              0.80737204552907704};
    const auto rows = survival_table(six_mp, 0.95);
    EXPECT_EQ(rows.size(), 16U);
    EXPECT_EQ(rows[0].at_risk, 21);
    EXPECT_EQ(rows[0].events, 3);
    EXPECT_EQ(rows[0].censored, 1);
    EXPECT_EQ(rows.back().at_risk, 1);
    std::size_t i = 0;
    for (const survival_row& r : rows) {
        if (r.events == 0) continue;
        EXPECT_EQ(r.time, times[i]);
        EXPECT_NEAR(r.survival, curve[i], 1e-14);
        EXPECT_NEAR(*r.std_error, error[i], 1e-14);
        EXPECT_NEAR(*r.lower, lower[i], 1e-13);
        EXPECT_NEAR(*r.upper, upper[i++], 1e-13);
    }
    EXPECT_EQ(i, times.size());
    EXPECT_NEAR(*survival_at(six_mp, 10), 0.75294117647058811, 1e-14);
    EXPECT_NEAR(*survival_at(six_mp, 9.99), 0.80672268907563016, 1e-14);
    EXPECT_EQ(*survival_at(six_mp, 5.9), 1);
    EXPECT_NEAR(*survival_at(six_mp, 35), 0.44817927170868338, 1e-14);
    EXPECT_FALSE(survival_at(six_mp, 35.1));
    EXPECT_EQ(*survival_at(placebo, 1e300), 0);
    EXPECT_FALSE(survival_table(placebo, 0.95).back().std_error);
    EXPECT_NE(refusal(errc::invalid, [] { survival_at(six_mp, -1); }), "");
    EXPECT_NE(refusal(errc::invalid, [] { survival_at(six_mp, std::nan("")); }), "");
    EXPECT_NE(refusal(errc::invalid, [] { survival_table(six_mp, 1); }), "");
}

TEST(survival, median_as_survfit) {
    EXPECT_EQ(*median_survival(six_mp), 23);
    EXPECT_EQ(*median_survival(placebo), 8);
    EXPECT_EQ(*median_survival(of({1, 2}, {3, 4})), 3) << "flat at 1/2 to the end";
    EXPECT_EQ(*median_survival(of({1, 2, 4}, {9})), 3) << "flat at 1/2 from 2 to 4";
    EXPECT_EQ(*median_survival(of({1, 2, 4}, {3})), 3) << "a censored time does not end a flat stretch";
    EXPECT_FALSE(median_survival(of({1}, {2, 3, 4})));
    EXPECT_EQ(*median_survival(of({0, 0, 0}, {4})), 0);
}

TEST(survival, restricted_mean_and_comparison) {
    EXPECT_NEAR(*restricted_mean(six_mp, 20), 16.116526610644257, 1e-13);
    EXPECT_NEAR(*restricted_mean(placebo, 20), 8.4285714285714288, 1e-13);
    EXPECT_NEAR(*restricted_mean(placebo, 1e6), 182.0 / 21, 1e-12) << "the mean of all";
    EXPECT_FALSE(restricted_mean(six_mp, 36));
    EXPECT_EQ(*restricted_mean(six_mp, 0), 0);
    EXPECT_NE(refusal(errc::invalid, [] { restricted_mean(six_mp, -2); }), "");
    const survival_comparison c = compare_survival(six_mp, placebo, 20, 0.95), back = compare_survival(placebo, six_mp, 20, 0.95);
    const double error = std::hypot(1.2515601960050471, 1.268082682503922), difference = 16.116526610644257 - 8.4285714285714288;
    EXPECT_NEAR(*c.difference, difference, 1e-12);
    EXPECT_NEAR(*c.std_error, error, 1e-12);
    EXPECT_NEAR(*c.lower, difference - 1.959963984540054 * error, 1e-12);
    EXPECT_NEAR(*c.upper, difference + 1.959963984540054 * error, 1e-12);
    EXPECT_NEAR(*c.p_value, std::erfc(difference / error / std::sqrt(2)), 1e-15);
    EXPECT_EQ(*back.difference, -*c.difference);
    EXPECT_FALSE(compare_survival(six_mp, placebo, 40, 0.95).difference);
    EXPECT_FALSE(compare_survival(of({}, {30}), of({}, {30}), 20, 0.95).std_error) << "no spread";
    EXPECT_EQ(*compare_survival(of({}, {30}), of({}, {30}), 20, 0.95).difference, 0);
}

TEST(survival, logrank_as_survdiff) {
    const logrank_result two = logrank({six_mp, placebo}, no_poll);
    EXPECT_NEAR(*two.chi_squared, 16.79294098921654, 1e-11);  // 16.79 in print
    EXPECT_NEAR(*two.p_value / 4.1688091093345308e-05, 1, 1e-11);
    EXPECT_EQ(two.df, 1);
    // 6-MP patients in turn, in the order of make.R.
    const survival first = of({6, 6, 7, 10, 16, 22}, {11, 19, 25, 32, 35}), second = of({6, 13, 23}, {6, 9, 10, 17, 20, 32, 34});
    const logrank_result three = logrank({placebo, first, second}, no_poll);
    EXPECT_NEAR(*three.chi_squared, 17.163875173672814, 1e-11);
    EXPECT_NEAR(*three.p_value / 0.00018746140254526078, 1, 1e-11);
    EXPECT_EQ(three.df, 2);
    EXPECT_NEAR(*logrank({second, placebo, first}, no_poll).chi_squared, *three.chi_squared, 1e-12);
    const logrank_result never = logrank({six_mp, placebo, of({}, {0.5})}, no_poll);
    EXPECT_EQ(never.groups, 3);
    EXPECT_EQ(never.df, 1) << "never at risk at an event";
    EXPECT_NEAR(*never.chi_squared, *two.chi_squared, 1e-12);
    EXPECT_NEAR(*logrank({six_mp, six_mp}, no_poll).chi_squared, 0, 1e-15);
    EXPECT_FALSE(logrank({six_mp}, no_poll).chi_squared);
    EXPECT_FALSE(logrank({of({3}), of({3, 3})}, no_poll).chi_squared) << "everybody left at once";
    EXPECT_EQ(logrank({}, no_poll).df, 0);
    EXPECT_NE(refusal(errc::invalid, [] { logrank(std::vector<survival>(1001, six_mp), no_poll); }).find("1001"),
              std::string::npos);
}

TEST(survival, any_split_and_order_gives_the_whole) {
    std::mt19937_64 random(11);
    for (const double unit : {1.0, 0.1, 1e5, 3e9}) {
        std::vector<std::pair<double, bool>> rows(3000);
        for (auto& [time, event] : rows) time = static_cast<double>(random() % 500) * unit, event = random() % 3 == 0;
        running whole;
        for (const auto& r : rows) whole.add(r.first, r.second);
        EXPECT_EQ(whole.value().people(), rows.size());
        for (int split = 0; split < 30; ++split) {
            std::shuffle(rows.begin(), rows.end(), random);
            std::vector<running> parts(1 + random() % 20);
            for (const auto& r : rows) parts[random() % parts.size()].add(r.first, r.second);
            running workers, rollup;
            for (const running& p : parts) {
                if (p.empty()) continue;
                workers.merge(p.body());
                rollup.merge(stored(p.value()));
            }
            EXPECT_EQ(stored(workers.value()), stored(whole.value()));
            EXPECT_EQ(stored(rollup.value()), stored(whole.value()));
        }
    }
}

TEST(survival, running_states_change_their_form) {
    running r;
    r.add(3, true);
    EXPECT_EQ(r.flags(), rs::flag_dense | rs::flag_running);
    r.add(2.5, false);
    EXPECT_EQ(r.flags(), rs::flag_running) << "fractions have no slots";
    for (int i = 0; i < 40; ++i) r.add(i, false);
    EXPECT_EQ(r.value().people(), 42U);
    running far;
    far.add(10, true);
    far.add(1e7, true);
    EXPECT_EQ(far.flags(), rs::flag_running) << "too far apart for slots";
    for (int i = 0; i < 300; ++i) far.add(5000, false);
    EXPECT_EQ(far.value().people(), 302U);
    running dense;  // sparse while few, dense again when many
    dense.add(5000, true);
    EXPECT_EQ(dense.flags(), rs::flag_running);
    for (int i = 0; i < 300; ++i) dense.add(i, i % 2 == 0);
    EXPECT_EQ(dense.flags(), rs::flag_dense | rs::flag_running);
    EXPECT_EQ(dense.value().times.size(), 301U);
    for (const double wild : {4503599627370497.0, 1e300, 0.0}) dense.add(wild, true);
    EXPECT_EQ(dense.value().times.size(), 303U);
    EXPECT_EQ(dense.value().times.back().time, 1e300);
    const survival many = survival::from_text(text_of("2,3", "4294967295,4294967294", "0,1"));
    for (const bool fractional : {false, true}) {  // past 2^32
        running wide;
        if (fractional) wide.add(0.5, true);
        wide.merge(stored(many));
        for (int i = 0; i < 40; ++i) wide.add(2, true), wide.add(3, true);
        const auto& times = wide.value().times;
        EXPECT_EQ(times[times.size() - 2].events, 4294967295ULL + 40);
        EXPECT_EQ(times.back().events, 4294967294ULL + 40);
        EXPECT_EQ(times.back().censored, 1U);
        EXPECT_TRUE(wide.flags() & rs::flag_wide);
    }
    survival full = survival::from_text(text_of("1", "4611686018427387904", "0"));
    const auto before = stored(full);
    EXPECT_NE(refusal(errc::range, [&] { full.merge(of({1})); }), "");
    EXPECT_EQ(stored(full), before);
}

std::vector<survival> samples() {
    return {six_mp,
            placebo,
            of({0}),
            of({0.25, 1e300}, {7}),
            of({3}, {100000}),
            survival::from_text(text_of("2,3", "4294967296,0", "0,1")),
            survival::from_text(text_of("2.5,3", "4294967296,0", "0,1"))};
}

TEST(survival, every_form_reads_back_to_the_same_bits) {
    for (const survival& s : samples()) {
        EXPECT_EQ(stored(survival::from_stored(stored(s))), stored(s));
        EXPECT_EQ(stored(survival::from_wire(wire(s))), stored(s));
        EXPECT_EQ(stored(survival::from_text(s.to_text())), stored(s));
    }
    EXPECT_EQ(of({1, 1}, {1.5}).to_text(), text_of("1,1.5", "2,0", "0,1"));
    EXPECT_EQ(stored(survival::from_text(text_of("-0", "1", "0"))), stored(of({0})));
    const auto body = stored(of({1}, {0, 1}));  // the layout of states.md
    const std::vector<std::uint8_t> expected{5, 1, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0};
    ASSERT_EQ(body.size(), expected.size());
    EXPECT_EQ(std::memcmp(body.data(), expected.data(), expected.size()), 0);
}

TEST(survival, refuses_damaged_values) {
    for (const std::string& text :
         {std::string(), std::string("{}"), text_of("", "", ""), text_of("1", "0", "0"), text_of("1", "1", ""),
          text_of("2,1", "1,1", "0,0"), text_of("1,1", "1,1", "0,0"), text_of("-1", "1", "0"), text_of("1e999", "1", "0"),
          text_of("1", "-1", "2"), text_of("1", "1.5", "0"), text_of("1", "4611686018427387904", "1"),
          text_of("1", "18446744073709551615", "2"), text_of("1", "1", "0", R"(,"mood":1)"),
          text_of("1", "1", "0", R"(,"events":[1])")})
        EXPECT_NE(refusal(errc::corrupt_text, [&] { survival::from_text(text); }), "") << text;
    EXPECT_NE(refusal(errc::newer_version, [] { survival::from_text(R"({"type":"survival","version":2})"); }), "");
    for (const survival& s : samples()) {
        const auto body = stored(s), sent = wire(s);
        for (std::size_t n = 0; n < body.size(); ++n)
            if ((n - 4) % 8 != 0 || n < 5) {  // else it may be a shorter value
                EXPECT_NE(refusal(errc::corrupt_stored, [&] { survival::from_stored(bytes(body).first(n)); }), "") << n;
            }
        for (std::size_t n = 0; n < sent.size(); ++n)
            if ((n - 4) % 24 != 0 || n < 5) {
                EXPECT_NE(refusal(errc::corrupt_wire, [&] { survival::from_wire(bytes(sent).first(n)); }), "") << n;
            }
    }
    const auto changed = [](const survival& s, std::size_t at, int to) {
        auto body = stored(s);
        body[at] = static_cast<std::byte>(to);
        return refusal(errc::corrupt_stored, [&] { survival::from_stored(body); });
    };
    EXPECT_NE(changed(six_mp, 0, 4), "");
    EXPECT_NE(changed(six_mp, 2, 0x80), "");
    EXPECT_NE(changed(six_mp, 3, 1), "");
    EXPECT_NE(changed(of({0, 1, 2}), 20, 0), "") << "an empty slot at the end";
    EXPECT_NE(changed(of({0.5}), 11, 0xBF), "") << "a negative time";
    auto twice = stored(survival::from_text(text_of("0,1,2", "4294967296,1,1", "0,0,0")));
    twice[4 + 16 + 7] = twice[4 + 24 + 7] = std::byte{0x80};  // slot 1: 2^63 + 1 and 2^63 people
    twice[4 + 16] = std::byte{0};                             // 2^64 in all
    EXPECT_NE(refusal(errc::corrupt_stored, [&] { survival::from_stored(twice); }), "");
    auto newer = stored(six_mp);
    newer[1] = std::byte{2};
    EXPECT_NE(refusal(errc::newer_version, [&] { survival::from_stored(newer); }), "");
}

TEST(survival, survives_failed_allocations) {
    const std::string text = six_mp.to_text();
    EXPECT_GT(xm::test::survive_failed_allocations([&] {
                  survival s = survival::from_text(text);
                  s.merge(survival::from_wire(wire(s)));
                  EXPECT_EQ(s.people(), 42U);
                  EXPECT_TRUE(logrank({s, six_mp}, no_poll).chi_squared);
              }),
              5U);
}

}  // namespace
