// Through what does it work? A chain of causes: direct effects, the routes through mediators, and their sums.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/models/jackknife.hpp"
#include "core/models/moments.hpp"

namespace xm::core {

inline constexpr std::size_t max_chain = 12;  // 1,023 routes

struct path_row {
    std::string path;       // labels with " > " between them
    std::string_view kind;  // direct, indirect, total_indirect, total
    double estimate;
    std::optional<double> std_error, lower, upper, p_value;
};

// Each label of the chain (cause, mediators ..., outcome) regressed on all before it by least squares. Direct effects with
// Student t; routes from cause to outcome and their sum by the first-order delta method over the equations' covariances
// (equations are independent of each other; Sobel 1982 where there is one mediator), normal; total: the regression of the
// outcome on the cause. 95 % intervals. Throws `invalid` unless 2 to 12 labels of the state are named once each.
std::vector<path_row> chain_paths(const centred_moments& m, const std::vector<std::string>& chain);

// The same from one state per group of respondents: delete-a-group jackknife errors, as those of drivers(), Student t on
// G - 1. One group gives no errors.
std::vector<path_row> chain_paths(const group_moments& group, std::size_t count, const std::vector<std::string>& chain,
                                  poll check);

}  // namespace xm::core
