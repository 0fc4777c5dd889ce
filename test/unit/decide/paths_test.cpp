#include "core/decide/paths.hpp"

#include <cmath>

#include "allocation.hpp"
#include "core/models/linear.hpp"
#include "models/moments_support.hpp"
#include "support.hpp"

namespace {

using namespace xm::core;
using xm::test::moments_of;
using xm::test::refusal;
using xm::test::survive_failed_allocations;
using xm::test::twelve;

const std::vector<std::string> labels{"a", "b", "e", "f"};

const path_row& row(const std::vector<path_row>& rows, std::string_view kind, std::string_view path) {
    for (const path_row& r : rows)
        if (r.kind == kind && r.path == path) return r;
    ADD_FAILURE() << kind << " " << path;
    return rows.front();
}

TEST(paths, one_mediator_is_mediation) {
    const auto m = moments_of(twelve(), labels);
    const auto rows = chain_paths(m, {"a", "b", "f"});
    const auto expected = mediate(m, "a", "b", "f", 0.95);
    const auto same = [](const path_row& got, const path& p) {
        EXPECT_EQ(got.estimate, p.estimate);
        EXPECT_NEAR(*got.std_error, *p.std_error, 1e-15);
        EXPECT_NEAR(*got.lower, *p.lower, 1e-14);
        EXPECT_NEAR(*got.p_value, *p.p_value, 1e-14);
    };
    ASSERT_EQ(rows.size(), 6U);
    same(row(rows, "direct", "a > b"), expected[0]);
    same(row(rows, "direct", "b > f"), expected[1]);
    same(row(rows, "total", "a > f"), expected[2]);
    same(row(rows, "direct", "a > f"), expected[3]);
    same(row(rows, "indirect", "a > b > f"), expected[4]);
    same(row(rows, "total_indirect", "a > f"), expected[4]);
}

TEST(paths, routes_add_up_and_so_do_their_errors) {
    const auto m = moments_of(twelve(), labels);
    const auto rows = chain_paths(m, labels);
    ASSERT_EQ(rows.size(), 6U + 3 + 2);
    const path_row& through_all = row(rows, "indirect", "a > b > e > f");
    const double sum =
        through_all.estimate + row(rows, "indirect", "a > b > f").estimate + row(rows, "indirect", "a > e > f").estimate;
    const path_row& indirect = row(rows, "total_indirect", "a > f");
    EXPECT_NEAR(indirect.estimate, sum, 1e-14);
    EXPECT_NEAR(row(rows, "total", "a > f").estimate, row(rows, "direct", "a > f").estimate + sum, 1e-13);

    // The delta method by differences: each equation's coefficients moved one by one.
    const model eb = fit_linear(m, "b", {"a"}), ee = fit_linear(m, "e", {"a", "b"}), ef = fit_linear(m, "f", {"a", "b", "e"});
    const auto total = [](const std::vector<double>& b, const std::vector<double>& e, const std::vector<double>& f) {
        return b[1] * f[2] + e[1] * f[3] + b[1] * e[2] * f[3];
    };
    double variance = 0;
    const std::vector<std::vector<double>> at{eb.estimate, ee.estimate, ef.estimate};
    for (std::size_t q = 0; q < 3; ++q) {
        const model& equation = q == 0 ? eb : q == 1 ? ee : ef;
        std::vector<double> gradient;
        for (std::size_t i = 0; i < at[q].size(); ++i) {
            auto up = at, down = at;
            up[q][i] += 1e-6;
            down[q][i] -= 1e-6;
            gradient.push_back((total(up[0], up[1], up[2]) - total(down[0], down[1], down[2])) / 2e-6);
        }
        for (std::size_t i = 0; i < gradient.size(); ++i)
            for (std::size_t j = 0; j < gradient.size(); ++j)
                variance += gradient[i] * gradient[j] * equation.covariance[pair_at(i, j)];
    }
    EXPECT_NEAR(*indirect.std_error, std::sqrt(variance), 1e-8);
}

TEST(paths, a_chain_of_two_has_the_direct_path_and_the_total) {
    const auto rows = chain_paths(moments_of(twelve(), labels), {"a", "f"});
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].kind, "direct");
    EXPECT_EQ(rows[1].kind, "total");
    EXPECT_EQ(rows[0].estimate, rows[1].estimate);
    EXPECT_EQ(*rows[0].p_value, *rows[1].p_value);
}

TEST(paths, no_degrees_of_freedom_no_errors) {
    auto few = twelve();
    few.resize(3);
    for (const path_row& r : chain_paths(moments_of(few, labels), {"a", "b", "f"}))
        EXPECT_TRUE((r.kind != "indirect" && r.kind != "total_indirect") || !(r.std_error || r.p_value)) << r.path;
}

TEST(paths, what_is_refused) {
    const auto m = moments_of(twelve(), labels);
    EXPECT_NE(refusal(errc::invalid, [&] { chain_paths(m, {"a"}); }), "");
    EXPECT_NE(refusal(errc::invalid, [&] { chain_paths(m, {"a", "b", "a"}); }).find("\"a\" is named twice"), std::string::npos);
    EXPECT_NE(refusal(errc::invalid, [&] { chain_paths(m, {"a", "morale", "f"}); }).find("morale"), std::string::npos);
    EXPECT_NE(refusal(errc::invalid, [&] { chain_paths(m, std::vector<std::string>(13, "a")); }).find("13 labels"),
              std::string::npos);
}

// Groups of one variable pair, made as exact states.
moments group_of(std::size_t g) {
    moments m;
    m.labels = {"x", "y"};
    m.exact = true;
    m.n = 3;
    m.sum.resize(2);
    m.product.resize(3);
    for (std::size_t i = 0; i < 3; ++i) {
        const auto x = static_cast<std::int64_t>(i + g), y = static_cast<std::int64_t>(2 * i + g * g % 3 + i * i * g);
        m.sum[0] += x;
        m.sum[1] += y;
        m.product[0] += x * x;
        m.product[1] += x * y;
        m.product[2] += y * y;
    }
    return m;
}

TEST(paths, jackknife_by_hand) {
    const auto slope_without = [](std::size_t out) {
        std::optional<moments> all;
        for (std::size_t g = 0; g < 4; ++g)
            if (g != out) {
                if (all)
                    all->merge(group_of(g));
                else
                    all = group_of(g);
            }
        return fit_linear(all->centred(), "y", {"x"}).estimate[1];
    };
    const auto rows = chain_paths(group_of, 4, {"x", "y"}, no_poll);
    const double whole = slope_without(99);
    double squares = 0;
    for (std::size_t g = 0; g < 4; ++g) squares += std::pow(slope_without(g) - whole, 2);
    EXPECT_NEAR(rows[0].estimate, whole, 1e-14);
    EXPECT_NEAR(*rows[0].std_error, std::sqrt(squares * 3 / 4), 1e-13);
    EXPECT_NEAR((*rows[0].upper - whole) / *rows[0].std_error, 3.18244630528371, 1e-9);  // qt(.975, 3)
    EXPECT_FALSE(chain_paths(group_of, 1, {"x", "y"}, no_poll)[0].std_error);
    EXPECT_TRUE(chain_paths(group_of, 0, {"x", "y"}, no_poll).empty());
}

TEST(paths, a_failed_allocation_is_reported) {
    survive_failed_allocations([] { chain_paths(moments_of(twelve(), labels), labels); });
}

}  // namespace
