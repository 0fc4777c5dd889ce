\i test/pgtap/include/begin.psql
SELECT plan(27);
-- By hand, AAPOR Standard Definitions: eligible 900, all 1000, e 0.9.
SELECT results_eq($$ SELECT round(rr1::numeric, 12), round(rr2::numeric, 12), round(rr3::numeric, 12), round(rr4::numeric, 12), round(rr5::numeric, 12), round(rr6::numeric, 12), round(cooperation1::numeric, 12), round(refusal1::numeric, 12), round(contact1::numeric, 12) FROM xm.response_rates(400, 100, 200, 150, 50, 60, 40, 100) $$,
                  $$ VALUES (0.4, 0.5, round(400/990.0, 12), round(500/990.0, 12), round(4/9.0, 12), round(5/9.0, 12), round(400/750.0, 12), 0.2, 0.75) $$, 'the rates');
SELECT is((SELECT rr3 FROM xm.response_rates(400, 100, 200, 150, 50, 60, 40, 100, 0)), (SELECT rr5 FROM xm.response_rates(400, 100, 200, 150, 50, 60, 40, 100)), 'none of the unknown eligible');
SELECT is((SELECT rr4 FROM xm.response_rates(400, 100, 200, 150, 50, 60, 40, 100, 1)), (SELECT rr2 FROM xm.response_rates(400, 100, 200, 150, 50, 60, 40, 100)), 'all of them');
SELECT is((SELECT r::text FROM xm.response_rates(0, 0, 0, 0, 0, 20, 5, 0) r), '(0,0,,,,,,0,0)', 'no denominator: NULL');
SELECT is((SELECT count(*) || ' ' || count(rr1) FROM (VALUES (1::bigint), (NULL), (3)) v(n), xm.response_rates(n, 0, 1, 0, 0, 0, 0, 0)), '3 2', 'a NULL count is a row of NULLs');
SELECT is((SELECT rr3 FROM xm.response_rates(ineligible => 100, complete => 400, partial => 100, refusal => 200, non_contact => 150, other => 50, unknown_household => 60, unknown_other => 40)), (SELECT rr3 FROM xm.response_rates(400, 100, 200, 150, 50, 60, 40, 100)), 'by name');
SELECT is(pg_temp.refusal('SELECT xm.response_rates(4, 1, -3, 2, 0, 0, 0, 0)'), '22023 refusal -3 is outside the allowed range: from 0', 'a negative count');
SELECT is(pg_temp.refusal('SELECT xm.response_rates(4, 1, 3, 2, 0, 0, 0, 0, 1.5)'), '22023 eligible_share 1.5 is outside the allowed range: 0..1', 'a share above 1');
SELECT is(pg_temp.refusal('SELECT xm.response_rates(4, 1, 3, 2, 0, 0, 0, 0, ''NaN'')'), '22023 eligible_share NaN is outside the allowed range: 0..1', 'no share');

CREATE TABLE asked AS SELECT i, chr(65 + i % 4) AS area, NULLIF(i % 3, 1) AS flown, i / 4 % 2 = 0 AS woman, (i * 7919 % 101) % 8 > CASE WHEN i % 4 = 2 THEN 4 ELSE 1 END AS yes FROM generate_series(1, 600) i;
CREATE TEMP TABLE r AS SELECT (xm.r_indicator(yes, x)).* FROM asked a, LATERAL (SELECT a.area, a.flown, a.woman) x;
SELECT is((SELECT asked || ' ' || responded FROM r), (SELECT count(*) || ' ' || count(*) FILTER (WHERE yes) FROM asked), 'asked and responded');
SELECT is((SELECT round((r_indicator - 1 + 2 * std_dev)::numeric, 14) || ' ' || round((max_bias - std_dev / mean_propensity)::numeric, 14) FROM r), '0.00000000000000 0.00000000000000', 'what goes together');
SELECT is((SELECT string_agg(key, ' ' ORDER BY key) FROM r, jsonb_object_keys(partial) key), 'area flown woman', 'partial by variable');
SELECT cmp_ok((SELECT r_indicator_adjusted FROM r), '>', (SELECT r_indicator FROM r), 'chance is taken off');
-- One variable: the observed shares, NULL a category of its own.
SELECT results_eq($$ SELECT round(std_dev::numeric, 12), round((partial ->> 'x1')::numeric, 12) FROM (SELECT (xm.r_indicator(yes, flown)).* FROM asked) q $$,
                  $$ SELECT round(s, 12), round(s, 12) FROM (SELECT stddev(share) AS s FROM (SELECT avg(yes::int) OVER (PARTITION BY flown) AS share FROM asked) t) u $$, 'a scalar is x1');
SELECT results_eq($$ SELECT round(r_indicator_adjusted::numeric, 12) FROM (SELECT (xm.r_indicator(yes, area)).* FROM asked) q $$,
                  $$ SELECT round(1 - 2 * sqrt(greatest(0, variance(share) - avg(share * (1 - share)) * 4 / count(*))), 12) FROM (SELECT avg(yes::int) OVER (PARTITION BY area) AS share FROM asked) t $$, 'adjusted, by hand');
SELECT cmp_ok((SELECT (xm.r_indicator(yes, i)).r_indicator FROM asked), '<', 0.2::float8, 'everybody a category of their own');
SELECT is((SELECT (xm.r_indicator(yes, i)).r_indicator_adjusted FROM asked), (SELECT (xm.r_indicator(yes, i)).r_indicator FROM asked), 'at their limits nothing is left to chance');
-- Separated: by a category, by two together.
SELECT is((SELECT round(std_dev::numeric, 12) FROM (SELECT (xm.r_indicator(yes, x)).* FROM (VALUES ('x', 1, 5, 5), ('x', 2, 8, 3), ('y', 1, 6, 2), ('y', 2, 4, 0)) v(a, b, n, y), generate_series(1, n) i, LATERAL (SELECT i <= y AS yes) t, LATERAL (SELECT v.a, v.b) x) q),
          round(sqrt((5 * (1 - 10/23.0) ^ 2 + 8 * (3/8.0 - 10/23.0) ^ 2 + 6 * (1/3.0 - 10/23.0) ^ 2 + 4 * (10/23.0) ^ 2) / 22), 12), 'two together');
SELECT is((SELECT r::text FROM (SELECT xm.r_indicator(true, area) AS r FROM asked) q), '(1,1,0,1,0,600,600,"{""x1"": 0}")', 'all responded');
SELECT is((SELECT (r).max_bias || ' ' FROM (SELECT xm.r_indicator(false, area) AS r FROM asked) q), NULL, 'nobody did: no max_bias');
SELECT is((SELECT r::text FROM (SELECT xm.r_indicator(yes, area) AS r FROM asked WHERE i = 1) q), (SELECT format('(,,,%s,,1,%s,)', yes::int, yes::int) FROM asked WHERE i = 1), 'one person: no spreads');
SELECT is((SELECT xm.r_indicator(yes, area)::text FROM asked WHERE false), NULL, 'nobody asked: NULL');
SELECT is((SELECT xm.r_indicator(CASE WHEN i > 100 THEN yes END, area)::text FROM asked), (SELECT xm.r_indicator(yes, area)::text FROM asked WHERE i > 100), 'rows with responded NULL are skipped');
SELECT is((SELECT xm.r_indicator(yes, x)::text FROM asked a LEFT JOIN LATERAL (SELECT a.area, a.flown WHERE i > 100) x ON true), (SELECT xm.r_indicator(yes, x)::text FROM asked a, LATERAL (SELECT a.area, a.flown) x WHERE i > 100), 'and those without a row of categories');
SELECT is(pg_temp.refusal('SELECT xm.r_indicator(yes, x) FROM asked a, LATERAL (SELECT i % 500 AS a, i % 401 AS b) x'), 'no error', 'what separates is left out first');
SELECT is(pg_temp.refusal('SELECT xm.r_indicator(g = 1, x) FROM generate_series(0, 1) g, generate_series(1, 1000) i, LATERAL (SELECT i % 500 AS a, i % 401 AS b) x'), '22023 401 categories beside those of the variable that has most; the allowed range is up to 400', 'too many categories');
SET LOCAL parallel_setup_cost = 0; SET LOCAL parallel_tuple_cost = 0; SET LOCAL min_parallel_table_scan_size = 0; SET LOCAL max_parallel_workers_per_gather = 2;
SELECT is((SELECT xm.r_indicator(yes, ROW(area, flown, woman))::text FROM asked), (SELECT xm.r_indicator(yes, ROW(area, flown, woman) ORDER BY i DESC)::text FROM asked), 'parallel workers and another order give the same digits');
SELECT * FROM finish();
ROLLBACK;
