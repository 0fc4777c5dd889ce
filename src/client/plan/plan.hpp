// What an import will do, decided before anything is stored: what --dry-run prints is what load() does, and nothing else.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "client/formats/questionnaire.hpp"
#include "client/read/forms.hpp"
#include "client/read/table.hpp"
#include "core/survey/definition.hpp"

namespace xm::client {

// What a column of a file is for.
enum class role : std::uint8_t {
    dropped,  // not stored: reason says why
    answer,
    source_id,     // "respondent"
    submitted_at,  // "submit"; date and time of day may be two columns: `second`
    started_at,    // "start"
    ended_at,      // "end": the moment of submission where nothing else says it, else not stored
    complete,      // "finished"
    status,        // tells test, preview and spam rows from answers: not stored
    language,
    channel,
    wave,
    unit,
    touchpoint,
    person,  // a key of the person: `key_kind`
    weight,
    personal,  // "personal": e-mail, name, address, location: dropped
    metadata   // "metadata": dropped
};
// As the plan prints it: respondent, submit, start, end, finished, status, language, ...; empty for answers.
std::string_view name_of(role r);

// How the text of a cell becomes a value.
enum class reading : std::uint8_t {
    none,
    rating,      // words, else a whole number
    choice,      // words → code
    tick,        // one option of a multiple choice: `words` says which texts are yes and which no; `blank` what an empty cell is
    joined,      // options in one cell, joined by `separator`
    rank,        // a column per option, holding its rank
    rank_place,  // a column per place, holding the option: `option` is empty, `place` counts from 1
    rank_joined,
    other,  // the words of their own of a choice
    number,
    text,
    date,
    time,  // a timestamp
    boolean
};

struct plan_column {
    std::size_t file = 0;    // place in plan::files
    std::size_t column = 0;  // from 0 within its file or sheet
    std::string source;      // its header, as it stands
    std::string key;         // by which it is known again in a later export: import id, code, else the header with its question
    client::role role = role::answer;
    std::string
        role_label;        // overrides the printed name of the role where the tool has a word of its own, such as "embedded data"
    std::string key_kind;  // of persons: email, phone, crm ...
    // Answers.
    std::string item;                           // empty: none
    std::vector<std::string> database_columns;  // of the response table
    core::survey::texts question;
    client::reading reading = reading::none;
    std::string option;  // its code: of a tick or a rank
    int place = 0;
    // Texts as they stand → code of an option, rating, or "true" / "false". Compared as they are first, then folded (fold()).
    std::unordered_map<std::string, std::string> words;
    std::map<std::string, std::string> missing;             // text that means "no answer" → reason
    std::vector<std::pair<double, double>> missing_ranges;  // numbers that do
    std::string separator;                                  // of joined
    bool has_other = false;                                 // joined or choice: what is no option goes to ITEM_other
    bool number_last = false;  // of ratings: "Extremely likely - 10"; else a number may lead: "0 - Not at all"
    bool decimal_comma = false;
    bool thousands = false;  // a sign between groups of three is left out: the point where the comma is decimal, else the comma
    date_order order = date_order::ymd;
    std::string zone;                   // IANA name where the text states no offset; empty: the workspace's
    std::optional<std::size_t> second;  // the column of the time of day that belongs to a date
    bool mask = false;                  // a leading apostrophe masks a formula: left out
    std::string reason;                 // why, where it was not certain; for people
};

// One file of answers, and how to read it.
struct plan_file {
    std::shared_ptr<client::source> source;
    std::string format;  // qualtrics-csv, kobo-xlsx ...
    std::size_t header_rows = 1;
    std::size_t head_records = 1;  // to skip: the header rows, what stands before them, and blank rows among them
    std::size_t columns = 0;
    std::optional<std::uint64_t> rows;  // records; nothing where only the beginning was read
    std::uint64_t sampled = 0;          // records looked at
    std::uint64_t blank = 0;            // rows without any value among them, which are no records
    // Rows that are no answers: column → texts (folded) that say so, such as Status = "Survey Preview", 1, 2, spam.
    std::map<std::size_t, std::vector<std::string>> tests;
    // Rows that are the same response as one before: by source_id. Nothing: a row without id is known by a hash of itself.
    std::optional<std::size_t> id_column;
    // Rows with nothing in this column were not sent off: they are not complete.
    std::optional<std::size_t> sent_column;
    bool stored = true;  // false: another file has the same responses, and this one is not read again
};

struct plan {
    std::string format;  // of all files together, such as formbricks-csv+json
    std::string zone;    // of times without an offset; empty: the workspace's
    std::vector<plan_file> files;
    std::vector<plan_column> columns;
    core::survey::definition definition;
    bool side_known = false;
    std::string survey;                 // name; empty until it is said or found
    std::string wave;                   // of all rows; empty: that of each row, if any
    std::vector<std::string> warnings;  // for people
};

// The plan as platform.md's JSON and as a table for people.
std::string json_of(const plan& p);
std::string table_of(const plan& p, bool colour, int width);

}  // namespace xm::client
