// Texts of cells to values, and values to the bytes that COPY ... (FORMAT binary) takes.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "client/plan/plan.hpp"

namespace xm::client {

// Without white space at its ends, that which does not break too.
std::string_view trimmed(std::string_view s);

// A number as people write it, as sign, digits and exponent: digits × 10^exponent. Nothing is rounded.
struct decimal {
    bool negative = false;
    std::string_view digits;  // without leading zeros, at most 64; empty: zero
    int exponent = 0;
    std::array<char, 64> room;
    // Rounded to the next double.
    double value() const;
};
// False where it is no number: with a sign, a unit of money or % around it, groups of three where `thousands` says so. `into`
// holds what its digits point to.
bool read_decimal(std::string_view text, bool decimal_comma, bool thousands, decimal& into);

// A date, a time of day, or both.
struct moment {
    std::int64_t microseconds = 0;  // since 1970-01-01 00:00 where there is a date, else since midnight
    bool date = false;
    bool time = false;
    bool zoned = false;  // its offset was stated: the microseconds are those of UTC
};
// 2024-02-29, 29.02.2024, 2/29/24, Feb 29, 2024, 29 Feb 2024; 10:00, 10:00:00.123, 6:30 PM; with Z, +02:00, UTC, GMT+1 behind.
// `order` is that of dates of digits that do not begin with a year. Days are those of the Gregorian calendar, years 1 to 9999;
// nothing where there is no such day or time.
std::optional<moment> read_moment(std::string_view text, date_order order);

// SipHash-2-4 with 128 bits of output (Aumasson and Bernstein, "SipHash: a fast short-input PRF", 2012; the long form is of the
// authors' reference), by default under a key of zeros: rows are told apart by it.
struct hash128 {
    std::uint64_t first = 0, second = 0;
    bool operator==(const hash128&) const = default;
};
hash128 hash_of(std::string_view bytes, std::uint64_t key0 = 0, std::uint64_t key1 = 0);
std::string hex_of(const hash128& h);

// --- COPY, binary: PostgreSQL documentation, "COPY, File Formats, Binary Format", and the send functions of the types.
// -----------

extern const std::string_view copy_header, copy_trailer;

void put16(std::string& to, std::int16_t value);
void put32(std::string& to, std::int32_t value);
void put64(std::string& to, std::int64_t value);
void put_double(std::string& to, double value);
// The body of a numeric. Trailing zeros after the point stay: 12.50 is stored so.
void put_numeric(std::string& to, const decimal& value);

constexpr std::int64_t day_in_microseconds = 86'400'000'000;
constexpr std::int64_t epoch_in_days = 10'957;  // 2000-01-01, from which the server counts, since 1970-01-01

}  // namespace xm::client
