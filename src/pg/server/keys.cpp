#include "pg/server/keys.hpp"

#include "core/num/random.hpp"

namespace xm::pg {

struct key_type::row_shape {
    Oid type;
    std::int32_t typmod;
    TupleDesc shape;
    key_type* columns;  // of each attribute
    Datum* values;
    bool* nulls;
    row_shape* next;
};

namespace {

using core::group_key;

bool is_text(Oid type) { return type == TEXTOID || type == VARCHAROID; }

key_type* new_key_types(std::size_t number, MemoryContext memory) {
    return static_cast<key_type*>(MemoryContextAllocZero(memory, number * sizeof(key_type)));
}

// How the type says which of its values are equal; false if it does not.
bool describe(key_type& to) {
    const auto made_of = [&](Oid element, Oid collation) {
        to.element = new_key_types(1, to.memory);
        describe_key(*to.element, element, collation, to.memory);
    };
    const auto print_by = [&](Oid function) {
        to.read = key_type::printed;
        fmgr_info_cxt(function, &to.function, to.memory);
        return true;
    };
    const auto print = [&] {
        Oid output = InvalidOid;
        bool is_varlena = false;
        getTypeOutputInfo(to.type, &output, &is_varlena);
        return print_by(output);
    };
    switch (to.type) {
        case BOOLOID:
        case INT2OID:
        case INT4OID:
        case INT8OID:
        case CASHOID: to.read = key_type::whole; return true;
        case NUMERICOID: to.read = key_type::numeric; return true;
        case JSONBOID: to.read = key_type::json; return true;
        case BITOID:
        case VARBITOID: to.read = key_type::text; return true;
        // Compared, but not hashed; what they print depends on no setting.
        case TSVECTOROID:
        case TSQUERYOID: return print();
        case UNKNOWNOID: return print_by(F_UNKNOWNOUT);
        default: break;
    }
    if (is_text(to.type) && !(OidIsValid(to.collation) && !get_collation_isdeterministic(to.collation))) {
        to.read = key_type::text;
        return true;
    }
    if (const Oid element = get_element_type(to.type); OidIsValid(element)) {
        to.read = key_type::elements;
        made_of(element, to.collation);
        return true;
    }
    switch (to.type == RECORDOID ? TYPTYPE_COMPOSITE : get_typtype(to.type)) {
        case TYPTYPE_COMPOSITE: to.read = key_type::columns; return true;
        case TYPTYPE_ENUM: return print();  // its number differs between the nodes of a cluster
        case TYPTYPE_RANGE:
            to.read = key_type::bounds;
            to.range = lookup_type_cache(to.type, TYPECACHE_RANGE_INFO);
            made_of(to.range->rngelemtype->type_id, to.range->rng_collation);
            return true;
        case TYPTYPE_MULTIRANGE:
            to.read = key_type::ranges;
            to.range = lookup_type_cache(to.type, TYPECACHE_MULTIRANGE_INFO)->rngtype;
            made_of(to.range->type_id, InvalidOid);
            return true;
        default: break;
    }
    const TypeCacheEntry* const cache = lookup_type_cache(to.type, TYPECACHE_HASH_EXTENDED_PROC);
    if (!OidIsValid(cache->hash_extended_proc)) return false;
    to.read = key_type::hashed;
    fmgr_info_cxt(cache->hash_extended_proc, &to.function, to.memory);
    if (!OidIsValid(to.collation)) to.collation = cache->typcollation;
    return true;
}

// A hash of a sequence of words, in two words.
struct mixture {
    std::uint64_t words[2] = {1, 2};

    void add(std::uint64_t word) {
        words[0] = core::mixed_bits(words[0] ^ word);
        words[1] = core::mixed_bits(words[1] + (word << 32 | word >> 32)) * 0x9FB21C651E98DF25;
    }
    void add(const group_key& key) {
        add(key.words[0]);
        add(key.words[1]);
    }
    void add_null() { add(std::uint64_t{group_key::hashed} << 8); }
    group_key key() const {
        group_key k{{words[0], words[1]}};
        reinterpret_cast<unsigned char*>(k.words)[0] = group_key::hashed;
        return k;
    }
};

group_key key_of_text(const void* text, std::size_t size) {
    group_key key{};
    auto* const bytes = reinterpret_cast<unsigned char*>(key.words);
    if (size < sizeof key.words) {
        bytes[0] = static_cast<unsigned char>(size);
        if (size > 0) std::memcpy(bytes + 1, text, size);
        return key;
    }
    const auto* const at = static_cast<const unsigned char*>(text);
    key.words[0] = hash_bytes_extended(at, static_cast<int>(size), 1);
    key.words[1] = hash_bytes_extended(at, static_cast<int>(size), 2);
    bytes[0] = group_key::hashed;
    return key;
}

group_key key_of_numeric(Numeric number) {
    const char* const text = numeric_normalize(number);
    return key_of_text(text, std::strlen(text));
}

group_key key_of_whole(std::int64_t number) {
    group_key key{};
    reinterpret_cast<unsigned char*>(key.words)[0] = group_key::whole;
    key.words[1] = static_cast<std::uint64_t>(number);
    return key;
}

// As array_eq: dimensions, lower bounds and elements.
group_key key_of_array(key_type& type, Datum value) {
    ArrayType* const array = DatumGetArrayTypeP(value);
    mixture m;
    const int dimensions = ARR_NDIM(array);
    m.add(static_cast<std::uint64_t>(dimensions));
    for (int i = 0; i < dimensions; ++i)
        m.add(static_cast<std::uint64_t>(static_cast<std::uint32_t>(ARR_DIMS(array)[i])) << 32 |
              static_cast<std::uint32_t>(ARR_LBOUND(array)[i]));
    ArrayIterator each = array_create_iterator(array, 0, nullptr);
    Datum item = 0;
    bool null = false;
    while (array_iterate(each, &item, &null)) {
        if (null)
            m.add_null();
        else
            m.add(key_of(*type.element, item));
    }
    array_free_iterator(each);
    return m.key();
}

key_type::row_shape& shape_of(key_type& type, HeapTupleHeader row) {
    const Oid id = HeapTupleHeaderGetTypeId(row);
    const std::int32_t typmod = HeapTupleHeaderGetTypMod(row);
    for (auto* s = type.shapes; s != nullptr; s = s->next)
        if (s->type == id && s->typmod == typmod) return *s;
    const MemoryContext outer = MemoryContextSwitchTo(type.memory);
    auto* const s = static_cast<key_type::row_shape*>(palloc0(sizeof(key_type::row_shape)));
    s->type = id;
    s->typmod = typmod;
    s->shape = lookup_rowtype_tupdesc_copy(id, typmod);
    const auto columns = static_cast<std::size_t>(s->shape->natts);
    s->columns = new_key_types(columns + 1, type.memory);
    s->values = static_cast<Datum*>(palloc0(sizeof(Datum) * (columns + 1)));
    s->nulls = static_cast<bool*>(palloc0(columns + 1));
    MemoryContextSwitchTo(outer);
    for (int i = 0; i < s->shape->natts; ++i) {
        const FormData_pg_attribute* const column = TupleDescAttr(s->shape, i);
        if (!column->attisdropped) describe_key(s->columns[i], column->atttypid, column->attcollation, type.memory);
    }
    s->next = type.shapes;
    type.shapes = s;
    return *s;
}

// As record_eq, for which two NULLs are equal.
group_key key_of_row(key_type& type, Datum value) {
    HeapTupleHeader const row = DatumGetHeapTupleHeader(value);
    key_type::row_shape& s = shape_of(type, row);
    HeapTupleData tuple{};
    tuple.t_len = HeapTupleHeaderGetDatumLength(row);
    tuple.t_data = row;
    heap_deform_tuple(&tuple, s.shape, s.values, s.nulls);
    mixture m;
    for (int i = 0; i < s.shape->natts; ++i) {
        if (TupleDescAttr(s.shape, i)->attisdropped) continue;
        if (s.nulls[i])
            m.add_null();
        else
            m.add(key_of(s.columns[i], s.values[i]));
    }
    return m.key();
}

group_key key_of_range(key_type& type, RangeType* range) {
    RangeBound bounds[2];
    bool empty = false;
    range_deserialize(type.range, range, &bounds[0], &bounds[1], &empty);
    mixture m;
    m.add(std::uint64_t{empty});
    for (const RangeBound& b : bounds) {
        if (empty) break;
        m.add(std::uint64_t{b.infinite} << 1 | std::uint64_t{b.inclusive});
        if (!b.infinite) m.add(key_of(*type.element, b.val));
    }
    return m.key();
}

group_key key_of_multirange(key_type& type, Datum value) {
    std::int32_t size = 0;
    RangeType** ranges = nullptr;
    multirange_deserialize(type.range, DatumGetMultirangeTypeP(value), &size, &ranges);
    mixture m;
    for (std::int32_t i = 0; i < size; ++i) m.add(key_of_range(*type.element, ranges[i]));
    return m.key();
}

group_key key_of_json(Datum value) {
    JsonbIterator* each = JsonbIteratorInit(&DatumGetJsonbP(value)->root);
    mixture m;
    JsonbValue v;
    for (;;) {
        const JsonbIteratorToken token = JsonbIteratorNext(&each, &v, false);
        if (token == WJB_DONE) return m.key();
        m.add(static_cast<std::uint64_t>(token));
        if (token == WJB_BEGIN_ARRAY) m.add(std::uint64_t{v.val.array.rawScalar});
        if (token != WJB_KEY && token != WJB_VALUE && token != WJB_ELEM) continue;
        m.add(static_cast<std::uint64_t>(v.type));
        if (v.type == jbvString) m.add(key_of_text(v.val.string.val, static_cast<std::size_t>(v.val.string.len)));
        if (v.type == jbvNumeric) m.add(key_of_numeric(v.val.numeric));
        if (v.type == jbvBool) m.add(std::uint64_t{v.val.boolean});
    }
}

}  // namespace

void describe_key(key_type& to, Oid type, Oid collation, MemoryContext memory) {
    to.type = getBaseType(type);
    to.collation = collation;
    to.memory = memory;
    if (!describe(to))
        ereport(ERROR,
                (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                 errmsg("groups of type %s: the type does not say by a hash which of its values are equal", format_type_be(type)),
                 errhint("Cast the groups to text, or number them.")));
}

Oid collation_of(FunctionCallInfo fcinfo, int argument) {
    // Without an expression an engine of its own calls us: the server's aggregate is then its, with other arguments.
    const Aggref* const call = fcinfo->flinfo->fn_expr == nullptr ? nullptr : AggGetAggref(fcinfo);
    if (call == nullptr || list_length(call->args) < argument) return PG_GET_COLLATION();
    return exprCollation(reinterpret_cast<const Node*>(list_nth_node(TargetEntry, call->args, argument - 1)->expr));
}

key_site& key_site_of(FunctionCallInfo fcinfo, int first, int keys) {
    if (fcinfo->flinfo->fn_extra == nullptr) {
        const MemoryContext memory = fcinfo->flinfo->fn_mcxt;
        auto* const site = static_cast<key_site*>(
            MemoryContextAllocZero(memory, sizeof(key_site) + static_cast<std::size_t>(keys) * sizeof(key_type)));
        for (int i = 0; i < keys; ++i)
            describe_key(site->types[i], argument_type(fcinfo, first + i), collation_of(fcinfo, first + i), memory);
        fcinfo->flinfo->fn_extra = site;
    }
    return *static_cast<key_site*>(fcinfo->flinfo->fn_extra);
}

core::group_key key_of(key_type& type, Datum value) {
    switch (type.read) {
        case key_type::text: {
            const core::bytes body = body_of(value);
            return key_of_text(body.data(), body.size());
        }
        case key_type::whole:
            switch (type.type) {
                case BOOLOID: return key_of_whole(DatumGetBool(value));
                case INT2OID: return key_of_whole(DatumGetInt16(value));
                case INT4OID: return key_of_whole(DatumGetInt32(value));
                default: return key_of_whole(DatumGetInt64(value));
            }
        case key_type::numeric: return key_of_numeric(DatumGetNumeric(value));
        case key_type::hashed: {
            mixture m;
            for (std::uint64_t seed = 0; seed < 2; ++seed)
                m.words[seed] =
                    DatumGetUInt64(FunctionCall2Coll(&type.function, type.collation, value, UInt64GetDatum(seed + 1)));
            return m.key();
        }
        case key_type::printed: {
            const char* const text = OutputFunctionCall(&type.function, value);
            return key_of_text(text, std::strlen(text));
        }
        default: break;
    }
    check_stack_depth();
    switch (type.read) {
        case key_type::elements: return key_of_array(type, value);
        case key_type::columns: return key_of_row(type, value);
        case key_type::bounds: return key_of_range(type, DatumGetRangeTypeP(value));
        case key_type::ranges: return key_of_multirange(type, value);
        default: return key_of_json(value);
    }
}

}  // namespace xm::pg
