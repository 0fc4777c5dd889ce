#include "pg/server/fit.hpp"

#include <cstdio>

namespace xm::pg {
namespace {

enum { no_fit_error, no_fit_null };
const config_enum_entry choices[] = {{"error", no_fit_error, false}, {"null", no_fit_null, false}, {nullptr, 0, false}};
int no_fit = no_fit_error;

// The fits of the running statement that became NULL. An error may end a statement without a report, so they know theirs.
struct {
    std::int64_t fits;
    TimestampTz statement;
    const char* hint;
    char reason[sizeof(failure::text)];
} failed;

int depth = 0;  // of executors running in one another: what functions query belongs to the statement that called them
ExecutorRun_hook_type next_run = nullptr;
ExecutorFinish_hook_type next_finish = nullptr;

void report() {
    const std::int64_t fits = failed.fits;
    failed.fits = 0;
    if (fits == 0 || failed.statement != GetCurrentStatementStartTimestamp()) return;
    ereport(WARNING, (errmsg_plural("%lld fit failed and is NULL: %s", "%lld fits failed and are NULL; the first: %s",
                                    static_cast<unsigned long>(fits), static_cast<long long>(fits), failed.reason),
                      errhint("%s%sWith pg_xm.no_fit = error the first one stops the statement.",
                              failed.hint == nullptr ? "" : failed.hint, failed.hint == nullptr ? "" : " ")));
}

// Reports at the end of every run, not of the query: a cursor is fetched by statements of their own.
template <class Go>
void within(Go go) {
    ++depth;
    PG_TRY();
    { go(); }
    PG_FINALLY();
    { --depth; }
    PG_END_TRY();
    if (depth == 0) report();
}

#if PG_VERSION_NUM >= 180000
void run(QueryDesc* query, ScanDirection direction, uint64 count) {
    within([=] { next_run != nullptr ? next_run(query, direction, count) : standard_ExecutorRun(query, direction, count); });
}
#else
void run(QueryDesc* query, ScanDirection direction, uint64 count, bool once) {
    within([=] {
        next_run != nullptr ? next_run(query, direction, count, once) : standard_ExecutorRun(query, direction, count, once);
    });
}
#endif

// Triggers, and queries in WITH that change data, run last.
void finish(QueryDesc* query) {
    within([=] { next_finish != nullptr ? next_finish(query) : standard_ExecutorFinish(query); });
}

}  // namespace

bool passes_as_null(const failure& why) {
    if (no_fit != no_fit_null || why.server != nullptr ||
        (why.sqlstate != ERRCODE_INVALID_PARAMETER_VALUE && why.sqlstate != ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE))
        return false;
    const TimestampTz now = GetCurrentStatementStartTimestamp();
    if (failed.statement != now) failed.fits = 0;
    if (failed.fits++ == 0) {
        failed.statement = now;
        failed.hint = why.hint;
        std::snprintf(failed.reason, sizeof failed.reason, "%s", shown(why));
    }
    if (depth == 0) report();  // called without an executor, from a procedural language
    return true;
}

void define_no_fit() {
    DefineCustomEnumVariable("pg_xm.no_fit",
                             "What a fit that the data do not allow does: stop with an error, or give NULL and one warning.",
                             "With null one group that cannot be fitted does not stop a grouped query.", &no_fit, no_fit_error,
                             choices, PGC_USERSET, 0, nullptr, nullptr, nullptr);
    next_run = ExecutorRun_hook;
    ExecutorRun_hook = run;
    next_finish = ExecutorFinish_hook;
    ExecutorFinish_hook = finish;
}

}  // namespace xm::pg
