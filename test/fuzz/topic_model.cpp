#include <memory_resource>

#include "core/words/topics.hpp"
#include "fuzz.hpp"

namespace {

void use(const xm::core::topic_model& m) {
    using namespace xm::core;
    xm::fuzz::round_trip(m);
    std::pmr::monotonic_buffer_resource memory;
    topic_finder finder(&memory, m, no_poll);
    for (const std::string_view word : {m.word(0), std::string_view("no such word")})
        for (const double p : finder.probabilities({&word, 1}))
            if (!(p >= 0 && p <= 1)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using xm::core::topic_model;
    xm::fuzz::try_input(
        data, size, [](std::string_view text) { use(topic_model::from_text(text)); },
        [](xm::core::bytes in) { use(topic_model::from_wire(in)); });
    return 0;
}
