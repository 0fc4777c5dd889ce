\i test/pgtap/include/begin.psql
SELECT plan(18);
CREATE TABLE comment AS
SELECT i, i % 3 > 0 AS label, array_remove(ARRAY['w' || i % 13, CASE WHEN i % 7 < 3 THEN CASE WHEN i % 3 > 0 THEN 'kind' ELSE 'rude' END END, CASE WHEN i % 10 = 0 THEN 'rude' END], NULL) AS words FROM generate_series(1, 900) i;
CREATE TEMP TABLE m AS SELECT xm.text_model(words, label) AS model FROM comment;
SELECT results_eq('SELECT comments, positive, words FROM m, xm.text_model_fit(model)', 'VALUES (900::bigint, 600::bigint, 15::bigint)', 'what it was learnt from');
SELECT ok((SELECT auc BETWEEN 0.6 AND 0.9 AND slope > 0 FROM m, xm.text_model_fit(model)), 'how well it does on what it has not seen');
SELECT ok((SELECT xm.sentiment(model, '{kind}') > xm.sentiment(model, '{w1}') AND xm.sentiment(model, '{w1}') > xm.sentiment(model, '{rude}') FROM m), 'probabilities');
SELECT is((SELECT xm.sentiment(model, '{zzz,yyy}') FROM m), (SELECT xm.sentiment(model, '{}') FROM m), 'unknown words say nothing');
SELECT is((SELECT xm.sentiment(model, '{kind,kind,w1}') FROM m), (SELECT xm.sentiment(model, '{w1,NULL,kind}') FROM m), 'a word once, in any order');
SELECT is((SELECT xm.rollup(part)::text FROM (SELECT xm.text_model(words, label) AS part FROM comment GROUP BY i % 7) p), (SELECT model::text FROM m), 'the rollup is the model of all, bit for bit');
SELECT is((SELECT (a + b)::text FROM (SELECT xm.text_model(words, label) FILTER (WHERE i % 3 = 0) AS a, xm.text_model(words, label) FILTER (WHERE i % 3 > 0) AS b FROM comment) p), (SELECT model::text FROM m), 'and so is the sum');
SELECT is((SELECT (model + NULL)::text FROM m), (SELECT model::text FROM m), 'NULL adds nothing');
SELECT is((SELECT model::text::xm.text_model = model AND model::jsonb::text::xm.text_model = model FROM m), true, 'text reads back, from jsonb too');
SELECT is((SELECT xm.text_model(words, label) FROM comment WHERE false), NULL, 'no comments: NULL');
SELECT is((SELECT xm.sentiment(xm.text_model(words, true), '{kind}') FROM comment), NULL, 'one class: NULL');
SELECT results_eq('SELECT comments, positive, auc, slope FROM xm.text_model_fit((SELECT xm.text_model(words, true) FROM comment))', 'VALUES (900::bigint, 900::bigint, NULL::float8, NULL::float8)', 'and no figures');
SELECT is((SELECT xm.sentiment(NULL, '{a}') IS NULL AND xm.sentiment(model, NULL) IS NULL FROM m), true, 'NULL gives NULL');
SELECT is(pg_temp.refusal('SELECT xm.text_model(words, label, 0) FROM comment'), '22023 smoothing 0 is outside the allowed range: above 0, up to 1000000', 'no smoothing');
SELECT matches(pg_temp.refusal('SELECT xm.rollup(p) FROM (SELECT xm.text_model(words, label, 1 + i % 2) AS p FROM comment GROUP BY i % 2) q'), '^22023 smoothing is', 'models of different smoothing');
SELECT is((SELECT count(DISTINCT xm.sentiment(t.model, '{kind}')) FROM (SELECT model FROM m UNION ALL SELECT xm.text_model(words, label, 5) FROM comment) t), 2::bigint, 'a call site with two models');
CREATE TEMP TABLE stored AS SELECT xm.text_model(ARRAY['w' || i % 5000, 'v' || i], i % 2 = 0) AS model FROM generate_series(1, 30000) i;
SELECT is((SELECT count(DISTINCT xm.sentiment(model, '{w1}')) FROM stored, generate_series(1, 2000)), 1::bigint, 'a large model that is stored, row after row');
SET LOCAL parallel_setup_cost = 0; SET LOCAL parallel_tuple_cost = 0; SET LOCAL min_parallel_table_scan_size = 0; SET LOCAL max_parallel_workers_per_gather = 2;
SELECT is((SELECT xm.text_model(words, label)::text FROM comment), (SELECT xm.text_model(words, label ORDER BY i DESC)::text FROM comment), 'parallel workers and another order give the same');
SELECT * FROM finish();
ROLLBACK;
