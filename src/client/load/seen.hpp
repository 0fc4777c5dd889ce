// Which rows of the files have been read, by their ids.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "client/load/values.hpp"

namespace xm::client {

// What has been seen: the hash of each id and of its row, in pieces, so that nothing is moved as it grows. 36 to 44 bytes a row.
class seen_rows {
public:
    struct entry {
        hash128 id;
        std::uint64_t content;
        std::uint64_t line : 48, file : 16;
        void move_to(std::uint64_t new_line, std::size_t new_file) {
            line = new_line & ((std::uint64_t{1} << 48) - 1);
            file = new_file & 0xFFFFU;
        }
    };
    // The row of this id, made if it is not there; `file` is its number.
    std::pair<entry*, bool> insert(const hash128& id, std::uint64_t content, std::uint64_t line, std::size_t file = 0) {
        if (size_ * 4 >= table_.size() * 3) grow();
        std::size_t at = id.first & (table_.size() - 1);
        for (; table_[at] != 0; at = (at + 1) & (table_.size() - 1))
            if (entry& e = get(table_[at] - 1); e.id == id) return {&e, false};
        if (size_ % piece == 0) pieces_.push_back(std::make_unique<entry[]>(piece));
        table_[at] = static_cast<std::uint32_t>(++size_);
        entry& e = get(size_ - 1);
        e.id = id;
        e.content = content;
        e.move_to(line, file);
        return {&e, true};
    }

private:
    static constexpr std::size_t piece = 1 << 16;
    entry& get(std::size_t i) { return pieces_[i / piece][i % piece]; }
    void grow() {
        table_ = std::vector<std::uint32_t>();  // the old one goes before the new one comes
        table_.resize(std::max<std::size_t>(1 << 10, std::bit_ceil(size_ * 2 + 1)));
        for (std::size_t i = 0; i < size_; ++i) {
            std::size_t at = get(i).id.first & (table_.size() - 1);
            while (table_[at] != 0) at = (at + 1) & (table_.size() - 1);
            table_[at] = static_cast<std::uint32_t>(i + 1);
        }
    }
    std::vector<std::unique_ptr<entry[]>> pieces_;
    std::vector<std::uint32_t> table_;
    std::size_t size_ = 0;
};

}  // namespace xm::client
