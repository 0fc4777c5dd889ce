-- No stretch without a poll is long: in every aggregate, final function, question and input, counted in basic blocks by a build
-- of its own (cmake -DXM_STEPS=ON). 25 million take less than 0.1 s, memory far away included.
\i test/pgtap/include/begin.psql
\set most 25000000
CREATE SCHEMA host;
CREATE FUNCTION host.run_add(state internal, aggregate regprocedure, nodes integer, wire boolean, arguments record) RETURNS internal LANGUAGE C AS 'xm_host', 'host_run_add';
CREATE FUNCTION host.run_final(state internal) RETURNS text LANGUAGE C AS 'xm_host', 'host_run_final';
CREATE AGGREGATE host.run(aggregate regprocedure, nodes integer, wire boolean, arguments record) (SFUNC = host.run_add, STYPE = internal, FINALFUNC = host.run_final);
CREATE FUNCTION pg_temp.longest(OUT blocks bigint, OUT place text) LANGUAGE C AS 'pg_xm', 'xm_steps_longest';
\i test/pgtap/include/sample.psql

-- As much as can be distinct is.
CREATE TEMP TABLE answered AS
SELECT array_agg(xm.pvq21(ARRAY(SELECT 1 + (hashint4(i * 32 + q) & 2147483647) % (3 + (q + i) % 4) FROM generate_series(1, 21) q)) ORDER BY i) AS profiles FROM generate_series(1, 50) i;
CREATE TEMP TABLE fact AS
SELECT i, i % 7 AS g, (i * 37::bigint) % 11 AS rating, 1 + i % 5 AS five, 1 + i % 7 AS seven, 0.25 + (i % 5) AS weight,
       sin(i * 7.3) * 3 + (i % 11) AS x, cos(i * 3.1) + 0.3 * (i % 11) AS y, sin(i * 2.3) AS z, hashint4(i) > 0 AS yes, (hashint4(i) & 2147483647) / 16.0::float8 AS days,
       'group ' || hashint4(i) AS word, hashint4(i) AS number, hashint4(i)::bigint AS period, 0 AS unit, ARRAY[1 + i % 3, 1 + (i / 2) % 3, 1 + (i / 3) % 3, 1 + (i % 3 + i / 50) % 2] AS answers,
       profiles[1 + i % 50] AS profile, timestamptz '1900-01-01Z' + hashint4(i) % 36500 * interval '1 day' AS at, (i % 5)::float8 AS frequency, CASE WHEN i % 5 = 0 THEN 0 ELSE 1 + (hashint4(i) & 1048575) / 40000.0::float8 END AS recency,
       40.0 + i % 9 AS age, 5 + (hashint4(i) & 65535) / 100.0::float8 AS monetary
FROM generate_series(1, 1000000) i, answered;
CREATE TEMP TABLE unit AS
SELECT g, unit AS i, xm.ratings(rating) AS ex, xm.ratings(five + (rating > 5 AND x > 4)::int) AS cx, xm.moments(x, y, z) AS m, xm.survival(1 + (hashint4(i) & 2147483647) % 90, yes) AS s, xm.link(x, y) AS l, xm.profiles(profile) AS p,
       avg(x) AS x, avg(y) AS y, avg(z) AS z, unit % 5 AS days, unit * unit % 7 AS five, unit * unit % 11 AS seven FROM (SELECT *, i / 5 % 10000 AS unit FROM fact WHERE i <= 50000) f(i, g, rating, five, seven, weight, x, y, z, yes, days, word, number, period, unused, answers, profile, at, frequency, recency, age, monetary, unit) GROUP BY unit, g;
-- A survival curve of a million times among those that rollup merges.
UPDATE unit SET s = (SELECT xm.survival(days, yes) FROM fact) WHERE ctid IN (SELECT ctid FROM unit LIMIT 2);

-- One aggregate for each set of C functions.
CREATE TEMP TABLE trial AS
SELECT DISTINCT ON (called, code) * FROM
 (SELECT a.oid::regprocedure AS aggregate, a.oid::regprocedure::text AS name, split_part(a.oid::regprocedure::text, '(', 1) AS called,
         concat_ws(' ', (SELECT prosrc FROM pg_proc WHERE oid = g.aggtransfn), (SELECT prosrc FROM pg_proc WHERE oid = g.aggcombinefn), (SELECT prosrc FROM pg_proc WHERE oid = g.aggfinalfn)) AS code,
         list.arguments, list.missing, CASE WHEN list.arguments ~ '\m(ex|cx|m|s|l|p)\M' THEN 'unit' ELSE 'fact' END AS source
  FROM pg_proc a JOIN pg_aggregate g ON g.aggfnoid = a.oid
  JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = a.oid AND d.deptype = 'e' JOIN pg_extension e ON e.oid = d.refobjid AND e.extname = 'pg_xm'
  CROSS JOIN LATERAL (SELECT string_agg('(' || pg_temp.sample(a.oid::regprocedure::text, a.proargnames[n], t::regtype::text, n::int) || ')::' || t::regtype, ', ' ORDER BY n) AS arguments,
                             string_agg(coalesce(a.proargnames[n], n::text), ', ') FILTER (WHERE pg_temp.sample(a.oid::regprocedure::text, a.proargnames[n], t::regtype::text, n::int) IS NULL) AS missing
                      FROM unnest(a.proargtypes) WITH ORDINALITY AS u(t, n)) list
  WHERE a.prokind = 'a' AND NOT ('"any"'::regtype = ANY (a.proargtypes))) every
ORDER BY called, code, name ~ 'text' DESC, name ~ 'double' DESC;

CREATE TEMP TABLE stretch (what text, blocks bigint, place text, error text, seconds float8);
CREATE FUNCTION pg_temp.try(what text, query text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE error text; began timestamptz := clock_timestamp();
BEGIN
  PERFORM pg_temp.longest();
  BEGIN
    EXECUTE query;
  EXCEPTION WHEN OTHERS THEN
    error := SQLSTATE || ' ' || SQLERRM;
  END;
  INSERT INTO stretch SELECT what, blocks, place, error, extract(epoch FROM clock_timestamp() - began) FROM pg_temp.longest();
END $$;

-- Fits of many steps see fewer rows: their loops over rows poll by row.
SELECT pg_temp.try(name || mode, CASE mode WHEN '' THEN format('SELECT %s(%s) FROM (SELECT * FROM %I LIMIT %s) rows', called, arguments, source, least(most, whole))
                                           ELSE format('SELECT host.run(%L, 2, true, ROW(%s)) FROM (SELECT * FROM %I LIMIT %s) rows', aggregate, arguments, source, least(most, merged)) END)
FROM (SELECT *, CASE WHEN called ~ 'segment_stability|latent' THEN 20000 WHEN called ~ 'segments|bg_nbd|gamma_gamma|multilevel' THEN 50000 WHEN called ~ 'survival|logrank|rollup|lead_lag|cramers_v|adjusted_rand|segmentation_test|cox|purchase' THEN 1000000 ELSE 200000 END AS most FROM trial WHERE missing IS NULL) t,
     (VALUES ('', 1000000, 0), (' merged', 0, 200000)) m(mode, whole, merged)
ORDER BY name, mode;

-- Questions and inputs of the largest states.
CREATE TEMP TABLE large AS
SELECT (SELECT xm.survival(days, yes) FROM fact) AS survival, (SELECT xm.ratings((i % 101)::int) FROM fact WHERE i <= 10000) AS ratings,
       (SELECT xm.moments(VARIADIC ARRAY(SELECT sin(i * j + j * j) FROM generate_series(1, 60) j)) FROM generate_series(1, 500) i) AS moments,
       (SELECT xm.link(x, y) FROM fact WHERE i <= 1000) AS linkage, (SELECT xm.profiles(profile) FROM fact WHERE i <= 1000) AS profiles, (SELECT profiles[1] FROM answered) AS value_profile;
ALTER TABLE large ADD model xm.model, ADD clv_model xm.clv_model, ADD segmentation xm.segmentation, ADD metric xm.metric DEFAULT 'mean';
UPDATE large SET model = xm.linear(moments, 'x1'), clv_model = (SELECT xm.bg_nbd(frequency, recency, age) FROM fact WHERE i <= 2000), segmentation = (SELECT xm.latent_classes(answers, 2, 7) FROM fact WHERE i <= 2000);
CREATE FUNCTION pg_temp.asked(function text, argument text, type text) RETURNS text LANGUAGE sql AS $$
SELECT CASE
  WHEN type ~ '^xm\.\w+$' THEN CASE WHEN function ~ '^xm.(segment)\(' AND type = 'xm.value_profile' THEN NULL ELSE substr(type, 4) END
  WHEN type = 'xm.moments[]' THEN 'ARRAY[moments, moments]'
  WHEN argument IN ('time', 'horizon') THEN '1e8' WHEN argument IN ('label', 'a', 'outcome', 'x', 'driver') AND type = 'text' THEN CASE WHEN argument = 'driver' THEN $q$'x2'$q$ WHEN function ~ 'xm.value\(' THEN $q$'power'$q$ ELSE $q$'x1'$q$ END
  WHEN argument IN ('b', 'mediator') THEN $q$'x2'$q$ WHEN argument = 'y' THEN $q$'x3'$q$ WHEN argument = 'change' THEN '1' WHEN argument = 'groups' THEN $q$'{"first": ["x2", "x3"]}'$q$
  WHEN argument = 'confidence' THEN '0.9' WHEN argument = 'p' THEN '0.5' WHEN argument = 'method' THEN $q$'shapley'$q$ WHEN argument = 'scale' THEN $q$'[0,100]'$q$
  WHEN argument = 'frequency' THEN '2' WHEN argument IN ('recency', 'monetary') THEN '20' WHEN argument = 'age' THEN '40' WHEN argument = 'discount_rate' THEN '0.001'
  WHEN argument = 'answers' THEN 'ARRAY[1, 2, 3, 1]' WHEN argument = 'labels' THEN 'ARRAY(SELECT ''y'' || n FROM generate_series(1, 60) n)' WHEN argument = 'items' THEN '''{}'''
  WHEN argument = 'predictors' THEN CASE type WHEN 'text[]' THEN '''{}''' ELSE 'array_fill(0.1::float8, ARRAY[59])' END WHEN argument = 'baseline' THEN 'NULL'
  END
$$;
CREATE TEMP TABLE question AS
SELECT f.oid::regprocedure::text AS name, split_part(f.oid::regprocedure::text, '(', 1) AS called, list.arguments, list.missing
FROM pg_proc f
JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = f.oid AND d.deptype = 'e' JOIN pg_extension e ON e.oid = d.refobjid AND e.extname = 'pg_xm'
CROSS JOIN LATERAL (SELECT string_agg(CASE WHEN n = cardinality(f.proargtypes::oid[]) AND f.provariadic <> 0 THEN 'VARIADIC ' ELSE '' END || '(' || pg_temp.asked(f.oid::regprocedure::text, f.proargnames[n], t::regtype::text) || ')::' || t::regtype, ', ' ORDER BY n) AS arguments,
                           string_agg(coalesce(f.proargnames[n], n::text) || ' ' || t::regtype, ', ') FILTER (WHERE pg_temp.asked(f.oid::regprocedure::text, f.proargnames[n], t::regtype::text) IS NULL) AS missing
                    FROM unnest(f.proargtypes) WITH ORDINALITY AS u(t, n)) list
WHERE f.prokind = 'f' AND f.oid::regprocedure::text !~ '_(in|out|recv|send|add|combine|merge_final|final|serialize|deserialize)\(' AND NOT ('internal'::regtype = ANY (f.proargtypes))
  AND EXISTS (SELECT FROM unnest(f.proargtypes) t WHERE t::regtype::text ~ '^xm\.' AND t::regtype::text <> 'xm.metric');
SELECT pg_temp.try(name, format('SELECT count(q) FROM large, LATERAL %s(%s) q', called, arguments)) FROM question WHERE missing IS NULL ORDER BY name;
CREATE FUNCTION pg_temp.inputs() RETURNS void LANGUAGE plpgsql AS $$
DECLARE s text; file text := current_setting('data_directory') || '/steps.copy';
BEGIN
  FOR s IN SELECT attname FROM pg_attribute WHERE attrelid = 'large'::regclass AND attnum > 0 LOOP
    PERFORM pg_temp.try(s || ' as text', format('SELECT (%1$I::text)::xm.%1$I FROM large', s));
    EXECUTE format('CREATE TEMP TABLE again (s xm.%I)', s);
    PERFORM pg_temp.try(s || ' sent', format('COPY (SELECT %I FROM large) TO %L (FORMAT binary)', s, file));
    PERFORM pg_temp.try(s || ' received', format('COPY again FROM %L (FORMAT binary)', file));
    DROP TABLE again;
  END LOOP;
END $$;
SELECT pg_temp.inputs();

SELECT plan(5);
SELECT is_empty('SELECT name, missing FROM trial WHERE missing IS NOT NULL', 'every aggregate is run: an argument of a new one gets its sample in include/sample.psql');
SELECT is_empty('SELECT name, missing FROM question WHERE missing IS NOT NULL', 'every question is asked: an argument of a new one gets its sample above');
SELECT is_empty('SELECT what, error FROM stretch WHERE error IS NOT NULL', 'each comes to its end');
SELECT cmp_ok((SELECT count(*) FROM stretch WHERE blocks > 0), '>', 150::bigint, 'blocks are counted');
SELECT is_empty(format('SELECT what, blocks, place FROM stretch WHERE blocks > %s ORDER BY blocks DESC', :most), 'no stretch without a poll is long');
SELECT '# ' || round(seconds::numeric, 1) || ' s: ' || what FROM stretch ORDER BY seconds DESC LIMIT 5;
SELECT * FROM finish();
ROLLBACK;
