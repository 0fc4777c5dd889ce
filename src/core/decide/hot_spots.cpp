#include "core/decide/hot_spots.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <unordered_map>

#include "core/decide/comparisons.hpp"
#include "core/decide/shrinkage.hpp"
#include "core/decide/unit_scores.hpp"
#include "core/num/step_counter.hpp"

namespace xm::core {
namespace {

constexpr double most_sets = 1e6;   // of attributes
constexpr double most_bytes = 2e8;  // of all rows: an array of them is one value of the server

unit_counts read_counts(const double* s) {
    return {static_cast<std::int64_t>(s[0]), static_cast<std::int64_t>(s[1]), static_cast<std::int64_t>(s[2])};
}

// A combination: places of its attributes, ascending, and a code for each, as the bytes of a key.
struct item {
    std::uint32_t attribute, code;
};

void append_escaped(std::string& to, std::string_view text) {  // as jsonb prints it
    to += '"';
    for (const char c : text) {
        constexpr std::string_view special = "\"\\\b\f\n\r\t", letters = "\"\\bfnrt";
        if (const auto which = special.find(c); which != std::string_view::npos) {
            to += '\\';
            to += letters[which];
        } else if (static_cast<unsigned char>(c) < 0x20) {
            constexpr std::string_view hex = "0123456789abcdef";
            to.append("\\u00").append(1, hex[static_cast<std::size_t>(c) >> 4]).append(1, hex[static_cast<std::size_t>(c) & 15]);
        } else {
            to += c;
        }
    }
    to += '"';
}

class spot_finder {
public:
    spot_finder(const coded_rows& rows, metric m, std::int64_t min_responses, poll check)
        : rows_(rows), rule_(m), least_(min_responses), check_(check), cells_(rows.memory()) {
        rows.each(check, [&](const std::uint32_t*, std::uint32_t, const double* s) {
            const unit_counts c = read_counts(s);
            total_ = {total_.n + c.n, total_.sum + c.sum, total_.squares + c.squares};
        });
        // The order in which jsonb keeps keys: shorter ones first.
        for (std::uint32_t a = 0; a < rows.columns(); ++a) order_.push_back(a);
        std::sort(order_.begin(), order_.end(), [&](std::uint32_t a, std::uint32_t b) {
            const std::string_view x = rows.label(a), y = rows.label(b);
            return x.size() != y.size() ? x.size() < y.size() : x < y;
        });
    }

    // Counts all combinations of the attributes of every set.
    void count(std::size_t depth) {
        double sets = 0, of_size = 1;
        for (std::size_t k = 1; k <= depth; ++k) {
            of_size *= static_cast<double>(rows_.columns() - k + 1) / static_cast<double>(k);
            sets += of_size;
        }
        if (sets > most_sets)
            fail(errc::invalid, "Look at fewer attributes at once, or at a smaller depth.", "attributes combine to ", sets,
                 " sets of up to ", depth, "; the allowed range is up to ", most_sets);
        std::vector<std::uint32_t> set;
        grow(set, 0, depth);
    }

    std::vector<hot_spot> result() {
        std::vector<const std::pair<const std::pmr::string, unit_counts>*> found;
        double size = 0;
        step_counter step(check_);
        for (const auto& cell : cells_) {
            step();
            if (total_.n - cell.second.n < least_ || same_people(cell.first, cell.second.n)) continue;
            found.push_back(&cell);
            size += 256 + 3 * static_cast<double>(text_of(cell.first).size());
            if (size > most_bytes)
                fail(errc::invalid, "Raise min_responses, or look at a smaller depth or fewer attributes.",
                     "more combinations than one result holds");
        }
        std::vector<hot_spot> spots;
        std::vector<std::string_view> key;
        std::pmr::vector<std::optional<double>> p(rows_.memory());
        for (const auto* cell : found) {
            step();
            const mean_of inside = cell->second.mean(rule_), outside = (total_ - cell->second).mean(rule_);
            const comparison c = welch(inside, outside, 0.95);
            spots.push_back({text_of(cell->first),
                             cell->second.n,
                             inside.value,
                             outside.value,
                             c.difference,
                             c.std_error,
                             c.p_value,
                             {},
                             {},
                             explanation(cell->first, cell->second, step)});
            key.push_back(cell->first);
            p.push_back(c.p_value);
        }
        adjust_p_values(p, adjustment::bh, check_);
        for (std::size_t i = 0; i < spots.size(); ++i) spots[i].q_value = p[i];
        shrink_spots(spots, key);
        order_spots(spots);
        return spots;
    }

private:
    static std::size_t size_of(std::string_view key) { return key.size() / sizeof(item); }
    static item item_of(std::string_view key, std::size_t i) {
        item it{};
        std::memcpy(&it, key.data() + i * sizeof it, sizeof it);
        return it;
    }
    // The items whose bits are set.
    static std::string part_of(std::string_view key, std::size_t bits) {
        std::string part;
        for (std::size_t i = 0; i < size_of(key); ++i)
            if (bits >> i & 1U) part.append(key.substr(i * sizeof(item), sizeof(item)));
        return part;
    }
    const unit_counts* cell_of(std::string_view key) const {
        const auto found = cells_.find(std::pmr::string(key, rows_.memory()));
        return found == cells_.end() ? nullptr : &found->second;
    }

    void grow(std::vector<std::uint32_t>& set, std::uint32_t from, std::size_t depth) {
        for (std::uint32_t a = from; a < rows_.columns(); ++a) {
            set.push_back(a);
            if (count_set(set) && set.size() < depth) grow(set, a + 1, depth);
            set.pop_back();
        }
    }

    // False if no combination of the set has enough people: none of a larger set has, then.
    bool count_set(const std::vector<std::uint32_t>& set) {
        std::vector<std::uint32_t> codes((set.size() + 1) / 2 * 2);
        pattern_store counts(rows_.memory(), codes.size() * sizeof(std::uint32_t), pattern_store::always, spot_sums::size,
                             check_);
        rows_.each(check_, [&](const std::uint32_t* row, std::uint32_t, const double* s) {
            for (std::size_t i = 0; i < set.size(); ++i) {
                codes[i] = row[set[i]];
                if (codes[i] == 0) return;
            }
            spot_sums::merge(counts.sums_of(codes.data()), s);
        });
        bool any = false;
        counts.each_run(check_, [&](const double* row, std::size_t number, std::size_t stride, bool) {
            for (std::size_t r = 0; r < number; ++r, row += stride) {
                const unit_counts c = read_counts(row + stride - spot_sums::size);
                if (c.n < least_) continue;
                any = true;
                std::pmr::string key(rows_.memory());
                const auto* const code = reinterpret_cast<const std::uint32_t*>(row);
                for (std::size_t i = 0; i < set.size(); ++i) {
                    const item it{set[i], code[i]};
                    key.append(reinterpret_cast<const char*>(&it), sizeof it);
                }
                cells_.emplace(std::move(key), c);
            }
        });
        counts.clear();
        return any;
    }

    // Whether one item less are the same people.
    bool same_people(std::string_view key, std::int64_t n) const {
        const std::size_t k = size_of(key);
        for (std::size_t i = 0; k > 1 && i < k; ++i)
            if (cell_of(part_of(key, ((std::size_t{1} << k) - 1) & ~(std::size_t{1} << i)))->n == n) return true;
        return false;
    }

    std::string text_of(std::string_view key) const {
        std::string text = "{";
        for (const std::uint32_t a : order_)
            for (std::size_t i = 0; i < size_of(key); ++i) {
                const item it = item_of(key, i);
                if (it.attribute != a) continue;
                if (text.size() > 1) text += ", ";
                append_escaped(text, rows_.label(a));
                text += ": ";
                append_escaped(text, rows_.category(a, it.code));
            }
        return text + "}";
    }

    std::string explanation(std::string_view key, const unit_counts& cell, step_counter& step) const {
        const std::size_t k = size_of(key), all = (std::size_t{1} << k) - 1;
        const mean_of inside = cell.mean(rule_);
        double best_p = 0.05;
        std::size_t best_size = 0;
        std::string best;
        for (std::size_t bits = 1; bits < all; ++bits) {
            step();
            const std::string part = part_of(key, bits);
            const unit_counts others = *cell_of(part) - cell;
            if (others.n < 2) continue;
            const comparison c = welch(inside, others.mean(rule_), 0.95);
            if (!c.p_value || !(*c.p_value >= best_p) || !(*c.p_value > 0.05)) continue;
            std::string text = text_of(part);
            const std::size_t size = size_of(part);
            if (*c.p_value > best_p || size < best_size || (size == best_size && text < best)) {
                best_p = *c.p_value;
                best_size = size;
                best = std::move(text);
            }
        }
        return best;
    }

    void shrink_spots(std::vector<hot_spot>& spots, const std::vector<std::string_view>& key) const {
        std::unordered_map<std::string, std::vector<std::size_t>> of_set;
        for (std::size_t i = 0; i < spots.size(); ++i) {
            if (!spots[i].std_error || *spots[i].std_error == 0) continue;
            std::string set;
            for (std::size_t k = 0; k < size_of(key[i]); ++k) set += static_cast<char>(item_of(key[i], k).attribute);
            of_set[set].push_back(i);
        }
        for (auto& entry : of_set) {
            std::vector<std::size_t>& members = entry.second;
            if (members.size() < 3) continue;
            // In an order that does not depend on that of the rows.
            std::sort(members.begin(), members.end(),
                      [&](std::size_t a, std::size_t b) { return spots[a].attributes < spots[b].attributes; });
            shrink(
                members.size(), [&](std::size_t i) { return spots[members[i]].difference; },
                [&](std::size_t i) { return *spots[members[i]].std_error * *spots[members[i]].std_error; },
                [&](std::size_t i, double prediction) { spots[members[i]].shrunken = prediction; });
        }
    }

    void order_spots(std::vector<hot_spot>& spots) const {
        std::vector<std::pair<double, std::size_t>> order;
        for (std::size_t i = 0; i < spots.size(); ++i) order.emplace_back(p_rank(spots[i].p_value), i);
        std::sort(order.begin(), order.end(), [&](const auto& a, const auto& b) {
            return a.first != b.first ? a.first < b.first : spots[a.second].attributes < spots[b.second].attributes;
        });
        std::vector<hot_spot> sorted;
        sorted.reserve(spots.size());
        for (const auto& [p, i] : order) sorted.push_back(std::move(spots[i]));
        spots = std::move(sorted);
    }

    const coded_rows& rows_;
    unit_rule rule_;
    std::int64_t least_;
    poll check_;
    std::pmr::unordered_map<std::pmr::string, unit_counts> cells_;  // of at least so many people
    unit_counts total_;
    std::vector<std::uint32_t> order_;
};

}  // namespace

void spot_sums::add(double* sums, metric m, int rating) {
    check_rating_of(m, rating);
    const auto unit = static_cast<double>(unit_rule(m).unit(m, rating));
    sums[0] += 1;
    sums[1] += unit;
    sums[2] += unit * unit;
}

void check_spot_settings(std::int64_t depth, std::int64_t min_responses) {
    if (depth < 1)
        fail(errc::invalid, "Give the number of attributes that may combine, such as 2.", "depth ", depth,
             " is outside the allowed range: from 1");
    if (min_responses < 1)
        fail(errc::invalid, "Give the least number of respondents inside and outside, such as 20.", "min_responses ",
             min_responses, " is outside the allowed range: from 1");
}

std::vector<hot_spot> hot_spots(const coded_rows& rows, metric m, std::int64_t depth, std::int64_t min_responses, poll check) {
    check_spot_settings(depth, min_responses);
    spot_finder finder(rows, m, min_responses, check);
    finder.count(std::min<std::size_t>(rows.columns(), static_cast<std::size_t>(depth)));
    return finder.result();
}

}  // namespace xm::core
