#include "core/words/log_odds.hpp"

#include <cmath>
#include <cstring>

#include "core/num/polled_sort.hpp"
#include "core/state.hpp"

namespace xm::core {

void check_prior(double prior) {
    if (!(prior > 0 && std::isfinite(prior)))
        fail(errc::invalid, "Give the weight of the prior in words, such as 500, or leave it out: the number of distinct words.",
             "prior ", prior, " is outside the allowed range: finite numbers above 0");
}

void grouped_words::add(std::span<const std::string_view> comment, bool of_group) {
    for (const std::uint32_t word : words_.distinct(comment)) ++words_.sums(word)[of_group];
    ++comments_[of_group];
}

void grouped_words::add_all(const grouped_words& other, poll check) {
    words_.add_all(other.words_, check);
    for (int side = 0; side < 2; ++side) comments_[side] += other.comments_[side];
}

std::pmr::vector<word_odds> grouped_words::odds(std::optional<double> prior) const {
    std::pmr::vector<word_odds> rows(words_.memory());
    if (comments_[0] == 0 || comments_[1] == 0 || words_.size() < 2) return rows;
    step_counter step(check_);
    double total[2] = {0, 0};
    std::size_t size = 0;
    for (std::size_t i = 0; i < words_.size(); ++i) {
        step();
        for (int side = 0; side < 2; ++side) total[side] += static_cast<double>(words_.sums(i)[side]);
        size += words_.word(i).size() + 128;
    }
    if (size > most_result_bytes)
        fail(errc::invalid, "Leave out rare words, or look at fewer comments.", words_.size(),
             " distinct words are more than one result holds");
    const double weight = prior.value_or(static_cast<double>(words_.size()));
    rows.reserve(words_.size());
    for (std::size_t i = 0; i < words_.size(); ++i) {
        step();
        const double outside = static_cast<double>(words_.sums(i)[0]), inside = static_cast<double>(words_.sums(i)[1]);
        const double a = weight * ((outside + inside) / (total[0] + total[1]));
        const double in = inside + a, out = outside + a;
        // What the other words have, summed so that nothing cancels where a word is nearly all of them.
        const double other_in = total[1] - inside + (weight - a), other_out = total[0] - outside + (weight - a);
        const double log_odds = std::log(in / other_in) - std::log(out / other_out);
        const double std_error = std::sqrt(1 / in + 1 / out);
        rows.push_back({words_.word(i), static_cast<std::int64_t>(inside), static_cast<std::int64_t>(outside), log_odds,
                        std_error, log_odds / std_error});
    }
    polled_sort(
        rows.begin(), rows.end(), [](const word_odds& a, const word_odds& b) { return a.z != b.z ? a.z > b.z : a.word < b.word; },
        check_);
    return rows;
}

void grouped_words::pack(std::byte* to, poll check) const {
    std::memcpy(to, comments_, sizeof comments_);
    words_.pack(to + sizeof comments_, check);
}

void grouped_words::unpack(bytes from, poll check) {
    if (from.size() < sizeof comments_) fail(errc::invalid, nullptr, "not a serialised aggregate state: ", from.size(), " bytes");
    for (int side = 0; side < 2; ++side)
        comments_[side] += load<std::int64_t>(from.data() + static_cast<std::size_t>(side) * sizeof(std::int64_t));
    words_.unpack(from.subspan(sizeof comments_), check);
}

}  // namespace xm::core
