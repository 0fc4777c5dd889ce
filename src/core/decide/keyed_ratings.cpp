#include "core/decide/keyed_ratings.hpp"

#include <cstring>

namespace xm::core {
namespace {

head* head_of(std::byte* body) { return reinterpret_cast<head*>(body); }

struct packed_entry {
    std::uint64_t key_size, body_size;
    std::int64_t states;
};

}  // namespace

keyed_ratings::entry keyed_ratings::copy_of(bytes state, running::shape as, std::int64_t states) const {
    const entry e{static_cast<std::byte*>(memory()->allocate(as.size(), 8)), as.size(), states};
    running::reshape(state, head_of(e.body), as);
    return e;
}

void keyed_ratings::add(std::string_view key, bytes state, std::int64_t states) {
    // Keys often come in order: the end is tried first.
    const bool last = by_key_.empty() || std::string_view(by_key_.rbegin()->first) < key;
    const auto found = last ? by_key_.end() : by_key_.lower_bound(key);
    if (found == by_key_.end() || std::string_view(found->first) != key) {
        by_key_.emplace_hint(found, key, copy_of(state, running::shape_of(state), states));
        return;
    }
    entry& e = found->second;
    while (const auto needed = running::merge(head_of(e.body), state)) {
        const entry roomy = copy_of({e.body, e.size}, *needed, e.states);
        drop(e);
        e = roomy;
    }
    e.states += states;
}

void keyed_ratings::add_all(const keyed_ratings& other, poll check) {
    for (const auto& [key, e] : other.by_key_) {
        check();
        add(key, {e.body, e.size}, e.states);
    }
}

std::size_t keyed_ratings::packed_size() const {
    std::size_t size = 0;
    for (const auto& [key, e] : by_key_) size += sizeof(packed_entry) + key.size() + e.size;
    return size;
}

void keyed_ratings::pack(std::byte* to, poll check) const {
    for (const auto& [key, e] : by_key_) {
        check();
        store(to, packed_entry{key.size(), e.size, e.states});
        to += sizeof(packed_entry);
        if (!key.empty()) std::memcpy(to, key.data(), key.size());
        to += key.size();
        std::memcpy(to, e.body, e.size);
        to += e.size;
    }
}

void keyed_ratings::unpack(bytes from, poll check) {
    const auto refuse = [&] {
        fail(errc::invalid, nullptr, "not a serialised aggregate state: ", from.size(), " bytes are left");
    };
    while (!from.empty()) {
        check();
        if (from.size() < sizeof(packed_entry)) refuse();
        const auto p = load<packed_entry>(from.data());
        from = from.subspan(sizeof p);
        if (p.key_size > from.size() || p.body_size > from.size() - p.key_size) refuse();
        const std::string_view key(reinterpret_cast<const char*>(from.data()), p.key_size);
        add(key, from.subspan(p.key_size, p.body_size), p.states);
        from = from.subspan(p.key_size + p.body_size);
    }
}

std::string sortable(std::int64_t number) {
    const std::uint64_t shifted = static_cast<std::uint64_t>(number) ^ (std::uint64_t{1} << 63);
    std::string text(8, '\0');
    for (std::size_t i = 0; i < 8; ++i) text[i] = static_cast<char>(shifted >> (56 - 8 * i));
    return text;
}

std::int64_t number_of(std::string_view sortable_bytes) {
    std::uint64_t shifted = 0;
    for (const char c : sortable_bytes) shifted = shifted << 8 | static_cast<unsigned char>(c);
    return static_cast<std::int64_t>(shifted ^ (std::uint64_t{1} << 63));
}

}  // namespace xm::core
