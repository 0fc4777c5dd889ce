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
                  positions = 0, arrays = 0;
    std::uint64_t day_first = 0, month_first = 0, year_first = 0;       // dates that can be read so; year_first: in one way only
    double low = std::numeric_limits<double>::infinity(), high = -low;  // of whole numbers

    void add(const cell& c);
    bool all(std::uint64_t n) const { return filled > 0 && n == filled; }
};

// Tells rows that are no answers, by plan_file::tests, which lives as long.
class test_rows {
public:
    explicit test_rows(const std::map<std::size_t, std::vector<std::string>>& rules);
    bool operator()(const record& row);

private:
    struct rule {
        std::size_t column;
        const std::vector<std::string>* texts;
        std::string last;  // most rows have the text of the row before
        bool test = false;
    };
    std::vector<rule> rules_;
};

}  // namespace xm::client
