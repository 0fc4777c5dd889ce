#include "core/decide/keyed_ratings.hpp"

#include <cstring>
#include <functional>
#include <limits>

namespace xm::core {
namespace {

head* head_of(std::byte* body) { return reinterpret_cast<head*>(body); }

struct packed_entry {
    std::uint64_t key_size, body_size;
    std::int64_t states;
};

}  // namespace

keyed_ratings::entry keyed_ratings::copy_of(std::string_view key, bytes state, running::shape as, std::int64_t states) const {
    if (key.size() > std::numeric_limits<std::uint32_t>::max() / 2)
        fail(errc::invalid, nullptr, "a label of ", key.size(), " bytes");
    entry e{nullptr, static_cast<std::uint32_t>(as.size()), static_cast<std::uint32_t>(key.size()), states};
    auto* const room = static_cast<std::byte*>(memory()->allocate(e.before() + e.size, 8));
    if (!key.empty()) std::memcpy(room, key.data(), key.size());
    e.body = room + e.before();
    running::reshape(state, head_of(e.body), as);
    return e;
}

// Where a key's number stands, or may.
std::uint32_t& keyed_ratings::place(std::string_view key) {
    std::size_t at = std::hash<std::string_view>()(key) & (table_.size() - 1);
    while (table_[at] != 0 && entries_[table_[at] - 1].key() != key) at = (at + 1) & (table_.size() - 1);
    return table_[at];
}

void keyed_ratings::grow() {
    std::pmr::vector<std::uint32_t> roomier(std::max<std::size_t>(64, 2 * table_.size()), memory());
    table_.swap(roomier);
    for (std::size_t i = 0; i < entries_.size(); ++i) place(entries_[i].key()) = static_cast<std::uint32_t>(i + 1);
}

void keyed_ratings::add(std::string_view key, bytes state, std::int64_t states) {
    if (2 * (entries_.size() + 1) > table_.size()) grow();
    std::uint32_t& number = place(key);
    if (number == 0) {
        entries_.push_back(copy_of(key, state, running::shape_of(state), states));
        number = static_cast<std::uint32_t>(entries_.size());
        return;
    }
    entry& e = entries_[number - 1];
    while (const auto needed = running::merge(head_of(e.body), state)) {
        const entry roomy = copy_of(e.key(), {e.body, e.size}, *needed, e.states);
        drop(e);
        e = roomy;
    }
    e.states += states;
}

void keyed_ratings::add_all(const keyed_ratings& other, poll check) {
    for (const entry& e : other.entries_) {
        check();
        add(e.key(), {e.body, e.size}, e.states);
    }
}

std::size_t keyed_ratings::packed_size() const {
    std::size_t size = 0;
    for (const entry& e : entries_) size += sizeof(packed_entry) + e.key_size + e.size;
    return size;
}

void keyed_ratings::pack(std::byte* to, poll check) const {
    for (const entry& e : entries_) {
        check();
        const std::string_view key = e.key();
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
