-- Text and enums as predictors. Expected values: test/unit/models/predictor_rows_test.R (R glm, survival::coxph, sandwich::vcovCL with factors).
\i test/pgtap/include/begin.psql
SELECT plan(46);
CREATE TYPE mood AS ENUM ('sad', 'so so', 'glad');
CREATE TEMP TABLE row24 AS
SELECT i, y, v, w, e, (ARRAY['west', 'north', 'south'])[1 + (i * 5) % 3] AS region, (ARRAY['sad', 'glad', 'so so'])[1 + i / 3 % 3]::mood AS mood, (i * 5) % 7 AS cluster
FROM unnest('{0,1,0,0,0,0,0,0,0,0,1,1,1,0,0,0,0,1,0,1,1,1,1,0}'::int[], '{-1.1,-.2,-1.1,-.1,-.6,-2.2,.2,-.3,.9,.9,1.5,.7,.8,-.3,1.4,1.5,-.7,-.9,.3,1.1,2.2,1.2,1.5,1}'::float8[],
            '{18,6.5,1.9,1.4,5.4,.9,5.5,.3,2.1,2.8,2.3,9.5,.6,13.2,4.2,.5,32.7,2.4,1.8,5.6,4.4,8,1.6,5.5}'::numeric[], '{1,1,0,1,1,1,0,1,0,1,1,1,1,0,1,1,0,0,1,1,1,0,1,1}'::int[]) WITH ORDINALITY t(y, v, w, e, n), LATERAL (SELECT n::int - 1 AS i) x;
CREATE FUNCTION pg_temp.digits(m xm.model) RETURNS text LANGUAGE sql AS $$ SELECT string_agg(term || ' ' || round(estimate::numeric, 7) || ' ' || round(std_error::numeric, 7), ', ') FROM xm.coefficients(m) $$;
\set as_r '\'(intercept) -0.3011129 1.1615605, v 1.0876950 0.6194789, region=south 0.8905686 1.3046337, region=west -0.6441151 1.2446320, mood=so so -1.6817093 1.3898941, mood=glad -1.0573143 1.1499879\''
\set otherwise '\'(intercept) -0.4678587 1.0612715, v 1.0876950 0.6194789, region=north -0.8905686 1.3046337, region=west -1.5346837 1.2766030, mood=sad 1.0573143 1.1499879, mood=so so -0.6243949 1.3850938\''
SELECT is((SELECT pg_temp.digits(xm.logit(y, t)) FROM row24 r, LATERAL (SELECT r.v, r.region, r.mood) t), :as_r, 'logit: as R; an enum in the order of its declaration');
SELECT is((SELECT pg_temp.digits(xm.logit(y, t, '{"reference": {"region": "south", "mood": "glad"}}'::jsonb)) FROM row24 r, LATERAL (SELECT r.v, r.region, r.mood) t), :otherwise, 'other references');
SELECT is((SELECT pg_temp.digits(xm.logit(y, v, region, mood, '{"reference": {"x2": "south", "x3": "glad"}}'::jsonb)) FROM row24), replace(replace(replace(:otherwise, 'v ', 'x1 '), 'region', 'x2'), 'mood', 'x3'), 'columns');
SELECT is((SELECT pg_temp.digits(xm.cox(w, e, t)) FROM row24 r, LATERAL (SELECT r.region, r.v) t), 'region=south 0.0815655 0.6579923, region=west 0.3311357 0.6464180, v 0.4183348 0.3035092', 'cox');
SELECT is((SELECT pg_temp.digits(xm.clustered_linear(cluster, w, t)) FROM row24 r, LATERAL (SELECT r.region, r.v) t),
          '(intercept) 4.2728465 1.6487406, region=south 4.5875000 4.3377921, region=west 1.3112945 2.5060117, v -1.6413858 1.0662038', 'linear by rows');
SELECT is(pg_temp.text_of(format('SELECT pg_temp.digits(xm.%s t, ''{"reference": {"region": "west"}}''::jsonb)) FROM row24 r, LATERAL (SELECT r.region, r.v) t', call)),
          pg_temp.text_of(format('SELECT pg_temp.digits(xm.%s t)) FROM row24 r, LATERAL (SELECT (r.region = ''north'')::int AS "region=north", (r.region = ''south'')::int AS "region=south", r.v) t', call)), call || ' region): as columns of 0 and 1')
FROM unnest('{"logit(y,","weighted_logit(1 + i % 4, y,","clustered_logit(cluster, y,","clustered_linear(cluster, w,","cox(w, e,","weighted_cox(1 + i % 4, w, e,","clustered_cox(cluster, w, e,","stratified_cox(i % 2, w, e,","cox_from(w / 4, w, e,"}'::text[]) call;
SELECT is((SELECT count(DISTINCT pg_temp.digits(m)) FROM (SELECT xm.logit(y, v, region::varchar) AS m FROM row24 UNION ALL SELECT xm.logit(y, v, region::char(9)) FROM row24 UNION ALL SELECT xm.logit(y, v, region) FROM row24
            UNION ALL SELECT xm.logit(y, v, region ORDER BY md5(i::text)) FROM row24 UNION ALL SELECT DISTINCT xm.logit(y, v, region) OVER () FROM row24) q), 1::bigint, 'text of any type, in any order, as a window function');
SELECT is((SELECT pg_temp.digits(xm.logit(y, VARIADIC ARRAY[region, mood::text])) FROM row24), (SELECT pg_temp.digits(xm.logit(y, region, mood::text)) FROM row24), 'a variadic array of text');
CREATE DOMAIN place AS text;
SELECT is((SELECT pg_temp.digits(xm.logit(y, v, region::place)) FROM row24), (SELECT pg_temp.digits(xm.logit(y, v, region)) FROM row24), 'a domain over text');
SELECT is((SELECT pg_temp.digits(xm.logit(y, v, mood)) FROM row24 WHERE mood <> 'sad'), (SELECT pg_temp.digits(xm.label(xm.logit(y, v, mood = 'glad'), 'x1', 'x2=glad')) FROM row24 WHERE mood <> 'sad'), 'a value of the enum that no row has is no category');
SELECT is((SELECT pg_temp.digits(xm.logit(y, v, region)) FROM (SELECT y, v, region FROM row24 UNION ALL SELECT 1, 2, NULL) t), (SELECT pg_temp.digits(xm.logit(y, v, region)) FROM row24), 'a NULL skips the row');
SELECT is((SELECT string_agg(term, ' ') FROM (SELECT xm.logit(y, v, CASE WHEN i % 2 = 0 THEN '' ELSE 'Zoë' END) AS m FROM row24) q, xm.coefficients(m)), '(intercept) x1 x2=Zoë', 'an empty text is a category');
SELECT is((SELECT string_agg(term, ' ') FROM (SELECT xm.logit(y, t) AS m FROM row24 r, LATERAL (SELECT r.v > 1 AS high, r.v) t) q, xm.coefficients(m)), '(intercept) high v', 'a boolean is a column of 0 and 1 as it stands');
SELECT is((SELECT round((xm.predict(m, 0.5, 0, 1) - xm.predict(m, 0.5, 0, 0))::numeric, 9) FROM (SELECT xm.logit(y, v, region) AS m FROM row24) q), (SELECT round(value::numeric, 9) FROM (SELECT xm.logit(y, v, region) AS m FROM row24) q, xm.impact(m, 'x2=west', 1, ARRAY[0.5, 0, 0])), 'predict and impact take the columns');
SELECT is((SELECT round(xm.predict(m, 0, 0)::numeric, 9) FROM (SELECT xm.clustered_linear(cluster, w, region) AS m FROM row24) q), (SELECT round(avg(w), 9) FROM row24 WHERE region = 'north'), 'the constant is the mean of the reference');

-- plans, groups
CREATE TABLE permanent AS SELECT i, hashint4(i) % 10 < i % 3 AS y, 1 + (hashint4(i + 4) & 2147483647) % 300 AS w, hashint4(i + 5) > 0 AS e, 'region ' || i % 7 AS region, CASE WHEN i % 5 < 2 THEN 'sad' WHEN i % 11 < 4 THEN 'so so' ELSE 'glad' END::mood AS mood, sin(i) AS v, i % 40 AS cluster FROM generate_series(1, 5000) i;
CREATE FUNCTION pg_temp.asked() RETURNS text LANGUAGE plpgsql AS $$
DECLARE result text := ''; part text; call text;
BEGIN
  FOREACH call IN ARRAY '{"logit(y,","cox(w, e,","clustered_linear(cluster, w,","cox_from(0.5, w, e,"}'::text[] LOOP
    EXECUTE format('SELECT pg_temp.digits(m) FROM (SELECT xm.%s t, ''{"reference": {"mood": "so so"}}''::jsonb) AS m FROM (SELECT *, p AS t FROM permanent, LATERAL (SELECT permanent.region, permanent.v, permanent.mood) p) x OFFSET 0) q', call) INTO part;
    result := result || part || E'\n';
  END LOOP;
  RETURN result;
END $$;
CREATE TEMP TABLE serial AS SELECT pg_temp.asked() AS said;
SET LOCAL parallel_setup_cost = 0; SET LOCAL parallel_tuple_cost = 0; SET LOCAL min_parallel_table_scan_size = 0; SET LOCAL max_parallel_workers_per_gather = 2;
SELECT matches((SELECT string_agg(l, ' ') FROM pg_temp.plan_of('SELECT xm.logit(y, region, mood) FROM permanent') l), 'Partial Aggregate', 'the plan is parallel');
SELECT is(pg_temp.asked(), (SELECT said FROM serial), 'parallel workers give the same models');
RESET max_parallel_workers_per_gather;
SELECT is((SELECT count(*) FROM (SELECT cluster % 3 AS g, xm.logit(y, region, mood) AS m FROM permanent GROUP BY 1) q, xm.coefficients(m)), 27::bigint, 'groups with categories of their own');

-- bad input
SELECT is(pg_temp.refusal(query), message, query)
FROM (VALUES
  ('SELECT xm.logit(y, v, 7::text) FROM row24', '22023 predictor "x2" is constant: 7 in every row'),
  ('SELECT xm.logit(y, v, ''x'') FROM row24', '22023 predictor "x2" is constant: x in every row'),
  ('SELECT xm.logit(y, v, i::text) FROM permanent', '22023 predictor 2 has more than 257 categories; the allowed range of columns is 1..256'),
  ('SELECT xm.logit(y, a, b) FROM permanent, LATERAL (SELECT i % 200 || ''a'' AS a, i % 201 || ''b'' AS b) x', '22023 399 columns of predictors and their categories; the allowed range is 1..256'),
  ('SELECT xm.logit(y, v, repeat(region, 20)) FROM row24', '22023 label "x2=southsouthsouthsouthsouthsouthsouthsouthsouthsouthsouthsouthsouthsouthsouthsouthsouthsouthsouthsouth" has 103 bytes'),
  ('SELECT xm.logit(y, t) FROM row24 r, LATERAL (SELECT r.region, r.region = ''west'' AS "region=west") t', '22023 label "region=west" is given twice'),
  ('SELECT xm.logit(region = ''west'', v, region) FROM row24', '22023 predictor "x2=south" separates the outcomes: the likelihood has no maximum'),
  ('SELECT xm.logit(y, region, point(1, 2)) FROM row24', '22023 variable 2 has type point; allowed are numeric, integer, floating and boolean types, text and enums'),
  ('SELECT xm.logit(y, region, mood, date ''2026-01-01'' + i) FROM row24', '22023 variable 3 has type date; allowed are numeric, integer, floating and boolean types, text and enums'),
  ('SELECT xm.logit(y, v, region, ''{"reference": {"x2": "centre"}}''::jsonb) FROM row24', '22023 no row has x2 = "centre"; there are north, south, west'),
  ('SELECT xm.logit(y, v, region, ''{"reference": {"x1": "centre"}}''::jsonb) FROM row24', '22023 options: this predictor is a number: x1'),
  ('SELECT xm.logit(y, v, region, ''{"reference": {"region": "south"}}''::jsonb) FROM row24', '22023 options: no predictor has this name: region'),
  ('SELECT xm.logit(y, v, region, ''{"reference": {"x2": 3}}''::jsonb) FROM row24', '22023 options: the reference is a text: x2'),
  ('SELECT xm.logit(y, v, region, ''{"reference": {"x2": ["south"]}}''::jsonb) FROM row24', '22023 options: the reference is a text: x2'),
  ('SELECT xm.logit(y, v, region, ''{"reference": "south"}''::jsonb) FROM row24', '22023 options: this is no object of columns and categories: reference'),
  ('SELECT xm.logit(y, v, region, ''{"referenz": {}}''::jsonb) FROM row24', '22023 options: unknown option: referenz'),
  ('SELECT xm.logit(y, v, region, ''[]''::jsonb) FROM row24', '22023 options: this is no object: the last argument'),
  ('SELECT xm.logit(y, v, region, jsonb_build_object(''reference'', jsonb_build_object(''x2'', region))) FROM row24', '22023 options: they differ from those of the first row: the last argument')
) v(query, message);
SET LOCAL pg_xm.max_state_memory = 64;
SELECT is(pg_temp.refusal('SELECT xm.logit(y, v + i, region) FROM permanent'), '53200 xm.logit would need more than the 64 kB that pg_xm.max_state_memory allows', 'rows that do not fit');
SELECT is((SELECT n FROM (SELECT xm.logit(y, region, mood) AS m FROM permanent) q, xm.fit(m)), 5000::bigint, 'equal rows are kept once');
SELECT * FROM finish();
ROLLBACK;
