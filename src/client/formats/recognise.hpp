// Which tool wrote a table of answers, and what its columns are by their headers alone.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "client/formats/questionnaire.hpp"
#include "client/plan/plan.hpp"
#include "client/read/table.hpp"

namespace xm::client {

// How the answers of a question are laid out over columns, as far as headers tell.
enum class layout : std::uint8_t {
    alone,       // its own column
    grid,        // one of several of a question: options, rows of a matrix, or ranks; the answers tell which
    tick,        // one option of several
    rank_place,  // the option of one rank
    other_words,
    joined,  // options in one cell
    whole,   // options in one cell, of a question that may as well have a column each
    repeats  // the same answers as another column: no item of its own
};

struct column_facts {
    client::role role = role::answer;
    std::string role_label, key_kind;
    std::string key;   // by which it is known again
    std::string code;  // short name, as the tool has it; empty: made from the question
    std::string question;
    client::layout layout = layout::alone;
    std::string group;         // of grid, tick, rank and rank_place: the same for all columns of a question
    std::string group_code;    // name of the item that the columns of the group make together
    std::string group_text;    // its question
    std::string option_code;   // of the option or row; empty: made from its text
    std::string option_text;   // of the option, row or place
    std::string separator;     // of joined
    int place = 0;             // of rank_place
    bool zone_is_utc = false;  // of times: the header says so
    bool mask = false;
    bool weak_id = false;   // an id that people may have given twice
    bool may_name = false;  // it may name a person or a place: the cells tell
    const listed_question* listed = nullptr;
    std::size_t listed_column = 0;  // which of its columns
    std::string reason;
};

struct recognised {
    std::string format;
    std::size_t header_rows = 1;  // with what stands before them
    std::size_t names_row = 0;    // which of the first rows names the columns
    bool english = true;          // the tool's own words in the header: it writes the month before the day
    std::string zone;
    std::vector<column_facts> columns;
    std::map<std::size_t, std::vector<std::string>> tests;
    std::optional<std::size_t> id_column, sent_column;
    std::vector<std::string> warnings;
};

// The first rows as texts, blank ones left out; a dozen are enough. `companions` live as long as the result: it points into them.
recognised recognise(const std::vector<std::vector<std::string>>& head, const source& from,
                     const std::vector<questionnaire>& companions);

// Lower-case letters, digits and underscores, at most `longest` of them, a letter first (or a digit, in option codes): what
// a name is made of. Other scripts are written in Latin letters.
std::string name_from(std::string_view text, std::size_t longest, bool digit_first);

}  // namespace xm::client
