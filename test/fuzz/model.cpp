#include "core/models/model.hpp"

#include <cmath>

#include "fuzz.hpp"

namespace {

void use(const xm::core::model& m) {
    using namespace xm::core;
    xm::fuzz::round_trip(m);
    for (const coefficient& c : coefficients(m, 0.95))
        if ((c.statistic && std::isnan(*c.statistic)) || (c.p_value && std::isnan(*c.p_value))) std::abort();
    fit(m);
    // A hazard relative to means of 1e299 may be anything; the binding refuses what is not finite.
    if (std::isnan(predict(m, std::vector<double>(m.terms.size(), 1))) && m.kind != model::cox) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using xm::core::model;
    xm::fuzz::try_input(
        data, size, [](std::string_view text) { use(model::from_text(text)); },
        [](xm::core::bytes in) { use(model::from_wire(in)); });
    try {
        if (size > 0) use(model::from_stored({reinterpret_cast<const std::byte*>(data + 1), size - 1}));
    } catch (const xm::core::error&) {
    }
    return 0;
}
