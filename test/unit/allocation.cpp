#include "allocation.hpp"

#include <cstdlib>

namespace {

std::size_t allocations_left = 0;

}  // namespace

void xm::test::fail_allocation(std::size_t n) { allocations_left = n; }

void* operator new(std::size_t size) {
    if (allocations_left > 0 && --allocations_left == 0) throw std::bad_alloc();
    if (void* const at = std::malloc(size)) return at;
    throw std::bad_alloc();
}

void operator delete(void* at) noexcept { std::free(at); }

void operator delete(void* at, std::size_t) noexcept { std::free(at); }
