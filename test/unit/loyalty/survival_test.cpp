// Expected values: test/golden/make.R (R survival); 6-MP data of Freireich et al. (1963), tables of Klein & Moeschberger
// (2003), 4.1 and 7.2.
#include "core/loyalty/survival.hpp"

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

// A running state, driven as the server binding drives it. `most`: bytes that a remade state may have, where it has a choice.
class running {
public:
    explicit running(std::size_t most = SIZE_MAX) : most_(most) {}
    void add(double number, bool event) {
        const double time = read_time(number);
        if (!memory_.empty() && event == (static_cast<int>(time) % 2 == 0) && time == std::floor(time) &&
            rs::count(at(), static_cast<std::int64_t>(time), event))  // both ways of adding
            return;
        if (!memory_.empty() && rs::add(at(), size_, {time, event, !event})) return;
        rs::source one({time, event, !event});
        absorb(one);
    }
    void merge(bytes other) {
        rs::source from(other, no_poll);
        absorb(from);
    }
    bytes body() const { return {reinterpret_cast<const std::byte*>(memory_.data()) + 4, size_}; }
    survival value() const { return survival::from_stored(body()); }
    bool empty() const { return memory_.empty(); }
    std::uint8_t flags() const { return load<head>(body().data()).flags; }
    std::size_t size() const { return size_; }
    int remade() const { return remade_; }

private:
    std::byte* at() { return reinterpret_cast<std::byte*>(memory_.data()) + 4; }
    void absorb(rs::source& from) {
        while (memory_.empty() || !rs::take(at(), size_, from, no_poll)) {
            const bytes old = memory_.empty() ? bytes() : body();
            const rs::plan next(
                old, from, [&](std::size_t size) { return size <= most_; }, no_poll);
            std::vector<double> memory(next.size / 8 + 2);
            next.remake(old, reinterpret_cast<std::byte*>(memory.data()) + 4, no_poll);
            memory_ = std::move(memory);
            size_ = next.size;
            ++remade_;
            EXPECT_TRUE(rs::is_running(at(), size_));
        }
    }
    std::vector<double> memory_;
    std::size_t size_ = 0, most_;
    int remade_ = 0;
};

// The stored form as the final function of the aggregate makes it.
std::vector<std::byte> at_rest(bytes body) {
    std::vector<std::byte> value;
    store_survival(
        body, errc::range, [&](std::size_t size, std::size_t) { return value.assign(size, std::byte{0x55}), value.data(); },
        no_poll);
    return value;
}
std::vector<std::byte> stored_text(std::string_view text) {
    std::vector<std::byte> value;
    store_survival_text(
        text, [&](std::size_t size) { return value.assign(size, std::byte{0x55}), value.data(); }, no_poll);
    return value;
}

logrank_result logrank_of(const std::vector<survival>& groups) {
    std::vector<std::vector<std::byte>> values;
    for (const survival& g : groups) values.push_back(stored(g));
    return logrank({values.begin(), values.end()}, no_poll);
}

survival of(const std::vector<double>& left, const std::vector<double>& seen = {}) {
    running r;
    for (const double t : left) r.add(t, true);
    for (const double t : seen) r.add(t, false);
    return r.value();
}

const survival six_mp = of({6, 6, 6, 7, 10, 13, 16, 22, 23}, {6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35});
const survival placebo = of({1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23});

std::string text_of(const char* times, const char* events, const char* censored, const char* more = "", int version = 2) {
    return std::string(R"({"type":"survival","version":)") + std::to_string(version) + R"(,"times":[)" + times +
           R"(],"events":[)" + events + R"(],"censored":[)" + censored + "]" + more + "}";
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
    const std::string beyond = refusal(errc::invalid, [] { compare_survival(six_mp, placebo, 40, 0.95); });
    EXPECT_EQ(beyond, "horizon 40 is beyond the end of a curve: people of one state were last seen at 35");
    EXPECT_NE(refusal(errc::invalid, [] { compare_survival(of({}, {30}), six_mp, 40, 0.95); }).find("last seen at 30"),
              std::string::npos);
    EXPECT_TRUE(compare_survival(placebo, placebo, 40, 0.95).difference) << "nobody is left";
    EXPECT_FALSE(compare_survival(of({}, {30}), of({}, {30}), 20, 0.95).std_error) << "no spread";
    EXPECT_EQ(*compare_survival(of({}, {30}), of({}, {30}), 20, 0.95).difference, 0);
}

TEST(survival, logrank_as_survdiff) {
    const logrank_result two = logrank_of({six_mp, placebo});
    EXPECT_NEAR(*two.chi_squared, 16.79294098921654, 1e-11);  // 16.79 in print
    EXPECT_NEAR(*two.p_value / 4.1688091093345308e-05, 1, 1e-11);
    EXPECT_EQ(two.df, 1);
    // 6-MP patients in turn, in the order of make.R.
    const survival first = of({6, 6, 7, 10, 16, 22}, {11, 19, 25, 32, 35}), second = of({6, 13, 23}, {6, 9, 10, 17, 20, 32, 34});
    const logrank_result three = logrank_of({placebo, first, second});
    EXPECT_NEAR(*three.chi_squared, 17.163875173672814, 1e-11);
    EXPECT_NEAR(*three.p_value / 0.00018746140254526078, 1, 1e-11);
    EXPECT_EQ(three.df, 2);
    EXPECT_NEAR(*logrank_of({second, placebo, first}).chi_squared, *three.chi_squared, 1e-12);
    const logrank_result never = logrank_of({six_mp, placebo, of({}, {0.5})});
    EXPECT_EQ(never.groups, 3);
    EXPECT_EQ(never.df, 1) << "never at risk at an event";
    EXPECT_NEAR(*never.chi_squared, *two.chi_squared, 1e-12);
    EXPECT_NEAR(*logrank_of({six_mp, six_mp}).chi_squared, 0, 1e-15);
    EXPECT_FALSE(logrank_of({six_mp}).chi_squared);
    EXPECT_FALSE(logrank_of({of({3}), of({3, 3})}).chi_squared) << "everybody left at once";
    EXPECT_EQ(logrank_of({}).df, 0);
    EXPECT_NE(refusal(errc::invalid, [] { logrank_of(std::vector<survival>(1001, six_mp)); }).find("1001"), std::string::npos);
}

TEST(survival, any_split_and_order_gives_the_whole) {
    std::mt19937_64 random(11);
    for (const double unit : {1.0, 0.1, 1.0 / 3, 1e5, 3e9, 1e-20}) {
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
            EXPECT_EQ(at_rest(workers.body()), stored(whole.value()));
            EXPECT_EQ(stored(rollup.value()), at_rest(whole.body()));
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
        EXPECT_EQ(stored_text(s.to_text()), stored(s));
        EXPECT_EQ(at_rest(stored(s)), stored(s));
    }
    EXPECT_EQ(of({1, 1}, {1.5}).to_text(), text_of("1,1.5", "2,0", "0,1"));
    EXPECT_EQ(stored(survival::from_text(text_of("-0", "1", "0"))), stored(of({0})));
    const auto body = stored(of({1}, {0, 1}));  // the layout of states.md
    const std::vector<std::uint8_t> expected{5, 2, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0};
    ASSERT_EQ(body.size(), expected.size());
    EXPECT_EQ(std::memcmp(body.data(), expected.data(), expected.size()), 0);
}

TEST(survival, refuses_damaged_values) {
    for (const std::string& text :
         {std::string(), std::string("{}"), text_of("", "", ""), text_of("1", "0", "0"), text_of("1", "1", ""),
          text_of("2,1", "1,1", "0,0"), text_of("1,1", "1,1", "0,0"), text_of("-1", "1", "0"), text_of("1e999", "1", "0"),
          text_of("1", "-1", "2"), text_of("1", "1.5", "0"), text_of("1", "4611686018427387904", "1"),
          text_of("1", "18446744073709551615", "2"), text_of("1", "1", "0", R"(,"mood":1)"),
          text_of("1", "1", "0", R"(,"events":[1])"), text_of("0.30000000000000004", "1", "0"), text_of("1", "1", "0,"),
          text_of("1", "1 1", "0,0")})
        for (const bool direct : {false, true})
            EXPECT_NE(refusal(errc::corrupt_text,
                              [&] {
                                  if (direct)
                                      stored_text(text);
                                  else
                                      survival::from_text(text);
                              }),
                      "")
                << text;
    EXPECT_NE(refusal(errc::newer_version, [] { survival::from_text(R"({"type":"survival","version":3})"); }), "");
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
    newer[1] = std::byte{3};
    EXPECT_NE(refusal(errc::newer_version, [&] { survival::from_stored(newer); }), "");
}

// Klein & Moeschberger (2003), 4.5: the confidence intervals of the medians in R's print(survfit(...)) of these data,
// 23 (16, NA) and 8 (4, 12), are in the documentation of MASS::gehan.
TEST(survival, quantiles_as_survfit) {
    const survival_quantiles a = survival_quantile(six_mp, 0.5, 0.95), b = survival_quantile(placebo, 0.5, 0.95);
    EXPECT_EQ(*a.time, 23);
    EXPECT_EQ(*a.lower, 16);
    EXPECT_FALSE(a.upper);
    EXPECT_EQ(*b.time, 8);
    EXPECT_EQ(*b.lower, 4);
    EXPECT_EQ(*b.upper, 12);
    for (const survival& s : {six_mp, placebo, of({1, 2}, {3, 4}), of({1, 2, 4}, {3}), of({0, 0, 0}, {4})})
        EXPECT_EQ(survival_quantile(s, 0.5, 0.9).time, median_survival(s));
    // By hand, on the table of kaplan_meier_as_published: the first time at which each curve is at most 3/4.
    const survival_quantiles quarter = survival_quantile(six_mp, 0.25, 0.95);
    EXPECT_EQ(*quarter.time, 13);
    EXPECT_EQ(*quarter.lower, 6);
    EXPECT_FALSE(quarter.upper) << "the upper bound never comes to 3/4";
    EXPECT_EQ(*survival_quantile(of({1, 2, 3, 4}), 0.25, 0.95).time, 1.5) << "flat at 3/4";
    EXPECT_EQ(*survival_quantile(of({1, 2, 3, 4}), 1, 0.95).time, 4);
    EXPECT_FALSE(survival_quantile(six_mp, 0.6, 0.95).time);
    EXPECT_EQ(*survival_quantile(six_mp, 0, 0.95).time, 0);
    for (const double p : {-0.1, 1.1, std::nan("")})
        EXPECT_NE(refusal(errc::invalid, [&] { survival_quantile(six_mp, p, 0.95); }), "") << p;
    EXPECT_NE(refusal(errc::invalid, [] { survival_quantile(six_mp, 0.5, 1); }), "");
}

TEST(survival, restricted_mean_with_its_error) {
    const mean_estimate e = estimate_restricted_mean(six_mp, 20, 0.95);  // R survfit(rmean = 20), as above
    EXPECT_NEAR(*e.value, 16.116526610644257, 1e-13);
    EXPECT_NEAR(*e.std_error, 1.2515601960050471, 1e-13);
    EXPECT_NEAR(*e.lower, 16.116526610644257 - 1.959963984540054 * 1.2515601960050471, 1e-12);
    EXPECT_NEAR(*e.upper, 16.116526610644257 + 1.959963984540054 * 1.2515601960050471, 1e-12);
    EXPECT_FALSE(estimate_restricted_mean(six_mp, 36, 0.95).value);
    EXPECT_EQ(*estimate_restricted_mean(six_mp, 5, 0.95).value, 5);
    EXPECT_FALSE(estimate_restricted_mean(six_mp, 5, 0.95).std_error) << "nobody has left";
    EXPECT_NE(refusal(errc::invalid, [] { estimate_restricted_mean(six_mp, 5, 0); }), "");
    EXPECT_NE(refusal(errc::invalid, [] { estimate_restricted_mean(six_mp, -5, 0.95); }), "");
}

TEST(survival, times_that_differ_by_rounding_are_ties) {
    const survival s = of({0.3, 1.3 - 1, 0.1 + 0.2}, {1 - 0.7});
    EXPECT_EQ(s.to_text(), text_of("0.3", "3", "1"));
    std::mt19937_64 random(3);
    running differences, decimals;
    for (int i = 0; i < 20000; ++i) {
        const int from = static_cast<int>(random() % 4000), days = static_cast<int>(random() % 900) + 1;
        differences.add((from + days) / 10.0 - from / 10.0, i % 3 == 0);
        decimals.add(days / 10.0, i % 3 == 0);
    }
    EXPECT_EQ(at_rest(differences.body()), at_rest(decimals.body()));
    // What is asked for is read alike.
    EXPECT_EQ(*survival_at(s, 0.1 + 0.2), 0.25);
    EXPECT_EQ(*survival_at(of({0.3}, {0.3}), 1.3 - 1), 0.5);
    EXPECT_EQ(*survival_at(of({1.3 - 1}, {0.3}), std::nextafter(0.3, 0)), 0.5);
    EXPECT_EQ(*restricted_mean(of({0.2}, {0.3}), 0.1 + 0.2), 0.25);
    EXPECT_TRUE(compare_survival(of({0.2}, {0.3}), of({0.2}, {0.3}), 0.1 + 0.2, 0.95).difference);
    EXPECT_EQ(*estimate_survival(of({0.2}, {0.3}), 0.1 + 0.2, 0.95).at_risk, 1);
    EXPECT_EQ(*estimate_restricted_mean(of({0.2}, {0.3}), 0.1 + 0.2, 0.95).value, 0.25);
    EXPECT_EQ(*logrank_of({of({0.3}, {5}), of({1.3 - 1}, {5})}).chi_squared, 0);
    // Whole times are exact; on either side of a boundary two stay apart.
    EXPECT_EQ(of({123456789, 123456790}).times.size(), 2U);
    EXPECT_EQ(of({0.123456784999, 0.123456785001}).times.size(), 2U);
    EXPECT_EQ(of({2.9999999999999996}, {3}).times.size(), 1U);
}

TEST(survival, old_times_are_read_anew) {
    const std::string old = text_of("0.3,0.30000000000000004,1,123456790,123456790.5", "1,2,3,4,5", "0,1,0,0,1", "", 1);
    const survival now = survival::from_text(text_of("0.3,1,123456790", "3,3,9", "1,0,1"));
    EXPECT_EQ(stored(survival::from_text(old)), stored(now));
    EXPECT_EQ(stored_text(old), stored(now));
    // Stored: version 1, head and entries of 16 bytes.
    const auto body_of = [](const std::vector<survival::entry>& entries, std::initializer_list<std::uint32_t> running) {
        std::vector<std::byte> body(4 + 4 * running.size() + 16 * entries.size());
        store(body.data(), head{5, 1, static_cast<std::uint8_t>(running.size() > 0 ? rs::flag_running : 0), 0});
        std::byte* at = body.data() + 4;
        for (const std::uint32_t n : running) store(at, n), at += 4;
        for (const auto& e : entries) {
            store(at, e.time);
            store(at + 8, static_cast<std::uint32_t>(e.events));
            store(at + 12, static_cast<std::uint32_t>(e.censored));
            at += 16;
        }
        return body;
    };
    const std::vector<survival::entry> entries{{0.3, 1, 0}, {0.1 + 0.2, 2, 1}, {1, 3, 0}, {123456790, 4, 0}, {123456790.5, 5, 1}};
    const auto before = body_of(entries, {});
    EXPECT_EQ(stored(survival::from_stored(before)), stored(now));
    EXPECT_EQ(at_rest(before), stored(now));
    const auto unsorted = body_of({entries[1], entries[3], entries[0], entries[4], entries[2]}, {2, 3});
    EXPECT_EQ(stored(survival::from_stored(unsorted)), stored(now));
    EXPECT_EQ(at_rest(unsorted), stored(now));
    EXPECT_FALSE(rs::is_running(unsorted.data(), unsorted.size())) << "not changed in place";
    running r;
    r.add(0.25, true);
    r.merge(before);
    r.merge(unsorted);
    survival twice = now;
    twice.merge(now);
    twice.merge(of({0.25}));
    EXPECT_EQ(at_rest(r.body()), stored(twice));
    std::vector<std::byte> sent;
    {
        wire_writer out;
        for (const int b : {5, 1, 0, 0}) out.put(static_cast<std::uint8_t>(b));
        out.put(std::uint64_t{5});
        for (const auto& e : entries) out.put(e.time), out.put(e.events), out.put(e.censored);
        sent.assign(out.result().begin(), out.result().end());
    }
    EXPECT_EQ(stored(survival::from_wire(sent)), stored(now));
    // In version 2 such times cannot be.
    for (std::vector<std::byte>* bad : {&sent}) (*bad)[1] = std::byte{2};
    EXPECT_NE(refusal(errc::corrupt_wire, [&] { survival::from_wire(sent); }), "");
    auto damaged = before;
    damaged[1] = std::byte{2};
    EXPECT_NE(refusal(errc::corrupt_stored, [&] { survival::from_stored(damaged); }), "");
}

TEST(survival, more_than_2_62_people_are_refused_before_they_are_added) {
    for (const char* time : {"0.5", "1", "1,7.5"}) {
        const bool two = std::strlen(time) > 3;
        const survival most =
            survival::from_text(text_of(time, two ? "1,1" : "1", two ? "0,4611686018427387900" : "4611686018427387902"));
        running r;
        r.merge(stored(most));
        EXPECT_NE(refusal(errc::range, [&] { r.merge(stored(most)); }), "") << time;
        EXPECT_EQ(at_rest(r.body()), stored(most));
        EXPECT_NE(refusal(errc::range, [&] { r.merge(r.body()); }), "") << "a running state";
        r.add(0.5, true);
        EXPECT_EQ(r.value().people(), most.people() + 1);
        while (r.value().people() < std::uint64_t{1} << 62) r.add(0.5, true);
        EXPECT_NE(refusal(errc::range, [&] { r.add(0.5, true); }), "");
        EXPECT_NE(refusal(errc::range, [&] { r.add(77, true); }), "");
        EXPECT_EQ(r.value().people(), std::uint64_t{1} << 62);
        running small;
        small.add(3.5, false);
        small.merge(stored(most));
        EXPECT_NE(refusal(errc::range, [&] { small.merge(stored(most)); }), "");
        EXPECT_NE(refusal(errc::range, [&] { logrank_of({most, most}); }), "");
    }
}

TEST(survival, take_away_undoes_merge) {
    std::mt19937_64 random(5);
    for (const double unit : {1.0, 0.1}) {
        for (int round = 0; round < 200; ++round) {
            running a, b;
            for (std::size_t i = 1 + random() % 50; i > 0; --i)
                a.add(static_cast<double>(random() % 20) * unit, random() % 2 == 0);
            for (std::size_t i = 1 + random() % 50; i > 0; --i)
                b.add(static_cast<double>(random() % 20) * unit, random() % 2 == 0);
            survival both = a.value();
            both.merge(b.value());
            both.take_away(b.value());
            EXPECT_EQ(stored(both), stored(a.value()));
            both.take_away(a.value());
            EXPECT_TRUE(both.empty());
        }
    }
    survival s = of({1, 2}, {2.5});
    const auto before = stored(s);
    EXPECT_EQ(refusal(errc::range,
                      [&] {
                          s.take_away(of({1, 2, 2}));
                      }),
              "2 people who left at time 2 cannot be taken away from 1");
    EXPECT_EQ(refusal(errc::range, [&] { s.take_away(of({1}, {3})); }),
              "1 people last seen at time 3 cannot be taken away from 0");
    EXPECT_EQ(stored(s), before);
}

// Sorting in place makes room where times repeat; a state that may not grow much still takes everything.
TEST(survival, running_states_stay_small) {
    std::mt19937_64 random(17);
    running repeating;
    for (int i = 0; i < 200000; ++i) repeating.add(static_cast<double>(random() % 1000) + 0.5, i % 2 == 0);
    EXPECT_EQ(repeating.value().times.size(), 1000U);
    EXPECT_LE(repeating.size(), 2U * 2 * 1000 * 16 + 100);
    EXPECT_LE(repeating.remade(), 12);
    running tight(40000);
    for (int i = 0; i < 10000; ++i) tight.add(static_cast<double>(random() % 2000) + 0.5, i % 2 == 0);
    EXPECT_LE(tight.size(), 40000U);
    EXPECT_EQ(tight.value().people(), 10000U);
    running ascending;
    for (int i = 0; i < 1000; ++i) ascending.add(i + 0.5, true);
    EXPECT_EQ(load<std::uint32_t>(ascending.body().data() + 8), 0U) << "no tail: nothing to sort";
}

// The poll is called again and again whatever is done with many times.
unsigned long polls = 0;
void count_polls() { ++polls; }

TEST(survival, long_work_polls) {
    constexpr std::size_t many = 100000;
    std::mt19937_64 random(23);
    running r;
    for (std::size_t i = 0; i < many; ++i) r.add(static_cast<double>(random() % 1000000) + 0.25, i % 2 == 0);
    const survival s = r.value();
    const auto polled = [](const char* what, auto&& f) {
        polls = 0;
        f();
        EXPECT_GE(polls, 8U) << what;
    };
    const auto body = stored(s), sent = wire(s);
    const std::string text = s.to_text();
    polled("from_stored", [&] { survival::from_stored(body, errc::range, count_polls); });
    polled("from_wire", [&] { survival::from_wire(sent, count_polls); });
    polled("from_text", [&] { survival::from_text(text, count_polls); });
    polled("blanks", [&] { survival::from_text(std::string(200000, ' ') + text, count_polls); });
    polled("to_text", [&] { s.to_text(count_polls); });
    polled("to_wire", [&] {
        wire_writer out;
        s.to_wire(out, count_polls);
    });
    polled("store_text", [&] {
        std::vector<std::byte> room;
        store_survival_text(
            text, [&](std::size_t size) { return room.resize(size), room.data(); }, count_polls);
    });
    polled("final", [&] {
        std::vector<std::byte> room;
        store_survival(
            r.body(), errc::range, [&](std::size_t size, std::size_t) { return room.resize(size), room.data(); }, count_polls);
    });
    polled("merge", [&] {
        survival twice = s;
        twice.merge(s, count_polls);
    });
    polled("take_away", [&] {
        survival twice = s;
        twice.take_away(s, count_polls);
    });
    polled("source", [&] { rs::source(body, count_polls); });
    polled("table", [&] { survival_table(s, 0.95, count_polls); });
    polled("at", [&] { survival_at(s, 5, count_polls); });
    polled("estimate", [&] { estimate_survival(s, 5, 0.95, count_polls); });
    polled("quantile", [&] { survival_quantile(s, 0.5, 0.95, count_polls); });
    polled("median", [&] { median_survival(s, count_polls); });
    polled("mean", [&] { restricted_mean(s, 5, count_polls); });
    polled("compare", [&] { compare_survival(s, s, 5, 0.95, count_polls); });
    polled("logrank", [&] { logrank({body, body}, count_polls); });
}

TEST(survival, survives_failed_allocations) {
    const std::string text = six_mp.to_text();
    EXPECT_GT(xm::test::survive_failed_allocations([&] {
                  survival s = survival::from_text(text);
                  s.merge(survival::from_wire(wire(s)));
                  EXPECT_EQ(s.people(), 42U);
                  EXPECT_TRUE(logrank_of({s, six_mp}).chi_squared);
              }),
              5U);
}

}  // namespace
