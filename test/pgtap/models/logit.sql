-- Logistic regression. Expected values: R 4.2.2, glm(binomial, epsilon = 1e-15).
\i test/pgtap/include/begin.psql
SELECT plan(69);
\i test/pgtap/include/fitted.psql
CREATE TEMP TABLE fitted AS SELECT xm.logit(y, t) AS f FROM (SELECT y, t FROM person, LATERAL (SELECT a, b) t) p;
\set call 'xm.logit(y,'
\i test/pgtap/include/likelihood.psql

SELECT results_eq('SELECT term, round(estimate::numeric, 9), round(std_error::numeric, 9), round(statistic::numeric, 8), round(p_value::numeric, 9), round(ratio::numeric, 8) FROM fitted, xm.coefficients(f)',
                  $$ VALUES ('(intercept)', -0.465327946, 1.303403702, -0.35700984, 0.721084440, round(exp(-0.4653279464178121)::numeric, 8)), ('a', 0.065621532, 0.111751058, 0.58721172, 0.557061520, round(exp(0.0656215315689120)::numeric, 8)), ('b', 0.035672163, 0.172372395, 0.20694824, 0.836050285, round(exp(0.0356721630162884)::numeric, 8)) $$, 'coefficients');
SELECT results_eq('SELECT family, n, events, parameters, round(log_likelihood::numeric, 9), round(aic::numeric, 9), round(bic::numeric, 9), round(r_squared::numeric, 9) FROM fitted, xm.fit(f)',
                  $$ VALUES ('logit', 16::bigint, 9::bigint, 3::bigint, -10.761549022, 27.523098044, 29.840864211, 0.018557026) $$, 'fit');
SELECT results_eq('SELECT round(lower::numeric, 8), round(upper::numeric, 8) FROM fitted, xm.coefficients(f, 0.9) WHERE term = ''a''', 'SELECT round((0.0656215315689120 - 1.644853626951473 * 0.11175105835876)::numeric, 8), round((0.0656215315689120 + 1.644853626951473 * 0.11175105835876)::numeric, 8)', 'normal intervals');
SELECT is((SELECT round(xm.predict(f, 5, 3)::numeric, 9) FROM fitted), 0.492449624, 'predict: a probability');
SELECT is((SELECT round(value::numeric, 9) FROM fitted, xm.impact(f, 'a', 2)), 0.031958756, 'impact at the means');
SELECT is((SELECT round(value::numeric, 12) FROM fitted, xm.impact(f, 'a', 2, ARRAY[5, 3])), (SELECT round((xm.predict(f, 7, 3) - xm.predict(f, 5, 3))::numeric, 12) FROM fitted), 'impact at a baseline');
SELECT is((SELECT round(estimate::numeric, 9) FROM (SELECT xm.logit(o, g) AS f FROM unnest('{0,0,0,1,0,1,1,1}'::int[], '{0,0,0,0,1,1,1,1}'::int[]) t(o, g)) x, xm.coefficients(f) WHERE term = 'x1'), round(ln(9::numeric), 9), 'two by two: the log odds ratio');
SELECT is((SELECT string_agg(term, ' ') FROM (SELECT xm.logit(y, a, b) AS f FROM person) t, xm.coefficients(f)), '(intercept) x1 x2', 'columns are x1, x2');

-- types
SELECT is(pg_temp.text_of(format('SELECT xm.logit(y::%s, a, b) FROM person', type)), (SELECT xm.logit(y, a, b)::text FROM person), 'outcomes of type ' || type)
FROM unnest('{boolean,smallint,bigint,numeric,real,"double precision"}'::text[]) type;
SELECT is((SELECT xm.logit(y::numeric, a::smallint, b::real)::text FROM person), (SELECT xm.logit(y, a, b)::text FROM person), 'mixed types');

-- NULL, nothing
SELECT is((SELECT xm.logit(NULL::boolean, a)::text FROM person), NULL, 'only NULLs: NULL');
SELECT is((SELECT xm.logit(y, a, b)::text FROM (SELECT y, a, b FROM person UNION ALL VALUES (NULL, 1, 2), (1, NULL, 3), (0, 3, NULL)) t), (SELECT xm.logit(y, a, b)::text FROM person), 'a NULL skips the row');

-- stored
SELECT is((SELECT f::jsonb ->> 'family' FROM fitted), 'logit', 'casts to jsonb');


-- bad input
SELECT is(pg_temp.refusal(query), message, query)
FROM (VALUES
  ('SELECT xm.logit(y + 1, a) FROM person', '22023 outcome 2 is outside the allowed range: 0 or 1'),
  ('SELECT xm.logit(-1, a) FROM person', '22023 outcome -1 is outside the allowed range: 0 or 1'),
  ('SELECT xm.logit(''NaN''::float8, a) FROM person', '22023 outcome NaN is outside the allowed range: 0 or 1'),
  ('SELECT xm.logit(''yes''::text, a) FROM person', '22023 outcome has type text; allowed are numeric, integer, floating and boolean types'),
  ('SELECT xm.logit(''yes'', a) FROM person', '22023 outcome has type text; allowed are numeric, integer, floating and boolean types'),
  ('SELECT xm.logit(y, a::text) FROM person', '22023 predictor "x1=10" separates the outcomes: the likelihood has no maximum'),
  ('SELECT xm.logit(y, a, now()) FROM person', '22023 variable 2 has type timestamp with time zone; allowed are numeric, integer, floating and boolean types, text and enums'),
  ('SELECT xm.logit(y, a, CASE WHEN i = 5 THEN ''NaN'' ELSE b::float8 END) FROM person', '22023 value NaN of variable x2 is outside the allowed range -1e100..1e100'),
  ('SELECT xm.logit(y, t) FROM person, LATERAL (SELECT a, b * 1e101::float8 AS fee) t', '22023 value 2e+101 of variable fee is outside the allowed range -1e100..1e100'),
  ('SELECT xm.logit(1, a) FROM person', '22023 the outcome is 1 in every row'),
  ('SELECT xm.logit(false, a) FROM person', '22023 the outcome is 0 in every row'),
  ('SELECT xm.logit(y, a, 7) FROM person', '22023 predictor "x2" is constant: 7 in every row'),
  ('SELECT xm.logit(y, t) FROM person, LATERAL (SELECT a, 2 * a + 1 AS copy) t', '22023 predictor "copy" is a linear function of the predictors before it'),
  ('SELECT xm.logit(y, a, b) FROM person WHERE i < 3', '22023 2 rows cannot carry 3 coefficients'),
  ('SELECT xm.logit(a > 7, a) FROM person', '22023 predictor "x1" separates the outcomes: the likelihood has no maximum'),
  ('SELECT xm.logit(a > 7, a, b) FROM person', '22023 predictor "x1" separates the outcomes: the likelihood has no maximum'),
  ('SELECT xm.logit(a > 7, t) FROM person, LATERAL (SELECT b, a AS age) t', '22023 predictor "age" separates the outcomes: the likelihood has no maximum'),
  ('SELECT xm.logit(sin(i) + cos(i * 2) > 0.1, t) FROM person, LATERAL (SELECT b, sin(i) AS age, cos(i * 2) AS place) t', '22023 predictors "age", "place" together separate the outcomes: the likelihood has no maximum'),
  ('SELECT xm.logit(y = 1 OR a = 3, a = 3) FROM person', '22023 predictor "x1" separates the outcomes: the likelihood has no maximum'),
  ('SELECT xm.logit(a > 2, a, b) FROM many', '22023 predictor "x1" separates the outcomes: the likelihood has no maximum'),
  ('SELECT xm.predict(f, 1) FROM fitted', '22023 1 values for 2 predictors'),
  ('SELECT * FROM fitted, xm.impact(f, ''pay'', 1)', '22023 no predictor "pay"; there are a, b'),
  ('SELECT * FROM fitted, xm.variance_components(f)', '22023 a model of another family has no variance components'),
  ('SELECT xm.logit(y, ROW()) FROM person', '22023 0 variables; the allowed range is 1..256'),
  ('SELECT xm.logit(y, VARIADIC array_fill(a, ARRAY[257])) FROM person', '22023 257 variables; the allowed range is 1..256')
) v(query, message);
SET LOCAL pg_xm.max_state_memory = 64;
SELECT is(pg_temp.refusal('SELECT xm.logit(y, c + i, b) FROM many'), '53200 xm.logit would need more than the 64 kB that pg_xm.max_state_memory allows', 'rows that do not fit');
SET LOCAL enable_sort = off;
SELECT is(pg_temp.refusal('SELECT xm.logit(y, c + i, b) FROM many GROUP BY unit'), '53200 xm.logit would need more than the 64 kB that pg_xm.max_state_memory allows', 'all groups together');
SELECT is((SELECT n FROM (SELECT xm.logit(y, a, b) AS f FROM many) t, xm.fit(f)), 5000::bigint, 'equal rows are kept once');
SET LOCAL pg_xm.max_state_memory = '1GB';
CREATE TEMP TABLE broad AS SELECT (hashint4(i) & 1) = 1 AS y, (SELECT array_agg((hashint4(i * 256 + k) & 1023)::float8) FROM generate_series(1, 250) k) AS x FROM generate_series(1, 25000) i;
SET LOCAL statement_timeout = '150ms';
SELECT is(pg_temp.refusal('SELECT xm.logit(y, VARIADIC x) FROM broad'), '57014 canceling statement due to statement timeout (no hint)', 'a timeout stops a long fit');
SET LOCAL statement_timeout = 0;
SELECT * FROM finish();
ROLLBACK;
