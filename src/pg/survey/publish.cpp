// xm.publish and xm.publish_preview: cells of a wave through the audit into the tables that analysts read.
#include "pg/survey/acting.hpp"
#include "pg/survey/people.hpp"
#include "pg/survey/reading.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "core/num/dist.hpp"
#include "core/num/random.hpp"
#include "core/num/step_counter.hpp"
#include "core/scores/scores.hpp"
#include "core/survey/json.hpp"
#include "core/survey/publishing.hpp"

using namespace xm;              // NOLINT: entries below are C symbols
using namespace xm::pg::survey;  // NOLINT

namespace {

using core::publication;

// --- what is asked, and under which rules -----------------------------------------------------------

struct rules {
    int k, colluders, distributions, comments;
};

int rule_of(const workspace& w, const char* name, int usual, int floor) {
    const char* const value = fetch("SELECT value FROM %I.setting WHERE name = %L", {w.name, name});
    if (value == nullptr) return usual;
    char* rest = nullptr;
    const long number = strtol(value, &rest, 10);
    if (*value == '\0' || *rest != '\0' || number < floor || number > core::max_threshold)
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                        errmsg("setting %s is \"%s\"; the allowed range is %d..%d", name, value, floor, core::max_threshold),
                        errhint("UPDATE %s.setting SET value = '%d' WHERE name = '%s'", quote_identifier(w.name), usual, name)));
    return static_cast<int>(number);
}

// Nothing is published under weaker rules than these floors, whatever the owner writes into his settings.
rules rules_of(const workspace& w) {
    const rules r{rule_of(w, "k", 5, 3), rule_of(w, "colluders", 1, 0), rule_of(w, "distributions", 10, 8),
                  rule_of(w, "comments", 8, 5)};
    const int most = std::max(r.k, r.distributions) + r.colluders;
    if (most > core::max_threshold)
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                        errmsg("settings %s and colluders are %d together; the allowed range is up to %d",
                               r.k > r.distributions ? "k" : "distributions", most, core::max_threshold),
                        errhint("UPDATE %s.setting SET value = '1' WHERE name = 'colluders'", quote_identifier(w.name))));
    return r;
}

struct request {
    workspace w;
    const char *survey, *wave;
    const char* breakdowns;  // in UTF-8, as is all that follows
    const char** items;      // null: all
    int items_size;
    const char* definition;
    bool anonymous, linked, merged;
    const char** ratings;  // columns, with their scales
    int *lowest, *highest;
    int ratings_size;
    const char** attributes;
    int attributes_size;
};

core::survey::publishing_plan plan_of(const request& r, const core::survey::definition& d) {
    const std::vector<std::string> items(r.items, r.items + r.items_size);
    return core::survey::plan_publishing(d, r.items == nullptr ? nullptr : &items);
}

// Attributes in the order in which they are first named.
std::vector<std::string> attributes_in(const std::vector<std::vector<std::string>>& breakdowns) {
    std::vector<std::string> result;
    for (const auto& breakdown : breakdowns)
        for (const std::string& name : breakdown)
            if (name != "unit" && std::find(result.begin(), result.end(), name) == result.end()) result.push_back(name);
    return result;
}

// A survey and a wave that can be published, as far as the caller may know.
request request_of(FunctionCallInfo fcinfo, const workspace& w) {
    request r{};
    r.w = w;
    r.survey = text_to_cstring(PG_GETARG_TEXT_PP(1));
    r.wave = text_to_cstring(PG_GETARG_TEXT_PP(2));
    Jsonb* const breakdowns = PG_GETARG_JSONB_P(3);
    r.breakdowns = utf8(JsonbToCString(nullptr, &breakdowns->root, static_cast<int>(VARSIZE(breakdowns))));
    if (!PG_ARGISNULL(4)) {
        Datum* names = nullptr;
        bool* nulls = nullptr;
        deconstruct_array(PG_GETARG_ARRAYTYPE_P(4), TEXTOID, -1, false, TYPALIGN_INT, &names, &nulls, &r.items_size);
        r.items = static_cast<const char**>(palloc(sizeof(char*) * static_cast<std::size_t>(r.items_size + 1)));
        for (int i = 0; i < r.items_size; ++i) {
            if (nulls[i])
                ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("items[%d] is NULL", i),
                                errhint("Leave items out for all of them.")));
            r.items[i] = utf8(text_to_cstring(DatumGetTextPP(names[i])));
        }
    }
    r.definition = stored_definition(w, r.survey);
    if (r.definition == nullptr) no_survey(w, r.survey);
    struct columns {
        const char **ratings, **attributes;
        int *lowest, *highest;
        int ratings_size, attributes_size;
        bool identified, anonymous, linked, nothing;
    };
    const columns c = pg::guard([&] {
        const auto d = core::survey::definition::parse(r.definition);
        columns found{};
        found.identified = d.mode == core::survey::mode::identified;
        found.anonymous = d.mode == core::survey::mode::anonymous;
        found.linked = d.linked;
        if (found.identified) return found;
        const auto plan = plan_of(r, d);
        const auto attributes = attributes_in(core::survey::parse_breakdowns(r.breakdowns, d));
        found.nothing = plan.questions.empty() && plan.comments.empty();
        pg::call([&] {
            found.ratings = static_cast<const char**>(palloc(sizeof(char*) * (plan.quantities.size() + 1)));
            found.lowest = static_cast<int*>(palloc(sizeof(int) * (plan.quantities.size() + 1)));
            found.highest = static_cast<int*>(palloc(sizeof(int) * (plan.quantities.size() + 1)));
            found.attributes = static_cast<const char**>(palloc(sizeof(char*) * (attributes.size() + 1)));
        });
        for (const auto* const item : plan.quantities) {
            found.lowest[found.ratings_size] = item->scale.low;
            found.highest[found.ratings_size] = item->scale.high;
            found.ratings[found.ratings_size++] = pg::keep(item->name);
        }
        for (const std::string& name : attributes) found.attributes[found.attributes_size++] = pg::keep(name);
        return found;
    });
    if (c.identified)
        ereport(ERROR,
                (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("survey \"%s\" is identified", r.survey),
                 errhint("Analysts see its answers and scores already; confidential and anonymous surveys are published.")));
    if (c.nothing)
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("survey \"%s\" has nothing to publish", r.survey),
                        errhint("Ratings, scales over ratings and texts are published.")));
    r.merged = !c.anonymous && has_merged(w);  // numbers of an anonymous survey are nobody's
    r.anonymous = c.anonymous;
    r.linked = c.linked;
    r.ratings = c.ratings;
    r.lowest = c.lowest;
    r.highest = c.highest;
    r.ratings_size = c.ratings_size;
    r.attributes = c.attributes;
    r.attributes_size = c.attributes_size;
    if (fetch("SELECT 1 FROM %I.wave WHERE survey = %L AND wave = %L", {w.name, r.survey, r.wave}) == nullptr) {
        const char* const known = fetch(
            "SELECT pg_catalog.string_agg(wave, ', ') FROM (SELECT wave FROM %I.wave WHERE survey = %L "
            "ORDER BY 1 LIMIT 10) x",
            {w.name, r.survey});
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                        known == nullptr ? errmsg("survey \"%s\" has no wave \"%s\"", r.survey, r.wave)
                                         : errmsg("survey \"%s\" has no wave \"%s\"; there are %s", r.survey, r.wave, known),
                        errhint("INSERT INTO %s.wave(survey, wave, opens, closes); answers name their wave.",
                                quote_identifier(w.name))));
    }
    return r;
}

// --- who counts ---------------------------------------------------------------------------------------

// A query for those who count in the wave, in order of their numbers: number, the number their answer came under (another one
// where they were merged), unit, then the attributes (as JSON), then columns of their answers. In a confidential survey these are
// people with a membership on the day of their answer, which says unit and attributes; in an anonymous one each response is
// somebody of its own.
const char* people_query(const request& r, const char* const* columns, int columns_size, const char* type) {
    StringInfoData sql, answers;
    initStringInfo(&sql);
    initStringInfo(&answers);
    const char* const ws = quote_identifier(r.w.name);
    for (int i = 0; i < columns_size; ++i)
        appendStringInfo(&answers, ", t.%1$s::pg_catalog.%2$s AS %1$s", quote_identifier(columns[i]), type);
    const char* const table = quote_identifier(r.survey);
    const char* const wave = quote_literal_cstr(r.wave);
    if (r.anonymous) {
        // A number from source_id, which is the same when the responses are loaded once more; response_id is random each time.
        appendStringInfo(&sql,
                         "SELECT DISTINCT ON (1) %5$s, %5$s, t.unit::pg_catalog.text%1$s FROM %2$s.%3$s t WHERE t.complete AND "
                         "t.wave = %4$s ORDER BY 1, t.response_id",
                         answers.data, ws, table, wave,
                         "COALESCE(('x' || pg_catalog.left(pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to("
                         "t.source_id, 'UTF8')), 'hex'), 15))::pg_catalog.bit(60)::pg_catalog.int8, "
                         "t.response_id::pg_catalog.int8)");
        return sql.data;
    }
    // First the answers, of which each node has some, then the memberships, which lie here.
    appendStringInfo(&sql,
                     "WITH t AS MATERIALIZED (SELECT DISTINCT ON (%5$s) %5$s::pg_catalog.int8 AS person_id, "
                     "t.person_id::pg_catalog.int8 AS answered, t.submitted_at%1$s FROM %2$s.%3$s t WHERE t.complete AND t.wave "
                     "= %4$s AND t.person_id IS NOT NULL ORDER BY "
                     "%5$s, t.submitted_at DESC, t.response_id DESC) SELECT t.person_id, t.answered, m.unit::pg_catalog.text",
                     answers.data, ws, table, wave, root_of(r.w, r.merged, "t.person_id"));
    for (int i = 0; i < r.attributes_size; ++i) {
        const char* const name = quote_literal_cstr(pg::from_utf8(r.attributes[i]));
        appendStringInfo(
            &sql, ", COALESCE(NULLIF(m.attributes -> %1$s, 'null'), NULLIF(p.attributes -> %1$s, 'null'))::pg_catalog.text",
            name);
    }
    appendStringInfo(
        &sql,
        "%s FROM t CROSS JOIN LATERAL (SELECT m.unit, m.attributes FROM %s m WHERE m.since <= (t.submitted_at AT TIME ZONE "
        "%s)::pg_catalog.date ORDER BY m.since DESC, m.person_id LIMIT 1) m JOIN %s.person p ON p.person_id = t.person_id WHERE "
        "m.unit IS NOT NULL ORDER BY 1",
        answers.data, rows_of_root(r.w, r.merged, "membership", "t.person_id"), quote_literal_cstr(setting_of(r.w, "time_zone")),
        ws);
    return sql.data;
}

// Those who count, as plain data; row by row.
struct crowd {
    std::int64_t size;
    std::int64_t *ids, *answered;  // who counts, and under which number they answered
    const char** units;            // null: none
    const char** attributes;       // size x attributes; null: not known
    std::int16_t* ratings;         // size x ratings; -1: not answered
};

crowd crowd_of(const request& r) {
    const char** const columns = static_cast<const char**>(palloc(sizeof(char*) * static_cast<std::size_t>(r.ratings_size + 1)));
    for (int i = 0; i < r.ratings_size; ++i) columns[i] = pg::from_utf8(r.ratings[i]);
    crowd c{};
    std::int64_t room = 0;
    constexpr std::int64_t most = 1000000000;
    each_row(people_query(r, columns, r.ratings_size, "int4"), [&](HeapTuple row, TupleDesc shape) {
        if (c.size == most)
            ereport(ERROR,
                    (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
                     errmsg("more than %lld people answered; the allowed range is up to that", static_cast<long long>(most)),
                     errhint("Make a wave of fewer people.")));
        if (c.size == room) {
            room = room == 0 ? 1024 : 2 * room;
            make_room(c.ids, room, 1);
            make_room(c.answered, room, 1);
            make_room(c.units, room, 1);
            make_room(c.attributes, room, r.attributes_size);
            make_room(c.ratings, room, r.ratings_size);
        }
        c.ids[c.size] = number_in(row, shape, 1);
        c.answered[c.size] = number_in(row, shape, 2);
        c.units[c.size] = text_in(row, shape, 3);
        for (int a = 0; a < r.attributes_size; ++a) c.attributes[c.size * r.attributes_size + a] = text_in(row, shape, 4 + a);
        for (int q = 0; q < r.ratings_size; ++q) {
            bool null = false;
            const std::int32_t rating = DatumGetInt32(SPI_getbinval(row, shape, 4 + r.attributes_size + q, &null));
            if (!null && (rating < r.lowest[q] || rating > r.highest[q]))
                ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                                errmsg("%s: an answer is %d; the allowed range is %d..%d", columns[q], rating, r.lowest[q],
                                       r.highest[q]),
                                errhint("Correct it: the check of the column was taken away.")));
            c.ratings[c.size * r.ratings_size + q] = static_cast<std::int16_t>(null ? -1 : rating);
        }
        ++c.size;
    });
    return c;
}

// --- what was published before ---------------------------------------------------------------------------

struct known_answer {
    std::int64_t person;
    std::int64_t fingerprint;
    const char* item;
    std::int32_t version;
    bool erased;
};
struct known_cell {
    const char** items;
    const std::int64_t* members;
    const std::int32_t* versions;  // null: all 0
    int items_size, size;
    bool distribution;
};
struct known_universe {
    const char *item, *metric;
    double std_dev, freedom;
    bool has_spread;
};
// What is remembered goes by the numbers that people had; they count by those they have now.
struct merged_person {
    std::int64_t person, root;
};
struct past {
    known_answer* answers;
    known_cell* cells;
    known_universe* universes;
    merged_person* merged;
    std::int64_t answers_size, cells_size, universes_size, merged_size;
    bool by_root;  // 0.13.0 published it, which remembered the answers of merged persons under their root
};

// Linked waves are one: an answer that is carried over is the same.
const char* wave_of_ledger(const request& r) { return r.linked ? "" : r.wave; }

ArrayType* array_in(HeapTuple row, TupleDesc shape, int column) {
    bool null = false;
    const Datum value = SPI_getbinval(row, shape, column, &null);
    return null ? nullptr : DatumGetArrayTypePCopy(value);
}

past past_of(const request& r) {
    past p{};
    p.by_root = r.merged && fetch("SELECT 1 FROM %I.publication WHERE survey = %L AND version = '0.13.0' LIMIT 1",
                                  {r.w.name, r.survey}) != nullptr;
    std::int64_t room = 0;
    if (r.merged)
        each_row(filled("SELECT person_id, root FROM %I.person WHERE merged_into IS NOT NULL ORDER BY 2, 1", {r.w.name}),
                 [&](HeapTuple row, TupleDesc shape) {
                     if (p.merged_size == room) make_room(p.merged, room = room == 0 ? 64 : 2 * room, 1);
                     p.merged[p.merged_size++] = {number_in(row, shape, 1), number_in(row, shape, 2)};
                 });
    room = 0;
    each_row(filled("SELECT person_id::pg_catalog.int8, item, version::pg_catalog.int4, fingerprint::pg_catalog.int8 FROM "
                    "%I.ledger WHERE "
                    "survey = %L AND wave = %L AND comment_id IS NULL",
                    {r.w.name, r.survey, wave_of_ledger(r)}),
             [&](HeapTuple row, TupleDesc shape) {
                 if (p.answers_size == room) make_room(p.answers, room = room == 0 ? 1024 : 2 * room, 1);
                 bool null = false, erased = false;
                 const Datum version = SPI_getbinval(row, shape, 3, &null);
                 const Datum fingerprint = SPI_getbinval(row, shape, 4, &erased);
                 p.answers[p.answers_size++] = {number_in(row, shape, 1), erased ? 0 : DatumGetInt64(fingerprint),
                                                text_in(row, shape, 2), DatumGetInt32(version), erased};
             });
    room = 0;
    each_row(filled("SELECT distribution, items::pg_catalog.text[], members::pg_catalog.int8[], versions::pg_catalog.int4[], "
                    "cell_id FROM "
                    "%I.publication_cell WHERE survey = %L AND COALESCE(wave = %L, true) ORDER BY cell_id",
                    {r.w.name, r.survey, r.linked ? nullptr : r.wave}),
             [&](HeapTuple row, TupleDesc shape) {
                 if (p.cells_size == room) make_room(p.cells, room = room == 0 ? 1024 : 2 * room, 1);
                 bool null = false;
                 known_cell& cell = p.cells[p.cells_size++];
                 cell = {};
                 cell.distribution = DatumGetBool(SPI_getbinval(row, shape, 1, &null));
                 ArrayType* const items = array_in(row, shape, 2);
                 ArrayType* const members = array_in(row, shape, 3);
                 ArrayType* const versions = array_in(row, shape, 4);
                 const auto whole = [](ArrayType* array) { return array != nullptr && !array_contains_nulls(array); };
                 if (!whole(items) || !whole(members) ||
                     (versions != nullptr && (!whole(versions) || ArrayGetNItems(ARR_NDIM(versions), ARR_DIMS(versions)) !=
                                                                      ArrayGetNItems(ARR_NDIM(members), ARR_DIMS(members)))))
                     ereport(ERROR, (errcode(ERRCODE_DATA_CORRUPTED),
                                     errmsg("row %s of publication_cell is damaged", SPI_getvalue(row, shape, 5)),
                                     errhint("Only xm.publish writes there: restore the table.")));
                 Datum* names = nullptr;
                 bool* nulls = nullptr;
                 deconstruct_array(items, TEXTOID, -1, false, TYPALIGN_INT, &names, &nulls, &cell.items_size);
                 cell.items = static_cast<const char**>(palloc(sizeof(char*) * static_cast<std::size_t>(cell.items_size + 1)));
                 for (int i = 0; i < cell.items_size; ++i) cell.items[i] = utf8(text_to_cstring(DatumGetTextPP(names[i])));
                 cell.size = ArrayGetNItems(ARR_NDIM(members), ARR_DIMS(members));
                 cell.members = reinterpret_cast<const std::int64_t*>(ARR_DATA_PTR(members));
                 if (versions != nullptr) cell.versions = reinterpret_cast<const std::int32_t*>(ARR_DATA_PTR(versions));
             });
    room = 0;
    each_row(
        filled(
            "SELECT item, metric, std_dev::pg_catalog.float8, freedom::pg_catalog.float8 FROM %I.universe WHERE survey = %L AND "
            "wave = %L AND item IS NOT NULL AND metric IS NOT NULL",
            {r.w.name, r.survey, wave_of_ledger(r)}),
        [&](HeapTuple row, TupleDesc shape) {
            if (p.universes_size == room) make_room(p.universes, room = room == 0 ? 64 : 2 * room, 1);
            bool no_deviation = false, no_freedom = false;
            const Datum deviation = SPI_getbinval(row, shape, 3, &no_deviation);
            const Datum freedom = SPI_getbinval(row, shape, 4, &no_freedom);
            const bool has = !no_deviation && !no_freedom;
            p.universes[p.universes_size++] = {text_in(row, shape, 1), text_in(row, shape, 2),
                                               has ? DatumGetFloat8(deviation) : 0, has ? DatumGetFloat8(freedom) : 0, has};
        });
    return p;
}

struct tree {
    const char **names, **above;
    std::int64_t size;
};
tree tree_of(const workspace& w) {
    tree t{};
    std::int64_t room = 0;
    each_row(filled("SELECT unit::pg_catalog.text, parent::pg_catalog.text FROM %I.unit WHERE unit IS NOT NULL ORDER BY "
                    "unit::pg_catalog.text COLLATE \"C\"",
                    {w.name}),
             [&](HeapTuple row, TupleDesc shape) {
                 if (t.size == room) {
                     room = room == 0 ? 1024 : 2 * room;
                     make_room(t.names, room, 1);
                     make_room(t.above, room, 1);
                 }
                 t.names[t.size] = text_in(row, shape, 1);
                 t.above[t.size++] = text_in(row, shape, 2);
             });
    return t;
}

// --- from there to the core --------------------------------------------------------------------------------

using numbering = std::unordered_map<std::string_view, std::uint32_t>;

std::uint32_t number_of(const numbering& numbers, const char* name) {
    if (name == nullptr) return publication::none;
    const auto at = numbers.find(name);
    return at == numbers.end() ? publication::none : at->second;
}

std::vector<publication::unit> units_of(const tree& t, numbering& numbers) {
    std::vector<publication::unit> result;
    for (std::int64_t i = 0; i < t.size; ++i) {
        numbers.emplace(t.names[i], static_cast<std::uint32_t>(i));
        result.push_back({t.names[i], publication::none});
    }
    for (std::int64_t i = 0; i < t.size; ++i) result[static_cast<std::size_t>(i)].above = number_of(numbers, t.above[i]);
    for (const publication::unit& u : result) {
        std::size_t steps = 0;
        for (std::uint32_t a = u.above; a != publication::none; a = result[a].above)
            if (++steps > result.size())
                core::fail(core::errc::invalid, "Give it a parent that is not below it.", "unit \"", u.name,
                           "\" is above itself");
    }
    return result;
}

std::uint64_t hashed(std::string_view text, std::uint64_t h) {
    for (const char c : text) h = core::mixed_bits(h ^ static_cast<unsigned char>(c));
    return h;
}
// Tells two answers of one person to one item apart, and says nothing to who cannot read the workspace's secret.
std::int64_t fingerprint(std::uint64_t secret, std::int64_t person, std::string_view item, int rating) {
    const std::uint64_t h = hashed(item, core::mixed_bits(secret ^ static_cast<std::uint64_t>(person)));
    return static_cast<std::int64_t>(core::mixed_bits(h ^ static_cast<std::uint64_t>(rating)));
}

// Versions of answers of people under further numbers begin with multiples of this.
constexpr std::uint32_t versions_apart = 65536;

// All of a publication in C++: what the core is asked, and what is to be remembered of it.
struct work {
    core::survey::definition definition;
    core::survey::publishing_plan plan;
    std::vector<std::vector<std::string>> breakdowns;
    std::vector<std::string> attributes;
    publication ask;
    std::vector<std::int64_t> ids;                                        // by person
    std::vector<std::int64_t> answered;                                   // by person who counts: the number of the answer
    std::vector<std::vector<std::int64_t>> fingerprints;                  // by quantity, by person who counts
    std::vector<std::vector<bool>> in_ledger;                             // the same: whether this version is known there
    std::unordered_map<std::int64_t, std::vector<std::int64_t>> numbers;  // of roots: who was merged into them

    // A version of a person as it is remembered: under the number that it was published under.
    std::pair<std::int64_t, std::uint32_t> remembered(std::uint32_t person, std::uint32_t version) const {
        const std::int64_t id = ids[person];
        if (version < versions_apart) return {id, version};
        return {numbers.at(id)[version / versions_apart - 1], version % versions_apart};
    }
};

void read_people(work& job, const crowd& c, const numbering& units) {
    publication& ask = job.ask;
    ask.people = static_cast<std::uint32_t>(c.size);
    job.ids.assign(c.ids, c.ids + c.size);
    job.answered.assign(c.answered, c.answered + c.size);
    const std::size_t attributes = job.attributes.size(), quantities = job.plan.quantities.size();
    std::vector<numbering> values(attributes);
    ask.attributes.resize(attributes);
    core::step_counter step(pg::check_interrupts);
    for (std::int64_t p = 0; p < c.size; ++p) {
        step();
        const auto at = static_cast<std::size_t>(p);
        ask.unit_of.push_back(number_of(units, c.units[p]));
        for (std::size_t a = 0; a < attributes; ++a) {
            const char* const value = c.attributes[at * attributes + a];
            std::uint32_t number = publication::none;
            if (value != nullptr) {
                const auto [place, made] = values[a].try_emplace(value, static_cast<std::uint32_t>(values[a].size()));
                if (made) ask.attributes[a].values.emplace_back(value);
                number = place->second;
            }
            ask.attributes[a].value_of.push_back(number);
        }
    }
    for (std::size_t q = 0; q < quantities; ++q) {
        publication::quantity& of = ask.quantities.emplace_back();
        of.low = job.plan.quantities[q]->scale.low;
        of.high = job.plan.quantities[q]->scale.high;
        for (std::int64_t p = 0; p < c.size; ++p) of.ratings.push_back(c.ratings[static_cast<std::size_t>(p) * quantities + q]);
        of.versions.assign(ask.people, 0);
        pg::check_interrupts();
    }
}

void read_past(work& job, const past& before, std::uint64_t secret) {
    publication& ask = job.ask;
    numbering quantities;
    for (std::uint32_t q = 0; q < job.plan.quantities.size(); ++q) quantities.emplace(job.plan.quantities[q]->name, q);
    std::unordered_map<std::int64_t, std::uint32_t> people;
    for (std::uint32_t p = 0; p < job.ids.size(); ++p) people.emplace(job.ids[p], p);

    // Whom a number counts as, and what its versions begin with: answers under several numbers of one person are several.
    struct counted {
        std::int64_t root;
        std::uint32_t from;
    };
    std::unordered_map<std::int64_t, counted> merged;
    std::int64_t root_before = 0;
    for (std::int64_t i = 0; i < before.merged_size; ++i) {
        const auto& [person, root] = before.merged[i];
        if (i == 0 || root != root_before) job.numbers[root].clear();
        root_before = root;
        job.numbers[root].push_back(person);
        merged.emplace(person, counted{root, static_cast<std::uint32_t>(job.numbers[root].size()) * versions_apart});
    }
    const auto count_as = [&](std::int64_t person) {
        const auto at = merged.find(person);
        return at == merged.end() ? counted{person, 0} : at->second;
    };

    // The version of each answer: the one with its fingerprint of its own number, else a new one.
    std::vector<std::unordered_map<std::uint32_t, std::vector<const known_answer*>>> known(quantities.size());
    core::step_counter step(pg::check_interrupts);
    for (std::int64_t i = 0; i < before.answers_size; ++i) {
        step();
        const known_answer& a = before.answers[i];
        const std::uint32_t q = number_of(quantities, a.item);
        const auto person = people.find(count_as(a.person).root);
        if (q != publication::none && person != people.end()) known[q][person->second].push_back(&a);
    }
    std::int64_t compared = 0, same = 0;
    for (std::size_t q = 0; q < quantities.size(); ++q) {
        publication::quantity& of = ask.quantities[q];
        std::vector<std::int64_t>& prints = job.fingerprints.emplace_back(ask.people, 0);
        std::vector<bool>& in_ledger = job.in_ledger.emplace_back(ask.people, false);
        for (std::uint32_t p = 0; p < ask.people; ++p) {
            if (of.ratings[p] < 0) continue;
            const std::int64_t own = job.answered[p];
            const auto print_of = [&](std::int64_t person) {
                return fingerprint(secret, person, job.plan.quantities[q]->name, of.ratings[p]);
            };
            prints[p] = print_of(own);
            std::uint32_t next = 0;
            const known_answer* same_answer = nullptr;
            const auto versions = known[q].find(p);
            if (versions != known[q].end()) {
                ++compared;
                for (const known_answer* const a : versions->second) {
                    if (a->person == own) next = std::max(next, static_cast<std::uint32_t>(a->version) + 1);
                    if (a->person != own && !before.by_root) continue;
                    if (a->erased || a->fingerprint != (a->person == own ? prints[p] : print_of(a->person))) continue;
                    if (same_answer == nullptr || a->person == own) same_answer = a;
                }
            }
            in_ledger[p] = same_answer != nullptr;
            same += in_ledger[p];
            of.versions[p] = in_ledger[p] ? static_cast<std::uint32_t>(same_answer->version) + count_as(same_answer->person).from
                                          : next + count_as(own).from;
        }
        pg::check_interrupts();
    }

    if (compared >= 20 && same == 0)
        core::fail(core::errc::invalid,
                   "Put the setting secret back from a dump: without it answers cannot be told from corrected ones.", "none of ",
                   compared, " published answers is what it was");

    for (std::int64_t i = 0; i < before.cells_size; ++i) {
        const known_cell& cell = before.cells[i];
        publication::published_cell old{{}, cell.distribution, {}};
        for (int k = 0; k < cell.items_size; ++k)
            if (const std::uint32_t q = number_of(quantities, cell.items[k]); q != publication::none) old.quantities.push_back(q);
        if (old.quantities.empty()) continue;
        old.members.reserve(static_cast<std::size_t>(cell.size));
        for (int k = 0; k < cell.size; ++k) {
            step();
            const counted as = count_as(cell.members[k]);
            const auto [place, made] = people.try_emplace(as.root, static_cast<std::uint32_t>(job.ids.size()));
            if (made) job.ids.push_back(as.root);
            old.members.push_back(
                {place->second, (cell.versions == nullptr ? 0 : static_cast<std::uint32_t>(cell.versions[k])) + as.from});
        }
        ask.past.push_back(std::move(old));
        pg::check_interrupts();
    }

    for (auto& question : job.plan.questions) {
        for (std::int64_t i = 0; i < before.universes_size; ++i) {
            const known_universe& u = before.universes[i];
            if (question.name == u.item && question.metric == u.metric && u.has_spread)
                question.how.known_spread = core::spread{u.std_dev, u.freedom, true};
            if (question.name == u.item && question.metric != u.metric) question.how.second_view = true;
            // Of an index the items, too: what was shown of them is no sum of their ratings.
            for (const std::uint32_t q : question.how.quantities)
                if (question.how.is_index && job.plan.quantities[q]->name == u.item &&
                    core::survey::metric_text(*job.plan.quantities[q]) != u.metric)
                    question.how.second_view = true;
        }
        ask.questions.push_back(question.how);
    }
}

// --- how far it is ------------------------------------------------------------------------------------------

core::publication_progress progress;
TimestampTz next_report;
constexpr int report_every = 5000;  // milliseconds

void check_and_report() {
    pg::check_interrupts();
    static unsigned polls = 0;
    if ((++polls & 0xFFFU) != 0) return;
    const TimestampTz now = GetCurrentTimestamp();
    if (now < next_report) return;
    next_report = TimestampTzPlusMilliseconds(now, report_every);
    pg::call([] {
        ereport(NOTICE, (errmsg("audited %llu of %llu cells", static_cast<unsigned long long>(progress.done),
                                static_cast<unsigned long long>(progress.all))));
    });
}

// --- writing --------------------------------------------------------------------------------------------------

// A statement that is run for many rows; within act 2. What a row allocates is freed after it.
class row_writer {
public:
    // `sql()` makes the statement.
    template <class Sql>
    row_writer(Sql&& sql, std::initializer_list<Oid> types) : size_(static_cast<int>(types.size())) {
        std::copy(types.begin(), types.end(), types_);
        pg::call([&] {
            plan_ = SPI_prepare(sql(), size_, types_);
            if (plan_ == nullptr) elog(ERROR, "pg_xm: %s", SPI_result_code_string(SPI_result));
            memory_ = AllocSetContextCreate(CurrentMemoryContext, "rows of a publication", ALLOCSET_DEFAULT_SIZES);
        });
    }
    // fill(values, nulls: 'n' or ' ') may call the server and the core's encoders: what it throws passes on.
    template <class F>
    void write(F fill) {
        Datum values[max_columns] = {};
        char nulls[max_columns];
        std::fill(nulls, nulls + max_columns, ' ');
        const MemoryContext outer = MemoryContextSwitchTo(memory_);
        fill(values, nulls);
        pg::call([&] {
            if (const int done = SPI_execute_plan(plan_, values, nulls, false, 0); done < 0)
                elog(ERROR, "pg_xm: %s", SPI_result_code_string(done));
            SPI_freetuptable(SPI_tuptable);
        });
        MemoryContextSwitchTo(outer);
        MemoryContextReset(memory_);
        pg::check_interrupts();
    }

private:
    static constexpr int max_columns = 20;
    int size_;
    Oid types_[max_columns] = {};
    SPIPlanPtr plan_ = nullptr;
    MemoryContext memory_ = nullptr;
};

Datum text_datum(std::string_view utf8_text) {
    Datum result{};
    const char* const kept = pg::keep(utf8_text);
    pg::call([&] { result = PointerGetDatum(cstring_to_text(pg::from_utf8(kept))); });
    return result;
}

// {"attribute": value}; the values are JSON as they stand in the workspace.
std::string breakdown_of(const work& job, const core::publication_cell& cell) {
    core::survey::json_parts parts;
    const publication::breakdown& by = job.ask.breakdowns[cell.breakdown];
    for (std::size_t i = 0; i < by.attributes.size(); ++i)
        parts.add(job.attributes[by.attributes[i]], job.ask.attributes[by.attributes[i]].values[cell.values[i]]);
    return parts.end();
}

struct target {
    const request& r;
    std::int64_t publication;
    Oid ratings_type;
    const char* ws;
};

void write_published(const work& job, const core::published_now& now, const target& t) {
    row_writer rows(
        [&] {
            return psprintf(
                "INSERT INTO %s.published (publication_id, survey, wave, item, unit, breakdown, status, responses, value, "
                "std_error, lower, upper, cut, favourable, neutral, unfavourable, r, metric) VALUES ($1, $2, $3, $4, $5, "
                "$6::pg_catalog.jsonb, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)",
                t.ws);
        },
        {INT8OID, TEXTOID, TEXTOID, TEXTOID, TEXTOID, TEXTOID, TEXTOID, INT8OID, FLOAT8OID, FLOAT8OID, FLOAT8OID, FLOAT8OID,
         BOOLOID, FLOAT8OID, FLOAT8OID, FLOAT8OID, t.ratings_type, TEXTOID});
    for (const core::cell_result& c : now.results) {
        const core::publication_cell& cell = now.cells[c.cell];
        const publication::breakdown& by = job.ask.breakdowns[cell.breakdown];
        const bool released = core::is_released(c.verdict);
        if (!released && !(by.by_unit && by.attributes.empty())) continue;
        rows.write([&](Datum* values, char* nulls) {
            std::fill(nulls, nulls + 18, 'n');
            const auto set = [&](int column, Datum value) {
                values[column - 1] = value;
                nulls[column - 1] = ' ';
            };
            set(1, Int64GetDatum(t.publication));
            pg::call([&] {
                set(2, PointerGetDatum(cstring_to_text(t.r.survey)));
                set(3, PointerGetDatum(cstring_to_text(t.r.wave)));
                set(7, PointerGetDatum(cstring_to_text(released ? "released" : "withheld")));
            });
            set(4, text_datum(job.plan.questions[c.question].name));
            if (cell.unit != publication::none) set(5, text_datum(job.ask.units[cell.unit].name));
            set(6, text_datum(breakdown_of(job, cell)));
            set(18, text_datum(job.plan.questions[c.question].rule));
            if (!released) return;
            set(8, Int64GetDatum(c.persons));
            set(9, Float8GetDatum(c.value));
            set(10, Float8GetDatum(c.std_error));
            set(11, Float8GetDatum(c.lower));
            set(12, Float8GetDatum(c.upper));
            set(13, BoolGetDatum(c.cut));
            if (c.favourable) set(14, Float8GetDatum(*c.favourable));
            if (c.neutral) set(15, Float8GetDatum(*c.neutral));
            if (c.unfavourable) set(16, Float8GetDatum(*c.unfavourable));
            if (c.counts.empty()) return;
            const int lowest = job.plan.quantities[job.ask.questions[c.question].quantities[0]]->scale.low;
            set(17, PointerGetDatum(pg::keep_state(core::distribution_of(lowest, c.counts))));
        });
    }
}

Datum text_array(const std::vector<std::string>& texts) {
    Datum result{};
    Datum* elements = nullptr;
    pg::call([&] { elements = static_cast<Datum*>(palloc(sizeof(Datum) * (texts.size() + 1))); });
    for (std::size_t i = 0; i < texts.size(); ++i) elements[i] = text_datum(texts[i]);
    const int size = static_cast<int>(texts.size());
    pg::call([&] { result = PointerGetDatum(construct_array(elements, size, TEXTOID, -1, false, TYPALIGN_INT)); });
    return result;
}

template <class T>
Datum array_of(const std::vector<T>& values, Oid type) {
    Datum result{};
    const T* const from = values.data();
    const auto size = static_cast<std::int64_t>(values.size());
    pg::call([&] { result = number_array(from, size, type); });
    return result;
}

void write_cells(const work& job, const core::published_now& now, const target& t) {
    row_writer rows(
        [&] {
            return psprintf(
                "INSERT INTO %s.publication_cell (publication_id, survey, wave, items, unit, breakdown, distribution, "
                "persons, members, versions) VALUES ($1, $2, $3, $4, $5, $6::pg_catalog.jsonb, $7, $8, $9, $10)",
                t.ws);
        },
        {INT8OID, TEXTOID, TEXTOID, TEXTARRAYOID, TEXTOID, TEXTOID, BOOLOID, INT8OID, INT8ARRAYOID, INT4ARRAYOID});
    for (const core::published_now::entry& e : now.entries) {
        const core::publication_cell& cell = now.cells[e.cell];
        rows.write([&](Datum* values, char* nulls) {
            values[0] = Int64GetDatum(t.publication);
            pg::call([&] {
                values[1] = PointerGetDatum(cstring_to_text(t.r.survey));
                values[2] = PointerGetDatum(cstring_to_text(t.r.wave));
            });
            std::vector<std::string> items;
            for (const std::uint32_t q : e.quantities) items.push_back(job.plan.quantities[q]->name);
            values[3] = text_array(items);
            if (cell.unit != publication::none)
                values[4] = text_datum(job.ask.units[cell.unit].name);
            else
                nulls[4] = 'n';
            values[5] = text_datum(breakdown_of(job, cell));
            values[6] = BoolGetDatum(e.distribution);
            values[7] = Int64GetDatum(static_cast<std::int64_t>(e.members.size()));
            std::vector<std::int64_t> members;
            std::vector<std::int32_t> versions;
            bool corrected = false;
            for (const core::answer_version& m : e.members) {
                const auto [number, version] = job.remembered(m.person, m.version);
                members.push_back(number);
                versions.push_back(static_cast<std::int32_t>(version));
                corrected = corrected || version != 0;
            }
            values[8] = array_of(members, INT8OID);
            if (corrected)
                values[9] = array_of(versions, INT4OID);
            else
                nulls[9] = 'n';
        });
    }
}

void write_ledger(work& job, const core::published_now& now, const target& t) {
    row_writer rows(
        [&] {
            return psprintf(
                "INSERT INTO %s.ledger (survey, wave, item, person_id, version, fingerprint) VALUES ($1, $2, $3, $4, $5, $6)",
                t.ws);
        },
        {TEXTOID, TEXTOID, TEXTOID, INT8OID, INT4OID, INT8OID});
    core::step_counter step(pg::check_interrupts);
    for (const core::published_now::entry& e : now.entries)
        for (const std::uint32_t q : e.quantities)
            for (const core::answer_version& m : e.members) {
                step();
                if (job.in_ledger[q][m.person]) continue;
                job.in_ledger[q][m.person] = true;
                rows.write([&](Datum* values, char*) {
                    pg::call([&] {
                        values[0] = PointerGetDatum(cstring_to_text(t.r.survey));
                        values[1] = PointerGetDatum(cstring_to_text(wave_of_ledger(t.r)));
                    });
                    values[2] = text_datum(job.plan.quantities[q]->name);
                    const auto [number, version] = job.remembered(m.person, m.version);
                    values[3] = Int64GetDatum(number);
                    values[4] = Int32GetDatum(static_cast<std::int32_t>(version));
                    values[5] = Int64GetDatum(job.fingerprints[q][m.person]);
                });
            }
}

void write_universes(const work& job, const core::published_now& now, const target& t) {
    row_writer rows(
        [&] {
            return psprintf(
                "INSERT INTO %1$s.universe AS u (survey, wave, item, metric, std_dev, freedom) VALUES ($1, $2, $3, $4, $5, "
                "$6) ON CONFLICT (survey, wave, item) DO UPDATE SET std_dev = EXCLUDED.std_dev, freedom = "
                "EXCLUDED.freedom WHERE u.std_dev IS NULL AND u.metric = EXCLUDED.metric",
                t.ws);
        },
        {TEXTOID, TEXTOID, TEXTOID, TEXTOID, FLOAT8OID, FLOAT8OID});
    const auto write = [&](const std::string& item, const std::string& metric, const std::optional<core::spread>& s) {
        rows.write([&](Datum* values, char* nulls) {
            pg::call([&] {
                values[0] = PointerGetDatum(cstring_to_text(t.r.survey));
                values[1] = PointerGetDatum(cstring_to_text(wave_of_ledger(t.r)));
            });
            values[2] = text_datum(item);
            values[3] = text_datum(metric);
            if (s) {
                values[4] = Float8GetDatum(s->std_dev);
                values[5] = Float8GetDatum(*s->freedom);
            } else {
                nulls[4] = nulls[5] = 'n';
            }
        });
    };
    std::vector<bool> shown(job.plan.questions.size(), false);
    for (const core::cell_result& c : now.results)
        if (core::is_released(c.verdict)) shown[c.question] = true;
    for (std::size_t q = 0; q < shown.size(); ++q) {
        const auto& question = job.plan.questions[q];
        if (!shown[q] || job.ask.questions[q].second_view) continue;
        write(question.name, question.metric, now.spreads[q].within_units ? std::optional(now.spreads[q]) : std::nullopt);
        if (!question.how.is_index) continue;
        // The index has told sums of the ratings of its items.
        for (const std::uint32_t of : question.how.quantities) {
            const core::survey::item& it = *job.plan.quantities[of];
            write(it.name, core::survey::metric_text(it), std::nullopt);
        }
    }
}

// By verdict; the last: of the distributions that are not verified.
void count_results(const core::published_now& now, std::int64_t (&counts)[7]) {
    for (const core::cell_result& c : now.results) ++counts[static_cast<std::size_t>(c.verdict)];
    counts[6] = now.unverified_distributions;
}

// --- comments -----------------------------------------------------------------------------------------------

// SQL for words as they are published: without keys of persons, and without the attributes in setting name_attributes and their
// parts. xm.redact takes a name in lower case for a word of the language, too: what is stored here is a name however it is
// written, so it is given in upper case; but for parts of two Latin letters, Li or De. Titles, and parts in lower case beside
// others that are not, as in Ursula von der Heide, are no names by themselves. Keys of up to three digits are numbers like
// others: 25 minutes. A workspace of before 0.13.0 publishes as it did, until it is upgraded.
const char* words_to_publish(const workspace& w) {
    if (!can_train(w)) return "c.words";
    const bool icu = GetDatabaseEncoding() != PG_SQL_ASCII &&
                     OidIsValid(get_collation_oid(list_make1(makeString(pstrdup("und-x-icu"))), true));
    return psprintf(
        "xm.redact(c.words, (SELECT COALESCE(pg_catalog.array_agg(DISTINCT n.name), '{}') FROM (SELECT "
        "pg_catalog.upper(value%2$s) FROM %1$s.person_key UNION ALL SELECT parts.name FROM %1$s.person p, "
        "pg_catalog.jsonb_array_elements_text(COALESCE((SELECT value::pg_catalog.jsonb FROM %1$s.setting WHERE name = "
        "'name_attributes'), '[]')) a(attribute), LATERAL (SELECT p.attributes ->> a.attribute) whole(name), LATERAL (SELECT "
        "pg_catalog.upper(whole.name%2$s) UNION SELECT CASE WHEN part ~ '^[A-Z][A-Za-z]$' THEN pg_catalog.lower(part) ELSE "
        "pg_catalog.upper(part%2$s) END FROM (SELECT part, part = pg_catalog.lower(part%2$s) AND part <> "
        "pg_catalog.upper(part%2$s) AS small FROM pg_catalog.regexp_split_to_table(whole.name, %3$s) part) x WHERE "
        "pg_catalog.length(part) > 1 AND pg_catalog.lower(part) <> ALL (%4$s) AND NOT (small AND (pg_catalog.length(part) = 2 OR "
        "whole.name <> pg_catalog.lower(whole.name%2$s) OR part = ANY (%5$s)))) parts(name)) n(name) WHERE "
        "pg_catalog.btrim(n.name) <> '' AND n.name !~ '^[0-9]{1,3}$'))",
        quote_identifier(w.name), icu ? " COLLATE \"und-x-icu\"" : "",
        quote_literal_cstr(GetDatabaseEncoding() == PG_UTF8 ? R"re([\s,;:./()"'\[\]´‐‑‘’-]+)re" : R"re([\s,;:./()"'\[\]-]+)re"),
        quote_literal_cstr("{dr,prof,mr,mrs,ms,miss,herr,frau,dipl,ing,phd,msc,bsc,mba,jr,sr}"),
        quote_literal_cstr("{von,van,der,den,des,dem,del,della,degli,dos,das,die,ten,ter,zum,zur,und,and,bin,ibn}"));
}

// Publishes the words of people none of whose words on this question have been published; of a preview `rows` gets them.
std::int64_t publish_comments(const request& r, const tree& t, const rules& by, std::int64_t id, const char* item,
                              const char* column, pg::row_set* preview) {
    struct word {
        std::int64_t person;  // by the number that it came under
        const char *unit, *text;
    };
    word* words = nullptr;
    std::int64_t size = 0, room = 0;
    request plain = r;
    plain.attributes_size = 0;
    const char* const columns[] = {column};
    each_row(psprintf("SELECT c.answered, c.unit, %s FROM (%s) c(person, answered, unit, words) WHERE "
                      "pg_catalog.btrim(c.words) <> '' AND NOT EXISTS (%s)",
                      words_to_publish(r.w), people_query(plain, columns, 1, "text"),
                      psprintf("SELECT FROM %s l WHERE %s", rows_of_root(r.w, r.merged, "ledger", "c.person"),
                               filled("l.survey = %L AND l.wave = %L AND l.item = %L", {r.survey, wave_of_ledger(r), column}))),
             [&](HeapTuple row, TupleDesc shape) {
                 if (size == room) make_room(words, room = room == 0 ? 256 : 2 * room, 1);
                 words[size++] = {number_in(row, shape, 1), text_in(row, shape, 2), text_in(row, shape, 3)};
             });
    std::uint64_t seed = 0;
    if (!pg_strong_random(&seed, sizeof seed)) elog(ERROR, "pg_xm: no random numbers");
    const char* const ws = quote_identifier(r.w.name);
    std::int64_t published = 0;
    pg::guard([&] {
        numbering numbers;
        const auto units = units_of(t, numbers);
        std::vector<std::uint32_t> unit_of, order;
        for (std::int64_t i = 0; i < size; ++i) unit_of.push_back(number_of(numbers, words[i].unit));
        const auto places = core::place_comments(units, unit_of, static_cast<std::uint32_t>(by.comments));
        for (std::uint32_t i = 0; i < places.size(); ++i)
            if (places[i] != core::held_comment) order.push_back(i);
        core::random_numbers random{seed};
        for (std::size_t i = order.size(); i > 1; --i)
            std::swap(order[i - 1], order[static_cast<std::size_t>(random.uniform() * static_cast<double>(i))]);
        if (preview != nullptr) {
            for (const std::uint32_t i : order)
                pg::call([&] {
                    preview->add(
                        {pg::column::of(DirectFunctionCall1(jsonb_in, CStringGetDatum("{}")), false),
                         places[i] == publication::none ? pg::column::of(Datum{0}, true) : pg::column(units[places[i]].name),
                         std::string_view(item), pg::column::of(Datum{0}, true), std::string_view("released"),
                         pg::column::of(Datum{0}, true), std::string_view(words[i].text)});
                });
            return;
        }
        row_writer rows(
            [&] {
                return psprintf(
                    "WITH c AS (INSERT INTO %1$s.published_comment (publication_id, survey, wave, item, unit, comment) VALUES "
                    "($1, $2, $3, $4, $5, $6) RETURNING comment_id) INSERT INTO %1$s.ledger (survey, wave, item, person_id, "
                    "version, comment_id) SELECT $2, $7, $8, $9, 0, comment_id FROM c",
                    ws);
            },
            {INT8OID, TEXTOID, TEXTOID, TEXTOID, TEXTOID, TEXTOID, TEXTOID, TEXTOID, INT8OID});
        for (const std::uint32_t i : order)
            rows.write([&](Datum* values, char* nulls) {
                pg::call([&] {
                    values[0] = Int64GetDatum(id);
                    values[1] = PointerGetDatum(cstring_to_text(r.survey));
                    values[2] = PointerGetDatum(cstring_to_text(r.wave));
                    values[3] = PointerGetDatum(cstring_to_text(item));
                    values[5] = PointerGetDatum(cstring_to_text(pg::from_utf8(words[i].text)));
                    values[6] = PointerGetDatum(cstring_to_text(wave_of_ledger(r)));
                    values[7] = PointerGetDatum(cstring_to_text(column));
                    values[8] = Int64GetDatum(words[i].person);
                });
                if (places[i] == publication::none)
                    nulls[4] = 'n';
                else
                    values[4] = text_datum(units[places[i]].name);
            });
        published = static_cast<std::int64_t>(order.size());
    });
    return published;
}

// --- together -------------------------------------------------------------------------------------------------

// The same people who answered the same questions elsewhere are people whom no audit can keep apart.
void warn_of_same_people(const request& r, const crowd& c) {
    if (r.anonymous || c.size == 0) return;
    StringInfoData items;
    initStringInfo(&items);
    for (int i = 0; i < r.ratings_size; ++i)
        appendStringInfo(&items, "%s%s", i == 0 ? "" : ", ", quote_literal_cstr(pg::from_utf8(r.ratings[i])));
    if (r.ratings_size == 0) return;
    const char* const sql = psprintf(
        "SELECT l.survey FROM %1$s.ledger l JOIN %1$s.item i ON i.survey = l.survey AND i.item = l.item WHERE l.survey <> %2$s "
        "AND "
        "EXISTS (SELECT FROM %1$s.item m WHERE m.survey = %2$s AND m.item IN (%3$s) AND (m.item = i.item OR m.question = "
        "i.question)) AND %5$s = ANY ($1) GROUP BY 1 HAVING pg_catalog.count(DISTINCT %5$s) > %4$lld ORDER BY 1",
        quote_identifier(r.w.name), quote_literal_cstr(r.survey), items.data, static_cast<long long>(c.size / 2),
        root_of(r.w, r.merged, "l.person_id"));
    run_with(sql, {INT8ARRAYOID}, {number_array(c.ids, c.size, INT8OID)});
    for (std::uint64_t i = 0; i < SPI_processed; ++i)
        ereport(WARNING,
                (errmsg("most of these people's answers to the same items were published for survey \"%s\"",
                        SPI_getvalue(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 1)),
                 errhint("If these are the same answers, results of both surveys together tell what each alone does not.")));
}

// Answers of another wave that came into this one are the same quantities, and are taken for others.
void warn_of_same_answers(const request& r, const crowd& c, const rules& by, std::uint64_t secret) {
    if (r.linked || r.ratings_size == 0) return;
    struct comparison {
        const char* wave;
        long long people, same;
    } now{};
    const auto warn = [&] {
        if (now.wave != nullptr && now.people >= by.k && 10 * now.same >= 9 * now.people)
            ereport(
                WARNING,
                (errmsg("%lld of %lld people in both waves gave the answers that were published in wave \"%s\"", now.same,
                        now.people, now.wave),
                 errhint(
                     "If answers were moved or carried over, results of both waves together tell what each alone does not.")));
    };
    each_row(
        psprintf(
            "SELECT wave, person_id::pg_catalog.int8, fingerprint::pg_catalog.int8, (%s)::pg_catalog.int8%s",
            root_of(r.w, r.merged, "l.person_id"),
            filled(" FROM %I.ledger l WHERE survey = %L AND wave <> %L AND item = %L AND fingerprint IS NOT NULL ORDER BY wave",
                   {r.w.name, r.survey, r.wave, pg::from_utf8(r.ratings[0])})),
        [&](HeapTuple row, TupleDesc shape) {
            const std::int64_t person = number_in(row, shape, 2);
            const std::int64_t root = number_in(row, shape, 4);
            const std::int64_t* const at = std::lower_bound(c.ids, c.ids + c.size, root);
            if (at == c.ids + c.size || *at != root) return;
            const std::int16_t rating = c.ratings[(at - c.ids) * r.ratings_size];
            if (rating < 0) return;
            const char* const wave = SPI_getvalue(row, shape, 1);
            if (now.wave == nullptr || strcmp(now.wave, wave) != 0) {
                warn();
                now = {wave, 0, 0};
            }
            ++now.people;
            if (fingerprint(secret, person, r.ratings[0], rating) == number_in(row, shape, 3)) ++now.same;
        });
    warn();
}

// People who come back under other numbers are others to the audit.
void warn_of_missing_people(const request& r, const crowd& c, const rules& by) {
    if (r.linked) return;
    const char* const sql = filled(
        "SELECT pg_catalog.count(DISTINCT l.person_id) FROM %I.ledger l WHERE l.survey = %L AND l.wave = %L "
        "AND l.comment_id IS NULL AND NOT EXISTS (SELECT FROM pg_catalog.unnest($1) n WHERE n = ",
        {r.w.name, r.survey, r.wave});
    run_with(psprintf("%s%s)", sql, root_of(r.w, r.merged, "l.person_id")), {INT8ARRAYOID},
             {number_array(c.ids, c.size, INT8OID)});
    const auto missing = static_cast<long long>(number_in(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1));
    if (missing >= by.k)
        ereport(WARNING,
                (errmsg("%lld people whose answers were published have none in the wave any more", missing),
                 errhint("If answers were loaded once more under other numbers, results of both times together tell what "
                         "each alone does not.")));
}

// rows: of a preview, which writes nothing else.
Datum publish(FunctionCallInfo fcinfo, pg::row_set* rows) {
    const bool preview = rows != nullptr;
    static constexpr const char* names[] = {"workspace", "survey", "wave", "breakdowns"};
    for (int i = 0; i < 4; ++i) refuse_null(fcinfo, i, names[i]);
    const workspace w = workspace_named(PG_GETARG_DATUM(0));
    const Oid user = GetUserId();
    const char* const level = pstrdup(GetConfigOption("client_min_messages", false, false));
    SPI_connect();
    const action a = begin_as_owner(w);
    const char* const survey = text_to_cstring(PG_GETARG_TEXT_PP(1));
    if (!was_granted(w, survey, user, "custodian"))
        ereport(ERROR, (errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
                        errmsg("only the owner of workspace \"%s\" and custodians may publish", w.name),
                        errhint("Ask for the kind custodian: xm.grant_workspace.")));
    require_publishing(w);
    set_until_end("client_min_messages", level);
    if (!preview) {
        // Each publication is audited against all before it: one at a time, each seeing what the last one wrote.
        if (IsolationUsesXactSnapshot())
            ereport(ERROR,
                    (errcode(ERRCODE_ACTIVE_SQL_TRANSACTION), errmsg("publishing needs the isolation level READ COMMITTED"),
                     errhint("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")));
        run("LOCK TABLE %I.publication IN SHARE ROW EXCLUSIVE MODE", {w.name});
    }
    if (can_merge(w)) lock_campaigns(w, false);  // who is one with whom stays so until it is done
    const request r = request_of(fcinfo, w);
    const rules by = rules_of(w);
    const tree t = tree_of(w);
    const crowd c = crowd_of(r);
    const past before = past_of(r);
    const std::uint64_t secret = hashed(setting_of(w, "secret"), 0);
    warn_of_same_people(r, c);
    warn_of_same_answers(r, c, by, secret);
    warn_of_missing_people(r, c, by);
    std::uint64_t random = 0;
    if (!pg_strong_random(&random, sizeof random)) elog(ERROR, "pg_xm: no random numbers");
    target to{r, 0, InvalidOid, quote_identifier(w.name)};
    if (!preview) {
        to.publication = strtoll(
            fetch(psprintf(
                "INSERT INTO %s.publication (survey, wave, published_by, k, colluders, version, breakdowns, distributions, "
                "comments) VALUES (%s, %s, %s, %d, %d, %s, %s::pg_catalog.jsonb, %d, %d) RETURNING publication_id",
                to.ws, quote_literal_cstr(r.survey), quote_literal_cstr(r.wave),
                quote_literal_cstr(GetUserNameFromId(user, false)), by.k, by.colluders, quote_literal_cstr(XM_VERSION),
                quote_literal_cstr(pg::from_utf8(r.breakdowns)), by.distributions, by.comments)),
            nullptr, 10);
        to.ratings_type =
            static_cast<Oid>(strtoul(fetch("SELECT 'xm.ratings'::pg_catalog.regtype::pg_catalog.oid"), nullptr, 10));
    }
    progress = {};
    next_report = TimestampTzPlusMilliseconds(GetCurrentTimestamp(), report_every);
    std::int64_t counts[7] = {};
    struct words {
        const char **items, **columns;
        int size;
    };
    const words comments = pg::guard([&] {
        work job;
        job.definition = core::survey::definition::parse(r.definition);
        job.plan = plan_of(r, job.definition);
        job.breakdowns = core::survey::parse_breakdowns(r.breakdowns, job.definition);
        job.attributes = attributes_in(job.breakdowns);
        numbering units;
        job.ask.units = units_of(t, units);
        job.ask.threshold = core::threshold_of(by.k, by.colluders);
        job.ask.distribution_threshold = core::threshold_of(std::max(by.k, by.distributions), by.colluders);
        for (const auto& breakdown : job.breakdowns) {
            publication::breakdown b{false, {}};
            for (const std::string& name : breakdown)
                if (name == "unit")
                    b.by_unit = true;
                else
                    b.attributes.push_back(static_cast<std::uint32_t>(
                        std::find(job.attributes.begin(), job.attributes.end(), name) - job.attributes.begin()));
            job.ask.breakdowns.push_back(std::move(b));
        }
        read_people(job, c, units);
        for (std::size_t i = 0; i < job.attributes.size(); ++i)
            if (job.ask.attributes[i].values.empty() && c.size > 0)
                core::fail(core::errc::invalid, "Name attributes that stand in membership or person.", "attribute \"",
                           job.attributes[i], "\" is known of nobody who answered");
        read_past(job, before, secret);
        const core::published_now now = core::publish(job.ask, random, check_and_report, &progress);
        count_results(now, counts);
        words result{nullptr, nullptr, 0};
        if (preview) {
            for (const core::cell_result& one : now.results) {
                const core::publication_cell& cell = now.cells[one.cell];
                const Datum json = text_datum(breakdown_of(job, cell));
                Datum breakdown{};
                pg::call(
                    [&] { breakdown = DirectFunctionCall1(jsonb_in, CStringGetDatum(text_to_cstring(DatumGetTextPP(json)))); });
                const std::string_view unit = cell.unit == publication::none ? std::string_view() : job.ask.units[cell.unit].name;
                const std::string_view item = job.plan.questions[one.question].name;
                pg::call([&] {
                    rows->add({pg::column::of(breakdown, false),
                               cell.unit == publication::none ? pg::column::of(Datum{0}, true) : pg::column(unit), item,
                               one.persons,
                               core::is_released(one.verdict) ? std::string_view("released") : std::string_view("withheld"),
                               core::reason_text(one.verdict), pg::column::of(Datum{0}, true)});
                });
            }
        } else {
            write_published(job, now, to);
            write_cells(job, now, to);
            write_ledger(job, now, to);
            write_universes(job, now, to);
        }
        pg::call([&] {
            result.items = static_cast<const char**>(palloc(sizeof(char*) * (job.plan.comments.size() + 1)));
            result.columns = static_cast<const char**>(palloc(sizeof(char*) * (job.plan.comments.size() + 1)));
        });
        for (const auto& comment : job.plan.comments) {
            result.items[result.size] = pg::keep(comment.item);
            result.columns[result.size++] = pg::keep(comment.column);
        }
        return result;
    });
    std::int64_t published_comments = 0;
    for (int i = 0; i < comments.size; ++i)
        published_comments += publish_comments(r, t, by, to.publication, comments.items[i], comments.columns[i], rows);
    if (!preview && can_act(r.w)) raise_score_alerts(r.w, pg::from_utf8(r.survey));
    end(a);
    SPI_finish();
    if (preview) return Datum{0};
    const auto count = [&](core::cell_verdict v) { return static_cast<long long>(counts[static_cast<std::size_t>(v)]); };
    using verdict = core::cell_verdict;
    ereport(NOTICE,
            (errmsg("%lld cells released, %lld withheld (small %lld, remainder %lld, combination %lld, unverified %lld), "
                    "%lld distributions unverified, %lld comments published",
                    count(verdict::released) + count(verdict::derivable),
                    count(verdict::small) + count(verdict::remainder) + count(verdict::combination) + count(verdict::unverified),
                    count(verdict::small), count(verdict::remainder), count(verdict::combination), count(verdict::unverified),
                    static_cast<long long>(counts[6]), static_cast<long long>(published_comments))));
    PG_RETURN_INT64(to.publication);
}

}  // namespace

XM_FUNCTION(xm_publish) { return publish(fcinfo, nullptr); }
XM_FUNCTION(xm_publish_preview) {
    pg::row_set rows(fcinfo);
    return publish(fcinfo, &rows);
}

// Behind published_score: a score less the one before it; nothing where there was none.
XM_FUNCTION(xm_change_of) {
    struct change {
        std::optional<double> difference, lower, upper, p_value;
    };
    const bool known = !PG_ARGISNULL(0) && !PG_ARGISNULL(2);
    const bool errors = known && !PG_ARGISNULL(1) && !PG_ARGISNULL(3);
    const double difference = known ? PG_GETARG_FLOAT8(0) - PG_GETARG_FLOAT8(2) : 0;
    const double error = errors ? std::hypot(PG_GETARG_FLOAT8(1), PG_GETARG_FLOAT8(3)) : 0;
    const double confidence = PG_ARGISNULL(4) ? 0.95 : PG_GETARG_FLOAT8(4);
    const change c = pg::guard([&] {
        core::check_confidence(confidence);
        change result;
        if (known) result.difference = difference;
        if (error > 0) {
            const double half = error * core::dist::normal_upper((1 - confidence) / 2);
            result.lower = difference - half;
            result.upper = difference + half;
            result.p_value = core::dist::normal_two_sided(difference / error);
        }
        return result;
    });
    return pg::make_row(fcinfo, {c.difference, c.lower, c.upper, c.p_value});
}
