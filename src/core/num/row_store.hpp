// Rows that must be seen together, collected in chunks: nothing is moved when they grow, and
// little more is allocated than is used.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory_resource>
#include <new>

#include "core/error.hpp"

namespace xm::core {

// Records of one size, known at run time. Lives in an arena (its memory resource): has no destructor
// on purpose.
class record_store {
    struct chunk {
        chunk* next;
        std::size_t used;
        std::size_t room;
        std::byte* records() { return reinterpret_cast<std::byte*>(this + 1); }
        const std::byte* records() const { return reinterpret_cast<const std::byte*>(this + 1); }
    };

public:
    record_store(std::pmr::memory_resource* memory, std::size_t record_size) : memory_(memory), record_size_(record_size) {}

    // Throws what the memory resource throws; the records so far stay.
    void add(const void* record) {
        if (last_ == nullptr || last_->used == last_->room) extend();
        std::memcpy(last_->records() + last_->used++ * record_size_, record, record_size_);
        ++size_;
    }
    std::size_t size() const { return size_; }
    std::size_t record_size() const { return record_size_; }

    // Calls f(record) for each in the order of adding, and `check` between chunks. Records are aligned
    // as doubles if their size is.
    template <class F>
    void each(poll check, F&& f) const {
        for (const chunk* c = first_; c != nullptr; c = c->next) {
            check();
            for (std::size_t i = 0; i < c->used; ++i) f(c->records() + i * record_size_);
        }
    }

private:
    void extend() {
        // A sixteenth of what there is: at most about 6 % is unused.
        const std::size_t room = std::clamp<std::size_t>(size_ / 16, 64, 16384);
        void* at = memory_->allocate(sizeof(chunk) + room * record_size_, alignof(chunk));
        auto* c = new (at) chunk{nullptr, 0, room};
        (last_ == nullptr ? first_ : last_->next) = c;
        last_ = c;
    }

    std::pmr::memory_resource* memory_;
    std::size_t record_size_;
    chunk* first_ = nullptr;
    chunk* last_ = nullptr;
    std::size_t size_ = 0;
};

}  // namespace xm::core
