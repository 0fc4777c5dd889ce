// Aggregates over the states that a workspace keeps of its answers.
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

namespace {

// What came ([0]) and what went ([1]), as running states of the aggregates; null where nothing did.
struct states {
    varlena* ratings[2];
    varlena* moments[2];
};

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

}  // namespace

// --- xm_internal.period_scores: an item of a unit, all periods --------------------------------------

namespace {

struct period_states {
    std::int32_t number;
    states of;
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
        all.at[low] = {number, {}};
    }
    all.last = low;
    return all.at[low];
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
            merge(fcinfo, xm_moments_merge, period.of.moments[went], PG_GETARG_DATUM(4));
        else
            merge(fcinfo, xm_ratings_merge, period.of.ratings[went], PG_GETARG_DATUM(3));
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
            if (const auto r = net_of<core::ratings>(p.of.ratings))
                s.now = core::score_of(*r, core::metric::unpack(all->metric), all->confidence);
            else if (const auto m = net_of<core::moments>(p.of.moments))
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

// --- xm_internal.summary_net: all items of a group of answers ---------------------------------------

namespace {

struct item_states {
    text* item;
    states of;
};
struct items_of_group {
    int size, room;
    item_states* at;
};

// Rows of one survey list their items in one order: the place is nearly always the same.
states& states_of(items_of_group& all, Datum item, int guess) {
    const text* const name = DatumGetTextPP(item);
    const auto same = [name](const text* other) {
        return VARSIZE_ANY_EXHDR(name) == VARSIZE_ANY_EXHDR(other) &&
               std::memcmp(VARDATA_ANY(name), VARDATA_ANY(other), VARSIZE_ANY_EXHDR(name)) == 0;
    };
    if (guess < all.size && same(all.at[guess].item)) return all.at[guess].of;
    for (int i = 0; i < all.size; ++i)
        if (same(all.at[i].item)) return all.at[i].of;
    if (all.size == all.room)
        all.at = static_cast<item_states*>(repalloc(all.at, static_cast<std::size_t>(all.room *= 2) * sizeof(item_states)));
    all.at[all.size] = {DatumGetTextPCopy(item), {}};
    return all.at[all.size++].of;
}

struct elements {
    Datum* values;
    bool* nulls;
    int size;
};
elements elements_of(FunctionCallInfo fcinfo, int argument) {
    ArrayType* const array = PG_GETARG_ARRAYTYPE_P(argument);
    elements e{};
    std::int16_t length = 0;
    bool by_value = false;
    char alignment = 0;
    get_typlenbyvalalign(ARR_ELEMTYPE(array), &length, &by_value, &alignment);
    deconstruct_array(array, ARR_ELEMTYPE(array), length, by_value, alignment, &e.values, &e.nulls, &e.size);
    return e;
}

template <class State>
varlena* keep_net(varlena* const states[2]) {
    return pg::guard([&]() -> varlena* {
        const auto net = net_of<State>(states);
        return net ? pg::keep_state(*net) : nullptr;
    });
}

}  // namespace

XM_FUNCTION(xm_summary_net_add) {
    const MemoryContext memory = pg::aggregate_memory(fcinfo);
    auto* all = pg::internal_arg<items_of_group>(fcinfo, 0);
    if (all == nullptr) {
        all = static_cast<items_of_group*>(MemoryContextAlloc(memory, sizeof(items_of_group)));
        *all = {0, 8, static_cast<item_states*>(MemoryContextAlloc(memory, 8 * sizeof(item_states)))};
    }
    if (pg::any_null(fcinfo, 1, 4)) PG_RETURN_POINTER(all);
    const int went = PG_GETARG_BOOL(1) ? 0 : 1;
    const elements items = elements_of(fcinfo, 2), ratings = elements_of(fcinfo, 3), moments = elements_of(fcinfo, 4);
    if (items.size != ratings.size || items.size != moments.size)
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                        errmsg("%d items, but %d ratings and %d moments", items.size, ratings.size, moments.size),
                        errhint("Give one element of each array for each item.")));
    const MemoryContext outer = MemoryContextSwitchTo(memory);
    for (int i = 0; i < items.size; ++i) {
        if (items.nulls[i] || (ratings.nulls[i] && moments.nulls[i])) continue;
        states& of = states_of(*all, items.values[i], i);
        if (!ratings.nulls[i]) merge(fcinfo, xm_ratings_merge, of.ratings[went], ratings.values[i]);
        if (!moments.nulls[i]) merge(fcinfo, xm_moments_merge, of.moments[went], moments.values[i]);
    }
    MemoryContextSwitchTo(outer);
    PG_RETURN_POINTER(all);
}

XM_FUNCTION(xm_summary_net_final) {
    const auto* const all = pg::internal_arg<items_of_group>(fcinfo, 0);
    if (all == nullptr) PG_RETURN_NULL();
    TupleDesc shape = nullptr;
    if (get_call_result_type(fcinfo, nullptr, &shape) != TYPEFUNC_COMPOSITE || shape->natts != 3)
        elog(ERROR, "pg_xm: summary_net_final returns three arrays");
    const auto room = static_cast<std::size_t>(all->size);
    Datum* values[3];
    bool* nulls[3];
    for (int c = 0; c < 3; ++c) {
        values[c] = static_cast<Datum*>(palloc0((room + 1) * sizeof(Datum)));
        nulls[c] = static_cast<bool*>(palloc0(room + 1));
    }
    int size = 0;
    for (int i = 0; i < all->size; ++i) {
        const item_states& s = all->at[i];
        varlena* const kept[] = {s.item, keep_net<core::ratings>(s.of.ratings), keep_net<core::moments>(s.of.moments)};
        if (kept[1] == nullptr && kept[2] == nullptr) continue;
        for (int c = 0; c < 3; ++c) {
            values[c][size] = PointerGetDatum(kept[c]);
            nulls[c][size] = kept[c] == nullptr;
        }
        ++size;
        CHECK_FOR_INTERRUPTS();
    }
    pg::column arrays[3] = {false, false, false};
    for (int c = 0; c < 3; ++c) {
        const Oid element = get_element_type(TupleDescAttr(shape, c)->atttypid);
        std::int16_t length = 0;
        bool by_value = false;
        char alignment = 0;
        get_typlenbyvalalign(element, &length, &by_value, &alignment);
        int low = 1;
        arrays[c] = pg::column::of(
            PointerGetDatum(construct_md_array(values[c], nulls[c], 1, &size, &low, element, length, by_value, alignment)),
            false);
    }
    return pg::make_row(fcinfo, {arrays[0], arrays[1], arrays[2]});
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
