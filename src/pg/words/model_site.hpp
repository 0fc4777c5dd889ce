// Functions that ask one model of words for row after row keep it taken apart with their call site.
#pragma once

#include "pg/words/word_list.hpp"

#include "core/words/model_bytes.hpp"

namespace xm::pg {

// What tells a value from others without reading all of it: where it is stored, or its size and the mark behind its head.
struct model_key {
    alignas(8) unsigned char bytes[32];
    bool known;
};

template <class Asked>
struct model_site {
    word_room room;
    model_key key;
    MemoryContext memory;  // of the model
    context_resource* resource;
    Asked* asked;
};

// Act 1.
inline model_key key_of(Datum value) {
    model_key key{};
    const auto* const v = reinterpret_cast<const varlena*>(DatumGetPointer(value));
    if (VARATT_IS_EXTERNAL_ONDISK(v)) {
        key.bytes[0] = 1;
        std::memcpy(key.bytes + 1, VARDATA_EXTERNAL(v), sizeof(varatt_external));
        key.known = true;
    } else if (!VARATT_IS_EXTERNAL(v) && !VARATT_IS_COMPRESSED(v) && VARSIZE_ANY_EXHDR(v) >= core::mark_at + core::mark_size) {
        const auto size = static_cast<std::uint32_t>(VARSIZE_ANY(v));
        key.bytes[0] = 2;
        std::memcpy(key.bytes + 4, &size, sizeof size);
        std::memcpy(key.bytes + 8, VARDATA_ANY(v) + core::mark_at, core::mark_size);
        key.known = true;
    }
    return key;
}
static_assert(sizeof(varatt_external) < 31);

// Acts 1 and 2. `read(resource, body)` makes the object asked from the body of the model in argument 0.
template <class Asked, class Read>
model_site<Asked>& model_site_of(FunctionCallInfo fcinfo, Read&& read) {
    using site_type = model_site<Asked>;
    if (fcinfo->flinfo->fn_extra == nullptr) {
        auto* const fresh = static_cast<site_type*>(MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt, sizeof(site_type)));
        fresh->memory = AllocSetContextCreate(fcinfo->flinfo->fn_mcxt, "xm model of words", ALLOCSET_DEFAULT_SIZES);
        fcinfo->flinfo->fn_extra = fresh;
    }
    auto& site = *static_cast<site_type*>(fcinfo->flinfo->fn_extra);
    const model_key key = key_of(PG_GETARG_DATUM(0));
    if (site.asked != nullptr && key.known && site.key.known && std::memcmp(key.bytes, site.key.bytes, sizeof key.bytes) == 0)
        return site;
    site.asked = nullptr;
    MemoryContextReset(site.memory);
    const core::bytes body = body_of(PG_GETARG_DATUM(0));
    site.resource = make_internal<context_resource>(site.memory, site.memory);
    void* const room = MemoryContextAlloc(site.memory, sizeof(Asked));
    Asked* const asked = guard([&] { return read(room, site.resource, body); });
    site.key = key;
    site.asked = asked;
    return site;
}

}  // namespace xm::pg
