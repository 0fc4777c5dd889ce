#include "core/models/moments.hpp"

#include <cmath>

#include "fuzz.hpp"

namespace {

void use(const xm::core::moments& m) {
    using namespace xm::core;
    xm::fuzz::round_trip(m);
    const centred_moments c = m.centred();
    for (std::size_t i = 0; i < c.variables(); ++i) {
        const correlation_test t = test_correlation(c, i, 0, 0.95);
        if ((t.r && !std::isfinite(*t.r)) || (t.p_value && std::isnan(*t.p_value))) std::abort();
    }
    moments twice = m;
    try {
        twice.merge(m);
    } catch (const error&) {
        return;
    }
    xm::fuzz::round_trip(twice);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using xm::core::moments;
    xm::fuzz::try_input(
        data, size, [](std::string_view text) { use(moments::from_text(text)); },
        [](xm::core::bytes in) { use(moments::from_wire(in)); });
    try {
        if (size > 0) use(moments::from_stored({reinterpret_cast<const std::byte*>(data + 1), size - 1}));
    } catch (const xm::core::error&) {
    }
    return 0;
}
