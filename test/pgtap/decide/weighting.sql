\i test/pgtap/include/begin.psql
SELECT plan(36);
CREATE TABLE passenger AS
SELECT i, CASE WHEN i % 10 < 5 THEN 'north' WHEN i % 10 < 8 THEN 'south' ELSE 'west' END AS region, CASE WHEN (i * 7) % 11 < 4 THEN 'old' ELSE 'young' END AS age, 0.5 + i % 3 AS base, (i * 37) % 11 AS rating
FROM generate_series(1, 500) i;
CREATE TABLE target AS SELECT '{"age": {"young": 0.45, "old": 0.55}, "region": {"south": 40, "north": 35, "west": 25}}'::jsonb AS t;
CREATE TABLE w AS
SELECT xm.raking(x, t) AS plain, xm.raking(x, t, base) AS based, xm.raking(x, t || '{"settings": {"bounds": [0.5, 2], "tolerance": 1e-12}}') AS bound
FROM passenger p, target, LATERAL (SELECT p.region, p.age) x;
CREATE TEMP VIEW weighted AS SELECT p.*, xm.weight(plain, x) AS plain, xm.weight(based, x) AS based, xm.weight(bound, x) AS bound FROM passenger p, w, LATERAL (SELECT p.region, p.age) x;

SELECT results_eq($$ SELECT round((sum(plain) FILTER (WHERE age = 'old') / sum(plain))::numeric, 8), round((sum(plain) FILTER (WHERE region = 'south') / count(*))::numeric, 8), round((sum(base * based) FILTER (WHERE region = 'west') / sum(base))::numeric, 8), round((sum(bound) FILTER (WHERE age = 'old') / count(*))::numeric, 8) FROM weighted $$,
                  'VALUES (0.55, 0.40, 0.25, 0.55)', 'margins are met, the mean factor is 1');
SELECT ok((SELECT min(bound) >= 0.5 - 1e-12 AND max(bound) <= 2 + 1e-12 AND (max(plain) > 2 OR min(plain) < 0.5) FROM weighted), 'bounds are kept');
SELECT results_eq($$ SELECT variable, category, responses, target, round(before::numeric, 3), round(after::numeric, 8) FROM w, xm.weighting_table(plain) $$,
                  $$ VALUES ('region', 'north', 250::bigint, 0.35::float8, 0.5, 0.35), ('region', 'south', 150, 0.4, 0.3, 0.4), ('region', 'west', 100, 0.25, 0.2, 0.25), ('age', 'old', 182, 0.55, 0.364, 0.55), ('age', 'young', 318, 0.45, 0.636, 0.45) $$, 'the table');
SELECT cmp_ok((SELECT max(abs(r.factor * a.factor / p.plain - 1)) FROM weighted p, w, xm.weighting_table(w.plain) r, xm.weighting_table(w.plain) a WHERE r.category = p.region AND a.category = p.age), '<', 1e-12::float8, 'factors multiply to the weight');
SELECT cmp_ok((SELECT abs(sum(before * factor) - 1) FROM w, xm.weighting_table(plain) WHERE variable = 'age'), '<', 1e-12::float8, 'the second variable has a mean of 1');
SELECT is((SELECT count(factor) FROM w, xm.weighting_table(bound)), 0::bigint, 'no factors within bounds');
SELECT results_eq($$ SELECT f.responses, f.max_deviation <= 1e-9, round(f.min_weight::numeric, 9), round(f.design_effect::numeric, 9), round(f.effective_n::numeric, 6) FROM w, xm.weighting_fit(based) f $$,
                  $$ SELECT count(*), true, round(min(base * based)::numeric, 9), round((count(*) * sum((base * based) ^ 2) / sum(base * based) ^ 2)::numeric, 9), round((sum(base * based) ^ 2 / sum((base * based) ^ 2))::numeric, 6) FROM weighted $$, 'the fit');
SELECT is((SELECT xm.weight(plain, x) FROM w, (SELECT 'old' AS age, 'west' AS region) x), (SELECT max(plain) FROM weighted WHERE age = 'old' AND region = 'west'), 'columns by name, in any order');
SELECT is((SELECT xm.weight(plain, x) FROM w, (SELECT NULL::text AS age, 'west' AS region) x), NULL, 'NULL for a NULL');
SELECT matches(pg_temp.refusal($$ SELECT xm.weight(plain, x) FROM w, (SELECT 'old' AS age, 'east' AS region) x $$), '^22023 unknown category "east" of variable "region"$', 'an unknown category');
SELECT matches(pg_temp.refusal($$ SELECT xm.weight(plain, x) FROM w, (SELECT 'old' AS age) x $$), '^22023 no column "region"[^(]*$', 'a variable that is missing');
SELECT matches(pg_temp.refusal($$ SELECT xm.weight(plain, x) FROM w, (SELECT 'old' AS age, 'west' AS region, 1 AS more) x $$), '^22023 column "more"[^(]*$', 'a column too many');
SELECT is((SELECT string_agg(DISTINCT round(xm.weight(s, v)::numeric, 6)::text, ' ') FROM (SELECT xm.raking(age, '{"x1": {"old": 1, "young": 1}}') AS s FROM passenger) q, unnest('{old,young}'::text[]) v), '0.786164 1.373626', 'a scalar is x1');
SELECT is((SELECT count(DISTINCT t) FROM (SELECT array_agg(f ORDER BY category)::text AS t FROM (SELECT 0 AS k, * FROM (SELECT xm.raking(i % 3, '{"x1": {"0": 1, "1": 2, "2": 3}}') AS s FROM passenger) a UNION ALL SELECT 1, xm.raking((i % 3)::text, '{"x1": {"0": 1, "1": 2, "2": 3}}') FROM passenger UNION ALL SELECT 2, xm.raking((i % 3)::numeric, '{"x1": {"0": 1, "1": 2, "2": 3}}') FROM passenger UNION ALL SELECT 3, xm.raking(i::bigint % 3, '{"x1": {"0": 1, "1": 2, "2": 3}}') FROM passenger) q, LATERAL (SELECT category, factor FROM xm.weighting_table(s)) f(category, f) GROUP BY k) z), 1::bigint, 'values of any type as their text');
SELECT is((SELECT string_agg(category, ' ') FROM (SELECT xm.raking(t, '{"d": {"2024-02-01": 1}, "b": {"true": 1, "false": 2}, "e": {"x": 1}}') AS s FROM (SELECT date '2024-02-01' AS d, i % 2 = 0 AS b, 'x '::char(5) AS e FROM passenger) t) q, xm.weighting_table(s)), '2024-02-01 false true x', 'dates, booleans and blanks');
SELECT is((SELECT xm.raking(x, (SELECT t FROM target))::text FROM passenger p, LATERAL (SELECT p.region, p.age) x), (SELECT plain::text FROM w), 'targets of a subquery');
SELECT is((SELECT xm.raking(x, '{"age": {"young": 0.45, "old": 0.55}, "region": {"south": 40, "north": 35, "west": 25}}')::text FROM passenger p, LATERAL (SELECT p.region, p.age) x), (SELECT plain::text FROM w), 'as they are written');
SELECT is(pg_temp.refusal($$ SELECT xm.raking(age, jsonb_build_object('x1', jsonb_build_object('old', 1, 'young', 1 + i % 2))) FROM passenger $$), '22023 two sets of targets, or two weightings or settings, in one group', 'targets that differ from row to row');
SELECT is((SELECT xm.raking(x, t)::text FROM passenger p, target, LATERAL (SELECT p.region, p.age) x WHERE false), NULL, 'no rows: NULL');
SELECT is((SELECT (plain::text::xm.weighting)::text FROM w), (SELECT plain::text FROM w), 'the text form reads back');
SELECT is((SELECT bound::jsonb::text::xm.weighting::text FROM w), (SELECT bound::text FROM w), 'through jsonb, too');

CREATE FUNCTION pg_temp.refused(targets text) RETURNS text LANGUAGE sql AS $$ SELECT pg_temp.refusal(format('SELECT xm.raking(x, %L) FROM passenger p, LATERAL (SELECT p.region, p.age) x', targets)) $$;
SELECT matches(pg_temp.refused('{"age": {"young": 1}, "region": {"north": 1, "south": 1, "west": 1}}'), '^22023 no target for category "old" of age[^(]*$', 'a category without a target');
SELECT matches(pg_temp.refused('{"age": {"young": 1, "old": 1}, "region": {"north": 1, "south": 1, "west": 1, "east": 1}}'), '^22023 .*"east"[^(]*$', 'a target without people');
SELECT matches(pg_temp.refused('{"age": {"young": 1, "old": 0}, "region": {"north": 1, "south": 1, "west": 1}}'), '^22023 target 0 of category "old"[^(]*$', 'a target of nothing');
SELECT matches(pg_temp.refused('{"age": {"young": 1, "old": 1}}'), '^22023 no targets for variable "region"$', 'a variable without targets');
SELECT matches(pg_temp.refused('{"age": {"young": 1, "old": 1}, "region": {"north": 1, "south": 1, "west": 1}, "income": {"x": 1}}'), '^22023 .*"income"[^(]*$', 'targets without a variable');
SELECT is(pg_temp.refused('{"age": {"young": 1, "old": 1}, "settings": {"limits": [0, 1]}}'), '22023 targets: unknown setting: limits', 'an unknown setting');
SELECT matches(pg_temp.refused('{"age": {"young": 9, "old": 1}, "region": {"north": 1, "south": 1, "west": 1}, "settings": {"bounds": [0.9, 1.1]}}'), '^22023 bounds 0.9 and 1.1 cannot be met[^(]*$', 'bounds that cannot be met');
SELECT matches(pg_temp.refused('{"age": {"young": 1, "old": "x"}}'), '^22023 targets: this is no number: old$', 'a target that is no number');
SELECT matches(pg_temp.refusal($$ SELECT xm.raking(x, '{"a": {"x": 1, "y": 1}}') FROM (VALUES ('x'), ('y'), (NULL)) v(a), LATERAL (SELECT v.a) x $$), '^22023 the category of variable "a" is NULL$', 'NULL in a category');
SELECT matches(pg_temp.refusal($$ SELECT xm.raking(age, '{"x1": {"young": 1, "old": 1}}', -base) FROM passenger $$), '^22023 weight -[^(]*$', 'a negative weight');

SELECT cmp_ok((SELECT abs((c).value - v) + abs((c).effective_n - n) FROM (SELECT xm.calibrated(rating, w.plain, x) AS c FROM passenger p, w, LATERAL (SELECT p.region, p.age) x) q, (SELECT sum(plain * rating) / sum(plain) AS v, sum(plain) ^ 2 / sum(plain ^ 2) AS n FROM weighted) z), '<', 1e-9::float8, 'calibrated: the weighted score');
SELECT cmp_ok((SELECT (c).std_error FROM (SELECT xm.calibrated(CASE p.age WHEN 'old' THEN 3 ELSE 7 END + (p.region = 'west')::int, w.based, x, 'mean', base, 0.9) AS c FROM passenger p, w, LATERAL (SELECT p.region, p.age) x) q), '<', 1e-9::float8, 'what the margins tell has no error');
SELECT ok((SELECT bool_and((c).lower < (c).value AND (c).value < (c).upper AND (c).responses = 500) FROM (SELECT xm.calibrated(rating, w.bound, x, m::xm.metric) AS c FROM passenger p, w, LATERAL (SELECT p.region, p.age) x, unnest('{nps,"share[9,10]","index[0,10]"}'::text[]) m GROUP BY m) q), 'of every metric');
SET LOCAL parallel_setup_cost = 0; SET LOCAL parallel_tuple_cost = 0; SET LOCAL min_parallel_table_scan_size = 0; SET LOCAL max_parallel_workers_per_gather = 2;
SELECT matches((SELECT string_agg(l, ' ') FROM pg_temp.plan_of($$ SELECT xm.raking(age, '{"x1": {"old": 1, "young": 1}}', base) FROM passenger $$) l), 'Partial Aggregate', 'the plan is parallel');
SELECT is((SELECT xm.raking(ROW(region, age), '{"f1": {"north": 1, "south": 2, "west": 3}, "f2": {"old": 1, "young": 1}}', base)::text FROM passenger), (SELECT xm.raking(ROW(region, age), '{"f1": {"north": 1, "south": 2, "west": 3}, "f2": {"old": 1, "young": 1}}', base ORDER BY i DESC)::text FROM passenger), 'parallel workers and another order give the same digits');
SELECT * FROM finish();
ROLLBACK;
