#include "pg/server/value.hpp"

#include "core/scores/ratings.hpp"
#include "core/scores/scores.hpp"

namespace xm::pg {
namespace {

namespace running = core::running;

// --- ratings of every numeric type: `rating` is false if it is not a whole number in 0..100 ----

template <class Integer>
bool whole(Integer value, std::uint32_t& rating) {
    rating = static_cast<std::uint32_t>(value);
    return value >= 0 && value <= core::max_rating;
}

bool whole(double value, std::uint32_t& rating) {
    if (!(value >= 0 && value <= core::max_rating)) return false;
    rating = static_cast<std::uint32_t>(value);
    return value == rating;
}

struct bool_rating {
    static bool read(Datum d, std::uint32_t& rating) { return whole(static_cast<std::int32_t>(DatumGetBool(d)), rating); }
    static core::message show(Datum d) { return core::message(static_cast<std::int32_t>(DatumGetBool(d))); }
};
struct int2_rating {
    static bool read(Datum d, std::uint32_t& rating) { return whole(DatumGetInt16(d), rating); }
    static core::message show(Datum d) { return core::message(DatumGetInt16(d)); }
};
struct int4_rating {
    static bool read(Datum d, std::uint32_t& rating) { return whole(DatumGetInt32(d), rating); }
    static core::message show(Datum d) { return core::message(DatumGetInt32(d)); }
};
struct int8_rating {
    static bool read(Datum d, std::uint32_t& rating) { return whole(DatumGetInt64(d), rating); }
    static core::message show(Datum d) { return core::message(static_cast<std::int64_t>(DatumGetInt64(d))); }
};
struct float4_rating {
    static bool read(Datum d, std::uint32_t& rating) { return whole(static_cast<double>(DatumGetFloat4(d)), rating); }
    static core::message show(Datum d) { return core::message(DatumGetFloat4(d)); }
};
struct float8_rating {
    static bool read(Datum d, std::uint32_t& rating) { return whole(DatumGetFloat8(d), rating); }
    static core::message show(Datum d) { return core::message(DatumGetFloat8(d)); }
};
struct numeric_rating {
    static bool read(Datum d, std::uint32_t& rating) {
        bool failed = false;
        const std::int32_t rounded = numeric_int4_opt_error(DatumGetNumeric(d), &failed);
        return !failed && whole(rounded, rating) &&
               DatumGetBool(DirectFunctionCall2(numeric_eq, d, NumericGetDatum(int64_to_numeric(rounded))));
    }
    static core::message show(Datum d) { return core::message(DatumGetCString(DirectFunctionCall1(numeric_out, d))); }
};

template <class Type>
[[noreturn]] void refuse(Datum rating) {
    const core::message shown = Type::show(rating);
    guard([&] { core::refuse_rating(shown); });
    pg_unreachable();
}

// --- transition ------------------------------------------------------------------------------

core::head* head_of(varlena* value) { return reinterpret_cast<core::head*>(VARDATA(value)); }

// Act 2. A running state of another shape with the rows of `from`.
varlena* reshaped(core::bytes from, running::shape as) {
    varlena* const value = new_varlena(as.size());
    running::reshape(from, head_of(value), as);
    return value;
}

core::bytes body_in(const varlena* value) {
    return {reinterpret_cast<const std::byte*>(VARDATA(value)), VARSIZE(value) - VARHDRSZ};
}

// Act 2. What a function may return: a running state inside an aggregate, a canonical one elsewhere.
varlena* returnable(FunctionCallInfo fcinfo, varlena* running) {
    return in_aggregate(fcinfo) ? running : keep_state(core::ratings::from_stored(body_in(running), core::errc::range));
}

// A copy of the state with one more row: the first row, a state without room, or a call outside
// an aggregate. The executor moves the copy into the aggregate's memory.
template <class Count>
Datum copy_and_count(FunctionCallInfo fcinfo, std::uint32_t rating, bool with_weights, Count&& count) {
    const core::bytes from = PG_ARGISNULL(0) ? core::bytes() : body_of(PG_GETARG_DATUM(0));
    return PointerGetDatum(guard([&] {
        varlena* value = reshaped(from, from.empty() ? running::fresh(with_weights, rating) : running::shape_of(from));
        if (!count(head_of(value))) {
            value = reshaped(body_in(value), running::roomier(head_of(value), with_weights, rating));
            count(head_of(value));
        }
        return returnable(fcinfo, value);
    }));
}

template <class Type>
Datum add(FunctionCallInfo fcinfo) {
    if (PG_ARGISNULL(1)) return unchanged_state(fcinfo);
    std::uint32_t rating = 0;  // captured by value below: its address would keep it out of a register
    if (!Type::read(PG_GETARG_DATUM(1), rating)) refuse<Type>(PG_GETARG_DATUM(1));
    varlena* const state = own_state(fcinfo);
    if (state != nullptr && running::count(head_of(state), rating)) return PG_GETARG_DATUM(0);
    return copy_and_count(fcinfo, rating, false, [=](core::head* s) { return running::count(s, rating); });
}

template <class Type>
Datum add_weighted(FunctionCallInfo fcinfo) {
    if (any_null(fcinfo, 1, 2)) return unchanged_state(fcinfo);
    std::uint32_t rating = 0;
    const double weight = PG_GETARG_FLOAT8(2);
    if (!Type::read(PG_GETARG_DATUM(1), rating)) refuse<Type>(PG_GETARG_DATUM(1));
    if (!core::weight_allowed(weight)) guard([=] { core::refuse_weight(weight); });
    if (weight == 0) return unchanged_state(fcinfo);
    varlena* const state = own_state(fcinfo);
    if (state != nullptr && running::count(head_of(state), rating, weight)) return PG_GETARG_DATUM(0);
    return copy_and_count(fcinfo, rating, true, [=](core::head* s) { return running::count(s, rating, weight); });
}

// Act 2. A running state with the rows of both.
varlena* merged(core::bytes a, core::bytes b) {
    varlena* value = reshaped(a, running::shape_of(a));
    if (const auto needed = running::merge(head_of(value), b)) {
        value = reshaped(body_in(value), *needed);
        running::merge(head_of(value), b);
    }
    return value;
}

core::ratings ask(FunctionCallInfo fcinfo) {
    const core::bytes body = body_of(PG_GETARG_DATUM(0));
    return guard([&] { return core::ratings::from_stored(body); });
}

}  // namespace
}  // namespace xm::pg

using namespace xm;  // NOLINT: entries below are C symbols
using core::ratings;

XM_TYPE_FUNCTIONS(ratings)
XM_FUNCTION(xm_ratings_final) { return pg::state_final<ratings>(fcinfo); }

XM_FUNCTION(xm_ratings_add_bool) { return pg::add<pg::bool_rating>(fcinfo); }
XM_FUNCTION(xm_ratings_add_int2) { return pg::add<pg::int2_rating>(fcinfo); }
XM_FUNCTION(xm_ratings_add_int4) { return pg::add<pg::int4_rating>(fcinfo); }
XM_FUNCTION(xm_ratings_add_int8) { return pg::add<pg::int8_rating>(fcinfo); }
XM_FUNCTION(xm_ratings_add_numeric) { return pg::add<pg::numeric_rating>(fcinfo); }
XM_FUNCTION(xm_ratings_add_float4) { return pg::add<pg::float4_rating>(fcinfo); }
XM_FUNCTION(xm_ratings_add_float8) { return pg::add<pg::float8_rating>(fcinfo); }

XM_FUNCTION(xm_ratings_add_weighted_int2) { return pg::add_weighted<pg::int2_rating>(fcinfo); }
XM_FUNCTION(xm_ratings_add_weighted_int4) { return pg::add_weighted<pg::int4_rating>(fcinfo); }
XM_FUNCTION(xm_ratings_add_weighted_int8) { return pg::add_weighted<pg::int8_rating>(fcinfo); }
XM_FUNCTION(xm_ratings_add_weighted_numeric) { return pg::add_weighted<pg::numeric_rating>(fcinfo); }
XM_FUNCTION(xm_ratings_add_weighted_float4) { return pg::add_weighted<pg::float4_rating>(fcinfo); }
XM_FUNCTION(xm_ratings_add_weighted_float8) { return pg::add_weighted<pg::float8_rating>(fcinfo); }

XM_FUNCTION(xm_ratings_merge) {
    if (PG_ARGISNULL(1)) return pg::unchanged_state(fcinfo);
    const core::bytes other = pg::body_of(PG_GETARG_DATUM(1));
    if (PG_ARGISNULL(0))
        return PointerGetDatum(
            pg::guard([&] { return pg::returnable(fcinfo, pg::reshaped(other, core::running::shape_of(other))); }));
    varlena* const state = pg::own_state(fcinfo);
    if (state != nullptr && pg::guard([&] { return !core::running::merge(pg::head_of(state), other).has_value(); }))
        return PG_GETARG_DATUM(0);
    const core::bytes own = pg::body_of(PG_GETARG_DATUM(0));
    return PointerGetDatum(pg::guard([&] { return pg::returnable(fcinfo, pg::merged(own, other)); }));
}

XM_FUNCTION(xm_ratings_plus) { return xm_ratings_merge(fcinfo); }  // the operator of earlier releases

XM_FUNCTION(xm_ratings_responses) { return Int64GetDatum(static_cast<std::int64_t>(pg::ask(fcinfo).responses())); }

XM_FUNCTION(xm_ratings_weight) {
    const ratings r = pg::ask(fcinfo);
    return pg::finite(pg::guard([&] { return core::score(r, core::metric::of(core::metric::rule::mean)).weight; }));
}

XM_FUNCTION(xm_ratings_effective_n) {
    const ratings r = pg::ask(fcinfo);
    return pg::finite(pg::guard([&] { return core::score(r, core::metric::of(core::metric::rule::mean)).effective_n; }));
}

XM_FUNCTION(xm_ratings_stddev) {
    const ratings r = pg::ask(fcinfo);
    return pg::float_or_null(fcinfo, pg::guard([&] { return core::stddev(r); }));
}

XM_FUNCTION(xm_ratings_distribution) {
    const ratings r = pg::ask(fcinfo);
    const double weight = pg::guard([&] { return core::score(r, core::metric::of(core::metric::rule::mean)).weight; });
    pg::row_set rows(fcinfo);
    for (std::size_t i = 0; i < ratings::max_slots; ++i)
        if (r.n[i] > 0) rows.add({static_cast<std::int32_t>(i), static_cast<std::int64_t>(r.n[i]), r.w[i], r.w[i] / weight});
    return Datum{0};
}
