#include "client/doctor/doctor.hpp"

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <map>
#include <ostream>
#include <set>

#include "core/survey/columns.hpp"
#include "core/survey/definition.hpp"
#include "core/survey/json.hpp"

namespace xm::client {
namespace {

using core::survey::statement;

constexpr long log_is_long = 10000;  // rows of summary_log: scores read them one by one

// Whether version a comes before b: 0.8.0 before 0.10.0.
bool older(const std::string& a, const std::string& b) {
    std::size_t i = 0, j = 0;
    while (i < a.size() || j < b.size()) {
        char* end = nullptr;
        const long x = i < a.size() ? std::strtol(a.c_str() + i, &end, 10) : 0;
        i = i < a.size() ? std::min(a.size(), static_cast<std::size_t>(end - a.c_str()) + 1) : i;
        const long y = j < b.size() ? std::strtol(b.c_str() + j, &end, 10) : 0;
        j = j < b.size() ? std::min(b.size(), static_cast<std::size_t>(end - b.c_str()) + 1) : j;
        if (x != y) return x < y;
    }
    return false;
}

std::string joined(const std::vector<std::string>& parts, const char* between = ", ") {
    std::string s;
    for (const std::string& p : parts) s += (s.empty() ? "" : between) + p;
    return s;
}

// The names, at most ten of them.
std::string listed(const std::vector<std::string>& names) {
    constexpr std::size_t most = 10;
    if (names.size() <= most) return joined(names);
    return joined({names.begin(), names.begin() + most}) + " and " + std::to_string(names.size() - most) + " more";
}

class examination {
public:
    examination(database& db, std::vector<finding>& all) : db_(db), all_(all) {}

    void server();
    // False: there is nothing to look into.
    bool extension();
    void workspace(const row& w);

private:
    struct survey {
        std::string name;
        core::survey::definition asked;
        bool confidential;  // or anonymous
    };
    struct relation {
        char kind;
        std::string owner;
        bool row_security;
    };

    void add(grade how, const std::string& check, std::string found, std::string meaning = {}, std::string remedy = {}) {
        all_.push_back({how, name_, check, std::move(found), std::move(meaning), std::move(remedy)});
        well_ = well_ && how == grade::ok;
    }

    // A check that says nothing else is well. What the server refuses is a note, and the others go on.
    void check(const std::string& what, const char* well, const std::function<void(const std::string&)>& look) {
        well_ = true;
        const std::size_t before = all_.size();
        db_.execute(statement("SAVEPOINT looked"));
        try {
            look(what);
            db_.execute(statement("RELEASE SAVEPOINT looked"));
        } catch (const db_failure& e) {
            if (e.sqlstate().rfind("08", 0) == 0 || e.sqlstate().rfind("57", 0) == 0) throw;
            all_.resize(before);
            db_.execute(statement("ROLLBACK TO SAVEPOINT looked"));
            add(grade::note, what, std::string("could not be seen: ") + e.what(), "It may be well or not.",
                "Run xm doctor as " + (owner_.empty() ? "another role" : owner_) + ".");
        }
        if (all_.size() == before) add(grade::ok, what, well);
    }

    std::string setting(const char* name) {
        return db_.value(statement("SELECT pg_catalog.current_setting(%L, true)", {name})).value_or("");
    }
    std::string identifier(const std::string& s) {
        return db_.value(statement("SELECT pg_catalog.quote_ident(%L)", {s})).value_or(s);
    }
    std::string literal(const std::string& s) {
        return db_.value(statement("SELECT pg_catalog.quote_literal(%L)", {s})).value_or(s);
    }
    std::string table(const std::string& relation_name) { return identifier(name_) + "." + identifier(relation_name); }
    std::string call(const char* function, const std::string& survey_name = {}) {
        return std::string("SELECT xm.") + function + "(" + literal(name_) +
               (survey_name.empty() ? "" : ", " + literal(survey_name)) + ");";
    }
    bool is_table(const std::string& relation_name) const {
        const auto at = relations_.find(relation_name);
        return at != relations_.end() && at->second.kind == 'r';
    }
    bool any_confidential() const {
        return std::any_of(surveys_.begin(), surveys_.end(), [](const survey& s) { return s.confidential; });
    }
    grade serious() const { return any_confidential() ? grade::problem : grade::note; }

    // The checks of a workspace, by what they look at.
    void owner();
    void roles();
    void relations();
    void public_grants();
    void default_privileges();
    void thresholds();
    void direct_readers();
    void triggers();
    void summary();
    void statistics();
    void answers();

    database& db_;
    std::vector<finding>& all_;
    bool well_ = true;
    std::string extension_;  // its version
    // of the workspace
    std::string name_, owner_, schema_, version_, kept_;
    std::vector<survey> surveys_;
    std::map<std::string, relation> relations_;
};

// --- server and extension --------------------------------------------------------------------------

void examination::server() {
    all_.push_back(server_finding(std::atoi(setting("server_version_num").c_str()), setting("server_version")));
    check("encoding", "UTF8", [&](const std::string& c) {
        if (const std::string encoding = setting("server_encoding"); encoding != "UTF8")
            add(grade::note, c, "the database has encoding " + encoding,
                "Answers with characters that it does not have are refused: other scripts, emoji.",
                "Move to a database made with: createdb --encoding=UTF8 --template=template0 NAME");
    });
    check("server log", "statements that succeed are not logged", [&](const std::string& c) {
        const std::string logged = setting("log_statement"), slow = setting("log_min_duration_statement");
        if (logged == "all" || logged == "mod")
            add(grade::problem, c, "log_statement is " + logged,
                "The log of the server holds answers, and passwords that are set, in clear.",
                "ALTER SYSTEM SET log_statement = 'none'; SELECT pg_reload_conf();");
        if (logged == "ddl")
            add(grade::note, c, "log_statement is ddl",
                "The log of the server holds passwords that CREATE ROLE and ALTER ROLE set, in clear.",
                "Set passwords with \\password in psql.");
        if (slow == "0")
            add(grade::problem, c, "log_min_duration_statement is 0",
                "Every statement is logged with its values: the log of the server holds answers in clear.",
                "ALTER SYSTEM SET log_min_duration_statement = -1; SELECT pg_reload_conf();");
        else if (slow != "-1")
            add(grade::note, c, "log_min_duration_statement is " + slow,
                "Slow statements are logged with their values, which may be answers.",
                "ALTER SYSTEM SET log_min_duration_statement = -1; SELECT pg_reload_conf();");
        if (const std::string failed = setting("log_min_error_statement"); failed != "panic" && failed != "fatal")
            add(grade::note, c, "statements that fail are logged with their text (log_min_error_statement is " + failed + ")",
                "An INSERT of answers that is refused stands in the log of the server. xm import sends answers by COPY, whose "
                "statement has none.",
                "Let few read the log, or: ALTER SYSTEM SET log_min_error_statement = 'panic'; SELECT pg_reload_conf();");
    });
    check("passwords", "kept as scram-sha-256", [&](const std::string& c) {
        if (const std::string kept = setting("password_encryption"); kept != "scram-sha-256")
            add(grade::note, c, "password_encryption is " + kept,
                "Who reads a backup of the roles can log in with what is there.",
                "ALTER SYSTEM SET password_encryption = 'scram-sha-256'; SELECT pg_reload_conf(); then set passwords anew.");
    });
}

bool examination::extension() {
    const auto there = db_.value(statement("SELECT extversion FROM pg_catalog.pg_extension WHERE extname = 'pg_xm'"));
    const auto installed =
        db_.value(statement("SELECT default_version FROM pg_catalog.pg_available_extensions WHERE name = 'pg_xm'"));
    if (!there) {
        add(grade::problem, "extension",
            "the database " + db_.value(statement("SELECT pg_catalog.current_database()")).value_or("") + " has no pg_xm",
            "There is nothing to look into.",
            installed ? "CREATE EXTENSION pg_xm;"
                      : "Install its files beside the server (make install), then: CREATE EXTENSION pg_xm;");
        return false;
    }
    extension_ = *there;
    const std::string library = db_.value(statement("SELECT xm.version()")).value_or("");
    for (finding& f : extension_findings(extension_, installed.value_or(""), library, XM_VERSION)) all_.push_back(std::move(f));
    if (db_.value(statement("SELECT pg_catalog.to_regprocedure('xm.workspaces()')"))) return true;
    add(grade::note, "workspaces", "pg_xm " + extension_ + " has no workspaces", "There is nothing else to look into.",
        "ALTER EXTENSION pg_xm UPDATE;");
    return false;
}

// --- the workspace ---------------------------------------------------------------------------------

void examination::owner() {
    check("owner", owner_.c_str(), [&](const std::string& c) {
        const auto super = db_.value(statement("SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = %L", {owner_}));
        if (super.value_or("f") == "t")
            add(grade::problem, c, owner_ + ", the owner, is a superuser",
                "Whatever is in the workspace runs with all rights on the server.",
                "ALTER ROLE " + identifier(owner_) + " NOSUPERUSER;");
        for (const auto& [relation_name, r] : relations_)
            if (r.owner != owner_ && (r.kind == 'r' || r.kind == 'p' || r.kind == 'v'))
                add(grade::problem, c, relation_name + " belongs to " + r.owner + ", the workspace to " + owner_,
                    "Its triggers refuse answers, and its owner sees and grants what is in it.",
                    std::string("ALTER ") + (r.kind == 'v' ? "VIEW " : "TABLE ") + table(relation_name) + " OWNER TO " +
                        identifier(owner_) + ";");
    });
}

void examination::roles() {
    check("roles", "nobody but grants decides who reads", [&](const std::string& c) {
        std::vector<std::string> super;
        for (const row& r : db_.query(statement(
                 "SELECT rolname, rolsuper, rolbypassrls, pg_catalog.pg_has_role(oid, 'pg_read_all_data', 'MEMBER'), "
                 "pg_catalog.pg_has_role(oid, %L::pg_catalog.name, 'MEMBER'), pg_catalog.pg_has_role(oid, "
                 "'pg_read_server_files', "
                 "'MEMBER') OR pg_catalog.pg_has_role(oid, 'pg_execute_server_program', 'MEMBER') FROM pg_catalog.pg_roles WHERE "
                 "rolname <> %L AND rolname !~ '^pg_' ORDER BY 1",
                 {owner_, owner_}))) {
            const auto is = [&](std::size_t i) { return r[i].value_or("f") == "t"; };
            const std::string role = r[0].value_or(""), quoted = identifier(role);
            if (is(1)) {
                super.push_back(role);
                continue;
            }
            if (is(2))
                add(serious(), c, role + " has BYPASSRLS",
                    "It reads every row of tables it was granted, confidential answers too.",
                    "ALTER ROLE " + quoted + " NOBYPASSRLS;");
            if (is(3))
                add(serious(), c, role + " is a member of pg_read_all_data",
                    "It reads all of identified surveys and all people; with BYPASSRLS confidential answers, too.",
                    "REVOKE pg_read_all_data FROM " + quoted + ";");
            if (is(4))
                add(serious(), c, role + " is a member of " + owner_ + ", the owner",
                    "It sees and does everything in the workspace. Right for whoever keeps it, for nobody else.",
                    "REVOKE " + identifier(owner_) + " FROM " + quoted + ";");
            if (is(5))
                add(serious(), c, role + " may read files of the server or run programs there",
                    "It reads the files of the database, confidential answers too.",
                    "REVOKE pg_read_server_files, pg_execute_server_program FROM " + quoted + ";");
        }
        if (!super.empty())
            add(grade::note, c, "superusers: " + listed(super),
                "They read everything, whatever is granted. Count them among those who know, or have fewer.");
    });
}

void examination::relations() {
    static const char* const fixed[] = {"setting",
                                        "workspace_grant",
                                        "unit",
                                        "person",
                                        "person_key",
                                        "membership",
                                        "purchase",
                                        "survey",
                                        "item",
                                        "choice",
                                        "wave",
                                        "wave_unit",
                                        "touchpoint",
                                        "summary_log",
                                        "summary_store",
                                        "summary_above",
                                        "forgotten",
                                        "publication",
                                        "published",
                                        "published_comment",
                                        "publication_cell",
                                        "ledger",
                                        "universe",
                                        "contact_rule",
                                        "invited",
                                        "invitation_token",
                                        "anonymous_token",
                                        "anonymous_asked",
                                        "contact",
                                        "opt_out",
                                        "alert_rule",
                                        "alert",
                                        "case_file",
                                        "action",
                                        "benchmark_value",
                                        "person_merge",
                                        "person_clash",
                                        "model",
                                        "comment_sentiment",
                                        "confidential_sentiment"};
    std::vector<std::string> own(std::begin(fixed), std::end(fixed));
    for (const survey& s : surveys_) own.push_back(s.name);
    check("tables", "all there, ordinary", [&](const std::string& c) {
        for (const std::string& t : own) {
            const auto at = relations_.find(t);
            if (at == relations_.end() && version_ == extension_)
                add(grade::problem, c, "table " + t + " is gone", "Functions of pg_xm fail.", "Restore it from a backup.");
            else if (at != relations_.end() && at->second.kind == 'p')
                add(grade::problem, c, t + " is partitioned",
                    "That is not supported: unique keys and the triggers that keep the summary do not hold over partitions.",
                    "Move the answers back into an ordinary table as xm.create_survey makes it.");
            else if (at != relations_.end() && at->second.kind != 'r')
                add(grade::problem, c, t + " is no table", "Functions of pg_xm read and write it as one.",
                    "Restore it from a backup.");
        }
        for (const row& r : db_.query(statement("SELECT p.relname, c.oid::pg_catalog.regclass FROM pg_catalog.pg_inherits i JOIN "
                                                "pg_catalog.pg_class p ON p.oid = "
                                                "i.inhparent JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid WHERE "
                                                "p.relnamespace = %L AND p.relkind = 'r' ORDER BY 1, 2",
                                                {schema_})))
            add(grade::problem, c, r[0].value_or("") + " has a part " + r[1].value_or(""),
                "That is not supported: its rows have no unique key, no triggers and no row security of the survey.",
                "ALTER TABLE " + r[1].value_or("") + " NO INHERIT " + table(r[0].value_or("")) + ";");
    });
    check("row security", "on for every table", [&](const std::string& c) {
        for (const std::string& t : own)
            if (const auto at = relations_.find(t);
                at != relations_.end() && (at->second.kind == 'r' || at->second.kind == 'p') && !at->second.row_security)
                add(grade::problem, c, "row security of " + t + " is off", "Whoever was granted the table reads all of its rows.",
                    "ALTER TABLE " + table(t) + " ENABLE ROW LEVEL SECURITY;");
    });
}

void examination::public_grants() {
    check("PUBLIC", "was granted nothing", [&](const std::string& c) {
        for (const row& r : db_.query(statement(
                 "SELECT CASE relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, c.oid::pg_catalog.regclass::pg_catalog.text, "
                 "true "
                 "FROM pg_catalog.pg_class c, pg_catalog.aclexplode(c.relacl) a WHERE relnamespace = %L AND a.grantee = 0 "
                 "UNION SELECT 'TABLE', c.oid::pg_catalog.regclass::pg_catalog.text, true FROM pg_catalog.pg_class c JOIN "
                 "pg_catalog.pg_attribute t ON t.attrelid = c.oid, pg_catalog.aclexplode(t.attacl) a WHERE relnamespace = %L AND "
                 "a.grantee = 0 "
                 "UNION SELECT 'FUNCTION', p.oid::pg_catalog.regprocedure::pg_catalog.text, prosecdef OR proname = 'submit' FROM "
                 "pg_catalog.pg_proc p, pg_catalog.aclexplode(COALESCE(proacl, pg_catalog.acldefault('f', proowner))) a WHERE "
                 "pronamespace = %L AND prokind = 'f' AND a.grantee = 0 "
                 "UNION SELECT 'SCHEMA', pg_catalog.quote_ident(nspname), true FROM pg_catalog.pg_namespace n, "
                 "pg_catalog.aclexplode(nspacl) a WHERE n.oid = %L AND a.grantee = 0 ORDER BY 1, 2",
                 {schema_, schema_, schema_, schema_}))) {
            const std::string kind = r[0].value_or(""), what = r[1].value_or("");
            std::string lower = kind;
            for (char& ch : lower) ch = static_cast<char>(ch - 'A' + 'a');
            add(r[2].value_or("") == "t" ? grade::problem : grade::note, c, lower + " " + what + " is open to PUBLIC",
                "Every role of the database has that right.", "REVOKE ALL ON " + kind + " " + what + " FROM PUBLIC;");
        }
    });
}

void examination::default_privileges() {
    check("default privileges", "open nothing", [&](const std::string& c) {
        for (const row& r : db_.query(statement(
                 "SELECT DISTINCT CASE defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' ELSE 'FUNCTIONS' END, "
                 "CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(a.grantee)) END, "
                 "COALESCE(' IN SCHEMA ' || pg_catalog.quote_ident(n.nspname), '') FROM pg_catalog.pg_default_acl d LEFT JOIN "
                 "pg_catalog.pg_namespace n ON n.oid = d.defaclnamespace, pg_catalog.aclexplode(defaclacl) a WHERE "
                 "d.defaclrole = pg_catalog.to_regrole(pg_catalog.quote_ident(%L)) AND d.defaclnamespace IN (0, %L) AND "
                 "a.grantee <> d.defaclrole AND (defaclobjtype IN ('r', 'S') OR defaclobjtype = 'f' AND a.grantee <> 0) ORDER BY "
                 "1, 2",
                 {owner_, schema_})))
            add(r[1].value_or("") == "PUBLIC" ? grade::problem : grade::note, c,
                "new " + r[0].value_or("") + " of " + owner_ + r[2].value_or("") + " are open to " + r[1].value_or(""),
                "What pg_xm makes stays shut, but each table or view that the owner adds can be read at once.",
                "ALTER DEFAULT PRIVILEGES FOR ROLE " + identifier(owner_) + r[2].value_or("") + " REVOKE ALL ON " +
                    r[0].value_or("") + " FROM " + r[1].value_or("") + ";");
    });
}

void examination::thresholds() {
    check("publishing rules", "k, colluders, distributions and comments are not below the defaults", [&](const std::string& c) {
        const std::map<std::string, long> usual{{"k", 5}, {"colluders", 1}, {"distributions", 10}, {"comments", 8}};
        for (const row& r : db_.query(statement(
                 "SELECT name, value FROM %I.setting WHERE name IN ('k', 'colluders', 'distributions', 'comments') ORDER BY 1",
                 {name_}))) {
            const std::string name = r[0].value_or(""), value = r[1].value_or("");
            char* end = nullptr;
            const long number = std::strtol(value.c_str(), &end, 10);
            if (value.empty() || *end != '\0' || number < usual.at(name))
                add(any_confidential() ? grade::problem : grade::note, c,
                    "setting " + name + " is " + value + ", below the default of " + std::to_string(usual.at(name)),
                    name == "colluders" ? "What is published may tell somebody who knows one answer about others."
                                        : "What is published tells about smaller groups of people.",
                    "UPDATE " + table("setting") + " SET value = '" + std::to_string(usual.at(name)) + "' WHERE name = '" + name +
                        "';");
        }
    });
}

void examination::direct_readers() {
    std::vector<std::string> hidden;
    for (const survey& s : surveys_)
        if (s.confidential) hidden.push_back(s.name);
    check("collectors", "read nothing", [&](const std::string& c) {
        // Those that read by another way have been named before.
        for (const row& r : db_.query(statement(
                 "SELECT r.rolname, pg_catalog.string_agg(c.oid::pg_catalog.regclass::pg_catalog.text, ', ' ORDER BY c.relname) "
                 "FROM (SELECT role FROM %I.workspace_grant GROUP BY role HAVING pg_catalog.bool_and(kind = 'collector')) g JOIN "
                 "pg_catalog.pg_roles r ON r.rolname = g.role JOIN pg_catalog.pg_class c ON c.relnamespace = %L AND c.relkind IN "
                 "('r', "
                 "'p', 'v', 'm') WHERE NOT r.rolsuper AND NOT pg_catalog.pg_has_role(r.oid, 'pg_read_all_data', 'MEMBER') AND "
                 "NOT "
                 "pg_catalog.pg_has_role(r.oid, %L::pg_catalog.name, 'MEMBER') AND pg_catalog.has_any_column_privilege(r.oid, "
                 "c.oid, "
                 "'SELECT') GROUP BY 1 ORDER BY 1",
                 {name_, schema_, owner_})))
            add(grade::problem, c, r[0].value_or("") + " is a collector and may read " + r[1].value_or(""),
                "A collector sends answers and reads nothing.",
                "REVOKE SELECT ON " + r[1].value_or("") + " FROM " + identifier(r[0].value_or("")) + ";");
    });
    check("analysts", "read nothing of confidential answers", [&](const std::string& c) {
        for (const row& r : db_.query(statement(
                 "SELECT DISTINCT a.role, c.role FROM %I.workspace_grant a JOIN %I.workspace_grant c ON c.kind = 'custodian' AND "
                 "a.kind "
                 "<> 'custodian' AND a.role <> c.role JOIN pg_catalog.pg_roles x ON x.rolname = a.role JOIN pg_catalog.pg_roles "
                 "y ON "
                 "y.rolname = c.role WHERE NOT x.rolsuper AND pg_catalog.pg_has_role(x.oid, y.oid, 'MEMBER') ORDER BY 1, 2",
                 {name_, name_})))
            add(serious(), c, r[0].value_or("") + " is a member of " + r[1].value_or("") + ", a custodian",
                "It reads what that role reads, confidential answers too.",
                "REVOKE " + identifier(r[1].value_or("")) + " FROM " + identifier(r[0].value_or("")) + ";");
        for (const std::string& s : hidden) {
            for (const row& r : db_.query(statement(
                     "SELECT polname, CASE polname WHEN 'custodian' THEN (SELECT pg_catalog.string_agg(x.rolname, ', ' ORDER BY "
                     "1) FROM "
                     "pg_catalog.pg_roles x WHERE x.oid = ANY (polroles) AND NOT EXISTS (SELECT FROM %I.workspace_grant g WHERE "
                     "g.role = "
                     "x.rolname AND g.kind = 'custodian' AND g.survey IN ('', %L))) ELSE '' END FROM pg_catalog.pg_policy p JOIN "
                     "pg_catalog.pg_class c ON c.oid = p.polrelid WHERE c.relnamespace = %L AND c.relname = %L AND polpermissive "
                     "AND "
                     "polname <> 'nobody' ORDER BY 1",
                     {name_, s, schema_, s}))) {
                if (!r[1]) continue;
                const bool own = r[0].value_or("") == "custodian";
                add(grade::problem, c,
                    own ? "the policy of custodians on " + s + " holds for " + *r[1] + ", too"
                        : "there is a policy " + r[0].value_or("") + " on " + s + ", a confidential survey",
                    "Roles that it names read answers that they should not.",
                    own ? call("upgrade_workspace") : "DROP POLICY " + identifier(r[0].value_or("")) + " ON " + table(s) + ";");
            }
            for (const row& r : db_.query(statement(
                     "SELECT DISTINCT v.oid::pg_catalog.regclass, v.relkind FROM pg_catalog.pg_depend d JOIN "
                     "pg_catalog.pg_rewrite w ON w.oid "
                     "= d.objid JOIN pg_catalog.pg_class v ON v.oid = w.ev_class JOIN pg_catalog.pg_class t ON t.oid = "
                     "d.refobjid WHERE "
                     "d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass AND d.refclassid = "
                     "'pg_catalog.pg_class'::pg_catalog.regclass "
                     "AND t.relnamespace = %L AND t.relname IN (%L, %L) AND (v.relkind = 'm' OR v.relkind = 'v' AND NOT EXISTS "
                     "(SELECT FROM "
                     "pg_catalog.unnest(v.reloptions) o WHERE o ~ '^security_invoker=(true|on|1|yes)$')) AND EXISTS (SELECT FROM "
                     "pg_catalog.aclexplode(v.relacl) a WHERE a.grantee <> v.relowner) ORDER BY 1",
                     {schema_, s, s + "_labelled"})))
                add(grade::problem, c,
                    r[0].value_or("") + " shows others what its owner reads of " + s + ", a confidential survey",
                    r[1].value_or("") == "m" ? "A materialised view is a copy that no row security guards."
                                             : "A view without security_invoker reads as its owner.",
                    r[1].value_or("") == "m" ? "DROP MATERIALIZED VIEW " + r[0].value_or("") + ";"
                                             : "ALTER VIEW " + r[0].value_or("") + " SET (security_invoker = true);");
        }
    });
}

void examination::triggers() {
    check("triggers", "all there, and on", [&](const std::string& c) {
        std::map<std::string, std::map<std::string, std::string>> there;  // table → trigger → state
        for (const row& r :
             db_.query(statement("SELECT c.relname, t.tgname, t.tgenabled FROM pg_catalog.pg_trigger t JOIN "
                                 "pg_catalog.pg_class c ON c.oid = t.tgrelid WHERE c.relnamespace = %L AND NOT t.tgisinternal",
                                 {schema_})))
            there[r[0].value_or("")][r[1].value_or("")] = r[2].value_or("");
        // Replicas have them off for rows that arrive: O and A are on for everybody else.
        const auto look = [&](const std::string& t, std::initializer_list<const char*> names, const std::string& follows,
                              const std::string& make, const std::string& afterwards) {
            for (const char* name : names) {
                const auto& triggers = there[t];
                const auto at = triggers.find(name);
                if (at == triggers.end())
                    add(grade::problem, c, std::string("trigger ") + name + " of " + t + " is gone", follows, make + afterwards);
                else if (at->second != "O" && at->second != "A")
                    add(grade::problem, c, std::string("trigger ") + name + " of " + t + " is off", follows,
                        "ALTER TABLE " + table(t) + " ENABLE TRIGGER " + name + ";" + afterwards);
            }
        };
        if (kept_ != "distributed") {
            const std::string keys = "What answers name can be deleted, renamed or stored in another form.";
            const std::string make = call("upgrade_workspace");
            look("unit", {"xm_tree", "xm_moved", "xm_used", "xm_used_any"}, keys, make, "");
            for (const char* t : {"wave", "touchpoint", "person"}) look(t, {"xm_used", "xm_used_any"}, keys, make, "");
            look("person", {"xm_merged", "xm_merged_new"}, "Whom a person counts as can be written past the ledger of merges.",
                 make, "");
            look("person_key", {"xm_normal"}, keys, make, "");
        }
        if (kept_ == "triggers" || kept_.empty())
            for (const survey& s : surveys_) {
                if (!is_table(s.name)) continue;
                std::string make;
                for (const statement& one : core::survey::create_triggers(name_, s.name, s.asked)) make += db_.filled(one) + "; ";
                make.resize(make.empty() ? 0 : make.size() - 1);
                look(s.name, {"xm_insert", "xm_update", "xm_delete", "xm_truncate"},
                     "Answers come in unchecked, and scores do not count them.", make, " " + call("rebuild_summary", s.name));
            }
    });
}

void examination::summary() {
    const std::string only = kept_ == "distributed" ? "" : "ONLY ";  // Citus does not take it
    for (const survey& s : surveys_) {
        if (!is_table(s.name) || !is_table("summary_store") || !is_table("summary_log")) continue;
        check("summary of " + s.name, "counts the answers that are in the table", [&](const std::string& c) {
            const auto slots = core::survey::slots_of(s.asked);
            if (slots.empty()) return;
            std::map<std::string, std::string> counted;
            // Views are the owner's code, so the storage is read itself, as summary_part does.
            for (const row& r : db_.query(statement(
                     "SELECT item, pg_catalog.sum(n)::pg_catalog.int8 FROM (SELECT item, COALESCE(xm.responses(r), "
                     "xm.responses(m)) AS n "
                     "FROM %I.summary_store WHERE survey = %L UNION ALL SELECT t.item, CASE WHEN l.added THEN 1 ELSE -1 END * "
                     "COALESCE(xm.responses(t.r), xm.responses(t.m)) FROM %I.summary_log l, ROWS FROM "
                     "(pg_catalog.unnest(l.items), "
                     "pg_catalog.unnest(l.r), pg_catalog.unnest(l.m)) t(item, r, m) WHERE l.survey = %L) x GROUP BY item",
                     {name_, s.name, name_, s.name})))
                counted[r[0].value_or("")] = r[1].value_or("0");
            statement answers("SELECT ");
            for (std::size_t i = 0; i < slots.size(); ++i)
                answers.add(i == 0 ? "pg_catalog.count(%I)" : ", pg_catalog.count(%I)", {slots[i].item});
            answers.add(", pg_catalog.max(submitted_at) FROM " + only + "%I.%I WHERE complete", {name_, s.name});
            const row there = db_.query(answers).at(0);
            std::vector<std::string> wrong;
            for (std::size_t i = 0; i < slots.size(); ++i) {
                const auto at = counted.find(slots[i].item);
                const std::string n = at == counted.end() ? "0" : at->second;
                if (n != there[i].value_or("0"))
                    wrong.push_back(slots[i].item + " (" + there[i].value_or("0") + " answers, " + n + " in the summary)");
            }
            const std::string rebuild = call("rebuild_summary", s.name);
            if (kept_ == "manual" || kept_ == "distributed") {
                const auto at =
                    db_.value(statement("SELECT value FROM %I.setting WHERE name = %L", {name_, "summary_at." + s.name}));
                if (!at && there.back())
                    add(grade::note, c, "was never made", "There are answers and no scores.", rebuild);
                else if (!wrong.empty() || (at && there.back() &&
                                            db_.value(statement("SELECT %L::pg_catalog.timestamptz < %L::pg_catalog.timestamptz",
                                                                {*at, *there.back()}))
                                                    .value_or("f") == "t"))
                    add(grade::note, c, "is as of " + at.value_or("never") + ", and answers came or changed since",
                        "Scores are those of then.", rebuild);
            } else if (!wrong.empty()) {
                add(grade::problem, c, "differs from the answers: " + listed(wrong),
                    "Scores are wrong. Triggers were off for a while, or data was restored into tables that had them.", rebuild);
            }
        });
    }
    check("summary", "is compact", [&](const std::string& c) {
        if (!is_table("summary_log")) return;
        const long rows =
            std::atol(db_.value(statement("SELECT pg_catalog.count(*) FROM %I.summary_log", {name_})).value_or("0").c_str());
        if (rows >= log_is_long)
            add(grade::note, c, std::to_string(rows) + " rows were appended since it was compacted",
                "Scores are right, and slow to read.", call("compact_summary") + "  (once an hour, by cron for example)");
    });
}

void examination::statistics() {
    check("statistics", "none of confidential answers", [&](const std::string& c) {
        for (const survey& s : surveys_) {
            if (!s.confidential || !is_table(s.name)) continue;
            if (db_.value(statement(
                              "SELECT pg_catalog.count(*) FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = "
                              "a.attrelid WHERE c.relnamespace = %L AND c.relname = %L AND attnum > 0 AND NOT attisdropped AND "
                              "COALESCE(attstattarget, -1) <> 0",
                              {schema_, s.name}))
                    .value_or("0") != "0")
                add(grade::problem, c, "ANALYZE keeps statistics of " + s.name,
                    "EXPLAIN then shows by its estimates what people answered.", call("upgrade_workspace"));
            // Those that were made before stay until they are made anew, which a target of 0 does not do.
            if (db_.value(
                       statement("SELECT pg_catalog.count(*) FROM pg_catalog.pg_stats WHERE schemaname = %L AND tablename = %L",
                                 {name_, s.name}))
                    .value_or("0") != "0")
                add(grade::problem, c, "statistics of " + s.name + " are kept",
                    "EXPLAIN shows by its estimates what people answered.",
                    "As a superuser: DELETE FROM pg_statistic WHERE starelid = " + literal(table(s.name)) + "::regclass;");
            for (const row& r :
                 db_.query(statement("SELECT pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(e.stxname) FROM "
                                     "pg_catalog.pg_statistic_ext e JOIN pg_catalog.pg_namespace n ON n.oid = e.stxnamespace "
                                     "JOIN pg_catalog.pg_class c ON "
                                     "c.oid = e.stxrelid WHERE c.relnamespace = %L AND c.relname = %L ORDER BY 1",
                                     {schema_, s.name})))
                add(grade::problem, c, "extended statistics " + r[0].value_or("") + " are of " + s.name,
                    "EXPLAIN shows by its estimates what people answered.", "DROP STATISTICS " + r[0].value_or("") + ";");
        }
    });
}

void examination::answers() {
    const std::string only = kept_ == "distributed" ? "" : "ONLY ";
    check("units", "every answer has one", [&](const std::string& c) {
        if (db_.value(statement("SELECT 1 FROM %I.unit LIMIT 1", {name_})).value_or("").empty())
            return;  // it works without units
        for (const survey& s : surveys_) {
            if (!is_table(s.name)) continue;
            const std::string n =
                db_.value(statement("SELECT pg_catalog.count(*) FROM " + only + "%I.%I WHERE unit IS NULL", {name_, s.name}))
                    .value_or("0");
            if (n != "0")
                add(grade::note, c, n + " answers to " + s.name + " have no unit",
                    "They count in no score of a unit, nor of one above.",
                    "UPDATE " + table(s.name) + " SET unit = ... WHERE unit IS NULL;");
        }
    });
    check("waves", "every one has dates", [&](const std::string& c) {
        for (const row& r : db_.query(
                 statement("SELECT survey, wave FROM %I.wave WHERE COALESCE(closes, opens) IS NULL ORDER BY 1, 2", {name_})))
            add(grade::note, c, "wave " + r[1].value_or("") + " of " + r[0].value_or("") + " has no dates",
                "It belongs to no quarter, so it is not linked with others, and waves are in order of their names.",
                "UPDATE " + table("wave") + " SET opens = ..., closes = ... WHERE survey = " + literal(r[0].value_or("")) +
                    " AND wave = " + literal(r[1].value_or("")) + ";");
    });
}

void examination::workspace(const row& w) {
    name_ = w[0].value_or("");
    version_ = w[1].value_or("");
    owner_ = w[2].value_or("");
    schema_ = db_.value(statement("SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = %L", {name_})).value_or("0");
    relations_.clear();
    surveys_.clear();
    kept_.clear();
    for (const row& r : db_.query(statement("SELECT relname, relkind, pg_catalog.pg_get_userbyid(relowner), relrowsecurity FROM "
                                            "pg_catalog.pg_class WHERE relnamespace = %L",
                                            {schema_})))
        relations_[r[0].value_or("")] = {r[1].value_or(" ")[0], r[2].value_or(""), r[3].value_or("f") == "t"};

    if (version_ == extension_)
        add(grade::ok, "version", version_);
    else if (older(version_, extension_))
        add(grade::problem, "version", "its objects are of " + version_ + ", pg_xm is " + extension_,
            "What is new is not there yet.", call("upgrade_workspace"));
    else
        add(grade::problem, "version", "its objects are of " + version_ + ", later than pg_xm " + extension_,
            "Functions of the extension may not know what they find.", "ALTER EXTENSION pg_xm UPDATE;");

    const bool all = db_.value(statement("SELECT rolsuper OR pg_catalog.pg_has_role(oid, %L::pg_catalog.name, 'USAGE') FROM "
                                         "pg_catalog.pg_roles WHERE rolname = CURRENT_USER",
                                         {owner_}))
                         .value_or("f") == "t";
    if (all) {
        check("surveys", "definitions can be read", [&](const std::string& c) {
            kept_ = db_.value(statement("SELECT value FROM %I.setting WHERE name = 'summary'", {name_})).value_or("");
            for (const row& r : db_.query(statement("SELECT survey, mode, definition FROM %I.survey ORDER BY 1", {name_}))) {
                try {
                    surveys_.push_back({r[0].value_or(""), core::survey::definition::parse(r[2].value_or("")),
                                        r[1].value_or("") != "identified"});
                } catch (const core::error& e) {
                    add(grade::problem, c, "the definition of " + r[0].value_or("") + " cannot be read: " + e.text.c_str(),
                        "A later version wrote it, or somebody changed it by hand.",
                        "Install the xm of the server's version, or restore it.");
                }
            }
        });
    }
    owner();
    roles();
    public_grants();
    default_privileges();
    if (!all) {
        add(grade::note, "rest",
            "could not be seen: settings, grants, tables, row security, triggers, the summary against the answers, statistics, "
            "units and waves",
            "Row security would hide from this role what is wrong.", "Run xm doctor as " + owner_ + ", the owner.");
        return;
    }
    relations();
    thresholds();
    direct_readers();
    triggers();
    summary();
    statistics();
    answers();
}

std::string wrapped(const std::string& text, std::size_t indent) {
    constexpr std::size_t width = 100;
    std::string out, line;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        const std::string word = text.substr(at, end - at);
        if (!line.empty() && indent + line.size() + 1 + word.size() > width) {
            out += (out.empty() ? "" : std::string(indent, ' ')) + line + '\n';
            line.clear();
        }
        line += (line.empty() ? "" : " ") + word;
        at = end + 1;
    }
    return out + (out.empty() ? "" : std::string(indent, ' ')) + line;
}

const char* word_of(grade g) { return g == grade::ok ? "ok" : g == grade::note ? "note" : "problem"; }

}  // namespace

finding server_finding(int number, const std::string& written) {
    const int major = number / 10000;
    if (major < 15)
        return {grade::problem, "", "server", "PostgreSQL " + written, "pg_xm is made for 15 to 18.", "Upgrade the server."};
    if (major > 18)
        return {grade::note,
                "",
                "server",
                "PostgreSQL " + written,
                "pg_xm is made for 15 to 18, and nobody tried it on this one.",
                "Ask for a later pg_xm."};
    return {grade::ok, "", "server", "PostgreSQL " + written, "", ""};
}

std::vector<finding> extension_findings(const std::string& there, const std::string& installed, const std::string& library,
                                        const std::string& client) {
    std::vector<finding> all;
    const auto add = [&](grade how, const std::string& found, const std::string& meaning, const std::string& remedy) {
        all.push_back({how, "", "extension", found, meaning, remedy});
    };
    if (installed.empty())
        add(grade::problem, "pg_xm " + there + ", and its files are gone from the server",
            "A dump of this database cannot be restored here.", "Install them again: make install");
    else if (older(there, installed))
        add(grade::problem, "pg_xm " + there + " in this database, " + installed + " installed", "What is new is not there yet.",
            "ALTER EXTENSION pg_xm UPDATE;");
    else if (older(installed, there))
        add(grade::problem, "pg_xm " + there + " in this database, only " + installed + " installed",
            "Functions of this database may be missing in the library.", "Install the files of " + there + ": make install");
    if (library != there && older(library, there))
        add(grade::problem, "the library is " + library + ", pg_xm in this database " + there, "Functions may be missing in it.",
            "Install the files of " + there + ", then connect anew.");
    if (older(there, client))
        add(grade::problem, "xm is " + client + ", pg_xm in this database " + there,
            "xm import needs functions that are not there.",
            "Bring the server to " + client + ": install its files, then ALTER EXTENSION pg_xm UPDATE;");
    else if (older(client, there))
        add(grade::note, "xm is " + client + ", pg_xm in this database " + there, "xm does not know what is new.",
            "Install the xm of " + there + ".");
    if (all.empty()) add(grade::ok, "pg_xm " + there + ", as installed, and xm " + client, "", "");
    return all;
}

std::vector<finding> examine(database& db, const std::string& workspace) {
    std::vector<finding> all;
    // One state of the tables for all that is counted, and nothing of anybody's is found by search_path.
    db.execute(statement("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"));
    db.execute(statement("SET LOCAL search_path = pg_catalog, pg_temp"));
    examination e(db, all);
    e.server();
    if (!e.extension()) return all;
    std::vector<row> workspaces = db.query(statement("SELECT workspace, version, owner FROM xm.workspaces() ORDER BY 1"));
    if (!workspace.empty()) {
        const std::string named = workspace_of(db, workspace);
        std::erase_if(workspaces, [&](const row& r) { return r[0] != named; });
    }
    if (workspaces.empty())
        all.push_back({grade::note, "", "workspaces", "none yet", "There is nothing else to look into.",
                       "SELECT xm.create_workspace('NAME');"});
    for (const row& w : workspaces) e.workspace(w);
    return all;
}

std::string text_of(const std::vector<finding>& all) {
    std::string out, workspace;
    std::map<grade, std::size_t> n;
    for (const finding& f : all) {
        ++n[f.how];
        if (f.workspace != workspace) out += "\nworkspace " + f.workspace + "\n";
        workspace = f.workspace;
        out += std::string(word_of(f.how)) + std::string(9 - std::string(word_of(f.how)).size(), ' ') +
               wrapped(f.check + ": " + f.found, 9) + "\n";
        if (!f.meaning.empty()) out += std::string(9, ' ') + wrapped(f.meaning, 9) + "\n";
        if (!f.remedy.empty()) out += std::string(9, ' ') + "→ " + f.remedy + "\n";  // not wrapped: to be copied
    }
    const auto count = [&](grade g, const char* one) { return std::to_string(n[g]) + " " + one + (n[g] == 1 ? "" : "s"); };
    return out + "\n" + count(grade::problem, "problem") + ", " + count(grade::note, "note") + ", " +
           std::to_string(n[grade::ok]) + " ok\n";
}

std::string json_of(const std::vector<finding>& all) {
    const auto quoted = [](const std::string& s) { return core::survey::in_quotes(s); };
    core::survey::json_parts list('[');
    std::size_t problems = 0;
    for (const finding& f : all) {
        core::survey::json_parts o;
        o.add("level", quoted(word_of(f.how)));
        if (!f.workspace.empty()) o.add("workspace", quoted(f.workspace));
        o.add("check", quoted(f.check));
        o.add("found", quoted(f.found));
        if (!f.meaning.empty()) o.add("meaning", quoted(f.meaning));
        if (!f.remedy.empty()) o.add("remedy", quoted(f.remedy));
        list.add("\n  " + o.end());
        problems += f.how == grade::problem ? 1 : 0;
    }
    core::survey::json_parts whole;
    whole.add("problems", std::to_string(problems));
    whole.add("findings", list.end());
    return whole.end() + "\n";
}

ending doctor(const doctor_options& o, const connector& connect, std::ostream& out) {
    const std::unique_ptr<database> db = connect();
    const std::vector<finding> all = examine(*db, o.connection.workspace);
    out << (o.json ? json_of(all) : text_of(all));
    const bool good = std::none_of(all.begin(), all.end(), [](const finding& f) { return f.how == grade::problem; });
    return good ? ending::done : ending::refused;
}

}  // namespace xm::client
