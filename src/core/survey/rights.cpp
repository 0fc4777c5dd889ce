#include "core/survey/rights.hpp"

#include <algorithm>

namespace xm::core::survey {
namespace {

struct fixed_table {
    const char* name;
    const char* analyst;    // what rows an analyst sees; null: none
    bool custodian_writes;  // else the custodian reads only; tables that neither sees are not listed
};
constexpr fixed_table fixed_tables[] = {
    {"unit", "true", true},
    {"person", "side = 'customer'", true},
    {"person_key", "side = 'customer'", true},
    {"membership", "EXISTS (SELECT FROM %I.person p WHERE p.person_id = membership.person_id AND p.side = 'customer')", true},
    {"purchase", "true", true},
    {"survey", "true", false},
    {"item", "true", false},
    {"choice", "true", false},
    {"wave", "true", true},
    {"wave_unit", "true", true},
    {"touchpoint", "true", true},
};
constexpr const char* fixed_views[] = {"unit_path", "person_unit",   "summary",    "summary_path",     "score",          "answer",
                                       "comment",   "response_rate", "link_input", "customer_history", "published_score"};
// What was published of a survey is for who was granted that survey; who stands behind it, for its custodians.
struct published_table {
    const char *name, *kind;
};
constexpr published_table published_tables[] = {
    {"publication", "analyst"}, {"published", "analyst"}, {"published_comment", "analyst"}, {"publication_cell", "custodian"}};

// Who was asked: rows that each kind sees; null for those of customers. The view invitation asks by itself.
struct asking_table {
    const char *name, *analyst, *custodian, *sender;
    bool custodian_writes;
};
constexpr asking_table asking_tables[] = {
    {"contact_rule", "true", "true", "true", true},
    {"contact", nullptr, "xm_internal.was_granted(tableoid::pg_catalog.regclass, survey, 'custodian')",
     "xm_internal.was_granted(tableoid::pg_catalog.regclass, survey, 'sender')", false},
    {"opt_out", nullptr, "true", "xm_internal.may_ask(tableoid::pg_catalog.regclass, person_id)", true},
};

// What is done about results: rows that analysts and custodians see.
struct acting_table {
    const char *name, *analyst, *custodian;
    const char* custodian_writes;
};
constexpr const char* all_rights = "INSERT, UPDATE, DELETE";
constexpr acting_table acting_tables[] = {
    {"alert_rule", "xm_internal.was_granted(tableoid::pg_catalog.regclass, survey, 'analyst')",
     "xm_internal.was_granted(tableoid::pg_catalog.regclass, survey, 'custodian')", all_rights},
    {"alert", "xm_internal.was_granted(tableoid::pg_catalog.regclass, survey, 'analyst')",
     "xm_internal.was_granted(tableoid::pg_catalog.regclass, survey, 'custodian')", "UPDATE (acknowledged_by, acknowledged_at)"},
    {"case_file",
     "CASE WHEN survey IS NULL THEN xm_internal.may_see_case(tableoid::pg_catalog.regclass, person_id, 'analyst') ELSE "
     "xm_internal.was_granted(tableoid::pg_catalog.regclass, survey, 'analyst') END",
     "CASE WHEN survey IS NULL THEN xm_internal.may_see_case(tableoid::pg_catalog.regclass, person_id, 'custodian') ELSE "
     "xm_internal.was_granted(tableoid::pg_catalog.regclass, survey, 'custodian') END",
     all_rights},
    {"action", "xm_internal.was_granted(tableoid::pg_catalog.regclass, survey, 'analyst')",
     "xm_internal.was_granted(tableoid::pg_catalog.regclass, survey, 'custodian')", all_rights},
    {"benchmark_value", "true", "true", all_rights},
};
constexpr const char* acting_views[] = {"case_report", "score_benchmark"};

using roles = std::vector<std::string>;

// Roles with this kind for a survey; with an empty name, for any.
roles with(const std::vector<grant>& grants, std::string_view kind, std::string_view survey) {
    roles result;
    for (const grant& g : grants)
        if (g.kind == kind && (survey.empty() || g.survey.empty() || g.survey == survey) &&
            std::find(result.begin(), result.end(), g.role) == result.end())
            result.push_back(g.role);
    return result;
}

statement to(statement s, const roles& who) {
    s.add(" TO ");
    for (std::size_t i = 0; i < who.size(); ++i) s.add(i == 0 ? "%I" : ", %I", {who[i]});
    return s;
}

}  // namespace

std::vector<statement> rights(std::string_view workspace, const std::vector<grant>& grants,
                              const std::vector<survey_facts>& surveys, bool distributed, bool surveys_only, bool asking,
                              bool acting, bool merging, bool training) {
    const std::string ws(workspace);
    const roles collectors = with(grants, "collector", ""), analysts = with(grants, "analyst", ""),
                custodians = with(grants, "custodian", ""), senders = with(grants, "sender", "");
    std::vector<statement> result;
    const auto give = [&](const char* what, const std::vector<std::string>& on, const roles& who) {
        if (!who.empty()) result.push_back(to(statement(what, on), who));
    };
    const auto policy = [&](const char* name, const char* for_what, const std::string& table, const roles& who,
                            const std::string& rows) {
        result.push_back(statement("DROP POLICY IF EXISTS %I ON %I.%I", {name, ws, table}));
        if (who.empty()) return;
        statement s = to(statement(std::string("CREATE POLICY %I ON %I.%I FOR ") + for_what, {name, ws, table}), who);
        s.add(" USING (")
            .add(
                statement(rows, rows.find("%I") == std::string::npos ? std::vector<std::string>{} : std::vector<std::string>{ws}))
            .add(")");
        result.push_back(std::move(s));
    };
    // Policies before grants, which change the row of the table in the catalogue: an autovacuum of the table would wait for that
    // row, and the policy for the autovacuum.
    // Every table of answers is granted, and row security hides what is not to be seen: a view over all of them must not fail.
    for (const survey_facts& s : surveys) {
        policy("analyst", "SELECT", s.name, s.mode == mode::identified ? with(grants, "analyst", s.name) : roles(), "true");
        policy("custodian", "ALL", s.name, with(grants, "custodian", s.name), "true");
        // Without a policy of his own somebody sees no row, but EXPLAIN ANALYZE would tell how many were found and then left out,
        // as for "person 7 and rating 3". A policy that contradicts itself is known to hold for none before anything is looked
        // for.
        policy("nobody", "SELECT", s.name, {"public"}, "response_id = 0 AND response_id = 1");
        give("GRANT SELECT ON %I.%I", {ws, s.name}, analysts);
        give("GRANT SELECT ON %I.%I", {ws, s.name + "_labelled"}, analysts);
        give("GRANT SELECT, INSERT, UPDATE, DELETE ON %I.%I", {ws, s.name}, custodians);
        give("GRANT SELECT ON %I.%I", {ws, s.name + "_labelled"}, custodians);
    }
    if (surveys_only) return result;
    give("GRANT USAGE ON SCHEMA %I", {ws}, collectors);
    give("GRANT USAGE ON SCHEMA %I", {ws}, analysts);
    give("GRANT USAGE ON SCHEMA %I", {ws}, custodians);
    give("GRANT EXECUTE ON FUNCTION %I.submit(text, jsonb)", {ws}, collectors);
    give("GRANT EXECUTE ON FUNCTION %I.submit(text, jsonb)", {ws}, custodians);
    for (const fixed_table& t : fixed_tables) {
        // Citus takes no policy with a query in it.
        const bool asks = distributed && std::string_view(t.name) == "membership";
        policy("analyst", "SELECT", t.name, analysts,
               asks ? "xm_internal.is_customer(tableoid::pg_catalog.regclass, person_id)" : t.analyst);
        policy("custodian", t.custodian_writes ? "ALL" : "SELECT", t.name, custodians, "true");
        give("GRANT SELECT ON %I.%I", {ws, t.name}, analysts);
        give(t.custodian_writes ? "GRANT SELECT, INSERT, UPDATE, DELETE ON %I.%I" : "GRANT SELECT ON %I.%I", {ws, t.name},
             custodians);
    }
    for (const published_table& t : published_tables) {
        const bool for_analysts = std::string_view(t.kind) == "analyst";
        const std::string rows = std::string("xm_internal.was_granted(tableoid::pg_catalog.regclass, survey, '") + t.kind + "')";
        policy("analyst", "SELECT", t.name, for_analysts ? analysts : roles(), rows);
        policy("custodian", "SELECT", t.name, custodians, rows);
        if (for_analysts) give("GRANT SELECT ON %I.%I", {ws, t.name}, analysts);
        give("GRANT SELECT ON %I.%I", {ws, t.name}, custodians);
    }
    if (asking) {
        give("GRANT USAGE ON SCHEMA %I", {ws}, senders);
        for (const asking_table& t : asking_tables) {
            std::string customers = distributed ? "xm_internal.is_customer(tableoid::pg_catalog.regclass, person_id)"
                                                : std::string("EXISTS (SELECT FROM %I.person p WHERE p.person_id = ") + t.name +
                                                      ".person_id AND p.side = 'customer')";
            if (std::string_view(t.name) == "contact")
                customers += " AND xm_internal.was_granted(tableoid::pg_catalog.regclass, survey, 'analyst')";
            policy("analyst", "SELECT", t.name, analysts, t.analyst ? t.analyst : customers);
            policy("custodian", t.custodian_writes ? "ALL" : "SELECT", t.name, custodians, t.custodian);
            policy("sender", "SELECT", t.name, senders, t.sender);
            for (const roles* who : {&analysts, &senders}) give("GRANT SELECT ON %I.%I", {ws, t.name}, *who);
            give(t.custodian_writes ? "GRANT SELECT, INSERT, UPDATE, DELETE ON %I.%I" : "GRANT SELECT ON %I.%I", {ws, t.name},
                 custodians);
        }
        for (const roles* who : {&analysts, &custodians, &senders}) give("GRANT SELECT ON %I.%I", {ws, "invitation"}, *who);
    }
    if (acting) {
        for (const acting_table& t : acting_tables) {
            policy("analyst", "SELECT", t.name, analysts, t.analyst);
            policy("custodian", "ALL", t.name, custodians, t.custodian);
            give("GRANT SELECT ON %I.%I", {ws, t.name}, analysts);
            give((std::string("GRANT SELECT, ") + t.custodian_writes + " ON %I.%I").c_str(), {ws, t.name}, custodians);
        }
        for (const char* view : acting_views)
            for (const roles* who : {&analysts, &custodians}) give("GRANT SELECT ON %I.%I", {ws, view}, *who);
        for (const roles* who : {&analysts, &custodians, &senders})
            give("GRANT SELECT ON %I.%I", {ws, "representativeness"}, *who);
    }
    if (merging) {
        // Who is one with whom, and why, is for those who may correct persons; whom a person counts as stands in person.
        for (const char* table : {"person_merge", "person_clash"}) {
            policy("custodian", "SELECT", table, custodians, "true");
            give("GRANT SELECT ON %I.%I", {ws, table}, custodians);
        }
        give("GRANT SELECT ON %I.%I", {ws, "key_conflict"}, custodians);
        for (const char* view : {"person_root", "duplicate_answer"})
            for (const roles* who : {&analysts, &custodians}) give("GRANT SELECT ON %I.%I", {ws, view}, *who);
    }
    if (training) {
        // What is said of a comment is for whoever may read it. Views read both tables; see the policy nobody above.
        policy("analyst", "SELECT", "comment_sentiment", analysts,
               "xm_internal.may_read_answers(tableoid::pg_catalog.regclass, survey)");
        policy("custodian", "SELECT", "comment_sentiment", custodians,
               "xm_internal.may_read_answers(tableoid::pg_catalog.regclass, survey)");
        // Nobody reads this one: a custodian of one survey could ask for single rows of the others by what the server tells of
        // its work. The views of their own surveys ask xm_internal.sentiment_of.
        policy("custodian", "SELECT", "confidential_sentiment", {}, "");
        policy("nobody", "SELECT", "confidential_sentiment", {"public"}, "response_id = 0 AND response_id = 1");
        policy("custodian", "SELECT", "model", custodians,
               "xm_internal.was_granted(tableoid::pg_catalog.regclass, survey, 'custodian')");
        give("GRANT SELECT ON %I.%I", {ws, "model"}, custodians);
        for (const char* relation : {"comment_sentiment", "confidential_sentiment", "comment_word"})
            for (const roles* who : {&analysts, &custodians}) give("GRANT SELECT ON %I.%I", {ws, relation}, *who);
    }
    for (const char* view : fixed_views) {
        give("GRANT SELECT ON %I.%I", {ws, view}, analysts);
        give("GRANT SELECT ON %I.%I", {ws, view}, custodians);
    }
    return result;
}

}  // namespace xm::core::survey
