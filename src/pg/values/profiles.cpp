#include "pg/server/keys.hpp"
#include "pg/values/profile_rows.hpp"

using namespace xm;  // NOLINT: entries below are C symbols
using core::pattern_store;
using core::profiles;

XM_TYPE_FUNCTIONS(profiles)
XM_FUNCTION(xm_profiles_final) { return pg::state_final<profiles>(fcinfo); }

XM_FUNCTION(xm_profiles_add) {
    if (PG_ARGISNULL(1)) return pg::unchanged_state(fcinfo);
    const core::profile_view p = pg::profile_at(PG_GETARG_DATUM(1));
    varlena* state = pg::own_state(fcinfo);
    if (state == nullptr) {
        const bool none = PG_ARGISNULL(0);
        const core::bytes body = none ? core::bytes() : pg::body_of(PG_GETARG_DATUM(0));
        state = pg::guard([&] {
            if (!none) return pg::keep_state(profiles::from_stored(body));
            p.decode();
            varlena* const value = pg::new_varlena(core::running_profiles::size_for(p));
            core::running_profiles::make(pg::body_at(value), p);
            return value;
        });
    }
    if (!core::running_profiles::add(pg::body_at(state), p))
        pg::guard([&] {
            core::check_same_shape(profiles::from_stored({pg::body_at(state), VARSIZE(state) - VARHDRSZ}).shape, p.decode());
        });
    return PointerGetDatum(state);
}

XM_FUNCTION(xm_profiles_merge) {
    if (PG_ARGISNULL(1)) return pg::unchanged_state(fcinfo);
    const core::bytes other = pg::body_of(PG_GETARG_DATUM(1));
    const bool none = PG_ARGISNULL(0);
    const core::bytes body = none ? core::bytes() : pg::body_of(PG_GETARG_DATUM(0));
    return PointerGetDatum(pg::guard([&] {
        profiles p = profiles::from_stored(none ? other : body);
        if (!none) p.merge(profiles::from_stored(other));
        return pg::keep_state(p);
    }));
}

// Of a state, and as the end of an aggregate.
XM_FUNCTION(xm_similarity) {
    if (PG_ARGISNULL(0)) PG_RETURN_NULL();
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    return pg::float_or_null(fcinfo, pg::guard([&] { return core::similarity(profiles::from_stored(body)); }));
}

// --- variance between groups of people -----------------------------------------------------------

namespace {

// The shape of the profiles, and the sum of their squares over all groups.
struct grouped_head {
    pg::profile_head profiles;
    core::dd squares;
};
core::bytes tail_of(const grouped_head& h) { return pg::tail_of(h.profiles); }
void set_tail(grouped_head& h, const std::byte* at) { pg::set_tail(h.profiles, at); }

using grouped = pg::collection<grouped_head, pattern_store>;

grouped* make_grouped(MemoryContext memory, const grouped_head& head) {
    return pg::new_collection<grouped>(memory, "xm.explained", head, sizeof(core::group_key), pattern_store::always,
                                       1 + head.profiles.view().size, pg::check_interrupts);
}

}  // namespace

XM_FUNCTION(xm_explained_add) {
    if (pg::any_null(fcinfo, 1, 2)) return pg::unchanged_state(fcinfo);
    pg::key_site& site = pg::key_site_of(fcinfo, 1, 1);
    const core::group_key key = pg::key_of(site.types[0], PG_GETARG_DATUM(1));
    const core::profile_view p = pg::profile_at(PG_GETARG_DATUM(2));
    auto* groups = pg::internal_arg<grouped>(fcinfo, 0);
    if (groups == nullptr) {
        pg::guard([&] { p.decode(); });
        groups = make_grouped(pg::aggregate_memory(fcinfo), {pg::profile_head_of(p, 0, 0), {}});
    }
    pg::guard([&] {
        pg::check_shape(groups->fixed.profiles, p);
        double* const sums = groups->records.sums_of(key.words);
        ++sums[0];
        double length = 0;
        for (std::size_t i = 0; i < p.size; ++i) {
            const auto x = static_cast<double>(p.score(i));
            sums[1 + i] += x;
            length += x * x;
        }
        groups->fixed.squares += length;
    });
    PG_RETURN_POINTER(groups);
}

XM_FUNCTION(xm_explained_combine) {
    const auto* const other = pg::internal_arg<grouped>(fcinfo, 1);
    const bool joined = !PG_ARGISNULL(0) && other != nullptr;
    const Datum result = pg::combine_collections<grouped>(
        fcinfo, make_grouped, [](const grouped_head& a, const grouped_head& b) { pg::same_profiles(a.profiles, b.profiles); });
    if (joined) reinterpret_cast<grouped*>(DatumGetPointer(result))->fixed.squares += other->fixed.squares;
    return result;
}
XM_FUNCTION(xm_explained_serialize) { return pg::serialize_collection<grouped>(fcinfo); }
XM_FUNCTION(xm_explained_deserialize) { return pg::deserialize_collection<grouped>(fcinfo, make_grouped); }

namespace {

Datum explained_by_groups(FunctionCallInfo fcinfo, std::optional<double> (*question)(const core::variance_split&)) {
    const auto* const groups = pg::internal_arg<grouped>(fcinfo, 0);
    if (groups == nullptr) PG_RETURN_NULL();
    return pg::float_or_null(fcinfo, pg::guard([&] {
                                 return question(core::split_variance(groups->records, groups->fixed.profiles.view().size,
                                                                      groups->fixed.squares, pg::check_interrupts));
                             }));
}

// Of groups' states: what lies within them, and the state of all.
struct group_states {
    varlena* all;
    double within;
    std::int64_t groups;
};

Datum explained_by_states(FunctionCallInfo fcinfo, std::optional<double> (*question)(const core::variance_split&)) {
    const auto* const s = pg::internal_arg<group_states>(fcinfo, 0);
    if (s == nullptr) PG_RETURN_NULL();
    return pg::float_or_null(fcinfo, pg::guard([&] {
                                 const profiles all = profiles::from_stored({pg::body_at(s->all), VARSIZE(s->all) - VARHDRSZ});
                                 return question({all.variation(), s->within, all.n, s->groups});
                             }));
}

// Adds a state, or the sum of several, to the running one.
Datum add_states(FunctionCallInfo fcinfo, core::bytes body, std::optional<double> within, std::int64_t groups) {
    const MemoryContext memory = pg::aggregate_memory(fcinfo);
    auto* s = pg::internal_arg<group_states>(fcinfo, 0);
    if (s == nullptr) s = static_cast<group_states*>(MemoryContextAllocZero(memory, sizeof(group_states)));
    const MemoryContext outer = MemoryContextSwitchTo(memory);
    varlena* const before = s->all;
    pg::guard([&] {
        profiles p = profiles::from_stored(body);
        s->within += within.value_or(p.variation());
        s->groups += groups;
        if (before != nullptr) p.merge(profiles::from_stored({pg::body_at(before), VARSIZE(before) - VARHDRSZ}));
        s->all = pg::keep_state(p);
    });
    if (before != nullptr) pfree(before);
    MemoryContextSwitchTo(outer);
    PG_RETURN_POINTER(s);
}

}  // namespace

XM_FUNCTION(xm_explained_final) { return explained_by_groups(fcinfo, core::explained); }
XM_FUNCTION(xm_explained_adjusted_final) { return explained_by_groups(fcinfo, core::explained_adjusted); }

XM_FUNCTION(xm_explained_states_add) {
    pg::aggregate_memory(fcinfo);
    if (PG_ARGISNULL(1)) return pg::unchanged_state(fcinfo);
    return add_states(fcinfo, pg::body_of(PG_GETARG_DATUM(1)), std::nullopt, 1);
}
XM_FUNCTION(xm_explained_states_combine) {
    pg::aggregate_memory(fcinfo);
    const auto* const other = pg::internal_arg<group_states>(fcinfo, 1);
    if (other == nullptr) return pg::unchanged_state(fcinfo);
    return add_states(fcinfo, {pg::body_at(other->all), VARSIZE(other->all) - VARHDRSZ}, other->within, other->groups);
}
XM_FUNCTION(xm_explained_states_serialize) {
    pg::aggregate_memory(fcinfo);
    const auto* const s = pg::internal_arg<group_states>(fcinfo, 0);
    return PointerGetDatum(pg::guard([&] {
        const std::size_t size = VARSIZE(s->all) - VARHDRSZ;
        varlena* const value = pg::new_varlena(16 + size);
        core::store(pg::body_at(value), s->within);
        core::store(pg::body_at(value) + 8, s->groups);
        std::memcpy(pg::body_at(value) + 16, pg::body_at(s->all), size);
        return value;
    }));
}
XM_FUNCTION(xm_explained_states_deserialize) {
    pg::aggregate_memory(fcinfo);
    const core::bytes from = pg::body_of(PG_GETARG_DATUM(0));
    auto* const s = static_cast<group_states*>(palloc0(sizeof(group_states)));
    pg::guard([&] {
        if (from.size() < 16)
            core::fail(core::errc::invalid, nullptr, "not a serialised aggregate state: ", from.size(), " bytes");
        s->within = core::load<double>(from.data());
        s->groups = core::load<std::int64_t>(from.data() + 8);
        s->all = pg::keep_state(profiles::from_stored(from.subspan(16)));
    });
    PG_RETURN_POINTER(s);
}
XM_FUNCTION(xm_explained_states_final) { return explained_by_states(fcinfo, core::explained); }
XM_FUNCTION(xm_explained_adjusted_states_final) { return explained_by_states(fcinfo, core::explained_adjusted); }
