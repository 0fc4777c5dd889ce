// Cells of people as rows name them, one after another, and what the audit says of them.
#pragma once

#include <memory_resource>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/num/group_key.hpp"
#include "core/num/row_store.hpp"
#include "core/privacy/audit.hpp"

namespace xm::core {

struct audited_cell {
    std::string_view cell;
    std::int64_t persons;  // distinct
    bool published;        // before: not tried, whatever it exposes
    cell_verdict verdict;
};

// Lives in an arena (its memory resource).
class cell_list {
public:
    cell_list(std::pmr::memory_resource* memory, std::int32_t k, std::int32_t colluders);

    std::int32_t k() const { return k_; }
    std::int32_t colluders() const { return colluders_; }

    // The facts of a row; they must be the same in every row of a cell, k and colluders in all rows. Throws `invalid`.
    struct row {
        std::string_view cell;
        const group_key* person;  // null: none, which declares an empty cell
        std::int32_t priority;
        bool published;
        std::int32_t k, colluders;
    };
    void add(const row& r);
    void add_all(const cell_list& other, poll check);

    // Between the processes of one server: k and colluders, the cells, the people, who is in which cell.
    std::size_t packed_size() const;
    void pack(std::byte* to, poll check) const;
    static cell_list unpacked(std::pmr::memory_resource* memory, bytes from, poll check);

    // Published cells first, then in order of priority; equal ones by the bytes of their names. The texts lie in the list.
    std::vector<audited_cell> audited(std::uint64_t seed, poll check) const;

private:
    struct cell {
        std::string_view name;
        std::int32_t priority;
        bool published;
    };
    struct member {
        std::uint32_t cell, person;
    };
    // The number of a cell, which is made if it is new.
    std::uint32_t cell_numbered(const cell& c);
    std::uint32_t person_numbered(const group_key& person);

    struct hash_of_key {
        std::size_t operator()(const group_key& key) const;
    };

    std::int32_t k_, colluders_;
    std::pmr::vector<cell> cells_;
    std::pmr::unordered_map<std::string_view, std::uint32_t> cell_numbers_;
    std::pmr::vector<group_key> people_;
    std::pmr::unordered_map<group_key, std::uint32_t, hash_of_key> person_numbers_;
    record_store members_;
};

}  // namespace xm::core
