// The one exception of the client that people see: what is wrong, where, and what to do.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>

namespace xm::client {

// How the program ends: see `xm --help`.
enum class ending : int { done = 0, refused = 1, usage = 2 };

// Where in a file: parts that are not known are empty or 0.
struct place {
    std::string file;
    std::uint64_t line = 0;  // of text files, from 1: where the record begins; of sheets the row
    std::string column;      // its header, or its letter where it has none
    std::string cell;        // of sheets, such as C4
};

class failure : public std::runtime_error {
public:
    // `what` holds the value only where it may be shown.
    failure(ending how, const std::string& what, std::string hint = {}, place where = {})
        : std::runtime_error(what), how_(how), hint_(std::move(hint)), where_(std::move(where)) {}

    ending how() const { return how_; }
    const std::string& hint() const { return hint_; }
    const place& where() const { return where_; }
    // The same, told where: for readers that know the line and callers that know the file.
    failure at(const place& where) const { return failure(how_, what(), hint_, where); }

private:
    ending how_;
    std::string hint_;
    place where_;
};

// "file, line 7, column comment: text\nHINT: ...", as it is printed.
std::string message_of(const failure& f);

}  // namespace xm::client
