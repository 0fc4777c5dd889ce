\i test/pgtap/include/begin.psql
SELECT plan(17);
CREATE TABLE answer AS SELECT i, chr(65 + i % 5) AS area, (i * 37) % (6 + i % 5) AS rating, 1 + i % 3 AS weight FROM generate_series(1, 300) i;
CREATE TABLE groups AS SELECT area, i % 4 AS part, xm.ratings(rating) AS r FROM answer GROUP BY 1, 2;
CREATE TEMP VIEW pairs AS SELECT p.* FROM (SELECT xm.compare_all(area, r) AS p FROM groups) q, unnest(p) p;

SELECT results_eq('SELECT a, b FROM pairs', $$ SELECT a.x, b.x FROM (VALUES ('A'), ('B'), ('C'), ('D'), ('E')) a(x), (VALUES ('A'), ('B'), ('C'), ('D'), ('E')) b(x) WHERE a.x < b.x ORDER BY 1, 2 $$, 'each pair once, in label order');
SELECT results_eq('SELECT difference, std_error, lower, upper, p_value FROM pairs',
                  $$ SELECT c.difference, c.std_error, c.lower, c.upper, c.p_value FROM (SELECT area, xm.rollup(r) AS r FROM groups GROUP BY area) a JOIN (SELECT area, xm.rollup(r) AS r FROM groups GROUP BY area) b ON a.area < b.area, xm.compare(a.r, b.r) c ORDER BY a.area, b.area $$,
                  'states of one label are added, pairs are those of xm.compare');
SELECT is((SELECT max(p_adjusted) FROM (SELECT unnest(p) AS p FROM (SELECT xm.compare_all(area, r, 'mean', 'none') AS p FROM groups) q) x, LATERAL (SELECT (p).p_adjusted - (p).p_value) y(p_adjusted)), 0::float8, 'none adjusts nothing');
SELECT ok((SELECT bool_and(p_adjusted >= p_value AND p_adjusted <= 1) FROM pairs), 'Holm adjusts upwards');
SELECT is((SELECT min(n) || ' ' || max(n) FROM (SELECT count(*) AS n FROM (SELECT xm.compare_all(l, r, 'share[5,9]', 'bh', 0.9) AS p FROM (SELECT NULLIF(area, 'B') AS l, r FROM groups) g) q, unnest(p)) z), '6 6', 'a row with a NULL is skipped');
SELECT is((SELECT xm.compare_all(area, r)::text FROM groups WHERE false), NULL, 'no rows: NULL');
SELECT is((SELECT cardinality(xm.compare_all(area, r)) FROM groups WHERE area = 'A'), 0, 'one group: no pairs');
CREATE TEMP TABLE clear AS SELECT l AS label, xm.ratings(v) AS r FROM (VALUES ('low', 1), ('low', 2), ('low', 1), ('low', 2), ('high', 8), ('high', 9), ('high', 8), ('high', 9), ('mid', 5), ('mid', 6), ('mid', 5), ('mid', 6)) a(l, v) GROUP BY l;
SELECT results_eq('SELECT label, letter, value, responses, higher_than FROM (SELECT xm.significance(label, r) AS s FROM clear) q, unnest(s)',
                  $$ VALUES ('high', 'A', 8.5::float8, 4::bigint, 'B C'), ('low', 'B', 1.5, 4, ''), ('mid', 'C', 5.5, 4, 'B') $$, 'letters of those that are beaten');
SELECT results_eq('SELECT value, lower, upper FROM (SELECT xm.significance(label, r, ''index[0,10]'', ''none'', 0.8) AS s FROM clear) q, unnest(s)', $$ SELECT value, lower, upper FROM clear, xm.estimate(r, 'index[0,10]', 0.8) ORDER BY label $$, 'value and interval are those of xm.estimate');
SELECT is(pg_temp.refusal('SELECT xm.compare_all(area, r, ''mean'', ''tukey'') FROM groups'), '22023 unknown adjustment of p-values "tukey"', 'an unknown adjustment');
SELECT is(pg_temp.refusal('SELECT xm.significance(area, r, ''mean'', ''none'', 95) FROM groups'), '22023 confidence 95 is outside the allowed range (0,1)', 'a confidence in per cent');
SELECT matches(pg_temp.refusal('SELECT xm.compare_all(area, r, CASE WHEN part = 1 THEN ''nps''::xm.metric ELSE ''mean'' END) FROM groups'), '^22023 metric is \w+ in one row and \w+ in another$', 'two metrics in one group');
SELECT matches(pg_temp.refusal('SELECT xm.compare_all(area, r) FROM (SELECT area, r FROM groups UNION ALL SELECT area, xm.ratings(rating, weight) FROM answer GROUP BY area) x'), '^22023 weighted and unweighted[^(]*$', 'weights on one side only');
SELECT is((SELECT count(*) FROM (SELECT xm.compare_all(area, r) OVER (ORDER BY area, part) AS p FROM groups) w, unnest(p)), (SELECT sum(k * (k - 1) / 2 * 4) FROM generate_series(1, 5) k)::bigint, 'as a window function');
SET LOCAL pg_xm.max_state_memory = '64kB';
SELECT matches(pg_temp.refusal('SELECT xm.compare_all(i::text, r) FROM groups, generate_series(1, 2000) i'), '^53200 .*64 kB that pg_xm.max_state_memory allows', 'memory is bounded');
RESET pg_xm.max_state_memory;
SET LOCAL parallel_setup_cost = 0; SET LOCAL parallel_tuple_cost = 0; SET LOCAL min_parallel_table_scan_size = 0; SET LOCAL max_parallel_workers_per_gather = 2;
SELECT matches((SELECT string_agg(l, ' ') FROM pg_temp.plan_of('SELECT xm.compare_all(area, r) FROM groups') l), 'Partial Aggregate', 'the plan is parallel');
SELECT is((SELECT xm.compare_all(area, r)::text || xm.significance(area, r)::text FROM groups), (SELECT xm.compare_all(area, r ORDER BY part DESC)::text || xm.significance(area, r ORDER BY part DESC)::text FROM groups), 'parallel workers and another order give the same digits');
SELECT * FROM finish();
ROLLBACK;
