// The boundary between C++ and the server. A SQL function has three acts:
//   1. decode: server calls, only plain data on the stack;
//   2. compute: guard([&] { ... }), core only, may throw;
//   3. encode: server calls again, no C++ object with a destructor alive.
// Server errors are longjmps and must not cross C++ objects; C++ exceptions must not cross the
// server's frames. A server function that is needed inside act 2 goes through call().
#pragma once

#include "pg/server/pg.hpp"

#include <cstring>
#include <exception>
#include <new>
#include <stdexcept>
#include <type_traits>

#include "core/error.hpp"

namespace xm::pg {

// A server error on its way through C++ frames; guard() reports it unchanged.
struct error {
    ErrorData* data;
};

// What guard() remembers of an exception after its handler has been left.
struct failure {
    ErrorData* server = nullptr;
    int sqlstate = ERRCODE_INTERNAL_ERROR;
    const char* hint = nullptr;
    char text[256] = "";

    void set(int state, const char* what) {
        sqlstate = state;
        std::strncpy(text, what, sizeof text - 1);
    }
    void set(const core::error& e);
};

// The text of a failure in the database's encoding; what that encoding does not have is shown as the bytes of its UTF-8.
const char* shown(const failure& why);

// Reports as an error of the current statement; does not return.
[[noreturn]] void raise(failure& why);
// The same where the caller can go on without a value (PostgreSQL 16: pg_input_is_valid).
void raise_soft(failure& why, FunctionCallInfo fcinfo);

template <class F>
bool attempt(F&& f, failure& why) {
    try {
        f();
        return true;
    } catch (const error& e) {
        why.server = e.data;
    } catch (const core::error& e) {
        why.set(e);
    } catch (const std::bad_alloc&) {
        why.set(ERRCODE_OUT_OF_MEMORY, "out of memory");
    } catch (const std::length_error&) {
        why.set(ERRCODE_OUT_OF_MEMORY, "out of memory");
    } catch (const std::exception& e) {
        why.set(ERRCODE_INTERNAL_ERROR, e.what());
    } catch (...) {
        why.set(ERRCODE_INTERNAL_ERROR, "unrecognised exception");
    }
    return false;
}

// Act 2. Whatever f throws becomes a server error, after all C++ objects are gone.
template <class F>
auto guard(F&& f) -> decltype(f()) {
    using result = decltype(f());
    failure why;
    if constexpr (std::is_void_v<result>) {
        if (!attempt(f, why)) raise(why);
    } else {
        static_assert(std::is_trivially_copyable_v<result> && std::is_trivially_destructible_v<result>);
        alignas(result) unsigned char room[sizeof(result)];
        if (!attempt([&] { new (room) result(f()); }, why)) raise(why);
        return *std::launder(reinterpret_cast<result*>(room));
    }
}

// Act 2 of an input function: false (and the error noted) if the caller asked for soft errors.
template <class F>
bool guard_input(FunctionCallInfo fcinfo, F&& f) {
    failure why;
    if (attempt(f, why)) return true;
    raise_soft(why, fcinfo);
    return false;
}

// Calls a server function that may raise from inside act 2. f must hold no object with a
// destructor: only C calls.
template <class F>
void call(F&& f) {
    sigjmp_buf* const outer = PG_exception_stack;
    ErrorContextCallback* const outer_context = error_context_stack;
    const MemoryContext memory = CurrentMemoryContext;
    sigjmp_buf here;
    if (sigsetjmp(here, 0) == 0) {
        PG_exception_stack = &here;
        f();
        PG_exception_stack = outer;
        error_context_stack = outer_context;
        return;
    }
    PG_exception_stack = outer;
    error_context_stack = outer_context;
    MemoryContextSwitchTo(memory);
    ErrorData* const data = CopyErrorData();
    FlushErrorState();
    throw error{data};
}

// What long loops of the core call now and then: a cancel or statement_timeout ends them.
void check_interrupts();

}  // namespace xm::pg
