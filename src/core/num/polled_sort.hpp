// Sorting that a cancel can end.
#pragma once

#include <algorithm>

#include "core/num/step_counter.hpp"

namespace xm::core {

// std::sort that calls `check` now and then; where it throws, the elements are left in any order.
template <class Iterator, class Less>
void polled_sort(Iterator first, Iterator last, Less less, poll check) {
    step_counter step(check);
    std::sort(first, last, [&step, less](const auto& a, const auto& b) {
        step();
        return less(a, b);
    });
}

}  // namespace xm::core
