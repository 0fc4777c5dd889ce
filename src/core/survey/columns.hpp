// From a definition to the objects of a workspace: the response table, its checks, comments and triggers, the rows of the
// catalogue, and the views that show answers.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/survey/definition.hpp"
#include "core/survey/statement.hpp"

namespace xm::core::survey {

// A column of a response table.
struct column {
    std::string name;
    std::string type;     // as SQL writes it
    statement check;      // a condition, empty if there is none
    std::string comment;  // the question in the survey's language
    std::string item;     // empty: of every survey
    std::string option;   // of a multiple choice or a ranking
    statement generated;  // the expression of a scale, else empty
};

// What the summary keeps of a survey: xm.ratings of a rating, xm.moments of a number or a scale.
struct slot {
    std::string item;
    bool ratings = false;
};

// The type of a column that holds such an answer, or one option of it.
const char* column_type(item_type t);
// The name of its CHECK: that of a column of an option may be as long as a name can be, and stands alone.
std::string check_name(const column& c);

// The columns of an item or a scale of this definition.
std::vector<column> columns_of(const definition& d, const item& it);
column column_of(const definition& d, const scale& s);
std::string table_comment(std::string_view survey, const definition& d);
// All columns of the response table, those of every survey first.
std::vector<column> columns_of(const definition& d);

// The share of ratings that counts as favourable (or not): what the item says, else the usual ends of the scales 0–10, 1–5 and
// 1–7, turned round for a reversed item; nothing for other scales.
std::optional<span> favourable_of(const item& it);
std::optional<span> unfavourable_of(const item& it);

// What is summarised, retired items too: they may come back.
std::vector<slot> slots_of(const definition& d);

// CREATE TABLE with checks, comments and triggers. `triggers`: the summary follows by itself.
std::vector<statement> create_table(std::string_view workspace, std::string_view survey, const definition& d, bool triggers);
// The statement triggers of a response table, made anew where they are.
std::vector<statement> create_triggers(std::string_view workspace, std::string_view survey, const definition& d);
// Without triggers that look at all new rows at once, foreign keys do it row by row; a wave is checked with the summary.
std::vector<statement> create_keys(std::string_view workspace, std::string_view survey, const definition& d);
// ADD COLUMN with check and comment.
std::vector<statement> add_column(std::string_view workspace, std::string_view survey, const column& c);

// The rows of survey, item and choice as they are to be; what an import wrote beside a choice stays.
std::vector<statement> write_catalogue(std::string_view workspace, std::string_view survey, const definition& d);

// SQL for the language of a response `of`, without region, in lower case: en of en, EN-GB or en_US.
statement response_language(const char* of, const definition& d);

// View <survey>_labelled: labels in the survey's language in place of codes; a rating is text, its label or the number. `order`:
// the columns of the table as they stand there, since a view gains columns at its end only.
std::vector<statement> labelled_view(std::string_view workspace, std::string_view survey, const definition& d,
                                     const std::vector<std::string>& order);

// The views over all surveys, answer and comment.
using surveys = std::vector<std::pair<std::string, definition>>;
statement answer_view(std::string_view workspace, const surveys& all);
statement comment_view(std::string_view workspace, const surveys& all);
// The view duplicate_answer: complete answers of one person, merged ones together, to one wave, where there are several.
statement duplicate_view(std::string_view workspace, const surveys& all);
// The view comment_word: xm.word_effects over the comments of identified surveys, by month (in the time zone) and unit.
statement comment_word_view(std::string_view workspace, const surveys& all, std::string_view zone);

}  // namespace xm::core::survey
