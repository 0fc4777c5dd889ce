-- Similarity of people and variance between groups. Small cases by hand; larger ones against the same sums in plain SQL.
\i test/pgtap/include/begin.psql
SELECT plan(139);
CREATE TYPE pg_temp.mood AS ENUM ('glad', 'sad');
CREATE DOMAIN pg_temp.band AS integer;
-- 900 people in 7 stores; the stores differ. Every 50th has no profile, every 60th no store.
CREATE TEMP TABLE client AS
SELECT i, CASE WHEN i % 60 <> 0 THEN i % 7 END AS g, CASE WHEN i % 50 <> 0 THEN xm.pvq21(ARRAY(SELECT 1 + (hashint4(i * 32 + q) & 2147483647) % (3 + (i % 7 + q) % 4) FROM generate_series(1, 21) q)) END AS p FROM generate_series(1, 900) i;
CREATE TEMP TABLE long AS SELECT i, g, place, x FROM client, unnest(p::float8[]) WITH ORDINALITY t(x, place);
CREATE TEMP TABLE s AS SELECT g, xm.profiles(p) AS s FROM client GROUP BY g;

-- by hand
SELECT is((SELECT round(xm.similarity(xm.value_profile(v::float8[]))::numeric, 12) FROM unnest('{"{1,0}","{0,1}","{1,1}"}'::text[]) v), round((sqrt(2) / 3)::numeric, 12), 'similarity: the mean of cosines 0, 0.707, 0.707');
SELECT is((SELECT xm.similarity(xm.value_profile(v::float8[])) FROM unnest('{"{1,2}","{2,4}","{30,60}"}'::text[]) v), 1::float8, 'the same direction: 1');
SELECT is((SELECT round(xm.similarity(xm.value_profile(ARRAY[v, -v]::float8[]))::numeric, 12) FROM unnest('{1,-2}'::int[]) v), -1.000000000000, 'opposite: -1');
SELECT is((SELECT round(xm.similarity(xm.value_profile(v::float8[]))::numeric, 12) FROM unnest('{"{1,0}","{0,0}","{0,1}","{0,0}","{1,1}"}'::text[]) v), round((sqrt(2) / 3)::numeric, 12), 'who is all 0 is left out');
SELECT is((SELECT xm.similarity(xm.value_profile(v::float8[])) FROM unnest('{"{1,0}","{0,0}"}'::text[]) v), NULL::float8, 'one direction: NULL');
SELECT is((SELECT xm.similarity(xm.value_profile('{0,0}'::float8[])) FROM generate_series(1, 9)), NULL::float8, 'none: NULL');
SELECT is((SELECT xm.similarity(xm.value_profile(ARRAY[v]::float8[])) FROM unnest('{1,-1}'::int[]) v), -1::float8, 'of one value');
SELECT is((SELECT xm.similarity(xm.pvq21(array_fill(a, '{21}'))) FROM generate_series(1, 6) a), NULL::float8, 'flat answers have no direction');
SELECT is((SELECT round(xm.explained(g, xm.value_profile(ARRAY[x]::float8[]))::numeric, 12) || ' ' || round(xm.explained_adjusted(g, xm.value_profile(ARRAY[x]::float8[]))::numeric, 12) FROM (VALUES ('a', 0), ('a', 2), ('b', 4), ('b', 6)) v(g, x)), '0.800000000000 0.700000000000', 'explained: 16 of 20; adjusted 1 - (4 / 2) / (20 / 3)');
SELECT is((SELECT round(xm.explained(g, xm.value_profile(ARRAY[x, y]::float8[]))::numeric, 12) FROM (VALUES ('a', 0, 1), ('a', 2, 1), ('b', 4, 3), ('b', 6, 3)) v(g, x, y)), round(20 / 24.0, 12), 'all values together: 20 of 24');
SELECT is((SELECT xm.explained(1, xm.value_profile(ARRAY[x]::float8[])) || ' ' || xm.explained_adjusted(1, xm.value_profile(ARRAY[x]::float8[])) FROM generate_series(1, 9) x), '0 0', 'one group explains nothing');
SELECT is((SELECT xm.explained(x, xm.value_profile(ARRAY[x]::float8[])) FROM generate_series(1, 9) x), 1::float8, 'a group for each person explains all');
SELECT is((SELECT xm.explained_adjusted(x, xm.value_profile(ARRAY[x]::float8[])) FROM generate_series(1, 9) x), NULL::float8, 'adjusted: NULL');
SELECT is((SELECT coalesce(xm.explained(x % 2, xm.value_profile('{0.1,7}'::float8[])), xm.explained_adjusted(x % 2, xm.value_profile('{0.1,7}'::float8[]))) FROM generate_series(1, 999) x), NULL::float8, 'without variance: NULL');
SELECT is((SELECT coalesce(xm.explained(1, xm.value_profile('{1,7}'::float8[])), xm.explained_adjusted(1, xm.value_profile('{1,7}'::float8[])))), NULL::float8, 'one person: NULL');
SELECT cmp_ok((SELECT xm.explained_adjusted(x % 2, xm.value_profile(ARRAY[x]::float8[])) FROM generate_series(1, 4) x), '<', 0::float8, 'adjusted may be negative by chance');
SELECT is((SELECT round(xm.explained(g, xm.value_profile(ARRAY[x + 1e6]::float8[]))::numeric, 9) FROM (VALUES ('a', 0), ('a', 2), ('b', 4), ('b', 6)) v(g, x)), 0.800000000, 'far from 0 as well');

-- against plain SQL
SELECT is((SELECT round(xm.similarity(p)::numeric, 10) FROM client WHERE i <= 120),
          (SELECT round(avg(cosine)::numeric, 10) FROM (SELECT sum(a.x * b.x) / sqrt(sum(a.x * a.x) * sum(b.x * b.x)) AS cosine FROM long a JOIN long b USING (place) WHERE a.i < b.i AND a.i <= 120 AND b.i <= 120 GROUP BY a.i, b.i) t), 'similarity over all pairs');
CREATE TEMP TABLE sums AS
SELECT (SELECT sum((x - m) ^ 2) FROM (SELECT x, avg(x) OVER (PARTITION BY place) AS m FROM long WHERE g IS NOT NULL) t) AS total,
       (SELECT sum((x - m) ^ 2) FROM (SELECT x, avg(x) OVER (PARTITION BY g, place) AS m FROM long WHERE g IS NOT NULL) t) AS within, (SELECT count(*) FROM client WHERE g IS NOT NULL AND p IS NOT NULL) AS n;
SELECT is((SELECT round(xm.explained(g, p)::numeric, 11) FROM client), (SELECT round((1 - within / total)::numeric, 11) FROM sums), 'explained; rows with a NULL are skipped');
SELECT is((SELECT round(xm.explained_adjusted(g, p)::numeric, 11) FROM client), (SELECT round((1 - within / (n - 7) / (total / (n - 1)))::numeric, 11) FROM sums), 'adjusted');
SELECT cmp_ok((SELECT xm.explained(g, p) FROM client), '>', 0.05::float8, 'the stores differ');

-- groups of every type
SELECT is((SELECT round(pg_temp.text_of(format('SELECT xm.explained((%s), p) FROM client WHERE g IS NOT NULL', expression))::numeric, 12)), (SELECT round(xm.explained(g, p)::numeric, 12) FROM client), 'groups as ' || expression)
FROM unnest(ARRAY['g::smallint', 'g::bigint', 'g::text', 'g::varchar', 'g::char(1)', 'g::numeric', 'g::float8', 'g::real', 'date ''2024-01-01'' + g', 'timestamptz ''2024-01-01'' + g * interval ''1 hour''', 'g * interval ''1 hour''', 'ROW(g, g % 2)', 'ROW(g)', 'ARRAY[g]',
                  'repeat(g::text, 100)', 'md5(g::text)::uuid', 'jsonb_build_object(''g'', g)', 'g::pg_temp.band', 'chr(233 + g)', 'ROW(g::text, ROW(g))', 'CASE g WHEN 0 THEN '''' ELSE g::text END', 'g - 4']) expression;
SELECT is((SELECT xm.explained(g % 2 = 0, p) || ' ' || xm.explained((CASE WHEN g % 2 = 0 THEN 'glad' ELSE 'sad' END)::pg_temp.mood, p) FROM client WHERE g IS NOT NULL), (SELECT xm.explained(g % 2, p) || ' ' || xm.explained(g % 2, p) FROM client), 'boolean and enum groups');
SELECT is((SELECT round(xm.explained(CASE WHEN i % 2 = 0 THEN g::numeric ELSE g + 0.00 END, p)::numeric, 12) FROM client), (SELECT round(xm.explained(g, p)::numeric, 12) FROM client), 'equal numerics are one group, however many zeros they end in');
SELECT is((SELECT round(xm.explained(CASE WHEN i % 2 = 0 AND g = 0 THEN '-0'::float8 ELSE g END, p)::numeric, 12) FROM client), (SELECT round(xm.explained(g, p)::numeric, 12) FROM client), '0 and -0, too');
SET LOCAL extra_float_digits = -15;
SELECT is((SELECT round(xm.explained(g * 0.01::float8 + 1, p)::numeric, 12) FROM client), (SELECT round(xm.explained(g, p)::numeric, 12) FROM client), 'different floats are different groups, whatever the session shows of them');
RESET extra_float_digits;
SELECT is((SELECT round(xm.explained(interval '1 day' * (i % 2) + interval '24 hours' * (1 - i % 2), p)::numeric, 12) FROM client), 0.000000000000, 'equal intervals are one group');
SELECT is((SELECT xm.explained('x', p) FROM client), 0::float8, 'an unknown literal is one group');
SELECT is((SELECT xm.explained(NULL, p) FROM client), NULL::float8, 'groups that are NULL: NULL');

-- states
SELECT is((SELECT xm.similarity(s)::text FROM s WHERE g = 3), (SELECT xm.similarity(p)::text FROM client WHERE g = 3), 'asked of a state');
SELECT cmp_ok((SELECT abs(xm.similarity(xm.rollup(s)) - (SELECT xm.similarity(p) FROM client)) FROM s), '<=', 1e-14::float8, 'of a roll-up');
SELECT is((SELECT round(xm.explained(s)::numeric, 12) || ' ' || round(xm.explained_adjusted(s)::numeric, 12) FROM s WHERE g IS NOT NULL), (SELECT round(xm.explained(g, p)::numeric, 12) || ' ' || round(xm.explained_adjusted(g, p)::numeric, 12) FROM client), 'explained by the states of the groups');
SELECT is((SELECT xm.explained(s) || ' ' || xm.explained_adjusted(s) FROM s WHERE g = 3), '0 0', 'one state explains nothing');
SELECT is((SELECT round(xm.explained(s)::numeric, 12) FROM (SELECT xm.rollup(s) AS s FROM s WHERE g IS NOT NULL GROUP BY g % 2) t), (SELECT round(xm.explained(g % 2, p)::numeric, 12) FROM client), 'explained by rolled-up states');
SELECT is((SELECT (r.s::jsonb -> 'n')::text || (r.s::jsonb -> 'directed') || xm.similarity(r.s)::numeric(20, 12) FROM (SELECT xm.rollup(s ORDER BY md5(g::text)) AS s FROM s) r), (SELECT (d.s::jsonb -> 'n')::text || (d.s::jsonb -> 'directed') || xm.similarity(d.s)::numeric(20, 12) FROM (SELECT xm.profiles(p) AS s FROM client) d), 'rollup(profiles) is the direct state');
SELECT is_empty($$ SELECT place FROM (SELECT xm.rollup(s)::jsonb AS r FROM s) a, (SELECT xm.profiles(p)::jsonb AS d FROM client) b, unnest('{sums,directions}'::text[]) what, generate_series(0, 9) place
                   WHERE abs(((r -> what -> place -> 0)::float8 - (d -> what -> place -> 0)::float8)) > 1e-12 * 900 $$, 'in every sum');
SELECT is((SELECT s::text FROM s WHERE g = 3), pg_temp.text_of('SELECT xm_internal.profiles_merge(NULL, s) FROM s WHERE g = 3'), 'merge with nothing');
SELECT is((SELECT xm.rollup(x)::text FROM (SELECT s AS x FROM s WHERE g = 3 UNION ALL SELECT NULL) t), (SELECT s::text FROM s WHERE g = 3), 'a NULL state is skipped');
SELECT is((SELECT (xm_internal.profiles_add(s, p)::jsonb ->> 'n')::int - (s::jsonb ->> 'n')::int FROM s JOIN client USING (g) WHERE g = 3 AND i = 3), 1, 'called by hand, the transition counts on');
SELECT is((SELECT xm.profiles(xm.value_profile(v::float8[], '{a,b}'))::text FROM unnest('{"{3,4}","{0,0}"}'::text[]) v), '{"type":"profiles","version":1,"instrument":"other","centred":0,"labels":["a","b"],"n":2,"directed":1,"squares":[25,0],"sums":[[3,0],[4,0]],"directions":[[0.6000000000000001,0],[0.8,0]]}', 'the text of a state');
SELECT is((SELECT string_agg(s::text::xm.profiles::text, ' ' ORDER BY g) FROM s), (SELECT string_agg(s::text, ' ' ORDER BY g) FROM s), 'text reads back');
SELECT is((SELECT string_agg(encode(xm_internal.profiles_send(s::text::xm.profiles), 'hex'), ' ' ORDER BY g) FROM s), (SELECT string_agg(encode(xm_internal.profiles_send(s), 'hex'), ' ' ORDER BY g) FROM s), 'to the bit');
SELECT is((SELECT string_agg(s::jsonb ->> 'instrument', ' ') FROM s WHERE g < 2), 'pvq21 pvq21', 'casts to jsonb');

-- NULL, nothing
SELECT is((SELECT xm.profiles(p)::text FROM client WHERE false), NULL, 'no rows: NULL');
SELECT is((SELECT coalesce(xm.similarity(p), xm.explained(g, p), xm.explained_adjusted(g, p)) FROM client WHERE false), NULL::float8, 'of every aggregate');
SELECT is((SELECT coalesce(xm.explained(s), xm.explained_adjusted(s)) FROM s WHERE false), NULL::float8, 'of no states, too');
SELECT is((SELECT coalesce(xm.explained(NULL::xm.profiles), xm.explained_adjusted(NULL::xm.profiles), xm.similarity(NULL::xm.profiles), xm.similarity(NULL::xm.value_profile), xm.explained(g, NULL)) FROM client), NULL::float8, 'only NULLs: NULL');
SELECT is((SELECT xm.rollup(NULL::xm.profiles)::text || xm.profiles(NULL)::text), NULL, 'rollup and profiles of NULL');
SELECT is((SELECT xm.explained(s)::text FROM (SELECT s FROM s UNION ALL SELECT NULL) t), (SELECT xm.explained(s)::text FROM s), 'a NULL state explains nothing');

-- windows, order, plans
SELECT is((SELECT count(DISTINCT (s::jsonb ->> 'n')) FROM (SELECT xm.profiles(p) OVER (ORDER BY i) AS s FROM client WHERE i < 50) t), 49::bigint, 'as a window function');
SELECT is((SELECT count(*) FROM (SELECT xm.similarity(p) OVER w AS a, xm.explained(g, p) OVER w AS b, i, array_agg(i) OVER w AS members FROM client WHERE i < 50 WINDOW w AS (ORDER BY i ROWS 8 PRECEDING)) t,
           LATERAL (SELECT xm.similarity(p) AS a, xm.explained(g, p) AS b FROM client c WHERE c.i = ANY (members)) d WHERE abs(t.a - d.a) > 1e-13 OR abs(t.b - d.b) > 1e-13), 0::bigint, 'with a moving frame');
SELECT is((SELECT round(xm.similarity(p)::numeric, 12) || ' ' || round(xm.explained(g, p)::numeric, 12) FROM (SELECT * FROM client ORDER BY md5(i::text)) t), (SELECT round(xm.similarity(p)::numeric, 12) || ' ' || round(xm.explained(g, p)::numeric, 12) FROM client), 'order does not show');
SELECT is((SELECT xm.explained(g, p)::text || xm.explained_adjusted(g, p) || xm.explained(g, p) || xm.similarity(p) || xm.profiles(p)::text || xm.explained(g, p) FILTER (WHERE i < 99) FROM client), (SELECT xm.explained(g, p)::text FROM client) || (SELECT xm.explained_adjusted(g, p) FROM client) || (SELECT xm.explained(g, p) FROM client) || (SELECT xm.similarity(p) FROM client) || (SELECT xm.profiles(p)::text FROM client) || (SELECT xm.explained(g, p) FROM client WHERE i < 99), 'calls that share a transition, and one that does not');
SET LOCAL enable_sort = off;
CREATE TEMP TABLE hashed AS SELECT i % 13 AS k, xm.profiles(p)::text AS s, xm.similarity(p) AS a, xm.explained(g, p) AS b FROM client GROUP BY 1;
SELECT matches((SELECT string_agg(l, ' ') FROM pg_temp.plan_of('SELECT i % 13, xm.profiles(p) FROM client GROUP BY 1') l), 'HashAggregate', 'the plan is hashed');
SET LOCAL enable_sort = on; SET LOCAL enable_hashagg = off;
CREATE TEMP TABLE sorted AS SELECT i % 13 AS k, xm.profiles(p)::text AS s, xm.similarity(p) AS a, xm.explained(g, p) AS b FROM client GROUP BY 1;
SET LOCAL enable_hashagg = on;
SELECT set_eq('SELECT * FROM hashed', 'SELECT * FROM sorted', 'hashed and sorted groups are the same');
SELECT is((SELECT count(DISTINCT round(a::numeric, 13)) || ' ' || count(DISTINCT round(b::numeric, 13)) FROM (SELECT xm.similarity(p) AS a, xm.explained(g, p) AS b FROM client GROUP BY GROUPING SETS ((), ())) t), '1 1', 'grouping sets');
SET LOCAL parallel_setup_cost = 0; SET LOCAL parallel_tuple_cost = 0; SET LOCAL min_parallel_table_scan_size = 0; SET LOCAL max_parallel_workers_per_gather = 2;
CREATE TABLE permanent AS SELECT * FROM client, generate_series(1, 20) copy;
CREATE TABLE permanent_state AS SELECT g, i % 5 AS part, xm.profiles(p) AS s FROM client WHERE g IS NOT NULL GROUP BY 1, 2;
ANALYZE permanent; ANALYZE permanent_state;
SELECT matches((SELECT string_agg(l, ' ') FROM pg_temp.plan_of('SELECT ' || call) l), 'Partial Aggregate', 'the plan is parallel: ' || call)
FROM unnest('{xm.similarity(p) FROM permanent,"xm.explained(g, p) FROM permanent",xm.profiles(p) FROM permanent,xm.explained(s) FROM permanent_state,xm.rollup(s) FROM permanent_state}'::text[]) call;
CREATE TEMP TABLE parallel AS SELECT xm.similarity(p) AS a, xm.explained(g, p) AS b, xm.explained_adjusted(g, p) AS c, xm.explained(g::text || repeat('x', 40), p) AS d FROM permanent;
CREATE TEMP TABLE parallel_state AS SELECT xm.explained(s) AS b, xm.explained_adjusted(s) AS c, xm.similarity(xm.rollup(s)) AS a FROM permanent_state;
SET LOCAL max_parallel_workers_per_gather = 0;
SELECT is((SELECT round(a::numeric, 12) || ' ' || round(b::numeric, 12) || ' ' || round(c::numeric, 12) || ' ' || round(d::numeric, 12) FROM parallel), (SELECT round(xm.similarity(p)::numeric, 12) || ' ' || round(xm.explained(g, p)::numeric, 12) || ' ' || round(xm.explained_adjusted(g, p)::numeric, 12) || ' ' || round(xm.explained(g, p)::numeric, 12) FROM permanent), 'parallel workers give the same');
SELECT is((SELECT round(a::numeric, 12) || ' ' || round(b::numeric, 12) || ' ' || round(c::numeric, 12) FROM parallel_state), (SELECT round(xm.similarity(xm.rollup(s))::numeric, 12) || ' ' || round(xm.explained(s)::numeric, 12) || ' ' || round(xm.explained_adjusted(s)::numeric, 12) FROM permanent_state), 'of states, too');
RESET max_parallel_workers_per_gather;

-- bad input
CREATE TEMP TABLE mixed (i int, p xm.value_profile);
INSERT INTO mixed VALUES (1, xm.pvq21(array_fill(2, '{20}') || 3)), (2, xm.pvq21(array_fill(2, '{20}') || 3, false)), (3, xm.pvq40(array_fill(2, '{39}') || 3)), (4, xm.value_profile(array_fill(1::float8, '{10}'))), (5, xm.value_profile('{1,2}'::float8[])), (6, xm.value_profile('{1,2}'::float8[], '{a,b}')), (7, xm.value_profile('{1,2}'::float8[], '{a,c}')),
  (8, xm.pvq_rr(array_fill(2, '{56}') || 3)), (9, xm.broad_values(xm.pvq_rr(array_fill(2, '{56}') || 3)));
SELECT is(pg_temp.refusal(format(call, pair)), '22023 ' || message, format(call, pair))
FROM (VALUES ('{1,2}', 'centred profiles together with profiles that are not'), ('{1,3}', 'profiles of different instruments: pvq21 and pvq40'), ('{1,4}', 'profiles of different instruments: pvq21 and other'), ('{4,5}', 'profiles of different lengths: 10 and 2'),
             ('{5,6}', 'profiles with different labels'), ('{6,7}', 'profiles with different labels'), ('{8,9}', 'profiles of different instruments: pvq_rr and pvq_rr_broad')) v(pair, message),
     (VALUES ('SELECT xm.profiles(p ORDER BY i) FROM mixed WHERE i = ANY (%L)'), ('SELECT xm.similarity(p ORDER BY i) FROM mixed WHERE i = ANY (%L)'), ('SELECT xm.explained(i, p ORDER BY i) FROM mixed WHERE i = ANY (%L)'), ('SELECT xm.explained_adjusted(1, p ORDER BY i) FROM mixed WHERE i = ANY (%L)')) c(call);
SELECT matches(pg_temp.refusal(format('SELECT xm.%s(s) FROM (SELECT i, xm.profiles(p) AS s FROM mixed WHERE i = ANY (%L) GROUP BY i) t', call, pair)), '^22023 .*profiles.*[^)]$', call || ' of states of ' || pair)
FROM unnest('{rollup,explained,explained_adjusted}'::text[]) call, unnest(ARRAY['{1,2}', '{1,3}', '{4,5}', '{5,6}', '{6,7}']) pair;
SELECT matches(pg_temp.refusal(query), '^22(023|P02|003) .*[^)]$', 'refused with a hint: ' || query)
FROM (VALUES
  ('SELECT ''''::xm.profiles'), ('SELECT ''{}''::xm.profiles'), ('SELECT ''{"type":"value_profile","version":1,"instrument":"other","scores":[1]}''::xm.profiles'),
  ('SELECT ''{"type":"profiles","version":1,"instrument":"other","centred":0,"n":2,"directed":3,"squares":[25,0],"sums":[[3,0]],"directions":[[0.6,0]]}''::xm.profiles'),
  ('SELECT ''{"type":"profiles","version":1,"instrument":"other","centred":0,"n":2,"directed":1,"squares":[25,0],"sums":[[30,0]],"directions":[[0.6,0]]}''::xm.profiles'),
  ('SELECT ''{"type":"profiles","version":1,"instrument":"other","centred":2,"n":2,"directed":1,"squares":[25,0],"sums":[[3,0]],"directions":[[0.6,0]]}''::xm.profiles'),
  ('SELECT ''{"type":"profiles","version":1,"instrument":"pvq21","centred":0,"n":2,"directed":1,"squares":[25,0],"sums":[[3,0]],"directions":[[0.6,0]]}''::xm.profiles'),
  ('SELECT ''{"type":"profiles","version":1,"instrument":"other","centred":0,"n":2,"directed":1,"squares":[NaN,0],"sums":[[3,0]],"directions":[[0.6,0]]}''::xm.profiles')
) v(query);
SET LOCAL pg_xm.max_state_memory = 64;
SELECT is(pg_temp.refusal(query), '53200 xm.explained would need more than the 64 kB that pg_xm.max_state_memory allows', query)
FROM (VALUES ('SELECT xm.explained(i, p) FROM client'), ('SELECT xm.explained_adjusted(i::text || repeat(''x'', 50), p) FROM client'), ('SELECT xm.explained(i, p) FROM client GROUP BY i % 20')) v(query);
SELECT is((SELECT round(xm.explained(g, p)::numeric, 12) FROM permanent), (SELECT round(xm.explained(g, p)::numeric, 12) FROM client), 'few groups need little');
SELECT * FROM finish();
ROLLBACK;
