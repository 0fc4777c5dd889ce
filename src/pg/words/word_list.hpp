// The words of a comment, a text[] argument.
#pragma once

#include "pg/server/internal.hpp"
#include "pg/server/labels.hpp"

#include <span>

namespace xm::pg {

// Words in UTF-8, without NULL elements; in memory of the call site, valid until it reads the next.
struct word_list {
    const std::string_view* items;
    std::size_t size;

    std::span<const std::string_view> span() const { return {items, size}; }
};

// Act 1. `room` lives with the call site; set to zeros at first.
struct word_room {
    std::string_view* items;
    std::size_t size;
};
word_list words_at(Datum array, word_room& room, MemoryContext memory);
// The same where the call site keeps nothing else.
word_list words_arg(FunctionCallInfo fcinfo, int argument);

}  // namespace xm::pg
