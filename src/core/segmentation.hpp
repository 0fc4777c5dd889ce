// xm.segmentation: fitted segments of people, by k-means over value profiles or by latent classes over
// categorical answers. Layout: docs/internals/states.md.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/state.hpp"
#include "core/value_profile.hpp"

namespace xm::core {

inline constexpr int max_segments = 255;
inline constexpr int max_items = 256;
inline constexpr int max_categories = 100;

struct segmentation {
    static constexpr std::uint8_t version = 1;
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
    profile_shape shape;                   // k-means
    std::vector<std::uint8_t> categories;  // of each item; latent classes
    std::vector<fit> fits;                 // by k
    std::vector<segment> segments;         // the largest first
    std::vector<double> overall;           // the same as a centre, of everybody

    // Columns of a centre: scores, or all categories of all items.
    std::size_t columns() const;
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
};

// Throws `invalid` unless 2 <= k <= 255.
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
    // Throws `invalid` for another number of answers, or one outside the model's categories; `zero_at` is the item of an
    // answer that was 0 and not missing, if there is one.
    void check(std::span<const std::int32_t> answers, std::size_t zero_at = 0) const;

private:
    std::size_t classes_;
    std::vector<std::uint8_t> categories_;
    std::vector<double> share_, probability_;  // logarithms; columns x classes
};

}  // namespace xm::core
