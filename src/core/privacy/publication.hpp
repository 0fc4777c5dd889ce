// What may be published of the answers of one wave of a survey, cell by cell, and what a cell shows.
//
// The answers to one item are a quantity of their own: who skipped it is in none of its cells. Items with the same respondents
// and the same past share an audit. A cell of an index (a scale over several items) is of the people who answered all of them,
// and counts in the audit of each.
//
// Two audits: what every released cell shows, its value, may be known of no fewer people than the first threshold. Distributions,
// and errors of a cell's own, are released by a second one with a higher threshold: the value and the error of five people often
// fix their answers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/privacy/audit.hpp"
#include "core/scores/metric.hpp"
#include "core/scores/ratings.hpp"

namespace xm::core {

struct rating_span {
    int low = 0;
    int high = 0;
    bool holds(int rating) const { return rating >= low && rating <= high; }
};

// One answer of somebody as it was when it was published: a corrected one is another version.
struct answer_version {
    std::uint32_t person;
    std::uint32_t version;
    bool operator==(const answer_version&) const = default;
};

// The standard deviation of the scores, by which cells are judged whose own may not be told: pooled within units, as far as what
// has been published tells it anyway (the spread of all units, of which one is unknown, would tell of that one); else of all
// answers, else the widest there can be.
struct spread {
    double std_dev;
    std::optional<double> freedom;  // none: the widest
    bool within_units;
};

struct publication {
    static constexpr std::uint32_t none = UINT32_MAX;

    // People are numbers; those below `people` count now, others only in what was published.
    std::uint32_t people = 0;
    std::vector<std::uint32_t> unit_of;  // their own, or none

    struct unit {
        std::string name;
        std::uint32_t above;  // or none
    };
    std::vector<unit> units;

    struct attribute {
        std::vector<std::string> values;
        std::vector<std::uint32_t> value_of;  // by person, or none
    };
    std::vector<attribute> attributes;

    // In order of priority; of each every combination of a unit (with all below it) and values is a cell.
    struct breakdown {
        bool by_unit;
        std::vector<std::uint32_t> attributes;
    };
    std::vector<breakdown> breakdowns;

    struct quantity {
        int low, high;                        // of the scale
        std::vector<std::int16_t> ratings;    // by person; -1: not answered
        std::vector<std::uint32_t> versions;  // of them
    };
    std::vector<quantity> quantities;

    // An item, or an index over several.
    struct question {
        std::vector<std::uint32_t> quantities;
        // Of an item.
        metric rule = metric::of(metric::rule::mean);
        std::optional<rating_span> favourable, unfavourable;
        // Of an index: the mean or the sum, of items turned round where they are reversed.
        bool is_index = false;
        bool mean = false;
        std::vector<bool> reversed;
        // What the wave's first publication found.
        std::optional<spread> known_spread;
        // Something else of the same answers was published before: only the second audit can release it.
        bool second_view = false;
    };
    std::vector<question> questions;

    // Published before, in order.
    struct published_cell {
        std::vector<std::uint32_t> quantities;
        bool distribution;
        std::vector<answer_version> members;
    };
    std::vector<published_cell> past;

    std::int32_t threshold, distribution_threshold;  // of both audits
};

// The cells of a publication, the same for all questions; breakdown by breakdown, by unit and values.
struct publication_cell {
    std::uint32_t breakdown;
    std::uint32_t unit;                 // or none
    std::vector<std::uint32_t> values;  // of the attributes of the breakdown
    std::vector<std::uint32_t> people;  // in order
};

struct cell_result {
    std::uint32_t cell = 0, question = 0;
    std::int64_t persons = 0;
    cell_verdict verdict = cell_verdict::small;
    bool distribution = false;  // the second audit released it, too

    // Of a released cell.
    double value = 0, std_error = 0, lower = 0, upper = 0;
    bool cut = false;  // as extreme as it may be shown, or more
    // Of a distribution that is not cut: shares in per cent, and of an item how often each rating came, from its lowest on.
    std::optional<double> favourable, neutral, unfavourable;
    std::vector<std::uint32_t> counts;
};

struct published_now {
    std::vector<publication_cell> cells;
    // By cell; then by question.
    std::vector<cell_result> results;
    // What is to be remembered: whose answers were published, of which quantities (of equal members).
    struct entry {
        std::uint32_t cell;
        std::vector<std::uint32_t> quantities;
        bool distribution;
        std::vector<answer_version> members;
    };
    std::vector<entry> entries;
    std::vector<spread> spreads;                // by question
    std::int64_t unverified_distributions = 0;  // of which the second audit found no answer within its steps
};

// The distribution that such counts are of, from a lowest rating on.
ratings distribution_of(int lowest, const std::vector<std::uint32_t>& counts);

// How many cells have been decided; for who asks meanwhile.
struct publication_progress {
    std::uint64_t done, all;
};
published_now publish(const publication& p, std::uint64_t seed, poll check, publication_progress* progress = nullptr);

// Comments go to the smallest unit that has at least `authors` of them, what is left moves up; the last place is none, everybody.
// By comment: the unit, or `held` where too few are left. One comment an author.
inline constexpr std::uint32_t held_comment = UINT32_MAX - 1;
std::vector<std::uint32_t> place_comments(const std::vector<publication::unit>& units, const std::vector<std::uint32_t>& unit_of,
                                          std::uint32_t authors);

}  // namespace xm::core
