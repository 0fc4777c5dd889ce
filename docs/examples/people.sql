-- xm.jaro_winkler
SELECT a, b, round(xm.jaro_winkler(a, b)::numeric, 3) AS similarity FROM (VALUES ('Martha', 'Marhta'), ('Katharina', 'Catharina'), ('Steinbach', 'Steinberger'), ('Moser', 'Lang')) v(a, b);
-- xm.match_levels
SELECT a, b, xm.match_levels(xm.jaro_winkler(a, b), 0.8, 0.92, 1) AS level FROM (VALUES ('Moser', 'Moser'), ('Moser', 'Mooser'), ('Moser', 'Motzer'), ('Moser', 'Lang')) v(a, b);
-- xm.fellegi_sunter
SELECT f.pairs, round(f.prior::numeric, 3) AS prior, round(xm.match_probability(m, '{2,1,1,1}')::numeric, 4) AS all_agree, round(xm.match_probability(m, '{0,1,0,1}')::numeric, 4) AS family
FROM (SELECT xm.fellegi_sunter(CASE kind WHEN 0 THEN ARRAY[2 - (d % 11 = 0)::int, (d % 9 > 0)::int, (d % 10 > 0)::int, (d % 5 > 0)::int] WHEN 1 THEN ARRAY[(d % 23 = 0)::int * 2, (d % 7 > 0)::int, (d % 29 = 0)::int, (d % 8 > 0)::int]
                                    ELSE ARRAY[(d % 17 = 0)::int * (1 + d % 2), (d % 13 = 0)::int, (d % 19 = 0)::int, (d % 12 = 0)::int] END, '{"labels": ["first", "last", "born", "city"], "classes": 3}') AS m
      FROM (SELECT CASE WHEN i % 20 = 0 THEN 0 WHEN i % 20 = 1 THEN 1 ELSE 2 END AS kind, hashint4(i) & 1048575 AS d FROM generate_series(1, 20000) i) pair) s, xm.match_fit(m) f;
-- xm.match_u
SELECT t.variable, t.level, round(t.probability::numeric, 4) AS u
FROM (SELECT xm.match_u(ARRAY[(a.age_group = b.age_group)::int, (a.income_group = b.income_group)::int], '{age,income}') AS m FROM customer a JOIN customer b ON b.customer = a.customer + 1 + a.customer % 500) s, xm.match_table(m) t WHERE t.class = 'differs';
-- xm.match_table
SELECT t.variable, t.level, t.class, round(t.probability::numeric, 3) AS probability, round(t.weight::numeric, 2) AS weight
FROM (SELECT xm.fellegi_sunter(CASE WHEN i % 20 = 0 THEN ARRAY[2 - (d % 11 = 0)::int, (d % 9 > 0)::int, (d % 10 > 0)::int] ELSE ARRAY[(d % 17 = 0)::int * (1 + d % 2), (d % 13 = 0)::int, (d % 19 = 0)::int] END, '{"labels": ["first", "last", "born"]}') AS m
      FROM (SELECT i, hashint4(i) & 1048575 AS d FROM generate_series(1, 20000) i) pair) s, xm.match_table(m) t WHERE t.variable = 'first';
-- xm.match_fit
SELECT f.pairs, round(f.prior::numeric, 4) AS prior, round(f.dependence::numeric, 3) AS dependence
FROM (SELECT xm.fellegi_sunter(CASE WHEN i % 20 = 0 THEN ARRAY[2 - (d % 11 = 0)::int, (d % 9 > 0)::int, (d % 10 > 0)::int] ELSE ARRAY[(d % 17 = 0)::int * (1 + d % 2), (d % 13 = 0)::int, (d % 19 = 0)::int] END) AS m
      FROM (SELECT i, hashint4(i) & 1048575 AS d FROM generate_series(1, 20000) i) pair) s, xm.match_fit(m) f;
-- xm.match_weight
SELECT levels, round(xm.match_weight(m, levels)::numeric, 2) AS weight
FROM (SELECT xm.fellegi_sunter(CASE WHEN i % 20 = 0 THEN ARRAY[2 - (d % 11 = 0)::int, (d % 9 > 0)::int, (d % 10 > 0)::int] ELSE ARRAY[(d % 17 = 0)::int * (1 + d % 2), (d % 13 = 0)::int, (d % 19 = 0)::int] END) AS m
      FROM (SELECT i, hashint4(i) & 1048575 AS d FROM generate_series(1, 20000) i) pair) s, (VALUES ('{2,1,1}'::int[]), ('{2,0,1}'), ('{2,NULL,NULL}'), ('{0,0,0}')) v(levels);
-- xm.match_probability
SELECT levels, round(xm.match_probability(m, levels)::numeric, 4) AS probability, round(xm.match_probability(m, levels, 0.001)::numeric, 4) AS where_few_match
FROM (SELECT xm.fellegi_sunter(CASE WHEN i % 20 = 0 THEN ARRAY[2 - (d % 11 = 0)::int, (d % 9 > 0)::int, (d % 10 > 0)::int] ELSE ARRAY[(d % 17 = 0)::int * (1 + d % 2), (d % 13 = 0)::int, (d % 19 = 0)::int] END) AS m
      FROM (SELECT i, hashint4(i) & 1048575 AS d FROM generate_series(1, 20000) i) pair) s, (VALUES ('{2,1,1}'::int[]), ('{2,0,1}'), ('{2,NULL,NULL}'), ('{0,0,0}')) v(levels);
-- xm.components
SELECT x.node, x.component FROM (SELECT xm.components(a, b) AS c FROM (VALUES (1, 2), (4, 2), (7, 8), (9, NULL)) link(a, b)) s, unnest(c) x;
