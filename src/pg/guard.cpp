#include "pg/guard.hpp"

namespace xm::pg {
namespace {

int sqlstate_of(core::errc code) {
    switch (code) {
        case core::errc::invalid: return ERRCODE_INVALID_PARAMETER_VALUE;
        case core::errc::range: return ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE;
        case core::errc::corrupt_text: return ERRCODE_INVALID_TEXT_REPRESENTATION;
        case core::errc::corrupt_wire: return ERRCODE_INVALID_BINARY_REPRESENTATION;
        case core::errc::corrupt_stored: return ERRCODE_DATA_CORRUPTED;
        case core::errc::newer_version: return ERRCODE_FEATURE_NOT_SUPPORTED;
        case core::errc::memory: return ERRCODE_OUT_OF_MEMORY;
    }
    return ERRCODE_INTERNAL_ERROR;
}

// What was cut must not end in half a character of the database's encoding.
const char* shown(failure& why) {
    const int length = static_cast<int>(std::strlen(why.text));
    why.text[pg_mbcliplen(why.text, length, length)] = '\0';
    return why.text;
}

}  // namespace

void failure::set(const core::error& e) {
    set(sqlstate_of(e.code), e.text.c_str());
    hint = e.hint;
}

void raise(failure& why) {
    if (why.server != nullptr) ReThrowError(why.server);
    ereport(ERROR, (errcode(why.sqlstate), errmsg("%s", shown(why)), why.hint != nullptr ? errhint("%s", why.hint) : 0));
    pg_unreachable();
}

void raise_soft([[maybe_unused]] failure& why, [[maybe_unused]] FunctionCallInfo fcinfo) {
#if PG_VERSION_NUM >= 160000
    if (why.server == nullptr) {  // raises itself where the caller did not ask for soft errors
        errsave(fcinfo->context,
                (errcode(why.sqlstate), errmsg("%s", shown(why)), why.hint != nullptr ? errhint("%s", why.hint) : 0));
        return;
    }
#endif
    raise(why);
}

void check_interrupts() {
    XM_POLLED();
    if (InterruptPending) call([] { CHECK_FOR_INTERRUPTS(); });
}

}  // namespace xm::pg
