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

void* bounded_resource::do_allocate(std::size_t size, std::size_t alignment) {
    if (used_ + size > static_cast<std::size_t>(max_state_memory) * 1024)
        core::fail(core::errc::memory, "Aggregate a sample of the rows, or raise pg_xm.max_state_memory.", aggregate_,
                   " would need more than the ", max_state_memory, " kB that pg_xm.max_state_memory allows");
    void* const at = context_resource::do_allocate(size, alignment);
    used_ += size;
    return at;
}

void bounded_resource::do_deallocate(void* at, std::size_t size, std::size_t alignment) {
    context_resource::do_deallocate(at, size, alignment);
    used_ -= size;
}

void define_settings() {
    DefineCustomIntVariable("pg_xm.max_state_memory", "Memory that one aggregate may collect rows in, per process.",
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
