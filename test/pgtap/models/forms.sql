-- Models with weights, clusters, strata and late entry. Expected values: test/unit/models/sandwich_test.R (R survey::svyglm, sandwich::vcovCL, survival::coxph).
\i test/pgtap/include/begin.psql
SELECT plan(124);
CREATE TEMP TABLE row24 AS
SELECT i, a, b, y, w, e, 0.5 + (i * 7) % 5 / 2.0 AS weight, (i * 5) % 7 AS cluster, i % 2 AS stratum, CASE WHEN i % 3 = 0 THEN 0 ELSE w / 4 END AS entry
FROM unnest('{1,2,0,2,2,0,0,0,1,2,2,2,2,1,1,2,0,3,3,1,0,3,2,0}'::int[], '{-1.1,-.2,-1.1,-.1,-.6,-2.2,.2,-.3,.9,.9,1.5,.7,.8,-.3,1.4,1.5,-.7,-.9,.3,1.1,2.2,1.2,1.5,1}'::float8[],
            '{0,1,0,0,0,0,0,0,0,0,1,1,1,0,0,0,0,1,0,1,1,1,1,0}'::int[], '{18,6.5,1.9,1.4,5.4,.9,5.5,.3,2.1,2.8,2.3,9.5,.6,13.2,4.2,.5,32.7,2.4,1.8,5.6,4.4,8,1.6,5.5}'::numeric[],
            '{1,1,0,1,1,1,0,1,0,1,1,1,1,0,1,1,0,0,1,1,1,0,1,1}'::int[]) WITH ORDINALITY t(a, b, y, w, e, n), LATERAL (SELECT n::int - 1 AS i) x;
CREATE FUNCTION pg_temp.digits(m xm.model) RETURNS text LANGUAGE sql AS $$ SELECT string_agg(term || ' ' || round(estimate::numeric, 8) || ' ' || round(std_error::numeric, 8), ', ') FROM xm.coefficients(m) $$;
CREATE TEMP TABLE form (name text, call text, expected text);
INSERT INTO form VALUES
  ('weighted_logit', 'xm.weighted_logit(weight, y,', '(intercept) -3.33552132 1.21610217, a 1.61825435 0.66302594, b 1.05070526 0.57200145'),
  ('clustered_logit', 'xm.clustered_logit(cluster, y,', '(intercept) -2.74577859 0.80575229, a 1.08698532 0.47177906, b 1.13401969 0.60852415'),
  ('clustered_linear', 'xm.clustered_linear(cluster, w,', '(intercept) 7.95934149 2.43065909, a -1.34719170 1.29374777, b -1.40442356 1.22414822'),
  ('weighted_cox', 'xm.weighted_cox(weight, w, e,', 'a 0.06613970 0.28047671, b 0.43636555 0.24502063'),
  ('clustered_cox', 'xm.clustered_cox(cluster, w, e,', 'a 0.15370410 0.28490065, b 0.37725308 0.27093500'),
  ('stratified_cox', 'xm.stratified_cox(stratum, w, e,', 'a 0.19127275 0.28297225, b 0.37162388 0.28825952'),
  ('cox_from', 'xm.cox_from(entry, w, e,', 'a 0.01019326 0.25437897, b 0.33417140 0.28621588');
CREATE FUNCTION pg_temp.asked(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE f form; result text := ''; part text;
BEGIN
  FOR f IN SELECT * FROM form LOOP
    EXECUTE replace(query, '{', f.call) INTO part;
    result := result || f.name || ': ' || coalesce(part, 'NULL') || E'\n';
  END LOOP;
  RETURN result;
END $$;

SELECT is(pg_temp.text_of(format('SELECT pg_temp.digits(%s t)) FROM row24 r, LATERAL (SELECT r.a, r.b) t', call)), expected, name || ': as R') FROM form;
SELECT is(pg_temp.text_of(format('SELECT pg_temp.digits(xm.label(%s a, b), ''a'', ''b'')) FROM row24', call)), expected, name || ': columns') FROM form;
SELECT is(pg_temp.text_of(format('SELECT pg_temp.digits(xm.label(%s ARRAY[a, b]::float8[]), ''a'', ''b'')) FROM row24', call)), expected, name || ': an array') FROM form;
SELECT is(pg_temp.text_of(format('SELECT pg_temp.digits(xm.label(%s VARIADIC ARRAY[a, b]::numeric[]), ''a'', ''b'')) FROM row24', call)), expected, name || ': a variadic array') FROM form;
SELECT is(pg_temp.text_of(format('SELECT pg_temp.digits(%s t)) FROM (SELECT * FROM row24 UNION ALL SELECT i, NULL, b, y, w, e, weight, cluster, stratum, entry FROM row24 UNION ALL SELECT i, a, b, NULL, NULL, NULL, weight, cluster, stratum, entry FROM row24
  UNION ALL SELECT i, a, b, y, w, e, NULL, NULL, NULL, NULL FROM row24) r, LATERAL (SELECT r.a, r.b) t', call)), expected, name || ': a NULL skips the row') FROM form;
SELECT is(pg_temp.text_of(format('SELECT (%s a, b))::text FROM row24 WHERE a > 9', call)), NULL, name || ': no rows: NULL') FROM form;
SELECT is(pg_temp.text_of(format('SELECT (m::text::xm.model)::text = m::text AND xm_internal.model_send(m::text::xm.model) = xm_internal.model_send(m) FROM (SELECT %s a, b) AS m FROM row24) q', call)), 'true', name || ': its text reads back') FROM form;
SELECT is(pg_temp.text_of(format('SELECT count(DISTINCT pg_temp.digits(m)) FROM (SELECT %1$s a, b ORDER BY md5(i::text)) AS m FROM row24 UNION ALL SELECT %1$s a, b) FROM row24
  UNION ALL SELECT DISTINCT %1$s a, b) OVER () FROM row24) q', call)), '1', name || ': in any order, as a window function') FROM form;

-- what is said of the fit
SELECT is(pg_temp.text_of(format('SELECT concat_ws('' '', n, events, parameters, round(log_likelihood::numeric, 8), round(r_squared::numeric, 8)) FROM (SELECT %s a, b) AS m FROM row24) q, xm.fit(m)', call)), said, name || ': fit')
FROM form JOIN (VALUES ('weighted_logit', '24 9 3 0.33841156'), ('clustered_logit', '24 9 3 -11.56432528 0.27165408'), ('clustered_linear', '24 3 -79.45739980 0.10186604'), ('weighted_cox', '24 17 2'), ('clustered_cox', '24 17 2 -40.55693612'),
                       ('stratified_cox', '24 17 2 -30.31797266'), ('cox_from', '24 17 2 -36.38732369')) v(name, said) USING (name);
SELECT is((SELECT round(adjusted_r_squared::numeric, 9) FROM (SELECT xm.clustered_linear(cluster, w, a, b) AS m FROM row24) q, xm.fit(m)), 0.016329467, 'R squared is adjusted by the rows, not the clusters');
SELECT is((SELECT string_agg(round(p_value::numeric, 9)::text, ' ') FROM (SELECT xm.clustered_linear(cluster, w, a, b) AS m FROM row24) q, xm.coefficients(m)), '0.016937336 0.337861130 0.294951733', 'seven clusters: Student t on six');

-- groups of any type, weights of any size, durations in any unit
SELECT is(pg_temp.text_of(format('SELECT count(DISTINCT pg_temp.digits(m)) FROM (SELECT xm.%1$s(g, %2$s a, b) AS m FROM row24, LATERAL (SELECT %3$s AS g) x UNION ALL SELECT xm.%1$s(''unit '' || g, %2$s a, b) FROM row24, LATERAL (SELECT %3$s AS g) x
  UNION ALL SELECT xm.%1$s(g::numeric, %2$s ARRAY[a, b]::float8[]) FROM row24, LATERAL (SELECT %3$s AS g) x UNION ALL SELECT xm.%1$s(g::bigint, %2$s ARRAY[a, b]::float8[]) FROM row24, LATERAL (SELECT %3$s AS g) x
  UNION ALL SELECT xm.%1$s(md5(g::text)::uuid, %2$s a, b) FROM row24, LATERAL (SELECT %3$s AS g) x UNION ALL SELECT xm.%1$s(date ''2026-01-01'' + g, %2$s a, b) FROM row24, LATERAL (SELECT %3$s AS g) x) q', name, rest, grouped)), '1', name || ': groups of any type')
FROM (VALUES ('clustered_logit', 'y,', 'cluster'), ('clustered_linear', 'w,', 'cluster'), ('clustered_cox', 'w, e,', 'cluster'), ('stratified_cox', 'w, e,', 'stratum')) v(name, rest, grouped);
SELECT is((SELECT count(DISTINCT pg_temp.digits(m)) FROM (SELECT xm.weighted_logit(weight * 1e-9, y, a, b) AS m FROM row24 UNION ALL SELECT xm.weighted_logit(weight::float8 * 1e9, y = 1, ARRAY[a, b]) FROM row24 UNION ALL SELECT xm.weighted_logit(weight, y, a, b) FROM (SELECT * FROM row24 UNION ALL SELECT i, 9, b, y, w, e, 0, 1, 1, 1 FROM row24) r) q), 1::bigint, 'weights: their size does not matter, and 0 skips the row');
SELECT is((SELECT count(DISTINCT pg_temp.digits(m)) FROM (SELECT xm.weighted_cox(weight * 1e-9, w, e, a, b) AS m FROM row24 UNION ALL SELECT xm.weighted_cox(weight, w * 10, e = 1, ARRAY[a, b]) FROM row24 UNION ALL SELECT xm.weighted_cox(weight, w, e, a, b) FROM (SELECT * FROM row24 UNION ALL SELECT i, 9, b, y, w, e, 0, 1, 1, 1 FROM row24) r) q), 1::bigint, 'of cox, too');
SELECT is((SELECT pg_temp.digits(xm.weighted_logit(3, y, a, b)) FROM row24), (SELECT pg_temp.digits(xm.weighted_logit(1, y, a, b)) FROM row24), 'weights that are all alike');
SELECT is((SELECT string_agg(round(estimate::numeric, 9)::text, ' ') FROM (SELECT xm.weighted_logit(n, y, a, b) AS m FROM (SELECT y, a, b, 1 + i % 3 AS n FROM row24) q) r, xm.coefficients(m)),
          (SELECT string_agg(round(estimate::numeric, 9)::text, ' ') FROM (SELECT xm.logit(y, a, b) AS m FROM row24, generate_series(1, 1 + i % 3)) r, xm.coefficients(m)), 'a weight of 3 estimates as three rows');
SELECT is((SELECT string_agg(round(estimate::numeric, 9)::text, ' ') FROM (SELECT xm.clustered_linear(cluster, w, a, b) AS m FROM row24) q, xm.coefficients(m)),
          (SELECT string_agg(round(estimate::numeric, 9)::text, ' ') FROM (SELECT xm.linear(xm.moments(w, a, b), 'x1') AS m FROM row24) q, xm.coefficients(m)), 'clustered_linear estimates as linear');
SELECT is((SELECT xm.stratified_cox(7, w, e, a, b)::text FROM row24), (SELECT xm.cox(w, e, a, b)::text FROM row24), 'one stratum: cox');
SELECT is((SELECT xm.cox_from(0, w, e, a, b)::text FROM row24), (SELECT xm.cox(w, e, a, b)::text FROM row24), 'entry at 0: cox');
SELECT is((SELECT round(value::numeric, 9) FROM (SELECT xm.weighted_logit(weight, y, a, b) AS m FROM row24) q, xm.impact(m, 'x1', 1)),
          (SELECT round((xm.predict(m, x + 1, z) - xm.predict(m, x, z))::numeric, 9) FROM (SELECT xm.weighted_logit(weight, y, a, b) AS m, sum(weight * a) / sum(weight) AS x, (sum(weight * b) / sum(weight)) AS z FROM row24) q), 'impact is at the weighted means');

-- plans
CREATE TABLE permanent AS SELECT i, i % 5 AS a, sin(i * 7.3) AS b, hashint4(i) % 10 < i % 3 AS y, 1 + (hashint4(i + 4) & 2147483647) % 300 / (1 + i % 5) AS w, hashint4(i + 5) > 0 AS e, 0.5 + i % 4 AS weight, 'unit ' || i % 40 AS cluster, i % 6 AS stratum, i % 2 AS entry FROM generate_series(1, 5000) i;
UPDATE permanent SET w = w + 2;
CREATE TEMP TABLE serial AS SELECT pg_temp.asked('SELECT pg_temp.digits({ a, b)) FROM permanent') AS said, pg_temp.asked('SELECT string_agg(s, '' '' ORDER BY g) FROM (SELECT i % 3 AS g, pg_temp.digits({ a, b)) AS s FROM permanent GROUP BY 1) q') AS grouped;
SET LOCAL parallel_setup_cost = 0; SET LOCAL parallel_tuple_cost = 0; SET LOCAL min_parallel_table_scan_size = 0; SET LOCAL max_parallel_workers_per_gather = 2;
SELECT matches((SELECT string_agg(l, ' ') FROM pg_temp.plan_of('SELECT ' || call || ' a, b) FROM permanent') l), 'Partial Aggregate', name || ': the plan is parallel') FROM form;
SELECT is(pg_temp.asked('SELECT pg_temp.digits(m) FROM (SELECT { a, b) AS m FROM permanent OFFSET 0) q'), (SELECT said FROM serial), 'parallel workers give the same models');
RESET max_parallel_workers_per_gather;
SET LOCAL enable_sort = off;
SELECT is(pg_temp.asked('SELECT string_agg(s, '' '' ORDER BY g) FROM (SELECT i % 3 AS g, pg_temp.digits({ a, b)) AS s FROM permanent GROUP BY 1) q'), (SELECT grouped FROM serial), 'hashed groups, too');
RESET enable_sort;

-- bad input
SELECT is(pg_temp.refusal(query), message, query)
FROM (VALUES
  ('SELECT xm.weighted_logit(-1, y, a) FROM row24', '22023 weight -1 is outside the allowed range: 0 or 1e-100..1e100'),
  ('SELECT xm.weighted_cox(''NaN''::float8, w, e, a) FROM row24', '22023 weight NaN is outside the allowed range: 0 or 1e-100..1e100'),
  ('SELECT xm.weighted_logit(''heavy''::text, y, a) FROM row24', '22023 weight has type text; allowed are numeric, integer, floating and boolean types'),
  ('SELECT xm.weighted_logit(1, y + 1, a) FROM row24', '22023 outcome 2 is outside the allowed range: 0 or 1'),
  ('SELECT xm.clustered_logit(cluster, ''yes'', a) FROM row24', '22023 outcome has type text; allowed are numeric, integer, floating and boolean types'),
  ('SELECT xm.clustered_linear(cluster, w * 1e101, a) FROM row24 WHERE w > 18', '22023 outcome 3.27e+102 is outside the allowed range -1e100..1e100'),
  ('SELECT xm.clustered_linear(cluster, ''Infinity''::float8, a) FROM row24', '22023 outcome Infinity is outside the allowed range -1e100..1e100'),
  ('SELECT xm.clustered_linear(json ''{}'', w, a) FROM row24', '22023 groups of type json: the type does not say by a hash which of its values are equal'),
  ('SELECT xm.clustered_linear(1, w, a) FROM row24', '22023 all rows are of one cluster, from which no errors follow'),
  ('SELECT xm.clustered_logit(1, y, a) FROM row24', '22023 all rows are of one cluster, from which no errors follow'),
  ('SELECT xm.clustered_cox(1, w, e, a) FROM row24', '22023 all rows are of one cluster, from which no errors follow'),
  ('SELECT xm.clustered_linear(cluster, w, a, 2 * a) FROM row24', '22023 predictor "x2" is a linear function of the predictors before it, to all the digits that the moments have: x1'),
  ('SELECT xm.clustered_linear(cluster, w, t) FROM row24 r, LATERAL (SELECT r.a, 7 AS fee) t', '22023 predictor "fee" is constant'),
  ('SELECT xm.clustered_linear(cluster, w, VARIADIC array_fill(a, ARRAY[256])) FROM row24', '22023 257 variables, the outcome among them; the allowed range is 1..256'),
  ('SELECT xm.clustered_linear(cluster, w, a, b) FROM row24 WHERE i < 2', '22023 2 rows cannot carry 3 coefficients'),
  ('SELECT xm.weighted_logit(weight, a > 1, a) FROM row24', '22023 predictor "x1" separates the outcomes: the likelihood has no maximum'),
  ('SELECT xm.stratified_cox(i, w, e, a) FROM row24', '22023 predictor "x1" does not vary among those still at risk when somebody leaves'),
  ('SELECT xm.stratified_cox(stratum, -1, e, a) FROM row24', '22023 duration -1 is outside the allowed range of finite numbers from 0'),
  ('SELECT xm.stratified_cox(stratum, w, false, a) FROM row24', '22023 nobody left: every event is false'),
  ('SELECT xm.stratified_cox(stratum, w, e, 10 - w) FROM row24 WHERE e = 1', '22023 predictor "x1" tells who leaves next: the likelihood is monotone and has no maximum'),
  ('SELECT xm.cox_from(-1, w, e, a) FROM row24', '22023 entry -1 is outside the allowed range of finite numbers from 0'),
  ('SELECT xm.cox_from(0, interval ''1 day'', e, a) FROM row24', '22023 exit has type interval; allowed are numeric, integer, floating and boolean types'),
  ('SELECT xm.cox_from(w, w, e, a) FROM row24', '22023 entry 18 is not before exit 18')
) v(query, message);
SET LOCAL pg_xm.max_state_memory = 64;
SELECT is(pg_temp.refusal(format('SELECT %s a, b + i) FROM permanent', call)), format('53200 xm.%s would need more than the 64 kB that pg_xm.max_state_memory allows', name), name || ': rows that do not fit') FROM form;
SET LOCAL pg_xm.max_state_memory = '1GB';
CREATE TEMP TABLE broad AS SELECT i, 1 + i % 100 AS w, (hashint4(i) & 1) = 1 AS y, (hashint4(i) & 1) = 1 AS e, i % 99 AS cluster, i % 3 AS stratum, 1 + i % 2 AS weight, 0.5 AS entry, (SELECT array_agg((hashint4(i * 256 + k) & 1023)::float8) FROM generate_series(1, 250) k) AS x FROM generate_series(1, 25000) i;
SET LOCAL statement_timeout = '150ms';
SELECT format('SELECT is(pg_temp.refusal(%L), %L, %L)', format('SELECT %s VARIADIC x) FROM broad', call), '57014 canceling statement due to statement timeout (no hint)', name || ': a timeout stops a long fit') FROM form \gexec
SET LOCAL statement_timeout = 0;
SET LOCAL pg_xm.no_fit = 'null';
SELECT is((SELECT string_agg(coalesce(pg_temp.digits(m), '-'), ' ' ORDER BY g) FROM (SELECT g, xm.clustered_cox(CASE WHEN g = 1 THEN 5 ELSE cluster END, w, e, a, b) AS m FROM row24, generate_series(1, 2) g GROUP BY g) q), '- x1 0.15370410 0.28490065, x2 0.37725308 0.27093500', 'a group that cannot be fitted may be NULL');
SELECT * FROM finish();
ROLLBACK;
