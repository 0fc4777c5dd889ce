// Expected values: EM written out below, pair by pair; the truth of simulated pairs.
#include "core/people/fellegi_sunter.hpp"

#include <algorithm>
#include <cmath>
#include <memory_resource>
#include <random>

#include "allocation.hpp"
#include "support.hpp"

namespace {

using namespace xm::core;
using xm::test::refusal;
using xm::test::stored;
using xm::test::wire;
using levels = std::vector<std::int32_t>;
constexpr auto match = match_model::match, related = match_model::related, differs = match_model::differs;

// Collected pairs, as an aggregate collects them.
struct collected {
    explicit collected(std::size_t n) : variables(n), rows(&arena, match_record_size(n), pattern_store::always) {}
    explicit collected(const std::vector<levels>& pairs) : collected(pairs[0].size()) {
        for (const levels& l : pairs) add(l);
    }
    void add(const levels& l, double count = 1) {
        std::uint64_t record[8] = {};
        for (std::size_t v = 0; v < variables; ++v)
            reinterpret_cast<std::uint8_t*>(record)[v] = static_cast<std::uint8_t>(l[v] + 1);
        rows.add(record, count);
    }
    match_model fit(const match_settings& s = {}) const { return fit_matches(rows, variables, s, no_poll); }

    std::pmr::monotonic_buffer_resource arena;
    std::size_t variables;
    pattern_store rows;
};

using shares = std::vector<std::vector<double>>;  // by variable and level

struct truth {
    shares of[3];  // by role
    double size[3];
};

// Pairs with their classes; one level in `missing` is not known.
struct sample {
    std::vector<levels> pairs;
    std::vector<int> role;

    sample(const truth& t, int n, unsigned seed, double missing = 0) {
        std::mt19937 random(seed);
        std::uniform_real_distribution<double> uniform(0, 1);
        for (int i = 0; i < n; ++i) {
            const double at = uniform(random);
            role.push_back(at < t.size[0] ? 0 : at < t.size[0] + t.size[1] ? 1 : 2);
            pairs.emplace_back();
            for (const auto& p : t.of[role.back()]) {
                double left = uniform(random);
                std::int32_t level = 0;
                while (level + 1 < static_cast<std::int32_t>(p.size()) && (left -= p[static_cast<std::size_t>(level)]) >= 0)
                    ++level;
                pairs.back().push_back(uniform(random) < missing ? no_level : level);
            }
        }
    }
};

// People with themselves, relatives (the family name and address are the same), strangers.
truth household(double relatives) {
    return {{{{.04, .06, .9}, {.06, .04, .05, .85}, {.04, .06, .9}, {.2, .8}, {.35, .65}},
             {{.93, .05, .02}, {.12, .03, .05, .8}, {.9, .06, .04}, {.1, .9}, {.4, .6}},
             {{.95, .03, .02}, {.93, .03, .02, .02}, {.96, .03, .01}, {.97, .03}, {.99, .01}}},
            {.02, relatives, .98 - relatives}};
}

// The same EM without patterns, tables or products in blocks. Parameters: of[role][variable][level].
struct plain_em {
    shares of[3];
    double prior[3];

    plain_em(const std::vector<levels>& pairs, const match_settings& s) {
        const std::size_t n = pairs[0].size();
        std::vector<std::size_t> top(n, 0);
        for (const levels& l : pairs)
            for (std::size_t v = 0; v < n; ++v) top[v] = std::max(top[v], static_cast<std::size_t>(std::max(l[v], 0)));
        for (std::size_t v = 0; v < n; ++v) {
            if (!s.u.empty()) top[v] = s.u[v].size() - 1;
            for (const int k : {0, 1}) {
                of[k].emplace_back(top[v] + 1, (k == 0 ? 0.1 : 0.5) / static_cast<double>(top[v]));
                of[k].back().back() = k == 0 ? 0.9 : 0.5;
            }
            std::vector<double> seen(top[v] + 1);
            double all = 0;
            for (const levels& l : pairs)
                if (l[v] >= 0) ++seen[static_cast<std::size_t>(l[v])], ++all;
            for (double& p : seen) p = std::max(p / all, 1e-9);
            of[2].push_back(s.u.empty() ? seen : s.u[v]);
        }
        prior[0] = s.prior;
        prior[1] = s.classes == 3 ? 0.05 : 0;
        prior[2] = 1 - prior[0] - prior[1];
        for (int i = 0; i < 5000; ++i) {
            shares sums[3];
            double members[3] = {};
            for (int k = 0; k < 3; ++k)
                for (const auto& p : of[k]) sums[k].emplace_back(p.size());
            for (const levels& l : pairs) {
                double f[3], total = 0;
                for (int k = 0; k < 3; ++k) total += f[k] = prior[k] * likelihood(k, l);
                for (int k = 0; k < 3; ++k) {
                    members[k] += f[k] / total;
                    for (std::size_t v = 0; v < n; ++v)
                        if (l[v] >= 0) sums[k][v][static_cast<std::size_t>(l[v])] += f[k] / total;
                }
            }
            for (int k = 0; k < 3; ++k) {
                if (members[k] == 0 || (k == 2 && !s.u.empty())) continue;
                for (std::size_t v = 0; v < n; ++v) {
                    double all = 0;
                    for (const double w : sums[k][v]) all += w;
                    for (std::size_t j = 0; j < sums[k][v].size(); ++j) of[k][v][j] = std::max(sums[k][v][j] / all, 1e-9);
                }
            }
            for (int k = 0; k < 3; ++k)
                if (!s.fix_prior) prior[k] = members[k] / static_cast<double>(pairs.size());
        }
    }
    double likelihood(int k, const levels& l) const {
        double product = 1;
        for (std::size_t v = 0; v < l.size(); ++v)
            if (l[v] >= 0) product *= of[k][v][static_cast<std::size_t>(l[v])];
        return product;
    }
};

void expect_near(const match_model& m, const plain_em& e, double tolerance) {
    EXPECT_NEAR(m.prior, e.prior[0], tolerance);
    for (std::size_t v = 0; v < m.variables.size(); ++v)
        for (const auto r : {match, related, differs})
            for (std::size_t l = 0; l < m.variables[v].probability[r].size(); ++l)
                EXPECT_NEAR(m.variables[v].probability[r][l], e.of[r][v][l], tolerance) << v << ' ' << l << ' ' << r;
}

double mean_level(const match_model& m, match_model::role r) {
    double sum = 0;
    for (const auto& v : m.variables)
        for (std::size_t l = 1; l < v.probability[r].size(); ++l)
            sum += v.probability[r][l] * static_cast<double>(l) / static_cast<double>(v.probability[r].size() - 1);
    return sum;
}

double probability(const match_model& m, const levels& l) {
    std::pmr::monotonic_buffer_resource memory;
    return match_evidence(&memory, m).probability(l, m.prior);
}

match_settings settings(double tolerance = 1e-12, std::int64_t most = 20000) {
    match_settings s;
    s.tolerance = tolerance;
    s.max_iterations = most;
    return s;
}

TEST(fellegi_sunter, em_written_out_finds_the_same) {
    const sample two(
        {{{{.1, .1, .8}, {.2, .8}, {.1, .9}, {.3, .7}}, {}, {{.9, .05, .05}, {.8, .2}, {.95, .05}, {.7, .3}}}, {.2, 0, .8}}, 900,
        1, 0.1);
    match_settings s = settings(1e-13);
    expect_near(collected(two.pairs).fit(s), plain_em(two.pairs, s), 1e-8);
    s.u = {{.9, .05, .05}, {.8, .3}, {.95, .05}, {.7, .2}};  // need not sum to 1
    expect_near(collected(two.pairs).fit(s), plain_em(two.pairs, s), 1e-8);
    s.prior = 0.15;
    s.fix_prior = true;
    const match_model held = collected(two.pairs).fit(s);
    expect_near(held, plain_em(two.pairs, s), 1e-8);
    EXPECT_EQ(held.prior, 0.15);
    EXPECT_EQ(held.variables[1].probability[differs], s.u[1]);
    const sample three(household(.08), 1500, 2);
    match_settings t = settings(1e-13);
    t.classes = 3;
    expect_near(collected(three.pairs).fit(t), plain_em(three.pairs, t), 1e-6);
}

TEST(fellegi_sunter, truth_comes_back_and_probabilities_are_calibrated) {
    truth t = household(0);
    t.size[match] = 0.05;
    t.size[differs] = 0.95;
    const sample s(t, 60000, 3, 0.05);
    const match_model m = collected(s.pairs).fit();
    EXPECT_NEAR(m.prior, 0.05, 0.004);
    EXPECT_LT(m.dependence, 0.1);
    for (std::size_t v = 0; v < 5; ++v)
        for (std::size_t l = 0; l < t.of[0][v].size(); ++l) {
            EXPECT_NEAR(m.variables[v].probability[match][l], t.of[match][v][l], 0.03) << v << ' ' << l;
            EXPECT_NEAR(m.variables[v].probability[differs][l], t.of[differs][v][l], 0.006) << v << ' ' << l;
        }
    // What is said to match with p does so in p of the cases: within 0.02 and three standard errors.
    std::pmr::monotonic_buffer_resource memory;
    const match_evidence evidence(&memory, m);
    double said[10] = {}, true_ones[10] = {}, n[10] = {}, spread[10] = {};
    for (std::size_t i = 0; i < s.pairs.size(); ++i) {
        const double p = evidence.probability(s.pairs[i], m.prior);
        const auto bin = std::min<std::size_t>(static_cast<std::size_t>(p * 10), 9);
        said[bin] += p;
        true_ones[bin] += s.role[i] == match;
        spread[bin] += p * (1 - p);
        ++n[bin];
    }
    for (int b = 0; b < 10; ++b) EXPECT_LE(std::fabs(said[b] - true_ones[b]), 0.02 * n[b] + 3 * std::sqrt(spread[b])) << b;
}

TEST(fellegi_sunter, three_classes_keep_families_apart) {
    const sample s(household(.08), 40000, 4);
    match_settings two, three;
    three.classes = 3;
    const collected c(s.pairs);
    for (const auto& [settings_of, most, least] : {std::tuple{two, 1.0, 0.3}, std::tuple{three, 0.01, 0.0}}) {
        const match_model m = c.fit(settings_of);
        std::pmr::monotonic_buffer_resource memory;
        const match_evidence evidence(&memory, m);
        double taken = 0, relatives = 0;
        for (std::size_t i = 0; i < s.pairs.size(); ++i)
            if (evidence.probability(s.pairs[i], m.prior) >= 0.99) ++taken, relatives += s.role[i] == related;
        EXPECT_GT(taken, 100);
        EXPECT_LE(relatives / taken, most);
        EXPECT_GE(relatives / taken, least);
    }
}

TEST(fellegi_sunter, it_ends_whatever_the_pairs_are) {
    truth t = household(0);
    const auto fitted = [](const std::vector<levels>& pairs, int classes = 2) {
        match_settings s;
        s.classes = classes;
        const match_model m = collected(pairs).fit(s);
        EXPECT_GE(mean_level(m, match), mean_level(m, differs));
        EXPECT_TRUE(classes == 2 || mean_level(m, related) >= mean_level(m, differs));
        EXPECT_EQ(stored(match_model::from_stored(stored(m))), stored(m));  // finite and within its ranges
        return m;
    };
    for (const int classes : {2, 3}) {
        t.size[0] = 0, t.size[2] = 1;
        fitted(sample(t, 3000, 5).pairs, classes);
        t.size[0] = 1, t.size[2] = 0;
        fitted(sample(t, 3000, 6).pairs, classes);
        fitted({{2, 3, 2, 1, 1}}, classes);
        fitted(std::vector<levels>(9, {0, 0, 0, 0, 0}), classes);
        fitted(std::vector<levels>(9, levels(5, no_level)), classes);
        t.size[0] = .1, t.size[2] = .9;
        std::vector<levels> pairs = sample(t, 3000, 7).pairs;
        for (levels& l : pairs) l[2] = no_level;  // always missing
        const match_model m = fitted(pairs, classes);
        EXPECT_EQ(m.levels(2), 0U);
        // Two that say the same: seen in the dependence.
        for (levels& l : pairs) l[2] = l[0];
        EXPECT_GT(fitted(pairs, classes).dependence, 0.9);
    }
    match_settings one;
    one.max_iterations = 1;
    EXPECT_EQ(collected({{0, 1, 1}, {1, 1, 0}}).fit(one).iterations, 1);
}

TEST(fellegi_sunter, neither_order_nor_start_exchanges_the_classes) {
    const sample s(household(.08), 5000, 8, 0.1);
    for (const int classes : {2, 3}) {
        match_settings set;
        set.classes = classes;
        const match_model m = collected(s.pairs).fit(set);
        std::mt19937 random(9);
        std::vector<levels> shuffled = s.pairs;
        for (int round = 0; round < 3; ++round) {
            std::shuffle(shuffled.begin(), shuffled.end(), random);
            collected a(5), b(5);
            for (const levels& l : shuffled) (random() % 2 == 0 ? a : b).add(l);
            a.rows.add_all(b.rows, no_poll);
            EXPECT_EQ(stored(a.fit(set)), stored(m)) << "the same bits";
        }
        for (const double prior : {1e-6, 0.3, 0.9, 0.999}) {
            set.prior = prior;
            const match_model other = collected(s.pairs).fit(set);
            EXPECT_GE(mean_level(other, match), mean_level(other, differs)) << prior;
            EXPECT_TRUE(classes == 2 || mean_level(other, match) >= mean_level(other, related)) << prior;
        }
    }
    // Nearly all match: the start has the classes the wrong way round, a fixed prior stays with the match all the same.
    truth t = household(0);
    t.size[match] = 0.97, t.size[differs] = 0.03;
    const collected mostly(sample(t, 4000, 10).pairs);
    const match_model free = mostly.fit();
    EXPECT_NEAR(free.prior, 0.97, 0.02);
    match_settings fixed;
    fixed.prior = 0.97;
    fixed.fix_prior = true;
    const match_model held = mostly.fit(fixed);
    EXPECT_EQ(held.prior, 0.97);
    EXPECT_GT(mean_level(held, match), mean_level(held, differs));
}

TEST(fellegi_sunter, many_variables_stay_in_range) {
    std::vector<levels> pairs;
    for (int i = 0; i < 400; ++i) {
        pairs.emplace_back();
        for (int v = 0; v < 64; ++v)
            pairs.back().push_back(i % 10 == 0 ? (i + v) % 7 > 0 : (i * 31 + v * 17 + i * v % 13) % 11 == 0);
    }
    const match_model m = collected(pairs).fit();
    EXPECT_NEAR(m.prior, 0.1, 0.01);
    EXPECT_TRUE(std::isfinite(m.log_likelihood));
    EXPECT_GT(probability(m, levels(64, 1)), 0.999);
    // u without any chance for what is seen: 64 times 1e-9 is outside the range of a double.
    match_settings s;
    s.u.assign(64, {1, 0});
    const match_model other = collected(pairs).fit(s);
    EXPECT_TRUE(std::isfinite(other.log_likelihood));
    EXPECT_EQ(other.variables[0].probability[differs][1], 1e-9);
}

TEST(fellegi_sunter, missing_levels_are_no_evidence) {
    const sample s(household(.08), 4000, 11);
    match_settings set;
    set.classes = 3;
    collected c(s.pairs);
    const match_model m = c.fit(set);
    std::pmr::monotonic_buffer_resource memory;
    const match_evidence evidence(&memory, m);
    EXPECT_NEAR(evidence.weight(levels(5, no_level)), 0, 1e-12);
    EXPECT_NEAR(evidence.probability(levels(5, no_level), m.prior), m.prior, 1e-12);
    EXPECT_NEAR(evidence.probability(levels(5, no_level), 0.25), 0.25, 1e-12);
    // By the definition: against the two others in proportion to their priors.
    const levels l{2, 3, 0, no_level, 1};
    double f[3] = {1, 1, 1};
    for (const auto r : {match, related, differs})
        for (std::size_t v = 0; v < 5; ++v)
            if (l[v] >= 0) f[r] *= m.variables[v].probability[r][static_cast<std::size_t>(l[v])];
    const double rest = m.related_share * f[related] + (1 - m.related_share) * f[differs];
    EXPECT_NEAR(evidence.weight(l), std::log2(f[match] / rest), 1e-12);
    EXPECT_NEAR(evidence.probability(l, 0.3), 0.3 * f[match] / (0.3 * f[match] + 0.7 * rest), 1e-12);
    EXPECT_NE(refusal(errc::invalid, [&] { evidence.weight(levels(4, 0)); }), "");
    EXPECT_NE(refusal(errc::invalid,
                      [&] {
                          evidence.weight({{2, 4, 0, 0, 0}});
                      })
                  .find("level 4 of variable 2"),
              std::string::npos);
    c.add(levels(5, no_level), 100);
    EXPECT_EQ(c.fit(set).pairs, 4100) << "they count with the prior";
}

TEST(match_u, observed_shares) {
    collected c(2);
    c.add({0, 2}, 30);
    c.add({2, 0}, 9);
    c.add({no_level, 0}, 1);
    const match_model m = match_u(c.rows, 2, {"name", "born"}, no_poll);
    EXPECT_TRUE(m.random);
    EXPECT_EQ(m.pairs, 40);
    EXPECT_EQ(m.variables[0].probability[differs], (std::vector<double>{30. / 39, .5 / 39, 9. / 39}));
    EXPECT_EQ(m.variables[1].probability[differs], (std::vector<double>{10. / 40, .5 / 40, 30. / 40}));
    EXPECT_EQ(m.variables[1].name, "born");
    EXPECT_NEAR(m.dependence, 1, 1e-12);
    std::pmr::monotonic_buffer_resource memory;
    EXPECT_NE(refusal(errc::invalid, [&] { match_evidence(&memory, m); }), "");
    EXPECT_NE(refusal(errc::invalid, [&] { match_u(c.rows, 2, {"one"}, no_poll); }), "");
}

TEST(fellegi_sunter, what_does_not_go_together_is_refused) {
    const collected four({{0, 1, 1, 0}, {1, 1, 3, 0}}), two({{0, 1}, {1, 1}});
    const auto refused = [](const collected& c, auto change) {
        match_settings s;
        change(s);
        return refusal(errc::invalid, [&] { c.fit(s); });
    };
    const auto nothing = [](match_settings&) {};
    EXPECT_EQ(refused(four, nothing), "");
    EXPECT_NE(refused(two, nothing), "");
    EXPECT_NE(refused(two, [](match_settings& s) { s.u = {{.9, .1}, {.9, .1}}; }), "");
    EXPECT_NE(refused(two, [](match_settings& s) { s.fix_prior = true; }), "");
    EXPECT_EQ(refused(two, [](match_settings& s) { s.u = {{.9, .1}, {.9, .1}}, s.fix_prior = true; }), "");
    EXPECT_NE(refused(four,
                      [](match_settings& s) {
                          s.u = {{.9, .1}, {.9, .1}, {.9, .1}, {.9, .1}};
                      })
                  .find("level 3"),
              std::string::npos);
    EXPECT_NE(refused(four, [](match_settings& s) { s.u = {{.9, .1}}; }), "");
    EXPECT_NE(refused(four, [](match_settings& s) { s.labels = {"a", "b"}; }), "");
    EXPECT_NE(refused(four, [](match_settings& s) { s.labels = {"a", "b", "a", "c"}; }), "");
    for (const double prior : {0., 1., -0.1, 1.5, std::nan("")})
        EXPECT_NE(refused(four, [&](match_settings& s) { s.prior = prior; }), "") << prior;
    for (const int classes : {1, 4}) EXPECT_NE(refused(four, [&](match_settings& s) { s.classes = classes; }), "");
    for (const double tolerance : {0., 1., std::nan("")})
        EXPECT_NE(refused(four, [&](match_settings& s) { s.tolerance = tolerance; }), "");
    for (const int most : {0, 1000001}) EXPECT_NE(refused(four, [&](match_settings& s) { s.max_iterations = most; }), "");
    EXPECT_NE(refused(four, [](match_settings& s) { s.u.assign(4, {1.5, 0, 0, 0}); }).find("1.5"), std::string::npos);
    EXPECT_NE(refusal(errc::invalid, [] { check_match_level(-1, 0); }).find("-1"), std::string::npos);
    EXPECT_NE(refusal(errc::invalid, [] { check_match_level(255, 0); }), "");
    EXPECT_NE(refusal(errc::invalid, [] { check_match_variables(0); }), "");
    EXPECT_NE(refusal(errc::invalid, [] { check_match_variables(65); }), "");
}

TEST(match_model, every_form_reads_back) {
    const collected c(sample(household(.08), 800, 12).pairs);
    match_settings s;
    s.labels = {"first", "l\xC3\xA4st \"n\"", "born", "city", "street"};
    std::vector<match_model> models{c.fit(s)};
    s.classes = 3;
    models.push_back(c.fit(s));
    models.push_back(match_u(c.rows, 5, {}, no_poll));
    for (const match_model& m : models) {
        EXPECT_EQ(stored(match_model::from_text(m.to_text())), stored(m)) << m.to_text();
        EXPECT_EQ(wire(match_model::from_wire(wire(m))), wire(m));
        const auto bytes_of = wire(m);
        for (std::size_t cut = 0; cut < bytes_of.size(); ++cut)
            EXPECT_NE(refusal(errc::corrupt_wire, [&] { match_model::from_wire(bytes(bytes_of.data(), cut)); }), "") << cut;
    }
    const auto refused = [&](auto change) {
        match_model m = models[1];
        change(m);
        return refusal(errc::corrupt_text, [&] { match_model::from_text(m.to_text()); });
    };
    EXPECT_NE(refused([](match_model& m) { m.pairs = 0; }), "");
    EXPECT_NE(refused([](match_model& m) { m.prior = 1.1; }), "");
    EXPECT_NE(refused([](match_model& m) { m.related_share = -0.1; }), "");
    EXPECT_NE(refused([](match_model& m) { m.dependence = 2; }), "");
    EXPECT_NE(refused([](match_model& m) { m.variables.clear(); }), "");
    EXPECT_NE(refused([](match_model& m) { m.variables[1].name = "first"; }), "");
    EXPECT_NE(refused([](match_model& m) { m.variables[0].probability[match].pop_back(); }), "");
    EXPECT_NE(refused([](match_model& m) { m.variables[0].probability[match][0] = 0; }), "");
    EXPECT_NE(refused([](match_model& m) { m.log_likelihood = -1e9; }), "");
    EXPECT_NE(refusal(errc::newer_version, [] { match_model::from_text(R"({"type":"match_model","version":2})"); }), "");
}

TEST(fellegi_sunter, a_failed_allocation_harms_nothing) {
    const collected c(sample(household(.08), 200, 13).pairs);
    xm::test::survive_failed_allocations([&] {
        match_settings s;
        s.classes = 3;
        s.max_iterations = 2;
        const match_model m = c.fit(s);
        EXPECT_EQ(stored(match_model::from_text(m.to_text())), stored(m));
    });
}

}  // namespace
