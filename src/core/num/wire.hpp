// Reading and writing the binary (network byte order) form of values, field by field.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/error.hpp"

namespace xm::core {

using bytes = std::span<const std::byte>;

class wire_writer {
public:
    template <class Number>
    void put(Number value) {
        auto raw = std::bit_cast<std::array<std::byte, sizeof(Number)>>(value);
        if constexpr (std::endian::native == std::endian::little) std::reverse(raw.begin(), raw.end());
        out_.insert(out_.end(), raw.begin(), raw.end());
    }
    // Bytes as they are.
    void put(std::span<const std::byte> raw) { out_.insert(out_.end(), raw.begin(), raw.end()); }
    void reserve(std::size_t size) { out_.reserve(size); }
    bytes result() const { return out_; }

private:
    std::vector<std::byte> out_;
};

class wire_reader {
public:
    explicit wire_reader(bytes in) : in_(in) {}

    template <class Number>
    Number get() {
        if (in_.size() < sizeof(Number)) fail(errc::corrupt_wire, nullptr, "binary value ends too early");
        std::array<std::byte, sizeof(Number)> raw;
        std::copy_n(in_.begin(), sizeof(Number), raw.begin());
        in_ = in_.subspan(sizeof(Number));
        if constexpr (std::endian::native == std::endian::little) std::reverse(raw.begin(), raw.end());
        return std::bit_cast<Number>(raw);
    }
    bytes rest() const { return in_; }
    void end() const {
        if (!in_.empty()) fail(errc::corrupt_wire, nullptr, in_.size(), " bytes follow the end of a binary value");
    }

private:
    bytes in_;
};

}  // namespace xm::core
