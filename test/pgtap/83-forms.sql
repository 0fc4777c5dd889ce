-- Aggregates over "any" have forms with declared types: the parser picks one of them for every pair of usual types, never
-- finds two, and the result is the same to the bit.
\i test/pgtap/include/begin.psql
SELECT plan(13);
CREATE TEMP TABLE fact AS
SELECT i, 1 + (i * 53) % 90 AS days, i % 3 AS visits, sin(i * 7.3) + i % 3 AS x, cos(i * 3.1) AS y, sin(i * 12.9898) > 0.2 AS yes, i % 4 AS a, (i / 3) % 5 AS b, xm.value_profile(ARRAY[sin(i * 2.1), cos(i * 1.3), i % 3]) AS p,
       i % 20 AS unit, i / 20 AS period
FROM generate_series(1, 200) i;

CREATE TEMP TABLE usual (what text, type text);
INSERT INTO usual SELECT 'key', unnest('{text,varchar,smallint,integer,bigint}'::text[])
UNION ALL SELECT 'duration', unnest('{smallint,integer,bigint,real,float8,numeric}'::text[])
UNION ALL SELECT 'event', unnest('{boolean,smallint,integer,bigint}'::text[])
UNION ALL SELECT 'score', unnest('{smallint,integer,bigint,real,float8,numeric,boolean}'::text[])
UNION ALL SELECT 'period', unnest('{smallint,integer,bigint,date}'::text[])
UNION ALL SELECT 'number', unnest('{smallint,integer,bigint,real,float8,numeric}'::text[]) UNION ALL SELECT 'whole', unnest('{smallint,integer,bigint}'::text[])
UNION ALL SELECT 'list', unnest('{smallint[],integer[],bigint[],real[],float8[],numeric[]}'::text[]);

-- How an aggregate is called, {1} and {2} being its arguments of the two kinds.
CREATE TEMP TABLE call (pattern text, first text, second text);
INSERT INTO call VALUES
  ('xm.adjusted_rand({1}, {2})', 'key', 'key'), ('xm.cramers_v({1}, {2})', 'key', 'key'), ('xm.survival({1}, {2})', 'duration', 'event'), ('xm.cox({1}, {2}, ARRAY[x, y])', 'duration', 'event'),
  ('xm.cox(days, {1}, {2})', 'event', 'list'), ('xm.logit({1}, {2})', 'event', 'list'), ('xm.multilevel(NULL::xm.ratings, {2})', 'event', 'list'), ('xm.lead_lag({1}, {2}, x, y, 2)', 'key', 'period'),
  ('xm.explained({1}, p)', 'key', 'key'), ('xm.explained_adjusted({1}, p)', 'key', 'key'), ('xm.segmentation_test({1}, {2}, visits)', 'score', 'key'), ('xm.moments({2})', 'key', 'list'), ('xm.weighted_moments(x, {2})', 'key', 'list'),
  ('xm.action_effect({1}, yes, yes, NULL::xm.ratings)', 'key', 'key'), ('xm.parallel_trends({1}, yes, {2}, NULL::xm.ratings)', 'key', 'whole'), ('xm.worth(NULL::xm.model, ''x1'', 1, {1}, {2})', 'number', 'list'),
  ('xm.raking({1}, ''{}'')', 'key', 'key'), ('xm.raking({1}, ''{}'', {2})', 'key', 'number'), ('xm.calibrated({1}, NULL::xm.weighting, {2})', 'number', 'key'), ('xm.hot_spots({1}, {2})', 'number', 'key'), ('xm.r_indicator(yes, {1})', 'key', 'key'),
  ('xm.weighted_logit({1}, yes, {2})', 'number', 'list'), ('xm.weighted_logit(x, {1}, {2})', 'event', 'list'), ('xm.clustered_logit({1}, {2}, ARRAY[x, y])', 'key', 'event'), ('xm.clustered_linear({1}, {2}, ARRAY[x, y])', 'key', 'number'),
  ('xm.clustered_linear({1}, x, {2})', 'key', 'list'), ('xm.weighted_cox({1}, days, {2}, ARRAY[x, y])', 'number', 'event'), ('xm.clustered_cox({1}, {2}, yes, ARRAY[x, y])', 'key', 'duration'), ('xm.stratified_cox({1}, {2}, yes, ARRAY[x, y])', 'key', 'duration'),
  ('xm.cox_from({1}, days, {2}, ARRAY[x, y])', 'duration', 'event'), ('xm.cox_from(x, {1}, yes, {2})', 'duration', 'list');

-- Which aggregate a call takes: what a view over it depends on.
CREATE FUNCTION pg_temp.taken(call text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE result text;
BEGIN
  EXECUTE 'CREATE TEMP VIEW called AS SELECT ' || call || ' FROM fact';
  SELECT string_agg(p.oid::regprocedure::text, ' ') INTO result
  FROM pg_depend d JOIN pg_rewrite r ON d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid JOIN pg_proc p ON d.refclassid = 'pg_proc'::regclass AND p.oid = d.refobjid
  WHERE r.ev_class = 'pg_temp.called'::regclass AND p.prokind = 'a';
  DROP VIEW pg_temp.called;
  RETURN result;
EXCEPTION WHEN ambiguous_function OR undefined_function THEN
  RETURN sqlerrm;
END $$;
CREATE TEMP TABLE taken AS
SELECT DISTINCT call, pg_temp.taken(call) AS aggregate
FROM (SELECT replace(replace(pattern, '{1}', 'NULL::' || a.type), '{2}', 'NULL::' || b.type) AS call FROM call c JOIN usual a ON a.what = c.first JOIN usual b ON b.what = c.second) q;
SELECT is_empty($$ SELECT * FROM taken WHERE aggregate !~ '^xm[.]\w+[(][^"]*[)]$' $$, 'one declared form for every pair of usual types');
SELECT cmp_ok((SELECT count(*) FROM taken), '>', 200::bigint, 'all of them were tried');
SELECT matches(pg_temp.taken('xm.adjusted_rand(NULL::uuid, NULL::integer)'), '"any"', 'other types go to the form that takes any');

-- The forms that take any: by a type that no declared one takes.
SELECT is((SELECT array_agg(DISTINCT xm::text) FROM (SELECT xm.survival(days, yes) AS xm FROM fact UNION ALL SELECT xm.survival(days::float8, yes::int) FROM fact UNION ALL SELECT xm.survival(days::bigint, yes::int::bigint) FROM fact
            UNION ALL SELECT xm.survival(days, yes::int::numeric) FROM fact UNION ALL SELECT xm.survival(days::real, yes::int::smallint) FROM fact) q), (SELECT ARRAY[xm.survival(days, yes)::text] FROM fact), 'survival: the same bits');
SELECT is((SELECT count(DISTINCT m::text) FROM (SELECT xm.cox(days, yes, x, y) AS m FROM fact UNION ALL SELECT xm.cox(days, yes, ARRAY[x, y]) FROM fact UNION ALL SELECT xm.cox(days::numeric, yes::int, ARRAY[x, y]) FROM fact
            UNION ALL SELECT xm.cox(days, yes::int::numeric, x, y) FROM fact) c), 1::bigint, 'cox: the same bits');
SELECT is((SELECT count(DISTINCT m::text) FROM (SELECT xm.logit(yes, x, y) AS m FROM fact UNION ALL SELECT xm.logit(yes, ARRAY[x, y]) FROM fact UNION ALL SELECT xm.logit(yes::int::bigint, ARRAY[x, y]) FROM fact) c), 1::bigint, 'logit: the same bits');
SELECT is((SELECT count(DISTINCT v) FROM (SELECT xm.adjusted_rand(a, b) AS v FROM fact UNION ALL SELECT xm.adjusted_rand(a::text, b::bigint) FROM fact UNION ALL SELECT xm.adjusted_rand(a::numeric, b::smallint) FROM fact UNION ALL SELECT xm.adjusted_rand('g' || a, md5(b::text)::uuid) FROM fact) q), 1::bigint, 'adjusted_rand: the same bits');
SELECT is((SELECT count(DISTINCT l::text) FROM (SELECT xm.lead_lag(unit, period, x, y, 2) AS l FROM fact UNION ALL SELECT xm.lead_lag('unit ' || unit, period, x, y, 2) FROM fact UNION ALL SELECT xm.lead_lag(unit::numeric, period, x, y, 2) FROM fact
            UNION ALL SELECT xm.lead_lag(unit, date '2024-01-01' + period, x, y, 2) FROM fact UNION ALL SELECT xm.lead_lag(unit, (date '2023-11-01' + period * interval '1 month')::date, x, y, 2) FROM fact) q), 1::bigint, 'lead_lag: numbers, days and months');

-- A type that is text in all but its equality (as citext) is not taken for text.
\i test/pgtap/include/caseless.psql
CREATE TEMP TABLE cased AS SELECT a, b, (CASE WHEN i % 8 < 4 THEN upper('g' || a) ELSE 'g' || a END)::pg_temp.caseless AS w, CASE WHEN i % 8 < 4 THEN upper('g' || a) ELSE 'g' || a END AS t FROM fact;
SELECT is((SELECT xm.adjusted_rand(w, b) FROM cased), (SELECT xm.adjusted_rand(a, b) FROM fact), 'it keeps its own equality');
SELECT is((SELECT xm.adjusted_rand(w::text, b) FROM cased), (SELECT xm.adjusted_rand(t, b) FROM cased), 'unless it is cast to text');
SELECT isnt((SELECT xm.adjusted_rand(w::text, b) FROM cased), (SELECT xm.adjusted_rand(a, b) FROM fact), 'which is another grouping');
SELECT is((SELECT DISTINCT xm.adjusted_rand(w, b) OVER () FROM cased), (SELECT xm.adjusted_rand(a, b) FROM fact), 'in a window, too');
SELECT is(xm.ratings('9', 1.5)::text, xm.ratings(9, 1.5)::text, 'a rating without a type is a number');
SELECT * FROM finish();
ROLLBACK;
