#include "pg/server/labels.hpp"

#include "core/values/value_profile.hpp"

using namespace xm;  // NOLINT: entries below are C symbols
using core::profile_shape;
using core::value_profile;

namespace {

// `at`: which argument says how many answers may be missing; the forms of 0.5.0 have none.
Datum score(FunctionCallInfo fcinfo, profile_shape::instrument kind, bool centred, bool low_is_like_me, int at) {
    const std::int32_t missing = PG_NARGS() > at ? PG_GETARG_INT32(at) : core::most_missing_answers;
    const pg::answer_list answers = pg::answers_of(PG_GETARG_DATUM(0), 6);
    varlena* const value = pg::guard([&]() -> varlena* {
        const auto p = core::score_pvq(kind, {answers.items, answers.size}, centred, low_is_like_me, missing);
        return p ? pg::keep_state(*p) : nullptr;
    });
    if (value == nullptr) PG_RETURN_NULL();
    return PointerGetDatum(value);
}

}  // namespace

XM_TYPE_FUNCTIONS(value_profile)

XM_FUNCTION(xm_pvq21) { return score(fcinfo, profile_shape::pvq21, PG_GETARG_BOOL(1), true, 2); }
XM_FUNCTION(xm_pvq40) { return score(fcinfo, profile_shape::pvq40, PG_GETARG_BOOL(1), PG_GETARG_BOOL(2), 3); }
XM_FUNCTION(xm_pvq_rr) { return score(fcinfo, profile_shape::pvq_rr, PG_GETARG_BOOL(1), PG_GETARG_BOOL(2), 3); }

XM_FUNCTION(xm_value_profile_of) {
    const pg::number_list scores = pg::numbers_of(PG_GETARG_DATUM(0));
    const pg::text_list labels = PG_NARGS() > 1 ? pg::texts_of(PG_GETARG_DATUM(1)) : pg::text_list{};
    if (scores.has_null) PG_RETURN_NULL();
    return PointerGetDatum(pg::guard([&] {
        return pg::keep_state(core::make_profile({scores.items, scores.size}, labels.strings()));
    }));
}

XM_FUNCTION(xm_mean_rating) {
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    return pg::finite(pg::guard([&] { return static_cast<double>(value_profile::from_stored(body).mean_rating); }));
}

XM_FUNCTION(xm_value) {
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    const std::string_view label = pg::text_at(PG_GETARG_DATUM(1));
    return pg::finite(pg::guard([&] {
        const value_profile p = value_profile::from_stored(body);
        return static_cast<double>(p.scores[p.shape.index(label)]);
    }));
}

XM_FUNCTION(xm_higher_order) {
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    const auto v = pg::guard([&] { return core::higher_order(value_profile::from_stored(body)); });
    return pg::make_row(fcinfo, {v[0], v[1], v[2], v[3]});
}

XM_FUNCTION(xm_broad_values) {
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    return PointerGetDatum(pg::guard([&] { return pg::keep_state(core::broad_values(value_profile::from_stored(body))); }));
}

XM_FUNCTION(xm_centre) {
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    return PointerGetDatum(pg::guard([&] { return pg::keep_state(core::centre(value_profile::from_stored(body))); }));
}

XM_FUNCTION(xm_value_profile_scores) {
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    const core::profile_view p = pg::guard([&] { return core::profile_view::of(body); });
    auto* const values = static_cast<Datum*>(palloc(sizeof(Datum) * p.size));
    for (std::size_t i = 0; i < p.size; ++i) values[i] = Float8GetDatum(static_cast<double>(p.score(i)));
    return PointerGetDatum(
        construct_array(values, static_cast<int>(p.size), FLOAT8OID, sizeof(double), FLOAT8PASSBYVAL, TYPALIGN_DOUBLE));
}
