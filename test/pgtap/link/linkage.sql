-- Expected values: test/golden/make.R (R 4.2.2).
\i test/pgtap/include/begin.psql
SELECT plan(23);
CREATE TEMP TABLE unit (x float8, z float8, sx float8, sz float8);
INSERT INTO unit SELECT * FROM unnest('{3.1,4.2,2.8,3.9,4.5,3.3,2.5,4.0}'::float8[], '{6.0,7.9,6.4,7.1,8.3,6.1,6.2,7.7}'::float8[],
                                      '{.1,.2,.15,.3,.1,.2,.25,.1}'::float8[], '{.2,.3,.1,.2,.15,.4,.2,.1}'::float8[]);
CREATE TEMP TABLE store AS
SELECT u, xm.ratings((hashint4(i) & 255) % 3 + 1 + u % 3) FILTER (WHERE i % 2 = 0) AS ex, xm.ratings((hashint4(i + 9) & 255) % 4 + 1 + u % 2 + u % 3) FILTER (WHERE i % 2 = 1) AS cx
FROM generate_series(1, 5000) i, LATERAL (SELECT i / 7 % 60 AS u) x GROUP BY u;

SELECT results_eq('SELECT round(r::numeric, 10), round(r_lower::numeric, 10), round(r_upper::numeric, 10), round(p_value::numeric, 10), round(ex_reliability::numeric, 10), round(cx_reliability::numeric, 10), round(r_corrected::numeric, 10)
                   FROM (SELECT xm.link(x, z, sx, sz) l FROM unit) t, xm.linkage_summary(l, 0.9)',
                  'VALUES (0.9068774510, 0.6492794942, 0.9778188653, 0.0018804780, 0.9303178484, 0.9377559819, 0.9709301905)', 'scores with standard errors');
SELECT results_eq('SELECT round(slope::numeric, 10), round(slope_std_error::numeric, 10), round(intercept::numeric, 10), round(r_squared::numeric, 10), units, employees
                   FROM (SELECT xm.link(x, z) l FROM unit) t, xm.linkage_summary(l)',
                  'VALUES (1.1543835138, 0.2189851707, 2.8788683199, 0.8224267112, 8::bigint, NULL::bigint)', 'scores alone');
SELECT is(ex_reliability IS NULL AND r_corrected IS NULL AND slope_corrected IS NULL, true, 'without errors nothing is corrected')
FROM (SELECT xm.link(x, z) l FROM unit) t, xm.linkage_summary(l);
SELECT is(xm.link(ex, cx)::text, xm.link(ex, cx, 'mean', 'mean')::text, 'the default metrics are means') FROM store;
SELECT is((SELECT round(r::numeric, 12) FROM (SELECT xm.link(ex, cx) l FROM store) t, xm.linkage_summary(l)), (SELECT round(corr(xm.mean(ex), xm.mean(cx))::numeric, 12) FROM store), 'r is corr() of the unit scores');
SELECT is(s.employees || ' ' || s.customers, (SELECT sum(xm.responses(ex)) || ' ' || sum(xm.responses(cx)) FROM store), 'people are counted') FROM (SELECT xm.link(ex, cx) l FROM store) t, xm.linkage_summary(l) s;
SELECT is(round(ex_reliability::numeric, 12), (SELECT round((1 - avg(xm.stddev(ex) ^ 2 / xm.responses(ex)) / var_samp(xm.mean(ex)))::numeric, 12) FROM store), 'reliability is one minus noise over variance')
FROM (SELECT xm.link(ex, cx) l FROM store) t, xm.linkage_summary(l);
SELECT is((SELECT xm.rollup(l)::text FROM (SELECT xm.link(ex, cx, 'share[3,5]', 'index[1,7]') l FROM store GROUP BY u % 7) p)::jsonb -> 'units', '60'::jsonb, 'rollup counts all units');
SELECT is((SELECT round(s.r::numeric, 13) FROM (SELECT xm.rollup(l ORDER BY md5(g::text)) l FROM (SELECT u % 7 g, xm.link(ex, cx) l FROM store GROUP BY 1) p) t, xm.linkage_summary(l) s),
          (SELECT round(s.r::numeric, 13) FROM (SELECT xm.link(ex, cx) l FROM store) t, xm.linkage_summary(l) s), 'rollup is the whole');
SELECT is(xm.link(ex, cx)::text, NULL, 'no units: NULL') FROM store WHERE false;
SELECT is(l::jsonb ->> 'units', '58', 'a unit with a NULL is skipped') FROM (SELECT xm.link(CASE WHEN u = 1 THEN NULL ELSE ex END, CASE WHEN u = 2 THEN NULL ELSE cx END) l FROM store) t;
SELECT is((SELECT r FROM (SELECT xm.link(x, z) l FROM unit WHERE x = 3.1) t, xm.linkage_summary(l)), NULL::float8, 'one unit: no correlation');
SELECT results_eq('SELECT units, r FROM xm.linkage_summary(NULL)', 'SELECT NULL::bigint, NULL::float8', 'NULL gives one row of NULLs');
SELECT throws_ok('SELECT xm.link(ex, cx, CASE WHEN u < 5 THEN ''mean'' ELSE ''nps'' END::xm.metric, ''mean'') FROM store', '22023');
SELECT throws_ok('SELECT xm.rollup(l) FROM (SELECT xm.link(x, z) l FROM unit UNION ALL SELECT xm.link(ex, cx) FROM store) t', '22023', 'linkages of different forms cannot be merged: scores and ratings');
SELECT throws_ok('SELECT xm.link(x, ''NaN'') FROM unit', '22023', 'score NaN is outside the allowed range -1e50..1e50');
SELECT throws_ok('SELECT xm.link(x, z, -0.5, 1) FROM unit', '22023', 'standard error -0.5 is outside the allowed range 0..1e50');
SELECT throws_ok('SELECT * FROM (SELECT xm.link(x, z) l FROM unit) t, xm.linkage_summary(l, 1.5)', '22023', 'confidence 1.5 is outside the allowed range (0,1)');
SELECT is(l::text::xm.linkage::text, l::text, 'text reads back') FROM (SELECT xm.link(ex, cx, 'nps', 'share[1,2]') l FROM store) t;
SELECT is(jsonb_typeof(l::jsonb), 'object', 'casts to jsonb') FROM (SELECT xm.link(x, z) l FROM unit) t;
SELECT is((SELECT count(*) FROM (SELECT xm.link(x, z) OVER (ORDER BY x) l FROM unit) t, xm.linkage_summary(l) WHERE r IS NOT NULL), 7::bigint, 'as a window function');
SET LOCAL parallel_setup_cost = 0; SET LOCAL parallel_tuple_cost = 0; SET LOCAL min_parallel_table_scan_size = 0; SET LOCAL max_parallel_workers_per_gather = 2;
CREATE TABLE permanent AS SELECT g AS x, g::bigint * g % 17 AS z FROM generate_series(1, 50000) g;
SELECT matches((SELECT string_agg(l, ' ') FROM pg_temp.plan_of('SELECT xm.link(x, z) FROM permanent') l), 'Partial Aggregate', 'the plan is parallel');
SELECT is((SELECT s.r || ' ' || s.slope FROM (SELECT xm.link(x, z) l FROM permanent) t, xm.linkage_summary(l) s), (SELECT s.r || ' ' || s.slope FROM (SELECT xm.link(x, z ORDER BY z, x) l FROM permanent) t, xm.linkage_summary(l) s), 'parallel workers and another order give the same digits');
SELECT * FROM finish();
ROLLBACK;
