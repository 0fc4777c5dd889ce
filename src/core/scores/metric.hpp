// A metric: a scoring rule on integer ratings, linear in their distribution.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/error.hpp"
#include "core/state.hpp"

namespace xm::core {

class metric {
public:
    enum class rule : std::uint8_t { nps = 1, mean, share, index, csat, ces };

    // Parses "nps", "mean", "share[a,b]", "index[a,b]", "csat" or "ces" (any case, spaces
    // around the numbers allowed). Throws corrupt_text.
    static metric parse(std::string_view text);
    // From the stored four bytes; throws `otherwise` if no version of pg_xm wrote them.
    static metric unpack(std::int32_t packed, errc otherwise = errc::corrupt_stored);
    static metric of(rule r, int a = 0, int b = 0) { return metric(r, a, b); }

    std::int32_t pack() const;
    static metric read(wire_reader& in);
    void write(wire_writer& out) const;
    std::string text() const;

    // The score of one rating: nps -100, 0 or 100; shares 0 or 100; mean the rating itself;
    // index 100 (rating - a) / (b - a).
    double score(int rating) const;
    // The ratings this metric is defined on (nps 0..10, csat 1..5, ces 1..7, else 0..100).
    int lowest() const;
    int highest() const;

    rule kind() const { return rule_; }
    bool is_share() const { return rule_ == rule::share || rule_ == rule::csat || rule_ == rule::ces; }

    friend bool operator==(const metric&, const metric&) = default;

private:
    metric(rule r, int a, int b) : rule_(r), a_(a), b_(b) {}

    rule rule_;
    int a_;
    int b_;
};

}  // namespace xm::core
