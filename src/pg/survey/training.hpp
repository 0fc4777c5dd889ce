// Sentiment of comments. All within SPI, as the owner of the workspace.
#pragma once

#include "pg/survey/workspace.hpp"

namespace xm::pg::survey {

// SQL that judges the comments of the responses in a transition table, by the models that are there.
const char* judging(const workspace& w, const char* survey, const char* added);
// Judges all comments of a survey anew, where no trigger does.
void judge_again(const workspace& w, const char* survey);
// Takes away what is said of the comments of responses: SQL for their numbers; null: of all.
void forget_sentiment(const workspace& w, const char* survey, const char* responses);

}  // namespace xm::pg::survey
