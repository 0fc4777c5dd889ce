-- Every function with each argument in turn NULL, empty, infinite, huge or damaged: a result or a
-- 22xxx, 0A000 or 53200 error, never an internal error, never a crash.
\i test/pgtap/include/begin.psql
SELECT plan(5);

CREATE TEMP TABLE nasty (type text, value text);
INSERT INTO nasty
SELECT type, 'NULL::' || replace(type, '"any"', 'integer') FROM unnest(ARRAY['xm.ratings', 'xm.linkage', 'xm.metric', 'smallint', 'integer', 'bigint', 'numeric', 'real',
                                                'double precision', 'text', 'int4range', 'cstring', 'bytea', 'xm.moments', 'xm.model', 'text[]', 'smallint[]', 'integer[]', 'bigint[]', 'numeric[]', 'real[]', 'double precision[]', '"any"']) type;
INSERT INTO nasty VALUES
  ('xm.ratings', $$ '{"type":"ratings","version":1,"responses":{"3":2,"4":1,"5":2}}'::xm.ratings $$),
  ('xm.ratings', $$ '{"type":"ratings","version":1,"responses":{"0":1}}'::xm.ratings $$),
  ('xm.ratings', $$ '{"type":"ratings","version":1,"responses":{"100":4611686018427387904}}'::xm.ratings $$),
  ('xm.ratings', $$ (SELECT xm.ratings(x, 1e100) FROM generate_series(0, 100) x) $$),
  ('xm.ratings', $$ (SELECT xm.ratings(x, 1e-100) FROM generate_series(1, 5) x) $$),
  ('xm.ratings', $$ xm.ratings_add('{"type":"ratings","version":1,"responses":{"100":4611686018427387904}}'::xm.ratings, 100) $$),
  ('xm.ratings', $$ (SELECT xm.ratings(x, 1.1 + x % 3) FROM (SELECT 7 AS x FROM generate_series(1, 400)) y) $$),
  ('xm.linkage', $$ (SELECT xm.rollup(l) FROM (SELECT xm.link(s * 1e50, s * 1e50) AS l FROM unnest('{1,-1}'::int[]) s GROUP BY s) t) $$),
  ('xm.ratings', $$ '{"type":"ratings","version":1,"responses":{'::xm.ratings $$),
  ('xm.ratings', $$ '{"type":"ratings","version":255,"responses":{"1":1}}'::xm.ratings $$),
  ('xm.linkage', $$ (SELECT xm.link(x, x * x) FROM generate_series(1, 9) x) $$),
  ('xm.linkage', $$ (SELECT xm.link(x * 1e49, -x * 1e49) FROM generate_series(1, 9) x) $$),
  ('xm.linkage', $$ (SELECT xm.link(x * 1e-300, x * 1e-200, 1e50, 0) FROM generate_series(1, 9) x) $$),
  ('xm.linkage', $$ (SELECT xm.link(1, 1)) $$),
  ('xm.linkage', $$ '{"type":"linkage"}'::xm.linkage $$),
  ('xm.moments', $$ (SELECT xm.label(xm.moments(x, x % 3, x % 5), 'a', 'b', 'c') FROM generate_series(1, 50) x) $$),
  ('xm.moments', $$ (SELECT xm.moments(x * 1e99, 1e100) FROM generate_series(-9, 9) x) $$),
  ('xm.moments', $$ (SELECT xm.weighted_moments(1e100, x, x) FROM generate_series(1, 9) x) $$),
  ('xm.moments', $$ (SELECT xm.moments(9223372036854775807, -9223372036854775808)) $$),
  ('xm.moments', $$ (SELECT xm.moments(x * 1e-300) FROM generate_series(1, 9) x) $$),
  ('xm.moments', $$ '{"type":"moments","version":1,"n":1}'::xm.moments $$),
  ('xm.model', $$ (SELECT xm.linear(xm.moments(x, x % 3), 'x1') FROM generate_series(1, 50) x) $$),
  ('xm.model', $$ (SELECT xm.linear(xm.moments(x * 1e99, x * x * 1e-99), 'x1') FROM generate_series(1, 9) x) $$),
  ('xm.model', $$ (SELECT xm.multilevel(r) FROM (SELECT xm.ratings(x % 5) AS r FROM generate_series(1, 99) x GROUP BY x % 7) t) $$),
  ('xm.model', $$ '{"type":"model"}'::xm.model $$),
  ('text[]', $$ ARRAY['a', 'b'] $$), ('text[]', $$ '{}'::text[] $$), ('text[]', $$ ARRAY[NULL]::text[] $$), ('text[]', $$ array_fill('a'::text, ARRAY[1000]) $$),
  ('integer[]', $$ '{1,2}'::int[] $$), ('integer[]', $$ '{}'::int[] $$), ('integer[]', $$ array_fill(1, ARRAY[300]) $$), ('integer[]', $$ '{{1,2},{3,4}}'::int[] $$),
  ('smallint[]', $$ '{1,-32768}'::smallint[] $$), ('bigint[]', $$ '{9223372036854775807,2}'::bigint[] $$), ('numeric[]', $$ '{1e400,NaN}'::numeric[] $$), ('numeric[]', $$ '{1,2.5}'::numeric[] $$),
  ('real[]', $$ '{NaN,1}'::real[] $$), ('real[]', $$ '{1,2}'::real[] $$), ('double precision[]', $$ '{1,2}'::float8[] $$), ('double precision[]', $$ '{1e308,-Infinity}'::float8[] $$), ('double precision[]', $$ '{}'::float8[] $$),
  ('"any"', '1'), ('"any"', $$ 'text'::text $$), ('"any"', $$ ROW(1, 2.5, NULL) $$), ('"any"', $$ ROW(1, 2)  $$), ('"any"', $$ ROW() $$), ('"any"', $$ '{1,2}'::int[] $$), ('"any"', $$ 'Infinity'::float8 $$), ('"any"', $$ now() $$),
  ('"any"', $$ 1e400 $$),
  ('xm.metric', $$ 'mean'::xm.metric $$), ('xm.metric', $$ 'nps'::xm.metric $$), ('xm.metric', $$ 'index[0,1]'::xm.metric $$), ('xm.metric', $$ ''::xm.metric $$), ('xm.metric', $$ repeat('x', 100000)::text $$),
  ('smallint', '3::smallint'), ('smallint', '-32768::smallint'),
  ('integer', '3'), ('integer', '-2147483648'), ('integer', '2147483647'),
  ('bigint', '3::bigint'), ('bigint', '9223372036854775807'), ('bigint', '-9223372036854775808'),
  ('numeric', '3.0'), ('numeric', '1e400'), ('numeric', '-1e-400'), ('numeric', $$ 'NaN'::numeric $$), ('numeric', $$ 'Infinity'::numeric $$),
  ('real', '3::real'), ('real', $$ 'NaN'::real $$), ('real', $$ '-Infinity'::real $$), ('real', '3.4e38::real'),
  ('double precision', '0.5::float8'), ('double precision', '3::float8'), ('double precision', '0::float8'), ('double precision', '-1::float8'), ('double precision', $$ 'NaN'::float8 $$),
  ('double precision', $$ 'Infinity'::float8 $$), ('double precision', '1.7e308::float8'), ('double precision', '5e-324::float8'),
  ('text', $$ '0.1.0'::text $$), ('text', $$ ''::text $$), ('text', $$ repeat('é', 100000) $$),
  ('int4range', $$ '[1,5]'::int4range $$), ('int4range', $$ 'empty'::int4range $$), ('int4range', $$ '(,)'::int4range $$), ('int4range', $$ '[-2147483648,2147483646]'::int4range $$),
  ('cstring', $$ ''::cstring $$), ('cstring', $$ '{}'::cstring $$), ('cstring', $$ '[[[[[[[[[['::cstring $$), ('cstring', $$ repeat('{"a":', 20000)::cstring $$),
  ('bytea', $$ ''::bytea $$), ('bytea', $$ '\xdeadbeef'::bytea $$);

CREATE TEMP VIEW routine AS
SELECT p.oid, p.oid::regprocedure::text AS name, p.proname, p.prokind, p.provariadic, ARRAY(SELECT format_type(t, NULL) FROM unnest(p.proargtypes) t) AS args
FROM pg_proc p WHERE p.pronamespace = 'xm'::regnamespace AND NOT 'internal'::regtype = ANY (p.proargtypes); -- SQL cannot call those

-- One call for each routine, argument and nasty value; the other arguments are the type's first good value.
CREATE TEMP TABLE attempt AS
SELECT r.name, format('SELECT %s(%s)%s', 'xm.' || quote_ident(r.proname),
                      (SELECT string_agg(CASE WHEN a.i = cardinality(r.args) AND r.provariadic NOT IN (0, '"any"'::regtype) THEN 'VARIADIC ' ELSE '' END || CASE WHEN a.i = arg.i THEN n.value ELSE (SELECT value FROM nasty g WHERE g.type = a.type ORDER BY g.value LIKE 'NULL%', ctid LIMIT 1) END, ', ' ORDER BY a.i)
                       FROM unnest(r.args) WITH ORDINALITY a(type, i)),
                      CASE WHEN r.prokind = 'a' THEN ' FROM generate_series(1, 3)' ELSE '' END) AS call
FROM routine r, unnest(r.args) WITH ORDINALITY arg(type, i) JOIN nasty n USING (type);

CREATE TEMP TABLE outcome (name text, call text, state text, message text, hint text, result text);
DO $$
DECLARE a record; hint text; answer text;
BEGIN
  FOR a IN SELECT * FROM attempt LOOP
    BEGIN
      EXECUTE format('SELECT string_agg(t::text, '' '') FROM (%s) t', a.call) INTO answer;
      INSERT INTO outcome (name, call, state, result) VALUES (a.name, a.call, 'result', answer);
    EXCEPTION WHEN OTHERS THEN
      GET STACKED DIAGNOSTICS hint = PG_EXCEPTION_HINT;
      INSERT INTO outcome VALUES (a.name, a.call, SQLSTATE, SQLERRM, hint);
    END;
  END LOOP;
END $$;

SELECT is_empty($$ SELECT name FROM routine r WHERE NOT EXISTS (SELECT FROM outcome o WHERE o.name = r.name) AND cardinality(args) > 0 $$, 'every function was called');
SELECT cmp_ok((SELECT count(*) FROM outcome), '>', 500::bigint, 'often');
SELECT is_empty($$ SELECT name, call, state, message FROM outcome WHERE state NOT IN ('result', '0A000', '53200') AND state NOT LIKE '22%' $$, 'a result or a clear error');
SELECT is_empty($$ SELECT DISTINCT name, message FROM outcome WHERE state IN ('22023', '22003') AND COALESCE(hint, '') = '' AND message NOT LIKE '%out of range%' $$, 'errors of ours carry a hint');
SELECT is_empty($$ SELECT call, message FROM outcome WHERE (message ~* '\m(nan|infinity)' AND call !~* 'nan|inf|1e400') OR result ~* '\m(nan|infinity)' $$, 'no NaN and no infinity, in results or from nowhere in messages');
SELECT * FROM finish();
ROLLBACK;
