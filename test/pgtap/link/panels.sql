-- Lead and lag, multilevel models. Expected values: test/golden/make.R (R 4.2.2, lme4 1.1-31).
\i test/pgtap/include/begin.psql
SELECT plan(24);
CREATE TEMP TABLE panel AS
SELECT chr(96 + u) AS unit, t, ex, cx FROM unnest('{1,1,1,1,1,2,2,2,2,2,3,3,3,3,3}'::int[], '{1,2,3,4,5,1,2,3,4,5,1,2,3,4,5}'::int[], '{1,3,2,5,4,2,2,4,3,6,7,5,6,4,8}'::float8[], '{2,1,4,2,6,3,2,2,5,NULL,6,8,5,7,4}'::float8[]) x(u, t, ex, cx);
SELECT results_eq('SELECT lag, round(r::numeric, 10), n, round(p_value::numeric, 12) FROM (SELECT xm.lead_lag(unit, t, ex, cx, 1) l FROM panel) x, unnest(l)',
                  'VALUES (-1, 0.7436978014, 12::bigint, 0.013670173457), (0, -0.2223747950, 14, 0.487263560585), (1, 0.9902958640, 11, 0.000000293617)', 'lead_lag');
SELECT is((SELECT xm.lead_lag(unit, t, ex, cx, 3 ORDER BY md5(unit || t))::text FROM panel), (SELECT xm.lead_lag(unit, t, ex, cx, 3)::text FROM panel), 'order does not show');
SELECT is((SELECT xm.lead_lag(ascii(unit), t::bigint, ex, cx, 3)::text FROM panel), (SELECT xm.lead_lag(unit, t, ex, cx, 3)::text FROM panel), 'units of any type');
SELECT is((SELECT string_agg(round(r::numeric, 12) || ' ' || n, ', ' ORDER BY lag) FROM (SELECT xm.lead_lag(repeat(unit, 40), t, ex, cx, 3) AS l FROM panel) x, unnest(l)),
          (SELECT string_agg(round(r::numeric, 12) || ' ' || n, ', ' ORDER BY lag) FROM (SELECT xm.lead_lag(unit, t, ex, cx, 3) AS l FROM panel) x, unnest(l)), 'with long names');
SELECT is((SELECT array_length(xm.lead_lag(unit, t, ex, cx, 0), 1) FROM panel), 1, 'max_lag 0: one row');
SELECT is(xm.lead_lag(unit, t, ex, cx, 1)::text, NULL, 'no rows: NULL') FROM panel WHERE false;
SELECT throws_ok('SELECT xm.lead_lag(unit, t, ex, cx, 1) FROM (SELECT * FROM panel UNION ALL SELECT * FROM panel WHERE t = 2) p', '22023', 'unit a and period 2 are given twice');
SELECT throws_ok('SELECT xm.lead_lag(unit, t, ex, cx, -1) FROM panel', '22023', 'max_lag -1 is outside the allowed range 0..100');
SELECT throws_ok('SELECT xm.lead_lag(unit, t, ex, cx, t) FROM panel', '22023', 'max_lag is 1 in one row and 2 in another');
SELECT throws_ok('SELECT xm.lead_lag(unit, t, ''NaN'', cx, 1) FROM panel', '22023', 'score NaN is outside the allowed range -1e50..1e50');
SELECT is((SELECT count(*) FROM (SELECT xm.lead_lag(unit, t, ex, cx, 1) OVER (ORDER BY unit, t) AS l FROM panel) x WHERE l IS NOT NULL), 15::bigint, 'as a window function');

CREATE TEMP TABLE unit AS
SELECT g, z, xm.ratings(y) AS r FROM unnest('{3,4,4,5,2,3,2,5,5,4,5,5,1,2,4,3,4,4,2,2,1,3}'::int[], '{1,1,1,1,2,2,2,3,3,3,3,3,4,4,5,5,5,5,6,6,6,6}'::int[]) a(y, g),
     LATERAL (SELECT ('{2.1,1.0,3.2,0.5,2.0,1.4}'::float8[])[g] AS z) p GROUP BY g, z;
SELECT results_eq('SELECT term, round(estimate::numeric, 6), round(std_error::numeric, 5) FROM (SELECT xm.multilevel(r, z) AS f FROM unit) x, xm.coefficients(f)',
                  $$ VALUES ('(intercept)', 0.844498, 0.45440), ('x1', 1.300607, 0.22632) $$, 'multilevel as lmer');
SELECT results_eq('SELECT component, round(variance::numeric, 6) FROM (SELECT xm.multilevel(r, z) AS f FROM unit) x, xm.variance_components(f)', $$ VALUES ('unit', 0.109228), ('residual', 0.412888) $$, 'variance components');
SELECT results_eq('SELECT family, n, parameters, round(log_likelihood::numeric, 8), round(aic::numeric, 8) FROM (SELECT xm.multilevel(r, z) AS f FROM unit) x, xm.fit(f)', $$ VALUES ('multilevel', 22::bigint, 2::bigint, -23.78235795, 55.56471590) $$, 'fit');
SELECT is((SELECT round(estimate::numeric, 6) FROM (SELECT xm.multilevel(r) AS f FROM unit) x, xm.coefficients(f)), 3.085785, 'the null model');
SELECT is((SELECT term FROM (SELECT xm.multilevel(r, t) AS f FROM unit, LATERAL (SELECT z AS engagement) t) x, xm.coefficients(f) OFFSET 1), 'engagement', 'a row argument gives labels');
SELECT is((SELECT round(xm.predict(xm.multilevel(r, z), 2)::numeric, 5) FROM unit), 3.44571, 'predict: fixed effects');
SELECT is(xm.multilevel(r, z)::text, NULL, 'no units: NULL') FROM unit WHERE false;
SELECT throws_ok('SELECT xm.multilevel(r, z) FROM unit WHERE g < 3', '22023', '2 units cannot carry 2 coefficients and a variance between units');
SELECT throws_ok('SELECT xm.multilevel(r, 5) FROM unit', '22023', 'predictor "x1" is constant');
SELECT throws_ok('SELECT xm.multilevel(r, z, 2 * z) FROM unit', '22023', 'predictor "x2" is a linear function of the predictors before it');
SELECT throws_ok('SELECT xm.multilevel(w) FROM (SELECT xm.ratings(g, 2) AS w FROM unit GROUP BY g) x', '22023', 'xm.multilevel does not take weighted ratings');
SET LOCAL parallel_setup_cost = 0; SET LOCAL parallel_tuple_cost = 0; SET LOCAL min_parallel_table_scan_size = 0; SET LOCAL max_parallel_workers_per_gather = 2;
CREATE TABLE permanent AS SELECT g % 700 AS u, xm.ratings((hashint4(g) & 3) + g % 700 % 4) AS r, (g % 700 % 17)::float8 AS z FROM generate_series(1, 20000) g GROUP BY 1, 3;
CREATE TABLE long_panel AS SELECT u % 500 AS unit, u / 500 AS t, (hashint4(u) & 1023)::float8 AS ex, (hashint4(u - 500) & 1023) + (hashint4(u + 7) & 255)::float8 AS cx FROM generate_series(0, 9999) u;
SELECT results_eq('SELECT round(estimate::numeric, 9) FROM (SELECT xm.multilevel(r, z) AS f FROM permanent) x, xm.coefficients(f)', 'SELECT round(estimate::numeric, 9) FROM (SELECT xm.multilevel(r, z ORDER BY u) AS f FROM permanent) x, xm.coefficients(f)', 'parallel workers give the same model');
SELECT is((SELECT xm.lead_lag(unit, t, ex, cx, 2)::text FROM long_panel), (SELECT xm.lead_lag(unit, t, ex, cx, 2 ORDER BY t, unit)::text FROM long_panel), 'and the same lags');
SELECT * FROM finish();
ROLLBACK;
