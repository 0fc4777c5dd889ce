// C++ memory in the server's memory contexts: freed with the context, visible in its accounts.
#pragma once

#include "pg/guard.hpp"

#include <memory_resource>

namespace xm::pg {

// Allocates in a memory context and throws bad_alloc instead of raising a server error.
class context_resource : public std::pmr::memory_resource {
public:
    explicit context_resource(MemoryContext context) : context_(context) {}

protected:
    void* do_allocate(std::size_t size, std::size_t alignment) override;
    void do_deallocate(void* at, std::size_t, std::size_t) override { pfree(at); }
    bool do_is_equal(const memory_resource& other) const noexcept override { return this == &other; }

private:
    MemoryContext context_;
};

// The same for the collected rows of one aggregate: past pg_xm.max_state_memory it throws
// core::error with a HINT.
class bounded_resource final : public context_resource {
public:
    bounded_resource(MemoryContext context, const char* aggregate) : context_resource(context), aggregate_(aggregate) {}

protected:
    void* do_allocate(std::size_t size, std::size_t alignment) override;
    void do_deallocate(void* at, std::size_t size, std::size_t alignment) override;

private:
    const char* aggregate_;
    std::size_t used_ = 0;
};

// Registers the settings of pg_xm; called once when the library is loaded.
void define_settings();

// A copy of text, zero-terminated, in the current memory context; for the end of act 2.
char* keep(std::string_view text);

}  // namespace xm::pg
