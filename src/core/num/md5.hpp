// MD5 (Rivest 1992, RFC 1321): no secret, but an order of texts that everybody can compute.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace xm::core {

using md5_digest = std::array<unsigned char, 16>;

class md5 {
public:
    md5& add(std::string_view text) {
        size_ += text.size();
        while (!text.empty()) {
            const std::size_t part = std::min(text.size(), block_.size() - filled_);
            std::memcpy(block_.data() + filled_, text.data(), part);
            filled_ += part;
            text.remove_prefix(part);
            if (filled_ == block_.size()) take_block();
        }
        return *this;
    }
    // Of all that was added; nothing may be added after it.
    md5_digest digest() {
        const std::uint64_t bits = size_ * 8;
        block_[filled_++] = 0x80;
        if (filled_ > 56) {
            std::memset(block_.data() + filled_, 0, block_.size() - filled_);
            take_block();
        }
        std::memset(block_.data() + filled_, 0, 56 - filled_);
        for (unsigned i = 0; i < 8; ++i) block_[56 + i] = static_cast<unsigned char>(bits >> 8 * i);
        take_block();
        md5_digest result;
        for (unsigned i = 0; i < 16; ++i) result[i] = static_cast<unsigned char>(state_[i / 4] >> 8 * (i % 4));
        return result;
    }

private:
    static constexpr std::array<std::uint32_t, 64> sines = {
        0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501, 0x698098d8, 0x8b44f7af,
        0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821, 0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa,
        0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8, 0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8,
        0x676f02d9, 0x8d2a4c8a, 0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
        0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665, 0xf4292244, 0x432aff97,
        0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1, 0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1,
        0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391};
    static constexpr std::array<int, 16> shifts = {7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21};

    void take_block() {
        std::array<std::uint32_t, 16> word;
        for (std::size_t i = 0; i < 16; ++i)
            word[i] = std::uint32_t{block_[4 * i]} | std::uint32_t{block_[4 * i + 1]} << 8 |
                      std::uint32_t{block_[4 * i + 2]} << 16 | std::uint32_t{block_[4 * i + 3]} << 24;
        std::uint32_t a = state_[0], b = state_[1], c = state_[2], d = state_[3];
        for (unsigned i = 0; i < 64; ++i) {
            const unsigned round = i / 16;
            std::uint32_t f = 0;
            unsigned at = i;
            switch (round) {
                case 0: f = (b & c) | (~b & d); break;
                case 1:
                    f = (d & b) | (~d & c);
                    at = 5 * i + 1;
                    break;
                case 2:
                    f = b ^ c ^ d;
                    at = 3 * i + 5;
                    break;
                default: f = c ^ (b | ~d); at = 7 * i;
            }
            const std::uint32_t sum = a + f + sines[i] + word[at % 16];
            a = d;
            d = c;
            c = b;
            b += std::rotl(sum, shifts[4 * round + i % 4]);
        }
        state_[0] += a;
        state_[1] += b;
        state_[2] += c;
        state_[3] += d;
        filled_ = 0;
    }

    std::array<std::uint32_t, 4> state_ = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};
    std::array<unsigned char, 64> block_{};
    std::size_t filled_ = 0;
    std::uint64_t size_ = 0;
};

}  // namespace xm::core
