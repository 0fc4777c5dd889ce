// xm.profiles: sums over the value profiles of a group, from which its similarity and the share of variance
// between groups follow. Layout: docs/internals/states.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/num/dd.hpp"
#include "core/num/pattern_store.hpp"
#include "core/values/value_profile.hpp"

namespace xm::core {

struct profiles {
    static constexpr std::uint8_t version = 1;

    profile_shape shape;
    std::int64_t n = 0;
    std::int64_t directed = 0;   // profiles that are not all 0
    dd squares;                  // sum of |p|^2: exact, as are the sums of float4 scores
    std::vector<dd> sums;        // of the scores
    std::vector<dd> directions;  // of p / |p|

    // Throws `invalid` for profiles of another instrument, other labels, or centred ones with others.
    void merge(const profiles& other);
    // Takes people away that were added before (the sums are exact); throws as merge() and `range` if they were not. What is left
    // may be empty, which no stored state is.
    void take_away(const profiles& other);
    bool empty() const { return n == 0; }
    // Sum of |p - mean|^2.
    double variation() const;

    static profiles from_stored(bytes body, errc otherwise = errc::corrupt_stored);
    static profiles from_wire(bytes in);
    static profiles from_text(std::string_view text, poll check = no_poll);
    std::size_t stored_size() const;
    void to_stored(std::byte* body) const;
    void to_wire(wire_writer& out) const;
    std::string to_text() const;

private:
    void validate(errc otherwise) const;
};

// The state of an aggregate, the stored form changed in place. `body` is aligned as a varlena's is.
namespace running_profiles {

// Bytes of a state of profiles like this one, and the writing of one without people.
std::size_t size_for(const profile_view& p);
void make(std::byte* body, const profile_view& p);
// Adds a profile; false if it is of another shape.
bool add(std::byte* body, const profile_view& p);

}  // namespace running_profiles

// Throws `invalid` unless the shapes are the same.
void check_same_shape(const profile_shape& a, const profile_shape& b);

// Mean cosine over all pairs of people, (|sum u|^2 - n) / (n (n - 1)) with u = p / |p|; nothing below two people with a
// direction.
std::optional<double> similarity(const profiles& p);

// The variance between and within groups.
struct variance_split {
    double total = 0, within = 0;  // sums of squares
    std::int64_t people = 0, groups = 0;
};
// From sums by group: people, then the scores; `squares` is the sum of |p|^2 of everybody.
variance_split split_variance(const pattern_store& groups, std::size_t scores, dd squares, poll check);
// Eta squared, 1 - within / total; nothing without variance.
std::optional<double> explained(const variance_split& v);
// Epsilon squared (Kelley 1935, PNAS 21): the same with mean squares, so that many groups that explain nothing give about 0.
std::optional<double> explained_adjusted(const variance_split& v);

}  // namespace xm::core
