-- The setting pg_xm.no_fit: one group that cannot be fitted stops the query, or is NULL with one warning a statement.
\i test/pgtap/include/begin.psql
SELECT plan(14);
CREATE TEMP TABLE fact AS
SELECT g, i, i % 7 AS x, sin(i * 12.9898) > 0.2 AS yes, 1 + (i * 53) % 90 AS days, i % 3 AS frequency, (i % 3) * 2.0 AS recency, CASE WHEN g = 1 THEN 5.0 + i % 7 ELSE 5.0 END AS monetary
FROM generate_series(1, 3) g, generate_series(1, 60) i;
UPDATE fact SET yes = x > 3 WHERE g > 1; -- separated
UPDATE fact SET days = 50 - x, yes = true WHERE g > 1; -- monotone

CREATE FUNCTION pg_temp.fitted(expression text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE result text;
BEGIN
  EXECUTE format('SELECT string_agg(CASE WHEN m IS NULL THEN ''-'' ELSE ''fit'' END, '' '' ORDER BY g) FROM (SELECT g, %s AS m FROM fact GROUP BY g) q', expression) INTO result;
  RETURN result;
END $$;
SELECT throws_ok($$ SELECT g, xm.logit(yes, x) FROM fact GROUP BY g $$, '22023', NULL, 'by default the first one stops the query');
SELECT is(current_setting('pg_xm.no_fit'), 'error', 'the default');
SELECT throws_ok($$ SET pg_xm.no_fit = 'silence' $$, '22023', NULL, 'no other values');
SET LOCAL pg_xm.no_fit = 'null';
SELECT is(pg_temp.fitted('xm.logit(yes, x)'), 'fit - -', 'logit');
SELECT is(pg_temp.fitted('xm.cox(days, yes, x)'), 'fit - -', 'cox');
SELECT is(pg_temp.fitted('xm.gamma_gamma(frequency, monetary)'), 'fit - -', 'gamma_gamma');
SELECT is(pg_temp.fitted('xm.bg_nbd(0, 0, 30)'), '- - -', 'bg_nbd');
SELECT is(pg_temp.fitted('xm.segments(xm.value_profile(ARRAY[CASE WHEN g = 1 THEN x ELSE 1 END, 1]::float8[]), 2)'), 'fit - -', 'segments');
SELECT is(pg_temp.fitted('xm.segment_stability(xm.value_profile(ARRAY[CASE WHEN g = 1 THEN x ELSE 1 END, 1]::float8[]), 2)'), 'fit - -', 'segment_stability');
SELECT is(pg_temp.fitted('xm.latent_classes(CASE WHEN g = 1 THEN ARRAY[1 + x % 2, 1 + i % 3, 1 + days % 3] ELSE ARRAY[1 + x % 2] END, 2)'), 'fit - -', 'latent_classes');
SELECT is((SELECT xm.multilevel(r, 1) FROM (SELECT g, xm.ratings(x) AS r FROM fact GROUP BY g) u)::text, NULL, 'multilevel');
SELECT is((SELECT string_agg(coalesce(round(xm.omega(m)::numeric, 2)::text, '-'), ' ' ORDER BY g) FROM (SELECT g, xm.moments(x + i % 2, x + i % 3, CASE WHEN g = 1 THEN x + i % 5 ELSE 2 END) AS m FROM fact GROUP BY g) q),
          (SELECT round(xm.omega(xm.moments(x + i % 2, x + i % 3, x + i % 5))::numeric, 2) || ' - -' FROM fact WHERE g = 1), 'omega');
SELECT throws_ok($$ SELECT xm.omega(xm.moments(x, i), 'x1', 'nobody') FROM fact $$, '22023', NULL, 'a mistake of the caller stays an error');
SELECT throws_ok($$ SELECT xm.segments(xm.value_profile(ARRAY[x]::float8[]), 0) FROM fact $$, '22023', NULL, 'as an argument outside its range does');
RESET pg_xm.no_fit;
SELECT * FROM finish();
ROLLBACK;
