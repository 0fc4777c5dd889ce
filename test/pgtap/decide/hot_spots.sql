\i test/pgtap/include/begin.psql
SELECT plan(16);
CREATE TABLE answer AS
SELECT i, chr(65 + i % 4) AS area, NULLIF(CASE i % 3 WHEN 0 THEN 'once' WHEN 1 THEN 'often' ELSE '' END, '') AS flown, i / 4 % 2 = 0 AS woman, (i * 7919 % 101) % 8 + CASE WHEN i % 4 = 2 AND i / 4 % 2 = 0 THEN 0 ELSE 3 END AS rating
FROM generate_series(1, 600) i;
CREATE TEMP VIEW spot AS SELECT h.* FROM (SELECT xm.hot_spots(rating, x) AS h FROM answer a, LATERAL (SELECT a.area, a.flown, a.woman) x) q, unnest(h) h;

SELECT is((SELECT attributes FROM spot LIMIT 1), '{"area": "C", "woman": "true"}', 'what was planted comes first');
SELECT results_eq($$ SELECT responses, round(value::numeric, 9), round(rest::numeric, 9), round(difference::numeric, 9), round(std_error::numeric, 9), round(p_value::numeric, 12) FROM spot WHERE attributes = '{"area": "B", "flown": "once"}' $$,
                  $$ SELECT xm.responses(a), round(xm.mean(a)::numeric, 9), round(xm.mean(b)::numeric, 9), round(c.difference::numeric, 9), round(c.std_error::numeric, 9), round(c.p_value::numeric, 12) FROM (SELECT xm.ratings(rating) FILTER (WHERE area = 'B' AND flown = 'once') AS a, xm.ratings(rating) FILTER (WHERE NOT coalesce(area = 'B' AND flown = 'once', false)) AS b FROM answer) q, xm.compare(a, b) c $$,
                  'against all others, those without a value among them');
SELECT is((SELECT count(*) FROM spot WHERE responses < 20), 0::bigint, 'enough respondents');
SELECT is((SELECT count(*) FROM spot WHERE attributes ? 'flown' AND attributes ->> 'flown' IS NULL), 0::bigint, 'NULL is no value');
SELECT ok((SELECT bool_and(q_value >= p_value AND q_value <= 1) FROM spot), 'q-values');
SELECT is((SELECT explained_by FROM spot WHERE attributes = '{"area": "C", "woman": "true"}'), NULL, 'news is explained by nothing');
SELECT is((SELECT string_agg(DISTINCT (shrunken IS NULL)::text, ' ') FROM spot WHERE attributes ? 'area' AND (SELECT count(*) FROM jsonb_object_keys(attributes)) = 1), 'false', 'four areas are drawn to their mean');
SELECT is((SELECT string_agg(DISTINCT (shrunken IS NULL)::text, ' ') FROM spot WHERE attributes ? 'woman' AND (SELECT count(*) FROM jsonb_object_keys(attributes)) = 1), 'true', 'two values are too few');
SELECT is((SELECT max((SELECT count(*) FROM jsonb_object_keys(attributes))) FROM (SELECT xm.hot_spots(rating, x, 'nps', 3, 5) AS h FROM answer a, LATERAL (SELECT a.area, a.flown, a.woman) x) q, unnest(h)), 3::bigint, 'up to depth attributes');
SELECT results_eq($$ SELECT attributes, responses FROM (SELECT xm.hot_spots(rating, area, 'mean', 1) AS h FROM answer) q, unnest(h) ORDER BY 1 $$, $$ VALUES ('{"x1": "A"}'::jsonb, 150::bigint), ('{"x1": "B"}', 150), ('{"x1": "C"}', 150), ('{"x1": "D"}', 150) $$, 'a scalar is x1');
SELECT is((SELECT xm.hot_spots(rating, area)::text FROM answer WHERE false), NULL, 'no rows: NULL');
SELECT is((SELECT cardinality(xm.hot_spots(rating, area)) FROM answer WHERE i < 10), 0, 'too few respondents: no rows');
SELECT is(pg_temp.refusal('SELECT xm.hot_spots(rating, area, ''mean'', 0) FROM answer'), '22023 depth 0 is outside the allowed range: from 1', 'no depth');
SELECT is(pg_temp.refusal('SELECT xm.hot_spots(rating, area, ''csat'') FROM answer'), (SELECT pg_temp.refusal('SELECT xm.score(xm.ratings(rating), ''csat'') FROM answer WHERE rating > 5 OR rating = 0 GROUP BY i ORDER BY i LIMIT 1')), 'a rating outside the metric''s range');
SELECT matches(pg_temp.refusal('SELECT xm.hot_spots(rating + 0.5, area) FROM answer'), '^22023 rating [0-9.]+ is outside', 'a rating that is not whole');
SET LOCAL parallel_setup_cost = 0; SET LOCAL parallel_tuple_cost = 0; SET LOCAL min_parallel_table_scan_size = 0; SET LOCAL max_parallel_workers_per_gather = 2;
SELECT is((SELECT xm.hot_spots(rating, ROW(area, flown, woman))::text FROM answer), (SELECT xm.hot_spots(rating, ROW(area, flown, woman) ORDER BY i DESC)::text FROM answer), 'parallel workers and another order give the same digits');
SELECT * FROM finish();
ROLLBACK;
