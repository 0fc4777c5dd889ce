#include "core/words/word_effects.hpp"

#include <algorithm>
#include <cmath>

#include "core/decide/comparisons.hpp"
#include "core/decide/shrinkage.hpp"
#include "core/num/dist.hpp"
#include "core/num/polled_sort.hpp"
#include "core/num/random.hpp"
#include "core/state.hpp"
#include "core/words/log_odds.hpp"

namespace xm::core {
namespace {

// ln(1 + distinct words) as a whole number of 2^-53: exact, since it is 0 or at least ln 2.
std::int64_t exact_length(std::uint32_t distinct) {
    return static_cast<std::int64_t>(std::ldexp(std::log1p(static_cast<double>(distinct)), 53));
}

}  // namespace

void check_least_comments(std::int64_t min_responses) {
    if (min_responses < 1)
        fail(errc::invalid, "Give the least number of comments with and without a word, such as 10.", "min_responses ",
             min_responses, " is outside the allowed range: from 1");
}

rated_words::rated_words(std::pmr::memory_resource* memory, metric m, poll check)
    : words_(memory, sums, check), metric_(m), rule_(m), check_(check), by_length_(memory) {}

void rated_words::add(std::span<const std::string_view> comment, int rating) {
    check_rating_of(metric_, rating);
    const std::int64_t unit = rule_.unit(metric_, rating);
    const std::span<const std::uint32_t> distinct = words_.distinct(comment);
    unit_counts& all = by_length_[static_cast<std::uint32_t>(distinct.size())];
    ++all.n;
    all.sum += unit;
    all.squares += unit * unit;
    // Which comment this is: by its words, in any order. Those of the same words go together anyway.
    std::uint64_t first = 0, second = 0;
    for (const std::uint32_t word : distinct) {
        first += mixed_bits(words_.hash(word));
        second += mixed_bits(~words_.hash(word));
    }
    first = mixed_bits(first);
    second = mixed_bits(second + 1);
    const std::int64_t length = exact_length(static_cast<std::uint32_t>(distinct.size()));
    for (const std::uint32_t word : distinct) {
        std::uint64_t* const s = words_.sums(word);
        s[comments] += 1;
        s[units] += static_cast<std::uint64_t>(unit);
        s[length_high] += static_cast<std::uint64_t>(length) >> 32;
        s[length_low] += static_cast<std::uint64_t>(length) & UINT32_MAX;
        s[which_first] += first;
        s[which_second] += second;
    }
}

void rated_words::add_all(const rated_words& other, poll check) {
    words_.add_all(other.words_, check);
    for (const auto& [length, counts] : other.by_length_) {
        unit_counts& all = by_length_[length];
        all.n += counts.n;
        all.sum += counts.sum;
        all.squares += counts.squares;
    }
}

std::pmr::vector<word_effect> rated_words::effects(std::int64_t min_responses) const {
    check_least_comments(min_responses);
    step_counter step(check_);
    unit_counts all;
    for (const auto& [length, counts] : by_length_) {
        all.n += counts.n;
        all.sum += counts.sum;
        all.squares += counts.squares;
    }
    const auto n = static_cast<double>(all.n);
    // Around the means; the mean length as a whole number of 2^-53 and what is left of it.
    dd mean_length, length_squares, length_units;
    for (const auto& [length, counts] : by_length_)
        mean_length += two_prod(std::log1p(static_cast<double>(length)), static_cast<double>(counts.n));
    mean_length /= n;
    for (const auto& [length, counts] : by_length_) {
        step();
        const dd distance = dd(std::log1p(static_cast<double>(length))) - mean_length;
        length_squares += distance * distance * dd(static_cast<double>(counts.n));
        length_units += distance * dd(static_cast<double>(counts.sum));
    }
    const dd unit_squares = dd(static_cast<double>(all.spread() >> 32) * 0x1p32) / n +
                            dd(static_cast<double>(static_cast<std::uint32_t>(all.spread()))) / n;

    std::pmr::vector<std::uint32_t> order(words_.memory());
    for (std::uint32_t i = 0; i < words_.size(); ++i) {
        step();
        const auto with = static_cast<std::int64_t>(words_.sums(i)[comments]);
        if (with >= min_responses && all.n - with >= min_responses) order.push_back(i);
    }
    const auto same = [&](std::uint32_t a, std::uint32_t b) {
        const std::uint64_t *x = words_.sums(a), *y = words_.sums(b);
        return x[which_first] == y[which_first] && x[which_second] == y[which_second] && x[comments] == y[comments];
    };
    polled_sort(
        order.begin(), order.end(),
        [&](std::uint32_t a, std::uint32_t b) {
            const std::uint64_t *x = words_.sums(a), *y = words_.sums(b);
            for (const beside k : {which_first, which_second, comments})
                if (x[k] != y[k]) return x[k] < y[k];
            const std::string_view v = words_.word(a), w = words_.word(b);
            const std::size_t of_v = word_length(v), of_w = word_length(w);
            return of_v != of_w ? of_v < of_w : v < w;
        },
        check_);
    order.erase(std::unique(order.begin(), order.end(), same), order.end());
    // In an order that does not depend on that of the rows.
    polled_sort(
        order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return words_.word(a) < words_.word(b); }, check_);

    std::size_t size = 0;
    for (const std::uint32_t word : order) size += words_.word(word).size() + 192;
    if (size > most_result_bytes)
        fail(errc::invalid, "Raise min_responses, or look at fewer comments.", order.size(),
             " words are more than one result holds");

    std::pmr::vector<word_effect> rows(words_.memory());
    rows.reserve(order.size());
    std::pmr::vector<std::optional<double>> p(words_.memory());
    p.reserve(order.size());
    for (const std::uint32_t word : order) {
        step();
        const std::uint64_t* const s = words_.sums(word);
        const auto with = static_cast<double>(s[comments]);
        const auto sum = static_cast<std::int64_t>(s[units]);
        const dd share = dd(with) / n;
        // Sums of products around the means: of the word with itself, the length and the score.
        const dd word_squares = dd(with) * (dd(1) - share);
        const dd lengths = (two_prod(static_cast<double>(s[length_high]), 0x1p32) + exact(s[length_low])) * dd(0x1p-53);
        const dd word_length = lengths - mean_length * dd(with);
        const dd word_units = dd(static_cast<double>(sum)) - share * dd(static_cast<double>(all.sum));
        dd slope, left, of_slope;
        double df = n - 3;
        const dd determinant = word_squares * length_squares - word_length * word_length;
        // As R's lm, which leaves out what is explained by the others to 1e-7 of its length.
        if (length_squares.hi > 0 && determinant.hi > 1e-14 * word_squares.hi * length_squares.hi) {
            slope = (word_units * length_squares - length_units * word_length) / determinant;
            const dd of_length = (length_units * word_squares - word_units * word_length) / determinant;
            left = unit_squares - slope * word_units - of_length * length_units;
            of_slope = length_squares / determinant;
        } else {
            df = n - 2;
            slope = word_units / word_squares;
            left = unit_squares - slope * word_units;
            of_slope = dd(1) / word_squares;
        }
        if (unit_squares.hi == 0) slope = left = dd(0);  // one rating: no difference, not rounding
        const double scale = rule_.scale;
        word_effect row{words_.word(word),
                        static_cast<std::int64_t>(s[comments]),
                        rule_.offset + scale * (static_cast<double>(sum) / with),
                        rule_.offset + scale * (static_cast<double>(all.sum - sum) / (n - with)),
                        scale * slope.value(),
                        {},
                        {},
                        {},
                        {}};
        if (df >= 1) {
            // Where the regression leaves nothing, rounding is all that is left of it.
            const bool spread = left.hi > 1e-24 * unit_squares.hi;
            row.std_error = spread ? std::fabs(scale) * std::sqrt(left.value() / df * of_slope.value()) : 0;
            if (spread) row.p_value = dist::student_two_sided(row.difference / *row.std_error, df);
        }
        rows.push_back(row);
        p.push_back(row.p_value);
    }
    adjust_p_values(p, adjustment::bh, check_);
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i].q_value = p[i];

    std::pmr::vector<std::uint32_t> tested(words_.memory());
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (rows[i].p_value) tested.push_back(static_cast<std::uint32_t>(i));
    const auto at = [&](std::size_t i) -> word_effect& {
        step();
        return rows[tested[i]];
    };
    shrink(
        tested.size(), [&](std::size_t i) { return at(i).difference; },
        [&](std::size_t i) { return *at(i).std_error * *at(i).std_error; },
        [&](std::size_t i, double prediction) { at(i).shrunken = prediction; });
    // Ranks once per row, not once per comparison.
    std::pmr::vector<std::pair<double, std::uint32_t>> by_rank(words_.memory());
    for (std::size_t i = 0; i < rows.size(); ++i) by_rank.emplace_back(p_rank(rows[i].p_value), static_cast<std::uint32_t>(i));
    polled_sort(by_rank.begin(), by_rank.end(), std::less<>(), check_);
    std::pmr::vector<word_effect> sorted(words_.memory());
    sorted.reserve(rows.size());
    for (const auto& [rank, i] : by_rank) sorted.push_back(rows[i]);
    return sorted;
}

std::size_t rated_words::packed_size() const {
    return sizeof(std::uint64_t) + by_length_.size() * (sizeof(std::uint32_t) + sizeof(unit_counts)) + words_.packed_size();
}

void rated_words::pack(std::byte* to, poll check) const {
    store(to, std::uint64_t{by_length_.size()});
    to += sizeof(std::uint64_t);
    for (const auto& [length, counts] : by_length_) {
        store(to, length);
        store(to + sizeof length, counts);
        to += sizeof length + sizeof counts;
    }
    words_.pack(to, check);
}

void rated_words::unpack(bytes from, poll check) {
    const auto refuse = [&] { fail(errc::invalid, nullptr, "not a serialised aggregate state: ", from.size(), " bytes"); };
    if (from.size() < sizeof(std::uint64_t)) refuse();
    constexpr std::size_t each = sizeof(std::uint32_t) + sizeof(unit_counts);
    const auto lengths = load<std::uint64_t>(from.data());
    from = from.subspan(sizeof(std::uint64_t));
    if (lengths > from.size() / each) refuse();
    for (std::uint64_t i = 0; i < lengths; ++i, from = from.subspan(each)) {
        const auto counts = load<unit_counts>(from.data() + sizeof(std::uint32_t));
        unit_counts& all = by_length_[load<std::uint32_t>(from.data())];
        all.n += counts.n;
        all.sum += counts.sum;
        all.squares += counts.squares;
    }
    words_.unpack(from, check);
}

}  // namespace xm::core
