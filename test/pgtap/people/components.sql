\i test/pgtap/include/begin.psql
SELECT plan(13);
CREATE TABLE link AS SELECT (hashint4(i) & 1023)::bigint * 2 AS a, CASE WHEN i % 50 = 0 THEN NULL ELSE (hashint4(i + 10000) & 1023)::bigint * 2 END AS b, hashint4(i) AS h FROM generate_series(1, 700) i;
-- Each node takes the smallest name that a walk reaches.
CREATE TABLE walked AS
WITH RECURSIVE edge AS (SELECT a, b FROM link WHERE b IS NOT NULL UNION SELECT b, a FROM link WHERE b IS NOT NULL UNION SELECT a, a FROM link), reached(node, other) AS (SELECT a, b FROM edge UNION SELECT r.node, e.b FROM reached r JOIN edge e ON e.a = r.other)
SELECT node, min(other) AS component FROM reached GROUP BY node;
SELECT results_eq('SELECT x.node, x.component FROM (SELECT xm.components(a, b) AS c FROM link) s, unnest(c) x', 'SELECT * FROM walked ORDER BY node', 'a recursive query finds the same, in the order of the nodes');
SELECT cmp_ok((SELECT count(DISTINCT component) FROM walked), '>', 20::bigint, 'there are several');
SELECT results_eq($$ SELECT x.node, x.component FROM (SELECT xm.components('n' || lpad(a::text, 6, '0'), 'n' || lpad(b::text, 6, '0')) AS c FROM link) s, unnest(c) x $$, $$ SELECT 'n' || lpad(node::text, 6, '0'), 'n' || lpad(component::text, 6, '0') FROM walked ORDER BY node $$, 'texts');
SELECT is((SELECT array_agg(x.node || '>' || x.component) FROM (SELECT xm.components(a, b) AS c FROM (VALUES (3, 3), (5, NULL), (NULL, 8), (-7, 9223372036854775807), (9, -7)) v(a, b)) s, unnest(c) x), '{-7>-7,3>3,5>5,9>-7,9223372036854775807>-7}', 'nodes alone, declared by themselves or NULL');
SELECT is((SELECT xm.components(a, b)::text FROM link WHERE false), NULL, 'no links: NULL');
SELECT is((SELECT xm.components(NULL::bigint, 1)::text), NULL, 'nothing but NULL, too');
SELECT is((SELECT array_agg(x.node || '>' || x.component) FROM (SELECT xm.components(a, b) AS c FROM (VALUES ('é', 'z'), ('', 'a'), ('Z', NULL)) v(a, b)) s, unnest(c) x), '{">",Z>Z,a>,z>z,é>z}', 'texts by their bytes, an empty one as any other');
SELECT is((SELECT count(DISTINCT c::text) FROM (SELECT xm.components(a, b ORDER BY h) AS c FROM link UNION ALL SELECT xm.components(a, b ORDER BY a, b) FROM link UNION ALL SELECT xm.components(b, a) FROM (SELECT coalesce(b, a) AS b, a FROM link) l UNION ALL SELECT xm.components(a::int, b::int) FROM link) q), 1::bigint, 'the same whatever the order and direction');
CREATE TEMP TABLE serial AS SELECT xm.components(a, b)::text AS c, xm.components(a::text, b::text)::text AS t FROM link;
SET LOCAL parallel_setup_cost = 0; SET LOCAL parallel_tuple_cost = 0; SET LOCAL min_parallel_table_scan_size = 0; SET LOCAL max_parallel_workers_per_gather = 2;
SELECT matches((SELECT string_agg(l, ' ') FROM pg_temp.plan_of('SELECT xm.components(a, b) FROM link') l), 'Partial Aggregate', 'the plan is parallel');
SELECT results_eq('SELECT xm.components(a, b)::text, xm.components(a::text, b::text)::text FROM link', 'SELECT * FROM serial', 'a parallel plan');
SET LOCAL max_parallel_workers_per_gather = 0;
SELECT is((SELECT count(*)::text || ' ' || max(component) FROM (SELECT xm.components(i, i + 1) AS c FROM generate_series(1, 200000) i) s, unnest(c) x), '200001 1', 'a long chain');
SET LOCAL pg_xm.max_state_memory = '1MB';
SELECT matches(pg_temp.refusal('SELECT xm.components(i, i + 1) FROM generate_series(1, 200000) i'), '^53200 xm.components would need more[^(]*$', 'memory is bounded');
SELECT is((SELECT array_length(xm.components(i % 100, i % 7), 1) FROM generate_series(1, 200000) i), 100, 'links take none');
SELECT * FROM finish();
ROLLBACK;
