// What is asked when a wave of a survey is published: the breakdowns, and which items become quantities, questions and comments.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/privacy/publication.hpp"
#include "core/survey/definition.hpp"

namespace xm::core::survey {

// One list per breakdown, of `unit` and names of attributes. Throws `invalid` with the path of what is wrong, such as
// breakdowns[1][0]: no list of lists of names, a name twice, a breakdown twice, an item of the survey (what was answered must not
// say who is in a cell), an attribute where the survey is anonymous.
std::vector<std::vector<std::string>> parse_breakdowns(std::string_view json, const definition& d);

struct publishing_plan {
    std::vector<const item*> quantities;
    struct question {
        std::string name;
        // What makes one score of the answers; the same text in two publications, the same score.
        std::string metric;
        publication::question how;
    };
    std::vector<question> questions;
    struct comment {
        std::string item, column;
    };
    std::vector<comment> comments;
};
// What makes a score of the ratings of an item, as in a question's `metric`.
std::string metric_text(const item& it);
// Of these items and scales, or of all that can be published: ratings, scales over ratings, texts. Throws `invalid` for an item
// that there is not or that cannot be published. Points into the definition.
publishing_plan plan_publishing(const definition& d, const std::vector<std::string>* items);

}  // namespace xm::core::survey
