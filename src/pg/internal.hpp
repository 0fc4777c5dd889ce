// States of type internal: what aggregates keep that nobody stores. They pass between the
// processes of one server only, in its byte order.
#pragma once

#include "pg/value.hpp"

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

}  // namespace xm::pg
