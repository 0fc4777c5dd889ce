// Categories as arguments: one row, whose columns are the variables, or one scalar, which is labelled x1. Values are taken as
// their text.
#pragma once

#include "pg/server/internal.hpp"
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

// Act 1. Whether an argument of an aggregate is the same in all rows of a scan, as a constant or parameter is.
bool fixed_argument(FunctionCallInfo fcinfo, int argument);

// Act 1. What the call site of an aggregate keeps; described at its first row.
category_site& category_site_of(FunctionCallInfo fcinfo, int argument);

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

// Act 2. Codes of a row's texts, 0 for NULL.
inline void codes_of(core::coded_rows& rows, const std::string_view* texts, std::uint32_t* codes) {
    for (std::size_t c = 0; c < rows.columns(); ++c) codes[c] = texts[c].data() == nullptr ? 0 : rows.code(c, texts[c]);
}

// --- rows of categories collected by an aggregate ------------------------------------------------------------

// Head is plain data that is the same for all rows of a group, of which check_same throws where it is not; Sums has their number
// and a merge.
template <class Head, class Sums>
struct coded_collection {
    using head = Head;
    using sums = Sums;
    bounded_resource memory;
    Head fixed;
    core::coded_rows rows;

    coded_collection(MemoryContext context, const char* aggregate, const Head& h, const category_site& site)
        : memory(context, account_of(context, aggregate), aggregate),
          fixed(h),
          rows(&memory, labels_of(site), Sums::size, check_interrupts) {}
    coded_collection(MemoryContext context, const char* aggregate, const Head& h, core::bytes packed)
        : memory(context, account_of(context, aggregate), aggregate),
          fixed(h),
          rows(core::coded_rows::unpack(&memory, packed, Sums::size, check_interrupts)) {}
};

template <class Collection>
Datum combine_coded(FunctionCallInfo fcinfo, const char* aggregate) {
    const MemoryContext memory = aggregate_memory(fcinfo);
    auto* state = internal_arg<Collection>(fcinfo, 0);
    if (const auto* const other = internal_arg<Collection>(fcinfo, 1)) {
        if (state == nullptr) {
            const core::bytes packed = guard([&] {
                varlena* const bytes = new_varlena(other->rows.packed_size());
                other->rows.pack(body_at(bytes), check_interrupts);
                return core::bytes(body_at(bytes), other->rows.packed_size());
            });
            state = make_internal<Collection>(memory, memory, aggregate, other->fixed, packed);
        } else {
            guard([&] {
                state->fixed.check_same(other->fixed);
                state->rows.merge(other->rows, check_interrupts, Collection::sums::merge);
            });
        }
    }
    if (state == nullptr) PG_RETURN_NULL();
    PG_RETURN_POINTER(state);
}

template <class Collection>
Datum serialize_coded(FunctionCallInfo fcinfo) {
    aggregate_memory(fcinfo);
    const auto* const state = internal_arg<Collection>(fcinfo, 0);
    return PointerGetDatum(guard([&] {
        varlena* const value = new_varlena(sizeof state->fixed + state->rows.packed_size());
        core::store(body_at(value), state->fixed);
        state->rows.pack(body_at(value) + sizeof state->fixed, check_interrupts);
        return value;
    }));
}

template <class Collection>
Datum deserialize_coded(FunctionCallInfo fcinfo, const char* aggregate) {
    using head = typename Collection::head;
    aggregate_memory(fcinfo);
    const core::bytes from = body_of(PG_GETARG_DATUM(0));
    const head fixed = guard([&] {
        if (from.size() < sizeof(head))
            core::fail(core::errc::invalid, nullptr, "not a serialised aggregate state: ", from.size(), " bytes");
        return core::load<head>(from.data());
    });
    PG_RETURN_POINTER(
        make_internal<Collection>(CurrentMemoryContext, CurrentMemoryContext, aggregate, fixed, from.subspan(sizeof(head))));
}

}  // namespace xm::pg
