// Which cells may be published so that no combination of all that was ever published tells anything about fewer than k people.
//
// A cell is a set of people; what is published of it is linear in their answers. What can be computed from published cells are
// their linear combinations; one that is non-zero for fewer than k people exposes these. A cell may be released if it has k
// people and exposes no set that was not exposed before. (Trackers: Denning 1979; audit by linear systems: Fellegi 1972,
// Chin & Özsoyoğlu 1982.)
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "core/error.hpp"

namespace xm::core {

enum class cell_verdict : std::uint8_t {
    released,
    derivable,    // released: it can be computed from what was
    small,        // fewer than k people
    remainder,    // a published cell differs from it by fewer than k people
    combination,  // several published cells together would tell
    unverified    // the search ran out of steps: withheld
};
inline bool is_released(cell_verdict v) { return v == cell_verdict::released || v == cell_verdict::derivable; }
std::string_view reason_text(cell_verdict v);  // the column reason; empty for released

// k counts people; colluders know their own answers and count on top of it: together the threshold of an audit.
inline constexpr std::int32_t max_threshold = 100;
// Throws `invalid` for k below 2, colluders below 0, or more than max_threshold together.
std::int32_t threshold_of(std::int32_t k, std::int32_t colluders);

// The audit of one universe: cells in the order in which they come. A withheld cell leaves no trace.
class cell_audit {
public:
    static constexpr std::int64_t default_steps = 20'000'000;

    // People are numbers below `people`. `steps` bounds the search for one cell, in atoms looked at; many hard cells together
    // have fewer each. The seed is of random numbers that nobody may guess; verdicts are the same for all but about one seed in
    // 2^61.
    cell_audit(std::uint32_t people, std::int32_t threshold, std::uint64_t seed, std::int64_t steps = default_steps,
               poll check = no_poll);
    // Where an answer may be corrected after it was published, cells are of columns, one for each answer: owners says whose each
    // is, and what is exposed is counted in people. A cell holds one column of a person at most.
    cell_audit(std::vector<std::uint32_t> owners, std::int32_t threshold, std::uint64_t seed, std::int64_t steps = default_steps,
               poll check = no_poll);
    ~cell_audit();
    cell_audit(cell_audit&&) noexcept;

    // A cell that has been published, whatever it exposes. People in any order, each once. After an exception (of `check`, or of
    // memory) the audit can only be destroyed.
    void publish(std::span<const std::uint32_t> people);
    // Whether a cell may be released; if so it counts as published from now on.
    cell_verdict release(std::span<const std::uint32_t> people);
    // The same question; nothing changes.
    cell_verdict ask(std::span<const std::uint32_t> people);
    // Whether it can be computed from what has been published.
    bool knows(std::span<const std::uint32_t> people);

private:
    struct body;
    std::unique_ptr<body> body_;
};

}  // namespace xm::core
