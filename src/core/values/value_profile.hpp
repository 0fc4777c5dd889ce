// xm.value_profile: what matters to one person, as scores of values. Layout: docs/internals/states.md.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/state.hpp"

namespace xm::core {

// What profiles must share to go into one aggregate: questionnaire, labels, and whether they are centred.
struct profile_shape {
    enum instrument : std::uint8_t { other = 0, pvq21 = 1, pvq40 = 2, pvq_rr = 3, pvq_rr_broad = 4 };

    instrument kind = other;
    bool centred = false;
    std::size_t size = 0;
    std::vector<std::string> labels;  // of another instrument, perhaps; those of known ones are known

    bool operator==(const profile_shape&) const = default;
    // All labels: of the instrument, those given, or x1 ...
    std::vector<std::string> names() const;
    // Throws `invalid`, naming the label and those there are.
    std::size_t index(std::string_view label) const;

    // As states keep it: instrument, flags (1 centred, 2 labelled), size, labels.
    static profile_shape read(wire_reader& in);
    void write(wire_writer& out) const;
    void validate(errc otherwise) const;

    static std::string_view instrument_name(instrument kind);
    static std::optional<instrument> instrument_of(std::string_view name);
};

struct value_profile {
    static constexpr std::uint8_t version = 1;
    static constexpr std::size_t max_size = 256;

    profile_shape shape;
    float mean_rating = 0;  // what centring took away
    std::vector<float> scores;

    static value_profile from_stored(bytes body, errc otherwise = errc::corrupt_stored);
    static value_profile from_wire(bytes in);
    static value_profile from_text(std::string_view text, poll check = no_poll);
    std::size_t stored_size() const;
    void to_stored(std::byte* body) const;
    void to_wire(wire_writer& out) const;
    std::string to_text() const;

private:
    void validate(errc otherwise) const;
};

// A stored profile where it lies, for aggregates that read many.
struct profile_view {
    bytes shape;  // compares equal for equal shapes
    const std::byte* scores;
    std::size_t size;

    float score(std::size_t i) const { return load<float>(scores + i * sizeof(float)); }
    // Of a value of ours; throws on another.
    static profile_view of(bytes body);
    profile_shape decode() const;
};

// Answers in questionnaire order, 0 for none; `answers` of -1 ... are refused with their position. Schwartz et al.
// (2001), J. Cross-Cult. Psychol. 32; Schwartz (2003), ESS questionnaire development report, ch. 7 (PVQ-21); Schwartz
// et al. (2012), J. Pers. Soc. Psychol. 103 (the 19 values of PVQ-RR). `low_is_like_me`: 1 is very much like me. Nothing
// with more than `missing` answers missing, or a value without any; `missing` itself is 0 to 5 (else `invalid`).
inline constexpr std::int32_t most_missing_answers = 5;
std::optional<value_profile> score_pvq(profile_shape::instrument kind, std::span<const std::int32_t> answers, bool centred,
                                       bool low_is_like_me, std::int32_t missing = most_missing_answers);

// Throws `invalid` for a score that is not finite, or labels that do not fit.
value_profile make_profile(std::span<const double> scores, std::vector<std::string> labels);

// Less the mean of the profile's own scores.
value_profile centre(const value_profile& p);

// The ten values from the 19 of PVQ-RR: mean of their parts. Throws `invalid` for another instrument.
value_profile broad_values(const value_profile& p);

// Openness to change, conservation, self-enhancement, self-transcendence: each the mean of its values' scores. Throws
// `invalid` for an instrument without them.
std::array<double, 4> higher_order(const value_profile& p);

}  // namespace xm::core
