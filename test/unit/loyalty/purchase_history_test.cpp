// Expected values: counted by hand after Fader, Hardie & Lee (2005), Marketing Science 24(2), section 2: repeat purchases are
// dates after the first.
#include "core/loyalty/purchase_history.hpp"

#include <algorithm>
#include <cmath>
#include <random>

#include "support.hpp"

namespace {

using namespace xm::core;
using xm::test::refusal;

struct purchase {
    std::int32_t date;
    double amount;
};

purchase_history summary(const std::vector<purchase>& log, std::int32_t until, double unit = 7) {
    std::pmr::monotonic_buffer_resource memory;
    purchase_log all;
    for (const purchase& p : log) all.add(p.date, p.amount, memory, no_poll);
    return all.summary({0, until, unit}, memory, no_poll);
}

TEST(purchase_history, counts_dates_after_the_first) {
    // Twice on the first day, twice on day 24: two repeat purchases of 30 and 50.
    const purchase_history h = summary({{10, 5}, {10, 7}, {24, 10}, {31, 50}, {24, 20}}, 45);
    EXPECT_EQ(h.frequency, 2);
    EXPECT_EQ(h.recency, 3);
    EXPECT_EQ(h.age, 5);
    EXPECT_EQ(*h.monetary, 40);
    const purchase_history days = summary({{10, 5}, {24, 10}}, 45, 1);
    EXPECT_EQ(days.recency, 14);
    EXPECT_EQ(days.age, 35);
}

TEST(purchase_history, who_did_not_come_back_has_no_amount) {
    const purchase_history h = summary({{10, 5}, {10, 7}}, 10);
    EXPECT_EQ(h.frequency, 0);
    EXPECT_EQ(h.recency, 0);
    EXPECT_EQ(h.age, 0);
    EXPECT_FALSE(h.monetary);
    EXPECT_EQ(*summary({{10, 5}, {11, 0}}, 12).monetary, 0);
}

TEST(purchase_history, order_of_rows_does_not_show) {
    std::mt19937 random(5);
    std::vector<purchase> log;
    for (int i = 0; i < 500; ++i)
        log.push_back(
            {static_cast<std::int32_t>(random() % 200) - 100, std::ldexp(0.1 + i, static_cast<int>(random() % 40) - 20)});
    const purchase_history whole = summary(log, 300);
    for (int turn = 0; turn < 20; ++turn) {
        std::shuffle(log.begin(), log.end(), random);
        const purchase_history h = summary(log, 300);
        EXPECT_EQ(h.frequency, whole.frequency);
        EXPECT_EQ(h.recency, whole.recency);
        EXPECT_EQ(h.age, whole.age);
        EXPECT_EQ(*h.monetary, *whole.monetary);
    }
    EXPECT_LT(whole.frequency, 200);
    EXPECT_GT(whole.frequency, 150);
}

TEST(purchase_history, dates_far_apart) {
    const purchase_history h = summary({{INT32_MIN, 1}, {INT32_MAX, 1}}, INT32_MAX, 1);
    EXPECT_EQ(h.recency, 4294967295.0);
    EXPECT_EQ(h.age, 4294967295.0);
    EXPECT_EQ(*summary({{0, 1}, {1, 1e100}, {2, 1e100}}, 3).monetary, 1e100);
    EXPECT_EQ(*summary({{0, 1}, {1, 0.1}, {1, 0.2}}, 3).monetary, (dd(0.1) + dd(0.2)).value());
}

// Days in any order cost a sort, not a search for each: the log asks for interrupts once in 65,536 comparisons.
TEST(purchase_history, work_grows_as_a_sort) {
    static int polls;
    const auto counting = [] { ++polls; };
    constexpr std::int32_t days = 200000;
    for (const std::int64_t step : {-1, 1, 77777}) {  // descending, ascending, all over the place
        std::pmr::unsynchronized_pool_resource memory;
        purchase_log log;
        polls = 0;
        EXPECT_TRUE(log.empty());
        for (std::int64_t i = 0; i < 2 * days; ++i)
            log.add(static_cast<std::int32_t>(((i % days * step) % days + days) % days), 0.25, memory, counting);
        EXPECT_LT(log.end() - log.begin(), 3 * days) << "dates that come again do not pile up";
        const purchase_history h = log.summary({0, days, 1}, memory, counting);
        EXPECT_EQ(h.frequency, days - 1) << step;
        EXPECT_EQ(h.recency, days - 1) << step;
        EXPECT_EQ(h.monetary, 0.5) << step;
        EXPECT_LT(polls, 4800) << step << ": 2 x 400,000 x 19 x 1.4 comparisons, twice over, are 5,200 times 8,192";
        EXPECT_EQ(*log.summary({0, days, 1}, memory, counting).monetary, 0.5) << "asking changes nothing";
    }
}

TEST(purchase_history, refuses_and_says_why) {
    for (const double amount : {-0.01, 1.1e100, HUGE_VAL, std::nan("")})
        EXPECT_NE(refusal(errc::invalid, [&] { check_purchase(amount); }), "") << amount;
    EXPECT_NE(refusal(errc::invalid, [] { check_purchase(-3); }).find("-3"), std::string::npos);
    for (const double unit : {0.0, -7.0, HUGE_VAL, std::nan("")})
        EXPECT_NE(refusal(errc::invalid, [&] { check_unit(unit); }), "") << unit;
    EXPECT_EQ(refusal(errc::invalid, [] { check_unit(1e-9); }), "");
}

TEST(purchase_history, survives_memory_that_fails) {
    std::pmr::monotonic_buffer_resource memory;
    class limited : public std::pmr::memory_resource {
    public:
        explicit limited(memory_resource* from) : from_(from) {}
        bool open = true;

    private:
        void* do_allocate(std::size_t size, std::size_t alignment) override {
            if (!open) throw std::bad_alloc();
            return from_->allocate(size, alignment);
        }
        void do_deallocate(void*, std::size_t, std::size_t) override {}
        bool do_is_equal(const memory_resource& other) const noexcept override { return this == &other; }
        memory_resource* from_;
    } resource(&memory);
    purchase_log log;
    for (std::int32_t d = 0; d < 4; ++d) log.add(d, 1.0, resource, no_poll);
    resource.open = false;
    EXPECT_THROW(log.add(9, 1.0, resource, no_poll), std::bad_alloc);
    log.add(3, 1.0, resource, no_poll);  // the last date needs no room
    EXPECT_EQ(log.end() - log.begin(), 4);
    EXPECT_EQ(log.begin()[3].amount.value(), 2);
}

}  // namespace
