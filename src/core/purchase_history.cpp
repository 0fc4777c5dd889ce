#include "core/purchase_history.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "core/error.hpp"
#include "core/moments.hpp"

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

void purchase_log::add(std::int32_t date, dd amount) {
    std::uint32_t at = size_;  // rows mostly come in the order of dates
    while (at > 0 && days_[at - 1].date > date) --at;
    if (at > 0 && days_[at - 1].date == date) {
        days_[at - 1].amount += amount;
        return;
    }
    if (size_ == room_) {
        if (room_ > UINT32_MAX / 2)
            fail(errc::range, "Split the customer.", "more than ", room_, " days with purchases of one customer");
        const std::uint32_t room = std::max<std::uint32_t>(4, 2 * room_);
        auto* const days = static_cast<day*>(memory_->allocate(room * sizeof(day), alignof(day)));
        std::copy_n(days_, size_, days);
        if (days_ != nullptr) memory_->deallocate(days_, room_ * sizeof(day), alignof(day));
        days_ = days;
        room_ = room;
    }
    std::copy_backward(days_ + at, days_ + size_, days_ + size_ + 1);
    days_[at] = {date, amount};
    ++size_;
}

purchase_history purchase_log::summary(const observation& o) const {
    const auto between = [&](std::int32_t from, std::int32_t to) {
        return (static_cast<double>(to) - static_cast<double>(from)) / o.unit_days;
    };
    purchase_history h{
        static_cast<std::int64_t>(size_) - 1, between(days_[0].date, days_[size_ - 1].date), between(days_[0].date, o.date), {}};
    if (h.frequency > 0) {
        dd total;
        for (const day* d = days_ + 1; d != end(); ++d) total += d->amount;
        h.monetary = (total / dd(static_cast<double>(h.frequency))).value();
    }
    return h;
}

}  // namespace xm::core
