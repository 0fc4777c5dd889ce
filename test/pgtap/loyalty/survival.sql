-- Survival. Expected values: R 4.2.2, survival (survfit, survdiff).
\i test/pgtap/include/begin.psql
SELECT plan(122);
CREATE DOMAIN pg_temp.days AS integer CHECK (VALUE < 100000);
CREATE TEMP TABLE leave AS
SELECT d, e, row_number() OVER () AS i FROM unnest('{5,3,9,1,4,4,7,2,8,6,10,3,12,9,5,5}'::int[], '{1,1,0,1,1,0,1,1,0,1,0,1,1,1,1,0}'::int[]) t(d, e);
CREATE TEMP TABLE s AS SELECT xm.survival(d, e) AS s FROM leave;
CREATE TEMP TABLE client AS
SELECT i, i % 9 AS unit, (hashint4(i) & 2147483647) % 400 AS days, (hashint4(i + 1) & 3) = 0 AS gone, (hashint4(i + 2) & 1023) / 8.0::float8 AS years FROM generate_series(1, 5000) i;

-- the curve
SELECT results_eq('SELECT "time", at_risk, events, censored, round(survival::numeric, 12), round(std_error::numeric, 12), round(lower::numeric, 12), round(upper::numeric, 12) FROM s, xm.survival_table(s)',
                  'VALUES (1::float8, 16::bigint, 1::bigint, 0::bigint, 0.937500000000, 0.060515364784, 0.826088265405, 1.000000000000), (2, 15, 1, 0, 0.875000000000, 0.082679728471, 0.727071409585, 1.000000000000),
                          (3, 14, 2, 0, 0.750000000000, 0.108253175473, 0.565198373470, 0.995225793992), (4, 12, 1, 1, 0.687500000000, 0.115878101361, 0.494086185892, 0.956627130036),
                          (5, 10, 2, 1, 0.550000000000, 0.127107238189, 0.349660479624, 0.865124935839), (6, 7, 1, 0, 0.471428571429, 0.131001691396, 0.273452559591, 0.812736579580),
                          (7, 6, 1, 0, 0.392857142857, 0.130622458545, 0.204746104326, 0.753795708113), (8, 5, 0, 1, 0.392857142857, 0.130622458545, 0.204746104326, 0.753795708113),
                          (9, 4, 1, 1, 0.294642857143, 0.129738340302, 0.124305800416, 0.698393904182), (10, 2, 0, 1, 0.294642857143, 0.129738340302, 0.124305800416, 0.698393904182), (12, 1, 1, 0, 0, NULL, NULL, NULL)', 'the table as survfit');
SELECT is((SELECT bool_and(a.lower <= b.lower AND a.upper >= b.upper) FROM s, xm.survival_table(s, 0.99) a JOIN s s2 ON true CROSS JOIN LATERAL xm.survival_table(s2.s, confidence => 0.8) b WHERE a.time = b.time AND a.survival > 0), true, 'more confidence, wider');
SELECT is((SELECT string_agg(round(xm.survival_at(s, t)::numeric, 12)::text, ' ' ORDER BY t) FROM s, unnest('{0,0.99,1,5,5.5,8,11.9,12,99}'::float8[]) t), '1.000000000000 1.000000000000 0.937500000000 0.550000000000 0.550000000000 0.392857142857 0.294642857143 0.000000000000 0.000000000000', 'survival_at is right-continuous');
SELECT is((SELECT xm.median_survival(s) FROM s), 6::float8, 'the median');
SELECT is((SELECT round(xm.restricted_mean(s, 8)::numeric, 12) FROM s), 5.664285714286, 'the restricted mean');
SELECT is((SELECT round(xm.restricted_mean(s, 100)::numeric, 9) FROM s), (SELECT round((sum(survival * (n - "time")) + 1)::numeric, 9) FROM (SELECT "time", survival, lead("time", 1, "time") OVER (ORDER BY "time") AS n FROM s, xm.survival_table(s)) t), 'once nobody is left any horizon will do');
SELECT is((SELECT xm.restricted_mean(s, 0) FROM s), 0::float8, 'a horizon of 0');
SELECT results_eq('SELECT difference, round(std_error::numeric, 12), statistic, p_value, round(lower::numeric, 12), round(upper::numeric, 12) FROM s, xm.compare(s, s, 8)',
                  'SELECT 0::float8, round((sqrt(2) * 0.600003872072054)::numeric, 12), 0::float8, 1::float8, round((-1.959963984540054 * sqrt(2) * 0.600003872072054)::numeric, 12), round((1.959963984540054 * sqrt(2) * 0.600003872072054)::numeric, 12)', 'compare with itself: the standard error as survfit');
SELECT is((SELECT difference FROM xm.compare((SELECT xm.survival(d, true) FROM unnest('{2,4}'::int[]) d), (SELECT xm.survival(d, true) FROM unnest('{1,2}'::int[]) d), 4)), 1.5::float8, 'time gained: mean of a less mean of b');
SELECT is(pg_temp.refusal('SELECT xm.compare(s, (SELECT xm.survival(1, false)), 8) FROM s'), '22023 horizon 8 is beyond the end of a curve: people of one state were last seen at 1', 'a curve that does not reach the horizon: an error that says where it ends');
SELECT is((SELECT difference FROM s, xm.compare(s, s, xm.last_time(s))), 0::float8, 'xm.last_time is as far as one can compare');
SELECT results_eq('SELECT groups, round(chi_squared::numeric, 12), df, round(p_value::numeric, 12) FROM (SELECT (xm.logrank(s)).* FROM (SELECT xm.survival(d, e) AS s FROM leave GROUP BY i > 8) g) t',
                  'VALUES (2::bigint, 2.405225982771, 1::bigint, 0.120930659899)', 'logrank as survdiff');
SELECT results_eq('SELECT groups, chi_squared, df, p_value FROM (SELECT (xm.logrank(s)).* FROM s) t', 'SELECT 1::bigint, NULL::float8, 0::bigint, NULL::float8', 'one group has nothing to compare with');
SELECT is((SELECT xm.logrank(s)::text FROM (SELECT s FROM s UNION ALL SELECT NULL) t), (SELECT xm.logrank(s)::text FROM s), 'a NULL group is skipped');
SELECT is((SELECT groups || ' ' || df FROM (SELECT (xm.logrank(s)).* FROM (SELECT xm.survival(days, gone) AS s FROM client GROUP BY unit) g) t), '9 8', 'nine groups, eight degrees of freedom');
SELECT is((SELECT xm.logrank(s ORDER BY u)::text FROM (SELECT unit AS u, xm.survival(days, gone) AS s FROM client GROUP BY unit) g), (SELECT xm.logrank(s ORDER BY md5(u::text))::text FROM (SELECT unit AS u, xm.survival(days, gone) AS s FROM client GROUP BY unit) g), 'their order does not show');

-- quantiles, last time, the error of a mean
SELECT results_eq('SELECT "time", lower, upper FROM s, xm.survival_quantile(s, 0.5)', 'SELECT 6::float8, 4::float8, NULL::float8', 'the median with bounds: when each column of the table is at most one half');
SELECT results_eq('SELECT (SELECT min("time") FROM xm.survival_table(s) WHERE survival <= 0.65), (SELECT min("time") FROM xm.survival_table(s) WHERE lower <= 0.65), (SELECT min("time") FROM xm.survival_table(s) WHERE upper <= 0.65) FROM s', 'SELECT "time", lower, upper FROM s, xm.survival_quantile(s, p => 0.35)', 'other quantiles alike');
SELECT is((SELECT a.lower > b.lower FROM s, xm.survival_quantile(s, 0.5, 0.6) a, xm.survival_quantile(s, 0.5, 0.99) b), true, 'less confidence, narrower');
SELECT results_eq('SELECT * FROM xm.survival_quantile(NULL, 0.5)', 'SELECT NULL::float8, NULL::float8, NULL::float8', 'asking NULL: a row of NULLs');
SELECT is((SELECT xm.last_time(s) FROM s), 12::float8, 'the last time');
SELECT is(xm.last_time(xm.survival(d, e)), 7.25::float8, 'of people last seen, too') FROM (VALUES (7.25, false), (3, true)) v(d, e);
SELECT is(xm.last_time(NULL), NULL::float8, 'the last time of NULL');
SELECT results_eq('SELECT round(value::numeric, 12), round(std_error::numeric, 12), round((upper - value)::numeric, 12), round((value - lower)::numeric, 12) FROM s, xm.estimate_restricted_mean(s, 8)', 'SELECT 5.664285714286, round(0.600003872072054, 12), round(1.959963984540054 * 0.600003872072054, 12), round(1.959963984540054 * 0.600003872072054, 12)', 'the restricted mean with its error: the standard error as survfit');
SELECT results_eq('SELECT value, std_error, lower, upper FROM xm.estimate_restricted_mean((SELECT xm.survival(9, false)), 8)', 'SELECT 8::float8, NULL::float8, NULL::float8, NULL::float8', 'nobody has left: no spread');
SELECT results_eq('SELECT value, std_error, lower, upper FROM xm.estimate_restricted_mean((SELECT xm.survival(9, false)), 10)', 'SELECT NULL::float8, NULL::float8, NULL::float8, NULL::float8', 'beyond the last time: NULL');

-- times that differ by rounding
SELECT is(xm.survival(d, 1)::text, '{"type":"survival","version":2,"times":[0.3],"events":[3],"censored":[0]}', 'one time') FROM (VALUES (0.3::float8), (1.3::float8 - 1), (0.1::float8 + 0.2::float8)) v(d);
SELECT is(xm.survival(d, 1)::text, '{"type":"survival","version":2,"times":[0.375],"events":[2],"censored":[0]}', 'of other types, too') FROM (VALUES (0.375::real), (0.37500001::real)) v(d);
SELECT is(xm.survival(d, 1)::text, '{"type":"survival","version":2,"times":[0.3],"events":[2],"censored":[0]}', 'numeric') FROM (VALUES (0.3::numeric), (0.30000000001)) v(d);
SELECT is(xm.survival(d, true)::text, '{"type":"survival","version":2,"times":[4294967295,4294967296],"events":[1,1],"censored":[0,0]}', 'whole times are exact') FROM (VALUES (4294967295), (4294967296)) v(d);
SELECT is((SELECT count(*) FROM (SELECT xm.survival((i + k)::float8 / 10 - i::float8 / 10, true) AS s FROM generate_series(1, 300) i, generate_series(1, 40) k) t, xm.survival_table(s)), 40::bigint, 'differences of decimals are as many times as there are decimals');
SELECT is((SELECT xm.rollup(s ORDER BY md5(g::text))::text FROM (SELECT g, xm.survival((i + k)::float8 / 10 - i::float8 / 10, true) AS s FROM generate_series(1, 300) i, generate_series(1, 40) k, LATERAL (SELECT i * k % 17 AS g) x GROUP BY g) t), (SELECT xm.survival(k / 10.0, true)::text FROM generate_series(1, 300) i, generate_series(1, 40) k), 'whatever the split');
SELECT is((SELECT ARRAY[xm.survival_at(s, 1.3::float8 - 1), xm.restricted_mean(s, 0.1::float8 + 0.2::float8), value, (SELECT value FROM xm.estimate_restricted_mean(s, 1.3::float8 - 1))] FROM (SELECT xm.survival(d, d < 0.29) AS s FROM (VALUES (0.1::float8 + 0.1), (0.3)) v(d)) t, xm.estimate(s, 0.1::float8 + 0.2::float8)), '{0.5,0.25,0.5,0.25}'::float8[], 'what is asked for is read alike');
SELECT is('{"type":"survival","version":1,"times":[0.3,0.30000000000000004,2],"events":[1,2,3],"censored":[0,1,0]}'::xm.survival::text, '{"type":"survival","version":2,"times":[0.3,2],"events":[3,3],"censored":[1,0]}', 'times of version 1 are read anew');
SELECT is(pg_temp.refusal($$SELECT '{"type":"survival","version":2,"times":[0.30000000000000004],"events":[1],"censored":[0]}'::xm.survival$$), '22P02 invalid value of type xm.survival: a fractional time of more than 8 significant digits', 'in version 2 there are none');
SELECT is((SELECT round(estimate::numeric, 9) FROM (SELECT xm.cox(CASE WHEN i % 2 = 0 THEN d + 1.0::float8 - 1 ELSE d END, e, x) AS m FROM (SELECT i, (i % 7 + 1) / 10.0::float8 AS d, i % 3 > 0 AS e, i % 5 AS x FROM generate_series(1, 200) i) t) u, xm.coefficients(m)), (SELECT round(estimate::numeric, 9) FROM (SELECT xm.cox(d, e, x) AS m FROM (SELECT i % 7 + 1 AS d, i % 3 > 0 AS e, i % 5 AS x FROM generate_series(1, 200) i) t) u, xm.coefficients(m)), 'ties of xm.cox, too: tenths and whole numbers are the same fit');

-- medians
SELECT is((SELECT xm.median_survival(xm.survival(d, true)) FROM unnest('{1,2,3,4}'::int[]) d), 2.5::float8, 'flat at one half: the middle');
SELECT is((SELECT xm.median_survival(xm.survival(d, d = 1)) FROM unnest('{1,2}'::int[]) d), 1.5::float8, 'flat at one half to the end');
SELECT is((SELECT xm.median_survival(xm.survival(d, d = 1)) FROM unnest('{1,2,3}'::int[]) d), NULL::float8, 'never reached: NULL');
SELECT is((SELECT xm.median_survival(xm.survival(d, d = 0)) FROM unnest('{0}'::int[]) d), 0::float8, 'all gone at 0');
SELECT results_eq('SELECT xm.survival_at(s, 7), xm.survival_at(s, 7.1), xm.restricted_mean(s, 7), xm.restricted_mean(s, 7.1) FROM (SELECT xm.survival(d, d = 5) AS s FROM unnest(''{5,7}''::int[]) d) t', 'SELECT 0.5::float8, NULL::float8, 6::float8, NULL::float8', 'beyond the last time: NULL');
SELECT results_eq('SELECT survival, std_error, lower, upper FROM (SELECT xm.survival(3, false) AS s) t, xm.survival_table(s)', 'SELECT 1::float8, 0::float8, 1::float8, 1::float8', 'nobody left');
SELECT results_eq('SELECT survival, std_error, lower, upper FROM (SELECT xm.survival(3, true) AS s) t, xm.survival_table(s)', 'SELECT 0::float8, NULL::float8, NULL::float8, NULL::float8', 'everybody left');

-- types
SELECT is(pg_temp.text_of(format('SELECT xm.survival(d::%s, e) FROM leave', type)), (SELECT s::text FROM s), 'durations of type ' || type)
FROM unnest('{smallint,integer,bigint,numeric,real,"double precision",pg_temp.days}'::text[]) type;
SELECT is(pg_temp.text_of(format('SELECT xm.survival(d, e::%s) FROM leave', type)), (SELECT s::text FROM s), 'events of type ' || type)
FROM unnest('{boolean,smallint,bigint,numeric,real,"double precision","integer::pg_temp.days"}'::text[]) type;
SELECT is((SELECT xm.survival(d::smallint::int::smallint, (e = 1)) FROM leave)::text, (SELECT s::text FROM s), 'smallint and boolean');
SELECT is(xm.survival(true, true)::text, xm.survival(1, 1)::text, 'a boolean duration is 0 or 1');
SELECT is((SELECT xm.survival(d / 4.0, e)::text FROM leave), (SELECT xm.survival(d / 4.0::float8, e)::text FROM leave), 'fractional numeric and double');
SELECT is((SELECT xm.survival(-0.0::float8, 1)::text), (SELECT xm.survival(0, 1)::text), 'minus zero is zero');
SELECT is((SELECT xm.survival(d, e)::text FROM (SELECT 0.5 AS d, 1 AS e UNION ALL SELECT 1000000000, 0 UNION ALL SELECT 5, 1) t), '{"type":"survival","version":2,"times":[0.5,5,1e+09],"events":[1,1,0],"censored":[0,0,1]}', 'whole, fractional and far times together');

-- NULL, nothing
SELECT is(xm.survival(d, e)::text, NULL, 'no rows: NULL') FROM leave WHERE false;
SELECT is(xm.survival(d, e)::text, (SELECT xm.survival(3, 1)::text FROM (SELECT) t), 'a NULL skips the row') FROM (VALUES (NULL, 1), (3, 1), (4, NULL)) t(d, e);
SELECT is(xm.survival(d, e)::text, NULL, 'only NULLs: NULL') FROM (VALUES (NULL::int, 1), (4, NULL)) t(d, e);
SELECT is(xm.rollup(NULL::xm.survival)::text, NULL, 'rollup of NULL');
SELECT is(xm.logrank(NULL::xm.survival)::text, NULL, 'logrank of NULL');
SELECT is(xm.survival_at(NULL, 1) IS NULL AND xm.survival_at(s, NULL) IS NULL AND xm.median_survival(NULL) IS NULL AND xm.restricted_mean(NULL, 1) IS NULL, true, 'asking NULL: NULL') FROM s;
SELECT results_eq('SELECT * FROM xm.compare(NULL::xm.survival, NULL, 3)', 'SELECT NULL::float8, NULL::float8, NULL::float8, NULL::float8, NULL::float8, NULL::float8', 'one row of NULLs');
SELECT is((SELECT count(*) FROM xm.survival_table(NULL)), 0::bigint, 'no table of NULL');

-- roll-up, order, windows, plans
SELECT is((SELECT xm.rollup(s ORDER BY md5(unit::text))::text FROM (SELECT unit, xm.survival(days, gone) AS s FROM client GROUP BY unit) u), (SELECT xm.survival(days, gone)::text FROM client), 'roll-up of days, bit for bit');
SELECT is((SELECT xm.rollup(s ORDER BY md5(unit::text))::text FROM (SELECT unit, xm.survival(years, gone) AS s FROM client GROUP BY unit) u), (SELECT xm.survival(years, gone)::text FROM client), 'of fractional times, too');
SELECT is((SELECT xm_internal.survival_send(xm.rollup(s)) FROM (SELECT xm.survival(CASE WHEN unit % 2 = 0 THEN days ELSE years END, gone) AS s FROM client GROUP BY unit) u), (SELECT xm_internal.survival_send(xm.survival(CASE WHEN unit % 2 = 0 THEN days ELSE years END, gone ORDER BY days)) FROM client), 'of both');
SELECT is((SELECT max((s::jsonb -> 'events' ->> 0)::int) FROM (SELECT xm.survival(7, true) OVER (ORDER BY i) AS s FROM leave) t), 16, 'as a window function');
SELECT is((SELECT count(DISTINCT s::text) FROM (SELECT xm.survival(days, gone) OVER (ORDER BY i ROWS 5 PRECEDING) AS s FROM client WHERE i <= 100) t), 100::bigint, 'with a moving frame');
SELECT is((SELECT bool_and(n = (SELECT sum(v::int) FROM jsonb_array_elements_text(s::jsonb -> 'events') v) + (SELECT sum(v::int) FROM jsonb_array_elements_text(s::jsonb -> 'censored') v)) FROM (SELECT count(*) OVER w AS n, xm.survival(years, gone) OVER w AS s FROM client WHERE i <= 60 WINDOW w AS (ORDER BY i)) t), true, 'a window counts everybody, and the final function changes nothing');
SELECT is((SELECT xm.survival(d, e)::text || xm.median_survival(xm.survival(d, e)) || xm.survival(d, e) FILTER (WHERE i < 9)::text FROM leave), (SELECT s::text || 6 FROM s) || (SELECT xm.survival(d, e) FROM leave WHERE i < 9)::text, 'two calls share a transition, a third does not');
SELECT is((SELECT xm_internal.survival_add(s, 3, true)::jsonb -> 'events' ->> 2 FROM s), '3', 'called by hand, the transition counts on');
SELECT is((SELECT s::text FROM s), pg_temp.text_of('SELECT xm_internal.survival_merge(NULL, s) FROM s'), 'merge with nothing');
SET LOCAL enable_sort = off;
CREATE TEMP TABLE hashed AS SELECT unit, xm.survival(days, gone)::text AS s FROM client GROUP BY unit;
SET LOCAL enable_sort = on; SET LOCAL enable_hashagg = off;
CREATE TEMP TABLE sorted AS SELECT unit, xm.survival(days, gone)::text AS s FROM client GROUP BY unit;
SET LOCAL enable_hashagg = on;
SELECT set_eq('SELECT * FROM hashed', 'SELECT * FROM sorted', 'hashed and sorted groups are the same');
SELECT is((SELECT count(DISTINCT s::text) FROM (SELECT xm.survival(days, gone) AS s FROM client GROUP BY GROUPING SETS ((), ()) UNION ALL SELECT xm.rollup(s) FROM (SELECT xm.survival(days, gone) AS s FROM client GROUP BY ROLLUP (unit) HAVING grouping(unit) = 0) t) x), 1::bigint, 'grouping sets');
SET LOCAL parallel_setup_cost = 0; SET LOCAL parallel_tuple_cost = 0; SET LOCAL min_parallel_table_scan_size = 0; SET LOCAL max_parallel_workers_per_gather = 2;
CREATE TABLE permanent AS SELECT * FROM client;
CREATE TABLE permanent_state AS SELECT unit, days % 10 AS part, xm.survival(days, gone) AS s FROM client GROUP BY 1, 2;
SELECT matches((SELECT string_agg(l, ' ') FROM pg_temp.plan_of('SELECT xm.survival(days, gone) FROM permanent') l), 'Partial Aggregate', 'the plan is parallel');
SELECT is((SELECT xm.survival(days, gone)::text || xm.survival(years, gone)::text FROM permanent), (SELECT xm.survival(days, gone)::text || xm.survival(years, gone)::text FROM client), 'parallel workers give the same bits');
SELECT matches((SELECT string_agg(l, ' ') FROM pg_temp.plan_of('SELECT xm.logrank(s) FROM permanent_state') l), 'Partial Aggregate', 'the plan of logrank, too');
SELECT is((SELECT xm.logrank(s)::text FROM permanent_state), (SELECT xm.logrank(s ORDER BY unit, part)::text FROM permanent_state), 'and the same test');
SELECT is((SELECT xm.rollup(s)::text FROM permanent_state), (SELECT xm.survival(days, gone)::text FROM client), 'and the same roll-up');
RESET max_parallel_workers_per_gather;

-- stored
SELECT is((SELECT s::text::xm.survival::text || xm_internal.survival_send(s::text::xm.survival)::text FROM s), (SELECT s::text || xm_internal.survival_send(s)::text FROM s), 'text reads back');
SELECT is((SELECT s::text::xm.survival::text FROM (SELECT xm.survival(years / 3, gone) AS s FROM client) t), (SELECT xm.survival(years / 3, gone)::text FROM client), 'with all digits');
SELECT is((SELECT s::jsonb ->> 'type' FROM s), 'survival', 'casts to jsonb');
SELECT cmp_ok((SELECT pg_column_size(xm.survival(days, gone)) FROM client), '<=', 400 * 8 + 100, 'a whole time takes a counter of 8 bytes');

-- bad input
SELECT is(pg_temp.refusal(query), message, query)
FROM (VALUES
  ('SELECT xm.survival(-1, true)', '22023 duration -1 is outside the allowed range of finite numbers from 0'),
  ('SELECT xm.survival(-0.5, true)', '22023 duration -0.5 is outside the allowed range of finite numbers from 0'),
  ('SELECT xm.survival(''NaN''::float8, true)', '22023 duration NaN is outside the allowed range of finite numbers from 0'),
  ('SELECT xm.survival(''Infinity''::real, true)', '22023 duration Infinity is outside the allowed range of finite numbers from 0'),
  ('SELECT xm.survival(1, 2)', '22023 event 2 is outside the allowed range: 0 or 1'),
  ('SELECT xm.survival(1, -1::bigint)', '22023 event -1 is outside the allowed range: 0 or 1'),
  ('SELECT xm.survival(1, 0.5)', '22023 event 0.5 is outside the allowed range: 0 or 1'),
  ('SELECT xm.survival(''3''::text, true)', '22023 duration has type text; allowed are numeric, integer, floating and boolean types'),
  ('SELECT xm.survival(''3''::text, true)', '22023 duration has type text; allowed are numeric, integer, floating and boolean types'),
  ('SELECT xm.survival(3, ''yes''::text)', '22023 event has type text; allowed are numeric, integer, floating and boolean types'),
  ('SELECT xm.survival(interval ''3 days'', true)', '22023 duration has type interval; allowed are numeric, integer, floating and boolean types'),
  ('SELECT xm.survival_at(s, -1) FROM s', '22023 time -1 is outside the allowed range of finite numbers from 0'),
  ('SELECT xm.restricted_mean(s, -2) FROM s', '22023 horizon -2 is outside the allowed range of finite numbers from 0'),
  ('SELECT xm.survival_quantile(s, 1.5) FROM s', '22023 p 1.5 is outside the allowed range 0..1'),
  ('SELECT xm.survival_quantile(s, ''NaN'') FROM s', '22023 p NaN is outside the allowed range 0..1'),
  ('SELECT xm.survival_quantile(s, 0.5, 1) FROM s', '22023 confidence 1 is outside the allowed range (0,1)'),
  ('SELECT xm.estimate_restricted_mean(s, -1) FROM s', '22023 horizon -1 is outside the allowed range of finite numbers from 0'),
  ('SELECT xm.estimate_restricted_mean(s, 1, 0) FROM s', '22023 confidence 0 is outside the allowed range (0,1)'),
  ('SELECT xm.rollup(''{"type":"survival","version":1,"times":[0.5],"events":[1],"censored":[4611686018427387903]}''::xm.survival) FROM generate_series(1, 5)', '22003 more than 2^62 people in one xm.survival'),
  ('SELECT xm.rollup(''{"type":"survival","version":1,"times":[5],"events":[1],"censored":[4611686018427387903]}''::xm.survival) FROM generate_series(1, 5)', '22003 more than 2^62 people in one xm.survival'),
  ('SELECT xm_internal.survival_merge(v, v) FROM (SELECT ''{"type":"survival","version":1,"times":[5],"events":[1],"censored":[4611686018427387903]}''::xm.survival AS v) t', '22003 more than 2^62 people in one xm.survival'),
  ('SELECT xm.logrank(''{"type":"survival","version":1,"times":[0.5],"events":[1],"censored":[4611686018427387903]}''::xm.survival) FROM generate_series(1, 5)', '22003 more than 2^62 people in one xm.logrank'),
  ('SELECT xm.compare(s, s, ''NaN'') FROM s', '22023 horizon NaN is outside the allowed range of finite numbers from 0'),
  ('SELECT xm.compare(s, s, 3, 0) FROM s', '22023 confidence 0 is outside the allowed range (0,1)'),
  ('SELECT xm.survival_table(s, 1) FROM s', '22023 confidence 1 is outside the allowed range (0,1)'),
  ('SELECT xm.logrank(xm.survival(i, true)) FROM generate_series(1, 3) i', '42803 aggregate function calls cannot be nested (no hint)'),
  ('SELECT xm.logrank(s) FROM (SELECT xm.survival(i, true) AS s FROM generate_series(1, 1001) i GROUP BY i) t', '22023 1001 groups; the allowed range of xm.logrank is 1..1000')
) v(query, message);
SET LOCAL pg_xm.max_state_memory = 64;
SELECT is(pg_temp.refusal(query), message, query)
FROM (VALUES
  ('SELECT xm.survival(i + 0.5, true) FROM generate_series(1, 10000) i', '53200 xm.survival would need more than the 64 kB that pg_xm.max_state_memory allows'),
  ('SELECT xm.rollup(s) FROM (SELECT xm.survival(i + 0.5, true) AS s FROM generate_series(1, 10000) i GROUP BY i % 20) t', '53200 xm.survival would need more than the 64 kB that pg_xm.max_state_memory allows'),
  ('SELECT xm.logrank(s) FROM (SELECT xm.survival(i, true) AS s FROM generate_series(1, 20000) i GROUP BY i % 100) t', '53200 xm.logrank would need more than the 64 kB that pg_xm.max_state_memory allows')
) v(query, message);
SELECT is((SELECT count(*) FROM (SELECT xm.survival(i % 1000, true) AS s FROM generate_series(1, 100000) i) t, xm.survival_table(s)), 1000::bigint, 'whole times need little');
-- Running states that somebody has stored (an aggregate of one's own without a final function) stay as they are.
CREATE AGGREGATE pg_temp.running(int, boolean) (SFUNC = xm_internal.survival_add, STYPE = xm.survival);
CREATE TEMP TABLE kept (s xm.survival);
ALTER TABLE kept ALTER s SET STORAGE plain;
INSERT INTO kept SELECT pg_temp.running(i % 60, i % 2 = 0) FROM generate_series(1, 1000) i, generate_series(1, 3) g GROUP BY g;
CREATE TEMP TABLE before AS SELECT s::text AS s FROM kept;
SELECT count(xm_internal.survival_add(s, 3, true)) FROM kept \g /dev/null
SELECT is((SELECT array_agg(s::text) FROM kept), (SELECT array_agg(s) FROM before), 'a call by hand does not change what is stored');
SELECT * FROM finish();
ROLLBACK;
