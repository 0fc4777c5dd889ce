#include "core/words/redact.hpp"

#include "fuzz.hpp"

// The first line are the names, the rest the comment; what was taken out is not taken out again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace xm::core;
    const std::string_view all(reinterpret_cast<const char*>(data), size);
    const std::size_t line = std::min(all.find('\n'), size);
    const std::string_view name = all.substr(0, line);
    std::pmr::monotonic_buffer_resource memory;
    const name_list names(&memory, {&name, 1}, no_poll);
    redact(all.substr(std::min(line + 1, size)), &names, no_poll);
    redact(all, nullptr, no_poll);
    return 0;
}
