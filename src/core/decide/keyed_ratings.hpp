// Distributions of ratings by key, collected from states: those of one key are added.
#pragma once

#include <cstdint>
#include <map>
#include <memory_resource>
#include <string>
#include <string_view>

#include "core/scores/ratings.hpp"

namespace xm::core {

// Lives in an arena, as record_store does. What is kept of a key does not show the order of adding.
class keyed_ratings {
    struct entry {
        std::byte* body;  // a running state
        std::size_t size;
        std::int64_t states;
    };
    using entries = std::pmr::map<std::pmr::string, entry, std::less<>>;

public:
    explicit keyed_ratings(std::pmr::memory_resource* memory) : by_key_(memory) {}

    // `state`: the body of a state of ratings, stored or running. Throws `invalid` where only one of a key's states has weights.
    void add(std::string_view key, bytes state, std::int64_t states = 1);
    void add_all(const keyed_ratings& other, poll check);

    std::size_t size() const { return by_key_.size(); }
    std::pmr::memory_resource* memory() const { return by_key_.get_allocator().resource(); }

    // Calls f(key, ratings, number of states) in the order of the keys' bytes.
    template <class F>
    void each(poll check, F&& f) const {
        for (const auto& [key, e] : by_key_) {
            check();
            f(std::string_view(key), ratings::from_stored({e.body, e.size}, errc::range), e.states);
        }
    }

    // Between the processes of one server.
    std::size_t packed_size() const;
    void pack(std::byte* to, poll check) const;
    void unpack(bytes from, poll check);

private:
    entry copy_of(bytes state, running::shape as, std::int64_t states) const;
    void drop(const entry& e) const { memory()->deallocate(e.body, e.size, 8); }

    entries by_key_;
};

// A whole number as eight bytes that sort as the number does.
std::string sortable(std::int64_t number);
std::int64_t number_of(std::string_view sortable_bytes);

}  // namespace xm::core
