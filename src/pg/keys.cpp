#include "pg/keys.hpp"

namespace xm::pg {

namespace {

bool is_text(Oid type) { return type == TEXTOID || type == VARCHAROID; }

}  // namespace

void describe_key(key_site::key_type& to, Oid type, Oid collation, MemoryContext memory) {
    to.type = getBaseType(type);
    // Equal values of one type must give one key, and other values others. Where text does not say it (times of several
    // spellings, texts of a collation that ignores case) the type's own hash does; what is nested goes by its text.
    const bool by_bytes = is_text(to.type) && !(OidIsValid(collation) && !get_collation_isdeterministic(collation));
    const bool nested = to.type == RECORDOID || to.type == JSONBOID || OidIsValid(get_element_type(to.type));
    if (!by_bytes && !nested && to.type != UNKNOWNOID && to.type != NUMERICOID) {
        const TypeCacheEntry* const cache = lookup_type_cache(to.type, TYPECACHE_HASH_EXTENDED_PROC);
        if (OidIsValid(cache->hash_extended_proc)) {
            fmgr_info_cxt(cache->hash_extended_proc, &to.hash, memory);
            to.collation = OidIsValid(collation) ? collation : cache->typcollation;
            to.by_hash = true;
            return;
        }
    }
    Oid output = F_UNKNOWNOUT;
    bool is_varlena = false;
    if (to.type != UNKNOWNOID) getTypeOutputInfo(to.type, &output, &is_varlena);
    fmgr_info_cxt(output, &to.output, memory);
}

key_site& key_site_of(FunctionCallInfo fcinfo, int first, int keys) {
    if (fcinfo->flinfo->fn_extra == nullptr) {
        const MemoryContext memory = fcinfo->flinfo->fn_mcxt;
        auto* const site = static_cast<key_site*>(
            MemoryContextAllocZero(memory, sizeof(key_site) + static_cast<std::size_t>(keys) * sizeof(key_site::key_type)));
        for (int i = 0; i < keys; ++i)
            describe_key(site->types[i], argument_type(fcinfo, first + i), PG_GET_COLLATION(), memory);
        fcinfo->flinfo->fn_extra = site;
    }
    return *static_cast<key_site*>(fcinfo->flinfo->fn_extra);
}

core::group_key key_of(key_site::key_type& type, Datum value) {
    core::group_key key{};
    auto* const bytes = reinterpret_cast<unsigned char*>(key.words);
    const auto whole = [&](std::int64_t number) {
        bytes[0] = core::group_key::whole;
        key.words[1] = static_cast<std::uint64_t>(number);
        return key;
    };
    std::string_view text;
    switch (type.type) {
        case BOOLOID: return whole(DatumGetBool(value));
        case INT2OID: return whole(DatumGetInt16(value));
        case INT4OID: return whole(DatumGetInt32(value));
        case INT8OID: return whole(DatumGetInt64(value));
        case NUMERICOID:
            text = numeric_normalize(DatumGetNumeric(value));  // 1 and 1.00 are one
            break;
        default:
            if (type.by_hash) {
                for (std::uint64_t seed = 0; seed < 2; ++seed)
                    key.words[seed] =
                        DatumGetUInt64(FunctionCall2Coll(&type.hash, type.collation, value, UInt64GetDatum(seed + 1)));
                bytes[0] = core::group_key::hashed;
                return key;
            }
            if (is_text(type.type)) {
                const core::bytes body = body_of(value);
                text = {reinterpret_cast<const char*>(body.data()), body.size()};
                break;
            }
            text = OutputFunctionCall(&type.output, value);
    }
    if (text.size() < sizeof key.words) {
        bytes[0] = static_cast<unsigned char>(text.size());
        std::memcpy(bytes + 1, text.data(), text.size());
        return key;
    }
    const auto* const at = reinterpret_cast<const unsigned char*>(text.data());
    key.words[0] = hash_bytes_extended(at, static_cast<int>(text.size()), 1);
    key.words[1] = hash_bytes_extended(at, static_cast<int>(text.size()), 2);
    bytes[0] = core::group_key::hashed;
    return key;
}

}  // namespace xm::pg
