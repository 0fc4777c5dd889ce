// Alerts that are raised where answers arrive and where results are published.
#pragma once

#include "pg/survey/workspace.hpp"

namespace xm::pg::survey {

// Whether answers raise alerts in what is being done; an import switches it off.
extern bool answers_raise_alerts;

// What a transaction within this one did, where it did not fail: null; else why it failed. Whatever is no fault of what was tried
// is raised: cancel, a server that stops, resources, locks, and, unless `quietly`, what serialisation refuses.
template <class F>
const char* reason_of_failure(F&& f, bool quietly = false) {
    const MemoryContext memory = CurrentMemoryContext;
    const ResourceOwner owner = CurrentResourceOwner;
    const char* volatile reason = nullptr;
    ErrorData* volatile raised = nullptr;
    BeginInternalSubTransaction(nullptr);
    MemoryContextSwitchTo(memory);
    PG_TRY();
    {
        f();
        ReleaseCurrentSubTransaction();
        MemoryContextSwitchTo(memory);
        CurrentResourceOwner = owner;
    }
    PG_CATCH();
    {
        MemoryContextSwitchTo(memory);
        ErrorData* const e = CopyErrorData();
        FlushErrorState();
        RollbackAndReleaseCurrentSubTransaction();
        MemoryContextSwitchTo(memory);
        CurrentResourceOwner = owner;
        const int category = ERRCODE_TO_CATEGORY(e->sqlerrcode);
        if (category == ERRCODE_TO_CATEGORY(ERRCODE_OPERATOR_INTERVENTION) ||
            category == ERRCODE_TO_CATEGORY(ERRCODE_INSUFFICIENT_RESOURCES) || e->sqlerrcode == ERRCODE_LOCK_NOT_AVAILABLE ||
            (!quietly && category == ERRCODE_TO_CATEGORY(ERRCODE_TRANSACTION_ROLLBACK)))
            raised = e;
        else
            reason = e->message;
    }
    PG_END_TRY();
    if (raised != nullptr) ReThrowError(raised);
    return reason;
}

// A statement that finds a row of `added` that meets a rule, in kept memory while trigger and rules (`versions`) are the same;
// null where it cannot be made.
const char* any_answer_alert(const workspace& w, const char* survey, Oid trigger, const char* versions);

// For the trigger of a survey's table, whose transition tables are registered: raises alerts of the rows in `added`, unless those
// in `removed` met the rule, too. A rule that fails is switched off, and refuses no answer.
void raise_answer_alerts(const workspace& w, const char* survey, bool removed);

// Raises alerts of scores and signals: of one survey, or of all where it is null. Returns how many.
std::int64_t raise_score_alerts(const workspace& w, const char* survey);

// A survey has become confidential or anonymous: what rules on its single answers raised goes, and they are switched off.
void end_answer_alerts(const workspace& w, const char* survey);

}  // namespace xm::pg::survey
