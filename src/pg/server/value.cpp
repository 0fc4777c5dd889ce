#include "pg/server/value.hpp"

namespace xm::pg {

core::bytes body_of(Datum value) {
    const varlena* const v = PG_DETOAST_DATUM_PACKED(value);
    return {reinterpret_cast<const std::byte*>(VARDATA_ANY(v)), VARSIZE_ANY_EXHDR(v)};
}

std::string_view to_utf8(std::string_view server_text) {
    const auto size = static_cast<int>(server_text.size());
    const char* const converted = pg_server_to_any(server_text.data(), size, PG_UTF8);
    return converted == server_text.data() ? server_text : std::string_view(converted);
}

std::string_view text_of(Datum cstring) { return to_utf8(DatumGetCString(cstring)); }

std::string_view text_at(Datum text) {
    const core::bytes body = body_of(text);
    return to_utf8({reinterpret_cast<const char*>(body.data()), body.size()});
}

const char* from_utf8(const char* text) { return pg_any_to_server(text, static_cast<int>(std::strlen(text)), PG_UTF8); }

core::bytes rest_of(Datum message) {
    auto* const in = reinterpret_cast<StringInfo>(DatumGetPointer(message));
    const core::bytes rest(reinterpret_cast<const std::byte*>(in->data) + in->cursor,
                           static_cast<std::size_t>(in->len - in->cursor));
    in->cursor = in->len;
    return rest;
}

namespace {

// The expression of an argument of the aggregate that runs, as a window function too; null where none is known.
const Node* argument_of_call(FunctionCallInfo fcinfo, int i) {
    const auto nth = [&](const List* of) {
        return i >= 1 && i <= list_length(of) ? static_cast<Node*>(list_nth(of, i - 1)) : nullptr;
    };
    if (const Aggref* const call = AggGetAggref(fcinfo)) {
        const Node* const entry = nth(call->args);
        return entry == nullptr ? nullptr : reinterpret_cast<const Node*>(reinterpret_cast<const TargetEntry*>(entry)->expr);
    }
    if (fcinfo->context == nullptr || !IsA(fcinfo->context, WindowAggState)) return nullptr;
    ListCell* cell = nullptr;
    foreach (cell, reinterpret_cast<WindowAggState*>(fcinfo->context)->funcs) {
        const WindowFunc* const call = reinterpret_cast<const WindowFuncExprState*>(lfirst(cell))->wfunc;
        HeapTuple const tuple = SearchSysCache1(AGGFNOID, ObjectIdGetDatum(call->winfnoid));
        if (!HeapTupleIsValid(tuple)) continue;
        const bool ours = reinterpret_cast<Form_pg_aggregate>(GETSTRUCT(tuple))->aggtransfn == fcinfo->flinfo->fn_oid;
        ReleaseSysCache(tuple);
        if (ours) return nth(call->args);
    }
    return nullptr;
}

// The parser takes a type that is text in all but its equality, such as citext, for text: what it was before. A cast that
// the user wrote stays.
Oid uncast_text(FunctionCallInfo fcinfo, int i) {
    const Node* argument = argument_of_call(fcinfo, i);
    if (argument == nullptr) return TEXTOID;
    while (IsA(argument, RelabelType)) {
        const auto* const cast = reinterpret_cast<const RelabelType*>(argument);
        if (cast->relabelformat != COERCE_IMPLICIT_CAST) break;
        argument = reinterpret_cast<const Node*>(cast->arg);
    }
    return exprType(argument);
}

}  // namespace

Oid argument_type(FunctionCallInfo fcinfo, int i) {
    const Oid expressed = get_fn_expr_argtype(fcinfo->flinfo, i);
    if (expressed == TEXTOID) return uncast_text(fcinfo, i);
    if (OidIsValid(expressed)) return expressed;
    Oid* declared = nullptr;
    int arguments = 0;
    get_func_signature(fcinfo->flinfo->fn_oid, &declared, &arguments);
    if (i >= arguments || declared[i] == ANYOID)
        ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
                        errmsg("the type of argument %d of %s is not known to the engine that calls it", i + 1,
                               get_func_name(fcinfo->flinfo->fn_oid)),
                        errhint("Use a form with declared types: predictors as one array, keys as text or integers.")));
    return declared[i];
}

MemoryContext aggregate_memory(FunctionCallInfo fcinfo) {
    MemoryContext context = nullptr;
    if (AggCheckCallContext(fcinfo, &context) == 0)
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("this function is part of an aggregate"),
                        errhint("Call the aggregate instead.")));
    return context;
}

varlena* new_varlena(std::size_t size) {
    if (size > MaxAllocSize - VARHDRSZ)
        core::fail(core::errc::memory, "Aggregate a sample of the rows, or without parallel workers.", "a value of ", size,
                   " bytes is larger than the server allows");
    auto* const value = static_cast<varlena*>(context_resource(CurrentMemoryContext).allocate(VARHDRSZ + size, MAXIMUM_ALIGNOF));
    SET_VARSIZE(value, VARHDRSZ + size);
    return value;
}

varlena* keep_bytes(core::bytes bytes) {
    varlena* const value = new_varlena(bytes.size());
    std::memcpy(body_at(value), bytes.data(), bytes.size());
    return value;
}

Datum finite(double number) {
    if (!std::isfinite(number))
        ereport(ERROR, (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE), errmsg("result is outside the range of double precision"),
                        errhint("Rescale the values.")));
    return Float8GetDatum(number);
}

Datum float_or_null(FunctionCallInfo fcinfo, std::optional<double> number) {
    if (!number) PG_RETURN_NULL();
    return finite(*number);
}

column::column(double number) : value(finite(number)), null(false) {}
column::column(std::optional<double> number) : value(number ? finite(*number) : Datum{0}), null(!number) {}
column::column(std::int32_t number) : value(Int32GetDatum(number)), null(false) {}
column::column(std::int64_t number) : value(Int64GetDatum(number)), null(false) {}
column::column(std::optional<std::int64_t> number) : value(Int64GetDatum(number.value_or(0))), null(!number) {}
column::column(std::string_view s) : null(false) {
    const auto size = static_cast<int>(s.size());
    const char* const converted = pg_any_to_server(s.data(), size, PG_UTF8);
    value = PointerGetDatum(converted == s.data() ? cstring_to_text_with_len(converted, size) : cstring_to_text(converted));
}

namespace {

constexpr std::size_t max_columns = 24;

struct cells {
    Datum values[max_columns];
    bool nulls[max_columns];

    // The script of an earlier release may know fewer columns, that of a later one more: they are only ever appended.
    cells(std::initializer_list<column> columns, TupleDesc shape) {
        if (static_cast<std::size_t>(shape->natts) > max_columns || columns.size() > max_columns)
            elog(ERROR, "pg_xm: a row of %d columns", shape->natts);
        std::size_t i = 0;
        for (const column& c : columns) {
            values[i] = c.value;
            nulls[i++] = c.null;
        }
        for (; i < max_columns; ++i) nulls[i] = true;
    }
};

}  // namespace

Datum make_row(FunctionCallInfo fcinfo, std::initializer_list<column> columns) {
    TupleDesc shape = nullptr;
    if (get_call_result_type(fcinfo, nullptr, &shape) != TYPEFUNC_COMPOSITE)
        ereport(ERROR,
                (errcode(ERRCODE_FEATURE_NOT_SUPPORTED), errmsg("function returning a row called where none is accepted")));
    BlessTupleDesc(shape);
    cells row(columns, shape);
    return HeapTupleGetDatum(heap_form_tuple(shape, row.values, row.nulls));
}

row_array::row_array(FunctionCallInfo fcinfo, std::size_t rows) : expected_(rows) {
    Oid type = InvalidOid;
    get_call_result_type(fcinfo, &type, nullptr);
    element_ = get_element_type(type);
    shape_ = lookup_rowtype_tupdesc_copy(element_, -1);
}

void row_array::add(std::initializer_list<column> columns) {
    CHECK_FOR_INTERRUPTS();
    XM_POLLED();
    cells row(columns, shape_);
    const HeapTuple tuple = heap_form_tuple(shape_, row.values, row.nulls);
    const Datum value = HeapTupleGetDatum(tuple);
    const std::size_t length = VARSIZE(DatumGetPointer(value)), whole = MAXALIGN(length);
    if (size_ + whole > room_) {
        // The first time as if all rows were about as long as the first, which is right where they hold numbers.
        const std::size_t needed = size_ + (array_ == nullptr ? expected_ * whole : whole);
        room_ = std::max({needed, room_ + room_ / 2, size_ + whole});
        if (room_ > MaxAllocSize) room_ = std::max(size_ + whole, std::size_t{MaxAllocSize});
        if (room_ > MaxAllocSize)
            ereport(ERROR, (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
                            errmsg("array size exceeds the maximum allowed (%d)", static_cast<int>(MaxAllocSize))));
        array_ = static_cast<char*>(array_ == nullptr ? palloc(room_) : repalloc(array_, room_));
    }
    std::memcpy(array_ + size_, DatumGetPointer(value), length);
    std::memset(array_ + size_ + length, 0, whole - length);
    size_ += whole;
    ++rows_;
    heap_freetuple(tuple);
}

Datum row_array::result() const {
    if (rows_ == 0) return PointerGetDatum(construct_empty_array(element_));
    auto* const array = reinterpret_cast<ArrayType*>(array_);
    SET_VARSIZE(array, size_);
    array->ndim = 1;
    array->dataoffset = 0;
    array->elemtype = element_;
    ARR_DIMS(array)[0] = rows_;
    ARR_LBOUND(array)[0] = 1;
    return PointerGetDatum(array);
}

row_set::row_set(FunctionCallInfo fcinfo) {
    auto* const target = reinterpret_cast<ReturnSetInfo*>(fcinfo->resultinfo);
    if (target == nullptr || !IsA(target, ReturnSetInfo) || (target->allowedModes & SFRM_Materialize) == 0)
        ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED), errmsg("set-returning function called where no set is accepted"),
                        errhint("Call it in the FROM clause.")));
    const MemoryContext outer = MemoryContextSwitchTo(target->econtext->ecxt_per_query_memory);
    TupleDesc shape = nullptr;
    if (get_call_result_type(fcinfo, nullptr, &shape) != TYPEFUNC_COMPOSITE)
        ereport(ERROR,
                (errcode(ERRCODE_FEATURE_NOT_SUPPORTED), errmsg("function returning rows called where none are accepted")));
    store_ = tuplestore_begin_heap((target->allowedModes & SFRM_Materialize_Random) != 0, false, work_mem);
    shape_ = CreateTupleDescCopy(shape);
    target->returnMode = SFRM_Materialize;
    target->setResult = store_;
    target->setDesc = shape_;
    MemoryContextSwitchTo(outer);
}

void row_set::add(std::initializer_list<column> columns) {
    CHECK_FOR_INTERRUPTS();
    XM_POLLED();
    cells row(columns, shape_);
    tuplestore_putvalues(store_, shape_, row.values, row.nulls);
}

}  // namespace xm::pg
