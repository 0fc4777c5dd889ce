\i test/pgtap/include/begin.psql
SELECT plan(76);
CREATE TEMP TABLE answer AS
SELECT i, i % 9 AS unit, (hashint4(i) & 2147483647) % 11 AS a, (hashint4(i + 1) & 2147483647) % 6 AS b, (hashint4(i) & 2147483647) % 11 + (hashint4(i + 2) & 2147483647) % 5 AS c, i % 3 > 0 AS d,
       0.5 + i % 4 AS w
FROM generate_series(1, 5000) i;
CREATE TEMP TABLE state AS SELECT xm.moments(a, b, c) AS m, xm.moments(a::float8, b::float8, c::float8) AS f, xm.weighted_moments(w, a, b, c) AS wm FROM answer;

-- against the server's own aggregates
SELECT is(xm.mean(m, 'x1'), avg(a)::float8, 'mean') FROM state, answer GROUP BY m::text, xm.mean(m, 'x1');
SELECT is(round(xm.stddev(m, 'x3')::numeric, 12), (SELECT round(stddev(c), 12) FROM answer), 'stddev') FROM state;
SELECT is(round(xm.covariance(m, 'x1', 'x3')::numeric, 9), (SELECT round(covar_samp(a, c)::numeric, 9) FROM answer), 'covariance') FROM state;
SELECT is(round(xm.correlation(m, 'x3', 'x1')::numeric, 12), (SELECT round(corr(a, c)::numeric, 12) FROM answer), 'correlation') FROM state;
SELECT is(round(xm.correlation(f, 'x3', 'x1')::numeric, 12), (SELECT round(corr(a, c)::numeric, 12) FROM answer), 'of doubles, too') FROM state;
SELECT is(round(xm.mean(wm, 'x2')::numeric, 12), (SELECT round((sum(w * b) / sum(w))::numeric, 12) FROM answer), 'weighted mean') FROM state;
SELECT results_eq('SELECT a, b, n FROM state, xm.correlations(m) ORDER BY 1, 2', $$ VALUES ('x1', 'x2', 5000::bigint), ('x1', 'x3', 5000), ('x2', 'x3', 5000) $$, 'each pair once');

-- columns, rows, arrays, types
SELECT is(count(DISTINCT t), 1::bigint, 'integer and boolean types give one exact state')
FROM (SELECT xm.moments(a, b)::text t FROM answer UNION ALL SELECT xm.moments(a::smallint, b::bigint)::text FROM answer UNION ALL SELECT xm.moments(ARRAY[a, b])::text FROM answer
      UNION ALL SELECT xm.moments(ARRAY[a, b]::smallint[])::text FROM answer UNION ALL SELECT xm.moments(ARRAY[a, b]::bigint[])::text FROM answer UNION ALL SELECT xm.moments(VARIADIC ARRAY[a, b])::text FROM answer) x;
SELECT is(count(DISTINCT t), 1::bigint, 'floating and numeric types give one state')
FROM (SELECT xm.moments(a::float8, b::float8)::text t FROM answer UNION ALL SELECT xm.moments(a::real, b::numeric)::text FROM answer UNION ALL SELECT xm.moments(ARRAY[a, b]::float8[])::text FROM answer
      UNION ALL SELECT xm.moments(ARRAY[a, b]::real[])::text FROM answer UNION ALL SELECT xm.moments(ARRAY[a, b]::numeric[])::text FROM answer UNION ALL SELECT xm.moments(a, b::float8)::text FROM answer) x;
SELECT is(xm.mean(xm.moments(d, a), 'x1'), avg(d::int)::float8, 'booleans are 0 and 1') FROM answer;
SELECT is((SELECT m::jsonb -> 'labels' FROM (SELECT xm.moments(t) AS m FROM (SELECT a AS pay, b AS "Climate ä" FROM answer) t) x), '["pay", "Climate ä"]', 'a row gives its labels');
SELECT is((SELECT xm.label(xm.moments(a, b), 'pay', 'Climate ä')::text FROM answer), (SELECT xm.moments(t)::text FROM (SELECT a AS pay, b AS "Climate ä" FROM answer) t), 'xm.label gives the same');
SELECT is((SELECT count(*) FROM (SELECT xm.moments(t) AS m FROM answer t) x, xm.correlations(m)), 21::bigint, 'a whole table row');
SELECT is((SELECT xm.weighted_moments(w, ARRAY[a, b, c]::float8[])::text FROM answer), (SELECT wm::text FROM state), 'weighted arrays');
SELECT is((SELECT xm.weighted_moments(w, t)::jsonb -> 'labels' FROM (SELECT w, t FROM answer, LATERAL (SELECT a, b) t) x), '["a", "b"]', 'weighted rows');

SELECT is((SELECT xm.moments(x, y)::jsonb - 'type' - 'version' FROM (VALUES (-5792, 5792), (-3, 5792), (-2147483648, 2147483647), (7, -7)) v(x, y)),
          (SELECT jsonb_build_object('n', count(*), 'sums', jsonb_build_array(sum(x::bigint), sum(y::bigint)), 'products', jsonb_build_array(sum(x::numeric * x), sum(x::numeric * y), sum(y::numeric * y)))
           FROM (VALUES (-5792, 5792), (-3, 5792), (-2147483648, 2147483647), (7, -7)) v(x, y)), 'negative and extreme integers are exact');

-- NULL, nothing
SELECT is(xm.moments(a, b)::text, NULL, 'no rows: NULL') FROM answer WHERE false;
SELECT is((xm.moments(x, y)::jsonb -> 'n')::text, '1', 'a NULL skips the row') FROM (VALUES (1, NULL), (NULL, 2), (3, 4)) v(x, y);
SELECT is((xm.moments(x)::jsonb -> 'n')::text, '1', 'a NULL element skips the row') FROM (VALUES (ARRAY[1, NULL]), (NULL), (ARRAY[3, 4])) v(x);
SELECT is((xm.moments(t)::jsonb -> 'n')::text, '1', 'a NULL column skips the row') FROM (VALUES (1, NULL), (3, 4)) t;
SELECT is((xm.weighted_moments(w, x)::jsonb -> 'n')::text, '1', 'a weight of 0 or NULL skips the row') FROM (VALUES (0, 1), (NULL, 2), (3, 4)) v(w, x);
SELECT is(xm.stddev(xm.moments(3), 'x1'), NULL::float8, 'one row has no spread');
SELECT is(xm.correlation(xm.moments(x, 7), 'x1', 'x2'), NULL::float8, 'a constant has no correlation') FROM generate_series(1, 9) x;

-- roll-up, order, split, windows, parallel
SELECT is((SELECT xm.rollup(m ORDER BY md5(unit::text))::text FROM (SELECT unit, xm.moments(a, b, c) AS m FROM answer GROUP BY unit) u), (SELECT m::text FROM state), 'exact roll-up, bit for bit');
SELECT cmp_ok((SELECT max(abs(p.r / q.r - 1)) FROM (SELECT c.* FROM (SELECT xm.rollup(m) AS m FROM (SELECT xm.moments(a::float8, b::float8, c::float8) AS m FROM answer GROUP BY unit) u) x, xm.correlations(m) c) p
               JOIN (SELECT c.* FROM state, xm.correlations(f) c) q USING (a, b)), '<=', 1e-12::float8, 'floating roll-up to 1e-12');
SELECT is((SELECT max((s::jsonb ->> 'n')::int) FROM (SELECT xm.moments(a, b) OVER (ORDER BY i) AS s FROM answer WHERE i <= 300) x), 300, 'as a window function');
SELECT is((SELECT count(DISTINCT s::text) FROM (SELECT xm.moments(a, b) OVER (ORDER BY i ROWS 20 PRECEDING) AS s FROM answer WHERE i <= 100) x) > 50, true, 'with a moving frame');
SELECT is((SELECT xm_internal.moments_add(xm.moments(a, b), 3, 4)::jsonb ->> 'n' FROM answer), '5001', 'called by hand, the transition counts on');
SET LOCAL parallel_setup_cost = 0; SET LOCAL parallel_tuple_cost = 0; SET LOCAL min_parallel_table_scan_size = 0; SET LOCAL max_parallel_workers_per_gather = 2;
CREATE TABLE permanent AS SELECT * FROM answer;
SELECT matches((SELECT string_agg(l, ' ') FROM pg_temp.plan_of('SELECT xm.moments(a, b, c) FROM permanent') l), 'Partial Aggregate', 'the plan is parallel');
SELECT is((SELECT xm.moments(a, b, c)::text FROM permanent), (SELECT m::text FROM state), 'parallel workers give the same bits');
SELECT cmp_ok((SELECT abs(xm.correlation(xm.moments(a::float8, c::float8), 'x1', 'x2') / corr(a, c) - 1) FROM permanent), '<=', 1e-12::float8, 'and the same doubles to 1e-12');

CREATE TABLE holes AS SELECT i, CASE WHEN i > 4000 THEN i END AS a FROM generate_series(1, 5000) i;
SELECT is((SELECT xm.responses(m) || ' ' || xm.skipped(m) FROM (SELECT xm.moments(a, i) AS m FROM holes) t), '1000 4000', 'parallel workers count the rows left out');
SELECT is((SELECT xm.moments(a, i)::text FROM holes WHERE i < 4000), NULL, 'also where there are no others');

-- stored
SELECT is((SELECT m::text::xm.moments::text || f::text::xm.moments::text || wm::text::xm.moments::text FROM state), (SELECT m::text || f::text || wm::text FROM state), 'text reads back');
SELECT cmp_ok((SELECT pg_column_size(xm.moments(a, b, c, a, b, c, a, b, c, a)) FROM answer), '<=', 1000, 'ten variables take less than 1 kB at rest');
SELECT is((SELECT count(*) FROM (SELECT xm.moments(VARIADIC array_fill(x, ARRAY[256])) AS m FROM generate_series(1, 3) x) t, xm.correlations(m) WHERE r = 1), 32640::bigint, '256 variables');

-- bad input
SELECT throws_ok('SELECT xm.moments(VARIADIC array_fill(1, ARRAY[257]))', '22023', '257 variables; the allowed range is 1..256');
SELECT throws_ok('SELECT xm.moments(x, y) FROM (VALUES (1::float8, 2), (''NaN'', 3)) v(x, y)', '22023', 'value NaN of variable x1 is outside the allowed range -1e100..1e100');
SELECT throws_ok('SELECT xm.moments(row()) FROM generate_series(1, 100)', '22023', '0 variables; the allowed range is 1..256');
CREATE TEMP TABLE empty_row ();
INSERT INTO empty_row SELECT FROM generate_series(1, 100);
SELECT throws_ok('SELECT xm.moments(e) FROM empty_row e', '22023', '0 variables; the allowed range is 1..256');
SELECT throws_ok('SELECT xm.multilevel(xm_internal.ratings_plus(r, r), e) FROM empty_row e, (SELECT xm.ratings(3) AS r) t', '22023', '0 variables; the allowed range is 1..256');
SELECT throws_ok('SELECT xm.moments(x) FROM (VALUES (ARRAY[1, NULL]), (ARRAY[1, 2, 3])) v(x)', '22023', 'an array of 3 elements follows arrays of 2');
SELECT throws_ok('SELECT xm.moments(1e-170::float8 * i, i) FROM generate_series(1, 5) i', '22023', 'value 1e-170 of variable x1 is outside the allowed range: 0, or from 1e-100 in size');
SELECT throws_ok('SELECT xm.moments(t) FROM (SELECT 1 AS a, -1e-101::numeric AS "pay") t', '22023', 'value -1e-101 of variable pay is outside the allowed range: 0, or from 1e-100 in size');
SELECT throws_ok('SELECT xm.weighted_moments(1, ARRAY[1e-300, 2]::float8[])', '22023', 'value 1e-300 of variable x1 is outside the allowed range: 0, or from 1e-100 in size');
SELECT throws_ok('SELECT xm.link(1e-60, 2)', '22023', 'score 1e-60 is outside the allowed range: 0, or from 1e-50 in size');
SELECT is((SELECT (xm.linkage_summary(xm.link(i, i * i, 1e-60, 2))).ex_reliability FROM generate_series(1, 5) i), 1::float8, 'a standard error too small to be squared is none');
SELECT throws_ok('SELECT xm.logit(i % 2 = 0, i * 1e-200) FROM generate_series(1, 9) i', '22023', 'value 1e-200 of variable x1 is outside the allowed range: 0, or from 1e-100 in size');
SELECT is((SELECT round((xm.stddev(xm.moments(1e-100::float8 * i, i / 5.0::float8 * 1e100::float8), 'x1') * 1e100::float8)::numeric, 12) FROM generate_series(1, 5) i), round(sqrt(2.5), 12), 'the smallest and the largest values keep their spread');
SELECT is((SELECT round((xm.mean(xm.moments(x), 'x1') * 3)::numeric, 14) FROM generate_series(1, 17), unnest(ARRAY[1e16, 1, -1e16]) x), 1.00000000000000, 'the mean of values that cancel');

-- rows left out
CREATE TEMP TABLE hole AS SELECT i, i % 5 AS g, CASE WHEN i % 3 > 0 AND i % 5 > 0 THEN i END AS a, CASE WHEN i % 7 > 0 THEN i * i END AS b FROM generate_series(1, 2000) i;
SELECT results_eq('SELECT g, xm.responses(m), xm.skipped(m) FROM (SELECT g, xm.moments(a, b) AS m FROM hole GROUP BY g) t ORDER BY g',
                  'SELECT g, nullif(count(*) FILTER (WHERE a IS NOT NULL AND b IS NOT NULL), 0), CASE WHEN count(a) > 0 THEN count(*) FILTER (WHERE a IS NULL OR b IS NULL) END FROM hole GROUP BY g ORDER BY g', 'rows used and rows left out; a group of nothing but NULLs is NULL');
SELECT is(xm.responses(m) || ' ' || xm.skipped(m), expected, what)
FROM (SELECT count(*) FILTER (WHERE a IS NOT NULL AND b IS NOT NULL) || ' ' || count(*) FILTER (WHERE a IS NULL OR b IS NULL) AS expected FROM hole) e,
     LATERAL (SELECT xm.moments(a, b), 'columns of integers' FROM hole
              UNION ALL SELECT xm.moments(a::float8, b), 'doubles' FROM hole
              UNION ALL SELECT xm.moments(a::smallint, b::bigint), 'other integers' FROM hole
              UNION ALL SELECT xm.moments(ARRAY[a, b]), 'arrays' FROM hole
              UNION ALL SELECT xm.moments(t), 'rows' FROM (SELECT a, b FROM hole) t
              UNION ALL SELECT xm.weighted_moments(CASE WHEN b IS NOT NULL THEN 2 END, a, b), 'weights' FROM hole
              UNION ALL SELECT xm.moments(a, b) FILTER (WHERE true), 'NULLs first' FROM (SELECT * FROM hole ORDER BY a NULLS FIRST) t) v(m, what);
SELECT is((SELECT xm.responses(m) || ' ' || xm.skipped(m) FROM (SELECT xm.weighted_moments(w, x) AS m FROM (VALUES (0, NULL), (0, 1), (2, 2), (NULL, 3), (3, NULL)) v(w, x)) t), '1 2', 'a weight of 0 is no NULL');
SELECT is((SELECT xm.moments(NULL::int, x) FROM generate_series(1, 9) x)::text, NULL, 'nothing but NULLs: NULL');
SELECT is((SELECT xm.rollup(m) FROM (SELECT xm.moments(NULL::int, x) AS m FROM generate_series(1, 9) x GROUP BY x) t)::text, NULL, 'rolled up, too');
SELECT is((SELECT string_agg(coalesce(xm.skipped(m)::text, '-'), ' ' ORDER BY i) FROM (SELECT i, xm.moments(x) OVER (ORDER BY i) AS m FROM (VALUES (1, NULL), (2, NULL), (3, 5), (4, NULL), (5, 6)) v(i, x)) t), '- - 2 3 3', 'as a window function');
SELECT is((SELECT xm.skipped('{"type":"moments","version":1,"n":1,"sums":[1],"products":[1]}'::xm.moments)), 0::bigint, 'values of version 1 did not count them');
SELECT is(xm.skipped(s) || ' ' || xm.responses(s), '4 0', 'what an aggregate hands on before its first row') FROM (SELECT '{"type":"moments","version":2,"n":0,"skipped":4}'::xm.moments) t(s);
SELECT is(xm.skipped(xm.rollup(s)) || ' ' || xm.responses(xm.rollup(s)), '4 1', 'merges with any') FROM (SELECT '{"type":"moments","version":2,"n":0,"skipped":4}'::xm.moments UNION ALL SELECT xm.moments(1, 2, 3)) t(s);
SELECT throws_ok('SELECT xm.rollup(s) FROM (SELECT ''{"type":"moments","version":2,"n":4611686018427387903,"sums":[0],"products":[0]}''::xm.moments UNION ALL SELECT xm.moments(1) FROM generate_series(1, 2)) v(s)', '22003', 'more than 2^62 rows in one xm.moments');
SELECT throws_ok('SELECT xm.rollup(s) FROM (SELECT ''{"type":"moments","version":2,"n":1,"skipped":4611686018427387903,"sums":[0],"products":[0]}''::xm.moments FROM generate_series(1, 2)) v(s)', '22003', 'more than 2^62 rows left out of one xm.moments');
SELECT throws_ok('SELECT xm.rollup(s) FROM (SELECT format(''{"type":"moments","version":2,"n":2000000000000000000,"sums":[0],"products":[%s]}'', 8e37::numeric)::xm.moments FROM generate_series(1, 2)) v(s)', '22003', 'a sum of integers is beyond the 126 bits that xm.moments keeps exactly');
SELECT throws_ok('SELECT xm.moments(1, ''a''::text)', '22023', 'variable 2 has type text; allowed are numeric, integer, floating and boolean types');
SELECT throws_ok('SELECT xm.moments(x) FROM (VALUES (ARRAY[1, 2]), (ARRAY[1, 2, 3])) v(x)', '22023', 'an array of 3 elements follows arrays of 2');
SELECT throws_ok('SELECT xm.weighted_moments(-1, a) FROM answer', '22023', 'weight -1 is outside the allowed range: 0 or 1e-100..1e100');
SELECT throws_ok('SELECT xm.mean(m, ''charisma'') FROM state', '22023', 'no variable "charisma"; there are x1, x2, x3');
SELECT throws_ok('SELECT xm.label(m, ''one'', ''two'') FROM state', '22023', '2 labels for 3 variables');
SELECT throws_ok('SELECT xm.label(m, ''one'', ''two'', ''one'') FROM state', '22023', 'label "one" is given twice');
SELECT throws_ok('SELECT xm.rollup(x) FROM (SELECT m FROM state UNION ALL SELECT xm.label(m, ''a'', ''b'', ''c'') FROM state) t(x)', '22023', 'moments with different labels do not merge: variable 1 is "x1 (unnamed)" and "a"');
SELECT throws_ok('SELECT xm.moments(9223372036854775807, x) FROM generate_series(1, 50) x', '22003', 'a sum of integers is beyond the 126 bits that xm.moments keeps exactly');
SELECT * FROM finish();
ROLLBACK;
