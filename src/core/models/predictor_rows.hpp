// Rows of a model that an aggregate has collected: a leading number, predictors, and what stands beside them. A predictor is a
// number, or a category, which is kept as its code; a fit sees one column of 0 and 1 for each category but one.
#pragma once

#include <cstdint>
#include <memory_resource>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/num/pattern_store.hpp"

namespace xm::core {

// Of one predictor: its place, its text in UTF-8, and where its type puts it (0 for types that order as bytes do).
struct category {
    std::uint32_t predictor;
    double order;
    std::string_view text;
};

// Lives in an arena, as record_store does.
class predictor_rows {
public:
    // `behind`: doubles behind the predictors.
    predictor_rows(std::pmr::memory_resource* memory, std::size_t predictors, std::size_t behind)
        : predictors_(predictors),
          behind_(behind),
          categories_(memory),
          codes_(memory),
          references_(memory),
          rows_(memory, (1 + predictors + behind) * sizeof(double), pattern_store::while_repeating) {}

    void add(const double* record) { rows_.add(record); }
    std::pmr::memory_resource* memory() const { return rows_.memory(); }

    // What a record has for a category. Throws `invalid` for more than a model has room for.
    double code(const category& c);
    // The categories that the others are compared with, where they are not the first. Throws `invalid` unless they are those of
    // the rows so far.
    void refer(const category* references, std::size_t size);
    bool refers() const { return !references_.empty(); }

    // Calls f(rows, labels) with rows of numbers only; returns what it returns. Throws `invalid` for a predictor with a single
    // category, a reference that no row has, and more columns than a model has room for.
    template <class F>
    auto fitted(const std::vector<std::string>& labels, poll check, F&& f) const {
        if (categories_.empty()) return f(rows_, labels);
        const plan columns = columns_of(labels);
        struct freed : pattern_store {
            using pattern_store::pattern_store;
            ~freed() { clear(); }
        } numbers(memory(), (1 + columns.labels.size() + behind_) * sizeof(double), pattern_store::while_repeating, 1, check);
        expand(columns, check, numbers);
        return f(numbers, columns.labels);
    }

    // Throws as refer().
    void add_all(const predictor_rows& other, poll check);
    std::size_t packed_size() const;
    void pack(std::byte* to, poll check) const;
    void unpack(bytes from, poll check);

private:
    using list = std::pmr::vector<category>;
    // Columns of numbers.
    struct plan {
        std::vector<std::string> labels;
        std::vector<std::size_t> first;  // of each predictor
        std::vector<std::vector<std::ptrdiff_t>>
            column;  // of a predictor's codes: from `first`, -1 of the reference; empty: a number
    };
    plan columns_of(const std::vector<std::string>& labels) const;
    void expand(const plan& columns, poll check, pattern_store& to) const;
    void keep(list& in, const category& c);

    std::size_t predictors_, behind_;
    std::pmr::vector<list> categories_;  // of each predictor, in the order of their codes; empty where all are numbers
    std::pmr::vector<std::pmr::unordered_map<std::string_view, std::uint32_t>> codes_;  // of the same, to look them up
    list references_;
    pattern_store rows_;
};

}  // namespace xm::core
