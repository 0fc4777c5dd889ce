#include "core/decide/weighting.hpp"

#include <memory_resource>

#include "fuzz.hpp"

namespace {

void use(const xm::core::weighting& w) {
    using namespace xm::core;
    xm::fuzz::round_trip(w);
    std::pmr::monotonic_buffer_resource memory;
    const weighting_lookup lookup(&memory, w);
    std::vector<std::string_view> labels, names;
    for (const weighting::variable& v : w.variables) {
        labels.push_back(v.name);
        names.push_back(v.categories.back().name);
    }
    if (lookup.places(labels).size() != w.variables.size()) std::abort();
    const double f = lookup.factor(names);
    if (!(f >= w.lower && f <= w.upper)) std::abort();
    names[0] = "no such category";
    try {
        lookup.factor(names);
    } catch (const error&) {
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using xm::core::weighting;
    xm::fuzz::try_input(
        data, size, [](std::string_view text) { use(weighting::from_text(text)); },
        [](xm::core::bytes in) { use(weighting::from_wire(in)); });
    try {
        if (size > 0) use(weighting::from_stored({reinterpret_cast<const std::byte*>(data + 1), size - 1}));
    } catch (const xm::core::error&) {
    }
    return 0;
}
