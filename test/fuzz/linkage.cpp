#include "core/link/linkage.hpp"

#include <cmath>

#include "fuzz.hpp"

namespace {

void use(const xm::core::linkage& l) {
    using namespace xm::core;
    xm::fuzz::round_trip(l);
    const linkage_summary s = summarise(l, 0.95);
    for (const auto& v :
         {s.r, s.r_lower, s.r_upper, s.p_value, s.ex_reliability, s.cx_reliability, s.r_corrected, s.slope, s.slope_std_error,
          s.slope_corrected, s.intercept, s.r_squared, s.r_corrected_lower, s.r_corrected_upper})
        if (v && !std::isfinite(*v)) std::abort();
    // Two accepted values either do not merge, or their merge is accepted, too.
    for (const linkage& other :
         {l, linkage::of_unit(1e50, -1e50), linkage::of_unit(-1e50, 0, 1e50, 0), linkage::of_unit(1e-300, 3, 0, 2)}) {
        linkage both = l;
        try {
            both.merge(other);
        } catch (const error&) {
            continue;
        }
        xm::fuzz::round_trip(both);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using xm::core::linkage;
    xm::fuzz::try_input(
        data, size, [](std::string_view text) { use(linkage::from_text(text)); },
        [](xm::core::bytes in) { use(linkage::from_wire(in)); });
    try {
        if (size > 0) use(linkage::from_stored({reinterpret_cast<const std::byte*>(data + 1), size - 1}));
    } catch (const xm::core::error&) {
    }
    return 0;
}
