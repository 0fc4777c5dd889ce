// Which records of one register are of the same person: pairs that share a block, judged by a model that is learned from them.
#pragma once

#include <cstdint>
#include <memory_resource>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/num/pattern_store.hpp"
#include "core/num/step_counter.hpp"
#include "core/people/match_model.hpp"

namespace xm::core {

// Values of the people of a register, those of a column one behind the other: texts end where `ends` says, and are of the people
// in `persons` (0 to size - 1, in any order; a person may have several values of a column, or none). An empty text says nothing.
struct register_column {
    const char* text = nullptr;
    std::span<const std::uint64_t> ends;
    std::span<const std::uint32_t> persons;
};
struct person_register {
    std::size_t size = 0;
    std::vector<register_column> columns;
};

struct value_comparison {
    enum method : std::uint8_t { exact, jaro_winkler, number, date };
    static constexpr std::string_view names[] = {"exact", "jaro_winkler", "number", "date"};

    std::string name;
    std::size_t column = 0;
    method by = exact;
    // Similarities that ascend, or distances (of dates in days) that descend: the level is the number that are reached. None for
    // exact.
    std::vector<double> thresholds;
    bool household = false;  // people of one household agree here, too

    std::size_t levels() const { return by == exact ? 2 : thresholds.size() + 1; }
};

struct duplicate_plan {
    std::vector<std::vector<std::size_t>> passes;  // columns whose values two people share to be compared
    std::vector<value_comparison> compare;
};

// A record linkage within one register after Fellegi & Sunter (1969). Pairs of people are compared where they share the values of
// all columns of a pass; a block of more than 1,000 people is left out, and told. Shares of levels among other people (u) are
// those of a million random pairs, of all where there are fewer, less the matches among them. Each pass teaches the shares among
// matches, and relatives where there are household columns, of those columns that it does not go by (EM, see fit_matches); passes
// count in proportion to the matches that they expect. Priors are shares of all pairs of the register: EM over the compared pairs
// with all else fixed. A pair whose known values in columns of persons (not of households) all differ never matches.
class duplicate_search {
public:
    static constexpr std::size_t largest_block = 1000, random_pairs = 1000000, most_passes = 32;

    // What is referred to must live as long as the search.
    duplicate_search(std::pmr::memory_resource* memory, const person_register& people, const duplicate_plan& plan, poll check);

    struct large_block {
        std::size_t pass, people;
    };
    // By pass, the largest first.
    const std::vector<large_block>& large_blocks() const { return large_; }

    // Throws `invalid` where no pass leaves three columns to learn from. `prior` is that of a random pair.
    match_model fit() const;

    // Calls f(a, b, levels, passes) once for each pair that is compared, a < b: no_level where a value is missing, passes as
    // bits.
    template <class F>
    void each_pair(F&& f) const {
        std::vector<std::int32_t> levels(plan_.compare.size());
        step_counter step(check_);
        for (std::size_t p = 0; p < passes_.size(); ++p) {
            const auto& entries = passes_[p].entries;
            for (std::size_t i = 0, end = 0; i < entries.size(); i = end) {
                while (end < entries.size() && entries[end].block == entries[i].block) ++end;
                if (end - i > largest_block) continue;
                for (std::size_t x = i; x < end; ++x)
                    for (std::size_t y = x + 1; y < end; ++y) {
                        step();
                        const std::uint32_t a = entries[x].person, b = entries[y].person;
                        if (seen_before(p, entries[i].block, a, b)) continue;
                        std::uint32_t passes = std::uint32_t{1} << p;
                        for (std::size_t q = p + 1; q < passes_.size(); ++q)
                            if (share(q, a, b, ~std::uint64_t{0})) passes |= std::uint32_t{1} << q;
                        compare(a, b, levels.data());
                        f(a, b, std::span<const std::int32_t>(levels), passes);
                    }
            }
        }
    }

    // Levels of any two people, whether they share a block or not: no_level where a value is missing.
    void compare(std::uint32_t a, std::uint32_t b, std::int32_t* levels) const;
    // The distinct values of a person in a column of the register, as numbers that tell them apart.
    std::span<const std::uint32_t> values(std::size_t c, std::uint32_t person) const {
        const auto& of = columns_[c];
        return {of.values.data() + of.first[person], of.values.data() + of.first[person + 1]};
    }
    // Whether all columns of persons that are known differ.
    bool never(std::span<const std::int32_t> levels) const;

private:
    template <class T>
    using list = std::pmr::vector<T>;

    struct column {
        explicit column(std::pmr::memory_resource* memory) : first(memory), values(memory), texts(memory), numbers(memory) {}
        list<std::uint32_t> first, values;  // of each person its distinct values, as numbers of texts
        list<std::string_view> texts;
        list<double> numbers;  // of texts, where they are compared as such; NaN where it is none
    };
    struct entry {
        std::uint64_t block;
        std::uint32_t person;
    };
    struct pass {
        explicit pass(std::pmr::memory_resource* memory) : entries(memory), first(memory), blocks(memory) {}
        list<entry> entries;  // by block, then person
        list<std::uint32_t> first;
        list<std::uint64_t> blocks;  // of each person the blocks that are not too large, in order
    };

    void read_column(column& to, const register_column& from) const;
    void read_pass(std::size_t p);
    // Whether they share a block of the pass below `before`.
    bool share(std::size_t p, std::uint32_t a, std::uint32_t b, std::uint64_t before) const;
    bool seen_before(std::size_t p, std::uint64_t block, std::uint32_t a, std::uint32_t b) const {
        for (std::size_t q = 0; q < p; ++q)
            if (share(q, a, b, ~std::uint64_t{0})) return true;
        return share(p, a, b, block);
    }
    std::int32_t level(const value_comparison& by, std::uint32_t x, std::uint32_t y) const;
    void add_random_pairs(pattern_store& to) const;
    std::vector<std::size_t> learned_in(std::size_t p) const;

    std::pmr::memory_resource* memory_;
    const person_register& people_;
    const duplicate_plan& plan_;
    poll check_;
    std::vector<column> columns_;
    std::vector<pass> passes_;
    std::vector<large_block> large_;
};

}  // namespace xm::core
