#include "pg/words/model_site.hpp"

#include "core/words/redact.hpp"

using namespace xm;  // NOLINT: entries below are C symbols

namespace {

// The names that a call site has read last.
struct names_site {
    pg::word_room room;
    bool constant;  // the argument is one: the same in all calls
    MemoryContext memory;
    core::bytes given;  // the array as it came, if it may change
    varatt_external stored;
    bool is_stored;
    core::name_list* names;
};

// A parameter is not: PL/pgSQL keeps the call site while its variables change.
bool is_constant(const Node* call, int argument) {
    if (call == nullptr || !IsA(call, FuncExpr)) return false;
    const List* const arguments = reinterpret_cast<const FuncExpr*>(call)->args;
    return argument < list_length(arguments) && IsA(list_nth(arguments, argument), Const);
}

bool same_as_before(const names_site& site, Datum array) {
    if (site.names == nullptr) return false;
    if (site.constant) return true;
    const auto* const v = reinterpret_cast<const varlena*>(DatumGetPointer(array));
    if (VARATT_IS_EXTERNAL_ONDISK(v)) {
        varatt_external stored;
        std::memcpy(&stored, VARDATA_EXTERNAL(v), sizeof stored);
        return site.is_stored && std::memcmp(&stored, &site.stored, sizeof stored) == 0;
    }
    return !site.is_stored && !VARATT_IS_EXTERNAL(v) && VARSIZE_ANY(v) == site.given.size() &&
           std::memcmp(v, site.given.data(), site.given.size()) == 0;
}

const core::name_list* names_of(FunctionCallInfo fcinfo) {
    if (fcinfo->flinfo->fn_extra == nullptr) {
        auto* const fresh = static_cast<names_site*>(MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt, sizeof(names_site)));
        fresh->constant = is_constant(fcinfo->flinfo->fn_expr, 1);
        fresh->memory = AllocSetContextCreate(fcinfo->flinfo->fn_mcxt, "xm.redact", ALLOCSET_DEFAULT_SIZES);
        fcinfo->flinfo->fn_extra = fresh;
    }
    auto& site = *static_cast<names_site*>(fcinfo->flinfo->fn_extra);
    const Datum array = PG_GETARG_DATUM(1);
    if (same_as_before(site, array)) return site.names;
    site.names = nullptr;
    MemoryContextReset(site.memory);
    const auto* const v = reinterpret_cast<const varlena*>(DatumGetPointer(array));
    site.is_stored = VARATT_IS_EXTERNAL_ONDISK(v);
    site.given = {};
    if (site.is_stored) {
        std::memcpy(&site.stored, VARDATA_EXTERNAL(v), sizeof site.stored);
    } else if (!site.constant && !VARATT_IS_EXTERNAL(v)) {
        auto* const copy = static_cast<std::byte*>(MemoryContextAllocHuge(site.memory, VARSIZE_ANY(v)));
        std::memcpy(copy, v, VARSIZE_ANY(v));
        site.given = {copy, VARSIZE_ANY(v)};
    }
    const pg::word_list names = pg::words_at(array, site.room, fcinfo->flinfo->fn_mcxt);
    auto* const resource = pg::make_internal<pg::context_resource>(site.memory, site.memory);
    void* const room = MemoryContextAlloc(site.memory, sizeof(core::name_list));
    site.names = pg::guard([&] { return new (room) core::name_list(resource, names.span(), pg::check_interrupts); });
    return site.names;
}

}  // namespace

XM_FUNCTION(xm_redact) {
    const core::name_list* const names = names_of(fcinfo);
    const std::string_view comment = pg::text_at(PG_GETARG_DATUM(0));
    struct view {
        const char* text;
        std::size_t size;
    };
    const view v = pg::guard([&] {
        const std::string clean = core::redact(comment, names, pg::check_interrupts);
        return view{pg::keep(clean), clean.size()};
    });
    return pg::column(std::string_view(v.text, v.size)).value;
}
