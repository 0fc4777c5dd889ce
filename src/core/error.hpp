// The one exception of the core: what went wrong, in words that name the value, and what to do.
#pragma once

#include <charconv>
#include <concepts>
#include <cstdint>
#include <string_view>

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

// Text of an error, built in place. Trivially copyable, so that throwing allocates nothing;
// what does not fit is cut at a character boundary.
class message {
public:
    message() = default;
    template <class... Parts>
    explicit message(const Parts&... parts) {
        (add(parts), ...);
    }

    message& add(std::string_view part) {
        std::size_t n = part.size() < room() ? part.size() : room();
        while (n > 0 && n < part.size() && (static_cast<unsigned char>(part[n]) & 0xC0U) == 0x80U) --n;
        for (std::size_t i = 0; i < n; ++i) text_[size_ + i] = part[i];
        text_[size_ + n] = '\0';
        size_ = n < part.size() ? capacity - 1 : size_ + n;  // what was cut is the end
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
    std::size_t room() const { return capacity - 1 - size_; }
    template <class Number>
    message& add_number(Number part) {
        char digits[32];
        const auto end = std::to_chars(digits, digits + sizeof digits, part).ptr;
        return add(std::string_view(digits, static_cast<std::size_t>(end - digits)));
    }

    std::size_t size_ = 0;
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
