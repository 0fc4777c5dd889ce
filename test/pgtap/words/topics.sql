\i test/pgtap/include/begin.psql
SELECT plan(15);
CREATE TABLE comment AS
SELECT i, CASE i % 6 WHEN 0 THEN ARRAY['loan', 'fee', 'loan', 'loan'] WHEN 1 THEN '{train,delay,train,ticket}' WHEN 2 THEN ARRAY['train', 'ticket', 'train'] ELSE ARRAY['bread', 'milk', 'bread', CASE WHEN i % 4 = 0 THEN 'fruit' ELSE 'bread' END] END AS words FROM generate_series(1, 240) i;
CREATE TEMP TABLE m AS SELECT xm.topics(words, 3) AS model FROM comment;
SELECT results_eq('SELECT comments, words, topics FROM m, xm.topic_fit(model)', 'VALUES (240::bigint, 8::bigint, 3)', 'what it was made from');
SELECT results_eq('SELECT topic, word FROM m, xm.topic_table(model, 1)', $$ VALUES (1, 'bread'), (2, 'train'), (3, 'loan') $$, 'topics by share, words by probability');
SELECT ok((SELECT bool_and(abs(s - 1) < 1e-9) FROM (SELECT sum(probability) AS s FROM m, xm.topic_table(model, 100) GROUP BY topic) q), 'probabilities of a topic');
SELECT is((SELECT count(*) FROM m, xm.topic_table(model)), 24::bigint, 'ten words unless there are fewer');
SELECT is((SELECT array_agg(xm.topic(model, ARRAY[w]) ORDER BY o) FROM m, unnest('{milk,delay,fee,zzz}'::text[]) WITH ORDINALITY u(w, o)), '{1,2,3,1}', 'the likeliest');
SELECT ok((SELECT abs(sum(p) - 1) < 1e-12 FROM m, unnest(xm.topic_probabilities(model, '{bread,train,loan,loan}')) p), 'shares of a comment');
SELECT is((SELECT xm.topic_probabilities(model, '{zzz}') FROM m), (SELECT array_agg(share ORDER BY topic) FROM m, xm.topic_table(model, 1)), 'no known word: the shares');
SELECT is((SELECT model::text::xm.topic_model = model AND model::jsonb::text::xm.topic_model = model FROM m), true, 'text reads back, from jsonb too');
SELECT is((SELECT xm.topics('{}'::text[], 3) FROM comment), NULL, 'no word at all: NULL');
SELECT is((SELECT xm.topics(words, 3) FROM comment WHERE false), NULL, 'no comments: NULL');
SELECT is((SELECT xm.topic(NULL, '{a}') IS NULL AND xm.topic_probabilities(model, NULL) IS NULL FROM m), true, 'NULL gives NULL');
SELECT is(pg_temp.refusal('SELECT xm.topics(words, 0) FROM comment'), '22023 number of topics 0 is outside the allowed range 1..1000', 'no topics');
SELECT is(pg_temp.refusal('SELECT * FROM m, xm.topic_table(model, 0)'), '22023 top 0 is outside the allowed range: from 1', 'no words');
SAVEPOINT small;
SET LOCAL pg_xm.max_state_memory = 1024;
SELECT matches(pg_temp.refusal('SELECT xm.topics(ARRAY[''w'' || i % 10], 3) FROM generate_series(1, 1000000) i'), '^53200 xm.topics would need more than', 'more than the memory allows');
ROLLBACK TO SAVEPOINT small;
SET LOCAL parallel_setup_cost = 0; SET LOCAL parallel_tuple_cost = 0; SET LOCAL min_parallel_table_scan_size = 0; SET LOCAL max_parallel_workers_per_gather = 2;
SELECT is((SELECT xm.topics(words, 3, 7)::text FROM comment), (SELECT xm.topics(words, 3, 7 ORDER BY i DESC)::text FROM comment), 'parallel workers and another order give the same');
SELECT * FROM finish();
ROLLBACK;
