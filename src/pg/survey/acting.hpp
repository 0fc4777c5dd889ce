// Alerts that are raised where answers arrive and where results are published.
#pragma once

#include "pg/survey/workspace.hpp"

namespace xm::pg::survey {

// Whether answers raise alerts in what is being done; an import switches it off.
extern bool answers_raise_alerts;

// For the trigger of a survey's table, whose transition tables are registered: raises alerts of the rows in `added`, unless those in
// `removed` met the rule, too. A rule that fails is switched off, and refuses no answer.
void raise_answer_alerts(const workspace& w, const char* survey, bool removed);

// Raises alerts of scores and signals: of one survey, or of all where it is null. Returns how many.
std::int64_t raise_score_alerts(const workspace& w, const char* survey);

// A survey has become confidential or anonymous: what rules on its single answers raised goes, and they are switched off.
void end_answer_alerts(const workspace& w, const char* survey);

}  // namespace xm::pg::survey
