\i test/pgtap/include/begin.psql
SELECT plan(17);
CREATE TABLE customer AS SELECT i, i % 2 AS complaint, (i * 7) % 5 + sin(i) AS wait, 10 + i % 30 AS spend, sin(i * 12.9898) + (i % 2) * 0.8 > 0.5 AS gone, 'text' AS note FROM generate_series(1, 300) i;
CREATE TABLE f AS SELECT xm.logit(c.gone, x) AS logit, xm.linear(xm.moments(y), 'spend') AS linear, xm.cox(c.spend, c.gone, x) AS cox FROM customer c, LATERAL (SELECT c.complaint, c.wait) x, LATERAL (SELECT c.spend, c.complaint, c.wait) y;

CREATE TEMP VIEW w AS SELECT (xm.worth(logit, 'complaint', -1, spend, complaint, wait)).* FROM f, customer;
SELECT cmp_ok((SELECT abs(value - (SELECT sum(spend * (xm.predict(logit, complaint - 1, wait) - xm.predict(logit, complaint, wait))) FROM f, customer)) FROM w), '<', 1e-9::float8, 'the sum of amount times what the prediction does');
SELECT is((SELECT customers || ' ' || (per_customer = value / 300) || ' ' || (lower < value AND value < upper) FROM w), '300 true true', 'customers and interval');
SELECT is((SELECT xm.worth(logit, 'complaint', -1, spend, c.*)::text FROM f, customer c), (SELECT w::text FROM w), 'a row takes the values by name, further columns ignored');
SELECT is((SELECT xm.worth(logit, 'complaint', -1, spend, ARRAY[complaint, wait])::text FROM f, customer), (SELECT w::text FROM w), 'an array in the order of the terms');
SELECT is((SELECT round((v).value::numeric, 9) FROM (SELECT xm.worth(linear, 'wait', -2, 3, complaint, wait) AS v FROM f, customer) q), (SELECT round((-2 * 3 * 300 * c.estimate)::numeric, 9) FROM f, xm.coefficients(linear) c WHERE term = 'wait'), 'linear: coefficient times change times amounts');
SELECT is((SELECT (v).customers FROM (SELECT xm.worth(logit, 'wait', 1, NULLIF(spend, 20), complaint, NULLIF(wait, sin(10))) AS v FROM f, customer) q), (SELECT count(*) FROM customer WHERE spend <> 20 AND wait <> sin(10)), 'a row with a NULL is skipped');
SELECT is((SELECT (v).customers FROM (SELECT xm.worth(logit, 'wait', 1, spend, t) AS v FROM f, (SELECT NULLIF(complaint, 1) AS complaint, wait, spend FROM customer) t) q), 150::bigint, 'in a row, too');
SELECT is((SELECT xm.worth(logit, 'wait', 1, spend, complaint, wait)::text FROM f, customer WHERE false), NULL, 'no rows: NULL');
SELECT matches(pg_temp.refusal('SELECT xm.worth(cox, ''wait'', 1, spend, complaint, wait) FROM f, customer'), '^22023 a Cox model[^(]*$', 'a Cox model');
SELECT matches(pg_temp.refusal('SELECT xm.worth(logit, ''morale'', 1, spend, complaint, wait) FROM f, customer'), '^22023 no predictor "morale"', 'an unknown driver');
SELECT is(pg_temp.refusal('SELECT xm.worth(logit, ''wait'', 1, spend, complaint) FROM f, customer'), '22023 1 values for 2 terms of the model', 'too few values');
SELECT is(pg_temp.refusal('SELECT xm.worth(logit, ''wait'', 1, spend, t) FROM f, (SELECT complaint, spend FROM customer) t'), '22023 no column "wait" in the row', 'a row without a term');
SELECT matches(pg_temp.refusal('SELECT xm.worth(logit, ''wait'', 1, spend, t) FROM f, (SELECT complaint, note AS wait, spend FROM customer) t'), '^22023 column "wait" has type text', 'a term that is no number');
SELECT is(pg_temp.refusal('SELECT xm.worth(logit, ''wait'', ''NaN'', spend, complaint, wait) FROM f, customer'), '22023 change NaN is outside the allowed range -1e100..1e100', 'a change that is no number');
SELECT is(pg_temp.refusal('SELECT xm.worth(CASE WHEN i = 9 THEN linear ELSE logit END, ''wait'', 1, spend, complaint, wait) FROM f, customer'), '22023 two models in one group', 'two models in one group');
SELECT is((SELECT count(DISTINCT v::text) FROM (SELECT xm.worth(CASE WHEN i % 2 = 1 THEN linear ELSE logit END, 'wait', 1, spend, c.*) AS v FROM f, customer c GROUP BY i % 2) q), 2::bigint, 'groups may have their own');
SET LOCAL parallel_setup_cost = 0; SET LOCAL parallel_tuple_cost = 0; SET LOCAL min_parallel_table_scan_size = 0; SET LOCAL max_parallel_workers_per_gather = 2;
SELECT is((SELECT xm.worth(logit, 'complaint', -1, spend, complaint, wait)::text FROM f, customer), (SELECT xm.worth(logit, 'complaint', -1, spend, complaint, wait ORDER BY i DESC)::text FROM f, customer), 'parallel workers and another order give the same digits');
SELECT * FROM finish();
ROLLBACK;
