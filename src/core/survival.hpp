// xm.survival: how long people stay, when some are still there: Kaplan-Meier from counts per time.
// Layout: docs/internals/states.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"
#include "core/state.hpp"

namespace xm::core {

// A state unpacked: how many left (events) and how many were last seen (censored) at each time.
struct survival {
    static constexpr std::uint8_t version = 1;

    struct entry {
        double time;
        std::uint64_t events, censored;
    };
    std::vector<entry> times;  // ascending; none without people

    // Throws `range` beyond 2^62 people.
    void merge(const survival& other);
    std::uint64_t people() const;

    // Reads running states, too.
    static survival from_stored(bytes body, errc otherwise = errc::corrupt_stored);
    static survival from_wire(bytes in);
    static survival from_text(std::string_view text);
    std::size_t stored_size() const;
    void to_stored(std::byte* body) const;
    void to_wire(wire_writer& out) const;
    std::string to_text() const;

private:
    void validate(errc otherwise) const;
};

// Throws `invalid` unless the time is finite and not negative.
void check_time(double time, std::string_view what);

// The running state of an aggregate, changed in place: a counter per whole time while times are small
// whole numbers; else sorted entries, and behind them those that came since they were last sorted.
namespace running_survival {

inline constexpr std::uint8_t flag_dense = 1, flag_wide = 2, flag_running = 4;  // see states.md

// Behind the head.
struct prefix {
    std::uint32_t sorted;  // entries in order; slots of a dense state
    std::uint32_t tail;    // entries behind them
};

// The commonest case of add(): a whole time in a dense state. `body` is our own allocation, so aligned.
inline bool count(std::byte* body, std::int64_t time, bool event) {
    const auto* const fixed = reinterpret_cast<const prefix*>(body + sizeof(head));
    if (reinterpret_cast<const head*>(body)->flags != (flag_dense | flag_running) ||
        static_cast<std::uint64_t>(time) >= fixed->sorted)
        return false;
    auto* const slot = reinterpret_cast<std::uint32_t*>(body + sizeof(head) + sizeof(prefix)) + 2 * time + (event ? 0 : 1);
    if (*slot == UINT32_MAX) return false;
    ++*slot;
    return true;
}

// Adds an entry; false where there is no room (then remake it). Its time is valid.
bool add(std::byte* body, std::size_t size, const survival::entry& e);
// Adds the entries of another state one by one; false where there is no room for the rest, which `other` is then.
bool add(std::byte* body, std::size_t size, survival& other);

// What a running state becomes when it needs room: the bytes it takes, and the writing of it.
std::size_t size_for(const survival& s);
void write(const survival& s, std::byte* body, std::size_t size);

// Whether the bytes are a running state.
bool is_running(const std::byte* body, std::size_t size);

}  // namespace running_survival

struct survival_row {
    double time;
    std::int64_t at_risk, events, censored;
    double survival;
    std::optional<double> std_error, lower, upper;
};
// Kaplan & Meier (1958), JASA 53, 457-481; Greenwood (1926) variance; bounds exp(log S -+ z se / S), cut
// at 1, as R survival::survfit. Nothing but the survival where it is 0. A row per distinct time.
std::vector<survival_row> survival_table(const survival& s, double confidence);

// Right-continuous, 1 before the first event; nothing beyond the last time unless the curve has come to 0.
// Throws `invalid` for a negative time.
std::optional<double> survival_at(const survival& s, double time);

struct survival_estimate {
    std::optional<double> value, std_error, lower, upper;
    std::optional<std::int64_t> at_risk;  // just before that time
};
// The same with its uncertainty, as in the table.
survival_estimate estimate_survival(const survival& s, double time, double confidence);

// The first time at which S <= 1/2; the middle of the flat stretch where |S - 1/2| < 1e-9, as R quantile.survfit.
std::optional<double> median_survival(const survival& s);

// Area under the curve up to `horizon`; nothing beyond the last time unless the curve has come to 0.
std::optional<double> restricted_mean(const survival& s, double horizon);

struct survival_comparison {
    std::optional<double> difference, std_error, lower, upper, statistic, p_value;
};
// Difference a - b of the restricted means with Greenwood's variances; Klein & Moeschberger (2003),
// Survival Analysis, 4.5. Normal interval. Nothing where a curve does not reach the horizon.
survival_comparison compare_survival(const survival& a, const survival& b, double horizon, double confidence);

struct logrank_result {
    std::int64_t groups;
    std::optional<double> chi_squared;
    std::int64_t df;
    std::optional<double> p_value;
};
// Mantel (1966), Cancer Chemother. Rep. 50, 163-170; hypergeometric variance, as R survival::survdiff. Groups
// never at risk at a time of an event do not count for df. Throws `invalid` beyond 1,000 groups.
logrank_result logrank(const std::vector<survival>& groups, poll check);

}  // namespace xm::core
