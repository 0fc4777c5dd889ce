// Who belongs together: the connected components of links.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <memory_resource>
#include <string_view>
#include <vector>

#include "core/error.hpp"
#include "core/num/polled_sort.hpp"
#include "core/num/wire.hpp"
#include "core/state.hpp"

namespace xm::core {

// A place for each node, and how nodes are told apart and passed on: whole numbers, or texts by their bytes.
class number_nodes {
public:
    using node = std::int64_t;

    explicit number_nodes(std::pmr::memory_resource* memory) : nodes_(memory) {}
    std::size_t size() const { return nodes_.size(); }
    node operator[](std::size_t i) const { return nodes_[i]; }
    void add(node n) { nodes_.push_back(n); }
    std::pmr::memory_resource* memory() const { return nodes_.get_allocator().resource(); }
    static std::uint64_t hash(node n) {
        std::uint64_t h = static_cast<std::uint64_t>(n) * 0x9E3779B97F4A7C15;
        h = (h ^ h >> 32) * 0xD6E8FEB86659FD93;
        return h ^ h >> 32;
    }
    std::size_t packed_size() const { return 8 * nodes_.size(); }
    std::byte* pack(std::byte* to, std::size_t i) const { return store(to, nodes_[i]), to + 8; }
    static node unpack(bytes& from) {
        if (from.size() < 8) fail(errc::invalid, nullptr, "not a serialised aggregate state: it ends within a node");
        const auto n = load<node>(from.data());
        from = from.subspan(8);
        return n;
    }

private:
    std::pmr::vector<node> nodes_;
};

class text_nodes {
public:
    using node = std::string_view;

    explicit text_nodes(std::pmr::memory_resource* memory) : ends_(memory), text_(memory) {}
    std::size_t size() const { return ends_.size(); }
    node operator[](std::size_t i) const {
        const std::size_t begin = i == 0 ? 0 : ends_[i - 1];
        return {text_.data() + begin, ends_[i] - begin};
    }
    void add(node n) {
        text_.insert(text_.end(), n.begin(), n.end());
        try {
            ends_.push_back(text_.size());
        } catch (...) {
            text_.resize(text_.size() - n.size());
            throw;
        }
    }
    std::pmr::memory_resource* memory() const { return ends_.get_allocator().resource(); }
    static std::uint64_t hash(node n) {
        std::uint64_t h = 0x9E3779B97F4A7C15 ^ n.size();
        for (; !n.empty(); n.remove_prefix(std::min<std::size_t>(n.size(), 8))) {
            std::uint64_t word = 0;
            std::memcpy(&word, n.data(), std::min<std::size_t>(n.size(), 8));
            h = (h ^ word) * 0xD6E8FEB86659FD93;
            h ^= h >> 32;
        }
        return h;
    }
    std::size_t packed_size() const { return text_.size() + 4 * ends_.size(); }
    std::byte* pack(std::byte* to, std::size_t i) const {
        const node n = (*this)[i];
        store(to, static_cast<std::uint32_t>(n.size()));
        if (!n.empty()) std::memcpy(to + 4, n.data(), n.size());
        return to + 4 + n.size();
    }
    static node unpack(bytes& from) {
        const std::size_t size = from.size() < 4 ? from.size() : load<std::uint32_t>(from.data());
        if (from.size() < 4 || size > from.size() - 4)
            fail(errc::invalid, nullptr, "not a serialised aggregate state: it ends within a node");
        const node n(reinterpret_cast<const char*>(from.data()) + 4, size);
        from = from.subspan(4 + size);
        return n;
    }

private:
    std::pmr::vector<std::size_t> ends_;
    std::pmr::vector<char> text_;
};

// Nodes and which of them are linked, directly or through others: union-find by size with halved paths (Tarjan & van Leeuwen
// 1984, JACM 31, 245-281). Memory grows with the number of nodes, not of links. What comes out does not show the order of adding.
template <class Nodes>
class components {
public:
    using node = typename Nodes::node;

    explicit components(std::pmr::memory_resource* memory, poll check = no_poll)
        : nodes_(memory), parents_(memory), table_(memory), check_(check) {}

    std::size_t size() const { return nodes_.size(); }
    std::pmr::memory_resource* memory() const { return nodes_.memory(); }

    void add(node a) { place(a); }
    void add(node a, node b) {
        const std::uint32_t x = place(a);
        join(x, place(b));
    }
    void add_all(const components& other) {
        step_counter step(check_);
        for (std::uint32_t i = 0; i < other.nodes_.size(); ++i) {
            step();
            add(other.nodes_[i], other.nodes_[other.root(i)]);
        }
    }

    // Calls f(node, smallest node of its component) for each node, the smallest first.
    template <class F>
    void each(F&& f) const {
        std::pmr::vector<std::uint32_t> order(memory()), smallest(memory());
        order.resize(size());
        smallest.resize(size(), none);
        step_counter step(check_);
        for (std::uint32_t i = 0; i < order.size(); ++i) {
            step();
            order[i] = i;
        }
        polled_sort(
            order.begin(), order.end(), [this](std::uint32_t a, std::uint32_t b) { return nodes_[a] < nodes_[b]; }, check_);
        for (const std::uint32_t i : order) {
            step();
            std::uint32_t& first = smallest[root(i)];
            if (first == none) first = i;
            f(nodes_[i], nodes_[first]);
        }
    }

    // Between the processes of one server: each node, and the number of the one that stands for its component.
    std::size_t packed_size() const { return nodes_.packed_size() + 4 * size(); }
    void pack(std::byte* to) const {
        step_counter step(check_);
        for (std::uint32_t i = 0; i < size(); ++i) {
            step();
            store(to, root(i));
            to = nodes_.pack(to + 4, i);
        }
    }
    void unpack(bytes from) {
        std::pmr::vector<std::uint32_t> roots(memory());
        step_counter step(check_);
        while (!from.empty()) {
            step();
            if (from.size() < 4) fail(errc::invalid, nullptr, "not a serialised aggregate state: it ends within a node");
            roots.push_back(load<std::uint32_t>(from.data()));
            from = from.subspan(4);
            place(Nodes::unpack(from));
        }
        if (roots.size() != size()) fail(errc::invalid, nullptr, "not a serialised aggregate state: a node is there twice");
        for (std::uint32_t i = 0; i < roots.size(); ++i) {
            step();
            if (roots[i] >= size()) fail(errc::invalid, nullptr, "not a serialised aggregate state: no node ", roots[i]);
            join(i, roots[i]);
        }
    }

private:
    static constexpr std::uint32_t none = 0xFFFFFFFF;
    static constexpr std::uint32_t is_root = 0x80000000;  // then the rest is the size of the component

    std::uint32_t place(node n) {
        if (2 * (nodes_.size() + 1) > table_.size()) grow();
        std::size_t at = Nodes::hash(n) & (table_.size() - 1);
        for (; table_[at] != none; at = (at + 1) & (table_.size() - 1))
            if (nodes_[table_[at]] == n) return table_[at];
        const auto i = static_cast<std::uint32_t>(nodes_.size());
        if (i == is_root - 1) fail(errc::memory, "Aggregate a part of the links.", "more than ", i, " nodes");
        parents_.push_back(is_root | 1U);
        try {
            nodes_.add(n);
        } catch (...) {
            parents_.pop_back();
            throw;
        }
        return table_[at] = i;
    }
    void grow() {
        std::pmr::vector<std::uint32_t> table(std::max<std::size_t>(64, 2 * table_.size()), none, table_.get_allocator());
        step_counter step(check_);
        for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
            step();
            std::size_t at = Nodes::hash(nodes_[i]) & (table.size() - 1);
            while (table[at] != none) at = (at + 1) & (table.size() - 1);
            table[at] = i;
        }
        table_.swap(table);
    }

    std::uint32_t root(std::uint32_t i) const {
        while ((parents_[i] & is_root) == 0) i = parents_[i];
        return i;
    }
    void join(std::uint32_t a, std::uint32_t b) {
        a = halved(a);
        b = halved(b);
        if (a == b) return;
        if ((parents_[a] & ~is_root) < (parents_[b] & ~is_root)) std::swap(a, b);
        parents_[a] += parents_[b] & ~is_root;
        parents_[b] = a;
    }
    std::uint32_t halved(std::uint32_t i) {
        while ((parents_[i] & is_root) == 0) {
            const std::uint32_t up = parents_[i];
            if ((parents_[up] & is_root) != 0) return up;
            i = parents_[i] = parents_[up];
        }
        return i;
    }

    Nodes nodes_;
    std::pmr::vector<std::uint32_t> parents_, table_;
    poll check_;
};

}  // namespace xm::core
