// The one exception of the core: what went wrong, in words that name the value, and what to do.
#pragma once

#include <charconv>
#include <concepts>
#include <cstdint>
#include <string_view>

#include "core/num/utf8.hpp"

namespace xm::core {

// What kind of mistake; src/pg/guard.hpp maps each to an SQLSTATE.
enum class errc : std::uint8_t {
    invalid,         // an argument outside its allowed range: 22023
    range,           // a result or sum outside what its type holds: 22003
    corrupt_text,    // malformed text form: 22P02
    corrupt_wire,    // malformed binary form: 22P03
    corrupt_stored,  // a stored value that no version of ours wrote: XX001
    newer_version,   // a value written by a later version: 0A000
    memory           // past pg_xm.max_state_memory: 53200
};

// Text of an error in UTF-8, built in place. Trivially copyable, so that throwing allocates nothing;
// what does not fit is cut between characters, and a byte that is no character is shown as \xf8.
class message {
public:
    message() = default;
    template <class... Parts>
    explicit message(const Parts&... parts) {
        (add(parts), ...);
    }

    message& add(std::string_view part) {
        while (!part.empty()) {
            const std::size_t size = character_size(part);
            constexpr char hex[] = "0123456789abcdef";
            const auto byte = static_cast<unsigned char>(part[0]);
            const char bad[] = {'\\', 'x', hex[byte >> 4], hex[byte & 15U]};
            if (!put(size > 0 ? part.substr(0, size) : std::string_view(bad, sizeof bad))) break;
            part.remove_prefix(size > 0 ? size : 1);
        }
        return *this;
    }
    message& add(const char* part) { return add(std::string_view(part)); }
    message& add(float part) { return part - part == 0 ? add_number(part) : add(static_cast<double>(part)); }
    message& add(double part) {
        if (part != part) return add("NaN");
        if (part - part != 0) return add(part > 0 ? "Infinity" : "-Infinity");
        return add_number(part);
    }
    template <std::integral Integer>
    message& add(Integer part) {
        return add_number(part);
    }

    const char* c_str() const { return text_; }

private:
    static constexpr std::size_t capacity = 248;
    // One character, or what stands for one; false if there is no room, and then for nothing that follows either.
    bool put(std::string_view character) {
        if (full_ || character.size() > capacity - 1 - size_) full_ = true;
        if (full_) return false;
        for (const char c : character) text_[size_++] = c;
        return true;
    }
    template <class Number>
    message& add_number(Number part) {
        char digits[32];
        const auto end = std::to_chars(digits, digits + sizeof digits, part).ptr;
        return add(std::string_view(digits, static_cast<std::size_t>(end - digits)));
    }

    std::size_t size_ = 0;
    bool full_ = false;
    char text_[capacity] = {};
};

struct error {
    errc code;
    const char* hint;  // a literal, or null where the message says it all
    message text;
};

// Throws error{code, hint, parts joined}.
template <class... Parts>
[[noreturn]] void fail(errc code, const char* hint, const Parts&... parts) {
    throw error{code, hint, message(parts...)};
}

// Called every few thousand steps by long loops; may throw to stop them.
using poll = void (*)();
inline void no_poll() {}

}  // namespace xm::core
