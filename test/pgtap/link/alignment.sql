\i test/pgtap/include/begin.psql
SELECT plan(12);
CREATE TABLE pair AS SELECT g, (hashint4(g) & 65535)::float8 AS ex, (hashint4(g + 1) & 65535)::float8 AS cx FROM generate_series(1, 50000) g;
SELECT results_eq('SELECT quadrant, units, share, ex_mean, cx_mean FROM (SELECT xm.alignment(x, y) a FROM (VALUES (1, 10), (2, 40), (3, 20), (4, 30)) v(x, y)) t, unnest(a)',
                  $$ VALUES ('both', 1::bigint, 0.25::float8, 4::float8, 30::float8), ('employees_only', 1, 0.25, 3, 20), ('customers_only', 1, 0.25, 2, 40), ('neither', 1, 0.25, 1, 10) $$, 'quadrants');
SELECT results_eq('SELECT quadrant, units FROM (SELECT xm.alignment(x, x) a FROM generate_series(1, 3) x) t, unnest(a)',
                  $$ VALUES ('both', 2::bigint), ('employees_only', 0), ('customers_only', 0), ('neither', 1) $$, 'on the median is high');
SELECT is(xm.alignment(x, x)::text, NULL, 'no units: NULL') FROM generate_series(1, 3) x WHERE false;
SELECT is((SELECT sum(units) FROM (SELECT xm.alignment(x, NULLIF(x, 2)) a FROM generate_series(1, 3) x) t, unnest(a)), 2::numeric, 'a unit with a NULL is skipped');
SELECT is((SELECT units FROM (SELECT xm.alignment(ex, cx) a FROM pair) t, unnest(a) WHERE quadrant = 'both'),
          (SELECT count(*) FROM pair, (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY ex) me, percentile_cont(0.5) WITHIN GROUP (ORDER BY cx) mc FROM pair) m WHERE ex >= me AND cx >= mc), 'the cuts are percentile_cont(0.5)');
SELECT throws_ok('SELECT xm.alignment(x, ''Infinity'') FROM generate_series(1, 3) x', '22023', 'score Infinity is outside the allowed range -1e50..1e50');
SELECT is((SELECT count(*) FROM (SELECT g, xm.alignment(ex, cx) OVER (ORDER BY g) a FROM pair WHERE g < 100) t WHERE (SELECT sum(units) FROM unnest(a)) = g), 99::bigint, 'as a window function');
SET LOCAL pg_xm.max_state_memory = '100kB';
SELECT throws_ok('SELECT xm.alignment(ex, cx) FROM pair', '53200', 'xm.alignment would need more than the 100 kB that pg_xm.max_state_memory allows');
SELECT throws_ok('SELECT g % 500, xm.alignment(ex, cx) FROM pair GROUP BY 1', '53200', 'xm.alignment would need more than the 100 kB that pg_xm.max_state_memory allows');
SET LOCAL enable_hashagg = off;
SELECT is((SELECT count(*) FROM (SELECT g / 1000, xm.alignment(ex, cx) FROM pair GROUP BY 1) t), 51::bigint, 'sorted groups give their memory back one by one');
RESET enable_hashagg;
RESET pg_xm.max_state_memory;
SET LOCAL parallel_setup_cost = 0; SET LOCAL parallel_tuple_cost = 0; SET LOCAL min_parallel_table_scan_size = 0; SET LOCAL max_parallel_workers_per_gather = 2;
SELECT matches((SELECT string_agg(l, ' ') FROM pg_temp.plan_of('SELECT xm.alignment(ex, cx) FROM pair') l), 'Partial Aggregate', 'the plan is parallel');
SELECT is((SELECT xm.alignment(ex, cx)::text FROM pair), (SELECT xm.alignment(ex, cx ORDER BY cx)::text FROM pair), 'parallel workers and another order give the same digits');
SELECT * FROM finish();
ROLLBACK;
