// What every state type has beside its questions: equality of values, an order to sort by, and a hash. A value begins with its
// kind, so one function serves all types.
#include "pg/server/value.hpp"

#include <algorithm>

#include "core/loyalty/clv.hpp"
#include "core/decide/weighting.hpp"
#include "core/link/linkage.hpp"
#include "core/models/model.hpp"
#include "core/models/moments.hpp"
#include "core/people/match_model.hpp"
#include "core/values/profiles.hpp"
#include "core/scores/ratings.hpp"
#include "core/values/segmentation.hpp"
#include "core/loyalty/survival.hpp"
#include "core/values/value_profile.hpp"
#include "core/words/text_model.hpp"
#include "core/words/topics.hpp"

using namespace xm;  // NOLINT: entries below are C symbols

namespace {

// Act 2. The canonical form of the present version, whatever version wrote the value.
template <class State>
varlena* canonical_of(core::bytes body) {
    if constexpr (requires(const State& s) { s.comparable(); })
        return pg::keep_state(pg::read_state<State>(body).comparable());
    else
        return pg::keep_state(pg::read_state<State>(body));
}

varlena* canonical(core::bytes body) {
    switch (body.empty() ? core::state_kind{} : static_cast<core::state_kind>(body[0])) {
        case core::state_kind::ratings: return canonical_of<core::ratings>(body);
        case core::state_kind::linkage: return canonical_of<core::linkage>(body);
        case core::state_kind::moments: return canonical_of<core::moments>(body);
        case core::state_kind::model: return canonical_of<core::model>(body);
        case core::state_kind::survival: return canonical_of<core::survival>(body);
        case core::state_kind::clv_model: return canonical_of<core::clv_model>(body);
        case core::state_kind::value_profile: return canonical_of<core::value_profile>(body);
        case core::state_kind::profiles: return canonical_of<core::profiles>(body);
        case core::state_kind::segmentation: return canonical_of<core::segmentation>(body);
        case core::state_kind::weighting: return canonical_of<core::weighting>(body);
        case core::state_kind::match_model: return canonical_of<core::match_model>(body);
        case core::state_kind::text_model: return canonical_of<core::text_model>(body);
        case core::state_kind::topic_model: return canonical_of<core::topic_model>(body);
    }
    core::fail(core::errc::corrupt_stored, nullptr, "damaged stored value: no state of pg_xm");
}

core::bytes bytes_of(const varlena* value) {
    return {reinterpret_cast<const std::byte*>(VARDATA_ANY(value)), VARSIZE_ANY_EXHDR(value)};
}

int compare(core::bytes a, core::bytes b) {
    const int common = std::memcmp(a.data(), b.data(), std::min(a.size(), b.size()));
    if (common != 0) return common;
    return a.size() < b.size() ? -1 : a.size() > b.size();
}

// Leaves nothing behind: a sort compares many times in one memory context.
int compare(FunctionCallInfo fcinfo) {
    varlena *const a = PG_GETARG_VARLENA_PP(0), *const b = PG_GETARG_VARLENA_PP(1);
    int order = compare(bytes_of(a), bytes_of(b));
    if (order != 0)
        order = pg::guard([&] {
            varlena *const first = canonical(bytes_of(a)), *const second = canonical(bytes_of(b));
            const int result = compare(bytes_of(first), bytes_of(second));
            pfree(first);
            pfree(second);
            return result;
        });
    PG_FREE_IF_COPY(a, 0);
    PG_FREE_IF_COPY(b, 1);
    return order;
}

core::bytes bytes_to_hash(FunctionCallInfo fcinfo) {
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    return bytes_of(pg::guard([&] { return canonical(body); }));
}

}  // namespace

XM_FUNCTION(xm_state_eq) { return BoolGetDatum(compare(fcinfo) == 0); }
XM_FUNCTION(xm_state_ne) { return BoolGetDatum(compare(fcinfo) != 0); }
XM_FUNCTION(xm_state_lt) { return BoolGetDatum(compare(fcinfo) < 0); }
XM_FUNCTION(xm_state_le) { return BoolGetDatum(compare(fcinfo) <= 0); }
XM_FUNCTION(xm_state_gt) { return BoolGetDatum(compare(fcinfo) > 0); }
XM_FUNCTION(xm_state_ge) { return BoolGetDatum(compare(fcinfo) >= 0); }
XM_FUNCTION(xm_state_cmp) {
    const int order = compare(fcinfo);
    return Int32GetDatum(order < 0 ? -1 : order > 0);
}
XM_FUNCTION(xm_state_hash) {
    const core::bytes bytes = bytes_to_hash(fcinfo);
    return hash_any(reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
}
XM_FUNCTION(xm_state_hash_extended) {
    const core::bytes bytes = bytes_to_hash(fcinfo);
    return hash_any_extended(reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()),
                             static_cast<std::uint64_t>(PG_GETARG_INT64(1)));
}

// --- the operator -: what is left when one state is taken out of another ------------------------------

namespace {

// NULL takes nothing away, and nothing can be taken from NULL; where nothing is left there is no state.
template <class State>
Datum minus(FunctionCallInfo fcinfo) {
    if (PG_ARGISNULL(0)) PG_RETURN_NULL();
    if (PG_ARGISNULL(1)) return PG_GETARG_DATUM(0);
    const core::bytes a = pg::body_of(PG_GETARG_DATUM(0)), b = pg::body_of(PG_GETARG_DATUM(1));
    varlena* const value = pg::guard([&]() -> varlena* {
        State left = pg::read_state<State>(a);
        if constexpr (requires { left.take_away(left, pg::check_interrupts); })
            left.take_away(pg::read_state<State>(b), pg::check_interrupts);
        else
            left.take_away(State::from_stored(b));
        return left.empty() ? nullptr : pg::keep_state(left);
    });
    if (value == nullptr) PG_RETURN_NULL();
    return PointerGetDatum(value);
}

}  // namespace

XM_FUNCTION(xm_ratings_minus) { return minus<core::ratings>(fcinfo); }
XM_FUNCTION(xm_moments_minus) { return minus<core::moments>(fcinfo); }
XM_FUNCTION(xm_linkage_minus) { return minus<core::linkage>(fcinfo); }
XM_FUNCTION(xm_profiles_minus) { return minus<core::profiles>(fcinfo); }
XM_FUNCTION(xm_survival_minus) { return minus<core::survival>(fcinfo); }
