#include "core/survey/rights.hpp"

#include "survey/definitions.hpp"

namespace {

using namespace xm::core::survey;
using xm::test::filled;
using xm::test::has;
using xm::test::has_part;

using list = std::vector<std::string>;

const std::vector<survey_facts> surveys{{"visit", side::customer, mode::identified},
                                        {"pulse", side::employee, mode::confidential},
                                        {"whistle", side::employee, mode::anonymous},
                                        {"exit", side::employee, mode::identified}};

list of(const std::vector<grant>& grants) { return filled(rights("ws", grants, surveys)); }

// The statements that give something to this role.
list given(const list& all, const std::string& role) {
    list result;
    for (const std::string& s : all)
        if (s.find(" TO ") != std::string::npos && s.find('"' + role + '"', s.find(" TO ")) != std::string::npos)
            result.push_back(s);
    return result;
}

TEST(rights, are_none_without_grants) {
    for (const std::string& s : of({}))
        EXPECT_TRUE(s.rfind("DROP POLICY IF EXISTS ", 0) == 0 || s.rfind("CREATE POLICY \"nobody\" ", 0) == 0) << s;
    EXPECT_TRUE(has(
        of({}), R"(CREATE POLICY "nobody" ON "ws"."pulse" FOR SELECT TO "public" USING (response_id = 0 AND response_id = 1))"));
    EXPECT_TRUE(has(of({}), R"(DROP POLICY IF EXISTS "analyst" ON "ws"."pulse")"));
}

TEST(rights, over_several_nodes_have_no_query_in_a_policy) {
    const list all = filled(rights("ws", {{"ann", "analyst", ""}}, surveys, true));
    EXPECT_TRUE(has(all, R"(CREATE POLICY "analyst" ON "ws"."membership" FOR SELECT TO "ann" USING (xm_internal.is_customer()"
                         "tableoid::pg_catalog.regclass, person_id))"));
    EXPECT_FALSE(has_part(all, "EXISTS (SELECT"));
}

TEST(rights, of_a_collector_are_to_send) {
    const list sends{R"(GRANT USAGE ON SCHEMA "ws" TO "web")", R"(GRANT EXECUTE ON FUNCTION "ws".submit(text, jsonb) TO "web")"};
    EXPECT_EQ(given(of({{"web", "collector", ""}}), "web"), sends);
    EXPECT_EQ(given(of({{"web", "collector", "visit"}, {"web", "collector", "pulse"}}), "web"), sends);
}

TEST(rights, of_an_analyst_show_no_row_of_a_confidential_survey) {
    const list all = of({{"ann", "analyst", ""}});
    for (const survey_facts& s : surveys) {
        // The grant is there, or a view over all surveys would fail; the policy is what shows rows.
        EXPECT_TRUE(has(all, "GRANT SELECT ON \"ws\".\"" + s.name + "\" TO \"ann\"")) << s.name;
        EXPECT_TRUE(has(all, "GRANT SELECT ON \"ws\".\"" + s.name + "_labelled\" TO \"ann\"")) << s.name;
        EXPECT_EQ(has(all, "CREATE POLICY \"analyst\" ON \"ws\".\"" + s.name + "\" FOR SELECT TO \"ann\" USING (true)"),
                  s.mode == mode::identified)
            << s.name;
        EXPECT_EQ(has_part(all, "CREATE POLICY \"analyst\" ON \"ws\".\"" + s.name + "\""), s.mode == mode::identified) << s.name;
        EXPECT_TRUE(has(all, "DROP POLICY IF EXISTS \"analyst\" ON \"ws\".\"" + s.name + "\"")) << s.name;
    }
    EXPECT_TRUE(has(all, R"(CREATE POLICY "analyst" ON "ws"."person" FOR SELECT TO "ann" USING (side = 'customer'))"));
    EXPECT_TRUE(has(all, R"(CREATE POLICY "analyst" ON "ws"."person_key" FOR SELECT TO "ann" USING (side = 'customer'))"));
    EXPECT_TRUE(has(
        all,
        R"(CREATE POLICY "analyst" ON "ws"."membership" FOR SELECT TO "ann" USING (EXISTS (SELECT FROM "ws".person p WHERE p.person_id = membership.person_id AND p.side = 'customer')))"));
    for (const std::string& s : given(all, "ann"))
        EXPECT_TRUE(s.rfind("GRANT SELECT ON ", 0) == 0 || s.rfind("GRANT USAGE ON SCHEMA ", 0) == 0 ||
                    s.find(" FOR SELECT ") != std::string::npos)
            << s;
}

TEST(rights, of_one_survey_touch_no_other_table) {
    const std::vector<grant> all{{"ann", "analyst", ""}, {"cus", "custodian", "visit"}, {"web", "collector", ""}};
    const list one = xm::test::filled(rights("ws", all, {surveys[0]}, false, true));
    const list every = xm::test::filled(rights("ws", all, surveys));
    EXPECT_EQ(one.size(), 10U);
    for (const std::string& s : one) {
        EXPECT_NE(s.find("\"ws\".\"" + surveys[0].name), std::string::npos) << s;
        EXPECT_TRUE(has(every, s)) << s;
    }
}

TEST(rights, name_no_table_of_the_owner) {
    const list all = of({{"ann", "analyst", ""}, {"cus", "custodian", ""}, {"web", "collector", ""}});
    for (const char* table : {"setting", "workspace_grant", "summary_log", "summary_store", "forgotten", "ledger", "universe"})
        EXPECT_FALSE(has_part(all, std::string("\"ws\".\"") + table + "\"")) << table;
    EXPECT_FALSE(has_part(all, "PUBLIC"));
}

TEST(rights, to_what_was_published_ask_for_the_survey) {
    const list all = of({{"ann", "analyst", "pulse"}, {"cus", "custodian", ""}});
    for (const char* table : {"publication", "published", "published_comment"}) {
        EXPECT_TRUE(has(all, std::string("GRANT SELECT ON \"ws\".\"") + table + "\" TO \"ann\"")) << table;
        EXPECT_TRUE(has_part(all, std::string("CREATE POLICY \"analyst\" ON \"ws\".\"") + table +
                                      "\" FOR SELECT TO \"ann\" USING (xm_internal.was_granted("))
            << table;
    }
    EXPECT_FALSE(has_part(given(all, "ann"), "publication_cell"));
    EXPECT_TRUE(has(all, R"(GRANT SELECT ON "ws"."publication_cell" TO "cus")"));
}

TEST(rights, keep_to_the_surveys_that_were_granted) {
    const list all = of({{"ann", "analyst", "exit"}, {"bob", "analyst", ""}, {"cus", "custodian", "pulse"}});
    EXPECT_TRUE(has(all, R"(CREATE POLICY "analyst" ON "ws"."visit" FOR SELECT TO "bob" USING (true))"));
    EXPECT_TRUE(has(all, R"(CREATE POLICY "analyst" ON "ws"."exit" FOR SELECT TO "ann", "bob" USING (true))"));
    EXPECT_TRUE(has(all, R"(CREATE POLICY "custodian" ON "ws"."pulse" FOR ALL TO "cus" USING (true))"));
    EXPECT_FALSE(has_part(all, R"(CREATE POLICY "custodian" ON "ws"."visit")"));
    EXPECT_FALSE(has_part(all, R"(CREATE POLICY "custodian" ON "ws"."exit")"));
    // Named for one survey and for all, a role stands once.
    EXPECT_TRUE(has(of({{"ann", "analyst", "visit"}, {"ann", "analyst", ""}}),
                    R"(CREATE POLICY "analyst" ON "ws"."visit" FOR SELECT TO "ann" USING (true))"));
}

TEST(rights, of_a_custodian_are_all_data_and_no_structure) {
    const list all = given(of({{"cus", "custodian", ""}}), "cus");
    for (const survey_facts& s : surveys) {
        EXPECT_TRUE(has(all, "GRANT SELECT, INSERT, UPDATE, DELETE ON \"ws\".\"" + s.name + "\" TO \"cus\"")) << s.name;
        EXPECT_TRUE(has(all, "CREATE POLICY \"custodian\" ON \"ws\".\"" + s.name + "\" FOR ALL TO \"cus\" USING (true)"))
            << s.name;
    }
    EXPECT_TRUE(has(all, R"(GRANT SELECT, INSERT, UPDATE, DELETE ON "ws"."person" TO "cus")"));
    EXPECT_TRUE(has(all, R"(GRANT SELECT ON "ws"."item" TO "cus")"));
    for (const char* word : {"CREATE ON", "TRUNCATE", "TRIGGER", "REFERENCES", "GRANT OPTION"})
        EXPECT_FALSE(has_part(all, word)) << word;
}

TEST(rights, quote_roles_and_names) {
    const auto all = rights("zqws", {{"zq\"; DROP ROLE x", "analyst", ""}, {"zq'", "custodian", ""}, {"zq%I", "collector", ""}},
                            {{"zqs", side::customer, mode::identified}});
    for (const statement& s : all) {
        filled(s);
        EXPECT_EQ(s.text.find("zq"), std::string::npos) << s.text;
    }
}

}  // namespace
