// Rows of unlike length that must be seen together, collected in chunks: nothing is moved when they grow.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory_resource>
#include <new>

#include "core/error.hpp"
#include "core/num/wire.hpp"

namespace xm::core {

// Lives in an arena (its memory resource): has no destructor on purpose.
class byte_store {
    struct chunk {
        chunk* next;
        std::size_t used;
        std::size_t room;
        std::byte* bytes() { return reinterpret_cast<std::byte*>(this + 1); }
        const std::byte* bytes() const { return reinterpret_cast<const std::byte*>(this + 1); }
    };
    using length = std::uint32_t;

public:
    explicit byte_store(std::pmr::memory_resource* memory) : memory_(memory) {}

    std::size_t size() const { return rows_; }

    // Room for a row of `size` bytes, the caller's to fill. Throws what the memory resource throws; the rows so far stay.
    std::byte* add(std::size_t size) {
        const std::size_t needed = sizeof(length) + size;
        if (last_ == nullptr || last_->room - last_->used < needed) extend(needed);
        std::byte* const at = last_->bytes() + last_->used;
        store(at, static_cast<length>(size));
        last_->used += needed;
        packed_ += needed;
        ++rows_;
        return at + sizeof(length);
    }
    // Calls f(row) for each in the order of adding, and `check` between chunks.
    template <class F>
    void each(poll check, F&& f) const {
        for (const chunk* c = first_; c != nullptr; c = c->next) {
            check();
            for (std::size_t at = 0; at < c->used;) {
                const auto size = load<length>(c->bytes() + at);
                f(bytes(c->bytes() + at + sizeof(length), size));
                at += sizeof(length) + size;
            }
        }
    }
    void add_all(const byte_store& other, poll check) {
        other.each(check, [&](bytes row) { std::memcpy(add(row.size()), row.data(), row.size()); });
    }

    // Between the processes of one server.
    std::size_t packed_size() const { return packed_; }
    void pack(std::byte* to, poll check) const {
        for (const chunk* c = first_; c != nullptr; c = c->next) {
            check();
            std::memcpy(to, c->bytes(), c->used);
            to += c->used;
        }
    }
    void unpack(bytes from, poll check) {
        for (std::size_t i = 0; !from.empty();) {
            if (++i % 4096 == 0) check();
            const std::size_t size = from.size() < sizeof(length) ? from.size() : load<length>(from.data());
            if (from.size() < sizeof(length) || size > from.size() - sizeof(length))
                fail(errc::invalid, nullptr, "not a serialised aggregate state: it ends within a row");
            std::memcpy(add(size), from.data() + sizeof(length), size);
            from = from.subspan(sizeof(length) + size);
        }
    }

private:
    void extend(std::size_t needed) {
        // An eighth of what there is, so that little is unused.
        const std::size_t room = std::max(needed, std::clamp<std::size_t>(packed_ / 8, 1 << 10, 1 << 20));
        void* const at = memory_->allocate(sizeof(chunk) + room, alignof(chunk));
        auto* const c = new (at) chunk{nullptr, 0, room};
        (last_ == nullptr ? first_ : last_->next) = c;
        last_ = c;
    }

    std::pmr::memory_resource* memory_;
    chunk* first_ = nullptr;
    chunk* last_ = nullptr;
    std::size_t rows_ = 0, packed_ = 0;
};

}  // namespace xm::core
