// Rows of files into a survey, on a server.
#include "client/load/load.hpp"
#include "client/load/tables.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include "client/load/values.hpp"
#include "client/read/csv.hpp"

namespace {

using namespace xm::client;  // NOLINT
using xm::core::survey::definition;
using xm::core::survey::statement;

constexpr const char* customers = R"({"side": "customer", "items": [
  {"name": "nps", "type": "rating", "scale": [0, 10]},
  {"name": "wait", "type": "rating", "scale": [1, 5], "labels": {"1": "endless", "5": "none"}, "missing": {"9": "not applicable"}},
  {"name": "contact", "type": "multiple", "choices": {"web": "Web site", "store": "Store, in person"}, "other": true},
  {"name": "seen", "type": "multiple", "choices": {"tv": "TV", "web": "Web"}},
  {"name": "tenure", "type": "choice", "choices": [{"code": "lt1", "label": "under a year"}, {"code": "gt1", "label": "longer"}], "other": true},
  {"name": "ranked", "type": "rank", "choices": {"a": "A", "b": "B", "c": "C"}},
  {"name": "spend", "type": "number"}, {"name": "on_day", "type": "date"}, {"name": "at_time", "type": "timestamp"},
  {"name": "again", "type": "boolean"}, {"name": "why", "type": "text"}]})";

// A workspace of its own, in a transaction that is rolled back.
class Load : public testing::Test {
protected:
    void SetUp() override {
        db.notice = [](const std::string&) {};
        db.execute(statement("DO $$ BEGIN CREATE ROLE xm_load_owner; EXCEPTION WHEN duplicate_object THEN NULL; END $$"));
        db.execute(statement("SELECT xm.create_workspace('load_test', 'Europe/Berlin', owner => 'xm_load_owner')"));
        db.execute(statement("INSERT INTO load_test.unit (unit) VALUES ('kiel'), ('bremen')"));
        make("visit", customers);
        o.workspace = "load_test";
    }
    void make(const std::string& survey, const char* json) {
        db.execute(statement("SELECT xm.create_survey('load_test', %L, %L)", {survey, json}));
        p.definition = definition::parse(json);
        p.survey = survey;
        p.side_known = true;
    }
    void file(const std::string& text) {
        p.files.resize(1);
        p.files[0].source = text_of_memory("answers.csv", text, {});
        p.files[0].columns = 1;
        for (const char c : text.substr(0, text.find('\n'))) p.files[0].columns += c == ',';
    }
    plan_column& column(role r, const std::string& source) {
        plan_column c;
        c.column = p.columns.size();
        c.source = c.key = source;
        c.role = r;
        p.columns.push_back(c);
        return p.columns.back();
    }
    plan_column& answer(const std::string& item, reading how, const std::string& source = "Q") {
        plan_column& c = column(role::answer, source);
        c.item = item;
        c.reading = how;
        return c;
    }
    std::string run() { return balance_of(load(p, db, o)); }
    std::string refused() {
        db.execute(statement("SAVEPOINT s"));
        try {
            const std::string done = run();
            db.execute(statement("RELEASE s"));
            return done;
        } catch (const failure& f) {
            db.execute(statement("ROLLBACK TO s"));
            return message_of(f);
        }
    }
    std::string rows(const std::string& what, const std::string& survey = "visit") {
        std::string all;
        for (const row& r : db.query(statement("SELECT " + what + " FROM load_test." + survey + " ORDER BY source_id"))) {
            for (const auto& c : r) all += (c ? *c : "-") + (&c == &r.back() ? "" : " ");
            all += ";";
        }
        return all;
    }

    database db{""};
    plan p;
    load_options o;
};

TEST_F(Load, EachReadingToItsColumn) {
    file(
        "id,nps,wait,contact,tv,web,tenure,rank1,rank2,spend,day,time,again,why\n"
        "1,10,none,\"Web site, Store, in person, by pigeon, twice\",1,,under a year,B,a,\"1,204.50\",29/02/2024,2024-02-29 "
        "10:00:00+01:00,yes,Fast 😀\n"
        "2,0 - no,9,web,0,0,something else,,,-3,01/03/2024,\"Mar 1, 2024 6:30 PM\",no,'=1+1\n"
        "3,,,,,,,,,,,,,\n");
    column(role::source_id, "id");
    p.files[0].id_column = 0;
    answer("nps", reading::rating);
    plan_column& wait = answer("wait", reading::rating);
    wait.words = {{"endless", "1"}, {"none", "5"}};
    wait.missing = {{"9", "not applicable"}};
    plan_column& contact = answer("contact", reading::joined);
    contact.separator = ",";
    contact.has_other = true;
    contact.words = {{"Web site", "web"}, {"web", "web"}, {"Store, in person", "store"}};
    for (const char* option : {"tv", "web"}) {
        plan_column& seen = answer("seen", reading::tick);
        seen.option = option;
        seen.words = {{"1", "true"}, {"0", "false"}};
    }
    plan_column& tenure = answer("tenure", reading::choice);
    tenure.has_other = true;
    tenure.words = {{"under a year", "lt1"}};
    for (int place : {1, 2}) {
        plan_column& rank = answer("ranked", reading::rank_place);
        rank.place = place;
        rank.words = {{"A", "a"}, {"a", "a"}, {"B", "b"}};
    }
    answer("spend", reading::number).thousands = true;
    answer("on_day", reading::date).order = date_order::dmy;
    answer("at_time", reading::time);
    answer("again", reading::boolean).words = {{"yes", "true"}, {"no", "false"}};
    answer("why", reading::text).mask = true;
    EXPECT_EQ(run(), "3 records read = 3 new + 0 changed + 0 unchanged");
    EXPECT_EQ(rows("nps, wait, missing, contact_web, contact_store, contact_other, seen_tv, seen_web"),
              "10 5 - t t by pigeon, twice t f;0 - {\"wait\": \"not applicable\"} t f - f f;- - - - - - - -;");
    EXPECT_EQ(rows("tenure, tenure_other, ranked_a, ranked_b, ranked_c, spend, on_day, at_time AT TIME ZONE 'UTC', again, why"),
              "lt1 - 2 1 - 1204.50 2024-02-29 2024-02-29 09:00:00 t Fast 😀;- something else - - - -3 2024-03-01 2024-03-01 "
              "17:30:00 f =1+1;- - - - - - "
              "- - - -;");
    EXPECT_EQ(run(), "3 records read = 0 new + 0 changed + 3 unchanged");
    EXPECT_EQ(db.value(statement("SELECT source FROM load_test.choice WHERE item = 'contact' AND code = 'store'")),
              "Store, in person");
    EXPECT_EQ(db.value(statement("SELECT xm_internal.import_mapping('load_test', 'visit') ->> 'Q'")), "why");
}

TEST_F(Load, ColumnsThatAreNoAnswers) {
    o.make_units = true;
    file(
        "start,end,lang,unit,mail,done,status\n2024-01-01 10:00,2024-01-01 12:00,de,bonn,Ann@Example.org,1,x\n2024-01-01 "
        "10:00,2024-01-01 12:00,de,kiel,,0,Survey Preview\n\n"
        "2024-01-01 10:00,2024-01-01 12:00:00.25Z,de,kiel,,0,x\n");
    column(role::started_at, "start").zone = "America/New_York";
    column(role::ended_at, "end").zone = "America/New_York";
    column(role::language, "lang");
    column(role::unit, "unit");
    column(role::person, "mail").key_kind = "email";
    column(role::complete, "done").words = {{"1", "true"}, {"0", "false"}};
    column(role::status, "status");
    p.files[0].tests[6] = {"survey preview"};
    EXPECT_EQ(run(),
              "3 records read = 2 new + 0 changed + 0 unchanged + 1 test or preview\n1 customer was new and made\n1 unit was new "
              "and made");
    const auto found = db.query(statement(
        "SELECT started_at AT TIME ZONE 'UTC', submitted_at AT TIME ZONE 'UTC', language, unit, k.value, complete, source_id ~ "
        "'^row-[0-9a-f]{32}$' FROM load_test.visit LEFT JOIN load_test.person_key k USING (person_id) ORDER BY unit"));
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0], (row{"2024-01-01 15:00:00", "2024-01-01 17:00:00", "de", "bonn", "ann@example.org", "t", "t"}));
    EXPECT_EQ(found[1], (row{"2024-01-01 15:00:00", "2024-01-01 12:00:00.25", "de", "kiel", std::nullopt, "f", "t"}));
    EXPECT_EQ(run(), "3 records read = 0 new + 0 changed + 2 unchanged + 1 test or preview");
}

TEST_F(Load, RowsWithoutIdAreKnownByTheirContent) {
    file("nps,why\n9,good\n9,good\n3,bad\n");
    answer("nps", reading::rating);
    answer("why", reading::text);
    EXPECT_EQ(run(), "3 records read = 3 new + 0 changed + 0 unchanged");
    EXPECT_EQ(run(), "3 records read = 0 new + 0 changed + 3 unchanged");
    // Other columns, another order, a row more of the same.
    file("why,x,nps\nbad,1,3\ngood,,9\ngood,2,9\ngood,3,9\n");
    p.columns.clear();
    answer("why", reading::text);
    column(role::metadata, "x");
    answer("nps", reading::rating);
    EXPECT_EQ(run(), "4 records read = 1 new + 0 changed + 3 unchanged");
}

TEST_F(Load, OneResponseTwiceInTheFile) {
    file("id,nps\na,1\na,1\nb,2\n");
    column(role::source_id, "id");
    p.files[0].id_column = 0;
    answer("nps", reading::rating);
    EXPECT_EQ(run(), "3 records read = 2 new + 0 changed + 0 unchanged + 1 repeated in the file");
    file("id,nps\na,1\na,2\nb,2\n");
    p.files[0].id_column = 0;
    o.last_wins = true;
    EXPECT_EQ(run(), "3 records read = 0 new + 1 changed + 1 unchanged + 1 repeated in the file");
    EXPECT_EQ(rows("source_id, nps"), "a 2;b 2;");
    o.last_wins = false;
    EXPECT_EQ(refused(),
              "answers.csv, line 3, column id: \"a\" is the id of line 2, too, with other answers\nHINT: --last-wins takes the "
              "later row; --drop COLUMN "
              "if its values do not name responses. --rejects FILE keeps such rows aside and loads the others.");
}

TEST_F(Load, OneResponseInTwoFiles) {
    file("id,nps\na,1\nb,2\n");
    column(role::source_id, "id");
    answer("nps", reading::rating);
    p.files[0].id_column = 0;
    p.files.push_back(p.files[0]);
    p.files[1].source = text_of_memory("later.csv", "id,nps\nc,3\na,4\nd,5\n", {});
    for (std::size_t i = 0; i < 2; ++i) {
        plan_column later = p.columns[i];
        later.file = 1;
        p.columns.push_back(later);
    }
    EXPECT_EQ(refused().find("later.csv, line 3, column id: \"a\" is the id of line 2 of answers.csv, too, with other answers"),
              0U);
    o.last_wins = true;
    EXPECT_EQ(run(), "5 records read = 4 new + 1 changed + 0 unchanged");
    EXPECT_EQ(rows("source_id, nps"), "a 4;b 2;c 3;d 5;");  // c, in the line where a stood before, stays
}

// Somebody's table of the name of ours, which the search_path of the role finds first.
TEST_F(Load, OnlyTheTemporaryTableTakesAnswers) {
    db.execute(statement("CREATE SCHEMA others"));
    db.execute(statement("CREATE TABLE others.xm_import_0 (\"@line\" bigint, source_id text, missing jsonb, nps smallint)"));
    db.execute(statement("SET search_path = others, pg_temp"));
    file("nps\n9\n");
    answer("nps", reading::rating);
    EXPECT_EQ(run(), "1 record read = 1 new + 0 changed + 0 unchanged");
}

TEST_F(Load, BadCellsEndItOrAreKeptAside) {
    const std::string bad =
        "id,nps,spend,day,unit,tenure\na,1,1,2024-02-28,kiel,under a "
        "year\nb,11,1,,,\nc,1,1.2.3,,,\nd,1,,2024-02-30,,\ne,1,,,bonn,\nf,1,,,,=cmd()\n,1,,,,\n";
    file(bad);
    column(role::source_id, "id");
    p.files[0].id_column = 0;
    answer("nps", reading::rating, "How likely?");
    answer("spend", reading::number, "spend");
    answer("on_day", reading::date, "day");
    column(role::unit, "unit");
    answer("tenure", reading::choice, "tenure").words = {{"under a year", "lt1"}};
    const std::string path = testing::TempDir() + "xm_rejects_" + std::to_string(getpid()) + ".csv";
    o.rejects = path;
    EXPECT_EQ(run(), "7 records read = 1 new + 0 changed + 0 unchanged + 6 rejected");
    std::stringstream kept;
    kept << std::ifstream(path).rdbuf();
    unlink(path.c_str());
    EXPECT_EQ(kept.str(),
              "file,line,column,value,reason\n"
              "answers.csv,3,How likely?,11,is outside the allowed range: ratings 0..10\n"
              "answers.csv,4,spend,1.2.3,is no number\n"
              "answers.csv,5,day,2024-02-30,is no date\n"
              "answers.csv,6,unit,bonn,\"is no unit of the workspace; there are bremen, kiel\"\n"
              "answers.csv,7,tenure,'=cmd(),\"is no option; there are lt1, gt1\"\n"
              "answers.csv,8,id,,is empty: the response has no id\n");
    o.rejects.clear();
    EXPECT_EQ(
        refused().find("answers.csv, line 3, column How likely?: \"11\" is outside the allowed range: ratings 0..10\nHINT: "),
        0U);
}

TEST_F(Load, ConfidentialFilesShowNoValue) {
    make("pulse", R"({"side": "employee", "items": [{"name": "enps", "type": "rating", "scale": [0, 10]}]})");
    file("enps\n77\n");
    answer("enps", reading::rating, "E");
    EXPECT_EQ(refused().find("answers.csv, line 2, column E: the value is outside the allowed range: ratings 0..10\nHINT: "), 0U);
}

TEST_F(Load, AnonymousSurveysKeepNoTimeAndNoPerson) {
    make("hush", R"({"side": "employee", "mode": "anonymous", "items": [{"name": "a", "type": "rating", "scale": [1, 5]}]})");
    file("id,start,end,mail,a\n1,2024-01-01 10:00,2024-01-01 23:30,a@b.c,5\n");
    column(role::source_id, "id");
    p.files[0].id_column = 0;
    column(role::started_at, "start");
    column(role::submitted_at, "end");
    column(role::person, "mail").key_kind = "email";
    answer("a", reading::rating);
    EXPECT_EQ(run(), "1 record read = 1 new + 0 changed + 0 unchanged");
    EXPECT_EQ(rows("length(source_id), submitted_at AT TIME ZONE 'UTC', a", "hush"), "64 2024-01-01 00:00:00 5;");
    EXPECT_EQ(run(), "1 record read = 0 new + 0 changed + 1 unchanged");
}

TEST_F(Load, ManyRowsTwice) {
    std::string text = "id,nps,spend,why\n";
    for (int i = 0; i < 20000; ++i)
        text +=
            std::to_string(i) + "," + std::to_string(i % 11) + "," + std::to_string(i) + ".25,text " + std::to_string(i) + "\n";
    file(text);
    column(role::source_id, "id");
    p.files[0].id_column = 0;
    answer("nps", reading::rating);
    answer("spend", reading::number);
    answer("why", reading::text);
    EXPECT_EQ(run(), "20,000 records read = 20,000 new + 0 changed + 0 unchanged");
    EXPECT_EQ(db.value(statement("SELECT sum(spend) FROM load_test.visit")), "199995000.00");
    EXPECT_EQ(run(), "20,000 records read = 0 new + 0 changed + 20,000 unchanged");
}

TEST_F(Load, WhatTheServerRefusesNamesTheFile) {
    make("pulse", R"({"side": "employee", "items": [{"name": "enps", "type": "rating", "scale": [0, 10]}]})");
    file("enps,nr\n7,007\n");
    answer("enps", reading::rating, "E");
    column(role::person, "nr").key_kind = "employee_number";
    EXPECT_EQ(
        refused(),
        "answers.csv: person: 1 row names an employee whom nobody knows, the first in line 2\nHINT: Add employees to person and "
        "person_key first: xm import --table person.");
}

// --- other tables --------------------------------------------------------------------------------------------------------------

class Tables : public Load {
protected:
    std::string table(const std::string& name, const std::string& text) {
        t.workspace = "load_test";
        t.table = name;
        const auto from = text_of_memory(name + ".csv", text, {});
        db.execute(statement("SAVEPOINT t"));
        try {
            return balance_of(load_table(*from, db, t));
        } catch (const failure& f) {
            db.execute(statement("ROLLBACK TO t"));
            return message_of(f);
        }
    }
    std::string found(const std::string& query) {
        std::string all;
        for (const row& r : db.query(statement(query))) {
            for (const auto& c : r) all += (c ? *c : "-") + (&c == &r.back() ? "" : " ");
            all += ";";
        }
        return all;
    }
    table_options t;
};

TEST_F(Tables, Units) {
    t.attributes = {"City"};
    const std::string units =
        "unit,Parent,name,opened,City\nnorth,,North,,\nkiel,north,Kiel,2020-01-31,Kiel\noslo,north,,,Oslo\noslo,north,,,Oslo\n";
    EXPECT_EQ(table("unit", units), "4 records read = 2 new + 1 changed + 0 unchanged + 1 repeated in the file");
    EXPECT_EQ(table("unit", units), "4 records read = 0 new + 0 changed + 3 unchanged + 1 repeated in the file");
    EXPECT_EQ(found("SELECT unit, parent, name, opened, attributes FROM load_test.unit ORDER BY 1"),
              "bremen - - - {};kiel north Kiel 2020-01-31 {\"City\": \"Kiel\"};north - North - {};oslo north - - {\"City\": "
              "\"Oslo\"};");
    EXPECT_EQ(table("unit", "unit,parent,City\noslo,south,x\n"),
              "unit.csv, line 2, column parent: \"south\" is no unit of the workspace\nHINT: Import units first: --table unit.");
    t.attributes.clear();
    EXPECT_EQ(table("unit", "unit,City,x\noslo,y,z\n").find("unit.csv, line 1: not columns of unit: City, x\nHINT: "), 0U);
    EXPECT_EQ(table("unit", "name\nx\n").find("unit.csv, line 1: no column unit"), 0U);
    EXPECT_EQ(table("unit", "unit,name\na,1\na,2\n"),
              "unit.csv, line 3: the row has the key of line 2 and says something else\nHINT: Keep one of them.");
    EXPECT_EQ(table("unit", "unit,opened\na,soon\n").find("unit.csv, line 2, column opened: \"soon\" is no date"), 0U);
}

TEST_F(Tables, TelephoneNumbers) {
    t.side = xm::core::survey::side::customer;
    t.persons = {{"phone", "Tel"}, {"email", "Mail"}};
    t.country = "DE";
    EXPECT_EQ(
        table("person",
              "Tel,Mail\n0431 / 123-45 67,ann@x.org\n+49 (0)431 7654321,\n12,bob@x.org\n,eve\x40x.org\n0431 99 99 99,none\n"),
        "5 records read = 5 new + 0 changed + 0 unchanged\n2 keys of persons could not be read "
        "and "
        "were left out: phone in line 4, email in line 6");
    EXPECT_EQ(found("SELECT value FROM load_test.person_key WHERE kind = 'phone' ORDER BY 1"),
              "+494311234567;+494317654321;+49431999999;");
    EXPECT_EQ(table("person", "Tel,Mail\n(0431) 1234567,ann@x.org\n"), "1 record read = 0 new + 0 changed + 1 unchanged");
    EXPECT_EQ(table("person", "Tel,Mail\n12,\n"),
              "person.csv, line 2, column Tel: the row names no person\nHINT: Each row needs one of the keys.");
}

TEST_F(Tables, PersonsAndMemberships) {
    t.side = xm::core::survey::side::employee;
    t.persons = {{"email", "Mail"}, {"employee_number", "Nr"}};
    const std::string people = "Mail,Nr,joined\nAnn@x.org,7,2020-01-01\n,8,\n";
    EXPECT_EQ(table("person", people), "2 records read = 2 new + 0 changed + 0 unchanged");
    EXPECT_EQ(table("person", people), "2 records read = 0 new + 0 changed + 2 unchanged");
    EXPECT_EQ(table("person", "Mail,Nr,joined\n,7,2021-01-01\nbob@x.org,9,2022-02-02\n"),
              "2 records read = 1 new + 1 changed + 0 unchanged");
    EXPECT_EQ(found("SELECT side, kind, value, joined FROM load_test.person JOIN load_test.person_key USING (person_id, side) "
                    "ORDER BY 3"),
              "employee employee_number 7 2021-01-01;employee employee_number 8 -;employee employee_number 9 2022-02-02;employee "
              "email ann@x.org 2021-01-01;employee email "
              "bob@x.org 2022-02-02;");
    EXPECT_EQ(table("person", "Mail,Nr\nann@x.org,\n,7\n"),
              "person.csv, line 3: the row is of the same person as line 2\nHINT: Keep one of them.");
    t.persons = {{"employee_number", "Nr"}};
    const std::string teams = "Nr,since,unit\n7,2020-01-01,kiel\n7,2021-01-01,bremen\n8,2020-01-01,\n";
    EXPECT_EQ(table("membership", teams), "3 records read = 3 new + 0 changed + 0 unchanged");
    EXPECT_EQ(table("membership", teams), "3 records read = 0 new + 0 changed + 3 unchanged");
    EXPECT_EQ(table("membership", "Nr,since,unit\n7,2020-01-01,bremen\n"), "1 record read = 0 new + 1 changed + 0 unchanged");
    EXPECT_EQ(
        table("membership", "Nr,since,unit\n6,2020-01-01,kiel\n5,2020-01-01,kiel\n"),
        "membership.csv, line 2: nobody has the keys of this row, and of 1 more\nHINT: Import employees first: --table person.");
}

TEST_F(Tables, PurchasesAndPeopleAsked) {
    t.persons = {{"crm", "customer"}};
    const std::string buys =
        "customer,at,amount,currency\nc1,2024-01-31 23:30,12.50,EUR\nc1,2024-01-31 23:30,12.50,EUR\n,2024-02-01T00:00Z,3,EUR\n";
    EXPECT_EQ(table("purchase", buys), "3 records read = 3 new + 0 changed + 0 unchanged\n1 customer was new and made");
    EXPECT_EQ(table("purchase", buys), "3 records read = 0 new + 0 changed + 3 unchanged");
    EXPECT_EQ(found("SELECT at AT TIME ZONE 'UTC', amount, value FROM load_test.purchase LEFT JOIN load_test.person_key USING "
                    "(person_id) ORDER BY 1, 2"),
              "2024-01-31 22:30:00 12.50 c1;2024-01-31 22:30:00 12.50 c1;2024-02-01 00:00:00 3 -;");
    EXPECT_EQ(table("purchase", "customer,at,amount,source_id\nc2,2024-01-31 23:30,12.50,p1\n"),
              "1 record read = 1 new + 0 changed + 0 unchanged\n1 customer was new and made");
    EXPECT_EQ(table("purchase", "customer,at,amount,source_id\nc2,2024-01-31 23:30,13,p1\n"),
              "1 record read = 0 new + 1 changed + 0 unchanged");
    t.persons.clear();
    db.execute(statement("INSERT INTO load_test.wave VALUES ('visit', 'w1')"));
    EXPECT_EQ(table("wave_unit", "survey,wave,unit,asked\nvisit,w1,kiel,20\n"),
              "1 record read = 1 new + 0 changed + 0 unchanged");
    EXPECT_EQ(table("wave_unit", "survey,wave,unit,asked\nvisit,w1,kiel,21\nvisit,w1,bremen,0\n"),
              "2 records read = 1 new + 1 changed + 0 unchanged");
    EXPECT_EQ(table("wave_unit", "survey,wave,unit,asked\nvisit,w1,kiel,-1\n")
                  .find("wave_unit.csv, line 2, column asked: \"-1\" is outside"),
              0U);
}

// --- values ------------------------------------------------------------------------------------------------------------------

TEST(Values, NumbersOfPeople) {
    decimal d;
    const auto value = [&](const char* text, bool comma = false, bool groups = false) {
        return read_decimal(text, comma, groups, d) ? d.value() : -999;
    };
    EXPECT_EQ(value("12.50"), 12.5);
    EXPECT_EQ(value(" -0.001 "), -0.001);
    EXPECT_EQ(value("1.234,5", true, true), 1234.5);
    EXPECT_EQ(value("€ 1,234,567", false, true), 1234567);
    EXPECT_EQ(value("−5 %"), -5);
    EXPECT_EQ(value("1e3"), 1000);
    EXPECT_EQ(value(".5"), 0.5);
    for (const char* bad : {"", "1,5", "1.2.3", "abc", "1-2", "--1", "NaN", "inf", "0x10", "1e", "e5", "."})
        EXPECT_EQ(value(bad), -999) << bad;
    EXPECT_EQ(value("1,5", false, true), -999);  // no group of three
    EXPECT_EQ(value("12,34,567", false, true), -999);
}

TEST(Values, NumericsGoOverTheWire) {
    database db("");
    db.execute(statement("CREATE TEMP TABLE t (i int, x numeric)"));
    const char* const all[] = {"0",    "0.00",     "1",      "-1",      "12.50",   "10000",
                               "9999", "99990000", "0.0001", "0.00001", "0.00012", "123456789.987654321",
                               "1e20", "1.5e-7",   "-0.1000"};
    std::string bytes(copy_header);
    for (int i = 0; i < static_cast<int>(std::size(all)); ++i) {
        decimal d;
        ASSERT_TRUE(read_decimal(all[i], false, false, d)) << all[i];
        std::string number;
        put_numeric(number, d);
        put16(bytes, 2);
        put32(bytes, 4);
        put32(bytes, i);
        put32(bytes, static_cast<std::int32_t>(number.size()));
        bytes += number;
    }
    bytes += copy_trailer;
    db.begin_copy(statement("COPY t FROM STDIN (FORMAT binary)"));
    db.put_copy(bytes);
    db.end_copy();
    const auto rows = db.query(statement("SELECT x FROM t ORDER BY i"));
    for (std::size_t i = 0; i < std::size(all); ++i)
        EXPECT_EQ(*rows[i][0], *db.value(statement("SELECT %L::numeric", {all[i]}))) << all[i];
}

TEST(Values, Moments) {
    const auto at = [](const char* text, date_order order = date_order::ymd) {
        const auto m = read_moment(text, order);
        if (!m) return std::string("none");
        return std::string(m->date ? "d" : "") + (m->time ? "t" : "") + (m->zoned ? "z " : " ") + std::to_string(m->microseconds);
    };
    const std::string day = "1709164800000000";  // 2024-02-29
    for (const char* text :
         {"2024-02-29", "2024/02/29", "29.02.2024", "Feb 29, 2024", "29 Feb 2024", "29-Feb-24", "February 29, 2024"})
        EXPECT_EQ(at(text), "d " + day) << text;
    EXPECT_EQ(at("29/02/24", date_order::dmy), "d " + day);
    EXPECT_EQ(at("2/29/2024", date_order::mdy), "d " + day);
    EXPECT_EQ(at("29.2.2024", date_order::mdy), "d " + day);  // points stand between day and month first
    for (const char* text :
         {"2024-02-29T10:00:00", "2024-02-29 10:00", "2024-02-29 10:00 XYZ", "2024/02/29 10:00:00 AM", "29.02.2024, 10:00"})
        EXPECT_EQ(at(text), "dt 1709200800000000") << text;
    for (const char* text : {"2024-02-29T10:00:00Z", "2024-02-29 11:00:00+01:00", "2024-02-29 10:00:00 UTC",
                             "2024/02/29 11:00:00 AM GMT+1", "2024-02-29T15:30+0530", "2024-02-29 11:00 CET"})
        EXPECT_EQ(at(text), "dtz 1709200800000000") << text;
    EXPECT_EQ(at("Feb 1, 2018 11:35:19 PM"), "dt 1517528119000000");
    EXPECT_EQ(at("2024-02-29 24:00"), "dt 1709251200000000");
    EXPECT_EQ(at("2024-02-29 00:00:00.1234565"), "dt 1709164800123457");
    EXPECT_EQ(at("12:05 am"), "t 300000000");
    EXPECT_EQ(at("1969-12-31 23:59:59"), "dt -1000000");
    for (const char* text : {"", "2023-02-29", "2024-13-01", "0000-01-01", "29/02/2024 25:00", "2024-02-29x", "2024-02-29 10",
                             "13:00 pm", "1/2", "Feb", "soon"})
        EXPECT_EQ(at(text), "none") << text;
}

TEST(Values, HashIsThatOfItsAuthors) {
    // vectors.h of the reference: key 00..0f, no input and 00..07.
    const std::uint64_t k0 = 0x0706050403020100, k1 = 0x0f0e0d0c0b0a0908;
    const hash128 h = hash_of("", k0, k1);
    EXPECT_EQ(h.first, 0xe6a825ba047f81a3ULL);
    EXPECT_EQ(h.second, 0x930255c71472f66dULL);
    EXPECT_EQ(hex_of({1, 0xff}), "000000000000000100000000000000ff");
}

}  // namespace
