// Variables given to an aggregate as columns, as one row, or as an array.
#pragma once

#include "pg/server/value.hpp"

#include <string>
#include <vector>

#include "core/models/moments.hpp"
#include "core/models/predictor_rows.hpp"

namespace xm::pg {

struct key_type;

// Rows of one type, taken apart one after the other.
struct row_reader {
    Oid type;
    std::int32_t typmod;
    TupleDesc shape;
    Datum* values;  // of the columns of the row read last
    bool* nulls;

    // Act 1. What rows like this one need, in `memory`.
    static row_reader of(HeapTupleHeader row, MemoryContext memory);
    // Act 1. Raises for a row of another type.
    void read(HeapTupleHeader row);
};

// What a call of the aggregate is like, found out at its first row and kept with the query.
struct call_site {
    enum source : std::uint8_t { columns, row, array } from;
    bool whole;       // all variables are integer or boolean
    bool all_int4;    // of type integer, the commonest case
    bool all_float8;  // of type double precision
    int first;        // argument of the first variable
    Oid leading[3];   // types of "any" arguments before it, for the function to find out
    key_type* key;    // how to read a group among them, likewise
    int variables;
    Oid* types;          // per variable
    const char* labels;  // as states store them; of a row argument
    std::size_t labels_size;
    std::int64_t groups;  // states made so far
    // Where variables may be categories: the way to read each (numbers: not set), null if all are numbers; those of the row
    // read last, in the order of the variables; and what the last argument says of them.
    bool* coded;
    core::category* categories;
    core::category* references;
    std::size_t references_size;
    int options;        // that argument, 0 without
    varlena* as_given;  // its value
    // Of a row argument:
    row_reader rows;
    // Of a row or array argument, the values of one row:
    int attributes;
    int* attribute_of;
    NullableDatum* values;
};

// Act 1. Once per call site, kept in fn_extra; a row argument is described by its first row. No
// argument from `first` on may be NULL. Raises on types that are no numbers. Without arguments from
// `first` on there are no variables.
call_site& site_of(FunctionCallInfo fcinfo, int first);
// The same where variables may be text or of an enum, and a last argument jsonb: {"reference": {"region": "south"}}.
call_site& coded_site_of(FunctionCallInfo fcinfo, int first);

// The values of one row of a row or array argument; null if one of them is NULL.
const NullableDatum* spread(call_site& site, Datum value);

std::int64_t whole_at(Oid type, Datum value);
double number_at(Oid type, Datum value);

// Act 1. Raises unless the type, a base type, is of numbers or boolean; `what` names what has it.
void check_number_type(Oid type, const char* what);
// Act 1. The type of a "any" argument that must be a number or boolean; `what` names it in the error.
Oid number_type(FunctionCallInfo fcinfo, int argument, const char* what);

// Whether a 0/1 or boolean argument is true; raises, naming `what` and the value, if it is neither.
bool yes_at(Oid type, Datum value, const char* what);

// Raises unless core::value_allowed; names the variable.
void check_number(const call_site& site, int i, double number);

// Act 1. The categories of a row into site.categories; raises if the options are not those of the first row.
void categories_at(FunctionCallInfo fcinfo, call_site& site, const NullableDatum* values);

// Act 1. All variables of a row as numbers, checked, but for those that are categories.
void numbers_at(const call_site& site, const NullableDatum* values, double* to);

// The predictors of a model whose rows an aggregate collects: their number, and their labels as states
// store them (of a row argument).
struct predictors {
    std::int32_t count;
    std::uint32_t labels_size;
    const std::byte* labels;
};
inline core::bytes tail_of(const predictors& p) { return {p.labels, p.labels_size}; }
inline void set_tail(predictors& p, const std::byte* at) { p.labels = at; }
inline predictors predictors_of(const call_site& site) {
    return {site.variables, static_cast<std::uint32_t>(site.labels_size), reinterpret_cast<const std::byte*>(site.labels)};
}
// Act 2.
std::vector<std::string> labels_of(const predictors& p);
// Throws `invalid` unless both are the same.
void same_predictors(const predictors& a, const predictors& b);

}  // namespace xm::pg
