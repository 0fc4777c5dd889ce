// Labels and lists as arguments and results.
#pragma once

#include "pg/server/value.hpp"

#include <string>
#include <vector>

namespace xm::pg {

// A list of texts from a text[] argument; plain data in the current memory context.
struct text_list {
    const std::string_view* items = nullptr;
    std::size_t size = 0;

    std::vector<std::string> strings() const { return {items, items + size}; }
};
text_list texts_of(Datum array);

// A list of numbers from a float8[] argument; plain data in the current memory context.
struct number_list {
    const double* items = nullptr;
    std::size_t size = 0;
    bool has_null = false;

    std::vector<double> vector() const { return {items, items + size}; }
};
number_list numbers_of(Datum array);

// Answers from an integer[] argument, 0 for NULL; plain data in the current memory context. Raises for an answer of 0,
// where 1 to `highest` are allowed; with 0 for `highest` it only notes the item.
struct answer_list {
    const std::int32_t* items;
    std::size_t size;
    std::size_t zero_at;  // item of an answer 0; 0: there is none

    bool none() const {
        for (std::size_t i = 0; i < size; ++i)
            if (items[i] != 0) return false;
        return true;
    }
};
answer_list answers_of(Datum array, int highest);

// The bodies of the states in an array of them, without its NULLs; plain data in the current memory context.
struct state_list {
    const core::bytes* items;
    std::size_t size;
};
state_list states_of(Datum array);

// A label in a result row that crosses from act 2 to act 3.
struct label_cell {
    char text[64];

    void set(std::string_view label) {
        std::memcpy(text, label.data(), label.size());
        text[label.size()] = '\0';
    }
};

// Rows computed in act 2 for act 3: plain data in the current memory context.
template <class Row>
struct row_list {
    Row* rows;
    std::size_t size;

    const Row* begin() const { return rows; }
    const Row* end() const { return rows + size; }
};

// Act 2.
template <class Row, class Allocator>
row_list<Row> keep_rows(const std::vector<Row, Allocator>& from) {
    static_assert(std::is_trivially_copyable_v<Row>);
    auto* const rows =
        static_cast<Row*>(context_resource(CurrentMemoryContext).allocate((from.size() + 1) * sizeof(Row), MAXIMUM_ALIGNOF));
    if (!from.empty()) std::memcpy(static_cast<void*>(rows), from.data(), from.size() * sizeof(Row));
    return {rows, from.size()};
}

}  // namespace xm::pg
