#include "core/scores/ratings.hpp"

#include <algorithm>
#include <cmath>

#include "core/num/dd.hpp"
#include "core/num/json.hpp"

namespace xm::core {
namespace {

constexpr std::uint64_t max_responses = std::uint64_t{1} << 62;
constexpr double rounding = 1e-9;  // slack of validate() for sums that were rounded

constexpr std::size_t slot_size(std::uint8_t flags) {
    if (flags & running::compensated) return 40;
    if (flags & running::weighted) return 24;
    return flags & running::wide ? 8 : 4;
}

bool known_flags(std::uint8_t flags) {
    using namespace running;
    return flags == 0 || flags == wide || flags == weighted || flags == (weighted | compensated);
}

// One slot in any of the layouts.
struct slot {
    std::uint64_t n;
    dd w, w2;
};

slot read_slot(const std::byte* payload, std::uint8_t flags, std::size_t i) {
    const std::byte* p = payload + i * slot_size(flags);
    if (flags == 0) return {load<std::uint32_t>(p), {}, {}};
    const auto n = load<std::uint64_t>(p);
    if (flags == running::wide) return {n, {}, {}};
    if (flags & running::compensated)
        return {n, {load<double>(p + 8), load<double>(p + 16)}, {load<double>(p + 24), load<double>(p + 32)}};
    return {n, load<double>(p + 8), load<double>(p + 16)};
}

void write_slot(std::byte* payload, std::uint8_t flags, std::size_t i, const slot& s) {
    std::byte* p = payload + i * slot_size(flags);
    if (flags == 0) return store(p, static_cast<std::uint32_t>(s.n));
    store(p, s.n);
    if (flags & running::compensated) {
        store(p + 8, s.w.hi);
        store(p + 16, s.w.lo);
        store(p + 24, s.w2.hi);
        store(p + 32, s.w2.lo);
    } else if (flags & running::weighted) {
        store(p + 8, s.w.value());
        store(p + 16, s.w2.value());
    }
}

bool slot_valid(std::uint64_t n, double w, double w2) {
    if (n == 0) return w == 0 && w2 == 0;
    const auto count = static_cast<double>(n);
    return w >= count * min_weight * (1 - rounding) && w <= count * max_weight * (1 + rounding) && w2 > 0 &&
           w2 <= w * w * (1 + rounding) && w * w <= count * w2 * (1 + rounding);
}

// Head of a stored body whose length fits it; the slots follow.
head check_body(bytes body) {
    if (body.size() < sizeof(head)) fail(errc::corrupt_stored, nullptr, "stored value of type xm.ratings is too short");
    const auto h = load<head>(body.data());
    check_head(h, state_kind::ratings, ratings::version, "ratings", errc::corrupt_stored);
    if (!known_flags(h.flags) || h.size < 1 || h.size > ratings::max_slots ||
        body.size() != sizeof(head) + h.size * slot_size(h.flags))
        fail(errc::corrupt_stored, nullptr, "damaged stored value of type xm.ratings: flags ", h.flags, ", ", h.size, " slots, ",
             body.size(), " bytes");
    return h;
}

[[noreturn]] void too_many() { fail(errc::range, "Merge fewer states.", "more than 2^62 responses in one xm.ratings"); }

[[noreturn]] void mixed_shapes() {
    fail(errc::invalid, "Give every row a weight (1 where there is none), or none.",
         "weighted and unweighted ratings cannot be merged into one xm.ratings");
}

std::uint8_t slots_for(std::uint32_t rating, bool with_weights) {
    // 14 counters of 4 bytes fill 64 bytes with the length word and the head; with weights, 0..10.
    const std::uint32_t smallest = with_weights ? 11 : 14;
    return static_cast<std::uint8_t>(rating < smallest ? smallest : rating < 32 ? 32 : ratings::max_slots);
}

}  // namespace

void refuse_rating(const message& shown) {
    fail(errc::invalid,
         "Turn codes for \"no answer\" into NULL (such rows are skipped); sum or rescale fractions; link averages with "
         "xm.link(float8, float8).",
         "rating ", shown.c_str(), " is outside the allowed range: whole numbers 0..100");
}

void refuse_weight(double weight) {
    fail(errc::invalid, "A weight of 0 skips the row; scale weights that are very small or very large.", "weight ", weight,
         " is outside the allowed range: 0 or 1e-100..1e100");
}

ratings ratings::from_stored(bytes body, errc otherwise) {
    const head h = check_body(body);
    ratings r;
    r.weighted = (h.flags & running::weighted) != 0;
    for (std::size_t i = 0; i < h.size; ++i) {
        const slot s = read_slot(body.data() + sizeof(head), h.flags, i);
        r.n[i] = s.n;
        r.w[i] = r.weighted ? s.w.value() : static_cast<double>(s.n);
        r.w2[i] = r.weighted ? s.w2.value() : static_cast<double>(s.n);
    }
    r.validate(otherwise);
    return r;
}

ratings ratings::from_wire(bytes in) {
    wire_reader reader(in);
    const head h = read_head(reader, state_kind::ratings, version, "ratings");
    if ((h.flags != 0 && h.flags != running::weighted) || h.size < 1 || h.size > max_slots)
        fail(errc::corrupt_wire, nullptr, "invalid binary value of type xm.ratings: flags ", h.flags, ", ", h.size, " slots");
    ratings r;
    r.weighted = h.flags != 0;
    for (std::size_t i = 0; i < h.size; ++i) {
        r.n[i] = reader.get<std::uint64_t>();
        r.w[i] = r.weighted ? reader.get<double>() : static_cast<double>(r.n[i]);
        r.w2[i] = r.weighted ? reader.get<double>() : static_cast<double>(r.n[i]);
    }
    reader.end();
    r.validate(errc::corrupt_wire);
    return r;
}

ratings ratings::from_text(std::string_view text, poll check) {
    ratings r;
    json_reader in(text, "ratings", check);
    unsigned seen = 0;  // one bit a member, in the order of `names`
    constexpr std::array<std::string_view, 5> names{"type", "version", "responses", "weight", "weight_squared"};

    // An object of rating: number, each rating once.
    const auto read_slots = [&]<class Number>(std::array<Number, max_slots>& into) {
        std::array<bool, max_slots> given{};
        in.object([&](std::string_view key) {
            unsigned rating = 0;
            const auto [end, problem] = std::from_chars(key.data(), key.data() + key.size(), rating);
            if (problem != std::errc() || end != key.data() + key.size() || rating > max_rating)
                in.bad("ratings are whole numbers 0..100");
            if (given[rating]) in.bad("a rating is given twice");
            given[rating] = true;
            into[rating] = in.number<Number>();
        });
    };
    in.object([&](std::string_view key) {
        const auto which = std::find(names.begin(), names.end(), key) - names.begin();
        if (which == static_cast<std::ptrdiff_t>(names.size())) in.bad("unknown member");
        if (seen & 1U << which) in.bad("a member is given twice");
        seen |= 1U << which;
        switch (which) {
            case 0:
                if (in.string() != "ratings") in.bad("the type must be \"ratings\"");
                break;
            case 1: {
                const auto v = in.number<std::uint8_t>();
                check_head({static_cast<std::uint8_t>(state_kind::ratings), v, 0, 0}, state_kind::ratings, version, "ratings",
                           errc::corrupt_text);
                break;
            }
            case 2: read_slots(r.n); break;
            case 3: read_slots(r.w); break;
            default: read_slots(r.w2); break;
        }
    });
    in.end();
    r.weighted = (seen & 0b11000U) != 0;
    if ((seen & 0b00111U) != 0b00111U || (r.weighted && (seen & 0b11000U) != 0b11000U))
        in.bad("type, version and responses are needed, weight and weight_squared go together");
    if (!r.weighted)
        for (std::size_t i = 0; i < max_slots; ++i) r.w[i] = r.w2[i] = static_cast<double>(r.n[i]);
    r.validate(errc::corrupt_text);
    return r;
}

void ratings::validate(errc otherwise) const {
    std::uint64_t total = 0;
    for (std::size_t i = 0; i < max_slots; ++i) {
        if (n[i] > max_responses || (total += n[i]) > max_responses)
            fail(otherwise, "A state holds at most 2^62 responses.", "invalid value of type xm.ratings: ", n[i],
                 " responses of rating ", i);
        if (weighted && !slot_valid(n[i], w[i], w2[i]))
            fail(otherwise, "Use a value that pg_xm has written.", "invalid value of type xm.ratings: rating ", i, " has ", n[i],
                 " responses, weight ", w[i], " and squared weight ", w2[i]);
    }
    if (total == 0) fail(otherwise, "A state without responses is NULL.", "invalid value of type xm.ratings: no responses");
}

void ratings::take_away(const ratings& other) {
    if (weighted != other.weighted) mixed_shapes();
    const auto refuse = [](std::size_t rating) {
        fail(errc::range, not_added_hint, "what is taken away was not added: responses of rating ", rating);
    };
    for (std::size_t i = 0; i < max_slots; ++i)
        if (other.n[i] > n[i]) refuse(i);
    for (std::size_t i = 0; i < max_slots; ++i) {
        const double sum = w[i], squares = w2[i];
        n[i] -= other.n[i];
        w[i] -= other.w[i];
        w2[i] -= other.w2[i];
        if (n[i] == 0) w[i] = w2[i] = 0;
        if (!weighted || n[i] == 0) continue;
        // Sums are kept to a double's 53 bits: weights that are hidden by it are lost, those of squares bear on errors only.
        constexpr double lost = 0x1p-51;
        if (w[i] < -rounding * sum || w2[i] < -rounding * squares) refuse(i);
        if (lost * sum > 1e-9 * w[i] || lost * squares > 1e-5 * w2[i])
            fail(errc::range, "Make the state anew from the rows that are left.",
                 "what is taken away weighs so much more that rounding hides what is left of rating ", i);
        // What rounding took is put right: no sum of n weights and of their squares lies beyond these bounds.
        const auto count = static_cast<double>(n[i]);
        const double possible = std::clamp(w[i], count * min_weight, count * max_weight);
        if (std::fabs(possible - w[i]) > rounding * sum) refuse(i);
        w[i] = possible;
        const double possible_squares = std::clamp(w2[i], w[i] / count * w[i], w[i] * w[i]);
        if (std::fabs(possible_squares - w2[i]) > rounding * squares) refuse(i);
        w2[i] = possible_squares;
    }
}

std::uint64_t ratings::responses() const {
    std::uint64_t total = 0;
    for (const auto count : n) total += count;
    return total;
}

int ratings::highest() const {
    int i = max_rating;
    while (i > 0 && n[static_cast<std::size_t>(i)] == 0) --i;
    return i;
}

namespace {

running::shape canonical_shape(const ratings& r) {
    const bool wide = std::any_of(r.n.begin(), r.n.end(), [](std::uint64_t n) { return n > UINT32_MAX; });
    return {r.weighted ? running::weighted : wide ? running::wide : std::uint8_t{0}, static_cast<std::uint8_t>(r.highest() + 1)};
}

}  // namespace

std::size_t ratings::stored_size() const { return canonical_shape(*this).size(); }

void ratings::to_stored(std::byte* body) const {
    const auto shape = canonical_shape(*this);
    store(body, head{static_cast<std::uint8_t>(state_kind::ratings), version, shape.flags, shape.slots});
    for (std::size_t i = 0; i < shape.slots; ++i) write_slot(body + sizeof(head), shape.flags, i, {n[i], w[i], w2[i]});
}

void ratings::to_wire(wire_writer& out) const {
    const auto slots = static_cast<std::uint8_t>(highest() + 1);
    write_head(out,
               {static_cast<std::uint8_t>(state_kind::ratings), version, weighted ? running::weighted : std::uint8_t{0}, slots});
    for (std::size_t i = 0; i < slots; ++i) {
        out.put(n[i]);
        if (weighted) {
            out.put(w[i]);
            out.put(w2[i]);
        }
    }
}

std::string ratings::to_text() const {
    json_writer out;
    out.open('{').field("type", "ratings").field("version", version);
    const auto write_slots = [&](std::string_view name, const auto& of) {
        out.key(name).open('{');
        for (std::size_t i = 0; i < max_slots; ++i)
            if (n[i] > 0) out.field(std::to_string(i), of[i]);
        out.close('}');
    };
    write_slots("responses", n);
    if (weighted) {
        write_slots("weight", w);
        write_slots("weight_squared", w2);
    }
    return out.close('}').text();
}

namespace running {

std::size_t shape::size() const { return sizeof(head) + slots * slot_size(flags); }

shape fresh(bool with_weights, std::uint32_t rating) {
    return {static_cast<std::uint8_t>(with_weights ? weighted | compensated : 0), slots_for(rating, with_weights)};
}

shape shape_of(bytes body) {
    const head h = check_body(body);
    const bool with_weights = (h.flags & weighted) != 0;
    return {static_cast<std::uint8_t>(with_weights ? weighted | compensated : h.flags),
            std::max(h.size, slots_for(h.size - 1U, with_weights))};
}

shape roomier(const head* state, bool with_weights, std::uint32_t rating) {
    if (((state->flags & weighted) != 0) != with_weights) mixed_shapes();
    if (with_weights) return {weighted | compensated, std::max(state->size, slots_for(rating, true))};
    // Within the slots, the narrow counter is full.
    const bool full = rating < state->size;
    return {static_cast<std::uint8_t>(full ? wide : state->flags), full ? state->size : slots_for(rating, false)};
}

void reshape(bytes from, head* to, shape as) {
    auto* payload = reinterpret_cast<std::byte*>(to + 1);
    std::memset(payload, 0, as.size() - sizeof(head));
    if (!from.empty()) {
        const auto h = load<head>(from.data());
        for (std::size_t i = 0; i < h.size; ++i) write_slot(payload, as.flags, i, read_slot(from.data() + sizeof h, h.flags, i));
    }
    *to = {static_cast<std::uint8_t>(state_kind::ratings), ratings::version, as.flags, as.slots};
}

bool count(head* state, std::uint32_t rating, double weight) {
    if (rating >= state->size || state->flags != (weighted | compensated)) return false;
    auto* payload = reinterpret_cast<std::byte*>(state + 1);
    const slot s = read_slot(payload, state->flags, rating);
    write_slot(payload, state->flags, rating, {s.n + 1, s.w + weight, s.w2 + two_prod(weight, weight)});
    return true;
}

std::optional<shape> merge(head* into, bytes other) {
    const head h = check_body(other);
    const bool with_weights = (h.flags & weighted) != 0;
    if (with_weights != ((into->flags & weighted) != 0)) mixed_shapes();
    const std::byte* theirs = other.data() + sizeof(head);
    auto* ours = reinterpret_cast<std::byte*>(into + 1);

    // First what it takes, so that nothing is half done: slots in use, room in the counters.
    std::size_t slots = h.size;
    while (slots > 1 && read_slot(theirs, h.flags, slots - 1).n == 0) --slots;
    std::uint8_t flags = with_weights ? weighted | compensated : into->flags;
    std::uint64_t total = 0;
    for (std::size_t i = 0; i < std::max<std::size_t>(slots, into->size); ++i) {
        const std::uint64_t a = i < into->size ? read_slot(ours, into->flags, i).n : 0;
        const std::uint64_t b = i < slots ? read_slot(theirs, h.flags, i).n : 0;
        if (a > max_responses || b > max_responses || (total += a + b) > max_responses) too_many();
        if (flags == 0 && a + b > UINT32_MAX) flags = wide;
    }
    if (slots > into->size || flags != into->flags)
        return shape{flags, std::max(into->size, slots_for(static_cast<std::uint32_t>(slots - 1), with_weights))};

    for (std::size_t i = 0; i < slots; ++i) {
        const slot a = read_slot(ours, flags, i);
        const slot b = read_slot(theirs, h.flags, i);
        if (with_weights && !slot_valid(b.n, b.w.value(), b.w2.value()))
            fail(errc::corrupt_stored, nullptr, "damaged stored value of type xm.ratings: rating ", i);
        write_slot(ours, flags, i, {a.n + b.n, a.w + b.w, a.w2 + b.w2});
    }
    return std::nullopt;
}

}  // namespace running
}  // namespace xm::core
