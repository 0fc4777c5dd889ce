// Sorting that a cancel can end.
#pragma once

#include <algorithm>
#include <cstdint>

#include "core/error.hpp"

namespace xm::core {

// std::sort that calls `check` every 16,384 comparisons; where it throws, the elements are left in any order.
template <class Iterator, class Less>
void polled_sort(Iterator first, Iterator last, Less less, poll check) {
    std::uint32_t compared = 0;
    std::sort(first, last, [&compared, less, check](const auto& a, const auto& b) {
        if (++compared % 16384 == 0) check();
        return less(a, b);
    });
}

}  // namespace xm::core
