#include "client/load/values.hpp"

#include <bit>
#include <cstring>

namespace xm::client {

// --- hashes ------------------------------------------------------------------------------------------------

hash128 hash_of(std::string_view bytes, std::uint64_t key0, std::uint64_t key1) {
    std::uint64_t a = 0x736f6d6570736575 ^ key0, b = 0x646f72616e646f6d ^ key1 ^ 0xee, c = 0x6c7967656e657261 ^ key0,
                  d = 0x7465646279746573 ^ key1;
    const auto round = [&] {
        a += b;
        b = std::rotl(b, 13) ^ a;
        a = std::rotl(a, 32);
        c += d;
        d = std::rotl(d, 16) ^ c;
        a += d;
        d = std::rotl(d, 21) ^ a;
        c += b;
        b = std::rotl(b, 17) ^ c;
        c = std::rotl(c, 32);
    };
    const auto word = [](const char* from, std::size_t size) {
        std::uint64_t w = 0;
        for (std::size_t i = 0; i < size; ++i) w |= std::uint64_t{static_cast<unsigned char>(from[i])} << (8 * i);
        return w;
    };
    const auto add = [&](std::uint64_t w) {
        d ^= w;
        round();
        round();
        a ^= w;
    };
    std::size_t at = 0;
    for (; at + 8 <= bytes.size(); at += 8) add(word(bytes.data() + at, 8));
    add(std::uint64_t{bytes.size()} << 56 | word(bytes.data() + at, bytes.size() - at));
    hash128 h;
    c ^= 0xee;
    for (int i = 0; i < 4; ++i) round();
    h.first = a ^ b ^ c ^ d;
    b ^= 0xdd;
    for (int i = 0; i < 4; ++i) round();
    h.second = a ^ b ^ c ^ d;
    return h;
}

std::string hex_of(const hash128& h) {
    std::string text;
    for (const std::uint64_t part : {h.first, h.second})
        for (int i = 0; i < 16; ++i) text += "0123456789abcdef"[part >> (60 - 4 * i) & 15];
    return text;
}

// --- bytes ---------------------------------------------------------------------------------------------------

const std::string_view copy_header{"PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0", 19};
const std::string_view copy_trailer{"\377\377", 2};

namespace {
template <class Unsigned>
void put_big_endian(std::string& to, Unsigned value) {
    char bytes[sizeof value];
    for (std::size_t i = 0; i < sizeof value; ++i) bytes[i] = static_cast<char>(value >> (8 * (sizeof value - 1 - i)));
    to.append(bytes, sizeof bytes);
}
}  // namespace

void put16(std::string& to, std::int16_t value) { put_big_endian(to, static_cast<std::uint16_t>(value)); }
void put32(std::string& to, std::int32_t value) { put_big_endian(to, static_cast<std::uint32_t>(value)); }
void put64(std::string& to, std::int64_t value) { put_big_endian(to, static_cast<std::uint64_t>(value)); }
void put_double(std::string& to, double value) { put_big_endian(to, std::bit_cast<std::uint64_t>(value)); }

void put_numeric(std::string& to, const decimal& value) {
    const int scale = std::max(0, -value.exponent);
    if (value.digits.empty()) {
        for (const int part : {0, 0, 0}) put16(to, static_cast<std::int16_t>(part));
        put16(to, static_cast<std::int16_t>(scale));
        return;
    }
    // Groups of four digits, of which the first may be short, and zeros at the end so that the point is between groups.
    const int size = static_cast<int>(value.digits.size());
    const int highest = size + value.exponent;  // digits before the point
    const int weight = (highest > 0 ? (highest + 3) / 4 : -(-highest / 4)) - 1;
    const int lead = 4 * (weight + 1) - highest;  // zeros before the first digit
    const int groups = (lead + size + 3) / 4;
    int last = groups;
    const auto group = [&](int g) {
        int n = 0;
        for (int k = 4 * g - lead; k < 4 * g - lead + 4; ++k)
            n = n * 10 + (k >= 0 && k < size ? value.digits[static_cast<std::size_t>(k)] - '0' : 0);
        return n;
    };
    while (last > 0 && group(last - 1) == 0) --last;
    put16(to, static_cast<std::int16_t>(last));
    put16(to, static_cast<std::int16_t>(weight));
    put16(to, value.negative ? 0x4000 : 0);
    put16(to, static_cast<std::int16_t>(scale));
    for (int g = 0; g < last; ++g) put16(to, static_cast<std::int16_t>(group(g)));
}

}  // namespace xm::client
