// What read_companion needs of each reader.
#pragma once

#include <nlohmann/json.hpp>

#include "client/formats/questionnaire.hpp"

namespace xm::client::companions {

bool is_formbricks_survey(const nlohmann::json& file);
questionnaire formbricks_survey(const nlohmann::json& file);
// Whether it has sheets survey and choices.
bool is_xlsform(const std::vector<std::string>& sheets);

}  // namespace xm::client::companions
