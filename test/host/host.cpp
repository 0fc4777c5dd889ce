// Another engine, as an aggregate: it runs any aggregate the way distributed engines do, with call sites of its own that live
// for one call, no expression to ask for types, several states in one memory context, and final functions called twice.
//
//   host.run(aggregate regprocedure, nodes integer, wire boolean, arguments record) -> text
//
// Rows go to `nodes` states in turn; at the end these are merged into one, with `wire` through serialise and deserialise (or
// send and receive) as between machines. The result is the text of the aggregate's result.
#include "pg/server/pg.hpp"

extern "C" {
#include "access/detoast.h"
#include "catalog/pg_aggregate.h"
#include "catalog/pg_collation.h"
#include "utils/datum.h"
#include "utils/syscache.h"
}

#include <algorithm>
#include <cstdint>
#include <cstring>

_Pragma("GCC visibility push(default)") extern "C" { PG_MODULE_MAGIC; }
_Pragma("GCC visibility pop")

    namespace {
    constexpr int most_nodes = 8;
    constexpr int most_arguments = 64;

    struct aggregate {
        Oid transition, combine, serialize, deserialize, final, state;
        bool final_extra;
        bool by_value;
        std::int16_t length;
    };

    struct running {
        Oid oid;
        aggregate what;
        int nodes;
        bool wire;
        std::int64_t rows;
        NullableDatum states[most_nodes];
    };

    aggregate look_up(Oid oid) {
        HeapTuple const tuple = SearchSysCache1(AGGFNOID, ObjectIdGetDatum(oid));
        if (!HeapTupleIsValid(tuple)) elog(ERROR, "not an aggregate: %u", oid);
        auto* const form = reinterpret_cast<Form_pg_aggregate>(GETSTRUCT(tuple));
        aggregate a{form->aggtransfn,
                    form->aggcombinefn,
                    form->aggserialfn,
                    form->aggdeserialfn,
                    form->aggfinalfn,
                    form->aggtranstype,
                    form->aggfinalextra,
                    false,
                    0};
        ReleaseSysCache(tuple);
        get_typlenbyval(a.state, &a.length, &a.by_value);
        return a;
    }

    // One call in memory that is gone after it, by a call site that is overwritten after it. The result is copied to `keep`
    // unless it is the state that was given.
    NullableDatum call(FunctionCallInfo outer, Oid function, int arguments, const NullableDatum* values, MemoryContext keep,
                       bool by_value, int length, Oid collation) {
        const MemoryContext brief = AllocSetContextCreate(CurrentMemoryContext, "host call", ALLOCSET_SMALL_SIZES);
        const MemoryContext before = MemoryContextSwitchTo(brief);
        auto* const site = static_cast<FmgrInfo*>(palloc(sizeof(FmgrInfo)));
        fmgr_info_cxt(function, site, brief);
        LOCAL_FCINFO(inner, most_arguments);
        InitFunctionCallInfoData(*inner, site, static_cast<short>(arguments), collation, outer->context, nullptr);
        bool skipped = false;
        for (int i = 0; i < arguments; ++i) {
            inner->args[i] = values[i];
            skipped |= values[i].isnull && site->fn_strict;
        }
        NullableDatum result = values[0];
        if (!skipped) {
            result.value = FunctionCallInvoke(inner);
            result.isnull = inner->isnull;
            if (!result.isnull && !by_value && (values[0].isnull || result.value != values[0].value)) {
                MemoryContextSwitchTo(keep);
                result.value = datumCopy(result.value, by_value, length);
            }
        }
        MemoryContextSwitchTo(before);
        MemoryContextDelete(brief);
        return result;
    }

    // What travels between machines: the serialised state, or the sent value.
    NullableDatum travelled(FunctionCallInfo fcinfo, const aggregate& a, NullableDatum state, MemoryContext keep) {
        if (state.isnull) return state;
        if (a.state == INTERNALOID) {
            const NullableDatum bytes = call(fcinfo, a.serialize, 1, &state, keep, false, -1, InvalidOid);
            const NullableDatum arguments[] = {bytes, {Datum{0}, true}};
            // Deserialised in memory that is kept: the engine copies nothing behind an internal pointer.
            const MemoryContext before = MemoryContextSwitchTo(keep);
            auto* const site = static_cast<FmgrInfo*>(palloc(sizeof(FmgrInfo)));
            fmgr_info_cxt(a.deserialize, site, keep);
            LOCAL_FCINFO(inner, 2);
            InitFunctionCallInfoData(*inner, site, 2, InvalidOid, fcinfo->context, nullptr);
            std::copy(arguments, arguments + 2, inner->args);
            const Datum result = FunctionCallInvoke(inner);
            std::memset(site, 0x7F, sizeof(FmgrInfo));
            MemoryContextSwitchTo(before);
            return {result, inner->isnull};
        }
        Oid send = InvalidOid, receive = InvalidOid, element = InvalidOid;
        bool varlena = false;
        getTypeBinaryOutputInfo(a.state, &send, &varlena);
        getTypeBinaryInputInfo(a.state, &receive, &element);
        const MemoryContext before = MemoryContextSwitchTo(keep);
        bytea* const sent = OidSendFunctionCall(send, state.value);
        StringInfoData message;
        initStringInfo(&message);
        appendBinaryStringInfo(&message, VARDATA_ANY(sent), static_cast<int>(VARSIZE_ANY_EXHDR(sent)));
        const Datum received = OidReceiveFunctionCall(receive, &message, element, -1);
        MemoryContextSwitchTo(before);
        return {received, false};
    }

    char* finished(FunctionCallInfo fcinfo, const running& r, NullableDatum state, MemoryContext keep) {
        Oid type = r.what.state;
        NullableDatum result = state;
        if (OidIsValid(r.what.final)) {
            NullableDatum arguments[most_arguments];
            for (NullableDatum& n : arguments) n = {Datum{0}, true};
            arguments[0] = state;
            type = get_func_rettype(r.what.final);
            std::int16_t length = 0;
            bool by_value = false;
            get_typlenbyval(type, &length, &by_value);
            result = call(fcinfo, r.what.final, r.what.final_extra ? get_func_nargs(r.what.final) : 1, arguments, keep, by_value,
                          length, DEFAULT_COLLATION_OID);
        }
        if (result.isnull) return nullptr;
        Oid output = InvalidOid;
        bool varlena = false;
        getTypeOutputInfo(type, &output, &varlena);
        return OidOutputFunctionCall(output, result.value);
    }

}  // namespace

XM_FUNCTION(host_run_add) {
    MemoryContext memory = nullptr;
    if (AggCheckCallContext(fcinfo, &memory) == 0) elog(ERROR, "part of an aggregate");
    auto* r = PG_ARGISNULL(0) ? nullptr : reinterpret_cast<running*>(PG_GETARG_POINTER(0));
    if (r == nullptr) {
        r = static_cast<running*>(MemoryContextAllocZero(memory, sizeof(running)));
        r->oid = PG_GETARG_OID(1);
        r->what = look_up(r->oid);
        r->nodes = std::clamp(PG_GETARG_INT32(2), 1, most_nodes);
        r->wire = PG_GETARG_BOOL(3);
        for (NullableDatum& s : r->states) s = {Datum{0}, true};
    }
    HeapTupleHeader const row = PG_GETARG_HEAPTUPLEHEADER(4);
    TupleDesc const shape = lookup_rowtype_tupdesc(HeapTupleHeaderGetTypeId(row), HeapTupleHeaderGetTypMod(row));
    HeapTupleData tuple{};
    tuple.t_len = HeapTupleHeaderGetDatumLength(row);
    tuple.t_data = row;
    Datum values[most_arguments];
    bool nulls[most_arguments];
    heap_deform_tuple(&tuple, shape, values, nulls);
    NullableDatum arguments[most_arguments + 1];
    NullableDatum& state = r->states[r->rows++ % r->nodes];
    arguments[0] = state;
    for (int i = 0; i < shape->natts; ++i) arguments[i + 1] = {values[i], nulls[i]};
    const int count = shape->natts + 1;
    ReleaseTupleDesc(shape);
    const NullableDatum next =
        call(fcinfo, r->what.transition, count, arguments, memory, r->what.by_value, r->what.length, DEFAULT_COLLATION_OID);
    if (!r->what.by_value && !state.isnull && (next.isnull || next.value != state.value))
        pfree(reinterpret_cast<void*>(DatumGetPointer(state.value)));
    state = next;
    PG_RETURN_POINTER(r);
}

XM_FUNCTION(host_run_final) {
    MemoryContext memory = nullptr;
    if (AggCheckCallContext(fcinfo, &memory) == 0) elog(ERROR, "part of an aggregate");
    if (PG_ARGISNULL(0)) PG_RETURN_NULL();
    auto* const r = reinterpret_cast<running*>(PG_GETARG_POINTER(0));
    NullableDatum whole = r->states[0];
    if (r->wire) whole = travelled(fcinfo, r->what, whole, memory);
    for (int i = 1; i < r->nodes; ++i) {
        NullableDatum part = r->states[i];
        if (r->wire) part = travelled(fcinfo, r->what, part, memory);
        const NullableDatum both[] = {whole, part};
        whole = call(fcinfo, r->what.combine, 2, both, memory, r->what.by_value, r->what.length, InvalidOid);
    }
    const char* const first = finished(fcinfo, *r, whole, memory);
    const char* const again = finished(fcinfo, *r, whole, memory);
    if ((first == nullptr) != (again == nullptr) || (first != nullptr && std::strcmp(first, again) != 0))
        elog(ERROR, "the final function gives another result when it is called again: %s, then %s",
             first == nullptr ? "NULL" : first, again == nullptr ? "NULL" : again);
    if (first == nullptr) PG_RETURN_NULL();
    PG_RETURN_TEXT_P(cstring_to_text(first));
}
