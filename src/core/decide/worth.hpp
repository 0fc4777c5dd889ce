// What a change of a driver is worth: the sum over customers of an amount times what the prediction does.
#pragma once

#include <cstdint>
#include <memory_resource>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/models/model.hpp"
#include "core/num/dd.hpp"

namespace xm::core {

struct worth_result {
    double value, per_customer;
    std::optional<double> std_error, lower, upper;
    std::int64_t customers;
};

// Running sums for one model, driver and change. Lives in an arena, as record_store does.
class worth_sums {
public:
    // `body`: the stored model. Throws `invalid` for a model other than linear or logit, a driver that it does not have, or a
    // change that is not finite.
    worth_sums(std::pmr::memory_resource* memory, bytes body, std::string_view driver, double change);

    // Throws `invalid` unless the model, driver and change are these.
    void check_same(bytes body, std::string_view driver, double change) const;
    bytes body() const { return body_; }
    std::string_view driver() const { return driver_; }
    double change() const { return change_; }
    std::int64_t customers() const { return customers_; }
    std::size_t terms() const { return terms_.size(); }
    std::string_view term(std::size_t i) const { return terms_[i]; }

    // One customer, the values in the order of the terms.
    void add(double amount, std::span<const double> values);
    void merge(const worth_sums& other);

    // Error by the delta method over the covariance of the model, as R marginaleffects (Arel-Bundock, Greifer & Heiss 2024,
    // J. Stat. Softw. 111(9)); interval as that of xm.impact: Student t for a linear model, normal for logit; 95 %.
    worth_result result() const;  // of at least one customer

    // Between the processes of one server.
    std::size_t packed_size() const;
    void pack(std::byte* to) const;
    static worth_sums unpack(std::pmr::memory_resource* memory, bytes from);

private:
    std::pmr::vector<std::byte> body_;
    std::pmr::string driver_;
    double change_;
    bool logit_;
    std::size_t at_ = 0;  // the driver, among the estimates
    std::pmr::vector<double> estimate_;
    std::pmr::vector<std::pmr::string> terms_;
    std::int64_t customers_ = 0;
    dd value_;
    std::pmr::vector<dd> gradient_;
};

}  // namespace xm::core
