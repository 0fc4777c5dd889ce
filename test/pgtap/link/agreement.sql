-- Expected values: test/golden/make.R (R 4.2.2).
\i test/pgtap/include/begin.psql
SELECT plan(17);
CREATE TEMP TABLE answer AS SELECT * FROM unnest('{1,1,1,1,1,2,2,2,3,3,3,3,4,4,4,4,4,4}'::int[], '{4,5,4,3,4,2,2,3,5,5,4,5,1,2,3,2,2,1}'::int[]) t(unit, rating);
CREATE TEMP TABLE unit AS SELECT unit, xm.ratings(rating) AS r, xm.ratings(rating, 1) AS w FROM answer GROUP BY unit;
SELECT results_eq('SELECT round(icc1::numeric, 12), round(icc2::numeric, 12), round(f::numeric, 9), df1, df2, round(p_value::numeric, 15), units, responses, round(eta_squared::numeric, 12) FROM (SELECT (xm.icc(r)).* FROM unit) t',
                  'VALUES (0.805194805195, 0.948979591837, 19.6, 3::bigint, 14::bigint, 0.000027870957215, 4::bigint, 18::bigint, 0.807692307692)', 'icc as R');
SELECT is(xm.icc(r)::text, NULL, 'no units: NULL') FROM unit WHERE false;
SELECT is((xm.icc(r)).icc1, NULL::float8, 'one unit: no icc') FROM unit WHERE unit = 1;
SELECT is((xm.icc(r)).units, 3::bigint, 'a NULL unit is skipped') FROM (SELECT CASE WHEN unit > 1 THEN r END AS r FROM unit) t;
SELECT throws_ok('SELECT xm.icc(w) FROM unit', '22023', 'xm.icc does not take weighted ratings: agreement is about people, each counted once');
SELECT is(xm.rwg(r, '[1,5]'), 0.75::float8, 'rwg') FROM unit WHERE unit = 1;
SELECT is(xm.rwg(r, int4range(1, 5, '[]')), xm.rwg(r, '[1,6)'), 'any way to write the range') FROM unit WHERE unit = 1;
SELECT is(xm.rwg(xm.ratings(4), '[1,5]'), NULL::float8, 'one answer: no agreement');
SELECT is(xm.rwg(NULL, '[1,5]'), NULL::float8, 'NULL');
SELECT throws_ok('SELECT xm.rwg(xm.ratings(x), ''[1,5]'') FROM (VALUES (2), (9)) v(x)', '22023', 'rating 9 is outside the scale 1..5');
SELECT throws_ok('SELECT xm.rwg(r, ''empty'') FROM unit', '22023');
SELECT throws_ok('SELECT xm.rwg(r, ''[1,)'') FROM unit', '22023');
SELECT throws_ok('SELECT xm.rwg(r, ''[1,1]'') FROM unit', '22023', 'scale [1,1] is outside the allowed range 0..100, or has fewer than two ratings');
SELECT throws_ok('SELECT xm.rwg(w, ''[1,5]'') FROM unit', '22023');
SELECT is((SELECT count(*) FROM (SELECT (xm.icc(r) OVER (ORDER BY unit)).units FROM unit) t WHERE units BETWEEN 1 AND 4), 4::bigint, 'icc as a window function');
SET LOCAL parallel_setup_cost = 0; SET LOCAL parallel_tuple_cost = 0; SET LOCAL min_parallel_table_scan_size = 0; SET LOCAL max_parallel_workers_per_gather = 2;
CREATE TABLE permanent AS SELECT g % 500 AS u, xm.ratings(hashint4(g) & 3) AS r FROM generate_series(1, 20000) g GROUP BY 1;
SELECT matches((SELECT string_agg(l, ' ') FROM pg_temp.plan_of('SELECT xm.icc(r) FROM permanent') l), 'Partial Aggregate', 'the plan is parallel');
SELECT is((SELECT xm.icc(r)::text FROM permanent), (SELECT xm.icc(r ORDER BY md5(u::text))::text FROM permanent), 'parallel workers and another order give the same digits');
SELECT * FROM finish();
ROLLBACK;
