-- Every function with each argument in turn NULL, empty, infinite, huge or damaged: a result or an
-- error of class 22, 0A000 or 53200 (of a workspace also one of names and rights), never an internal error, never a crash.
\i test/pgtap/include/begin.psql
SELECT plan(6);

CREATE TEMP TABLE nasty (type text, value text);
INSERT INTO nasty
SELECT type, 'NULL::' || replace(type, '"any"', 'integer') FROM unnest(ARRAY['xm.ratings', 'xm.linkage', 'xm.metric', 'smallint', 'integer', 'bigint', 'numeric', 'real',
                                                'double precision', 'text', 'int4range', 'cstring', 'bytea', 'xm.moments', 'xm.moments[]', 'xm.ratings[]', 'xm.model', 'xm.survival', 'xm.clv_model', 'xm.value_profile', 'xm.profiles', 'xm.segmentation', 'xm.weighting', 'xm.match_model', 'xm.text_model', 'xm.topic_model', 'regconfig', 'jsonb', 'interval', 'timestamp with time zone', 'text[]', 'smallint[]', 'integer[]', 'bigint[]', 'numeric[]', 'real[]', 'double precision[]', '"any"', 'boolean', 'date', 'regclass']) type;
INSERT INTO nasty VALUES
  ('xm.svg', $$ (SELECT xm.chart_bars('<b>', 1)) $$), ('xm.svg', $$ '<svg><script/></svg>'::xm.svg $$), ('xm.svg', $$ ''::xm.svg $$), ('xm.svg', $$ NULL::xm.svg $$),
  ('xm.ratings', $$ '{"type":"ratings","version":1,"responses":{"3":2,"4":1,"5":2}}'::xm.ratings $$),
  ('xm.ratings', $$ '{"type":"ratings","version":1,"responses":{"0":1}}'::xm.ratings $$),
  ('xm.ratings', $$ '{"type":"ratings","version":1,"responses":{"100":4611686018427387904}}'::xm.ratings $$),
  ('xm.ratings', $$ (SELECT xm.ratings(x, 1e100) FROM generate_series(0, 100) x) $$),
  ('xm.ratings', $$ (SELECT xm.ratings(x, 1e-100) FROM generate_series(1, 5) x) $$),
  ('xm.ratings', $$ xm_internal.ratings_add('{"type":"ratings","version":1,"responses":{"100":4611686018427387904}}'::xm.ratings, 100) $$),
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
  ('xm.model', $$ (SELECT xm.logit(x % 2, x % 3, x % 5) FROM generate_series(1, 50) x) $$),
  ('xm.model', $$ (SELECT xm.logit(x % 3 = 1, (x % 7) * 1e-90) FROM generate_series(1, 50) x) $$),
  ('xm.model', $$ (SELECT xm.cox(x, x % 2, x % 3, x % 5) FROM generate_series(1, 50) x) $$),
  ('xm.model', $$ (SELECT xm.cox(x, true, (x * 7 % 11) * 1e90) FROM generate_series(1, 50) x) $$),
  ('xm.model', $$ (SELECT xm.cox(0, true, x) FROM generate_series(1, 9) x) $$),
  ('xm.moments[]', $$ (SELECT array_agg(m) FROM (SELECT xm.label(xm.moments(x, x % 3, x % 5), 'a', 'b', 'c') AS m FROM generate_series(1, 50) x GROUP BY x % 4) t) $$),
  ('xm.ratings[]', $$ (SELECT ARRAY[xm.ratings(x), NULL] FROM generate_series(1, 5) x) $$), ('xm.ratings[]', $$ '{}'::xm.ratings[] $$), ('xm.ratings[]', $$ '{NULL}'::xm.ratings[] $$),
  ('xm.moments[]', $$ '{}'::xm.moments[] $$), ('xm.moments[]', $$ '{NULL}'::xm.moments[] $$), ('xm.moments[]', $$ ARRAY[xm.label((SELECT xm.moments(x, x % 3) FROM generate_series(1, 9) x), 'a', 'b'), NULL] $$),
  ('xm.moments[]', $$ (SELECT ARRAY[ARRAY[m, m], ARRAY[m, m]] FROM (SELECT xm.label(xm.moments(x, x % 3, x % 5), 'a', 'b', 'c') AS m FROM generate_series(1, 50) x) t) $$),
  ('xm.moments[]', $$ (SELECT array_fill(m, ARRAY[1000]) FROM (SELECT xm.label(xm.moments(x, x % 3, x % 5), 'a', 'b', 'c') AS m FROM generate_series(1, 50) x) t) $$),
  ('xm.moments[]', $$ (SELECT array_agg(m) FROM (SELECT xm.label(xm.moments(x), 'a') AS m FROM generate_series(1, 3) x GROUP BY x UNION ALL SELECT xm.moments(x, x) FROM generate_series(1, 3) x) t) $$),
  ('xm.moments[]', $$ (SELECT array_agg(m) FROM (SELECT xm.label(xm.moments(x * 1e99, x * x * 1e-99), 'a', 'b') AS m FROM generate_series(-9, 9) x GROUP BY x % 3) t) $$),
  ('xm.survival', $$ (SELECT xm.survival(x, x % 3 = 0) FROM generate_series(1, 20) x) $$),
  ('xm.survival', $$ (SELECT xm.survival(x / 3.0, true) FROM generate_series(0, 20) x) $$),
  ('xm.survival', $$ xm_internal.survival_add(NULL, 0, true) $$), ('xm.survival', $$ xm_internal.survival_add(NULL, 1.7e308::float8, true) $$), ('xm.survival', $$ xm_internal.survival_add(NULL, 5e-324::float8, false) $$),
  ('xm.survival', $$ '{"type":"survival","version":1,"times":[1,3],"events":[4611686018427387903,0],"censored":[0,1]}'::xm.survival $$),
  ('xm.survival', $$ '{"type":"survival","version":1,"times":[1,3],"events":[4611686018427387903,5],"censored":[0,1]}'::xm.survival $$),
  ('xm.survival', $$ '{"type":"survival","version":1,"times":[3,1],"events":[1,1],"censored":[0,1]}'::xm.survival $$),
  ('xm.survival', $$ '{"type":"survival","version":1,"times":[-1],"events":[1],"censored":[0]}'::xm.survival $$),
  ('xm.survival', $$ '{"type":"survival","version":1,"times":[1],"events":[0],"censored":[0]}'::xm.survival $$),
  ('xm.survival', $$ '{"type":"survival","version":1,"times":[],"events":[],"censored":[]}'::xm.survival $$),
  ('xm.survival', $$ '{"type":"survival","version":1,"times":[1e999],"events":[1],"censored":[0]}'::xm.survival $$),
  ('xm.survival', $$ '{"type":"survival","version":2,"times":[1],"events":[1],"censored":[0]}'::xm.survival $$),
  ('xm.clv_model', $$ '{"type":"clv_model","version":1,"family":"bg_nbd","n":9,"log_likelihood":-4,"parameters":{"r":0.243,"alpha":4.414,"a":0.793,"b":2.426}}'::xm.clv_model $$),
  ('xm.clv_model', $$ '{"type":"clv_model","version":1,"family":"gamma_gamma","n":9,"log_likelihood":-4,"parameters":{"p":6.25,"q":3.74,"gamma":15.44}}'::xm.clv_model $$),
  ('xm.clv_model', $$ '{"type":"clv_model","version":1,"family":"bg_nbd","n":9,"log_likelihood":-4,"parameters":{"r":1e12,"alpha":1e-12,"a":1e12,"b":1e-12}}'::xm.clv_model $$),
  ('xm.clv_model', $$ '{"type":"clv_model","version":1,"family":"bg_nbd","n":9,"log_likelihood":-4,"parameters":{"r":1e-12,"alpha":1e12,"a":1,"b":1e12}}'::xm.clv_model $$),
  ('xm.clv_model', $$ '{"type":"clv_model","version":1,"family":"gamma_gamma","n":9,"log_likelihood":-4,"parameters":{"p":1e12,"q":1e-12,"gamma":1e12}}'::xm.clv_model $$),
  ('xm.clv_model', $$ '{"type":"clv_model","version":1,"family":"bg_nbd","n":9,"log_likelihood":-4,"parameters":{"r":0,"alpha":-1,"a":1,"b":1}}'::xm.clv_model $$),
  ('xm.clv_model', $$ '{"type":"clv_model","version":1,"family":"pareto","n":9,"log_likelihood":-4,"parameters":{"r":1,"alpha":1,"a":1,"b":1}}'::xm.clv_model $$),
  ('xm.clv_model', $$ '{"type":"clv_model","version":2,"family":"bg_nbd","n":9,"log_likelihood":-4,"parameters":{"r":0.2,"alpha":4,"a":0.8,"b":2.4},"covariances":[1e299,1e299,1e299,0,0,1e-300,0,0,0,0]}'::xm.clv_model $$),
  ('xm.clv_model', $$ '{"type":"clv_model","version":2,"family":"gamma_gamma","n":9,"log_likelihood":-4,"parameters":{"p":1e12,"q":1.0000001,"gamma":1e12},"covariances":[1e299,0,1e299,0,0,1e299]}'::xm.clv_model $$),
  ('xm.clv_model', $$ '{"type":"clv_model","version":9,"family":"bg_nbd","n":9,"log_likelihood":-4,"parameters":{"r":1,"alpha":1,"a":1,"b":1}}'::xm.clv_model $$),
  ('xm.value_profile', $$ xm.pvq_rr(ARRAY(SELECT 1 + (i * i) % 6 FROM generate_series(1, 57) i)) $$), ('xm.value_profile', $$ xm.pvq21(array_fill(6, '{21}')) $$), ('xm.value_profile', $$ xm.pvq40(array_fill(1, '{40}'), false) $$),
  ('xm.value_profile', $$ xm.value_profile(array_fill(3.4e38::float8, '{256}')) $$), ('xm.value_profile', $$ xm.value_profile(3.4e38::float8 || array_fill(-3.4e38::float8, '{5}')) $$), ('xm.value_profile', $$ xm.value_profile('{1e-45,-1e-45}'::float8[]) $$),
  ('xm.value_profile', $$ xm.value_profile('{0}'::float8[], ARRAY[repeat('é', 31)]) $$), ('xm.value_profile', $$ (SELECT xm.value_profile(array_agg(i::float8), array_agg(repeat('x', 57) || i)) FROM generate_series(100000, 100255) i) $$),
  ('xm.value_profile', $$ xm.value_profile('{1,NaN}'::float8[]) $$), ('xm.value_profile', $$ '{"type":"value_profile"}'::xm.value_profile $$), ('xm.value_profile', $$ '{"type":"value_profile","version":1,"instrument":"pvq21","mean_rating":1e38,"scores":{}}'::xm.value_profile $$),
  ('xm.profiles', $$ (SELECT xm.profiles(xm.value_profile(ARRAY[i, i * i, 1]::float8[])) FROM generate_series(-9, 9) i) $$), ('xm.profiles', $$ (SELECT xm.profiles(xm.value_profile('{3.4e38,-3.4e38}'::float8[]))) $$), ('xm.profiles', $$ (SELECT xm.profiles(xm.value_profile('{0,0}'::float8[]))) $$),
  ('xm.profiles', $$ (SELECT xm.profiles(xm.value_profile('{1e-45}'::float8[])) FROM generate_series(1, 5)) $$), ('xm.profiles', $$ (SELECT xm.profiles(xm.pvq21(ARRAY(SELECT 1 + (i * q) % 6 FROM generate_series(1, 21) q))) FROM generate_series(1, 50) i) $$),
  ('xm.profiles', $$ '{"type":"profiles","version":1,"instrument":"other","centred":0,"n":9007199254740992,"directed":9007199254740992,"squares":[9007199254740992,0],"sums":[[9007199254740992,0]],"directions":[[9007199254740992,0]]}'::xm.profiles $$),
  ('xm.profiles', $$ '{"type":"profiles","version":1,"instrument":"other","centred":0,"n":1,"directed":1,"squares":[1e400,0],"sums":[[1,0]],"directions":[[1,0]]}'::xm.profiles $$), ('xm.profiles', $$ '{"type":"profiles"}'::xm.profiles $$),
  ('xm.segmentation', $$ (SELECT xm.segments(xm.pvq_rr(ARRAY(SELECT 1 + (i * q) % 6 FROM generate_series(1, 57) q)), 2) FROM generate_series(1, 9) i) $$), ('xm.segmentation', $$ (SELECT xm.latent_classes(ARRAY[1 + i % 2, 1 + i % 3], '[1,2]'::int4range) FROM generate_series(1, 12) i) $$),
  ('xm.segmentation', $$ (SELECT xm.segments(xm.value_profile(ARRAY[i * 1e37, -i]::float8[]), '[2,5]'::int4range) FROM generate_series(-9, 9) i) $$), ('xm.segmentation', $$ (SELECT xm.segments(xm.value_profile(ARRAY[i * 1e-45]::float8[]), 3) FROM generate_series(1, 9) i) $$),
  ('xm.segmentation', $$ (SELECT xm.segments(xm.value_profile(array_fill(s * 3.4e38::float8, '{256}')), 2) FROM unnest('{-1,1}'::int[]) s) $$), ('xm.segmentation', $$ (SELECT xm.latent_classes(array_fill(100, '{256}') || NULL::int[], 2)) $$),
  ('xm.segmentation', $$ (SELECT xm.latent_classes(ARRAY[i, NULL, 101 - i], '[2,3]'::int4range) FROM generate_series(1, 100) i, generate_series(1, 9)) $$), ('xm.segmentation', $$ (SELECT xm.latent_classes('{1,99}'::int[], '[1,255]'::int4range)) $$),
  ('xm.segmentation', $$ '{"type":"segmentation","version":1,"family":"kmeans","instrument":"other","centred":0,"values":1,"n":0,"fits":[],"overall":[1],"segments":[]}'::xm.segmentation $$), ('xm.segmentation', $$ '{"type":"segmentation"}'::xm.segmentation $$),
  ('xm.segmentation', $$ '{"type":"segmentation","version":1,"family":"kmeans","instrument":"other","centred":0,"values":1,"n":4,"fits":[{"k":2,"chosen":1}],"overall":[1e308],"segments":[{"members":4,"share":1,"centre":[1e308]},{"members":0,"share":0,"centre":[-1e308]}]}'::xm.segmentation $$),
  ('jsonb', $$ '{"g":["b"],"h":["c"]}'::jsonb $$), ('jsonb', $$ '{}'::jsonb $$), ('jsonb', $$ '[]'::jsonb $$), ('jsonb', $$ 'null'::jsonb $$), ('jsonb', $$ '1'::jsonb $$), ('jsonb', $$ '"b"'::jsonb $$), ('jsonb', $$ '[["b"]]'::jsonb $$),
  ('jsonb', $$ '{"g":[]}'::jsonb $$), ('jsonb', $$ '{"g":"b"}'::jsonb $$), ('jsonb', $$ '{"g":null}'::jsonb $$), ('jsonb', $$ '{"g":{"h":["b"]}}'::jsonb $$), ('jsonb', $$ '{"g":{}}'::jsonb $$), ('jsonb', $$ '{"g":[["b"]]}'::jsonb $$), ('jsonb', $$ '{"g":[{"b":["c"]}]}'::jsonb $$),
  ('jsonb', $$ '{"g":[null]}'::jsonb $$), ('jsonb', $$ '{"g":[1.5,true]}'::jsonb $$), ('jsonb', $$ '{"g":["b","b"]}'::jsonb $$), ('jsonb', $$ '{"g":["b"],"h":["b"]}'::jsonb $$), ('jsonb', $$ '{"":["b"]}'::jsonb $$), ('jsonb', $$ '{"g":["a"]}'::jsonb $$), ('jsonb', $$ '{"g":[""]}'::jsonb $$),
  ('jsonb', $$ jsonb_build_object(repeat('é', 32), '["b"]'::jsonb) $$), ('jsonb', $$ jsonb_build_object('g', jsonb_build_array(repeat('b', 100000))) $$), ('jsonb', $$ (SELECT jsonb_object_agg(i, '["b"]'::jsonb) FROM generate_series(1, 1000) i) $$),
  ('jsonb', $$ (repeat('[', 2000) || repeat(']', 2000))::jsonb $$), ('jsonb', $$ ('{"g":' || repeat('[', 2000) || repeat(']', 2000) || '}')::jsonb $$),
  ('interval', $$ '1 week'::interval $$), ('interval', $$ '0'::interval $$), ('interval', $$ '-1 day'::interval $$), ('interval', $$ '1 month -30 days'::interval $$), ('interval', $$ '1 microsecond'::interval $$), ('interval', $$ '178000000 years'::interval $$),
  ('timestamp with time zone', $$ '2024-02-01 12:00+00'::timestamptz $$), ('timestamp with time zone', $$ '2024-01-01 12:00+00'::timestamptz $$), ('timestamp with time zone', $$ 'infinity'::timestamptz $$), ('timestamp with time zone', $$ '-infinity'::timestamptz $$),
  ('timestamp with time zone', $$ '4714-11-24 00:00:00+00 BC'::timestamptz $$), ('timestamp with time zone', $$ '294276-12-31 23:59:59+00'::timestamptz $$),
  ('text[]', $$ ARRAY['a', 'b'] $$), ('text[]', $$ '{}'::text[] $$), ('text[]', $$ ARRAY[NULL]::text[] $$), ('text[]', $$ array_fill('a'::text, ARRAY[1000]) $$),
  ('integer[]', $$ '{1,2}'::int[] $$), ('integer[]', $$ '{}'::int[] $$), ('integer[]', $$ array_fill(1, ARRAY[300]) $$), ('integer[]', $$ '{{1,2},{3,4}}'::int[] $$), ('integer[]', $$ '{NULL,1}'::int[] $$), ('integer[]', $$ '{1,0}'::int[] $$), ('integer[]', $$ '{-2147483648,2147483647}'::int[] $$), ('integer[]', $$ array_fill(3, '{21}') $$), ('integer[]', $$ array_fill(3, '{40}') $$), ('integer[]', $$ array_fill(3, '{57}') $$), ('integer[]', $$ array_fill(NULL::int, '{57}') $$),
  ('smallint[]', $$ '{1,-32768}'::smallint[] $$), ('bigint[]', $$ '{9223372036854775807,2}'::bigint[] $$), ('numeric[]', $$ '{1e400,NaN}'::numeric[] $$), ('numeric[]', $$ '{1,2.5}'::numeric[] $$),
  ('real[]', $$ '{NaN,1}'::real[] $$), ('real[]', $$ '{1,2}'::real[] $$), ('double precision[]', $$ '{1,2}'::float8[] $$), ('double precision[]', $$ '{1e308,-Infinity}'::float8[] $$), ('double precision[]', $$ '{NULL,NaN}'::float8[] $$), ('double precision[]', $$ array_fill(0::float8, '{257}') $$), ('double precision[]', $$ '{}'::float8[] $$),
  ('"any"', '1'), ('"any"', $$ 'text'::text $$), ('"any"', $$ ROW(1, 2.5, NULL) $$), ('"any"', $$ ROW(1, 2)  $$), ('"any"', $$ ROW() $$), ('"any"', $$ '{1,2}'::int[] $$), ('"any"', $$ 'Infinity'::float8 $$), ('"any"', $$ now() $$),
  ('"any"', $$ 1e400 $$),
  ('boolean', 'true'), ('boolean', 'false'), ('date', $$ '2024-02-01'::date $$), ('date', $$ 'infinity'::date $$), ('date', $$ '4714-11-24 BC'::date $$), ('date', $$ '5874897-12-31'::date $$),
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
  ('xm.weighting', $$ (SELECT xm.raking(x % 3, '{"x1": {"0": 1, "1": 2, "2": 1}}') FROM generate_series(1, 30) x) $$), ('xm.weighting', $$ (SELECT xm.raking(t, '{"a": {"0": 1e-50, "1": 1e50}, "": {}}') FROM (SELECT x % 2 AS a FROM generate_series(1, 9) x) t) $$),
  ('xm.weighting', $$ (SELECT xm.raking(x % 2, '{"x1": {"0": 1, "1": 1e99}}', 1e-100) FROM generate_series(1, 9) x) $$), ('xm.weighting', $$ (SELECT xm.raking(x % 2, '{"x1": {"0": 1, "1": 1.2}, "settings": {"bounds": [0.5, 2]}}') FROM generate_series(1, 9) x) $$),
  ('regconfig', $$ 'simple'::regconfig $$), ('regconfig', $$ 0::regconfig $$), ('regconfig', $$ 'english'::regconfig $$),
  ('xm.text_model', $$ (SELECT xm.text_model(ARRAY['w' || x % 7, 'v' || x % 3], x % 2 = 0) FROM generate_series(1, 60) x) $$), ('xm.text_model', $$ (SELECT xm.text_model('{}'::text[], true)) $$), ('xm.text_model', $$ (SELECT xm.text_model(ARRAY[repeat('x', 100000), '"\'], x = 1, 1e-300) FROM generate_series(1, 2) x) $$),
  ('xm.text_model', $$ '{"type":"text_model","version":1,"smoothing":1,"comments":[4503599627370496,1,1,1,1,1,1,1,1,1],"words":{},"sample":[]}'::xm.text_model $$), ('xm.text_model', $$ '{"type":"text_model","version":1,"smoothing":1,"comments":[0,0,0,0,0,0,0,1,0,0],"words":{"a":[0,0,0,0,0,0,0,2,0,0]},"sample":[[1,1,0]]}'::xm.text_model $$),
  ('xm.text_model', $$ '{"type":"text_model","version":9}'::xm.text_model $$), ('xm.text_model', $$ '{"type":"text_model"}'::xm.text_model $$),
  ('xm.topic_model', $$ (SELECT xm.topics(ARRAY['w' || x % 7, 'v' || x % 3], 2) FROM generate_series(1, 60) x) $$), ('xm.topic_model', $$ (SELECT xm.topics(ARRAY['a'], 1000)) $$), ('xm.topic_model', $$ '{"type":"topic_model","version":9}'::xm.topic_model $$),
  ('xm.topic_model', $$ '{"type":"topic_model","version":1,"comments":1,"iterations":1,"log_likelihood":-1,"shares":[1],"words":{"a":[0]}}'::xm.topic_model $$), ('xm.topic_model', $$ '{"type":"topic_model","version":1,"comments":1,"iterations":1,"log_likelihood":0,"shares":[0.5,0.5],"words":{"a":[1,1]}}'::xm.topic_model $$),
  ('xm.weighting', $$ '{"type":"weighting"}'::xm.weighting $$), ('xm.weighting', $$ '{"type":"weighting","version":9}'::xm.weighting $$),
  ('xm.match_model', $$ (SELECT xm.fellegi_sunter(ARRAY[x % 2, x % 3, x / 3 % 2]) FROM generate_series(1, 30) x) $$), ('xm.match_model', $$ (SELECT xm.fellegi_sunter(ARRAY[x % 2, NULL, x % 3], '{"classes": 3}') FROM generate_series(1, 30) x) $$),
  ('xm.match_model', $$ (SELECT xm.match_u('{NULL,254}'::int[]) FROM generate_series(1, 3)) $$), ('xm.match_model', $$ (SELECT xm.fellegi_sunter(array_fill(NULL::int, '{64}'))) $$), ('xm.match_model', $$ '{"type":"match_model"}'::xm.match_model $$), ('xm.match_model', $$ '{"type":"match_model","version":9}'::xm.match_model $$),
  ('xm.match_model', $$ '{"type":"match_model","version":1,"pairs":4611686018427387904,"dependence":1,"prior":1,"related_share":1,"iterations":9223372036854775807,"log_likelihood":-1e20,"variables":[{"name":"a","match":[1e-9],"related":[1],"differs":[1e-9]},{"name":"é","match":[],"related":[],"differs":[]}]}'::xm.match_model $$),
  ('integer[]', $$ '{0,1,254}'::int[] $$), ('integer[]', $$ '{NULL,NULL,NULL}'::int[] $$), ('integer[]', $$ '[-3:-1]={0,255,1}'::int[] $$), ('integer[]', $$ '{{{0}}}'::int[] $$), ('jsonb', $$ '{"u": [[1e400]], "prior": 0.5, "fix_prior": true}'::jsonb $$), ('jsonb', $$ '{"u": [[[0.5]]]}'::jsonb $$),
  ('jsonb', $$ '{"u": [], "labels": [1]}'::jsonb $$), ('jsonb', $$ '{"classes": 3, "tolerance": 1e-300, "max_iterations": 1e5, "labels": []}'::jsonb $$), ('jsonb', $$ '{"classes": 1e100}'::jsonb $$), ('jsonb', $$ '{"fix_prior": null}'::jsonb $$),
  ('jsonb', $$ '{"x1": {"0": 2, "1": 3, "2": 1}}'::jsonb $$), ('jsonb', $$ '{"x1": {"0": 2, "1": -3}, "settings": {"bounds": [[1], 2]}}'::jsonb $$), ('jsonb', $$ '{"settings": {"tolerance": 1e400}}'::jsonb $$), ('jsonb', $$ '{"x1": {"settings": []}}'::jsonb $$), ('jsonb', $$ '7'::jsonb $$),
  ('bytea', $$ ''::bytea $$), ('bytea', $$ '\xdeadbeef'::bytea $$);

-- A workspace to be hostile to.
CREATE ROLE xm_boss;
CREATE ROLE xm_bi;
SELECT xm.create_workspace('voice', owner => 'xm_boss'), xm.create_survey('voice', 'visit', '{"side": "customer", "mode": "anonymous", "items": [{"name": "a", "type": "rating", "scale": [0, 10]}]}') \g /dev/null
INSERT INTO voice.person (person_id, side) VALUES (1, 'customer');
INSERT INTO voice.unit (unit) VALUES ('kiel');
INSERT INTO voice.person (person_id, side, attributes) SELECT i, 'customer', jsonb_build_object('a', i / 2, 'b', 'b' || i / 2, 'c', i / 4, 'd', 'd' || i / 2) FROM generate_series(101, 160) i;
INSERT INTO voice.wave VALUES ('visit', 'w');
INSERT INTO voice.person (person_id, side) SELECT i, 'customer' FROM generate_series(2, 13) i;
SELECT count(*) FROM xm.invite('voice', 'visit', 'w', (SELECT array_agg(i) FROM generate_series(2, 13) i)) \g /dev/null
INSERT INTO voice.wave VALUES ('visit', 'over', '2020-01-01', '2020-02-01');
INSERT INTO voice.anonymous_asked VALUES ('visit', 'over', 20);
INSERT INTO voice.wave_unit VALUES ('visit', 'w', 'kiel', 20);
SELECT xm.create_survey('voice', 'asked', '{"side": "customer", "items": [{"name": "a", "type": "rating", "scale": [0, 10]}]}') \g /dev/null
INSERT INTO voice.invited (survey, person_id, probability, invited_at, last_contact_at, status, status_at) SELECT 'asked', i, 1, now(), now(), 'sent', now() FROM generate_series(2, 13) i;
INSERT INTO voice.alert (rule, kind, survey, item) VALUES ('x', 'score', 'visit', 'a');
INSERT INTO voice.action (survey, item, title, started) VALUES ('visit', 'a', 'x', '2020-01-01');
INSERT INTO voice.visit (wave, unit, a) VALUES ('w', 'kiel', 3);
SELECT xm.rebuild_summary('voice') \g /dev/null
SELECT xm.create_survey('voice', 'talk', '{"side": "customer", "items": [{"name": "a", "type": "rating", "scale": [0, 10], "metric": "nps"}, {"name": "why", "type": "text"}, {"name": "mood", "type": "sentiment", "of": "why", "label": "a"}]}') \g /dev/null
INSERT INTO voice.talk (a, why) SELECT i % 2 * 9, 'w' || i % 7 FROM generate_series(1, 240) i;
CREATE TEMP TABLE staged ("@line" bigint NOT NULL, source_id text NOT NULL, a smallint);
INSERT INTO staged VALUES (1, 'x', 3);
GRANT SELECT ON staged TO xm_boss;
INSERT INTO voice.setting VALUES ('import.visit', '{"Q1": "a"}');
INSERT INTO nasty VALUES ('text', $$ 'voice'::text $$), ('text', $$ 'pg_catalog'::text $$), ('text', $$ ''';--"'::text $$), ('regclass', $$ 'voice.survey'::regclass $$), ('regclass', $$ 'pg_class'::regclass $$), ('regclass', $$ 0::regclass $$),
  ('jsonb', $$ '{"side": "customer", "items": [{"name": "b", "type": "text"}]}'::jsonb $$), ('jsonb', $$ '{"answers": {"a": 3}}'::jsonb $$), ('jsonb', $$ ('[' || repeat('[', 5000) || repeat(']', 5000) || ']')::jsonb $$);

CREATE TEMP VIEW routine AS
SELECT p.oid, p.oid::regprocedure::text AS name, format('%s.%I', p.pronamespace::regnamespace, p.proname) AS called, p.prokind, p.provariadic, p.proargnames, ARRAY(SELECT format_type(t, NULL) FROM unnest(p.proargtypes) t) AS args
FROM pg_proc p WHERE p.pronamespace IN ('xm'::regnamespace, 'xm_internal'::regnamespace) AND NOT 'internal'::regtype = ANY (p.proargtypes); -- SQL cannot call those

-- One call for each routine, argument and nasty value; the other arguments are the type's first good value,
-- and then once more what makes sense for their name.
CREATE TEMP TABLE sensible (kind "char", type text, argument text, value text);
INSERT INTO sensible VALUES
  ('f', 'text', 'workspace', $$ 'voice'::text $$), ('f', 'text', 'survey', $$ 'visit'::text $$), ('f', 'text', 'period', $$ 'month'::text $$), ('f', 'text', 'role', $$ 'xm_bi'::text $$), ('f', 'text', 'kind', $$ 'analyst'::text $$), ('f', 'text[]', 'surveys', $$ '{visit}'::text[] $$), ('f', 'bigint', 'person_id', '1::bigint'), ('f', 'bigint', 'alert_id', '1::bigint'), ('f', 'bigint', 'action_id', '1::bigint'), ('f', 'text', 'unit', $$ 'kiel'::text $$), ('f', 'interval', 'due', $$ '1 day'::interval $$), ('f', 'interval', 'span', $$ '1 month'::interval $$),
  ('f', 'text', 'wave', $$ 'w'::text $$), ('f', 'bigint[]', 'persons', $$ '{1}'::bigint[] $$), ('f', 'jsonb', 'options', $$ '{"channel": "email", "dry_run": true}'::jsonb $$),  ('f', 'jsonb', 'find_duplicates.options', $$ '{"block": [["a"]], "compare": {"b": "exact", "c": "number", "d": "jaro_winkler"}}'::jsonb $$), ('f', 'jsonb', 'merge_duplicates.options', $$ '{"block": [["a"]], "compare": {"b": "exact", "c": "number", "d": "jaro_winkler"}}'::jsonb $$), ('f', 'text', 'train_sentiment.survey', $$ 'talk'::text $$), ('f', 'bigint', 'keep', '1::bigint'), ('f', 'bigint[]', 'others', $$ '{2}'::bigint[] $$), ('f', 'double precision', 'threshold', '0.99::float8'), ('f', 'jsonb', 'evidence', $$ '{}'::jsonb $$), ('f', 'interval', 'after', $$ '0 s'::interval $$), ('f', 'jsonb', 'breakdowns', $$ '[[], ["unit"]]'::jsonb $$),
  ('f', 'jsonb', 'definition', $$ '{"side": "customer", "mode": "anonymous", "items": [{"name": "a", "type": "rating", "scale": [0, 10]}, {"name": "b", "type": "text"}]}'::jsonb $$), ('f', 'jsonb', 'response', $$ '{"answers": {"a": 3}}'::jsonb $$), ('f', 'regclass', 'workspace', $$ 'voice.survey'::regclass $$), ('f', 'text', 'side', $$ 'customer'::text $$), ('f', 'regclass', 'staging', $$ 'staged'::regclass $$), ('f', 'jsonb', 'about', $$ '{"columns": {}}'::jsonb $$), ('f', 'text', 'metric', $$ 'mean'::text $$),
  ('f', 'integer[]', 'answers', $$ '{1,2}'::int[] $$), ('f', 'xm.value_profile', 'profile', $$ xm.value_profile('{3,-1}'::float8[], '{a,b}') $$), ('a', 'integer[]', 'answers', 'ARRAY[1 + x % 2, 1 + x % 3, 1 + x / 2 % 2]'), ('a', 'xm.value_profile', 'profile', 'xm.value_profile(ARRAY[x % 7, x % 5]::float8[], ARRAY[''a'', ''b''])'), ('a', 'integer', 'k', '2'), ('a', 'integer', 'segment', 'x % 3'),
  ('a', 'int4range', 'k', $$ '[2,3]'::int4range $$), ('a', '"any"', 'groups', 'x % 3'), ('a', '"any"', 'demographics', 'ROW(x % 4, x % 5)'), ('a', '"any"', 'a', 'x % 3'), ('a', '"any"', 'b', 'x % 4'), ('a', '"any"', 'categories', 'x % 3'), ('a', '"any"', 'attributes', 'ROW(x % 2, x % 3)'), ('a', '"any"', 'unit', 'x % 6'),
  ('a', 'text', 'row', $$ 'r' || x $$), ('a', 'text', 'path', $$ 'a > b' || x $$), ('a', 'double precision', 'estimate', 'CASE WHEN x = 1 THEN 1::float8 END'), ('a', 'double precision', 'lower', '0::float8'), ('a', 'double precision', 'upper', '2::float8'),
  ('a', 'integer[]', 'levels', 'ARRAY[x % 2, x % 3, x / 3 % 2]'), ('a', 'jsonb', 'settings', $$ '{"classes": 3}'::jsonb $$), ('a', 'text[]', 'labels', $$ '{a,b,c}'::text[] $$),
  ('a', 'text', 'kind', $$ 'direct'::text $$), ('a', 'jsonb', 'options', $$ '{"title": "t"}'::jsonb $$),
  ('a', 'text[]', 'words', $$ ARRAY['w' || x % 3, 'v' || x % 4] $$), ('a', 'boolean', 'of_group', 'x % 2 = 0'), ('a', 'boolean', 'label', 'x % 3 = 0'), ('a', 'double precision', 'prior', '5::float8'), ('a', 'double precision', 'smoothing', '0.5::float8'),
  ('a', 'text', 'label', 'chr(65 + x % 3)'), ('a', 'text', 'adjust', $$ 'bh'::text $$), ('a', 'jsonb', 'targets', $$ '{"x1": {"0": 2, "1": 3, "2": 1}}'::jsonb $$), ('a', 'integer', 'depth', '2'), ('a', 'integer', 'min_responses', '5'), ('a', 'double precision', 'base_weight', '1 + x % 2'), ('a', 'boolean', 'treated', 'x % 2 = 0'), ('a', 'boolean', 'after', 'x > 30'),
  ('a', 'text', 'driver', $$ 'x2'::text $$), ('a', 'xm.ratings', 'r', $$ '{"type":"ratings","version":1,"responses":{"3":2,"4":1,"5":2}}'::xm.ratings $$), ('f', 'text[]', 'chain', $$ '{a,b}'::text[] $$), ('f', '"any"', 'categories', '1'), ('f', 'text', 'category', $$ '1'::text $$), ('f', 'bigint', 'n', '9::bigint'), ('f', 'double precision', 'difference', '2::float8'), ('f', 'double precision', 'power', '0.8::float8'),
  ('f', 'xm.clv_model', 'gg', $$ '{"type":"clv_model","version":1,"family":"gamma_gamma","n":9,"log_likelihood":-4,"parameters":{"p":6.25,"q":3.74,"gamma":15.44}}'::xm.clv_model $$),
  ('f', 'text', 'outcome', $$ 'a'::text $$), ('f', 'text', 'method', $$ 'shapley'::text $$), ('f', 'text', 'driver', $$ 'x2'::text $$), ('f', 'text', 'x', $$ 'a'::text $$), ('f', 'text', 'mediator', $$ 'b'::text $$), ('f', 'text', 'y', $$ 'c'::text $$), ('f', 'text', 'label', $$ 'a'::text $$), ('f', 'text', 'a', $$ 'a'::text $$), ('f', 'text', 'b', $$ 'b'::text $$),
  ('f', 'xm.moments', 'm', $$ (SELECT xm.label(xm.moments(x % 7 + x % 2, x % 7 + x % 3, x % 7 + x % 5), 'a', 'b', 'c') FROM generate_series(1, 210) x) $$), ('f', 'text[]', 'items', $$ '{}'::text[] $$), ('a', 'bigint[]', 'variables', 'ARRAY[x, x % 3]::bigint[]'), ('a', 'bigint', 'period', 'x::bigint'), ('a', 'integer', 'period', 'x'),
  ('f', 'double precision', 'frequency', '2::float8'), ('f', 'double precision', 'recency', '30::float8'), ('f', 'double precision', 'age', '38::float8'), ('f', 'double precision', 'horizon', '12::float8'), ('f', 'double precision', 'time', '12::float8'),
  ('a', '"any"', 'outcome', 'x % 2'), ('a', '"any"', 'event', 'x % 2 = 0'), ('a', '"any"', 'duration', 'x'), ('a', '"any"', 'exit', 'x'), ('a', '"any"', 'entry', 'x / 2'), ('a', '"any"', 'cluster', 'x % 5'), ('a', '"any"', 'stratum', 'x % 2'), ('a', '"any"', '', 'x * x % 7'),
  ('a', 'double precision', 'frequency', '(ARRAY[0,0,0,1,1,1,2,4,9])[1 + x % 9]::float8'), ('a', 'double precision', 'recency', '(ARRAY[0,0,0,2,9,25,20,5,28])[1 + x % 9]::float8'), ('a', 'double precision', 'age', '(30 + x % 2)::float8'), ('a', 'double precision', 'monetary', '(5 + x * x % 31)::float8'),
  ('a', 'timestamp with time zone', 'at', $$ '2024-01-01 12:00+00'::timestamptz + x * interval '1 day' $$);
-- The same for the forms with declared types.
INSERT INTO sensible
SELECT 'a', type, argument, format('(%s)::%s', value, type)
FROM (VALUES ('groups', 'x % 3'), ('demographics', 'x % 4'), ('categories', 'x % 3'), ('attributes', 'x % 3'), ('a', 'x % 3'), ('b', 'x % 4'), ('unit', 'x % 3'), ('cluster', 'x % 5'), ('stratum', 'x % 2')) v(argument, value), unnest('{text,smallint,integer,bigint}'::text[]) type
UNION ALL SELECT 'a', type, argument, format('(x %% 2)::integer::%s', type) FROM unnest('{event,outcome}'::text[]) argument, unnest('{boolean,smallint,integer,bigint,double precision}'::text[]) type
UNION ALL SELECT 'a', 'double precision', argument, value FROM (VALUES ('entry', '(x / 2)::float8'), ('exit', 'x::float8')) v(argument, value)
UNION ALL SELECT 'a', type, 'duration', 'x::' || type FROM unnest('{integer,bigint,double precision}'::text[]) type
UNION ALL SELECT 'a', type || '[]', 'predictors', format('ARRAY[x * x %% 7]::%s[]', type) FROM unnest('{smallint,integer,bigint,numeric,real,double precision}'::text[]) type
UNION ALL SELECT 'a', 'date', 'period', $$ '2024-01-01'::date + x $$;
CREATE TEMP TABLE attempt AS
SELECT r.name, format('SELECT %s(%s)%s', r.called,
                      (SELECT string_agg(CASE WHEN a.i = cardinality(r.args) AND r.provariadic NOT IN (0, '"any"'::regtype) THEN 'VARIADIC ' ELSE '' END
                                         || CASE WHEN a.i = arg.i THEN arg.value
                                                 ELSE COALESCE((SELECT value FROM sensible g WHERE named AND g.kind = r.prokind AND g.type = a.type AND g.argument IN (COALESCE(r.proargnames[a.i], ''), substring(r.called FROM '[a-z_]+$') || '.' || r.proargnames[a.i]) ORDER BY length(g.argument) DESC LIMIT 1),
                                                               (SELECT value FROM nasty g WHERE g.type = a.type ORDER BY g.value LIKE 'NULL%', ctid LIMIT 1)) END, ', ' ORDER BY a.i)
                       FROM unnest(r.args) WITH ORDINALITY a(type, i)),
                      CASE WHEN r.prokind = 'a' THEN ' FROM generate_series(1, ' || CASE WHEN named THEN 60 ELSE 3 END || ') x' ELSE '' END) AS call
FROM routine r, unnest('{false,true}'::boolean[]) named,
     LATERAL (SELECT a.i, n.value FROM unnest(r.args) WITH ORDINALITY a(type, i) JOIN nasty n USING (type) UNION ALL SELECT 0, NULL WHERE named AND NOT EXISTS (SELECT FROM unnest(r.args) a(type) WHERE type NOT IN (SELECT type FROM nasty))) arg(i, value);

CREATE TEMP TABLE outcome (name text, call text, state text, message text, hint text, result text);
DO $$
DECLARE a record; hint text; answer text;
BEGIN
  FOR a IN SELECT * FROM attempt LOOP
    BEGIN
      EXECUTE format('SELECT string_agg(t::text, '' '') FROM (%s) t', a.call) INTO answer;
      RAISE SQLSTATE 'XM000';  -- what a call changed is gone for the next
    EXCEPTION WHEN SQLSTATE 'XM000' THEN
      INSERT INTO outcome (name, call, state, result) VALUES (a.name, a.call, 'result', answer);
    WHEN OTHERS THEN
      GET STACKED DIAGNOSTICS hint = PG_EXCEPTION_HINT;
      INSERT INTO outcome VALUES (a.name, a.call, SQLSTATE, SQLERRM, hint);
    END;
  END LOOP;
END $$;

SELECT is_empty($$ SELECT name FROM routine r WHERE NOT EXISTS (SELECT FROM outcome o WHERE o.name = r.name) AND cardinality(args) > 0 $$, 'every function was called');
SELECT cmp_ok((SELECT count(*) FROM outcome), '>', 500::bigint, 'often');
SELECT is_empty($$ SELECT name FROM routine r WHERE cardinality(args) > 0 AND name !~ '_(in|recv|deserialize)\(' AND NOT EXISTS (SELECT FROM pg_proc p WHERE p.oid = r.oid AND p.prorettype = 'void'::regtype) AND name NOT IN ('xm_internal.check_library(text)', 'xm_internal.submit_from_outside(regclass,text,jsonb)', 'xm_internal.sentiment_of(regclass,text,bigint)') -- nobody learns the number of an anonymous response; of confidential comments survey/training.sql asks
                     AND NOT EXISTS (SELECT FROM outcome o WHERE o.name = r.name AND o.result NOT IN ('()', '')) $$, 'and with an answer at least once');
SELECT is_empty($$ SELECT name, call, state, message FROM outcome WHERE state NOT IN ('result', '0A000', '53200') AND state NOT LIKE '22%'
                     AND state NOT IN ('42P06', '42P07', '42501') $$, 'a result or a clear error');
SELECT is_empty($$ SELECT DISTINCT name, message FROM outcome WHERE state IN ('22023', '22003') AND COALESCE(hint, '') = '' AND message NOT LIKE '%out of range%' $$, 'errors of ours carry a hint');
SELECT is_empty($$ SELECT call, message FROM outcome WHERE (message ~* '\m(nan|infinity)' AND call !~* 'nan|inf|1e400') OR result ~* '\m(nan|infinity)' $$, 'no NaN and no infinity, in results or from nowhere in messages');
SELECT * FROM finish();
ROLLBACK;
