#include "core/decide/worth.hpp"

#include <cmath>

#include "allocation.hpp"
#include "core/models/moments.hpp"
#include "support.hpp"

namespace {

using namespace xm::core;
using namespace xm::test;

model small_model(model::family kind) {
    model m;
    m.kind = kind;
    m.n = 40;
    m.events = kind == model::logit ? 12 : 0;
    m.df = kind == model::linear ? 37 : 0;
    m.residual_variance = kind == model::linear ? 2 : 0;
    m.outcome = "left";
    m.terms = {"wait", "fee"};
    m.estimate = {-0.5, 0.8, -0.3};
    m.mean = {1, 2, 3};
    m.covariance = {0.25, -0.02, 0.04, 0.01, -0.005, 0.09};
    if (m.counts_events()) m.log_likelihood = -20;
    return m;
}

struct sums_of {
    std::pmr::monotonic_buffer_resource memory;
    std::vector<std::byte> body;
    worth_sums sums;

    explicit sums_of(const model& m, std::string_view driver = "wait", double change = -1)
        : body(stored(m)), sums(&memory, body, driver, change) {}
};

const std::vector<std::pair<double, std::vector<double>>> customers{{100, {1, 2}}, {50, {3, 0}}, {-20, {0, 5}}, {10, {2.5, 1}}};

// Value and error by predict() and differences of the coefficients.
TEST(worth, the_delta_method_by_differences) {
    for (const auto kind : {model::linear, model::logit}) {
        const model m = small_model(kind);
        sums_of s(m);
        for (const auto& [amount, values] : customers) s.sums.add(amount, values);
        const auto total = [&](const model& at) {
            double sum = 0;
            for (const auto& [amount, values] : customers)
                sum += amount * (predict(at, {values[0] - 1, values[1]}) - predict(at, values));
            return sum;
        };
        std::vector<double> gradient;
        for (std::size_t i = 0; i < 3; ++i) {
            model up = m, down = m;
            up.estimate[i] += 1e-5;
            down.estimate[i] -= 1e-5;
            gradient.push_back((total(up) - total(down)) / 2e-5);
        }
        double variance = 0;
        for (std::size_t i = 0; i < 3; ++i)
            for (std::size_t j = 0; j < 3; ++j) variance += gradient[i] * gradient[j] * m.covariance[pair_at(i, j)];
        const worth_result r = s.sums.result();
        EXPECT_NEAR(r.value, total(m), 1e-12);
        EXPECT_NEAR(r.per_customer, total(m) / 4, 1e-12);
        EXPECT_NEAR(*r.std_error, std::sqrt(variance), 1e-7);
        EXPECT_NEAR((*r.upper - r.value) / *r.std_error, m.upper(0.025), 1e-12);
        EXPECT_EQ(r.customers, 4);
    }
}

TEST(worth, one_customer_is_an_impact) {
    const model m = small_model(model::logit);
    sums_of s(m, "fee", 2);
    s.sums.add(1, std::vector<double>{1, 2});
    const change c = impact(m, "fee", 2, {1, 2}, 0.95);
    EXPECT_NEAR(s.sums.result().value, c.value, 1e-15);
    EXPECT_NEAR(*s.sums.result().std_error, *c.std_error, 1e-15);
    EXPECT_NEAR(*s.sums.result().lower, *c.lower, 1e-15);
}

TEST(worth, a_merge_is_the_whole_and_bytes_read_back) {
    const model m = small_model(model::logit);
    sums_of whole(m), left(m), right(m);
    for (std::size_t i = 0; i < customers.size(); ++i) {
        whole.sums.add(customers[i].first, customers[i].second);
        (i % 2 == 0 ? left : right).sums.add(customers[i].first, customers[i].second);
    }
    std::vector<std::byte> bytes_of_right(right.sums.packed_size());
    right.sums.pack(bytes_of_right.data());
    std::pmr::monotonic_buffer_resource memory;
    left.sums.merge(worth_sums::unpack(&memory, bytes_of_right));
    EXPECT_EQ(left.sums.result().value, whole.sums.result().value);
    EXPECT_EQ(*left.sums.result().std_error, *whole.sums.result().std_error);
    bytes_of_right.pop_back();
    EXPECT_NE(refusal(errc::invalid, [&] { worth_sums::unpack(&memory, bytes_of_right); }), "");
}

TEST(worth, what_is_refused) {
    model cox = small_model(model::logit);
    cox.kind = model::cox;
    cox.estimate[0] = cox.covariance[0] = cox.covariance[1] = cox.covariance[3] = 0;
    EXPECT_NE(refusal(errc::invalid, [&] { sums_of s(cox); }).find("Cox"), std::string::npos);
    const model m = small_model(model::linear);
    EXPECT_NE(refusal(errc::invalid, [&] { sums_of s(m, "morale"); }).find("morale"), std::string::npos);
    EXPECT_NE(refusal(errc::invalid, [&] { sums_of s(m, "wait", NAN); }).find("NaN"), std::string::npos);
    sums_of s(m);
    EXPECT_NE(refusal(errc::invalid, [&] { s.sums.check_same(s.body, "fee", -1); }).find("fee"), std::string::npos);
    EXPECT_NE(refusal(errc::invalid, [&] { s.sums.check_same(s.body, "wait", 2); }), "");
    EXPECT_NE(refusal(errc::invalid, [&] { s.sums.check_same(stored(small_model(model::logit)), "wait", -1); }), "");
    EXPECT_NE(refusal(errc::invalid, [&] { s.sums.add(HUGE_VAL, std::vector<double>{1, 2}); }), "");
}

TEST(worth, a_failed_allocation_is_reported) {
    survive_failed_allocations([] {
        sums_of s(small_model(model::logit));
        s.sums.add(1, std::vector<double>{1, 2});
        s.sums.result();
    });
}

}  // namespace
