\i test/pgtap/include/begin.psql
SELECT plan(13);
CREATE TABLE daily AS
SELECT date '2025-01-01' + d AS day, d, xm.ratings((50 + CASE d WHEN 10 THEN 9 WHEN 20 THEN -12 ELSE (d * 7) % 5 - 2 END + e)::int) AS r
FROM generate_series(0, 25) d, unnest('{-8,-5,-3,-1,0,0,1,3,5,8}'::int[]) e GROUP BY d;
CREATE TEMP VIEW chart AS SELECT c.* FROM (SELECT xm.control_chart(day, r, 'mean', 10) AS c FROM daily) q, unnest(c) c;

SELECT results_eq('SELECT period, value, responses FROM chart', 'SELECT day, xm.mean(r), xm.responses(r) FROM daily ORDER BY day', 'a row for each period, in order');
SELECT is((SELECT string_agg(period || ' ' || signal, ', ' ORDER BY period) FROM chart WHERE signal = 'outside'), '2025-01-11 outside, 2025-01-21 outside', 'what lies outside is named');
SELECT is((SELECT count(DISTINCT (centre, lower, upper)) FROM chart), 1::bigint, 'periods of one size have one width');
SELECT cmp_ok((SELECT max(abs((value - centre) / (upper - centre) * 3 - z)) FROM chart), '<', 1e-12::float8, 'z counts thirds of the way to a limit');
SELECT cmp_ok((SELECT max(abs(ewma - 0.2 * z - 0.8 * before)) FROM (SELECT z, ewma, lag(ewma, 1, 0) OVER (ORDER BY period) AS before FROM chart) x), '<', 1e-12::float8, 'ewma goes on from 0');
SELECT is((SELECT xm.control_chart(day, r, 'mean', NULL)::text FROM daily), (SELECT xm.control_chart(day, r)::text FROM daily), 'no baseline: all periods');
SELECT is((SELECT count(*) FROM (SELECT xm.control_chart(NULLIF(day, '2025-01-05'), r) AS c FROM daily) q, unnest(c)), 25::bigint, 'a row with a NULL is skipped');
SELECT is((SELECT xm.control_chart(day, r)::text FROM daily WHERE false), NULL, 'no rows: NULL');
SELECT results_eq('SELECT value, centre, lower, upper, z, ewma, signal FROM (SELECT xm.control_chart(day, r) AS c FROM daily WHERE d = 0) q, unnest(c)', 'VALUES (48::float8, 48::float8, NULL::float8, NULL::float8, NULL::float8, NULL::float8, NULL::text)', 'a single period has no limits');
SELECT is(pg_temp.refusal('SELECT xm.control_chart(day, r) FROM (SELECT * FROM daily UNION ALL SELECT * FROM daily WHERE d = 3) x'), '22023 period 2025-01-04 is given 2 times', 'a period given twice');
SELECT is(pg_temp.refusal('SELECT xm.control_chart(day, r, ''mean'', 0) FROM daily'), '22023 baseline 0 is outside the allowed range: from 1', 'a baseline of nothing');
SELECT is(pg_temp.refusal('SELECT xm.control_chart(''infinity'', r) FROM daily'), '22023 period is infinite; the allowed range is finite dates', 'an infinite period');
SET LOCAL parallel_setup_cost = 0; SET LOCAL parallel_tuple_cost = 0; SET LOCAL min_parallel_table_scan_size = 0; SET LOCAL max_parallel_workers_per_gather = 2;
SELECT is((SELECT xm.control_chart(day, r)::text FROM daily), (SELECT xm.control_chart(day, r ORDER BY d DESC)::text FROM daily), 'parallel workers and another order give the same digits');
SELECT * FROM finish();
ROLLBACK;
