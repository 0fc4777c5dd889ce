// What unit tests of decide need.
#pragma once

#include <cstddef>
#include <memory_resource>
#include <string>
#include <vector>

#include "core/decide/keyed_ratings.hpp"
#include "support.hpp"

namespace xm::test {

struct keyed {
    std::pmr::monotonic_buffer_resource memory;
    core::keyed_ratings groups{&memory};

    keyed& add(std::string_view key, const std::vector<int>& ratings) {
        groups.add(key, stored(ratings_of(ratings)));
        return *this;
    }
    keyed& add_state(std::string_view key, const core::ratings& r) {
        groups.add(key, stored(r));
        return *this;
    }
};

inline core::ratings weighted_ratings_of(const std::vector<std::pair<int, double>>& rows) {
    running_ratings r;
    for (const auto& [rating, weight] : rows) r.add(static_cast<std::uint32_t>(rating), weight);
    return r.value();
}

inline const core::metric the_mean = core::metric::of(core::metric::rule::mean);

}  // namespace xm::test
