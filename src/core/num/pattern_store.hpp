// Rows that must be seen together, of which equal ones are kept once: with their number, or with sums.
#pragma once

#include <cstdint>
#include <vector>

#include "core/num/row_store.hpp"
#include "core/num/wire.hpp"

namespace xm::core {

// Keys are a whole number of 8 bytes; behind each lie sums of doubles, of which there is one, the number of rows,
// unless more are asked for. Summing goes on for good (always), or ends once rows turn out not to repeat: then every
// row is kept as it came, without a number. Lives in an arena, as record_store does.
class pattern_store {
public:
    enum policy : std::uint8_t { always, while_repeating };

    // More than one sum only with the policy always. `check` is called while the table of many rows is made anew.
    pattern_store(std::pmr::memory_resource* memory, std::size_t key_size, policy p, std::size_t sums = 1, poll check = no_poll)
        : memory_(memory),
          record_size_(key_size),
          sums_(sums),
          policy_(p),
          check_(check),
          rows_(memory, key_size + sums * sizeof(double)) {}

    // The sums of a key, 0 where it is new.
    double* sums_of(const void* key) {
        if (2 * (rows_.size() + 1) > room_) grow();
        std::byte** const at = place(static_cast<const std::byte*>(key));
        if (*at == nullptr) *at = rows_.add_cleared(key, record_size_);
        return reinterpret_cast<double*>(*at + record_size_);
    }

    void add(const void* record, double count = 1) {
        if (!counting_) {
            for (double i = 0; i < count; ++i) rows_.add(record);
            return;
        }
        *sums_of(record) += count;
        seen_ += count;
        if (policy_ == while_repeating && seen_ >= next_look_) look();
    }

    // Gives all memory back.
    void clear() {
        drop_table();
        rows_.clear();
    }

    // Throws what the memory resource throws if so many bytes more would be too many.
    void check_room(std::size_t size) const { memory_->deallocate(memory_->allocate(size, 8), size, 8); }

    // Distinct rows while counting, else all rows.
    std::size_t size() const { return rows_.size(); }
    std::pmr::memory_resource* memory() const { return memory_; }

    // Calls f(values, rows, stride, counted) for runs of rows that lie one behind the other, `stride` doubles
    // apart; if counted, the last doubles of each are its sums. `check` between runs.
    template <class F>
    void each_run(poll check, F&& f) const {
        rows_.each_chunk(check, [&](const std::byte* first, std::size_t rows) {
            f(reinterpret_cast<const double*>(first), rows, rows_.record_size() / sizeof(double), counting_);
        });
    }

    void add_all(const pattern_store& other, poll check) {
        other.each_run(check, [&](const double* row, std::size_t rows, std::size_t stride, bool counted) {
            for (std::size_t i = 0; i < rows; ++i, row += stride) add_sums(row, counted ? row + stride - sums_ : nullptr);
        });
    }

    // Between the processes of one server.
    std::size_t packed_size() const { return sizeof(double) + rows_.size() * rows_.record_size(); }
    void pack(std::byte* to, poll check) const {
        const double counted = counting_;
        std::memcpy(to, &counted, sizeof counted);
        to += sizeof counted;
        rows_.each_chunk(check, [&](const std::byte* first, std::size_t rows) {
            std::memcpy(to, first, rows * rows_.record_size());
            to += rows * rows_.record_size();
        });
    }
    void unpack(bytes from, poll check) {
        double counted = 0;
        if (from.size() < sizeof counted) refuse(from.size());
        std::memcpy(&counted, from.data(), sizeof counted);
        from = from.subspan(sizeof counted);
        const std::size_t stride = record_size_ + (counted != 0 ? sums_ * sizeof(double) : 0);
        if (from.size() % stride != 0) refuse(from.size());
        std::vector<double> row(stride / sizeof(double));
        for (std::size_t i = 0; !from.empty(); from = from.subspan(stride)) {
            if (++i % 16384 == 0) check();
            std::memcpy(row.data(), from.data(), stride);
            add_sums(row.data(), counted != 0 ? row.data() + record_size_ / sizeof(double) : nullptr);
        }
    }

private:
    [[noreturn]] static void refuse(std::size_t size) {
        fail(errc::invalid, nullptr, "not a serialised aggregate state: ", size, " bytes");
    }

    std::uint64_t hash(const std::byte* record) const {
        std::uint64_t h = 0x9E3779B97F4A7C15;
        for (std::size_t i = 0; i < record_size_; i += 8) {
            std::uint64_t word = 0;
            std::memcpy(&word, record + i, sizeof word);
            h = (h ^ word) * 0xD6E8FEB86659FD93;
            h ^= h >> 32;
        }
        return h;
    }

    // Its place in the table: that of an equal row, or the free one where it belongs.
    std::byte** place(const std::byte* record) const {
        std::size_t at = hash(record) & (room_ - 1);
        while (table_[at] != nullptr && std::memcmp(table_[at], record, record_size_) != 0) at = (at + 1) & (room_ - 1);
        return table_ + at;
    }

    // `sums` null: one row.
    void add_sums(const double* key, const double* sums) {
        if (sums_ == 1) return add(key, sums == nullptr ? 1 : *sums);
        double* const to = sums_of(key);
        for (std::size_t i = 0; i < sums_; ++i) to[i] += sums[i];
    }

    void grow() {
        const std::size_t room = room_ == 0 ? 64 : 2 * room_;
        auto* const table = static_cast<std::byte**>(memory_->allocate(room * sizeof(std::byte*), alignof(std::byte*)));
        std::fill_n(table, room, nullptr);
        drop_table();
        table_ = table;
        room_ = room;
        rows_.each(check_, [&](const std::byte* record) { *place(record) = const_cast<std::byte*>(record); });
    }
    void drop_table() {
        if (table_ != nullptr) memory_->deallocate(table_, room_ * sizeof(std::byte*), alignof(std::byte*));
        table_ = nullptr;
        room_ = 0;
    }

    // Counting pays while rows come four times or more on average.
    void look() {
        if (4 * static_cast<double>(rows_.size()) <= seen_) {
            next_look_ = 2 * seen_;
            return;
        }
        record_store plain(memory_, record_size_);
        rows_.each(check_, [&](const std::byte* record) {
            double count = 0;
            std::memcpy(&count, record + record_size_, sizeof count);
            for (double i = 0; i < count; ++i) plain.add(record);
        });
        drop_table();
        rows_.clear();
        rows_ = plain;
        counting_ = false;
    }

    std::pmr::memory_resource* memory_;
    std::size_t record_size_, sums_;
    policy policy_;
    poll check_;
    bool counting_ = true;
    record_store rows_;
    double seen_ = 0;
    double next_look_ = 4096;
    std::byte** table_ = nullptr;
    std::size_t room_ = 0;
};

}  // namespace xm::core
