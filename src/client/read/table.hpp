// Rows of a file, whatever kind of file it is: what readers give and everything else takes.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/formats/questionnaire.hpp"

namespace xm::client {

// What the file itself says a cell is; text files know texts only.
enum class cell_kind : std::uint8_t {
    text,
    number,   // its text is the shortest that reads back as the same double, without exponent below 1e15
    boolean,  // "true" or "false"
    time,     // "2024-02-29", "2024-02-29 10:00:00[.123]" or "10:00:00"
    error     // of a spreadsheet, such as #DIV/0!; or a formula without a stored result (empty text)
};

struct cell {
    std::string_view text;  // UTF-8; empty: there is nothing
    cell_kind kind = cell_kind::text;
};

// One row; its texts live until the next one is read.
struct record {
    std::uint64_t line = 0;  // where it begins: the line of a text file, the row of a sheet, the number of a case; from 1
    std::vector<cell> cells;
};

// One pass over the rows of a table, header rows included. Memory is bounded whatever the file holds. Throws `failure` with the
// place (line, and column where it is known) for what is damaged.
class table {
public:
    table() = default;
    table(const table&) = delete;
    table& operator=(const table&) = delete;
    virtual ~table() = default;
    // False at the end. The record is reused: nothing is allocated per row once it has its size.
    virtual bool next(record& row) = 0;
    // How much of the file has been read, 0..1, for the progress bar; negative where the size is not known.
    virtual double progress() const = 0;
};

// A file that can be read again from the start (a pipe: twice, since what the plan looked at is kept).
class source {
public:
    source() = default;
    source(const source&) = delete;
    source& operator=(const source&) = delete;
    virtual ~source() = default;
    virtual std::unique_ptr<table> open() = 0;

    std::string name;       // of the file, as given
    std::string container;  // csv, xlsx, sav, json
    std::string encoding;   // utf-8, utf-8-bom, utf-16le-bom, windows-1252 ...; empty where the container says it
    char delimiter = 0;     // of text files
    std::string sheet;      // of workbooks: the one that is read
    std::vector<std::string> sheets;
    std::uint64_t size = 0;  // in bytes; 0: not known
    // What the file itself lists: labels and codes for "no answer" of SPSS, questions of a JSON export.
    std::optional<questionnaire> listed;
    // What was noticed while reading, in words for people: "C4: a formula without a stored result, taken as empty".
    std::vector<std::string> notes;
};

}  // namespace xm::client
