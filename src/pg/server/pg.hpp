// The one door to the server: its headers in one order, and every fork between versions 15 and 18.
// Include it first in each file of src/pg; nothing else includes a server header.
#pragma once

// C++17 dropped the keyword, which headers of 15 still use.
#define register

extern "C" {
#include "postgres.h"

#include "access/htup_details.h"
#include "access/table.h"
#include "access/tableam.h"
#include "access/xact.h"
#include "catalog/namespace.h"
#include "catalog/pg_aggregate.h"
#include "catalog/pg_am_d.h"
#include "catalog/pg_collation_d.h"
#include "catalog/pg_enum.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_type.h"
#include "commands/extension.h"
#include "commands/trigger.h"
#include "common/hashfn.h"
#include "executor/executor.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "funcapi.h"
#include "libpq/pqformat.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "nodes/execnodes.h"
#include "nodes/nodeFuncs.h"
#include "pgtime.h"
#include "rewrite/rowsecurity.h"
#include "storage/lmgr.h"
#include "tcop/tcopprot.h"
#include "tsearch/ts_cache.h"
#include "tsearch/ts_utils.h"
#include "utils/acl.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/datetime.h"
#include "utils/fmgroids.h"
#include "utils/guc.h"
#include "utils/inval.h"
#include "utils/jsonb.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/multirangetypes.h"
#include "utils/numeric.h"
#include "utils/rangetypes.h"
#include "utils/rel.h"
#include "utils/snapmgr.h"
#include "utils/syscache.h"
#include "utils/timestamp.h"
#include "utils/tuplestore.h"
#include "utils/typcache.h"
#if PG_VERSION_NUM >= 160000
#include "nodes/miscnodes.h"
#include "varatt.h"
#endif
}

#undef register
// The server renames the printf family and gettext by macros; C++ wants the names back.
#undef printf
#undef fprintf
#undef sprintf
#undef snprintf
#undef vprintf
#undef vfprintf
#undef vsprintf
#undef vsnprintf
#undef strerror
#undef strerror_r
#undef gettext
#undef ngettext
#undef dgettext
#undef dngettext
#undef _

#if PG_VERSION_NUM < 150000 || PG_VERSION_NUM >= 190000
#error "pg_xm supports PostgreSQL 15 to 18"
#endif

// Defines the C entry `name` of a SQL function and makes it visible to the server (before 16 its
// own macros do not export; the version script in extension/ hides everything else).
#define XM_ENTRY(name)                                   \
    _Pragma("GCC visibility push(default)") extern "C" { \
        Datum name(PG_FUNCTION_ARGS);                    \
        PG_FUNCTION_INFO_V1(name);                       \
    }                                                    \
    _Pragma("GCC visibility pop") extern "C" Datum name([[maybe_unused]] PG_FUNCTION_ARGS)

#ifndef XM_STEPS
#define XM_FUNCTION(name) XM_ENTRY(name)
#define XM_POLLED()
#else  // a build for test/steps, which counts what runs between two polls; the server polls between two calls
namespace xm::steps {
void enter(const char* function);
void polled();
}  // namespace xm::steps
#define XM_FUNCTION(name)                                        \
    static Datum name##_body([[maybe_unused]] PG_FUNCTION_ARGS); \
    XM_ENTRY(name) {                                             \
        xm::steps::enter(#name);                                 \
        return name##_body(fcinfo);                              \
    }                                                            \
    static Datum name##_body([[maybe_unused]] PG_FUNCTION_ARGS)
#define XM_POLLED() xm::steps::polled()
#endif
