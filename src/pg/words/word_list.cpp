#include "pg/words/word_list.hpp"

namespace xm::pg {

word_list words_at(Datum array, word_room& room, MemoryContext memory) {
    ArrayType* const words = DatumGetArrayTypeP(array);
    const auto size = static_cast<std::size_t>(ArrayGetNItems(ARR_NDIM(words), ARR_DIMS(words)));
    if (size > room.size) {
        const std::size_t larger = std::max<std::size_t>(64, size + size / 2);
        if (room.items != nullptr) pfree(room.items);
        room = {nullptr, 0};
        room.items = static_cast<std::string_view*>(MemoryContextAllocHuge(memory, larger * sizeof(std::string_view)));
        room.size = larger;
    }
    const char* at = ARR_DATA_PTR(words);
    const bits8* const nulls = ARR_NULLBITMAP(words);
    const bool utf8 = GetDatabaseEncoding() == PG_UTF8;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < size; ++i) {
        if ((i & 0x3FFFU) == 0x3FFFU) {
            XM_POLLED();
            CHECK_FOR_INTERRUPTS();
        }
        if (nulls != nullptr && (nulls[i / 8] & (1U << i % 8)) == 0) continue;
        // Elements lie as in a tuple: aligned unless their header is of one byte.
        at = reinterpret_cast<const char*>(att_align_pointer(reinterpret_cast<std::uintptr_t>(at), TYPALIGN_INT, -1, at));
        const std::string_view word(VARDATA_ANY(at), VARSIZE_ANY_EXHDR(at));
        room.items[kept++] = utf8 ? word : to_utf8(word);
        at += VARSIZE_ANY(at);
    }
    return {room.items, kept};
}

word_list words_arg(FunctionCallInfo fcinfo, int argument) {
    if (fcinfo->flinfo->fn_extra == nullptr)
        fcinfo->flinfo->fn_extra = MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt, sizeof(word_room));
    return words_at(PG_GETARG_DATUM(argument), *static_cast<word_room*>(fcinfo->flinfo->fn_extra), fcinfo->flinfo->fn_mcxt);
}

}  // namespace xm::pg
