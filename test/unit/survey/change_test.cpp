#include "core/survey/change.hpp"

#include "survey/definitions.hpp"

namespace {

using namespace xm::core;
using namespace xm::core::survey;
using xm::test::define;
using xm::test::filled;
using xm::test::has;
using xm::test::has_part;
using xm::test::mistake;

difference between(const definition& before, const definition& after) {
    difference d = compare("ws", "visit", before, after);
    for (const statement& s : d.statements) filled(s);
    for (const doubt& q : d.doubts) {
        EXPECT_EQ(filled(q.count).rfind(R"(SELECT pg_catalog.count(*) FROM "ws"."visit" WHERE )", 0), 0U);
        EXPECT_TRUE(q.hint != nullptr && *q.hint != '\0');
        EXPECT_NE(q.what, "");
    }
    // What comes of it can be read, and is where the survey stands then: the same once more changes nothing.
    EXPECT_EQ(definition::parse(d.result.to_json()), d.result);
    const difference again = compare("ws", "visit", d.result, after);
    EXPECT_TRUE(again.changes.empty()) << again.changes[0].kind << " " << again.changes[0].item << " " << again.changes[0].detail;
    EXPECT_TRUE(again.doubts.empty());
    EXPECT_TRUE(again.statements.empty());
    EXPECT_EQ(again.result, d.result);
    return d;
}

std::vector<std::string> changes(const difference& d) {
    std::vector<std::string> result;
    for (const change& c : d.changes) result.push_back(c.kind + " " + (c.item.empty() ? "-" : c.item) + ": " + c.detail);
    return result;
}
using list = std::vector<std::string>;

// path: what [what is counted]
std::vector<std::string> doubts(const difference& d) {
    std::vector<std::string> result;
    for (const doubt& q : d.doubts)
        result.push_back(q.path + ": " + q.what + " [" +
                         filled(q.count).substr(std::strlen(R"(SELECT pg_catalog.count(*) FROM "ws"."visit" WHERE )")) + "]");
    return result;
}

TEST(change, is_none_between_equal_definitions) {
    xm::test::chance chance(3);
    for (int i = 0; i < 200; ++i) {
        const definition d = chance.definition(), now = xm::test::asked(d);
        for (const definition* const before : {&d, &now}) {
            const difference none = compare("ws", "visit", *before, now);
            EXPECT_TRUE(none.changes.empty() && none.doubts.empty() && none.statements.empty() && !none.columns);
            EXPECT_EQ(xm::test::asked(none.result), now);
        }
        // What is stored is what it says, retired parts too.
        const difference stored = compare("ws", "visit", d, d);
        EXPECT_TRUE(stored.changes.empty() && stored.doubts.empty() && stored.statements.empty() && !stored.columns);
        EXPECT_EQ(stored.result, d);
        EXPECT_EQ(compare("ws", "visit", now, now).result, now);
    }
    // Nor does the order of languages, which jsonb does not keep.
    const definition one = define(R"({"name": "x", "type": "text", "question": {"en": "?", "de": "??", "fr": "???"}})");
    const definition other = define(R"({"name": "x", "type": "text", "question": {"fr": "???", "en": "?", "de": "??"}})");
    EXPECT_TRUE(compare("ws", "visit", one, other).statements.empty());
    EXPECT_TRUE(compare("ws", "visit", one, other).changes.empty());
}

TEST(change, from_any_definition_to_any_other_is_read_again) {
    xm::test::chance chance(5);
    int accepted = 0;
    for (int i = 0; i < 300; ++i) {
        const definition before = chance.definition();
        definition after = i % 2 == 0 ? chance.definition() : xm::test::asked(chance.definition());
        after.side = before.side;
        try {
            between(before, after);
            ++accepted;
        } catch (const error& e) {
            EXPECT_EQ(e.code, errc::invalid);
            EXPECT_NE(e.hint, nullptr);
        }
    }
    EXPECT_GT(accepted, 50);
}

TEST(change, adds_items_and_scales_at_the_end) {
    const definition before = define(R"({"name": "a", "type": "number"}, {"name": "b", "type": "text"})");
    const definition after = define(
        R"({"name": "new", "type": "multiple", "choices": {"x": "X", "y": "Y"}, "question": "Which?"}, {"name": "b", "type": "text"}, {"name": "a", "type": "number"})",
        R"(, "scales": [{"name": "s", "items": ["a"]}])");
    const difference d = between(before, after);
    EXPECT_EQ(changes(d), (list{"add_item new: multiple", "add_item s: scale"}));
    EXPECT_TRUE(d.columns);
    EXPECT_TRUE(d.doubts.empty());
    const auto sql = filled(d.statements);
    EXPECT_EQ(
        sql,
        (list{
            R"(ALTER TABLE "ws"."visit" ADD COLUMN "new_x" boolean)", R"(COMMENT ON COLUMN "ws"."visit"."new_x" IS 'Which?: X')",
            R"(ALTER TABLE "ws"."visit" ADD COLUMN "new_y" boolean)", R"(COMMENT ON COLUMN "ws"."visit"."new_y" IS 'Which?: Y')",
            R"(ALTER TABLE "ws"."visit" ADD COLUMN "s" double precision GENERATED ALWAYS AS (CASE WHEN pg_catalog.num_nonnulls("a") >= 1 THEN (COALESCE("a", 0))::pg_catalog.float8 / pg_catalog.num_nonnulls("a") END) STORED)",
            R"(COMMENT ON COLUMN "ws"."visit"."s" IS 'scale s')"}));
    list order;
    for (const item& it : d.result.items) order.push_back(it.name);
    EXPECT_EQ(order, (list{"a", "b", "new"}));
}

TEST(change, retires_and_revives) {
    const definition all =
        define(R"({"name": "a", "type": "rating", "scale": [1, 5], "question": "How?"}, {"name": "b", "type": "text"})",
               R"(, "scales": [{"name": "s", "title": "All", "items": ["a"]}])");
    const definition less = define(R"({"name": "b", "type": "text"})");
    const difference gone = between(all, less);
    EXPECT_EQ(changes(gone), (list{"retire_item a: rating", "retire_item s: scale"}));
    EXPECT_EQ(filled(gone.statements), (list{R"(COMMENT ON COLUMN "ws"."visit"."a" IS 'retired: How?')",
                                             R"(COMMENT ON COLUMN "ws"."visit"."s" IS 'retired: All')"}));
    EXPECT_TRUE(gone.doubts.empty());
    ASSERT_EQ(gone.result.items.size(), 2U);
    EXPECT_EQ(gone.result.items[0].name, "a");  // its place is kept
    EXPECT_TRUE(gone.result.items[0].retired);
    EXPECT_TRUE(gone.result.scales[0].retired);

    const difference back = between(gone.result, all);
    EXPECT_EQ(changes(back), (list{"revive_item a: rating", "revive_item s: scale"}));
    EXPECT_EQ(filled(back.statements),
              (list{R"(COMMENT ON COLUMN "ws"."visit"."a" IS 'How?')", R"(COMMENT ON COLUMN "ws"."visit"."s" IS 'All')"}));
    EXPECT_EQ(back.result, all);
    // Marked as retired, it is the same as left out; what is new may come so from another workspace.
    definition marked = all;
    marked.items[0].retired = marked.scales[0].retired = true;
    EXPECT_EQ(changes(between(all, marked)), changes(gone));
    EXPECT_EQ(filled(between(all, marked).statements), filled(gone.statements));
    EXPECT_EQ(between(all, marked).result, gone.result);
    EXPECT_TRUE(between(gone.result, marked).changes.empty());
    EXPECT_EQ(changes(between(less, marked)), (list{"add_item a: rating", "add_item s: scale"}));
    // Revived with other words and another scale: checked as if it had never gone.
    const difference other = between(
        gone.result,
        define(R"({"name": "a", "type": "rating", "scale": [1, 7], "question": "How much?"}, {"name": "b", "type": "text"})"));
    EXPECT_EQ(changes(other), (list{"revive_item a: rating", "reword a: question in en", "widen_scale a: [1, 5] to [1, 7]"}));
}

TEST(change, of_an_item_that_stays_retired_is_none) {
    const definition all =
        define(R"({"name": "a", "type": "number"}, {"name": "b", "type": "text"}, {"name": "c", "type": "text"})");
    const definition less = define(R"({"name": "b", "type": "text"}, {"name": "c", "type": "text"})");
    const definition gone = between(all, less).result;
    EXPECT_EQ(changes(between(gone, define(R"({"name": "c", "type": "text"})"))), (list{"retire_item b: text"}));
}

TEST(change, adds_options) {
    const auto of = [](const char* type, const char* choices) {
        return define(std::string(R"({"name": "x", "type": ")") + type + R"(", "choices": )" + choices + "}");
    };
    const difference choice = between(of("choice", R"({"a": "A"})"), of("choice", R"({"b": "B", "a": "A"})"));
    EXPECT_EQ(changes(choice), (list{"add_option x: b"}));
    EXPECT_EQ(filled(choice.statements),
              (list{R"(ALTER TABLE "ws"."visit" DROP CONSTRAINT "x_check")",
                    R"(ALTER TABLE "ws"."visit" ADD CONSTRAINT "x_check" CHECK ("x" IN ('b', 'a')))"}));
    const difference multiple = between(of("multiple", R"({"a": "A"})"), of("multiple", R"({"a": "A", "b": "B"})"));
    EXPECT_EQ(changes(multiple), (list{"add_option x: b"}));
    EXPECT_EQ(filled(multiple.statements), (list{R"(ALTER TABLE "ws"."visit" ADD COLUMN "x_b" boolean)",
                                                 R"(COMMENT ON COLUMN "ws"."visit"."x_b" IS 'x: B')"}));
    const auto rank = filled(between(of("rank", R"({"a": "A"})"), of("rank", R"({"a": "A", "b": "B"})")).statements);
    EXPECT_EQ(rank,
              (list{R"(ALTER TABLE "ws"."visit" ADD COLUMN "x_b" smallint CONSTRAINT "x_b" CHECK ("x_b" BETWEEN 1 AND 2))",
                    R"(COMMENT ON COLUMN "ws"."visit"."x_b" IS 'x: B')", R"(ALTER TABLE "ws"."visit" DROP CONSTRAINT "x_a")",
                    R"(ALTER TABLE "ws"."visit" ADD CONSTRAINT "x_a" CHECK ("x_a" BETWEEN 1 AND 2))"}));
    const definition own = define(R"({"name": "x", "type": "choice", "choices": {"a": "A"}, "other": true})");
    const difference other = between(of("choice", R"({"a": "A"})"), own);
    EXPECT_EQ(changes(other), (list{"add_option x: other, in words of their own"}));
    EXPECT_TRUE(has(filled(other.statements), R"(ALTER TABLE "ws"."visit" ADD COLUMN "x_other" text)"));
    EXPECT_EQ(mistake([&] { compare("ws", "visit", own, of("choice", R"({"a": "A"})")); }),
              "items[0].other: the column for words of their own stays");
}

TEST(change, takes_options_away_that_nobody_chose) {
    const auto of = [](const char* type, const char* choices) {
        return define(std::string(R"({"name": "x", "type": ")") + type + R"(", "choices": )" + choices + "}");
    };
    const auto gone = [&](const char* type) { return between(of(type, R"({"a": "A", "b": "B"})"), of(type, R"({"a": "A"})")); };
    EXPECT_EQ(changes(gone("choice")), (list{"setting x: option b is gone"}));
    EXPECT_EQ(doubts(gone("choice")), (list{R"(items[0].choices: option "b" is gone ["x" = 'b'])"}));
    EXPECT_EQ(doubts(gone("multiple")), (list{R"(items[0].choices: option "b" is gone ["x_b"])"}));
    EXPECT_EQ(doubts(gone("rank")), (list{R"(items[0].choices: option "b" is gone ["x_b" IS NOT NULL])"}));
    const auto marked = [&](const char* type) {
        return between(of(type, R"({"a": "A", "b": "B"})"),
                       of(type, R"([{"code": "a", "label": "A"}, {"code": "b", "label": "B", "retired": true}])"));
    };
    for (const char* type : {"choice", "multiple", "rank"}) {
        EXPECT_EQ(doubts(marked(type)), doubts(gone(type)));
        EXPECT_EQ(marked(type).result, gone(type).result);
    }
    for (const char* type : {"choice", "multiple", "rank"}) {
        const difference d = gone(type);
        ASSERT_EQ(d.result.items[0].choices.size(), 2U);
        EXPECT_TRUE(d.result.items[0].choices[1].retired);
        // It may come back, with a column that is there still.
        const difference back = between(d.result, of(type, R"({"a": "A", "b": "B"})"));
        EXPECT_EQ(changes(back), (list{"add_option x: b once more"}));
        EXPECT_TRUE(back.statements.empty());
        EXPECT_FALSE(back.result.items[0].choices[1].retired);
        // One that is new beside one that is gone: the checks know all three.
        const auto sql = filled(between(d.result, of(type, R"({"a": "A", "c": "C"})")).statements);
        if (type == std::string("choice")) {
            EXPECT_TRUE(has_part(sql, R"("x" IN ('a', 'c', 'b'))"));
        }
        if (type == std::string("rank")) {
            EXPECT_TRUE(has_part(sql, R"(ADD COLUMN "x_c" smallint CONSTRAINT "x_c" CHECK ("x_c" BETWEEN 1 AND 3))"));
            EXPECT_TRUE(has_part(sql, R"("x_a" BETWEEN 1 AND 3)"));
        }
    }
}

TEST(change, of_words_and_languages_is_only_told) {
    const definition before =
        define(R"({"name": "m", "type": "multiple", "question": "Which?", "choices": {"a": "A"}, "missing": {"9": "none"}},
                                        {"name": "r", "type": "rating", "scale": [1, 5], "labels": {"1": "never"}})",
               R"(, "title": "Visit")");
    const definition after = define(
        R"({"name": "m", "type": "multiple", "question": {"en": "Which one?", "de": "Welche?"}, "choices": {"a": {"en": "Ah", "fr": "A"}}, "missing": {"9": "nothing"}},
                                       {"name": "r", "type": "rating", "scale": [1, 5], "labels": {"2": "seldom"}, "question": "How?"})",
        R"(, "title": {"en": "Visits", "de": "Besuche"})");
    const difference d = between(before, after);
    EXPECT_EQ(changes(d), (list{"reword -: title in en", "add_language -: title in de", "reword m: question in en",
                                "add_language m: question in de", "reword m: option a in en", "add_language m: option a in fr",
                                "reword m: reason of 9 in en", "reword r: question in en", "reword r: label of 2 in en",
                                "reword r: no label of 1"}));
    EXPECT_TRUE(d.doubts.empty());
    EXPECT_FALSE(d.columns);
    EXPECT_EQ(filled(d.statements),
              (list{R"(COMMENT ON TABLE "ws"."visit" IS 'Visits')", R"(COMMENT ON COLUMN "ws"."visit"."m_a" IS 'Which one?: Ah')",
                    R"(COMMENT ON COLUMN "ws"."visit"."r" IS 'How?')"}));
    EXPECT_EQ(
        changes(between(
            after,
            define(
                R"({"name": "m", "type": "multiple", "question": "Which one?", "choices": {"a": "Ah"}, "missing": {"9": "nothing"}},
                                               {"name": "r", "type": "rating", "scale": [1, 5], "labels": {"2": "seldom"}})"))),
        (list{"reword -: title no longer in en", "reword -: title no longer in de", "reword m: question no longer in de",
              "reword m: option a no longer in fr", "reword r: question no longer in en"}));
}

TEST(change, of_the_language_shows_the_other_words) {
    const char* const items = R"({"name": "x", "type": "text", "question": {"en": "Why?", "de": "Warum?"}})";
    const difference d = between(define(items), define(items, R"(, "language": "de")"));
    EXPECT_EQ(changes(d), (list{"setting -: language de"}));
    EXPECT_EQ(filled(d.statements), (list{R"(COMMENT ON COLUMN "ws"."visit"."x" IS 'Warum?')"}));
}

TEST(change, of_a_scale_is_doubted_where_ratings_would_mean_something_else) {
    const auto of = [](const char* more) {
        return define(std::string(R"({"name": "x", "type": "rating", "scale": )") + more + "}");
    };
    const difference wider = between(of("[1, 5]"), of("[1, 7]"));
    EXPECT_EQ(changes(wider), (list{"widen_scale x: [1, 5] to [1, 7]"}));
    EXPECT_TRUE(wider.doubts.empty());
    EXPECT_EQ(filled(wider.statements),
              (list{R"(ALTER TABLE "ws"."visit" DROP CONSTRAINT "x_check")",
                    R"(ALTER TABLE "ws"."visit" ADD CONSTRAINT "x_check" CHECK ("x" BETWEEN 1 AND 7))"}));
    const list labelled{R"(items[0].scale: [1, 5] to [1, 7] moves ends that have labels ["x" IS NOT NULL])"};
    EXPECT_EQ(doubts(between(of(R"([1, 5], "labels": {"5": "always"})"), of(R"([1, 7], "labels": {"7": "always"})"))), labelled);
    EXPECT_EQ(doubts(between(of(R"([1, 5], "labels": {"1": "never"})"), of("[1, 7]"))), labelled);
    EXPECT_TRUE(between(of(R"([1, 5], "labels": {"3": "so so"})"), of("[1, 7]")).doubts.empty());
    const list counted{R"(items[0].scale: [1, 5] to [1, 7] changes what the ratings count ["x" IS NOT NULL])"};
    EXPECT_EQ(doubts(between(of(R"([1, 5], "reversed": true)"), of(R"([1, 7], "reversed": true)"))), counted);
    EXPECT_EQ(doubts(between(of(R"([1, 5], "metric": "csat")"), of("[1, 7]"))), counted);

    const difference narrower = between(of("[0, 10]"), of("[1, 10]"));
    EXPECT_EQ(changes(narrower), (list{"setting x: scale [0, 10] to [1, 10]"}));
    EXPECT_EQ(doubts(narrower), (list{R"(items[0].scale: [0, 10] to [1, 10] ["x" IS NOT NULL])"}));
    EXPECT_EQ(doubts(between(of("[1, 5]"), of("[2, 6]"))), (list{R"(items[0].scale: [1, 5] to [2, 6] ["x" IS NOT NULL])"}));

    const difference turned = between(of("[1, 5]"), of(R"([1, 5], "reversed": true)"));
    EXPECT_EQ(changes(turned), (list{"setting x: reversed"}));
    EXPECT_EQ(doubts(turned), (list{R"(items[0].reversed: the ratings would be turned round ["x" IS NOT NULL])"}));
    const difference read_otherwise =
        between(of("[0, 10]"), of(R"([0, 10], "metric": "nps", "favourable": [10, 10], "concept": "advocacy")"));
    EXPECT_EQ(changes(read_otherwise),
              (list{"setting x: concept advocacy", "setting x: metric nps", "setting x: favourable, unfavourable"}));
    EXPECT_TRUE(read_otherwise.doubts.empty());
    EXPECT_TRUE(read_otherwise.statements.empty());
}

TEST(change, of_a_type_is_doubted) {
    const difference d =
        between(define(R"({"name": "a", "type": "text"}, {"name": "x", "type": "multiple", "choices": {"a": "A", "b": "B"}})"),
                define(R"({"name": "a", "type": "text"}, {"name": "x", "type": "number"})"));
    EXPECT_EQ(doubts(d), (list{R"(items[1].type: multiple to number ["x_a" IS NOT NULL OR "x_b" IS NOT NULL])"}));
    EXPECT_EQ(changes(d), (list{"setting x: type number"}));
    const auto sql = filled(d.statements);
    EXPECT_EQ(sql[0], R"(ALTER TABLE "ws"."visit" DROP COLUMN "x_a")");
    EXPECT_EQ(sql[1], R"(ALTER TABLE "ws"."visit" DROP COLUMN "x_b")");
    EXPECT_EQ(sql[2].rfind(R"(ALTER TABLE "ws"."visit" ADD COLUMN "x" numeric )", 0), 0U);
    EXPECT_TRUE(d.columns);
    EXPECT_EQ(mistake([] {
                  compare("ws", "visit",
                          define(R"({"name": "x", "type": "number"})", R"(, "scales": [{"name": "s", "items": ["x"]}])"),
                          define(R"({"name": "x", "type": "text"})"));
              }),
              "items[0].type: the scale \"s\" is counted from this item");
}

TEST(change, turns_what_means_no_answer_from_now_on) {
    const auto of = [](const char* type, const char* more) {
        return define(std::string(R"({"name": "x", "type": ")") + type + "\"" + more + "}");
    };
    const difference text = between(of("text", ""), of("text", R"(, "missing": {"n/a": "it's nothing"})"));
    EXPECT_EQ(changes(text), (list{"add_missing x: n/a"}));
    EXPECT_EQ(
        filled(text.statements),
        (list{
            R"(UPDATE "ws"."visit" SET missing = COALESCE(missing, '{}') || pg_catalog.jsonb_build_object('x', 'it''s nothing'::pg_catalog.text), "x" = NULL WHERE "x" = 'n/a')"}));
    const difference number =
        between(of("number", ""), of("number", R"(, "missing": {"99": {"de": "egal", "en": "any"}, "none": "no"})"));
    EXPECT_EQ(changes(number), (list{"add_missing x: 99", "add_missing x: none"}));
    EXPECT_EQ(
        filled(number.statements),
        (list{
            R"(UPDATE "ws"."visit" SET missing = COALESCE(missing, '{}') || pg_catalog.jsonb_build_object('x', 'any'::pg_catalog.text), "x" = NULL WHERE "x" = '99')"}));
    EXPECT_TRUE(has_part(filled(between(of("date", ""), of("date", R"(, "missing": {"1900-01-01": "unknown"})")).statements),
                         R"("x" = NULL WHERE pg_catalog.to_char("x", 'YYYY-MM-DD') = '1900-01-01')"));
    EXPECT_TRUE(has_part(
        filled(
            between(of("timestamp", ""), of("timestamp", R"(, "missing": {"1900-01-01": "unknown", "?": "none"})")).statements),
        R"("x" = NULL WHERE "x" = '1900-01-01'::pg_catalog.timestamptz)"));
    EXPECT_EQ(
        between(of("timestamp", ""), of("timestamp", R"(, "missing": {"1900-02-30": "no day", "?": "none"})")).statements.size(),
        0U);
    // An option that says nothing: it is no option any more, retired or not.
    const definition chosen = of("choice", R"(, "choices": {"a": "A", "dk": "Don't know"})");
    const definition known = of("choice", R"(, "choices": {"a": "A"}, "missing": {"dk": "does not know"})");
    const difference choice = between(chosen, known);
    EXPECT_EQ(changes(choice), (list{"add_missing x: dk"}));
    EXPECT_EQ(
        filled(choice.statements),
        (list{
            R"(UPDATE "ws"."visit" SET missing = COALESCE(missing, '{}') || pg_catalog.jsonb_build_object('x', 'does not know'::pg_catalog.text), "x" = NULL WHERE "x" = 'dk')",
            R"(ALTER TABLE "ws"."visit" DROP CONSTRAINT "x_check")",
            R"(ALTER TABLE "ws"."visit" ADD CONSTRAINT "x_check" CHECK ("x" IN ('a')))"}));
    EXPECT_TRUE(choice.doubts.empty());
    EXPECT_EQ(choice.result, known);
    EXPECT_EQ(between(between(chosen, of("choice", R"(, "choices": {"a": "A"})")).result, known).result, known);
    // A rating off its scale was never stored; nor was a code of several options, of a rank, of yes and no.
    for (const char* type :
         {"boolean", R"(multiple", "choices": {"a": "A"}, "concept": "c)", R"(rank", "choices": {"a": "A"}, "concept": "c)"})
        EXPECT_TRUE(between(of(type, ""), of(type, R"(, "missing": {"9": "none"})")).statements.empty()) << type;
    const difference rating =
        between(of("rating", R"(, "scale": [1, 5])"), of("rating", R"(, "scale": [1, 5], "missing": {"99": "none"})"));
    EXPECT_EQ(changes(rating), (list{"add_missing x: 99"}));
    EXPECT_TRUE(rating.statements.empty());
    EXPECT_EQ(changes(between(of("text", R"(, "missing": {"n/a": "none"})"), of("text", ""))),
              (list{"setting x: code n/a no longer means no answer"}));
}

TEST(change, of_how_a_scale_is_counted_is_doubted) {
    const auto of = [](const char* scale) {
        return define(R"({"name": "a", "type": "number"}, {"name": "b", "type": "number"})",
                      std::string(", \"scales\": [") + scale + "]");
    };
    const definition before = of(R"({"name": "s", "items": ["a", "b"]})");
    const difference items = between(before, of(R"({"name": "s", "items": ["a"]})"));
    EXPECT_EQ(doubts(items), (list{"scales[0].items: scores that were counted otherwise [true]"}));
    EXPECT_EQ(changes(items), (list{"setting s: how the scale is counted"}));
    EXPECT_TRUE(has(filled(items.statements), R"(ALTER TABLE "ws"."visit" DROP COLUMN "s")"));
    EXPECT_EQ(doubts(between(before, of(R"({"name": "s", "items": ["a", "b"], "score": "sum"})"))),
              (list{"scales[0].score: scores that were counted otherwise [true]"}));
    EXPECT_EQ(doubts(between(before, of(R"({"name": "s", "items": ["a", "b"], "min_answered": 1})"))).size(), 1U);
    EXPECT_EQ(changes(between(before, of(R"({"name": "s", "items": ["a", "b"], "title": "S", "concept": "c"})"))),
              (list{"reword s: title in en", "setting s: concept c"}));
    // An item that a scale counts cannot go while the scale stays.
    EXPECT_EQ(
        mistake([] { define(R"({"name": "a", "type": "number"})", R"(, "scales": [{"name": "s", "items": ["a", "b"]}])"); }),
        "scales[0].items[1]: \"b\" is no item");
}

TEST(change, of_mode_side_and_weights) {
    const auto of = [](const char* settings) {
        return definition::parse(std::string("{") + settings + R"(, "items": [{"name": "x", "type": "text"}]})");
    };
    const definition customer = of(R"("side": "customer")"), confidential = of(R"("side": "customer", "mode": "confidential")");
    EXPECT_EQ(mistake([&] { compare("ws", "visit", customer, of(R"("side": "employee", "mode": "identified")")); }),
              "side: a survey of side customer stays one");
    EXPECT_EQ(mistake([&] { compare("ws", "visit", confidential, customer); }), "mode: confidential cannot become identified");
    EXPECT_EQ(mistake([&] { compare("ws", "visit", of(R"("side": "customer", "mode": "anonymous")"), confidential); }),
              "mode: anonymous cannot become confidential");
    const difference anonymous = between(customer, of(R"("side": "customer", "mode": "anonymous")"));
    EXPECT_EQ(doubts(anonymous), (list{"mode: identified to anonymous [true]"}));
    EXPECT_TRUE(anonymous.remake && anonymous.drops && anonymous.columns);
    const difference stricter = between(customer, confidential);
    EXPECT_EQ(changes(stricter), (list{"setting -: mode confidential"}));
    EXPECT_EQ(doubts(stricter), (list{"mode: identified to confidential [true]"}));
    EXPECT_TRUE(stricter.remake && stricter.statements.empty());
    EXPECT_FALSE(between(customer, customer).remake);
    const difference weighted = between(customer, of(R"("side": "customer", "weighted": true)"));
    EXPECT_EQ(changes(weighted), (list{"setting -: weighted"}));
    EXPECT_EQ(doubts(weighted), (list{"weighted: unweighted to weighted [true]"}));
    EXPECT_EQ(
        filled(weighted.statements),
        (list{R"(ALTER TABLE "ws"."visit" DROP CONSTRAINT weight_check)",
              R"(ALTER TABLE "ws"."visit" ADD CONSTRAINT weight_check CHECK (weight = 0 OR weight BETWEEN 1e-100 AND 1e100))"}));
}

TEST(change, leaves_each_column_to_its_item) {
    const definition before = define(
        R"({"name": "a_b", "type": "text"}, {"name": "m", "type": "multiple", "choices": {"x": "X", "y": "Y"}}, {"name": "n", "type": "number"})",
        R"(, "scales": [{"name": "s", "items": ["n"]}])");
    EXPECT_EQ(
        mistake([&] { compare("ws", "visit", before, define(R"({"name": "a", "type": "multiple", "choices": {"b": "B"}})")); }),
        "items[0].name: the column \"a_b\" is of \"a_b\"");
    EXPECT_EQ(mistake([&] {
                  compare("ws", "visit", before, define(R"({"name": "t", "type": "text"}, {"name": "m_y", "type": "text"})"));
              }),
              "items[1].name: the column \"m_y\" is of \"m\"");
    EXPECT_EQ(mistake([&] {
                  compare("ws", "visit", before,
                          define(R"({"name": "n", "type": "number"})", R"(, "scales": [{"name": "m_x", "items": ["n"]}])"));
              }),
              "scales[0].name: the column \"m_x\" is of \"m\"");
    EXPECT_EQ(mistake([&] { compare("ws", "visit", before, define(R"({"name": "s", "type": "number"})")); }),
              "items[0].name: \"s\" is a scale of this survey");
    EXPECT_EQ(mistake([&] {
                  compare("ws", "visit", before,
                          define(R"({"name": "n", "type": "number"})", R"(, "scales": [{"name": "m", "items": ["n"]}])"));
              }),
              "scales[0].name: \"m\" is an item of this survey");
    // A multiple that was retired keeps its own name in the long views.
    EXPECT_NE(mistake([&] {
                  compare("ws", "visit", before,
                          define(R"({"name": "n", "type": "number"})", R"(, "scales": [{"name": "a_b", "items": ["n"]}])"));
              }),
              "");
}

TEST(change, refuses_more_columns_than_a_table_has_with_what_is_retired) {
    const auto of = [](const char* name, int count) {
        std::string choices;
        for (int i = 0; i < count; ++i) choices += (i == 0 ? "\"" : ", \"") + std::to_string(i) + R"(": "label")";
        return define(std::string(R"({"name": ")") + name + R"(", "type": "multiple", "choices": {)" + choices + "}}");
    };
    const std::string why = mistake([&] { compare("ws", "visit", of("a", 800), of("b", 800)); });
    EXPECT_NE(why.find("more than 1500 columns"), std::string::npos) << why;
}

}  // namespace
