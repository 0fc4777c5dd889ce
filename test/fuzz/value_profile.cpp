#include "core/values/value_profile.hpp"

#include <cmath>

#include "fuzz.hpp"

namespace {

void use(const xm::core::value_profile& p) {
    using namespace xm::core;
    xm::fuzz::round_trip(p);
    const std::vector<std::byte> body = xm::fuzz::stored(p);
    const profile_view view = profile_view::of(body);
    if (!(view.decode() == p.shape) || view.size != p.scores.size()) std::abort();
    for (const std::string& label : p.shape.names()) xm::fuzz::same(p.shape.names()[p.shape.index(label)], label);
    try {
        for (const double v : higher_order(p))
            if (!std::isfinite(v)) std::abort();
        if (p.shape.kind == profile_shape::pvq_rr) xm::fuzz::round_trip(broad_values(p));
    } catch (const error& e) {
        if (e.code != errc::invalid || p.shape.kind != profile_shape::other) std::abort();
    }
    for (const float s : p.scores)  // centring spreads scores by a factor of two at most
        if (std::fabs(s) > 1e38F) return;
    if (std::fabs(p.mean_rating) < 1e38F) xm::fuzz::round_trip(centre(p));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace xm::core;
    xm::fuzz::try_input(
        data, size, [](std::string_view text) { use(value_profile::from_text(text)); },
        [](bytes in) { use(value_profile::from_wire(in)); });
    try {
        if (size > 0) use(value_profile::from_stored({reinterpret_cast<const std::byte*>(data + 1), size - 1}));
    } catch (const error&) {
    }
    // The same bytes as answers.
    std::vector<std::int32_t> answers(data, data + size);
    for (const auto kind : {profile_shape::pvq21, profile_shape::pvq40, profile_shape::pvq_rr})
        for (const bool centred : {false, true}) {
            try {
                answers.resize(kind == profile_shape::pvq21 ? 21 : kind == profile_shape::pvq40 ? 40 : 57, 1);
                for (std::int32_t& a : answers) a = size > 0 && data[0] % 2 == 0 ? a % 7 : a;
                if (const auto p = score_pvq(kind, answers, centred, size % 2 == 0)) use(*p);
            } catch (const error& e) {
                if (e.code != errc::invalid) std::abort();
            }
        }
    return 0;
}
