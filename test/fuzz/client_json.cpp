#include "client/read/json.hpp"

#include "client.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    xm::fuzz::read_twice({reinterpret_cast<const char*>(data), size},
                         [](const std::string& path) { return xm::client::open_formbricks_json(path); });
    return 0;
}
