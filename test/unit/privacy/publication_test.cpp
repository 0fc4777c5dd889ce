// What is published of small companies, beside a second way to decide it, and what a cell shows.
#include "core/privacy/publication.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <numeric>
#include <random>
#include <set>

#include "support.hpp"

namespace {

using namespace xm::core;
constexpr std::uint32_t none = publication::none;

// Units: 0 the company, the others below it.
publication company(const std::vector<std::vector<int>>& ratings_by_unit) {
    publication p;
    p.threshold = 6;
    p.distribution_threshold = 11;
    p.units.push_back({"all", none});
    publication::quantity q{1, 5, {}, {}};
    for (const auto& unit : ratings_by_unit) {
        p.units.push_back({"u" + std::to_string(p.units.size()), 0});
        for (const int rating : unit) {
            p.unit_of.push_back(static_cast<std::uint32_t>(p.units.size() - 1));
            q.ratings.push_back(static_cast<std::int16_t>(rating));
            q.versions.push_back(0);
            ++p.people;
        }
    }
    p.quantities = {q};
    publication::question item;
    item.quantities = {0};
    item.favourable = {4, 5};
    item.unfavourable = {1, 2};
    p.questions = {item};
    p.breakdowns = {{false, {}}, {true, {}}};
    return p;
}

const cell_result& result_of(const published_now& now, const publication& p, const std::string& unit,
                             std::uint32_t question = 0) {
    for (const cell_result& r : now.results) {
        const std::uint32_t u = now.cells[r.cell].unit;
        if (r.question == question && (u == none ? "" : p.units[u].name) == unit) return r;
    }
    throw std::logic_error("no such cell");
}

std::vector<int> times(int n, std::initializer_list<int> pattern) {
    std::vector<int> result;
    while (static_cast<int>(result.size()) < n) result.push_back(pattern.begin()[result.size() % pattern.size()]);
    return result;
}

// What is remembered of a publication as the past of the next one.
void remember(publication& p, const published_now& now) {
    for (const auto& e : now.entries) p.past.push_back({e.quantities, e.distribution, e.members});
}

TEST(publication, shows_values_and_from_eleven_people_on_distributions) {
    const publication p = company({times(20, {1, 2, 3, 4}), times(8, {2, 5}), times(4, {3})});
    const published_now now = publish(p, 1, no_poll);
    const cell_result& all = result_of(now, p, "");
    EXPECT_EQ(all.verdict, cell_verdict::released);
    EXPECT_EQ(all.persons, 32);
    EXPECT_DOUBLE_EQ(all.value, 90 / 32.);
    EXPECT_EQ(result_of(now, p, "all").verdict, cell_verdict::derivable);
    const cell_result& large = result_of(now, p, "u1");
    EXPECT_EQ(large.counts, (std::vector<std::uint32_t>{5, 5, 5, 5, 0}));
    EXPECT_DOUBLE_EQ(*large.favourable, 25);
    EXPECT_DOUBLE_EQ(*large.neutral, 25);
    EXPECT_DOUBLE_EQ(*large.unfavourable, 50);
    EXPECT_NEAR(large.std_error, std::sqrt(25. / 19 / 20), 1e-12);
    // All less both is the unit of four.
    EXPECT_EQ(result_of(now, p, "u2").verdict, cell_verdict::combination);
    EXPECT_EQ(result_of(now, p, "u3").verdict, cell_verdict::small);
}

TEST(publication, never_shows_more_than_if_one_had_answered_at_the_other_end) {
    const publication p = company({times(8, {5}), times(8, {5, 5, 5, 5, 5, 5, 5, 1}), times(8, {5, 5, 5, 5, 5, 4, 3, 2}),
                                   times(30, {1}), times(30, {1, 3, 5})});
    const published_now now = publish(p, 1, no_poll);
    const cell_result& equal = result_of(now, p, "u1");
    const cell_result& nearly = result_of(now, p, "u2");
    EXPECT_TRUE(equal.cut && nearly.cut);
    EXPECT_DOUBLE_EQ(equal.value, 4.5);
    EXPECT_EQ(equal.value, nearly.value);
    EXPECT_EQ(equal.std_error, nearly.std_error);
    EXPECT_FALSE(result_of(now, p, "u3").cut);
    const cell_result& large = result_of(now, p, "u4");
    EXPECT_TRUE(large.cut && large.counts.empty() && !large.favourable);
    EXPECT_DOUBLE_EQ(large.value, 1 + 4 / 30.);
    EXPECT_DOUBLE_EQ(large.std_error, 4 / 30.);
    EXPECT_FALSE(result_of(now, p, "u5").counts.empty());
}

TEST(publication, shows_no_distribution_that_tells_everybodys_answer) {
    const publication p =
        company({times(12, {3}), times(12, {3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 4}), times(12, {4, 5, 4}), times(12, {2, 3, 4})});
    const published_now now = publish(p, 1, no_poll);
    for (const char* unit : {"u1", "u2", "u3"}) {
        const cell_result& r = result_of(now, p, unit);
        EXPECT_TRUE(r.distribution && r.counts.empty() && !r.favourable && !r.cut) << unit;
        EXPECT_GT(r.std_error, 0.1) << unit;
    }
    EXPECT_EQ(result_of(now, p, "u4").counts, (std::vector<std::uint32_t>{0, 4, 4, 4, 0}));
}

// Nothing but what the cells tell is in the last digits: the same sums, the same errors.
TEST(publication, errors_do_not_depend_on_who_gave_which_answer) {
    std::vector<int> a = times(8, {1, 2, 3, 5}), b = times(8, {1, 4, 2, 4});  // of equal sums, and squares together
    publication p = company({a, b, times(31, {2, 3, 4, 5})});
    const published_now now = publish(p, 1, no_poll);
    std::swap(a[0], b[0]);
    std::reverse(a.begin(), a.end());
    const publication q = company({a, b, times(31, {2, 3, 4, 5})});
    const published_now other = publish(q, 2, no_poll);
    EXPECT_EQ(result_of(now, p, "u1").std_error, result_of(other, q, "u1").std_error);
    EXPECT_EQ(now.spreads[0].std_dev, other.spreads[0].std_dev);
}

TEST(publication, ends_of_shares_and_nps) {
    publication p = company({times(8, {5}), times(30, {1, 3, 5})});
    p.questions[0].rule = metric::parse("share[4,5]");
    EXPECT_DOUBLE_EQ(result_of(publish(p, 1, no_poll), p, "u1").value, 87.5);
    p.quantities[0].low = 0;
    p.quantities[0].high = 10;
    for (std::uint32_t i = 0; i < 8; ++i) p.quantities[0].ratings[i] = 10;
    p.questions[0].rule = metric::parse("nps");
    EXPECT_DOUBLE_EQ(result_of(publish(p, 1, no_poll), p, "u1").value, 75);
}

// Within units, pooled, where everything that it tells is published anyway.
TEST(publication, errors_of_small_cells) {
    publication p = company({times(8, {1, 3}), times(8, {2, 5}), times(20, {2, 3, 4})});
    const published_now now = publish(p, 1, no_poll);
    const auto squares = [](const std::vector<int>& x) {
        const double mean = std::accumulate(x.begin(), x.end(), 0.) / static_cast<double>(x.size());
        return std::accumulate(x.begin(), x.end(), 0., [mean](double s, int v) { return s + (v - mean) * (v - mean); });
    };
    const double all = squares(times(8, {1, 3})) + squares(times(8, {2, 5})) + squares(times(20, {2, 3, 4}));
    EXPECT_TRUE(now.spreads[0].within_units);
    EXPECT_NEAR(now.spreads[0].std_dev, std::sqrt(all / 33), 1e-12);
    EXPECT_NEAR(result_of(now, p, "u1").std_error, std::sqrt(all / 33 / 8), 1e-12);
    EXPECT_TRUE(result_of(now, p, "u1").counts.empty());
    // A unit of four: with it the pool would tell of the four, without it of the eight beside them.
    p = company({times(4, {1, 3}), times(8, {2, 5}), times(20, {2, 3, 4})});
    const published_now hidden = publish(p, 1, no_poll);
    EXPECT_NEAR(hidden.spreads[0].std_dev, std::sqrt(squares(times(20, {2, 3, 4})) / 19), 1e-12);
    // Nothing but values: the widest there can be.
    p = company({times(8, {1, 3})});
    const published_now narrow = publish(p, 1, no_poll);
    EXPECT_DOUBLE_EQ(narrow.spreads[0].std_dev, 2);
    EXPECT_FALSE(narrow.spreads[0].freedom);
    // What an earlier publication found stays.
    p.questions[0].known_spread = spread{1.25, 40, true};
    EXPECT_NEAR(result_of(publish(p, 1, no_poll), p, "u1").std_error, 1.25 / std::sqrt(8), 1e-12);
}

TEST(publication, audits_against_what_was_published) {
    publication p = company({times(20, {1, 2, 3}), times(20, {2, 4})});
    remember(p, publish(p, 1, no_poll));
    const published_now again = publish(p, 2, no_poll);
    for (const cell_result& r : again.results) EXPECT_EQ(r.verdict, cell_verdict::derivable);
    // One more answers late.
    publication late = p;
    late.unit_of.push_back(1);
    late.quantities[0].ratings.push_back(5);
    late.quantities[0].versions.push_back(0);
    ++late.people;
    const published_now with_late = publish(late, 3, no_poll);
    EXPECT_EQ(result_of(with_late, late, "").verdict, cell_verdict::remainder);
    EXPECT_EQ(result_of(with_late, late, "u1").verdict, cell_verdict::remainder);
    EXPECT_EQ(result_of(with_late, late, "u2").verdict, cell_verdict::derivable);
    // Five people correct their answers: ten answers, but five people.
    for (const std::uint32_t corrected : {5U, 6U}) {
        publication other = p;
        for (std::uint32_t i = 0; i < corrected; ++i) other.quantities[0].versions[i] = 1;
        EXPECT_EQ(is_released(result_of(publish(other, 4, no_poll), other, "u1").verdict), corrected == 6) << corrected;
    }
}

TEST(publication, an_index_counts_in_the_universe_of_each_item) {
    publication p = company({times(20, {1, 2, 3}), times(20, {2, 4})});
    p.quantities.push_back(p.quantities[0]);
    publication::question second, index;
    second.quantities = {1};
    index.quantities = {0, 1};
    index.is_index = index.mean = true;
    index.reversed = {false, true};
    p.questions.push_back(second);
    p.questions.push_back(index);
    // All answered everything: nothing new.
    const published_now full = publish(p, 1, no_poll);
    EXPECT_TRUE(is_released(result_of(full, p, "u1", 2).verdict));
    EXPECT_DOUBLE_EQ(result_of(full, p, "u1", 2).value, 3);  // (x + (6 - x)) / 2
    // One person skipped the second item: the index and the items would tell his answer to the first.
    p.quantities[1].ratings[0] = -1;
    const published_now gap = publish(p, 1, no_poll);
    EXPECT_TRUE(is_released(result_of(gap, p, "u1", 0).verdict));
    EXPECT_TRUE(is_released(result_of(gap, p, "u1", 1).verdict));
    EXPECT_EQ(result_of(gap, p, "u1", 2).verdict, cell_verdict::remainder);
    // The index first: then the first item waits.
    publication first = p;
    first.questions = {index};
    const published_now indices = publish(first, 1, no_poll);
    EXPECT_TRUE(is_released(result_of(indices, first, "u1").verdict));
    remember(p, indices);
    const published_now after = publish(p, 2, no_poll);
    EXPECT_FALSE(is_released(result_of(after, p, "u1", 0).verdict));
    EXPECT_TRUE(is_released(result_of(after, p, "u1", 1).verdict));
    EXPECT_TRUE(is_released(result_of(after, p, "u1", 2).verdict));
}

TEST(publication, another_view_of_the_same_answers_needs_the_second_audit) {
    publication p = company({times(10, {1, 2, 3}), times(11, {2, 4})});
    p.questions[0].second_view = true;
    const published_now now = publish(p, 1, no_poll);
    EXPECT_EQ(result_of(now, p, "u1").verdict, cell_verdict::small);
    EXPECT_FALSE(is_released(result_of(now, p, "u2").verdict));  // the other unit is ten
    EXPECT_TRUE(is_released(result_of(now, p, "").verdict));
}

TEST(publication, attributes_and_units_cross) {
    publication p = company({times(16, {1, 2, 3}), times(16, {2, 4})});
    publication::attribute job{{"\"dev\"", "\"ops\""}, {}};
    for (std::uint32_t i = 0; i < p.people; ++i) job.value_of.push_back(i % 8 == 0 ? none : i % 2);
    p.attributes = {job};
    p.breakdowns = {{true, {}}, {false, {0}}, {true, {0}}};
    const published_now now = publish(p, 1, no_poll);
    std::vector<std::pair<std::uint32_t, std::size_t>> cells;
    for (const publication_cell& c : now.cells) cells.emplace_back(c.breakdown, c.people.size());
    using expected = std::vector<std::pair<std::uint32_t, std::size_t>>;
    EXPECT_EQ(cells, (expected{{0, 32}, {0, 16}, {0, 16}, {1, 12}, {1, 16}, {2, 12}, {2, 16}, {2, 6}, {2, 8}, {2, 6}, {2, 8}}));
}

TEST(publication, comments_go_where_enough_wrote) {
    //        0
    //      1   2
    //    3  4
    const std::vector<publication::unit> units{{"0", none}, {"1", 0}, {"2", 0}, {"3", 1}, {"4", 1}};
    const auto placed = [&](const std::vector<std::uint32_t>& of) { return place_comments(units, of, 3); };
    using places = std::vector<std::uint32_t>;
    EXPECT_EQ(placed({3, 3, 3, 4}), (places{3, 3, 3, held_comment}));
    EXPECT_EQ(placed({3, 3, 4}), (places{1, 1, 1}));
    EXPECT_EQ(placed({3, 4, 2}), (places{0, 0, 0}));
    EXPECT_EQ(placed({3, none, 2}), (places{none, none, none}));
    EXPECT_EQ(placed({3, 2}), (places{held_comment, held_comment}));
}

}  // namespace
