-- No stretch without a poll is long: in every aggregate, final function, question and input, counted in basic blocks by a build
-- of its own (cmake -DXM_STEPS=ON). Sorts and hashes in memory far away, the slowest, were measured at 240 to 500 million
-- blocks a second: 20 million are less than 0.1 s.
\i test/pgtap/include/begin.psql
\set most 20000000
CREATE SCHEMA host;
CREATE FUNCTION host.run_add(state internal, aggregate regprocedure, nodes integer, wire boolean, arguments record) RETURNS internal LANGUAGE C AS 'xm_host', 'host_run_add';
CREATE FUNCTION host.run_final(state internal) RETURNS text LANGUAGE C AS 'xm_host', 'host_run_final';
CREATE AGGREGATE host.run(aggregate regprocedure, nodes integer, wire boolean, arguments record) (SFUNC = host.run_add, STYPE = internal, FINALFUNC = host.run_final);
CREATE FUNCTION pg_temp.longest(OUT blocks bigint, OUT place text) LANGUAGE C AS 'pg_xm', 'xm_steps_longest';
\i test/pgtap/include/sample.psql

-- As much as can be distinct is.
CREATE TEMP TABLE answered AS
SELECT array_agg(xm.pvq21(ARRAY(SELECT 1 + (hashint4(i * 32 + q) & 2147483647) % (3 + (q + i) % 4) FROM generate_series(1, 21) q)) ORDER BY i) AS profiles FROM generate_series(1, 50) i;
CREATE FUNCTION pg_temp.draw(a int, b int) RETURNS float8 IMMUTABLE LANGUAGE sql RETURN (hashint8(a::bigint * 1000 + b) & 1048575) / 1048576.0::float8;
-- Customers as BG/NBD imagines them, as in test/pgtap/82-host.sql.
CREATE TEMP TABLE customer AS
SELECT id, age, count(t)::float8 AS frequency, coalesce(max(t), 0) AS recency
FROM (SELECT id, 40.0::float8 + id % 9 AS age FROM generate_series(0, 19999) id) c
LEFT JOIN LATERAL (SELECT sum(-ln(1 - pg_temp.draw(id, n)) * 8 / -ln(1 - pg_temp.draw(id, 0))) OVER (ORDER BY n) AS t,
                          bool_or(pg_temp.draw(id, 100 + n) < 1 - (1 - pg_temp.draw(id, 100)) ^ 0.25) OVER (ORDER BY n ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS gone
                   FROM generate_series(1, 40) n) purchase ON t <= age AND gone IS NOT TRUE
GROUP BY id, age;
CREATE TEMP TABLE fact AS
SELECT i, i % 7 AS g, (i * 37::bigint) % 11 AS rating, 1 + i % 5 AS five, 1 + i % 7 AS seven, 0.25 + (i % 5) AS weight,
       sin(i * 7.3) * 3 + (i % 11) AS x, cos(i * 3.1) + 0.3 * (i % 11) AS y, sin(i * 2.3) AS z, hashint4(i) > 0 AS yes, (hashint4(i) & 2147483647) / 16.0::float8 AS days,
       'group ' || hashint4(i) AS word, hashint4(i) AS number, (i * 7919::bigint) % 1000003 AS period, 0 AS unit, ARRAY[1 + i % 3, 1 + (i / 2) % 3, 1 + (i / 3) % 3, 1 + (i % 3 + i / 50) % 2] AS answers,
       profiles[1 + i % 50] AS profile, timestamptz '1900-01-01Z' + hashint4(i) % 36500 * interval '1 day' AS at, frequency, recency, age, 5 + (i * 17::bigint) % 40 + i / 1e7::float8 AS monetary
FROM generate_series(1, 1000000) i JOIN customer ON id = i % 20000, answered;
CREATE TEMP TABLE unit AS
SELECT unit % 7 AS g, unit AS i, xm.ratings(rating) AS ex, xm.ratings(five + (rating > 5 AND x > 4)::int) AS cx, xm.moments(x, y, z) AS m, xm.survival(1 + (hashint4(i) & 2147483647) % 90, yes) AS s, xm.link(x, y) AS l, xm.profiles(profile) AS p,
       avg(x) AS x, avg(y) AS y, avg(z) AS z, unit % 5 AS days, unit * unit % 7 AS five, unit * unit % 11 AS seven FROM (SELECT *, i / 20 AS unit FROM fact WHERE i <= 50000) f(i, g, rating, five, seven, weight, x, y, z, yes, days, word, number, period, unused, answers, profile, at, frequency, recency, age, monetary, unit) GROUP BY unit;
-- A survival curve of a million times among those that rollup merges.
UPDATE unit SET s = (SELECT xm.survival(days, yes) FROM fact) WHERE ctid IN (SELECT ctid FROM unit LIMIT 2);

-- One aggregate for each set of C functions.
CREATE TEMP TABLE trial AS
SELECT DISTINCT ON (called, code) * FROM
 (SELECT a.oid::regprocedure AS aggregate, a.oid::regprocedure::text AS name, split_part(a.oid::regprocedure::text, '(', 1) AS called,
         concat_ws(' ', (SELECT prosrc FROM pg_proc WHERE oid = g.aggtransfn), (SELECT prosrc FROM pg_proc WHERE oid = g.aggcombinefn), (SELECT prosrc FROM pg_proc WHERE oid = g.aggfinalfn)) AS code,
         -- Weights know few categories.
         CASE WHEN a.proname IN ('raking', 'calibrated') THEN replace(list.arguments, '(word)', '(''group '' || i % 3)') ELSE list.arguments END AS arguments, list.missing, CASE WHEN list.arguments ~ '\m(ex|cx|m|s|l|p)\M' THEN 'unit' ELSE 'fact' END AS source
  FROM pg_proc a JOIN pg_aggregate g ON g.aggfnoid = a.oid
  JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = a.oid AND d.deptype = 'e' JOIN pg_extension e ON e.oid = d.refobjid AND e.extname = 'pg_xm'
  CROSS JOIN LATERAL (SELECT string_agg('(' || pg_temp.sample(a.oid::regprocedure::text, a.proargnames[n], t::regtype::text, n::int) || ')::' || t::regtype, ', ' ORDER BY n) AS arguments,
                             string_agg(coalesce(a.proargnames[n], n::text), ', ') FILTER (WHERE pg_temp.sample(a.oid::regprocedure::text, a.proargnames[n], t::regtype::text, n::int) IS NULL) AS missing
                      FROM unnest(a.proargtypes) WITH ORDINALITY AS u(t, n)) list
  WHERE a.prokind = 'a' AND a.pronamespace = 'xm'::regnamespace AND NOT ('"any"'::regtype = ANY (a.proargtypes))) every
ORDER BY called, code, name ~ 'date', name ~ 'smallint', name ~ 'text' DESC, name ~ 'double' DESC;

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
FROM (SELECT *, CASE WHEN name ~ 'logrank\(xm.survival' THEN 200 WHEN called ~ 'segment_stability|latent|bg_nbd|topics' THEN 20000 WHEN called ~ 'segments|gamma_gamma|multilevel' THEN 50000 WHEN called ~ 'survival|logrank|rollup|lead_lag|cramers_v|adjusted_rand|segmentation_test|cox|purchase' THEN 1000000 ELSE 200000 END AS most FROM trial WHERE missing IS NULL) t,
     (VALUES ('', 1000000, 0), (' merged', 0, 200000)) m(mode, whole, merged)
ORDER BY name, mode;

SELECT pg_temp.try('segmentation_test of few groups', $$ SELECT xm.segmentation_test(x::float8, 'word ' || i % 300, 1 + i % 3) FROM fact $$);

SELECT pg_temp.try('r_indicator of many categories', $$ SELECT xm.r_indicator(hashint4(i) > 0, x) FROM (SELECT i, i % 5000 AS a, (hashint4(i) & 2147483647) % 390 AS b FROM fact WHERE i <= 100000) f, LATERAL (SELECT f.a, f.b) x $$);
-- No two pairs alike, one variable or many; names of a million characters.
SELECT pg_temp.try('fellegi_sunter of many patterns', $$ SELECT xm.fellegi_sunter(ARRAY[number & 127, number >> 7 & 127, number >> 14 & 127], '{"max_iterations": 3}') FROM fact WHERE i <= 500000 $$),
       pg_temp.try('fellegi_sunter of many variables', $$ SELECT xm.fellegi_sunter(ARRAY(SELECT number >> v % 31 & 1 FROM generate_series(1, 64) v), '{"max_iterations": 3, "classes": 3}') FROM fact WHERE i <= 20000 $$),
       pg_temp.try('match_u of many patterns', $$ SELECT xm.match_u(ARRAY[number & 127, number >> 7 & 127, number >> 14 & 127]) FROM fact WHERE i <= 500000 $$),
       pg_temp.try('jaro_winkler of long texts', $$ SELECT xm.jaro_winkler(repeat('abcdefgh', 125000), repeat('hgfedcba', 125000)) $$),
       pg_temp.try('components of a long chain', $$ SELECT xm.components(i, i + 1) FROM fact $$), pg_temp.try('components of texts', $$ SELECT xm.components(word, 'group ' || i % 100) FROM fact WHERE i <= 500000 $$);

-- The largest pictures; the rows above make too many labels for some.
SELECT pg_temp.try('chart_' || name, format('SELECT xm.chart_%s FROM fact', call)) FROM (VALUES
  ('trend of 20 series', $$trend(date '1800-01-01' + i % 50000, x, x - 1, x + 1, 'series ' || i % 20)$$), ('trend of one series', 'trend(at, x, NULL, NULL, NULL)'),
  ('shares of 200 labels', $$shares('label ' || i % 200, 'category ' || i % 11, i % 11, 0.1)$$), ('scatter of a million', 'scatter(x, y, NULL)'), ('histogram of a million', 'histogram(x)')) c(name, call);

-- Questions and inputs of the largest states.
CREATE TEMP TABLE large AS
SELECT (SELECT xm.survival(days, yes) FROM fact) AS survival, (SELECT xm.ratings((i % 101)::int) FROM fact WHERE i <= 10000) AS ratings,
       (SELECT xm.moments(VARIADIC ARRAY(SELECT sin(i * j + j * j) FROM generate_series(1, 60) j)) FROM generate_series(1, 500) i) AS moments,
       (SELECT xm.link(x, y) FROM fact WHERE i <= 1000) AS linkage, (SELECT xm.profiles(profile) FROM fact WHERE i <= 1000) AS profiles,
       (SELECT xm.raking(i % 1000, (SELECT jsonb_build_object('x1', jsonb_object_agg(c, 1 + c % 3)) FROM generate_series(0, 999) c)) FROM fact WHERE i <= 200000) AS weighting,
       (SELECT xm.chart_trend(at, x, x - 1, x + 1, '') FROM fact WHERE i <= 200000) AS svg, (SELECT profiles[1] FROM answered) AS value_profile,
       (SELECT xm.fellegi_sunter(ARRAY(SELECT hashint4(i * 64 + v) & 127 FROM generate_series(1, 64) v)) FROM generate_series(1, 300) i) AS match_model;
CREATE TEMP TABLE small AS SELECT (SELECT xm.moments(VARIADIC ARRAY(SELECT sin(i * j + j * j) FROM generate_series(1, 20) j)) FROM generate_series(1, 500) i) AS driven,
  '{"type":"clv_model","version":1,"family":"gamma_gamma","n":946,"log_likelihood":-4058.7,"parameters":{"p":6.25,"q":3.74,"gamma":15.44}}'::xm.clv_model AS spend,
  (SELECT xm.multilevel(cx) FROM unit) AS levels, (SELECT xm.segments(profile, 2, 7) FROM fact WHERE i <= 500) AS centres, (SELECT xm.ratings(five) FROM fact WHERE i <= 100) AS five;
ALTER TABLE large ADD text_model xm.text_model, ADD topic_model xm.topic_model;
UPDATE large SET text_model = (SELECT xm.text_model(ARRAY[word, 'w' || i % 7, 'v' || i % 50], yes) FROM fact WHERE i <= 100000), topic_model = (SELECT xm.topics(ARRAY[word, 'w' || i % 7, 'v' || i % 50], 5) FROM fact WHERE i <= 10000);
ALTER TABLE large ADD model xm.model, ADD clv_model xm.clv_model, ADD segmentation xm.segmentation, ADD metric xm.metric DEFAULT 'mean';
UPDATE large SET model = xm.linear(moments, 'x1'), clv_model = '{"type":"clv_model","version":1,"family":"bg_nbd","n":2357,"log_likelihood":-9582.4,"parameters":{"r":0.243,"alpha":4.414,"a":0.793,"b":2.426}}', segmentation = (SELECT xm.latent_classes(answers, 2, 7) FROM fact WHERE i <= 2000);
CREATE FUNCTION pg_temp.asked(function text, argument text, type text) RETURNS text LANGUAGE sql AS $$
SELECT CASE
  WHEN type = 'xm.ratings' AND function ~ 'nps|csat|ces' THEN 'five' WHEN argument = 'gg' THEN 'spend' WHEN function ~ 'variance_components' THEN 'levels'
  WHEN type = 'xm.segmentation' AND function ~ 'value_profile' THEN 'centres' WHEN type ~ 'xm.moments' AND function ~ 'xm.drivers' THEN CASE WHEN type ~ '\]' THEN 'ARRAY[driven, driven]' ELSE 'driven' END
  WHEN type ~ '^xm\.\w+$' THEN substr(type, 4)
  WHEN argument = 'words' THEN $q$ARRAY['w1', 'v3', 'zzz']$q$ WHEN argument = 'top' THEN '100000'
  WHEN argument IN ('time', 'horizon') THEN CASE WHEN function ~ 'survival|estimate|compare|mean' THEN '1e8' ELSE '1000' END WHEN argument IN ('label', 'a', 'outcome', 'x', 'driver') AND type = 'text' THEN CASE WHEN argument = 'driver' THEN $q$'x2'$q$ WHEN function ~ 'xm.value\(' THEN $q$'power'$q$ ELSE $q$'x1'$q$ END
  WHEN argument = 'difference' THEN '0.1' WHEN argument = 'power' THEN '0.8' WHEN argument = 'n' THEN '1000' WHEN argument = 'chain' THEN $q$'{x1,x2,x3}'$q$ WHEN type = 'xm.moments[]' THEN 'ARRAY[moments, moments]' WHEN argument = 'category' THEN $q$'7'$q$
  WHEN argument IN ('b', 'mediator') THEN $q$'x2'$q$ WHEN argument = 'y' THEN $q$'x3'$q$ WHEN argument = 'change' THEN '1' WHEN argument = 'groups' THEN $q$'{"first": ["x2", "x3"]}'$q$
  WHEN argument = 'metric' THEN $q$'mean'$q$ WHEN argument = 'confidence' THEN '0.9' WHEN argument = 'p' THEN '0.5' WHEN argument = 'method' THEN $q$'shapley'$q$ WHEN argument = 'scale' THEN $q$'[0,100]'$q$
  WHEN argument = 'frequency' THEN '2' WHEN argument IN ('recency', 'monetary') THEN '20' WHEN argument = 'age' THEN '40' WHEN argument = 'discount_rate' THEN '0.001'
  WHEN argument = 'answers' THEN 'ARRAY[1, 2, 3, 1]' WHEN argument = 'seed' THEN '7' WHEN argument = 'labels' THEN format('ARRAY(SELECT ''y'' || n FROM generate_series(1, %s) n)', CASE WHEN function ~ 'xm.model' THEN 59 ELSE 60 END) WHEN argument = 'items' THEN '''{}'''
  WHEN argument = 'levels' THEN 'array_fill(NULL::integer, ''{64}'')' WHEN argument = 'prior' THEN '0.1'
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
WHERE f.prokind = 'f' AND obj_description(f.oid, 'pg_proc') !~ 'before 0.6.0' AND f.oid::regprocedure::text !~ '_(in|out|recv|send|add|combine|merge_final|final|serialize|deserialize)\(' AND NOT ('internal'::regtype = ANY (f.proargtypes) OR '"any"'::regtype = ANY (f.proargtypes))
  AND EXISTS (SELECT FROM unnest(f.proargtypes) t WHERE t::regtype::text ~ '^xm\.' AND t::regtype::text <> 'xm.metric');
SELECT pg_temp.try(name, format('SELECT count(q) FROM large, small, LATERAL %s(%s) q', called, arguments)) FROM question WHERE missing IS NULL ORDER BY name;
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
SELECT is_empty($$ SELECT what, error FROM stretch WHERE error !~ 'allowed range of xm.segmentation_test is up to 1000|pvq21 has no parts to join|are more than a picture can show' $$, 'each comes to its end, or says what is too much');
SELECT cmp_ok((SELECT count(*) FROM stretch WHERE blocks > 0), '>', 150::bigint, 'blocks are counted');
SELECT is_empty(format('SELECT what, blocks, place FROM stretch WHERE blocks > %s ORDER BY blocks DESC', :most), 'no stretch without a poll is long');
SELECT '# ' || round(seconds::numeric, 1) || ' s: ' || what FROM stretch ORDER BY seconds DESC LIMIT 5;
SELECT * FROM finish();
ROLLBACK;
