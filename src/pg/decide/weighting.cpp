#include "pg/decide/categories.hpp"
#include "pg/scores/metric.hpp"
#include "pg/server/fit.hpp"
#include "pg/server/internal.hpp"
#include "pg/server/labels.hpp"

#include "core/decide/raking.hpp"

using namespace xm;  // NOLINT: entries below are C symbols
using core::coded_rows;
using core::weighting;

XM_TYPE_FUNCTIONS(weighting)

// --- xm.raking ------------------------------------------------------------------------------------------

namespace {

constexpr const char* target_hint =
    "Write them as {\"region\": {\"north\": 0.3, \"south\": 0.7}, \"settings\": {\"bounds\": [0.2, 5], \"tolerance\": 1e-9, "
    "\"max_iterations\": 200}}.";

// Targets and settings of a jsonb; plain data in the current memory context.
struct target_item {
    std::string_view variable, category;
    double value;
};
struct target_list {
    target_item* items;
    std::size_t size, room;
    double bounds[2], tolerance, max_iterations;  // NaN: not given
};

[[noreturn]] void refuse_targets(const char* what, std::string_view where = {}) {
    ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                    errmsg("targets: %s%s%s", what, where.empty() ? "" : ": ",
                           where.empty() ? "" : pnstrdup(where.data(), where.size())),
                    errhint("%s", target_hint)));
    pg_unreachable();
}

double number_in(const JsonbValue& value, std::string_view where) {
    if (value.type != jbvNumeric) refuse_targets("this is no number", where);
    return pg::number_at(NUMERICOID, NumericGetDatum(value.val.numeric));
}

void add_target(target_list& list, std::string_view variable, std::string_view category, double value) {
    if (list.size == list.room) {
        list.room = list.room == 0 ? 64 : 2 * list.room;
        auto* const items = static_cast<target_item*>(palloc(sizeof(target_item) * list.room));
        if (list.size > 0) std::memcpy(static_cast<void*>(items), list.items, sizeof(target_item) * list.size);
        list.items = items;
    }
    list.items[list.size++] = {variable, category, value};
}

std::string_view key_in(const JsonbValue& value) {
    return pg::to_utf8({value.val.string.val, static_cast<std::size_t>(value.val.string.len)});
}

void read_settings(target_list& list, JsonbIterator*& each) {
    JsonbValue value;
    std::string_view name;
    while (JsonbIteratorNext(&each, &value, false) == WJB_KEY) {
        name = key_in(value);
        const JsonbIteratorToken token = JsonbIteratorNext(&each, &value, false);
        if (name == "bounds") {
            if (token != WJB_BEGIN_ARRAY || value.val.array.nElems != 2) refuse_targets("bounds are an array of two numbers");
            for (double& bound : list.bounds) {
                if (JsonbIteratorNext(&each, &value, false) != WJB_ELEM) refuse_targets("bounds are an array of two numbers");
                bound = number_in(value, name);
            }
            JsonbIteratorNext(&each, &value, false);  // the end of the array
        } else if (name == "tolerance" || name == "max_iterations") {
            if (token != WJB_VALUE) refuse_targets("this is no number", name);
            (name == "tolerance" ? list.tolerance : list.max_iterations) = number_in(value, name);
        } else {
            refuse_targets("unknown setting", name);
        }
    }
}

target_list targets_of(Jsonb* json) {
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    target_list list{nullptr, 0, 0, {none, none}, none, none};
    if (!JB_ROOT_IS_OBJECT(json)) refuse_targets("this is no object");
    JsonbIterator* each = JsonbIteratorInit(&json->root);
    JsonbValue value;
    JsonbIteratorNext(&each, &value, false);  // the beginning of the object
    while (JsonbIteratorNext(&each, &value, false) == WJB_KEY) {
        const std::string_view variable = key_in(value);
        if (JsonbIteratorNext(&each, &value, false) != WJB_BEGIN_OBJECT)
            refuse_targets("this is no object of categories", variable);
        if (variable == "settings") {
            read_settings(list, each);
            continue;
        }
        if (value.val.object.nPairs == 0) refuse_targets("a variable without categories", variable);
        while (JsonbIteratorNext(&each, &value, false) == WJB_KEY) {
            const std::string_view category = key_in(value);
            if (JsonbIteratorNext(&each, &value, false) != WJB_VALUE) refuse_targets("this is no number", category);
            add_target(list, variable, category, number_in(value, category));
        }
    }
    return list;
}

// Act 2.
core::raking_targets targets_from(const target_list& list) {
    core::raking_targets targets;
    for (std::size_t i = 0; i < list.size; ++i) {
        const target_item& t = list.items[i];
        if (targets.variables.empty() || targets.variables.back().name != t.variable)
            targets.variables.push_back({std::string(t.variable), {}});
        targets.variables.back().categories.emplace_back(t.category, t.value);
    }
    if (!std::isnan(list.bounds[0])) targets.bounds = {list.bounds[0], list.bounds[1]};
    if (!std::isnan(list.tolerance)) targets.tolerance = list.tolerance;
    if (!std::isnan(list.max_iterations)) {
        if (list.max_iterations != std::floor(list.max_iterations) || std::fabs(list.max_iterations) > 1e15)
            core::fail(core::errc::invalid, "Give a number of iterations such as 200.", "max_iterations ", list.max_iterations,
                       " is outside the allowed range: whole numbers 1..1000000");
        targets.max_iterations = static_cast<std::int64_t>(list.max_iterations);
    }
    return targets;
}

// Rows of categories with base weights, and bytes that are the same for all of them: targets, or a weighting with what is asked.
struct weighted_rows {
    pg::bounded_resource memory;
    std::pmr::vector<std::byte> fixed;
    coded_rows rows;
    const void* seen = nullptr;  // a value that is fixed while rows come, and has been compared

    weighted_rows(MemoryContext context, const char* aggregate, core::bytes same, const pg::category_site& site)
        : memory(context, pg::account_of(context, aggregate), aggregate),
          fixed(same.begin(), same.end(), &memory),
          rows(&memory, pg::labels_of(site), core::base_weights::size, pg::check_interrupts) {}
    weighted_rows(MemoryContext context, const char* aggregate, core::bytes same, core::bytes packed)
        : memory(context, pg::account_of(context, aggregate), aggregate),
          fixed(same.begin(), same.end(), &memory),
          rows(coded_rows::unpack(&memory, packed, core::base_weights::size, pg::check_interrupts)) {}

    void check_same(core::bytes other) const {
        if (other.size() != fixed.size() || std::memcmp(other.data(), fixed.data(), fixed.size()) != 0)
            core::fail(core::errc::invalid, "Give the same in every row of a group, or group by it.",
                       "two sets of targets, or two weightings or settings, in one group");
    }
    void add(const pg::category_site& site, const std::string_view* texts, std::uint32_t number, bool weighted, double weight) {
        pg::same_columns(site, rows);
        std::uint32_t codes[core::max_category_columns];
        for (std::size_t c = 0; c < rows.columns(); ++c) codes[c] = rows.code(c, texts[c]);
        double* const sums = rows.sums_of(codes, number);
        if (weighted)
            core::base_weights::add(sums, weight);
        else
            core::base_weights::add(sums);
    }
};

weighted_rows* combine(FunctionCallInfo fcinfo, const char* aggregate) {
    const MemoryContext memory = pg::aggregate_memory(fcinfo);
    auto* state = pg::internal_arg<weighted_rows>(fcinfo, 0);
    const auto* const other = pg::internal_arg<weighted_rows>(fcinfo, 1);
    if (other == nullptr) return state;
    if (state == nullptr) {
        const core::bytes packed = pg::guard([&] {
            varlena* const bytes = pg::new_varlena(other->rows.packed_size());
            other->rows.pack(pg::body_at(bytes), pg::check_interrupts);
            return core::bytes(pg::body_at(bytes), other->rows.packed_size());
        });
        return pg::make_internal<weighted_rows>(memory, memory, aggregate, core::bytes(other->fixed), packed);
    }
    pg::guard([&] {
        state->check_same(other->fixed);
        state->rows.merge(other->rows, pg::check_interrupts, core::base_weights::merge);
    });
    return state;
}

Datum serialize(FunctionCallInfo fcinfo) {
    pg::aggregate_memory(fcinfo);
    const auto* const state = pg::internal_arg<weighted_rows>(fcinfo, 0);
    return PointerGetDatum(pg::guard([&] {
        varlena* const value = pg::new_varlena(8 + state->fixed.size() + state->rows.packed_size());
        std::byte* at = pg::body_at(value);
        core::store(at, std::uint64_t{state->fixed.size()});
        std::memcpy(at + 8, state->fixed.data(), state->fixed.size());
        state->rows.pack(at + 8 + state->fixed.size(), pg::check_interrupts);
        return value;
    }));
}

Datum deserialize(FunctionCallInfo fcinfo, const char* aggregate) {
    pg::aggregate_memory(fcinfo);
    const core::bytes from = pg::body_of(PG_GETARG_DATUM(0));
    const std::size_t fixed = pg::guard([&] {
        const std::size_t size = from.size() < 8 ? from.size() : core::load<std::uint64_t>(from.data());
        if (from.size() < 8 || size > from.size() - 8)
            core::fail(core::errc::invalid, nullptr, "not a serialised aggregate state: ", from.size(), " bytes");
        return size;
    });
    PG_RETURN_POINTER(pg::make_internal<weighted_rows>(CurrentMemoryContext, CurrentMemoryContext, aggregate,
                                                       from.subspan(8, fixed), from.subspan(8 + fixed)));
}

[[noreturn]] void refuse_null(std::string_view label) {
    pg::guard([=] {
        core::fail(core::errc::invalid, "Give such people a category of their own, with a target, or leave them out.",
                   "the category of variable \"", label, "\" is NULL");
    });
    pg_unreachable();
}

double checked_weight(double weight) {
    if (!core::weight_allowed(weight)) pg::guard([=] { core::refuse_weight(weight); });
    return weight;
}

}  // namespace

XM_FUNCTION(xm_raking_add) {
    const bool weighted = PG_NARGS() > 3;
    if (PG_ARGISNULL(2) || (weighted && PG_ARGISNULL(3))) return pg::unchanged_state(fcinfo);
    const double weight = weighted ? checked_weight(PG_GETARG_FLOAT8(3)) : 1;
    if (weight == 0) return pg::unchanged_state(fcinfo);
    if (PG_ARGISNULL(1)) refuse_null(type_is_rowtype(pg::argument_type(fcinfo, 1)) ? "(all)" : "x1");
    pg::category_site& site = pg::category_site_of(fcinfo, 1);
    std::string_view texts[core::max_category_columns];
    if (!pg::read_categories(fcinfo, site, texts))
        for (int c = 0; c < site.size; ++c)
            if (texts[c].data() == nullptr) refuse_null(site.columns[c].label);
    auto* state = pg::internal_arg<weighted_rows>(fcinfo, 0);
    const void* const value = DatumGetPointer(PG_GETARG_DATUM(2));
    const bool fixed = pg::fixed_argument(fcinfo, 2), known = fixed && state != nullptr && state->seen == value;
    const core::bytes targets = known ? core::bytes() : pg::body_of(PG_GETARG_DATUM(2));
    if (state == nullptr)
        state = pg::make_internal<weighted_rows>(pg::aggregate_memory(fcinfo), pg::aggregate_memory(fcinfo), "xm.raking", targets,
                                                 site);
    pg::guard([&] {
        if (!known) state->check_same(targets);
        state->seen = fixed ? value : nullptr;
        state->add(site, texts, 0, weighted, weight);
    });
    PG_RETURN_POINTER(state);
}
XM_FUNCTION(xm_raking_combine) {
    if (auto* const state = combine(fcinfo, "xm.raking")) PG_RETURN_POINTER(state);
    PG_RETURN_NULL();
}
XM_FUNCTION(xm_raking_serialize) { return serialize(fcinfo); }
XM_FUNCTION(xm_raking_deserialize) { return deserialize(fcinfo, "xm.raking"); }

XM_FUNCTION(xm_raking_final) {
    const auto* const state = pg::internal_arg<weighted_rows>(fcinfo, 0);
    if (state == nullptr) PG_RETURN_NULL();
    auto* const json = static_cast<Jsonb*>(palloc(VARHDRSZ + state->fixed.size()));
    SET_VARSIZE(json, VARHDRSZ + state->fixed.size());
    std::memcpy(VARDATA(json), state->fixed.data(), state->fixed.size());
    const target_list list = targets_of(json);
    return pg::fitted_state(fcinfo,
                            [&] { return pg::keep_state(core::rake(state->rows, targets_from(list), pg::check_interrupts)); });
}

// --- questions ------------------------------------------------------------------------------------------

namespace {

// The weighting that a call site has read last, taken apart.
struct weight_site {
    pg::category_site categories;
    MemoryContext memory;  // of what follows
    core::bytes body;
    core::weighting_lookup* lookup;
    std::uint32_t* places;
};

weight_site& weight_site_of(FunctionCallInfo fcinfo) {
    if (fcinfo->flinfo->fn_extra == nullptr) {
        const MemoryContext memory = fcinfo->flinfo->fn_mcxt;
        auto* const site = static_cast<weight_site*>(MemoryContextAllocZero(memory, sizeof(weight_site)));
        site->memory = AllocSetContextCreate(memory, "xm.weight", ALLOCSET_DEFAULT_SIZES);
        pg::describe_categories(site->categories, fcinfo, 1, memory);
        fcinfo->flinfo->fn_extra = site;
    }
    return *static_cast<weight_site*>(fcinfo->flinfo->fn_extra);
}

void look_up(weight_site& site, core::bytes body) {
    if (site.lookup != nullptr && site.body.size() == body.size() && std::memcmp(site.body.data(), body.data(), body.size()) == 0)
        return;
    site.lookup = nullptr;
    MemoryContextReset(site.memory);
    const MemoryContext outer = MemoryContextSwitchTo(site.memory);
    void* const copy = palloc(body.size() + 1);
    std::memcpy(copy, body.data(), body.size());
    site.body = {static_cast<const std::byte*>(copy), body.size()};
    auto* const resource = pg::make_internal<pg::context_resource>(site.memory, site.memory);
    void* const room = palloc(sizeof(core::weighting_lookup));
    core::weighting_lookup* const lookup =
        pg::guard([&] { return new (room) core::weighting_lookup(resource, weighting::from_stored(site.body)); });
    site.places = pg::guard([&] { return pg::keep_rows(lookup->places(pg::labels_of(site.categories))).rows; });
    MemoryContextSwitchTo(outer);
    site.lookup = lookup;
}

}  // namespace

XM_FUNCTION(xm_weight) {
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    weight_site& site = weight_site_of(fcinfo);
    look_up(site, body);
    std::string_view texts[core::max_category_columns], names[core::max_category_columns];
    if (!pg::read_categories(fcinfo, site.categories, texts)) PG_RETURN_NULL();
    const std::size_t variables = site.lookup->variables();
    for (std::size_t v = 0; v < variables; ++v) names[v] = texts[site.places[v]];
    return pg::finite(pg::guard([&] { return site.lookup->factor({names, variables}); }));
}

XM_FUNCTION(xm_weighting_table) {
    struct cells {
        const char* variable;
        const char* category;
        std::int64_t responses;
        double target, before, after;
        std::optional<double> factor;
    };
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    const auto list = pg::guard([&] {
        const weighting w = weighting::from_stored(body);
        std::vector<cells> kept;
        for (const weighting::variable& v : w.variables)
            for (const weighting::category& c : v.categories)
                kept.push_back({pg::keep(v.name), pg::keep(c.name), c.responses, c.target, c.before, c.after,
                                w.bounded ? std::nullopt : std::optional(c.factor)});
        return pg::keep_rows(kept);
    });
    pg::row_set rows(fcinfo);
    for (const cells& c : list)
        rows.add(
            {std::string_view(c.variable), std::string_view(c.category), c.responses, c.target, c.before, c.after, c.factor});
    return Datum{0};
}

XM_FUNCTION(xm_weighting_fit) {
    struct figures {
        std::int64_t responses, iterations;
        double max_deviation, min_weight, max_weight, design_effect, effective_n;
    };
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    const figures f = pg::guard([&] {
        const weighting w = weighting::from_stored(body);
        return figures{w.responses,  w.iterations,      w.max_deviation, w.min_weight,
                       w.max_weight, w.design_effect(), w.effective_n()};
    });
    return pg::make_row(fcinfo,
                        {f.responses, f.iterations, f.max_deviation, f.min_weight, f.max_weight, f.design_effect, f.effective_n});
}

// --- xm.calibrated --------------------------------------------------------------------------------------

namespace {

struct calibrated_head {
    std::int64_t metric;
    double confidence;
};

}  // namespace

XM_FUNCTION(xm_calibrated_add) {
    if (pg::any_null(fcinfo, 1, PG_NARGS() - 1)) return pg::unchanged_state(fcinfo);
    const double rating = PG_GETARG_FLOAT8(1);
    if (!(rating >= 0 && rating <= core::max_rating && rating == std::floor(rating)))
        pg::guard([=] { core::refuse_rating(core::message(rating)); });
    const core::bytes w = pg::body_of(PG_GETARG_DATUM(2));
    const calibrated_head head{(PG_NARGS() > 4 ? pg::arg_metric(fcinfo, 4) : core::metric::of(core::metric::rule::mean)).pack(),
                               PG_NARGS() > 6 ? PG_GETARG_FLOAT8(6) : 0.95};
    const bool weighted = PG_NARGS() > 5;
    const double weight = weighted ? checked_weight(PG_GETARG_FLOAT8(5)) : 1;
    pg::guard([&] { core::check_confidence(head.confidence); });
    if (weight == 0) return pg::unchanged_state(fcinfo);
    pg::category_site& site = pg::category_site_of(fcinfo, 3);
    std::string_view texts[core::max_category_columns];
    if (!pg::read_categories(fcinfo, site, texts)) return pg::unchanged_state(fcinfo);
    // Metric and confidence, then the weighting.
    auto* const fixed = static_cast<std::byte*>(palloc(sizeof head + w.size()));
    core::store(fixed, head);
    std::memcpy(fixed + sizeof head, w.data(), w.size());
    const core::bytes same(fixed, sizeof head + w.size());
    auto* state = pg::internal_arg<weighted_rows>(fcinfo, 0);
    if (state == nullptr)
        state = pg::make_internal<weighted_rows>(pg::aggregate_memory(fcinfo), pg::aggregate_memory(fcinfo), "xm.calibrated",
                                                 same, site);
    pg::guard([&] {
        state->check_same(same);
        state->add(site, texts, static_cast<std::uint32_t>(rating), weighted, weight);
    });
    pfree(fixed);
    PG_RETURN_POINTER(state);
}
XM_FUNCTION(xm_calibrated_combine) {
    if (auto* const state = combine(fcinfo, "xm.calibrated")) PG_RETURN_POINTER(state);
    PG_RETURN_NULL();
}
XM_FUNCTION(xm_calibrated_serialize) { return serialize(fcinfo); }
XM_FUNCTION(xm_calibrated_deserialize) { return deserialize(fcinfo, "xm.calibrated"); }

XM_FUNCTION(xm_calibrated_final) {
    const auto* const state = pg::internal_arg<weighted_rows>(fcinfo, 0);
    if (state == nullptr) PG_RETURN_NULL();
    const core::estimate e = pg::guard([&] {
        const auto head = core::load<calibrated_head>(state->fixed.data());
        const weighting w = weighting::from_stored(core::bytes(state->fixed).subspan(sizeof head));
        return core::calibrated_score(state->rows, w, core::metric::unpack(static_cast<std::int32_t>(head.metric)),
                                      head.confidence, pg::check_interrupts);
    });
    return pg::make_row(fcinfo, {e.value, e.std_error, e.lower, e.upper, static_cast<std::int64_t>(e.responses), e.effective_n});
}
