// Text files and everything that is decided from them: reading, sniffing, recognising a format, planning. A plan of what was
// accepted is a definition that the core accepts.
#include "client/plan/make.hpp"

#include "client.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace xm::client;
    const xm::fuzz::file in({reinterpret_cast<const char*>(data), size});
    try {
        plan_options o;
        o.files = {in.path()};
        const plan p = make_plan(o);
        json_of(p);
        table_of(p, true, 80);
        if (p.definition.items.empty()) return 0;
        try {
            xm::core::survey::definition::parse(p.definition.to_json());
        } catch (const xm::core::error& e) {
            // Only what is too much for a survey; else the plan promised what cannot be stored.
            if (std::string_view(e.text.c_str()).find("more than") == std::string_view::npos) std::abort();
        }
    } catch (const failure&) {
    }
    return 0;
}
