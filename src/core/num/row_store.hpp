// Rows that must be seen together, collected in chunks: nothing is moved when they grow, and
// little more is allocated than is used.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory_resource>
#include <new>

#include "core/error.hpp"
#include "core/num/wire.hpp"

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

    // Throws what the memory resource throws; the records so far stay. Returns the copy, which stays where it is.
    std::byte* add(const void* record) {
        std::byte* const copy = extended();
        std::memcpy(copy, record, record_size_);
        return copy;
    }
    // The same of `size` bytes, the rest of the record 0.
    std::byte* add_cleared(const void* begin, std::size_t size) {
        std::byte* const copy = extended();
        if (size > 0) std::memcpy(copy, begin, size);
        std::memset(copy + size, 0, record_size_ - size);
        return copy;
    }
    // Gives all memory back.
    void clear() {
        while (first_ != nullptr) {
            chunk* const next = first_->next;
            memory_->deallocate(first_, sizeof(chunk) + first_->room * record_size_, alignof(chunk));
            first_ = next;
        }
        last_ = nullptr;
        size_ = 0;
    }
    std::size_t size() const { return size_; }
    std::size_t record_size() const { return record_size_; }
    std::pmr::memory_resource* memory() const { return memory_; }

    // Calls f(record) for each in the order of adding, and `check` between chunks. Records are aligned
    // as doubles if their size is.
    template <class F>
    void each(poll check, F&& f) const {
        each_chunk(check, [&](const std::byte* first, std::size_t records) {
            for (std::size_t i = 0; i < records; ++i) f(first + i * record_size_);
        });
    }
    // The same for f(first, number) of records that lie one behind the other.
    template <class F>
    void each_chunk(poll check, F&& f) const {
        for (const chunk* c = first_; c != nullptr; c = c->next) {
            check();
            f(c->records(), c->used);
        }
    }

    void add_all(const record_store& other, poll check) {
        other.each(check, [&](const std::byte* record) { add(record); });
    }

    // Between the processes of one server.
    std::size_t packed_size() const { return size_ * record_size_; }
    void pack(std::byte* to, poll check) const {
        each_chunk(check, [&](const std::byte* first, std::size_t records) {
            std::memcpy(to, first, records * record_size_);
            to += records * record_size_;
        });
    }
    void unpack(bytes from, poll check) {
        if (from.size() % record_size_ != 0)
            fail(errc::invalid, nullptr, "not a serialised aggregate state: ", from.size(), " bytes");
        for (std::size_t i = 0; !from.empty(); from = from.subspan(record_size_)) {
            if (++i % 16384 == 0) check();
            add(from.data());
        }
    }

private:
    std::byte* extended() {
        if (last_ == nullptr || last_->used == last_->room) extend();
        ++size_;
        return last_->records() + last_->used++ * record_size_;
    }
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
