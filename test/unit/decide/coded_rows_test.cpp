#include "core/decide/coded_rows.hpp"

#include <algorithm>

#include "allocation.hpp"
#include "support.hpp"

namespace {

using namespace xm::core;
using namespace xm::test;

struct table {
    std::pmr::monotonic_buffer_resource memory;
    coded_rows rows;

    explicit table(const std::vector<std::string_view>& labels = {"region", "age"}) : rows(&memory, labels, 2, no_poll) {}
    void add(const std::vector<const char*>& texts, std::uint32_t number = 0) {
        std::vector<std::uint32_t> codes;
        for (std::size_t c = 0; c < texts.size(); ++c) codes.push_back(texts[c] == nullptr ? 0 : rows.code(c, texts[c]));
        double* const sums = rows.sums_of(codes.data(), number);
        sums[0] += 1;
        sums[1] += 10;
    }
};

std::string described(const coded_rows& rows) {
    std::vector<std::string> lines;
    rows.each(no_poll, [&](const std::uint32_t* codes, std::uint32_t number, const double* sums) {
        std::string line;
        for (std::size_t c = 0; c < rows.columns(); ++c)
            line += (codes[c] == 0 ? "-" : std::string(rows.category(c, codes[c]))) + " ";
        lines.push_back(line + std::to_string(number) + " " + std::to_string(sums[0]) + " " + std::to_string(sums[1]));
    });
    std::sort(lines.begin(), lines.end());
    std::string text;
    for (const std::string& l : lines) text += l + "\n";
    return text;
}

void merge(coded_rows& into, const coded_rows& other) {
    into.merge(other, no_poll, [](double* to, const double* from) {
        to[0] += from[0];
        to[1] += from[1];
    });
}

TEST(coded_rows, equal_rows_are_kept_once) {
    table t;
    t.add({"north", "young"});
    t.add({"north", nullptr});
    t.add({"north", "young"});
    t.add({"north", "young"}, 7);
    t.add({"", "young"});
    EXPECT_EQ(t.rows.size(), 4U);
    EXPECT_EQ(t.rows.categories(0), 2U);
    EXPECT_NE(described(t.rows).find("north young 0 2.000000 20.000000"), std::string::npos);
}

TEST(coded_rows, a_merge_is_the_whole_whatever_the_codes) {
    table whole, left, right;
    const std::vector<std::vector<const char*>> rows{{"a", "x"}, {"b", "y"}, {"c", nullptr}, {"b", "x"}, {"a", "y"}, {"b", "y"}};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        whole.add(rows[i]);
        (i < 3 ? left : right).add(rows[rows.size() - 1 - i]);
    }
    const std::string before = described(right.rows);
    merge(left.rows, right.rows);
    EXPECT_EQ(described(left.rows), described(whole.rows));
    EXPECT_EQ(described(right.rows), before);
    table other({"region", "income"});
    EXPECT_NE(refusal(errc::invalid, [&] { merge(left.rows, other.rows); }), "");
}

TEST(coded_rows, packing_and_unpacking_keeps_all) {
    table t({"a", "b", "c"});
    t.add({"x", "", nullptr}, 3);
    t.add({"y", "z", "long text of a category"}, 100);
    std::vector<std::byte> packed(t.rows.packed_size());
    t.rows.pack(packed.data(), no_poll);
    std::pmr::monotonic_buffer_resource memory;
    const coded_rows back = coded_rows::unpack(&memory, packed, 2, no_poll);
    EXPECT_EQ(described(back), described(t.rows));
    for (std::size_t cut : {std::size_t{0}, std::size_t{3}, std::size_t{20}, packed.size() - 1})
        EXPECT_NE(refusal(errc::invalid, [&] { coded_rows::unpack(&memory, bytes(packed.data(), cut), 2, no_poll); }), "") << cut;
}

TEST(coded_rows, what_is_refused) {
    EXPECT_NE(refusal(errc::invalid, [] { table none(std::vector<std::string_view>{}); }), "");
    EXPECT_NE(refusal(errc::invalid, [] { table many(std::vector<std::string_view>(65, "x")); }).find("65"), std::string::npos);
}

TEST(coded_rows, a_failed_allocation_is_reported) {
    survive_failed_allocations([] {
        table t;
        t.add({"north", "young"});
        t.add({"south", "young"});
    });
}

}  // namespace
