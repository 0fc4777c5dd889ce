// The client's connection.
#include "client/db.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <thread>

#include <unistd.h>

namespace {

using xm::client::database;
using xm::client::db_failure;
using xm::client::failure;
using xm::core::survey::statement;

TEST(Database, QuotesNamesAndValues) {
    database db("");
    EXPECT_EQ(db.filled(statement("SELECT %L AS %I, 5 %% 2", {"it's \\", "a \"b\""})),
              "SELECT  E'it''s \\\\' AS \"a \"\"b\"\"\", 5 % 2");
    EXPECT_EQ(db.value(statement("SELECT %L", {"it's \\"})), "it's \\");
    EXPECT_EQ(db.value(statement("SELECT NULL")), std::nullopt);
    EXPECT_THROW(db.execute(statement("SELECT %L", {std::string("a\0b", 3)})), failure);
    EXPECT_THROW(db.filled(statement("SELECT %L")), std::logic_error);
    EXPECT_THROW(db.filled(statement("SELECT 1", {"x"})), std::logic_error);
}

TEST(Database, RollsBackUnlessCommitted) {
    const auto there = [] { return database("").value(statement("SELECT to_regclass('xm_db_test')")).has_value(); };
    { database("").execute(statement("CREATE TABLE xm_db_test (x int)")); }
    EXPECT_FALSE(there());
    {
        database db("");
        db.execute(statement("CREATE TABLE xm_db_test (x int)"));
        db.commit();
        EXPECT_TRUE(there());
        db.execute(statement("DROP TABLE xm_db_test"));
        EXPECT_THROW(db.execute(statement("SELECT 1 / 0")), db_failure);
        EXPECT_THROW(db.commit(), failure);  // the server would roll back without an error
    }
    EXPECT_TRUE(there());
    database db("");
    db.execute(statement("DROP TABLE xm_db_test"));
    db.commit();
}

TEST(Database, ShowsSqlstateMessageAndHintButNoRow) {
    database db("");
    db.execute(statement("CREATE TEMP TABLE t (mail text UNIQUE)"));
    db.execute(statement("INSERT INTO t VALUES ('a@b.c')"));
    try {
        db.execute(statement("INSERT INTO t VALUES ('a@b.c')"));
        FAIL();
    } catch (const db_failure& f) {
        EXPECT_EQ(f.sqlstate(), "23505");
        EXPECT_EQ(message_of(f).find("a@b.c"), std::string::npos) << message_of(f);
    }
    try {
        database("").execute(statement("DO $$ BEGIN RAISE 'wrong' USING HINT = 'do right', ERRCODE = '22023'; END $$"));
        FAIL();
    } catch (const db_failure& f) {
        EXPECT_EQ(message_of(f), "wrong\nHINT: do right");
        EXPECT_EQ(f.sqlstate(), "22023");
    }
}

TEST(Database, HandsNoticesOn) {
    database db("");
    std::string said;
    db.notice = [&](const std::string& text) { said += text + ";"; };
    db.execute(statement("DO $$ BEGIN RAISE WARNING 'look' USING HINT = 'here'; END $$"));
    EXPECT_EQ(said, "WARNING: look\nHINT: here;");
    db.notice = [](const std::string&) { throw 1; };  // must not cross libpq
    db.execute(statement("DO $$ BEGIN RAISE WARNING 'look'; END $$"));
}

TEST(Database, CopiesBinaryRows) {
    database db("");
    db.execute(statement("CREATE TEMP TABLE t (x int)"));
    std::string bytes("PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0", 19);
    for (char i = 0; i < 100; ++i) bytes += std::string("\0\1\0\0\0\4\0\0\0", 9) + i;
    bytes += "\377\377";
    db.begin_copy(statement("COPY %I FROM STDIN (FORMAT binary)", {"t"}));
    for (std::size_t i = 0; i < bytes.size(); i += 7) db.put_copy(std::string_view(bytes).substr(i, 7));
    EXPECT_EQ(db.end_copy(), 100U);
    EXPECT_EQ(db.value(statement("SELECT sum(x) FROM t")), "4950");
    db.begin_copy(statement("COPY t FROM STDIN (FORMAT binary)"));
    db.put_copy("no such file");
    try {
        db.end_copy();
        FAIL();
    } catch (const db_failure& f) {
        EXPECT_EQ(f.sqlstate(), "22P04");
    }
}

TEST(Database, KeepsPasswordsToItself) {
    for (const char* conninfo :
         {"postgresql://u:sec:ret@h@host/db", "postgresql://u:secret@part@host/db",
          "postgres:/u:secret@host/db password=secret part", "host=/nowhere password=secret word", "postgre://u:secret@host/db",
          "host=/nowhere dbname=x password=secret", "postgresql://u:secret@%2Fnowhere:1x/db"}) {
        try {
            database db(conninfo);
            FAIL() << conninfo;
        } catch (const failure& f) {
            EXPECT_EQ(message_of(f).find("secret"), std::string::npos) << message_of(f);
            EXPECT_EQ(message_of(f).find("part@"), std::string::npos) << message_of(f);
        }
    }
}

TEST(Database, EndsByCtrlC) {
    EXPECT_EXIT(
        {
            database db("");
            std::thread([] {
                std::this_thread::sleep_for(std::chrono::milliseconds(300));
                kill(getpid(), SIGINT);
            }).detach();
            try {
                db.execute(statement("SELECT pg_sleep(60)"));
            } catch (const failure& f) {
                std::exit(message_of(f).find("interrupted") == 0 ? 7 : 8);
            }
        },
        testing::ExitedWithCode(7), "");
}

TEST(Database, SaysThatTheServerIsGone) {
    database db("");
    const auto pid = db.value(statement("SELECT pg_backend_pid()"));
    {
        database other("");
        other.execute(statement("SELECT pg_terminate_backend(%L::int, 5000)", {*pid}));
    }
    try {
        db.execute(statement("SELECT 1"));
        FAIL();
    } catch (const db_failure& f) {
        EXPECT_EQ(f.hint().find("Nothing was stored"), 0U);
    }
}

}  // namespace
