#include "allocation.hpp"

#include <cstdlib>
#include <new>

namespace {

std::size_t allocations_left = 0;

}  // namespace

void xm::test::fail_allocation(std::size_t n) { allocations_left = n; }

void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
    return allocations_left > 0 && --allocations_left == 0 ? nullptr : std::malloc(size);
}

void* operator new(std::size_t size) {
    if (void* const at = operator new(size, std::nothrow)) return at;
    throw std::bad_alloc();
}

void operator delete(void* at) noexcept { std::free(at); }

void operator delete(void* at, const std::nothrow_t&) noexcept { std::free(at); }

void operator delete(void* at, std::size_t) noexcept { std::free(at); }
