// What it takes to turn one definition of a survey into another, and what would be lost.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/survey/columns.hpp"
#include "core/survey/definition.hpp"

namespace xm::core::survey {

// A row of what xm.alter_survey returns.
struct change {
    // add_item, retire_item, revive_item, add_option, add_language, reword, add_missing, widen_scale, setting
    std::string kind;
    std::string item;  // empty: of the survey
    std::string detail;
};

// A change that is refused if there are answers, or publications, that it would lose or read otherwise: `count` counts them.
struct doubt {
    std::string path;  // of the definition, such as items[3].scale
    std::string what;  // in words
    const char* hint;
    statement count;  // a SELECT of one bigint
    const char* counted = "answers";
};

struct difference {
    std::vector<change> changes;
    std::vector<doubt> doubts;
    std::vector<statement> statements;  // to apply in this order, before catalogue and views are written anew
    definition result;                  // the new definition, with what is retired kept
    bool columns = false;               // the table or what is summarised changes
    bool drops = false;                 // columns go: the views over them must let go first
    bool remake = false;                // a table without answers is made anew, in place of the statements
};

// Compares the definition a survey has (with its retired parts) with the one it is to have. Throws `invalid` for what no number
// of answers decides: another side, a weaker mode, the name of a part of another kind.
difference compare(std::string_view workspace, std::string_view survey, const definition& before, const definition& after);

}  // namespace xm::core::survey
