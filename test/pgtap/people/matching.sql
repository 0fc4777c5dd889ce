\i test/pgtap/include/begin.psql
SELECT plan(57);

-- Similarity and levels
SELECT is((SELECT string_agg(round(xm.jaro_winkler(a, b)::numeric, 4)::text, ' ' ORDER BY a) FROM (VALUES ('MARTHA', 'MARHTA'), ('DIXON', 'DICKSONX'), ('DWAYNE', 'DUANE')) v(a, b)), '0.8133 0.8400 0.9611', 'the published examples (Winkler 1990)');
SELECT is((SELECT array_agg(xm.jaro_winkler(a, b)) FROM (VALUES ('', ''), ('', 'a'), ('a', 'a'), ('a', 'b'), ('ab', 'ba')) v(a, b)), '{1,0,1,0,0}', 'empty and short texts');
SELECT is((SELECT count(xm.jaro_winkler(a, b)) FROM (VALUES ('a', NULL), (NULL, 'a')) v(a, b)), 0::bigint, 'NULL for a NULL');
SELECT ok((SELECT bool_and(xm.jaro_winkler(a, b) = xm.jaro_winkler(translate(a, 'é田中山本İıß', 'EABCDFGH'), translate(b, 'é田中山本İıß', 'EABCDFGH'))) FROM (VALUES ('田中', '田山'), ('山本中田', '山中本田'), ('İzmir', 'ızmir'), ('Café', 'Cafe'), ('Strauß', 'Strauss'), (repeat('田', 70) || '中', repeat('田', 70) || '山')) v(a, b)),
          'a character is a code point, whatever its bytes');
SELECT ok(xm.jaro_winkler(U&'Zoe\0308', 'Zoë') < 1 AND xm.jaro_winkler(normalize(U&'Zoe\0308'), 'Zoë') = 1, 'combining accents: normalize() first');
SELECT is(xm.jaro_winkler(repeat('ab', 5000), repeat('ab', 5000)), 1::float8, 'long texts');
SELECT is((SELECT array_agg(xm.match_levels(v, 0.7, 0.9, 1) ORDER BY i) FROM unnest('{0.5,0.7,0.8999,0.9,0.92,1,-1,2,Infinity,-Infinity}'::float8[]) WITH ORDINALITY t(v, i)), '{0,1,1,2,2,3,0,3,3,0}', 'levels');
SELECT is(xm.match_levels(0.8, VARIADIC '{}'), 0, 'no threshold: level 0');
SELECT is((SELECT count(l) FROM (VALUES (xm.match_levels(NULL, 0.7)), (xm.match_levels(0.7, NULL, 0.9))) v(l)), 0::bigint, 'NULL for a NULL');
SELECT matches(pg_temp.refusal('SELECT xm.match_levels(0.8, 0.9, 0.7)'), '^22023 threshold 0.7 follows 0.9[^(]*$', 'they ascend');
SELECT matches(pg_temp.refusal('SELECT xm.match_levels(0.8, 0.7, 0.7)'), '^22023 [^(]*$', 'without two the same');
SELECT matches(pg_temp.refusal($$ SELECT xm.match_levels('NaN', 0.7) $$), '^22023 [^(]*NaN[^(]*$', 'NaN');
SELECT matches(pg_temp.refusal($$ SELECT xm.match_levels(1, 0.7, 'NaN') $$), '^22023 threshold 2 is NaN[^(]*$', 'NaN');

-- Pairs of a truth: the same person (class 0), relatives (1), others (2); levels of first name, family name, birthday, city, street
CREATE TABLE truth AS
SELECT i, class, ARRAY[CASE class WHEN 0 THEN CASE WHEN d1 < .9 THEN 2 WHEN d1 < .96 THEN 1 ELSE 0 END ELSE CASE WHEN d1 < .02 THEN 2 WHEN d1 < .06 THEN 1 ELSE 0 END END,
  CASE class WHEN 0 THEN (d2 < .9)::int WHEN 1 THEN (d2 < .85)::int ELSE (d2 < .04)::int END, CASE class WHEN 0 THEN CASE WHEN d3 < .92 THEN 2 WHEN d3 < .97 THEN 1 ELSE 0 END ELSE CASE WHEN d3 < .01 THEN 2 WHEN d3 < .04 THEN 1 ELSE 0 END END,
  CASE class WHEN 0 THEN (d4 < .8)::int WHEN 1 THEN (d4 < .9)::int ELSE (d4 < .05)::int END, CASE WHEN d6 < .1 THEN NULL ELSE CASE class WHEN 0 THEN (d5 < .7)::int WHEN 1 THEN (d5 < .8)::int ELSE (d5 < .01)::int END END] AS levels
FROM (SELECT i, CASE WHEN i % 100 < 3 THEN 0 WHEN i % 100 < 11 THEN 1 ELSE 2 END AS class, r[1] AS d1, r[2] AS d2, r[3] AS d3, r[4] AS d4, r[5] AS d5, r[6] AS d6
      FROM generate_series(1, 20000) i, LATERAL (SELECT array_agg((hashint8(i * 8::bigint + v) & 1048575) / 1048576.0) AS r FROM generate_series(1, 6) v) draw) s;
CREATE TABLE m AS
SELECT (SELECT xm.fellegi_sunter(levels, '{"labels": ["first", "last", "born", "city", "street"]}') FROM truth WHERE class <> 1) AS two, (SELECT xm.fellegi_sunter(levels) FROM truth) AS mixed,
       (SELECT xm.fellegi_sunter(levels, '{"classes": 3, "labels": ["first", "last", "born", "city", "street"]}') FROM truth) AS three, (SELECT xm.match_u(levels, '{first,last,born,city,street}') FROM truth WHERE class = 2) AS u;
SELECT results_eq($$ SELECT f.pairs, abs(f.prior - 0.0326) < 0.003, f.iterations BETWEEN 2 AND 1000, f.log_likelihood < 0, f.dependence < 0.1 FROM m, xm.match_fit(two) f $$, 'VALUES (18400::bigint, true, true, true, true)', 'the fit: as many match as do');
SELECT is((SELECT count(*) FROM m, xm.match_table(two) t WHERE (t.variable, t.level, t.class) IN (('first', 2, 'match'), ('last', 1, 'match'), ('born', 2, 'match')) AND abs(t.probability - 0.9) < 0.03), 3::bigint, 'm comes back');
SELECT is((SELECT string_agg(variable || level || class, ' ' ORDER BY n) FROM m, xm.match_table(three) WITH ORDINALITY t(variable, level, class, probability, weight, n) WHERE variable IN ('last', 'city')),
          'last0match last0related last0differs last1match last1related last1differs city0match city0related city0differs city1match city1related city1differs', 'rows of the table');
SELECT ok((SELECT bool_and(CASE class WHEN 'match' THEN abs(weight - log(2, (probability / (SELECT o.probability FROM m, xm.match_table(three) o WHERE (o.variable, o.level, o.class) = (t.variable, t.level, 'differs')))::numeric)) < 1e-9 ELSE weight IS NULL END) FROM m, xm.match_table(three) t), 'weights against differs, in the rows of match');
SELECT cmp_ok((SELECT max(abs(s - 1)) FROM (SELECT sum(probability) AS s FROM m, xm.match_table(three) GROUP BY variable, class) q), '<', 1e-6::float8, 'shares add up');
SELECT ok((SELECT max(abs(said - happened) - 3 * error) < 0.02 FROM (SELECT avg(p) AS said, avg((class = 0)::int) AS happened, sqrt(sum(p * (1 - p))) / count(*) AS error FROM (SELECT class, xm.match_probability(two, levels) AS p FROM m, truth WHERE class <> 1) q GROUP BY width_bucket(p, 0, 1, 10)) b),
          'probabilities are what happens');
-- Families: two classes take relatives for the same person, three do not.
CREATE FUNCTION pg_temp.relatives(model xm.match_model) RETURNS float8 LANGUAGE sql AS $$ SELECT avg((class = 1)::int) FROM truth WHERE xm.match_probability(model, levels) >= 0.99 $$;
SELECT cmp_ok((SELECT pg_temp.relatives(mixed) FROM m), '>', 0.3::float8, 'two classes merge families');
SELECT cmp_ok((SELECT pg_temp.relatives(three) FROM m), '<=', 0.01::float8, 'three do not');
SELECT cmp_ok((SELECT count(*) FROM m, truth WHERE class = 0 AND xm.match_probability(three, levels) >= 0.99), '>', 300::bigint, 'and find the same people');
SELECT is((SELECT string_agg(DISTINCT t.variable, ' ' ORDER BY t.variable) FROM m, xm.match_table(mixed) t), 'x1 x2 x3 x4 x5', 'names by default');

-- Evidence
CREATE TABLE evidence AS SELECT levels FROM (VALUES ('{2,1,2,1,1}'::int[]), ('{0,0,0,0,0}'), ('{1,1,NULL,0,NULL}'), ('{NULL,NULL,NULL,NULL,NULL}')) v(levels);
SELECT cmp_ok((SELECT max(abs(xm.match_weight(two, levels) - (SELECT coalesce(sum(weight), 0) FROM xm.match_table(two) WITH ORDINALITY t(variable, level, class, probability, weight, n) WHERE class = 'match' AND level = levels[array_position('{first,last,born,city,street}', variable)]))) FROM m, evidence), '<', 1e-9::float8, 'weights of levels add up');
SELECT cmp_ok((SELECT max(abs(xm.match_probability(model, levels, p) - p * b / (1 - p + p * b))) FROM m, (VALUES (1e-6), (0.3), (0.999)) v(p), evidence, LATERAL (VALUES (two), (three)) w(model), LATERAL (SELECT power(2, xm.match_weight(model, levels)) AS b) x), '<', 1e-12::float8, 'Bayes, with any prior');
SELECT ok((SELECT bool_and(abs(xm.match_probability(model, levels) - f.prior) < 1e-12 AND abs(xm.match_weight(model, levels)) < 1e-12 AND xm.match_probability(model, levels, NULL) = xm.match_probability(model, levels)) FROM m, LATERAL (VALUES (two), (three)) w(model), xm.match_fit(model) f, evidence WHERE levels[1] IS NULL AND levels[2] IS NULL), 'nothing known: the prior');
SELECT is((SELECT xm.match_probability(NULL, levels) FROM evidence LIMIT 1), NULL, 'no model: NULL');
SELECT is((SELECT count(p) FROM m, LATERAL (VALUES (xm.match_probability(two, NULL)), (xm.match_weight(two, NULL)), (xm.match_weight(NULL, '{1}'))) v(p)), 0::bigint, 'NULL for a NULL');
SELECT is((SELECT xm.match_weight(two, '[0:4]={2,1,2,1,1}') = xm.match_weight(two, '{2,1,2,1,1}') FROM m), true, 'subscripts do not matter');

-- u of random pairs
SELECT results_eq($$ SELECT t.class, count(t.probability), count(t.weight) FROM m, xm.match_table(u) t GROUP BY 1 ORDER BY 1 $$, $$ VALUES ('differs', 12::bigint, 0::bigint), ('match', 0, 0) $$, 'match_u knows no matches');
SELECT results_eq($$ SELECT f.pairs, f.prior IS NULL AND f.iterations IS NULL AND f.log_likelihood IS NULL FROM m, xm.match_fit(u) f $$, 'VALUES (17800::bigint, true)', 'nor a prior');
SELECT is((SELECT t.probability FROM (SELECT xm.match_u(ARRAY[CASE WHEN i > 10 THEN i % 2 * 2 END, 1]) AS m FROM generate_series(1, 30) i) s, xm.match_table(m) t WHERE (variable, level, class) = ('x1', 1, 'differs')), 0.5 / 20::float8, 'a level that never occurs: half a pair');
CREATE TABLE given AS SELECT jsonb_agg(p ORDER BY n) AS u FROM (SELECT variable, array_position('{first,last,born,city,street}', variable) AS n, jsonb_agg(probability ORDER BY level) AS p FROM m, xm.match_table(u) WHERE class = 'differs' GROUP BY variable) q;
SELECT is((SELECT count(*) FROM m, given, (SELECT xm.fellegi_sunter(levels, jsonb_build_object('u', u)) AS w FROM truth, given WHERE class <> 1 GROUP BY u) s, xm.match_table(w) t WHERE class = 'differs' AND t.probability = (given.u -> substr(variable, 2)::int - 1 ->> level)::float8), 12::bigint, 'u that is given stays');
SELECT is((SELECT f.prior FROM (SELECT xm.fellegi_sunter(levels[1:2], jsonb_build_object('u', jsonb_build_array(u -> 0, u -> 1), 'prior', 0.03, 'fix_prior', true)) AS w FROM truth, given WHERE class <> 1 GROUP BY u) s, xm.match_fit(w) f), 0.03::float8, 'two variables with u and a fixed prior');
SELECT matches(pg_temp.refusal('SELECT xm.match_probability(u, ''{2,1,2,1,1}'') FROM m'), '^22023 a model of random pairs[^(]*$', 'it judges no pair');

-- Whatever the pairs are, EM ends.
SELECT ok((SELECT f.iterations <= 1000 FROM (SELECT xm.fellegi_sunter(levels) AS w FROM truth WHERE class = 2) s, xm.match_fit(w) f), 'no matches');
SELECT ok((SELECT f.iterations <= 1000 AND (SELECT sum(CASE class WHEN 'match' THEN level * probability ELSE -level * probability END / CASE WHEN variable IN ('x1', 'x3') THEN 2 ELSE 1 END) >= 0 FROM xm.match_table(w)) FROM (SELECT xm.fellegi_sunter(levels) AS w FROM truth WHERE class = 0) s, xm.match_fit(w) f), 'nothing but matches');
SELECT is((SELECT count(*) FROM (SELECT xm.fellegi_sunter(levels[1:4] || NULL::int) AS w FROM truth) s, xm.match_table(w) t WHERE variable = 'x5'), 0::bigint, 'a variable always missing');
SELECT cmp_ok((SELECT f.dependence FROM (SELECT xm.fellegi_sunter(levels || levels[1]) AS w FROM truth WHERE class <> 1) s, xm.match_fit(w) f), '>', 0.99::float8, 'two variables that say the same are seen');
SELECT is((SELECT xm.fellegi_sunter(levels)::text FROM truth WHERE false), NULL, 'no pairs: NULL');
SELECT is((SELECT xm.fellegi_sunter(NULL::int[])::text), NULL, 'nothing but NULL, too');
SELECT is((SELECT f.pairs FROM (SELECT xm.fellegi_sunter(CASE WHEN i % 2 = 0 THEN levels END) AS w FROM truth) s, xm.match_fit(w) f), 10000::bigint, 'a NULL is skipped');

-- The same bits in any order, split and plan
SELECT is((SELECT count(DISTINCT w::text) FROM (SELECT xm.fellegi_sunter(levels, '{"classes": 3}' ORDER BY i DESC) AS w FROM truth UNION ALL SELECT xm.fellegi_sunter(levels, '{"classes": 3}' ORDER BY hashint4(i)) FROM truth UNION ALL SELECT xm.fellegi_sunter(levels, '{"classes": 3}') FROM truth) q), 1::bigint, 'row order');
CREATE TEMP TABLE serial AS SELECT xm.fellegi_sunter(levels, '{"classes": 3}')::text AS t, (SELECT xm.match_u(levels)::text FROM truth) AS u FROM truth;
SET LOCAL parallel_setup_cost = 0; SET LOCAL parallel_tuple_cost = 0; SET LOCAL min_parallel_table_scan_size = 0; SET LOCAL max_parallel_workers_per_gather = 2;
SELECT matches((SELECT string_agg(l, ' ') FROM pg_temp.plan_of($$ SELECT xm.fellegi_sunter(levels, '{"classes": 3}') FROM truth $$) l), 'Partial Aggregate', 'the plan is parallel');
SELECT is((SELECT xm.fellegi_sunter(levels, '{"classes": 3}')::text FROM truth), (SELECT t FROM serial), 'a parallel plan');
SELECT is((SELECT xm.match_u(levels)::text FROM truth), (SELECT u FROM serial), 'of match_u, too');
SELECT is((SELECT count(*) FROM m, LATERAL (VALUES (two), (mixed), (three), (u)) v(w) WHERE (w::jsonb::text::xm.match_model) = w AND w::text::xm.match_model::text = w::text), 4::bigint, 'forms read back');

-- Refusals
SELECT matches(pg_temp.refusal(format('SELECT xm.fellegi_sunter(levels, %L) FROM truth', s)), '^22023 ' || named || '[^(]*$', s)
FROM (VALUES ('{"speed": 3}', 'settings: unknown setting: speed'), ('{"prior": -0.1}', 'prior -0.1'), ('{"classes": 2.5}', 'classes 2.5'), ('{"labels": ["a"]}', '1 labels for 5'), ('{"u": [[0.9, 0.1]]}', 'u has 1 variables')) v(s, named);
SELECT matches(pg_temp.refusal('SELECT xm.fellegi_sunter(CASE WHEN i = 9 THEN ''{0,-1,0,0,0}'' ELSE levels END) FROM truth'), '^22023 level -1 of variable 2[^(]*$', 'a negative level');
SELECT matches(pg_temp.refusal('SELECT xm.fellegi_sunter(CASE WHEN i = 9 THEN ''{0,1}'' ELSE levels END) FROM truth'), '^22023 2 levels in a group of pairs with 5[^(]*$', 'another number of levels');
SELECT matches(pg_temp.refusal('SELECT xm.fellegi_sunter(levels[1:2]) FROM truth'), '^22023 2 variables cannot tell the classes[^(]*$', 'too few variables');
SELECT matches(pg_temp.refusal('SELECT xm.match_weight(two, ''{2,1,2,1}'') FROM m'), '^22023 4 levels for a model of 5[^(]*$', 'evidence of another number');
SELECT matches(pg_temp.refusal('SELECT xm.match_weight(two, ''{2,1,7,1,1}'') FROM m'), '^22023 level 7 of variable 3[^(]*$', 'and of an unknown level');
SELECT * FROM finish();
ROLLBACK;
