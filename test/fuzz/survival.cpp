#include "core/survival.hpp"

#include <cmath>

#include "fuzz.hpp"

namespace {

void finite(std::optional<double> v) {
    if (v && !std::isfinite(*v)) std::abort();
}

void use(const xm::core::survival& s) {
    using namespace xm::core;
    xm::fuzz::round_trip(s);
    for (const survival_row& r : survival_table(s, 0.95)) {
        if (!(r.survival >= 0 && r.survival <= 1)) std::abort();
        for (const auto& v : {r.std_error, r.lower, r.upper}) finite(v);
    }
    finite(median_survival(s));
    finite(survival_at(s, 1));
    finite(restricted_mean(s, 2));
    const survival_comparison c = compare_survival(s, s, 3, 0.95);
    if (c.difference && *c.difference != 0) std::abort();
    if (c.p_value && *c.p_value != 1) std::abort();
    const logrank_result l = logrank({s, s}, no_poll);
    if (l.p_value && std::isnan(*l.p_value)) std::abort();
    // A running state of the same people holds the same value.
    const std::size_t size = running_survival::size_for(s);
    if (size < 1 << 20) {
        std::vector<std::byte> running(size);
        running_survival::write(s, running.data(), size);
        if (!running_survival::is_running(running.data(), size)) std::abort();
        xm::fuzz::same(xm::fuzz::stored(survival::from_stored(running)), xm::fuzz::stored(s));
    }
    survival twice = s;
    try {
        twice.merge(s);
    } catch (const error&) {
        return;
    }
    xm::fuzz::round_trip(twice);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using xm::core::survival;
    xm::fuzz::try_input(
        data, size, [](std::string_view text) { use(survival::from_text(text)); },
        [](xm::core::bytes in) { use(survival::from_wire(in)); });
    try {
        if (size > 0) use(survival::from_stored({reinterpret_cast<const std::byte*>(data + 1), size - 1}));
    } catch (const xm::core::error&) {
    }
    return 0;
}
