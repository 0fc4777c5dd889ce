-- Operators of the state types: + and - of every mergeable state, equality, order and hash of every state.
\i test/pgtap/include/begin.psql
CREATE TEMP TABLE fact AS
SELECT i, i % 4 AS part, (i * 37) % 11 AS rating, 1 + i % 3 AS weight, sin(i * 7.3) AS x, cos(i * 3.1) AS y, i % 17 AS days, i % 3 = 0 AS gone, xm.value_profile(ARRAY[i % 5, (i * 7) % 11, (i * 3) % 13]::float8[]) AS profile
FROM generate_series(1, 200) i;
CREATE TEMP TABLE batch AS
SELECT part, xm.ratings(rating) AS ratings, xm.moments(rating, days) AS moments, xm.survival(days, gone) AS survival, xm.link(x, y) AS linkage, xm.profiles(profile) AS profiles FROM fact GROUP BY part;
CREATE TEMP TABLE model AS
SELECT (SELECT xm.linear(xm.moments(x, y), 'x1') FROM fact) AS model, '{"type":"clv_model","version":1,"family":"bg_nbd","n":9,"log_likelihood":-4,"parameters":{"r":0.243,"alpha":4.414,"a":0.793,"b":2.426}}'::xm.clv_model AS clv_model,
       (SELECT xm.segments(profile, 2) FROM fact) AS segmentation, (SELECT profile FROM fact WHERE i = 1) AS value_profile, (SELECT xm.raking(part, '{"x1": {"0": 1, "1": 2, "2": 3, "3": 4}}') FROM fact) AS weighting,
       (SELECT xm.fellegi_sunter(ARRAY[i % 3, i / 3 % 2, rating / 4]) FROM fact) AS match_model;
-- One row per state type, with two values of it.
CREATE TEMP TABLE state AS
SELECT v.type, v.a, v.b, v.mergeable FROM batch a, batch b, model m, LATERAL (VALUES
  ('ratings', a.ratings::text, b.ratings::text, true), ('moments', a.moments::text, b.moments::text, true), ('survival', a.survival::text, b.survival::text, true), ('linkage', a.linkage::text, b.linkage::text, true), ('profiles', a.profiles::text, b.profiles::text, true),
  ('model', m.model::text, (SELECT xm.linear(xm.moments(y, x), 'x1') FROM fact)::text, false), ('clv_model', m.clv_model::text, (SELECT xm.gamma_gamma(1 + i % 3, 5 + i % 7) FROM fact)::text, false),
  ('segmentation', m.segmentation::text, (SELECT xm.segments(profile, 3) FROM fact)::text, false), ('value_profile', m.value_profile::text, (SELECT profile FROM fact WHERE i = 2)::text, false), ('weighting', m.weighting::text, (SELECT xm.raking(part, '{"x1": {"0": 1, "1": 2, "2": 2, "3": 4}}') FROM fact)::text, false),
  ('match_model', m.match_model::text, (SELECT xm.match_u(ARRAY[i % 3, i / 3 % 2, rating / 4]) FROM fact)::text, false),
  ('text_model', (SELECT xm.text_model(ARRAY['w' || i % 7], i % 2 = 0) FROM fact)::text, (SELECT xm.text_model(ARRAY['w' || i % 5], i % 2 = 0) FROM fact)::text, false), ('topic_model', (SELECT xm.topics(ARRAY['w' || i % 7], 2) FROM fact)::text, (SELECT xm.topics(ARRAY['w' || i % 5], 2) FROM fact)::text, false)) v(type, a, b, mergeable)
WHERE a.part = 0 AND b.part = 1;
-- The question put to each type: {t} stands for it, {a} and {b} for its values.
CREATE FUNCTION pg_temp.answers(question text, which boolean DEFAULT NULL) RETURNS text LANGUAGE plpgsql AS $$
DECLARE s state; answer text; result text := '';
BEGIN
  FOR s IN SELECT * FROM state WHERE which IS NULL OR mergeable ORDER BY type LOOP
    EXECUTE 'SELECT (' || replace(replace(replace(question, '{t}', 'xm.' || s.type), '{a}', quote_literal(s.a) || '::xm.' || s.type), '{b}', quote_literal(s.b) || '::xm.' || s.type) || ')::text' INTO answer;
    IF answer IS DISTINCT FROM 'true' THEN result := result || s.type || ': ' || coalesce(left(answer, 200), 'NULL') || ' '; END IF;
  END LOOP;
  RETURN result;
END $$;

SELECT plan(38);
SELECT is((SELECT count(*) FROM state), (SELECT count(*) FROM pg_type t JOIN pg_depend d ON d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e' JOIN pg_extension e ON e.oid = d.refobjid AND e.extname = 'pg_xm' WHERE t.typtype = 'b' AND t.typlen = -1 AND t.typelem = 0 AND t.typname <> 'svg'), 'every state type is here');
SELECT is(pg_temp.answers('{a} = {a}'), '', 'equal to itself');
SELECT is(pg_temp.answers('NOT ({a} = {b}) AND {a} <> {b}'), '', 'not to another');
SELECT is(pg_temp.answers('({a} < {b}) <> ({b} < {a}) AND ({a} <= {b}) = ({b} >= {a}) AND ({a} < {b}) = ({b} > {a}) AND {a} <= {a} AND {a} >= {a} AND NOT {a} < {a} AND NOT {a} > {a}'), '', 'a total order');
SELECT is(pg_temp.answers('(SELECT count(*) = 2 FROM (SELECT DISTINCT v FROM unnest(ARRAY[{a}, {b}, {a}, {b}]) v) d)'), '', 'DISTINCT');
SELECT is(pg_temp.answers('(SELECT count(DISTINCT v) = 2 FROM unnest(ARRAY[{a}, {b}, {a}]) v)'), '', 'count(DISTINCT)');
SELECT is(pg_temp.answers('(SELECT count(*) = 2 FROM (SELECT {a} AS v UNION SELECT {b} UNION SELECT {a}) u)'), '', 'UNION');
SELECT is(pg_temp.answers('(SELECT array_agg(c ORDER BY c) = ''{1,2}'' FROM (SELECT count(*) AS c FROM unnest(ARRAY[{a}, {b}, {a}]) v GROUP BY v) g)'), '', 'GROUP BY');
SELECT is(pg_temp.answers('{a} IS DISTINCT FROM {b} AND {a} IS NOT DISTINCT FROM {a} AND NULL::{t} IS DISTINCT FROM {a}'), '', 'IS DISTINCT FROM');
SELECT is(pg_temp.answers('NOT ({a} = {b}) AND array_position(ARRAY[{b}, {a}], {a}) = 2'), '', 'arrays of them');
SELECT is(pg_temp.answers('(SELECT count(*) = 1 FROM (SELECT {a} AS v) x JOIN (SELECT {a} AS v UNION ALL SELECT {b}) y USING (v))'), '', 'joins');
SET LOCAL enable_mergejoin = off; SET LOCAL enable_nestloop = off; SET LOCAL enable_sort = off;
SELECT ok(EXISTS (SELECT FROM pg_temp.plan_of('SELECT count(*) FROM batch a JOIN batch b ON a.ratings = b.ratings') p(line) WHERE line ~ 'Hash Join'), 'by hash');
SELECT is((SELECT count(*) FROM batch a JOIN batch b ON a.moments = b.moments AND a.survival = b.survival AND a.profiles = b.profiles AND a.linkage = b.linkage), 4::bigint, 'with as many rows');
RESET enable_mergejoin; RESET enable_nestloop; RESET enable_sort;
-- Equal values, not equal bytes: running states that a transition function returns have room to spare.
SELECT is((SELECT xm_internal.ratings_add(xm_internal.ratings_add(NULL, 3), 4)), '{"type":"ratings","version":1,"responses":{"3":1,"4":1}}'::xm.ratings, 'whatever way it came about');

SELECT is(pg_temp.answers('(SELECT xm.rollup(v) FROM unnest(ARRAY[{a}, {b}]) v) = {a} + {b}', true), '', '+ is the rollup');
SELECT is(pg_temp.answers('{a} + NULL = {a} AND NULL + {a} = {a} AND (NULL::{t} + NULL::{t}) IS NULL', true), '', 'NULL adds nothing');
SELECT is(pg_temp.answers('{a} - NULL = {a} AND (NULL - {a}) IS NULL', true), '', 'and takes nothing away');
SELECT is(pg_temp.answers('({a} - {a}) IS NULL', true), '', 'nothing is left of itself');
SELECT is((SELECT count(*) FROM batch a JOIN batch b ON a.part < b.part WHERE (a.ratings + b.ratings) - a.ratings = b.ratings AND (a.moments + b.moments) - a.moments = b.moments AND (a.survival + b.survival) - b.survival = a.survival), 6::bigint, '- takes away what + added, to the bit where counts are exact');
SELECT is((SELECT count(*) FROM batch a JOIN batch b ON a.part < b.part, xm.linkage_summary((a.linkage + b.linkage) - a.linkage) s, xm.linkage_summary(b.linkage) t WHERE abs(s.r - t.r) < 1e-12 AND abs(s.slope - t.slope) < 1e-12 AND s.units = t.units), 6::bigint, 'to rounding for linkages');
SELECT is((SELECT count(*) FROM batch a JOIN batch b ON a.part < b.part WHERE abs(xm.similarity((a.profiles + b.profiles) - b.profiles) - xm.similarity(a.profiles)) < 1e-12), 6::bigint, 'and directions of profiles');
SELECT throws_ok(format('SELECT %L::xm.%s - %L::xm.%s', a, type, b, type), '22003', NULL, type || ': what was not added cannot be taken away') FROM state WHERE mergeable ORDER BY type;
SELECT throws_ok('SELECT xm.ratings(rating, weight) - xm.ratings(rating) FROM fact', '22023', NULL, 'nor what does not fit');

-- Where what is taken away was so large that rounding hides the rest there is no answer, and no wrong one.
CREATE TEMP TABLE outlier AS SELECT i = 1 AS out, CASE WHEN i = 1 THEN 1e14 ELSE 1 + i * 0.001 END AS x, CASE WHEN i = 1 THEN 1e9 ELSE 1 + i * 0.001 END AS y, CASE WHEN i = 1 THEN 1e17 ELSE 1 END::float8 AS w, i % 2 AS r FROM generate_series(1, 300) i;
SELECT throws_ok('SELECT xm.moments(x) - xm.moments(x) FILTER (WHERE out) FROM outlier', '22003', 'moments cannot be taken away: variable x1 varied so much more before that rounding hides what is left');
SELECT is((SELECT round(xm.stddev(xm.moments(y) - xm.moments(y) FILTER (WHERE out), 'x1')::numeric, 9) FROM outlier), (SELECT round(stddev(y)::numeric, 9) FROM outlier WHERE NOT out), 'while enough digits are left they are right');
SELECT is((SELECT xm.stddev(xm.moments(v) - xm.moments(v) FILTER (WHERE v > 1), 'x1') FROM unnest('{1,1,1,5}'::float8[]) v), 0::float8, 'no spread is left: 0');
SELECT throws_ok('SELECT xm.ratings(r, w) - xm.ratings(r, w) FILTER (WHERE out) FROM outlier', '22003', 'what is taken away weighs so much more that rounding hides what is left of rating 1');
SELECT throws_ok('SELECT xm.link(y, y, 0.1, w) - xm.link(y, y, 0.1, w) FILTER (WHERE out) FROM outlier', '22003', NULL, 'standard errors of units, too');
SELECT throws_ok('SELECT xm.moments(1.5::float8) - xm.moments(7.5::float8)', '22003', NULL, 'as many rows, but others');
-- States of version 1 did not count the rows left out.
SELECT is((SELECT xm.responses('{"type":"moments","version":1,"n":3,"sums":[6],"products":[14]}'::xm.moments - m) FROM (SELECT xm.moments(v) AS m FROM (VALUES (1), (NULL)) t(v)) q), 2::bigint, 'rows left out are taken away as far as they are known');
SELECT ok(xm.value_profile(ARRAY[-(0::float8), 1]) = xm.value_profile(ARRAY[0::float8, 1]), 'minus zero is zero');

-- The upsert, the delete and the update of a stored summary.
CREATE TEMP TABLE summary (unit int PRIMARY KEY, r xm.ratings);
INSERT INTO summary SELECT 1, xm.ratings(rating) FROM fact;
INSERT INTO summary VALUES (1, NULL) ON CONFLICT (unit) DO UPDATE SET r = summary.r + excluded.r;
INSERT INTO summary SELECT 1, xm.ratings(rating) FROM fact WHERE false ON CONFLICT (unit) DO UPDATE SET r = summary.r + excluded.r;
SELECT is((SELECT xm.responses(r) FROM summary), 200::bigint, 'an empty batch loses nothing');
UPDATE summary SET r = r - (SELECT xm.ratings(rating) FROM fact WHERE i <= 50) + (SELECT xm.ratings(rating) FROM fact WHERE i <= 20);
SELECT is((SELECT r FROM summary), (SELECT xm.ratings(rating) FROM (SELECT rating FROM fact WHERE i > 50 UNION ALL SELECT rating FROM fact WHERE i <= 20) f), 'deleted and added rows');
CREATE UNIQUE INDEX ON summary (r);
SELECT throws_ok('INSERT INTO summary SELECT 2, r FROM summary', '23505', NULL, 'a unique index on a state');
SELECT * FROM finish();
ROLLBACK;
