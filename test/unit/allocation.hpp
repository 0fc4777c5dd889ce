// Fault injection: makes the n-th allocation of the core fail.
#pragma once

#include <cstddef>
#include <new>

namespace xm::test {

// Operator new throws bad_alloc when it has been called `n` more times; 0 turns it off.
void fail_allocation(std::size_t n);

// Runs f with the first, second, ... allocation failing until it gets through; returns how many
// failures it took. f must throw nothing but bad_alloc.
template <class F>
std::size_t survive_failed_allocations(F&& f);

}  // namespace xm::test

#include <new>

template <class F>
std::size_t xm::test::survive_failed_allocations(F&& f) {
    for (std::size_t n = 1;; ++n) {
        fail_allocation(n);
        try {
            f();
            fail_allocation(0);
            return n - 1;
        } catch (const std::bad_alloc&) {
            fail_allocation(0);
        }
    }
}
