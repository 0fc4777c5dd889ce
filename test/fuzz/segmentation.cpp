#include "core/values/segmentation.hpp"

#include <cmath>

#include "fuzz.hpp"

namespace {

void use(const xm::core::segmentation& m) {
    using namespace xm::core;
    xm::fuzz::round_trip(m);
    if (m.labels().size() != m.columns()) std::abort();
    segmentation ordered = m;
    ordered.order();
    xm::fuzz::round_trip(ordered);
    const auto k = static_cast<std::int32_t>(m.segments.size());
    if (m.kind == segmentation::kmeans) {
        const segment_typing typing(m);
        value_profile p;
        p.shape = m.shape;
        for (std::size_t i = 0; i < m.shape.size; ++i) p.scores.push_back(static_cast<float>(i) - 3);
        const auto body = xm::fuzz::stored(p);
        const std::int32_t s = typing.segment(profile_view::of(body));
        if (s < 1 || s > k) std::abort();
        return;
    }
    const class_typing typing(m);
    for (const bool none : {true, false}) {
        std::vector<std::int32_t> answers;
        for (const auto& codes : m.codes) answers.push_back(none || codes.empty() ? 0 : codes.back());
        typing.check(answers);
        std::vector<double> p(m.segments.size());
        typing.probabilities(answers, p.data());
        double total = 0;
        for (const double v : p) total += v;
        if (!(std::fabs(total - 1) < 1e-9)) std::abort();
        const std::int32_t s = typing.likeliest(answers);
        if (s < 1 || s > k) std::abort();
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using xm::core::segmentation;
    xm::fuzz::try_input(
        data, size, [](std::string_view text) { use(segmentation::from_text(text)); },
        [](xm::core::bytes in) { use(segmentation::from_wire(in)); });
    try {
        if (size > 0) use(segmentation::from_stored({reinterpret_cast<const std::byte*>(data + 1), size - 1}));
    } catch (const xm::core::error&) {
    }
    return 0;
}
