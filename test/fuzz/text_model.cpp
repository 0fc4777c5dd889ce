#include "core/words/text_model.hpp"

#include <memory_resource>

#include "fuzz.hpp"

namespace {

void use(const xm::core::text_model& m) {
    using namespace xm::core;
    xm::fuzz::round_trip(m);
    std::pmr::monotonic_buffer_resource memory;
    text_classifier c(&memory, m, no_poll);
    std::vector<std::string_view> words{"no such word"};
    if (m.words() > 0) words.push_back(m.word(0));
    const std::optional<double> p = c.probability(words);
    if (p && !(*p >= 0 && *p <= 1)) std::abort();
    if (c.auc && !(*c.auc >= 0 && *c.auc <= 1)) std::abort();
    running_text_model twice(&memory, m.smoothing, no_poll);
    for (int i = 0; i < 2; ++i) twice.add(m, no_poll);
    xm::fuzz::round_trip(twice.value(no_poll));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using xm::core::text_model;
    xm::fuzz::try_input(
        data, size, [](std::string_view text) { use(text_model::from_text(text)); },
        [](xm::core::bytes in) { use(text_model::from_wire(in)); });
    return 0;
}
