// xm.linkage: does the employees' experience of a unit go with that of its customers?
// Co-moments of the two scores over units; layout: docs/internals/states.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/scores/metric.hpp"
#include "core/num/dd.hpp"
#include "core/scores/scores.hpp"
#include "core/state.hpp"

namespace xm::core {

struct linkage {
    static constexpr std::uint8_t version = 1;
    enum form : std::uint8_t { of_ratings = 0, of_scores = 1, of_scores_with_errors = 2 };

    struct side {
        std::int64_t responses, single;
        dd mean, m2, error, within;
    };

    form shape = of_ratings;
    std::int32_t ex_metric = 0;
    std::int32_t cx_metric = 0;
    std::int64_t units = 0;
    side ex{};
    side cx{};
    dd excx;

    // The linkage of one unit: from the ratings of both sides, or from scores that arrived averaged
    // (standard errors on both sides or on neither).
    static linkage of_unit(const ratings& ex, const ratings& cx, metric ex_rule, metric cx_rule);
    static linkage of_unit(double ex, double cx);
    static linkage of_unit(double ex, double cx, double ex_std_error, double cx_std_error);

    // Throws `invalid` on another form or other metrics. Chan, Golub & LeVeque (1983) for the
    // co-moments.
    void merge(const linkage& other);

    // Takes units away that were added before, to rounding; throws as merge() and `range` if they were not. What is left may be
    // empty, which no stored state is.
    void take_away(const linkage& other);
    bool empty() const { return units == 0; }

    static constexpr std::size_t stored_size() { return 196; }  // bytes of the body
    static linkage from_stored(bytes body, errc otherwise = errc::corrupt_stored);
    static linkage from_wire(bytes in);
    static linkage from_text(std::string_view text, poll check = no_poll);
    void to_stored(std::byte* body) const;
    void to_wire(wire_writer& out) const;
    std::string to_text() const;

private:
    void validate(errc otherwise) const;
    template <class Self, class Codec>
    static void describe(Self& self, Codec& codec);
};

struct linkage_summary {
    std::int64_t units;
    std::optional<std::int64_t> employees, customers;
    double ex_mean, cx_mean;
    std::optional<double> r, r_lower, r_upper, p_value;
    std::optional<double> ex_reliability, cx_reliability, r_corrected;
    std::optional<double> slope, slope_std_error, slope_corrected, intercept, r_squared;
    std::optional<double> r_corrected_lower, r_corrected_upper;
};

// r: Pearson, interval by Fisher's (1921) z from 4 units on, p-value by t on units - 2.
// Reliability of a side: 1 - mean sampling variance / variance of the unit scores, at least 0.
// Correction for attenuation: Spearman (1904), Am. J. Psychol. 15, 72-101.
linkage_summary summarise(const linkage& l, double confidence);

}  // namespace xm::core
