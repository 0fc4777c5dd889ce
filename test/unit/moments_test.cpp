#include "core/moments.hpp"

#include <algorithm>
#include <cmath>
#include <random>

#include "allocation.hpp"
#include "support.hpp"

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
