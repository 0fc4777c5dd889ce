// xm.match_model: how often pairs of records agree, by class of pair, and what an agreement is worth. Layout:
// docs/internals/states.md.
#pragma once

#include <cstdint>
#include <memory_resource>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/state.hpp"

namespace xm::core {

inline constexpr std::size_t max_match_variables = 64;
inline constexpr std::int32_t max_match_level = 254;
inline constexpr std::int32_t no_level = -1;  // nothing known of a variable

struct match_model {
    static constexpr std::uint8_t version = 1;
    // As results name the classes; a model of two has no `related`, one of random pairs `differs` alone.
    enum role : std::uint8_t { match, related, differs };
    static constexpr std::string_view names[3] = {"match", "related", "differs"};

    struct variable {
        std::string name;
        std::vector<double> probability[3];  // by role: of each level from 0 up; all of the same length, or empty
    };

    bool random = false;       // of random pairs: no match, prior, iterations nor log-likelihood
    bool three = false;        // with the class `related`
    std::int64_t pairs = 0;    // all, with those of which nothing is known
    double prior = 0;          // share of matches among the pairs
    double related_share = 0;  // of `related` among the pairs that are no match
    std::int64_t iterations = 0;
    double log_likelihood = 0;
    double dependence = 0;  // largest |correlation| of two variables within a class
    std::vector<variable> variables;

    std::size_t levels(std::size_t v) const { return variables[v].probability[differs].size(); }
    bool has(role r) const { return r == differs || (!random && (r == match || three)); }

    // Each reader validates.
    static match_model from_stored(bytes body, errc otherwise = errc::corrupt_stored);
    static match_model from_wire(bytes in);
    static match_model from_text(std::string_view text, poll check = no_poll);
    std::size_t stored_size() const;
    void to_stored(std::byte* body) const;
    void to_wire(wire_writer& out) const;
    std::string to_text() const;

private:
    void validate(errc otherwise) const;
};

// Throws `invalid` for a level of the variable (from 0) outside 0 .. 254.
void check_match_level(std::int32_t level, std::size_t variable);

// Throws `invalid` for a probability that is not within (0, 1).
void check_match_prior(double prior);

// The evidence of pairs by one model, prepared for millions of them. Lives in an arena, as record_store does.
class match_evidence {
public:
    // Throws `invalid` for a model of random pairs, which knows no matches.
    match_evidence(std::pmr::memory_resource* memory, const match_model& m);

    // log2 of the Bayes factor of `match` against the other classes, those in proportion to their priors (Fellegi & Sunter 1969,
    // JASA 64, 1183-1210). A missing level (no_level) says nothing. Throws `invalid` for another number of levels, or one that
    // the model does not know.
    double weight(std::span<const std::int32_t> levels) const;
    double probability(std::span<const std::int32_t> levels, double prior) const;
    double prior() const { return prior_; }

private:
    double prior_;
    double related_, others_;  // log2 of the shares of `related` and `differs` among the pairs that are no match
    bool three_;
    std::pmr::vector<double> ratios_;  // log2(m/u) and, of three classes, log2(r/u), by level
    std::pmr::vector<std::uint32_t> first_;
};

}  // namespace xm::core
