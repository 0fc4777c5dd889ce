#include "core/loyalty/clv.hpp"

#include <cmath>

#include "fuzz.hpp"

namespace {

void use(const xm::core::clv_model& m) {
    using namespace xm::core;
    xm::fuzz::round_trip(m);
    for (const double frequency : {0.0, 1.0, 30.0}) {
        try {
            if (m.kind == clv_model::gamma_gamma) {
                if (!std::isfinite(expected_spend(m, frequency, 20))) std::abort();
                continue;
            }
            const purchases p{frequency, frequency > 0 ? 7.0 : 0.0, 9};
            const double alive = p_alive(m, p);
            if (!(alive >= 0 && alive <= 1)) std::abort();
            // Parameters of 1e12 are accepted, and may need 1e8 terms: too many for a fuzzer.
            if ((m.parameter[0] + frequency) / (m.parameter[1] + 9) > 1e3) continue;
            const double bought = expected_purchases(m, p, 1, no_poll);
            if (!(bought >= 0 && std::isfinite(bought))) std::abort();
        } catch (const error&) {
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using xm::core::clv_model;
    xm::fuzz::try_input(
        data, size, [](std::string_view text) { use(clv_model::from_text(text)); },
        [](xm::core::bytes in) { use(clv_model::from_wire(in)); });
    try {
        if (size > 0) use(clv_model::from_stored({reinterpret_cast<const std::byte*>(data + 1), size - 1}));
    } catch (const xm::core::error&) {
    }
    return 0;
}
