-- What aggregates over "any" say of a column that is no number: where it is, and what would do.
\i test/pgtap/include/begin.psql
SELECT plan(17);

CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE TEMP TABLE visit AS SELECT i % 2 AS y, i AS a, 'North' AS region, 'happy'::mood AS mood, date '2026-01-01' + i AS day, interval '1 day' AS stay, point(1, 2) AS place, '{b,c}'::text[] AS list FROM generate_series(1, 9) i;
CREATE FUNCTION pg_temp.advice(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE hint text;
BEGIN
  EXECUTE query;
  RETURN 'no error';
EXCEPTION WHEN invalid_parameter_value THEN
  GET STACKED DIAGNOSTICS hint = PG_EXCEPTION_HINT;
  RETURN regexp_replace(SQLERRM, '; allowed are numeric, integer, floating and boolean types(, text and enums)?$', '') || ' | '
      || CASE WHEN hint = 'Turn groups into variables of 0 and 1, one for each group but one, such as (region = ''North'')::int; cast text that holds numbers to double precision.' THEN 'groups'
              WHEN hint = 'Turn it into a number: dates into days, such as left_on - joined_on; an interval by extract(epoch FROM ...).' THEN 'time' ELSE hint END;
END $$;

SELECT is(pg_temp.advice(query), said, query)
FROM (VALUES
  ('SELECT xm.logit(y, a, place) FROM visit', 'variable 2 has type point | Turn it into a number.'),
  ('SELECT xm.logit(y, t) FROM visit, LATERAL (SELECT a, day) t', 'variable 2, "day", has type date | time'),
  ('SELECT xm.logit(region, a) FROM visit', 'outcome has type text | groups'),
  ('SELECT xm.logit(y, list) FROM visit', 'predictor "x1" is constant: b in every row | Leave it out.'),
  ('SELECT xm.moments(a, mood) FROM visit', 'variable 2 has type mood | groups'),
  ('SELECT xm.multilevel(r, mood) FROM (SELECT mood, a, xm.ratings(y) AS r FROM visit GROUP BY 1, 2) s', 'variable 1 has type mood | groups'),
  ('SELECT xm.cox(a, region, a) FROM visit', 'event has type text | groups'),
  ('SELECT xm.cox(stay, y, a) FROM visit', 'duration has type interval | time'),
  ('SELECT xm.survival(day, y) FROM visit', 'duration has type date | time'),
  ('SELECT xm.moments(a, ''x'') FROM visit', 'variable 2 has type text | groups'),
  ('SELECT xm.moments(t) FROM (SELECT a, day FROM visit) t', 'variable 2, "day", has type date | time'),
  ('SELECT xm.moments(list) FROM visit', 'variable 1 has type text | groups'),
  ('SELECT xm.weighted_moments(1, a, place) FROM visit', 'variable 2 has type point | Turn it into a number.'),
  ('SELECT xm.multilevel(r, region) FROM (SELECT region, a, xm.ratings(y) AS r FROM visit GROUP BY 1, 2) s', 'variable 1 has type text | groups'),
  ('SELECT xm.multilevel(r, t) FROM (SELECT region, a, xm.ratings(y) AS r FROM visit GROUP BY 1, 2) s, LATERAL (SELECT a, region) t', 'variable 2, "region", has type text | groups'),
  ('SELECT xm.segmentation_test(region, a, 1) FROM visit', 'outcome has type text | groups')
) v(query, said);
SELECT is((SELECT xm.responses(xm.moments(t)) FROM (SELECT a, (region = 'North')::int AS north, day - date '2026-01-01' AS days FROM visit) t), 9::bigint, 'as the hints say');
SELECT * FROM finish();
ROLLBACK;
