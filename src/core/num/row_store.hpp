// Rows that must be seen together, collected in chunks: nothing is moved when they grow, and
// little more is allocated than is used.
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory_resource>
#include <new>
#include <type_traits>

#include "core/error.hpp"

namespace xm::core {

// Lives in an arena (its memory resource): has no destructor on purpose.
template <class Row>
class row_store {
    static_assert(std::is_trivially_copyable_v<Row> && alignof(Row) <= alignof(std::size_t));

    struct chunk {
        chunk* next;
        std::size_t used;
        std::size_t room;
        Row* rows() { return reinterpret_cast<Row*>(this + 1); }
        const Row* rows() const { return reinterpret_cast<const Row*>(this + 1); }
    };

public:
    explicit row_store(std::pmr::memory_resource* memory) : memory_(memory) {}

    // Throws what the memory resource throws; the rows so far stay.
    void add(const Row& row) {
        if (last_ == nullptr || last_->used == last_->room) extend();
        last_->rows()[last_->used++] = row;
        ++size_;
    }
    std::size_t size() const { return size_; }

    // Calls f(row) for each row in the order of adding, and `check` between chunks.
    template <class F>
    void each(poll check, F&& f) const {
        for (const chunk* c = first_; c != nullptr; c = c->next) {
            check();
            for (std::size_t i = 0; i < c->used; ++i) f(c->rows()[i]);
        }
    }

private:
    void extend() {
        // A sixteenth of what there is: at most about 6 % is unused.
        const std::size_t room = std::clamp<std::size_t>(size_ / 16, 64, 16384);
        void* at = memory_->allocate(sizeof(chunk) + room * sizeof(Row), alignof(chunk));
        auto* c = new (at) chunk{nullptr, 0, room};
        (last_ == nullptr ? first_ : last_->next) = c;
        last_ = c;
    }

    std::pmr::memory_resource* memory_;
    chunk* first_ = nullptr;
    chunk* last_ = nullptr;
    std::size_t size_ = 0;
};

}  // namespace xm::core
