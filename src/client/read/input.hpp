// Bytes of a file, a pipe or memory, from the start as often as needed.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

namespace xm::client {

class byte_stream {
public:
    byte_stream() = default;
    byte_stream(const byte_stream&) = delete;
    byte_stream& operator=(const byte_stream&) = delete;
    virtual ~byte_stream() = default;
    // Up to `size` bytes; 0 at the end. Throws `failure` where reading fails.
    virtual std::size_t read(char* to, std::size_t size) = 0;
};

class byte_source {
public:
    byte_source() = default;
    byte_source(const byte_source&) = delete;
    byte_source& operator=(const byte_source&) = delete;
    virtual ~byte_source() = default;
    virtual std::unique_ptr<byte_stream> open() = 0;
    std::uint64_t size = 0;  // 0: not known
};

// Of a pipe (path "-") what was read is kept, at most 64 MiB, so that the next open() begins with it.
std::unique_ptr<byte_source> bytes_of(const std::string& path);
std::unique_ptr<byte_source> bytes_of_memory(std::string bytes);

// The first bytes of a file, at most `size`; of a pipe they are kept.
std::string head_of(byte_source& from, std::size_t size);

}  // namespace xm::client
