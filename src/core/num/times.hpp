// Times of people: how long they stayed, in days or fractions of anything.
#pragma once

#include <cmath>
#include <cstdint>
#include <string_view>

#include "core/error.hpp"
#include "core/num/eight_digits.hpp"

namespace xm::core {

// Throws `invalid` unless the time is finite and not negative.
inline void check_time(double time, std::string_view what) {
    if (!(time >= 0 && std::isfinite(time)))
        fail(errc::invalid, "Times are finite numbers that are not negative; turn others into NULL.", what, " ", time,
             " is outside the allowed range of finite numbers from 0");
}

// A time as states keep it: whole ones as they are, fractional ones as their nearest decimal of 8 significant digits,
// so that times that differ by rounding only are ties, in any order and split of the rows (what R's aeqSurv does by a
// relative distance, which does not merge). `time` is finite and not negative.
inline double read_time(double time) {
    const bool whole = time >= 0x1p52 || static_cast<double>(static_cast<std::int64_t>(time)) == time;
    return whole ? time : eight_digits(time);
}

}  // namespace xm::core
