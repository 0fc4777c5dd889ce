#include "core/loyalty/purchase_history.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "core/error.hpp"
#include "core/models/moments.hpp"
#include "core/num/polled_sort.hpp"

namespace xm::core {

void check_unit(double days) {
    if (!(days > 0 && std::isfinite(days)))
        fail(errc::invalid, "Give a unit such as '1 week' or '1 day'.", "a unit of ", days,
             " days is outside the allowed range above 0");
}

void check_purchase(double amount) {
    if (!(amount >= 0 && amount <= max_value))
        fail(errc::invalid, "Leave returns out, or subtract them from the purchase.", "amount ", amount,
             " is outside the allowed range 0..1e100");
}

void purchase_log::add(std::int32_t date, dd amount, std::pmr::memory_resource& memory, poll check) {
    if (size_ > 0 && days_[size_ - 1].date == date) {
        days_[size_ - 1].amount += amount;
        return;
    }
    if (size_ == room_) make_room(memory, check);
    sorted_ &= size_ == 0 || days_[size_ - 1].date < date;
    days_[size_++] = {date, amount};
}

// Each date once in their order; then, unless half of the room is free, twice the room: a row costs its share of a sort.
void purchase_log::make_room(std::pmr::memory_resource& memory, poll check) {
    if (!sorted_) {
        polled_sort(
            days_, days_ + size_, [](const day& a, const day& b) { return a.date < b.date; }, check);
        std::uint32_t kept = 0;
        for (std::uint32_t i = 1; i < size_; ++i) {
            if (days_[i].date == days_[kept].date)
                days_[kept].amount += days_[i].amount;
            else
                days_[++kept] = days_[i];
        }
        size_ = kept + 1;
        sorted_ = true;
    }
    if (room_ > 0 && size_ <= room_ / 2) return;
    if (room_ > UINT32_MAX / 2)
        fail(errc::range, "Split the customer.", "more than ", room_, " days with purchases of one customer");
    const std::uint32_t room = std::max<std::uint32_t>(4, 2 * room_);
    auto* const days = static_cast<day*>(memory.allocate(room * sizeof(day), alignof(day)));
    std::copy_n(days_, size_, days);
    if (days_ != nullptr) memory.deallocate(days_, room_ * sizeof(day), alignof(day));
    days_ = days;
    room_ = room;
}

purchase_history purchase_log::summary(const observation& o, std::pmr::memory_resource& memory, poll check) const {
    const auto between = [&](std::int32_t from, std::int32_t to) {
        return (static_cast<double>(to) - static_cast<double>(from)) / o.unit_days;
    };
    // The log itself stays as it is: other calls may look at it.
    std::pmr::vector<std::uint32_t> order(&memory);
    if (!sorted_) {
        order.resize(size_);
        std::iota(order.begin(), order.end(), 0U);
        polled_sort(
            order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return days_[a].date < days_[b].date; }, check);
    }
    const auto nth = [&](std::uint32_t i) -> const day& { return days_[sorted_ ? i : order[i]]; };
    const std::int32_t first = nth(0).date;
    std::int32_t last = first;
    std::int64_t repeats = 0;
    dd total;
    for (std::uint32_t i = 1; i < size_; ++i) {
        if ((i & 0xFFFFFU) == 0) check();
        const day& d = nth(i);
        if (d.date != last) ++repeats;
        last = d.date;
        if (last != first) total += d.amount;
    }
    purchase_history h{repeats, between(first, last), between(first, o.date), {}};
    if (repeats > 0) h.monetary = (total / dd(static_cast<double>(repeats))).value();
    return h;
}

}  // namespace xm::core
