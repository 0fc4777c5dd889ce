// What is said when persons are merged: the options of xm.find_duplicates and xm.merge_duplicates.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/people/duplicates.hpp"

namespace xm::core {

struct duplicate_options {
    // Columns of the register: each an attribute or a kind of key, or, as "kinds" says, a name for several.
    struct source {
        std::string name;
        std::vector<std::string> of;
    };
    std::vector<source> columns;
    duplicate_plan plan;
    std::vector<std::size_t> distinct;  // columns of which a person has one value
    bool again = false;                 // propose pairs that were unmerged, too
    double least = 0.01;                // probability of the pairs that are listed

    // Throws `invalid` with the path of what is wrong.
    static duplicate_options parse(std::string_view json);
    // What speaks for a pair, as JSON: levels and weights (log2 of the Bayes factor against other people) by attribute, and the
    // blocks that it shares, passes as bits; of a merge whom it was merged with, and how likely (`with` 0: none). Never values.
    struct merge_evidence {
        std::int64_t with = 0;
        double probability = 0, weight = 0;
    };
    std::string evidence(const match_model& m, std::span<const std::int16_t> levels, std::uint32_t passes,
                         const merge_evidence& of_merge) const;
    // The columns of a block that is too large, and of how many people it is.
    std::string large_block(std::size_t pass, std::size_t people) const;
};

}  // namespace xm::core
