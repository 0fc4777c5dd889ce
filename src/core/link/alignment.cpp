#include "core/link/alignment.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

#include "core/num/dd.hpp"
#include "core/num/step_counter.hpp"
#include "core/state.hpp"

namespace xm::core {
namespace {

double median(std::pmr::vector<double>& v, step_counter& step) {
    const auto less = [&](double a, double b) {
        step();
        return a < b;
    };
    const auto middle = v.begin() + static_cast<std::ptrdiff_t>(v.size() / 2);
    std::nth_element(v.begin(), middle, v.end(), less);
    if (v.size() % 2 == 1) return *middle;
    const double below = *std::max_element(v.begin(), middle, less);
    return std::midpoint(below, *middle);
}

}  // namespace

std::array<alignment_row, 4> align(const record_store& units, poll check) {
    step_counter step(check);
    std::pmr::vector<double> scores(units.memory());
    scores.reserve(units.size());
    const auto cut = [&](double unit_pair::*side) {
        scores.clear();
        units.each(check, [&](const std::byte* at) { scores.push_back(load<unit_pair>(at).*side); });
        return median(scores, step);
    };
    const double ex_cut = cut(&unit_pair::ex);
    const double cx_cut = cut(&unit_pair::cx);

    struct sums {
        std::int64_t units = 0;
        dd ex, cx;
    };
    std::array<sums, 4> by_quadrant;
    units.each(check, [&](const std::byte* at) {
        const auto u = load<unit_pair>(at);
        sums& s = by_quadrant[(u.ex >= ex_cut ? 0U : 2U) + (u.cx >= cx_cut ? 0U : 1U)];
        ++s.units;
        s.ex += u.ex;
        s.cx += u.cx;
    });
    constexpr std::array<std::string_view, 4> names{"both", "employees_only", "customers_only", "neither"};
    std::array<alignment_row, 4> rows{};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const sums& s = by_quadrant[i];
        const auto n = static_cast<double>(s.units);
        rows[i] = {names[i], s.units, n / static_cast<double>(units.size()), {}, {}};
        if (s.units == 0) continue;
        rows[i].ex_mean = s.ex.value() / n;
        rows[i].cx_mean = s.cx.value() / n;
    }
    return rows;
}

}  // namespace xm::core
