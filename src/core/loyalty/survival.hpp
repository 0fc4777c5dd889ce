// xm.survival: how long people stay, when some are still there: Kaplan-Meier from counts per time.
// Layout: docs/internals/states.md.
#pragma once

#include <bit>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"
#include "core/num/times.hpp"
#include "core/state.hpp"

namespace xm::core {

// A state unpacked: how many left (events) and how many were last seen (censored) at each time.
struct survival {
    static constexpr std::uint8_t version = 2;  // version 1: times as they came

    struct entry {
        double time;
        std::uint64_t events, censored;
    };
    std::vector<entry> times;  // ascending; none without people

    // Throws `range` beyond 2^62 people.
    void merge(const survival& other, poll check = no_poll);
    // The inverse of merge; may leave nothing. Throws `range` where it would leave a negative count, then changes nothing.
    void take_away(const survival& other, poll check = no_poll);
    bool empty() const { return times.empty(); }
    std::uint64_t people() const;

    // Reads running states, too.
    static survival from_stored(bytes body, errc otherwise = errc::corrupt_stored, poll check = no_poll);
    static survival from_wire(bytes in, poll check = no_poll);
    static survival from_text(std::string_view text, poll check = no_poll);
    std::size_t stored_size() const;
    void to_stored(std::byte* body, poll check = no_poll) const;
    void to_wire(wire_writer& out, poll check = no_poll) const;
    std::string to_text(poll check = no_poll) const;
};

// Makes room for a stored value of this many bytes, or throws.
using survival_room = std::function<std::byte*(std::size_t size)>;
// The canonical stored form of a text, or of a stored (running) value, written without unpacking it first. The second
// tells how many bytes it needs for a moment besides.
void store_survival_text(std::string_view text, const survival_room& room, poll check);
void store_survival(bytes body, errc otherwise, const std::function<std::byte*(std::size_t size, std::size_t besides)>& room,
                    poll check);

// The running state of an aggregate, changed in place: a counter per whole time while times are small
// whole numbers; else sorted entries, and behind them those that came since they were last sorted.
namespace running_survival {

inline constexpr std::uint8_t flag_dense = 1, flag_wide = 2, flag_running = 4;  // see states.md

// Behind the head.
struct prefix {
    std::uint32_t sorted;  // entries in order; slots of a dense state
    std::uint32_t tail;    // entries behind them
    std::uint64_t people;  // of a wide state; narrow counts cannot add up to 2^62
};

// The commonest case of add(): a whole time in a dense state. `body` is our own allocation, so aligned.
inline bool count(std::byte* body, std::int64_t time, bool event) {
    constexpr head common{static_cast<std::uint8_t>(state_kind::survival), survival::version, flag_dense | flag_running, 0};
    const auto* const fixed = reinterpret_cast<const prefix*>(body + sizeof(head));
    if (load<std::uint32_t>(body) != std::bit_cast<std::uint32_t>(common) || static_cast<std::uint64_t>(time) >= fixed->sorted)
        return false;
    auto* const slot = reinterpret_cast<std::uint32_t*>(body + sizeof(head) + sizeof(prefix)) + 2 * time + (event ? 0 : 1);
    if (*slot == UINT32_MAX) return false;
    ++*slot;
    return true;
}

// Adds an entry; false where there is no room (then take() it). Its time is as read_time gives it.
bool add(std::byte* body, std::size_t size, const survival::entry& e);

// Whether the bytes are a running state of this version.
bool is_running(const std::byte* body, std::size_t size);

// What is to be added: an entry, or the entries of a stored value, which must outlive it.
class source {
public:
    explicit source(const survival::entry& one) : one_(one), people_(one.events + one.censored), end_(1) {}
    // Checks the whole value.
    source(bytes body, poll check);

    bool done() const { return next_ == end_; }
    survival::entry now() const;
    void advance();
    std::uint64_t people() const { return people_; }  // not added yet
    std::size_t size() const { return body_.size(); }

private:
    friend struct plan;
    survival::entry one_{};
    bytes body_{};
    std::uint64_t people_ = 0;
    std::size_t next_ = 0, end_ = 0;
};

// Adds from `from`, sorting in place where that makes room; false if the state must be remade before the rest can be
// added. Throws `range` beyond 2^62 people.
bool take(std::byte* body, std::size_t size, source& from, poll check);

// A roomier state: the entries of `old` (a stored or running value; no bytes: none), with room for what `from` has next.
// `fits(size)` says whether there may be so much; the smallest size that is of use is taken unasked.
struct plan {
    std::size_t size = 0;

    plan(bytes old, const source& from, const std::function<bool(std::size_t size)>& fits, poll check);
    // Throws what `take` throws.
    void remake(bytes old, std::byte* body, poll check) const;

private:
    std::uint8_t flags_ = 0;
    std::size_t room_ = 0;  // slots or entries
};

}  // namespace running_survival

struct survival_row {
    double time;
    std::int64_t at_risk, events, censored;
    double survival;
    std::optional<double> std_error, lower, upper;
};
// Kaplan & Meier (1958), JASA 53, 457-481; Greenwood (1926) variance; bounds exp(log S -+ z se / S), cut
// at 1, as R survival::survfit. Nothing but the survival where it is 0. A row per distinct time.
std::vector<survival_row> survival_table(const survival& s, double confidence, poll check = no_poll);

// Times that are asked for are read by read_time, and refused (`invalid`) if negative.
//
// Right-continuous, 1 before the first event; nothing beyond the last time unless the curve has come to 0.
std::optional<double> survival_at(const survival& s, double time, poll check = no_poll);

struct survival_estimate {
    std::optional<double> value, std_error, lower, upper;
    std::optional<std::int64_t> at_risk;  // just before that time
};
// The same with its uncertainty, as in the table.
survival_estimate estimate_survival(const survival& s, double time, double confidence, poll check = no_poll);

struct survival_quantiles {
    std::optional<double> time, lower, upper;
};
// The first time at which S <= 1 - p, the middle of the flat stretch where |S - (1 - p)| < 1e-9, and the same of both
// bounds of the curve, as R survival::quantile.survfit; nothing where one is not reached. Throws `invalid` unless
// 0 <= p <= 1.
survival_quantiles survival_quantile(const survival& s, double p, double confidence, poll check = no_poll);

// That of p = 1/2.
std::optional<double> median_survival(const survival& s, poll check = no_poll);

// Area under the curve up to `horizon`; nothing beyond the last time unless the curve has come to 0.
std::optional<double> restricted_mean(const survival& s, double horizon, poll check = no_poll);

struct mean_estimate {
    std::optional<double> value, std_error, lower, upper;
};
// The same with Greenwood's variance; Klein & Moeschberger (2003), Survival Analysis, 4.5. Normal interval. No spread
// where nobody has left.
mean_estimate estimate_restricted_mean(const survival& s, double horizon, double confidence, poll check = no_poll);

struct survival_comparison {
    std::optional<double> difference, std_error, lower, upper, statistic, p_value;
};
// Difference a - b of the restricted means. Normal interval. Throws `invalid` where a curve does not reach the horizon.
survival_comparison compare_survival(const survival& a, const survival& b, double horizon, double confidence,
                                     poll check = no_poll);

struct logrank_result {
    std::int64_t groups;
    std::optional<double> chi_squared;
    std::int64_t df;
    std::optional<double> p_value;
};
// Mantel (1966), Cancer Chemother. Rep. 50, 163-170; hypergeometric variance, as R survival::survdiff. Groups
// never at risk at a time of an event do not count for df. Throws `invalid` beyond 1,000 groups. Takes stored values in
// canonical form, which are not unpacked.
logrank_result logrank(const std::vector<bytes>& groups, poll check);

}  // namespace xm::core
