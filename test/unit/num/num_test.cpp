#include <cmath>
#include <limits>
#include <map>
#include <random>

#include "core/num/dd.hpp"
#include "core/num/dist.hpp"
#include "core/num/json.hpp"
#include "core/num/newton.hpp"
#include "core/num/pattern_store.hpp"
#include "core/num/row_kernel.hpp"
#include "core/num/row_store.hpp"
#include "support.hpp"

namespace xm::core {

extern const row_kernel row_kernel_baseline, row_kernel_avx2;  // row_kernel.cpp, row_kernel_avx2.cpp

}  // namespace xm::core

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

// test/golden/make.R: R pchisq, digamma, trigamma.
TEST(dist, agrees_with_r) {
    const double chi_squared[][3] = {{.1, 1, 0.75182963404584935},
                                     {3.84, 1, 0.050043521248705224},
                                     {50, 5, 1.3857973367009593e-09},
                                     {200, 30.5, 8.0314988230143751e-27}};
    for (const auto& [x, df, p] : chi_squared) EXPECT_NEAR(dist::chi_squared_upper(x, df) / p, 1, 1e-12) << x;
    EXPECT_EQ(dist::chi_squared_upper(0, 3), 1);
    EXPECT_EQ(dist::chi_squared_upper(-1e-17, 3), 1);  // rounding
    const double gamma[][3] = {{1e-5, -100000.57719921567, 10000000001.644909},
                               {.5, -1.9635100260214231, 4.934802200544679},
                               {3.2, 0.99883889128659953, 0.36632119073140079},
                               {1e8, 18.420680738952367, 1.0000000049999981e-08}};
    for (const auto& [x, first, second] : gamma) {
        EXPECT_NEAR(dist::digamma(x) / first, 1, 1e-14) << x;
        EXPECT_NEAR(dist::trigamma(x) / second, 1, 1e-14) << x;
    }
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

// Patterns with their numbers, or rows, as a map.
std::map<std::vector<double>, double> content(const pattern_store& store) {
    std::map<std::vector<double>, double> all;
    store.each_run(no_poll, [&](const double* row, std::size_t rows, std::size_t stride, bool counted) {
        for (std::size_t i = 0; i < rows; ++i, row += stride) {
            std::vector<double> key(row, row + stride - (counted ? 1 : 0));
            all[key] += counted ? row[stride - 1] : 1;
        }
    });
    return all;
}

TEST(pattern_store, counts_while_rows_repeat) {
    std::pmr::monotonic_buffer_resource memory;
    for (const std::uint64_t kinds : {1U, 300U, 1000000U}) {
        for (const auto policy : {pattern_store::always, pattern_store::while_repeating}) {
            std::mt19937_64 random(2);
            pattern_store store(&memory, 2 * sizeof(double), policy), rest(&memory, 2 * sizeof(double), policy);
            std::map<std::vector<double>, double> expected;
            for (int i = 0; i < 20000; ++i) {
                const double row[] = {static_cast<double>(random() % kinds), i % 2 == 0 ? 0.5 : -0.5};
                const double times = i % 100 == 0 ? 3 : 1;
                (i % 3 == 0 ? rest : store).add(row, times);
                expected[{row[0], row[1]}] += times;
            }
            const bool gives_up = kinds > 300 && policy == pattern_store::while_repeating;
            store.add_all(rest, no_poll);
            EXPECT_EQ(content(store), expected);
            EXPECT_EQ(store.size(), gives_up ? 20400 : expected.size());
            store.each_run(no_poll, [&](const double*, std::size_t, std::size_t stride, bool counted) {
                EXPECT_EQ(counted, !gives_up);
                EXPECT_EQ(stride, gives_up ? 2U : 3U);
            });
            // Between processes, into an empty and into a filled one.
            std::vector<std::byte> packed(store.packed_size());
            store.pack(packed.data(), no_poll);
            pattern_store other(&memory, 2 * sizeof(double), policy);
            other.unpack(packed, no_poll);
            EXPECT_EQ(content(other), expected);
            other.unpack(packed, no_poll);
            for (auto& [row, count] : expected) count *= 2;
            EXPECT_EQ(content(other), expected);
            for (const std::size_t cut : {1U, 7U, 9U}) {
                const bytes shorter = bytes(packed).first(packed.size() - cut);
                EXPECT_NE(xm::test::refusal(errc::invalid, [&] { other.unpack(shorter, no_poll); }), "") << cut;
            }
            EXPECT_NE(xm::test::refusal(errc::invalid, [&] { other.unpack(bytes(packed).first(3), no_poll); }), "");
        }
    }
}

TEST(pattern_store, counting_ends_late_when_rows_stop_to_repeat) {
    std::pmr::monotonic_buffer_resource memory;
    pattern_store store(&memory, sizeof(double), pattern_store::while_repeating);
    const double same = -1;
    for (int i = 0; i < 5000; ++i) store.add(&same);
    EXPECT_EQ(store.size(), 1U);
    for (double v = 0; v < 100000; ++v) store.add(&v);
    EXPECT_EQ(store.size(), 105000U);
    EXPECT_EQ(content(store)[{-1}], 5000);
}

TEST(newton, finds_a_known_maximum) {
    // -(x - 3)^2 - 10 (y + 1)^2 - (x - 3)(y + 1): one step, taken unseen.
    int looks = 0;
    const optimum o = maximise(
        {100, -50}, 1e-20, 10,
        [&](const std::vector<double>& at) {
            ++looks;
            const double x = at[0] - 3, y = at[1] + 1;
            return evaluation{-x * x - 10 * y * y - x * y, {-2 * x - y, -20 * y - x}, {2, 1, 20}};
        },
        [](int, const std::vector<double>&, const std::vector<double>&, double) {});
    EXPECT_TRUE(o.found);
    EXPECT_NEAR(o.at[0], 3, 1e-13);
    EXPECT_NEAR(o.at[1], -1, 1e-13);
    EXPECT_LE(looks, 3);
}

// Rosenbrock (1960), negated: its Hessian is indefinite at the second start; out of bounds beyond 30.
TEST(newton, climbs_from_where_the_curvature_is_indefinite) {
    const auto valley = [](const std::vector<double>& p) {
        const double x = p[0], y = p[1];
        if (std::fabs(x) > 30 || std::fabs(y) > 30) return evaluation{-HUGE_VAL, {}, {}};
        return evaluation{-100 * (y - x * x) * (y - x * x) - (1 - x) * (1 - x),
                          {400 * x * (y - x * x) + 2 * (1 - x), -200 * (y - x * x)},
                          {1200 * x * x - 400 * y + 2, -400 * x, 200}};
    };
    const auto nothing = [](int, const std::vector<double>&, const std::vector<double>&, double) {};
    for (const std::vector<double>& start : {std::vector{-1.2, 1.0}, {0.0, 4.0}, {-4.9, -4.9}}) {
        const optimum o = maximise(start, 1e-20, 500, valley, nothing);
        EXPECT_TRUE(o.found);
        EXPECT_NEAR(o.at[0], 1, 1e-9);
        EXPECT_NEAR(o.at[1], 1, 1e-9);
    }
    EXPECT_FALSE(maximise({-1.2, 1.0}, 1e-20, 3, valley, nothing).found);
    EXPECT_FALSE(maximise({9.0, 90.0}, 1e-20, 30, valley, nothing).found) << "a start out of bounds";
    EXPECT_THROW(maximise({0.0, 4.0}, 1e-20, 30, valley,
                          [](int, const std::vector<double>&, const std::vector<double>&, double) { throw 7; }),
                 int);
}

std::vector<const row_kernel*> kernels() {
    std::vector<const row_kernel*> all{&row_kernel_baseline};
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2")) all.push_back(&row_kernel_avx2);
#endif
    return all;
}

TEST(row_kernel, exponential_within_four_units_in_the_last_place) {
    std::mt19937_64 random(9);
    std::uniform_real_distribution<double> any(-700, 700), near(-2, 2);
    double in[block_rows], out[block_rows];
    for (const row_kernel* k : kernels())
        for (int i = 0; i < 4000; ++i) {
            for (double& x : in) x = i % 2 == 0 ? any(random) : near(random);
            if (i == 0) in[0] = 700, in[1] = -700, in[2] = 0, in[3] = -0.0, in[4] = 1e-300, in[5] = 0.34657359027997264;
            k->exponential(in, out);
            for (std::size_t r = 0; r < block_rows; ++r) {
                const double e = std::exp(in[r]);
                ASSERT_LE(std::fabs(out[r] - e), 4 * (std::nextafter(e, HUGE_VAL) - e)) << in[r];
            }
        }
}

TEST(row_kernel, logarithm_within_four_units_in_the_last_place) {
    std::mt19937_64 random(9);
    std::uniform_real_distribution<double> any(0, 1);
    double in[block_rows], out[block_rows];
    for (int i = 0; i < 2000; ++i) {
        for (double& x : in) x = std::pow(any(random), i % 7 + 1);
        if (i == 0) in[0] = 0, in[1] = 1, in[2] = 1e-300, in[3] = 1e-16;
        std::vector<std::vector<double>> results;
        for (const row_kernel* k : kernels()) {
            k->log_one_plus(in, out);
            results.emplace_back(out, out + block_rows);
            for (std::size_t r = 0; r < block_rows; ++r) {
                const double l = std::log1p(in[r]);
                ASSERT_LE(std::fabs(out[r] - l), 4 * (std::nextafter(l, HUGE_VAL) - l)) << in[r];
            }
        }
        ASSERT_EQ(results.front(), results.back());
    }
}

TEST(row_kernel, both_versions_agree_to_the_bit_and_are_right) {
    std::mt19937_64 random(10);
    std::normal_distribution<double> any;
    for (const std::size_t width : {4U, 8U, 20U}) {
        const std::size_t columns = width - 1, stride = width + 2, cells = block_rows * width;
        std::vector<double> x(block_rows * stride), centre(width), scale(width), b(width), w(block_rows);
        for (auto* list : {&x, &centre, &scale, &b, &w})
            for (double& v : *list) v = any(random);
        std::vector<std::vector<double>> results;
        for (const row_kernel* k : kernels()) {
            std::vector<double> z(cells), dot(block_rows), e(block_rows), sum(width, 1), places(3 * width, 1),
                outer(width * width, 1);
            k->standardise(x.data(), block_rows, stride, columns, centre.data(), scale.data(), z.data(), width);
            k->dot(z.data(), width, b.data(), dot.data());
            k->exponential(dot.data(), e.data());
            k->sum(z.data(), width, w.data(), sum.data());
            double* to[block_rows];
            for (std::size_t r = 0; r < block_rows; ++r) to[r] = r % 4 == 3 ? nullptr : places.data() + r % 4 * width;
            k->scatter(z.data(), width, w.data(), to);
            k->outer(z.data(), width, w.data(), outer.data());
            for (std::size_t i = 0; i < width; ++i) {
                double total = 1, scattered = 1;
                std::vector<double> products(width, 1);
                for (std::size_t r = 0; r < block_rows; ++r) {
                    const double here = i < columns ? (x[r * stride + i] - centre[i]) * scale[i] : 0;
                    EXPECT_EQ(z[r * width + i], here);
                    total += w[r] * here;
                    if (r % 4 == 1) scattered += w[r] * here;
                    for (std::size_t j = 0; j <= i; ++j) products[j] += w[r] * here * z[r * width + j];
                }
                EXPECT_NEAR(sum[i], total, 1e-12);
                EXPECT_NEAR(places[width + i], scattered, 1e-12);
                for (std::size_t j = 0; j <= i; ++j) EXPECT_NEAR(outer[i * width + j], products[j], 1e-11);
            }
            std::vector<double> all;
            for (const auto* list : {&z, &dot, &e, &sum, &places, &outer}) all.insert(all.end(), list->begin(), list->end());
            results.push_back(all);
        }
        for (const auto& r : results) EXPECT_EQ(std::memcmp(r.data(), results[0].data(), r.size() * sizeof(double)), 0) << width;
    }
}

TEST(message, is_cut_between_characters_and_shows_bad_bytes) {
    using xm::core::message;
    EXPECT_STREQ(message("caf\xc3\xa9 \xf8 \xc3(", 5).c_str(), "caf\xc3\xa9 \\xf8 \\xc3(5");
    EXPECT_STREQ(message("\xf8 with more behind it").c_str(), "\\xf8 with more behind it");
    EXPECT_STREQ(message("\xed\xa0\x80", "\xc0\xaf").c_str(), "\\xed\\xa0\\x80\\xc0\\xaf") << "surrogates and overlong forms";
    std::string euros;
    for (int i = 0; i < 200; ++i) euros += "\xe2\x82\xac";
    EXPECT_EQ(std::string(message("x", euros, "y").c_str()), "x" + euros.substr(0, 246));
    EXPECT_EQ(std::string(message("xy", euros, "z").c_str()), "xy" + euros.substr(0, 243)) << "nothing follows what was cut";
    EXPECT_EQ(std::string(message(std::string(245, 'a'), "\xf8").c_str()), std::string(245, 'a'))
        << "nor half of what stands for a byte";
}

}  // namespace
