// States of type internal: what aggregates keep that nobody stores. They pass between the
// processes of one server only, in its byte order.
#pragma once

#include "pg/server/value.hpp"

#include "core/num/pattern_store.hpp"

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

// A Head may go on in bytes of its own number, labels for example, which lie elsewhere: overload both for it.
template <class Head>
core::bytes tail_of(const Head&) {
    return {};
}
template <class Head>
void set_tail(Head&, const std::byte*) {}

// The rows of one group, with the memory they are counted against. Head is plain data that is the same
// for all rows of the group; Store is a core::record_store or core::pattern_store.
template <class Head, class Store = core::record_store>
struct collection {
    bounded_resource memory;
    Head fixed;
    Store records;

    template <class... Shape>
    collection(MemoryContext context, const char* aggregate, const Head& h, Shape... shape)
        : memory(context, account_of(context, aggregate), aggregate), fixed(h), records(&memory, shape...) {
        if (const core::bytes tail = tail_of(h); !tail.empty()) {
            auto* const copy = static_cast<std::byte*>(memory.allocate(tail.size(), MAXIMUM_ALIGNOF));
            std::memcpy(copy, tail.data(), tail.size());
            set_tail(fixed, copy);
        }
    }
};

// Act 1. A group's empty collection in `memory`; `shape` is what the store wants to know.
template <class Collection, class Head, class... Shape>
Collection* new_collection(MemoryContext memory, const char* aggregate, const Head& fixed, Shape... shape) {
    return make_internal<Collection>(memory, memory, aggregate, fixed, shape...);
}

// Combine, serialise and deserialise for such collections. `make(memory, head)` makes an empty one;
// `same(a, b)` throws if two groups' heads do not go together.
template <class Collection, class Make, class Same>
Datum combine_collections(FunctionCallInfo fcinfo, Make&& make, Same&& same) {
    const MemoryContext memory = aggregate_memory(fcinfo);
    auto* rows = internal_arg<Collection>(fcinfo, 0);
    if (const auto* const other = internal_arg<Collection>(fcinfo, 1)) {
        if (rows == nullptr) rows = make(memory, other->fixed);
        guard([&] {
            same(rows->fixed, other->fixed);
            rows->records.add_all(other->records, check_interrupts);
        });
    }
    if (rows == nullptr) PG_RETURN_NULL();
    PG_RETURN_POINTER(rows);
}

template <class Collection>
Datum serialize_collection(FunctionCallInfo fcinfo) {
    aggregate_memory(fcinfo);
    const auto* const rows = internal_arg<Collection>(fcinfo, 0);
    return PointerGetDatum(guard([&] {
        const core::bytes tail = tail_of(rows->fixed);
        varlena* const value = new_varlena(sizeof(rows->fixed) + tail.size() + rows->records.packed_size());
        std::byte* at = body_at(value);
        core::store(at, rows->fixed);
        at += sizeof(rows->fixed);
        if (!tail.empty()) std::memcpy(at, tail.data(), tail.size());
        rows->records.pack(at + tail.size(), check_interrupts);
        return value;
    }));
}

template <class Collection, class Make>
Datum deserialize_collection(FunctionCallInfo fcinfo, Make&& make) {
    aggregate_memory(fcinfo);
    const core::bytes from = body_of(PG_GETARG_DATUM(0));
    using head = decltype(Collection::fixed);
    const head fixed = guard([&] {
        if (from.size() < sizeof(head))
            core::fail(core::errc::invalid, nullptr, "not a serialised aggregate state: ", from.size(), " bytes");
        head h = core::load<head>(from.data());
        if (tail_of(h).size() > from.size() - sizeof(head))
            core::fail(core::errc::invalid, nullptr, "not a serialised aggregate state: ", from.size(), " bytes");
        set_tail(h, from.data() + sizeof(head));
        return h;
    });
    auto* const rows = make(CurrentMemoryContext, fixed);
    guard([&] { rows->records.unpack(from.subspan(sizeof(head) + tail_of(fixed).size()), check_interrupts); });
    PG_RETURN_POINTER(rows);
}

}  // namespace xm::pg
