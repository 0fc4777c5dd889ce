// Rows of categories, of which equal ones are kept once with sums: what raking and hot spots collect.
#pragma once

#include <cstdint>
#include <memory_resource>
#include <string_view>
#include <vector>

#include "core/num/pattern_store.hpp"
#include "core/state.hpp"

namespace xm::core {

inline constexpr std::size_t max_category_columns = 64;

// Each column has codes of its own, 1 .. in the order in which its categories came; 0 is none. A row may end in one number more.
// Lives in an arena, as record_store does.
class coded_rows {
public:
    // Labels of the columns; `sums` doubles are kept with each row.
    coded_rows(std::pmr::memory_resource* memory, const std::vector<std::string_view>& labels, std::size_t sums, poll check);

    std::size_t columns() const { return columns_.size(); }
    std::string_view label(std::size_t column) const { return columns_[column].label; }
    std::size_t categories(std::size_t column) const { return columns_[column].texts.size(); }
    // Of a code from 1 on.
    std::string_view category(std::size_t column, std::uint32_t code) const { return columns_[column].texts[code - 1]; }
    std::pmr::memory_resource* memory() const { return rows_.memory(); }

    std::uint32_t code(std::size_t column, std::string_view category);
    // The sums of a row, 0 where it is new; `codes` has a code for each column, `number` stands behind them.
    double* sums_of(const std::uint32_t* codes, std::uint32_t number = 0);
    std::size_t size() const { return rows_.size(); }

    // Calls f(codes, number, sums) for each row, in no order that means anything.
    template <class F>
    void each(poll check, F&& f) const {
        rows_.each_run(check, [&](const double* row, std::size_t rows, std::size_t stride, bool) {
            for (std::size_t i = 0; i < rows; ++i, row += stride) {
                const auto* const codes = reinterpret_cast<const std::uint32_t*>(row);
                f(codes, codes[columns_.size()], row + stride - sums_);
            }
        });
    }

    // Adds another's rows: add(to, from) does it for the sums of one. Throws `invalid` unless the columns are the same.
    template <class Add>
    void merge(const coded_rows& other, poll check, Add&& add) {
        check_same(other);
        std::vector<std::vector<std::uint32_t>> ours(columns_.size());
        for (std::size_t c = 0; c < columns_.size(); ++c) {
            ours[c].push_back(0);
            for (const std::string_view text : other.columns_[c].texts) ours[c].push_back(code(c, text));
        }
        std::vector<std::uint32_t> codes(columns_.size());
        other.each(check, [&](const std::uint32_t* theirs, std::uint32_t number, const double* sums) {
            for (std::size_t c = 0; c < columns_.size(); ++c) codes[c] = ours[c][theirs[c]];
            add(sums_of(codes.data(), number), sums);
        });
    }

    // Between the processes of one server; unpack begins with nothing, of the same number of sums.
    std::size_t packed_size() const;
    void pack(std::byte* to, poll check) const;
    static coded_rows unpack(std::pmr::memory_resource* memory, bytes from, std::size_t sums, poll check);

private:
    struct place {
        std::uint32_t hash, code;  // code 0: free
    };
    struct coded_column {
        std::string_view label;
        std::pmr::vector<std::string_view> texts;
        std::pmr::vector<place> table;  // by hash of the text
    };

    std::string_view copy_of(std::string_view text) const;
    static void grow(coded_column& column);
    void check_same(const coded_rows& other) const;

    std::pmr::vector<coded_column> columns_;
    std::size_t sums_;
    pattern_store rows_;
    std::pmr::vector<std::uint32_t> key_;  // of one row, with room for a whole number of 8 bytes
};

}  // namespace xm::core
