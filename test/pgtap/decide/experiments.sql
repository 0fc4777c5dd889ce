\i test/pgtap/include/begin.psql
SELECT plan(22);
CREATE TABLE visit AS
SELECT unit, unit % 2 = 0 AS treated, t, t = 1 AS after, ((unit * 7 + i * 3) % 6 + CASE WHEN unit % 2 = 0 THEN 2 * t ELSE 0 END + unit % 3 * t)::int AS rating
FROM generate_series(1, 12) unit, generate_series(0, 1) t, generate_series(1, 5 + unit % 4) i;
CREATE TABLE store AS SELECT unit, treated, after, rating % 2 AS part, xm.ratings(rating) AS r FROM visit GROUP BY 1, 2, 3, 4;
CREATE TEMP VIEW side AS SELECT xm.rollup(r) FILTER (WHERE treated AND NOT after) AS tb, xm.rollup(r) FILTER (WHERE treated AND after) AS ta, xm.rollup(r) FILTER (WHERE NOT treated AND NOT after) AS cb, xm.rollup(r) FILTER (WHERE NOT treated AND after) AS ca FROM store;

SELECT cmp_ok((SELECT abs(d.effect - (xm.mean(ta) - xm.mean(tb) - xm.mean(ca) + xm.mean(cb))) FROM side, xm.difference_in_differences(tb, ta, cb, ca) d), '<', 1e-12::float8, 'the change of the treated less that of the control');
SELECT cmp_ok((SELECT abs(d.std_error ^ 2 - (t.std_error ^ 2 + c.std_error ^ 2)) FROM side, xm.difference_in_differences(tb, ta, cb, ca, 'nps') d, xm.compare(ta, tb, 'nps') t, xm.compare(ca, cb, 'nps') c), '<', 1e-9::float8, 'four errors are added');
SELECT is((SELECT d::text FROM side, xm.difference_in_differences(tb, NULL, cb, ca) d), '(,,,,,,)', 'a NULL state: NULLs');
SELECT is((SELECT count(*) FROM side, xm.difference_in_differences(tb, NULL, cb, ca) d), 1::bigint, 'in one row');
SELECT is((SELECT pg_temp.refusal($$ SELECT d.* FROM side, xm.difference_in_differences(tb, ta, cb, ca, 'mean', 95) d $$)), '22023 confidence 95 is outside the allowed range (0,1)', 'a confidence in per cent');

CREATE TEMP VIEW change AS SELECT unit, treated, xm.mean(xm.rollup(r) FILTER (WHERE NOT after)) AS before, xm.mean(xm.rollup(r) FILTER (WHERE after)) AS later FROM store GROUP BY 1, 2;
CREATE TEMP VIEW effect AS SELECT (xm.action_effect(unit, treated, after, r)).* FROM store;
SELECT cmp_ok((SELECT abs(effect - (SELECT avg(later - before) FILTER (WHERE treated) - avg(later - before) FILTER (WHERE NOT treated) FROM change)) FROM effect), '<', 1e-12::float8, 'each unit counts once');
SELECT cmp_ok((SELECT abs(std_error ^ 2 - (SELECT var_samp(later - before) FILTER (WHERE treated) / 6 + var_samp(later - before) FILTER (WHERE NOT treated) / 6 FROM change)) FROM effect), '<', 1e-12::float8, 'with the spread over units');
SELECT results_eq('SELECT treated_units, control_units, round(treated_before::numeric, 9), round(control_after::numeric, 9) FROM effect', 'SELECT 6::bigint, 6::bigint, round(avg(before) FILTER (WHERE treated)::numeric, 9), round(avg(later) FILTER (WHERE NOT treated)::numeric, 9) FROM change', 'units and means of unit scores');
SELECT is((SELECT (e).treated_units || ' ' || (e).control_units || ' ' || coalesce((e).effect::text, 'NULL') FROM (SELECT xm.action_effect(unit, treated, after, r) AS e FROM store WHERE treated OR NOT after) q), '6 0 NULL', 'no unit of the control with both times: no effect');
SELECT is((SELECT (e).std_error IS NULL AND (e).effect IS NOT NULL FROM (SELECT xm.action_effect(unit, treated, after, r) AS e FROM store WHERE treated OR unit = 1) q), true, 'one unit on a side: no spread');
SELECT is((SELECT xm.action_effect(unit, treated, after, r)::text FROM store WHERE false), NULL, 'no rows: NULL');
SELECT is(pg_temp.refusal('SELECT xm.action_effect(unit, treated <> (after AND unit = 4), after, r) FROM store'), '22023 unit 4 is both treated and control', 'a unit on both sides');
SELECT is((SELECT count(DISTINCT e::text) FROM (SELECT xm.action_effect(unit, treated, after, r) AS e FROM store UNION ALL SELECT xm.action_effect('unit ' || unit, treated, after, r) FROM store UNION ALL SELECT xm.action_effect(unit::bigint, treated, after, r, 'mean') FROM store
            UNION ALL SELECT xm.action_effect(md5(unit::text)::uuid, treated, after, r, 'mean', 0.95) FROM store) x), 1::bigint, 'units of any type');

CREATE TABLE week AS SELECT unit, unit % 2 = 0 AS treated, w AS period, xm.ratings(((unit + i) % 5 + w * (1 + unit % 2))::int) AS r FROM generate_series(1, 8) unit, generate_series(1, 5) w, generate_series(1, 4) i GROUP BY 1, 2, 3;
SELECT is((SELECT round((t).slope_difference::numeric, 9) || ' ' || (t).treated_units || ' ' || (t).control_units FROM (SELECT xm.parallel_trends(unit, treated, period, r) AS t FROM week) q), '-1.000000000 4 4', 'slopes of units: one side climbs by 1, the other by 2');
SELECT is((SELECT (t).treated_units FROM (SELECT xm.parallel_trends(unit, treated, period, r) AS t FROM week WHERE unit <> 2 OR period = 1) q), 3::bigint, 'a unit needs two periods');
SELECT is((SELECT round((t).slope_difference::numeric, 9) FROM (SELECT xm.parallel_trends(unit, treated, period, r, 'index[0,10]') AS t FROM week) q), -10.000000000, 'under another metric');

SELECT is((SELECT s.difference || ' ' || (s.lower < 0 AND s.upper > 0) || ' ' || s.decided FROM side, xm.sequential(ta, ta, 1) s), '0 true false', 'no difference is never decided');
SELECT is((SELECT pg_temp.refusal('SELECT s.* FROM side, xm.sequential(ta, tb, -0.5) s')), '22023 difference -0.5 is outside the allowed range 1e-50..1e50', 'a difference that does not matter');
SELECT ok((SELECT xm.power(ta, 0.5, xm.sample_size(ta, 0.5)) >= 0.8 AND xm.power(ta, 0.5, xm.sample_size(ta, 0.5) - 1) < 0.8 AND xm.sample_size(ta, -0.5) = xm.sample_size(ta, 0.5) FROM side), 'sample_size is the least n with the power');
SELECT is((SELECT pg_temp.refusal('SELECT xm.sample_size(ta, 0) FROM side')), '22023 difference 0 is outside the allowed range: no number of answers finds a difference of 0', 'no difference to find');
SELECT is((SELECT pg_temp.refusal('SELECT xm.power(ta, 1, 1) FROM side')), '22023 n 1 is outside the allowed range: from 2', 'one answer');
SET LOCAL parallel_setup_cost = 0; SET LOCAL parallel_tuple_cost = 0; SET LOCAL min_parallel_table_scan_size = 0; SET LOCAL max_parallel_workers_per_gather = 2;
SELECT is((SELECT xm.action_effect(unit, treated, after, r)::text FROM store) || (SELECT xm.parallel_trends(unit, treated, period, r)::text FROM week), (SELECT xm.action_effect(unit, treated, after, r ORDER BY unit DESC, part)::text FROM store) || (SELECT xm.parallel_trends(unit, treated, period, r ORDER BY period DESC)::text FROM week), 'parallel workers and another order give the same digits');
SELECT * FROM finish();
ROLLBACK;
