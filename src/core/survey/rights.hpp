// Who may what in a workspace: grants and row security from the kinds of roles.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/survey/definition.hpp"
#include "core/survey/statement.hpp"

namespace xm::core::survey {

// What xm.grant_workspace wrote down; an empty survey stands for all.
struct grant {
    std::string role, kind, survey;
};
struct survey_facts {
    std::string name;
    survey::side side;
    survey::mode mode;
};

// GRANTs, and the policies of every table made anew. They add to what somebody granted by hand, and take nothing away.
// `distributed`: over the nodes of a Citus cluster. `surveys_only`: of the tables and views of these surveys. `asking`: it has
// the tables of 13-invitations.sql, which workspaces of before 0.11.0 get by xm.upgrade_workspace; `acting`: those of
// 14-acting.sql (0.12.0); `merging`, `training`: those of
// 15-merging.sql and 16-words.sql (0.13.0).
std::vector<statement> rights(std::string_view workspace, const std::vector<grant>& grants,
                              const std::vector<survey_facts>& surveys, bool distributed = false, bool surveys_only = false,
                              bool asking = true, bool acting = true, bool merging = true, bool training = true);

}  // namespace xm::core::survey
