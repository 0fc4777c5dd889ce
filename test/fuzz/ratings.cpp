#include "core/scores/ratings.hpp"

#include <cmath>

#include "core/scores/scores.hpp"
#include "fuzz.hpp"

namespace {

void use(const xm::core::ratings& r) {
    using namespace xm::core;
    xm::fuzz::round_trip(r);
    const estimate e = estimate_score(r, metric::of(metric::rule::mean), 0.95);
    if (!std::isfinite(e.value) || !std::isfinite(e.effective_n) || (e.std_error && !std::isfinite(*e.std_error))) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using xm::core::ratings;
    xm::fuzz::try_input(
        data, size, [](std::string_view text) { use(ratings::from_text(text)); },
        [](xm::core::bytes in) { use(ratings::from_wire(in)); });
    // Stored bytes, as broken storage would give them: a clean error, too.
    try {
        if (size > 0) use(ratings::from_stored({reinterpret_cast<const std::byte*>(data + 1), size - 1}));
    } catch (const xm::core::error&) {
    }
    return 0;
}
