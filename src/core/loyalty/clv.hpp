// xm.clv_model: customer lifetime value. How often customers buy and when they stop (BG/NBD), and what
// they spend (Gamma-Gamma). Layout: docs/internals/states.md.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/num/pattern_store.hpp"
#include "core/state.hpp"

namespace xm::core {

struct clv_model {
    static constexpr std::uint8_t version = 2;
    enum family : std::uint8_t { bg_nbd = 1, gamma_gamma = 2 };

    family kind = bg_nbd;
    std::int64_t n = 0;  // customers
    double log_likelihood = 0;
    std::array<double, 4> parameter{};  // r, alpha, a, b; or p, q, gamma, 0
    // Of the logarithms of the parameters, lower triangle by rows, then 0: the inverse of minus the Hessian. Nothing in
    // values of version 1, and where there is none.
    std::optional<std::array<double, 10>> covariance;

    std::size_t parameters() const { return kind == bg_nbd ? 4 : 3; }
    std::string_view name(std::size_t i) const;
    // Nothing without a covariance.
    std::optional<double> std_error(std::size_t i) const;

    // Bytes of the body. A value without covariance is written as version 1.
    std::size_t stored_size() const { return 52 + covariances() * sizeof(double); }
    static clv_model from_stored(bytes body, errc otherwise = errc::corrupt_stored);
    static clv_model from_wire(bytes in);
    static clv_model from_text(std::string_view text, poll check = no_poll);
    void to_stored(std::byte* body) const;
    void to_wire(wire_writer& out) const;
    std::string to_text() const;

private:
    std::uint8_t written_version() const { return covariance ? 2 : 1; }
    std::size_t covariances() const { return covariance ? parameters() * (parameters() + 1) / 2 : 0; }
    void validate(errc otherwise) const;
};

// One customer: repeat purchases, time from the first to the last, time observed; in one unit.
struct purchases {
    double frequency, recency, age;
};
// Throws `invalid` unless the frequency is whole and not negative, and 0 <= recency <= age.
void check_purchases(const purchases& p);

// Maximum likelihood; Fader, Hardie & Lee (2005), Marketing Science 24(2), 275-284, eq. 6. Records are
// `purchases`. Throws `invalid` where nobody has bought again or the likelihood has no maximum.
clv_model fit_bg_nbd(const pattern_store& customers, poll check);

// One customer with repeat purchases: their number and mean amount.
struct spending {
    double frequency, monetary;
};
// Throws `invalid` unless the frequency is whole and not negative, and the amount not negative.
void check_spending(const spending& s);

// Maximum likelihood; Fader & Hardie (2013), The gamma-gamma model of monetary value (note 025), eq. 1a.
// Records are `spending` with both above 0. Throws `invalid` where the likelihood has no maximum.
clv_model fit_gamma_gamma(const pattern_store& customers, poll check);

// Probability of still being a customer; Fader, Hardie & Lee (2005), as their note of 2008 writes it.
double p_alive(const clv_model& m, const purchases& p);

// Eq. 10 of Fader, Hardie & Lee (2005) as a mean over negative binomial numbers of purchases. Throws
// `invalid` for a horizon outside 0 .. 10000 (alpha + age), `range` for more than 1e8 purchases.
double expected_purchases(const clv_model& m, const purchases& p, double horizon, poll check);

// Eq. 5 of Fader & Hardie (2013); the population's mean at frequency 0, where no amount is needed. Throws `range`
// where that mean is infinite.
double expected_spend(const clv_model& m, double frequency, std::optional<double> monetary);

// Expected spend times the expected purchases of each unit of age up to the horizon, discounted at the end of
// the unit. Throws `invalid` unless the horizon is whole and within 0..10000, and the rate above -1.
double customer_value(const clv_model& bg, const clv_model& gg, const purchases& p, std::optional<double> monetary,
                      double horizon, double discount_rate, poll check);

struct value_estimate {
    double value;
    std::optional<double> std_error, lower, upper;
};
// The same with an error by the delta method over both models' covariances, which are fits of their own, and a normal
// interval; nothing but the value without covariances. What the customer did is taken as it is.
value_estimate estimate_customer_value(const clv_model& bg, const clv_model& gg, const purchases& p,
                                       std::optional<double> monetary, double horizon, double discount_rate, double confidence,
                                       poll check);

}  // namespace xm::core
