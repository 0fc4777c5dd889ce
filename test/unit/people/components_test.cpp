// Expected values: a search through the links, written out below.
#include "core/people/components.hpp"

#include <algorithm>
#include <map>
#include <memory_resource>
#include <random>

#include "allocation.hpp"
#include "support.hpp"

namespace {

using namespace xm::core;
using xm::test::refusal;
using links = std::vector<std::pair<std::int64_t, std::int64_t>>;
using rows = std::vector<std::pair<std::int64_t, std::int64_t>>;

rows rows_of(const components<number_nodes>& c) {
    rows result;
    c.each([&](std::int64_t node, std::int64_t component) { result.emplace_back(node, component); });
    return result;
}

// Each node takes the smallest name among its neighbours until nothing changes.
rows by_search(const links& all) {
    std::map<std::int64_t, std::int64_t> name;
    for (const auto& [a, b] : all) name[a] = a, name[b] = b;
    for (bool changed = true; changed;) {
        changed = false;
        for (const auto& [a, b] : all) {
            const std::int64_t least = std::min(name[a], name[b]);
            changed |= name[a] != least || name[b] != least;
            name[a] = name[b] = least;
        }
    }
    return {name.begin(), name.end()};
}

std::vector<std::byte> packed(const components<number_nodes>& c) {
    std::vector<std::byte> bytes(c.packed_size());
    c.pack(bytes.data());
    return bytes;
}

TEST(components, a_search_finds_the_same_in_any_order_and_split) {
    std::mt19937 random(7);
    for (int round = 0; round < 60; ++round) {
        links all;
        const int nodes = 1 + static_cast<int>(random() % 300);
        for (int i = static_cast<int>(random() % 400); i >= 0; --i)
            all.emplace_back(static_cast<std::int64_t>(random() % nodes) - nodes / 2,
                             static_cast<std::int64_t>(random() % nodes) - nodes / 2);
        const rows expected = by_search(all);
        std::shuffle(all.begin(), all.end(), random);
        components<number_nodes> whole(std::pmr::get_default_resource()),
            parts[3]{components<number_nodes>(std::pmr::get_default_resource()),
                     components<number_nodes>(std::pmr::get_default_resource()),
                     components<number_nodes>(std::pmr::get_default_resource())};
        for (const auto& [a, b] : all) {
            whole.add(a, b);
            parts[random() % 3].add(a, b);
        }
        EXPECT_EQ(rows_of(whole), expected);
        components<number_nodes> received(std::pmr::get_default_resource());
        received.unpack(packed(parts[1]));
        EXPECT_EQ(rows_of(received), rows_of(parts[1]));
        parts[2].add_all(received);
        parts[2].add_all(parts[0]);
        EXPECT_EQ(rows_of(parts[2]), expected);
    }
}

TEST(components, texts_by_their_bytes) {
    components<text_nodes> c(std::pmr::get_default_resource());
    c.add("b", "\xC3\xA4");
    c.add("\xC3\xA4", "a");
    c.add("");
    c.add("B", "B");
    std::vector<std::pair<std::string, std::string>> result;
    const auto collect = [&](std::string_view node, std::string_view component) { result.emplace_back(node, component); };
    c.each(collect);
    const std::vector<std::pair<std::string, std::string>> expected{
        {"", ""}, {"B", "B"}, {"a", "a"}, {"b", "a"}, {"\xC3\xA4", "a"}};
    EXPECT_EQ(result, expected);
    std::vector<std::byte> bytes(c.packed_size());
    c.pack(bytes.data());
    components<text_nodes> received(std::pmr::get_default_resource());
    received.unpack(bytes);
    result.clear();
    received.each(collect);
    EXPECT_EQ(result, expected);
    for (std::size_t cut = 1; cut < bytes.size(); ++cut) {
        components<text_nodes> broken(std::pmr::get_default_resource());
        try {
            broken.unpack({bytes.data(), cut});
        } catch (const error& e) {
            EXPECT_EQ(e.code, errc::invalid);
        }
    }
}

TEST(components, a_long_chain_and_a_star_take_no_time) {
    for (const bool star : {false, true}) {
        components<number_nodes> c(std::pmr::get_default_resource());
        for (std::int64_t i = 0; i < 300000; ++i) c.add(star ? 0 : i, i + 1);
        const rows all = rows_of(c);
        EXPECT_EQ(all.size(), 300001U);
        EXPECT_TRUE(std::all_of(all.begin(), all.end(), [](const auto& r) { return r.second == 0; }));
    }
}

TEST(components, memory_grows_with_nodes_alone) {
    components<number_nodes> c(std::pmr::get_default_resource());
    for (int i = 0; i < 100000; ++i) c.add(i % 50, i % 7);
    EXPECT_EQ(c.size(), 50U);
    EXPECT_EQ(c.packed_size(), 50U * 12);
}

TEST(components, broken_bytes_are_refused) {
    components<number_nodes> c(std::pmr::get_default_resource());
    c.add(1, 2);
    auto bytes = packed(c);
    store(bytes.data(), std::uint32_t{7});
    components<number_nodes> to(std::pmr::get_default_resource());
    EXPECT_NE(refusal(errc::invalid, [&] { to.unpack(bytes); }), "");
}

TEST(components, a_failed_allocation_loses_nothing) {
    xm::test::survive_failed_allocations([] {
        std::pmr::monotonic_buffer_resource memory;
        components<text_nodes> c(&memory);
        std::string name = "a long name that has to be kept somewhere";
        for (int i = 0; i < 40; ++i) c.add(name + std::to_string(i % 20), name);
        std::size_t nodes = 0;
        c.each([&](std::string_view, std::string_view component) { nodes += component == name; });
        EXPECT_EQ(nodes, 21U);
    });
}

}  // namespace
