#include "pg/server/variables.hpp"

#include <string>
#include <vector>

#include "core/models/moments.hpp"

namespace xm::pg {
namespace {

// Types that order as bytes do, and enums.
bool is_category(Oid type) {
    return type == TEXTOID || type == VARCHAROID || type == BPCHAROID || type == UNKNOWNOID || type_is_enum(type);
}

// `what` names the argument.
[[noreturn]] void refuse_type(Oid type, const char* what, bool categories = false) {
    if (type == UNKNOWNOID) type = TEXTOID;
    char category = TYPCATEGORY_USER;
    bool preferred = false;
    get_type_category_preferred(type, &category, &preferred);
    const char* hint = "Turn it into a number.";
    if (category == TYPCATEGORY_STRING || category == TYPCATEGORY_ENUM)
        hint =
            "Turn groups into variables of 0 and 1, one for each group but one, such as (region = 'North')::int; cast text that "
            "holds numbers to double precision.";
    else if (category == TYPCATEGORY_DATETIME || category == TYPCATEGORY_TIMESPAN)
        hint = "Turn it into a number: dates into days, such as left_on - joined_on; an interval by extract(epoch FROM ...).";
    ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                    errmsg("%s has type %s; allowed are numeric, integer, floating and boolean types%s", what,
                           format_type_be(type), categories ? ", text and enums" : ""),
                    errhint("%s", hint)));
    pg_unreachable();
}

bool is_whole(Oid type) { return type == INT2OID || type == INT4OID || type == INT8OID || type == BOOLOID; }
bool is_number(Oid type) { return is_whole(type) || type == FLOAT4OID || type == FLOAT8OID || type == NUMERICOID; }

[[noreturn]] void refuse_number_of_variables(int variables) {
    ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                    errmsg("%d variables; the allowed range is 1..%zu", variables, core::max_variables),
                    errhint("Name fewer columns.")));
    pg_unreachable();
}

void set_types(call_site& site, int variables, MemoryContext memory) {
    if (variables > static_cast<int>(core::max_variables)) refuse_number_of_variables(variables);
    site.variables = variables;
    site.types = static_cast<Oid*>(MemoryContextAllocZero(memory, sizeof(Oid) * static_cast<std::size_t>(variables)));
    site.values =
        static_cast<NullableDatum*>(MemoryContextAllocZero(memory, sizeof(NullableDatum) * static_cast<std::size_t>(variables)));
}

void check_types(call_site& site, bool categories, MemoryContext memory) {
    const auto count = static_cast<std::size_t>(site.variables);
    site.whole = true;
    site.all_int4 = site.all_float8 = true;
    for (int i = 0; i < site.variables; ++i) {
        const Oid type = site.types[i];
        if (categories && is_category(type)) {
            if (site.coded == nullptr) {
                site.coded = static_cast<bool*>(MemoryContextAllocZero(memory, sizeof(bool) * count));
                site.categories = static_cast<core::category*>(MemoryContextAllocZero(memory, sizeof(core::category) * count));
            }
            site.coded[i] = true;
        } else if (!is_number(type)) {
            refuse_type(type,
                        site.from == call_site::row
                            ? psprintf("variable %d, \"%s\",", i + 1,
                                       NameStr(TupleDescAttr(site.rows.shape, site.attribute_of[i])->attname))
                            : psprintf("variable %d", i + 1),
                        categories);
        }
        site.whole &= is_whole(type);
        site.all_int4 &= type == INT4OID;
        site.all_float8 &= type == FLOAT8OID;
    }
}

// The columns of a row argument and their names.
void describe_row(call_site& site, HeapTupleHeader tuple, MemoryContext memory) {
    const MemoryContext outer = MemoryContextSwitchTo(memory);
    site.rows = row_reader::of(tuple, memory);
    site.attributes = site.rows.shape->natts;
    int variables = 0;
    for (int a = 0; a < site.attributes; ++a) variables += !TupleDescAttr(site.rows.shape, a)->attisdropped;
    if (variables == 0) refuse_number_of_variables(0);
    set_types(site, variables, memory);
    const auto count = static_cast<std::size_t>(site.attributes + 1);
    site.attribute_of = static_cast<int*>(palloc0(sizeof(int) * count));
    StringInfoData labels;
    initStringInfo(&labels);
    for (int a = 0, i = 0; a < site.attributes; ++a) {
        const FormData_pg_attribute* const attribute = TupleDescAttr(site.rows.shape, a);
        if (attribute->attisdropped) continue;
        const std::string_view name = to_utf8(NameStr(attribute->attname));
        appendStringInfoChar(&labels, static_cast<char>(name.size()));
        appendBinaryStringInfo(&labels, name.data(), static_cast<int>(name.size()));
        site.types[i] = getBaseType(attribute->atttypid);
        site.attribute_of[i++] = a;
    }
    site.labels = labels.data;
    site.labels_size = static_cast<std::size_t>(labels.len);
    MemoryContextSwitchTo(outer);
    const auto* const names = site.labels;
    const std::size_t size = site.labels_size;
    guard([&] {
        std::vector<std::string> list;
        for (std::size_t at = 0; at < size; at += static_cast<unsigned char>(names[at]) + 1U)
            list.emplace_back(names + at + 1, static_cast<unsigned char>(names[at]));
        core::check_labels(list);
    });
}

std::string label_of(const call_site& site, int i) {
    const char* at = site.labels;
    for (int k = 0; at != nullptr && k < i; ++k) at += static_cast<unsigned char>(*at) + 1;
    return at != nullptr ? std::string(at + 1, static_cast<unsigned char>(*at)) : "x" + std::to_string(i + 1);
}

[[noreturn]] void refuse_options(const char* what, std::string_view where) {
    ereport(ERROR,
            (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("options: %s: %s", what, pnstrdup(where.data(), where.size())),
             errhint("Write them as {\"reference\": {\"region\": \"south\"}}, with columns of text or an enum.")));
    pg_unreachable();
}

std::string_view text_in(const JsonbValue& value, MemoryContext memory) {
    const std::string_view text = to_utf8({value.val.string.val, static_cast<std::size_t>(value.val.string.len)});
    char* const copy = static_cast<char*>(MemoryContextAlloc(memory, text.size() + 1));
    std::memcpy(copy, text.data(), text.size());
    return {copy, text.size()};
}

// The options of a call, which say with which category of a variable the others are compared.
void read_options(call_site& site, Jsonb* json, MemoryContext memory) {
    site.as_given = static_cast<varlena*>(MemoryContextAlloc(memory, VARSIZE(json)));
    std::memcpy(site.as_given, json, VARSIZE(json));
    if (!JB_ROOT_IS_OBJECT(json)) refuse_options("this is no object", "the last argument");
    JsonbIterator* each = JsonbIteratorInit(&json->root);
    JsonbValue value;
    JsonbIteratorNext(&each, &value, false);  // the beginning of the object
    while (JsonbIteratorNext(&each, &value, false) == WJB_KEY) {
        const std::string_view option = text_in(value, memory);
        if (option != "reference") refuse_options("unknown option", option);
        if (JsonbIteratorNext(&each, &value, false) != WJB_BEGIN_OBJECT)
            refuse_options("this is no object of columns and categories", option);
        site.references = static_cast<core::category*>(
            MemoryContextAllocZero(memory, sizeof(core::category) * static_cast<std::size_t>(value.val.object.nPairs + 1)));
        while (JsonbIteratorNext(&each, &value, false) == WJB_KEY) {
            const std::string_view label = text_in(value, memory);
            if (JsonbIteratorNext(&each, &value, false) != WJB_VALUE || value.type != jbvString)
                refuse_options("the reference is a text", label);
            int i = 0;
            while (i < site.variables && !guard([&] { return label_of(site, i) == label; })) ++i;
            if (i == site.variables) refuse_options("no predictor has this name", label);
            if (site.coded == nullptr || !site.coded[i]) refuse_options("this predictor is a number", label);
            site.references[site.references_size++] = {static_cast<std::uint32_t>(i), 0, text_in(value, memory)};
        }
    }
}

call_site& described(FunctionCallInfo fcinfo, int first, bool categories) {
    if (fcinfo->flinfo->fn_extra != nullptr) return *static_cast<call_site*>(fcinfo->flinfo->fn_extra);
    const MemoryContext memory = fcinfo->flinfo->fn_mcxt;
    auto& site = *static_cast<call_site*>(MemoryContextAllocZero(memory, sizeof(call_site)));
    site.first = first;
    int arguments = PG_NARGS() - first;
    if (categories && arguments > 1 && getBaseType(argument_type(fcinfo, PG_NARGS() - 1)) == JSONBOID)
        site.options = first + --arguments;
    const Oid type = arguments == 1 ? argument_type(fcinfo, first) : InvalidOid;
    if (arguments == 1 && OidIsValid(get_element_type(getBaseType(type)))) {
        site.from = call_site::array;
        ArrayType* const array = PG_GETARG_ARRAYTYPE_P(first);
        const int size = ArrayGetNItems(ARR_NDIM(array), ARR_DIMS(array));
        if (size == 0) refuse_number_of_variables(0);
        set_types(site, size, memory);
        for (int i = 0; i < site.variables; ++i) site.types[i] = getBaseType(ARR_ELEMTYPE(array));
    } else if (arguments == 1 && type_is_rowtype(type)) {
        site.from = call_site::row;
        describe_row(site, PG_GETARG_HEAPTUPLEHEADER(first), memory);
    } else {
        site.from = call_site::columns;
        set_types(site, arguments, memory);
        for (int i = 0; i < arguments; ++i) site.types[i] = getBaseType(argument_type(fcinfo, first + i));
    }
    check_types(site, categories, memory);
    if (site.options > 0) read_options(site, PG_GETARG_JSONB_P(site.options), memory);
    fcinfo->flinfo->fn_extra = &site;
    return site;
}

// The place of a value among those of its enum, and its name.
core::category enum_category(Oid value) {
    const HeapTuple tuple = SearchSysCache1(ENUMOID, ObjectIdGetDatum(value));
    if (!HeapTupleIsValid(tuple))
        ereport(ERROR, (errcode(ERRCODE_INVALID_BINARY_REPRESENTATION), errmsg("invalid internal value for enum: %u", value)));
    const auto* const row = reinterpret_cast<const FormData_pg_enum*>(GETSTRUCT(tuple));
    const core::category c{0, row->enumsortorder, to_utf8(pstrdup(NameStr(row->enumlabel)))};
    ReleaseSysCache(tuple);
    return c;
}

}  // namespace

call_site& site_of(FunctionCallInfo fcinfo, int first) { return described(fcinfo, first, false); }
call_site& coded_site_of(FunctionCallInfo fcinfo, int first) { return described(fcinfo, first, true); }

void categories_at(FunctionCallInfo fcinfo, call_site& site, const NullableDatum* values) {
    if (site.options > 0) {
        const Jsonb* const json = PG_GETARG_JSONB_P(site.options);
        if (VARSIZE(json) != VARSIZE(site.as_given) || std::memcmp(json, site.as_given, VARSIZE(json)) != 0)
            refuse_options("they differ from those of the first row", "the last argument");
    }
    for (int i = 0; site.coded != nullptr && i < site.variables; ++i) {
        if (!site.coded[i]) continue;
        core::category c{};
        switch (site.types[i]) {
            case TEXTOID:
            case VARCHAROID: c.text = text_at(values[i].value); break;
            case BPCHAROID:  // a cast to text takes the blanks away
                c.text = text_at(values[i].value);
                while (!c.text.empty() && c.text.back() == ' ') c.text.remove_suffix(1);
                break;
            case UNKNOWNOID: c.text = to_utf8(DatumGetCString(values[i].value)); break;
            default: c = enum_category(DatumGetObjectId(values[i].value));
        }
        c.predictor = static_cast<std::uint32_t>(i);
        site.categories[i] = c;
    }
}

row_reader row_reader::of(HeapTupleHeader row, MemoryContext memory) {
    const MemoryContext outer = MemoryContextSwitchTo(memory);
    row_reader r{HeapTupleHeaderGetTypeId(row), HeapTupleHeaderGetTypMod(row), nullptr, nullptr, nullptr};
    r.shape = lookup_rowtype_tupdesc_copy(r.type, r.typmod);
    const auto count = static_cast<std::size_t>(r.shape->natts) + 1;
    r.values = static_cast<Datum*>(palloc0(sizeof(Datum) * count));
    r.nulls = static_cast<bool*>(palloc0(sizeof(bool) * count));
    MemoryContextSwitchTo(outer);
    return r;
}

void row_reader::read(HeapTupleHeader row) {
    if (HeapTupleHeaderGetTypeId(row) != type || HeapTupleHeaderGetTypMod(row) != typmod)
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("the rows given to the aggregate have different types"),
                        errhint("Give rows of one table or sub-query.")));
    HeapTupleData tuple{};
    tuple.t_len = HeapTupleHeaderGetDatumLength(row);
    ItemPointerSetInvalid(&tuple.t_self);
    tuple.t_tableOid = InvalidOid;
    tuple.t_data = row;
    heap_deform_tuple(&tuple, shape, values, nulls);
}

const NullableDatum* spread(call_site& site, Datum value) {
    if (site.from == call_site::row) {
        site.rows.read(DatumGetHeapTupleHeader(value));
        for (int i = 0; i < site.variables; ++i) {
            const int a = site.attribute_of[i];
            if (site.rows.nulls[a]) return nullptr;
            site.values[i] = {site.rows.values[a], false};
        }
        return site.values;
    }
    ArrayType* const array = DatumGetArrayTypeP(value);
    const int size = ArrayGetNItems(ARR_NDIM(array), ARR_DIMS(array));
    if (size != site.variables)
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                        errmsg("an array of %d elements follows arrays of %d", size, site.variables),
                        errhint("Give arrays of one length, from 1 to %zu; a NULL element skips the row.", core::max_variables)));
    if (ARR_HASNULL(array) && array_contains_nulls(array)) return nullptr;
    std::int16_t length = 0;
    bool by_value = false;
    char alignment = 0;
    get_typlenbyvalalign(ARR_ELEMTYPE(array), &length, &by_value, &alignment);
    const char* at = ARR_DATA_PTR(array);
    for (int i = 0; i < size; ++i) {
        site.values[i] = {fetch_att(at, by_value, length), false};
        at = att_addlength_pointer(at, length, at);
        at = reinterpret_cast<const char*>(att_align_nominal(reinterpret_cast<std::uintptr_t>(at), alignment));
    }
    return site.values;
}

std::int64_t whole_at(Oid type, Datum value) {
    switch (type) {
        case INT2OID: return DatumGetInt16(value);
        case INT4OID: return DatumGetInt32(value);
        case INT8OID: return DatumGetInt64(value);
        default: return DatumGetBool(value);
    }
}

double number_at(Oid type, Datum value) {
    switch (type) {
        case FLOAT8OID: return DatumGetFloat8(value);
        case FLOAT4OID: return DatumGetFloat4(value);
        case NUMERICOID: return DatumGetFloat8(DirectFunctionCall1(numeric_float8_no_overflow, value));
        default: return static_cast<double>(whole_at(type, value));
    }
}

void check_number_type(Oid type, const char* what) {
    if (!is_number(type)) refuse_type(type, what);
}

Oid number_type(FunctionCallInfo fcinfo, int argument, const char* what) {
    const Oid type = getBaseType(argument_type(fcinfo, argument));
    check_number_type(type, what);
    return type;
}

bool yes_at(Oid type, Datum value, const char* what) {
    if (type == BOOLOID) return DatumGetBool(value);
    const double number = number_at(type, value);
    if (number != 0 && number != 1)
        guard([=] {
            core::fail(core::errc::invalid, "Give a boolean, or 0 and 1.", what, " ", number,
                       " is outside the allowed range: 0 or 1");
        });
    return number == 1;
}

void check_number(const call_site& site, int i, double number) {
    if (core::value_allowed(number)) return;
    guard([&] { core::check_value(number, "value", " of variable " + label_of(site, i)); });
}

void numbers_at(const call_site& site, const NullableDatum* values, double* to) {
    for (int i = 0; i < site.variables; ++i) {
        if (site.coded != nullptr && site.coded[i]) continue;
        to[i] = site.all_float8 ? DatumGetFloat8(values[i].value) : number_at(site.types[i], values[i].value);
        if (!core::value_allowed(to[i])) check_number(site, i, to[i]);
        to[i] += 0.0;  // -0 becomes 0: equal rows have equal bytes
    }
}

std::vector<std::string> labels_of(const predictors& p) {
    const auto count = static_cast<std::size_t>(p.count);
    if (p.labels_size > 0) return core::unpacked_labels(tail_of(p), count, core::errc::corrupt_stored);
    std::vector<std::string> labels;
    for (std::size_t i = 0; i < count; ++i) labels.push_back("x" + std::to_string(i + 1));
    return labels;
}

void same_predictors(const predictors& a, const predictors& b) {
    if (a.count != b.count || a.labels_size != b.labels_size ||
        (a.labels_size > 0 && std::memcmp(a.labels, b.labels, a.labels_size) != 0))
        core::fail(core::errc::invalid, "Give the same predictors in every row.", "rows with different predictors");
}

}  // namespace xm::pg
