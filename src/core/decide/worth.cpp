#include "core/decide/worth.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "core/models/moments.hpp"

namespace xm::core {
namespace {

struct packed_head {
    std::uint64_t body_size, driver_size;
    double change;
    std::int64_t customers;
    dd value;
};

double logistic(double x) { return x < 0 ? std::exp(x) / (1 + std::exp(x)) : 1 / (1 + std::exp(-x)); }

}  // namespace

worth_sums::worth_sums(std::pmr::memory_resource* memory, bytes body, std::string_view driver, double change)
    : body_(body.begin(), body.end(), memory),
      driver_(driver, memory),
      change_(change),
      logit_(false),
      estimate_(memory),
      terms_(memory),
      gradient_(memory) {
    const model m = model::from_stored(body);
    if (m.kind != model::linear && m.kind != model::logit)
        fail(errc::invalid,
             m.kind == model::cox
                 ? "Ask the survival curves what a change is worth: xm.restricted_mean, or model who left by a date "
                   "with xm.logit."
                 : "Fit xm.linear to the moments of the customers.",
             m.kind == model::cox ? "a Cox model" : "a multilevel model",
             " predicts no amount; allowed are linear and logit models");
    at_ = m.index(driver);
    if (!std::isfinite(change) || std::fabs(change) > max_value)
        fail(errc::invalid, "The change is a finite number.", "change ", change, " is outside the allowed range -1e100..1e100");
    logit_ = m.kind == model::logit;
    estimate_.assign(m.estimate.begin(), m.estimate.end());
    for (const std::string& t : m.terms) terms_.emplace_back(t);
    gradient_.resize(m.size());
}

void worth_sums::check_same(bytes body, std::string_view driver, double change) const {
    if (driver != driver_)
        fail(errc::invalid, "Give the same driver in every row of a group.", "driver is \"", std::string_view(driver_),
             "\" in one row and \"", driver, "\" in another");
    if (!(change == change_))
        fail(errc::invalid, "Give the same change in every row of a group.", "change is ", change_, " in one row and ", change,
             " in another");
    if (body.size() != body_.size() || std::memcmp(body.data(), body_.data(), body_.size()) != 0)
        fail(errc::invalid, "Give the same model in every row of a group, or group by it.", "two models in one group");
}

void worth_sums::add(double amount, std::span<const double> values) {
    check_value(amount, "amount");
    if (!logit_) {
        value_ += dd(amount) * dd(estimate_[at_]) * dd(change_);
        gradient_[at_] += dd(amount) * dd(change_);
    } else {
        double before = estimate_[0];
        for (std::size_t i = 0; i < values.size(); ++i) before += estimate_[i + 1] * values[i];
        const double p0 = logistic(before), p1 = logistic(before + change_ * estimate_[at_]);
        const double slope0 = p0 * (1 - p0), slope1 = p1 * (1 - p1);
        value_ += amount * (p1 - p0);
        gradient_[0] += amount * (slope1 - slope0);
        for (std::size_t i = 0; i < values.size(); ++i)
            gradient_[i + 1] += amount * (slope1 * (values[i] + (i + 1 == at_ ? change_ : 0)) - slope0 * values[i]);
    }
    ++customers_;
}

void worth_sums::merge(const worth_sums& other) {
    check_same(other.body_, other.driver_, other.change_);
    customers_ += other.customers_;
    value_ += other.value_;
    for (std::size_t i = 0; i < gradient_.size(); ++i) gradient_[i] += other.gradient_[i];
}

worth_result worth_sums::result() const {
    const model m = model::from_stored(body_);
    worth_result r{value_.value(), value_.value() / static_cast<double>(customers_), {}, {}, {}, customers_};
    if (!m.std_error(at_)) return r;
    double variance = 0;
    for (std::size_t i = 0; i < m.size(); ++i)
        for (std::size_t j = 0; j < m.size(); ++j)
            variance += gradient_[i].value() * gradient_[j].value() * m.covariance[pair_at(i, j)];
    const double error = std::sqrt(std::fmax(variance, 0));
    const double half = error * m.upper(0.025);
    r.std_error = error;
    r.lower = r.value - half;
    r.upper = r.value + half;
    return r;
}

std::size_t worth_sums::packed_size() const {
    return sizeof(packed_head) + body_.size() + driver_.size() + gradient_.size() * sizeof(dd);
}

void worth_sums::pack(std::byte* to) const {
    store(to, packed_head{body_.size(), driver_.size(), change_, customers_, value_});
    to += sizeof(packed_head);
    std::memcpy(to, body_.data(), body_.size());
    to += body_.size();
    std::memcpy(to, driver_.data(), driver_.size());
    to += driver_.size();
    std::memcpy(to, static_cast<const void*>(gradient_.data()), gradient_.size() * sizeof(dd));
}

worth_sums worth_sums::unpack(std::pmr::memory_resource* memory, bytes from) {
    const auto refuse = [&] { fail(errc::invalid, nullptr, "not a serialised aggregate state: ", from.size(), " bytes"); };
    if (from.size() < sizeof(packed_head)) refuse();
    const auto h = load<packed_head>(from.data());
    bytes rest = from.subspan(sizeof h);
    if (h.body_size > rest.size() || h.driver_size > rest.size() - h.body_size) refuse();
    worth_sums sums(memory, rest.first(h.body_size), {reinterpret_cast<const char*>(rest.data()) + h.body_size, h.driver_size},
                    h.change);
    rest = rest.subspan(h.body_size + h.driver_size);
    if (rest.size() != sums.gradient_.size() * sizeof(dd)) refuse();
    sums.customers_ = h.customers;
    sums.value_ = h.value;
    std::memcpy(static_cast<void*>(sums.gradient_.data()), rest.data(), rest.size());
    return sums;
}

}  // namespace xm::core
