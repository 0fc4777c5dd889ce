#include "core/survey/columns.hpp"

#include <set>

#include "survey/definitions.hpp"

namespace {

using namespace xm::core;
using namespace xm::core::survey;
using xm::test::define;
using xm::test::filled;
using xm::test::has;
using xm::test::has_part;

std::vector<std::string> names_of(const std::vector<column>& columns) {
    std::vector<std::string> result;
    for (const column& c : columns) result.push_back(c.name);
    return result;
}
const column& named(const std::vector<column>& columns, const std::string& name) {
    for (const column& c : columns)
        if (c.name == name) return c;
    throw std::out_of_range(name);
}

// Every statement there is of a definition.
std::vector<statement> everything(const definition& d) {
    std::vector<statement> all;
    const auto more = [&](std::vector<statement> some) { all.insert(all.end(), some.begin(), some.end()); };
    more(create_table("zqws", "zqsurvey", d, true));
    more(create_triggers("zqws", "zqsurvey", d));
    more(create_keys("zqws", "zqsurvey", d));
    more(write_catalogue("zqws", "zqsurvey", d));
    for (const column& c : columns_of(d))
        if (!c.item.empty()) more(add_column("zqws", "zqsurvey", c));
    more(labelled_view("zqws", "zqsurvey", d, names_of(columns_of(d))));
    more({answer_view("zqws", {{"zqsurvey", d}}), comment_view("zqws", {{"zqsurvey", d}, {"zqother", d}})});
    return all;
}

TEST(columns, have_the_type_and_check_of_their_item) {
    const definition d = define(
        R"({"name": "r", "type": "rating", "scale": [1, 7], "question": {"en": "How?", "de": "Wie?"}},
           {"name": "c", "type": "choice", "choices": {"a": "A", "b": "B"}, "other": true},
           {"name": "m", "type": "multiple", "choices": {"a": "A", "b": "B"}, "other": true, "question": "Which?"},
           {"name": "k", "type": "rank", "choices": {"a": "A", "b": "B", "c": "C"}},
           {"name": "n", "type": "number"}, {"name": "t", "type": "text"}, {"name": "d", "type": "date"},
           {"name": "s", "type": "timestamp"}, {"name": "b", "type": "boolean"})",
        R"(, "scales": [{"name": "all", "items": ["r", "n"]}])");
    std::vector<std::string> said;
    for (const column& c : columns_of(d))
        if (!c.item.empty())
            said.push_back(c.name + " " + c.type + (c.check.text.empty() ? "" : " " + filled(c.check)) + " | " + c.comment +
                           " | " + c.item + "/" + c.option);
    EXPECT_EQ(said, (std::vector<std::string>{
                        R"(r smallint "r" BETWEEN 1 AND 7 | How? | r/)",
                        R"(c text "c" IN ('a', 'b') | c | c/)",
                        "c_other text | c: in words of their own | c/",
                        "m_a boolean | Which?: A | m/a",
                        "m_b boolean | Which?: B | m/b",
                        "m_other text | Which?: in words of their own | m/",
                        R"(k_a smallint "k_a" BETWEEN 1 AND 3 | k: A | k/a)",
                        R"(k_b smallint "k_b" BETWEEN 1 AND 3 | k: B | k/b)",
                        R"(k_c smallint "k_c" BETWEEN 1 AND 3 | k: C | k/c)",
                        R"(n numeric "n" = 0 OR pg_catalog.abs("n") BETWEEN 1e-100 AND 1e100 | n | n/)",
                        "t text | t | t/",
                        "d date | d | d/",
                        "s timestamp with time zone | s | s/",
                        "b boolean | b | b/",
                        "all double precision | scale all | all/",
                    }));
}

TEST(columns, of_every_survey_come_first) {
    const auto of = [](const char* mode, const char* more = "") {
        return columns_of(definition::parse(std::string(R"({"side": "customer", "mode": ")") + mode + "\"" + more +
                                            R"(, "items": [{"name": "x", "type": "text"}]})"));
    };
    std::vector<std::string> all(response_columns.begin(), response_columns.end());
    all.emplace_back("x");
    EXPECT_EQ(names_of(of("identified")), all);
    EXPECT_EQ(names_of(of("confidential")), all);
    std::erase(all, "person_id");
    std::erase(all, "started_at");
    EXPECT_EQ(names_of(of("anonymous")), all);
    EXPECT_EQ(filled(named(of("identified"), "weight").check), "weight = 1");
    EXPECT_EQ(filled(named(of("identified", R"(, "weighted": true)"), "weight").check),
              "weight = 0 OR weight BETWEEN 1e-100 AND 1e100");
}

TEST(columns, of_a_scale_count_what_was_answered) {
    const char* const items =
        R"({"name": "a", "type": "rating", "scale": [1, 7]}, {"name": "b", "type": "rating", "scale": [0, 10], "reversed": true}, {"name": "n", "type": "number"})";
    const auto counted = [&](const char* scale) {
        const definition d = define(items, std::string(", \"scales\": [") + scale + "]");
        return filled(column_of(d, d.scales[0]).generated);
    };
    EXPECT_EQ(
        counted(R"({"name": "s", "items": ["a", "b", "n"]})"),
        R"(CASE WHEN pg_catalog.num_nonnulls("a", "b", "n") >= 3 THEN (COALESCE("a", 0) + COALESCE((10 - "b"), 0) + COALESCE("n", 0))::pg_catalog.float8 / pg_catalog.num_nonnulls("a", "b", "n") END)");
    EXPECT_EQ(
        counted(R"({"name": "s", "items": ["b", "a"], "score": "sum", "min_answered": 1})"),
        R"(CASE WHEN pg_catalog.num_nonnulls("b", "a") >= 1 THEN (COALESCE((10 - "b"), 0) + COALESCE("a", 0))::pg_catalog.float8 END)");

    std::string asked, named_items;
    for (int i = 1; i <= 21; ++i) {
        asked +=
            (i == 1 ? "" : ", ") + std::string(R"({"name": "v)") + std::to_string(i) + R"(", "type": "rating", "scale": [1, 6]})";
        named_items += (i == 1 ? "\"v" : ", \"v") + std::to_string(i) + "\"";
    }
    const definition d = define(asked, R"(, "scales": [{"name": "values", "score": "pvq21", "items": [)" + named_items + "]}]");
    const column c = column_of(d, d.scales[0]);
    EXPECT_EQ(c.type, "xm.value_profile");
    EXPECT_EQ(filled(c.generated).rfind(R"(xm.pvq21(ARRAY["v1", "v2", "v3", )", 0), 0U);
    EXPECT_NE(filled(c.generated).find(R"("v21"]::pg_catalog.int4[]))"), std::string::npos);
}

TEST(columns, are_summarised_where_they_are_ratings_and_numbers) {
    definition d = define(
        R"({"name": "r", "type": "rating", "scale": [1, 7]}, {"name": "t", "type": "text"}, {"name": "n", "type": "number"},
                             {"name": "k", "type": "rank", "choices": {"a": "A"}})",
        R"(, "scales": [{"name": "s", "items": ["r"]}])");
    const auto slots = [&] {
        std::string said;
        for (const slot& s : slots_of(d)) said += (s.ratings ? "r:" : "m:") + s.item + " ";
        return said;
    };
    EXPECT_EQ(slots(), "r:r m:n m:s ");
    d.items[0].retired = true;
    EXPECT_EQ(slots(), "r:r m:n m:s ");
    EXPECT_TRUE(has(
        filled(create_triggers("ws", "visit", d)),
        R"(CREATE OR REPLACE TRIGGER xm_insert AFTER INSERT ON "ws"."visit" REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION xm_internal.survey_changed('r:r', 'm:n', 'm:s'))"));
}

TEST(columns, make_a_table_of_each_mode) {
    const auto table = [](const char* mode, bool triggers) {
        return filled(create_table("ws", "visit",
                                   definition::parse(std::string(R"({"side": "customer", "title": "Visits", "mode": ")") + mode +
                                                     R"(", "items": [{"name": "x", "type": "rating", "scale": [1, 5]}]})"),
                                   triggers));
    };
    const auto identified = table("identified", true);
    EXPECT_EQ(identified.front().rfind(
                  R"(CREATE TABLE "ws"."visit" ("response_id" bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, )"
                  R"("source_id" text UNIQUE, )",
                  0),
              0U);
    EXPECT_TRUE(has_part(identified, R"("x" smallint CONSTRAINT "x_check" CHECK ("x" BETWEEN 1 AND 5))"));
    EXPECT_TRUE(
        has_part(identified, R"("weight" double precision CONSTRAINT "weight_check" CHECK (weight = 1) NOT NULL DEFAULT 1)"));
    EXPECT_TRUE(has(identified, R"(COMMENT ON TABLE "ws"."visit" IS 'Visits')"));
    EXPECT_TRUE(has(identified, R"(COMMENT ON COLUMN "ws"."visit"."x" IS 'x')"));
    EXPECT_TRUE(has(identified, R"(ALTER TABLE "ws"."visit" ENABLE ROW LEVEL SECURITY)"));
    EXPECT_FALSE(has_part(identified, "UNIQUE INDEX"));
    EXPECT_TRUE(has_part(identified, "CREATE OR REPLACE TRIGGER"));
    EXPECT_FALSE(has_part(table("identified", false), "TRIGGER"));
    const auto keys = [](const char* mode) {
        return filled(create_keys("ws", "visit",
                                  definition::parse(std::string(R"({"side": "customer", "mode": ")") + mode +
                                                    R"(", "items": [{"name": "x", "type": "text"}]})")));
    };
    EXPECT_TRUE(has(keys("identified"),
                    R"(ALTER TABLE "ws"."visit" ADD FOREIGN KEY ("person_id") REFERENCES "ws"."person" ("person_id"))"));
    EXPECT_EQ(keys("anonymous").size(), 2U);
    EXPECT_TRUE(
        has(table("confidential", true), R"(CREATE UNIQUE INDEX ON "ws"."visit" (person_id, wave) WHERE wave IS NOT NULL)"));
    const auto anonymous = table("anonymous", true);
    EXPECT_TRUE(has_part(anonymous, "DEFAULT xm_internal.random_id() PRIMARY KEY"));
    EXPECT_FALSE(has_part(anonymous, "person_id"));
    EXPECT_FALSE(has_part(anonymous, "started_at"));
    EXPECT_TRUE(has_part(anonymous, "CHECK (submitted_at = pg_catalog.date_trunc('day', submitted_at, "));
}

TEST(columns, with_the_longest_names_fit_and_stay_apart) {
    const std::string longest = "a" + std::string(47, 'x');
    const definition d =
        define(R"({"type": "rank", "choices": {"abcdefghijklmn": "A", "abcdefghijklmm": "B", "a": "C"}, "name": ")" + longest +
               R"("}, {"type": "multiple", "other": true, "choices": {"abcdefghijklmn": "A"}, "name": "b)" +
               std::string(47, 'x') + "\"}");
    std::set<std::string> names, checks;
    for (const column& c : columns_of(d)) {
        EXPECT_LE(c.name.size(), 63U);
        EXPECT_TRUE(names.insert(c.name).second) << c.name;
        if (c.check.text.empty()) continue;
        EXPECT_LE(check_name(c).size(), 63U);
        EXPECT_TRUE(checks.insert(check_name(c)).second) << check_name(c);
    }
    for (const statement& s : everything(d)) filled(s);
}

TEST(columns, put_names_and_texts_into_values_only) {
    xm::test::chance chance(11);
    for (int i = 0; i < 200; ++i) {
        const definition d = chance.definition();
        for (const statement& s : everything(d)) {
            filled(s);
            EXPECT_EQ(s.text.find(xm::test::mark), std::string::npos) << s.text;
            EXPECT_EQ(s.text.find(xm::test::name_mark), std::string::npos) << s.text;
            for (const char* words : xm::test::nasty)
                EXPECT_TRUE(std::string(words) == "NULL" || s.text.find(words) == std::string::npos) << words;
        }
    }
}

TEST(columns, write_the_catalogue_in_every_language) {
    std::string languages;
    for (char a = 'a'; a <= 'z'; ++a)
        for (const char b : {'a', 'b', 'c'})
            languages += std::string(languages.empty() ? "" : ", ") + "\"" + a + b + R"(": "it's")";
    const definition d = define(
        R"({"name": "x", "type": "rating", "scale": [1, 5], "concept": "c", "reversed": true, "labels": {"1": "never"},
                                    "missing": {"99": "none"}, "question": {)" +
            languages +
            R"(}}, {"name": "c", "type": "choice", "choices": {"b": "B", "a": {"en": "A", "de": "Ah"}}}, {"name": "n", "type": "number"})",
        R"(, "scales": [{"name": "s", "title": "All", "items": ["x"]}], "title": {"en": "T", "de": "U"})");
    const auto all = filled(write_catalogue("ws", "visit", d));
    EXPECT_EQ(
        all[0].rfind(
            R"(INSERT INTO "ws".survey (survey, title, titles, side, mode, language, weighted, definition) VALUES ('visit', 'T', '{"en":"T","de":"U"}', 'customer', 'identified', 'en', false, ')",
            0),
        0U)
        << all[0];
    // 78 languages: more than a function takes arguments.
    EXPECT_EQ(d.items[0].question.size(), 78U);
    EXPECT_TRUE(has_part(all, R"('x', 1, 'rating', 'it''s', '{"aa":"it''s","ab":"it''s",)"));
    EXPECT_TRUE(
        has_part(all, "'c', 'mean', 1, 5, true, pg_catalog.int4range(1, 2, '[]'), pg_catalog.int4range(4, 5, '[]'), false)"));
    EXPECT_TRUE(has_part(all, "'c', 2, 'choice', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, false)"));
    EXPECT_TRUE(has_part(all, "'n', 3, 'number', NULL, NULL, NULL, 'mean', NULL, NULL, NULL, NULL, NULL, false)"));
    EXPECT_TRUE(has_part(all, R"('s', 4, 'scale', 'All', '{"en":"All"}', NULL, 'mean', )"));
    EXPECT_TRUE(has_part(all, R"('c', 'b', 1, 'B', '{"en":"B"}', 'option', false)"));
    EXPECT_TRUE(has_part(all, R"('c', 'a', 2, 'A', '{"en":"A","de":"Ah"}', 'option', false)"));
    EXPECT_TRUE(has_part(all, R"('x', '1', 1, 'never', '{"en":"never"}', 'rating', false)"));
    EXPECT_TRUE(has_part(all, R"('x', '99', 2, 'none', '{"en":"none"}', 'missing', false)"));
    // Other choices go; what an import wrote beside these stays.
    EXPECT_EQ(
        all.back(),
        R"(DELETE FROM "ws".choice WHERE survey = 'visit' AND (item, code) NOT IN (('x', '1'), ('x', '99'), ('c', 'b'), ('c', 'a')))");
    EXPECT_FALSE(has_part(all, "source"));
    EXPECT_EQ(filled(write_catalogue("ws", "visit", define(R"({"name": "t", "type": "text"})"))).back(),
              R"(DELETE FROM "ws".choice WHERE survey = 'visit')");
}

TEST(columns, are_shown_with_labels_in_the_order_of_the_table) {
    const definition d = define(R"({"name": "c", "type": "choice", "choices": {"a": {"en": "A", "de": "Ah"}, "b": "it's"}},
                                   {"name": "r", "type": "rating", "scale": [1, 5], "labels": {"1": "never"}}, {"name": "q", "type": "rating", "scale": [1, 5]}, {"name": "t", "type": "text"})");
    const auto view = filled(labelled_view("ws", "visit", d, {"response_id", "t", "somebodys_own", "r", "q", "c"}));
    EXPECT_EQ(
        view[0],
        R"(CREATE OR REPLACE VIEW "ws"."visit_labelled" WITH (security_invoker = true) AS SELECT t."response_id", t."t", )"
        R"(CASE t."r" WHEN 1 THEN 'never' ELSE t."r"::pg_catalog.text END AS "r", t."q"::pg_catalog.text AS "q", CASE t."c" WHEN 'a' THEN 'A' WHEN 'b' THEN 'it''s' END AS "c" FROM "ws"."visit" t)");
    EXPECT_TRUE(has(view, R"(COMMENT ON COLUMN "ws"."visit_labelled"."c" IS 'c')"));
    EXPECT_FALSE(has_part(view, "somebodys_own"));
}

TEST(columns, stand_in_the_long_views_unless_retired) {
    definition d = define(R"({"name": "old", "type": "rating", "scale": [1, 5]}, {"name": "r", "type": "rating", "scale": [1, 5]},
                             {"name": "why", "type": "text"}, {"name": "m", "type": "multiple", "other": true, "choices": {"a": "A", "b": "B"}},
                             {"name": "k", "type": "rank", "choices": {"a": "A", "b": "B"}}, {"name": "ok", "type": "boolean"})",
                          R"(, "scales": [{"name": "s", "items": ["r"]}, {"name": "gone", "items": ["r"]}])");
    d.items[0].retired = true;
    d.items[3].choices[1].retired = true;
    d.items[4].choices[1].retired = true;
    d.scales[1].retired = true;
    const std::string answer = filled(answer_view("ws", {{"visit", d}}));
    for (const char* part :
         {R"(('r', ''::pg_catalog.text, t."r"::pg_catalog.int4, )", R"(CASE WHEN t."m_a" THEN 'a'::pg_catalog.text END)",
          R"(t."m_other")", R"(t."k_a"::pg_catalog.float8)", R"(t."why")", R"(t."s")",
          R"(t."ok"::pg_catalog.int4::pg_catalog.float8)", R"(t.person_id)", R"(FROM "ws"."visit" t)"})
        EXPECT_NE(answer.find(part), std::string::npos) << part << "\n" << answer;
    for (const char* part : {"\"old\"", "\"m_b\"", "\"k_b\"", "\"gone\""})
        EXPECT_EQ(answer.find(part), std::string::npos) << part;

    const std::string comment = filled(comment_view("ws", {{"visit", d}}));
    EXPECT_NE(comment.find(
                  R"((VALUES ('why', t."why", 'r', t."r"::pg_catalog.int4), ('m', t."m_other", 'r', t."r"::pg_catalog.int4)))"),
              std::string::npos)
        << comment;

    definition hidden = d;
    hidden.mode = mode::anonymous;
    EXPECT_EQ(filled(answer_view("ws", {{"visit", hidden}})).find("t.person_id"), std::string::npos);
    // No survey, and none with texts: views of no rows.
    EXPECT_NE(filled(answer_view("ws", {})).find("WHERE false"), std::string::npos);
    EXPECT_NE(filled(comment_view("ws", {{"visit", define(R"({"name": "n", "type": "number"})")}})).find("WHERE false"),
              std::string::npos);
    EXPECT_NE(filled(answer_view("ws", {{"a", d}, {"b", d}})).find(" UNION ALL "), std::string::npos);
}

}  // namespace
