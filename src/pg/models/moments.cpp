#include "pg/server/labels.hpp"
#include "pg/server/variables.hpp"

#include "core/models/moments.hpp"
#include "core/scores/ratings.hpp"

namespace xm::pg {
namespace {

namespace rm = core::running_moments;
using core::moments;

constexpr std::int64_t many_groups = 512;  // large blocks for each would leave the processor's cache

// --- the running state -------------------------------------------------------------------------

core::head* head_of(varlena* value) { return reinterpret_cast<core::head*>(VARDATA(value)); }
std::size_t body_size(const varlena* value) { return VARSIZE(value) - VARHDRSZ; }

// Act 2.
varlena* running_copy(const moments& m, std::uint32_t room) {
    const rm::shape as = rm::shape_for(m, room);
    varlena* const value = new_varlena(as.size());
    rm::write(m, head_of(value), as);
    return value;
}

varlena* empty_state(const call_site& site, bool weighted) {
    const rm::shape as{static_cast<std::size_t>(site.variables), site.whole && !weighted ? rm::kind::narrow : rm::kind::floating,
                       weighted, rm::small_room, site.labels_size};
    varlena* const value = new_varlena(as.size());
    rm::make(head_of(value), as, {site.labels, site.labels_size});
    return value;
}

varlena* reshaped(varlena* from, rm::kind sums, std::uint32_t room) {
    rm::shape as = rm::shape_of({body_at(from), body_size(from)});
    as.sums = sums;
    as.room = room;
    varlena* const value = new_varlena(as.size());
    rm::reshape(head_of(from), body_size(from), head_of(value), as);
    return value;
}

[[noreturn]] void does_not_fit(std::size_t variables) {
    core::fail(core::errc::invalid, "Give the variables the state was made of.", "the row does not fit a state of ", variables,
               " variables");
}

// Act 2. What a state that is not ours becomes before this call site can count into it.
varlena* adopted(const call_site& site, bool weighted, core::bytes body) {
    moments m = moments::from_stored(body);
    if (m.empty()) {
        varlena* const value = empty_state(site, weighted);
        rm::prefix_of(head_of(value))->skipped = m.skipped;
        return value;
    }
    if (m.variables() != static_cast<std::size_t>(site.variables) || m.weighted != weighted ||
        core::packed_labels(m.labels) != std::string_view(site.labels, site.labels_size))
        does_not_fit(m.variables());
    if (m.exact && !site.whole) m.make_floating();
    return running_copy(m, rm::small_room);
}

// What a row with a NULL does to the state: it is counted, also before the first row that is not left out.
Datum skipped(FunctionCallInfo fcinfo) {
    if (varlena* const state = own_state(fcinfo)) {
        rm::skip(head_of(state));
        return PointerGetDatum(state);
    }
    const bool none = PG_ARGISNULL(0), inside = in_aggregate(fcinfo);
    if (none && !inside) PG_RETURN_NULL();
    const core::bytes body = none ? core::bytes() : body_of(PG_GETARG_DATUM(0));
    return PointerGetDatum(guard([&] {
        moments m = none ? moments() : moments::from_stored(body);
        ++m.skipped;
        return m.empty() || !inside ? keep_state(m) : running_copy(m, rm::small_room);
    }));
}

// Writes one row into the block; false if a value is too large for narrow sums.
template <class Values>
bool put_narrow(core::head* state, const call_site& site, const Values& values) {
    rm::prefix& fixed = *rm::prefix_of(state);
    std::int16_t* cell = rm::block_of<std::int16_t>(state, rm::kind::narrow) + fixed.used;
    const std::uint32_t room = fixed.room;
    const int p = site.variables;
    for (int i = 0; i < p; ++i, cell += room) {
        const std::int64_t v = whole_at(site.types[i], values[i].value);
        if (v < -rm::narrow_limit || v > rm::narrow_limit) return false;
        *cell = static_cast<std::int16_t>(v);
    }
    ++fixed.used;
    return true;
}

template <class Values>
void put_wide(core::head* state, const call_site& site, const Values& values) {
    rm::prefix& fixed = *rm::prefix_of(state);
    std::int64_t* cell = rm::block_of<std::int64_t>(state, rm::kind::wide) + fixed.used++;
    for (int i = 0; i < site.variables; ++i, cell += fixed.room) *cell = whole_at(site.types[i], values[i].value);
}

template <class Values>
void put_floating(core::head* state, const call_site& site, const Values& values, std::optional<double> weight) {
    rm::prefix& fixed = *rm::prefix_of(state);
    double* cell = rm::block_of<double>(state, rm::kind::floating) + fixed.used;
    for (int i = 0; i < site.variables; ++i, cell += fixed.room) {
        const double v = site.all_float8 ? DatumGetFloat8(values[i].value) : number_at(site.types[i], values[i].value);
        if (!core::value_allowed(v)) check_number(site, i, v);
        *cell = v;
    }
    if (weight) *cell = *weight;
    ++fixed.used;
}

// After a row: a full block goes into the sums, and the block may grow. Returns the state to go on with.
varlena* settled(call_site& site, varlena* state) {
    rm::prefix& fixed = *rm::prefix_of(head_of(state));
    if (fixed.used < fixed.room) return state;
    return guard([&] {
        rm::flush(head_of(state));
        const rm::kind sums = rm::kind_of(head_of(state));
        if (sums == rm::kind::narrow && fixed.n > std::int64_t{1} << 37) return reshaped(state, rm::kind::wide, fixed.room);
        if (fixed.room == rm::small_room && fixed.n >= rm::large_room && site.groups <= many_groups)
            return reshaped(state, sums, rm::large_room);
        return state;
    });
}

template <class Values>
Datum add_values(FunctionCallInfo fcinfo, call_site& site, const Values& values, std::optional<double> weight) {
    varlena* state = own_state(fcinfo);
    if (state == nullptr || !(head_of(state)->flags & rm::flag_running)) {
        const bool none = PG_ARGISNULL(0);
        const core::bytes body = none ? core::bytes() : body_of(PG_GETARG_DATUM(0));
        state = guard([&] { return none ? empty_state(site, weight.has_value()) : adopted(site, weight.has_value(), body); });
        ++site.groups;
    } else if (rm::variables_of(head_of(state)) != static_cast<std::size_t>(site.variables)) {
        guard([&] { does_not_fit(rm::variables_of(head_of(state))); });  // of a call site that has seen other rows
    }
    switch (rm::kind_of(head_of(state))) {
        case rm::kind::narrow:
            if (put_narrow(head_of(state), site, values)) break;
            state = guard([&] { return reshaped(state, rm::kind::wide, rm::prefix_of(head_of(state))->room); });
            put_wide(head_of(state), site, values);
            break;
        case rm::kind::wide: put_wide(head_of(state), site, values); break;
        case rm::kind::floating: put_floating(head_of(state), site, values, weight); break;
    }
    state = settled(site, state);
    if (in_aggregate(fcinfo)) return PointerGetDatum(state);
    return PointerGetDatum(guard([&] {
        return keep_state(moments::from_stored({body_at(state), body_size(state)}, core::errc::range));
    }));
}

enum class row { counted, skipped, too_large };

// The commonest row, integers given as columns, in one pass over the arguments.
row put_int4(core::head* state, const NullableDatum* values, int p) {
    rm::prefix& fixed = *rm::prefix_of(state);
    std::int16_t* cell = rm::block_of<std::int16_t>(state, rm::kind::narrow) + fixed.used;
    const std::uint32_t room = fixed.room;
    constexpr auto limit = static_cast<std::uint32_t>(rm::narrow_limit);
    for (int i = 0; i < p; ++i, cell += room) {
        if (values[i].isnull) return row::skipped;
        const std::int32_t v = DatumGetInt32(values[i].value);
        if (static_cast<std::uint32_t>(v) + limit > 2 * limit) return row::too_large;  // wraps around for negative ones
        *cell = static_cast<std::int16_t>(v);
    }
    ++fixed.used;
    return row::counted;
}

Datum add(FunctionCallInfo fcinfo, bool weighted) {
    auto* const known = static_cast<call_site*>(fcinfo->flinfo->fn_extra);
    if (!weighted && known != nullptr && known->all_int4 && known->from == call_site::columns) {
        varlena* const state = own_state(fcinfo);
        if (state != nullptr && head_of(state)->flags == (rm::flag_running | rm::flag_exact) &&
            rm::variables_of(head_of(state)) == static_cast<std::size_t>(known->variables)) {
            const row done = put_int4(head_of(state), fcinfo->args + 1, known->variables);
            if (done == row::skipped) {
                rm::skip(head_of(state));
                return PointerGetDatum(state);
            }
            if (done == row::counted) return PointerGetDatum(settled(*known, state));
        }
    }
    const int first = weighted ? 2 : 1;
    // A weight of 0 asks for the row to be left out, whatever else is in it.
    if (weighted && !PG_ARGISNULL(1) && PG_GETARG_FLOAT8(1) == 0) return unchanged_state(fcinfo);
    for (int i = 1; i < PG_NARGS(); ++i)
        if (PG_ARGISNULL(i)) return skipped(fcinfo);
    call_site& site = site_of(fcinfo, first);
    std::optional<double> weight;
    if (weighted) {
        weight = PG_GETARG_FLOAT8(1);
        if (!core::weight_allowed(*weight)) guard([=] { core::refuse_weight(*weight); });
    }
    if (site.from == call_site::columns) return add_values(fcinfo, site, fcinfo->args + first, weight);
    const NullableDatum* const values = spread(site, PG_GETARG_DATUM(first));
    return values == nullptr ? skipped(fcinfo) : add_values(fcinfo, site, values, weight);
}

core::bytes state_arg(FunctionCallInfo fcinfo) { return body_of(PG_GETARG_DATUM(0)); }

struct correlation_row {
    label_cell a, b;
    std::optional<double> r;
    std::int64_t n;
    std::optional<double> p_value, lower, upper;
};

}  // namespace
}  // namespace xm::pg

using namespace xm;  // NOLINT: entries below are C symbols
using core::moments;

XM_TYPE_FUNCTIONS(moments)
// NULL of nothing but rows left out.
XM_FUNCTION(xm_moments_final) {
    if (PG_ARGISNULL(0)) PG_RETURN_NULL();
    const core::bytes body = pg::state_arg(fcinfo);
    varlena* const value = pg::guard([&]() -> varlena* {
        const moments m = moments::from_stored(body, core::errc::range);
        return m.empty() ? nullptr : pg::keep_state(m);
    });
    if (value == nullptr) PG_RETURN_NULL();
    return PointerGetDatum(value);
}

XM_FUNCTION(xm_moments_add) { return pg::add(fcinfo, false); }
XM_FUNCTION(xm_moments_add_weighted) { return pg::add(fcinfo, true); }

XM_FUNCTION(xm_moments_merge) {
    if (PG_ARGISNULL(1)) return pg::unchanged_state(fcinfo);
    const core::bytes other = pg::body_of(PG_GETARG_DATUM(1));
    const bool none = PG_ARGISNULL(0);
    const core::bytes body = none ? core::bytes() : pg::state_arg(fcinfo);
    varlena* const own = pg::own_state(fcinfo);
    return PointerGetDatum(pg::guard([&] {
        moments m = moments::from_stored(none ? other : body);
        if (!none) m.merge(moments::from_stored(other));
        if (!pg::in_aggregate(fcinfo) || m.empty()) {
            m.validate(core::errc::range);
            return pg::keep_state(m);
        }
        // Running, without a block: floating sums keep all their digits until the end.
        const auto as = pg::rm::shape_for(m, 0);
        if (own == nullptr || VARSIZE(own) != VARHDRSZ + as.size()) return pg::running_copy(m, 0);
        pg::rm::write(m, pg::head_of(own), as);
        return own;
    }));
}

XM_FUNCTION(xm_moments_label) {
    const core::bytes body = pg::state_arg(fcinfo);
    const pg::text_list labels = pg::texts_of(PG_GETARG_DATUM(1));
    return PointerGetDatum(pg::guard([&] {
        moments m = moments::from_stored(body);
        if (labels.size != m.variables())
            core::fail(core::errc::invalid, "Give one label for each variable.", labels.size, " labels for ", m.variables(),
                       " variables");
        m.labels = labels.strings();
        core::check_labels(m.labels);
        return pg::keep_state(m);
    }));
}

XM_FUNCTION(xm_moments_responses) {
    const core::bytes body = pg::state_arg(fcinfo);
    return Int64GetDatum(pg::guard([&] { return moments::from_stored(body).n; }));
}

XM_FUNCTION(xm_moments_skipped) {
    const core::bytes body = pg::state_arg(fcinfo);
    return Int64GetDatum(pg::guard([&] { return moments::from_stored(body).skipped; }));
}

XM_FUNCTION(xm_moments_mean) {
    const core::bytes body = pg::state_arg(fcinfo);
    const std::string_view label = pg::text_at(PG_GETARG_DATUM(1));
    return pg::finite(pg::guard([&] {
        const core::centred_moments m = moments::from_stored(body).centred();
        return m.mean[m.index(label)];
    }));
}

XM_FUNCTION(xm_moments_stddev) {
    const core::bytes body = pg::state_arg(fcinfo);
    const std::string_view label = pg::text_at(PG_GETARG_DATUM(1));
    return pg::float_or_null(fcinfo, pg::guard([&]() -> std::optional<double> {
                                 const core::centred_moments m = moments::from_stored(body).centred();
                                 const std::size_t i = m.index(label);
                                 return m.n < 2 ? std::nullopt : std::optional(std::sqrt(m.covariance(i, i)));
                             }));
}

XM_FUNCTION(xm_moments_covariance) {
    const core::bytes body = pg::state_arg(fcinfo);
    const std::string_view a = pg::text_at(PG_GETARG_DATUM(1));
    const std::string_view b = pg::text_at(PG_GETARG_DATUM(2));
    return pg::float_or_null(fcinfo, pg::guard([&]() -> std::optional<double> {
                                 const core::centred_moments m = moments::from_stored(body).centred();
                                 const std::size_t i = m.index(a), j = m.index(b);
                                 return m.n < 2 ? std::nullopt : std::optional(m.covariance(i, j));
                             }));
}

XM_FUNCTION(xm_moments_correlation) {
    const core::bytes body = pg::state_arg(fcinfo);
    const std::string_view a = pg::text_at(PG_GETARG_DATUM(1));
    const std::string_view b = pg::text_at(PG_GETARG_DATUM(2));
    return pg::float_or_null(fcinfo, pg::guard([&] {
                                 const core::centred_moments m = moments::from_stored(body).centred();
                                 return m.correlation(m.index(a), m.index(b));
                             }));
}

XM_FUNCTION(xm_moments_correlations) {
    const core::bytes body = pg::state_arg(fcinfo);
    const double confidence = PG_GETARG_FLOAT8(1);
    const auto list = pg::guard([&] {
        const core::centred_moments m = moments::from_stored(body).centred();
        std::vector<pg::correlation_row> rows;
        for (std::size_t i = 0; i < m.variables(); ++i)
            for (std::size_t j = i + 1; j < m.variables(); ++j) {
                const core::correlation_test t = core::test_correlation(m, i, j, confidence);
                pg::correlation_row row{};
                row.a.set(m.labels[i]);
                row.b.set(m.labels[j]);
                row.r = t.r;
                row.n = m.n;
                row.p_value = t.p_value;
                row.lower = t.lower;
                row.upper = t.upper;
                rows.push_back(row);
            }
        return pg::keep_rows(rows);
    });
    pg::row_set rows(fcinfo);
    for (const auto& r : list)
        rows.add({std::string_view(r.a.text), std::string_view(r.b.text), r.r, r.n, r.p_value, r.lower, r.upper});
    return Datum{0};
}
