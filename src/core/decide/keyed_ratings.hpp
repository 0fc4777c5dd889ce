// Distributions of ratings by key, collected from states: those of one key are added.
#pragma once

#include <cstdint>
#include <memory_resource>
#include <string>
#include <string_view>
#include <vector>

#include "core/num/polled_sort.hpp"
#include "core/scores/ratings.hpp"

namespace xm::core {

// Lives in an arena, as record_store does. What is kept of a key does not show the order of adding.
class keyed_ratings {
    // The key lies before the body, filled up to whole words.
    struct entry {
        std::byte* body;  // a running state
        std::uint32_t size, key_size;
        std::int64_t states;
        std::size_t before() const { return (key_size + std::size_t{7}) / 8 * 8; }
        std::string_view key() const { return {reinterpret_cast<const char*>(body - before()), key_size}; }
    };

public:
    explicit keyed_ratings(std::pmr::memory_resource* memory) : entries_(memory), table_(memory) {}

    // `state`: the body of a state of ratings, stored or running. Throws `invalid` where only one of a key's states has weights.
    void add(std::string_view key, bytes state, std::int64_t states = 1);
    void add_all(const keyed_ratings& other, poll check);

    std::size_t size() const { return entries_.size(); }
    std::pmr::memory_resource* memory() const { return entries_.get_allocator().resource(); }

    // Calls f(key, ratings, number of states) in the order of the keys' bytes.
    template <class F>
    void each(poll check, F&& f) const {
        std::pmr::vector<const entry*> order(memory());
        order.reserve(size());
        for (const entry& e : entries_) order.push_back(&e);
        polled_sort(
            order.begin(), order.end(), [](const entry* a, const entry* b) { return a->key() < b->key(); }, check);
        for (const entry* const at : order) {
            const entry& e = *at;
            check();
            f(e.key(), ratings::from_stored({e.body, e.size}, errc::range), e.states);
        }
    }

    // Between the processes of one server.
    std::size_t packed_size() const;
    void pack(std::byte* to, poll check) const;
    void unpack(bytes from, poll check);

private:
    entry copy_of(std::string_view key, bytes state, running::shape as, std::int64_t states) const;
    void drop(const entry& e) const { memory()->deallocate(e.body - e.before(), e.before() + e.size, 8); }
    std::uint32_t& place(std::string_view key);
    void grow();

    std::pmr::vector<entry> entries_;
    std::pmr::vector<std::uint32_t> table_;  // by hash of the key: number of the entry from 1, or 0
};

// A whole number as eight bytes that sort as the number does.
std::string sortable(std::int64_t number);
std::int64_t number_of(std::string_view sortable_bytes);

}  // namespace xm::core
