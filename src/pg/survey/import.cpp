// Behind `xm import`: rows that the client staged in a temporary table go into the table of a survey, and what the import meant
// by its columns is kept for the next one.
#include "pg/survey/workspace.hpp"

#include "core/survey/columns.hpp"
#include "core/survey/response.hpp"
#include "pg/survey/acting.hpp"
#include "pg/survey/people.hpp"

using namespace xm;              // NOLINT: entries below are C symbols
using namespace xm::pg::survey;  // NOLINT

namespace {

// --- the staging table -------------------------------------------------------------------------------

// Its columns are those of the response table that the file has, and some of its own, which begin with @ as no item does: @line
// and
// @file say where a row stands, @person1 ... are keys of the person, and NAME@local is a time whose text stated no offset.
struct staged_column {
    const char* name;
    Oid type;
    bool not_null;
};
struct staging {
    Relation relation;
    const char* name;  // quoted
    staged_column* columns;
    int size;
};

[[noreturn]] void refuse_staging(const char* why) {
    ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("the staging table %s", why),
                    errhint("xm import makes one: an ordinary temporary table of columns alone.")));
}

// Nothing that it has may run when it is read or planned for, since that happens as the owner of the workspace. It stays open, so
// that nobody changes it meanwhile.
staging open_staging(const workspace& w, Oid id, Oid user) {
    HeapTuple const tuple = SearchSysCache1(RELOID, ObjectIdGetDatum(id));
    if (!HeapTupleIsValid(tuple)) refuse_staging("does not exist");
    const FormData_pg_class facts = *reinterpret_cast<Form_pg_class>(GETSTRUCT(tuple));
    ReleaseSysCache(tuple);
    if (!isTempNamespace(facts.relnamespace) || facts.relkind != RELKIND_RELATION || facts.relispartition)
        refuse_staging("is no temporary table of this session");
    if (facts.relowner != user) refuse_staging("belongs to another role");
    if (pg_class_aclcheck(id, w.owner, ACL_SELECT) != ACLCHECK_OK)
        ereport(ERROR,
                (errcode(ERRCODE_INSUFFICIENT_PRIVILEGE), errmsg("the owner of the workspace may not read the staging table"),
                 errhint("GRANT SELECT ON it TO %s", quote_identifier(GetUserNameFromId(w.owner, false)))));
    staging s{table_open(id, AccessShareLock), nullptr, nullptr, 0};
    const Form_pg_class now = s.relation->rd_rel;
    if (now->relowner != user || now->relam != HEAP_TABLE_AM_OID) refuse_staging("is no ordinary table");
    if (now->relrowsecurity || now->relforcerowsecurity) refuse_staging("has row security");
    // The planner evaluates what of these is constant.
    if (now->relhasrules || now->relhastriggers || now->relchecks > 0 || now->relhassubclass || now->relhasindex ||
        RelationGetIndexList(s.relation) != NIL || RelationGetStatExtList(s.relation) != NIL)
        refuse_staging("has a rule, a trigger, a check, an index, statistics or a child");
    s.name = quote_qualified_identifier(get_namespace_name(now->relnamespace), RelationGetRelationName(s.relation));
    const TupleDesc shape = RelationGetDescr(s.relation);
    s.columns = static_cast<staged_column*>(palloc(sizeof(staged_column) * static_cast<std::size_t>(shape->natts + 1)));
    for (int i = 0; i < shape->natts; ++i) {
        Form_pg_attribute const a = TupleDescAttr(shape, i);
        if (a->attisdropped) refuse_staging("has lost a column");
        if (a->attgenerated != '\0') refuse_staging("has a generated column");
        if (a->attcollation != InvalidOid && a->attcollation != DEFAULT_COLLATION_OID)
            refuse_staging("has a column with a collation of its own");
        s.columns[s.size++] = {utf8(NameStr(a->attname)), a->atttypid, a->attnotnull};
    }
    return s;
}

// --- the statements ------------------------------------------------------------------------------------

// What the statements are made of, in the database's encoding and quoted.
struct facts {
    const char* workspace;  // quoted
    const char* survey;     // as a literal; null where only persons are looked for
    const char* table;      // quoted
    const char* staged;     // quoted
    const char* zone;       // of the workspace, as a literal
    const char* side;
    const char** kinds;  // of keys of persons, as literals
    int* order;          // their numbers by setting key_order
    int kinds_size;
    bool forgotten;  // whether anybody was
};

// In text: the rows as they are to be stored, what a change sets, what makes one, and what a new row has.
struct texts {
    const char *rows, *set, *differs, *columns, *values;
    bool persons, waves, anything_known;  // of rows: person_id, wave; wave, unit or touchpoint
};

// SHA-256 of the workspace's secret, what it is and the value, as keyed_hash() makes it.
std::string hash_of(const facts& f, const std::string& what, const std::string& value) {
    return std::string("pg_catalog.sha256(pg_catalog.convert_to((SELECT value FROM ") + f.workspace +
           ".setting WHERE name = 'secret') || pg_catalog.chr(10) || " + what + " || pg_catalog.chr(10) || " + value +
           ", 'UTF8'))";
}
std::string is_forgotten(const facts& f, const std::string& what, const std::string& value) {
    return std::string("EXISTS (SELECT FROM ") + f.workspace + ".forgotten f WHERE f.hash = " + hash_of(f, what, value) + ")";
}

// A key of the person in its normal form.
std::string key(const facts& f, int i) {
    return std::string("xm_internal.normal_key(") + f.kinds[i] + ", s.\"@person" + std::to_string(i + 1) + "\")";
}
std::string on(const std::string& alias, int i) { return alias + std::to_string(i + 1); }

// FROM the staged rows, each beside the persons that its keys are known of.
std::string from(const facts& f) {
    std::string text = std::string(" FROM ONLY ") + f.staged + " s";
    for (int i = 0; i < f.kinds_size; ++i)
        text += std::string(" LEFT JOIN ") + f.workspace + ".person_key " + on("k", i) + " ON " + on("k", i) + ".side = '" +
                f.side + "' AND " + on("k", i) + ".kind = " + f.kinds[i] + " AND " + on("k", i) + ".value = " + key(f, i);
    return text;
}
// The first person, by setting key_order, that a key of the row is known of.
std::string person(const facts& f) {
    std::string text = "COALESCE(";
    for (int i = 0; i < f.kinds_size; ++i) text += (i == 0 ? "" : ", ") + on("k", f.order[i]) + ".person_id";
    return f.kinds_size == 0 ? "NULL::pg_catalog.int8" : text + ")";
}
std::string names_somebody(const facts& f) {
    std::string text = "pg_catalog.num_nonnulls(";
    for (int i = 0; i < f.kinds_size; ++i) text += (i == 0 ? "s.\"@person" : ", s.\"@person") + std::to_string(i + 1) + "\"";
    return text + ") > 0";
}
// Whether a row is refused: its source was forgotten, or who is known by none of its keys.
std::string refused(const facts& f) {
    if (!f.forgotten) return "false";
    const std::string source =
        f.survey == nullptr ? "false" : is_forgotten(f, "'source'", std::string(f.survey) + " || '/' || s.source_id");
    if (f.kinds_size == 0) return source;
    std::string text = "(" + source + " OR " + person(f) + " IS NULL AND (false";
    for (int i = 0; i < f.kinds_size; ++i)
        text += " OR " + is_forgotten(f, std::string("'") + f.side + "/' || " + f.kinds[i], key(f, i));
    return text + "))";
}

Oid type_oid(std::string_view type) {
    return type == "smallint"                   ? INT2OID
           : type == "boolean"                  ? BOOLOID
           : type == "numeric"                  ? NUMERICOID
           : type == "date"                     ? DATEOID
           : type == "timestamp with time zone" ? TIMESTAMPTZOID
           : type == "double precision"         ? FLOAT8OID
           : type == "jsonb"                    ? JSONBOID
                                                : TEXTOID;
}

[[noreturn]] void refuse_column(const std::string& name, const char* why, const char* hint) {
    core::fail(core::errc::invalid, hint, "column ", name, " of the staging table: ", why);
}

// Act 2.
class builder {
public:
    builder(const core::survey::definition& d, const facts& f, const staging& s,
            const std::vector<std::pair<std::string, std::string>>& zones)
        : d_(d), f_(f), zones_(zones) {
        for (int i = 0; i < s.size; ++i) given_.push_back(s.columns[i]);
    }

    texts build() {
        const bool anonymous = d_.mode == core::survey::mode::anonymous;
        texts t{};
        take("@line", INT8OID, true);
        take("source_id", TEXTOID, true);
        for (int i = 0; i < f_.kinds_size; ++i) take("@person" + std::to_string(i + 1), TEXTOID, true);
        select("s.\"@line\"");
        select((anonymous ? "pg_catalog.encode(" + hash_of(f_, "'source'", "s.source_id") + ", 'hex')" : "s.source_id") +
               " AS source_id");
        insert("source_id", "r.source_id");
        const std::string now = "pg_catalog.now()", local_day = ") AT TIME ZONE 'UTC'";
        const auto day = [&](const std::string& instant) {
            return "pg_catalog.date_trunc('day', " + instant + " AT TIME ZONE " + f_.zone + local_day;
        };
        const std::string submitted = time("submitted_at"), started = time("started_at");
        if (!submitted.empty()) {
            select((anonymous ? day("(" + submitted + ")") : submitted) + " AS submitted_at");
            // A response that was never sent off came when it was begun.
            insert("submitted_at", "COALESCE(r.submitted_at, " +
                                       (anonymous         ? day(now)
                                        : started.empty() ? now
                                                          : "r.started_at, " + now) +
                                       ")");
            change("submitted_at", "COALESCE(r.submitted_at, t.submitted_at)");
        } else if (anonymous) {
            insert("submitted_at", day(now));
        }
        if (!started.empty()) {
            if (anonymous) refuse_column("started_at", "an anonymous survey does not keep it", "Leave it out.");
            select(started + " AS started_at");
            insert("started_at", "r.started_at");
            change("started_at", "COALESCE(r.started_at, t.started_at)");
        }
        t.persons = f_.kinds_size > 0;
        if (t.persons) {
            if (anonymous) refuse_column("@person1", "an anonymous survey does not keep it", "Leave it out.");
            select(person(f_) + " AS person_id");
            insert("person_id", "r.person_id");
            change("person_id", "COALESCE(r.person_id, t.person_id)");
        }
        for (const char* name : {"wave", "unit", "touchpoint", "channel", "language"}) {
            if (!plain(name, TEXTOID)) continue;
            t.waves = t.waves || std::string_view(name) == "wave";
            t.anything_known = t.anything_known || std::string_view(name) == "wave" || std::string_view(name) == "unit" ||
                               std::string_view(name) == "touchpoint";
        }
        plain("complete", BOOLOID, "true");
        plain("weight", FLOAT8OID, "1");
        items(take("missing", JSONBOID, false));
        for (const staged_column& c : given_)
            if (c.name != nullptr)
                refuse_column(c.name, "neither of the survey nor of the client", "Bring extension and client to one version.");
        t.rows = pg::keep("SELECT " + select_ + from(f_) + (f_.forgotten ? " WHERE NOT " + refused(f_) : ""));
        t.set = pg::keep(set_);
        t.differs = pg::keep(differs_.empty() ? "false" : differs_);
        t.columns = pg::keep(columns_);
        t.values = pg::keep(values_);
        return t;
    }

private:
    void select(const std::string& part) { select_ += (select_.empty() ? "" : ", ") + part; }
    void insert(const std::string& name, const std::string& value) {
        columns_ += (columns_.empty() ? "\"" : ", \"") + name + "\"";
        values_ += (values_.empty() ? "" : ", ") + value;
    }
    void change(const std::string& name, const std::string& value) {
        set_ += (set_.empty() ? "\"" : ", \"") + name + "\" = " + value;
        differs_ += (differs_.empty() ? "t.\"" : " OR t.\"") + name + "\" IS DISTINCT FROM " + value;
    }

    // Whether there is a column of this name; it is of this type, or refused.
    bool take(const std::string& name, Oid type, bool needed) {
        for (staged_column& c : given_) {
            if (c.name == nullptr || name != c.name) continue;
            if (c.type != type) refuse_column(name, "of another type than the survey's", "Make it of the type of its item.");
            if ((name == "@line" || name == "source_id") && !c.not_null)
                refuse_column(name, "may be NULL", "Declare it NOT NULL.");
            c.name = nullptr;
            return true;
        }
        if (needed) refuse_column(name, "is not there", "Bring extension and client to one version.");
        return false;
    }

    // An instant: stated with its offset, or without in the zone of its column.
    std::string time(const std::string& name) {
        const bool stated = take(name, TIMESTAMPTZOID, false), local = take(name + "@local", TIMESTAMPOID, false);
        std::string zone = f_.zone;
        for (const auto& [column, of] : zones_)
            if (column == name) zone = of;
        const std::string there = "s.\"" + name + "\"", here = "s.\"" + name + "@local\" AT TIME ZONE " + zone;
        return !local ? (stated ? there : "") : stated ? "COALESCE(" + there + ", " + here + ")" : here;
    }

    bool plain(const std::string& name, Oid type, const char* otherwise = nullptr) {
        if (!take(name, type, false)) return false;
        select("s.\"" + name + "\"");
        const std::string value = "r.\"" + name + "\"";
        const std::string kept = otherwise == nullptr ? value : "COALESCE(" + value + ", " + otherwise + ")";
        insert(name, kept);
        change(name, kept);
        return true;
    }

    void items(bool missing) {
        std::string there;  // items that the file has: their reasons are its to say
        for (const core::survey::item& it : d_.items) {
            if (it.retired) continue;
            bool any = false;
            for (const std::string& name : core::survey::column_names(it)) {
                const bool own_words = it.other && name == it.name + "_other";
                const Oid type = own_words ? TEXTOID : type_oid(core::survey::column_type(it.type));
                if (type == TIMESTAMPTZOID) {
                    const std::string value = time(name);
                    if (value.empty()) continue;
                    select(value + " AS \"" + name + "\"");
                    insert(name, "r.\"" + name + "\"");
                    change(name, "r.\"" + name + "\"");
                } else if (!plain(name, type)) {
                    continue;
                }
                any = any || !own_words;
            }
            if (any) there += (there.empty() ? "'" : ", '") + it.name + "'";
        }
        if (!missing) return;
        select("s.missing");
        insert("missing", "r.missing");
        change("missing",
               "CASE WHEN pg_catalog.jsonb_typeof(t.missing) IS DISTINCT FROM 'object' THEN r.missing ELSE NULLIF((t.missing - "
               "ARRAY[" +
                   there + "]::pg_catalog.text[]) || COALESCE(r.missing, '{}'), '{}') END");
    }

    const core::survey::definition& d_;
    const facts& f_;
    const std::vector<std::pair<std::string, std::string>>& zones_;
    std::vector<staged_column> given_;
    std::string select_, columns_, values_, set_, differs_;
};

// --- the import --------------------------------------------------------------------------------------------

// Texts of a query of at most three columns, in the current memory context.
struct list {
    const char* (*cells)[3];
    int rows;
};
list list_of(const char* sql) {
    run(sql);
    SPITupleTable* const found = SPI_tuptable;
    list l{static_cast<const char*(*)[3]>(palloc(sizeof(*l.cells) * (SPI_processed + 1))), static_cast<int>(SPI_processed)};
    for (int i = 0; i < l.rows; ++i)
        for (int j = 0; j < 3; ++j)
            l.cells[i][j] = j < found->tupdesc->natts ? SPI_getvalue(found->vals[i], found->tupdesc, j + 1) : nullptr;
    return l;
}

std::int64_t changed_rows(const char* sql) {
    run(sql);
    return static_cast<std::int64_t>(SPI_processed);
}

const char* zone_literal(const char* zone) {
    pg_tz* const known = zone == nullptr ? nullptr : pg_tzset(zone);
    if (known == nullptr || !pg_tz_acceptable(known))
        ereport(ERROR,
                (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("time zone \"%s\" is not known", zone == nullptr ? "" : zone),
                 errhint("SELECT name FROM pg_timezone_names lists them, such as Europe/Berlin.")));
    return quote_literal_cstr(zone);
}

// The kinds of keys that @person1 ... hold.
void read_kinds(const workspace& w, facts& f, const char* about) {
    const list kinds = list_of(
        psprintf("SELECT kind, pg_catalog.row_number() OVER (ORDER BY %s, n) FROM %s WITH ORDINALITY k(kind, n) ORDER BY n",
                 place_in_key_order(w, "kind", "[]"),
                 filled("pg_catalog.jsonb_array_elements_text(%L::pg_catalog.jsonb -> 'persons')", {about})));
    f.order = static_cast<int*>(palloc(sizeof(int) * static_cast<std::size_t>(kinds.rows + 1)));
    f.kinds = static_cast<const char**>(palloc(sizeof(char*) * static_cast<std::size_t>(kinds.rows + 1)));
    f.kinds_size = kinds.rows;
    for (int i = 0; i < kinds.rows; ++i) {
        if (kinds.cells[i][0] == nullptr || kinds.cells[i][0][0] == '\0' || kinds.rows > 16)
            ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("a kind of key is empty, or there are more than 16"),
                            errhint("Name kinds such as email or crm.")));
        f.kinds[i] = quote_literal_cstr(kinds.cells[i][0]);
        f.order[strtol(kinds.cells[i][1], nullptr, 10) - 1] = i;
    }
}

// Customers that nobody knew are made; returns their number. Numbers that somebody inserted himself are passed over, and a key
// that another session brings meanwhile is that session's.
std::int64_t make_persons(const facts& f) {
    struct parts {
        const char *wanted, *more;
    };
    const parts p = pg::guard([&] {
        std::string kind = "CASE", value = "COALESCE(", more;
        for (int place = 0; place < f.kinds_size; ++place) {
            const int i = f.order[place];
            kind += " WHEN s.\"@person" + std::to_string(i + 1) + "\" IS NOT NULL THEN " + f.kinds[i];
            value += (place == 0 ? "" : ", ") + key(f, i);
            // Further keys of a person, where nobody has them.
            if (f.kinds_size == 1) break;
            more += (more.empty() ? "" : " UNION ALL ") + std::string("SELECT ") + f.kinds[i] + " AS kind, " + key(f, i) +
                    " AS value, " + person(f) + " AS person_id, s.\"@line\" AS line" + from(f) + " WHERE " + on("k", i) +
                    ".person_id IS NULL AND s.\"@person" + std::to_string(i + 1) + "\" IS NOT NULL AND " + person(f) +
                    " IS NOT NULL";
            if (f.forgotten)
                more += " AND NOT " + refused(f) + " AND NOT " +
                        is_forgotten(f, std::string("'") + f.side + "/' || " + f.kinds[i], key(f, i));
        }
        return parts{pg::keep("SELECT DISTINCT " + kind + " END AS kind, " + value + ") AS value" + from(f) + " WHERE " +
                              person(f) + " IS NULL AND " + names_somebody(f) + " AND NOT " + refused(f)),
                     pg::keep(more)};
    });
    const char* const sequence =
        fetch("SELECT pg_catalog.pg_get_serial_sequence(%L, 'person_id')", {psprintf("%s.person", f.workspace)});
    std::int64_t made = 0;
    for (int round = 0;; ++round) {
        CHECK_FOR_INTERRUPTS();
        const list l = list_of(psprintf(
            "WITH wanted AS (%1$s), numbered AS MATERIALIZED (SELECT kind, value, pg_catalog.nextval(%2$s) AS person_id FROM "
            "wanted),"
            " free AS (SELECT * FROM numbered n WHERE NOT EXISTS (SELECT FROM %3$s.person p WHERE p.person_id = n.person_id)),"
            " made AS (INSERT INTO %3$s.person (person_id, side) SELECT person_id, '%4$s' FROM free),"
            " kept AS (INSERT INTO %3$s.person_key (side, kind, value, person_id) SELECT '%4$s', kind, value, person_id FROM "
            "free "
            "ON CONFLICT DO NOTHING RETURNING person_id)"
            " SELECT (SELECT pg_catalog.count(*) FROM numbered), (SELECT pg_catalog.count(*) FROM kept), "
            "pg_catalog.array_agg(f.person_id)"
            " FROM free f WHERE NOT EXISTS (SELECT FROM kept k WHERE k.person_id = f.person_id)",
            p.wanted, quote_literal_cstr(sequence), f.workspace, f.side));
        made += strtoll(l.cells[0][1], nullptr, 10);
        if (l.cells[0][2] != nullptr)
            run(psprintf("DELETE FROM %s.person WHERE person_id = ANY (%s::pg_catalog.int8[])", f.workspace,
                         quote_literal_cstr(l.cells[0][2])));
        if (strcmp(l.cells[0][0], "0") == 0) break;
        if (round == 1000) elog(ERROR, "pg_xm: new persons do not stay in workspace %s", f.workspace);
    }
    if (p.more[0] != '\0')
        run(psprintf(
            "INSERT INTO %s.person_key (side, kind, value, person_id) SELECT DISTINCT ON (kind, value) '%s', kind, value, "
            "person_id FROM (%s) x ORDER BY kind, value, line ON CONFLICT DO NOTHING",
            f.workspace, f.side, p.more));
    return made;
}

// Keys of one row that are of two persons, for somebody to look at.
void list_conflicts(const workspace& w, const facts& f) {
    if (f.kinds_size < 2 || !can_merge(w)) return;
    run(pg::guard([&] {
        std::string pairs;
        for (int i = 0; i < f.kinds_size; ++i)
            for (int j = i + 1; j < f.kinds_size; ++j)
                pairs += (pairs.empty() ? "" : " UNION ALL ") + std::string("SELECT ") + on("k", i) + ".person_id AS x, " +
                         on("k", j) + ".person_id AS y, ARRAY[" + f.kinds[i] + ", " + f.kinds[j] + "] AS kinds" + from(f) +
                         " WHERE " + on("k", i) + ".person_id <> " + on("k", j) + ".person_id";
        return pg::keep(std::string("INSERT INTO ") + f.workspace +
                        ".person_clash (a, b, kinds) SELECT LEAST(c.x, c.y), GREATEST(c.x, c.y), pg_catalog.min(c.kinds) FROM (" +
                        pairs + ") c JOIN " + f.workspace + ".person p ON p.person_id = c.x JOIN " + f.workspace +
                        ".person q ON q.person_id = c.y WHERE p.root <> q.root GROUP BY 1, 2 ON CONFLICT DO NOTHING");
    }));
}

void refuse_unknown_employees(const facts& f, bool identified) {
    const char* const sql = pg::guard([&] {
        std::string shown = "NULL::pg_catalog.text";
        if (identified) {
            shown = "COALESCE(";
            for (int i = 0; i < f.kinds_size; ++i)
                shown += (i == 0 ? "" : ", ") + std::string(f.kinds[i]) + " || ' \"' || s.\"@person" + std::to_string(i + 1) +
                         "\" || '\"'";
            shown += ")";
        }
        return pg::keep(
            "SELECT pg_catalog.count(*) OVER () || CASE WHEN pg_catalog.count(*) OVER () = 1 THEN ' row names' ELSE ' rows name' "
            "END || ' an employee whom nobody knows, the first in line ' || s.\"@line\" || COALESCE(': ' || " +
            shown + ", '')" + from(f) + " WHERE " + person(f) + " IS NULL AND " + names_somebody(f) + " AND NOT " + refused(f) +
            " ORDER BY s.\"@line\" LIMIT 1");
    });
    if (const char* const why = fetch(sql))
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("person: %s", why),
                        errhint("Add employees to person and person_key first: xm import --table person.")));
}

struct counts {
    std::int64_t read, added, changed, forgotten, persons;
};

// As the owner.
counts store(const workspace& w, const char* survey, Oid table, const staging& s, const char* about) {
    const bool distributed = is_distributed(w);
    if (distributed) shard_by_shard();
    // The planner knows nothing of the staged rows: it would sort them by texts. What is off counts as dear, and what is dear
    // would be compiled.
    for (const char* off : {"enable_sort", "enable_mergejoin", "jit"}) set_until_end(off, "off");
    set_until_end("work_mem", "64MB");
    // Imports into one survey one after the other.
    lock_until_end(0x786d69, table);

    const char* const json = stored_definition(w, survey);
    if (json == nullptr) no_survey(w, survey);
    const list zones = list_of(filled(
        "SELECT z.key, z.value FROM pg_catalog.jsonb_each_text(COALESCE(%L::pg_catalog.jsonb -> 'zones', '{}')) z", {about}));
    facts f{};
    f.workspace = quote_identifier(w.name);
    f.survey = quote_literal_cstr(survey);
    f.table = filled("%I.%I", {w.name, survey});
    f.staged = s.name;
    f.zone = quote_literal_cstr(setting_of(w, "time_zone"));
    read_kinds(w, f, about);
    for (int i = 0; i < zones.rows; ++i) zones.cells[i][1] = zone_literal(zones.cells[i][1]);
    f.forgotten = fetch("SELECT 1 FROM %I.forgotten LIMIT 1", {w.name}) != nullptr;

    struct {
        core::survey::mode mode;
        core::survey::side side;
        texts t;
    } d;
    std::memset(&d, 0, sizeof d);
    pg::guard([&] {
        const auto definition = core::survey::definition::parse(json);
        d.mode = definition.mode;
        d.side = definition.side;
        f.side = core::survey::name_of(definition.side).data();
        std::vector<std::pair<std::string, std::string>> of;
        for (int i = 0; i < zones.rows; ++i) of.emplace_back(zones.cells[i][0], zones.cells[i][1]);
        d.t = builder(definition, f, s, of).build();
    });
    const texts& t = d.t;
    const bool customers = d.side == core::survey::side::customer;

    counts c{};
    if (t.persons && customers) c.persons = make_persons(f);
    if (t.persons && !customers) refuse_unknown_employees(f, d.mode == core::survey::mode::identified);
    if (t.persons) list_conflicts(w, f);
    // Where triggers look at units and waves they do so after the rows have come.
    if (strcmp(setting_of(w, "summary"), "triggers") != 0 && t.anything_known) {
        const auto given = [&](const char* name) {
            for (int i = 0; i < s.size; ++i)
                if (strcmp(s.columns[i].name, name) == 0) return name;
            return static_cast<const char*>("NULL::pg_catalog.text");
        };
        run(unknown(w, survey,
                    psprintf("(SELECT %s AS wave, %s AS unit, %s AS touchpoint FROM ONLY %s)", given("wave"), given("unit"),
                             given("touchpoint"), s.name),
                    false));
        if (SPI_processed > 0) refuse_unknown(w, survey);
    }
    if (f.forgotten) {
        const char* const count =
            fetch(pg::guard([&] { return pg::keep("SELECT pg_catalog.count(*)" + from(f) + " WHERE " + refused(f)); }));
        c.forgotten = strtoll(count, nullptr, 10);
        run("SELECT pg_catalog.nextval(%L) FROM pg_catalog.generate_series(1, %L::pg_catalog.int8)",
            {filled("%I.refused", {w.name}), count});
    }

    const bool empty = fetch(psprintf("SELECT 1 FROM %s LIMIT 1", f.table)) == nullptr;
    if (!empty || distributed) {
        // Elsewhere the key of the table refuses it.
        const char* const twice = fetch(pg::guard([&] {
            return pg::keep("SELECT pg_catalog.min(s.\"@line\") || ' and ' || pg_catalog.max(s.\"@line\") FROM ONLY " +
                            std::string(f.staged) + " s GROUP BY s.source_id HAVING pg_catalog.count(*) > 1 LIMIT 1");
        }));
        if (twice != nullptr)
            ereport(ERROR, (errcode(ERRCODE_UNIQUE_VIOLATION), errmsg("lines %s have the same source_id", twice),
                            errhint("A response is one row: correct the file, or name the column that tells responses apart.")));
        c.changed = t.set[0] == '\0'
                        ? 0
                        : changed_rows(psprintf("UPDATE %s t SET %s FROM (%s) r WHERE t.source_id = r.source_id AND (%s)",
                                                f.table, t.set, t.rows, t.differs));
    }
    if (d.mode == core::survey::mode::confidential && t.persons && t.waves) {
        const bool merged = has_merged(w);
        const char* const in_file = fetch(psprintf(
            "SELECT pg_catalog.min(\"@line\") || ' and ' || pg_catalog.max(\"@line\") FROM (%s) r WHERE person_id IS NOT NULL "
            "AND wave IS NOT NULL GROUP BY %s, wave HAVING pg_catalog.count(*) > 1 ORDER BY pg_catalog.min(\"@line\") LIMIT 1",
            t.rows, root_of(w, merged, "r.person_id")));
        const char* const before =
            in_file != nullptr || empty
                ? nullptr
                : fetch(psprintf("SELECT r.\"@line\" FROM (%s) r%s JOIN %s t ON t.person_id = %s AND t.wave = r.wave AND "
                                 "t.source_id IS DISTINCT FROM r.source_id ORDER BY r.\"@line\" LIMIT 1",
                                 t.rows,
                                 merged ? filled(" JOIN %I.person p ON p.person_id = r.person_id JOIN %I.person q ON q.root = "
                                                 "p.root",
                                                 {w.name, w.name})
                                        : "",
                                 f.table, merged ? "q.person_id" : "r.person_id"));
        if (in_file != nullptr || before != nullptr)
            ereport(ERROR, (errcode(ERRCODE_UNIQUE_VIOLATION),
                            in_file != nullptr ? errmsg("lines %s are answers of one person to one wave", in_file)
                                               : errmsg("line %s: this person has answered this wave already", before),
                            errhint("A person answers a wave of a confidential survey once: keep one of the rows.")));
    }
    c.added = changed_rows(
        psprintf("INSERT INTO %s (%s) SELECT %s FROM (%s) r%s", f.table, t.columns, t.values, t.rows,
                 empty ? "" : psprintf(" WHERE NOT EXISTS (SELECT FROM %s t WHERE t.source_id = r.source_id)", f.table)));
    c.read =
        empty ? c.added + c.forgotten : strtoll(fetch(psprintf("SELECT pg_catalog.count(*) FROM ONLY %s", s.name)), nullptr, 10);

    run("INSERT INTO %I.setting SELECT %L, c::pg_catalog.text FROM (SELECT %L::pg_catalog.jsonb -> 'columns' AS c) x WHERE c IS "
        "NOT "
        "NULL ON CONFLICT (name) DO UPDATE SET value = EXCLUDED.value WHERE setting.value <> EXCLUDED.value",
        {w.name, psprintf("import.%s", survey), about});
    run("UPDATE %I.choice c SET source = v.value FROM pg_catalog.jsonb_each(COALESCE(%L::pg_catalog.jsonb -> 'sources', '{}')) "
        "i, "
        "pg_catalog.jsonb_each_text(i.value) v WHERE c.survey = %L AND c.item = i.key AND c.code = v.key AND c.source IS "
        "DISTINCT FROM "
        "v.value",
        {w.name, about, survey});
    return c;
}

// What is wrong with the rows is said without the statement that found it, and without a row: logs may be read by many.
counts store_quietly(const workspace& w, const char* survey, Oid table, const staging& s, const char* about) {
    const MemoryContext memory = CurrentMemoryContext;
    counts result{};
    answers_raise_alerts = fetch("SELECT 1 WHERE %L::pg_catalog.jsonb -> 'alerts' = 'true'", {about}) != nullptr;
    PG_TRY();
    { result = store(w, survey, table, s, about); }
    PG_CATCH();
    {
        answers_raise_alerts = true;
        MemoryContextSwitchTo(memory);
        ErrorData* const e = CopyErrorData();
        if (ERRCODE_TO_CATEGORY(e->sqlerrcode) != ERRCODE_TO_CATEGORY(ERRCODE_DATA_EXCEPTION) &&
            ERRCODE_TO_CATEGORY(e->sqlerrcode) != ERRCODE_TO_CATEGORY(ERRCODE_INTEGRITY_CONSTRAINT_VIOLATION))
            PG_RE_THROW();
        FlushErrorState();
        e->context = nullptr;
        e->detail = nullptr;
        if (e->sqlerrcode == ERRCODE_UNIQUE_VIOLATION && e->constraint_name != nullptr) {
            e->message = const_cast<char*>("two of the rows are one response, or one of them arrived meanwhile");
            e->hint = const_cast<char*>(
                "Run it again. If that does not help two rows have the same source_id, or one person answers a wave twice.");
        }
        ReThrowError(e);
    }
    PG_END_TRY();
    answers_raise_alerts = true;
    return result;
}

void require_custodian(const workspace& w, const char* survey, Oid user) {
    if (!was_granted(w, survey, user, "custodian"))
        ereport(ERROR, (errcode(ERRCODE_INSUFFICIENT_PRIVILEGE), errmsg("permission denied for survey \"%s\"", survey),
                        errhint("Ask for the kind custodian: xm.grant_workspace.")));
}

// Persons and settings are of no survey: whoever is custodian of one may.
}  // namespace

XM_FUNCTION(xm_import_answers) {
    const workspace w = workspace_named(PG_GETARG_DATUM(0));
    const char* const survey = text_to_cstring(PG_GETARG_TEXT_PP(1));
    const Oid table = table_of(w, survey);
    Jsonb* const j = PG_GETARG_JSONB_P(3);
    if (!JB_ROOT_IS_OBJECT(j))
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("about is no JSON object"),
                        errhint("Send persons, zones, columns, sources.")));
    const char* const about = JsonbToCString(nullptr, &j->root, static_cast<int>(VARSIZE(j)));
    const Oid user = GetUserId();
    SPI_connect();
    const action a = begin_as_owner(w);
    use_time_zone(w);
    require_custodian(w, survey, user);
    const staging s = open_staging(w, PG_GETARG_OID(2), user);
    const counts c = store_quietly(w, survey, table, s, about);
    table_close(s.relation, NoLock);
    end(a);
    SPI_finish();
    return pg::make_row(fcinfo, {c.read, c.added, c.changed, c.read - c.added - c.changed - c.forgotten, c.forgotten, c.persons});
}

XM_FUNCTION(xm_import_persons) {
    const workspace w = workspace_named(PG_GETARG_DATUM(0));
    const char* const side = side_of(PG_GETARG_DATUM(1));
    Jsonb* const j = PG_GETARG_JSONB_P(3);
    const char* const about = JsonbToCString(nullptr, &j->root, static_cast<int>(VARSIZE(j)));
    const Oid user = GetUserId();
    SPI_connect();
    const action a = begin_as_owner(w);
    require_any_custodian(w, user);
    const staging s = open_staging(w, PG_GETARG_OID(2), user);
    facts f{};
    f.workspace = quote_identifier(w.name);
    f.staged = s.name;
    f.side = side;
    read_kinds(w, f, about);
    const auto require = [&](const char* name, Oid type, const char* of) {
        for (int k = 0; k < s.size; ++k)
            if (strcmp(s.columns[k].name, name) == 0 && s.columns[k].type == type) return;
        refuse_staging(psprintf("has no column %s of type %s", name, of));
    };
    require("@line", INT8OID, "bigint");
    for (int i = 0; i < f.kinds_size; ++i) require(psprintf("@person%d", i + 1), TEXTOID, "text");
    f.forgotten = fetch("SELECT 1 FROM %I.forgotten LIMIT 1", {w.name}) != nullptr;
    const std::int64_t made = f.kinds_size == 0 ? 0 : make_persons(f);
    list_conflicts(w, f);
    table_close(s.relation, NoLock);
    end(a);
    SPI_finish();
    PG_RETURN_INT64(made);
}

XM_FUNCTION(xm_import_mapping) {
    const workspace w = workspace_named(PG_GETARG_DATUM(0));
    const char* const survey = text_to_cstring(PG_GETARG_TEXT_PP(1));
    table_of(w, survey);
    const Oid user = GetUserId();
    SPI_connect();
    const action a = begin_as_owner(w);
    require_custodian(w, survey, user);
    const char* const found = fetch("SELECT value FROM %I.setting WHERE name = %L", {w.name, psprintf("import.%s", survey)});
    char* const copy = found == nullptr ? nullptr : static_cast<char*>(SPI_palloc(strlen(found) + 1));
    if (copy != nullptr) strcpy(copy, found);
    end(a);
    SPI_finish();
    if (copy == nullptr) PG_RETURN_NULL();
    return DirectFunctionCall1(jsonb_in, CStringGetDatum(copy));
}

XM_FUNCTION(xm_time_zone) {
    const workspace w = workspace_named(PG_GETARG_DATUM(0));
    const Oid user = GetUserId();
    SPI_connect();
    const action a = begin_as_owner(w);
    require_any_custodian(w, user);
    const char* const zone = setting_of(w, "time_zone");
    char* const copy = static_cast<char*>(SPI_palloc(strlen(zone) + 1));
    strcpy(copy, zone);
    end(a);
    SPI_finish();
    PG_RETURN_TEXT_P(cstring_to_text(copy));
}

XM_FUNCTION(xm_normal_key) {
    const char* const kind = utf8(text_to_cstring(PG_GETARG_TEXT_PP(0)));
    const char* const value = utf8(text_to_cstring(PG_GETARG_TEXT_PP(1)));
    const char* const normal = pg::from_utf8(pg::guard([&] { return pg::keep(core::survey::normalised_key(kind, value)); }));
    PG_RETURN_TEXT_P(cstring_to_text(normal));
}
