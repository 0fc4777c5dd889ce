#include "core/people/match_model.hpp"

#include <memory_resource>

#include "fuzz.hpp"

namespace {

void use(const xm::core::match_model& m) {
    using namespace xm::core;
    xm::fuzz::round_trip(m);
    std::pmr::monotonic_buffer_resource memory;
    try {
        const match_evidence evidence(&memory, m);
        std::vector<std::int32_t> nothing(m.variables.size(), no_level), top;
        for (std::size_t v = 0; v < m.variables.size(); ++v) top.push_back(static_cast<std::int32_t>(m.levels(v)) - 1);
        for (const auto& levels : {nothing, top}) {
            const double p = evidence.probability(levels, m.prior);
            if (!(p >= 0 && p <= 1)) std::abort();
        }
        top[0] = max_match_level + 1;
        evidence.weight(top);
        std::abort();
    } catch (const error&) {
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using xm::core::match_model;
    xm::fuzz::try_input(
        data, size, [](std::string_view text) { use(match_model::from_text(text)); },
        [](xm::core::bytes in) { use(match_model::from_wire(in)); });
    try {
        if (size > 0) use(match_model::from_stored({reinterpret_cast<const std::byte*>(data + 1), size - 1}));
    } catch (const xm::core::error&) {
    }
    return 0;
}
