#include "core/decide/keyed_ratings.hpp"

#include <limits>

#include "allocation.hpp"
#include "decide_support.hpp"

namespace {

using namespace xm::core;
using namespace xm::test;

std::string described(const keyed_ratings& groups) {
    std::string text;
    groups.each(no_poll, [&](std::string_view key, const ratings& r, std::int64_t states) {
        text += std::string(key) + " " + r.to_text() + " " + std::to_string(states) + "\n";
    });
    return text;
}

TEST(keyed_ratings, states_of_one_key_are_added_in_any_order) {
    keyed a, b;
    a.add("x", {1, 2}).add("y", {100}).add("x", {3});
    b.add("x", {3}).add("x", {1, 2}).add("y", {100});
    EXPECT_EQ(described(a.groups), described(b.groups));
    keyed c;
    c.add("x", {1, 2, 3}).add("y", {100});
    EXPECT_NE(described(a.groups), described(c.groups)) << "the number of states is kept";
}

TEST(keyed_ratings, keys_come_in_the_order_of_their_bytes) {
    keyed k;
    k.add("b", {1}).add("\xC3\xA4", {1}).add("", {1}).add("B", {1});
    std::vector<std::string> keys;
    k.groups.each(no_poll, [&](std::string_view key, const ratings&, std::int64_t) { keys.emplace_back(key); });
    EXPECT_EQ(keys, (std::vector<std::string>{"", "B", "b", "\xC3\xA4"}));
}

TEST(keyed_ratings, a_merge_is_the_whole_and_changes_nothing_else) {
    keyed whole, left, right;
    whole.add("x", {1, 50}).add("x", {2}).add("z", {9});
    left.add("x", {1, 50});
    right.add("x", {2}).add("z", {9});
    const std::string before = described(right.groups);
    left.groups.add_all(right.groups, no_poll);
    EXPECT_EQ(described(left.groups), described(whole.groups));
    EXPECT_EQ(described(right.groups), before);
}

TEST(keyed_ratings, packing_and_unpacking_keeps_all) {
    keyed k, empty, back;
    k.add("x", {1, 2}).add_state("y", weighted_ratings_of({{3, 1.5}, {7, 0.25}})).add("", {0, 100});
    std::vector<std::byte> packed(k.groups.packed_size());
    k.groups.pack(packed.data(), no_poll);
    back.groups.unpack(packed, no_poll);
    EXPECT_EQ(described(back.groups), described(k.groups));
    EXPECT_NE(refusal(errc::invalid, [&] { empty.groups.unpack(bytes(packed.data(), packed.size() - 1), no_poll); }), "");
}

TEST(keyed_ratings, weights_on_one_side_only_are_refused) {
    keyed k;
    k.add("x", {1});
    EXPECT_NE(refusal(errc::invalid, [&] { k.add_state("x", weighted_ratings_of({{1, 2.0}})); }), "");
}

TEST(keyed_ratings, sortable_numbers_sort_and_read_back) {
    const std::vector<std::int64_t> numbers{std::numeric_limits<std::int64_t>::min(), -256, -1, 0, 1, 255, 256,
                                            std::numeric_limits<std::int64_t>::max()};
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        EXPECT_EQ(number_of(sortable(numbers[i])), numbers[i]);
        EXPECT_TRUE(i == 0 || sortable(numbers[i - 1]) < sortable(numbers[i]));
    }
}

TEST(keyed_ratings, a_failed_allocation_leaves_it_whole) {
    survive_failed_allocations([] {
        keyed k;
        k.add("x", {1}).add("x", {50}).add("y", {2});
        EXPECT_EQ(k.groups.size(), 2U);
    });
}

}  // namespace
