// Which persons are one: xm.merge_persons, xm.unmerge, xm.find_duplicates and xm.merge_duplicates.
#include "pg/server/memory.hpp"
#include "pg/survey/people.hpp"
#include "pg/survey/reading.hpp"

#include <algorithm>
#include <optional>

#include "core/num/polled_sort.hpp"
#include "core/num/step_counter.hpp"
#include "core/people/components.hpp"
#include "core/people/merging.hpp"

using namespace xm;              // NOLINT: entries below are C symbols
using namespace xm::pg::survey;  // NOLINT

namespace {

// Acts as the owner for a custodian. Merges wait for one another and for campaigns, and then see what those before them did: else
// 1 would be merged into 2 and 2 into 1 at once.
action begin_merging(const workspace& w, Oid user) {
    const action a = begin_as_owner(w);
    require_merging(w);
    require_any_custodian(w, user);
    if (IsolationUsesXactSnapshot())
        ereport(ERROR, (errcode(ERRCODE_ACTIVE_SQL_TRANSACTION),
                        errmsg("persons are merged in transactions of isolation level READ COMMITTED only"),
                        errhint("Others would not see who is merged at the same time.")));
    lock_campaigns(w, true);
    shard_by_shard();
    return a;
}

// What is refused and told of a merge says who answered: that is for custodians of all confidential surveys of the side.
void require_custodian_of_confidential(const workspace& w, Oid user, const char* side) {
    run(filled("SELECT survey FROM %I.survey WHERE mode = 'confidential' AND side = %L", {w.name, side}));
    SPITupleTable* const found = SPI_tuptable;
    const auto count = SPI_processed;
    for (std::uint64_t i = 0; i < count; ++i)
        if (const char* const survey = SPI_getvalue(found->vals[i], found->tupdesc, 1);
            !was_granted(w, survey, user, "custodian"))
            ereport(ERROR, (errcode(ERRCODE_INSUFFICIENT_PRIVILEGE), errmsg("permission denied for survey \"%s\"", survey),
                            errhint("Whoever merges persons must be custodian of all confidential surveys that ask them.")));
}

// Who is to be one: roots and the smallest of their component, which stays.
struct groups {
    Datum nodes, components;  // int8[]
};

// SQL over $1 and $2 of groups: the components of which two persons answered one wave of a confidential survey. NULL where none
// can have. From then on nobody answers one of those surveys until the merge is done: who does knows whom he counts as.
const char* answered_twice(const workspace& w, const char* side) {
    const char* const lock = fetch(
        "SELECT pg_catalog.string_agg(pg_catalog.format('LOCK TABLE %%I.%%I IN SHARE MODE', %L::pg_catalog.text, survey), '; ' "
        "ORDER BY survey) FROM %I.survey WHERE mode = 'confidential' AND side = %L",
        {w.name, w.name, side});
    if (lock == nullptr) return nullptr;
    run(lock);
    return fetch(
        "SELECT pg_catalog.string_agg(pg_catalog.format('SELECT c.component FROM unnest($1, $2) c(node, component) "
        "JOIN %%I.person p ON p.root = c.node JOIN %%I.%%I t ON t.person_id = p.person_id WHERE t.wave IS NOT NULL GROUP BY "
        "c.component, t.wave HAVING pg_catalog.count(*) > 1', %L::pg_catalog.text, %L::pg_catalog.text, survey), ' UNION ') FROM "
        "%I.survey WHERE mode = 'confidential' AND side = %L",
        {w.name, w.name, w.name, side});
}

// People whose answers were published as those of two count as one from now on.
void warn_of_published(const workspace& w, const groups& g) {
    if (!can_publish(w)) return;
    run_with(filled("SELECT survey, pg_catalog.count(*) FROM (SELECT l.survey, c.component FROM unnest($1, $2) c(node, "
                    "component) JOIN %I.person p ON p.root = c.node JOIN %I.ledger l ON l.person_id = p.person_id JOIN %I.survey "
                    "s ON s.survey = l.survey AND s.mode = 'confidential' GROUP BY 1, 2 HAVING pg_catalog.count(DISTINCT "
                    "l.person_id) > 1) x GROUP BY 1 ORDER BY 1",
                    {w.name, w.name, w.name}),
             {INT8ARRAYOID, INT8ARRAYOID}, {g.nodes, g.components});
    const SPITupleTable* const found = SPI_tuptable;
    const auto count = SPI_processed;
    for (std::uint64_t i = 0; i < count; ++i)
        ereport(WARNING,
                (errmsg("answers to survey \"%s\" were published of %s persons under more than one number",
                        SPI_getvalue(found->vals[i], found->tupdesc, 1), SPI_getvalue(found->vals[i], found->tupdesc, 2)),
                 errhint("What was published stays as it was: behind its cells stand fewer people than it says. From the next "
                         "publication on they count once.")));
}

// Writes the ledger and the roots; returns the numbers of the merges in order. `kept` stands in the ledger, `roots` is whom they
// count as.
Datum merge(const workspace& w, Oid user, Datum merged, Datum kept, Datum roots, Datum evidence) {
    run_with(filled("WITH made AS (INSERT INTO %I.person_merge (kept, merged, merged_by, evidence) SELECT kept, merged, %L, "
                    "evidence::pg_catalog.jsonb FROM unnest($1, $2, $3) WITH ORDINALITY e(merged, kept, evidence, n) "
                    "ORDER BY n RETURNING merge_id) SELECT COALESCE(pg_catalog.array_agg(merge_id ORDER BY merge_id), '{}') FROM "
                    "made",
                    {w.name, GetUserNameFromId(user, false)}),
             {INT8ARRAYOID, INT8ARRAYOID, TEXTARRAYOID}, {merged, kept, evidence});
    bool null = false;
    const Datum ids = SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1, &null);
    run_with(filled("UPDATE %I.person p SET merged_into = e.root FROM unnest($1, $2) e(merged, root) WHERE p.root = "
                    "e.merged",
                    {w.name}),
             {INT8ARRAYOID, INT8ARRAYOID}, {merged, roots});
    return ids;
}

// Another array of the same length, one value throughout.
Datum repeated(Datum value, int size, Oid type) {
    Datum* const values = static_cast<Datum*>(palloc(sizeof(Datum) * static_cast<std::size_t>(size + 1)));
    std::fill(values, values + size, value);
    const bool number = type == INT8OID;
    return PointerGetDatum(construct_array(values, size, type, number ? 8 : -1, number, number ? TYPALIGN_DOUBLE : TYPALIGN_INT));
}

[[noreturn]] void refuse(const char* what, const char* hint) {
    ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("%s", what), errhint("%s", hint)));
}

const char* number(std::int64_t n) { return psprintf("%lld", static_cast<long long>(n)); }

}  // namespace

XM_FUNCTION(xm_merge_persons) {
    const workspace w = workspace_named(PG_GETARG_DATUM(0));
    const char* const keep = number(PG_GETARG_INT64(1));
    const Datum others = PG_GETARG_DATUM(2);
    Jsonb* const evidence = PG_GETARG_JSONB_P(3);
    if (!JB_ROOT_IS_OBJECT(evidence))
        refuse("evidence: this is no JSON object", "Write why they are one, {\"checked_by\": \"ann\"}; never values of theirs.");
    ArrayType* const list = DatumGetArrayTypeP(others);
    const int size = ArrayGetNItems(ARR_NDIM(list), ARR_DIMS(list));
    if (ARR_HASNULL(list) && array_contains_nulls(list)) refuse("others: a person is NULL", "Leave it out.");
    const Oid user = GetUserId();
    SPI_connect();
    const action a = begin_merging(w, user);
    run(filled("SELECT side, root FROM %I.person WHERE person_id = %L", {w.name, keep}));
    if (SPI_processed == 0)
        refuse(psprintf("keep: no person %s in workspace \"%s\"", keep, w.name), "Name persons by person_id.");
    const char* const side = SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1);
    const char* const root = SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 2);
    require_custodian_of_confidential(w, user, side);
    const Datum its_root = Int64GetDatum(strtoll(root, nullptr, 10));

    // The first of the others that cannot be merged, and why.
    run_with(
        filled("SELECT o.p, x.side, x.root, o.p IN (%L, %L), pg_catalog.count(*) OVER (PARTITION BY o.p) > 1 FROM "
               "pg_catalog.unnest($1) WITH ORDINALITY o(p, n) LEFT JOIN %I.person x ON x.person_id = o.p ORDER BY x.side = "
               "%L AND x.root = o.p AND o.p NOT IN (%L, %L) AND pg_catalog.count(*) OVER (PARTITION BY o.p) = 1 NULLS FIRST, "
               "o.n LIMIT 1",
               {keep, root, w.name, side, keep, root}),
        {INT8ARRAYOID}, {others});
    if (SPI_processed > 0) {
        const auto at = [](int column) { return SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, column); };
        const char *const person = at(1), *const its_side = at(2), *const real = at(3);
        if (its_side == nullptr)
            refuse(psprintf("others: no person %s in workspace \"%s\"", person, w.name), "Name persons by person_id.");
        if (at(4)[0] == 't') refuse(psprintf("others: person %s and person %s are one already", person, keep), "Leave it out.");
        if (strcmp(its_side, side) != 0)
            refuse(psprintf("others: person %s is no %s, as person %s is", person, side, keep),
                   "Somebody who is both is two persons.");
        if (strcmp(real, person) != 0)
            refuse(psprintf("others: person %s was merged into person %s", person, real),
                   psprintf("Merge its root, %s, or undo that merge first: xm.unmerge.", real));
        if (at(5)[0] == 't') refuse(psprintf("others: person %s stands twice", person), "Name each once.");
    }
    // All of them become one component.
    Datum* const nodes = static_cast<Datum*>(palloc(sizeof(Datum) * static_cast<std::size_t>(size + 1)));
    Datum* given = nullptr;
    int count = 0;
    deconstruct_array(list, INT8OID, 8, true, TYPALIGN_DOUBLE, &given, nullptr, &count);
    std::copy(given, given + count, nodes);
    nodes[count] = its_root;
    const groups g{PointerGetDatum(construct_array(nodes, count + 1, INT8OID, 8, true, TYPALIGN_DOUBLE)),
                   repeated(its_root, count + 1, INT8OID)};
    if (const char* const twice = answered_twice(w, side)) {
        run_with(twice, {INT8ARRAYOID, INT8ARRAYOID}, {g.nodes, g.components});
        if (SPI_processed > 0)
            refuse("two of these persons answered the same wave of a confidential survey",
                   "They are two people; or a custodian deletes one of the answers first.");
    }
    warn_of_published(w, g);
    const Datum ids = merge(
        w, user, others, repeated(Int64GetDatum(PG_GETARG_INT64(1)), count, INT8OID), repeated(its_root, count, INT8OID),
        repeated(PointerGetDatum(cstring_to_text(JsonbToCString(nullptr, &evidence->root, static_cast<int>(VARSIZE(evidence))))),
                 count, TEXTOID));
    end(a);
    const Datum result = SPI_datumTransfer(ids, false, -1);
    SPI_finish();
    return result;
}

XM_FUNCTION(xm_unmerge) {
    const workspace w = workspace_named(PG_GETARG_DATUM(0));
    const char* const id = number(PG_GETARG_INT64(1));
    const Oid user = GetUserId();
    SPI_connect();
    const action a = begin_merging(w, user);
    run(filled("SELECT merged, undone_at FROM %I.person_merge WHERE merge_id = %L", {w.name, id}));
    if (SPI_processed == 0)
        refuse(psprintf("no merge %s in workspace \"%s\"", id, w.name),
               psprintf("SELECT * FROM %s.person_merge lists them.", quote_identifier(w.name)));
    const char* const merged = SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1);
    if (const char* const when = SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 2))
        refuse(psprintf("merge %s was undone at %s", id, when), "Merge them again with xm.merge_persons.");
    // 0.13.0 remembered answers of merged persons under their root: the audit could not keep them apart afterwards.
    if (can_publish(w) &&
        fetch(
            "SELECT 1 FROM %I.person m JOIN %I.person p ON p.root = m.root JOIN %I.ledger l ON l.person_id = p.person_id JOIN "
            "%I.publication b ON b.survey = l.survey AND b.version = '0.13.0' JOIN %I.survey s ON s.survey = l.survey AND s.mode "
            "<> 'anonymous' WHERE m.person_id = %L LIMIT 1",
            {w.name, w.name, w.name, w.name, w.name, merged}) != nullptr)
        refuse("answers of these persons were published by 0.13.0, which remembered them as one", "That merge stays.");
    run("UPDATE %I.person_merge SET undone_at = pg_catalog.clock_timestamp() WHERE merge_id = %L", {w.name, id});
    // What was merged into that person stays with him.
    run("WITH RECURSIVE below(person_id) AS (SELECT %L::pg_catalog.int8 UNION SELECT m.merged FROM below b JOIN %I.person_merge "
        "m "
        "ON m.kept = b.person_id AND m.undone_at IS NULL) UPDATE %I.person p SET merged_into = NULLIF(%L::pg_catalog.int8, "
        "p.person_id) FROM below b WHERE p.person_id = b.person_id",
        {merged, w.name, w.name, merged});
    end(a);
    SPI_finish();
    PG_RETURN_VOID();
}

// BEFORE INSERT OR UPDATE of merged_into: the ledger says who is merged.
XM_FUNCTION(xm_merged_elsewhere) {
    TriggerData* const data = trigger_of_rows(fcinfo);
    const workspace w = workspace_of(RelationGetRelid(data->tg_relation));
    if (!has_privs_of_role(GetUserId(), w.owner))
        ereport(ERROR, (errcode(ERRCODE_INSUFFICIENT_PRIVILEGE), errmsg("merged_into is not written by hand"),
                        errhint("xm.merge_persons merges persons, xm.unmerge undoes it.")));
    return PointerGetDatum(TRIGGER_FIRED_BY_UPDATE(data->tg_event) ? data->tg_newtuple : data->tg_trigtuple);
}

// --- the register ---------------------------------------------------------------------------------------------------

namespace {

// What duplicates are looked for in: the roots of a side in the order of their numbers, and the values of all who are merged into
// them. Plain data.
struct plain_column {
    char* text;
    std::uint64_t* ends;
    std::uint32_t* persons;
    std::int64_t text_size, text_room, size, room;
};
struct plain_register {
    std::int64_t* ids;
    std::int64_t size, room;
    plain_column* columns;
    int columns_size;
    std::int64_t* unmerged;  // pairs of roots that were merged once and are not any more, in order
    std::int64_t unmerged_size, unmerged_room;
    const char* reader;  // the function that reads it
    std::size_t bytes;   // that it takes
};

// What is looked for: columns with their sources, in the database's encoding; plain data.
struct plain_source {
    int column;
    const char* name;
};
struct plain_options {
    plain_source* sources;
    int sources_size, columns_size;
};

// As values are compared: in one Unicode form and lower case, without white space around them, one space within.
class normaliser {
public:
    normaliser() : collation_(get_collation_oid(list_make1(makeString(pstrdup("und-x-icu"))), true)) {
        if (!OidIsValid(collation_)) collation_ = DEFAULT_COLLATION_OID;
    }
    // UTF-8, in the current memory context.
    std::string_view operator()(const char* value) const {
        bool plain = true;
        for (const char* c = value; *c != '\0' && plain; ++c) plain = (static_cast<unsigned char>(*c) & 0x80U) == 0;
        const char* from = value;
        if (!plain) {
            Datum folded = PointerGetDatum(cstring_to_text(value));
            if (GetDatabaseEncoding() == PG_UTF8)
                folded = DirectFunctionCall2(unicode_normalize_func, folded, PointerGetDatum(cstring_to_text("NFC")));
            from = utf8(text_to_cstring(DatumGetTextPP(DirectFunctionCall1Coll(lower, collation_, folded))));
        }
        char* const to = static_cast<char*>(palloc(strlen(from) + 1));
        std::size_t size = 0;
        for (const char* c = from; *c != '\0'; ++c) {
            const bool space = *c == ' ' || (*c >= '\t' && *c <= '\r');
            if (space && (size == 0 || to[size - 1] == ' ')) continue;
            to[size++] = space ? ' ' : plain && *c >= 'A' && *c <= 'Z' ? static_cast<char>(*c + 32) : *c;
        }
        if (size > 0 && to[size - 1] == ' ') --size;
        return {to, size};
    }

private:
    Oid collation_;
};

// Room for twice as much, or for so much; within pg_xm.max_state_memory.
template <class T>
void grow(plain_register& r, T*& list, std::int64_t& room, std::int64_t least) {
    const std::int64_t before = room;
    room = std::max(2 * room, least);
    r.bytes += static_cast<std::size_t>(room - before) * sizeof(T);
    pg::guard([&] { pg::check_state_size(r.bytes, r.reader); });
    make_room(list, room, 1);
}

void add_value(plain_register& r, int column, std::int64_t person, std::string_view text) {
    plain_column& c = r.columns[column];
    const auto size = static_cast<std::int64_t>(text.size());
    if (c.text_size + size > c.text_room) grow(r, c.text, c.text_room, std::max<std::int64_t>(65536, c.text_size + size));
    if (c.size == c.room) {
        std::int64_t same_room = c.room;
        grow(r, c.ends, same_room, 1024);
        grow(r, c.persons, c.room, 1024);
    }
    std::memcpy(c.text + c.text_size, text.data(), text.size());
    c.text_size += size;
    c.ends[c.size] = static_cast<std::uint64_t>(c.text_size);
    c.persons[c.size++] = static_cast<std::uint32_t>(person);
}

plain_register read_register(const workspace& w, const char* side, const plain_options& o, const char* reader) {
    plain_register r{};
    r.reader = reader;
    r.columns_size = o.columns_size;
    r.columns = static_cast<plain_column*>(palloc0(sizeof(plain_column) * static_cast<std::size_t>(o.columns_size)));
    for (int c = 0; c < o.columns_size; ++c) {
        make_room(r.columns[c].text, 0, 1);
        make_room(r.columns[c].ends, 0, 1);
        make_room(r.columns[c].persons, 0, 1);
    }
    const normaliser normal;
    const MemoryContext row_memory = AllocSetContextCreate(CurrentMemoryContext, "a row of the register", ALLOCSET_SMALL_SIZES);
    const auto in_row = [&](auto act) {
        const MemoryContext outer = MemoryContextSwitchTo(row_memory);
        act(outer);
        MemoryContextSwitchTo(outer);
        MemoryContextReset(row_memory);
    };
    const auto take = [&](HeapTuple row, TupleDesc shape, int at, int column, std::int64_t person) {
        in_row([&](MemoryContext outer) {
            const char* const value = SPI_getvalue(row, shape, at);
            if (value == nullptr) return;
            const std::string_view text = normal(value);
            MemoryContextSwitchTo(outer);
            if (!text.empty()) add_value(r, column, person, text);
        });
    };
    StringInfoData sql;
    initStringInfo(&sql);
    appendStringInfoString(&sql, "SELECT root");
    for (int s = 0; s < o.sources_size; ++s) appendStringInfoString(&sql, filled(", attributes ->> %L", {o.sources[s].name}));
    appendStringInfoString(&sql, filled(" FROM %I.person WHERE side = %L ORDER BY root, person_id", {w.name, side}));
    constexpr std::int64_t most = 0x7FFFFFFF;
    each_row(sql.data, [&](HeapTuple row, TupleDesc shape) {
        const std::int64_t root = number_in(row, shape, 1);
        if (r.size == 0 || r.ids[r.size - 1] != root) {
            if (r.size == most)
                ereport(ERROR, (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
                                errmsg("more than %lld persons", static_cast<long long>(most))));
            if (r.size == r.room) grow(r, r.ids, r.room, 1024);
            r.ids[r.size++] = root;
        }
        for (int s = 0; s < o.sources_size; ++s) take(row, shape, 2 + s, o.sources[s].column, r.size - 1);
    });
    // Keys come in the same order.
    resetStringInfo(&sql);
    for (int s = 0; s < o.sources_size; ++s)
        appendStringInfo(&sql, "%s%s", s == 0 ? "" : ", ", quote_literal_cstr(o.sources[s].name));
    std::int64_t person = 0;
    each_row(psprintf("%s%s) ORDER BY p.root, k.kind, k.value",
                      filled("SELECT p.root, k.kind, k.value FROM %I.person_key k JOIN %I.person p ON p.person_id = k.person_id "
                             "WHERE k.side = %L AND k.kind IN (",
                             {w.name, w.name, side}),
                      sql.data),
             [&](HeapTuple row, TupleDesc shape) {
                 const std::int64_t root = number_in(row, shape, 1);
                 while (person < r.size && r.ids[person] < root) ++person;
                 if (person == r.size || r.ids[person] != root) return;
                 char* const kind = SPI_getvalue(row, shape, 2);
                 for (int s = 0; s < o.sources_size; ++s)
                     if (strcmp(kind, o.sources[s].name) == 0) take(row, shape, 3, o.sources[s].column, person);
                 pfree(kind);
             });
    make_room(r.unmerged, 0, 1);
    each_row(filled("SELECT DISTINCT LEAST(a.root, b.root), GREATEST(a.root, b.root) FROM %I.person_merge m JOIN %I.person a ON "
                    "a.person_id = m.kept JOIN %I.person b ON b.person_id = m.merged WHERE m.undone_at IS NOT NULL AND a.root <> "
                    "b.root AND a.side = %L AND b.side = a.side ORDER BY 1, 2",
                    {w.name, w.name, w.name, side}),
             [&](HeapTuple row, TupleDesc shape) {
                 if (r.unmerged_size + 2 > r.unmerged_room) grow(r, r.unmerged, r.unmerged_room, 64);
                 r.unmerged[r.unmerged_size++] = number_in(row, shape, 1);
                 r.unmerged[r.unmerged_size++] = number_in(row, shape, 2);
             });
    MemoryContextDelete(row_memory);
    return r;
}

plain_options read_options(const char* json) {
    return pg::guard([&] {
        const auto o = core::duplicate_options::parse(json);
        plain_options p{};
        std::size_t sources = 0;
        for (const auto& column : o.columns) sources += column.of.size();
        pg::call([&] { p.sources = static_cast<plain_source*>(palloc(sizeof(plain_source) * (sources + 1))); });
        p.columns_size = static_cast<int>(o.columns.size());
        for (int c = 0; c < p.columns_size; ++c)
            for (const std::string& name : o.columns[static_cast<std::size_t>(c)].of)
                pg::call([&] { p.sources[p.sources_size++] = {c, pstrdup(pg::from_utf8(name.c_str()))}; });
        return p;
    });
}

// --- the search, in C++ ---------------------------------------------------------------------------------------------

struct judged_pair {
    std::uint32_t a, b;
    double probability, weight;
    std::uint32_t passes;
    std::size_t levels;  // where they begin
};

// All of a search: judges pairs, and tells why.
class judged_register {
public:
    judged_register(std::pmr::memory_resource* memory, const plain_register& r, const core::duplicate_options& o)
        : o_(o),
          ids_(r.ids),
          people_(read(r)),
          search_(memory, people_, o.plan, pg::check_interrupts),
          model_(search_.fit()),
          evidence_(memory, model_),
          unmerged_(r.unmerged),
          unmerged_end_(r.unmerged + r.unmerged_size) {}

    const core::duplicate_search& search() const { return search_; }
    std::int64_t id(std::uint32_t person) const { return ids_[person]; }
    // Whether they were merged once and are not any more.
    bool was_unmerged(std::uint32_t a, std::uint32_t b) const {
        const std::pair<std::int64_t, std::int64_t> wanted{ids_[a], ids_[b]};
        std::size_t low = 0, high = static_cast<std::size_t>(unmerged_end_ - unmerged_) / 2;
        while (low < high) {
            const std::size_t middle = (low + high) / 2;
            const std::pair<std::int64_t, std::int64_t> at{unmerged_[2 * middle], unmerged_[2 * middle + 1]};
            if (at == wanted) return true;
            at < wanted ? low = middle + 1 : high = middle;
        }
        return false;
    }

    // Calls f(pair, levels) for each pair that is compared.
    template <class F>
    void each(F&& f) const {
        search_.each_pair([&](std::uint32_t a, std::uint32_t b, std::span<const std::int32_t> levels, std::uint32_t passes) {
            f(judged_pair{a, b, probability(levels), evidence_.weight(levels), passes, 0}, levels);
        });
    }
    // Of any two, whether they are compared or not.
    double probability(std::uint32_t a, std::uint32_t b, std::int32_t* levels) const {
        search_.compare(a, b, levels);
        return probability({levels, model_.variables.size()});
    }

    std::string evidence(const judged_pair& pair, const std::int16_t* levels, std::int64_t with = 0) const {
        return o_.evidence(model_, {levels, model_.variables.size()}, pair.passes,
                           core::duplicate_options::merge_evidence{with, pair.probability, pair.weight});
    }

private:
    double probability(std::span<const std::int32_t> levels) const {
        return search_.never(levels) ? 0 : evidence_.probability(levels, model_.prior);
    }
    static core::person_register read(const plain_register& r) {
        core::person_register people;
        people.size = static_cast<std::size_t>(r.size);
        for (int c = 0; c < r.columns_size; ++c) {
            const plain_column& from = r.columns[c];
            const auto size = static_cast<std::size_t>(from.size);
            people.columns.push_back({from.text, {from.ends, size}, {from.persons, size}});
        }
        return people;
    }
    const core::duplicate_options& o_;
    const std::int64_t* ids_;
    core::person_register people_;
    core::duplicate_search search_;
    core::match_model model_;
    core::match_evidence evidence_;
    const std::int64_t *unmerged_, *unmerged_end_;
};

// A pair with its levels, kept.
struct kept_pairs {
    explicit kept_pairs(std::pmr::memory_resource* memory) : pairs(memory), levels(memory) {}
    void add(judged_pair pair, std::span<const std::int32_t> of) {
        pair.levels = levels.size();
        for (const std::int32_t l : of) levels.push_back(static_cast<std::int16_t>(l));
        pairs.push_back(pair);
    }
    std::pmr::vector<judged_pair> pairs;
    std::pmr::vector<std::int16_t> levels;
};

Datum jsonb_of(const std::string& json) { return DirectFunctionCall1(jsonb_in, CStringGetDatum(pg::from_utf8(json.c_str()))); }

// The options, which are read once for the register and once more by the search.
const char* options_in(FunctionCallInfo fcinfo, int at) {
    Jsonb* const j = PG_GETARG_JSONB_P(at);
    return utf8(JsonbToCString(nullptr, &j->root, static_cast<int>(VARSIZE(j))));
}

}  // namespace

XM_FUNCTION(xm_find_duplicates) {
    pg::row_set rows(fcinfo);
    const workspace w = workspace_named(PG_GETARG_DATUM(0));
    const char* const side = side_of(PG_GETARG_DATUM(1));
    const char* const json = options_in(fcinfo, 2);
    const plain_options options = read_options(json);
    const Oid user = GetUserId();
    SPI_connect();
    const action a = begin_as_owner(w);
    require_merging(w);
    require_any_custodian(w, user);
    const plain_register r = read_register(w, side, options, "xm.find_duplicates");
    const MemoryContext row = AllocSetContextCreate(CurrentMemoryContext, "a row of duplicates", ALLOCSET_SMALL_SIZES);
    std::size_t account = r.bytes;
    pg::guard([&] {
        pg::bounded_resource memory(CurrentMemoryContext, &account, r.reader);
        const auto o = core::duplicate_options::parse(json);
        const judged_register judged(&memory, r, o);
        kept_pairs found(&memory);
        judged.each([&](const judged_pair& pair, std::span<const std::int32_t> levels) {
            if (pair.probability >= o.least && (o.again || !judged.was_unmerged(pair.a, pair.b))) found.add(pair, levels);
        });
        core::polled_sort(
            found.pairs.begin(), found.pairs.end(),
            [](const judged_pair& x, const judged_pair& y) {
                return x.probability != y.probability ? x.probability > y.probability : x.a != y.a ? x.a < y.a : x.b < y.b;
            },
            pg::check_interrupts);
        const auto give = [&](const std::string& evidence, const judged_pair* pair) {
            pg::call([&] {
                const MemoryContext outer = MemoryContextSwitchTo(row);
                const auto number = [&](auto value) {
                    return pair == nullptr ? pg::column::of(Datum{0}, true) : pg::column(value);
                };
                rows.add({number(pair == nullptr ? std::int64_t{0} : judged.id(pair->a)),
                          number(pair == nullptr ? std::int64_t{0} : judged.id(pair->b)),
                          number(pair == nullptr ? 0.0 : pair->probability), number(pair == nullptr ? 0.0 : pair->weight),
                          pg::column::of(jsonb_of(evidence), false)});
                MemoryContextSwitchTo(outer);
                MemoryContextReset(row);
            });
        };
        core::step_counter step(pg::check_interrupts);
        for (const judged_pair& pair : found.pairs) {
            step();
            give(judged.evidence(pair, found.levels.data() + pair.levels), &pair);
        }
        for (const auto& block : judged.search().large_blocks()) give(o.large_block(block.pass, block.people), nullptr);
    });
    end(a);
    SPI_finish();
    return Datum{0};
}

namespace {

// What is to be merged: arrays of one length, one after the other; and components that are not to be, with the reason.
struct merge_plan {
    Datum nodes, components, evidence;
    Datum trouble, reasons;
};

// Builds an array of the server element by element; within act 2.
class array_builder {
public:
    explicit array_builder(Oid type) : type_(type) {
        pg::call([&] { state_ = initArrayResult(type, CurrentMemoryContext, false); });
    }
    void add(std::int64_t value) {
        pg::call([&] { state_ = accumArrayResult(state_, Int64GetDatum(value), false, type_, CurrentMemoryContext); });
    }
    void add(const std::string& text) {
        pg::call([&] {
            state_ = accumArrayResult(state_, PointerGetDatum(cstring_to_text(pg::from_utf8(text.c_str()))), false, type_,
                                      CurrentMemoryContext);
        });
    }
    Datum result() const {
        Datum array{};
        pg::call([&] { array = makeArrayResult(state_, CurrentMemoryContext); });
        return array;
    }

private:
    Oid type_;
    ArrayBuildState* state_ = nullptr;
};

merge_plan plan_merges(const plain_register& r, const char* json, double threshold) {
    constexpr std::uint32_t nobody = 0xFFFFFFFF;
    constexpr double doubtful = 0.5;
    constexpr std::size_t largest_component = 1000;
    std::size_t account = r.bytes;
    return pg::guard([&] {
        pg::bounded_resource memory(CurrentMemoryContext, &account, r.reader);
        const auto o = core::duplicate_options::parse(json);
        const judged_register judged(&memory, r, o);
        kept_pairs links(&memory);
        core::components<core::number_nodes> linked(&memory, pg::check_interrupts);
        const auto size = static_cast<std::size_t>(r.size);
        std::pmr::vector<std::uint32_t> component(size, nobody, &memory), best(size, nobody, &memory);
        judged.each([&](const judged_pair& pair, std::span<const std::int32_t> levels) {
            if (pair.probability < threshold || (!o.again && judged.was_unmerged(pair.a, pair.b))) return;
            linked.add(pair.a, pair.b);
            for (const std::uint32_t person : {pair.a, pair.b})
                if (best[person] == nobody || links.pairs[best[person]].probability < pair.probability)
                    best[person] = static_cast<std::uint32_t>(links.pairs.size());
            links.add(pair, levels);
        });
        // Of each component, one after the other, its first person and the others, in the order of their numbers.
        std::pmr::vector<std::uint32_t> next(size, nobody, &memory), last(size, nobody, &memory);
        linked.each([&](std::int64_t node, std::int64_t first) {
            const auto person = static_cast<std::uint32_t>(node), head = static_cast<std::uint32_t>(first);
            component[person] = head;
            if (person != head) next[last[head]] = person;
            last[head] = person;
        });
        array_builder nodes(INT8OID), components(INT8OID), evidence(TEXTOID), trouble(INT8OID), reasons(TEXTOID);
        core::step_counter step(pg::check_interrupts);
        for (std::uint32_t person = 0; person < size; ++person) {
            step();
            if (component[person] == nobody) continue;
            const judged_pair& why = links.pairs[best[person]];
            nodes.add(judged.id(person));
            components.add(judged.id(component[person]));
            evidence.add(judged.evidence(why, links.levels.data() + why.levels, judged.id(why.a == person ? why.b : why.a)));
        }
        const auto object = [&](std::uint32_t person, const std::string& why) {
            trouble.add(judged.id(component[person]));
            reasons.add(why);
        };
        // Two who share no block are judged, too: a chain of likely pairs may have unlikely ends.
        std::vector<std::int32_t> levels(o.plan.compare.size());
        std::pmr::vector<std::uint32_t> people(&memory);
        for (std::uint32_t head = 0; head < size; ++head) {
            if (component[head] != head) continue;
            people.clear();
            for (std::uint32_t person = head; person != nobody; person = next[person]) people.push_back(person);
            bool good = true;
            for (std::size_t x = 0; good && people.size() <= largest_component && x < people.size(); ++x)
                for (std::size_t y = x + 1; good && y < people.size(); ++y) {
                    step();
                    const double likely = judged.probability(people[x], people[y], levels.data());
                    // Of two of whom nothing common is known nothing speaks against it.
                    good = likely >= doubtful ||
                           std::all_of(levels.begin(), levels.end(), [](std::int32_t l) { return l == core::no_level; });
                }
            if (people.size() > largest_component) object(head, "more than " + std::to_string(largest_component) + " persons");
            if (!good) object(head, "a pair below 0.5");
            for (const std::size_t column : o.distinct) {
                std::optional<std::uint32_t> one;
                bool same = true;
                for (const std::uint32_t person : people)
                    for (const std::uint32_t value : judged.search().values(column, person)) {
                        step();
                        same = same && one.value_or(value) == value;
                        one = value;
                    }
                if (!same) object(head, "more than one " + o.columns[column].name);
            }
        }
        for (std::int64_t i = 0; i < r.unmerged_size && !o.again; i += 2) {
            const auto place = [&](std::int64_t id) {
                return static_cast<std::uint32_t>(std::lower_bound(r.ids, r.ids + size, id) - r.ids);
            };
            const std::uint32_t x = place(r.unmerged[i]), y = place(r.unmerged[i + 1]);
            if (x >= size || y >= size || r.ids[x] != r.unmerged[i] || r.ids[y] != r.unmerged[i + 1]) continue;
            if (component[x] != nobody && component[x] == component[y]) object(x, "unmerged before");
        }
        return merge_plan{nodes.result(), components.result(), evidence.result(), trouble.result(), reasons.result()};
    });
}

}  // namespace

XM_FUNCTION(xm_merge_duplicates) {
    const workspace w = workspace_named(PG_GETARG_DATUM(0));
    const char* const side = side_of(PG_GETARG_DATUM(1));
    const char* const json = options_in(fcinfo, 2);
    const double threshold = PG_GETARG_FLOAT8(3);
    if (!(threshold >= 0.5 && threshold <= 1))
        ereport(ERROR,
                (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("threshold %g is outside the allowed range 0.5..1", threshold),
                 errhint("Pairs of at least this probability are merged: 0.99.")));
    const plain_options options = read_options(json);
    const Oid user = GetUserId();
    SPI_connect();
    const action a = begin_merging(w, user);
    require_custodian_of_confidential(w, user, side);
    const plain_register r = read_register(w, side, options, "xm.merge_duplicates");
    const merge_plan plan = plan_merges(r, json, threshold);

    // What only the tables know: confidential answers.
    StringInfoData sql;
    initStringInfo(&sql);
    appendStringInfoString(&sql, "WITH trouble AS (SELECT * FROM unnest($3, $4) t(component, why)");
    if (const char* const twice = answered_twice(w, side))
        appendStringInfo(&sql, " UNION SELECT component, 'both answered a wave of a confidential survey' FROM (%s) t", twice);
    appendStringInfoString(
        &sql,
        "), conflict AS (SELECT component, pg_catalog.jsonb_agg(DISTINCT why ORDER BY why) AS why FROM trouble GROUP BY 1), good "
        "AS "
        "(SELECT n.* FROM unnest($1, $2, $5) n(node, component, evidence) WHERE n.component NOT IN (SELECT component "
        "FROM conflict)), whole AS (SELECT component, pg_catalog.jsonb_agg(node ORDER BY node) AS persons FROM unnest($1, $2) "
        "n(node, component) GROUP BY 1) SELECT (SELECT pg_catalog.count(*) FROM conflict), COALESCE((SELECT "
        "pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('persons', g.persons, 'why', c.why) ORDER BY c.component) FROM "
        "conflict c JOIN whole g ON g.component = c.component), '[]'), COALESCE(pg_catalog.array_agg(node ORDER BY node) FILTER "
        "(WHERE node <> component), '{}'), "
        "COALESCE(pg_catalog.array_agg(component ORDER BY node) FILTER (WHERE node <> component), '{}'), "
        "COALESCE(pg_catalog.array_agg(evidence ORDER BY node) FILTER (WHERE node <> component), '{}'), "
        "pg_catalog.count(DISTINCT "
        "component) FROM good");
    run_with(sql.data, {INT8ARRAYOID, INT8ARRAYOID, INT8ARRAYOID, TEXTARRAYOID, TEXTARRAYOID},
             {plan.nodes, plan.components, plan.trouble, plan.reasons, plan.evidence});
    SPITupleTable* const found = SPI_tuptable;
    const auto at = [&](int column) {
        bool null = false;
        return SPI_getbinval(found->vals[0], found->tupdesc, column, &null);
    };
    const std::int64_t conflicts = DatumGetInt64(at(1)), components = DatumGetInt64(at(6));
    const Datum merged = at(3), roots = at(4);
    const std::int64_t persons = ArrayGetNItems(ARR_NDIM(DatumGetArrayTypeP(merged)), ARR_DIMS(DatumGetArrayTypeP(merged)));
    // Those that stay are of their groups, too.
    run_with(
        "SELECT $1 || COALESCE(pg_catalog.array_agg(DISTINCT r), '{}'), $2 || COALESCE(pg_catalog.array_agg(DISTINCT r), '{}') "
        "FROM pg_catalog.unnest($2) r",
        {INT8ARRAYOID, INT8ARRAYOID}, {merged, roots});
    bool null = false;
    const groups all{SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1, &null),
                     SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 2, &null)};
    warn_of_published(w, all);
    merge(w, user, merged, roots, roots, at(5));
    pg::row_set rows(fcinfo);
    rows.add({components, persons, conflicts, pg::column::of(at(2), false)});
    end(a);
    SPI_finish();
    return Datum{0};
}
