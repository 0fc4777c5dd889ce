-- Proportional hazards. Expected values: R 4.2.2, survival (coxph, Efron's ties).
\i test/pgtap/include/begin.psql
SELECT plan(68);
\i test/pgtap/include/fitted.psql
CREATE TEMP TABLE fitted AS SELECT xm.cox(d, e, t) AS f FROM (SELECT d, e, t FROM person, LATERAL (SELECT a, b) t) p;
\set call 'xm.cox(d, e,'
\i test/pgtap/include/likelihood.psql

SELECT results_eq('SELECT term, round(estimate::numeric, 9), round(std_error::numeric, 9), round(statistic::numeric, 8), round(p_value::numeric, 9), round(ratio::numeric, 9) FROM fitted, xm.coefficients(f)',
                  $$ VALUES ('a', -0.111389715, 0.080332231, -1.38661299, 0.165559805, 0.894590046), ('b', 0.127268036, 0.111937581, 1.13695539, 0.255556935, 1.135721391) $$, 'coefficients as coxph; there is no constant');
SELECT results_eq('SELECT family, n, events, parameters, round(log_likelihood::numeric, 9), round(aic::numeric, 9), round(bic::numeric, 9) FROM fitted, xm.fit(f)',
                  $$ VALUES ('cox', 16::bigint, 11::bigint, 2::bigint, -21.540542529, 47.081085058, 47.876875604) $$, 'fit; bic counts the events');
SELECT is((SELECT round(xm.predict(f, 5, 3)::numeric, 9) FROM fitted), (SELECT round(exp(-0.111389715304648 * (5 - avg(a)::float8) + 0.127268036005268 * (3 - avg(b)::float8))::numeric, 9) FROM person), 'predict: the hazard relative to that at the means');
SELECT is((SELECT round(value::numeric, 9) FROM fitted, xm.impact(f, 'b', 2)), round((exp(2 * 0.127268036005268) - 1)::numeric, 9), 'impact on the hazard');
SELECT is((SELECT round(estimate::numeric, 9) FROM (SELECT xm.cox(d, e, g) AS f FROM unnest('{1,2,3}'::int[], '{1,1,0}'::int[], '{0,1,0}'::int[]) t(d, e, g)) x, xm.coefficients(f)), round((ln(2) / 2)::numeric, 9), 'three people by hand: b - log(2 + e^b) - log(1 + e^b) is highest at half the logarithm of 2');
SELECT is((SELECT string_agg(term, ' ') FROM (SELECT xm.cox(d, e, a, b) AS f FROM person) t, xm.coefficients(f)), 'x1 x2', 'columns are x1, x2');
SELECT is((SELECT pg_temp.digits(xm.cox(d / 7.0, e, a, b)) FROM person), (SELECT pg_temp.digits(xm.cox(d, e, a, b)) FROM person), 'only the order of the times counts');
SELECT is((SELECT pg_temp.digits(xm.cox(d * 1e9::float8, e, a, b)) FROM person), (SELECT pg_temp.digits(xm.cox(d, e, a, b)) FROM person), 'far times');
SELECT is((SELECT pg_temp.digits(xm.cox(d + 0.25, e, a, b, c)) FROM many), (SELECT pg_temp.digits(xm.cox(d, e, a, b, c)) FROM many), 'whole and fractional times with ties are the same');

-- types
SELECT is(pg_temp.text_of(format('SELECT xm.cox(d::%s, e, a, b) FROM person', type)), (SELECT xm.cox(d, e, a, b)::text FROM person), 'durations of type ' || type)
FROM unnest('{smallint,bigint,numeric,real,"double precision"}'::text[]) type;
SELECT is(pg_temp.text_of(format('SELECT xm.cox(d, e::%s, a, b) FROM person', type)), (SELECT xm.cox(d, e, a, b)::text FROM person), 'events of type ' || type)
FROM unnest('{boolean,smallint,bigint,numeric,real,"double precision"}'::text[]) type;
SELECT is((SELECT xm.cox(d > 4, e, a, b)::text FROM person), (SELECT xm.cox((d > 4)::int, e, a, b)::text FROM person), 'a boolean duration is 0 or 1');

-- NULL, nothing
SELECT is((SELECT xm.cox(d, NULL::boolean, a)::text FROM person), NULL, 'only NULLs: NULL');
SELECT is((SELECT xm.cox(d, e, a, b)::text FROM (SELECT d, e, a, b FROM person UNION ALL VALUES (NULL, 1, 1, 2), (3, NULL, 1, 2), (3, 1, NULL, 3), (3, 0, 3, NULL)) t), (SELECT xm.cox(d, e, a, b)::text FROM person), 'a NULL skips the row');

-- stored
SELECT is((SELECT f::jsonb ->> 'family' FROM fitted), 'cox', 'casts to jsonb');


-- bad input
SELECT is(pg_temp.refusal(query), message, query)
FROM (VALUES
  ('SELECT xm.cox(-1, true, a) FROM person', '22023 duration -1 is outside the allowed range of finite numbers from 0'),
  ('SELECT xm.cox(''NaN''::float8, true, a) FROM person', '22023 duration NaN is outside the allowed range of finite numbers from 0'),
  ('SELECT xm.cox(''Infinity''::float8, true, a) FROM person', '22023 duration Infinity is outside the allowed range of finite numbers from 0'),
  ('SELECT xm.cox(d, e + 1, a) FROM person', '22023 event 2 is outside the allowed range: 0 or 1'),
  ('SELECT xm.cox(d::text, e, a) FROM person', '22023 duration has type text; allowed are numeric, integer, floating and boolean types'),
  ('SELECT xm.cox(d, e::text, a) FROM person', '22023 event has type text; allowed are numeric, integer, floating and boolean types'),
  ('SELECT xm.cox(d, ''gone'', a) FROM person', '22023 event has type text; allowed are numeric, integer, floating and boolean types'),
  ('SELECT xm.cox(d, e, a, b::text) FROM person', '22023 predictor "x2=9" tells who leaves next: the likelihood is monotone and has no maximum'),
  ('SELECT xm.cox(d, e, a, CASE WHEN i = 5 THEN ''-Infinity'' ELSE b::float8 END) FROM person', '22023 value -Infinity of variable x2 is outside the allowed range -1e100..1e100'),
  ('SELECT xm.cox(d, false, a) FROM person', '22023 nobody left: every event is false'),
  ('SELECT xm.cox(d, e, a, 7) FROM person', '22023 predictor "x2" is constant: 7 in every row'),
  ('SELECT xm.cox(d, e, t) FROM person, LATERAL (SELECT a, 1 - a AS copy) t', '22023 predictor "copy" is a linear function of the predictors before it'),
  ('SELECT xm.cox(i, true, a) FROM person', '22023 predictor "x1" tells who leaves next: the likelihood is monotone and has no maximum'),
  ('SELECT xm.cox(d, e = 1 AND b > 2, a, b > 2) FROM person', '22023 predictor "x2" tells who leaves next: the likelihood is monotone and has no maximum'),
  ('SELECT xm.cox(i, true, t) FROM person, LATERAL (SELECT b, i AS since) t', '22023 predictor "since" tells who leaves next: the likelihood is monotone and has no maximum'),
  ('SELECT xm.cox(d, e AND a > 2, a > 2) FROM many', '22023 predictor "x1" tells who leaves next: the likelihood is monotone and has no maximum'),
  ('SELECT xm.predict(f, 1, 2, 3) FROM fitted', '22023 3 values for 2 predictors'),
  ('SELECT * FROM fitted, xm.impact(f, ''pay'', 1)', '22023 no predictor "pay"; there are a, b'),
  ('SELECT * FROM fitted, xm.variance_components(f)', '22023 a model of another family has no variance components'),
  ('SELECT xm.cox(d, e, ROW()) FROM person', '22023 0 variables; the allowed range is 1..256')
) v(query, message);
SET LOCAL pg_xm.max_state_memory = 64;
SELECT is(pg_temp.refusal('SELECT xm.cox(d, e, c + i, b) FROM many'), '53200 xm.cox would need more than the 64 kB that pg_xm.max_state_memory allows', 'rows that do not fit');
SET LOCAL pg_xm.max_state_memory = '1GB';
CREATE TEMP TABLE broad AS SELECT hashint4(i) & 511 AS d, (hashint4(i + 1) & 1) = 1 AS e, (SELECT array_agg((hashint4(i * 256 + k) & 1023)::float8) FROM generate_series(1, 250) k) AS x FROM generate_series(1, 25000) i;
SET LOCAL statement_timeout = '150ms';
SELECT is(pg_temp.refusal('SELECT xm.cox(d, e, VARIADIC x) FROM broad'), '57014 canceling statement due to statement timeout (no hint)', 'a timeout stops a long fit');
SET LOCAL statement_timeout = 0;
SELECT * FROM finish();
ROLLBACK;
