#include "core/linkage.hpp"

#include <cmath>

#include "fuzz.hpp"

namespace {

void use(const xm::core::linkage& l) {
    using namespace xm::core;
    xm::fuzz::round_trip(l);
    const linkage_summary s = summarise(l, 0.95);
    for (const auto& v :
         {s.r, s.r_lower, s.r_upper, s.p_value, s.ex_reliability, s.r_corrected, s.slope, s.slope_std_error, s.intercept})
        if (v && std::isnan(*v)) std::abort();
    linkage twice = l;
    try {
        twice.merge(l);
    } catch (const error&) {
        return;
    }
    xm::fuzz::round_trip(twice);
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
