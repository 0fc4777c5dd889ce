#include "client/read/spss.hpp"

#include "client.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    xm::fuzz::read_twice({reinterpret_cast<const char*>(data), size}, [](const std::string& path) {
        auto source = xm::client::open_spss(path);
        // Every column stands in one question at most.
        std::size_t columns = 0;
        for (const auto& q : source->listed->questions) columns += q.columns.size();
        if (columns == 0) std::abort();
        return source;
    });
    return 0;
}
