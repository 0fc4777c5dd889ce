// How far two groupings of the same people agree.
#pragma once

#include <optional>

#include "core/num/group_key.hpp"
#include "core/num/pattern_store.hpp"

namespace xm::core {

// One cell of a cross-table.
struct group_pair {
    group_key a, b;
};

// Cramer's V (1946), sqrt(chi^2 / (n (min(rows, columns) - 1))), without correction; nothing where a grouping has one group.
// Records are group_pairs, counted.
std::optional<double> cramers_v(const pattern_store& cells, poll check);

// Adjusted Rand index (Hubert & Arabie 1985, J. Classif. 2, 193-218); 1 where both have one group or all are alone,
// nothing for fewer than two people.
std::optional<double> adjusted_rand(const pattern_store& cells, poll check);

// The same from the numbers of people: of all, and sums of n (n - 1) / 2 over cells, rows and columns.
std::optional<double> adjusted_rand(double n, double cells, double rows, double columns);

}  // namespace xm::core
