// Fits that the data do not allow: an error, or NULL where the user prefers that one group does not stop the others.
#pragma once

#include "pg/server/guard.hpp"

namespace xm::pg {

// Registers the setting pg_xm.no_fit and what reports at the end of a query; called once when the library is loaded.
void define_no_fit();

// True if a fit that failed for this reason becomes NULL; it is counted for the one warning of the statement.
bool passes_as_null(const failure& why);

// Act 2 of a fit. False if the data do not allow it and the setting asks for NULL instead of the error.
template <class F>
bool guard_fit(F&& f) {
    failure why;
    if (attempt(f, why)) return true;
    if (!passes_as_null(why)) raise(why);
    return false;
}

// The state that `f` fits, as the result of a function.
template <class F>
Datum fitted_state(FunctionCallInfo fcinfo, F&& f) {
    varlena* value = nullptr;
    if (!guard_fit([&] { value = f(); })) PG_RETURN_NULL();
    return PointerGetDatum(value);
}

}  // namespace xm::pg
