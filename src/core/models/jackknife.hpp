// Delete-a-group jackknife over mergeable moments.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>

#include "core/models/moments.hpp"

namespace xm::core {

// The moments of one group of respondents, by number.
using group_moments = std::function<moments(std::size_t)>;

// Of all groups together; at least one.
inline moments merged_groups(const group_moments& group, std::size_t count, poll check) {
    moments whole = group(0);
    for (std::size_t i = 1; i < count; ++i) {
        check();
        whole.merge(group(i));
    }
    return whole;
}

// Calls f(i, all groups but i) for each i in [begin, end); `others` is what lies outside, empty where nothing
// does. Halving costs log2(count) merges a group, and keeps no more states than that.
template <class F>
void each_without(const group_moments& group, std::size_t begin, std::size_t end, const std::optional<moments>& others,
                  poll check, F& f) {
    if (end - begin == 1) {
        f(begin, *others);
        return;
    }
    const std::size_t middle = begin + (end - begin) / 2;
    const auto joined = [&](std::size_t from, std::size_t to) {
        std::optional<moments> result = others;
        for (std::size_t i = from; i < to; ++i) {
            check();
            if (result)
                result->merge(group(i));
            else
                result = group(i);
        }
        return result;
    };
    each_without(group, begin, middle, joined(middle, end), check, f);
    each_without(group, middle, end, joined(begin, middle), check, f);
}

// Calls estimate(moments without one group) for each of at least two; what it refuses names the group.
template <class F>
void jackknife(const group_moments& group, std::size_t count, poll check, F&& estimate) {
    const auto replicate = [&](std::size_t g, const moments& others) {
        check();
        try {
            estimate(others.centred());
        } catch (const error& e) {
            if (e.code != errc::invalid) throw;
            fail(errc::invalid, "Make fewer, larger groups of respondents.", "without group ", g + 1, " of ", count, ": ",
                 e.text.c_str());
        }
    };
    each_without(group, 0, count, std::nullopt, check, replicate);
}

}  // namespace xm::core
