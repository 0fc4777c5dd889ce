#include "core/privacy/cell_list.hpp"

#include <algorithm>
#include <numeric>

#include "core/num/random.hpp"
#include "core/state.hpp"

namespace xm::core {

std::size_t cell_list::hash_of_key::operator()(const group_key& key) const {
    return mixed_bits(key.words[0] ^ mixed_bits(key.words[1]));
}

cell_list::cell_list(std::pmr::memory_resource* memory, std::int32_t k, std::int32_t colluders)
    : k_(k),
      colluders_(colluders),
      cells_(memory),
      cell_numbers_(memory),
      people_(memory),
      person_numbers_(memory),
      members_(memory, sizeof(member)) {
    threshold_of(k, colluders);
}

std::uint32_t cell_list::cell_numbered(const cell& c) {
    auto at = cell_numbers_.find(c.name);
    if (at == cell_numbers_.end()) {
        auto* const copy = static_cast<char*>(members_.memory()->allocate(c.name.size() + 1, 1));
        std::copy(c.name.begin(), c.name.end(), copy);
        const std::string_view name(copy, c.name.size());
        at = cell_numbers_.emplace(name, static_cast<std::uint32_t>(cells_.size())).first;
        cells_.push_back({name, c.priority, c.published});
    }
    const cell& known = cells_[at->second];
    if (known.priority != c.priority)
        fail(errc::invalid, "Give the same priority in every row of a cell.", "cell \"", c.name, "\" has priority ",
             known.priority, " in one row and ", c.priority, " in another");
    if (known.published != c.published)
        fail(errc::invalid, "Give a cell that was published another name than one that is to be.", "cell \"", c.name,
             "\" is published in one row and not in another");
    return at->second;
}

std::uint32_t cell_list::person_numbered(const group_key& person) {
    const auto [at, is_new] = person_numbers_.emplace(person, static_cast<std::uint32_t>(people_.size()));
    if (is_new) people_.push_back(person);
    return at->second;
}

void cell_list::add(const row& r) {
    if (r.k != k_) fail(errc::invalid, "Give the same k in every row.", "k is ", k_, " in one row and ", r.k, " in another");
    if (r.colluders != colluders_)
        fail(errc::invalid, "Give the same number in every row.", "colluders is ", colluders_, " in one row and ", r.colluders,
             " in another");
    const std::uint32_t c = cell_numbered({r.cell, r.priority, r.published});
    if (r.person == nullptr) return;
    const member m{c, person_numbered(*r.person)};
    members_.add(&m);
}

void cell_list::add_all(const cell_list& other, poll check) {
    if (other.cells_.empty()) return;
    add({other.cells_[0].name, nullptr, other.cells_[0].priority, other.cells_[0].published, other.k_, other.colluders_});
    std::vector<std::uint32_t> cells, people;
    for (const cell& c : other.cells_) cells.push_back(cell_numbered(c));
    for (const group_key& p : other.people_) people.push_back(person_numbered(p));
    other.members_.each(check, [&](const std::byte* at) {
        const auto theirs = load<member>(at);
        const member m{cells[theirs.cell], people[theirs.person]};
        members_.add(&m);
    });
}

namespace {
struct list_head {
    std::int32_t k, colluders;
    std::uint64_t cells, people;
};
struct packed_cell {
    std::uint64_t length;
    std::int32_t priority, published;
};
}  // namespace

std::size_t cell_list::packed_size() const {
    std::size_t size = sizeof(list_head) + people_.size() * sizeof(group_key) + members_.size() * sizeof(member);
    for (const cell& c : cells_) size += sizeof(packed_cell) + c.name.size();
    return size;
}

void cell_list::pack(std::byte* to, poll check) const {
    const auto put = [&to](const void* what, std::size_t size) {
        if (size > 0) std::memcpy(to, what, size);
        to += size;
    };
    const list_head head{k_, colluders_, cells_.size(), people_.size()};
    put(&head, sizeof head);
    for (const cell& c : cells_) {
        const packed_cell p{c.name.size(), c.priority, c.published};
        put(&p, sizeof p);
        put(c.name.data(), c.name.size());
    }
    put(people_.data(), people_.size() * sizeof(group_key));
    members_.each(check, [&](const std::byte* at) { put(at, sizeof(member)); });
}

cell_list cell_list::unpacked(std::pmr::memory_resource* memory, bytes from, poll check) {
    const auto take = [&from](std::size_t size) {
        if (size > from.size()) fail(errc::invalid, nullptr, "not a serialised aggregate state: too short");
        const std::byte* const at = from.data();
        from = from.subspan(size);
        return at;
    };
    const auto head = load<list_head>(take(sizeof(list_head)));
    cell_list list(memory, head.k, head.colluders);
    for (std::uint64_t i = 0; i < head.cells; ++i) {
        const auto p = load<packed_cell>(take(sizeof(packed_cell)));
        list.cell_numbered({{reinterpret_cast<const char*>(take(p.length)), p.length}, p.priority, p.published != 0});
    }
    for (std::uint64_t i = 0; i < head.people; ++i) list.person_numbered(load<group_key>(take(sizeof(group_key))));
    while (!from.empty()) {
        const auto m = load<member>(take(sizeof(member)));
        if (m.cell >= list.cells_.size() || m.person >= list.people_.size())
            fail(errc::invalid, nullptr, "not a serialised aggregate state: a member of no cell");
        list.members_.add(&m);
        if (list.members_.size() % 65536 == 0) check();
    }
    return list;
}

std::vector<audited_cell> cell_list::audited(std::uint64_t seed, poll check) const {
    // The people of cell i begin at begins[i].
    std::vector<std::size_t> begins(cells_.size() + 1, 0);
    const auto each_member = [&](auto&& f) { members_.each(check, [&](const std::byte* at) { f(load<member>(at)); }); };
    each_member([&](const member& m) { ++begins[m.cell + 1]; });
    std::partial_sum(begins.begin(), begins.end(), begins.begin());
    std::vector<std::uint32_t> people(members_.size());
    std::vector<std::size_t> ends(begins.begin(), begins.end() - 1);
    each_member([&](const member& m) { people[ends[m.cell]++] = m.person; });

    std::vector<std::uint32_t> order(cells_.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        const cell &x = cells_[a], &y = cells_[b];
        if (x.published != y.published) return x.published;
        return x.priority != y.priority ? x.priority < y.priority : x.name < y.name;
    });
    cell_audit audit(static_cast<std::uint32_t>(people_.size()), threshold_of(k_, colluders_), seed, cell_audit::default_steps,
                     check);
    std::vector<audited_cell> result;
    result.reserve(order.size());
    for (const std::uint32_t c : order) {
        const auto first = people.begin() + static_cast<std::ptrdiff_t>(begins[c]);
        const auto last = people.begin() + static_cast<std::ptrdiff_t>(begins[c + 1]);
        std::sort(first, last);
        const std::span<const std::uint32_t> who(first, std::unique(first, last));
        audited_cell a{cells_[c].name, static_cast<std::int64_t>(who.size()), cells_[c].published, cell_verdict::released};
        if (a.published)
            audit.publish(who);
        else
            a.verdict = audit.release(who);
        result.push_back(a);
    }
    return result;
}

}  // namespace xm::core
