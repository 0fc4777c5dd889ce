// Expected values: the definitions (mean cosine of all pairs; sums of squares) written out over the rows.
#include "core/values/profiles.hpp"

#include <algorithm>
#include <cmath>
#include <memory_resource>
#include <random>

#include "allocation.hpp"
#include "values/profile_support.hpp"

namespace {

using namespace xm::core;
using xm::test::refusal;
using xm::test::rows_of;
using xm::test::stored;
using xm::test::stored_profile;
using xm::test::wire;
namespace rp = running_profiles;

// A running state, driven as the server binding drives it.
class running {
public:
    bool add(const value_profile& p) {
        const stored_profile one(p);
        if (memory_.empty()) {
            size_ = rp::size_for(one.view());
            memory_.assign(size_ / 8 + 2, 0);
            rp::make(at(), one.view());
        }
        return rp::add(at(), one.view());
    }
    bytes body() const { return {reinterpret_cast<const std::byte*>(memory_.data()) + 4, size_}; }
    profiles value() const { return profiles::from_stored(body()); }
    bool empty() const { return memory_.empty(); }

private:
    std::byte* at() { return reinterpret_cast<std::byte*>(memory_.data()) + 4; }  // as a varlena's
    std::vector<double> memory_;
    std::size_t size_ = 0;
};

profiles of(const rows_of& rows, const std::vector<std::string>& labels = {}) {
    running r;
    for (const auto& row : rows) EXPECT_TRUE(r.add(make_profile(row, labels)));
    return r.value();
}

// Around `offset`, in steps that float4 holds.
rows_of random_rows(std::size_t n, std::size_t d, unsigned seed, double offset = 0) {
    std::mt19937 random(seed);
    rows_of rows(n, std::vector<double>(d));
    for (auto& r : rows)
        for (double& v : r) v = offset + static_cast<double>(random() % 2001) / 256 - 4;
    return rows;
}

double dot(const std::vector<double>& a, const std::vector<double>& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
    return sum;
}

double mean_cosine(const rows_of& rows) {
    double sum = 0, pairs = 0;
    for (std::size_t i = 0; i < rows.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) {
            const double lengths = std::sqrt(dot(rows[i], rows[i]) * dot(rows[j], rows[j]));
            if (lengths == 0) continue;
            sum += dot(rows[i], rows[j]) / lengths;
            ++pairs;
        }
    return sum / pairs;
}

double around_mean(const rows_of& rows) {
    std::vector<double> mean(rows[0].size());
    for (const auto& r : rows)
        for (std::size_t i = 0; i < r.size(); ++i) mean[i] += r[i] / static_cast<double>(rows.size());
    double sum = 0;
    for (const auto& r : rows)
        for (std::size_t i = 0; i < r.size(); ++i) sum += (r[i] - mean[i]) * (r[i] - mean[i]);
    return sum;
}

TEST(profiles, similarity_is_the_mean_cosine) {
    for (const std::size_t d : {1U, 2U, 10U, 19U, 256U}) {
        rows_of rows = random_rows(60, d, 3);
        EXPECT_NEAR(*similarity(of(rows)), mean_cosine(rows), 1e-12) << d;
        rows.insert(rows.begin() + 5, std::vector<double>(d));  // no direction: as if not there
        EXPECT_NEAR(*similarity(of(rows)), mean_cosine(rows), 1e-12) << d;
        EXPECT_EQ(of(rows).n, 61);
        EXPECT_EQ(of(rows).directed, 60);
    }
    EXPECT_NEAR(*similarity(of({{1, 0}, {0, 2}})), 0, 1e-15);
    EXPECT_NEAR(*similarity(of({{1, 1}, {-3, -3}})), -1, 1e-15);
    EXPECT_NEAR(*similarity(of({{1, 2, 3}, {2, 4, 6}, {100, 200, 300}})), 1, 1e-15);
    EXPECT_NEAR(*similarity(of({{1, 0}, {1, 1}})), std::sqrt(0.5), 1e-15);
    EXPECT_LE(*similarity(of(rows_of(1000, {0.1, 0.7, 0.3}))), 1) << "never beyond 1";
    EXPECT_FALSE(similarity(of({{1, 2}})));
    EXPECT_FALSE(similarity(of({{0, 0}, {0, 0}})));
    EXPECT_FALSE(similarity(of({{0, 0}, {1, 0}, {0, 0}})));
    EXPECT_NEAR(*similarity(of({{1e-38, 0}, {1e38, 1e38}})), std::sqrt(0.5), 1e-6) << "of any length";
    rows_of mild = random_rows(40, 10, 8);
    const double before = *similarity(of(mild));
    for (auto& r : mild)
        for (double& v : r) v *= 1024;
    EXPECT_NEAR(*similarity(of(mild)), before, 1e-14);
}

TEST(profiles, variation_is_the_sum_of_squares) {
    for (const double offset : {0.0, 100.0, 8192.0}) {
        const rows_of rows = random_rows(300, 10, 4, offset);
        EXPECT_NEAR(of(rows).variation() / around_mean(random_rows(300, 10, 4)), 1, 1e-12) << offset;
    }
    EXPECT_EQ(of({{1, 2}}).variation(), 0);
    EXPECT_EQ(of(rows_of(7, {0.1, 0.2})).variation(), 0);
    EXPECT_EQ(of({{0}, {3}}).variation(), 4.5);
}

// Sums by group, as xm.explained collects them: people, then the scores.
struct grouped {
    grouped(const rows_of& rows, const std::vector<std::size_t>& group)
        : store(&arena, sizeof(double), pattern_store::always, 1 + rows[0].size()) {
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const auto key = static_cast<double>(group[i]);
            double* const sums = store.sums_of(&key);
            ++sums[0];
            for (std::size_t c = 0; c < rows[i].size(); ++c) sums[1 + c] += rows[i][c];
            squares += dot(rows[i], rows[i]);
        }
    }
    std::pmr::monotonic_buffer_resource arena;
    pattern_store store;
    dd squares;
};

TEST(profiles, share_of_variance_between_groups) {
    const std::size_t groups = 7;
    rows_of rows = random_rows(500, 10, 5, 50);
    std::vector<std::size_t> group(rows.size());
    std::vector<rows_of> parts(groups);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        group[i] = i * i % 1009 % groups;
        rows[i][3] += static_cast<double>(group[i]);
        parts[group[i]].push_back(rows[i]);
    }
    double within = 0;
    for (const auto& p : parts) within += around_mean(p);
    const double total = around_mean(rows);
    const grouped g(rows, group);
    const variance_split v = split_variance(g.store, 10, g.squares, no_poll);
    EXPECT_EQ(v.people, 500);
    EXPECT_EQ(v.groups, 7);
    EXPECT_NEAR(v.total / total, 1, 1e-11);
    EXPECT_NEAR(v.within / within, 1, 1e-11);
    EXPECT_NEAR(*explained(v), 1 - within / total, 1e-11);
    EXPECT_NEAR(*explained_adjusted(v), 1 - within / 493 / (total / 499), 1e-11);
    EXPECT_GT(*explained(v), 0.05);
    // The same of the rows in another order, collected in two parts.
    rows_of back(rows.rbegin(), rows.rend());
    std::vector<std::size_t> back_group(group.rbegin(), group.rend());
    grouped first({back.begin(), back.begin() + 123}, {back_group.begin(), back_group.begin() + 123});
    const grouped second({back.begin() + 123, back.end()}, {back_group.begin() + 123, back_group.end()});
    first.store.add_all(second.store, no_poll);
    const variance_split again = split_variance(first.store, 10, first.squares + second.squares, no_poll);
    EXPECT_NEAR(*explained(again), *explained(v), 1e-12);
    EXPECT_EQ(again.groups, 7);
}

TEST(profiles, groups_that_explain_nothing_or_everything) {
    const auto split = [](const rows_of& rows, const std::vector<std::size_t>& group) {
        const grouped g(rows, group);
        return split_variance(g.store, rows[0].size(), g.squares, no_poll);
    };
    const rows_of three{{0.1, 0.2}, {0.1, 0.2}, {7, 0.3}};
    EXPECT_EQ(*explained(split(three, {1, 1, 2})), 1);
    EXPECT_EQ(*explained(split(three, {1, 1, 1})), 0);
    EXPECT_NEAR(*explained_adjusted(split(three, {1, 1, 1})), 0, 1e-15);
    EXPECT_EQ(*explained(split(three, {1, 2, 3})), 1) << "everybody a group";
    EXPECT_FALSE(explained_adjusted(split(three, {1, 2, 3})));
    EXPECT_FALSE(explained(split(rows_of(9, {0.1, 0.7}), {1, 1, 1, 2, 2, 2, 3, 3, 3}))) << "no variance";
    EXPECT_FALSE(explained_adjusted(split(rows_of(9, {0.1, 0.7}), {1, 1, 1, 2, 2, 2, 3, 3, 3})));
    // Many groups by chance: the plain share is high, the adjusted one about 0.
    const rows_of rows = random_rows(3000, 10, 6);
    std::vector<std::size_t> group(rows.size());
    for (std::size_t i = 0; i < group.size(); ++i) group[i] = i / 3;
    const variance_split chance = split(rows, group);
    EXPECT_NEAR(*explained(chance), 999.0 / 2999, 0.02);
    EXPECT_NEAR(*explained_adjusted(chance), 0, 0.03);
}

TEST(profiles, any_split_and_order_gives_the_whole) {
    std::mt19937_64 random(11);
    rows_of rows = random_rows(2000, 10, 7, 3);
    const profiles whole = of(rows);
    for (int split = 0; split < 20; ++split) {
        std::shuffle(rows.begin(), rows.end(), random);
        std::vector<running> parts(1 + random() % 20);
        for (const auto& r : rows) EXPECT_TRUE(parts[random() % parts.size()].add(make_profile(r, {})));
        std::optional<profiles> merged;
        for (const running& p : parts) {
            if (p.empty()) continue;
            const auto before = stored(p.value());
            if (merged)
                merged->merge(p.value());
            else
                merged = p.value();
            EXPECT_EQ(stored(p.value()), before);
        }
        EXPECT_EQ(merged->n, whole.n);
        EXPECT_EQ(merged->directed, whole.directed);
        EXPECT_EQ(merged->squares.value(), whole.squares.value()) << "exact";
        for (std::size_t i = 0; i < 10; ++i) EXPECT_EQ(merged->sums[i].value(), whole.sums[i].value());
        EXPECT_NEAR(*similarity(*merged), *similarity(whole), 1e-12);
        EXPECT_NEAR(merged->variation() / whole.variation(), 1, 1e-12);
    }
}

TEST(profiles, taking_away_what_was_added_gives_the_rest) {
    const rows_of rows = random_rows(300, 10, 7, 3);
    const profiles part = of(rows_of(rows.begin(), rows.begin() + 100)), rest = of(rows_of(rows.begin() + 100, rows.end()));
    profiles whole = of(rows);
    EXPECT_NE(refusal(errc::range,
                      [&] {
                          profiles few = part;
                          few.take_away(rest);
                      }),
              "");
    whole.take_away(part);
    EXPECT_EQ(whole.n, rest.n);
    EXPECT_EQ(whole.squares.value(), rest.squares.value()) << "exact";
    for (std::size_t i = 0; i < 10; ++i) EXPECT_EQ(whole.sums[i].value(), rest.sums[i].value());
    EXPECT_NEAR(*similarity(whole), *similarity(rest), 1e-12);
    profiles others = rest;
    others.sums[0] += dd(1.0);
    EXPECT_NE(refusal(errc::range,
                      [&] {
                          profiles as_many = whole;
                          as_many.take_away(others);
                      }),
              "");
    whole.take_away(rest);
    EXPECT_TRUE(whole.empty());
}

TEST(profiles, shapes_that_do_not_fit) {
    const std::vector<std::int32_t> answers(21, 2), forty(40, 2);
    const value_profile plain = *score_pvq(profile_shape::pvq21, answers, false, false),
                        centred = *score_pvq(profile_shape::pvq21, answers, true, false),
                        longer = *score_pvq(profile_shape::pvq40, forty, false, false);
    running r;
    EXPECT_TRUE(r.add(plain));
    const std::vector<std::byte> before(r.body().begin(), r.body().end());
    EXPECT_FALSE(r.add(centred));
    EXPECT_FALSE(r.add(longer));
    EXPECT_FALSE(r.add(make_profile(std::vector<double>(10, 1), {})));
    EXPECT_EQ(std::vector<std::byte>(r.body().begin(), r.body().end()), before);
    const auto refused = [](const value_profile& a, const value_profile& b) {
        running x, y;
        x.add(a);
        y.add(b);
        profiles into = x.value();
        const auto kept = stored(into);
        const std::string why = refusal(errc::invalid, [&] { into.merge(y.value()); });
        EXPECT_EQ(stored(into) == kept, !why.empty());
        return why;
    };
    EXPECT_NE(refused(plain, longer).find("pvq21 and pvq40"), std::string::npos);
    EXPECT_NE(refused(plain, centred).find("centred"), std::string::npos);
    EXPECT_NE(refused(make_profile(std::vector<double>{1}, {}), make_profile(std::vector<double>{1, 2}, {})).find("1 and 2"),
              std::string::npos);
    EXPECT_NE(refused(make_profile(std::vector<double>{1}, {"a"}), make_profile(std::vector<double>{1}, {"b"})).find("labels"),
              std::string::npos);
    EXPECT_NE(refused(make_profile(std::vector<double>{1}, {"a"}), make_profile(std::vector<double>{1}, {})), "");
    EXPECT_EQ(refused(make_profile(std::vector<double>{1}, {"a"}), make_profile(std::vector<double>{2}, {"a"})), "");
    profiles full = of({{1}});
    full.n = std::int64_t{1} << 53;
    const auto kept = stored(full);
    EXPECT_NE(refusal(errc::range, [&] { full.merge(of({{1}})); }), "");
    EXPECT_EQ(stored(full), kept);
}

std::vector<profiles> samples() {
    running known;
    std::vector<std::int32_t> answers(57, 2);
    for (std::size_t i = 0; i < answers.size(); ++i) {
        answers[i] = static_cast<std::int32_t>(i % 6 + 1);
        known.add(*score_pvq(profile_shape::pvq_rr, answers, true, false));
    }
    return {of({{1, 2}}), of({{0, 0}, {0, 0}}), of(random_rows(100, 7, 9, 5)),
            of({{0.1, 3.4e38, -3.4e38}, {1e-45, 0, 0}}, {"a \"", "b", "c"}), known.value()};
}

TEST(profiles, every_form_reads_back_to_the_same_bits) {
    for (const profiles& p : samples()) {
        EXPECT_EQ(stored(profiles::from_stored(stored(p))), stored(p));
        EXPECT_EQ(stored(profiles::from_wire(wire(p))), stored(p));
        EXPECT_EQ(stored(profiles::from_text(p.to_text())), stored(p));
    }
    running r;
    r.add(make_profile(std::vector<double>{3, 4}, {}));
    EXPECT_EQ(stored(r.value()), std::vector<std::byte>(r.body().begin(), r.body().end())) << "a running state is a stored one";
    EXPECT_EQ(r.value().squares.value(), 25);
    EXPECT_EQ(r.value().sums[1].value(), 4);
    EXPECT_NEAR(r.value().directions[1].value(), 0.8, 1e-16);
}

TEST(profiles, refuses_damaged_values) {
    const auto text_of = [](const char* n, const char* directed, const char* squares, const char* sums, const char* directions,
                            const char* more = "") {
        return std::string(R"({"type":"profiles","version":1,"instrument":"other","centred":0,"n":)") + n + R"(,"directed":)" +
               directed + R"(,"squares":)" + squares + R"(,"sums":)" + sums + R"(,"directions":)" + directions + more + "}";
    };
    const std::string good = text_of("2", "2", "[25,0]", "[[5,0]]", "[[2,0]]");
    EXPECT_EQ(profiles::from_text(good).n, 2);
    for (const std::string& text :
         {std::string(), std::string("{}"), text_of("0", "0", "[0,0]", "[[0,0]]", "[[0,0]]"),
          text_of("-1", "0", "[0,0]", "[[0,0]]", "[[0,0]]"), text_of("2", "3", "[25,0]", "[[5,0]]", "[[2,0]]"),
          text_of("2", "-1", "[25,0]", "[[5,0]]", "[[2,0]]"), text_of("9007199254740993", "2", "[25,0]", "[[5,0]]", "[[2,0]]"),
          text_of("2", "2", "[-25,0]", "[[5,0]]", "[[2,0]]"), text_of("2", "2", "[25,0]", "[[8,0]]", "[[2,0]]"),
          text_of("2", "2", "[25,0]", "[[5,0]]", "[[2.1,0]]"), text_of("2", "2", "[25,0]", "[[5,0],[0,0]]", "[[2,0]]"),
          text_of("2", "2", "[25,0]", "[]", "[]"), text_of("2", "2", "[25,9]", "[[5,0]]", "[[2,0]]"),
          text_of("2", "0", "[25,0]", "[[5,0]]", "[[0,0]]"), text_of("2", "2", "[0,0]", "[[0,0]]", "[[2,0]]"),
          text_of("2", "2", "[25,0]", "[[5,0]]", "[[2,0]]", ",\"mood\":1"),
          text_of("2", "2", "[25,0]", "[[5,0]]", "[[2,0]]", ",\"n\":2"),
          text_of("2", "2", "[25,0]", "[[5,0]]", "[[2,0]]", ",\"labels\":[\"a\",\"b\"]")})
        EXPECT_NE(refusal(errc::corrupt_text, [&] { profiles::from_text(text); }), "") << text;
    // Scores of answers 1 to 6.
    const auto known = [](const std::string& first, const std::string& squares, const char* centred) {
        std::string text = R"({"type":"profiles","version":1,"instrument":"pvq21","centred":)" + std::string(centred) +
                           R"(,"n":2,"directed":2,"squares":)" + squares + R"(,"sums":[)" + first;
        for (int i = 0; i < 9; ++i) text += ",[4,0]";
        text += R"(],"directions":[[0.1,0])";
        for (int i = 0; i < 9; ++i) text += ",[0.1,0]";
        return text + "]}";
    };
    EXPECT_EQ(profiles::from_text(known("[12,0]", "[700,0]", "0")).n, 2);
    EXPECT_EQ(profiles::from_text(known("[-9,0]", "[700,0]", "1")).n, 2);
    for (const std::string& text : {known("[13,0]", "[700,0]", "0"), known("[1,0]", "[700,0]", "0"),
                                    known("[12,0]", "[1e9,0]", "0"), known("[-11,0]", "[700,0]", "1")})
        EXPECT_NE(refusal(errc::corrupt_text, [&] { profiles::from_text(text); }), "") << text;
    EXPECT_NE(refusal(errc::newer_version, [] { profiles::from_text(R"({"type":"profiles","version":2})"); }), "");
    for (const profiles& p : samples()) {
        const auto body = stored(p), sent = wire(p);
        for (std::size_t n = 0; n < body.size(); ++n)
            EXPECT_NE(refusal(errc::corrupt_stored, [&] { profiles::from_stored(bytes(body).first(n)); }), "") << n;
        for (std::size_t n = 0; n < sent.size(); ++n)
            EXPECT_NE(refusal(errc::corrupt_wire, [&] { profiles::from_wire(bytes(sent).first(n)); }), "") << n;
        for (const std::size_t at : {0U, 2U, 3U}) {
            auto damaged = body;
            damaged[at] ^= std::byte{0x40};
            EXPECT_NE(refusal(errc::corrupt_stored, [&] { profiles::from_stored(damaged); }), "") << at;
        }
        for (std::size_t at = 4; at < 16; ++at) {  // sizes and the shape: refused, or another shape, never read beyond
            auto damaged = body;
            damaged[at] ^= std::byte{0xFF};
            EXPECT_NE(refusal(errc::corrupt_stored, [&] { profiles::from_stored(damaged); }), "") << at;
        }
        auto newer = body;
        newer[1] = std::byte{2};
        EXPECT_NE(refusal(errc::newer_version, [&] { profiles::from_stored(newer); }), "");
    }
}

TEST(profiles, survives_failed_allocations) {
    const std::string text = samples()[3].to_text();
    const rows_of rows = random_rows(30, 3, 2);
    EXPECT_GT(xm::test::survive_failed_allocations([&] {
                  profiles p = profiles::from_text(text);
                  p.merge(profiles::from_wire(wire(p)));
                  EXPECT_EQ(p.n, 4);
                  const grouped g(rows, std::vector<std::size_t>(30, 1));
                  EXPECT_EQ(split_variance(g.store, 3, g.squares, no_poll).groups, 1);
              }),
              5U);
}

}  // namespace
