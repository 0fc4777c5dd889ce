#include "core/models/moments.hpp"

#include <algorithm>
#include <cmath>
#include <random>
#include <utility>

#include "allocation.hpp"
#include "core/models/moments_kernel.hpp"
#include "support.hpp"

namespace xm::core {
extern const moments_kernel moments_kernel_baseline;
}

namespace {

using namespace xm::core;
namespace rm = running_moments;
using xm::test::refusal;
using xm::test::stored;
using xm::test::wire;

// A running state driven as the server binding drives it.
class running {
public:
    running(std::size_t p, rm::kind sums, bool weighted = false, std::uint32_t room = rm::small_room) : p_(p) {
        reset({p, sums, weighted, room, 0});
        rm::make(state(), {p, sums, weighted, room, 0}, "");
    }
    template <class Cell>
    void add(const std::vector<Cell>& row) {
        rm::prefix& fixed = *rm::prefix_of(state());
        for (std::size_t i = 0; i < row.size(); ++i)
            rm::block_of<Cell>(state(), rm::kind_of(state()))[i * fixed.room + fixed.used] = row[i];
        if (++fixed.used == fixed.room) rm::flush(state());
    }
    void reshape(rm::kind sums, std::uint32_t room) {
        std::vector<double> old = std::move(memory_);
        auto* const from = reinterpret_cast<head*>(reinterpret_cast<std::byte*>(old.data()) + 4);
        rm::shape as = rm::shape_of({reinterpret_cast<const std::byte*>(from), size_});
        const std::size_t from_size = size_;
        as.sums = sums;
        as.room = room;
        reset(as);
        rm::reshape(from, from_size, state(), as);
    }
    moments value() { return moments::from_stored({reinterpret_cast<const std::byte*>(state()), size_}); }

private:
    head* state() { return reinterpret_cast<head*>(reinterpret_cast<std::byte*>(memory_.data()) + 4); }
    void reset(rm::shape as) {
        size_ = as.size();
        memory_.assign(size_ / 8 + 2, 0);
    }
    std::size_t p_, size_ = 0;
    std::vector<double> memory_;
};

std::vector<std::vector<double>> rows_of(std::size_t n, std::size_t p, double offset, unsigned seed) {
    std::mt19937_64 random(seed);
    std::normal_distribution<double> normal;
    std::vector<std::vector<double>> rows(n, std::vector<double>(p));
    for (auto& row : rows) {
        const double shared = normal(random);
        for (double& v : row) v = offset + shared + normal(random);
    }
    return rows;
}

// Two passes in long double: what the state must agree with.
std::vector<double> two_pass(const std::vector<std::vector<double>>& rows, const std::vector<double>& w) {
    const std::size_t p = rows[0].size();
    std::vector<long double> mean(p);
    long double total = 0;
    for (std::size_t r = 0; r < rows.size(); ++r) {
        total += w[r];
        for (std::size_t i = 0; i < p; ++i) mean[i] += w[r] * (rows[r][i] - rows[0][i]);
    }
    std::vector<double> comoment;
    for (std::size_t i = 0; i < p; ++i)
        for (std::size_t j = 0; j <= i; ++j) {
            long double sum = 0;
            for (std::size_t r = 0; r < rows.size(); ++r)
                sum += w[r] * ((rows[r][i] - rows[0][i]) - mean[i] / total) * ((rows[r][j] - rows[0][j]) - mean[j] / total);
            comoment.push_back(static_cast<double>(sum));
        }
    return comoment;
}

TEST(moments, exact_sums_in_every_width_and_room) {
    std::mt19937_64 random(1);
    for (const std::uint32_t room : {rm::small_room, rm::large_room}) {
        running narrow(3, rm::kind::narrow, false, room), wide(3, rm::kind::wide, false, room), grown(3, rm::kind::narrow);
        for (int r = 0; r < 1000; ++r) {
            std::vector<std::int16_t> row(3);
            for (auto& v : row) v = static_cast<std::int16_t>(static_cast<int>(random() % 11585) - 5792);
            narrow.add(row);
            wide.add(std::vector<std::int64_t>(row.begin(), row.end()));
            if (r == 100) grown.reshape(rm::kind::narrow, rm::large_room);
            if (r == 503) grown.reshape(rm::kind::wide, rm::large_room);
            if (r < 503)
                grown.add(row);
            else
                grown.add(std::vector<std::int64_t>(row.begin(), row.end()));
        }
        EXPECT_EQ(stored(narrow.value()), stored(wide.value()));
        EXPECT_EQ(stored(narrow.value()), stored(grown.value()));
        EXPECT_EQ(narrow.value().n, 1000);
    }
}

TEST(moments, extreme_narrow_values_do_not_overflow) {
    running r(2, rm::kind::narrow, false, rm::large_room);
    for (int i = 0; i < 64; ++i) r.add(std::vector<std::int16_t>{5792, -5792});
    const moments m = r.value();
    EXPECT_TRUE(m.product[0] == int128{64} * 5792 * 5792);
    EXPECT_TRUE(m.product[1] == -int128{64} * 5792 * 5792);
}

TEST(moments, large_integers_are_centred_exactly) {
    running r(2, rm::kind::wide);
    const std::int64_t base = 1000000000000000;  // 1e15
    for (std::int64_t i = 0; i < 101; ++i) r.add(std::vector<std::int64_t>{base + i, base - 2 * i});
    const centred_moments c = r.value().centred();
    EXPECT_EQ(c.mean[0], 1000000000000050.0);
    EXPECT_EQ(c.sum(0, 0), 85850);  // sum of (i - 50)^2
    EXPECT_EQ(c.sum(1, 0), -2 * 85850);
    EXPECT_EQ(*c.correlation(0, 1), -1);
}

TEST(moments, sums_beyond_126_bits_are_refused_and_nothing_is_lost) {
    running r(1, rm::kind::wide);
    for (int i = 0; i < 3; ++i) r.add(std::vector<std::int64_t>{INT64_MAX / 2});
    for (int i = 0; i < 4; ++i) r.add(std::vector<std::int64_t>{INT64_MAX});
    EXPECT_NE(refusal(errc::range, [&] { r.add(std::vector<std::int64_t>{INT64_MAX}); }), "");
}

TEST(moments, floating_agrees_with_two_passes_even_far_from_zero) {
    for (const double offset : {0.0, 1e9}) {
        for (const std::uint32_t room : {rm::small_room, rm::large_room}) {
            const auto rows = rows_of(1003, 4, offset, 3);
            running plain(4, rm::kind::floating, false, room), weighted(4, rm::kind::floating, true, room);
            std::vector<double> w;
            for (std::size_t r = 0; r < rows.size(); ++r) {
                plain.add(rows[r]);
                w.push_back(0.5 + static_cast<double>(r % 7));
                auto row = rows[r];
                row.push_back(w.back());
                weighted.add(row);
            }
            const auto expected = two_pass(rows, std::vector<double>(rows.size(), 1)), weighted_expected = two_pass(rows, w);
            const centred_moments c = plain.value().centred(), d = weighted.value().centred();
            for (std::size_t k = 0; k < expected.size(); ++k) {
                EXPECT_NEAR(c.comoment[k] / expected[k], 1, 1e-12);
                EXPECT_NEAR(d.comoment[k] / weighted_expected[k], 1, 1e-12);
            }
        }
    }
}

TEST(moments, constant_columns_have_exactly_no_spread) {
    running r(2, rm::kind::floating);
    for (int i = 0; i < 1000; ++i) r.add(std::vector<double>{0.1, 0.3 * i});
    const centred_moments c = r.value().centred();
    EXPECT_EQ(c.sum(0, 0), 0);
    EXPECT_EQ(c.mean[0], 0.1);
    EXPECT_FALSE(c.correlation(0, 1));
}

TEST(moments, any_split_gives_the_whole) {
    std::mt19937_64 random(9);
    const auto rows = rows_of(3000, 3, 1e6, 4);
    running whole(3, rm::kind::floating), exact_whole(3, rm::kind::narrow);
    const auto small = [](const std::vector<double>& row) {
        std::vector<std::int16_t> v;
        for (const double x : row) v.push_back(static_cast<std::int16_t>(std::lround(x - 1e6)));
        return v;
    };
    for (const auto& row : rows) {
        whole.add(row);
        exact_whole.add(small(row));
    }
    const centred_moments w = whole.value().centred();
    for (int split = 0; split < 50; ++split) {
        std::vector<running> parts(1 + random() % 20, running(3, rm::kind::floating)),
            exact_parts(parts.size(), running(3, rm::kind::narrow));
        for (const auto& row : rows) {
            const std::size_t part = random() % parts.size();
            parts[part].add(row);
            exact_parts[part].add(small(row));
        }
        std::optional<moments> merged, exact_merged;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            if (parts[i].value().n == 0) continue;
            const moments part = moments::from_stored(stored(parts[i].value())), exact_part = exact_parts[i].value();
            merged ? merged->merge(part) : (void)(merged = part);
            exact_merged ? exact_merged->merge(exact_part) : (void)(exact_merged = exact_part);
        }
        EXPECT_EQ(stored(*exact_merged), stored(exact_whole.value()));
        const centred_moments c = merged->centred();
        for (std::size_t k = 0; k < c.comoment.size(); ++k) EXPECT_NEAR(c.comoment[k] / w.comoment[k], 1, 1e-12);
    }
}

std::vector<moments> samples() {
    running exact(2, rm::kind::narrow), wide(2, rm::kind::wide), floating(3, rm::kind::floating),
        weighted(2, rm::kind::floating, true);
    for (int i = 0; i < 21; ++i) {
        exact.add(std::vector<std::int16_t>{static_cast<std::int16_t>(i), static_cast<std::int16_t>(i * i)});
        wide.add(std::vector<std::int64_t>{std::int64_t{1} << 40 | i, -i});
        floating.add(std::vector<double>{0.1 * i, i / 7.0, -1.0 / (i + 1)});
        weighted.add(std::vector<double>{0.1 * i, i % 3 + 0.5, 1.0 + i % 4});
    }
    std::vector<moments> all{exact.value(), wide.value(), floating.value(), weighted.value()};
    all.push_back(all[2]);
    all.back().labels = {"a \"quoted\" \\ label", "caf\xC3\xA9", "tab\there"};
    return all;
}

TEST(moments, every_form_reads_back_to_the_same_bits) {
    for (const moments& m : samples()) {
        EXPECT_EQ(stored(moments::from_stored(stored(m))), stored(m));
        EXPECT_EQ(stored(moments::from_wire(wire(m))), stored(m));
        EXPECT_EQ(stored(moments::from_text(m.to_text())), stored(m)) << m.to_text();
    }
}

TEST(moments, refuses_damaged_values) {
    for (const moments& m : samples()) {
        const auto body = stored(m);
        const auto sent = wire(m);
        for (std::size_t n = 0; n < body.size(); ++n)
            EXPECT_NE(refusal(errc::corrupt_stored, [&] { moments::from_stored(bytes(body).first(n)); }), "");
        for (std::size_t n = 0; n < sent.size(); ++n)
            EXPECT_NE(refusal(errc::corrupt_wire, [&] { moments::from_wire(bytes(sent).first(n)); }), "");
    }
    for (const char* text :
         {R"({"type":"moments","version":1,"n":0,"sums":[0],"products":[0]})",
          R"({"type":"moments","version":1,"n":1,"sums":[1],"products":[-1]})",
          R"({"type":"moments","version":1,"n":2,"sums":[1,2],"products":[1]})",
          R"({"type":"moments","version":1,"n":2,"sums":[],"products":[]})",
          R"({"type":"moments","version":1,"n":2,"means":[[1,0]],"comoments":[-1]})",
          R"({"type":"moments","version":1,"n":2,"means":[[1,0],[1,0]],"comoments":[1,2,1]})",
          R"({"type":"moments","version":1,"n":2,"labels":["a","a"],"means":[[1,0],[1,0]],"comoments":[1,0,1]})",
          R"x({"type":"moments","version":1,"n":2,"labels":["(intercept)"],"sums":[1],"products":[1]})x"})
        EXPECT_NE(refusal(errc::corrupt_text, [&] { moments::from_text(text); }), "") << text;
}

TEST(moments, sums_that_nearly_cancel_keep_their_digits) {
    for (const std::uint32_t room : {rm::small_room, rm::large_room}) {
        running r(1, rm::kind::floating, false, room), weighted(1, rm::kind::floating, true, room);
        for (int i = 0; i < 17; ++i)
            for (const double v : {1e16, 1.0, -1e16}) {
                r.add(std::vector<double>{v});
                weighted.add(std::vector<double>{v, 0.3});
            }
        EXPECT_NEAR(r.value().centred().mean[0], 1.0 / 3, 1e-15);
        EXPECT_NEAR(weighted.value().centred().mean[0], 1.0 / 3, 1e-13);
        EXPECT_NEAR(moments::from_stored(stored(r.value())).centred().mean[0], 1.0 / 3, 1e-15);
    }
}

TEST(moments, the_smallest_values_keep_their_spread) {
    running r(2, rm::kind::floating), weighted(2, rm::kind::floating, true);
    for (int i = 1; i <= 5; ++i) {
        r.add(std::vector<double>{1e-100 * i, i * i * 1e-100});
        weighted.add(std::vector<double>{1e-100 * i, i * i * 1e-100, 1e-100});
    }
    for (const moments& m : {r.value(), weighted.value()}) {
        const centred_moments c = m.centred();
        EXPECT_NEAR(std::sqrt(c.covariance(0, 0)) / 1e-100, std::sqrt(2.5), 1e-12);
        EXPECT_NEAR(*c.correlation(0, 1), 0.9811049102515929, 1e-14);  // Python 3: 60 / sqrt(10 * 374)
        EXPECT_EQ(stored(moments::from_text(m.to_text())), stored(m));
    }
    EXPECT_TRUE(value_allowed(0) && value_allowed(-1e-100) && value_allowed(1e100));
    EXPECT_FALSE(value_allowed(1e-101) || value_allowed(-1e-170) || value_allowed(1.1e100) || value_allowed(NAN));
}

// Products of doubles with all their bits: the co-moments must agree with long doubles of the same values where these are
// exact enough, and with each other in whatever blocks.
TEST(moments, products_have_more_digits_than_a_double) {
    const auto rows = rows_of(500, 3, 0.1, 17);
    running small(3, rm::kind::floating), large(3, rm::kind::floating, false, rm::large_room),
        weighted(3, rm::kind::floating, true);
    for (auto row : rows) {
        small.add(row);
        large.add(row);
        row.push_back(0.3);
        weighted.add(row);
    }
    const moments a = small.value(), b = large.value(), w = weighted.value();
    for (std::size_t k = 0; k < a.comoment.size(); ++k) {
        const double size = std::fabs(a.comoment[k].value());
        EXPECT_LT(std::fabs((a.comoment[k] - b.comoment[k]).value()), 1e-26 * size);
        EXPECT_LT(std::fabs((a.comoment[k] * dd(0.3) - w.comoment[k]).value()), 1e-26 * size);
    }
    for (std::size_t i = 0; i < 3; ++i) EXPECT_LT(std::fabs((a.mean[i] - b.mean[i]).value()), 1e-29);
}

#if defined(__x86_64__)
TEST(moments, both_kernels_give_the_same_bits) {
    constexpr std::size_t p = 3, room = rm::large_room;
    for (const bool weighted : {false, true}) {
        std::vector<std::vector<double>> results;
        for (const moments_kernel* k : {&moments_kernel_baseline, &kernel()}) {
            std::mt19937_64 random(8);
            std::vector<double> x(p * room), w(room), parts(8 * p * room), high(pairs(p), 0.1), low(pairs(p)), a(pairs(p)),
                b(pairs(p)), mean(2 * p, 0.5), work(11 * p);
            for (double& v : x) v = static_cast<double>(random() % 1000) / 7;
            for (std::size_t r = 0; r < room; ++r) x[r] = static_cast<double>(random() % 11);  // one column of whole numbers
            for (double& v : w) v = 1 + static_cast<double>(random() % 1000) / 1001;
            double weight = 0;
            for (const double v : w) weight += v;
            const auto at = [&](std::size_t first, std::size_t column) {
                double* const from = parts.data() + first * 4 * p * room + column * room;
                return slices{from, from + p * room, from + 2 * p * room, from + 3 * p * room};
            };
            std::vector<sliced_column> plain(p), left(p);
            for (std::size_t i = 0; i < p; ++i)
                k->slice(x.data() + i * room, room, room, weighted ? w.data() : nullptr, weighted ? weight : room, at(0, i),
                         plain[i], at(1, i), &left[i]);
            const std::size_t side = weighted ? 1 : 0;
            auto& columns = weighted ? left : plain;
            k->dot_sliced(at(side, 0), columns.data(), at(0, 0), plain.data(), p, room, a.data(), b.data());
            double* next = work.data();
            const auto take = [&] { return std::exchange(next, next + p); };
            const auto halved = [&] { return moments_kernel::halved{take(), take(), take(), take()}; };
            const moments_kernel::steps steps{take(), take(), take(), halved(), halved()};
            k->step_means(mean.data(), mean.data() + p, plain.data(), columns.data(), {dd(1) / dd(weight), 0.3, 7.0}, steps, p);
            k->accumulate(high.data(), low.data(), a.data(), b.data(), 2, steps, p);
            std::vector<double> all;
            for (const auto* list : {&a, &b, &high, &low, &mean}) all.insert(all.end(), list->begin(), list->end());
            results.push_back(all);
        }
        EXPECT_EQ(results[0], results[1]);
    }
}
#endif

TEST(moments, rows_left_out_are_counted_and_do_not_make_values_different) {
    auto all = samples();
    for (moments& m : all) {
        const auto plain = stored(m);
        m.skipped = 7;
        EXPECT_NE(stored(m), plain);
        EXPECT_EQ(stored(m.comparable()), plain);
        for (const moments& back :
             {moments::from_stored(stored(m)), moments::from_wire(wire(m)), moments::from_text(m.to_text())})
            EXPECT_EQ(back.skipped, 7);
        moments twice = m;
        twice.merge(m);
        EXPECT_EQ(twice.skipped, 14);
        moments none;
        none.skipped = 3;
        EXPECT_TRUE(none.empty());
        EXPECT_EQ(stored(moments::from_text(none.to_text())), stored(none)) << none.to_text();
        EXPECT_EQ(stored(moments::from_wire(wire(none))), stored(none));
        EXPECT_EQ(stored(moments::from_stored(stored(none))), stored(none));
        moments first = none, last = m;
        first.merge(m);
        last.merge(none);
        EXPECT_EQ(first.skipped, 10);
        EXPECT_EQ(stored(first), stored(last));
    }
    for (const moments& m : all) {
        auto body = stored(m);
        store(body.data() + 4, std::int64_t{0});
        EXPECT_NE(refusal(errc::corrupt_stored, [&] { moments::from_stored(body); }), "") << "no rows, but sums";
    }
    EXPECT_NE(refusal(errc::corrupt_text, [] { moments::from_text(R"({"type":"moments","version":2,"n":0,"skipped":0})"); }), "");
    EXPECT_NE(refusal(errc::corrupt_text, [] { moments::from_text(R"({"type":"moments","version":2,"n":0})"); }), "");
    EXPECT_NE(refusal(errc::corrupt_text, [] { moments::from_text(R"({"type":"moments","version":2,"n":3,"skipped":1})"); }), "");
    EXPECT_NE(
        refusal(errc::corrupt_text,
                [] { moments::from_text(R"({"type":"moments","version":2,"n":1,"skipped":-1,"sums":[1],"products":[1]})"); }),
        "");
}

TEST(moments, values_of_version_one_are_read) {
    // As pg_xm 0.4.0 wrote them.
    const moments exact = moments::from_text(R"({"type":"moments","version":1,"n":2,"sums":[3],"products":[5]})");
    const moments floating = moments::from_text(
        R"({"type":"moments","version":1,"n":2,"weight":3,"weight_squared":5,"means":[[1,0]],"comoments":[0.5]})");
    EXPECT_EQ(exact.skipped, 0);
    EXPECT_EQ(floating.comoment[0].hi, 0.5);
    for (const moments& m : {exact, floating}) {
        std::vector<std::byte> body(4 + 8);
        const head h{3, 1, static_cast<std::uint8_t>(m.exact ? 2 : 1), 0};
        store(body.data(), h);
        store(body.data() + 4, std::int64_t{2});
        const auto put = [&](auto v) {
            body.resize(body.size() + sizeof v);
            store(body.data() + body.size() - sizeof v, v);
        };
        if (m.exact) {
            put(std::int64_t{3});
            put(std::int64_t{5});
        } else {
            put(3.0);
            put(5.0);
            put(dd(1));
            put(0.5);
        }
        EXPECT_EQ(stored(moments::from_stored(body)), stored(m));
        wire_writer out;
        write_head(out, h);
        out.put(std::int64_t{2});
        if (m.exact) {
            for (const std::uint64_t v : {0, 3, 0, 5}) out.put(v);
        } else {
            for (const double v : {3.0, 5.0, 1.0, 0.0, 0.5}) out.put(v);
        }
        EXPECT_EQ(stored(moments::from_wire(out.result())), stored(m));
    }
}

TEST(moments, what_was_merged_can_be_taken_away) {
    std::mt19937_64 random(5);
    const auto all = samples();
    for (const moments& m : all) {
        moments part = m;
        part.skipped = 2;
        moments sum = m;
        sum.skipped = 1;
        const auto before = stored(sum);
        sum.merge(part);
        sum.take_away(part);
        if (m.exact) {
            EXPECT_EQ(stored(sum), before);
        } else {
            EXPECT_EQ(sum.n, m.n);
            EXPECT_EQ(sum.skipped, 1);
            const centred_moments a = sum.centred(), b = m.centred();
            for (std::size_t k = 0; k < a.comoment.size(); ++k)
                EXPECT_NEAR(a.comoment[k], b.comoment[k], 1e-14 * std::fabs(b.comoment[k]));
            EXPECT_NEAR(a.weight, b.weight, 1e-12);
        }
        moments rest = m;
        rest.skipped = 4;
        rest.take_away(m);
        EXPECT_TRUE(rest.empty());
        EXPECT_EQ(rest.skipped, 4);
        moments few = m;
        EXPECT_NE(refusal(errc::range,
                          [&] {
                              few.take_away(sum.n > m.n ? sum : [&] {
                                  moments two = m;
                                  two.merge(m);
                                  return two;
                              }());
                          }),
                  "");
        EXPECT_EQ(stored(few), stored(m)) << "nothing is half done";
        moments skips = m, more = m;
        more.skipped = 2;
        skips.take_away(more);
        EXPECT_EQ(skips.skipped, 0) << "counted as far as they are known";
    }
    // Integers that were never added.
    const auto of = [](std::int64_t n, std::int64_t sum, std::int64_t squares) {
        return moments::from_text("{\"type\":\"moments\",\"version\":2,\"n\":" + std::to_string(n) + ",\"sums\":[" +
                                  std::to_string(sum) + "],\"products\":[" + std::to_string(squares) + "]}");
    };
    moments m = of(3, 6, 14);
    EXPECT_NE(refusal(errc::range, [&] { m.take_away(of(1, 9, 81)); }), "");
    EXPECT_NE(refusal(errc::range, [&] { m.take_away(of(1, 0, 0)); }), "") << "two rows of sum 6 have squares of at least 18";
    EXPECT_NE(refusal(errc::range, [&] { m.take_away(of(3, 6, 12)); }), "");
    EXPECT_EQ(m.n, 3);
    // As many rows, but others.
    for (const moments& all_rows : all) {
        moments others = all_rows;
        if (others.exact)
            others.product[others.variables() > 1 ? 1 : 0] += 1;
        else
            others.comoment[0] += others.comoment[0] + dd(1.0);
        moments kept = all_rows;
        EXPECT_NE(refusal(errc::range, [&] { kept.take_away(others); }), "");
        EXPECT_EQ(stored(kept), stored(all_rows));
    }
    m.take_away(of(1, 2, 4));
    EXPECT_TRUE(m.sum[0] == 4 && m.product[0] == 10);
    // A group that varies, taken from one that does not.
    moments same = all[2], varied = all[2];
    for (dd& c : same.comoment) c = 0;
    same.n *= 2;
    EXPECT_NE(refusal(errc::range, [&] { same.take_away(varied); }), "");
    auto mixed = samples();
    EXPECT_NE(refusal(errc::invalid, [&] { mixed[0].take_away(mixed[2]); }), "");
    EXPECT_NE(refusal(errc::invalid, [&] { mixed[0].take_away(mixed[3]); }), "");
}

TEST(moments, counts_that_have_no_room_are_refused_before_they_are_summed) {
    const auto of = [](const char* n, const char* skipped) {
        return moments::from_text(std::string("{\"type\":\"moments\",\"version\":2,\"n\":") + n + ",\"skipped\":" + skipped +
                                  ",\"sums\":[0],\"products\":[0]}");
    };
    moments rows = of("4611686018427387903", "0"), skips = of("1", "4611686018427387904");
    EXPECT_NE(refusal(errc::range, [&] { rows.merge(of("2", "0")); }).find("2^62 rows in"), std::string::npos);
    EXPECT_NE(refusal(errc::range, [&] { skips.merge(of("1", "1")); }).find("left out"), std::string::npos);
    EXPECT_EQ(rows.n, 4611686018427387903);
    moments floating = moments::from_text(
        R"({"type":"moments","version":2,"n":1,"weight":1e100,"weight_squared":1e200,"means":[[0,0]],"comoments":[0]})");
    floating.mean[0] = 1e100;
    moments other = floating;
    other.mean[0] = -1e100;
    for (int i = 0; i < 26; ++i) other.merge(other), floating.merge(floating);
    EXPECT_NE(refusal(errc::range,
                      [&] {
                          for (int i = 0; i < 3; ++i) floating.merge(other), other.merge(floating);
                      }),
              "");
}

TEST(moments, shapes_do_not_mix) {
    auto all = samples();
    EXPECT_NE(refusal(errc::invalid, [&] { all[0].merge(all[2]); }), "");
    EXPECT_NE(refusal(errc::invalid, [&] { all[0].merge(all[3]); }), "");
    EXPECT_NE(refusal(errc::invalid, [&] { all[2].merge(all[4]); }), "") << "default labels and named ones";
    moments mixed = all[0];
    moments other = all[0];
    other.make_floating();
    mixed.merge(other);
    EXPECT_EQ(mixed.n, 42);
    EXPECT_FALSE(mixed.exact);
}

TEST(moments, labels_are_checked) {
    for (const std::vector<std::string>& bad : std::vector<std::vector<std::string>>{
             {""}, {std::string(64, 'x')}, {"a", "a"}, {"(intercept)"}, {"\xFF"}, {"\xC3"}, {"\xED\xA0\x80"}})
        EXPECT_NE(refusal(errc::invalid, [&] { check_labels(bad); }), "");
    check_labels({"a", "caf\xC3\xA9", std::string(63, 'x')});
}

TEST(moments, survives_failed_allocations) {
    const moments m = samples().back();
    const std::string text = m.to_text();
    EXPECT_GT(xm::test::survive_failed_allocations([&] {
                  EXPECT_EQ(moments::from_text(text).to_text(), text);
                  moments twice = m;
                  twice.merge(m);
                  EXPECT_EQ(twice.centred().n, 42);
              }),
              5U);
}

}  // namespace
