\i test/pgtap/include/begin.psql
SELECT plan(44);
CREATE TEMP TABLE answer AS
SELECT i AS id, i % 40 AS unit, hashint4(i) & 2147483647 AS h FROM generate_series(1, 20000) i;
ALTER TABLE answer ADD rating int, ADD weight float8;
UPDATE answer SET rating = h % 11, weight = 0.5 + (h / 11 % 1000) / 100.0;
CREATE TEMP TABLE unit_state AS SELECT unit, xm.ratings(rating) AS r, xm.ratings(rating, weight) AS w FROM answer GROUP BY unit;

-- NULL, nothing, one
SELECT is(xm.ratings(rating)::text, NULL, 'no rows: NULL') FROM answer WHERE false;
SELECT is(xm.ratings(NULL::int)::text, NULL, 'only NULLs: NULL') FROM answer;
SELECT is(xm.rollup(NULL::xm.ratings)::text, NULL, 'rollup of NULLs: NULL') FROM answer;
SELECT is(xm.responses(xm.ratings(x)), 2::bigint, 'NULL rows are skipped') FROM (VALUES (3), (NULL), (5)) v(x);
SELECT is(xm.responses(xm.ratings(x, w)), 1::bigint, 'a NULL in any argument skips the row') FROM (VALUES (3, NULL::float8), (NULL, 1), (5, 2)) v(x, w);
SELECT is(xm.responses(xm.ratings(x, w)), 2::bigint, 'rows of weight 0 are not counted') FROM (VALUES (3, 0.0::float8), (4, 1), (5, 2)) v(x, w);
SELECT is(xm.ratings(x, 0)::text, NULL, 'only weights of 0: NULL') FROM (VALUES (3), (4)) v(x);
SELECT is(xm.responses(NULL::xm.ratings)::text, NULL, 'asking NULL gives NULL');
SELECT is((SELECT count(*) FROM xm.distribution(NULL)), 0::bigint, 'no distribution of NULL');
SELECT is(xm.stddev(xm.ratings(4)), NULL::float8, 'one response has no spread');

-- every numeric type
SELECT is(count(DISTINCT t), 1::bigint, 'every numeric type makes the same state')
FROM (SELECT xm.ratings(rating::smallint)::text t FROM answer UNION ALL SELECT xm.ratings(rating)::text FROM answer
      UNION ALL SELECT xm.ratings(rating::bigint)::text FROM answer UNION ALL SELECT xm.ratings(rating::numeric(5, 2))::text FROM answer
      UNION ALL SELECT xm.ratings(rating::real)::text FROM answer UNION ALL SELECT xm.ratings(rating::float8)::text FROM answer) x;
SELECT is(count(DISTINCT t), 1::bigint, 'every numeric type makes the same weighted state')
FROM (SELECT xm.ratings(rating::smallint, weight)::text t FROM answer UNION ALL SELECT xm.ratings(rating, weight)::text FROM answer
      UNION ALL SELECT xm.ratings(rating::bigint, weight)::text FROM answer UNION ALL SELECT xm.ratings(rating::numeric, weight)::text FROM answer
      UNION ALL SELECT xm.ratings(rating::real, weight)::text FROM answer UNION ALL SELECT xm.ratings(rating::float8, weight)::text FROM answer) x;
SELECT throws_ok('SELECT xm.ratings(' || value || ')', '22023', 'rating ' || shown || ' is outside the allowed range: whole numbers 0..100', value)
FROM (VALUES ('101::smallint', '101'), ('-1', '-1'), ('9000000000', '9000000000'), ('3.5', '3.5'), ('''NaN''::numeric', 'NaN'),
             ('1e30', '1000000000000000000000000000000'), ('2.5::real', '2.5'), ('''NaN''::float8', 'NaN'), ('''Infinity''::float8', 'Infinity'),
             ('''-Infinity''::real', '-Infinity')) v(value, shown);
SELECT throws_ok('SELECT xm.ratings(3, ' || value || ')', '22023', 'weight ' || shown || ' is outside the allowed range: 0 or 1e-100..1e100', 'weight ' || value)
FROM (VALUES ('-2.5', '-2.5'), ('''NaN''', 'NaN'), ('''Infinity''', 'Infinity'), ('1e-200', '1e-200')) v(value, shown);

-- rollup, +, order, split
SELECT is(xm.rollup(r)::text, (SELECT xm.ratings(rating)::text FROM answer), 'rollup is the whole, bit for bit') FROM unit_state;
SELECT is(xm.rollup(r ORDER BY md5(unit::text))::text, xm.rollup(r ORDER BY unit)::text, 'in any order') FROM unit_state;
SELECT is((SELECT xm.rollup(w)::text FROM unit_state), (SELECT xm.ratings(rating, weight ORDER BY md5(id::text))::text FROM answer), 'weighted: so far rounding allows, the same');
SELECT is((a.r + b.r)::text, (SELECT xm.ratings(rating)::text FROM answer WHERE unit IN (1, 2)), 'a + b') FROM unit_state a, unit_state b WHERE a.unit = 1 AND b.unit = 2;
SELECT throws_ok('SELECT xm.rollup(x) FROM (SELECT r FROM unit_state UNION ALL SELECT w FROM unit_state) u(x)', '22023',
                 'weighted and unweighted ratings cannot be merged into one xm.ratings');

-- windows, shared transitions, many groups
SELECT is((SELECT max(xm.responses(s)) FROM (SELECT xm.ratings(rating) OVER (ORDER BY id) AS s FROM answer) x), 20000::bigint, 'as a window function');
SELECT is((SELECT count(DISTINCT s::text) FROM (SELECT xm.ratings(rating) OVER (ORDER BY id ROWS 3 PRECEDING) AS s FROM answer WHERE id < 50) x) > 1, true, 'with a moving frame');
SELECT is(xm.responses(xm.ratings(rating)) || ' ' || round(xm.nps(rating)::numeric, 6), '20000 ' || round(xm.nps(xm.ratings(rating))::numeric, 6), 'aggregates with one state share it') FROM answer;
SET LOCAL enable_hashagg = off;
CREATE TEMP TABLE sorted AS SELECT unit, xm.ratings(rating)::text AS t FROM answer GROUP BY unit;
RESET enable_hashagg;
SELECT is((SELECT count(*) FROM sorted JOIN unit_state USING (unit) WHERE t = r::text), 40::bigint, 'grouping by sort and by hash agree');
SET LOCAL parallel_setup_cost = 0; SET LOCAL parallel_tuple_cost = 0; SET LOCAL min_parallel_table_scan_size = 0; SET LOCAL max_parallel_workers_per_gather = 2;
CREATE TABLE permanent AS SELECT rating, weight, unit FROM answer;
SELECT matches((SELECT string_agg(l, ' ') FROM pg_temp.plan_of('SELECT xm.ratings(rating), xm.ratings(rating, weight) FROM permanent') l), 'Partial Aggregate', 'the plan is parallel');
SELECT is((SELECT xm.ratings(rating)::text || xm.ratings(rating, weight)::text FROM permanent), (SELECT xm.ratings(rating)::text || xm.ratings(rating, weight)::text FROM answer), 'parallel workers give the same');
SELECT is((SELECT string_agg(r::text, '' ORDER BY unit) FROM (SELECT unit, xm.ratings(rating) r FROM permanent GROUP BY unit) x), (SELECT string_agg(r::text, '' ORDER BY unit) FROM unit_state), 'by unit, too');

-- stored, read back
SELECT is((SELECT count(*) FROM unit_state WHERE r::text::xm.ratings::text = r::text AND w::text::xm.ratings::text = w::text), 40::bigint, 'text reads back');
SELECT is((SELECT jsonb_typeof(r::jsonb) || (r::jsonb -> 'responses' ->> '10') FROM unit_state WHERE unit = 1), (SELECT 'object' || count(*) FROM answer WHERE unit = 1 AND rating = 10), 'casts to jsonb');
SELECT is((SELECT max(pg_column_size(r)) FROM unit_state) <= 128, true, 'an unweighted state of 0..10 has at most 128 bytes');
SELECT throws_ok($$ SELECT '{"type":"ratings","version":2,"responses":{"3":1}}'::xm.ratings $$, '0A000', 'xm.ratings of version 2 is newer than this pg_xm reads (up to 1)');

-- called by hand, the transition changes nothing it was given
SELECT is((SELECT xm_internal.ratings_add(r, 5)::text <> r::text AND xm.responses(xm_internal.ratings_add(r, 5)) = xm.responses(r) + 1 FROM unit_state WHERE unit = 3), true, 'the transition copies outside an aggregate');
SELECT results_eq('SELECT rating, responses, weight, share FROM xm.distribution(''{"type":"ratings","version":1,"responses":{"2":3,"7":1}}'')',
                  'VALUES (2, 3::bigint, 3::float8, 0.75::float8), (7, 1, 1, 0.25)', 'distribution: the ratings that occur');
SELECT * FROM finish();
ROLLBACK;
