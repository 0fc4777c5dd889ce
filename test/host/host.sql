-- Any engine may be the host: every aggregate, run as other engines run it (test/host), gives what PostgreSQL gives.
\i test/pgtap/include/begin.psql
CREATE SCHEMA host;
CREATE FUNCTION host.run_add(state internal, aggregate regprocedure, nodes integer, wire boolean, arguments record) RETURNS internal LANGUAGE C AS 'xm_host', 'host_run_add';
CREATE FUNCTION host.run_final(state internal) RETURNS text LANGUAGE C AS 'xm_host', 'host_run_final';
CREATE AGGREGATE host.run(aggregate regprocedure, nodes integer, wire boolean, arguments record) (SFUNC = host.run_add, STYPE = internal, FINALFUNC = host.run_final);

CREATE FUNCTION pg_temp.draw(a int, b int) RETURNS float8 IMMUTABLE LANGUAGE sql RETURN (hashint8(a * 1000 + b) & 1048575) / 1048576.0::float8;

CREATE TEMP TABLE fact AS
SELECT i, i % 7 AS g, CASE WHEN i % 19 = 0 THEN NULL ELSE (i * 37) % 11 END AS rating, 1 + (i * 11) % 5 AS five, 1 + (i * 13) % 7 AS seven, 0.25 + (i % 5) AS weight,
       sin(i * 7.3) * 3 + (i % 11) AS x, cos(i * 3.1) + 0.3 * (i % 11) AS y, sin(i * 2.3) AS z, sin(i * 12.9898) * 1000 - floor(sin(i * 12.9898) * 1000) > 0.4 + 0.2 * sin(i * 2.3) AS yes,
       1 + (i * 53) % 90 AS days, 'group ' || i % 3 AS word, i % 4 AS number, (i / 20)::bigint AS period, i % 20 AS unit,
       ARRAY[1 + i % 3, 1 + (i / 2) % 3, 1 + (i / 3) % 3, 1 + (i % 3 + i / 50) % 2] AS answers,
       xm.pvq21(ARRAY(SELECT 1 + (hashint4(i * 32 + q) & 2147483647) % (3 + (q + i) % 4) FROM generate_series(1, 21) q)) AS profile,
       timestamptz '2026-01-01 12:00Z' + i % 90 * interval '1 day' AS at, f::float8 AS frequency, r AS recency, 40.0 + i % 9 AS age, 5 + (i * 17 % 40) AS monetary
FROM generate_series(1, 400) i,
     -- Customers as BG/NBD imagines them: a rate of buying each, and a chance to stay away after each purchase.
     LATERAL (SELECT count(*) AS f, coalesce(max(t), 0) AS r
              FROM (SELECT sum(-ln(1 - pg_temp.draw(i, n)) * 8 / -ln(1 - pg_temp.draw(i, 0))) OVER (ORDER BY n) AS t,
                           bool_or(pg_temp.draw(i, 100 + n) < 1 - (1 - pg_temp.draw(i, 100)) ^ 0.25) OVER (ORDER BY n ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS gone
                    FROM generate_series(1, 60) n) purchase
              WHERE t <= 40 + i % 9 AND gone IS NOT TRUE) customer;
CREATE TEMP TABLE unit AS
SELECT unit % 3 AS g, unit AS i, xm.ratings(rating) AS ex, xm.ratings(five + (rating > 5 AND x > 4)::int) AS cx, xm.moments(x, y, z) AS m, xm.survival(days, yes) AS s, xm.link(x, y) AS l, xm.profiles(profile) AS p,
       avg(x) AS x, avg(y) AS y, avg(z) AS z, unit % 5 AS days, unit * unit % 7 AS five, unit * unit % 11 AS seven FROM fact GROUP BY unit;

\i test/pgtap/include/sample.psql

-- Every aggregate but those over "any", of which other engines know no types, and those behind the views of a workspace.
CREATE TEMP TABLE trial AS
SELECT a.oid::regprocedure AS aggregate, a.oid::regprocedure::text AS name, split_part(a.oid::regprocedure::text, '(', 1) AS called,
       list.arguments, list.missing, CASE WHEN list.arguments ~ '\m(ex|cx|m|s|l|p)\M' THEN 'unit' ELSE 'fact' END AS source
FROM pg_proc a
JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = a.oid AND d.deptype = 'e' JOIN pg_extension e ON e.oid = d.refobjid AND e.extname = 'pg_xm'
CROSS JOIN LATERAL (SELECT string_agg('(' || pg_temp.sample(a.oid::regprocedure::text, a.proargnames[n], t::regtype::text, n::int) || ')::' || t::regtype, ', ' ORDER BY n) AS arguments,
                           string_agg(coalesce(a.proargnames[n], n::text), ', ') FILTER (WHERE pg_temp.sample(a.oid::regprocedure::text, a.proargnames[n], t::regtype::text, n::int) IS NULL) AS missing
                    FROM unnest(a.proargtypes) WITH ORDINALITY AS u(t, n)) list
WHERE a.prokind = 'a' AND a.pronamespace = 'xm'::regnamespace AND NOT ('"any"'::regtype = ANY (a.proargtypes));

-- Numbers to 9 digits: merged floating states may differ in the last ones. Pictures are the same byte for byte.
CREATE FUNCTION pg_temp.rounded(value text) RETURNS text LANGUAGE sql AS $$
SELECT string_agg(CASE WHEN part ~ '^-?[0-9.]+([eE][-+]?[0-9]+)?$' THEN CASE WHEN abs(part::float8) < 1e-9 THEN '0' ELSE to_char(part::float8, '9.99999999EEEE') END ELSE part END, '' ORDER BY n)
FROM (SELECT n, (m)[1] AS part FROM regexp_matches(value, CASE WHEN value LIKE '<svg%' THEN '(.*)' ELSE '(-?[0-9][0-9.]*(?:[eE][-+]?[0-9]+)?|[^-0-9]+|-)' END, 'g') WITH ORDINALITY AS r(m, n)) p
$$;
CREATE FUNCTION pg_temp.differences() RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE t trial; plain text; other text; nodes int; wire boolean;
BEGIN
  FOR t IN SELECT * FROM trial WHERE missing IS NULL LOOP
    -- One of each group: sums of several groups in one context (a hash), and one after another in a context that is reset (sorted).
    EXECUTE format('SELECT string_agg(pg_temp.rounded(v), E''\n'' ORDER BY g) FROM (SELECT g %% 2 AS g, %s(%s)::text AS v FROM %I GROUP BY g %% 2) q', t.called, t.arguments, t.source) INTO plain;
    FOR nodes, wire IN VALUES (1, false), (3, false), (3, true) LOOP
      PERFORM set_config('enable_hashagg', (nodes = 3)::text, true), set_config('enable_sort', (nodes = 1)::text, true);
      EXECUTE format('SELECT string_agg(pg_temp.rounded(v), E''\n'' ORDER BY g) FROM (SELECT g %% 2 AS g, host.run(%L, %s, %L, ROW(%s)) AS v FROM %I GROUP BY g %% 2) q', t.aggregate, nodes, wire, t.arguments, t.source) INTO other;
      IF other IS DISTINCT FROM plain THEN RETURN NEXT format('%s, %s nodes%s: %s instead of %s', t.name, nodes, CASE WHEN wire THEN ' apart' ELSE '' END, left(other, 300), left(plain, 300)); END IF;
    END LOOP;
  END LOOP;
END $$;

SELECT plan(4);
SELECT is_empty('SELECT name, missing FROM trial WHERE missing IS NOT NULL', 'every aggregate can be tried: an argument of a new one gets its sample in include/sample.psql');
SELECT cmp_ok((SELECT count(*) FROM trial), '>', 100::bigint, 'all of them are');
SELECT is_empty('SELECT * FROM pg_temp.differences()', 'every aggregate gives the same under a host that makes call sites of its own');
SELECT is_empty($$ SELECT a.proname FROM pg_proc a JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = a.oid AND d.deptype = 'e' JOIN pg_extension e ON e.oid = d.refobjid AND e.extname = 'pg_xm'
                   WHERE a.prokind = 'a' AND '"any"'::regtype = ANY (a.proargtypes) AND NOT EXISTS (SELECT FROM trial t WHERE t.called = 'xm.' || a.proname) $$,
                'what takes "any" has forms with declared types too');
SELECT * FROM finish();
ROLLBACK;
