// Values to the bytes that COPY ... (FORMAT binary) takes, and the hash that tells rows apart.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "client/read/forms.hpp"

namespace xm::client {

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

constexpr std::int64_t epoch_in_days = 10'957;  // 2000-01-01, from which the server counts, since 1970-01-01

}  // namespace xm::client
