\i test/pgtap/include/begin.psql
SELECT plan(12);
CREATE TABLE comment AS
SELECT i, i % 3 = 0 AS inside, array_remove(ARRAY['every', 'w' || i % 7, CASE WHEN i % 3 = 0 AND i % 2 = 0 THEN 'lift' END, CASE WHEN i % 11 = 0 THEN '😀' END, 'w' || i % 7], NULL) AS words FROM generate_series(1, 400) i;
CREATE TEMP VIEW odds AS SELECT x.* FROM (SELECT xm.log_odds(words, inside) AS a FROM comment) q, unnest(a) x;
-- Monroe, Colaresi & Quinn (2008), equations 16 to 22, in SQL.
CREATE TEMP VIEW by_hand AS
WITH once AS (SELECT DISTINCT i, inside, w FROM comment, unnest(words) w), y AS (SELECT w, count(*) FILTER (WHERE inside)::float8 AS a, count(*) FILTER (WHERE NOT inside)::float8 AS b FROM once GROUP BY w),
  n AS (SELECT sum(a) AS a, sum(b) AS b, count(*)::float8 AS a0 FROM y), p AS (SELECT y.*, n.a AS na, n.b AS nb, n.a0, n.a0 * (y.a + y.b) / (n.a + n.b) AS prior FROM y, n)
SELECT w, a, b, ln((a + prior) / (na + a0 - a - prior)) - ln((b + prior) / (nb + a0 - b - prior)) AS d, sqrt(1 / (a + prior) + 1 / (b + prior)) AS s FROM p;
SELECT is((SELECT word FROM odds LIMIT 1), 'lift', 'what was planted comes first');
SELECT is((SELECT count(*) FROM odds), (SELECT count(*) FROM by_hand), 'every word');
SELECT ok((SELECT bool_and(a = comments_inside AND b = comments_outside AND abs(d - log_odds) < 1e-12 AND abs(s - std_error) < 1e-12 AND abs(z - log_odds / std_error) < 1e-12) FROM odds JOIN by_hand ON w = word), 'as by hand, a word once a comment');
SELECT ok((SELECT bool_and(before >= z) FROM (SELECT z, lag(z, 1, 'Infinity') OVER () AS before FROM odds) x), 'by z descending');
SELECT is((SELECT xm.log_odds(words, inside, 1000)::text FROM comment) = (SELECT xm.log_odds(words, inside, 1)::text FROM comment), false, 'the prior matters');
SELECT is((SELECT xm.log_odds(words, true) FROM comment), NULL, 'no rest');
SELECT is((SELECT xm.log_odds(words, false) FROM comment), NULL, 'no group');
SELECT is((SELECT xm.log_odds('{only}'::text[], inside) FROM comment), NULL, 'one word');
SELECT is((SELECT xm.log_odds(words || NULL::text || '{}'::text[], inside)::text FROM (SELECT * FROM comment UNION ALL SELECT 0, NULL, '{x}' UNION ALL SELECT 0, true, NULL) c), (SELECT xm.log_odds(words, inside)::text FROM comment), 'NULL rows are skipped, NULL words dropped');
SELECT is(pg_temp.refusal('SELECT xm.log_odds(words, inside, -2) FROM comment'), '22023 prior -2 is outside the allowed range: finite numbers above 0', 'a prior below 0');
SAVEPOINT small;
SET LOCAL pg_xm.max_state_memory = 1024;
SELECT matches(pg_temp.refusal('SELECT xm.log_odds(ARRAY[''word '' || i], i % 2 = 0) FROM generate_series(1, 1000000) i'), '^53200 xm.log_odds would need more than', 'a million distinct words within 1 MB');
ROLLBACK TO SAVEPOINT small;
SET LOCAL parallel_setup_cost = 0; SET LOCAL parallel_tuple_cost = 0; SET LOCAL min_parallel_table_scan_size = 0; SET LOCAL max_parallel_workers_per_gather = 2;
SELECT is((SELECT xm.log_odds(words, inside)::text FROM comment), (SELECT xm.log_odds(words, inside ORDER BY i DESC)::text FROM comment), 'parallel workers and another order give the same');
SELECT * FROM finish();
ROLLBACK;
