-- Segments: k-means and latent classes. Small cases by hand; fits against their definitions in plain SQL.
\i test/pgtap/include/begin.psql
SELECT plan(176);
CREATE FUNCTION pg_temp.dot(VARIADIC v float8[]) RETURNS xm.value_profile LANGUAGE sql IMMUTABLE AS $$ SELECT xm.value_profile(v) $$;
-- Twelve points in three heaps of 5, 4 and 3 around (0,0), (10,0) and (0,20).
CREATE TEMP TABLE point AS SELECT i, heap, xm.value_profile(ARRAY[x, y], '{price,care}') AS p, x, y
FROM unnest('{1,1,1,1,1,2,2,2,2,3,3,3}'::int[], '{0,1,-1,0,0,10,10,11,9,0,1,-1}'::float8[], '{0,0,0,1,-1,1,-1,0,0,20,20,20}'::float8[]) WITH ORDINALITY t(heap, x, y, i);
-- 1,500 people of three kinds, ten values, and eight answers of two classes (with gaps); not everybody has both.
CREATE TEMP TABLE person AS
SELECT i, i % 3 AS kind, CASE WHEN i % 40 <> 0 THEN xm.value_profile(ARRAY(SELECT CASE WHEN q % 3 = i % 3 THEN 3 ELSE 0 END + (hashint4(i * 64 + q) & 1023) / 512.0 FROM generate_series(1, 10) q)::float8[]) END AS p,
  CASE WHEN i % 50 <> 0 AND i <= 600 THEN ARRAY(SELECT CASE WHEN (i + q) % 17 = 0 THEN NULL ELSE 1 + CASE WHEN (hashint4(i * 64 + q + 20) & 1023) < 850 THEN (i % 5 / 3 + q % 2) % 2 * 2 ELSE (hashint4(i * 64 + q + 40) & 2147483647) % 3 END END FROM generate_series(1, 8) q) END AS a
FROM generate_series(1, 1500) i;
CREATE TEMP TABLE fitted AS SELECT (SELECT xm.segments(p, 3) FROM point) AS small, (SELECT xm.segments(p, 3) FROM person) AS m, (SELECT xm.segments(p, int4range(2, 6)) FROM person) AS ranged, (SELECT xm.latent_classes(a, 2) FROM person) AS l, (SELECT xm.latent_classes(a, '[2,4]'::int4range) FROM person) AS lr;

-- k-means by hand
SELECT results_eq('SELECT segment, members, share, label, centre, difference FROM fitted, xm.segment_table(small)',
                  $$ VALUES (1, 5::bigint, 5 / 12::float8, 'price', 0::float8, -40 / 12::float8), (1, 5, 5 / 12::float8, 'care', 0, -5), (2, 4, 4 / 12::float8, 'price', 10, 10 - 40 / 12::float8), (2, 4, 4 / 12::float8, 'care', 0, -5), (3, 3, 3 / 12::float8, 'price', 0, -40 / 12::float8), (3, 3, 3 / 12::float8, 'care', 20, 15) $$, 'three heaps, the largest first');
SELECT results_eq('SELECT k, within_ss, round(between_share::numeric, 12), log_likelihood, bic, chosen, entropy FROM fitted, xm.segment_fit(small)',
                  'SELECT 3, 10::float8, round(1 - 10 / (402 + 1204 - 40 ^ 2 / 12.0 - 60 ^ 2 / 12.0 + 4 + 0)::numeric, 12), NULL::float8, NULL::float8, true, NULL::float8', 'sum of squares within: 4 + 4 + 2');
SELECT is((SELECT string_agg(xm.segment(small, p)::text, '' ORDER BY i) FROM fitted, point), '111112222333', 'everybody in the segment of the heap');
SELECT is((SELECT round(silhouette::numeric, 10) FROM fitted, xm.segment_fit(small)),
          (SELECT round(avg((b - a) / greatest(a, b))::numeric, 10) FROM (SELECT i, max(d) FILTER (WHERE own) AS a, min(d) FILTER (WHERE NOT own) AS b FROM (SELECT a.i, a.heap = b.heap AS own, sum(sqrt((a.x - b.x) ^ 2 + (a.y - b.y) ^ 2)) / (count(*) - CASE WHEN a.heap = b.heap THEN 1 ELSE 0 END) AS d FROM point a JOIN point b ON true GROUP BY a.i, a.heap, b.heap) t GROUP BY i) s), 'the mean silhouette');
SELECT is((SELECT string_agg(xm.segment(small, xm.value_profile(ARRAY[x, y]::float8[], '{price,care}'))::text, '') FROM fitted, unnest('{-9,4,6,0,5}'::float8[], '{-9,0,0,11,30}'::float8[]) t(x, y)), '11233', 'new people go to the nearest centre');
SELECT is((SELECT xm.segment(small, xm.value_profile('{5,0}'::float8[], '{price,care}')) FROM fitted), 1, 'a tie goes to the larger segment');
SELECT is((SELECT string_agg(members || ':' || centre, ' ') FROM (SELECT xm.segments(pg_temp.dot(x), 2) AS m FROM unnest('{5,0,5,0}'::float8[]) x) t, xm.segment_table(m)), '2:0 2:5', 'segments of one size: the smaller centre first');
SELECT is((SELECT string_agg(members || ':' || centre, ' ') FROM (SELECT xm.segments(pg_temp.dot(x), 9) AS m FROM generate_series(1, 9) x) t, xm.segment_table(m)), (SELECT string_agg('1:' || x, ' ' ORDER BY x) FROM generate_series(1, 9) x), 'as many segments as distinct profiles');
SELECT is((SELECT count(*) || ' ' || max(members) FROM (SELECT xm.segments(pg_temp.dot(x % 255), 255) AS m FROM generate_series(1, 2550) x) t, xm.segment_table(m)), '255 10', '255 segments');
SELECT is((SELECT round(within_ss::numeric, 6) || ' ' || round(between_share::numeric, 9) FROM fitted, xm.segment_fit(m)),
          (SELECT round(sum((x - c) ^ 2)::numeric, 6) || ' ' || round((1 - sum((x - c) ^ 2) / sum((x - o) ^ 2))::numeric, 9) FROM (SELECT x, avg(x) OVER (PARTITION BY place) AS o, avg(x) OVER (PARTITION BY xm.segment(m, p), place) AS c FROM fitted, person, unnest(p::float8[]) WITH ORDINALITY u(x, place)) t), 'within_ss and between_share by their definition');
SELECT is_empty($$ SELECT segment, label FROM fitted, xm.segment_table(m) JOIN (SELECT xm.segment(m, p) AS segment, 'x' || place AS label, avg(x) AS mean, count(*) AS n FROM fitted, person, unnest(p::float8[]) WITH ORDINALITY u(x, place) GROUP BY 1, 2) t USING (segment, label) WHERE members <> n OR abs(centre - mean) > 1e-9 $$, 'a segment is the people it types; its centre their mean');
SELECT is((SELECT count(DISTINCT xm.segment(m, p)) || ' ' || xm.adjusted_rand(kind, xm.segment(m, p)) FROM fitted, person WHERE p IS NOT NULL), '3 1', 'the three kinds are found');
SELECT results_eq('SELECT k, chosen FROM fitted, xm.segment_fit(ranged)', 'VALUES (2, false), (3, true), (4, false), (5, false)', 'of a range: the highest mean silhouette');
SELECT is((SELECT string_agg(t::text, ' ') FROM fitted, xm.segment_table(ranged) t), (SELECT string_agg(t::text, ' ') FROM fitted, xm.segment_table(m) t), 'and those segments');
SELECT is((SELECT bool_and(w <= before) FROM (SELECT within_ss AS w, lag(within_ss, 1, 'Infinity') OVER (ORDER BY k) AS before FROM fitted, xm.segment_fit(ranged)) t), true, 'more segments, less within');
SELECT is((SELECT xm.segments(p, '[3,3]'::int4range)::text FROM point), (SELECT small::text FROM fitted), 'a range of one');
SELECT is((SELECT xm.segments(p, '(2,4)'::int4range)::text FROM point), (SELECT small::text FROM fitted), 'of either kind of bound');
SELECT is((SELECT xm.segments(p, 3, 0)::text || xm.segments(p, '[2,5]'::int4range, 0)::text FROM person), (SELECT m::text || ranged::text FROM fitted), 'the seed is 0 unless given');
SELECT is((SELECT count(DISTINCT pg_temp.text_of(format('SELECT string_agg(t::text, '' '') FROM (SELECT xm.segments(p, 3, %s) AS m FROM person) f, xm.segment_table(m) t', seed))) FROM unnest('{1,-1,2147483647,-2147483648}'::int[]) seed), 1::bigint, 'clear segments do not depend on it');
SELECT is((SELECT xm.segments(xm.centre(pg_temp.dot(x, -x, y)), 2)::jsonb ->> 'centred' FROM generate_series(1, 3) x, generate_series(1, 3) y), '1', 'of centred profiles');

SELECT is((SELECT string_agg(members || ':' || round((centre / scale)::numeric, 4), ' ' ORDER BY segment) FROM (SELECT xm.segments(pg_temp.dot(x * scale), 3) AS m FROM unnest('{-3,-2.9,3,3.1,3.25}'::float8[]) x) t, xm.segment_table(m)), '2:-2.9500 2:3.0500 1:3.2500', 'the scale does not show: ' || scale) FROM unnest('{1e-30,1,1e18,1e38}'::float8[]) scale;

-- stability
SELECT is((SELECT xm.segment_stability(p, 3) FROM person), 1::float8, 'stable: everybody finds the three');
SELECT cmp_ok((SELECT xm.segment_stability(p, 5) FROM person), '<', 0.9::float8, 'five are not there');
SELECT is((SELECT xm.segment_stability(p, 5, 0) FROM person), (SELECT xm.segment_stability(p, 5) FROM (SELECT p FROM person ORDER BY md5(i::text)) t), 'order does not show');
SELECT is((SELECT xm.segment_stability(p, 2) FROM person WHERE false), NULL::float8, 'of nobody: NULL');

-- latent classes
SELECT is((SELECT k || ' ' || round((-2 * log_likelihood + (2 - 1 + 2 * 8 * (3 - 1)) * ln(n) - bic)::numeric, 6) || ' ' || (entropy BETWEEN 0.5 AND 1) || (within_ss IS NULL AND between_share IS NULL AND silhouette IS NULL) FROM fitted, xm.segment_fit(l), LATERAL (SELECT (l::jsonb ->> 'n')::float8 AS n) t), '2 0.000000 truetrue', 'bic = -2 log L + parameters x ln n');
SELECT is((SELECT (l::jsonb ->> 'n')::bigint FROM fitted), (SELECT count(*) FROM person WHERE a IS NOT NULL), 'of everybody with an answer');
SELECT is((SELECT string_agg(label, ' ') FROM fitted, xm.segment_table(l) WHERE segment = 1), (SELECT string_agg(i || ':' || c, ' ' ORDER BY i, c) FROM generate_series(1, 8) i, generate_series(1, 3) c), 'labels are item:category');
SELECT is((SELECT max(abs(s - 1)) < 1e-9 FROM (SELECT sum(centre) AS s FROM fitted, xm.segment_table(l) GROUP BY segment, split_part(label, ':', 1)) t), true, 'probabilities of an item sum to 1');
SELECT is((SELECT round(sum(share)::numeric, 9) FROM (SELECT DISTINCT segment, share FROM fitted, xm.segment_table(l)) t), 1.000000000, 'so do shares');
SELECT is_empty($$ SELECT segment FROM fitted, xm.segment_table(l) GROUP BY segment, members HAVING members <> (SELECT count(*) FROM person, fitted f WHERE xm.segment(f.l, a) = segment) $$, 'members are counted by the likeliest class');
SELECT is((SELECT count(DISTINCT xm.segment(l, a)) || ' ' || (xm.adjusted_rand(i % 5 / 3, xm.segment(l, a)) > 0.85) FROM fitted, person WHERE a IS NOT NULL), '2 true', 'the two classes are found');
SELECT cmp_ok((SELECT max(abs(x.p - y.p)) FROM fitted, (SELECT DISTINCT a FROM person WHERE a IS NOT NULL) d, unnest(xm.segment_probabilities(l, d.a)) WITH ORDINALITY x(p, segment)
              JOIN LATERAL (SELECT segment, joint / sum(joint) OVER () AS p FROM (SELECT segment, min(share) * exp(coalesce(sum(ln(centre)) FILTER (WHERE d.a[split_part(label, ':', 1)::int] = split_part(label, ':', 2)::int), 0)) AS joint FROM xm.segment_table(l) GROUP BY segment) j) y USING (segment)), '<', 1e-9::float8, 'probabilities by Bayes, a missing answer saying nothing');
SELECT cmp_ok((SELECT abs(log_likelihood / l2 - 1) FROM fitted, xm.segment_fit(l), LATERAL (SELECT sum(ln(mixture)) AS l2 FROM (SELECT d.i, sum(joint) AS mixture FROM (SELECT p.i, segment, min(share) * exp(coalesce(sum(ln(centre)) FILTER (WHERE p.a[split_part(label, ':', 1)::int] = split_part(label, ':', 2)::int), 0)) AS joint FROM person p, xm.segment_table(l) WHERE p.a IS NOT NULL GROUP BY p.i, segment) d GROUP BY d.i) s) z), '<', 1e-8::float8, 'the log-likelihood');
SELECT is((SELECT max(abs(xm.segment(l, a) - (SELECT segment FROM unnest(xm.segment_probabilities(l, a)) WITH ORDINALITY t(p, segment) ORDER BY p DESC, segment LIMIT 1))) FROM fitted, person WHERE a IS NOT NULL), 0::bigint, 'the likeliest class');
SELECT is((SELECT xm.segment_probabilities(l, array_fill(NULL::int, '{8}')) FROM fitted), NULL, 'without answers nothing is known');
SELECT is((SELECT xm.segment(l, array_fill(NULL::int, '{8}')) FROM fitted), NULL, 'not the largest class');
SELECT results_eq('SELECT k, chosen, entropy IS NOT NULL FROM fitted, xm.segment_fit(lr)', 'SELECT k, bic = min(bic) OVER (), bic = min(bic) OVER () FROM fitted, xm.segment_fit(lr)', 'of a range: the lowest BIC');
SELECT is((SELECT string_agg(k::text, ' ') || ' ' || min(k) FILTER (WHERE chosen) FROM fitted, xm.segment_fit(lr)), '2 3 4 2', 'which is two');
SELECT is((SELECT string_agg(xm.segment(lr, a)::text, '' ORDER BY i) FROM fitted, person), (SELECT string_agg(xm.segment(l, a)::text, '' ORDER BY i) FROM fitted, person), 'and those classes');
SELECT is((SELECT xm.latent_classes(a, 2, 0)::text || xm.latent_classes(a, '[2,4]'::int4range, 0)::text FROM person), (SELECT l::text || lr::text FROM fitted), 'the seed is 0 unless given');
SELECT is((SELECT string_agg(members || ':' || round(share::numeric, 6) || ':' || label || ':' || round(centre::numeric, 6), ' ') FROM (SELECT xm.latent_classes(v::int[], 2) AS m FROM unnest('{"{1,1,1}","{1,1,1}","{1,1,1}","{2,2,2}"}'::text[]) v, generate_series(1, 50)) t, xm.segment_table(m) WHERE label LIKE '1:%'), '150:0.750000:1:1:1.000000 150:0.750000:1:2:0.000000 50:0.250000:1:1:0.000000 50:0.250000:1:2:1.000000', 'two sorts of people, by hand');
SELECT is((SELECT xm.latent_classes(ARRAY[1 + i % 2, 100], '[1,2]'::int4range)::jsonb ->> 'codes' FROM generate_series(1, 20) i), '[[1, 2], [100]]', 'categories are the codes that occur');
-- 32 people of the eight patterns of three yes/no items, once with 99 for yes to the last one. BIC by hand: 192 ln 2 + parameters ln 32.
CREATE TEMP TABLE coded AS SELECT high, xm.latent_classes(ARRAY[1 + i % 2, 1 + i / 2 % 2, 1 + (high - 1) * (i / 4 % 2)], 2) AS m, xm.latent_classes(ARRAY[1 + i % 2, 1 + i / 2 % 2, 1 + (high - 1) * (i / 4 % 2)], '[1,4]'::int4range) AS ranged FROM generate_series(0, 31) i, unnest('{2,99}'::int[]) high GROUP BY high;
SELECT results_eq('SELECT high, round(bic::numeric, 6), parameters, residual_df, chosen FROM coded, xm.segment_fit(m) ORDER BY 1', 'SELECT high, round((192 * ln(2) + 7 * ln(32))::numeric, 6), 7::bigint, 0::bigint, true FROM unnest(''{2,99}''::int[]) high', 'an answer may be called 2 or 99: BIC 157.3');
SELECT results_eq('SELECT high, k, round(bic::numeric, 6), parameters, residual_df, chosen, entropy FROM coded, xm.segment_fit(ranged) WHERE k < 2 ORDER BY 1, 2', 'SELECT high, 1, round((192 * ln(2) + 3 * ln(32))::numeric, 6), 3::bigint, 4::bigint, true, NULL::float8 FROM unnest(''{2,99}''::int[]) high', 'one class as the baseline: here all there is');
SELECT is((SELECT string_agg(high || ':' || k, ' ' ORDER BY high, k) FROM coded, xm.segment_fit(ranged)), '2:1 2:2 99:1 99:2', 'what the answers cannot tell is left out of a range');
SELECT is((SELECT string_agg(label || '=' || round(centre::numeric, 6) || '/' || round(difference::numeric, 6), ' ') FROM coded, xm.segment_table(ranged) WHERE high = 99), '1:1=0.500000/0.000000 1:2=0.500000/0.000000 2:1=0.500000/0.000000 2:2=0.500000/0.000000 3:1=0.500000/0.000000 3:99=0.500000/0.000000', 'labels keep the code');
SELECT is((SELECT string_agg(coalesce(parameters::text, '-') || coalesce(residual_df::text, '-'), '') FROM fitted, xm.segment_fit(ranged)), '--------', 'of k-means there is nothing to count');
-- A value of 0.4.0: the categories of an item are 1 to the largest.
SELECT is((SELECT xm.segment(m, '{2,3}'::int[]) || ' ' || (m::jsonb ->> 'codes') || ' ' || (m::jsonb ->> 'version') || ' ' || (xm.segment_fit(m)).parameters || ' ' || (xm.segment_fit(m)).residual_df FROM (SELECT '{"type":"segmentation","version":1,"family":"latent_classes","categories":[2,3],"n":4,"fits":[{"k":2,"chosen":1,"log_likelihood":-3,"bic":15.704060527839234}],"overall":[0.5,0.5,0.5,0,0.5],"segments":[{"members":3,"share":0.6,"centre":[1,0,1,0,0]},{"members":1,"share":0.4,"centre":[0,1,0,0,1]}]}'::xm.segmentation AS m) t), '2 [[1, 2], [1, 2, 3]] 2 7 -3', 'values of version 1 are read, and written as version 2');
-- One segment as the baseline of k-means.
SELECT results_eq('SELECT k, within_ss, between_share, silhouette IS NULL, chosen FROM (SELECT xm.segments(p, ''[1,3]''::int4range) AS m FROM point) t, xm.segment_fit(m) WHERE k < 3', 'SELECT 1, 402 + 1204 - 40 ^ 2 / 12.0::float8 - 60 ^ 2 / 12.0 + 4, 0::float8, true, false UNION ALL SELECT k, within_ss, between_share, false, false FROM (SELECT xm.segments(p, ''[2,3]''::int4range) AS m FROM point) t, xm.segment_fit(m) WHERE k = 2', 'a range from 1: everything is within');
SELECT is((SELECT members || ' ' || share || ' ' || label || ' ' || difference FROM (SELECT xm.segments(p, '[1,1]'::int4range) AS m FROM point) t, xm.segment_table(m) LIMIT 1), '12 1 price 0', 'one segment if no other is asked for');

-- NULL, nothing
SELECT is((SELECT coalesce(xm.segments(p, 2)::text, xm.segments(p, '[2,3]'::int4range)::text, xm.latent_classes(a, 2)::text, xm.latent_classes(a, '[2,3]'::int4range, 1)::text) FROM person WHERE false), NULL, 'no rows: NULL');
SELECT is((SELECT coalesce(xm.segments(NULL::xm.value_profile, 2)::text, xm.segments(p, NULL::int)::text, xm.segments(p, 2, NULL)::text, xm.segments(p, NULL::int4range)::text, xm.latent_classes(NULL, 2)::text, xm.latent_classes(a, NULL::int)::text, xm.latent_classes(a, 2, NULL)::text) FROM person), NULL, 'only NULLs: NULL');
SELECT is((SELECT xm.latent_classes(array_fill(NULL::int, '{8}'), 2)::text FROM person), NULL, 'nobody has answered: NULL');
SELECT is((SELECT xm.segments(p, k)::text FROM (SELECT p, 3 AS k FROM point UNION ALL VALUES (NULL::xm.value_profile, 3), (pg_temp.dot(1, 2), NULL)) t), (SELECT small::text FROM fitted), 'a NULL skips the row');
SELECT is((SELECT xm.latent_classes(a, 2)::text FROM (SELECT a FROM person UNION ALL SELECT array_fill(NULL::int, '{8}')) t), (SELECT l::text FROM fitted), 'nor do people count who have answered nothing');
SELECT is(xm.segment(NULL, p) IS NULL AND xm.segment(small, NULL::xm.value_profile) IS NULL AND xm.segment(NULL, '{1}'::int[]) IS NULL AND xm.segment(l, NULL::int[]) IS NULL AND xm.segment_probabilities(NULL, '{1}') IS NULL AND xm.segment_probabilities(l, NULL) IS NULL, true, 'asking NULL: NULL') FROM fitted, point WHERE i = 1;
SELECT is((SELECT count(*) FROM xm.segment_table(NULL)) + (SELECT count(*) FROM xm.segment_fit(NULL)), 0::bigint, 'no rows of NULL');

-- order, windows, plans
SELECT is((SELECT xm.segments(p, '[2,5]'::int4range)::text FROM (SELECT p FROM person ORDER BY md5(i::text)) t), (SELECT ranged::text FROM fitted), 'segments: order does not show in a single digit');
SELECT is((SELECT xm.latent_classes(a, '[2,4]'::int4range)::text FROM (SELECT a FROM person ORDER BY md5(i::text)) t), (SELECT lr::text FROM fitted), 'nor in latent classes');
SELECT is((SELECT xm.segments(p, 4, 7 ORDER BY i DESC)::text FROM person), (SELECT xm.segments(p, 4, 7)::text FROM person), 'nor with another seed');
SELECT is((SELECT xm.latent_classes(a, 3, 7 ORDER BY i DESC)::text FROM person), (SELECT xm.latent_classes(a, 3, 7)::text FROM person), 'of latent classes');
CREATE TEMP TABLE crowd AS SELECT i, xm.value_profile(ARRAY(SELECT (hashint4(i * 16 + q) & 1023) / 64.0 + CASE WHEN q = i % 4 THEN 9 ELSE 0 END FROM generate_series(1, 3) q)::float8[]) AS p FROM generate_series(1, 12000) i;
SELECT is((SELECT xm.segments(p, 6)::text FROM (SELECT p FROM crowd ORDER BY md5(i::text)) t), (SELECT xm.segments(p, 6)::text FROM crowd), 'nor of more people than the sample holds, in overlapping segments');
SELECT is((SELECT xm.segments(p, 3)::text || xm.segment_stability(p, 3) || xm.segments(p, 3) || xm.segments(p, 4)::text FROM person), (SELECT xm.segments(p, 3)::text FROM person) || (SELECT xm.segment_stability(p, 3) FROM person) || (SELECT xm.segments(p, 3) FROM person) || (SELECT xm.segments(p, 4)::text FROM person), 'two calls share a transition, a third does not');
SELECT is((SELECT m::text FROM (SELECT i, xm.segments(p, 2) OVER (ORDER BY i ROWS BETWEEN 4 PRECEDING AND 3 FOLLOWING) AS m FROM point) t WHERE i = 6), (SELECT xm.segments(p, 2)::text FROM point WHERE i BETWEEN 2 AND 9), 'as a window function, with a moving frame');
SELECT is((SELECT m::text FROM (SELECT i, xm.latent_classes(a[1:3], '[1,2]'::int4range) OVER (ORDER BY i ROWS BETWEEN 20 PRECEDING AND 5 FOLLOWING) AS m FROM person WHERE i BETWEEN 1 AND 30) t WHERE i = 22), (SELECT xm.latent_classes(a[1:3], '[1,2]'::int4range)::text FROM person WHERE i BETWEEN 2 AND 27), 'of latent classes');
SELECT is((SELECT string_agg(m::text, ' ' ORDER BY i) FROM (SELECT i, xm.segments(p, 2) OVER (ORDER BY i ROWS BETWEEN UNBOUNDED PRECEDING AND 5 FOLLOWING) AS m FROM point) t), (SELECT string_agg((SELECT xm.segments(p, 2) FROM point b WHERE b.i <= a.i + 5)::text, ' ' ORDER BY i) FROM point a), 'a running one: the final function changes nothing');
SET LOCAL enable_sort = off;
CREATE TEMP TABLE hashed AS SELECT i % 5 AS g, xm.segments(p, '[2,3]'::int4range)::text AS s, xm.latent_classes(a, 2)::text AS l FROM person GROUP BY 1;
SELECT matches((SELECT string_agg(l, ' ') FROM pg_temp.plan_of('SELECT i % 5, xm.segments(p, 2) FROM person GROUP BY 1') l), 'HashAggregate', 'the plan is hashed');
SET LOCAL enable_sort = on; SET LOCAL enable_hashagg = off;
CREATE TEMP TABLE sorted AS SELECT i % 5 AS g, xm.segments(p, '[2,3]'::int4range)::text AS s, xm.latent_classes(a, 2)::text AS l FROM person GROUP BY 1;
SET LOCAL enable_hashagg = on;
SELECT set_eq('SELECT * FROM hashed', 'SELECT * FROM sorted', 'hashed and sorted groups are the same');
SET LOCAL parallel_setup_cost = 0; SET LOCAL parallel_tuple_cost = 0; SET LOCAL min_parallel_table_scan_size = 0; SET LOCAL max_parallel_workers_per_gather = 2;
CREATE TABLE permanent AS SELECT * FROM person;
CREATE TABLE permanent_crowd AS SELECT * FROM crowd;
ANALYZE permanent; ANALYZE permanent_crowd;
SELECT matches((SELECT string_agg(l, ' ') FROM pg_temp.plan_of('SELECT ' || call) l), 'Partial Aggregate', 'the plan is parallel: ' || call)
FROM unnest('{"xm.segments(p, 3) FROM permanent","xm.latent_classes(a, 2) FROM permanent","xm.segments(p, 6) FROM permanent_crowd"}'::text[]) call;
CREATE TEMP TABLE parallel AS SELECT xm.segments(p, '[2,5]'::int4range)::text AS m, xm.segment_stability(p, 5) AS s, xm.latent_classes(a, '[2,4]'::int4range)::text AS l FROM permanent;
CREATE TEMP TABLE parallel_crowd AS SELECT xm.segments(p, 6)::text AS m FROM permanent_crowd;
SET LOCAL max_parallel_workers_per_gather = 0;
SELECT is((SELECT m FROM parallel), (SELECT ranged::text FROM fitted), 'parallel workers give the same segments');
SELECT is((SELECT l FROM parallel), (SELECT lr::text FROM fitted), 'the same classes');
SELECT is((SELECT s FROM parallel), (SELECT xm.segment_stability(p, 5) FROM person), 'the same stability');
SELECT is((SELECT m FROM parallel_crowd), (SELECT xm.segments(p, 6)::text FROM permanent_crowd), 'and the same segments of many');
RESET max_parallel_workers_per_gather;

-- stored, and typing new people
CREATE TEMP TABLE model (name text PRIMARY KEY, m xm.segmentation);
INSERT INTO model SELECT 'values', m FROM fitted UNION ALL SELECT 'answers', l FROM fitted;
CREATE TEMP TABLE newcomer (id int, answers int[], p xm.value_profile GENERATED ALWAYS AS (xm.pvq21(answers)) STORED);
CREATE TEMP TABLE typed (id int, scores float8[], segment int GENERATED ALWAYS AS (xm.segment('{"type":"segmentation","version":1,"family":"kmeans","instrument":"other","centred":0,"values":2,"n":4,"fits":[{"k":2,"chosen":1,"within_ss":1}],"overall":[2.5,2.5],"segments":[{"members":2,"share":0.5,"centre":[0,0]},{"members":2,"share":0.5,"centre":[5,5]}]}'::xm.segmentation, xm.value_profile(scores))) STORED);
INSERT INTO typed (id, scores) VALUES (1, '{0,1}'), (2, '{4,4}'), (3, NULL), (4, '{2.5,2.5}');
UPDATE typed SET scores = '{1,0}' WHERE id = 2;
SELECT is((SELECT string_agg(id || ':' || coalesce(segment::text, '-'), ' ' ORDER BY id) FROM typed), '1:1 2:1 3:- 4:1', 'a generated column types people with a stored model');
CREATE TEMP VIEW typed_person AS SELECT i, xm.segment(m, p) AS segment, xm.segment(l, a) AS class FROM (SELECT (SELECT m FROM model WHERE name = 'values') AS m, (SELECT m FROM model WHERE name = 'answers') AS l) f, person;
SELECT is((SELECT count(*) || ' ' || count(segment) || ' ' || count(class) FROM typed_person), '1500 1463 588', 'a view that joins the model');
CREATE TEMP VIEW typed_by AS SELECT name, i, CASE WHEN name = 'values' THEN xm.segment(m, p) ELSE xm.segment(m, a) END AS segment FROM model, person;
SELECT is((SELECT count(*) FROM typed_by b JOIN typed_person t USING (i) WHERE b.segment IS DISTINCT FROM CASE WHEN name = 'values' THEN t.segment ELSE t.class END), 0::bigint, 'whatever model comes next in a call');
SELECT is((SELECT string_agg(s, '') FROM (SELECT xm.segment(x.m, point.p)::text AS s FROM point, LATERAL (SELECT CASE WHEN i % 2 = 0 THEN small ELSE (SELECT xm.segments(p, 2) FROM point) END AS m FROM fitted) x ORDER BY i) t), (SELECT string_agg(CASE WHEN i % 2 = 0 THEN xm.segment(small, p) ELSE xm.segment(two, p) END::text, '' ORDER BY i) FROM point, fitted, (SELECT xm.segments(p, 2) AS two FROM point) t), 'models that alternate');
SELECT is((SELECT small::text::xm.segmentation::text || m::text::xm.segmentation::text || ranged::text::xm.segmentation::text || l::text::xm.segmentation::text || lr::text::xm.segmentation::text FROM fitted), (SELECT small::text || m::text || ranged::text || l::text || lr::text FROM fitted), 'text reads back');
SELECT is((SELECT xm_internal.segmentation_send(m::text::xm.segmentation) || xm_internal.segmentation_send(lr::text::xm.segmentation) FROM fitted), (SELECT xm_internal.segmentation_send(m) || xm_internal.segmentation_send(lr) FROM fitted), 'to the bit');
SELECT is((SELECT (small::jsonb ->> 'family') || ' ' || (l::jsonb ->> 'family') || ' ' || (small::jsonb -> 'labels') FROM fitted), 'kmeans latent_classes ["price", "care"]', 'casts to jsonb');
SELECT is((SELECT small::jsonb::text::xm.segmentation::text FROM fitted), (SELECT small::text FROM fitted), 'and back');

-- bad input
CREATE TEMP TABLE mixed (i int, p xm.value_profile);
INSERT INTO mixed VALUES (1, xm.pvq21(array_fill(2, '{20}') || 3)), (2, xm.pvq21(array_fill(2, '{20}') || 3, false)), (3, xm.pvq40(array_fill(2, '{39}') || 3)), (4, xm.value_profile(array_fill(1::float8, '{10}'))), (5, xm.value_profile('{1,2}'::float8[])), (6, xm.value_profile('{1,2}'::float8[], '{a,b}')), (7, xm.value_profile('{1,2}'::float8[], '{a,c}')), (8, xm.value_profile('{1,2}'::float8[], '{price,care}'));
SELECT is(pg_temp.refusal(format(call, pair)), '22023 ' || message, format(call, pair))
FROM (VALUES ('{1,2}', 'centred profiles together with profiles that are not'), ('{1,3}', 'profiles of different instruments: pvq21 and pvq40'), ('{4,5}', 'profiles of different lengths: 10 and 2'), ('{5,6}', 'profiles with different labels'), ('{6,7}', 'profiles with different labels')) v(pair, message),
     (VALUES ('SELECT xm.segments(p, 2 ORDER BY i) FROM mixed WHERE i = ANY (%L)'), ('SELECT xm.segment_stability(p, 2 ORDER BY i) FROM mixed WHERE i = ANY (%L)')) c(call);
SELECT is(pg_temp.refusal(query), message, query)
FROM (VALUES
  ('SELECT xm.segments(p, 1) FROM point', '22023 k 1 is outside the allowed range 2..255'),
  ('SELECT xm.segments(p, 0) FROM point', '22023 k 0 is outside the allowed range 2..255'),
  ('SELECT xm.segments(p, -2147483648) FROM point', '22023 k -2147483648 is outside the allowed range 2..255'),
  ('SELECT xm.segments(p, 256) FROM point', '22023 k 256 is outside the allowed range 2..255'),
  ('SELECT xm.segments(p, 13) FROM point', '22023 k 13 is more than there are distinct profiles: 12'),
  ('SELECT xm.segments(pg_temp.dot(1, 2), 2) FROM generate_series(1, 100)', '22023 k 2 is more than there are distinct profiles: 1'),
  ('SELECT xm.segments(pg_temp.dot(x), 3) FROM unnest(''{0,-0,1}''::float8[]) x', '22023 k 3 is more than there are distinct profiles: 2'),
  ('SELECT xm.segments(p, ''[2,13]''::int4range) FROM point', '22023 k 13 is more than there are distinct profiles: 12'),
  ('SELECT xm.segments(p, ''[0,3]''::int4range) FROM point', '22023 k 0 is outside the allowed range 1..255'),
  ('SELECT xm.segments(p, ''[2,256]''::int4range) FROM point', '22023 k 256 is outside the allowed range 1..255'),
  ('SELECT xm.segments(p, ''empty''::int4range) FROM point', '22023 a range of k that is empty'),
  ('SELECT xm.segments(p, ''[3,3)''::int4range) FROM point', '22023 a range of k that is empty'),
  ('SELECT xm.segments(p, ''[2,)''::int4range) FROM point', '22023 a range of k that is unbounded'),
  ('SELECT xm.segments(p, ''(,5]''::int4range) FROM point', '22023 a range of k that is unbounded'),
  ('SELECT xm.segments(p, ''(,)''::int4range, 1) FROM point', '22023 a range of k that is unbounded'),
  ('SELECT xm.segments(p, ''[5,2]''::int4range) FROM point', '22000 range lower bound must be less than or equal to range upper bound (no hint)'),
  ('SELECT xm.segments(p, 2 + i::int % 2) FROM point', '22023 rows with different k or seed'),
  ('SELECT xm.segments(p, 2, i::int) FROM point', '22023 rows with different k or seed'),
  ('SELECT xm.segments(p, int4range(2, 4 + i::int)) FROM point', '22023 rows with different k or seed'),
  ('SELECT xm.segments(p, ''[2,3]''::int4range, i::int % 2) FROM point', '22023 rows with different k or seed'),
  ('SELECT xm.segment_stability(p, 1) FROM point', '22023 k 1 is outside the allowed range 2..255'),
  ('SELECT xm.segment_stability(p, 2, i::int) FROM point', '22023 rows with different k or seed'),
  ('SELECT xm.segments(xm.value_profile(ARRAY[1, x]), 2) FROM unnest(''{1,NaN}''::float8[]) x', '22023 score NaN at position 2 is outside the allowed range -3.4e38..3.4e38'),
  ('SELECT xm.latent_classes(a, 1) FROM person', '22023 k 1 is outside the allowed range 2..255'),
  ('SELECT xm.latent_classes(a, 256) FROM person', '22023 k 256 is outside the allowed range 2..255'),
  ('SELECT xm.latent_classes(a, ''[0,3]''::int4range) FROM person', '22023 k 0 is outside the allowed range 1..255'),
  ('SELECT xm.latent_classes(ARRAY[1 + i % 2], 2) FROM generate_series(1, 10) i', '22023 k 2 has 3 parameters, and the answers of 10 people to 1 item can tell at most 1'),
  ('SELECT xm.latent_classes(ARRAY[1 + i % 2, 1 + i / 2 % 2], ''[2,9]''::int4range) FROM generate_series(1, 10) i', '22023 k 2 has 5 parameters, and the answers of 10 people to 2 items can tell at most 3'),
  ('SELECT xm.segment(ranged, ''{1,1,2}''::int[]) FROM coded WHERE high = 99', '22023 answer 2 to item 3 is none of the model''s categories 1, 99'),
  ('SELECT xm.segment_probabilities(ranged, ''{3,1,99}''::int[]) FROM coded WHERE high = 99', '22023 answer 3 to item 1 is outside the allowed range 1..2'),
  ('SELECT xm.latent_classes(a, ''[2,300]''::int4range) FROM person', '22023 k 300 is outside the allowed range 1..255'),
  ('SELECT xm.latent_classes(a, ''empty''::int4range) FROM person', '22023 a range of k that is empty'),
  ('SELECT xm.latent_classes(a, ''[2,)''::int4range) FROM person', '22023 a range of k that is unbounded'),
  ('SELECT xm.latent_classes(a, 2 + i % 2) FROM person', '22023 rows with different k or seed'),
  ('SELECT xm.latent_classes(a, 2, i) FROM person', '22023 rows with different k or seed'),
  ('SELECT xm.latent_classes(''{}''::int[], 2)', '22023 0 answers; the allowed range is 1..256'),
  ('SELECT xm.latent_classes(array_fill(1, ''{257}''), 2)', '22023 257 answers; the allowed range is 1..256'),
  ('SELECT xm.latent_classes(v::int[], 2) FROM unnest(''{"{1,2}","{1,2,3}"}''::text[]) v', '22023 an array of 3 answers follows arrays of 2'),
  ('SELECT xm.latent_classes(''{1,2,101}''::int[], 2)', '22023 answer 101 to item 3 is outside the allowed range 1..100'),
  ('SELECT xm.latent_classes(''{1,-1}''::int[], 2)', '22023 answer -1 to item 2 is outside the allowed range 1..100'),
  ('SELECT xm.latent_classes(''{0,1}''::int[], 2)', '22023 answer 0 to item 1 is outside the allowed range 1..100'),
  ('SELECT xm.segment(l, p) FROM fitted, person', '22023 a segmentation by latent_classes where one by kmeans is needed'),
  ('SELECT xm.segment(m, a) FROM fitted, person', '22023 a segmentation by kmeans where one by latent_classes is needed'),
  ('SELECT xm.segment_probabilities(m, a) FROM fitted, person', '22023 a segmentation by kmeans where one by latent_classes is needed'),
  ('SELECT xm.segment(small, p) FROM fitted, mixed WHERE i = 1', '22023 profiles of different instruments: other and pvq21'),
  ('SELECT xm.segment(small, p) FROM fitted, mixed WHERE i = 4', '22023 profiles of different lengths: 2 and 10'),
  ('SELECT xm.segment(small, p) FROM fitted, mixed WHERE i = 5', '22023 profiles with different labels'),
  ('SELECT xm.segment(small, p) FROM fitted, mixed WHERE i = 6', '22023 profiles with different labels'),
  ('SELECT xm.segment(small, xm.centre(p)) FROM fitted, mixed WHERE i = 8', '22023 centred profiles together with profiles that are not'),
  ('SELECT xm.segment(small, x.p) FROM fitted, (SELECT p FROM point UNION ALL SELECT p FROM mixed WHERE i = 7) x', '22023 profiles with different labels'),
  ('SELECT xm.segment(l, ''{1,2}''::int[]) FROM fitted', '22023 2 answers for a model of 8 items'),
  ('SELECT xm.segment(l, ''{1,2,3,1,2,3,4,1}''::int[]) FROM fitted', '22023 answer 4 to item 7 is outside the allowed range 1..3'),
  ('SELECT xm.segment(l, ''{-1,2,3,1,2,3,1,1}''::int[]) FROM fitted', '22023 answer -1 to item 1 is outside the allowed range 1..3'),
  ('SELECT xm.segment(l, ''{1,2,3,1,2,3,0,1}''::int[]) FROM fitted', '22023 answer 0 to item 7 is outside the allowed range 1..3'),
  ('SELECT xm.segment_probabilities(l, ''{}''::int[]) FROM fitted', '22023 0 answers for a model of 8 items'),
  ('SELECT xm.segment_probabilities(l, ''{1,2,3,1,2,3,1,9}''::int[]) FROM fitted', '22023 answer 9 to item 8 is outside the allowed range 1..3')
) v(query, message);
SELECT matches(pg_temp.refusal(query), '^22(023|P02|003) .*[^)]$', 'refused with a hint: ' || left(query, 150))
FROM (VALUES
  ('SELECT ''''::xm.segmentation'), ('SELECT ''{}''::xm.segmentation'), ('SELECT ''{"type":"segmentation","version":1}''::xm.segmentation'),
  ('SELECT replace(small::text, ''kmeans'', ''dbscan'')::xm.segmentation FROM fitted'), ('SELECT replace(small::text, ''"n":12'', ''"n":11'')::xm.segmentation FROM fitted'), ('SELECT replace(small::text, ''"centre":[0,0]'', ''"centre":[0,NaN]'')::xm.segmentation FROM fitted'),
  ('SELECT replace(small::text, ''"centre":[0,0]'', ''"centre":[0]'')::xm.segmentation FROM fitted'), ('SELECT replace(small::text, ''"k":3'', ''"k":4'')::xm.segmentation FROM fitted'), ('SELECT replace(small::text, ''"chosen":1,'', '''')::xm.segmentation FROM fitted'),
  ('SELECT replace(l::text, ''"codes":[[1,2,3'', ''"codes":[[1,2,3,4'')::xm.segmentation FROM fitted'), ('SELECT replace(l::text, ''"codes":[[1,2,3'', ''"codes":[[1,3,2'')::xm.segmentation FROM fitted'), ('SELECT replace(small::text, ''"members":5'', ''"members":-5'')::xm.segmentation FROM fitted'),
  ('SELECT regexp_replace(small::text, ''"between_share":[^,]*'', ''"between_share":1e300'')::xm.segmentation FROM fitted'), ('SELECT regexp_replace(l::text, ''"bic":'', ''"bic":1'')::xm.segmentation FROM fitted')
) v(query);

-- memory and time
SET LOCAL pg_xm.max_state_memory = 64; SET LOCAL enable_sort = off;
SELECT is(pg_temp.refusal(query), message, query)
FROM (VALUES
  ('SELECT xm.segments(p, 2) FROM crowd', '53200 xm.segments would need more than the 64 kB that pg_xm.max_state_memory allows'),
  ('SELECT xm.segments(p, 2) FROM crowd GROUP BY i % 20', '53200 xm.segments would need more than the 64 kB that pg_xm.max_state_memory allows'),
  ('SELECT xm.segment_stability(p, 2) FROM crowd', '53200 xm.segments would need more than the 64 kB that pg_xm.max_state_memory allows'),
  ('SELECT xm.latent_classes(ARRAY(SELECT 1 + (hashint4(i * 16 + q) & 7) FROM generate_series(1, 10) q), 2) FROM generate_series(1, 9000) i', '53200 xm.latent_classes would need more than the 64 kB that pg_xm.max_state_memory allows')
) v(query, message);
SELECT is((SELECT xm.latent_classes(ARRAY[1 + i % 2, 1 + i % 3, 1 + i % 5], 2)::jsonb ->> 'n' FROM generate_series(1, 100000) i), '100000', 'equal answers are kept once');
SELECT is((SELECT xm.segments(pg_temp.dot(i % 5), 2)::jsonb ->> 'n' FROM generate_series(1, 100000) i), '100000', 'and equal profiles');
RESET pg_xm.max_state_memory; RESET enable_sort;
CREATE TEMP TABLE long AS SELECT xm.value_profile(ARRAY(SELECT (hashint4(i * 64 + q) & 65535) / 512.0 FROM generate_series(1, 30) q)::float8[]) AS p, ARRAY(SELECT 1 + (hashint4(i * 64 + q) & 3) FROM generate_series(1, 30) q) AS a FROM generate_series(1, 20000) i;
SET LOCAL statement_timeout = '400ms';
SELECT is(pg_temp.refusal('SELECT xm.segments(p, ''[2,200]''::int4range) FROM long'), '57014 canceling statement due to statement timeout (no hint)', 'a timeout stops a long xm.segments');
SET LOCAL statement_timeout = 0;
SET LOCAL statement_timeout = '400ms';
SELECT is(pg_temp.refusal('SELECT xm.latent_classes(a, ''[2,40]''::int4range) FROM long'), '57014 canceling statement due to statement timeout (no hint)', 'and a long xm.latent_classes');
SET LOCAL statement_timeout = 0;
SET LOCAL statement_timeout = '400ms';
SELECT is(pg_temp.refusal('SELECT xm.segment_stability(p, 200) FROM long'), '57014 canceling statement due to statement timeout (no hint)', 'and a long xm.segment_stability');
SET LOCAL statement_timeout = 0;
SELECT * FROM finish();
ROLLBACK;
