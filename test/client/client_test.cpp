// What a program on the other end of a connection sees.
#include <libpq-fe.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <memory>
#include <set>
#include <thread>

#include "db.hpp"

namespace {

using xm::test::session;

// libpq itself, for what libpqxx 6 has no call for: binary results and parameters.
using connection_ptr = std::unique_ptr<PGconn, decltype(&PQfinish)>;
using result_ptr = std::unique_ptr<PGresult, decltype(&PQclear)>;

connection_ptr connect() {
    connection_ptr c(PQconnectdb(""), PQfinish);
    EXPECT_EQ(PQstatus(c.get()), CONNECTION_OK) << PQerrorMessage(c.get());
    return c;
}

result_ptr run(PGconn* c, const char* sql, bool binary = false) {
    return {PQexecParams(c, sql, 0, nullptr, nullptr, nullptr, nullptr, binary ? 1 : 0), PQclear};
}

const char* const states[] = {
    "SELECT xm.ratings(x % 11) FROM generate_series(1, 1000) x",
    "SELECT xm.ratings(x % 6, 0.1 + x / 7.0) FROM generate_series(1, 1000) x",
    "SELECT xm.link(x, x % 7, 0.1, 0.2) FROM generate_series(1, 50) x",
    "SELECT xm.link(r, r, 'nps', 'share[3,4]') FROM (SELECT xm.ratings(x % 9) r FROM generate_series(1, 100) x GROUP BY x % 7) t",
    "SELECT 'index[1,5]'::xm.metric",
    "SELECT xm.moments(t) FROM (SELECT x AS a, x % 7 AS b FROM generate_series(1, 500) x) t",
    "SELECT xm.weighted_moments(x, x / 3.0, x % 7) FROM generate_series(1, 500) x",
    "SELECT xm.linear(xm.moments(x, x % 7, x % 5), 'x1') FROM generate_series(1, 500) x",
    "SELECT xm.logit(x % 3 = 1, t) FROM generate_series(1, 500) x, LATERAL (SELECT x % 7 AS wait, x % 5 AS staff) t",
    "SELECT xm.cox(x % 31, x % 3 = 1, x % 7, x % 5) FROM generate_series(1, 500) x",
    "SELECT xm.survival(x % 13, x % 3 = 1) FROM generate_series(1, 500) x",
    "SELECT xm.survival(x % 13 / 3.0, x % 3 = 1) FROM generate_series(1, 500) x",
    "SELECT xm.bg_nbd(f, r, 30) FROM unnest('{0,0,0,1,1,1,2,4,9}'::int[], '{0,0,0,2,9,25,20,5,28}'::int[]) t(f, r)",
    "SELECT xm.gamma_gamma(1 + x % 4, 5 + x * x % 13) FROM generate_series(1, 60) x",
    "SELECT xm.pvq21(ARRAY[1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6, 1, 2, 3])",
    "SELECT xm.pvq_rr(array_agg(1 + x * x % 6), false) FROM generate_series(1, 57) x",
    "SELECT xm.value_profile(ARRAY[1.5, -2], ARRAY['price', 'staff \"quoted\"'])",
    "SELECT xm.profiles(xm.value_profile(ARRAY[x % 7, x / 3.0], ARRAY['a', 'b'])) FROM generate_series(1, 50) x",
    "SELECT xm.segments(xm.value_profile(ARRAY[x % 7, x % 5]::float8[], ARRAY['a', 'b']), '[2,4]'::int4range) FROM "
    "generate_series(1, 50) x",
    "SELECT xm.latent_classes(ARRAY[1 + x % 2, 1 + x % 3, NULLIF(x % 5, 0)], '[2,3]'::int4range) FROM generate_series(1, 50) x",
};

TEST(client, states_travel_in_binary_and_back) {
    const auto c = connect();
    for (const char* make : states) {
        const auto sent = run(c.get(), make, true);
        ASSERT_EQ(PQresultStatus(sent.get()), PGRES_TUPLES_OK) << PQerrorMessage(c.get());
        const auto text = run(c.get(), make);
        const Oid type = PQftype(sent.get(), 0);
        const char* const value = PQgetvalue(sent.get(), 0, 0);
        const int length = PQgetlength(sent.get(), 0, 0);
        const int binary = 1;
        const result_ptr back(PQexecParams(c.get(), "SELECT $1", 1, &type, &value, &length, &binary, 0), PQclear);
        ASSERT_EQ(PQresultStatus(back.get()), PGRES_TUPLES_OK) << PQerrorMessage(c.get());
        EXPECT_STREQ(PQgetvalue(back.get(), 0, 0), PQgetvalue(text.get(), 0, 0));
    }
}

TEST(client, damaged_binary_is_refused_and_the_session_goes_on) {
    const auto c = connect();
    for (const char* make : states) {
        const auto sent = run(c.get(), make, true);
        const Oid type = PQftype(sent.get(), 0);
        const std::string whole(PQgetvalue(sent.get(), 0, 0), static_cast<std::size_t>(PQgetlength(sent.get(), 0, 0)));
        for (std::size_t cut = 0; cut < whole.size(); ++cut) {
            const char* const value = whole.data();
            const int length = static_cast<int>(cut);
            const int binary = 1;
            const result_ptr back(PQexecParams(c.get(), "SELECT $1", 1, &type, &value, &length, &binary, 0), PQclear);
            EXPECT_EQ(PQresultStatus(back.get()), PGRES_FATAL_ERROR);
            EXPECT_STREQ(PQresultErrorField(back.get(), PG_DIAG_SQLSTATE), "22P03") << cut << " bytes of " << make;
        }
    }
    EXPECT_EQ(PQresultStatus(run(c.get(), "SELECT 1").get()), PGRES_TUPLES_OK);
}

TEST(client, prepared_statements_take_states_and_metrics_as_text) {
    session s;
    s.connection().prepare("ask", "SELECT value FROM xm.estimate($1::xm.ratings, $2::xm.metric, $3)");
    const std::string state = s.value(states[0]);
    for (const char* metric : {"nps", "mean", "share[9,10]"})
        EXPECT_EQ(s.work().exec_prepared("ask", state, metric, 0.9)[0][0].c_str(),
                  s.value("SELECT xm.score('" + state + "', '" + metric + "')"));
}

TEST(client, a_bi_tool_sees_plain_columns) {
    const auto c = connect();
    const std::set<Oid> plain{16, 20, 23, 25, 701};  // boolean, bigint, integer, text, double precision
    for (const char* ask :
         {"SELECT e.* FROM (SELECT xm.ratings(5) r) t, xm.estimate(r) e",
          "SELECT e.* FROM (SELECT xm.ratings(5) r) t, xm.compare(r, r) e",
          "SELECT e.* FROM (SELECT xm.ratings(5) r) t, xm.distribution(r) e",
          "SELECT e.* FROM (SELECT xm.link(1, 2) l) t, xm.linkage_summary(l) e",
          "SELECT (xm.icc(r)).* FROM (SELECT xm.ratings(5) r) t",
          "SELECT q.* FROM (SELECT xm.alignment(1, 2) a) t, unnest(a) q",
          "SELECT c.* FROM (SELECT xm.moments(x, x % 3) m FROM generate_series(1, 9) x) t, xm.correlations(m) c",
          "SELECT c.* FROM (SELECT xm.linear(xm.moments(x, x % 3), 'x1') f FROM generate_series(1, 9) x) t, xm.coefficients(f) c",
          "SELECT q.* FROM (SELECT xm.lead_lag(x % 3, x, x, x % 5, 1) l FROM generate_series(1, 30) x) t, unnest(l) q",
          "SELECT d.* FROM (SELECT xm.moments(x, x % 3, x % 5) m FROM generate_series(1, 30) x) t, xm.drivers(m, 'x1') d",
          "SELECT d.* FROM (SELECT xm.moments(x, x % 3, x % 5) m FROM generate_series(1, 30) x) t, xm.drivers(ARRAY[m, m], 'x1') "
          "d",
          "SELECT d.* FROM (SELECT xm.moments(x, x % 3, x % 5) m FROM generate_series(1, 30) x) t, "
          "xm.driver_groups(m, 'x1', '{\"a\": [\"x2\"]}') d",
          "SELECT r.* FROM (SELECT xm.survival(x, x % 3) s FROM generate_series(0, 1) x) t, xm.survival_table(s) r",
          "SELECT r.* FROM (SELECT xm.survival(x, x % 3) s FROM generate_series(0, 1) x) t, xm.compare(s, s, 1) r",
          "SELECT (xm.logrank(s)).* FROM (SELECT xm.survival(x, x % 3) s FROM generate_series(0, 1) x) t",
          "SELECT (xm.purchase_history(now(), 3.5, now())).*",
          "SELECT h.* FROM xm.higher_order(xm.pvq21(array_fill(2, '{21}'))) h",
          "SELECT s.* FROM (SELECT xm.segments(xm.value_profile(ARRAY[x]::float8[]), 2) m FROM generate_series(1, 9) x) t, "
          "xm.segment_table(m) s",
          "SELECT f.* FROM (SELECT xm.latent_classes(ARRAY[1 + x % 2, 1 + x / 2 % 2, 1 + x % 3], 2) m FROM generate_series(1, "
          "60) x) t, xm.segment_fit(m) f",
          "SELECT (xm.segmentation_test(x, x % 2, x % 3)).* FROM generate_series(1, 9) x"}) {
        const auto r = run(c.get(), ask);
        ASSERT_EQ(PQresultStatus(r.get()), PGRES_TUPLES_OK) << PQerrorMessage(c.get());
        EXPECT_GE(PQnfields(r.get()), 4);
        for (int i = 0; i < PQnfields(r.get()); ++i)
            EXPECT_TRUE(plain.contains(PQftype(r.get(), i))) << PQfname(r.get(), i) << " of " << ask;
    }
}

// Milliseconds from the cancel until the statement is over.
double cancelled_after(const char* statement) {
    const auto c = connect();
    run(c.get(), "SET max_parallel_workers_per_gather = 0");
    std::unique_ptr<PGcancel, decltype(&PQfreeCancel)> cancel(PQgetCancel(c.get()), PQfreeCancel);
    EXPECT_EQ(PQsendQuery(c.get(), statement), 1);
    std::this_thread::sleep_for(std::chrono::milliseconds(500));
    char why[256];
    EXPECT_EQ(PQcancel(cancel.get(), why, sizeof why), 1) << why;
    const auto asked = std::chrono::steady_clock::now();
    std::string state = "finished";
    while (const result_ptr r{PQgetResult(c.get()), PQclear})
        if (const char* s = PQresultErrorField(r.get(), PG_DIAG_SQLSTATE)) state = s;
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - asked;
    EXPECT_EQ(state, "57014") << statement;
    EXPECT_EQ(PQresultStatus(run(c.get(), "SELECT xm.nps(9)").get()), PGRES_TUPLES_OK) << "the session is healthy";
    return took.count();
}

TEST(client, cancel_from_another_connection_takes_effect) {
    EXPECT_LT(cancelled_after("SELECT xm.ratings(x % 11) FROM generate_series(1, 1000000000) x"), 300);
    EXPECT_LT(cancelled_after("SELECT xm.link(r, r) FROM (SELECT xm.ratings(x % 11) r FROM generate_series(1, 10) x) t, "
                              "generate_series(1, 1000000000)"),
              300);
    EXPECT_LT(cancelled_after("SELECT xm.alignment(random(), x) FROM generate_series(1, 1000000000) x"), 300);
    EXPECT_LT(cancelled_after("SELECT xm.moments(x, x % 7, random()) FROM generate_series(1, 1000000000) x"), 300);
    EXPECT_LT(cancelled_after("SELECT xm.lead_lag(x % 1000, x, x, x % 7, 100) FROM generate_series(1, 1000000000) x"), 300);
    EXPECT_LT(cancelled_after("SELECT xm.survival(x % 1000, x % 3 = 0) FROM generate_series(1, 1000000000) x"), 300);
    EXPECT_LT(cancelled_after("SELECT xm.logit(x % 3 = 0, x % 7) FROM generate_series(1, 1000000000) x"), 300);
    EXPECT_LT(cancelled_after("SELECT xm.cox(x % 1000, x % 3 = 0, x % 7) FROM generate_series(1, 1000000000) x"), 300);
    EXPECT_LT(cancelled_after("SELECT xm.bg_nbd(x % 3, x % 7, 9) FROM generate_series(1, 1000000000) x"), 300);
    const std::string thirty =
        "SELECT d.* FROM (SELECT xm.moments((SELECT array_agg(hashint4(i * 64 + k) % 1000) FROM generate_series(1, 31) k)) m "
        "FROM generate_series(1, 100) i) t, ";
    EXPECT_LT(cancelled_after((thirty + "xm.drivers(m, 'x1') d").c_str()), 300);
    EXPECT_LT(cancelled_after((thirty + "xm.drivers(ARRAY[m, m], 'x1') d").c_str()), 300);
    EXPECT_LT(
        cancelled_after("SELECT xm.segments(xm.value_profile(ARRAY[x]::float8[]), 5) FROM generate_series(1, 1000000000) x"),
        300);
    EXPECT_LT(
        cancelled_after("SELECT xm.similarity(xm.value_profile(ARRAY[x, 1]::float8[])) FROM generate_series(1, 1000000000) x"),
        300);
    EXPECT_LT(cancelled_after("SELECT xm.cramers_v(x % 7, x % 5) FROM generate_series(1, 1000000000) x"), 300);
    EXPECT_LT(cancelled_after("SELECT xm.latent_classes(ARRAY[1 + x % 7], 5) FROM generate_series(1, 1000000000) x"), 300);
}

// The rows are collected long before the cancel comes: it reaches the fit itself.
TEST(client, cancel_reaches_a_long_fit) {
    {
        session s;
        s.query("DROP TABLE IF EXISTS client_people");
        s.query(
            "CREATE TABLE client_people AS SELECT xm.value_profile(ARRAY(SELECT (hashint4(i * 64 + q) & 65535) / 512.0 "
            "FROM generate_series(1, 30) q)::float8[]) AS p, ARRAY(SELECT 1 + (hashint4(i * 64 + q) & 3) "
            "FROM generate_series(1, 30) q) AS a FROM generate_series(1, 20000) i");
        s.commit();
    }
    EXPECT_LT(cancelled_after("SELECT xm.segments(p, '[2,200]'::int4range) FROM client_people"), 300);
    EXPECT_LT(cancelled_after("SELECT xm.segments(p, 255) FROM client_people, generate_series(1, 10)"), 300);
    EXPECT_LT(cancelled_after("SELECT xm.segment_stability(p, 255) FROM client_people"), 300);
    EXPECT_LT(cancelled_after("SELECT xm.latent_classes(a, '[2,60]'::int4range) FROM client_people"), 300);
    session s;
    s.query("DROP TABLE client_people");
    s.commit();
}

TEST(client, statement_timeout_ends_a_collection) {
    const auto c = connect();
    run(c.get(), "SET statement_timeout = '1s'");
    const auto began = std::chrono::steady_clock::now();
    const auto r = run(c.get(), "SELECT xm.alignment(a * b, b) FROM generate_series(1, 30000) a, generate_series(1, 30000) b");
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - began;
    EXPECT_STREQ(PQresultErrorField(r.get(), PG_DIAG_SQLSTATE), "57014");
    EXPECT_LT(took.count(), 1300);
}

TEST(client, sessions_merge_into_one_table_of_states) {
    {
        session s;
        s.query("DROP TABLE IF EXISTS client_total");
        s.query("CREATE TABLE client_total (unit int PRIMARY KEY, r xm.ratings)");
        s.query("INSERT INTO client_total SELECT g, NULL FROM generate_series(0, 4) g");
        s.commit();
    }
    std::vector<std::thread> sessions;
    for (int k = 0; k < 4; ++k)
        sessions.emplace_back([k] {
            for (int round = 0; round < 25; ++round) {
                session s;
                const std::string part =
                    "SELECT xm.ratings((x + " + std::to_string(k * 25 + round) + ") % 11) FROM generate_series(1, 100) x";
                s.query("UPDATE client_total SET r = COALESCE(r + p, p) FROM (" + part +
                        ") t(p) WHERE unit = " + std::to_string(round % 5));
                s.commit();
            }
        });
    for (auto& t : sessions) t.join();
    session s;
    EXPECT_EQ(s.value("SELECT xm.rollup(r)::text FROM client_total"),
              s.value("SELECT xm.ratings((x + k) % 11)::text FROM generate_series(1, 100) x, generate_series(0, 99) k"));
    s.query("DROP TABLE client_total");
    s.commit();
}

TEST(client, an_error_leaves_the_session_healthy_a_thousand_times) {
    const auto c = connect();
    for (int i = 0; i < 1000; ++i) {
        const auto r = run(c.get(), i % 2 ? "SELECT xm.ratings(500)" : "SELECT 'share[9,1]'::xm.metric");
        ASSERT_EQ(PQresultStatus(r.get()), PGRES_FATAL_ERROR);
    }
    const auto r = run(c.get(), "SELECT sum(total_bytes) < 64 * 1024 * 1024 FROM pg_backend_memory_contexts");
    EXPECT_STREQ(PQgetvalue(r.get(), 0, 0), "t");
}

// The warnings that a statement sends, each on a line.
std::string warnings_of(PGconn* c, const std::string& sql) {
    std::string heard;
    PQsetNoticeProcessor(
        c, [](void* to, const char* text) { *static_cast<std::string*>(to) += text; }, &heard);
    const result_ptr result(PQexec(c, sql.c_str()), PQclear);
    EXPECT_TRUE(PQresultStatus(result.get()) == PGRES_TUPLES_OK || PQresultStatus(result.get()) == PGRES_COMMAND_OK)
        << PQerrorMessage(c);
    PQsetNoticeProcessor(
        c, [](void*, const char*) {}, nullptr);
    std::string warnings;
    for (std::size_t at = 0; (at = heard.find("WARNING:", at)) != std::string::npos;) {
        const std::size_t end = heard.find('\n', at);
        warnings += heard.substr(at, end - at) + "\n";
        at = end;
    }
    return warnings;
}

std::size_t lines(const std::string& text) { return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')); }

TEST(client, fits_that_fail_are_told_of_once_a_statement) {
    const auto c = connect();
    const auto ok = [&](const char* sql) {
        EXPECT_EQ(PQresultStatus(run(c.get(), sql).get()), PGRES_COMMAND_OK) << PQerrorMessage(c.get());
    };
    ok("SET pg_xm.no_fit = 'null'");
    const std::string separated = "SELECT xm.logit(i > 3, i) FROM generate_series(1, 9) i";
    std::string heard =
        warnings_of(c.get(), "SELECT g, xm.logit(i > 3, i) FROM generate_series(1, 4) g, generate_series(1, 9) i GROUP BY g");
    EXPECT_EQ(lines(heard), 1U);
    EXPECT_EQ(heard.rfind("WARNING:  4 fits failed and are NULL; the first: ", 0), 0U) << heard;
    heard = warnings_of(c.get(), separated);
    EXPECT_EQ(heard.rfind("WARNING:  1 fit failed and is NULL: ", 0), 0U) << heard;
    EXPECT_EQ(warnings_of(c.get(), "SELECT xm.logit(i % 2, i % 3) FROM generate_series(1, 9) i"), "");
    // Queries of functions belong to the statement that calls them.
    ok("CREATE FUNCTION pg_temp.f() RETURNS xm.model LANGUAGE plpgsql AS $$ BEGIN RETURN (SELECT xm.logit(i > 3, i) FROM "
       "generate_series(1, 9) i); END $$");
    heard = warnings_of(c.get(), "SELECT pg_temp.f() FROM generate_series(1, 3)");
    EXPECT_EQ(lines(heard), 1U) << heard;
    EXPECT_EQ(heard.rfind("WARNING:  3 fits failed", 0), 0U) << heard;
    heard = warnings_of(c.get(),
                        "DO $$ DECLARE m xm.model; BEGIN m := (SELECT xm.logit(i > 3, i) FROM generate_series(1, 9) i); END $$");
    EXPECT_EQ(lines(heard), 1U) << heard;
    // What runs when a query is finished, and the rows of a cursor.
    ok("CREATE TEMP TABLE fitted (g int, m xm.model)");
    const std::string of_groups = "SELECT g, xm.logit(i > 3, i) FROM generate_series(1, 4) g, generate_series(1, 9) i GROUP BY g";
    heard = warnings_of(c.get(), "WITH kept AS (INSERT INTO fitted " + of_groups + ") SELECT 1");
    EXPECT_EQ(lines(heard), 1U) << heard;
    ok("BEGIN");
    ok(("DECLARE fits CURSOR FOR " + of_groups).c_str());
    heard = warnings_of(c.get(), "FETCH ALL FROM fits");
    EXPECT_EQ(heard.rfind("WARNING:  4 fits failed", 0), 0U) << heard;
    EXPECT_EQ(warnings_of(c.get(), "CLOSE fits"), "");
    ok("COMMIT");
    // A statement that ends in an error leaves nothing to tell to the next one.
    const auto failed = run(c.get(), ("SELECT 1 / (m IS NOT NULL)::int FROM (" + separated + ") q(m)").c_str());
    EXPECT_EQ(PQresultStatus(failed.get()), PGRES_FATAL_ERROR);
    EXPECT_EQ(warnings_of(c.get(), "SELECT xm.logit(i % 2, i % 3) FROM generate_series(1, 9) i"), "");
}

// Labels are UTF-8 in a state and the database's encoding in SQL.
TEST(client, labels_in_a_database_of_another_encoding) {
    const auto home = connect();
    run(home.get(), "DROP DATABASE IF EXISTS xm_latin");
    ASSERT_EQ(
        PQresultStatus(
            run(home.get(), "CREATE DATABASE xm_latin TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'").get()),
        PGRES_COMMAND_OK)
        << PQerrorMessage(home.get());
    {
        connection_ptr latin(PQconnectdb("dbname=xm_latin client_encoding=UTF8"), PQfinish);
        const auto ask = [&](const char* sql) {
            const auto r = run(latin.get(), sql);
            if (PQresultStatus(r.get()) != PGRES_TUPLES_OK)
                return std::string(PQresultErrorField(r.get(), PG_DIAG_SQLSTATE)) + ' ' +
                       PQresultErrorField(r.get(), PG_DIAG_MESSAGE_PRIMARY);
            return std::string(PQgetvalue(r.get(), 0, 0));
        };
        run(latin.get(), "CREATE EXTENSION pg_xm");
        run(latin.get(),
            "CREATE TABLE answer AS SELECT x AS \"zuvor\", x % 7 AS \"möglich\", x % 5 AS \"é\" FROM generate_series(1, 60) x");
        run(latin.get(), "CREATE TABLE kept AS SELECT xm.moments(answer) AS m FROM answer");
        EXPECT_EQ(ask("SELECT string_agg(item, ' ' ORDER BY item) FROM kept, xm.item_analysis(m)"), "möglich zuvor é");
        EXPECT_EQ(ask("SELECT xm.mean(m, 'é') = (SELECT avg(\"é\") FROM answer) FROM kept"), "t");
        EXPECT_EQ(ask("SELECT m::text::xm.moments = m FROM kept"), "t");
        EXPECT_EQ(ask("SELECT m::text LIKE '%\"labels\":[\"zuvor\",\"möglich\",\"é\"]%' FROM kept"), "t");
        EXPECT_EQ(ask("SELECT driver FROM kept, xm.driver_groups(m, 'zuvor', '{\"früh\": [\"é\", \"möglich\"]}')"), "früh");
        EXPECT_EQ(ask("SELECT xm.mean(m, 'ö') FROM kept"), "22023 no variable \"ö\"; there are zuvor, möglich, é");
        EXPECT_EQ(ask("SELECT xm.value(xm.value_profile('{1,2}'::float8[], '{ä,b}'), 'ä')"), "1");
        // Binary values carry UTF-8: the same bytes from both databases.
        connection_ptr utf8(PQconnectdb("client_encoding=UTF8"), PQfinish);
        const char* const make = "SELECT xm.label((SELECT xm.moments(x, x % 7) FROM generate_series(1, 9) x), 'é', 'b')";
        const auto one = run(latin.get(), make, true), other = run(utf8.get(), make, true);
        ASSERT_EQ(PQgetlength(one.get(), 0, 0), PQgetlength(other.get(), 0, 0));
        EXPECT_EQ(std::memcmp(PQgetvalue(one.get(), 0, 0), PQgetvalue(other.get(), 0, 0),
                              static_cast<std::size_t>(PQgetlength(one.get(), 0, 0))),
                  0);
        // A label that LATIN1 does not have arrives in binary: 22P05 where it would have to be shown.
        const auto euro =
            run(utf8.get(), "SELECT xm.label((SELECT xm.moments(x, x % 7) FROM generate_series(1, 9) x), '€', 'b')", true);
        const char* const values[] = {PQgetvalue(euro.get(), 0, 0)};
        const int lengths[] = {PQgetlength(euro.get(), 0, 0)}, formats[] = {1};
        const Oid type = static_cast<Oid>(std::stoul(ask("SELECT 'xm.moments'::regtype::oid")));
        const result_ptr shown(PQexecParams(latin.get(), "SELECT $1::text", 1, &type, values, lengths, formats, 0), PQclear);
        EXPECT_STREQ(PQresultErrorField(shown.get(), PG_DIAG_SQLSTATE), "22P05");
        const result_ptr unknown(PQexecParams(latin.get(), "SELECT xm.mean($1, 'c')", 1, &type, values, lengths, formats, 0),
                                 PQclear);
        EXPECT_STREQ(PQresultErrorField(unknown.get(), PG_DIAG_MESSAGE_PRIMARY),
                     "no variable \"c\"; there are \\xe2\\x82\\xac, b");
    }
    run(home.get(), "DROP DATABASE xm_latin");
}

}  // namespace
