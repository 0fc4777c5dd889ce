\i test/pgtap/include/begin.psql
SELECT plan(13);
CREATE TEMP TABLE visit AS SELECT i, i % 7 + sin(i) AS quality, i % 7 + 2 * cos(i * 2.3) AS value, i % 7 + i % 3 + sin(i * 1.7) AS satisfaction, i % 7 + i % 3 + cos(i * 0.7) AS loyalty FROM generate_series(1, 120) i;
CREATE TEMP TABLE m AS SELECT xm.moments(x) AS m FROM visit v, LATERAL (SELECT v.quality, v.value, v.satisfaction, v.loyalty) x;
CREATE TEMP TABLE g AS SELECT array_agg(m ORDER BY k) AS m FROM (SELECT i % 6 AS k, xm.moments(x) AS m FROM visit v, LATERAL (SELECT v.quality, v.value, v.satisfaction, v.loyalty) x GROUP BY 1) q;

SELECT results_eq($$ SELECT kind, path FROM m, xm.paths(m, 'quality', 'value', 'satisfaction', 'loyalty') $$,
  $$ VALUES ('direct', 'quality > value'), ('direct', 'quality > satisfaction'), ('direct', 'value > satisfaction'), ('direct', 'quality > loyalty'), ('direct', 'value > loyalty'), ('direct', 'satisfaction > loyalty'),
            ('indirect', 'quality > value > loyalty'), ('indirect', 'quality > satisfaction > loyalty'), ('indirect', 'quality > value > satisfaction > loyalty'), ('total_indirect', 'quality > loyalty'), ('total', 'quality > loyalty') $$, 'direct paths, routes and sums');
SELECT cmp_ok((SELECT abs(sum(estimate) FILTER (WHERE kind = 'total') - sum(estimate) FILTER (WHERE kind = 'total_indirect') - sum(estimate) FILTER (WHERE kind = 'direct' AND path = 'quality > loyalty')) FROM m, xm.paths(m, 'quality', 'value', 'satisfaction', 'loyalty')), '<', 1e-12::float8, 'what is direct and what is indirect add up');
SELECT cmp_ok((SELECT abs(p.std_error - q.std_error) + abs(p.p_value - q.p_value) FROM m, xm.paths(m, 'quality', 'value', 'loyalty') p, xm.mediation(m, 'quality', 'value', 'loyalty') q WHERE p.kind = 'indirect' AND q.path = 'indirect'), '<', 1e-14::float8, 'one mediator: Sobel, as xm.mediation');
SELECT results_eq($$ SELECT kind, estimate FROM m, xm.paths(m, 'quality', 'loyalty') $$, $$ SELECT k, c.estimate FROM m, xm.coefficients(xm.linear(m, 'loyalty', 'quality')) c, (VALUES ('direct'), ('total')) v(k) WHERE term = 'quality' $$, 'a chain of two');
SELECT results_eq($$ SELECT p.path, round(p.estimate::numeric, 12) FROM g, xm.paths(g.m, 'quality', 'value', 'loyalty') p $$, $$ SELECT p.path, round(p.estimate::numeric, 12) FROM m, xm.paths(m.m, 'quality', 'value', 'loyalty') p $$, 'groups together are the whole');
SELECT ok((SELECT bool_and(p.std_error > 0 AND p.lower < p.estimate AND abs((p.upper - p.estimate) / p.std_error - 2.570581835636314) < 1e-9) FROM g, xm.paths(m, 'quality', 'value', 'loyalty') p), 'jackknife errors, Student t on 5');
SELECT is((SELECT count(*) || ' ' || count(p.std_error) FROM m, xm.paths(ARRAY[m, NULL], 'quality', 'value', 'loyalty') p), '6 0', 'one group: no errors; NULL states are skipped');
SELECT is((SELECT count(*) FROM xm.paths('{}'::xm.moments[], 'a', 'b')), 0::bigint, 'no groups: no rows');
SELECT is((SELECT count(*) FROM xm.paths(NULL::xm.moments, 'a', 'b')), 0::bigint, 'a NULL state: no rows');
SELECT matches(pg_temp.refusal($$ SELECT p.* FROM m, xm.paths(m, 'quality', 'morale', 'loyalty') p $$), '^22023 .*"morale"[^(]*$', 'an unknown label');
SELECT is(pg_temp.refusal($$ SELECT p.* FROM m, xm.paths(m, 'quality', 'value', 'quality') p $$), '22023 variable "quality" is named twice in the chain', 'a label twice');
SELECT is(pg_temp.refusal($$ SELECT p.* FROM m, xm.paths(m, 'quality') p $$), '22023 1 labels in the chain; the allowed range is 2..12', 'a chain of one');
SELECT is((SELECT array_agg(p::text) FROM m, xm.paths(m, 'quality', 'value', 'loyalty') p), (SELECT array_agg(p::text) FROM m, xm.paths(m, VARIADIC ARRAY['quality', 'value', 'loyalty']) p), 'as an array');
SELECT * FROM finish();
ROLLBACK;
