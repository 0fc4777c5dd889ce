// Moments of small tables of doubles, for the tests of what is computed from them.
#pragma once

#include <string>
#include <vector>

#include "core/models/moments.hpp"

namespace xm::test {

// Rows of p values; as running states make them.
inline core::centred_moments moments_of(const std::vector<std::vector<double>>& rows, std::vector<std::string> labels,
                                        const std::vector<double>& weights = {}) {
    namespace rm = core::running_moments;
    const rm::shape as{labels.size(), rm::kind::floating, !weights.empty(), rm::large_room, 0};
    std::vector<double> memory(as.size() / 8 + 2);
    auto* const state = reinterpret_cast<core::head*>(reinterpret_cast<std::byte*>(memory.data()) + 4);
    rm::make(state, as, "");
    for (std::size_t r = 0; r < rows.size(); ++r) {
        rm::prefix& fixed = *rm::prefix_of(state);
        double* cell = rm::block_of<double>(state, rm::kind::floating) + fixed.used;
        for (const double v : rows[r]) {
            *cell = v;
            cell += fixed.room;
        }
        if (!weights.empty()) *cell = weights[r];
        if (++fixed.used == fixed.room) rm::flush(state);
    }
    core::moments m = core::moments::from_stored({reinterpret_cast<const std::byte*>(state), as.size()});
    m.labels = std::move(labels);
    return m.centred();
}

// make.R: a, b, e and f4.
inline std::vector<std::vector<double>> twelve() {
    const std::vector<double> a{3, 4, 2, 5, 4, 3, 1, 2, 5, 4, 3, 2}, b{3, 5, 2, 4, 4, 2, 2, 1, 5, 5, 3, 3},
        e{2, 4, 3, 5, 3, 3, 1, 2, 4, 5, 2, 3}, f{4, 4, 1, 5, 5, 2, 2, 2, 4, 4, 3, 1};
    std::vector<std::vector<double>> rows;
    for (std::size_t i = 0; i < a.size(); ++i) rows.push_back({a[i], b[i], e[i], f[i]});
    return rows;
}

// y, x1 and x2, which differ by up to 5e-6.
inline std::vector<std::vector<double>> twins() {
    std::vector<std::vector<double>> rows;
    for (int i = 1; i <= 200; ++i) {
        const double x1 = (i * 7919 % 1009) / 1009.0;
        const double x2 = x1 + 1e-5 * ((i * 104729 % 997) / 997.0 - 0.5);
        rows.push_back({2 * x1 - x2 + (i * i % 13) / 13.0, x1, x2});
    }
    return rows;
}

}  // namespace xm::test
