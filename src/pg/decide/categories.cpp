#include "pg/decide/categories.hpp"

#include <charconv>

#include "core/num/calendar.hpp"

namespace xm::pg {
namespace {

void describe(category_column& column, Oid type, MemoryContext memory) {
    column.type = getBaseType(type);
    switch (column.type) {
        case TEXTOID:
        case VARCHAROID:
        case BPCHAROID:
        case UNKNOWNOID:
        case BOOLOID:
        case INT2OID:
        case INT4OID:
        case INT8OID:
        case DATEOID: return;
        default: break;
    }
    Oid output = InvalidOid;
    bool is_varlena = false;
    getTypeOutputInfo(column.type, &output, &is_varlena);
    fmgr_info_cxt(output, &column.output, memory);
}

std::string_view text_in(category_column& column, Datum value) {
    switch (column.type) {
        case TEXTOID:
        case VARCHAROID: return text_at(value);
        case BPCHAROID: {  // a cast to text takes the blanks away
            std::string_view text = text_at(value);
            while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
            return text;
        }
        case UNKNOWNOID: return text_of(value);
        case BOOLOID: return DatumGetBool(value) ? "true" : "false";
        case INT2OID:
        case INT4OID:
        case INT8OID: {
            const auto end = std::to_chars(column.digits, column.digits + sizeof column.digits, whole_at(column.type, value)).ptr;
            return {column.digits, static_cast<std::size_t>(end - column.digits)};
        }
        case DATEOID: {  // whatever the setting DateStyle
            const DateADT date = DatumGetDateADT(value);
            if (DATE_NOT_FINITE(date)) return DATE_IS_NOBEGIN(date) ? "-infinity" : "infinity";
            return pstrdup(core::date_text(core::date_of(date)).c_str());
        }
        default: return text_of(CStringGetDatum(OutputFunctionCall(&column.output, value)));
    }
}

}  // namespace

void describe_categories(category_site& site, FunctionCallInfo fcinfo, int argument, MemoryContext memory) {
    site.argument = argument;
    const Oid type = argument_type(fcinfo, argument);
    constexpr int most = static_cast<int>(core::max_category_columns);
    const MemoryContext outer = MemoryContextSwitchTo(memory);
    if (!type_is_rowtype(type)) {
        site.size = 1;
        site.columns = static_cast<category_column*>(palloc0(sizeof(category_column)));
        site.columns[0].label = "x1";
        describe(site.columns[0], type, memory);
    } else {
        site.rows = row_reader::of(PG_GETARG_HEAPTUPLEHEADER(argument), memory);
        const int attributes = site.rows.shape->natts;
        site.columns = static_cast<category_column*>(palloc0(sizeof(category_column) * static_cast<std::size_t>(attributes + 1)));
        for (int a = 0; a < attributes; ++a) {
            const FormData_pg_attribute* const attribute = TupleDescAttr(site.rows.shape, a);
            if (attribute->attisdropped) continue;
            category_column& column = site.columns[site.size++];
            column.attribute = a;
            column.label = to_utf8(NameStr(attribute->attname));
            describe(column, attribute->atttypid, memory);
        }
        if (site.size < 1 || site.size > most)
            ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                            errmsg("%d columns of categories; the allowed range is 1..%d", site.size, most),
                            errhint("Name fewer columns.")));
    }
    MemoryContextSwitchTo(outer);
}

bool fixed_argument(FunctionCallInfo fcinfo, int argument) {
    const Aggref* const call = AggGetAggref(fcinfo);
    if (call == nullptr || argument > list_length(call->args)) return false;
    const Expr* const value = static_cast<const TargetEntry*>(list_nth(call->args, argument - 1))->expr;
    return IsA(value, Const) || IsA(value, Param);
}

category_site& category_site_of(FunctionCallInfo fcinfo, int argument) {
    if (fcinfo->flinfo->fn_extra == nullptr) {
        const MemoryContext memory = fcinfo->flinfo->fn_mcxt;
        auto* const site = static_cast<category_site*>(MemoryContextAllocZero(memory, sizeof(category_site)));
        describe_categories(*site, fcinfo, argument, memory);
        fcinfo->flinfo->fn_extra = site;
    }
    return *static_cast<category_site*>(fcinfo->flinfo->fn_extra);
}

bool read_categories(FunctionCallInfo fcinfo, category_site& site, std::string_view* to) {
    bool whole = true;
    if (site.rows.shape == nullptr) {
        whole = !PG_ARGISNULL(site.argument);
        to[0] = whole ? text_in(site.columns[0], PG_GETARG_DATUM(site.argument)) : std::string_view();
        return whole;
    }
    site.rows.read(PG_GETARG_HEAPTUPLEHEADER(site.argument));
    for (int c = 0; c < site.size; ++c) {
        const int a = site.columns[c].attribute;
        const bool null = site.rows.nulls[a];
        to[c] = null ? std::string_view() : text_in(site.columns[c], site.rows.values[a]);
        whole &= !null;
    }
    return whole;
}

void same_columns(const category_site& site, const core::coded_rows& rows) {
    bool same = static_cast<std::size_t>(site.size) == rows.columns();
    for (std::size_t c = 0; same && c < rows.columns(); ++c) same = site.columns[c].label == rows.label(c);
    if (!same)
        core::fail(core::errc::invalid, "Give the same columns in every row of a group.",
                   "rows with different columns of categories");
}

}  // namespace xm::pg
