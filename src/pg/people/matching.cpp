#include "pg/server/fit.hpp"
#include "pg/server/internal.hpp"
#include "pg/server/labels.hpp"
#include "pg/server/variables.hpp"

#include <algorithm>
#include <iterator>
#include <limits>

#include "core/models/moments.hpp"
#include "core/people/fellegi_sunter.hpp"

using namespace xm;  // NOLINT: entries below are C symbols
using core::match_model;

XM_TYPE_FUNCTIONS(match_model)

// --- levels of a pair ---------------------------------------------------------------------------------------------

namespace {

// Plain data on the stack; NULL is core::no_level.
struct level_list {
    std::int32_t items[core::max_match_variables];
    std::size_t size;

    std::span<const std::int32_t> span() const { return {items, size}; }
};

// Reads an array of integers where it lies: rows come by the million. Offsets are those of its bytes behind the length word.
void read_levels(level_list& to, Datum array) {
    const core::bytes body = pg::body_of(array);
    const auto dimensions = core::load<std::int32_t>(body.data());
    const auto data_offset = core::load<std::int32_t>(body.data() + 4);
    const auto size = dimensions == 1 ? core::load<std::int32_t>(body.data() + 12) : 0;
    if (dimensions > 1)
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                        errmsg("levels in an array of %d dimensions; 1 is allowed", dimensions),
                        errhint("Give the levels of one pair, one element for each variable.")));
    to.size = static_cast<std::size_t>(size);
    if (to.size == 0 || to.size > core::max_match_variables) pg::guard([&] { core::check_match_variables(to.size); });
    constexpr std::size_t header = 20;  // dimensions, offset, element type, size, lower bound
    const std::byte* at = body.data() + (data_offset == 0 ? header : static_cast<std::size_t>(data_offset) - VARHDRSZ);
    for (std::size_t v = 0; v < to.size; ++v) {
        to.items[v] = core::no_level;
        if (data_offset != 0 && (std::to_integer<unsigned>(body[header + v / 8]) & 1U << v % 8) == 0) continue;
        to.items[v] = core::load<std::int32_t>(at);
        at += 4;
        if (to.items[v] < 0 || to.items[v] > core::max_match_level) pg::guard([&] { core::check_match_level(to.items[v], v); });
    }
}

// --- settings -------------------------------------------------------------------------------------------------------

constexpr const char* settings_hint =
    "Write them as {\"labels\": [\"name\", \"birthday\", \"city\"], \"classes\": 3, \"u\": [[0.9, 0.1], [0.99, 0.01], [0.8, "
    "0.2]], \"prior\": "
    "0.01, \"fix_prior\": false, \"tolerance\": 1e-8, \"max_iterations\": 1000}.";

[[noreturn]] void refuse_settings(const char* what, std::string_view where = {}) {
    ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                    errmsg("settings: %s%s%s", what, where.empty() ? "" : ": ",
                           where.empty() ? "" : pg::from_utf8(pnstrdup(where.data(), where.size()))),
                    errhint("%s", settings_hint)));
    pg_unreachable();
}

// Of a jsonb; plain data in the current memory context.
struct number_range {
    const double* items;
    std::size_t size;
};
struct settings_list {
    const std::string_view* labels;
    std::size_t labels_size;
    const number_range* u;
    std::size_t u_size;
    double classes, prior, tolerance, max_iterations;
    bool fix_prior;
};

std::string_view text_in(const JsonbValue& value) {
    return pg::to_utf8({value.val.string.val, static_cast<std::size_t>(value.val.string.len)});
}

double number_in(JsonbIteratorToken token, const JsonbValue& value, std::string_view name) {
    if ((token != WJB_VALUE && token != WJB_ELEM) || value.type != jbvNumeric) refuse_settings("a number is expected", name);
    return pg::number_at(NUMERICOID, NumericGetDatum(value.val.numeric));
}

// Opens an array of at most so many elements and returns their number.
std::size_t open_array(JsonbIteratorToken token, const JsonbValue& value, std::size_t most, std::string_view name) {
    if (token != WJB_BEGIN_ARRAY || value.val.array.rawScalar) refuse_settings("an array is expected", name);
    if (static_cast<std::size_t>(value.val.array.nElems) > most) refuse_settings("too many elements", name);
    return static_cast<std::size_t>(value.val.array.nElems);
}

void read_labels(settings_list& list, JsonbIterator*& each, JsonbIteratorToken token, JsonbValue& value) {
    list.labels_size = open_array(token, value, core::max_match_variables, "labels");
    auto* const labels = static_cast<std::string_view*>(palloc0(sizeof(std::string_view) * (list.labels_size + 1)));
    for (std::size_t i = 0; i < list.labels_size; ++i) {
        if (JsonbIteratorNext(&each, &value, false) != WJB_ELEM || value.type != jbvString)
            refuse_settings("an array of texts is expected", "labels");
        labels[i] = text_in(value);
    }
    JsonbIteratorNext(&each, &value, false);  // the end of the array
    list.labels = labels;
}

void read_u(settings_list& list, JsonbIterator*& each, JsonbIteratorToken token, JsonbValue& value) {
    list.u_size = open_array(token, value, core::max_match_variables, "u");
    if (list.u_size == 0) refuse_settings("a list for each variable is expected", "u");
    auto* const u = static_cast<number_range*>(palloc0(sizeof(number_range) * list.u_size));
    for (std::size_t v = 0; v < list.u_size; ++v) {
        const JsonbIteratorToken inner = JsonbIteratorNext(&each, &value, false);
        u[v].size = open_array(inner, value, core::max_match_level + 1, "u");
        auto* const items = static_cast<double*>(palloc0(sizeof(double) * (u[v].size + 1)));
        for (std::size_t l = 0; l < u[v].size; ++l) {
            const JsonbIteratorToken element = JsonbIteratorNext(&each, &value, false);
            items[l] = number_in(element, value, "u");
        }
        JsonbIteratorNext(&each, &value, false);
        u[v].items = items;
    }
    JsonbIteratorNext(&each, &value, false);
    list.u = u;
}

settings_list settings_of(Jsonb* json) {
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    settings_list list{nullptr, 0, nullptr, 0, none, none, none, none, false};
    if (!JB_ROOT_IS_OBJECT(json)) refuse_settings("this is no object");
    JsonbIterator* each = JsonbIteratorInit(&json->root);
    JsonbValue value;
    JsonbIteratorNext(&each, &value, false);  // the beginning of the object
    while (JsonbIteratorNext(&each, &value, false) == WJB_KEY) {
        const std::string_view name = text_in(value);
        const JsonbIteratorToken token = JsonbIteratorNext(&each, &value, false);
        if (name == "labels") {
            read_labels(list, each, token, value);
        } else if (name == "u") {
            read_u(list, each, token, value);
        } else if (name == "fix_prior") {
            if (token != WJB_VALUE || value.type != jbvBool) refuse_settings("true or false is expected", name);
            list.fix_prior = value.val.boolean;
        } else if (name == "classes") {
            list.classes = number_in(token, value, name);
        } else if (name == "prior") {
            list.prior = number_in(token, value, name);
        } else if (name == "tolerance") {
            list.tolerance = number_in(token, value, name);
        } else if (name == "max_iterations") {
            list.max_iterations = number_in(token, value, name);
        } else {
            refuse_settings("unknown setting", name);
        }
    }
    return list;
}

// Act 2. A whole number, as near to the value as the type allows: what is out of range is refused where the range is known.
std::int64_t whole(double value, const char* name) {
    if (value != std::floor(value))
        core::fail(core::errc::invalid, settings_hint, name, " ", value, " is outside the allowed range: whole numbers");
    return static_cast<std::int64_t>(std::clamp(value, -1e15, 1e15));
}

// Act 2.
core::match_settings settings_from(const settings_list& list) {
    core::match_settings s;
    for (std::size_t i = 0; i < list.labels_size; ++i) s.labels.emplace_back(list.labels[i]);
    for (std::size_t v = 0; v < list.u_size; ++v) s.u.emplace_back(list.u[v].items, list.u[v].items + list.u[v].size);
    if (!std::isnan(list.classes))
        s.classes = static_cast<int>(std::clamp<std::int64_t>(whole(list.classes, "classes"), -1000000, 1000000));
    if (!std::isnan(list.prior)) s.prior = list.prior;
    if (!std::isnan(list.tolerance)) s.tolerance = list.tolerance;
    if (!std::isnan(list.max_iterations)) s.max_iterations = whole(list.max_iterations, "max_iterations");
    s.fix_prior = list.fix_prior;
    s.check();
    return s;
}

// A copy of bytes as the value they are of.
varlena* value_of(core::bytes body) {
    auto* const value = static_cast<varlena*>(palloc(VARHDRSZ + body.size()));
    SET_VARSIZE(value, VARHDRSZ + body.size());
    if (!body.empty()) std::memcpy(VARDATA(value), body.data(), body.size());
    return value;
}

settings_list settings_at(core::bytes body) {
    if (body.empty()) {
        constexpr double none = std::numeric_limits<double>::quiet_NaN();
        return {nullptr, 0, nullptr, 0, none, none, none, none, false};
    }
    return settings_of(reinterpret_cast<Jsonb*>(value_of(body)));
}

// --- xm.fellegi_sunter, xm.match_u ------------------------------------------------------------------------------------

// What is the same for all pairs of a group: their variables, and the settings or labels as they were given.
struct pairs_head {
    std::uint32_t variables, size;
    const std::byte* given;
};
core::bytes tail_of(const pairs_head& h) { return {h.given, h.size}; }
void set_tail(pairs_head& h, const std::byte* at) { h.given = at; }

using pairs = pg::collection<pairs_head, core::pattern_store>;

pairs* make(MemoryContext memory, const char* aggregate, const pairs_head& head) {
    pg::guard([&] { core::check_match_variables(head.variables); });
    return pg::new_collection<pairs>(memory, aggregate, head, core::match_record_size(head.variables),
                                     core::pattern_store::always, std::size_t{1}, pg::check_interrupts);
}

// Act 2.
void check_same(const pairs_head& a, const pairs_head& b) {
    if (a.variables != b.variables)
        core::fail(core::errc::invalid, "Give every pair the levels of the same variables, NULL where nothing is known.",
                   b.variables, " levels in a group of pairs with ", a.variables);
    if (a.size != b.size || (a.size > 0 && std::memcmp(a.given, b.given, a.size) != 0))
        core::fail(core::errc::invalid, "Give the same settings and labels in every row of a group.",
                   "two sets of settings or labels in one group");
}

template <class Check>
Datum add_pair(FunctionCallInfo fcinfo, const char* aggregate, Check&& check_given) {
    if (pg::any_null(fcinfo, 1, PG_NARGS() - 1)) return pg::unchanged_state(fcinfo);
    level_list levels;
    read_levels(levels, PG_GETARG_DATUM(1));
    const core::bytes given = PG_NARGS() > 2 ? pg::body_of(PG_GETARG_DATUM(2)) : core::bytes();
    const pairs_head head{static_cast<std::uint32_t>(levels.size), static_cast<std::uint32_t>(given.size()), given.data()};
    auto* state = pg::internal_arg<pairs>(fcinfo, 0);
    if (state == nullptr) {
        check_given(given);
        state = make(pg::aggregate_memory(fcinfo), aggregate, head);
    }
    pg::guard([&] {
        check_same(state->fixed, head);
        std::uint64_t record[core::match_record_size(core::max_match_variables) / 8] = {};
        auto* const codes = reinterpret_cast<unsigned char*>(record);
        for (std::size_t v = 0; v < levels.size; ++v) codes[v] = static_cast<unsigned char>(levels.items[v] + 1);
        state->records.add(record);
    });
    PG_RETURN_POINTER(state);
}

// Those of a labels argument: plain data in the current memory context.
pg::text_list labels_at(core::bytes body) {
    return body.empty() ? pg::text_list{} : pg::texts_of(PointerGetDatum(value_of(body)));
}

pairs* make_fellegi_sunter(MemoryContext memory, const pairs_head& head) { return make(memory, "xm.fellegi_sunter", head); }
pairs* make_match_u(MemoryContext memory, const pairs_head& head) { return make(memory, "xm.match_u", head); }

}  // namespace

XM_FUNCTION(xm_fellegi_sunter_add) {
    return add_pair(fcinfo, "xm.fellegi_sunter", [](core::bytes given) {
        const settings_list list = settings_at(given);
        pg::guard([&] { settings_from(list); });
    });
}
XM_FUNCTION(xm_fellegi_sunter_combine) { return pg::combine_collections<pairs>(fcinfo, make_fellegi_sunter, check_same); }
XM_FUNCTION(xm_fellegi_sunter_serialize) { return pg::serialize_collection<pairs>(fcinfo); }
XM_FUNCTION(xm_fellegi_sunter_deserialize) { return pg::deserialize_collection<pairs>(fcinfo, make_fellegi_sunter); }
XM_FUNCTION(xm_fellegi_sunter_final) {
    const auto* const state = pg::internal_arg<pairs>(fcinfo, 0);
    if (state == nullptr) PG_RETURN_NULL();
    const settings_list list = settings_at(tail_of(state->fixed));
    return pg::fitted_state(fcinfo, [&] {
        return pg::keep_state(
            core::fit_matches(state->records, state->fixed.variables, settings_from(list), pg::check_interrupts));
    });
}

XM_FUNCTION(xm_match_u_add) {
    return add_pair(fcinfo, "xm.match_u", [](core::bytes given) {
        const pg::text_list labels = labels_at(given);
        pg::guard([&] { core::check_labels(labels.strings()); });
    });
}
XM_FUNCTION(xm_match_u_combine) { return pg::combine_collections<pairs>(fcinfo, make_match_u, check_same); }
XM_FUNCTION(xm_match_u_serialize) { return pg::serialize_collection<pairs>(fcinfo); }
XM_FUNCTION(xm_match_u_deserialize) { return pg::deserialize_collection<pairs>(fcinfo, make_match_u); }
XM_FUNCTION(xm_match_u_final) {
    const auto* const state = pg::internal_arg<pairs>(fcinfo, 0);
    if (state == nullptr) PG_RETURN_NULL();
    const pg::text_list labels = labels_at(tail_of(state->fixed));
    return pg::fitted_state(fcinfo, [&] {
        return pg::keep_state(core::match_u(state->records, state->fixed.variables, labels.strings(), pg::check_interrupts));
    });
}

// --- questions ------------------------------------------------------------------------------------------------------

namespace {

// The models that a call site has read last, prepared: rows may alternate between a few.
struct evidence_site {
    struct known {
        MemoryContext memory;  // of what follows
        core::bytes body;
        core::match_evidence* evidence;
    };
    known models[4];
    unsigned next;  // to be forgotten
};

const core::match_evidence& evidence_of(FunctionCallInfo fcinfo, core::bytes body) {
    auto* site = static_cast<evidence_site*>(fcinfo->flinfo->fn_extra);
    if (site == nullptr) {
        site = static_cast<evidence_site*>(MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt, sizeof(evidence_site)));
        fcinfo->flinfo->fn_extra = site;
    }
    for (const evidence_site::known& m : site->models)
        if (m.evidence != nullptr && m.body.size() == body.size() && std::memcmp(m.body.data(), body.data(), body.size()) == 0)
            return *m.evidence;
    evidence_site::known& m = site->models[site->next++ % std::size(site->models)];
    m.evidence = nullptr;
    if (m.memory == nullptr)
        m.memory = AllocSetContextCreate(fcinfo->flinfo->fn_mcxt, "xm.match_model", ALLOCSET_SMALL_SIZES);
    else
        MemoryContextReset(m.memory);
    auto* const copy = static_cast<std::byte*>(MemoryContextAlloc(m.memory, body.size() + 1));
    std::memcpy(copy, body.data(), body.size());
    m.body = {copy, body.size()};
    auto* const resource = pg::make_internal<pg::context_resource>(m.memory, m.memory);
    void* const room = MemoryContextAlloc(m.memory, sizeof(core::match_evidence));
    m.evidence = pg::guard([&] { return new (room) core::match_evidence(resource, match_model::from_stored(m.body)); });
    return *m.evidence;
}

}  // namespace

XM_FUNCTION(xm_match_weight) {
    const core::match_evidence& evidence = evidence_of(fcinfo, pg::body_of(PG_GETARG_DATUM(0)));
    level_list levels;
    read_levels(levels, PG_GETARG_DATUM(1));
    return pg::finite(pg::guard([&] { return evidence.weight(levels.span()); }));
}

XM_FUNCTION(xm_match_probability) {
    if (pg::any_null(fcinfo, 0, 1)) PG_RETURN_NULL();
    const core::match_evidence& evidence = evidence_of(fcinfo, pg::body_of(PG_GETARG_DATUM(0)));
    level_list levels;
    read_levels(levels, PG_GETARG_DATUM(1));
    const bool given = PG_NARGS() > 2 && !PG_ARGISNULL(2);
    const double prior = given ? PG_GETARG_FLOAT8(2) : evidence.prior();
    return pg::finite(pg::guard([&] {
        if (given) core::check_match_prior(prior);
        return evidence.probability(levels.span(), prior);
    }));
}

XM_FUNCTION(xm_match_table) {
    struct cells {
        pg::label_cell variable;
        std::int32_t level;
        match_model::role role;
        std::optional<double> probability, weight;
    };
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    const auto list = pg::guard([&] {
        const match_model m = match_model::from_stored(body);
        std::vector<cells> kept;
        for (std::size_t v = 0; v < m.variables.size(); ++v)
            for (std::size_t l = 0; l < m.levels(v); ++l)
                for (const auto role : {match_model::match, match_model::related, match_model::differs}) {
                    if (!m.has(role) && !(m.random && role == match_model::match)) continue;
                    const auto& p = m.variables[v].probability;
                    cells c{{}, static_cast<std::int32_t>(l), role, {}, {}};
                    c.variable.set(m.variables[v].name);
                    if (m.has(role)) c.probability = p[role][l];
                    if (m.has(role) && role == match_model::match) c.weight = std::log2(p[role][l] / p[match_model::differs][l]);
                    kept.push_back(c);
                }
        return pg::keep_rows(kept);
    });
    pg::row_set rows(fcinfo);
    for (const cells& c : list)
        rows.add({std::string_view(c.variable.text), c.level, match_model::names[c.role], c.probability, c.weight});
    return Datum{0};
}

XM_FUNCTION(xm_match_fit) {
    struct figures {
        std::int64_t pairs;
        std::optional<double> prior;
        std::optional<std::int64_t> iterations;
        std::optional<double> log_likelihood;
        double dependence;
    };
    const core::bytes body = pg::body_of(PG_GETARG_DATUM(0));
    const figures f = pg::guard([&] {
        const match_model m = match_model::from_stored(body);
        if (m.random) return figures{m.pairs, {}, {}, {}, m.dependence};
        return figures{m.pairs, m.prior, m.iterations, m.log_likelihood, m.dependence};
    });
    return pg::make_row(fcinfo, {f.pairs, f.prior, f.iterations, f.log_likelihood, f.dependence});
}
