#include "core/loyalty/survival.hpp"

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
    const double last = s.times.back().time;
    const survival_comparison c = compare_survival(s, s, last, 0.95);
    if (c.difference && *c.difference != 0) std::abort();
    if (c.p_value && *c.p_value != 1) std::abort();
    const survival_quantiles q = survival_quantile(s, 0.25, 0.95);
    for (const auto& v : {q.time, q.lower, q.upper})
        if (v && !(*v >= 0 && *v <= last)) std::abort();
    const auto body = xm::fuzz::stored(s);
    try {
        const logrank_result l = logrank({body, body}, no_poll);
        if (l.p_value && std::isnan(*l.p_value)) std::abort();
    } catch (const error&) {  // more than 2^62 people
    }
    // A running state of the same people holds the same value.
    running_survival::source from(body, no_poll);
    const running_survival::plan plan(
        {}, from, [](std::size_t size) { return size < 1 << 20; }, no_poll);
    if (plan.size < 1 << 20) {
        std::vector<double> memory(plan.size / 8 + 2);  // doubles: aligned as the server aligns it
        std::byte* const running = reinterpret_cast<std::byte*>(memory.data()) + 4;
        plan.remake({}, running, no_poll);
        if (!running_survival::is_running(running, plan.size)) std::abort();
        if (!running_survival::take(running, plan.size, from, no_poll)) std::abort();
        xm::fuzz::same(xm::fuzz::stored(survival::from_stored({running, plan.size})), body);
    }
    survival twice = s;
    try {
        twice.merge(s);
    } catch (const error&) {
        return;
    }
    xm::fuzz::round_trip(twice);
    twice.take_away(s);
    xm::fuzz::same(xm::fuzz::stored(twice), body);
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
