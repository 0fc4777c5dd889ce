-- Do groupings agree, do they explain an outcome? Tables by hand; adjusted Rand as Hubert & Arabie (1985); the test against xm.linear.
\i test/pgtap/include/begin.psql
SELECT plan(143);
CREATE TYPE pg_temp.mood AS ENUM ('glad', 'sad');
CREATE DOMAIN pg_temp.band AS integer;
-- 2 x 2: 10, 20, 30, 40. Chi squared 100 (10 x 40 - 20 x 30)^2 / (30 x 70 x 40 x 60).
CREATE TEMP TABLE cell AS SELECT a, b FROM (VALUES (0, 0, 10), (0, 1, 20), (1, 0, 30), (1, 1, 40)) v(a, b, n), generate_series(1, n);
CREATE TEMP TABLE person AS
SELECT i, CASE WHEN i % 31 <> 0 THEN i % 3 END AS sex, CASE WHEN i % 37 <> 0 THEN (hashint4(i) & 2147483647) % 4 END AS age, CASE WHEN i % 41 <> 0 THEN 1 + (hashint4(i + 1) & 2147483647) % 4 END AS segment,
  CASE WHEN i % 43 <> 0 THEN (hashint4(i + 2) & 63) + 9 * ((hashint4(i + 1) & 2147483647) % 4) + 5 * (i % 3) END AS spend FROM generate_series(1, 2000) i;
CREATE TEMP VIEW complete AS SELECT * FROM person WHERE sex IS NOT NULL AND age IS NOT NULL AND segment IS NOT NULL AND spend IS NOT NULL;

-- Cramér's V
SELECT is((SELECT round(xm.cramers_v(a, b)::numeric, 12) FROM cell), round(sqrt((400 - 600) ^ 2 / (30.0 * 70 * 40 * 60))::numeric, 12), 'cramers_v of a 2 x 2 table');
SELECT is((SELECT xm.cramers_v(b, a) FROM cell), (SELECT xm.cramers_v(a, b) FROM cell), 'symmetric');
SELECT is((SELECT round(xm.cramers_v(a, 'g' || a)::numeric, 14) FROM cell), 1.00000000000000, 'the same groups: 1');
SELECT is((SELECT round(xm.cramers_v(i % 2, i % 3)::numeric, 14) FROM generate_series(1, 60) i), 0.00000000000000, 'independent: 0');
SELECT is((SELECT round(xm.cramers_v(i % 6, i % 3)::numeric, 14) FROM generate_series(1, 60) i), 1.00000000000000, 'the coarser one follows from the finer: 1');
SELECT is((SELECT round(xm.cramers_v(age, segment)::numeric, 12) FROM person),
          (SELECT round(sqrt(sum((n - e) ^ 2 / e) / (min(total) * 3))::numeric, 12) FROM (SELECT n::float8 AS n, sum(n) OVER (PARTITION BY age) * sum(n) OVER (PARTITION BY segment) / sum(n) OVER () AS e, sum(n) OVER () AS total FROM (SELECT age, segment, count(*) AS n FROM person WHERE age IS NOT NULL AND segment IS NOT NULL GROUP BY 1, 2) c) t), 'of a 4 x 4 table; rows with a NULL are skipped');
SELECT is((SELECT xm.cramers_v(1, b) FROM cell), NULL::float8, 'one group: NULL');
SELECT is((SELECT xm.cramers_v(a, 'all') FROM cell), NULL::float8, 'on the other side, too');
SELECT is((SELECT xm.cramers_v(a, b) FROM cell WHERE false), NULL::float8, 'no rows: NULL');
SELECT is((SELECT xm.cramers_v(NULL, b) FROM cell), NULL::float8, 'only NULLs: NULL');

-- adjusted Rand
SELECT is((SELECT round(xm.adjusted_rand(a, b)::numeric, 12) FROM unnest(x, y) t(a, b)), round(r::numeric, 12), 'adjusted_rand of ' || x::text || ' and ' || y::text)
FROM (VALUES ('{0,0,1,1}'::int[], '{0,0,1,1}'::int[], 1::float8), ('{0,0,1,1}', '{1,1,0,0}', 1), ('{0,0,1,2}', '{0,0,1,1}', 4 / 7.0::float8), ('{0,0,0,0}', '{0,1,2,3}', 0), ('{0,0,1,1}', '{0,1,0,1}', -0.5), ('{0,0,0,0}', '{7,7,7,7}', 1), ('{0,1,2,3}', '{5,6,7,8}', 1), ('{0,0,0,1,1,1}', '{0,0,1,1,2,2}', 0.24242424242424243)) v(x, y, r);
SELECT is((SELECT round(xm.adjusted_rand(age, segment)::numeric, 12) FROM person),
          (SELECT round(((cells - a * b / n2) / ((a + b) / 2 - a * b / n2))::numeric, 12) FROM (SELECT sum(n * (n - 1) / 2)::float8 AS cells, sum(n) * (sum(n) - 1) / 2 AS n2 FROM (SELECT count(*)::float8 AS n FROM person WHERE age IS NOT NULL AND segment IS NOT NULL GROUP BY age, segment) t) c,
             (SELECT sum(n * (n - 1) / 2) AS a FROM (SELECT count(*)::float8 AS n FROM person WHERE segment IS NOT NULL AND age IS NOT NULL GROUP BY age) t) x, (SELECT sum(n * (n - 1) / 2) AS b FROM (SELECT count(*)::float8 AS n FROM person WHERE age IS NOT NULL AND segment IS NOT NULL GROUP BY segment) t) y), 'of a 4 x 4 table; rows with a NULL are skipped');
SELECT is((SELECT xm.adjusted_rand(1, 2)), NULL::float8, 'one person: NULL');
SELECT is((SELECT xm.adjusted_rand(a, b) FROM cell WHERE false), NULL::float8, 'no rows: NULL');
SELECT is((SELECT xm.adjusted_rand(a, NULL) FROM cell), NULL::float8, 'only NULLs: NULL');

-- groups of every type
SELECT is(pg_temp.text_of(format('SELECT xm.cramers_v(%1$s, segment) || '' '' || xm.adjusted_rand(segment, %1$s) FROM complete', expression)), (SELECT xm.cramers_v(age, segment) || ' ' || xm.adjusted_rand(age, segment) FROM complete), 'groups as ' || expression)
FROM unnest(ARRAY['age::smallint', 'age::bigint', 'age::text', 'age::varchar', 'age::char(3)', 'age::numeric', 'age::float8', 'date ''2024-01-01'' + age', 'timestamp ''2024-01-01'' + age * interval ''1 s''', 'ROW(age, 1)', 'ARRAY[age]', 'repeat(age::text, 40)', 'md5(age::text)::uuid', 'age::pg_temp.band', 'chr(233 + age)', 'age - 2']) expression;
SELECT is((SELECT xm.cramers_v(age > 1, (CASE WHEN segment > 2 THEN 'glad' ELSE 'sad' END)::pg_temp.mood) FROM complete), (SELECT xm.cramers_v(age / 2, (segment + 1) / 2) FROM complete), 'boolean and enum groups');
SELECT is((SELECT xm.cramers_v(CASE WHEN i % 2 = 0 THEN age::numeric ELSE age + 0.0 END, segment) FROM complete), (SELECT xm.cramers_v(age, segment) FROM complete), 'equal numerics are one group, however many zeros they end in');

-- the test of a segmentation
CREATE TEMP TABLE wide AS
SELECT m AS both, xm.linear(m, 'spend', VARIADIC array_cat(d, s)) AS f_both, xm.linear(m, 'spend', VARIADIC d) AS f_d, xm.linear(m, 'spend', VARIADIC s) AS f_s
FROM (SELECT xm.moments(t) AS m FROM (SELECT spend, (sex = 1)::int AS d1, (sex = 2)::int AS d2, (age = 1)::int AS d3, (age = 2)::int AS d4, (age = 3)::int AS d5, (segment = 2)::int AS s1, (segment = 3)::int AS s2, (segment = 4)::int AS s3 FROM complete) t) x, (SELECT '{d1,d2,d3,d4,d5}'::text[] AS d, '{s1,s2,s3}'::text[] AS s) n;
CREATE TEMP TABLE tested AS SELECT (xm.segmentation_test(spend, ROW(sex, age), segment)).* FROM person;
SELECT is((SELECT n FROM tested), (SELECT count(*) FROM complete), 'rows with a NULL in any column are skipped');
SELECT is((SELECT round(r2_demographics::numeric, 10) || ' ' || round(r2_segments::numeric, 10) || ' ' || round(r2_both::numeric, 10) FROM tested), (SELECT round((xm.fit(f_d)).r_squared::numeric, 10) || ' ' || round((xm.fit(f_s)).r_squared::numeric, 10) || ' ' || round((xm.fit(f_both)).r_squared::numeric, 10) FROM wide), 'shares explained as by xm.linear with dummies');
SELECT results_eq('SELECT df1_segments, df1_demographics, df2, round(f_segments::numeric, 8), round(f_demographics::numeric, 8) FROM tested',
                  'SELECT 3::bigint, 5::bigint, n - 9, round(((r2_both - r2_demographics) / 3 / ((1 - r2_both) / (n - 9)))::numeric, 8), round(((r2_both - r2_segments) / 5 / ((1 - r2_both) / (n - 9)))::numeric, 8) FROM tested', 'F of what each adds to the other');
SELECT is((SELECT round(f_segments::numeric, 9) || ' ' || round(p_segments::numeric, 12) || ' ' || round(f_demographics::numeric, 9) || ' ' || round(p_demographics::numeric, 12) FROM (SELECT (xm.segmentation_test(spend, sex < 1, segment / 3)).* FROM person) t),
          (SELECT round((s.estimate ^ 2 / s.std_error ^ 2)::numeric, 9) || ' ' || round(s.p_value::numeric, 12) || ' ' || round((d.estimate ^ 2 / d.std_error ^ 2)::numeric, 9) || ' ' || round(d.p_value::numeric, 12) FROM (SELECT xm.linear(xm.moments(spend, (sex < 1)::int, segment / 3), 'x1') AS f FROM person) m, xm.coefficients(f) s, xm.coefficients(f) d WHERE s.term = 'x3' AND d.term = 'x2'), 'with two groups each F is t squared, and p that of t');
SELECT is((SELECT (xm.segmentation_test(spend, sex, segment)).r2_demographics::numeric(20, 10) FROM complete), (SELECT (1 - sum((spend - m) ^ 2) / sum((spend - o) ^ 2))::numeric(20, 10) FROM (SELECT spend, avg(spend) OVER () AS o, avg(spend) OVER (PARTITION BY sex) AS m FROM complete) t), 'one column');
SELECT is((SELECT xm.segmentation_test(spend, sex, segment)::text FROM complete), (SELECT xm.segmentation_test(spend, ROW(sex), segment)::text FROM complete), 'alone or in a row');
SELECT is((SELECT xm.segmentation_test(spend, t, segment)::text FROM complete, LATERAL (SELECT sex, age) t), (SELECT xm.segmentation_test(spend, ROW(sex, age), segment)::text FROM complete), 'a named row');
SELECT is((SELECT xm.segmentation_test(spend, ROW(sex, age, sex, sex * 2), segment)::text FROM person), (SELECT t::text FROM tested t), 'columns that say nothing new do not count');
SELECT is((SELECT round((t).r2_both::numeric, 12) || ' ' || (t).df1_segments || ' ' || coalesce((t).f_segments::text, '-') || coalesce((t).p_segments::text, '-') FROM (SELECT xm.segmentation_test(spend, segment, segment) AS t FROM complete) x), (SELECT round(r2_segments::numeric, 12) || ' 0 --' FROM tested), 'segments that are the demographics add nothing: NULL');
SELECT is((SELECT (t).df1_demographics || ' ' || coalesce((t).f_demographics::text, '-') || coalesce((t).p_demographics::text, '-') || ' ' || (t).r2_demographics FROM (SELECT xm.segmentation_test(spend, 1, segment) AS t FROM complete) x), '0 -- 0', 'one group of demographics adds nothing');
SELECT results_eq('SELECT (t).n, round((t).r2_demographics::numeric, 12)::float8, (t).r2_segments, (t).r2_both, (t).f_segments, (t).df1_segments, (t).p_segments, (t).f_demographics, (t).df1_demographics, (t).p_demographics, (t).df2 FROM (SELECT xm.segmentation_test(x, x % 2, x) AS t FROM generate_series(1, 4) x) y', 'SELECT 4::bigint, 0.2::float8, 1::float8, 1::float8, NULL::float8, 2::bigint, NULL::float8, NULL::float8, 0::bigint, NULL::float8, 0::bigint', 'nothing is left over: no tests');
SELECT results_eq('SELECT (t).n, (t).r2_demographics, (t).r2_segments, (t).r2_both, (t).f_segments, (t).p_segments FROM (SELECT xm.segmentation_test(5, x % 2, x % 3) AS t FROM generate_series(1, 40) x) y', 'SELECT 40::bigint, NULL::float8, NULL::float8, NULL::float8, NULL::float8, NULL::float8', 'an outcome that does not vary: NULL');
SELECT is((SELECT (xm.segmentation_test(spend + 1e9, ROW(sex, age), segment)).r2_both::numeric(20, 8) FROM complete), (SELECT r2_both::numeric(20, 8) FROM tested), 'far from 0 as well');
SELECT is(pg_temp.text_of(format('SELECT xm.segmentation_test(spend::%s, ROW(sex, age), segment) FROM person', type)), (SELECT t::text FROM tested t), 'outcomes of type ' || type) FROM unnest('{smallint,bigint,numeric,real,"double precision",pg_temp.band}'::text[]) type;
SELECT is((SELECT xm.segmentation_test(spend > 40, sex, segment)::text FROM person), (SELECT xm.segmentation_test((spend > 40)::int, sex, segment)::text FROM person), 'and boolean');
SELECT is(pg_temp.text_of(format('SELECT round((t).r2_both::numeric, 12) || '' '' || (t).n || '' '' || (t).df1_demographics FROM (SELECT xm.segmentation_test(spend, %s, segment) AS t FROM complete) x', expression)), (SELECT round((t).r2_both::numeric, 12) || ' ' || (t).n || ' ' || (t).df1_demographics FROM (SELECT xm.segmentation_test(spend, age, segment) AS t FROM complete) x), 'demographics as ' || expression)
FROM unnest(ARRAY['age::text', 'age::bigint', 'age::numeric', 'date ''2024-01-01'' + age', 'ARRAY[age]', 'age::pg_temp.band', 'repeat(age::text, 40)', 'ROW(age::text)', 'ROW(age > 1, age % 2 = 0, age)', 'ROW(age, date ''2024-01-01'' + age)', 'ROW(ROW(age))', 'ROW(age, ''same'')']) expression;
SELECT is((SELECT (t).df1_demographics || ' ' || round((t).r2_demographics::numeric, 12) FROM (SELECT xm.segmentation_test(spend, age > 1, segment) AS t FROM complete) x), (SELECT '1 ' || round(((corr(spend, (age > 1)::int)) ^ 2)::numeric, 12) FROM complete), 'boolean demographics');

-- NULL, nothing
SELECT results_eq('SELECT (t).* FROM (SELECT xm.segmentation_test(spend, sex, segment) AS t FROM person WHERE false) x', 'SELECT NULL::bigint, NULL::float8, NULL::float8, NULL::float8, NULL::float8, NULL::bigint, NULL::float8, NULL::float8, NULL::bigint, NULL::float8, NULL::bigint', 'no rows: a row of NULLs');
SELECT is((SELECT coalesce(xm.segmentation_test(NULL::int, sex, segment)::text, xm.segmentation_test(spend, NULL::int, segment)::text, xm.segmentation_test(spend, ROW(sex, NULL::int), segment)::text, xm.segmentation_test(spend, sex, NULL)::text) FROM person), NULL, 'only NULLs: NULL');
SELECT is((SELECT (xm.segmentation_test(3, 'a', 1))::text), '(1,,,,,0,,,0,,0)', 'one person');

-- windows, order, plans
SELECT is((SELECT v::text FROM (SELECT i, xm.cramers_v(age, segment) OVER w || ' ' || xm.adjusted_rand(age, segment) OVER w || ' ' || xm.segmentation_test(spend, sex, segment) OVER w AS v FROM person WINDOW w AS (ORDER BY i ROWS 60 PRECEDING)) t WHERE i = 100), (SELECT xm.cramers_v(age, segment) || ' ' || xm.adjusted_rand(age, segment) || ' ' || xm.segmentation_test(spend, sex, segment) FROM person WHERE i BETWEEN 40 AND 100), 'as window functions, with a moving frame');
SELECT is((SELECT count(*) FROM (SELECT i, xm.cramers_v(age, segment) OVER (ORDER BY i) AS v FROM person WHERE i <= 60) t WHERE v IS DISTINCT FROM (SELECT xm.cramers_v(age, segment) FROM person p WHERE p.i <= t.i)), 0::bigint, 'a running one: the final function changes nothing');
SELECT is((SELECT xm.cramers_v(age, segment)::numeric(20, 12) || ' ' || xm.adjusted_rand(age, segment)::numeric(20, 12) || ' ' || (xm.segmentation_test(spend, ROW(sex, age), segment)).r2_both::numeric(20, 12) FROM (SELECT * FROM person ORDER BY md5(i::text)) t), (SELECT xm.cramers_v(age, segment)::numeric(20, 12) || ' ' || xm.adjusted_rand(age, segment)::numeric(20, 12) || ' ' || (xm.segmentation_test(spend, ROW(sex, age), segment)).r2_both::numeric(20, 12) FROM person), 'order does not show');
SELECT is((SELECT xm.cramers_v(age, segment) || ' ' || xm.adjusted_rand(age, segment) || ' ' || xm.cramers_v(age, segment) || ' ' || xm.cramers_v(segment, sex) FROM person), (SELECT xm.cramers_v(age, segment) FROM person) || ' ' || (SELECT xm.adjusted_rand(age, segment) FROM person) || ' ' || (SELECT xm.cramers_v(age, segment) FROM person) || ' ' || (SELECT xm.cramers_v(segment, sex) FROM person), 'calls that share a transition, and one that does not');
SET LOCAL enable_sort = off;
CREATE TEMP TABLE hashed AS SELECT k, v, r, (t).n, round((t).r2_both::numeric, 12) AS r2, round((t).f_segments::numeric, 9) AS f, round((t).p_demographics::numeric, 9) AS p FROM (SELECT i % 9 AS k, xm.cramers_v(age, segment) AS v, xm.adjusted_rand(age, segment) AS r, xm.segmentation_test(spend, ROW(sex, age), segment) AS t FROM person GROUP BY 1) x;
SELECT matches((SELECT string_agg(l, ' ') FROM pg_temp.plan_of('SELECT i % 9, xm.cramers_v(age, segment) FROM person GROUP BY 1') l), 'HashAggregate', 'the plan is hashed');
SET LOCAL enable_sort = on; SET LOCAL enable_hashagg = off;
CREATE TEMP TABLE sorted AS SELECT k, v, r, (t).n, round((t).r2_both::numeric, 12) AS r2, round((t).f_segments::numeric, 9) AS f, round((t).p_demographics::numeric, 9) AS p FROM (SELECT i % 9 AS k, xm.cramers_v(age, segment) AS v, xm.adjusted_rand(age, segment) AS r, xm.segmentation_test(spend, ROW(sex, age), segment) AS t FROM person GROUP BY 1) x;
SET LOCAL enable_hashagg = on;
SELECT set_eq('SELECT * FROM hashed', 'SELECT * FROM sorted', 'hashed and sorted groups are the same');
SET LOCAL parallel_setup_cost = 0; SET LOCAL parallel_tuple_cost = 0; SET LOCAL min_parallel_table_scan_size = 0; SET LOCAL max_parallel_workers_per_gather = 2;
CREATE TABLE permanent AS SELECT * FROM person, generate_series(1, 10) copy;
ANALYZE permanent;
SELECT matches((SELECT string_agg(l, ' ') FROM pg_temp.plan_of('SELECT ' || call || ' FROM permanent') l), 'Partial Aggregate', 'the plan is parallel: ' || call)
FROM unnest('{"xm.cramers_v(age, segment)","xm.adjusted_rand(age, segment)","xm.segmentation_test(spend, ROW(sex, age), segment)"}'::text[]) call;
CREATE TEMP TABLE parallel AS SELECT xm.cramers_v(age, segment) AS v, xm.adjusted_rand(repeat(age::text, 40), segment) AS r, xm.segmentation_test(spend / 7.0, ROW(sex, age), segment) AS t FROM permanent;
SET LOCAL max_parallel_workers_per_gather = 0;
SELECT is((SELECT v::numeric(20, 12) || ' ' || r::numeric(20, 12) || ' ' || (t).n || ' ' || (t).r2_both::numeric(20, 12) || ' ' || (t).f_segments::numeric(20, 8) || ' ' || (t).f_demographics::numeric(20, 8) FROM parallel), (SELECT v::numeric(20, 12) || ' ' || r::numeric(20, 12) || ' ' || (t).n || ' ' || (t).r2_both::numeric(20, 12) || ' ' || (t).f_segments::numeric(20, 8) || ' ' || (t).f_demographics::numeric(20, 8) FROM (SELECT xm.cramers_v(age, segment) AS v, xm.adjusted_rand(age, segment) AS r, xm.segmentation_test(spend / 7.0, ROW(sex, age), segment) AS t FROM permanent) x), 'parallel workers give the same');
RESET max_parallel_workers_per_gather;

-- bad input
SELECT is(pg_temp.refusal(query), message, query)
FROM (VALUES
  ('SELECT xm.segmentation_test(''NaN''::float8, 1, 1)', '22023 outcome NaN is outside the allowed range -1e100..1e100'),
  ('SELECT xm.segmentation_test(''-Infinity''::float8, 1, 1)', '22023 outcome -Infinity is outside the allowed range -1e100..1e100'),
  ('SELECT xm.segmentation_test(1e101::float8, 1, 1)', '22023 outcome 1e+101 is outside the allowed range -1e100..1e100'),
  ('SELECT xm.segmentation_test(1e-170::float8, 1, 1)', '22023 outcome 1e-170 is outside the allowed range: 0, or from 1e-100 in size'),
  ('SELECT xm.segmentation_test(''NaN''::numeric, 1, 1)', '22023 outcome NaN is outside the allowed range -1e100..1e100'),
  ('SELECT xm.segmentation_test(''5''::text, 1, 1)', '22023 outcome has type text; allowed are numeric, integer, floating and boolean types'),
  ('SELECT xm.segmentation_test(''5''::text, 1, 1)', '22023 outcome has type text; allowed are numeric, integer, floating and boolean types'),
  ('SELECT xm.segmentation_test(date ''2024-01-01'', 1, 1)', '22023 outcome has type date; allowed are numeric, integer, floating and boolean types'),
  ('SELECT xm.segmentation_test(1, t, 1) FROM (SELECT) t', '22023 0 demographic columns; the allowed range is 1..64'),
  ('SELECT xm.segmentation_test(i, i, 1) FROM generate_series(1, 1002) i', '22023 1001 groups besides the first of each column; the allowed range of xm.segmentation_test is up to 1000'),
  ('SELECT xm.segmentation_test(1, ROW(' || repeat('1,', 64) || '1), 1)', '22023 65 demographic columns; the allowed range is 1..64')
) v(query, message);
SET LOCAL pg_xm.max_state_memory = 64; SET LOCAL enable_sort = off;
SELECT is(pg_temp.refusal(query), message, query)
FROM (VALUES
  ('SELECT xm.cramers_v(i, i % 7) FROM generate_series(1, 10000) i', '53200 a cross-table (xm.cramers_v, xm.adjusted_rand) would need more than the 64 kB that pg_xm.max_state_memory allows'),
  ('SELECT xm.adjusted_rand(i, i % 7) FROM generate_series(1, 10000) i', '53200 a cross-table (xm.cramers_v, xm.adjusted_rand) would need more than the 64 kB that pg_xm.max_state_memory allows'),
  ('SELECT xm.cramers_v(i, i % 7) FROM generate_series(1, 10000) i GROUP BY i % 20', '53200 a cross-table (xm.cramers_v, xm.adjusted_rand) would need more than the 64 kB that pg_xm.max_state_memory allows'),
  ('SELECT xm.segmentation_test(i, i, i % 7) FROM generate_series(1, 10000) i', '53200 xm.segmentation_test would need more than the 64 kB that pg_xm.max_state_memory allows'),
  ('SELECT xm.segmentation_test(i, ROW(i % 9, i), i % 7) FROM generate_series(1, 10000) i GROUP BY i % 20', '53200 xm.segmentation_test would need more than the 64 kB that pg_xm.max_state_memory allows')
) v(query, message);
SELECT is((SELECT xm.cramers_v(i % 6, i % 6)::numeric(10, 9) FROM generate_series(1, 100000) i), 1.000000000, 'few cells need little');
-- Equal values of one type are one group, others are not, and literals are texts of any length.
SELECT is((SELECT xm.adjusted_rand(a, b) FROM (VALUES ('NaN'::numeric, 1), ('Infinity', 2), ('1.00', 4), ('1', 4)) v(a, b)), 1::float8, 'numbers');
SELECT is((SELECT xm.adjusted_rand(a, b) FROM (VALUES ('{1,2}'::int[], 1), ('{{1},{2}}', 2), ('{3}', 3), ('{3}', 3)) v(a, b)), 1::float8, 'arrays');
SELECT is((SELECT xm.cramers_v('a literal of some length', 'and another one')), NULL::float8, 'literals');
-- Four people, of whom the first two are equal in SQL, and the last two: as = of the type says, also inside rows and arrays.
\i test/pgtap/include/caseless.psql
-- A server without ICU (it knows one or two such collations by name only) has none that ignores case: there the same texts are given in one case.
SELECT count(*) > 10 AS icu FROM pg_collation WHERE collprovider = 'i' \gset
\if :icu
CREATE COLLATION pg_temp.ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
\set cased A
\else
CREATE COLLATION pg_temp.ci FROM "C";
\set cased a
\endif
CREATE TYPE pg_temp.humour AS ENUM ('calm', 'cross');
CREATE TYPE pg_temp.both AS (x numeric, y text COLLATE pg_temp.ci);
CREATE TEMP TABLE pair AS SELECT i, (i + 1) / 2 AS b FROM generate_series(1, 4) i;
SELECT is(pg_temp.text_of(format('SELECT xm.adjusted_rand(%1$s, b) || '' '' || xm.adjusted_rand(ROW(%1$s), b) || '' '' || xm.adjusted_rand(ROW(1, NULL, ROW(%1$s)), b) || '' '' || xm.adjusted_rand(ARRAY[%1$s], b) || '' '' || (SELECT xm.explained_adjusted(ROW(%1$s), xm.value_profile(ARRAY[b, b])) FROM pair) FROM pair', expression)),
          '1 1 1 1 1', 'groups as ' || expression)
FROM unnest(ARRAY['(ARRAY[1.0, 1.00, 2.0, 2.00])[i]', '(ARRAY[1.0, 1.00, -1, -1.0])[i]', '(ARRAY[''NaN'', ''NaN'', ''Infinity'', ''Infinity'']::numeric[])[i]', '(ARRAY[0.0, -0.0, 1, 1]::float8[])[i]', '(ARRAY[0.0, -0.0, 1, 1]::real[])[i]',
  '(ARRAY[''1 mon'', ''30 days'', ''1 day'', ''24:00'']::interval[])[i]', '(ARRAY[''A'', ''a'', ''B'', ''b'']::pg_temp.caseless[])[i]', replace('((ARRAY[''A'', ''a'', ''b'', ''b''])[i] COLLATE pg_temp.ci)', '''A''', quote_literal(:'cased')), '(ARRAY[''a'', ''a '', ''b'', ''b  '']::char(4)[])[i]', '(ARRAY[''calm'', ''calm'', ''cross'', ''cross'']::pg_temp.humour[])[i]',
  replace('ROW((ARRAY[1.0, 1.00, 2.0, 2.00])[i], (ARRAY[''A'', ''a'', ''b'', ''b''])[i])::pg_temp.both', '''A''', quote_literal(:'cased')), 'numrange((ARRAY[1.0, 1.00, -1, -1.0])[i], 5)', '(ARRAY[''empty'', ''[1,1)'', ''[1,)'', ''[1.0,)'']::numrange[])[i]', 'nummultirange(numrange((ARRAY[1.0, 1.00, -1, -1.0])[i], 5))', 'tstzrange((ARRAY[''2024-01-01 00:00+00'', ''2024-01-01 01:00+01'', ''2024-01-02'', ''2024-01-02'']::timestamptz[])[i], NULL)',
  '(ARRAY[''{"a": 1.0, "b": [1]}'', ''{"b": [1.00], "a": 1}'', ''{"b": [-1.00], "a": 1}'', ''{"b": [-1], "a": 1}'']::jsonb[])[i]', '(ARRAY[''[1]'', ''[1.0]'', ''1'', ''1.0'']::jsonb[])[i]', '(ARRAY[''{"a": null}'', ''{"a": null}'', ''{"a": false}'', ''{"a": false}'']::jsonb[])[i]',
  '(ARRAY[1, 1, 2, 2]::money[])[i]', '(ARRAY[1, 1, 2, 2]::bit(3)[])[i]', '(ARRAY[''a b'', ''b a'', ''b c'', ''c b'']::tsvector[])[i]', '(ARRAY[''1 2'', ''1 2'', ''2'', ''2'']::oidvector[])[i]']) expression;
SELECT is(pg_temp.text_of(format('SELECT xm.adjusted_rand(%s, b) FROM pair', expression)), '1', 'groups as ' || expression)
FROM unnest(ARRAY['ROW((ARRAY[NULL, NULL, 2, 2])[i], 1)', 'ARRAY[(ARRAY[NULL, NULL, 2, 2])[i]]', 'ROW((ARRAY[NULL, NULL, '''', ''''])[i])', 'CASE WHEN i < 3 THEN ARRAY[1, 2] ELSE ''[0:1]={1,2}'' END', 'CASE WHEN i < 3 THEN ROW(1, NULL) ELSE ROW(NULL, 1) END', 'CASE WHEN i < 3 THEN ROW(1, ROW(2)) ELSE ROW(1, ROW(3)) END', 'ROW(CASE WHEN i < 3 THEN ROW(1) ELSE ROW(1, 2) END)']) expression;
SELECT is((SELECT xm.segmentation_test(spend, ROW(ROW(age * 1.0)), segment)::text FROM (SELECT spend, segment, age FROM complete UNION ALL SELECT spend, segment, age FROM complete) t), (SELECT xm.segmentation_test(spend, ROW(ROW(CASE WHEN copy = 1 THEN age * 1.0 ELSE age * 1.00 END)), segment)::text FROM complete, generate_series(1, 2) copy), 'demographics within a row of rows');
CREATE TEMP TABLE cased (a text COLLATE pg_temp.ci, b text);
INSERT INTO cased VALUES (:'cased', 'x'), ('a', 'x'), ('b', 'X'), ('b', 'X');
SELECT is((SELECT xm.adjusted_rand(a, b) FROM cased), 1::float8, 'each grouping by its own collation');
SET LOCAL extra_float_digits = -10;
SELECT is((SELECT xm.adjusted_rand(ROW(x), b) FROM pair, unnest('{1.00000000000001,1.00000000000001,1.00000000000002,1.00000000000002}'::float8[]) WITH ORDINALITY t(x, j) WHERE i = j), 1::float8, 'no setting shows');
RESET extra_float_digits;
SELECT is(pg_temp.refusal('SELECT xm.cramers_v(' || value || ', 1)'), '22023 groups of type ' || split_part(value, ' ', 1) || ': the type does not say by a hash which of its values are equal', value)
FROM unnest(ARRAY['json ''1''', 'point ''(1,2)''', 'box ''(1,2),(3,4)''']) value;
SELECT is(pg_temp.refusal('SELECT xm.cramers_v(ROW(1, ARRAY[json ''1'']), 1)'), '22023 groups of type json: the type does not say by a hash which of its values are equal', 'nor inside a row');
SELECT is(pg_temp.refusal('SELECT xm.segmentation_test(a, r, a % 3) FROM (SELECT 1 AS a, ROW(''abc''::text) AS r UNION ALL SELECT 2, ROW(2147483640) UNION ALL SELECT 3, ROW(4)) q'),
          '22023 the rows given to the aggregate have different types', 'rows of different columns');
SELECT * FROM finish();
ROLLBACK;
