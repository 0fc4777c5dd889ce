// xm.weighting: weights that bring a sample to the margins of a population, by category. Layout: docs/internals/states.md.
#pragma once

#include <cstdint>
#include <limits>
#include <memory_resource>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/state.hpp"

namespace xm::core {

inline constexpr std::size_t max_category_size = 255;  // bytes

struct weighting {
    static constexpr std::uint8_t version = 1;

    struct category {
        std::string name;
        std::int64_t responses = 0;
        double target = 0, before = 0, after = 0;  // shares of the weight
        double factor = 1;                         // of the people in it; the product over the variables is cut at the bounds
    };
    struct variable {
        std::string name;
        std::vector<category> categories;  // in the order of their bytes
    };

    bool bounded = false;
    double lower = 0, upper = std::numeric_limits<double>::infinity();  // of weight / base weight
    std::int64_t responses = 0;
    std::int64_t iterations = 0;
    double max_deviation = 0;                                            // of a share from its target
    double min_weight = 0, max_weight = 0, sum = 0, sum_of_squares = 0;  // of base weight times factor
    std::vector<variable> variables;

    // Kish (1965): 1 + the squared coefficient of variation of the weights, and the responses divided by it.
    double effective_n() const { return sum / sum_of_squares * sum; }
    double design_effect() const { return static_cast<double>(responses) / effective_n(); }

    // Each reader validates.
    static weighting from_stored(bytes body, errc otherwise = errc::corrupt_stored);
    static weighting from_wire(bytes in);
    static weighting from_text(std::string_view text, poll check = no_poll);
    std::size_t stored_size() const;
    void to_stored(std::byte* body) const;
    void to_wire(wire_writer& out) const;
    std::string to_text() const;

private:
    void validate(errc otherwise) const;
};

// Factors of people by their categories, from one weighting. Lives in an arena, as record_store does.
class weighting_lookup {
public:
    weighting_lookup(std::pmr::memory_resource* memory, const weighting& w);

    // Place of each variable among these labels of columns. Throws `invalid` for a variable without a column, or the reverse.
    std::pmr::vector<std::uint32_t> places(std::span<const std::string_view> labels) const;
    // Of a person; categories in the order of the weighting's variables. Throws `invalid` for a category that it does not know.
    double factor(std::span<const std::string_view> categories) const;
    std::size_t variables() const { return variables_.size(); }

private:
    struct known {
        std::string_view name;
        double factor;
    };
    struct variable {
        std::string_view name;
        std::span<const known> categories;
    };
    std::pmr::vector<char> names_;
    std::pmr::vector<known> categories_;
    std::pmr::vector<variable> variables_;
    double lower_, upper_;
};

}  // namespace xm::core
