// Expected values: test/golden/make.R (R 4.2.2; omega by stats::factanal).
#include "core/models/reliability.hpp"

#include <cmath>

#include "models/moments_support.hpp"
#include "support.hpp"

namespace {

using namespace xm::core;
using xm::test::moments_of;
using xm::test::refusal;
using xm::test::twelve;

TEST(reliability, as_r) {
    const auto m = moments_of(twelve(), {"a", "b", "e", "f"});
    EXPECT_NEAR(*alpha(m, items_of(m, {})), 0.91686195737082898, 1e-13);
    auto rows = twelve();
    const double h[] = {4, 3, 3, 4, 5, 2, 2, 3, 3, 5, 2, 2};
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i][0] = h[i];
    const auto four = moments_of(rows, {"h", "b", "e", "f"});
    EXPECT_NEAR(*omega(four, items_of(four, {}), no_poll), 0.87556831555165293, 1e-7);
    // Here one unique variance goes to 0: R's factanal stops at its bound of 0.005, we say so.
    EXPECT_NE(refusal(errc::invalid, [&] { omega(m, items_of(m, {}), no_poll); }), "");
    const auto items = item_analysis(m);
    EXPECT_EQ(items[1].item, "b");
    EXPECT_NEAR(*items[1].r_drop, 0.84920777560844674, 1e-13);
    EXPECT_NEAR(*items[1].alpha_if_dropped, 0.87800480769230771, 1e-13);
    EXPECT_NEAR(*alpha(m, items_of(m, {"a", "e", "f"})), *items[1].alpha_if_dropped, 1e-14);
}

TEST(reliability, three_items_have_omega_in_closed_form) {
    // Spearman's triad: lambda_1^2 = r12 r13 / r23 fits exactly.
    const auto m = moments_of(twelve(), {"a", "b", "e", "f"});
    const double ab = m.sum(0, 1), ae = m.sum(0, 2), be = m.sum(1, 2);
    const double la = std::sqrt(ab * ae / be), lb = std::sqrt(ab * be / ae), le = std::sqrt(ae * be / ab);
    const double common = (la + lb + le) * (la + lb + le),
                 unique = m.sum(0, 0) - la * la + m.sum(1, 1) - lb * lb + m.sum(2, 2) - le * le;
    EXPECT_NEAR(*omega(m, items_of(m, {"a", "b", "e"}), no_poll), common / (common + unique), 1e-9);
}

TEST(reliability, refuses_scales_that_have_none) {
    auto rows = twelve();
    for (auto& row : rows) row.push_back(row[0] + row[1]);
    const auto m = moments_of(rows, {"a", "b", "e", "f", "sum"});
    EXPECT_NE(refusal(errc::invalid, [&] { items_of(m, {"a"}); }), "");
    EXPECT_NE(refusal(errc::invalid, [&] { items_of(m, {"a", "a"}); }), "");
    EXPECT_NE(refusal(errc::invalid, [&] { omega(m, items_of(m, {"a", "b"}), no_poll); }), "");
    EXPECT_NE(refusal(errc::invalid,
                      [&] {
                          omega(m, items_of(m, {"a", "b", "sum"}), no_poll);
                      })
                  .find("\"sum\""),
              std::string::npos);
    EXPECT_FALSE(alpha(moments_of({rows[0]}, {"a", "b", "e", "f", "sum"}), {0, 1}));
}

// One item keyed the other way leaves little of the total. Expected: fractions.Fraction on the same doubles (Python 3).
TEST(reliability, totals_that_nearly_cancel_keep_their_digits) {
    auto rows = xm::test::twins();
    for (auto& row : rows) row = {row[1], -row[2]};
    const auto m = moments_of(rows, {"a", "b"});
    EXPECT_NEAR(*alpha(m, {0, 1}) / -40990962851.782035, 1, 1e-9);
    EXPECT_NEAR(*item_analysis(m)[0].r_drop, -1, 1e-9);
}

}  // namespace
