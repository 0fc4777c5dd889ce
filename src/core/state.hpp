// What every stored state begins with; see docs/internals/states.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

#include "core/error.hpp"
#include "core/num/wire.hpp"

namespace xm::core {

enum class state_kind : std::uint8_t {
    ratings = 1,
    linkage = 2,
    moments = 3,
    model = 4,
    survival = 5,
    clv_model = 6,
    value_profile = 7,
    profiles = 8,
    segmentation = 9,
    weighting = 10,
    match_model = 11,
    text_model = 12,
    topic_model = 13
};

// The four bytes behind PostgreSQL's length word.
struct head {
    std::uint8_t kind;
    std::uint8_t version;
    std::uint8_t flags;
    std::uint8_t size;
};
static_assert(sizeof(head) == 4);

// Refuses a head of another kind or of a later version.
inline void check_head(head h, state_kind kind, std::uint8_t version, std::string_view type, errc otherwise) {
    if (h.kind != static_cast<std::uint8_t>(kind) || h.version == 0)
        fail(otherwise, nullptr, "not a value of type xm.", type, ": kind ", h.kind, ", version ", h.version);
    if (h.version > version)
        fail(errc::newer_version, "Upgrade pg_xm to the version that wrote the value.", "xm.", type, " of version ", h.version,
             " is newer than this pg_xm reads (up to ", version, ")");
}

// The head of a wire value, checked for kind and version.
inline head read_head(wire_reader& in, state_kind kind, std::uint8_t version, std::string_view type) {
    head h{};
    h.kind = in.get<std::uint8_t>();
    h.version = in.get<std::uint8_t>();
    h.flags = in.get<std::uint8_t>();
    h.size = in.get<std::uint8_t>();
    check_head(h, kind, version, type, errc::corrupt_wire);
    return h;
}

inline void write_head(wire_writer& out, head h) {
    out.put(h.kind);
    out.put(h.version);
    out.put(h.flags);
    out.put(h.size);
}

// The HINT of take_away(), whatever the state.
inline constexpr const char* not_added_hint = "Take away only what was added before, once.";

// Reads a number from a possibly unaligned place.
template <class T>
T load(const std::byte* from) {
    T value;
    std::memcpy(&value, from, sizeof value);
    return value;
}

template <class T>
void store(std::byte* to, T value) {
    std::memcpy(to, &value, sizeof value);
}

}  // namespace xm::core
