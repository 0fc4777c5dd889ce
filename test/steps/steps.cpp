// Counts the basic blocks that pg_xm runs between two chances to cancel: polls of its own, and calls from the server, which
// polls between two rows. Compiled into the module with XM_STEPS only; gcc calls the hook once a basic block.
#include "pg/server/pg.hpp"

#include <dlfcn.h>

#include <cstdint>
#include <cstdio>

namespace {

std::uint64_t stretch = 0, longest = 0;
const char* function = "";          // the last that the server called
const char* longest_function = "";  // the one of the longest stretch,
const void* lately = nullptr;       // a block in the second half of the stretch,
const void* longest_at = nullptr;   // and of the longest

}  // namespace

extern "C" void __sanitizer_cov_trace_pc() {
    ++stretch;
    if ((stretch & (stretch - 1)) == 0) lately = __builtin_return_address(0);
    if (stretch <= longest) return;
    longest = stretch;
    longest_function = function;
    longest_at = lately;
}

namespace xm::steps {

void enter(const char* called) {
    stretch = 0;
    function = called;
}

void polled() { stretch = 0; }

}  // namespace xm::steps

// steps_longest() -> (blocks bigint, place text): the longest stretch since the last call, and forgets it. addr2line finds
// the line of the place.
XM_ENTRY(xm_steps_longest) {
    TupleDesc shape = nullptr;
    if (get_call_result_type(fcinfo, nullptr, &shape) != TYPEFUNC_COMPOSITE) elog(ERROR, "no columns to return");
    char place[256];
    Dl_info object{};
    dladdr(longest_at, &object);
    std::snprintf(place, sizeof place, "%s, pg_xm.so 0x%zx", longest_function,
                  static_cast<std::size_t>(static_cast<const char*>(longest_at) - static_cast<const char*>(object.dli_fbase)));
    Datum values[] = {Int64GetDatum(static_cast<std::int64_t>(longest)), PointerGetDatum(cstring_to_text(place))};
    bool nulls[] = {false, false};
    const HeapTuple row = heap_form_tuple(BlessTupleDesc(shape), values, nulls);
    stretch = longest = 0;
    longest_function = "";
    longest_at = nullptr;
    PG_RETURN_DATUM(HeapTupleGetDatum(row));
}
