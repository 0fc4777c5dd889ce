// xm.segmentation: fitted segments of people, by k-means over value profiles or by latent classes over
// categorical answers. Layout: docs/internals/states.md.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/state.hpp"
#include "core/values/value_profile.hpp"

namespace xm::core {

inline constexpr int max_segments = 255;
inline constexpr int max_items = 256;
inline constexpr int max_categories = 100;

struct segmentation {
    static constexpr std::uint8_t version = 2;
    enum family : std::uint8_t { kmeans = 1, latent_classes = 2 };

    struct fit {
        std::int32_t k = 0;
        bool chosen = false;
        std::optional<double> within_ss, between_share, silhouette;  // k-means
        std::optional<double> log_likelihood, bic, entropy;          // latent classes
    };
    struct segment {
        std::int64_t members = 0;
        double share = 0;            // of the people; estimated for latent classes
        std::vector<double> centre;  // scores; or probability of each category of each item
    };

    family kind = kmeans;
    std::int64_t n = 0;
    profile_shape shape;                           // k-means
    std::vector<std::vector<std::uint8_t>> codes;  // the categories of each item, ascending; latent classes
    std::vector<fit> fits;                         // by k
    std::vector<segment> segments;                 // the largest first
    std::vector<double> overall;                   // the same as a centre, of everybody

    // Columns of a centre: scores, or all categories of all items.
    std::size_t columns() const;
    // Of k latent classes: k - 1 shares, and of each class and item one probability less than it has categories.
    std::int64_t parameters(std::int32_t k) const;
    // What the answers could tell besides: the smaller of the people and of the possible answers less one, less the
    // parameters, as R poLCA (Linzer & Lewis 2011, J. Stat. Softw. 42, 10) counts. Below 0 they cannot tell the classes.
    std::int64_t residual_df(std::int32_t k) const;
    std::vector<std::string> labels() const;
    // Largest first, ties by the lexicographically smaller centre.
    void order();

    static segmentation from_stored(bytes body, errc otherwise = errc::corrupt_stored);
    static segmentation from_wire(bytes in);
    static segmentation from_text(std::string_view text, poll check = no_poll);
    std::size_t stored_size() const;
    void to_stored(std::byte* body) const;
    void to_wire(wire_writer& out) const;
    std::string to_text() const;

private:
    void validate(errc otherwise) const;
    template <class Refuse>
    void validate_figures(const fit& f, const Refuse& refuse) const;
};

// -2 log L + parameters x ln n (Schwarz 1978, Ann. Stat. 6, 461-464).
double bic_of(double log_likelihood, std::int64_t parameters, double people);

// Throws `invalid` unless low <= high and both are within 1..255; 1 is for the beginning of a range.
void check_segments(std::int32_t low, std::int32_t high);
// The same for a number that is given alone: 2..255.
void check_segments(std::int32_t k);

// Types people by a model of xm.segments: the segment (1 ..) whose centre is nearest; ties go to the larger segment.
class segment_typing {
public:
    // Throws `invalid` for a model of another family.
    explicit segment_typing(const segmentation& m);
    // The profile is of the model's shape.
    std::int32_t segment(const profile_view& p) const;

private:
    std::size_t segments_, width_;  // width: segments as a multiple of 4
    std::vector<double> centres_;   // columns x width
};

// The same by a model of xm.latent_classes, from answers (0: none).
class class_typing {
public:
    // Throws `invalid` for a model of another family.
    explicit class_typing(const segmentation& m);
    // Probability of each class, `classes()` numbers.
    void probabilities(std::span<const std::int32_t> answers, double* to) const;
    // The likeliest class (1 ..); ties go to the larger one.
    std::int32_t likeliest(std::span<const std::int32_t> answers) const;
    std::size_t classes() const { return classes_; }
    // Throws `invalid` for another number of answers, or one that is no category of the model; `zero_at` is the item of
    // an answer that was 0 and not missing, if there is one.
    void check(std::span<const std::int32_t> answers, std::size_t zero_at = 0) const;

    // Of a category of the model, among those of all items.
    std::int32_t column(std::size_t item, std::int32_t answer) const {
        return column_[item * (max_categories + 1) + static_cast<std::size_t>(answer)];
    }

private:
    std::size_t classes_;
    std::vector<std::vector<std::uint8_t>> codes_;
    std::vector<std::int32_t> column_;         // of each item's answers 0 .. 100, or -1
    std::vector<double> share_, probability_;  // logarithms; columns x classes
};

}  // namespace xm::core
