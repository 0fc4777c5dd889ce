#include "core/link/agreement.hpp"

#include <algorithm>
#include <cmath>

#include "core/num/dist.hpp"
#include "core/scores/scores.hpp"

namespace xm::core {
namespace {

void refuse_weighted(const ratings& r, std::string_view function) {
    if (r.weighted)
        fail(errc::invalid, "Make the state without weights: xm.ratings(rating).", "xm.", function,
             " does not take weighted ratings: agreement is about people, each counted once");
}

}  // namespace

void icc_sums::add(const ratings& unit) {
    refuse_weighted(unit, "icc");
    dd sum, square;
    for (int rating = 1; rating <= max_rating; ++rating) {
        const dd n = exact(unit.n[static_cast<std::size_t>(rating)]);
        sum += n * dd(rating);
        square += n * dd(rating * rating);
    }
    merge({1, unit.responses(), sum, square, sum * sum / exact(unit.responses())});
}

void icc_sums::merge(const icc_sums& other) {
    constexpr std::uint64_t most = std::uint64_t{1} << 62;
    if (other.responses > most || responses > most - other.responses)
        fail(errc::range, "Use fewer units.", "more than 2^62 responses in one xm.icc");
    units += other.units;
    responses += other.responses;
    total += other.total;
    squares += other.squares;
    between += other.between;
}

icc_result icc(const icc_sums& sums) {
    icc_result r{};
    r.units = sums.units;
    r.responses = static_cast<std::int64_t>(sums.responses);
    if (sums.units < 2) return r;
    const auto n = static_cast<double>(sums.responses);
    const auto units = static_cast<double>(sums.units);
    // The sums are exact to about 31 digits; a difference below their rounding is 0.
    const auto difference = [&](dd a, dd b) {
        const double d = (a - b).value();
        return d <= 1e-26 * sums.squares.hi ? 0.0 : d;
    };
    const double between = difference(sums.between, sums.total * sums.total / exact(sums.responses));
    const double within = difference(sums.squares, sums.between);
    r.df1 = sums.units - 1;
    r.df2 = r.responses - sums.units;
    if (between + within > 0) r.eta_squared = between / (between + within);
    if (*r.df2 == 0) return r;
    const double msb = between / (units - 1);
    const double msw = within / (n - units);
    const double mean_size = n / units;
    if (msb + msw > 0) r.icc1 = (msb - msw) / (msb + (mean_size - 1) * msw);
    if (msb > 0) r.icc2 = (msb - msw) / msb;
    if (msw > 0) r.f = msb / msw;  // without spread inside the units F is infinite: no value, p = 0
    if (msb + msw > 0) r.p_value = dist::f_upper(msb / msw, units - 1, n - units);
    return r;
}

std::optional<double> rwg(const ratings& r, std::int64_t lowest, std::int64_t highest) {
    refuse_weighted(r, "rwg");
    if (lowest < 0 || highest > max_rating || lowest >= highest)
        fail(errc::invalid, "Name the scale as a range of at least two ratings, such as '[1,5]'.", "scale [", lowest, ",",
             highest, "] is outside the allowed range 0..100, or has fewer than two ratings");
    for (int rating = 0; rating <= max_rating; ++rating)
        if (r.n[static_cast<std::size_t>(rating)] > 0 && (rating < lowest || rating > highest))
            fail(errc::invalid,
                 "Name the whole scale, its upper end included, such as '[0,10]'; turn codes for \"no answer\" into NULL.",
                 "rating ", rating, " is outside the scale ", lowest, "..", highest);
    const auto spread = stddev(r);
    if (!spread) return std::nullopt;
    const auto options = static_cast<double>(highest - lowest + 1);
    return std::max(0.0, 1 - *spread * *spread / ((options * options - 1) / 12));
}

}  // namespace xm::core
