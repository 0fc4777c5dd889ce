-- Reliability, linear models and mediation. Expected values: test/golden/make.R (R 4.2.2).
\i test/pgtap/include/begin.psql
SELECT plan(45);
CREATE TEMP TABLE answer AS
SELECT * FROM unnest('{3,4,2,5,4,3,1,2,5,4,3,2}'::int[], '{3,5,2,4,4,2,2,1,5,5,3,3}'::int[], '{2,4,3,5,3,3,1,2,4,5,2,3}'::int[], '{4,4,1,5,5,2,2,2,4,4,3,1}'::int[], '{4,3,3,4,5,2,2,3,3,5,2,2}'::int[]) t(a, b, e, f, h);
CREATE TEMP TABLE s AS SELECT xm.moments(t) AS m FROM answer t;
CREATE TEMP TABLE fitted AS SELECT xm.linear(m, 'a', 'b', 'e') AS f FROM s;

SELECT is(round(xm.alpha(m, 'a', 'b', 'e', 'f')::numeric, 12), 0.916861957371, 'alpha') FROM s;
SELECT is(round(xm.omega(m, 'b', 'e', 'f', 'h')::numeric, 7), 0.8755683, 'omega') FROM s;
SELECT is(xm.alpha(m), xm.alpha(m, 'a', 'b', 'e', 'f', 'h'), 'no items named: all') FROM s;
SELECT is(xm.alpha(m, VARIADIC ARRAY['a', 'b']), xm.alpha(m, 'b', 'a'), 'as an array, in any order') FROM s;
SELECT results_eq('SELECT item, round(r_drop::numeric, 9), round(alpha_if_dropped::numeric, 9) FROM (SELECT xm.moments(t) AS m FROM (SELECT a, b, e, f FROM answer) t) x, xm.item_analysis(m) WHERE item = ''b''',
                  $$ VALUES ('b', 0.849207776, 0.878004808) $$, 'item analysis');
SELECT throws_ok('SELECT xm.alpha(m, ''a'') FROM s', '22023', 'a scale of 1 items has no reliability of this kind');
SELECT throws_ok('SELECT xm.omega(m, ''a'', ''pay'', ''b'') FROM s', '22023', 'no variable "pay"; there are a, b, e, f, h');
SELECT throws_ok('SELECT xm.omega(m, ''a'', ''b'', ''e'', ''f'') FROM s', '22023', 'the factor model of these items has no inner maximum: a unique variance goes to 0');

SELECT results_eq('SELECT term, round(estimate::numeric, 9), round(std_error::numeric, 9), round(p_value::numeric, 9), ratio FROM fitted, xm.coefficients(f)',
                  $$ VALUES ('(intercept)', 0.296416938, 0.584832433, 0.624450625, NULL::float8), ('b', 0.469055375, 0.231015341, 0.072886381, NULL), ('e', 0.436482085, 0.252752778, 0.118256504, NULL) $$, 'coefficients');
SELECT results_eq('SELECT family, n, events, parameters, round(log_likelihood::numeric, 9), round(aic::numeric, 9), round(bic::numeric, 9), round(r_squared::numeric, 9), round(adjusted_r_squared::numeric, 9) FROM fitted, xm.fit(f)',
                  $$ VALUES ('linear', 12::bigint, NULL::bigint, 3::bigint, -10.950323458, 29.900646917, 31.840273516, 0.753303423, 0.698481962) $$, 'fit');
SELECT is(round(xm.predict(f, 4, 3)::numeric, 9), round((0.29641693811 + 4 * 0.46905537459 + 3 * 0.43648208469)::numeric, 9), 'predict') FROM fitted;
SELECT is(xm.predict(f, 4, NULL), NULL, 'a NULL value: NULL') FROM fitted;
SELECT results_eq('SELECT round(value::numeric, 9), round(std_error::numeric, 9) FROM fitted, xm.impact(f, ''b'', 2)', 'VALUES (0.938110749, 0.462030681)', 'impact');
SELECT results_eq('SELECT value FROM fitted, xm.impact(f, NULL, 2)', 'SELECT NULL::float8', 'impact of NULL');
SELECT is(xm.linear(m, 'a')::text, xm.linear(m, 'a', 'b', 'e', 'f', 'h')::text, 'no predictors named: all others') FROM s;
SELECT is(f::text::xm.model::text, f::text, 'text reads back') FROM fitted;
SELECT is(jsonb_typeof(f::jsonb), 'object', 'casts to jsonb') FROM fitted;
SELECT is((SELECT round(c.estimate::numeric, 10) FROM s, xm.coefficients(xm.linear(m, 'a', 'b')) c WHERE term = 'b'), (SELECT round(regr_slope(a, b)::numeric, 10) FROM answer), 'one predictor: regr_slope');
SELECT results_eq('SELECT path, round(estimate::numeric, 9), round(std_error::numeric, 9), round(p_value::numeric, 9) FROM s, xm.mediation(m, ''b'', ''e'', ''a'') WHERE path = ''indirect''',
                  $$ VALUES ('indirect', 0.296376724, 0.191274326, 0.121265144) $$, 'mediation');
SELECT is((SELECT string_agg(path, ' ') FROM s, xm.mediation(m, 'b', 'e', 'a')), 'a b c c_prime indirect', 'five paths');
SELECT is((SELECT round(std_error::numeric, 12) FROM (SELECT xm.linear(xm.moments(1000000::bigint * i + (i * 7919) % 13, i), 'x1') AS l FROM generate_series(1, 1000) i) q, xm.coefficients(l) WHERE term = 'x2'),
          (SELECT round(sqrt((syy * sxx - sxy * sxy) / sxx / 998 / sxx), 12) FROM (SELECT sum(y * y) - sum(y) * sum(y) * 0.001 AS syy, sum(x * y) - sum(x) * sum(y) * 0.001 AS sxy, sum(x * x) - sum(x) * sum(x) * 0.001 AS sxx
             FROM (SELECT (1000000::bigint * i + (i * 7919) % 13)::numeric AS y, i::numeric AS x FROM generate_series(1, 1000) i) d) s), 'a close fit of integers keeps its standard error');
SELECT results_eq('SELECT std_error, statistic FROM (SELECT xm.linear(xm.moments(i * 2, i), ''x1'') AS l FROM generate_series(1, 5) i) q, xm.coefficients(l) WHERE term = ''x2''', 'VALUES (0::float8, NULL::float8)', 'a perfect fit has no error');
SELECT throws_ok('SELECT xm.linear(m, ''pay'') FROM s', '22023', 'no variable "pay"; there are a, b, e, f, h');
SELECT throws_ok('SELECT xm.linear(xm.moments(t), ''a'') FROM (SELECT a, b, 2 * b + 1 AS copy FROM answer) t', '22023', 'predictor "copy" is a linear function of the predictors before it, to all the digits that the moments have: b');
SELECT throws_ok('SELECT xm.linear(xm.moments(t), ''a'') FROM (SELECT a, 7 AS seven FROM answer) t', '22023', 'predictor "seven" is constant');
SELECT throws_ok('SELECT xm.linear(xm.moments(t), ''a'') FROM (SELECT a, b, e FROM answer LIMIT 2) t', '22023', '2 rows cannot carry 3 coefficients');
SELECT throws_ok('SELECT xm.predict(f, 1) FROM fitted', '22023', '1 values for 2 predictors');
SELECT throws_ok('SELECT * FROM fitted, xm.impact(f, ''pay'', 1)', '22023', 'no predictor "pay"; there are b, e');
SELECT throws_ok('SELECT * FROM fitted, xm.coefficients(f, 1.5)', '22023', 'confidence 1.5 is outside the allowed range (0,1)');
SELECT throws_ok('SELECT * FROM fitted, xm.variance_components(f)', '22023', 'a model of another family has no variance components');

-- close to singular. Expected: exact rational least squares of the same values (Python 3, fractions.Fraction).
SELECT is(bool_and(abs(estimate / b - 1) < 1e-9 AND abs(std_error / s - 1) < 1e-9), true, 'a polynomial of degree 10 over 1..30, of ' || what)
FROM (SELECT xm.moments(i * i % 17 + i, i::bigint, i ^ 2, i ^ 3, i ^ 4, i ^ 5, i ^ 6, i ^ 7, i ^ 8, i ^ 9, i ^ 10), 'doubles' FROM generate_series(1, 30) i
      UNION ALL SELECT xm.moments(ARRAY[i * i % 17 + i, i, i ^ 2, i ^ 3, i ^ 4, i ^ 5, i ^ 6, i ^ 7, i ^ 8, i ^ 9, i ^ 10]::bigint[]), 'integers' FROM generate_series(1, 30) i) v(m, what),
     LATERAL xm.coefficients(xm.linear(m, 'x1')) WITH ORDINALITY AS c(term, estimate, std_error, statistic, p_value, lower, upper, ratio, ratio_lower, ratio_upper, k)
     JOIN unnest('{14.132133457080983, -32.699549358316823, 28.905365606140317, -10.399143850566666, 2.0088154342088869, -0.2303405179218184, 0.01640650516689774, -0.00073328777473587869, 2.0014547777685938e-5, -3.0504926039329696e-7, 1.9903989164318677e-9}'::float8[],
                 '{39.961679012865586, 67.622648213675965, 40.917993777251177, 12.348313356254367, 2.1393371598421127, 0.22837138953033012, 0.01550960836359333, 0.00067134950407489073, 1.7924137837259383e-5, 2.688726382389693e-7, 1.7328554254222014e-9}'::float8[]) WITH ORDINALITY AS e(b, s, k) USING (k)
GROUP BY what;
CREATE TEMP TABLE twin AS SELECT m FROM (SELECT xm.moments(2 * x1 - x2 + (i * i % 13) / 13.0::float8, x1, x2) AS m FROM (SELECT i, x1, x1 + 1e-5::float8 * ((i * 104729 % 997) / 997.0::float8 - 0.5::float8) AS x2 FROM (SELECT i, (i * 7919 % 1009) / 1009.0::float8 AS x1 FROM generate_series(1, 200) i) a) b GROUP BY i % 7) t;
CREATE TEMP TABLE twins AS SELECT xm.rollup(m) AS m FROM twin;
SELECT is((SELECT bool_and(abs(estimate / e - 1) < 1e-9 AND abs(std_error / s - 1) < 1e-9) FROM twins, xm.coefficients(xm.linear(m, 'x1')) JOIN (VALUES ('(intercept)', 0.42306790909828371, 0.046810766206878245), ('x2', 2604.7813491947958, 8137.5600875471219), ('x3', -2603.70652803232, 8137.5583178250583)) v(term, e, s) USING (term)), true, 'near twins, rolled up from seven states');
SELECT is((SELECT bool_and(abs(importance / e - 1) < 1e-9) FROM twins, xm.drivers(m, 'x1', method) JOIN (VALUES ('x2', 0.23787719157148665), ('x3', 0.23787696671811332)) v(driver, e) USING (driver)), true, 'drivers that are near twins: ' || method) FROM unnest('{shapley,relative_weights}'::text[]) method;
SELECT is((SELECT abs(estimate / -2603.70652803232 - 1) < 1e-9 FROM twins, xm.mediation(m, 'x2', 'x3', 'x1') WHERE path = 'b'), true, 'mediation of near twins');
SELECT is((SELECT abs(value / -2603.70652803232 - 1) < 1e-9 FROM twins, xm.impact(xm.linear(m, 'x1'), 'x3', 1)), true, 'impact of a near twin');
SELECT is((SELECT xm.correlation(m, 'x2', 'x3') FROM twins), 0.99999999995123241::float8, 'correlation of near twins');

-- labels and ratios
SELECT is((SELECT string_agg(term, ' ') FROM fitted, xm.coefficients(xm.label(f, 'pay', 'Climate ä'))), '(intercept) pay Climate ä', 'a model takes labels');
SELECT is((SELECT xm.predict(xm.label(f, 'p', 'q'), 4, 3) = xm.predict(f, 4, 3) AND xm.label(f, 'p', 'q')::jsonb -> 'estimates' = f::jsonb -> 'estimates' FROM fitted), true, 'and is the same but for them');
SELECT throws_ok('SELECT xm.label(f, ''pay'') FROM fitted', '22023', '1 labels for 2 predictors');
SELECT throws_ok('SELECT xm.label(f, ''pay'', ''pay'') FROM fitted', '22023', 'label "pay" is given twice');
SELECT throws_ok('SELECT xm.label(f, ''pay'', ''(intercept)'') FROM fitted', '22023', 'label "(intercept)" is reserved for the constant of a model');
SELECT results_eq('SELECT ratio = exp(estimate), ratio_lower = exp(lower), ratio_upper = exp(upper) FROM (SELECT xm.logit(i % 3 = 0, i % 4) AS l FROM generate_series(1, 60) i) t, xm.coefficients(l, 0.9)', 'VALUES (true, true, true), (true, true, true)', 'ratios with their bounds');
SELECT is((SELECT count(ratio) + count(ratio_lower) + count(ratio_upper) FROM fitted, xm.coefficients(f)), 0::bigint, 'a linear model has none');
SELECT * FROM finish();
ROLLBACK;
