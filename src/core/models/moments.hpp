// xm.moments: n, means and co-moments of up to 256 variables. Layout: docs/internals/states.md.
#pragma once

#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/num/dd.hpp"
#include "core/num/int128.hpp"
#include "core/state.hpp"

namespace xm::core {

inline constexpr std::size_t max_variables = 256;
// Size of a floating variable that is not 0, so that no product, nor what rounding leaves of it, leaves the range of a double.
inline constexpr double min_value = 1e-100, max_value = 1e100;
inline bool value_allowed(double v) { return std::fabs(v) <= max_value && (std::fabs(v) >= min_value || v == 0); }
// Throws `invalid` unless it is; `what` and `whose` stand before and behind the value.
void check_value(double v, std::string_view what, std::string_view whose = {});

// Place of the pair (i, j) in a lower triangle by rows.
constexpr std::size_t pair_at(std::size_t i, std::size_t j) { return i >= j ? i * (i + 1) / 2 + j : j * (j + 1) / 2 + i; }
constexpr std::size_t pairs(std::size_t p) { return p * (p + 1) / 2; }

// Throws `invalid` unless the labels are UTF-8 of 1 to 63 bytes, unique, and none is (intercept).
void check_labels(const std::vector<std::string>& labels);

// What questions are asked of: doubles around the means. Unweighted rows weigh 1.
struct centred_moments {
    std::int64_t n;
    double weight;          // sum of weights
    double weight_squared;  // sum of squared weights
    bool weighted;
    std::vector<std::string> labels;
    std::vector<double> mean;
    std::vector<double> comoment;           // sum of w (x - mean)(y - mean), lower triangle
    std::vector<dd> precise_mean, precise;  // the same with all digits there are
    double digit;  // what rounding may have done to a co-moment, relative to the root of the product of its variances' sums

    std::size_t variables() const { return mean.size(); }
    // Throws `invalid`, naming the label and those there are.
    std::size_t index(std::string_view label) const;
    double sum(std::size_t i, std::size_t j) const { return comoment[pair_at(i, j)]; }
    const dd& precise_sum(std::size_t i, std::size_t j) const { return precise[pair_at(i, j)]; }
    // n / (n - 1) / sum w times the co-moment: the sample covariance if unweighted, that of R
    // survey::svyvar if weighted. n must be at least 2.
    double covariance(std::size_t i, std::size_t j) const;
    // Nothing where n < 2 or a variable has no spread.
    std::optional<double> correlation(std::size_t i, std::size_t j) const;
};

struct correlation_test {
    std::optional<double> r, p_value, lower, upper;
};

// Pearson's r; p-value by t on n - 2; Fisher's (1921) interval from 4 rows on, n - 3 in its error.
// Throws `invalid` unless 0 < confidence < 1.
correlation_test test_correlation(const centred_moments& m, std::size_t i, std::size_t j, double confidence);

// A state unpacked for merging, writing and centring.
struct moments {
    static constexpr std::uint8_t version = 2;

    bool weighted = false;
    bool exact = false;
    std::vector<std::string> labels;  // empty: x1 to xp
    std::int64_t n = 0;
    std::int64_t skipped = 0;          // rows left out for a NULL
    dd w, w2;                          // only if weighted
    std::vector<int128> sum, product;  // exact
    std::vector<dd> mean, comoment;    // floating

    std::size_t variables() const { return exact ? sum.size() : mean.size(); }
    // No rows at all, of variables that nobody knows: what an aggregate has after nothing but NULLs.
    bool empty() const { return n == 0; }
    // Throws `invalid` on another number of variables, other labels, or weights on one side only, `range` where a count or
    // sum has no room; nothing is changed then. An empty one merges with any.
    void merge(const moments& other);
    // Takes away what was merged: exactly if both are exact, else to rounding. Throws as merge() does, and `range` if `other`
    // cannot have been part of it. Nothing may be left: then it is empty.
    void take_away(const moments& other);
    // What makes two values equal: all but the rows left out.
    moments comparable() const;
    centred_moments centred() const;

    static moments from_stored(bytes body, errc otherwise = errc::corrupt_stored);
    static moments from_wire(bytes in);
    static moments from_text(std::string_view text, poll check = no_poll);
    std::size_t stored_size() const;
    void to_stored(std::byte* body) const;
    void to_wire(wire_writer& out) const;
    std::string to_text() const;

    // Gives up exactness, for merging with floating states.
    void make_floating();

    // Throws `otherwise` unless the numbers fit each other.
    void validate(errc otherwise) const;

private:
    dd total_weight() const;
    void check_shape(const moments& other, std::string_view what) const;
};

// The running state of an aggregate, changed in place. Rows gather in a block, by column.
namespace running_moments {

inline constexpr std::int64_t narrow_limit = 5792;  // 64 products of two such values fit 32 bits
inline constexpr std::uint32_t small_room = 8;
inline constexpr std::uint32_t large_room = 64;

inline constexpr std::uint8_t flag_weighted = 1, flag_exact = 2, flag_wide = 4, flag_labelled = 8, flag_running = 16,
                              flag_empty = 32;  // see states.md

enum class kind : std::uint8_t { narrow, wide, floating };  // of sums and block

// Behind the head.
struct prefix {
    std::uint32_t used;  // rows in the block
    std::uint32_t room;
    std::int64_t n;  // rows in the sums
    std::int64_t skipped;
};

struct shape {
    std::size_t variables;
    kind sums;
    bool weighted;
    std::uint32_t room;
    std::size_t labels_size;   // bytes behind the block
    std::size_t size() const;  // bytes of the body
};

inline kind kind_of(const head* state) {
    return !(state->flags & flag_exact) ? kind::floating : state->flags & flag_wide ? kind::wide : kind::narrow;
}
inline std::size_t variables_of(const head* state) { return std::size_t{state->size} + 1; }
inline prefix* prefix_of(head* state) { return reinterpret_cast<prefix*>(state + 1); }

// Bytes from the head to the sums (floating states keep sum w and sum w^2 before them), and to the block.
constexpr std::size_t sums_at(kind k) { return sizeof(head) + sizeof(prefix) + (k == kind::floating ? 2 * sizeof(dd) : 0); }
constexpr std::size_t block_at(kind k, std::size_t p) { return sums_at(k) + (p + pairs(p)) * (k == kind::narrow ? 8 : 16); }

// The block: int16, int64 or double; column i begins at i * room; weights are column p.
template <class Cell>
Cell* block_of(head* state, kind k) {
    return reinterpret_cast<Cell*>(reinterpret_cast<std::byte*>(state) + block_at(k, variables_of(state)));
}

// The shape of a running state; refuses a damaged one.
shape shape_of(bytes body);
// An empty state of this shape; `labels` as they are stored (may be empty).
void make(head* state, shape as, std::string_view labels);
// Counts a row that is left out in a state that is running, or empty.
void skip(head* state);
// Adds the rows of the block to the sums and empties it. Throws `range` if an exact sum overflows.
void flush(head* state);
// Writes a running state, flushed on the way, into another with more room or wider sums.
void reshape(head* from, std::size_t from_size, head* to, shape as);

// The running form of a state at rest, to go on counting: its shape, and the writing of it.
shape shape_for(const moments& m, std::uint32_t room);
void write(const moments& m, head* to, shape as);

}  // namespace running_moments

// Labels as states store them: a length byte and the bytes of each.
std::string packed_labels(const std::vector<std::string>& labels);
std::vector<std::string> unpacked_labels(bytes from, std::size_t count, errc otherwise);

}  // namespace xm::core
