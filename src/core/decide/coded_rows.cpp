#include "core/decide/coded_rows.hpp"

#include <algorithm>
#include <cstring>
#include <functional>

namespace xm::core {
namespace {

// Codes and the number behind them, in whole words of 8 bytes.
std::size_t key_words(std::size_t columns) { return (columns + 2) / 2 * 2; }

void put_text(std::byte*& to, std::string_view text) {
    store(to, static_cast<std::uint32_t>(text.size()));
    to += 4;
    if (!text.empty()) std::memcpy(to, text.data(), text.size());
    to += text.size();
}

[[noreturn]] void refuse(std::size_t size) { fail(errc::invalid, nullptr, "not a serialised aggregate state: ", size, " bytes"); }

std::uint32_t take_number(bytes& from) {
    if (from.size() < 4) refuse(from.size());
    const auto number = load<std::uint32_t>(from.data());
    from = from.subspan(4);
    return number;
}

std::string_view take_text(bytes& from) {
    const std::uint32_t size = take_number(from);
    if (size > from.size()) refuse(from.size());
    const std::string_view text(reinterpret_cast<const char*>(from.data()), size);
    from = from.subspan(size);
    return text;
}

}  // namespace

coded_rows::coded_rows(std::pmr::memory_resource* memory, const std::vector<std::string_view>& labels, std::size_t sums,
                       poll check)
    : columns_(memory),
      sums_(sums),
      rows_(memory, key_words(labels.size()) * sizeof(std::uint32_t), pattern_store::always, sums, check),
      key_(key_words(labels.size()), memory) {
    if (labels.empty() || labels.size() > max_category_columns)
        fail(errc::invalid, "Name fewer columns.", labels.size(), " columns of categories; the allowed range is 1..",
             max_category_columns);
    columns_.reserve(labels.size());
    for (const std::string_view label : labels)
        columns_.push_back({copy_of(label), std::pmr::vector<std::string_view>(memory), std::pmr::vector<place>(memory)});
}

std::string_view coded_rows::copy_of(std::string_view text) const {
    if (text.empty()) return {};
    auto* const copy = static_cast<char*>(memory()->allocate(text.size(), 1));
    std::memcpy(copy, text.data(), text.size());
    return {copy, text.size()};
}

std::uint32_t coded_rows::code(std::size_t column, std::string_view category) {
    auto& c = columns_[column];
    if (2 * (c.texts.size() + 1) > c.table.size()) grow(c);
    const auto hash = static_cast<std::uint32_t>(std::hash<std::string_view>()(category));
    std::size_t at = hash & (c.table.size() - 1);
    for (; c.table[at].code != 0; at = (at + 1) & (c.table.size() - 1))
        if (c.table[at].hash == hash && c.texts[c.table[at].code - 1] == category) return c.table[at].code;
    c.texts.push_back(copy_of(category));
    c.table[at] = {hash, static_cast<std::uint32_t>(c.texts.size())};
    return c.table[at].code;
}

void coded_rows::grow(coded_column& column) {
    std::pmr::vector<place> roomier(std::max<std::size_t>(32, 2 * column.table.size()), column.table.get_allocator());
    for (const place& p : column.table) {
        if (p.code == 0) continue;
        std::size_t at = p.hash & (roomier.size() - 1);
        while (roomier[at].code != 0) at = (at + 1) & (roomier.size() - 1);
        roomier[at] = p;
    }
    column.table.swap(roomier);
}

double* coded_rows::sums_of(const std::uint32_t* codes, std::uint32_t number) {
    std::memcpy(key_.data(), codes, columns_.size() * sizeof *codes);
    key_[columns_.size()] = number;
    return rows_.sums_of(key_.data());
}

void coded_rows::check_same(const coded_rows& other) const {
    bool same = columns_.size() == other.columns_.size();
    for (std::size_t c = 0; same && c < columns_.size(); ++c) same = columns_[c].label == other.columns_[c].label;
    if (!same) fail(errc::invalid, "Give the same columns in every row of a group.", "rows with different columns of categories");
}

std::size_t coded_rows::packed_size() const {
    std::size_t size = 4;
    for (const coded_column& c : columns_) {
        size += 8 + c.label.size();
        for (const std::string_view text : c.texts) size += 4 + text.size();
    }
    return size + rows_.packed_size();
}

void coded_rows::pack(std::byte* to, poll check) const {
    store(to, static_cast<std::uint32_t>(columns_.size()));
    to += 4;
    for (const coded_column& c : columns_) {
        put_text(to, c.label);
        store(to, static_cast<std::uint32_t>(c.texts.size()));
        to += 4;
        for (const std::string_view text : c.texts) put_text(to, text);
    }
    rows_.pack(to, check);
}

coded_rows coded_rows::unpack(std::pmr::memory_resource* memory, bytes from, std::size_t sums, poll check) {
    std::vector<std::string_view> labels(take_number(from));
    if (labels.size() > max_category_columns) refuse(from.size());
    std::vector<std::vector<std::string_view>> texts(labels.size());
    for (std::size_t c = 0; c < labels.size(); ++c) {
        labels[c] = take_text(from);
        for (std::uint32_t left = take_number(from); left > 0; --left) texts[c].push_back(take_text(from));
    }
    coded_rows rows(memory, labels, sums, check);
    for (std::size_t c = 0; c < labels.size(); ++c)
        for (const std::string_view text : texts[c]) rows.code(c, text);
    rows.rows_.unpack(from, check);
    rows.each(check, [&](const std::uint32_t* codes, std::uint32_t, const double*) {
        for (std::size_t c = 0; c < labels.size(); ++c)
            if (codes[c] > texts[c].size()) refuse(from.size());
    });
    return rows;
}

}  // namespace xm::core
