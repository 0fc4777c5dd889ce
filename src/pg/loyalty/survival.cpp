#include "pg/server/internal.hpp"
#include "pg/server/labels.hpp"
#include "pg/server/variables.hpp"

#include <algorithm>

#include "core/loyalty/survival.hpp"

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

// Act 2. Throws if so many bytes at once, a state and its copies, are past pg_xm.max_state_memory by a quarter or more.
void check_copies(std::size_t size) { pg::check_state_size(size / 5 * 4, name); }

// Act 2. The state `body` (none: no bytes) with what `from` has, as a running state. `own`: the same, if it can be changed
// in place.
varlena* absorb(varlena* own, core::bytes body, rs::source& from) {
    varlena* made = nullptr;
    for (;;) {
        if (own != nullptr) {
            if (rs::take(pg::body_at(own), VARSIZE(own) - VARHDRSZ, from, pg::check_interrupts)) return own;
            body = {pg::body_at(own), VARSIZE(own) - VARHDRSZ};
        }
        // The server copies what we return before it frees the state that we were given.
        const auto needed = [&](std::size_t size) { return body.size() + from.size() + 2 * size; };
        const rs::plan next(
            body, from,
            [&](std::size_t size) {
                try {
                    check_copies(needed(size));
                    return true;
                } catch (const core::error&) {
                    return false;
                }
            },
            pg::check_interrupts);
        check_copies(needed(next.size));
        own = pg::new_varlena(next.size);
        next.remake(body, pg::body_at(own), pg::check_interrupts);
        if (made != nullptr) pfree(made);
        made = own;
    }
}

// Act 2. What a transition returns: a running state inside an aggregate, else the canonical one.
varlena* joined(FunctionCallInfo fcinfo, varlena* own, core::bytes body, rs::source& from, const survival& added) {
    if (pg::in_aggregate(fcinfo)) {
        if (own == nullptr && !body.empty()) {  // a value that is not ours is added like any other
            rs::source first(body, pg::check_interrupts);
            own = absorb(nullptr, {}, first);
        }
        return absorb(own, body, from);
    }
    survival s = body.empty() ? survival{} : pg::read_state<survival>(body);
    s.merge(added, pg::check_interrupts);
    return pg::keep_state(s);
}

survival read(core::bytes body) { return pg::read_state<survival>(body); }

}  // namespace

XM_FUNCTION(xm_survival_in) {
    const std::string_view input = pg::text_of(PG_GETARG_DATUM(0));
    varlena* value = nullptr;
    const auto room = [&](std::size_t size) {
        value = pg::new_varlena(size);
        return pg::body_at(value);
    };
    if (!pg::guard_input(fcinfo, [&] { core::store_survival_text(input, room, pg::check_interrupts); })) return Datum{0};
    return PointerGetDatum(value);
}

XM_FUNCTION(xm_survival_out) {
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    return CStringGetDatum(pg::guard([&] { return pg::keep(read(body).to_text(pg::check_interrupts)); }));
}

XM_FUNCTION(xm_survival_recv) {
    const core::bytes rest = pg::rest_of(PG_GETARG_DATUM(0));
    return PointerGetDatum(pg::guard([&] { return pg::keep_state(survival::from_wire(rest, pg::check_interrupts)); }));
}

XM_FUNCTION(xm_survival_send) {
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    return PointerGetDatum(pg::guard([&] {
        core::wire_writer out;
        read(body).to_wire(out, pg::check_interrupts);
        return pg::keep_bytes(out.result());
    }));
}

XM_FUNCTION(xm_survival_final) {
    if (PG_ARGISNULL(0)) PG_RETURN_NULL();
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    return PointerGetDatum(pg::guard([&] {
        varlena* value = nullptr;
        core::store_survival(
            body, core::errc::range,
            [&](std::size_t size, std::size_t besides) {
                check_copies(body.size() + size + besides);
                value = pg::new_varlena(size);
                return pg::body_at(value);
            },
            pg::check_interrupts);
        return value;
    }));
}

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
    const double duration = pg::number_at(type.duration, PG_GETARG_DATUM(1)) + 0.0;  // -0 becomes 0
    if (!(duration >= 0 && std::isfinite(duration))) pg::guard([=] { core::check_time(duration, "duration"); });
    const double time = core::read_time(duration);
    const bool event = pg::yes_at(type.event, PG_GETARG_DATUM(2), "event");
    varlena* const own = own_running(fcinfo);
    if (own != nullptr && rs::add(pg::body_at(own), VARSIZE(own) - VARHDRSZ, {time, event, !event})) return PointerGetDatum(own);
    const core::bytes body = PG_ARGISNULL(0) ? core::bytes() : pg::body_of(PG_GETARG_DATUM(0));
    return PointerGetDatum(pg::guard([&] {
        survival one;
        one.times.push_back({time, event, !event});
        rs::source from(one.times[0]);
        return joined(fcinfo, own, body, from, one);
    }));
}

XM_FUNCTION(xm_survival_merge) {
    if (PG_ARGISNULL(1)) return pg::unchanged_state(fcinfo);
    const core::bytes other = pg::body_of(PG_GETARG_DATUM(1));
    varlena* const own = own_running(fcinfo);
    const core::bytes body = PG_ARGISNULL(0) ? core::bytes() : pg::body_of(PG_GETARG_DATUM(0));
    return PointerGetDatum(pg::guard([&] {
        rs::source from(other, pg::check_interrupts);
        return joined(fcinfo, own, body, from, pg::in_aggregate(fcinfo) ? survival{} : read(other));
    }));
}

XM_FUNCTION(xm_survival_table) {
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    const double confidence = PG_GETARG_FLOAT8(1);
    const auto list =
        pg::guard([&] { return pg::keep_rows(core::survival_table(read(body), confidence, pg::check_interrupts)); });
    pg::row_set rows(fcinfo);
    for (const core::survival_row& r : list)
        rows.add({r.time, r.at_risk, r.events, r.censored, r.survival, r.std_error, r.lower, r.upper});
    return Datum{0};
}

XM_FUNCTION(xm_survival_at) {
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    const double time = PG_GETARG_FLOAT8(1);
    return pg::float_or_null(fcinfo, pg::guard([&] { return core::survival_at(read(body), time, pg::check_interrupts); }));
}

XM_FUNCTION(xm_last_time) {
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    return pg::finite(pg::guard([&] { return read(body).times.back().time; }));
}

XM_FUNCTION(xm_estimate_survival) {
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    const double time = PG_GETARG_FLOAT8(1);
    const double confidence = PG_GETARG_FLOAT8(2);
    const core::survival_estimate e =
        pg::guard([&] { return core::estimate_survival(read(body), time, confidence, pg::check_interrupts); });
    return pg::make_row(fcinfo, {e.value, e.std_error, e.lower, e.upper, e.at_risk});
}

XM_FUNCTION(xm_survival_quantile) {
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    const double p = PG_GETARG_FLOAT8(1);
    const double confidence = PG_GETARG_FLOAT8(2);
    const core::survival_quantiles q =
        pg::guard([&] { return core::survival_quantile(read(body), p, confidence, pg::check_interrupts); });
    return pg::make_row(fcinfo, {q.time, q.lower, q.upper});
}

XM_FUNCTION(xm_median_survival) {
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    return pg::float_or_null(fcinfo, pg::guard([&] { return core::median_survival(read(body), pg::check_interrupts); }));
}

XM_FUNCTION(xm_restricted_mean) {
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    const double horizon = PG_GETARG_FLOAT8(1);
    return pg::float_or_null(fcinfo, pg::guard([&] { return core::restricted_mean(read(body), horizon, pg::check_interrupts); }));
}

XM_FUNCTION(xm_estimate_restricted_mean) {
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    const double horizon = PG_GETARG_FLOAT8(1);
    const double confidence = PG_GETARG_FLOAT8(2);
    const core::mean_estimate e =
        pg::guard([&] { return core::estimate_restricted_mean(read(body), horizon, confidence, pg::check_interrupts); });
    return pg::make_row(fcinfo, {e.value, e.std_error, e.lower, e.upper});
}

XM_FUNCTION(xm_compare_survival) {
    const core::bytes a = pg::body_of(PG_GETARG_DATUM(0));
    const core::bytes b = pg::body_of(PG_GETARG_DATUM(1));
    const double horizon = PG_GETARG_FLOAT8(2);
    const double confidence = PG_GETARG_FLOAT8(3);
    const core::survival_comparison c =
        pg::guard([&] { return core::compare_survival(read(a), read(b), horizon, confidence, pg::check_interrupts); });
    return pg::make_row(fcinfo, {c.difference, c.std_error, c.lower, c.upper, c.statistic, c.p_value});
}

// --- xm.logrank -----------------------------------------------------------------------------------

namespace {

// The states of the groups in their canonical form, in an arena.
struct group_states {
    pg::bounded_resource memory;
    std::pmr::vector<core::bytes> states;

    explicit group_states(MemoryContext context)
        : memory(context, pg::account_of(context, "xm.logrank"), "xm.logrank"), states(&memory) {}

    // Room for one more, to be filled.
    std::byte* extended(std::size_t size) {
        auto* const at = static_cast<std::byte*>(memory.allocate(size, MAXIMUM_ALIGNOF));
        states.emplace_back(at, size);
        return at;
    }
    void add(core::bytes state) { std::memcpy(extended(state.size()), state.data(), state.size()); }
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
    // Old and running states become canonical.
    pg::guard([&] {
        core::store_survival(
            state, core::errc::corrupt_stored, [&](std::size_t size, std::size_t) { return groups->extended(size); },
            pg::check_interrupts);
    });
    PG_RETURN_POINTER(groups);
}

XM_FUNCTION(xm_logrank_combine) {
    const MemoryContext memory = pg::aggregate_memory(fcinfo);
    const auto* const other = pg::internal_arg<group_states>(fcinfo, 1);
    if (other == nullptr) return pg::unchanged_state(fcinfo);
    auto* const groups = groups_arg(fcinfo, memory);
    pg::guard([&] {
        for (const core::bytes& s : other->states) {
            pg::check_interrupts();
            groups->add(s);
        }
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
            pg::check_interrupts();
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
            pg::check_interrupts();
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
            pg::check_interrupts();
            const int order = std::memcmp(a.data(), b.data(), std::min(a.size(), b.size()));
            return order != 0 ? order < 0 : a.size() < b.size();
        });
        return core::logrank(states, pg::check_interrupts);
    });
    return pg::make_row(fcinfo, {r.groups, r.chi_squared, r.df, r.p_value});
}
