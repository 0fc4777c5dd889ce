// What the server needs of a loadable module, and the check that library and script fit.
#include "pg/server/fit.hpp"
#include "pg/server/memory.hpp"
#include "pg/server/value.hpp"

#include <cstdio>

_Pragma("GCC visibility push(default)") extern "C" {
#if PG_VERSION_NUM >= 180000
    PG_MODULE_MAGIC_EXT(.name = "pg_xm", .version = XM_VERSION);
#else
    PG_MODULE_MAGIC;
#endif
    void _PG_init(void);
}
_Pragma("GCC visibility pop")

    extern "C" void _PG_init(void) {
    xm::pg::define_no_fit();
    xm::pg::define_settings();
}

XM_FUNCTION(xm_version) { return PointerGetDatum(cstring_to_text(XM_VERSION)); }

namespace {

// Major, minor and patch in one number that compares; 0 for what is no version.
long version_number(const char* text) {
    int major = 0, minor = 0, patch = 0;
    return std::sscanf(text, "%d.%d.%d", &major, &minor, &patch) == 3 ? (major * 1000L + minor) * 1000L + patch : 0;
}

}  // namespace

// First act of every install and upgrade script: a clear error instead of missing functions. A later
// library serves the scripts of every earlier release.
XM_FUNCTION(xm_check_library) {
    const char* const wanted = text_to_cstring(PG_GETARG_TEXT_PP(0));
    if (version_number(wanted) == 0 || version_number(wanted) > version_number(XM_VERSION))
        ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
                        errmsg("the installed pg_xm library has version %s, the script wants %s", XM_VERSION, wanted),
                        errhint("Install library and scripts of one release, then start a new session.")));
    PG_RETURN_BOOL(true);
}
