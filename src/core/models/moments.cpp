#include "core/models/moments.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <unordered_set>

#include "core/models/moments_kernel.hpp"
#include "core/num/dist.hpp"
#include "core/num/json.hpp"
#include "core/scores/ratings.hpp"
#include "core/scores/scores.hpp"

namespace xm::core {
namespace {

using running_moments::flag_empty;
using running_moments::flag_exact;
using running_moments::flag_labelled;
using running_moments::flag_running;
using running_moments::flag_weighted;
using running_moments::flag_wide;
constexpr double rounding = 1e-9;
constexpr std::int64_t max_rows = std::int64_t{1} << 62;
constexpr int128 max_sum = int128{1} << 126;

int128 added(int128 a, int128 b) {
    const int128 s = a + b;  // both are within 2^126: no overflow
    if (s >= max_sum || s <= -max_sum)
        fail(errc::range, "Cast the columns to double precision.",
             "a sum of integers is beyond the 126 bits that xm.moments keeps exactly");
    return s;
}

dd to_dd(int128 v) {
    const auto high = static_cast<double>(v);
    return quick_two_sum(high, static_cast<double>(v - static_cast<int128>(high)));
}

bool fits64(int128 v) { return v >= INT64_MIN && v <= INT64_MAX; }

std::string default_label(std::size_t i) { return "x" + std::to_string(i + 1); }

std::string decimal(int128 v) {
    const bool negative = v < 0;
    auto rest = negative ? -static_cast<uint128>(v) : static_cast<uint128>(v);
    std::string digits;
    do {
        digits.insert(digits.begin(), static_cast<char>('0' + static_cast<int>(rest % 10)));
        rest /= 10;
    } while (rest > 0);
    return negative ? "-" + digits : digits;
}

}  // namespace

void check_value(double v, std::string_view what, std::string_view whose) {
    if (value_allowed(v)) return;
    if (std::fabs(v) < min_value)
        fail(errc::invalid, "Rescale the variable, or take such values for 0.", what, " ", v, whose,
             " is outside the allowed range: 0, or from 1e-100 in size");
    fail(errc::invalid, "Turn such values into NULL: the row is then skipped.", what, " ", v, whose,
         " is outside the allowed range -1e100..1e100");
}

// --- labels ----------------------------------------------------------------------------------

std::string packed_labels(const std::vector<std::string>& labels) {
    std::string all;
    for (const std::string& label : labels) (all += static_cast<char>(label.size())) += label;
    return all;
}

std::vector<std::string> unpacked_labels(bytes from, std::size_t count, errc otherwise) {
    std::vector<std::string> labels(count);
    for (std::string& label : labels) {
        const std::size_t size = from.empty() ? 0 : static_cast<std::size_t>(from[0]);
        if (from.size() < size + 1) fail(otherwise, nullptr, "labels end too early");
        label.assign(reinterpret_cast<const char*>(from.data()) + 1, size);
        from = from.subspan(size + 1);
    }
    if (!from.empty()) fail(otherwise, nullptr, from.size(), " bytes follow the labels");
    return labels;
}

void check_labels(const std::vector<std::string>& labels) {
    constexpr const char* hint = "Labels are 1 to 63 bytes of UTF-8, all different, and not \"(intercept)\".";
    std::unordered_set<std::string_view> seen;
    for (const std::string& label : labels) {
        if (label.empty() || label.size() > 63) fail(errc::invalid, hint, "label \"", label, "\" has ", label.size(), " bytes");
        if (!is_utf8(label)) fail(errc::invalid, hint, "a label is not valid UTF-8");
        if (label == "(intercept)") fail(errc::invalid, hint, "label \"(intercept)\" is reserved for the constant of a model");
        if (!seen.insert(label).second) fail(errc::invalid, hint, "label \"", label, "\" is given twice");
    }
}

std::size_t centred_moments::index(std::string_view label) const {
    const auto found = std::find(labels.begin(), labels.end(), label);
    if (found != labels.end()) return static_cast<std::size_t>(found - labels.begin());
    message known;
    for (const std::string& l : labels) known.add(known.c_str()[0] ? ", " : "").add(l);
    fail(errc::invalid, "Use a label of the state; xm.label names the variables.", "no variable \"", label, "\"; there are ",
         known.c_str());
}

double centred_moments::covariance(std::size_t i, std::size_t j) const {
    const auto rows = static_cast<double>(n);
    return sum(i, j) / weight * (rows / (rows - 1));
}

std::optional<double> centred_moments::correlation(std::size_t i, std::size_t j) const {
    if (n < 2 || sum(i, i) <= 0 || sum(j, j) <= 0) return std::nullopt;
    if (i == j) return 1.0;
    const double product = sum(i, i) * sum(j, j);  // one root rounds less, where the product stays in range
    const double root = product > 1e-280 && product < 1e300 ? std::sqrt(product) : std::sqrt(sum(i, i)) * std::sqrt(sum(j, j));
    return std::clamp(sum(i, j) / root, -1.0, 1.0);
}

correlation_test test_correlation(const centred_moments& m, std::size_t i, std::size_t j, double confidence) {
    check_confidence(confidence);
    correlation_test t;
    t.r = m.correlation(i, j);
    if (!t.r) return t;
    const double r = *t.r;
    const auto n = static_cast<double>(m.n);
    if (m.n > 2) {
        // 1 - r^2 with all digits: near 1 those of r say little about it.
        const dd both = m.precise_sum(i, j);
        const double apart = (dd(1) - (both / m.precise_sum(i, i)) * (both / m.precise_sum(j, j))).value();
        t.p_value = apart < 4 * m.digit ? 0 : dist::student_two_sided(r * std::sqrt((n - 2) / apart), n - 2);
    }
    if (m.n > 3) {
        const dist::bounds interval = dist::correlation_interval(r, n, confidence);
        t.lower = interval.lower;
        t.upper = interval.upper;
    }
    return t;
}

// --- merging and centring --------------------------------------------------------------------

namespace {

// An exact state around whole numbers next to the means: what is left rounds only once.
struct pivoted {
    std::vector<dd> mean, comoment;

    explicit pivoted(const moments& m) : mean(m.variables()), comoment(pairs(m.variables())) {
        const std::size_t p = m.variables();
        const int128 n = m.n;
        std::vector<int128> pivot(p), rest(p);
        for (std::size_t i = 0; i < p; ++i) {
            pivot[i] = m.sum[i] / n;
            rest[i] = m.sum[i] - pivot[i] * n;
            mean[i] = to_dd(pivot[i]) + to_dd(rest[i]) / to_dd(n);
        }
        // Products may pass 128 bits on the way; the result does not, so arithmetic modulo 2^128 is exact.
        const auto times = [](int128 a, int128 b) { return static_cast<uint128>(a) * static_cast<uint128>(b); };
        for (std::size_t i = 0; i < p; ++i)
            for (std::size_t j = 0; j <= i; ++j) {
                const auto around =
                    static_cast<int128>(static_cast<uint128>(m.product[pair_at(i, j)]) - times(pivot[j], m.sum[i]) -
                                        times(pivot[i], m.sum[j]) + times(static_cast<int128>(times(n, pivot[i])), pivot[j]));
                comoment[pair_at(i, j)] = to_dd(around) - to_dd(rest[i]) * to_dd(rest[j]) / to_dd(n);
            }
    }
};

}  // namespace

void moments::make_floating() {
    pivoted around(*this);
    mean = std::move(around.mean);
    comoment = std::move(around.comoment);
    exact = false;
    sum.clear();
    product.clear();
}

dd moments::total_weight() const { return weighted ? w : core::exact(static_cast<std::uint64_t>(n)); }

void moments::check_shape(const moments& other, std::string_view what) const {
    if (variables() != other.variables())
        fail(errc::invalid, "Use states of the same variables only.", "moments of ", variables(), " and of ", other.variables(),
             " variables ", what);
    if (labels != other.labels) {
        std::size_t i = 0;
        const auto label = [&](const moments& m) { return m.labels.empty() ? default_label(i) + " (unnamed)" : m.labels[i]; };
        while (i + 1 < variables() && label(*this) == label(other)) ++i;
        fail(errc::invalid, "Give both the same labels with xm.label.", "moments with different labels ", what, ": variable ",
             i + 1, " is \"", label(*this), "\" and \"", label(other), "\"");
    }
    if (weighted != other.weighted)
        fail(errc::invalid, "Give every row a weight (1 where there is none), or none.", "weighted and unweighted moments ",
             what);
}

void moments::merge(const moments& other) {
    if (skipped > max_rows - other.skipped)
        fail(errc::range, "Merge fewer states.", "more than 2^62 rows left out of one xm.moments");
    if (empty() || other.empty()) {
        const std::int64_t both = skipped + other.skipped;
        if (empty()) *this = other;
        skipped = both;
        return;
    }
    check_shape(other, "do not merge");
    if (n > max_rows - other.n) fail(errc::range, "Merge fewer states.", "more than 2^62 rows in one xm.moments");
    if (exact && other.exact) {
        moments sums = *this;  // nothing half done if a sum overflows
        for (std::size_t i = 0; i < sum.size(); ++i) sums.sum[i] = added(sum[i], other.sum[i]);
        for (std::size_t i = 0; i < product.size(); ++i) sums.product[i] = added(product[i], other.product[i]);
        sums.n += other.n;
        sums.skipped += other.skipped;
        *this = std::move(sums);
        return;
    }
    moments sums = *this;
    if (exact) sums.make_floating();
    if (other.exact) {
        moments floating = other;
        floating.make_floating();
        sums.merge(floating);
        *this = std::move(sums);
        return;
    }
    const dd mine = sums.total_weight(), theirs = other.total_weight();
    const dd share = theirs / (mine + theirs);
    const dd between = mine * share;
    std::vector<dd> step(sums.mean.size());
    for (std::size_t i = 0; i < step.size(); ++i) step[i] = other.mean[i] - sums.mean[i];
    for (std::size_t i = 0; i < step.size(); ++i) {
        const dd scaled = step[i] * between;
        for (std::size_t j = 0; j <= i; ++j) sums.comoment[pair_at(i, j)] += other.comoment[pair_at(i, j)] + scaled * step[j];
        if (!std::isfinite(sums.comoment[pair_at(i, i)].value()))
            fail(errc::range, "Rescale the variable, or the weights.", "the sum of squares of variable ",
                 labels.empty() ? default_label(i) : labels[i], " is outside the range of double precision");
        sums.mean[i] += step[i] * share;
    }
    sums.n += other.n;
    sums.skipped += other.skipped;
    sums.w += other.w;
    sums.w2 += other.w2;
    *this = std::move(sums);
}

namespace {

// Whether states of as many rows can be of the same ones: floating sums to rounding, also where nothing but that is left.
bool same_rows(moments a, moments b) {
    if (a.exact && b.exact) return a.sum == b.sum && a.product == b.product;
    for (moments* const m : {&a, &b})
        if (m->exact) m->make_floating();
    const auto near = [](dd x, dd y, double scale) { return std::fabs((x - y).value()) <= rounding * scale; };
    if (!near(a.w, b.w, a.w.hi) || !near(a.w2, b.w2, a.w2.hi)) return false;
    const auto size = [&](std::size_t i) { return std::sqrt(a.comoment[pair_at(i, i)].hi) + 1e-6 * std::fabs(a.mean[i].hi); };
    for (std::size_t i = 0; i < a.mean.size(); ++i) {
        if (!near(a.mean[i], b.mean[i], size(i) + std::fabs(a.mean[i].hi))) return false;
        for (std::size_t j = 0; j <= i; ++j)
            if (!near(a.comoment[pair_at(i, j)], b.comoment[pair_at(i, j)], size(i) * size(j))) return false;
    }
    return true;
}

}  // namespace

void moments::take_away(const moments& other) {
    const auto refuse = [](const auto&... what) { fail(errc::range, not_added_hint, "moments cannot be taken away: ", what...); };
    // Rows left out are counted as far as they are known: states of version 1 did not count them.
    const std::int64_t skipped_left = std::max<std::int64_t>(skipped - other.skipped, 0);
    if (other.empty()) {
        skipped = skipped_left;
        return;
    }
    if (empty()) refuse("rows would be ", -other.n);
    check_shape(other, "cannot be taken from each other");
    if (other.n > n) refuse("rows would be ", n - other.n);
    const auto name = [&](std::size_t i) { return labels.empty() ? default_label(i) : labels[i]; };
    moments rest = *this;
    rest.n -= other.n;
    rest.skipped = skipped_left;
    if (exact && other.exact) {
        for (std::size_t i = 0; i < sum.size(); ++i) rest.sum[i] -= other.sum[i];  // both are within 2^126
        for (std::size_t i = 0; i < product.size(); ++i) rest.product[i] -= other.product[i];
        for (std::size_t i = 0; i < sum.size(); ++i)
            if (rest.product[pair_at(i, i)] < 0) refuse("the sum of squares of variable ", name(i), " would be negative");
    }
    if (rest.n == 0) {
        if (!same_rows(*this, other)) refuse("as many rows, but others");
        moments nothing;
        nothing.skipped = rest.skipped;
        *this = std::move(nothing);
        return;
    }
    if (rest.exact && other.exact) {
        try {
            rest.validate(errc::range);
        } catch (const error& e) {
            refuse(e.text.c_str());
        }
        *this = std::move(rest);
        return;
    }
    if (exact) rest.make_floating();
    if (other.exact) {
        moments floating = other;
        floating.make_floating();
        return take_away(floating);
    }
    const dd whole = total_weight(), theirs = other.total_weight(), left = whole - theirs;
    if (!(left.value() > 0)) refuse("the sum of weights would be ", left.value());
    const std::size_t p = rest.mean.size();
    std::vector<dd> step(p);
    for (std::size_t i = 0; i < p; ++i) step[i] = other.mean[i] - rest.mean[i];
    const dd share = theirs / left;
    std::vector<double> bound(p);
    for (std::size_t i = 0; i < p; ++i) {
        const dd scaled = step[i] * share * whole;
        const double before = rest.comoment[pair_at(i, i)].value();
        for (std::size_t j = 0; j <= i; ++j)
            rest.comoment[pair_at(i, j)] = rest.comoment[pair_at(i, j)] - other.comoment[pair_at(i, j)] - scaled * step[j];
        rest.mean[i] = rest.mean[i] - step[i] * share;
        dd& spread = rest.comoment[pair_at(i, i)];
        const double size = before + std::fabs(other.comoment[pair_at(i, i)].value()) + std::fabs((scaled * step[i]).value());
        if (spread.value() < -1e-13 * size) refuse("the sum of squares of variable ", name(i), " would be negative");
        // What rounding may have left of it. Where that hides a spread that matters, no answer is right.
        const double lost = 1e-29 * size;
        const double scale = std::fabs(rest.mean[i].value()) + std::sqrt(std::max(spread.value(), 0.0) / left.value());
        const double mean_lost = 1e-29 * std::fabs((step[i] * share).value());
        if (lost > 1e-9 * spread.value() && std::sqrt(lost / left.value()) > 1e-9 * scale)
            refuse("variable ", name(i), " varied so much more before that rounding hides what is left");
        if (mean_lost > 1e-9 * scale)
            refuse("the mean of variable ", name(i), " was so far away that rounding hides what is left");
        if (spread.value() < lost) spread = 0;
        bound[i] = std::sqrt(spread.value());
    }
    for (std::size_t i = 0; i < p; ++i)
        for (std::size_t j = 0; j < i; ++j) {
            dd& c = rest.comoment[pair_at(i, j)];
            if (std::fabs(c.value()) > bound[i] * bound[j]) c = std::copysign(bound[i] * bound[j], c.value());
        }
    rest.w = rest.w - other.w;
    rest.w2 = rest.w2 - other.w2;
    rest.validate(errc::range);
    *this = std::move(rest);
}

moments moments::comparable() const {
    moments m = *this;
    m.skipped = 0;
    return m;
}

centred_moments moments::centred() const {
    // What the block products leave (moments_kernel.hpp), and the rounding of pairs; values of version 1 had one double.
    constexpr double of_sums = 0x1p-100, of_blocks = 0x1p-95, of_doubles = 0x1p-52;
    centred_moments c{n, static_cast<double>(n), static_cast<double>(n), weighted, labels, {}, {}, {}, {}, of_sums};
    if (weighted) {
        c.weight = w.value();
        c.weight_squared = w2.value();
    }
    if (labels.empty())
        for (std::size_t i = 0; i < variables(); ++i) c.labels.push_back(default_label(i));
    if (exact) {
        pivoted around(*this);
        c.precise_mean = std::move(around.mean);
        c.precise = std::move(around.comoment);
    } else {
        c.precise_mean = mean;
        c.precise = comoment;
        const bool pairs = std::any_of(comoment.begin(), comoment.end(), [](const dd& v) { return v.lo != 0; });
        c.digit = pairs ? of_blocks : of_doubles;
    }
    for (const dd& v : c.precise_mean) c.mean.push_back(v.value());
    for (const dd& v : c.precise) c.comoment.push_back(v.value());
    return c;
}

void moments::validate(errc otherwise) const {
    const auto refuse = [&](std::string_view why) {
        fail(otherwise, "Use a value that pg_xm has written.", "invalid value of type xm.moments: ", why);
    };
    if (n < 0 || n > max_rows || skipped < 0 || skipped > max_rows) refuse("the number of rows");
    if (n == 0) {
        if (skipped == 0 || variables() > 0 || weighted || !labels.empty()) refuse("the number of rows");
        return;
    }
    if (!labels.empty()) {
        try {
            check_labels(labels);
        } catch (const error& e) {
            fail(otherwise, e.hint, "invalid value of type xm.moments: ", e.text.c_str());
        }
    }
    if (weighted) {
        const auto rows = static_cast<double>(n);
        const double s = w.value(), s2 = w2.value();
        if (exact || !(s >= rows * min_weight * (1 - rounding) && s <= rows * max_weight * (1 + rounding) && s2 > 0 &&
                       s2 <= s * s * (1 + rounding) && s * s <= rows * s2 * (1 + rounding)))
            refuse("the weights");
    }
    if (exact)
        for (const auto* sums : {&sum, &product})
            for (const int128 s : *sums)
                if (s >= max_sum || s <= -max_sum) refuse("a sum is too large");
    if (exact)  // products in range, so that centring does not leave 128 bits
        for (std::size_t i = 0; i < sum.size(); ++i) {
            const int128 mean_size = (sum[i] < 0 ? -sum[i] : sum[i]) / n;
            if (product[pair_at(i, i)] < 0 || mean_size > INT64_MAX) refuse("the sums");
        }
    for (const auto* list : {&mean, &comoment})
        for (const dd& v : *list)
            if (v.hi + v.lo != v.hi || !std::isfinite(v.lo)) refuse("the means or variances");
    if (w.hi + w.lo != w.hi || w2.hi + w2.lo != w2.hi) refuse("the weights");
    const centred_moments c = centred();
    const double lost = static_cast<double>(n) * 1e-290;  // what underflow may have taken from a sum of squares
    for (std::size_t i = 0; i < c.variables(); ++i) {
        // The sum of squares around 0 is what merging adds up: bounded for each part, it is for the whole.
        if (!(c.sum(i, i) >= 0) || !(c.sum(i, i) / c.weight + c.mean[i] * c.mean[i] <= max_value * max_value * (1 + rounding)))
            refuse("the means or variances");
        for (std::size_t j = 0; j <= i; ++j)
            if (!(std::fabs(c.sum(i, j)) <= std::sqrt(c.sum(i, i) + lost) * std::sqrt(c.sum(j, j) + lost) * (1 + rounding)) ||
                !std::isfinite(c.sum(i, j)))
                refuse("the co-moments");
    }
}

// --- stored ------------------------------------------------------------------------------------

namespace {

std::uint8_t flags_of(const moments& m) {
    std::uint8_t flags = 0;
    if (m.empty()) return flag_empty;
    if (m.weighted) flags |= flag_weighted;
    if (m.exact) flags |= flag_exact;
    if (!m.labels.empty()) flags |= flag_labelled;
    if (m.exact && !(std::all_of(m.sum.begin(), m.sum.end(), fits64) && std::all_of(m.product.begin(), m.product.end(), fits64)))
        flags |= flag_wide;
    return flags;
}

void check_flags(head h, errc otherwise) {
    const bool known = (h.flags & ~(flag_weighted | flag_exact | flag_wide | flag_labelled | flag_running)) == 0 ||
                       (h.flags == flag_empty && h.version > 1 && h.size == 0);
    const bool sensible =
        !((h.flags & flag_wide) && !(h.flags & flag_exact)) && !((h.flags & flag_weighted) && (h.flags & flag_exact));
    if (!known || !sensible) fail(otherwise, nullptr, "invalid value of type xm.moments: flags ", h.flags);
}

std::size_t numbers_size(head h) {
    const std::size_t p = std::size_t{h.size} + 1, counts = h.version == 1 ? 8 : 16;
    if (h.flags & flag_empty) return counts;
    if (h.flags & flag_exact) return counts + (p + pairs(p)) * (h.flags & flag_wide ? 16 : 8);
    const std::size_t number = h.version == 1 ? 8 : 16;  // of weights and co-moments
    return counts + (h.flags & flag_weighted ? 2 * number : 0) + p * 16 + pairs(p) * number;
}

std::uint8_t size_of(const moments& m) { return static_cast<std::uint8_t>(m.empty() ? 0 : m.variables() - 1); }

head head_for(const moments& m) {
    return {static_cast<std::uint8_t>(state_kind::moments), moments::version, flags_of(m), size_of(m)};
}

// The numbers in the order of docs/internals/states.md. From gives the next integer, pair or sum of a state's form.
template <class From>
moments read_numbers(head h, From& from, errc otherwise) {
    moments m;
    m.n = from.integer();
    if (h.version > 1) m.skipped = from.integer();
    if ((m.n == 0) != ((h.flags & flag_empty) != 0))
        fail(otherwise, nullptr, "invalid value of type xm.moments: the number of rows");
    if (h.flags & flag_empty) return m;
    const std::size_t p = std::size_t{h.size} + 1;
    m.weighted = (h.flags & flag_weighted) != 0;
    m.exact = (h.flags & flag_exact) != 0;
    const auto number = [&] { return h.version == 1 ? dd(from.number()) : from.pair(); };
    if (m.exact) {
        m.sum.resize(p);
        m.product.resize(pairs(p));
        for (auto* sums : {&m.sum, &m.product}) std::generate(sums->begin(), sums->end(), [&] { return from.sum(); });
        return m;
    }
    if (m.weighted) {
        m.w = number();
        m.w2 = number();
    }
    m.mean.resize(p);
    m.comoment.resize(pairs(p));
    std::generate(m.mean.begin(), m.mean.end(), [&] { return from.pair(); });
    std::generate(m.comoment.begin(), m.comoment.end(), number);
    return m;
}

struct stored_numbers {
    const std::byte* at;
    bool wide;
    template <class T>
    T take() {
        const T value = load<T>(at);
        at += sizeof(T);
        return value;
    }
    std::int64_t integer() { return take<std::int64_t>(); }
    double number() { return take<double>(); }
    dd pair() { return take<dd>(); }
    int128 sum() { return wide ? take<packed_int128>().value() : take<std::int64_t>(); }
};

struct wire_numbers {
    wire_reader& in;
    std::int64_t integer() { return in.get<std::int64_t>(); }
    double number() { return in.get<double>(); }
    dd pair() {
        const auto high = in.get<double>();
        return {high, in.get<double>()};
    }
    int128 sum() {
        packed_int128 v;
        v.high = in.get<std::int64_t>();
        v.low = in.get<std::uint64_t>();
        return v.value();
    }
};

// A pair as it is kept: normalised, and no -0 behind it.
dd kept(dd v) {
    v = quick_two_sum(v.hi, v.lo);
    return {v.hi + 0.0, v.lo + 0.0};
}

moments from_running(bytes body);

}  // namespace

moments moments::from_stored(bytes body, errc otherwise) {
    if (body.size() < sizeof(head)) fail(errc::corrupt_stored, nullptr, "stored value of type xm.moments is too short");
    const auto h = load<head>(body.data());
    check_head(h, state_kind::moments, version, "moments", errc::corrupt_stored);
    check_flags(h, errc::corrupt_stored);
    if (h.flags & flag_running) {
        moments m = from_running(body);
        m.validate(otherwise);
        return m;
    }
    const std::size_t numbers = numbers_size(h);
    if (body.size() < sizeof h + numbers)
        fail(errc::corrupt_stored, nullptr, "damaged stored value of type xm.moments: ", body.size(), " bytes");
    stored_numbers from{body.data() + sizeof h, (h.flags & flag_wide) != 0};
    moments m = read_numbers(h, from, errc::corrupt_stored);
    m.labels =
        unpacked_labels(body.subspan(sizeof h + numbers), h.flags & flag_labelled ? m.variables() : 0, errc::corrupt_stored);
    return m;
}

std::size_t moments::stored_size() const { return sizeof(head) + numbers_size(head_for(*this)) + packed_labels(labels).size(); }

void moments::to_stored(std::byte* body) const {
    const head h = head_for(*this);
    store(body, h);
    std::byte* at = body + sizeof(head);
    const auto put = [&](const auto& value) {
        store(at, value);
        at += sizeof value;
    };
    put(n);
    put(skipped);
    for (const auto* sums : {&sum, &product})
        for (const int128 s : *sums) {
            if (h.flags & flag_wide)
                put(packed_int128(s));
            else
                put(static_cast<std::int64_t>(s));
        }
    if (weighted) {
        put(kept(w));
        put(kept(w2));
    }
    for (const auto* list : {&mean, &comoment})
        for (const dd& v : *list) put(kept(v));
    const std::string names = packed_labels(labels);
    std::memcpy(at, names.data(), names.size());
}

// --- wire --------------------------------------------------------------------------------------

moments moments::from_wire(bytes in) {
    wire_reader reader(in);
    const head h = read_head(reader, state_kind::moments, version, "moments");
    check_flags(h, errc::corrupt_wire);
    if (h.flags & (flag_wide | flag_running))
        fail(errc::corrupt_wire, nullptr, "invalid binary value of type xm.moments: flags ", h.flags);
    wire_numbers from{reader};
    moments m = read_numbers(h, from, errc::corrupt_wire);
    m.labels = unpacked_labels(reader.rest(), h.flags & flag_labelled ? m.variables() : 0, errc::corrupt_wire);
    m.validate(errc::corrupt_wire);
    return m;
}

void moments::to_wire(wire_writer& out) const {
    head h = head_for(*this);
    h.flags &= static_cast<std::uint8_t>(~flag_wide);
    write_head(out, h);
    out.put(n);
    out.put(skipped);
    for (const auto* sums : {&sum, &product})
        for (const int128 s : *sums) {
            const packed_int128 v(s);
            out.put(v.high);
            out.put(v.low);
        }
    const auto put = [&](const dd& v) {
        out.put(kept(v).hi);
        out.put(kept(v).lo);
    };
    if (weighted) {
        put(w);
        put(w2);
    }
    for (const auto* list : {&mean, &comoment})
        for (const dd& v : *list) put(v);
    for (const char c : packed_labels(labels)) out.put(static_cast<std::uint8_t>(c));
}

// --- text --------------------------------------------------------------------------------------

moments moments::from_text(std::string_view text, poll check) {
    moments m;
    json_reader in(text, "moments", check);
    enum { type, version_, n_, labels_, sums, products, weight, weight_squared, means, comoments, skipped_ };
    constexpr std::array<std::string_view, 11> names{"type",   "version",        "n",     "labels",    "sums",   "products",
                                                     "weight", "weight_squared", "means", "comoments", "skipped"};
    unsigned seen = 0;
    // A double, or a pair of them from version 2 on.
    const auto number = [&] { return in.at_array() ? in.pair() : dd(in.number<double>()); };
    const auto each = [&](auto&& f) {
        std::size_t count = 0;
        in.array([&] {
            if (++count > pairs(max_variables)) in.bad("too many numbers");
            f();
        });
    };
    in.object([&](std::string_view key) {
        const auto which = static_cast<unsigned>(std::find(names.begin(), names.end(), key) - names.begin());
        if (which == names.size()) in.bad("unknown member");
        if (seen & 1U << which) in.bad("a member is given twice");
        seen |= 1U << which;
        switch (which) {
            case type:
                if (in.string() != "moments") in.bad("the type must be \"moments\"");
                break;
            case version_:
                check_head({static_cast<std::uint8_t>(state_kind::moments), in.number<std::uint8_t>(), 0, 0}, state_kind::moments,
                           version, "moments", errc::corrupt_text);
                break;
            case n_: m.n = in.number<std::int64_t>(); break;
            case labels_: each([&] { m.labels.push_back(in.escaped_string()); }); break;
            case sums: each([&] { m.sum.push_back(in.integer128()); }); break;
            case products: each([&] { m.product.push_back(in.integer128()); }); break;
            case weight: m.w = number(); break;
            case weight_squared: m.w2 = number(); break;
            case means: each([&] { m.mean.push_back(in.pair()); }); break;
            case comoments: each([&] { m.comoment.push_back(number()); }); break;
            default: m.skipped = in.number<std::int64_t>(); break;
        }
    });
    in.end();
    const auto has = [&](unsigned which) { return (seen >> which & 1U) != 0; };
    m.exact = has(sums);
    m.weighted = has(weight);
    const bool numbers = has(means) || !(has(skipped_) && m.n == 0);  // without rows there are none
    const bool right = has(type) && has(version_) && has(n_) && has(products) == m.exact && has(means) == (!m.exact && numbers) &&
                       has(comoments) == has(means) && has(weight_squared) == m.weighted && !(m.exact && m.weighted);
    const std::size_t p = m.variables();
    if (!right || (p < 1 && numbers) || p > max_variables || (m.exact ? m.product.size() : m.comoment.size()) != pairs(p) ||
        (has(labels_) && m.labels.size() != p))
        in.bad("members are missing, or of a wrong number");
    m.validate(errc::corrupt_text);
    return m;
}

std::string moments::to_text() const {
    json_writer out;
    out.open('{').field("type", "moments").field("version", version).field("n", n);
    if (skipped > 0) out.field("skipped", skipped);
    if (!labels.empty()) {
        out.key("labels").open('[');
        for (const std::string& label : labels) out.escaped(label);
        out.close(']');
    }
    const auto list = [&](std::string_view name, const auto& of, auto&& write) {
        out.key(name).open('[');
        for (const auto& v : of) write(v);
        out.close(']');
    };
    if (exact) {
        list("sums", sum, [&](int128 v) { out.raw(decimal(v)); });
        list("products", product, [&](int128 v) { out.raw(decimal(v)); });
    } else if (!empty()) {
        if (weighted) {
            out.key("weight").pair(kept(w));
            out.key("weight_squared").pair(kept(w2));
        }
        list("means", mean, [&](const dd& v) { out.pair(kept(v)); });
        list("comoments", comoment, [&](const dd& v) { out.pair(kept(v)); });
    }
    return out.close('}').text();
}

// --- running -----------------------------------------------------------------------------------

namespace running_moments {
namespace {

// Room enough to go on in 64 bits: as much again as 2^37 rows of the largest narrow values.
bool fits_narrow(int128 v) { return v < (int128{1} << 62) && v > -(int128{1} << 62); }

std::size_t cell_size(kind k) { return k == kind::narrow ? sizeof(std::int16_t) : 8; }

template <class Sum>
Sum* sums_of(head* state, kind k) {
    return reinterpret_cast<Sum*>(reinterpret_cast<std::byte*>(state) + sums_at(k));
}

std::size_t columns(std::size_t p, bool weighted) { return p + (weighted ? 1 : 0); }

// Adds a block of doubles (m rows, the weights behind the variables) to floating sums; `mean` and `comoment` begin with
// the high parts, the low parts follow.
void add_block(double* block, std::size_t p, bool weighted, std::uint32_t room, std::uint32_t m, std::int64_t n, dd& w, dd& w2,
               double* mean, double* comoment) {
    const std::size_t cells = p * room;
    const auto work = std::make_unique_for_overwrite<double[]>((weighted ? 8 : 4) * cells + 2 * pairs(p) + 11 * p);
    double* next = work.get();
    const auto take = [&](std::size_t count) {
        double* const from = next;
        next += count;
        return from;
    };
    const auto four = [&](std::size_t count) -> std::array<double*, 4> {
        return {take(count), take(count), take(count), take(count)};
    };
    const auto slices_of = [](const std::array<double*, 4>& s, std::size_t at) {
        return slices{s[0] + at, s[1] + at, s[2] + at, s[3] + at};
    };
    const auto right = four(cells), left = weighted ? four(cells) : right;
    std::vector<sliced_column> columns((weighted ? 2 : 1) * p);
    sliced_column* const right_column = columns.data();
    sliced_column* const left_column = weighted ? right_column + p : right_column;

    double* const weights = weighted ? block + cells : nullptr;
    double scale = 1;  // a power of two that keeps weighted products in range
    dd block_w = static_cast<double>(m);
    if (weighted) {
        int exponent = 0;
        std::frexp(*std::max_element(weights, weights + m), &exponent);
        scale = std::ldexp(1, exponent - 1);
        block_w = 0;
        for (std::uint32_t r = 0; r < m; ++r) {
            block_w += weights[r];
            w2 += two_prod(weights[r], weights[r]);
            weights[r] /= scale;
        }
        std::fill(weights + m, weights + room, 0.0);
    }
    const dd here(block_w.hi / scale, block_w.lo / scale);
    for (std::size_t i = 0; i < p; ++i)
        kernel().slice(block + i * room, m, room, weights, here.value(), slices_of(right, i * room), right_column[i],
                       slices_of(left, i * room), left_column + i);
    // A column of whole numbers has one slice; beside one that has more its others must be 0.
    if (!std::all_of(right_column, right_column + p, [](const sliced_column& c) { return c.whole; }))
        for (std::size_t i = 0; i < p; ++i)
            for (std::size_t s = 1; s < 4 && right_column[i].whole; ++s) std::fill_n(right[s] + i * room, room, 0.0);
    double *const products = take(pairs(p)), *const products_low = take(pairs(p));
    kernel().dot_sliced(slices_of(left, 0), left_column, slices_of(right, 0), right_column, p, room, products, products_low);

    // Around the block's own mean, and on to the mean of all (Chan, Golub & LeVeque 1983, Am. Stat. 37, 242-247).
    const dd before = n == 0 ? dd() : weighted ? w : core::exact(static_cast<std::uint64_t>(n));
    const dd share = n == 0 ? dd(1) : block_w / (before + block_w);
    const moments_kernel::weights by{dd(1) / here, share, before * share};
    const auto halved = [&]() -> moments_kernel::halved { return {take(p), take(p), take(p), take(p)}; };
    const moments_kernel::steps steps{take(p), take(p), take(p), halved(), halved()};
    kernel().step_means(mean, mean + p, right_column, left_column, by, steps, p);
    kernel().accumulate(comoment, comoment + pairs(p), products, products_low, scale, steps, p);
    if (weighted) w += block_w;
}

}  // namespace

std::size_t shape::size() const {
    return block_at(sums, variables) + columns(variables, weighted) * room * cell_size(sums) + labels_size;
}

shape shape_of(bytes body) {
    const auto damaged = [&] {
        fail(errc::corrupt_stored, nullptr, "damaged running value of type xm.moments: ", body.size(), " bytes");
    };
    if (body.size() < sizeof(head) + sizeof(prefix)) damaged();
    const auto h = load<head>(body.data());
    const auto fixed = load<prefix>(body.data() + sizeof h);
    shape s{variables_of(&h), kind_of(&h), (h.flags & flag_weighted) != 0, fixed.room, 0};
    if (fixed.room > large_room || fixed.room % small_room != 0 || fixed.used > fixed.room || fixed.n < 0 || fixed.skipped < 0 ||
        s.size() > body.size())
        damaged();
    s.labels_size = body.size() - s.size();
    return s;
}

void make(head* state, shape as, std::string_view labels) {
    std::memset(static_cast<void*>(state), 0, as.size());
    std::uint8_t flags = flag_running;
    if (as.sums != kind::floating) flags |= flag_exact;
    if (as.sums == kind::wide) flags |= flag_wide;
    if (as.weighted) flags |= flag_weighted;
    if (!labels.empty()) flags |= flag_labelled;
    *state = {static_cast<std::uint8_t>(state_kind::moments), moments::version, flags,
              static_cast<std::uint8_t>(as.variables - 1)};
    prefix_of(state)->room = as.room;
    if (!labels.empty())
        std::memcpy(reinterpret_cast<std::byte*>(state) + as.size() - labels.size(), labels.data(), labels.size());
}

void skip(head* state) {
    if (state->flags & flag_running) {
        ++prefix_of(state)->skipped;
        return;
    }
    auto* const skipped = reinterpret_cast<std::byte*>(state + 1) + sizeof(std::int64_t);
    store(skipped, load<std::int64_t>(skipped) + 1);
}

void flush(head* state) {
    prefix& fixed = *prefix_of(state);
    const std::uint32_t m = fixed.used;
    if (m == 0) return;
    const std::size_t p = variables_of(state);
    const std::uint32_t room = fixed.room;
    switch (kind_of(state)) {
        case kind::narrow: {
            std::int16_t* const block = block_of<std::int16_t>(state, kind::narrow);
            if (m < room)
                for (std::size_t i = 0; i < p; ++i) std::memset(block + i * room + m, 0, (room - m) * sizeof *block);
            auto* const sums = sums_of<std::int64_t>(state, kind::narrow);
            kernel().dot_narrow(block, p, room, sums, sums + p);
            break;
        }
        case kind::wide: {
            const std::int64_t* const block = block_of<std::int64_t>(state, kind::wide);
            auto* const sums = sums_of<packed_int128>(state, kind::wide);
            std::vector<int128> next(p + pairs(p));
            for (std::size_t i = 0; i < p; ++i) {
                int128 total = 0;
                for (std::uint32_t r = 0; r < m; ++r) total += block[i * room + r];
                next[i] = added(sums[i].value(), total);
                for (std::size_t j = 0; j <= i; ++j) {
                    const std::size_t at = p + pair_at(i, j);
                    int128 product = sums[at].value();
                    for (std::uint32_t r = 0; r < m; ++r)
                        product = added(product, static_cast<int128>(block[i * room + r]) * block[j * room + r]);
                    next[at] = product;
                }
            }
            std::copy(next.begin(), next.end(), sums);
            break;
        }
        case kind::floating: {
            auto* const sums = sums_of<dd>(state, kind::floating);
            auto* const numbers = reinterpret_cast<double*>(sums);
            add_block(block_of<double>(state, kind::floating), p, (state->flags & flag_weighted) != 0, room, m, fixed.n, sums[-2],
                      sums[-1], numbers, numbers + 2 * p);
            break;
        }
    }
    fixed.n += m;
    fixed.used = 0;
}

void reshape(head* from, std::size_t from_size, head* to, shape as) {
    flush(from);
    const shape was = shape_of({reinterpret_cast<const std::byte*>(from), from_size});
    make(to, as, {reinterpret_cast<const char*>(from) + from_size - was.labels_size, was.labels_size});
    prefix_of(to)->n = prefix_of(from)->n;
    prefix_of(to)->skipped = prefix_of(from)->skipped;
    const std::size_t sums = was.variables + pairs(was.variables);
    if (was.sums == as.sums) {
        const std::size_t begin = sizeof(head) + sizeof(prefix);
        std::memcpy(reinterpret_cast<std::byte*>(to) + begin, reinterpret_cast<const std::byte*>(from) + begin,
                    block_at(was.sums, was.variables) - begin);
        return;
    }
    const auto* narrow = sums_of<std::int64_t>(from, kind::narrow);  // only narrow sums are ever widened
    auto* widened = sums_of<packed_int128>(to, kind::wide);
    for (std::size_t i = 0; i < sums; ++i) widened[i] = packed_int128(narrow[i]);
}

shape shape_for(const moments& m, std::uint32_t room) {
    const bool fits = m.exact && m.n < (std::int64_t{1} << 37) && std::all_of(m.sum.begin(), m.sum.end(), fits_narrow) &&
                      std::all_of(m.product.begin(), m.product.end(), fits_narrow);
    return {m.variables(),
            !m.exact ? kind::floating
            : fits   ? kind::narrow
                     : kind::wide,
            m.weighted, room, packed_labels(m.labels).size()};
}

void write(const moments& m, head* to, shape as) {
    make(to, as, packed_labels(m.labels));
    prefix_of(to)->n = m.n;
    prefix_of(to)->skipped = m.skipped;
    if (as.sums == kind::narrow) {
        auto* sums = sums_of<std::int64_t>(to, as.sums);
        for (const auto* from : {&m.sum, &m.product})
            for (const int128 s : *from) *sums++ = static_cast<std::int64_t>(s);
    } else if (as.sums == kind::wide) {
        auto* sums = sums_of<packed_int128>(to, as.sums);
        for (const auto* from : {&m.sum, &m.product})
            for (const int128 s : *from) *sums++ = s;
    } else {
        auto* sums = sums_of<dd>(to, as.sums);
        sums[-2] = m.w;
        sums[-1] = m.w2;
        auto* number = reinterpret_cast<double*>(sums);
        for (const auto* from : {&m.mean, &m.comoment}) {
            for (const dd& v : *from) *number++ = v.hi;
            for (const dd& v : *from) *number++ = v.lo;
        }
    }
}

}  // namespace running_moments

namespace {

moments from_running(bytes body) {
    namespace rm = running_moments;
    const rm::shape shape = rm::shape_of(body);
    // A copy that is aligned as running states are, and may be flushed.
    std::vector<double> room(body.size() / 8 + 2);
    auto* const state = reinterpret_cast<head*>(reinterpret_cast<std::byte*>(room.data()) + 4);
    std::memcpy(static_cast<void*>(state), body.data(), body.size());
    rm::flush(state);
    moments m;
    m.weighted = shape.weighted;
    m.exact = shape.sums != rm::kind::floating;
    m.n = rm::prefix_of(state)->n;
    m.skipped = rm::prefix_of(state)->skipped;
    const std::size_t p = shape.variables;
    const std::byte* const sums = reinterpret_cast<const std::byte*>(state) + rm::sums_at(shape.sums);
    switch (shape.sums) {
        case rm::kind::narrow: {
            const auto* s = reinterpret_cast<const std::int64_t*>(sums);
            m.sum.assign(s, s + p);
            m.product.assign(s + p, s + p + pairs(p));
            break;
        }
        case rm::kind::wide: {
            const auto* s = reinterpret_cast<const packed_int128*>(sums);
            for (std::size_t i = 0; i < p; ++i) m.sum.push_back(s[i].value());
            for (std::size_t i = 0; i < pairs(p); ++i) m.product.push_back(s[p + i].value());
            break;
        }
        case rm::kind::floating: {
            const auto* s = reinterpret_cast<const dd*>(sums);
            m.w = s[-2];
            m.w2 = s[-1];
            const auto* number = reinterpret_cast<const double*>(s);
            for (auto [to, count] : {std::pair(&m.mean, p), std::pair(&m.comoment, pairs(p))}) {
                for (std::size_t k = 0; k < count; ++k) to->emplace_back(number[k], number[count + k]);
                number += 2 * count;
            }
            break;
        }
    }
    m.labels =
        unpacked_labels(bytes(reinterpret_cast<const std::byte*>(state) + body.size() - shape.labels_size, shape.labels_size),
                        state->flags & flag_labelled ? p : 0, errc::corrupt_stored);
    return m;
}

}  // namespace
}  // namespace xm::core
