// SQL values to core values and back.
#pragma once

#include "pg/server/guard.hpp"

#include <cmath>
#include <concepts>
#include <initializer_list>
#include <optional>
#include <string_view>

#include "core/state.hpp"
#include "pg/server/memory.hpp"

namespace xm::pg {

// --- act 1 ---------------------------------------------------------------------------------

// The bytes behind the length word of a varlena argument; a packed value is read where it lies.
core::bytes body_of(Datum value);
// Text of SQL in UTF-8, as states keep it, whatever the database's encoding: of a cstring, and of a text where it lies.
std::string_view text_of(Datum cstring);
std::string_view text_at(Datum text);
// The same of a part of a value; raises 22021 or 22P05 for what is not text of the encoding.
std::string_view to_utf8(std::string_view server_text);
// What is left of the message given to a receive function; takes it all.
core::bytes rest_of(Datum message);

// True inside an aggregate or window function, where the first argument is ours to change.
inline bool in_aggregate(FunctionCallInfo fcinfo) {
    return fcinfo->context != nullptr && (IsA(fcinfo->context, AggState) || IsA(fcinfo->context, WindowAggState));
}
// The running state in the first argument where it may be changed in place: inside an aggregate
// and not packed. Else null.
inline varlena* own_state(FunctionCallInfo fcinfo) {
    if (PG_ARGISNULL(0) || !in_aggregate(fcinfo)) return nullptr;
    auto* const value = reinterpret_cast<varlena*>(PG_GETARG_POINTER(0));
    return VARATT_IS_4B_U(value) ? value : nullptr;
}
// What a transition function returns for a row it skips: its state as it is, perhaps NULL.
inline Datum unchanged_state(FunctionCallInfo fcinfo) {
    if (PG_ARGISNULL(0)) PG_RETURN_NULL();
    return PG_GETARG_DATUM(0);
}
inline bool any_null(FunctionCallInfo fcinfo, int first, int last) {
    for (int i = first; i <= last; ++i)
        if (PG_ARGISNULL(i)) return true;
    return false;
}
// The type of an argument: of the expression of the call, or where the host keeps none (engines that call an aggregate's
// functions themselves) the declared one; raises for a declared "any", of which nothing is known then.
Oid argument_type(FunctionCallInfo fcinfo, int i);
// The aggregate's long-lived memory; raises outside one.
MemoryContext aggregate_memory(FunctionCallInfo fcinfo);

// --- act 2 ---------------------------------------------------------------------------------

// A varlena of `size` body bytes in the current memory context; the body is the caller's to fill.
varlena* new_varlena(std::size_t size);
inline std::byte* body_at(varlena* value) { return reinterpret_cast<std::byte*>(VARDATA(value)); }

// A bytea of these bytes.
varlena* keep_bytes(core::bytes bytes);

// Large states look for a cancel while they are read and written.
template <class State>
State read_state(core::bytes body) {
    if constexpr (requires { State::from_stored(body, core::errc::corrupt_stored, check_interrupts); })
        return State::from_stored(body, core::errc::corrupt_stored, check_interrupts);
    else
        return State::from_stored(body);
}

// The stored (canonical) form of a state.
template <class State>
varlena* keep_state(const State& state) {
    varlena* const value = new_varlena(state.stored_size());
    if constexpr (requires { state.to_stored(body_at(value), check_interrupts); })
        state.to_stored(body_at(value), check_interrupts);
    else
        state.to_stored(body_at(value));
    return value;
}

// --- act 3 ---------------------------------------------------------------------------------

// A text of the core in the database's encoding; raises 22P05 for characters that it does not have.
const char* from_utf8(const char* text);

// One column of a result row.
struct column {
    Datum value;
    bool null;

    column(double number);                                          // NOLINT: conversions are the point; raises unless finite
    column(std::optional<double> number);                           // NOLINT
    column(std::int32_t number);                                    // NOLINT: a SQL integer
    column(std::int64_t number);                                    // NOLINT: a bigint
    column(std::optional<std::int64_t> number);                     // NOLINT
    column(std::string_view s);                                     // NOLINT
    template <std::same_as<bool> Boolean>                           // of nothing that merely converts to one
    column(Boolean yes) : value(BoolGetDatum(yes)), null(false) {}  // NOLINT
    // A value of the server, as it is.
    static column of(Datum value, bool null) {
        column c(false);
        c.value = value;
        c.null = null;
        return c;
    }
};

// Raises 22003 unless finite.
Datum finite(double number);
// A float8 result, or NULL.
Datum float_or_null(FunctionCallInfo fcinfo, std::optional<double> number);

// The composite that the function is declared to return.
Datum make_row(FunctionCallInfo fcinfo, std::initializer_list<column> columns);

// An array of composites, as which some aggregates return their rows. They are written where they stay: there may be many.
class row_array {
public:
    row_array(FunctionCallInfo fcinfo, std::size_t rows);  // about so many
    void add(std::initializer_list<column> columns);
    Datum result() const;

private:
    TupleDesc shape_;
    Oid element_;
    std::size_t expected_;
    int rows_ = 0;
    char* array_ = nullptr;
    std::size_t size_ = ARR_OVERHEAD_NONULLS(1), room_ = 0;
};

// The rows of a set-returning function, handed over as a whole.
class row_set {
public:
    explicit row_set(FunctionCallInfo fcinfo);  // raises where no set can be returned
    void add(std::initializer_list<column> columns);

private:
    Tuplestorestate* store_;
    TupleDesc shape_;
};

// --- the functions every state type has ------------------------------------------------------

template <class State>
Datum state_in(FunctionCallInfo fcinfo) {
    const std::string_view input = text_of(PG_GETARG_DATUM(0));
    varlena* value = nullptr;
    if (!guard_input(fcinfo, [&] { value = keep_state(State::from_text(input, check_interrupts)); })) return Datum{0};
    return PointerGetDatum(value);
}

template <class State>
Datum state_out(FunctionCallInfo fcinfo) {
    const core::bytes body = body_of(PG_GETARG_DATUM(0));
    return CStringGetDatum(from_utf8(guard([&] { return keep(read_state<State>(body).to_text()); })));
}

template <class State>
Datum state_recv(FunctionCallInfo fcinfo) {
    const core::bytes rest = rest_of(PG_GETARG_DATUM(0));
    return PointerGetDatum(guard([&] {
        if constexpr (requires { State::from_wire(rest, check_interrupts); })
            return keep_state(State::from_wire(rest, check_interrupts));
        else
            return keep_state(State::from_wire(rest));
    }));
}

template <class State>
Datum state_send(FunctionCallInfo fcinfo) {
    const core::bytes body = body_of(PG_GETARG_DATUM(0));
    return PointerGetDatum(guard([&] {
        core::wire_writer out;
        read_state<State>(body).to_wire(out);
        return keep_bytes(out.result());
    }));
}

// Final function of an aggregate whose state is its result: the canonical copy.
template <class State>
Datum state_final(FunctionCallInfo fcinfo) {
    if (PG_ARGISNULL(0)) PG_RETURN_NULL();
    const core::bytes body = body_of(PG_GETARG_DATUM(0));
    return PointerGetDatum(guard([&] { return keep_state(State::from_stored(body, core::errc::range)); }));
}

}  // namespace xm::pg

// The four functions of a type that PostgreSQL calls by their names: xm_STATE_in, _out, _recv and _send.
#define XM_TYPE_FUNCTIONS(state)                                                           \
    XM_FUNCTION(xm_##state##_in) { return xm::pg::state_in<xm::core::state>(fcinfo); }     \
    XM_FUNCTION(xm_##state##_out) { return xm::pg::state_out<xm::core::state>(fcinfo); }   \
    XM_FUNCTION(xm_##state##_recv) { return xm::pg::state_recv<xm::core::state>(fcinfo); } \
    XM_FUNCTION(xm_##state##_send) { return xm::pg::state_send<xm::core::state>(fcinfo); }
