// The result of a query as a page shows it, whatever it is written as: which columns stand together, how many digits a number
// has.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "client/db.hpp"
#include "client/report/numbers.hpp"
#include "client/report/page.hpp"
#include "client/report/text.hpp"

namespace xm::client::report {

// What came back: the first rows, as many as are shown.
struct result {
    std::vector<column> columns;
    std::vector<row> rows;
    std::uint64_t total = 0;  // how many rows there were
};

struct shown_cell {
    enum class kind { missing, text, number, picture };
    kind is = kind::missing;
    std::string text;
};
struct shown_column {
    std::string title;
    bool right = false;     // numbers, whose decimal marks stand below one another
    bool together = false;  // short words, each to be kept on a line
};
struct shown_table {
    std::vector<shown_column> columns;
    std::vector<std::vector<shown_cell>> rows;
    std::uint64_t total = 0;
};

// What the writing of values depends on.
struct style {
    const number_format& numbers;
    const words& said;
    unsigned svg;  // OID of the type xm.svg; 0: there is none

    explicit style(const std::string& language, unsigned svg_type = 0)
        : numbers(numbers_of(language)), said(words_of(language)), svg(svg_type) {}
};

// - Numbers of a column have the same digits behind the mark. Those of integers, and of numerics with at most 4, are as they are.
//   Others: with an interval those that its half-width (of the narrower ones) tells, by the rule of the Particle Data Group
//   ("Review of Particle Physics", 2022, introduction 5.3): two digits of it if they are below 35, else one. Without, three
//   digits of the largest number. A column named p_value (or *_p_value, q_value) has three, and what is smaller is "< 0.001".
// - Thousands are parted in columns that reach 10,000: a year never is.
// - P_lower and P_upper, or lower and upper beside value or estimate, or else behind a number, become one column behind it.
// - A column named ... percent or ... % is in per cent; those of `percent` are fractions and become per cent. Its interval is,
// too. Throws `failure` for a column of `percent` that is not there or holds no numbers.
shown_table table_of(const result& r, const query& q, const style& how);

// Of an expression within a line: one row, one column, or one with its interval: "0.73 (0.68 to 0.77)". No row is a missing
// value. Throws `failure` otherwise.
shown_cell value_of(const shown_table& t, const style& how);

}  // namespace xm::client::report
