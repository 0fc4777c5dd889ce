// Rows of a workspace's tables in C++: read some at a time into plain data, and passed back as arrays. Within SPI.
#pragma once

#include <cstring>

#include "pg/survey/workspace.hpp"

namespace xm::pg::survey {

// Room for so many rows of columns each; keeps what is there.
template <class T>
void make_room(T*& list, std::int64_t rows, int columns) {
    const auto bytes = static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns) * sizeof(T) + 1;
    list = static_cast<T*>(list == nullptr ? MemoryContextAllocHuge(CurrentMemoryContext, bytes) : repalloc_huge(list, bytes));
}

// Calls row(tuple) for each row of a query, some at a time.
template <class F>
void each_row(const char* sql, F row) {
    SPIPlanPtr const plan = SPI_prepare(sql, 0, nullptr);
    if (plan == nullptr) elog(ERROR, "pg_xm: %s", SPI_result_code_string(SPI_result));
    Portal const portal = SPI_cursor_open(nullptr, plan, nullptr, nullptr, false);
    for (;;) {
        SPI_cursor_fetch(portal, true, 10000);
        if (SPI_processed == 0) break;
        for (std::uint64_t i = 0; i < SPI_processed; ++i) row(SPI_tuptable->vals[i], SPI_tuptable->tupdesc);
        SPI_freetuptable(SPI_tuptable);
        CHECK_FOR_INTERRUPTS();
    }
    SPI_freetuptable(SPI_tuptable);
    SPI_cursor_close(portal);
    SPI_freeplan(plan);
}

inline std::int64_t number_in(HeapTuple row, TupleDesc shape, int column) {
    bool null = false;
    return DatumGetInt64(SPI_getbinval(row, shape, column, &null));
}
inline const char* text_in(HeapTuple row, TupleDesc shape, int column) {
    const char* const value = SPI_getvalue(row, shape, column);
    return value == nullptr ? nullptr : utf8(value);
}

// An array whose elements lie in it as they do here.
template <class T>
Datum number_array(const T* values, std::int64_t size, Oid type) {
    if (size == 0) return PointerGetDatum(construct_empty_array(type));
    const std::size_t bytes = static_cast<std::size_t>(size) * sizeof(T), all = ARR_OVERHEAD_NONULLS(1) + bytes;
    auto* const array = static_cast<ArrayType*>(palloc0(all));
    SET_VARSIZE(array, all);
    array->ndim = 1;
    array->elemtype = type;
    ARR_DIMS(array)[0] = static_cast<int>(size);
    ARR_LBOUND(array)[0] = 1;
    std::memcpy(ARR_DATA_PTR(array), values, bytes);
    return PointerGetDatum(array);
}

}  // namespace xm::pg::survey
