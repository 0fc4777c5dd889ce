#include "core/values/profiles.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "core/num/json.hpp"

namespace xm::core {
namespace {

constexpr std::int64_t max_people = std::int64_t{1} << 53;

// A sum of squares around means, from a sum of squares of profiles: below the rounding of those it is nothing.
double without_rounding(double variation, double squares) { return variation < 1e-15 * squares ? 0 : variation; }

bool normalised(dd v) { return std::isfinite(v.hi) && std::isfinite(v.lo) && v.hi + v.lo == v.hi; }

}  // namespace

void check_same_shape(const profile_shape& a, const profile_shape& b) {
    constexpr const char* hint = "Aggregate profiles of one instrument, with the same labels, all centred or none.";
    if (a.kind != b.kind)
        fail(errc::invalid, hint, "profiles of different instruments: ", profile_shape::instrument_name(a.kind), " and ",
             profile_shape::instrument_name(b.kind));
    if (a.size != b.size) fail(errc::invalid, hint, "profiles of different lengths: ", a.size, " and ", b.size);
    if (a.centred != b.centred) fail(errc::invalid, hint, "centred profiles together with profiles that are not");
    if (a.labels != b.labels) fail(errc::invalid, hint, "profiles with different labels");
}

void profiles::merge(const profiles& other) {
    check_same_shape(shape, other.shape);
    if (n > max_people - other.n) fail(errc::range, "Merge fewer states.", "more than 2^53 people in one xm.profiles");
    n += other.n;
    directed += other.directed;
    squares += other.squares;
    for (std::size_t i = 0; i < sums.size(); ++i) {
        sums[i] += other.sums[i];
        directions[i] += other.directions[i];
    }
}

void profiles::take_away(const profiles& other) {
    check_same_shape(shape, other.shape);
    const auto same = [](const dd& a, const dd& b) { return a.value() == b.value(); };
    const bool all = n == other.n && directed == other.directed && same(squares, other.squares) &&
                     std::equal(sums.begin(), sums.end(), other.sums.begin(), other.sums.end(), same);
    if (n < other.n || directed < other.directed || squares.value() < other.squares.value() || (n == other.n && !all))
        fail(errc::range, not_added_hint, "what is taken away was not added: ", other.n, " people of ", n, " in an xm.profiles");
    n -= other.n;
    directed -= other.directed;
    squares = squares - other.squares;
    for (std::size_t i = 0; i < sums.size(); ++i) {
        sums[i] = sums[i] - other.sums[i];
        directions[i] = directed == 0 ? dd() : directions[i] - other.directions[i];
    }
    if (n > 0) validate(errc::range);
}

double profiles::variation() const {
    dd explained_by_mean;
    for (const dd& s : sums) explained_by_mean += s * s;
    return without_rounding((squares - explained_by_mean / dd(static_cast<double>(n))).value(), squares.value());
}

void profiles::validate(errc otherwise) const {
    const auto refuse = [&](std::string_view why) {
        fail(otherwise, "Use a value that pg_xm has written.", "invalid value of type xm.profiles: ", why);
    };
    shape.validate(otherwise);
    if (n < 1 || n > max_people || directed < 0 || directed > n) refuse("the number of people");
    if (sums.size() != shape.size || directions.size() != shape.size) refuse("the number of sums");
    const auto people = static_cast<double>(n), with_direction = static_cast<double>(directed);
    if (!normalised(squares) || !(squares.hi >= 0 && squares.hi <= 1e80 * people)) refuse("the sum of squares");
    // Scores of known instruments are within 1..6, or -5..5 if they are centred.
    const bool known = shape.kind != profile_shape::other;
    const double most = known ? 6.001 : 4e38, least = !known ? -4e38 : shape.centred ? -5.001 : 0.999;
    if (known && squares.hi > most * most * static_cast<double>(shape.size) * people) refuse("the sum of squares");
    dd length, turns;
    for (std::size_t i = 0; i < sums.size(); ++i) {
        if (!normalised(sums[i]) || !normalised(directions[i])) refuse("a sum");
        if (!(sums[i].hi >= least * people && sums[i].hi <= most * people) || std::fabs(directions[i].hi) > people + 1)
            refuse("a sum");
        length += sums[i] * sums[i];
        turns += directions[i] * directions[i];
    }
    if (length.value() > people * squares.value() * (1 + 1e-9)) refuse("the sum of squares");
    if (std::sqrt(turns.value()) > with_direction * (1 + 1e-9)) refuse("the sum of directions");
    if ((directed == 0) != (squares.hi == 0)) refuse("the number of directions");
}

void profiles::to_wire(wire_writer& out) const {
    write_head(out, {static_cast<std::uint8_t>(state_kind::profiles), version, 0, 0});
    shape.write(out);
    out.put(n);
    out.put(directed);
    const auto put = [&](const dd& v) {
        out.put(v.hi);
        out.put(v.lo);
    };
    put(squares);
    for (const auto* list : {&sums, &directions})
        for (const dd& v : *list) put(v);
}

profiles profiles::from_wire(bytes bytes_in) {
    wire_reader in(bytes_in);
    const head h = read_head(in, state_kind::profiles, version, "profiles");
    if (h.flags != 0 || h.size != 0) fail(errc::corrupt_wire, nullptr, "invalid binary value of type xm.profiles");
    profiles p;
    p.shape = profile_shape::read(in);
    p.n = in.get<std::int64_t>();
    p.directed = in.get<std::int64_t>();
    const auto get = [&] {
        dd v;
        v.hi = in.get<double>();
        v.lo = in.get<double>();
        return v;
    };
    p.squares = get();
    for (auto* list : {&p.sums, &p.directions})
        for (std::size_t i = 0; i < p.shape.size; ++i) list->push_back(get());
    in.end();
    p.validate(errc::corrupt_wire);
    return p;
}

std::string profiles::to_text() const {
    json_writer out;
    out.open('{').field("type", "profiles").field("version", version);
    out.field("instrument", profile_shape::instrument_name(shape.kind)).field("centred", shape.centred ? 1 : 0);
    if (!shape.labels.empty()) {
        out.key("labels").open('[');
        for (const std::string& l : shape.labels) out.escaped(l);
        out.close(']');
    }
    out.field("n", n).field("directed", directed).key("squares").pair(squares);
    for (const auto& [name, list] : {std::pair("sums", &sums), std::pair("directions", &directions)}) {
        out.key(name).open('[');
        for (const dd& v : *list) out.pair(v);
        out.close(']');
    }
    return out.close('}').text();
}

profiles profiles::from_text(std::string_view text, poll check) {
    json_reader in(text, "profiles", check);
    profiles p;
    unsigned seen = 0;
    in.object([&](std::string_view key) {
        constexpr std::string_view names[] = {"type",     "version", "instrument", "centred",    "n",
                                              "directed", "squares", "sums",       "directions", "labels"};
        const auto which = static_cast<unsigned>(std::find(std::begin(names), std::end(names), key) - std::begin(names));
        if (which == std::size(names)) in.bad("unknown member");
        if (seen & 1U << which) in.bad("a member is given twice");
        seen |= 1U << which;
        const auto list = [&](auto& into, auto&& read) {
            in.array([&] {
                if (into.size() == value_profile::max_size) in.bad("too many elements");
                into.push_back(read());
            });
        };
        switch (which) {
            case 0:
                if (in.string() != "profiles") in.bad("the type must be \"profiles\"");
                break;
            case 1:
                check_head({static_cast<std::uint8_t>(state_kind::profiles), in.number<std::uint8_t>(), 0, 0},
                           state_kind::profiles, version, "profiles", errc::corrupt_text);
                break;
            case 2: {
                const auto kind = profile_shape::instrument_of(in.string());
                if (!kind) in.bad("unknown instrument");
                p.shape.kind = *kind;
                break;
            }
            case 3: {
                const int centred = in.number<int>();
                if (centred != 0 && centred != 1) in.bad("centred is 0 or 1");
                p.shape.centred = centred == 1;
                break;
            }
            case 4: p.n = in.number<std::int64_t>(); break;
            case 5: p.directed = in.number<std::int64_t>(); break;
            case 6: p.squares = in.pair(); break;
            case 7: list(p.sums, [&] { return in.pair(); }); break;
            case 8: list(p.directions, [&] { return in.pair(); }); break;
            default: list(p.shape.labels, [&] { return in.escaped_string(); }); break;
        }
    });
    in.end();
    if ((seen & 511U) != 511U) in.bad("members are missing");
    p.shape.size = p.sums.size();
    p.validate(errc::corrupt_text);
    return p;
}

// --- stored ------------------------------------------------------------------------------------
//
// Head, uint32 bytes of the shape, the shape as the first bytes of a profile have it, padded to 8; n, directed, and pairs.

namespace {

constexpr std::size_t shape_at = 8;

struct counts {
    std::int64_t n, directed;
};

// From the body; what follows the shape is aligned for doubles in a state of ours.
std::size_t numbers_at(std::size_t shape_size) { return shape_at + (shape_size + 3) / 8 * 8 + 4; }
constexpr std::size_t numbers_size(std::size_t k) { return sizeof(counts) + (1 + 2 * k) * sizeof(dd); }

value_profile example(const profile_shape& shape) {
    value_profile p;
    p.shape = shape;
    p.scores.resize(shape.size);
    return p;
}

}  // namespace

profiles profiles::from_stored(bytes body, errc otherwise) {
    const auto damaged = [&] { fail(otherwise, nullptr, "damaged stored value of type xm.profiles: ", body.size(), " bytes"); };
    if (body.size() < shape_at) damaged();
    const auto h = load<head>(body.data());
    check_head(h, state_kind::profiles, version, "profiles", otherwise);
    const std::size_t shape_size = load<std::uint32_t>(body.data() + 4);
    if (h.flags != 0 || h.size != 0 || shape_size < 8 || shape_size > body.size() - shape_at) damaged();
    const bytes shape_bytes = body.subspan(shape_at, shape_size);
    profiles p;
    p.shape = profile_view{shape_bytes, nullptr, load<std::uint16_t>(shape_bytes.data() + 4)}.decode();
    if (body.size() != numbers_at(shape_size) + numbers_size(p.shape.size)) damaged();
    const std::byte* at = body.data() + numbers_at(shape_size);
    p.n = load<counts>(at).n;
    p.directed = load<counts>(at).directed;
    at += sizeof(counts);
    p.squares = load<dd>(at);
    for (std::size_t i = 0; i < 2 * p.shape.size; ++i)
        (i < p.shape.size ? p.sums : p.directions).push_back(load<dd>(at += sizeof(dd)));
    p.validate(otherwise);
    return p;
}

std::size_t profiles::stored_size() const {
    const std::size_t own = example(shape).stored_size() - (1 + shape.size) * sizeof(float);
    return numbers_at(own) + numbers_size(shape.size);
}

void profiles::to_stored(std::byte* body) const {
    const value_profile p = example(shape);
    std::vector<std::byte> bytes_of(p.stored_size());
    p.to_stored(bytes_of.data());
    const profile_view view = profile_view::of(bytes_of);
    running_profiles::make(body, view);
    std::byte* at = body + numbers_at(view.shape.size());
    store(at, counts{n, directed});
    store(at += sizeof(counts), squares);
    for (const auto* list : {&sums, &directions})
        for (const dd& v : *list) store(at += sizeof(dd), v);
}

namespace running_profiles {

std::size_t size_for(const profile_view& p) { return numbers_at(p.shape.size()) + numbers_size(p.size); }

void make(std::byte* body, const profile_view& p) {
    std::fill_n(body, size_for(p), std::byte{0});
    store(body, head{static_cast<std::uint8_t>(state_kind::profiles), profiles::version, 0, 0});
    store(body + 4, static_cast<std::uint32_t>(p.shape.size()));
    std::copy(p.shape.begin(), p.shape.end(), body + shape_at);
}

bool add(std::byte* body, const profile_view& p) {
    const std::size_t shape_size = load<std::uint32_t>(body + 4);
    if (shape_size != p.shape.size() || std::memcmp(body + shape_at, p.shape.data(), shape_size) != 0) return false;
    auto* const count = reinterpret_cast<counts*>(body + numbers_at(shape_size));
    auto* const squares = reinterpret_cast<dd*>(count + 1);
    dd* const sums = squares + 1;
    dd* const directions = sums + p.size;
    double length = 0;
    for (std::size_t i = 0; i < p.size; ++i) {
        const auto x = static_cast<double>(p.score(i));
        length += x * x;
        sums[i] += x;
    }
    *squares += length;
    ++count->n;
    if (length > 0) {
        ++count->directed;
        const double scale = 1 / std::sqrt(length);
        for (std::size_t i = 0; i < p.size; ++i) directions[i] += static_cast<double>(p.score(i)) * scale;
    }
    return true;
}

}  // namespace running_profiles

// --- questions ---------------------------------------------------------------------------------

std::optional<double> similarity(const profiles& p) {
    if (p.directed < 2) return std::nullopt;
    dd length;
    for (const dd& v : p.directions) length += v * v;
    const dd m(static_cast<double>(p.directed));
    return std::clamp(((length - m) / (m * (m - dd(1.0)))).value(), -1.0, 1.0);
}

variance_split split_variance(const pattern_store& groups, std::size_t scores, dd squares, poll check) {
    variance_split v;
    std::vector<dd> total(scores);
    dd between;
    double people = 0;
    groups.each_run(check, [&](const double* at, std::size_t rows, std::size_t stride, bool) {
        for (std::size_t r = 0; r < rows; ++r, at += stride) {
            const double* const sums = at + stride - scores;
            const double n = sums[-1];
            people += n;
            dd length;
            for (std::size_t i = 0; i < scores; ++i) {
                length += dd(sums[i]) * dd(sums[i]);
                total[i] += sums[i];
            }
            between += length / dd(n);
            ++v.groups;
        }
    });
    dd mean;
    for (const dd& t : total) mean += t * t;
    v.people = static_cast<std::int64_t>(people);
    v.total = std::fmax((squares - mean / dd(people)).value(), 0);
    v.within = std::fmax((squares - between).value(), 0);
    v.within = without_rounding(v.within, squares.value());
    v.total = without_rounding(v.total, squares.value());
    return v;
}

std::optional<double> explained(const variance_split& v) {
    if (!(v.total > 0)) return std::nullopt;
    return std::clamp(1 - v.within / v.total, 0.0, 1.0);
}

std::optional<double> explained_adjusted(const variance_split& v) {
    if (!(v.total > 0) || v.people <= v.groups) return std::nullopt;
    return 1 - v.within / static_cast<double>(v.people - v.groups) / (v.total / static_cast<double>(v.people - 1));
}

}  // namespace xm::core
