#include "core/scores/metric.hpp"

#include "fuzz.hpp"

// First byte even: text input; odd: receive.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace xm::core;
    xm::fuzz::try_input(
        data, size, [](std::string_view text) { xm::fuzz::same(metric::parse(metric::parse(text).text()), metric::parse(text)); },
        [](bytes in) {
            wire_reader reader(in);
            const metric m = metric::read(reader);
            reader.end();
            xm::fuzz::same(metric::parse(m.text()), m);
        });
    return 0;
}
