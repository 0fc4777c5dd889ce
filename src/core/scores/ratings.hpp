// xm.ratings: the frequency distribution of integer ratings 0..100, weighted or not.
// Layout of the bytes: docs/internals/states.md.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/error.hpp"
#include "core/state.hpp"

namespace xm::core {

inline constexpr int max_rating = 100;
inline constexpr double min_weight = 1e-100;
inline constexpr double max_weight = 1e100;

// Throws `invalid`; `shown` is the rating as the user wrote it.
[[noreturn]] void refuse_rating(const message& shown);
[[noreturn]] void refuse_weight(double weight);

// A distribution unpacked for asking: slot i belongs to rating i. Unweighted rows weigh 1.
struct ratings {
    static constexpr std::uint8_t version = 1;
    static constexpr std::size_t max_slots = max_rating + 1;

    bool weighted = false;
    std::array<std::uint64_t, max_slots> n{};
    std::array<double, max_slots> w{};
    std::array<double, max_slots> w2{};

    // Each reader validates; each writer writes the canonical form.
    static ratings from_stored(bytes body, errc otherwise = errc::corrupt_stored);
    static ratings from_wire(bytes in);
    static ratings from_text(std::string_view text, poll check = no_poll);
    std::size_t stored_size() const;  // bytes of the body
    void to_stored(std::byte* body) const;
    void to_wire(wire_writer& out) const;
    std::string to_text() const;

    // Takes rows away that were added before: exact counts, weights to rounding. Throws `range` if they were not, `invalid` if
    // only one side has weights. What is left may be empty, which no stored state is.
    void take_away(const ratings& other);
    bool empty() const { return responses() == 0; }

    std::uint64_t responses() const;
    int highest() const;  // the highest rating that occurs

private:
    void validate(errc otherwise) const;
};

// The running state of an aggregate, changed in place: the body as it lies in memory, its
// payload aligned as a double. A state that has no room says so and is copied into a roomier one.
namespace running {

inline constexpr std::uint8_t weighted = 1;  // flags, see states.md
inline constexpr std::uint8_t wide = 2;
inline constexpr std::uint8_t compensated = 4;

struct shape {
    std::uint8_t flags;
    std::uint8_t slots;
    std::size_t size() const;  // bytes of the body
};

// The shape to begin with when `rating` comes first.
shape fresh(bool with_weights, std::uint32_t rating);
// The shape to go on with from a state that lies anywhere; refuses a damaged one.
shape shape_of(bytes body);
// The shape that a state needs after count() said it has no room for `rating`. Throws if one of
// the state and the row has weights and the other has not.
shape roomier(const head* state, bool with_weights, std::uint32_t rating);
// Writes the state `from` (empty: no rows yet) into `to`, in a shape that holds it.
void reshape(bytes from, head* to, shape as);

// Counts one row; false if there is no room. The rating is checked by the caller.
inline bool count(head* state, std::uint32_t rating) {
    if (rating >= state->size) return false;
    if (state->flags == 0) {
        auto& n = reinterpret_cast<std::uint32_t*>(state + 1)[rating];
        if (n == UINT32_MAX) return false;
        ++n;
        return true;
    }
    if (state->flags != wide) return false;
    ++reinterpret_cast<std::uint64_t*>(state + 1)[rating];
    return true;
}
// The same with a weight above 0 that weight_allowed() accepts.
bool count(head* state, std::uint32_t rating, double weight);

// Adds another state of the same kind of rows, wherever its body lies. If `into` has no room it
// is left alone and the shape it needs is returned.
std::optional<shape> merge(head* into, bytes other);

}  // namespace running

inline bool weight_allowed(double weight) { return weight == 0 || (weight >= min_weight && weight <= max_weight); }

}  // namespace xm::core
