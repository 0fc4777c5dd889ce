#include "core/link/linkage.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/num/dist.hpp"
#include "core/num/json.hpp"

namespace xm::core {
namespace {

// A mean square below this is no spread: products of such deviations would leave the range of doubles.
constexpr double no_spread = 1e-280;
constexpr std::int64_t max_count = std::int64_t{1} << 62;
constexpr std::array<std::string_view, 3> form_names{"ratings", "scores", "scores_with_errors"};

std::int64_t added(std::int64_t a, std::int64_t b) {
    if (a > max_count - b) fail(errc::range, "Merge fewer states.", "more than 2^62 units or responses in one xm.linkage");
    return a + b;
}

double clamp1(double x) { return std::clamp(x, -1.0, 1.0); }

linkage::side side_of(const ratings& r, metric m) {
    const scored s = score(r, m);
    return {static_cast<std::int64_t>(s.n), s.n == 1, s.value, 0.0, s.mean_variance, s.within_ss};
}

// What would underflow counts as no error at all.
dd squared(double error) { return error * error < no_spread ? dd() : dd(error) * dd(error); }

linkage::side side_of(double score, double std_error) {
    check_score(score);
    if (!(std_error >= 0 && std_error <= max_score))
        fail(errc::invalid, "A standard error is a finite number that is not negative.", "standard error ", std_error,
             " is outside the allowed range 0..1e50");
    return {0, 0, score, 0.0, squared(std_error), 0.0};
}

}  // namespace

linkage linkage::of_unit(const ratings& ex, const ratings& cx, metric ex_rule, metric cx_rule) {
    linkage one;
    one.ex_metric = ex_rule.pack();
    one.cx_metric = cx_rule.pack();
    one.units = 1;
    one.ex = side_of(ex, ex_rule);
    one.cx = side_of(cx, cx_rule);
    return one;
}

linkage linkage::of_unit(double ex, double cx) {
    linkage one = of_unit(ex, cx, 0, 0);
    one.shape = of_scores;
    return one;
}

linkage linkage::of_unit(double ex, double cx, double ex_std_error, double cx_std_error) {
    linkage one;
    one.shape = of_scores_with_errors;
    one.units = 1;
    one.ex = side_of(ex, ex_std_error);
    one.cx = side_of(cx, cx_std_error);
    return one;
}

namespace {

void check_same_kind(const linkage& a, const linkage& b) {
    if (a.shape != b.shape)
        fail(errc::invalid, "Use the same form of xm.link for all units.",
             "linkages of different forms cannot be merged: ", form_names[a.shape], " and ", form_names[b.shape]);
    if (a.ex_metric != b.ex_metric || a.cx_metric != b.cx_metric) {
        const auto name = [](std::int32_t packed) { return metric::unpack(packed).text(); };
        fail(errc::invalid, "Use the same metrics for all units.",
             "linkages of different metrics cannot be merged: ", name(a.ex_metric), ", ", name(a.cx_metric), " and ",
             name(b.ex_metric), ", ", name(b.cx_metric));
    }
}

}  // namespace

void linkage::merge(const linkage& other) {
    check_same_kind(*this, other);
    const std::int64_t total = added(units, other.units);  // every sum that can fail comes before the first change
    const std::int64_t employees = added(ex.responses, other.ex.responses);
    const std::int64_t customers = added(cx.responses, other.cx.responses);
    const dd share = dd(static_cast<double>(other.units)) / dd(static_cast<double>(total));
    const dd weight = share * dd(static_cast<double>(units));
    const dd ex_step = other.ex.mean - ex.mean;
    const dd cx_step = other.cx.mean - cx.mean;
    excx = excx + other.excx + ex_step * cx_step * weight;
    const auto join = [&](side& a, const side& b, dd step) {
        a.single += b.single;
        a.m2 = a.m2 + b.m2 + step * step * weight;
        a.mean += step * share;
        a.error += b.error;
        a.within += b.within;
    };
    join(ex, other.ex, ex_step);
    join(cx, other.cx, cx_step);
    units = total;
    ex.responses = employees;
    cx.responses = customers;
}

// The steps of merge() backwards.
void linkage::take_away(const linkage& other) {
    check_same_kind(*this, other);
    const auto refuse = [](std::string_view what) {
        fail(errc::range, not_added_hint, "what is taken away was not added: ", what, " of an xm.linkage");
    };
    const std::int64_t left = units - other.units;
    const auto keeps = [&](const side& a, const side& b) {
        return a.responses >= b.responses && a.single >= b.single && (left > 0 || a.responses == b.responses);
    };
    if (left < 0 || !keeps(ex, other.ex) || !keeps(cx, other.cx)) refuse("units or responses");
    if (left == 0) {  // then it is all of it, or something else
        const auto same = [&](dd a, dd b, double scale) { return std::fabs((a - b).value()) <= 1e-9 * scale; };
        const auto same_side = [&](const side& a, const side& b) {
            return same(a.mean, b.mean, std::fabs(a.mean.hi) + std::sqrt(a.m2.hi)) && same(a.m2, b.m2, a.m2.hi) &&
                   same(a.error, b.error, a.error.hi) && same(a.within, b.within, a.within.hi);
        };
        if (!same_side(ex, other.ex) || !same_side(cx, other.cx) ||
            !same(excx, other.excx, std::sqrt(ex.m2.hi) * std::sqrt(cx.m2.hi)))
            refuse("scores");
        units = 0;
        return;
    }
    const dd weight = dd(static_cast<double>(other.units)) * dd(static_cast<double>(left)) / dd(static_cast<double>(units));
    const dd part = dd(static_cast<double>(other.units)) / dd(static_cast<double>(left));
    const auto sum_left = [&](dd whole, dd taken, std::string_view what) {  // a sum that cannot be negative
        const dd rest = whole - taken;
        if (rest.hi < -1e-9 * whole.hi) refuse(what);
        return rest.hi > 0 ? rest : dd();
    };
    const auto reduce = [&](side& a, const side& b) {
        const side before = a;
        a.mean += (a.mean - b.mean) * part;
        const dd step = b.mean - a.mean;
        a.m2 = left == 1 ? dd() : sum_left(a.m2, b.m2 + step * step * weight, "squares");
        a.responses -= b.responses;
        a.single -= b.single;
        a.error = sum_left(a.error, b.error, "errors");
        a.within = sum_left(a.within, b.within, "squares");
        // What double-double sums may have lost must not matter beside the scores that are left (one may be 0: then beside all).
        const auto squares = [](const side& x, std::int64_t n) {
            return x.m2.hi + x.mean.hi * x.mean.hi * static_cast<double>(n);
        };
        const double beside = left > 1 ? squares(a, left) : squares(before, units);
        const auto hidden = [&](dd size, dd rest) { return 1e-28 * size.hi > 1e-9 * std::max(rest.hi, beside); };
        if ((left > 1 && hidden(before.m2, a.m2)) || hidden(before.error, a.error) || hidden(before.within, a.within))
            fail(errc::range, "Make the state anew from the units that are left.",
                 "what is taken away is so much larger that rounding hides what is left of an xm.linkage");
        return step;
    };
    const dd steps = reduce(ex, other.ex) * reduce(cx, other.cx);
    excx = left == 1 ? dd() : excx - other.excx - steps * weight;
    const double most = std::sqrt(ex.m2.hi) * std::sqrt(cx.m2.hi);
    if (std::fabs(excx.hi) > most) excx = std::copysign(most, excx.hi);
    units = left;
    validate(errc::range);
}

// The fields in the order of docs/internals/states.md; the third argument says whether the field
// applies to the form.
template <class Self, class Codec>
void linkage::describe(Self& l, Codec& codec) {
    const bool counted = l.shape == of_ratings;
    const bool with_errors = l.shape != of_scores;
    codec.rule("ex_metric", l.ex_metric, counted);
    codec.rule("cx_metric", l.cx_metric, counted);
    codec.count("units", l.units, true);
    codec.count("employees", l.ex.responses, counted);
    codec.count("customers", l.cx.responses, counted);
    codec.count("ex_single", l.ex.single, counted);
    codec.count("cx_single", l.cx.single, counted);
    codec.pair("ex_mean", l.ex.mean, true);
    codec.pair("cx_mean", l.cx.mean, true);
    codec.pair("ex_m2", l.ex.m2, true);
    codec.pair("cx_m2", l.cx.m2, true);
    codec.pair("excx", l.excx, true);
    codec.pair("ex_error", l.ex.error, with_errors);
    codec.pair("cx_error", l.cx.error, with_errors);
    codec.pair("ex_within", l.ex.within, counted);
    codec.pair("cx_within", l.cx.within, counted);
}

namespace {

struct stored_reading {
    const std::byte* at;
    template <class T>
    void take(T& field) {
        field = load<T>(at);
        at += sizeof(T);
    }
    void rule(const char*, std::int32_t& f, bool) { take(f); }
    void count(const char*, std::int64_t& f, bool) { take(f); }
    void pair(const char*, dd& f, bool) { take(f); }
};

struct stored_writing {
    std::byte* at;
    template <class T>
    void put(const T& field) {
        store(at, field);
        at += sizeof(T);
    }
    void rule(const char*, std::int32_t f, bool) { put(f); }
    void count(const char*, std::int64_t f, bool) { put(f); }
    void pair(const char*, const dd& f, bool) { put(f); }
};

struct wire_reading {
    wire_reader& in;
    void rule(const char*, std::int32_t& f, bool applies) {
        if (applies)
            f = metric::read(in).pack();
        else if (in.get<std::int32_t>() != 0)
            fail(errc::corrupt_wire, nullptr, "invalid binary value of type xm.linkage: a metric without ratings");
    }
    void count(const char*, std::int64_t& f, bool) { f = in.get<std::int64_t>(); }
    void pair(const char*, dd& f, bool) {
        f.hi = in.get<double>();
        f.lo = in.get<double>();
    }
};

struct wire_writing {
    wire_writer& out;
    void rule(const char*, std::int32_t f, bool applies) {
        if (applies)
            metric::unpack(f).write(out);
        else
            out.put(f);
    }
    void count(const char*, std::int64_t f, bool) { out.put(f); }
    void pair(const char*, const dd& f, bool) {
        out.put(f.hi);
        out.put(f.lo);
    }
};

struct text_writing {
    json_writer& out;
    void rule(const char* name, std::int32_t f, bool applies) {
        if (applies) out.field(name, std::string_view(metric::unpack(f).text()));
    }
    void count(const char* name, std::int64_t f, bool applies) {
        if (applies) out.field(name, f);
    }
    void pair(const char* name, const dd& f, bool applies) {
        if (applies) out.key(name).pair(f);
    }
};

// Reads the one member called `key`; members come in any order, the form perhaps last.
struct text_reading {
    json_reader& in;
    std::string_view key;
    std::uint32_t& seen;
    std::uint32_t bit = 1;
    bool found = false;

    template <class F>
    void member(const char* name, F&& read) {
        if (key == name) {
            if (seen & bit) in.bad("a member is given twice");
            seen |= bit;
            found = true;
            read();
        }
        bit <<= 1;
    }
    void rule(const char* name, std::int32_t& f, bool) {
        member(name, [&] { f = metric::parse(in.string()).pack(); });
    }
    void count(const char* name, std::int64_t& f, bool) {
        member(name, [&] { f = in.number<std::int64_t>(); });
    }
    void pair(const char* name, dd& f, bool) {
        member(name, [&] { f = in.pair(); });
    }
};

// Which members a form must have and may not have.
struct members_needed {
    std::uint32_t bits = 0;
    std::uint32_t bit = 1;
    void rule(const char*, std::int32_t, bool applies) { next(applies); }
    void count(const char*, std::int64_t, bool applies) { next(applies); }
    void pair(const char*, const dd&, bool applies) { next(applies); }
    void next(bool applies) {
        if (applies) bits |= bit;
        bit <<= 1;
    }
};

// Fields that do not apply must be 0, whatever form the bytes came in.
struct zero_check {
    bool ok = true;
    static bool is_zero(double v) { return v == 0 && !std::signbit(v); }  // text would not give a -0 back
    void rule(const char*, std::int32_t f, bool applies) { ok &= applies || f == 0; }
    void count(const char*, std::int64_t f, bool applies) { ok &= f >= 0 && f <= max_count && (applies || f == 0); }
    void pair(const char*, const dd& f, bool applies) {
        ok &= std::isfinite(f.hi) && f.hi + f.lo == f.hi && (applies || (is_zero(f.hi) && is_zero(f.lo)));
    }
};

}  // namespace

void linkage::validate(errc otherwise) const {
    zero_check fields;
    describe(*this, fields);
    if (shape == of_ratings) {
        metric::unpack(ex_metric, otherwise);
        metric::unpack(cx_metric, otherwise);
    }
    const auto count = static_cast<double>(units);
    // No metric of ratings 0..100 leaves -1e4..1e4; twice, for errors of weighted ratings.
    const double highest = shape == of_ratings ? 2e4 : max_score;
    const double most = count * highest * highest * (1 + 1e-9);
    const auto most_within = [&](const side& s) {
        return shape == of_ratings ? static_cast<double>(s.responses) * highest * highest * (1 + 1e-9) : most;
    };
    // The sum of squares around 0 is what merging adds up: bounded for each part, it is for the whole.
    const auto possible = [&](const side& s) {
        const bool counts = shape != of_ratings || (s.single <= units && s.responses - units >= units - s.single);
        const bool spread = units > 1 ? s.m2.hi >= 0 : s.m2.hi == 0;
        return counts && spread && s.m2.hi + count * s.mean.hi * s.mean.hi <= most && s.error.hi >= 0 && s.error.hi <= most &&
               s.within.hi >= 0 && s.within.hi <= most_within(s);
    };
    const double lost = count * no_spread;  // what underflow may have taken from a sum of squares
    const bool correlated = std::fabs(excx.hi) <= std::sqrt(ex.m2.hi + lost) * std::sqrt(cx.m2.hi + lost) * (1 + 1e-9);
    if (!fields.ok || units < 1 || (units == 1 && excx.hi != 0) || !possible(ex) || !possible(cx) || !correlated)
        fail(otherwise, "Use a value that pg_xm has written.", "invalid value of type xm.linkage: its numbers (", units,
             " units) do not fit each other");
}

linkage linkage::from_stored(bytes body, errc otherwise) {
    linkage l;
    if (body.size() != stored_size())
        fail(errc::corrupt_stored, nullptr, "damaged stored value of type xm.linkage: ", body.size(), " bytes");
    const auto h = load<head>(body.data());
    check_head(h, state_kind::linkage, version, "linkage", errc::corrupt_stored);
    if (h.flags > of_scores_with_errors || h.size != 0)
        fail(errc::corrupt_stored, nullptr, "damaged stored value of type xm.linkage: flags ", h.flags);
    l.shape = static_cast<form>(h.flags);
    stored_reading codec{body.data() + sizeof h};
    describe(l, codec);
    l.validate(otherwise);
    return l;
}

linkage linkage::from_wire(bytes in) {
    linkage l;
    wire_reader reader(in);
    const head h = read_head(reader, state_kind::linkage, version, "linkage");
    if (h.flags > of_scores_with_errors || h.size != 0)
        fail(errc::corrupt_wire, nullptr, "invalid binary value of type xm.linkage: flags ", h.flags);
    l.shape = static_cast<form>(h.flags);
    wire_reading codec{reader};
    describe(l, codec);
    reader.end();
    l.validate(errc::corrupt_wire);
    return l;
}

linkage linkage::from_text(std::string_view text, poll check) {
    linkage l;
    json_reader in(text, "linkage", check);
    std::uint32_t seen = 0;
    bool typed = false, versioned = false, formed = false;
    const auto once = [&](bool& flag) {
        if (flag) in.bad("a member is given twice");
        flag = true;
    };
    in.object([&](std::string_view key) {
        if (key == "type") {
            once(typed);
            if (in.string() != "linkage") in.bad("the type must be \"linkage\"");
        } else if (key == "version") {
            once(versioned);
            check_head({static_cast<std::uint8_t>(state_kind::linkage), in.number<std::uint8_t>(), 0, 0}, state_kind::linkage,
                       version, "linkage", errc::corrupt_text);
        } else if (key == "form") {
            once(formed);
            const auto which = std::find(form_names.begin(), form_names.end(), in.string());
            if (which == form_names.end()) in.bad("the form must be ratings, scores or scores_with_errors");
            l.shape = static_cast<form>(which - form_names.begin());
        } else {
            text_reading codec{in, key, seen};
            describe(l, codec);
            if (!codec.found) in.bad("unknown member");
        }
    });
    in.end();
    members_needed needed;
    describe(l, needed);
    if (!typed || !versioned || !formed || seen != needed.bits) in.bad("members are missing, or do not belong to the form");
    l.validate(errc::corrupt_text);
    return l;
}

void linkage::to_stored(std::byte* body) const {
    store(body, head{static_cast<std::uint8_t>(state_kind::linkage), version, shape, 0});
    stored_writing codec{body + sizeof(head)};
    describe(*this, codec);
}

void linkage::to_wire(wire_writer& out) const {
    write_head(out, {static_cast<std::uint8_t>(state_kind::linkage), version, static_cast<std::uint8_t>(shape), std::uint8_t{0}});
    wire_writing codec{out};
    describe(*this, codec);
}

std::string linkage::to_text() const {
    json_writer out;
    out.open('{').field("type", "linkage").field("version", version).field("form", form_names[shape]);
    text_writing codec{out};
    describe(*this, codec);
    return out.close('}').text();
}

namespace {

std::optional<double> reliability(const linkage& l, const linkage::side& s) {
    if (l.shape == linkage::of_scores || l.units < 2) return std::nullopt;
    const auto units = static_cast<double>(l.units);
    double errors = s.error.value();
    if (s.single > 0) {
        const std::int64_t df = s.responses - l.units;
        if (df == 0) return std::nullopt;  // no unit shows how its answers vary
        errors += static_cast<double>(s.single) * (s.within.value() / static_cast<double>(df));
    }
    const double variance = s.m2.value() / (units - 1);
    const double noise = errors / units;
    if (variance == 0) return noise > 0 ? std::optional(0.0) : std::nullopt;
    return std::max(0.0, 1 - noise / variance);
}

}  // namespace

linkage_summary summarise(const linkage& l, double confidence) {
    check_confidence(confidence);
    linkage_summary s{};
    s.units = l.units;
    if (l.shape == linkage::of_ratings) {
        s.employees = l.ex.responses;
        s.customers = l.cx.responses;
    }
    s.ex_mean = l.ex.mean.value();
    s.cx_mean = l.cx.mean.value();
    s.ex_reliability = reliability(l, l.ex);
    s.cx_reliability = reliability(l, l.cx);
    const auto n = static_cast<double>(l.units);
    if (l.ex.m2.hi <= n * no_spread) return s;  // one unit, or all employees' scores equal

    const dd slope = l.excx / l.ex.m2;
    const double residual = std::max(0.0, (l.cx.m2 - slope * l.excx).value());
    s.slope = slope.value();
    s.intercept = (l.cx.mean - slope * l.ex.mean).value();
    if (l.units > 2) s.slope_std_error = std::sqrt(residual / (n - 2)) / std::sqrt(l.ex.m2.hi);
    if (s.ex_reliability && *s.ex_reliability > 0) s.slope_corrected = *s.slope / *s.ex_reliability;
    if (l.cx.m2.hi <= n * no_spread) return s;

    double r = clamp1(l.excx.value() / std::sqrt(l.ex.m2.hi) / std::sqrt(l.cx.m2.hi));
    double unexplained = residual / l.cx.m2.hi;
    if (unexplained < 1e-28) {  // the rounding of double-double: a straight line
        unexplained = 0;
        r = std::copysign(1.0, l.excx.hi);
    }
    s.r = r;
    s.r_squared = r * r;
    if (l.units > 2) s.p_value = dist::student_two_sided(r * std::sqrt((n - 2) / unexplained), n - 2);
    if (l.units > 3) {
        const dist::bounds interval = dist::correlation_interval(r, n, confidence);
        s.r_lower = interval.lower;
        s.r_upper = interval.upper;
    }
    if (s.ex_reliability && s.cx_reliability && *s.ex_reliability > 0 && *s.cx_reliability > 0) {
        const double root = std::sqrt(*s.ex_reliability * *s.cx_reliability);
        s.r_corrected = clamp1(r / root);
        if (s.r_lower) s.r_corrected_lower = clamp1(*s.r_lower / root);
        if (s.r_upper) s.r_corrected_upper = clamp1(*s.r_upper / root);
    }
    return s;
}

}  // namespace xm::core
