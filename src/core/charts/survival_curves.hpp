// How long people stay: step curves with the numbers at risk.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/charts/options.hpp"
#include "core/loyalty/survival.hpp"

namespace xm::core::charts {

struct survival_group {
    std::string label;  // empty: without a name
    std::optional<survival> state;
};

// Kaplan-Meier curves from time 0 at 100 % with bands of 95 % (see survival_table), and below them how many were at risk at the
// times of the axis. States of one label are added; those that are missing or empty are left out. Throws `invalid` for more than
// 20 labels.
std::string draw_survival(std::vector<survival_group> groups, const options& o);

}  // namespace xm::core::charts
