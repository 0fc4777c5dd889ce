// What all charts can be told.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/error.hpp"

namespace xm::core::charts {

// Numbers nearer to 0 are not drawn: an axis between them has no steps that a double could tell apart.
inline constexpr double least_number = 1e-290;

struct options {
    enum class ordering : std::uint8_t { standard, value, label, given };

    std::string title, subtitle, x, y;  // on one line, empty: none
    std::optional<int> width, height;   // px
    ordering order = ordering::standard;
    std::vector<std::string> given;  // labels in their order
    std::vector<double> reference;
    std::optional<std::pair<double, double>> limits;
    std::optional<int> digits;          // behind the decimal mark
    bool percent = false;               // values are fractions
    std::vector<std::uint32_t> colors;  // 0xrrggbb
    std::string language = "en";
    bool right_to_left = false;
    poll check = no_poll;  // called now and then where there are many rows; nothing that a user says

    // Reads a JSON object. Throws `invalid` with the path of an unknown key or a wrong value; a null is a key left out.
    static options parse(std::string_view json);
};

}  // namespace xm::core::charts
