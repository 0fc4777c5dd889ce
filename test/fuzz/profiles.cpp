#include "core/values/profiles.hpp"

#include <cmath>

#include "fuzz.hpp"

namespace {

void use(const xm::core::profiles& p) {
    using namespace xm::core;
    xm::fuzz::round_trip(p);
    const auto alike = similarity(p);
    if (alike && !(*alike >= -1 && *alike <= 1)) std::abort();
    if (!(p.variation() >= 0)) std::abort();
    // One more person of the shape, added in place, and the merge with oneself.
    value_profile one;
    one.shape = p.shape;
    for (std::size_t i = 0; i < p.shape.size; ++i) one.scores.push_back(static_cast<float>(i) - 3);
    const auto body = xm::fuzz::stored(one);
    const profile_view view = profile_view::of(body);
    const auto state = xm::fuzz::stored(p);
    std::vector<double> room(state.size() / 8 + 2);
    std::byte* const at = reinterpret_cast<std::byte*>(room.data()) + 4;
    std::copy(state.begin(), state.end(), at);
    if (running_profiles::size_for(view) != state.size() || !running_profiles::add(at, view)) std::abort();
    profiles twice = p;
    try {
        xm::fuzz::round_trip(profiles::from_stored({at, state.size()}));
        twice.merge(p);
    } catch (const error&) {
        // Nothing but the limit of 2^53 people.
        if (p.n < std::int64_t{1} << 52) std::abort();
        return;
    }
    xm::fuzz::round_trip(twice);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using xm::core::profiles;
    xm::fuzz::try_input(
        data, size, [](std::string_view text) { use(profiles::from_text(text)); },
        [](xm::core::bytes in) { use(profiles::from_wire(in)); });
    try {
        if (size > 0) use(profiles::from_stored({reinterpret_cast<const std::byte*>(data + 1), size - 1}));
    } catch (const xm::core::error&) {
    }
    return 0;
}
