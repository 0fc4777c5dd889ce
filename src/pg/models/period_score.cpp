#include "core/models/period_score.hpp"

#include "pg/server/internal.hpp"
#include "pg/server/labels.hpp"

using namespace xm;  // NOLINT: entries below are C symbols

extern "C" {
Datum xm_ratings_merge(PG_FUNCTION_ARGS);
Datum xm_moments_merge(PG_FUNCTION_ARGS);
}

// Behind link_input of a workspace: the score of ratings under a metric, or of the one variable of moments.
XM_FUNCTION(xm_score_of) {
    const bool numbers = PG_ARGISNULL(0);
    if (PG_ARGISNULL(numbers ? 1 : 0) || PG_ARGISNULL(3) || (!numbers && PG_ARGISNULL(2))) PG_RETURN_NULL();
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(numbers ? 1 : 0));
    const std::string_view rule = numbers ? std::string_view() : pg::text_at(PG_GETARG_DATUM(2));
    const double confidence = PG_GETARG_FLOAT8(3);
    const core::estimate e = pg::guard([&] {
        return (numbers ? core::score_of(core::moments::from_stored(body).centred(), confidence)
                        : core::score_of(core::ratings::from_stored(body), core::metric::parse(rule), confidence))
            .score;
    });
    return pg::make_row(fcinfo, {static_cast<std::int64_t>(e.responses), e.value, e.std_error, e.lower, e.upper});
}

// --- xm_internal.period_scores: an item of a unit, all periods --------------------------------------

namespace {

// What came ([0]) and what went ([1]) in one period, as running states of the aggregates; null where nothing did.
struct period_states {
    std::int32_t number;
    varlena* ratings[2];
    varlena* moments[2];
};

// In order of their numbers.
struct periods {
    std::int32_t metric;  // packed; of ratings only
    double confidence;
    int size, room, last;
    period_states* at;
};

period_states& period_of(periods& all, std::int32_t number) {
    if (all.last < all.size && all.at[all.last].number == number) return all.at[all.last];
    int low = 0;
    for (int high = all.size; low < high;) {
        const int middle = (low + high) / 2;
        (all.at[middle].number < number ? low : high) = all.at[middle].number < number ? middle + 1 : middle;
    }
    if (low == all.size || all.at[low].number != number) {
        if (all.size == all.room)
            all.at =
                static_cast<period_states*>(repalloc(all.at, static_cast<std::size_t>(all.room *= 2) * sizeof(period_states)));
        std::memmove(all.at + low + 1, all.at + low, static_cast<std::size_t>(all.size++ - low) * sizeof(period_states));
        all.at[low] = {number, {nullptr, nullptr}, {nullptr, nullptr}};
    }
    all.last = low;
    return all.at[low];
}

// In the memory of the aggregate: `into` with one more state, by the transition function of its xm.rollup.
void merge(FunctionCallInfo fcinfo, PGFunction rollup, varlena*& into, Datum state) {
    LOCAL_FCINFO(call, 2);
    InitFunctionCallInfoData(*call, fcinfo->flinfo, 2, InvalidOid, fcinfo->context, nullptr);
    call->args[0] = {PointerGetDatum(into), into == nullptr};
    call->args[1] = {state, false};
    auto* const merged = reinterpret_cast<varlena*>(DatumGetPointer(rollup(call)));
    if (into != nullptr && merged != into) pfree(into);
    into = merged;
}

core::bytes body_in(const varlena* value) {
    return {reinterpret_cast<const std::byte*>(VARDATA(value)), VARSIZE(value) - VARHDRSZ};
}

// Act 2. What came less what went; nothing if nothing is left.
template <class State>
std::optional<State> net_of(varlena* const states[2]) {
    if (states[0] == nullptr) return std::nullopt;
    State s = State::from_stored(body_in(states[0]), core::errc::range);
    if (states[1] != nullptr) s.take_away(State::from_stored(body_in(states[1]), core::errc::range));
    if (s.empty()) return std::nullopt;
    return s;
}

struct scored_period {
    std::int32_t number;
    core::period_score now;
    bool first;  // no answers in the period before
    core::comparison change;
};

}  // namespace

XM_FUNCTION(xm_period_scores_add) {
    const MemoryContext outer = MemoryContextSwitchTo(pg::aggregate_memory(fcinfo));
    auto* all = pg::internal_arg<periods>(fcinfo, 0);
    if (all == nullptr) {
        all = static_cast<periods*>(palloc(sizeof(periods)));
        *all = {0, PG_ARGISNULL(6) ? 0.95 : PG_GETARG_FLOAT8(6), 0, 8, 0, nullptr};
        all->at = static_cast<period_states*>(palloc(8 * sizeof(period_states)));
    }
    const bool numbers = PG_ARGISNULL(3);
    if (!PG_ARGISNULL(1) && !PG_ARGISNULL(2) && !PG_ARGISNULL(numbers ? 4 : 3)) {
        if (!numbers && all->metric == 0) {
            const std::string_view rule = PG_ARGISNULL(5) ? "mean" : pg::text_at(PG_GETARG_DATUM(5));
            all->metric = pg::guard([&] { return core::metric::parse(rule).pack(); });
        }
        period_states& period = period_of(*all, PG_GETARG_INT32(1));
        const int went = PG_GETARG_BOOL(2) ? 0 : 1;
        if (numbers)
            merge(fcinfo, xm_moments_merge, period.moments[went], PG_GETARG_DATUM(4));
        else
            merge(fcinfo, xm_ratings_merge, period.ratings[went], PG_GETARG_DATUM(3));
    }
    MemoryContextSwitchTo(outer);
    PG_RETURN_POINTER(all);
}

XM_FUNCTION(xm_period_scores_final) {
    const auto* const all = pg::internal_arg<periods>(fcinfo, 0);
    if (all == nullptr) PG_RETURN_NULL();
    const auto scores = pg::guard([&] {
        std::vector<scored_period> result;
        result.reserve(static_cast<std::size_t>(all->size));
        for (int i = 0; i < all->size; ++i) {
            const period_states& p = all->at[i];
            scored_period s{p.number, {}, true, {}};
            if (const auto r = net_of<core::ratings>(p.ratings))
                s.now = core::score_of(*r, core::metric::unpack(all->metric), all->confidence);
            else if (const auto m = net_of<core::moments>(p.moments))
                s.now = core::score_of(m->centred(), all->confidence);
            else
                continue;
            if (!result.empty() && result.back().number == p.number - 1) {
                s.first = false;
                s.change = s.now.since(result.back().now, all->confidence);
            }
            result.push_back(s);
            pg::check_interrupts();
        }
        return pg::keep_rows(result);
    });
    pg::row_array rows(fcinfo, scores.size);
    for (const scored_period& s : scores)
        rows.add({s.number, static_cast<std::int64_t>(s.now.score.responses), s.now.score.value, s.now.score.std_error,
                  s.now.score.lower, s.now.score.upper, s.first ? std::optional<double>() : s.change.difference, s.change.lower,
                  s.change.upper, s.change.p_value});
    return rows.result();
}

// Months since the year 0, so that those of the calendar follow one another.
XM_FUNCTION(xm_month_number) {
    const DateADT date = PG_GETARG_DATEADT(0);
    if (DATE_NOT_FINITE(date))
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("month is infinite; the allowed range is finite dates"),
                        errhint("Give the first day of a month.")));
    int year = 0, month = 0, day = 0;
    j2date(date + POSTGRES_EPOCH_JDATE, &year, &month, &day);
    PG_RETURN_INT32(12 * year + month - 1);
}
