-- A thousand random splits of real answers (test/data/README.md): the rollup is the whole.
\i test/pgtap/include/begin.psql
SELECT plan(20);
CREATE TEMP TABLE tally (school text, side text, item text, rating int, answers int);
\copy tally FROM 'test/data/schools.csv' (FORMAT csv, HEADER)
CREATE TEMP TABLE answer AS SELECT school, side, rating, 0.5 + (hashint4(row_number() OVER ()::int) & 1023) / 512.0 AS weight FROM tally, generate_series(1, answers);
CREATE TEMP TABLE unit AS SELECT school, xm.ratings(rating) FILTER (WHERE side = 'employee') AS ex, xm.ratings(rating) FILTER (WHERE side = 'customer') AS cx FROM answer GROUP BY school;
SELECT setseed(0.2);

CREATE TEMP TABLE split AS
SELECT n, xm.rollup(r) AS r, xm.rollup(w) AS w
FROM (SELECT n, part, xm.ratings(rating) AS r, xm.ratings(rating, weight) AS w
      FROM (SELECT n, floor(random() * (1 + n % 100))::int AS part, rating, weight FROM generate_series(1, 1000) n, answer) a GROUP BY n, part) p
GROUP BY n;
SELECT is((SELECT count(DISTINCT r::text) || ' ' || min(r::text) FROM split), (SELECT '1 ' || xm.ratings(rating)::text FROM answer), 'unweighted: bit for bit, a thousand times');
SELECT cmp_ok((SELECT max(abs(d.weight / t.weight - 1)) FROM split, xm.distribution(w) d JOIN (SELECT e.* FROM (SELECT xm.ratings(rating, weight) AS w FROM answer) x, xm.distribution(w) e) t USING (rating)),
              '<=', 1e-12::float8, 'weighted: to 1e-12');
CREATE TEMP TABLE linked AS
SELECT n, xm.rollup(l) AS l
FROM (SELECT n, part, xm.link(ex, cx) AS l FROM (SELECT n, floor(random() * (1 + n % 20))::int AS part, ex, cx FROM generate_series(1, 1000) n, unit) a GROUP BY n, part) p
GROUP BY n;
SELECT is((SELECT count(*) FROM linked, xm.linkage_summary(l) s WHERE s.units = 56), 1000::bigint, 'a thousand splits of the schools');
SELECT cmp_ok((SELECT max(greatest(abs(s.r / t.r - 1), abs(s.slope / t.slope - 1), abs(s.ex_reliability / t.ex_reliability - 1)))
               FROM linked, xm.linkage_summary(l) s, (SELECT e.* FROM (SELECT xm.link(ex, cx) AS l FROM unit) x, xm.linkage_summary(l) e) t), '<=', 1e-12::float8, 'linkage: to 1e-12');
CREATE TEMP TABLE stay AS SELECT rating + (hashint4(row_number() OVER ()::int) & 63) AS days, weight > 1.2 AS gone, rating, side = 'customer' AS customer, ceil(weight * 3)::int AS visits, hashtext(school) & 7 AS wait FROM answer;
CREATE TEMP TABLE lived AS
SELECT n, xm.rollup(s) AS s, xm.rollup(f) AS f, xm.rollup(m) AS m
FROM (SELECT n, part, xm.survival(days, gone) AS s, xm.survival(CASE WHEN part % 2 = 0 THEN days / 4.0 ELSE days END, gone) AS f, xm.moments(rating, customer, visits, wait, days) AS m
      FROM (SELECT n, CASE WHEN n % 2 = 0 THEN days % 2 ELSE floor(random() * (1 + n % 100))::int * 2 END AS part, stay.* FROM generate_series(1, 1000) n, stay) a GROUP BY n, part) p
GROUP BY n;
SELECT is((SELECT count(DISTINCT s::text) || ' ' || min(s::text) FROM lived), (SELECT '1 ' || xm.survival(days, gone)::text FROM stay), 'survival: bit for bit, a thousand times');
SELECT is((SELECT string_agg(DISTINCT f::text, ' ' ORDER BY f::text) FROM lived), (SELECT string_agg(f::text, ' ' ORDER BY f::text) FROM (SELECT xm.survival(days / 4.0, gone) AS f FROM stay UNION ALL SELECT xm.survival(CASE WHEN days % 2 = 0 THEN days / 4.0 ELSE days END, gone) FROM stay) t), 'of fractional and of mixed times, too');
SELECT is((SELECT count(DISTINCT d) || ' ' || min(d) FROM (SELECT n, string_agg(d::text || e::text, ' ' ORDER BY d.driver) AS d FROM lived CROSS JOIN LATERAL xm.drivers(m, 'x5') d JOIN LATERAL xm.drivers(m, 'x5', 'relative_weights') e USING (driver) GROUP BY n) t),
          (SELECT '1 ' || string_agg(d::text || e::text, ' ' ORDER BY d.driver) FROM (SELECT xm.moments(rating, customer, visits, wait, days) AS m FROM stay) t CROSS JOIN LATERAL xm.drivers(m, 'x5') d JOIN LATERAL xm.drivers(m, 'x5', 'relative_weights') e USING (driver)), 'drivers from moments of integers: bit for bit');
CREATE TEMP TABLE client AS SELECT row_number() OVER () AS i, hashtext(school) & 15 AS g, xm.pvq21(ARRAY(SELECT 1 + (hashint4(k * 32 + q) & 2147483647) % (2 + ((rating + q + (hashtext(school) & 15)) & 3)) FROM generate_series(1, 21) q)) AS p
FROM (SELECT school, rating, row_number() OVER (ORDER BY school, side, item, rating)::int AS k FROM tally) t;
CREATE TEMP TABLE grouped AS
SELECT n, g, xm.rollup(s) AS s
FROM (SELECT n, g, part, xm.profiles(p) AS s FROM (SELECT n, floor(random() * (1 + n % 20))::int AS part, client.* FROM generate_series(1, 1000) n, client WHERE i <= 400) a GROUP BY n, g, part) b
GROUP BY n, g;
SELECT is((SELECT count(DISTINCT (n, g)) || ' ' || count(DISTINCT n) || ' ' || sum((s::jsonb ->> 'n')::int) FROM grouped), (SELECT 1000 * count(DISTINCT g) || ' 1000 ' || 1000 * count(*) FROM client WHERE i <= 400), 'a thousand splits of people');
SELECT cmp_ok((SELECT max(abs(xm.similarity(s) / a - 1)) FROM (SELECT xm.rollup(s) AS s FROM grouped GROUP BY n) t, (SELECT xm.similarity(p) AS a FROM client WHERE i <= 400) w), '<=', 1e-12::float8, 'similarity: to 1e-12');
SELECT cmp_ok((SELECT max(greatest(abs(e / b - 1), abs(f / c - 1))) FROM (SELECT xm.explained(s) AS e, xm.explained_adjusted(s) AS f FROM grouped GROUP BY n) t, (SELECT xm.explained(g, p) AS b, xm.explained_adjusted(g, p) AS c FROM client WHERE i <= 400) w), '<=', 1e-12::float8, 'explained: to 1e-12');
-- Deciding keeps states that nobody stores: rows in a hundred orders, and states of ratings in a hundred splits.
CREATE TEMP TABLE asked AS SELECT i, side, school, rating, weight, chr(65 + abs(hashtext(school)) % 4) AS area, hashint4(i) > 0 AS woman FROM (SELECT row_number() OVER (ORDER BY school, side, rating, weight)::int AS i, answer.* FROM answer) a WHERE i % 7 = 0;
CREATE TEMP TABLE margin AS SELECT xm.raking(x, '{"area": {"A": 1, "B": 2, "C": 2, "D": 1}, "woman": {"false": 1, "true": 1}}') AS w FROM asked a, LATERAL (SELECT a.area, a.woman) x;
CREATE TEMP TABLE ordered AS
SELECT n, v.* FROM generate_series(1, 100) n, LATERAL (
  SELECT xm.raking(x, '{"area": {"A": 1, "B": 2, "C": 2, "D": 1}, "woman": {"false": 1, "true": 1}}', weight ORDER BY hashint8(i * 1000::bigint + n))::text AS raking,
         xm.calibrated(rating, w, x, 'mean', weight ORDER BY hashint8(i * 1000::bigint + n))::text AS calibrated,
         xm.hot_spots(rating, x, 'mean', 2, 5 ORDER BY hashint8(i * 1000::bigint + n))::text AS hot_spots, xm.r_indicator(rating > 2, x ORDER BY hashint8(i * 1000::bigint + n))::text AS r_indicator,
         xm.worth(m, 'x1', 1, weight, ARRAY[rating, a.woman::int] ORDER BY hashint8(i * 1000::bigint + n))::text AS worth
  FROM asked a, margin, (SELECT xm.logit(woman, ARRAY[rating, hashtext(school) & 7]) AS m FROM asked) l, LATERAL (SELECT a.area, a.woman) x) v;
SELECT is((SELECT count(DISTINCT raking) || ' ' || count(raking) FROM ordered), '1 100', 'raking: bit for bit, whatever the order of weighted rows');
SELECT is((SELECT count(DISTINCT calibrated) || ' ' || count(calibrated) FROM ordered), '1 100', 'calibrated');
SELECT is((SELECT count(DISTINCT hot_spots) || ' ' || count(hot_spots) FROM ordered), '1 100', 'hot_spots');
SELECT is((SELECT count(DISTINCT r_indicator) || ' ' || count(r_indicator) FROM ordered), '1 100', 'r_indicator');
SELECT is((SELECT count(DISTINCT worth) || ' ' || count(worth) FROM ordered), '1 100', 'worth');
CREATE TEMP TABLE parted AS SELECT n, school, abs(hashtext(school)) % 6 AS period, area, part, xm.ratings(rating) AS r FROM (SELECT n, floor(random() * (1 + n % 20))::int AS part, asked.* FROM generate_series(1, 100) n, asked) a GROUP BY n, school, area, part;
CREATE TEMP TABLE decided AS
SELECT n, xm.compare_all(area, r)::text AS compare_all, xm.significance(area, r)::text AS significance, xm.action_effect(school, area < 'C', period > 2, r)::text AS effect,
       xm.parallel_trends(area || period % 2, area < 'C', period, r)::text AS trends
FROM parted GROUP BY n;
SELECT is((SELECT count(DISTINCT compare_all) || ' ' || count(compare_all) FROM decided), '1 100', 'compare_all: bit for bit, whatever the split of unweighted rows');
SELECT is((SELECT count(DISTINCT significance) || ' ' || count(significance) FROM decided), '1 100', 'significance');
SELECT is((SELECT count(DISTINCT effect) || ' ' || count(effect) FROM decided), '1 100', 'action_effect');
SELECT is((SELECT count(DISTINCT trends) || ' ' || count(trends) FROM decided), '1 100', 'parallel_trends');
SELECT is((SELECT count(DISTINCT v) || ' ' || count(v) FROM (SELECT n, xm.control_chart(date '2026-01-01' + period, r ORDER BY hashint4(period + n))::text AS v FROM (SELECT n, period, xm.rollup(r) AS r FROM parted GROUP BY n, period) p GROUP BY n) q), '1 100', 'control_chart');
SELECT * FROM finish();
ROLLBACK;
