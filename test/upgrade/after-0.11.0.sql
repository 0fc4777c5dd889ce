-- After the upgrade: what 0.11.0 brought is read and asked.
SELECT id, variable, level, class, round(probability::numeric, 10), round(weight::numeric, 9) FROM kept_match_view ORDER BY 1, 2, 3, 4;
SELECT id, f.pairs, round(f.prior::numeric, 10), round(f.dependence::numeric, 10) FROM kept_match_model, xm.match_fit(m) f ORDER BY 1;
SELECT id, round(xm.match_probability(m, '{2,1,NULL}')::numeric, 10) FROM kept_match_model WHERE id < 3 ORDER BY 1;
SELECT m::text::xm.match_model = m FROM kept_match_model ORDER BY id;
SELECT id, comments, round(auc::numeric, 10), round(kind::numeric, 10) FROM kept_words_view ORDER BY 1;
SELECT round(xm.sentiment(xm.rollup(model), '{rude}')::numeric, 10) FROM kept_words;
-- Words 0, 1 and 2 are alike in number: topics by what they hold, not by their place among equal ones.
SELECT id, words, share, probability FROM (SELECT id, t.topic, string_agg(t.word, ',' ORDER BY t.word) AS words, round(max(t.share)::numeric, 6) AS share, round(max(t.probability)::numeric, 6) AS probability FROM kept_words, xm.topic_table(topics, 6) t WHERE t.probability > 0.01 GROUP BY 1, 2) x ORDER BY 1, 3 DESC, 2;
SELECT model::text::xm.text_model = model, topics::text::xm.topic_model = topics FROM kept_words ORDER BY id;
