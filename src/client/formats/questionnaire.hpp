// What a survey tool says that it asked: read from a file beside the answers (.qsf, .lss, XLSForm, survey.json), or from the
// export itself (SPSS). Codes and texts stand as the tool writes them; naming and typing of items is the plan's.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/survey/definition.hpp"

namespace xm::client {

using core::survey::texts;

// An answer that people could choose.
struct listed_option {
    std::string code;  // as an export of codes writes it
    texts label;       // as an export of labels writes it, in every language there is
    std::optional<double>
        value;               // what it counts as, where the tool says so (assessment value, recode); else its code if a number
    bool missing = false;    // means "no answer": excluded from analysis, or "Not applicable" beside a scale
    bool own_words = false;  // "Other": people write what they mean
};

// A question, or a row of a matrix: what has a cell, or a cell per option, in the answers.
struct listed_question {
    std::vector<std::string> columns;  // header (or import id) of its column; of a column per option that of each, in the order
                                       // of `options`. Where the export names columns by text alone: empty
    std::vector<std::string> keys;  // where the tool has ids beside headers, those of `columns`: QID12_4, parts joined by "_"; of
                                    // LimeSurvey the header of a VV file: tools_SQ001
    std::string name;               // short name for the item, as the tool has it; not yet one of ours. Of `multiple` also the
                                    // header of a column that joins the options
    texts text;                     // the question; of a row of a matrix "question - row"
    // What it is: nothing where the tool does not say. `display` texts and the like are left out.
    std::optional<core::survey::item_type> type;
    std::vector<listed_option> options;
    std::optional<core::survey::span> scale;                // of ratings without labels: sliders, stars
    std::vector<std::pair<double, double>> missing_ranges;  // of SPSS: numbers that mean "no answer"
    std::string other_column;                               // where own words stand
    bool ranks_by_place = false;  // of rankings: a column per place that holds the option, not a column per option with its rank
    std::string separator;        // between options that share one cell
    std::string reason;           // where something was decided here: said in the plan
};

struct questionnaire {
    std::string tool;  // qualtrics, limesurvey, kobo, odk, formbricks, spss
    std::string name;  // identifier of the survey there, empty if unknown
    texts title;
    std::string language;  // the survey's own, ISO code; empty if unknown
    std::vector<std::string> languages;
    std::string zone;    // IANA name, empty if unknown
    std::string weight;  // of SPSS: the variable that weighs responses
    std::vector<listed_question> questions;
    std::vector<std::string> displays;  // codes of texts that ask nothing, which exports have empty columns of
    std::vector<std::string> hidden;    // codes of fields that are not asked: embedded data, calculated and hidden fields
};

// Each reads one kind of file; throws `failure` for what is damaged or is none of its kind. `is_…` looks at the first bytes.
questionnaire read_qsf(const std::string& path);                // Qualtrics
questionnaire read_lss(const std::string& path);                // LimeSurvey
questionnaire read_xlsform(const std::string& path);            // KoboToolbox, ODK: sheets survey, choices, settings
questionnaire read_xform(const std::string& path);              // ODK: the XML form
questionnaire read_formbricks_survey(const std::string& path);  // survey.json
// What kind of companion this file is, by its content: reads it; nothing if it is no companion (a file of answers).
std::optional<questionnaire> read_companion(const std::string& path);

}  // namespace xm::client
