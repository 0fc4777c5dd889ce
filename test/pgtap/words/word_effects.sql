\i test/pgtap/include/begin.psql
SELECT plan(16);
CREATE TABLE comment AS
SELECT i, (i * 7919 % 101) % 9 + CASE WHEN i % 4 = 0 THEN 0 ELSE 2 END AS rating, array_remove(ARRAY['every', 'w' || i % 5, CASE WHEN i % 4 = 0 THEN 'late' END, CASE WHEN i % 6 = 0 THEN 'x' END, CASE WHEN i % 6 = 0 THEN 'yy' END, CASE WHEN i % 9 < 4 THEN 'queue' END], NULL) AS words
FROM generate_series(1, 500) i;
CREATE TEMP VIEW effect AS SELECT x.* FROM (SELECT xm.word_effects(words, rating) AS a FROM comment) q, unnest(a) x;
SELECT is((SELECT word FROM effect LIMIT 1), 'late', 'what was planted comes first');
SELECT is((SELECT string_agg(word, ' ' ORDER BY word) FROM effect WHERE word IN ('x', 'yy', 'every')), 'x', 'of words in the same comments the shortest; a word of all comments is in no comparison');
-- The same by xm.linear, over the word and the length.
CREATE TEMP VIEW by_hand AS
SELECT w AS word, t.* FROM unnest('{late,queue,w3}'::text[]) w, LATERAL (SELECT xm.linear(xm.label(xm.moments(rating, (w = ANY (words))::int, ln(1 + cardinality(words))), 'y', 'has', 'length'), 'y') AS m FROM comment) q, xm.coefficients(m) t WHERE t.term = 'has';
SELECT ok((SELECT count(*) = 3 AND bool_and(abs(difference - estimate) < 1e-10 AND abs(e.std_error - h.std_error) < 1e-10 AND abs(e.p_value - h.p_value) < 1e-10) FROM effect e JOIN by_hand h USING (word)), 'the regression of the rating on word and length');
SELECT ok((SELECT responses = n AND abs(value - a) < 1e-12 AND abs(rest - b) < 1e-12 FROM effect, (SELECT count(*) FILTER (WHERE 'late' = ANY (words)) AS n, avg(rating) FILTER (WHERE 'late' = ANY (words)) AS a, avg(rating) FILTER (WHERE NOT 'late' = ANY (words)) AS b FROM comment) c WHERE word = 'late'), 'plain means');
SELECT ok((SELECT bool_and(q_value >= p_value AND q_value <= 1 AND shrunken IS NOT NULL) FROM effect), 'q-values, and shrunken');
SELECT is((SELECT count(*) FROM (SELECT xm.word_effects(words, rating, 'nps', 200) AS a FROM comment WHERE rating <= 10) q, unnest(a)), 1::bigint, 'another metric and least number');
SELECT is((SELECT cardinality(xm.word_effects(words, rating)) FROM comment WHERE i < 10), 0, 'too few: no rows');
SELECT is((SELECT xm.word_effects(words, rating) FROM comment WHERE false), NULL, 'no comments: NULL');
SELECT is((SELECT count(*) FROM (SELECT xm.word_effects(words, 5) AS a FROM comment) q, unnest(a) WHERE p_value IS NULL AND std_error = 0 AND difference = 0), (SELECT count(*) FROM effect), 'no spread: no test');
SELECT is(pg_temp.refusal('SELECT xm.word_effects(words, rating, ''mean'', -1) FROM comment'), '22023 min_responses -1 is outside the allowed range: from 1', 'a least number below 1');
SELECT matches(pg_temp.refusal('SELECT xm.word_effects(words, rating, ''csat'') FROM comment'), '^22023 .*1\.\.5', 'a rating that the metric does not know');
SELECT matches(pg_temp.refusal('SELECT xm.word_effects(words, rating + 0.5) FROM comment'), '^22023 rating [0-9.]+ is outside', 'a rating that is not whole');
SET LOCAL parallel_setup_cost = 0; SET LOCAL parallel_tuple_cost = 0; SET LOCAL min_parallel_table_scan_size = 0; SET LOCAL max_parallel_workers_per_gather = 2;
SELECT is((SELECT xm.word_effects(words, rating)::text FROM comment), (SELECT xm.word_effects(words, rating ORDER BY i DESC)::text FROM comment), 'parallel workers and another order give the same');
-- Unhappy people write three times as much, and of the same words: none of them may look bad for that.
CREATE TEMP TABLE talker AS SELECT i, 1 + (hashint4(i) & 2147483647) % 10 AS rating FROM generate_series(1, 4000) i;
CREATE TEMP TABLE talk AS SELECT i, rating, ARRAY(SELECT 'w' || (hashint8(i * 64::bigint + k) & 2147483647) % 300 FROM generate_series(1, CASE WHEN rating <= 4 THEN 24 ELSE 8 END + i % 4) k) AS words FROM talker;
CREATE TEMP TABLE told AS SELECT e.* FROM (SELECT xm.word_effects(words, rating) AS e FROM talk) s, unnest(e) e;
SELECT cmp_ok((SELECT count(*) FROM told WHERE value < rest), '>', 280::bigint, 'nearly every word stands beside lower ratings');
SELECT cmp_ok((SELECT count(*) FROM told WHERE p_value < 0.05), '<', 30::bigint, 'but no more of them seem to matter than chance alone makes');
SELECT is((SELECT count(*) FROM told WHERE q_value < 0.05), 0::bigint, 'and none does');
SELECT * FROM finish();
ROLLBACK;
