#include "pg/server/memory.hpp"

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

struct account {
    MemoryContextCallback callback;
    MemoryContext context;
    std::string_view aggregate;
    account* next;
    std::size_t bytes;
};

// Those of all contexts that exist: a context takes its own off before its memory goes.
account* accounts = nullptr;

void close_account(void* gone) {
    account** at = &accounts;
    while (*at != gone) at = &(*at)->next;
    *at = (*at)->next;
}

}  // namespace

std::size_t* account_of(MemoryContext context, const char* aggregate) {
    for (account* a = accounts; a != nullptr; a = a->next)
        if (a->context == context && a->aggregate == aggregate) return &a->bytes;
    auto* const a =
        static_cast<account*>(MemoryContextAllocExtended(context, sizeof(account), MCXT_ALLOC_NO_OOM | MCXT_ALLOC_ZERO));
    if (a == nullptr) throw std::bad_alloc();
    a->context = context;
    a->aggregate = aggregate;
    a->callback.func = close_account;
    a->callback.arg = a;
    MemoryContextRegisterResetCallback(context, &a->callback);
    a->next = accounts;
    accounts = a;
    return &a->bytes;
}

void define_settings() {
    DefineCustomIntVariable(
        "pg_xm.max_state_memory",
        "Memory that one aggregate may collect rows in, all groups and all its calls in a query together, per process.",
        "Aggregates that must see all rows at once stop with an error beyond it.", &max_state_memory, 1024 * 1024, 64,
        MAX_KILOBYTES, PGC_USERSET, GUC_UNIT_KB, nullptr, nullptr, nullptr);
    MarkGUCPrefixReserved("pg_xm");
}

char* keep(std::string_view text) {
    auto* const copy = static_cast<char*>(context_resource(CurrentMemoryContext).allocate(text.size() + 1, 1));
    std::memcpy(copy, text.data(), text.size());
    copy[text.size()] = '\0';
    return copy;
}

}  // namespace xm::pg
