// Groups of any type as keys of one size.
#pragma once

#include "pg/internal.hpp"

#include "core/num/group_key.hpp"

namespace xm::pg {

// What a transition keeps with its call site: how to read the keys among its arguments.
struct key_site {
    struct key_type {
        Oid type;
        bool by_hash;
        Oid collation;
        FmgrInfo hash, output;
    } types[1];
};

// Act 1. Once per call site; the keys are the arguments first .. first + keys - 1.
key_site& key_site_of(FunctionCallInfo fcinfo, int first, int keys);
// Act 1. The same for a type that is not an argument's.
void describe_key(key_site::key_type& to, Oid type, Oid collation, MemoryContext memory);
// Act 1.
core::group_key key_of(key_site::key_type& type, Datum value);

}  // namespace xm::pg
