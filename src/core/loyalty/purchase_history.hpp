// One customer's log of purchases in four numbers.
#pragma once

#include <cstdint>
#include <memory_resource>
#include <optional>

#include "core/error.hpp"
#include "core/num/dd.hpp"

namespace xm::core {

// What the purchases of a customer are measured against.
struct observation {
    std::int64_t until;  // microseconds
    std::int32_t date;   // the same as a date: days
    double unit_days;    // of recency and age
};
// Throws `invalid` unless the unit is positive and finite.
void check_unit(double days);

// Throws `invalid` for an amount that is negative or beyond 1e100.
void check_purchase(double amount);

struct purchase_history {
    std::int64_t frequency;
    double recency, age;
    std::optional<double> monetary;
};

// Sums per date. Small for the many customers of few purchases: the arena it lives in comes with each call that needs one.
// Rows that do not come in the order of dates wait unsorted until there is no room left.
class purchase_log {
public:
    struct day {
        std::int32_t date;
        dd amount;
    };

    // Throws what the memory resource throws; the log stays as it was.
    void add(std::int32_t date, dd amount, std::pmr::memory_resource& memory, poll check);
    bool empty() const { return size_ == 0; }
    // As they lie: a date may come again.
    const day* begin() const { return days_; }
    const day* end() const { return days_ + size_; }

    // Fader, Hardie & Lee (2005): repeat purchases are the dates after the first; monetary is their mean.
    purchase_history summary(const observation& o, std::pmr::memory_resource& memory, poll check) const;

private:
    void make_room(std::pmr::memory_resource& memory, poll check);

    day* days_ = nullptr;
    std::uint32_t size_ = 0, room_ = 0;
    bool sorted_ = true;  // by date, each once
};

}  // namespace xm::core
