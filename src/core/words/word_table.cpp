#include "core/words/word_table.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "core/num/polled_sort.hpp"
#include "core/num/random.hpp"
#include "core/state.hpp"

namespace xm::core {

std::uint64_t word_hash(std::string_view word) {
    std::uint64_t h = word.size();
    for (; word.size() >= 8; word.remove_prefix(8))
        h = mixed_bits(h ^ load<std::uint64_t>(reinterpret_cast<const std::byte*>(word.data())));
    std::uint64_t rest = 0;
    if (!word.empty()) std::memcpy(&rest, word.data(), word.size());
    return mixed_bits(h ^ rest);
}

std::size_t word_length(std::string_view word) {
    return static_cast<std::size_t>(std::count_if(word.begin(), word.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

word_table::word_table(std::pmr::memory_resource* memory, std::size_t sums, poll check)
    : width_(sums), check_(check), entries_(memory), sums_(memory), table_(memory), found_(memory) {}

std::size_t word_table::place(std::string_view word, std::uint64_t hash) const {
    std::size_t at = hash & (table_.size() - 1);
    while (table_[at] != 0) {
        const entry& e = entries_[table_[at] - 1];
        if (e.hash == hash && e.size == word.size() && std::memcmp(e.text, word.data(), word.size()) == 0) break;
        at = (at + 1) & (table_.size() - 1);
    }
    return at;
}

void word_table::grow() {
    step_counter step(check_);
    std::pmr::vector<std::uint32_t> table(table_.empty() ? 64 : 2 * table_.size(), 0, table_.get_allocator());
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        step();
        std::size_t at = entries_[i].hash & (table.size() - 1);
        while (table[at] != 0) at = (at + 1) & (table.size() - 1);
        table[at] = static_cast<std::uint32_t>(i + 1);
    }
    table_.swap(table);
}

const char* word_table::keep(std::string_view word) {
    if (word.size() > room_) {  // an eighth of what there is, so that little is unused
        const std::size_t room = std::max(word.size(), std::clamp<std::size_t>(text_size_ / 8, 1 << 10, 1 << 20));
        free_ = static_cast<char*>(memory()->allocate(room, 1));
        room_ = room;
    }
    char* const at = free_;
    std::copy(word.begin(), word.end(), at);
    free_ += word.size();
    room_ -= word.size();
    text_size_ += word.size();
    return at;
}

std::uint32_t word_table::number_of(std::string_view word, std::uint64_t hash) {
    if (2 * (entries_.size() + 1) > table_.size()) grow();
    const std::size_t at = place(word, hash);
    if (table_[at] != 0) return table_[at] - 1;
    if (entries_.size() == UINT32_MAX - 1 || word.size() > UINT32_MAX)
        fail(errc::memory, "Look at fewer comments at once.", "more than 4294967294 distinct words");
    sums_.resize(sums_.size() + width_);
    try {
        entries_.push_back({keep(word), hash, static_cast<std::uint32_t>(word.size()), 0});
    } catch (...) {
        sums_.resize(sums_.size() - width_);
        throw;
    }
    table_[at] = static_cast<std::uint32_t>(entries_.size());
    return table_[at] - 1;
}

std::size_t word_table::find(std::string_view word, std::uint64_t hash) const {
    if (table_.empty()) return size();
    const std::uint32_t number = table_[place(word, hash)];
    return number == 0 ? size() : number - 1;
}

void word_table::next_comment() {
    found_.clear();
    if (++comment_ != 0) return;
    step_counter step(check_);
    for (entry& e : entries_) {
        step();
        e.mark = 0;
    }
    comment_ = 1;
}

template <class Number>
void word_table::find_once(std::span<const std::string_view> words, Number&& number_of_word) {
    next_comment();
    step_counter step(check_);
    std::array<std::uint64_t, 16> hashes;
    while (!words.empty()) {
        const auto part = words.first(std::min(words.size(), hashes.size()));
        words = words.subspan(part.size());
        const auto slot = [&](std::size_t i) { return table_.data() + (hashes[i] & (table_.size() - 1)); };
        for (std::size_t i = 0; i < part.size(); ++i) {
            hashes[i] = word_hash(part[i]);
            if (!table_.empty()) __builtin_prefetch(slot(i));
        }
        if (!table_.empty()) {
            for (std::size_t i = 0; i < part.size(); ++i)
                if (*slot(i) != 0) __builtin_prefetch(&entries_[*slot(i) - 1]);
            for (std::size_t i = 0; i < part.size(); ++i)
                if (*slot(i) != 0) __builtin_prefetch(entries_[*slot(i) - 1].text);
        }
        for (std::size_t i = 0; i < part.size(); ++i) {
            step();
            const std::size_t number = number_of_word(part[i], hashes[i]);
            if (number == size() || entries_[number].mark == comment_) continue;
            entries_[number].mark = comment_;
            found_.push_back(static_cast<std::uint32_t>(number));
        }
    }
}

std::span<const std::uint32_t> word_table::distinct(std::span<const std::string_view> words) {
    find_once(words, [this](std::string_view word, std::uint64_t hash) { return number_of(word, hash); });
    return found_;
}

std::span<const std::uint32_t> word_table::known(std::span<const std::string_view> words) {
    find_once(words, [this](std::string_view word, std::uint64_t hash) { return find(word, hash); });
    std::sort(found_.begin(), found_.end());
    return found_;
}

void word_table::add_all(const word_table& other, poll check) {
    step_counter step(check);
    for (std::size_t i = 0; i < other.size(); ++i) {
        step();
        std::uint64_t* const to = sums(number_of(other.word(i)));
        for (std::size_t k = 0; k < width_; ++k) to[k] += other.sums(i)[k];
    }
}

std::pmr::vector<std::uint32_t> word_table::in_order() const {
    std::pmr::vector<std::uint32_t> order(memory());
    order.reserve(size());
    for (std::uint32_t i = 0; i < size(); ++i) order.push_back(i);
    polled_sort(
        order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return word(a) < word(b); }, check_);
    return order;
}

std::size_t word_table::packed_size() const {
    return sizeof(std::uint64_t) + text_size_ + size() * (sizeof(std::uint32_t) + width_ * sizeof(std::uint64_t));
}

void word_table::pack(std::byte* to, poll check) const {
    step_counter step(check);
    store(to, std::uint64_t{size()});
    to += sizeof(std::uint64_t);
    for (std::size_t i = 0; i < size(); ++i) {
        step();
        const std::string_view w = word(i);
        store(to, static_cast<std::uint32_t>(w.size()));
        if (!w.empty()) std::memcpy(to + sizeof(std::uint32_t), w.data(), w.size());
        to += sizeof(std::uint32_t) + w.size();
        if (width_ > 0) std::memcpy(to, sums(i), width_ * sizeof(std::uint64_t));  // there are none at no address
        to += width_ * sizeof(std::uint64_t);
    }
}

bytes word_table::unpack(bytes from, poll check, std::pmr::vector<std::uint32_t>* numbers) {
    const auto take = [&](std::size_t n) {
        if (from.size() < n) fail(errc::invalid, nullptr, "not a serialised aggregate state: it ends within a word");
        const std::byte* const at = from.data();
        from = from.subspan(n);
        return at;
    };
    step_counter step(check);
    for (auto count = load<std::uint64_t>(take(sizeof(std::uint64_t))); count > 0; --count) {
        step();
        const std::size_t length = load<std::uint32_t>(take(sizeof(std::uint32_t)));
        const std::uint32_t number = number_of({reinterpret_cast<const char*>(take(length)), length});
        if (numbers != nullptr) numbers->push_back(number);
        const std::byte* const at = take(width_ * sizeof(std::uint64_t));
        for (std::size_t k = 0; k < width_; ++k) sums(number)[k] += load<std::uint64_t>(at + k * sizeof(std::uint64_t));
    }
    return from;
}

}  // namespace xm::core
