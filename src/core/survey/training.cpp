#include "core/survey/training.hpp"

#include "core/survey/columns.hpp"

namespace xm::core::survey {
namespace {

statement language_of(const definition& d) { return response_language("t", d); }

// The words of a response t, as the configuration for its language splits them.
statement words_of(const definition& d, const sentiment& s) {
    statement words("xm.words(t.%I, ", {s.of});
    if (s.languages.empty()) return words.add("'pg_catalog.simple'::pg_catalog.regconfig)");
    words.add("CASE ").add(language_of(d));
    for (const auto& [code, name] : s.languages) words.add(" WHEN %L THEN %L::pg_catalog.regconfig", {code, name});
    return words.add(" ELSE 'pg_catalog.simple'::pg_catalog.regconfig END)");
}

std::string within(const span& r) { return " BETWEEN " + std::to_string(r.low) + " AND " + std::to_string(r.high); }

// Who wrote a response t.
statement author_of(const std::string& workspace, const definition& d, bool merged) {
    if (d.mode == mode::anonymous) return statement("t.response_id::pg_catalog.text");
    statement who("COALESCE(");
    if (merged)
        who.add("(SELECT p.root FROM %I.person p WHERE p.person_id = t.person_id)", {workspace});
    else
        who.add("t.person_id");
    return who.add("::pg_catalog.text, 'r' || t.response_id)");
}

statement learn_one(const std::string& ws, const std::string& table, const definition& d, const sentiment& s, bool merged) {
    const item& rating = *d.find_item(s.label);
    const span good = *favourable_of(rating), bad = *unfavourable_of(rating);
    statement learn(
        "INSERT INTO %I.model (survey, item, language, fitted_at, model) WITH labelled AS MATERIALIZED (SELECT "
        "t.response_id, ",
        {ws});
    learn.add(author_of(ws, d, merged)).add(" AS author, ").add(language_of(d)).add(" AS language, ");
    learn.add("t.%I" + within(good) + " AS label, ", {s.label}).add(words_of(d, s));
    learn.add(" AS words FROM %I.%I t WHERE t.complete AND pg_catalog.btrim(t.%I) <> '' AND (t.%I" + within(good) + " OR t.%I" +
                  within(bad) + "))",
              {ws, table, s.of, s.label, s.label});
    learn.add(", enough AS (SELECT language FROM labelled GROUP BY 1 HAVING pg_catalog.count(*) >= " +
              std::to_string(least_labelled_comments) + " AND pg_catalog.bool_or(label) AND pg_catalog.bool_or(NOT label))");
    // Rare words would tell who wrote them.
    learn.add(
        ", known AS MATERIALIZED (SELECT l.language, w.word FROM labelled l JOIN enough USING (language), "
        "pg_catalog.unnest(l.words) w(word) GROUP BY 1, 2 HAVING pg_catalog.count(DISTINCT l.author) >= " +
        std::to_string(least_authors) +
        "), kept AS (SELECT l.response_id, l.language, l.label, pg_catalog.array_agg(k.word) FILTER (WHERE k.word IS NOT "
        "NULL) AS words FROM labelled l JOIN enough USING (language) LEFT JOIN LATERAL pg_catalog.unnest(l.words) w(word) "
        "ON true LEFT JOIN known k ON k.language = l.language AND k.word = w.word GROUP BY 1, 2, 3)");
    learn.add(
        " SELECT %L, %L, language, pg_catalog.now(), xm.text_model(COALESCE(words, '{}'), label) FROM kept GROUP BY "
        "language ON CONFLICT (survey, item, language) DO UPDATE SET fitted_at = EXCLUDED.fitted_at, model = EXCLUDED.model",
        {table, s.name});
    return learn;
}

}  // namespace

std::string sentiment_table(mode m) { return m == mode::identified ? "comment_sentiment" : "confidential_sentiment"; }

std::vector<statement> train(std::string_view workspace, std::string_view survey, const definition& d, bool merged) {
    const std::string ws(workspace), table(survey);
    std::vector<statement> result;
    for (const sentiment& s : d.sentiments) {
        if (s.retired) continue;
        if (result.empty())  // those that are not learnt again go
            result.emplace_back().add("UPDATE %I.model SET fitted_at = '-infinity' WHERE survey = %L", {ws, table});
        result.push_back(learn_one(ws, table, d, s, merged));
    }
    if (result.empty()) return result;
    result.emplace_back().add("DELETE FROM %I.model WHERE survey = %L AND fitted_at = '-infinity'", {ws, table});
    // Learning takes long and lets answers in. Those that came meanwhile, or still come, are to be judged by these models too.
    result.emplace_back().add("LOCK TABLE %I.%I IN SHARE MODE", {ws, table});
    for (statement& s : judge_all(workspace, survey, d)) result.push_back(std::move(s));
    return result;
}

std::vector<statement> judge_all(std::string_view workspace, std::string_view survey, const definition& d) {
    const std::string ws(workspace), table(survey);
    return {statement("DELETE FROM %I.%I WHERE survey = ", {ws, sentiment_table(d.mode)}).add("%L", {table}),
            judge(workspace, survey, d, statement("%I.%I", {ws, table}))};
}

statement judge(std::string_view workspace, std::string_view survey, const definition& d, const statement& from) {
    const std::string ws(workspace), table(survey);
    statement result("INSERT INTO %I.%I (survey, item, response_id, probability, fitted_at) SELECT * FROM (",
                     {ws, sentiment_table(d.mode)});
    bool first = true;
    for (const sentiment& s : d.sentiments) {
        if (s.retired) continue;
        result.add(first ? "" : " UNION ALL ");
        first = false;
        // One language after the other: a model is read once where the one before was the same.
        result
            .add(
                "SELECT m.survey, m.item, m.response_id, xm.sentiment(m.model, m.words) AS probability, m.fitted_at FROM (SELECT "
                "m.survey, m.item, t.response_id, m.model, m.fitted_at, ")
            .add(words_of(d, s))
            .add(" AS words FROM ")
            .add(from)
            .add(
                " t JOIN %I.model m ON m.survey = %L AND m.item = %L AND "
                "m.language = ",
                {ws, table, s.name});
        result.add(language_of(d)).add(" WHERE pg_catalog.btrim(t.%I) <> '' ORDER BY m.language OFFSET 0) m", {s.of});
    }
    if (first)
        result.add(
            "SELECT NULL::pg_catalog.text AS survey, NULL::pg_catalog.text AS item, NULL::pg_catalog.int8 AS response_id, "
            "NULL::pg_catalog.float8 AS probability, NULL::pg_catalog.timestamptz AS fitted_at WHERE false");
    return result.add(
        ") j WHERE j.probability IS NOT NULL ON CONFLICT (survey, item, response_id) DO UPDATE SET probability = "
        "EXCLUDED.probability, fitted_at = EXCLUDED.fitted_at");
}

}  // namespace xm::core::survey
