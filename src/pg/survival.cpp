#include "pg/internal.hpp"
#include "pg/labels.hpp"
#include "pg/variables.hpp"

#include <algorithm>

#include "core/survival.hpp"

using namespace xm;  // NOLINT: entries below are C symbols
using core::survival;
namespace rs = core::running_survival;

namespace {

constexpr const char* name = "xm.survival";

// What the transition keeps with its call site.
struct types {
    Oid duration, event;
    bool whole_days;  // integer and boolean
};

const types& types_of(FunctionCallInfo fcinfo) {
    if (fcinfo->flinfo->fn_extra == nullptr) {
        auto* const found = static_cast<types*>(MemoryContextAlloc(fcinfo->flinfo->fn_mcxt, sizeof(types)));
        *found = {pg::number_type(fcinfo, 1, "duration"), pg::number_type(fcinfo, 2, "event"), false};
        found->whole_days = found->duration == INT4OID && found->event == BOOLOID;
        fcinfo->flinfo->fn_extra = found;
    }
    return *static_cast<types*>(fcinfo->flinfo->fn_extra);
}

// The running state in the first argument, ours to change; else null.
varlena* own_running(FunctionCallInfo fcinfo) {
    varlena* const own = pg::own_state(fcinfo);
    return own != nullptr && rs::is_running(pg::body_at(own), VARSIZE(own) - VARHDRSZ) ? own : nullptr;
}

// Act 2. What a transition returns: a running state inside an aggregate, else the canonical one.
varlena* keep_running(FunctionCallInfo fcinfo, const survival& s) {
    if (!pg::in_aggregate(fcinfo)) return pg::keep_state(s);
    const std::size_t size = rs::size_for(s);
    pg::check_state_size(size, name);
    varlena* const value = pg::new_varlena(size);
    rs::write(s, pg::body_at(value), size);
    return value;
}

}  // namespace

XM_FUNCTION(xm_survival_in) { return pg::state_in<survival>(fcinfo); }
XM_FUNCTION(xm_survival_out) { return pg::state_out<survival>(fcinfo); }
XM_FUNCTION(xm_survival_recv) { return pg::state_recv<survival>(fcinfo); }
XM_FUNCTION(xm_survival_send) { return pg::state_send<survival>(fcinfo); }
XM_FUNCTION(xm_survival_final) { return pg::state_final<survival>(fcinfo); }

XM_FUNCTION(xm_survival_add) {
    // The commonest row.
    const auto* const known = static_cast<const types*>(fcinfo->flinfo->fn_extra);
    if (known != nullptr && known->whole_days && !pg::any_null(fcinfo, 0, 2) && pg::in_aggregate(fcinfo)) {
        auto* const own = reinterpret_cast<varlena*>(PG_GETARG_POINTER(0));
        if (VARATT_IS_4B_U(own) && rs::count(pg::body_at(own), PG_GETARG_INT32(1), PG_GETARG_BOOL(2)))
            return PointerGetDatum(own);
    }
    if (pg::any_null(fcinfo, 1, 2)) return pg::unchanged_state(fcinfo);
    const types& type = types_of(fcinfo);
    const double time = pg::number_at(type.duration, PG_GETARG_DATUM(1)) + 0.0;  // -0 becomes 0
    if (!(time >= 0 && std::isfinite(time))) pg::guard([=] { core::check_time(time, "duration"); });
    const bool event = pg::yes_at(type.event, PG_GETARG_DATUM(2), "event");
    varlena* const own = own_running(fcinfo);
    if (own != nullptr && rs::add(pg::body_at(own), VARSIZE(own) - VARHDRSZ, {time, event, !event})) return PointerGetDatum(own);
    const bool none = PG_ARGISNULL(0);
    const core::bytes body = none ? core::bytes() : pg::body_of(PG_GETARG_DATUM(0));
    return PointerGetDatum(pg::guard([&] {
        survival s = none ? survival{} : survival::from_stored(body);
        survival one;
        one.times.push_back({time, event, !event});
        s.merge(one);
        return keep_running(fcinfo, s);
    }));
}

XM_FUNCTION(xm_survival_merge) {
    if (PG_ARGISNULL(1)) return pg::unchanged_state(fcinfo);
    const core::bytes other = pg::body_of(PG_GETARG_DATUM(1));
    varlena* const own = own_running(fcinfo);
    const bool none = PG_ARGISNULL(0);
    const core::bytes body = none ? core::bytes() : pg::body_of(PG_GETARG_DATUM(0));
    return PointerGetDatum(pg::guard([&] {
        if (own != nullptr) {
            survival rest = survival::from_stored(other);
            if (rs::add(pg::body_at(own), VARSIZE(own) - VARHDRSZ, rest)) return own;
            survival s = survival::from_stored(body);
            s.merge(rest);
            return keep_running(fcinfo, s);
        }
        survival s = none ? survival{} : survival::from_stored(body);
        s.merge(survival::from_stored(other));
        return keep_running(fcinfo, s);
    }));
}

XM_FUNCTION(xm_survival_table) {
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    const double confidence = PG_GETARG_FLOAT8(1);
    const auto list = pg::guard([&] { return pg::keep_rows(core::survival_table(survival::from_stored(body), confidence)); });
    pg::row_set rows(fcinfo);
    for (const core::survival_row& r : list)
        rows.add({r.time, r.at_risk, r.events, r.censored, r.survival, r.std_error, r.lower, r.upper});
    return Datum{0};
}

XM_FUNCTION(xm_survival_at) {
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    const double time = PG_GETARG_FLOAT8(1);
    return pg::float_or_null(fcinfo, pg::guard([&] { return core::survival_at(survival::from_stored(body), time); }));
}

XM_FUNCTION(xm_estimate_survival) {
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    const double time = PG_GETARG_FLOAT8(1);
    const double confidence = PG_GETARG_FLOAT8(2);
    const core::survival_estimate e =
        pg::guard([&] { return core::estimate_survival(survival::from_stored(body), time, confidence); });
    return pg::make_row(fcinfo, {e.value, e.std_error, e.lower, e.upper, e.at_risk});
}

XM_FUNCTION(xm_median_survival) {
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    return pg::float_or_null(fcinfo, pg::guard([&] { return core::median_survival(survival::from_stored(body)); }));
}

XM_FUNCTION(xm_restricted_mean) {
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    const double horizon = PG_GETARG_FLOAT8(1);
    return pg::float_or_null(fcinfo, pg::guard([&] { return core::restricted_mean(survival::from_stored(body), horizon); }));
}

XM_FUNCTION(xm_compare_survival) {
    const core::bytes a = pg::body_of(PG_GETARG_DATUM(0));
    const core::bytes b = pg::body_of(PG_GETARG_DATUM(1));
    const double horizon = PG_GETARG_FLOAT8(2);
    const double confidence = PG_GETARG_FLOAT8(3);
    const core::survival_comparison c = pg::guard(
        [&] { return core::compare_survival(survival::from_stored(a), survival::from_stored(b), horizon, confidence); });
    return pg::make_row(fcinfo, {c.difference, c.std_error, c.lower, c.upper, c.statistic, c.p_value});
}

// --- xm.logrank -----------------------------------------------------------------------------------

namespace {

// The states of the groups as they are stored, in an arena.
struct group_states {
    pg::bounded_resource memory;
    std::pmr::vector<core::bytes> states;

    explicit group_states(MemoryContext context)
        : memory(context, pg::account_of(context, "xm.logrank"), "xm.logrank"), states(&memory) {}

    void add(core::bytes state) {
        auto* const copy = static_cast<std::byte*>(memory.allocate(state.size(), MAXIMUM_ALIGNOF));
        std::memcpy(copy, state.data(), state.size());
        states.emplace_back(copy, state.size());
    }
};

group_states* groups_arg(FunctionCallInfo fcinfo, MemoryContext memory) {
    auto* groups = pg::internal_arg<group_states>(fcinfo, 0);
    return groups != nullptr ? groups : pg::make_internal<group_states>(memory, memory);
}

}  // namespace

XM_FUNCTION(xm_logrank_add) {
    const MemoryContext memory = pg::aggregate_memory(fcinfo);
    if (PG_ARGISNULL(1)) return pg::unchanged_state(fcinfo);
    const core::bytes state = pg::body_of(PG_GETARG_DATUM(1));
    auto* const groups = groups_arg(fcinfo, memory);
    pg::guard([&] { groups->add(state); });
    PG_RETURN_POINTER(groups);
}

XM_FUNCTION(xm_logrank_combine) {
    const MemoryContext memory = pg::aggregate_memory(fcinfo);
    const auto* const other = pg::internal_arg<group_states>(fcinfo, 1);
    if (other == nullptr) return pg::unchanged_state(fcinfo);
    auto* const groups = groups_arg(fcinfo, memory);
    pg::guard([&] {
        for (const core::bytes& s : other->states) groups->add(s);
    });
    PG_RETURN_POINTER(groups);
}

XM_FUNCTION(xm_logrank_serialize) {
    pg::aggregate_memory(fcinfo);
    const auto* const groups = pg::internal_arg<group_states>(fcinfo, 0);
    return PointerGetDatum(pg::guard([&] {
        std::size_t size = 0;
        for (const core::bytes& s : groups->states) size += sizeof(std::size_t) + s.size();
        varlena* const value = pg::new_varlena(size);
        std::byte* at = pg::body_at(value);
        for (const core::bytes& s : groups->states) {
            core::store(at, s.size());
            std::memcpy(at + sizeof(std::size_t), s.data(), s.size());
            at += sizeof(std::size_t) + s.size();
        }
        return value;
    }));
}

XM_FUNCTION(xm_logrank_deserialize) {
    pg::aggregate_memory(fcinfo);
    const core::bytes all = pg::body_of(PG_GETARG_DATUM(0));
    auto* const groups = pg::make_internal<group_states>(CurrentMemoryContext, CurrentMemoryContext);
    pg::guard([&] {
        core::bytes from = all;
        while (!from.empty()) {
            const std::size_t size = from.size() < sizeof(std::size_t) ? from.size() : core::load<std::size_t>(from.data());
            if (size > from.size() - std::min(from.size(), sizeof size))
                core::fail(core::errc::invalid, nullptr, "not a serialised aggregate state: ", all.size(), " bytes");
            groups->add(from.subspan(sizeof size, size));
            from = from.subspan(sizeof size + size);
        }
    });
    PG_RETURN_POINTER(groups);
}

XM_FUNCTION(xm_logrank_final) {
    const auto* const groups = pg::internal_arg<group_states>(fcinfo, 0);
    if (groups == nullptr) PG_RETURN_NULL();
    const core::logrank_result r = pg::guard([&] {
        // In one order, whatever the order of the rows.
        std::vector<core::bytes> states(groups->states.begin(), groups->states.end());
        std::sort(states.begin(), states.end(), [](const core::bytes& a, const core::bytes& b) {
            return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end());
        });
        std::vector<survival> all;
        for (const core::bytes& s : states) all.push_back(survival::from_stored(s));
        return core::logrank(all, pg::check_interrupts);
    });
    return pg::make_row(fcinfo, {r.groups, r.chi_squared, r.df, r.p_value});
}
