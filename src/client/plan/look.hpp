// What a sample of a column holds: counted value by value, so that the plan can say what it is and why.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "client/plan/plan.hpp"
#include "client/read/table.hpp"

namespace xm::client {

struct column_look {
    std::uint64_t filled = 0;
    std::unordered_map<std::string, std::uint64_t> counts;  // distinct texts, while there are few
    bool many = false;                                      // more than are kept
    std::uint64_t kinds[5] = {};                            // by cell_kind
    std::size_t longest = 0;
    // How many cells have the form of ...
    std::uint64_t whole = 0, leading_zero = 0, point = 0, comma = 0, point_groups = 0, comma_groups = 0;
    std::uint64_t dates = 0, day_times = 0, instants = 0, zoned = 0, midnight = 0, emails = 0, urls = 0, addresses = 0,
                  arrays = 0;
    std::uint64_t day_first = 0, month_first = 0, year_first = 0;       // dates that can be read so
    double low = std::numeric_limits<double>::infinity(), high = -low;  // of whole numbers

    void add(const cell& c);
    bool all(std::uint64_t n) const { return filled > 0 && n == filled; }
};

// A number as people write it: sign, digits, perhaps groups, a unit of money or % around it.
struct number_form {
    bool whole = false, leading_zero = false;
    bool point = false, comma = false;                // the decimal sign
    bool point_groups = false, comma_groups = false;  // between groups of three
};
std::optional<number_form> number_form_of(std::string_view text);
std::optional<long> whole_of(std::string_view text);

}  // namespace xm::client
