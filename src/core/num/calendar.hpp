// Days as dates of the proleptic Gregorian calendar.
#pragma once

#include <cstdint>

#include "core/error.hpp"

namespace xm::core {

struct date {
    std::int64_t year;
    int month, day;
};

// From days since 2000-01-01: years begin in March, so that the leap day ends them.
constexpr date date_of(std::int64_t days) {
    const std::int64_t since = days + 730425;  // 0000-03-01
    const std::int64_t era = (since >= 0 ? since : since - 146096) / 146097;
    const std::int64_t day_of_era = since - era * 146097;
    const std::int64_t year = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const std::int64_t day_of_year = day_of_era - (365 * year + year / 4 - year / 100);
    const auto month = static_cast<int>((5 * day_of_year + 2) / 153);  // 0: March
    const auto day = static_cast<int>(day_of_year - (153 * month + 2) / 5) + 1;
    return {year + era * 400 + (month >= 10), month < 10 ? month + 3 : month - 9, day};
}

// As ISO 8601 writes it.
inline message date_text(const date& d) {
    return message(d.year, d.month < 10 ? "-0" : "-", d.month, d.day < 10 ? "-0" : "-", d.day);
}

}  // namespace xm::core
