// Categories as arguments: one row, whose columns are the variables, or one scalar, which is labelled x1. Values are taken as
// their text.
#pragma once

#include "pg/server/variables.hpp"

#include "core/decide/coded_rows.hpp"

namespace xm::pg {

struct category_column {
    std::string_view label;
    int attribute;  // of the row
    Oid type;       // base type
    FmgrInfo output;
    char digits[32];  // of a value that is written here
};

// What a call site keeps of such an argument.
struct category_site {
    int argument;
    int size;
    row_reader rows;  // without a shape for a scalar
    category_column* columns;
};

// Act 1. From the first row, in `memory`; the argument is not NULL unless it is a scalar.
void describe_categories(category_site& site, FunctionCallInfo fcinfo, int argument, MemoryContext memory);

// Act 1. The texts of a row, one for each column; false if a column is NULL, whose text is without data then. Whether NULL or
// empty: data() says. They stay until the row's memory is reset, or the next row is read.
bool read_categories(FunctionCallInfo fcinfo, category_site& site, std::string_view* to);

// Act 2.
inline std::vector<std::string_view> labels_of(const category_site& site) {
    std::vector<std::string_view> labels;
    for (int c = 0; c < site.size; ++c) labels.push_back(site.columns[c].label);
    return labels;
}
// Throws `invalid` unless the columns of the site are those that the rows were collected with: it may be another one than that
// of the rows before.
void same_columns(const category_site& site, const core::coded_rows& rows);

}  // namespace xm::pg
