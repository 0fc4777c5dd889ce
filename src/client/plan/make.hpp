// From files to a plan: what each column is, decided from its header, from what the export lists, and from a sample of its
// answers.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "client/plan/plan.hpp"
#include "client/read/csv.hpp"

namespace xm::client {

struct plan_options {
    std::vector<std::string> files;  // answers and companions, in any order
    text_options text;
    std::string sheet;
    std::string zone;  // IANA name; empty: what the file says
    std::string survey;
    std::string language;  // of questions and labels in the file
    std::optional<core::survey::side> side;
    std::optional<date_order> order;
    // The definition that the survey has, or is to have: its items are filled, and new ones added only if `extend`.
    std::optional<core::survey::definition> given;
    bool extend = true;
    std::map<std::string, std::string> mapping;  // of the last import: key of a column → item, "@unit", "@wave" or "@person KIND"
    // Columns by header, number from 0, or item.
    std::string unit, wave_column;
    std::vector<std::pair<std::string, std::string>> persons;  // kind, column
    std::vector<std::string> keep, drop;
    std::vector<std::pair<std::string, std::string>> missing;  // code, reason
    bool tests = false;                                        // test and preview rows are answers, too
};

// Throws `failure`. What is not certain has its reason in the plan.
plan make_plan(const plan_options& o);

// Opens a file of answers by what it holds.
std::shared_ptr<source> open_source(const std::string& path, const plan_options& o);

}  // namespace xm::client
