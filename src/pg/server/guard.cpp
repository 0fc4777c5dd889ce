#include "pg/server/guard.hpp"

#include <algorithm>
#include <string_view>

#include "core/num/utf8.hpp"

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

}  // namespace

const char* shown(const failure& why) {
    const Oid conversion =
        GetDatabaseEncoding() == PG_UTF8 ? InvalidOid : FindDefaultConversionProc(PG_UTF8, GetDatabaseEncoding());
    if (!OidIsValid(conversion)) return why.text;
    StringInfoData result;
    initStringInfo(&result);
    for (std::string_view rest = why.text; !rest.empty();) {
        const std::size_t size = std::max<std::size_t>(core::character_size(rest), 1);
        unsigned char from[8] = {}, to[8 * MAX_CONVERSION_GROWTH] = {};
        std::memcpy(from, rest.data(), size);
        const bool known = pg_do_encoding_conversion_buf(conversion, PG_UTF8, GetDatabaseEncoding(), from, static_cast<int>(size),
                                                         to, sizeof to, true) == static_cast<int>(size);
        if (known) appendStringInfoString(&result, reinterpret_cast<const char*>(to));
        for (std::size_t i = 0; !known && i < size; ++i) appendStringInfo(&result, "\\x%02x", from[i]);
        rest.remove_prefix(size);
    }
    return result.data;
}

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
