#include <cmath>
#include <limits>
#include <random>

#include "core/num/dd.hpp"
#include "core/num/dist.hpp"
#include "core/num/json.hpp"
#include "core/num/row_store.hpp"
#include "support.hpp"

namespace {

using namespace xm::core;

TEST(dd, keeps_what_doubles_lose) {
    const dd sum = dd(1e16) + dd(1.0) + dd(-1e16);
    EXPECT_EQ(sum.value(), 1.0);
    const dd third = dd(1.0) / dd(3.0);
    EXPECT_LT(std::fabs((third * dd(3.0) - dd(1.0)).value()), 1e-31);
    EXPECT_EQ(two_prod(1 + 0x1p-52, 1 + 0x1p-52).lo, 0x1p-104);
}

TEST(dd, sums_do_not_show_their_order) {
    std::mt19937_64 random(1);
    std::uniform_real_distribution<double> any(-1, 1);
    std::vector<double> values(10000);
    for (double& v : values) v = any(random) * std::pow(10, static_cast<int>(random() % 12));
    dd first;
    for (const double v : values) first += v;
    for (int i = 0; i < 20; ++i) {
        std::shuffle(values.begin(), values.end(), random);
        dd again;
        for (const double v : values) again += v;
        EXPECT_EQ(again.value(), first.value());
    }
}

TEST(dist, agrees_with_published_values_and_closed_forms) {
    EXPECT_NEAR(dist::normal_upper(0.025), 1.959963984540054, 1e-14);  // Abramowitz & Stegun (1964), table 26.5, more digits
    const double p = 0.975;
    EXPECT_NEAR(dist::student_upper(1 - p, 1), std::tan(3.14159265358979324 * (p - 0.5)), 1e-12);       // Cauchy
    EXPECT_NEAR(dist::student_upper(1 - p, 2), (2 * p - 1) * std::sqrt(2 / (4 * p * (1 - p))), 1e-12);  // closed form for 2
    EXPECT_NEAR(dist::student_two_sided(1, 1), 0.5, 1e-15);                                             // arctan
    EXPECT_NEAR(dist::f_upper(4, 2, 2), 0.2, 1e-15);                                                    // 1 / (1 + f)
    EXPECT_NEAR(dist::f_upper(9, 2, 40) / std::pow(1 + 2 * 9.0 / 40, -20), 1, 1e-12);                   // (1 + 2f/d)^(-d/2)
    EXPECT_NEAR(dist::f_upper(900, 2, 400) / std::pow(1 + 2 * 900.0 / 400, -200), 1, 1e-10);            // its far tail
    EXPECT_EQ(dist::student_two_sided(std::numeric_limits<double>::infinity(), 3), 0);
    EXPECT_EQ(dist::f_upper(std::numeric_limits<double>::infinity(), 2, 2), 0);
}

TEST(json, writes_doubles_that_read_back) {
    for (const double v : {0.1, 1.0 / 3, 1e-300, 1.7976931348623157e308, 5e-324, -0.0, 123456789.125}) {
        json_writer out;
        out.open('[').value(v).close(']');
        json_reader in(out.text(), "test");
        double back = 0;
        in.array([&] { back = in.number<double>(); });
        in.end();
        EXPECT_EQ(std::signbit(back), std::signbit(v));
        EXPECT_EQ(back, v);
    }
}

TEST(json, refuses_what_it_does_not_know) {
    for (const char* text : {"", "{", "{}x", "{\"a\"}", "{\"a\":}", "{\"a\":nan}", "{\"a\":inf}", "{\"a\":1e999}", "{\"a\":1,}",
                             "{,}", "{\"a\\n\":1}", "{\"a\":1 \"b\":2}", "{'a':1}", "{\"a\":0x1}"}) {
        EXPECT_NE(xm::test::refusal(errc::corrupt_text,
                                    [&] {
                                        json_reader in(text, "test");
                                        in.object([&](std::string_view) { in.number<double>(); });
                                        in.end();
                                    }),
                  "")
            << text;
    }
}

TEST(message, cuts_long_text_at_a_character) {
    std::string euros;
    for (int i = 0; i < 200; ++i) euros += "\xE2\x82\xAC";
    const message m("label ", euros);
    const std::string text = m.c_str();
    EXPECT_LT(text.size(), 248U);
    EXPECT_EQ((text.size() - 6) % 3, 0U);
    EXPECT_STREQ(message("x ", std::nan(""), " ", -std::numeric_limits<double>::infinity(), " ", 0.1, " ", 7).c_str(),
                 "x NaN -Infinity 0.1 7");
}

TEST(record_store, keeps_rows_in_order_and_little_room_unused) {
    class counting : public std::pmr::memory_resource {
    public:
        std::size_t allocated = 0;

    private:
        void* do_allocate(std::size_t size, std::size_t alignment) override {
            allocated += size;
            return arena_.allocate(size, alignment);
        }
        void do_deallocate(void*, std::size_t, std::size_t) override {}
        bool do_is_equal(const memory_resource& other) const noexcept override { return this == &other; }
        std::pmr::monotonic_buffer_resource arena_;
    } memory;
    constexpr int rows = 1000000;
    record_store store(&memory, sizeof(double));
    for (double v = 0; v < rows; ++v) store.add(&v);
    double next = 0;
    store.each(no_poll, [&](const std::byte* at) { ASSERT_EQ(load<double>(at), next++); });
    EXPECT_EQ(next, rows);
    EXPECT_EQ(store.size(), static_cast<std::size_t>(rows));
    EXPECT_LT(static_cast<double>(memory.allocated), 1.10 * rows * sizeof(double));
}

}  // namespace
