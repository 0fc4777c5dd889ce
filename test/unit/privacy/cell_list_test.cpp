#include "core/privacy/cell_list.hpp"

#include <gtest/gtest.h>

#include "support.hpp"

namespace {

using namespace xm::core;

TEST(cell_list, counts_people_once_and_keeps_the_order_of_priorities) {
    std::pmr::monotonic_buffer_resource arena;
    cell_list list(&arena, 3, 0);
    for (std::uint64_t p = 1; p <= 7; ++p) {
        const group_key person{{group_key::whole, p}};
        list.add({"all", &person, 1, false, 3, 0});
        list.add({"all", &person, 1, false, 3, 0});
        if (p <= 4) list.add({"most", &person, 2, false, 3, 0});
        if (p <= 5) list.add({"b", &person, 3, false, 3, 0});
        if (p <= 3) list.add({"old", &person, 9, true, 3, 0});
    }
    list.add({"a", nullptr, 3, false, 3, 0});
    const auto audited = list.audited(1, no_poll);
    ASSERT_EQ(audited.size(), 5U);
    const char* const names[] = {"old", "all", "most", "a", "b"};
    const std::int64_t persons[] = {3, 7, 4, 0, 5};
    const cell_verdict verdicts[] = {cell_verdict::released, cell_verdict::released, cell_verdict::remainder, cell_verdict::small,
                                     cell_verdict::remainder};
    for (std::size_t i = 0; i < 5; ++i) {
        EXPECT_EQ(audited[i].cell, names[i]);
        EXPECT_EQ(audited[i].persons, persons[i]);
        EXPECT_EQ(audited[i].verdict, verdicts[i]) << names[i];
        EXPECT_EQ(audited[i].published, i == 0);
    }
}

TEST(cell_list, is_the_same_in_parts) {
    std::pmr::monotonic_buffer_resource arena;
    auto* const memory = &arena;
    cell_list whole(memory, 3, 1), parts[2] = {{memory, 3, 1}, {memory, 3, 1}};
    for (std::uint64_t p = 1; p <= 60; ++p) {
        const group_key person{{group_key::whole, p * 37 % 23}};
        const std::string name = "cell " + std::to_string(p % 7);
        const cell_list::row row{name, p % 11 == 0 ? nullptr : &person, static_cast<std::int32_t>(p % 7 % 3), p % 7 == 5, 3, 1};
        whole.add(row);
        parts[p % 2].add(row);
    }
    cell_list merged(memory, 3, 1);
    for (const cell_list& part : parts) {
        std::vector<std::byte> packed(part.packed_size());
        part.pack(packed.data(), no_poll);
        merged.add_all(cell_list::unpacked(memory, packed, no_poll), no_poll);
        EXPECT_NE(xm::test::refusal(errc::invalid,
                                    [&] { cell_list::unpacked(memory, bytes(packed).first(packed.size() - 1), no_poll); }),
                  "");
        EXPECT_NE(xm::test::refusal(errc::invalid, [&] { cell_list::unpacked(memory, bytes(packed).first(30), no_poll); }), "");
    }
    const auto expected = whole.audited(1, no_poll), got = merged.audited(2, no_poll);
    ASSERT_EQ(got.size(), expected.size());
    for (std::size_t i = 0; i < got.size(); ++i) {
        EXPECT_EQ(got[i].cell, expected[i].cell);
        EXPECT_EQ(got[i].persons, expected[i].persons);
        EXPECT_EQ(got[i].verdict, expected[i].verdict);
    }
    EXPECT_NE(xm::test::refusal(
                  errc::invalid,
                  [&] { merged.add_all(cell_list(memory, 3, 1), no_poll), cell_list(memory, 4, 1).add_all(whole, no_poll); }),
              "");
}

TEST(cell_list, refuses_what_contradicts_itself) {
    std::pmr::monotonic_buffer_resource arena;
    cell_list list(&arena, 3, 0);
    list.add({"a", nullptr, 1, false, 3, 0});
    EXPECT_EQ(xm::test::refusal(errc::invalid,
                                [&] {
                                    list.add({"a", nullptr, 2, false, 3, 0});
                                }),
              "cell \"a\" has priority 1 in one row and 2 in another");
    EXPECT_NE(xm::test::refusal(errc::invalid, [&] { list.add({"a", nullptr, 1, true, 3, 0}); }), "");
    EXPECT_NE(xm::test::refusal(errc::invalid, [&] { list.add({"b", nullptr, 1, true, 4, 0}); }), "");
    EXPECT_NE(xm::test::refusal(errc::invalid, [&] { list.add({"b", nullptr, 1, true, 3, 1}); }), "");
}

}  // namespace
