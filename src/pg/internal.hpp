// States of type internal: what aggregates keep that nobody stores. They pass between the
// processes of one server only, in its byte order.
#pragma once

#include "pg/value.hpp"

#include "core/num/row_store.hpp"

namespace xm::pg {

template <class T>
T* internal_arg(FunctionCallInfo fcinfo, int i) {
    return PG_ARGISNULL(i) ? nullptr : reinterpret_cast<T*>(PG_GETARG_POINTER(i));
}

// An object in the aggregate's memory; its destructor never runs.
template <class T, class... Args>
T* make_internal(MemoryContext memory, const Args&... args) {
    void* const at = MemoryContextAlloc(memory, sizeof(T));
    return guard([&] { return new (at) T(args...); });
}

// Act 2. A plain state from its serialised bytes.
template <class T>
T internal_from(core::bytes from) {
    if (from.size() != sizeof(T))
        core::fail(core::errc::invalid, nullptr, "not a serialised aggregate state: ", from.size(), " bytes");
    return core::load<T>(from.data());
}

// --- rows collected by an aggregate -----------------------------------------------------------

// The records of one group, with the memory they are counted against. Head is plain data that is the
// same for all rows of the group.
template <class Head>
struct collection {
    bounded_resource memory;
    Head fixed;
    core::record_store records;

    collection(MemoryContext context, std::size_t* account, const char* aggregate, const Head& h, std::size_t record_size)
        : memory(context, account, aggregate), fixed(h), records(&memory, record_size) {}
};

// Act 1. A group's empty collection in `memory`.
template <class Head>
collection<Head>* new_collection(account_site& site, MemoryContext memory, const char* aggregate, const Head& fixed,
                                 std::size_t record_size) {
    return make_internal<collection<Head>>(memory, memory, account_of(site, memory), aggregate, fixed, record_size);
}

// Combine, serialise and deserialise for such collections. `same(a, b)` throws if two groups' heads do
// not go together.
template <class Head, class Same>
Datum combine_collections(FunctionCallInfo fcinfo, const char* aggregate, Same&& same) {
    auto* rows = internal_arg<collection<Head>>(fcinfo, 0);
    if (const auto* const other = internal_arg<collection<Head>>(fcinfo, 1)) {
        if (rows == nullptr)
            rows = new_collection<Head>(account_site_of(fcinfo), aggregate_memory(fcinfo), aggregate, other->fixed,
                                        other->records.record_size());
        guard([&] {
            same(rows->fixed, other->fixed);
            other->records.each(check_interrupts, [&](const std::byte* record) { rows->records.add(record); });
        });
    }
    if (rows == nullptr) PG_RETURN_NULL();
    PG_RETURN_POINTER(rows);
}

template <class Head>
Datum serialize_collection(FunctionCallInfo fcinfo) {
    aggregate_memory(fcinfo);
    const auto* const rows = internal_arg<collection<Head>>(fcinfo, 0);
    return PointerGetDatum(guard([&] {
        const std::size_t size = rows->records.record_size();
        varlena* const value = new_varlena(sizeof(Head) + sizeof size + rows->records.size() * size);
        std::byte* at = body_at(value);
        core::store(at, rows->fixed);
        core::store(at += sizeof(Head), size);
        at += sizeof size;
        rows->records.each(check_interrupts, [&](const std::byte* record) {
            std::memcpy(at, record, size);
            at += size;
        });
        return value;
    }));
}

template <class Head>
Datum deserialize_collection(FunctionCallInfo fcinfo, const char* aggregate) {
    aggregate_memory(fcinfo);
    const core::bytes from = body_of(PG_GETARG_DATUM(0));
    struct start {
        Head fixed;
        std::size_t size;
    };
    constexpr std::size_t begin = sizeof(Head) + sizeof(std::size_t);
    const start s = guard([&] {
        if (from.size() < begin)
            core::fail(core::errc::invalid, nullptr, "not a serialised aggregate state: ", from.size(), " bytes");
        const start found{core::load<Head>(from.data()), core::load<std::size_t>(from.data() + sizeof(Head))};
        if (found.size == 0 || (from.size() - begin) % found.size != 0)
            core::fail(core::errc::invalid, nullptr, "not a serialised aggregate state: ", from.size(), " bytes");
        return found;
    });
    auto* const rows = new_collection<Head>(account_site_of(fcinfo), CurrentMemoryContext, aggregate, s.fixed, s.size);
    guard([&] {
        for (std::size_t at = begin, i = 0; at < from.size(); at += s.size, ++i) {
            if (i % 16384 == 0) check_interrupts();
            rows->records.add(from.data() + at);
        }
    });
    PG_RETURN_POINTER(rows);
}

}  // namespace xm::pg
