#include "core/charts/svg.hpp"

#include "core/charts/estimates.hpp"
#include "core/charts/reader.hpp"

#include "fuzz.hpp"

// First byte even: bytes that the reader takes or refuses; odd: labels, divided by zero bytes, of which a picture is made that
// the reader must take.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace xm::core::charts;
    xm::fuzz::try_input(
        data, size, [](std::string_view text) { check_svg(text); },
        [](xm::core::bytes in) {
            std::vector<estimate_row> rows(1);
            for (const std::byte b : in) {
                if (b == std::byte{0})
                    rows.emplace_back();
                else
                    rows.back().label += static_cast<char>(b);
                rows.back().value = static_cast<double>(b);
            }
            options o;
            if (rows.size() > 1) o.title = rows[1].label;
            const std::string svg = draw_estimates(rows, o);
            try {
                check_svg(svg);
            } catch (const xm::core::error&) {
                std::abort();
            }
        });
    return 0;
}
