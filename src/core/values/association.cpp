#include "core/values/association.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/num/dd.hpp"
#include "core/num/polled_sort.hpp"
#include "core/state.hpp"

namespace xm::core {
namespace {

struct cell {
    group_pair groups;
    double n;
};

struct table {
    std::vector<cell> cells;          // sorted by a, then b
    std::vector<double> row, column;  // sums, of each cell
    std::vector<double> rows, columns;
    double n = 0;
};

constexpr std::size_t every = 65536;  // rows between two polls

// In one order, whatever the order of the rows.
table tabulate(const pattern_store& store, poll check) {
    table t;
    store.check_room(store.size() * (sizeof(cell) + 6 * sizeof(double)));
    t.cells.reserve(store.size());
    store.each_run(check, [&](const double* at, std::size_t rows, std::size_t stride, bool) {
        for (std::size_t i = 0; i < rows; ++i, at += stride) {
            const cell c{load<group_pair>(reinterpret_cast<const std::byte*>(at)), at[stride - 1]};
            t.n += c.n;
            t.cells.push_back(c);
        }
    });
    const auto sums_by = [&](auto&& key, std::vector<double>& sums, std::vector<double>& of_cell) {
        std::vector<std::size_t> order(t.cells.size());
        for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
        polled_sort(
            order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return key(a) < key(b); }, check);
        std::vector<std::size_t> group(t.cells.size());
        for (std::size_t i = 0; i < order.size(); ++i) {
            if (i % every == 0) check();
            if (i == 0 || key(order[i - 1]) != key(order[i])) sums.push_back(0);
            sums.back() += t.cells[order[i]].n;
            group[order[i]] = sums.size() - 1;
        }
        of_cell.resize(group.size());
        for (std::size_t i = 0; i < group.size(); ++i) {
            if (i % every == 0) check();
            of_cell[i] = sums[group[i]];
        }
    };
    polled_sort(
        t.cells.begin(), t.cells.end(),
        [](const cell& x, const cell& y) { return x.groups.a != y.groups.a ? x.groups.a < y.groups.a : x.groups.b < y.groups.b; },
        check);
    sums_by([&](std::size_t i) { return t.cells[i].groups.a; }, t.rows, t.row);
    sums_by([&](std::size_t i) { return t.cells[i].groups.b; }, t.columns, t.column);
    return t;
}

double couples(double n) { return n * (n - 1) / 2; }

}  // namespace

std::optional<double> cramers_v(const pattern_store& cells, poll check) {
    const table t = tabulate(cells, check);
    const std::size_t smaller = std::min(t.rows.size(), t.columns.size());
    if (smaller < 2) return std::nullopt;
    // chi^2 / n = sum n_ij^2 / (n_i n_j) - 1.
    dd sum;
    for (std::size_t i = 0; i < t.cells.size(); ++i) {
        if (i % every == 0) check();
        sum += dd(t.cells[i].n) * dd(t.cells[i].n) / (dd(t.row[i]) * dd(t.column[i]));
    }
    const double rest = (sum - dd(1.0)).value();
    return rest < 1e-28 ? 0 : std::sqrt(std::fmin(rest / static_cast<double>(smaller - 1), 1));
}

std::optional<double> adjusted_rand(double n, double cells, double rows, double columns) {
    if (n < 2) return std::nullopt;
    const double expected = rows / couples(n) * columns, most = rows / 2 + columns / 2;
    if (most - expected == 0) return 1;  // both have one group, or everybody is alone in both
    return (cells - expected) / (most - expected);
}

std::optional<double> adjusted_rand(const pattern_store& store, poll check) {
    const table t = tabulate(store, check);
    dd cells, rows, columns;
    std::size_t seen = 0;
    const auto add = [&](dd& to, double n) {
        if (seen++ % every == 0) check();
        to += couples(n);
    };
    for (const cell& c : t.cells) add(cells, c.n);
    for (const double r : t.rows) add(rows, r);
    for (const double c : t.columns) add(columns, c);
    return adjusted_rand(t.n, cells.value(), rows.value(), columns.value());
}

}  // namespace xm::core
