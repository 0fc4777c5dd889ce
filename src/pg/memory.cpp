#include "pg/memory.hpp"

namespace xm::pg {
namespace {

int max_state_memory = 1024 * 1024;  // kB

}  // namespace

void* context_resource::do_allocate(std::size_t size, std::size_t alignment) {
    // Contexts align to MAXALIGN; nothing of ours asks for more.
    if (alignment > MAXIMUM_ALIGNOF || size > MaxAllocHugeSize) throw std::bad_alloc();
    void* const at = MemoryContextAllocExtended(context_, size, MCXT_ALLOC_NO_OOM | MCXT_ALLOC_HUGE);
    if (at == nullptr) throw std::bad_alloc();
    return at;
}

void check_state_size(std::size_t size, const char* aggregate) {
    if (size > static_cast<std::size_t>(max_state_memory) * 1024)
        core::fail(core::errc::memory, "Aggregate a sample of the rows, or raise pg_xm.max_state_memory.", aggregate,
                   " would need more than the ", max_state_memory, " kB that pg_xm.max_state_memory allows");
}

void* bounded_resource::do_allocate(std::size_t size, std::size_t alignment) {
    check_state_size(*account_ + size, aggregate_);
    void* const at = context_resource::do_allocate(size, alignment);
    *account_ += size;
    return at;
}

void bounded_resource::do_deallocate(void* at, std::size_t size, std::size_t alignment) {
    context_resource::do_deallocate(at, size, alignment);
    *account_ -= size;
}

namespace {

void forget_account(void* site) { static_cast<account_site*>(site)->bytes = nullptr; }

}  // namespace

std::size_t* account_of(account_site& site, MemoryContext context) {
    if (site.bytes == nullptr || site.context != context) {
        auto* const callback =
            static_cast<MemoryContextCallback*>(MemoryContextAllocZero(context, sizeof(MemoryContextCallback)));
        callback->func = forget_account;
        callback->arg = &site;
        MemoryContextRegisterResetCallback(context, callback);
        site.context = context;
        site.bytes = static_cast<std::size_t*>(MemoryContextAllocZero(context, sizeof(std::size_t)));
    }
    return site.bytes;
}

account_site& account_site_of(FunctionCallInfo fcinfo) {
    if (fcinfo->flinfo->fn_extra == nullptr)
        fcinfo->flinfo->fn_extra = MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt, sizeof(account_site));
    return *static_cast<account_site*>(fcinfo->flinfo->fn_extra);
}

void define_settings() {
    DefineCustomIntVariable("pg_xm.max_state_memory",
                            "Memory that one aggregate may collect rows in, all groups together, per process.",
                            "Aggregates that must see all rows at once stop with an error beyond it.", &max_state_memory,
                            1024 * 1024, 64, MAX_KILOBYTES, PGC_USERSET, GUC_UNIT_KB, nullptr, nullptr, nullptr);
#if PG_VERSION_NUM >= 150000
    MarkGUCPrefixReserved("pg_xm");
#else
    EmitWarningsOnPlaceholders("pg_xm");
#endif
}

char* keep(std::string_view text) {
    auto* const copy = static_cast<char*>(context_resource(CurrentMemoryContext).allocate(text.size() + 1, 1));
    std::memcpy(copy, text.data(), text.size());
    copy[text.size()] = '\0';
    return copy;
}

}  // namespace xm::pg
