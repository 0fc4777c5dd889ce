#include "core/privacy/cell_list.hpp"

#include <algorithm>
#include <numeric>

#include "core/num/random.hpp"

namespace xm::core {

std::size_t cell_list::hash_of_key::operator()(const group_key& key) const {
    return mixed_bits(key.words[0] ^ mixed_bits(key.words[1]));
}

cell_list::cell_list(std::pmr::memory_resource* memory, std::int32_t k, std::int32_t colluders)
    : k_(k),
      colluders_(colluders),
      cells_(memory),
      cell_numbers_(memory),
      person_numbers_(memory),
      members_(memory, sizeof(member)) {
    threshold_of(k, colluders);
}

void cell_list::add(const row& r) {
    if (r.k != k_) fail(errc::invalid, "Give the same k in every row.", "k is ", k_, " in one row and ", r.k, " in another");
    if (r.colluders != colluders_)
        fail(errc::invalid, "Give the same number in every row.", "colluders is ", colluders_, " in one row and ", r.colluders,
             " in another");
    auto at = cell_numbers_.find(r.cell);
    if (at == cell_numbers_.end()) {
        auto* const copy = static_cast<char*>(members_.memory()->allocate(r.cell.size() + 1, 1));
        std::copy(r.cell.begin(), r.cell.end(), copy);
        const std::string_view name(copy, r.cell.size());
        at = cell_numbers_.emplace(name, static_cast<std::uint32_t>(cells_.size())).first;
        cells_.push_back({name, r.priority, r.published});
    }
    const cell& c = cells_[at->second];
    if (c.priority != r.priority)
        fail(errc::invalid, "Give the same priority in every row of a cell.", "cell \"", c.name, "\" has priority ", c.priority,
             " in one row and ", r.priority, " in another");
    if (c.published != r.published)
        fail(errc::invalid, "Give a cell that was published another name than one that is to be.", "cell \"", c.name,
             "\" is published in one row and not in another");
    if (r.person == nullptr) return;
    const auto person = person_numbers_.emplace(*r.person, static_cast<std::uint32_t>(person_numbers_.size())).first->second;
    const member m{at->second, person};
    members_.add(&m);
}

std::vector<audited_cell> cell_list::audited(std::uint64_t seed, poll check) const {
    // The people of cell i begin at begins[i].
    std::vector<std::size_t> begins(cells_.size() + 1, 0);
    const auto each_member = [&](auto&& f) {
        members_.each(check, [&](const std::byte* at) {
            member m{};
            std::memcpy(&m, at, sizeof m);
            f(m);
        });
    };
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
    cell_audit audit(static_cast<std::uint32_t>(person_numbers_.size()), threshold_of(k_, colluders_), seed,
                     cell_audit::default_steps, check);
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
