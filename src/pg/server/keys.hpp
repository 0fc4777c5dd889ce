// Groups of any type as keys of one size: equal values of SQL give one key, and other values others.
#pragma once

#include "pg/server/internal.hpp"

#include "core/num/group_key.hpp"

namespace xm::pg {

// How to read keys of one type.
struct key_type {
    enum way : std::uint8_t {
        text,      // bytes that say all: deterministic text, bit strings
        printed,   // a text form that says all
        whole,     // a number in the Datum
        numeric,   // 1 and 1.00 are one; their hash knows no sign
        hashed,    // by the type's own extended hash
        elements,  // of an array, in turn
        columns,   // of a row
        bounds,    // of a range
        ranges,    // of a multirange
        json       // of jsonb
    };
    struct row_shape;  // a row type that has been met, with the keys of its columns

    Oid type;
    way read;
    Oid collation;
    FmgrInfo function;  // hash or output
    // Of what a nested value is made of:
    key_type* element;
    TypeCacheEntry* range;
    row_shape* shapes;
    MemoryContext memory;
};

// What a transition keeps with its call site: how to read the keys among its arguments.
struct key_site {
    key_type types[1];
};

// Act 1. Once per call site; the keys are the arguments first .. first + keys - 1. Raises for a type without equality.
key_site& key_site_of(FunctionCallInfo fcinfo, int first, int keys);
// Act 1. The same for a type that is not an argument's.
void describe_key(key_type& to, Oid type, Oid collation, MemoryContext memory);
// Act 1. The collation of an argument of the call, each with its own: that of the call is one for all of them.
Oid collation_of(FunctionCallInfo fcinfo, int argument);
// Act 1.
core::group_key key_of(key_type& type, Datum value);

}  // namespace xm::pg
