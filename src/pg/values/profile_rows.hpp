// Value profiles that an aggregate collects.
#pragma once

#include "pg/server/internal.hpp"

#include "core/values/profiles.hpp"

namespace xm::pg {

// What all profiles of a group share: their shape, as the first bytes of a profile.
struct profile_head {
    std::int32_t first, second;  // what else the aggregate must know of a group
    std::uint32_t size;          // bytes of the shape
    const std::byte* shape;

    core::profile_view view() const { return {{shape, size}, nullptr, core::load<std::uint16_t>(shape + 4)}; }
};
inline core::bytes tail_of(const profile_head& h) { return {h.shape, h.size}; }
inline void set_tail(profile_head& h, const std::byte* at) { h.shape = at; }

inline core::profile_view profile_at(Datum value) {
    const core::bytes body = body_of(value);
    return guard([&] { return core::profile_view::of(body); });
}

// Of a group whose first profile this is.
inline profile_head profile_head_of(const core::profile_view& p, std::int32_t first, std::int32_t second) {
    return {first, second, static_cast<std::uint32_t>(p.shape.size()), p.shape.data()};
}

// Act 2. Throws `invalid` unless the profile is of the group's shape.
inline void check_shape(const profile_head& head, const core::profile_view& p) {
    if (head.size != p.shape.size() || std::memcmp(head.shape, p.shape.data(), head.size) != 0)
        core::check_same_shape(head.view().decode(), p.decode());
}

// Act 2. The same for two groups.
inline void same_profiles(const profile_head& a, const profile_head& b) {
    check_shape(a, b.view());
    if (a.first != b.first || a.second != b.second)
        core::fail(core::errc::invalid, "Give the same k and seed in every row.", "rows with different k or seed");
}

}  // namespace xm::pg
