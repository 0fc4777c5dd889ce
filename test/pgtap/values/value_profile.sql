-- Value profiles. Scoring keys as published: Schwartz (2003) for 21, Schwartz et al. (2001) for 40, Schwartz et al. (2012) for 57 answers.
\i test/pgtap/include/begin.psql
SELECT plan(108);
CREATE TEMP TABLE key (instrument text, place int, label text, items int[]);
INSERT INTO key VALUES
  ('pvq21', 1, 'conformity', '{7,16}'), ('pvq21', 2, 'tradition', '{9,20}'), ('pvq21', 3, 'benevolence', '{12,18}'), ('pvq21', 4, 'universalism', '{3,8,19}'), ('pvq21', 5, 'self_direction', '{1,11}'),
  ('pvq21', 6, 'stimulation', '{6,15}'), ('pvq21', 7, 'hedonism', '{10,21}'), ('pvq21', 8, 'achievement', '{4,13}'), ('pvq21', 9, 'power', '{2,17}'), ('pvq21', 10, 'security', '{5,14}'),
  ('pvq40', 1, 'conformity', '{7,16,28,36}'), ('pvq40', 2, 'tradition', '{9,20,25,38}'), ('pvq40', 3, 'benevolence', '{12,18,27,33}'), ('pvq40', 4, 'universalism', '{3,8,19,23,29,40}'), ('pvq40', 5, 'self_direction', '{1,11,22,34}'),
  ('pvq40', 6, 'stimulation', '{6,15,30}'), ('pvq40', 7, 'hedonism', '{10,26,37}'), ('pvq40', 8, 'achievement', '{4,13,24,32}'), ('pvq40', 9, 'power', '{2,17,39}'), ('pvq40', 10, 'security', '{5,14,21,31,35}'),
  ('pvq_rr', 1, 'self_direction_thought', '{1,23,39}'), ('pvq_rr', 2, 'self_direction_action', '{16,30,56}'), ('pvq_rr', 3, 'stimulation', '{10,28,43}'), ('pvq_rr', 4, 'hedonism', '{3,36,46}'), ('pvq_rr', 5, 'achievement', '{17,32,48}'),
  ('pvq_rr', 6, 'power_dominance', '{6,29,41}'), ('pvq_rr', 7, 'power_resources', '{12,20,44}'), ('pvq_rr', 8, 'face', '{9,24,49}'), ('pvq_rr', 9, 'security_personal', '{13,26,53}'), ('pvq_rr', 10, 'security_societal', '{2,35,50}'),
  ('pvq_rr', 11, 'tradition', '{18,33,40}'), ('pvq_rr', 12, 'conformity_rules', '{15,31,42}'), ('pvq_rr', 13, 'conformity_interpersonal', '{4,22,51}'), ('pvq_rr', 14, 'humility', '{7,38,54}'), ('pvq_rr', 15, 'universalism_nature', '{8,21,45}'),
  ('pvq_rr', 16, 'universalism_concern', '{5,37,52}'), ('pvq_rr', 17, 'universalism_tolerance', '{14,34,57}'), ('pvq_rr', 18, 'benevolence_care', '{11,25,47}'), ('pvq_rr', 19, 'benevolence_dependability', '{19,27,55}');
-- 40 people with some answers missing, as they are and with every score computed by the key.
CREATE TEMP TABLE person AS
SELECT name AS instrument, i, ARRAY(SELECT CASE WHEN q IN (1 + i % 20, 8) AND i % 3 = 0 THEN NULL ELSE 1 + (hashint4(i * 64 + q) & 2147483647) % 6 END FROM generate_series(1, items) q ORDER BY q) AS a
FROM (VALUES ('pvq21', 21), ('pvq40', 40), ('pvq_rr', 57)) v(name, items), generate_series(1, 40) i;
CREATE TEMP TABLE by_key AS
SELECT instrument, i, low, array_agg(round((score - own)::numeric, 4) ORDER BY place) AS centred, array_agg(round(score::numeric, 4) ORDER BY place) AS raw, round(min(own)::numeric, 4) AS own
FROM (SELECT p.instrument, i, low, place, label, (SELECT avg(CASE WHEN low THEN 7 - x ELSE x END) FROM unnest(a) x) AS own, (SELECT avg(CASE WHEN low THEN 7 - a[q] ELSE a[q] END) FROM unnest(items) q) AS score
      FROM person p JOIN key USING (instrument), unnest('{false,true}'::boolean[]) low) t GROUP BY instrument, i, low;
CREATE FUNCTION pg_temp.rounded(p xm.value_profile) RETURNS numeric[] LANGUAGE sql AS $$ SELECT array_agg(round(x::numeric, 4) ORDER BY i) FROM unnest(p::float8[]) WITH ORDINALITY t(x, i) $$;
CREATE TEMP TABLE one AS SELECT xm.pvq21('{1,2,3,4,5,6,1,2,3,4,5,6,1,2,3,4,5,6,1,2,3}') AS p, xm.pvq21('{1,2,3,4,5,6,1,2,3,4,5,6,1,2,3,4,5,6,1,2,3}', false) AS raw,
  xm.pvq_rr((SELECT array_agg(1 + i * i % 6 ORDER BY i) FROM generate_series(1, 57) i), false) AS rr, xm.value_profile('{1,-2,3.5}'::float8[]) AS other, xm.value_profile('{1,-2,3.5}'::float8[], ARRAY['é', 'b "quoted"', 'c']) AS named;

-- scoring
SELECT is((SELECT raw::float8[] FROM one), '{4.5,4.5,1,5,4,2.5,3.5,4.5,3.5,3.5}'::float8[], 'ten values from 21 answers, reversed, by hand');
SELECT is((SELECT string_agg(l || ' ' || xm.value(raw, l), ', ' ORDER BY i) FROM one, unnest('{conformity,benevolence,universalism,security}'::text[]) WITH ORDINALITY t(l, i)), 'conformity 4.5, benevolence 1, universalism 5, security 3.5', 'asked by name');
SELECT is((SELECT round(xm.mean_rating(p)::numeric, 6) || ' ' || xm.mean_rating(raw) || ' ' || xm.mean_rating(other) FROM one), round(7 - 69 / 21.0, 6) || ' 0 0', 'the mean that centring took away, 0 without');
SELECT is((SELECT max(abs(c + xm.mean_rating(p) - r)) < 1e-6 FROM one, unnest(p::float8[], raw::float8[]) t(c, r)), true, 'centred = raw less the mean over all answers');
SELECT is((SELECT pg_temp.rounded(xm.pvq21(a)) FROM person p WHERE p.instrument = b.instrument AND p.i = b.i), centred, 'pvq21 of person ' || i) FROM by_key b WHERE instrument = 'pvq21' AND low AND i IN (2, 9, 33);
SELECT is_empty($$ SELECT i FROM person JOIN by_key b USING (instrument, i) WHERE instrument = 'pvq21' AND low AND pg_temp.rounded(xm.pvq21(a, false)) IS DISTINCT FROM raw $$, 'pvq21 of all, not centred');
SELECT is_empty($$ SELECT i FROM person JOIN by_key b USING (instrument, i) WHERE instrument = 'pvq21' AND low AND (pg_temp.rounded(xm.pvq21(a)) IS DISTINCT FROM centred OR round(xm.mean_rating(xm.pvq21(a))::numeric, 4) <> own) $$, 'pvq21 of all, centred');
SELECT is_empty($$ SELECT i FROM person JOIN by_key b USING (instrument, i) WHERE instrument = 'pvq40' AND pg_temp.rounded(xm.pvq40(a, reversed => low)) IS DISTINCT FROM centred $$, 'pvq40 of all, both ways');
SELECT is_empty($$ SELECT i FROM person JOIN by_key b USING (instrument, i) WHERE instrument = 'pvq40' AND pg_temp.rounded(xm.pvq40(a, false, low)) IS DISTINCT FROM raw $$, 'pvq40, not centred');
SELECT is_empty($$ SELECT i FROM person JOIN by_key b USING (instrument, i) WHERE instrument = 'pvq_rr' AND (pg_temp.rounded(xm.pvq_rr(a, true, low)) IS DISTINCT FROM centred OR round(xm.mean_rating(xm.pvq_rr(a, true, low))::numeric, 4) <> own) $$, 'pvq_rr of all, both ways');
SELECT is_empty($$ SELECT i FROM person JOIN by_key b USING (instrument, i) WHERE instrument = 'pvq_rr' AND pg_temp.rounded(xm.pvq_rr(a, centred => false, reversed => low)) IS DISTINCT FROM raw $$, 'pvq_rr, not centred');
SELECT results_eq('SELECT instrument, label, place::bigint FROM key ORDER BY instrument, place',
                  $$ SELECT v.n, k, row_number() OVER (PARTITION BY v.n ORDER BY position('"' || k || '"' IN v.p::text)) FROM (SELECT 'pvq21' AS n, p FROM one UNION ALL SELECT 'pvq40', xm.pvq40(array_fill(3, '{40}')) UNION ALL SELECT 'pvq_rr', rr FROM one) v, jsonb_object_keys(v.p::jsonb -> 'scores') k ORDER BY 1, 3 $$, 'the labels');
SELECT is((SELECT bool_and(x = 0) FROM unnest(xm.pvq21(array_fill(6, '{21}'))::float8[]) x), true, 'flat answers, centred: all 0');

-- missing answers
SELECT is((SELECT xm.pvq21(array_fill(2, '{21}') || NULL::int[])::float8[]), array_fill(0::float8, '{10}'), 'nobody is missing');
SELECT is(xm.pvq21('{NULL,2,NULL,4,NULL,6,NULL,2,NULL,4,5,6,1,2,3,4,5,6,1,2,3}') IS NOT NULL, true, 'five answers may be missing');
SELECT is(xm.pvq21('{NULL,2,NULL,4,NULL,6,NULL,2,NULL,NULL,5,6,1,2,3,4,5,6,1,2,3}')::text, NULL, 'a sixth is too many');
SELECT is(xm.pvq21('{1,2,3,4,5,6,NULL,2,3,4,5,6,1,2,3,NULL,5,6,1,2,3}')::text, NULL, 'nor may a value have no answer');
SELECT is(xm.pvq40((SELECT array_agg(CASE WHEN i > 5 THEN 2 END ORDER BY i) FROM generate_series(1, 40) i)) IS NOT NULL, true, 'five of 40');
SELECT is(xm.pvq40((SELECT array_agg(CASE WHEN i > 6 THEN 2 END ORDER BY i) FROM generate_series(1, 40) i))::text, NULL, 'six of 40');
SELECT is(xm.pvq40((SELECT array_agg(CASE WHEN i NOT IN (6, 15, 30) THEN 2 END ORDER BY i) FROM generate_series(1, 40) i))::text, NULL, 'stimulation without an answer');
SELECT is(xm.pvq_rr((SELECT array_agg(CASE WHEN i > 5 THEN 2 END ORDER BY i) FROM generate_series(1, 57) i)) IS NOT NULL, true, 'five of 57');
SELECT is(xm.pvq_rr((SELECT array_agg(CASE WHEN i > 6 THEN 2 END ORDER BY i) FROM generate_series(1, 57) i))::text, NULL, 'six of 57');
SELECT is(xm.pvq_rr((SELECT array_agg(CASE WHEN i NOT IN (9, 24, 49) THEN 2 END ORDER BY i) FROM generate_series(1, 57) i))::text, NULL, 'face without an answer');
SELECT is(xm.pvq21(array_fill(NULL::int, '{21}'))::text, NULL, 'no answers at all: NULL');
SELECT results_eq($$ SELECT instrument, allowed, CASE instrument WHEN 'pvq21' THEN xm.pvq21(a, missing => allowed) WHEN 'pvq40' THEN xm.pvq40(a, missing => allowed) ELSE xm.pvq_rr(a, missing => allowed) END IS NOT NULL
                     FROM (VALUES ('pvq21', 21), ('pvq40', 40), ('pvq_rr', 57)) v(instrument, items), generate_series(0, 5) allowed, generate_series(allowed, allowed + 1) gone,
                          LATERAL (SELECT array_agg(CASE WHEN i > gone THEN 2 END ORDER BY i) AS a FROM generate_series(1, items) i) s ORDER BY 1, 2, gone $$,
                  $$ SELECT instrument, allowed, gone = allowed FROM (VALUES ('pvq21'), ('pvq40'), ('pvq_rr')) v(instrument), generate_series(0, 5) allowed, generate_series(allowed, allowed + 1) gone ORDER BY 1, 2, gone $$,
                  'missing says how many answers may be missing');
SELECT is(pg_temp.rounded(xm.pvq21(a, missing => 1)), pg_temp.rounded(xm.pvq21(a)), 'and changes no score') FROM (SELECT NULL::int || array_fill(2, '{10}') || array_fill(5, '{10}') AS a) t;
SELECT is(count(*) FILTER (WHERE (new.f).prosrc = (old.f).prosrc), 3::bigint, 'the forms of 0.5.0 are there for what was made with them')
FROM (SELECT p AS f FROM pg_proc p WHERE pronamespace = 'xm_internal'::regnamespace AND proname ~ '^pvq') old JOIN (SELECT p AS f FROM pg_proc p WHERE pronamespace = 'xm'::regnamespace) new ON (new.f).proname = (old.f).proname;
SELECT is(xm_internal.pvq21(a)::text || xm_internal.pvq40(a || a[1:19])::text || xm_internal.pvq_rr(a || a || a[1:15], false, true)::text, xm.pvq21(a)::text || xm.pvq40(a || a[1:19])::text || xm.pvq_rr(a || a || a[1:15], false, true)::text, 'and score the same')
FROM (SELECT NULL::int || '{1,2,3,4,5,6,1,2,3,4,5,6,1,2,3,4,5,6,1,2}'::int[] AS a) t;

-- what is asked of a profile
SELECT results_eq('SELECT h.* FROM one, xm.higher_order(raw) h', 'SELECT (4 + 2.5 + 3.5) / 3::float8, (4.5 + 4.5 + 3.5) / 3::float8, (3.5 + 4.5) / 2::float8, (5 + 1) / 2::float8', 'higher-order values: openness, conservation, enhancement, transcendence');
SELECT is((SELECT round(((xm.higher_order(p)).conservation + xm.mean_rating(p))::numeric, 5) FROM one), round(12.5 / 3, 5), 'of centred ones');
SELECT is((SELECT h::text FROM one, xm.higher_order(rr) h), (SELECT h::text FROM one, xm.higher_order(xm.broad_values(rr)) h), 'of PVQ-RR by way of the ten');
SELECT is_empty($$ SELECT b.label FROM one, (VALUES ('conformity', '{conformity_rules,conformity_interpersonal}'::text[]), ('tradition', '{tradition,humility}'), ('benevolence', '{benevolence_care,benevolence_dependability}'),
                     ('universalism', '{universalism_nature,universalism_concern,universalism_tolerance}'), ('self_direction', '{self_direction_thought,self_direction_action}'), ('stimulation', '{stimulation}'), ('hedonism', '{hedonism}'),
                     ('achievement', '{achievement}'), ('power', '{power_dominance,power_resources}'), ('security', '{security_personal,security_societal}')) b(label, parts)
                   WHERE abs(xm.value(xm.broad_values(rr), b.label) - (SELECT avg(xm.value(rr, part)) FROM unnest(parts) part)) > 1e-6 $$, 'broad values are means of their parts');
SELECT is((SELECT xm.mean_rating(xm.broad_values(xm.pvq_rr(a))) FROM person WHERE instrument = 'pvq_rr' AND i = 1), (SELECT xm.mean_rating(xm.pvq_rr(a)) FROM person WHERE instrument = 'pvq_rr' AND i = 1), 'which keep the mean rating');
SELECT is((SELECT xm.centre(other)::float8[] FROM one), (SELECT array_agg((x - 2.5 / 3)::real::float8) FROM unnest('{1,-2,3.5}'::float8[]) x), 'centre: less the mean of the scores');
SELECT is((SELECT round(xm.mean_rating(xm.centre(other))::numeric, 6) FROM one), round(2.5 / 3, 6), 'which it keeps');
SELECT is((SELECT round(sum(x)::numeric, 5) FROM one, unnest(xm.centre(raw)::float8[]) x), 0.00000, 'centred scores sum to 0');
SELECT is((SELECT round((xm.mean_rating(xm.centre(p)))::numeric, 5) FROM one), (SELECT round(avg(x)::numeric, 5) FROM one, unnest(raw::float8[]) x), 'centring the centred: both means');
SELECT is((SELECT xm.value(named, 'é') || ' ' || xm.value(named, 'b "quoted"') || ' ' || xm.value(other, 'x3') FROM one), '1 -2 3.5', 'labels of your own, and x1, x2 ...');
SELECT is((SELECT xm.value_profile(array_agg(i::float8 ORDER BY i))::float8[] FROM generate_series(1, 256) i), (SELECT array_agg(i::float8 ORDER BY i) FROM generate_series(1, 256) i), '256 scores');
SELECT is((SELECT xm.value(xm.value_profile(ARRAY[0.1, 1e-40, 3.4e38]), l) FROM unnest('{x1}'::text[]) l), 0.1::real::float8, 'kept as float4');
SELECT is(xm.value_profile(ARRAY[1, 2]::int[])::text || xm.value_profile(ARRAY[1.0, 2])::text, repeat(xm.value_profile('{1,2}'::float8[])::text, 2), 'arrays of integers and numerics cast');
SELECT is((SELECT xm.value_profile('{{1,2},{3,4}}'::float8[])::float8[]), '{1,2,3,4}'::float8[], 'a matrix in its order');

-- NULL
SELECT is(xm.pvq21(NULL) IS NULL AND xm.pvq21('{}', NULL) IS NULL AND xm.pvq40(NULL) IS NULL AND xm.pvq40('{}', true, NULL) IS NULL AND xm.pvq_rr(NULL) IS NULL AND xm.value_profile(NULL::float8[]) IS NULL AND xm.value_profile('{1}'::float8[], NULL) IS NULL, true, 'NULL makes NULL');
SELECT is(xm.value_profile('{1,NULL}'::float8[]) IS NULL AND xm.value_profile(ARRAY[NULL, 2]::float8[], '{a,b}') IS NULL, true, 'a NULL score makes NULL');
SELECT is(xm.mean_rating(NULL) IS NULL AND xm.value(NULL, 'power') IS NULL AND xm.value(p, NULL) IS NULL AND xm.broad_values(NULL) IS NULL AND xm.centre(NULL) IS NULL AND (NULL::xm.value_profile)::float8[] IS NULL, true, 'asking NULL: NULL') FROM one;
SELECT results_eq('SELECT * FROM xm.higher_order(NULL)', 'SELECT NULL::float8, NULL::float8, NULL::float8, NULL::float8', 'one row of NULLs');
SELECT is((SELECT count(*) FROM (VALUES (NULL::xm.value_profile), (xm.pvq21(array_fill(2, '{21}')))) v(p), xm.higher_order(p)), 2::bigint, 'so that nobody vanishes from FROM');

-- stored
SELECT is((SELECT p::text || raw::text || rr::text || other::text || named::text || xm.broad_values(rr)::text || xm.centre(named)::text FROM one), (SELECT p::text::xm.value_profile::text || raw::text::xm.value_profile::text || rr::text::xm.value_profile::text || other::text::xm.value_profile::text || named::text::xm.value_profile::text || xm.broad_values(rr)::text::xm.value_profile::text || xm.centre(named)::text::xm.value_profile::text FROM one), 'text reads back');
SELECT is((SELECT xm_internal.value_profile_send(p) || xm_internal.value_profile_send(named) FROM one), (SELECT xm_internal.value_profile_send(p::text::xm.value_profile) || xm_internal.value_profile_send(named::text::xm.value_profile) FROM one), 'to the bit');
SELECT is((SELECT other::text FROM one), '{"type":"value_profile","version":1,"instrument":"other","scores":[1,-2,3.5]}', 'the text');
SELECT is((SELECT named::text FROM one), '{"type":"value_profile","version":1,"instrument":"other","scores":{"é":1,"b \"quoted\"":-2,"c":3.5}}', 'with labels');
SELECT is((SELECT (p::jsonb ->> 'instrument') || (raw::jsonb -> 'scores' ->> 'hedonism') FROM one), 'pvq213.5', 'casts to jsonb');
SELECT is((SELECT (raw::jsonb::text::xm.value_profile)::text FROM one), (SELECT raw::text FROM one), 'and back, whatever order jsonb keeps the values in');
SELECT is((SELECT array_agg(pg_column_size(x.p)) FROM (SELECT p FROM one UNION ALL SELECT rr FROM one) x), '{53,89}'::int[], 'a head, the mean rating and 4 bytes a score');
CREATE TEMP TABLE survey (id int, a int[], p xm.value_profile GENERATED ALWAYS AS (xm.pvq21(a)) STORED);
INSERT INTO survey (id, a) SELECT i, a FROM person WHERE instrument = 'pvq21';
SELECT is((SELECT count(*) FROM survey JOIN person ON instrument = 'pvq21' AND i = id WHERE p::text = xm.pvq21(person.a)::text), 40::bigint, 'as a generated column');

-- bad input
SELECT is(pg_temp.refusal(query), message, query)
FROM (VALUES
  ('SELECT xm.pvq21(''{}'')', '22023 0 answers; pvq21 has 21'),
  ('SELECT xm.pvq21(array_fill(1, ''{20}''))', '22023 20 answers; pvq21 has 21'),
  ('SELECT xm.pvq21(array_fill(1, ''{22}''))', '22023 22 answers; pvq21 has 21'),
  ('SELECT xm.pvq21(array_fill(1, ''{40}''))', '22023 40 answers; pvq21 has 21'),
  ('SELECT xm.pvq40(array_fill(1, ''{21}''))', '22023 21 answers; pvq40 has 40'),
  ('SELECT xm.pvq_rr(array_fill(1, ''{40}''))', '22023 40 answers; pvq_rr has 57'),
  ('SELECT xm.pvq21(array_fill(1, ''{20}'') || 7)', '22023 answer 7 to item 21 is outside the allowed range 1..6'),
  ('SELECT xm.pvq21(-1 || array_fill(1, ''{20}''))', '22023 answer -1 to item 1 is outside the allowed range 1..6'),
  ('SELECT xm.pvq21(array_fill(1, ''{4}'') || 0 || array_fill(1, ''{16}''))', '22023 answer 0 to item 5 is outside the allowed range 1..6'),
  ('SELECT xm.pvq40(array_fill(1, ''{12}'') || 8 || array_fill(1, ''{27}''))', '22023 answer 8 to item 13 is outside the allowed range 1..6'),
  ('SELECT xm.pvq40(array_fill(1, ''{12}'') || 99 || array_fill(1, ''{27}''), false, true)', '22023 answer 99 to item 13 is outside the allowed range 1..6'),
  ('SELECT xm.pvq_rr(array_fill(1, ''{56}'') || 2147483647)', '22023 answer 2147483647 to item 57 is outside the allowed range 1..6'),
  ('SELECT xm.pvq_rr(array_fill(1, ''{56}'') || (-2147483648)::int)', '22023 answer -2147483648 to item 57 is outside the allowed range 1..6'),
  ('SELECT xm.pvq21(array_fill(1, ''{21}''), missing => 6)', '22023 missing 6 is outside the allowed range 0..5'),
  ('SELECT xm.pvq40(array_fill(1, ''{40}''), missing => -1)', '22023 missing -1 is outside the allowed range 0..5'),
  ('SELECT xm.pvq_rr(array_fill(1, ''{57}''), true, true, 2147483647)', '22023 missing 2147483647 is outside the allowed range 0..5'),
  ('SELECT xm.pvq21(array_fill(NULL::int, ''{20}'') || 9)', '22023 answer 9 to item 21 is outside the allowed range 1..6'),
  ('SELECT xm.value_profile(''{}''::float8[])', '22023 0 scores; the allowed range is 1..256'),
  ('SELECT xm.value_profile(array_fill(1::float8, ''{257}''))', '22023 257 scores; the allowed range is 1..256'),
  ('SELECT xm.value_profile(''{1,NaN}''::float8[])', '22023 score NaN at position 2 is outside the allowed range -3.4e38..3.4e38'),
  ('SELECT xm.value_profile(''{1,2,Infinity}''::float8[])', '22023 score Infinity at position 3 is outside the allowed range -3.4e38..3.4e38'),
  ('SELECT xm.value_profile(''{-Infinity}''::float8[], ''{a}'')', '22023 score -Infinity at position 1 is outside the allowed range -3.4e38..3.4e38'),
  ('SELECT xm.value_profile(''{1,1e39}''::float8[])', '22023 score 1e+39 at position 2 is outside the allowed range -3.4e38..3.4e38'),
  ('SELECT xm.value_profile(''{1,2}''::float8[], ''{a}'')', '22023 1 labels for 2 scores'),
  ('SELECT xm.value_profile(''{1,2}''::float8[], ''{a,b,c}'')', '22023 3 labels for 2 scores'),
  ('SELECT xm.value_profile(''{1,2}''::float8[], ''{a,a}'')', '22023 label "a" is given twice'),
  ('SELECT xm.value_profile(''{1,2}''::float8[], ''{a,NULL}'')', '22023 label 2 is NULL'),
  ('SELECT xm.value_profile(''{1,2}''::float8[], ''{a,""}'')', '22023 label "" has 0 bytes'),
  ('SELECT xm.value_profile(''{1,2}''::float8[], ARRAY[''a'', repeat(''é'', 32)])', '22023 label "' || repeat('é', 32) || '" has 64 bytes'),
  ('SELECT xm.value_profile(''{1,2}''::float8[], ''{a,(intercept)}'')', '22023 label "(intercept)" is reserved for the constant of a model'),
  ('SELECT xm.value(p, ''joy'') FROM one', '22023 no value "joy"; there are conformity, tradition, benevolence, universalism, self_direction, stimulation, hedonism, achievement, power, security'),
  ('SELECT xm.value(p, '''') FROM one', '22023 no value ""; there are conformity, tradition, benevolence, universalism, self_direction, stimulation, hedonism, achievement, power, security'),
  ('SELECT xm.value(other, ''a'') FROM one', '22023 no value "a"; there are x1, x2, x3'),
  ('SELECT xm.value(named, ''x1'') FROM one', '22023 no value "x1"; there are é, b "quoted", c'),
  ('SELECT xm.higher_order(other) FROM one', '22023 a profile of another instrument has no higher-order values'),
  ('SELECT xm.broad_values(p) FROM one', '22023 a profile of pvq21 has no parts to join to the ten values'),
  ('SELECT xm.broad_values(xm.broad_values(rr)) FROM one', '22023 a profile of pvq_rr_broad has no parts to join to the ten values'),
  ('SELECT xm.broad_values(other) FROM one', '22023 a profile of other has no parts to join to the ten values')
) v(query, message);
SELECT is(pg_temp.refusal('SELECT ''{"type":"value_profile","version":9,"instrument":"other","scores":[1]}''::xm.value_profile'), '0A000 xm.value_profile of version 9 is newer than this pg_xm reads (up to 1)', 'a value of a later version');
SELECT matches(pg_temp.refusal(query), '^22(023|P02|003) .*[^)]$', 'refused with a hint: ' || query)
FROM (VALUES
  ('SELECT ''''::xm.value_profile'), ('SELECT ''{}''::xm.value_profile'), ('SELECT ''{1,2,3}''::xm.value_profile'), ('SELECT ''{"type":"profiles","version":1}''::xm.value_profile'),
  ('SELECT ''{"type":"value_profile","version":1,"instrument":"other","scores":[]}''::xm.value_profile'),
  ('SELECT ''{"type":"value_profile","version":1,"instrument":"other","scores":[NaN]}''::xm.value_profile'),
  ('SELECT ''{"type":"value_profile","version":1,"instrument":"other","scores":[1e39]}''::xm.value_profile'),
  ('SELECT ''{"type":"value_profile","version":1,"instrument":"other","scores":{"a":1,"a":2}}''::xm.value_profile'),
  ('SELECT ''{"type":"value_profile","version":1,"instrument":"rokeach","scores":[1]}''::xm.value_profile'),
  ('SELECT ''{"type":"value_profile","version":1,"instrument":"pvq21","scores":[1,2,3,4,5,6,7,8,9,10]}''::xm.value_profile'),
  ('SELECT ''{"type":"value_profile","version":1,"instrument":"pvq21","scores":{"power":3}}''::xm.value_profile'),
  ('SELECT xm.centre(xm.value_profile(3.4e38 || array_fill(-3.4e38::float8, ''{5}'')))')
) v(query);
SELECT * FROM finish();
ROLLBACK;
